"""A row of boxes with arrows between neighbours, and round the row between the others."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from helpers.look import style
from helpers.look.diagrams.boxes import Box, arrow
from helpers.look.diagrams.graph import Link
from helpers.look.page import Page, tall

TRACK = 0.26
"""Height of one arrow round a row, with its words."""

Boxes = Mapping[str, Box]


def sorted_apart(links: Sequence[Link], order: Sequence[str]) -> tuple[list[Link], list[Link]]:
    """Links between neighbours of a row, and the rest, the shortest first."""
    place = {key: number for number, key in enumerate(order)}
    span = {link: abs(place[link.start] - place[link.end]) for link in links}
    far = sorted((link for link in links if span[link] > 1), key=span.__getitem__)
    return [link for link in links if span[link] == 1], far


def strip(links: Sequence[Link], boxes: Boxes) -> tuple[dict[Link, list[str]], float]:
    """The words of arrows between neighbours, to stand above the gaps, and the height they need."""
    apart = [right.middle - left.middle for left, right in pairwise(boxes.values())]
    width = min(apart, default=style.WIDTH) - 0.34
    texts = {link: style.wrap(link.how, width, style.SMALL) for link in links}
    return texts, tall(max(map(len, texts.values()), default=0), style.SMALL)


def between(page: Page, texts: Mapping[Link, list[str]], boxes: Boxes, y: float) -> None:
    """Arrows across the gaps at height y, each with its words above the row."""
    for link, lines in texts.items():
        left, right = sorted((boxes[end] for end in link.ends), key=lambda box: box.x)
        ends = [(left.right, y), (right.x, y)]
        forward = left is boxes[link.start]
        arrow(page, ends if forward else ends[::-1], link.key, link.loose)
        x, top = (left.right + right.x) / 2, right.y - 0.04 - tall(len(lines), style.SMALL)
        page.lines(x, top, lines, size=style.SMALL, align="center", label=f"how|{link.key}")


def tracks(
    page: Page,
    links: Sequence[Link],
    boxes: Boxes,
    edge: float,
    up: bool,
    ground: str = style.PAPER,
) -> None:
    """Arrows round a row, one track above (or below) the other from `edge` on, with their words."""
    ports = _ports(links, boxes)
    for number, link in enumerate(links):
        level = edge + (-1 if up else 1) * (number * TRACK + 0.1)
        (x0, y0), (x1, y1) = (
            (ports[link, key], boxes[key].y if up else boxes[key].bottom) for key in link.ends
        )
        points = [(x0, y0), (x0, level), (x1, level), (x1, y1)]
        arrow(page, points, link.key, link.loose, ground)
        look: dict[str, Any] = {"size": style.SMALL, "align": "center", "label": f"how|{link.key}"}
        page.text((x0 + x1) / 2, level - 0.05, link.words, **look)


def _ports(links: Sequence[Link], boxes: Boxes) -> dict[tuple[Link, str], float]:
    """Where on its boxes each track ends: outer tracks outside, so that none of one box cross."""
    found = {}
    for key, box in boxes.items():
        ends = []
        for number, link in enumerate(links):
            if key in link.ends:
                other = boxes[link.end if key == link.start else link.start]
                ends.append((other.x > box.x, -number if other.x > box.x else number, link))
        for place, (*_, link) in enumerate(sorted(ends, key=lambda one: one[:2])):
            found[link, key] = box.middle + (place - (len(ends) - 1) / 2) * 0.16
    return found

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
Worded = Sequence[tuple[Link, list[str]]]


def sorted_apart(links: Sequence[Link], order: Sequence[str]) -> tuple[list[Link], list[Link]]:
    """Links between neighbours of a row, and the rest, the shortest first."""
    place = {key: number for number, key in enumerate(order)}
    span = {link: abs(place[link.start] - place[link.end]) for link in links}
    near = [link for link in links if span[link] == 1]
    far = sorted((link for link in links if span[link] > 1), key=lambda link: span[link])
    return near, far


def strip(links: Sequence[Link], boxes: Boxes) -> tuple[Worded, float]:
    """The words of arrows between neighbours, to stand above the gaps, and the height they need."""
    texts = [(link, style.wrap(link.how, _pitch(boxes) - 0.34, style.SMALL)) for link in links]
    return texts, max([tall(len(lines), style.SMALL) for _, lines in texts], default=0.0)


def _pitch(boxes: Boxes) -> float:
    """The smallest distance of two neighbours' centres."""
    found = [right.middle - left.middle for left, right in pairwise(boxes.values())]
    return min(found, default=style.WIDTH)


def between(page: Page, texts: Worded, boxes: Boxes, y: float) -> None:
    """Arrows across the gaps at height y, each with its words above the row."""
    for link, lines in texts:
        start, end = boxes[link.start], boxes[link.end]
        left, right = sorted([start, end], key=lambda box: box.x)
        ends = [(left.right, y), (right.x, y)]
        arrow(page, ends if left is start else ends[::-1], link)
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
            (ports[link, end], box.y if up else box.bottom)
            for end in (False, True)
            for box in [boxes[link.ends[end]]]
        )
        arrow(page, [(x0, y0), (x0, level), (x1, level), (x1, y1)], link, ground)
        look: dict[str, Any] = {"size": style.SMALL, "align": "center", "label": f"how|{link.key}"}
        page.text((x0 + x1) / 2, level - 0.05, link.words, **look)


def _ports(links: Sequence[Link], boxes: Boxes) -> dict[tuple[Link, bool], float]:
    """Where on its boxes each track ends: outer tracks outside, so that none of one box cross."""
    found = {}
    for key, box in boxes.items():
        ends = [
            (boxes[link.ends[not end]].x > box.x, number, link, end)
            for number, link in enumerate(links)
            for end in (False, True)
            if link.ends[end] == key
        ]
        ends.sort(key=lambda one: (one[0], -one[1] if one[0] else one[1]))
        for place, (_, _, link, end) in enumerate(ends):
            found[link, end] = box.middle + (place - (len(ends) - 1) / 2) * 0.16
    return found

"""Boxes with wrapped text, and arrows between them: what diagrams are made of.

An arrow's `get_label()` is `arrow|from>to`, a box's `kind|id`, a line of text's `in|id` of the box that holds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle

from helpers import style
from helpers.draw.page import Page, tall

PAD, GAP, HEAD = 0.06, 0.09, 0.075  # of a box's text from its edge | between boxes | length of an arrow's head
TINTS = {"alliance": style.mix("#2f5d8a", 0.78), "project": style.mix("#a8501e", 0.78), "staff": style.mix("#4b7f3a", 0.78)}
LEVELS = {"alliance": "alliance level", "project": "project level", "staff": "staff level", "both": "alliance and project level",
          "individual": "individual level", "group": "group level"}
NO_LEVEL = "level not published"
Point = tuple[float, float]


# ---------------------------------------------------------------- text in boxes


@dataclass(frozen=True)
class Run:
    """A piece of text with its look, perhaps with a bold lead; `indent` and `before` are inches to its left and above it."""

    words: str
    size: float = style.BODY
    weight: int = 400
    slant: str = "normal"
    colour: str = style.INK
    indent: float = 0.0
    before: float = 0.0
    lead: str = ""

    def lines(self, width: float) -> list[list[tuple[str, int]]]:
        """The words, wrapped; each line in pieces of one weight."""
        if not self.lead:
            return [[(line, self.weight)] for line in style.wrap(self.words, width - self.indent, self.size, self.weight, self.slant)]
        lines: list[list[tuple[str, int]]] = [[]]
        for word, weight in [*((word, 600) for word in self.lead.split()), *((word, self.weight) for word in self.words.split())]:
            longer = _added(lines[-1], word, weight)
            if lines[-1] and _pieces_width(longer, self.size) > width - self.indent:
                lines.append([(word, weight)])
            else:
                lines[-1] = longer
        return lines


def _added(line: list[tuple[str, int]], word: str, weight: int) -> list[tuple[str, int]]:
    if line and line[-1][1] == weight:
        return [*line[:-1], (f"{line[-1][0]} {word}", weight)]
    return [*line, (word, weight)]


def _pieces_width(line: list[tuple[str, int]], size: float) -> float:
    return sum(style.text_width(words, size, weight) for words, weight in line) + 0.28 * size * style.POINT * (len(line) - 1)


def _runs_height(runs: Sequence[Run], width: float) -> float:
    return sum(run.before + tall(len(run.lines(width)), run.size) for run in runs)


def write(page: Page, x: float, top: float, width: float, runs: Sequence[Run], what: str = "") -> float:
    """Runs below each other; returns where they end."""
    for run in runs:
        top += run.before
        for line in run.lines(width):
            start = x + run.indent
            for words, weight in line:
                page.lines(start, top, [words], size=run.size, weight=weight, slant=run.slant, colour=run.colour, label=f"in|{what}")
                start += _pieces_width([(words, weight), ("", weight)], run.size)
            top += tall(1, run.size)
    return top


def card_height(runs: Sequence[Run], width: float) -> float:
    return _runs_height(runs, width - 2 * PAD) + 2 * PAD


@dataclass(frozen=True)
class Box:
    """Where a box stands, in inches."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Its centre from the left."""
        return self.x + self.width / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


def card(page: Page, at: Box, runs: Sequence[Run], node: pd.Series, colour: str = "") -> Box:
    """A node's box with its text."""
    _shape(page, at, node, colour)
    write(page, at.x + PAD, at.y + PAD, at.width - 2 * PAD, runs, node["id"])
    return at


def _shape(page: Page, at: Box, node: pd.Series, colour: str) -> None:
    """Filled in the level's tint, half and half where it is on both, outlined where an output's level is not published."""
    if node["level"] == "both" and node["kind"] == "output":
        for part, level in enumerate(("alliance", "project")):
            page.box(at.x + part * at.width / 2, at.y, at.width / 2, at.height, "certain", TINTS[level], f"{node['id']}:{level}")
    elif node["kind"] == "output" and not node["level"]:
        page.box(at.x, at.y, at.width, at.height, "open", style.PAPER, node["id"])
    else:
        page.box(at.x, at.y, at.width, at.height, "certain", colour or TINTS.get(node["level"], style.BAND), node["id"])


def frame(page: Page, at: Box, colour: str, depth: float, what: str, edge: str = style.HAIRLINE) -> None:
    """A ground behind the boxes it holds."""
    page.axes.add_patch(Rectangle((at.x, at.y), at.width, at.height, facecolor=colour, edgecolor=edge, linewidth=0.7,
                                  zorder=depth, label=f"frame|{what}"))


def arrow(page: Page, points: Sequence[Point], link: pd.Series, halo: str = "") -> None:
    """A line through points with its head at the last; over what it crosses lies a halo in the ground's colour."""
    (x0, y0), (x1, y1) = points[-2:]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    base = (x1 - HEAD * ux, y1 - HEAD * uy)
    xs, ys = zip(*[*points[:-1], base])
    if halo:
        page.axes.add_line(Line2D(xs, ys, color=halo, linewidth=4, solid_capstyle="butt", zorder=1.8))
    dashes = (0, (3.2, 2)) if link["certainty"] == "order" else "solid"
    page.axes.add_line(Line2D(xs, ys, color=style.MUTED, linewidth=1.1, linestyle=dashes, solid_joinstyle="miter", zorder=2,
                              label=f"arrow|{link['id']}>{link['to']}"))
    side = HEAD * 0.48
    page.axes.add_patch(Polygon([(x1, y1), (base[0] - side * uy, base[1] + side * ux), (base[0] + side * uy, base[1] - side * ux)],
                                facecolor=style.MUTED, linewidth=0, zorder=2.1, label="head"))


# ---------------------------------------------------------------- rows of boxes with arrows between them


def strip(links: Sequence[pd.Series], boxes: dict[str, Box]) -> tuple[list[tuple[pd.Series, list[str]]], float]:
    """The words of arrows between neighbours, to stand above the gaps, and the height they need."""
    texts = [(link, style.wrap(link["how"], _pitch(boxes) - 0.34, style.SMALL)) for link in links]
    return texts, max([tall(len(lines), style.SMALL) for _, lines in texts], default=0.0)


def _pitch(boxes: dict[str, Box]) -> float:
    """The smallest distance of two neighbours' centres."""
    found = [right.middle - left.middle for left, right in pairwise(boxes.values())]
    return min(found, default=style.WIDTH)


def between(page: Page, texts: Sequence[tuple[pd.Series, list[str]]], boxes: dict[str, Box], y: float) -> None:
    """Arrows across the gaps at height y, each with its words above the row."""
    for link, lines in texts:
        start, end = boxes[link["id"]], boxes[link["to"]]
        left, right = sorted([start, end], key=lambda box: box.x)
        ends = [(left.right, y), (right.x, y)]
        arrow(page, ends if left is start else ends[::-1], link)
        page.lines((left.right + right.x) / 2, right.y - 0.04 - tall(len(lines), style.SMALL), lines, size=style.SMALL, align="center",
                   label=f"how|{link['id']}>{link['to']}")


def sorted_apart(links: Sequence[pd.Series], order: Sequence[str]) -> tuple[list[pd.Series], list[pd.Series]]:
    """Links between neighbours of a row, and the rest, the shortest first."""
    place = {key: number for number, key in enumerate(order)}
    span = {link.name: abs(place[link["id"]] - place[link["to"]]) for link in links}
    near = [link for link in links if span[link.name] == 1]
    far = sorted((link for link in links if span[link.name] > 1), key=lambda link: span[link.name])
    return near, far


TRACK = 0.26


def tracks(page: Page, links: Sequence[pd.Series], boxes: dict[str, Box], edge: float, up: bool, ground: str = style.PAPER) -> None:
    """Arrows round a row, one track above (or below) the other from `edge` on, with their words on the track."""
    sign = -1 if up else 1
    ports = _ports(links, boxes)
    for number, link in enumerate(links):
        level = edge + sign * (number * TRACK + 0.1)
        (x0, y0), (x1, y1) = ((ports[link.name, end], boxes[link[end]].y if up else boxes[link[end]].bottom) for end in ("id", "to"))
        arrow(page, [(x0, y0), (x0, level), (x1, level), (x1, y1)], link, ground)
        words = link["how"] + (" (by order of mention)" if link["certainty"] == "order" else "")
        page.text((x0 + x1) / 2, level - 0.05, words, size=style.SMALL, align="center", label=f"how|{link['id']}>{link['to']}")


def _ports(links: Sequence[pd.Series], boxes: dict[str, Box]) -> dict[tuple, float]:
    """Where on its boxes each track ends: the outer track outside, so that none of one box cross."""
    found = {}
    for key, box in boxes.items():
        ends = [(number, link, end, boxes[link["to" if end == "id" else "id"]].x > box.x)
                for number, link in enumerate(links) for end in ("id", "to") if link[end] == key]
        ends.sort(key=lambda one: (one[3], -one[0] if one[3] else one[0]))
        for place, (_, link, end, _) in enumerate(ends):
            found[link.name, end] = box.middle + (place - (len(ends) - 1) / 2) * 0.16
    return found


def grid(x: float, width: float, count: int, gap: float) -> list[tuple[float, float]]:
    """Left edges and width of so many columns."""
    each = (width - (count - 1) * gap) / max(count, 1)
    return [(x + place * (each + gap), each) for place in range(count)]

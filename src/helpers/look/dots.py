"""Dots: one dot, one thing that is counted; side by side in strips, or each before its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from helpers.look import style
from helpers.look.page import Look, Page, in_lines, spots, tall

DOT, NEXT, WIDE = 0.047, 0.125, 0.165
"""Radius of a dot, and least and most distance of two dots in a strip, in inches."""
COLUMNS, GAP, INDENT = 3, 0.16, 0.15


@dataclass(frozen=True)
class Dots:
    """So many dots of a kind, about one thing; are they set back? Small grey ones stand for things
    that are counted beside them, of which it does not hold."""

    what: str
    kind: str
    count: int = 1
    aside: bool = False
    small: bool = False


@dataclass(frozen=True)
class Strips:
    """Where strips of dots stand: their left edge, distance of two dots and how many to a line, so
    that equal lengths are equal numbers."""

    left: float
    pitch: float
    per_line: int

    @classmethod
    def of(cls, most: int, left: float, right: float) -> Strips:
        """The largest dots with which the longest strip has one line; small ones in several."""
        pitch = min(WIDE, (right - left) / max(most, 1))
        pitch = pitch if pitch >= NEXT else NEXT
        return cls(left, pitch, max(int((right - left) / pitch + 1e-9), 1))

    def height(self, count: int) -> float:
        """Of a strip of so many dots, in inches."""
        return ceil(count / self.per_line) * self.pitch

    def paint(self, page: Page, top: float, dots: Sequence[Dots], colour: str) -> float:
        """A strip, its dots in order; returns where it ends."""
        each = [one for one in dots for _ in range(one.count)]
        radius, half = DOT * self.pitch / NEXT, self.pitch / 2
        for one, (right, down) in zip(each, spots(len(each), self.per_line, self.pitch),
                                      strict=True):  # fmt: skip
            x, y = self.left + half + right, top + half + down
            size, shade = (0.45, style.OUTLINE) if one.small else (1.0, colour)
            page.dot(x, y, radius * size, one.kind, shade, one.what, one.aside)
        return top + self.height(len(each))


@dataclass(frozen=True)
class Item:
    """A named thing: its dot's kind, its name, what follows in grey; is it set back?"""

    what: str
    kind: str
    name: str
    tail: str
    aside: bool = False
    host: str = ""


@dataclass(frozen=True)
class _Laid:
    """An item in lines; its tail stands beside the last one (`after`, inches) or below it."""

    item: Item
    lines: list[str]
    tail: list[str]
    slant: str
    after: float | None

    @property
    def height(self) -> float:
        """With the gap below."""
        below = 0.0 if self.after is not None else tall(len(self.tail), style.SMALL)
        return tall(len(self.lines)) + below + 0.025


def listing(page: Page, top: float, items: Sequence[Item], colour: str) -> float:
    """Named dots in columns of about one height, read down; returns where the longest ends."""
    width = (page.width - (COLUMNS - 1) * GAP) / COLUMNS
    laid = [_laid_out(item, width - INDENT) for item in items]
    limit = sum(one.height for one in laid) / COLUMNS  # the tallest column as low as can be
    while len(columns := in_lines(laid, lambda one: one.height, limit)) > COLUMNS:
        limit += 0.02
    bottom = top
    for place, column in enumerate(columns):
        y = top
        for one in column:
            _item(page, place * (width + GAP), y, one, colour)
            y += one.height
        bottom = max(bottom, y)
    return bottom


def _laid_out(item: Item, room: float) -> _Laid:
    lines, slant = style.wrap(item.name, room), "italic" if item.kind == "likely" else "normal"
    after = style.text_width(lines[-1]) + 0.06
    if after + style.text_width(item.tail, style.SMALL, slant=slant) <= room:
        return _Laid(item, lines, [item.tail], slant, after)
    tail = style.wrap(item.tail, room, style.SMALL, slant=slant)
    return _Laid(item, lines, tail, slant, None)


def _item(page: Page, x: float, top: float, laid: _Laid, colour: str) -> None:
    """A dot, the name, and its tail in small grey letters."""
    item, ink = laid.item, style.MUTED if laid.item.aside else style.INK
    page.dot(x + DOT + 0.01, top + tall(1) * 0.52, DOT, item.kind, colour, item.what, item.aside)
    below = page.lines(x + INDENT, top, laid.lines, colour=ink, label=f"label|{item.what}")
    look: Look = {"size": style.SMALL, "colour": style.MUTED, "slant": laid.slant}
    look["label"] = f"tail|{item.what}"
    if laid.after is None:
        page.lines(x + INDENT, below, laid.tail, **look)
    else:
        baseline = below - tall(1) + 0.95 * style.BODY * style.POINT
        page.text(x + INDENT + laid.after, baseline, laid.tail[0], **look)

"""Dots: one dot, one thing that is counted; packed side by side, or each before its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from helpers.look import style
from helpers.look.entries import about, far
from helpers.look.page import Look, Page, in_lines, spots, tall
from helpers.numbers.grid import Entry

DOT, NEXT = 0.047, 0.125
"""Radius of a dot, and distance of two packed dots, in inches."""
COLUMNS, GAP, INDENT = 3, 0.16, 0.15


def packed(
    page: Page, left: float, y: float, entry: Entry, kind: str, words: str, colour: str
) -> float:
    """An entry's dots at the right edge, its words before them; returns where they end.

    Dots of `kind` to its least, hatched to its most.
    """
    most = int(far(entry))
    if not most:
        return y
    look: Look = {"size": style.SMALL, "colour": style.MUTED, "align": "right"}
    room = page.width - left - style.text_width(words, style.SMALL) - 0.1
    per_line = min(max(int(room / NEXT), 1), most)
    start = page.width - per_line * NEXT
    page.middle(start - 0.08, y, words, label=f"value|{about(entry)}", **look)
    for place, (across, down) in enumerate(spots(most, per_line, NEXT)):
        mark = kind if place < entry.low else "possible"
        page.dot(start + NEXT / 2 + across, y + down, DOT, mark, colour, about(entry))
    return y + (ceil(most / per_line) - 0.5) * NEXT


@dataclass(frozen=True)
class Item:
    """A named thing: its dot's kind, its name, what follows in grey; is it set back?"""

    what: str
    kind: str
    name: str
    tail: str
    aside: bool = False


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

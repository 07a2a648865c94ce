"""Bars of one whole: sure parts from left to right, then what is not decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.look import style
from helpers.look.entries import about, sure
from helpers.look.page import Look, Page, spread, tall
from helpers.numbers.grid import Entry
from helpers.numbers.parts import Parts

BAR = 0.3
GUTTER = 1.7
"""Most room for the names of rows, in inches."""
LEADER = 0.11
"""Height in inches between a bar and the labels above it, where leaders run."""
SPACE = 0.28 * style.BODY * style.POINT


@dataclass(frozen=True)
class Segment:
    """A part of a bar: its entry, start and end in inches, kind; is it the undecided rest?"""

    entry: Entry
    left: float
    right: float
    kind: str
    rest: bool = False

    @property
    def width(self) -> float:
        """Length in inches."""
        return self.right - self.left


def segments(parts: Parts, left: float, width: float) -> list[Segment]:
    """The parts of a bar from left to right: sure ones in the table's order, then the rest."""
    kinds = [(part, sure(part), False) for part in parts.solid]
    if parts.rest:
        kinds.append((parts.rest, "open" if parts.open else "possible", True))
    whole = max(sum(entry.low for entry, _, _ in kinds), float(parts.whole or 0)) or 1.0
    found, at = [], left
    for entry, kind, rest in kinds:
        end = at + entry.low / whole * width
        found.append(Segment(entry, at, end, kind, rest))
        at = end
    return found


def paint_bar(
    page: Page,
    top: float,
    height: float,
    found: Sequence[Segment],
    colour: Mapping[str, str],
    key: str,
) -> None:
    """The marks of a bar, a hair apart."""
    for one in found:
        if one.width <= 0:
            continue
        shade = colour.get(one.entry.keys[key], style.MUTED)
        page.box(one.left, top, one.width, height, one.kind, shade, about(one.entry))
        if one.kind == "certain" and one.width > 0.02:
            page.rule([one.right] * 2, [top, top + height], style.PAPER, 0.8)


# ---------------------------------------------------------------- words in a bar

Piece = tuple[str, str]
"""Words, and the label that says what they are about."""


def write_in(
    page: Page, y: float, one: Segment, wordings: Sequence[Sequence[Piece]], shade: str
) -> bool:
    """Write the first wording that fits into a segment; tells whether one did."""
    for pieces in wordings:
        width = _width(pieces)
        if width <= one.width - 0.08:
            _write(page, y, one, pieces, width, shade)
            return True
    return False


def _width(pieces: Sequence[Piece]) -> float:
    return sum(style.text_width(words, weight=600) + SPACE for words, _ in pieces) - SPACE


def _write(
    page: Page, y: float, one: Segment, pieces: Sequence[Piece], width: float, shade: str
) -> None:
    ink = style.text_on(shade) if one.kind == "certain" else style.INK
    middle = (one.left + one.right) / 2
    if one.kind == "possible":
        page.paper(middle, y, " ".join(words for words, _ in pieces))
    x = middle - width / 2
    for words, label in pieces:
        page.middle(x, y, words, weight=600, colour=ink, label=label)
        x += style.text_width(words, weight=600) + SPACE


# ---------------------------------------------------------------- labels above a bar


@dataclass(frozen=True)
class Head:
    """A label above a bar: a number in bold, what it is, and the part it belongs to."""

    number: str
    words: str
    left: float
    right: float
    what: str

    def height(self, lines: Sequence[str]) -> float:
        """Height in inches with its words in lines."""
        return tall(len(lines)) + (tall(1, style.HEAD) if self.number else 0.0)


def paint_heads(page: Page, top: float, heads: Sequence[Head], left: float) -> float:
    """Labels above a bar, moved apart where parts are narrow; returns where the bar may start."""
    wrapped, widths = _wrapped(heads, page.width - left)
    starts = spread([head.left for head in heads], widths, left, page.width)
    pairs = list(zip(heads, wrapped, strict=True))
    bottom = top + max((head.height(lines) for head, lines in pairs), default=0.0)
    for (head, lines), start, width in zip(pairs, starts, widths, strict=True):
        above = bottom - head.height(lines)
        if head.number:
            look: Look = {"size": style.HEAD, "weight": 700, "label": f"value|{head.what}"}
            above = page.lines(start, above, [head.number], **look)
        page.lines(start, above, lines, label=f"label|{head.what}")
        _leader(page, head, start, width, bottom)
    return bottom + LEADER


def _wrapped(heads: Sequence[Head], width: float) -> tuple[list[list[str]], list[float]]:
    """Lines and widths of labels: as wide as their parts if that fits, else equal shares."""
    even = width / max(len(heads), 1) - 0.1
    wide = [max(head.right - head.left - 0.05, even) for head in heads]
    lines, widths = _in_lines(heads, wide)
    if sum(widths) + 0.1 * (len(heads) - 1) > width:
        return _in_lines(heads, [even] * len(heads))
    return lines, widths


def _in_lines(
    heads: Sequence[Head], limits: Sequence[float]
) -> tuple[list[list[str]], list[float]]:
    lines = [style.wrap(head.words, limit) for head, limit in zip(heads, limits, strict=True)]
    widths = [
        max([style.text_width(head.number, style.HEAD, 700), *map(style.text_width, words)])
        for head, words in zip(heads, lines, strict=True)
    ]
    return lines, widths


def _leader(page: Page, head: Head, start: float, width: float, bottom: float) -> None:
    """A thin line from a label to its part, where it does not stand over the part's start."""
    middle = (head.left + head.right) / 2
    if start > head.left + 0.02 or start + width < head.left:
        near = min(max(middle, start), start + width)
        ends = [bottom + 0.015, bottom + LEADER - 0.01]
        page.rule([near, middle], ends, style.OUTLINE, label=f"leader|{head.what}")


def gutter(names: Sequence[str], weight: int = 400) -> float:
    """Room for the names of rows on the left, in inches."""
    return min(GUTTER, max(style.text_width(name, weight=weight) for name in names)) + 0.12

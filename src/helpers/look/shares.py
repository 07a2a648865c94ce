"""Bars of one whole: sure parts from left to right, then what is not decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.look import style
from helpers.look.entries import about, parted
from helpers.look.page import SPACE as SPACE
from helpers.look.page import Colours, Look, Page, Piece, spread, tall, wide
from helpers.numbers.answer import Status
from helpers.numbers.grid import Entry
from helpers.numbers.parts import Parts

BAR, GUTTER, LEADER = 0.3, 1.7, 0.11
"""In inches: height of a bar; most room for the names of rows; height between a bar and the labels
above it, where leaders run."""


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
    kinds = parted(parts)
    added = sum(entry.low for entry, _ in kinds)
    counted = bool(kinds) and all(entry.status == Status.COUNTED for entry, _ in kinds)
    # Counted percentages are all there is: rounding leaves no gap at the end.
    whole = added if counted and kinds[0][0].percent else max(added, float(parts.whole or 0))
    whole = whole or 1.0
    found: list[Segment] = []
    for entry, kind in kinds:
        start = found[-1].right if found else left
        end = start + entry.low / whole * width
        found.append(Segment(entry, start, end, kind, rest=entry is parts.rest))
    return found


def paint_bar(
    page: Page, top: float, height: float, found: Sequence[Segment], colour: Colours, key: str
) -> None:
    """The marks of a bar, a hair apart."""
    for one in found:
        if one.width <= 0:
            continue
        shade = colour.get(one.entry.keys[key], style.MUTED)
        page.box(one.left, top, one.width, height, one.kind, shade, about(one.entry))
        if one.kind == "certain" and one.width > 0.02:
            page.rule([one.right] * 2, [top, top + height], style.PAPER, 0.8)


def fits(pieces: Sequence[Piece], one: Segment) -> bool:
    """Whether words have room in a segment."""
    return wide(pieces) <= one.width - 0.08


def write_in(
    page: Page, y: float, one: Segment, wordings: Sequence[Sequence[Piece]], shade: str
) -> bool:
    """Write the first wording that fits into a segment; tells whether one did."""
    pieces = next((pieces for pieces in wordings if fits(pieces, one)), None)
    if pieces is None:
        return False
    page.inside((one.left + one.right) / 2, y, pieces, one.kind, shade)
    return True


# ---------------------------------------------------------------- labels above a bar


@dataclass(frozen=True)
class Head:
    """A label above a bar: a number in bold, what it is, and the part it belongs to."""

    number: str
    words: str
    left: float
    right: float
    what: str


def paint_heads(page: Page, top: float, heads: Sequence[Head], left: float) -> float:
    """Labels above a bar, moved apart where parts are narrow; returns where the bar may start."""
    wrapped, widths = _wrapped(heads, page.width - left)
    starts = spread([head.left for head in heads], widths, left, page.width)
    numbers = [[head.number] if head.number else [] for head in heads]
    heights = [
        tall(len(n), style.HEAD) + tall(len(w)) for n, w in zip(numbers, wrapped, strict=True)
    ]
    bottom = top + max(heights, default=0.0)
    for place, head in enumerate(heads):
        start, end = starts[place], starts[place] + widths[place]
        look: Look = {"size": style.HEAD, "weight": 700, "label": f"value|{head.what}"}
        above = page.lines(start, bottom - heights[place], numbers[place], **look)
        page.lines(start, above, wrapped[place], label=f"label|{head.what}")
        if start > head.left + 0.02 or end < head.left:  # it stands not over the part's start
            middle = (head.left + head.right) / 2
            ends = [bottom + 0.015, bottom + LEADER - 0.01]
            near = min(max(middle, start), end)
            page.rule([near, middle], ends, style.OUTLINE, label=f"leader|{head.what}")
    return bottom + LEADER


def _wrapped(heads: Sequence[Head], width: float) -> tuple[list[list[str]], list[float]]:
    """Lines and widths of labels: as wide as their parts if that fits, else equal shares."""
    even = width / max(len(heads), 1) - 0.1
    for limits in ([max(one.right - one.left - 0.05, even) for one in heads], [even] * len(heads)):
        lines = [style.wrap(one.words, limit) for one, limit in zip(heads, limits, strict=True)]
        widths = [
            max([style.text_width(one.number, style.HEAD, 700), *map(style.text_width, words)])
            for one, words in zip(heads, lines, strict=True)
        ]
        if sum(widths) + 0.1 * (len(heads) - 1) <= width:
            break
    return lines, widths


def gutter(names: Sequence[str], weight: int = 400) -> float:
    """Room for the names of rows on the left, in inches."""
    return min(GUTTER, max(style.text_width(name, weight=weight) for name in names)) + 0.12

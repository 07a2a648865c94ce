"""Unit squares: one square, one thing that is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil

from helpers.look import style
from helpers.look.entries import about, far, parted, tell
from helpers.look.page import Colours, Page, in_lines, spots, tall
from helpers.numbers.grid import Entry
from helpers.numbers.parts import Parts

FILL = 0.84
"""Side of a square as a share of the distance to the next one."""
LABEL, BETWEEN, LINES = 1.05, 0.14, 0.2
"""Least width of a block's label before it wraps; room between blocks, and between their lines."""
Marks = Sequence[tuple[Entry, str, str]]
"""What each square shows: its entry, kind and colour."""


@dataclass(frozen=True)
class Lattice:
    """Squares filled column by column: `rows` to a column, `pitch` inches from one to the next."""

    rows: int
    pitch: float

    @property
    def height(self) -> float:
        """Height of a full column in inches."""
        return self.rows * self.pitch


@dataclass(frozen=True)
class Block:
    """Squares of one entry with its label: a number and what it counts."""

    entry: Entry
    kind: str
    key: str
    number: str

    @property
    def count(self) -> int:
        """How many squares there are."""
        return int(far(self.entry) if self.kind in ("possible", "open") else self.entry.low)

    @property
    def words(self) -> str:
        """What it counts."""
        return self.entry.labels.get(self.key, self.entry.keys[self.key])

    def laid(self, lattice: Lattice) -> tuple[list[str], float]:
        """What it counts, wrapped over the squares, and the room that it all needs."""
        width = ceil(self.count / lattice.rows) * lattice.pitch
        lines = style.wrap(self.words, max(width, LABEL))
        number = style.text_width(self.number, style.HEAD, 700)
        return lines, max(width, number, *map(style.text_width, lines))


Blocks = Sequence[Block]


def blocks_of(parts: Parts) -> list[Block]:
    """A block for each sure part, one for the undecided rest, one for what the whole may add."""
    found = [Block(part, kind, parts.key, parts.text(part)) for part, kind in parted(parts)]
    return found + [Block(one, "possible", parts.key, one.text) for one in [parts.more] if one]


def fitting(rows: Sequence[Blocks], width: float) -> Lattice:
    """The largest squares, in the fewest lines of blocks and rows of squares, that fit."""
    most = int(max((block.count for blocks in rows for block in blocks), default=1)) or 1
    for lines, high, step in product(range(1, 7), (4, 5, 6, 8, 10, 14, 20), range(22, 11, -1)):
        lattice = Lattice(min(high, most), step / 100)
        widest = (block.laid(lattice)[1] for blocks in rows for block in blocks)
        if max(widest, default=0.0) > width:
            continue
        if all(len(flow(blocks, lattice, width)) <= lines for blocks in rows):
            return lattice
    return Lattice(max(20, ceil(most * 0.05 / width)), 0.05)


def flow(blocks: Blocks, lattice: Lattice, width: float) -> list[list[Block]]:
    """Blocks in lines no wider than the width."""
    return in_lines(blocks, lambda block: block.laid(lattice)[1], width, BETWEEN)


def paint_blocks(
    page: Page, x: float, top: float, blocks: Blocks, lattice: Lattice, colour: Colours
) -> float:
    """Blocks side by side, each with its label above; returns where the last squares end."""
    bottom = top
    for place, line in enumerate(flow(blocks, lattice, page.width - x)):
        most = max((len(block.laid(lattice)[0]) for block in line), default=0)
        squares = bottom + LINES * (place > 0) + tall(1, style.HEAD) + tall(most) + 0.05
        start = x
        for block in line:
            start += _block(page, start, squares, block, lattice, colour) + BETWEEN
        bottom = squares + lattice.height
    return bottom


def _block(page: Page, x: float, top: float, block: Block, made: Lattice, colour: Colours) -> float:
    """One block: its squares below `top`, its label above; returns its width."""
    (lines, width), what = block.laid(made), about(block.entry)
    head = top - 0.05 - tall(len(lines)) - tall(1, style.HEAD)
    number, value = [block.number], f"value|{what}"
    below = page.lines(x, head, number, size=style.HEAD, weight=700, label=value)
    page.lines(x, below, lines, label=f"label|{what}")
    tell(page, [block.entry])
    shade, side = colour.get(block.entry.keys[block.key], style.MUTED), made.pitch * FILL
    for down, across in spots(block.count, made.rows, made.pitch):
        page.box(x + across, top + down, side, side, block.kind, shade, what)
    return width


def paint_line(
    page: Page, x: float, top: float, marks: Marks, pitch: float, per_line: int, pale: bool = False
) -> None:
    """Squares in lines of so many."""
    top, side = top + pitch * (1 - FILL) / 2, pitch * FILL
    places = spots(len(marks), per_line, pitch)
    for (entry, kind, colour), (across, down) in zip(marks, places, strict=True):
        page.box(x + across, top + down, side, side, kind, colour, about(entry), pale)


def marks_of(parts: Parts, colour: Colours) -> Marks:
    """What `paint_line` takes, of a whole cut in parts: a square each."""
    return [
        (block.entry, block.kind, colour.get(block.entry.keys[block.key], style.MUTED))
        for block in blocks_of(parts)
        for _ in range(block.count)
    ]

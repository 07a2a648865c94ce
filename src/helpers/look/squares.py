"""Unit squares: one square, one thing that is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil

from helpers.look import style
from helpers.look.entries import about, far, sure
from helpers.look.page import Look, Page, tall
from helpers.numbers.grid import Entry
from helpers.numbers.parts import Parts

FILL = 0.84
"""Side of a square as a share of the distance to the next one."""
LABEL, BETWEEN, LINES = 1.05, 0.14, 0.2
"""Least width of a block's label before it wraps; room between blocks, and between their lines."""
Blocks = Sequence["Block"]


@dataclass(frozen=True)
class Lattice:
    """Squares filled column by column: `rows` to a column, `pitch` inches from one to the next."""

    rows: int
    pitch: float

    def width(self, count: int) -> float:
        """Width of so many squares in inches."""
        return ceil(count / self.rows) * self.pitch

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

    def words(self, lattice: Lattice) -> list[str]:
        """What it counts, wrapped over the squares."""
        label = self.entry.labels.get(self.key, self.entry.keys[self.key])
        return style.wrap(label, max(lattice.width(self.count), LABEL))

    def width(self, lattice: Lattice) -> float:
        """Room that the block needs, its label included."""
        words = max(style.text_width(line) for line in self.words(lattice))
        number = style.text_width(self.number, style.HEAD, 700)
        return max(lattice.width(self.count), words, number)


def blocks_of(parts: Parts) -> list[Block]:
    """A block for each sure part, one for the undecided rest, one for what the whole may add."""
    blocks = [Block(part, sure(part), parts.key, parts.text(part)) for part in parts.solid]
    if parts.rest:
        kind = "open" if parts.open else "possible"
        blocks.append(Block(parts.rest, kind, parts.key, parts.rest.text))
    if parts.more:
        blocks.append(Block(parts.more, "possible", parts.key, parts.more.text))
    return blocks


def fitting(rows: Sequence[Blocks], width: float) -> Lattice:
    """The largest squares, in the fewest lines of blocks and rows of squares, that fit."""
    for lines, high, step in product(range(1, 7), (4, 5, 6, 8, 10, 14, 20), range(22, 11, -1)):
        lattice = Lattice(high, step / 100)
        if all(_fits(blocks, lattice, width, lines) for blocks in rows):
            return lattice
    most = max((block.count for blocks in rows for block in blocks), default=1)
    return Lattice(max(20, ceil(most * 0.05 / width)), 0.05)


def _fits(blocks: Blocks, lattice: Lattice, width: float, lines: int) -> bool:
    widest = max((block.width(lattice) for block in blocks), default=0.0)
    return widest <= width and len(flow(blocks, lattice, width)) <= lines


def flow(blocks: Blocks, lattice: Lattice, width: float) -> list[list[Block]]:
    """Blocks in lines no wider than the width."""
    lines: list[list[Block]] = [[]]
    used = 0.0
    for block in blocks:
        room = block.width(lattice)
        if lines[-1] and used + room > width + 1e-9:
            lines.append([])
            used = 0.0
        lines[-1].append(block)
        used += room + BETWEEN
    return lines


def paint_blocks(
    page: Page, x: float, top: float, blocks: Blocks, lattice: Lattice, colour: Mapping[str, str]
) -> float:
    """Blocks side by side, each with its label above; returns where the last squares end."""
    bottom = top
    for place, line in enumerate(flow(blocks, lattice, page.width - x)):
        squares = bottom + LINES * (place > 0) + _label_height(line, lattice)
        start = x
        for block in line:
            _block(page, start, squares, block, lattice, colour)
            start += block.width(lattice) + BETWEEN
        bottom = squares + lattice.height
    return bottom


def _label_height(blocks: Blocks, lattice: Lattice) -> float:
    most = max((len(block.words(lattice)) for block in blocks), default=0)
    return tall(1, style.HEAD) + tall(most) + 0.05


def _block(
    page: Page, x: float, top: float, block: Block, lattice: Lattice, colour: Mapping[str, str]
) -> None:
    """One block: its squares below `top`, its label above."""
    lines, what = block.words(lattice), about(block.entry)
    head = top - 0.05 - tall(len(lines)) - tall(1, style.HEAD)
    look: Look = {"size": style.HEAD, "weight": 700, "label": f"value|{what}"}
    below = page.lines(x, head, [block.number], **look)
    page.lines(x, below, lines, label=f"label|{what}")
    shade, side = colour.get(block.entry.keys[block.key], style.MUTED), lattice.pitch * FILL
    for place in range(block.count):
        column, row = divmod(place, lattice.rows)
        left, above = x + column * lattice.pitch, top + row * lattice.pitch
        page.box(left, above, side, side, block.kind, shade, what)


def paint_line(
    page: Page,
    x: float,
    top: float,
    marks: Sequence[tuple[Entry, str, str]],
    pitch: float,
    per_line: int,
    pale: bool = False,
) -> None:
    """Squares in lines of so many, from (entry, kind, colour) of each."""
    for place, (entry, kind, colour) in enumerate(marks):
        line, column = divmod(place, per_line)
        left, above = x + column * pitch, top + line * pitch + pitch * (1 - FILL) / 2
        page.box(left, above, pitch * FILL, pitch * FILL, kind, colour, about(entry), pale)


def marks_of(parts: Parts, colour: Mapping[str, str]) -> list[tuple[Entry, str, str]]:
    """What `paint_line` takes, of a whole cut in parts: a square each."""
    return [
        (block.entry, block.kind, colour.get(block.entry.keys[block.key], style.MUTED))
        for block in blocks_of(parts)
        for _ in range(block.count)
    ]

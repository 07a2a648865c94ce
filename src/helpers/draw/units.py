"""Pictures in which a square is an alliance: `evolution` and `transformations`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import numerals, style
from helpers.draw.cells import Cell, Shares, cells, first, labels, of_lab, shares, published
from helpers.draw.own import own_part
from helpers.draw.page import Page, height_of, tall

Palette = dict[str, str] | Sequence[str]

FILL = 0.84
"""Side of a square as a share of the distance to the next one."""


# ---------------------------------------------------------------- blocks of squares

@dataclass(frozen=True)
class Grid:
    """Squares filled column by column: `rows` to a column, `pitch` inches from one to the next."""

    rows: int
    pitch: float

    def width(self, count: float) -> float:
        """Width of so many squares in inches."""
        return ceil(count / self.rows) * self.pitch

    @property
    def height(self) -> float:
        """Height of a full column in inches."""
        return self.rows * self.pitch


@dataclass(frozen=True)
class Block:
    """Squares of one kind with their label: a number and what it counts."""

    key: str
    kind: str
    count: int
    number: str
    words: str

    def lines(self, width: float) -> list[str]:
        """The label's words, wrapped."""
        return style.wrap(self.words, width)

    def wide(self, grid: Grid, least: float) -> float:
        """Room the block needs, its label included."""
        room = max(grid.width(self.count), least)
        words = max(style.text_width(line) for line in self.lines(room))
        return max(grid.width(self.count), words, style.text_width(self.number, style.HEAD, 700))


LABEL = 1.05
"""Least width in inches that a block's label may use before it wraps."""
BETWEEN = 0.14


def blocks_of(cut: Shares, total: Cell) -> list[Block]:
    """One block for each certain part, one for the undecided rest, one for what a range of the total adds."""
    blocks = [Block(part.key, "certain", int(part.low), cut.number(part), part.label) for part in cut.solid]
    if cut.rest >= 1:
        blocks.append(Block("rest", cut.rest_kind, int(cut.rest), numerals.number(cut.rest), cut.rest_words))
    more = int(total.high - total.low) if total.ranged else 0
    return [*blocks, Block("more", "possible", more, numerals.span(0, more), "more, perhaps")] if more else blocks


def fit_grid(rows_of_blocks: Sequence[Sequence[Block]], width: float) -> Grid:
    """The largest squares, in the fewest rows, with which the widest row of blocks fits the width."""
    for rows in (4, 5, 6, 8, 10, 14, 20):
        for step in range(22, 11, -1):
            grid = Grid(rows, step / 100)
            if all(_needs(blocks, grid) <= width for blocks in rows_of_blocks):
                return grid
    return Grid(20, 0.05)


def _needs(blocks: Sequence[Block], grid: Grid) -> float:
    return sum(block.wide(grid, LABEL) + BETWEEN for block in blocks) - BETWEEN


def label_height(blocks: Sequence[Block], grid: Grid) -> float:
    """Height of the tallest label of a row of blocks."""
    most = max((len(block.lines(max(grid.width(block.count), LABEL))) for block in blocks), default=0)
    return tall(1, style.HEAD) + tall(most) + 0.05


def paint_blocks(page: Page, x: float, top: float, blocks: Sequence[Block], grid: Grid,
                 colour: dict[str, str]) -> float:
    """Blocks side by side, each with its label above; returns where the squares end."""
    squares = top + label_height(blocks, grid)
    for block in blocks:
        lines = block.lines(max(grid.width(block.count), LABEL))
        head = squares - 0.05 - tall(len(lines)) - tall(1, style.HEAD)
        page.lines(x, head, [block.number], size=style.HEAD, weight=700)
        page.lines(x, head + tall(1, style.HEAD), lines)
        fill(page, x, squares, block, grid, colour.get(block.key, style.MUTED))
        x += block.wide(grid, LABEL) + BETWEEN
    return squares + grid.height


def fill(page: Page, x: float, top: float, block: Block, grid: Grid, colour: str) -> None:
    """The squares of one block, column by column."""
    for place in range(block.count):
        column, row = divmod(place, grid.rows)
        page.box(x + column * grid.pitch, top + row * grid.pitch, grid.pitch * FILL, grid.pitch * FILL,
                 block.kind, colour, block.key)


# ---------------------------------------------------------------- evolution

YEAR = 0.95
"""Width of the column with the years in inches."""


def evolution(table: pd.DataFrame, figure: FigureBase, *, lab: str = "all",
              palette: Palette = style.CHANGES) -> None:
    """Two rows of unit squares, one a year: what became of the first year's, whence the last year's came."""
    _evolution(Page(figure), table, lab, palette)


def evolution_height(table: pd.DataFrame, *, lab: str = "all", width: float = style.WIDTH) -> float:
    """Height in inches that `evolution` needs."""
    return height_of(_evolution, table, lab, style.CHANGES, width=width)


def _evolution(page: Page, table: pd.DataFrame, lab: str, palette: Palette) -> float:
    colour = style.colours(table["change"], palette)
    grid = fit_grid([blocks for _, _, blocks in _years(table)], page.width - YEAR)

    def years(top: float, rows: pd.DataFrame) -> float:
        for label, total, blocks in _years(rows):
            top = _year(page, top, label, total, blocks, grid, colour) + 0.2
        return top - 0.2

    return own_part(page, years(0.0, of_lab(table, "all")), table, lab, years)


def _years(rows: pd.DataFrame) -> list[tuple[str, Cell, list[Block]]]:
    """For each lab and period of which anything is published: its label, its total, its blocks."""
    found = []
    for _, period in rows.groupby(["lab", "period"], sort=False):
        if not published(period):
            continue
        parts = cells(period, "change", "change_label")
        total = first([part for part in parts if part.key == "total"])
        parts = [part for part in parts if part.key != "total"]
        cut = shares(parts, total.low if total.known else None)
        found.append((str(period["period_label"].iloc[0]), total, blocks_of(cut, total)))
    return found


def _year(page: Page, top: float, label: str, total: Cell, blocks: list[Block], grid: Grid,
          colour: dict[str, str]) -> float:
    """One year: its name and total on the left, its blocks on the right."""
    bottom = paint_blocks(page, YEAR, top, blocks, grid, colour)
    middle = bottom - grid.height / 2
    lines = style.wrap(label, YEAR - 0.15, style.BIG, 700)
    words = style.wrap(f"{total.text} {total.unit}", YEAR - 0.15)
    start = max(top, middle - (tall(len(lines), style.BIG) + tall(len(words))) / 2)
    below = page.lines(0, start, lines, size=style.BIG, weight=700)
    return max(bottom, page.lines(0, below, words))


# ---------------------------------------------------------------- transformations

PITCH, PER_LINE = 0.17, 12
TOTAL_ROOM = 0.34
"""Room for a row's total behind its squares, in inches."""


def transformations(table: pd.DataFrame, figure: FigureBase, *, lab: str = "all",
                    palette: Palette = style.CHANGES) -> None:
    """How the alliances came about: the network's squares by change, then a row of squares for each lab.

    A lab's solid squares are its guaranteed minima; beside them stand the numbers by change.
    """
    _transformations(Page(figure), table, lab, palette)


def transformations_height(table: pd.DataFrame, *, lab: str = "all", width: float = style.WIDTH) -> float:
    """Height in inches that `transformations` needs."""
    return height_of(_transformations, table, lab, style.CHANGES, width=width)


def _transformations(page: Page, table: pd.DataFrame, lab: str, palette: Palette) -> float:
    changes = labels(table[table["change"] != "total"], "change", "change_label")
    colour = style.colours(changes, palette)
    top = _whole_network(page, of_lab(table, "all"), colour)
    rows = [_lab_row(rows) for _, rows in table[table["lab"] != "all"].groupby("lab", sort=False)]
    if not rows:
        return top
    columns = _columns(page, rows, changes)
    top = _heads(page, top + 0.24, columns, changes, colour)
    for row in rows:
        top = _paint_row(page, top, row, columns, colour, lab)
    return top


def _whole_network(page: Page, rows: pd.DataFrame, colour: dict[str, str]) -> float:
    """The row for all labs: blocks of certain squares and one rest."""
    row = _lab_row(rows)
    blocks = blocks_of(row.cut, row.total)
    page.lines(0, 0.0, [f"{row.label}: {row.total.text}"], size=style.HEAD, weight=700)
    return paint_blocks(page, 0, 0.06 + tall(1, style.HEAD), blocks, fit_grid([blocks], page.width), colour)


@dataclass(frozen=True)
class LabRow:
    """What one lab's row shows."""

    lab: str
    label: str
    total: Cell
    parts: list[Cell]
    cut: Shares


def _lab_row(rows: pd.DataFrame) -> LabRow:
    found = cells(rows, "change", "change_label")
    total = first([part for part in found if part.key == "total"])
    parts = [part for part in found if part.key != "total"]
    names = rows[["lab", "lab_label"]].iloc[0]
    return LabRow(str(names["lab"]), str(names["lab_label"]), total, parts,
                  shares(parts, total.low if total.known else None))


@dataclass(frozen=True)
class Columns:
    """Where things stand in the rows by lab, in inches: squares, numbers, and a number column's width."""

    squares: float
    per_line: int
    numbers: float
    step: float


def _columns(page: Page, rows: list[LabRow], changes: dict[str, str]) -> Columns:
    """Places for the widest row; squares run over more lines where the heads' words need the room."""
    gutter = min(1.5, max(style.text_width(row.label, weight=600) for row in rows)) + 0.12
    words = [word for label in changes.values() for word in label.split()]
    needed = (max(map(style.text_width, words), default=0.0) + 0.081) * len(changes)
    most = min(PER_LINE, max(int(row.total.low) for row in rows) or 1)
    fitting = int((page.width - gutter - TOTAL_ROOM - needed) / PITCH)
    per_line = max(min(most, fitting), min(most, 8))
    numbers = gutter + per_line * PITCH + TOTAL_ROOM
    return Columns(gutter, per_line, numbers, (page.width - numbers) / max(len(changes), 1))


def _heads(page: Page, top: float, columns: Columns, changes: dict[str, str],
           colour: dict[str, str]) -> float:
    """Heads of the number columns, each with its change's colour."""
    wrapped = {key: style.wrap(label, columns.step - 0.08) for key, label in changes.items()}
    bottom = top + tall(max(len(lines) for lines in wrapped.values())) + 0.16
    for place, (key, lines) in enumerate(wrapped.items()):
        x = columns.numbers + place * columns.step
        page.lines(x, bottom - 0.16 - tall(len(lines)), lines)
        page.box(x, bottom - 0.13, columns.step - 0.1, 0.06, "certain", colour[key], f"key:{key}")
    return bottom


def _paint_row(page: Page, top: float, row: LabRow, columns: Columns, colour: dict[str, str],
               lab: str) -> float:
    """One lab: name, squares, total, numbers by change."""
    chosen, aside = row.lab == lab, lab not in ("all", row.lab)
    name = style.wrap(row.label, columns.squares - 0.1, weight=600 if chosen else 400)
    numbers = _numbers(row, columns)
    lines = ceil(max(row.total.low, 1) / columns.per_line)
    height = max(lines * PITCH, tall(len(name)), tall(max(len(words) for words, _ in numbers))) + 0.07
    if chosen:
        page.band(top, height)
    middle, ink = top + height / 2, style.MUTED if aside else style.INK
    page.lines(0.04, middle - tall(len(name)) / 2, name, weight=600 if chosen else 400, colour=ink)
    _squares(page, columns.squares, middle - lines * PITCH / 2, row, columns, colour, aside)
    end = columns.squares + min(row.total.low, columns.per_line) * PITCH
    page.middle(end + 0.03, middle, row.total.text if row.total.known else "–", weight=600, colour=ink)
    for place, (words, weight) in enumerate(numbers):
        page.lines(columns.numbers + place * columns.step, middle - tall(len(words)) / 2, words,
                   weight=weight, colour=ink if weight > 400 else style.MUTED)
    return top + height


def _numbers(row: LabRow, columns: Columns) -> list[tuple[list[str], int]]:
    """The row's numbers by change as (lines, weight); one phrase when nothing is published."""
    if not any(part.known for part in row.parts):
        return [([numerals.NOT_PUBLISHED], 400)]
    weights = [600 if part.known and not part.free else 400 for part in row.parts]
    return [(style.wrap(part.text, columns.step - 0.06, weight=weight) if part.known else ["–"], weight)
            for part, weight in zip(row.parts, weights)]


def _squares(page: Page, x: float, top: float, row: LabRow, columns: Columns, colour: dict[str, str],
             pale: bool) -> None:
    """A lab's squares: certain ones in the order of the changes, then the rest."""
    run = [(part.key, "certain") for part in row.cut.solid for _ in range(int(part.low))]
    run += [("rest", row.cut.rest_kind)] * int(row.cut.rest)
    for place, (key, kind) in enumerate(run):
        line, column = divmod(place, columns.per_line)
        page.box(x + column * PITCH, top + line * PITCH + PITCH * (1 - FILL) / 2, PITCH * FILL, PITCH * FILL,
                 kind, colour.get(key, style.MUTED), f"{row.lab}:{key}", pale)

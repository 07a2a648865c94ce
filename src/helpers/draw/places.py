"""`alliances_by_lab`: a tile for each jurisdiction, coloured by lab, and each lab's alliances as squares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import style
from helpers.draw.cells import Cell, cell, of_lab
from helpers.draw.page import Page, height_of, tall

LIST = 2.05
"""Width of the list of labs beside the tiles, in inches."""
SQUARE = 0.095
TILE_GAP = 0.012


@dataclass(frozen=True)
class Lab:
    """How one lab looks everywhere in the figure."""

    name: str
    label: str
    letter: str
    colour: str
    count: Cell
    aside: bool

    @property
    def fill(self) -> str:
        """Its colour, muted when the figure is about another lab."""
        return style.muted(self.colour) if self.aside else self.colour


def alliances_by_lab(table: pd.DataFrame, figure: FigureBase, jurisdictions: pd.DataFrame, *,
                     lab: str = "all", palette: Sequence[str] = style.LABS) -> None:
    """Tile grid of the jurisdictions (columns code, name, lab, row, col) and the list of labs with counts.

    The table's order of labs gives colours and letters; a jurisdiction without a lab stays an outline.
    """
    _alliances_by_lab(Page(figure), table, jurisdictions, lab, palette)


def alliances_by_lab_height(table: pd.DataFrame, jurisdictions: pd.DataFrame, *, lab: str = "all",
                            width: float = style.WIDTH) -> float:
    """Height in inches that `alliances_by_lab` needs."""
    return height_of(_alliances_by_lab, table, jurisdictions, lab, style.LABS, width=width)


def _alliances_by_lab(page: Page, table: pd.DataFrame, jurisdictions: pd.DataFrame, lab: str,
                      palette: Sequence[str]) -> float:
    labs = _labs(table, lab, palette)
    tiles = jurisdictions.dropna(subset=["row", "col"])
    if tiles.empty:
        return _list(page, 0.0, page.width, 0.0, labs, of_lab(table, "all"))
    room = page.width - LIST - 0.25
    bottom = _tiles(page, room, tiles, labs)
    return max(bottom, _list(page, page.width - LIST, LIST, bottom, labs, of_lab(table, "all")))


def _labs(table: pd.DataFrame, lab: str, palette: Sequence[str]) -> list[Lab]:
    """The labs in the table's order."""
    rows = table[table["lab"] != "all"]
    colour = style.colours(rows["lab"], palette)
    return [Lab(row["lab"], str(row["lab_label"]), letter, colour[row["lab"]], cell(row),
                lab not in ("all", row["lab"]))
            for (_, row), letter in zip(rows.iterrows(), style.letters(len(rows)))]


# ---------------------------------------------------------------- tiles

def _tiles(page: Page, room: float, tiles: pd.DataFrame, labs: list[Lab]) -> float:
    """The tile grid; returns where it ends."""
    rows, cols = tiles["row"].astype(int), tiles["col"].astype(int)
    rows, cols = rows - rows.min(), cols - cols.min()
    side = min(room / (cols.max() + 1), 0.5)
    owner = {(row, col): name for row, col, name in zip(rows, cols, tiles["lab"])}
    look = {lab.name: lab for lab in labs}
    for (row, col), code in zip(zip(rows, cols), tiles["code"]):
        _tile(page, col * side, row * side, side, str(code), look.get(owner[row, col]))
    _borders(page, owner, side)
    return (rows.max() + 1) * side


def _tile(page: Page, x: float, y: float, side: float, code: str, lab: Lab | None) -> None:
    """One tile with its code, and its lab's letter in the corner."""
    kind, colour = ("certain", lab.fill) if lab else ("open", style.OUTLINE)
    page.box(x + TILE_GAP, y + TILE_GAP, side - 2 * TILE_GAP, side - 2 * TILE_GAP, kind, colour,
             f"{code}:{lab.name if lab else ''}")
    ink = style.text_on(colour) if lab else style.INK
    page.middle(x + side / 2, y + side * 0.38, code, size=style.BODY, weight=600, colour=ink, align="center")
    if lab:
        page.text(x + side - 0.05, y + side - 0.055, lab.letter, size=style.SMALL, colour=ink, align="right")


def _borders(page: Page, owner: dict[tuple[int, int], str], side: float) -> None:
    """A line between neighbouring tiles of two labs: the regions show without colour, too."""
    for (row, col), lab in owner.items():
        x, y = (col + 1) * side, (row + 1) * side
        if owner.get((row, col + 1), lab) != lab:
            page.rule([x, x], [row * side, y], style.INK, 1.3)
        if owner.get((row + 1, col), lab) != lab:
            page.rule([col * side, x], [y, y], style.INK, 1.3)


# ---------------------------------------------------------------- list

def _list(page: Page, x: float, width: float, tiles_height: float, labs: list[Lab],
          whole: pd.DataFrame) -> float:
    """The labs in order: letter on its colour, name, count, a square for each alliance."""
    heights = [_row_height(lab, width) for lab in labs]
    spare = max(tiles_height - sum(heights) - tall(1, style.HEAD) - 0.1, 0) / max(len(labs), 1)
    top = 0.0
    for _, row in whole.iterrows():
        count = cell(row).text
        room = width - style.text_width(count, style.HEAD, 700) - 0.1
        page.lines(x + width, top, [count], size=style.HEAD, weight=700, align="right")
        top = page.paragraph(x, top, room, str(row["lab_label"]), size=style.HEAD, weight=700) + 0.1
    for lab, height in zip(labs, heights):
        _list_row(page, x, top, width, lab)
        top += height + min(spare, 0.12)
    return top


def _name(lab: Lab, width: float) -> list[str]:
    room = width - 0.27 - style.text_width(lab.count.text, weight=600) - 0.1
    return style.wrap(lab.label, room, weight=400 if lab.aside else 600)


def _per_line(width: float) -> int:
    return max(int((width - 0.27) / SQUARE), 1)


def _row_height(lab: Lab, width: float) -> float:
    top = lab.count.high if lab.count.high is not None else lab.count.low
    return tall(len(_name(lab, width))) + max(ceil(top / _per_line(width)), 1) * SQUARE + 0.06


def _list_row(page: Page, x: float, top: float, width: float, lab: Lab) -> None:
    ink = style.MUTED if lab.aside else style.INK
    page.box(x, top + 0.01, 0.2, 0.2, "certain", lab.fill, f"key:{lab.name}")
    page.middle(x + 0.1, top + 0.11, lab.letter, weight=600, colour=style.text_on(lab.fill), align="center")
    name = _name(lab, width)
    below = page.lines(x + 0.27, top, name, weight=400 if lab.aside else 600, colour=ink)
    page.lines(x + width, top, [lab.count.text], weight=600, colour=ink, align="right")
    high = lab.count.high if lab.count.high is not None else lab.count.low
    for place in range(int(high)):
        line, column = divmod(place, _per_line(width))
        kind = "certain" if place < lab.count.low else "possible"
        page.box(x + 0.27 + column * SQUARE, below + 0.01 + line * SQUARE, SQUARE * 0.84, SQUARE * 0.84,
                 kind, lab.fill, lab.name)

"""Tiles: a map of squares, each with its code and the letter and colour of whom it belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.look import style
from helpers.look.entries import said_of
from helpers.look.page import Page

SIDE, HAIR, BORDER = 0.5, 0.012, 1.3
"""Most inches of a tile's side, white around it, points of a border between two owners."""


@dataclass(frozen=True)
class Owner:
    """Whom tiles belong to: id, letter, colour, and whether it is set back."""

    name: str
    letter: str
    colour: str
    aside: bool = False

    @property
    def fill(self) -> str:
        """Its colour, muted where the figure is about another."""
        return style.muted(self.colour) if self.aside else self.colour


@dataclass(frozen=True)
class Tile:
    """One place of the map: its code, its owner's id if it has one, its row and column."""

    code: str
    owner: str
    row: int
    column: int


def tile_map(page: Page, width: float, tiles: Sequence[Tile], owners: Mapping[str, Owner]) -> float:
    """The tiles in their rows and columns; returns where the lowest ends."""
    first, left = min(one.row for one in tiles), min(one.column for one in tiles)
    placed = {(one.row - first, one.column - left): one for one in tiles}
    side = min(width / (max(column for _, column in placed) + 1), SIDE)
    for (row, column), one in placed.items():
        _tile(page, column * side, row * side, side, one, owners.get(one.owner))
    # A line between neighbours of two owners: the regions show without colour, too.
    for (row, column), one in placed.items():
        x, y = (column + 1) * side, (row + 1) * side
        if placed.get((row, column + 1), one).owner != one.owner:
            page.rule([x, x], [row * side, y], style.INK, BORDER, "border")
        if placed.get((row + 1, column), one).owner != one.owner:
            page.rule([column * side, x], [y, y], style.INK, BORDER, "border")
    return (max(row for row, _ in placed) + 1) * side


def _tile(page: Page, x: float, y: float, side: float, tile: Tile, owner: Owner | None) -> None:
    """One tile with its code, and its owner's letter in the corner."""
    what, inner = said_of(tile=tile.code, host=tile.owner), side - 2 * HAIR
    kind, colour = ("certain", owner.fill) if owner else ("open", style.OUTLINE)
    page.box(x + HAIR, y + HAIR, inner, inner, kind, colour, what)
    ink, code = style.text_on(colour) if owner else style.INK, f"code|{what}"
    centre = x + side / 2, y + side * 0.36
    page.middle(*centre, tile.code, weight=600, colour=ink, align="center", label=code)
    if owner:
        corner, label = (x + side - 0.05, y + side - 0.05), f"letter|{what}"
        page.text(*corner, owner.letter, size=style.SMALL, colour=ink, align="right", label=label)

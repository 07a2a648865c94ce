"""Tiles: a map of squares, each with its code and the letter and colour of whom it belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.look import style
from helpers.look.entries import said_of
from helpers.look.page import Look, Page

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
    rows, columns = [one.row for one in tiles], [one.column for one in tiles]
    first, left = min(rows), min(columns)
    side = min(width / (max(columns) - left + 1), SIDE)
    for one in tiles:
        x, y = (one.column - left) * side, (one.row - first) * side
        _tile(page, x, y, side, one, owners.get(one.owner))
    _borders(page, {(one.row - first, one.column - left): one.owner for one in tiles}, side)
    return (max(rows) - first + 1) * side


def _tile(page: Page, x: float, y: float, side: float, tile: Tile, owner: Owner | None) -> None:
    """One tile with its code, and its owner's letter in the corner."""
    what = said_of(tile=tile.code, host=tile.owner)
    kind, colour = ("certain", owner.fill) if owner else ("open", style.OUTLINE)
    inner = side - 2 * HAIR
    page.box(x + HAIR, y + HAIR, inner, inner, kind, colour, what)
    ink = style.text_on(colour) if owner else style.INK
    look: Look = {"weight": 600, "colour": ink, "align": "center", "label": f"code|{what}"}
    page.middle(x + side / 2, y + side * 0.36, tile.code, **look)
    if owner:
        corner = x + side - 0.05, y + side - 0.05
        look = {"colour": ink, "align": "right", "label": f"letter|{what}"}
        page.text(*corner, owner.letter, size=style.SMALL, **look)


def _borders(page: Page, owner: Mapping[tuple[int, int], str], side: float) -> None:
    """A line between neighbours of two owners: the regions show without colour, too."""
    for (row, column), name in owner.items():
        x, y = (column + 1) * side, (row + 1) * side
        if owner.get((row, column + 1), name) != name:
            page.rule([x, x], [row * side, y], style.INK, BORDER, "border")
        if owner.get((row + 1, column), name) != name:
            page.rule([column * side, x], [y, y], style.INK, BORDER, "border")

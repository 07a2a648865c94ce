"""Tiles: a map of squares, each with its code, in regions with an outline and a name on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from helpers.look import style
from helpers.look.entries import said_of
from helpers.look.page import Look, Page, Piece, wide
from helpers.look.paths import rectangle

SIDE, HAIR, BORDER = 0.5, 0.012, 1.2
"""Most inches of a tile's side, white around one that is nobody's, points of a region's outline."""
CODE, NAME, OVERNAME, EDGE, OVER = 0.29, 0.7, 0.85, 0.05, 0.1
"""Where codes and regions' names stand, as a share of a tile's height, and the latter on tiles that
hold their places' names; inches beside a name, and how far one may reach over the right edge."""
BROAD, TALL, MARGIN = 0.62, 0.48, 0.012
"""Inches of a tile that holds its place's name: at most so broad, so tall; left beside the name."""
PITCH, FIRST, LINES = 0.083, 0.2, 3
"""A place's name: distance of its lines and where the first one's middle is in inches, how many
lines there may be."""
Spot = tuple[int, int]
"""A row and a column."""


@dataclass(frozen=True)
class Owner:
    """Whom tiles belong to: id, letter, colour, whether it is set back, and what is written on its
    region: name and number."""

    name: str
    letter: str
    colour: str
    aside: bool = False
    said: tuple[Piece, ...] = ()

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
    name: str = ""


@dataclass(frozen=True)
class Place:
    """Where a name stands: row, first tile, how many tiles it may take, and where they are seen
    from its own ones: `on` them, `right`, `left`, `below` or `above`."""

    row: int
    left: int
    tiles: int
    side: str

    @property
    def spots(self) -> list[Spot]:
        """The tiles' places that it covers."""
        return [(self.row, self.left + step) for step in range(self.tiles)]


Named = tuple[Place, Owner, Sequence[Piece]]


@dataclass(frozen=True)
class TileMap:
    """Tiles by where they stand, from row 0 and column 0 on; `width` inches are there for them."""

    page: Page
    width: float
    tiles: Mapping[Spot, Tile]
    owners: Mapping[str, Owner]
    named: bool = False

    @classmethod
    def of(
        cls,
        page: Page,
        width: float,
        tiles: Sequence[Tile],
        owners: Mapping[str, Owner],
        named: bool = False,
    ) -> TileMap:
        """The map of these tiles, moved to the page's left upper corner; `named`: with each place's
        name below its code."""
        first, left = min(one.row for one in tiles), min(one.column for one in tiles)
        placed = {(one.row - first, one.column - left): one for one in tiles}
        return cls(page, width, placed, owners, named)

    @property
    def columns(self) -> int:
        """How many tiles fit side by side."""
        return max(column for _, column in self.tiles) + 1

    @property
    def side(self) -> float:
        """Width of a tile, in inches."""
        return min(self.width / self.columns, BROAD if self.named else SIDE)

    @property
    def high(self) -> float:
        """Height of a tile, in inches."""
        return TALL if self.named else self.side

    def place(self, spot: Spot) -> list[str]:
        """The lines of a place's name in its tile."""
        name = self.tiles[spot].name if self.named else ""
        return style.wrap(name, self.side - 2 * MARGIN, style.TINY) if name else []

    @property
    def holds(self) -> bool:
        """Whether each place has a name that fits its tile whole, and regions' names find room."""
        lines = {tile.name: self.place(spot) for spot, tile in self.tiles.items()}
        whole = all(name and " ".join(own) == name for name, own in lines.items())
        return whole and max(map(len, lines.values())) <= LINES and self.names() is not None

    def owner(self, spot: Spot) -> str:
        """Whose tile it is; empty where there is none, or it is nobody's."""
        tile = self.tiles.get(spot)
        return tile.owner if tile and tile.owner in self.owners else ""

    def names(self) -> list[Named] | None:
        """Where each region's name stands, on it or beside it; None if one finds no room."""
        found: list[Named] = []
        for name, owner in self.owners.items():
            for place, region in enumerate(self._regions(name)):
                said = owner.said if place == 0 else owner.said[:1]
                rooms = self._rooms(region, wide(said) + 2 * EDGE)
                used = {spot for room, _, _ in found for spot in room.spots}
                room = next((one for one in rooms if used.isdisjoint(one.spots)), None)
                if room is None:
                    return None
                found.append((room, owner, said))
        return found

    def _regions(self, owner: str) -> list[list[Spot]]:
        """An owner's tiles in groups that hang together, the largest first."""
        left = [spot for spot in self.tiles if self.owner(spot) == owner]
        groups: list[list[Spot]] = []
        while left:
            group = [left.pop(0)]
            for spot in group:  # which grows meanwhile
                near = [one for one in left if abs(one[0] - spot[0]) + abs(one[1] - spot[1]) == 1]
                group += near
                left = [one for one in left if one not in near]
            groups.append(sorted(group))
        return sorted(groups, key=lambda group: -len(group))

    def _rooms(self, region: Sequence[Spot], width: float) -> Iterator[Place]:
        """Places for a name of this width: the longest row of a region's tiles, nearest its middle;
        else free room at its right, its left, below or above it."""
        need = ceil(width / self.side - 1e-6)
        runs = sorted(_runs(region), key=lambda run: (-run[2], abs(run[0] - _middle(region))))
        for row, first, length in runs:
            most = max(len(self.place((row, first + step))) for step in range(length))
            if length >= need and most < LINES:
                yield Place(row, first, length, "on")
        near = [
            one
            for row, first, length in runs
            for one in (
                Place(row, first + length, need, "right"),
                Place(row, first - need, need, "left"),
            )
        ]
        near += [
            one
            for row, first, length in runs
            for left in (first, first + length - need)
            for one in (Place(row + 1, left, need, "below"), Place(row - 1, left, need, "above"))
        ]
        last = max(row for row, _ in self.tiles)
        for one in near:
            taken = any((one.row, one.left + step) in self.tiles for step in range(need))
            right = one.left * self.side + width <= self.columns * self.side + OVER
            if not taken and right and one.left >= 0 and 0 <= one.row <= last:
                yield one

    # ---- painted

    def paint(self) -> float:
        """Tiles, outlines and names, or a letter on each tile; returns where the lowest ends."""
        names = self.names()
        for spot in self.tiles:
            self._tile(spot, letter=names is None)
        written = [place for place, _, _ in names or () if place.side == "on"]
        covered = [(p.row, p.left + step) for p in written for step in range(1, p.tiles)]
        # Outlines of regions that are not set back come last, so that no other covers them.
        for spot in sorted(self.tiles, key=lambda spot: not self._aside(spot)):
            self._edges(spot, covered)
        for place, owner, said in names or ():
            self._name(place, owner, said)
        return (max(row for row, _ in self.tiles) + 1) * self.high

    @property
    def _seam(self) -> float:
        """How far down a tile a line inside a region may go that ends above the region's name."""
        return OVERNAME - 0.14 if self.named else CODE + 0.18

    def _aside(self, spot: Spot) -> bool:
        owner = self.owners.get(self.owner(spot))
        return owner is None or owner.aside

    def _tile(self, spot: Spot, letter: bool) -> None:
        """One tile with its code, and perhaps its owner's letter in the corner."""
        (row, column), tile, side, high = spot, self.tiles[spot], self.side, self.high
        x, y, owner = column * side, row * high, self.owners.get(tile.owner)
        what, shade = said_of(tile=tile.code, host=tile.owner), owner.fill if owner else style.PAPER
        self.page.tell(what, ", ".join(one for one in (tile.name or tile.code, tile.owner) if one))
        if owner:  # its region has an outline, the tile none: a name may go over it
            self.page.shape(rectangle(x, y, side, high), f"certain|{what}", facecolor=shade)
        else:
            inner = side - 2 * HAIR, high - 2 * HAIR
            self.page.box(x + HAIR, y + HAIR, *inner, "open", style.OUTLINE, what)
        look: Look = {"colour": style.text_on(shade), "align": "center"}
        middle, code = x + side / 2, y + (FIRST / 2 if self.named else high * CODE)
        self.page.middle(middle, code, tile.code, weight=600, label=f"code|{what}", **look)
        for line, words in enumerate(self.place(spot)):
            below = y + FIRST + line * PITCH
            self.page.middle(middle, below, words, size=style.TINY, label=f"place|{what}", **look)
        if owner and letter:
            corner, label = (x + side - 0.05, y + high - 0.05), f"letter|{what}"
            look = {"size": style.SMALL, "colour": style.text_on(shade), "align": "right"}
            self.page.text(*corner, owner.letter, label=label, **look)

    def _edges(self, spot: Spot, covered: Sequence[Spot]) -> None:
        """A line at each side where a region ends; inside it a thin one, short where a name is."""
        (row, column), side, tall, own = spot, self.side, self.high, self.owner(spot)
        if not own:
            return
        half, what = BORDER * style.POINT / 2, f"border|{said_of(host=own)}"
        x, y = column * side, row * tall
        for near, xs, ys in [
            ((row, column - 1), (x, x), (y - half, y + tall + half)),
            ((row, column + 1), (x + side, x + side), (y - half, y + tall + half)),
            ((row - 1, column), (x - half, x + side + half), (y, y)),
            ((row + 1, column), (x - half, x + side + half), (y + tall, y + tall)),
        ]:
            if self.owner(near) != own:
                ink = style.OUTLINE if self._aside(spot) else style.INK
                self.page.rule(xs, ys, ink, BORDER, what)
            elif near < spot:
                high = tall * self._seam if spot in covered and near[0] == row else tall
                ends = (y, y + high) if near[0] == row else ys
                pale = style.mix(self.owners[own].fill, 0.45)
                self.page.rule(xs, ends, pale, 0.7, "seam")

    def _name(self, place: Place, owner: Owner, said: Sequence[Piece]) -> None:
        """A region's name and number, on its tiles or beside them."""
        x, room = place.left * self.side, place.tiles * self.side - wide(said)
        x += {"on": room / 2, "left": room - EDGE}.get(place.side, EDGE)
        on = OVERNAME if self.named else NAME
        y = {"on": on, "below": CODE, "above": 1 - CODE}.get(place.side, 0.5) + place.row
        ink = style.MUTED if owner.aside else style.INK
        ink = style.text_on(owner.fill) if place.side == "on" else ink
        self.page.pieces(x, y * self.high, said, colour=ink)


def _runs(region: Sequence[Spot]) -> Iterator[tuple[int, int, int]]:
    """Tiles side by side: their row, the first one's column, how many."""
    for _, found in groupby(enumerate(region), lambda one: (one[1][0], one[1][1] - one[0])):
        run = [spot for _, spot in found]
        yield run[0][0], run[0][1], len(run)


def _middle(region: Sequence[Spot]) -> float:
    """The row around which a region lies."""
    return sum(row for row, _ in region) / len(region)

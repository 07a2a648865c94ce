"""Rows of bars of one whole, each with its name on the left and its numbers in it or above it.

On a narrow page a bar has its name above it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from helpers.look import style
from helpers.look.own import with_own
from helpers.look.page import SPACE, Look, Page, Piece, tall, wide
from helpers.look.shares import BAR, Head, Segment, gutter, paint_bar, paint_heads, segments
from helpers.numbers.grid import Entry, Table
from helpers.numbers.parts import Parts, cut

GAP = 0.1


@dataclass(frozen=True)
class Row:
    """One bar: its entries, its name (none where it is the only one) and what that is about; how
    long it is, of the longest; the number at its end."""

    entries: Sequence[Entry]
    name: str = ""
    what: str = ""
    weight: int = 400
    long: float = 1.0
    end: Piece = ("", "")


@dataclass(frozen=True)
class ShareRows:
    """How a figure's rows of bars are drawn; `KEY` tells parts apart, `HIGH` is in inches."""

    page: Page
    table: Table
    colour: Mapping[str, str]
    KEY = ""
    HIGH = BAR

    def rows(self) -> list[Row]:
        """The bars from above."""
        return [Row(self.table.entries)]

    def head(self, one: Segment, parts: Parts) -> Head | None:
        """The label of a part above the first bar."""
        raise NotImplementedError

    def write(self, y: float, one: Segment, parts: Parts, row: Row) -> str:
        """Put a part's words in its bar around a height; returns what has to stand below it."""
        raise NotImplementedError

    @classmethod
    def draw(cls, page: Page, table: Table, host: str, palette: style.Palette) -> float:
        """The bars of the whole network, and a chosen host's below; returns where they end."""
        colour = style.colours(table.values(cls.KEY), palette, table.colours(cls.KEY))
        return with_own(page, table, host, lambda top, own: cls(page, own, colour).paint(top))

    def paint(self, top: float) -> float:
        """The bars below each other; returns where they end."""
        rows = self.rows()
        weight = max(row.weight for row in rows)
        beside = bool(rows[0].name) and not self.page.narrow
        left = gutter([row.name for row in rows], weight) if beside else 0.0
        ends = max(wide([row.end]) for row in rows) if rows[0].end[0] else 0.0
        for place, row in enumerate(rows):
            parts = cut(row.entries, self.KEY)
            found = segments(parts, left, (self.page.width - left - ends) * row.long)
            if row.name and not beside:
                look: Look = {"weight": row.weight, "label": f"label|{row.what}"}
                top = self.page.paragraph(0, top, self.page.width, row.name, **look) + 0.03
            if place == 0:
                heads = [head for one in found if (head := self.head(one, parts))]
                top = paint_heads(self.page, top, heads, left)
            top = self._bar(top, row if beside else replace(row, name=""), parts, found) + GAP
        return top - GAP

    def _bar(self, top: float, row: Row, parts: Parts, found: Sequence[Segment]) -> float:
        left = found[0].left
        name = style.wrap(row.name, left - 0.1, weight=row.weight) if row.name else []
        height = max(self.HIGH, tall(len(name)))
        middle, bar = top + height / 2, top + (height - self.HIGH) / 2
        self.page.centred(0, middle, name, weight=row.weight, label=f"label|{row.what}")
        paint_bar(self.page, bar, self.HIGH, found, self.colour, self.KEY)
        if row.end[0]:
            self.page.pieces(found[-1].right + SPACE, middle, [row.end])
        below = "; ".join(filter(None, [self.write(middle, one, parts, row) for one in found]))
        if not below:
            return top + height
        look: Look = {"size": style.SMALL, "colour": style.MUTED, "label": f"note|{row.what}"}
        room, start = self.page.width - left, bar + self.HIGH + 0.015
        return max(self.page.paragraph(left, start, room, below, **look), top + height)

"""How the set of partnerships evolved: a row of unit squares for each period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helpers.look import style
from helpers.look.entries import about, said_of
from helpers.look.own import with_own
from helpers.look.page import Page, tall
from helpers.look.squares import Block, Lattice, blocks_of, fitting, paint_blocks
from helpers.numbers.grid import TOTAL, Entry, Table
from helpers.numbers.parts import cut
from helpers.text.phrases import Terms, View

PERIOD, GAP = 1.0, 0.2
"""Width in inches of the column with the periods; room between their rows."""


def draw(page: Page, table: Table, view: View) -> float:
    """Unit squares, a row for each period: what became of the earlier, whence the later came."""
    counts = table.find("count")
    colour = style.colours(counts.values("change"), style.CHANGES, table.colours("change"))
    rows = [row for host in counts.values("host") for row in _rows(counts.find(host=host))]
    lattice = fitting([row.blocks for row in rows], page.width - PERIOD)

    def periods(top: float, entries: Table) -> float:
        for row in _rows(entries):
            top = _paint(page, top, row, view.terms, lattice, colour) + GAP
        return top - GAP

    return with_own(page, counts, view.host, periods)


@dataclass(frozen=True)
class Row:
    """One period: its name, its total if there is one, its squares."""

    period: str
    label: str
    total: Entry | None
    blocks: list[Block]


def _rows(entries: Table) -> list[Row]:
    """The periods of which anything is known; one may have two sides: its past and its future."""
    periods = [(period, entries.find(period=period)) for period in entries.values("period")]
    sides = [
        (period, part.find(side=side) if side else part)
        for period, part in periods
        for side in part.values("side") or [""]
    ]
    return [_row(period, part) for period, part in sides if any(entry.known for entry in part)]


def _row(period: str, entries: Table) -> Row:
    total = next(iter(entries.find(change=TOTAL)), None)
    parts = [entry for entry in entries if entry.keys["change"] != TOTAL]
    return Row(
        period, entries.label("period", period), total, blocks_of(cut(parts, "change", total))
    )


def _paint(
    page: Page, top: float, row: Row, terms: Terms, lattice: Lattice, colour: Mapping[str, str]
) -> float:
    """One period: its name and total on the left, its blocks on the right."""
    bottom = paint_blocks(page, PERIOD, top, row.blocks, lattice, colour)
    name = style.wrap(row.label, PERIOD - 0.15, style.BIG, 700)
    total = style.wrap(_counted(row.total, terms), PERIOD - 0.1) if row.total else []
    middle = bottom - lattice.height / 2
    start = max(top, middle - (tall(len(name), style.BIG) + tall(len(total))) / 2)
    look = {"size": style.BIG, "weight": 700, "label": f"label|{said_of(period=row.period)}"}
    below = page.lines(0, start, name, **look)
    what = about(row.total) if row.total else ""
    return max(bottom, page.lines(0, below, total, label=f"value|{what}"))


def _counted(total: Entry, terms: Terms) -> str:
    return f"{total.text} {terms.count(total.low if total.exact else None)}"

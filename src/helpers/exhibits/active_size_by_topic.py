"""Partnerships by topic area and number of active members, with totals."""

from __future__ import annotations

from helpers.look import style
from helpers.look.charts import heat_legend, heat_table
from helpers.look.own import own_entries, with_own
from helpers.look.page import Page
from helpers.numbers.grid import Table
from helpers.numbers.question import ALL
from helpers.text.phrases import View

ROWS, COLUMNS = "topic", "size_class"


def draw(page: Page, table: Table, view: View) -> float:
    """A heat table: topic areas by size classes, and what its cells mean."""
    drawn = table.where(lambda entry: entry.measure in ("count", "percent"))

    def heat(top: float, entries: Table) -> float:
        return heat_table(page, top, entries, rows=ROWS, columns=COLUMNS, colour=style.ACCENT)

    top = with_own(page, drawn, view.host, heat)
    own = own_entries(drawn, view.host)
    shown = [drawn.find(host=ALL), *([own] if own else [])]
    return heat_legend(page, top + 0.12, shown, ROWS, COLUMNS, style.ACCENT)

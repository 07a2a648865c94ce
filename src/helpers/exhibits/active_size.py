"""Partnerships by number of active members: a bar for each size class."""

from __future__ import annotations

from helpers.look import style
from helpers.look.charts import bars
from helpers.look.own import with_own
from helpers.look.page import Page
from helpers.numbers.grid import Table
from helpers.text.phrases import View


def draw(page: Page, table: Table, view: View) -> float:
    """A bar for each class in the table's order, its share beside its count."""
    drawn = table.where(lambda entry: entry.measure in ("count", "percent"))

    def classes(top: float, entries: Table) -> float:
        return bars(page, top, entries, "size_class", style.ACCENT)

    return with_own(page, drawn, view.host, classes)

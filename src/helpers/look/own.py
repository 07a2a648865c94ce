"""A chosen host's own part of a figure, drawn below the whole network's."""

from collections.abc import Callable

from helpers.look import style
from helpers.look.entries import said_of
from helpers.look.page import Look, Page
from helpers.numbers.answer import Status
from helpers.numbers.grid import Table
from helpers.numbers.question import ALL

GAP = 0.14
Painter = Callable[[float, Table], float]
"""Paints a table's entries from a height on; returns where it ended."""


def own_entries(table: Table, host: str) -> Table | None:
    """A host's own entries; None if no host is chosen, or totals alone say all there is of it."""
    own = table.find(host=host)
    told = any((one.known and not one.free) or one.status == Status.SUPPRESSED for one in own)
    return own if host != ALL and told else None


def with_own(page: Page, table: Table, host: str, painter: Painter) -> float:
    """Paint the network's entries, and below them the chosen host's, or that there are none."""
    top = painter(0.0, table.find(host=ALL))
    if host == ALL:
        return top
    own = own_entries(table, host)
    if own is None:
        unknown = [one.text for one in table.find(host=host) if not one.known]
        return not_published(page, top, host, unknown=next(iter(unknown), str(Status.UNKNOWN)))
    page.rule([0, page.width], [top + GAP, top + GAP])
    look: Look = {"size": style.HEAD, "weight": 600, "label": f"label|{said_of(host=host)}"}
    below = page.paragraph(0, top + GAP * 1.6, page.width, own.label("host", host), **look)
    return painter(below + 0.06, own)


def not_published(
    page: Page, top: float, host: str, what: str = "", unknown: str = str(Status.UNKNOWN)
) -> float:
    """The line that says so: `North Hub: not published (numbers by topic)`, after an outline."""
    below, own = top + GAP, said_of("own", host=host)
    page.box(0.01, below + 0.015, 0.11, 0.11, "open", style.OUTLINE, own)
    words = f"{host}: {unknown}" + (f" ({what})" if what else "")
    return page.paragraph(0.2, below, page.width - 0.2, words, weight=600, label=f"note|{own}")

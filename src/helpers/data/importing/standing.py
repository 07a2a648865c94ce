"""Rows with a beginning and an end -> a row for each period in which they stood.

A row stands in a period if it stood on the day by which the period is told. Where a date leaves
that open, the row is written with the period `?`, which no check lets pass: nothing is guessed, and
nothing lost.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from helpers.data.importing import dates
from helpers.data.importing.dates import Days
from helpers.errors import shortened

OPEN = "?"  # a period that is not decided: no check lets it pass
MONTH, DAY = 12, 1  # of a year, where network.yml says no other
DATE = "a date such as 2025-09-01 or September 2025; empty is not ended, or not known when begun"
Cells = dict[str, str]


class Row(NamedTuple):
    """A row to be: its cells by column, and where it stood."""

    cells: Cells
    where: str


class Stood(NamedTuple):
    """The rows with a period each (empty: not decided), what to say, and what to settle."""

    rows: list[Row]
    said: list[str]
    open: list[str]


def days(
    rows: list[Row], periods: Mapping[str, Mapping[str, Any]], last: str = ""
) -> dict[str, date]:
    """Period -> the day by which it is told.

    Of network.yml those periods that have a `date`, or begin with a year; without any, the years
    from the first beginning to the last, or to the year `last`: how long a list goes on after its
    last beginning, and which ends are only planned, it does not say.
    """
    given = {name: _day(name, entry.get("date", "")) for name, entry in periods.items()}
    if known := {name: day for name, day in given.items() if day}:
        return known
    starts = [found for row in rows if (found := dates.read(row.cells.get("start", "")))]
    if not starts:
        return {}
    end = int(last) if re.fullmatch(r"\d{4}", last) else max(one.last for one in starts).year
    years = range(min(starts).first.year, end + 1)
    return {str(year): date(year, MONTH, DAY) for year in years}


def _day(period: str, said: str) -> date | None:
    if said:
        return date.fromisoformat(said)
    year = re.match(r"(\d{4})\b", period)
    return date(int(year[1]), MONTH, DAY) if year else None


def stood(rows: list[Row], told: Mapping[str, date]) -> Stood:
    """A row for each period in which each stood; `from` only in the first of them."""
    found = Stood([], [], [])
    for row in rows:
        found.open.extend(_unread(row))
        fits = {period: _fits(row.cells, day) for period, day in told.items()}
        sure = [period for period, fit in fits.items() if fit]
        for period in sure:
            later = {"from": ""} if period != sure[0] else {}
            found.rows.append(Row(row.cells | {"period": period} | later, row.where))
        if undecided := [period for period, fit in fits.items() if fit is None]:
            _leave_open(found, row, undecided)
        elif not sure:
            found.said.append(f"{row.where}: {_called(row)} stood on none of the days.")
        else:
            found.said.extend(_unsure(row))
    return found


def _fits(cells: Cells, day: date) -> bool | None:
    start, end = (dates.read(cells.get(name, "")) for name in ("start", "end"))
    if start and start.year:  # since a year is from it on; until a year is not that clear
        start = start._replace(last=start.first)
    return dates.stands(start, end, day, open_end=not cells.get("end"))


def _leave_open(found: Stood, row: Row, undecided: list[str]) -> None:
    listed = ", ".join(undecided)
    why = "; ".join(f"{name}: '{row.cells.get(name, '')}'" for name in ("start", "end"))
    notes = [row.cells.get("note", ""), f"stood in {listed}? {why}"]
    cells = row.cells | {"period": OPEN, "note": "; ".join(filter(None, notes))}
    found.rows.append(Row(cells, row.where))
    found.open.append(
        f"{row.where}: whether {_called(row)} stood in {listed} is not decided ({why}). It is "
        f"written once more with the period '{OPEN}': correct that, or delete the row."
    )


def _called(row: Row) -> str:
    return f"'{shortened(row.cells.get('name') or row.cells.get('organization', ''))}'"


def _unread(row: Row) -> Iterator[str]:
    """Dates that are none."""
    for name in ("start", "end"):
        cell = row.cells.get(name, "")
        if cell and not dates.read(cell):
            yield f"{row.where}, column {name}: found '{shortened(cell)}'; allowed is {DATE}."


def _unsure(row: Row) -> Iterator[str]:
    """Dates that may be several days, where that makes no difference."""
    for name in ("start", "end"):
        found: Days | None = dates.read(row.cells.get(name, ""))
        if found and found.year and name == "start":
            yield f"{row.where}, column start: {row.cells[name]} is taken as from that year on."
        elif found and not found.sure:
            yield (
                f"{row.where}, column {name}: '{row.cells[name]}' may be {found.said}; it stands "
                "in the same periods."
            )


def told_by(told: Mapping[str, date], rows: list[Row]) -> Iterator[str]:
    """Which stood in which period, by name."""
    for period, day in told.items():
        names = [_called(row) for row in rows if row.cells["period"] == period]
        listed = ", ".join(names[:20])
        more = f" and {len(names) - 20} more" if len(names) > 20 else ""
        yield f"{period} (active on {day}): {len(names)}" + (f": {listed}{more}." if names else ".")

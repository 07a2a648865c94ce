"""A sheet that somebody keeps -> the columns and cells of the schema, as far as that is no guess.

`tables` checks what this gives; `sheet` looks up words in it. Notes say what was read otherwise
than it stands there.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from helpers.data import csvfile, shape
from helpers.data.csvfile import Raw, shown
from helpers.data.schema import Allowed, Table
from helpers.data.wording import COLUMNS, PERSONAL, named, plain, understood
from helpers.errors import UserError, one_of

ONE_PERIOD = "this list"  # what a list without periods is called: "the partnerships of this list"
_TIME = re.compile(
    r"\b(year|period|date|dates|cycle|term|season|quarter|fy|start|end|since|event|wave)\b"
)
_VALUE = re.compile(r"[\d./-]{4,}")


def read(path: Path, table: Table, allowed: Allowed | None = None) -> Raw:
    """An own sheet with the columns of the schema (others as written) and cells as it has them.

    `problems` names what keeps it from being a table; then there are no rows.
    """
    allowed = allowed or Allowed()
    try:
        lines = csvfile.lines(path, own=True)
    except UserError as error:
        return Raw([], [], error.messages)
    wrong = shape.problems(table, shape.padded(lines.rows), lines.first)
    if sentences := [_placed(path, one) for one in wrong]:
        return Raw([], [], sentences)
    raw = csvfile.framed(path, lines)
    return raw if raw.problems else _understood(path, table, raw, allowed)


def _placed(path: Path, sentence: str) -> str:
    return f"{shown(path)}{', ' if sentence.startswith('row') else ': '}{sentence}"


def _understood(path: Path, table: Table, raw: Raw, allowed: Allowed) -> Raw:
    names = named(table, raw.header, allowed)
    if problems := [_placed(path, one) for one in names.problems]:
        return Raw([], [], problems)
    notes = [*names.notes, *_unnamed(raw)]
    columns = [list(cells) for cells in zip(*raw.rows, strict=True)]
    for place, name in enumerate(names.names) if columns else ():
        if column := table.column(name):
            columns[place], said = understood(name, column, columns[place])
            notes += said
    rows = [list(cells) for cells in zip(*columns, strict=True)]
    found = raw._replace(header=names.names, rows=rows)
    found, said = one_period(table, found, allowed.values.get("periods", ()))
    told = (*raw.notes, *(_placed(path, one) for one in [*notes, *said]))
    return found._replace(notes=told)


def _unnamed(raw: Raw) -> Iterator[str]:
    """Columns that have cells but no name."""
    for place, name in enumerate(raw.header):
        if not name and any(cells[place] for cells in raw.rows):
            yield f"column {place + 1} has no name and is not read."


def one_period(table: Table, raw: Raw, periods: Sequence[str]) -> tuple[Raw, list[str]]:
    """A list in which nothing speaks of time: all its rows are of one period, which is said.

    That is the only one of network.yml, if it has one.
    """
    needed = table.column("period")
    names = [name for name in raw.header if name]
    speaks = any(map(timely, names))
    if not needed or not needed.required or "name" not in names or speaks or len(periods) > 1:
        return raw, []
    period = periods[0] if periods else ONE_PERIOD
    told = (
        f"no column says when they stood: all rows are read as of one period, '{period}'. A column "
        "'period' would say it."
    )
    rows = [[period if any(cells) else "", *cells] for cells in raw.rows]
    return raw._replace(header=["period", *raw.header], rows=rows), [told]


def timely(name: str) -> bool:
    """Does the name of a column speak of time?"""
    return bool(_TIME.search(name.casefold().replace("_", " ")))


def missing(path: Path, table: Table, header: Sequence[str], column: str) -> str:
    """What to do about a column that an own sheet must have and has not."""
    unread = [name for name in header if name and not table.column(name)]
    unread = [name for name in unread if not PERSONAL.search(name)]
    if len(unread) == len(header) and any(_VALUE.fullmatch(name) for name in header):
        return " Row 1 seems to hold values: write the names of the columns above it."
    said = {plain(name) for name in header}
    other = shown(path.with_name("list.csv"))
    command = f"name the file {other}, then make import NETWORK={path.parent.name} FILE={other}"
    if column == "period" and said & {"start", *COLUMNS["partnerships"]["start"]}:
        return f" If it follows from dates, {command} writes a row for each period."
    if column == "name" and said & {"organization", *COLUMNS["members"]["organization"]}:
        return f" If these are the members of partnerships, {command} makes members.csv of them."
    listed = one_of(f"'{name}'" for name in unread[:8]) if unread else ""
    return f" Or is it {listed}? Then rename that one." if unread else ""

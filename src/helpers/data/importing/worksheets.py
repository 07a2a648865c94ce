"""What a sheet of a foreign file is (partnerships, links, members), and its rows by column.

Columns are understood by their own names or by those of wording.yml, as in own sheets; what is not
taken is named. Columns that look personal are never taken.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from helpers.data import shape
from helpers.data.importing import workbook
from helpers.data.importing.standing import Row
from helpers.data.importing.workbook import Worksheet
from helpers.data.schema import PARTNERSHIPS, Allowed, Column, Table
from helpers.data.wording import COLUMNS, PERSONAL, named, plain, understood
from helpers.errors import one_of, shortened


def _table(name: str, *needed: str) -> Table:
    columns = (Column(one, one, required=one in needed, optional=True) for one in COLUMNS[name])
    return Table(name, "", tuple(columns), own=True)


_MORE = tuple(Column(one, one, optional=True) for one in ("start", "end", "organizations"))
SHEETS = replace(PARTNERSHIPS, columns=(*PARTNERSHIPS.columns, *_MORE))
LINKS, MEMBERS = _table("links", "old", "other"), _table("members", "organization")
REMARK = re.compile(r"(note|source|\*|†|‡|\d{1,2} |[¹²³])", re.IGNORECASE)
YEARS = re.compile(r"\b(?:19|20)\d\d(?:[/–-](?:\d{4}|\d{2}))?\b", re.ASCII)


@dataclass
class Taken:
    """The rows of all sheets, and what to say: of what was taken, left, and is to be looked at.

    With `problems` nothing may be written: a sheet of a period would be missing.
    """

    partnerships: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    members: list[Row] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    look: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def of(self, table: Table) -> list[Row]:
        """The list of rows to which a table's belong."""
        return {"partnerships": self.partnerships, "links": self.links}.get(
            table.name, self.members
        )


def take(taken: Taken, sheet: Worksheet, known: Mapping[str, str]) -> None:
    """Add a sheet's rows. `known` are the periods by their casefolded names and labels."""
    taken.said.extend(f"{sheet.where}: {note}" for note in sheet.notes)
    if sheet.left:
        taken.left.append(f"{sheet.where}: {sheet.left}")
        return
    rows = shape.padded(sheet.rows)
    table, place = _kind(rows)
    if not table:
        whose = taken.problems if period_of(sheet.name, known) else taken.left
        whose.extend(f"{sheet.where}: {one}" for one in _not_understood(sheet, rows))
        return
    names = named(table, rows[place], Allowed())
    second = shape.names_below(table, rows[place:])
    wrong = [*names.problems, *_twice(table, names.names)]
    if wrong or second:
        wrong += shape.problems(table, rows, sheet.first)
        taken.problems.extend(f"{sheet.where}: {one}" for one in dict.fromkeys(wrong))
        return
    if place:
        above = [f"'{shortened(cell, 60)}'" for row in rows[:place] for cell in row if cell]
        taken.left.append(f"{sheet.where}: above the names of the columns: {', '.join(above)}.")
    taken.said.extend(f"{sheet.where}: {note}" for note in names.notes)
    taken.left.extend(f"{sheet.where}: {note}" for note in _unread(table, names.names))
    body, said = workbook.filled(replace(sheet, rows=rows), place + 1)
    taken.said.extend(f"{sheet.where}: {note}" for note in said)
    _add(taken, table, sheet, names.names, body, sheet.first + place + 1, known)


def _twice(table: Table, names: Sequence[str]) -> Iterator[str]:
    for name in dict.fromkeys(names):
        if table.column(name) and names.count(name) > 1:
            yield f"the column '{shortened(name)}' stands there twice; remove or rename one."


def _kind(rows: list[list[str]]) -> tuple[Table | None, int]:
    """The table that a sheet is, and the place of its header."""
    found = {}
    for table in (SHEETS, LINKS, MEMBERS):
        place = shape.header_at(table, rows)
        found[table.name] = place, set(shape.columns(table, rows[place]))
    partnerships, links, members = (found[one.name] for one in (SHEETS, LINKS, MEMBERS))
    singular = any(
        plain(cell) != "organizations" for cell in _named_as(rows, members[0], "organization")
    )
    if "name" in partnerships[1] and not (
        {"organization", "partnership"} <= members[1] and singular
    ):
        return SHEETS, partnerships[0]
    if {"old", "new"} <= links[1] or {"one", "other", "kind"} <= links[1]:
        return LINKS, links[0]
    return (MEMBERS, members[0]) if "organization" in members[1] else (None, 0)


def _named_as(rows: list[list[str]], place: int, column: str) -> list[str]:
    names = shape.columns(MEMBERS, rows[place])
    return [cell for cell, name in zip(rows[place], names, strict=True) if name == column]


def _not_understood(sheet: Worksheet, rows: list[list[str]]) -> Iterator[str]:
    """Why nothing of a sheet is taken, and what would help."""
    if len(rows) == 1 or max(sum(map(bool, row)) for row in rows) == 1:
        yield f"no table, but '{shortened(rows[0][0] or rows[-1][0])}'."
        return
    wrong = list(shape.problems(SHEETS, rows, sheet.first))
    header = [f"'{shortened(cell, 30)}'" for cell in rows[0] if cell]
    if not wrong and any(re.fullmatch(r"[\d./-]{4,}", cell) for cell in rows[0]):
        wrong = ["row 1 seems to hold values: write the names of the columns above it."]
    yield from wrong or [
        f"no column is understood as the partnerships' name; found are {', '.join(header[:12])}. "
        "Name the one that is it 'name' (in a list of members 'organization')."
    ]


def _unread(table: Table, names: Sequence[str]) -> Iterator[str]:
    """Columns that are not taken; those that look personal once more."""
    unread = [name for name in names if name and not table.column(name)]
    if unread:
        more = f" and {len(unread) - 15} more" if len(unread) > 15 else ""
        yield f"columns not taken: {', '.join(shortened(one, 40) for one in unread[:15])}{more}."
    if personal := [name for name in unread if PERSONAL.search(name)]:
        yield f"columns that look personal are not taken and go nowhere: {', '.join(personal)}."


# -- rows ------------------------------------------------------------------------------------------


def _add(
    taken: Taken,
    table: Table,
    sheet: Worksheet,
    names: list[str],
    body: list[list[str]],
    start: int,
    known: Mapping[str, str],
) -> None:
    totals = shape.totals(shape.columns(table, names), body, start)
    kept = {row: cells for row, cells in enumerate(body, start) if any(cells) and row not in totals}
    remarks = {row: said for row, cells in kept.items() if (said := _remark(table, names, cells))}
    taken.left.extend(f"{sheet.where}, {said}: not taken." for said in totals.values())
    taken.left.extend(
        f"{sheet.where}, row {row}: not taken: '{said}'" for row, said in remarks.items()
    )
    kept = {row: cells for row, cells in kept.items() if row not in remarks}
    columns = {}
    for place, name in enumerate(names):
        if column := table.column(name):
            columns[name], notes = understood(
                name, column, [cells[place] for cells in kept.values()]
            )
            taken.said.extend(f"{sheet.where}: {note}" for note in notes)
    if table is SHEETS and "status" in columns:
        columns["status"], notes = _statuses(columns["status"])
        taken.left.extend(f"{sheet.where}: {note}" for note in notes)
    period = period_of(sheet.name, known)
    if table is SHEETS and "period" not in columns and period:
        columns["period"] = [period] * len(kept)
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    found = [Row(cells, f"{sheet.where}, row {row}") for cells, row in zip(rows, kept, strict=True)]
    taken.of(table).extend(found)
    what = f"{len(found)} row{'s' * (len(found) != 1)} of {table.name}"
    of = f" of {period}" if table is SHEETS and period else ""
    if found:
        taken.said.append(f"{sheet.where}: {what}{of}.")
    if not found and table is SHEETS:
        taken.left.append(
            f"{sheet.where}: it has names of columns, but no row{of and f': nothing{of} is known'}."
        )


def _statuses(cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words of `status` that the sheet has; of others, which."""
    column = PARTNERSHIPS.column("status")
    allowed = column.allowed if column else ()
    other = [
        f"'{word}'" for word in dict.fromkeys(cells) if word and word.casefold() not in allowed
    ]
    said = [f"column status: not taken: {', '.join(other)}; allowed is {one_of(allowed)}."]
    return [cell if cell.casefold() in allowed else "" for cell in cells], said if other else []


def _remark(table: Table, names: list[str], cells: Sequence[str]) -> str:
    """The text of a row that is a remark below a table; empty if it is none."""
    filled = [(name, cell) for name, cell in zip(names, cells, strict=True) if cell]
    if len(filled) != 1 or len(names) < 3:
        return ""
    name, cell = filled[0]
    needed = {"name", "organization"} & {one.name for one in table.columns}
    return shortened(cell) if name not in needed or REMARK.match(cell) else ""


def period_of(title: str, known: Mapping[str, str]) -> str:
    """The period that the name of a sheet says: one of the network's, or its only year."""
    if found := known.get(title.strip().casefold()):
        return found
    years = YEARS.findall(title)
    return years[0] if len(years) == 1 else ""

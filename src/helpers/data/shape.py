"""Where a sheet is no table: a title above the names of its columns, two rows of names, a total.

What is found is said by row; nothing is moved or left out here. Rows are lists of as many cells.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from helpers.data import schema
from helpers.data.schema import Allowed, Table
from helpers.data.wording import NAMES, TOTALS, named, plain, whole
from helpers.errors import shortened

Rows = Sequence[list[str]]
SEEN = 30  # rows in which the names of the columns are looked for
FEW = 3  # rows whose sum another may have by chance
LISTED = 10  # rows that one sentence names


def padded(rows: Rows) -> list[list[str]]:
    """The rows with as many cells as the longest has."""
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def problems(table: Table, rows: Rows, first: int) -> Iterator[str]:
    """What must be mended before a sheet is a table; `first` is the number of its first row."""
    place = header_at(table, rows)
    if place:
        yield title_above(rows, place, first)
    second = names_below(table, rows[place:])
    if second:
        yield two_rows_of_names(second, first + place)
    start = place + 1 + bool(second)
    names, body = columns(table, rows[place]), rows[start:]
    if place or second:  # else `tables` says of each column what may be empty there
        yield from (
            empty_below(rows[place][at] or rows[place + 1][at], gap, merged=True)
            for at in range(min(1, len(names)))
            if (gap := gaps(body, at, first + start))
        )
    yield from (f"{one}: leave it out." for one in totals(names, body, first + start).values())


def columns(table: Table, header: Sequence[str]) -> list[str]:
    """The columns of a header by the schema's names; empty for those that it does not have."""
    found = named(table, header, Allowed()).names
    return [name if table.column(name) else "" for name in found]


# -- names of columns ------------------------------------------------------------------------------


def header_at(table: Table, rows: Rows) -> int:
    """The place of the row of column names: the first, unless only a later one names columns."""
    needed = {column.name for column in table.columns if column.required}
    known = [list(filter(None, columns(table, row))) for row in rows[:SEEN]]
    if not known or needed & set(known[0]):
        return 0
    fit = (place for place, names in enumerate(known) if len(names) > 1 and needed & set(names))
    alone = sum(map(bool, rows[0])) < 2 if rows else False
    full = (place for place, row in enumerate(rows[:SEEN]) if sum(map(bool, row)) > 1)
    return next(fit, next(full, 0) if alone else 0)


def title_above(rows: Rows, place: int, first: int) -> str:
    """The sentence on a header that is not in the first row."""
    names = ", ".join(f"'{shortened(cell, 30)}'" for cell in rows[place] if cell)
    above = f"row {first}" if place == 1 else f"rows {first} to {first + place - 1}"
    filled = [cell for cell in rows[0] if cell]
    said = f" ('{shortened(filled[0], 40)}')" if len(filled) == 1 else ""
    return (
        f"the names of the columns are not in row {first}{said}; they seem to stand in row "
        f"{first + place} ({names}). Delete {above}, so that the names come first."
    )


def names_below(table: Table, rows: Rows) -> list[str]:
    """The names in a second row of column names, as merged cells above make it; else none.

    It has names where the first row has none, no number, and either names a known column or lacks
    what each row must have.
    """
    if len(rows) < 2:
        return []
    above, below = rows[0], rows[1]
    more = [cell for name, cell in zip(above, below, strict=True) if cell and not name]
    if not more or any(re.fullmatch(r"[\d\s.,/%-]+", cell) for cell in below):
        return []
    needed = {column.name for column in table.columns if column.required}
    pairs = zip(columns(table, above), below, strict=True)
    lacking = not any(cell for name, cell in pairs if name in needed)
    known = any(plain(cell) in NAMES for cell in below if cell)
    return [cell for cell in below if cell] if lacking or known else []


def two_rows_of_names(names: Sequence[str], row: int) -> str:
    """The sentence on two rows of column names, the first of them in `row`."""
    said = ", ".join(f"'{shortened(name, 30)}'" for name in names)
    return (
        f"rows {row} and {row + 1} both seem to hold names of columns ({said}). Write one row of "
        "names, each column its own, such as 'members: School'."
    )


# -- empty cells, totals ---------------------------------------------------------------------------


def gaps(body: Rows, place: int, start: int) -> list[int]:
    """The rows in which a column is empty below a value, as merged cells leave it."""
    if not body or not body[0][place]:
        return []
    return [row for row, cells in enumerate(body, start) if any(cells) and not cells[place]]


def empty_below(column: str, rows: Sequence[int], merged: bool) -> str:
    """The sentence on a column that is empty in these rows."""
    listed = ", ".join(map(str, rows[:LISTED]))
    more = f" and {len(rows) - LISTED} more" if len(rows) > LISTED else ""
    which = f"row{'s' * (len(rows) > 1)} {listed}{more}"
    cause = (
        "merged cells? Fill them down." if merged else "not known, or merged cells to fill down?"
    )
    return f"column {column} is empty in {which}: {cause}"


def totals(names: Sequence[str], body: Rows, start: int) -> dict[int, str]:
    """The rows that look like totals, each with the beginning of its sentence.

    One is called so; or it has no name, or nothing but a name, and the sum of its period's members.
    """
    places = {name: place for place, name in enumerate(names) if name}
    sums = _sums(places, body)
    found = {}
    for row, cells in enumerate(body, start):
        name, members = (_cell(places, cells, column) for column in ("name", "members"))
        label = name or next(filter(None, cells), "")
        called = label.casefold().strip(" :.") in TOTALS
        total, many = sums[_cell(places, cells, "period")]
        number = _number(members)
        summed = number is not None and 2 * number == total
        if called or (summed and many > FEW and (not name or _bare(names, cells))):
            why = f"{number} = sum of members" if summed else f"'{shortened(label)}'"
            found[row] = f"row {row} looks like a total ({why})"
    return found


def _cell(places: Mapping[str, int], cells: Sequence[str], column: str) -> str:
    return cells[places[column]] if column in places else ""


@lru_cache(maxsize=10_000)
def _number(cell: str) -> int | None:
    return int(whole(cell)) if schema.fits(schema.INTEGER, whole(cell)) else None


def _sums(places: Mapping[str, int], body: Rows) -> defaultdict[str, tuple[int, int]]:
    """Period -> the sum of its members, and how many of its rows have a number of them."""
    sums: Counter[str] = Counter()
    many: Counter[str] = Counter()
    for cells in body:
        number = _number(_cell(places, cells, "members"))
        for period in {_cell(places, cells, "period"), ""} if number is not None else ():
            sums[period] += number or 0
            many[period] += 1
    return defaultdict(lambda: (0, 0), {period: (sums[period], many[period]) for period in sums})


def _bare(names: Sequence[str], cells: Sequence[str]) -> bool:
    """Has the row nothing but a name, a period and numbers, where there are other columns?"""
    more = [
        cell
        for name, cell in zip(names, cells, strict=True)
        if name not in ("period", "name") and not name.startswith("members")
    ]
    return bool(more) and not any(more)

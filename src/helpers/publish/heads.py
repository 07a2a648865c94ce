"""A table's rows in their groups, and which of their cells are heads."""

import itertools
from collections.abc import Mapping
from typing import Any

Group = tuple[str, list[list[str]]]  # the name of some rows that stand together, and they

_LONGEST = 60  # signs of the longest cell that still reads as a head
_MOST = 3


def grouped(record: Mapping[str, Any]) -> tuple[list[dict[str, str]], list[Group]]:
    """Columns and rows of a table, row after row under the group that it belongs to: the value in
    the column that the record names in `by`, which is then no column any more. One group without
    a name where there is none."""
    columns, rows, by = record["columns"], record["rows"], record.get("by", "")
    place = next((i for i, column in enumerate(columns) if by and column["name"] == by), None)
    if place is None:
        return columns, [("", rows)]
    groups = itertools.groupby(rows, key=lambda row: row[place])
    without = [(name, [_without(row, place) for row in some]) for name, some in groups]
    return _without(columns, place), without


class Row(list[Any]):
    """A row of a table that has an address in the page."""

    id: str = ""


def _without(cells: list[Any], place: int) -> list[Any]:
    found = Row([*cells[:place], *cells[place + 1 :]])
    found.id = getattr(cells, "id", "")
    return found


def heads(record: Mapping[str, Any]) -> int:
    """How many of a table's first columns name a row: as many as tell its rows apart, of short
    words that stand to the left, three at most; else the first."""
    columns, groups = grouped(record)
    for many in range(1, min(_MOST, len(columns) - 1) + 1):
        last = columns[many - 1]
        cells = [row[many - 1] for _, rows in groups for row in rows]
        if many > 1 and (last["align"] != "left" or any(len(cell) > _LONGEST for cell in cells)):
            break
        if all(len({tuple(row[:many]) for row in rows}) == len(rows) for _, rows in groups):
            return many
    return 1

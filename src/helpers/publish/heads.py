"""Which cells of a table are heads of their rows."""

from collections.abc import Mapping
from typing import Any

from helpers.publish.records import grouped

_LONGEST = 60  # signs of the longest cell that still reads as a head
_MOST = 3


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

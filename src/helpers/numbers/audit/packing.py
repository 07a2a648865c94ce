"""Many datasets with much the same rows as one small table: most cells of a row never change."""

import string
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

DIGITS = string.digits + string.ascii_letters
Rows = Sequence[Mapping[str, Any]]
Packed = dict[str, Any]


def packed(tables: Sequence[Rows]) -> Packed:
    """`lengths`: how many rows each table has; `columns`: of each column its `values`, each once,
    and `rows`: of each row the place of its value there.

    A place is written in digits of base 62, all of the same length. A row whose value is the same
    in all tables has one place, any other one after the other for each table.
    """
    names = next((list(one[0]) for one in tables if one), [])
    lengths = [len(one) for one in tables]
    most = max(lengths, default=0)
    cells = {
        name: [[str(row[name]) for row in one] + [""] * (most - len(one)) for one in tables]
        for name in names
    }
    return {"lengths": lengths, "columns": {name: _column(some) for name, some in cells.items()}}


def _column(cells: Sequence[Sequence[str]]) -> dict[str, Any]:
    values = sorted({text for table in cells for text in table})
    width = len(_digits(len(values) - 1, 1))
    places = {text: _digits(place, width) for place, text in enumerate(values)}
    rows = ([places[text] for text in row] for row in zip(*cells, strict=True))
    said = (row[0] if len(set(row)) == 1 else "".join(row) for row in rows)
    return {"values": values, "rows": " ".join(said)}


def unpacked(found: Packed, place: int) -> list[dict[str, str]]:
    """The rows of one of the tables."""
    columns = {name: list(_texts(one, place)) for name, one in found["columns"].items()}
    rows = zip(*columns.values(), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in rows][: found["lengths"][place]]


def _texts(column: Mapping[str, Any], place: int) -> Iterator[str]:
    width = len(_digits(len(column["values"]) - 1, 1))
    for row in column["rows"].split(" "):
        own = row if len(row) == width else row[place * width : (place + 1) * width]
        yield column["values"][_number(own)]


def _digits(number: int, width: int) -> str:
    found = ""
    while number or len(found) < width:
        number, last = divmod(number, len(DIGITS))
        found = DIGITS[last] + found
    return found


def _number(digits: str) -> int:
    found = 0
    for digit in digits:
        found = found * len(DIGITS) + DIGITS.index(digit)
    return found

"""Which rows are one partnership, and which spellings one name, where the file itself shows it."""

import re
from collections import defaultdict
from collections.abc import Iterator

from helpers.data import likeness
from helpers.data.importing import standing
from helpers.data.importing.standing import Row

# What may stand behind a name in a workbook and is no part of it.
MARK = re.compile(r"(.*\S)\s*(\b\d{1,2}|[*†‡¹²³⁴⁵⁶⁷⁸⁹]+|\((?:formerly|previously)\b[^()]*\))")


def joined(rows: list[Row], said: list[str]) -> list[Row]:
    """Rows of one id and period as one row: each cell from the first row that fills it."""
    found: dict[tuple[str, str | int], Row] = {}
    for number, row in enumerate(rows):
        period, token = row.cells["period"], row.cells.get("id", "").casefold()
        key = period, token if token and period != standing.OPEN else number
        first = found.setdefault(key, row)
        if first is not row:
            said.append(f"{row.where}: one with {first.where} in {period}, by its id '{token}'.")
            _fill(first.cells, row.cells)
    return list(found.values())


def _fill(cells: dict[str, str], more: dict[str, str]) -> None:
    for name, cell in more.items():
        if name == "organizations" and cells.get(name) and cell:
            cells[name] += f"; {cell}"
        cells[name] = cells.get(name) or cell


def unmark(rows: list[Row], said: list[str], look: list[str]) -> None:
    """Take footnote marks off names that the same id bears without them in another period."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        names[row.cells.get("id", "")].add(row.cells["name"])
    everywhere = set().union(*names.values())
    for row in rows:
        name, code = row.cells["name"], row.cells.get("id", "")
        bare = found[1] if (found := MARK.fullmatch(name)) else ""
        if code and bare in names[code]:
            row.cells["name"] = bare
            said.append(
                f"{row.where}: '{name}' is taken as '{bare}', its name elsewhere by its id."
            )
        elif bare in everywhere:
            look.append(f"{row.where}: '{name}' is taken as it is; is it '{bare}' with a mark?")


def spell_out(rows: list[Row], said: list[str]) -> None:
    """Write out hosts that abbreviate, with a point, the name of a single other one."""
    hosts = list(dict.fromkeys(row.cells.get("host", "") for row in rows))
    for row in rows:
        host = row.cells.get("host", "")
        if whole := likeness.full(host, hosts):
            row.cells["host"] = whole
            said.append(f"{row.where}: '{host}' is taken as '{whole}'.")


def one_code_in_another(rows: list[Row]) -> Iterator[str]:
    """Ids that go on from another of the same host: perhaps one partnership under two."""
    by_id = {row.cells["id"]: row for row in rows if row.cells.get("id")}
    for code, row in by_id.items():
        ends = [place for place, sign in enumerate(code) if sign in "-_./ "]
        for first in (code[:place] for place in ends if code[:place] in by_id):
            if by_id[first].cells.get("host") == row.cells.get("host"):
                yield (
                    f"{row.where}: '{code}' goes on from '{first}': is '{row.cells['name']}' the "
                    f"same partnership? Then write '{first}' as the id of both rows."
                )

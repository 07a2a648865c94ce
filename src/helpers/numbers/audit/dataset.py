"""A solution's things as a complete dataset: rows of every period, linked from one to the next.

The engine gives the things of each period by itself; their numbers meet, host by host if the axiom
holds. Which of them belong together nothing says: they are linked within a host as far as will do.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers.numbers import checker
from helpers.numbers.audit.things import (
    COVERAGE,
    LIVED_ON,
    NEW,
    ONE,
    UNREPORTED,
    Things,
    frame_of,
    identifier,
    text,
)

Row = dict[str, Any]


def rows(things: Things, found: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, list[Row]]:
    """Period -> its rows, as the checker reads them: text, several values joined by `;`."""
    made = {
        period: [_row(things, period, n, one) for n, one in enumerate(found[frame_of(period)], 1)]
        for period in things.periods
    }
    for before, period in itertools.pairwise(things.periods):
        _link(made[before], made[period])
    return made


def _row(things: Things, period: str, number: int, one: Mapping[str, Any]) -> Row:
    listed = things.rows[period][one["row"]] if "row" in one else {}
    silent = one.get("size", UNREPORTED) == UNREPORTED
    types = [name for name in things.types if one.get(identifier("type", name)) == 1]
    focuses = [name for name in things.named.focuses if one.get(identifier("focus", name)) == 1]
    return {
        "id": f"{frame_of(period)}-{number}",
        "host": text(listed, "host") or one.get("host", ""),
        "name": text(listed, "name") or f"{number} of {period}",
        "topic": one.get("topic", ""),
        "scope": one.get("scope", ""),
        "change": _change(one),
        "parents": [],
        "fate": one.get("fate", ""),
        "size_class": "" if silent else one["size"],
        "active_members": "" if silent else one.get("active", ""),
        "members": "" if silent else one.get("members", ""),
        "member_types": ";".join(types),
        "focus": ";".join(focuses),
    }


def _change(one: Mapping[str, Any]) -> str:
    """`split;coverage_expanded`, `unchanged`, `new`."""
    how = str(one.get("how", ""))
    parts = [part for part in how.split("+") if part and part != ONE]
    kind = [one.get("kind", COVERAGE) if part == COVERAGE else part for part in parts]
    return ";".join(kind) or ("unchanged" if how == ONE else "")


def _link(before: list[Row], after: list[Row]) -> None:
    """Give every later row its parents."""
    ends = {fate: [row for row in before if row["fate"] == fate] for fate in LIVED_ON}
    of: dict[str, list[Row]] = {fate: [] for fate in LIVED_ON}
    for row in after:
        words = row["change"].split(";")
        origin = next((one for one in ("split", "merged") if one in words), "continued")
        if words != [NEW] and words != [""]:
            of[origin].append(row)
    for early, late in _shared(ends["continued"], of["continued"], alone=True):
        late["parents"].append(early["id"])
    for early, late in _shared(ends["split"], of["split"]):
        late["parents"].append(early["id"])
    for late, early in _shared(of["merged"], ends["merged"]):
        late["parents"].append(early["id"])
    for row in after:
        row["parents"] = ";".join(row["parents"])


def _shared(few: list[Row], many: list[Row], alone: bool = False) -> Iterable[tuple[Row, Row]]:
    """Each of `many` with one of `few`, of the same host if there is one; `alone`: one to one."""
    load = {row["id"]: 0 for row in few}
    for other in sorted(many, key=lambda row: row["host"]):
        free = [row for row in few if not load[row["id"]]]
        own = [row for row in (free if alone else few) if row["host"] == other["host"]]
        choice = own or free or few
        if choice:
            chosen = min(choice, key=lambda row: load[row["id"]])
            load[chosen["id"]] += 1
            yield chosen, other


def write(folder: Path, found: Mapping[str, list[Row]], hosts: Iterable[str]) -> None:
    """A dataset's folder, as `checker.read` reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {checker.file_of(period): own for period, own in found.items()}
    for name, made in (tables | {"hosts.csv": [{"host": host} for host in hosts]}).items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(made[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(made)

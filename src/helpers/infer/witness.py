"""Solutions written out: complete datasets that a reader can check by counting.

Numbers of members that a statement does not fix are the least that fit their interval; a median or a maximum needs no more.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from helpers.infer.entities import NO_REPORT
from helpers.infer.model import Model
from helpers.infer.program import Sum

Rows = list[dict[str, object]]
YEAR4 = ["lab", "name", "topic", "scope", "change", "parents", "size_class", "active_members", "members", "member_types", "focus"]
YEAR1 = ["id", "lab", "name", "fate", "focus"]
LABS = ["lab", "groups", "focus"]


def dataset(model: Model, values: dict[int, int]) -> dict[str, Rows]:
    """The tables year4, year1 and labs of one complete dataset."""
    listed = [values.get(number, 0) for number in range(len(model.program.variables))]
    people = model.last.people(listed)
    year4 = [_late(model, thing) for thing in _named(model, people)]
    year1 = _early(model, model.first.people(listed)) if model.first.cliques else []
    if year1:
        _link(model, year4, year1, listed)
    for row in year4:
        del row["how"]
    order = model.network.labs
    year4.sort(key=lambda row: (order.index(row["lab"]), row["name"]))
    return {"year4": year4, "year1": year1, "labs": _labs(model, listed)}


def write(folder: Path, tables: dict[str, Rows]) -> None:
    """Write the tables as CSV files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in (("year4", YEAR4), ("year1", YEAR1), ("labs", LABS)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n", restval="")
            writer.writeheader()
            writer.writerows(tables[name])


def _named(model: Model, people: list[dict]) -> list[dict]:
    """Give each thing the name of an alliance of its group, in the order of the list."""
    given = model.last.fixed
    names: dict[tuple, list[str]] = defaultdict(list)
    for values, group in zip((values for values, _ in model.last.given), model.known.groups, strict=True):
        names[tuple(values[name] for name in given)] += group.names
    stock = {key: list(found) for key, found in names.items()}
    return [thing | {"name": stock[tuple(thing[name] for name in given)].pop(0)} for thing in people]


def _late(model: Model, thing: dict) -> dict[str, object]:
    reported = thing.get("size", NO_REPORT) != NO_REPORT or thing.get("present", NO_REPORT) != NO_REPORT
    active, members = _numbers(thing)
    focus = [name.removeprefix("focus:") for name, value in thing.items() if name.startswith("focus:") and value]
    return {
        "lab": thing["lab"], "name": thing["name"], "topic": thing["topic"], "scope": thing["scope"], "how": thing["how"],
        "change": _change(thing["how"], thing.get("kind", "")), "parents": "", "size_class": thing.get("size", "") if reported else "",
        "active_members": active, "members": members,
        "member_types": "+".join(thing["present"]) if thing.get("present", NO_REPORT) != NO_REPORT else "", "focus": "|".join(sorted(focus)),
    }


def _numbers(thing: dict) -> tuple[object, object]:
    active, members = thing.get("active", NO_REPORT), thing.get("members", NO_REPORT)
    if active == NO_REPORT:
        return "", ""
    low = active[0]
    return low, max(low, members[0]) if members != NO_REPORT else ""


def _change(how: str, kind: str) -> str:
    parts = how.split("+")
    if how in ("new", "one"):
        return "new" if how == "new" else "unchanged"
    words = [{"piece": "split", "merged": "merged"}.get(parts[0], "")]
    words.append((kind if kind not in ("", "none") else "coverage_within_state") if "coverage" in parts else "")
    words.append("renamed" if "renamed" in parts else "")
    return "|".join(word for word in words if word)


def _early(model: Model, people: list[dict]) -> Rows:
    order = model.network.labs
    people = sorted(people, key=lambda thing: (order.index(thing["lab"]), thing["fate"]))
    return [{"id": f"Y1-{number:03}", "lab": thing["lab"], "name": "", "fate": thing["fate"],
             "focus": "|".join(sorted(name.removeprefix("focus:") for name, value in thing.items() if name.startswith("focus:") and value))}
            for number, thing in enumerate(people, 1)]


def _link(model: Model, year4: Rows, year1: Rows, values: list[int]) -> None:
    """Give every alliance of year 4 its parents: within its lab as long as that lasts, then wherever some are left."""
    early: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in year1:
        early[row["fate"], row["lab"]].append(row)
    late: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in year4:
        late[row["how"].split("+")[0], row["lab"]].append(row)
    _one_to_one(late, early)
    _pieces(model, late, early, values)
    _mergers(model, late, early, values)


def _take(early: dict[tuple[str, str], Rows], fate: str, lab: str) -> dict:
    own = early[fate, lab]
    if own:
        return own.pop(0)
    return next(rows for (found, _), rows in early.items() if found == fate and rows).pop(0)


def _one_to_one(late: dict, early: dict) -> None:
    for (origin, lab), rows in sorted(late.items()):
        for row in rows if origin == "one" else ():
            row["parents"] = _take(early, "continued", lab)["id"]


def _pieces(model: Model, late: dict, early: dict, values: list[int]) -> None:
    """Named splits first, with the pieces that statements name; then every split one piece, a second one, and what is left."""
    pieces = {lab: late["piece", lab] for lab in model.network.labs}
    for (lab, name), number in sorted(model.reader.pieces.items()):
        parent = _take(early, "split", lab)
        parent["name"] = name
        named = {one.alliance for one in model.statements if one.lab == lab and one.change == "split"}
        pieces[lab].sort(key=lambda row: row["name"] not in named)
        for _ in range(number.at(values)):
            _piece(pieces, lab)["parents"] = parent["id"]
    parents = [row for lab in model.network.labs for row in early["split", lab]]
    while any(pieces.values()) and parents:
        for parent in sorted(parents, key=lambda row: not pieces[row["lab"]]):
            if any(pieces.values()):
                _piece(pieces, parent["lab"])["parents"] = parent["id"]


def _piece(pieces: dict[str, Rows], lab: str) -> dict:
    """A piece of this lab, as long as there is one."""
    own = pieces[lab] or next(rows for rows in pieces.values() if rows)
    return own.pop(0)


def _mergers(model: Model, late: dict, early: dict, values: list[int]) -> None:
    named = {(lab, name): parents.at(values) for (lab, name), parents in model.reader.parents.items()}
    rows = sorted((row for (origin, _), found in late.items() if origin == "merged" for row in found),
                  key=lambda row: ((row["lab"], row["name"]) not in named, row["lab"], row["name"]))
    for number, row in enumerate(rows):
        later = [other for other in rows[number + 1:] if other["lab"] == row["lab"]]
        left = len(early["merged", row["lab"]]) - sum(named.get((other["lab"], other["name"]), 2) for other in later)
        count = named.get((row["lab"], row["name"]), max(2, left))
        row["parents"] = "|".join(_take(early, "merged", row["lab"])["id"] for _ in range(count))


def _labs(model: Model, values: list[int]) -> Rows:
    groups, focus = model.reader.members_of, model.reader.lab_focus
    return [{"lab": lab, "groups": "|".join(name for name, inside in groups.items() if values[inside[lab]]),
             "focus": "|".join(name for name, found in focus.items() if number < _value(found, values))}
            for number, lab in enumerate(model.network.labs)]


def _value(sum_: Sum, values: list[int]) -> int:
    return sum_.at(values)

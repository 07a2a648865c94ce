"""A complete dataset against every statement: counted plainly, row by row, by no solver.

A dataset is a folder with one CSV for each period (`year-2.csv` for the period `year 2`) and
hosts.csv. A period's rows have host and name and, as far as a statement asks, topic, scope, change,
parents (ids of the period before), size_class, active_members, members, member_types, focus;
earlier ones have id and fate. Several values are joined by `;`. hosts.csv: host, groups, focus.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from helpers.data import csvfile, lifecycle
from helpers.data.csvfile import shown
from helpers.data.network import Network
from helpers.data.tables import records
from helpers.errors import UserError
from helpers.numbers import rows
from helpers.numbers.recount import HOSTS, LIVED_ON, NUMBERS, Case, Dataset, Row, Uncounted

SEVERAL = ("change", "parents", "member_types", "focus", "groups")
Checked = dict[str, bool | None]


def file_of(period: str) -> str:
    """The name of a period's file."""
    return re.sub(r"\W+", "-", period).strip("-") + ".csv"


def read(network: Network, folder: Path) -> Dataset:
    """The dataset in `folder`; UserError names every problem of its files."""
    tables, problems = {}, []
    for name, file in [*((one, file_of(one)) for one in network.periods), (HOSTS, "hosts.csv")]:
        tables[name], found = _table(Path(folder) / file)
        problems += found
    if problems:
        raise UserError(problems)
    return Dataset({period: tables[period] for period in network.periods}, tables[HOSTS])


def _table(path: Path) -> tuple[list[Row], list[str]]:
    if not path.is_file():
        return [], [
            f"{shown(path)} is missing: a dataset has a file for each period and hosts.csv."
        ]
    header, lines, problems, first = csvfile.read(path)
    if problems:
        return [], list(problems)
    if "host" not in header:
        return [], [f"{shown(path)}: the column 'host' is missing; add it."]
    found = [dict(zip(header, line, strict=True)) for line in lines]
    file = shown(path)
    problems = [
        f"{file}, row {place}, column {name}: found '{row[name]}'; allowed is a whole number."
        for place, row in enumerate(found, first)
        for name in sorted(NUMBERS & row.keys())
        if row[name] and not row[name].isdecimal()
    ]
    return ([], problems) if problems else ([typed(row) for row in found], [])


def typed(row: Mapping[str, Any]) -> Row:
    """A row of text with its cells read: tuples of several values, whole numbers."""
    return {name: _cell(name, str(value)) for name, value in row.items()}


def _cell(name: str, text: str) -> Any:
    if name in NUMBERS:
        return int(text) if text else None
    return tuple(filter(None, text.split(";"))) if name in SEVERAL else text


def population(network: Network, found: Iterable[Row]) -> rows.Population:
    """Rows of a dataset as rows.count reads them: everything is sure."""
    return [_person(network, row) for row in found]


def _person(network: Network, row: Row) -> rows.Row:
    changes, fate = network.config["changes"], row.get("fate", "")
    change = lifecycle.wider(row.get("change", ()), changes)
    has = {
        "partnership": [row.get("name", "")],
        "change": change,
        "filed": [lifecycle.filed(tuple(row.get("change", ())), changes)] if change else [],
        "member_type": row.get("member_types", ()),
        "reporting": ["yes" if row.get("size_class") else "no"],
        "focus": row.get("focus", ()),
        "fate": [fate, "continued"] if fate in LIVED_ON else [fate],
        **{name: [row.get(name, "")] for name in ("host", "topic", "scope", "size_class")},
    }
    sure = {name: frozenset(filter(None, values)) for name, values in has.items()}
    return {name: (values, values) for name, values in sure.items()}


def check(dataset: Dataset, network: Network) -> Checked:
    """Statement -> whether it holds in the dataset; None if rows cannot show it."""
    table = network.statements
    shared = set(table.loc[table["having"].str.contains("share"), "claim_id"])
    people = {period: population(network, found) for period, found in dataset.periods.items()}
    found: Checked = {}
    for row in records(table):
        case = Case(row, dataset, network, people)
        try:
            beside = row["claim_id"] in shared and case.measure == "fraction" and case.base is None
            found[case.id] = None if beside else case.holds()
        except Uncounted:
            found[case.id] = None
    return found


def claims(network: Network, checked: Checked) -> Checked:
    """Whether each claim holds: all its rows without a reading, and all of at least one reading."""
    found: dict[str, dict[str, list[bool]]] = {}
    for row in records(network.statements):
        readings = found.setdefault(row["claim_id"], {})
        holds = checked[row["id"]]
        readings.setdefault(row["reading"], []).extend([] if holds is None else [holds])
    return {claim: _any_reading(readings) for claim, readings in found.items()}


def _any_reading(readings: dict[str, list[bool]]) -> bool | None:
    plain = readings.pop("", [])
    if any(not held for held in readings.values()):  # one that cannot be counted may be meant
        readings = {}
    parts = [*plain, *([any(map(all, readings.values()))] if readings else [])]
    return all(parts) if parts else None

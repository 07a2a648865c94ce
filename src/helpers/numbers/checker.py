"""A complete dataset against every statement: counted plainly, row by row, by no solver.

A dataset is a folder with one CSV for each period (`year-2.csv` for the period `year 2`) and
hosts.csv. A period's rows have host and name and, as far as a statement asks, topic, scope, change,
parents (ids of the period before), size_class, active_members, members, member_types, focus;
earlier ones have id and fate. Several values are joined by `;`. hosts.csv: host, groups, focus.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from helpers.data import csvfile, lifecycle
from helpers.data.csvfile import shown
from helpers.data.network import Network
from helpers.data.population import Population as Rows
from helpers.errors import UserError
from helpers.numbers import rows
from helpers.numbers.recount import HOSTS, NUMBERS, Case, Dataset, Row, Uncounted
from helpers.numbers.statement import texts

SEVERAL = ("change", "parents", "member_types", "focus", "groups")
Checked = dict[str, bool | None]


def file_of(period: str) -> str:
    """The name of a period's file."""
    return re.sub(r"\W+", "-", period).strip("-") + ".csv"


def read(network: Network, folder: Path) -> Dataset:
    """The dataset in `folder`; UserError names every problem of its files."""
    files = {one: file_of(one) for one in network.periods} | {HOSTS: "hosts.csv"}
    tables, problems = dict[str, list[Row]](), list[str]()
    for name, file in files.items():
        tables[name] = [typed(row) for row in _table(Path(folder) / file, problems)]
    if problems:
        raise UserError(problems)
    return Dataset({period: tables[period] for period in network.periods}, tables[HOSTS])


def _table(path: Path, problems: list[str]) -> list[dict[str, str]]:
    file = shown(path)
    if not path.is_file():
        problems.append(f"{file} is missing: a dataset has a file for each period and hosts.csv.")
        return []
    header, lines, wrong, first, _ = csvfile.read(path)
    if not wrong and "host" not in header:
        wrong = [f"{file}: the column 'host' is missing; add it."]
    found = [] if wrong else [dict(zip(header, line, strict=True)) for line in lines]
    problems += wrong
    problems += [
        f"{file}, row {place}, column {name}: found '{row[name]}'; allowed is a whole number."
        for place, row in enumerate(found, first)
        for name in sorted(NUMBERS & row.keys())
        if row[name] and not row[name].isdecimal()
    ]
    return [] if problems else found


def typed(row: Mapping[str, Any]) -> Row:
    """A row of text with its cells read: tuples of several values, whole numbers."""
    return {name: _cell(name, str(value)) for name, value in row.items()}


def _cell(name: str, text: str) -> Any:
    if name in NUMBERS:
        return int(text) if text else None
    return tuple(filter(None, text.split(";"))) if name in SEVERAL else text


def population(network: Network, found: Iterable[Row]) -> rows.Population:
    """Rows of a dataset as rows.count reads them: everything is sure."""
    return Rows(_person(row, network.config["changes"]) for row in found)


def _person(row: Row, changes: Mapping[str, Any]) -> rows.Row:
    change = tuple(row.get("change", ()))
    has = {
        "partnership": [row.get("name", "")],
        "change": lifecycle.wider(change, changes),
        "filed": [lifecycle.filed(change, changes)],
        "member_type": row.get("member_types", ()),
        "reporting": ["yes" if row.get("size_class") else "no"],
        "focus": row.get("focus", ()),
        "fate": [
            row.get("fate", ""),
            "continued" if row.get("fate") in lifecycle.FATES[1:] else "",
        ],
        **{name: [row.get(name, "")] for name in ("host", "topic", "scope", "size_class")},
    }
    sure = {name: frozenset(filter(None, values)) for name, values in has.items()}
    return {name: (values, values) for name, values in sure.items()}


def check(dataset: Dataset, network: Network) -> Checked:
    """Statement -> whether it holds in the dataset; None if rows cannot show it."""
    people = {period: population(network, found) for period, found in dataset.periods.items()}
    said = texts(network.statements)
    shared = {row["claim_id"] for row in said if "share" in row["having"]}
    found: Checked = {}
    for row in said:
        case = Case(row, network.periods, dataset, network, people)
        beside = case.claim_id in shared and case.measure == "fraction" and not case.denominator
        try:
            found[case.id] = None if beside else case.holds()
        except Uncounted:
            found[case.id] = None
    return found


def claims(network: Network, checked: Checked) -> Checked:
    """Whether each claim holds: all its rows without a reading, and all of at least one reading."""
    found: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for row in texts(network.statements):
        holds = checked[row["id"]]
        found[row["claim_id"]][row["reading"]] += [] if holds is None else [holds]
    return {claim: _any_reading(readings) for claim, readings in found.items()}


def _any_reading(readings: dict[str, list[bool]]) -> bool | None:
    parts = readings.pop("", [])
    if readings and all(readings.values()):  # one that cannot be counted may be meant
        parts = [*parts, any(map(all, readings.values()))]
    return all(parts) if parts else None

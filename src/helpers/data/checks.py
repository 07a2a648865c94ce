"""Make totals meet: rows against printed totals, parts against wholes, percentages against counts.

What the source itself gets wrong is marked `disputed` in statements.csv and named in a note;
everything else that does not meet is a problem that stops the build.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import pandas as pd

from helpers.data import lifecycle, population, schema, statements
from helpers.data.ancestry import parts
from helpers.data.csvfile import shortened as cut
from helpers.data.csvfile import shown
from helpers.data.reader import Network
from helpers.data.tables import FIRST, records
from helpers.errors import nearest, one_of, shortened

PARTITIONS = {"topic": "topics", "scope": "scopes", "size_class": "size_classes"}
REPORTING, PARTNERSHIPS = "reporting", "partnerships"
SINGLE = ("topic", "scope", "host")
"""Selectors by which rows are held against printed totals."""
Check = Callable[[Network], Iterable[str]]
VOCABULARY = {"scope": "scopes", "topic": "topics", "member_type": "member_types"}


def problems(network: Network) -> list[str]:
    """Everything in the network that does not meet, one plain sentence each."""
    found = _found(network, (_decisions, _members, _ancestors, _tiles, _evidence))
    wrong = _found(network, (_statements,))
    totals = (_rows_against_totals, _parts_against_wholes, _claims)
    return found + (wrong or _found(network, totals)) + _found(network, (_numerals, _named_numbers))


def of_rows(network: Network) -> list[str]:
    """What does not meet within own rows, also if some cells were left out as wrong."""
    return _found(network, (_members, _ancestors, _tiles))


def _found(network: Network, checks: Iterable[Check]) -> list[str]:
    found = [list(check(network)) for check in checks]
    return [one for some in found for one in cut(network.folder, some)]


def _file(network: Network, table: str) -> str:
    return shown(network.folder / schema.TABLES[table].file)


def _rows(network: Network, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """File and row as messages name them, and the row's cells."""
    rows, file = network.table(table), _file(network, table)
    for label, cells in zip(rows.index, records(rows), strict=True):
        yield f"{file}, row {label + FIRST}", cells


# -- own rows --------------------------------------------------------------------------------------


def _decisions(network: Network) -> Iterator[str]:
    for where, cells in _rows(network, "partnerships"):
        for name in ("topics", "scope"):
            if problem := _decision(cells, name):
                yield f"{where}, column {name}: {problem}"


def _decision(cells: dict[str, Any], name: str) -> str:
    status, options = cells[f"{name}_status"], parts(f"{name}_options", cells[f"{name}_options"])
    if status in ("certain", "likely") and not cells[name]:
        return f"the cell is empty but {name}_status is {status}; fill it or write undecided."
    if status == "undecided" and cells[name]:
        return (
            f"found '{cells[name]}' but {name}_status is undecided; empty it or write likely or "
            "certain."
        )
    if status == "likely" and cells[name] not in options:
        return f"found '{cells[name]}', which is not among {name}_options; add it there."
    return ""


def _members(network: Network) -> Iterator[str]:
    """The types of a row add up to its members; more than them where one type is not known."""
    types = [
        population.typed(name)
        for name in network.config["member_types"]
        if population.typed(name) in network.partnerships
    ]
    for where, cells in _rows(network, "partnerships") if types else []:
        known = [int(cells[name]) for name in types if not pd.isna(cells[name])]
        if not known or pd.isna(cells["members"]) or cells["members_relation"] in (">", ">="):
            continue
        total, members, full = sum(known), int(cells["members"]), len(known) == len(types)
        if total > members or (full and total != members):
            yield (
                f"{where}: the types add up to {total}, members says {members}. Correct one of "
                "them, or leave members empty."
            )


def _ancestors(network: Network) -> list[str]:
    return list(lifecycle.derive(network).problems)


def _tiles(network: Network) -> Iterator[str]:
    first: dict[tuple[str, str], str] = {}
    for where, cells in _rows(network, "places"):
        other = first.setdefault((cells["row"], cells["col"]), where)
        if other != where:
            yield (
                f"{where}: the tile in row {cells['row']}, column {cells['col']} is taken by "
                f"{other.rsplit(', ', 1)[1]}. Move one of them."
            )


# -- rows and statements ---------------------------------------------------------------------------


def _printed(
    found: statements.Totals, period: str, *selected: tuple[str, str], among: str = ""
) -> dict[int, list[str]]:
    """Printed counts of partnerships of a period: value -> ids."""
    spellings = (
        [(among, period), (among, "")] if among else [(period, period), (period, ""), ("", period)]
    )
    values: dict[int, list[str]] = {}
    for whole, when in spellings:
        for value, ids in found.get((PARTNERSHIPS, whole, when, selected), {}).items():
            values.setdefault(value, []).extend(ids)
    return values


def _rows_against_totals(network: Network) -> Iterator[str]:
    found = statements.totals(records(network.statements))
    for period in network.listed if found else []:
        rows = population.of(network, period)
        for total, ids in _printed(found, period).items():
            if total != len(rows):
                yield (
                    f"{_file(network, 'partnerships')}: found {len(rows)} partnerships of "
                    f"{period}; {', '.join(ids)} in statements.csv "
                    f"print{'s' if len(ids) == 1 else ''} {total}. Add the missing row, remove "
                    "the extra one, or mark the dispute."
                )
        for name in SINGLE:
            yield from _selected_against_totals(network, found, period, name)


def _selected_against_totals(
    network: Network, found: statements.Totals, period: str, name: str
) -> Iterator[str]:
    rows = population.of(network, period)
    for value in sorted({one for row in rows for one in row[name][1]}):
        sure = sum(value in row[name][0] for row in rows)
        possible = sum(value in row[name][1] for row in rows)
        for total, ids in _printed(found, period, (name, value)).items():
            if not sure <= total <= possible:
                which = f"certainly {sure}" if total < sure else f"at most {possible}"
                yield (
                    f"{_file(network, 'partnerships')}: {which} rows of {period} are of {name} "
                    f"'{value}'; {ids[0]} prints {total}. Correct the rows or mark the statement "
                    "disputed."
                )


def _parts_against_wholes(network: Network) -> Iterator[str]:
    found = statements.totals(records(network.statements))
    for period in network.periods if found else []:
        for selector, vocabulary in PARTITIONS.items():
            among = REPORTING if selector == "size_class" else ""
            printed = partial(_printed, found, period, among=among)
            each = [printed((selector, part)) for part in network.config[vocabulary]]
            if not each or not all(len(one) == 1 for one in each):
                continue
            total, ids = (
                sum(min(one) for one in each),
                [next(iter(one.values()))[0] for one in each],
            )
            yield from (
                f"{_file(network, 'statements')}: {', '.join(ids)} add up to {total}; "
                f"{whole_ids[0]} prints {whole}. Correct the value or mark the statements "
                "disputed."
                for whole, whole_ids in printed().items()
                if whole != total
            )


# -- statements and what names them ----------------------------------------------------------------


def _statements(network: Network) -> Iterator[str]:
    config = network.config
    known = [*schema.CHANGES, *config["changes"], *config["reasons"]]
    known += [word for name in ("topics", "scopes", "size_classes") for word in config[name]]
    for where, cells in _rows(network, "statements"):
        yield from (f"{where}, {one}. Correct it." for one in statements.wrong(cells, known))


def _claims(network: Network) -> Iterator[str]:
    rows = records(network.statements)
    file = _file(network, "statements")
    for count, share in statements.contradictory_percentages(rows):
        yield (
            f"{file}: {count} and {share} are one claim, but the percentage is not the count's, "
            "rounded half up. Correct one of them."
        )
    for claim, values in statements.unequal_repeats(rows):
        yield (
            f"{file}: claim '{claim}' prints different values ({values}); give the other value "
            "its own claim_id."
        )


def _numerals(network: Network) -> Iterator[str]:
    known = set(network.statements["id"])
    column = schema.NUMERALS.column("statement")
    assert column
    for where, cells in _rows(network, "numerals"):
        ids = column.parts(cells["statement"])
        for one in ids:
            if one not in known:
                yield (
                    f"{where}, column statement: found '{one}', which statements.csv does not have."
                )
        if bool(ids) == bool(cells["reason"]):
            yield f"{where}: '{cells['token']}' needs either a statement or a reason."


def _named_numbers(network: Network) -> Iterator[str]:
    known = set(network.statements["claim_id"])
    column = schema.NAMED_NUMBERS.column("claim")
    assert column
    for where, cells in _rows(network, "named_numbers"):
        for claim in column.parts(cells["claim"]):
            if claim.partition(":")[0] not in known:
                yield (
                    f"{where}, column claim: found '{shortened(claim)}', which statements.csv "
                    f"does not have.{nearest(claim, known)}"
                )


def _evidence(network: Network) -> Iterator[str]:
    rows = network.partnerships
    known = set(zip(rows["host"], rows["name"], strict=True))
    reasons = (*schema.CHANGES, *network.config["changes"], *network.config["reasons"])
    words = {name: tuple(network.config[key]) for name, key in VOCABULARY.items()} | {
        "change": reasons
    }
    for where, cells in _rows(network, "evidence"):
        if (cells["host"], cells["partnership"]) not in known:
            names = [name for host, name in known if host == cells["host"]]
            yield (
                f"{where}, column partnership: found '{shortened(cells['partnership'])}', which "
                "partnerships.csv does not have of "
                f"{cells['host']}.{nearest(cells['partnership'], names)}"
            )
        allowed = words[cells["attribute"]]
        if cells["value"] not in allowed:
            yield (
                f"{where}, column value: found '{shortened(cells['value'])}'; allowed is "
                f"{one_of(allowed)}." + nearest(cells["value"], allowed)
            )

"""A folder of CSV files -> a checked Network, or every problem of every file at once.

Make totals meet: rows against printed totals, parts against wholes, percentages against counts.
What the source itself gets wrong is marked `disputed` in statements.csv and named in a note;
everything else that does not meet is a problem that stops the build. A check is a function of the
network that gives sentences.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from helpers.data import lifecycle, population, schema, statements
from helpers.data.config import CONFIG
from helpers.data.csvfile import cut, shown
from helpers.data.network import Network
from helpers.data.periods import doubtful
from helpers.data.tables import records
from helpers.errors import UserError, nearest, one_of, shortened

PARTITIONS = {"topic": "topics", "scope": "scopes", "size_class": "size_classes"}
ORGANIZATIONS = "organizations"
SINGLE = ("topic", "scope", "host")  # selectors by which rows are held against printed totals


def load(folder: Path) -> Network:
    """The checked network in `folder`; UserError names every problem of every file at once."""
    network, problems = examined(folder)
    if problems:
        raise UserError(problems)
    return network


def examined(folder: Path) -> tuple[Network, list[str]]:
    """The network in `folder`, of its rows those that are good, and every problem of every file.

    Tables are read after those whose ids they name; what does not meet is asked only of what can be
    read. UserError if network.yml cannot be read.
    """
    network = Network(Path(folder))
    names = dict.fromkeys(("hosts", "partnerships", *schema.TABLES))
    problems = [problem for name in names for problem in network.read(name)]
    if problems:
        problems += _found(network, (_members, _listed, _ancestors, _tiles))
    elif not network.periods:
        problems = [
            f"{network.file('partnerships')} has no rows: write one for each partnership and "
            "period, with its period and name."
        ]
    else:
        problems = _found(
            network,
            (_periods, _decisions, _members, _listed, _ancestors, _tiles, _evidence, _suppression),
        )
        wrong = _found(network, (_statements,))
        problems += wrong or _found(network, (_rows_against_totals, _parts_against_wholes, _claims))
        problems += _found(network, (_numerals, _named_numbers))
    return network, list(dict.fromkeys(problems))


def _found(network: Network, checks: Iterable[Callable[[Network], Iterable[str]]]) -> list[str]:
    return [one for check in checks for one in cut(network.folder, list(check(network)))]


def _rows(network: Network, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """File and row as messages name them, and the row's cells."""
    rows, file = network.table(table), network.file(table)
    for row, cells in zip(rows.index, records(rows), strict=True):
        yield f"{file}, row {row}", cells


def _unknown(where: str, found: str, file: str, known: Iterable[str]) -> str:
    return (
        f"{where}: found '{shortened(found)}', which {file} does not have.{nearest(found, known)}"
    )


# -- own rows --------------------------------------------------------------------------------------


def _ancestors(network: Network) -> Iterable[str]:
    return lifecycle.derive(network).problems


def _periods(network: Network) -> Iterator[str]:
    """Dates whose order nothing decides."""
    if not network.lists_periods and doubtful(network.periods):
        first, last = network.periods[0], network.periods[-1]
        yield (
            f"{network.file('partnerships')}, column period: found dates such as '{first}' and "
            f"'{last}', whose order depends on whether the day or the month is first. Write them "
            "as 2025-09-01, or list them in order under periods in network.yml."
        )


def _decisions(network: Network) -> Iterator[str]:
    for row, cells in _rows(network, "partnerships"):
        for name in ("topics", "scope"):
            where, said, status = f"{row}, column {name}", cells[name], cells[f"{name}_status"]
            options = schema.PARTNERSHIPS.parts(f"{name}_options", cells[f"{name}_options"])
            if status in ("certain", "likely") and not said:
                problem = f"the cell is empty but {name}_status is {status}"
                yield f"{where}: {problem}; fill it or write undecided."
            elif status == "undecided" and said:
                problem = f"found '{said}' but {name}_status is undecided"
                yield f"{where}: {problem}; empty it or write likely or certain."
            elif status == "likely" and said not in options:
                problem = f"found '{said}', which is not among {name}_options"
                yield f"{where}: {problem}; add it there."


def _members(network: Network) -> Iterator[str]:
    """The types of a row add up to its members; more than them where one type is not known."""
    rows = network.table("partnerships")
    columns = [one for one in map(population.typed, network.config["member_types"]) if one in rows]
    types, total = rows[columns], rows[columns].sum(axis=1)
    full, none = types.notna().all(axis=1), types.isna().all(axis=1)
    limit = rows["members_relation"].isin([">", ">="])
    wrong = (total > rows["members"]) | (full & (total != rows["members"]))
    found = rows.assign(total=total)[wrong.fillna(False) & ~none & ~limit]
    for row, cells in zip(found.index, records(found), strict=True):
        yield (
            f"{network.file('partnerships')}, row {row}: the types add up to {cells['total']}, "
            f"members says {cells['members']}. Correct one of them, or leave members empty."
        )


def _listed(network: Network) -> Iterator[str]:
    """members.csv leads to partnerships, and has as many organizations as `members` counts."""
    if network.table("members").empty:
        return
    file = network.file("members")
    yield from (f"{file}, {problem}" for problem in network.memberships.problems)
    if network.config["unit"] != ORGANIZATIONS or network.counts_list:
        return
    listed = network.memberships.frame.groupby("row").size()
    rows = network.partnerships.loc[listed.index].assign(listed=listed)
    found = rows[(rows["members"] != rows["listed"]).fillna(False)]
    for row, cells in zip(found.index, records(found), strict=True):
        yield (
            f"{network.file('partnerships')}, row {row}: members says {cells['members']}; "
            f"members.csv lists {cells['listed']} organizations of {cells['period']}. Correct one "
            "of them, or leave members empty."
        )


def _tiles(network: Network) -> Iterator[str]:
    first: dict[tuple[str, str], str] = {}
    for where, cells in _rows(network, "places"):
        other = first.setdefault((cells["row"], cells["col"]), where)
        if other != where:
            yield (
                f"{where}: the tile in row {cells['row']}, column {cells['col']} is taken by "
                f"{other.rsplit(', ', 1)[1]}. Move one of them."
            )


def _suppression(network: Network) -> Iterator[str]:
    """A small-cell rule hides nothing that size classes or printed numbers tell."""
    rule, file = network.config.get("suppress"), shown(network.folder / CONFIG)
    if rule is None:
        return
    if not network.statements.empty:
        yield (
            f"{file}, key suppress: the rule hides numbers of own rows, not those that "
            "statements.csv prints. Leave out one of them."
        )
    least, most = 0 if rule["zero"] else 1, rule["below"] - 1
    for first, last, name in population.size_parts(network.config["size_classes"]):
        narrow = first > least or (last is not None and last < most)
        if first <= most and (last is None or last >= least) and narrow:
            ends = f"{first}" if first == last else f"{first}–{last}" if last else f"{first}+"
            named = f"size class '{name}' ({ends})" if name else f"the gap {ends} between classes"
            yield (
                f"{file}, key size_classes: {named} is narrower than the rule (suppress, below: "
                f"{rule['below']}): the class would tell more than the rule hides. Let one class "
                f"reach from {least} to {most} at least."
            )


# -- rows and statements ---------------------------------------------------------------------------


def _printed(
    found: statements.Totals, period: str, *selected: tuple[str, str], among: str = ""
) -> dict[int, list[str]]:
    """Printed counts of partnerships of a period: value -> ids."""
    inside = [(among, period), (among, "")]
    values: dict[int, list[str]] = {}
    for whole, when in inside if among else [(period, period), (period, ""), ("", period)]:
        for value, ids in found.get(("partnerships", whole, when, selected), {}).items():
            values.setdefault(value, []).extend(ids)
    return values


def _rows_against_totals(network: Network) -> Iterator[str]:
    found = statements.totals(records(network.statements))
    file = network.file("partnerships")
    for period in network.listed if found else []:
        rows = population.of(network, period)
        for total, ids in _printed(found, period).items():
            if total != len(rows):
                said = f"{', '.join(ids)} in statements.csv print{'s' * (len(ids) == 1)} {total}"
                yield (
                    f"{file}: found {len(rows)} partnerships of {period}; {said}. Add the missing "
                    "row, remove the extra one, or mark the dispute."
                )
        for name in SINGLE:
            sure, possible = (
                Counter(value for row in rows for value in row[name][end]) for end in (0, 1)
            )
            for value in sorted(possible):
                least, most = sure[value], possible[value]
                for total, ids in _printed(found, period, (name, value)).items():
                    which = f"certainly {least}" if total < least else f"at most {most}"
                    if not least <= total <= most:
                        yield (
                            f"{file}: {which} rows of {period} are of {name} '{value}'; {ids[0]} "
                            f"prints {total}. Correct the rows or mark the statement disputed."
                        )


def _parts_against_wholes(network: Network) -> Iterator[str]:
    found = statements.totals(records(network.statements))
    file = network.file("statements")
    for period in network.periods if found else []:
        for selector, vocabulary in PARTITIONS.items():
            among = "reporting" if selector == "size_class" else ""
            parts = [(selector, part) for part in network.config[vocabulary]]
            each = [list(_printed(found, period, part, among=among).items()) for part in parts]
            if not each or not all(len(one) == 1 for one in each):
                continue
            total, ids = sum(one[0][0] for one in each), ", ".join(one[0][1][0] for one in each)
            for whole, whole_ids in _printed(found, period, among=among).items():
                if whole != total:
                    yield (
                        f"{file}: {ids} add up to {total}; {whole_ids[0]} prints {whole}. Correct "
                        "the value or mark the statements disputed."
                    )


# -- statements and what names them ----------------------------------------------------------------


def _statements(network: Network) -> Iterator[str]:
    config = network.config
    lists = ("changes", "reasons", "topics", "scopes", "size_classes")
    known = [*schema.CHANGES, *(word for name in lists for word in config[name])]
    for where, cells in _rows(network, "statements"):
        yield from (f"{where}, {one}. Correct it." for one in statements.wrong(cells, known))


def _claims(network: Network) -> Iterator[str]:
    rows = records(network.statements)
    for rule in (statements.contradictory_percentages, statements.unequal_repeats):
        yield from (f"{network.file('statements')}: {problem}" for problem in rule(rows))


def _numerals(network: Network) -> Iterator[str]:
    known = set(network.statements["id"])
    for where, cells in _rows(network, "numerals"):
        ids = schema.TABLES["numerals"].parts("statement", cells["statement"])
        for one in ids:
            if one not in known:
                yield _unknown(f"{where}, column statement", one, "statements.csv", known)
        if bool(ids) == bool(cells["reason"]):
            yield f"{where}: '{cells['token']}' needs either a statement or a reason."


def _named_numbers(network: Network) -> Iterator[str]:
    known = set(network.statements["claim_id"])
    for where, cells in _rows(network, "named_numbers"):
        for claim in schema.TABLES["named_numbers"].parts("claim", cells["claim"]):
            if claim.partition(":")[0] not in known:
                yield _unknown(f"{where}, column claim", claim, "statements.csv", known)


def _evidence(network: Network) -> Iterator[str]:
    rows, words = network.partnerships, network.allowed.values
    known = set(zip(rows["host"], rows["name"], strict=True))
    lists = {"scope": "scopes", "topic": "topics", "change": "reasons"}
    for where, cells in _rows(network, "evidence"):
        host, name, value = cells["host"], cells["partnership"], cells["value"]
        if (host, name) not in known:
            names = [one for other, one in known if other == host]
            yield (
                f"{where}, column partnership: found '{shortened(name)}', which partnerships.csv "
                f"does not have of {host}.{nearest(name, names)}"
            )
        allowed = words[lists.get(cells["attribute"], "member_types")]
        if value not in allowed:
            yield (
                f"{where}, column value: found '{shortened(value)}'; allowed is "
                f"{one_of(allowed)}." + nearest(value, allowed)
            )

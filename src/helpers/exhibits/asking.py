"""What exhibits need of a network, and what their grids are made of."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import product

import pandas as pd

from helpers.data import memberships, population
from helpers.data.network import Network
from helpers.numbers.grid import TOTAL, VOCABULARIES, Asked, Keys
from helpers.numbers.question import ALL, PERCENT, Question

Need = tuple[Callable[[Network], bool], str]


def _of(table: str) -> Need:
    return lambda network: not network.table(table).empty, f"{table}.csv"


NEEDS: dict[str, Need] = {
    "periods": (lambda n: len(n.periods) > 1, "rows of a second period"),
    "hosts": (lambda n: bool(n.hosts), "the column host in partnerships.csv"),
    "topics": (lambda n: bool(n.config["topics"]), "the column topics in partnerships.csv"),
    "scopes": (lambda n: bool(n.config["scopes"]), "the column scope in partnerships.csv"),
    "members": (lambda n: n.has("members"), "the column members in partnerships.csv"),
    "size_classes": (
        lambda n: bool(n.config["size_classes"]) and (n.has("members") or not n.statements.empty),
        "the column members in partnerships.csv and size_classes in network.yml",
    ),
    "member_types": (
        lambda n: bool(population.types(n) if n.closed else n.config["member_types"]),
        "columns such as 'members: schools' in partnerships.csv",
    ),
    "statements": (lambda n: not n.statements.empty, "statements.csv"),
    "frameworks": (lambda n: bool(n.config["frameworks"]), "frameworks: true in network.yml"),
    "rows": (lambda n: n.closed, "rows of its own"),
    "organizations": (
        lambda n: any(memberships.of(n, period) for period in n.periods),
        "members.csv",
    ),
    **{name: _of(name) for name in ("information_sources", "characteristics", "challenges")},
}


# Of what needs these nothing is said: the network never asked for its kind.
SILENT = ("frameworks", "rows")
# What needs these is about a document: nothing that a sheet of partnerships lacks.
OF_DOCUMENTS = ("frameworks", "statements", "information_sources", "characteristics", "challenges")


def lacking(network: Network, needs: Sequence[str]) -> str:
    """What would bring an exhibit with these needs; empty if the network has all."""
    return " and ".join(said for met, said in (NEEDS[name] for name in needs) if not met(network))


def silent(network: Network, needs: Sequence[str]) -> bool:
    """Is it left out without a word? What own rows lack stands in the exhibit `not_known`."""
    return network.closed or bool(lacking(network, [name for name in needs if name in SILENT]))


# -- grids


def everyone(network: Network, **whole: str) -> Iterator[tuple[Keys, Question]]:
    """The whole network's question and then each host's, with its key; of the last period."""
    for host in (ALL, *network.hosts):
        keys = {"host": host}
        yield keys, Question(network.last, {} if host == ALL else keys).but(**whole)


def crossed(
    network: Network, *names: str, totals: Collection[str] = (), **whole: str
) -> Iterator[tuple[Keys, Question]]:
    """Everyone's question for each value of some attributes, all crossed; of those in `totals` also
    for all values together."""
    values = [
        [*network.config[VOCABULARIES[name]], *([TOTAL] if name in totals else [])]
        for name in names
    ]
    for (host, question), found in product(everyone(network, **whole), product(*values)):
        keys = dict(zip(names, found, strict=True))
        yield host | keys, question.but(**{n: v for n, v in keys.items() if v != TOTAL})


def called(network: Network, stem: str, key: str) -> dict[tuple[str, str], str]:
    """How an exhibit calls a key's values: by its own words in network.yml, else as all do."""
    vocabulary = VOCABULARIES[key]
    own = network.config["exhibits"].get(stem, {}).get(key, {})
    names = {one: network.label(vocabulary, one) for one in network.config[vocabulary]}
    return {(key, one): own.get(one) or name for one, name in names.items()}


def extra(network: Network, stem: str) -> Iterator[Asked]:
    """The network's own extra numbers of an exhibit, from named_numbers.csv."""
    rows = network.table("named_numbers")
    for row in rows[rows["exhibit"] == stem].to_dict("records"):
        keys = dict(part.split("=", 1) for part in row["keys"].split(";") if part)
        base = None if pd.isna(row["base"]) else int(row["base"])
        yield Asked(
            {"host": ALL} | keys, None, row["measure"], row["unit"], row["claim"], base, row["note"]
        )


def shared(one: Asked, measure: str = PERCENT) -> tuple[Asked, Asked]:
    """A number, and the same as a percentage where that is printed or counted."""
    assert one.question is not None
    share = one.question.but(measure=PERCENT)
    return one, Asked(one.keys, share, measure, PERCENT, always=False)


def hosts_with(keys: Keys, question: Question, having: str, measure: str) -> Asked:
    """How many hosts meet a condition, where it is printed or counted."""
    asked = question.but(subject="hosts", having=having)
    return Asked(keys, asked, measure, "hosts", always=False)

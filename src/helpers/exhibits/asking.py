"""What exhibits' grids are made of: shorthand for questions that several ask."""

from collections.abc import Collection, Iterator
from itertools import product

import pandas as pd

from helpers.data.reader import Network
from helpers.numbers.grid import TOTAL, VOCABULARIES, Asked, Keys
from helpers.numbers.question import ALL, PERCENT, Question


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


def named(network: Network, stem: str) -> Iterator[Asked]:
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

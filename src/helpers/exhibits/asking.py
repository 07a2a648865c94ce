"""What exhibits' grids are made of: shorthand for questions that several ask."""

from collections.abc import Iterator

import pandas as pd

from helpers.data.network import Network
from helpers.numbers.grid import TOTAL, Asked, Keys
from helpers.numbers.question import ALL, PERCENT, REPORTING, Question


def of_host(host: str) -> tuple[tuple[str, str], ...]:
    """The condition that a host's own numbers have."""
    return () if host == ALL else (("host", host),)


def everyone(network: Network) -> tuple[str, ...]:
    """The whole network, then each host."""
    return (ALL, *network.hosts)


def named(network: Network, stem: str) -> Iterator[Asked]:
    """The network's own extra numbers of an exhibit, from named_numbers.csv."""
    rows = network.table("named_numbers")
    for row in rows[rows["exhibit"] == stem].to_dict("records"):
        keys = dict(part.split("=", 1) for part in row["keys"].split(";") if part)
        base = None if pd.isna(row["base"]) else int(row["base"])
        yield Asked(
            {"host": ALL} | keys, None, row["measure"], row["unit"], row["claim"], base, row["note"]
        )


def reporting(period: str, **where: str) -> Question:
    """A count among the partnerships that reported their members."""
    return Question(period, tuple(where.items()), among=REPORTING)


def percent(one: Asked, measure: str = PERCENT) -> Asked:
    """The same number as a percentage, where it is printed or counted."""
    assert one.question is not None
    return Asked(one.keys, one.question.but(measure=PERCENT), measure, PERCENT, always=False)


def hosts_with(keys: Keys, question: Question, having: str, measure: str) -> Asked:
    """How many hosts meet a condition, where it is printed or counted."""
    asked = question.but(subject="hosts", having=having)
    return Asked(keys, asked, measure, "hosts", always=False)


__all__ = ["TOTAL", "everyone", "hosts_with", "named", "of_host", "percent", "reporting"]

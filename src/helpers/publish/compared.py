"""The hosts of a network beside each other: how their partnerships came about, and what is new.

Only numbers of exhibits, so that a small-cell rule hides here what it hides in the reports.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers import answers
from helpers.data.network import Network
from helpers.numbers.grid import Entry, Table
from helpers.params import Params
from helpers.text.phrases import capital

CHANGES, PERIODS = "transformations", "evolution"  # the exhibits that count the numbers


@dataclass(frozen=True)
class Number:
    """A number as text; `low` and `high` where it is known, `high` None without an upper end."""

    text: str
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Column:
    """One way of coming about: its name, each host's number and ("") all."""

    label: str
    numbers: dict[str, Number]

    @property
    def most(self) -> float:
        """The largest number of one host."""
        return max((one.high or one.low or 0) for host, one in self.numbers.items() if host)


def columns(network: Network, params: Params, hosts: Sequence[str]) -> list[Column]:
    """A column for each kind of change that there was, if most hosts' numbers of it are exact: what
    is mostly not known is no picture."""
    if not hosts or not answers.asks(CHANGES, network):
        return []
    table = answers.table_of(CHANGES, network, params)
    kinds = [kind for kind in network.config["changes"] if kind in table.values("change")]
    found = [
        Column(capital(network.label("changes", kind)), _numbers(table, kind, hosts))
        for kind in kinds
        if sum(_entry(table, host, kind).exact for host in hosts) > len(hosts) / 2
    ]
    return [column for column in found if column.most]


def _numbers(table: Table, kind: str, hosts: Iterable[str]) -> dict[str, Number]:
    return {host: _number(_entry(table, host, kind)) for host in ("", *hosts)}


def _entry(table: Table, host: str, kind: str) -> Entry:
    return table.get(host=host or "all", change=kind)


def _number(entry: Entry) -> Number:
    if not entry.known:
        return Number(entry.text, None, None)
    return Number(entry.text, float(entry.low), None if entry.high is None else float(entry.high))


def since(network: Network, params: Params) -> str:
    """`Since 2024: 5 new, 1 ended.`; empty where there is one period only, or nothing is known."""
    if len(network.periods) < 2 or not answers.asks(PERIODS, network):
        return ""
    table = answers.table_of(PERIODS, network, params)
    before, last = network.periods[-2:]
    found = [
        f"{entry.text} {kind}"
        for period, kind in ((last, "new"), (before, "ended"))
        for entry in table.find("count", host="all", period=period, change=kind)
        if entry.known
    ]
    return f"Since {network.label('periods', before)}: {', '.join(found)}." if found else ""

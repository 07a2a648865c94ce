"""Whose the marks of a figure are, as far as rows say it: one mark, one partnership or one host."""

from collections.abc import Iterable, Iterator

from helpers import answers
from helpers.data import lifecycle, population
from helpers.data.ancestry import Fact
from helpers.data.config import UNCHANGED
from helpers.data.network import Network, once
from helpers.look.entries import about
from helpers.numbers import rows
from helpers.numbers.grid import Entry, Table
from helpers.numbers.question import ALL, Question


def whose(network: Network, table: Table) -> dict[str, list[str]]:
    """The hosts of the marks of each number of all hosts, by the marks' label, in the marks' order;
    "" for a mark that may be anyone's. Nothing where a small-cell rule hides numbers."""
    if answers.hidden(network):
        return {}
    numbers = (one for one in table if one.keys.get("host") == ALL and one.question)
    found = {about(one): _owners(network, one) for one in numbers}
    return {what: hosts for what, hosts in found.items() if any(hosts)}


def _owners(network: Network, entry: Entry) -> list[str]:
    """Hosts that are sure, those of partnerships that changed last: a picture parts them so."""
    asked, first, last = entry.question, list[str](), list[str]()
    if asked is None or asked.measure != "count":
        return []
    if asked.get("partnership"):  # a number of one: its mark is that one's
        return [asked.get("host")]
    if asked.subject == "hosts":
        first = list(_hosts(network, asked))
    elif asked.subject == "partnerships":
        for fact in _facts(network, asked):
            (last if _changed(fact) else first).append(fact.host)
    order = network.hosts.index
    unknown = int(entry.low) - len(first) - len(last)
    return [*sorted(first, key=order), *[""] * unknown, *sorted(last, key=order)]


@once  # every host's report asks the same of all hosts
def _hosts(network: Network, asked: Question) -> tuple[str, ...]:
    """The hosts that surely meet what is asked."""
    people = population.of(network, asked.period)
    return tuple(one for one in network.hosts if rows.hosts(people, asked, [one])[0] > 0)


def _facts(network: Network, asked: Question) -> Iterator[Fact]:
    """The partnerships that are surely counted and have a host."""
    facts = lifecycle.derive(network).facts
    for row in rows.counted(population.of(network, asked.period), asked):
        for number in row["row"][0]:
            if (fact := facts[int(number)]).host:
                yield fact


def _changed(fact: Fact) -> bool:
    """Did it go on as another than it was?"""
    return any(_other(child.reasons) for child in fact.children_in(fact.place + 1))


def _other(reasons: Iterable[str]) -> bool:
    return bool({*reasons} - {UNCHANGED})

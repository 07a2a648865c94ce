"""What is no mistake for certain, but worth a look: the same partnership under two names, one that
is missing, a number of no class. Each is a sentence with what to do.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise

import pandas as pd

from helpers.data import lifecycle, population
from helpers.data.ancestry import Fact, coming_and_going, slight
from helpers.data.csvfile import cut
from helpers.data.network import Network
from helpers.data.periods import NUMBERS, YEAR
from helpers.data.understood import many, names
from helpers.errors import shortened

ALIKE = 0.85  # as near as `Reader` is to `Readers`


def sentences(network: Network) -> list[str]:
    """What to look at, of own rows; of transcribed ones only the columns that are not read."""
    found = [line for look in LOOKS for line in _cut(network, look)] if network.closed else []
    return [*found, *network.notes]


def _cut(network: Network, look: Callable[[Network], Iterable[str]]) -> list[str]:
    return cut(network.folder, list(look(network)))


def _row(network: Network, row: int, table: str = "partnerships") -> str:
    return f"{network.file(table)}, row {row}"


def near(one: str, other: str) -> bool:
    """Are two texts nearly the same, but for more than their numbers?"""
    if re.sub(r"\d+", "0", one) == re.sub(r"\d+", "0", other):
        return False
    match = SequenceMatcher(None, one, other)
    return match.quick_ratio() >= ALIKE and match.ratio() >= ALIKE


def _order(network: Network) -> Iterator[str]:
    """Periods in words whose rows come in another order, or whose years go down."""
    met = list(dict.fromkeys(network.table("partnerships")["period"]))
    taken = [one for one in network.periods if one in met]
    years = [int(year[0]) for one in taken if (year := YEAR.search(one))]
    numbers = all(NUMBERS.fullmatch(one) for one in met)
    if not network.lists_periods and not numbers and (taken != met or years != sorted(years)):
        yield (
            f"{network.file('partnerships')}: the periods are taken in this order: "
            f"{names(taken)}. If it is another, list them in order under periods in network.yml."
        )


# -- what became of each ---------------------------------------------------------------------------


def _gone(network: Network) -> Iterator[str]:
    """Those that stood and have no row: perhaps their new row has another name."""
    for balance in lifecycle.derive(network).balances:
        first, last = balance.first, balance.last
        ended = [one for one in _standing(network, first) if lifecycle.ENDED in one.fate]
        meant = dict(_renamed(_fresh(network, last), ended))
        for new, old in meant.items():
            yield (
                f"{_row(network, new.row)}: '{shortened(new.name)}' counts as new and "
                f"'{shortened(old.name)}' of {first} as ended. If it is the same one, write "
                f"'{shortened(old.name)}' under from."
            )
        rest = [f"'{shortened(one.name)}'" for one in ended if one not in meant.values()]
        if rest and not balance.after:
            yield f"{network.file('partnerships')}: no row of {last}: all of {first} ended."
        elif rest:
            yield (
                f"{network.file('partnerships')}: {names(rest)} stood in {first} and "
                f"{'has' if len(rest) == 1 else 'have'} no row in {last}: counted as ended."
            )


def _standing(network: Network, period: str) -> list[Fact]:
    return lifecycle.derive(network).standing(period)


def _fresh(network: Network, period: str) -> list[Fact]:
    """The new ones that say nothing of where they came from."""
    return [one for one in _standing(network, period) if not one.parents and not one.cells["from"]]


def _renamed(fresh: list[Fact], ended: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Each new one whose name is near to that of one that ended, with it; each once."""
    by_word: dict[str, list[Fact]] = defaultdict(list)
    for old in ended:
        for word in _beginnings(old):
            by_word[word].append(old)
    taken: set[Fact] = set()
    for new in fresh:
        others = dict.fromkeys(old for word in _beginnings(new) for old in by_word[word])
        free = (old for old in others if old not in taken and near(new.slight, old.slight))
        for old in free:
            taken.add(old)
            yield new, old
            break


def _beginnings(fact: Fact) -> set[str]:
    """How the words of a name begin: two names that are near share one."""
    return {word[:3] for word in fact.slight.split()}


def _back(network: Network) -> Iterator[str]:
    """New ones whose name stood before a gap."""
    stood: dict[str, str] = {}
    for before, period in pairwise(["", *network.periods]):
        for one in _fresh(network, period):
            if one.slight in stood and stood[one.slight] != before:
                yield (
                    f"{_row(network, one.row)}: '{shortened(one.name)}' counts as new; it stood in "
                    f"{stood[one.slight]}, and not in {before}. If it is the same one, write "
                    f"'{shortened(one.name)}' under from."
                )
        stood |= {one.slight: period for one in _standing(network, period)}


def _twins(network: Network) -> Iterator[str]:
    """Two rows of one period and host whose names differ only in what does not count."""
    first: dict[tuple[str, str, str], Fact] = {}
    for one in lifecycle.derive(network).facts.values():
        other = first.setdefault((one.period, one.host, one.slight), one)
        if other.name != one.name and not (one.id and other.id):  # equal ones are a problem
            yield (
                f"{_row(network, one.row)}: '{shortened(one.name)}' and "
                f"'{shortened(other.name)}' of row {other.row} both count in {one.period}. If they "
                "are the same one, remove a row."
            )


def _claimed(network: Network) -> Iterator[str]:
    """A column `change` that tells of a split into one, or a merger of one."""
    for one in lifecycle.derive(network).facts.values():
        beside = {child for parent in one.parents for child in parent.children_in(one.place)}
        related = {lifecycle.SPLIT: len(beside), lifecycle.MERGED: len(one.parents)}
        for word, number in related.items():
            if word in one.parts("change") and number < 2:
                yield (
                    f"{_row(network, one.row)}, column change: found '{word}', but from joins it "
                    f"to {many(number, 'row')}. Name the others under from, or empty change."
                )


# -- numbers and words -----------------------------------------------------------------------------


def _unsized(network: Network) -> Iterator[str]:
    """Numbers of members that fall into no size class."""
    classes = network.config["size_classes"]
    known = network.partnerships["members"].dropna()
    for row, members in zip(known.index, known.astype(int), strict=True) if classes else ():
        if not population.size_class(members, classes):
            yield (
                f"{_row(network, row)}: {members} members are of no size class: the classes of "
                "network.yml leave a gap there."
            )


def _unused(network: Network) -> Iterator[str]:
    """Hosts, topics and scopes that are listed and that no row has."""
    rows = network.table("partnerships")
    for column, vocabulary in (("topics", "topics"), ("scope", "scopes")):
        used = set(rows[column].str.split(";").explode().str.strip())
        for one in network.config[vocabulary]:
            if one not in used:
                label = network.label(vocabulary, one)
                yield f"network.yml: no row has '{shortened(label)}' of {vocabulary}."
    last = set(rows.loc[rows["period"] == network.last, "host"])
    for host in network.hosts:
        if host not in last:
            word = network.words["partnerships"]
            yield f"'{shortened(host)}' has no {word} in {network.last}."


def _members(network: Network) -> Iterator[str]:
    """members.csv: rows of no period, and organizations that look like two."""
    rows = network.table("members")
    for row in network.memberships.outside:
        yield (
            f"{_row(network, row, 'members')}: '{shortened(rows.at[row, 'partnership'])}' stood in "
            "no period that its start and end cover; the row counts nowhere."
        )
    frame = network.memberships.frame
    kept = coming_and_going(network)
    first: dict[str, str] = {}
    for name in frame["organization"].unique():
        other = first.setdefault(slight(name, kept), name)
        if other != name:
            row = frame.loc[frame["organization"] == name, "member_row"].iloc[0]
            yield (
                f"{_row(network, row, 'members')}: organization '{shortened(name)}' is near to "
                f"'{shortened(other)}'. If they are the same, spell them alike."
            )
    yield from _two_types(network, frame)


def _two_types(network: Network, frame: pd.DataFrame) -> Iterator[str]:
    """Organizations of two types in one period: by type, they count in each."""
    typed = frame[frame["type"] != ""].drop_duplicates(["period", "organization", "type"])
    again = typed[typed.duplicated(["period", "organization"])].drop_duplicates("organization")
    for row, name, type_ in zip(
        again["member_row"], again["organization"], again["type"], strict=True
    ):
        label = network.label("member_types", type_)
        yield (
            f"{_row(network, row, 'members')}: organization '{shortened(name)}' is "
            f"'{label}' here and of another type elsewhere: it counts in both."
        )


LOOKS = (_order, _gone, _back, _twins, _claimed, _unsized, _unused, _members)

"""What kind of disagreement conflicts show, and its arithmetic, from the claims alone.

Each kind is recognised by its claims, whatever network they are about: parts that do not add up to
their whole, more hosts than there are things to lie in them, names that say more than a count. None
is believed for its looks: it is of a minimal conflict, and its numbers must clash by themselves.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.data.network import Network
from helpers.data.schema import PARTNERSHIPS
from helpers.data.statements import SELECTORS
from helpers.numbers.audit.model import Claims
from helpers.numbers.question import REPORTING
from helpers.numbers.statement import VOCABULARIES, Statement, texts

PARTED = ("topic", "scope", "size_class", "host")  # each partnership has one of these
ROWS = "rows:"  # begins the claim that what names of the list say is true
First = Callable[[str], Statement | None]  # claim -> the statement that stands for it


@dataclass(frozen=True)
class Sum:
    """Parts by one attribute that add up to `made`, and what they are parts of.

    `whole` prints another total; None: so many rows are listed.
    """

    attribute: str
    parts: tuple[Statement, ...]
    made: int
    whole: Statement | None
    total: int


@dataclass(frozen=True)
class Crowd:
    """At most `most` things, `held` of them in single hosts, and so many `hosts` with one or more.

    Those that are left can lie in so many other hosts at most: `fits` hosts in all.
    """

    hosts: Statement
    held: tuple[Statement, ...]
    most: int
    few: tuple[str, ...]  # the claims by which there are no more
    words: str = ""  # that there are no more, as `at most 7 circles of 2024 were split or merged`

    @property
    def left(self) -> int:
        """The things that are in none of the hosts that are named."""
        return self.most - sum(int(one.number) for one in self.held)

    @property
    def fits(self) -> int:
        """The most hosts that can have one or more of the things."""
        return len(self.held) + self.left


@dataclass(frozen=True)
class Names:
    """A count, and the rows of the list whose names say that they are of what is counted."""

    said: Statement
    rows: tuple[Mapping[str, str], ...]


def sums(network: Network, conflict: Claims, first: First) -> Sum | None:
    """The parts and the whole that a conflict is about, if it is about that and nothing else."""
    said = [one for one in map(first, sorted(conflict)) if one and _exact(one, "partnerships")]
    if len(said) < len(conflict) or len(said) < 2:
        return None
    return next(filter(None, (_sum(network, said, name) for name in PARTED)), None)


def _exact(one: Statement, subject: str) -> bool:
    return (one.subject, one.measure, one.relation) == (subject, "count", "=") and not one.having


def _sum(network: Network, said: Sequence[Statement], name: str) -> Sum | None:
    """The parts by one attribute, and the whole that has the values of them all."""
    if len({_but(one, name) for one in said}) > 1:
        return None
    listed = network.config[VOCABULARIES[name]] if name in VOCABULARIES else network.hosts
    every = frozenset(listed)
    values = [frozenset(getattr(one, name).split("|")) - {""} or every for one in said]
    wide = [place for place, some in enumerate(values) if all(other <= some for other in values)]
    whole = said[wide[0]] if len(wide) == 1 else None
    own = [some for place, some in enumerate(values) if [place] != wide]
    parts = sorted((one for one in said if one is not whole), key=lambda one: -one.number)
    covered = frozenset[str]().union(*own)
    apart = sum(map(len, own)) == len(covered)
    total = int(whole.number) if whole else _rows(network, parts[0], name)
    if not apart or covered != (values[wide[0]] if whole else every) or total is None:
        return None
    made = int(sum(one.number for one in parts))
    return Sum(name, tuple(parts), made, whole, total) if made != total else None


def _but(one: Statement, name: str) -> tuple[str, ...]:
    """What a statement counts by, but for one attribute."""
    others = (getattr(one, other) for other in SELECTORS if other != name)
    return (one.when, one.among * (one.among == REPORTING), *others)


def _rows(network: Network, part: Statement, name: str) -> int | None:
    """How many rows the parts' period has, where all of them are listed and are what is counted."""
    plain = not any(_but(part, name)[1:]) and part.when in network.listed
    return int((network.partnerships["period"] == part.when).sum()) if plain else None


def crowd(conflict: Claims, first: First, halves: Sequence[Mapping[str, Any]]) -> Crowd | None:
    """More hosts with a thing than things to lie in them, where a conflict is about that."""
    said = {claim: one for claim in sorted(conflict) if (one := first(claim))}
    hosts = [one for one in said.values() if _of_hosts(one)]
    if len(hosts) != 1:
        return None
    if halves:
        half = halves[0]
        held = [said[c] for c in half["many"] if c in said and said[c].host and _counted(said[c])]
        words = half["words"].format(f"at most {half['most']}")
        found = Crowd(hosts[0], tuple(held), half["most"], tuple(half["few"]), words)
        return found if found.most < half["least"] == found.most + _missing(found) else None
    others = [claim for claim, one in said.items() if one is not hosts[0]]
    counts = [claim for claim in others if _counted(said[claim])]
    if others != counts or len(counts) != 1 or len(conflict) > len(said):
        return None
    found = Crowd(hosts[0], (), int(said[counts[0]].number), tuple(counts))
    return found if _missing(found) > 0 else None


def _missing(found: Crowd) -> int:
    return int(found.hosts.number) - found.fits


def _of_hosts(one: Statement) -> bool:
    some = one.having in ("", "partnerships >= 1") and bool(one.having or one.change)
    return (one.subject, one.measure) == ("hosts", "count") and one.relation in ("=", ">=") and some


def _counted(one: Statement) -> bool:
    return _exact(one, "partnerships")


def names(network: Network, conflict: Claims, first: First) -> Names | None:
    """A count and the names that say otherwise, where a conflict is about these two."""
    said, told = [*map(first, sorted(conflict))], [one for one in conflict if one.startswith(ROWS)]
    counts = [one for one in said if one]
    if len(told) != 1 or len(counts) != 1 or len(conflict) != 2:
        return None
    column, value = told[0].removeprefix(ROWS).split("=", 1)
    return Names(counts[0], tuple(_with(network, column, value, counts[0].when)))


def _with(network: Network, column: str, value: str, period: str) -> Iterable[Mapping[str, str]]:
    """The rows of a period with a value in a column of several."""
    for row in texts(network.partnerships):
        if row["period"] == period and value in PARTNERSHIPS.parts(column, row[column]):
            yield row

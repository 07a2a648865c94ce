"""Why the number of members changed from one period to the next, cause by cause.

A family is what belongs together in two successive periods: a partnership and what came from it,
with all that was merged or split taken together, so that none of it counts as growth. Each family
has one cause. It counts where the numbers of all its members are known; where one is missing on
either side, what is known only `appeared` or `dropped out`: no change, but what the totals show.
So, always: known before + all causes = known after.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from helpers.data import lifecycle
from helpers.data.ancestry import Fact
from helpers.data.config import NEW
from helpers.data.lifecycle import CONTINUED, ENDED, MOVED, RETURNED
from helpers.data.network import Network, once

APPEARED, DROPPED = "appeared", "dropped"
CAUSES = (NEW, RETURNED, ENDED, CONTINUED, MOVED, APPEARED, DROPPED)


@dataclass(frozen=True)
class Family:
    """The partnerships of two successive periods that came from each other, perhaps of one host.

    `across` says whether another host has a part of it, too.
    """

    before: tuple[Fact, ...]
    after: tuple[Fact, ...]
    across: bool = False

    @property
    def comparable(self) -> bool:
        """Are the numbers of members known of all of it?"""
        return all(_known(fact) for fact in (*self.before, *self.after))

    @property
    def cause(self) -> str:
        """The cause of its change, were all its numbers known."""
        if self.across:
            return MOVED
        if self.before:
            return CONTINUED if self.after else ENDED
        back = any(RETURNED in fact.reasons for fact in self.after)
        return RETURNED if back else NEW

    def change(self, cause: str) -> int:
        """What it adds to the number of members by this cause."""
        less, more = _members(self.before), _members(self.after)
        if self.comparable:
            return more - less if cause == self.cause else 0
        return {APPEARED: more, DROPPED: -less}.get(cause, 0)

    def of(self, host: str) -> Family:
        """The part of it that a host has."""
        before, after = (
            tuple(fact for fact in facts if fact.host == host)
            for facts in (self.before, self.after)
        )
        return Family(before, after, (before, after) != (self.before, self.after))


def _known(fact: Fact) -> bool:
    return not pd.isna(fact.cells["members"])


def _members(facts: Iterable[Fact]) -> int:
    return sum(int(fact.cells["members"]) for fact in facts if _known(fact))


def families(network: Network, last: str, host: str = "") -> list[Family]:
    """The families of a period and the one before it; of a host its parts of them.

    ValueError for the first period.
    """
    found = _families(network, last)
    parts = (family.of(host) for family in found) if host else iter(found)
    return [one for one in parts if one.before or one.after]


@once
def _families(network: Network, last: str) -> tuple[Family, ...]:
    place = network.periods.index(last)
    if not place:
        raise ValueError(f"{last} is the first period: nothing came before it")
    derived = lifecycle.derive(network)
    seen: set[Fact] = set()
    found = []
    for fact in (*derived.standing(network.periods[place - 1]), *derived.standing(last)):
        if fact not in seen:
            together = _related(fact, place)
            seen |= together
            ordered = sorted(together, key=lambda one: one.row)
            before, after = (
                tuple(one for one in ordered if one.place == when) for when in (place - 1, place)
            )
            found.append(Family(before, after))
    return tuple(found)


def _related(fact: Fact, place: int) -> set[Fact]:
    """All that came from, or led to, the same partnerships between a place and the one before."""
    together, waiting = {fact}, [fact]
    while waiting:
        one = waiting.pop()
        near = [parent for parent in one.parents if parent.place == place - 1]
        fresh = {*(near if one.place == place else one.children_in(place))} - together
        together |= fresh
        waiting += fresh
    return together


def counted(network: Network, period: str, where: Iterable[tuple[str, str]]) -> Fraction | None:
    """How many members more, or fewer, a `cause` among the conditions brought since the period
    before; perhaps of a `host`. None for the first period, and where the rows are not all there
    were."""
    wanted = dict(where)
    cause, host = wanted.pop("cause", ""), wanted.pop("host", "")
    place = network.periods.index(period)
    both = {*network.periods[place - 1 : place + 1]}
    if not place or not network.closed or not both <= {*network.listed} or wanted:
        return None
    return Fraction(sum(family.change(cause) for family in families(network, period, host)))

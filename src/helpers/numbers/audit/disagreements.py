"""Conflicts grouped by what they are about: the points on which a source disagrees with itself.

Two claims that print different values of one number are rivals. A conflict that is left whichever
rival is right is a disagreement of its own, together with all that dropping the same statement, as
one of the fewest, would mend. Any other conflict follows from rivals, and joins the numbers that it
is about.
"""

import itertools
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass

from helpers.numbers.audit.model import Claims

Numbers = Callable[[str], Hashable]  # claim -> the number that it prints a value of; None: of none


@dataclass(frozen=True)
class Disagreement:
    """Conflicts about one thing, the smallest first.

    `rivals`: of each number that has several printed values, the claims that print them, where
    these make the disagreement. `either`: rivals of other numbers, one of which each conflict has.
    """

    conflicts: tuple[Claims, ...]
    rivals: tuple[Claims, ...] = ()
    either: tuple[Claims, ...] = ()

    @property
    def sides(self) -> list[Claims]:
        """One rival of each number, where these can be true together with all that is no rival."""
        return [side for side in _choices(self.rivals) if not self._clashes(side)]

    def _clashes(self, side: Claims) -> bool:
        every = frozenset[str]().union(*self.rivals)
        return any(conflict & every <= side for conflict in self.conflicts)


def disagreements(
    conflicts: Iterable[Collection[str]], drops: Iterable[Collection[str]], number: Numbers
) -> list[Disagreement]:
    """What some minimal conflicts are about; `drops` are the smallest sets that mend them all."""
    every = sorted(map(frozenset, conflicts), key=lambda one: (len(one), sorted(one)))
    rivals = _rivals(every, number)
    free, dropped = frozenset[str]().union(*rivals), frozenset[str]().union(*drops)

    def mended(conflict: Claims) -> Claims:
        rest = conflict - free
        return rest & dropped or rest or conflict

    left = [one for one in every if not _settled(one, every, rivals)]
    by = frozenset[str]().union(*map(mended, left))
    own = [one for one in every if one in left or (one - free) & by]
    followed = [one for one in every if one not in own]
    alone = [
        Disagreement(tuple(some), _of(frozenset().union(*some), rivals))
        for some in _joined(followed, lambda one: _of(one, rivals))
    ]
    return alone + [
        Disagreement(tuple(some), either=_of(frozenset().union(*some), rivals))
        for some in _joined(own, lambda one: mended(one) & by)
    ]


def _rivals(conflicts: Sequence[Claims], number: Numbers) -> list[Claims]:
    """Of each number with several printed values the claims that print them."""
    pairs = []
    for conflict in conflicts:
        about = {number(claim) for claim in conflict}
        if len(conflict) == 2 and len(about) == 1 and None not in about:
            pairs.append(conflict)
    return [frozenset().union(*some) for some in _joined(pairs, lambda pair: pair)]


def _of(claims: Claims, rivals: Iterable[Claims]) -> tuple[Claims, ...]:
    """The numbers' rivals of which some are among these claims."""
    return tuple(some for some in rivals if some & claims)


def _choices(rivals: Sequence[Claims]) -> list[Claims]:
    """Every way to take one rival of each number."""
    return [frozenset(some) for some in itertools.product(*map(sorted, rivals))]


def _settled(conflict: Claims, conflicts: Iterable[Claims], rivals: Sequence[Claims]) -> bool:
    """Would some choice among its rivals leave no conflict of this and its other claims?"""
    about = _of(conflict, rivals)
    rest = conflict.difference(*about)
    kept = [side | rest for side in _choices(about)]
    return any(not any(one <= some for one in conflicts) for some in kept)


def _joined(
    found: Iterable[Claims], key: Callable[[Claims], Collection[Hashable]]
) -> list[list[Claims]]:
    """The conflicts in groups: two whose keys meet are in one, and so are those that these join."""
    groups: list[tuple[set[Hashable], list[Claims]]] = []
    for one in found:
        keys, members = set(key(one)), [one]
        touching = [group for group in groups if group[0] & keys]
        for group in touching:
            keys |= group[0]
            members = group[1] + members
        groups = [group for group in groups if group not in touching] + [(keys, members)]
    return [members for _, members in groups]

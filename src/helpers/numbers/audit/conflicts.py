"""Which claims cannot all hold: every minimal conflict, and the smallest sets of claims to drop.

Minimal drops are the minimal hitting sets of the conflicts (Reiter 1987). Conflicts that share
claims make a block, with drops of its own. The claims without one drop of each block are asked
about, for every choice of drops: either a choice fails, which shows a new conflict, or none does,
and then every set of claims without a known conflict is consistent: there is no other conflict.
First the claims about the same families are searched by themselves, then all of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np

from helpers.numbers.audit.families import Families
from helpers.numbers.audit.forked import together
from helpers.numbers.audit.model import Claims
from helpers.numbers.audit.oracle import Oracle, Undecided
from helpers.numbers.audit.program import Values

MOST = 2000  # conflicts, drops and choices before a search says that it is incomplete


@dataclass(frozen=True)
class Block:
    """Conflicts that share claims, and every minimal set of claims whose dropping mends them."""

    conflicts: tuple[Claims, ...]

    @property
    def claims(self) -> Claims:
        """The claims in its conflicts."""
        return frozenset().union(*self.conflicts)

    @cached_property
    def drops(self) -> tuple[Claims, ...]:
        """The minimal hitting sets of the conflicts, one conflict after another (Berge 1989)."""
        found = {frozenset[str]()}
        for conflict in self.conflicts:
            found = minimal(
                drop | {name} if not drop & conflict else drop
                for drop in ordered(found)[:MOST]
                for name in conflict
            )
        return ordered(found)

    @property
    def smallest(self) -> tuple[Claims, ...]:
        """The drops with the fewest claims."""
        return tuple(drop for drop in self.drops if len(drop) == len(self.drops[0]))


@dataclass(frozen=True)
class Conflicts:
    """All minimal conflicts, the smallest first; `complete`: there is no other, proven."""

    all: tuple[Claims, ...] = ()
    complete: bool = True

    @cached_property
    def blocks(self) -> list[Block]:
        """The conflicts by blocks."""
        found: list[Claims] = []
        for conflict in self.all:
            touching = [block for block in found if block & conflict]
            found = [block for block in found if block not in touching]
            found.append(conflict.union(*touching))
        return [
            Block(tuple(one for one in self.all if one <= block))
            for block in sorted(found, key=sorted)
        ]

    @property
    def claims(self) -> Claims:
        """Claims in at least one conflict."""
        return frozenset().union(*self.all)

    @property
    def drops(self) -> tuple[Claims, ...]:
        """Every smallest set of claims without which no conflict is left."""
        choices = itertools.product(*(block.smallest for block in self.blocks))
        return ordered(frozenset().union(*some) for some in choices)

    @property
    def most(self) -> dict[Claims, int]:
        """The claims that a block's smallest drops hold, and how many of them are dropped."""
        return {frozenset().union(*block.smallest): len(block.smallest[0]) for block in self.blocks}

    @property
    def free(self) -> Claims:
        """The claims that some smallest drop holds."""
        return frozenset().union(*self.most)

    @property
    def essential(self) -> tuple[Claims, ...]:
        """The fewest and smallest conflicts from which the smallest drops follow.

        The others repeat them with other words.
        """
        kept: list[Claims] = []
        for one in self.all:
            if len(one) <= 3 or not Conflicts(tuple(kept)).drops[0] & one:
                kept.append(one)
        for one in self.all:
            fewer = len(Conflicts(tuple(kept)).drops[0]) < len(self.drops[0])
            kept += [one] if fewer and one not in kept else []
        return ordered(kept)


def ordered(sets: Iterable[Claims]) -> tuple[Claims, ...]:
    """Sets of claims, the smallest first."""
    return tuple(sorted(sets, key=lambda one: (len(one), sorted(one))))


def minimal(sets: Iterable[Claims]) -> set[Claims]:
    """The sets that hold no other one."""
    found: list[Claims] = []
    for one in ordered(set(sets)):
        if not any(other <= one for other in found):
            found.append(one)
    return set(found)


class Search:
    """The search for all minimal conflicts of a spec.

    First conflicts show among all claims. `candidates` searches the claims about the families of a
    block by themselves; `left` asks all claims about what these show. A conflict that it meets is
    for `add`, and the search goes on. `known` are minimal conflicts to begin with. Undecided if
    what always binds is inconsistent.
    """

    def __init__(self, families: Families, known: Iterable[Claims] = ()) -> None:
        self._families, self._known = families, set(known)
        self._searched: dict[Claims, bool] = {}  # sets of claims: whether the search was complete
        oracle = Oracle(replace(families.spec, cells={}))
        every = frozenset(oracle.switches)
        while found := conflict_in(oracle, families, every - self._found().drops[0]):
            self.add([found])

    def _found(self) -> Conflicts:
        found = Conflicts(ordered(self._known))
        fewer = all(len(block.drops) < MOST for block in found.blocks)
        return replace(found, complete=fewer and all(self._searched.values()))

    def add(self, conflicts: Iterable[Claims]) -> None:
        """Conflicts that no part of the claims showed."""
        self._known = minimal(self._known | set(conflicts))

    def candidates(self) -> Conflicts:
        """The known conflicts, and those among the claims about the families of a block."""
        families = self._families
        while True:
            found = self._found()
            near = [families.near(families.of_claims(block.claims)) for block in found.blocks]
            new = [one for one in dict.fromkeys(near) if one not in self._searched]
            if not new:
                return found
            parts = together([partial(_searched, families, one, found.all) for one in new])
            for one, part in zip(new, parts, strict=True):
                self.add(part.all)
                self._searched[one] = part.complete

    def left(self, found: Conflicts) -> set[Claims] | None:
        """Conflicts that these do not tell; None if that stayed open."""
        oracle = Oracle(replace(self._families.spec, cells={}), free=found.claims)
        return _Choices(oracle, self._families, found).left()


def _searched(families: Families, claims: Claims, known: Iterable[Claims]) -> Conflicts:
    """The minimal conflicts among some claims, from those known."""
    oracle = Oracle(families.part(claims))
    found = Conflicts(ordered(one for one in known if one <= claims))
    while len(found.all) < MOST and (new := _Choices(oracle, families, found).left()):
        found = Conflicts(ordered(minimal({*found.all, *new})))
    return replace(found, complete=len(found.all) < MOST and not oracle.undecided)


def conflict_in(oracle: Oracle, families: Families, on: Claims) -> Claims | None:
    """A minimal conflict among some claims; None if they can all hold, or that stayed open.

    What clashes is shrunk on a model of just that.
    """
    core = oracle.clashing(on)
    if core is None:
        return None
    small = Oracle(families.part(core))

    def consistent(claims: Claims) -> bool:
        return oracle.knows(oracle.on(claims)) is not None or small.consistent(claims)

    found = shrink([one for one in oracle.switches if one in core], consistent)
    oracle.undecided |= small.undecided
    if not found:
        raise Undecided(
            "What the rows and the structure say by themselves cannot be: no claim is "
            "to blame. Look at what is always taken for true."
        )
    return found


class _Choices:
    """Every choice of one drop a block, and whether the claims that are left hold together.

    Each drop changes one dataset in a few tables. Changes are added up, and the sum, if it breaks
    no rule, is a dataset for that choice; only where it breaks one is the oracle asked.
    """

    def __init__(self, oracle: Oracle, families: Families, found: Conflicts) -> None:
        self._oracle, self._families, self._blocks = oracle, families, found.blocks
        self._new: set[Claims] = set()

    def left(self) -> set[Claims] | None:
        """Conflicts that some choices leave; None if that stayed open."""
        first = [block.smallest[0] for block in self._blocks]
        start, taken = self._asked(first), set[int]()
        changes: list[dict[Claims, list[Values]]] = [{} for _ in first]
        # Blocks with many drops have the most say in which things they change.
        order = sorted(range(len(first)), key=lambda number: -len(self._blocks[number].drops))
        for number in order if start is not None else ():
            for drop in self._blocks[number].drops:
                choice = [*first[:number], drop, *first[number + 1 :]]
                values = self._asked(choice, start if len(first) > 1 else None, taken)
                changes[number][drop] = [] if values is None else [values - start]
            fewer = [one < 0 for some in changes[number].values() for one in some]
            taken = taken.union(*(np.flatnonzero(one).tolist() for one in fewer))
        if start is not None and not self._new and not self._oracle.undecided:
            self._together(start, changes)
        return self._new or (None if self._oracle.undecided else set())

    def _together(self, start: Values, changes: list[dict[Claims, list[Values]]]) -> None:
        hold, asked = self._oracle.program.arrays.hold, 0
        for choice in itertools.product(*changes):
            some = [known[drop] for known, drop in zip(changes, choice, strict=True)]
            if any(hold(start + sum(one)) for one in itertools.product(*some)):
                continue
            base = start + sum(known[-1] for known in some[:-1])
            values = self._oracle.closer(base, base + some[-1][-1])
            if values is None:
                values, asked = self._asked(choice, base), asked + 1
            self._oracle.undecided |= asked > MOST
            if values is None or self._oracle.undecided:
                break
            some[-1].append(values - base)  # one more change, that goes with those of the others

    def _asked(
        self, choice: Sequence[Claims], base: Values | None = None, taken: Collection[int] = ()
    ) -> Values | None:
        """A dataset without just these drops; if there is none, what is new says why.

        It differs from `base` in little, at best not in variables `taken` by other blocks: such
        changes go together.
        """
        oracle = self._oracle
        claims = frozenset(oracle.switches).difference(*choice)
        if any(one <= claims for one in self._new):
            return None
        wanted, found = oracle.on(claims), None
        if base is not None:
            kept = {name: int(base[name]) for name in taken}
            found = oracle.beside(base, kept | wanted) if kept else None
            found = oracle.beside(base, wanted) if found is None else found
            found = oracle.find(wanted).values if found is None else found
        if found is None:
            conflict = conflict_in(oracle, self._families, claims)
            self._new |= {conflict} if conflict else set()
            found = oracle.nearest(wanted) if conflict is None else None
        closer = None if found is None or base is None else oracle.closer(base, found)
        return found if closer is None else closer


def shrink(order: list[str], consistent: Callable[[Claims], bool]) -> Claims:
    """A minimal conflict within an inconsistent set, halves first (QuickXplain, Junker 2004).

    Empty if nothing of it is needed: what always binds is inconsistent.
    """

    def explain(background: list[str], changed: bool, rest: list[str]) -> list[str]:
        if changed and not consistent(frozenset(background)):
            return []
        if len(rest) == 1:
            return rest
        left, right = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        second = explain(background + left, bool(left), right)
        return explain(background + second, bool(second), left) + second

    return frozenset(explain([], True, order) if order else [])

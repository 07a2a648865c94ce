"""Which claims cannot all hold: every minimal conflict, and the smallest sets of claims to drop.

MARCO (Liffiton et al., Constraints 21, 2016): a map of the sets of claims not yet explored; its
largest sets are asked; one that fails is shrunk to a minimal conflict, one that holds is a largest
consistent set, and its complement is a drop. Conflicts that share claims make a block. Each block
is enumerated on the claims about its families alone. Then all claims are asked about every way to
mend every block: where none fails, every set of claims without a known conflict is consistent, and
there is no other conflict.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from ortools.sat.python import cp_model

from helpers.numbers.audit.families import Families
from helpers.numbers.audit.forked import together
from helpers.numbers.audit.model import Claims
from helpers.numbers.audit.oracle import Oracle, blocks_of
from helpers.numbers.audit.program import Values
from helpers.numbers.audit.solver import repeatable
from helpers.numbers.audit.spec import Spec

MOST = 2000  # sets asked about before a search says that it is incomplete


@dataclass(frozen=True)
class Block:
    """Conflicts that share claims, and every minimal set of claims whose dropping mends them."""

    conflicts: tuple[Claims, ...]
    drops: tuple[Claims, ...]
    complete: bool = True

    @property
    def claims(self) -> Claims:
        """The claims in its conflicts."""
        return frozenset().union(*self.conflicts)

    @property
    def smallest(self) -> tuple[Claims, ...]:
        """The drops with the fewest claims."""
        fewest = min((len(drop) for drop in self.drops), default=0)
        return tuple(drop for drop in self.drops if len(drop) == fewest)


@dataclass(frozen=True)
class Conflicts:
    """All minimal conflicts, by blocks; `complete`: it is proven that there is no other."""

    blocks: tuple[Block, ...] = ()
    complete: bool = True

    @property
    def all(self) -> tuple[Claims, ...]:
        """Every conflict, the smallest first."""
        return ordered(one for block in self.blocks for one in block.conflicts)

    @property
    def claims(self) -> Claims:
        """Claims in at least one conflict."""
        return frozenset().union(*self.all)

    @property
    def drops(self) -> tuple[Claims, ...]:
        """Every smallest set of claims without which no conflict is left."""
        choices = itertools.product(*(block.smallest for block in self.blocks))
        return ordered(frozenset().union(*some) for some in choices)

    @classmethod
    def of(cls, conflicts: Iterable[Claims]) -> Conflicts:
        """These conflicts, if they are all that there are."""
        return cls(tuple(mended(conflicts)))

    @property
    def essential(self) -> tuple[Claims, ...]:
        """The fewest and smallest conflicts from which the smallest drops follow.

        The others repeat them with other words.
        """
        kept: list[Claims] = []
        for one in self.all:
            if len(one) <= 3 or not smallest_drop(kept) & one:
                kept.append(one)
        wanted = sum(len(block.smallest[0]) for block in self.blocks)
        for one in self.all:
            if len(smallest_drop(kept)) < wanted and one not in kept:
                kept.append(one)
        return ordered(kept)


def ordered(sets: Iterable[Claims]) -> tuple[Claims, ...]:
    """Sets of claims, the smallest first."""
    return tuple(sorted(sets, key=lambda one: (len(one), sorted(one))))


class Search:
    """The search for all minimal conflicts of a spec, and for the smallest drops.

    `candidates` searches each block by itself; `left` asks all claims about every way to mend
    every block. A conflict that shows there is for `add`, and the search goes on. Undecided if what
    always binds is inconsistent.
    """

    def __init__(self, spec: Spec, families: Families) -> None:
        self._families = families
        self._oracle = Oracle(replace(spec, cells={}), families)
        self._claims = list(self._oracle.model.switches)
        self._known = set(enumerated(self._claims, self._oracle.conflict, once=True).conflicts)
        self._parts: dict[Claims, Block] = {}

    def add(self, conflicts: Iterable[Claims]) -> None:
        """Conflicts that a block alone did not show."""
        self._known |= set(conflicts)

    def candidates(self) -> Conflicts:
        """The conflicts that the blocks show, and the drops that mend those."""
        while True:
            blocks = blocks_of(self._known)
            new = [block for block in blocks if block not in self._parts]
            calls = [partial(_searched, self._families, one, self._known) for one in new]
            self._parts |= zip(new, together(calls), strict=True)
            found = set().union(*(self._parts[block].conflicts for block in blocks))
            if found <= self._known:
                break
            self._known |= found
        parts = tuple(self._exact(self._parts[block]) for block in blocks)
        complete = all(part.complete for part in parts) and not self._oracle.undecided
        return Conflicts(parts, complete)

    def _exact(self, part: Block) -> Block:
        """A block with all that is known of it: its search may not see what all claims show."""
        own = {one for one in self._known if one <= part.claims}
        least = {one for one in own if not any(other < one for other in own)}
        if least == set(part.conflicts):
            return part
        return replace(mended(least)[0], complete=part.complete)

    def left(self) -> set[Claims] | None:
        """Conflicts that some way to mend every block leaves; None if that stayed open."""
        blocks = list(self.candidates().blocks)
        return _left(self._oracle, blocks, frozenset(self._claims))


def _searched(families: Families, block: Claims, known: Iterable[Claims]) -> Block:
    """The conflicts among the claims about a block's families."""
    about = frozenset().union(*(families.about[claim] for claim in block))
    near = families.near(about) | block
    oracle = Oracle(families.part(near), families)
    start = [one for one in known if one <= near]
    found = enumerated(list(oracle.model.switches), oracle.conflict, start)
    return Block(found.conflicts, found.drops, found.complete and not oracle.undecided)


# -- every way to mend every block


def _left(oracle: Oracle, blocks: list[Block], claims: Claims) -> set[Claims] | None:
    """Conflicts that some way to mend every block leaves; none is left if empty, None if unknown.

    Each drop of a block changes one dataset in a few tables. Changes of several blocks are added
    up, and the sum, if it breaks no rule, is a dataset that satisfies all claims but the dropped
    ones; only where it breaks one is the oracle asked.
    """
    first = claims.difference(*(block.smallest[0] for block in blocks))
    failed = _one(oracle.conflict(first))
    if failed:
        return failed
    start = oracle.solver.ask(oracle.model.fixed(first)).values
    start = oracle.dataset(first) if start is None else start
    assert start is not None  # the oracle has just met one
    changes = _Changes(oracle, blocks, claims, start)
    for number, block in enumerate(blocks):
        failed |= set().union(*(changes.learn(number, drop) for drop in block.drops))
    asked = 0
    for drops in itertools.product(*(block.drops for block in blocks)) if not failed else ():
        if changes.add_up(drops):
            continue
        asked += 1
        failed |= changes.another(drops)
        if failed or asked > MOST:
            break
    return failed or (None if asked > MOST else failed)


class _Changes:
    """What each drop of a block changes in one dataset, and whether some changes go together."""

    def __init__(self, oracle: Oracle, blocks: list[Block], claims: Claims, start: Values) -> None:
        self._oracle, self._blocks, self._claims, self._start = oracle, blocks, claims, start
        about = oracle.families.about
        self._about = [
            frozenset().union(*(about[claim] for claim in block.claims)) for block in blocks
        ]
        self._known: list[dict[Claims, list[Values]]] = [
            {drop: [] for drop in block.drops} for block in blocks
        ]
        conditions = {name for rule in oracle.model.program.rules for name, _ in rule.when}
        self._switches = sorted(conditions - set(oracle.model.switches.values()))

    def learn(self, number: int, drop: Claims) -> set[Claims]:
        """Find a change for a drop of one block; a conflict, if there is none."""
        others = (block.smallest[0] for place, block in enumerate(self._blocks) if place != number)
        on = self._claims.difference(drop, *others)
        found = self._oracle.changed(on, self._start, self._about[number], {})
        if found is None:
            found = self._oracle.dataset(on)
        if found is None:
            return _one(self._oracle.conflict(on))
        self._known[number][drop].append(found - self._start)
        return set()

    def add_up(self, drops: tuple[Claims, ...]) -> bool:
        """Whether some known changes for these drops, together, make a dataset."""
        some = [known[drop] for known, drop in zip(self._known, drops, strict=True)]
        arrays = self._oracle.model.arrays
        return any(arrays.hold(self._start + sum(one)) for one in itertools.product(*some))

    def another(self, drops: tuple[Claims, ...]) -> set[Claims]:
        """Learn one more change, of one block, that fits those of the others; or a conflict."""
        some = [known[drop] for known, drop in zip(self._known, drops, strict=True)]
        on = self._claims.difference(*drops)
        for number in reversed(range(len(drops))):
            others = [known[-1] for place, known in enumerate(some) if place != number]
            base = self._start + sum(others, np.zeros_like(self._start))
            last = some[number][-1]
            moved = {n: int(base[n] + last[n]) for n in self._switches if last[n]}
            moved = {name: value for name, value in moved.items() if value in (0, 1)}
            found = self._oracle.changed(on, base, self._about[number], moved)
            if found is not None:
                some[number].append(found - base)
                return set()
        return _one(self._oracle.conflict(on))


def _one(conflict: Claims | None) -> set[Claims]:
    return set() if conflict is None else {conflict}


# -- sets of claims alone


def enumerated(
    claims: list[str],
    conflict_in: Callable[[Claims], Claims | None],
    known: Iterable[Claims] = (),
    once: bool = False,
) -> Block:
    """All minimal conflicts among some claims, from those known; `once`: up to a first drop."""
    conflicts, drops = list(ordered(known)), list[Claims]()
    for _ in range(MOST):
        seed = _unexplored(claims, conflicts, drops)
        if seed is None:
            return Block(ordered(conflicts), ordered(drops))
        found = conflict_in(seed)
        if found is not None:
            conflicts.append(found)
            continue
        drops.append(frozenset(claims) - seed)
        if once:
            break
    return Block(ordered(conflicts), ordered(drops), complete=False)


def mended(conflicts: Iterable[Claims]) -> list[Block]:
    """The blocks of these conflicts, if they are all that there are."""
    known, found = list(conflicts), []
    for block in blocks_of(known):
        own = [one for one in known if one <= block]
        found.append(enumerated(sorted(block), partial(_first_within, own), own))
    return found


def _first_within(conflicts: list[Claims], on: Claims) -> Claims | None:
    return next((one for one in conflicts if one <= on), None)


def smallest_drop(conflicts: list[Claims]) -> Claims:
    """One smallest set of claims without which none of these conflicts is left."""
    claims = sorted(frozenset().union(*conflicts))
    return frozenset(claims) - (_unexplored(claims, ordered(conflicts), []) or frozenset())


def _unexplored(
    claims: list[str], conflicts: Iterable[Claims], drops: Iterable[Claims]
) -> Claims | None:
    """A largest set that holds no known conflict and reaches beyond every known consistent set."""
    touched = sorted(frozenset().union(*conflicts, *drops))
    model = cp_model.CpModel()
    kept = {name: model.new_bool_var("") for name in touched}
    for conflict in conflicts:
        model.add_bool_or([~kept[name] for name in sorted(conflict)])
    for drop in drops:
        model.add_bool_or([kept[name] for name in sorted(drop)])
    model.maximize(sum(kept.values()))
    solver = repeatable()
    if solver.solve(model) != cp_model.OPTIMAL:
        return None
    return frozenset(claims) - {name for name in touched if not solver.boolean_value(kept[name])}

"""The one oracle: is there a dataset for some claims, the least of a sum, what keeps it there."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np

from helpers.errors import UserError
from helpers.numbers.audit.model import Claims, Model
from helpers.numbers.audit.program import Rule, Sum, Values, total
from helpers.numbers.audit.relaxed import Beside, Relaxation
from helpers.numbers.audit.solver import PROOFS, TRIES, Answer, Solver, Tries, at_most
from helpers.numbers.audit.spec import Spec

Fixed = dict[int, int]  # variable -> the value that it must have
NONE: Fixed = {}


class Undecided(UserError):
    """No dataset was found and no claim is to blame: what always binds clashes, or a limit."""


class Least(NamedTuple):
    """A sum cannot be below `floor`; the least that was met is `value`, in the dataset `values`."""

    floor: int
    value: int
    values: Values


class Oracle:
    """Answers for one spec; every dataset met is kept, as it answers other questions too.

    Claims that are not `free` hold for certain; None: all are free. `most`: of some claims no more
    may be dropped. Claims that are `off` bind nothing. `undecided` is true once the solver could
    not answer.
    """

    def __init__(
        self,
        spec: Spec,
        free: Claims | None = None,
        most: Mapping[Claims, int] | None = None,
        off: Claims = frozenset(),
    ) -> None:
        self.model, self.undecided = Model(spec), False
        self.switches = self.model.switches
        every = frozenset(self.switches)
        counted = {some & every: number for some, number in (most or {}).items() if some & every}
        for some, number in counted.items():
            dropped = total(Sum({self.switches[name]: -1}, 1) for name in sorted(some))
            self.model.program.add(dropped, high=number)
        self._counted = frozenset().union(*counted)
        self.sure = frozenset() if free is None else every - free - off
        self._off = [switch for name, switch in self.switches.items() if name in off]
        settled = self.on(self.sure) | dict.fromkeys(self._off, 0)
        self.program = self.model.program.settled(settled)
        self._met = np.zeros((1, len(self.program.ranges)), dtype=np.int64)
        self._number = 0

    @cached_property
    def solver(self) -> Solver:
        """CP-SAT, for what the others leave open."""
        return Solver(self.program)

    @cached_property
    def _beside(self) -> Beside:
        return Beside(self.program)

    @cached_property
    def _relaxed(self) -> Relaxation:
        return Relaxation(self.program)

    @cached_property
    def _unsettled(self) -> Solver:
        return Solver(self.model.program)

    def on(self, claims: Claims) -> Fixed:
        """The variables' values where these claims hold."""
        return {switch: 1 for name, switch in self.switches.items() if name in claims}

    def _all(self, wanted: Fixed) -> Fixed:
        """Claims that need not hold are out of the way; of those counted any may be dropped."""
        kept = self.sure | self._counted
        return {one: 0 for name, one in self.switches.items() if name not in kept} | wanted

    # -- datasets

    @property
    def met(self) -> np.ndarray:
        """The datasets met so far, one a row."""
        return self._met[: self._number]

    def keep(self, values: Values) -> Values:
        """Keep a dataset, with all claims on that hold in it, whether they were asked to or not."""
        if self._number == len(self._met):
            self._met = np.concatenate([self._met, np.zeros_like(self._met)])
        self._met[self._number] = self._lifted(values)
        self._number += 1
        return self._met[self._number - 1]

    def _lifted(self, values: Values) -> Values:
        found = self.model.lifted(values)
        found[self._off] = 0
        return found

    def take(self, datasets: Iterable[Values]) -> None:
        """Keep those datasets of another oracle of the same spec that are some here, too; right
        beside another one there mostly is one.
        """
        kept = self.on(self.sure) | dict.fromkeys(self._off, 0)
        for values in map(self._lifted, datasets):
            whole = self.program.arrays.hold(values)
            found = values if whole else self._beside.find(values, fixed=kept)
            if found is not None:
                self.keep(found)

    def nearest(self, wanted: Fixed = NONE, goal: Sum | None = None) -> Values | None:
        """Of the datasets met, the one with most of what is wanted, then with the least goal."""
        if not self._number:
            return None
        other = (self.met[:, [*wanted]] != [*wanted.values()]).sum(axis=1)
        goals = goal.of(self.met) if goal else np.zeros_like(other)
        return self.met[np.lexsort((goals, other))[0]]

    def knows(self, wanted: Fixed = NONE, goal: Sum | None = None, most: int = 0) -> Values | None:
        """A dataset as in `find`, if one was met."""
        known = self.nearest(wanted, goal)
        if known is None or any(known[name] != value for name, value in wanted.items()):
            return None
        return known if goal is None or goal.at(known) <= most else None

    def near(self, wanted: Fixed = NONE, goal: Sum | None = None, most: int = 0) -> Values | None:
        """A dataset as in `find`, met before or right beside the nearest one."""
        known, base = self.knows(wanted, goal, most), self.nearest(wanted, goal)
        if known is not None or base is None:
            return known
        found = self._beside.find(base, goal, most, self._all(wanted))
        return None if found is None else self.keep(found)

    def find(
        self, wanted: Fixed = NONE, goal: Sum | None = None, most: int = 0, tries: Tries = TRIES
    ) -> Answer:
        """A dataset in which variables are as `wanted` and a sum is at most `most`."""
        near = self.near(wanted, goal, most)
        if near is not None:
            return Answer(near)
        also, hint = [at_most(goal, most)] if goal else [], self.nearest(wanted, goal)
        answer = self.solver.ask(self._all(wanted), also, hint, tries=tries)
        self.undecided |= tries is TRIES and not answer.proven
        return answer if answer.values is None else Answer(self.keep(answer.values))

    def small(self, goal: Sum) -> Values | None:
        """A dataset in which a sum is small, not least, if one is soon found."""
        base = self.nearest(goal=goal)
        found = None if base is None else self.solver.small(goal, base, self._all(NONE))
        return None if found is None else self.keep(found)

    def closer(self, base: Values, like: Values) -> Values | None:
        """A dataset switched like another one, but as close to `base` as the relaxation finds."""
        return self._beside.find(base, fixed={one: int(like[one]) for one in self._beside.switches})

    def beside(self, base: Values, wanted: Fixed) -> Values | None:
        """A dataset as `wanted` that differs little from `base`, if one is soon found."""
        fixed = self._all(wanted)
        found = self._beside.find(base, fixed=fixed)
        found = self.solver.nearest(base, fixed) if found is None else found
        return None if found is None else self.keep(found)

    def consistent(self, claims: Claims) -> bool:
        """Whether claims are not known to be inconsistent."""
        return not self.find(self.on(claims)).impossible

    # -- what is enough

    def clashing(self, claims: Claims) -> Claims | None:
        """Of claims that cannot all hold some that cannot, not the fewest; None if they can."""
        wanted = self.on(claims)
        if self.near(wanted) is not None:
            return None
        off = {name: value for name, value in self._all(wanted).items() if name not in wanted}
        answer = self.solver.ask(off, assumed=wanted, tries=TRIES[:2])
        if answer.values is not None:
            self.keep(answer.values)
        elif answer.proven or not self.consistent(claims):
            return self._claims(answer) or claims
        return None

    def keeping(self, sum_: Sum, low: int, high: int) -> Claims:
        """Claims that are enough to keep a sum out of `low`..`high`, where it cannot be."""
        core = self.against(Rule(sum_, low, high), self.on(self.sure))
        return frozenset(name for name, one in self.switches.items() if one in (core or ()))

    def against(self, rule: Rule, assumed: Iterable[int]) -> frozenset[int] | None:
        """Of switches `assumed` to be 1 some that make a rule impossible; None if not proven."""
        answer = self._unsettled.ask(also=[rule], assumed=assumed, tries=PROOFS)
        return answer.core if answer.impossible else None

    def _claims(self, answer: Answer) -> Claims:
        return frozenset(name for name, one in self.switches.items() if one in answer.core)

    # -- the least of a sum

    def floor(self, goal: Sum) -> int:
        """What a sum cannot be below: by ranges alone, or without the whole-number condition."""
        return max(goal.ends(self.program.ranges)[0], self._relaxed.bound(goal))

    def least(self, goal: Sum, floor: int, enough: int | None = None) -> Least | None:
        """The least of a sum from `floor` (or where it is known to be at least `enough`).

        By growing steps: to decide is quicker than to minimize. None if no dataset was found.
        """
        values = self.nearest(goal=goal)
        values = self.find().values if values is None else values
        if values is None:
            return None
        best, step = goal.at(values), 1
        while floor < (best if enough is None else min(best, enough)):
            wanted = min(floor + step, best) - 1
            found = self.find(goal=goal, most=wanted)
            if found.values is not None:
                values, best, step = found.values, goal.at(found.values), 1
            elif found.proven:
                floor, step = wanted + 1, 2 * step
            else:
                break
        return Least(floor, best, values)

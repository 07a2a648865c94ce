"""A program without the whole-number condition: quick bounds with an exact proof, and datasets
next to a known one.

GLOP computes in floating point, so nothing it says is believed as such. A bound is taken from its
dual values: rounded to fractions, any dual values whatever give a valid bound (weak duality), which
is added up here in whole numbers. A dataset is taken only if it is whole and breaks no rule.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from ortools.linear_solver import pywraplp

from helpers.numbers.audit.program import NEVER, Program, Rule, Sum, Values

SCALE = 1 << 24  # dual values are rounded to multiples of 1/SCALE
ENDLESS = NEVER // 2


def certified(program: Program, goal: Sum, multipliers: Iterable[tuple[Rule, int]]) -> int:
    """A whole number below which the goal cannot be, by these multipliers (in 1/SCALE) of rules.

    For any multipliers y of rules Ax, goal = y(Ax) + (c - yA)x, and both parts are at least what
    their ends and the variables' ranges allow. Rules with conditions prove nothing and must not
    be among them.
    """
    rest = {name: weight * SCALE for name, weight in goal.terms.items()}
    found = goal.constant * SCALE
    for rule, factor in multipliers:
        end = rule.low if factor > 0 else rule.high
        if factor == 0 or rule.when or abs(end) >= ENDLESS:
            continue
        found += factor * (end - rule.sum.constant)
        for name, weight in rule.sum.terms.items():
            rest[name] = rest.get(name, 0) - factor * weight
    found += Sum(rest).ends(program.ranges)[0]
    return -(-found // SCALE)


class Relaxation:
    """The rules without conditions, as a linear program: what it bounds holds for datasets too."""

    def __init__(self, program: Program) -> None:
        self._program, self._lp = program, pywraplp.Solver.CreateSolver("GLOP")
        self._names = [self._lp.NumVar(low, high, "") for low, high in program.ranges]
        self._rules = [rule for rule in program.rules if not rule.when]
        self._rows = [self._row(rule.sum, rule.low, rule.high) for rule in self._rules]
        self._known, self._seen = self._lp.Constraint(), 0
        # Each question starts from the last one's solution, which presolving would throw away.
        self._as_before = pywraplp.MPSolverParameters()
        self._as_before.SetIntegerParam(self._as_before.PRESOLVE, self._as_before.PRESOLVE_OFF)

    def _row(self, sum_: Sum, low: float, high: float) -> pywraplp.Constraint:
        endless = self._lp.infinity()
        row = self._lp.Constraint(
            low - sum_.constant if low > -ENDLESS else -endless,
            high - sum_.constant if high < ENDLESS else endless,
        )
        for name, weight in sum_.terms.items():
            row.SetCoefficient(self._names[name], weight)
        return row

    def least(self, goal: Sum) -> float | None:
        """About the least of a sum; None if there is no solution."""
        objective = self._lp.Objective()
        objective.Clear()
        for name, weight in goal.terms.items():
            objective.SetCoefficient(self._names[name], weight)
        objective.SetMinimization()
        solved = self._lp.Solve(self._as_before) == pywraplp.Solver.OPTIMAL
        return objective.Value() + goal.constant if solved else None

    def bound(self, goal: Sum) -> int:
        """A whole number below which the sum cannot be, proven; -NEVER if nothing was found."""
        if self.least(goal) is None:
            return -NEVER
        factors = (round(row.dual_value() * SCALE) for row in self._rows)
        return certified(self._program, goal, zip(self._rules, factors, strict=True))

    def know(self, sum_: Sum, value: float) -> None:
        """From now on the sum has this value; what was known before is forgotten."""
        self._known.Clear()
        for name, weight in sum_.terms.items():
            self._known.SetCoefficient(self._names[name], weight)
        self._known.SetBounds(value - sum_.constant, value - sum_.constant)

    def watch(self, sums: list[Sum]) -> None:
        """Have `seen` say what these sums are."""
        self._seen = len(self._lp.constraints())
        self._constants = np.array([one.constant for one in sums])
        for one in sums:
            self._row(one, -NEVER, NEVER)

    def seen(self) -> np.ndarray:
        """The sums watched in the last solution; as rows they come all at once."""
        return np.array(self._lp.ComputeConstraintActivities()[self._seen :]) + self._constants


class Beside:
    """Looks for datasets that differ from a known one as little as possible, every switch as there
    or as told: mostly they come out whole."""

    def __init__(self, program: Program) -> None:
        self._arrays, self._lp = program.arrays, pywraplp.Solver.CreateSolver("GLOP")
        number = len(program.ranges)
        self._more, self._less = ([self._lp.NumVar(0, 0, "") for _ in range(number)] for _ in "ab")
        self._free = np.ones(number, dtype=bool)
        self.switches = sorted({name for rule in program.rules for name, _ in rule.when})
        self._free[self.switches] = False
        self._rows = [self._state(self._lp.Constraint(0, 0), rule.sum) for rule in program.rules]
        self._goal = self._lp.Constraint()
        for name in (*self._more, *self._less):
            self._lp.Objective().SetCoefficient(name, 1)
        self._lp.Objective().SetMinimization()
        self._base = np.zeros(0, dtype=np.int64)
        self._room = np.zeros((2, number), dtype=np.int64)
        self._ends = np.zeros((2, len(self._rows)))

    def _state(self, row: pywraplp.Constraint, sum_: Sum) -> pywraplp.Constraint:
        for name, weight in sum_.terms.items():
            row.SetCoefficient(self._more[name], weight)
            row.SetCoefficient(self._less[name], -weight)
        return row

    def find(
        self,
        base: Values,
        goal: Sum | None = None,
        most: int = 0,
        fixed: Mapping[int, int] | None = None,
    ) -> Values | None:
        """A dataset near `base` in which the goal is at most `most`; None if none was found."""
        self._start(base, fixed or {})
        self._goal.Clear()
        if goal:
            self._state(self._goal, goal)
            self._goal.SetBounds(-self._lp.infinity(), most - goal.at(self._base))
        if self._lp.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        values = self._base + np.rint(self._moved()).astype(np.int64)
        met = goal is None or goal.at(values) <= most
        return values if met and self._arrays.hold(values) else None

    def _moved(self) -> np.ndarray:
        moved = np.zeros(len(self._base))
        for ends, room, sign in ((self._more, self._room[0], 1), (self._less, self._room[1], -1)):
            for name in np.flatnonzero(room).tolist():
                moved[name] += sign * ends[name].solution_value()
        return moved

    def _start(self, base: Values, fixed: Mapping[int, int]) -> None:
        """Look near `base` from now on: what each variable and each rule has left there."""
        base = base.copy()
        base[[*fixed]] = [*fixed.values()]
        if np.array_equal(base, self._base):
            return
        self._base, arrays, endless = base, self._arrays, self._lp.infinity()
        room = np.maximum([arrays.most - base, base - arrays.least], 0) * self._free
        for side, ends in enumerate((self._more, self._less)):
            for name in np.flatnonzero(room[side] != self._room[side]).tolist():
                ends[name].SetUb(int(room[side, name]))
        self._room = room
        sums, idle = arrays.sums(base), arrays.unmet(base) > 0
        lows = np.where(idle | (arrays.low <= -ENDLESS), -endless, arrays.low - sums)
        highs = np.where(idle | (arrays.high >= ENDLESS), endless, arrays.high - sums)
        for place in np.flatnonzero((lows != self._ends[0]) | (highs != self._ends[1])).tolist():
            self._rows[place].SetBounds(float(lows[place]), float(highs[place]))
        self._ends = np.array([lows, highs])

"""A program without the whole-number condition: quick bounds with an exact proof, and datasets next to a known one.

GLOP computes in floating point, so nothing it says is believed as such. A bound is taken from its dual values: rounded to fractions, any
dual values whatever give a valid bound (weak duality), which is added up here in whole numbers. A dataset is taken only if it is whole
and breaks no rule, counted in whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from ortools.linear_solver import pywraplp

from helpers.infer.model import Cell, Model
from helpers.infer.program import NEVER, Program, Rule, Sum

SCALE = 1 << 24  # dual values are rounded to multiples of 1/SCALE
NEAR = 1e-6


class Rules:
    """A program's rules as arrays: what every sum is at some values, and whether all that bind hold."""

    def __init__(self, program: Program) -> None:
        rules = program.rules
        self._names, self._weights, self._starts = _listed([rule.sum.terms for rule in rules])
        self._on, _, self._on_starts = _listed([dict.fromkeys(rule.when, 1) for rule in rules])
        self._off, _, self._off_starts = _listed([dict.fromkeys(rule.unless, 1) for rule in rules])
        self._constants = np.array([rule.sum.constant for rule in rules], dtype=np.int64)
        self._conditions = np.array([len(rule.when) for rule in rules], dtype=np.int64)
        self.low = np.array([rule.low for rule in rules], dtype=np.int64)
        self.high = np.array([rule.high for rule in rules], dtype=np.int64)
        self.least = np.array([low for low, _ in program.variables], dtype=np.int64)
        self.most = np.array([high for _, high in program.variables], dtype=np.int64)

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Every rule's sum."""
        return _added(self._weights * values[self._names], self._starts) + self._constants

    def unmet(self, values: np.ndarray) -> np.ndarray:
        """How many of each rule's conditions do not hold."""
        return self._conditions - _added(values[self._on], self._on_starts) + _added(values[self._off], self._off_starts)

    def hold(self, values: np.ndarray) -> bool:
        """Whether the values are in their ranges and break no rule."""
        sums = self.sums(values)
        return bool(np.all((values >= self.least) & (values <= self.most))
                    and np.all((self.unmet(values) > 0) | ((sums >= self.low) & (sums <= self.high))))


def _listed(terms: list[Mapping[int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    names = np.array([name for some in terms for name in some], dtype=np.int64)
    weights = np.array([weight for some in terms for weight in some.values()], dtype=np.int64)
    return names, weights, np.cumsum([0, *map(len, terms)])


def _added(values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Sums of the stretches between the starts."""
    running = np.concatenate([[0], np.cumsum(values)])
    return running[starts[1:]] - running[starts[:-1]]


class Counts:
    """Cells as arrays: what every one is in a dataset, or in a solution of the relaxation."""

    def __init__(self, model: Model, cells: list[Cell]) -> None:
        self.sums = [model.sum_of(cell) for cell in cells]
        self._names, self._weights, self._starts = _listed([sum_.terms for sum_ in self.sums])
        self._constants = np.array([sum_.constant for sum_ in self.sums], dtype=np.int64)

    def of(self, values: np.ndarray) -> np.ndarray:
        """The cells' values."""
        return _added(self._weights * values[self._names], self._starts) + self._constants


class Relaxation:
    """The rules that bind where some variables are `fixed`; a rule with an undecided switch is passed over, so bounds are outer ones."""

    def __init__(self, program: Program, fixed: Mapping[int, int]) -> None:
        self._lp = pywraplp.Solver.CreateSolver("GLOP")
        self._ranges = [(fixed.get(name, low), fixed.get(name, high)) for name, (low, high) in enumerate(program.variables)]
        self._names = [self._lp.NumVar(low, high, "") for low, high in self._ranges]
        self._rules = [rule for rule in program.rules if _binds(rule, fixed)]
        self._rows = [_row(self._lp, self._names, rule.sum, rule.low, rule.high) for rule in self._rules]
        self._known_row = self._lp.Constraint()
        # Each question starts from the solution of the last one, which presolving would throw away.
        self._as_before = pywraplp.MPSolverParameters()
        self._as_before.SetIntegerParam(self._as_before.PRESOLVE, self._as_before.PRESOLVE_OFF)

    def know(self, sum_: Sum, value: float) -> None:
        """From now on the sum has this value; what was known before is forgotten."""
        self._known_row.Clear()
        for name, weight in sum_.terms.items():
            self._known_row.SetCoefficient(self._names[name], weight)
        self._known_row.SetBounds(value - sum_.constant, value - sum_.constant)

    def least(self, sum_: Sum, sign: int = 1) -> float | None:
        """About the least of `sign` times the sum; None if there is no solution."""
        goal = self._lp.Objective()
        goal.Clear()
        for name, weight in sum_.terms.items():
            goal.SetCoefficient(self._names[name], weight * sign)
        goal.SetMinimization()
        return goal.Value() + sum_.constant * sign if self._lp.Solve(self._as_before) == pywraplp.Solver.OPTIMAL else None

    def watch(self, sums: list[Sum]) -> None:
        """Have `seen` say what these sums are."""
        self._seen = len(self._lp.constraints()), np.array([sum_.constant for sum_ in sums])
        for sum_ in sums:
            _row(self._lp, self._names, sum_, -NEVER, NEVER)

    def seen(self) -> np.ndarray:
        """The sums watched in the last solution; as rows of the program they come all at once, variables one by one would take longer."""
        start, constants = self._seen
        return np.array(self._lp.ComputeConstraintActivities()[start:]) + constants

    def bound(self, sum_: Sum) -> int:
        """A whole number below which the sum cannot be, proven; -NEVER if nothing was found.

        For any multipliers y of the rules, sum = y(Ax) + (c - yA)x, and both parts are at least what their ranges allow.
        """
        if self.least(sum_) is None:
            return -NEVER
        rest = {name: weight * SCALE for name, weight in sum_.terms.items()}
        found = sum_.constant * SCALE
        for rule, row in zip(self._rules, self._rows, strict=True):
            factor = round(row.dual_value() * SCALE)
            end = rule.low if factor > 0 else rule.high
            if factor == 0 or abs(end) >= NEVER // 2:
                continue
            found += factor * (end - rule.sum.constant)
            for name, weight in rule.sum.terms.items():
                rest[name] = rest.get(name, 0) - factor * weight
        found += sum(weight * self._ranges[name][weight < 0] for name, weight in rest.items())
        return -(-found // SCALE)


class Nearby:
    """Looks for datasets that differ from a known one as little as possible, every switch as it is there: mostly they come out whole."""

    def __init__(self, program: Program) -> None:
        self._rules, self._lp = Rules(program), pywraplp.Solver.CreateSolver("GLOP")
        self._more, self._less = ([self._lp.NumVar(0, 0, "") for _ in program.variables] for _ in range(2))
        self._free = np.ones(len(program.variables), dtype=bool)
        self._free[[*program.switches()]] = False
        self._rows = [self._state(self._lp.Constraint(0, 0), rule.sum) for rule in program.rules]
        self._goal = self._lp.Constraint()
        for name in (*self._more, *self._less):
            self._lp.Objective().SetCoefficient(name, 1)
        self._lp.Objective().SetMinimization()
        self._base, self._room = np.zeros(0, dtype=np.int64), np.zeros((2, len(self._more)), dtype=np.int64)
        self._left = [(0.0, 0.0)] * len(self._rows)

    def _state(self, row: pywraplp.Constraint, sum_: Sum) -> pywraplp.Constraint:
        for name, weight in sum_.terms.items():
            row.SetCoefficient(self._more[name], weight)
            row.SetCoefficient(self._less[name], -weight)
        return row

    def find(self, base: Mapping[int, int], sum_: Sum = Sum(), most: int = 0, fixed: Mapping[int, int] | None = None) -> dict[int, int] | None:
        """A dataset near `base` in which the sum is at most `most`, switches `fixed` otherwise than there; None if none was found."""
        self._start(np.array([base[name] for name in range(len(self._more))], dtype=np.int64), fixed or {})
        self._goal.Clear()
        self._state(self._goal, sum_)
        self._goal.SetBounds(-self._lp.infinity(), most - _at(sum_, self._base))
        if self._lp.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        moved = np.zeros(len(self._base))
        for ends, room, sign in ((self._more, self._room[0], 1), (self._less, self._room[1], -1)):
            for name in np.flatnonzero(room).tolist():
                moved[name] += sign * ends[name].solution_value()
        values = self._base + np.rint(moved).astype(np.int64)
        return dict(enumerate(values.tolist())) if self._rules.hold(values) and _at(sum_, values) <= most else None

    def _start(self, base: np.ndarray, fixed: Mapping[int, int]) -> None:
        """Look near `base` from now on: what each variable and each rule has left there."""
        base[[*fixed]] = [*fixed.values()]
        if np.array_equal(base, self._base):
            return
        self._base, rules, endless = base, self._rules, self._lp.infinity()
        room = np.array([rules.most - base, base - rules.least]) * self._free
        for side, ends in enumerate((self._more, self._less)):
            for name in np.flatnonzero(room[side] != self._room[side]).tolist():
                ends[name].SetUb(int(room[side, name]))
        self._room = room
        sums, idle = rules.sums(base), rules.unmet(base) > 0
        lows = np.where(idle | (rules.low <= -NEVER // 2), -endless, rules.low - sums).tolist()
        highs = np.where(idle | (rules.high >= NEVER // 2), endless, rules.high - sums).tolist()
        for row, ends, known in zip(self._rows, zip(lows, highs, strict=True), self._left, strict=True):
            if ends != known:
                row.SetBounds(*ends)
        self._left = [*zip(lows, highs, strict=True)]


def _at(sum_: Sum, values: np.ndarray) -> int:
    return sum_.constant + sum(int(values[name]) * weight for name, weight in sum_.terms.items())


def _binds(rule: Rule, fixed: Mapping[int, int]) -> bool:
    return all(fixed.get(switch) == 1 for switch in rule.when) and all(fixed.get(switch) == 0 for switch in rule.unless)


def _row(lp: pywraplp.Solver, names: list, sum_: Sum, low: int, high: int) -> pywraplp.Constraint:
    endless = lp.infinity()
    row = lp.Constraint(low - sum_.constant if low > -NEVER // 2 else -endless, high - sum_.constant if high < NEVER // 2 else endless)
    for name, weight in sum_.terms.items():
        row.SetCoefficient(names[name], weight)
    return row

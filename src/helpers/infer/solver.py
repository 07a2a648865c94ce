"""Asking OR-tools CP-SAT: is there a dataset, what is the least, what is the greatest. One worker, one seed, no clock.

Every answer is proven, or says that it is not: a limit in CP-SAT's deterministic seconds stops a question that takes too long
at the same point on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from helpers.infer.program import MANY, NEVER, Program, Rule, Sum

# Tries at one question, one after the other: deterministic seconds and how much of the program the linear relaxation sees.
# How long a search takes varies wildly with its first choices, so several short ones beat one long one.
TRIES = ((0.1, 2), (0.2, 2), (0.4, 2), (0.8, 2), (1.6, 2), (3.0, 2), (3.0, 1), (30.0, 2))
SOON = 0.1  # deterministic seconds for a search whose failure costs only time


@dataclass(frozen=True)
class Answer:
    """The value found (None: no dataset), whether it is proven, and the values of all variables that reach it."""

    value: int | None
    proven: bool
    values: dict[int, int] = field(default_factory=dict, repr=False)

    @property
    def impossible(self) -> bool:
        """Whether it is proven that there is no dataset: that none was found in time proves nothing."""
        return self.value is None and self.proven


class Part:
    """A program as one CP-SAT model, built once for many questions."""

    def __init__(self, program: Program) -> None:
        self._cp = cp_model.CpModel()
        self.names = range(len(program.variables))
        self._variables = [self._cp.new_int_var(low, high, "") for low, high in program.variables]
        for rule in program.rules:
            self._state(self._cp, rule)

    def _state(self, model: cp_model.CpModel, rule: Rule) -> None:
        # Where no number will do, OR-tools takes a sum without variables for one that does: say that it is false.
        added = model.add_bool_or([]) if rule.low > rule.high else model.add_linear_expression_in_domain(
            self._expression(rule.sum), cp_model.Domain(rule.low, rule.high))
        switches = [self._variables[name] for name in rule.when] + [~self._variables[name] for name in rule.unless]
        if switches:
            added.only_enforce_if(switches)

    def _hint(self, model: cp_model.CpModel, values: Mapping[int, int], names: Iterable[int]) -> None:
        """Have the search look near these values first; `add_hint` for one variable at a time would take longer."""
        known = [name for name in names if name in values]
        model.proto.solution_hint.vars.extend([self._variables[name].index for name in known])
        model.proto.solution_hint.values.extend([values[name] for name in known])

    def _expression(self, sum_: Sum) -> cp_model.LinearExprT:
        return cp_model.LinearExpr.weighted_sum([self._variables[name] for name in sum_.terms], list(sum_.terms.values())) + sum_.constant

    def ask(self, sum_: Sum | None = None, low: int = -NEVER, high: int = NEVER, hint: Mapping[int, int] | None = None,
            least: bool = False, fixed: Mapping[int, int] | None = None, also: Iterable[Rule] = (), soon: bool = False) -> Answer:
        """Whether there is a solution with `low <= sum <= high`; the one with the least sum, if `least`.

        The `fixed` variables have these values (there is no solution where one is out of its range), and the rules `also` hold. A
        question that can be put otherwise need only be answered `soon`.
        """
        model = self._cp.clone()
        for name, value in (fixed or {}).items():
            domain = model.proto.variables[self._variables[name].index].domain
            if not domain[0] <= value <= domain[1]:
                return Answer(None, True)
            domain[0] = domain[1] = value
        if sum_ is not None and (low > -NEVER or high < NEVER):
            self._state(model, Rule(sum_, low, high))
        for rule in also:
            self._state(model, rule)
        if sum_ is not None and least:
            model.minimize(self._expression(sum_))
        if hint:
            self._hint(model, hint, self.names)
        return self._solved(model, sum_, TRIES[:5] if soon else TRIES)

    def nearest(self, base: Mapping[int, int], fixed: Mapping[int, int]) -> dict[int, int] | None:
        """A solution with these `fixed` values that differs little from `base`; None if there is none, or none was found soon.

        Little, not least: the search for the smallest sum of differences ends with the first solution that it meets.
        """
        model = self._cp.clone()
        for name, value in fixed.items():
            domain = model.proto.variables[self._variables[name].index].domain
            domain[0] = domain[1] = value
        apart, free = [], [name for name in self.names if name not in fixed]
        self._hint(model, base, free)
        for name in free:
            apart.append(model.new_int_var(0, MANY, ""))
            model.add(apart[-1] >= self._variables[name] - base[name])
            model.add(apart[-1] >= base[name] - self._variables[name])
        model.minimize(sum(apart))
        solver = _configured(0, SOON)
        solver.parameters.stop_after_first_solution = True
        if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return dict(zip(self.names, solver.response_proto.solution, strict=False))

    def core(self, assumed: set[int], off: set[int], also: Rule | None = None) -> tuple[set[int], dict[int, int]]:
        """Switches of `assumed` that cannot all be 1 while those of `off` are 0 (and the rule `also` holds); where they can, none and a solution.

        Neither, if that stayed open.
        """
        model = self._cp.clone()
        if also is not None:
            self._state(model, also)
        for name in sorted(off):
            model.add(self._variables[name] == 0)
        model.add_assumptions([self._variables[name] for name in sorted(assumed)])
        solver = _configured()
        status = solver.solve(model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return set(), dict(zip(self.names, solver.response_proto.solution, strict=False))
        numbers = {self._variables[name].index: name for name in assumed}
        return {numbers[number] for number in solver.sufficient_assumptions_for_infeasibility()} if status == cp_model.INFEASIBLE else set(), {}

    def _solved(self, model: cp_model.CpModel, sum_: Sum | None, tries: tuple[tuple[float, int], ...]) -> Answer:
        found = Answer(None, False)
        for seed, (limit, linearization) in enumerate(tries):
            solver = _configured(seed, limit, linearization)
            status = solver.solve(model)
            if status == cp_model.INFEASIBLE:
                return Answer(None, True)
            if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                values = dict(zip(self.names, solver.response_proto.solution, strict=True))
                found = Answer(0 if sum_ is None else _at(sum_, values), status == cp_model.OPTIMAL, values)
            if found.proven:
                break
        return found


def repeatable(limit: float = float("inf")) -> cp_model.CpSolver:
    """CP-SAT with one worker and one seed, for at most `limit` deterministic seconds.

    It leaves Ctrl-C to Python: else that would end one question, which would then count as not proven, and after the first question
    end the process without a word.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed, solver.parameters.max_deterministic_time = 1, 0, limit
    solver.parameters.catch_sigint_signal = False
    return solver


def _configured(seed: int = 0, limit: float = 30.0, linearization: int = 2) -> cp_model.CpSolver:
    solver = repeatable(limit)
    parameters = solver.parameters
    parameters.random_seed, parameters.linearization_level, parameters.cut_level = seed, linearization, 0
    # Questions are many and small: presolving each to the end would take longer than answering it.
    parameters.cp_model_probing_level, parameters.symmetry_level, parameters.max_presolve_iterations = 0, 0, 1
    return solver


def _at(sum_: Sum, values: Mapping[int, int]) -> int:
    return sum_.constant + sum(values[name] * weight for name, weight in sum_.terms.items())


class Solver:
    """A program as one CP-SAT model, built once for all questions."""

    def __init__(self, program: Program) -> None:
        self.part = Part(program)

    def situation(self, fixed: Mapping[int, int]) -> Situation:
        """The program where these variables have these values."""
        return Situation(self.part, dict(fixed))


@dataclass
class Situation:
    """The program with some variables fixed."""

    part: Part
    fixed: dict[int, int]
    found: dict[int, int] = field(default_factory=dict, repr=False)

    def feasible(self, hint: Mapping[int, int] | None = None) -> bool | None:
        """Whether some dataset satisfies all rules; None if that could not be decided. A `hint` is a dataset nearby."""
        answer = self.part.ask(hint=hint, fixed=self.fixed)
        self.found = answer.values
        return True if answer.value is not None else False if answer.proven else None

    def values(self) -> dict[int, int]:
        """One dataset; ask `feasible` first."""
        return self.found

    def least(self, sum_: Sum, hint: Mapping[int, int] | None = None) -> Answer:
        """The least value of the sum."""
        return self.part.ask(sum_, hint=hint, least=True, fixed=self.fixed)

    def greatest(self, sum_: Sum, hint: Mapping[int, int] | None = None) -> Answer:
        """The greatest value of the sum."""
        found = self.least(sum_ * -1, hint)
        return Answer(None if found.value is None else -found.value, found.proven, found.values)

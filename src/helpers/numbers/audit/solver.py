"""Asking OR-tools CP-SAT: is there a dataset, or which claims stand against it.

One worker, one seed, no clock: every answer is proven or says that it is not, and a limit in
CP-SAT's deterministic seconds stops a question that takes too long at the same point everywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from helpers.numbers.audit.program import MANY, NEVER, Program, Rule, Sum, Values

# Tries at one question: deterministic seconds, and whether to presolve to the end. How long a
# search takes varies wildly with its first choices, so several short ones beat one long one.
TRIES = ((0.06, False), (0.6, True), (0.3, False), (2.0, True), (1.0, False), (30.0, True))
FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(frozen=True)
class Answer:
    """A dataset (None: none found) and, where there is none, whether that is proven."""

    values: Values | None
    proven: bool = True

    @property
    def impossible(self) -> bool:
        """Whether it is proven that there is no dataset."""
        return self.values is None and self.proven


class Solver:
    """A program as one CP-SAT model, built once for many questions."""

    def __init__(self, program: Program) -> None:
        self._cp = cp_model.CpModel()
        self._names = [self._cp.new_int_var(low, high, "") for low, high in program.ranges]
        for rule in program.rules:
            self._state(self._cp, rule)

    def _state(self, model: cp_model.CpModel, rule: Rule) -> None:
        names = [self._names[name] for name in rule.sum.terms]
        weights = list(rule.sum.terms.values())
        sum_ = cp_model.LinearExpr.weighted_sum(names, weights) + rule.sum.constant
        # OR-tools takes a sum without variables that cannot hold for one that does.
        empty = rule.low > rule.high or not names and not rule.low <= rule.sum.constant <= rule.high
        added = (
            model.add_bool_or([])
            if empty
            else model.add_linear_expression_in_domain(sum_, cp_model.Domain(rule.low, rule.high))
        )
        if rule.when:
            literals = [self._names[n] if value else ~self._names[n] for n, value in rule.when]
            added.only_enforce_if(literals)

    def _model(self, fixed: Mapping[int, int], also: Iterable[Rule]) -> cp_model.CpModel | None:
        """The program with some variables fixed; None if one cannot have its value."""
        model = self._cp.clone()
        for name, value in fixed.items():
            domain = model.proto.variables[name].domain
            if not domain[0] <= value <= domain[1]:
                return None
            domain[0] = domain[1] = value
        for rule in also:
            self._state(model, rule)
        return model

    def ask(
        self,
        fixed: Mapping[int, int] | None = None,
        also: Iterable[Rule] = (),
        hint: Values | None = None,
        tries: tuple[tuple[float, bool], ...] = TRIES,
    ) -> Answer:
        """Whether there is a dataset with these `fixed` values where the rules `also` hold.

        `hint` is one nearby.
        """
        model = self._model(fixed or {}, also)
        if model is None:
            return Answer(None)
        if hint is not None:
            model.proto.solution_hint.vars.extend(range(len(hint)))
            model.proto.solution_hint.values.extend(hint.tolist())
        for seed, (limit, thorough) in enumerate(tries):
            solver = repeatable(limit, seed, thorough)
            status = solver.solve(model)
            if status in FOUND:
                return Answer(_values(solver))
            if status == cp_model.INFEASIBLE:
                return Answer(None)
        return Answer(None, proven=False)

    def nearest(self, base: Values, fixed: Mapping[int, int]) -> Values | None:
        """A dataset with these `fixed` values not far from `base`, if one is found soon.

        Little, not least: the search for the least difference ends with the first dataset it meets.
        """
        model = self._model(fixed, ())
        if model is None:
            return None
        free, apart = [name for name in range(len(base)) if name not in fixed], []
        model.proto.solution_hint.vars.extend(free)
        model.proto.solution_hint.values.extend(int(base[name]) for name in free)
        for name in free:
            apart.append(model.new_int_var(0, MANY, ""))
            model.add(apart[-1] >= self._names[name] - int(base[name]))
            model.add(apart[-1] >= int(base[name]) - self._names[name])
        model.minimize(sum(apart))
        solver = repeatable(0.1)
        solver.parameters.stop_after_first_solution = True
        return _values(solver)[: len(base)] if solver.solve(model) in FOUND else None

    def core(
        self, assumed: Iterable[int], fixed: Mapping[int, int], also: Iterable[Rule] = ()
    ) -> tuple[frozenset[int], Answer]:
        """Switches of `assumed` that cannot all be 1, with the answer to whether they can."""
        model = self._model(fixed, also)
        if model is None:
            return frozenset(), Answer(None)
        model.add_assumptions([self._names[name] for name in sorted(assumed)])
        for seed, (limit, thorough) in enumerate(TRIES):
            solver = repeatable(limit, seed, thorough)
            status = solver.solve(model)
            if status in FOUND:
                return frozenset(), Answer(_values(solver))
            if status == cp_model.INFEASIBLE:
                found = solver.sufficient_assumptions_for_infeasibility()
                return frozenset(found), Answer(None)
        return frozenset(), Answer(None, proven=False)


def repeatable(limit: float = 30.0, seed: int = 0, thorough: bool = False) -> cp_model.CpSolver:
    """CP-SAT with one worker and one seed, for at most `limit` deterministic seconds.

    It leaves Ctrl-C to Python: else that would end one question, which would then count as not
    proven, and after the first question end the process without a word.
    """
    solver = cp_model.CpSolver()
    found = solver.parameters
    found.num_workers, found.random_seed, found.max_deterministic_time = 1, seed, limit
    found.catch_sigint_signal = False
    found.linearization_level = 2
    if not thorough:
        # Most questions are small: presolving to the end would take longer than answering them.
        found.cut_level, found.cp_model_probing_level, found.symmetry_level = 0, 0, 0
        found.max_presolve_iterations = 1
    return solver


def _values(solver: cp_model.CpSolver) -> Values:
    return np.array(solver.response_proto.solution, dtype=np.int64)


def at_most(sum_: Sum, most: int) -> Rule:
    """The rule that a sum is no more than this."""
    return Rule(sum_, -NEVER, most)

"""Asking OR-tools CP-SAT: is there a dataset, or which claims stand against it.

One worker, one seed, no clock: every answer is proven or says that it is not, and a limit in
CP-SAT's deterministic seconds stops a question that takes too long at the same point everywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from helpers.numbers.audit.program import NEVER, Program, Rule, Sum, Values

# Tries at one question: deterministic seconds, whether to presolve to the end, and how much of the
# program is relaxed as a linear one: all of it shows best that there is no dataset, nothing of it
# finds one quickest. How long a search takes varies wildly with its first choices, so several short
# ones beat one long one.
Tries = tuple[tuple[float, bool, int], ...]
TRIES: Tries = (
    *((0.15, False, 2), (0.6, True, 2), (0.3, False, 0)),
    *((2.0, True, 2), (1.0, False, 0), (30.0, True, 2)),
)
PROOFS: Tries = ((2.0, False, 2), (30.0, True, 2))  # where it is known that there is none


@dataclass(frozen=True)
class Answer:
    """A dataset; or none, whether that is proven, and switches that cannot all be 1, if asked."""

    values: Values | None
    proven: bool = True
    core: frozenset[int] = frozenset()

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

    def _asked(self, fixed: Mapping[int, int], hint: Values | None) -> cp_model.CpModel | None:
        """A copy with these `fixed` values, a dataset nearby as a hint; None if out of range."""
        model = self._cp.clone()
        for name, value in fixed.items():
            domain = model.proto.variables[name].domain
            if not domain[0] <= value <= domain[1]:
                return None
            domain[0] = domain[1] = value
        if hint is not None:
            model.proto.solution_hint.vars.extend(range(len(hint)))
            model.proto.solution_hint.values.extend(hint.tolist())
        return model

    def nearest(self, base: Values, fixed: Mapping[int, int]) -> Values | None:
        """A dataset with these `fixed` values that differs little from `base`, if soon found.

        Little, not least: the search for the least sum of differences ends where it meets one.
        """
        model, apart = self._asked(fixed, base), []
        if model is None:
            return None
        for name, variable in enumerate(self._names):
            low, high = list(model.proto.variables[name].domain)
            value = int(base[name])
            if low < high:
                apart.append(model.new_int_var(0, max(high - value, value - low), ""))
                model.add(apart[-1] >= variable - value)
                model.add(apart[-1] >= value - variable)
        model.minimize(sum(apart))
        solver = repeatable(0.3)
        solver.parameters.stop_after_first_solution = True
        if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return np.array(solver.response_proto.solution, dtype=np.int64)[: len(base)]

    def small(self, goal: Sum, base: Values, fixed: Mapping[int, int]) -> Values | None:
        """A dataset with these `fixed` values in which a sum is small, sought from `base` on.

        Small, not least: the least of all that were met when a limit is reached.
        """
        model = self._asked(fixed, base)
        if model is None:
            return None
        names = [self._names[name] for name in goal.terms]
        model.minimize(cp_model.LinearExpr.weighted_sum(names, list(goal.terms.values())))
        solver = repeatable(1.0, linear=1)
        if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return np.array(solver.response_proto.solution, dtype=np.int64)

    def ask(
        self,
        fixed: Mapping[int, int] | None = None,
        also: Iterable[Rule] = (),
        hint: Values | None = None,
        assumed: Iterable[int] = (),
        tries: Tries = TRIES,
    ) -> Answer:
        """Whether there is a dataset with these `fixed` values where the rules `also` hold.

        `hint` is one nearby; where `assumed` switches cannot all be 1, the answer says which.
        """
        model = self._asked(fixed or {}, hint)
        if model is None:
            return Answer(None)
        for rule in also:
            self._state(model, rule)
        switches = sorted(assumed)
        if switches:
            model.add_assumptions([self._names[name] for name in switches])
        for seed, how in enumerate(tries):
            solver = repeatable(*how, seed)
            status = solver.solve(model)
            if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                return Answer(np.array(solver.response_proto.solution, dtype=np.int64))
            if status == cp_model.INFEASIBLE:
                core = solver.sufficient_assumptions_for_infeasibility() if switches else ()
                return Answer(None, core=frozenset(core))
        return Answer(None, proven=False)


def repeatable(
    limit: float = 30.0, thorough: bool = False, linear: int = 2, seed: int = 0
) -> cp_model.CpSolver:
    """CP-SAT with one worker and one seed, for at most `limit` deterministic seconds.

    It leaves Ctrl-C to Python: else that would end one question, which would then count as not
    proven, and after the first question end the process without a word.
    """
    solver = cp_model.CpSolver()
    found = solver.parameters
    found.num_workers, found.random_seed, found.max_deterministic_time = 1, seed, limit
    found.catch_sigint_signal = False
    found.linearization_level = linear
    if not thorough:
        # Most questions are small: presolving to the end would take longer than answering them.
        found.cut_level, found.cp_model_probing_level, found.symmetry_level = 0, 0, 0
        found.max_presolve_iterations = 1
    return solver


def at_most(sum_: Sum, most: int) -> Rule:
    """The rule that a sum is no more than this."""
    return Rule(sum_, -NEVER, most)

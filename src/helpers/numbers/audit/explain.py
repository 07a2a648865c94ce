"""Why the claims of a conflict cannot all hold, and which number would mend it."""

import ast
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace

from helpers.numbers.audit.families import Families
from helpers.numbers.audit.formulas import Printed, printed
from helpers.numbers.audit.model import Claims, Model
from helpers.numbers.audit.program import Sum
from helpers.numbers.audit.solver import Solver, at_most
from helpers.numbers.audit.verdicts import of_claims


@dataclass(frozen=True)
class Repair:
    """If all other claims of a conflict hold, what `claim` counts is `low`..`high`.

    It prints `was`; `near` is the value nearest to that. `percent`: both are rounded percentages.
    """

    claim: str
    formula: str
    was: int
    near: int
    low: int
    high: int
    percent: bool = False


@dataclass(frozen=True)
class Halves:
    """By the claims `few` a number (in `words`) is at most `most`, by `many` at least `least`.

    Such a number is an interpolant (Craig 1957): each half can be followed by itself.
    """

    words: str
    few: tuple[str, ...]
    most: int
    many: tuple[str, ...]
    least: int


@dataclass(frozen=True)
class Explanation:
    """A conflict, its claims in the order of the spec, and why it is one."""

    claims: tuple[str, ...]
    repairs: tuple[Repair, ...]
    halves: tuple[Halves, ...]


def explained(families: Families, conflict: Claims) -> Explanation:
    """A minimal conflict's explanation, from a model of its own claims."""
    spec = families.part(conflict)
    first = {claim: printed(_formula(families, claim)) for claim in of_claims(spec, conflict)}
    asked = [ast.unparse(one.counted) for one in first.values() if one]
    about = frozenset().union(*(families.about[claim] for claim in conflict))
    pivots = {said: one for said, one in spec.pivots.items() if families.of(one) <= about}
    desk = _Small(Model(replace(spec, pivots=pivots), [*asked, *pivots.values()]))
    repairs = [_repair(desk, conflict, claim, one) for claim, one in first.items() if one]
    halves = _halves(desk, of_claims(spec, conflict)) if len(conflict) > 2 else None
    return Explanation(
        tuple(first), tuple(one for one in repairs if one), (halves,) if halves else ()
    )


def _formula(families: Families, claim: str) -> str:
    """The formula in which a claim first prints a number; else its first one."""
    own = [one.formula for one in families.spec.claims if one.ids == (claim,)]
    return next((one for one in own if printed(one)), own[0] if own else "0 == 0")


class _Small:
    """The model of a few claims, of which some hold."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.numbers: dict[str, Sum] = {}
        self._solver: Solver | None = None

    def number(self, formula: str) -> Sum:
        if formula not in self.numbers:
            self.numbers[formula] = self.model.number(formula)
            self._solver = None  # the number may be written with rules of its own
        return self.numbers[formula]

    def least(self, goal: Sum, on: Mapping[int, int]) -> int | None:
        """The least of a sum where just these switches are on; None if that stayed open."""
        self._solver = self._solver or Solver(self.model.program)
        answer = self._solver.ask(on)
        if answer.values is None:
            return None
        best, floor = goal.at(answer.values), goal.ends(self.model.program.ranges)[0]
        while floor < best:
            middle = (floor + best) // 2
            answer = self._solver.ask(on, [at_most(goal, middle)])
            if answer.values is not None:
                best = goal.at(answer.values)
            elif answer.proven:
                floor = middle + 1
            else:
                return None
        return best


def _repair(desk: _Small, conflict: Claims, claim: str, said: Printed) -> Repair | None:
    formula = ast.unparse(said.counted)
    goal, on = desk.number(formula), desk.model.fixed(conflict - {claim})
    low, above = desk.least(goal, on), desk.least(goal * -1, on)
    if low is None or above is None:
        return None
    high = -above
    if said.base:
        low, high = (_percent(value, said.base) for value in (low, high))
    near = min(max(said.value, low), high) if said.operator is ast.Eq else low
    if near == said.value:
        return None  # the claim says more than this one number, which alone mends nothing
    return Repair(claim, formula, said.value, near, low, high, said.base is not None)


def _percent(part: int, base: int) -> int:
    """Rounded half up."""
    return (200 * part + base) // (2 * base)


def _halves(desk: _Small, claims: list[str]) -> Halves | None:
    """A number of `pivots` that some of a conflict's claims and the others say otherwise."""
    sizes = range(1, len(claims))
    parted = itertools.chain.from_iterable(itertools.combinations(claims, size) for size in sizes)
    balanced = sorted(parted, key=lambda some: abs(2 * len(some) - len(claims)))
    for (words, formula), many in itertools.product(desk.model.spec.pivots.items(), balanced):
        few, goal = tuple(one for one in claims if one not in many), desk.number(formula)
        above = desk.least(goal * -1, desk.model.fixed(few))
        least = desk.least(goal, desk.model.fixed(many))
        if above is not None and least is not None and -above < least:
            return Halves(words, few, -above, many, least)
    return None

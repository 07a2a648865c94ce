"""A linear program over whole numbers, written down once and handed to more than one solver.

Rules bind always, or only `when` certain 0/1 variables are 1. `Solver` asks OR-tools CP-SAT; tests hand the
same rules to HiGHS.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

MANY = 100_000  # above every count of alliances
NEVER = 10**12  # above every weighted sum: rules without an upper or a lower end


@dataclass(frozen=True)
class Sum:
    """A weighted sum of variables and a constant: `terms` maps a variable's number to its whole weight."""

    terms: Mapping[int, int] = field(default_factory=dict)
    constant: int = 0

    def __add__(self, other: Sum | int) -> Sum:
        if isinstance(other, int):
            return Sum(self.terms, self.constant + other)
        terms = Counter(self.terms)
        for name, weight in other.terms.items():
            terms[name] += weight
        return Sum({name: weight for name, weight in terms.items() if weight}, self.constant + other.constant)

    def __mul__(self, factor: int) -> Sum:
        return Sum({name: weight * factor for name, weight in self.terms.items() if factor}, self.constant * factor)

    def __sub__(self, other: Sum | int) -> Sum:
        return self + other * -1

    __rmul__ = __mul__

    def at(self, values: list[int]) -> int:
        """The sum's value where variable i is `values[i]`."""
        return self.constant + sum(values[name] * weight for name, weight in self.terms.items())


def total(sums: Iterable[Sum]) -> Sum:
    """The sum of several sums."""
    terms: Counter[int] = Counter()
    constant = 0
    for one in sums:
        constant += one.constant
        for name, weight in one.terms.items():
            terms[name] += weight
    return Sum({name: weight for name, weight in terms.items() if weight}, constant)


@dataclass(frozen=True)
class Rule:
    """`low <= sum <= high`, binding when every variable of `when` is 1 and every one of `unless` is 0."""

    sum: Sum
    low: int
    high: int
    when: tuple[int, ...] = ()
    unless: tuple[int, ...] = ()


@dataclass
class Program:
    """Variables (their least and greatest value) and rules."""

    variables: list[tuple[int, int]] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def variable(self, low: int = 0, high: int = MANY) -> Sum:
        """A new whole-number variable, as a sum of itself."""
        self.variables.append((low, high))
        return Sum({len(self.variables) - 1: 1})

    def switch(self) -> int:
        """A new 0/1 variable; its number."""
        self.variables.append((0, 1))
        return len(self.variables) - 1

    def add(self, sum_: Sum, low: int = -NEVER, high: int = NEVER, when: Iterable[int] = (), unless: Iterable[int] = ()) -> None:
        """Add the rule `low <= sum <= high`."""
        self.rules.append(Rule(sum_, low, high, tuple(when), tuple(unless)))

    def switches(self) -> set[int]:
        """The variables that rules hang on."""
        return {switch for rule in self.rules for switch in (*rule.when, *rule.unless)}

    def whether(self, sum_: Sum, low: int) -> int:
        """A switch that is 1 exactly where the sum is at least `low`."""
        found = self.switch()
        self.add(sum_, low=low, when=[found])
        self.add(sum_, high=low - 1, unless=[found])
        return found

    def all_of(self, switches: list[int]) -> int:
        """A switch that is 1 exactly where all `switches` are."""
        return switches[0] if len(switches) == 1 else self.whether(total(Sum({one: 1}) for one in switches), len(switches))

    def none_of(self, switch: int) -> int:
        """A switch that is 1 exactly where `switch` is 0."""
        found = self.switch()
        self.add(Sum({found: 1, switch: 1}), 1, 1)
        return found

"""A linear program over whole numbers, written down once and handed to CP-SAT, to GLOP, to numpy.

A rule binds always, or where all of its conditions (a variable has a value, 0 or 1) hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_array

MANY = 10**6  # above every count
NEVER = 10**12  # above every weighted sum: a rule without a lower or an upper end

Condition = tuple[int, int]  # a variable's number and the value that it must have
Ranges = list[tuple[int, int]]  # every variable's least and greatest value
Values = np.ndarray  # of every variable: its value (int64)


@dataclass(frozen=True)
class Sum:
    """A weighted sum of variables and a constant: `terms` maps a variable to its weight."""

    terms: Mapping[int, int] = field(default_factory=dict)
    constant: int = 0

    def __add__(self, other: Sum | int) -> Sum:
        return total([self, Sum({}, other) if isinstance(other, int) else other])

    def __mul__(self, factor: int) -> Sum:
        terms = {name: weight * factor for name, weight in self.terms.items() if factor}
        return Sum(terms, self.constant * factor)

    def __sub__(self, other: Sum | int) -> Sum:
        return self + other * -1

    def at(self, values: Values) -> int:
        """The sum's value where variable i is `values[i]`."""
        return self.constant + sum(int(values[name]) * w for name, w in self.terms.items())

    def of(self, datasets: np.ndarray) -> np.ndarray:
        """The sum's value in each row of values."""
        return datasets[:, [*self.terms]] @ np.array([*self.terms.values()], int) + self.constant

    def ends(self, ranges: Ranges) -> tuple[int, int]:
        """The least and the greatest that the sum can be where variables are in these ranges."""
        least = most = self.constant
        for name, weight in self.terms.items():
            low, high = ranges[name]
            least += weight * (low if weight > 0 else high)
            most += weight * (high if weight > 0 else low)
        return least, most


def total(sums: Iterable[Sum]) -> Sum:
    """The sum of several sums."""
    terms: dict[int, int] = {}
    constant = 0
    for one in sums:
        constant += one.constant
        for name, weight in one.terms.items():
            terms[name] = terms.get(name, 0) + weight
    return Sum({name: weight for name, weight in terms.items() if weight}, constant)


class Rule(NamedTuple):
    """`low <= sum <= high`, binding where every condition of `when` holds."""

    sum: Sum
    low: int
    high: int
    when: tuple[Condition, ...] = ()

    def open(self, ranges: Ranges) -> list[Condition] | None:
        """The conditions that are not decided; None if one of them does not hold."""
        if any(not ranges[name][0] <= value <= ranges[name][1] for name, value in self.when):
            return None
        return [(name, value) for name, value in self.when if ranges[name][0] < ranges[name][1]]

    def narrow(self, ranges: Ranges) -> bool:
        """Cut from its variables' ranges what would break the rule; whether anything was cut.

        Where it cannot be met, its one open condition does not hold.
        """
        asked, (least, most) = self.open(ranges), self.sum.ends(ranges)
        if asked is None or len(asked) > 1 or self.low <= least <= most <= self.high:
            return False
        if least > self.high or most < self.low:
            for name, value in asked:
                ranges[name] = (1 - value, 1 - value)
            return bool(asked)
        cut = [self._cut(ranges, name) for name in self.sum.terms if not asked]
        return any(cut)

    def _cut(self, ranges: Ranges, name: int) -> bool:
        weight, (low, high) = self.sum.terms[name], ranges[name]
        least, most = self.sum.ends(ranges)
        up, down = (self.high - least) // abs(weight), (most - self.low) // abs(weight)
        if weight < 0:
            up, down = down, up
        found = max(low, high - down), min(high, low + up)
        if found == (low, high) or found[0] > found[1]:
            return False
        ranges[name] = found
        return True

    def within(self, ranges: Ranges) -> Rule | None:
        """The rule without the conditions that are decided; None if it holds anyway."""
        asked, (least, most) = self.open(ranges), self.sum.ends(ranges)
        if asked is None or self.low <= least <= most <= self.high:
            return None
        return self._replace(when=tuple(asked))


@dataclass
class Program:
    """Variables, each with its least and greatest value, and rules."""

    ranges: Ranges = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def variable(self, low: int = 0, high: int = MANY) -> Sum:
        """A new whole-number variable, as a sum of itself."""
        self.ranges.append((low, high))
        return Sum({len(self.ranges) - 1: 1})

    def switch(self) -> int:
        """A new 0/1 variable; its number."""
        self.ranges.append((0, 1))
        return len(self.ranges) - 1

    def add(
        self, sum_: Sum, low: int = -NEVER, high: int = NEVER, when: Iterable[Condition] = ()
    ) -> None:
        """Add the rule `low <= sum <= high`."""
        self.rules.append(Rule(sum_, low, high, tuple(when)))

    def whether(self, sum_: Sum, low: int) -> int:
        """A switch that is 1 exactly where the sum is at least `low`."""
        found = self.switch()
        self.add(sum_, low=low, when=[(found, 1)])
        self.add(sum_, high=low - 1, when=[(found, 0)])
        return found

    def at_least(self, switches: list[int], number: int) -> int:
        """A switch that is 1 exactly where so many of the switches are."""
        if len(switches) == number == 1:
            return switches[0]
        return self.whether(Sum(dict.fromkeys(switches, 1)), number)

    def settled(self, fixed: Mapping[int, int]) -> Program:
        """The program where some variables are `fixed`, as narrow as single rules make each range.

        Same variables; rules that hold anyway are left out. Solvers begin with this (bound
        propagation): done once, it serves all questions. Rules that cannot be met stay.
        """
        ranges = [
            (fixed.get(name, low), fixed.get(name, high))
            for name, (low, high) in enumerate(self.ranges)
        ]
        narrowed = [True]
        while any(narrowed):
            narrowed = [rule.narrow(ranges) for rule in self.rules]
        left = (rule.within(ranges) for rule in self.rules)
        return Program(ranges, [rule for rule in left if rule])

    @cached_property
    def arrays(self) -> Arrays:
        """The rules as arrays; no rule may be added any more."""
        return Arrays(self)


class Arrays:
    """A program's rules as arrays: every sum at some values, and whether all that bind hold."""

    def __init__(self, program: Program) -> None:
        rules, width = program.rules, len(program.ranges)
        self._sums = _matrix([rule.sum.terms for rule in rules], width)
        # A condition x = v does not hold by |x - v| = x (1 - 2v) + v, as x is 0 or 1.
        asked = [{name: 1 - 2 * value for name, value in rule.when} for rule in rules]
        self._asked = _matrix(asked, width)
        self._wanted = np.array([sum(v for _, v in rule.when) for rule in rules], dtype=np.int64)
        self._constants = np.array([rule.sum.constant for rule in rules], dtype=np.int64)
        self.low = np.array([rule.low for rule in rules], dtype=np.int64)
        self.high = np.array([rule.high for rule in rules], dtype=np.int64)
        self.least, self.most = np.array(program.ranges, dtype=np.int64).reshape(-1, 2).T

    def sums(self, values: Values) -> np.ndarray:
        """Every rule's sum."""
        return self._sums @ values + self._constants

    def unmet(self, values: Values) -> np.ndarray:
        """How many of each rule's conditions do not hold."""
        return self._asked @ values + self._wanted

    def broken(self, values: Values) -> np.ndarray:
        """Which rules bind and do not hold."""
        sums = self.sums(values)
        return ((sums < self.low) | (sums > self.high)) & (self.unmet(values) == 0)

    def hold(self, values: Values) -> bool:
        """Whether the values are in their ranges and break no rule that binds."""
        inside = np.all((values >= self.least) & (values <= self.most))
        return bool(inside) and not np.any(self.broken(values))


def _matrix(terms: Sequence[Mapping[int, int]], width: int) -> csr_array:
    from scipy.sparse import csr_array  # late: slow, and the build begins without it

    names = [name for some in terms for name in some]
    weights = np.array([weight for some in terms for weight in some.values()], dtype=np.int64)
    starts = np.cumsum([0, *map(len, terms)])
    return csr_array((weights, names, starts), shape=(len(terms), width))

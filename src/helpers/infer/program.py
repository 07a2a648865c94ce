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


Ranges = list[tuple[int, int]]  # of every variable: its least and greatest value


@dataclass(frozen=True)
class Rule:
    """`low <= sum <= high`, binding when every variable of `when` is 1 and every one of `unless` is 0."""

    sum: Sum
    low: int
    high: int
    when: tuple[int, ...] = ()
    unless: tuple[int, ...] = ()


    def _open(self, ranges: Ranges) -> list[tuple[int, int]] | None:
        """The conditions that are not decided, each with the value that it asks for; None if one is not met."""
        asked = [(name, 1) for name in self.when] + [(name, 0) for name in self.unless]
        if any(not ranges[name][0] <= value <= ranges[name][1] for name, value in asked):
            return None
        return [(name, value) for name, value in asked if ranges[name][0] < ranges[name][1]]

    def _ends(self, ranges: Ranges) -> tuple[int, int]:
        """The least and the greatest that the sum can be."""
        parts = [sorted((weight * ranges[name][0], weight * ranges[name][1])) for name, weight in self.sum.terms.items()]
        return self.sum.constant + sum(low for low, _ in parts), self.sum.constant + sum(high for _, high in parts)

    def matters(self, ranges: Ranges) -> bool:
        """Whether some values break the rule."""
        least, most = self._ends(ranges)
        return self._open(ranges) is not None and not self.low <= least <= most <= self.high

    def within(self, ranges: Ranges) -> Rule:
        """The rule without the variables and the conditions that are decided."""
        values = {name: ranges[name][0] for name in self.sum.terms if ranges[name][0] == ranges[name][1]}
        left = {name: weight for name, weight in self.sum.terms.items() if name not in values}
        constant = self.sum.constant + sum(self.sum.terms[name] * value for name, value in values.items())
        asked = dict(self._open(ranges))
        return Rule(Sum(left, constant), self.low, self.high, tuple(name for name in self.when if name in asked),
                    tuple(name for name in self.unless if name in asked))

    def narrow(self, ranges: Ranges) -> None:
        """Cut from the ranges of its variables what would break the rule, if it binds; if it cannot be met, the one open condition is not."""
        asked, (least, most) = self._open(ranges), self._ends(ranges)
        if asked is None or len(asked) > 1 or least >= self.low and most <= self.high:
            return
        if least > self.high or most < self.low:
            for name, value in asked:
                ranges[name] = (1 - value, 1 - value)
            return
        for name, weight in self.sum.terms.items() if not asked else ():
            low, high = ranges[name]
            room_up, room_down = self.high - least, most - self.low  # how much further up or down this term alone may move the sum
            if weight < 0:
                room_up, room_down = room_down, room_up
            found = max(low, high - room_down // abs(weight)), min(high, low + room_up // abs(weight))
            if found[0] > found[1]:
                return
            if found != (low, high):
                ranges[name] = found
                least, most = self._ends(ranges)


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

    def settled(self, fixed: Mapping[int, int]) -> Program:
        """The program where some variables are `fixed`: each range as narrow as single rules make it, without the rules that hold anyway.

        The same variables, and of the solutions those with the fixed values. Solvers begin with this (bound propagation); done once
        it serves all questions. Rules that cannot be met stay, as they are.
        """
        ranges = [(fixed.get(name, low), fixed.get(name, high)) for name, (low, high) in enumerate(self.variables)]
        before = None
        while ranges != before:
            before = list(ranges)
            for rule in self.rules:
                rule.narrow(ranges)
        return Program(ranges, [rule.within(ranges) for rule in self.rules if rule.matters(ranges)])

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

"""What each published number of members is made of: a sum over cells of rows, or a share of one.

A cell is one number of members in one row of partnerships.csv, in all or of one type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from helpers.data import lifecycle, member_change, population
from helpers.data.member_change import APPEARED, DROPPED, Family
from helpers.data.memberships import MEMBERSHIPS
from helpers.data.network import Network
from helpers.numbers.numerals import percent_of
from helpers.numbers.question import Question

Cell = tuple[int, str]
"""The row of the file and the column."""
Terms = tuple[tuple[Cell, int], ...]
"""Cells, each with how often it counts, in order."""
EVERY = "", ""
CHANGE = "member_change"
MEMBERS, SHARE, COUNT = "members", "member_share", "count"
LIMITS = (">", ">=")  # of a row whose number of members is "more than", types need not add up


@dataclass(frozen=True)
class Rule:
    """The small-cell rule of a network: numbers from `least` to `below` - 1 are not shown."""

    below: int
    zero: bool = False

    @classmethod
    def of(cls, network: Network) -> Rule | None:
        """The rule that network.yml sets; None if it sets none."""
        given: Mapping[str, Any] = network.config.get("suppress") or {}
        return cls(given["below"], given["zero"]) if given else None

    @property
    def least(self) -> int:
        """The least number that is hidden."""
        return 0 if self.zero else 1

    @property
    def most(self) -> int:
        """The largest number that is hidden for its size."""
        return self.below - 1

    def small(self, number: int) -> bool:
        """Is a number one that must not be shown?"""
        return self.least <= number <= self.most


@dataclass(frozen=True, eq=False)
class Sum:
    """A weighted sum of cells, and its true value."""

    weights: Mapping[Cell, int]
    truth: int

    def moved(self, changed: Mapping[Cell, int], values: Mapping[Cell, int]) -> int:
        """Its value if some cells held other numbers than `values` say."""
        return self.truth + sum(
            self.weights[cell] * (value - values[cell])
            for cell, value in changed.items()
            if cell in self.weights
        )


@dataclass(frozen=True, eq=False)
class Limit:
    """What a shown number tells: a sum of cells lies between two ends."""

    sum: Sum
    low: int | None
    high: int | None

    def met(self, value: int) -> bool:
        """Does a value of the sum lie between them?"""
        above = self.low is None or value >= self.low
        return above and (self.high is None or value <= self.high)


@dataclass(frozen=True)
class Number:
    """A sum of cells; with a `whole`, its percentage of another sum, rounded half up."""

    part: Terms
    whole: Terms = ()

    @property
    def single(self) -> bool:
        """Is it the number of one cell?"""
        return len(self.part) == 1 and not self.whole

    @property
    def difference(self) -> bool:
        """Is it what is more in some cells than in others? That is no number of members."""
        return any(weight < 0 for _, weight in self.part)

    def value(self, values: Mapping[Cell, int]) -> int:
        """The number as it would be shown."""
        part = weighed(values, self.part).truth
        return percent_of(part, weighed(values, self.whole).truth) if self.whole else part

    def limits(self, values: Mapping[Cell, int]) -> list[Limit]:
        """What a reader learns where it is shown.

        p percent of a whole, rounded half up, means: (2p - 1) whole <= 200 part < (2p + 1) whole.
        """
        part = weighed(values, self.part)
        if not self.whole:
            return [Limit(part, part.truth, part.truth)]
        p = percent_of(part.truth, weighed(values, self.whole).truth)
        least, most = (weighed(values, self.part, self.whole, 200, -2 * p - end) for end in (-1, 1))
        return [Limit(least, 0, None), Limit(most, None, -1)]


def typed(cell: Cell) -> bool:
    """Is it a number of members of one type?"""
    return cell[1].startswith(f"{MEMBERS}: ")


def weighed(
    values: Mapping[Cell, int], part: Terms, whole: Terms = (), times: int = 1, others: int = 1
) -> Sum:
    """`times` one sum of cells and `others` times another, with their true value."""
    found: dict[Cell, int] = {}
    for terms, factor in ((part, times), (whole, others)):
        for cell, weight in terms:
            found[cell] = found.get(cell, 0) + factor * weight
    return Sum(found, sum(weight * values[cell] for cell, weight in found.items()))


@dataclass(frozen=True, eq=False)
class Book:
    """The cells of a network, and what is known of them without any shown number.

    To be safe, an attacker is taken to know more than the report says: which cells are filled, the
    size class of each partnership, and, unless zeros are hidden, that what is hidden is not zero.
    But of a row whose members are hidden no number of a type is shown, be it zero or not, unless it
    could be no other: else one with members of three types would be known to have three at least.
    """

    network: Network
    rule: Rule

    @cached_property
    def columns(self) -> list[str]:
        """The columns that have numbers of members."""
        names = [MEMBERS, *map(population.typed, population.types(self.network))]
        return [name for name in names if name in self.network.partnerships]

    @cached_property
    def values(self) -> dict[Cell, int]:
        """Every filled cell of a row that stood, and its number."""
        facts = lifecycle.derive(self.network).facts
        table = self.network.partnerships.loc[list(facts), self.columns]
        found = {
            (int(row), name): int(number)
            for name in self.columns
            for row, number in zip(table.index, table[name], strict=True)
            if not pd.isna(number)
        }
        lists = {
            (row, MEMBERSHIPS): number
            for row, number in self.memberships.items()
            if row in facts and found.get((row, MEMBERS)) != number
        }
        return found | lists

    @cached_property
    def rows(self) -> dict[int, list[Cell]]:
        """The filled cells of each row."""
        found: dict[int, list[Cell]] = {}
        for cell in self.values:
            found.setdefault(cell[0], []).append(cell)
        return found

    # -- questions

    def number(self, asked: Question) -> Number | None:
        """What a count or a share of members is made of; None for any other number."""
        if asked.subject == MEMBERS and asked.measure == COUNT:
            return Number(self.sum(asked))
        if asked.subject == SHARE and asked.get("member_type"):
            return Number(self.sum(asked), self.sum(asked, MEMBERS))
        if asked.subject == CHANGE:
            return self._change(asked)
        plain = asked.measure == COUNT and not asked.get("member_type") and not asked.having
        if asked.subject == MEMBERSHIPS and plain:
            rows = (row for row in self.meeting(asked) if row in self.memberships)
            return Number(tuple((self._membership(row), 1) for row in rows))
        return None

    def _change(self, asked: Question) -> Number | None:
        """What a cause added: the members after less those before, of the families it has."""
        wanted, place = dict(asked.where), self.network.periods.index(asked.period)
        cause, host = wanted.pop("cause", ""), wanted.pop("host", "")
        if wanted or not place:
            return None
        found: dict[Cell, int] = {}
        for family in member_change.families(self.network, asked.period, host):
            full = family.comparable and cause == family.cause
            after = family.after if full or self._only(family, cause, APPEARED) else ()
            before = family.before if full or self._only(family, cause, DROPPED) else ()
            for facts, weight in ((after, 1), (before, -1)):
                cells = ((fact.row, MEMBERS) for fact in facts)
                found |= {cell: weight for cell in cells if cell in self.values}
        sign = 1 if any(weight > 0 for weight in found.values()) else -1  # all fewer: a plain sum
        return Number(tuple((cell, sign * found[cell]) for cell in sorted(found)))

    @staticmethod
    def _only(family: Family, cause: str, side: str) -> bool:
        return not family.comparable and cause == side

    @cached_property
    def memberships(self) -> dict[int, int]:
        """The rows that members.csv lists, and how many organizations each has."""
        table = self.network.table("members")
        return {} if table.empty else dict(Counter(self.network.memberships.frame["row"]))

    def _membership(self, row: int) -> Cell:
        """The cell that holds a row's number of organizations: its members, if they are as many."""
        own = row, MEMBERSHIPS
        return own if own in self.values else (row, MEMBERS)

    def sum(self, asked: Question, column: str = "") -> Terms:
        """The cells of a column, by default of the type asked for, in the rows asked for.

        Where a type is asked for, rows count of which all types are known.
        """
        kind, types = asked.get("member_type"), self.columns[1:]
        column = column or (population.typed(kind) if kind else MEMBERS)
        needed = (*types, MEMBERS, column) if kind else (column,)
        rows, values = self.meeting(asked.but(member_type="")), self.values
        return tuple(
            ((row, column), 1) for row in rows if all((row, name) in values for name in needed)
        )

    def of_type(self, asked: Question, kind: str) -> list[Cell]:
        """The cells of a type in the rows asked for."""
        cells = ((row, population.typed(kind)) for row in self.meeting(asked.but(member_type="")))
        return [cell for cell in cells if cell in self.values]

    def meeting(self, asked: Question) -> list[int]:
        """The rows of the file that meet a question's conditions, in their order."""
        has = self._having(asked.period)
        found = set(has[EVERY])
        for name, value in asked.where:
            values = [value] if name in population.NAMES else value.split("|")
            found &= {row for one in values for row in has.get((name, one), ())}
        return sorted(found)

    @lru_cache  # noqa: B019 - there is one book of a network
    def _having(self, period: str) -> dict[tuple[str, str], list[int]]:
        """Attribute and value -> the rows that have it."""
        facts = lifecycle.derive(self.network).standing(period)
        found = {EVERY: [fact.row for fact in facts]}
        for fact, row in zip(facts, population.of(self.network, period), strict=True):
            for name, (values, _) in (row | {"row": ({str(fact.row)}, ())}).items():
                for value in values:
                    found.setdefault((name, value), []).append(fact.row)
        return found

    # -- what everybody knows

    @cached_property
    def ends(self) -> dict[Cell, tuple[int, int]]:
        """The least and the most that each cell may be thought to hold if it is hidden.

        Where nothing sets an upper end, some number far above: a witness below it is one, anyway.
        """
        return {cell: self._ends(cell) for cell in self.values}

    def _ends(self, cell: Cell) -> tuple[int, int]:
        value, of_type = self.values[cell], typed(cell)
        least = 0 if of_type and self.whole(cell) else self.rule.least
        if value < least or (value == 0 and not of_type and not self.rule.zero):
            return value, value  # zeros are shown
        high = 2 * value + 20 * self.rule.below
        if cell[1] != MEMBERS:
            return least, high
        first, last = self.size(value)
        return max(least, first), high if last is None else last

    @cached_property
    def _parts(self) -> list[tuple[int, int | None, str]]:
        return population.size_parts(self.network.config["size_classes"])

    def size(self, value: int) -> tuple[int, int | None]:
        """The ends of the size class, or of the gap between two, that a number falls into."""
        for first, last, _ in self._parts:
            if first <= value and (last is None or value <= last):
                return first, last
        raise ValueError(f"{value} is in no class and in no gap")

    def whole(self, cell: Cell) -> Cell | None:
        """The cell that holds all members of a row; None if it is empty."""
        found = cell[0], MEMBERS
        return found if found in self.values else None

    def floor(self, terms: Terms) -> int:
        """The least that a sum may be thought to be, whatever is hidden."""
        if not typed(terms[0][0]):
            return sum(self.ends[cell][0] for cell, _ in terms)
        return self.rule.least

    @cached_property
    def ties(self) -> dict[int, list[Limit]]:
        """What holds within each row: its types add up to its members, or to no more."""
        relations = self.network.partnerships["members_relation"]
        free = set(relations.index[relations.isin(LIMITS)])
        return {row: [] if row in free else list(self._ties(row)) for row in self.rows}

    def _ties(self, row: int) -> Iterator[Limit]:
        cells = {name: (row, name) for _, name in self.rows[row]}
        types = [cells[name] for name in self.columns if name in cells and name != MEMBERS]
        if MEMBERS in cells and types:
            terms = tuple((cell, 1) for cell in types)
            left = weighed(self.values, terms, ((cells[MEMBERS], 1),), others=-1)
            full = len(types) == len(self.columns) - 1
            yield Limit(left, 0 if full else None, 0)

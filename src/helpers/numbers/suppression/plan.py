"""Which numbers of a network are hidden: small ones, and those from which one could be computed.

Primary: numbers of members from 1 to `below` - 1 (from 0 where zeros are hidden, too).
Complementary: what else must go so that all that is shown, in all reports of the network together,
leaves each primary one every value from 1 to `below` - 1. Both are shown as one sign. What is not
small and the same in all witnesses is shown: so no hidden number follows from what is shown.

An attacker is taken to know the rule and all that `forms.Book` says. A sum over several
partnerships, none of them zero, is then known to be as many at least, whatever is hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import pandas as pd

from helpers.data import conditions, memberships, participation, population
from helpers.data.memberships import ORGANIZATIONS, PARENTS
from helpers.data.network import Network
from helpers.errors import UserError
from helpers.numbers.answer import HIDDEN
from helpers.numbers.question import Question
from helpers.numbers.rows import COMPARE
from helpers.numbers.suppression.forms import (
    MEMBERS,
    Book,
    Cell,
    Number,
    Rule,
    Terms,
    typed,
    weighed,
)
from helpers.numbers.suppression.search import Aim, Search, Shown, Witness

Kind = tuple[str, str, bool]
"""Counts of organizations of one kind: subject, period, and whether of those in so many."""
NEAR = (12, 60)  # rows in which a witness may differ beside those of the aim: at first, and then


@dataclass(frozen=True, eq=False)
class Plan:
    """What is hidden of a network; the same for the reports of all hosts and periods.

    `shown` are the numbers that may be shown, and which of them are not; `primary` are those
    hidden for their own size; `witnesses` meet the `aims`, and so show that each of them is safe;
    `few` are the kinds of counts of organizations of which one is small.
    """

    shown: Shown
    primary: frozenset[int]
    witnesses: Sequence[Witness]
    few: Set[Kind]

    @cached_property
    def aims(self) -> list[Aim]:
        """The ends of the rule that each primary number must be able to have."""
        return [aim for place in sorted(self.primary) for aim in aims(self.shown, place)]

    @cached_property
    def cells(self) -> frozenset[Cell]:
        """The numbers in rows that are hidden: row of the file and column."""
        numbers = (self.shown.numbers[place] for place in self.shown.hidden)
        return frozenset(one.part[0][0] for one in numbers if one.single)

    @cached_property
    def _places(self) -> dict[Number, int]:
        return {one: place for place, one in enumerate(self.shown.numbers)}

    def hides(self, asked: Question, value: Fraction | None = None) -> bool:
        """Must the number that answers a question, with this value, not be shown?

        One that was not planned, or whose value is not that of the plan, is hidden if anything in
        it is: that is safe.
        """
        book, hidden = self.shown.book, self.shown.hidden
        if asked.subject in ("partnerships", "hosts"):
            return self._tells_zeros(asked)
        if asked.subject in (ORGANIZATIONS, PARENTS):
            return self._several(asked)
        made = book.number(asked)
        if made and value in (None, (right := made.value(book.values)), -right):
            place = self._places.get(made)
            cells = (cell for cell, _ in (*made.part, *made.whole))
            return any(map(self.shown.hides, cells)) if place is None else place in hidden
        if asked.subject == MEMBERS and not made:
            return self._differs(asked, value)
        return bool(hidden)  # who knows what it is made of

    def _differs(self, asked: Question, value: Fraction | None) -> bool:
        """Is the smallest, the largest or the middle one of some numbers another in a witness?"""
        values, cells = self.shown.book.values, [cell for cell, _ in self.shown.book.sum(asked)]
        measure = population.MEASURES.get(asked.measure)
        if measure is None or not cells:
            return any(map(self.shown.hides, cells))
        truth: Witness = {}
        near = (one for one in self.witnesses if not one.keys().isdisjoint(cells))
        found = [
            measure([Fraction(one.get(cell, values[cell])) for cell in cells])
            for one in (truth, *near)
        ]
        if value not in (None, found[0]):  # other rows are counted, too
            return any(map(self.shown.hides, cells))
        return len(set(found)) > 1

    def _several(self, asked: Question) -> bool:
        """Is a count of organizations, each once, hidden? Such counts add up to nothing, so they
        are shown only of partnerships whose numbers all are, and if none of their kind is small.
        """
        own = (cell for row in self._rows(asked) for cell in self.shown.book.rows.get(row, ()))
        kind = asked.subject, asked.period, bool(asked.having)
        return kind in self.few or any(map(self.shown.hides, own))

    def _rows(self, asked: Question) -> list[int]:
        return self.shown.book.meeting(asked.but(member_type=""))

    def _tells_zeros(self, asked: Question) -> bool:
        """Would a count of partnerships with members of a type tell which hidden ones are zero?"""
        kinds = asked.get("member_type").replace("+", "|").split("|")
        found = (self.shown.book.of_type(asked, kind) for kind in kinds if kind)
        return any(self._may_be_zero(cell) for cells in found for cell in cells)

    def _may_be_zero(self, cell: Cell) -> bool:
        book, hides = self.shown.book, self.shown.hides
        return hides(cell) and (book.rule.zero or hides((cell[0], MEMBERS)))

    @property
    def note(self) -> str:
        """What the sign of a hidden number means."""
        below = self.shown.book.rule.below
        return (
            f"{HIDDEN}: a number below {below}, or one from which such a number could be computed, "
            "is not shown."
        )

    def marked(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows of partnerships.csv with the sign in each hidden cell."""
        return self._filled(rows, HIDDEN)

    def masked(self, network: Network) -> Network:
        """The network without the hidden numbers of its rows: they are empty there."""
        rows = self._filled(network.partnerships, pd.NA)
        return replace(network, counted=True, _tables={**network._tables, "partnerships": rows})

    def _filled(self, rows: pd.DataFrame, sign: Any) -> pd.DataFrame:
        made = rows.copy()
        for name in set(self.shown.book.columns) & {*rows.columns}:
            hidden = [row for row in rows.index if (row, name) in self.cells]
            made[name] = made[name].astype(object)
            made.loc[hidden, name] = sign
        return made

    @property
    def counts(self) -> tuple[int, int]:
        """How many numbers are hidden as primary, and how many as complementary ones."""
        return len(self.primary), len(self.shown.hidden - self.primary)


def make(network: Network, rule: Rule, asked: Iterable[Question]) -> Plan:
    """Decide what is hidden of all that may be shown: the numbers of rows, and those asked for.

    What is asked of one period may be asked of any. UserError if a number cannot be made safe.
    """
    questions = list(asked)
    made = _Making(offered(network, rule, questions))
    made.serve()
    return Plan(made.shown, made.primary, made.witnesses, few(network, rule, questions))


def few(network: Network, rule: Rule, asked: Iterable[Question]) -> Set[Kind]:
    """The kinds of counts of organizations, or of their parents, of which a small one is asked."""
    found = set()
    for one in _every(network, asked):
        if one.subject in (ORGANIZATIONS, PARENTS):
            counted = organizations(network, one)
            if counted is None or any(map(rule.small, counted)):
                found.add((one.subject, one.period, bool(one.having)))
    return frozenset(found)


def organizations(network: Network, asked: Question) -> Sequence[int] | None:
    """The least and the most that a count of organizations may be; None if it is another one."""
    if asked.having:
        condition, host = conditions.parse(asked.having), asked.get("host")
        if not isinstance(condition, conditions.Compare):
            return None
        listed = participation.partnerships_of(network, asked.period, host).values()
        meets, most = COMPARE[condition.sign], condition.right.constant
        return [sum(meets(Fraction(one), most) for one in listed)]
    return memberships.count(network, asked.period, asked.subject, asked.where) or ()


def _every(network: Network, asked: Iterable[Question]) -> Iterable[Question]:
    """What is asked of one period may be asked of any."""
    return dict.fromkeys(one.but(period=period) for one in asked for period in network.periods)


def offered(network: Network, rule: Rule, asked: Iterable[Question]) -> Shown:
    """All numbers of members that reports may show: those of rows, and sums asked for."""
    book = Book(network, rule)
    sums = map(book.number, _every(network, asked))
    rows = (Number(((cell, 1),)) for cell in sorted(book.values))
    numbers = list(dict.fromkeys([*rows, *(one for one in sums if one and one.part)]))
    return Shown(book, numbers)


def aims(shown: Shown, place: int) -> list[Aim]:
    """The ends of the rule that a small count must be able to have; a share has none of its own."""
    one, book = shown.numbers[place], shown.book
    if one.whole:
        return []
    value = weighed(book.values, one.part)
    return [
        Aim(place, value, book.floor(one.part), up=False),
        Aim(place, value, book.rule.most, up=True),
    ]


class _Making:
    """The making of a plan: small numbers first, then, one by one, what makes each of them safe."""

    def __init__(self, shown: Shown) -> None:
        self.shown, self.book, self.rule = shown, shown.book, shown.book.rule
        self.search = Search(shown)
        self.witnesses: list[Witness] = []
        self.moved, self.opened = set[int](), set[int]()  # what the witnesses change, or must hide
        small = [place for place, one in enumerate(shown.numbers) if self._small(one)]
        self.primary = frozenset(small)
        shown.hide(small)
        self.aims = [aim for place in small for aim in aims(shown, place)]
        self.open = {at for at, aim in enumerate(self.aims) if not aim.met(aim.sum.truth)}
        self.of_cell: dict[Cell, list[int]] = defaultdict(list)
        for at, aim in enumerate(self.aims):
            for cell in aim.sum.weights:
                self.of_cell[cell].append(at)

    def _small(self, one: Number) -> bool:
        """A small number; or a share of which a small number could be computed."""
        part = weighed(self.book.values, one.part).truth
        if not one.whole:
            return self.rule.small(part) and not one.difference
        rest = weighed(self.book.values, one.whole).truth - part
        return self.rule.small(part) or self.rule.small(rest)

    def serve(self) -> None:
        """Find a witness for each aim, and hide what they need; UserError where there is none."""
        problems = [
            problem
            for at in sorted(self.open, key=lambda at: (-len(self.aims[at].sum.weights), at))
            if at in self.open and (problem := self._serve(at))
        ]
        self._hide_shares()
        problems += self._show_again() if not problems else []
        if problems:
            raise UserError(problems)

    def _serve(self, at: int) -> str:
        """Find a witness for an aim and hide what differs in it; what is wrong if there is none."""
        if found := self._cheapest(self.aims[at]):
            self._keep(*found)
            return ""
        return self._unsafe(self.aims[at])

    def _cheapest(self, aim: Aim) -> tuple[Witness, list[int]] | None:
        best, least = None, 0
        for many in NEAR:
            if found := self.search.witness(aim, many):
                cost = self.shown.cost(found[1])
                if best is None or cost < least:
                    best, least = found, cost
                if all(self.shown.numbers[place].single for place in found[1]):
                    break
        return best

    def _keep(self, found: Witness, hidden: Sequence[int]) -> None:
        self.witnesses.append(found)
        self.shown.hide(hidden)
        self.moved.update(self.shown.moved(found))
        self.opened.update(map(self.shown.place, self.shown.opened(found)))
        for at in {at for cell in found for at in self.of_cell[cell]} & self.open:
            if self.aims[at].met(self.aims[at].sum.moved(found, self.book.values)):
                self.open.discard(at)

    def _hide_shares(self) -> None:
        """A share is hidden if the count of its part, of its whole or of all the rest is."""
        numbers, hidden = self.shown.numbers, self.shown.hidden
        counts = {numbers[place].part for place in hidden if not numbers[place].whole}
        for place, one in enumerate(numbers):
            if one.whole and counts & {one.part, one.whole, self._rest(one)}:
                hidden.add(place)

    def _show_again(self) -> list[str]:
        """Show what no witness changes. To a reader each then looks as before, so what is small is
        as safe; and nothing shown determines what stays hidden, for a witness changes it.
        """
        tried = set[int]()
        while left := (self._must() | self._beside()) - self.moved - tried:
            for place in sorted(left - self.moved):
                if place not in self.moved and not self._move(place):
                    return [self._unsafe(aims(self.shown, place)[0])]
            tried |= left
        self.shown.hidden = self._must()
        self.primary &= self.shown.hidden
        return []

    def _must(self) -> set[int]:
        """The numbers that must be hidden: small counts, and what witnesses change or hide."""
        small = {place for place in self.primary if not self.shown.numbers[place].whole}
        return small | self.moved | self.opened

    def _beside(self) -> set[int]:
        """Numbers of types, mostly zeros, in rows whose members are hidden: better hidden, too."""
        shown, rows = self.shown, self.book.rows
        whole = (shown.numbers[place] for place in self._must())
        hidden = {one.part[0][0] for one in whole if one.single}
        open_ = (row for row, name in hidden if name == MEMBERS)
        return {shown.place(cell) for row in open_ for cell in rows[row] if typed(cell)}

    def _move(self, place: int) -> bool:
        """Find a witness in which a number is another one; what need not be hidden is shown rather
        than that more is hidden for it.
        """
        sum_ = weighed(self.book.values, self.shown.numbers[place].part)
        ends = (Aim(place, sum_, sum_.truth + by, up=by > 0) for by in (1, -1))
        found = next(filter(None, map(self._cheapest, ends)), None)
        must = place in self._must()
        if found and (must or not found[1]):
            self._keep(*found)
        return bool(found) or not must

    def _rest(self, one: Number) -> Terms:
        """What the whole has beside the part, where that is members of one other type."""
        others = [name for name in self.book.columns[1:] if name != one.part[0][0][1]]
        return tuple(((row, others[0]), 1) for (row, _), _ in one.part) if len(others) == 1 else ()

    def _unsafe(self, aim: Aim) -> str:
        row, column = next(iter(aim.sum.weights))
        file = self.book.network.file("partnerships")
        return (
            f"{file}, row {row}, column {column}: network.yml hides it (suppress, below: "
            f"{self.rule.below}), but what else is known of the row leaves it too few values. Let "
            "the size classes be wider, or leave out the columns of member types."
        )

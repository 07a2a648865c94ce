"""An attack on what reports show, written apart from the code that hides: it reads their tables.

The attacker has every CSV file of the network's report and of each host's. He knows which
partnerships there were (period, name, host, topic), that numbers of members are whole and not
negative, that types add up, and the rule: a small number, and perhaps others, are shown as ‡.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from ortools.sat.python import cp_model

Row = Mapping[str, str]
Cell = tuple[int, str]
"""A row of the list of partnerships, by its place, and a column."""
Expression = Any
"""A sum of numbers of members, as the solver has it."""
SIGN, MOST = "‡", 200
EXTREMES = {"smallest": "add_min_equality", "largest": "add_max_equality"}
KEYS = ("host", "topic", "scope", "size_class", "partnership")


class Attack:
    """All that is known of the numbers of members, as a model to be asked for their ends."""

    def __init__(self, people: Sequence[Row], types: Sequence[str], zero: bool = False) -> None:
        self.model, self.people, self.zero = cp_model.CpModel(), people, zero
        self.periods = sorted({one["period"] for one in people})
        self._read: set[tuple[str, ...]] = set()
        self._causes: dict[tuple[str, str], dict[str, Expression]] = {}
        self.hidden: dict[str, tuple[Expression, Expression | None]] = {}
        self.columns = ["members", *(f"members: {name}" for name in types)]
        self.cells = {
            (at, name): self.model.new_int_var(0, MOST, "")
            for at, row in enumerate(people)
            for name in self.columns
            if row[name]
        }
        for at, row in enumerate(people):
            if types and all(row[name] for name in self.columns):
                whole, *parts = (self.cells[at, name] for name in self.columns)
                self.model.add(sum(parts) == whole)

    def reads(self, stem: str, text: str, last: str) -> None:
        """Every number of a table is taken for true; what it hides is kept in `hidden`."""
        for row in csv.DictReader(io.StringIO(text)):
            if (stem, *row.values()) in self._read:
                continue  # reports say much alike
            self._read.add((stem, *row.values()))
            if stem == "partnership_list":
                self._listed(row)
            elif row.get("status") in ("counted", "suppressed"):
                self._counted(row, row.get("period") or last)

    def _listed(self, row: Row) -> None:
        at = next(
            at
            for at, one in enumerate(self.people)
            if (one["period"], one["name"], one["host"])
            == (row["period"], row["name"], row["host"])
        )
        for name in self.columns:
            if row[name] == SIGN:
                self.hidden[f"{name} of {row['name']}, {row['period']}"] = (
                    self.cells[at, name],
                    None,
                )
                if name == "members" and not self.zero:
                    self.model.add(self.cells[at, name] >= 1)
            elif row[name]:
                self.model.add(self.cells[at, name] == int(row[name]))

    def _counted(self, row: Row, period: str) -> None:
        wanted = {n: row[n] for n in KEYS if row.get(n) not in (None, "", "all", "total")}
        kind, measure = row.get("member_type", ""), row["measure"]
        met = [
            at
            for at, one in enumerate(self.people)
            if one["period"] == period and all(one[n] == v for n, v in wanted.items())
        ]
        members, part = (self._all(met, n) for n in ("members", f"members: {kind}"))
        if row.get("cause", "total") != "total":
            self._learns(row, self._cause(row, wanted.get("host", ""), period))
        elif measure in EXTREMES and members:
            found = self.model.new_int_var(0, MOST, "")
            getattr(self.model, EXTREMES[measure])(found, members)
            self._learns(row, found)
        elif row["unit"] == "members" and measure != "median":
            self._learns(row, sum(members))
        elif row["unit"] == "percent of members":
            self._learns(row, sum(part), sum(members))

    def _learns(self, row: Row, found: Expression, whole: Expression | None = None) -> None:
        """A number, or one as a percentage of a whole, rounded half up, is read or is hidden."""
        if row["status"] == "suppressed":
            keys = (text for name, text in row.items() if text and name not in ("status", "note"))
            self.hidden[", ".join(keys)] = found, whole
        elif whole is None:
            self.model.add(found == int(float(row["value"])))
        else:
            value = int(float(row["value"]))
            self.model.add((2 * value - 1) * whole <= 200 * found)
            self.model.add(200 * found < (2 * value + 1) * whole)

    def _cause(self, row: Row, host: str, period: str) -> Expression:
        """What a cause added since the period before: of those new or ended the sum of members."""
        last = self.periods[self.periods.index(period) - 1]
        rows = {when: self._rows(when, host) for when in (last, period)}
        known = self._causes.setdefault((host, period), {})
        if row["cause"] == "new":
            first = [at for at in rows[period] if not self._before(at)]
            known["new"] = sum(self._all(first, "members"))
        return known.setdefault(row["cause"], self.model.new_int_var(-MOST, MOST, ""))

    def balances(self) -> None:
        """For each host and period: members before, and what each cause added, are those after."""
        for (host, period), causes in self._causes.items():
            last = self.periods[self.periods.index(period) - 1]
            before, after = (
                sum(self._all(self._rows(when, host), "members")) for when in (last, period)
            )
            self.model.add(before + sum(causes.values()) == after)

    def _rows(self, period: str, host: str) -> list[int]:
        people = enumerate(self.people)
        return [at for at, one in people if one["period"] == period and host in ("", one["host"])]

    def _before(self, at: int) -> bool:
        """Did a partnership, or one that it came from, stand in an earlier period?"""
        own = self.people[at]
        names = {one["name"] for one in self.people if one["period"] < own["period"]}
        return bool(own.get("from")) or own["name"] in names

    def _all(self, rows: Iterable[int], column: str) -> list[cp_model.IntVar]:
        return [self.cells[at, column] for at in rows if (at, column) in self.cells]

    def may_be(self, cell: Cell, least: int, most: int) -> bool:
        """May a number lie between these ends, for all that is shown?"""
        return self._dataset(least <= self.cells[cell], self.cells[cell] <= most) is not None

    def computed(self) -> list[str]:
        """The hidden numbers of which all that is shown leaves a single value."""
        truth, found = self._dataset(), []
        assert truth, "what is shown contradicts itself"
        left = {name: (one, _value(truth, *one)) for name, one in self.hidden.items()}
        while left:
            name = next(iter(left))
            (number, whole), value = left.pop(name)
            other = self._dataset(*_less(number, whole, value)) or self._dataset(
                *_more(number, whole, value)
            )
            if other is None:
                found.append(name)
            else:
                left = {n: one for n, one in left.items() if _value(other, *one[0]) == one[1]}
        return found

    def _dataset(self, *also: Any) -> cp_model.CpSolver | None:
        """A dataset that agrees with all that is shown, and with these; None if there is none."""
        tried, solver = self.model.clone(), cp_model.CpSolver()
        for one in also:
            tried.add(one)
        solver.parameters.num_workers = 1
        solved = solver.solve(tried) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return solver if solved else None


def _value(solver: cp_model.CpSolver, number: Expression, whole: Expression | None) -> int:
    """A number in a dataset; with a whole, its percentage of that, half up."""
    part = int(solver.value(number))
    of = 100 if whole is None else int(solver.value(whole))
    return (200 * part + of) // (2 * of) if of else 0


def _less(number: Expression, whole: Expression | None, value: int) -> list:
    if whole is None:
        return [number <= value - 1]
    return [200 * number < (2 * value - 1) * whole, whole >= 1]


def _more(number: Expression, whole: Expression | None, value: int) -> list:
    if whole is None:
        return [number >= value + 1]
    return [200 * number >= (2 * value + 1) * whole, whole >= 1]


# -- by trying all ---------------------------------------------------------------------------------

Sum = tuple[frozenset[int], int]
"""Which numbers are added, and what their sum is."""


def every(ends: Sequence[tuple[int, int]], sums: Sequence[Sum]) -> Iterator[tuple[int, ...]]:
    """All datasets of a few numbers between these ends whose sums are as shown."""
    for found in product(*(range(low, high + 1) for low, high in ends)):
        if all(sum(found[at] for at in places) == value for places, value in sums):
            yield found

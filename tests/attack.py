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

from ortools.sat.python import cp_model

Row = Mapping[str, str]
Cell = tuple[int, str]
"""A row of the list of partnerships, by its place, and a column."""
SIGN, MOST = "‡", 200
KEYS = ("host", "topic", "scope", "size_class", "partnership")


class Attack:
    """All that is known of the numbers of members, as a model to be asked for their ends."""

    def __init__(self, people: Sequence[Row], types: Sequence[str], zero: bool = False) -> None:
        self.model, self.people, self.zero = cp_model.CpModel(), people, zero
        self._read: set[tuple[str, ...]] = set()
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
        """Every number of a table is taken for true."""
        for row in csv.DictReader(io.StringIO(text)):
            if (stem, *row.values()) in self._read:
                continue  # reports say much alike
            self._read.add((stem, *row.values()))
            if stem == "partnership_list":
                self._listed(row)
            elif row.get("status") == "counted" and row.get("unit", "").endswith("members"):
                self._counted(row, row.get("period") or last)

    def _listed(self, row: Row) -> None:
        at = next(
            at
            for at, one in enumerate(self.people)
            if (one["period"], one["name"], one["host"])
            == (row["period"], row["name"], row["host"])
        )
        for name in self.columns:
            if row[name] not in ("", SIGN):
                self.model.add(self.cells[at, name] == int(row[name]))
            elif row[name] == SIGN and name == "members" and not self.zero:
                self.model.add(self.cells[at, name] >= 1)

    def _counted(self, row: Row, period: str) -> None:
        wanted = {n: row[n] for n in KEYS if row.get(n) not in (None, "", "all", "total")}
        kind, value = row.get("member_type", ""), float(row["value"])
        met = [
            at
            for at, one in enumerate(self.people)
            if one["period"] == period and all(one[n] == v for n, v in wanted.items())
        ]
        if row.get("cause", "total") != "total":
            self._changed(row, wanted, period)
            return
        if row["measure"] in ("smallest", "largest", "median"):
            return  # these are shown only where each number in them is
        if row["unit"] == "members":
            self.model.add(sum(self._all(met, "members")) == int(value))
        elif row["measure"] == "percent":
            part, whole = (sum(self._all(met, n)) for n in (f"members: {kind}", "members"))
            self.model.add((2 * int(value) - 1) * whole <= 200 * part)
            self.model.add(200 * part < (2 * int(value) + 1) * whole)

    def _changed(self, row: Row, wanted: Row, period: str) -> None:
        """What those that went on have more than in the period before (here: all of them)."""
        assert row["cause"] == "continued", "the attack knows of no other cause"
        periods = sorted({one["period"] for one in self.people})
        before = periods[periods.index(period) - 1]
        more, less = (
            [
                at
                for at, one in enumerate(self.people)
                if one["period"] == when and all(one[n] == v for n, v in wanted.items())
            ]
            for when in (period, before)
        )
        gained = sum(self._all(more, "members")) - sum(self._all(less, "members"))
        self.model.add(gained == int(float(row["value"])))

    def _all(self, rows: Iterable[int], column: str) -> list[cp_model.IntVar]:
        return [self.cells[at, column] for at in rows if (at, column) in self.cells]

    def may_be(self, cell: Cell, least: int, most: int) -> bool:
        """May a number lie between these ends, for all that is shown?"""
        tried = self.model.clone()
        tried.add_linear_constraint(self.cells[cell], least, most)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        return solver.solve(tried) in (cp_model.OPTIMAL, cp_model.FEASIBLE)


# -- by trying all ---------------------------------------------------------------------------------

Sum = tuple[frozenset[int], int]
"""Which numbers are added, and what their sum is."""


def every(ends: Sequence[tuple[int, int]], sums: Sequence[Sum]) -> Iterator[tuple[int, ...]]:
    """All datasets of a few numbers between these ends whose sums are as shown."""
    for found in product(*(range(low, high + 1) for low, high in ends)):
        if all(sum(found[at] for at in places) == value for places, value in sums):
            yield found

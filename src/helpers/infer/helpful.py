"""Which single unpublished number would help most: how far all other ranges would close if it were known.

Exact ranges for every number and every other cell would take hours. Here the whole-number condition is left out, one of the
smallest drops is taken, and rules that hang on an undecided switch are passed over: a linear program (GLOP), whose ranges are at least as
wide as the exact ones. The number is taken to be in the middle of its own range, where it says least.
"""

from __future__ import annotations

import numpy as np
from ortools.linear_solver import pywraplp

from helpers.infer.model import Cell, Model
from helpers.infer.program import NEVER, Sum
from helpers.network import Network

MOST = 20
NEAR = 1e-6


class Relaxation:
    """The model's rules without the whole-number condition, for one set of dropped claims."""

    def __init__(self, model: Model, dropped: frozenset[str]) -> None:
        program, fixed = model.program, {switch: int(name not in dropped) for name, switch in model.claims.items()}
        self._lp = pywraplp.Solver.CreateSolver("GLOP")
        self._names = [self._lp.NumVar(fixed.get(name, low), fixed.get(name, high), "") for name, (low, high) in enumerate(program.variables)]
        for rule in program.rules:
            if all(fixed.get(switch) == 1 for switch in rule.when) and all(fixed.get(switch) == 0 for switch in rule.unless):
                self._state(rule.sum, rule.low, rule.high)
        self._known = self._lp.Constraint()

    def _state(self, sum_: Sum, low: int, high: int) -> None:
        endless = self._lp.infinity()
        row = self._lp.Constraint(low - sum_.constant if low > -NEVER // 2 else -endless, high - sum_.constant if high < NEVER // 2 else endless)
        for name, weight in sum_.terms.items():
            row.SetCoefficient(self._names[name], weight)

    def know(self, sum_: Sum, value: int) -> None:
        """From now on the sum has this value; what was known before is forgotten."""
        self._known.Clear()
        for name, weight in sum_.terms.items():
            self._known.SetCoefficient(self._names[name], weight)
        self._known.SetBounds(value - sum_.constant, value - sum_.constant)

    def least(self, sum_: Sum, sign: int) -> float | None:
        """The least of `sign` times the sum; None if there is no solution."""
        goal = self._lp.Objective()
        goal.Clear()
        for name, weight in sum_.terms.items():
            goal.SetCoefficient(self._names[name], weight * sign)
        goal.SetMinimization()
        return goal.Value() + sum_.constant * sign if self._lp.Solve() == pywraplp.Solver.OPTIMAL else None

    def solution(self) -> list[float]:
        """The variables in the last solution."""
        return [name.solution_value() for name in self._names]


def ranking(network: Network, model: Model, dropped: frozenset[str], cells: list[Cell]) -> list[dict]:
    """The cells by how far knowing one would narrow the others: rank, exhibit, keys, text, narrowed (a share), from, to (widths added up)."""
    ranges = _Ranges(model, dropped, cells)
    if not ranges.solvable:
        return []
    found = []
    for place in ranges.open:
        before, after = ranges.widths[ranges.open].sum() - ranges.widths[place], ranges.others(place)
        found.append((round(float(1 - after / before), 4) if before else 0.0, cells[place], round(float(before)), round(float(after))))
    found.sort(key=lambda row: -row[0])
    return [{"rank": rank, "exhibit": cell.exhibit, "keys": dict(cell.keys), "text": _text(network, cell), "narrowed": narrowed,
             "from": before, "to": after} for rank, (narrowed, cell, before, after) in enumerate(found[:MOST], 1) if narrowed > 0]


class _Ranges:
    """The relaxed ranges of all cells: `ends` (cells by 2), `widths`, and the places of those that are `open`."""

    def __init__(self, model: Model, dropped: frozenset[str], cells: list[Cell]) -> None:
        self._lp, self._sums = Relaxation(model, dropped), [model.sum_of(cell) for cell in cells]
        self._weights = np.zeros((len(cells), len(model.program.variables)))
        for place, sum_ in enumerate(self._sums):
            self._weights[place, list(sum_.terms)] = list(sum_.terms.values())
        self._constants = np.array([sum_.constant for sum_ in self._sums])
        self._found: list[np.ndarray] = []  # every cell in each solution met
        self.ends = np.zeros((len(cells), 2))
        self.solvable = all([self._end(place, side) for place in range(len(cells)) for side in (0, 1)])
        self.widths = self.ends[:, 1] - self.ends[:, 0]
        self.open = [place for place in range(len(cells)) if self.widths[place] > 1 - NEAR]

    def _end(self, place: int, side: int) -> bool:
        sign = 1 - 2 * side
        least = self._lp.least(self._sums[place], sign)
        if least is not None:
            self.ends[place, side] = sign * least
            self._keep()
        return least is not None

    def _keep(self) -> None:
        self._found.append(self._weights @ self._lp.solution() + self._constants)

    def others(self, place: int) -> float:
        """The widths of all other open cells added up, if this one had the middle value of its range.

        Where solutions that reach an end lie on both sides of that value, one between them reaches it too: nothing need be asked.
        """
        low, high = self.ends[place]
        value = max(int((low + high + NEAR) // 2), int(np.ceil(low - NEAR)))
        self._lp.know(self._sums[place], value)
        found = np.array(self._found)
        reached = np.abs(found[:, :, None] - self.ends) < NEAR
        below, above = found[:, place] <= value + NEAR, found[:, place] >= value - NEAR
        kept = reached[below].any(axis=0) & reached[above].any(axis=0)
        return sum(self._known_end(other, side, kept[other, side]) * (2 * side - 1)
                   for other in self.open if other != place for side in (0, 1))

    def _known_end(self, place: int, side: int, kept: bool) -> float:
        sign = 1 - 2 * side
        least = None if kept else self._lp.least(self._sums[place], sign)
        if least is None:
            return float(self.ends[place, side])
        if abs(sign * least - self.ends[place, side]) < NEAR:
            self._keep()
        return sign * least


def _text(network: Network, cell: Cell) -> str:
    """The number in words: `alliances, Midwest, renamed as main change`."""
    vocabularies = {"topic": "topics", "scope": "scopes", "size_class": "size_classes", "change": "changes", "period": "periods"}
    keys = dict(cell.keys)
    measure = {"count": " as main change", "any reason": ", for any reason"}.get(keys.pop("measure", ""), "")
    said = [network.label(vocabularies[name], value) if value in network.config.get(vocabularies.get(name, ""), {}) else value.replace("_", " ")
            for name, value in keys.items() if value != "all"]
    return ", ".join(["alliances", *said]) + measure

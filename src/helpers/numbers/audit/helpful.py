"""Which single unknown number would help most: how far all other ranges would close.

Exact ranges for every number and every other cell would take hours. Here the whole-number condition
is left out but for what follows from single rules, one smallest drop is taken, and rules that hang
on an undecided switch are passed over: a linear program, whose ranges are at least as wide as the
exact ones. The number is taken to be in the middle of its own range, where it says least.
"""

import itertools
from dataclasses import dataclass

import numpy as np

from helpers.numbers.audit.model import Claims, Model
from helpers.numbers.audit.program import Sum, total
from helpers.numbers.audit.relaxed import Relaxation
from helpers.numbers.audit.spec import Spec

MOST = 20
NEAR = 1e-6


@dataclass(frozen=True)
class Helpful:
    """A cell, by which share the others' widths (added up: `before`, `after`) would narrow."""

    key: str
    narrowed: float
    before: int
    after: int


def ranking(spec: Spec, dropped: Claims) -> list[Helpful]:
    """The cells that would help most if they were known, the best first."""
    model = Model(spec)
    on = {switch: int(name not in dropped) for name, switch in model.switches.items()}
    ranges = _Ranges(Relaxation(model.program.settled(on)), [*model.cells.values()])
    if not ranges.solvable:
        return []
    found = []
    for place, key in enumerate(model.cells):
        if place in ranges.open:
            before, after = ranges.others(place)
            narrowed = round(1 - after / before, 4) if before else 0.0
            found.append(Helpful(key, narrowed, round(before), round(after)))
    found.sort(key=lambda one: -one.narrowed)
    return [one for one in found[:MOST] if one.narrowed > 0]


class _Ranges:
    """The relaxed ranges of some sums: `ends` (sums by 2), `widths`, the places of `open` ones."""

    def __init__(self, lp: Relaxation, sums: list[Sum]) -> None:
        self._lp, self._sums, number = lp, sums, len(sums)
        lp.watch(sums)
        self.ends = np.full((number, 2), np.nan)
        # For every end, the least and greatest value of each sum in the solutions that reach it.
        self._least, self._most = (np.full((number, 2, number), one) for one in (np.inf, -np.inf))
        met = [self._end(place, side) for place in range(number) for side in (0, 1)]
        self.solvable = not np.isnan(self.ends).any()
        self.widths = self.ends[:, 1] - self.ends[:, 0]
        self.open = [place for place in range(number) if self.widths[place] > 1 - NEAR]
        if self.solvable:
            low = np.ceil(self.ends[:, 0] - NEAR)
            self._middle = np.maximum(np.floor(self.ends.mean(axis=1) + NEAR), low).astype(int)
            for seen in met:
                self._keep(seen)
            for place in self.open:
                self._widen(place, 0)
                self._widen(place, 1)

    def _end(self, place: int, side: int) -> np.ndarray:
        sign = 1 - 2 * side
        least = self._lp.least(self._sums[place] * sign)
        self.ends[place, side] = np.nan if least is None else sign * least
        return self._lp.seen()

    def _keep(self, seen: np.ndarray) -> None:
        reached = np.abs(seen[:, None] - self.ends) < NEAR
        self._least[reached] = np.minimum(self._least[reached], seen)
        self._most[reached] = np.maximum(self._most[reached], seen)

    def _widen(self, place: int, side: int) -> None:
        """Meet a solution that reaches an end, most other sums beyond their middle value in it."""
        above = self._least[place, side] > self._middle + NEAR
        below = self._most[place, side] < self._middle - NEAR
        goal = [
            self._sums[other] * (1 if above[other] else -1)
            for other in self.open
            if other != place and (above[other] or below[other])
        ]
        self._lp.know(self._sums[place], self.ends[place, side])
        if goal and self._lp.least(total(goal)) is not None:
            self._keep(self._lp.seen())

    def others(self, place: int) -> tuple[float, float]:
        """The widths of all other open sums, added up, before and if this one had its middle value.

        Where solutions that reach an end lie on both sides of that value, one between them reaches
        it too: nothing need be asked.
        """
        value, others = int(self._middle[place]), [one for one in self.open if one != place]
        self._lp.know(self._sums[place], value)
        kept = (self._least[:, :, place] <= value + NEAR) & (
            self._most[:, :, place] >= value - NEAR
        )
        ends = self.ends.copy()
        for other, side in itertools.product(others, (0, 1)):
            if not kept[other, side]:
                self._ask(ends, other, side)
        after = (ends[others, 1] - ends[others, 0]).sum()
        return float(self.widths[others].sum()), float(after)

    def _ask(self, ends: np.ndarray, place: int, side: int) -> None:
        sign = 1 - 2 * side
        least = self._lp.least(self._sums[place] * sign)
        if least is not None:
            if abs(sign * least - ends[place, side]) < NEAR:
                self._keep(self._lp.seen())
            ends[place, side] = sign * least

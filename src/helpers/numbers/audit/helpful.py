"""Which single unknown number would help most: how far all other ranges would close.

Exact ranges for every number and every other cell would take hours. Here the whole-number condition
is left out but for what follows from single rules, one smallest drop is taken, and rules that hang
on an undecided switch are passed over: a linear program, whose ranges are at least as wide as the
exact ones. The number is taken to be in the middle of its own range, where it says least.
"""

from dataclasses import dataclass

import numpy as np

from helpers.numbers.audit.model import Claims, Model
from helpers.numbers.audit.program import total
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
    ranges = _Ranges(Model(spec), dropped)
    found = [ranges.helpful(place) for place in ranges.open] if ranges.solvable else []
    found.sort(key=lambda one: -one.narrowed)
    return [one for one in found[:MOST] if one.narrowed > 0]


class _Ranges:
    """The relaxed ranges of all cells: `ends` (cells by 2), `widths`, the places of `open` ones."""

    def __init__(self, model: Model, dropped: Claims) -> None:
        fixed = model.fixed(model.switches.keys() - dropped)
        self._lp = Relaxation(model.program.settled(fixed))
        self._keys, self._sums = list(model.cells), list(model.cells.values())
        number = len(self._sums)
        self._lp.watch(self._sums)
        self.ends = np.zeros((number, 2))
        met = [self._end(place, side) for place in range(number) for side in (0, 1)]
        self.solvable = all(one is not None for one in met)
        self.widths = self.ends[:, 1] - self.ends[:, 0]
        self.open = [place for place in range(number) if self.widths[place] > 1 - NEAR]
        # For every end, the least and greatest value of each cell in the solutions that reach it.
        self._span = np.full((2, number, 2, number), np.inf)
        self._span[1] = -np.inf
        middle = np.floor(self.ends.mean(axis=1) + NEAR)
        self._middle = np.maximum(middle, np.ceil(self.ends[:, 0] - NEAR)).astype(int)
        for found in met if self.solvable else ():
            self._keep(found)
        for place in self.open if self.solvable else ():
            self._widen(place, 0)
            self._widen(place, 1)

    def _end(self, place: int, side: int) -> np.ndarray | None:
        sign = 1 - 2 * side
        least = self._lp.least(self._sums[place] * sign)
        if least is None:
            return None
        self.ends[place, side] = sign * least
        return self._lp.seen()

    def _widen(self, place: int, side: int) -> None:
        """Meet a solution that reaches an end, most other cells beyond their middle value in it."""
        low, high = self._span[:, place, side]
        one_sided = [
            self._sums[other] * (1 if low[other] > self._middle[other] else -1)
            for other in self.open
            if other != place
            and (
                low[other] > self._middle[other] + NEAR or high[other] < self._middle[other] - NEAR
            )
        ]
        self._lp.know(self._sums[place], self.ends[place, side])
        if one_sided and self._lp.least(total(one_sided)) is not None:
            self._keep(self._lp.seen())

    def _keep(self, found: np.ndarray | None) -> None:
        if found is not None:
            reached = np.abs(found[:, None] - self.ends) < NEAR
            self._span[0][reached] = np.minimum(self._span[0][reached], found)
            self._span[1][reached] = np.maximum(self._span[1][reached], found)

    def helpful(self, place: int) -> Helpful:
        """What knowing one cell would do."""
        before = self.widths[self.open].sum() - self.widths[place]
        after = self._others(place)
        narrowed = round(float(1 - after / before), 4) if before else 0.0
        return Helpful(self._keys[place], narrowed, round(float(before)), round(float(after)))

    def _others(self, place: int) -> float:
        """The widths of all other open cells, added up, if this one had its middle value.

        Where solutions that reach an end lie on both sides of that value, one between them reaches
        it too: nothing need be asked.
        """
        value = int(self._middle[place])
        self._lp.know(self._sums[place], value)
        below, above = self._span[0, :, :, place], self._span[1, :, :, place]
        kept = (below <= value + NEAR) & (above >= value - NEAR)
        others = [other for other in self.open if other != place]
        ends = ((other, side) for other in others for side in (0, 1))
        return sum(
            self._known_end(o, side, bool(kept[o, side])) * (2 * side - 1) for o, side in ends
        )

    def _known_end(self, place: int, side: int, kept: bool) -> float:
        sign = 1 - 2 * side
        least = None if kept else self._lp.least(self._sums[place] * sign)
        if least is None:
            return float(self.ends[place, side])
        if abs(sign * least - self.ends[place, side]) < NEAR:
            self._keep(self._lp.seen())
        return sign * least

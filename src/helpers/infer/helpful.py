"""Which single unpublished number would help most: how far all other ranges would close if it were known.

Exact ranges for every number and every other cell would take hours. Here the whole-number condition is left out but for what follows
from single rules, one of the smallest drops is taken, and rules that hang on an undecided switch are passed over: a linear program
(GLOP), whose ranges are at least as wide as the exact ones. The number is taken to be in the middle of its own range, where it says
least.
"""

from __future__ import annotations

import numpy as np

from helpers.infer.model import Cell, Model
from helpers.infer.program import total
from helpers.infer.relaxed import NEAR, Relaxation
from helpers.network import Network

MOST = 20


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
        claims = {switch: int(name not in dropped) for name, switch in model.claims.items()}
        self._lp = Relaxation(model.program.settled(claims), {})
        self._sums = [model.sum_of(cell) for cell in cells]
        self._lp.watch(self._sums)
        self.ends = np.zeros((len(cells), 2))
        met = [self._end(place, side) for place in range(len(cells)) for side in (0, 1)]
        self.solvable = all(one is not None for one in met)
        self.widths = self.ends[:, 1] - self.ends[:, 0]
        self.open = [place for place in range(len(cells)) if self.widths[place] > 1 - NEAR]
        # For every end, the least and the greatest value of each cell in the solutions met that reach it.
        self._span = np.full((2, len(cells), 2, len(cells)), np.inf)
        self._span[1] = -np.inf
        self._middle = np.maximum(np.floor(self.ends.mean(axis=1) + NEAR), np.ceil(self.ends[:, 0] - NEAR)).astype(int)
        for found in met if self.solvable else ():
            self._keep(found)
        for place in self.open if self.solvable else ():
            self._widen(place, 0)
            self._widen(place, 1)

    def _end(self, place: int, side: int) -> np.ndarray | None:
        sign = 1 - 2 * side
        least = self._lp.least(self._sums[place], sign)
        if least is None:
            return None
        self.ends[place, side] = sign * least
        return self._lp.seen()

    def _widen(self, place: int, side: int) -> None:
        """Meet one more solution that reaches an end, in which as many other cells as possible lie beyond their middle value."""
        low, high = self._span[:, place, side]
        one_sided = [self._sums[other] * (1 if low[other] > self._middle[other] else -1) for other in self.open
                     if other != place and (low[other] > self._middle[other] + NEAR or high[other] < self._middle[other] - NEAR)]
        self._lp.know(self._sums[place], self.ends[place, side])
        if one_sided and self._lp.least(total(one_sided)) is not None:
            self._keep(self._lp.seen())

    def _keep(self, found: np.ndarray) -> None:
        reached = np.abs(found[:, None] - self.ends) < NEAR
        self._span[0][reached] = np.minimum(self._span[0][reached], found)
        self._span[1][reached] = np.maximum(self._span[1][reached], found)

    def others(self, place: int) -> float:
        """The widths of all other open cells added up, if this one had the middle value of its range.

        Where solutions that reach an end lie on both sides of that value, one between them reaches it too: nothing need be asked.
        """
        value = int(self._middle[place])
        self._lp.know(self._sums[place], value)
        kept = (self._span[0, :, :, place] <= value + NEAR) & (self._span[1, :, :, place] >= value - NEAR)
        return sum(self._known_end(other, side, kept[other, side]) * (2 * side - 1)
                   for other in self.open if other != place for side in (0, 1))

    def _known_end(self, place: int, side: int, kept: bool) -> float:
        sign = 1 - 2 * side
        least = None if kept else self._lp.least(self._sums[place], sign)
        if least is None:
            return float(self.ends[place, side])
        if abs(sign * least - self.ends[place, side]) < NEAR:
            self._keep(self._lp.seen())
        return sign * least


def _text(network: Network, cell: Cell) -> str:
    """The number in words: `alliances, Midwest, renamed as main change`."""
    vocabularies = {"topic": "topics", "scope": "scopes", "size_class": "size_classes", "change": "changes", "period": "periods"}
    keys = dict(cell.keys)
    measure = {"count": " as main change", "any reason": ", for any reason"}.get(keys.pop("measure", ""), "")
    said = [network.label(vocabularies[name], value) if value in network.config.get(vocabularies.get(name, ""), {}) else value.replace("_", " ")
            for name, value in keys.items() if value != "all"]
    return ", ".join(["alliances", *said]) + measure

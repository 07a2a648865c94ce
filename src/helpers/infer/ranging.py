"""The least and the greatest value of every cell, over all datasets that agree.

A bound is proven twice over, from both sides. Outer: without the whole-number condition, or by the statements about a cell's own
attributes alone, there cannot be less. Inner: some dataset reaches it, mostly one next to a known dataset.
Where the two meet, the bound is exact; where they do not, the whole model is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from helpers.infer.model import Cell, Model, build
from helpers.infer.program import NEVER, Program, Rule, Sum, total
from helpers.infer.relaxed import Counts, Nearby, Relaxation
from helpers.infer.solver import Answer, Part

SIZES = frozenset(["size", "active", "members", "present", "who:members"])
DESCENT = frozenset(["class", "how", "kind", "fate", "who"])
GROUPS = (SIZES | {"topic"}, DESCENT | {"lab", "topic"}, frozenset(["topic", "scope", "lab"]))  # attributes that cells and statements share most


@dataclass(frozen=True)
class Drops:
    """The smallest drops of every block of conflicts; all other claims hold.

    `blocks` are the claims that some of a block's drops hold, with the number dropped; `always` those that are dropped for certain.
    """

    options: tuple[tuple[frozenset[str], ...], ...] = ()

    @property
    def blocks(self) -> tuple[tuple[frozenset[str], int], ...]:
        return tuple((frozenset().union(*block), len(block[0])) for block in self.options if len(block) > 1)

    @property
    def always(self) -> frozenset[str]:
        return frozenset().union(*(block[0] for block in self.options if len(block) == 1))

    @property
    def free(self) -> frozenset[str]:
        return frozenset().union(*(block for block, _ in self.blocks))


@dataclass(frozen=True)
class Range:
    """Least and greatest value, whether both are proven, and a dataset for each (values of all variables).

    `depends` says whether some smallest drop narrows it, as far as that was asked.
    """

    low: int
    high: int
    proven: bool
    at_low: dict[int, int] = field(repr=False, default_factory=dict)
    at_high: dict[int, int] = field(repr=False, default_factory=dict)
    depends: bool = False


class View:
    """One model as one CP-SAT part, in which only claims that some smallest drop holds may be dropped."""

    def __init__(self, model: Model, drops: Drops) -> None:
        self.model = model
        for block, most in drops.blocks:
            known = sorted(block & model.claims.keys())
            model.program.add(total(Sum({model.claims[name]: -1}, 1) for name in known), high=most)
        self.fixed = {switch: int(name not in drops.always) for name, switch in model.claims.items() if name not in drops.free}

    @cached_property
    def settled(self) -> Program:
        """The program where the claims that no drop holds are on."""
        return self.model.program.settled(self.fixed)

    @cached_property
    def part(self) -> Part:
        """For questions about the settled program."""
        return Part(self.settled)

    @cached_property
    def nearby(self) -> Nearby:
        """For datasets near one of the settled program."""
        return Nearby(self.settled)

    @cached_property
    def unsettled(self) -> Part:
        """For questions in which any claims may be off."""
        return Part(self.model.program)

    def least(self, sum_: Sum, hint: Mapping[int, int]) -> Answer:
        """The least of the sum; `hint` is a dataset nearby."""
        return self.part.ask(sum_, hint=hint, least=True, fixed=self.fixed)

    def support(self, cell: Cell, low: int, high: int) -> set[str]:
        """Claims that keep the cell from going below `low` or above `high`."""
        sum_ = self.model.sum_of(cell)
        below = self._without(sum_, -NEVER, low - 1) if low > 0 else set()
        return below | (self._without(sum_, high + 1, NEVER) if high < self.model.ceiling(cell) else set())

    def _without(self, sum_: Sum, low: int, high: int) -> set[str]:
        """Claims that are enough to keep the sum out of `low`..`high`, where nothing can be in it."""
        on = {switch for switch, value in self.fixed.items() if value}
        off = {switch for switch, value in self.fixed.items() if not value}
        found, _ = self.unsettled.core(on, off, Rule(sum_, low, high))
        return {name for name, switch in self.model.claims.items() if switch in found}


class Pool:
    """Datasets found so far for one view, with what every cell is in each: most questions about a cell are answered already."""

    def __init__(self, view: View, cells: list[Cell]) -> None:
        self._switches = view.model.claims
        self._counts, self._number = Counts(view.model, cells), len(view.model.program.variables)
        self.datasets: list[dict[int, int]] = []
        self._values: list[np.ndarray] = []
        self._dropped: list[frozenset[str]] = []

    def add(self, values: dict[int, int]) -> dict[int, int]:
        """Keep a dataset."""
        self.datasets.append(values)
        self._values.append(self._counts.of(np.array([values[name] for name in range(self._number)])))
        self._dropped.append(frozenset(name for name, switch in self._switches.items() if not values[switch]))
        return values

    def best(self, place: int, sign: int, drop: tuple[frozenset[str], frozenset[str]] | None = None) -> tuple[int, dict[int, int]] | None:
        """The least value of `sign` times a cell, and a dataset that has it; only among those that drop exactly `drop` of a block."""
        fitting = [number for number, dropped in enumerate(self._dropped) if drop is None or dropped & drop[0] == drop[1] & drop[0]]
        found = min(((int(self._values[number][place]) * sign, number) for number in fitting), default=None)
        return found and (found[0], self.datasets[found[1]])


class Bounder:
    """Bounds one cell after another; every dataset found serves all cells."""

    def __init__(self, model: Model, drops: Drops, cells: list[Cell], hint: Mapping[int, int] | None = None) -> None:
        self._drops, self._cells = drops, cells
        self._places = {(cell.exhibit, cell.keys): place for place, cell in enumerate(cells)}
        self._whole = View(model, drops)
        self._pool = Pool(self._whole, cells)
        self._relaxed = Relaxation(self._whole.settled, {})
        self._near: dict[frozenset[str], tuple[View, Pool, dict]] = {}
        first = self._whole.part.ask(hint=hint, fixed=self._whole.fixed)
        self.feasible = bool(first.values)
        if first.values:
            self._pool.add(first.values)

    def _best(self, cell: Cell, sign: int) -> tuple[int, dict[int, int]]:
        return self._pool.best(self._places[cell.exhibit, cell.keys], sign)

    def range(self, cell: Cell) -> Range:
        """The cell's range; the model must be feasible."""
        low, high = self._least(cell, 1), self._least(cell, -1)
        return Range(low.value, -high.value, low.proven and high.proven, low.values, high.values)

    def depends(self, cell: Cell, found: Range) -> bool:
        """Whether, by the statements about its own attributes, a cell's range is narrower under some of the smallest drops."""
        view, *_ = self._view(cell)
        for options in self._drops.options:
            block = frozenset().union(*options) & view.model.claims.keys()
            for drop in options if len(options) > 1 and block else ():
                if not (self._reaches(cell, 1, found.low, block, drop) and self._reaches(cell, -1, -found.high, block, drop)):
                    return True
        return False

    def _reaches(self, cell: Cell, sign: int, wanted: int, block: frozenset[str], drop: frozenset[str]) -> bool:
        """Whether `sign` times the cell gets down to `wanted` when exactly `drop` of the block is dropped."""
        known = self._pool.best(self._places[cell.exhibit, cell.keys], sign, (block, drop))
        if known and known[0] <= wanted:
            return True
        view, pool, places = self._view(cell)
        known = pool.best(places[cell.exhibit, cell.keys], sign, (block, drop))
        if known and known[0] <= wanted:
            return True
        fixed = view.fixed | {view.model.claims[name]: int(name not in drop) for name in block}
        sum_, bases = view.model.sum_of(cell) * sign, list(filter(None, (known, pool.best(places[cell.exhibit, cell.keys], sign))))
        near = (view.nearby.find(base, sum_, wanted, fixed) for _, base in bases)
        values = next(filter(None, near), None) or view.part.ask(sum_, high=wanted, hint=bases[0][1] if bases else None, fixed=fixed).values
        if values:
            pool.add(values)
        return bool(values)

    def _view(self, cell: Cell) -> tuple[View, Pool, dict]:
        about = about_of(cell)
        if about not in self._near:
            own = [one for one in self._cells if about_of(one) == about]
            view = View(part_of(self._whole.model, about, own), self._drops)
            self._near[about] = view, Pool(view, own), {(one.exhibit, one.keys): place for place, one in enumerate(own)}
        return self._near[about]

    def _least(self, cell: Cell, sign: int) -> Answer:
        """The least of `sign` times the cell."""
        sum_ = self._whole.model.sum_of(cell) * sign
        best, values = self._best(cell, sign)
        floor = self._floor(cell, sign)
        outer = max(floor, self._relaxed.bound(sum_)) if best > floor else best
        if outer < best:
            best, values = self._kept(sum_, self._whole.nearby.find(values, sum_, outer)) or (best, values)
        if outer < best:
            local, near = self._local(cell, sign, outer, best)
            outer = max(outer, local)
            best, values = (outer < best and self._down(cell, sum_, outer, values, near)) or (best, values)
        return self._closed(sum_, outer, best, values)

    def _closed(self, sum_: Sum, outer: int, best: int, values: dict[int, int]) -> Answer:
        """The least from `outer` to `best`, asked of the whole model in growing steps: to decide is quicker than to minimize."""
        step = 1
        while outer < best:
            wanted = min(outer + step, best) - 1
            found = self._whole.part.ask(sum_, high=wanted, hint=values, fixed=self._whole.fixed)
            if found.values:
                best, values, step = _at(sum_, found.values), self._pool.add(found.values), 1
            elif found.proven:
                outer, step = wanted + 1, 2 * step
            else:
                return Answer(best, False, values)
        return Answer(best, True, values)

    def _floor(self, cell: Cell, sign: int) -> int:
        """What `sign` times the cell cannot be below, whatever the statements say."""
        return 0 if sign == 1 else -self._whole.model.ceiling(cell)

    def _down(self, cell: Cell, sum_: Sum, wanted: int, base: dict[int, int], near: dict[int, int]) -> tuple[int, dict[int, int]] | None:
        """A dataset that gets down to `wanted`, its switches as in `base` but for those that were otherwise `near` by."""
        moved = self._moved(cell, near)
        found = self._whole.nearby.find(base, sum_, wanted, moved)
        if not found:
            fixed = {name: base[name] for name in self._whole.model.program.switches()} | moved
            found = self._whole.part.ask(sum_, high=wanted, hint=base, fixed=self._whole.fixed | fixed, soon=True).values
        return self._kept(sum_, found)

    def _moved(self, cell: Cell, near: dict[int, int]) -> dict[int, int]:
        """The switches of a dataset of the near model, as those of the whole one."""
        own, all_ = self._view(cell)[0].model.named(), self._whole.model.named()
        return {all_[name]: near[own[name]] for name in own.keys() & all_.keys() if near}

    def _kept(self, sum_: Sum, values: dict[int, int] | None) -> tuple[int, dict[int, int]] | None:
        return (_at(sum_, values), self._pool.add(values)) if values else None

    def _local(self, cell: Cell, sign: int, floor: int, best: int) -> tuple[int, dict[int, int]]:
        """The least between `floor` and `best` by the statements about the cell's own attributes, and a dataset of those that has it."""
        view, pool, places = self._view(cell)
        sum_ = view.model.sum_of(cell) * sign
        known = pool.best(places[cell.exhibit, cell.keys], sign)
        if known and known[0] <= floor:
            return floor, known[1]
        for wanted in (floor, best - 1):
            values = known and view.nearby.find(known[1], sum_, wanted)
            lower = Answer(_at(sum_, values), True, values) if values else view.part.ask(
                sum_, high=wanted, hint=known and known[1], fixed=view.fixed)
            if lower.values:
                break
            if not lower.proven:
                return floor, {}
        else:
            return best, {}
        pool.add(lower.values)
        if lower.value <= floor:
            return floor, lower.values
        found = view.least(sum_, lower.values)
        if found.values:
            pool.add(found.values)
        return (found.value, found.values) if found.proven else (floor, {})


def about_of(cell: Cell) -> frozenset[str]:
    """The attributes that a cell's bounds hang on most."""
    sizes, descent, scope = GROUPS
    if cell.selection.attributes & SIZES:
        return sizes
    return descent if cell.selection.attributes & DESCENT or cell.first else scope


def part_of(model: Model, about: frozenset[str], cells: list[Cell]) -> Model:
    """The model of the statements about these attributes only, and of facts about what the cells ask for."""
    asked = about & frozenset().union({"topic"}, *(cell.selection.attributes for cell in cells)) if cells else about
    facts = {key: {name: value for name, value in known.items() if name == "change" and "how" in about or name in asked}
             for key, known in model.facts.items()}
    claims = {one.claim_id for one in model.statements if one.id in model.about and model.about[one.id] <= about | {"lab", "topic"}}
    own = [one for one in model.statements if one.claim_id in claims]
    return build(model.network, [cell for cell in cells if about_of(cell) == about], own, facts, model.soft,
                 descent=bool(model.first.cliques))


def _at(sum_: Sum, values: Mapping[int, int]) -> int:
    return sum_.constant + sum(values[name] * weight for name, weight in sum_.terms.items())


def ranges(model: Model, drops: Drops, cells: list[Cell], totals: list[Cell], hint: Mapping[int, int] | None = None) -> list[Range]:
    """Every cell's range, and whether it depends on the drop; then every total's range.

    All are bounded before it is asked what depends: datasets found for any cell serve all others. `hint` is a dataset to begin with.
    """
    bounder = Bounder(model, drops, [*cells, *totals], hint)
    found, rest = [bounder.range(cell) for cell in cells], [bounder.range(cell) for cell in totals]
    return [replace(one, depends=bounder.depends(cell, one)) for cell, one in zip(cells, found, strict=True)] + rest


def supports(model: Model, drops: Drops, about: frozenset[str], found: list[tuple[Cell, Range]]) -> dict[tuple, frozenset[str]]:
    """For each of some cells about the same attributes, by its exhibit and keys: claims that keep it in its range."""
    view = View(part_of(model, about, [cell for cell, _ in found]), drops)
    return {(cell.exhibit, cell.keys): frozenset(view.support(cell, one.low, one.high)) for cell, one in found}

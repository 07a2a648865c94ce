"""The least and the greatest value of every cell, over all datasets that agree.

A bound is proven twice over, from both sides. Outer: the statements about a cell's own attributes alone, a small model,
cannot give less. Inner: some dataset reaches it, mostly one that differs from a known dataset in the tables of these attributes only.
Where the two meet, the bound is exact; where they do not, the whole model is asked.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

from helpers.infer.model import Cell, Model, build
from helpers.infer.program import NEVER, Rule, Sum, total
from helpers.infer.solver import Answer, Part

SIZES = frozenset(["size", "active", "members", "present", "who:members"])
DESCENT = frozenset(["class", "how", "kind", "fate", "who"])


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
    """Least and greatest value, whether both are proven, and a dataset for each (values of all variables)."""

    low: int
    high: int
    proven: bool
    at_low: dict[int, int] = field(repr=False, default_factory=dict)
    at_high: dict[int, int] = field(repr=False, default_factory=dict)
    depends: bool = False
    claims: frozenset[str] = frozenset()


class View:
    """One model as one CP-SAT part, in which only claims that some smallest drop holds may be dropped."""

    def __init__(self, model: Model, drops: Drops, chosen: Mapping[str, str]) -> None:
        self.model = model
        for block, most in drops.blocks:
            known = sorted(block & model.claims.keys())
            model.program.add(total(Sum({model.claims[name]: -1}, 1) for name in known), high=most)
        self.fixed = {switch: int(name not in drops.always) for name, switch in model.claims.items() if name not in drops.free}
        for claim, reading in chosen.items():
            self.fixed |= {switch: int(name == reading) for name, switch in model.readings.get(claim, {}).items()}
        self.part = Part(model.program, model.program.rules, range(len(model.program.variables)), {})

    def least(self, sum_: Sum, hint: Mapping[int, int] | None = None, fixed: Mapping[int, int] | None = None) -> Answer:
        return self.part.ask(sum_, hint=hint, least=True, fixed=self.fixed | dict(fixed or {}))


    def support(self, sum_: Sum, low: int, high: int) -> set[str]:
        """Claims that are enough to keep the sum out of `low`..`high`, where nothing can be in it."""
        on = {switch for switch, value in self.fixed.items() if value}
        off = {switch for switch, value in self.fixed.items() if not value}
        found = self.part.core(on, off, Rule(sum_, low, high))
        return {name for name, switch in self.model.claims.items() if switch in found}


class Bounder:
    """Bounds one cell after another; every dataset found serves all cells."""

    def __init__(self, model: Model, drops: Drops, cells: list[Cell], chosen: Mapping[str, str] | None = None) -> None:
        self._drops, self._cells, self._chosen = drops, cells, dict(chosen or {})
        self._whole = View(model, drops, self._chosen)
        self._tables = model.tables_of()
        self._near: dict[frozenset[str], View] = {}
        first = self._whole.part.ask(fixed=self._whole.fixed)
        self.feasible = bool(first.values)
        self.pool: list[dict[int, int]] = [first.values] if first.values else []

    def range(self, cell: Cell) -> Range:
        """The cell's range; the model must be feasible."""
        low, high = self._least(cell, 1), self._least(cell, -1)
        view = self._view(cell)
        return Range(low.value, -high.value, low.proven and high.proven, low.values, high.values,
                     self._depends(view, cell, low.value, -high.value), self._support(view, cell, low.value, -high.value))

    def _support(self, view: View, cell: Cell, low: int, high: int) -> frozenset[str]:
        """Claims that keep the cell from going below `low` or above `high`."""
        sum_ = view.model.sum_of(cell)
        below = view.support(sum_, -NEVER, low - 1) if low > 0 else set()
        return frozenset(below | view.support(sum_, high + 1, NEVER))

    def _depends(self, view: View, cell: Cell, low: int, high: int) -> bool:
        """Whether, by the statements about its own attributes, the range is narrower under some of the smallest drops."""
        sum_ = view.model.sum_of(cell)
        for options in self._drops.options:
            for drop in options if len(options) > 1 else ():
                names = frozenset().union(*options) & view.model.claims.keys()
                fixed = {view.model.claims[name]: int(name not in drop) for name in names}
                if fixed and (view.least(sum_, fixed=fixed).value != low or view.least(sum_ * -1, fixed=fixed).value != -high):
                    return True
        return False

    def _view(self, cell: Cell) -> View:
        about = _about(cell)
        if about not in self._near:
            self._near[about] = View(_part_of(self._whole.model, about, self._cells), self._drops, self._chosen)
        return self._near[about]

    def _least(self, cell: Cell, sign: int) -> Answer:
        sum_ = self._whole.model.sum_of(cell) * sign
        outer = self._outer(cell, sign)
        best = min(self.pool, key=lambda values: _at(sum_, values))
        if outer is not None and _at(sum_, best) > outer:
            best = self._inner(cell, sum_, best) or best
        if _at(sum_, best) == outer:
            return Answer(outer, True, best)
        found = self._whole.least(sum_, best)
        if found.value is None or found.value >= _at(sum_, best):
            return Answer(_at(sum_, best), found.proven, best)
        self.pool.append(found.values)
        return found

    def _inner(self, cell: Cell, sum_: Sum, base: dict[int, int]) -> dict[int, int] | None:
        """The best dataset that differs from `base` only in tables of the cell's attributes."""
        free = _about(cell)
        fixed = {name: base[name] for name, table in self._tables.items() if not table & free}
        found = self._whole.least(sum_, base, fixed)
        if found.values and _at(sum_, found.values) < _at(sum_, base):
            self.pool.append(found.values)
            return found.values
        return None

    def _outer(self, cell: Cell, sign: int) -> int | None:
        """What statements about the cell's attributes alone already exclude going below."""
        view = self._view(cell)
        found = view.least(view.model.sum_of(cell) * sign)
        return found.value if found.proven else None


def _about(cell: Cell) -> frozenset[str]:
    """The attributes that a cell's bounds hang on most."""
    if cell.selection.attributes & SIZES:
        return SIZES | {"topic"}
    if cell.selection.attributes & DESCENT or cell.first:
        return DESCENT | {"lab"} | (cell.selection.attributes & {"topic"})
    return frozenset(["topic", "scope", "lab"])


def _part_of(model: Model, about: frozenset[str], cells: list[Cell]) -> Model:
    """The model of the statements about these attributes only."""
    claims = {one.claim_id for one in model.statements if one.id in model.about and model.about[one.id] <= about | {"lab", "topic"}}
    own = [one for one in model.statements if one.claim_id in claims]
    return build(model.network, [cell for cell in cells if _about(cell) == about], own, model.facts, model.soft,
                 descent=bool(model.first.cliques))


def _at(sum_: Sum, values: Mapping[int, int]) -> int:
    return sum_.constant + sum(values[name] * weight for name, weight in sum_.terms.items())


def _share(work: tuple[Model, Drops, list[Cell], Mapping[str, str], int, int]) -> list[Range]:
    model, drops, cells, chosen, start, step = work
    bounder = Bounder(model, drops, cells, chosen)
    return [bounder.range(cell) for cell in cells[start::step]]


def ranges(model: Model, drops: Drops, cells: Iterable[Cell], chosen: Mapping[str, str] | None = None,
           processes: int | None = None) -> list[Range]:
    """The range of every cell, shared out to some processes; the ranges are the same with any number of them."""
    cells = list(cells)
    number = min(processes or len(os.sched_getaffinity(0)), max(1, len(cells) // 10))
    work = [(model, drops, cells, dict(chosen or {}), start, number) for start in range(number)]
    if number == 1:
        return _share(work[0])
    found: list[Range | None] = [None] * len(cells)
    with ProcessPoolExecutor(number, mp_context=get_context("fork")) as pool:
        for start, part in enumerate(pool.map(_forked, range(number), [id(work)] * number) if _hold(work) else ()):
            found[start::number] = part
    return found


_held: list = []


def _hold(work: list) -> bool:
    """Leave the work where forked processes find it: models hold functions, which cannot be sent."""
    _held[:] = work
    return True


def _forked(start: int, _: int) -> list[Range]:
    return _share(_held[start])

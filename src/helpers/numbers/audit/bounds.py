"""The least and the greatest value of every cell, over all datasets that satisfy all claims but
one of the smallest drops.

A bound is proven from both sides. Outer: without the whole-number condition, or by the claims about
the cell's own families alone, there cannot be less. Inner: some dataset reaches it, mostly one next
to a known one. Where the two meet the bound is exact; where not, the whole program is asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from helpers.numbers.audit.conflicts import Conflicts
from helpers.numbers.audit.families import Families
from helpers.numbers.audit.model import Claims, Model
from helpers.numbers.audit.oracle import Undecided
from helpers.numbers.audit.program import NEVER, Counts, Program, Rule, Sum, Values, total
from helpers.numbers.audit.relaxed import Beside, Relaxation
from helpers.numbers.audit.solver import Answer, Solver, at_most
from helpers.numbers.audit.spec import Spec


@dataclass(frozen=True)
class Range:
    """Least and greatest value, whether both are proven, and a dataset that reaches each.

    `depends`: whether some smallest drop narrows it.
    """

    low: int
    high: int
    proven: bool
    at: tuple[Values, Values] = field(repr=False, compare=False)
    depends: bool = False


class View:
    """The model of (a part of) a spec in which just the smallest drops may be dropped."""

    def __init__(self, spec: Spec, found: Conflicts) -> None:
        self.model = Model(spec)
        self.blocks = [block for block in found.blocks if block.claims & self.model.switches.keys()]
        self.free = frozenset().union(*(d for block in self.blocks for d in block.smallest))
        for block in self.blocks:
            known = sorted(frozenset().union(*block.smallest) & self.model.switches.keys())
            off = total(Sum({self.model.switches[name]: -1}, 1) for name in known)
            self.model.program.add(off, high=len(block.smallest[0]))
        self.on = {s: 1 for name, s in self.model.switches.items() if name not in self.free}

    @cached_property
    def program(self) -> Program:
        """The program where the claims that no drop holds are on."""
        return self.model.program.settled(self.on)

    @cached_property
    def solver(self) -> Solver:
        """For questions about datasets that agree."""
        return Solver(self.program)

    @cached_property
    def beside(self) -> Beside:
        """For datasets next to one that agrees."""
        return Beside(self.program)

    @cached_property
    def relaxed(self) -> Relaxation:
        """For outer bounds."""
        return Relaxation(self.program)

    @cached_property
    def unsettled(self) -> Solver:
        """For questions in which other claims may be off."""
        return Solver(self.model.program)

    def dropping(self, block: Claims, drop: Claims) -> dict[int, int]:
        """Switches where just `drop` of a block's claims is dropped."""
        names = block & self.model.switches.keys()
        return {self.model.switches[name]: int(name not in drop) for name in sorted(names)}

    def keeping(self, sum_: Sum, low: int, high: int) -> Claims:
        """Claims that are enough to keep a sum out of `low`..`high`, where it cannot be."""
        core, _ = self.unsettled.core(self.on, {}, [Rule(sum_, low, high)])
        return self.model.claims_of(core)


class Pool:
    """Datasets met in one view, with every cell's value: most questions are answered already."""

    def __init__(self, view: View) -> None:
        self._view, self._places = view, {key: n for n, key in enumerate(view.model.cells)}
        self._counts = Counts(view.model.cells.values())
        self._met: list[tuple[Values, Values, Claims]] = []  # a dataset, its cells, what it drops

    def add(self, values: Values) -> Values:
        """Keep a dataset."""
        dropped = (name for name, s in self._view.model.switches.items() if not values[s])
        self._met.append((values, self._counts.of(values), frozenset(dropped)))
        return values

    def best(
        self, key: str, sign: int, block: Claims = frozenset(), drop: Claims | None = None
    ) -> tuple[int, Values] | None:
        """The least of `sign` times a cell, and a dataset that has it.

        With `drop` only among those that drop exactly these claims of a block.
        """
        place, found = self._places[key], None
        for values, cells, dropped in self._met:
            if drop is None or dropped & block == drop & block:
                value = sign * int(cells[place])
                found = (value, values) if found is None or value < found[0] else found
        return found


class Bounder:
    """Bounds one cell after another; every dataset met serves all cells.

    Undecided if no dataset satisfies all claims but a smallest drop.
    """

    def __init__(
        self, spec: Spec, families: Families, found: Conflicts, hint: Values | None = None
    ) -> None:
        self._families, self._found = families, found
        self.whole = View(spec, found)
        self.pool = Pool(self.whole)
        self._near: dict[object, tuple[View, Pool]] = {}
        fits = hint is not None and len(hint) == len(self.whole.model.program.ranges)
        first = self.whole.solver.ask(hint=hint if fits else None)
        if first.values is None:
            raise Undecided("No dataset was found for the claims that are left.")
        self.first = self.pool.add(first.values)

    def near(self, key: str) -> tuple[View, Pool]:
        """The view of the claims about a cell's own families, and the datasets met there."""
        cells = self._families.spec.cells
        about = self._families.of(cells[key])
        if about not in self._near:
            own = [one for one in cells if self._families.of(cells[one]) == about]
            spec = self._families.part(self._families.near(about), own)
            view = View(spec, self._found)
            self._near[about] = view, Pool(view)
        return self._near[about]

    def range(self, key: str) -> Range:
        """A cell's range."""
        low, high = self._least(key, 1), self._least(key, -1)
        proven = low[1] and high[1]
        return Range(low[0], -high[0], proven, (low[2], high[2]))

    def _least(self, key: str, sign: int) -> tuple[int, bool, Values]:
        """The least of `sign` times a cell, whether it is proven, and a dataset."""
        whole, goal = self.whole, self.whole.model.cells[key] * sign
        best, values = self._best(key, sign)
        outer = goal.ends(whole.program.ranges)[0]
        if outer < best:
            outer = max(outer, whole.relaxed.bound(goal))
        if outer < best:
            best, values = self._kept(goal, whole.beside.find(values, goal, outer)) or (
                best,
                values,
            )
        if outer < best:
            lower, near = self._local(key, sign, outer, best)
            outer = max(outer, lower)
            moved = self._down(key, goal, outer, values, near) if outer < best else None
            best, values = moved or (best, values)
        return self._closed(goal, outer, best, values)

    def _best(self, key: str, sign: int) -> tuple[int, Values]:
        found = self.pool.best(key, sign)
        assert found is not None  # the pool begins with a dataset
        return found

    def _kept(self, goal: Sum, values: Values | None) -> tuple[int, Values] | None:
        return None if values is None else (goal.at(values), self.pool.add(values))

    def _local(self, key: str, sign: int, floor: int, best: int) -> tuple[int, Values | None]:
        """The least from `floor` to `best` by the claims about its families, and a dataset."""
        view, pool = self.near(key)
        goal, known = view.model.cells[key] * sign, pool.best(key, sign)
        while floor < best:
            if known and known[0] <= floor:
                return floor, known[1]
            values = view.beside.find(known[1], goal, floor) if known else None
            answer = Answer(values)
            if values is None:
                hint = known[1] if known else None
                answer = view.solver.ask(also=[at_most(goal, floor)], hint=hint)
            if answer.values is None and not answer.proven:
                return floor, None
            if answer.values is not None:
                return floor, pool.add(answer.values)
            floor += 1
        return best, None

    def _down(
        self, key: str, goal: Sum, wanted: int, base: Values, near: Values | None
    ) -> tuple[int, Values] | None:
        """A dataset that gets down to `wanted`, switched as `base` or, where it says so, `near`."""
        if near is None:
            return None
        own, all_ = self.near(key)[0].model.named, self.whole.model.named
        moved = {all_[name]: int(near[own[name]]) for name in own.keys() & all_.keys()}
        found = self.whole.beside.find(base, goal, wanted, moved)
        if found is None:
            fixed = {name: int(base[name]) for name in all_.values()} | moved
            rule = at_most(goal, wanted)
            found = self.whole.solver.ask(fixed, [rule], base, tries=((0.1, False),)).values
        return self._kept(goal, found)

    def _closed(self, goal: Sum, outer: int, best: int, values: Values) -> tuple[int, bool, Values]:
        """The least from `outer` to `best`, by steps: to decide is quicker than to minimize."""
        step = 1
        while outer < best:
            wanted = min(outer + step, best) - 1
            found = self.whole.solver.ask(also=[at_most(goal, wanted)], hint=values)
            if found.values is not None:
                best, values, step = goal.at(found.values), self.pool.add(found.values), 1
            elif found.proven:
                outer, step = wanted + 1, 2 * step
            else:
                return best, False, values
        return best, True, values

    # -- what a range hangs on

    def depends(self, key: str, found: Range) -> bool:
        """Whether, by the claims about its own families, the range is narrower under some drop."""
        view, _ = self.near(key)
        ends = ((1, found.low), (-1, -found.high))
        return any(
            not self._reaches(key, sign, wanted, block.claims, drop)
            for block in view.blocks
            if len(block.smallest) > 1
            for drop in block.smallest
            for sign, wanted in ends
        )

    def _reaches(self, key: str, sign: int, wanted: int, block: Claims, drop: Claims) -> bool:
        """Whether `sign` times a cell gets down to `wanted` where just `drop` is dropped."""
        known = self.pool.best(key, sign, block, drop)
        if known and known[0] <= wanted:
            return True
        view, pool = self.near(key)
        known, other = pool.best(key, sign, block, drop), pool.best(key, sign)
        if known and known[0] <= wanted:
            return True
        goal, fixed = view.model.cells[key] * sign, view.dropping(block, drop)
        bases = [one[1] for one in (known, other) if one]
        near = (view.beside.find(base, goal, wanted, fixed) for base in bases)
        values = next((one for one in near if one is not None), None)
        if values is None:
            hint = bases[0] if bases else None
            values = view.solver.ask(fixed, [at_most(goal, wanted)], hint).values
        if values is not None:
            pool.add(values)
        return values is not None

    def claims(self, key: str, found: Range) -> Claims:
        """Claims about a cell's families that are enough to keep it in its range."""
        view, _ = self.near(key)
        goal = view.model.cells[key]
        least, most = goal.ends(view.model.program.ranges)
        below = view.keeping(goal, -NEVER, found.low - 1) if found.low > least else frozenset()
        above = view.keeping(goal, found.high + 1, NEVER) if found.high < most else frozenset()
        return below | above


def ranges(bounder: Bounder, keys: Iterable[str]) -> Mapping[str, Range]:
    """The ranges of some cells; what depends is asked last, when most datasets are known."""
    found = {key: bounder.range(key) for key in keys}
    return {
        key: Range(one.low, one.high, one.proven, one.at, bounder.depends(key, one))
        for key, one in found.items()
    }

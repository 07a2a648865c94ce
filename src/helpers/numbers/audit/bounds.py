"""The least and the greatest value of every cell, over all datasets that satisfy all claims but
one of the smallest drops.

A bound is proven from both sides. Outer: without the whole-number condition, or by the claims about
the cell's own families alone, there cannot be less. Inner: some dataset reaches it, mostly one next
to a known one. Where the two meet the bound is exact; where not, the whole program is asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from helpers.numbers.audit.conflicts import Conflicts
from helpers.numbers.audit.families import Families, Node
from helpers.numbers.audit.forked import together
from helpers.numbers.audit.model import Claims
from helpers.numbers.audit.oracle import Least, Oracle, Undecided
from helpers.numbers.audit.program import NEVER, Sum, Values
from helpers.numbers.audit.solver import TRIES


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


class Bounder:
    """Bounds one cell after another; every dataset met serves all cells.

    Claims that are `off` bind nothing; `datasets` are of another bounder of the same spec.
    Undecided if no dataset satisfies all claims but a smallest drop.
    """

    def __init__(
        self,
        families: Families,
        found: Conflicts,
        off: Claims = frozenset(),
        datasets: Iterable[Values] = (),
    ) -> None:
        self._families, self._found, self._off = families, found, off
        self.whole = Oracle(families.spec, found.free, found.most, off)
        self.whole.take(datasets)
        self._near: dict[object, Oracle] = {}
        first = self.whole.find().values
        if first is None:
            raise Undecided("No dataset was found for the claims that are left.")
        self.first = first

    def near(self, key: str) -> Oracle:
        """The oracle for the claims about a cell's own families."""
        about = self._families.of(self._families.spec.cells[key])
        if about not in self._near:
            self._near[about] = _near(self._families, self._found, about, self._off)
        return self._near[about]

    def range(self, key: str) -> Range:
        """A cell's range."""
        low, high = self.least(key, 1), self.least(key, -1)
        proven = all(one.floor >= one.value for one in (low, high))
        return Range(low.value, -high.value, proven, (low.values, high.values))

    def least(self, key: str, sign: int) -> Least:
        """The least of `sign` times a cell."""
        whole, goal = self.whole, self.whole.model.cells[key] * sign
        floor, base = whole.floor(goal), whole.nearest(goal=goal)
        assert base is not None  # the whole has met a dataset
        if whole.near(goal=goal, most=floor) is None:
            near = self.near(key)
            least = near.least(near.model.cells[key] * sign, floor, goal.at(base))
            floor = max(floor, least.floor) if least else floor
            if least and least.value == floor < goal.at(base):
                self._like(near, least.values, base, goal, floor)
        least = whole.least(goal, floor)
        assert least is not None
        return least

    def _like(self, near: Oracle, values: Values, base: Values, goal: Sum, most: int) -> None:
        """Look for a dataset switched like one of the near oracle, else like `base`."""
        own, all_ = near.model.named, self.whole.model.named
        moved = {all_[name]: int(values[own[name]]) for name in own.keys() & all_.keys()}
        if self.whole.near(moved, goal, most) is None:
            fixed = {name: int(base[name]) for name in all_.values()} | moved
            self.whole.find(fixed, goal, most, tries=TRIES[:2])

    # -- what a range hangs on

    def depends(self, key: str, found: Range) -> bool:
        """Whether, by the claims about its own families, the range is narrower under some drop."""
        known = frozenset(self.near(key).switches)
        return any(
            not self._reaches(key, sign, wanted, (block.claims - drop) & known)
            for block in self._found.blocks
            if len(block.smallest) > 1 and block.claims & known
            for drop in block.smallest
            for sign, wanted in ((1, found.low), (-1, -found.high))
        )

    def _reaches(self, key: str, sign: int, wanted: int, on: Claims) -> bool:
        """Whether `sign` times a cell gets down to `wanted` where these claims hold."""
        whole, near = self.whole, self.near(key)
        goal = whole.model.cells[key] * sign
        if whole.knows(whole.on(on), goal, wanted) is not None:
            return True
        return near.find(near.on(on), near.model.cells[key] * sign, wanted).values is not None


def _near(
    families: Families, found: Conflicts, about: frozenset[Node], off: Claims = frozenset()
) -> Oracle:
    """The oracle for the claims about some families, with the cells that are about just these."""
    cells = families.spec.cells.items()
    own = {key: formula for key, formula in cells if families.of(formula) == about}
    return Oracle(families.part(families.near(about), own), found.free, found.most, off)


def ranges(bounder: Bounder, keys: Iterable[str]) -> dict[str, Range]:
    """The ranges of some cells; what depends is asked last, when most datasets are known."""
    found = {key: bounder.range(key) for key in keys}
    return {key: replace(one, depends=bounder.depends(key, one)) for key, one in found.items()}


def holding(families: Families, found: Conflicts, known: Mapping[str, Range]) -> dict[str, Claims]:
    """Claims about each cell's own families that are enough to keep it in its known range."""
    parts = defaultdict(list)
    for key in known:
        parts[families.of(families.spec.cells[key])].append(key)
    calls = [
        partial(_holding, families, found, about, {key: known[key] for key in some})
        for about, keys in parts.items()
        for some in (keys[::2], keys[1::2])
    ]
    return {key: claims for part in together(calls) for key, claims in part.items()}


def _holding(
    families: Families, found: Conflicts, about: frozenset[Node], known: Mapping[str, Range]
) -> dict[str, Claims]:
    near, said = _near(families, found, about), {}
    for key, one in known.items():
        goal = near.model.cells[key]
        least, most = goal.ends(near.model.program.ranges)
        below = near.keeping(goal, -NEVER, one.low - 1) if one.low > least else frozenset()
        above = near.keeping(goal, one.high + 1, NEVER) if one.high < most else frozenset()
        said[key] = below | above
    return said

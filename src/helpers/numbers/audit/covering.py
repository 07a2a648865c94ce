"""A few datasets that together reach both ends of every open range: a greedy cover of the ends.

An end is reached where what is missing to it, a sum that is never below 0, is 0. A dataset begins
as the one that reaches most of what is left: one that was met, or one in which the sum of what is
missing to one end of each number is small. Then it is filled: for end after end the dataset right
beside takes its place that also reaches this one and keeps all that were reached, if there is one.
"""

from collections.abc import Iterable, Iterator, Mapping
from random import Random
from typing import Any

import numpy as np

from helpers.data.network import Network
from helpers.numbers.audit import dataset
from helpers.numbers.audit.bounds import Bounder
from helpers.numbers.audit.frames import identifier
from helpers.numbers.audit.leaving import HIGH, LOW, SIGNS, Desk, End
from helpers.numbers.audit.model import Claims
from helpers.numbers.audit.packing import packed
from helpers.numbers.audit.program import Sum, Values, total
from helpers.numbers.audit.solver import TRIES
from helpers.numbers.question import Question

TRIALS = 3  # mixtures of low and high ends that a dataset is begun with
FEW = 100  # ends that are left when it is worth asking the solver for each
Data = dict[str, Any]
Range = tuple[int, int]


class Cover:
    """Datasets for the ends of ranges (cell -> least and greatest value that are reached)."""

    def __init__(self, bounder: Bounder, ranges: Mapping[str, Range]) -> None:
        self._whole, self._random = bounder.whole, Random(0)
        cells = bounder.whole.model.cells
        self.missing: dict[End, Sum] = {}
        for key, (low, high) in ranges.items():
            self.missing |= {(key, LOW): cells[key] - low, (key, HIGH): cells[key] * -1 + high}

    def datasets(self) -> list[Values]:
        """Datasets, those that reach most first; of an end that none was found for none does."""
        left, found = dict(self.missing), list[Values]()
        while left:
            values = self._begun(left)
            if values is None:
                del left[next(iter(left))]
                continue
            found.append(self._filled(values, left))
            left = {end: one for end, one in left.items() if one.at(found[-1])}
        return found

    def reached(self, values: Values) -> list[End]:
        """The ends that a dataset reaches."""
        return [end for end, one in self.missing.items() if not one.at(values)]

    def _begun(self, left: Mapping[End, Sum]) -> Values | None:
        """A dataset that reaches many of the ends, else the first of them."""
        both = len(left) > len({key for key, _ in left})
        for _ in range(TRIALS if both else 1):
            self._whole.small(self._mixed(left))
        many = np.sum([one.of(self._whole.met) == 0 for one in left.values()], axis=0)
        if many.any():
            return self._whole.met[int(many.argmax())]
        return self._whole.find(goal=next(iter(left.values()))).values

    def _mixed(self, left: Mapping[End, Sum]) -> Sum:
        """What is missing to one end of each number, at random where both are left."""
        ends = [(key, self._random.choice(SIGNS)) for key in dict.fromkeys(key for key, _ in left)]
        return total(left[end] if end in left else left[end[0], -end[1]] for end in ends)

    def _filled(self, values: Values, left: Mapping[End, Sum]) -> Values:
        """A dataset that reaches what this one does, and as much more as is found beside it."""
        for one in left.values():
            if one.at(values):
                goal = total([one, *(own for own in left.values() if not own.at(values))])
                beside = self._reaching(goal, ask=len(left) <= FEW)
                values = values if beside is None else beside
        return values

    def _reaching(self, goal: Sum, ask: bool) -> Values | None:
        if ask:
            return self._whole.find(goal=goal, tries=TRIES[:1]).values
        return self._whole.near(goal=goal)


# -- written down


def ends(
    network: Network,
    questions: Iterable[Question],
    conflicts: Iterable[Iterable[str]],
    ranges: Mapping[str, Range],
) -> Data:
    """What is in ends.json but for how it came about: datasets, and where each end is reached."""
    desk = Desk(network, questions, conflicts, "plain", "none")
    bounder = Bounder(desk.families, desk.found)
    cover = Cover(bounder, ranges)
    found = cover.datasets()
    reached = [set(cover.reached(values)) for values in found]
    things = [dict(_rows(desk, bounder, values)) for values in found]
    return {
        "network": network.name,
        "datasets": len(found),
        "ends": {key: [_first(reached, (key, sign)) for sign in SIGNS] for key in ranges},
        "left_out": [sorted(_left_out(desk, bounder, values)) for values in found],
        "rows": {period: packed([one[period] for one in things]) for period in network.periods},
        "hosts": packed([list(_hosts(network, desk, bounder, values)) for values in found]),
    }


def _first(reached: Iterable[set[End]], end: End) -> int | None:
    return next((place for place, some in enumerate(reached) if end in some), None)


def _left_out(desk: Desk, bounder: Bounder, values: Values) -> Claims:
    """The claims that a dataset gives up, as they contradict others."""
    switches = bounder.whole.switches
    return frozenset(name for name in desk.found.free if not values[switches[name]])


def _rows(desk: Desk, bounder: Bounder, values: Values) -> Iterator[tuple[str, list[Data]]]:
    """Each period's rows; those of no list in order of what they are, so that few cells differ."""
    things = bounder.whole.model.things(values)
    ordered = {
        frame: some if "row" in next(iter(some), {}) else sorted(some, key=lambda one: str(one))
        for frame, some in things.items()
    }
    yield from dataset.rows(desk.whole.frames, ordered).items()


def _hosts(
    network: Network, desk: Desk, bounder: Bounder, values: Values
) -> Iterator[dict[str, str]]:
    """Each host, and the sets that statements speak of (`the other two`) in which it is."""
    said = {one.host_group for one in desk.whole.statements} - {""}
    names = {identifier("set", one.replace("/", "__")): one for one in sorted(said)}
    inside = bounder.whole.model.writer.inside
    for host in network.hosts:
        groups = [name for set_, name in names.items() if _in(inside, (set_, host), values)]
        yield {"host": host, "groups": ";".join(groups)}


def _in(inside: Mapping[object, int], one: object, values: Values) -> bool:
    return one in inside and bool(values[inside[one]])

"""Nodes in layers, each below all that lead to it, with room where a link passes a layer."""

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from helpers.look.diagrams.graph import Link

Pair = tuple[str, str]  # ids of the upper and the lower node


def layers(keys: Sequence[str], links: Sequence[Link]) -> list[list[str]]:
    """Ids layer by layer, with a place (`from>to@layer`) in every layer that a link passes; each
    layer in an order that lets few arrows cross."""
    pairs = _downward(links)
    made = [sorted(one, key=list(keys).index) for one in _generations(keys, pairs)]
    depth = {key: level for level, layer in enumerate(made) for key in layer}
    chains: list[Pair] = []
    for upper, lower in pairs:
        passed = {f"{upper}>{lower}@{at}": at for at in range(depth[upper] + 1, depth[lower])}
        chains += pairwise([upper, *passed, lower])
        for key, at in passed.items():
            made[at].append(key)
    return _untangled(made, chains)


def _downward(links: Sequence[Link]) -> list[Pair]:
    """The links as pairs; one that would close a circle is turned round for the layout."""
    found: list[Pair] = []
    for link in links:
        pair = (link.start, link.end)
        found.append(pair[::-1] if _circular([*found, pair]) else pair)
    return list(dict.fromkeys(found))


def _circular(pairs: Sequence[Pair]) -> bool:
    try:
        _sorter((), pairs).prepare()
    except CycleError:
        return True
    return False


def _generations(keys: Sequence[str], pairs: Sequence[Pair]) -> list[tuple[str, ...]]:
    """First the ids that nothing leads to, then those that only these lead to, and so on."""
    sorter, found = _sorter(keys, pairs), []
    sorter.prepare()
    while sorter.is_active():
        found.append(sorter.get_ready())
        sorter.done(*found[-1])
    return found


def _sorter(keys: Sequence[str], pairs: Sequence[Pair]) -> TopologicalSorter[str]:
    sorter = TopologicalSorter[str](dict.fromkeys(keys, ()))
    for upper, lower in pairs:
        sorter.add(lower, upper)
    return sorter


def _untangled(rows: list[list[str]], pairs: Sequence[Pair]) -> list[list[str]]:
    """Each layer ordered by the mean place of its neighbours above, then below."""
    for sweep in range(6):
        down = sweep % 2 == 0
        for level in range(1, len(rows)) if down else range(len(rows) - 2, -1, -1):
            other = rows[level - 1 if down else level + 1]
            place = {key: (number + 0.5) / len(other) for number, key in enumerate(other)}
            means = {key: _mean_place(key, pairs, place) for key in rows[level]}
            rows[level].sort(key=means.__getitem__)
    return rows


def _mean_place(key: str, pairs: Sequence[Pair], place: dict[str, float]) -> float:
    near = [place[one] for pair in pairs if key in pair for one in pair if one in place]
    return sum(near) / len(near) if near else 0.5

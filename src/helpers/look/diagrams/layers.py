"""Nodes in layers, each below all that lead to it, with room where a link passes a layer."""

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from helpers.look.diagrams.graph import Link

Pair = tuple[str, str]  # ids of the upper and the lower node


def layers(keys: Sequence[str], links: Sequence[Link]) -> list[list[str]]:
    """Ids layer by layer, with a place (`from>to@layer`) in every layer that a link passes; each
    layer in an order that lets few arrows cross."""
    pairs = _downward(keys, links)
    depth: dict[str, int] = {}
    for key in _order(keys, pairs):
        depth[key] = 1 + max((depth[upper] for upper, lower in pairs if lower == key), default=-1)
    deepest = max(depth.values(), default=-1)
    made = [[key for key in keys if depth[key] == level] for level in range(deepest + 1)]
    chains: list[Pair] = []
    for upper, lower in pairs:
        passed = {f"{upper}>{lower}@{at}": at for at in range(depth[upper] + 1, depth[lower])}
        chains += pairwise([upper, *passed, lower])
        for key, at in passed.items():
            made[at].append(key)
    return _untangled(made, chains)


def _downward(keys: Sequence[str], links: Sequence[Link]) -> list[Pair]:
    """The links as pairs; one that would close a circle is turned round for the layout."""
    found: list[Pair] = []
    for link in links:
        try:
            _order(keys, [*found, link.ends])
            found.append(link.ends)
        except CycleError:
            found.append((link.end, link.start))
    return list(dict.fromkeys(found))


def _order(keys: Sequence[str], pairs: Sequence[Pair]) -> list[str]:
    """The ids, each after all that lead to it."""
    above = {key: [upper for upper, lower in pairs if lower == key] for key in keys}
    return list(TopologicalSorter(above).static_order())


def _untangled(rows: list[list[str]], pairs: Sequence[Pair]) -> list[list[str]]:
    """Each layer ordered by the mean place of its neighbours above, then below, six times over."""
    for levels, step in [(range(1, len(rows)), -1), (range(len(rows) - 2, -1, -1), 1)] * 3:
        for level in levels:
            other = rows[level + step]
            place = {key: (number + 0.5) / len(other) for number, key in enumerate(other)}
            means = {key: _mean_place(key, pairs, place) for key in rows[level]}
            rows[level].sort(key=means.__getitem__)
    return rows


def _mean_place(key: str, pairs: Sequence[Pair], place: dict[str, float]) -> float:
    near = [place[one] for pair in pairs if key in pair for one in pair if one in place]
    return sum(near) / len(near) if near else 0.5

"""In which lane each partnership's line runs, period by period.

Lines stand by group (who hosts them). In a group those that join or part are together, and what
comes from, or goes to, another group stands on the side of that group; else they keep their order.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass
class Node:
    """A partnership of one period: its row, the period's place, its group, rows it came from.

    `lane` is its place in its strand, counted from 0 on; between two lanes where two join.
    """

    row: int
    place: int
    group: str
    parents: Sequence[int] = ()
    lane: float = field(default=0.0, compare=False)


@dataclass(frozen=True)
class Strand:
    """Nodes of a group that come from each other."""

    group: str
    nodes: list[Node]


def strands(nodes: Iterable[Node], groups: Sequence[str]) -> list[Strand]:
    """The strands from above, group after group; each node in its lane."""
    known = {node.row: node for node in nodes}
    links = [(known[row], node) for node in known.values() for row in node.parents]
    found = [Strand(part[0].group, part) for part in _parts(known, links)]
    side = _sides(links, groups)
    found.sort(key=lambda one: (groups.index(one.group), sum(side[n.row] for n in one.nodes)))
    for strand in found:
        _lay(strand)
    return found


def _parts(known: dict[int, Node], links: list[tuple[Node, Node]]) -> list[list[Node]]:
    """Nodes of one group that are linked, directly or by others, in the order of the nodes."""
    first = {row: row for row in known}  # each node's first one, as far as known

    def head(row: int) -> int:
        while first[row] != row:
            first[row] = row = first[first[row]]
        return row

    for one, other in links:
        if one.group == other.group:
            ends = sorted((head(one.row), head(other.row)))
            first[ends[1]] = ends[0]
    parts: dict[int, list[Node]] = defaultdict(list)
    for row, node in known.items():
        parts[head(row)].append(node)
    return list(parts.values())


def _sides(links: list[tuple[Node, Node]], groups: Sequence[str]) -> dict[int, int]:
    """Row -> below 0 if it comes from or goes to a group above its own, over 0 if below."""
    side: dict[int, int] = defaultdict(int)
    for one, other in links:
        way = groups.index(other.group) - groups.index(one.group)
        side[one.row] += (way > 0) - (way < 0)
        side[other.row] -= (way > 0) - (way < 0)
    return side


def _lay(strand: Strand) -> None:
    """Each node beside what it came from: a joint one in the middle, parts around it."""
    known = {node.row: node for node in strand.nodes}
    children: dict[int, list[int]] = defaultdict(list)
    for node in strand.nodes:
        for row in node.parents:
            children[row].append(node.row)
    for place in sorted({node.place for node in strand.nodes}):
        now = [node for node in strand.nodes if node.place == place]
        lowest = max((node.lane for node in strand.nodes if node.place < place), default=-1.0)
        for node in now:
            before = [known[row] for row in node.parents if row in known]
            if before:
                node.lane = sum(_offered(one, node, children) for one in before) / len(before)
            else:
                node.lane = lowest = lowest + 1
        _apart(sorted(now, key=lambda node: node.lane))
    least = min(node.lane for node in strand.nodes)
    for node in strand.nodes:
        node.lane -= least


def _offered(parent: Node, child: Node, children: dict[int, list[int]]) -> float:
    """The lane that a parent would give a child: its own, or one beside it if it has several."""
    every = children[parent.row]
    return parent.lane + every.index(child.row) - (len(every) - 1) / 2


def _apart(nodes: list[Node]) -> None:
    """Move nodes of one period apart until each has a lane for itself."""
    wanted = [node.lane for node in nodes]
    for one, other in pairwise(nodes):
        other.lane = max(other.lane, one.lane + 1)
    pushed = sum(node.lane - lane for node, lane in zip(nodes, wanted, strict=True))
    if pushed and len(nodes) > 1:
        shift = round(2 * pushed / len(nodes)) / 2  # half lanes at most, so that lines keep to them
        for node in nodes:
            node.lane -= shift

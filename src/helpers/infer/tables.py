"""Counting exchangeable things: tables over just those attributes that the statements couple.

Alliances that nothing tells apart are exchangeable, so a dataset is, for every statement, nothing but counts. One
table over all attributes would have millions of cells; statements couple few attributes at a time. The attributes are
therefore triangulated (each statement makes a clique), every clique gets a table of whole numbers, and tables that
overlap agree on their common margin. For such a decomposable set of tables agreeing margins are enough: whole-number
tables then always extend to a complete dataset (Vorob'ev 1962; Lauritzen, Graphical Models, 1996), and
`Frame.people` carries out that extension.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from helpers.infer.program import Program, Sum, total

Values = dict[str, object]


@dataclass(frozen=True)
class Selection:
    """A condition on some attributes of one thing: `test(cell)` gets a dict with at least `attributes`."""

    attributes: frozenset[str] = frozenset()
    test: Callable[[Values], bool] = lambda cell: True

    def __and__(self, other: Selection) -> Selection:
        return Selection(self.attributes | other.attributes, lambda cell: self.test(cell) and other.test(cell))


def among(attribute: str, values: Iterable[object]) -> Selection:
    """The attribute's value is one of `values`."""
    allowed = frozenset(values)
    return Selection(frozenset([attribute]), lambda cell: cell[attribute] in allowed)


EVERYTHING = Selection()


@dataclass
class Frame:
    """Counts of one kind of thing by its attributes.

    `domains` gives each attribute's values, `rules` conditions that every thing meets, `coupled` the sets of
    attributes that are asked about together. `given` lists what is known of the things beforehand, as (values,
    number of things): every thing has exactly one of these combinations. Without it, at most `most` things exist.
    """

    program: Program
    domains: dict[str, list]
    rules: list[Selection]
    coupled: list[frozenset[str]]
    given: list[tuple[Values, int]] = field(default_factory=list)
    most: int = 0

    def __post_init__(self) -> None:
        self.fixed = tuple(self.given[0][0]) if self.given else ()
        self.most = sum(number for _, number in self.given) or self.most
        coupled = [*self.coupled, *(rule.attributes for rule in self.rules), frozenset(self.fixed)]
        self.cliques = _cliques(self._weight, self.domains, coupled)
        self.tables = [self._table(clique) for clique in self.cliques]
        self.tree = _tree(self.cliques)
        for left, right in self.tree:
            self._agree(left, right)
        for table in range(len(self.cliques)) if self.given else ():
            self._fix(table)

    def _combinations(self, names: tuple[str, ...]) -> dict[tuple, int]:
        """Combinations of given attributes that some thing has, and how many things have it."""
        found: dict[tuple, int] = defaultdict(int)
        for values, number in self.given:
            found[tuple(values[name] for name in names)] += number
        return found

    def _split(self, clique: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The clique's given attributes and its open ones, in the order of the domains."""
        ordered = [name for name in self.domains if name in set(clique)]
        return tuple(name for name in ordered if name in self.fixed), tuple(name for name in ordered if name not in self.fixed)

    def _weight(self, clique: frozenset[str]) -> int:
        fixed, free = self._split(clique)
        return (len(self._combinations(fixed)) if fixed else 1) * math.prod(len(self.domains[name]) for name in free)

    def _table(self, clique: tuple[str, ...]) -> dict[tuple, Sum]:
        fixed, free = self._split(clique)
        rules = [rule for rule in self.rules if rule.attributes <= set(clique)]
        known = self._combinations(fixed) if fixed else {(): self.most}
        table = {}
        for (some, size), rest in itertools.product(known.items(), itertools.product(*(self.domains[name] for name in free))):
            values = dict(zip((*fixed, *free), (*some, *rest), strict=True))
            if all(rule.test(values) for rule in rules):
                cell = tuple(values[name] for name in clique)
                table[cell] = self.program.variable(0, size) if free or not self.given else Sum(constant=size)
        return table

    def _margin(self, table: int, names: tuple[str, ...]) -> dict[tuple, Sum]:
        places = [self.cliques[table].index(name) for name in names]
        sums: dict[tuple, list[Sum]] = defaultdict(list)
        for cell, count in self.tables[table].items():
            sums[tuple(cell[place] for place in places)].append(count)
        return {key: total(found) for key, found in sums.items()}

    def _agree(self, left: int, right: int) -> None:
        names = tuple(name for name in self.cliques[left] if name in self.cliques[right])
        if self.given and set(names) <= set(self.fixed):
            return  # both margins are given
        one, two = self._margin(left, names), self._margin(right, names)
        for key in sorted(one.keys() | two.keys(), key=str):
            self.program.add(one.get(key, Sum()) - two.get(key, Sum()), 0, 0)

    def _fix(self, table: int) -> None:
        fixed, free = self._split(self.cliques[table])
        sizes = self._combinations(fixed) if fixed else {(): self.most}
        margin = self._margin(table, fixed)
        for key, size in sizes.items() if free else ():
            self.program.add(margin.get(key, Sum()), size, size)

    def count(self, selection: Selection) -> Sum:
        """How many things meet the selection, as a sum of table cells."""
        place, clique = self._place(selection)
        return total(found for cell, found in self.tables[place].items()
                     if selection.test(dict(zip(clique, cell, strict=True))))

    def _place(self, selection: Selection) -> tuple[int, tuple[str, ...]]:
        """The smallest table that holds the selection's attributes."""
        place = min((place for place, clique in enumerate(self.cliques) if selection.attributes <= set(clique)),
                    key=lambda place: len(self.tables[place]))
        return place, self.cliques[place]

    def ceiling(self, selection: Selection) -> int:
        """A number that `count` cannot exceed: the things with given values that the selection admits at all."""
        if not self.given:
            return self.most
        place, clique = self._place(selection)
        fixed, _ = self._split(clique)
        admitted = {tuple(values[name] for name in fixed) for cell in self.tables[place]
                    if selection.test(values := dict(zip(clique, cell, strict=True)))}
        return sum(number for key, number in self._combinations(fixed).items() if key in admitted)

    def people(self, values: list[int]) -> list[Values]:
        """One complete set of things with these counts: tables glued along their common margins, in a fixed order."""
        things = [dict(zip(self.cliques[0], cell, strict=True)) for cell, found in self.tables[0].items()
                  for _ in range(found.at(values))] if self.cliques else []
        for left, right in self.tree:
            names = [name for name in self.cliques[left] if name in self.cliques[right]]
            stock: dict[tuple, list[Values]] = defaultdict(list)
            for cell, found in self.tables[right].items():
                new = dict(zip(self.cliques[right], cell, strict=True))
                stock[tuple(new[name] for name in names)] += [new] * found.at(values)
            for thing in things:
                thing.update(stock[tuple(thing[name] for name in names)].pop())
        return things


def _cliques(weight: Callable[[frozenset[str]], int], domains: dict[str, list],
             coupled: list[frozenset[str]]) -> list[tuple[str, ...]]:
    """Maximal cliques of a triangulation, eliminating first what makes the smallest table."""
    near: dict[str, set[str]] = {name: set() for name in domains}
    for group in coupled:
        for name in group:
            near[name] |= group - {name}
    found: list[frozenset[str]] = []
    while near:
        name = min(near, key=lambda one: (weight(frozenset(near[one] | {one})), one))
        clique = frozenset(near[name] | {name})
        found += [clique] if not any(clique <= other for other in found) else []
        for one in near[name]:
            near[one] |= near[name] - {one}
            near[one].discard(name)
        del near[name]
    return [tuple(name for name in domains if name in clique) for clique in found]


def _tree(cliques: list[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Edges (known, new) of a junction tree: a spanning tree with the largest common margins."""
    known, edges = [0] if cliques else [], []
    while len(known) < len(cliques):
        left, right = max(((one, two) for one in known for two in range(len(cliques)) if two not in known),
                          key=lambda edge: (len(set(cliques[edge[0]]) & set(cliques[edge[1]])), -edge[0], -edge[1]))
        edges.append((left, right))
        known.append(right)
    return edges

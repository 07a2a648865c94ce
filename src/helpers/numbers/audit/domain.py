"""Things counted by class: whole-number tables over the attributes that formulas couple.

Things that nothing tells apart are exchangeable, so only counts matter. One table over all
attributes would have millions of cells; formulas couple few at a time. The attributes are
triangulated (each formula makes a clique), each clique has a table, and overlapping tables agree on
their common margin. For such decomposable tables agreeing margins always extend to a complete
dataset (Vorob'ev 1962; Lauritzen, Graphical Models, 1996); `Domain.things` carries that out.
"""

import ast
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from helpers.errors import UserError
from helpers.numbers.audit.program import Program, Sum, Values, total
from helpers.numbers.audit.spec import Frame, names_in, parsed

Clique = tuple[str, ...]
Thing = Mapping[str, Any]
_OPERATORS = (ast.boolop, ast.unaryop, ast.operator, ast.cmpop, ast.expr_context)
_SIMPLE = (ast.Name, ast.Constant, ast.Dict, ast.Tuple, ast.List, ast.Set)
_JOINED = (ast.BoolOp, ast.UnaryOp, ast.BinOp, ast.Compare, ast.IfExp)
_OF_ONE_THING = (*_SIMPLE, *_JOINED, *_OPERATORS)


@lru_cache(None)
def of_one(text: str) -> Callable[[Thing], Any]:
    """A condition on one thing, or a number of it, as a function of its attributes.

    UserError if the text holds anything but names, constants, comparisons, arithmetic and `.get`.
    """
    tree = parsed(text)
    for part in ast.walk(tree):
        match part:
            case ast.Call(func=ast.Attribute()) | ast.Attribute(attr="get"):
                continue
        if not isinstance(part, _OF_ONE_THING):
            raise UserError(f"{ast.unparse(part)!r} in {text!r} is no condition on one thing.")
    code = compile(ast.Expression(tree), text, "eval")
    return lambda thing: eval(code, {"__builtins__": {}}, dict(thing))  # noqa: S307 - see above


def cuts(frame: Frame, trees: Iterable[ast.AST]) -> list[int]:
    """Where a formula cuts the numbers of a frame into intervals; each stands for its least number.

    All numbers of a frame are cut alike, so that `active <= members` can be seen by interval.
    """
    found = {frame.least}
    compared = [one for t in trees for one in ast.walk(t) if isinstance(one, ast.Compare)]
    for one in compared:
        for pair in itertools.pairwise([one.left, *one.comparators]):
            match sorted(pair, key=lambda side: isinstance(side, ast.Constant)):
                case [ast.Name(id=name), ast.Constant(value=int(value))] if (
                    frame.attributes.get(name) == "number"
                ):
                    found |= {value, value + 1}
    return ([-1] if frame.silent else []) + sorted(cut for cut in found if cut >= frame.least)


class Domain:
    """One frame's tables. `coupled`: sets of attributes asked about together; `cut`: of numbers."""

    def __init__(
        self, program: Program, frame: Frame, coupled: Iterable[frozenset[str]], cut: list[int]
    ) -> None:
        self._program, self.frame = program, frame
        known = tuple(f"known_{name}" for name in frame.known)
        self.fixed = (*frame.given, *known) if frame.rows is not None else ()
        self.rows = [self._key_of(row) for row in frame.rows or ()]
        self._sizes = lru_cache(None)(self._sized)
        self._rules = {rule: names_in(parsed(rule)) & frame.names for rule in frame.rules}
        coupled = [*coupled, *([frozenset(self.fixed)] if self.fixed else [])]
        used = self._reached(frozenset().union(*coupled))
        self._facts = [one for one in frame.known if one in used and one not in frame.soft]
        self.values = {
            name: tuple(cut) if frame.attributes.get(name) == "number" else frame.values(name)
            for name in [*self.fixed, *frame.attributes]
            if name in used
        }
        self._rules = {rule: names for rule, names in self._rules.items() if names <= used}
        tied = [frozenset([name, f"known_{name}"]) for name in frame.known if name in used]
        groups = [*coupled, *tied, *self._rules.values()]
        self.cliques = _cliques(self.values, self._weight, groups) or [()]
        self.tables = [self._table(clique) for clique in self.cliques]
        self._cells = [self._told(place) for place in range(len(self.tables))]
        self.tree = _tree(self.cliques)
        for left, right in self.tree:
            self._agree(left, right)
        self._add_up()
        self.count = lru_cache(None)(self._count)

    def _key_of(self, row: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(row.get(name.removeprefix("known_"), "") for name in self.fixed)

    def _reached(self, used: frozenset[str]) -> frozenset[str]:
        """Attributes asked about, and those that rules tie to them."""
        more = used.union(*(names for names in self._rules.values() if names & used))
        return used if more == used else self._reached(more)

    def _parted(self, clique: Iterable[str]) -> tuple[Clique, Clique]:
        """The clique's fixed attributes, and its open ones."""
        fixed = tuple(name for name in clique if name in self.fixed)
        return fixed, tuple(name for name in clique if name not in self.fixed)

    def _sized(self, fixed: Clique) -> Mapping[tuple[str, ...], int]:
        """Combinations of fixed attributes that rows have, and how many things have each."""
        if self.frame.rows is None:
            return {(): self.frame.size[1]}
        places = [self.fixed.index(name) for name in fixed]
        return Counter(tuple(row[place] for place in places) for row in self.rows)

    def _weight(self, clique: frozenset[str]) -> int:
        fixed, free = self._parted([name for name in self.values if name in clique])
        return len(self._sizes(fixed)) * math.prod(len(self.values[name]) for name in free)

    def _table(self, clique: Clique) -> dict[tuple[Any, ...], Sum]:
        """A count for each combination of values that one thing may have."""
        fixed, free = self._parted(clique)
        found = {}
        choices = itertools.product(*(self.values[name] for name in free))
        for (some, size), rest in itertools.product(self._sizes(fixed).items(), choices):
            thing = dict(zip((*fixed, *free), (*some, *rest), strict=True))
            if self._possible(thing):
                new = self._program.variable(0, size) if free or not self.fixed else Sum({}, size)
                found[tuple(thing[name] for name in clique)] = new
        return found

    def _told(self, place: int) -> list[tuple[Thing, Sum]]:
        """A table's cells, each as one of its things and their count."""
        cells = self.tables[place].items()
        return [(dict(zip(self.cliques[place], cell, strict=True)), n) for cell, n in cells]

    def _possible(self, thing: Thing) -> bool:
        for name in self._facts:
            said = thing.get(f"known_{name}", "")
            if said and name in thing and str(thing[name]) not in said.split("|"):
                return False
        return all(
            of_one(rule)(thing) for rule, names in self._rules.items() if names <= set(thing)
        )

    def _margin(self, table: int, names: Clique) -> dict[tuple[Any, ...], Sum]:
        places = [self.cliques[table].index(name) for name in names]
        found: dict[tuple[Any, ...], list[Sum]] = defaultdict(list)
        for cell, count in self.tables[table].items():
            found[tuple(cell[place] for place in places)].append(count)
        return {key: total(sums) for key, sums in found.items()}

    def _agree(self, left: int, right: int) -> None:
        names = tuple(name for name in self.cliques[left] if name in self.cliques[right])
        if self.fixed and set(names) <= set(self.fixed):
            return  # both margins are given
        one, two = self._margin(left, names), self._margin(right, names)
        for key in sorted(one.keys() | two.keys(), key=str):
            self._program.add(one.get(key, Sum()) - two.get(key, Sum()), 0, 0)

    def _add_up(self) -> None:
        """Every table has as many things as the rows say, or as the frame's size allows."""
        if self.frame.rows is None:
            everything = self._margin(0, ()).get((), Sum())
            self._program.add(everything, *self.frame.size)
        for place, clique in enumerate(self.cliques) if self.frame.rows is not None else ():
            fixed, _ = self._parted(clique)
            margin = self._margin(place, fixed)
            for key, size in self._sizes(fixed).items():
                self._program.add(margin.get(key, Sum()), size, size)

    def _count(
        self,
        names: frozenset[str],
        conditions: tuple[str, ...] = (),
        equal: tuple[tuple[str, tuple[str, ...]], ...] = (),
        weight: str = "1",
    ) -> Sum:
        """How many things meet all conditions: a sum over the smallest table that can tell."""
        fitting = (place for place, one in enumerate(self.cliques) if names <= set(one))
        place = min(fitting, key=lambda one: len(self.tables[one]))
        tests, weigh = [of_one(text) for text in conditions], of_one(weight)
        return total(
            count * weigh(thing)
            for thing, count in self._cells[place]
            if all(str(thing[name]) in some for name, some in equal)
            and all(test(thing) for test in tests)
        )

    def things(self, values: Values) -> list[dict[str, Any]]:
        """One complete dataset with these counts: tables glued along their common margins.

        Each thing has its attributes' values and, where the frame has rows, `row`: which it is.
        """
        made = self._of_table(0, values)
        for left, right in self.tree:
            names = [name for name in self.cliques[left] if name in self.cliques[right]]
            stock = defaultdict(list)
            for new in self._of_table(right, values):
                stock[tuple(new[name] for name in names)].append(new)
            for thing in made:
                thing.update(stock[tuple(thing[name] for name in names)].pop())
        return self._placed(made)

    def _of_table(self, table: int, values: Values) -> list[dict[str, Any]]:
        return [dict(thing) for thing, n in self._cells[table] for _ in range(n.at(values))]

    def _placed(self, things: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The things in the order of the rows, each with its row's number."""
        if self.frame.rows is None:
            return things
        places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, key in enumerate(self.rows):
            places[key].append(place)
        for thing in things:
            thing["row"] = places[tuple(thing[name] for name in self.fixed)].pop(0)
        return sorted(things, key=lambda thing: thing["row"])


def _cliques(
    names: Iterable[str], weight: Callable[[frozenset[str]], int], groups: Iterable[frozenset[str]]
) -> list[Clique]:
    """Maximal cliques of a triangulation, eliminating first what makes the smallest table."""
    near: dict[str, set[str]] = {name: set() for name in names}
    for group in groups:
        for name in group & near.keys():
            near[name] |= (group & near.keys()) - {name}
    order, found = list(near), list[frozenset[str]]()
    while near:
        name = min(near, key=lambda one: (weight(frozenset(near[one] | {one})), one))
        clique = frozenset(near[name] | {name})
        found += [clique] if not any(clique <= other for other in found) else []
        for one in near.pop(name):
            near[one] |= clique - {one}
            near[one] -= {name, one}
    return [tuple(name for name in order if name in clique) for clique in found]


def _tree(cliques: list[Clique]) -> list[tuple[int, int]]:
    """Edges (known, new) of a junction tree: a spanning tree with the largest common margins."""
    known, edges = [0], []
    while len(known) < len(cliques):
        left, right = max(
            ((one, two) for one in known for two in range(len(cliques)) if two not in known),
            key=lambda edge: (
                len(set(cliques[edge[0]]) & set(cliques[edge[1]])),
                -edge[0],
                -edge[1],
            ),
        )
        edges.append((left, right))
        known.append(right)
    return edges

"""Another dataset that agrees with all that is shown: so what is hidden may have that value, too.

A hidden number is safe if what is shown leaves it both ends of the rule. For each end a dataset is
searched that has it, is possible, and changes few shown numbers; those that it changes are hidden.
So each hidden number comes with its witnesses, which a check needs no solver to confirm.

The search moves members: more in a row and, so that sums stay what they are, less in another,
perhaps of the types of both, or in four at the corners of a rectangle; the cheapest move first.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import combinations, islice, zip_longest
from operator import itemgetter, or_
from typing import Any

from helpers.numbers.suppression.forms import (
    MEMBERS,
    MEMBERSHIPS,
    Book,
    Cell,
    Limit,
    Number,
    Sum,
    typed,
    weighed,
)

Witness = Mapping[Cell, int]
"""The cells that hold other numbers than in truth, with these."""
Move = dict[Cell, int]
"""By how much each cell changes."""
ROW, SUM, EACH, MANY = 20, 60, 10, 100
"""What hiding costs: a row's own number, a sum, and each of its rows up to so many."""
NEAREST = 60  # kinds of rows, by the sums that they are part of, from which near ones are taken
CORNERS = 20  # rows among which the other three of a rectangle are looked for
TRIED = 4  # moves whose cost is worked out; of the others it is estimated


@dataclass(frozen=True)
class Aim:
    """A sum of cells that has to be able to be as small, or as large, as an end of the rule."""

    number: int
    sum: Sum
    end: int
    up: bool

    def met(self, value: int) -> bool:
        """Does a value of the sum reach the end?"""
        return value >= self.end if self.up else value <= self.end


class Shown:
    """The numbers that may be shown, and which of them are hidden so far.

    The first numbers are those of single rows, a cell each.
    """

    def __init__(self, book: Book, numbers: Sequence[Number]) -> None:
        self.book, self.numbers = book, list(numbers)
        self.hidden: set[int] = set()
        self.hidden_sums = 0  # as bits
        self.open_rows: set[int] = set()  # of which a number is hidden

    @cached_property
    def limits(self) -> list[list[Limit]]:
        """What each number tells a reader."""
        return [number.limits(self.book.values) for number in self.numbers]

    @cached_property
    def floors(self) -> list[list[Limit]]:
        """What is known of each number even where it is hidden."""
        return [self._floor(number) for number in self.numbers]

    @cached_property
    def weights(self) -> list[int]:
        """What hiding each number costs."""
        return [self._weight(number) for number in self.numbers]

    @cached_property
    def touching(self) -> dict[Cell, list[int]]:
        """The numbers that each cell is part of, its own first."""
        found: dict[Cell, list[int]] = {cell: [] for cell in self.book.values}
        for place, number in enumerate(self.numbers):
            for cell in dict.fromkeys(cell for cell, _ in (*number.part, *number.whole)):
                found[cell].append(place)
        return found

    def _weight(self, one: Number) -> int:
        if one.single:
            return ROW + min(self.book.values[one.part[0][0]] // 10, ROW)
        return (SUM + EACH * min(len(one.part), MANY)) // (2 if one.whole else 1)

    def _floor(self, number: Number) -> list[Limit]:
        """A sum of several rows that is not zero is known not to be: a zero would be shown.

        Only small ones could become zero in a witness, in which few members are moved.
        """
        rule, part = self.book.rule, weighed(self.book.values, number.part)
        near = len(number.part) > 1 and 0 < part.truth <= 2 * rule.below and not number.difference
        return [Limit(part, 1, None)] if near and not rule.zero else []

    def hide(self, places: Iterable[int]) -> None:
        """Hide numbers; of a row whose members are hidden, those of its types as well."""
        for place in places:
            self.hidden.add(place)
            one = self.numbers[place]
            if not one.single:
                self.hidden_sums |= 1 << place
                continue
            row, column = one.part[0][0]
            self.open_rows.add(row)
            if column == MEMBERS:
                self.hidden.update(self.place(cell) for cell in self.book.rows[row] if typed(cell))

    def place(self, cell: Cell) -> int:
        """The number that shows this cell alone."""
        return self.touching[cell][0]

    def hides(self, cell: Cell) -> bool:
        """Is the number of this cell alone hidden?"""
        return cell in self.touching and self.place(cell) in self.hidden

    def price(self, cell: Cell) -> int:
        """What hiding the number of this cell alone would cost."""
        place = self.touching[cell][0]
        return 0 if place in self.hidden else self.weights[place]

    def changed(self, witness: Witness) -> list[int]:
        """The numbers not hidden that would look different if the witness were the truth."""
        return self.moved(witness, self.hidden)

    def moved(self, witness: Witness, but: Set[int] = frozenset()) -> list[int]:
        """The numbers, `but` for some, that would look different if the witness were the truth."""
        places = {place for cell in witness for place in self.touching[cell]} - but
        return [place for place in sorted(places) if not self._same(place, witness)]

    def _same(self, place: int, witness: Witness) -> bool:
        values = self.book.values
        return all(one.met(one.sum.moved(witness, values)) for one in self.limits[place])

    def possible(self, witness: Witness) -> bool:
        """Could it be the truth, for all that is known without any shown number?"""
        values, book = self.book.values, self.book
        known = [
            *(tie for row in {row for row, _ in witness} for tie in book.ties[row]),
            *(
                one
                for p in {p for c in witness for p in self.touching[c]}
                for one in self.floors[p]
            ),
        ]
        within = all(low <= witness[c] <= high for c in witness for low, high in [book.ends[c]])
        return within and all(one.met(one.sum.moved(witness, values)) for one in known)

    def opened(self, witness: Witness) -> list[Cell]:
        """Members that are hidden where a type turns to zero, or from it, in the witness."""
        book, found = self.book, dict[Cell, None]()
        for cell, value in witness.items():
            whole = book.whole(cell) if typed(cell) and not book.rule.zero else None
            if whole and bool(value) != bool(book.values[cell]):
                found[whole] = None
        return list(found)

    def to_hide(self, witness: Witness) -> list[int]:
        """The numbers to hide so that the witness looks like the truth."""
        changed = self.changed(witness)
        own = [self.numbers[place].part[0][0] for place in changed if self.numbers[place].single]
        opened = (cell for cell in self.opened(witness) if not self.hides(cell))
        open_ = {*opened, *(cell for cell in own if cell[1] == MEMBERS)}
        rows = (cell for row, _ in open_ for cell in self.book.rows[row] if cell[1] != MEMBERSHIPS)
        return sorted({*changed, *map(self.place, rows)} - self.hidden)

    def cost(self, places: Iterable[int]) -> int:
        """What hiding these numbers costs."""
        return sum(self.weights[place] for place in places)


_Way = tuple[Witness, int, list[int]]
"""A witness, what it costs, and the numbers to hide for it."""
_cost = itemgetter(1)


def _steps(book: Book, cell: Cell, by: int) -> Iterator[Move]:
    """The moves in a cell's row that change it by so many: alone, or with other cells."""
    types = [one for one in book.rows[cell[0]] if typed(one) and one != cell]
    whole = book.whole(cell)
    yield {cell: by}
    if cell[1] == MEMBERSHIPS:
        return
    if cell == whole:
        yield from ({cell: by, kind: by} for kind in types)
        return
    if whole:
        yield {cell: by, whole: by}
    yield from ({cell: by, kind: -by} for kind in types)


class Search:
    """Finds witnesses among the rows near those of an aim."""

    def __init__(self, shown: Shown) -> None:
        self.shown, self.book = shown, shown.book

    def witness(self, aim: Aim, many: int) -> tuple[Witness, list[int]] | None:
        """A possible dataset that meets an aim, and the numbers to hide for it; None if none is
        found with `many` rows beside those of the aim.
        """
        way = self._best(aim, {}, aim.end - aim.sum.truth, many)
        if way is None or way[1]:  # perhaps it is cheaper to move some here, some there
            way = min(filter(None, (way, self._in_parts(aim, many))), key=_cost, default=None)
        return way and (way[0], way[2])

    def _in_parts(self, aim: Aim, many: int) -> _Way | None:
        found: _Way | None = ({}, 0, [])
        while found and (left := aim.end - aim.sum.moved(found[0], self.book.values)):
            some = left // 2 or left if left > 0 else -(-left // 2) or left
            found = self._best(aim, found[0], some, many)
        return found

    def _best(self, aim: Aim, found: Witness, by: int, many: int) -> _Way | None:
        """The witness after the cheapest move by so many; None if no move is possible."""
        later = []
        for at, (step, back) in enumerate(self._moves(aim, by, many)):
            cost = self._estimate(step, back)
            if cost:
                later.append((cost, at, step, back))
            elif (way := self._way(aim, by, found, step | back)) and not way[1]:
                return way  # it costs nothing
        later.sort(key=itemgetter(0, 1))
        ways = (self._way(aim, by, found, step | back) for _, _, step, back in later)
        best = min(islice(filter(None, ways), TRIED), key=_cost, default=None)
        if found or (best and all(self.shown.numbers[place].single for place in best[2])):
            return best
        corners = (self._way(aim, by, found, move) for _, move in self._rectangles(aim, by))
        return min(
            filter(None, (best, *islice(filter(None, corners), TRIED))), key=_cost, default=None
        )

    def _way(self, aim: Aim, by: int, found: Witness, move: Move) -> _Way | None:
        if by != sum(more * aim.sum.weights.get(cell, 0) for cell, more in move.items()):
            return None  # what it gives to one row of the aim it takes from another
        after = self._after(found, move)
        if after is None or not self.shown.possible(after):
            return None
        hidden = self.shown.to_hide(after)
        return after, self.shown.cost(hidden), hidden

    def _moves(self, aim: Aim, by: int, many: int) -> Iterator[tuple[Move, Move]]:
        """A move in a row of the aim, alone or with the opposite one in a row near it."""
        values = self.book.values
        for cell in aim.sum.weights:
            if values[cell] or len(aim.sum.weights) == 1:
                near = self._near(cell[0], many)
                for step in _steps(self.book, cell, by):
                    for row in near:
                        back = {(row, column): -less for (_, column), less in step.items()}
                        if back.keys() <= values.keys():
                            yield step, back
                    yield step, {}

    def _rectangles(self, aim: Aim, by: int) -> list[tuple[int, Move]]:
        """Moves in four rows that leave each sum as it is, the cheapest first: more in one and in
        a second, less in two others that together are part of the same sums.
        """
        found = []
        for cell in aim.sum.weights:
            near = self._near(cell[0], CORNERS)
            for step in _steps(self.book, cell, by):
                columns = tuple(column for _, column in step)
                rows = [row for row in near if all((row, c) in self.book.values for c in columns)]
                pairs: dict[Any, list[tuple[int, int]]] = defaultdict(list)
                for pair in combinations(rows, 2):
                    pairs[self._together(*pair, columns)].append(pair)
                for row in rows:
                    for less in pairs.get(self._together(cell[0], row, columns), ()):
                        if row not in less:
                            found.append(self._of_four(step, row, less))
        return sorted(found, key=itemgetter(0))

    def _of_four(self, step: Move, row: int, less: tuple[int, int]) -> tuple[int, Move]:
        """The move of a rectangle, and what hiding its rows' own numbers costs."""
        move = dict(step)
        for other, sign in ((row, 1), (less[0], -1), (less[1], -1)):
            move |= {(other, column): sign * by for (_, column), by in step.items()}
        return sum(map(self.shown.price, move)), move

    def _together(self, one: int, other: int, columns: tuple[str, ...]) -> tuple[int, ...]:
        """The sums that both rows are part of, and those that one of them is, column by column."""
        shown, found = ~self.shown.hidden_sums, list[int]()
        for column in columns:
            first, last = self._masks[one, column] & shown, self._masks[other, column] & shown
            found += [first & last, first ^ last]
        return tuple(found)

    def _after(self, found: Witness, move: Move) -> dict[Cell, int] | None:
        """The witness after a move; None if a cell cannot hold what it then would."""
        made, values = dict(found), self.book.values
        for cell, by in move.items():
            made[cell] = made.get(cell, values[cell]) + by
            low, high = self.book.ends[cell]
            if not low <= made[cell] <= high:
                return None
        return {cell: value for cell, value in made.items() if value != values[cell]}

    # -- what a move costs, roughly: sums of which just one of two rows is part

    def _estimate(self, step: Move, back: Move) -> int:
        mask, cost, masks, price = 0, 0, self._masks, self.shown.price
        for cell, other in zip_longest(step, back):
            mask |= masks[cell] ^ masks[other] if other else masks[cell]
            cost += price(cell) + (price(other) if other else 0)
        mask &= ~self.shown.hidden_sums
        for weight, of in self._classes:
            cost += weight * (mask & of).bit_count()
        return cost

    @cached_property
    def _masks(self) -> dict[Cell, int]:
        """The sums that each cell is part of, as the bits of a number."""
        return {cell: bits(places[1:]) for cell, places in self.shown.touching.items()}

    @cached_property
    def _classes(self) -> list[tuple[int, int]]:
        """Rough weights, and the numbers that have them."""
        found: dict[int, list[int]] = defaultdict(list)
        for place, weight in enumerate(self.shown.weights):
            found[1 << weight.bit_length()].append(place)
        return [(weight, bits(places)) for weight, places in found.items()]

    # -- which rows are near

    def _near(self, row: int, many: int) -> list[int]:
        """Other rows that are part of most of the sums that a row is part of."""
        found, open_ = list[int](), self.shown.open_rows
        for _, rows in self._alike[self._sums[row]]:
            # Of rows that are as near, one with hidden numbers costs less.
            found += [one for one in rows if one in open_][: many + 1]
            found += [one for one in rows if one not in open_][: many + 1]
            if len(found) > many:
                break
        return [one for one in found if one != row][:many]

    @cached_property
    def _sums(self) -> dict[int, int]:
        """The sums that each row is part of."""
        masks = self._masks
        return {
            row: reduce(or_, (masks[cell] for cell in cells))
            for row, cells in self.book.rows.items()
        }

    @cached_property
    def _alike(self) -> _Alike:
        rows: dict[int, list[int]] = defaultdict(list)
        for row, mask in self._sums.items():
            rows[mask].append(row)
        return _Alike(rows)


class _Alike(dict[int, list[tuple[int, list[int]]]]):
    """Sums -> rows that share many of them, those that share most first."""

    def __init__(self, rows: Mapping[int, list[int]]) -> None:
        super().__init__()
        self._rows = rows

    def __missing__(self, sums: int) -> list[tuple[int, list[int]]]:
        shared = [((sums & other).bit_count(), rows) for other, rows in self._rows.items()]
        nearest = heapq.nsmallest(NEAREST, shared, key=lambda one: (-one[0], one[1]))
        self[sums] = [one for one in nearest if one[0]]
        return self[sums]


def bits(places: Iterable[int]) -> int:
    """A set of places as the bits of a number."""
    found = bytearray()
    for place in places:
        found.extend(bytes(max(0, place // 8 + 1 - len(found))))
        found[place // 8] |= 1 << place % 8
    return int.from_bytes(found, "little")

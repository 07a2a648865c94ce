"""Shares of member types by topic area (Figure 7): the least and the greatest percentage that each could print.

A share has two readings, never mixed. `pooled` counts memberships: how many a topic has is not printed (3,416 bounds
neither: footnotes 23 and 24), so topics weigh what they like, but more than nothing. `mean` averages the shares of the
reporting alliances, so a topic weighs as many as it has. Both know the printed numbers of alliances with at least one member
of a type (`_Counts`). Such an alliance's share of that type is above 0, however little: nothing printed says how much.

Mean. `_Means` counts alliances by topic and by the types they have; those alike spend U units of share each on their types.
For given counts this is a flow from whole supplies through nested sets of cells, and every limit is a multiple of U / L, with L
the limits' common denominator. The corners of such flows lie on these multiples (two laminar families of sets make a
totally unimodular matrix: Edmonds 1970). Limits that must not be reached are kept by a mean of d + 1 corners with weights
above 0; d is at most the number of flows, and with K > d these weights can be multiples of 1 / K. So with U = K L whole units
lose no solution, and "no solution" is a proof. Sets that cross (two types in one topic, and one of them in all) make
no such flow; then the proof comes from `loose` rules, which every solution keeps when it is rounded down to whole units.

Pooled. Of memberships, every limit is a weighted sum that is at least 0 or above it. Solutions form a cone, and `_Cone` finds
the least and the greatest share in it by the simplex method, in exact numbers. What comes of that: where nothing is printed of
some topic alone, it may weigh nearly all and make the overall shares by itself. These then force nothing in another
topic; only its own shares do, as they add up to 100. Without such a topic the overall share of a type lies strictly between the
topics' shares of it, with one set of weights for all types. A greatest share on a half prints more only if it is reached, and
a type that each solution of the counts has in a topic takes away from the others there. Of the counts the cone knows just
that; so it is never too narrow, and where it might be too wide, `_Masses` looks for memberships that reach its ends.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product

from ortools.sat.python import cp_model

from helpers.infer.solver import repeatable
from helpers.statements import BINDING, Statement

TOTAL = "total"
READINGS = {"pooled": "a", "mean": "b"}  # the base that a row's reading means; without one it holds of both
MEASURES = ("percent", "mean", "fraction")
HALF = Fraction(1, 200)  # half a percent, as a share
PATIENCE = 10.0  # CP-SAT's deterministic seconds for one question: the same on every machine
UNITS = 10**4  # of an alliance's members, where shares of single alliances are looked for
MEMBERSHIPS = 10**5  # of one type in one topic, where a pooled share is to be reached

Cell = tuple[tuple[str, ...], tuple[str, ...]]  # topics and member types whose share is meant


@dataclass(frozen=True)
class ShareBound:
    """The least and greatest whole percentage that a share can print, rounded half up.

    Nothing beyond the ends is possible; `proven` says that both ends are. `statements` print this very share.
    """

    topic: str
    member_type: str
    low: int
    high: int
    proven: bool
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """`low <= x <= high`, without the end itself where it is open; None is no limit."""

    low: Fraction | None = None
    high: Fraction | None = None
    open_low: bool = False
    open_high: bool = False


@dataclass(frozen=True)
class Share:
    """Printed of the share that these topics' members of these types have, as a fraction of 1."""

    cell: Cell
    limits: Limits


@dataclass(frozen=True)
class Count:
    """Printed of the number of these topics' alliances that have all types of one of `sets`."""

    topics: tuple[str, ...]
    sets: tuple[frozenset[str], ...]
    limits: Limits


@dataclass(frozen=True)
class Facts:
    """What is printed under one base."""

    topics: tuple[str, ...]
    types: tuple[str, ...]
    reporting: Mapping[str, tuple[int, int]]
    total: int
    shares: tuple[Share, ...]
    counts: tuple[Count, ...]

    @property
    def cells(self) -> list[tuple[str, Cell]]:
        """The cells of Figure 7 with their topics' names, the overall shares last."""
        groups = [*((topic, (topic,)) for topic in self.topics), (TOTAL, self.topics)]
        return [(name, (topics, (type_,))) for name, topics in groups for type_ in self.types]

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """The types whose presence a count speaks of."""
        return tuple(one for one in self.types if any(one in words for count in self.counts for words in count.sets))

    @cached_property
    def uncounted(self) -> tuple[str, ...]:
        return tuple(one for one in self.types if one not in self.counted)

    @cached_property
    def denominator(self) -> int:
        """The common denominator of all limits and of half a percent."""
        ends = [end for share in self.shares for end in (share.limits.low, share.limits.high) if end is not None]
        return math.lcm(HALF.denominator, *(end.denominator for end in ends))

    def nested(self, cell: Cell) -> bool:
        """Whether no two of the printed shares and this one cross: one is part of the other, or they have nothing in common."""
        areas = [frozenset(product(*one)) for one in (cell, *(share.cell for share in self.shares))]
        return all(one <= two or two <= one or not one & two for one, two in combinations(areas, 2))

    def stated(self, cell: Cell) -> tuple[int, int]:
        """The least and greatest percentage that the rows on just this share admit."""
        own = [share.limits for share in self.shares if share.cell == cell]
        return (max([0, *(_printed(one.low) for one in own if one.low is not None)]),
                min([100, *(_most(one.high, not one.open_high) for one in own if one.high is not None)]))


def bounds(statements: Iterable[Statement], topics: list[str], member_types: list[str], reporting: Mapping[str, tuple[int, int]],
           total: int, base: str) -> list[ShareBound]:
    """The bounds of each topic's shares, then of the overall ones, under `base` (`pooled` or `mean`).

    `reporting` gives the least and greatest number of reporting alliances of each topic, `total` their sum. A topic
    without any has no shares: each has at least 1. ValueError if it is proven that nothing agrees with the statements.
    """
    statements = list(statements)
    if any(high < max(low, 1) for low, high in (reporting[topic] for topic in topics)):
        raise ValueError("a topic without reporting alliances has no shares of member types")
    facts = Facts(tuple(topics), tuple(member_types), reporting, total,
                  tuple(dict.fromkeys(share for _, share in _shares(statements, topics, member_types, base))),
                  tuple(dict.fromkeys(_counts(statements, topics, member_types))))
    ends = _mean_ends(facts) if base == "mean" else _pooled_ends(facts)
    sources = [(one.id, share.cell) for one, share in _shares(statements, topics, member_types, base) if one.relation == "="]
    return [ShareBound(name, cell[1][0], *ends[cell], tuple(id_ for id_, said in sources if said == cell))
            for name, cell in facts.cells]


def of_alliances(statements: Iterable[Statement], topics: list[str], types: list[str], rows: list[dict[str, str]]) -> list[dict[str, float]] | None:
    """Shares in percent for each of the reporting alliances in `rows` (topic, member_types), whose means satisfy the statements.

    An alliance has a share above 0 of each type it is said to have, and of no other that is counted. None if nothing agrees.
    """
    shares = [share for _, share in _shares(list(statements), topics, types, "mean")]
    counted = {type_ for count in _counts(list(statements), topics, types) for words in count.sets for type_ in words}
    model = cp_model.CpModel()
    parts = [{type_: model.new_int_var(1 if type_ in counted else 0, UNITS, "") for type_ in types
              if type_ not in counted or type_ in row["member_types"].split("+")} for row in rows]
    for part in parts:
        model.add(sum(part.values()) == UNITS)
    for share in shares:
        own = [part for row, part in zip(rows, parts, strict=True) if row["topic"] in share.cell[0]]
        found = sum(part[type_] for part in own for type_ in share.cell[1] if type_ in part)
        low, high = share.limits.low, share.limits.high
        if low is not None:
            model.add(found * low.denominator >= UNITS * len(own) * low.numerator + share.limits.open_low)
        if high is not None:
            model.add(found * high.denominator <= UNITS * len(own) * high.numerator - share.limits.open_high)
    solver = repeatable(PATIENCE)
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return [{type_: 100 * solver.value(part[type_]) / UNITS if type_ in part else 0.0 for type_ in types} for part in parts]


# -- reading rows


def _shares(statements: list[Statement], topics: list[str], types: list[str], base: str) -> Iterator[tuple[Statement, Share]]:
    """Rows on shares that hold under this base, with what they say."""
    for one in statements:
        if one.subject != "member_share" or one.measure not in MEASURES or one.reading not in ("", READINGS[base]):
            continue
        if one.member_type and _readable(one) and (one.topic or one.universe != "topic"):
            said = one.topic.split("|") if one.topic else topics, one.member_type.split("|")
            if set(said[0]) <= set(topics) and set(said[1]) <= set(types):
                cell = tuple(name for name in topics if name in said[0]), tuple(name for name in types if name in said[1])
                yield one, Share(cell, _limits(one))


def _counts(statements: list[Statement], topics: list[str], types: list[str]) -> Iterator[Count]:
    """Rows on how many alliances have a type. A reading there is not one of shares: such a row is left out."""
    for one in statements:
        if one.subject == "alliances" and one.measure == "count" and one.member_type and not one.reading and _readable(one):
            said = tuple(one.topic.split("|")) if one.topic else tuple(topics)
            sets = tuple(frozenset(words.split("+")) for words in one.member_type.split("|"))
            if set(said) <= set(topics) and frozenset().union(*sets) <= set(types):
                yield Count(said, sets, _limits(one))


def _readable(one: Statement) -> bool:
    return (one.universe in ("reporting", "topic") and one.relation in BINDING and one.value is not None
            and one.selectors().keys() <= {"topic", "member_type"})


def _limits(one: Statement) -> Limits:
    """What a relation and value admit; only a percentage is rounded (half up), a limit or a fraction is exact."""
    rounded = one.measure in ("percent", "mean")
    value = one.value / 100 if rounded else one.value
    match one.relation:
        case "=" if rounded:
            return Limits(value - HALF, value + HALF, open_high=True)
        case "=":
            return Limits(value, value)
        case ">=" | ">":
            return Limits(low=value, open_low=one.relation == ">")
        case "<=" | "<":
            return Limits(high=value, open_high=one.relation == "<")
    return Limits(value, one.value_high / 100 if rounded else one.value_high)


def _prints(low: int, high: int) -> Limits:
    """The shares that print a percentage from `low` to `high`."""
    return Limits(Fraction(low, 100) - HALF, Fraction(high, 100) + HALF, open_high=True)


def _printed(share: Fraction) -> int:
    """A share in percent, rounded half up."""
    return math.floor(100 * share + Fraction(1, 2))


def _most(share: Fraction, reached: bool) -> int:
    """The greatest percentage that shares up to this one print: on a half it depends on whether the share itself is reached."""
    return _printed(share) - int(not reached and (share - HALF) * 100 % 1 == 0)


# -- counts and shares as whole numbers


class _Counts:
    """Alliances by topic and by the set of counted types they have, as a CP-SAT model."""

    loose = 0  # by how many units a lower limit may be missed

    def __init__(self, facts: Facts) -> None:
        self.facts, self.model = facts, cp_model.CpModel()
        self.number = {topic: self._variable(max(facts.reporting[topic][0], 1), facts.reporting[topic][1])
                       for topic in facts.topics}
        self.model.add(sum(self.number.values()) == facts.total)
        # Types that nobody counted may be present or not; but an alliance without any counted type has one of them.
        least = 0 if facts.uncounted else 1
        sets = [frozenset(some) for size in range(least, len(facts.counted) + 1) for some in combinations(facts.counted, size)]
        self.having = {topic: {some: self._variable(0, facts.total) for some in sets} for topic in facts.topics}
        for topic, having in self.having.items():
            self.model.add(sum(having.values()) == self.number[topic])
        for count in facts.counts:
            found = sum(number for topic in count.topics for some, number in self.having[topic].items()
                        if any(words <= some for words in count.sets))
            self._keep(self.model, found, 1, count.limits)
        for share in facts.shares:
            self._meet(share)

    def _variable(self, low: int, high: int) -> cp_model.IntVar:
        return self.model.new_int_var(low, high, "")

    def _meet(self, share: Share) -> None:
        """A share above 0 needs an alliance that has one of its types; one below 1 an alliance that has another type."""
        topics, types = share.cell
        low, high = share.limits.low or 0, 1 if share.limits.high is None else share.limits.high
        rest = tuple(type_ for type_ in self.facts.types if type_ not in types)
        for some, least in ((types, low), (rest, 1 - high)):
            if least > 0 and not set(some) & set(self.facts.uncounted):
                self.model.add(sum(self.present(topic, type_) for topic in topics for type_ in some) >= 1)

    def _keep(self, model: cp_model.CpModel, part: cp_model.LinearExprT, whole: cp_model.LinearExprT, limits: Limits) -> None:
        """`part` is within the limits of `whole`."""
        if limits.low is not None:
            low, scale = limits.low.numerator, limits.low.denominator
            model.add(part * scale - whole * low >= (-self.loose * scale if self.loose else int(limits.open_low)))
        if limits.high is not None:
            high, scale = limits.high.numerator, limits.high.denominator
            model.add(whole * high - part * scale >= (0 if self.loose else int(limits.open_high)))

    def present(self, topic: str, type_: str) -> cp_model.LinearExprT:
        """How many alliances of the topic have the type, which is a counted one."""
        return sum(number for some, number in self.having[topic].items() if type_ in some)

    def without(self, topic: str) -> cp_model.LinearExprT:
        """How many alliances of the topic have uncounted types only."""
        return self.having[topic][frozenset()]

    def possible(self, *conditions: tuple[cp_model.LinearExprT, cp_model.LinearExprT, Limits]) -> bool | None:
        """Whether there is a solution where each part is within the limits of its whole; None if time was too short."""
        model = self.model.clone()
        for part, whole, limits in conditions:
            self._keep(model, part, whole, limits)
        solver = repeatable(PATIENCE)
        status = solver.solve(model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._note(solver)
            return True
        return False if status == cp_model.INFEASIBLE else None

    def _note(self, solver: cp_model.CpSolver) -> None:
        """A solution was found."""


class _Shared(_Counts):
    """Counts, and each topic's whole and its parts by type, in units; subclasses tie them to the counts."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.part: dict[tuple[str, str], cp_model.LinearExprT] = {}
        self.whole: dict[str, cp_model.LinearExprT] = {}
        self.seen: dict[Cell, set[int]] = {cell: set() for _, cell in facts.cells}  # percentages that solutions print
        self._share()
        for share in facts.shares:
            self._keep(self.model, *self._of(share.cell), share.limits)

    def _share(self) -> None:
        raise NotImplementedError

    def _of(self, cell: Cell) -> tuple[cp_model.LinearExprT, cp_model.LinearExprT]:
        return sum(self.part[key] for key in product(*cell)), sum(self.whole[topic] for topic in cell[0])

    def can_print(self, cell: Cell, low: int, high: int) -> bool | None:
        """Whether the cell can print some percentage from `low` to `high`; None if unknown."""
        if any(low <= found <= high for found in self.seen[cell]):
            return True
        return self.possible((*self._of(cell), _prints(low, high)))

    def _note(self, solver: cp_model.CpSolver) -> None:
        part = {key: solver.value(value) for key, value in self.part.items()}
        whole = {key: solver.value(value) for key, value in self.whole.items()}
        for cell, seen in self.seen.items():
            seen.add(_printed(Fraction(sum(part[key] for key in product(*cell)), sum(whole[topic] for topic in cell[0]))))


class _Means(_Shared):
    """Sums of the alliances' shares, in units; `loose` rules are kept by any solution rounded down to whole units."""

    def __init__(self, facts: Facts, loose: bool = False) -> None:
        self._loosen = loose
        super().__init__(facts)

    def _share(self) -> None:
        flows = [(topic, some, type_) for topic, having in self.having.items() for some in having
                 for type_ in (*(one for one in self.facts.counted if one in some), *self.facts.uncounted)]
        self.loose = len(flows) if self._loosen else 0
        self.unit = self.facts.denominator * (len(flows) + 1) * (100 if self.loose else 1)
        flow = {key: self._variable(0, self.unit * self.facts.total) for key in flows}
        for topic, having in self.having.items():
            for some, number in having.items():
                own = {key[2]: flow[key] for key in flows if key[:2] == (topic, some)}
                self._spend(own, [type_ for type_ in own if type_ in some], number)
            for type_ in self.facts.types:
                self.part[topic, type_] = sum(flow[key] for key in flows if key[0] == topic and key[2] == type_)
            self.whole[topic] = self.number[topic] * self.unit

    def _spend(self, own: Mapping[str, cp_model.IntVar], had: list[str], number: cp_model.IntVar) -> None:
        """These alliances' shares add up to a whole each; types they have get more than nothing."""
        self.model.add_linear_constraint(sum(own.values()) - number * self.unit, -self.loose, 0)
        for type_ in had if not self.loose else ():
            self.model.add(own[type_] * self.facts.total >= number)


class _Masses(_Shared):
    """Memberships by topic and type: some exactly where an alliance has the type. For finding solutions, not for excluding them.

    Where 5 alliances have a type, 1 membership will do: shares are the same of 5 times as many everywhere.
    """

    def _share(self) -> None:
        for topic in self.facts.topics:
            masses = {type_: self._variable(0, MEMBERSHIPS) for type_ in self.facts.types}
            for type_ in self.facts.counted:
                self.model.add(masses[type_] * self.facts.total >= self.present(topic, type_))
                self.model.add(masses[type_] <= self.present(topic, type_) * MEMBERSHIPS)
            if self.facts.uncounted:
                self.model.add(sum(masses[type_] for type_ in self.facts.uncounted) * self.facts.total >= self.without(topic))
            self.part |= {(topic, type_): mass for type_, mass in masses.items()}
            self.whole[topic] = sum(masses.values())


# -- mean


def _mean_ends(facts: Facts) -> dict[Cell, tuple[int, int, bool]]:
    """Each cell's least and greatest percentage, and whether both are reached."""
    exact = _Means(facts)
    nested = {cell: facts.nested(cell) for _, cell in facts.cells}
    models = {True: exact} | ({} if all(nested.values()) else {False: _Means(facts, loose=True)})
    if any(models[kind].possible() is False for kind in sorted(set(nested.values()))):
        raise ValueError("no shares of member types agree with the statements on them (means of alliances' shares)")
    return {cell: _reached(exact, cell, _least(models[kind], cell), _greatest(models[kind], cell))
            for cell, kind in nested.items()}


def _reached(model: _Shared, cell: Cell, low: int, high: int) -> tuple[int, int, bool]:
    return low, high, all(model.can_print(cell, end, end) is True for end in (low, high))


def _least(model: _Shared, cell: Cell) -> int:
    """The least percentage that is not excluded: the end itself is tried first, then halfway."""
    low, high = model.facts.stated(cell)
    high, tried = min([high, *model.seen[cell]]), low
    while low < high:
        if model.can_print(cell, 0, tried) is False:
            low = tried + 1
        else:
            high = min([tried, *model.seen[cell]])
        tried = (low + high) // 2
    return low


def _greatest(model: _Shared, cell: Cell) -> int:
    """The greatest percentage that is not excluded."""
    low, high = model.facts.stated(cell)
    low, tried = max([low, *model.seen[cell]]), high
    while low < high:
        if model.can_print(cell, tried, 100) is False:
            high = tried - 1
        else:
            low = max([tried, *model.seen[cell]])
        tried = (low + high + 1) // 2
    return high


# -- pooled


def _pooled_ends(facts: Facts) -> dict[Cell, tuple[int, int, bool]]:
    """Each cell's least and greatest percentage, and whether both are reached."""
    cone, masses = _Cone(facts), _Masses(facts)
    if not cone.open_point():
        raise ValueError("no shares of member types agree with the statements on them (shares of all memberships)")
    return {cell: _reached(masses, cell, cone.least(cell), cone.greatest(cell)) for _, cell in facts.cells}


class _Cone:
    """Memberships as fractions: each rule is a weighted sum that is at least 0 (`closed`) or above it (`open`)."""

    def __init__(self, facts: Facts) -> None:
        self.facts, counts = facts, _Counts(facts)
        self.closed: list[dict[tuple[str, str], Fraction]] = []
        self.open: list[dict[tuple[str, str], Fraction]] = []
        self.empty = counts.possible() is False
        self.absent = {(topic, type_) for topic in facts.topics for type_ in facts.counted
                       if counts.possible((counts.present(topic, type_), 1, Limits(low=Fraction(1)))) is False}
        for topic in facts.topics:
            self.open.append(_weights((topic,), facts.types, Fraction(1), ()))
            for types, number in self._groups(counts, topic):
                if counts.possible((number, 1, Limits(high=Fraction(0)))) is False:
                    self.open.append(_weights((topic,), types, Fraction(1), ()))
        for share in facts.shares:
            self._keep(share)
        self.columns = [key for key in product(facts.topics, facts.types) if key not in self.absent]

    def _groups(self, counts: _Counts, topic: str) -> Iterator[tuple[tuple[str, ...], cp_model.LinearExprT]]:
        """Types of which a topic has some membership where the number beside them is not 0."""
        yield from (((type_,), counts.present(topic, type_)) for type_ in self.facts.counted)
        if self.facts.uncounted:
            yield self.facts.uncounted, counts.without(topic)

    def _keep(self, share: Share) -> None:
        (topics, types), limits = share.cell, share.limits
        if limits.low is not None:
            (self.open if limits.open_low else self.closed).append(_weights(topics, self.facts.types, -limits.low, types, 1))
        if limits.high is not None:
            (self.open if limits.open_high else self.closed).append(_weights(topics, self.facts.types, limits.high, types, -1))

    def open_point(self, *more: dict[tuple[str, str], Fraction]) -> bool:
        """Whether all rules, and these closed ones, can hold at once: then open ones can exceed 0 by some amount."""
        if self.empty:
            return False
        amount = [Fraction(0)] * len(self.columns) + [Fraction(1)]
        rules = [*((rule, Fraction(1)) for rule in self.open), *((rule, Fraction(0)) for rule in (*self.closed, *more))]
        lines = [([*self._line(rule, -1), weight], Fraction(0)) for rule, weight in rules]
        return _maximum(amount, [*lines, (amount, Fraction(1))]) > 0

    def greatest(self, cell: Cell) -> int:
        """The greatest percentage: on a half only if some solution reaches it."""
        share = self._supremum(cell)
        if _most(share, reached=True) == _most(share, reached=False):
            return _printed(share)
        return _most(share, self.open_point(_weights(cell[0], self.facts.types, -share, cell[1], 1)))

    def least(self, cell: Cell) -> int:
        """The least percentage: a share on a half, or just above it, prints the same."""
        rest = tuple(type_ for type_ in self.facts.types if type_ not in cell[1])
        return _printed(1 - self._supremum((cell[0], rest)))

    def _supremum(self, cell: Cell) -> Fraction:
        """The share's least upper bound, once there is an open point: the greatest part of a whole of at most 1."""
        part = self._line(_weights(cell[0], cell[1], Fraction(1), ()))
        whole = self._line(_weights(cell[0], self.facts.types, Fraction(1), ()))
        rules = [rule for rule in (*self.open, *self.closed) if min(rule.values()) < 0]  # the others hold by themselves
        return _maximum(part, [*((self._line(rule, -1), Fraction(0)) for rule in rules), (whole, Fraction(1))])

    def _line(self, rule: dict[tuple[str, str], Fraction], sign: int = 1) -> list[Fraction]:
        return [sign * rule.get(key, Fraction(0)) for key in self.columns]


def _weights(topics: Iterable[str], types: Iterable[str], each: Fraction, some: Iterable[str],
             more: int = 0) -> dict[tuple[str, str], Fraction]:
    """Weight `each` for all these memberships, and `more` on top for those of `some` types."""
    return {(topic, type_): each + (more if type_ in some else 0) for topic in topics for type_ in types}


def _maximum(goal: list[Fraction], rules: list[tuple[list[Fraction], Fraction]]) -> Fraction:
    """The greatest `goal . x` where `line . x <= end` for each rule and x >= 0; every end is at least 0, so x = 0 will do.

    The simplex method; Bland's choice of the first column and row never runs in circles. All numbers stay whole: the
    table is kept times the last pivot, by which the next one divides without rest (Edmonds 1967, Bareiss 1968).
    """
    lines = [_whole([*line, end])[0] for line, end in rules]
    table = [[*line[:-1], *(int(row == other) for other in range(len(lines))), line[-1]] for row, line in enumerate(lines)]
    aims, scale = _whole(goal)
    costs, basis, last = [*(-aim for aim in aims), *[0] * (len(lines) + 1)], [len(goal) + row for row in range(len(lines))], 1
    while (column := next((at for at, cost in enumerate(costs[:-1]) if cost < 0), None)) is not None:
        _, _, row = min((Fraction(line[-1], line[column]), basis[at], at) for at, line in enumerate(table) if line[column] > 0)
        pivot, basis[row] = table[row], column
        table = [line if at == row else _cleared(line, pivot, column, last) for at, line in enumerate(table)]
        costs, last = _cleared(costs, pivot, column, last), pivot[column]
    return Fraction(costs[-1], last * scale)


def _whole(numbers: list[Fraction]) -> tuple[list[int], int]:
    """Fractions times their common denominator, and that denominator."""
    scale = math.lcm(*(number.denominator for number in numbers))
    return [int(number * scale) for number in numbers], scale


def _cleared(line: list[int], pivot: list[int], column: int, last: int) -> list[int]:
    here, there = pivot[column], line[column]
    return [(value * here - other * there) // last for value, other in zip(line, pivot, strict=True)]

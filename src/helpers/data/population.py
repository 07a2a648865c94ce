"""Each partnership of a period as the values that it surely has and those that it may have.

This is what numbers are counted on. Own rows say all there is, so both sets are the same; of a
transcribed row only what its source says is sure, and what that leaves open stays possible.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from statistics import mean, median
from typing import Any

import pandas as pd

from helpers.data import lifecycle, schema
from helpers.data.ancestry import Fact
from helpers.data.config import NEW, UNCHANGED
from helpers.data.network import Network, once

Values = frozenset[str]
Both = tuple[Values, Values]
Row = dict[str, Both]
UNKNOWN: Both = (frozenset(), frozenset())
YES, NO = "yes", "no"
MEASURES: dict[str, Callable[[list[Fraction]], Any]] = {
    "count": sum,
    "minimum": min,
    "maximum": max,
    "median": median,
    "mean": mean,
}
NAMES = ("host", "partnership")  # a name may hold any sign; other values asked for join by `|`


class Population(tuple[Row, ...]):
    """Rows in their order. Those alike in some attributes are found once: many questions ask for
    the same attributes, and a period may have thousands of rows.
    """

    def with_name(self, attribute: str, name: str) -> "Population":
        """The rows that have, or may have, this name: of a host, or of a partnership."""
        return self._by_name(attribute).get(name, EMPTY)

    def alike(self, attributes: tuple[str, ...]) -> Counter[tuple[Both, ...]]:
        """What the rows have of these attributes, and how many rows have just that."""
        known: dict[tuple[str, ...], Counter] = self.__dict__.setdefault("_alike", {})
        if attributes not in known:
            known[attributes] = Counter(
                tuple(row.get(name, UNKNOWN) for name in attributes) for row in self
            )
        return known[attributes]

    def _by_name(self, attribute: str) -> dict[str, "Population"]:
        known: dict[str, dict[str, Population]] = self.__dict__.setdefault("_named", {})
        if attribute not in known:
            found: dict[str, list[Row]] = defaultdict(list)
            for row in self:
                for name in row.get(attribute, UNKNOWN)[1]:
                    found[name].append(row)
            known[attribute] = {name: Population(rows) for name, rows in found.items()}
        return known[attribute]


EMPTY = Population()


@once
def of(network: Network, period: str) -> Population:
    """The partnerships that stood in a period: attribute -> (sure values, possible values).

    Attributes: row (of the file, for two of one name), partnership (its name), host, topic (the
    main one), topics (all), scope, size_class, member_type (those present), reporting (yes, no),
    typed (yes, no: whether its members are known type by type), focus, change (all reasons, and
    what they imply), filed (the one class), fate (in the next period). One that does not apply,
    such as the change in the first period, has no values.
    """
    maker = _Maker(network, period)
    return Population(maker.row(fact) for fact in lifecycle.derive(network).standing(period))


def _exactly(values: Iterable[str]) -> Both:
    found = frozenset(value for value in values if value)
    return found, found


class _Maker:
    """The rows of one period, one by one."""

    def __init__(self, network: Network, period: str) -> None:
        self.config, self.closed = network.config, network.closed
        self.classes = network.config["changes"]
        self.types = types(network)
        self.focuses = _focuses(network)
        self.settled = self.closed or period == network.periods[0]  # no change is left open
        self.fates = frozenset(lifecycle.FATES if period != network.last else ())
        self.listed = frozenset(network.memberships.frame["row"])  # those of members.csv

    def row(self, fact: Fact) -> Row:
        change = lifecycle.wider(fact.reasons, self.classes)
        fates = self.fates - {lifecycle.ENDED} if fact.fate else self.fates
        return {
            "row": _exactly([str(fact.row)]),
            "partnership": _exactly([fact.name]),
            "host": _exactly([fact.host]),
            "topic": self._decided(fact, "topics", "topics", first=True),
            "topics": self._decided(fact, "topics", "topics", first=False),
            "scope": self._decided(fact, "scope", "scopes", first=True),
            "size_class": self._size(fact.cells),
            "member_type": self._present(fact.cells),
            "reporting": self._reporting(fact.cells),
            "typed": _exactly([YES if settled(fact.cells, self.types) else NO]),
            "focus": self._at_least(fact.parts("focus"), self.focuses),
            "change": self._change(change),
            "filed": self._filed(fact.filed, change),
            "fate": self._at_least(fact.fate, fates),
            "listed": _exactly([YES if fact.row in self.listed else NO] if self.listed else []),
        }

    def _at_least(self, said: Iterable[str], other: Iterable[str]) -> Both:
        """What is said; of own rows that is all, of transcribed rows any other may hold, too."""
        sure = frozenset(said)
        return sure, sure if self.closed else sure.union(other)

    def _decided(self, fact: Fact, column: str, vocabulary: str, first: bool) -> Both:
        values = fact.parts(column)
        if values and fact.cells[f"{column}_status"] in ("", "certain"):
            return _exactly(values[:1] if first else values)
        return self._at_least((), self.config[vocabulary])  # a transcriber's options are a guess

    def _size(self, cells: Mapping[str, Any]) -> Both:
        """The class of a number of members. Transcribed classes may be of active members: open."""
        classes, number = self.config["size_classes"], cells["members"]
        if not self.closed:
            return self._at_least((), classes if cells["status"] != schema.NOT_REPORTED else ())
        return _exactly([] if pd.isna(number) else [size_class(int(number), classes)])

    def _present(self, cells: Mapping[str, Any]) -> Both:
        """The member types of which somebody takes part; a type with an empty cell may be there."""
        counts = {name: cells[typed(name)] for name in self.types}
        known = {name: int(count) for name, count in counts.items() if not pd.isna(count)}
        if not known:  # of own rows, too: an empty cell is not nobody
            return frozenset(), frozenset(self.config["member_types"])
        sure = frozenset(name for name, count in known.items() if count)
        full = not pd.isna(cells["members"]) and sum(known.values()) >= int(cells["members"])
        return sure, sure if full else sure | (set(self.types) - set(known))

    def _reporting(self, cells: Mapping[str, Any]) -> Both:
        if not pd.isna(cells["members"]):
            return _exactly([YES])
        if self.closed or cells["status"] == schema.NOT_REPORTED:
            return _exactly([NO])
        return frozenset(), frozenset({YES, NO})

    def _change(self, sure: Values) -> Both:
        if self.settled or sure & {NEW, UNCHANGED}:
            return sure, sure
        without = {NEW} if lifecycle.CONTINUED in sure else set()
        if lifecycle.TRANSFORMED in sure:
            without |= {UNCHANGED, lifecycle.RETURNED}
        every = lifecycle.wider(lifecycle.known(self.classes), self.classes)
        return self._at_least(sure, every - without)

    def _filed(self, own: str, sure: Values) -> Both:
        """The class under which it is filed: that of a reason that is sure, or an earlier one."""
        if self.settled or own in (NEW, UNCHANGED):
            return _exactly([own])
        changed = [name for name, entry in self.classes.items() if entry["reasons"]]
        if own:
            possible = frozenset(changed[: changed.index(own) + 1])
            return (possible if len(possible) == 1 else frozenset()), possible
        if lifecycle.TRANSFORMED in sure:
            return frozenset(), frozenset(changed)
        without = {NEW} if lifecycle.CONTINUED in sure else set()
        return frozenset(), frozenset(self.classes) - without


def typed(name: str) -> str:
    """The column of `network.partnerships` that counts a member type."""
    return f"members: {name}"


def types(network: Network) -> list[str]:
    """The member types that have a column."""
    return [name for name in network.config["member_types"] if typed(name) in network.partnerships]


def size_class(number: int, classes: Mapping[str, Mapping[str, Any]]) -> str:
    """The id of the class that a number of members falls into; empty if none does."""
    fit = (name for name, one in classes.items() if one["low"] <= number <= one.get("high", number))
    return next(fit, "")


def size_parts(classes: Mapping[str, Mapping[str, Any]]) -> list[tuple[int, int | None, str]]:
    """The size classes and the gaps between them from zero on: least, most (None: no end), name.

    A gap has no name.
    """
    found: list[tuple[int, int | None, str]] = []
    start: int | None = 0
    for name, one in sorted(classes.items(), key=lambda item: item[1]["low"]):
        if start is not None and start < one["low"]:
            found.append((start, one["low"] - 1, ""))
        found.append((one["low"], one.get("high"), name))
        start = one["high"] + 1 if "high" in one else None
    return found if start is None else [*found, (start, None, "")]


def _focuses(network: Network) -> Values:
    """Every narrower subject that a row or a statement names."""
    return frozenset(
        word
        for name in ("partnerships", "statements")
        for cell in network.table(name)["focus"].unique()
        for word in schema.TABLES[name].parts("focus", cell)
    )


# -- numbers of members ----------------------------------------------------------------------------


def members(
    network: Network, period: str, subject: str, measure: str, where: Iterable[tuple[str, str]]
) -> Fraction | None:
    """A measure of members from own rows that have numbers of them; None where the rows do not say.

    `where` are conditions: attribute and value. Subject `members`: count (in all), minimum,
    maximum, mean or median of those that reported; with a `member_type` the count of that type.
    Subject `member_share` with a `member_type`: its percentage of all members (pooled). Both are of
    partnerships whose types are all known. Where no partnership stood there were no members.
    """
    wanted = {name: {value} if name in NAMES else {*value.split("|")} for name, value in where}
    types_, column = types(network), "".join(map(typed, wanted.pop("member_type", ())))
    met = _met(network, period, wanted)
    if column:
        known = (
            [cells for cells in met if settled(cells, types_)]
            if column in network.partnerships
            else []
        )
        part, whole = (sum(int(cells[name]) for cells in known) for name in (column, "members"))
        if subject == "members":
            return Fraction(part) if known and measure == "count" else None
        return Fraction(100 * part, whole) if whole else None
    numbers = [Fraction(int(cells["members"])) for cells in met if not pd.isna(cells["members"])]
    if subject != "members" or measure not in MEASURES:
        return None
    if not met and measure == "count" and network.closed:
        return Fraction(0)
    return Fraction(MEASURES[measure](numbers)) if numbers else None


def settled(cells: Mapping[str, Any], types_: Iterable[str]) -> bool:
    """Are the members of a row known, and how many are of each of these types?"""
    columns = [typed(name) for name in types_]
    return bool(columns) and not any(pd.isna(cells[name]) for name in ("members", *columns))


def _met(network: Network, period: str, wanted: Mapping[str, set[str]]) -> list[Mapping[str, Any]]:
    """The cells of own rows that have, of each attribute, one of the values wanted."""
    if not network.closed:
        return []
    every = _by_row(network, period)
    rows = [int(one) for one in wanted["row"]] if "row" in wanted else every
    return [
        every[row][0].cells
        for row in rows
        if row in every and all(every[row][1][name][0] & asked for name, asked in wanted.items())
    ]


@once
def _by_row(network: Network, period: str) -> dict[int, tuple[Fact, Row]]:
    """Fact and attributes of each partnership of a period, by its row of the file."""
    facts = lifecycle.derive(network).standing(period)
    return {fact.row: (fact, row) for fact, row in zip(facts, of(network, period), strict=True)}

"""Each partnership of a period as the values that it surely has and those that it may have.

This is what numbers are counted on. Own rows say all there is, so both sets are the same; of a
transcribed row only what its source says is sure, and what that leaves open stays possible.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from statistics import median
from typing import Any, Protocol

import pandas as pd

from helpers.data import lifecycle, schema
from helpers.data.ancestry import parts
from helpers.data.config import NEW, UNCHANGED
from helpers.data.reader import Network
from helpers.data.tables import records

Values = frozenset[str]
Row = dict[str, tuple[Values, Values]]
YES, NO = "yes", "no"
NONE: tuple[Values, Values] = (frozenset(), frozenset())
SUBJECT, SHARE = "members", "member_share"


class Asked(Protocol):
    """What a question about members says, as far as rows can answer it."""

    @property
    def period(self) -> str:
        """The period asked about."""

    @property
    def subject(self) -> str:
        """What is measured."""

    @property
    def measure(self) -> str:
        """How it is measured."""

    @property
    def where(self) -> tuple[tuple[str, str], ...]:
        """Conditions: attribute and value."""


@lru_cache(maxsize=64)
def of(network: Network, period: str) -> tuple[Row, ...]:
    """The partnerships that stood in a period: attribute -> (sure values, possible values).

    Attributes: partnership (its name), host, topic (the main one), topics (all), scope, size_class,
    member_type (those present), reporting (yes, no), focus, change (all reasons, and what they
    imply), filed (the one class), fate (in the next period). One that does not apply, such as the
    change in the first period, has no values.
    """
    maker = _Maker(network, period)
    return tuple(maker.row(label, cells) for label, cells in _standing(network, period))


def _standing(network: Network, period: str) -> list[tuple[int, dict[str, Any]]]:
    rows = network.partnerships
    stood = rows[(rows["period"] == period) & (rows["status"] != schema.PLANNED)]
    return list(zip(stood.index, records(stood), strict=True))


def _exactly(values: Iterable[str]) -> tuple[Values, Values]:
    found = frozenset(value for value in values if value)
    return found, found


class _Maker:
    """The rows of one period, one by one."""

    def __init__(self, network: Network, period: str) -> None:
        self.network, self.config = network, network.config
        self.closed = network.closed
        self.life = lifecycle.derive(network)
        self.first = period == network.periods[0]
        self.final = period == network.periods[-1]
        self.types = [
            name for name in self.config["member_types"] if typed(name) in network.partnerships
        ]
        self.focuses = _focuses(network)

    def row(self, label: int, cells: Mapping[str, Any]) -> Row:
        sure = lifecycle.wider(self.life.facts[label].reasons, self.config["changes"])
        return {
            "partnership": _exactly([cells["name"]]),
            "host": _exactly([cells["host"]]),
            "topic": self._decided(cells, "topics", "topics", first=True),
            "topics": self._decided(cells, "topics", "topics", first=False),
            "scope": self._decided(cells, "scope", "scopes", first=True),
            "size_class": self._size(cells),
            "member_type": self._present(cells),
            "reporting": self._reporting(cells),
            "focus": self._focus(cells),
            "change": self._change(sure),
            "filed": self._filed(label, sure),
            "fate": self._fate(label),
        }

    def _open(self, vocabulary: Iterable[str]) -> tuple[Values, Values]:
        """Nothing is said: of own rows that means none, of transcribed rows any."""
        return NONE if self.closed else (frozenset(), frozenset(vocabulary))

    def _decided(
        self, cells: Mapping[str, Any], name: str, vocabulary: str, first: bool
    ) -> tuple[Values, Values]:
        values = parts(name, cells[name])
        if values and cells[f"{name}_status"] in ("", "certain"):
            return _exactly(values[:1] if first else values)
        return self._open(self.config[vocabulary])  # a transcriber's options are a guess

    def _size(self, cells: Mapping[str, Any]) -> tuple[Values, Values]:
        """The class of a number of members. Transcribed classes may be of active members: left
        open.
        """
        classes = self.config["size_classes"]
        if not self.closed:
            return NONE if cells["status"] == schema.NOT_REPORTED else self._open(classes)
        number = cells["members"]
        return NONE if pd.isna(number) else _exactly([size_class(int(number), classes)])

    def _present(self, cells: Mapping[str, Any]) -> tuple[Values, Values]:
        """The member types of which somebody takes part; a type with an empty cell may be there."""
        counts = {name: cells[typed(name)] for name in self.types}
        known = {name: int(count) for name, count in counts.items() if not pd.isna(count)}
        if not known:
            return self._open(self.config["member_types"])
        sure = frozenset(name for name, count in known.items() if count)
        full = not pd.isna(cells["members"]) and sum(known.values()) >= int(cells["members"])
        return sure, sure if full else sure | (set(self.types) - set(known))

    def _reporting(self, cells: Mapping[str, Any]) -> tuple[Values, Values]:
        if not pd.isna(cells["members"]):
            return _exactly([YES])
        if self.closed or cells["status"] == schema.NOT_REPORTED:
            return _exactly([NO])
        return frozenset(), frozenset({YES, NO})

    def _focus(self, cells: Mapping[str, Any]) -> tuple[Values, Values]:
        sure = frozenset(parts("focus", cells["focus"]))
        return sure, sure if self.closed else sure | self.focuses

    def _change(self, sure: Values) -> tuple[Values, Values]:
        if self.closed or self.first:
            return sure, sure
        every = lifecycle.wider(lifecycle.known(self.config["changes"]), self.config["changes"])
        if lifecycle.NEW in sure:
            return sure, sure
        possible = every - ({NEW} if lifecycle.CONTINUED in sure else set())
        if UNCHANGED in sure:
            return sure, sure
        if lifecycle.TRANSFORMED in sure:
            return sure, sure | (possible - {UNCHANGED, lifecycle.RETURNED})
        return sure, sure | possible

    def _filed(self, label: int, sure: Values) -> tuple[Values, Values]:
        """The class under which it is filed: with a reason that is sure, that one's or an earlier
        one.
        """
        classes = list(self.config["changes"])
        own = self.life.facts[label].filed
        if self.closed or self.first or own in (NEW, UNCHANGED):
            return _exactly([own])
        changed = [name for name in classes if self.config["changes"][name]["reasons"]]
        if own:
            possible = frozenset(changed[: changed.index(own) + 1])
            return (possible if len(possible) == 1 else frozenset()), possible
        if lifecycle.TRANSFORMED in sure:
            return frozenset(), frozenset(changed)
        without = {NEW} if lifecycle.CONTINUED in sure else set()
        return frozenset(), frozenset(classes) - without

    def _fate(self, label: int) -> tuple[Values, Values]:
        if self.final:
            return NONE
        sure = frozenset(self.life.fates[label].fate)
        if self.closed:
            return sure, sure
        every = frozenset(lifecycle.FATES)
        return sure, every - ({lifecycle.ENDED} if sure else frozenset())


def typed(name: str) -> str:
    """The column of `network.partnerships` that counts a member type."""
    return f"members: {name}"


def size_class(number: int, classes: Mapping[str, Mapping[str, Any]]) -> str:
    """The id of the class that a number of members falls into; empty if none does."""
    return next(
        (name for name, one in classes.items() if one["low"] <= number <= one.get("high", number)),
        "",
    )


def _focuses(network: Network) -> Values:
    """Every narrower subject that a row or a statement names."""
    cells = network.partnerships["focus"].unique()
    rows = {word for cell in cells for word in parts("focus", cell)}
    column = schema.STATEMENTS.column("focus")
    assert column
    return frozenset(
        rows.union(*(column.parts(cell) for cell in network.statements["focus"].unique()))
    )


# -- numbers of members ----------------------------------------------------------------------------


def members(network: Network, asked: Asked) -> Fraction | None:
    """A measure of members from own rows that have numbers of them; None where the rows do not say.

    Subject `members`: count (in all), minimum, maximum, mean or median of those that reported.
    Subject `member_share` with a `member_type`: its percentage of all members, of partnerships
    whose types are all known.
    """
    if not network.closed:
        return None
    where = dict(asked.where)
    type_ = where.pop("member_type", "")
    rows = _meeting(network, asked.period, where)
    if asked.subject == SHARE:
        return _share(rows, type_) if typed(type_) in network.partnerships else None
    return _measure(rows, asked.measure) if asked.subject == SUBJECT and not type_ else None


def _meeting(network: Network, period: str, where: Mapping[str, str]) -> list[dict[str, Any]]:
    """The cells of the rows that meet all conditions."""
    people = of(network, period)
    return [
        cells
        for (_, cells), row in zip(_standing(network, period), people, strict=True)
        if all(row[name][0] & set(value.split("|")) for name, value in where.items())
    ]


def _measure(rows: list[dict[str, Any]], measure: str) -> Fraction | None:
    numbers = [Fraction(int(cells["members"])) for cells in rows if not pd.isna(cells["members"])]
    measures = {"count": sum, "minimum": min, "maximum": max, "median": median, "mean": _mean}
    if not numbers or measure not in measures:
        return None
    return Fraction(measures[measure](numbers))  # type: ignore[operator]


def _mean(numbers: list[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)


def _share(rows: list[dict[str, Any]], type_: str) -> Fraction | None:
    """Pooled: members of the type among all members."""
    known = [
        (int(cells[typed(type_)]), int(cells["members"]))
        for cells in rows
        if not pd.isna(cells[typed(type_)]) and not pd.isna(cells["members"])
    ]
    whole = sum(total for _, total in known)
    return Fraction(100 * sum(part for part, _ in known), whole) if whole else None

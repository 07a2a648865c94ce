"""Shares of member types by topic: the least and greatest percentage that each can print.

A share has two bases, never mixed. `pooled` counts all members together: what a topic weighs is not
printed, so overall shares force nothing in one topic. `mean` averages the partnerships' shares: a
topic weighs as many as reported. Either way the types of one topic add up to 100. Rows with a
reading hold under the base that their measure means, others under both.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from helpers.numbers.audit.things import text

TOTAL = "total"
BASES = ("pooled", "mean")
HALF, WHOLE = Fraction(1, 2), Fraction(100)
Key = tuple[str, str]  # a topic (or TOTAL) and a member type


@dataclass(frozen=True)
class Ends:
    """`low <= share <= high` in percent; `open_high`: the upper end itself is not reached."""

    low: Fraction = Fraction(0)
    high: Fraction = WHOLE
    open_high: bool = False
    statements: tuple[str, ...] = ()

    def meet(self, other: Ends) -> Ends:
        """What both allow."""
        high, open_high = min((self.high, not self.open_high), (other.high, not other.open_high))
        ids = tuple(dict.fromkeys([*self.statements, *other.statements]))
        return Ends(max(self.low, other.low), high, not open_high, ids)

    @property
    def empty(self) -> bool:
        """Does no share lie between the ends?"""
        return self.low > self.high or (self.low == self.high and self.open_high)

    @property
    def printed(self) -> tuple[int, int]:
        """The least and the greatest percentage, rounded half up."""
        missed = self.open_high and (self.high + HALF).denominator == 1
        return math.floor(self.low + HALF), math.floor(self.high + HALF) - missed


@dataclass(frozen=True)
class Counts:
    """Reporting partnerships: in all, least and most of each topic, and those with each type."""

    total: int
    topics: Mapping[str, tuple[int, int]]
    present: Mapping[str, int] = field(default_factory=dict)

    def forced(self, topic: str, type_: str) -> bool:
        """Must some partnership of the topic have the type, as too few are without?"""
        return self.present.get(type_, 0) > self.total - self.topics[topic][0]


def bounds(
    rows: Sequence[Mapping[str, Any]], types: Sequence[str], counts: Counts, base: str
) -> tuple[dict[Key, Ends], list[tuple[str, ...]]]:
    """Ends of every topic's and the overall shares, and the statements that cannot all hold."""
    said: dict[Key, Ends] = {}
    conflicts = []
    for row in stated(rows, base):
        key = text(row, "topic") or TOTAL, text(row, "member_type")
        ends = said.get(key, Ends()).meet(limits(row))
        if key[1] in types and ends.empty:
            conflicts.append(ends.statements)
        elif key[1] in types and key[0] in (*counts.topics, TOTAL):
            said[key] = ends
    found = dict(said)
    for topic in (*counts.topics, TOTAL):
        own = {name: said.get((topic, name), Ends()) for name in types}
        highest = sum(one.high for one in own.values())
        if sum(one.low for one in own.values()) > WHOLE or highest < WHOLE:
            conflicts.append(tuple(id_ for one in own.values() for id_ in one.statements))
            continue
        found |= {(topic, name): _beside(own, name, topic, counts) for name in types}
    for topic in counts.topics if base == "mean" else ():
        for name in types:
            ends = found.get((topic, name), Ends()).meet(_of_whole(topic, name, found, counts))
            if ends.empty:
                conflicts.append(_about(name, found))
            else:
                found[topic, name] = ends
    return found, list(dict.fromkeys(filter(None, conflicts)))


def stated(rows: Iterable[Mapping[str, Any]], base: str) -> Iterator[Mapping[str, Any]]:
    """Rows on the share of one type, in one topic or in all, that hold under the base."""
    for row in rows:
        if text(row, "subject") != "member_share" or not text(row, "value"):
            continue
        mean = text(row, "measure") == "mean"
        fits = not text(row, "reading") or mean == (base == "mean")
        if fits and text(row, "relation") in ("=", ">", ">=", "<", "<=", "between"):
            yield row


def limits(row: Mapping[str, Any]) -> Ends:
    """What a row admits; only a percentage is rounded (half up), a limit or a fraction is exact."""
    exact = text(row, "measure") == "fraction"
    scale = 100 if exact else 1
    value, ids = Fraction(text(row, "value")) * scale, (text(row, "id"),)
    match text(row, "relation"):
        case "=":
            return (
                Ends(value, value, False, ids)
                if exact
                else Ends(value - HALF, value + HALF, True, ids)
            )
        case ">" | ">=":
            return Ends(low=value, statements=ids)
        case "<" | "<=":
            return Ends(high=value, open_high=text(row, "relation") == "<", statements=ids)
    return Ends(value, Fraction(text(row, "value_high")) * scale, False, ids)


def _beside(own: Mapping[str, Ends], name: str, topic: str, counts: Counts) -> Ends:
    """A type's share as what the others of its topic leave of 100."""
    others = {other: ends for other, ends in own.items() if other != name}
    low = WHOLE - sum(ends.high for ends in others.values())
    high = WHOLE - sum(ends.low for ends in others.values())
    present = topic != TOTAL and any(
        counts.forced(topic, o) and not e.low for o, e in others.items()
    )
    left = Ends(max(Fraction(0), low), high, present)
    met = own[name].meet(left)
    return own[name] if met.empty else met


def _of_whole(topic: str, name: str, found: Mapping[Key, Ends], counts: Counts) -> Ends:
    """A topic's share as what the other topics leave of the overall one, however many reported."""
    whole = found.get((TOTAL, name), Ends())
    others = {one: found.get((one, name), Ends()) for one in counts.topics if one != topic}
    lows, highs = [], []
    for number in range(max(1, counts.topics[topic][0]), counts.topics[topic][1] + 1):
        left = counts.total - number
        least = _weighed({one: ends.low for one, ends in others.items()}, counts, left)
        most = _weighed({one: -ends.high for one, ends in others.items()}, counts, left)
        if least is not None and most is not None:
            highs.append((whole.high * counts.total - least) / number)
            lows.append((whole.low * counts.total + most) / number)
    if not highs:
        return Ends()
    high = max(highs)
    return Ends(max(Fraction(0), min(lows)), min(WHOLE, high), high <= WHOLE and whole.open_high)


def _weighed(shares: Mapping[str, Fraction], counts: Counts, left: int) -> Fraction | None:
    """The least sum of shares over `left` partnerships of these topics; None if there cannot be so
    many.
    """
    spare = left - sum(counts.topics[one][0] for one in shares)
    found = sum((share * counts.topics[one][0] for one, share in shares.items()), Fraction(0))
    for one, share in sorted(shares.items(), key=lambda pair: pair[1]):
        more = min(max(spare, 0), counts.topics[one][1] - counts.topics[one][0])
        found, spare = found + share * more, spare - more
    return None if spare else found


def _about(name: str, found: Mapping[Key, Ends]) -> tuple[str, ...]:
    """The statements on shares of a type."""
    return tuple(id_ for (_, own), ends in found.items() if own == name for id_ in ends.statements)


def present(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many reporting partnerships have each member type, where that is printed."""
    count = ("partnerships", "count", "=", "")
    names = ("subject", "measure", "relation", "topic")
    own = (row for row in rows if tuple(text(row, name) for name in names) == count)
    typed = (row for row in own if text(row, "member_type") and not text(row, "reading"))
    return {text(row, "member_type"): int(text(row, "value")) for row in typed}

"""Shares of member types by topic: the least and greatest percentage that each can print.

A share has two bases, never mixed. `pooled` counts all members together: what a topic weighs is not
printed, so overall shares force nothing in one topic. `mean` averages the partnerships' shares: a
topic weighs as many as reported. Either way the types of one topic add up to 100. Rows with a
reading hold under the base that their measure means, others under both.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from helpers.data.statements import BINDING
from helpers.numbers.statement import Statement

TOTAL = "total"
BASES = ("pooled", "mean")
HALF, WHOLE = Fraction(1, 2), Fraction(100)
Key = tuple[str, str]  # a topic (or TOTAL) and a member type
Range = tuple[int, int]


@dataclass(frozen=True)
class Ends:
    """`low <= share <= high` in percent; `open_high`: the upper end itself is not reached."""

    low: Fraction = Fraction(0)
    high: Fraction = WHOLE
    open_high: bool = False
    statements: tuple[str, ...] = ()

    def meet(self, other: Ends) -> Ends:
        """What both allow."""
        high, closed = min((one.high, not one.open_high) for one in (self, other))
        ids = tuple(dict.fromkeys([*self.statements, *other.statements]))
        return Ends(max(self.low, other.low), high, not closed, ids)

    @property
    def empty(self) -> bool:
        """Does no share lie between the ends?"""
        return self.low > self.high or (self.low == self.high and self.open_high)

    @property
    def printed(self) -> Range:
        """The least and the greatest percentage, rounded half up."""
        missed = self.open_high and (self.high + HALF).denominator == 1
        return math.floor(self.low + HALF), math.floor(self.high + HALF) - missed


@dataclass(frozen=True)
class Counts:
    """Reporting partnerships: in all, least and most of each topic, and those with each type."""

    total: int
    topics: Mapping[str, Range]
    present: Mapping[str, int] = field(default_factory=dict)


def bounds(
    said: Iterable[Statement], types: Sequence[str], counts: Counts, base: str
) -> tuple[dict[Key, Ends], list[tuple[str, ...]]]:
    """Ends of every topic's and the overall shares, and the statements that cannot all hold."""
    found = {(topic, name): Ends() for topic in (*counts.topics, TOTAL) for name in types}
    clashes = []
    for key, ends in _stated(said, base):
        met = found[key].meet(ends) if key in found else ends
        if met.empty:
            clashes.append(met.statements)
        elif key in found:
            found[key] = met
    for topic in (*counts.topics, TOTAL):
        own = {name: found[topic, name] for name in types}
        if (
            sum(one.low for one in own.values()) > WHOLE
            or sum(one.high for one in own.values()) < WHOLE
        ):
            clashes.append(tuple(id_ for one in own.values() for id_ in one.statements))
        else:
            found |= {(topic, name): _beside(own, name, topic, counts) for name in types}
    for topic in counts.topics if base == "mean" else ():
        for name in types:
            of = {one: found[one, name] for one in (*counts.topics, TOTAL)}
            met = of[topic].meet(_of_whole(topic, of, counts))
            if met.empty:
                clashes.append(tuple(id_ for one in of.values() for id_ in one.statements))
            else:
                found[topic, name] = met
    return found, list(dict.fromkeys(filter(None, clashes)))


def _stated(said: Iterable[Statement], base: str) -> Iterator[tuple[Key, Ends]]:
    """The shares of one type, in one topic or in all, that hold under the base."""
    for one in said:
        fits = not one.reading or (one.measure == "mean") == (base == "mean")
        if one.subject == "member_share" and one.value and fits and one.relation in BINDING:
            yield (one.topic or TOTAL, one.member_type), _limits(one)


def _limits(one: Statement) -> Ends:
    """What it admits; only a percentage is rounded (half up), a limit or a fraction is exact."""
    exact = one.measure == "fraction"
    scale, every = 100 if exact else 1, Ends(statements=(one.id,))
    low, high = one.number * scale, one.high * scale
    if one.relation in (">", ">="):
        return replace(every, low=low)
    if one.relation in ("<", "<="):
        return replace(every, high=low, open_high=one.relation == "<")
    if one.relation == "=" and not exact:
        return replace(every, low=low - HALF, high=low + HALF, open_high=True)
    return replace(every, low=low, high=high if one.relation == "between" else low)


def _beside(own: Mapping[str, Ends], name: str, topic: str, counts: Counts) -> Ends:
    """A type's share as what the others of its topic leave of 100.

    It is less than all where another type must be there, as too few partnerships are without.
    """
    others = {other: ends for other, ends in own.items() if other != name}
    low = max(Fraction(0), WHOLE - sum(ends.high for ends in others.values()))
    high = WHOLE - sum(ends.low for ends in others.values())
    spare = counts.total - counts.topics[topic][0] if topic != TOTAL else math.inf
    there = (not e.low and counts.present.get(o, 0) > spare for o, e in others.items())
    met = own[name].meet(Ends(low, high, any(there)))
    return own[name] if met.empty else met


def _of_whole(topic: str, of: Mapping[str, Ends], counts: Counts) -> Ends:
    """A topic's share as what the other topics leave of the overall one, however many reported."""
    whole, lows, highs = of[TOTAL], [], []
    least, most = counts.topics[topic]
    others = [one for one in counts.topics if one != topic]
    for number in range(max(1, least), most + 1):
        left = counts.total - number
        below = _weighed({one: of[one].low for one in others}, counts, left)
        above = _weighed({one: -of[one].high for one in others}, counts, left)
        if below is not None and above is not None:
            highs.append((whole.high * counts.total - below) / number)
            lows.append((whole.low * counts.total + above) / number)
    if not highs:
        return Ends()
    high = max(highs)
    return Ends(max(Fraction(0), min(lows)), min(WHOLE, high), high <= WHOLE and whole.open_high)


def _weighed(shares: Mapping[str, Fraction], counts: Counts, left: int) -> Fraction | None:
    """The least sum of shares over `left` partnerships of these topics; None if there cannot be."""
    spare = left - sum(counts.topics[one][0] for one in shares)
    found = sum((share * counts.topics[one][0] for one, share in shares.items()), Fraction(0))
    for one, share in sorted(shares.items(), key=lambda pair: pair[1]):
        more = min(max(spare, 0), counts.topics[one][1] - counts.topics[one][0])
        found, spare = found + share * more, spare - more
    return None if spare else found


def present(said: Iterable[Statement]) -> dict[str, int]:
    """How many reporting partnerships have each member type, where that is printed."""
    count = ("partnerships", "count", "=", "", "")
    return {
        one.member_type: int(one.value)
        for one in said
        if one.member_type
        and (one.subject, one.measure, one.relation, one.topic, one.reading) == count
    }

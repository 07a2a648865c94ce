"""Shares of member types by topic: the least and greatest percentage that each can print.

A share has two bases, never mixed. `pooled` counts all members together: what a topic weighs is not
printed, so overall shares force nothing in one topic. `mean` averages the partnerships' shares: a
topic weighs as many as reported. Either way the types of one topic add up to 100. Rows with a
reading hold under the base that their measure means, others under both.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from helpers.numbers.statement import Statement

TOTAL = "total"
BASES = ("pooled", "mean")
HALF, WHOLE = Fraction(1, 2), Fraction(100)
Key = tuple[str, str]  # a topic (or TOTAL) and a member type
Range = tuple[int, int]
Counts = Mapping[str, Range]


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


def bounds(
    said: Sequence[Statement], types: Sequence[str], counts: Counts, base: str
) -> tuple[dict[Key, Ends], list[tuple[str, ...]]]:
    """Ends of every topic's and the overall shares, and the statements that cannot all hold.

    `counts`: the least and most that reported of each topic, and in all (TOTAL; both the same).
    """
    found = {(topic, name): Ends() for topic in counts for name in types}
    clashes, there = [], _present(said)
    for key, ends in _stated(said, base):
        met = found.get(key, Ends()).meet(ends)
        if key in found and met.empty:
            clashes.append(met.statements)
        elif key in found:
            found[key] = met
    for topic in counts:
        own = {name: found[topic, name] for name in types}
        lowest, highest = (
            sum(getattr(one, end) for one in own.values()) for end in ("low", "high")
        )
        if lowest > WHOLE or highest < WHOLE:
            clashes.append(_all_of(own))
            continue
        # Of a type that more partnerships have than others reported, the topic has some.
        spare = counts[TOTAL][0] - counts[topic][0] if topic != TOTAL else math.inf
        forced = {name for name in types if there.get(name, 0) > spare}
        found |= {(topic, name): _beside(own, name, forced) for name in types}
    for topic in [one for one in counts if one != TOTAL and base == "mean"]:
        for name in types:
            of = {one: found[one, name] for one in counts}
            met = of[topic].meet(_of_whole(topic, of, counts))
            if met.empty:
                clashes.append(_all_of(of))
            else:
                found[topic, name] = met
    return found, list(dict.fromkeys(filter(None, clashes)))


def _all_of(found: Mapping[str, Ends]) -> tuple[str, ...]:
    return tuple(id_ for one in found.values() for id_ in one.statements)


def _stated(said: Iterable[Statement], base: str) -> Iterator[tuple[Key, Ends]]:
    """The shares of one type, in one topic or in all, that hold under the base."""
    for one in said:
        fits = not one.reading or (one.measure == "mean") == (base == "mean")
        if one.subject == "member_share" and one.binds and fits:
            yield (one.topic or TOTAL, one.member_type), _limits(one)


def _limits(one: Statement) -> Ends:
    """What it admits; only a percentage is rounded (half up), a limit or a fraction is exact."""
    exact, ids = one.measure == "fraction", (one.id,)
    low, high = (end * (100 if exact else 1) for end in (one.number, one.high))
    match one.relation:
        case ">" | ">=":
            return Ends(low=low, statements=ids)
        case "<" | "<=":
            return Ends(high=low, open_high=one.relation == "<", statements=ids)
        case "=" if not exact:
            return Ends(low - HALF, low + HALF, True, ids)
    return Ends(low, high if one.relation == "between" else low, False, ids)


def _beside(own: Mapping[str, Ends], name: str, forced: set[str]) -> Ends:
    """What the others of its topic leave a type of 100; less than all, where one is forced."""
    others = {other: ends for other, ends in own.items() if other != name}
    low = max(Fraction(0), WHOLE - sum(ends.high for ends in others.values()))
    high = WHOLE - sum(ends.low for ends in others.values())
    met = own[name].meet(Ends(low, high, any(others[o].low == 0 for o in forced - {name})))
    return own[name] if met.empty else met


def _of_whole(topic: str, of: Mapping[str, Ends], counts: Counts) -> Ends:
    """A topic's share as what the other topics leave of the overall one, however many reported."""
    whole, total, ends = of[TOTAL], counts[TOTAL][0], []
    others = [one for one in counts if one not in (topic, TOTAL)]
    for number in range(max(1, counts[topic][0]), counts[topic][1] + 1):
        below = _weighed({one: of[one].low for one in others}, counts, total - number)
        above = _weighed({one: -of[one].high for one in others}, counts, total - number)
        if below is not None and above is not None:
            ends.append(
                ((whole.low * total + above) / number, (whole.high * total - below) / number)
            )
    if not ends:
        return Ends()
    low, high = min(ends)[0], max(one for _, one in ends)
    return Ends(max(Fraction(0), low), min(WHOLE, high), high <= WHOLE and whole.open_high)


def _weighed(shares: Mapping[str, Fraction], counts: Counts, left: int) -> Fraction | None:
    """The least sum of shares over `left` partnerships of these topics; None if there cannot be."""
    spare = left - sum(counts[one][0] for one in shares)
    found = Fraction(0)
    for one, share in sorted(shares.items(), key=lambda pair: pair[1]):
        least, most = counts[one]
        more = min(max(spare, 0), most - least)
        found, spare = found + share * (least + more), spare - more
    return None if spare else found


def _present(said: Iterable[Statement]) -> dict[str, int]:
    """How many reporting partnerships have each member type, where that is printed."""
    count = {
        "subject": "partnerships",
        "measure": "count",
        "relation": "=",
        "topic": "",
        "reading": "",
    }
    own = (one for one in said if count.items() <= one.row.items() and one.member_type)
    return {one.member_type: int(one.value) for one in own}

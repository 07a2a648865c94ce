"""What is known of a number: two ends, how it is known, by what; the only formatter of numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from helpers.numbers.numerals import fraction, number, span


class Status(StrEnum):
    """How a number is known, from the surest on."""

    PRINTED = "printed"
    COUNTED = "counted"
    DISPUTED = "disputed"
    IMPLIED = "implied"
    BOUNDED = "bounded"
    FREE = "free"
    PUBLIC = "public page"
    EXAMPLE = "example"
    SUPPRESSED = "suppressed"
    UNKNOWN = "not published"


SURE = frozenset({Status.PRINTED, Status.COUNTED, Status.IMPLIED})
PUBLIC_MARK = " p"
"""Behind a number that rests on a public page outside the source."""


@dataclass(frozen=True)
class Said:
    """One value that the source prints of a number; ids and places of the statements."""

    low: Fraction
    high: Fraction | None
    statements: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """A number from `low` to `high`, equal where it is known; no upper end is None.

    `wording` is how the source words a limit ("more than 250"), or how unknown it is of own rows;
    `said` has each printed value of a
    disputed number with its places.
    """

    low: Fraction
    high: Fraction | None
    status: Status
    statements: tuple[str, ...] = ()
    note: str = ""
    wording: str = ""
    said: tuple[Said, ...] = ()

    @classmethod
    def of(cls, value: Fraction | float, status: Status = Status.COUNTED) -> Answer:
        """One known value."""
        known = fraction(value)
        return cls(known, known, status)

    @classmethod
    def between(cls, low: int, high: int, most: int) -> Answer:
        """A count, or a range of counts; free if it says no more than 0 to `most`."""
        status = Status.FREE if low == 0 and high >= most else Status.BOUNDED
        return cls.of(low) if low == high else cls(Fraction(low), Fraction(high), status)

    @property
    def known(self) -> bool:
        """Is anything known of it, and shown?"""
        return self.status not in (Status.UNKNOWN, Status.SUPPRESSED)

    @cached_property
    def exact(self) -> bool:
        """Is there just one value that it can have?"""
        return self.known and self.low == self.high

    @property
    def ranged(self) -> bool:
        """Does it lie between two different values?"""
        return self.known and self.high is not None and self.low < self.high

    @property
    def free(self) -> bool:
        """Do its ends say no more than the totals around it?"""
        return self.status == Status.FREE

    @property
    def value(self) -> Fraction | None:
        """The number where it is known."""
        return self.low if self.exact else None

    def text(self, ending: str = "") -> str:
        """`1,234`, `7–9`, `35 or 36`, `at least 7`, `more than 250`, `44%`, `1/2`, `3 p`, `not
        published`.
        """
        written = span(self.low, self.high, ending)
        if not self.known:
            written = self.wording or str(Status.UNKNOWN)
        elif self.status == Status.DISPUTED and self.said and not self.exact:
            written = " or ".join(map(number, sorted(one.low for one in self.said))) + ending
        elif self.wording:
            written = self.wording + ending
        elif self.exact and self.low > 1 and self.low.denominator == 2:  # a median
            written = f"{number(self.low // 1)}.5{ending}"
        elif self.exact and self.low.denominator > 1:
            written = f"{self.low}{ending}"
        return written + PUBLIC_MARK * (self.status == Status.PUBLIC)

    def but(self, **changes: object) -> Answer:
        """The same answer, but for what is named."""
        return replace(self, **changes)  # type: ignore[arg-type]


HIDDEN = "‡"
"""What stands in the place of a number that the network's small-cell rule hides."""
NOTHING = Answer(Fraction(0), None, Status.UNKNOWN)
NOT_KNOWN = NOTHING.but(wording="not known")
"""What own rows do not say: nobody was to publish it."""


def added(answers: Iterable[Answer]) -> Answer:
    """The sum of numbers that are counted apart: ends added, as sure as the least sure of them."""
    found = list(answers)
    low = sum((one.low for one in found), Fraction(0))
    highs = [one.high for one in found if one.high is not None]
    high = sum(highs, Fraction(0)) if len(highs) == len(found) else None
    status = max((one.status for one in found), key=list(Status).index, default=Status.COUNTED)
    ids = tuple(dict.fromkeys(id_ for one in found for id_ in one.statements))
    return Answer(low, high, status, ids)

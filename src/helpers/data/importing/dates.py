"""A date as people write it -> the days it may mean. Day and month are never guessed."""

import calendar
import datetime
import re
from contextlib import suppress
from typing import NamedTuple

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
Day = datetime.date
CENTURY = 70  # years of two digits below it are of this century
_ISO = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})( 00:00(:00)?)?", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_NAMED = re.compile(r"(?:(\d{1,2})[ .-]+)?([a-z]{3,9})\.?[ ,-]+(?:(\d{1,2}),? +)?(\d{4}|\d{2})")
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)


class Days(NamedTuple):
    """The first and the last day that a date may mean: the same, if it is sure."""

    first: Day
    last: Day

    @property
    def sure(self) -> bool:
        """Is it one day?"""
        return self.first == self.last

    @property
    def year(self) -> bool:
        """Is it a year, no more?"""
        return self.last == self.first.replace(month=12, day=31)

    @property
    def said(self) -> str:
        """What it may mean."""
        day, month = self.first, self.last
        if (day.month, day.day) == (month.day, month.month):
            return f"{day} or {month}"
        return f"any day from {day} to {month}"


def read(cell: str) -> Days | None:
    """The days that a cell may mean; None if it is no date that is understood.

    Taken are 2025-09-01, 20250901, 1 September 2025, Sept 2025, 2025, and 9/1/2025, which is two
    days unless both are one or one cannot be.
    """
    text = " ".join(cell.casefold().split())
    if found := _ISO.fullmatch(text):
        return _known({_day(found[1], found[3], found[4])})
    if found := _NUMBERS.fullmatch(text):
        one, other, year = found[1], found[3], found[4]
        return _known({_day(year, one, other), _day(year, other, one)})
    if found := _NAMED.fullmatch(text):
        return _in_words(found[1] or found[3] or "", found[2], found[4])
    if _YEAR.fullmatch(text):
        return Days(Day(int(text), 1, 1), Day(int(text), 12, 31))
    return None


def _known(days: set[Day | None]) -> Days | None:
    known = sorted(day for day in days if day)
    return Days(known[0], known[-1]) if known else None


def _day(year: str, month: str, day: str) -> Day | None:
    number = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < CENTURY else 1900)
    with suppress(ValueError):
        return Day(number, int(month), int(day))
    return None


def _in_words(day: str, name: str, year: str) -> Days | None:
    """`1 September 2025`; without a day, any of the month."""
    month = next((str(place) for place, one in enumerate(MONTHS, 1) if name.startswith(one)), "")
    if not month:
        return None
    if day:
        return _known({_day(year, month, day)})
    first = _day(year, month, "1")
    if not first:
        return None
    last = calendar.monthrange(first.year, first.month)[1]
    return Days(first, first.replace(day=last))


def stands(start: Days | None, end: Days | None, day: Day, open_end: bool) -> bool | None:
    """Did what began and ended on these days stand on `day`? None where that is not decided.

    `open_end` says that no end is given; else an end of None is not understood.
    """
    if (start and day < start.first) or (end and day > end.last):
        return False
    began = bool(start and day >= start.last)
    lasts = open_end or bool(end and day <= end.first)
    return True if began and lasts else None

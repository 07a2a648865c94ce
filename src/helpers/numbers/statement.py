"""One row of statements.csv, typed: numbers are exact, everything else is text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import pandas as pd

from helpers.data.statements import BINDING
from helpers.data.tables import records

VOCABULARIES = {
    "topic": "topics", "scope": "scopes", "size_class": "size_classes",
    "member_type": "member_types", "change": "changes", "filed": "changes",
}  # fmt: skip
"""Attribute of partnerships -> the key of network.yml that lists its values."""


@dataclass(frozen=True)
class Statement:
    """What a row says, column by column, and of which of the network's periods."""

    row: Mapping[str, str]
    periods: Sequence[str]

    def __getattr__(self, name: str) -> str:
        try:
            return self.row[name]
        except KeyError:
            raise AttributeError(name) from None

    def but(self, **cells: str) -> Any:
        """The same statement with other cells."""
        return replace(self, row={**self.row, **cells})

    @property
    def binds(self) -> bool:
        """Does it print a number, exactly or as a limit?"""
        return self.relation in BINDING and bool(self.value)

    @cached_property
    def number(self) -> Fraction:
        """The printed value; ValueError if it has none."""
        return Fraction(self.value)

    @property
    def high(self) -> Fraction:
        """The upper end of a printed range; its only value if there is no other."""
        return Fraction(self.value_high or self.value)

    def before(self, period: str) -> str:
        """The period before; itself if it is the first."""
        return self.periods[max(0, self.periods.index(period) - 1)]

    @cached_property
    def span(self) -> tuple[str, str]:
        """The earlier and the later period that it speaks of; the same if it is one."""
        first, _, last = self.period.partition(" to ")
        if first in self.periods and last in self.periods:
            return first, last
        found = [one for one in self.periods if one in (self.among, self.period)] or self.periods
        place = self.periods.index(found[-1])
        if self.periods[1:] and (self._ended or (self.change and not place)):
            place = max(1, place)
            return self.periods[place - 1], self.periods[place]
        return found[0], found[-1]

    @property
    def _ended(self) -> bool:
        return "ended" in (self.among, self.change)

    @property
    def when(self) -> str:
        """The period whose partnerships it counts."""
        first, last = self.span
        return first if self._ended else self.among if self.among in self.periods else last

    @property
    def early(self) -> bool:
        """Does it say what became of partnerships, rather than how they came about?"""
        first, last = self.span
        return self._ended or (first != last and self.when == first)


def counted(word: str, config: Mapping[str, Any]) -> dict[str, str]:
    """What `count(word)` in `having` sets: a topic, a scope, a size class or, else, a change."""
    names = [
        name for name in ("topic", "scope", "size_class") if word in config[VOCABULARIES[name]]
    ]
    return {} if word == "partnerships" else {[*names, "change"][0]: word}


def texts(frame: pd.DataFrame) -> list[dict[str, str]]:
    """The rows of a table as text, empty where a cell is."""
    return records(frame.astype("string").fillna(""))

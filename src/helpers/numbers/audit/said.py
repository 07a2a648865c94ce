"""One row of statements.csv, typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from helpers.numbers.audit.counting import Outside, compared
from helpers.numbers.audit.things import FILED, text

# fmt: off
SELECTORS = ("topic", "scope", "host", "host_group", "partnership", "change", "size_class",
             "member_type", "focus", "having")
CONDITIONS = ("topic", "scope", "host", "partnership", "change", "filed", "size_class",
              "member_type", "focus")
# fmt: on
NARROWING = ("size_class", "member_type", "change", "fate", "focus", "scope", FILED)
WHOLES = ("reporting", "not_reporting", "continued", "ended")
SIZED = {"members": "members", "active_members": "active"}  # subject -> attribute
BINDING = frozenset({"=", ">=", ">", "<=", "<", "between"})


@dataclass(frozen=True)
class Said:
    """One statement, typed: numbers are exact, everything else is text."""

    row: Mapping[str, Any]
    first: str  # the earlier period that it speaks of, and the later one; the same if it is one
    last: str

    def __getattr__(self, name: str) -> str:
        return text(self.row, name)

    @property
    def number(self) -> Fraction:
        """The printed value; Outside if it has none."""
        if not self.value:
            raise Outside("words, which bind no number")
        return Fraction(self.value)

    @property
    def high(self) -> Fraction | None:
        """The upper end of a printed range."""
        return Fraction(self.value_high) if self.value_high else None

    def related(self, formula: str) -> str:
        """The formula that a number is as printed."""
        return compared(formula, self.relation, self.number, self.high)

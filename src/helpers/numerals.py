"""Numbers as the report writes them."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

NOT_PUBLISHED = "not published"
PUBLIC = " p"
"""Behind a number that rests on a public page outside the source."""


def round_half_up(value: float, digits: int = 0) -> float:
    """Round as the source does: 2.5 is 3 (Python's own round gives 2)."""
    step = Decimal(1).scaleb(-digits)
    return float(Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP))


def number(value: float) -> str:
    """A count or a rounded value: 1234 is `1,234`, 2.5 is `3`, minus is a true minus sign."""
    return f"{round_half_up(value):,.0f}".replace("-", "−")


def percent(value: float) -> str:
    """A percentage without decimals: 66.5 is `67%`."""
    return number(value) + "%"


def tenths(value: float) -> str:
    """A percentage with one decimal, where whole ones would look alike: 2.95 is `3.0%`."""
    return f"{round_half_up(value, 1):.1f}%"


def span(low: float, high: float | None, suffix: str = "") -> str:
    """A range in words: `7–9`, `7` when both ends agree, `at least 7` when no upper end is known."""
    if high is None or math.isnan(high):
        return f"at least {number(low)}{suffix}"
    first, last = number(low), number(high)
    return f"{first}{suffix}" if first == last else f"{first}–{last}{suffix}"

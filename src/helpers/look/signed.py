"""Bars to both sides of a common zero: what adds to a number, and what takes from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.look import style
from helpers.look.entries import about
from helpers.look.page import Colours, Look, Page, tall
from helpers.numbers.grid import Entry

BAR, GAP = 0.2, 0.06
"""Height of a bar and least room between two, in inches."""
END = 0.08
"""Room between a bar and its number."""


@dataclass(frozen=True)
class Cause:
    """One bar: its entry, its name, small words below it; an outline where it is no real change."""

    entry: Entry
    name: str
    below: str = ""
    outlined: bool = False


@dataclass(frozen=True)
class Zero:
    """Where zero stands, in inches, and how long one is; the same for all bars of a picture."""

    left: float
    x: float
    one: float

    @classmethod
    def of(cls, causes: Sequence[Cause], left: float, width: float) -> Zero:
        """Room for the largest bar to each side, with its number."""
        values = [cause.entry.low for cause in causes if cause.entry.exact]
        most, least = max([*values, 0.0]), min([*values, 0.0])
        wide = max(
            (style.text_width(signed(cause.entry), weight=600) for cause in causes), default=0
        )
        ends = (least < 0) * (wide + END), wide + END
        one = (width - left - sum(ends)) / max(most - least, 1.0)
        return cls(left, left + ends[0] - least * one, one)


def signed(entry: Entry) -> str:
    """A change with its sign: `+19`, `−6`, `0`; as it is where it is no single number."""
    return f"+{entry.text}" if entry.exact and entry.low > 0 else entry.text


def signed_bars(
    page: Page, top: float, causes: Sequence[Cause], zero: Zero, colour: Colours, key: str
) -> float:
    """A bar for each cause to the right or left of zero; returns where they end."""
    start = top
    for cause in causes:
        top = _bar(page, top, cause, zero, colour.get(cause.entry.keys[key], style.MUTED)) + GAP
    page.rule([zero.x, zero.x], [start - GAP / 2, top - GAP / 2], style.OUTLINE, 0.8, "zero")
    return top


def _bar(page: Page, top: float, cause: Cause, zero: Zero, colour: str) -> float:
    """One bar with its name on the left, its number at its end, and small words below the name."""
    entry, what = cause.entry, about(cause.entry)
    lines = style.wrap(cause.name, zero.left - 0.12)
    look: Look = {"size": style.SMALL, "colour": style.MUTED, "label": f"note|{what}"}
    height = max(BAR, tall(len(lines)))
    middle = top + height / 2
    page.centred(0, middle, lines, label=f"label|{what}")
    length = entry.low * zero.one if entry.exact else 0.0
    if length:
        kind = "open" if cause.outlined else "certain"
        page.box(zero.x + min(length, 0.0), middle - BAR / 2, abs(length), BAR, kind, colour, what)
    side = -1 if length < 0 else 1
    end, align = zero.x + length + side * END, "right" if side < 0 else "left"
    page.middle(end, middle, signed(entry), weight=600, align=align, label=f"value|{what}")
    bottom = top + height
    return (
        page.paragraph(0.12, bottom, page.width - 0.12, cause.below, **look)
        if cause.below
        else bottom
    )

"""Ranges before and after: a grey bar, and a dark one on it, for each number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.look import style
from helpers.look.dotplot import Scale
from helpers.look.page import SPACE, Look, Page
from helpers.look.shares import gutter

STEP, PALE, DARK, LEAST = 0.34, 0.24, 0.1, 0.04
"""In inches: distance of two rows, height of the grey and of the dark bar, the least length of a
bar, which a known number has."""
HEADS = ("by all statements", "without")
Ends = tuple[float, float]


@dataclass(frozen=True)
class Row:
    """A number's name, its range before and after, and both in words."""

    name: str
    before: Ends
    after: Ends
    words: tuple[str, str]

    @property
    def moves(self) -> bool:
        """Is it another one after?"""
        return self.before != self.after


def before_after(page: Page, top: float, rows: Sequence[Row], without: str) -> float:
    """Rows below each other on one scale from zero, the same units; returns where they end."""
    left = gutter([one.name for one in rows])
    words = [style.text_width(_words(one), weight=600) for one in rows]
    scale = Scale.of([end for one in rows for end in one.before + one.after], left,
                     page.width - max(words) - 2 * SPACE)  # fmt: skip
    top = _legend(page, top, without)
    for place, one in enumerate(rows):
        _row(page, top + (place + 0.5) * STEP, one, scale, left)
    bottom = top + STEP * len(rows)
    page.rule([left, left], [top, bottom], style.OUTLINE, 0.8)
    return bottom


def _legend(page: Page, top: float, without: str) -> float:
    """What the two bars mean, in words beside each."""
    x, y = 0.0, top + 0.1
    for text, height, colour in ((HEADS[0], PALE, style.HAIRLINE),
                                 (f"{HEADS[1]} {without}", DARK, style.ACCENT)):  # fmt: skip
        page.box(x, y - height / 2, 0.3, height, "certain", colour, "key")
        page.middle(x + 0.36, y, text, label="label|key")
        x += 0.36 + style.text_width(text) + 0.3
    return top + 0.32


def _words(one: Row) -> str:
    return " → ".join(one.words) if one.moves else one.words[0]


def _row(page: Page, y: float, one: Row, scale: Scale, left: float) -> None:
    page.centred(left - 0.1, y, style.wrap(one.name, left - 0.1), align="right", label="label|row")
    end = left
    for ends, height, colour, kind in ((one.before, PALE, style.HAIRLINE, "before"),
                                       (one.after, DARK, style.ACCENT, "after")):  # fmt: skip
        start, width = scale.x(ends[0]), max(scale.x(ends[1]) - scale.x(ends[0]), LEAST)
        page.box(start, y - height / 2, width, height, "certain", colour, kind)
        end = max(end, start + width)
    bold: Look = {"weight": 600 if one.moves else 400}
    page.middle(end + SPACE * 1.5, y, _words(one), label="value|row", **bold)

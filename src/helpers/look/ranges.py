"""Lines from the smallest to the largest of several numbers, on one scale, with their median."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.look import style
from helpers.look.dotplot import Scale
from helpers.look.entries import about, far
from helpers.look.page import SPACE, Look, Page
from helpers.look.paths import polygon
from helpers.look.shares import gutter
from helpers.numbers.grid import Entry

STEP, THICK, TICK, ARROW, BELOW = 0.3, 0.05, 0.16, 0.09, 0.1
"""In inches: distance of two lines, their thickness, height of a median's tick, length of the
arrow of a line whose end is not known, room below the words of a median."""


@dataclass(frozen=True)
class Reach:
    """One line: its name, where it starts and ends (one entry if that is a range), its median."""

    name: str
    low: Entry
    high: Entry
    median: Entry | None = None

    @property
    def ends(self) -> tuple[float, float]:
        """From which number to which it is drawn."""
        return self.low.low, far(self.high)

    @property
    def words(self) -> tuple[str, str]:
        """Both ends in words: `4` and `more than 250`."""
        if self.low is not self.high:
            return self.low.text, self.high.text
        return f"{self.low.low:,.0f}", f"{far(self.high):,.0f}"


def reaches(page: Page, top: float, found: Sequence[Reach], colour: str) -> float:
    """The lines below each other, each between the numbers at its ends; returns where they end."""
    left = gutter([one.name for one in found])
    before = max(style.text_width(one.words[0], weight=600) for one in found) + SPACE
    after = max(style.text_width(one.words[1], weight=600) for one in found) + SPACE + ARROW
    values = [end for one in found for end in one.ends]
    scale = Scale.of(values, left + before, page.width - after)
    for place, one in enumerate(found):
        _line(page, top + (place + 0.5) * STEP, one, scale, left, colour)
    return top + STEP * len(found) + BELOW * bool(found[-1].median)


def _line(page: Page, y: float, one: Reach, scale: Scale, left: float, colour: str) -> None:
    """One line: its name, both ends, the tick of its median."""
    start, end = map(scale.x, one.ends)
    name = style.wrap(one.name, left - 0.1)
    page.centred(left - 0.1, y, name, align="right", label=f"note|{about(one.low)}")
    page.box(start, y - THICK / 2, end - start, THICK, "certain", colour, about(one.high))
    if one.high.answer.high is None:
        tip = [(end, y - 0.06), (end + ARROW, y), (end, y + 0.06)]
        page.shape(polygon(tip), f"arrow|{about(one.high)}", facecolor=colour)
        end += ARROW
    bold: Look = {"weight": 600}
    low, high = one.words
    ends = (";end=low", ";end=high") if one.low is one.high else ("", "")
    label = f"value|{about(one.low)}{ends[0]}"
    page.middle(start - SPACE, y, low, align="right", label=label, **bold)
    page.middle(end + SPACE, y, high, label=f"value|{about(one.high)}{ends[1]}", **bold)
    if one.median and one.median.exact:
        x, what = scale.x(one.median.low), about(one.median)
        page.box(x - 0.015, y - TICK / 2, 0.03, TICK, "certain", style.INK, what)
        words = f"median {one.median.text}"
        page.middle(x, y + TICK / 2 + 0.06, words, align="center", label=f"value|{what}")

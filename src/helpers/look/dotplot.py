"""Dots on one scale: one dot, one thing that is counted, above its number; rows share the scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from statistics import median

from matplotlib.ticker import MaxNLocator

from helpers.look import style
from helpers.look.entries import about, said_of
from helpers.look.page import SPACE, Look, Page, spots
from helpers.look.paths import rectangle
from helpers.numbers.answer import Status
from helpers.numbers.grid import Entry

GUTTER, LANE, GAP = 1.25, 0.17, 0.12
"""In inches: room for the rows' names; height of a line of labels; room between two rows."""
LARGEST, SMALLEST, HIGHEST = 0.06, 0.016, 1.3
"""Radius of a dot, at most and at least; height up to which dots are stacked before they shrink."""
SKEWED = 20
"""A scale is logarithmic if the largest number is this many times the median."""
NAME, TICKS = 2.3, 0.3
"""Most width of a name beside its dot; least distance of two numbers on the scale."""


@dataclass(frozen=True)
class Scale:
    """Where numbers stand, in inches: linear from zero on, or logarithmic, zero one step before."""

    left: float
    right: float
    low: float
    high: float
    log: bool

    @classmethod
    def of(cls, values: Sequence[float], left: float, right: float) -> Scale:
        """The scale for some numbers; logarithmic by the rule of SKEWED."""
        high = max([*values, 1.0])
        some = [value for value in values if value > 0]
        if some and high >= SKEWED * max(median(values), 1.0):
            return cls(left, right, _log(0.0 if min(values) == 0 else min(some)), _log(high), True)
        return cls(left, right, 0.0, high, False)

    def x(self, value: float) -> float:
        """Where a number stands."""
        place = _log(value) if self.log else value
        return self.left + (self.right - self.left) * (place - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """The numbers that are written, round ones, with room between them."""
        high = 10**self.high if self.log else self.high
        if self.log:
            every = [0.0, *(n * 10.0**power for power in range(10) for n in (1, 2, 5))]
        else:
            every = list(MaxNLocator(6, integer=True, steps=[1, 2, 5, 10]).tick_values(0, high))
        inside = [n for n in every if self.left - 1e-9 <= self.x(n) <= self.right + 1e-9]
        close = any(self.x(b) - self.x(a) < TICKS for a, b in zip(inside, inside[1:], strict=False))
        return [n for n in inside if not close or n == 0 or log10(n).is_integer()]


def _log(value: float) -> float:
    """A number's place on a logarithmic scale; zero stands one half before one."""
    return log10(value) if value >= 1 else -0.5


@dataclass(frozen=True)
class DotRow:
    """A row of dots: its name, words below it, the entries, those set off, the median."""

    name: str
    what: str
    below: str
    entries: Sequence[Entry]
    strong: frozenset[int] = frozenset()
    median: Entry | None = None
    named: Sequence[Entry] = ()

    @property
    def placed(self) -> list[Entry]:
        """The entries that have one number, the smallest first."""
        return sorted((one for one in self.entries if one.exact), key=lambda one: one.low)

    @property
    def open(self) -> list[Entry]:
        """Those of which the number is not known, or hidden."""
        return [one for one in self.entries if not one.exact]


def levels(xs: Sequence[float], pitch: float) -> list[int]:
    """How high each dot stands, from 0: as low as the dots to its left let it; `xs` ascend."""
    last: list[float] = []
    found = []
    for x in xs:
        free = (level for level, other in enumerate(last) if x - other >= pitch - 1e-9)
        level = next(free, len(last))
        last[level : level + 1] = [x]
        found.append(level)
    return found


def crowd(xs: Sequence[float], pitch: float) -> int:
    """How many levels `levels` needs: the most dots that stand within one pitch of each other."""
    most = start = 0
    for end, x in enumerate(xs):
        while x - xs[start] >= pitch - 1e-9:
            start += 1
        most = max(most, end - start + 1)
    return most


def radius(rows: Sequence[DotRow], scale: Scale) -> float:
    """The largest radius of dots with which no row is higher than HIGHEST, if there is one."""
    size = LARGEST
    places = [[scale.x(one.low) for one in row.placed] for row in rows]
    while size > SMALLEST:
        pitch = 2 * size + 0.01
        if max((crowd(xs, pitch) for xs in places), default=0) * pitch <= HIGHEST:
            break
        size = max(size * 0.85, SMALLEST)
    return size


def dot_rows(
    page: Page,
    top: float,
    rows: Sequence[DotRow],
    scale: Scale,
    size: float,
    colour: str,
    unit: str,
) -> float:
    """The rows below each other, and the scale below them; returns where it ends."""
    painted = [_Row(page, row, scale, size, colour) for row in rows]
    bottom = top
    for place, one in enumerate(painted):
        bottom = one.paint(bottom + GAP * (place > 0))
    return _axis(page, top, bottom, scale, unit)


def _axis(page: Page, top: float, bottom: float, scale: Scale, unit: str) -> float:
    """The numbers of the scale, a hairline for each, and what they count."""
    look: Look = {"size": style.SMALL, "colour": style.MUTED}
    for n in scale.ticks():
        x, what = scale.x(n), said_of("tick", at=f"{n:g}")
        behind(page, x, top, bottom, 0.5, style.mix(style.HAIRLINE, 0.4), "grid")
        page.middle(x, bottom + 0.09, f"{n:,.0f}", align="center", label=f"note|{what}", **look)
    words = f"{unit}, logarithmic scale" if scale.log else unit
    return page.paragraph(scale.left, bottom + 0.17, 4.0, words, label="note|unit", **look)


def behind(
    page: Page, x: float, top: float, bottom: float, points: float, colour: str, label: str
) -> None:
    """An upright line that stands behind all dots."""
    width = points * style.POINT
    line = rectangle(x - width / 2, top, width, bottom - top)
    page.shape(line, label, facecolor=colour, zorder=0)


@dataclass(frozen=True)
class _Row:
    """A row of dots on a page: names of the extremes above, the dots, the median below."""

    page: Page
    row: DotRow
    scale: Scale
    size: float
    colour: str

    def paint(self, top: float) -> float:
        """Paint it below `top`; returns where it ends."""
        dots, pitch = self.row.placed, 2 * self.size + 0.01
        xs = [self.scale.x(one.low) for one in dots]
        up = levels(xs, pitch)
        lanes = self._lanes()
        line = top + LANE * len(lanes) + (max(up, default=0) + 1) * pitch + 0.04
        line = max(line, self._gutter(top) - LANE)
        self.page.rule([self.scale.left - 0.1, self.page.width], [line, line], style.OUTLINE, 0.8)
        places = {id(one): (x, line - (level + 0.5) * pitch - 0.01)
                  for one, x, level in zip(dots, xs, up, strict=True)}  # fmt: skip
        for one in dots:
            strong = not self.row.strong or id(one) in self.row.strong
            self.page.dot(*places[id(one)], self.size, "certain", self.colour, about(one),
                          pale=not strong)  # fmt: skip
        for place, lane in enumerate(lanes):
            for one, start in lane:
                y = line - (max(up, default=0) + 1) * pitch - 0.04 - LANE * (place + 0.5)
                self._name(one, start, y, places[id(one)])
        self._median(line - (max(up, default=0) + 1) * pitch - 0.02, line)
        return line + LANE + 0.02

    def _gutter(self, top: float) -> float:
        """The row's name, what is said below it, and a ring for each number that is not known."""
        page, row = self.page, self.row
        name = style.wrap(row.name, GUTTER - 0.25, style.HEAD, 700)
        look: Look = {"size": style.HEAD, "weight": 700, "label": f"label|{row.what}"}
        below = page.lines(0, top, name, **look)
        look = {"size": style.SMALL, "colour": style.MUTED, "label": f"note|{row.what}"}
        below = page.paragraph(0, below, GUTTER - 0.25, row.below, **look)
        pitch = 2 * self.size + 0.012
        across = max(int((GUTTER - 0.3) / pitch), 1)
        spot = (0.0, -pitch)
        for one, spot in zip(row.open, spots(len(row.open), across, pitch), strict=True):
            x, y = self.size + 0.01 + spot[0], below + 0.05 + self.size + spot[1]
            page.dot(x, y, self.size, "open", self.colour, about(one))
            if one.status == Status.SUPPRESSED:
                page.middle(x, y, one.text, align="center", label=f"value|{about(one)}")
        return below + (0.08 + spot[1] + pitch if row.open else 0.0)

    def _lanes(self) -> list[list[tuple[Entry, float]]]:
        """The named dots with the left edges of their names, lane by lane from below: side by side,
        or one above the other where no leader crosses a name."""
        placed = [(one, *self._beside(one, place)) for place, one in enumerate(self.row.named)]
        lanes = [[(one, start)] for one, start, _ in placed]
        if len(placed) < 2:
            return lanes
        (_, _, end), (other, start, _) = placed
        if end + 0.12 <= start:
            return [lanes[0] + lanes[1]]
        return lanes[::-1] if end > self.scale.x(other.low) - self.size else lanes

    def _beside(self, one: Entry, place: int) -> tuple[float, float]:
        """Where a name starts and ends: outward of its dot if there is room, else inward."""
        wide, x = _width(one), self.scale.x(one.low)
        inward, outward = x - self.size, x + self.size - wide
        least, most = self.scale.left - 0.1, self.page.width - wide
        start = outward if place == 0 and len(self.row.named) > 1 else inward
        if not least <= start <= most:
            start = inward if start == outward else outward
        start = min(max(start, least), most)
        return start, start + wide

    def _name(self, one: Entry, start: float, y: float, dot: tuple[float, float]) -> None:
        """A dot's name and number, and a leader down to it."""
        words, what = short_name(one), about(one)
        self.page.middle(start, y, words, label=f"label|{what}")
        x = start + style.text_width(words) + SPACE
        self.page.middle(x, y, one.text, weight=700, label=f"value|{what}")
        ends = [y + LANE / 2 - 0.02, dot[1] - self.size - 0.01]
        if ends[1] - ends[0] > 0.05:
            self.page.rule([dot[0]] * 2, ends, style.OUTLINE, 0.5, label=f"leader|{what}")

    def _median(self, top: float, line: float) -> None:
        """A line across the row at its median, and the median in words below."""
        one = self.row.median
        if one is None or not one.exact:
            return
        x, what = self.scale.x(one.low), about(one)
        behind(self.page, x, top - 0.03, line + 0.06, 1.3, style.INK, f"median|{what}")
        words = f"median {one.text}"
        half = style.text_width(words, weight=600) / 2
        middle = min(max(x, self.scale.left - 0.1 + half), self.page.width - half)
        look: Look = {"weight": 600, "align": "center", "label": f"value|{what}"}
        self.page.middle(middle, line + LANE / 2 + 0.04, words, **look)


def short_name(one: Entry, key: str = "partnership") -> str:
    """A name in one line, cut where it is too long for the picture."""
    lines = style.wrap(one.labels.get(key, one.keys[key]), NAME)
    return lines[0] + "…" * (len(lines) > 1)


def _width(one: Entry) -> float:
    words = style.text_width(short_name(one)) + SPACE
    return words + style.text_width(one.text, weight=700)

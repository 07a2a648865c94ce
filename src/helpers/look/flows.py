"""Flows: how many went on, ended, and began, host by host, where names would be too many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from helpers.look import style, timeline
from helpers.look.entries import about, said_of
from helpers.look.page import Look, Page, in_lines, spread, tall
from helpers.look.paths import polygon, rectangle
from helpers.look.trajectories import ENDED, NEW, UNCHANGED, Style, clipped
from helpers.numbers.grid import TOTAL, Entry, Table
from helpers.numbers.question import ALL

UNIT, HIGH, CELL = 0.085, 4.6, 0.01
"""Most height of one partnership, and of all rows together, in inches; below CELL a partnership has
no mark of its own."""
BAR, STUB, NAMES, LEAST, MOST = 0.15, 0.12, 1.55, 0.3, 12
"""Width of a bar, length of what ends or begins, room for names (inches); least height of a row;
most hosts that have a row."""


@dataclass
class _Row:
    """What one row shows: a host's numbers, or of several hosts together."""

    table: Table
    host: str
    name: str

    def count(self, period: str, change: str = TOTAL) -> Entry | None:
        """A number of it; None if nobody asks for it there."""
        return self.table.maybe(host=self.host, period=period, change=change)

    def number(self, period: str, change: str = TOTAL) -> int:
        """The same as a number of marks: of what is hidden there are none."""
        found = self.count(period, change)
        return int(found.low) if found and found.exact else 0

    @cached_property
    def most(self) -> int:
        """Its largest total."""
        return max(self.number(period) for period in self.table.values("period"))


def flows(page: Page, table: Table, moments: Mapping[str, float], look: Style) -> float:
    """A row for each host, or the whole network where there is but one; returns where they end."""
    return _Flows(page, table, moments, look).paint()


def _rows(table: Table, host: str, others: str) -> list[_Row]:
    """The hosts with most partnerships, then all others as one; a chosen host is always there."""
    rows = [_Row(table.find(host=one), one, table.label("host", one))
            for one in table.values("host") if one != ALL]  # fmt: skip
    rows = [row for row in rows if row.most or row.host == host]
    if len(rows) < 2:
        return [_Row(table.find(host=ALL), ALL, "")]
    large = sorted(rows, key=lambda row: (row.host != host, -row.most))[:MOST]
    kept = [row for row in rows if row in large]
    rest = [row.host for row in rows if row not in large]
    return [*kept, *([_together(table, rest, others)] if rest else [])]


def _together(table: Table, hosts: Sequence[str], others: str) -> _Row:
    """Several hosts as one row; their numbers are counted apart, so that they add up."""
    own = table.where(lambda entry: entry.keys["host"] in hosts)
    sums = []
    for period in own.values("period"):
        for change in own.values("change"):
            if found := own.find(period=period, change=change).entries:
                total = own.holding(found).sum()
                sums.append(Entry({**total.keys, "host": "others"}, total.labels, total.measure,
                                  total.answer, total.unit))  # fmt: skip
    return _Row(own.holding(sums), "others", f"{len(hosts)} other {others}")


@dataclass
class _Flows:
    page: Page
    table: Table
    moments: Mapping[str, float]
    look: Style

    def __post_init__(self) -> None:
        self.rows = _rows(self.table, self.look.host, self.look.hosts)
        self.alone = len(self.rows) == 1
        self.unit = min(UNIT, HIGH / max(sum(row.most for row in self.rows), 1))
        self.periods = list(self.moments)
        widest = max(style.text_width(row.name, weight=600) for row in self.rows)
        left = 0.5 if self.alone else min(widest, NAMES) + 0.5
        right = self.page.width - (1.7 if self.alone else 0.2)
        self.x = dict(zip(self.periods, timeline.across(list(self.moments.values()), left, right),
                          strict=True))  # fmt: skip

    @cached_property
    def changes(self) -> list[str]:
        """Classes from the top of a bar down: new ones, changed ones, unchanged ones."""
        return [NEW, *self.look.changes, UNCHANGED]

    def parts(self, row: _Row, period: str) -> Iterator[tuple[str, int]]:
        """How the partnerships of a bar came about; those of the first period are as they are."""
        first = period == self.periods[0]
        for change in self.changes:
            n = row.number(period, change)
            yield change, row.number(period) if first and change == UNCHANGED else n

    # ---- painted

    def paint(self) -> float:
        """The key, the periods, row after row; returns where it all ends."""
        top = self._key()
        places = list(self.x.values())
        top = timeline.heads(self.page, top, places, self.look.heads) + 0.1
        start = top
        for row in self.rows:
            top = self._row(top, row)
        timeline.stems(self.page, places, start - 0.06, top)
        return top

    def _row(self, top: float, row: _Row) -> float:
        page, aside = self.page, self.look.host not in (ALL, row.host)
        room = max(row.most * self.unit, LEAST) if not self.alone else row.most * self.unit
        head = 0.0 if self.alone else tall(1)
        ink = style.MUTED if aside else style.INK
        if row.name:
            if not aside and self.look.host != ALL:
                page.band(top - 0.03, head + room + 0.1)
            else:
                page.rule([0, page.width], [top - 0.03] * 2)
            lines = clipped(row.name, NAMES, 3, 600)
            what = said_of(host=row.host)
            page.lines(0, top + head * 0.4, lines, weight=600, colour=ink, label=f"label|{what}")
        middle = top + head + room / 2
        for one, other in pairwise(self.periods):
            self._band(row, one, other, middle, aside)
        for period in self.periods:
            self._bar(row, period, middle, aside)
        if self.alone:
            self._names(row, middle)
        return top + head + room + 0.1

    def _top(self, row: _Row, period: str, middle: float) -> float:
        return middle - row.number(period) * self.unit / 2

    def _band(self, row: _Row, one: str, other: str, middle: float, aside: bool) -> None:
        """From those that go on to those that came from earlier ones."""
        left, right = self.x[one] + BAR / 2, self.x[other] - BAR / 2
        start, end = self._top(row, one, middle), self._top(row, other, middle)
        below = start + (row.number(one) - row.number(one, ENDED)) * self.unit
        new, bottom = row.number(other, NEW), end + row.number(other) * self.unit
        corners = [(left, start), (right, end + new * self.unit), (right, bottom), (left, below)]
        shade = style.BAND if aside else style.mix(style.HAIRLINE, 0.4)
        what = said_of(host=row.host, period=other)
        self.page.shape(polygon(corners), f"flow|{what}", facecolor=shade, zorder=0.5)

    def _bar(self, row: _Row, period: str, middle: float, aside: bool) -> None:
        """A mark for each partnership in the colour of how it came about; stubs at both sides."""
        page, x, total = self.page, self.x[period], row.count(period)
        top = y = self._top(row, period, middle)
        for change, n in self.parts(row, period):
            what = said_of(host=row.host, period=period, change=change)
            cells = n if self.unit >= CELL else min(n, 1)
            high = n * self.unit / max(cells, 1)
            gap = min(0.012, 0.2 * self.unit) if self.unit >= CELL else 0.0
            for _ in range(cells):
                page.box(
                    x - BAR / 2, y, BAR, high - gap, "certain", self._shade(change, aside), what
                )
                y += high
        ink: Look = {"colour": style.MUTED if aside else style.INK, "size": style.SMALL}
        if total and not self.alone:
            look = ink | {"weight": 600, "align": "center", "label": f"value|{about(total)}"}
            page.text(x, top - 0.03, total.text, **look)
        self._side(row.count(period, NEW), x - BAR / 2 - STUB, top, "right", aside)
        ended = row.count(period, ENDED)
        high = row.number(period, ENDED) * self.unit
        self._side(ended, x + BAR / 2, y - high, "left", aside)

    def _side(self, entry: Entry | None, x: float, top: float, align: str, aside: bool) -> None:
        """What begins at a bar or ends after it: a stub, and its number."""
        if entry is None or not (entry.low or not entry.exact):
            return
        change = entry.keys["change"]
        high = (int(entry.low) if entry.exact else 1) * self.unit
        what, sign = f"stub|{about(entry)}", "−" if change == ENDED else "+"
        stub = rectangle(x, top, STUB, high)
        shade = self._shade(change, aside)
        self.page.shape(stub, what, facecolor=style.mix(shade, 0.25), zorder=0.8)
        at = x - 0.03 if align == "right" else x + STUB + 0.03
        look: Look = {"size": style.SMALL, "align": align, "label": f"value|{about(entry)}"}
        look["colour"] = style.MUTED if aside else style.INK
        if not (self.alone and change == NEW and entry.keys["period"] == self.periods[-1]):
            self.page.middle(at, top + high / 2, f"{sign}{entry.text}", **look)

    def _shade(self, change: str, aside: bool) -> str:
        shade = self.look.colour[change]
        return style.muted(shade) if aside else shade

    def _names(self, row: _Row, middle: float) -> None:
        """The parts of the last bar by their names, on its right."""
        x, y = self.x[self.periods[-1]] + BAR / 2, self._top(row, self.periods[-1], middle)
        found = []
        for change, n in self.parts(row, self.periods[-1]):
            if n:
                found.append((change, y + n * self.unit / 2))
            y += n * self.unit
        step = tall(1)
        starts = spread([at - step / 2 for _, at in found], [step - 0.1] * len(found), -9.0, 99.0)
        for (change, at), start in zip(found, starts, strict=True):
            entry = row.count(self.periods[-1], change)
            if entry:
                self.page.rule([x + 0.02, x + 0.1], [at, start + step / 2], style.OUTLINE)
                words = f"{entry.text} {self.look.words[change]}"
                label = f"value|{about(entry)}"
                self.page.middle(x + 0.13, start + step / 2, words, label=label)

    def _key(self) -> float:
        """What the colours mean, as far as they are there; returns where it ends."""
        there = {change for row in self.rows for period in self.periods
                 for change in (*self.changes, ENDED) if row.number(period, change)}  # fmt: skip
        kinds = [one for one in (*self.changes, ENDED) if one in there]
        wide = {one: 0.17 + style.text_width(self.look.words[one]) for one in kinds}
        top = 0.0
        for line in in_lines(kinds, lambda one: wide[one], self.page.width, 0.22) if kinds else ():
            x = 0.0
            for one in line:
                what = said_of("key", change=one)
                self.page.box(x, top + 0.03, 0.1, 0.1, "certain", self.look.colour[one], what)
                self.page.middle(x + 0.15, top + 0.08, self.look.words[one], label=f"note|{what}")
                x += wide[one] + 0.22
            top += 0.18
        return top + 0.06 * bool(kinds)

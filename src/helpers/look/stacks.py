"""Columns of unit squares at true distance in time, and below them how each led to the next.

On a narrow page the words of a step stand above its numbers, not at their left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import ceil

from helpers.look import style, timeline
from helpers.look.entries import about, said_of, sure
from helpers.look.page import Colours, Page, spots, spread, tall
from helpers.look.squares import FILL, Block, blocks_of
from helpers.numbers.grid import TOTAL, Entry, Table
from helpers.numbers.parts import cut

LEFT, RIGHT, NUMBER = 1.3, 1.45, 0.24
"""Room for the names of steps on the left, of parts on the right; for a number beside a column."""
FIRST = 0.3
"""On a narrow page: where the first period stands."""
HIGH, WIDEST, SQUARE, MANY = 2.5, 0.95, 0.16, 400
"""Most height and width of a column, most side of a square, in inches; beyond so many squares of
a part they are painted as one shape."""


@dataclass(frozen=True)
class Steps:
    """What periods are made of: ids of parts from the line up, of what hangs below it, the words
    for each step from one period to the next (part or measure -> words), and when periods were."""

    up: Sequence[str]
    down: str
    between: Mapping[str, str]
    moments: Mapping[str, float]


@dataclass(frozen=True)
class Lattice:
    """So many squares side by side in a column, `pitch` inches from one to the next."""

    across: int
    pitch: float

    def lines(self, blocks: Sequence[Block]) -> int:
        """How many lines of squares the blocks take, each beginning a new one."""
        return sum(ceil(block.count / self.across) for block in blocks)


def lattice(columns: Sequence[Sequence[Block]], room: float, least: int = 3) -> Lattice:
    """The largest squares of which every column fits, in a room of this width, `least` or more of
    them side by side."""
    for side, across in product(range(round(SQUARE * 100), 3, -1), range(least, 21)):
        made = Lattice(across, side / 100)
        if across * made.pitch > min(room, WIDEST):
            continue
        if all(made.lines(blocks) * made.pitch <= HIGH for blocks in columns):
            return made
    most = max((sum(block.count for block in blocks) for blocks in columns), default=1)
    across = max(int(room / 0.04), 1)
    return Lattice(across, min(0.04, HIGH / ceil(most / across)))


@dataclass(frozen=True)
class Stacks:
    """The columns of one table: a chosen host's, or everyone's."""

    page: Page
    table: Table
    steps: Steps
    colour: Colours
    made: Lattice

    @property
    def places(self) -> dict[str, float]:
        """Where each period stands."""
        left, right = edges(self.page)
        moments = self.steps.moments
        return dict(zip(moments, timeline.across(list(moments.values()), left, right), strict=True))

    def paint(self, top: float) -> float:
        """Columns on a line, what ends below it, periods, and the steps between them."""
        columns = {period: column(self.table, period, self.steps.up) for period in self.places}
        ends = {period: column(self.table, period, [self.steps.down], True) for period in columns}
        high = max(self.made.lines(blocks) for blocks in columns.values()) * self.made.pitch
        line = top + high + 0.02
        for period, blocks in columns.items():
            self._column(period, line - 0.02, blocks, -1)
        names = self.places.values()
        self.page.rule([min(names) - 0.3, self.page.width], [line, line], style.OUTLINE)
        for period, blocks in ends.items():
            self._column(period, line + 0.02, blocks, 1)
        low = max(self.made.lines(blocks) for blocks in ends.values()) * self.made.pitch
        below = line + low + 0.1
        return self._between(self._heads(below) + 0.02)

    def _column(self, period: str, line: float, blocks: Sequence[Block], way: int) -> None:
        """Squares from the line up (-1) or down (1), each part with its number beside it."""
        page, made, x = self.page, self.made, self.places[period]
        left, y, side = x - made.across * made.pitch / 2, line, made.pitch * FILL
        found = []
        for block in blocks:
            what, lines = about(block.entry), ceil(block.count / made.across)
            shade = self.colour.get(block.entry.keys["change"], style.MUTED)
            start = y - (made.pitch if way < 0 else 0)
            places = [(x_, way * y_) for x_, y_ in spots(block.count, made.across, made.pitch)]
            if block.count > MANY:
                page.boxes(left, start, places, side, block.kind, shade, what)
            else:
                for right, down in places:
                    page.box(left + right, start + down, side, side, block.kind, shade, what)
            found.append((block, y + way * lines * made.pitch / 2))
            y += way * lines * made.pitch
        parts = [(b, at) for b, at in found if b.count and b.entry.keys["change"] != TOTAL]
        self._numbers(period, parts)

    def _numbers(self, period: str, found: Sequence[tuple[Block, float]]) -> None:
        """Numbers beside their parts, with their words in the last column."""
        x = self.places[period] + self.made.across * self.made.pitch / 2 + 0.05
        last, found = period == list(self.places)[-1], sorted(found, key=lambda one: one[1])
        words = [f" {b.words}" if last or b.kind != "certain" else "" for b, _ in found]
        texts = [block.number + more for (block, _), more in zip(found, words, strict=True)]
        said = [style.wrap(text, self.page.width - x) for text in texts]
        highs = [tall(len(lines)) for lines in said]
        wanted = [at - high / 2 for (_, at), high in zip(found, highs, strict=True)]
        starts = spread(wanted, [high - 0.1 for high in highs], -9.0, 99.0)
        for (block, _), start, lines in zip(found, starts, said, strict=True):
            self.page.lines(x, start, lines, label=f"value|{about(block.entry)}")

    def _heads(self, top: float) -> float:
        """Each period's name and total below its column."""
        heads = []
        for period in self.places:
            total = self.table.find("count", period=period, change=TOTAL).entries[0]
            label = f"label|{said_of(period=period)}"
            heads.append([(total.labels["period"], label), (total.text, f"value|{about(total)}")])
        return timeline.heads(self.page, top, list(self.places.values()), heads)

    def _between(self, top: float) -> float:
        """A line a step: what each period lost and won on the way to the next."""
        page, places = self.page, self.places
        for name, words in self.steps.between.items():
            found = [self._step(name, one, other) for one, other in pairwise(places)]
            if not any(entry and (entry.low or not entry.exact) for entry in found):
                continue
            lines = style.wrap(words, page.width if page.narrow else LEFT - 0.05)
            middle = top + tall(len(lines)) / 2
            bottom = page.centred(0, middle, lines, colour=style.MUTED, label=f"note|step={name}")
            if page.narrow:
                middle, bottom = bottom + tall(1) / 2, bottom + tall(1) + 0.02
            for (one, other), entry in zip(pairwise(places.values()), found, strict=True):
                if entry and (entry.low or not entry.exact):
                    x, what = (one + other) / 2, f"value|{about(entry)};step={name}"
                    page.middle(x, middle, _signed(entry, name == self.steps.down), align="center",
                                label=what)  # fmt: skip
            top = bottom + 0.02
        return top

    def _step(self, name: str, one: str, other: str) -> Entry | None:
        """A step's number: of the earlier period what ends, else of the later one."""
        if name == self.steps.down:
            found = self.table.find("count", period=one, change=name)
        elif name in self.steps.up:
            found = self.table.find("count", period=other, change=name)
        else:
            found = self.table.find(name, period=other)
        return next(iter(found), None)


def _signed(entry: Entry, minus: bool) -> str:
    """`−2` of what ends, `+2` of what is added; a number below zero has its own sign."""
    if minus:
        return f"−{entry.text}"
    return entry.text if entry.low < 0 else f"+{entry.text}"


def edges(page: Page) -> tuple[float, float]:
    """Where the first and the last period stand."""
    if page.narrow:
        return FIRST, page.width - RIGHT
    return LEFT + 0.15, page.width - RIGHT


def column(table: Table, period: str, names: Sequence[str], part: bool = False) -> list[Block]:
    """A period's blocks from the line on: its parts, or all as one where it has none."""
    counts = table.find("count", period=period)
    total = counts.find(change=TOTAL).entries[0]
    parts = [e for name in names for e in counts.find(change=name)]
    if not parts:
        return [] if part else [Block(total, sure(total), "change", total.text)]
    return blocks_of(cut(parts, "change", None if part else total))


def stacks(page: Page, tables: Sequence[Table], steps: Steps, colour: Colours) -> list[Stacks]:
    """The columns of several tables, all of one size of squares."""
    left, right = edges(page)
    places = timeline.across(list(steps.moments.values()), left, right)
    gap = min((other - one for one, other in pairwise(places)), default=WIDEST + NUMBER)
    found = [
        column(table, period, names, names != steps.up)
        for table in tables for period in steps.moments for names in (steps.up, [steps.down])
    ]  # fmt: skip
    made = lattice(found, gap - NUMBER, 1 if page.narrow else 3)
    return [Stacks(page, table, steps, colour, made) for table in tables]

"""Rows of unit squares, one for each host: its name, its squares, its numbers in columns.

On a narrow page below each other, each number with what it counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from helpers.look import style
from helpers.look.entries import about, said_of, short
from helpers.look.page import SPACE, Look, Page, in_lines, tall
from helpers.look.squares import blocks_of, marks_of, paint_line
from helpers.numbers.answer import Status
from helpers.numbers.grid import TOTAL, Entry, Table
from helpers.numbers.parts import Parts, cut
from helpers.numbers.question import ALL

PITCH, PER_LINE, LEAST = 0.17, 12, 8
"""Distance of two squares in inches; the most in one line, and the least that heads may leave."""
TOTAL_ROOM = 0.34
"""Room for a row's total behind its squares, in inches."""
KEY, BESIDE, BELOW = 0.11, 0.16, 0.1
"""On a narrow page: room for a number's colour, between two numbers, and below a row, in inches."""


class SquareRow:
    """What one row shows: whose it is, its total, its parts."""

    def __init__(self, entries: Table) -> None:
        self.total = next(iter(entries.find(change=TOTAL)))
        self.host = self.total.keys["host"]
        self.label = entries.label("host", self.host)
        self.numbers = entries.without(change=TOTAL).entries
        self.parts: Parts = cut(self.numbers, "change", self.total)
        self.squares = sum(block.count for block in blocks_of(self.parts))


@dataclass
class SquareRows:
    """The hosts' rows: a name, squares, and numbers in columns."""

    page: Page
    rows: Sequence[SquareRow]
    changes: Mapping[str, str]
    colour: Mapping[str, str]
    chosen: str

    def __post_init__(self) -> None:
        """Places for the widest row; squares take more lines where heads' words need the room."""
        names = [style.text_width(row.label, weight=600) for row in self.rows]
        self.left = min(1.5, max(names)) + 0.12
        words = [word for label in self.changes.values() for word in label.split()]
        needed = (max(map(style.text_width, words), default=0.0) + 0.081) * len(self.changes)
        most = min(PER_LINE, max(row.squares for row in self.rows) or 1)
        room = int((self.page.width - self.left - TOTAL_ROOM - needed) / PITCH)
        self.per_line = max(min(most, room), min(most, LEAST))
        self.numbers = self.left + self.per_line * PITCH + TOTAL_ROOM
        self.step = (self.page.width - self.numbers) / max(len(self.changes), 1)

    def heads(self, top: float) -> float:
        """Heads of the number columns, each over its change's colour; none on a narrow page."""
        if self.page.narrow:
            return top
        wrapped = {one: style.wrap(label, self.step - 0.08) for one, label in self.changes.items()}
        bottom = top + tall(max(map(len, wrapped.values()), default=0)) + 0.16
        for place, (one, lines) in enumerate(wrapped.items()):
            x = self.numbers + place * self.step
            above = bottom - 0.16 - tall(len(lines))
            self.page.lines(x, above, lines, label=f"label|{said_of(change=one)}")
            what, shade = said_of("key", change=one), self.colour[one]
            self.page.box(x, bottom - 0.13, self.step - 0.1, 0.06, "certain", shade, what)
        return bottom

    def paint(self, top: float, row: SquareRow) -> float:
        """One host: name, squares, total, numbers by change."""
        page, chosen, aside = self.page, row.host == self.chosen, self.chosen not in (ALL, row.host)
        weight, ink = 600 if chosen else 400, style.MUTED if aside else style.INK
        if page.narrow:
            return self._below(top, row, ink)
        name = style.wrap(row.label, self.left - 0.1, weight=weight)
        numbers = self._numbers(row)
        lines = ceil(max(row.squares, 1) / self.per_line)
        height = max(lines * PITCH, tall(max(map(len, [name, *(w for _, w, _ in numbers)])))) + 0.07
        middle = top + height / 2
        if chosen:
            page.band(top, height)
        look: Look = {"weight": weight, "colour": ink, "label": f"label|{said_of(host=row.host)}"}
        page.centred(0.04, middle, name, **look)
        marks = marks_of(row.parts, self.colour)
        paint_line(page, self.left, middle - lines * PITCH / 2, marks, PITCH, self.per_line, aside)
        end = self.left + min(row.squares, self.per_line) * PITCH + 0.03
        look = {"weight": 600, "colour": ink, "label": f"value|{about(row.total)}"}
        page.middle(end, middle, short(row.total), **look)
        for place, (weight, words, what) in enumerate(numbers):
            x, shade = self.numbers + place * self.step, ink if weight > 400 else style.MUTED
            page.centred(x, middle, words, weight=weight, colour=shade, label=what)
        return top + height

    def _numbers(self, row: SquareRow) -> list[tuple[int, list[str], str]]:
        """A row's numbers as (weight, lines, label); one phrase where nothing is published."""
        if not any(entry.known for entry in row.numbers):
            return [(400, [str(Status.UNKNOWN)], f"note|{said_of(host=row.host)}")]
        found = []
        for entry in row.numbers:
            weight = 600 if entry.known and not entry.free else 400
            lines = style.wrap(short(entry), self.step - 0.06, weight=weight)
            found.append((weight, lines, f"value|{about(entry)}"))
        return found

    # ---- on a narrow page

    def _below(self, top: float, row: SquareRow, ink: str) -> float:
        """One host: its name, below that its squares and total, below these its numbers."""
        page, aside, first = self.page, self.chosen not in (ALL, row.host), top
        look: Look = {"weight": 600, "colour": ink}
        top = page.paragraph(0, top, page.width, row.label, label=f"label|{said_of(host=row.host)}",
                             **look)  # fmt: skip
        per_line = int((page.width - TOTAL_ROOM) / PITCH)
        high = ceil(max(row.squares, 1) / per_line) * PITCH
        paint_line(page, 0, top, marks_of(row.parts, self.colour), PITCH, per_line, aside)
        end, middle = min(row.squares, per_line) * PITCH + 0.03, top + high / 2
        page.middle(end, middle, short(row.total), label=f"value|{about(row.total)}", **look)
        top = self._said(top + high + 0.03, row, ink)
        if row.host == self.chosen:
            page.band(first - BELOW / 2, top + BELOW - first)
        return top + BELOW

    def _said(self, top: float, row: SquareRow, ink: str) -> float:
        """A row's numbers, each with its colour and what it counts, as many to a line as fit."""
        if not any(entry.known for entry in row.numbers):
            note = f"note|{said_of(host=row.host)}"
            return self.page.lines(0, top, [str(Status.UNKNOWN)], colour=style.MUTED, label=note)
        for line in in_lines(row.numbers, self._wide, self.page.width, BESIDE):
            x = 0.0
            for entry in line:
                self._one(x, top, entry, ink)
                x += self._wide(entry) + BESIDE
            top += tall(1) + 0.02
        return top

    def _wide(self, entry: Entry) -> float:
        """Width of a number with its colour and its words."""
        words = style.text_width(self.changes[entry.keys["change"]])
        return KEY + style.text_width(short(entry), weight=600) + SPACE + words

    def _one(self, x: float, top: float, entry: Entry, ink: str) -> None:
        page, change, number = self.page, entry.keys["change"], short(entry)
        what, shade = said_of("key", change=change), self.colour[change]
        page.box(x, top + 0.03, 0.07, 0.07, "certain", shade, what)
        weight = 600 if entry.known and not entry.free else 400
        colour = ink if weight > 400 else style.MUTED
        look: Look = {"weight": weight, "colour": colour, "label": f"value|{about(entry)}"}
        page.lines(x + KEY, top, [number], **look)
        x += KEY + style.text_width(number, weight=weight) + SPACE
        label = f"label|{said_of(change=change)}"
        page.lines(x, top, [self.changes[change]], colour=style.MUTED, label=label)

"""A matrix of dots: in each cell a filled one, a ring, or nothing.

On a narrow page the dots stand before their row's name, and the columns' names above each other,
each with a line down to its column.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from helpers.look import style
from helpers.look.page import Page, tall
from helpers.look.paths import circle

LABEL, WIDEST = 2.05, 1.1
"""Width of the column with the rows' names; no other column is wider than this."""
LINE, RADIUS = 0.25, 0.075
PITCH = 0.25
"""Distance of two columns on a narrow page."""
FILLED, RING = "filled", "ring"


@dataclass(frozen=True)
class Matrix:
    """Columns and rows by id, with their names; `marks` by (row, column): FILLED or RING. `key`
    says what the marks mean, and what it means that there is none (key "")."""

    columns: Mapping[str, str]
    rows: Mapping[str, str]
    marks: Mapping[tuple[str, str], str]
    key: Mapping[str, str]
    colour: str

    def full(self, row: str) -> bool:
        """Is every cell of the row filled? Of a single column that says nothing."""
        filled = [self.marks.get((row, column)) == FILLED for column in self.columns]
        return len(filled) > 1 and all(filled)


def matrix(page: Page, made: Matrix) -> float:
    """Heads, rows and the key; rows that are filled throughout stand on a band. Returns where they
    end."""
    place = _stairs(page, made) if page.narrow else _side_by_side(page, made)
    top = place.top
    for row, name in made.rows.items():
        top = _row(page, top, made, row, name, place)
    page.rule((0, page.width), (top, top))
    return _key(page, top + 0.14, made)


class _Place(NamedTuple):
    """Where the heads end; where the rows' names stand and how wide they may be; where the first
    dot stands, and how far it is to the next."""

    top: float
    name: float
    room: float
    dot: float
    pitch: float


def _side_by_side(page: Page, made: Matrix) -> _Place:
    """The columns' names side by side."""
    width = min((page.width - LABEL) / len(made.columns), WIDEST)
    heads = [(LABEL + at * width, words, "") for at, words in enumerate(made.columns.values())]
    top = page.heads(0, width - 0.06, heads) + 0.08
    return _Place(top, 0.0, LABEL - 0.15, LABEL + 0.2, width)


def _stairs(page: Page, made: Matrix) -> _Place:
    """The columns' names below each other, each where its column begins."""
    first, step = RADIUS + 0.02, tall(1) + 0.02
    bottom = step * len(made.columns) + 0.06
    for at, words in enumerate(made.columns.values()):
        x = first + at * PITCH
        page.lines(x - RADIUS, at * step, [words], weight=600)
        page.rule((x, x), ((at + 1) * step, bottom), style.OUTLINE)
    name = first + len(made.columns) * PITCH
    return _Place(bottom, name, page.width - name, first, PITCH)


def _row(page: Page, top: float, made: Matrix, row: str, name: str, at: _Place) -> float:
    weight = 600 if made.full(row) else 400
    lines = style.wrap(name, at.room, weight=weight)
    height = max(LINE, tall(len(lines)) + 0.08)
    if made.full(row):
        page.band(top, height)
    page.rule((0, page.width), (top, top))
    page.centred(at.name, top + height / 2, lines, weight=weight, label=f"row|{row}")
    for place, column in enumerate(made.columns):
        if mark := made.marks.get((row, column)):
            x = at.dot + place * at.pitch
            _dot(page, x, top + height / 2, mark, made.colour, f"{row}:{column}")
    return top + height


def _dot(page: Page, x: float, y: float, mark: str, colour: str, what: str) -> None:
    fill = colour if mark == FILLED else style.PAPER
    ring = circle(x, y, RADIUS - 0.01)
    page.shape(ring, f"{mark}|{what}", facecolor=fill, edgecolor=colour, linewidth=1.4)


def _key(page: Page, middle: float, made: Matrix) -> float:
    """What the marks mean, those that are there; then what an empty cell means."""
    cells = {made.marks.get((row, column), "") for row in made.rows for column in made.columns}
    x = 0.0
    for mark, words in made.key.items():
        if mark not in cells:
            continue
        before, width = 0.2 if mark else 0.0, style.text_width(words, style.SMALL)
        if x and x + before + width > page.width:
            x, middle = 0.0, middle + 0.19
        if mark:
            _dot(page, x + RADIUS, middle, mark, made.colour, "key")
        page.middle(x + before, middle, words, size=style.SMALL, label=f"key|{mark}")
        x += before + width + 0.25
    return middle + 0.1

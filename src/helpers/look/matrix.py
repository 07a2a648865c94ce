"""A matrix of marks: in each cell a mark an item, whose shape says what kind of item it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matplotlib.patches import Circle, Patch, Polygon, Rectangle

from helpers.look import style
from helpers.look.page import Page, tall
from helpers.numbers.numerals import number

LABEL, WIDEST = 1.42, 2.2
"""Width of the column with the rows' names; no other column is wider than this."""

GAP, PITCH, SIDE = 0.05, 0.1, 0.075
"""Distance of two cells, of two marks' centres; a mark's side."""

NUMBER = 0.24
"""Room for a cell's number, left of its marks."""

Counts = Mapping[str, int]
Place = tuple[float, float]


@dataclass(frozen=True)
class Kind:
    """A kind of item: colour, shape (square, disc or diamond), and what the key calls it."""

    colour: str
    shape: str
    words: str


@dataclass(frozen=True)
class Row:
    """A row: id, name, a remark below the name, and per column how many items of each kind."""

    id: str
    label: str
    remark: str
    cells: Mapping[str, Counts]


@dataclass(frozen=True)
class Matrix:
    """`kinds` in the order of their marks; a count of another kind (`aside`) is written where a
    cell has nothing else, and `aside_words` say in the key what it is."""

    columns: Mapping[str, str]
    rows: list[Row]
    kinds: Mapping[str, Kind]
    aside: str
    aside_words: str

    def items(self, counts: Counts) -> list[str]:
        """The kind of each mark of a cell."""
        return [kind for kind in self.kinds for _ in range(counts.get(kind, 0))]

    def cells(self) -> list[Counts]:
        """All cells."""
        return [cell for row in self.rows for cell in row.cells.values()]


def matrix(page: Page, made: Matrix) -> float:
    """Heads, rows and the key; returns where they end."""
    width = min((page.width - LABEL) / len(made.columns), WIDEST)
    top = _heads(page, made, width) + 0.06
    for row in made.rows:
        top = _row(page, top, made, row, width) + GAP
    return _key(page, top + 0.05, made)


def _heads(page: Page, made: Matrix, width: float) -> float:
    heads = [style.wrap(label, width - GAP, style.BODY, 600) for label in made.columns.values()]
    bottom = tall(max(map(len, heads)))
    for place, lines in enumerate(heads):
        page.lines(LABEL + place * width, bottom - tall(len(lines)), lines, weight=600)
    return bottom


def _row(page: Page, top: float, made: Matrix, row: Row, width: float) -> float:
    """One row's name, remark and cells; returns where it ends."""
    name = style.wrap(row.label, LABEL - 0.1, style.BODY, 600)
    across = max(int((width - GAP - NUMBER - 0.06) / PITCH), 1)
    deep = max(-(-len(made.items(cell)) // across) for cell in row.cells.values())
    label = tall(len(name)) + (tall(1, style.SMALL) if row.remark else 0)
    height = max(label, deep * PITCH, tall(1)) + 0.1
    below = page.lines(0, top + (height - label) / 2, name, weight=600)
    if row.remark:
        page.lines(0, below, [row.remark], size=style.SMALL, colour=style.MUTED)
    for place, (column, cell) in enumerate(row.cells.items()):
        x, what = LABEL + place * width, f"{row.id}:{column}"
        _cell(page, made, cell, (x, top, width - GAP, height), what)
    return top + height


def _cell(
    page: Page, made: Matrix, cell: Counts, at: tuple[float, float, float, float], what: str
) -> None:
    """A filled cell with its number and a mark an item; an outline where there is none."""
    x, y, width, height = at
    items, middle = made.items(cell), y + height / 2
    if not items:
        page.box(x, y, width, height, "open", style.BAND, what)
        words = f"{made.aside}: {cell[made.aside]}" if cell.get(made.aside) else "–"
        look: dict[str, Any] = {"size": style.SMALL, "colour": style.MUTED, "align": "center"}
        page.middle(x + width / 2, middle, words, label=f"none|{what}", **look)
        return
    look = {"facecolor": style.BAND, "linewidth": 0, "label": f"certain|{what}"}
    page.axes.add_patch(Rectangle((x, y), width, height, **look))
    look = {"weight": 700, "align": "right", "label": f"number|{what}"}
    page.middle(x + NUMBER - 0.03, middle, number(len(items)), **look)
    across = max(int((width - NUMBER - 0.06) / PITCH), 1)
    deep = -(-len(items) // across)
    for place, kind in enumerate(items):
        line, step = divmod(place, across)
        centre = (
            x + NUMBER + 0.04 + (step + 0.5) * PITCH,
            middle + (line - (deep - 1) / 2) * PITCH,
        )
        _mark(page, centre, kind, made.kinds[kind], what)


def _mark(page: Page, centre: Place, kind: str, look: Kind, what: str) -> None:
    mark = _shape(look.shape, centre, SIDE / 2)
    mark.set(facecolor=look.colour, linewidth=0, label=f"{kind}|{what}")
    page.axes.add_patch(mark)


def _shape(name: str, centre: Place, half: float) -> Patch:
    """A square, a disc or a diamond of about one size."""
    x, y = centre
    if name == "square":
        return Rectangle((x - half, y - half), 2 * half, 2 * half)
    if name == "disc":
        return Circle(centre, half * 1.12)
    far = 1.3 * half
    return Polygon([(x, y - far), (x + far, y), (x, y + far), (x - far, y)])


def _key(page: Page, top: float, made: Matrix) -> float:
    """What the marks mean, those that are there."""
    x, middle, cells = 0.0, top + 0.08, made.cells()
    empty = [cell for cell in cells if not made.items(cell)]
    for kind, look in made.kinds.items():
        if any(cell.get(kind) for cell in cells):
            _mark(page, (x + 0.06, middle), kind, look, "key")
            page.middle(x + 0.15, middle, look.words, size=style.SMALL)
            x += 0.15 + style.text_width(look.words, style.SMALL) + 0.2
    words = ["– no item"] * bool(empty)
    words += [made.aside_words] * any(cell.get(made.aside) for cell in empty)
    for text in words:
        width = style.text_width(text, style.SMALL)
        if x + width > page.width:
            x, middle = 0.0, middle + 0.17
        page.middle(x, middle, text, size=style.SMALL)
        x += width + 0.2
    return middle + 0.08

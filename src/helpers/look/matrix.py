"""A matrix of marks: in each cell a mark an item, whose shape says what kind of item it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.patches import Circle, Patch, Polygon, Rectangle

from helpers.look import style
from helpers.look.page import Look, Page, spots, tall
from helpers.numbers.numerals import number

LABEL, WIDEST, NUMBER = 1.42, 2.2, 0.24
"""Width of the column with the rows' names; no other column is wider than this; room for a cell's
number, left of its marks."""
GAP, PITCH, SIDE = 0.05, 0.1, 0.075
"""Distance of two cells, of two marks' centres; a mark's side."""
SMALL: Look = {"size": style.SMALL, "colour": style.MUTED}
Counts = Mapping[str, int]


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


def matrix(page: Page, made: Matrix) -> float:
    """Heads, rows and the key; returns where they end."""
    width = min((page.width - LABEL) / len(made.columns), WIDEST)
    heads = [(LABEL + at * width, words, "") for at, words in enumerate(made.columns.values())]
    top = page.heads(0, width - GAP, heads) + 0.06
    for row in made.rows:
        top = _row(page, top, made, row, width) + GAP
    return _key(page, top + 0.05, made)


def _across(width: float) -> int:
    """How many marks stand in a line of a cell."""
    return max(int((width - NUMBER - 0.06) / PITCH), 1)


def _row(page: Page, top: float, made: Matrix, row: Row, width: float) -> float:
    """One row's name, remark and cells; returns where it ends."""
    name, remark = style.wrap(row.label, LABEL - 0.1, weight=600), [row.remark] * bool(row.remark)
    deep = max(-(-len(made.items(cell)) // _across(width - GAP)) for cell in row.cells.values())
    label = tall(len(name)) + tall(len(remark), style.SMALL)
    height = max(label, deep * PITCH, tall(1)) + 0.1
    below = page.lines(0, top + (height - label) / 2, name, weight=600)
    page.lines(0, below, remark, **SMALL)
    for place, (column, cell) in enumerate(row.cells.items()):
        at = (LABEL + place * width, top, width - GAP, height)
        _cell(page, made, cell, at, f"{row.id}:{column}")
    return top + height


def _cell(
    page: Page, made: Matrix, cell: Counts, at: tuple[float, float, float, float], what: str
) -> None:
    """A filled cell with its number and a mark an item; an outline where there is none."""
    x, y, width, height = at
    items, middle, across = made.items(cell), y + height / 2, _across(width)
    if not items:
        page.box(*at, "open", style.BAND, what)
        words = f"{made.aside}: {cell[made.aside]}" if cell.get(made.aside) else "–"
        page.middle(x + width / 2, middle, words, align="center", label=f"none|{what}", **SMALL)
        return
    ground = Rectangle((x, y), width, height)
    page.shape(ground, f"certain|{what}", facecolor=style.BAND, linewidth=0)
    look: Look = {"weight": 700, "align": "right", "label": f"number|{what}"}
    page.middle(x + NUMBER - 0.03, middle, number(len(items)), **look)
    left, top = x + NUMBER + 0.04 + PITCH / 2, middle - (-(-len(items) // across) - 1) / 2 * PITCH
    for kind, (right, down) in zip(items, spots(len(items), across, PITCH), strict=True):
        _mark(page, left + right, top + down, kind, made.kinds[kind], what)


def _mark(page: Page, x: float, y: float, kind: str, look: Kind, what: str) -> None:
    """A square, a disc or a diamond of about one size."""
    half, far = SIDE / 2, SIDE * 0.65
    shapes: dict[str, Patch] = {
        "square": Rectangle((x - half, y - half), SIDE, SIDE),
        "disc": Circle((x, y), half * 1.12),
        "diamond": Polygon([(x, y - far), (x + far, y), (x, y + far), (x - far, y)]),
    }
    page.shape(shapes[look.shape], f"{kind}|{what}", facecolor=look.colour, linewidth=0)


def _key(page: Page, top: float, made: Matrix) -> float:
    """What the marks mean, those that are there; then what the empty cells mean."""
    cells = [cell for row in made.rows for cell in row.cells.values()]
    empty = [cell for cell in cells if not made.items(cell)]
    x, middle = 0.0, top + 0.08
    shown = {k: kind.words for k, kind in made.kinds.items() if any(c.get(k) for c in cells)}
    shown |= {"": "– no item"} if empty else {}
    shown |= {made.aside: made.aside_words} if any(c.get(made.aside) for c in empty) else {}
    for kind, words in shown.items():
        before, width = 0.15 * (kind in made.kinds), style.text_width(words, style.SMALL)
        if x + before + width > page.width:
            x, middle = 0.0, middle + 0.17
        if kind in made.kinds:
            _mark(page, x + 0.06, middle, kind, made.kinds[kind], "key")
        page.middle(x + before, middle, words, size=style.SMALL)
        x += before + width + 0.2
    return middle + 0.08

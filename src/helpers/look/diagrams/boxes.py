"""Boxes with wrapped text, grounds behind them, and arrows between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle

from helpers.look import style
from helpers.look.diagrams.graph import Graph, Level, Link, Node
from helpers.look.page import Page, tall

PAD = 0.06
"""Distance of a box's text from its edge."""

GAP = 0.09
"""Distance of two boxes."""

HEAD = 0.075
"""Length of an arrow's head."""

Point = tuple[float, float]
Piece = tuple[str, int]  # words of one weight


# ---- text in boxes


@dataclass(frozen=True)
class Run:
    """A piece of text with its look, perhaps with a bold lead; `indent` and `before` are inches
    to its left and above it."""

    words: str
    size: float = style.BODY
    weight: int = 400
    slant: str = "normal"
    colour: str = style.INK
    indent: float = 0.0
    before: float = 0.0
    lead: str = ""

    def lines(self, width: float) -> list[list[Piece]]:
        """The words, wrapped; each line in pieces of one weight."""
        if self.lead:
            return _mixed(self, width - self.indent)
        words = style.wrap(self.words, width - self.indent, self.size, self.weight, self.slant)
        return [[(line, self.weight)] for line in words]


def title(node: Node, size: float = style.BODY) -> Run:
    """A node's name, bold."""
    return Run(node.label, size, 600)


def tag(words: str) -> Run:
    """A remark in a box."""
    return Run(words, style.SMALL, slant="italic", colour=style.MUTED)


def small(node: Node) -> list[Run]:
    """A node's name alone, small."""
    return [Run(node.label, style.SMALL)]


def card_height(runs: Sequence[Run], width: float) -> float:
    """Height of a box of this width that holds the runs."""
    inner = width - 2 * PAD
    return sum(run.before + tall(len(run.lines(inner)), run.size) for run in runs) + 2 * PAD


def write(
    page: Page, x: float, top: float, width: float, runs: Sequence[Run], what: str = ""
) -> float:
    """Runs below each other; returns where they end."""
    for run in runs:
        top += run.before
        for line in run.lines(width):
            _line(page, x + run.indent, top, run, line, what)
            top += tall(1, run.size)
    return top


def _line(page: Page, x: float, top: float, run: Run, line: list[Piece], what: str) -> None:
    look: dict[str, Any] = {
        "size": run.size,
        "slant": run.slant,
        "colour": run.colour,
        "label": f"in|{what}",
    }
    for words, weight in line:
        page.lines(x, top, [words], weight=weight, **look)
        x += _width([(words, weight), ("", weight)], run.size)


def _mixed(run: Run, width: float) -> list[list[Piece]]:
    """Lines that begin in bold and go on in the run's own weight."""
    lines: list[list[Piece]] = [[]]
    words = [(word, 600) for word in run.lead.split()]
    for word, weight in [*words, *((word, run.weight) for word in run.words.split())]:
        longer = _added(lines[-1], word, weight)
        if lines[-1] and _width(longer, run.size) > width:
            lines.append([(word, weight)])
        else:
            lines[-1] = longer
    return lines


def _added(line: list[Piece], word: str, weight: int) -> list[Piece]:
    if line and line[-1][1] == weight:
        return [*line[:-1], (f"{line[-1][0]} {word}", weight)]
    return [*line, (word, weight)]


def _width(line: list[Piece], size: float) -> float:
    spaces = 0.28 * size * style.POINT * (len(line) - 1)
    return sum(style.text_width(words, size, weight) for words, weight in line) + spaces


# ---- boxes


@dataclass(frozen=True)
class Box:
    """Where a box stands, in inches."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Its centre from the left."""
        return self.x + self.width / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


def card(page: Page, at: Box, runs: Sequence[Run], what: str, colour: str) -> Box:
    """A box of a colour with its text. No outline, however light: an outline says `open`."""
    ground(page, at, colour, what)
    return _written(page, at, runs, what)


def ground(page: Page, at: Box, colour: str, what: str) -> None:
    """The fill of a box."""
    look: dict[str, Any] = {"facecolor": colour, "linewidth": 0, "label": f"certain|{what}"}
    page.axes.add_patch(Rectangle((at.x, at.y), at.width, at.height, **look))


def _written(page: Page, at: Box, runs: Sequence[Run], what: str) -> Box:
    write(page, at.x + PAD, at.y + PAD, at.width - 2 * PAD, runs, what)
    return at


def levelled(
    page: Page, at: Box, runs: Sequence[Run], node: Node, graph: Graph, plain: str = style.BAND
) -> Box:
    """A node's box in its level's tint, half and half where it is on two; an output whose level is
    not published is outlined, any other node without a level plain."""
    if node.unplaced:
        page.box(at.x, at.y, at.width, at.height, "open", style.PAPER, node.id)
        return _written(page, at, runs, node.id)
    level = graph.levels.get(node.level, Level(""))
    if not (level.of and node.kind == "output"):
        return card(page, at, runs, node.id, level.tint or plain)
    width = at.width / len(level.of)
    for place, part in enumerate(level.of):
        half = Box(at.x + place * width, at.y, width, at.height)
        ground(page, half, graph.levels[part].tint, f"{node.id}:{part}")
    return _written(page, at, runs, node.id)


def frame(
    page: Page, at: Box, colour: str, depth: float, what: str, edge: str = style.HAIRLINE
) -> None:
    """A ground behind the boxes it holds; the deeper, the smaller `depth`."""
    look: dict[str, Any] = {
        "facecolor": colour,
        "edgecolor": edge,
        "linewidth": 0.7,
        "zorder": depth,
    }
    page.axes.add_patch(Rectangle((at.x, at.y), at.width, at.height, label=f"frame|{what}", **look))


def grid(x: float, width: float, count: int, gap: float) -> list[tuple[float, float]]:
    """Left edges and width of so many columns."""
    each = (width - (count - 1) * gap) / max(count, 1)
    return [(x + place * (each + gap), each) for place in range(count)]


# ---- arrows


def arrow(page: Page, points: Sequence[Point], link: Link, ground: str = "") -> None:
    """A link's arrow; over what it crosses lies a halo in the ground's colour."""
    draw_arrow(page, points, link.key, link.loose, ground)


def draw_arrow(
    page: Page, points: Sequence[Point], what: str, dashed: bool = False, ground: str = ""
) -> None:
    """A line through points with its head at the last."""
    (x0, y0), (x1, y1) = points[-2:]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    base = (x1 - HEAD * ux, y1 - HEAD * uy)
    xs, ys = zip(*[*points[:-1], base], strict=True)
    if ground:
        halo = Line2D(xs, ys, color=ground, linewidth=4, solid_capstyle="butt", zorder=1.8)
        page.axes.add_line(halo)
    _shaft(page, xs, ys, what, dashed)
    side = HEAD * 0.48
    left = (base[0] - side * uy, base[1] + side * ux)
    right = (base[0] + side * uy, base[1] - side * ux)
    look: dict[str, Any] = {
        "facecolor": style.MUTED,
        "linewidth": 0,
        "zorder": 2.1,
        "label": "head",
    }
    page.axes.add_patch(Polygon([(x1, y1), left, right], **look))


def _shaft(page: Page, xs: Sequence[float], ys: Sequence[float], what: str, dashed: bool) -> None:
    line = Line2D(xs, ys, color=style.MUTED, linewidth=1.1, solid_joinstyle="miter", zorder=2)
    line.set_linestyle((0, (3.2, 2)) if dashed else "solid")
    line.set_label(f"arrow|{what}")
    page.axes.add_line(line)


def drop(page: Page, link: Link, x: float, start: float, end: float) -> None:
    """An upright arrow with its words at its right, near its start."""
    arrow(page, [(x, start), (x, end)], link)
    y = start + (0.12 if end > start else -0.09)
    page.middle(x + 0.07, y, link.how, size=style.SMALL, label=f"how|{link.key}")

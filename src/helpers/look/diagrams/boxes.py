"""Boxes with wrapped text, grounds behind them, and arrows between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle

from helpers.look import style
from helpers.look.diagrams.graph import Graph, Link, Node
from helpers.look.page import Page, tall

PAD = 0.06
"""Distance of a box's text from its edge."""

GAP = 0.09
"""Distance of two boxes."""

HEAD = 0.075
"""Length of an arrow's head."""

Point = tuple[float, float]


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

    def lines(self, width: float) -> list[list[tuple[str, int]]]:
        """The words, wrapped; each line in pieces of one weight: the lead, then the rest."""
        width, font = width - self.indent, (self.size, self.weight, self.slant)
        if not self.lead:
            return [[(line, self.weight)] for line in style.wrap(self.words, width, *font)]
        made = [[(line, 600)] for line in style.wrap(self.lead, width, self.size, 600)]
        room, words = width - self.advance(*made[-1][0]), self.words.split()
        starts = [" ".join(words[: place + 1]) for place in range(len(words))]
        beside = sum(style.text_width(start, *font) <= room for start in starts)
        if beside:
            made[-1].append((starts[beside - 1], self.weight))
        rest = " ".join(words[beside:])
        return made + [[(line, self.weight)] for line in style.wrap(rest, width, *font) if line]

    def advance(self, words: str, weight: int) -> float:
        """Width of a piece and of the space after it."""
        return style.text_width(words, self.size, weight) + 0.28 * self.size * style.POINT


def title(node: Node, size: float = style.BODY) -> Run:
    """A node's name, bold."""
    return Run(node.label, size, 600)


def tag(words: str) -> Run:
    """A remark in a box."""
    return Run(words, slant="italic", colour=style.MUTED)


def card_height(runs: Sequence[Run], width: float) -> float:
    """Height of a box of this width that holds the runs."""
    inner = width - 2 * PAD
    return sum(run.before + tall(len(run.lines(inner)), run.size) for run in runs) + 2 * PAD


def write(
    page: Page, x: float, top: float, width: float, runs: Sequence[Run], what: str = ""
) -> float:
    """Runs below each other; returns where they end."""
    for run in runs:
        look: dict[str, Any] = {"size": run.size, "slant": run.slant, "colour": run.colour}
        top += run.before
        for line in run.lines(width):
            left = x + run.indent
            for words, weight in line:
                page.lines(left, top, [words], weight=weight, label=f"in|{what}", **look)
                left += run.advance(words, weight)
            top += tall(1, run.size)
    return top


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


def card(
    page: Page, at: Box, runs: Sequence[Run], what: str, fills: str | Mapping[str, str]
) -> Box:
    """A box with its text on a colour, or on several side by side (by what is added to its label);
    on none it is outlined. Colours have no outline, however light: an outline says `open`."""
    fills = {"": fills} if isinstance(fills, str) else fills
    if not fills:
        page.box(at.x, at.y, at.width, at.height, "open", style.PAPER, what)
    width = at.width / max(len(fills), 1)
    for place, (part, colour) in enumerate(fills.items()):
        look: dict[str, Any] = {"facecolor": colour, "linewidth": 0}
        ground = Rectangle((at.x + place * width, at.y), width, at.height, **look)
        ground.set_label(f"certain|{what}{part}")
        page.axes.add_patch(ground)
    write(page, at.x + PAD, at.y + PAD, at.width - 2 * PAD, runs, what)
    return at


def tints(graph: Graph, node: Node, plain: str = style.BAND) -> dict[str, str]:
    """What fills a node's box: its level's tint, half and half where it is on two; nothing for an
    output whose level is not published; a plain ground for any other node without a level."""
    level = graph.level(node)
    if level.of and node.kind == "output":
        return {f":{part}": graph.levels[part].tint for part in level.of}
    return {} if node.unplaced else {"": level.tint or plain}


def frame(
    page: Page, at: Box, colour: str, depth: float, what: str, edge: str = style.HAIRLINE
) -> None:
    """A ground behind the boxes it holds; the deeper, the smaller `depth`."""
    look: dict[str, Any] = {"facecolor": colour, "edgecolor": edge, "linewidth": 0.7}
    ground = Rectangle((at.x, at.y), at.width, at.height, zorder=depth, **look)
    ground.set_label(f"frame|{what}")
    page.axes.add_patch(ground)


def grid(x: float, width: float, count: int, gap: float) -> list[Point]:
    """Left edge and width of so many columns."""
    each = (width - (count - 1) * gap) / max(count, 1)
    return [(x + place * (each + gap), each) for place in range(count)]


# ---- arrows


def arrow(
    page: Page, points: Sequence[Point], what: str, dashed: bool = False, ground: str = ""
) -> None:
    """A line through points with its head at the last; over what it crosses lies a halo in the
    ground's colour."""
    tip, before = complex(*points[-1]), complex(*points[-2])
    along = HEAD * (tip - before) / abs(tip - before)
    base, side = tip - along, 0.48j * along
    xs, ys = zip(*points[:-1], (base.real, base.imag), strict=True)
    if ground:
        halo = Line2D(xs, ys, color=ground, linewidth=4, solid_capstyle="butt", zorder=1.8)
        page.axes.add_line(halo)
    shaft = Line2D(xs, ys, color=style.MUTED, linewidth=1.1, solid_joinstyle="miter", zorder=2)
    shaft.set(linestyle=(0, (3.2, 2)) if dashed else "solid", label=f"arrow|{what}")
    page.axes.add_line(shaft)
    corners = [(one.real, one.imag) for one in (tip, base + side, base - side)]
    look: dict[str, Any] = {"facecolor": style.MUTED, "linewidth": 0, "label": "head"}
    page.axes.add_patch(Polygon(corners, zorder=2.1, **look))


def drop(page: Page, link: Link, x: float, start: float, end: float) -> None:
    """An upright arrow with its words at its right, near its start."""
    arrow(page, [(x, start), (x, end)], link.key, link.loose)
    y = start + (0.12 if end > start else -0.09)
    page.middle(x + 0.07, y, link.how, size=style.SMALL, label=f"how|{link.key}")

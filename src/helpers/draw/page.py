"""The sheet all pictures are painted on, and the few marks they are made of.

A page is one Axes over the whole figure whose units are inches, x from the left, y from the top.
So a unit square is square, type and marks share one ruler, and a painter can say how far down it came:
that is how each figure's height is known before it is made.

The drawing grammar lives here. A mark is of a kind:
    certain    solid
    possible   hatched, outlined
    open       empty outline (not published)
    disputed   pale, with a dashed outline
    likely     ring around a small dot (dots only)
Each mark's `get_label()` is `kind|what`, so that tests can read a picture back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from matplotlib.figure import FigureBase
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Patch, Rectangle

from helpers import style

KINDS = ("certain", "possible", "open", "disputed", "likely")
MARGIN = 0.03
"""White edge in inches, so that no outline or letter touches the picture's border."""


class Page:
    """One sheet, `width` inches of it to paint on, and the marks that can be put there."""

    def __init__(self, figure: FigureBase) -> None:
        width, height = figure.bbox.width / figure.dpi, figure.bbox.height / figure.dpi
        self.width = width - 2 * MARGIN
        self.axes = figure.add_axes([0, 0, 1, 1])
        self.axes.set(xlim=(-MARGIN, width - MARGIN), ylim=(height - MARGIN, -MARGIN))
        self.axes.axis("off")

    # ---- words

    def text(self, x: float, baseline: float, words: str, *, size: float = style.BODY, weight: int = 400,
             slant: str = "normal", colour: str = style.INK, align: str = "left", label: str = "") -> None:
        """One line of text standing on a baseline; never read as mathematics."""
        self.axes.text(x, baseline, words, font=style.font(size, weight, slant), color=colour, ha=align,
                       va="baseline", parse_math=False, label=label)

    def middle(self, x: float, y: float, words: str, *, size: float = style.BODY, **look: object) -> None:
        """One line of text whose capitals are centred on y."""
        self.text(x, y + 0.35 * size * style.POINT, words, size=size, **look)

    def lines(self, x: float, top: float, lines: Sequence[str], *, size: float = style.BODY,
              **look: object) -> float:
        """Lines of text below `top`; returns where they end."""
        for place, line in enumerate(lines):
            self.text(x, top + (0.95 + place * style.LEADING) * size * style.POINT, line, size=size, **look)
        return top + tall(len(lines), size)

    def paragraph(self, x: float, top: float, width: float, words: str, *, size: float = style.BODY,
                  weight: int = 400, slant: str = "normal", **look: object) -> float:
        """Text wrapped to a width; returns where it ends."""
        lines = style.wrap(words, width, size, weight, slant)
        return self.lines(x, top, lines, size=size, weight=weight, slant=slant, **look)

    # ---- marks

    def box(self, x: float, y: float, width: float, height: float, kind: str, colour: str,
            what: str = "", pale: bool = False) -> None:
        """A rectangle of a kind from its top left corner; `pale` mutes it."""
        look = _box_look(kind, style.muted(colour) if pale else colour)
        if kind == "disputed":
            x, y, width, height = x + 0.01, y + 0.01, width - 0.02, height - 0.02
        self._add(Rectangle((x, y), width, height, **look), kind, what)

    def dot(self, x: float, y: float, radius: float, kind: str, colour: str,
            what: str = "", pale: bool = False) -> None:
        """A dot of a kind around its centre; a likely one is a ring with a small core."""
        shade = style.muted(colour) if pale else colour
        look = _box_look("open" if kind == "likely" else kind, shade)
        if kind in ("likely", "open"):
            look |= {"edgecolor": shade if kind == "likely" else look["edgecolor"], "linewidth": 0.9}
        self._add(Circle((x, y), radius, **look), kind, what)
        if kind == "likely":
            self._add(Circle((x, y), radius * 0.4, facecolor=shade, linewidth=0), "core", what)

    def rule(self, xs: Sequence[float], ys: Sequence[float], colour: str = style.HAIRLINE,
             width: float = 0.6) -> None:
        """A thin line through points."""
        self.axes.add_line(Line2D(xs, ys, color=colour, linewidth=width, solid_capstyle="butt"))

    def paper(self, x: float, y: float, words: str) -> None:
        """White paper behind words that will be centred on (x, y), so that hatching does not cross them."""
        half = style.text_width(words, weight=700) / 2 + 0.03
        self.axes.add_patch(Rectangle((x - half, y - 0.075), 2 * half, 0.15, facecolor=style.PAPER,
                                      linewidth=0, label="paper"))

    def band(self, y: float, height: float, colour: str = style.BAND) -> None:
        """A pale stripe over the whole width behind everything, for the row the picture is about."""
        self.axes.add_patch(Rectangle((-MARGIN, y), self.width + 2 * MARGIN, height, facecolor=colour,
                                      linewidth=0, zorder=0, label="band"))

    def _add(self, patch: Patch, kind: str, what: str) -> None:
        patch.set_label(f"{kind}|{what}")
        self.axes.add_patch(patch)


def _box_look(kind: str, colour: str) -> dict[str, object]:
    """Fill, outline and hatch of a kind: the drawing grammar in one place."""
    looks = {
        "certain": {"facecolor": colour, "edgecolor": colour, "linewidth": 0},
        "possible": {"facecolor": style.PAPER, "edgecolor": style.firm(colour), "hatch": "//////",
                     "hatch_linewidth": 0.6, "linewidth": 0.7},
        "open": {"facecolor": style.PAPER, "edgecolor": style.OUTLINE, "linewidth": 0.7},
        "disputed": {"facecolor": style.mix(colour, 0.78), "edgecolor": style.firm(colour), "linewidth": 1.0,
                     "linestyle": (0, (3, 1.6))},
    }
    return dict(looks[kind])


BANNER = 0.3
"""Height in inches of a banner with the gap below it."""


def under_banner(figure: FigureBase, words: str) -> FigureBase:
    """Write words on a band over the whole width; gives back the part of the figure below it."""
    height = figure.bbox.height / figure.dpi
    head, below = figure.subfigures(2, 1, height_ratios=[BANNER, height - BANNER])
    page = Page(head)
    page.band(-MARGIN, BANNER - 0.08, style.SAND)
    page.middle(0.06, (BANNER - 0.08) / 2 - MARGIN, words, weight=600)
    return below


def tall(lines: int, size: float = style.BODY) -> float:
    """Height of some lines of text in inches."""
    return lines * style.LEADING * size * style.POINT


def height_of(painter: Callable[..., float], *inputs: object, width: float = style.WIDTH,
              **options: object) -> float:
    """Height in inches that a painter needs at a width: it paints on a sheet that is thrown away."""
    bottom = painter(Page(style.figure(width, 1.0)), *inputs, **options)
    return round(bottom + 2 * MARGIN, 3)


def spread(wanted: Sequence[float], widths: Sequence[float], left: float, right: float,
           gap: float = 0.1) -> list[float]:
    """Left edges of labels that would like to start at `wanted`, moved apart so that none overlap."""
    starts: list[float] = []
    for start, _ in zip(wanted, widths):
        earliest = starts[-1] + widths[len(starts) - 1] + gap if starts else left
        starts.append(max(start, earliest))
    limit = right
    for place in reversed(range(len(starts))):
        starts[place] = min(starts[place], limit - widths[place])
        limit = starts[place] - gap
    return starts

"""The sheet that pictures are painted on, and the few marks they are made of.

A page is one Axes over the whole figure whose units are inches, x from the left, y downwards. So a
unit square is square, and type and marks share one ruler. A painter paints down from 0 and returns
where it ended; a title may stand above 0; `cut` then gives the figure the height that was used.

The drawing grammar lives here. A mark is of a kind:
    certain    solid, outlined where the fill is light
    possible   hatched, outlined
    open       empty outline (not published)
    disputed   pale, with a dashed outline
    likely     ring around a small dot (dots only)
Each mark's `get_label()` is `kind|what`, and so is each text's: `readback` turns a picture into a
table again, and tests compare that with the exhibit's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Patch, Rectangle
from matplotlib.transforms import Bbox, TransformedBbox

from helpers.look import style

Look = dict[str, Any]
"""How a text or a mark looks, by the names of the arguments."""
KINDS = ("certain", "possible", "open", "disputed", "likely")
MARGIN = 0.03
"""White edge in inches, so that no outline or letter touches the picture's border."""
ROOM = 40.0
"""Height in inches of a sheet before it is cut."""
BANNER = 0.22
"""Height of a banner in inches."""


class Page:
    """One sheet, `width` inches of it to paint on, and the marks that can be put there."""

    def __init__(self, figure: Figure) -> None:
        width, height = figure.get_size_inches()
        self.figure, self.top = figure, 0.0
        self.width = float(width) - 2 * MARGIN
        self.axes = figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(-MARGIN, width - MARGIN), ylim=(height - MARGIN, -MARGIN))
        self.axes.axis("off")

    @classmethod
    def tall(cls, width: float = style.WIDTH) -> Page:
        """A sheet of this width in inches with all the room below that a painter may need."""
        return cls(style.figure(width, ROOM))

    def cut(self, bottom: float) -> float:
        """Give the figure the height from its top to `bottom`; returns that height in inches."""
        height = round(bottom - self.top + 2 * MARGIN, 3)
        self.figure.set_figheight(height)
        self.axes.set_ylim(self.top - MARGIN + height, self.top - MARGIN)
        return height

    def banner(self, words: str) -> None:
        """Words on a band over the whole width, above what is painted from 0 on."""
        self.top -= BANNER + 0.08
        self.band(self.top - MARGIN, BANNER, style.SAND)
        look: Look = {"weight": 600, "label": "head|banner"}
        self.middle(0.06, self.top - MARGIN + BANNER / 2, words, **look)

    def inset(self, x: float, top: float, width: float, height: float) -> Axes:
        """Axes of their own on a part of the sheet, for charts that a library draws; no frame."""
        place = self.axes.transData - self.figure.transFigure
        bounds = Bbox([[x, top], [x + width, top + height]])
        inset = self.axes.inset_axes((0, 0, 1, 1), zorder=1)
        inset.set_axes_locator(lambda *_: TransformedBbox(bounds, place))  # type: ignore[arg-type]
        inset.patch.set_visible(False)
        return inset

    # ---- words

    def text(
        self,
        x: float,
        baseline: float,
        words: str,
        *,
        size: float = style.BODY,
        weight: int = 400,
        slant: str = "normal",
        colour: str = style.INK,
        align: str = "left",
        label: str = "",
    ) -> None:
        """One line of text standing on a baseline; never read as mathematics."""
        self.axes.text(
            x,
            baseline,
            words,
            font=style.font(size, weight, slant),
            color=colour,
            ha=align,
            va="baseline",
            parse_math=False,
            label=label,
        )

    def middle(
        self, x: float, y: float, words: str, *, size: float = style.BODY, **look: Any
    ) -> None:
        """One line of text whose capitals are centred on y."""
        self.text(x, y + 0.35 * size * style.POINT, words, size=size, **look)

    def lines(
        self, x: float, top: float, lines: Sequence[str], *, size: float = style.BODY, **look: Any
    ) -> float:
        """Lines of text below `top`; returns where they end."""
        for place, line in enumerate(lines):
            baseline = top + (0.95 + place * style.LEADING) * size * style.POINT
            self.text(x, baseline, line, size=size, **look)
        return top + tall(len(lines), size)

    def centred(
        self, x: float, y: float, lines: Sequence[str], *, size: float = style.BODY, **look: Any
    ) -> float:
        """Lines of text around the height y; returns where they end."""
        return self.lines(x, y - tall(len(lines), size) / 2, lines, size=size, **look)

    def paragraph(
        self,
        x: float,
        top: float,
        width: float,
        words: str,
        *,
        size: float = style.BODY,
        weight: int = 400,
        slant: str = "normal",
        **look: Any,
    ) -> float:
        """Text wrapped to a width; returns where it ends."""
        lines = style.wrap(words, width, size, weight, slant)
        return self.lines(x, top, lines, size=size, weight=weight, slant=slant, **look)

    # ---- marks

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        kind: str,
        colour: str,
        what: str = "",
        pale: bool = False,
    ) -> None:
        """A rectangle of a kind from its top left corner; `pale` mutes it."""
        if kind == "disputed":
            x, y, width, height = x + 0.01, y + 0.01, width - 0.02, height - 0.02
        look = look_of(kind, style.muted(colour) if pale else colour)
        self._add(Rectangle((x, y), width, height, **look), kind, what)

    def edge(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """An outline around a shaded cell, where its shade alone would not stand out."""
        if style.firm(colour) != to_hex(colour):
            look: Look = {"facecolor": "none", "edgecolor": style.firm(colour), "linewidth": 0.6}
            edge = Rectangle((x, y), width, height, label="edge", zorder=2, **look)
            self.axes.add_patch(edge)

    def dot(
        self,
        x: float,
        y: float,
        radius: float,
        kind: str,
        colour: str,
        what: str = "",
        pale: bool = False,
    ) -> None:
        """A dot of a kind around its centre; a likely one is a ring with a small core."""
        shade = style.muted(colour) if pale else colour
        look = look_of("open" if kind == "likely" else kind, shade)
        if kind in ("likely", "open"):
            look["linewidth"] = 0.9
        if kind == "likely":
            look["edgecolor"] = style.firm(shade)
        self._add(Circle((x, y), radius, **look), kind, what)
        if kind == "likely":
            self._add(Circle((x, y), radius * 0.4, facecolor=shade, linewidth=0), "core", what)

    def rule(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        colour: str = style.HAIRLINE,
        width: float = 0.6,
        label: str = "rule",
    ) -> None:
        """A thin line through points."""
        line = Line2D(xs, ys, color=colour, linewidth=width, solid_capstyle="butt", label=label)
        self.axes.add_line(line)

    def paper(self, x: float, y: float, words: str, weight: int = 700) -> None:
        """White behind words that will be centred on (x, y): no hatching crosses them."""
        half = style.text_width(words, weight=weight) / 2 + 0.03
        look: Look = {"facecolor": style.PAPER, "linewidth": 0, "label": "paper"}
        self.axes.add_patch(Rectangle((x - half, y - 0.075), 2 * half, 0.15, **look))

    def band(self, y: float, height: float, colour: str = style.BAND) -> None:
        """A pale stripe over the whole width, for the row that the picture is about."""
        look: Look = {"facecolor": colour, "linewidth": 0, "zorder": 0, "label": "band"}
        width = self.width + 2 * MARGIN
        self.axes.add_patch(Rectangle((-MARGIN, y), width, height, **look))

    def _add(self, patch: Patch, kind: str, what: str) -> None:
        patch.set_label(f"{kind}|{what}")
        self.axes.add_patch(patch)


def look_of(kind: str, colour: str) -> dict[str, Any]:
    """Fill, outline and hatch of a kind: the drawing grammar in one place."""
    firm = style.firm(colour)
    looks: dict[str, dict[str, Any]] = {
        "certain": {
            "facecolor": colour,
            "edgecolor": firm,
            "linewidth": 0.6 * (firm != to_hex(colour)),
        },
        "possible": {
            "facecolor": style.PAPER,
            "edgecolor": firm,
            "hatch": "//////",
            "hatch_linewidth": 0.6,
            "linewidth": 0.7,
        },
        "open": {"facecolor": style.PAPER, "edgecolor": style.OUTLINE, "linewidth": 0.7},
        "disputed": {
            "facecolor": style.mix(colour, 0.78),
            "edgecolor": firm,
            "linewidth": 1.0,
            "linestyle": (0, (3, 1.6)),
        },
    }
    return looks[kind]


def tall(lines: int, size: float = style.BODY) -> float:
    """Height of some lines of text in inches."""
    return lines * style.LEADING * size * style.POINT


def spread(
    wanted: Sequence[float], widths: Sequence[float], left: float, right: float, gap: float = 0.1
) -> list[float]:
    """Left edges of labels that would like to start at `wanted`, moved apart: none overlap."""
    starts: list[float] = []
    for start, _ in zip(wanted, widths, strict=True):
        earliest = starts[-1] + widths[len(starts) - 1] + gap if starts else left
        starts.append(max(start, earliest))
    limit = right
    for place in reversed(range(len(starts))):
        starts[place] = min(starts[place], limit - widths[place])
        limit = starts[place] - gap
    return starts

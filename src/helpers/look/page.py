"""The sheet that pictures are painted on, and the few marks they are made of.

A page is one Axes over the whole figure, or a reader's own, whose units are inches, x from the
left, y downwards. So a unit square is square, and type and marks share one ruler. A painter paints
down from 0 and returns where it ended; a title may stand above 0; `cut` then gives the figure the
height that was used.

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

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Patch, PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Bbox, TransformedBbox, TransformedPatchPath

from helpers.look import style

Look = dict[str, Any]
"""How a text or a mark looks, by the names of the arguments."""
Piece = tuple[str, str]
"""Words, and the label that says what they are about."""
Colours = Mapping[str, str]
"""Values of a key and their colours."""


class Told(NamedTuple):
    """What is said of marks beside what is seen: words, and keys such as their host."""

    words: str
    keys: Mapping[str, str]


Item = TypeVar("Item")
# In inches: white around what is painted; height of a sheet before it is cut; height of a banner.
MARGIN, ROOM, BANNER = 0.03, 40.0, 0.22
NARROW = 4.0
"""Inches: on a sheet less wide, as for a phone, parts stand below each other, not side by side."""
SPACE = 0.28 * style.BODY * style.POINT
"""Width of a space in inches."""
GRAMMAR: dict[str, Look] = {
    "certain": {},
    "possible": {"hatch": "//////", "hatch_linewidth": 0.6, "linewidth": 0.7},
    "open": {"linewidth": 0.7},
    "disputed": {"linewidth": 1.0, "linestyle": (0, (3, 1.6))},
}


class Page:
    """One sheet, `width` inches of it to paint on, and the marks that can be put there."""

    def __init__(self, on: Figure | Axes) -> None:
        self.shared = isinstance(on, Axes)  # with whatever else is on a reader's figure
        self.axes = on if isinstance(on, Axes) else on.add_axes((0, 0, 1, 1))
        figure = self.axes.get_figure(root=True) if isinstance(on, Axes) else on
        assert figure is not None
        width, height = _size(self.axes, figure) if self.shared else figure.get_size_inches()
        self.figure, self.top = figure, 0.0
        self.told: dict[str, Told] = {}
        self.whose: Mapping[str, Sequence[str]] = {}  # the hosts of marks, by their label
        self.width = float(width) - 2 * MARGIN
        self.axes.set(xlim=(-MARGIN, width - MARGIN), ylim=(height - MARGIN, -MARGIN))
        self.axes.axis("off")
        self.sheet = TransformedPatchPath(self.axes.patch)  # one for all that is painted on it

    @property
    def narrow(self) -> bool:
        """Whether there is no room to put parts side by side."""
        return self.width < NARROW

    @classmethod
    def tall(cls, width: float = style.WIDTH) -> Page:
        """A sheet of this width in inches with all the room below that a painter may need."""
        return cls(style.figure(width, ROOM))

    def cut(self, bottom: float) -> float:
        """Give the figure the height from its top to `bottom`; returns that height in inches."""
        height = round(bottom - self.top + 2 * MARGIN, 3)
        if self.shared:
            height = self._grown(height)
        else:
            self.figure.set_figheight(height)
        self.axes.set_ylim(self.top - MARGIN + height, self.top - MARGIN)
        return height

    def _grown(self, height: float) -> float:
        """Axes on a figure with others: all grow until this one is as high as is needed."""
        _, there = _size(self.axes, self.figure)
        self.figure.set_figheight(self.figure.get_figheight() * max(1, height / there))
        return max(there, height)

    def banner(self, words: str) -> None:
        """Words on a band over the whole width, above what is painted from 0 on."""
        self.top -= BANNER + 0.08
        self.band(self.top - MARGIN, BANNER, style.SAND)
        middle = self.top - MARGIN + BANNER / 2
        self.middle(0.06, middle, words, weight=600, label="head|banner")

    def inset(self, x: float, top: float, width: float, height: float) -> Axes:
        """Axes of their own on a part of the sheet, for charts that a library draws; no frame."""
        place = self.axes.transData - self.figure.transFigure
        bounds = Bbox([[x, top], [x + width, top + height]])
        inset = self.axes.inset_axes((0, 0, 1, 1), zorder=1)
        inset.set_axes_locator(lambda *_: TransformedBbox(bounds, place))  # type: ignore[arg-type]
        inset.patch.set_visible(False)
        return inset

    def tell(self, what: str, words: str, **keys: str) -> None:
        """What a reader is told who points at the marks of which the label says `what`, and keys
        that the label has not."""
        self.told[what] = Told(words, keys)

    # ---- words. Their look: size (points), weight, slant, colour, align, label

    def text(self, x: float, baseline: float, words: str, *, size: float = style.BODY,
             weight: int = 400, slant: str = "normal", colour: str = style.INK,
             align: str = "left", label: str = "") -> None:  # fmt: skip
        """One line of text standing on a baseline; never read as mathematics."""
        look: Look = {"font": style.font(size, weight, slant), "color": colour, "ha": align}
        look |= {"va": "baseline", "parse_math": False, "label": label, "clip_path": self.sheet}
        self.axes.text(x, baseline, words, **look)

    def middle(
        self, x: float, y: float, words: str, *, size: float = style.BODY, **look: Any
    ) -> None:
        """One line of text whose capitals are centred on y."""
        self.text(x, y + 0.35 * size * style.POINT, words, size=size, **look)

    def pieces(
        self, x: float, y: float, pieces: Sequence[Piece], weight: int = 600, **look: Any
    ) -> None:
        """Words side by side in one line, each with its label, their capitals centred on y."""
        for words, label in pieces:
            self.middle(x, y, words, weight=weight, label=label, **look)
            x += style.text_width(words, weight=weight) + SPACE

    def inside(
        self, x: float, y: float, pieces: Sequence[Piece], kind: str, shade: str, weight: int = 600
    ) -> None:
        """Words side by side, centred on (x, y) in a mark: no hatching crosses them."""
        if kind == "possible":
            half = style.text_width(" ".join(words for words, _ in pieces), weight=700) / 2 + 0.03
            white = rectangle(x - half, y - 0.075, 2 * half, 0.15)
            self.shape(white, "paper", facecolor=style.PAPER, linewidth=0)
        ink = {"certain": style.text_on(shade), "open": style.MUTED}.get(kind, style.INK)
        self.pieces(x - wide(pieces, weight) / 2, y, pieces, weight, colour=ink)

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

    def paragraph(self, x: float, top: float, width: float, words: str, **look: Any) -> float:
        """Text wrapped to a width; returns where it ends."""
        face = {name: look[name] for name in ("size", "weight", "slant") if name in look}
        return self.lines(x, top, style.wrap(words, width, **face), **look)

    def heads(
        self, top: float, width: float, heads: Sequence[tuple[float, str, str]], **look: Any
    ) -> float:
        """Columns' names, bold, from (x, words, label) of each, wrapped to a width, their last
        lines level; returns where they end.
        """
        wrapped = [style.wrap(words, width, weight=600) for _, words, _ in heads]
        bottom = top + tall(max(map(len, wrapped), default=0))
        for (x, _, label), lines in zip(heads, wrapped, strict=True):
            self.lines(x, bottom - tall(len(lines)), lines, weight=600, label=label, **look)
        return bottom

    # ---- marks

    def shape(self, patch: Patch, label: str, **look: Any) -> None:
        """A shape on the page; without a look it has the fill and the outline of its own."""
        patch.set(label=label, clip_path=self.sheet, **look)
        self.axes.add_artist(patch)  # not add_patch: a page's limits never follow its shapes

    def box(self, x: float, y: float, width: float, height: float, kind: str, colour: str,
            what: str = "", pale: bool = False) -> None:  # fmt: skip
        """A rectangle of a kind from its top left corner; `pale` mutes it."""
        if kind == "disputed":
            x, y, width, height = x + 0.01, y + 0.01, width - 0.02, height - 0.02
        look = look_of(kind, style.muted(colour) if pale else colour)
        self.shape(rectangle(x, y, width, height), f"{kind}|{what}", **look)

    def boxes(self, x: float, y: float, places: Iterable[tuple[float, float]], side: float,
              kind: str, colour: str, what: str) -> None:  # fmt: skip
        """Very many squares of a kind as one shape, each at its distance from (x, y)."""
        corners = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side), (0.0, 0.0)]
        points = [(x + right + a, y + down + b) for right, down in places for a, b in corners]
        codes = [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY] * (len(points) // 5)
        self.shape(PathPatch(Path(points, codes)), f"{kind}|{what}", **look_of(kind, colour))

    def edge(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """An outline around a shaded cell, where its shade alone would not stand out."""
        if style.firm(colour) != to_hex(colour):
            look: Look = {"edgecolor": style.firm(colour), "linewidth": 0.6, "zorder": 2}
            self.shape(rectangle(x, y, width, height), "edge", facecolor="none", **look)

    def dot(self, x: float, y: float, radius: float, kind: str, colour: str, what: str = "",
            pale: bool = False) -> None:  # fmt: skip
        """A dot of a kind around its centre; a likely one is a ring with a small core."""
        shade, likely = style.muted(colour) if pale else colour, kind == "likely"
        look = look_of("open" if likely else kind, shade)
        look |= {"linewidth": 0.9} if kind in ("likely", "open") else {}
        look |= {"edgecolor": style.firm(shade)} if likely else {}
        self.shape(Circle((x, y), radius), f"{kind}|{what}", **look)
        if likely:
            core = Circle((x, y), radius * 0.4)
            self.shape(core, f"core|{what}", facecolor=shade, linewidth=0)

    def rule(self, xs: Sequence[float], ys: Sequence[float], colour: str = style.HAIRLINE,
             width: float = 0.6, label: str = "rule") -> None:  # fmt: skip
        """A thin line through points."""
        line = Line2D(xs, ys, color=colour, linewidth=width, solid_capstyle="butt", label=label)
        line.set_clip_path(self.sheet)
        self.axes.add_artist(line)

    def band(self, y: float, height: float, colour: str = style.BAND) -> None:
        """A pale stripe over the whole width, for the row that the picture is about."""
        stripe = rectangle(-MARGIN, y, self.width + 2 * MARGIN, height)
        self.shape(stripe, "band", facecolor=colour, linewidth=0, zorder=0)


def _size(axes: Axes, figure: Figure) -> tuple[float, float]:
    """Width and height in inches."""
    extent = axes.get_window_extent()
    return float(extent.width) / figure.dpi, float(extent.height) / figure.dpi


def rectangle(x: float, y: float, width: float, height: float) -> PathPatch:
    """A rectangle from its top left corner, drawn in half the time of matplotlib's own."""
    right, bottom = x + width, y + height
    corners = [(x, y), (right, y), (right, bottom), (x, bottom), (x, y)]
    return PathPatch(Path(corners, closed=True), facecolor="none")  # its usual one is slow to find


def look_of(kind: str, colour: str) -> Look:
    """Fill, outline and hatch of a kind."""
    firm = style.firm(colour)
    fill = {"certain": colour, "disputed": style.mix(colour, 0.78)}.get(kind, style.PAPER)
    look: Look = {"facecolor": fill, "edgecolor": style.OUTLINE if kind == "open" else firm}
    return look | {"linewidth": 0.6 * (firm != to_hex(colour))} | GRAMMAR[kind]


def tall(lines: int, size: float = style.BODY) -> float:
    """Height of some lines of text in inches."""
    return lines * style.LEADING * size * style.POINT


def wide(pieces: Sequence[Piece], weight: int = 600) -> float:
    """Width in inches of words side by side in one line."""
    return sum(style.text_width(words, weight=weight) + SPACE for words, _ in pieces) - SPACE


def in_lines(
    items: Sequence[Item], size: Callable[[Item], float], limit: float, gap: float = 0.0
) -> list[list[Item]]:
    """Items in order, in lines (or columns) of at most `limit`; a larger one has its own."""
    lines: list[list[Item]] = [[]]
    used = 0.0
    for item in items:
        if lines[-1] and used + size(item) > limit + 1e-9:
            lines.append([])
            used = 0.0
        lines[-1].append(item)
        used += size(item) + gap
    return lines


def spots(count: int, across: int, pitch: float) -> Iterator[tuple[float, float]]:
    """Where so many marks stand, so many to a line: their distances from the first, in inches."""
    for place in range(count):
        line, step = divmod(place, across)
        yield step * pitch, line * pitch


def spread(
    wanted: Sequence[float], widths: Sequence[float], left: float, right: float
) -> list[float]:
    """Left edges of labels that would like to start at `wanted`, moved apart: none overlap."""
    starts: list[float] = []
    for start, width in zip(wanted, widths, strict=True):
        starts.append(max(start, left))
        left = starts[-1] + width + 0.1
    for place in reversed(range(len(starts))):
        starts[place] = min(starts[place], right - widths[place])
        right = starts[place] - 0.1
    return starts

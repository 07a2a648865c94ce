"""The sheet that pictures are painted on, and the few marks they are made of.

A page keeps what is painted on it as plain data, in inches from its upper left corner: x to the
right, y downwards. So a unit square is square, and type and marks share one ruler. A painter paints
down from 0 and returns where it ended; a title may stand above 0; `cut` then gives the page the
height that was used. `drawing` is the picture, for documents; `canvas` puts it on a figure of
matplotlib's, for readers.

The drawing grammar lives here. A mark is of a kind:
    certain    solid, outlined where the fill is light
    possible   hatched, outlined
    open       empty outline (not published)
    disputed   pale, with a dashed outline
    likely     ring around a small dot (dots only)
Each mark has a label `kind|what`, and so has each text: tests turn a picture into a table again by
them, and compare that with the exhibit's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from matplotlib import colors

from helpers.look import paths, style
from helpers.look.drawing import INCH, Drawing, Hatch, Part, Shape, Stroke, Told, Words
from helpers.look.paths import Outline, rectangle

Look = dict[str, Any]
"""How a text or a mark looks, by the names of the arguments."""
Piece = tuple[str, str]
"""Words, and the label that says what they are about."""
Colours = Mapping[str, str]
"""Values of a key and their colours."""
Item = TypeVar("Item")
to_hex = cache(colors.to_hex)
MARGIN, ROOM, BANNER = 0.03, 40.0, 0.22
"""In inches: white around what is painted; most height of a picture; height of a banner."""
NARROW = 4.0
"""Inches: on a sheet less wide, as for a phone, parts stand below each other, not side by side."""
SHAPES, LINES, WORDS = 1.0, 2.0, 3.0
"""What covers what, unless it is said: texts stand on lines, lines on shapes."""
SPACE = 0.28 * style.BODY * style.POINT
"""Width of a space in inches."""
GRAMMAR: dict[str, Look] = {
    "certain": {},
    "possible": {"hatch": "//////", "hatch_linewidth": 0.6, "linewidth": 0.7},
    "open": {"linewidth": 0.7},
    "disputed": {"linewidth": 1.0, "dashes": (3, 1.6)},
}


class Painted(NamedTuple):
    """Something on a page, in inches; what has a greater `height` covers it."""

    height: float
    part: Part


class Page:
    """One sheet, `width` inches of it to paint on, and the marks that can be put there."""

    def __init__(self, width: float = style.WIDTH) -> None:
        self.top, self.height = 0.0, ROOM
        self.told: dict[str, Told] = {}
        self.whose: Mapping[str, Sequence[str]] = {}  # the hosts of marks, by their label
        self.width = width - 2 * MARGIN
        self._painted: list[Painted] = []

    @property
    def narrow(self) -> bool:
        """Whether there is no room to put parts side by side."""
        return self.width < NARROW

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the whole sheet, in inches."""
        return self.width + 2 * MARGIN, self.height

    @property
    def painted(self) -> list[Painted]:
        """What is on it, the lowest first."""
        return sorted(self._painted, key=attrgetter("height"))

    def cut(self, bottom: float) -> float:
        """Give the sheet the height from its top to `bottom`; returns that height in inches."""
        self.height = round(bottom - self.top + 2 * MARGIN, 3)
        return self.height

    def drawing(self) -> Drawing:
        """The picture as it is now, in points from its upper left corner."""
        width, height = (side * INCH for side in self.size)
        parts = tuple(_moved(one, MARGIN, MARGIN - self.top) for _, one in self.painted)
        return Drawing(width, height, parts, dict(self.told), dict(self.whose))

    def banner(self, words: str) -> None:
        """Words on a band over the whole width, above what is painted from 0 on."""
        self.top -= BANNER + 0.08
        self.band(self.top - MARGIN, BANNER, style.SAND)
        middle = self.top - MARGIN + BANNER / 2
        self.middle(0.06, middle, words, weight=600, label="head|banner")

    def tell(self, what: str, words: str, **keys: str) -> None:
        """What a reader is told who points at the marks of which the label says `what`, and keys
        that the label has not."""
        self.told[what] = Told(words, keys)

    # ---- words. Their look: size (points), weight, slant, colour, align, label

    def text(self, x: float, baseline: float, words: str, *, size: float = style.BODY,
             weight: int = 400, slant: str = "normal", colour: str = style.INK,
             align: str = "left", label: str = "") -> None:  # fmt: skip
        """One line of text standing on a baseline."""
        if words:
            self._put(WORDS, Words(label, (x, baseline), words, size, weight, slant, colour, align))

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
            self.shape(white, "paper", facecolor=style.PAPER)
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

    def shape(
        self, outline: Outline, label: str, *, facecolor: str = "", edgecolor: str = "",
        linewidth: float = 0.0, dashes: Sequence[float] = (), cap: str = "butt",
        hatch: str = "", hatch_linewidth: float = 1.0, zorder: float = SHAPES,
    ) -> None:  # fmt: skip
        """A shape on the page: its fill; its outline, as wide as is said in points, whose dashes
        are in widths of it; its hatching, in the outline's colour."""
        fill, edge = (to_hex(one) if one else "" for one in (facecolor, edgecolor))
        hatched = Hatch(hatch, edge, fill, hatch_linewidth) if hatch else None
        stroke = None
        if edge and linewidth:
            stroke = Stroke(edge, linewidth, tuple(one * linewidth for one in dashes), cap)
        self._put(zorder, Shape(label, outline, fill, hatched, stroke))

    def line(self, outline: Outline, label: str, stroke: Stroke, zorder: float = LINES) -> None:
        """A line on the page."""
        self._put(zorder, Shape(label, outline, "", None, stroke, line=True))

    def _put(self, height: float, part: Part) -> None:
        self._painted.append(Painted(height, part))

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
        outline = Outline(points, "MLLLz" * (len(points) // 5))
        self.shape(outline, f"{kind}|{what}", **look_of(kind, colour))

    def edge(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """An outline around a shaded cell, where its shade alone would not stand out."""
        if style.firm(colour) != to_hex(colour):
            look: Look = {"edgecolor": style.firm(colour), "linewidth": 0.6, "zorder": 2}
            self.shape(rectangle(x, y, width, height), "edge", **look)

    def dot(self, x: float, y: float, radius: float, kind: str, colour: str, what: str = "",
            pale: bool = False) -> None:  # fmt: skip
        """A dot of a kind around its centre; a likely one is a ring with a small core."""
        shade, likely = style.muted(colour) if pale else colour, kind == "likely"
        look = look_of("open" if likely else kind, shade)
        look |= {"linewidth": 0.9} if kind in ("likely", "open") else {}
        look |= {"edgecolor": style.firm(shade)} if likely else {}
        self.shape(paths.circle(x, y, radius), f"{kind}|{what}", **look)
        if likely:
            core = paths.circle(x, y, radius * 0.4)
            self.shape(core, f"core|{what}", facecolor=shade)

    def rule(self, xs: Sequence[float], ys: Sequence[float], colour: str = style.HAIRLINE,
             width: float = 0.6, label: str = "rule") -> None:  # fmt: skip
        """A thin line through points."""
        self.line(paths.line(xs, ys), label, Stroke(to_hex(colour), width, join="round"))

    def band(self, y: float, height: float, colour: str = style.BAND) -> None:
        """A pale stripe over the whole width, for the row that the picture is about."""
        stripe = rectangle(-MARGIN, y, self.width + 2 * MARGIN, height)
        self.shape(stripe, "band", facecolor=colour, zorder=0)


def _moved(part: Part, right: float, down: float) -> Part:
    """A part in points, moved by some inches; what is behind the sixth decimal differs from machine
    to machine."""
    old = [part.at] if isinstance(part, Words) else part.outline.points
    at = [(round((x + right) * INCH, 6), round((y + down) * INCH, 6)) for x, y in old]
    if isinstance(part, Words):
        return replace(part, at=at[0])
    return replace(part, outline=Outline(at, part.outline.commands))


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

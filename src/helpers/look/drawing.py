"""What a page shows, as plain data: its shapes and texts in the order of painting.

A page is read once, and the picture is then written in as many ways as there are uses, and
measured, too. matplotlib would draw it anew for each, which takes several times as long. Pages hold
three kinds of artist; any other stops.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_hex
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.spines import Spine
from matplotlib.text import Text

from helpers.look import style
from helpers.look.page import Page, Told
from helpers.look.paths import Array, codes_of, path

INCH = 72.0
"""Points in an inch."""
_SHIFT = {"left": 0.0, "center": 0.5, "right": 1.0}


class Box(NamedTuple):
    """Left, upper, right and lower end of something, in points."""

    x0: float
    y0: float
    x1: float
    y1: float


class Hatch(NamedTuple):
    """What a shape is hatched with: matplotlib's signs, their colour and width, and the ground."""

    signs: str
    colour: str
    ground: str
    width: float


@dataclass(frozen=True)
class Stroke:
    """An outline or a line: its colour, width in points, dashes, and how it ends and turns."""

    colour: str
    width: float
    dashes: tuple[float, ...]
    cap: str
    join: str


@dataclass(frozen=True)
class Shape:
    """A path, `d` in words of an SVG, in points from the picture's upper left corner; `fill` is a
    colour, or empty."""

    label: str
    points: Array
    codes: Array
    d: str
    fill: str
    hatch: Hatch | None
    stroke: Stroke | None
    line: bool  # a line has no inside

    @property
    def box(self) -> Box:
        """Where it stands; of a curve, its control points."""
        return Box(*map(float, (*self.points.min(axis=0), *self.points.max(axis=0))))

    def holds(self, x: float, y: float) -> bool:
        """Whether a place is inside of it."""
        return bool(Path(self.points, self.codes).contains_point((x, y)))


@dataclass(frozen=True)
class Words:
    """One line of text that stands on a baseline, in points; `align` says what end of it is at
    x."""

    label: str
    x: float
    y: float
    text: str
    font: FontProperties
    colour: str
    align: str

    @property
    def start(self) -> float:
        """Where its first letter begins."""
        return self.x - _SHIFT[self.align] * self.width

    @property
    def width(self) -> float:
        """Its width in points."""
        return style.width_in(self.text, self.font)

    @property
    def box(self) -> Box:
        """Where it stands, with the room that its face has above and below."""
        above, below = (share * self.font.get_size_in_points() for share in style.rise(self.font))
        return Box(self.start, self.y - above, self.start + self.width, self.y + below)


Part = Shape | Words


@dataclass(frozen=True)
class Drawing:
    """A picture of this width and height in points; what is told of its marks is as the page's."""

    width: float
    height: float
    parts: tuple[Part, ...]
    told: Mapping[str, Told]
    whose: Mapping[str, Sequence[str]]

    @property
    def shapes(self) -> list[Shape]:
        """Its shapes, the lowest first."""
        return [one for one in self.parts if isinstance(one, Shape)]

    @property
    def words(self) -> list[Words]:
        """Its texts."""
        return [one for one in self.parts if isinstance(one, Words)]


def read(page: Page) -> Drawing:
    """What a page shows. ValueError for what no painter here puts on one."""
    width, height = (float(one) * INCH for one in page.figure.get_size_inches())
    parts = tuple(_parts(page.axes, height))
    return Drawing(width, height, parts, dict(page.told), dict(page.whose))


def _parts(axes: Axes, height: float) -> Iterator[Part]:
    """What is on axes and on those that stand on them, the lowest first."""
    place, painted = _to_points(axes, height), list(_painted(axes))
    places = [_vertices(one) for one in painted]
    # All at once: numpy takes about as long for one as for a hundred.
    moved = np.concatenate([*places, np.empty((0, 2))]) @ place[:, :2].T + place[:, 2]
    moved = np.round(moved, 6)  # what is behind that differs from machine to machine
    ends = np.cumsum([len(one) for one in places])
    for one, points in zip(painted, np.split(moved, ends)[:-1], strict=True):
        if isinstance(one, Axes):
            yield from _parts(one, height)
        elif isinstance(one, Text):
            yield _words(one, points[0])
        elif isinstance(one, Patch):
            yield _patch(one, points)
        else:
            yield _line(one, points)


def _painted(axes: Axes) -> Iterator[Axes | Text | Patch | Line2D]:
    """The artists that are seen, the lowest first."""
    for one in sorted(axes.get_children(), key=lambda one: one.get_zorder()):
        if not one.get_visible() or one is axes.patch or isinstance(one, Spine | Axis):
            continue
        if not isinstance(one, Axes | Text | Patch | Line2D):
            raise ValueError(f"A page has a {type(one).__name__}, which nothing here reads.")
        if not isinstance(one, Text) or one.get_text():
            yield one


def _vertices(one: Axes | Text | Patch | Line2D) -> Array:
    """The points of an artist, as its axes count them."""
    if isinstance(one, Text):
        return np.array([one.get_unitless_position()], dtype=float)
    if isinstance(one, Patch):
        return np.asarray(one.get_patch_transform().transform(one.get_path().vertices))
    return np.asarray(one.get_path().vertices) if isinstance(one, Line2D) else np.empty((0, 2))


def _to_points(axes: Axes, height: float) -> Array:
    """What turns a place on the axes into points from the picture's upper left corner."""
    locator: Any = axes.get_axes_locator()
    if locator:  # an inset follows the page that it stands on
        axes.apply_aspect(locator(axes, None))
    if axes.axison or not axes.transData.is_affine:
        raise ValueError("A page has axes with a frame or a scale, which nothing here reads.")
    figure = axes.get_figure(root=True)
    assert figure is not None
    place: Array = axes.transData.get_affine().get_matrix()[:2] * (INCH / figure.dpi)
    place[1] = -place[1]
    place[1, 2] += height
    return place


_hex = cache(to_hex)


def _label(one: Artist) -> str:
    label = str(one.get_label())
    return label if "|" in label else ""


def _words(one: Text, at: Array) -> Words:
    face, colour = one.get_fontproperties(), _hex(one.get_color())
    align = str(one.get_horizontalalignment())
    return Words(_label(one), float(at[0]), float(at[1]), one.get_text(), face, colour, align)


def _patch(one: Patch, points: Array) -> Shape:
    shade: Any = one.get_facecolor()
    edge: Any = one.get_edgecolor()
    fill = _hex(shade) if one.get_fill() and shade[3] else ""
    hatch = None
    if signs := one.get_hatch():
        hatch = Hatch(signs, _hex(one.get_hatchcolor()), fill, one.get_hatch_linewidth())
    stroke = _stroke(one, edge, one.get_capstyle(), one.get_joinstyle()) if edge[3] else None
    return _shape(one, points, fill, hatch, stroke)


def _line(one: Line2D, points: Array) -> Shape:
    dashed = one.is_dashed()
    cap = one.get_dash_capstyle() if dashed else one.get_solid_capstyle()
    join = one.get_dash_joinstyle() if dashed else one.get_solid_joinstyle()
    return _shape(one, points, "", None, _stroke(one, one.get_color(), cap, join))


def _shape(
    one: Patch | Line2D, points: Array, fill: str, hatch: Hatch | None, stroke: Stroke | None
) -> Shape:
    codes, line = codes_of(one.get_path()), isinstance(one, Line2D)
    return Shape(_label(one), points, codes, path(points, codes), fill, hatch, stroke, line)


def _stroke(one: Patch | Line2D, colour: Any, cap: str, join: str) -> Stroke | None:
    width = float(one.get_linewidth())
    if not width:
        return None
    dashes = one._dash_pattern[1] or ()  # type: ignore[union-attr] # no public name tells them
    return Stroke(_hex(colour), width, tuple(map(float, dashes)), str(cap), str(join))

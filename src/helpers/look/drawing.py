"""What a picture shows, as plain data: shapes and texts in the order of painting.

A picture is written in as many ways as there are uses, and measured, too. matplotlib would draw it
anew for each, which takes several times as long.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from matplotlib.font_manager import FontProperties

from helpers.look import paths, style
from helpers.look.paths import Outline, Point

INCH = 72.0
"""Points in an inch."""
_SHIFT = {"left": 0.0, "center": 0.5, "right": 1.0}


class Box(NamedTuple):
    """Left, upper, right and lower end of something."""

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


class Stroke(NamedTuple):
    """An outline or a line: its colour, width in points, dashes, and how it ends and turns, in
    matplotlib's words."""

    colour: str
    width: float
    dashes: tuple[float, ...] = ()
    cap: str = "butt"
    join: str = "miter"


class Told(NamedTuple):
    """What is said of marks beside what is seen: words, and keys such as their host."""

    words: str
    keys: Mapping[str, str]


@dataclass(frozen=True)
class Shape:
    """An outline, filled with a colour or with none, hatched, stroked; a line has no inside."""

    label: str
    outline: Outline
    fill: str
    hatch: Hatch | None
    stroke: Stroke | None
    line: bool = False

    @cached_property
    def d(self) -> str:
        """The outline in words of an SVG."""
        return paths.written(self.outline)

    @cached_property
    def box(self) -> Box:
        """Where it stands; of a curve, its control points."""
        xs, ys = zip(*self.outline.points, strict=True)
        return Box(min(xs), min(ys), max(xs), max(ys))

    def holds(self, x: float, y: float) -> bool:
        """Whether a place is inside of it."""
        return bool(paths.as_path(self.outline).contains_point((x, y)))


@dataclass(frozen=True)
class Words:
    """One line of text that stands on a baseline; `align` says what end of it is at x."""

    label: str
    at: Point
    text: str
    size: float
    weight: int
    slant: str
    colour: str
    align: str

    @property
    def font(self) -> FontProperties:
        """Its font."""
        return style.font(self.size, self.weight, self.slant)

    @property
    def start(self) -> float:
        """Where its first letter begins, in points."""
        return self.at[0] - _SHIFT[self.align] * self.width

    @property
    def width(self) -> float:
        """Its width in points."""
        return style.width_in_points(self.text, self.size, self.weight, self.slant)

    @property
    def box(self) -> Box:
        """Where it stands, with the room that its face has above and below, in points."""
        above, below = (share * self.size for share in style.rise(self.slant, self.weight))
        start, y = self.start, self.at[1]
        return Box(start, y - above, start + self.width, y + below)


Part = Shape | Words


@dataclass(frozen=True)
class Drawing:
    """A picture of this width and height, and its parts, all in points from its upper left corner;
    what is told of its marks, and whose they are, by what their labels say."""

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

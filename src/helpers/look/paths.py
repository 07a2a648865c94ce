"""Outlines of shapes: points, and what is done at each, in the words of an SVG."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from matplotlib.path import Path

Point = tuple[float, float]
_CODES = {"M": Path.MOVETO, "L": Path.LINETO, "Q": Path.CURVE3, "C": Path.CURVE4,
          "z": Path.CLOSEPOLY}  # fmt: skip
_LETTERS = {int(code): letter for letter, code in _CODES.items()}
_TAKES = {"M": 1, "L": 1, "Q": 2, "C": 3, "z": 1}
"""How many points a command takes; that of `z` is where the shape began."""


class Outline(NamedTuple):
    """Points, and a command for each: `M` begins there, `L` goes straight on, `Q` and `C` bend on
    the way to the last of their two or three points, `z` goes back to where it began.
    """

    points: Sequence[Point]
    commands: str


def rectangle(x: float, y: float, width: float, height: float) -> Outline:
    """A rectangle from its top left corner."""
    right, bottom = x + width, y + height
    return Outline(((x, y), (right, y), (right, bottom), (x, bottom), (x, y)), "MLLLz")


def polygon(corners: Iterable[Point]) -> Outline:
    """A shape with these corners."""
    points = list(corners)
    return Outline([*points, points[0]], "M" + "L" * (len(points) - 1) + "z")


def regular(x: float, y: float, corners: int, radius: float, turn: float) -> Outline:
    """A shape of equal sides around its centre; its first corner is below, or turned from there by
    so many radians."""
    angles = [2 * math.pi * place / corners + math.pi / 2 + turn for place in range(corners)]
    return polygon((x + radius * math.cos(one), y + radius * math.sin(one)) for one in angles)


def circle(x: float, y: float, radius: float) -> Outline:
    """A circle around its centre."""
    points, commands = _circle()
    return Outline([(x + radius * a, y + radius * b) for a, b in points], commands)


@cache
def _circle() -> Outline:
    return of(Path.unit_circle())


def line(xs: Iterable[float], ys: Iterable[float]) -> Outline:
    """A line through points."""
    points = list(zip(xs, ys, strict=True))
    return Outline(points, "M" + "L" * (len(points) - 1))


def of(drawn: Path) -> Outline:
    """A path of matplotlib's, which leaves the codes out where all points are joined by lines."""
    points = [(float(x), float(y)) for x, y in np.array(drawn.vertices)]
    if drawn.codes is None:
        return Outline(points, "M" + "L" * (len(points) - 1))
    return Outline(points, "".join(_LETTERS[code] for code in np.array(drawn.codes).tolist()))


def as_path(outline: Outline) -> Path:
    """The same as a path of matplotlib's."""
    return Path(outline.points, [_CODES[one] for one in outline.commands])


@lru_cache(maxsize=100_000)  # rows and columns: most numbers of a picture are there many times
def short(number: float) -> str:
    """A number with at most two decimals."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def written(outline: Outline) -> str:
    """An outline as the `d` of a path, with two decimals; a level line has one number."""
    numbers, commands = [(short(x), short(y)) for x, y in outline.points], outline.commands
    made, at, place = list[str](), ("", ""), 0
    while place < len(numbers):
        letter = commands[place]
        ends = numbers[place : place + _TAKES[letter]]
        place += len(ends)
        if letter == "z":
            made.append("z")
            continue
        if letter == "L" and ends[0][1] == at[1]:
            made.append(f"H{ends[0][0]}")
        elif letter == "L" and ends[0][0] == at[0]:
            made.append(f"V{ends[0][1]}")
        else:
            made.append(letter + " ".join(f"{x} {y}" for x, y in ends))
        at = ends[-1]
    return "".join(made)

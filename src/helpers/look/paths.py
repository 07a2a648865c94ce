"""Paths of matplotlib's as those of an SVG: short, with two decimals."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.path import Path

Array = np.ndarray[Any, Any]
_COMMANDS = {
    int(Path.MOVETO): ("M", 1), int(Path.LINETO): ("L", 1), int(Path.CURVE3): ("Q", 2),
    int(Path.CURVE4): ("C", 3), int(Path.CLOSEPOLY): ("z", 1),
}  # fmt: skip
"""The letter of a code of matplotlib's, and how many points it takes."""


def codes_of(drawn: Path) -> Array:
    """What is done at each point: matplotlib leaves it out where all are joined by lines."""
    if drawn.codes is not None:
        return np.asarray(drawn.codes)
    codes = np.full(len(np.asarray(drawn.vertices)), Path.LINETO)
    codes[:1] = Path.MOVETO
    return codes


def short(number: float) -> str:
    """A number with at most two decimals."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def path(points: Array, codes: Array) -> str:
    """Points as the `d` of a path; level and upright lines have one number."""
    numbers = [(short(x), short(y)) for x, y in points.tolist()]
    made, at, place = list[str](), ("", ""), 0
    while place < len(numbers):
        letter, many = _COMMANDS[int(codes[place])]
        ends = numbers[place : place + many]
        place += many
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

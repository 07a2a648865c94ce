"""A picture set once more for small screens, where the wide one would be too small to read.

Painters wrap their words to the width that a page has. Not every picture stands that: one whose
words break, run into each other or leave the page is given up, and the wide one stays.
"""

import re
from collections.abc import Callable

import numpy as np

from helpers.look import svg
from helpers.look.drawing import INCH, Box, Drawing
from helpers.look.page import ROOM, Page

Painter = Callable[[Page], float]
"""Paints down a page from 0 and returns where it ended, in inches."""
WIDTH = 3.2
"""In inches: type of 8 points is at least 11 px high on a screen 360 px wide."""
_BROKEN = re.compile(r"\w[-…]$")
_SLACK = 0.02 * INCH  # points that two texts may share, or a mark may stand over the edge


def picture(paint: Painter, name: str) -> bytes | None:
    """The narrow picture as SVG, None where it does not hold; `name` is for the ids in it."""
    page = Page(WIDTH)
    bottom = paint(page)
    if bottom > ROOM:
        return None
    page.cut(bottom)
    drawn = page.drawing()
    return svg.readable(drawn, name) if holds(drawn) else None


def holds(drawn: Drawing) -> bool:
    """Whether all words are whole, none cover others, and nothing leaves the page at its sides."""
    if any(_BROKEN.search(one.text) for one in drawn.words):
        return False
    words = [one.box for one in drawn.words]
    marks = [one.box for one in drawn.shapes if not one.line]
    edge = drawn.width + _SLACK
    within = all(one.x0 >= -_SLACK and one.x1 <= edge for one in (*words, *marks))
    return within and not _overlap(words)


def _overlap(boxes: list[Box]) -> bool:
    """Whether two texts cover each other by more than their lines' own room."""
    left, top, right, bottom = np.array(boxes).reshape(-1, 4).T
    high = bottom - top
    wide = np.minimum.outer(right, right) - np.maximum.outer(left, left)
    tall = np.minimum.outer(bottom, bottom) - np.maximum.outer(top, top)
    over = (wide > _SLACK) & (tall > 0.3 * np.minimum.outer(high, high))
    return bool(np.triu(over, 1).any())

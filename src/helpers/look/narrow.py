"""A picture set once more for small screens, where the wide one would be too small to read.

Painters wrap their words to the width that a page has. Not every picture stands that: one whose
words break, run into each other or leave the page is given up, and the wide one stays.
"""

import re
from collections.abc import Callable, Iterator
from itertools import combinations

from matplotlib.artist import Artist
from matplotlib.patches import Patch
from matplotlib.spines import Spine
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from helpers.look import svg
from helpers.look.page import ROOM, Page

Painter = Callable[[Page], float]
"""Paints down a page from 0 and returns where it ended, in inches."""
WIDTH = 3.2
"""In inches: type of 8 points is at least 11 px high on a screen 360 px wide."""
_BROKEN = re.compile(r"\w[-…]$")
_SLACK = 0.02  # inches that two texts may share, or a mark may stand over the edge


def picture(paint: Painter, name: str) -> bytes | None:
    """The narrow picture as SVG, None where it does not hold; `name` is for the ids in it."""
    page = Page.tall(WIDTH)
    bottom = paint(page)
    if bottom > ROOM:
        return None
    page.cut(bottom)
    page.figure.draw_without_rendering()  # puts insets in their places
    return svg.readable(page, name) if holds(page) else None


def holds(page: Page) -> bool:
    """Whether all words are whole, none cover others, and nothing leaves the page at its sides."""
    words = [one for one in _painted(page) if isinstance(one, Text) and one.get_text()]
    if any(_BROKEN.search(one.get_text()) for one in words):
        return False
    places = [_extent(one) for one in words]
    edge = float(page.figure.get_figwidth()) + _SLACK
    marks = [_extent(one) for one in _painted(page) if isinstance(one, Patch)]
    within = all(one.x0 >= -_SLACK and one.x1 <= edge for one in (*places, *marks))
    return within and not any(_overlap(*pair) for pair in combinations(places, 2))


def _painted(page: Page) -> Iterator[Artist]:
    """Words and marks, but not a page's own ground."""
    for axes in (page.axes, *page.axes.child_axes):
        for one in axes.get_children():
            if one.get_visible() and one is not axes.patch and not isinstance(one, Spine):
                yield one


def _extent(one: Artist) -> Bbox:
    """Where it stands, in inches."""
    assert one.figure is not None
    return Bbox(one.get_window_extent().get_points() / one.figure.dpi)


def _overlap(one: Bbox, other: Bbox) -> bool:
    """Whether two texts cover each other by more than their lines' own room."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide > _SLACK and high > 0.3 * min(one.height, other.height)

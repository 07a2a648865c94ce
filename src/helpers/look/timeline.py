"""Periods side by side, as far apart as they are in time."""

from collections.abc import Sequence
from itertools import pairwise

from helpers.look import style
from helpers.look.page import Look, Page, Piece, spread
from helpers.look.paths import rectangle


def across(moments: Sequence[float], left: float, right: float) -> list[float]:
    """Where each moment stands between two edges, in inches."""
    first, whole = moments[0], (moments[-1] - moments[0]) or 1.0
    return [left + (right - left) * (one - first) / whole for one in moments]


def heads(
    page: Page, top: float, places: Sequence[float], heads: Sequence[Sequence[Piece]]
) -> float:
    """Each period's name, large if there is room, and what is said of it below, over its place and
    moved apart where they would overlap; returns where they end.
    """
    gap = min((other - one for one, other in pairwise(places)), default=page.width)
    widest = max(style.text_width(lines[0][0], style.TITLE, 700) for lines in heads)
    size = style.TITLE if widest + 0.12 < gap else style.BODY
    widths = [_width(lines, size) for lines in heads]
    wanted = [x - width / 2 for x, width in zip(places, widths, strict=True)]
    starts = spread(wanted, widths, 0.0, page.width)
    bottom = top
    for start, width, lines in zip(starts, widths, heads, strict=True):
        below = top
        for place, (words, label) in enumerate(lines):
            look: Look = {"size": style.BODY} if place else {"size": size, "weight": 700}
            look |= {"align": "center", "label": label}
            below = page.lines(start + width / 2, below, [words], **look)
        bottom = max(bottom, below)
    return bottom


def _width(lines: Sequence[Piece], size: float) -> float:
    first, *rest = [words for words, _ in lines]
    return max([style.text_width(first, size, 700), *map(style.text_width, rest)])


def stems(page: Page, places: Sequence[float], top: float, bottom: float) -> None:
    """A pale upright line at each place."""
    for x in places:
        stem = rectangle(x - 0.008, top, 0.016, bottom - top)
        page.shape(stem, "stem", facecolor=style.BAND, zorder=0)

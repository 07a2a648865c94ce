"""Periods side by side, as far apart as they are in time."""

from collections.abc import Sequence

from matplotlib.patches import Rectangle

from helpers.look import style
from helpers.look.page import Look, Page, Piece, spread, tall


def across(moments: Sequence[float], left: float, right: float) -> list[float]:
    """Where each moment stands between two edges, in inches."""
    first, whole = moments[0], (moments[-1] - moments[0]) or 1.0
    return [left + (right - left) * (one - first) / whole for one in moments]


def heads(
    page: Page, top: float, places: Sequence[float], heads: Sequence[Sequence[Piece]]
) -> float:
    """Each period's name, large, and what is said of it below, over its place and moved apart where
    they would overlap; returns where they end.
    """
    widths = [_width(lines) for lines in heads]
    wanted = [x - width / 2 for x, width in zip(places, widths, strict=True)]
    starts = spread(wanted, widths, 0.0, page.width)
    bottom = top
    for start, width, lines in zip(starts, widths, heads, strict=True):
        below = top
        for place, (words, label) in enumerate(lines):
            look: Look = {"size": style.TITLE, "weight": 700} if not place else {}
            below = page.lines(start + width / 2, below, [words], align="center", label=label,
                               **look)  # fmt: skip
        bottom = max(bottom, below)
    return bottom


def _width(lines: Sequence[Piece]) -> float:
    first, *rest = [words for words, _ in lines]
    large = style.text_width(first, style.TITLE, 700)
    return max([large, *(style.text_width(words) for words in rest)])


def stems(page: Page, places: Sequence[float], top: float, bottom: float) -> None:
    """A pale upright line at each place."""
    for x in places:
        stem = Rectangle((x - 0.008, top), 0.016, bottom - top)
        page.shape(stem, "stem", facecolor=style.BAND, linewidth=0, zorder=0)


def height(lines: int) -> float:
    """How much room the heads take: a name and so many lines."""
    return tall(1, style.TITLE) + tall(lines)

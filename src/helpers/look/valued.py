"""A map of tiles coloured by values: each tile with its code and its value, a key below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import seaborn as sns

from helpers.look import style
from helpers.look.entries import said_of
from helpers.look.page import Look, Page
from helpers.look.tiles import HAIR, Tile

SIDE, KEY = 0.5, 0.16
"""Inches of a tile's side, and of a patch of the key."""
SHADES = 5
PALETTE = f"light:{style.ACCENT}"


def valued(
    page: Page, tiles: Sequence[Tile], values: Mapping[str, float], palette: str = PALETTE
) -> float:
    """Paint each tile in the shade of its value by code; one without a value is an empty outline.

    Returns where the key ends, in inches. ValueError for a palette that seaborn does not know.
    """
    shades = sns.color_palette(palette, SHADES + 1).as_hex()[1:]  # the palest is paper
    low, high = min(values.values(), default=0), max(values.values(), default=0)
    first = min(tile.row for tile in tiles), min(tile.column for tile in tiles)
    for tile in tiles:
        x, y = (tile.column - first[1]) * SIDE, (tile.row - first[0]) * SIDE
        value = values.get(tile.code)
        shade = "" if value is None else shades[_class(value, low, high)]
        _tile(page, x, y, tile.code, shade, "" if value is None else f"{value:,g}")
    bottom = (max(tile.row for tile in tiles) - first[0] + 1) * SIDE + KEY
    return _key(page, bottom, shades, low, high) if values else bottom


def _class(value: float, low: float, high: float) -> int:
    """The shade of a value: classes of equal width from the least to the greatest."""
    if high == low:
        return SHADES - 1
    return min(int((value - low) / (high - low) * SHADES), SHADES - 1)


def _tile(page: Page, x: float, y: float, code: str, shade: str, number: str) -> None:
    kind, inner, what = "certain" if shade else "open", SIDE - 2 * HAIR, said_of(tile=code)
    page.box(x + HAIR, y + HAIR, inner, inner, kind, shade or style.OUTLINE, what)
    ink = style.text_on(shade or style.PAPER)
    middle = x + SIDE / 2
    look: Look = {"colour": ink, "align": "center"}
    height = y + SIDE * (0.32 if number else 0.5)
    page.middle(middle, height, code, weight=600, label=f"code|{what}", **look)
    page.middle(middle, y + SIDE * 0.68, number, label=f"number|{what}", **look)


def _key(page: Page, top: float, shades: Sequence[str], low: float, high: float) -> float:
    """The shades side by side, between the least and the greatest value."""
    middle, x = top + KEY / 2, style.text_width(f"{low:,g}") + 0.06
    page.middle(0, middle, f"{low:,g}", label="key|least")
    for place, shade in enumerate(shades):
        page.box(x + place * KEY, top, KEY, KEY, "certain", shade, "key")
    page.middle(x + len(shades) * KEY + 0.06, middle, f"{high:,g}", label="key|greatest")
    return top + KEY

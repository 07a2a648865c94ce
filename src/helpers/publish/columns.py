"""How much room the columns of a table ask for, measured here once: Typst would measure at each
layout.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from matplotlib.ft2font import FT2Font

_FACE = Path(__file__).parent / "fonts" / "IBMPlexSans-SemiBold.ttf"  # of heads: the widest in use
_WIDEST_WORD = 16  # em; a longer word has to break


def extents(
    columns: Sequence[dict[str, Any]], rows: Sequence[Sequence[str]]
) -> list[dict[str, float]]:
    """For each column, in em of the table's type: `least` holds its longest word, `natural` its
    longest cell in one line and its head in two, `roomy` the head in one line, too.
    """
    return [
        _extent(column["label"], [row[place] for row in rows])
        for place, column in enumerate(columns)
    ]


def longest_word(columns: Sequence[dict[str, Any]], rows: Sequence[Sequence[str]]) -> int:
    """Signs of the longest word in a table."""
    texts = [*(column["label"] for column in columns), *(cell for row in rows for cell in row)]
    return max((len(word) for text in texts for word in text.split()), default=0)


def _extent(head: str, cells: Sequence[str]) -> dict[str, float]:
    words = (word for text in (head, *cells) for word in re.split(r"[\s-]", text))
    least = min(_WIDEST_WORD, _widest(words))
    natural = max(least, _widest(cells), 0.6 * _widest([head]))
    return {"least": least, "natural": natural, "roomy": max(natural, _widest([head]))}


def _widest(texts: Iterable[str]) -> float:
    """The widest of the texts, in em."""
    return round(max((sum(map(_advance, text)) for text in set(texts)), default=0.0), 3)


@cache
def _advance(sign: str) -> float:
    """How far a sign moves the next one, in em; kerning is left out."""
    return _font().load_char(ord(sign)).linearHoriAdvance / 65536


@cache
def _font() -> FT2Font:
    font = FT2Font(str(_FACE))
    font.set_size(1, 72)  # one point, so that an advance in points is one in em
    return font

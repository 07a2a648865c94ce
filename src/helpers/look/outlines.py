"""A picture as SVG that looks right wherever it is opened: its letters are outlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from matplotlib.path import Path
from matplotlib.textpath import TextToPath, text_to_path

from helpers.look import paths, svg
from helpers.look.drawing import Drawing, Shape, Words
from helpers.look.paths import short
from helpers.look.svg import tag

_DASH_BEFORE_DASH = re.compile("-(?=-)")  # two would end a comment
_LINK = {"xmlns:xlink": "http://www.w3.org/1999/xlink", "stroke-linejoin": "round"}


def outlined(drawing: Drawing) -> bytes:
    """The picture as SVG. What a text says stands beside it, for who looks for it in the file."""
    hatches, letters = svg.hatchings(drawing, "hatch-"), dict[str, str]()
    painted = []
    for one in drawing.parts:
        if isinstance(one, Shape):
            painted.append(tag("path", {"d": one.d, **svg.looks(one, hatches)}))
        else:
            painted += _text(one, letters)
    shapes = (tag("path", {"id": id_, "d": _shape(name)}) for name, id_ in letters.items())
    defined = "".join([*map(svg.pattern, hatches, hatches.values()), *shapes])
    inner = [tag("defs", {}, defined), svg.paper(drawing), *painted]
    return svg.picture(drawing, _LINK, inner)


def _text(words: Words, letters: dict[str, str]) -> Iterator[str]:
    """A text; its letters join `letters`, name -> id."""
    font = text_to_path._get_font(words.font)  # type: ignore[attr-defined]
    placed, outlines, _ = text_to_path.get_glyphs_with_font(font, words.text)
    _OUTLINES.update(outlines)
    uses = ""
    for name, x, y, _ in placed:
        id_ = letters.setdefault(name, f"letter-{len(letters)}")
        at = {side: short(far) for side, far in (("x", x), ("y", y)) if far}
        uses += tag("use", {"xlink:href": f"#{id_}", **at})
    scale = f"{words.size / TextToPath.FONT_SCALE:.4f}"
    place = f"translate({short(words.start)} {short(words.at[1])}) scale({scale} -{scale})"
    yield f"<!-- {_DASH_BEFORE_DASH.sub('- ', words.text)} -->"
    yield tag("g", {"fill": words.colour, "transform": place}, uses)


_OUTLINES: dict[str, Any] = {}
"""The outline of each letter that was drawn, by its name, which holds its font's."""


@cache
def _shape(letter: str) -> str:
    """The outline of a letter, 100 high, as a path."""
    return paths.written(paths.of(Path(*_OUTLINES[letter])))

"""What matplotlib finds out about a text, found out once a process.

A picture is set wide and narrow, and the pictures of many reports say the same words; matplotlib
would lay out each text anew each time. What is kept depends on nothing but the text and its font:
the pictures stay the same.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any

from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import TextToPath

Method = Callable[..., Any]


def remember() -> None:
    """From now on this process keeps what it finds out. Call once, when all fonts are known."""
    measure = _kept(TextToPath.get_text_width_height_descent, _as_outline)
    TextToPath.get_text_width_height_descent = measure  # type: ignore[method-assign]
    lay_out, find = TextToPath.get_glyphs_with_font, fontManager._find_fonts_by_props
    TextToPath.get_glyphs_with_font = _outlines(lay_out)  # type: ignore[method-assign]
    fontManager._find_fonts_by_props = _kept(find, _as_font)  # type: ignore[method-assign]


def _kept(ask: Method, key: Callable[..., Hashable]) -> Method:
    """`ask`, which is asked only once for each key that `key` makes of its arguments."""
    known: dict[Hashable, Any] = {}

    @wraps(ask)
    def answer(*given: Any, **more: Any) -> Any:
        name = key(*given, **more)
        if name not in known:
            known[name] = ask(*given, **more)
        return known[name]

    return answer


def _as_outline(_: TextToPath, s: str, prop: FontProperties, ismath: object) -> Hashable:
    return s, hash(prop), ismath


def _as_font(prop: FontProperties, *more: object, **named: object) -> Hashable:
    return hash(prop), more, tuple(named.items())


def _outlines(lay_out: Method) -> Method:
    """`lay_out`, which gives a text's letters and the outlines that `glyph_map` has not yet."""
    known: dict[Hashable, Any] = {}

    @wraps(lay_out)
    def answer(self: TextToPath, font: FT2Font, s: str, glyph_map: dict[str, Any] | None = None,
               return_new_glyphs_only: bool = False, **more: Any) -> Any:  # fmt: skip
        name = (font, s, *more.items())
        if name not in known:
            known[name] = lay_out(self, font, s, **more)
        letters, outlines, boxes = known[name]
        old = {} if glyph_map is None else glyph_map
        new = {one: outline for one, outline in outlines.items() if one not in old}
        if return_new_glyphs_only:
            return letters, new, boxes
        old.update(new)
        return letters, old, boxes

    return answer

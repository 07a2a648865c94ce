"""The figures' typeface for the page: only the signs they use, as CSS that asks no server.

The text of inline figures is text, and its place was measured in this face: without it lines would
run into each other.
"""

import base64
import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from string import ascii_letters, digits, punctuation

import fontTools

from helpers.look import style, svg
from helpers.publish.kept import Kept

_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")
_LOOK = re.compile(r'font-(weight|style)="([^"]*)"')
_PLAIN = ascii_letters + digits + punctuation + " "
_FORMAT = "woff"  # woff2 is a fifth smaller and needs one more package
_KEPT = Kept(__file__, fontTools.version)


def faces(pictures: Iterable[str]) -> str:
    """`@font-face` rules with the signs that the texts of these SVGs have, a rule a cut.

    Each has plain letters and digits: so the reports of a network's hosts share one.
    """
    used: dict[tuple[str, int], set[str]] = {}
    for cut, words in (one for picture in pictures for one in _texts(picture)):
        used.setdefault(cut, set(_PLAIN)).update(words)
    return "\n".join(_face(cut, "".join(sorted(signs))) for cut, signs in sorted(used.items()))


def _texts(picture: str) -> Iterator[tuple[tuple[str, int], str]]:
    """Slant and weight of each text, and what it says."""
    for attributes, words in _TEXT.findall(picture):
        look = dict(_LOOK.findall(attributes))
        yield (look.get("style", "normal"), int(look.get("weight", 400))), words


@cache
def _face(cut: tuple[str, int], signs: str) -> str:
    """One rule; the same signs give the same bytes."""
    slant, weight = cut
    path = style.file_of(slant, weight)
    font = path.read_bytes()
    if (made := _KEPT.get(font, signs)) is None:
        made = _subset(font, signs)
        _KEPT.put(made, font, signs)
    kept = base64.b64encode(made).decode()
    return (
        f'@font-face {{ font-family: "{svg.FAMILY}"; font-style: {slant}; font-weight: {weight}; '
        f'src: url("data:font/{_FORMAT};base64,{kept}") format("{_FORMAT}"); }}'
    )


def _subset(font: bytes, signs: str) -> bytes:
    """A font with these signs only, without hints and with kerning and ligatures."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(hinting=False, flavor=_FORMAT, notdef_outline=True)
    options.layout_features = ["kern", "liga", "ccmp", "mark"]  # what the width was measured with
    made = TTFont(io.BytesIO(font), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=signs)
    cutter.subset(made)
    made.flavor, out = _FORMAT, io.BytesIO()
    made.save(out, reorderTables=False)
    return out.getvalue()

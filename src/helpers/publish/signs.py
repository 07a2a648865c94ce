"""Signs that the PDF can show: names may be in any script, fonts hold some of them only.

PDF/UA asks for a glyph of every sign. Where no font has one, a box stands for it, as a printer
shows it; the HTML, the tables and the pictures' own files have the sign itself.
"""

import unicodedata
from functools import cache
from pathlib import Path

import typst
from matplotlib import get_data_path
from matplotlib.ft2font import FT2Font

FONTS = Path(__file__).parent / "fonts"
SPARE = Path(get_data_path()) / "fonts" / "ttf"
"""Folders of the report's own fonts, and of one for scripts that these lack (such as Arabic)."""
_FACES = (FONTS / "IBMPlexSans-Regular.ttf", SPARE / "DejaVuSans.ttf")
BOX = "\u25af"
_UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")  # categories of signs that need no glyph


@cache
def fonts() -> typst.Fonts:
    """What Typst sets with: no fonts of the machine's own. Found once for all reports."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS, SPARE])


def settable(text: str) -> str:
    """The text with a box for each sign that no font has."""
    missing = {sign for sign in set(text) if not _has(sign)}
    return text.translate({ord(sign): BOX for sign in missing}) if missing else text


@cache
def _has(sign: str) -> bool:
    return unicodedata.category(sign) in _UNSEEN or ord(sign) in _known()


@cache
def _known() -> frozenset[int]:
    return frozenset(code for face in _FACES for code in FT2Font(str(face)).get_charmap())

"""How every picture and number of the report looks: colours, fonts, type sizes, number formats, figures.

Nothing here knows what a figure shows. `draw` takes its colours and fonts from this module,
`words` its number formats, so that a value reads the same in a picture, a caption and a sentence.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import matplotlib as mpl
import seaborn as sns
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontEntry, FontProperties, fontManager
from matplotlib.textpath import text_to_path

# ---------------------------------------------------------------- sizes

WIDTH = 6.5
"""Width of a picture in the report, in inches."""

POINT = 1 / 72
"""One typographic point in inches."""

BODY, HEAD, SMALL, BIG = 8.0, 9.0, 7.2, 13.0
"""Type sizes in points at the report's width; nothing is smaller than SMALL."""

LEADING = 1.22
"""Distance of two baselines, in type sizes."""

# ---------------------------------------------------------------- colours

INK = "#1b1f24"
MUTED = "#59626d"
OUTLINE = "#7b8591"
HAIRLINE = "#c9cfd6"
BAND = "#eef1f4"
PAPER = "#ffffff"
ACCENT = "#2f5d8a"
SAND = "#f3e8d2"

LABS = (
    "#cc6677",  # Appalachia
    "#88ccee",  # Central
    "#4477aa",  # Mid-Atlantic
    "#117733",  # Midwest
    "#b5b344",  # Northeast & Islands
    "#332288",  # Northwest
    "#aa4499",  # Pacific
    "#44aa99",  # Southeast
    "#882255",  # Southwest
    "#ddcc77",  # West
)
"""Colours of the labs in the order of the network's list: for the ten RELs, the report's own order."""

CHANGES = {
    "split_or_merged": "#e8590c",
    "split": "#e8590c",
    "merged": "#b23c06",
    "coverage": "#4527a0",
    "renamed": "#b79cf0",
    "transformed": "#6741c7",
    "unchanged": "#c6ccd3",
    "new": "#38b6c6",
    "continued": "#66717f",
    "ended": "#343a42",
}
"""Colours of the changes that the report's counting rules know."""

TOPICS = ("#2f5d8a", "#a8501e", "#4b7f3a", "#8a4f9e", "#8c6d1f", "#b03060", "#2a7f83", "#5c5c5c")
MEMBERS = ("#1f4e79", "#5b9bd5", "#f0b95b", "#cfd4da", "#7a4b94", "#9ec9a5")
SCOPES = ("#2b6777", "#7fb3bf", "#d9a441", "#8a4f9e", "#b9c0c8")
SPARE = ("#5c5c5c", "#a8501e", "#8c6d1f", "#b03060", "#4b7f3a")


def colours(keys: Iterable[str], palette: Sequence[str] | dict[str, str]) -> dict[str, str]:
    """Give each key its colour: by name from a dict, by order from a sequence.

    A sequence that is too short starts again, each round lighter; keys a dict lacks take spare colours.
    """
    keys = list(dict.fromkeys(keys))
    named = palette if isinstance(palette, dict) else {}
    cycle = list(SPARE if named else palette)
    missing = [key for key in keys if key not in named]
    drawn = {key: _cycled(cycle, place) for place, key in enumerate(missing)}
    return {key: named.get(key) or drawn[key] for key in keys}


def _cycled(cycle: Sequence[str], place: int) -> str:
    """Colour of one place in a palette that starts again, lighter, when it is used up."""
    rounds, step = divmod(place, len(cycle))
    return mix(cycle[step], 0.3 * min(rounds, 2))


def letters(count: int) -> list[str]:
    """The second channel beside colour: A, B, ... Z, AA, AB, ..."""
    return [_letter(place) for place in range(count)]


def _letter(place: int) -> str:
    rounds, step = divmod(place, 26)
    return (chr(64 + rounds) if rounds else "") + chr(65 + step)


def mix(colour: str, white: float) -> str:
    """The colour with a share of white (0 = unchanged, 1 = white), as hex."""
    return to_hex([part + (1 - part) * white for part in to_rgb(colour)])


def muted(colour: str) -> str:
    """A pale version for what is in the picture but not what it is about."""
    return mix(colour, 0.68)


def firm(colour: str) -> str:
    """The colour, darkened until lines of it stand out from white paper (contrast 3 or more)."""
    shade = to_hex(colour)
    while contrast(shade, PAPER) < 3:
        shade = to_hex([part * 0.93 for part in to_rgb(shade)])
    return shade


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, 0 (black) to 1 (white)."""
    return float(sns.utils.relative_luminance(colour))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it, 1 to 21."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def text_on(colour: str) -> str:
    """Ink or white, whichever reads better on the colour."""
    return INK if contrast(INK, colour) >= contrast(PAPER, colour) else PAPER


# ---------------------------------------------------------------- fonts

FONTS = Path(__file__).parent / "export" / "fonts"
FAMILY, SPARE_FAMILY = "Alliance report sans", "Alliance report spare"
FACES = [
    ("Regular", "normal", 400),
    ("Italic", "italic", 400),
    ("SemiBold", "normal", 600),
    ("Bold", "normal", 700),
]
SPARE_FACES = [
    ("", "normal", 400),
    ("-Oblique", "italic", 400),
    ("-Bold", "normal", 600),
    ("-Bold", "normal", 700),
]


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make the bundled IBM Plex Sans known to matplotlib, and its DejaVu Sans for letters that Plex lacks.

    Both get family names of their own: other versions installed on the machine are never taken.
    Raises FileNotFoundError when a font file is missing.
    """
    for face, *look in FACES:
        _register(FONTS / f"IBMPlexSans-{face}.ttf", FAMILY, *look)
    for face, *look in SPARE_FACES:
        _register(Path(mpl.get_data_path(), "fonts", "ttf", f"DejaVuSans{face}.ttf"), SPARE_FAMILY, *look)


def _register(path: Path, family: str, slant: str, weight: int) -> None:
    """Add one font file under a family name."""
    if not path.is_file():
        raise FileNotFoundError(f"The font file {path.name} is missing in {path.parent.name}.")
    fontManager.ttflist.append(FontEntry(fname=str(path), name=family, style=slant, variant="normal",
                                         weight=weight, stretch="normal", size="scalable"))


@lru_cache(maxsize=None)
def font(size: float = BODY, weight: int = 400, slant: str = "normal") -> FontProperties:
    """Font of a text: size in points, weight 400, 600 or 700, slant `normal` or `italic`."""
    register_fonts()
    return FontProperties(family=[FAMILY, SPARE_FAMILY], size=size, weight=weight, style=slant)


@lru_cache(maxsize=None)
def text_width(text: str, size: float = BODY, weight: int = 400, slant: str = "normal") -> float:
    """Width of one line of text in inches."""
    width, _, _ = text_to_path.get_text_width_height_descent(text, font(size, weight, slant), ismath=False)
    return width * POINT


def wrap(text: str, width: float, size: float = BODY, weight: int = 400, slant: str = "normal") -> list[str]:
    """Break a text into lines no wider than `width` inches; a word that is wider alone is broken too."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, weight, slant) <= width:
            lines[-1] = joined
        else:
            lines.extend(_pieces(word, width, size, weight, slant))
    return lines or [""]


def _pieces(word: str, width: float, size: float, weight: int, slant: str) -> list[str]:
    """One word, cut with hyphens where it is wider than the line."""
    pieces = []
    while len(word) > 2 and text_width(word, size, weight, slant) > width:
        cut = len(word) - 1
        while cut > 1 and text_width(word[:cut] + "-", size, weight, slant) > width:
            cut -= 1
        pieces.append(word[:cut] + "-")
        word = word[cut:]
    return [*pieces, word]


# ---------------------------------------------------------------- figures

DPI = 200


def figure(width: float = WIDTH, height: float = 3.0) -> Figure:
    """An empty white figure of this size in inches, bound to no window and no global state."""
    canvas = Figure(figsize=(width, height), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(canvas)
    return canvas


def save(picture: Figure, path: Path) -> Path:
    """Write a figure as .svg or .png, the same bytes each time, exactly as large as it was made."""
    path.write_bytes(image(picture, path.suffix[1:], path.stem))
    return path


def image(picture: Figure, kind: str, name: str) -> bytes:
    """A figure as the bytes of an `svg` or `png`; `name` makes the ids inside an SVG stable."""
    target = io.BytesIO()
    silent = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": name}):
        picture.savefig(target, format=kind, dpi=DPI, metadata=silent)
    return target.getvalue()

"""How every picture looks: colours, type, figures. The only home of hex values and type sizes.

Nothing here knows what a figure shows.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
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

SMALL, BODY, HEAD, TITLE, BIG = 8.0, 8.0, 9.0, 11.0, 13.0
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

HOSTS = (
    *("#cc6677", "#88ccee", "#4477aa", "#117733", "#b5b344"),
    *("#332288", "#aa4499", "#44aa99", "#882255", "#ddcc77"),
)
TOPICS = ("#33658a", "#a8501e", "#4b7f3a", "#8a4f9e", "#8c6d1f", "#b03060", "#2a7f83", "#5c5c5c")
MEMBERS = ("#1f4e79", "#5b9bd5", "#f0b95b", "#cfd4da", "#7a4b94", "#9ec9a5")
SCOPES = ("#2b6777", "#7fb3bf", "#d9a441", "#6b3f87", "#b9c0c8")
"""Colours of hosts, topic areas, member types and scopes, in the order of the network's lists."""

CHANGES = {
    "split": "#e8590c",
    "merged": "#b23c06",
    "transformed": "#6741c7",
    "renamed": "#b79cf0",
    "moved": "#8f6a1a",
    "unchanged": "#c6ccd3",
    "new": "#38b6c6",
    "returned": "#1d7c88",
    "continued": "#66717f",
    "ended": "#343a42",
}
"""Colours of what may happen to a partnership, by the words of the counting rules."""

SPARE = ("#4527a0", "#e07b39", "#7d6608", "#c2185b", "#3d7d5a")
"""Colours of changes that have other names."""

Palette = Mapping[str, str] | Sequence[str]


def colours(
    ids: Iterable[str], palette: Palette, given: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Each id's colour: the one `given` to it, else the palette's, as many as there are ids.

    A mapping is looked up by id, then SPARE; a sequence goes by order (that of `given` first, where
    an empty text means: no colour of its own) and is continued with further hues.
    """
    given = dict(given or {})
    order = list(dict.fromkeys([*given, *ids]))
    named = dict(palette) if isinstance(palette, Mapping) else {}
    others = [one for one in order if one not in named] if named else order
    basis = SPARE if isinstance(palette, Mapping) else palette
    placed = {one: _placed(basis, place) for place, one in enumerate(others)}
    return {one: given.get(one) or named.get(one) or placed[one] for one in order}


def _placed(palette: Sequence[str], place: int) -> str:
    """A colour of a palette, or one more: hues a golden angle apart, so that none comes twice."""
    if place < len(palette):
        return palette[place]
    turn = ((place - len(palette)) * 0.618034 + 0.07) % 1
    return to_hex(sns.husl_palette(1, h=turn, s=0.75, l=0.5 + 0.06 * (place % 3))[0])


def letters(count: int) -> list[str]:
    """The second channel beside colour: A, B, ... Z, AA, AB, ..."""
    return [_letter(place) for place in range(count)]


def _letter(place: int) -> str:
    rounds, step = divmod(place, 26)
    return (chr(64 + rounds) if rounds else "") + chr(65 + step)


def mix(colour: str, white: float) -> str:
    """The colour with a share of white (0 = unchanged, 1 = white), as hex."""
    red, green, blue = (part + (1 - part) * white for part in to_rgb(colour))
    return to_hex((red, green, blue))


def muted(colour: str) -> str:
    """A pale version for what is in the picture but not what it is about."""
    return mix(colour, 0.68)


@cache
def firm(colour: str) -> str:
    """The colour, darkened until lines of it stand out from white paper (contrast 3 or more)."""
    shade = to_hex(colour)
    while contrast(shade, PAPER) < 3:
        red, green, blue = (part * 0.93 for part in to_rgb(shade))
        shade = to_hex((red, green, blue))
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

FONTS = Path(__file__).parents[1] / "publish" / "fonts"
FAMILY, SPARE_FAMILY = "Alliance report sans", "Alliance report spare"
FACES: list[tuple[str, str, int]] = [
    ("Regular", "normal", 400),
    ("Italic", "italic", 400),
    ("SemiBold", "normal", 600),
    ("Bold", "normal", 700),
]
SPARE_FACES: list[tuple[str, str, int]] = [
    ("", "normal", 400),
    ("-Oblique", "italic", 400),
    ("-Bold", "normal", 600),
    ("-Bold", "normal", 700),
]


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make the bundled IBM Plex Sans known to matplotlib, and DejaVu Sans for letters it lacks.

    Both get family names of their own: other versions installed on the machine are never taken.
    Raises FileNotFoundError when a font file is missing.
    """
    for face, slant, weight in FACES:
        _register(FONTS / f"IBMPlexSans-{face}.ttf", FAMILY, slant, weight)
    for face, slant, weight in SPARE_FACES:
        path = Path(mpl.get_data_path(), "fonts", "ttf", f"DejaVuSans{face}.ttf")
        _register(path, SPARE_FAMILY, slant, weight)


def _register(path: Path, family: str, slant: str, weight: int) -> None:
    """Add one font file under a family name."""
    if not path.is_file():
        raise FileNotFoundError(f"The font file {path.name} is missing in {path.parent.name}.")
    fontManager.ttflist.append(
        FontEntry(
            fname=str(path),
            name=family,
            style=slant,
            variant="normal",
            weight=weight,
            stretch="normal",
            size="scalable",
        )
    )


@cache
def font(size: float = BODY, weight: int = 400, slant: str = "normal") -> FontProperties:
    """Font of a text: size in points, weight 400, 600 or 700, slant `normal` or `italic`."""
    register_fonts()
    font = FontProperties(family=[FAMILY, SPARE_FAMILY], size=size, weight=weight)
    font.set_style(slant)  # type: ignore[arg-type]
    return font


@cache
def text_width(text: str, size: float = BODY, weight: int = 400, slant: str = "normal") -> float:
    """Width of one line of text in inches."""
    width, _, _ = text_to_path.get_text_width_height_descent(
        text, font(size, weight, slant), ismath=False
    )
    return width * POINT


def wrap(
    text: str, width: float, size: float = BODY, weight: int = 400, slant: str = "normal"
) -> list[str]:
    """Break a text into lines no wider than `width` inches; a wider word is broken, too."""
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

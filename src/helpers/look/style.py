"""How every picture looks: colours, type, figures. The only home of hex values and type sizes.

Nothing here knows what a figure shows.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain, islice, product
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import matplotlib as mpl
import seaborn as sns
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontEntry, FontProperties, fontManager, get_font
from matplotlib.textpath import text_to_path

from helpers.look import layouts

POINT = 1 / 72
"""One typographic point in inches."""
WIDTH, LEADING = 6.5, 1.22
"""Width of a picture in the report, in inches; distance of two baselines, in type sizes."""
SMALL, BODY, HEAD, TITLE, BIG = 8.0, 8.0, 9.0, 11.0, 13.0
"""Type sizes in points at the report's width; nothing is smaller than SMALL, but for TINY."""
TINY = 6.0
"""The names of places in the tiles of a map, where no larger type has room."""

# ---------------------------------------------------------------- colours

INK, MUTED = "#1b1f24", "#59626d"
OUTLINE, HAIRLINE = "#7b8591", "#c9cfd6"
BAND, SAND, PAPER = "#eef1f4", "#f3e8d2", "#ffffff"
ACCENT = "#0b4c7c"

DARK = {
    **{INK: "#e3e8ec", MUTED: "#a8b4be", OUTLINE: "#8b98a3", HAIRLINE: "#3a4650"},
    **{PAPER: "#14191e", BAND: "#222b33", SAND: "#3a3423"},
}
"""What the neutral colours become where a reader's page is dark."""

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
    "continued": "#8b9199",
    "ended": "#4a525c",
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
    given = given or {}
    order = list(dict.fromkeys([*given, *ids]))
    named, row = (palette, SPARE) if isinstance(palette, Mapping) else ({}, palette)
    others = [one for one in order if one not in named]
    placed = {one: _placed(row, place) for place, one in enumerate(others)}
    return {one: given.get(one) or named.get(one) or placed[one] for one in order}


def _placed(palette: Sequence[str], place: int) -> str:
    """A colour of a palette, or one more: hues a golden angle apart, so that none comes twice."""
    if place < len(palette):
        return palette[place]
    turn = ((place - len(palette)) * 0.618034 + 0.07) % 1
    return to_hex(sns.husl_palette(1, h=turn, s=0.75, l=0.5 + 0.06 * (place % 3))[0])


def letters(count: int) -> list[str]:
    """The second channel beside colour: A, B, ... Z, AA, AB, ..."""
    pairs = map("".join, product(ascii_uppercase, repeat=2))
    return list(islice(chain(ascii_uppercase, pairs), count))


@cache
def mix(colour: str, white: float) -> str:
    """The colour with a share of white (0 = unchanged, 1 = white), as hex."""
    red, green, blue = (part + (1 - part) * white for part in to_rgb(colour))
    return to_hex((red, green, blue))


def ordered(ids: Sequence[str], colour: str) -> dict[str, str]:
    """Shades of one colour for classes in an order: the first is the colour, the last is pale."""
    step = 0.82 / max(len(ids) - 1, 1)
    return {one: mix(colour, place * step) for place, one in enumerate(ids)}


@cache
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


@cache
def bright(colour: str, least: float = 3) -> str:
    """The colour, with white added until it stands out from dark paper."""
    shade = to_hex(colour)
    while contrast(shade, DARK[PAPER]) < least:
        shade = mix(shade, 0.07)
    return shade


@cache
def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, 0 (black) to 1 (white)."""
    return float(sns.utils.relative_luminance(colour))


@cache
def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it, 1 to 21."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@cache
def text_on(colour: str) -> str:
    """Ink or white, whichever reads better on the colour."""
    return max(INK, PAPER, key=lambda ink: contrast(ink, colour))


# ---------------------------------------------------------------- fonts

FONTS = Path(__file__).parents[1] / "publish" / "fonts"
FAMILY, SPARE_FAMILY = "Alliance report sans", "Alliance report spare"
# Each family's files by slant and weight: the bundled IBM Plex Sans, and for letters that it lacks
# DejaVu Sans. The names are our own: other versions installed on the machine are never taken.
FACES = {
    FAMILY: (FONTS, "IBMPlexSans-{}.ttf", ("Regular", "Italic", "SemiBold", "Bold")),
    SPARE_FAMILY: (
        Path(mpl.get_data_path(), "fonts", "ttf"),
        "DejaVuSans{}.ttf",
        ("", "-Oblique", "-Bold", "-Bold"),
    ),
}
CUTS = (("normal", 400), ("italic", 400), ("normal", 600), ("normal", 700))


@cache
def register_fonts() -> None:
    """Make both families known to matplotlib; FileNotFoundError when a font file is missing."""
    for family, (folder, name, faces) in FACES.items():
        for face, (slant, weight) in zip(faces, CUTS, strict=True):
            path = folder / name.format(face)
            if not path.is_file():
                raise FileNotFoundError(f"The font file {path.name} is missing in {folder.name}.")
            found = FontEntry(str(path), 0, family, slant, "normal", weight, "normal", "scalable")
            fontManager.ttflist.append(found)
    layouts.remember()
    # Letters that no family has (names may be in any script) are the reader's own in the SVG.
    for said in ("Glyph .* missing from", "Matplotlib currently does not support"):
        warnings.filterwarnings("ignore", said)


def file_of(slant: str, weight: int) -> Path:
    """The file of the bundled face in this cut."""
    folder, name, faces = FACES[FAMILY]
    return folder / name.format(faces[CUTS.index((slant, weight))])


@cache
def font(size: float = BODY, weight: int = 400, slant: str = "normal") -> FontProperties:
    """Font of a text: size in points, weight 400, 600 or 700, slant `normal` or `italic`."""
    register_fonts()
    font = FontProperties(family=[FAMILY, SPARE_FAMILY], size=size, weight=weight)
    font.set_style(slant)  # type: ignore[arg-type]
    return font


def text_width(text: str, size: float = BODY, weight: int = 400, slant: str = "normal") -> float:
    """Width of one line of text in inches."""
    return width_in_points(text, size, weight, slant) * POINT


@cache
def width_in_points(text: str, size: float, weight: int, slant: str) -> float:
    """Width of one line of text in points."""
    face = font(size, weight, slant)
    return float(text_to_path.get_text_width_height_descent(text, face, ismath=False)[0])


@cache
def rise(slant: str, weight: int) -> tuple[float, float]:
    """How far letters may reach above and below their baseline, in type sizes."""
    made = get_font(file_of(slant, weight))
    head, lines = made.get_sfnt_table("head"), made.get_sfnt_table("OS/2")
    assert head is not None and lines is not None
    ends = (lines["sTypoAscender"], -lines["sTypoDescender"])
    return ends[0] / head["unitsPerEm"], ends[1] / head["unitsPerEm"]


def wrap(
    text: str, width: float, size: float = BODY, weight: int = 400, slant: str = "normal"
) -> list[str]:
    """Break a text into lines no wider than `width` inches; a wider word is broken, too."""

    def fits(words: str) -> bool:
        return text_width(words, size, weight, slant) <= width

    words = text.split()
    if fits(whole := " ".join(words)):
        return [whole]
    lines: list[str] = []
    for word in words:
        if lines and fits(joined := f"{lines[-1]} {word}"):
            lines[-1] = joined
            continue
        while len(word) > 2 and not fits(word):
            cut = next((n for n in range(len(word) - 1, 1, -1) if fits(word[:n] + "-")), 1)
            lines.append(word[:cut] + "-")
            word = word[cut:]
        lines.append(word)
    return lines


# ---------------------------------------------------------------- figures

DPI = 200.0
SHEET = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("picture.svg")'
"""A page as large as the picture on it, for Typst."""
HEAD_OF_PNG = 33  # bytes: after them further chunks may stand


class Picture(Figure):
    """A figure that shows itself in a notebook, whatever backend is in force."""

    def _repr_svg_(self) -> str:
        return image(self, "picture").decode()


def figure(width: float = WIDTH, height: float = 3.0) -> Figure:
    """An empty white figure of this size in inches, bound to no window and no global state."""
    canvas = Picture(figsize=(width, height), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(canvas)
    return canvas


def save(svg: bytes, path: Path) -> Path:
    """Write an SVG and, beside it, the same as .png: the same bytes each time."""
    path.write_bytes(svg)
    path.with_suffix(".png").write_bytes(pixels(svg))
    return path


def image(picture: Figure, name: str) -> bytes:
    """A figure as the bytes of an SVG, exactly as large as it was made; `name` makes the ids inside
    it stable. Letters are outlines, so that it looks right wherever it is opened.
    """
    target = io.BytesIO()
    # Hinted letters are wider than `text_width` says: a line could run out of the picture.
    look: Any = {"svg.fonttype": "path", "svg.hashsalt": name, "text.hinting": "none"}
    with mpl.rc_context(look):
        picture.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
    return target.getvalue()


@cache
def _no_fonts() -> Any:
    """Letters are outlines: Typst need not look for fonts."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)


def pixels(svg: bytes) -> bytes:
    """An SVG as the bytes of a PNG that says how large it is; Typst, which sets the PDF, paints it
    in a fraction of the time that matplotlib would take to draw the figure once more.
    """
    import typst

    files = {"main": SHEET, "picture.svg": svg}
    png = typst.compile(files, format="png", ppi=DPI, font_paths=_no_fonts())
    metre = round(DPI / 0.0254)
    size = b"pHYs" + struct.pack(">IIB", metre, metre, 1)
    said = struct.pack(">I", 9) + size + struct.pack(">I", zlib.crc32(size))
    return bytes(png[:HEAD_OF_PNG] + said + png[HEAD_OF_PNG:])

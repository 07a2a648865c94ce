"""A page on a figure of matplotlib's, for readers who go on from there."""

from __future__ import annotations

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.transforms import TransformedPatchPath

from helpers.look import paths, style
from helpers.look.drawing import Shape, Stroke, Words
from helpers.look.page import MARGIN, Look, Page


def figure(page: Page) -> Figure:
    """The page as a figure, exactly as large, which shows itself in a notebook."""
    made = style.figure(*page.size)
    put(page, made)
    return made


def width(on: Figure | Axes) -> float:
    """The width of a figure, or of axes of one, in inches."""
    return _size(on)[0]


def put(page: Page, on: Figure | Axes) -> None:
    """All that is painted on the page, as artists on these axes or on a figure, which gets its
    height; the page is as wide as they are. Their units become inches, y downwards."""
    if isinstance(on, Figure):
        on.set_figheight(page.height)
        on = on.add_axes((0, 0, 1, 1))
    (wide, needed), (_, there) = page.size, _size(on)
    figure_ = on.get_figure(root=True)
    assert figure_ is not None
    figure_.set_figheight(figure_.get_figheight() * max(1, needed / there))
    height = max(there, needed)
    on.set(xlim=(-MARGIN, wide - MARGIN), ylim=(page.top - MARGIN + height, page.top - MARGIN))
    on.axis("off")
    sheet = TransformedPatchPath(on.patch)  # one for all that is painted on it
    for height, part in page.painted:
        artist = _text(on, part) if isinstance(part, Words) else _mark(on, part)
        artist.set(clip_path=sheet, zorder=height)


def _text(on: Axes, words: Words) -> Artist:
    """A text, never read as mathematics."""
    look: Look = {"font": words.font, "color": words.colour, "label": words.label}
    look |= {"ha": words.align, "va": "baseline", "parse_math": False}
    return on.text(*words.at, words.text, **look)


def _mark(on: Axes, shape: Shape) -> Artist:
    stroke = shape.stroke or Stroke("none", 0.0)
    dashes = [one / stroke.width for one in stroke.dashes]  # matplotlib's are in widths
    look: Look = {"label": shape.label, "linewidth": stroke.width}
    look |= {"linestyle": (0, dashes)} if dashes else {}
    if shape.line:
        for kind in ("solid", "dash"):
            look |= {f"{kind}_capstyle": stroke.cap, f"{kind}_joinstyle": stroke.join}
        xs, ys = zip(*shape.outline.points, strict=True)
        made: Artist = Line2D(xs, ys, color=stroke.colour, **look)
    else:
        look |= {"facecolor": shape.fill or "none", "edgecolor": stroke.colour}
        look |= {"capstyle": stroke.cap, "joinstyle": stroke.join}
        if shape.hatch:
            look |= {"hatch": shape.hatch.signs, "hatch_linewidth": shape.hatch.width}
        made = PathPatch(paths.as_path(shape.outline), **look)
    return on.add_artist(made)  # not add_patch: limits never follow what is painted


def _size(on: Figure | Axes) -> tuple[float, float]:
    """Width and height in inches."""
    if isinstance(on, Figure):
        wide, high = on.get_size_inches()
        return float(wide), float(high)
    extent, figure_ = on.get_window_extent(), on.get_figure(root=True)
    assert figure_ is not None
    return float(extent.width) / figure_.dpi, float(extent.height) / figure_.dpi

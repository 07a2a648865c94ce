"""A picture as a table again: every mark and every text, to be compared with what it shows."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Patch
from matplotlib.text import Text
from matplotlib.transforms import Bbox, BboxBase

COLUMNS = ["mark", "what", "form", "x", "y", "width", "height", "colour", "hatched", "text"]
Row = dict[str, Any]


def read(figure: Figure) -> pd.DataFrame:
    """All marks and texts of a page in the order of painting; a text in several lines is one row.

    Columns: mark (`certain`, `value`, ...) and what it is about (as its label says), form (box,
    dot, line, text), x and y of its left upper corner from the page's, width and height, all in
    inches, colour (of the fill, a line or letters), hatched, text. ValueError without a page.
    """
    if not figure.axes:
        raise ValueError("The figure has no page to read.")
    figure.draw_without_rendering()  # puts insets in their places
    page = figure.axes[0]
    rows = [row for axes in (page, *page.child_axes) for row in _rows(axes)]
    for row in rows:
        row.update(_place(row.pop("extent"), page))
    return _joined(pd.DataFrame(rows, columns=COLUMNS))


def keys(what: str) -> dict[str, str]:
    """What a mark is about: `key;topic=college` is {"key": "", "topic": "college"}."""
    return {name: value for name, _, value in (one.partition("=") for one in what.split(";"))}


def _rows(axes: Any) -> Iterator[Row]:
    for artist in axes.get_children():
        if not artist.get_visible() or (axes.axison is False and artist in _frame(axes)):
            continue
        if isinstance(artist, QuadMesh):
            yield from _mesh(artist)
        elif isinstance(artist, Text) and artist.get_text():
            yield _row(artist, "text", artist.get_color(), text=artist.get_text())
        elif isinstance(artist, Patch) and artist is not axes.patch:
            form = "dot" if isinstance(artist, Circle) else "box"
            yield _row(artist, form, artist.get_facecolor(), hatched=bool(artist.get_hatch()))
        elif artist in axes.lines:
            yield _row(artist, "line", artist.get_color())


def _frame(axes: Axes) -> list[Artist]:
    return [axes.xaxis, axes.yaxis, *axes.spines.values()]


def _row(artist: Artist, form: str, colour: Any, **more: object) -> Row:
    mark, _, what = str(artist.get_label()).partition("|")
    look = {"colour": to_hex(colour, keep_alpha=False)} if colour != "none" else {"colour": ""}
    extent = artist.get_window_extent()
    return {"mark": mark, "what": what, "form": form, "extent": extent, "hatched": False,
            "text": ""} | look | more  # fmt: skip


def _mesh(mesh: Any) -> Iterator[Row]:
    """The cells of a heat table; its label has a line for each, empty where it shows nothing."""
    corners, labels = mesh.get_coordinates(), str(mesh.get_label()).split("\n")
    width = corners.shape[1] - 1
    for place, (label, colour) in enumerate(zip(labels, mesh.get_facecolors(), strict=True)):
        row, column = divmod(place, width)
        ends = [corners[row, column], corners[row + 1, column + 1]]
        if label:
            mark, _, what = label.partition("|")
            extent = Bbox(mesh.axes.transData.transform(ends))
            yield {"mark": mark, "what": what, "form": "box", "extent": extent,
                   "colour": to_hex(colour), "hatched": False, "text": ""}  # fmt: skip


def _place(extent: object, page: Axes) -> Row:
    """A window's extent in inches of the page."""
    assert isinstance(extent, BboxBase)
    (x0, y0), (x1, y1) = page.transData.inverted().transform(extent.get_points())
    x, y, width, height = min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)
    return {
        "x": round(x, 3),
        "y": round(y, 3),
        "width": round(width, 3),
        "height": round(height, 3),
    }


def _joined(rows: pd.DataFrame) -> pd.DataFrame:
    """Lines of one text as one row."""
    texts = rows["form"] == "text"
    same = texts & texts.shift(fill_value=False)
    for name in ("mark", "what"):
        same &= rows[name] == rows[name].shift()
    groups = (~same).cumsum()
    return pd.DataFrame([_one(part) for _, part in rows.groupby(groups)], columns=COLUMNS)


def _one(part: pd.DataFrame) -> Row:
    first: Row = dict(part.iloc[0].items())  # type: ignore[arg-type]
    if len(part) == 1:
        return first
    right, bottom = (part["x"] + part["width"]).max(), (part["y"] + part["height"]).max()
    x, y = part["x"].min(), part["y"].min()
    size = {"x": x, "y": y, "width": right - x, "height": bottom - y}
    return first | size | {"text": " ".join(part["text"])}

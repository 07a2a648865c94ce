"""A picture as a table again: every mark and every text, to be compared with what it shows."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.text import Text

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
    page = figure.axes[0]
    inches = page.transData.inverted()
    rows = list(_rows(page))
    for row in rows:
        corners = inches.transform(row.pop("extent").get_points())
        row["x"], row["y"] = corners.min(axis=0).round(3)
        row["right"], row["bottom"] = corners.max(axis=0).round(3)
    return _joined(pd.DataFrame(rows))


def keys(what: str) -> dict[str, str]:
    """What a mark is about: `key;topic=college` is {"key": "", "topic": "college"}."""
    return {name: value for name, _, value in (one.partition("=") for one in what.split(";"))}


def _rows(axes: Any) -> Iterator[Row]:
    frame = [axes.xaxis, axes.yaxis, *axes.spines.values()]
    for artist in axes.get_children():
        if not artist.get_visible() or artist in frame:
            continue
        if isinstance(artist, Text) and artist.get_text():
            yield _row(artist, "text", artist.get_color(), text=artist.get_text())
        elif isinstance(artist, Patch) and artist is not axes.patch:
            form = "dot" if round_(artist) else "box"
            yield _row(artist, form, artist.get_facecolor(), hatched=bool(artist.get_hatch()))
        elif artist in axes.lines:
            yield _row(artist, "line", artist.get_color())


def round_(mark: Patch) -> bool:
    """Whether a mark is closed, and bent all the way."""
    codes: Any = mark.get_path().codes
    return codes is not None and set(codes) == {Path.MOVETO, Path.CURVE4, Path.CLOSEPOLY}


def _row(artist: Any, form: str, colour: Any, **more: object) -> Row:
    mark, _, what = str(artist.get_label()).partition("|")
    shade = to_hex(colour) if colour != "none" else ""
    row = {"mark": mark, "what": what, "form": form, "colour": shade, "hatched": False, "text": ""}
    return row | {"extent": artist.get_window_extent()} | more


def _joined(rows: pd.DataFrame) -> pd.DataFrame:
    """Lines of one text as one row."""
    same = (rows["form"] == "text") & (rows["form"].shift() == "text")
    for name in ("mark", "what"):
        same &= rows[name] == rows[name].shift()
    how: dict[str, Any] = {name: "first" for name in COLUMNS if name in rows}
    how |= {"text": " ".join, "x": "min", "y": "min", "right": "max", "bottom": "max"}
    found = rows.groupby((~same).cumsum()).agg(how)
    found["width"] = (found["right"] - found["x"]).round(3)
    found["height"] = (found["bottom"] - found["y"]).round(3)
    return found[COLUMNS].reset_index(drop=True)

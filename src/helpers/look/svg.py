"""A picture as SVG for the documents: its text is text, its marks say what they are about.

Looks are attributes (the page forbids `style`), coordinates have two decimals, neighbours that are
about the same thing become one shape. Each mark has `data-kind` and a `data-` key for everything
its label says (`data-host`, `data-topic`), and a `<title>` where the page knows its words. Texts
that stand on another colour than paper have the class `on`: in dark colours they stay as they are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np
from matplotlib.path import Path

from helpers.look import paths, style
from helpers.look.drawing import Drawing, Hatch, Part, Shape, Stroke, Told, Words
from helpers.look.paths import Outline, short

Attributes = dict[str, str]
Array = np.ndarray[Any, Any]
SPACE_NAME = "http://www.w3.org/2000/svg"
FAMILY = "IBM Plex Sans"
"""The bundled face by its own name: PDF and HTML find it by that."""
GROUNDS = (style.PAPER, style.BAND, style.SAND)
"""Neutral colours that text stands on; they and it turn dark together."""
ON = "on"  # the class of a text that stands on another colour
OWNER, UNITS = "owner", ("certain", "disputed")
"""Of a mark that stands for one of several, whose it is; the kinds of such marks."""
_KEY = re.compile(r"[a-z][a-z_]*")
escape = lru_cache(maxsize=10_000)(html.escape)
# What every text and shape has that says nothing else.
USUAL = {
    "font-family": f"{FAMILY}, DejaVu Sans, sans-serif",
    "font-size": f"{style.BODY:g}",
    "stroke-linejoin": "round",
    "text-rendering": "geometricPrecision",  # widths do not jump with the size on the screen
    "fill": style.INK,
}
_HATCH = 72  # points: side of the square that a hatching repeats
_ANCHORS = {"center": "middle", "right": "end"}
_CAPS = {"projecting": "square", "round": "round"}


def readable(drawing: Drawing, name: str) -> bytes:
    """The picture as SVG; `name` makes the ids in it its own."""
    hatches = hatchings(drawing, f"{name}.")  # no id of a heading or an exhibit has a dot
    marks = [_mark(one, hatches) for one in _classed(drawing)]
    for what, owners in drawing.whose.items():
        _give([look for _, look, _, about in marks if _is_unit(look, about, what)], owners)
    inner = [*map(pattern, hatches, hatches.values()), paper(drawing)]
    inner += [_written(*one, drawing.told) for one in _joined(marks)]
    return picture(drawing, USUAL, inner)


# ---- what all pictures are made of


def picture(drawing: Drawing, usual: Attributes, inner: Iterable[str]) -> bytes:
    """An SVG, exactly as large as the picture was made."""
    width, height = (
        f"{side:.3f}".rstrip("0").rstrip(".") for side in (drawing.width, drawing.height)
    )
    size = {"width": f"{width}pt", "height": f"{height}pt", "viewBox": f"0 0 {width} {height}"}
    return tag("svg", {"xmlns": SPACE_NAME, **size, **usual}, "".join(inner)).encode()


def tag(name: str, attributes: Mapping[str, str], inner: str = "") -> str:
    """An element."""
    said = "".join([f' {key}="{escape(value)}"' for key, value in attributes.items()])
    return f"<{name}{said}>{inner}</{name}>" if inner else f"<{name}{said} />"


def paper(drawing: Drawing) -> str:
    """The white ground of a picture."""
    width, height = short(drawing.width), short(drawing.height)
    return tag("path", {"d": f"M0 {height}H{width}V0H0z", "fill": style.PAPER})


def hatchings(drawing: Drawing, before: str) -> dict[Hatch, str]:
    """The ways in which shapes are hatched, each with an id that begins with `before`."""
    found = dict.fromkeys(one.hatch for one in drawing.shapes if one.hatch)
    return {hatch: f"{before}{place}" for place, hatch in enumerate(found)}


def pattern(hatch: Hatch, id_: str) -> str:
    """The definition of a hatching."""
    lines = Path.hatch(hatch.signs)
    assert lines is not None
    points, commands = paths.of(lines)
    upside_down = [(_HATCH * x, _HATCH - _HATCH * y) for x, y in points]
    d = paths.written(Outline(upside_down, commands))
    drawn = {"d": d, "fill": hatch.colour, "stroke": hatch.colour}
    look = {"stroke-width": short(hatch.width), "stroke-linecap": "butt"}
    size = {"width": f"{_HATCH}", "height": f"{_HATCH}"}
    over = {"width": f"{_HATCH + 1}", "height": f"{_HATCH + 1}", "fill": hatch.ground or "none"}
    inner = tag("rect", {"x": "0", "y": "0", **over})
    inner += tag("path", {**drawn, **look, "stroke-linejoin": "miter"})
    at = {"patternUnits": "userSpaceOnUse", "x": "0", "y": "0"}
    return tag("pattern", {**at, **size, "id": id_}, inner)


def looks(shape: Shape, hatches: Mapping[Hatch, str]) -> Attributes:
    """How a shape is filled and outlined."""
    fill = f"url(#{hatches[shape.hatch]})" if shape.hatch else shape.fill or "none"
    return {"fill": fill, **(_stroked(shape.stroke) if shape.stroke else {})}


def _stroked(stroke: Stroke) -> Attributes:
    """How a line, or an outline, is drawn, but for what is so unless it is said."""
    dashes = ",".join(map(short, stroke.dashes))
    look = {"stroke-dasharray": dashes} if dashes else {}
    look["stroke"] = stroke.colour
    if stroke.width != 1:
        look["stroke-width"] = short(stroke.width)
    if stroke.join != "round":
        look["stroke-linejoin"] = stroke.join
    if stroke.cap in _CAPS:
        look["stroke-linecap"] = _CAPS[stroke.cap]
    return look


# ---- what stands on what


def _classed(drawing: Drawing) -> Iterator[tuple[Part, bool]]:
    """Each part, and whether it is a text on a colour of its own."""
    grounds = [one for one in drawing.shapes if one.fill][::-1]
    boxes = np.array([one.box for one in grounds]).reshape(-1, 4).T
    for one in drawing.parts:
        yield one, isinstance(one, Words) and _on_colour(one, grounds, boxes)


def _on_colour(words: Words, grounds: list[Shape], boxes: Array) -> bool:
    """Whether the middle of a text is on a shape that is not neutral: the topmost one there is."""
    box = words.box
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    left, top, right, bottom = boxes
    near = np.flatnonzero((left <= x) & (x <= right) & (top <= y) & (y <= bottom))
    under = next((one for one in map(grounds.__getitem__, near.tolist()) if one.holds(x, y)), None)
    return under is not None and under.fill not in GROUNDS


# ---- marks, and neighbours that are about the same

Mark = tuple[str, Attributes, str, str]
"""A tag, its attributes but for a path's shape, that shape or a text, and what it is about."""


def _mark(found: tuple[Part, bool], hatches: Mapping[Hatch, str]) -> Mark:
    part, on = found
    if isinstance(part, Shape):
        look = looks(part, hatches) | keys(part.label)
        kind, inner = "path", part.d
    else:
        look = _face(part) | ({"class": ON} if on else {}) | keys(part.label)
        kind, inner = "text", part.text
        if inner != inner.strip():
            look["xml:space"] = "preserve"  # else the blanks at its ends are lost
    look = {name: said for name, said in look.items() if USUAL.get(name) != said}
    return kind, look, inner, part.label.partition("|")[2]


def _is_unit(look: Attributes, about: str, what: str) -> bool:
    return about == what and look.get("data-kind") in UNITS


def _give(marks: Sequence[Attributes], hosts: Sequence[str]) -> None:
    """Each mark its host, if there are as many marks as hosts are said of."""
    if len(marks) == len(hosts):
        for look, host in zip(marks, hosts, strict=True):
            look.update({"data-host": host, OWNER: host} if host else {})


def _face(words: Words) -> Attributes:
    """Where a text stands, and how it looks, but for what is so unless it is said."""
    (x, y), look = words.at, Attributes()
    look |= {"x": short(x), "y": short(y)}
    if words.slant != "normal":
        look["font-style"] = words.slant
    if words.weight != 400:
        look["font-weight"] = f"{words.weight}"
    look["font-size"] = short(words.size)
    if words.align in _ANCHORS:
        look["text-anchor"] = _ANCHORS[words.align]
    return look | {"fill": words.colour}


@cache
def keys(label: str) -> Attributes:
    """The attributes that a label becomes: `certain|host=all;topic=x` has a kind, host and topic.

    What is no `key=value` is what the mark is `of`.
    """
    kind, _, what = label.partition("|")
    if not what:
        return {}
    pairs = [one.partition("=") for one in what.split(";")]
    named = {f"data-{key}": value for key, is_, value in pairs if is_ and _KEY.fullmatch(key)}
    bare = ";".join(key for key, is_, _ in pairs if not is_ or not _KEY.fullmatch(key))
    return {"data-kind": kind, **named} | ({"data-of": bare} if bare else {})


def _joined(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks, neighbours that look the same and are about the same thing as one."""
    last: Mark | None = None
    for mark in marks:
        kind, look, inner, what = mark
        if last and kind == "path" and (last[0], last[1], last[3]) == (kind, look, what):
            last = kind, look, last[2] + inner, what
            continue
        if last:
            yield last
        last = mark
    if last:
        yield last


def _written(kind: str, look: Attributes, inner: str, what: str, told: Mapping[str, Told]) -> str:
    """A mark, with the words and keys that the page tells of it."""
    words, more = told.get(what, Told("", {})) if what else Told("", {})
    said = {f"data-{key}": value for key, value in more.items() if value}
    owner = look.pop(OWNER, "")
    if kind == "text":
        return tag("text", look | said, escape(inner, quote=False))
    words = "; ".join(filter(None, [words, owner])) if words else ""
    title = tag("title", {}, escape(words, quote=False)) if words else ""
    return tag("path", {"d": inner, **look, **said}, title)

"""A picture as SVG for the documents: its text is text, its marks say what they are about.

matplotlib writes the shapes; what it writes is then made small and plain. Looks become attributes
(the page forbids `style`), coordinates have two decimals, neighbours that are about the same thing
become one shape. Each mark has `data-kind` and a `data-` key for everything its label says
(`data-host`, `data-topic`), and a `<title>` where the page knows its words. Texts that stand on
another colour than paper have the class `on`: in dark colours they stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from matplotlib.artist import Artist
from matplotlib.colors import to_hex
from matplotlib.patches import Patch
from matplotlib.text import Text

from helpers.look import style
from helpers.look.page import Page, Told

Element = ElementTree.Element
SPACE_NAME = "http://www.w3.org/2000/svg"
FAMILY = "IBM Plex Sans"
"""The bundled face by its own name: PDF and HTML find it by that."""
GROUNDS = (style.PAPER, style.BAND, style.SAND)
"""Neutral colours that text stands on; they and it turn dark together."""
ON, WHAT = "on", "what"  # what precedes the label of a text that stands on another colour
OWNER, KIND, UNITS = "owner", "data-kind", ("certain", "disputed")
"""Of a mark that stands for one of several, whose it is; the kinds of such marks."""
_NUMBER = re.compile(r"-?\d+\.\d+")
_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_KEY = re.compile(r"[a-z][a-z_]*")
# What every text and shape has that says nothing else.
USUAL = {
    "font-family": f"{FAMILY}, DejaVu Sans, sans-serif",
    "font-size": f"{style.BODY:g}",
    "stroke-linejoin": "round",
    "text-rendering": "geometricPrecision",  # widths do not jump with the size on the screen
    "fill": style.INK,
}
_DROPPED = {"stroke-dashoffset": "0", "text-anchor": "start"}


def readable(page: Page, name: str) -> bytes:
    """The page as SVG; `name` makes the ids in it stable and its own."""
    marks = list(_marks(page))
    for mark, label in marks:
        mark.set_gid(label)
    raw = style.image(page.figure, name, text=True)
    for mark, _ in marks:
        mark.set_gid(None)
    return ElementTree.tostring(_plain(raw, name, page), encoding="utf-8")


# ---- what stands on what


def _marks(page: Page) -> Iterator[tuple[Artist, str]]:
    """What has a label, and that label; texts on a colour of their own are told apart."""
    sheets = (page.axes, *page.axes.child_axes)
    every = [one for axes in sheets for one in axes.get_children() if one is not axes.patch]
    grounds = list(_grounds(every))
    for one in every:
        label = str(one.get_label())
        label = label if "|" in label else ""
        if isinstance(one, Text) and one.get_text() and _on_colour(one, grounds):
            label = f"{ON} {label}"
        if label:
            yield one, label


def _grounds(artists: Iterable[Artist]) -> Iterator[tuple[Patch, Any, str]]:
    """Filled shapes, the topmost first, with where they are and their colour."""
    patches = [one for one in artists if isinstance(one, Patch) and one.get_visible()]
    for one in sorted(patches, key=lambda one: one.get_zorder())[::-1]:
        shade: Any = one.get_facecolor()
        if one.get_fill() and shade[3] > 0:
            yield one, one.get_window_extent(), to_hex(shade)


def _on_colour(text: Text, grounds: list[tuple[Patch, Any, str]]) -> bool:
    """Whether the middle of a text is on a shape that is not neutral."""
    extent = text.get_window_extent()
    middle = (extent.x0 + extent.x1) / 2, (extent.y0 + extent.y1) / 2
    for patch, box, colour in grounds:
        if box.contains(*middle) and patch.contains_point(middle):
            return colour not in GROUNDS
    return False


# ---- from matplotlib's SVG to a plain one


def _plain(raw: bytes, name: str, page: Page) -> Element:
    """The same picture in one flat list of shapes; the page has the words of marks."""
    source = ElementTree.fromstring(raw)
    size = {key: source.attrib[key] for key in ("width", "height", "viewBox")}
    sheet = [_short(number) for number in size["viewBox"].split()[2:]]
    root, own = Element("svg", {"xmlns": SPACE_NAME, **size, **USUAL}), _ids(source, name, sheet)
    defined = (one for definitions in source.iter(_tag("defs")) for one in definitions)
    root.extend(_copied(one, own) for one in defined if one.attrib.get("id") in own)
    made = [_shape(shape, label, own) for shape, label in _shapes(source, "")]
    for what, hosts in page.whose.items():
        _give([one for one in made if one.get(WHAT) == what and one.get(KIND) in UNITS], hosts)
    last = root
    for one in made:
        if _same(last, one):
            last.set("d", last.attrib["d"] + one.attrib["d"])
        else:
            root.append(one)
            last = one
    for one in root:
        words, more = page.told.get(one.attrib.pop(WHAT, ""), Told("", {}))
        one.attrib.update({f"data-{key}": value for key, value in more.items() if value})
        owner = one.attrib.pop(OWNER, "")
        if words and one.tag == "path":
            ElementTree.SubElement(one, "title").text = "; ".join(filter(None, [words, owner]))
    return root


def _give(marks: Sequence[Element], hosts: Sequence[str]) -> None:
    """Each mark its host, if there are as many marks as hosts are said of."""
    if len(marks) == len(hosts):
        for mark, host in zip(marks, hosts, strict=True):
            mark.attrib.update({"data-host": host, OWNER: host} if host else {})


def _ids(source: Element, name: str, sheet: list[str]) -> dict[str, str]:
    """What shapes refer to, by matplotlib's ids, and new ids; none for the sheet's own outline."""
    wanted = [one for defs in source.iter(_tag("defs")) for one in defs if "id" in one.attrib]
    kept = [one.attrib["id"] for one in wanted if not _is_sheet(one, sheet)]
    # No id of a heading or an exhibit has a dot.
    return {one: f"{name}.{place}" for place, one in enumerate(kept)}


def _is_sheet(one: Element, sheet: list[str]) -> bool:
    """Whether it clips to the whole sheet, which the picture's own frame does."""
    found = [_short(one[0].attrib.get(key, "")) for key in ("width", "height")] if len(one) else []
    return one.tag == _tag("clipPath") and found == sheet


def _copied(one: Element, own: Mapping[str, str]) -> Element:
    """A definition and what is in it, made plain."""
    made = Element(one.tag.rpartition("}")[2], _look(one, own))
    if "id" in one.attrib:
        made.set("id", own[one.attrib["id"]])
    made.extend(_copied(child, own) for child in one)
    return made


def _shapes(parent: Element, label: str) -> Iterator[tuple[Element, str]]:
    """Paths and texts in the order of painting, each with the label of its artist."""
    for one in parent:
        kind = one.tag.rpartition("}")[2]
        if kind == "g":
            name = one.attrib.get("id", "")
            yield from _shapes(one, name if "|" in name or name.startswith(ON + " ") else label)
        elif kind in ("path", "text"):
            yield one, label
        elif kind not in ("defs", "metadata"):
            raise ValueError(f"A picture has a <{kind}>, which nothing here makes plain.")


def _shape(shape: Element, label: str, own: Mapping[str, str]) -> Element:
    """A path or a text without what is usual, with the keys of its label."""
    made = Element(shape.tag.rpartition("}")[2], _look(shape, own) | keys(label))
    made.text = shape.text
    if made.tag == "path" and "fill" not in made.attrib:
        made.set("fill", "black")  # which matplotlib leaves out
    if made.text and made.text != made.text.strip():
        made.set("xml:space", "preserve")  # else the blanks at its ends are lost
    for key, value in {**USUAL, **_DROPPED}.items():
        if made.attrib.get(key) == value:
            made.attrib.pop(key)
    return made


def keys(label: str) -> dict[str, str]:
    """The attributes that a label becomes: `certain|host=all;topic=x` has a kind, host and topic.

    What is no `key=value` is what the mark is `of`.
    """
    found = {"class": ON} if label.startswith(ON + " ") else {}
    kind, _, what = label.removeprefix(ON + " ").partition("|")
    if not what:
        return found
    pairs = [one.partition("=") for one in what.split(";")]
    named = {f"data-{key}": value for key, is_, value in pairs if is_ and _KEY.fullmatch(key)}
    bare = ";".join(key for key, is_, _ in pairs if not is_ or not _KEY.fullmatch(key))
    return {**found, "data-kind": kind, **named, **({"data-of": bare} if bare else {}), WHAT: what}


def _look(one: Element, own: Mapping[str, str]) -> dict[str, str]:
    """Its attributes, those in `style` among them, numbers and paths shortened."""
    given = dict(one.attrib)
    styled = (part.partition(":") for part in given.pop("style", "").split(";") if part)
    given |= {key.strip(): value.strip() for key, _, value in styled}
    for name in ("id", "font-family", "type"):
        given.pop(name, None)
    given["d"] = _path(given.get("d", ""))
    clip = re.fullmatch(r"url\(#(.+)\)", given.get("clip-path", ""))
    given["clip-path"] = f"url(#{own[clip[1]]})" if clip and clip[1] in own else ""
    given["fill"] = re.sub(
        r"url\(#(.+)\)", lambda url: f"url(#{own[url[1]]})", given.get("fill", "")
    )
    if re.match(r"rotate\(-?0[ )]", given.get("transform", "")):
        given.pop("transform")
    given["font-size"] = given.get("font-size", "").removesuffix("px")
    return {key: _short(value) for key, value in given.items() if value}


def _short(text: str) -> str:
    """The text, its numbers with at most two decimals."""
    return _NUMBER.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), text)


def _path(text: str) -> str:
    """A path, shortened: level and upright lines with one number. All its commands are absolute."""
    made, at = [], ["", ""]
    for command, given in _COMMAND.findall(_short(text)):
        numbers = given.split()
        if command == "L" and numbers[1] == at[1]:
            made.append(f"H{numbers[0]}")
        elif command == "L" and numbers[0] == at[0]:
            made.append(f"V{numbers[1]}")
        else:
            made.append(command + " ".join(numbers))
        at = numbers[-2:] or at
    return "".join(made)


def _same(one: Element, other: Element) -> bool:
    """Whether two shapes look the same and are about the same thing."""
    parts = [{**shape.attrib, "d": ""} for shape in (one, other)]
    return one.tag == other.tag == "path" and parts[0] == parts[1]


def _tag(name: str) -> str:
    return f"{{{SPACE_NAME}}}{name}"

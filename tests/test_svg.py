"""Pictures as SVG: text that is text, marks that say what they are, and a narrow one."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from matplotlib.colors import to_hex

from helpers import report
from helpers.exhibits.exhibit import Exhibit
from helpers.look import canvas, drawing, narrow, outlines, paths, style, svg
from helpers.look.page import MARGIN, Page
from helpers.look.tiles import Owner, Tile, TileMap
from sheets import loaded
from test_own_network import choice

DARK, PALE = "#332288", "#ddcc77"


def made(*boxes: tuple[str, str], words: str = "") -> Page:
    """Boxes of a colour side by side, each about something; words on the first one."""
    page = Page(2.0)
    for place, (what, colour) in enumerate(boxes):
        page.box(0.5 * place, 0, 0.4, 0.4, "certain", colour, what)
    if words:
        page.middle(0.2, 0.2, words, align="center", label="value|host=A", weight=600)
    page.cut(0.5)
    return page


def shapes(page: Page, kind: str) -> list[dict[str, str]]:
    """The attributes of all paths or texts that have a kind, in the order of painting."""
    root = ElementTree.fromstring(readable(page))
    tag = f"{{{svg.SPACE_NAME}}}{kind}"
    return [one.attrib for one in root.iter(tag) if "data-kind" in one.attrib]


def readable(page: Page, name: str = "stem") -> str:
    return svg.readable(page.drawing(), name).decode()


def test_a_text_is_text_in_the_bundled_face() -> None:
    found = readable(made(("host=A", PALE), words="Wyoming"))
    assert ">Wyoming</text>" in found and 'font-family="IBM Plex Sans,' in found
    assert "style=" not in found and style.FAMILY not in found


def test_marks_have_the_keys_of_their_label() -> None:
    assert svg.keys("certain|key;host=A & B;topic=x") == {
        "data-kind": "certain", "data-host": "A & B", "data-topic": "x", "data-of": "key",
    }  # fmt: skip
    (box,) = shapes(made(("host=A & B;topic=x", PALE)), "path")
    assert (box["data-host"], box["data-topic"]) == ("A & B", "x")


def test_neighbours_about_the_same_are_one_shape() -> None:
    page = made(("host=A", DARK), ("host=A", DARK), ("host=B", DARK))
    one, other = shapes(page, "path")
    assert one["d"] == "M2.16 2.16H30.96V30.96H2.16zM38.16 2.16H66.96V30.96H38.16z"
    assert (one["data-host"], other["data-host"]) == ("A", "B")


def test_what_a_reader_is_told_is_escaped_and_may_have_a_key_more() -> None:
    page = made(("row=1", DARK))
    page.tell("row=1", "Readers <b> & co", host="North")
    found = readable(page)
    assert "<title>Readers &lt;b&gt; &amp; co</title>" in found and 'data-host="North"' in found


def test_a_text_on_a_coloured_mark_is_told_from_one_on_paper() -> None:
    """In dark colours words on paper turn light; those on a mark must not."""
    (on,) = shapes(made(("host=A", PALE), words="7"), "text")
    (off,) = shapes(made(("host=A", style.PAPER), words="7"), "text")
    assert on["class"] == svg.ON and "class" not in off


def test_ids_are_the_pictures_own_and_what_refers_to_them_finds_them() -> None:
    page = made(("host=A", DARK))
    page.box(1, 0, 0.4, 0.4, "possible", DARK, "host=B")
    found = readable(page, "topics")
    assert re.findall(r' id="(.*?)"', found) == ["topics.0"] and 'fill="url(#topics.0)"' in found


def test_what_is_on_a_page_is_where_it_was_painted() -> None:
    """A dot of two inches' width in a box that is dashed, then a line; 72 points are an inch."""
    page = Page(4.0)
    page.box(1, 0, 2, 2, "disputed", DARK, "host=A")
    page.dot(2, 1, 1, "certain", DARK, "host=B")
    page.rule([0, 1], [2, 2])
    page.cut(2.0)
    box, dot, line = page.drawing().parts
    assert isinstance(box, drawing.Shape) and box.stroke and box.stroke.dashes == (3, 1.6)
    edge = 72 * MARGIN
    assert tuple(dot.box) == pytest.approx((72 + edge, edge, 216 + edge, 144 + edge))
    assert tuple(line.box) == pytest.approx((edge, 144 + edge, 72 + edge, 144 + edge))


def test_what_is_above_the_marks_is_in_the_picture() -> None:
    """A banner is above 0: all moves down by its height, and the picture begins with it."""
    page = made(("host=A", DARK))
    (box,) = page.drawing().shapes
    page.banner("example")
    page.cut(0.5)
    band, same = sorted(page.drawing().shapes, key=lambda one: one.box.y0)
    assert band.box.y0 == 0 and same.label == box.label
    assert same.box.y0 - box.box.y0 == pytest.approx(72 * -page.top)
    assert page.drawing().height == pytest.approx(72 * (0.5 - page.top + 2 * MARGIN))


def test_on_a_readers_figure_it_is_where_it_was_painted() -> None:
    """The right half of a figure: a dot, a dashed box, a hatched one and a line are artists there,
    two inches from the left; the figure grows as high as they need."""
    figure = style.figure(8.0, 1.0)
    right = figure.add_axes((0.5, 0, 0.5, 1))
    page = Page(canvas.width(right))
    page.dot(1, 1, 0.5, "certain", DARK, "host=A")
    page.box(2, 0, 1, 2, "disputed", DARK, "host=B")
    page.box(3, 0, 0.5, 2, "possible", DARK, "host=C")
    page.rule([0, 3], [1, 1], DARK, 2.0)
    page.text(1, 2, "words", label="value|host=A")
    page.cut(2.5)
    canvas.put(page, right)
    assert canvas.width(right) == 4.0 and list(figure.get_size_inches()) == [8, 2.5 + 2 * MARGIN]
    dot, box, hatched = right.patches
    extent = dot.get_window_extent().get_points() / figure.dpi
    up = 2.5 + MARGIN
    assert extent.ravel() == pytest.approx([4.5 + MARGIN, up - 1.5, 5.5 + MARGIN, up - 0.5])
    assert box.get_linestyle() == (0, [3.0, 1.6]) and box.get_label() == "disputed|host=B"
    assert hatched.get_hatch() and to_hex(dot.get_facecolor()) == DARK
    (line,), (text,) = right.lines, right.texts
    assert line.get_linewidth() == 2.0 and line.get_zorder() < text.get_zorder()
    assert (text.get_text(), text.get_label()) == ("words", "value|host=A")


def test_words_that_would_end_a_comment_do_not() -> None:
    page = Page(4.0)
    page.text(0, 1, "a --->")
    page.cut(2.0)
    ElementTree.fromstring(outlines.outlined(page.drawing()))


def test_a_text_in_outlines_begins_where_it_would_begin_as_text() -> None:
    page = Page(4.0)
    page.text(2, 1, "aa", align="right")
    page.cut(2.0)
    found = outlines.outlined(page.drawing()).decode()
    place = re.search(r"translate\((.+) 74.16\) scale\(0.0800 -0.0800\)", found)
    begins = (2 + MARGIN - style.text_width("aa")) * 72
    assert place and float(place[1]) == pytest.approx(begins, abs=0.01)
    assert "<!-- aa -->" in found
    assert "<text" not in found and found.count("<use") == 2 and found.count('id="letter-') == 1


ROWS = """
    period,name,host,topics
    2024,Ash Circle,North,Reading
    2025,Ash Circle,North,Reading
    2025,Elm Circle,South,Maths
"""


@pytest.mark.parametrize("names", [True, False])
@pytest.mark.parametrize("stem", ["topics", "trajectories"])
def test_partnerships_are_told_by_name_only_where_names_are_shown(
    tmp_path: Path, stem: str, names: bool
) -> None:
    params = choice("own").model_copy(update={"names": names})
    found = report.make(stem, loaded(tmp_path, ROWS), params)
    assert isinstance(found, Exhibit)
    assert (b"<title>Ash Circle, North" in found.picture) is names


def test_numbers_are_told_with_how_they_are_known(tmp_path: Path) -> None:
    found = report.make("partnerships_by_host", loaded(tmp_path, ROWS), choice("own"))
    assert isinstance(found, Exhibit)
    assert b"<title>South: 1, counted</title>" in found.picture


# -- outlines --------------------------------------------------------------------------------------


def test_an_outline_is_written_shortly_and_is_a_path_of_matplotlibs() -> None:
    square = paths.rectangle(1, 2, 3.005, 4)
    assert paths.written(square) == "M1 2H4V6H1z"
    assert paths.of(paths.as_path(square)) == ([*square.points], square.commands)
    dot = paths.circle(2, 1, 1)
    assert dot.commands == "M" + "C" * 24 + "z" and paths.written(dot).startswith("M2 0C2.27 0 ")
    triangle = paths.regular(0, 0, 3, 1, 0.0)  # y goes down: its first corner is the lowest
    assert paths.written(triangle) == "M0 1L-0.87 -0.5H0.87z"
    assert paths.written(paths.line([0, 2, 2], [1, 1, 0])) == "M0 1H2V0"


# -- the narrow picture ----------------------------------------------------------------------------


def painter(words: str, at: float = 0.0, again: float = 1.0) -> narrow.Painter:
    def paint(page: Page) -> float:
        page.paragraph(at, 0, page.width, words)
        return page.paragraph(at, again, page.width, words)

    return paint


def test_a_picture_that_holds_is_set_narrow() -> None:
    found = narrow.picture(painter("some words"), "stem.narrow")
    assert found and b'width="230.4pt"' in found


@pytest.mark.parametrize(
    "paint",
    [
        painter("Verwaltungsangelegenheitenausschussvorsitzendenkonferenzen"),  # a word breaks
        painter("some words", at=3.0),  # they leave the page
        painter("some words", again=0.05),  # they cover each other
    ],
)
def test_a_picture_that_does_not_hold_stays_wide(paint: narrow.Painter) -> None:
    assert narrow.picture(paint, "stem.narrow") is None


def test_no_two_names_on_a_map_take_one_place() -> None:
    """North's second tile and South both would have their names right below the upper row."""
    said = (("Northern Hub", "label|x"),)
    owners = {name: Owner(name, name[0], DARK, said=said) for name in ("North", "South")}
    spots = {"North": [(0, 0)], "South": [(0, 1)]}
    tiles = [Tile(name, name, *spot) for name, found in spots.items() for spot in found]
    tiles += [Tile("X", "", 1, 7), Tile("Y", "", 0, 2)]
    names = TileMap.of(Page(4.0), 4.0, tiles, owners).names()
    taken = [spot for place, _, _ in names or () for spot in place.spots]
    assert len(taken) == len(set(taken))

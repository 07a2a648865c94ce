"""The narrow picture of a phone: whatever the wide one says and marks, whole, in less width."""

from __future__ import annotations

from functools import cache

import pytest

from helpers import report
from helpers.data.network import Network
from helpers.exhibits import REGISTRY
from helpers.exhibits.exhibit import Exhibit
from helpers.look import narrow, style
from helpers.look.drawing import Shape, Words
from helpers.look.matrix import FILLED, RADIUS, RING, Matrix, matrix
from helpers.look.page import Page

FIGURES = sorted(stem for stem, module in REGISTRY.items() if hasattr(module, "draw"))


def painted(paint: narrow.Painter, width: float) -> Page:
    page = Page(width)
    page.cut(paint(page))
    return page


def said(page: Page) -> dict[str, str]:
    """All words by what they are about; those that have no label are one text each."""
    found: dict[str, list[str]] = {}
    for place, one in enumerate(texts(page)):
        found.setdefault(one.label if "|" in one.label else f"{place}", []).append(one.text)
    # A name on each of a region's parts is one name.
    once = {label: own[:1] if len({*own}) == 1 else own for label, own in found.items()}
    return {label: " ".join(" ".join(own).split()) for label, own in once.items()}


def marked(page: Page) -> set[str]:
    """What marks are about."""
    labels = {one.label for one in shapes(page) if not one.line}
    return {one for one in labels if "|" in one and not one.startswith("frame|")}


def texts(page: Page) -> list[Words]:
    return [one for _, one in page.painted if isinstance(one, Words)]


def shapes(page: Page) -> list[Shape]:
    return [one for _, one in page.painted if isinstance(one, Shape)]


@cache
def embedded() -> tuple[Network, report.Params]:
    return report.start()


@pytest.mark.parametrize("stem", FIGURES)
def test_the_narrow_picture_says_and_marks_what_the_wide_one_does(stem: str) -> None:
    made = report.make(stem, *embedded())
    if not isinstance(made, Exhibit):
        return
    assert same(made)


def same(made: Exhibit) -> bool:
    """Whether there is a narrow picture; and then that it loses nothing."""
    wide, small = (painted(made._paint, width) for width in (style.WIDTH, narrow.WIDTH))
    if not narrow.holds(small.drawing()):
        return False
    words = " ".join(said(small).values())
    lost = [text for text in said(wide).values() if text not in words]
    assert not lost
    assert marked(wide) <= marked(small)
    return True


@pytest.mark.parametrize(
    ("given", "wide_alone"),
    [
        ({"host": "Midwest"}, set()),
        # Names of this one are cut in so little room: on a phone the wide picture can be enlarged.
        ({"network": "example"}, {"trajectories"}),
    ],
)  # fmt: skip
def test_so_do_those_of_a_host_and_of_a_network_of_rows(
    given: dict[str, str], wide_alone: set[str]
) -> None:
    made = [report.make(stem, *report.start(**given)) for stem in FIGURES]
    figures = [one for one in made if isinstance(one, Exhibit)]
    assert len(figures) > 10 and {one.stem for one in figures if not same(one)} == wide_alone


# -- the matrix: dots before the names of their rows, below the names of their columns

DOTS = Matrix(
    columns={"a": "First report", "b": "Second report"},
    rows={"x": "Time", "y": "Trust"},
    marks={("x", "a"): FILLED, ("x", "b"): RING, ("y", "b"): FILLED},
    key={FILLED: "names it"},
    colour="#33658a",
)


def test_dots_stand_below_their_columns_name_and_before_their_rows() -> None:
    page = painted(lambda page: matrix(page, DOTS), narrow.WIDTH)
    words = {one.text: one.at for one in texts(page)}
    dots = {
        one.label: ((one.box.x0 + one.box.x1) / 2, (one.box.y0 + one.box.y1) / 2)
        for one in shapes(page)
    }
    for cell in ("filled|x:a", "ring|x:b", "filled|y:b"):
        (x, y), (row, column) = dots[cell], cell.partition("|")[2].split(":")
        head, name = words[DOTS.columns[column]], words[DOTS.rows[row]]
        assert x - RADIUS == pytest.approx(head[0]) and head[1] < y
        assert x < name[0] and abs(y - name[1]) < 0.1
    assert sum(":" in cell for cell in dots) == 3


# -- the alluvial: the periods above and below, the marks over the whole width


def test_each_partnership_has_its_mark_on_a_phone() -> None:
    """73 in the first period and 79 in the second, as in the wide picture."""
    made = report.make("evolution", *embedded())
    assert isinstance(made, Exhibit)
    page = painted(made._paint, narrow.WIDTH)
    solid = [one for one in shapes(page) if one.label.startswith("certain|")]
    assert [sum(f"period=year {n};" in one.label for one in solid) for n in (1, 4)] == [73, 79]
    years = {one.text: one.at[1] for one in texts(page)}
    marks = [y for one in solid for _, y in one.outline.points]
    assert years["2012"] < min(marks) < max(marks) < years["2015"]

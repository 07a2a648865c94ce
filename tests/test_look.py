"""Pages, marks and pictures as a whole: readable, cut to their height, nothing made up."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import test_pictures as first
import test_pictures_parts as second
import test_scope as third
from helpers import paths
from helpers.data.network import Network
from helpers.exhibits import (
    active_size,
    composition,
    evolution,
    partnerships_by_host,
    scope,
    topics,
    transformations,
)
from helpers.exhibits.exhibit import Exhibit, Words
from helpers.exhibits.prose import Shown
from helpers.look import canvas, style
from helpers.look.charts import bars
from helpers.look.page import MARGIN, Page, spread
from helpers.look.squares import blocks_of, fitting, flow
from helpers.mime import EXHIBIT_MIME
from helpers.numbers import grid
from helpers.numbers.evidence import Evidence
from helpers.numbers.grid import Entry, Table
from helpers.numbers.parts import cut, either
from helpers.text.phrases import Terms, View
from helpers.text.say import Sentence
from pictures import entry, explained, figure, picture, table, texts
from readback import keys, read

PICTURES: dict[ModuleType, Table] = {
    evolution: first.evolved(total=(4, 10), continued=(1, 9), ended=(0, 9)),
    partnerships_by_host: first.by_host(),
    scope: third.scopes(),
    topics: first.by_topic((5, 7), (3, 5)),
    active_size: second.sizes(second.OPEN, smallest=4, largest=(201, None), median=25),
    composition: second.members(maths=(60, (0, 40), (0, 40)), reading=(70, 20, 10)),
    transformations: second.changed(),
}
BY_HOST = (partnerships_by_host, transformations)
OTHERS = [one for one in PICTURES if one not in BY_HOST]
MORE = " and everything else that may be said of Verwaltungsangelegenheitenausschuss"


def changed(numbers: Table, **change: Any) -> Table:
    """The table with something else in each entry: `labels=lambda entry: ...`."""
    made = [
        replace(one, **{name: new(one) for name, new in change.items()}) for one in numbers.entries
    ]
    return Table(made, numbers.keys, numbers.beside, numbers._colours)


def long_names(numbers: Table) -> Table:
    return changed(numbers, labels=lambda one: {k: v + MORE for k, v in one.labels.items()})


def with_own(numbers: Table) -> Table:
    """The table, and the same numbers as those of a host."""
    own = changed(numbers, keys=lambda one: one.keys | {"host": "North"})
    return Table([*numbers, *own], numbers.keys, numbers.beside, numbers._colours)


# ---------------------------------------------------------------- nothing overlaps, nothing is cut


def boxes(found: Figure) -> list[tuple[str, Any, str]]:
    renderer = FigureCanvasAgg(found).get_renderer()
    return [
        (text.get_text(), text.get_window_extent(renderer), str(text.get_label()))
        for text in found.axes[0].texts
    ]


def overlap(one: Any, other: Any, slack: float = 1.0) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    return across > slack and min(one.y1, other.y1) - max(one.y0, other.y0) > slack


def inside(inner: Any, outer: Any, slack: float = 2.0) -> bool:
    across = inner.x0 >= outer.x0 - slack and inner.x1 <= outer.x1 + slack
    return across and inner.y0 >= outer.y0 - slack and inner.y1 <= outer.y1 + slack


def on_its_region(text: str, mark: str) -> bool:
    """Is it the name of a region on a tile of it? Those have no outlines that it could cross."""
    said, drawn = keys(text.partition("|")[2]), keys(mark.partition("|")[2])
    return "map" in said and "tile" in drawn and said["host"] == drawn["host"]


def assert_readable(found: Figure) -> None:
    """No text on another, over an edge of a mark, outside the picture or smaller than 8 points,
    but for the names of places in their tiles."""
    found.draw_without_rendering()
    page, said = found.axes[0], boxes(found)
    assert [words for words, box, _ in said if not inside(box, found.bbox)] == []
    pairs = combinations(said, 2)
    assert [(a, b) for (a, one, _), (b, other, _) in pairs if overlap(one, other)] == []
    patches = [*page.patches, *(bar for axes in page.child_axes for bar in axes.patches)]
    labels = [(one.get_window_extent(), str(one.get_label())) for one in patches]
    drawn = [(box, label) for box, label in labels if "|" in label]
    crossed = [(words, box) for words, box, text in said for mark, label in drawn
               if overlap(box, mark, 3.0) and not inside(box, mark, 5.0)
               and not on_its_region(text, label)]  # fmt: skip
    assert crossed == []
    own = [one for one in page.texts if not str(one.get_label()).startswith("place|")]
    assert min(float(text.get_fontsize()) for text in own) >= 8
    assert min(float(text.get_fontsize()) for text in page.texts) >= style.TINY


@pytest.mark.parametrize("host", ["all", "North"])
@pytest.mark.parametrize("names", [lambda numbers: numbers, long_names], ids=["short", "long"])
@pytest.mark.parametrize("exhibit", PICTURES)
def test_every_picture_is_readable(exhibit: ModuleType, names: Any, host: str) -> None:
    assert_readable(figure(exhibit, names(PICTURES[exhibit]), host=host))


@pytest.mark.parametrize("exhibit", OTHERS)
def test_a_hosts_own_numbers_are_drawn_below_the_networks(exhibit: ModuleType) -> None:
    alone = figure(exhibit, PICTURES[exhibit])
    both = figure(exhibit, with_own(PICTURES[exhibit]), host="North")
    assert_readable(both)
    if exhibit is not topics:  # a host's own dots stand among the others
        assert both.get_figheight() >= alone.get_figheight()
    found = read(both)
    assert found["what"].str.contains("host=North").any()
    assert not found["text"].str.contains("North: not published").any()


@pytest.mark.parametrize("exhibit", OTHERS)
def test_a_host_without_numbers_is_said_to_have_none(exhibit: ModuleType) -> None:
    found = picture(exhibit, PICTURES[exhibit], host="North")
    assert texts(found, "note")["own;host=North"].startswith("North: not published")


def test_text_from_data_is_never_read_as_mathematics() -> None:
    found = figure(active_size, changed(second.sizes(), labels=lambda one: {"size_class": "$x^2$"}))
    assert not any(text.get_parse_math() for text in found.axes[0].texts)


@pytest.fixture(scope="module")
def embedded() -> Evidence:
    return Evidence(Network(paths.network_folder("rel-2012-17")))


@pytest.mark.parametrize("host", ["all", "Midwest"])
@pytest.mark.parametrize("exhibit", PICTURES)
def test_pictures_of_the_embedded_network_say_what_their_tables_say(
    exhibit: ModuleType, host: str, embedded: Evidence
) -> None:
    network = embedded.network
    numbers = grid.table(embedded, exhibit.grid(network), host)
    numbers = exhibit.arrange(numbers) if hasattr(exhibit, "arrange") else numbers
    page = Page()
    page.cut(exhibit.draw(page, numbers, View(Terms.of(network), host)))
    explained(read(canvas.figure(page)), numbers)
    assert_readable(canvas.figure(page))


# ---------------------------------------------------------------- other networks


@pytest.mark.parametrize("count", [3, 25])
def test_any_number_of_hosts_has_its_own_letters_and_colours(count: int) -> None:
    names = [f"Host {place}" for place in range(count)]
    rows = [Entry({"host": one}, {}, "count", entry("host=x", 20).answer) for one in names]
    places = pd.DataFrame({"code": names, "host": names, "row": [n // 5 for n in range(count)],
                           "col": [n % 5 for n in range(count)]})  # fmt: skip
    places["code"] = places["code"].str.replace("Host ", "T")
    numbers = table(*rows, places=places)
    assert_readable(figure(partnerships_by_host, numbers))
    found = picture(partnerships_by_host, numbers)
    keys = found[found["what"].str.startswith("key;") & (found["form"] == "box")]
    assert len(set(keys["colour"])) == count


def test_a_network_without_a_map_gets_the_list_alone() -> None:
    numbers = first.by_host()
    found = figure(partnerships_by_host, Table(numbers.entries, numbers.keys))
    assert_readable(found)
    assert not read(found)["what"].str.contains("tile").any()
    assert "letter" not in set(read(found)["mark"])  # letters are for a map without room for names


def test_many_changes_go_on_in_a_second_line_of_blocks() -> None:
    rows = [entry(f"host=all period=p change=c{n}", 8, change=f"change {n}") for n in range(9)]
    blocks = blocks_of(cut(rows, "change"))
    lattice = fitting([blocks], 5.0)
    lines = flow(blocks, lattice, 5.0)
    assert len(lines) > 1 and sum(map(len, lines)) == 9


# ---------------------------------------------------------------- the pieces


def test_what_is_left_of_a_whole_is_one_part() -> None:
    given = [
        entry("change=a", 7),
        entry("change=b", (16, 29), change="B"),
        entry("change=c", (0, 13)),
    ]
    parts = cut(given, "change", entry("change=total", 36))
    assert [part.low for part in parts.solid] == [7, 16] and parts.rest is not None
    assert parts.rest.text == "13" and parts.rest.labels["change"] == "B (16–29) or c (0–13)"
    assert [parts.text(part) for part in parts.solid] == ["7", "at least 16"] and not parts.open


def test_a_rest_of_which_something_is_not_published_is_open() -> None:
    parts = cut([entry("change=a", 7), entry("change=b", None)], "change", entry("change=total", 9))
    assert parts.open and parts.rest is not None
    assert parts.rest.low == 2 and parts.rest.labels["change"] == "not published"


def test_parts_in_percent_make_a_hundred_and_others_their_base() -> None:
    shares = [entry("t=a", 60, measure="percent"), entry("t=b", (0, 40), measure="percent")]
    counts = [entry("t=a", 6, base=9), entry("t=b", (0, 3), base=9)]
    rests = [cut(given, "t").rest for given in (shares, counts)]
    assert [one.text for one in rests if one] == ["40%", "3"]


def test_two_printed_values_are_one_number_that_says_both() -> None:
    assert either([entry("s=a", 36), entry("s=a", 35), entry("s=a", 36)]).text == "35 or 36"
    assert either([entry("s=a", 8), entry("s=a", 8)]).text == "8"


def test_labels_that_want_one_place_are_moved_apart() -> None:
    assert spread([0, 0.1, 5.5], [1, 1, 1], 0, 6) == pytest.approx([0, 1.1, 5.0])


def test_a_page_is_cut_to_what_was_painted_and_keeps_its_scale() -> None:
    page = Page(3.0)
    page.box(0, 0, 1, 1, "certain", style.INK, "one")
    assert page.cut(1.0) == pytest.approx(1 + 2 * MARGIN)
    assert list(canvas.figure(page).get_size_inches()) == pytest.approx([3.0, 1.06])
    box = read(canvas.figure(page)).iloc[0]
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1, 1)


def test_charts_of_a_library_stay_in_place_when_the_page_is_cut() -> None:
    page = Page()
    page.cut(
        bars(page, 1.0, second.sizes().find("count", topic="total"), "size_class", style.ACCENT)
    )
    found = read(canvas.figure(page))
    assert list(found.loc[found["mark"] == "certain", "y"]) == pytest.approx([1.05, 1.41, 1.77])


def test_a_notebook_that_no_reader_looks_at_holds_the_record_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = Exhibit("sizes", "Table 1", Words(Sentence("A title")), pd.DataFrame(), [], [])
    assert "text/html" in table._repr_mimebundle_()
    monkeypatch.setattr(Shown, "for_readers", False)
    assert set(table._repr_mimebundle_()) == {EXHIBIT_MIME, "text/plain"}


def test_a_banner_stands_above_the_picture() -> None:
    page = Page()
    page.banner("Example: one of many")
    page.cut(active_size.draw(page, second.sizes(), first.view()))
    assert_readable(canvas.figure(page))
    found = read(canvas.figure(page))
    banner = found[found["mark"] == "head"].iloc[0]
    assert banner["text"] == "Example: one of many" and banner["y"] < 0 <= found["y"].iloc[2]


def test_an_exhibit_is_painted_once_and_stands_alone_with_its_words() -> None:
    painted = []

    def paint(page: Page) -> float:
        painted.append(page)
        return active_size.draw(page, second.sizes(), first.view())

    words = Words(Sentence("A title"), Sentence("A subtitle"), note=Sentence("A note."))
    made = Exhibit("active_size", "Figure 4", words, pd.DataFrame(), [], [], paint)
    picture_ = made.picture
    found = read(made.standalone)
    assert len(painted) == 1 and made.picture is picture_ and b"<svg" in picture_
    assert_readable(made.standalone)
    said = found.loc[found["mark"].isin(["head", "foot"]), "text"]
    assert list(said) == ["Figure 4", "A title", "A subtitle", "NOTE: A note."]

"""The matrix of themes and sources: every mark, number and sentence from the table."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon, Rectangle

from framework_views import FRAMEWORKS, rows_of, table_from, table_of, view, with_row, words_of
from helpers.exhibits import challenge_crosswalk
from helpers.look.page import Page


def painted(table: pd.DataFrame) -> Figure:
    page = Page.tall()
    page.cut(challenge_crosswalk.draw(page, table, view("challenge_crosswalk")))
    return page.figure


def read_back(figure: Figure) -> pd.DataFrame:
    """The matrix as a table: a row a cell and kind: its count of marks, and the cell's number."""
    axes = figure.axes[0]
    kinds = [str(patch.get_label()).split("|") for patch in axes.patches]
    counts = Counter((what, kind) for kind, what in kinds if ":" in what)
    numbers = {
        what: text.get_text()
        for text in axes.texts
        for name, _, what in [str(text.get_label()).partition("|")]
        if name in ("number", "none")
    }
    return pd.DataFrame(
        [
            {"cell": cell, "group": group, "count": counts[cell, group], "number": number}
            for cell, number in numbers.items()
            for group in challenge_crosswalk.GROUPS
        ]
    )


def test_the_matrix_counts_each_coded_item_once() -> None:
    table = table_of("challenge_crosswalk")
    first = table[table["group"] != "second"]
    assert first["count"].sum() == len(FRAMEWORKS.table("crosswalk")) == 210
    assert len(table) == 12 * 5 * 4
    sources = first[first["count"] > 0].groupby("theme", sort=False)["source"].nunique()
    assert list(sources) == sorted(sources, reverse=True) and sources["trust_relationships"] == 3


@pytest.mark.parametrize("given", [{}, {"source": "003"}, {"theme": "use_spread"}])
def test_the_picture_is_the_table(given: dict[str, str]) -> None:
    """Each cell has a mark an item, and its number: no more, no less, nowhere else."""
    table = table_of("challenge_crosswalk", **given)
    first = table[table["group"] != "second"]
    cells = first["theme"] + ":" + first["source"]
    found = read_back(painted(table)).set_index(["cell", "group"])
    wanted = first.set_index(pd.MultiIndex.from_arrays([cells, first["group"]]))["count"]
    assert found["count"].to_dict() == wanted.to_dict()
    sums = first.groupby(cells)["count"].sum().to_dict()
    second = table[table["group"] == "second"]
    aside = second.set_index(second["theme"] + ":" + second["source"])["count"].to_dict()
    for cell, number in found["number"].droplevel("group").items():
        empty = f"second: {aside[cell]}" if aside[cell] else "–"
        assert number == (str(sums[cell]) if sums[cell] else empty), cell


def test_each_row_says_how_many_sources_speak_of_it() -> None:
    table = table_of("challenge_crosswalk")
    said = [text.get_text() for text in painted(table).axes[0].texts]
    remarks = [words for words in said if words.endswith(" of 5 sources")]
    first = table[(table["group"] != "second") & (table["count"] > 0)]
    speak = first.groupby("theme", sort=False)["source"].nunique()
    assert remarks == [f"{n} of 5 sources" for n in speak]


def test_each_kind_of_item_has_a_shape_of_its_own_and_the_key_tells_it() -> None:
    figure = painted(table_of("challenge_crosswalk"))
    shapes: dict[str, set[type]] = {}
    for patch in figure.axes[0].patches:
        shapes.setdefault(str(patch.get_label()).split("|")[0], set()).add(type(patch))
    assert shapes["challenge"] == {Rectangle} and shapes["answer"] == {Circle}
    assert shapes["other"] == {Polygon}
    key = {str(p.get_label()) for p in figure.axes[0].patches if "|key" in str(p.get_label())}
    assert key == {"challenge|key", "answer|key", "other|key"}
    said = [text.get_text() for text in figure.axes[0].texts]
    assert said[-5:-2] == ["challenge", "answer to one", "lesson, strength or implication"]


def test_a_changed_row_changes_the_picture() -> None:
    """000-C01 moved from trust to communication."""
    moved = with_row("crosswalk", {"theme": "communication"}, item="000-C01")
    before, after = (
        read_back(painted(table_from(one, "challenge_crosswalk")))
        .set_index(["cell", "group"])["count"]
        .to_dict()
        for one in (FRAMEWORKS, moved)
    )
    changed = {key: after[key] - before[key] for key in before if after[key] != before[key]}
    assert changed == {
        ("communication:000", "challenge"): 1,
        ("trust_relationships:000", "challenge"): -1,
    }


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"source": "003"},
        {"theme": "use_spread"},
        {"source": "002", "theme": "change_continuity"},
    ],
)
def test_words_neither_overlap_nor_leave_the_picture(given: dict[str, str]) -> None:
    figure = painted(table_of("challenge_crosswalk", **given))
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    axes = figure.axes[0]
    boxes = [text.get_window_extent(renderer) for text in axes.texts]
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.x1 for box in boxes)
    assert all(box.y0 >= 0 and box.y1 <= figure.bbox.y1 for box in boxes)
    assert not any(one.overlaps(other) for at, one in enumerate(boxes) for other in boxes[:at])
    marks = [
        (str(one.get_label()).split("|"), one.get_window_extent(renderer)) for one in axes.patches
    ]
    cells = {what: box for (kind, what), box in marks if kind in ("certain", "open")}
    for (kind, what), box in marks:
        cell = cells.get(what, box)
        assert cell.x0 <= box.x0 and box.x1 <= cell.x1 and cell.y0 <= box.y0 and box.y1 <= cell.y1
        assert kind in ("certain", "open") or not any(box.overlaps(text) for text in boxes)


def test_the_alternative_text_walks_through_every_theme_and_source() -> None:
    words = words_of("challenge_crosswalk")
    alt = str(words.alt)
    assert alt.startswith("Matrix with 12 themes in rows")
    labels = FRAMEWORKS.words("themes")
    assert all(f"{label}: " in alt for name, label in labels.items() if name != "none")
    assert all(label in alt for label in FRAMEWORKS.table("sources")["short"])
    assert (
        "Trust and relationships: Federal report, 2 challenges; Collaborative research, 1 "
        "challenge and 2 answers; White paper on partnerships, 7 challenges and " in alt
    )


def test_titles_say_what_the_table_says() -> None:
    def title(**given: str) -> str:
        return str(words_of("challenge_crosswalk", **given).title)

    assert title() == (
        "All 5 sources speak of 6 of 12 themes; each of them names a challenge in 2: "
        "“capacity and learning” and “professional worlds and incentives”"
    )
    assert title(theme="trust_relationships") == (
        "3 of 5 sources speak of “trust and relationships”"
    )
    assert title(source="002").startswith("Lessons of one REL: 9 of 12 themes are spoken of, the")
    one = title(source="004", theme="power_mutualism")
    assert one == "Blog post on alliances: 1 item on “power and mutualism”"


def test_remarks_on_a_source_stand_only_where_it_is_shown() -> None:
    assert "names its lessons only" in str(words_of("challenge_crosswalk").note)
    assert "names its lessons only" not in str(words_of("challenge_crosswalk", source="003").note)


def test_the_table_behind_has_the_words_of_every_item() -> None:
    shown = " ".join(row[-1] for row in rows_of("challenge_crosswalk"))
    items = FRAMEWORKS.words("items", "item")
    assert all(items[name] in shown for name in FRAMEWORKS.table("crosswalk")["item"])

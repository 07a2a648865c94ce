"""The matrix of themes and sources: every dot and sentence from the table."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from framework_views import FRAMEWORKS, rows_of, table_from, table_of, view, with_row, words_of
from helpers.exhibits import challenge_crosswalk
from helpers.look import canvas, style
from helpers.look.page import Page

CHOICES = [{}, {"source": "003"}, {"theme": "use_spread"}]
CHOICES += [{"source": "002", "theme": "change_continuity"}]


def painted(table: pd.DataFrame) -> Figure:
    page = Page()
    page.cut(challenge_crosswalk.draw(page, table, view("challenge_crosswalk")))
    return canvas.figure(page)


def read_back(figure: Figure) -> dict[str, str]:
    """The dots by cell, as a reader sees them: filled if the inside is not paper."""
    found = {}
    for patch in figure.axes[0].patches:
        _, _, cell = str(patch.get_label()).partition("|")
        if ":" in cell:
            assert cell not in found, "two dots in one cell"
            paper = to_hex(patch.get_facecolor()) == style.PAPER
            found[cell] = "ring" if paper else "filled"
    return found


def marks(table: pd.DataFrame) -> dict[str, str]:
    cells = table["theme"] + ":" + table["source"]
    return {cell: mark for cell, mark in zip(cells, table["mark"], strict=True) if mark}


# ---- the table


@pytest.mark.parametrize(
    ("theme", "source", "mark"),
    [
        ("professional_worlds", "000", "filled"),  # 1407: trained in different disciplines
        ("research_quality", "000", "filled"),  # 1326: no room for large trials; second theme
        ("use_spread", "000", "ring"),  # 1231, 1235, 1239: only as answers
        ("resources_support", "001", ""),
        ("goals_priorities", "002", "ring"),  # 17: a common purpose makes alliances effective
        ("capacity_learning", "002", "filled"),  # 13: knowledge stands in the way
        ("communication", "003", "ring"),  # 951: time for meetings face to face, an answer
        ("trust_relationships", "003", "filled"),  # 883
        ("power_mutualism", "004", "filled"),  # 37: funders had more power
        ("trust_relationships", "004", ""),
    ],
)
def test_a_mark_says_what_the_source_says(theme: str, source: str, mark: str) -> None:
    found = table_of("challenge_crosswalk").set_index(["theme", "source"])["mark"]
    assert len(found) == 12 * 5 and found[theme, source] == mark


def test_both_themes_of_an_item_count_alike() -> None:
    table = table_of("challenge_crosswalk").set_index(["theme", "source"])
    cells = table["items"].str.split(";")
    assert "000-R03" in cells["trust_relationships", "000"]  # line 1064: its second theme
    assert "000-R03" in cells["engagement_roles", "000"]
    codes = FRAMEWORKS.table("crosswalk")
    placed = cells.map(lambda found: len([one for one in found if one])).sum()
    assert placed == len(codes) + (codes["second"] != "").sum()


def test_themes_stand_by_how_many_sources_find_them_hard() -> None:
    table = table_of("challenge_crosswalk")
    hard = (table["mark"] == "filled").groupby(table["theme"], sort=False).sum()
    assert list(hard) == sorted(hard, reverse=True)


# ---- the picture


@pytest.mark.parametrize("given", CHOICES)
def test_the_picture_is_the_table(given: dict[str, str]) -> None:
    """A filled dot, a ring or nothing in each cell: no more, no less, nowhere else."""
    table = table_of("challenge_crosswalk", **given)
    assert read_back(painted(table)) == marks(table)


def test_no_cell_has_a_number() -> None:
    said = [text.get_text() for text in painted(table_of("challenge_crosswalk")).axes[0].texts]
    assert not any(character.isdigit() for words in said for character in words)


def test_rows_filled_throughout_stand_on_a_band_in_bold() -> None:
    table = table_of("challenge_crosswalk")
    axes = painted(table).axes[0]
    bands = [patch for patch in axes.patches if patch.get_label() == "band"]
    bold = {str(t.get_label()) for t in axes.texts if t.get_fontproperties().get_weight() == 600}
    full = {"row|professional_worlds", "row|capacity_learning", "row|research_quality"}
    assert len(bands) == 3 and {one for one in bold if one.startswith("row|")} == full


def test_the_key_tells_each_mark_that_is_there_and_no_other() -> None:
    def key(**given: str) -> list[str]:
        texts = painted(table_of("challenge_crosswalk", **given)).axes[0].texts
        return [str(t.get_label()) for t in texts if str(t.get_label()).startswith("key|")]

    assert key() == ["key|filled", "key|ring", "key|"]
    assert key(theme="capacity_learning") == ["key|filled"]


def test_a_changed_code_changes_the_picture() -> None:
    """Use of results becomes hard for the federal report once one of its challenges is of it."""
    moved = with_row("crosswalk", {"second": "use_spread"}, item="000-C10")
    before, after = (
        read_back(painted(table_from(one, "challenge_crosswalk"))) for one in (FRAMEWORKS, moved)
    )
    changed = {cell for cell in before | after if before.get(cell) != after.get(cell)}
    assert changed == {"use_spread:000"} and after["use_spread:000"] == "filled"


@pytest.mark.parametrize("given", CHOICES)
def test_words_neither_overlap_nor_leave_the_picture(given: dict[str, str]) -> None:
    figure = painted(table_of("challenge_crosswalk", **given))
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    axes = figure.axes[0]
    assert min(float(text.get_fontsize()) for text in axes.texts) >= 8
    boxes = [text.get_window_extent(renderer) for text in axes.texts]
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.x1 for box in boxes)
    assert all(box.y0 >= 0 and box.y1 <= figure.bbox.y1 for box in boxes)
    assert not any(one.overlaps(other) for at, one in enumerate(boxes) for other in boxes[:at])
    dots = [patch for patch in axes.patches if "|" in str(patch.get_label())]
    extents = [dot.get_window_extent(renderer) for dot in dots]
    assert not any(dot.overlaps(text) for dot in extents for text in boxes)


# ---- words


def test_the_title_is_what_the_table_shows() -> None:
    table = table_of("challenge_crosswalk")
    hard = table[table["mark"] == "filled"].groupby("theme")["source"].nunique()
    assert set(hard[hard == 5].index) == {
        "professional_worlds",
        "capacity_learning",
        "research_quality",
    }
    assert str(words_of("challenge_crosswalk").title) == (
        "Every source finds the same two things hard: two professional worlds and capacity"
    )


def test_the_title_rests_on_first_themes() -> None:
    """Three themes are filled in every column, the third by second themes in some of them."""
    table = table_of("challenge_crosswalk")
    first = table.assign(second_only=False)
    made = challenge_crosswalk.words(first, view("challenge_crosswalk"))
    assert str(made.title).endswith("two professional worlds, capacity, and sound research")


def test_titles_of_a_choice() -> None:
    def title(**given: str) -> str:
        return str(words_of("challenge_crosswalk", **given).title)

    assert title(theme="trust_relationships") == "Four of five sources name trust as hard"
    assert title(source="002") == "Lessons of one REL: 8 of 12 themes are named as hard"
    alone = title(source="004", theme="communication")
    assert alone == "Blog post on alliances: keeping in touch is spoken of, but not as hard"
    silent = title(source="004", theme="trust_relationships")
    assert silent == "Blog post on alliances: trust is not coded"


def test_the_note_says_how_many_dots_rest_on_second_themes() -> None:
    """Such as sound research in the federal report: only 000-C11 has it, as its second theme."""
    table = table_of("challenge_crosswalk").set_index(["theme", "source"])
    assert table.loc[("research_quality", "000"), "second_only"]
    assert not table.loc[("capacity_learning", "000"), "second_only"]
    note = str(words_of("challenge_crosswalk").note)
    assert "Seven of the 48 filled dots rest on second themes alone." in note
    assert "The first themes agree for 216 of 228" in note and "228 items" in note


def test_remarks_on_a_source_stand_only_where_it_is_shown() -> None:
    assert "gives the names only" in str(words_of("challenge_crosswalk").note)
    assert "gives the names only" not in str(words_of("challenge_crosswalk", source="003").note)


def test_the_alternative_text_is_short_and_tells_every_ring_and_blank() -> None:
    alt = str(words_of("challenge_crosswalk").alt)
    assert len(alt.split()) <= 120
    assert "Federal report: ring at use of results." in alt
    assert "Blog post on alliances: ring at keeping in touch and change and blank at trust, " in alt
    assert alt.endswith("All other dots are filled.")


def test_the_table_behind_has_the_words_of_every_item() -> None:
    shown = " ".join(cell for row in rows_of("challenge_crosswalk") for cell in row)
    items = FRAMEWORKS.words("items", "item")
    assert all(items[name] in shown for name in FRAMEWORKS.table("crosswalk")["item"])

"""Types, characteristics, themes and answers: typed from the sources, and read back from the pictures."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure

from helpers import draw, frameworks, paths, report, style, summarize, words
from helpers.errors import UserError
from helpers.params import Params

SHELF = frameworks.Frameworks()
STEMS = ("partnership_types", "partnerships", "definition", "challenge_crosswalk", "responses")


def made(stem: str, **given: str) -> report.Exhibit:
    return getattr(report, stem)(*report.start(**given))


def painted(table: pd.DataFrame) -> Figure:
    canvas = style.figure(height=draw.challenge_crosswalk_height(table))
    draw.challenge_crosswalk(table, canvas)
    return canvas


def marks(canvas: Figure, theme: str, source: str) -> Counter:
    found = (patch.get_label().split("|") for patch in canvas.axes[0].patches)
    return Counter(kind for kind, what in found if what == f"{theme}:{source}" and kind not in ("certain", "open"))


def with_row(name: str, change: dict[str, str], **keys: str) -> frameworks.Frameworks:
    """The frameworks with one row of a table changed."""
    rows = SHELF.table(name).copy()
    picked = (rows[list(keys)] == pd.Series(keys)).all(axis=1)
    assert picked.sum() == 1
    rows.loc[picked, list(change)] = list(change.values())
    return frameworks.Frameworks(SHELF.folder, {**{table: SHELF.table(table) for table in frameworks.TABLES}, name: rows})


# ---- tables


def test_types_are_the_white_papers() -> None:
    """003, lines 180-826: three main types, two kinds of research alliances, the RELs as a form to come."""
    table = summarize.partnership_types(SHELF)
    assert list(dict.fromkeys(table["type"])) == [
        "research_alliance", "cross_sector_research_alliance", "district_focused_research_alliance", "design_research",
        "networked_improvement_community", "emerging", "rel_partnership"]
    silent = table[table["value"] == ""]
    assert set(zip(silent["type"], silent["dimension"])) == {
        ("research_alliance", "method"), ("design_research", "data_archives"), ("networked_improvement_community", "data_archives")}


def test_everything_said_of_a_type_stands_in_table_s1() -> None:
    shown = " ".join(cell for row in made("partnership_types").rows for cell in row)
    assert all(value in shown for value in SHELF.table("type_dimensions")["value"])


def test_partnerships_without_a_type_have_a_dash() -> None:
    exhibit = made("partnerships")
    assert len(exhibit.rows) == 14 and [row[0].split(" ")[0] for row in exhibit.rows if row[1] == "—"] == ["Center", "Boston", "Baltimore"]


def test_the_two_lists_stand_side_by_side() -> None:
    """000, lines 128-133 and Table 2; 003, lines 75-80."""
    table = summarize.definition(SHELF)
    assert list(zip(table["report_number"], table["paper_number"])) == [(1, ""), (2, 1), (3, 2), (4, 4), (5, 5), (6, 3)]
    assert made("definition").rows[0][1] == "—" and "Are place-based" in str(made("definition").words.title)


def test_a_characteristic_without_match_gets_a_row_of_its_own() -> None:
    shelf = with_row("definition", {"matches": ""}, id="table2_mutualism")
    table = summarize.definition(shelf)
    assert len(table) == 7 and table.iloc[-1]["paper_id"] == "rpp_mutualism" and table.iloc[-1]["report_id"] == ""


# ---- themes


def test_the_matrix_counts_each_coded_item_once() -> None:
    table = summarize.challenge_crosswalk(SHELF)
    first = table[table["group"] != "second"]
    assert first["count"].sum() == len(SHELF.table("crosswalk")) == 210
    assert len(table) == 12 * 5 * 4
    sources = first[first["count"] > 0].groupby("theme", sort=False)["source"].nunique()
    assert list(sources) == sorted(sources, reverse=True) and sources["trust_relationships"] == 3


def test_marks_are_the_items_of_the_cell_and_their_shape_the_kind() -> None:
    table = summarize.challenge_crosswalk(SHELF)
    canvas = painted(table)
    for (theme, source), rows in table[table["group"] != "second"].groupby(["theme", "source"]):
        assert marks(canvas, theme, source) == Counter({row["group"]: row["count"] for _, row in rows.iterrows() if row["count"]})
    shapes = {patch.get_label().split("|")[0]: type(patch).__name__ for patch in canvas.axes[0].patches}
    assert len({shapes[group] for group in ("challenge", "answer", "other")}) == 3


def test_a_changed_row_changes_the_picture() -> None:
    """000-C01 moved from trust to communication."""
    before = painted(summarize.challenge_crosswalk(SHELF))
    after = painted(summarize.challenge_crosswalk(with_row("crosswalk", {"theme": "communication"}, item="000-C01")))
    assert marks(after, "communication", "000")["challenge"] == marks(before, "communication", "000")["challenge"] + 1
    assert marks(after, "trust_relationships", "000")["challenge"] == marks(before, "trust_relationships", "000")["challenge"] - 1


@pytest.mark.parametrize("given", [{}, {"source": "003"}, {"theme": "use_spread"}, {"source": "002", "theme": "change_continuity"}])
def test_words_neither_overlap_nor_leave_the_picture(given: dict[str, str]) -> None:
    canvas = painted(summarize.challenge_crosswalk(SHELF, **given))
    renderer = canvas.canvas.get_renderer()
    boxes = [text.get_window_extent(renderer) for text in canvas.axes[0].texts]
    assert all(box.x0 >= 0 and box.y0 >= 0 and box.x1 <= canvas.bbox.x1 and box.y1 <= canvas.bbox.y1 for box in boxes)
    assert not any(one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[:place])
    cells = {patch.get_label().split("|")[1]: patch.get_window_extent(renderer) for patch in canvas.axes[0].patches
             if patch.get_label().split("|")[0] in ("certain", "open")}
    for patch in canvas.axes[0].patches:
        (kind, what), box = patch.get_label().split("|"), patch.get_window_extent(renderer)
        cell = cells.get(what)
        assert cell is None or (cell.x0 <= box.x0 and box.x1 <= cell.x1 and cell.y0 <= box.y0 and box.y1 <= cell.y1)
        assert kind in ("certain", "open") or not any(box.overlaps(text) for text in boxes)


def test_the_alternative_text_walks_through_every_theme_and_source() -> None:
    exhibit = made("challenge_crosswalk")
    alt = str(exhibit.words.alt)
    assert alt.startswith("Matrix with 12 themes in rows")
    assert all(f"{label}: " in alt for label in SHELF.table("themes")["label"] if label != "None of these")
    assert all(label in alt for label in SHELF.table("sources")["short"])
    assert "Trust and relationships: Federal report, 2 challenges; Collaborative research, 1 challenge and 2 answers; White paper on partnerships, 7 challenges and " in alt
    assert alt != str(exhibit.words.title)


def test_the_table_behind_has_the_words_of_every_item() -> None:
    exhibit = made("challenge_crosswalk")
    shown = " ".join(row[-1] for row in exhibit.rows)
    items = SHELF.table("items").set_index("id")["item"]
    assert all(items[name] in shown for name in SHELF.table("crosswalk")["item"])


# ---- answers


def test_what_the_text_joins_and_what_shares_a_heading_stand_apart() -> None:
    """000, line 1051 joins R02 to C02; line 896 only sets R01 under the same heading."""
    row = next(row for row in made("responses").rows if "Members and REL staff" in row[0])
    assert row[0].startswith("Federal report: ") and row[1] == "Use staff and members at home in both research and practice"
    shared = next(row for row in made("responses").rows if "all under “Building trust" in row[0])
    assert "sentence joins them to: Rely on existing leadership structures" in shared[1] and "home in both research" in shared[1]


def test_every_main_challenge_has_one_row_and_each_heading_of_table_3_one_more() -> None:
    items, rows = SHELF.table("items"), made("responses").rows
    shared = [row for row in rows if ": all under “" in row[0]]
    assert len(shared) == 5 and all(row[0].startswith("Federal report") for row in shared)
    assert len(rows) - 5 == ((items["kind"] == "challenge") & (items["parent"] == "")).sum() == 57


def test_an_implied_answer_says_so_and_a_point_is_named() -> None:
    cell = made("responses", source="004").rows[-1][1]
    assert cell.startswith("on “Valued research") and cell.endswith("(implied)")
    assert "implied" not in str(made("responses", source="003").words.note)


def test_a_changed_certainty_moves_the_answer() -> None:
    shelf = with_row("responses", {"certainty": "printed"}, challenge="000-C01", response="000-R01")
    before, after = (words.responses(summarize.responses(one)).title for one in (SHELF, shelf))
    assert "44 of 57" in str(before) and "45 of 57" in str(after)


# ---- parameters


def test_a_source_and_a_theme_filter_picture_and_table() -> None:
    table = summarize.challenge_crosswalk(SHELF, "003", "use_spread")
    assert set(table["source"]) == {"003"} and set(table["theme"]) == {"use_spread"}
    assert len(made("responses", source="003").rows) == 7
    assert set(summarize.responses(SHELF, theme="communication")["theme"]) == {"communication"}
    assert made("responses", source="002", theme="change_continuity").rows == [["—", "—"]]


@pytest.mark.parametrize(("given", "sentence"), [
    ({"source": "005"}, "Parameter 'source' is '005': it must be all, 000, 001, 002, 003 or 004."),
    ({"source": 3}, "Parameter 'source' is 3: it must be all, 000, 001, 002, 003 or 004."),
    ({"theme": "trust"}, "There is no theme 'trust': theme is all, trust_relationships, engagement_roles, communication, time_timelines, "
                         "goals_priorities, power_mutualism, professional_worlds, capacity_learning, change_continuity, research_quality, "
                         "resources_support or use_spread."),
    ({"theme": "none"}, "There is no theme 'none': ")])
def test_an_unknown_source_or_theme_says_which_there_are(given: dict, sentence: str) -> None:
    with pytest.raises(UserError) as raised:
        Params(**given)
    assert raised.value.messages[0].startswith(sentence)


@pytest.mark.parametrize("theme", [name for name in SHELF.table("themes")["id"] if name != "none"])
def test_every_theme_may_be_asked_for(theme: str) -> None:
    assert made("challenge_crosswalk", theme=theme).rows


# ---- the build


@pytest.mark.parametrize("stem", STEMS)
def test_what_was_read_is_noted_and_saved(stem: str, tmp_path: Path) -> None:
    network, params = report.start(output=str(tmp_path))
    getattr(report, stem)(network, params)
    used = json.loads((tmp_path / "uses" / f"{stem}.json").read_text(encoding="utf-8"))
    assert any(name.startswith("../frameworks/") for name in used) and all((network.folder / name).exists() for name in used)
    assert (tmp_path / "tables" / f"{stem}.csv").exists()
    shutil.rmtree(tmp_path / "tables")


@pytest.mark.parametrize("stem", STEMS)
def test_every_text_is_said_and_every_source_cited(stem: str) -> None:
    exhibit = made(stem)
    assert exhibit.words.title and "[@seed00" in str(exhibit.words.source) and str(exhibit.words.note)
    assert paths.DATA.exists() and all(len(row) == len(exhibit.columns) for row in exhibit.rows)

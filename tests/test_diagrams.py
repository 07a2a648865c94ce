"""The diagrams of knowledge use and of the logic model: what the source says stands in them, and nothing overlaps."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from helpers import draw, report, style, summarize, words
from helpers.frameworks import Frameworks

SHELF = Frameworks()
NETWORK, PARAMS = report.start()
PROCESSES = ["alliance_process", "project_process", "staff_development_process"]
DIAGRAMS = ["knowledge_use", "logic_model", *PROCESSES, "proximal_outputs"]
OUTPUTS = ["Trust", "Commitment and satisfaction", "Engagement", "Resource sharing", "Ownership", "Relevant products and services",
           "Improved researcher understanding of stakeholder context", "Increased understanding of alliance building"]
ACTIVITIES = {
    "alliance_process": ["Identify a common goal", "Negotiate a three- to five-year coherent research agenda",
                         "Convene alliances four to 12 times per year", "Communication with alliance members",
                         "Create alliance brand and identity materials"],
    "project_process": ["Develop projects based on research agenda", "Identify a stakeholder advisory group for each project",
                        "Develop projects that build on findings to support use"],
    "staff_development_process": ["Regularly convene groups to provide a holistic view of the alliance",
                                  "Convene professional learning communities",
                                  "Create feedback loops to learn about alliance building and processes"]}


def table_of(stem: str) -> pd.DataFrame:
    return getattr(summarize, stem)(SHELF)


def painted(stem: str, table: pd.DataFrame | None = None) -> Figure:
    table = table_of(stem) if table is None else table
    figure = style.figure(height=getattr(draw, f"{stem}_height")(table))
    getattr(draw, stem)(table, figure)
    return figure


def labels(figure: Figure) -> list[str]:
    axes = figure.axes[0]
    return [str(mark.get_label()) for mark in [*axes.patches, *axes.lines]]


def arrows(figure: Figure) -> set[tuple[str, str]]:
    """Every pair that some arrow joins; an arrow at the side of a process stands for several."""
    ends = [label[6:].split(">") for label in labels(figure) if label.startswith("arrow|")]
    return {(start, end) for starts, stops in ends for start in starts.split(";") for end in stops.split(";")}


def said(figure: Figure) -> str:
    """All text of the picture in reading order of its boxes, as one line."""
    return " ".join(" ".join(text.get_text() for text in figure.axes[0].texts).split())


def nodes(table: pd.DataFrame, *kinds: str) -> list[str]:
    rows = table[(table["row"] == "node") & table["kind"].isin(kinds)]
    return list(rows.sort_values("order", kind="stable")["label"])


# ---------------------------------------------------------------- what the source says


def test_the_cycle_has_its_four_stages_in_order() -> None:
    assert nodes(table_of("knowledge_use"), "stage") == ["Acquisition", "Interpretation", "Sensemaking", "Use"]
    drawn = arrows(painted("knowledge_use"))
    assert {("ku_acquisition", "ku_interpretation"), ("ku_interpretation", "ku_sensemaking"), ("ku_sensemaking", "ku_use")} <= drawn


def test_the_return_to_the_first_stage_is_dashed_since_no_sentence_states_it() -> None:
    lines = {line.get_label(): line.get_linestyle() for line in painted("knowledge_use").axes[0].lines}
    assert lines["arrow|ku_use>ku_acquisition"] == "--" and lines["arrow|ku_sensemaking>ku_use"] == "-"


def test_the_model_has_four_columns_and_what_they_hold() -> None:
    table = table_of("logic_model")
    assert nodes(table, "column") == ["Inputs", "Processes", "Outputs", "Outcomes"]
    assert nodes(table, "output") == OUTPUTS
    assert [len(nodes(table, kind)) for kind in ("input", "process", "activity", "outcome")] == [4, 3, 11, 3]


def test_the_whole_model_draws_arrows_between_columns_only() -> None:
    assert arrows(painted("logic_model")) == {
        ("col_inputs", "col_processes"), ("col_processes", "col_outputs"), ("col_outputs", "col_outcomes"),
        ("col_outputs", "col_processes"), ("col_outcomes", "col_processes")}


@pytest.mark.parametrize("stem", PROCESSES)
def test_a_process_has_its_activities_in_order_and_every_link_of_theirs(stem: str) -> None:
    table = table_of(stem)
    assert nodes(table, "activity") == ACTIVITIES[stem]
    links = table[table["row"] == "link"]
    assert set(zip(links["id"], links["to"])) <= arrows(painted(stem))
    for how in links["how"]:
        assert how in said(painted(stem))


def test_outputs_are_outlined_as_their_level_is_not_published() -> None:
    for stem in ("logic_model", "proximal_outputs"):
        found = labels(painted(stem))
        assert sum(label.startswith("open|out_") for label in found) == len(OUTPUTS)
        assert not any(label.startswith("certain|out_") and ">" not in label for label in found)


def test_a_level_once_known_fills_the_box() -> None:
    table = table_of("proximal_outputs")
    table.loc[table["id"] == "out_trust", "level"] = "both"
    figure = painted("proximal_outputs", table)
    assert {"certain|out_trust:alliance", "certain|out_trust:project"} <= set(labels(figure))
    assert "alliance and project level" in said(figure)


def test_the_five_roles_come_first() -> None:
    table = summarize.member_roles(SHELF)
    assert list(table["role"])[:5] == ["Champion", "Advisor", "Stakeholder", "Boundary spanner", "Learner"]
    assert len(table) == len(SHELF.table("member_roles")) and table["id"].is_unique
    assert "5 roles, from champion to learner" in str(words.member_roles(table).title)


def test_every_note_on_a_role_is_in_the_table() -> None:
    rows = report.member_roles(NETWORK, PARAMS).rows
    assert all(any(note in row[-1] for row in rows) for note in SHELF.table("member_role_notes")["note"])


def test_kinds_of_use_and_documents() -> None:
    assert [row[0] for row in report.evidence_uses(NETWORK, PARAMS).rows] == ["Instrumental", "Conceptual", "Symbolic", "Sanctioning"]
    kinds = [row[1] for row in report.documents(NETWORK, PARAMS).rows]
    assert kinds == sorted(kinds) and set(kinds) == {"Document", "Protocol", "Tool"}
    assert len(kinds) == len(SHELF.table("documents"))


# ---------------------------------------------------------------- picture, table and words agree


@pytest.mark.parametrize("stem", DIAGRAMS)
def test_the_words_and_the_table_hold_all_that_the_picture_holds(stem: str) -> None:
    made, table = getattr(report, stem)(NETWORK, PARAMS), table_of(stem)
    cells = " ".join(cell for row in made.rows for cell in row)
    for _, link in table[table["row"] == "link"].iterrows():
        assert link["how"] in cells and (link["label"] in cells and link["to_label"] in cells)
    for _, node in table[table["row"] == "node"].iterrows():
        assert node["label"] in cells and node["summary"] in cells
        if stem != "logic_model" or node["kind"] != "detail":  # details of the model stand in its table alone
            assert node["label"].lower() in str(made.words.alt).lower(), node["label"]


@pytest.mark.parametrize("stem", DIAGRAMS)
def test_a_changed_row_changes_picture_and_table(stem: str) -> None:
    table = table_of(stem)
    first = painted(stem).axes[0]
    kind = {"knowledge_use": "stage", "proximal_outputs": "output"}.get(stem, "activity")
    own = table[(table["row"] == "node") & (table["kind"] == kind)].index[0]
    changed = table.copy()
    changed.loc[own, "label"] = "Something else"
    assert "Something else" in said(painted(stem, changed)) and "Something else" in set(words.node_rows(changed)["name"])
    for place in _drawn(stem, table)[:3]:
        fewer = painted(stem, table.drop(place)).axes[0]
        assert _marks(fewer) != _marks(first), table.loc[place, "how"]


def _drawn(stem: str, table: pd.DataFrame) -> list[int]:
    """Links that the picture shows by an arrow: not those of a whole to its part (frames), nor those told in the table alone."""
    kinds = {"knowledge_use": ("stage", "level"), "logic_model": ("column",), "proximal_outputs": ("output",)}.get(stem, ("activity",))
    own = table.loc[(table["row"] == "node") & table["kind"].isin(kinds), "id"]
    return list(table.index[(table["row"] == "link") & table["id"].isin(own) & (table["to"].isin(own) | (stem in PROCESSES))])


def _marks(axes: object) -> list[tuple]:
    return sorted((str(mark.get_label()), *map(float, mark.get_window_extent().extents)) for mark in [*axes.patches, *axes.lines])


def test_layers_follow_the_links_even_in_a_circle() -> None:
    table = table_of("proximal_outputs")
    back = table[(table["row"] == "link") & (table["id"] == "out_trust") & (table["to"] == "out_engagement")].assign(
        id="out_products", to="out_trust", how="and so on")
    figure = painted("proximal_outputs", pd.concat([table, back], ignore_index=True))
    assert ("out_products", "out_trust") in arrows(figure) and "and so on" in said(figure)


# ---------------------------------------------------------------- nothing overlaps, nothing is cut


def texts(figure: Figure) -> list[tuple[Text, Bbox]]:
    """Each line of text with its place in pixels."""
    renderer = figure.canvas.get_renderer()
    return [(text, text.get_window_extent(renderer)) for text in figure.axes[0].texts if text.get_text()]


@pytest.mark.parametrize("stem", DIAGRAMS)
def test_no_text_overlaps_another_or_leaves_the_figure(stem: str) -> None:
    figure = painted(stem)
    found = texts(figure)
    for text, box in found:
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= figure.bbox.width and box.y1 <= figure.bbox.height, text.get_text()
    for (one, first), (other, second) in combinations(found, 2):
        across = min(first.x1, second.x1) - max(first.x0, second.x0)
        down = min(first.y1, second.y1) - max(first.y0, second.y0)
        assert across <= 4 or down <= 5, (one.get_text(), other.get_text())  # lines of a paragraph touch by their extents


@pytest.mark.parametrize("stem", DIAGRAMS)
def test_text_stays_inside_its_box(stem: str) -> None:
    figure = painted(stem)
    boxes = {str(patch.get_label()).split("|")[1]: patch.get_window_extent() for patch in figure.axes[0].patches
             if str(patch.get_label()).startswith(("certain|", "open|", "frame|"))}
    checked = 0
    for text, place in texts(figure):
        box = boxes.get(str(text.get_label()).removeprefix("in|"))
        if box is not None:
            checked += 1
            assert place.x0 >= box.x0 and place.x1 <= box.x1 + 4 and place.y0 >= box.y0 - 2 and place.y1 <= box.y1 + 2, text.get_text()
    assert checked > 10


@pytest.mark.parametrize("stem", DIAGRAMS)
def test_no_arrow_runs_through_words(stem: str) -> None:
    figure = painted(stem)
    found = [(text, Bbox.from_extents(box.x0, box.y0 + 5, box.x1, box.y1 - 5)) for text, box in texts(figure)
             if not str(text.get_label()).startswith("letter|")]
    for line in figure.axes[0].lines:
        if line.get_zorder() >= 2:
            for start, end in pairwise(_pixels(line)):
                for text, box in found:
                    assert not _through(start, end, box), (line.get_label(), text.get_text())


def _pixels(line: Line2D) -> list[tuple[float, float]]:
    return [tuple(point) for point in line.axes.transData.transform(line.get_xydata())]


def _through(start: tuple[float, float], end: tuple[float, float], box: Bbox) -> bool:
    steps = [step / 200 for step in range(201)]
    return any(box.contains(start[0] + step * (end[0] - start[0]), start[1] + step * (end[1] - start[1])) for step in steps)


@pytest.mark.parametrize("stem", DIAGRAMS)
def test_type_is_no_smaller_than_the_smallest_and_the_picture_fits_a_page(stem: str) -> None:
    figure = painted(stem)
    assert min(text.get_size() for text in figure.axes[0].texts) >= style.SMALL
    assert figure.get_figheight() < 6.8


@pytest.mark.parametrize("stem", DIAGRAMS)
def test_the_same_bytes_each_time(stem: str) -> None:
    assert style.image(painted(stem), "svg", stem) == style.image(painted(stem), "svg", stem)


def test_saving_names_the_files_it_was_made_from(tmp_path: Path) -> None:
    network, params = report.start(output=str(tmp_path))
    report.knowledge_use(network, params)
    assert "knowledge_nodes.csv" in (tmp_path / "uses" / "knowledge_use.json").read_text(encoding="utf-8")
    assert (tmp_path / "figures" / "knowledge_use.svg").exists() and (tmp_path / "tables" / "knowledge_use.csv").exists()

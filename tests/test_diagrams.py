"""Diagrams of knowledge use and the logic model: what the source says stands in them, uncut."""

from __future__ import annotations

from functools import cache
from itertools import combinations, pairwise

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from framework_views import module, table_of, view, words_of
from helpers.look import canvas, narrow, style
from helpers.look.diagrams.graph import Graph
from helpers.look.page import Page
from helpers.numbers.numerals import spelled

BOTH = pytest.mark.parametrize("width", [style.WIDTH, narrow.WIDTH], ids=["wide", "narrow"])
"""A test of the picture as a page has it, and as a phone."""

PROCESSES = ["alliance_process", "project_process", "staff_development_process"]
DIAGRAMS = ["knowledge_use", "logic_model", *PROCESSES, "proximal_outputs"]
OUTPUTS = [
    "Trust",
    "Commitment and satisfaction",
    "Engagement",
    "Resource sharing",
    "Ownership",
    "Relevant products and services",
    "Improved researcher understanding of stakeholder context",
    "Increased understanding of alliance building",
]
ACTIVITIES = {
    "alliance_process": [
        "Identify a common goal",
        "Negotiate a three- to five-year coherent research agenda",
        "Convene alliances four to 12 times per year",
        "Communication with alliance members",
        "Create alliance brand and identity materials",
    ],
    "project_process": [
        "Develop projects based on research agenda",
        "Identify a stakeholder advisory group for each project",
        "Develop projects that build on findings to support use",
    ],
    "staff_development_process": [
        "Regularly convene groups to provide a holistic view of the alliance",
        "Convene professional learning communities",
        "Create feedback loops to learn about alliance building and processes",
    ],
}


@cache
def graph_of(stem: str) -> Graph:
    return Graph.read(table_of(stem), view(stem).settings["levels"])


@cache
def painted(stem: str, width: float = style.WIDTH) -> Figure:
    return painting(stem, table_of(stem), width)


def painting(stem: str, table: pd.DataFrame, width: float = style.WIDTH) -> Figure:
    page = Page(width)
    page.cut(module(stem).draw(page, table, view(stem)))
    return canvas.figure(page)


def marks(figure: Figure) -> list[str]:
    axes = figure.axes[0]
    return [str(mark.get_label()) for mark in [*axes.patches, *axes.lines]]


def arrows(figure: Figure) -> set[tuple[str, str]]:
    """Every pair that some arrow joins; an arrow at the side of a process stands for several."""
    ends = [label[6:].split(">") for label in marks(figure) if label.startswith("arrow|")]
    return {
        (start, end)
        for starts, stops in ends
        for start in starts.split(";")
        for end in stops.split(";")
    }


def labelled(figure: Figure, kind: str) -> dict[str, str]:
    """All text of one kind, by what it is about: `in` a box, `how` along an arrow, ..."""
    found: dict[str, list[str]] = {}
    for text in figure.axes[0].texts:
        name, _, what = str(text.get_label()).partition("|")
        if name == kind:
            found.setdefault(what, []).append(text.get_text())
    return {what: " ".join(" ".join(lines).split()) for what, lines in found.items()}


def said(figure: Figure) -> str:
    """All text of the picture as one line."""
    return " ".join(" ".join(text.get_text() for text in figure.axes[0].texts).split())


def names(stem: str, *kinds: str) -> list[str]:
    return [node.label for node in graph_of(stem).nodes(*kinds)]


# ---- what the source says


def test_the_cycle_has_its_four_stages_in_order() -> None:
    assert names("knowledge_use", "stage") == [
        "Acquisition",
        "Interpretation",
        "Sensemaking",
        "Use",
    ]
    stages = ["ku_acquisition", "ku_interpretation", "ku_sensemaking", "ku_use"]
    assert set(pairwise(stages)) <= arrows(painted("knowledge_use"))


@BOTH
def test_the_return_to_the_first_stage_is_dashed_since_no_sentence_states_it(width: float) -> None:
    figure = painted("knowledge_use", width)
    lines = {line.get_label(): line.get_linestyle() for line in figure.axes[0].lines}
    assert lines["arrow|ku_use>ku_acquisition"] == "--"
    assert lines["arrow|ku_sensemaking>ku_use"] == "-"
    words = words_of("knowledge_use")
    assert "Only the order of mention shows Use → Acquisition" in str(words.note)


@BOTH
def test_beside_each_stage_stands_what_helps_or_hinders_there_and_nothing_else(
    width: float,
) -> None:
    """001, lines 111-136: trusted sources help, preconceptions hinder, a format does either."""
    assert beside("ku_acquisition", width) == (
        "Helps Reputations and relationships: trusted sources raise the chances "
        "Social connections: one way to research "
        "Organizational supports: may promote acquiring research "
        "Helps or hinders Format of information: affects the chances"
    )
    assert beside("ku_interpretation", width) == (
        "Helps Organizational supports: may promote interpreting research "
        "Hinders Preconceptions about the issue: decide which findings get weight"
    )
    assert "Shared meeting time: may let groups work together" in beside("ku_sensemaking", width)
    assert beside("ku_use", width) == ""


def beside(stage: str, width: float) -> str:
    """The text in the box that stands beside a stage, from top to bottom."""
    figure = painted("knowledge_use", width)
    boxes = [p for p in figure.axes[0].patches if p.get_label() == f"certain|beside:{stage}"]
    extents = [box.get_window_extent() for box in boxes]
    held = [
        (text.get_text(), place)
        for text, place in texts(figure)
        if any(box.contains(place.x0, (place.y0 + place.y1) / 2) for box in extents)
    ]
    held.sort(key=lambda one: (-round(one[1].y0 + one[1].y1), one[1].x0))
    return " ".join(words for words, _ in held)


def test_what_helps_becomes_a_hindrance_where_the_table_says_so() -> None:
    table = table_of("knowledge_use")
    table.loc[table["how"] == "affects the chances", "effect"] = "hinders"
    alt = str(module("knowledge_use").words(table, view("knowledge_use")).alt)
    assert "hinders: format of information" in alt
    assert "Helps or hinders" not in said(painting("knowledge_use", table))


def test_the_model_has_four_columns_and_what_they_hold() -> None:
    assert names("logic_model", "column") == ["Inputs", "Processes", "Outputs", "Outcomes"]
    assert names("logic_model", "output") == OUTPUTS
    counts = [
        len(names("logic_model", kind)) for kind in ("input", "process", "activity", "outcome")
    ]
    assert counts == [4, 3, 11, 3]


@BOTH
def test_the_whole_model_draws_arrows_between_columns_only(width: float) -> None:
    assert arrows(painted("logic_model", width)) == {
        ("col_inputs", "col_processes"),
        ("col_processes", "col_outputs"),
        ("col_outputs", "col_outcomes"),
        ("col_outputs", "col_processes"),
        ("col_outcomes", "col_processes"),
    }


def test_every_column_of_the_model_is_full_to_the_same_foot() -> None:
    figure, graph = painted("logic_model"), graph_of("logic_model")
    boxes = {
        str(patch.get_label()).split("|")[1].split(":")[0]: patch.get_window_extent()
        for patch in figure.axes[0].patches
        if str(patch.get_label()).startswith(("certain|", "open|"))
    }
    kinds = ("input", "process", "output", "outcome")
    held = [graph.nodes(*kinds, parent=head.id) for head in graph.nodes("column")]
    feet = [min(boxes[node.id].y0 for node in column) for column in held]
    assert len(feet) == 4 and max(feet) - min(feet) < 1
    for column in held:
        for upper, lower in pairwise(column):
            assert 0 < boxes[upper.id].y0 - boxes[lower.id].y1 < 25, (upper.id, lower.id)


@BOTH
@pytest.mark.parametrize("stem", PROCESSES)
def test_a_process_has_its_activities_in_order_and_every_link_of_theirs(
    stem: str, width: float
) -> None:
    assert names(stem, "activity") == ACTIVITIES[stem]
    figure, links = painted(stem, width), graph_of(stem).all_links
    assert {(link.start, link.end) for link in links} == arrows(figure)
    for link in links:
        assert link.how in said(figure)


def test_outputs_are_outlined_as_their_level_is_not_published() -> None:
    for stem in ("logic_model", "proximal_outputs"):
        found = marks(painted(stem))
        assert sum(label.startswith("open|out_") for label in found) == len(OUTPUTS)
        assert not any(label.startswith("certain|out_") and ">" not in label for label in found)


@BOTH
@pytest.mark.parametrize("stem", DIAGRAMS)
def test_nothing_but_what_is_not_published_has_an_outline(stem: str, width: float) -> None:
    for patch in painted(stem, width).axes[0].patches:
        kind = str(patch.get_label()).split("|")[0]
        assert kind in ("open", "frame") or patch.get_linewidth() == 0, patch.get_label()


def test_a_level_once_known_fills_the_box() -> None:
    table = table_of("proximal_outputs")
    table.loc[table["id"] == "out_trust", "level"] = "both"
    figure = painting("proximal_outputs", table)
    assert {"certain|out_trust:alliance", "certain|out_trust:project"} <= set(marks(figure))
    assert "alliance and project level" in labelled(figure, "in")["out_trust"]


# ---- picture, table and words agree


def boxed(stem: str) -> list[str]:
    """The kinds of nodes that have a box of their own, with their name in it."""
    kinds = {
        "knowledge_use": ["stage", "cycle", "context"],
        "logic_model": ["input", "outcome", "column"],
    }
    return [*kinds.get(stem, []), "process", "activity", "output"]


@BOTH
@pytest.mark.parametrize("stem", DIAGRAMS)
def test_each_box_says_what_it_is(stem: str, width: float) -> None:
    inside = labelled(painted(stem, width), "in")
    nodes = graph_of(stem).nodes(*boxed(stem))
    assert nodes
    for node in nodes:
        assert node.label in inside[node.id], node.id


@BOTH
@pytest.mark.parametrize("stem", [*PROCESSES, "logic_model", "proximal_outputs"])
def test_each_arrow_says_how_the_one_leads_to_the_other(stem: str, width: float) -> None:
    """Along the arrow, or in the box at its start or end."""
    figure, graph = painted(stem, width), graph_of(stem)
    how, inside = labelled(figure, "how"), labelled(figure, "in")
    drawn = [link for link in graph.all_links if link.ends in arrows(figure)]
    assert drawn
    for link in drawn:
        sides = [words for what, words in inside.items() if link.key in what.split(";")]
        shown = [words for words in [how.get(link.key, ""), *sides] if words]
        assert shown and all(link.how in words for words in shown), link


def test_every_link_between_outputs_is_one_upright_arrow_from_bar_to_bar() -> None:
    """It leaves the one at its foot, enters the other at its top, and passes no third."""
    figure, graph = painted("proximal_outputs"), graph_of("proximal_outputs")
    outputs = [node.id for node in graph.nodes("output")]
    links = graph.links(outputs, outputs)
    bars = {
        str(patch.get_label()).split("|")[1]: patch.get_window_extent()
        for patch in figure.axes[0].patches
        if str(patch.get_label()).startswith("open|out_")
    }
    lines = {str(line.get_label()): line for line in figure.axes[0].lines}
    assert len(links) == 10 and {f"arrow|{link.key}" for link in links} == set(lines)
    for link in links:
        (x0, y0), (x1, y1) = pixels(lines[f"arrow|{link.key}"])
        start, end = (bars[key] for key in link.ends)
        assert x0 == pytest.approx(x1) and lines[f"arrow|{link.key}"].get_linestyle() == "-"
        assert start.x0 < x0 < start.x1 and end.x0 < x0 < end.x1
        assert y0 == pytest.approx(start.y0, abs=1) and end.y1 < y1 < start.y0
        for other in set(bars) - set(link.ends):
            assert not through((x0, y0), (x1, y1), bars[other]), (link.key, other)


def test_trust_stands_above_all_that_it_leads_to() -> None:
    figure = painted("proximal_outputs")
    tops = {
        str(patch.get_label()): patch.get_window_extent().y1
        for patch in figure.axes[0].patches
        if str(patch.get_label()).startswith("open|out_")
    }
    assert max(tops, key=tops.__getitem__) == "open|out_trust"


@pytest.mark.parametrize("stem", DIAGRAMS)
def test_alternative_texts_are_short(stem: str) -> None:
    assert 20 < len(str(words_of(stem).alt).split()) <= 120


@pytest.mark.parametrize("stem", DIAGRAMS)
def test_the_words_and_the_table_hold_all_that_the_picture_holds(stem: str) -> None:
    table, chosen = table_of(stem), view(stem)
    read, alt = module(stem).reading(table, chosen), str(module(stem).words(table, chosen).alt)
    assert list(read) == list(module(stem).COLUMNS)
    cells = " ".join(cell for row in read.itertuples(index=False) for cell in row)
    for link in graph_of(stem).all_links:
        assert link.how in cells and link.start_label in cells and link.end_label in cells
    for node in graph_of(stem).every:
        assert node.label in cells and node.summary in cells
    for node in graph_of(stem).nodes(*boxed(stem)):
        told = stem != "logic_model" or node.kind != "activity"  # only their number is said there
        assert node.label.lower() in alt.lower() or not told, node.label


@pytest.mark.parametrize("stem", DIAGRAMS)
def test_words_count_what_the_table_holds(stem: str) -> None:
    words, graph = module(stem).words(table_of(stem), view(stem)), graph_of(stem)
    counts = {
        "stages": len(graph.nodes("stage")),
        "influences": len(graph.nodes("influence")),
        "inputs": len(graph.nodes("input")),
        "activities": len(graph.nodes("activity")),
        "outcomes": len(graph.nodes("outcome")),
    }
    for claim in (*words.title.claims, *words.subtitle.claims):
        if claim.unit in counts:
            assert claim.value == counts[claim.unit]
        assert claim.text in (str(claim.value), spelled(claim.value))
        assert claim.text in str(words.title + words.subtitle)


def test_titles_follow_the_table() -> None:
    table, own = table_of("proximal_outputs"), view("proximal_outputs")
    title = "From trust to relevant products and services, step by step"
    assert str(module("proximal_outputs").words(table, own).title) == title
    fewer = table[~((table["row"] == "link") & (table["id"] == "out_trust"))]
    changed = str(module("proximal_outputs").words(fewer, own).title)
    assert changed.startswith("From resource sharing and improved researcher understanding")


@pytest.mark.parametrize("stem", DIAGRAMS)
def test_a_changed_row_changes_picture_and_table(stem: str) -> None:
    table, first = table_of(stem), places(painted(stem))
    kind = {"knowledge_use": "stage", "proximal_outputs": "output"}.get(stem, "activity")
    own = table[(table["row"] == "node") & (table["kind"] == kind)].index[0]
    changed = table.copy()
    changed.loc[own, "label"] = "Something else"
    assert "Something else" in labelled(painting(stem, changed), "in")[table.loc[own, "id"]]
    assert "Something else" in set(module(stem).reading(changed, view(stem))["name"])
    for place in drawn_links(stem, table)[:3]:
        assert places(painting(stem, table.drop(place))) != first, table.loc[place, "how"]


def drawn_links(stem: str, table: pd.DataFrame) -> list[int]:
    """Links that the picture shows by an arrow: no frames, and none told in the table alone."""
    kinds = {"knowledge_use": ("stage",), "logic_model": ("column",)}
    own_kinds = kinds.get(stem, ("output",) if stem == "proximal_outputs" else ("activity",))
    own = table.loc[(table["row"] == "node") & table["kind"].isin(own_kinds), "id"]
    from_own = (table["row"] == "link") & table["id"].isin(own)
    return list(table.index[from_own & (table["to"].isin(own) | (stem in PROCESSES))])


def places(figure: Figure) -> list[tuple]:
    axes = figure.axes[0]
    return sorted(
        (str(mark.get_label()), *map(float, mark.get_window_extent().extents))
        for mark in [*axes.patches, *axes.lines]
    )


def test_layers_follow_the_links_even_in_a_circle() -> None:
    table = table_of("proximal_outputs")
    first = table[(table["row"] == "link") & (table["id"] == "out_trust")].iloc[[0]]
    back = first.assign(id="out_products", to="out_trust", how="and so on")
    figure = painting("proximal_outputs", pd.concat([table, back], ignore_index=True))
    assert ("out_products", "out_trust") in arrows(figure) and "and so on" in said(figure)


# ---- nothing overlaps, nothing is cut


def texts(figure: Figure) -> list[tuple[Text, Bbox]]:
    """Each line of text with its place in pixels."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    return [
        (text, text.get_window_extent(renderer)) for text in figure.axes[0].texts if text.get_text()
    ]


@BOTH
@pytest.mark.parametrize("stem", DIAGRAMS)
def test_no_text_overlaps_another_or_leaves_the_figure(stem: str, width: float) -> None:
    figure = painted(stem, width)
    found = texts(figure)
    for text, box in found:
        assert box.x0 >= 0 and box.x1 <= figure.bbox.width, text.get_text()
        assert box.y0 >= 0 and box.y1 <= figure.bbox.height, text.get_text()
    for (one, first), (other, second) in combinations(found, 2):
        across = min(first.x1, second.x1) - max(first.x0, second.x0)
        down = min(first.y1, second.y1) - max(first.y0, second.y0)
        alike = (one.get_text(), other.get_text())
        assert across <= 4 or down <= 5, alike  # lines of a paragraph touch by their extents


@BOTH
@pytest.mark.parametrize("stem", DIAGRAMS)
def test_text_stays_inside_its_box(stem: str, width: float) -> None:
    figure = painted(stem, width)
    boxes = [
        patch.get_window_extent()
        for patch in figure.axes[0].patches
        if str(patch.get_label()).startswith(("certain|", "open|"))
    ]
    free = {"in|", *(f"in|{node.id}" for node in graph_of(stem).nodes("cycle"))}
    held = [(t, at) for t, at in texts(figure)
            if str(t.get_label()).startswith("in|") and t.get_label() not in free]  # fmt: skip
    assert len(held) >= 10
    for text, place in held:
        assert any(
            place.x0 >= box.x0 and place.x1 <= box.x1 + 4
            and place.y0 >= box.y0 - 2 and place.y1 <= box.y1 + 2
            for box in boxes
        ), text.get_text()  # fmt: skip


@BOTH
@pytest.mark.parametrize("stem", DIAGRAMS)
def test_no_arrow_runs_through_words(stem: str, width: float) -> None:
    figure = painted(stem, width)
    found = [
        (text, Bbox.from_extents(box.x0, box.y0 + 5, box.x1, box.y1 - 5))
        for text, box in texts(figure)
    ]
    for line in figure.axes[0].lines:
        if line.get_zorder() >= 2:
            for start, end in pairwise(pixels(line)):
                for text, box in found:
                    assert not through(start, end, box), (line.get_label(), text.get_text())


def pixels(line: Line2D) -> list[tuple[float, float]]:
    assert line.axes
    return [(x, y) for x, y in line.axes.transData.transform(line.get_xydata())]


def through(start: tuple[float, float], end: tuple[float, float], box: Bbox) -> bool:
    (x0, y0), (x1, y1) = start, end
    steps = [step / 200 for step in range(201)]
    return any(box.contains(x0 + step * (x1 - x0), y0 + step * (y1 - y0)) for step in steps)


@pytest.mark.parametrize("stem", DIAGRAMS)
def test_type_is_no_smaller_than_the_smallest_and_the_picture_fits_a_page(stem: str) -> None:
    figure = painted(stem)
    assert min(float(text.get_fontsize()) for text in figure.axes[0].texts) >= style.SMALL
    assert figure.get_figheight() < 6.9


@pytest.mark.parametrize("stem", DIAGRAMS)
def test_the_same_bytes_each_time(stem: str) -> None:
    first, again = (painting(stem, table_of(stem)) for _ in range(2))
    assert style.image(first, stem) == style.image(again, stem)

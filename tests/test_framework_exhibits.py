"""Types, characteristics, roles and answers: typed from the sources, read from the tables."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

import pytest

from framework_views import (
    FRAMEWORKS,
    module,
    rows_of,
    table_from,
    table_of,
    view,
    with_row,
    words_from,
    words_of,
)
from helpers.errors import UserError
from helpers.exhibits.choice import Choice

TABLES = (
    "partnership_types",
    "named_partnerships",
    "definition",
    "evidence_uses",
    "documents",
    "member_roles",
    "responses",
)
STEMS = (*TABLES, "challenge_crosswalk")


# ---- types


def test_types_are_the_white_papers() -> None:
    """003, lines 180-826: three main types, two kinds of research alliances, and one to come."""
    table = table_of("partnership_types")
    assert set(zip(table["main"], table["type"], strict=True)) == {
        ("research_alliance", "research_alliance"),
        ("research_alliance", "cross_sector_research_alliance"),
        ("research_alliance", "district_focused_research_alliance"),
        ("design_research", "design_research"),
        ("networked_improvement_community", "networked_improvement_community"),
        ("emerging", "rel_partnership"),
    }
    assert len(table) == len(FRAMEWORKS.table("type_dimensions")) == 91


def test_types_stand_side_by_side_in_every_respect() -> None:
    """003, lines 298, 479, 621; the text says nothing of three of the 36 cells."""
    rows = {row[0]: row[1:] for row in rows_of("partnership_types")}
    assert list(rows) == list(FRAMEWORKS.table("dimensions")["label"])
    assert rows["Place or network"] == [
        "Place-based: particular districts or regions.",
        "Place-based: usually deep work with one district.",
        "Network not bound to any one district or community.",
    ]
    dashes = [
        (name, place) for name, row in rows.items() for place in range(3) if row[place] == "—"
    ]
    assert dashes == [("Data archives", 1), ("Data archives", 2), ("Method and design", 0)]


def test_the_comparison_shows_every_chief_point_and_no_other() -> None:
    shown = " ".join(cell for row in rows_of("partnership_types") for cell in row[1:])
    table = table_of("partnership_types")
    for value, chief in zip(table["value"], table["chief"], strict=True):
        assert (f"{value}." in shown) == (chief == "yes"), value


def test_words_on_types_count_what_is_shown() -> None:
    """Twelve rows are printed, and twelve are counted; the RELs are told in the note."""
    words = words_of("partnership_types")
    assert str(words.title) == "Three kinds of partnership, compared"
    assert "in 12 respects" in str(words.subtitle) and len(rows_of("partnership_types")) == 12
    assert "gives 47 main points" in str(words.note)
    assert "all 91 points are in the data" in str(words.note)
    assert "the paper says: laboratories with school districts and states;" in str(words.note)
    fewer = with_row(
        "type_dimensions", {"chief": ""}, value="Networked schools, districts or universities"
    )
    assert "gives 46 main points" in str(words_from(fewer, "partnership_types").note)


def test_partnerships_without_a_type_have_a_dash() -> None:
    rows = rows_of("named_partnerships")
    untyped = [row[0].split(" ")[0] for row in rows if row[1] == "—"]
    assert len(rows) == 14 and untyped == ["Center", "Boston", "Baltimore"]
    title = "Of 14 partnerships known by name, 11 are of one of the three kinds"
    assert str(words_of("named_partnerships").title) == title


# ---- two lists


def test_the_two_lists_stand_side_by_side() -> None:
    """000, lines 128-133 and Table 2; 003, lines 75-80."""
    table, words = table_of("definition"), words_of("definition")
    pairs = list(zip(table["report_number"], table["paper_number"], strict=True))
    assert pairs == [(1, ""), (2, 1), (3, 2), (4, 4), (5, 5), (6, 3)]
    assert rows_of("definition")[0][:2] == ["1. Are place-based", "—"]
    assert str(words.title).endswith("One list names six traits, the other five of them")
    assert "all six" in str(words.note) and "lists five" in str(words.note)


def test_a_characteristic_without_match_gets_a_row_of_its_own() -> None:
    table = table_from(with_row("definition", {"matches": ""}, id="table2_mutualism"), "definition")
    assert len(table) == 7
    assert table.iloc[-1]["paper_id"] == "rpp_mutualism" and table.iloc[-1]["report_id"] == ""


def test_each_row_says_what_sets_the_first_list_apart_or_the_second_where_it_stands_alone() -> None:
    """000, line 514: IES has to approve; 003 lists mutualism third, and no funder."""
    assert rows_of("definition")[-1] == [
        "6. Are committed to mutualism",
        "3. Committed to mutualism",
        "Last of six; REL plans and materials also need IES approval",
    ]
    apart = with_row("definition", {"matches": ""}, id="table2_mutualism")
    table, chosen = table_from(apart, "definition"), view("definition")
    alone = module("definition").reading(table, chosen).iloc[-1]
    assert alone["report"] == "—" and alone["apart"].startswith("Third of five here")


# ---- roles, uses, documents


def test_roles_stand_in_their_groups() -> None:
    """000, lines 714-734: four roles; 001, lines 336-338: a mix of five."""
    table = table_of("member_roles")
    groups = table[table["group"] != ""].groupby("group", sort=False)["role"].agg(list).to_dict()
    assert groups == {
        "general": ["Core member", "Advisory group member", "Active member", "Follower"],
        "mix": ["Champion", "Advisor", "Stakeholder", "Boundary spanner", "Learner"],
    }
    assert len(table) == len(FRAMEWORKS.table("member_roles")) and table["id"].is_unique
    words = words_of("member_roles")
    assert "four that the federal report finds and five that REL Midwest" in str(words.subtitle)
    assert "Ten more roles" in str(words.note) and (table["group"] == "").sum() == 10


def test_every_note_on_a_role_that_is_shown_stands_beside_it() -> None:
    rows = {row[1]: row for row in rows_of("member_roles")}
    assert len(rows) == 9 and rows["Follower"][0] != rows["Learner"][0]
    names, notes = FRAMEWORKS.words("member_roles", "role"), FRAMEWORKS.table("member_role_notes")
    told = [(names[role], note) for role, note in zip(notes["role"], notes["note"], strict=True)]
    for role, note in told:
        assert role not in rows or note in rows[role][2]
    every = " ".join(table_of("member_roles")["notes"])
    assert all(note in every for _, note in told)


def test_kinds_of_use_and_documents() -> None:
    uses = ["Instrumental", "Conceptual", "Symbolic", "Sanctioning"]
    assert [row[0] for row in rows_of("evidence_uses")] == uses
    kinds = [row[1] for row in rows_of("documents")]
    assert kinds == sorted(kinds) and len(kinds) == len(FRAMEWORKS.table("documents"))
    counts = Counter(kinds)
    assert counts == {"Document": 16, "Protocol": 4, "Tool": 8}
    assert "16 documents, 8 tools, and 4 protocols" in str(words_of("documents").title)


# ---- answers


def plain_rows(**given: str) -> list[list[str]]:
    """The rows of answers; a line's number may not be parted from its word."""
    rows = rows_of("responses", **given)
    return [[cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in rows]


def test_a_challenge_has_the_answers_that_sentences_join_to_it() -> None:
    """000, line 1052 joins R02 to C02; 1020 joins it, with three others, to all of the heading."""
    rows = plain_rows()
    row = next(row for row in rows if row[1].startswith("Members and REL staff"))
    assert row[0] == "Federal report"
    assert row[2] == "Use staff and members at home in both research and practice (line 1052)"
    whole = next(row for row in rows if row[1].startswith("“Building trust"))
    assert whole[1].endswith("as a whole (line 1020)") and len(whole[2].splitlines()) == 4


def test_every_main_challenge_has_one_row_and_each_answered_heading_one_more() -> None:
    items, rows = FRAMEWORKS.table("items"), plain_rows()
    whole = [row for row in rows if "” as a whole (line " in row[1]]
    assert len(whole) == 5 and all(row[0] == "Federal report" for row in whole)
    main = ((items["kind"] == "challenge") & (items["parent"] == "")).sum()
    assert len(rows) - 5 == main == 63


def test_rows_stand_source_by_source() -> None:
    """The documents show the column under heads of its own, so no source may come twice."""
    sources = [name for name, _ in groupby(row[0] for row in rows_of("responses"))]
    assert sources == list(FRAMEWORKS.table("sources")["short"])
    table = table_of("responses")
    headings = [both for both, _ in groupby(zip(table["source"], table["heading"], strict=True))]
    assert len(headings) == len(set(headings))


def test_an_implied_answer_says_so_and_a_point_is_named() -> None:
    cell = plain_rows(source="004")[-1][2].splitlines()
    assert cell[1].startswith("on “Valued research") and cell[1].endswith("(line 51, implied)")
    assert "implied" not in str(words_of("responses", source="002").note)


def test_answers_that_nothing_joins_to_a_challenge_are_counted() -> None:
    """000: S10, S12, S15; 002: S1, S2. R06 and R08 meet a heading, which is something."""
    assert "Five more answers no sentence joins" in str(words_of("responses").note)
    assert "Two more answers" in str(words_of("responses", source="002").note)
    assert "more answers" not in str(words_of("responses", source="003").note)


def test_a_changed_pair_moves_the_answer() -> None:
    """000-C19 has one answer: given to another challenge, it leaves none."""
    keys = {"challenge": "000-C19", "response": "000-S20"}
    changed = with_row("responses", {"challenge": "000-C16"}, **keys)
    assert "an answer to 53 of 63 challenges" in str(words_of("responses").title)
    assert "an answer to 52 of 63 challenges" in str(words_from(changed, "responses").title)


# ---- what a reader chose


def test_a_source_and_a_theme_filter_picture_and_table() -> None:
    table = table_of("challenge_crosswalk", source="003", theme="use_spread")
    assert set(table["source"]) == {"003"} and set(table["theme"]) == {"use_spread"}
    assert len(rows_of("responses", source="003")) == 7
    found = table_of("responses", theme="communication")
    assert ((found["theme"] == "communication") | (found["second"] == "communication")).all()
    second = table_of("responses", theme="research_quality")
    assert "000-C11" in set(second["challenge"])  # its second theme
    assert rows_of("responses", source="002", theme="change_continuity") == [["—", "—", "—"]]
    assert str(words_of("responses", source="002", theme="change_continuity").source) == ""


@pytest.mark.parametrize("theme", [t for t in FRAMEWORKS.words("themes") if t != "none"])
def test_every_theme_may_be_asked_for(theme: str) -> None:
    assert rows_of("challenge_crosswalk", theme=theme)
    assert str(words_of("responses", theme=theme).title)


# ---- words from frameworks.yml


@pytest.mark.parametrize("stem", STEMS)
def test_every_text_is_said_and_every_source_cited(stem: str) -> None:
    words = words_of(stem)
    assert str(words.title) and str(words.subtitle) and str(words.note)
    assert "[@seed00" in str(words.source)
    assert all("{" not in str(text) for text in vars(words).values())


def test_an_unknown_token_says_which_there_are() -> None:
    with pytest.raises(UserError) as raised:
        Choice({"title": "Evidence is used in {ways} ways"}).words(kinds="4", roles="5")
    assert raised.value.messages == [
        "frameworks.yml, in 'Evidence is used in {ways} ways': 'ways' is not known here; "
        "the tokens are kinds or roles."
    ]


def test_a_sentence_that_comes_out_empty_leaves_no_gap() -> None:
    given = Choice({"note": ["First.", "{nothing}", "Last."]})
    assert str(given.words(nothing="").note) == "First. Last."

"""Types, characteristics, roles and answers: typed from the sources, read from the tables."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

import pytest

from framework_views import (
    FRAMEWORKS,
    rows_of,
    table_from,
    table_of,
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
    assert list(dict.fromkeys(table["type"])) == [
        "research_alliance",
        "cross_sector_research_alliance",
        "district_focused_research_alliance",
        "design_research",
        "networked_improvement_community",
        "emerging",
        "rel_partnership",
    ]
    silent = table[table["value"] == ""]
    assert set(zip(silent["type"], silent["dimension"], strict=True)) == {
        ("research_alliance", "method"),
        ("design_research", "data_archives"),
        ("networked_improvement_community", "data_archives"),
    }


def test_everything_said_of_a_type_stands_in_the_table() -> None:
    shown = " ".join(cell for row in rows_of("partnership_types") for cell in row)
    assert all(value in shown for value in FRAMEWORKS.table("type_dimensions")["value"])
    assert "3 main types of partnership apart" in str(words_of("partnership_types").title)


def test_partnerships_without_a_type_have_a_dash() -> None:
    rows = rows_of("named_partnerships")
    untyped = [row[0].split(" ")[0] for row in rows if row[1] == "—"]
    assert len(rows) == 14 and untyped == ["Center", "Boston", "Baltimore"]
    assert "Of 14 partnerships that the white paper names, it gives 11 a type" in str(
        words_of("named_partnerships").title
    )


# ---- two lists


def test_the_two_lists_stand_side_by_side() -> None:
    """000, lines 128-133 and Table 2; 003, lines 75-80."""
    table, words = table_of("definition"), words_of("definition")
    pairs = list(zip(table["report_number"], table["paper_number"], strict=True))
    assert pairs == [(1, ""), (2, 1), (3, 2), (4, 4), (5, 5), (6, 3)]
    assert rows_of("definition")[0][1] == "—" and "Are place-based" in str(words.title)
    assert str(words.title).startswith("5 of the 6 characteristics")
    assert "3 of those in both lists stand at another place" in str(words.note)


def test_a_characteristic_without_match_gets_a_row_of_its_own() -> None:
    table = table_from(with_row("definition", {"matches": ""}, id="table2_mutualism"), "definition")
    assert len(table) == 7
    assert table.iloc[-1]["paper_id"] == "rpp_mutualism" and table.iloc[-1]["report_id"] == ""


def test_one_sided_differences_need_no_name() -> None:
    rows = {row[0].split(":")[0]: row[2] for row in rows_of("definition")}
    both = next(cell for cell in rows.values() if cell.startswith("Report: "))
    assert " White paper: " in both
    assert not any(cell.startswith("White paper: ") for cell in rows.values())


# ---- roles, uses, documents


def test_the_mix_of_roles_comes_first() -> None:
    table = table_of("member_roles")
    first = ["Champion", "Advisor", "Stakeholder", "Boundary spanner", "Learner"]
    assert list(table["role"])[:5] == first
    assert len(table) == len(FRAMEWORKS.table("member_roles")) and table["id"].is_unique
    assert "5 roles, from champion to learner" in str(words_of("member_roles").title)


def test_every_note_on_a_role_is_in_the_table() -> None:
    rows = rows_of("member_roles")
    notes = FRAMEWORKS.table("member_role_notes")["note"]
    assert all(any(note in row[-1] for row in rows) for note in notes)


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

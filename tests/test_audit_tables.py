"""What the tables of the audit make of its findings: a page of findings typed by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from helpers.exhibits import (
    clashing_sets,
    conflicts,
    helpful,
    outside,
    pinned,
    statements,
    verdicts,
)
from helpers.numbers.audit.findings import Findings
from helpers.text.phrases import Terms, View
from tiny import statement, told

CELL = {"exhibit": "circles by topic", "row": "Reading", "proven": True, "depends": False}
DATA: dict[str, Any] = {
    "complete": True,
    "conflicts": [],
    "drops": [],
    "counts": {"claims": 4, "conflicts": 2, "smallest drop": 1, "drop sets": 2},
    "readings_excluded": [],
    "statements": [
        {"id": "S1", "section": "Summary", "verdict": "in a conflict", "reason": "",
         "recomputed": ""},
        {"id": "S2", "section": "Summary", "verdict": "agrees", "reason": "", "recomputed": ""},
        {"id": "S3", "section": "Table 1", "verdict": "in a conflict", "reason": "",
         "recomputed": "3/5 = 60.0, printed 60"},
        {"id": "S4", "section": "Table 1", "verdict": "outside", "reason": "no number",
         "recomputed": ""},
        {"id": "S5", "section": "Table 1", "verdict": "follows from others", "reason": "",
         "recomputed": ""},
    ],
    "contradictions": [
        {
            "id": "K1",
            "claims": ["city-3", "city-2"],
            "why": "One place, one number.",
            "explanation": "Long.",
            "statements": [
                {"id": "S1", "claim_id": "city-3", "section": "Summary", "text": "in a city: 3"},
                {"id": "S2", "claim_id": "city-3", "section": "Text", "text": "in a city: 3"},
                {"id": "S3", "claim_id": "city-2", "section": "Table 1", "text": "in a city: 2"},
            ],
            "repairs": [{"id": "S1", "claim_id": "city-3", "from": "3", "to": "2", "text": ""}],
        }
    ],
    "cells": [
        CELL | {"keys": {}, "cell": "small", "low": 2, "high": 2, "status": "implied",
                "statements": ["S1", "S2"]},
        CELL | {"keys": {}, "cell": "large", "low": 1, "high": 3, "status": "bounded",
                "depends": True, "statements": ["S1"]},
        CELL | {"keys": {"host": "North"}, "row": "North", "cell": "all", "low": 0, "high": 3,
                "status": "free", "statements": []},
    ],
    "helpful": [{"rank": 1, "exhibit": "circles by topic", "text": "circles of South on maths",
                 "narrowed": 0.315, "from": 400, "to": 274}],
}  # fmt: skip


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    said = [
        statement("S1", value="3", section="Summary", place="line 1", anchor="three circles"),
        statement("S2", relation="text", note="most of them"),
        statement("S3", value="60", measure="percent", unit="percent", topic="reading",
                  place="row 2", section="Table 1", relation=">="),
        statement("S4", value="2", status="disputed", subject="hosts", relation=">"),
    ]  # fmt: skip
    return Findings(told(tmp_path_factory.mktemp("told"), *said), DATA)


@pytest.fixture
def view(findings: Findings) -> View:
    return View(Terms.of(findings.network))


def test_verdicts_add_up_by_section(findings: Findings, view: View) -> None:
    table = verdicts.table(findings, view)
    read = verdicts.reading(table, view).set_index("section")
    assert list(read.loc["Table 1", list(verdicts.VERDICTS)]) == [1, 0, 1, 1]
    assert list(read["all"]) == [2, 3, 5] and list(read.index)[-1] == "All sections"
    assert (read[list(verdicts.VERDICTS)].sum(axis=1) == read["all"]).all()


def test_the_sentences_on_the_audit_follow_its_counts(findings: Findings, view: View) -> None:
    table = verdicts.table(findings, view)
    title = str(verdicts.words(table, view).title)
    assert title == (
        "Of 5 statements 1 counts something else, 1 agrees with the rest, 1 follows from it, and "
        "2 are involved in a conflict"
    )
    first, second = map(str, verdicts.sentences(table, view))
    assert "Of 5 statements of the source 1 says something else" in first
    assert "make 4 claims" in first
    assert "At least 1 of the claims must be set aside" in second
    assert "so few can be chosen in 2 ways. Every range" in second


def test_a_search_that_stopped_says_that_it_may_have_overlooked_some(
    findings: Findings, view: View
) -> None:
    table = verdicts.table(Findings(findings.network, DATA | {"complete": False}), view)
    _, second = map(str, verdicts.sentences(table, view))
    assert "in 2 ways, if no conflict was overlooked." in second


def test_without_a_conflict_all_can_be_true(findings: Findings, view: View) -> None:
    peace = Findings(findings.network, DATA | {"counts": {"claims": 4}})
    (only,) = verdicts.sentences(verdicts.table(peace, view), view)
    assert str(only).endswith("of which all of these are true? There is.")


def test_a_conflict_names_each_claim_once_with_all_its_places(
    findings: Findings, view: View
) -> None:
    (row,) = clashing_sets.table(findings, view).to_dict("records")
    assert (
        row["printed"] == "(1) in a city: 3 [Summary: S1; Text: S2] (2) in a city: 2 [Table 1: S3]"
    )
    assert (row["explanation"], row["repairs"]) == ("One place, one number.", "3 to 2 (S1)")
    assert row["statements"] == "S1;S2;S3"


def test_a_row_has_what_follows_for_its_numbers(findings: Findings, view: View) -> None:
    """Free ranges follow from nothing: they are in the data only."""
    table = pinned.table(findings, view)
    assert pinned.reading(table, view).to_numpy().tolist() == [
        ["circles by topic", "Reading", "small: 2; large: 1–3*"]
    ]
    words = pinned.words(table, view)
    assert str(words.title).startswith(
        "1 number that is not printed can have one value only, 1 has"
    )
    assert "For 1 more number the statements say no more" in str(words.note)
    assert "around it: that is in the data only" in str(words.note)


def test_a_hosts_report_has_its_own_numbers_and_the_whole_networks(
    findings: Findings, view: View
) -> None:
    of = {host: len(pinned.table(findings, View(view.terms, host))) for host in ("North", "South")}
    assert of == {"North": 3, "South": 2}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ({"low": 9, "high": 18}, "City: 9–18"),
        ({"low": 9, "high": 9, "status": "implied"}, "City: 9"),
        ({"low": 9, "high": 18, "status": "public page", "depends": True}, "City: 9–18 p*"),
        ({"low": 9, "high": 18, "proven": False}, "City: 9–18?"),
        ({"low": None, "high": 18}, "City: at most 18"),
        ({"low": 9, "high": None}, "City: at least 9"),
    ],
)
def test_a_range_says_what_it_rests_on(
    findings: Findings, view: View, cell: dict[str, Any], text: str
) -> None:
    whole = CELL | {"keys": {}, "cell": "City", "status": "bounded", "statements": []} | cell
    table = pinned.table(Findings(findings.network, {"cells": [whole]}), view)
    assert pinned.reading(table, view)["cells"].tolist() == [text]


def test_what_would_help_is_in_percent(findings: Findings, view: View) -> None:
    table = helpful.table(findings, view)
    row = helpful.reading(table, view).iloc[0]
    assert (row["narrowed"], row["open"]) == ("31.5%", "400 → 274")
    assert str(helpful.words(table, view).title).endswith("circles of South on maths")
    nothing = helpful.table(Findings(findings.network, {"helpful": []}), view)
    assert str(helpful.words(nothing, view).title).startswith("No single number")


def test_what_is_outside_stands_under_its_reason(findings: Findings, view: View) -> None:
    table = outside.table(findings, view)
    assert list(table["id"]) == ["S4"] and "verdict" not in table
    assert outside.reading(table, view).to_numpy().tolist() == [["no number", 1, "S4"]]
    title = str(outside.words(table, view).title)
    assert title == "1 statement is outside the model, for 1 reason"


def test_statements_are_shown_as_they_are_printed(findings: Findings, view: View) -> None:
    table = statements.table(findings, view)
    read = statements.reading(table, view)[["id", "where", "says", "number", "stands"]]
    assert read.to_numpy().tolist() == [
        ["S1", "“three circles”, Summary, line 1", "3 circles", "3",
         "in a conflict; claim claim-S1"],
        ["S2", "Chapter 3", "most of them", "", "agrees; claim claim-S2"],
        ["S3", "Table 1, row 2", "circles, 2025, topic Reading: at least 60%",
         "at least 60% (3/5 = 60.0, printed 60)", "in a conflict; claim claim-S3"],
        ["S4", "Chapter 3", "more than 2 hubs", "more than 2 (disputed)",
         "outside; claim claim-S4"],
    ]  # fmt: skip
    words = statements.words(table, view)
    assert str(words.title).startswith("3 published") and str(words.note).startswith(
        "1 is disputed"
    )


def test_without_findings_tables_are_empty(findings: Findings, view: View) -> None:
    nothing = Findings(
        findings.network, DATA | {"cells": [], "contradictions": [], "statements": []}
    )
    assert pinned.table(nothing, view).empty and clashing_sets.table(nothing, view).empty
    assert conflicts.table(nothing, view).empty
    assert isinstance(outside.reading(outside.table(nothing, view), view), pd.DataFrame)

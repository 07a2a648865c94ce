"""Published statements: what is found, what is one claim, and that nothing in the named sections is left out."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers import network, paths, statements


@pytest.fixture(scope="module")
def rel() -> network.Network:
    return network.Network(paths.network_folder("rel-2012-17"))


@pytest.mark.parametrize(("part", "base", "printed"), [
    (1, 2, 50), (1, 8, 13), (3, 8, 38), (1, 200, 1), (35, 79, 44), (8, 77, 10), (5, 21, 24), (43, 77, 56)])
def test_percentages_are_rounded_half_up(part: int, base: int, printed: int) -> None:
    """12.5 is 13 and 0.5 is 1; Python's round() would give 12 and 0."""
    assert statements.percent(part, base) == printed


def _rows(*rows: dict) -> pd.DataFrame:
    blank = dict.fromkeys([*statements.SELECTORS, "section", "universe", "period", "reading", "unit"], "")
    base = {"subject": "alliances", "measure": "count", "relation": "=", "denominator": None, "status": "printed"}
    return pd.DataFrame([{**blank, **base, **row} for row in rows])


def test_a_narrower_statement_never_answers_a_wider_question() -> None:
    rows = _rows({"id": "a", "topic": "teachers", "value": "21"},
                 {"id": "b", "topic": "teachers", "scope": "multistate", "value": "9"})
    assert list(statements.find(rows, "alliances", topic="teachers")["id"]) == ["a"]


def test_at_least_is_no_answer_that_says_about() -> None:
    rows = _rows({"id": "a", "change": "coverage", "relation": ">=", "value": "23"},
                 {"id": "b", "change": "coverage", "relation": "about", "value": "20"})
    assert list(statements.find(rows, "alliances", change="coverage")["id"]) == ["a"]


def test_a_percentage_that_is_not_its_counts_is_found() -> None:
    rows = _rows({"id": "n", "claim_id": "c", "value": "8"},
                 {"id": "p", "claim_id": "c", "measure": "percent", "value": "11", "denominator": 79})
    assert statements.contradictory_percentages(rows) == [("n", "p")]


def test_a_repeat_with_another_value_is_found() -> None:
    rows = _rows({"id": "a", "claim_id": "c", "value": "8"}, {"id": "b", "claim_id": "c", "value": "9"})
    assert statements.unequal_repeats(rows) == [("c", "8, 9")]


# Typed from the source: line, and the numbers that stand on it as values of statements.
ON_LINE = {
    6: {"85"}, 23: {"79", "6"}, 26: {"70", "79", "1/2"}, 30: {"35", "44", "36", "46", "79"}, 31: {"8", "10"}, 34: {"25"},
    35: {"21"}, 37: {"21"}, 38: {"6"}, 40: {"4", "250", "25"}, 41: {"4", "1/2", "56"}, 42: {"10", "1/2"}, 98: {"70", "5"},
    437: {"8", "10", "79"}, 442: {"71", "90", "79"}, 444: {"35", "36"}, 526: {"11"}, 622: {"4", "55"}, 664: {"1", "8", "10"},
    701: {"4", "2"}, 702: {"4"}, 705: {"3416", "1/2"}, 730: {"1", "58"}, 743: {"4", "43", "56", "26"}, 772: {"37", "32"},
    773: {"13", "18"}, 792: {"1/2", "38", "77"}, 1950: {"58"}, 1951: {"22"}, 1956: {"29"}, 1978: {"23"}, 1979: {"13", "8"},
    1980: {"2"}, 1988: {"2", "1"}, 1998: {"6", "7"}, 2010: {"10"}, 2023: {"0"},
}


@pytest.mark.parametrize("line", ON_LINE)
def test_the_numbers_of_a_line_are_those_typed_from_the_source(rel: network.Network, line: int) -> None:
    rows = rel.statements[rel.statements["line"] == line]
    assert set(rows["value"]) - {""} == ON_LINE[line]


def test_every_numeral_is_a_statement_or_has_a_reason(rel: network.Network) -> None:
    numerals = rel.table("numerals")
    assert len(numerals) > 800
    assert ((numerals["statement"] != "") ^ (numerals["reason"] != "")).all()


def test_every_statement_with_a_number_stands_where_a_numeral_does(rel: network.Network) -> None:
    named = {one for cell in rel.table("numerals")["statement"] for one in cell.split("|") if one}
    with_number = rel.statements[rel.statements["value"] != ""]
    missing = set(with_number["id"]) - named
    # Said without a numeral: "predominantly", "annual", "the other on", "another", and the caption of Figure 6.
    assert missing == {"S-11", "C4-11", "AB-29", "AB-32", "F6-01"}


def test_an_anchor_is_a_few_words_and_never_a_sentence(rel: network.Network) -> None:
    assert rel.statements["anchor"].str.split().str.len().max() <= 6

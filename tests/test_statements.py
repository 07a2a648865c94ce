"""Printed statements: what is one claim, what no statement may say, and that nothing in the source
is left out.
"""

from __future__ import annotations

from typing import Any

import pytest

from helpers.data import conditions, statements
from helpers.data.network import Network
from sheets import EMBEDDED

BLANK = dict.fromkeys(
    [*statements.SELECTORS, "among", "period", "reading", "unit", "value_high"], ""
)
BASE = {"subject": "partnerships", "measure": "count", "relation": "=", "status": "printed"}


def row(id_: str, **cells: Any) -> dict[str, Any]:
    """One statement: a printed count of partnerships, but for what is given."""
    return BLANK | BASE | {"id": id_, "claim_id": "c", "denominator": None, "value": "8"} | cells


@pytest.fixture(scope="module")
def embedded() -> Network:
    return Network(EMBEDDED)


@pytest.mark.parametrize(
    ("part", "base", "printed"),
    [
        (1, 2, 50),
        (1, 8, 13),
        (3, 8, 38),
        (1, 200, 1),
        (35, 79, 44),
        (8, 77, 10),
        (5, 21, 24),
        (43, 77, 56),
    ],
)
def test_percentages_are_rounded_half_up(part: int, base: int, printed: int) -> None:
    """12.5 is 13 and 0.5 is 1; Python's round() would give 12 and 0."""
    assert statements.percent(part, base) == printed


def test_totals_are_told_apart_by_all_their_selectors() -> None:
    found = statements.totals(
        [
            row("a", topic="maths", value="21"),
            row("b", topic="maths", scope="city", value="9"),
            row("c", topic="maths", relation="about", value="20"),
            row("d", topic="maths", status="disputed", value="22"),
        ]
    )
    assert found["partnerships", "", "", (("topic", "maths"),)] == {21: ["a"]}
    assert len(found) == 2


# -- one claim -------------------------------------------------------------------------------------


def test_a_percentage_that_is_not_its_counts_is_found() -> None:
    share = row("p", measure="percent", value="11", denominator=79)
    (said,) = statements.contradictory_percentages([row("n"), share])
    assert said.startswith("n and p are one claim, but the percentage is not the count's")
    for other in (share | {"value": "10"}, share | {"claim_id": "other"}):
        assert not list(statements.contradictory_percentages([row("n"), other]))


def test_a_repeat_with_another_value_is_found() -> None:
    (said,) = statements.unequal_repeats([row("a"), row("b", value="9")])
    assert said.startswith("claim 'c' prints different values (8, 9)")
    assert not list(statements.unequal_repeats([row("a"), row("b", value="9", reading="b")]))


# -- what no statement may say ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"value": "2.5"},
            "found '2.5'; allowed is a whole number, since partnerships are counted",
        ),
        ({"value": "1/2"}, "found '1/2'; allowed is a whole number"),
        ({"value": "66.5", "measure": "percent"}, "allowed is a whole percentage from 0 to 100"),
        ({"value": "101", "measure": "percent"}, "allowed is a whole percentage from 0 to 100"),
        ({"value": "3/2", "measure": "fraction"}, "allowed is a fraction from 0 to 1"),
        ({"value": ""}, "the cell is empty, but the relation is '='"),
        ({"relation": "between", "value_high": "7"}, "allowed is a number from 8 on"),
        ({"relation": "between"}, "column value_high: found ''"),
    ],
)
def test_a_value_that_cannot_be(cells: dict[str, str], said: str) -> None:
    (problem,) = statements.wrong(row("a", **cells), [])
    assert said in problem


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"measure": "mean", "value": "2.5"},
        {"relation": "text", "value": ""},
        {"having": "share > 1/2"},
    ],
)
def test_a_value_that_can_be(cells: dict[str, str]) -> None:
    assert list(statements.wrong(row("a", **cells), [])) == []


# -- conditions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "partnerships >= 1",
        "6 <= partnerships <= 10",
        "share = 1/2",
        "count(over_50) < count(16_50)",
        "not (count(new) > count(unchanged) + count(renamed)) and share < 1/2",
    ],
)
def test_conditions(text: str) -> None:
    assert conditions.parse(text)


def test_a_condition_says_which_words_it_counts() -> None:
    parsed = conditions.parse("partnerships > 1 and not count(new) > count(16_50) + share")
    assert conditions.words(parsed) == ["new", "16_50"]


@pytest.mark.parametrize(
    "text",
    [
        "1 < 2",
        "partnerships",
        "partnerships > 1/0",
        "partnerships > 1 or partnerships < 0",
        "True < partnerships",
        "partnerships > 2.5",
        "-" * 3000 + "1",
        "not " * 8000 + "x",
        "not " * 30 + "partnerships > 1",
        "partnerships + " * 30 + "1 > 1",
        "((((",
        "(" * 300,
        "a\x00b",
        "__import__('os').system('x') > 1",
    ],
)
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        conditions.parse(text)


def test_a_condition_counts_only_words_of_the_network() -> None:
    (problem,) = statements.wrong(row("a", having="count(over_5) > 1"), ["over_50", "new"])
    assert "'over_5' is none of new or over_50 (Did you mean 'over_50'?)" in problem


# -- the embedded statements -----------------------------------------------------------------------

# Typed from the source: line, and the numbers that stand on it as values of statements.
ON_LINE = {
    6: {"85"},
    23: {"79", "6"},
    26: {"70", "79", "1/2"},
    30: {"35", "44", "36", "46", "79"},
    31: {"8", "10"},
    34: {"25"},
    35: {"21"},
    37: {"21"},
    38: {"6"},
    40: {"4", "250", "25"},
    41: {"4", "1/2", "56"},
    42: {"10", "1/2"},
    98: {"70", "5"},
    437: {"8", "10", "79"},
    442: {"71", "90", "79"},
    444: {"35", "36"},
    526: {"11"},
    622: {"4", "55"},
    664: {"1", "8", "10"},
    701: {"4", "2"},
    702: {"4"},
    705: {"3416", "1/2"},
    730: {"1", "58"},
    743: {"4", "43", "56", "26"},
    772: {"37", "32"},
    773: {"13", "18"},
    792: {"1/2", "38", "77"},
    1950: {"58"},
    1951: {"22"},
    1956: {"29"},
    1978: {"23"},
    1979: {"13", "8"},
    1980: {"2"},
    1988: {"2", "1"},
    1998: {"6", "7"},
    2010: {"10"},
    2023: {"0"},
}


@pytest.mark.parametrize("line", ON_LINE)
def test_the_numbers_of_a_line_are_those_typed_from_the_source(
    embedded: Network, line: int
) -> None:
    rows = embedded.statements[embedded.statements["line"] == line]
    assert set(rows["value"]) - {""} == ON_LINE[line]


def test_every_numeral_is_a_statement_or_has_a_reason(embedded: Network) -> None:
    numerals = embedded.table("numerals")
    assert len(numerals) > 800
    assert ((numerals["statement"] != "") ^ (numerals["reason"] != "")).all()


def test_every_statement_with_a_number_stands_where_a_numeral_does(embedded: Network) -> None:
    named = {
        one for cell in embedded.table("numerals")["statement"] for one in cell.split("|") if one
    }
    with_number = embedded.statements[embedded.statements["value"] != ""]
    missing = set(with_number["id"]) - named
    # Without a numeral: "predominantly", "annual", "the other on", "another", Figure 6's caption.
    assert missing == {"S-11", "C4-11", "AB-29", "AB-32", "F6-01"}


def test_an_anchor_is_a_few_words_and_never_a_sentence(embedded: Network) -> None:
    assert max(len(words.split()) for words in embedded.statements["anchor"]) <= 6


def test_disputed_is_only_what_is_printed_twice(embedded: Network) -> None:
    """35 and 36, 36 and 35 (lines 30 to 442), and how far the cycle was (lines 202, 616)."""
    disputed = embedded.statements.query("status == 'disputed'")
    assert set(disputed["claim_id"]) == {
        "scope-multistate-35",
        "scope-multistate-36",
        "scope-within-35",
        "scope-within-36",
        "january-2015-beginning-of-year4",
        "snapshot-four-years-in",
    }

"""Which statement answers which question: one about the very same things, and no other."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from helpers.numbers import printed
from helpers.numbers.answer import Status
from helpers.numbers.question import Question
from tiny import statement, told

ALL = Question("2025")
READING = Question("2025", {"topic": "reading"})


def asked(**cells: str) -> set[Question]:
    """What a statement with these cells answers."""
    return set(printed.questions(statement(**({"value": "3"} | cells)), ["2024", "2025"]))


@pytest.mark.parametrize(
    ("cells", "question"),
    [
        ({}, ALL),
        ({"topic": "reading"}, READING),
        ({"topic": "reading", "among": "topic"}, READING),
        ({"topic": "reading", "scope": "city"}, READING.but(scope="city")),
        ({"scope": "city|county"}, ALL.but(scope="city|county")),
        ({"topic": "reading", "measure": "percent", "value": "60"}, READING.but(measure="percent")),
        ({"host": "North"}, ALL.but(host="North")),
        ({"focus": "rural"}, ALL.but(focus="rural")),
        ({"among": "2024", "period": "2024"}, Question("2024")),
        ({"among": "2024", "period": ""}, Question("2024")),
        ({"among": "", "period": "2025"}, ALL),
        ({"size_class": "small"}, ALL.but(size_class="small", among="reporting")),
        ({"member_type": "a+b"}, ALL.but(member_type="a+b", among="reporting")),
        (
            {"subject": "member_share", "measure": "fraction", "member_type": "a", "value": "1/2"},
            ALL.but(
                subject="member_share", measure="fraction", member_type="a", among="reporting"
            ),
        ),
        ({"among": "reporting"}, ALL.but(among="reporting")),
        ({"among": "not_reporting"}, ALL.but(among="not_reporting")),
        (
            {"subject": "hosts", "among": "hosts", "topic": "reading",
             "having": "partnerships >= 1"},
            READING.but(subject="hosts", having="partnerships >= 1"),
        ),
        (
            {"among": "hosts", "measure": "range", "relation": "between", "value_high": "4"},
            ALL.but(measure="range", among="hosts"),
        ),
        (
            {"subject": "members", "among": "reporting", "measure": "median"},
            ALL.but(subject="members", measure="median", among="reporting"),
        ),
        (
            {"subject": "member_share", "measure": "mean", "member_type": "a", "value": "60"},
            ALL.but(subject="member_share", measure="percent", member_type="a", among="reporting"),
        ),
        (
            {"change": "new", "among": "2025", "period": "2024 to 2025"},
            ALL.but(change="new"),
        ),
        (
            {"change": "renamed", "among": "continued", "period": "2024 to 2025"},
            ALL.but(change="renamed"),
        ),
        ({"change": "split", "among": "2025", "period": "2024 to 2025"}, ALL.but(change="split")),
        (
            {"change": "ended", "among": "2024", "period": "2024 to 2025"},
            Question("2024", {"fate": "ended"}),
        ),
        (
            {"change": "split", "among": "2024", "period": "2024 to 2025"},
            Question("2024", {"fate": "split"}),
        ),
    ],
)  # fmt: skip
def test_a_statement_answers_the_question_it_is_about(cells: dict, question: Question) -> None:
    """Exactly one question, so no other one can be answered by it."""
    assert asked(**cells) == {question}


def test_what_went_on_is_a_number_of_both_periods() -> None:
    """ "3 went on": of the earlier ones, and of what came of them."""
    cells = {"change": "continued", "among": "continued", "period": "2024 to 2025"}
    assert asked(**cells) == {Question("2024", {"fate": "continued"}), ALL.but(change="continued")}


@pytest.mark.parametrize(
    "cells",
    [
        {"relation": "text"},
        {"relation": "about"},
        {"relation": "order"},
        {"value": ""},
        {"among": "other"},
        {"host_group": "some/one"},
        {"partnership": "Ash"},
    ],
)
def test_what_binds_no_number_of_the_network_answers_nothing(cells: dict) -> None:
    assert asked(**cells) == set()


def test_the_largest_is_the_same_number_whoever_it_belongs_to() -> None:
    """ "The largest, Ash of North, has 20 members": whose it is, is an aside and no condition."""
    cells = {"subject": "members", "measure": "maximum", "among": "reporting"}
    named = asked(**cells, partnership="Ash", host="North")
    assert named == asked(**cells) == {
        ALL.but(subject="members", measure="maximum", among="reporting")
    }  # fmt: skip


def test_with_one_period_a_statement_needs_none() -> None:
    said = statement(value="3", period="", among="")
    assert list(printed.questions(said, ["2025"])) == [ALL]


@pytest.mark.parametrize(("first", "answers"), [("", "S2"), ("a", "")])
def test_only_the_plain_reading_answers(first: str, answers: str, tmp_path: Path) -> None:
    """ "5 were set up later": some of them new (plain), or new all of them. Without the plain
    reading, which stands first, the number would be that of the new ones."""
    plain = statement("S1", claim_id="c", value="5", reading=first, topic="reading")
    other = statement("S2", claim_id="c", value="5", reading=first and "b", change="new")
    found = printed.index(told(tmp_path, plain, other))
    said = [row["id"] for row in found.get(ALL.but(change="new"), [])]
    assert said == [one for one in [answers] if one]


def test_another_reading_of_the_same_number_says_it_too(tmp_path: Path) -> None:
    """ "60 percent of members": of all of them, or on average; the question is one."""
    share = {"subject": "member_share", "member_type": "a", "value": "60", "claim_id": "c"}
    said = [
        statement("S1", reading="a", measure="percent", **share),
        statement("S2", reading="b", measure="mean", **share),
    ]
    types = "    member_types: {a: {label: A}, b: {label: B}}\n"
    (found,) = printed.index(told(tmp_path, *said, more=types)).values()
    assert [row["id"] for row in found] == ["S1", "S2"]


# -- several statements of one number ------------------------------------------------------------


def one(*said: dict[str, str]) -> object:
    return printed.answered(said)


def test_no_statement_no_answer() -> None:
    assert one() is None


def test_a_number_said_twice_is_printed_with_both_places() -> None:
    found = printed.answered(
        [statement("S1", value="35"), statement("T1", value="35", section="Table 2")]
    )
    assert found is not None and (found.value, found.status) == (35, Status.PRINTED)
    assert found.statements == ("S1", "T1") and found.said[0].places == ("Chapter 3", "Table 2")


def test_two_values_of_one_number_are_disputed_and_both_are_kept() -> None:
    found = printed.answered(
        [
            statement("S1", value="36"),
            statement("T1", value="35", section="Table 2"),
            statement("S2", value="36", section="Summary"),
        ]
    )
    assert found is not None and found.status == Status.DISPUTED
    assert (found.low, found.high, found.text()) == (35, 36, "35 or 36")
    assert [(said.low, said.places, said.statements) for said in found.said] == [
        (36, ("Chapter 3", "Summary"), ("S1", "S2")),
        (35, ("Table 2",), ("T1",)),
    ]


def test_a_percentage_whose_count_is_disputed_is_marked_in_the_data() -> None:
    """Printed once, so it has one value; that its count has two, the data say."""
    found = printed.answered([statement(value="44", measure="percent", status="disputed")])
    assert found is not None and (found.value, found.status) == (44, Status.DISPUTED)


@pytest.mark.parametrize(
    ("relation", "low", "high", "text"),
    [
        (">=", 7, None, "at least 7"),
        (">", 8, None, "more than 7"),
        ("<=", 0, 7, "at most 7"),
        ("<", 0, 6, "less than 7"),
        ("between", 7, 9, "7–9"),
    ],
)
def test_a_limit_is_a_range_of_whole_numbers(
    relation: str, low: int, high: int | None, text: str
) -> None:
    """More than 7 begins with 8; what is written is what the source says."""
    found = printed.answered([statement(value="7", value_high="9", relation=relation)])
    assert found is not None
    assert (found.low, found.high, found.text()) == (low, high, text)
    assert found.status == Status.PRINTED


def test_a_limit_from_below_and_one_from_above_meet() -> None:
    found = printed.answered(
        [statement("S1", value="7", relation=">="), statement("S2", value="9", relation="<=")]
    )
    assert found is not None and (found.low, found.high) == (7, 9)


def test_limits_that_exclude_each_other_are_disputed() -> None:
    said = [statement("S1", value="9", relation=">="), statement("S2", value="7", relation="<=")]
    found = printed.answered(said)
    assert found is not None
    assert (found.low, found.high, found.status) == (7, 9, Status.DISPUTED)
    assert found.statements == ("S1", "S2")


def test_the_narrowest_limit_counts() -> None:
    """ "At least 9" and "at least 7" together: at least 9, in whichever order they stand."""
    said = [statement("S1", value="9", relation=">="), statement("S2", value="7", relation=">=")]
    for order in (said, said[::-1]):
        found = printed.answered(order)
        assert found is not None and (found.low, found.text()) == (9, "at least 9")


def test_a_number_goes_before_a_limit() -> None:
    """ "More than half" beside "11": 11 says it all."""
    found = printed.answered(
        [statement("S1", value="10", relation=">"), statement("S2", value="11")]
    )
    assert found is not None and (found.value, found.statements) == (11, ("S2",))


def test_limits_of_both_sides_have_no_words_of_one() -> None:
    """ "More than 7" and "at most 9" is 8–9, not "more than 7"."""
    found = printed.answered(
        [statement("S1", value="7", relation=">"), statement("S2", value="9", relation="<=")]
    )
    assert found is not None and (found.low, found.high, found.text()) == (8, 9, "8–9")


def test_a_limit_said_twice_keeps_its_words() -> None:
    said = [statement(one, value="1250", relation=">") for one in ("S1", "S2")]
    found = printed.answered(said)
    assert found is not None and found.text() == "more than 1,250"


@pytest.mark.parametrize("measure", ["fraction", "percent", "mean"])
def test_only_whole_numbers_begin_with_the_next_one(measure: str) -> None:
    """More than half is not one and a half."""
    found = printed.answered([statement(value="1/2", relation=">", measure=measure)])
    assert found is not None and (found.low, found.text()) == (Fraction(1, 2), "more than 1/2")


def test_a_fraction_is_exact() -> None:
    found = printed.answered([statement(value="1/3", measure="fraction")])
    assert found is not None and found.low == Fraction(1, 3)


# -- of a network --------------------------------------------------------------------------------


def test_the_index_has_each_statement_under_what_it_answers(tmp_path: Path) -> None:
    """21 on maths never answers for 9 of several places on maths."""
    network = told(
        tmp_path,
        statement("S1", value="3", topic="maths"),
        statement("S2", value="2", topic="maths", scope="city"),
        statement("S3", value="5"),
        statement("S4", relation="text"),
    )
    found = printed.index(network)
    maths = Question("2025", {"topic": "maths"})
    assert {key: [row["id"] for row in rows] for key, rows in found.items()} == {
        maths: ["S1"],
        maths.but(scope="city"): ["S2"],
        ALL: ["S3"],
    }

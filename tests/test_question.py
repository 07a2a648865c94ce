"""A question is data: equal where it asks the same, however it was put together."""

from __future__ import annotations

import pytest

from helpers.numbers.question import Question

READING = Question("2025", {"topic": "reading", "host": "North Hub"})


def test_the_order_of_conditions_tells_nothing() -> None:
    assert Question("2025", (("topic", "reading"), ("host", "North Hub"))) == READING
    assert hash(READING) == hash(Question("2025", {"host": "North Hub", "topic": "reading"}))


def test_an_empty_condition_is_none() -> None:
    assert Question("2025", {"topic": "reading", "scope": ""}) == Question(
        "2025", {"topic": "reading"}
    )


def test_get_gives_a_condition_or_nothing() -> None:
    assert (READING.get("topic"), READING.get("scope")) == ("reading", "")


def test_but_changes_fields_and_conditions_alike() -> None:
    """A field goes by its name, all else is a condition; empty drops one."""
    other = READING.but(period="2024", scope="city", topic="")
    assert other == Question("2024", {"host": "North Hub", "scope": "city"})
    assert READING.but(host="", topic="") == Question("2025")
    assert READING.period == "2025", "the first question stays as it was"


@pytest.mark.parametrize(
    ("where", "left"),
    [
        ({"topic": "reading", "size_class": "small"}, {"topic": "reading"}),
        ({"host": "North Hub", "filed": "new"}, {"host": "North Hub"}),
        ({"topic": "reading", "scope": "city", "change": "new"}, {"topic": "reading"}),
        ({"topic": "reading"}, {}),
        ({"topic": "reading", "host": "North Hub"}, {}),
        ({}, {}),
    ],
)
def test_a_whole_goes_without_what_narrows_it(where: dict, left: dict) -> None:
    """ "40% of those on reading": the whole is those on reading; of a topic, it is all."""
    asked = Question("2025", where, measure="percent", among="reporting")
    assert asked.whole() == Question("2025", left, among="reporting")


@pytest.mark.parametrize(
    "other",
    [
        {"period": "2024"},
        {"subject": "hosts"},
        {"measure": "percent"},
        {"among": "reporting"},
        {"having": "partnerships >= 1"},
        {"topic": "maths"},
        {"topic": ""},
        {"scope": "city"},
    ],
)
def test_two_questions_never_have_one_key(other: dict) -> None:
    """What an audit found is kept by key: two questions with one key would share a range."""
    assert READING.but(**other).key() != READING.key()


def test_a_key_is_words_in_a_fixed_order() -> None:
    asked = Question("2025", {"topic": "reading", "size_class": "small"}, among="reporting")
    assert asked.key() == "partnerships count 2025 reporting size_class=small topic=reading"
    assert asked.but(subject="hosts", having="partnerships >= 2").key() == (
        "hosts count 2025 reporting size_class=small topic=reading having partnerships >= 2"
    )

"""What each counted topic or host must meet, in words that a reader knows."""

import pytest

from helpers.data.conditions import parse
from helpers.text import having

LABELS = {"large": "over 50", "small": "15 or fewer", "new": "new"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("partnerships >= 1", "at least 1 circles on reading"),
        ("share > 1/2", "more than half of their circles on reading"),
        ("share >= 2/3", "at least 2/3 of their circles on reading"),
        ("count(large) < count(small)", "fewer “over 50” than “15 or fewer” circles on reading"),
        ("count(new) > count(small)+count(large)",
         "more “new” than “15 or fewer” and “over 50” circles on reading"),
        ("not (count(new) = 3)", "not 3 “new” circles on reading"),
        ("6 <= partnerships <= 10",
         "at least 6 circles on reading and at most 10 circles on reading"),
        ("2 > count(new)", "fewer than 2 “new” circles on reading"),
    ],
)  # fmt: skip
def test_a_condition_in_words(text: str, said: str) -> None:
    told = having.in_words(parse(text), lambda one: LABELS[one], "circles", " on reading")
    assert told == said

"""The one rule by which partnerships are counted: certainly so many, possibly so many.

Five partnerships, all counting done by hand:

    host   topic             scope         size        change
    North  reading           city          small       new
    North  reading           city, county? large       renamed, split
    North  reading or maths  county        not known   not known
    South  maths             county        small       continued, unchanged
    South  not known         not known     did not report
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from helpers.data.population import Population
from helpers.numbers import rows
from helpers.numbers.question import Question

Row = rows.Row
SIZES = {"small", "large"}
CHANGES = {"new", "unchanged", "renamed", "split", "continued"}


def sure(*values: str) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(values), frozenset(values)


def maybe(*values: str, known: tuple[str, ...] = ()) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(known), frozenset({*known, *values})


FIVE: list[Row] = [
    {
        "host": sure("North"), "topic": sure("reading"), "scope": sure("city"),
        "size_class": sure("small"), "reporting": sure("yes"), "change": sure("new"),
    },
    {
        "host": sure("North"), "topic": sure("reading"), "scope": maybe("city", "county"),
        "size_class": sure("large"), "reporting": sure("yes"),
        "change": sure("renamed", "split", "continued"),
    },
    {
        "host": sure("North"), "topic": maybe("reading", "maths"), "scope": sure("county"),
        "size_class": maybe(*SIZES), "reporting": maybe("yes", "no"), "change": maybe(*CHANGES),
    },
    {
        "host": sure("South"), "topic": sure("maths"), "scope": sure("county"),
        "size_class": sure("small"), "reporting": sure("yes"),
        "change": sure("continued", "unchanged"),
    },
    {
        "host": sure("South"), "topic": maybe("reading", "maths", "health"),
        "scope": maybe("city", "county"), "size_class": sure(), "reporting": sure("no"),
        "change": maybe("renamed", "split", known=("continued",)),
    },
]  # fmt: skip


@pytest.mark.parametrize(
    ("where", "least", "most"),
    [
        ({}, 5, 5),
        ({"topic": "reading"}, 2, 4),  # rows 1, 2; perhaps 3, 5
        ({"topic": "maths"}, 1, 3),  # row 4; perhaps 3, 5
        ({"topic": "health"}, 0, 1),
        ({"topic": "art"}, 0, 0),
        ({"topic": "reading|maths"}, 4, 5),  # row 3 is one of both, whichever it is
        ({"scope": "city|county"}, 5, 5),  # so are rows 2 and 5
        ({"host": "North", "topic": "reading"}, 2, 3),
        ({"topic": "maths", "scope": "county"}, 1, 3),
        ({"change": "split"}, 1, 3),
        ({"change": "renamed+split"}, 1, 3),  # both at once: row 2
        ({"change": "new+split"}, 0, 1),  # row 3 alone may be anything
        ({"change": "new|split"}, 2, 4),
        ({"change": "renamed|split|continued|new|unchanged"}, 4, 5),
        ({"shoe": "left"}, 0, 0),
    ],
)
def test_rows_that_surely_and_rows_that_possibly_meet_the_conditions(
    where: dict, least: int, most: int
) -> None:
    assert rows.count(FIVE, Question("2025", where)) == (least, most)


@pytest.mark.parametrize("name", ["A+B", "A|B", "A & B"])
def test_a_name_may_hold_any_sign(name: str) -> None:
    """Of a host or a partnership, "A+B" is one name, not two conditions."""
    two: list[Row] = [{"host": sure(name)}, {"host": sure("A")}]
    assert rows.count(two, Question("2025", {"host": name})) == (1, 1)


@pytest.mark.parametrize(
    ("among", "least", "most"),
    [("all", 5, 5), ("reporting", 3, 4), ("not_reporting", 1, 2), ("continued", 3, 4)],
)
def test_the_whole_in_which_is_counted(among: str, least: int, most: int) -> None:
    """Row 3 may have reported, and may have gone on; rows 2, 4 and 5 surely went on."""
    assert rows.count(FIVE, Question("2025", among=among)) == (least, most)


def test_a_class_of_those_that_reported() -> None:
    """Two are small for sure; row 3 perhaps; row 5 did not report, so it is of no class."""
    assert rows.count(FIVE, Question("2025", {"size_class": "small"}, among="reporting")) == (2, 3)


def share(where: dict, population: list[Row] = FIVE, **more: str) -> tuple[int, int]:
    return rows.share(population, Question("2025", where, measure="percent", **more))


def test_rows_that_are_alike_are_counted_each_and_grouped_once() -> None:
    twice = Population([*FIVE, *FIVE])
    asked = Question("2025", {"host": "North", "topic": "reading"})
    assert rows.count(FIVE, asked) == (2, 3)
    assert rows.count(twice, asked) == rows.count(twice, asked) == (4, 6)
    assert rows.count(twice, Question("2025", {"host": "East"})) == (0, 0)


def test_a_share_is_one_number_where_the_rows_decide() -> None:
    """Rows 1, 2 and 4 alone: two of three are on reading, 66.7 percent."""
    decided = [FIVE[0], FIVE[1], FIVE[3]]
    assert share({"topic": "reading"}, decided) == (67, 67)


def test_a_share_lies_between_its_least_and_its_most() -> None:
    """2 to 4 of 5 on reading; 2 or 3 small ones among the 3 or 4 that reported: 2/4 to 3/3."""
    assert share({"topic": "reading"}) == (40, 80)
    assert share({"size_class": "small"}, among="reporting") == (50, 100)


def test_the_whole_of_a_share_is_of_the_same_topic() -> None:
    """Of those on maths (1 to 3), 1 to 3 are of a county: at least 1 of 3."""
    assert share({"topic": "maths", "scope": "county"}) == (33, 100)


def test_no_share_of_nothing() -> None:
    with pytest.raises(ValueError, match="no partnerships"):
        share({"topic": "art", "scope": "city"})


def hosts(having: str, **where: str) -> tuple[int, int]:
    asked = Question("2025", where, subject="hosts", having=having)
    return rows.hosts(FIVE, asked, ["North", "South", "West"])


@pytest.mark.parametrize(
    ("having", "least", "most"),
    [
        ("partnerships >= 1", 2, 2),  # North 3, South 2, West 0
        ("partnerships >= 3", 1, 1),
        ("partnerships > 3", 0, 0),
        ("partnerships = 0", 1, 1),
        ("2 <= partnerships <= 3", 2, 2),
        ("not (partnerships >= 3)", 2, 2),
        ("partnerships >= 1 and count(small) >= 1", 2, 2),
        ("count(small) = 1", 1, 2),  # South 1; North 1 or 2
        ("count(small) >= 2", 0, 1),
        ("count(reading) > count(maths)", 1, 1),  # North; South has at best 1 to 1
        ("count(reading) >= count(maths)", 2, 3),  # West has none of both; South perhaps 1 to 1
        ("count(small) + count(reading) = 4", 0, 1),  # North 3 to 5: 4 lies between
        ("share >= 1/2", 2, 2),  # without a condition, all of a host's
    ],
)
def test_hosts_that_meet_a_condition(having: str, least: int, most: int) -> None:
    assert hosts(having) == (least, most)


def test_hosts_with_one_on_a_topic_and_with_half_of_their_own() -> None:
    """On reading: North 2 or 3 of 3, South 0 or 1 of 2. Nobody asks for a host's share of none."""
    assert hosts("", topic="reading") == (1, 2)
    assert hosts("partnerships >= 3", topic="reading") == (0, 1)
    assert hosts("share >= 1/2", topic="reading") == (1, 2)
    assert hosts("share > 1/2", topic="reading") == (1, 1)
    assert hosts("share = 2/3", topic="reading") == (0, 1)


def test_a_share_of_a_host_is_of_its_own_partnerships() -> None:
    """One of North's three is new for sure, row 3 perhaps: one third to two thirds."""
    asked = Question("2025", {"change": "new"}, subject="hosts", having="share >= 1/2")
    assert rows.hosts(FIVE, asked, ["North"]) == (0, 1)
    assert rows.hosts(FIVE[:2], asked, ["North"]) == (1, 1), "one of two is a half"


def test_a_value_that_rows_may_have_is_found_by_its_attribute() -> None:
    assert hosts("count(split) >= 1") == (1, 2)
    assert hosts("count(county) >= 2") == (0, 2)
    assert rows.count([], Question("2025")) == (0, 0)


def test_the_ends_are_exact() -> None:
    """A third is a third: 0.3333 would make `share = 1/3` false."""
    asked = Question("2025", {"scope": "county"}, subject="hosts", having="share = 1/3")
    three: list[Row] = [
        {"host": sure("North"), "scope": sure(one)} for one in ("county", "city", "city")
    ]
    assert rows.hosts(three, asked, ["North"]) == (1, 1)
    assert Fraction(1, 3) != Fraction("0.3333")

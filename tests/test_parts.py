"""Numbers printed twice, differently, fall into readings: which values stand in one place together.

The booklet's text says 3 in a city and 2 across a county; its Table 1 has them the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from helpers.numbers.answer import Answer, Said, Status
from helpers.numbers.grid import Entry, Table
from helpers.numbers.parts import by_reading


def entry(scope: str, *said: tuple[int, str, Sequence[str]], host: str = "all") -> Entry:
    """A number printed once or several times: value, statement, places."""
    kept = tuple(Said(Fraction(n), Fraction(n), (id_,), tuple(where)) for n, id_, where in said)
    low, high = min(one.low for one in kept), max(one.low for one in kept)
    status = Status.PRINTED if low == high else Status.DISPUTED
    ids = tuple(id_ for one in kept for id_ in one.statements)
    return Entry(
        {"host": host, "scope": scope}, {}, "count", Answer(low, high, status, ids, said=kept)
    )


CITY = entry("city", (3, "S1", ["Text"]), (2, "T1", ["Table 1"]))
COUNTY = entry("county", (2, "S2", ["Text", "Summary"]), (3, "T2", ["Table 1"]))
STREET = entry("street", (1, "S3", ["Text", "Table 1"]))
UNPLACED = entry("valley", (4, "N1", ["Notes"]))


def read(*entries: Entry) -> list[tuple[str, str, float, str, str]]:
    found = by_reading(Table(entries, ("host", "scope")))
    assert found.keys == ("host", "scope", "reading")
    return [
        (e.keys["scope"], e.keys["reading"], e.value, e.statements, str(e.status)) for e in found
    ]


def test_each_places_values_stand_together() -> None:
    """Text and Summary print one value of the county, so they are one reading."""
    assert read(CITY, COUNTY) == [
        ("city", "Text, Summary", 3, "S1", "disputed"),
        ("city", "Table 1", 2, "T1", "disputed"),
        ("county", "Text, Summary", 2, "S2", "disputed"),
        ("county", "Table 1", 3, "T2", "disputed"),
    ]


def test_what_both_places_print_alike_is_in_both_readings() -> None:
    found = read(CITY, STREET)
    assert [one for one in found if one[0] == "street"] == [
        ("street", "Text", 1, "S3", "printed"),
        ("street", "Table 1", 1, "S3", "printed"),
    ]


def test_what_no_reading_prints_stands_once_and_so_do_hosts() -> None:
    found = read(CITY, UNPLACED, entry("city", (2, "H1", ["Text"]), host="North"))
    assert found[2:] == [("valley", "", 4, "N1", "printed"), ("city", "", 2, "H1", "printed")]


def test_where_nothing_is_disputed_there_is_one_reading() -> None:
    assert read(STREET, UNPLACED) == [
        ("street", "", 1, "S3", "printed"),
        ("valley", "", 4, "N1", "printed"),
    ]


def test_three_values_are_three_readings() -> None:
    three = entry("city", (3, "A", ["One"]), (2, "B", ["Two"]), (4, "C", ["Three"]))
    assert [(one[1], one[2]) for one in read(three)] == [("One", 3), ("Two", 2), ("Three", 4)]

"""What exhibits' sentences are made of: the network's words, tallies of how numbers are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.numbers.answer import Answer, Status
from helpers.numbers.grid import Entry, Table
from helpers.text import phrases
from helpers.text.phrases import Terms, View
from helpers.text.say import EMPTY, Sentence
from tiny import own, told


def entries(host: str = "all", **statuses: int) -> list[Entry]:
    """So many entries of each status; an underline stands for a space."""
    return [
        Entry({"host": host}, {}, "count", Answer.of(3).but(status=Status(name.replace("_", " "))))
        for name, n in statuses.items()
        for _ in range(n)
    ]


@pytest.mark.parametrize(
    ("statuses", "text"),
    [
        (
            {"bounded": 12, "printed": 2, "implied": 1},
            "Of 15 numbers 2 are printed, 1 implied, and 12 bounded.",
        ),
        ({"free": 1, "printed": 1}, "Of 2 numbers 1 is printed and 1 free."),
        ({"counted": 3, "disputed": 2}, "Of 5 numbers 3 are counted from rows and 2 disputed."),
        (
            {"public_page": 1, "not_published": 2},
            "Of 3 numbers 1 is from public pages (marked p) and 2 not published.",
        ),
        ({"bounded": 3}, "All 3 numbers are bounded."),
        ({"not_published": 4}, "All 4 numbers are not published."),
        ({"printed": 3}, ""),
        ({"counted": 3}, ""),
        ({}, ""),
    ],
)
def test_a_tally_says_how_many_numbers_are_known_and_how(statuses: dict, text: str) -> None:
    """Silent where all is printed or counted: solid marks say so."""
    assert str(phrases.tally(entries(**statuses))) == text


def test_a_tallys_numbers_are_claims_that_add_up() -> None:
    total, *each = phrases.tally(entries(printed=2, bounded=5, free=1)).claims
    assert total.value == 8 and [one.value for one in each] == [2, 5, 1]
    assert {one.status for one in (total, *each)} == {"counted"}


def test_a_tally_may_name_what_it_counts() -> None:
    made = phrases.tally(entries(printed=1, free=1), "numbers by hub")
    assert str(made) == "Of 2 numbers by hub 1 is printed and 1 free."


def test_every_status_has_its_words() -> None:
    assert list(phrases.STATUSES) == sorted(Status, key=list(phrases.STATUSES).index)
    assert set(phrases.STATUSES) == set(Status)


def test_an_example_is_never_said_to_be_a_finding() -> None:
    said = str(phrases.example_note(entries(printed=3, example=1)))
    assert said.startswith("This is no finding: one complete dataset of the many")
    assert phrases.example_note(entries(printed=3)) == EMPTY


def test_a_title_that_can_say_no_more_says_how_much_is_fixed() -> None:
    bounded = [Entry({}, {}, "count", Answer.between(2, 5, 9))] * 2
    assert (
        str(phrases.fixed([*entries(printed=1), *bounded])) == "the statements fix 1 of 3 numbers"
    )
    assert "possible datasets" in str(phrases.fixed(entries(printed=1, example=1)))


# -- the network's words -------------------------------------------------------------------------


def terms(folder: Path) -> Terms:
    return Terms.of(told(folder))


def test_terms_are_the_networks_own(tmp_path: Path) -> None:
    found = terms(tmp_path)
    assert (found.partnership, found.partnerships, found.host, found.hosts) == (
        "circle", "circles", "hub", "hubs",
    )  # fmt: skip
    assert found.last == "2025"
    assert found.source == "the booklet"


def test_a_network_without_a_source_has_its_own_rows(tmp_path: Path) -> None:
    plain = own(tmp_path, "period,name\n2025,Ash", "title: Ash's")
    found = Terms.of(plain)
    assert (found.partnerships, found.source) == ("partnerships", "the network's own rows")
    assert str(View(found).source()) == "The network's own rows."


def test_one_circle_two_circles(tmp_path: Path) -> None:
    found = terms(tmp_path)
    assert [found.count(n) for n in (0, 1, 1.0, 2, None)] == [
        "circles", "circle", "circle", "circles", "circles",
    ]  # fmt: skip


def test_a_view_says_it_in_the_networks_words(tmp_path: Path) -> None:
    view, three = View(terms(tmp_path)), phrases.counted(3)
    said = view.say("{n} {n:partnership|partnerships} of each {host} in {last}", n=three)
    assert str(said) == "3 circles of each hub in 2025" and len(said.claims) == 1
    assert view.say("{Partnerships}: {n}", n=None) == EMPTY


def test_each_number_stands_with_its_name() -> None:
    new = Entry({"change": "new"}, {"change": "quite new"}, "count", Answer.of(4))
    (said,) = phrases.each([new], "change")
    assert str(said) == "4 quite new" and said.claims[0].value == 4
    assert str(phrases.each([new], "change", "{Name}: {n}.")[0]) == "Quite new: 4."


def test_the_networks_own_words_of_an_exhibit_go_first(tmp_path: Path) -> None:
    view = View(terms(tmp_path), own={"source": Sentence("The booklet, page 3.")})
    assert str(view.source()) == "The booklet, page 3." and view.said("note") == EMPTY


@pytest.mark.parametrize(
    ("text", "capital", "small"),
    [("early reading", "Early reading", "early reading"), ("In one city", "In one city",
     "in one city"), ("LEA staff", "LEA staff", "LEA staff"), ("", "", "")],
)  # fmt: skip
def test_first_letters(text: str, capital: str, small: str) -> None:
    """An abbreviation keeps its letters within a sentence."""
    assert (phrases.capital(text), phrases.small(text)) == (capital, small)


# -- notes ---------------------------------------------------------------------------------------


def test_a_note_says_first_what_it_must_then_how_the_numbers_are_known(tmp_path: Path) -> None:
    view = View(terms(tmp_path), own={"note": Sentence("Ours.")})
    table = Table([*entries(printed=1, bounded=2), *entries("North", free=3)], ("host",))
    assert str(phrases.note(table, view, Sentence("First."))) == (
        "First. Ours. Of 3 numbers 1 is printed and 2 bounded."
    )


def test_a_hosts_report_says_what_is_known_of_it(tmp_path: Path) -> None:
    table = Table([*entries(printed=2), *entries("North", bounded=1, free=2)], ("host",))
    view = View(terms(tmp_path), host="North")
    assert str(phrases.note(table, view)) == "For hub North: Of 3 numbers 1 is bounded and 2 free."


def test_a_host_of_which_nothing_is_known_is_told_so(tmp_path: Path) -> None:
    """Free ranges say nothing of it: they are the totals around them."""
    table = Table(entries("North", free=2, not_published=1), ("host",))
    view = View(terms(tmp_path), host="North")
    assert str(phrases.of_host(table, view)) == "Of hub North nothing is known here."
    assert phrases.of_host(table, View(terms(tmp_path))) == EMPTY


def test_a_number_counted_here_is_counted() -> None:
    found = phrases.counted(7, "statements")
    assert (found.value, found.unit, found.status) == (7, "statements", Status.COUNTED)

"""Titles and alternative texts of the smallest and oddest networks: true, and of this picture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers import report
from helpers.exhibits import topics
from helpers.exhibits.exhibit import LONGEST, Exhibit
from helpers.numbers.numerals import first_word
from helpers.text.phrases import counted
from helpers.text.say import say
from sheets import loaded
from test_own_network import choice, exhibit

ONE = """
    period,name,host,topics,scope
    2024,Ash,North,Reading,city
    2025,Ash,North,Reading,city
"""
ALL_IN_ONE = """
    period,name,host,topics,scope
    2024,Ash,North,Reading,city
    2024,Fir,South,Reading,city
    2025,Ash,North,Reading,city
    2025,Elm,North,Reading,county
    2025,Oak,North,Reading,county
"""
GAPS = """
    period,name,host,topics,scope
    2024,Ash,North,Reading,city
    2025,Ash,North,Reading,city
    2025,Elm,,,
    2025,Fir,South,Maths,
"""
UNUSED = "topics: [Reading, Maths]\nscopes: [city, county, state]\n"


def words(folder: Path, rows: str, stem: str, host: str = "all", settings: str = "") -> Exhibit:
    made = report.make(stem, loaded(folder, rows, settings), choice("own", host))
    assert isinstance(made, Exhibit)
    return made


@pytest.mark.parametrize(
    ("rows", "stem", "title"),
    [
        (ONE, "partnerships_by_host", "The one partnership of 2025 is with North"),
        (ONE, "scope", "The one partnership had the scope “city”"),
        (ONE, "topics", "The one partnership had reading as its topic area"),
        (ONE, "transformations", "The one partnership of 2025 is unchanged"),
        (ONE, "partnership_list", "The one partnership of 2025, with what is known of it"),
        (ALL_IN_ONE, "partnerships_by_host", "All three partnerships of 2025 are with North"),
        (ALL_IN_ONE, "topics", "All three partnerships had reading as their topic area"),
        (ALL_IN_ONE, "scope", "Two of the three partnerships had the scope “county”"),
        (ALL_IN_ONE, "transformations",
         "Two of the three partnerships of 2025 are new and one is unchanged"),
        (GAPS, "partnerships_by_host", "Three partnerships operated in 2025, one in each host"),
        (GAPS, "scope", "One of the three partnerships had the scope “city”"),
    ],
)  # fmt: skip
def test_titles_are_true_and_begin_with_a_word(
    tmp_path: Path, rows: str, stem: str, title: str
) -> None:
    assert str(words(tmp_path, rows, stem).words.title) == title


@pytest.mark.parametrize("stem", ["topics", "scope"])
def test_what_nobody_has_is_in_the_picture_and_in_no_sentence(tmp_path: Path, stem: str) -> None:
    made = words(tmp_path, ONE, stem, settings=UNUSED)
    assert "Maths" not in str(made.words.title) and "county" not in str(made.words.title)
    assert made.picture and len(made.rows) > 2


@pytest.mark.parametrize(
    ("stem", "note"),
    [
        ("partnerships_by_host", "Of 1 partnership the host is not known."),
        ("topics", "Of 1 partnership the topic area is not known."),
        ("scope", "Of 2 partnerships the scope is not known."),
    ],
)
def test_what_the_rows_leave_open_is_said(tmp_path: Path, stem: str, note: str) -> None:
    assert note in str(words(tmp_path, GAPS, stem).words.note)
    assert "not known" not in str(words(tmp_path / "full", ONE, stem).words.note)


@pytest.mark.parametrize(
    ("stem", "title", "alt"),
    [
        ("evolution", "South Hub: both partnerships of 2023 lasted",
         "Of South Hub: 3 in 2022, 2 in 2023, and 3 in 2024; of the last, 2 unchanged and 1 ret"),
        ("trajectories", "South Hub: one partnership began, one ended, and one returned after",
         "Of South Hub: 3 in 2022 and 3 in 2024; 1 began and 1 ended in between."),
        ("partnerships_by_host", "South Hub supported three of the six partnerships of 2024",
         "South Hub has 3 of the 6, set off from the others."),
        ("scope", "South Hub: two of the three partnerships had the scope “county”",
         "All hubs: 1 city and 5 county. South Hub: 1 city and 2 county."),
        ("topics", "South Hub had most partnerships on maths, health, and attendance: 1 each",
         "Of South Hub: Maths 1, Health 1, and Attendance 1."),
        ("transformations",
         "South Hub: two of the three partnerships of 2024 are unchanged and one returned after",
         "South Hub: 1 returned after a gap and 2 unchanged."),
        ("partnership_list", "The 3 partnerships of South Hub in 2024, with what is known of", ""),
    ],
)  # fmt: skip
def test_a_hosts_report_speaks_of_its_own_picture(stem: str, title: str, alt: str) -> None:
    """South Hub in 2024: Dogwood (county, maths), Grove (city, attendance), Fir (county, health);
    Fir is back, the others went on unchanged."""
    made = exhibit("six_three", stem, "South Hub").words
    assert str(made.title).startswith(title)
    assert alt in str(made.alt)
    assert str(made.alt) != str(exhibit("six_three", stem).words.alt) or not alt


def test_columns_of_which_the_rows_say_nothing_are_left_out_of_the_list(tmp_path: Path) -> None:
    made = words(tmp_path, "period,name\n2024,Ash\n2025,Ash", "partnership_list")
    assert [one["label"] for one in made.columns] == ["Partnership", "Change"]
    assert str(made.words.subtitle) == "Partnerships"


def test_the_list_stands_host_by_host(tmp_path: Path) -> None:
    rows = "period,name,host\n2025,Ash,South\n2025,Elm,North\n2025,Fir,South"
    assert [row[0] for row in words(tmp_path, rows, "partnership_list").rows] == [
        "Ash", "Fir", "Elm",
    ]  # fmt: skip


def numbered(row: str, many: int) -> str:
    return "\n".join(row.format(n) for n in range(many))


def height(made: Exhibit) -> float:
    found = re.search(rb'<svg [^>]*?height="([\d.]+)pt"', made.picture)
    assert found
    return float(found[1])


def test_too_many_names_for_a_picture_stand_in_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = words(tmp_path, ALL_IN_ONE, "topics")
    with_names = height(few)  # painted now, not later
    assert not few.words.note.text
    monkeypatch.setattr(topics, "MOST", 2)  # the last period has three
    many = words(tmp_path, ALL_IN_ONE, "topics")
    assert many.words.note.text == "The names are in the list of partnerships."
    assert height(many) < with_names  # dots, and no names below them


def test_the_documents_show_the_beginning_of_a_very_long_table(tmp_path: Path) -> None:
    n = LONGEST + 1_200
    made = words(tmp_path, "period,name\n" + numbered("2025,Ash {}", n), "partnership_list")
    *rows, last = made.record()["rows"]
    assert len(rows) == LONGEST and last[0] == "+1,200 more rows, in the CSV file"
    assert len(made.csv().splitlines()) == 1 + n


def test_a_sentence_may_begin_with_a_number_in_letters() -> None:
    said = [first_word(n) for n in (1, 12, 20, 42, 99, 100, 1234)]
    assert said == ["One", "Twelve", "Twenty", "Forty-two", "Ninety-nine", "100", "1,234"]
    assert [str(say("{n:No} came", n=counted(n))) for n in (0, 1, 31)] == [
        "No came", "One came", "Thirty-one came",
    ]  # fmt: skip
    assert str(say("{n:None} of them", n=counted(0))) == "None of them"
    assert str(say("and {n:none} left", n=counted(0))) == "and none left"
    assert say("{n:No} came", n=counted(0)).claims[0].value == 0

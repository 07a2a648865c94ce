"""Sheets as people write them: what is no guess is taken and said; all else is one sentence.

Each test is a tiny partnerships.csv and what it must give.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.data import likeness
from helpers.data.network import Network
from helpers.data.wording import doubtful, whole
from sheets import loaded, problems, sheet


def said(folder: Path) -> list[str]:
    """The problems without the file's path."""
    return [one.replace(f"{folder}/", "") for one in problems(folder)]


def notes(found: Network) -> list[str]:
    return [one.replace(f"{found.folder}/", "") for one in found.notes]


# -- the file --------------------------------------------------------------------------------------

ROWS = "period,name,host\n2024,Élan,Tarn"


def test_utf_16_is_read_and_said(tmp_path: Path) -> None:
    (tmp_path / "partnerships.csv").write_bytes(ROWS.replace(",", "\t").encode("utf-16"))
    found = Network(tmp_path)
    assert list(found.partnerships["name"]) == ["Élan"]
    assert notes(found) == ["partnerships.csv: read as UTF-16."]


def test_windows_1252_is_read_and_a_word_of_it_shown(tmp_path: Path) -> None:
    (tmp_path / "partnerships.csv").write_bytes(ROWS.encode("cp1252"))
    found = Network(tmp_path)
    assert list(found.partnerships["name"]) == ["Élan"]
    (note,) = notes(found)
    assert "read as Windows-1252 (look at 'Élan'); save it as 'CSV UTF-8' to be sure" in note


def test_bytes_that_windows_1252_does_not_have_are_refused(tmp_path: Path) -> None:
    (tmp_path / "partnerships.csv").write_bytes(ROWS.encode("cp1252") + b"\x81")
    assert "is not UTF-8 or Windows-1252; save it as 'CSV UTF-8'" in said(tmp_path)[0]


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_workbook_called_csv_is_named(tmp_path: Path, start: bytes) -> None:
    (tmp_path / "partnerships.csv").write_bytes(start + bytes(100))
    assert (
        "is an Excel workbook" in said(tmp_path)[0] and "make import NETWORK=" in said(tmp_path)[0]
    )


def test_a_workbook_beside_the_missing_csv_is_named(tmp_path: Path) -> None:
    (tmp_path / "network.yml").write_text("title: Mine")
    (tmp_path / "network.xlsx").write_bytes(b"PK")
    (message,) = said(tmp_path)
    assert "partnerships.csv is missing" in message
    assert f"There is network.xlsx: make import NETWORK={tmp_path.name} FILE=" in message


def test_blank_rows_between_are_no_rows(tmp_path: Path) -> None:
    found = loaded(tmp_path, "period,name\n2024,Ash\n,\n2024,Birch")
    assert list(found.partnerships.index) == [2, 4]


# -- numbers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12.0", "12"),
        ("12.00", "12"),
        ("1,204", "1204"),
        ("1 204", "1204"),
        ("1\u00a0204", "1204"),
        ("1\u202f204", "1204"),
        ("1’204", "1204"),
        ("1,204,000", "1204000"),
        ("0", "0"),
        ("1.204", "1.204"),
        ("1,2", "1,2"),
        ("12.000", "12.000"),
        ("2.5", "2.5"),
        ("1,20", "1,20"),
        ("0,204", "0,204"),
        ("007", "007"),
        ("-5", "-5"),
        ("12 3", "12 3"),
    ],
)
def test_numbers_as_excel_writes_them(cell: str, number: str) -> None:
    """What two countries read differently stays as it is, for the check to refuse."""
    assert whole(cell) == number


@pytest.mark.parametrize(
    ("cell", "is_"), [("1.204", True), ("1,2", True), ("1.204.000", True), ("2.5", False)]
)
def test_a_number_with_two_meanings_is_told_from_a_fraction(cell: str, is_: bool) -> None:
    assert bool(doubtful(cell)) == is_


def test_numbers_are_counted_as_they_are_meant(tmp_path: Path) -> None:
    rows = """
        period,name,members,members: School
        2024,Ash,12.0,"1,204"
        2025,Birch,"1 204",
    """
    found = Network(sheet(tmp_path, rows))
    assert list(found.partnerships["members"]) == [12, 1204]
    assert found.partnerships["members: school"].iloc[0] == 1204


def test_words_for_not_known_are_empty_cells_and_said_once(tmp_path: Path) -> None:
    rows = """
        period,name,host,topics,members
        2024,Ash,N/A,Reading,n/a
        2024,Birch,North,-,n/a
        2024,Cedar,North,Reading,?
        2024,Dogwood,North,Reading,0
    """
    found = loaded(tmp_path, rows)
    assert list(found.partnerships["members"].isna()) == [True, True, True, False]
    assert found.hosts == ["North"] and list(found.config["topics"]) == ["reading"]
    assert notes(found)[:3] == [
        "partnerships.csv: column host: 'N/A' (1) read as not known.",
        "partnerships.csv: column topics: '-' (1) read as not known.",
        "partnerships.csv: column members: 'n/a' (2), '?' (1) read as not known.",
    ]


@pytest.mark.parametrize("cell", ["about 12", "12-15", "2–3", "-4", "2.5", "2024-12-01", "none"])
def test_what_is_no_number_is_refused_with_what_is_allowed(tmp_path: Path, cell: str) -> None:
    assert said(sheet(tmp_path, f"period,name,members\n2024,Ash,{cell}")) == [
        f"partnerships.csv, row 2, column members: found '{cell}'; allowed is a whole number in "
        "the digits 0-9, such as 12; empty: not known. Correct the cell."
    ]


@pytest.mark.parametrize("cell", ["1.204", '"1,2"'])
def test_a_number_that_may_be_two_is_refused_with_why(tmp_path: Path, cell: str) -> None:
    (message,) = said(sheet(tmp_path, f"period,name,members\n2024,Ash,{cell}"))
    assert f"'{cell.strip(chr(34))}' may be a fraction or thousands; allowed is" in message


def test_a_partnership_may_be_called_unknown(tmp_path: Path) -> None:
    assert list(loaded(tmp_path, "period,name\n2024,Unknown").partnerships["name"]) == ["Unknown"]


def test_a_period_that_is_not_known_is_refused(tmp_path: Path) -> None:
    found = said(sheet(tmp_path, "period,name\n2024,Ash\n?,Birch"))
    assert found == [
        "partnerships.csv, row 3, column period: found '?'; allowed is 2024. Correct the cell."
    ]


# -- names of columns ------------------------------------------------------------------------------


def test_other_names_of_columns_are_taken_and_said(tmp_path: Path) -> None:
    rows = """
        School Year,Coalition,Lead organisation,Topic area(s),Number of members,Formerly
        2023/24,Ash,North,Reading,5,
        2024/25,Beech,North,Reading,6,Ash
    """
    found = loaded(tmp_path, rows)
    assert found.periods == ["2023/24", "2024/25"] and found.hosts == ["North"]
    assert list(found.partnerships["from"]) == ["", "Ash"]
    assert [one.removeprefix("partnerships.csv: ") for one in notes(found)] == [
        "'School Year' is read as period.",
        "'Coalition' is read as name.",
        "'Lead organisation' is read as host.",
        "'Formerly' is read as from.",
        "'Topic area(s)' is read as topics.",
        "'Number of members' is read as members.",
    ]


def test_two_names_for_one_column_are_a_problem(tmp_path: Path) -> None:
    (message,) = said(sheet(tmp_path, "period,name,Lead,Backbone\n2024,Ash,North,South"))
    assert "the columns 'Lead' and 'Backbone' could each be 'host'" in message


def test_a_columns_own_name_stands_before_another(tmp_path: Path) -> None:
    found = loaded(tmp_path, "period,name,host,Lead\n2024,Ash,North,South")
    assert found.hosts == ["North"]
    assert "'host' is read; 'Lead' could be it, too, and is not." in notes(found)[0]


def test_focus_is_a_column_of_its_own_where_there_are_topics(tmp_path: Path) -> None:
    found = loaded(tmp_path, "period,name,topics,focus\n2024,Ash,Reading,phonics")
    assert list(found.partnerships["focus"]) == ["phonics"] and found.notes == []
    alone = loaded(tmp_path / "alone", "period,name,Focus\n2024,Ash,Reading")
    assert list(alone.config["topics"]) == ["reading"]


def test_columns_that_may_be_the_missing_one_are_listed_but_personal_ones(tmp_path: Path) -> None:
    (message,) = said(sheet(tmp_path, "period,Circle,Email\n2024,Ash,a@example.org"))
    assert "the column 'name' is missing" in message
    assert "Or is it 'Circle'? Then rename that one." in message


def test_a_column_without_a_name_is_said(tmp_path: Path) -> None:
    found = loaded(tmp_path, "period,,name\n2024,x,Ash")
    assert notes(found) == ["partnerships.csv: column 2 has no name and is not read."]


# -- periods ---------------------------------------------------------------------------------------


def test_a_list_without_time_is_one_period(tmp_path: Path) -> None:
    found = loaded(tmp_path, "Partnership,Topic\nAsh,Reading\nBirch,Maths")
    assert found.periods == ["this list"] and len(found.partnerships) == 2
    assert "no column says when they stood: all rows are read as of one period" in notes(found)[2]
    named = loaded(tmp_path / "named", "Partnership\nAsh", "periods: [2025]")
    assert list(named.partnerships["period"]) == ["2025"]


@pytest.mark.parametrize("column", ["Fiscal year", "cycle", "Date"])
def test_a_column_that_speaks_of_time_may_be_the_period(tmp_path: Path, column: str) -> None:
    (message,) = said(sheet(tmp_path, f"name,{column}\nAsh,2024\nAsh,2025"))
    assert f"'period' is missing (when it stood); add it. Or is it '{column}'?" in message


def test_dates_instead_of_a_period_lead_to_the_import(tmp_path: Path) -> None:
    (message,) = said(sheet(tmp_path, "name,Start date,End date\nAsh,2024-01-01,"))
    assert "'period' is missing" in message and "If it follows from dates, name the file" in message


# -- no table --------------------------------------------------------------------------------------


def test_a_title_above_the_names_is_said_with_their_row(tmp_path: Path) -> None:
    rows = "Our network 2024,,\n,,\nname,period,members\nAsh,2024,5"
    assert said(sheet(tmp_path, rows)) == [
        "partnerships.csv: the names of the columns are not in row 1 ('Our network 2024'); they "
        "seem to stand in row 3 ('name', 'period', 'members'). Delete rows 1 to 2, so that the "
        "names come first."
    ]


def test_two_rows_of_names_are_said(tmp_path: Path) -> None:
    rows = "period,name,members,\n,,School,Family\n2024,Ash,3,4"
    (message,) = said(sheet(tmp_path, rows))
    assert "rows 1 and 2 both seem to hold names of columns ('School', 'Family')" in message


def test_a_remark_in_an_unnamed_column_is_no_second_row_of_names(tmp_path: Path) -> None:
    found = loaded(tmp_path, "period,name,,host\n2024,Ash,Family,North")
    assert len(found.partnerships) == 1


def test_cells_that_merging_emptied_are_one_sentence(tmp_path: Path) -> None:
    rows = "period,name\n2023,Ash\n,Birch\n,Cedar\n2024,Ash"
    assert said(sheet(tmp_path, rows)) == [
        "partnerships.csv: column period is empty in rows 3, 4: merged cells? Fill them down."
    ]
    (one,) = said(sheet(tmp_path / "one", "period,name\n2023,Ash\n,Birch"))
    assert "row 3, column period: the cell is empty (when it stood). Fill it." in one


def test_hosts_that_merging_may_have_emptied_are_a_thing_to_look_at(tmp_path: Path) -> None:
    found = loaded(tmp_path, "period,name,host\n2024,Ash,North\n2024,Birch,\n2024,Cedar,South")
    assert notes(found) == [
        "partnerships.csv: column host is empty in row 3: not known, or merged cells to fill down?"
    ]


@pytest.mark.parametrize(
    ("total", "why"),
    [
        ("2024,Total,,9", "9 = sum of members"),
        (",Total:,,9", "9 = sum of members"),
        (",,,9", "9 = sum of members"),
        ("2024,Everybody,,9", "9 = sum of members"),
        ("2024,TOTAL,,8", "'TOTAL'"),
    ],
)
def test_a_total_is_said(tmp_path: Path, total: str, why: str) -> None:
    rows = f"period,name,host,members\n2024,Ash,N,2\n2024,Birch,N,3\n2024,Cedar,S,4\n{total}"
    (message,) = said(sheet(tmp_path, rows))
    assert message == f"partnerships.csv, row 5 looks like a total ({why}): leave it out."


@pytest.mark.parametrize("row", ["2024,Total Learning,N,9", "2024,Dogwood,N,9", "2025,Dogwood,,9"])
def test_a_partnership_as_large_as_all_others_is_no_total(tmp_path: Path, row: str) -> None:
    rows = f"period,name,host,members\n2024,Ash,N,2\n2024,Birch,N,3\n2024,Cedar,S,4\n{row}"
    assert len(loaded(tmp_path, rows).partnerships) == 4


def test_two_partnerships_of_one_size_are_no_total(tmp_path: Path) -> None:
    found = loaded(tmp_path, "period,name,host,members\n2024,Ash,,5\n2024,Birch,,5")
    assert len(found.partnerships) == 2


# -- words that may be one -------------------------------------------------------------------------


def test_capitals_are_read_as_one_and_said_near_words_are_asked(tmp_path: Path) -> None:
    rows = """
        period,name,host,topics
        2024,Ash,Tarn University,Attendance
        2024,Birch,tarn university,attendance
        2024,Cedar,Tarn Univ.,Atendance
    """
    found = loaded(tmp_path, rows)
    assert found.hosts == ["Tarn University", "Tarn Univ."]
    assert [one.removeprefix("partnerships.csv: ") for one in notes(found)] == [
        "column host: 'Tarn University' and 'tarn university' are read as one.",
        "column host: 'Tarn Univ.': did you mean 'Tarn University'?",
        "column topics: 'Attendance' and 'attendance' are read as one.",
        "column topics: 'Atendance': did you mean 'Attendance'?",
    ]


@pytest.mark.parametrize(
    "words",
    [
        {"Region 1": 1, "Region 2": 1},
        {"Hub A": 1, "Hub B": 1},
        {"Reading": 1, "Maths": 4},
        {"West County Schools": 3, "East County Schools": 4},
    ],
)
def test_words_that_are_meant_to_differ_are_not_asked(words: dict[str, int]) -> None:
    assert list(likeness.near(words)) == []


# -- odd but right ---------------------------------------------------------------------------------

ODD = [
    "Ж" * 300, "شراكة القراءة", "Ash 🌳", 'The "Ash"', "<script>alert(1)</script>", "#1 Ash",
    "Ash $5", "ash@home", "C:\\Ash", "=cmd()", "+1", "- Ash -",
]  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_names_stay_as_they_are(tmp_path: Path, name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    found = loaded(tmp_path, f"period,name,host\n2024,{quoted},{quoted}")
    assert list(found.partnerships["name"]) == [name] and found.hosts == [name]
    assert found.notes == []


def test_periods_may_be_dates(tmp_path: Path) -> None:
    found = loaded(tmp_path, "period,name\n2024-12-01,Ash\n2023-12-01,Ash")
    assert found.periods == ["2023-12-01", "2024-12-01"]


def test_a_folder_may_have_blanks_and_dots(tmp_path: Path) -> None:
    found = loaded(tmp_path / "my list .. 2", "period,name\n2024,Ash")
    assert found.name == "my list .. 2"


def test_five_thousand_rows_have_no_slow_step(tmp_path: Path) -> None:
    """Each row once: a step that compares each with each would never end here."""
    rows = "\n".join(f"2024,Partnership {n},Host {n % 900},{n % 40}" for n in range(5000))
    found = Network(sheet(tmp_path, f"period,name,host,members\n{rows}"))
    assert len(found.partnerships) == 5000 and found.notes == []

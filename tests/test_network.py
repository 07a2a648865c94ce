"""A folder of CSV files: Excel's habits are met, and every problem is one plain sentence, all of
them at once.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from helpers.data import checks, csvfile
from helpers.data.network import Network
from sheets import EMBEDDED, NETWORKS, change, copied, loaded, problems, put, sheet


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path)


def test_the_embedded_network_has_no_problem() -> None:
    assert len(checks.load(EMBEDDED).partnerships.query("period == 'year 4'")) == 79


# -- rows alone ------------------------------------------------------------------------------------

LEAST = """
    period,name
    2024,Ash Reading
    2024,Birch Maths
    2023,Ash Reading
"""


def test_two_columns_are_enough(tmp_path: Path) -> None:
    found = loaded(tmp_path / "oakshire", LEAST)
    assert (found.name, found.config["title"]) == ("oakshire", "oakshire")
    assert (found.periods, found.last) == (["2023", "2024"], "2024")
    assert found.listed == ["2023", "2024"] and found.closed
    assert (found.hosts, found.folders, found.statements.empty) == ([], {}, True)
    assert not found.has("topics") and found.config["topics"] == {}


def test_the_words_have_defaults(tmp_path: Path) -> None:
    found = loaded(tmp_path, LEAST)
    assert found.words["partnerships"] == "partnerships" and found.words["host"] == "host"
    mine = loaded(tmp_path, LEAST, "words: {partnership: [circle, circles]}")
    assert (mine.words["partnership"], mine.words["partnerships"]) == ("circle", "circles")


def test_plain_words_become_ids(tmp_path: Path) -> None:
    """Capitals make no new topic; the label is the wording that stands first."""
    rows = """
        period,name,host,topics,scope,members: Public Agency
        2024,Ash,North,Early reading,city,3
        2024,Birch,north,early Reading; Mathématiques,,0
    """
    found = loaded(tmp_path, rows)
    assert list(found.config["topics"]) == ["early_reading", "mathématiques"]
    assert found.label("topics", "early_reading") == "Early reading"
    assert list(found.partnerships["topics"]) == ["early_reading", "early_reading;mathématiques"]
    assert list(found.partnerships["host"]) == ["North", "North"] and found.hosts == ["North"]
    assert list(found.partnerships["members: public_agency"]) == [3, 0]


def test_settings_name_the_ids_and_rows_may_use_labels(tmp_path: Path) -> None:
    settings = """
        topics: {maths: {label: Mathematics}, reading: {label: Early reading}}
        periods: {2023: Last year, 2024: {label: This year, text: the second year}}
    """
    rows = """
        period,name,topics
        2023,Ash,Mathematics
        this year,Ash,READING; maths
    """
    found = loaded(tmp_path, rows, settings)
    assert list(found.partnerships["topics"]) == ["maths", "reading;maths"]
    assert list(found.partnerships["period"]) == ["2023", "2024"]
    assert found.label("periods", "2024", "text") == "the second year"
    assert found.label("periods", "2023", "text") == "Last year"


@pytest.mark.parametrize(
    ("given", "ordered"),
    [
        (["2010", "2009", "998"], ["998", "2009", "2010"]),
        (["2024/25", "2023/24"], ["2023/24", "2024/25"]),
        (["spring", "autumn"], ["spring", "autumn"]),
    ],
)
def test_periods_are_ordered_by_number_else_as_they_appear(
    tmp_path: Path, given: list[str], ordered: list[str]
) -> None:
    rows = "period,name\n" + "\n".join(f"{period},Ash" for period in given)
    assert loaded(tmp_path, rows).periods == ordered


def test_other_columns_are_not_read_and_named_once(tmp_path: Path) -> None:
    rows = """
        period,name,Web site,memebers,E-Mail
        2024,Ash,example.org,3,ash@example.org
    """
    found = loaded(tmp_path, rows)
    assert found.ignored == ["Web site", "memebers", "E-Mail"]
    assert found.notes[0].endswith("not read: Web site, memebers, E-Mail.")
    assert found.notes[1] == "Column 'memebers': Did you mean 'members'?"
    assert found.notes[2].startswith("Columns that look personal") and "E-Mail" in found.notes[2]


def test_every_host_gets_its_own_folder(tmp_path: Path) -> None:
    rows = """
        period,name,host
        2024,Ash,North & South
        2024,Birch,North/South
        2024,Cedar,Дом
        2024,Dogwood,Tables
    """
    folders = list(loaded(tmp_path, rows).folders.values())
    assert folders == ["North-South", "North-South-2", "host", "Tables-2"]


@pytest.mark.parametrize("name", ["six", "six_three", "six_wide"])
def test_the_networks_of_the_tests_have_no_problem(name: str) -> None:
    assert checks.load(NETWORKS / name).notes == []


def test_types_that_do_not_add_up(tmp_path: Path) -> None:
    rows = """
        period,name,members,members: School,members: Family
        2024,Ash,12,5,5
        2024,Birch,12,5,
        2024,Cedar,4,5,
        2024,Dogwood,,5,5
    """
    found = problems(sheet(tmp_path, rows))
    assert [one.split(": ", 1)[1].split(".")[0] for one in found] == [
        "the types add up to 10, members says 12",
        "the types add up to 5, members says 4",
    ]


# -- files -----------------------------------------------------------------------------------------


def test_excels_habits_change_nothing(folder: Path) -> None:
    """A byte-order mark, CRLF line ends and empty last rows, as Excel saves a CSV file."""
    hosts = folder / "hosts.csv"
    text = hosts.read_text(encoding="utf-8")
    hosts.write_bytes(b"\xef\xbb\xbf" + (text + ",,,\n").replace("\n", "\r\n").encode())
    assert checks.load(folder).hosts == checks.load(EMBEDDED).hosts


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_understood(tmp_path: Path, separator: str) -> None:
    rows = "period,name,host\n2024,Ash,North".replace(",", separator)
    assert loaded(tmp_path, rows).hosts == ["North"]


def test_a_first_line_that_names_the_separator_is_understood(tmp_path: Path) -> None:
    assert loaded(tmp_path, "sep=;\nperiod;name;host\n2024;Ash;North").hosts == ["North"]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_rows_are_counted_from_the_line_that_names_the_separator(
    tmp_path: Path, separator: str
) -> None:
    """Row 4 is what Excel shows as row 4: types, doubles and wrong cells name it alike."""
    rows = (
        f"sep={separator}\n"
        + """period,name,from,members,members: A
        2023,Ash,,3,3
        2024,Oak,Asch,few,4
        2024,Elm,,4,3""".replace(",", separator).replace(" " * 8, "")
    )
    found = problems(sheet(tmp_path, rows))
    assert sorted(one.split("partnerships.csv, ")[1].split(":")[0] for one in found) == [
        "row 4, column from",
        "row 4, column members",
        "row 5",
    ]


def test_a_title_above_the_header_is_named(tmp_path: Path) -> None:
    (message,) = problems(sheet(tmp_path, "Our partnerships\nperiod,name\n2024,Ash"))
    assert "not in row 1 ('Our partnerships')" in message and "seem to stand in row 2" in message


@pytest.mark.parametrize("name", ["../evil", "figures", "all", "a b"])
def test_a_hosts_folder_stays_inside_the_output(folder: Path, name: str) -> None:
    change(folder / "hosts.csv", "Pacific,Pacific,", f"Pacific,{name},")
    assert any(f"column folder: found '{name}'" in message for message in problems(folder))


def test_a_broken_hosts_file_does_not_hide_the_other_problems(folder: Path) -> None:
    change(folder / "hosts.csv", "host,", "REL,")
    change(folder / "challenges.csv", ",challenge,", ",chalenge,")
    text = "\n".join(problems(folder))
    assert "the column 'host' is missing" in text and "Did you mean 'challenge'?" in text


def test_many_problems_of_a_kind_are_cut_short(folder: Path) -> None:
    change(folder / "network.yml", "  early: {", "  late: {")
    found = [message for message in problems(folder) if "statements.csv" in message]
    assert 1 < len(found) <= csvfile.MOST + 1


def test_another_encoding_is_named(folder: Path) -> None:
    path = folder / "statements.csv"
    path.write_bytes(path.read_bytes() + "é".encode("cp1252"))
    said = "statements.csv: the file is not UTF-8; save it as 'CSV UTF-8'."
    assert problems(folder)[0].endswith(said)


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _nowhere(path: Path) -> None:
    path.symlink_to("/nowhere")


@pytest.mark.parametrize("kind", [_folder, _pipe, _endless, _nowhere])
@pytest.mark.parametrize("name", ["partnerships.csv", "places.csv", "network.yml"])
def test_what_is_no_plain_file_is_not_read(folder: Path, name: str, kind) -> None:
    """A pipe or a device would never end."""
    (folder / name).unlink()
    kind(folder / name)
    assert any(f"{name} is no plain file" in message for message in problems(folder))


@pytest.mark.parametrize("text", ["K" * 140_000, '"' + "K" * 140_000, "K\0"])
def test_a_cell_that_is_no_text_or_too_long(tmp_path: Path, text: str) -> None:
    (message,) = problems(sheet(tmp_path, f"period,name\n2024,{text}"))
    assert "cannot be read" in message or "zero bytes" in message


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "partnerships.csv").unlink()
    (message,) = [one for one in problems(folder) if "is missing" in one]
    assert "partnerships.csv is missing: One row a partnership" in message
    assert "put it back" not in message.casefold()


def test_a_sheet_without_rows_is_named(tmp_path: Path) -> None:
    assert "has no rows" in problems(sheet(tmp_path, "period,name"))[0]


# -- columns and cells -----------------------------------------------------------------------------


def test_a_missing_column_is_named_with_its_meaning(tmp_path: Path) -> None:
    found = problems(sheet(tmp_path, "period,topics\n2024,Ash"))
    assert any("the column 'name' is missing (what it was called" in one for one in found)


def test_an_unknown_column_of_a_typed_table_is_named(folder: Path) -> None:
    change(folder / "challenges.csv", "category,", "categry,")
    text = "\n".join(problems(folder))
    assert "the column 'categry' is unknown" in text and "Did you mean 'category'?" in text


def test_a_wrong_cell_names_row_column_what_was_found_and_what_is_allowed(folder: Path) -> None:
    change(folder / "partnerships.csv", "1778,college", "1778,colege")
    (message,) = problems(folder)
    assert "partnerships.csv, row 5, column topics: found 'colege'" in message
    assert "college, teachers" in message and message.endswith("Did you mean 'college'?")


@pytest.mark.parametrize("cell", ["-0", "07", "-5", "4.5", "1e3", "٣", "３", "9" * 20, "9" * 5000])
def test_members_are_a_plain_whole_number(tmp_path: Path, cell: str) -> None:
    (message,) = problems(sheet(tmp_path, f"period,name,members\n2024,Ash,{cell}"))
    said = message.replace(str(tmp_path), "")
    assert "row 2, column members: found" in said and len(said) < 260


@pytest.mark.parametrize("cell", ["1000000000", "-1", "1" + "0" * 25])
def test_a_tile_stays_on_the_map(folder: Path, cell: str) -> None:
    put(folder / "places.csv", "AL", "row", cell)
    assert any("column row: found" in one and "from 0 to 99" in one for one in problems(folder))


def test_two_tiles_on_one_place(folder: Path) -> None:
    put(folder / "places.csv", "AL", "row", "0")
    put(folder / "places.csv", "AL", "col", "0")
    assert any(
        "row 3: the tile in row 0, column 0 is taken by row 2" in one for one in problems(folder)
    )


def test_a_duplicate_names_both_rows(folder: Path) -> None:
    path = folder / "partnerships.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[4]]), encoding="utf-8")
    said = "row 84: period 'year 4', host 'Appalachia', name 'Kentucky College"
    assert any(said in one and "already, in row 5" in one for one in problems(folder))


def test_all_problems_of_all_files_come_at_once(folder: Path) -> None:
    change(folder / "partnerships.csv", "1778,college", "1778,colege")
    change(folder / "challenges.csv", ",challenge,", ",chalenge,")
    (folder / "characteristics.csv").write_text("number\n", encoding="utf-8")
    text = "\n".join(problems(folder))
    assert "colege" in text and "chalenge" in text and "'similar' is missing" in text


def test_what_a_wrong_cell_leaves_is_checked_too(tmp_path: Path) -> None:
    """One run names the wrong number, the sum that does not meet and the unknown name."""
    rows = """
        period,name,from,members,members: School
        2023,Ash,,about 4,4
        2024,Birch,Asch,5,6
    """
    text = "\n".join(problems(sheet(tmp_path, rows)))
    assert "found 'about 4'" in text and "add up to 6" in text and "Did you mean 'Ash'?" in text


# -- totals ----------------------------------------------------------------------------------------


def test_a_lost_partnership_does_not_meet_the_printed_total(folder: Path) -> None:
    path = folder / "partnerships.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    found = problems(folder)
    assert any("found 78 partnerships of year 4" in one and "79" in one for one in found)


def test_a_topic_total_that_does_not_add_up(folder: Path) -> None:
    """26 instead of 25 on each of its places: the five topic areas then add up to 80."""
    path = folder / "statements.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [
        line.replace(",=,25,", ",=,26,") if ",topic-college-25," in line else line for line in lines
    ]
    path.write_text("".join(kept), encoding="utf-8")
    assert any("add up to 80" in message for message in problems(folder))


def test_rows_that_are_all_there_must_be_as_many_as_printed(tmp_path: Path) -> None:
    source = sheet(tmp_path, "period,name,topics\n2024,Ash,Maths\n2024,Birch,Reading")
    header = "id,claim_id,section,subject,measure,among,period,topic,scope,host,partnership,change"
    header += ",size_class,member_type,focus,having,relation,value,value_high,unit,denominator"
    header += ",reading,status,note"
    total = "a,a,p. 1,partnerships,count,2024,2024,{topic},,,,,,,,,=,{value},,,,,printed,"
    file = source / "statements.csv"
    file.write_text(f"{header}\n{total.format(topic='Maths', value=1)}\n", encoding="utf-8")
    checks.load(source)
    file.write_text(f"{header}\n{total.format(topic='Maths', value=2)}\n", encoding="utf-8")
    assert "at most 1 rows of 2024 are of topic 'maths'; a prints 2" in problems(source)[0]
    file.write_text(f"{header}\n{total.format(topic='', value=3)}\n", encoding="utf-8")
    assert "found 2 partnerships of 2024; a in statements.csv prints 3" in problems(source)[0]


def test_a_percentage_that_is_not_its_counts(folder: Path) -> None:
    path = folder / "statements.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [
        line.replace(",=,56,", ",=,57,") if ",active-15-or-fewer," in line else line
        for line in lines
    ]
    path.write_text("".join(kept), encoding="utf-8")
    assert any("rounded half up" in message for message in problems(folder))


def test_a_certain_topic_needs_a_topic(folder: Path) -> None:
    change(folder / "partnerships.csv", "1778,college,certain", "1778,,certain")
    found = problems(folder)
    assert any("the cell is empty but topics_status is certain" in message for message in found)


def test_evidence_names_partnerships_and_words_that_there_are(folder: Path) -> None:
    put(folder / "evidence.csv", "EV-001", "partnership", "Kentucky College Alliance")
    put(folder / "evidence.csv", "EV-002", "value", "renamd")
    text = "\n".join(problems(folder))
    assert "partnerships.csv does not have of Appalachia" in text
    assert "found 'renamd'" in text and "Did you mean 'renamed'?" in text


def test_what_a_network_has_read_is_what_it_depends_on() -> None:
    found = Network(EMBEDDED)
    found.table("challenges")
    assert "challenges.csv" in found.used() and "statements.csv" not in found.used()
    assert "network.yml" in found.used()

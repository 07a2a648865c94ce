"""A folder of CSV files: Excel's habits are met, and every problem is one plain sentence, all of them at once."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from helpers import network, paths
from helpers.errors import UserError

REL = paths.network_folder("rel-2012-17")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(copytree(REL, tmp_path / "mine"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, "the test's own premise"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder: Path) -> list[str]:
    with pytest.raises(UserError) as raised:
        network.load(folder)
    return raised.value.messages


def test_the_embedded_network_has_no_problem() -> None:
    assert len(network.load(REL).alliances) == 79


def test_excels_habits_change_nothing(folder: Path) -> None:
    """A byte-order mark, CRLF line ends and empty last rows, as Excel saves a CSV file."""
    labs = folder / "labs.csv"
    text = labs.read_text(encoding="utf-8")
    labs.write_bytes(b"\xef\xbb\xbf" + (text + ",,,\n").replace("\n", "\r\n").encode())
    assert network.load(folder).labs == network.load(REL).labs


def test_semicolons_are_understood(folder: Path) -> None:
    """What Excel writes in many countries."""
    (folder / "labs.csv").write_text("\n".join(
        line if "," not in line else line for line in ["lab;folder;line;note"] + [
            f"{name};{name.replace(' & ', '-and-')};;" for name in network.load(REL).labs]) + "\n", encoding="utf-8")
    assert network.load(folder).labs == network.load(REL).labs


def test_a_first_line_that_names_the_separator_is_understood(folder: Path) -> None:
    path = folder / "labs.csv"
    path.write_text("sep=,\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert network.load(folder).labs == network.load(REL).labs


@pytest.mark.parametrize("name", ["../evil", "figures", "all", "a b"])
def test_a_labs_folder_stays_inside_the_output(folder: Path, name: str) -> None:
    change(folder / "labs.csv", "Pacific,Pacific,", f"Pacific,{name},")
    assert any(f"column folder: found '{name}'" in message for message in problems(folder))


def test_a_broken_labs_file_does_not_hide_the_other_problems(folder: Path) -> None:
    change(folder / "labs.csv", "lab,", "REL,")
    change(folder / "challenges.csv", ",challenge,", ",chalenge,")
    text = "\n".join(problems(folder))
    assert "the column 'lab' is missing" in text and "chalenge" in text


def test_many_problems_of_a_kind_are_cut_short(folder: Path) -> None:
    change(folder / "network.yml", "  early: {", "  late: {")
    found = [message for message in problems(folder) if "statements.csv" in message or "alliances.csv" in message]
    assert found and len([m for m in found if "alliances.csv" in m]) <= network.MOST + 1


@pytest.mark.parametrize(("old", "new", "said"), [
    ("date: 2026-11-22", "date: soon", "key date: found 'soon'"),
    ('colour: "#33658a"', "colour: blau", "colour: found 'blau'"),
    ('year 1: {label: "2012", text: year 1}', "year 1: 2012", "key periods, entry year 1: it must have a label")])
def test_a_wrong_setting_is_named_with_its_key(folder: Path, old: str, new: str, said: str) -> None:
    change(folder / "network.yml", old, new)
    assert any(said in message for message in problems(folder))


def test_another_encoding_is_named(folder: Path) -> None:
    path = folder / "alliances.csv"
    path.write_bytes(path.read_text(encoding="utf-8").replace("Hawai’i", "Hawaïï").encode("cp1252"))
    assert problems(folder)[0].endswith("alliances.csv: the file is not UTF-8; save it as 'CSV UTF-8'.")


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "alliances.csv").unlink()
    assert any("alliances.csv is missing" in message for message in problems(folder))


def test_a_missing_column_is_named_with_its_meaning(folder: Path) -> None:
    change(folder / "alliances.csv", "lab,name,line,topic,", "lab,name,line,subject,")
    found = problems(folder)
    assert any("the column 'topic' is missing (topic area" in message for message in found)
    assert any("the column 'subject' is unknown" in message for message in found)


def test_a_wrong_cell_names_row_column_what_was_found_and_what_is_allowed(folder: Path) -> None:
    change(folder / "alliances.csv", "Appalachia,Kentucky College and Career Readiness Alliance,1778,college",
           "Appalachia,Kentucky College and Career Readiness Alliance,1778,colege")
    (message,) = problems(folder)
    assert "alliances.csv, row 2, column topic: found 'colege'" in message and "college, teachers" in message


def test_a_word_where_a_number_belongs(folder: Path) -> None:
    change(folder / "statements.csv", ",=,79,", ",=,seventy-nine,")
    assert any("column value: found 'seventy-nine'; allowed is a number" in message for message in problems(folder))


def test_a_duplicate_names_both_rows(folder: Path) -> None:
    path = folder / "alliances.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines + [lines[1]]), encoding="utf-8")
    assert any("row 81" in message and "stands there already, in row 2" in message for message in problems(folder))


def test_all_problems_of_all_files_come_at_once(folder: Path) -> None:
    change(folder / "alliances.csv", "1778,college", "1778,colege")
    change(folder / "challenges.csv", ",challenge,", ",chalenge,")
    (folder / "characteristics.csv").write_text("number\n", encoding="utf-8")
    text = "\n".join(problems(folder))
    assert "colege" in text and "chalenge" in text and "'similar' is missing" in text


def test_a_lost_alliance_does_not_meet_the_printed_total(folder: Path) -> None:
    path = folder / "alliances.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    assert any("found 78 alliances" in message and "79" in message for message in problems(folder))


def test_a_topic_total_that_does_not_add_up(folder: Path) -> None:
    """26 instead of 25 on each of its places: the five topic areas then add up to 80."""
    path = folder / "statements.csv"
    text = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line.replace(",=,25,", ",=,26,") if ",topic-college-25," in line else line for line in text),
                    encoding="utf-8")
    assert any("add up to 80" in message for message in problems(folder))


def test_a_percentage_that_is_not_its_counts(folder: Path) -> None:
    path = folder / "statements.csv"
    text = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line.replace(",=,56,", ",=,57,") if ",active-15-or-fewer," in line else line for line in text),
                    encoding="utf-8")
    assert any("rounded half up" in message for message in problems(folder))


def test_a_certain_topic_needs_a_topic(folder: Path) -> None:
    change(folder / "alliances.csv", "1778,college,certain", "1778,,certain")
    assert any("the cell is empty but topic_status is certain" in message for message in problems(folder))


def test_a_key_of_network_yml_that_reads_as_a_number(folder: Path) -> None:
    change(folder / "network.yml", "'16_50':", "16_50:")
    assert any("reads as a number; put it in quotes" in message for message in problems(folder))


def test_broken_yaml_names_the_line(folder: Path) -> None:
    change(folder / "network.yml", "title: ", "title: [")
    assert "this is not valid YAML" in problems(folder)[0]


def test_what_a_network_has_read_is_what_it_depends_on() -> None:
    rel = network.Network(REL)
    rel.table("challenges")
    assert rel.used() == ["challenges.csv", "labs.csv", "network.yml"]

"""`make import`: shapes that people keep become the one sheet; what was taken and left is said.

The workbooks are typed in the tests; the counts are counted by hand.
"""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path
from textwrap import dedent
from typing import Any

import openpyxl
import pytest

from helpers import cli
from helpers.data import csvfile, lifecycle
from helpers.data.importing import dates, one_sheet, workbook
from helpers.data.importing.one_sheet import Import
from helpers.data.network import Network
from helpers.errors import UserError

Sheet = list[list[Any]]
HEADER = ["Name", "Host", "Members"]


def book(folder: Path, **sheets: Sheet) -> Path:
    """A workbook; `of_2024` names a sheet 2024."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title.removeprefix("of_").replace("_", " "))
        for row in rows:
            sheet.append(row)
    made.save(folder / "mine.xlsx")
    return folder / "mine.xlsx"


def text(folder: Path, rows: str, name: str = "mine.csv") -> Path:
    (folder / name).write_text(dedent(rows).strip() + "\n", encoding="utf-8")
    return folder / name


def taken(folder: Path, file: Path, more: Path | None = None, period: str = "") -> Import:
    return Import(folder / "net", file, more, period)


def sheet(found: Import, *columns: str) -> list[list[str]]:
    """The rows as they will stand in partnerships.csv."""
    return [[row.cells.get(name, "") for name in columns] for row in found.taken.partnerships]


def refused(folder: Path, file: Path) -> str:
    with pytest.raises(UserError) as raised:
        taken(folder, file)
    return "\n".join(raised.value.messages).replace(f"{folder}/", "")


def written(found: Import) -> Network:
    found.write()
    return Network(found.folder)


# -- a workbook with a sheet a period, and a sheet of mergers --------------------------------------

YEARS: dict[str, Sheet] = {
    "of_2025": [
        ["Code", "Partnership name", "Host organisation", "Topic(s)", "Members (active)"],
        ["A1", "Ash", "Tarn Univ.", "Reading", 14],
        ["A2", "Fen Circle", "Tarn University", "Teachers", 22],
        ["A5", "Elm North", "Moor", "Health", 7],
        ["A6", "Elm South", "Moor", "Health", 6],
        ["Total", None, None, None, 49],
    ],
    "of_2024": [
        ["Code", "Name", "Host", "Topic", "Members"],
        ["A1", "Ash (formerly Oak)", "Tarn University", "Reading", 15],
        ["A2", "Fen Circle 1", "Tarn University", "Teachers", 22],
        ["A4", "Elm", "Moor", "Health", "n/a"],
    ],
    "of_2023": [
        ["Code", "Name", "Host", "Topic", "Members"],
        ["A1", "Oak", "Tarn University", "Reading", 14],
        ["A2", "North Fen", "Tarn University", "Teachers", 9],
        ["A3", "South Fen", "Tarn University", "Teachers", 11],
        ["A4", "Elm", "Moor", "Health", 12],
        ["A7", "Yew", "Moor", "Health", 3],
    ],
    "Mergers": [
        ["Old code", "New code", "Year"],
        ["A3", "A2", 2024],
        ["A4", "A5", 2025],
        ["A4", "A6", 2025],
        ["Note: A2 keeps its code", None, None],
    ],
    "Notes": [["1 Members not reported"]],
}


def test_a_workbook_of_years_becomes_rows_of_periods(tmp_path: Path) -> None:
    """2023: five. 2024: three; A3 merged into A2, A7 ended. 2025: four; A4 was split in two."""
    network = written(taken(tmp_path, book(tmp_path, **YEARS)))
    found = lifecycle.derive(network)
    assert [len(found.standing(period)) for period in network.periods] == [5, 3, 4]
    reasons = {(one.period, one.id): one.reasons for one in found.facts.values() if one.place}
    assert reasons == {
        ("2024", "a1"): ("renamed",),
        ("2024", "a2"): ("merged", "renamed"),
        ("2024", "a4"): ("unchanged",),
        ("2025", "a1"): ("unchanged",),
        ("2025", "a2"): ("unchanged",),
        ("2025", "a5"): ("split", "renamed"),
        ("2025", "a6"): ("split", "renamed"),
    }
    fates = {one.id: one.fate for one in found.standing("2023")}
    assert fates["a7"] == ("ended",)
    assert network.partnerships["members"].isna().sum() == 1


def test_what_a_workbook_gave_is_said(tmp_path: Path) -> None:
    found = taken(tmp_path, book(tmp_path, **YEARS)).taken
    said, left = "\n".join(found.said), "\n".join(found.left)
    assert "sheet '2025': 'Members (active)' is read as members." in said
    assert "sheet '2024': column members: 'n/a' (1) read as not known." in said
    assert (
        "sheet '2024', row 3: 'Fen Circle 1' is taken as 'Fen Circle', its name elsewhere" in said
    )
    assert "sheet '2025', row 2: 'Tarn Univ.' is taken as 'Tarn University'." in said
    assert "A3 -> A2 (2024): merged." in said and "A4 -> A5 (2025): split." in said
    assert "sheet '2025', row 6 looks like a total (49 = sum of members): not taken." in left
    assert "sheet 'Mergers', row 5: not taken: 'Note: A2 keeps its code'" in left
    assert "sheet 'Notes': no table, but '1 Members not reported'." in left


def test_a_name_that_ends_in_a_number_stays_where_no_id_shows_a_mark(tmp_path: Path) -> None:
    file = book(tmp_path, of_2023=[["Name"], ["Fen 1"]], of_2024=[["Name"], ["Fen"]])
    found = taken(tmp_path, file)
    assert sheet(found, "name") == [["Fen 1"], ["Fen"]]
    assert "'Fen 1' is taken as it is; is it 'Fen' with a mark?" in found.taken.look[0]


def test_a_remark_below_the_table_is_no_partnership(tmp_path: Path) -> None:
    rows: Sheet = [HEADER, ["Ash", None, None], ["Note: members of 2023", None, None]]
    found = taken(tmp_path, book(tmp_path, of_2024=rows))
    assert sheet(found, "name") == [["Ash"]]
    assert found.taken.left == ["sheet '2024', row 3: not taken: 'Note: members of 2023'"]


def test_a_folder_of_csv_files_is_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "years").mkdir()
    text(tmp_path / "years", "Name\nAsh", "2023.csv")
    text(tmp_path / "years", "Coalition\nAsh\nBirch", "list 2024.csv")
    found = taken(tmp_path, tmp_path / "years")
    assert sheet(found, "period", "name") == [["2023", "Ash"], ["2024", "Ash"], ["2024", "Birch"]]


def test_sheets_are_named_by_periods_of_network_yml(tmp_path: Path) -> None:
    (tmp_path / "net").mkdir()
    (tmp_path / "net/network.yml").write_text("periods: {one: Spring wave, two: Autumn wave}")
    file = book(tmp_path, Autumn_wave=[["Name"], ["Ash"]], Spring_wave=[["Name"], ["Ash"]])
    assert taken(tmp_path, file).order == ["one", "two"]


def test_sheets_without_rows_or_out_of_sight_are_said(tmp_path: Path) -> None:
    file = book(
        tmp_path,
        of_2024=[["Name"], ["Ash"]],
        of_2023=[HEADER],
        of_2022=[],
        of_2021=[["Name"], ["Ash"]],
    )
    made = openpyxl.load_workbook(file)
    made["2021"].sheet_state = "hidden"
    made.save(file)
    found = taken(tmp_path, file)
    assert sheet(found, "period") == [["2024"]]
    assert found.taken.left == [
        "sheet '2023': it has names of columns, but no row: nothing of 2023 is known.",
        "sheet '2022': it is empty.",
        "sheet '2021': it is hidden: show it if it is to be read.",
    ]


def test_several_sheets_without_a_period_are_refused(tmp_path: Path) -> None:
    file = book(tmp_path, Active=[["Name"], ["Ash"]], Former=[["Name"], ["Birch"]])
    assert "sheet 'Active', row 2: no period. Name its column 'period'" in refused(tmp_path, file)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["Name", "Lead", "Backbone"], ["Ash", "N", "S"]], "could each be 'host'"),
        ([["Name", "Name"], ["Ash", "Oak"]], "the column 'name' stands there twice"),
        ([["Circle", "Hub"], ["Ash", "N"]], "no column is understood as the partnerships' name"),
    ],
)
def test_no_period_is_left_out_because_its_sheet_is_not_understood(
    tmp_path: Path, rows: Sheet, sentence: str
) -> None:
    file = book(tmp_path, of_2023=[["Name"], ["Ash"]], of_2024=rows)
    message = refused(tmp_path, file)
    assert "sheet '2024': " in message and sentence in message and "Nothing is written" in message


# -- what a workbook can hold ----------------------------------------------------------------------


def test_a_formula_without_its_result_is_not_known(tmp_path: Path) -> None:
    found = taken(tmp_path, book(tmp_path, of_2024=[HEADER, ["Ash", "N", "=3+4"]]))
    assert sheet(found, "members") == [[""]]
    assert "C2 holds a formula without a result: save the file in Excel" in found.taken.said[0]


def test_dates_and_whole_numbers_are_written_as_people_type_them(tmp_path: Path) -> None:
    rows: Sheet = [["Name", "Period", "Members"], ["Ash", 2024.0, 12.0], ["Birch", 2024, 2.5]]
    found = taken(tmp_path, book(tmp_path, List=rows))
    assert sheet(found, "period", "members") == [["2024", "12"], ["2024", "2.5"]]
    day: Sheet = [["Name", "Start"], ["Ash", datetime.datetime(2024, 3, 1)]]
    assert sheet(taken(tmp_path, book(tmp_path, List=day)), "start") == [["2024-03-01"]]


def test_cells_merged_with_one_above_have_its_value(tmp_path: Path) -> None:
    file = book(tmp_path, of_2024=[["Host", "Name"], ["N", "Ash"], [None, "Birch"], ["S", "Elm"]])
    made = openpyxl.load_workbook(file)
    made["2024"].merge_cells("A2:A3")
    made.save(file)
    found = taken(tmp_path, file)
    assert sheet(found, "host") == [["N"], ["N"], ["S"]]
    assert "sheet '2024': rows 2 to 3 are merged: each has 'N'." in found.taken.said


def test_a_cell_far_from_the_table_is_not_read(tmp_path: Path) -> None:
    file = book(tmp_path, of_2024=[["Name"], ["Ash"]])
    made = openpyxl.load_workbook(file)
    made["2024"]["XFD90000"] = "x"
    made.save(file)
    found = taken(tmp_path, file)
    assert sheet(found, "name") == [["Ash"]]
    assert found.taken.said[:2] == [
        "sheet '2024': row 90000 is far below the table and is not read; delete it.",
        "sheet '2024': column 16384 is far beside the table and is not read.",
    ]


def test_a_title_is_skipped_and_said(tmp_path: Path) -> None:
    found = taken(tmp_path, book(tmp_path, of_2024=[["Our network"], [], HEADER, ["Ash", "N", 5]]))
    assert sheet(found, "name", "host") == [["Ash", "N"]]
    assert found.taken.left == ["sheet '2024': above the names of the columns: 'Our network'."]


BAD = {
    "cut.xlsx": (lambda whole: whole[:1500], "is broken: its end is missing"),
    "locked.xlsx": (
        lambda _: csvfile.OLE + bytes(99) + "EncryptedPackage".encode("utf-16-le"),
        "is protected by a password: save a copy without one",
    ),
    "old.xls": (lambda _: csvfile.OLE + bytes(99), "the format before 2007 (.xls): save it as"),
    "empty.csv": (lambda _: b"", "the file is empty"),
    "zeros.csv": (lambda _: b"name\0,period", "holds zero bytes"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path, name: str) -> None:
    spoil, sentence = BAD[name]
    whole = book(tmp_path, of_2024=[["Name"], ["Ash"]]).read_bytes()
    (tmp_path / name).write_bytes(spoil(whole))
    assert f"{name}" in (found := refused(tmp_path, tmp_path / name)) and sentence in found


def _repacked(file: Path, spoil: dict[str, bytes], drop: str = "-") -> Path:
    other = file.with_name("other.xlsx")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if drop not in name:
                new.writestr(name, spoil.get(name, old.read(name)))
    return other


def test_a_workbook_that_is_damaged_inside_is_a_sentence(tmp_path: Path) -> None:
    file = book(tmp_path, of_2024=[["Name"], ["Ash"]])
    damaged = _repacked(file, {"xl/worksheets/sheet1.xml": b"<worksheet"})
    assert "it seems broken. Open it in Excel and save it anew" in refused(tmp_path, damaged)
    assert "is no Excel workbook" in refused(tmp_path, _repacked(file, {}, drop="workbook.xml"))


def test_a_sheet_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    file = book(tmp_path, of_2024=[["Name"], ["Ash"]])
    huge = _repacked(file, {"xl/worksheets/sheet1.xml": b" " * (workbook.MOST + 1)})
    assert "formatted down to the last row? Delete the empty rows" in refused(tmp_path, huge)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path, tmp_path / "no.xlsx") == (
        "no.xlsx is missing: FILE names a workbook or CSV file."
    )


# -- dates instead of periods ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2025-09-01", "2025-09-01", "2025-09-01"),
        ("20250901", "2025-09-01", "2025-09-01"),
        ("1 September 2025", "2025-09-01", "2025-09-01"),
        ("Sept 1, 2025", "2025-09-01", "2025-09-01"),
        ("Sept 2025", "2025-09-01", "2025-09-30"),
        ("Dec 2025", "2025-12-01", "2025-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("06/30/25", "2025-06-30", "2025-06-30"),
        ("31.12.2025", "2025-12-31", "2025-12-31"),
        ("01/01/25", "2025-01-01", "2025-01-01"),
        ("03/04/2024", "2024-03-04", "2024-04-03"),
    ],
)
def test_a_date_is_the_days_that_it_may_mean(cell: str, first: str, last: str) -> None:
    found = dates.read(cell)
    assert found and (str(found.first), str(found.last)) == (first, last)


@pytest.mark.parametrize(
    "cell", ["TBD", "soon", "2024-13-01", "31/31/2024", "May be 2025", "45170"]
)
def test_what_is_no_date_is_none(cell: str) -> None:
    assert dates.read(cell) is None


DATED = """
    Award number,Title,Lead institution,Partner institutions,Start date,End date
    G1,Birch,Larkmoor,"Larkmoor, Moor Library",9/1/2022,8/31/2024
    G2,Ash,Tarn,Tarn; Fen Board; tarn,2022-07-01,2024-06-30
    G3,Oak,Ostrow,,07/01/23,06/30/25
    G3-S,Oak (supplement),Ostrow,,01/01/25,12/31/25
    G7,Birch II,Larkmoor,,Sept 2025,TBD
"""


def test_a_row_stands_in_every_period_whose_day_it_covers(tmp_path: Path) -> None:
    """Told by 1 December: 9 January or 1 September 2022, the first is there in 2022."""
    found = taken(tmp_path, text(tmp_path, DATED))
    assert sorted(sheet(found, "period", "id")) == [
        ["2022", "G1"], ["2022", "G2"], ["2023", "G1"], ["2023", "G2"], ["2023", "G3"],
        ["2024", "G3"], ["2025", "G3-S"], ["?", "G7"],
    ]  # fmt: skip
    ash = [row.cells["organization"] for row in found.taken.members][2:4]
    assert ash == ["Tarn", "Fen Board"]
    said = "\n".join(found.taken.said)
    assert "Periods are the years 2022 to 2025, from the first start to the last" in said
    assert "2023 (active on 2023-12-01): 3: 'Birch', 'Ash', 'Oak'." in said
    assert "'9/1/2022' may be 2022-01-09 or 2022-09-01; it stands in the same periods." in said


def test_a_period_that_dates_leave_open_is_to_be_settled(tmp_path: Path) -> None:
    """The row is written with the period `?`, so that no report can be made without it."""
    found = taken(tmp_path, text(tmp_path, DATED))
    assert found.open == [
        "mine.csv, row 6, column end: found 'TBD'; allowed is a date such as 2025-09-01 or "
        "September 2025; empty is not ended, or not known when begun.",
        "mine.csv, row 6: whether 'Birch II' stood in 2025 is not decided (start: 'Sept 2025'; "
        "end: 'TBD'). It is written once more with the period '?': correct that, or delete the "
        "row.",
    ]
    with pytest.raises(UserError, match=r"column period: found '\?'; allowed is 2022, 2023"):
        written(found).table("partnerships")


def test_day_and_month_are_never_guessed(tmp_path: Path) -> None:
    """11 December or 12 November: on 1 December it had begun only if it was November."""
    file = text(tmp_path, "name,start,end\nAsh,11/12/2023,\nOak,2023-01-01,12/11/2023")
    assert sorted(sheet(taken(tmp_path, file), "period", "name")) == [["?", "Ash"], ["?", "Oak"]]


def test_rows_of_one_id_are_one_partnership(tmp_path: Path) -> None:
    file = text(tmp_path, DATED.replace("G3-S", "G3"))
    oaks = [row for row in sheet(taken(tmp_path, file), "period", "id", "name") if row[1] == "G3"]
    assert oaks == [
        ["2023", "G3", "Oak"], ["2024", "G3", "Oak"], ["2025", "G3", "Oak (supplement)"],
    ]  # fmt: skip
    twice = text(tmp_path, "id,name,host,start,end\nG1,Ash,,2023-01-01,\nG1,Ash more,N,2023-06-01,")
    found = taken(tmp_path, twice)
    assert sheet(found, "period", "name", "host") == [["2023", "Ash", "N"]]
    assert "mine.csv, row 3: one with mine.csv, row 2 in 2023, by its id 'g1'." in found.taken.said


def test_an_id_that_goes_on_from_another_is_asked(tmp_path: Path) -> None:
    (hint,) = [one for one in taken(tmp_path, text(tmp_path, DATED)).taken.look if "goes on" in one]
    assert "'G3-S' goes on from 'G3': is 'Oak (supplement)' the same partnership?" in hint


def test_successor_of_is_from_in_the_first_period_only(tmp_path: Path) -> None:
    rows = """
        id,name,successor_of,start,end
        1,Ash,,2022-01-01,2022-12-31
        2,Ash II,1,2023-01-01,2024-12-31
    """
    found = taken(tmp_path, text(tmp_path, rows), period="2024")
    assert sheet(found, "period", "id", "from") == [
        ["2022", "1", ""],
        ["2023", "2", "1"],
        ["2024", "2", ""],
    ]


def test_periods_may_have_a_day_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "net").mkdir()
    (tmp_path / "net/network.yml").write_text("periods: {2023: {date: 2023-06-30, label: '2023'}}")
    file = text(tmp_path, "name,start,end\nAsh,2023-07-01,\nOak,2022-01-01,2023-07-01")
    assert sheet(taken(tmp_path, file), "period", "name") == [["2023", "Oak"]]


def test_a_year_alone_is_from_that_year_on(tmp_path: Path) -> None:
    found = taken(tmp_path, text(tmp_path, "name,since\nAsh,2023"))
    assert sheet(found, "period") == [["2023"]]
    assert "row 2, column start: 2023 is taken as from that year on." in "\n".join(found.taken.said)


# -- a register and its links ----------------------------------------------------------------------

REGISTER = """
    id,name,host,status,open_date,close_date
    101,North Fen,Tarn,Closed,01/09/2021,31/08/2024
    102,South Fen,Tarn,Closed,,31/08/2024
    103,Fen,Tarn,Open,01/09/2024,
    104,Elm,Moor,Closed,01/01/2021,31/12/2024
    105,Elm Meals,Moor,Open,01/01/2025,
    106,Elm Nurses,Moor,Open,01/01/2025,
    108,Quarry,Lane,Open,01/09/2025,
    109,Quarry,Hill,Open,01/09/2025,
"""
LINKED = """
    URN,LinkURN,LinkName,LinkType,LinkEstablishedDate
    101,103,Fen,Successor - merged,01/09/2024
    102,103,Fen,Successor - merged,
    103,101,North Fen,Predecessor - merged,01/09/2024
    104,105,Elm Meals,Successor - merged,
    106,104,Elm,Predecessor - Split School,01/01/2025
    103,101,North Fen,Result of Amalgamation,01/09/2024
    104,106,Elm Nurses,Related,
    108,109,Quarry,Related,
"""


def test_links_count_once_from_whichever_side(tmp_path: Path) -> None:
    found = taken(tmp_path, text(tmp_path, REGISTER), text(tmp_path, LINKED, "links.csv"))
    origins = {
        (period, id_): from_ for period, id_, from_ in sheet(found, "period", "id", "from") if from_
    }
    assert origins == {("2024", "103"): "101; 102", ("2025", "105"): "104", ("2025", "106"): "104"}
    said = found.taken.said
    assert "8 rows of links are 4 links: each pair counts once." in said
    assert "101 + 102 -> 103 (2024): merged." in said and "104 -> 106 (2025): split." in said


def test_a_typed_kind_is_held_against_the_shape(tmp_path: Path) -> None:
    found = taken(tmp_path, text(tmp_path, REGISTER), text(tmp_path, LINKED, "links.csv"))
    assert (
        "links.csv, row 5: typed as merged; by its shape 104 -> 105 is split." in found.taken.said
    )


def test_a_link_without_a_direction_is_not_taken(tmp_path: Path) -> None:
    found = taken(tmp_path, text(tmp_path, REGISTER), text(tmp_path, LINKED, "links.csv"))
    (said,) = [one for one in found.taken.left if "came first" in one]
    assert said == "links.csv, row 9: does not say which of '108' and '109' came first."


def test_a_name_that_two_bear_joins_nothing(tmp_path: Path) -> None:
    links = text(tmp_path, "old,new\nElm,Quarry", "links.csv")
    found = taken(tmp_path, text(tmp_path, REGISTER), links)
    assert not any(row[0] for row in sheet(found, "from"))
    assert "'Quarry' is no id, and no name of a single partnership" in "\n".join(found.taken.left)


def test_one_that_may_have_stood_is_to_be_settled(tmp_path: Path) -> None:
    found = taken(tmp_path, text(tmp_path, REGISTER))
    assert [row for row in sheet(found, "period", "id") if row[1] == "102"] == [["?", "102"]]
    assert "whether 'South Fen' stood in 2021, 2022, 2023 is not decided" in found.open[0]


def test_words_of_a_status_that_the_sheet_has_not_are_left(tmp_path: Path) -> None:
    left = "\n".join(taken(tmp_path, text(tmp_path, REGISTER)).taken.left)
    assert "column status: not taken: 'Closed', 'Open'; allowed is not reported" in left


# -- lists, members --------------------------------------------------------------------------------

WEB = """
    Partnership,Serving,Partnership organizations,Focus,Current projects
    Ash,Tarn,Tarn Schools,Literacy,Coaching
    Birch,"Ostrow, Fen","Ostrow Office; Fen Board; ostrow  office",Teachers,
    Oak,Moor,"Moor Unified, Bridge Youth and others",Attendance; families,
    Elm,Lane,,Maths,
"""


def test_a_web_list_is_one_period_with_organizations_split_at_semicolons(tmp_path: Path) -> None:
    found = taken(tmp_path, text(tmp_path, WEB))
    assert sheet(found, "period", "name", "topics", "scope")[1] == [
        "this list", "Birch", "Teachers", "Ostrow, Fen",
    ]  # fmt: skip
    members = [(row.cells["partnership"], row.cells["organization"]) for row in found.taken.members]
    assert members == [
        ("Ash", "Tarn Schools"), ("Birch", "Ostrow Office"), ("Birch", "Fen Board"),
        ("Oak", "Moor Unified, Bridge Youth and others"),
    ]  # fmt: skip
    said = "\n".join([*found.taken.said, *found.taken.left, *found.taken.look])
    assert "organizations: split at ';' only." in said
    assert "'Moor Unified, Bridge Youth and others' is taken as one organization" in said
    assert "columns not taken: Current projects." in said
    assert sheet(taken(tmp_path, text(tmp_path, WEB), period="2025"), "period")[0] == ["2025"]


RESPONDENTS = """
    Organization Name,Parent organisation,Contact First Name,Last,Email,Organization Sector,Years
    Hospital - Emergency,Hospital,Ann,Lee,a@example.org,Health,5+
    Hospital - Office,Hospital,Ann,Lee,a@example.org,Health,2-5
    Tarn Schools,,Ann,Lee,,,
"""


def test_respondents_are_members_of_one_and_nothing_personal_is_copied(tmp_path: Path) -> None:
    found = taken(tmp_path, text(tmp_path, RESPONDENTS))
    assert "all 3 rows are taken as members of one, 'net'" in "\n".join(found.taken.said)
    left = "\n".join(found.taken.left)
    assert (
        "columns that look personal are not taken and go nowhere: Contact First Name, Last" in left
    )
    found.write()
    content = (found.folder / "members.csv").read_text("utf-8-sig")
    assert content.splitlines() == [
        "partnership,organization,type,parent",
        "net,Hospital - Emergency,Health,Hospital",
        "net,Hospital - Office,Health,Hospital",
        "net,Tarn Schools,,",
    ]
    assert "Ann" not in content and "@" not in content


def test_memberships_with_dates_have_the_periods_they_cover(tmp_path: Path) -> None:
    rows = """
        organization,network,start,end
        Clinic,Fen,20220101,
        Lab,Fen,20230101,20230601
        Gym,Moor,20230101,?
    """
    found = taken(tmp_path, text(tmp_path, rows), period="2023")
    members = [(row.cells["organization"], row.cells["period"]) for row in found.taken.members]
    assert members == [("Clinic", "2022"), ("Clinic", "2023"), ("Gym", "?")]
    assert sorted(sheet(found, "period", "name")) == [
        ["2022", "Fen"],
        ["2023", "Fen"],
        ["?", "Moor"],
    ]


def test_members_of_a_network_that_is_there_keep_their_dates(tmp_path: Path) -> None:
    text(tmp_path, "name,period\nAsh,2024").rename(tmp_path / "mine2.csv")
    taken(tmp_path, tmp_path / "mine2.csv").write()
    rows = "partnership,organization,joined\nAsh,Moor School,1 Sept 2020"
    found = taken(tmp_path, text(tmp_path, rows))
    assert found.write() == [f"{tmp_path}/net/members.csv: 1 row"]
    content = (tmp_path / "net/members.csv").read_text("utf-8-sig")
    assert content == "partnership,organization,start\nAsh,Moor School,2020-09-01\n"
    assert "needs a column 'partnership'" in refused(tmp_path, text(tmp_path, "organization\nMoor"))


ROSTER = """
    OUR COALITION - roster FY25;;;;
    ;;;;
    Sector;Organization;;Active?;
    ;Name;# of people;FY24;FY25
    Youth;Youth Council;6;X;X
    ;Scouts;2;;X
    Schools;Harrow High;3;X;X
    ;Harrow High;1;X;
    TOTAL;;12;;
"""


def test_a_roster_is_not_read_and_says_what_to_do(tmp_path: Path) -> None:
    found = refused(tmp_path, text(tmp_path, ROSTER))
    assert "are not in row 1 ('OUR COALITION - roster FY25'); they seem to stand in row 3" in found
    assert "rows 3 and 4 both seem to hold names of columns ('Name', '# of people'" in found
    assert "column Sector is empty in rows 6, 8: merged cells? Fill them down." in found
    assert "row 9 looks like a total" in found and "Nothing is written" in found
    assert not (tmp_path / "net").exists()


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("Clinic,PCN Fen,20190701\nLab,PCN Fen,20190701", "row 1 seems to hold values"),
        (
            "usa,can,mex\n1,2,-9",
            "no column is understood as the partnerships' name; found are 'usa'",
        ),
        ("Fiscal year,Name\n2023,Ash", "columns not taken: Fiscal year."),
        ("Lead,Backbone,Name,Year\nN,S,Ash,2024", "'Lead' and 'Backbone' could each be 'host'"),
    ],
)
def test_a_shape_that_is_not_understood_says_what_would_help(
    tmp_path: Path, rows: str, sentence: str
) -> None:
    assert sentence in refused(tmp_path, text(tmp_path, rows))


# -- what is written -------------------------------------------------------------------------------


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    file = text(tmp_path, "name,period\nAsh,2024")
    taken(tmp_path, file).write()
    before = (tmp_path / "net/partnerships.csv").read_bytes()
    with pytest.raises(UserError, match="would be overwritten: move away what is there"):
        taken(tmp_path, text(tmp_path, "name,period\nOak,2024")).write()
    assert (tmp_path / "net/partnerships.csv").read_bytes() == before
    assert len(list((tmp_path / "net").iterdir())) == 1


def test_numbers_that_are_none_are_written_as_they_stand(tmp_path: Path) -> None:
    """The import corrects nothing: the check names the row."""
    network = written(taken(tmp_path, text(tmp_path, "name,period,members\nAsh,2024,about 4")))
    with pytest.raises(UserError, match="found 'about 4'; allowed is a whole number"):
        network.table("partnerships")


def test_the_command_says_what_it_took_and_where_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = text(tmp_path, "Coalition,Year,Web\nAsh,2024,x")
    assert cli.main(["import", "--network", str(tmp_path / "net"), "--file", str(file)]) == 0
    assert capsys.readouterr().out.replace(f"{tmp_path}/", "").splitlines() == [
        "took: mine.csv: 'Year' is read as period.",
        "took: mine.csv: 'Coalition' is read as name.",
        "took: mine.csv: 1 row of partnerships.",
        "left: mine.csv: columns not taken: Web.",
        "net/partnerships.csv: 1 row",
        "make check NETWORK=net says what is understood of it.",
    ]
    assert cli.main(["import", "--network", "net"]) == 2
    assert "FILE is missing" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["", ".", "..", ".git", "frameworks"])
def test_a_network_needs_a_name_of_its_own(name: str) -> None:
    with pytest.raises(UserError, match="NETWORK"):
        one_sheet.place(name)

"""The coordinator's desk: make new, make check, make next.

networks/larkmoor is a coordinator's sheet of three years. By hand: 2023 nine partnerships; 2024
nine (five unchanged, one renamed, one of a merger, two new; one ended); 2025 twelve (seven
unchanged, two of a split, three new; one ended).
"""

from __future__ import annotations

import stat
from pathlib import Path
from textwrap import dedent

import pytest

from helpers import cli, paths, report
from helpers.data import checks, desk, following, schema, starting
from helpers.data.network import Network
from helpers.errors import UserError
from helpers.exhibits import REGISTRY
from helpers.exhibits.exhibit import Exhibit
from helpers.exhibits.prose import Absent
from helpers.params import Params
from sheets import EMBEDDED, NETWORKS, change, copied, sheet

# -- make check ------------------------------------------------------------------------------------

LARKMOOR = """\
understood:
  2023: 9 partnerships. Members known of 8: 72 memberships, median 8.5
  2024: 9 partnerships (5 unchanged, 1 renamed, 1 merged, 2 new); of 9 before, 8 go on and 1 ended.\
 Members known of 9: 99 memberships, median 10
        9 - 1 ended + 2 new - 1 by mergers = 9
        memberships: +19 in new ones, -6 in ended ones, +4 in those that went on; not comparable: \
Birchgate Family Learning
  2025: 12 partnerships (7 unchanged, 2 split, 3 new); of 9 before, 8 go on and 1 ended. \
Members known of 12: 126 memberships, median 9.5
        9 - 1 ended + 3 new + 1 by splits = 12
        memberships: +32 in new ones, -6 in ended ones, +1 in those that went on
"""


def said(folder: Path, rows: str = "", settings: str = "", members: str = "") -> desk.Found:
    """What make check says of a sheet; without the folder, in its messages."""
    folder = sheet(folder, rows, settings) if rows else folder
    if members:
        (folder / "members.csv").write_text(dedent(members), encoding="utf-8")
    found = desk.examined(folder)
    parts = ([line.replace(f"{folder}/", "") for line in lines] for lines in found)
    return desk.Found(*parts)


def looks(folder: Path, rows: str, settings: str = "", members: str = "") -> list[str]:
    """The things to look at."""
    found = said(folder, rows, settings, members)
    assert not found.problems
    return [line.removeprefix("CHECK   ") for line in found.looks if line.startswith("CHECK")]


def test_what_was_understood_in_words() -> None:
    found = desk.examined(NETWORKS / "larkmoor")
    assert "\n".join(found.lines) + "\n" == LARKMOOR
    assert not found.problems
    ended = [line.split(": ")[1] for line in found.looks if "counted as ended" in line]
    assert ended == [
        "'Larkmoor Maths Forum' stood in 2023 and has no row in 2024",
        "'Quarry Lane Attendance' stood in 2024 and has no row in 2025",
    ]


def test_a_copy_with_mistakes(tmp_path: Path) -> None:
    """A number in words, types that do not add up, a mistyped from, and a name without its s."""
    rows = (NETWORKS / "larkmoor" / "partnerships.csv").read_text(encoding="utf-8")
    for right, wrong in (
        ("2024,Ostrow Attendance Alliance,Ostrow County Office,Ostrow Attendance Circle",) * 2,
        ("Office,Ostrow Attendance Circle", "Office,Ostrow Atendance Circle"),
        ("2025,Tarn Bilingual Readers", "2025,Tarn Bilingual Reader"),
        ("2025,Fen Data Circle,Greenwater Institute,,Teacher retention,network,4",) * 2,
        ("Teacher retention,network,4,", "Teacher retention,network,about 4,"),
        ("Mathematics,city,10,7,3", "Mathematics,city,12,7,3"),
    ):
        assert right in rows
        rows = rows.replace(right, wrong)
    found = said(tmp_path, rows)
    amount, types, ancestor = found.problems
    assert amount.startswith("PROBLEM partnerships.csv, row 30, column members: found 'about 4'")
    assert types == (
        "PROBLEM partnerships.csv, row 31: the types add up to 10, members says 12. Correct one of "
        "them, or leave members empty."
    )
    assert ancestor == (
        "PROBLEM partnerships.csv, row 12, column from: found 'Ostrow Atendance Circle', which is "
        "in no row of 2023. Correct the name, or empty the cell. Did you mean 'Ostrow Attendance "
        "Circle'?"
    )
    assert (
        "CHECK   partnerships.csv, row 26: 'Tarn Bilingual Reader' counts as new and 'Tarn "
        "Bilingual Readers' of 2024 as ended. If it is the same one, write 'Tarn Bilingual "
        "Readers' under from."
    ) in found.looks
    assert not any("as its schema says" in line for line in found.looks)


def test_the_balance_of_all_kinds() -> None:
    """networks/six_three: a merger, then a split and one that returns."""
    lines = "\n".join(desk.examined(NETWORKS / "six_three").lines)
    assert "      6 - 1 ended + 1 new - 1 by mergers = 5\n" in lines
    assert "      5 - 1 ended + 0 new + 1 returned + 1 by splits = 6\n" in lines
    assert "(2 unchanged, 1 returned after a gap, 1 changed scope or topic, 2 split)" in lines


def test_a_network_known_by_statements_is_told_in_short() -> None:
    found = desk.examined(EMBEDDED)
    assert found.lines[0] == "understood:" and len(found.lines) == 2
    assert f"partnerships.csv {len(Network(EMBEDDED).partnerships)}" in found.lines[1]
    assert found[1:] == ([], ["data/rel-2012-17 is as its schema says."])


def test_planned_ones_and_organizations_are_told(tmp_path: Path) -> None:
    rows = "period,name,status\n2024,Ash,\n2024,Birch,planned\n2024,Oak,on leave"
    members = "partnership,organization,parent\nAsh,A,D\nAsh,B,D\nOak,A,\n"
    assert said(tmp_path, rows, members=members).lines[1:] == [
        "  2024: 2 partnerships. 1 planned, not counted. 1 on leave. Organizations known of 2: 3 "
        "memberships, median 1.5",
        "        members.csv: 3 memberships of 2 organizations under 1 parent, in 2 partnerships",
    ]


def test_what_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    found = said(tmp_path, "period,name\n2024,Ash", "titel: Mine")
    assert found.lines == [] and found.problems[0].startswith("PROBLEM network.yml, key titel")
    (tmp_path / "network.yml").unlink()
    assert said(tmp_path, "period,host\n2024,Ash").problems == [
        "PROBLEM partnerships.csv: the column 'name' is missing (what it was called then); add it."
    ]


LOOKS = {
    "a name that stood before a gap": (
        "period,name\n2022,Ash\n2022,Oak\n2023,Oak\n2024,Ash\n2024,Oak",
        "row 5: 'Ash' counts as new; it stood in 2022, and not in 2023. If it is the same one, "
        "write 'Ash' under from.",
    ),
    "two names of one": (
        "period,name\n2024,Ash\n2024,The Ash Partnership",
        "row 3: 'The Ash Partnership' and 'Ash' of row 2 both count in 2024.",
    ),
    "a split into one": (
        "period,name,from,change\n2023,Ash,,\n2024,Oak,Ash,split",
        "row 3, column change: found 'split', but from joins it to 1 row.",
    ),
    "a merger of one": (
        "period,name,from,change\n2023,Ash,,\n2024,Oak,Ash,merged",
        "row 3, column change: found 'merged', but from joins it to 1 row.",
    ),
    "everything ended": (
        "period,name\n2023,Ash",
        "partnerships.csv: no row of 2024: all of 2023 ended.",
    ),
    "a column of one's own": ("period,name,website\n2024,Ash,x", "not read: website."),
    "a column of people": ("period,name,E-mail\n2024,Ash,x", "Columns that look personal are not"),
    "no size class": (
        "period,name,members\n2024,Ash,7",
        "row 2: 7 members are of no size class: the classes of network.yml leave a gap there.",
    ),
    "a topic that nobody has": (
        "period,name,topics\n2024,Ash,Maths",
        "network.yml: no row has 'Health' of topics.",
    ),
    "words whose years go down": (
        "period,name\nspring 2024 or 2025,Ash\nspring 2023,Ash",
        "the periods are taken in this order: spring 2024 or 2025 and spring 2023.",
    ),
}
SETTINGS = {
    "everything ended": "periods: [2023, 2024]",
    "no size class": "size_classes: {a: {label: few, low: 1, high: 5}, b: {label: many, low: 9}}",
    "a topic that nobody has": "topics: [Maths, Health]",
}


@pytest.mark.parametrize("name", LOOKS)
def test_things_to_look_at(tmp_path: Path, name: str) -> None:
    rows, sentence = LOOKS[name]
    found = looks(tmp_path, rows, SETTINGS.get(name, ""))
    assert [line for line in found if sentence in line], found


SILENT = [
    "period,name,host\n2023,Ash,Hub 1\n2023,Oak,Hub 2\n2024,Ash,Hub 1\n2024,Oak,Hub 2",
    "period,name,host\n2024,Ash,North\n2024,Ash,South",
    "period,name\nautumn 2023,Ash\nspring 2024,Ash\nautumn 2024,Ash",
    "period,name\n2023,Tarn Circle\n2023,Tarn Forum\n2024,Tarn Circle\n2024,Tarn Forum",
]


@pytest.mark.parametrize("rows", SILENT)
def test_nothing_to_look_at(tmp_path: Path, rows: str) -> None:
    """Numbered hosts, one name at two hosts, seasons in order, names that share a word."""
    assert looks(tmp_path, rows) == []


def test_a_host_that_nobody_has(tmp_path: Path) -> None:
    (tmp_path / "hosts.csv").write_text("host\nNorth\nSouth\n", encoding="utf-8")
    found = looks(tmp_path, "period,name,host\n2024,Ash,North")
    assert found == ["'South' has no partnerships in 2024."]


def test_a_list_of_organizations_to_look_at(tmp_path: Path) -> None:
    members = """\
        partnership,organization,type,end
        Ash,Mill School,School,
        Oak,The Mill School,School,
        Oak,Mill School,Library,
        Ash,Town Library,Library,2001-01-01
    """
    outside, near, types = looks(tmp_path, "period,name\n2024,Ash\n2024,Oak", members=members)
    assert "members.csv, row 5: 'Ash' stood in no period that its start and end cover" in outside
    assert "row 3: organization 'The Mill School' is near to 'Mill School'" in near
    assert "row 4: organization 'Mill School' is 'Library' here and of another type" in types


def test_the_command_ends_with_2_if_there_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(paths, "DATA", tmp_path)
    sheet(tmp_path / "mine", "period,name,members\n2024,Ash,few\n")
    assert cli.main(["check", "--network", "mine"]) == 2
    out, error = capsys.readouterr()
    assert "2024: 1 partnership." in out and error.startswith("PROBLEM ")
    sheet(tmp_path / "mine", "period,name,members\n2024,Ash,4\n")
    assert cli.main(["check", "--network", "mine"]) == 0
    assert capsys.readouterr().err == ""


# -- make new --------------------------------------------------------------------------------------


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "DATA", tmp_path)
    starting.new("mine")
    return tmp_path / "mine"


def test_a_new_network_has_one_of_each_change(begun: Path) -> None:
    """By hand: Alder is renamed and ends, Birch and Cedar merge and split, Dogwood is new."""
    found = desk.examined(begun)
    assert not found.problems
    lines = [line.strip() for line in found.lines]
    assert lines[1].startswith("2023: 3 partnerships. Members known of 3: 32 memberships")
    assert lines[2].startswith("2024: 2 partnerships (1 renamed, 1 merged); of 3 before, 3 go on")
    assert "2025: 3 partnerships (2 split, 1 new); of 2 before, 1 goes on and 1 ended." in lines[5]
    assert lines[6] == "2 - 1 ended + 1 new + 1 by splits = 3"
    assert len(Network(begun).partnerships) == 8


def test_every_exhibit_of_a_new_network_can_be_made(begun: Path) -> None:
    given = {key: field.default for key, field in Params.model_fields.items()}
    choice = Params.model_construct(**given | {"network": "mine"})
    made = {stem: report.make(stem, Network(begun), choice) for stem in REGISTRY}
    absent = {stem for stem, one in made.items() if isinstance(one, Absent)}
    assert all(isinstance(one, Absent | Exhibit) for one in made.values())
    assert not absent & {"evolution", "partnerships_by_host", "topics", "scope", "active_size"}


def test_its_page_says_what_the_schema_says(begun: Path) -> None:
    page = (begun / "README.md").read_text(encoding="utf-8")
    header = starting.SHEET.splitlines()[0].split(",")
    assert all(schema.PARTNERSHIPS.column(name) for name in header)
    for column in (schema.PARTNERSHIPS.column("from"), *schema.MEMBERS.columns):
        assert column and f"| `{column.name}` | {column.meaning}" in page
    assert "NETWORK=mine" in page


def test_its_sheet_opens_in_a_spreadsheet(begun: Path) -> None:
    content = (begun / "partnerships.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfperiod,name,") and content.count(b"\r\n") == 9
    assert stat.S_IMODE(begun.stat().st_mode) == 0o755


def test_nothing_is_written_over(begun: Path) -> None:
    (begun / "partnerships.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="is there and not empty; nothing was written"):
        starting.new("mine")
    assert (begun / "partnerships.csv").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in begun.parent.iterdir()) == ["mine"]


def test_a_network_may_begin_anywhere(tmp_path: Path) -> None:
    """Also in an empty folder that is there, and with a blank in its name."""
    (tmp_path / "our network").mkdir()
    sentences = starting.new(f"{tmp_path}/our network")
    assert desk.examined(tmp_path / "our network").problems == []
    assert f"make check NETWORK='{tmp_path}/our network'" in sentences[1]


NAMES = {
    "": "Name the new network, such as NETWORK=mine.",
    "   ": "Name the new network",
    "..": "'..' is no name for a folder",
    ".": "'.' is no name for a folder",
    "/": "'/' is no name for a folder",
    ".hidden": "is no name for a folder",
    "-rf": "is no name for a folder",
    "a\nb": "is no name for a folder",
    'a"b': "is no name for a folder",
    "mine ": "is no name for a folder",
    "x" * 101: "is longer than 100 characters",
    "frameworks": "'frameworks' means something else in this project",
    "default": "'default' means something else",
}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "DATA", tmp_path)
    with pytest.raises(UserError) as raised:
        starting.new(name)
    assert NAMES[name] in str(raised.value)
    assert list(tmp_path.iterdir()) == []


# -- make next -------------------------------------------------------------------------------------

YEAR = "period,name,host,from,members,members: A,status,note,website\n"
OLD = f"{YEAR}2023,Ash,North,,4,4,,,a\n2024,Oak,North,Ash,6,6,not reported,grew,b\n"


def written(folder: Path, text: str, period: str = "2025", encoding: str = "utf-8") -> str:
    """The sheet after make next; what stood there stands there still."""
    folder.mkdir(exist_ok=True)
    path = folder / "partnerships.csv"
    path.write_bytes(text.encode(encoding))
    following.copied(folder, period)
    after = path.read_bytes().decode(encoding)
    assert after.startswith(text.rstrip("\r\n,;"))
    return after[len(text) :]


def test_the_last_rows_are_copied_without_what_is_of_the_year(tmp_path: Path) -> None:
    assert written(tmp_path, OLD) == "2025,Oak,North,,,,,,b\n"


@pytest.mark.parametrize(
    ("text", "added"),
    [
        (OLD.replace(",", ";"), "2025;Oak;North;;;;;;b\n"),
        (OLD.replace(",", "\t"), "2025\tOak\tNorth\t\t\t\t\t\tb\n"),
        (OLD.replace("\n", "\r\n"), "2025,Oak,North,,,,,,b\r\n"),
        ("\ufeff" + OLD, "2025,Oak,North,,,,,,b\n"),
        ("sep=;\n" + OLD.replace(",", ";"), "2025;Oak;North;;;;;;b\n"),
        (OLD.rstrip("\n"), "\n2025,Oak,North,,,,,,b\n"),
        (OLD.replace("Oak", '"Oak, ""the"" one"'), '2025,"Oak, ""the"" one",North,,,,,,b\n'),
        ('name,period\n"Ash,\nBirch",2024\n', '"Ash,\nBirch",2025\n'),
    ],
)
def test_the_file_stays_as_somebody_saved_it(tmp_path: Path, text: str, added: str) -> None:
    assert written(tmp_path, text) == added
    assert not desk.examined(tmp_path).problems


def test_empty_rows_at_the_end_stay_there(tmp_path: Path) -> None:
    path = sheet(tmp_path, "period,name\n2024,Ash\n,\n,\n") / "partnerships.csv"
    following.copied(tmp_path, "2025")
    assert path.read_text(encoding="utf-8") == "period,name\n2024,Ash\n2025,Ash\n,\n,\n"


def test_planned_ones_stay_planned(tmp_path: Path) -> None:
    folder = sheet(tmp_path, "period,name,status\n2024,Ash,on leave\n2024,Oak,planned\n")
    sentences = following.copied(folder, "2025")
    text = (folder / "partnerships.csv").read_text(encoding="utf-8")
    assert text.endswith("2025,Ash,\n2025,Oak,planned\n")
    assert "1 row stayed planned: empty status if it stands now." in sentences


def test_it_says_what_to_go_through(tmp_path: Path) -> None:
    folder = sheet(tmp_path, OLD, "date: 2024-12-01")
    members = "partnership,organization,period\nOak,A,2024\nOak,B,2024\nAsh,A,\n"
    (folder / "members.csv").write_text(members, encoding="utf-8")
    first, second, *more = following.copied(folder, "2025")
    assert first.endswith(
        "1 row of 2025 copied from 2024 (row 4); emptied: from, members, members: A, status, note."
    )
    assert second.startswith("Go through them: remove what ended, correct names")
    assert more == [
        "Copied as they stand, since not read: website.",
        "members.csv has 2 rows of 2024: add those of 2025.",
        "network.yml says date: 2024-12-01; is it of 2025?",
    ]


def test_then_the_year_can_be_checked(tmp_path: Path) -> None:
    folder = copied(tmp_path, NETWORKS / "larkmoor")
    following.copied(folder, "2026")
    assert (
        "12 partnerships (12 unchanged); of 12 before, 12 go on" in desk.examined(folder).lines[8]
    )


NOT_NEXT = [
    ("2024", "", "has rows of 2024; nothing was written."),
    ("2022", "", "'2022' does not come after 2024; nothing was written."),
    ("spring", "", "'spring' does not come after 2024"),
    (" ", "", "Name the new period, such as PERIOD=2026."),
    ("2025", "periods: [2023, 2024]", "'2025' is not after 2024 under periods in network.yml"),
    ("2023", "periods: [2023, 2024]", "has rows of 2023"),
]


@pytest.mark.parametrize(("period", "settings", "sentence"), NOT_NEXT)
def test_what_is_no_next_period(tmp_path: Path, period: str, settings: str, sentence: str) -> None:
    folder = sheet(tmp_path, OLD, settings)
    with pytest.raises(UserError) as raised:
        following.copied(folder, period)
    assert sentence in str(raised.value)
    assert (folder / "partnerships.csv").read_text(encoding="utf-8") == OLD
    assert {path.name for path in folder.iterdir()} <= {"partnerships.csv", "network.yml"}


def test_words_come_in_the_order_of_network_yml(tmp_path: Path) -> None:
    settings = "periods: [autumn, winter, spring]"
    folder = sheet(tmp_path, "period,name\nautumn,Ash\nwinter,Ash\n", settings)
    following.copied(folder, "Spring")
    assert list(checks.load(folder).partnerships["period"]) == ["autumn", "winter", "spring"]


def test_data_with_problems_are_not_copied(tmp_path: Path) -> None:
    folder = sheet(tmp_path, OLD)
    change(folder / "partnerships.csv", "Oak,North,Ash", "Oak,North,Asch")
    with pytest.raises(UserError, match="Did you mean 'Ash'"):
        following.copied(folder, "2025")


def test_a_link_and_its_rights_stay(tmp_path: Path) -> None:
    folder = sheet(tmp_path / "mine", OLD)
    path = (folder / "partnerships.csv").rename(tmp_path / "kept.csv")
    path.chmod(0o640)
    (folder / "partnerships.csv").symlink_to(path)
    following.copied(folder, "2025")
    assert (folder / "partnerships.csv").is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640 and "2025" in path.read_text(encoding="utf-8")

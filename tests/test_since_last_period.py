"""What changed since the period before, by name: typed from the sheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import report
from helpers.data.network import Network
from helpers.exhibits.exhibit import Exhibit
from sheets import NETWORKS, loaded
from test_own_network import choice

LARKMOOR = Network(NETWORKS / "larkmoor")
SIX = Network(NETWORKS / "six_three")


def found(network: Network, host: str = "all") -> Exhibit:
    made = report.make("since_last_period", network, choice("own", host))
    assert isinstance(made, Exhibit)
    return made


def told(folder: Path, rows: str, host: str = "all") -> str:
    return str(found(loaded(folder, rows), host).words.title)


def test_larkmoors_board_reads_what_is_new_split_and_ended() -> None:
    assert found(LARKMOOR).rows == [
        ["Greenwater Health Council → Greenwater School Meals Partnership + Greenwater School "
         "Nursing Partnership", "split", "", "Greenwater Institute"],
        ["Saltmarsh Reading Network", "new", "first in 2025", "Larkmoor Schools Trust"],
        ["Fen Data Circle", "new", "first in 2025", "Greenwater Institute"],
        ["Tarn Maths Circle", "new", "first in 2025", "Tarn Hill University"],
        ["Quarry Lane Attendance", "ended", "last in 2024", "Larkmoor Schools Trust"],
    ]  # fmt: skip
    words = found(LARKMOOR).words
    assert str(words.title) == (
        "The 12 partnerships of 2025: two split, three new, and seven unchanged; one of 2024 ended"
    )
    assert "seven went on unchanged" in str(words.subtitle)
    assert str(words.note) == "The balance: 9 in 2024 − 1 ended + 3 new + 1 by splits = 12 in 2025."


def test_the_year_before_has_a_merger_and_a_new_name(tmp_path: Path) -> None:
    """Larkmoor without its last year."""
    sheet = (NETWORKS / "larkmoor/partnerships.csv").read_text(encoding="utf-8")
    early = "\n".join(line for line in sheet.splitlines() if not line.startswith("2025"))
    made = found(loaded(tmp_path, early))
    assert [row[:2] for row in made.rows] == [
        ["North Fen Teachers Group + South Fen Teachers Group → Fen Teachers Partnership",
         "merged"],
        ["Ostrow Attendance Circle → Ostrow Attendance Alliance", "renamed"],
        ["Ostrow Algebra Lab", "new"],
        ["Harrow Bridge Mentors", "new"],
        ["Larkmoor Maths Forum", "ended"],
    ]  # fmt: skip
    note = "The balance: 9 in 2023 − 1 ended + 2 new − 1 by mergers = 9 in 2024."
    assert str(made.words.note) == note


def test_scope_topic_and_return_say_from_what_to_what() -> None:
    assert found(SIX).rows == [
        ["Birch and Cedar Union → Birch Writing + Cedar Geometry", "split",
         "Cedar Geometry, topic area: Reading → Maths", "North Hub"],
        ["Ash Reading", "changed scope", "scope: city → county", "North Hub"],
        ["Fir Health", "returned after a gap", "last in 2022", "South Hub"],
        ["Elm Health", "ended", "last in 2023", "North Hub"],
    ]  # fmt: skip


MOVE = """
    period,name,host,note
    2024,Ash,North,
    2024,Elm,North,
    2025,Ash,South,Its coordinator went along.
    2025,Elm,North,
"""


def test_a_move_is_told_to_both_hosts_with_its_note(tmp_path: Path) -> None:
    network = loaded(tmp_path, MOVE)
    row = ["Ash", "moved to another host", "host: North → South", "South",
           "Its coordinator went along."]  # fmt: skip
    assert found(network).rows == [row]
    for host in ("North", "South"):
        assert found(network, host).rows == [row]
    assert str(found(network, "North").words.title) == (
        "The one partnership of North in 2025: unchanged; one of 2024 went on under another host"
    )
    assert str(found(network, "South").words.title) == (
        "The one partnership of South in 2025: moved to another host"
    )


def test_a_host_is_told_of_nobody_elses() -> None:
    rows = found(LARKMOOR, "Greenwater Institute").rows
    assert [row[0][:10] for row in rows] == ["Greenwater", "Fen Data C"]


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ("2024,Ash\n2025,Ash", "The one partnership of 2025 is as it was in 2024"),
        ("2024,Ash\n2025,Elm", "The one partnership of 2025: new; one of 2024 ended"),
        ("2024,Ash\n2024,Elm\n2025,Ash\n2025,Elm",
         "None of the 2 partnerships of 2025 is new or changed since 2024"),
        ("2024,Ash\n2025,Ash\n2025,Elm", "The 2 partnerships of 2025: one new and one unchanged"),
    ],
)  # fmt: skip
def test_titles_hold_for_the_smallest_networks(tmp_path: Path, rows: str, title: str) -> None:
    assert told(tmp_path, f"period,name\n{rows}") == title


def test_all_may_end(tmp_path: Path) -> None:
    """Of a host, that is: a period without any partnership cannot be typed."""
    rows = "period,name,host\n2024,Ash,North\n2024,Elm,North\n2024,Fir,South\n2025,Fir,South"
    title = "Two partnerships of North ended after 2024; none stood in 2025"
    assert told(tmp_path, rows, "North") == title


def test_the_kinds_stand_in_the_networks_order(tmp_path: Path) -> None:
    """New ones first, as this network has it; what ended is always last."""
    rows = "period,name,from\n2024,Ash,\n2024,Elm,\n2025,Fir,Ash\n2025,Oak,"
    order = "changes: {new: {label: newcomers}, renamed: {label: with a new name}}"
    made = found(loaded(tmp_path, rows, order))
    assert [row[:2] for row in made.rows] == [
        ["Oak", "newcomers"], ["Ash → Fir", "with a new name"], ["Elm", "ended"],
    ]  # fmt: skip


def test_what_a_list_known_to_be_incomplete_leaves_out_has_not_ended(tmp_path: Path) -> None:
    rows = "period,name\n2024,Ash\n2024,Elm\n2025,Ash"
    periods = 'periods: {"2024": {label: "2024"}, "2025": {label: "2025", complete: false}}'
    assert found(loaded(tmp_path, rows, periods)).rows == [["none"]]

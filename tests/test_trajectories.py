"""What became of each: lines, lanes and flows, read back from the picture."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from helpers import answers, report
from helpers.data.lines import lines
from helpers.data.moments import moments
from helpers.data.network import Network
from helpers.exhibits import trajectories
from helpers.exhibits.exhibit import Exhibit
from helpers.exhibits.prose import Absent
from helpers.look import canvas
from helpers.look.lanes import Node, strands
from helpers.look.page import Page
from helpers.text.phrases import Terms, View
from pictures import marks, texts
from readback import keys, read
from sheets import NETWORKS, loaded
from test_own_network import choice, made

LARKMOOR = Network(NETWORKS / "larkmoor")


def painted(network: Network, host: str = "all") -> pd.DataFrame:
    """The picture, read back; middles of marks beside their corners."""
    table = answers.table_of("trajectories", network, choice("own", host))
    page = Page()
    page.cut(trajectories.draw(page, table, View(Terms.of(network), host)))
    found = read(canvas.figure(page))
    return found.assign(my=found["y"] + found["height"] / 2, mx=found["x"] + found["width"] / 2)


def spot(found: pd.DataFrame, row: int) -> pd.Series:
    """The mark of what happened to a row of the sheet."""
    own = found[found["what"].map(lambda what: keys(what).get("row") == str(row))]
    return own[(own["mark"] == "certain") & ~own["what"].str.contains("change=ended")].iloc[0]


# -- the table of lines


def test_a_line_is_one_as_long_as_a_partnership_goes_on_as_one() -> None:
    """Larkmoor: 9 lines of 2023; the union of two, 2 new of 2024; 2 of a split, 3 new of 2025."""
    found = lines(LARKMOOR)
    assert found["line"].nunique() == 9 + 3 + 5
    ostrow = found[found["line"] == 2]
    assert list(ostrow["partnership"]) == [
        "Ostrow Attendance Circle", "Ostrow Attendance Alliance", "Ostrow Attendance Alliance",
    ]  # fmt: skip
    assert list(ostrow["what_happened"]) == ["", "renamed", "unchanged"]
    union = found[found["partnership"] == "Fen Teachers Partnership"].iloc[0]
    assert union["from"] == "North Fen Teachers Group + South Fen Teachers Group"
    assert union["from_rows"] == "4;5" and union["row"] == 13
    council = found[found["row"] == 14].iloc[0]
    assert council["to"] == (
        "Greenwater School Meals Partnership + Greenwater School Nursing Partnership"
    )
    ended = found[found["to"] == "ended"]
    assert list(ended["partnership"]) == ["Larkmoor Maths Forum", "Quarry Lane Attendance"]


def test_one_that_comes_back_ended_and_names_when_it_stood_before() -> None:
    found = lines(Network(NETWORKS / "six_three")).set_index("row")
    assert found.loc[7, "to"] == "ended; Fir Health (2024)"
    assert found.loc[18, "from"] == "Fir Health (2022)"
    assert found["line"][7] == found["line"][18]


def test_the_table_behind_has_a_row_a_partnership_and_period() -> None:
    exhibit = made("six_three", "trajectories")
    assert isinstance(exhibit, Exhibit)
    assert len(exhibit.rows) == len(exhibit.table) == 6 + 5 + 6
    assert [column["label"] for column in exhibit.columns] == [
        "Partnership", "Period", "Hub", "How it came about", "From", "What became of it", "Line",
    ]  # fmt: skip
    union = next(row for row in exhibit.rows if row[0] == "Birch and Cedar Union")
    assert union[3:6] == [
        "merged, renamed", "Birch Reading + Cedar Maths", "Birch Writing + Cedar Geometry",
    ]  # fmt: skip


# -- when periods were


@pytest.mark.parametrize(
    ("periods", "settings", "when", "how"),
    [
        ("2021 2023 2024", "", [2021, 2023, 2024], "numbers"),
        ("2020/21 2022/23 2023/24", "", [2020, 2022, 2023], "numbers"),
        ("spring summer winter", "", [0, 1, 2], "steps"),
        ("2024-1 2024-2 2025-1", "", [0, 1, 2], "steps"),  # two of one year: no distance
        ("1900 2024 2025", "", [0, 1, 2], "steps"),  # nothing could stand between the last two
        (
            "a b c",
            "periods: {a: {label: A, date: 2024-01-01}, b: {label: B, date: 2024-01-31},"
            " c: {label: C, date: 2024-03-31}}",
            [0, 30, 90],
            "dates",
        ),
    ],
)
def test_periods_stand_apart_by_dates_else_numbers_else_steps(
    tmp_path: Path, periods: str, settings: str, when: list[int], how: str
) -> None:
    rows = "period,name\n" + "\n".join(f"{one},Ash" for one in periods.split())
    found, known_by = moments(loaded(tmp_path, rows, settings))
    first = next(iter(found.values())) if how == "dates" else 0
    assert [at - first for at in found.values()] == when and known_by == how


# -- lanes


def laid(*nodes: Node, groups: tuple[str, ...] = ("a", "b")) -> dict[int, tuple[int, float]]:
    """Row -> its strand's place and its lane."""
    return {
        node.row: (place, node.lane)
        for place, strand in enumerate(strands(nodes, groups))
        for node in strand.nodes
    }


def test_two_that_join_are_side_by_side_and_the_joint_one_between() -> None:
    found = laid(Node(1, 0, "a"), Node(2, 0, "a"), Node(3, 0, "a"), Node(4, 1, "a", (1, 3)))
    assert found[1] == (0, 0) and found[3] == (0, 1) and found[4] == (0, 0.5)
    assert found[2] == (1, 0)


def test_parts_stand_around_what_they_came_from() -> None:
    found = laid(Node(1, 0, "a"), Node(2, 1, "a", (1,)), Node(3, 1, "a", (1,)))
    assert [found[row][1] for row in (1, 2, 3)] == [0.5, 0, 1]


def test_one_that_goes_to_another_group_stands_on_its_side() -> None:
    """The first line goes down to b: it stands below the second, and above the others there."""
    found = laid(Node(1, 0, "a"), Node(2, 0, "a"), Node(3, 0, "b"), Node(4, 1, "b", (1,)))
    assert found[2][0] < found[1][0] < found[4][0] < found[3][0]


def test_no_two_of_a_period_share_a_lane() -> None:
    nodes = [Node(1, 0, "a"), Node(2, 0, "a"), Node(3, 1, "a", (1, 2)), Node(4, 1, "a", (2,))]
    found = laid(*nodes, Node(5, 1, "a", (1,)), Node(6, 1, "a", (1, 2)))
    later = [found[row] for row in (3, 4, 5, 6)]
    assert len({*later}) == 4
    assert sorted(lane for _, lane in later) == [0, 1, 2, 3]


# -- drawn


def test_each_row_has_one_mark_at_its_period_and_each_link_a_line() -> None:
    found = painted(LARKMOOR)
    rows = lines(LARKMOOR)
    spots = {row: spot(found, row) for row in rows["row"]}
    assert len(spots) == 9 + 9 + 12
    columns = {period: {round(spots[row]["mx"], 2) for row in part["row"]}
               for period, part in rows.groupby("period")}  # fmt: skip
    assert all(len(places) == 1 for places in columns.values())
    (x,), (y,), (z,) = columns.values()
    assert y - x == pytest.approx(z - y, abs=0.02)
    links = found[found["mark"] == "link"]
    # 2024: 9 rows, 2 new, one with two parents; 2025: 12 rows, 3 new
    assert len(links) == (9 - 2 + 1) + (12 - 3)
    assert marks(found)["certain row=7;change=ended"] == 1
    ended = found[found["what"].str.endswith("change=ended") & ~found["what"].str.startswith("key")]
    assert len(ended) == 2


def test_every_name_stands_at_the_end_of_its_line_or_where_it_was_given_up() -> None:
    found = painted(LARKMOOR)
    names = {keys(what)["row"]: name for what, name in texts(found, "label").items()
             if "row" in keys(what)}  # fmt: skip
    right = {name for row, name in names.items() if int(row) >= 20}
    assert right == set(lines(LARKMOOR).query("row >= 20")["partnership"])
    assert {name for row, name in names.items() if int(row) < 20} == {
        "Ostrow Attendance Circle", "North Fen Teachers Group", "South Fen Teachers Group",
        "Greenwater Health Council", "Larkmoor Maths Forum", "Quarry Lane Attendance",
    }  # fmt: skip
    for row, name in names.items():
        label = found[(found["mark"] == "label") & (found["text"] == name)].iloc[0]
        assert abs(label["my"] - spot(found, int(row))["my"]) < 0.13, name
        assert label["x"] > spot(found, int(row))["x"] - 0.01


def test_hosts_stand_over_their_lines_and_totals_under_their_periods() -> None:
    found = painted(LARKMOOR)
    heads = found[found["what"].str.startswith("group=")].set_index("text")["y"]
    assert list(heads.index) == LARKMOOR.hosts and heads.is_monotonic_increasing
    for row in lines(LARKMOOR).to_dict("records"):
        above = heads[heads < spot(found, row["row"])["y"]]
        assert above.index[-1] == row["host"], row["partnership"]
    totals = texts(found, "value")
    assert [totals[f"host=all;period={p};change=total"] for p in ("2023", "2024", "2025")] == [
        "9", "9", "12",
    ]  # fmt: skip


def test_uneven_years_stand_at_their_true_distance(tmp_path: Path) -> None:
    rows = "period,name\n2020,Ash\n2021,Ash\n2025,Ash"
    found = painted(loaded(tmp_path, rows))
    one, two, three = (spot(found, row)["mx"] for row in (2, 3, 4))
    assert (three - two) / (two - one) == pytest.approx(4, abs=0.05)


def test_a_move_crosses_to_the_other_host_and_a_gap_is_bridged() -> None:
    """Elm Health (row 6) goes from South Hub to North Hub (row 11); Fir Health (7) comes back."""
    found = painted(Network(NETWORKS / "six_three"))
    south = found[found["what"] == "group=South Hub"].iloc[0]["y"]
    assert spot(found, 6)["y"] > south > spot(found, 11)["y"]
    bridge = found[found["what"] == "row=18;parent=7"].iloc[0]
    assert bridge["mark"] == "link" and bridge["width"] > 3
    names = texts(found, "label")
    assert [name for what, name in names.items() if name == "Elm Health"] == ["Elm Health"] * 2


def test_a_chosen_hosts_lines_are_set_off() -> None:
    whole, own = painted(LARKMOOR), painted(LARKMOOR, "Ostrow County Office")
    assert spot(own, 18)["colour"] == spot(whole, 18)["colour"]  # Ostrow Algebra Lab, new
    assert spot(own, 28)["colour"] != spot(whole, 19)["colour"]  # Harrow Bridge Mentors
    words = report.make("trajectories", LARKMOOR, choice("own", "Ostrow County Office"))
    assert isinstance(words, Exhibit)
    title = "Ostrow County Office: one partnership began and none ended between 2023 and 2025"
    assert str(words.words.title) == title
    assert "Of Ostrow County Office: 1 in 2023 and 2 in 2025;" in str(words.words.alt)


def test_a_name_too_long_is_cut_in_the_picture_and_whole_in_the_table(tmp_path: Path) -> None:
    long = "Very " * 40 + "long name"
    network = loaded(tmp_path, f"period,name\n2024,Ash\n2025,Ash\n2025,{long}")
    found = painted(network)
    name = next(text for text in found["text"] if text.startswith("Very"))
    assert name.endswith("…") and len(name) < 100
    right = (found["x"] + found["width"]).max()
    assert right < 6.55
    assert long in set(lines(network)["partnership"])


def test_without_hosts_lines_stand_by_topic_and_without_both_in_no_group(tmp_path: Path) -> None:
    rows = "period,name,topics\n2024,Ash,Reading\n2024,Elm,Maths\n2025,Ash,Reading\n2025,Elm,Maths"
    found = painted(loaded(tmp_path / "topics", rows))
    assert set(found[found["what"].str.startswith("group=")]["text"]) == {"Reading", "Maths"}
    bare = painted(loaded(tmp_path / "bare", "period,name\n2024,Ash\n2025,Ash\n2025,Elm"))
    assert not bare["what"].str.startswith("group=").any()


# -- flows


def many(count: int, hosts: tuple[str, ...] = ("North", "South")) -> str:
    """So many of 2024; in 2025 the first two are gone, the third is renamed, and three are new."""
    host = [hosts[place % len(hosts)] for place in range(count + 3)]
    rows = ["period,name,host,from"]
    rows += [f"2024,P{place},{host[place]}," for place in range(count)]
    rows += [f"2025,Third,{host[2]},P2"]
    rows += [f"2025,P{place},{host[place]}," for place in range(3, count + 3)]
    return "\n".join(rows)


def test_twenty_four_have_lines_and_one_more_makes_flows(tmp_path: Path) -> None:
    """Of 2025 there is one more than of 2024: 24 and then 25."""
    for count, named in ((23, True), (24, False)):
        table = answers.table_of(
            "trajectories", loaded(tmp_path / str(count), many(count)), choice("own")
        )
        assert trajectories.by_name(table) == named


def test_a_flow_has_a_mark_for_each_partnership_and_counts_instead_of_names(tmp_path: Path) -> None:
    """70 and 71: North lost P0, South P1; North's third was renamed; 71, 70, 72 are new."""
    network = loaded(tmp_path, many(70))
    found = painted(network)
    counts = marks(found)
    assert counts["certain host=North;period=2024;change=unchanged"] == 35
    assert counts["certain host=North;period=2025;change=renamed"] == 1
    assert counts["certain host=North;period=2025;change=new"] == 2
    assert counts["certain host=South;period=2025;change=new"] == 1
    boxes = {what: n for what, n in counts.items() if "period=2025" in what}
    assert sum(boxes.values()) == 71
    numbers = texts(found, "value")
    assert numbers["host=North;period=2024;change=total"] == "35"
    assert numbers["host=North;period=2024;change=ended"] == "−1"
    assert numbers["host=North;period=2025;change=new"] == "+2"
    assert not {"P5", "Third"} & set(found["text"])


def test_one_host_flows_by_kind_of_change(tmp_path: Path) -> None:
    found = painted(loaded(tmp_path, many(70, ("North",))))
    numbers = texts(found, "value")
    assert numbers["host=all;period=2025;change=new"] == "3 new"
    assert numbers["host=all;period=2025;change=renamed"] == "1 renamed"
    assert numbers["host=all;period=2025;change=unchanged"] == "67 unchanged"


def test_many_hosts_are_the_largest_and_all_others_together(tmp_path: Path) -> None:
    """20 hosts, of which H0 to H2 have one more than the others in 2025: 12 rows and 8 others."""
    hosts = tuple(f"H{place}" for place in range(20))
    network = loaded(tmp_path, many(80, hosts))
    found = painted(network)
    names = found[(found["mark"] == "label") & found["what"].str.startswith("host=")]["text"]
    assert len(names) == 13 and list(names)[-1] == "8 other hosts"
    squares = {what: n for what, n in marks(found).items() if "period=2025" in what}
    assert sum(squares.values()) == 81
    own = painted(network, "H19")["text"]
    assert "H19" in set(own)


# -- who has it


def test_it_is_for_rows_of_ones_own_and_else_silent(tmp_path: Path) -> None:
    rows = "period,name\n2024,Ash\n2025,Ash"
    for stem in ("trajectories", "since_last_period"):
        told = loaded(tmp_path / stem, rows, "rows: open")
        assert report.make(stem, told, choice("own")) == Absent(stem, "")
        one = loaded(tmp_path / f"{stem}1", "period,name\n2025,Ash")
        assert report.make(stem, one, choice("own")) == Absent(stem, "")  # `not_known` says it

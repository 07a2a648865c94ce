"""What became of each partnership, counted by hand, and the populations that numbers are counted
on.

networks/six_three, year by year (six partnerships of two hubs):

2022  Ash, Birch, Cedar, Dogwood, Elm, Fir
2023  Ash goes on; Birch and Cedar merge; Dogwood is renamed; Elm moves to the other hub; Fir ends;
Grove is new:                                            6 - 1 ended + 1 new - 1 by merger = 5
2024  Ash now works in the county; the merged one splits in two; Dogwood's name changes slightly;
Grove goes on; Elm ends; Fir returns:           5 - 1 ended + 1 returned + 1 by split = 6
"""

from __future__ import annotations

import csv
import time
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from helpers.data import checks, lifecycle, population
from helpers.data.ancestry import coming_and_going, slight
from helpers.data.network import Network
from sheets import EMBEDDED, NETWORKS, change, copied, loaded, problems, sheet


@pytest.fixture(scope="module")
def three() -> Network:
    return Network(NETWORKS / "six_three")


def filed(network: Network, period: str) -> dict[str, str]:
    """Name -> the class it is filed under."""
    facts = lifecycle.derive(network).facts.values()
    return {fact.name: fact.filed for fact in facts if fact.period == period}


def reasons(network: Network) -> dict[str, set[str]]:
    """Name -> its reasons, in the last period."""
    facts = lifecycle.derive(network).facts.values()
    return {fact.name: set(fact.reasons) for fact in facts if fact.period == network.last}


def fates(network: Network, period: str) -> dict[str, tuple[str, ...]]:
    """Name -> what became of it."""
    return {fact.name: fact.fate for fact in lifecycle.derive(network).standing(period)}


# -- one of each change ----------------------------------------------------------------------------


def test_each_is_filed_once(three: Network) -> None:
    assert set(filed(three, "2022").values()) == {""}
    assert filed(three, "2023") == {
        "Ash Reading": "unchanged",
        "Birch and Cedar Union": "split_or_merged",
        "Dogwood Numbers": "renamed",
        "Elm Health": "moved",
        "Grove Attendance": "new",
    }
    assert filed(three, "2024") == {
        "Ash Reading": "coverage",
        "Birch Writing": "split_or_merged",
        "Cedar Geometry": "split_or_merged",
        "The Dogwood Numbers Partnership": "unchanged",
        "Grove Attendance": "unchanged",
        "Fir Health": "returned",
    }


def test_several_reasons_are_kept(three: Network) -> None:
    """Cedar Geometry came of a split, and has a name and a topic of its own."""
    assert reasons(three)["Cedar Geometry"] == {"split", "topic", "renamed"}
    assert reasons(three)["Birch Writing"] == {"split", "renamed"}


def test_what_became_of_each(three: Network) -> None:
    assert fates(three, "2022") == {
        "Ash Reading": ("continued",),
        "Birch Reading": ("continued", "merged"),
        "Cedar Maths": ("continued", "merged"),
        "Dogwood Maths": ("continued",),
        "Elm Health": ("continued",),
        "Fir Health": ("ended",),
    }
    assert fates(three, "2023")["Birch and Cedar Union"] == ("continued", "split")
    assert fates(three, "2023")["Elm Health"] == ("ended",)
    assert not any(fates(three, "2024").values())


def test_before_and_after_meet(three: Network) -> None:
    first, last = lifecycle.derive(three).balances
    assert first == lifecycle.Balance("2022", "2023", 6, 1, 1, 0, 0, 1, 5) and first.meets
    assert last == lifecycle.Balance("2023", "2024", 5, 1, 0, 1, 1, 0, 6) and last.meets


def test_parents_and_children(three: Network) -> None:
    facts = lifecycle.derive(three).facts.values()
    (union,) = [fact for fact in facts if fact.name == "Birch and Cedar Union"]
    assert [fact.name for fact in union.parents] == ["Birch Reading", "Cedar Maths"]
    assert [fact.name for fact in union.children] == ["Birch Writing", "Cedar Geometry"]
    assert three.partnerships.loc[union.row, "name"] == union.name


def test_larkmoor(tmp_path: Path) -> None:
    """A coordinator's sheet: 2024 five unchanged, one renamed, one merged, two new, one ended; 2025
    seven unchanged, two of a split, three new, one ended.
    """
    found = Network(NETWORKS / "larkmoor")
    assert Counter(filed(found, "2024").values()) == {
        "unchanged": 5, "renamed": 1, "split_or_merged": 1, "new": 2,
    }  # fmt: skip
    assert Counter(filed(found, "2025").values()) == {
        "unchanged": 7,
        "split_or_merged": 2,
        "new": 3,
    }
    assert [balance.ended for balance in lifecycle.derive(found).balances] == [1, 1]


# -- rules -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ash Alliance", "Ash Research Alliance", True),
        ("Ash State Alliance", "Ash Statewide Alliance", True),
        ("Ash & Birch", "ash and birch", True),
        ("Ash’s Circle", "Ashs  circle", True),
        ("Ash Alliance", "The Ash Alliances", True),
        ("Ash Reader", "Ash Readers", False),
        ("Ash Alliance", "Ash Circle", False),
        ("Research Alliance", "Alliance", False),
    ],
)
def test_slight_changes_of_a_name(tmp_path: Path, one: str, other: str, same: bool) -> None:
    words = "words: {partnership: [research alliance, research alliances]}"
    network = loaded(tmp_path, "period,name\n2024,Ash", words)
    kept = coming_and_going(network)
    assert (slight(one, kept) == slight(other, kept)) == same


def two(folder: Path, before: list[str], after: list[str], settings: str = "") -> Network:
    """A network of two periods with these rows of `name,host,from`."""
    rows = ["period,name,host,from", *(f"2023,{row}" for row in before)]
    return loaded(folder, "\n".join([*rows, *(f"2024,{row}" for row in after)]), settings)


def test_one_of_the_same_name_and_host_goes_on_first(tmp_path: Path) -> None:
    """A second Ash at another hub is a new one, as the first goes on."""
    found = two(tmp_path, ["Ash,North,"], ["Ash,North,", "Ash,South,"])
    facts = [fact.filed for fact in lifecycle.derive(found).facts.values()]
    assert facts == ["", "unchanged", "new"]


def test_one_of_the_same_name_at_another_host_moved(tmp_path: Path) -> None:
    assert filed(two(tmp_path, ["Ash,North,"], ["Ash,South,"]), "2024") == {"Ash": "moved"}


def test_a_slightly_other_name_beside_the_same_is_new(tmp_path: Path) -> None:
    found = two(tmp_path, ["Ash,North,"], ["Ash,North,", "Ash Research,North,"])
    assert filed(found, "2024") == {"Ash": "unchanged", "Ash Research": "new"}


def test_one_that_takes_in_another_is_a_merger(tmp_path: Path) -> None:
    """It keeps its own name, so that it is not renamed."""
    found = two(tmp_path, ["Ash,North,", "Birch,North,"], ["Ash,North,Birch"])
    assert reasons(found) == {"Ash": {"merged"}}
    assert fates(found, "2023") == dict.fromkeys(("Ash", "Birch"), ("continued", "merged"))


def test_one_that_goes_on_beside_its_piece_is_a_split(tmp_path: Path) -> None:
    found = two(tmp_path, ["Ash,North,"], ["Ash,North,", "Birch,North,Ash"])
    assert reasons(found) == {"Ash": {"split"}, "Birch": {"split", "renamed"}}


def test_two_that_change_names_with_each_other(tmp_path: Path) -> None:
    found = two(tmp_path, ["Ash,North,", "Birch,North,"], ["Ash,North,Birch", "Birch,North,Ash"])
    assert filed(found, "2024") == {"Ash": "renamed", "Birch": "renamed"}


def test_an_id_holds_through_names_and_gaps(tmp_path: Path) -> None:
    rows = """
        period,id,name
        2022,1,Ash
        2022,2,Birch
        2023,1,Oak
        2024,1,Oak
        2024,2,Beech
    """
    found = loaded(tmp_path, rows)
    assert filed(found, "2023") == {"Oak": "renamed"}
    assert filed(found, "2024") == {"Oak": "unchanged", "Beech": "returned"}


def test_the_same_name_after_a_gap_is_new_unless_from_says_so(tmp_path: Path) -> None:
    rows = "period,name,from\n2022,Ash,\n2022,Birch,\n2023,Cedar,\n2024,Ash,\n2024,Birch,Birch"
    found = loaded(tmp_path, rows)
    assert filed(found, "2024") == {"Ash": "new", "Birch": "returned"}
    assert lifecycle.derive(found).balances[1].ended == 1


def test_a_from_copied_into_later_periods_counts_once(tmp_path: Path) -> None:
    rows = """
        period,name,from
        2022,Ash,
        2022,Birch,
        2023,Oak,Ash; Birch
        2024,Oak,Ash; Birch
    """
    assert filed(loaded(tmp_path, rows), "2024") == {"Oak": "unchanged"}


def test_the_order_of_filing_is_the_networks(tmp_path: Path) -> None:
    settings = "changes: {moved: {label: moved}, renamed: {label: renamed}, split: {label: split}}"
    found = two(tmp_path, ["Ash,North,"], ["Oak,South,Ash"], settings)
    assert reasons(found) == {"Oak": {"moved", "renamed"}} and filed(found, "2024") == {
        "Oak": "moved"
    }
    assert list(found.config["changes"]) == ["moved", "renamed", "split", "unchanged", "new"]


def test_what_the_network_does_not_file_is_no_change(tmp_path: Path) -> None:
    settings = "changes: {renamed: {label: renamed}}"
    assert filed(two(tmp_path, ["Ash,North,"], ["Ash,South,"], settings), "2024") == {
        "Ash": "unchanged"
    }


def test_planned_ones_do_not_stand_yet(tmp_path: Path) -> None:
    rows = "period,name,status\n2023,Ash,\n2023,Birch,planned\n2024,Ash,not reported\n2024,Birch,"
    found = loaded(tmp_path, rows)
    assert filed(found, "2024") == {"Ash": "unchanged", "Birch": "new"}
    assert len(population.of(found, "2023")) == 1


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (
            "Asch",
            "which is in no row of 2023. Correct the name, or empty the cell. Did you mean 'Ash'?",
        ),
        (
            "Oak",
            "which stands in 2024 only; allowed is the name or id of a partnership of a period",
        ),
        ("Birch", "which stands several times in 2023 (North or South). Give each an id."),
    ],
)
def test_a_from_that_leads_nowhere(tmp_path: Path, cell: str, said: str) -> None:
    rows = f"""
        period,name,host,from
        2023,Ash,North,
        2023,Birch,North,
        2023,Birch,South,
        2024,Oak,,{cell}
    """
    (message,) = problems(sheet(tmp_path, rows))
    assert f"row 5, column from: found '{cell}', {said}" in message


def test_nothing_comes_before_the_first_period(tmp_path: Path) -> None:
    (message,) = problems(sheet(tmp_path, "period,name,from\n2023,Ash,Oak"))
    assert "but 2023 is the first period. Empty the cell." in message


# -- sheets that must end well --------------------------------------------------------------------

CIRCLES = {
    # rows of period,id,name,from -> what must be said of which row
    "two of one period": (
        ["2023,x,Elm,", "2024,a,Ash,b", "2024,b,Birch,a"],
        [
            "row 3, column from: found 'b', which stands in 2024 only",
            "row 4, column from: found 'a'",
        ],
    ),
    "through two periods": (
        ["2023,a,Ash,b", "2024,b,Birch,a"],
        ["row 2, column from: found 'b', but 2023 is the first period. Empty the cell."],
    ),
    "into the future": (
        ["2022,x,Elm,", "2023,a,Ash,b", "2024,b,Birch,a"],
        [
            "row 3, column from: found 'b', which stands in 2024 only; allowed is the name or id "
            "of a partnership of a period before 2023. Correct the cell."
        ],
    ),
    "itself": (
        ["2023,x,Elm,", "2024,a,Ash,Ash"],
        ["row 3, column from: found 'Ash', which stands in 2024 only"],
    ),
}


@pytest.mark.parametrize("name", CIRCLES)
def test_nothing_comes_from_itself(tmp_path: Path, name: str) -> None:
    rows, said = CIRCLES[name]
    found = problems(sheet(tmp_path, "\n".join(["period,id,name,from", *rows])))
    assert len(found) == len(said)
    assert all(sentence in message for sentence, message in zip(said, found, strict=True))


def test_its_own_name_under_from_is_no_change(tmp_path: Path) -> None:
    found = two(tmp_path, ["Ash,North,"], ["Ash,North,Ash"])
    assert filed(found, "2024") == {"Ash": "unchanged"}


@pytest.mark.parametrize("named", ["Ash", "Ash; Ash", "ASH ;", "Ash;The Ash"])
def test_one_that_came_from_one_is_renamed(tmp_path: Path, named: str) -> None:
    """A merger of one, a split into one: what is named twice is one all the same."""
    found = two(tmp_path, ["Ash,North,"], [f"Oak,North,{named}"])
    assert reasons(found) == {"Oak": {"renamed"}}
    assert lifecycle.derive(found).balances[0].meets


def test_rows_that_stand_twice(tmp_path: Path) -> None:
    found = problems(sheet(tmp_path, "period,name,host\n2023,Ash,N\n2023,Ash,S\n2023,Ash,N"))
    assert [one.split(", ", 1)[1] for one in found] == [
        "row 4: period '2023', host 'N', name 'Ash' stands there already, in row 2. Remove one."
    ]


def test_one_name_at_two_hosts_is_two(tmp_path: Path) -> None:
    found = two(tmp_path, ["Ash,North,", "Ash,South,"], ["Ash,South,", "Ash,North,"])
    facts = [fact for fact in lifecycle.derive(found).facts.values() if fact.parents]
    assert [(fact.host, fact.parents[0].host) for fact in facts] == [
        ("South", "South"), ("North", "North"),
    ]  # fmt: skip


NAMES = [
    "Партнёрство «Чтение»", "شراكة القراءة", "読書の会", "🌳🌲", "Ash 🌳", "The \"Big\" One's",
    "<script>alert(1)</script>", "#1", "$HOME", "@all", "back\\slash", "=cmd()|' /C calc'!A0", "+1",
    "a, b", "C++", "100%", "{n}", "Long name " * 30,
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_odd_names_go_on_and_change(tmp_path: Path, name: str) -> None:
    """As a name, an id, under from, as host and as topic: kept to the letter."""
    name = name.strip()
    rows = [
        ["period", "id", "name", "from", "host", "topics"],
        ["2022", "", "Elm", "", name, name],
        ["2023", "", name, "Elm", name, name],
        ["2024", name, name, "", name, name],
        ["2025", name, "Oak", "", name, name],
    ]
    path = tmp_path / "partnerships.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    found = checks.load(tmp_path)
    every = [filed(found, period) for period in found.periods[1:]]
    assert every == [{name: "renamed"}, {name: "unchanged"}, {"Oak": "renamed"}]
    assert found.hosts == [name] and list(found.folders) == [name]
    assert [entry["label"] for entry in found.config["topics"].values()] == [name]


def test_two_names_without_letters_are_two(tmp_path: Path) -> None:
    found = two(tmp_path, ["🌳,North,", "🌲,North,"], ["🌲,North,", "🌳,North,"])
    assert filed(found, "2024") == {"🌲": "unchanged", "🌳": "unchanged"}


def test_one_partnership_in_all(tmp_path: Path) -> None:
    found = loaded(tmp_path, "period,name\n2024,Ash")
    assert lifecycle.derive(found).balances == () and len(population.of(found, "2024")) == 1
    found = loaded(tmp_path, "period,name\n2024,Ash\n2025,Ash")
    assert lifecycle.derive(found).balances[0] == lifecycle.Balance(
        "2024", "2025", 1, 0, 0, 0, 0, 0, 1
    )


def test_a_period_in_which_all_ended(tmp_path: Path) -> None:
    found = loaded(tmp_path, "period,name\n2024,Ash\n2024,Oak", "periods: [2024, 2025]")
    (balance,) = lifecycle.derive(found).balances
    assert (balance.before, balance.ended, balance.after, balance.meets) == (2, 2, 0, True)


# -- populations -----------------------------------------------------------------------------------


def sure(network: Network, period: str, attribute: str) -> dict[str, int]:
    """How many rows surely have each value; own rows leave nothing open."""
    rows = [row[attribute] for row in population.of(network, period)]
    assert all(known == possible for known, possible in rows)
    return dict(Counter(value for known, _ in rows for value in known))


def test_own_rows_leave_nothing_open() -> None:
    """networks/six: by hand."""
    six = Network(NETWORKS / "six")
    counted = {name: sure(six, "2024", name) for name in ("topic", "scope", "size_class", "host")}
    assert counted == {
        "topic": {"reading": 2, "maths": 2, "health": 2},
        "scope": {"city": 3, "county": 3},
        "size_class": {"small": 1, "medium": 2, "large": 2},
        "host": {"North Hub": 3, "South Hub": 3},
    }
    assert sure(six, "2024", "topics") == {"reading": 3, "maths": 2, "health": 2}
    assert sure(six, "2024", "reporting") == {"yes": 5, "no": 1}
    assert sure(six, "2024", "member_type") == {"school": 5, "university": 4}


def test_four_classes_and_two_types() -> None:
    """networks/six_wide: by hand."""
    wide = Network(NETWORKS / "six_wide")
    assert sure(wide, "2024/25", "size_class") == {"tiny": 1, "small": 2, "medium": 1, "large": 1}
    assert sure(wide, "2024/25", "member_type") == {"schools": 5, "families": 4}
    assert list(wide.config["scopes"]) == ["valley", "town", "street"]


def test_words_that_follow_from_a_reason(three: Network) -> None:
    assert sure(three, "2023", "change") == {
        "continued": 4,
        "transformed": 3,
        "renamed": 2,
        "merged": 1,
        "split_or_merged": 1,
        "moved": 1,
        "unchanged": 1,
        "new": 1,
    }
    assert sure(three, "2022", "fate") == {"continued": 5, "merged": 2, "ended": 1}
    assert sure(three, "2024", "filed")["split_or_merged"] == 2


def test_an_empty_type_may_be_there_unless_the_others_are_all_members(tmp_path: Path) -> None:
    rows = "period,name,members,members: A,members: B\n2024,Ash,5,5,\n2024,Birch,6,5,\n2024,Oak,,5,"
    found = [row["member_type"] for row in population.of(loaded(tmp_path, rows), "2024")]
    assert found[0] == ({"a"}, {"a"})
    assert found[1] == found[2] == ({"a"}, {"a", "b"})


def members(name: str, period: str, measure: str, subject: str = "members", **where: str):
    network = Network(NETWORKS / name)
    return population.members(network, period, subject, measure, where.items())


def test_numbers_of_members() -> None:
    """networks/six: 4, 12, 20, 30 and 60 members, one not known."""
    found = [
        members("six", "2024", one) for one in ("count", "minimum", "maximum", "median", "mean")
    ]
    assert found == [126, 4, 60, 20, Fraction(126, 5)]
    assert members("six", "2024", "count", topic="maths") == 50
    assert members("six", "2024", "count", topic="health", scope="city") is None
    share = members("six", "2024", "percent", "member_share", member_type="school")
    assert share == Fraction(100 * 81, 126)


def test_a_hosts_name_may_hold_any_sign(tmp_path: Path) -> None:
    """Topics that are asked for together are joined by `|`; a host's name is taken as it is."""
    rows = """
        period,name,host,topics,members
        2024,Ash,North|South,Maths,4
        2024,Birch,North,Reading,8
        2024,Cedar,South,Health,16
    """
    network = loaded(tmp_path, rows)

    def members(**where: str) -> Fraction | None:
        return population.members(network, "2024", "members", "count", where.items())

    assert members(host="North|South") == 4 and members(host="North") == 8
    assert members(topic="maths|health") == 20


def test_transcribed_rows_say_only_what_is_printed() -> None:
    """Montana: renamed and of other coverage, by name; whether it also was split, nobody says."""
    rows = {
        next(iter(row["partnership"][0])): row for row in population.of(Network(EMBEDDED), "year 4")
    }
    montana = rows["Montana Data Use Alliance"]
    assert montana["change"][0] >= {"coverage", "renamed", "transformed", "continued"}
    assert not montana["change"][1] & {"new", "unchanged"} and "split" in montana["change"][1]
    assert montana["filed"] == (set(), {"split_or_merged", "coverage"})
    assert montana["topic"] == (set(), {"college", "teachers", "schools", "standards", "early"})
    assert montana["reporting"] == (set(), {"yes", "no"})
    assert rows["Silicon Valley Research Alliance"]["change"][0] == set()


def test_the_earlier_ones_that_are_named_went_on() -> None:
    network = Network(EMBEDDED)
    assert network.listed == ["year 4"] and lifecycle.derive(network).balances == ()
    assert fates(network, "year 1") == {
        "Teacher Effectiveness Research Alliance": ("continued", "split"),
        "Montana AA District Network Research Alliance": ("continued",),
        "College and Career Readiness Alliance": ("continued", "split"),
    }


def test_what_is_only_likely_is_not_sure(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    change(
        folder / "partnerships.csv", "1778,college,certain,", "1778,college,likely,college|early"
    )
    first = population.of(Network(folder), "year 4")[0]
    every = {"college", "teachers", "schools", "standards", "early"}  # its options are a guess
    assert first["topic"] == (set(), every)


def test_thousands_of_rows_take_seconds(tmp_path: Path) -> None:
    rows = [f"{2020 + n % 4},P{n // 4} of the town,H{n % 40},{n % 50}" for n in range(20_000)]
    started = time.monotonic()
    found = loaded(tmp_path, "\n".join(["period,name,host,members", *rows]))
    assert len(population.of(found, "2023")) == 5000
    assert time.monotonic() - started < 60

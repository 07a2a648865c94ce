"""members.csv: who takes part, counted by hand.

Ash stood in 2023 and 2024, Birch in 2023, Oak (id 7) in 2024 and, as Oaken, in 2025; Elm is only
planned for 2025.

Alder School is in Ash (2023, 2024) and Birch (2023), Mill School in Ash (2024), the Town Library
in Oak from June to December 2024, Bell College in Oaken from 2025 on:

2023  Alder School in Ash and in Birch: 2 memberships, 1 organization
2024  Alder School, Mill School, Town Library: 3 memberships, 3 organizations
2025  Bell College: 1 membership
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from helpers.data import memberships, population
from helpers.data.network import Network
from helpers.exhibits.exhibit import inert
from helpers.numbers.answer import Status
from helpers.numbers.evidence import Evidence, answer
from helpers.numbers.question import Question
from sheets import change, loaded, problems, sheet

ROWS = """
    period,name,id,host,topics,status
    2023,Ash,,North,Maths,
    2023,Birch,,South,Reading,
    2024,Ash,,North,Maths,
    2024,Oak,7,South,Reading,
    2025,Oaken,7,South,Reading,
    2025,Elm,,South,Reading,planned
"""
MEMBERS = """\
partnership,organization,type,period,parent,start,end
Ash,Alder School,School,,Alder District,,
ash,Mill School,School,2024,Alder District,,
Birch,ALDER  school,School,,Alder District,,
7,Town Library,Library,,,2024-06-01,2024-12-31
7,Bell College,,,,2025-01-01,
Elm,Bell College,,,,,
"""


def listed(folder: Path, members: str = MEMBERS, rows: str = ROWS, settings: str = "") -> Path:
    sheet(folder, rows, settings)
    (folder / "members.csv").write_text(members, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Network:
    return Network(listed(tmp_path_factory.mktemp("listed")))


def asked(network: Network, period: str, subject: str, measure: str = "count", **where: str):
    return answer(Evidence(network), Question(period, where, subject, measure))


def number(network: Network, period: str, subject: str, **where: str) -> Fraction | None:
    return asked(network, period, subject, **where).value


def test_each_membership_is_an_organization_in_a_partnership(network: Network) -> None:
    assert memberships.of(network, "2024") == (
        (4, "Alder School", "school", "Alder District"),
        (4, "Mill School", "school", "Alder District"),
        (5, "Town Library", "library", ""),
    )
    assert [len(memberships.of(network, period)) for period in network.periods] == [2, 3, 1]


def test_an_organization_counts_once_in_however_many_partnerships(network: Network) -> None:
    """Alder School is in Ash and in Birch, once in other capitals."""
    found = [number(network, "2023", one) for one in memberships.SUBJECTS]
    assert found == [2, 1, 1]
    assert number(network, "2024", "organizations") == 3
    assert number(network, "2024", "parents") == 1  # the library names none


def test_conditions(network: Network) -> None:
    assert number(network, "2024", "memberships", host="North") == 2
    assert number(network, "2024", "organizations", topic="reading") == 1
    assert number(network, "2024", "organizations", partnership="Ash") == 2
    assert number(network, "2024", "organizations", member_type="school") == 2
    share = asked(network, "2024", "organizations", "percent", member_type="school")
    assert share.value == 67 and share.status == Status.COUNTED
    assert number(network, "2024", "organizations", listed="yes") == 3


def test_one_without_a_type_may_be_of_any(network: Network) -> None:
    """Bell College has none: schools in Oaken are none or one, never surely none."""
    found = asked(network, "2025", "organizations", member_type="school")
    assert (found.low, found.high, found.exact) == (0, 1, False)


def test_what_no_row_lists_is_not_known(tmp_path: Path) -> None:
    found = Network(listed(tmp_path, "partnership,organization\nBirch,Alder School\n"))
    assert not asked(found, "2024", "memberships").known
    assert not asked(found, "2023", "memberships", host="North").known
    rows = population.of(found, "2023")
    assert [row["listed"][0] for row in rows] == [{"no"}, {"yes"}]


def test_numbers_of_members_are_counted_from_the_list_if_the_sheet_has_none(
    network: Network,
) -> None:
    """Ash 2024: two schools. Oaken: one of unknown type, so that its types are not known."""
    assert network.counts_list and network.has("members")
    rows = network.partnerships
    assert rows["members"].dropna().to_dict() == {2: 1, 3: 1, 4: 2, 5: 1, 6: 1}
    assert rows["members: school"].dropna().to_dict() == {2: 1, 3: 1, 4: 2, 5: 0}
    assert population.members(network, "2024", "members", "count", ()) == 3
    assert list(network.config["member_types"]) == ["school", "library"]


def test_numbers_of_the_sheet_stay(tmp_path: Path) -> None:
    """People are counted there, organizations here: neither is made from the other."""
    rows = "period,name,members\n2024,Ash,12\n2024,Birch,\n"
    found = Network(listed(tmp_path, "partnership,organization\nAsh,A\nAsh,B\n", rows))
    assert not found.counts_list
    assert population.members(found, "2024", "members", "count", ()) == 12
    assert number(found, "2024", "memberships") == 2


def test_members_that_are_organizations_meet_the_list(tmp_path: Path) -> None:
    rows = "period,name,members\n2024,Ash,3\n2024,Birch,4\n"
    folder = listed(tmp_path, "partnership,organization\nAsh,A\nAsh,B\n", rows)
    assert not Network(folder).table("members").empty and loaded(folder, rows)
    (message,) = problems(sheet(folder, rows, "unit: organizations"))
    assert "row 2: members says 3; members.csv lists 2 organizations of 2024." in message


def test_a_period_may_have_its_days(tmp_path: Path) -> None:
    """One day is enough: the last of the school year."""
    settings = """
        periods:
          2024/25: {label: 2024/25, start: 2024-09-01, end: 2025-08-31}
          2025/26: {label: 2025/26, start: 2025-09-01, end: 2026-08-31}
    """
    rows = "period,name\n2024/25,Ash\n2025/26,Ash\n"
    members = "partnership,organization,start,end\nAsh,A,2025-08-31,\nAsh,B,,2025-08-31\n"
    found = Network(listed(tmp_path, members, rows, settings))
    names = [[one.organization for one in memberships.of(found, p)] for p in found.periods]
    assert names == [["A", "B"], ["A"]]


def test_several_periods_in_a_cell(tmp_path: Path) -> None:
    members = "partnership,organization,period\nAsh,A,2023; 2024\n"
    found = Network(listed(tmp_path, members))
    assert [len(memberships.of(found, period)) for period in found.periods] == [1, 1, 0]


WRONG = [
    (
        "Asch,A,,,,,",
        "column partnership: found 'Asch', which is no name or id in partnerships.csv. Correct it, "
        "or remove the row. Did you mean 'Ash'?",
    ),
    (
        "Birch,A,,2024,,,",
        "column period: 'Birch' has no row of 2024 in partnerships.csv; it stands in 2023.",
    ),
    ("Elm,A,,2025,,,", "'Elm' has no row of 2025 in partnerships.csv; it is only planned."),
    (
        "Ash,mill school,,,,,",
        "organization 'Mill School' stands in 'Ash' of 2024 already, by row 3. Remove one",
    ),
    ("Ash,A,,,,2024-02-30,", "column start: found '2024-02-30'; allowed is a day such as"),
    ("Ash,A,,,,2024-05-01,2024-04-01", "column end: found 2024-04-01, before its start, 2024-05"),
    ("Ash,,,,,,", "column organization: the cell is empty"),
    ("Ash,A,,2026,,,", "column period: found '2026'; allowed is 2023, 2024 or 2025"),
]


@pytest.mark.parametrize(("row", "said"), WRONG)
def test_rows_that_lead_nowhere(tmp_path: Path, row: str, said: str) -> None:
    (message,) = problems(listed(tmp_path, f"{MEMBERS}{row}\n"))
    assert "members.csv, row 8" in message and said in message


def test_one_that_stands_twice_counts_once(tmp_path: Path) -> None:
    """Also while the problem is not mended."""
    rows = "period,name\n2024,Ash\n"
    found = Network(listed(tmp_path, "partnership,organization\nAsh,A\nash,a\n", rows))
    assert len(found.memberships.problems) == 1
    assert number(found, "2024", "memberships") == 1


def test_a_type_must_be_one_of_the_network(tmp_path: Path) -> None:
    settings = "member_types: [School, Library]"
    folder = listed(tmp_path, f"{MEMBERS}Ash,A,Skool,,,,\n", settings=settings)
    (message,) = problems(folder)
    assert "row 8, column type: found 'Skool'; allowed is school or library" in message
    assert "Did you mean 'school'?" in message


def test_a_name_that_two_bear_needs_an_id(tmp_path: Path) -> None:
    rows = "period,name,host\n2023,Ash,North\n2023,Ash,South\n"
    (message,) = problems(listed(tmp_path, "partnership,organization\nAsh,A\n", rows))
    assert "row 2, column partnership: 'Ash' stands several times in 2023 (North or South)" in (
        message
    )


def test_days_of_a_period_that_nobody_knows(tmp_path: Path) -> None:
    rows = "period,name\nspring,Ash\n"
    (message,) = problems(
        listed(tmp_path, "partnership,organization,start\nAsh,A,2024-05-01\n", rows)
    )
    assert "which days 'spring' has. Write them under periods in network.yml" in message


def test_the_list_is_written_by_hand_and_changes_what_is_read(tmp_path: Path) -> None:
    """A mutation: one more row is one more membership."""
    folder = listed(tmp_path)
    change(folder / "members.csv", "Elm,Bell College", "Oak,Bell College")
    assert number(Network(folder), "2024", "memberships") == 4


# -- tables that spreadsheet programs open ---------------------------------------------------------


@pytest.mark.parametrize("text", ["=cmd()", "=1+1", "@SUM(A1)", "+1+cmd|' /C calc'!A0", "-a"])
def test_no_text_of_a_table_is_a_formula(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["-6", "+32", "+1,204%", "=", "-", "a=b", "—", "", 7, None])
def test_signs_and_numbers_stay(cell: object) -> None:
    assert inert(cell) == cell

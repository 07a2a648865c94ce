"""Why the number of members changed: each cause counted by hand, and the totals always met."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.data import member_change
from helpers.data.member_change import CAUSES
from helpers.data.network import Network
from helpers.numbers.evidence import Evidence, answer
from helpers.numbers.question import Question
from sheets import NETWORKS, loaded

LARKMOOR = Network(NETWORKS / "larkmoor")


def change(network: Network, period: str, host: str = "") -> dict[str, int]:
    """Each cause's change since the period before, those of zero left out."""
    whole = Question(period, {"host": host}, "member_change")
    found = {one: answer(Evidence(network), whole.but(cause=one)) for one in CAUSES}
    assert all(one.exact for one in found.values())
    return {cause: int(one.low) for cause, one in found.items() if one.low}


def total(network: Network, period: str, host: str = "") -> str:
    return answer(Evidence(network), Question(period, {"host": host}, "members")).text()


def test_larkmoors_changes_are_those_counted_by_hand() -> None:
    """2024: Algebra Lab 11 and Mentors 8 are new, the Maths Forum's 6 ended; +1 Early Readers,
    +1 Ostrow, +2 the two of the Fens, +1 Greenwater, -1 Quarry Lane; Birchgate's 10 had no number.
    2025: 18, 4 and 10 new, Quarry Lane's 6 ended; -1 Early Readers, +1 Birchgate, +1 Algebra, and
    Greenwater's 13 are now 7 and 6."""
    assert [total(LARKMOOR, period) for period in LARKMOOR.periods] == ["72", "99", "126"]
    assert change(LARKMOOR, "2024") == {"new": 19, "ended": -6, "continued": 4, "appeared": 10}
    assert change(LARKMOOR, "2025") == {"new": 32, "ended": -6, "continued": 1}


def test_a_hosts_changes_are_of_its_own_partnerships() -> None:
    trust = "Larkmoor Schools Trust"
    assert change(LARKMOOR, "2024", trust) == {
        "new": 8, "ended": -6, "continued": -1, "appeared": 10,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["larkmoor", "six_three"])
def test_the_causes_always_meet_the_totals(name: str) -> None:
    """In all and for every host, whatever moved, merged, split, or did not say."""
    network = Network(NETWORKS / name)
    for host in ("", *network.hosts):
        for before, after in zip(network.periods, network.periods[1:], strict=False):
            numbers = [int(total(network, period, host)) for period in (before, after)]
            assert numbers[0] + sum(change(network, after, host).values()) == numbers[1]


ROWS = """
    period,name,host,from,members
    2024,Ash,North,,5
    2024,Birch,North,,9
    2024,Cedar,South,,11
    2024,Dogwood,South,,
    2024,Elm,South,,4
    2025,Ash,South,,7
    2025,Grove,North,Birch; Cedar,22
    2025,Dogwood,South,,
    2025,Elm I,South,Elm,3
    2025,Elm II,South,Elm,
"""


def test_what_was_merged_is_taken_together_and_what_moved_is_apart(tmp_path: Path) -> None:
    """Ash went from North to South and grew by 2. Grove came of 9 and 11. Elm's second half does
    not say: its 4 drop out, 3 appear. Of Dogwood nothing is known on either side."""
    network = loaded(tmp_path, ROWS)
    assert change(network, "2025") == {"continued": 2 + 2, "appeared": 3, "dropped": -4}
    # North: Ash's 5 are gone, and instead of Birch's 9 there are 22. South: Ash's 7 came, Cedar's
    # 11 went.
    assert change(network, "2025", "North") == {"moved": -5 + 13}
    assert change(network, "2025", "South") == {"moved": 7 - 11, "appeared": 3, "dropped": -4}
    names = [[f.name for f in one.after] for one in member_change.families(network, "2025")
             if not one.comparable]  # fmt: skip
    assert names == [["Dogwood"], ["Elm I", "Elm II"]]


def test_nothing_came_before_the_first_period(tmp_path: Path) -> None:
    network = loaded(tmp_path, ROWS)
    assert not answer(Evidence(network), Question("2024", {"cause": "new"}, "member_change")).known
    with pytest.raises(ValueError, match="2024 is the first period"):
        member_change.families(network, "2024")


def test_rows_that_are_not_all_there_were_say_nothing_of_a_change(tmp_path: Path) -> None:
    settings = """
        title: T
        periods:
          "2024": {label: "2024", complete: false}
          "2025": {label: "2025"}
    """
    network = loaded(tmp_path, ROWS, settings)
    found = answer(Evidence(network), Question("2025", {"cause": "continued"}, "member_change"))
    assert not found.known and found.text() == "not known"


# -- numbers of members, by type -----------------------------------------------------------------

TYPED = """
    period,name,host,members,members: School,members: University
    2025,Ash,North,10,4,6
    2025,Birch,North,10,3,
    2025,Cedar,South,20,,
    2025,Dogwood,South,0,0,0
"""


def ask(network: Network, **asked: str) -> str:
    where = {name: asked.pop(name) for name in ("host", "member_type", "row") if name in asked}
    found = answer(Evidence(network), Question("2025", where, **asked))
    return found.text("%" if asked.get("measure") == "percent" else "")


def test_shares_are_of_partnerships_whose_types_are_all_known(tmp_path: Path) -> None:
    """4 and 6 of Ash's 10; Birch says nothing of universities, Cedar nothing at all."""
    network = loaded(tmp_path, TYPED)
    share = {"subject": "member_share", "measure": "percent", "among": "reporting"}
    assert ask(network, member_type="school", **share) == "40%"
    assert ask(network, member_type="university", **share) == "60%"
    assert ask(network, member_type="school", subject="members") == "4"


def test_an_empty_cell_is_not_nobody(tmp_path: Path) -> None:
    """Ash and Birch have schools, Cedar may; Ash alone surely has a university."""
    network = loaded(tmp_path, TYPED)
    assert ask(network, member_type="school", among="reporting") == "2–3"
    assert ask(network, member_type="university", among="reporting") == "1–3"


def test_a_share_of_no_members_is_no_number(tmp_path: Path) -> None:
    rows = TYPED.replace("2025,Cedar,South,20,,\n", "")
    share = {"subject": "member_share", "measure": "percent", "host": "South"}
    assert ask(loaded(tmp_path / "a", rows), member_type="school", **share) == "no members"
    assert ask(loaded(tmp_path / "b", TYPED), member_type="school", **share) == "not known"


def test_two_of_one_name_are_told_apart_by_their_rows(tmp_path: Path) -> None:
    network = loaded(tmp_path, "period,name,host,id,members\n2025,Ash,A,x,3\n2025,Ash,A,y,5")
    assert ask(network, subject="members", row="2") == "3"
    assert ask(network, subject="members", row="3") == "5"

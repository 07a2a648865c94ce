"""An exhibit's table is made once for all who chose the same, and nobody gets another's.

North: Ash, Birch I, Birch II      South: Cedar, Elm      (tiny.py)
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from helpers import answers, report
from helpers.data.network import Network
from helpers.exhibits import REGISTRY
from helpers.exhibits.exhibit import Exhibit
from helpers.numbers.answer import Answer, Status
from helpers.numbers.evidence import Evidence
from helpers.numbers.question import Question
from helpers.numbers.rows import Population
from helpers.params import Params
from tiny import OWN, own, statement, told

TOPICS = "topics"
RULE = "suppress: {below: 5}\n"


class Audit:
    """What an audit found: the same range for every number, and a dataset without any rows."""

    def __init__(self, most: int) -> None:
        self.most = most

    def bound(self, _: Question) -> Answer:
        return Answer(Fraction(0), Fraction(self.most), Status.BOUNDED)

    def example(self, _: str) -> Population:
        return ()


MOST = {("plain", "none"): 7, ("a", "none"): 8, ("plain", "public"): 9}
"""The most that a number may be, by the readings and the evidence that were chosen."""


@pytest.fixture
def booklet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """The number of circles on maths, as who chose this reads it."""
    network = told(tmp_path, statement(value="6"))
    monkeypatch.setattr(answers, "_audit", lambda _, *chosen: Audit(MOST[chosen]))

    def number(**chosen: str) -> str:
        params = Params(network=str(network.folder), **chosen)
        return answers.table_of(TOPICS, network, params).get(topic="maths").text

    return number


@pytest.mark.parametrize(
    ("chosen", "text"),
    [({"readings": "a"}, "0–8"), ({"evidence": "public"}, "0–9"), ({"view": "example"}, "0")],
)
def test_who_chose_something_else_gets_another_table(
    booklet: Callable[..., str], chosen: dict[str, str], text: str
) -> None:
    assert booklet() == "0–7"
    assert booklet(**chosen) == text
    assert booklet() == "0–7"


def test_each_host_gets_its_own_numbers_beside_those_of_all(tmp_path: Path) -> None:
    network = own(tmp_path)

    def numbers(host: str) -> dict[str, str]:
        params = Params(network=str(network.folder), host=host)
        table = answers.table_of(TOPICS, network, params)
        return {e.keys["host"]: e.text for e in table.find("count", topic="reading")}

    assert numbers("all") == {"all": "2"}
    assert numbers("North") == {"all": "2", "North": "2"}
    assert numbers("South") == {"all": "2", "South": "0"}
    assert numbers("all") == {"all": "2"}


def test_hosts_that_are_compared_stand_in_one_table_for_all(tmp_path: Path) -> None:
    network = own(tmp_path)
    tables = [
        answers.table_of(
            "partnerships_by_host", network, Params(network=str(network.folder), host=host)
        )
        for host in ("North", "South", "all")
    ]
    assert tables[0] is tables[1] is tables[2]
    assert [e.text for e in tables[0].find("count")] == ["5", "3", "2"]


def test_a_number_that_a_rule_hides_is_hidden_though_it_was_shown_without_the_rule(
    tmp_path: Path,
) -> None:
    """Ash has four members; the rule hides what is below five."""

    def ash(network: Network, host: str) -> str:
        params = Params(network=str(network.folder), host=host)
        table = answers.table_of("sizes", network, params)
        return table.get(period="2025", partnership="Ash", host=host).text

    shown = own(tmp_path)
    settings = shown.folder / "network.yml"
    assert (ash(shown, "all"), ash(shown, "North")) == ("4", "4")
    settings.write_text(settings.read_text() + RULE)
    hidden = Network(shown.folder)
    assert (ash(hidden, "all"), ash(hidden, "North")) == ("‡", "‡")


def test_what_else_is_known_is_asked_itself(tmp_path: Path) -> None:
    """One dataset of those that a booklet allows: no circle is in it."""
    network = own(tmp_path)
    params = Params(network=str(network.folder))
    nothing = Evidence(network, example=lambda _: ())
    before, other, after = (
        answers.table_of("partnerships_by_host", network, params, known).get(host="North").text
        for known in (None, nothing, None)
    )
    assert (before, other, after) == ("3", "0", "3")


@pytest.mark.parametrize("stem", ["topics", "partnerships_by_host", "trajectories"])
def test_who_changes_an_exhibits_table_changes_it_for_nobody_else(
    tmp_path: Path, stem: str
) -> None:
    network = own(tmp_path, OWN)
    params = Params(network=str(network.folder))

    def made() -> Exhibit:
        found = report.make(stem, network, params)
        assert isinstance(found, Exhibit)
        return found

    first = made()
    before = first.csv()
    first.table["new"] = 0
    first.table.loc[:, "host"] = "changed"
    assert made().csv() == before


def test_a_grid_is_the_same_for_all_hosts(tmp_path: Path) -> None:
    network = own(tmp_path)
    for stem in REGISTRY:
        if answers.asks(stem, network):
            assert answers.grid(network, stem) is answers.grid(network, stem)

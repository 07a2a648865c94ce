"""Whose the marks of Figures 1 and B1 are: as far as rows say it, and no mark further."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import tiny
from helpers import report
from helpers.data.network import Network
from helpers.exhibits import REGISTRY
from helpers.exhibits.exhibit import Exhibit
from helpers.look.entries import about
from helpers.numbers import grid as grids
from helpers.numbers.evidence import Evidence
from helpers.params import Params
from helpers.whose import whose

NAMED = """
    period,name,host,from,change,change_status
    2024,Birch,North,,,undecided
    2025,Birch I,North,Birch,split,certain
    2025,Birch II,North,Birch,split,certain
    2025,Cedar,South,,,undecided
    2025,Elm,South,,new,certain
    2025,Fir,South,,,undecided
"""
"""What a booklet says of six: that Birch was split, and Elm began. Of Cedar and Fir it says
nothing."""
SAID = [
    tiny.statement("S1", value="5"),
    tiny.statement("S2", value="3", change="split_or_merged"),
    tiny.statement("S3", value="1", change="new"),
    tiny.statement("S4", value="1", change="unchanged"),
    tiny.statement("S5", value="2", period="2024", among="2024"),
    tiny.statement("S6", value="2", subject="hosts", change="split_or_merged",
                   having="partnerships >= 1", unit="hosts"),
]  # fmt: skip


def marks(stem: str, network: Network) -> Counter[tuple[str, str, str]]:
    """How many marks of (period, change) are a host's; one of all hosts' may be anyone's."""
    made = report_of(stem, network)
    found: Counter[tuple[str, str, str]] = Counter()
    for one in re.findall(r'<path [^>]*data-kind="certain"[^>]*>', made.picture.decode()):
        keys = dict(re.findall(r'(?:data-)?(\w+)="([^"]*)"', one))
        if keys.get("measure", "count") == "count" and "host" in keys:
            name = keys["host"], keys.get("period", ""), keys.get("change", "")
            found[name] += keys["d"].count("M")  # neighbours that are alike are one path
    return found


def report_of(stem: str, network: Network) -> Exhibit:
    made = getattr(report, stem)(network, Params(network=str(network.folder)))
    assert isinstance(made, Exhibit)
    return made


def test_of_own_rows_every_mark_has_its_host(tmp_path: Path) -> None:
    """2024: Dogwood of South ended. 2025: two came of Birch, of North; Ash went on, so did Cedar;
    Elm is new."""
    found = marks("evolution", tiny.own(tmp_path / "own"))
    assert found == {
        ("North", "2024", "continued"): 2, ("South", "2024", "continued"): 1,
        ("South", "2024", "ended"): 1,
        ("North", "2025", "unchanged"): 1, ("South", "2025", "unchanged"): 1,
        ("North", "2025", "transformed"): 2, ("South", "2025", "new"): 1,
    }  # fmt: skip


def test_what_went_on_as_it_was_stands_left_of_what_changed(tmp_path: Path) -> None:
    """Ash of North and Cedar of South stand over the unchanged ones, Birch of North is last."""
    picture = report_of("evolution", tiny.own(tmp_path / "own")).picture.decode()
    mark = r'data-kind="certain" data-host="(\w+)" data-period="2024" data-change="continued"'
    kept = re.findall(mark, picture)
    assert kept == ["North", "South", "North"]


def test_the_mark_of_one_partnership_is_its_hosts(tmp_path: Path) -> None:
    picture = report_of("sizes", tiny.own(tmp_path / "own")).picture.decode()
    mark = r'data-kind="certain" data-host="(\w+)" data-period="2025" data-partnership="(\w+)'
    found = re.findall(mark, picture)
    assert set(found) == {("North", "Ash"), ("North", "Birch"), ("South", "Cedar"),
                          ("South", "Elm")}  # fmt: skip


def owners(stem: str, network: Network, **keys: str) -> list[str]:
    """Whose the marks of one number are, which nobody audits."""
    table = grids.table(Evidence(network), REGISTRY[stem].grid(network))
    (asked,) = (one for one in table.find(host="all", **keys) if one.question)
    return whose(network, table).get(about(asked), [])


@pytest.fixture
def booklet(tmp_path: Path) -> Network:
    return tiny.told(tmp_path / "booklet", *SAID, rows=NAMED)


def test_of_a_booklet_only_marks_of_named_partnerships_have_one(booklet: Network) -> None:
    """Three came of a split and two of them are named; nobody says which one stayed as it was."""
    made = owners("transformations", booklet, measure="count", change="split_or_merged")
    assert made == ["North", "North", ""]
    assert owners("transformations", booklet, measure="count", change="new") == ["South"]
    assert owners("transformations", booklet, measure="count", change="unchanged") == []


def test_a_dot_for_a_host_says_which_it_is_where_that_is_known(booklet: Network) -> None:
    """Two hubs had a split, and of one it is known."""
    measure = "hosts with at least one"
    found = owners("transformations", booklet, measure=measure, change="split_or_merged")
    assert found == ["North", ""]


def test_where_small_numbers_are_hidden_no_mark_says_whose_it_is(tmp_path: Path) -> None:
    keys = {"measure": "count", "period": "2025", "change": "transformed"}
    assert owners("evolution", tiny.own(tmp_path / "open"), **keys) == ["North", "North"]
    hiding = tiny.SETTINGS + "    suppress: {{below: 3}}\n"
    assert owners("evolution", tiny.own(tmp_path / "hiding", settings=hiding), **keys) == []

"""A build reads a network once for a notebook of all its hosts: no report shows another's numbers,
and none an old one.

    North: One, Two      South: Three      after a row more of South: Three, Four
"""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import report
from helpers.data.network import Network
from sheets import sheet

ROWS = """
    period,name,host,topics
    2025,One,North,reading
    2025,Two,North,maths
    2025,Three,South,maths
"""
MORE = "    2025,Four,South,reading\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return sheet(tmp_path / "net", ROWS)


def started(folder: Path, host: str, notebook: str = "05_topics") -> tuple[Network, int]:
    """The network as a notebook of a host's report has it, and how many partnerships it counts."""
    output = folder.parent / host / notebook
    network, params = report.start(network=str(folder), host=host, output=str(output))
    own = report.make("partnerships_by_host", network, params).table.query(f"host == '{host}'")
    return network, int(own["value"].iloc[0])  # type: ignore[arg-type]


def test_each_host_has_its_own_numbers_of_one_network(folder: Path) -> None:
    north, south = started(folder, "North"), started(folder, "South")
    assert (north[1], south[1]) == (2, 1)
    assert north[0] is south[0]


def test_a_network_is_read_anew_when_a_file_changes(folder: Path) -> None:
    before, _ = started(folder, "South")
    sheet(folder, ROWS + MORE)
    after, number = started(folder, "South")
    assert number == 2 and after is not before
    texts = folder / "text"
    texts.mkdir()
    assert started(folder, "South")[0] is not after


def test_each_notebook_knows_which_files_it_was_read_from(folder: Path) -> None:
    first, _ = started(folder, "North")
    first.note("text/summary.md")
    other, _ = started(folder, "North", "06_membership")
    assert "text/summary.md" not in other.used()


def test_whoever_opens_a_notebook_gets_the_network_read_anew(folder: Path) -> None:
    one, other = (report.start(network=str(folder))[0] for _ in range(2))
    assert one is not other

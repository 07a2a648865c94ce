"""A build reads a network once for a notebook of all its hosts: no report shows another's numbers,
and none an old one.

    North: One, Two      South: Three      after a row more of South: Three, Four
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpers import report
from helpers.data import population
from helpers.data.network import Network, once
from helpers.exhibits import REGISTRY
from helpers.params import Params
from sheets import EMBEDDED, NETWORKS, sheet

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
    back, _ = started(folder, "North")
    assert "text/summary.md" in back.used()


def test_whoever_opens_a_notebook_gets_the_network_read_anew(folder: Path) -> None:
    one, other = (report.start(network=str(folder))[0] for _ in range(2))
    assert one is not other


# -- what each notebook depends on, though all share what was found --------------------------------


def read(network: Network, stem: str) -> list[str]:
    """The files that an exhibit's notebook read."""
    report.make(stem, network.read_by(stem), Params(network=str(network.folder)))
    return network.used()


@pytest.mark.parametrize("folder", [EMBEDDED, NETWORKS / "larkmoor"], ids=["printed", "own"])
def test_a_notebook_depends_on_what_it_reads_whoever_read_it_before(folder: Path) -> None:
    """An exhibit in a notebook of its own: on a network that nobody else asks, and on one that all
    notebooks ask."""
    alone = {stem: read(Network(folder), stem) for stem in REGISTRY}
    shared = Network(folder)
    assert {stem: read(shared, stem) for stem in reversed(REGISTRY)} == dict(alone)
    again = Network(folder)
    assert {stem: read(again, stem) for stem in REGISTRY} == alone


def test_what_was_found_once_is_not_looked_for_again(folder: Path) -> None:
    network, _ = started(folder, "North")
    names = {kept.name: network.read_by(kept.name).config for kept in (folder, folder.parent)}
    assert names[folder.name] is names[folder.parent.name]


def test_a_reader_of_what_was_found_has_read_the_files_that_it_was_found_in(folder: Path) -> None:
    network = Network(folder)

    @once
    def number(asked: Network) -> int:
        return len(asked.table("places")) + len(asked.partnerships)

    assert number(network.read_by("one")) == 3
    assert number(network.read_by("two")) == 3
    assert {"places.csv", "partnerships.csv"} <= {*network.used()}
    assert "places.csv" not in network.read_by("three").used()


def test_a_network_without_its_hidden_numbers_finds_its_own(folder: Path) -> None:
    """A copy with other rows asks anew; both note what is read for the same notebook."""
    network = Network(folder)
    assert len(population.of(network, "2025")) == 3
    rows = network.partnerships.iloc[:1]
    copy = replace(network, _tables={**network._tables, "partnerships": rows})
    assert len(population.of(copy, "2025")) == 1
    assert len(population.of(network, "2025")) == 3
    copy.note("text/of_the_copy.md")
    assert "text/of_the_copy.md" in network.used()

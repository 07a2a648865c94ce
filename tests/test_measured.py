"""What numbers count, in words that a reader meets elsewhere, too."""

from __future__ import annotations

from pathlib import Path

import pytest

import tiny
from helpers import report
from helpers.exhibits.exhibit import Exhibit
from helpers.exhibits.measured import measured
from helpers.params import Params

WORDS = {"partnerships": "circles", "partnership": "circle", "hosts": "hubs", "host": "hub",
         "members": "active people"}  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("hosts with at least one", "hubs with at least one"),
        ("percent, mean of partnerships", "percent, mean of circles"),
        ("scope city", "in one city"),
        ("scope city|county, percent", "in one city or across a county, percent"),
        ("members", "members"),  # all of them, not the active ones
        ("scope of the study", "scope of the study"),
        ("named", "named"),
    ],
)
def test_a_measure_is_said_in_the_networks_words(tmp_path: Path, measure: str, words: str) -> None:
    network = tiny.own(tmp_path / "own")
    assert measured(network, WORDS, [measure]) == {measure: words}


def test_a_label_that_is_no_phrase_is_quoted(tmp_path: Path) -> None:
    network = tiny.own(
        tmp_path / "own", settings=tiny.SETTINGS.replace("label: in one city", "label: Town")
    )
    assert measured(network, WORDS, ["scope city"]) == {"scope city": "scope “Town”"}


def test_readers_get_words_and_programs_ids(tmp_path: Path) -> None:
    """The data table below a figure has words, as do its marks; the CSV file has the ids."""
    network = tiny.own(tmp_path / "own")
    made = report.make("topics", network, Params(network=str(network.folder)))
    assert isinstance(made, Exhibit)
    place = [column["name"] for column in made.columns].index("measure")
    shown = {row[place] for row in made.rows}
    assert {"in one city", "across a county, percent", "hubs with at least one"} <= shown
    assert not {one for one in shown if one.startswith("scope")}
    assert {"scope city", "hosts with at least one"} <= set(made.table["measure"])

"""What somebody in JupyterLab types to look further."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import report
from helpers.exhibits.exhibit import Exhibit
from helpers.look import style

NETWORK, PARAMS = report.start(network="example")


def made(stem: str) -> Exhibit:
    found = report.make(stem, NETWORK, PARAMS)
    assert isinstance(found, Exhibit)
    return found


TOPICS = made("topics")


def test_an_exhibit_is_told_in_a_line() -> None:
    assert repr(TOPICS) == f"{TOPICS.label}. {TOPICS.words.plain()['title']}"


def test_a_figure_shows_itself_and_can_be_drawn_on_ones_own() -> None:
    shown = TOPICS.figure()._repr_svg_()  # type: ignore[attr-defined]
    assert shown.startswith("<?xml") and "<svg" in shown
    own = TOPICS.draw(style.figure(width=9))
    assert own.get_size_inches()[0] == 9 and own.axes


def test_a_table_has_no_figure() -> None:
    with pytest.raises(ValueError, match="partnership_list is a table: it has no picture"):
        made("partnership_list").figure()


def test_an_exhibit_is_saved_in_a_folder_given_as_text(tmp_path: Path) -> None:
    TOPICS.save(str(tmp_path / "figs"))
    assert {path.name for path in tmp_path.rglob("*.*")} == {
        "topics.csv", "topics.svg", "topics.png",
    }  # fmt: skip

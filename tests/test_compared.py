"""The hosts beside each other, on a sheet of two years.

North kept one partnership and began one, South lost one and began one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers import paths, report
from helpers.data.network import Network
from helpers.params import Params
from helpers.publish import compared, pages
from helpers.publish.compared import Column, Number

ROWS = """period,name,host
2020,One,North
2020,Two,South
2021,One,North
2021,Three,North
2021,Four,South
"""
Begin = Callable[..., tuple[Network, Params]]
HOSTS = ("North", "South")


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Begin:
    def begin(rows: str = ROWS) -> tuple[Network, Params]:
        (tmp_path / "tiny").mkdir()
        (tmp_path / "tiny/partnerships.csv").write_text(rows)
        (tmp_path / "tiny/network.yml").write_text("title: Tiny\n")
        monkeypatch.setattr(paths, "DATA", tmp_path)
        return report.start(network="tiny")

    return begin


def test_each_kind_of_change_that_there_was_is_a_column(start: Begin) -> None:
    network, params = start()
    columns = {one.label: one for one in compared.columns(network, params, HOSTS)}
    assert list(columns) == ["Unchanged", "New"]
    texts = {host: one.text for host, one in columns["New"].numbers.items()}
    assert texts == {"": "2", "North": "1", "South": "1"}
    assert columns["Unchanged"].numbers["South"] == Number("0", 0, 0)
    assert columns["New"].most == 1


def test_what_is_new_and_what_ended_is_told(start: Begin) -> None:
    assert compared.since(*start()) == "Since 2020: 2 new, 1 ended."


def test_one_period_has_nothing_new(start: Begin) -> None:
    network, params = start(rows="period,name,host\n2021,One,North\n2021,Two,South\n")
    assert compared.since(network, params) == "" and compared.columns(network, params, HOSTS) == []


def test_a_bar_is_as_long_as_its_number_and_pale_up_to_where_it_may_be() -> None:
    numbers = {"": Number("9", 9, 9), "North": Number("2", 2, 2), "South": Number("1–4", 1, 4)}
    numbers |= {"East": Number("‡", None, None)}
    page = pages.render(
        "reports.html.j2",
        about={"language": "en", "title": "Tiny", "date": ""},
        words={"host": "lab", "partnerships": "alliances"},
        period="2021", since="", scale=4, ranged=True, columns=[Column("New", numbers)],
        rows=[{"host": host, "partnerships": "9", "links": {}, "failed": []} for host in numbers],
    )  # fmt: skip
    bars = [cell.split("</td>")[0].strip() for cell in page.split('<td class="bar">')[1:]]
    assert bars[0] == "9" and bars[3] == "‡"  # all together, and hidden: no bar
    assert '<rect class="least" width="2" height="10"/></svg>' in bars[1]
    assert 'class="least" width="1"' in bars[2] and 'class="most" x="1" width="3"' in bars[2]
    assert "unsafe-inline" not in page and page.count("sha256-") == 2

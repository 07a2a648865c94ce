"""A report as of an earlier period says what a sheet would say that ends there."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from helpers import paths, report
from helpers.data.network import Network
from helpers.exhibits import REGISTRY
from helpers.exhibits.exhibit import Exhibit

SHEET = Path(__file__).parent / "networks/six_three"
PERIODS = ("2022", "2023")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A network of three periods, and one whose sheet ends with each of the first two."""
    rows = list(csv.reader((SHEET / "partnerships.csv").open(encoding="utf-8")))
    for period in ("whole", *PERIODS):
        shutil.copytree(SHEET, tmp_path / period)
        kept = [row for row in rows if period == "whole" or row[0] in ("period", *upto(period))]
        with (tmp_path / period / "partnerships.csv").open("w", encoding="utf-8") as file:
            csv.writer(file).writerows(kept)
    monkeypatch.setattr(paths, "DATA", tmp_path)
    return tmp_path


def upto(period: str) -> tuple[str, ...]:
    return PERIODS[: PERIODS.index(period) + 1]


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("stem", REGISTRY)
def test_each_table_and_sentence_is_that_of_the_shorter_sheet(stem, period, data):
    asked, params = report.start(network="whole", period=period)
    shorter, plain = report.start(network=period)
    found, wanted = report.make(stem, asked, params), report.make(stem, shorter, plain)
    assert found.texts() == wanted.texts()
    if isinstance(wanted, Exhibit):
        assert isinstance(found, Exhibit)
        assert found.csv() == wanted.csv()


def test_its_rows_are_not_the_sheets_own(data):
    """What is left out of one report is there for the next."""
    assert len(Network(data / "whole", "2022").partnerships) < len(
        Network(data / "whole").partnerships
    )

"""The order of periods that nobody listed: by number, by date, by year; never by a guess."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from helpers.data.periods import in_order
from sheets import loaded, problems, sheet

ORDERED = [
    ["2022", "2023", "2024"],
    ["9", "10", "11"],
    ["2023/24", "2024/25", "2025/26"],
    ["2023", "2024-02-01", "2024-10-01"],
    ["01.09.2022", "01.09.2023", "01.03.2024"],
    ["1/9/2022", "1/3/2023", "1/6/2024"],
    ["9/2022", "3/2023", "11/2023"],
    ["15/02/2024", "16/03/2024", "17/04/2024"],
    ["School year 2022", "School year 2023", "School year 2024"],
    ["30.11.22", "01.12.22", "01.01.23"],
]


@pytest.mark.parametrize("periods", ORDERED)
def test_order(periods: list[str]) -> None:
    """However the rows stand in the sheet."""
    assert all(in_order(list(one)) == periods for one in permutations(periods))


@pytest.mark.parametrize(
    "periods",
    [["spring", "autumn"], ["autumn 2023", "spring 2023"], ["wave one", "wave two"], ["2024", "x"]],
)
def test_words_keep_the_order_of_the_rows(periods: list[str]) -> None:
    assert in_order(periods) == periods


def test_seasons_go_by_their_year(tmp_path: Path) -> None:
    assert in_order(["autumn 2024", "autumn 2023"]) == ["autumn 2023", "autumn 2024"]
    rows = "period,name\nautumn 2024,Ash\nautumn 2023,Ash\n"
    assert loaded(tmp_path, rows).periods == ["autumn 2023", "autumn 2024"]


DOUBTFUL = [["03/04/2024", "04/01/2024"], ["01/02/24", "02/01/24"], ["1-2-2024", "2-1-2024"]]


@pytest.mark.parametrize("periods", DOUBTFUL)
def test_day_and_month_are_not_guessed(tmp_path: Path, periods: list[str]) -> None:
    """The 3rd of April is after the 4th of January; March 4 is before April 1."""
    rows = "\n".join(["period,name", *(f"{one},Ash" for one in periods)])
    (message,) = problems(sheet(tmp_path, rows))
    assert "whose order depends on whether the day or the month is first. Write them as" in message
    assert loaded(tmp_path, rows, f"periods: {periods}").periods == periods

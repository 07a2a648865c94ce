"""How a summary begins, on sheets of a few rows that can be counted by eye."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import report
from helpers.params import Params
from sheets import loaded

CASES = {
    "more, one ended": (
        "2024,A,\n2024,B,\n2025,A,\n2025,C,\n2025,D,\n",
        "In 2025 there were three partnerships, one more than in 2024. Of the two of 2024, one "
        "went on and one ended. Of the three of 2025, two are new and one is unchanged.",
    ),
    "as many, all went on": (
        "2024,A,\n2024,B,\n2025,A,\n2025,Bee,B\n",
        "In 2025 there were two partnerships, as many as in 2024. Both of 2024 went on. Of the "
        "two of 2025, one is a changed version of earlier ones and one is unchanged.",
    ),
    "fewer, by a merger": (
        "2024,A,\n2024,B,\n2025,Both,A;B\n",
        "In 2025 there was one partnership, one fewer than in 2024. Both of 2024 went on. It is a "
        "changed version of earlier ones.",
    ),
    "none went on": (
        "2024,A,\n2024,B,\n2025,C,\n2025,D,\n",
        "In 2025 there were two partnerships, as many as in 2024. None of the two of 2024 went on. "
        "Both of them are new.",
    ),
    "one and one": (
        "2024,A,\n2025,A,\n",
        "In 2025 there was one partnership, as many as in 2024. The one of 2024 went on. It is "
        "unchanged.",
    ),
    "a gap": (
        "2023,A,\n2024,B,\n2025,A,A\n2025,B,\n",
        "In 2025 there were two partnerships, one more than in 2024. The one of 2024 went on. Of "
        "the two of 2025, one returned after a gap and one is unchanged. One partnership began, "
        "one ended, and one returned after a gap between 2023 and 2025.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_summary_opens_with_how_many_and_why(case: str, tmp_path: Path) -> None:
    rows, expected = CASES[case]
    network = loaded(tmp_path, "period,name,from\n" + rows)
    assert report.summary(network, _all(network.name)).texts()[0] == expected


def test_one_period_has_no_change_to_open_with(tmp_path: Path) -> None:
    network = loaded(tmp_path, "period,name\n2025,A\n")
    assert not any("than in" in one for one in report.summary(network, _all("x")).texts())


def _all(name: str) -> Params:
    given = {key: field.default for key, field in Params.model_fields.items()}
    return Params.model_construct(**given | {"network": name})

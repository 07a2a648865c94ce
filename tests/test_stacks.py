"""The evolution of own rows: a column a period at true distance, and what led to the next."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure

from helpers import answers, report
from helpers.data.network import Network
from helpers.exhibits import evolution
from helpers.exhibits.exhibit import Exhibit
from helpers.look import canvas
from helpers.look.page import Page
from helpers.text.phrases import Terms, View
from pictures import marks, texts
from readback import read
from sheets import NETWORKS, loaded
from test_own_network import choice, shown, typed

LARKMOOR = Network(NETWORKS / "larkmoor")


def drawing(network: Network, host: str = "all") -> Figure:
    table = answers.table_of("evolution", network, choice("own", host))
    page = Page()
    page.cut(evolution.draw(page, table, View(Terms.of(network), host)))
    return canvas.figure(page)


def painted(network: Network, host: str = "all") -> pd.DataFrame:
    return read(drawing(network, host))


def test_larkmoor_grew_from_nine_by_nine_to_twelve() -> None:
    """2024: Maths Forum gone, two Fen groups one, Ostrow renamed, two new. 2025: Quarry Lane gone,
    Greenwater two, three new."""
    counted = """
        2023/total | 9
        2023/continued | 8
        2023/ended | 1
        2024/total | 9; by splits and mergers −1
        2024/continued | 8
        2024/ended | 1
        2024/unchanged | 5
        2024/transformed | 2
        2024/new | 2
        2025/total | 12; by splits and mergers 1
        2025/unchanged | 7
        2025/transformed | 2
        2025/new | 3
    """
    assert shown("larkmoor", "evolution") == typed(counted)


def test_each_period_has_a_square_for_each_partnership_and_below_those_that_ended() -> None:
    found = painted(LARKMOOR)
    squares = marks(found)
    for period, whole in (("2024", 9), ("2025", 12)):
        parts = ("unchanged", "transformed", "new")
        assert sum(squares[f"certain host=all;period={period};change={p}"] for p in parts) == whole
    assert squares["certain host=all;period=2023;change=total"] == 9
    line = found[(found["mark"] == "rule") & (found["width"] > 3)].iloc[0]["y"]
    below = found[(found["form"] == "box") & (found["y"] > line) & (found["mark"] == "certain")]
    assert set(below["what"]) == {f"host=all;period={p};change=ended" for p in ("2023", "2024")}


def test_every_balance_can_be_read() -> None:
    """9 − 1 + 2 − 1 = 9, and 9 − 1 + 3 + 1 = 12."""
    numbers = texts(painted(LARKMOOR), "value")
    steps = {what: text for what, text in numbers.items() if "step=" in what}
    said = {what.split("period=")[1][:4] + what.partition("step=")[2]: int(n.replace("−", "-"))
            for what, n in steps.items()}  # fmt: skip
    assert said == {
        "2023ended": -1, "2024new": 2, "2024by splits and mergers": -1,
        "2024ended": -1, "2025new": 3, "2025by splits and mergers": 1,
    }  # fmt: skip


def test_steps_stand_between_the_periods_that_they_join() -> None:
    found = painted(LARKMOOR)
    heads = found[found["what"].str.startswith("period=")]
    middles = heads["x"] + heads["width"] / 2
    place = dict(zip(heads["text"], middles, strict=True))
    steps = found[(found["mark"] == "value") & found["what"].str.endswith("step=new")]
    assert len(steps) == 2
    for what, x, width in steps[["what", "x", "width"]].to_numpy():
        later = what.split("period=")[1][:4]
        between = (place[str(int(later) - 1)] + place[later]) / 2
        assert x + width / 2 == pytest.approx(between, abs=0.03)


def test_periods_stand_at_their_true_distance(tmp_path: Path) -> None:
    rows = "period,name\n2018,Ash\n2019,Ash\n2022,Ash\n2025,Ash"
    found = painted(loaded(tmp_path, rows))
    squares = found[found["mark"] == "certain"]
    one, two, three, four = sorted(squares["x"])
    assert (three - two) / (two - one) == pytest.approx(3, abs=0.05)
    assert four - three == pytest.approx(three - two, abs=0.02)


def test_ten_periods_and_many_partnerships_fit(tmp_path: Path) -> None:
    rows = [f"{year},P{n}" for year in range(2016, 2026) for n in range(120)]
    found = painted(loaded(tmp_path, "period,name\n" + "\n".join(rows)))
    assert sum(marks(found).values()) == 10 * 120
    columns = found[found["mark"] == "certain"].groupby("what")
    ends = [(part["x"].min(), (part["x"] + part["width"]).max()) for _, part in columns]
    ends.sort()
    assert all(one[1] < other[0] for one, other in zip(ends, ends[1:], strict=False))
    assert (found["x"] + found["width"]).max() < 6.55


def test_a_hosts_moves_are_in_its_balance() -> None:
    """South Hub: 3 − 1 ended + 1 new − 1 moved away = 2."""
    found = painted(Network(NETWORKS / "six_three"), "South Hub")
    numbers = texts(found, "value")
    own = "host=South Hub;period=2023;change=total;measure=by splits and mergers"
    assert numbers[f"{own};step=by splits and mergers"] == "−1"
    assert "splits, mergers and moves" in set(found["text"])


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ("2024,Ash\n2025,Ash", "The one partnership of 2024 lasted"),
        ("2024,Ash\n2025,Elm", "The one partnership of 2024 ended; the one of 2025 is new"),
        ("2024,Ash\n2024,Elm\n2025,Fir",
         "Both partnerships of 2024 ended; the one of 2025 is new"),
        ("2024,Ash\n2024,Elm\n2024,Oak\n2025,Ash\n2025,Elm\n2025,Oak",
         "All three partnerships of 2024 lasted"),
        ("2024,Ash\n2024,Elm\n2025,Ash\n2025,Fir",
         "One of the two partnerships of 2024 lasted; of the two of 2025, one is new"),
    ],
)  # fmt: skip
def test_titles_hold_for_the_smallest_networks(tmp_path: Path, rows: str, title: str) -> None:
    made = report.make("evolution", loaded(tmp_path, f"period,name\n{rows}"), choice("own"))
    assert isinstance(made, Exhibit) and str(made.words.title) == title


def test_a_host_that_had_none_is_told_so(tmp_path: Path) -> None:
    rows = "period,name,host\n2024,Ash,North\n2025,Ash,North\n2025,Elm,South"
    made = report.make("evolution", loaded(tmp_path, rows), choice("own", "South"))
    assert isinstance(made, Exhibit)
    assert str(made.words.title) == "South: no partnership stood in 2024; one did in 2025"

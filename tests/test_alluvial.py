"""The evolution of two periods: a mark for each partnership, and bands as wide as they are many."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from helpers import answers, report
from helpers.data.network import Network
from helpers.exhibits import evolution
from helpers.exhibits.exhibit import Exhibit
from helpers.numbers.answer import Status
from helpers.numbers.grid import Table
from helpers.numbers.passage import passage
from pictures import Number, colours, entry, figure, marks, one, picture, span, table, texts
from sheets import loaded
from test_look import assert_readable
from test_own_network import choice
from test_stacks import drawing, painted

P1, P2 = "host=all;period=p1;change=", "host=all;period=p2;change="


def evolved(late: int = 11, ended: int = 2, **numbers: Number) -> Table:
    """Nine circles of 2018, of which two ended; eleven of 2022: three as before, four changed."""
    early = {"total": 9, "continued": 7, "ended": ended}
    parts = {"total": late, "unchanged": 3, "transformed": 4, "new": 4} | numbers
    rows = [entry(f"host=all period=p1 change={c}", n, period="2018") for c, n in early.items()]
    rows += [entry(f"host=all period=p2 change={c}", n, period="2022") for c, n in parts.items()]
    return table(*rows)


def found(numbers: Table | None = None, **chosen: object) -> pd.DataFrame:
    return picture(evolution, numbers or evolved(), **chosen)


def test_each_partnership_of_either_period_has_one_mark() -> None:
    assert marks(found()) == {
        f"certain {P1}continued": 7, f"certain {P1}ended": 2,
        f"certain {P2}unchanged": 3, f"certain {P2}transformed": 4, f"certain {P2}new": 4,
    }  # fmt: skip


def test_the_federal_report_has_73_and_79_marks() -> None:
    """73 = 58 + 15 and 79 = 22 + 36 + 21, each mark as wide as every other."""
    network, params = report.start()
    numbers = answers.table_of("evolution", network, params)
    drawn = picture(evolution, numbers)
    solid = drawn[drawn["mark"] == "certain"]
    pairs = solid["what"].str.extract(r"period=(.*);change=(.*)")
    assert dict(pairs.value_counts()) == {
        ("year 1", "continued"): 58, ("year 1", "ended"): 15,
        ("year 4", "unchanged"): 22, ("year 4", "transformed"): 36, ("year 4", "new"): 21,
    }  # fmt: skip
    assert dict(pairs[0].value_counts()) == {"year 1": 73, "year 4": 79}
    assert solid["width"].max() - solid["width"].min() <= 0.002
    assert len(solid) == len(drawn[drawn["form"] == "box"]) - 4  # two bands, two stubs


def test_numbers_stand_at_their_marks_and_years_at_their_rows() -> None:
    drawn = found()
    said = texts(drawn, "value")
    assert said == {
        f"{P1}continued": "7", f"{P1}ended": "2", f"{P1}total": "9 city circles",
        f"{P2}unchanged": "3", f"{P2}transformed": "4", f"{P2}new": "4",
        f"{P2}total": "11 city circles",
    }  # fmt: skip
    for what in said:
        if what.endswith("total"):
            continue
        left, top, right, bottom = span(drawn, "certain", what)
        number, above = one(drawn, "value", what), what.startswith(P1)
        assert number["y"] < top if above else number["y"] > bottom
        assert left - 0.03 < number["x"] < right + 0.3
    for period in ("p1", "p2"):
        year = one(drawn, "label", f"period={period}")
        part = "continued" if period == "p1" else "new"
        _, top, _, bottom = span(drawn, "certain", f"host=all;period={period};change={part}")
        assert top - 0.1 < year["my"] < bottom + 0.1 and year["x"] < 0.1


def test_a_band_is_as_wide_as_its_marks_and_stands_between_them() -> None:
    """Three stayed as they were: one band from three marks to three. Four changed: another."""
    drawn = found()
    unit = drawn.loc[drawn["mark"] == "certain", "width"].iloc[0] / 0.84
    below = span(drawn, "certain", f"{P1}continued")[3]
    for change, n in (("unchanged", 3), ("transformed", 4)):
        band = one(drawn, "band", f"{P2}{change}")
        left, top, right, _ = span(drawn, "certain", f"{P2}{change}")
        assert band["width"] == pytest.approx(n * unit, abs=0.005)
        assert band["x"] == pytest.approx(left, abs=0.03)
        assert band["x"] + band["width"] == pytest.approx(right, abs=0.03)
        assert below < band["y"] < band["y"] + band["height"] < top
    assert "turn" not in set(drawn["mark"])


def test_what_ends_leaves_the_first_row_and_what_is_new_comes_to_the_second() -> None:
    drawn = found()
    ended, new = one(drawn, "stub", f"{P1}ended"), one(drawn, "stub", f"{P2}new")
    assert ended["y"] + ended["height"] < new["y"]
    assert 0 < ended["y"] - span(drawn, "certain", f"{P1}ended")[3] < 0.1
    assert 0 < span(drawn, "certain", f"{P2}new")[1] - (new["y"] + new["height"]) < 0.1
    assert ended["x"] == pytest.approx(span(drawn, "certain", f"{P1}ended")[0], abs=0.03)


def test_those_that_stay_are_of_one_grey_and_change_has_one_colour() -> None:
    drawn = found()
    shades = {c: colours(drawn, change=c) for c in ("continued", "transformed", "new", "ended")}
    assert all(len(one) == 1 for one in shades.values())
    assert len(set.union(*shades.values())) == 4


# ---------------------------------------------------------------- splits and mergers

SPLIT = """
    period,name,from
    2024,Ash,
    2024,Elm,
    2024,Fir,
    2024,Oak,
    2024,Yew,
    2025,Ash East,Ash
    2025,Ash West,Ash
    2025,Ash Mid,Ash
    2025,Elm,
    2025,Oak and Fir,Oak; Fir
    2025,Pine,
"""


def rows(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def test_what_splits_and_mergers_add_is_a_mark_of_its_own(tmp_path: Path) -> None:
    """Ash became three, Oak and Fir one: three of 2024 are four of 2025. 5 - 1 + 1 + 1 = 6."""
    drawn = painted(loaded(tmp_path, rows(SPLIT)))
    own = "host=all;period=2025;change="
    turn, band = one(drawn, "turn", f"{own}transformed"), one(drawn, "band", f"{own}transformed")
    unit = drawn.loc[drawn["mark"] == "certain", "width"].iloc[0] / 0.84
    assert band["width"] == pytest.approx(3 * unit, abs=0.005)
    assert turn["width"] == pytest.approx(unit, abs=0.005)
    assert turn["x"] == pytest.approx(band["x"] + band["width"], abs=0.005)
    said = one(drawn, "value", f"{own}total;measure=by splits and mergers")
    assert said["text"] == "+1 by splits and mergers" and said["x"] > turn["x"] + turn["width"]
    assert sum(n for what, n in marks(drawn).items() if "2025" in what) == 6


def test_mergers_alone_take_some_away(tmp_path: Path) -> None:
    sheet = (
        "period,name,from\n2024,Ash,\n2024,Elm,\n2024,Fir,\n2025,Ash and Elm,Ash; Elm\n2025,Fir,"
    )
    drawn = painted(loaded(tmp_path, sheet))
    own = "host=all;period=2025;change="
    assert texts(drawn, "value")[f"{own}total;measure=by splits and mergers"].startswith("−1 by")
    unit = drawn.loc[drawn["mark"] == "certain", "width"].iloc[0] / 0.84
    for mark in ("turn", "band"):
        assert one(drawn, mark, f"{own}transformed")["width"] == pytest.approx(unit, abs=0.005)


# ---------------------------------------------------------------- what is not certain


OPEN = {
    "a range": evolved(new=(3, 5)),
    "not published": evolved(new=None),
    "one too many": evolved(new=5),
    "total too high": evolved(late=12),
    "one ended twice": evolved(ended=3),
    "more as before than went on": evolved(unchanged=8, transformed=0, new=3),
}


@pytest.mark.parametrize("numbers", OPEN.values(), ids=OPEN)
def test_numbers_that_are_open_or_do_not_meet_are_no_alluvial(numbers: Table) -> None:
    assert passage(numbers) is None
    assert not {"band", "stub"} & set(found(numbers)["mark"])


def test_a_disputed_number_is_no_alluvial() -> None:
    first, *others = evolved()
    numbers = table(entry("host=all period=p1 change=total", 9, status="disputed"), *others)
    assert first.status == Status.COUNTED and passage(numbers) is None


def test_the_balance_is_before_less_ended_with_new() -> None:
    """9 - 2 + 4 = 11, so that splits and mergers add none; what went on and changed is 7 - 3."""
    made = passage(evolved())
    assert made is not None and made.turning.low == 0 and made.gone_on.low == 4


# ---------------------------------------------------------------- other networks, words


def made(folder: Path, text: str, host: str = "all") -> Exhibit:
    exhibit = report.make("evolution", loaded(folder, rows(text)), choice("own", host))
    assert isinstance(exhibit, Exhibit)
    return exhibit


def many(*kinds: tuple[str, int]) -> str:
    """A sheet of so many partnerships of each fate: same, changed, ended, new."""
    early = [f"2024,{kind} {n}," for kind, most in kinds if kind != "new" for n in range(most)]
    late = [
        f"2025,{kind} {n}b,{kind} {n}" if kind == "changed" else f"2025,{kind} {n},"
        for kind, most in kinds if kind != "ended" for n in range(most)
    ]  # fmt: skip
    return "\n".join(["period,name,from", *early, *late])


@pytest.mark.parametrize(
    ("kinds", "title"),
    [
        ((("same", 8), ("changed", 8), ("ended", 6)),
         "Most partnerships of 2024 lasted, but only 8 of 22 stayed as they were"),
        ((("same", 12), ("changed", 2), ("ended", 6)),
         "Most partnerships of 2024 lasted, and 12 of 20 stayed as they were"),
        ((("same", 5), ("changed", 5), ("ended", 10)),
         "Half of the 20 partnerships of 2024 lasted, and only 5 of 20 stayed as they were"),
        ((("same", 5), ("ended", 16)),
         "Fewer than half of the 21 partnerships of 2024 lasted, and only 5 of 21 stayed as they "
         "were"),
        ((("changed", 20),), "All 20 partnerships of 2024 lasted, but all of them changed"),
        ((("ended", 20), ("new", 3)), "None of the 20 partnerships of 2024 lasted"),
        ((("same", 19),), "All 19 partnerships of 2024 lasted"),
    ],
)  # fmt: skip
def test_the_title_is_true_of_any_network(
    tmp_path: Path, kinds: tuple[tuple[str, int], ...], title: str
) -> None:
    assert str(made(tmp_path, many(*kinds)).words.title) == title


def test_the_alternative_text_says_all_numbers_of_the_picture(tmp_path: Path) -> None:
    assert str(made(tmp_path, SPLIT).words.alt) == (
        "Alluvial of two rows of marks, one for each partnership: of 5 in 2024, 4 went on and 1 "
        "ended; of 6 in 2025, 1 unchanged, 4 changed, and 1 new; 1 more by splits and mergers."
    )


def test_of_very_many_a_part_is_one_bar_as_wide_as_they_are_many(tmp_path: Path) -> None:
    text = many(("same", 150), ("changed", 60), ("ended", 50))
    drawn, words = painted(loaded(tmp_path, text)), made(tmp_path / "b", text).words
    assert sum(marks(drawn).values()) == 5  # those that went on are in two pieces
    bars = drawn[drawn["mark"] == "certain"].set_index("what")["width"]
    ended = bars["host=all;period=2024;change=ended"]
    assert bars["host=all;period=2025;change=unchanged"] == pytest.approx(3 * ended, abs=0.01)
    assert "one mark each" not in str(words.subtitle) and "rows of bars" in str(words.alt)
    assert "mark" not in str(words.note)


def test_a_host_has_its_own_alluvial_below_and_moves_are_in_its_balance(tmp_path: Path) -> None:
    """South had Elm; Ash moved to it."""
    sheet = "period,name,host\n2024,Ash,North\n2024,Elm,South\n2025,Ash,South\n2025,Elm,South"
    network = loaded(tmp_path, sheet)
    drawn = painted(network, "South")
    assert marks(drawn)["certain host=all;period=2025;change=unchanged"] == 1
    own = "host=South;period=2025;change="
    assert (
        span(drawn, "certain", f"{own}transformed")[1]
        > span(drawn, "certain", "host=all;period=2025;change=unchanged")[3]
    )
    assert texts(drawn, "value")[f"{own}total;measure=by splits and mergers"] == (
        "+1 by splits, mergers and moves"
    )


def test_three_periods_stay_columns_at_their_distance() -> None:
    drawn = painted(Network(Path(__file__).parent / "networks" / "larkmoor"))
    assert not {"band", "stub", "turn"} & set(drawn["mark"])


SHEETS = {
    "one": "period,name\n2024,Ash\n2025,Ash",
    "none lasted": "period,name\n2024,Ash\n2024,Elm\n2025,Fir",
    "splits": SPLIT,
    "hundred": many(("same", 40), ("changed", 35), ("ended", 25), ("new", 3)),
    "very many": many(("same", 150), ("changed", 60), ("ended", 50)),
    "long names of periods": "period,name\nthe first school year of the contract,Ash\n"
    "the fourth school year of the contract,Ash\nthe fourth school year of the contract,Elm",
}


@pytest.mark.parametrize("text", SHEETS.values(), ids=SHEETS)
def test_no_text_is_on_another_or_cut(tmp_path: Path, text: str) -> None:
    assert_readable(drawing(loaded(tmp_path, rows(text))))


def test_long_names_of_parts_are_wrapped() -> None:
    long = [replace(e, labels={k: f"{v} and all that is said of it" for k, v in e.labels.items()})
            for e in evolved()]  # fmt: skip
    assert_readable(figure(evolution, table(*long)))

"""One bar of scopes, solid to what every reading counts; where that does not do, one for each."""

from __future__ import annotations

import pytest

from helpers.exhibits import scope
from helpers.numbers.answer import Answer, Said, Status
from helpers.numbers.grid import Entry, Table
from pictures import colours, entry, marks, one, picture, table, texts

GREEN = "#107010"


def scopes(two: tuple[int, int, int] = (4, 5, 1)) -> Table:
    """Place one prints 5, 4 and 1 of ten; place two 4, 5 and 1. Both large ones together are 9."""
    names = {"wide": "far and wide", "town": "one town", "street": "one street"}
    one = (5, 4, 1)
    known = {
        k: "printed" if a == b else "disputed" for k, a, b in zip(names, one, two, strict=True)
    }
    rows = [
        entry(f"host=all reading={place} scope={key}", n, scope=names[key], base=10,
              status=known[key], reading=f"Page {place}")
        for place, values in {"one": one, "two": two}.items()
        for key, n in zip(names, values, strict=True)
    ]  # fmt: skip
    share = [entry(f"host=all reading=one scope={key}", n, measure="percent", status=known[key])
             for key, n in (("wide", 50), ("street", 10))]  # fmt: skip
    both = entry("host=all reading=two scope=wide|town", 9, measure="together", status="printed",
                 scope="beyond one street")  # fmt: skip
    return table(*rows, *share, both, colours={"scope": {"street": GREEN}})


def test_a_scope_is_solid_to_its_least_and_a_dashed_piece_is_what_two_readings_move() -> None:
    """4 and 4 are sure, 1 is counted here or there, and 1 is a street: together the ten."""
    found = picture(scope, scopes())
    tenth, left = 6.44 / 10, 0.0
    for key, kind, n in [("wide", "certain", 4), ("rest", "disputed", 1), ("town", "certain", 4),
                         ("street", "certain", 1)]:  # fmt: skip
        mark = one(found, kind, f"host=all;scope={key}")
        inset = 0.01 * (kind == "disputed")
        assert mark["x"] - inset == pytest.approx(left, abs=0.005)
        assert mark["width"] + 2 * inset == pytest.approx(n * tenth, abs=0.005)
        left += n * tenth
    assert colours(found, scope="street") == {GREEN}
    assert len(found[found["mark"].isin(["certain", "disputed", "possible", "open"])]) == 4
    dashed, words = (one(found, mark, "host=all;scope=rest") for mark in ("disputed", "value"))
    assert words["text"] == "1 counted with one or with the other"
    assert words["mx"] == pytest.approx(dashed["mx"], abs=0.05) and words["y"] > dashed["y"]


def test_the_one_bar_says_every_printed_number_and_only_sure_shares() -> None:
    found = picture(scope, scopes())
    names = {
        "wide": ("4 or 5", "far and wide"),
        "town": ("4 or 5", "one town"),
        "street": ("1", "one street"),
    }
    for key, (number, words) in names.items():
        head, name = one(found, "value", f"scope={key}"), one(found, "label", f"scope={key}")
        assert (head["text"], name["text"]) == (number, words)
        bar = one(found, "certain", f"host=all;scope={key}")
        assert bar["x"] - 0.6 < head["x"] < bar["x"] + bar["width"] and head["y"] < bar["y"]
    shares = found[(found["mark"] == "value") & found["what"].str.contains("percent")]
    assert list(shares["text"]) == ["10%"]
    bar = one(found, "certain", "host=all;scope=street")
    assert bar["x"] < shares["x"].iloc[0] < bar["x"] + bar["width"]


def test_two_scopes_whose_number_together_is_printed_stand_under_one_brace() -> None:
    found = picture(scope, scopes())
    what = "host=all;reading=two;scope=wide|town;measure=together"
    brace, number, words = (one(found, mark, what) for mark in ("brace", "value", "label"))
    assert (number["text"], words["text"]) == ("9", "beyond one street")
    assert brace["x"] == pytest.approx(0) and brace["width"] == pytest.approx(0.9 * 6.44, abs=0.03)
    assert words["y"] < brace["y"] < one(found, "certain", "host=all;scope=wide")["y"]


def test_readings_that_one_bar_cannot_show_have_a_bar_each() -> None:
    """5, 4 and 1; or 4, 4 and 2: what the first has more lies not beside what the last has."""
    found = picture(scope, scopes(two=(4, 4, 2)))
    boxes = found[found["form"] == "box"]
    widths = dict(zip(zip(boxes["what"], boxes["mark"], strict=True), boxes["width"], strict=True))
    whole = sum(width for (what, _), width in widths.items() if "reading=one" in what)
    for place, values in {"one": (5, 4, 1), "two": (4, 4, 2)}.items():
        for key, n in zip(("wide", "town", "street"), values, strict=True):
            what = f"host=all;reading={place};scope={key}"
            kind = "certain" if key == "town" else "disputed"
            assert widths[what, kind] / whole == pytest.approx(n / 10, abs=0.01)
            number, bar = one(found, "value", what), one(found, kind, what)
            assert number["text"] == str(n)
            assert bar["x"] < number["x"] < bar["x"] + bar["width"] and bar["y"] < number["y"]
            name = one(found, "label", f"reading={place}")
            assert abs(name["my"] - bar["my"]) < 0.05 and name["text"] == f"Page {place}"
    assert one(found, "value", "host=all;reading=one;scope=wide;measure=percent")["text"] == "(50%)"


def test_without_a_dispute_there_is_a_plain_bar() -> None:
    rows = [entry(f"host=all scope={key}", n, base=8) for key, n in (("wide", 6), ("town", 2))]
    share = entry("host=all scope=wide", 75, measure="percent", base=8)
    found = picture(scope, table(*rows, share))
    assert marks(found) == {"certain host=all;scope=wide": 1, "certain host=all;scope=town": 1}
    wide, town = (one(found, "certain", f"host=all;scope={key}") for key in ("wide", "town"))
    assert wide["width"] == pytest.approx(3 * town["width"], abs=0.01)
    assert wide["x"] + wide["width"] == pytest.approx(town["x"], abs=0.01)
    assert texts(found, "value") == {
        "scope=wide": "6", "scope=town": "2", "host=all;scope=wide;measure=percent": "75%",
    }  # fmt: skip


def test_one_number_printed_in_two_ways_is_solid_to_its_least_and_says_both() -> None:
    said = tuple(Said(Answer.of(n).low, Answer.of(n).low, (), ()) for n in (3, 4))
    both = Answer(Answer.of(3).low, Answer.of(4).low, Status.DISPUTED, said=said)
    wide = Entry({"host": "all", "scope": "wide"}, {"scope": "wide"}, "count", both, base=10)
    found = picture(scope, table(wide, entry("host=all scope=town", 6, base=10)))
    assert one(found, "certain", "host=all;scope=wide")["width"] == pytest.approx(1.932, abs=0.01)
    assert one(found, "value", "scope=wide")["text"] == "3 or 4"
    rest = one(found, "disputed", "host=all;scope=rest")
    assert rest["width"] == pytest.approx(0.644 - 0.02, abs=0.01)
    assert one(found, "value", "host=all;scope=rest")["text"].startswith("1 in one count")

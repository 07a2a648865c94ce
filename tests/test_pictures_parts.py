"""Bars, heat table and rows of squares read back: sizes, members, how partnerships came about."""

from __future__ import annotations

import pytest

from helpers.exhibits import (
    active_size,
    active_size_by_topic,
    composition,
    composition_by_topic,
    transformations,
)
from helpers.look import style
from helpers.numbers.grid import Table
from pictures import Number, colours, entry, explained, marks, one, picture, span, table, texts

RED, BLUE, GREEN = "#a01010", "#1010a0", "#107010"
SIZES = {"few": "up to 4", "some": "5 to 9", "many": "10 to 19", "most": "20 or more"}


# ---------------------------------------------------------------- active size


def sizes(some: Number = 12) -> Table:
    """Four classes, as other networks may have; one is not published."""
    numbers = {"few": 3, "some": some, "many": 6, "most": None}
    return table(
        *[entry(f"host=all size_class={k}", n, size_class=SIZES[k]) for k, n in numbers.items()],
        entry("host=all size_class=few", 14, measure="percent", size_class=SIZES["few"]),
    )


def test_bars_are_as_long_as_their_counts_with_their_own_name_and_number() -> None:
    found = picture(active_size, sizes())
    explained(found, sizes())
    assert texts(found, "label") == {f"size_class={key}": name for key, name in SIZES.items()}
    assert texts(found, "value") == {
        "host=all;size_class=few": "3", "host=all;size_class=few;measure=percent": "(14%)",
        "host=all;size_class=some": "12", "host=all;size_class=many": "6",
        "host=all;size_class=most": "not published",
    }  # fmt: skip
    assert marks(found) == {
        "certain host=all;size_class=few": 1, "certain host=all;size_class=some": 1,
        "certain host=all;size_class=many": 1, "open host=all;size_class=most": 1,
    }  # fmt: skip
    inches = one(found, "certain", "host=all;size_class=some")["width"] / 12
    for place, key in enumerate(SIZES):
        what, kind = f"host=all;size_class={key}", "open" if key == "most" else "certain"
        bar, name, number = (
            one(found, kind, what),
            one(found, "label", f"size_class={key}"),
            one(found, "value", what),
        )
        assert abs(name["my"] - bar["my"]) < 0.05 and abs(number["my"] - bar["my"]) < 0.05
        assert name["x"] < bar["x"] and 0 < number["x"] - (bar["x"] + bar["width"]) < 0.15
        assert bar["y"] == pytest.approx(place * 0.36 + 0.05, abs=0.01)
    assert one(found, "certain", "host=all;size_class=few")["width"] == pytest.approx(
        3 * inches, abs=0.01
    )
    share = one(found, "value", "host=all;size_class=few;measure=percent")
    assert abs(share["my"] - one(found, "value", "host=all;size_class=few")["my"]) < 0.03
    assert set(found.loc[found["mark"] == "certain", "colour"]) == {style.ACCENT}


def test_a_range_is_solid_to_its_least_and_hatched_to_its_most() -> None:
    found = picture(active_size, sizes((9, 12)))
    what = "host=all;size_class=some"
    solid, hatched = one(found, "certain", what), one(found, "possible", what)
    assert solid["width"] / hatched["width"] == pytest.approx(3, abs=0.02)
    assert hatched["x"] == pytest.approx(solid["x"] + solid["width"], abs=0.01)
    assert (
        hatched["hatched"] and not solid["hatched"] and hatched["my"] == pytest.approx(solid["my"])
    )
    assert one(found, "value", what)["text"] == "9–12"


def test_a_bar_that_the_totals_alone_limit_is_an_outline() -> None:
    free = entry("host=all size_class=few", (0, 8), status="free")
    found = picture(active_size, table(free, entry("host=all size_class=many", 4)))
    what = "host=all;size_class=few"
    assert one(found, "open", what)["width"] == pytest.approx(
        2 * one(found, "certain", "host=all;size_class=many")["width"], abs=0.01
    )
    assert one(found, "value", what)["text"] == "0–8"


# ---------------------------------------------------------------- active size by topic

TOPICS = {"maths": "Mathematics", "reading": "Reading", "total": "All together"}
HEADS = {"few": "up to 4", "many": "5 or more", "total": "all sizes"}
CELLS: dict[tuple[str, str], Number] = {
    ("maths", "few"): 2, ("maths", "many"): 6, ("maths", "total"): (7, 9),
    ("reading", "few"): 0, ("reading", "many"): None, ("reading", "total"): 5,
    ("total", "few"): 3, ("total", "many"): (1, 4), ("total", "total"): 14,
}  # fmt: skip


def cross() -> Table:
    rows = [
        entry(f"host=all topic={t} size_class={s}", n, topic=TOPICS[t], size_class=HEADS[s],
              status="free" if (t, s) == ("total", "many") else "")
        for (t, s), n in CELLS.items()
    ]  # fmt: skip
    keys = "host=all topic=reading size_class=many"
    share = entry(keys, 40, measure="percent", topic="Reading", size_class=HEADS["many"])
    return table(*rows, share)


def test_each_cell_stands_under_its_head_and_beside_its_row_with_its_own_number() -> None:
    found = picture(active_size_by_topic, cross())
    explained(found, cross())
    said = {(2, "certain"), (6, "certain"), ((7, 9), "possible"), (0, "certain"), (5, "certain"),
            (3, "certain"), ((1, 4), "open"), (14, "certain")}  # fmt: skip
    for (topic, size), n in CELLS.items():
        what = f"host=all;topic={topic};size_class={size}" + ";measure=percent" * (n is None)
        kind = next((kind for number, kind in said if number == n), "certain")
        cell, number = one(found, kind, what), one(found, "value", what)
        text = "40%" if n is None else f"{n[0]}–{n[1]}" if isinstance(n, tuple) else str(n)
        assert number["text"] == text and (number["mx"], number["my"]) == pytest.approx(
            (cell["mx"], cell["my"]), abs=0.04
        )
        head, name = (
            one(found, "label", f"size_class={size}"),
            one(found, "label", f"topic={topic}"),
        )
        assert head["text"] == HEADS[size] and head["mx"] == pytest.approx(cell["mx"], abs=0.04)
        assert name["text"] == TOPICS[topic] and name["my"] == pytest.approx(cell["my"], abs=0.04)
        assert cell["hatched"] == (kind == "possible")
    cells = found[
        found["mark"].isin(["certain", "possible", "open"]) & ~found["what"].str.startswith("key")
    ]
    assert len(cells) == len(CELLS) and not cells["what"].duplicated().any()


def test_known_counts_are_darker_the_larger_they_are_and_shares_and_totals_are_not_shaded() -> None:
    found = picture(active_size_by_topic, cross())
    shade = {
        what.removeprefix("host=all;"): colour
        for what, colour in found.loc[found["mark"] == "certain", ["what", "colour"]].itertuples(
            index=False
        )
    }
    assert shade["topic=maths;size_class=many"] == style.ACCENT
    light = [style.luminance(shade[f"topic={t};size_class={s}"])
             for t, s in (("reading", "few"), ("maths", "few"), ("maths", "many"))]  # fmt: skip
    assert light[0] > light[1] > light[2]
    assert (
        shade["topic=total;size_class=few"] == shade["topic=reading;size_class=total"] == style.BAND
    )
    assert shade["topic=reading;size_class=many;measure=percent"] == style.SAND


def test_the_legend_says_of_each_mark_what_it_means() -> None:
    found = picture(active_size_by_topic, cross())
    meaning = {
        (mark, hatched, colour): one(found, "note", what)["text"]
        for mark, what, hatched, colour in found.loc[
            found["what"].str.startswith("key") & (found["form"] == "box"),
            ["mark", "what", "hatched", "colour"],
        ].itertuples(index=False)
    }
    assert meaning == {
        ("possible", True, style.PAPER): "a range follows from the statements",
        ("open", False, style.PAPER): "no more than the totals allow",
        ("certain", False, style.SAND): "% of the row, its count not published",
    }
    for what in found.loc[found["what"].str.startswith("key") & (found["form"] == "text"), "what"]:
        box, text = found[found["what"] == what].to_dict("records")
        assert 0 < text["x"] - box["x"] < 0.35 and abs(text["my"] - box["my"]) < 0.05


# ---------------------------------------------------------------- composition

TYPES = {"schools": (50, "Schools"), "state": (30, "The state"), "firms": (20, "Firms")}


def members() -> Table:
    rows = [entry(f"host=all member_type={key}", n, measure="percent", member_type=words)
            for key, (n, words) in TYPES.items()]  # fmt: skip
    return table(*rows, colours={"member_type": {"schools": RED, "state": BLUE, "firms": GREEN}})


def test_the_bar_is_cut_as_the_shares_are_and_each_part_has_its_head() -> None:
    found = picture(composition, members())
    explained(found, members())
    left = 0.0
    for (key, (n, words)), colour in zip(TYPES.items(), (RED, BLUE, GREEN), strict=True):
        what = f"host=all;member_type={key};measure=percent"
        part = one(found, "certain", what)
        assert part["width"] / 6.44 == pytest.approx(n / 100, abs=0.002)
        assert part["x"] == pytest.approx(left, abs=0.01) and part["colour"] == colour
        number, name = one(found, "value", what), one(found, "label", what)
        assert (number["text"], name["text"]) == (f"{n}%", words)
        assert abs(number["x"] - left) < 0.05 and abs(name["x"] - left) < 0.05
        left += part["width"]


# ---------------------------------------------------------------- composition by topic


def by_topic(**rest: tuple[Number, ...]) -> Table:
    shares: dict[str, tuple[Number, ...]] = {
        "total": (50, 30, 20),
        "maths": (60, (0, 40), (0, 40)),
        "reading": (70, 20, 10),
        **rest,
    }
    rows = [
        entry(f"host=all topic={topic} member_type={key}", n, measure="percent",
              topic=topic.upper(), member_type=words, status="free" if n == (0, 100) else "")
        for topic, values in shares.items()
        for (key, (_, words)), n in zip(TYPES.items(), values, strict=True)
    ]  # fmt: skip
    return table(*rows, colours={"member_type": {"schools": RED, "state": BLUE, "firms": GREEN}})


def test_topics_follow_the_total_by_their_first_types_share() -> None:
    numbers = by_topic(art=((0, 100), (0, 100), (0, 100)))
    found = picture(composition_by_topic, numbers)
    explained(found, numbers)
    names = found[found["what"].str.fullmatch(r"topic=\w+") & (found["mark"] == "label")]
    assert list(names.sort_values("y")["text"]) == ["TOTAL", "READING", "MATHS", "ART"]
    for topic in ("total", "reading", "maths", "art"):
        bar = found[found["what"].str.contains(f"topic={topic};") & (found["form"] == "box")].iloc[
            0
        ]
        assert one(found, "label", f"topic={topic}")["my"] == pytest.approx(bar["my"], abs=0.04)


def test_a_topics_bar_has_its_own_numbers_and_one_rest() -> None:
    found = picture(composition_by_topic, by_topic())
    for topic, values in {"total": (50, 30, 20), "reading": (70, 20, 10)}.items():
        for (key, (_, words)), n in zip(TYPES.items(), values, strict=True):
            what = f"host=all;topic={topic};member_type={key};measure=percent"
            part, number = one(found, "certain", what), one(found, "value", what)
            assert number["text"] == f"{n}%" and number["mx"] == pytest.approx(part["mx"], abs=0.05)
            assert part["width"] == pytest.approx(
                n
                / 50
                * one(
                    found,
                    "certain",
                    what.replace(
                        f"topic={topic};member_type={key}", "topic=total;member_type=schools"
                    ),
                )["width"],
                abs=0.01,
            )
            if topic == "total":
                head = one(found, "label", what)
                assert head["text"] == words and abs(head["x"] - part["x"]) < 0.05
    what = "host=all;topic=maths;member_type={};measure=percent"
    assert one(found, "possible", what.format("rest"))["hatched"]
    assert one(found, "value", what.format("rest"))["text"] == "40%"
    assert one(found, "note", "topic=maths")["text"] == "hatched: The state or Firms (each 0–40%)"
    assert one(found, "label", what.format("schools"))["text"] == "Schools"
    assert colours(found, member_type="schools") == {RED}


def test_a_topic_of_which_nothing_follows_is_an_outline_that_says_so() -> None:
    found = picture(composition_by_topic, by_topic(art=((0, 100), (0, 100), (0, 100))))
    what = "host=all;topic=art;member_type=rest;measure=percent"
    assert one(found, "open", what)["width"] > 4
    assert one(found, "note", what)["text"] == "not published"


# ---------------------------------------------------------------- transformations

CHANGES = {"renamed": "renamed", "moved": "moved elsewhere", "new": "new"}
ROWS: dict[str, tuple[Number, ...]] = {
    "all": (3, (1, 4), 2, 9),
    "North": (1, (0, 2), 1, 4),
    "South": (2, (1, 1), 2, 5),
    "West": (None, None, None, 2),
}


def changed() -> Table:
    rows = [
        entry(f"host={host} change={key}", n, host=f"Hub {host}", change=CHANGES.get(key, "all"))
        for host, values in ROWS.items()
        for key, n in zip([*CHANGES, "total"], values, strict=True)
    ]
    return table(*rows, colours={"change": {"renamed": RED, "moved": BLUE, "new": GREEN}})


def test_rows_have_their_own_squares_and_numbers_under_their_heads() -> None:
    numbers = changed()
    found = picture(transformations, numbers)
    explained(found, numbers)
    assert marks(found) == {
        "certain host=all;change=renamed": 3, "certain host=all;change=moved": 1,
        "certain host=all;change=new": 2, "possible host=all;change=rest": 3,
        "certain host=North;change=renamed": 1, "certain host=North;change=new": 1,
        "possible host=North;change=rest": 2, "certain host=South;change=renamed": 2,
        "certain host=South;change=moved": 1, "certain host=South;change=new": 2,
        "open host=West;change=rest": 2,
    }  # fmt: skip
    for host, said in {"North": ("1", "0–2", "1"), "South": ("2", "1", "2")}.items():
        name = one(found, "label", f"host={host}")
        kind = "certain" if host == "South" else "possible"
        left, top, right, bottom = span(
            found, kind, f"host={host};change={'new' if host == 'South' else 'rest'}"
        )
        assert name["text"] == f"Hub {host}" and top < name["my"] < bottom
        total = one(found, "value", f"host={host};change=total")
        assert total["text"] == str(ROWS[host][3]) and 0 < total["x"] - right < 0.1
        for key, text in zip(CHANGES, said, strict=True):
            number, head = (
                one(found, "value", f"host={host};change={key}"),
                one(found, "label", f"change={key}"),
            )
            assert number["text"] == text and top < number["my"] < bottom
            assert number["x"] == pytest.approx(head["x"], abs=0.03)
    assert one(found, "note", "host=West")["text"] == "not published"
    assert colours(found, change="moved") == {BLUE} and colours(found, change="new") == {GREEN}


def test_heads_stand_in_order_over_their_own_colour() -> None:
    found = picture(transformations, changed())
    heads = [one(found, "label", f"change={key}") for key in CHANGES]
    assert [head["text"] for head in heads] == list(CHANGES.values())
    assert heads[0]["x"] < heads[1]["x"] < heads[2]["x"]
    for key, head, colour in zip(CHANGES, heads, (RED, BLUE, GREEN), strict=True):
        box = one(found, "certain", f"key;change={key}")
        assert box["colour"] == colour and abs(box["x"] - head["x"]) < 0.03


def test_the_networks_own_blocks_carry_their_numbers_and_the_rest_its_words() -> None:
    found = picture(transformations, changed())
    numbers = {
        key: one(found, "value", f"host=all;change={key}")["text"]
        for key in (*CHANGES, "rest", "total")
    }
    assert numbers == {"renamed": "3", "moved": "at least 1", "new": "2", "rest": "3", "total": "9"}
    assert one(found, "label", "host=all")["text"] == "Hub all:"
    assert one(found, "label", "host=all;change=rest")["text"] == "moved elsewhere (1–4)"
    for key in (*CHANGES, "rest"):
        what = f"host=all;change={key}"
        left, top, _, _ = span(found, "possible" if key == "rest" else "certain", what)
        assert (
            abs(one(found, "value", what)["x"] - left) < 0.03
            and one(found, "label", what)["y"] < top
        )


def test_only_the_chosen_host_is_in_full_colour() -> None:
    found = picture(transformations, changed(), host="North")
    assert colours(found, host="North", change="renamed") == {RED}
    assert colours(found, host="South", change="renamed") == {style.muted(RED)}
    assert len(found[found["mark"] == "band"]) == 1

"""Bars and rows of squares read back: sizes, members, how partnerships came about."""

from __future__ import annotations

import pytest

from helpers.exhibits import active_size, composition, transformations
from helpers.look import style
from helpers.numbers.grid import Table
from pictures import Number, colours, entry, explained, marks, one, picture, span, table, texts

RED, BLUE, GREEN = "#a01010", "#1010a0", "#107010"
WIDE = 6.44
"""Width of a page, in inches."""


# ---------------------------------------------------------------- active size

TOPICS = {"total": "All together", "maths": "Mathematics", "reading": "Reading", "art": "Art"}
SIZES = {"few": "up to 4", "many": "5 to 9", "most": "10 or more"}
KNOWN: dict[str, tuple[Number, ...]] = {
    "total": (3, 12, 6, 21),
    "maths": (1, 2, 0, 3),
    "reading": (2, 10, 6, 18),
    "art": (0, 0, 0, 0),
}
OPEN: dict[str, tuple[Number, ...]] = {
    "total": (23, 12, 6, 41),
    "maths": ((9, 17), (1, 9), (0, 3), (20, 22)),
    "reading": (14, (2, 5), (2, 5), 21),
}


def sizes(numbers: dict[str, tuple[Number, ...]] = KNOWN, **ends: Number) -> Table:
    """Topic areas by class with their totals; `ends` are the smallest, the largest, the median."""
    rows = [
        entry(f"host=all topic={topic} size_class={size}", n, topic=TOPICS[topic],
              size_class=SIZES.get(size, "all sizes"),
              measure="reporting" if topic == size == "total" else "count")
        for topic, values in numbers.items()
        for size, n in zip([*SIZES, "total"], values, strict=True)
    ]  # fmt: skip
    all_ = "host=all topic=total size_class="
    share = entry(f"{all_}few", 14, measure="percent", topic=TOPICS["total"])
    said = [entry(f"{all_}total", n, measure=name, topic=TOPICS["total"], size_class="all sizes",
                  status="printed" if isinstance(n, int) else "")
            for name, n in ends.items()]  # fmt: skip
    return table(*rows, share, *said)


def part(topic: str, size: str) -> str:
    return f"host=all;topic={topic};size_class={size}"


def test_the_bar_of_all_is_cut_in_classes_with_numbers_and_names_above() -> None:
    only = {"total": KNOWN["total"]}
    found = picture(active_size, sizes(only))
    explained(found, sizes(only))
    left, pale = 0.0, -1.0
    for (size, name), n in zip(SIZES.items(), (3, 12, 6), strict=True):
        bar, what = one(found, "certain", part("total", size)), part("total", size)
        assert bar["width"] / WIDE == pytest.approx(n / 21, abs=0.003)
        assert bar["x"] == pytest.approx(left, abs=0.01)
        number, label = one(found, "value", what), one(found, "label", what)
        assert number["text"] == (f"{n} (14%)" if size == "few" else str(n))
        assert label["text"] == name and number["y"] < label["y"] < bar["y"]
        assert abs(number["x"] - left) < 0.05 and abs(label["x"] - left) < 0.05
        assert style.luminance(bar["colour"]) > pale
        left, pale = left + bar["width"], style.luminance(bar["colour"])
    assert one(found, "certain", part("total", "few"))["colour"] == style.ACCENT
    assert set(marks(found)) == {f"certain {part('total', size)}" for size in SIZES}


def test_known_topic_areas_are_bars_on_one_scale_the_largest_first() -> None:
    found = picture(active_size, sizes())
    explained(found, sizes())
    names = [one(found, "label", f"topic={topic}") for topic in ("total", "reading", "maths")]
    assert names[0]["y"] < names[1]["y"] < names[2]["y"]
    assert "topic=art" not in set(found["what"])  # nobody reported there
    inch = one(found, "certain", part("total", "many"))["width"] / 12
    for topic in ("maths", "reading"):
        for size, n in zip(SIZES, KNOWN[topic][:3], strict=True):
            if not n:
                assert f"certain {part(topic, size)}" not in marks(found)
                continue
            bar = one(found, "certain", part(topic, size))
            number = one(found, "value", part(topic, size))
            assert bar["width"] == pytest.approx(n * inch, abs=0.01)
            assert number["text"] == str(n) and number["mx"] == pytest.approx(bar["mx"], abs=0.05)
            assert number["my"] == pytest.approx(bar["my"], abs=0.05)
            assert bar["my"] == pytest.approx(one(found, "label", f"topic={topic}")["my"], abs=0.04)
        total = one(found, "value", part(topic, "total"))
        ends = found[found["what"].str.startswith(f"host=all;topic={topic};")
                     & (found["mark"] == "certain")]  # fmt: skip
        assert total["text"] == str(KNOWN[topic][3])
        assert 0 < total["x"] - (ends["x"] + ends["width"]).max() < 0.1


def test_of_open_topic_areas_the_smallest_class_is_drawn_from_its_least_to_its_most() -> None:
    found = picture(active_size, sizes(OPEN))
    explained(found, sizes(OPEN))
    inner = {name: n for name, n in marks(found).items() if "topic=total" not in name}
    assert inner == {
        f"certain {part('maths', 'few')}": 1, f"possible {part('maths', 'few')}": 1,
        f"certain {part('reading', 'few')}": 1,
    }  # fmt: skip
    solid, hatched = (one(found, kind, part("maths", "few")) for kind in ("certain", "possible"))
    inch = solid["width"] / 9
    assert hatched["width"] == pytest.approx(8 * inch, abs=0.01) and hatched["hatched"]
    assert hatched["x"] == pytest.approx(solid["x"] + solid["width"], abs=0.01)
    assert one(found, "certain", part("reading", "few"))["width"] == pytest.approx(
        14 * inch, abs=0.01
    )
    for topic, (number, whole, least) in {
        "maths": ("9–17", "of 20–22", 20), "reading": ("14", "of 21", 21),
    }.items():  # fmt: skip
        track, name = (
            one(found, "track", part(topic, "total")),
            one(found, "label", f"topic={topic}"),
        )
        assert track["width"] == pytest.approx(least * inch, abs=0.01)
        said, of = (
            one(found, "value", part(topic, "few")),
            one(found, "value", part(topic, "total")),
        )
        assert (said["text"], of["text"]) == (number, whole)
        assert track["x"] + track["width"] < said["x"] < of["x"]
        assert track["my"] == pytest.approx(name["my"], abs=0.05)
        assert said["my"] == pytest.approx(name["my"], abs=0.05)
    assert one(found, "note", "head")["text"] == "up to 4 members, by topic area"


@pytest.mark.parametrize(
    ("number", "status", "kind", "said"),
    [((0, 8), "free", "open", "0–8"), (None, "", "open", "not published")],
)
def test_a_topic_area_of_which_nothing_follows_is_an_outline(
    number: Number, status: str, kind: str, said: str
) -> None:
    keys = "host=all topic={} size_class={}"
    numbers = table(
        entry(keys.format("total", "few"), 5, topic="All"),
        entry(keys.format("total", "total"), 9, measure="reporting", topic="All"),
        entry(keys.format("maths", "few"), number, status=status),
        entry(keys.format("maths", "total"), 8),
        entry(keys.format("reading", "few"), (1, 4)),
        entry(keys.format("reading", "total"), 4),
    )
    found = picture(active_size, numbers)
    assert one(found, kind, part("maths", "few"))["x"] == pytest.approx(
        one(found, "track", part("maths", "total"))["x"], abs=0.01
    )
    assert one(found, "value", part("maths", "few"))["text"] == said


def test_lines_run_from_the_smallest_to_the_largest_on_one_scale() -> None:
    only = {"total": KNOWN["total"]}
    numbers = sizes(only, smallest=10, largest=(201, None), median=60, active=(10, 110))
    found = picture(active_size, numbers)
    explained(found, numbers)
    line = {name: one(found, "certain", f"{part('total', 'total')};measure={name}")
            for name in ("largest", "active", "median")}  # fmt: skip
    inch = line["active"]["width"] / 100
    assert line["largest"]["width"] == pytest.approx(191 * inch, abs=0.01)
    assert line["largest"]["x"] == pytest.approx(line["active"]["x"], abs=0.01)
    middle = line["median"]["x"] + line["median"]["width"] / 2 - line["largest"]["x"]
    assert middle == pytest.approx(50 * inch, abs=0.02)
    what = part("total", "total") + ";measure="
    said = {
        "smallest": "10",
        "median": "median 60",
        "active;end=low": "10",
        "active;end=high": "110",
    }
    assert {name: one(found, "value", what + name)["text"] for name in said} == said
    # The largest has no known end: an arrow, and words that say so.
    assert len(found[found["mark"] == "arrow"]) == 1
    assert one(found, "value", what + "largest")["text"] == "at least 201"


def test_sizes_that_are_counted_have_no_lines_here() -> None:
    only = {"total": KNOWN["total"]}
    keys = "host=all topic=total size_class=total"
    ends = [entry(keys, n, measure=name) for name, n in (("smallest", 4), ("largest", 60))]
    found = picture(active_size, sizes(only).plus(ends), own=True)
    assert not found["what"].str.contains("measure=").any()


# ---------------------------------------------------------------- composition

TYPES = {"schools": (50, "Schools"), "state": (30, "The state"), "firms": (20, "Firms")}


def members(**topics: tuple[Number, ...]) -> Table:
    """Shares by type of all, and of topic areas."""
    shares: dict[str, tuple[Number, ...]] = {"total": (50, 30, 20), **topics}
    rows = [
        entry(f"host=all topic={topic} member_type={key}", n, measure="percent",
              topic=topic.upper(), member_type=words, status="free" if n == (0, 100) else "")
        for topic, values in shares.items()
        for (key, (_, words)), n in zip(TYPES.items(), values, strict=True)
    ]  # fmt: skip
    return table(*rows, colours={"member_type": {"schools": RED, "state": BLUE, "firms": GREEN}})


def share(topic: str, kind: str) -> str:
    return f"host=all;topic={topic};member_type={kind};measure=percent"


def test_the_bar_is_cut_as_the_shares_are_and_each_part_has_its_head() -> None:
    found = picture(composition, members())
    explained(found, members())
    left = 0.0
    for (key, (n, words)), colour in zip(TYPES.items(), (RED, BLUE, GREEN), strict=True):
        what = share("total", key)
        bar = one(found, "certain", what)
        assert bar["width"] / WIDE == pytest.approx(n / 100, abs=0.002)
        assert bar["x"] == pytest.approx(left, abs=0.01) and bar["colour"] == colour
        number, name = one(found, "value", what), one(found, "label", what)
        assert (number["text"], name["text"]) == (f"{n}%", words)
        assert abs(number["x"] - left) < 0.05 and abs(name["x"] - left) < 0.05
        left += bar["width"]


def test_of_open_topic_areas_only_known_shares_are_drawn_the_largest_first() -> None:
    nothing: tuple[Number, ...] = ((0, 100), (0, 100), (0, 100))
    numbers = members(maths=(22, (0, 78), (0, 78)), reading=(60, (0, 40), (0, 40)), art=nothing)
    found = picture(composition, numbers)
    explained(found, numbers)
    assert not set(found["mark"]) & {"possible", "open"} and not found["hatched"].any()
    bars = found[
        (found["mark"] == "certain")
        & (found["y"] > one(found, "note", "head;member_type=schools")["y"])
    ]
    assert list(bars.sort_values("y")["what"]) == [
        share("reading", "schools"), share("total", "schools"), share("maths", "schools"),
    ]  # fmt: skip
    inch = bars.sort_values("y")["width"].iloc[0] / 60
    for (topic, n), (_, bar) in zip(
        {"reading": 60, "total": 50, "maths": 22}.items(), bars.sort_values("y").iterrows(),
        strict=True,
    ):  # fmt: skip
        number = found[
            (found["what"] == share(topic, "schools")) & (found["mark"] == "value")
        ].iloc[-1]
        assert bar["width"] == pytest.approx(n * inch, abs=0.01) and bar["colour"] == RED
        assert number["text"] == f"{n}%" and 0 < number["x"] - bar["x"] - bar["width"] < 0.1
        name = one(found, "label", f"topic={topic}")
        assert name["my"] == pytest.approx(bar["my"], abs=0.05)
    assert (
        one(found, "note", "head;member_type=schools")["text"]
        == "Schools, in percent of members, by topic area"
    )


def test_known_topic_areas_follow_the_total_by_their_first_types_share() -> None:
    numbers = members(maths=(60, 40, 0), reading=(70, 20, 10), art=(None, None, None))
    found = picture(composition, numbers, own=True)
    explained(found, numbers)
    names = found[found["what"].str.fullmatch(r"topic=\w+") & (found["mark"] == "label")]
    assert list(names.sort_values("y")["text"]) == ["TOTAL", "READING", "MATHS", "ART"]
    whole = one(found, "certain", share("total", "schools"))["width"] * 2
    for topic, values in {"maths": (60, 40), "reading": (70, 20, 10)}.items():
        for key, n in zip(TYPES, values, strict=False):
            bar, number = (
                one(found, "certain", share(topic, key)),
                one(found, "value", share(topic, key)),
            )
            assert number["text"] == f"{n}%" and number["mx"] == pytest.approx(bar["mx"], abs=0.05)
            assert bar["width"] == pytest.approx(n / 100 * whole, abs=0.01)
            assert bar["my"] == pytest.approx(one(found, "label", f"topic={topic}")["my"], abs=0.04)
    assert colours(found, member_type="schools") == {RED}
    assert one(found, "open", share("art", "rest"))["width"] == pytest.approx(whole, abs=0.01)
    assert one(found, "note", share("art", "rest"))["text"] == "not published"


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
    found = picture(transformations, numbers, own=True)
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
    found = picture(transformations, changed(), own=True)
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
    assert one(found, "label", "host=all;change=rest")["text"] == "moved elsewhere"
    for key in (*CHANGES, "rest"):
        what = f"host=all;change={key}"
        left, top, _, _ = span(found, "possible" if key == "rest" else "certain", what)
        assert (
            abs(one(found, "value", what)["x"] - left) < 0.03
            and one(found, "label", what)["y"] < top
        )


def test_only_the_chosen_host_is_in_full_colour() -> None:
    found = picture(transformations, changed(), own=True, host="North")
    assert colours(found, host="North", change="renamed") == {RED}
    assert colours(found, host="South", change="renamed") == {style.muted(RED)}
    assert len(found[found["mark"] == "band"]) == 1


def test_the_rest_stands_behind_the_last_change_that_it_may_be_under_one_bracket() -> None:
    numbers = changed().plus(
        [entry("host=all change=transformed", 7, measure="any reason", change="transformed")]
    )
    found = picture(transformations, numbers)
    lefts = [span(found, "possible" if key == "rest" else "certain", f"host=all;change={key}")[0]
             for key in ("renamed", "moved", "rest", "new")]  # fmt: skip
    assert lefts == sorted(lefts)
    bracket = found[found["mark"] == "bracket"].iloc[0]  # 3 renamed, 1 moved, 3 of either: 7
    assert bracket["x"] == pytest.approx(lefts[0], abs=0.02)
    assert lefts[2] < bracket["x"] + bracket["width"] < lefts[3]
    what = "host=all;change=transformed;measure=any reason"
    assert one(found, "value", what)["text"] == "7 changed versions of earlier ones"
    other = numbers.where(lambda e: e.measure == "count").plus(
        [entry("host=all change=transformed", 6, measure="any reason", change="transformed")]
    )
    assert "bracket" not in set(picture(transformations, other)["mark"])  # they do not make 6


def test_of_hosts_whose_numbers_are_open_what_is_said_of_them_is_a_row_of_dots() -> None:
    said = {("renamed", "hosts with at least one"): 2, ("new", "hosts with at least one"): 3,
            ("moved", "hosts with more than half"): 1}  # fmt: skip
    numbers = changed().plus(
        entry(f"host=all change={change}", n, measure=measure, base=3, change=CHANGES[change])
        for (change, measure), n in said.items()
    )
    found = picture(transformations, numbers)
    assert "certain host=South;change=new" not in marks(found)
    names, tops = ["at least one new", "at least one renamed", "more than half moved elsewhere"], []
    order = sorted(said, key=lambda one: -said[one])
    for (change, measure), name in zip(order, names, strict=True):
        what, n = f"host=all;change={change};measure={measure}", said[change, measure]
        assert marks(found)[f"certain {what}"] == n
        assert marks(found).get(f"certain {what};without", 0) == 3 - n
        assert one(found, "note", what)["text"] == name
        assert one(found, "value", what)["text"] == f"{n} of 3"
        left, top, right, bottom = span(found, "certain", what)
        assert top < one(found, "note", what)["my"] < bottom
        assert right < one(found, "value", what)["x"]
        tops.append(top)
    assert tops == sorted(tops)
    assert colours(found, change="renamed", measure="hosts with at least one") == {
        RED, style.OUTLINE,
    }  # fmt: skip
    own = picture(transformations, numbers, host="North")
    assert marks(own)["possible host=North;change=rest"] == 2
    assert "certain host=South;change=new" not in marks(own)


def test_of_very_many_hosts_the_largest_have_rows_and_the_others_one() -> None:
    rows = [
        entry(f"host={host} change={key}", n, host=host, change=key)
        for place in range(30)
        for host in [f"H{place}"]
        for key, n in (("new", place), ("total", place))
    ]
    whole = [entry(f"host=all change={key}", 435, change=key) for key in ("new", "total")]
    found = picture(transformations, table(*whole, *rows), own=True, host="H3")
    names = texts(found[found["what"].str.fullmatch(r"host=\w+")], "label")
    shown = [29, *range(28, 11, -1)]
    assert list(names.values())[1:] == [*(f"H{n}" for n in shown), "H3", "11 other hubs"]
    assert one(found, "value", "host=others;change=new")["text"] == str(435 - sum(shown) - 3)

"""Each picture is read back whole: its marks, places, colours and every text are its table's."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.exhibits import evolution, partnerships_by_host, topics
from helpers.look import style
from helpers.numbers.grid import Table
from pictures import (
    TERMS,
    Number,
    colours,
    entry,
    explained,
    marks,
    one,
    picture,
    span,
    table,
    texts,
    view,
)

RED, BLUE, GREEN = "#a01010", "#1010a0", "#107010"


# ---------------------------------------------------------------- evolution


def evolved(**numbers: Number) -> Table:
    """Nine circles of 2018, of which two ended; eleven of 2022, of which four are new."""
    found = {"total": 9, "continued": 7, "ended": 2} | numbers
    early = [entry(f"host=all period=p1 change={c}", n, period="2018") for c, n in found.items()]
    late = [
        entry(f"host=all period=p2 change={change}", n, period="2022", change=words)
        for change, n, words in [
            ("total", 11, "all"),
            ("unchanged", 7, "as before"),
            ("new", 4, "new"),
        ]
    ]
    return table(*early, *late, colours={"change": {"new": RED, "ended": BLUE}})


def test_evolution_has_a_square_for_each_partnership_under_its_number_and_name() -> None:
    numbers = evolved()
    found = picture(evolution, numbers)
    explained(found, numbers)
    p1, p2 = "host=all;period=p1;change=", "host=all;period=p2;change="
    assert marks(found) == {
        f"certain {p1}continued": 7, f"certain {p1}ended": 2,
        f"certain {p2}unchanged": 7, f"certain {p2}new": 4,
    }  # fmt: skip
    assert texts(found, "value") == {
        f"{p1}continued": "7", f"{p1}ended": "2", f"{p1}total": "9 city circles",
        f"{p2}unchanged": "7", f"{p2}new": "4", f"{p2}total": "11 city circles",
    }  # fmt: skip
    names = texts(found, "label")
    assert names.pop("period=p1") == "2018" and names.pop("period=p2") == "2022"
    assert names == {
        f"{p1}continued": "continued", f"{p1}ended": "ended",
        f"{p2}unchanged": "as before", f"{p2}new": "new",
    }  # fmt: skip
    assert colours(found, change="new") == {RED} and colours(found, change="ended") == {BLUE}
    assert colours(found, change="continued") == {style.CHANGES["continued"]}


def test_evolution_labels_stand_over_their_squares_and_years_beside_theirs() -> None:
    found = picture(evolution, evolved())
    for period, change in [
        ("p1", "continued"),
        ("p1", "ended"),
        ("p2", "unchanged"),
        ("p2", "new"),
    ]:
        what = f"host=all;period={period};change={change}"
        left, top, _, bottom = span(found, "certain", what)
        value, name, year = (
            one(found, *label)
            for label in [("value", what), ("label", what), ("label", f"period={period}")]
        )
        assert abs(value["x"] - left) < 0.03 and abs(name["x"] - left) < 0.03
        assert value["y"] < name["y"] < top < value["y"] + 0.5
        assert top - 0.2 < year["y"] < bottom
        total = one(found, "value", f"host=all;period={period};change=total")
        assert year["y"] < total["y"] < bottom + 0.3 and total["x"] < 0.1


def test_a_range_of_a_total_ends_in_squares_that_may_not_be() -> None:
    found = picture(evolution, evolved(total=(4, 10), continued=(1, 9), ended=(0, 9)))
    p1 = "host=all;period=p1;change="
    assert {what: n for what, n in marks(found).items() if "p1" in what} == {
        f"certain {p1}continued": 1, f"possible {p1}rest": 3, f"possible {p1}more": 6,
    }  # fmt: skip
    said = {
        what.split("=")[-1]: words for what, words in texts(found, "value").items() if "p1" in what
    }
    assert said == {
        "continued": "at least 1",
        "rest": "3",
        "more": "0–6",
        "total": "4–10 city circles",
    }
    assert texts(found, "label")[f"{p1}rest"] == "continued (1–9) or ended (0–9)"


def test_a_period_in_between_is_drawn_with_its_past_and_with_its_future() -> None:
    rows = [
        entry(f"host=all period={period} change={change}", n, period=period.upper())
        for period, numbers in {
            "p1": {"total": 3, "continued": 2, "ended": 1},
            "p2": {"total": 5, "unchanged": 2, "new": 3, "continued": 4, "ended": 1},
            "p3": {"total": 6, "unchanged": 4, "new": 2},
        }.items()
        for change, n in numbers.items()
    ]
    found = picture(evolution, table(*rows))
    explained(found, table(*rows))
    names = found[
        (found["mark"] == "label") & found["what"].isin(["period=p1", "period=p2", "period=p3"])
    ]
    assert list(names["text"]) == ["P1", "P2", "P2", "P3"] and names["y"].is_monotonic_increasing
    assert marks(found)["certain host=all;period=p2;change=new"] == 3
    assert sum(marks(found).values()) == 3 + 5 + 5 + 6


# ---------------------------------------------------------------- partnerships by host

PLACES = pd.DataFrame(
    [("AA", "North", 0, 0), ("BB", "North", 0, 1), ("CC", "South", 1, 1), ("DD", None, 1, 3)],
    columns=["code", "host", "row", "col"],
)


def by_host() -> Table:
    return table(
        entry("host=all", 5, host="All hubs"),
        entry("host=North", 3, host="The north"),
        entry("host=South", (1, 2), host="The south"),
        colours={"host": {"North": RED, "South": BLUE}},
        places=PLACES,
    )


def test_hosts_have_their_counts_as_numbers_and_as_squares() -> None:
    found = picture(partnerships_by_host, by_host())
    explained(found, by_host())
    squares = {what: n for what, n in marks(found).items() if "tile" not in what}
    assert squares == {"certain host=North": 3, "certain host=South": 1, "possible host=South": 1}
    assert texts(found, "value") == {"host=all": "5", "host=North": "3", "host=South": "1–2"}
    assert texts(found, "label") == {
        "host=all": "All hubs", "host=North": "The north", "host=South": "The south",
    }  # fmt: skip
    for host in ("North", "South"):
        _, top, _, bottom = span(found, "certain", f"host={host}")
        key = one(found, "certain", f"key;host={host}")
        for mark in ("value", "label", "letter"):
            assert key["y"] - 0.05 < one(found, mark, f"host={host}")["y"] < bottom, (host, mark)
        assert key["y"] < top < key["y"] + 0.3


def test_tiles_stand_in_their_rows_and_columns_with_their_hosts_colour_and_letter() -> None:
    found = picture(partnerships_by_host, by_host())
    for code, host, row, column in PLACES.fillna("").itertuples(index=False):
        what = f"tile={code};host={host}"
        tile = one(found, "certain" if host else "open", what)
        assert round(tile["x"] / 0.5) == column and round(tile["y"] / 0.5) == row
        text = one(found, "code", what)
        assert text["text"] == code and abs(text["mx"] - tile["mx"]) < 0.03
        if host:
            assert tile["colour"] == {"North": RED, "South": BLUE}[host]
            letter = one(found, "letter", what)
            assert letter["text"] == {"North": "A", "South": "B"}[host]
            assert tile["x"] < letter["x"] < tile["x"] + 0.5 and tile["y"] < letter["y"]
    assert colours(found, host="North") == {RED} and colours(found, host="South") == {BLUE}
    assert one(found, "letter", "host=North")["text"] == "A"
    assert one(found, "letter", "host=South")["text"] == "B"


MAP = pd.DataFrame(
    [("A1", "North", 0, 0), ("A2", "North", 0, 1), ("A3", "North", 0, 2), ("A4", "North", 2, 0),
     ("B1", "South", 0, 3), ("B2", "South", 1, 3)],
    columns=["code", "host", "row", "col"],
)  # fmt: skip


def mapped(**chosen: object) -> pd.DataFrame:
    """North has three tiles in a row and one by itself; South two below each other."""
    numbers = table(
        entry("host=all", 13, host="All hubs"),
        entry("host=South", 4, host="The south"),
        entry("host=North", 9, host="The north"),
        colours={"host": {"North": RED, "South": BLUE}},
        places=MAP,
    )
    return picture(partnerships_by_host, numbers, **chosen)


def test_a_region_has_its_name_and_count_on_a_row_of_its_tiles() -> None:
    found = mapped()
    first, last = (one(found, "certain", f"tile={code};host=North") for code in ("A1", "A3"))
    said = found[found["what"] == "map;host=North"]
    assert list(said["text"]) == ["The north", "9", "The north"]
    name, count, _ = said.to_dict("records")
    assert first["x"] < name["x"] < count["x"] < last["x"] + last["width"]
    for text in (name, count):
        assert first["my"] < text["my"] < first["y"] + first["height"]
        assert one(found, "code", "tile=A2;host=North")["my"] < text["y"]
    assert "letter" not in set(found["mark"])


def test_a_name_without_room_on_its_tiles_stands_beside_them() -> None:
    """South's one column is too narrow; North's lone tile has the name again, without the count."""
    found = mapped()
    below = one(found, "certain", "tile=B2;host=South")
    name = found[found["what"] == "map;host=South"].iloc[0]
    assert name["text"] == "The south" and name["x"] + name["width"] < below["x"]
    assert name["my"] == pytest.approx(below["my"], abs=0.03)
    lone = one(found, "certain", "tile=A4;host=North")
    again = found[found["what"] == "map;host=North"].iloc[2]
    assert again["my"] == pytest.approx(lone["my"], abs=0.03)
    assert 0 < again["x"] - (lone["x"] + lone["width"]) < 0.1


def test_an_outline_goes_round_each_region_and_nowhere_else() -> None:
    """North: 3 + 3 above and below, 1 + 1 at the ends, 4 round the lone tile; South: 6."""
    found = mapped()
    sides = found[found["mark"] == "border"].groupby("what")["width"].agg(["size", "sum"])
    assert dict(sides["size"]) == {"host=North": 12, "host=South": 6}
    assert (found["mark"] == "seam").sum() == 2 + 1


def test_the_list_goes_from_the_most_to_the_fewest() -> None:
    found = mapped()
    heads = [one(found, "label", f"host={host}") for host in ("all", "North", "South")]
    assert [row["text"] for row in heads] == ["All hubs", "The north", "The south"]
    assert heads[0]["y"] < heads[1]["y"] < heads[2]["y"]


def test_the_chosen_host_keeps_its_colour_and_the_others_are_pale() -> None:
    found = picture(partnerships_by_host, by_host(), host="North")
    assert colours(found, host="North") == {RED}
    assert colours(found, host="South") == {style.muted(BLUE)}


# ---------------------------------------------------------------- topics

NAMES = pd.DataFrame(
    [
        ("maths", "North", "Numbers City Circle", "certain"),
        ("maths", "South", "Count Circle", "certain"),
        ("maths", "West", "Perhaps", "likely"),
        ("reading", "South", "Letters", "certain"),
        ("", "South", "Who Knows", "undecided"),
    ],
    columns=["topic", "host", "name", "status"],
)


def by_topic(maths: Number = 5, rest: Number = 3) -> Table:
    return table(
        entry("host=all topic=maths", maths, topic="Mathematics"),
        entry("host=all topic=reading", 1, topic="Reading"),
        entry("host=all topic=maths", rest, measure="not named"),
        entry("host=all topic=reading", 0, measure="not named"),
        entry("host=all topic=total", 9, measure="rural"),
        colours={"topic": {"maths": RED, "reading": BLUE}},
        names=NAMES,
    )


def test_topics_have_a_dot_for_each_partnership_a_ring_in_the_place_of_an_empty_one() -> None:
    numbers = by_topic()
    found = picture(topics, numbers)
    explained(found, numbers)
    assert marks(found) == {
        "certain topic=maths;row=0": 1, "certain topic=maths;row=1": 1,
        "likely topic=maths;row=2": 1, "certain topic=reading;row=3": 1,
        "open host=all;topic=maths;measure=not named": 2,
    }  # fmt: skip
    assert sum(marks(found).values()) == 5 + 1
    assert texts(found, "value") == {"host=all;topic=maths": "5", "host=all;topic=reading": "1"}
    assert texts(found, "label") == {"topic=maths": "Mathematics", "topic=reading": "Reading"}
    assert texts(found, "note") == {
        "topic=maths": "among them Count (South), Numbers (North)",
        "topic=reading": "among them Letters (South)",
    }
    assert colours(found, topic="maths") == {RED} and colours(found, topic="reading") == {BLUE}


def test_strips_stand_beside_their_names_filled_dots_first_and_equal_steps_apart() -> None:
    found = picture(topics, by_topic())
    dots = found[found["form"] == "dot"]
    dots = dots[dots["mark"].isin(["certain", "likely", "open"])]
    maths = dots[dots["what"].str.contains("topic=maths")].sort_values("x")
    assert list(maths["mark"]) == ["certain", "certain", "likely", "open", "open"]
    steps = maths["mx"].diff().dropna()
    assert steps.max() - steps.min() < 0.01
    first = dots[dots["what"].str.contains("topic=reading")]["mx"].min()
    assert first == pytest.approx(maths["mx"].min(), abs=0.01)
    for topic, row in (("maths", 0), ("reading", 3)):
        dot, name = (
            one(found, "certain", f"topic={topic};row={row}"),
            one(found, "label", f"topic={topic}"),
        )
        count = one(found, "value", f"host=all;topic={topic}")
        assert count["x"] < name["x"] < dot["x"]
        assert abs(dot["my"] - name["my"]) < 0.1 and abs(count["my"] - name["my"]) < 0.1


def test_no_more_rings_than_there_are_empty_dots() -> None:
    found = picture(topics, by_topic(2, 0))
    assert "likely topic=maths;row=2" not in marks(found)
    assert sum(marks(found).values()) == 2 + 1


def test_a_hosts_own_dots_come_first_and_the_others_are_pale() -> None:
    found = picture(topics, by_topic(), host="South")
    own, other = (
        one(found, "certain", "topic=maths;row=1"),
        one(found, "certain", "topic=maths;row=0"),
    )
    assert own["x"] < other["x"]
    assert (own["colour"], other["colour"]) == (RED, style.muted(RED))
    assert texts(found, "note")["topic=maths"] == "Count"


ALL_NAMED = NAMES[NAMES["status"] == "certain"]


def test_where_all_are_named_each_dot_stands_before_its_name() -> None:
    numbers = by_topic(2, 0)
    numbers.beside["names"] = ALL_NAMED.reset_index(drop=True)
    found = picture(topics, numbers)
    explained(found, numbers)
    assert sum(marks(found).values()) == 3 and {one.split()[0] for one in marks(found)} == {
        "certain"
    }
    names = {"maths;row=0": "Numbers", "maths;row=1": "Count", "reading;row=2": "Letters"}
    hosts = dict(zip(names, ("North", "South", "South"), strict=True))
    for row, text in names.items():
        what = f"topic={row}"
        dot, name, host = (one(found, kind, what) for kind in ("certain", "label", "tail"))
        assert (name["text"], host["text"]) == (text, hosts[row])
        assert abs(dot["my"] - name["my"]) < 0.08 and 0 < name["x"] - dot["x"] < 0.3
        assert abs(host["my"] - name["my"]) < 0.08 and name["x"] < host["x"] < name["x"] + 2


def test_a_range_of_partnerships_ends_in_hatched_dots() -> None:
    found = picture(topics, by_topic((5, 7), (3, 5)))
    what = "host=all;topic=maths;measure=not named"
    assert marks(found)[f"open {what}"] == 2 and marks(found)[f"possible {what}"] == 2


def test_without_names_a_topic_is_all_its_dots_a_hosts_own_in_colour() -> None:
    found = picture(topics, by_topic(), names=False)
    assert marks(found) == {"certain host=all;topic=maths": 5, "certain host=all;topic=reading": 1}
    assert "note" not in set(found["mark"])
    numbers = by_topic().plus([entry("host=South topic=maths", 2, topic="Mathematics")])
    dots = picture(topics, numbers, names=False, host="South")
    dots = dots[dots["what"] == "host=all;topic=maths"].query("form == 'dot'").sort_values("x")
    assert list(dots["colour"]) == [RED] * 2 + [style.muted(RED)] * 3


@pytest.mark.parametrize("west", [(2, 0), ((1, 2), 0)], ids=["more than names", "a range"])
def test_the_topic_of_a_name_follows_where_its_host_has_only_one_left(
    west: tuple[Number, Number],
) -> None:
    """South: two in maths and one in reading; Count and Letters are one of each, so Who Knows is
    the other in maths. Of West, Perhaps may not be all, or not be there."""
    hosts: dict[str, tuple[Number, Number]] = {"North": (1, 0), "South": (2, 1), "West": west}
    counts = [
        entry(f"host={host} topic={topic}", n)
        for host, numbers in hosts.items()
        for topic, n in zip(("maths", "reading"), numbers, strict=True)
    ]
    found = topics.arrange(by_topic().plus(counts)).beside["names"]
    assert list(found[found["name"] == "Who Knows"].iloc[0]) == [
        "maths",
        "South",
        "Who Knows",
        "implied",
    ]
    assert list(found["status"]) == ["certain", "certain", "likely", "certain", "implied"]
    assert list(by_topic().beside["names"]["status"])[-1] == "undecided"  # the table is left alone


def test_names_lose_the_networks_word_only_where_they_stay_apart() -> None:
    pairs = [
        ("West", "Reading City Circle"),
        ("West", "Reading Circle"),
        ("East", "Reading Circle"),
    ]
    assert topics.shortened(pairs, view()) == ["Reading City Circle", "Reading Circle", "Reading"]
    assert TERMS.partnership == "city circle"

"""Bounds of member types' shares: small networks worked on paper, enumerated ones, and the embedded network."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from itertools import product

import pytest

from helpers import network, paths
from helpers.infer import shares
from helpers.statements import Statement, percent, records

BOTH = ("pooled", "mean")
Rows = list[Statement]
Ends = dict[tuple[str, str], tuple[int, int]]


def row(id_: str = "r", **columns: object) -> Statement:
    blank = dict.fromkeys(Statement.__dataclass_fields__, "") | {"value": None, "value_high": None, "denominator": None}
    return Statement(**blank | {"id": id_, "universe": "reporting", "relation": "="} | columns)


def share(types: str, value: object, topic: str = "", measure: str = "percent", **columns: object) -> Statement:
    """A row on a share, in percent: `share("lea", 60, "x")`."""
    own = {"subject": "member_share", "measure": measure, "topic": topic, "member_type": types, "value": Fraction(value)}
    return row(**own | columns)


def count(types: str, value: int, topic: str = "", **columns: object) -> Statement:
    """A row on the number of alliances that have a type."""
    own = {"subject": "alliances", "measure": "count", "topic": topic, "member_type": types, "value": Fraction(value)}
    return row(**own | columns)


def ask(rows: Rows, types: str, numbers: dict, base: str, total: int | None = None) -> list[shares.ShareBound]:
    """`numbers`: topic -> reporting alliances, or their least and greatest number."""
    ranges = {topic: (n, n) if isinstance(n, int) else n for topic, n in numbers.items()}
    total = sum(low for low, _ in ranges.values()) if total is None else total
    return shares.bounds(rows, list(numbers), types.split(), ranges, total, base)


def ends(*args: object) -> Ends:
    """(topic, type) -> (low, high), all of them proven."""
    found = ask(*args)
    assert all(one.proven for one in found), [one for one in found if not one.proven]
    return {(one.topic, one.member_type): (one.low, one.high) for one in found}


# -- on paper: one topic, where both bases say the same


@pytest.mark.parametrize("base", BOTH)
def test_a_printed_share_leaves_the_rest_to_the_others(base: str) -> None:
    """60 is at least 59.5, so 40.5 can be left, which prints 41; one of two other types may have all of that or nothing."""
    found = ends([share("lea", 60)], "lea sea other", {"x": 3}, base)
    assert found == {(topic, type_): pair for topic in ("x", "total") for type_, pair in
                     {"lea": (60, 60), "sea": (0, 41), "other": (0, 41)}.items()}


@pytest.mark.parametrize("base", BOTH)
@pytest.mark.parametrize(("row", "pair"), [
    (share("lea", 60), (40, 41)),                                   # 59.5 <= lea < 60.5: 39.5 < sea <= 40.5
    (share("lea", "59.5", relation=">="), (0, 41)),                 # sea <= 40.5
    (share("lea", "59.5", relation=">"), (0, 40)),                  # sea < 40.5
    (share("lea", "59.5", relation="<="), (41, 100)),               # sea >= 40.5
    (share("lea", "59.5", relation="<"), (41, 100)),                # sea > 40.5 prints no less
    (share("lea", "119/200", measure="fraction"), (41, 41)),        # a fraction is exact: sea = 40.5
    (share("lea", "1/2", measure="fraction", relation=">"), (0, 50)),
    (share("lea", 20, relation="between", value_high=Fraction(30)), (70, 80)),
    (share("lea", 0), (100, 100)), (share("lea", 100), (0, 1)),     # up to 0.5 is left to the other, which prints 1
    (share("lea|sea", 100), (0, 100)),
])
def test_halves_count_for_the_next_percent(row: Statement, pair: tuple[int, int], base: str) -> None:
    assert ends([row], "lea sea", {"x": 2}, base)["x", "sea"] == pair


@pytest.mark.parametrize("base", BOTH)
def test_a_type_that_is_there_takes_something(base: str) -> None:
    """Sea and other can have 40.5 together. Where an alliance has sea, other has less than 40.5 and prints 40."""
    assert ends([share("lea", 60), count("sea", 1)], "lea sea other", {"x": 2}, base)["x", "other"] == (0, 40)
    some = ends([share("lea", 60), count("sea", 0)], "lea sea other", {"x": 2}, base)
    assert (some["x", "sea"], some["x", "other"]) == ((0, 0), (40, 41))
    # All types of the second set, or of the first: sea is there in one alliance at least.
    assert ends([share("lea", 60), count("lea+sea|sea+other", 2)], "lea sea other", {"x": 2}, base)["x", "other"] == (0, 40)
    # Of 2 alliances 1 has neither lea nor sea, so other has a share.
    assert ends([share("lea", 60), count("lea|sea", 1)], "lea sea other", {"x": 2}, "pooled")["x", "sea"] == (0, 40)


# -- on paper: alliances weigh the same


def test_topics_weigh_by_their_alliances() -> None:
    """x: 2 alliances, y: 1. Overall 37: 109.5 <= 2x + y < 112.5, with 59.5 <= x < 60.5 there is no y. With 50: 148.5 <= 2x + y
    < 151.5, so 27.5 < y < 32.5, which prints 28 to 32; other has 67.5 < 100 - y < 72.5: 68 to 72."""
    with pytest.raises(ValueError, match="means of alliances"):
        ends([share("lea", 37), share("lea", 60, "x")], "lea other", {"x": 2, "y": 1}, "mean")
    found = ends([share("lea", 50), share("lea", 60, "x")], "lea other", {"x": 2, "y": 1}, "mean")
    assert (found["y", "lea"], found["y", "other"]) == ((28, 32), (68, 72))


def test_an_unknown_number_of_alliances_is_tried_in_full() -> None:
    """x has 1 or 2 of 3. With 1: 148.5 <= x + 2y < 151.5, so 88/2 < y < 92/2: 44 to 46. With 2: 28 to 32, as above."""
    found = ends([share("lea", 50), share("lea", 60, "x")], "lea other", {"x": (1, 2), "y": (0, 2)}, "mean", 3)
    assert found["y", "lea"] == (28, 46)


def test_an_alliance_has_no_more_than_all_of_a_type() -> None:
    """One alliance of four has sea: at most 25 percent overall, and 50 in a topic of two. Overall 18 is from 70 to below 74
    of 400, all in one topic of two: from 35 to below 37, which prints 37."""
    found = ends([count("sea", 1)], "lea sea", {"x": 2, "y": 2}, "mean")
    assert (found["total", "sea"], found["x", "sea"], found["x", "lea"]) == ((0, 25), (0, 50), (50, 100))
    assert ends([count("sea", 1), share("sea", 18)], "lea sea", {"x": 2, "y": 2}, "mean")["x", "sea"] == (0, 37)
    rows = [count("sea", 1), share("sea", 18), count("sea", 1, "x")]
    assert ends(rows, "lea sea", {"x": 2, "y": 2}, "mean")["x", "sea"] == (35, 37)
    assert ends([count("sea", 1)], "lea sea", {"x": 2, "y": 2}, "pooled")["x", "sea"] == (0, 100)


def test_alliances_with_several_types_at_once() -> None:
    """All three alliances have lea, one of them nothing else, two also sea: lea has more than a third."""
    rows = [count("lea", 3), count("sea", 2), count("lea+sea", 2)]
    assert ends(rows, "lea sea", {"x": 3}, "mean")["x", "lea"] == (33, 100)
    # Without the last row an alliance may have sea alone, but one of the three lacks it.
    assert ends(rows[1:2], "lea sea", {"x": 3}, "mean")["x", "lea"] == (33, 100)
    assert ends([*rows[1:2], count("lea", 2)], "lea sea", {"x": 3}, "mean")["x", "lea"] == (33, 67)


# -- on paper: topics weigh what they like


def test_an_unprinted_topic_frees_all_others() -> None:
    """Overall 37 and 60 in x. With y alone beside it, y is below 37.5, and prints 37 at most; with z, nothing is forced."""
    rows = [share("lea", 37), share("lea", 60, "x")]
    two = ends(rows, "lea other", {"x": 5, "y": 1}, "pooled")
    assert (two["y", "lea"], two["y", "other"]) == ((0, 37), (63, 100))
    three = ends(rows, "lea other", {"x": 5, "y": 1, "z": 1}, "pooled")
    assert three["y", "lea"] == three["z", "other"] == (0, 100)
    assert three["x", "other"] == (40, 41)


def test_an_overall_share_lies_between_the_topics() -> None:
    """38 is at least 37.5, and 37 below it: not in both topics; but 37 in one will do."""
    rows = [share("lea", 37), share("lea", 38, "x")]
    with pytest.raises(ValueError, match="all memberships"):
        ends([*rows, share("lea", 38, "y")], "lea other", {"x": 1, "y": 1}, "pooled")
    assert ends([*rows, share("lea", 37, "y")], "lea other", {"x": 1, "y": 1}, "pooled")["total", "lea"] == (37, 37)


def test_all_types_have_the_same_weights() -> None:
    """lea: 60 in x, 20 in y, 40 overall. x weighs w: w (x - y) = 40 - y, from 19/40 (x 60.5, y 20.5, overall 39.5) to 21/40.
    sea: 0 in x, 30 overall. In y below 30.5 / (1 - 21/40) = 64.2 and above (29.5 - 0.5 * 19/40) / (1 - 19/40) = 55.7."""
    rows = [share("lea", 40), share("lea", 60, "x"), share("lea", 20, "y"), share("sea", 30), share("sea", 0, "x")]
    assert ends(rows, "lea sea other", {"x": 1, "y": 1}, "pooled")["y", "sea"] == (56, 64)


def test_of_presence_only_what_holds_for_sure_narrows_pooled_shares() -> None:
    """One alliance has sea, in x or in y. Overall 18 needs a heavy alliance there, and then nothing is in the other topic:
    0 or 18 and more in each. The range is 0 to 100, and both ends are reached. With sea in x, none is in y."""
    rows = [count("sea", 1), share("sea", 18)]
    assert ends(rows, "lea sea", {"x": 2, "y": 2}, "pooled")["x", "sea"] == (0, 100)
    found = ends([*rows, count("sea", 1, "x")], "lea sea", {"x": 2, "y": 2}, "pooled")
    assert (found["x", "sea"], found["y", "sea"], found["y", "lea"]) == ((18, 100), (0, 0), (100, 100))


def test_a_printed_share_says_that_a_type_is_there() -> None:
    """One alliance has sea. It is in x where sea has a share there, or where lea, the only other type, does not have all."""
    for row, types in ((share("sea", 18, "x"), "lea sea other"), (share("lea", 60, "x"), "lea sea")):
        assert ends([row, count("sea", 1)], types, {"x": 2, "y": 2}, "pooled")["y", "sea"] == (0, 0)
    assert ends([share("lea", 60, "x"), count("sea", 1)], "lea sea other", {"x": 2, "y": 2}, "pooled")["y", "sea"] == (0, 100)


def test_each_topic_weighs_something() -> None:
    """Overall 37.5 at most, and 60 at least in x, which has some weight:
    y is below 37.5. No single type must be in x, but some."""
    rows = [share("lea", "37.5", relation="<="), share("lea", 60, "x", relation=">="), count("sea", 1)]
    found = {(one.topic, one.member_type): one for one in ask(rows, "lea sea other", {"x": 1, "y": 2}, "pooled")}["y", "lea"]
    assert (found.low, found.high, found.proven) == (0, 37, True)


# -- rows


def test_readings_are_never_mixed() -> None:
    rows = [share("lea", 30, reading="a", id_="a"), share("lea", 50, reading="b", measure="mean", id_="b"),
            share("sea", 20, id_="c"), share("sea", 10, relation=">", id_="d")]
    for base, pair, said in (("pooled", (30, 30), ("a",)), ("mean", (50, 50), ("b",))):
        found = {one.member_type: one for one in ask(rows, "lea sea other", {"x": 2, "y": 1}, base) if one.topic == "total"}
        assert ((found["lea"].low, found["lea"].high), found["lea"].statements) == (pair, said)
        assert found["sea"].statements == ("c",)
        assert found["other"].statements == ()


@pytest.mark.parametrize("base", BOTH)
@pytest.mark.parametrize("row", [
    share("lea", 60, lab="West"), share("lea", 60, universe="year1"), share("lea", 60, relation="about"), share("", 60),
    share("lea", 60, "elsewhere"), share("nobody", 60), share("lea", 60, universe="topic"), share("lea", 60, subject="members"),
    share("lea+sea", 60), count("lea", 0, reading="a"), count("lea", 0, size_class="small"), count("lea", 0, universe="labs")])
def test_rows_on_something_else_are_left_alone(row: Statement, base: str) -> None:
    assert set(ends([row], "lea sea", {"x": 2}, base).values()) == {(0, 100)}


@pytest.mark.parametrize("base", BOTH)
def test_rows_on_several_topics_or_types(base: str) -> None:
    """Half of x and y together is lea or sea, and all of z: other has half there and nothing in z."""
    rows = [share("lea|sea", "1/2", "x|y", measure="fraction"), share("lea|sea", 1, "z", measure="fraction")]
    found = ends(rows, "lea sea other", {"x": 1, "y": 1, "z": 2}, base)
    assert found["z", "other"] == (0, 0)
    assert found["total", "other"] == ((25, 25) if base == "mean" else (0, 50))
    assert found["x", "other"] == (0, 100)


# -- nothing agrees


@pytest.mark.parametrize("base", BOTH)
@pytest.mark.parametrize(("rows", "numbers", "total"), [
    ([share("lea", 60), share("sea", 41)], {"x": 2}, 2),                        # 59.5 + 40.5 leaves nothing: see the next test
    ([share("lea", 60), share("lea", 61)], {"x": 2}, 2),
    ([count("lea", 3)], {"x": 2}, 2),
    ([count("lea", 1), count("sea", 0), count("other", 0)], {"x": 2}, 2),       # each alliance has some type
    ([count("lea", 0), share("lea", 1)], {"x": 2}, 2),
    ([count("lea", 1), share("lea", 0, measure="fraction")], {"x": 2}, 2),
    ([count("lea", 2), share("lea", 0, "y", measure="fraction")], {"x": (1, 2), "y": (0, 1)}, 2),  # y has an alliance
    ([], {"x": 2}, 3), ([], {"x": (0, 0), "y": 2}, 2),
])
def test_contradictions_are_said(rows: Rows, numbers: dict, total: int, base: str) -> None:
    more = [count("other", 1)] if len(rows) == 2 and rows[1].member_type == "sea" else []
    with pytest.raises(ValueError, match="shares of member types"):
        ask([*rows, *more], "lea sea other", numbers, base, total)


@pytest.mark.parametrize("base", BOTH)
def test_59_and_a_half_and_40_and_a_half_make_100(base: str) -> None:
    assert ends([share("lea", 60), share("sea", 41)], "lea sea other", {"x": 2}, base)["x", "other"] == (0, 0)


# -- enumerated


def enumerated(numbers: dict[str, int], step: int, admitted: Callable[[tuple[int, ...]], bool]) -> dict[str, tuple[int, int]]:
    """The least and greatest that each topic and the total print of lea, over all ways to give each alliance a share of it.

    Shares are in hundredths of a percent: multiples of `step`, and one more and one less. Other has the rest.
    """
    choices = sorted({each for times in range(0, 10_001, step) for each in (times - 1, times, times + 1) if 0 <= each <= 10_000})
    topics = [topic for topic, number in numbers.items() for _ in range(number)]
    places = {name: [at for at, own in enumerate(topics) if name in (own, "total")] for name in ("total", *numbers)}
    sums = {tuple(sum(given[at] for at in own) for own in places.values())
            for given in product(choices, repeat=len(topics)) if admitted(given)}
    found = {name: [(2 * one[number] + 100 * len(own)) // (200 * len(own)) for one in sums]
             for number, (name, own) in enumerate(places.items())}
    return {name: (min(values), max(values)) for name, values in found.items()}


def lea(given: tuple[int, ...]) -> int:
    return sum(part > 0 for part in given)


def other(given: tuple[int, ...]) -> int:
    return sum(part < 10_000 for part in given)


X_Y = {"x": 1, "y": 1}
TWICE_X = {"x": 2, "y": 1}


@pytest.mark.parametrize(("rows", "numbers", "step", "admitted"), [
    ([share("lea", 37)], X_Y, 100, lambda one: 7300 <= sum(one) < 7500),
    ([share("lea", 37), share("lea", 60, "x")], X_Y, 50, lambda one: 7300 <= sum(one) < 7500 and 5950 <= one[0] < 6050),
    ([share("lea", 40), count("lea", 1)], X_Y, 100, lambda one: 7900 <= sum(one) < 8100 and lea(one) == 1),
    ([share("lea", 75), count("other", 1)], X_Y, 100, lambda one: 14_900 <= sum(one) < 15_100 and other(one) == 1),
    ([share("lea", 63), count("other", 1)], {"x": 2}, 100, lambda one: 12_500 <= sum(one) < 12_700 and other(one) == 1),
    ([share("lea", 60, relation=">"), count("other", 3)], TWICE_X, 500, lambda one: sum(one) > 18_000 and other(one) == 3),
    ([share("lea", "1/2", measure="fraction"), count("lea", 2)], TWICE_X, 500, lambda one: sum(one) == 15_000 and lea(one) == 2),
    ([share("lea", 45, "x", relation="<="), count("lea", 3), count("lea", 1, "y")], TWICE_X, 500,
     lambda one: one[0] + one[1] <= 9000 and lea(one) == 3),
    ([share("lea", 45, relation="<"), share("lea", 65, "x", relation=">=")], TWICE_X, 500,
     lambda one: sum(one) < 13_500 and one[0] + one[1] >= 13_000),
    ([count("lea+other", 2), count("lea", 2)], TWICE_X, 500,
     lambda one: sum(0 < part < 10_000 for part in one) == 2 and lea(one) == 2),
])
def test_means_are_those_of_all_assignments(rows: Rows, numbers: dict, step: int, admitted: Callable) -> None:
    expected = enumerated(numbers, step, admitted)
    found = ends(rows, "lea other", numbers, "mean")
    assert {name: found[name, "lea"] for name in expected} == expected


@pytest.mark.parametrize("limits", [
    {"total": 37}, {"total": 37, "x": 60}, {"total": 37, "x": 37}, {"total": 50, "x": 12, "y": 70}])
def test_pooled_shares_are_those_of_all_weights(limits: dict[str, int]) -> None:
    """In quarters of a percent: some weights make the total print t where the topics' shares lie on both sides, or in it."""
    quarters, low, high = range(401), {}, {}
    for name, value in limits.items():
        low[name], high[name] = 4 * value - 2, 4 * value + 2
    found = []
    for x, y in product(*([one for one in quarters if low.get(name, 0) <= one < high.get(name, 401)] for name in "xy")):
        inside = low["total"] <= x < high["total"] if x == y else min(x, y) < high["total"] and max(x, y) > low["total"]
        found += [(percent(x, 400), percent(y, 400))] if inside else []
    rows = [share("lea", value, "" if name == "total" else name) for name, value in limits.items()]
    computed = ends(rows, "lea other", {"x": 2, "y": 7}, "pooled")
    for at, name in enumerate("xy"):
        assert computed[name, "lea"] == (min(one[at] for one in found), max(one[at] for one in found))


def test_sets_that_cross_are_never_narrowed_too_far() -> None:
    """Overall lea is 39.5 to below 40.5, sea 29.5 to 30.5: 138 to below 142 of 200 together. In x they are 79.5 to below 80.5, so
    above 57.5 and below 62.5 in y. Other: above 19.5 and at most 20.5 in x, between 37.5 and 42.5 in y. What prints beyond such
    a half may stay."""
    rows = [share("lea", 40), share("lea|sea", 80, "x"), share("sea", 30)]
    found = {(one.topic, one.member_type): one for one in ask(rows, "lea sea other", X_Y, "mean")}
    x, y = found["x", "other"], found["y", "other"]
    assert (x.low in (19, 20), x.high, y.low in (37, 38), y.high in (42, 43)) == (True, 21, True, True)
    assert x.proven == (x.low == 20)
    assert y.proven == ((y.low, y.high) == (38, 42))
    assert (found["total", "lea"].low, found["total", "lea"].high) == (40, 40)
    # 10.5 + 20.5 is 31 overall, 62 of 200: less than the 79.5 of x alone.
    with pytest.raises(ValueError, match="no shares of member types"):
        ask([share("lea", 10), share("lea|sea", 80, "x"), share("sea", 20)], "lea sea other", X_Y, "mean")


def test_sets_that_cross_may_have_solutions_between_the_units() -> None:
    """a + b is 40.1 percent, b + c and a + c are 40: so a and b are 20.05, half a unit more than whole ones."""
    rows = [share(types, value, measure="fraction") for types, value in (("a|b", "401/1000"), ("b|c", "2/5"), ("a|c", "2/5"))]
    found = ask(rows, "a b c d", {"x": 1}, "mean")[0]
    assert found.low <= 20 <= found.high
    assert not found.proven


def test_a_pooled_end_that_is_not_reached_is_not_called_proven() -> None:
    """Lea 2 at most and other below 91 leave sea above 7, so the one alliance has sea, and no lea beside it."""
    rows = [share("lea", 2, relation="<="), share("other", 91, relation="<"), count("lea+sea", 0)]
    for base, expected in (("mean", (0, 0, True)), ("pooled", (0, 2, False))):
        found = ask(rows, "lea sea other", {"x": 1}, base)[0]
        assert (found.low, found.high, found.proven) == expected


def test_the_greatest_of_a_small_program() -> None:
    """3a + 2b with a + b <= 4, a + 3b <= 6 and a <= 5/2: a = 5/2, b = 7/6 makes 59/6."""
    line = [[Fraction(weight) for weight in pair] for pair in ((1, 1), (1, 3), (1, 0))]
    rules = list(zip(line, [Fraction(4), Fraction(6), Fraction(5, 2)], strict=True))
    assert shares._maximum([Fraction(3), Fraction(2)], rules) == Fraction(59, 6)
    assert shares._maximum([Fraction(-1), Fraction(0)], rules) == 0


# -- the embedded network

RANGES = {"college": (23, 25), "teachers": (21, 21), "schools": (19, 21), "standards": (4, 6), "early": (4, 6)}


@cache
def embedded(base: str, *more: Statement) -> list[shares.ShareBound]:
    rel = network.Network(paths.network_folder("rel-2012-17"))
    rows = [*records(rel.statements), *more]
    return shares.bounds(rows, list(rel.config["topics"]), list(rel.config["member_types"]), RANGES, 77, base)


def table(found: list[shares.ShareBound]) -> dict[str, list[tuple[int, int]]]:
    assert all(one.proven for one in found)
    return {topic: [(one.low, one.high) for one in found if one.topic == topic] for topic in (*RANGES, "total")}


ANY = (0, 100)
# Schools: LEA has 59.5 at least, the others 40.5 at most: SEA alone all of it, and prints 41. But SEA lacks in 77 - 60 = 17
# alliances, and schools has 19 or more: SEA has some share there, and university and other have less than 40.5: 40.
SCHOOLS = [(60, 60), (0, 41), (0, 40), (0, 40)]
# Early: LEA has 21.5 at least, the others 78.5 at most, which prints 79. None of them need be in 6 alliances or fewer.
EARLY = [(22, 22), (0, 79), (0, 79), (0, 79)]
OVERALL = [(37, 37), (32, 32), (13, 13), (18, 18)]


def test_embedded_pooled() -> None:
    """Three topics with nothing printed of them alone: the overall shares force nothing."""
    assert table(embedded("pooled")) == {"college": [ANY] * 4, "teachers": [ANY] * 4, "schools": SCHOOLS,
                                              "standards": [ANY] * 4, "early": EARLY, "total": OVERALL}


def test_embedded_mean() -> None:
    """Sums over alliances of their shares, in percent, out of 7700.

    LEA: below 37.5 * 77 = 2887.5 in all; at least 59.5 from each alliance on schools, 21.5 on early. Teachers: college and
    standards have 31 of the other 56 at most, so schools and early 25; cheapest, 19 and 6: (2887.5 - 1130.5 - 129) / 21 = 77.52.
    College: with 23 alliances, schools and early have 27: (2887.5 - 1249.5 - 129) / 23 = 65.6: 66; with 24 or 25 it is less.
    University: below 13.5 * 77 = 1039.5: teachers below 1039.5 / 21 = 49.5, which is not reached: 49. College below 45.2.
    Other: below 18.5 * 77 = 1424.5: teachers below 67.8, college below 61.9. SEA: 32.5 * 77 = 2502.5 fills college's 25.
    """
    assert table(embedded("mean")) == {
        "college": [(0, 66), ANY, (0, 45), (0, 62)], "teachers": [(0, 78), ANY, (0, 49), (0, 68)], "schools": SCHOOLS,
        "standards": [ANY] * 4, "early": EARLY, "total": OVERALL}


@pytest.mark.parametrize("base", BOTH)
def test_embedded_names_what_is_printed(base: str) -> None:
    found = {(one.topic, one.member_type): one.statements for one in embedded(base) if one.statements}
    overall = {"pooled": [("C3-120", "F6-02"), ("C3-121", "F6-04"), ("C3-124", "F6-03"), ("C3-125",)],
               "mean": [("C3-122", "F6-02"), ("C3-123", "F6-04"), ("C3-126", "F6-03"), ("C3-127",)]}[base]
    assert found == {("schools", "lea"): ("C3-131",), ("early", "lea"): ("C3-132",)} | {
        ("total", type_): ids for type_, ids in zip(("lea", "sea", "university", "other"), overall, strict=True)}


@pytest.mark.parametrize("base", BOTH)
def test_a_new_row_needs_no_code(base: str) -> None:
    """SEA 50 in early: 100 - 21.5 - 49.5 = 29 is left to the other two."""
    found = table(embedded(base, share("sea", 50, "early", universe="topic")))
    assert found["early"] == [(22, 22), (50, 50), (0, 29), (0, 29)]

"""Planted disagreements, told: a booklet on five circles of two hubs that contradicts itself.

Each is planted alone, audited, and its sentences compared with those that a person would write.
"""

from __future__ import annotations

from pathlib import Path

from helpers.exhibits import conflicts, telling, too_many_hosts
from helpers.numbers.audit import auditing, cases
from helpers.numbers.audit.disagreements import disagreements
from helpers.numbers.audit.findings import Findings
from helpers.text.claims import Claims
from helpers.text.phrases import Terms, View
from tiny import LISTED, statement, told

SUMMARY, TABLE = {"section": "Summary", "line": "1"}, {"section": "Table 1", "line": "9"}


def printed(
    claim: str, value: str, where: dict[str, str], percent: str = "", **cells: str
) -> list[dict[str, str]]:
    """A count and, where one is given, its percentage of the five."""
    own = {"claim_id": claim, **where, **cells}
    made = [statement(f"{claim}-{where['section']}", value=value, **own)]
    share = {"value": percent, "measure": "percent", "unit": "percent", "denominator": "5"}
    return made + ([statement(f"{claim}-%", **(own | share))] if percent else [])


def audited(
    folder: Path, *said: list[dict[str, str]], rows: str = LISTED, more: str = ""
) -> Findings:
    network = told(folder, *(one for some in said for one in some), rows=rows, more=more)
    return Findings(network, auditing.audit(network, [], "plain", "none"))


SWAP = [
    printed("city-3", "3", SUMMARY, "60", scope="city"),
    printed("county-2", "2", SUMMARY, "40", scope="county"),
    printed("city-2", "2", TABLE, scope="city"),
    printed("county-3", "3", TABLE, scope="county"),
]
PARTS = [
    printed("reading-2", "2", SUMMARY, scope="city", topic="reading"),
    printed("maths-1", "1", SUMMARY, scope="city", topic="maths"),
]
HUBS = {"subject": "hosts", "having": "partnerships >= 1"}
ROOM = [
    printed("hubs-2", "2", SUMMARY, **HUBS, scope="county"),
    printed("county-1", "1", TABLE, "20", scope="county"),
]
RURAL = """
    period,name,host,topics,topics_status,topics_options,focus
    2025,Rural Ash,North,reading,certain,,rural
    2025,Birch I,North,reading,certain,,
    2025,Birch II,North,maths,likely,maths,
    2025,Rural Cedar,South,,undecided,reading,rural
    2025,Elm,South,maths,certain,,
"""


def test_two_numbers_the_other_way_round_are_one_disagreement(tmp_path: Path) -> None:
    """3 + 2 and 2 + 3 make the five listed; 3 + 3 or 2 + 2, from two pages, would not."""
    (one,) = telling.told(audited(tmp_path, *SWAP))
    assert one.title == "3 circles in one city and 2 across a county, or the other way round"
    assert one.printed == (
        "3 circles in one city and 2 across a county (60% and 40%): Summary (line 1). "
        "2 circles in one city and 3 across a county: Table 1 (line 9)."
    )
    assert one.why == (
        "One number has one value. Either way makes 5, as many as are listed: 2 + 3 = 5. So adding "
        "up cannot tell which is right; it only rules out 2 + 2 = 4 and 3 + 3 = 6."
    )
    assert one.likeliest == (
        "3 circles in one city and 2 across a county. This is printed in one part of the source, "
        "with percentages that fit; the other in one, without a percentage."
    )
    assert one.here == (
        "All values are shown, none as certain. Every range holds whichever is right."
    )


def test_a_value_with_which_nothing_else_agrees_is_not_the_likeliest(tmp_path: Path) -> None:
    """Two values of one number, the first said twice; with the 2 across a county only 3 agrees."""
    said = [*SWAP[:3], printed("city-2", "2", {"section": "Text", "line": "4"}, scope="city")]
    (one,) = telling.told(audited(tmp_path, *said))
    assert one.title == "2 or 3 circles in one city"
    assert one.why.endswith("With all else only this agrees: 3 circles in one city.")
    assert one.likeliest == "3 circles in one city: the other statements leave no choice."
    assert one.here.endswith("Every range goes by the one that agrees with all else.")


def test_parts_that_do_not_make_their_whole(tmp_path: Path) -> None:
    """2 on reading and 1 on maths are 3, each circle having one topic; in all 4 are printed."""
    (one,) = telling.told(
        audited(tmp_path, *PARTS, printed("city-4", "4", TABLE, "80", scope="city"))
    )
    assert one.title == "Added up by topic 3 circles in one city, in all 4"
    assert one.printed == (
        "By topic 2 on reading and 1 on maths: Summary (line 1). In all 4 (80%): Table 1 (line 9)."
    )
    assert one.why == "2 + 1 = 3, as each circle has one topic. That is 1 fewer than 4."
    assert one.likeliest == ("It is enough if one of these is wrong: the 2, the 1, or the 4.")


def test_the_part_of_a_sum_with_the_least_support_is_named(tmp_path: Path) -> None:
    """The total and the first part stand twice, the second part once."""
    again = {"section": "Text", "line": "3"}
    more = [
        printed("reading-2", "2", again, scope="city", topic="reading"),
        printed("city-4", "4", again, scope="city"),
    ]
    total = printed("city-4", "4", TABLE, "80", scope="city")
    (one,) = telling.told(audited(tmp_path, *PARTS, *more, total))
    assert one.likeliest.endswith(
        "The weakest of them is the 1, printed in one part of the source, without a percentage."
    )


def test_more_parts_than_are_listed(tmp_path: Path) -> None:
    """3 in one city and 3 across a county, of five circles."""
    (one,) = telling.told(audited(tmp_path, SWAP[0], SWAP[3]))
    assert one.title == "Added up by scope 6 circles, in the list 5"
    assert one.printed.endswith("The list has 5.")
    assert one.why == "3 + 3 = 6, as each circle has one scope. That is 1 more than 5."


def test_more_hubs_than_there_are_circles_to_lie_in_them(tmp_path: Path) -> None:
    found = audited(tmp_path, *ROOM)
    (one,) = telling.told(found)
    assert one.title == "Two hubs that can be one at most"
    assert one.why == "1 circle across a county can lie in one hub at most, not in 2."
    table = too_many_hosts.table(found, View(Terms.of(found.network)))
    assert table[["name", "things"]].to_numpy().tolist() == [["", 1], ["", 0]]


def test_what_cannot_be_by_itself_is_told_too(tmp_path: Path) -> None:
    """The list of hubs has two."""
    said = printed("hubs-3", "3", SUMMARY, subject="hosts", among="hosts")
    (one,) = telling.told(audited(tmp_path, said))
    assert one.title == "A statement that cannot be true"
    assert one.printed == "3 hubs: Summary (line 1)."
    assert one.likeliest == (
        "It is enough if this is wrong: the 3. The 3 is printed in one part of the source, without "
        "a percentage."
    )


def test_names_that_say_more_than_a_count_are_a_puzzle(tmp_path: Path) -> None:
    said = printed("rural-1", "1", SUMMARY, focus="rural")
    (one,) = telling.told(audited(tmp_path, said, rows=RURAL))
    assert one.title == "One by count, two by name: a puzzle rather than a contradiction"
    assert one.puzzle
    assert one.printed == (
        "1 circle with the focus “rural”: Summary (line 1). "
        "Names in the list: Rural Ash (North) and Rural Cedar (South)."
    )
    assert one.likeliest.endswith("Rural Ash may be: it is listed under reading.")


THREE_HUBS = """
    period,name,host
    2025,Ash,North
    2025,Birch I,South
    2025,Birch II,South
    2025,Cedar,West
"""
SPAN = {"period": "2024 to 2025"}
BECAME = [
    printed("went-on-4", "4", SUMMARY, **SPAN, change="continued", among="continued"),
    printed("came-3", "3", SUMMARY, **SPAN, change="split_or_merged"),
    printed("ash-2", "2", TABLE, **SPAN, change="merged", among="2024", host="North",
            partnership="Ash"),
    printed("hubs-3", "3", TABLE, **SPAN, **HUBS, change="split_or_merged", among="hosts"),
]  # fmt: skip


def test_what_became_of_earlier_circles_has_no_room_in_three_hubs(tmp_path: Path) -> None:
    """Of 4 that went on and 4 that continue one, 3 came of splits and mergers: so 3 went into them.
    Two of these made Ash of North. The third is in one other hub: two hubs, not three."""
    found = audited(tmp_path, *BECAME, rows=THREE_HUBS)
    (one,) = telling.told(found)
    assert one.title == "Three hubs that can be two at most"
    assert one.why == (
        "By 4 circles that went on and 3 that came of a split or merger, at most 3 circles of 2024 "
        "were split or merged, since those that went on as one are as many before as after. Of "
        "these, 2 lie in hub North; the other one can lie in one more. 1 + 1 = 2 hubs, not 3. This "
        "takes for granted that what becomes of a circle stays with its hub."
    )
    assert "the 2 circles of hub North in 2024 that were merged into “Ash”" in one.likeliest
    view = View(Terms.of(found.network))
    table = too_many_hosts.table(found, view)
    assert table[["name", "things"]].to_numpy().tolist() == [["North", 2], ["", 1], ["", 0]]
    assert str(too_many_hosts.words(table, view).title) == (
        "At most 3 circles of 2024 were split or merged: they can lie in two hubs at most, not in "
        "three"
    )


def test_two_disagreements_are_two_and_the_puzzle_stands_last(tmp_path: Path) -> None:
    """A swap, and names against a count: no claim is in both."""
    rural = printed("rural-1", "1", SUMMARY, focus="rural")
    found = audited(tmp_path, rural, *SWAP, rows=RURAL)
    assert [one.puzzle for one in telling.told(found)] == [False, True]
    view = View(Terms.of(found.network))
    table = conflicts.table(found, view)
    assert list(table["part"])[:4] == list(conflicts.PARTS.values()) and len(table) == 8
    assert str(conflicts.words(table, view).title) == (
        "The source disagrees with itself on one point; one more is a puzzle"
    )


def test_a_source_that_agrees_with_itself_has_nothing_to_tell(tmp_path: Path) -> None:
    found = audited(tmp_path, SWAP[0], SWAP[1])
    view = View(Terms.of(found.network))
    table = conflicts.table(found, view)
    assert table.empty and too_many_hosts.table(found, view).empty
    assert str(conflicts.words(table, view).title) == "The source nowhere disagrees with itself"


# -- what is no sum --------------------------------------------------------------------------------


def test_parts_are_added_up_only_if_they_are_apart_and_are_all(tmp_path: Path) -> None:
    """3 or 2 in one city and 3 across a county are no three parts; 3 in one city is not all."""
    network = told(tmp_path, *(one for some in SWAP for one in some))
    first = Claims(network).first

    def added(*claims: str) -> int | None:
        found = cases.sums(network, frozenset(claims), first)
        return found.made if found else None

    assert added("city-3", "county-3") == 6
    assert added("city-3", "county-2") is None  # it agrees with the list
    assert added("city-3", "city-2", "county-3") is None
    assert added("city-3", "city-2") is None


# -- how conflicts are grouped, by hand -----------------------------------------------------------

NUMBERS = {"a1": "a", "a2": "a", "b1": "b", "b2": "b"}


def grouped(*conflicts: str, drops: str) -> list[tuple[int, int]]:
    """Of each disagreement, how many numbers have rivals in it and how many conflicts it has."""
    sets = [one.split() for one in conflicts]
    mended = [one.split() for one in drops.split(",")]
    found = disagreements(sets, mended, NUMBERS.get)
    return [(len(one.rivals), len(one.conflicts)) for one in found]


def test_what_a_choice_among_rivals_settles_follows_from_them() -> None:
    """x clashes with a1 only: taking a2 settles it."""
    assert grouped("a1 a2", "a1 x", drops="a1") == [(1, 2)]


def test_what_is_left_whichever_rival_is_right_is_a_disagreement_of_its_own() -> None:
    assert grouped("a1 a2", "a1 x", "a2 x", drops="a1 x,a2 x") == [(1, 1), (0, 2)]


def test_rivals_of_two_numbers_that_meet_in_a_conflict_are_one_disagreement() -> None:
    swapped = ["a1 a2", "b1 b2", "a1 b2 x", "a2 b1 x"]
    assert grouped(*swapped, drops="a1 b1,a2 b2") == [(2, 4)]
    assert grouped(*swapped[:2], drops="a1 b1,a1 b2,a2 b1,a2 b2") == [(1, 1), (1, 1)]


def test_what_the_same_statement_mends_is_one_disagreement() -> None:
    """x, dropped, mends two; y and z share only what nobody would drop."""
    assert grouped("x c", "x d", drops="x") == [(0, 2)]
    assert grouped("y c", "z c e", drops="y z") == [(0, 1), (0, 1)]

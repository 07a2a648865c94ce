"""Back tests: every number that the report prints for an exhibit, typed from its text with the line it stands on.

The values below are typed from the source, not from our output. A cell that is not listed must be open.
"""

from __future__ import annotations

import pandas as pd
import pytest

from helpers import network, paths, summarize

ALL = "all"


@pytest.fixture(scope="module")
def rel() -> network.Network:
    return network.Network(paths.network_folder("rel-2012-17"))


# stem -> {(keys..., measure): (value, or (low, high))}; the comment is the line of the source's text file.
TYPED = {
    "evolution": {
        ("year 1", "total", "count"): 73,  # 621
        ("year 1", "continued", "count"): 58,  # 1950
        ("year 1", "ended", "count"): 15,  # 626
        ("year 4", "total", "count"): 79,  # 624
        ("year 4", "unchanged", "count"): 22,  # 1951
        ("year 4", "transformed", "count"): 36,  # 1952
        ("year 4", "new", "count"): 21,  # 627
        ("year 1", "newly_created", "newly created or developing"): 55,  # 622
        ("year 4", "newly_created", "newly created during the contract"): 70,  # 625
        ("year 4", "newly_created", "newly created, percent"): 89,  # 625
        ("year 1", "ended", "ended, from two labs"): 11,  # 628
        ("year 1", "ended", "ended, from other labs"): 4,  # 631
        ("year 1", "ended", "labs with the most that ended"): 2,  # 629
        ("year 1", "ended", "other labs with some that ended"): 3,  # 631
        ("year 1", "per_lab", "range over labs"): (4, 10),  # 622
    },
    "alliances_by_lab": {
        (ALL, "count"): 79,  # 651
        (ALL, "range over labs"): (6, 10),  # 652
        (ALL, "mean of labs"): 8,  # 652
        ("Appalachia", "count"): 6,  # 1778-1783, counted from the list, as the rest
        ("Central", "count"): 7, ("Mid-Atlantic", "count"): 8, ("Midwest", "count"): 8,
        ("Northeast & Islands", "count"): 8, ("Northwest", "count"): 8, ("Pacific", "count"): 10,
        ("Southeast", "count"): 8, ("Southwest", "count"): 8, ("West", "count"): 8,
    },
    "scope": {
        ("Chapter 3", "multistate", "count"): 35, ("Chapter 3", "multistate", "percent"): 44,  # 653
        ("Chapter 3", "within_state", "count"): 36, ("Chapter 3", "within_state", "percent"): 46,  # 653
        ("Chapter 3", "local", "count"): 8, ("Chapter 3", "local", "percent"): 10,  # 654
        ("Table 2", "multistate", "count"): 36, ("Table 2", "within_state", "count"): 35,  # 444
        ("Table 2", "local", "count"): 8, ("Table 2", "local", "percent"): 10,  # 437
        ("Table 2", "multistate|within_state", "more than one district, count"): 71,  # 442
        ("Table 2", "multistate|within_state", "more than one district, percent"): 90,  # 442
    },
    "topics": {
        ("college", "count"): 25, ("college", "labs with at least one"): 8,  # 662, 664
        ("college", "multistate"): 10, ("college", "multistate, percent"): 40,  # 670
        ("college", "on postsecondary education"): 4,  # 665
        ("college", "on dropout prevention or early warning"): 10,  # 666
        ("teachers", "count"): 21, ("teachers", "labs with at least one"): 10,  # 672
        ("teachers", "multistate"): 9, ("teachers", "multistate, percent"): 43,  # 677
        ("teachers", "new since year 1"): 11,  # 676
        ("schools", "count"): 21, ("schools", "labs with at least one"): 10,  # 686
        ("schools", "multistate"): 6, ("schools", "multistate, percent"): 29,  # 689
        ("schools", "new since year 1"): 5, ("schools", "new since year 1, percent"): 24,  # 689
        ("standards", "count"): 6, ("standards", "multistate"): 5,  # 691, 693
        ("early", "count"): 6, ("early", "labs with at least one"): 5, ("early", "labs with two"): 1,  # 695, 696
        ("early", "multistate"): 3, ("early", "within one state"): 3,  # 696, 697
        ("early", "of the one lab that has two"): 2,  # 696
        ("total", "on rural education"): 4, ("total", "on American Indian students"): 2,  # 701
        ("total", "on English learner students"): 4,  # 702
        # Counted from names, by hand: the certain rows of alliances.csv.
        ("college", "named"): 15, ("teachers", "named"): 12, ("schools", "named"): 5, ("standards", "named"): 1,
        ("early", "named"): 5,
    },
    "active_size": {
        ("15_or_fewer", "count"): 43, ("15_or_fewer", "percent"): 56,  # 743
        ("16_50", "count"): 26, ("16_50", "percent"): 34,  # 743, 744
        ("over_50", "count"): 8, ("over_50", "percent"): 10,  # 744
        ("all", "reporting: count"): 77, ("all", "not reporting: count"): 2,  # 736, 764
        ("all", "members: count"): 3416,  # 705
        ("all", "smallest: members of the smallest"): 4,  # 737
        ("all", "largest: members of the largest"): (251, None),  # 738: more than 250
        ("all", "median: median of members"): 25,  # 739
        ("all", "active: range of active members"): (4, 100),  # 743
    },
    "active_size_by_topic": {
        ("teachers", "15_or_fewer", "percent"): 67,  # 756
        ("standards", "over_50", "count"): 0, ("early", "over_50", "count"): 0,  # 758
        ("total", "15_or_fewer", "count"): 43, ("total", "16_50", "count"): 26, ("total", "over_50", "count"): 8,  # 743
        ("total", "total", "count"): 77,  # 736
        # Less at most two that did not report (764): arithmetic, not print.
        ("college", "total", "count"): (23, 25), ("teachers", "total", "count"): (19, 21),
        ("schools", "total", "count"): (19, 21), ("standards", "total", "count"): (4, 6), ("early", "total", "count"): (4, 6),
    },
    "composition": {
        ("lea", "percent"): 37, ("sea", "percent"): 32, ("university", "percent"): 13, ("other", "percent"): 18,  # 772-773
        ("lea", "alliances with at least one, count"): 60, ("lea", "alliances with at least one, percent"): 78,  # 796
        ("sea", "alliances with at least one, count"): 60, ("sea", "alliances with at least one, percent"): 78,  # 800
        ("university", "alliances with at least one, count"): 53,  # 804
        ("university", "alliances with at least one, percent"): 69,  # 804
        ("lea+sea+university", "alliances with at least one, count"): 38,  # 792
    },
    "composition_by_topic": {
        ("schools", "lea", "percent"): 60, ("early", "lea", "percent"): 22,  # 788, 791
        ("total", "lea", "percent"): 37, ("total", "sea", "percent"): 32,  # 772
        ("total", "university", "percent"): 13, ("total", "other", "percent"): 18,  # 773
    },
    "transformations": {
        (ALL, "total", "count"): 79, (ALL, "unchanged", "count"): 22, (ALL, "new", "count"): 21,  # 624, 1951, 627
        (ALL, "split_or_merged", "count"): 7,  # 1984
        (ALL, "coverage", "count"): (16, 29), (ALL, "renamed", "count"): (0, 13),  # 36 - 7, 23 - 7: arithmetic
        (ALL, "transformed", "any reason"): 36, (ALL, "renamed", "any reason"): 29,  # 1952, 1956
        (ALL, "coverage", "any reason"): (23, None), (ALL, "coverage_expanded", "any reason"): 13,  # 1978, 1979
        (ALL, "coverage_reduced", "any reason"): 8, (ALL, "coverage_within_state", "any reason"): (2, None),  # 1979, 1980
        (ALL, "split_or_merged", "any reason"): 7, (ALL, "split", "any reason"): 6, (ALL, "merged", "any reason"): 1,  # 1984
        (ALL, "transformed", "labs with at least one"): 9, (ALL, "transformed", "labs with at least half"): 6,  # 1996, 1997
        (ALL, "renamed", "labs with at least one"): 6, (ALL, "coverage", "labs with at least one"): 7,  # 1998
        (ALL, "split_or_merged", "labs with at least one"): 5, (ALL, "new", "labs with at least one"): 7,  # 1999, 2000
        (ALL, "unchanged", "labs with more than half"): 2,  # 2000
        # Named by the text: Pacific two (1988), Mid-Atlantic two (1990), Central one (1992), Northwest's Montana (1959).
        ("Pacific", "split_or_merged", "count"): (2, None), ("Mid-Atlantic", "split_or_merged", "count"): (2, None),
        ("Central", "split_or_merged", "count"): (1, None), ("Northwest", "coverage", "count"): (1, None),
        ("Appalachia", "total", "count"): 6, ("Central", "total", "count"): 7, ("Mid-Atlantic", "total", "count"): 8,
        ("Midwest", "total", "count"): 8, ("Northeast & Islands", "total", "count"): 8, ("Northwest", "total", "count"): 8,
        ("Pacific", "total", "count"): 10, ("Southeast", "total", "count"): 8, ("Southwest", "total", "count"): 8,
        ("West", "total", "count"): 8,
    },
}
KEYS = {
    "evolution": ["period", "change"], "alliances_by_lab": ["lab"], "scope": ["reading", "scope"], "topics": ["topic"],
    "active_size": ["size_class"], "active_size_by_topic": ["topic", "size_class"], "composition": ["member_type"],
    "composition_by_topic": ["topic", "member_type"], "transformations": ["lab", "change"],
}
DISPUTED = {  # printed numbers that clash: chapter 3 against Table 2, and topic by topic against both totals
    "scope": {"multistate", "within_state"}, "topics": {"multistate", "multistate, percent"},
}


def _number(row: pd.Series) -> object:
    if pd.notna(row["value"]):
        return row["value"]
    return None if pd.isna(row["low"]) else (row["low"], None if pd.isna(row["high"]) else row["high"])


@pytest.mark.parametrize("stem", TYPED)
def test_every_cell_is_the_typed_one_or_open(rel: network.Network, stem: str) -> None:
    table = getattr(summarize, stem)(rel)
    found = {(*row[KEYS[stem]], row["measure"]): _number(row) for _, row in table.iterrows()}
    assert len(found) == len(table), "two cells with the same keys"
    assert {key: value for key, value in found.items() if value is not None} == TYPED[stem]


@pytest.mark.parametrize("stem", TYPED)
def test_a_status_says_what_the_cell_holds(rel: network.Network, stem: str) -> None:
    table = getattr(summarize, stem)(rel)
    for _, row in table.iterrows():
        known = pd.notna(row["value"]) or pd.notna(row["low"])
        assert known == (row["status"] not in ("not yet bounded", "not published")), row
        assert (row["statements"] != "") == (row["status"] in ("printed", "disputed", "bounded")), row
        assert row["status"] != "bounded" or row["note"], "a range shows its arithmetic"


def test_what_the_source_contradicts_is_disputed_and_nothing_else(rel: network.Network) -> None:
    for stem in TYPED:
        table = getattr(summarize, stem)(rel)
        disputed = table[(table["status"] == "disputed")]
        for _, row in disputed.iterrows():
            assert DISPUTED[stem] & {row.get("scope"), row.get("change"), row["measure"]}, row
        assert bool(len(disputed)) == (stem in DISPUTED)


def test_statements_named_by_a_cell_print_its_number(rel: network.Network) -> None:
    values = rel.statements.set_index("id")["value"]
    for stem in TYPED:
        for _, row in getattr(summarize, stem)(rel).iterrows():
            if row["status"] in ("printed", "disputed") and pd.notna(row["value"]):
                assert {float(values[one]) for one in row["statements"].split(";")} == {row["value"]}, (stem, row)


@pytest.mark.parametrize("lab", ["Pacific", "Appalachia", "Northeast & Islands"])
def test_a_labs_own_rows_are_counted_from_its_rows_or_not_published(rel: network.Network, lab: str) -> None:
    for stem in set(TYPED) - {"alliances_by_lab", "transformations"}:
        own = getattr(summarize, stem)(rel, lab).query("lab == @lab")
        assert len(own) and set(own["status"]) <= {"counted", "not published"}


def test_pacific_has_two_certain_alliances_on_college_readiness(rel: network.Network) -> None:
    """American Samoa and CNMI, by their names; a minimum, since others may belong there too."""
    cell = summarize.topics(rel, "Pacific").query("lab == 'Pacific' and topic == 'college'").iloc[0]
    assert (cell["low"], cell["status"]) == (2, "counted")
    assert pd.isna(cell["value"]) and pd.isna(cell["high"])


def test_likely_alliances_are_listed_but_count_in_no_total(rel: network.Network) -> None:
    names = summarize.topic_names(rel)
    likely = names[names["topic_status"] == "likely"]
    assert "Beating the Odds Research Alliance" in set(likely["name"])
    named = summarize.topics(rel).query("measure == 'named'")["value"].sum()
    assert named == (names["topic_status"] == "certain").sum() == 38

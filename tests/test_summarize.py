"""Back tests: every number that the report prints for an exhibit, typed from its text with the line it stands on.

The values below are typed from the source, not from our output. A cell that is not listed must be open.
"""

from __future__ import annotations

import pandas as pd
import pytest
import stub_audit

from helpers import infer, network, paths, summarize

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
        (ALL, "transformed", "any reason"): 36, (ALL, "renamed", "any reason"): 29,  # 1952, 1956
        (ALL, "coverage", "any reason"): (23, None), (ALL, "coverage_expanded", "any reason"): 13,  # 1978, 1979
        (ALL, "coverage_reduced", "any reason"): 8, (ALL, "coverage_within_state", "any reason"): (2, None),  # 1979, 1980
        (ALL, "split_or_merged", "any reason"): 7, (ALL, "split", "any reason"): 6, (ALL, "merged", "any reason"): 1,  # 1984
        (ALL, "transformed", "labs with at least one"): 9, (ALL, "transformed", "labs with at least half"): 6,  # 1996, 1997
        (ALL, "renamed", "labs with at least one"): 6, (ALL, "coverage", "labs with at least one"): 7,  # 1998
        (ALL, "split_or_merged", "labs with at least one"): 5, (ALL, "new", "labs with at least one"): 7,  # 1999, 2000
        (ALL, "unchanged", "labs with more than half"): 2,  # 2000
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
        assert known == (row["status"] != "not published"), row
        assert (row["statements"] != "") == (row["status"] in ("printed", "disputed")), row


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
def test_a_labs_own_rows_wait_for_the_audit_but_for_its_total(rel: network.Network, lab: str) -> None:
    for stem in set(TYPED) - {"alliances_by_lab", "transformations"}:
        own = getattr(summarize, stem)(rel, lab).query("lab == @lab")
        assert len(own) and set(own["status"]) <= {"counted", "not published"}
        assert (own["status"] == "counted").sum() == (stem == "evolution")


def test_likely_alliances_are_listed_but_count_in_no_total(rel: network.Network) -> None:
    names = summarize.topic_names(rel)
    likely = names[names["topic_status"] == "likely"]
    assert "Beating the Odds Research Alliance" in set(likely["name"])
    named = summarize.topics(rel).query("measure == 'named'")["value"].sum()
    assert named == (names["topic_status"] == "certain").sum() == 38


# ---------------------------------------------------------------- open cells, filled from an audit (stub_audit.py)

@pytest.fixture
def audited(rel: network.Network, monkeypatch: pytest.MonkeyPatch) -> network.Network:
    stub_audit.install(monkeypatch)
    return rel


def cell(table: pd.DataFrame, measure: str = "count", **keys: str) -> pd.Series:
    rows = table[table["measure"] == measure]
    for name, value in keys.items():
        rows = rows[rows[name] == value]
    assert len(rows) == 1
    return rows.iloc[0]


def filled(rel: network.Network, stem: str, lab: str = ALL, **chosen: str) -> pd.DataFrame:
    return summarize.filled(getattr(summarize, stem)(rel, lab), rel, stem, **chosen)


def test_a_range_fills_an_open_cell(audited: network.Network) -> None:
    found = cell(filled(audited, "active_size_by_topic"), topic="college", size_class="15_or_fewer")
    assert (found["low"], found["high"], found["status"], found["statements"]) == (9, 18, "bounded", "C3-96;C3-99")
    assert pd.isna(found["value"]) and found["note"] == "depends on which of the contradicting statements are left out"


def test_one_value_that_agrees_is_implied(audited: network.Network) -> None:
    found = cell(filled(audited, "active_size_by_topic"), topic="teachers", size_class="15_or_fewer")
    assert (found["value"], found["status"], found["note"]) == (14, "implied", "only 14 agrees with the statements")
    assert pd.isna(found["low"]) and pd.isna(found["high"])


@pytest.mark.parametrize("stem", TYPED)
def test_what_is_printed_counted_or_disputed_stays_as_it_is(audited: network.Network, stem: str) -> None:
    before, after = getattr(summarize, stem)(audited), filled(audited, stem)
    known = before[before["status"] != "not published"].set_index([*KEYS[stem], "measure"])
    pd.testing.assert_frame_equal(known, after.set_index([*KEYS[stem], "measure"]).loc[known.index])
    assert "not published" not in set(after["status"])


def test_a_labs_own_rows_have_bounds(audited: network.Network) -> None:
    """Pacific: American Samoa and CNMI are on college readiness by their names; 10 alliances in all."""
    found = cell(filled(audited, "topics", "Pacific"), lab="Pacific", topic="college")
    assert (found["low"], found["high"], found["status"]) == (2, 8, "bounded")
    free = cell(filled(audited, "scope", "Pacific"), lab="Pacific", scope="local")
    assert (free["low"], free["high"], free["status"]) == (0, 10, "free")
    first = cell(filled(audited, "evolution", "Pacific"), lab="Pacific", period="year 1", change="total")
    assert (first["low"], first["high"]) == (4, 10)


def test_bounds_of_counts_never_fill_a_share(audited: network.Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(infer, "bounds", lambda *given, **chosen: stub_audit.bounds(*given, **chosen).assign(lab="Pacific"))
    table = filled(audited, "active_size_by_topic", "Pacific").query("lab == 'Pacific'")
    assert cell(table, "percent", topic="teachers", size_class="15_or_fewer")["status"] == "not published"
    assert cell(table, topic="teachers", size_class="15_or_fewer")["value"] == 14


def test_the_bases_of_a_share_are_never_mixed(audited: network.Network) -> None:
    table = filled(audited, "composition_by_topic")
    keys = {"topic": "college", "member_type": "sea"}
    pooled, mean = (cell(table, f"percent, {base}", **keys) for base in ("pooled", "mean of alliances"))
    assert (pooled["high"], pooled["status"], mean["high"], mean["status"]) == (100, "free", 99, "bounded")
    either = cell(table, "percent", **keys)
    assert (either["low"], either["high"], either["status"]) == (0, 100, "free")
    assert either["note"] == "whichever base the share has: pooled 0–100, mean of alliances 0–99"
    printed = table[(table["topic"] == "schools") & (table["member_type"] == "lea")]
    assert list(printed["measure"]) == ["percent"]


def test_the_choices_reach_the_audit(audited: network.Network, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(infer, "bounds", lambda *given, **chosen: asked.append(chosen) or stub_audit.bounds(*given, **chosen))
    table = filled(audited, "active_size_by_topic", readings="a", evidence="public")
    found = cell(table, topic="college", size_class="15_or_fewer")
    assert asked == [{"readings": "a", "evidence": "public"}]
    assert (found["high"], found["status"]) == (17, "public page")


def test_a_bound_without_an_end_or_without_a_proof_says_so(audited: network.Network, monkeypatch: pytest.MonkeyPatch) -> None:
    def loose(*given: object, **chosen: str) -> pd.DataFrame:
        return stub_audit.bounds(*given, **chosen).assign(high=None, proven=False, depends=False)

    monkeypatch.setattr(infer, "bounds", loose)
    found = cell(filled(audited, "transformations"), lab="Pacific", change="split_or_merged")
    assert (found["low"], found["note"]) == (2, "not proven: the true range may be narrower or wider")
    assert pd.isna(found["high"]) and pd.isna(found["value"])


def test_two_bounds_for_one_cell_are_an_error(audited: network.Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(infer, "bounds", lambda *given, **chosen: pd.concat([stub_audit.bounds(*given)] * 2))
    with pytest.raises(ValueError, match="unique"):
        filled(audited, "transformations")


def test_what_an_audit_reads_counts_as_read(audited: network.Network) -> None:
    fresh = network.Network(audited.folder)
    filled(fresh, "active_size_by_topic")
    assert {"alliances.csv", "evidence.csv", "figure_values.csv"} <= set(fresh.used())


def without_statements(rel: network.Network, monkeypatch: pytest.MonkeyPatch) -> network.Network:
    """The same rows, and no statements; asking the engine is an error."""
    def never(*_given: object, **_chosen: object) -> None:
        raise AssertionError("the engine was asked")

    for name in ("bounds", "audit", "example"):
        monkeypatch.setattr(infer, name, never, raising=False)
    return network.Network(rel.folder, {"statements": rel.statements.iloc[:0]})


def test_a_network_without_statements_is_counted_and_needs_no_engine(rel, monkeypatch) -> None:
    own = without_statements(rel, monkeypatch)
    found = cell(filled(own, "topics", "Pacific"), lab="Pacific", topic="college")
    assert (found["low"], found["status"]) == (2, "counted") and pd.isna(found["value"])
    own.alliances["topic_status"] = "certain"
    assert cell(filled(own, "topics", "Pacific"), lab="Pacific", topic="college")["value"] == 2
    assert summarize.example(summarize.active_size_by_topic(own), own, "active_size_by_topic")["value"].isna().any()
    assert all(getattr(summarize, stem)(own).empty for stem in ("contradictions", "pinned", "helpful", "outside", "statements"))
    assert cell(summarize.verdicts(own), section="all", verdict="all")["value"] == 0


# ---------------------------------------------------------------- one example dataset

def test_an_example_fills_every_cell_and_its_totals_meet(audited: network.Network) -> None:
    table = summarize.example(summarize.active_size_by_topic(audited), audited, "active_size_by_topic")
    counts = table[table["measure"] == "count"].pivot(index="topic", columns="size_class", values="value").astype(float)
    inner = counts.drop(index="total", columns="total")
    assert list(inner.sum()) == list(counts.loc["total"].drop("total")) == [43, 26, 8]
    assert (inner.sum(axis=1) == counts["total"].drop("total")).all()
    assert set(table.loc[table["topic"] == "college", "status"]) == {"example"}
    assert cell(table, topic="total", size_class="over_50")["status"] == "printed"


def test_where_an_example_leaves_the_print_the_cell_says_so(audited: network.Network) -> None:
    """The stub's dataset has 6 large alliances on early childhood; the report says none."""
    table = summarize.example(summarize.active_size_by_topic(audited), audited, "active_size_by_topic")
    found = cell(table, topic="early", size_class="over_50")
    assert (found["value"], found["status"]) == (6, "example")
    assert found["note"] == "the report has 0; this dataset leaves that statement out"


def test_an_example_files_each_alliance_under_its_main_change(audited: network.Network) -> None:
    table = summarize.example(summarize.transformations(audited), audited, "transformations")
    assert cell(table, lab=ALL, change="split_or_merged")["value"] == 7  # 6 split, some renamed too, and 1 merged
    assert cell(table, lab=ALL, change="coverage")["value"] == 16
    lab = table[(table["lab"] == "Midwest") & (table["change"] != "total")]
    assert lab["value"].sum() == 8


def test_an_example_with_shares_fills_figure_7(audited: network.Network, monkeypatch: pytest.MonkeyPatch) -> None:
    last, first = stub_audit.example(audited)
    table = summarize.composition_by_topic(audited)
    assert summarize.example(table, audited, "composition_by_topic").equals(table)  # a dataset without shares
    last["share_sea"] = [10.0, *[25.0] * 78]
    monkeypatch.setattr(infer, "example", lambda *_: (last, first))
    found = cell(summarize.example(table, audited, "composition_by_topic"), "percent", topic="college", member_type="sea")
    assert (found["value"], found["status"]) == (24, "example")  # (10 + 24 x 25) / 25 = 24.4


# ---------------------------------------------------------------- the audit's own tables

def test_verdicts_add_up_by_section(audited: network.Network) -> None:
    table = summarize.verdicts(audited)
    counts = table[table["measure"] == "count"].pivot(index="section", columns="verdict", values="value")
    assert (counts.drop(columns="all").sum(axis=1) == counts["all"]).all()
    assert counts.loc["all", "all"] == len(audited.statements) == counts.drop(index="all")["all"].sum()
    assert cell(table, "drop sets")["value"] == 2


def test_a_contradiction_names_each_claim_once_with_all_its_places(audited: network.Network) -> None:
    found = summarize.contradictions(audited).iloc[0]
    assert found["printed"] == (
        "(1) alliances: 35 [Summary: S-12, S-13; Chapter 3: C3-28, C3-29] (2) alliances: 36 [Table 2: T2-08] "
        "(3) each alliance has one scope [structure]")
    assert found["repairs"] == "35 to 36 (S-12)"


def test_pinned_cells_are_named_as_a_reader_knows_them(audited: network.Network) -> None:
    table = summarize.pinned(audited)
    names = set(zip(table["exhibit"], table["row"], table["cell"]))
    assert ("active_size_by_topic", "Early childhood education", "more than 50") in names
    assert ("composition_by_topic", "Early childhood education, mean of alliances", "LEA") in names
    assert ("transformations", "All RELs", "changed coverage") in names
    assert ("evolution", "Pacific", "2012, with a successor") in names
    assert set(summarize.pinned(audited, "Pacific").query("exhibit == 'topics'")["row"]) == {"Pacific"}


def test_every_statement_with_a_number_has_a_verdict(audited: network.Network) -> None:
    table = summarize.statements(audited)
    assert (table["value"] != "").all() and set(table["verdict"]) == {"consistent", "contradicted", "outside"}
    assert (table["recomputed"] != "").sum() == ((table["measure"] == "percent") & table["denominator"].notna()).sum()
    assert set(summarize.outside(audited)["reason"]) == {"binds no number"}

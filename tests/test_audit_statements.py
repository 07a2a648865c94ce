"""Statements and questions compiled for the audit: tiny networks as CSV text, read by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from helpers.data.network import Network
from helpers.numbers import checker
from helpers.numbers.audit import auditing, counts, findings, shares, statements
from helpers.numbers.audit.frames import Changes
from helpers.numbers.question import Question
from helpers.numbers.statement import Statement

CONFIG = """
title: A small network
date: 2026-01-31
rows: {rows}
periods: {periods}
topics: {{x: {{label: X}}, y: {{label: Y}}}}
scopes: {{wide: {{label: wide}}, narrow: {{label: narrow}}}}
size_classes: {{small: {{label: small, low: 1, high: 15}}, big: {{label: big, low: 16}}}}
member_types: {{lea: {{label: LEA}}, k-12: {{label: School}}, other: {{label: Other, other: true}}}}
changes:
  split_or_merged: {{label: split or merged, reasons: [split, merged]}}
  coverage: {{label: coverage, reasons: [coverage_expanded, coverage_reduced]}}
  renamed: {{label: renamed, reasons: [renamed]}}
  unchanged: {{label: unchanged}}
  new: {{label: new}}
"""
TWO = "{'1': {label: one, complete: false}, '2': {label: two}}"
ROWS = """period,host,name,topics,topics_status,change,change_status,members,members_relation,focus
2,A,Reading,x,certain,split,certain,4,=,rural
2,A,Maths,x,likely,,,,,
2,A,Arts,,,,,,,
2,B,Compass,y,certain,merged,certain,250,>,
2,B,Reading,,,,,,,
"""
CLOSED = """period,host,name,topics,scope,change,members,focus
2,A,Reading,x,wide,renamed,4,rural
2,B,Compass,y,narrow,new,20,
"""
DEFAULTS = {
    "claim_id": "c",
    "section": "S",
    "place": "p",
    "line": "1",
    "anchor": "a",
    "subject": "partnerships",
    "measure": "count",
    "among": "2",
    "period": "2",
    "relation": "=",
    "status": "printed",
}
COLUMNS = [
    "id",
    "claim_id",
    "section",
    "place",
    "line",
    "anchor",
    "subject",
    "measure",
    "among",
    "period",
    "topic",
    "scope",
    "host",
    "host_group",
    "partnership",
    "change",
    "size_class",
    "member_type",
    "focus",
    "having",
    "relation",
    "value",
    "value_high",
    "unit",
    "denominator",
    "reading",
    "status",
    "note",
]


def network(
    folder: Path, *said: dict, rows: str = ROWS, kind: str = "open", periods: str = TWO
) -> Network:
    """A network of these rows and statements: the first is S1."""
    folder.mkdir(exist_ok=True)
    (folder / "network.yml").write_text(CONFIG.format(rows=kind, periods=periods), encoding="utf-8")
    (folder / "partnerships.csv").write_text(rows, encoding="utf-8")
    made = [DEFAULTS | {"id": f"S{place}"} | one for place, one in enumerate(said, 1)]
    lines = [
        ",".join(COLUMNS),
        *(",".join(str(one.get(name, "")) for name in COLUMNS) for one in made),
    ]
    (folder / "statements.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Network(folder)


def formulas(folder: Path, *said: dict) -> list[str]:
    """The formulas of the statements' claim, in order."""
    compiled = statements.compile(network(folder, *said))
    return [one.formula for one in compiled.spec.claims if one.ids == ("c",)]


HOSTS = {"subject": "hosts", "among": "hosts"}
SIZES = {"subject": "members", "among": "reporting"}
SPAN = {"period": "1 to 2"}
REPORTED = "size != 'unreported'"
SPLIT = "'split|split+coverage|split+renamed|split+coverage+renamed'"
KINDS = {
    "all": ({"value": "5"}, ["n(of_2) == 5"]),
    "at least": ({"relation": ">=", "value": "5"}, ["n(of_2) >= 5"]),
    "between": ({"relation": "between", "value": "4", "value_high": "6"}, ["4 <= n(of_2) <= 6"]),
    "topic": ({"topic": "x", "value": "2"}, ["n(of_2, topic='x') == 2"]),
    "topic or topic": ({"topic": "x|y", "value": "2"}, ["n(of_2, topic='x|y') == 2"]),
    "host": ({"host": "A", "value": "3"}, ["n(of_2, host='A') == 3"]),
    "reporting": ({"among": "reporting", "value": "4"}, [f"n(of_2, {REPORTED}) == 4"]),
    "size class": (
        {"among": "reporting", "size_class": "big", "value": "2"},
        ["n(of_2, size='big') == 2"],
    ),
    "silent": ({"among": "not_reporting", "value": "1"}, ["n(of_2, size='unreported') == 1"]),
    "one type": ({"member_type": "k-12", "value": "1"}, ["n(of_2, type_k_12=1) == 1"]),
    "both types": (
        {"member_type": "lea+k-12", "value": "1"},
        ["n(of_2, (type_lea == 1 and type_k_12 == 1)) == 1"],
    ),
    "focus": ({"focus": "rural", "value": "1"}, ["n(of_2, focus_rural=1) == 1"]),
    "either focus": (
        {"focus": "rural|el", "value": "1"},
        ["n(of_2, (focus_rural == 1 or focus_el == 1)) == 1"],
    ),
    "new": ({"change": "new", "value": "1"}, ["n(of_2, filed='new') == 1"]),
    "any reason": (
        {"change": "merged", "value": "1"},
        ["n(of_2, how='merged|merged+coverage|merged+renamed|merged+coverage+renamed') == 1"],
    ),
    "a kind": (
        {"change": "coverage_reduced", "value": "1"},
        ["n(of_2, kind='coverage_reduced') == 1"],
    ),
    "ended": ({"change": "ended", "value": "1", **SPAN}, ["n(of_1, fate='ended') == 1"]),
    "split before": (
        {"among": "1", "change": "split", "value": "1", **SPAN},
        ["n(of_1, fate='split') == 1"],
    ),
    "continued in both": (
        {"among": "continued", "change": "continued", "value": "4", **SPAN},
        [
            "n(of_2, filed='unchanged|coverage|renamed|split_or_merged') == 4",
            "n(of_1, fate='continued|split|merged') == 4",
        ],
    ),
    "by name": (
        {"host": "B", "partnership": "Compass", "change": "split", "value": "0"},
        [f"n(of_2, how={SPLIT}, who='Compass') == 0"],
    ),
    "a name of two hosts": (
        {"host": "A", "partnership": "Reading", "change": "split", "value": "1"},
        [f"n(of_2, how={SPLIT}, who='Reading (A)') == 1"],
    ),
    "pieces of one before": (
        {"host": "A", "partnership": "Old", "change": "split", "value": "2"},
        ["pieces_1 == 2"],
    ),
    "merged into one": (
        {
            "host": "B",
            "partnership": "Compass",
            "among": "1",
            "change": "merged",
            "value": "3",
            **SPAN,
        },
        ["parents_1 == 3"],
    ),
    "percent of a printed base": (
        {"measure": "percent", "topic": "x", "denominator": "5", "value": "40"},
        ["pct(n(of_2, topic='x'), 5) == 40"],
    ),
    "percent of those that reported": (
        {"measure": "percent", "among": "topic", "topic": "x", "size_class": "big", "value": "50"},
        [
            f"n(of_2, {REPORTED}, topic='x') >= 1",
            f"pct(n(of_2, size='big', topic='x'), n(of_2, {REPORTED}, topic='x')) == 50",
        ],
    ),
    "fraction": (
        {"measure": "fraction", "relation": ">", "topic": "x", "denominator": "5", "value": "1/2"},
        ["2*n(of_2, topic='x') > 5"],
    ),
    "hosts with one": (
        HOSTS | {"topic": "x", "having": "partnerships >= 1", "value": "1"},
        ["howmany(host, n(of_2, topic='x') >= 1) == 1"],
    ),
    "half of a host": (
        HOSTS | {"change": "new", "having": "share >= 1/2", "value": "1"},
        ["howmany(host, 2*n(of_2, filed='new') >= n(of_2) and n(of_2) >= 1) == 1"],
    ),
    "a focus of hosts": (HOSTS | {"focus": "website", "value": "2"}, ["hosts_website == 2"]),
    "a set of hosts": (
        HOSTS | {"host_group": "g/most", "topic": "x", "having": "partnerships >= 1", "value": "1"},
        ["size(set_g__most) == 1", "each(set_g__most, n(of_2, topic='x') >= 1)"],
    ),
    "in a set of hosts": (
        {"host_group": "g/most", "value": "3"},
        ["n(of_2, host=set_g__most) == 3"],
    ),
    "range over hosts": (
        {
            "measure": "range",
            "among": "hosts",
            "relation": "between",
            "value": "2",
            "value_high": "3",
        },
        [
            "each(host, 2 <= n(of_2) <= 3)",
            "howmany(host, n(of_2) <= 2) >= 1",
            "howmany(host, n(of_2) >= 3) >= 1",
        ],
    ),
    "mean over hosts": (
        {"measure": "mean", "among": "hosts", "value": "3"},
        ["ratio(n(of_2), 2) == 3"],
    ),
    "topics": (
        {
            "subject": "topics",
            "among": "topic",
            "having": "count(small) > count(big)",
            "value": "1",
        },
        ["howmany(topic, n(of_2, size='small') > n(of_2, size='big')) == 1"],
    ),
    "the one topic": (
        {
            "subject": "topics",
            "among": "topic",
            "topic": "y",
            "having": "not (count(small) > count(big))",
            "value": "1",
        },
        ["not (n(of_2, size='small', topic='y') > n(of_2, size='big', topic='y'))"],
    ),
    "fewest members": (
        SIZES | {"measure": "minimum", "value": "4"},
        [
            f"n(of_2, {REPORTED}) >= 1",
            f"n(of_2, {REPORTED}, members < 4) == 0",
            f"n(of_2, {REPORTED}, members == 4) >= 1",
        ],
    ),
    "most members of one": (
        SIZES
        | {
            "measure": "maximum",
            "relation": ">",
            "host": "B",
            "partnership": "Compass",
            "value": "250",
        },
        [
            f"n(of_2, {REPORTED}, members > 250) >= 1",
            f"n(of_2, {REPORTED}, members > 250, whom='Compass') >= 1",
        ],
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_statement_is_a_formula(kind: str, tmp_path: Path) -> None:
    said, wanted = KINDS[kind]
    assert formulas(tmp_path / "net", said) == wanted


OUTSIDE = {
    "words": ({"relation": "about", "value": "5"}, "words, which bind no number"),
    "no value": ({"relation": ">="}, "words, which bind no number"),
    "a host in a set": ({"host": "A", "host_group": "g/most", "value": "5"}, "it names a host"),
    "half a member": (SIZES | {"measure": "minimum", "value": "4.5"}, "such a minimum"),
    "a low maximum": (SIZES | {"measure": "maximum", "relation": "<", "value": "9"}, "upper limit"),
    "years": ({"subject": "years", "value": "5"}, "about years"),
    "an example": ({"among": "other", "value": "5"}, "an example"),
    "the other type": (
        {"member_type": "other", "value": "5"},
        "the member type that holds all others",
    ),
    "no base": (
        {"measure": "fraction", "relation": ">", "value": "1/2"},
        "its base is not printed",
    ),
    "a name of nobody": ({"host": "A", "partnership": "Nobody", "value": "1"}, "not on the list"),
    "persons": ({"subject": "members", "among": "reporting", "value": "90"}, "counts persons"),
    "an even median": (SIZES | {"measure": "median", "value": "9"}, "even or unknown"),
    "the first's change": (
        {"among": "1", "period": "1", "change": "renamed", "value": "9"},
        "selects earlier",
    ),
}


@pytest.mark.parametrize("kind", OUTSIDE)
def test_what_binds_nothing_is_outside_with_a_reason(kind: str, tmp_path: Path) -> None:
    said, reason = OUTSIDE[kind]
    compiled = statements.compile(network(tmp_path / "net", said))
    assert reason in compiled.outside["S1"] and not [
        one for one in compiled.spec.claims if one.ids == ("c",)
    ]


def test_what_cannot_but_hold_is_built_in(tmp_path: Path) -> None:
    """Two hosts are listed; a third would be a claim that cannot hold."""
    said = [HOSTS | {"value": "2"}, HOSTS | {"value": "3"}, {"measure": "fraction", "value": "1"}]
    compiled = statements.compile(network(tmp_path / "net", *said))
    assert set(compiled.built_in) == {"S1", "S3"}
    assert [one.formula for one in compiled.spec.claims if one.ids == ("c",)] == ["2 == 3"]


READ = [
    {"reading": "a", "topic": "x", "value": "2"},
    {"reading": "b", "among": "1", "period": "1", "topic": "x", "value": "2"},
]


def test_the_plain_reading_is_the_one_that_stands_first(tmp_path: Path) -> None:
    """Both readings are in the spec, so that a conflict is one in both; bounds take the first."""
    compiled = statements.compile(network(tmp_path / "net", *READ))
    assert compiled.spec.taken == {"c": "a"}
    assert [one.reading for one in compiled.spec.claims if one.ids == ("c",)] == ["a", "b"]
    assert [one.reading for one in compiled.spec.bounded.claims if one.ids == ("c",)] == ["a"]


@pytest.mark.parametrize(("readings", "kept"), [("all", ["a", "b"]), ("b", ["b"])])
def test_other_readings_can_be_had(readings: str, kept: list[str], tmp_path: Path) -> None:
    compiled = statements.compile(network(tmp_path / "net", *READ), readings=readings)
    assert [one.reading for one in compiled.spec.bounded.claims if one.ids == ("c",)] == kept
    assert compiled.spec.taken == {}


def test_what_another_reading_says_is_not_printed(tmp_path: Path) -> None:
    """Two of x: read first as of the later period, or as of the earlier one."""
    asked = [Question(period, {"topic": "x"}) for period in ("2", "1")]
    for readings, ids in (("plain", ["S1"]), ("all", ["S1", "S2"])):
        compiled = statements.compile(network(tmp_path / "net", *READ), asked, readings=readings)
        assert [id_ for some in compiled.printed.values() for id_ in some] == ids


# -- rows


def test_of_transcribed_rows_only_what_is_certain_is_known(tmp_path: Path) -> None:
    compiled = statements.compile(network(tmp_path / "net", {"focus": "rural", "value": "1"}))
    frame = compiled.spec.frames["of_2"]
    rows = {row["host"] + row.get("topic", "?"): row for row in frame.rows or ()}
    assert [row.get("topic", "") for row in frame.rows or ()] == ["x", "", "", "y", ""]
    assert rows["Ax"]["how"] == "split|split+coverage|split+renamed|split+coverage+renamed"
    assert (
        frame.soft == ("focus_rural",)
        and rows["Ax"]["focus_rural"] == "1"
        and rows["By"]["focus_rural"] == ""
    )
    claims = {one.ids: one.formula for one in compiled.spec.claims}
    assert claims["rows:focus=rural",] == "n(of_2, known_focus_rural='1', focus_rural=0) == 0"
    assert compiled.spec.frames["of_1"].rows is None


def test_own_rows_say_all_there_is(tmp_path: Path) -> None:
    """Renamed, and nothing else: no open `how`; no focus is none, and no fact can be dropped."""
    net = network(tmp_path / "net", {"focus": "rural", "value": "1"}, rows=CLOSED, kind="closed")
    frame = statements.compile(net).spec.frames["of_2"]
    assert [row["how"] for row in frame.rows or ()] == ["one+renamed", "new"]
    assert [row["focus_rural"] for row in frame.rows or ()] == ["1", "0"] and frame.soft == ()


def test_known_numbers_of_members_always_hold(tmp_path: Path) -> None:
    compiled = statements.compile(
        network(tmp_path / "net", SIZES | {"measure": "minimum", "value": "4"})
    )
    always = [one.formula for one in compiled.spec.claims if not one.ids]
    assert "n(of_2, (not members == 4 or size == 'unreported'), whom='=4') == 0" in always


def test_public_pages_add_facts(tmp_path: Path) -> None:
    """One page says a scope; two that differ say nothing; a type is there if any reported."""
    net = network(tmp_path / "net", {"member_type": "lea", "value": "1"})
    lines = ["id,host,partnership,attribute,value,address,seen,certainty,note"]
    said = [
        ("A", "Arts", "scope", "wide"),
        ("A", "Maths", "scope", "wide"),
        ("A", "Maths", "scope", "narrow"),
        ("B", "Compass", "member_type", "lea"),
    ]
    lines += [
        f"E{n},{','.join(one)},http://a.org,2026-01-31,certain," for n, one in enumerate(said)
    ]
    (net.folder / "evidence.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    compiled = statements.compile(net, evidence="public")
    rows = compiled.spec.frames["of_2"].rows or ()
    assert [row.get("scope", "") for row in rows] == ["", "", "wide", "", ""]
    told = f"n(of_2, {REPORTED}, told_lea='1', type_lea=0) == 0"
    assert told in [one.formula for one in compiled.spec.claims]


# -- periods and descent


def test_periods_are_linked_one_by_one(tmp_path: Path) -> None:
    three = "{'1': {label: a, complete: false}, '2': {label: b, complete: false}, '3': {label: c}}"
    said = [
        {"among": "1", "period": "1 to 2", "change": "ended", "value": "1"},
        {"among": "3", "period": "1 to 3", "change": "new", "value": "1", "claim_id": "d"},
    ]
    net = network(tmp_path / "net", *said, rows=ROWS.replace("\n2,", "\n3,"), periods=three)
    compiled = statements.compile(net)
    assert list(compiled.spec.frames) == ["of_1", "of_2", "of_3"]
    assert (
        "fate" in compiled.spec.frames["of_2"].attributes
        and "how" in compiled.spec.frames["of_2"].attributes
    )
    assert "spans several periods" in compiled.outside["S2"]
    always = [one.formula for one in compiled.spec.claims if not one.ids]
    assert (
        "n(of_1, fate='continued') == "
        "n(of_2, how='one|one+coverage|one+renamed|one+coverage+renamed')" in always
    )


def test_what_becomes_of_a_partnership_stays_with_its_host_by_an_axiom(tmp_path: Path) -> None:
    compiled = statements.compile(
        network(tmp_path / "net", {"change": "ended", "value": "1", **SPAN})
    )
    own = [one.formula for one in compiled.spec.claims if one.ids == ("axiom:same-host",)]
    assert "n(of_1, fate='split', host='A') <= 0" not in own
    assert f"n(of_2, host='A', how={SPLIT}) >= n(of_1, fate='split', host='A')" in own


def test_how_a_network_files_changes_is_its_own() -> None:
    """Filed under the first class with a reason that holds; kinds of coverage are coverage."""
    filed = {"renamed": "renamed", "coverage": "coverage_expanded", "moved": "moved"}
    changes = Changes({name: {"reasons": [reason]} for name, reason in filed.items()})
    assert (
        changes.filed("one+coverage+renamed") == "renamed" and changes.filed("split") == "unchanged"
    )
    assert changes.meant("coverage") == ("how", tuple(h for h in changes.hows if "coverage" in h))
    assert changes.meant("coverage_expanded") == ("kind", ("coverage_expanded",))
    assert changes.meant("moved")[0] == "how" and changes.meant("lost")[1] == ()


# -- questions


def test_a_question_is_the_formula_of_the_statement_that_answers_it(tmp_path: Path) -> None:
    asked = [
        Question("2", {"topic": "x"}),
        Question("2", {"filed": "new", "host": "A"}),
        Question("1", {"fate": "ended"}),
        Question("2", subject="members", measure="mean"),
    ]
    compiled = statements.compile(network(tmp_path / "net", {"topic": "x", "value": "2"}), asked)
    assert list(compiled.spec.cells.values()) == [
        "n(of_2, topic='x')",
        "n(of_2, filed='new', host='A')",
        "n(of_1, fate='ended')",
    ]
    assert compiled.printed["n(of_2, topic='x')"] == ["S1"]


def test_either_of_several_attributes() -> None:
    assert (
        counts.either([("filed", ("new",)), ("filed", ("unchanged",))]) == "filed='new|unchanged'"
    )
    assert (
        counts.either([("filed", ("new",)), ("kind", ("x",))])
        == "(filed in ('new',) or kind in ('x',))"
    )


# -- shares of member types


def share(type_: str, value: str, topic: str = "", **more: str) -> Statement:
    cells = {
        "id": f"{topic}{type_}{value}",
        "subject": "member_share",
        "measure": "percent",
        "relation": "=",
        "topic": topic,
        "member_type": type_,
        "value": value,
    }
    return Statement(dict.fromkeys(COLUMNS, "") | cells | more, ["2"])


COUNTS = {shares.TOTAL: (10, 10), "x": (6, 6), "y": (4, 4)}


def test_what_one_type_leaves_to_the_others() -> None:
    """60 is 59.5 at least: 40.5 is left, which prints 41; where a third type must be there, 40."""
    rows = [share("lea", "60", "x")]
    found, clashes = shares.bounds(rows, ["lea", "sea", "other"], COUNTS, "pooled")
    assert (
        found["x", "lea"].printed == (60, 60)
        and found["x", "sea"].printed == (0, 41)
        and not clashes
    )
    rows.append(share("sea", "5", subject="partnerships", measure="count"))
    found, _ = shares.bounds(rows, ["lea", "sea", "other"], COUNTS, "pooled")
    assert found["x", "other"].printed == (0, 40) and found["x", "sea"].printed == (0, 41)


def test_the_average_of_all_bounds_a_topic_the_pooled_share_does_not() -> None:
    """Less than 30.5 of 10 is 3.05 in all: of the 6 of x 50.8 at most, of the 4 of y 76.3."""
    rows = [share("lea", "30")]
    found, _ = shares.bounds(rows, ["lea", "sea"], COUNTS, "mean")
    assert [found[topic, "lea"].printed for topic in "xy"] == [(0, 51), (0, 76)]
    found, _ = shares.bounds(rows, ["lea", "sea"], COUNTS, "pooled")
    assert [found[topic, "lea"].printed for topic in "xy"] == [(0, 100), (0, 100)]


def test_shares_that_cannot_all_be_are_a_conflict_not_a_crash() -> None:
    rows = [share("lea", "60", "x"), share("sea", "50", "x")]
    _, clashes = shares.bounds(rows, ["lea", "sea", "other"], COUNTS, "pooled")
    assert clashes == [("xlea60", "xsea50")]


def test_a_reading_holds_under_its_own_base() -> None:
    rows = [
        share("lea", "40", "x", reading="a"),
        share("lea", "50", "x", reading="b", measure="mean"),
    ]
    ends = [
        shares.bounds(rows, ["lea", "sea"], COUNTS, base)[0]["x", "lea"].printed
        for base in shares.BASES
    ]
    assert ends == [(40, 40), (50, 50)]


# -- a whole audit


ASKED = [
    Question("2", {"topic": "x"}),
    Question("2", {"topic": "x", "scope": "wide"}),
    Question("2", {"topic": "y", "scope": "wide"}),
    Question("2", {"host": "A", "topic": "y"}),
    Question("2", {"topic": "y"}, measure="percent"),
]
WHOLE = [
    {"claim_id": "all", "value": "5"},
    {"claim_id": "x-3", "topic": "x", "value": "3"},
    {"claim_id": "y-2", "topic": "y", "value": "2"},
    {"claim_id": "xw-1", "topic": "x", "scope": "wide", "value": "1"},
    {"claim_id": "wide-2", "scope": "wide", "value": "2"},
]


def test_a_whole_audit_of_five(tmp_path: Path) -> None:
    """3 on x, of which 1 wide, and 2 wide in all: so 1 wide on y. Of the two on y one is B's, so A
    has at most one. 2 of 5 are 40 percent."""
    net = network(tmp_path / "net", *WHOLE)
    found = findings.Findings(net, auditing.audit(net, ASKED, "plain", "none"))
    told = [found.bound(one) for one in ASKED]
    assert [(one.low, one.high, str(one.status)) for one in told if one] == [
        (3, 3, "printed"),
        (1, 1, "printed"),
        (1, 1, "implied"),
        (0, 1, "bounded"),
        (40, 40, "implied"),
    ]
    verdicts = {one["claim_id"]: one["verdict"] for one in found.data["statements"]}
    assert verdicts == {
        "all": "follows from others",
        "x-3": "follows from others",
        "y-2": "follows from others",
        "xw-1": "agrees",
        "wide-2": "agrees",
    }
    assert found.data["conflicts"] == [] and found.bound(Question("2", {"scope": "narrow"})) is None


def test_the_example_is_a_dataset_in_which_the_statements_hold(tmp_path: Path) -> None:
    net = network(
        tmp_path / "net", *WHOLE, {"claim_id": "ended", "change": "ended", "value": "1", **SPAN}
    )
    data = auditing.audit(net, ASKED, "plain", "none")
    tables = {checker.file_of(period): rows for period, rows in data["example"].items()}
    (tmp_path / "set").mkdir()
    for name, rows in {**tables, "hosts.csv": [{"host": host} for host in net.hosts]}.items():
        pd.DataFrame(rows).to_csv(tmp_path / "set" / name, index=False)
    checked = checker.check(checker.read(net, tmp_path / "set"), net)
    assert set(checked.values()) == {True}


def test_a_conflict_has_its_claims_their_places_and_what_mends_it(tmp_path: Path) -> None:
    """5 in all, 3 on x and 4 on y: one topic each, so one of the three is wrong."""
    said = [
        {"claim_id": "x-3", "topic": "x", "value": "3"},
        {"claim_id": "y-4", "topic": "y", "value": "4"},
    ]
    net = network(tmp_path / "net", *said)
    data = auditing.audit(net, [], "plain", "none")
    (one,) = data["contradictions"]
    assert one["claims"] == ["x-3", "y-4"] and [s["place"] for s in one["statements"]] == ["p", "p"]
    assert [(r["from"], r["to"]) for r in one["repairs"]] == [("3", "1"), ("4", "2")]
    assert data["drops"] == [["x-3"], ["y-4"]] and data["counts"]["in a conflict"] == 2


def test_drift_is_told_in_sentences(tmp_path: Path) -> None:
    net = network(tmp_path / "net", *WHOLE)
    before = auditing.audit(net, ASKED, "plain", "none")
    net = network(tmp_path / "net", *WHOLE[:4])
    told = list(findings.drift(auditing.audit(net, ASKED, "plain", "none"), before))
    assert f"{ASKED[2].key()}: 1–1 implied before, 0–2 free now." in told and not list(
        findings.drift(before, before)
    )

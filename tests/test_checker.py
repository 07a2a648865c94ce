"""A dataset against its statements: eight partnerships of three hosts, counted by hand."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.data import schema
from helpers.data.network import Network
from helpers.errors import UserError
from helpers.numbers import checker

YEAR4 = """
host,name,topic,scope,change,parents,size_class,active_members,members,member_types,focus
A,Reading,x,wide,split,o1,small,4,10,lea;sea;university,rural
A,Writing,x,narrow,split,o1,small,15,20,lea,
A,Maths,y,wide,renamed;coverage_expanded,o2,big,30,60,sea,rural;young
A,Arts,x,narrow,new,,,,,,
B,Compass,y,wide,merged,o3;o4,big,16,300,lea;sea,
B,Science,x,wide,new,,small,10,11,university,
C,Literacy,y,narrow,unchanged,o7,small,5,5,lea,
C,Sports,x,narrow,new,,,,,,
"""
# The name Reading stands twice: in host A in year 4, in host C in year 1.
YEAR1 = """
id,host,name,fate,focus
o1,A,Old Reading,split,young
o2,A,Old Maths,continued,young
o3,B,Old North,merged,
o4,B,Old South,merged,
o5,B,Old East,ended,young
o6,C,Old West,ended,
o7,C,Reading,continued,
"""
HOSTS = """
host,groups,focus
A,g/most,website
B,g/rest,website;hotline
C,g/rest,
"""
FILES = {"year-4": YEAR4, "year-1": YEAR1, "hosts": HOSTS}
CONFIG = """
title: A small network
date: 2026-01-31
rows: open
periods: {year 1: {label: one, complete: false}, year 4: {label: four}}
topics: {x: {label: X}, y: {label: Y}}
scopes: {wide: {label: wide}, narrow: {label: narrow}}
size_classes: {small: {label: small, low: 1, high: 15}, big: {label: big, low: 16}}
member_types:
  lea: {label: LEA}
  sea: {label: SEA}
  university: {label: University}
  other: {label: Other, other: true}
changes:
  split_or_merged: {label: split or merged, reasons: [split, merged]}
  coverage: {label: coverage, reasons: [coverage_expanded, coverage_reduced]}
  renamed: {label: renamed, reasons: [renamed]}
  unchanged: {label: unchanged}
  new: {label: new}
"""
PRINTED = {"section": "Chapter 3", "place": "p", "line": "1", "anchor": "a", "status": "printed"}
COUNT = {
    "subject": "partnerships",
    "measure": "count",
    "among": "year 4",
    "period": "year 4",
    "relation": "=",
}
HOST = COUNT | {"subject": "hosts", "among": "hosts"}
TOPIC = COUNT | {"subject": "topics", "among": "topic"}
PERCENT, FRACTION = COUNT | {"measure": "percent"}, COUNT | {"measure": "fraction"}
PER_HOST = COUNT | {"among": "hosts"}
MEMBERS = COUNT | {"subject": "members", "among": "reporting"}
ACTIVE = MEMBERS | {"subject": "active_members"}


def write(folder: Path, name: str, rows: list[dict]) -> None:
    columns = [column.name for column in schema.TABLES[name].columns]
    with (folder / schema.TABLES[name].file).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(
            file, columns, restval="", lineterminator="\n", extrasaction="ignore"
        )
        writer.writeheader()
        writer.writerows(rows)


def network(folder: Path, statements: Sequence[dict] = ()) -> Network:
    """The small network with these statements; its rows say nothing but names."""
    folder.mkdir(exist_ok=True)
    (folder / "network.yml").write_text(CONFIG, encoding="utf-8")
    write(folder, "hosts", [{"host": host} for host in "ABC"])
    names = [line.split(",")[:2] for line in YEAR4.split("\n")[2:] if line]
    write(
        folder,
        "partnerships",
        [{"period": "year 4", "host": host, "name": name} for host, name in names],
    )
    write(
        folder,
        "statements",
        [
            PRINTED | {"id": f"S{place}", "claim_id": f"c{place}"} | row
            for place, row in enumerate(statements)
        ],
    )
    return Network(folder)


def dataset(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text.lstrip(), encoding="utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> checker.Dataset:
    return checker.read(network(tmp_path / "net"), dataset(tmp_path / "set"))


def changed(data: checker.Dataset, period: str, place: int, **cells: object) -> checker.Dataset:
    """The dataset with other cells in one row, counted from 0."""
    rows = [
        {**row, **cells} if number == place else row
        for number, row in enumerate(data.periods[period])
    ]
    return replace(data, periods={**data.periods, period: rows})


def judged(folder: Path, data: checker.Dataset, *statements: dict) -> list[bool | None]:
    return list(checker.check(data, network(folder / "net", list(statements))).values())


# Each rule: the statement's cells, the value with which it is true, and one with which it is false.
# Where there is a likely misreading, the false value is what that would give.
RULES = {
    # which rows
    "all": (COUNT, "8", "7"),
    "empty among is year 4": (COUNT | {"among": ""}, "8", "7"),
    "year 1": (COUNT | {"among": "year 1"}, "7", "8"),
    "ended": (COUNT | {"among": "ended"}, "2", "7"),
    "continued": (COUNT | {"among": "continued"}, "5", "8"),
    "reporting": (COUNT | {"among": "reporting"}, "6", "8"),
    "not reporting": (COUNT | {"among": "not_reporting"}, "2", "8"),
    "topic": (COUNT | {"among": "topic", "topic": "x"}, "5", "3"),
    "topic or topic": (COUNT | {"topic": "x|y"}, "8", "5"),
    "two selectors": (COUNT | {"topic": "x", "scope": "wide"}, "2", "4"),
    "host": (COUNT | {"host": "A"}, "4", "8"),
    "host group": (COUNT | {"host_group": "g/rest"}, "4", "2"),
    "size class": (COUNT | {"size_class": "small"}, "4", "2"),
    "size class or size class": (COUNT | {"size_class": "small|big"}, "6", "8"),
    "all of the member types": (COUNT | {"member_type": "lea+sea"}, "2", "4"),
    "any of the member types": (COUNT | {"member_type": "lea|sea"}, "5", "2"),
    "focus": (COUNT | {"focus": "rural"}, "2", "1"),
    "any focus": (COUNT | {"focus": "urban|young"}, "1", "0"),
    "focus in year 1": (COUNT | {"among": "year 1", "focus": "young"}, "3", "1"),
    # change
    "new": (COUNT | {"change": "new"}, "3", "5"),
    "unchanged": (COUNT | {"change": "unchanged"}, "1", "3"),
    "transformed": (COUNT | {"change": "transformed"}, "4", "5"),
    "renamed": (COUNT | {"change": "renamed"}, "1", "0"),
    "coverage": (COUNT | {"change": "coverage"}, "1", "0"),
    "coverage reduced": (COUNT | {"change": "coverage_reduced"}, "0", "1"),
    "pieces of a split": (COUNT | {"change": "split"}, "2", "1"),
    "split in year 1": (COUNT | {"among": "year 1", "change": "split"}, "1", "2"),
    "came of a merger": (COUNT | {"change": "merged"}, "1", "2"),
    "merged in year 1": (COUNT | {"among": "year 1", "change": "merged"}, "2", "1"),
    "split or merged": (COUNT | {"change": "split_or_merged"}, "3", "2"),
    "split or merged in year 1": (
        COUNT | {"among": "year 1", "change": "split_or_merged"},
        "3",
        "2",
    ),
    "change or change": (COUNT | {"change": "new|unchanged"}, "4", "3"),
    "ended, whatever the among": (COUNT | {"change": "ended"}, "2", "0"),
    "ended, though it did not continue": (
        COUNT | {"among": "continued", "change": "ended"},
        "2",
        "0",
    ),
    "ended in a host group": (COUNT | {"change": "ended", "host_group": "g/rest"}, "2", "1"),
    "continued in both years": (COUNT | {"among": "continued", "change": "continued"}, "5", "8"),
    # named partnerships
    "by name": (COUNT | {"partnership": "Reading", "change": "split"}, "1", "2"),
    "by the name of year 1": (
        COUNT | {"partnership": "Old Reading", "host": "A", "change": "split"},
        "2",
        "1",
    ),
    "a name of two hosts": (
        COUNT | {"partnership": "Reading", "host": "C", "change": "unchanged"},
        "1",
        "0",
    ),
    "the parents of a name": (
        COUNT | {"among": "year 1", "partnership": "Compass", "change": "merged"},
        "2",
        "0",
    ),
    "a name of year 1 in year 1": (
        COUNT | {"among": "year 1", "partnership": "Old East"},
        "1",
        "0",
    ),
    "a name of neither year": (COUNT | {"partnership": "Nobody"}, "0", "1"),
    # relations
    "at least": (COUNT | {"relation": ">="}, "8", "9"),
    "more than": (COUNT | {"relation": ">"}, "7", "8"),
    "at most": (COUNT | {"relation": "<="}, "8", "7"),
    "less than": (COUNT | {"relation": "<"}, "9", "8"),
    "between": (COUNT | {"relation": "between", "value_high": "9"}, "8", "9"),
    # shares
    "12.5 is 13": (PERCENT | {"change": "merged", "denominator": "8"}, "13", "12"),
    "2.5 is 3": (PERCENT | {"change": "merged", "denominator": "40"}, "3", "2"),
    "37.5 is 38": (PERCENT | {"change": "new"}, "38", "37"),
    "33.3 is 33": (PERCENT | {"size_class": "big"}, "33", "34"),
    "a limit is compared unrounded": (
        PERCENT | {"change": "merged", "relation": ">="},
        "12.5",
        "13",
    ),
    "base: the topic": (PERCENT | {"among": "topic", "topic": "x", "change": "new"}, "60", "38"),
    "base: the reporting of the topic": (
        PERCENT | {"topic": "x", "size_class": "small"},
        "100",
        "60",
    ),
    "base: reporting, for member types": (PERCENT | {"member_type": "university"}, "33", "25"),
    "base: the among": (PERCENT | {"among": "continued", "change": "unchanged"}, "20", "13"),
    "base: without the scope": (PERCENT | {"host": "A", "scope": "wide"}, "50", "100"),
    "base: without the focus": (PERCENT | {"focus": "rural"}, "25", "100"),
    "base: year 1": (PERCENT | {"among": "year 1", "change": "ended"}, "29", "100"),
    "base: as printed": (
        PERCENT | {"among": "topic", "topic": "x", "denominator": "10"},
        "50",
        "63",
    ),
    "fraction": (FRACTION | {"change": "new"}, "3/8", "1/2"),
    "fraction of a printed base": (FRACTION | {"topic": "x", "denominator": "10"}, "1/2", "5/8"),
    "all of them": (
        FRACTION | {"focus": "rural", "topic": "x", "host": "B", "relation": "<"},
        "1",
        "0",
    ),
    "most": (FRACTION | {"change": "transformed", "relation": ">="}, "1/2", "0.51"),
    # per host
    "2.67 a host is 3": (PER_HOST | {"measure": "mean"}, "3", "2"),
    "2.33 a host in year 1 is 2": (PER_HOST | {"measure": "mean", "period": "year 1"}, "2", "3"),
    "range": (PER_HOST | {"measure": "range", "relation": "between", "value_high": "4"}, "2", "1"),
    "range in year 1": (
        PER_HOST
        | {"measure": "range", "relation": "between", "period": "year 1", "value_high": "3"},
        "2",
        "1",
    ),
    "at least one a host": (
        PER_HOST | {"measure": "minimum", "relation": ">=", "topic": "x"},
        "1",
        "2",
    ),
    "a host without any": (
        PER_HOST | {"measure": "minimum", "relation": ">=", "scope": "wide"},
        "0",
        "1",
    ),
    "pieces a split": (
        COUNT | {"measure": "minimum", "among": "other", "change": "split", "relation": ">="},
        "2",
        "3",
    ),
    # members
    "range of active members": (
        ACTIVE | {"measure": "range", "relation": "between", "value_high": "30"},
        "4",
        "3",
    ),
    "fewest members": (MEMBERS | {"measure": "minimum"}, "5", "10"),
    "most members": (MEMBERS | {"measure": "maximum", "relation": ">"}, "250", "300"),
    "median of six": (MEMBERS | {"measure": "median"}, "15.5", "15"),
    "median of active members": (ACTIVE | {"measure": "median"}, "12.5", "13"),
    "median of three": (ACTIVE | {"measure": "median", "topic": "x"}, "10", "12.5"),
    "own number and all": (
        MEMBERS | {"measure": "maximum", "partnership": "Compass", "relation": ">"},
        "250",
        "300",
    ),
    "not its own number": (
        MEMBERS | {"measure": "maximum", "partnership": "Reading", "relation": ">="},
        "10",
        "300",
    ),
    "not that of all": (
        MEMBERS | {"measure": "minimum", "partnership": "Maths", "relation": ">="},
        "5",
        "60",
    ),
    # hosts and topics
    "hosts": (HOST, "3", "8"),
    "hosts by focus": (HOST | {"focus": "website"}, "2", "3"),
    "one host by focus": (HOST | {"host": "A", "focus": "website"}, "1", "2"),
    "hosts by any focus": (HOST | {"focus": "hotline|letters"}, "1", "0"),
    "hosts with one": (HOST | {"scope": "wide", "having": "partnerships >= 1"}, "2", "3"),
    "hosts with two": (HOST | {"topic": "x", "having": "partnerships >= 2"}, "1", "2"),
    "hosts with a change": (HOST | {"change": "transformed"}, "2", "4"),
    "hosts of what ended": (HOST | {"change": "ended", "having": "partnerships >= 1"}, "2", "0"),
    "hosts in a range": (HOST | {"having": "2 <= partnerships <= 3"}, "2", "3"),
    "hosts in year 1": (HOST | {"period": "year 1", "having": "partnerships >= 3"}, "1", "0"),
    "half of a host": (HOST | {"change": "transformed", "having": "share >= 1/2"}, "2", "1"),
    "most of a host": (HOST | {"change": "transformed", "having": "share > 1/2"}, "1", "2"),
    "a share of nothing is no share": (
        HOST | {"scope": "wide", "change": "new", "having": "not (share >= 1/2)"},
        "1",
        "2",
    ),
    "a share of nothing behind and": (
        HOST
        | {"scope": "wide", "change": "new", "having": "not (partnerships >= 1 and share >= 1/2)"},
        "1",
        "2",
    ),
    "count keeps other selectors": (HOST | {"scope": "wide", "having": "count(x) >= 1"}, "2", "3"),
    "count replaces its own selector": (
        HOST | {"scope": "wide", "having": "count( narrow ) >= 1"},
        "2",
        "0",
    ),
    "count of what ended": (HOST | {"having": "count(ended) >= 1"}, "2", "0"),
    "count of a change": (HOST | {"having": "count(transformed) > count(new)"}, "1", "2"),
    "a group's hosts": (
        HOST | {"host_group": "g/rest", "change": "ended", "having": "partnerships >= 1"},
        "2",
        "1",
    ),
    "topics": (TOPIC | {"having": "count(small) > count(big)"}, "1", "2"),
    "not": (TOPIC | {"having": "not (count(small) > count(big))"}, "1", "2"),
    "sum": (TOPIC | {"having": "count(x)+count(y)+count(narrow) == partnerships + 3"}, "1", "2"),
    "one topic": (TOPIC | {"topic": "y", "having": "not (count(small) > count(big))"}, "1", "2"),
    "topics, class against class": (
        TOPIC | {"size_class": "big", "having": "count(big) < count(small)"},
        "1",
        "2",
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_statement_is_true_with_its_value_and_false_with_another(
    rule: str, tmp_path: Path, data: checker.Dataset
) -> None:
    cells, true, false = RULES[rule]
    assert judged(tmp_path, data, cells | {"value": true}, cells | {"value": false}) == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("having", "holds"),
    [
        ("count(transformed) > count(unchanged) and count(transformed) > count(new)", True),
        ("count(transformed) > count(unchanged)+count(new)", False),
    ],
)
def test_an_order_holds_of_the_whole_population(
    having: str, holds: bool, tmp_path: Path, data: checker.Dataset
) -> None:
    """4 transformed, 1 unchanged, 3 new."""
    order = COUNT | {
        "measure": "order",
        "relation": "order",
        "change": "transformed",
        "having": having,
    }
    assert judged(tmp_path, data, order) == [holds]


def test_an_order_keeps_to_its_among(tmp_path: Path, data: checker.Dataset) -> None:
    """Of all eight partnerships three are new, of the six that reported only one."""
    order = COUNT | {"measure": "order", "relation": "order", "having": "count(new) > count(split)"}
    assert judged(tmp_path, data, order, order | {"among": "reporting"}) == [True, False]


def test_both_ends_of_a_range_must_be_reached(tmp_path: Path, data: checker.Dataset) -> None:
    ends = PER_HOST | {"measure": "range", "relation": "between", "value": "2"}
    assert judged(tmp_path, data, ends | {"value_high": "4"}, ends | {"value_high": "5"}) == [
        True,
        False,
    ]


def test_what_continued_is_counted_in_both_years(tmp_path: Path, data: checker.Dataset) -> None:
    """With one more ended, year 4 still has five; year 1 has four: neither is true of both."""
    less = changed(data, "year 1", 1, fate="ended")
    five = COUNT | {"among": "continued", "change": "continued", "value": "5"}
    assert judged(tmp_path, less, five, five | {"value": "4"}) == [False, False]


def test_every_lab_of_a_group_meets_the_condition(tmp_path: Path, data: checker.Dataset) -> None:
    """The group has two hosts, B with one wide partnership and C with none: no number is true."""
    group = HOST | {"host_group": "g/rest", "scope": "wide", "having": "partnerships >= 1"}
    assert judged(tmp_path, data, group | {"value": "2"}, group | {"value": "1"}) == [False, False]


def test_every_split_has_its_pieces(tmp_path: Path, data: checker.Dataset) -> None:
    two = COUNT | {
        "measure": "minimum",
        "among": "other",
        "change": "split",
        "relation": ">=",
        "value": "2",
    }
    assert judged(tmp_path, changed(data, "year 1", 1, fate="split"), two) == [False]


def test_a_share_of_no_rows_is_false(tmp_path: Path, data: checker.Dataset) -> None:
    none = PERCENT | {
        "host": "C",
        "topic": "x",
        "size_class": "small",
        "relation": ">=",
        "value": "0",
    }
    assert judged(tmp_path, data, none) == [False]


def test_an_alliance_without_a_report_has_no_number(tmp_path: Path, data: checker.Dataset) -> None:
    silent = MEMBERS | {
        "measure": "minimum",
        "partnership": "Sports",
        "relation": "<",
        "value": "1000",
    }
    assert judged(tmp_path, data, silent) == [False]


def test_a_missing_number_is_left_out(tmp_path: Path, data: checker.Dataset) -> None:
    """`structure` names it; the statistic is that of the others."""
    fewest = MEMBERS | {"measure": "minimum", "value": "10"}
    assert judged(tmp_path, changed(data, "year 4", 6, members=None), fewest) == [True]


@pytest.mark.parametrize(
    "cells",
    [
        COUNT | {"relation": "about", "value": "8"},
        COUNT | {"relation": "text"},
        COUNT | {"relation": "order"},
        COUNT | {"measure": "qualitative", "value": "8"},
        COUNT | {"among": "other", "value": "8"},
        COUNT | {"subject": "months", "value": "8"},
        COUNT | {"subject": "member_share", "value": "8"},
        COUNT | {"among": "other", "measure": "minimum", "value": "8"},
        MEMBERS | {"value": "8"},
        MEMBERS | {"among": "year 4", "measure": "minimum", "value": "5"},
        TOPIC | {"value": "2"},
        COUNT,
        FRACTION | {"value": "1"},
        FRACTION | {"value": "1", "denominator": "8"},
        FRACTION | {"host": "A", "value": "1"},
        FRACTION | {"relation": ">", "value": "1/2"},
        HOST | {"topic": "x", "value": "3"},
        COUNT | {"among": "year 1", "topic": "x", "value": "0"},
        COUNT | {"among": "year 1", "change": "new", "value": "0"},
        COUNT | {"among": "year 1", "size_class": "big", "value": "0"},
        COUNT | {"member_type": "other", "value": "0"},
        TOPIC | {"change": "ended", "having": "partnerships >= 1", "value": "0"},
        HOST | {"measure": "fraction", "value": "1"},
        COUNT | {"change": "ended|new", "value": "5"},
        COUNT | {"among": "reporting", "change": "ended", "value": "2"},
        PER_HOST | {"value": "8"},
        COUNT | {"having": "partnerships >= 1", "value": "8"},
        PERCENT | {"value": "100"},
        PER_HOST | {"relation": "order", "having": "count(new) > count(split)"},
        HOST | {"relation": "text", "having": "no condition at all"},
    ],
)
def test_what_rows_cannot_show_is_left_open(
    cells: dict, tmp_path: Path, data: checker.Dataset
) -> None:
    assert judged(tmp_path, data, cells) == [None]


def test_the_condition_of_counted_labs_is_no_statement_of_its_own(
    tmp_path: Path, data: checker.Dataset
) -> None:
    """'Six hosts of which at least half': the half is of each host's partnerships, not of all."""
    hosts = HOST | {"change": "new", "having": "share >= 1/2", "value": "2", "claim_id": "hosts"}
    half = FRACTION | {"change": "new", "relation": ">=", "value": "1/2"}
    with_base = half | {"claim_id": "hosts", "denominator": "8"}
    assert judged(tmp_path, data, hosts, half | {"claim_id": "hosts"}, with_base, half) == [
        True,
        None,
        False,
        False,
    ]


# -- claims


def read(reading: str, value: str) -> dict:
    """Three are new: `3` holds, `4` does not, empty is not counted."""
    words = {"relation": "text"} if not value else {}
    return COUNT | {"claim_id": "c", "reading": reading, "change": "new", "value": value} | words


@pytest.mark.parametrize(
    ("rows", "holds"),
    [
        ([("", "3"), ("", "3")], True),
        ([("", "3"), ("", "4")], False),
        ([("", "")], None),
        ([("", "3"), ("", "")], True),
        ([("", "4"), ("", "")], False),
        ([("a", "3"), ("b", "4")], True),
        ([("a", "4"), ("b", "3")], True),
        ([("a", "4"), ("b", "4")], False),
        ([("", "4"), ("a", "3"), ("b", "3")], False),
        ([("", "3"), ("a", "4"), ("b", "4")], False),
        ([("a", "3"), ("b", "")], None),
        ([("", ""), ("a", "4")], False),
    ],
)
def test_a_claim_holds_in_one_of_its_readings(
    rows: list, holds: bool | None, tmp_path: Path, data: checker.Dataset
) -> None:
    net = network(tmp_path / "net", [read(*row) for row in rows])
    assert checker.claims(net, checker.check(data, net)) == {"c": holds}


# -- reading


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("year-1", "id,host", "id,hosts", "year-1.csv: the column 'host' is missing"),
        (
            "year-4",
            ",4,10,",
            ",four,10,",
            "row 2, column active_members: found 'four'; allowed is a whole number",
        ),
        ("hosts", "C,g/rest,", "C", "hosts.csv, row 4: found 1 cells"),
    ],
)
def test_a_dataset_that_cannot_be_read(
    file: str, old: str, new: str, said: str, tmp_path: Path
) -> None:
    path = dataset(tmp_path / "set") / f"{file}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text, "the test's own premise"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(UserError) as raised:
        checker.read(network(tmp_path / "net"), tmp_path / "set")
    assert said in str(raised.value)


def test_every_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        checker.read(network(tmp_path / "net"), tmp_path / "none")
    assert len(raised.value.messages) == 3

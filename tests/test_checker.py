"""A dataset against its statements: eight alliances of three labs, few enough to count every number by hand."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from helpers import checker, paths, schema
from helpers.errors import UserError
from helpers.network import Network

YEAR4 = """
lab,name,topic,scope,change,parents,size_class,active_members,members,member_types,focus
A,Reading,x,wide,split,o1,small,4,10,lea+sea+university,rural
A,Writing,x,narrow,split,o1,small,15,20,lea,
A,Maths,y,wide,renamed|coverage_expanded,o2,big,30,60,sea,rural|young
A,Arts,x,narrow,new,,,,,,
B,Compass,y,wide,merged,o3|o4,big,16,300,lea+sea,
B,Science,x,wide,new,,small,10,11,university,
C,Literacy,y,narrow,unchanged,o7,small,5,5,lea,
C,Sports,x,narrow,new,,,,,,
"""
# The name Reading stands twice: in lab A in year 4, in lab C in year 1.
YEAR1 = """
id,lab,name,fate,focus
o1,A,Old Reading,split,young
o2,A,Old Maths,continued,young
o3,B,Old North,merged,
o4,B,Old South,merged,
o5,B,Old East,ended,young
o6,C,Old West,ended,
o7,C,Reading,continued,
"""
LABS = """
lab,groups,focus
A,g/most,website
B,g/rest,website|hotline
C,g/rest,
"""
CONFIG = """
title: A small network
date: 2026-01-31
periods: {year 1: {label: one}, year 4: {label: four}}
topics: {x: {label: X}, y: {label: Y}}
scopes: {wide: {label: wide}, narrow: {label: narrow}}
size_classes: {small: {label: small, low: 1, high: 15}, big: {label: big, low: 16}}
member_types: {lea: {label: LEA}, sea: {label: SEA}, university: {label: University}, other: {label: Other}}
changes: {renamed: {label: renamed}, new: {label: new}}
"""
PRINTED = {"section": "Chapter 3", "place": "p", "line": "1", "anchor": "a", "status": "printed"}
COUNT = {"subject": "alliances", "measure": "count", "universe": "year4", "period": "year 4", "relation": "="}
LAB = COUNT | {"subject": "labs", "universe": "labs"}
TOPIC = COUNT | {"subject": "topics", "universe": "topic"}
PERCENT, FRACTION = COUNT | {"measure": "percent"}, COUNT | {"measure": "fraction"}
PER_LAB = COUNT | {"universe": "labs"}
MEMBERS = COUNT | {"subject": "members", "universe": "reporting"}
ACTIVE = MEMBERS | {"subject": "active_members"}


def write(folder: Path, name: str, rows: list[dict]) -> None:
    columns = [column.name for column in schema.TABLES[name].columns]
    with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def network(folder: Path, statements: list[dict] = (), facts: dict | None = None) -> Network:
    """The small network with these statements, and these cells in the row Reading of alliances.csv."""
    folder.mkdir(exist_ok=True)
    (folder / "network.yml").write_text(CONFIG, encoding="utf-8")
    write(folder, "labs", [{"lab": lab, "folder": lab} for lab in "ABC"])
    names = [line.split(",")[:2] for line in YEAR4.split("\n")[2:] if line]
    open_cells = {"topic_status": "undecided", "scope_status": "undecided"}
    write(folder, "alliances", [{"lab": lab, "name": name} | open_cells | (facts or {} if name == "Reading" else {})
                                for lab, name in names])
    write(folder, "statements", [PRINTED | {"id": f"S{place}", "claim_id": f"c{place}"} | row
                                 for place, row in enumerate(statements)])
    return Network(folder)


def dataset(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in (("year4", YEAR4), ("year1", YEAR1), ("labs", LABS)):
        (folder / f"{name}.csv").write_text(text.lstrip(), encoding="utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> checker.Dataset:
    return checker.read(dataset(tmp_path / "set"))


def changed(data: checker.Dataset, file: str, place: int, **cells: object) -> checker.Dataset:
    """The dataset with other cells in one row, counted from 0."""
    rows = [row | cells if number == place else row for number, row in enumerate(getattr(data, file))]
    return replace(data, **{file: rows})


def judged(folder: Path, data: checker.Dataset, *statements: dict) -> list[bool | None]:
    return list(checker.check(network(folder / "net", statements), data)["holds"])


# Each rule: the statement's cells, the value with which it is true, and one with which it is false. Where there is
# a likely misreading, the false value is what that would give.
RULES = {
    # which rows
    "all": (COUNT, "8", "7"),
    "empty universe is year 4": (COUNT | {"universe": ""}, "8", "7"),
    "year 1": (COUNT | {"universe": "year1"}, "7", "8"),
    "ended": (COUNT | {"universe": "ended"}, "2", "7"),
    "continued": (COUNT | {"universe": "continued"}, "5", "8"),
    "reporting": (COUNT | {"universe": "reporting"}, "6", "8"),
    "not reporting": (COUNT | {"universe": "not_reporting"}, "2", "8"),
    "topic": (COUNT | {"universe": "topic", "topic": "x"}, "5", "3"),
    "topic or topic": (COUNT | {"topic": "x|y"}, "8", "5"),
    "two selectors": (COUNT | {"topic": "x", "scope": "wide"}, "2", "4"),
    "lab": (COUNT | {"lab": "A"}, "4", "8"),
    "lab group": (COUNT | {"lab_group": "g/rest"}, "4", "2"),
    "size class": (COUNT | {"size_class": "small"}, "4", "2"),
    "size class or size class": (COUNT | {"size_class": "small|big"}, "6", "8"),
    "all of the member types": (COUNT | {"member_type": "lea+sea"}, "2", "4"),
    "any of the member types": (COUNT | {"member_type": "lea|sea"}, "5", "2"),
    "focus": (COUNT | {"focus": "rural"}, "2", "1"),
    "any focus": (COUNT | {"focus": "urban|young"}, "1", "0"),
    "focus in year 1": (COUNT | {"universe": "year1", "focus": "young"}, "3", "1"),
    # change
    "new": (COUNT | {"change": "new"}, "3", "5"),
    "unchanged": (COUNT | {"change": "unchanged"}, "1", "3"),
    "transformed": (COUNT | {"change": "transformed"}, "4", "5"),
    "renamed": (COUNT | {"change": "renamed"}, "1", "0"),
    "coverage": (COUNT | {"change": "coverage"}, "1", "0"),
    "coverage reduced": (COUNT | {"change": "coverage_reduced"}, "0", "1"),
    "pieces of a split": (COUNT | {"change": "split"}, "2", "1"),
    "split in year 1": (COUNT | {"universe": "year1", "change": "split"}, "1", "2"),
    "came of a merger": (COUNT | {"change": "merged"}, "1", "2"),
    "merged in year 1": (COUNT | {"universe": "year1", "change": "merged"}, "2", "1"),
    "split or merged": (COUNT | {"change": "split_or_merged"}, "3", "2"),
    "split or merged in year 1": (COUNT | {"universe": "year1", "change": "split_or_merged"}, "3", "2"),
    "change or change": (COUNT | {"change": "new|unchanged"}, "4", "3"),
    "ended, whatever the universe": (COUNT | {"change": "ended"}, "2", "0"),
    "ended, though it did not continue": (COUNT | {"universe": "continued", "change": "ended"}, "2", "0"),
    "ended in a lab group": (COUNT | {"change": "ended", "lab_group": "g/rest"}, "2", "1"),
    "continued in both years": (COUNT | {"universe": "continued", "change": "continued"}, "5", "8"),
    # named alliances
    "by name": (COUNT | {"alliance": "Reading", "change": "split"}, "1", "2"),
    "by the name of year 1": (COUNT | {"alliance": "Old Reading", "lab": "A", "change": "split"}, "2", "1"),
    "a name of two labs": (COUNT | {"alliance": "Reading", "lab": "C", "change": "unchanged"}, "1", "0"),
    "the parents of a name": (COUNT | {"universe": "year1", "alliance": "Compass", "change": "merged"}, "2", "0"),
    "a name of year 1 in year 1": (COUNT | {"universe": "year1", "alliance": "Old East"}, "1", "0"),
    "a name of neither year": (COUNT | {"alliance": "Nobody"}, "0", "1"),
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
    "a limit is compared unrounded": (PERCENT | {"change": "merged", "relation": ">="}, "12.5", "13"),
    "base: the topic": (PERCENT | {"universe": "topic", "topic": "x", "change": "new"}, "60", "38"),
    "base: the reporting of the topic": (PERCENT | {"topic": "x", "size_class": "small"}, "100", "60"),
    "base: reporting, for member types": (PERCENT | {"member_type": "university"}, "33", "25"),
    "base: the universe": (PERCENT | {"universe": "continued", "change": "unchanged"}, "20", "13"),
    "base: without the scope": (PERCENT | {"lab": "A", "scope": "wide"}, "50", "100"),
    "base: without the focus": (PERCENT | {"focus": "rural"}, "25", "100"),
    "base: year 1": (PERCENT | {"universe": "year1", "change": "ended"}, "29", "100"),
    "base: as printed": (PERCENT | {"universe": "topic", "topic": "x", "denominator": "10"}, "50", "63"),
    "fraction": (FRACTION | {"change": "new"}, "3/8", "1/2"),
    "fraction of a printed base": (FRACTION | {"topic": "x", "denominator": "10"}, "1/2", "5/8"),
    "all of them": (FRACTION | {"focus": "rural", "topic": "x", "lab": "B", "relation": "<"}, "1", "0"),
    "most": (FRACTION | {"change": "transformed", "relation": ">="}, "1/2", "0.51"),
    # per lab
    "2.67 a lab is 3": (PER_LAB | {"measure": "mean"}, "3", "2"),
    "2.33 a lab in year 1 is 2": (PER_LAB | {"measure": "mean", "period": "year 1"}, "2", "3"),
    "range": (PER_LAB | {"measure": "range", "relation": "between", "value_high": "4"}, "2", "1"),
    "range in year 1": (PER_LAB | {"measure": "range", "relation": "between", "period": "year 1", "value_high": "3"},
                        "2", "1"),
    "at least one a lab": (PER_LAB | {"measure": "minimum", "relation": ">=", "topic": "x"}, "1", "2"),
    "a lab without any": (PER_LAB | {"measure": "minimum", "relation": ">=", "scope": "wide"}, "0", "1"),
    "pieces a split": (COUNT | {"measure": "minimum", "universe": "other", "change": "split", "relation": ">="},
                       "2", "3"),
    # members
    "range of active members": (ACTIVE | {"measure": "range", "relation": "between", "value_high": "30"},
                                "4", "3"),
    "fewest members": (MEMBERS | {"measure": "minimum"}, "5", "10"),
    "most members": (MEMBERS | {"measure": "maximum", "relation": ">"}, "250", "300"),
    "median of six": (MEMBERS | {"measure": "median"}, "15.5", "15"),
    "median of active members": (ACTIVE | {"measure": "median"}, "12.5", "13"),
    "median of three": (ACTIVE | {"measure": "median", "topic": "x"}, "10", "12.5"),
    "own number and all": (MEMBERS | {"measure": "maximum", "alliance": "Compass", "relation": ">"}, "250", "300"),
    "not its own number": (MEMBERS | {"measure": "maximum", "alliance": "Reading", "relation": ">="}, "10", "300"),
    "not that of all": (MEMBERS | {"measure": "minimum", "alliance": "Maths", "relation": ">="}, "5", "60"),
    # labs and topics
    "labs": (LAB, "3", "8"),
    "labs by focus": (LAB | {"focus": "website"}, "2", "3"),
    "one lab by focus": (LAB | {"lab": "A", "focus": "website"}, "1", "2"),
    "labs by any focus": (LAB | {"focus": "hotline|letters"}, "1", "0"),
    "labs with one": (LAB | {"scope": "wide", "having": "alliances >= 1"}, "2", "3"),
    "labs with two": (LAB | {"topic": "x", "having": "alliances >= 2"}, "1", "2"),
    "labs with a change": (LAB | {"change": "transformed"}, "2", "4"),
    "labs of what ended": (LAB | {"change": "ended", "having": "alliances >= 1"}, "2", "0"),
    "labs in a range": (LAB | {"having": "2 <= alliances <= 3"}, "2", "3"),
    "labs in year 1": (LAB | {"period": "year 1", "having": "alliances >= 3"}, "1", "0"),
    "half of a lab": (LAB | {"change": "transformed", "having": "share >= 1/2"}, "2", "1"),
    "most of a lab": (LAB | {"change": "transformed", "having": "share > 1/2"}, "1", "2"),
    "a share of nothing is no share": (LAB | {"scope": "wide", "change": "new", "having": "not (share >= 1/2)"},
                                    "1", "2"),
    "a share of nothing behind and": (
        LAB | {"scope": "wide", "change": "new", "having": "not (alliances >= 1 and share >= 1/2)"}, "1", "2"),
    "count keeps other selectors": (LAB | {"scope": "wide", "having": "count(x) >= 1"}, "2", "3"),
    "count replaces its own selector": (LAB | {"scope": "wide", "having": "count( narrow ) >= 1"}, "2", "0"),
    "count of what ended": (LAB | {"having": "count(ended) >= 1"}, "2", "0"),
    "count of a change": (LAB | {"having": "count(transformed) > count(new)"}, "1", "2"),
    "a group's labs": (LAB | {"lab_group": "g/rest", "change": "ended", "having": "alliances >= 1"}, "2", "1"),
    "topics": (TOPIC | {"having": "count(small) > count(big)"}, "1", "2"),
    "not": (TOPIC | {"having": "not (count(small) > count(big))"}, "1", "2"),
    "sum": (TOPIC | {"having": "count(x)+count(y)+count(narrow) == alliances + 3"}, "1", "2"),
    "one topic": (TOPIC | {"topic": "y", "having": "not (count(small) > count(big))"}, "1", "2"),
    "topics, class against class": (TOPIC | {"size_class": "big", "having": "count(big) < count(small)"}, "1", "2"),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_statement_is_true_with_its_value_and_false_with_another(rule: str, tmp_path: Path,
                                                                 data: checker.Dataset) -> None:
    cells, true, false = RULES[rule]
    assert judged(tmp_path, data, cells | {"value": true}, cells | {"value": false}) == [True, False]


@pytest.mark.parametrize(("having", "holds"), [
    ("count(transformed) > count(unchanged) and count(transformed) > count(new)", True),
    ("count(transformed) > count(unchanged)+count(new)", False)])
def test_an_order_holds_of_the_whole_population(having: str, holds: bool, tmp_path: Path,
                                                data: checker.Dataset) -> None:
    """4 transformed, 1 unchanged, 3 new."""
    order = COUNT | {"measure": "order", "relation": "order", "change": "transformed", "having": having}
    checked = checker.check(network(tmp_path / "net", [order]), data)
    assert list(checked["holds"]) == [holds]
    assert list(checked["found"]) == ["transformed 4, unchanged 1, new 3"]


def test_an_order_keeps_to_its_universe(tmp_path: Path, data: checker.Dataset) -> None:
    """Of all eight alliances three are new, of the six that reported only one."""
    order = COUNT | {"measure": "order", "relation": "order", "having": "count(new) > count(split)"}
    assert judged(tmp_path, data, order, order | {"universe": "reporting"}) == [True, False]


def test_both_ends_of_a_range_must_be_reached(tmp_path: Path, data: checker.Dataset) -> None:
    ends = PER_LAB | {"measure": "range", "relation": "between", "value": "2"}
    assert judged(tmp_path, data, ends | {"value_high": "4"}, ends | {"value_high": "5"}) == [True, False]


def test_what_continued_is_counted_in_both_years(tmp_path: Path, data: checker.Dataset) -> None:
    """With one more ended, year 4 still has five; year 1 has four: neither number is true of both."""
    less = changed(data, "year1", 1, fate="ended")
    five = COUNT | {"universe": "continued", "change": "continued", "value": "5"}
    assert judged(tmp_path, less, five, five | {"value": "4"}) == [False, False]


def test_every_lab_of_a_group_meets_the_condition(tmp_path: Path, data: checker.Dataset) -> None:
    """The group has two labs, B with one wide alliance and C with none: no number makes this true."""
    group = LAB | {"lab_group": "g/rest", "scope": "wide", "having": "alliances >= 1"}
    assert judged(tmp_path, data, group | {"value": "2"}, group | {"value": "1"}) == [False, False]


def test_every_split_has_its_pieces(tmp_path: Path, data: checker.Dataset) -> None:
    two = COUNT | {"measure": "minimum", "universe": "other", "change": "split", "relation": ">=", "value": "2"}
    assert judged(tmp_path, changed(data, "year1", 1, fate="split"), two) == [False]


def test_a_share_of_no_rows_is_false(tmp_path: Path, data: checker.Dataset) -> None:
    none = PERCENT | {"lab": "C", "topic": "x", "size_class": "small", "relation": ">=", "value": "0"}
    assert judged(tmp_path, data, none) == [False]


def test_an_alliance_without_a_report_has_no_number(tmp_path: Path, data: checker.Dataset) -> None:
    silent = MEMBERS | {"measure": "minimum", "alliance": "Sports", "relation": "<", "value": "1000"}
    assert judged(tmp_path, data, silent) == [False]


def test_what_was_counted_is_told(tmp_path: Path, data: checker.Dataset) -> None:
    rows = [COUNT | {"value": "8"}, LAB | {"value": "3"}, PERCENT | {"topic": "x", "denominator": "8", "value": "1"},
            TOPIC | {"having": "alliances >= 4", "value": "1"}, COUNT | {"change": "continued", "value": "1"},
            MEMBERS | {"measure": "median", "value": "1"}, MEMBERS | {"value": "1"}]
    checked = checker.check(network(tmp_path / "net", rows), data)
    assert list(checked["found"]) == ["8", "3 labs", "5 of 8", "1 topics", "5 and 5", "31/2", ""]
    assert list(checked.columns) == ["id", "claim_id", "reading", "holds", "found"]


def test_true_and_false_are_pythons_own(tmp_path: Path, data: checker.Dataset) -> None:
    """Also where no None stands among them, which would make pandas choose its own kind of truth."""
    assert checker.check(network(tmp_path / "net", [COUNT | {"value": "8"}]), data)["holds"][0] is True


def test_a_missing_number_is_left_out(tmp_path: Path, data: checker.Dataset) -> None:
    """`structure` names it; the statistic is that of the others."""
    fewest = MEMBERS | {"measure": "minimum", "value": "10"}
    assert judged(tmp_path, changed(data, "year4", 6, members=None), fewest) == [True]


@pytest.mark.parametrize("cells", [
    COUNT | {"relation": "about", "value": "8"}, COUNT | {"relation": "text"}, COUNT | {"relation": "order"},
    COUNT | {"measure": "qualitative", "value": "8"}, COUNT | {"universe": "other", "value": "8"},
    COUNT | {"subject": "months", "value": "8"}, COUNT | {"subject": "member_share", "value": "8"},
    COUNT | {"universe": "other", "measure": "minimum", "value": "8"}, MEMBERS | {"value": "8"},
    MEMBERS | {"universe": "year4", "measure": "minimum", "value": "5"}, TOPIC | {"value": "2"}, COUNT,
    FRACTION | {"value": "1"}, FRACTION | {"value": "1", "denominator": "8"}, FRACTION | {"lab": "A", "value": "1"},
    FRACTION | {"relation": ">", "value": "1/2"}, LAB | {"topic": "x", "value": "3"},
    COUNT | {"universe": "year1", "topic": "x", "value": "0"},
    COUNT | {"universe": "year1", "change": "new", "value": "0"},
    COUNT | {"universe": "year1", "size_class": "big", "value": "0"}, COUNT | {"member_type": "other", "value": "0"},
    TOPIC | {"change": "ended", "having": "alliances >= 1", "value": "0"}, LAB | {"measure": "fraction", "value": "1"},
    COUNT | {"change": "ended|new", "value": "5"}, COUNT | {"universe": "reporting", "change": "ended", "value": "2"},
    PER_LAB | {"value": "8"}, COUNT | {"having": "alliances >= 1", "value": "8"}, PERCENT | {"value": "100"},
    PER_LAB | {"relation": "order", "having": "count(new) > count(split)"},
    LAB | {"relation": "text", "having": "no condition at all"}])
def test_what_rows_cannot_show_is_left_open(cells: dict, tmp_path: Path, data: checker.Dataset) -> None:
    assert judged(tmp_path, data, cells) == [None]


def test_the_condition_of_counted_labs_is_no_statement_of_its_own(tmp_path: Path, data: checker.Dataset) -> None:
    """"Six labs of which at least half ...": the half is of each lab's alliances, not of all."""
    labs = LAB | {"change": "new", "having": "share >= 1/2", "value": "2", "claim_id": "labs"}
    half = FRACTION | {"change": "new", "relation": ">=", "value": "1/2"}
    with_base = half | {"claim_id": "labs", "denominator": "8"}
    assert judged(tmp_path, data, labs, half | {"claim_id": "labs"}, with_base, half) == [True, None, False, False]


# -- conditions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("having", [
    "alliances", "alliances >=", "1/2", "labs >= 1", "alliances = 1", "alliances >= 1 or share >= 1/2",
    "count(z) >= 1", "count(lea) >= 1", "count(x, y) >= 1", "alliances >= True", "alliances >= 0.5", "share >= 1/0",
    "alliances - 1 >= 0", "-alliances >= 1", "alliances in count(x)", "alliances.real >= 1", "(lambda: 1)() >= 1",
    "__import__('os').getcwd() >= 1"])
def test_a_wrong_condition_names_file_row_and_column(having: str, tmp_path: Path, data: checker.Dataset) -> None:
    rows = [LAB | {"value": "3"}, LAB | {"having": having, "value": "3"}]
    with pytest.raises(UserError) as raised:
        judged(tmp_path, data, *rows)
    (message,) = raised.value.messages
    assert "statements.csv, row 3, column having: found '" in message and having in message


def test_all_wrong_cells_are_named_at_once(tmp_path: Path, data: checker.Dataset) -> None:
    rows = [LAB | {"having": "nonsense", "value": "3"}, FRACTION | {"change": "new", "value": "1/0"}]
    with pytest.raises(UserError) as raised:
        judged(tmp_path, data, *rows)
    first, second = raised.value.messages
    assert "row 2, column having" in first and "row 3, column value" in second


# -- claims -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rows", "holds"), [
    ([("", True), ("", True)], True), ([("", True), ("", False)], False), ([("", None)], None),
    ([("", True), ("", None)], True), ([("", False), ("", None)], False),
    ([("a", True), ("b", False)], True), ([("a", False), ("b", True)], True), ([("a", False), ("b", False)], False),
    ([("a", True), ("a", False), ("b", False)], False), ([("a", True), ("a", False), ("b", True)], True),
    ([("", False), ("a", True), ("b", True)], False), ([("", True), ("a", False), ("b", True)], True),
    ([("", True), ("a", False), ("b", False)], False), ([("a", False), ("b", None)], None),
    ([("a", True), ("b", None)], True), ([("", None), ("a", False)], False)])
def test_a_claim_holds_in_one_of_its_readings(rows: list, holds: bool | None) -> None:
    checked = pd.DataFrame([("c", *row) for row in rows], columns=["claim_id", "reading", "holds"], dtype=object)
    assert checker.claims(checked) == {"c": holds}


def test_claims_of_a_real_check(tmp_path: Path, data: checker.Dataset) -> None:
    """Six as pieces of year 4 or as alliances of year 1: here two pieces, of one."""
    read = [COUNT | {"claim_id": "split", "reading": "a", "change": "split", "value": "1"},
            COUNT | {"claim_id": "split", "reading": "b", "universe": "year1", "change": "split", "value": "1"},
            COUNT | {"claim_id": "all", "value": "8"}, COUNT | {"claim_id": "some", "relation": "about", "value": "8"}]
    checked = checker.check(network(tmp_path / "net", read), data)
    assert checker.claims(checked) == {"split": True, "all": True, "some": None}


# -- structure ----------------------------------------------------------------------------------------------


def test_the_small_dataset_has_no_finding(tmp_path: Path, data: checker.Dataset) -> None:
    assert checker.structure(network(tmp_path / "net"), data) == []


@pytest.mark.parametrize(("file", "place", "cells", "said"), [
    ("year4", 0, {"name": "Writing"}, "year4.csv lacks 'Reading' of A"),
    ("year4", 0, {"name": "Writing"}, "year4.csv has 'Writing' of A once more"),
    ("year4", 0, {"topic": "z"}, "row 2, column topic: found 'z'; allowed is x or y"),
    ("year4", 0, {"scope": ""}, "row 2, column scope: found ''"),
    ("year4", 0, {"size_class": "huge"}, "row 2, column size_class: found 'huge'; allowed is nothing, small or big"),
    ("year4", 0, {"member_types": ("other",)}, "column member_types: found 'other'"),
    ("year4", 0, {"member_types": ("lea", "lea")}, "column member_types: found 'lea+lea'"),
    ("year4", 0, {"active_members": 16, "members": 20}, "found 16, which is not in the size class small"),
    ("year4", 2, {"active_members": 15}, "found 15, which is not in the size class big"),
    ("year4", 0, {"members": 3}, "found 4, more than its 3 members"),
    ("year4", 0, {"members": None}, "active_members and members must be numbers"),
    ("year4", 3, {"members": 3}, "row 5: without a size_class"),
    ("year4", 3, {"member_types": ("lea",)}, "row 5: without a size_class"),
    ("year4", 3, {"change": ()}, "column change: found ''"),
    ("year4", 6, {"change": ("unchanged", "renamed")}, "column change: found 'unchanged|renamed'"),
    ("year4", 2, {"change": ("coverage_expanded", "coverage_reduced")}, "found 'coverage_expanded|coverage_reduced'"),
    ("year4", 4, {"change": ("merged", "split")}, "column change: found 'merged|split'"),
    ("year4", 2, {"change": ("renamed", "renamed")}, "column change: found 'renamed|renamed'"),
    ("year4", 3, {"parents": ("o1",)}, "column parents: found 'o1'; 'new' needs none"),
    ("year4", 6, {"parents": ()}, "column parents: found ''; 'unchanged' needs one"),
    ("year4", 4, {"parents": ("o3",)}, "'merged' needs two or more"),
    ("year4", 4, {"parents": ("o3", "o3")}, "'merged' needs two or more"),
    ("year4", 6, {"parents": ("o9",)}, "column parents: found 'o9', which year1.csv does not have"),
    ("year1", 1, {"id": "o1"}, "column id: 'o1' stands there 2 times"),
    ("year1", 1, {"fate": "lost"}, "row 3, column fate: found 'lost'; allowed is ended, continued"),
    ("year1", 1, {"lab": "D"}, "row 3, column lab: found 'D'; allowed is A, B or C"),
    ("year1", 4, {"fate": "continued"}, "row 6, column fate: continued, but not one alliance came of it but 0"),
    ("year1", 0, {"fate": "continued"}, "row 2, column fate: continued, but not one alliance came of it but 2"),
    ("year4", 6, {"change": ("split",)}, "row 8, column fate: continued, but 'Literacy' came of it"),
    ("year4", 1, {"change": ("renamed",)}, "row 2, column fate: split, but 'Reading', 'Writing' came of it"),
    ("year1", 4, {"fate": "split"}, "row 6, column fate: split, but nothing came of it"),
    ("year1", 6, {"fate": "merged"}, "row 8, column fate: merged, but 'Literacy' came of it"),
    ("year1", 5, {"fate": "merged"}, "row 7, column fate: merged, but not one alliance came of it but 0"),
    ("year1", 2, {"fate": "ended"}, "row 4, column fate: ended, but 'Compass' came of it"),
    ("year1", 2, {"fate": "continued"}, "row 4, column fate: continued, but 'Compass' came of it"),
    ("labs", 0, {"groups": ("g/most", "g/rest")}, "A is in 2 groups 'g/...'"),
    ("labs", 2, {"lab": "B"}, "labs.csv lacks C"),
])
def test_structure_names_what_no_dataset_may_do(file: str, place: int, cells: dict, said: str, tmp_path: Path,
                                               data: checker.Dataset) -> None:
    findings = checker.structure(network(tmp_path / "net"), changed(data, file, place, **cells))
    assert [sentence for axiom, sentence in findings if axiom == "structure" and said in sentence]


def test_a_class_without_an_upper_end_has_none(tmp_path: Path, data: checker.Dataset) -> None:
    many = changed(data, "year4", 2, active_members=5000, members=6000)
    assert checker.structure(network(tmp_path / "net"), many) == []


def test_a_lab_may_be_in_groups_of_different_kinds(tmp_path: Path, data: checker.Dataset) -> None:
    several = changed(data, "labs", 0, groups=("g/most", "h/most", "g"))
    assert checker.structure(network(tmp_path / "net"), several) == []


def test_descent_stays_within_a_lab(tmp_path: Path, data: checker.Dataset) -> None:
    crossed = changed(data, "year1", 1, lab="B")
    assert checker.structure(network(tmp_path / "net"), crossed) == [
        ("same-lab", "year4.csv, row 4, column parents: 'Maths' is of A, 'o2' of B.")]


@pytest.mark.parametrize(("facts", "axiom"), [
    ({"topic": "y", "topic_status": "certain"}, "rows:topic=y"),
    ({"scope": "narrow", "scope_status": "certain"}, "rows:scope=narrow"),
    ({"change": "merged", "change_status": "certain"}, "rows:change=merged"),
    ({"change": "split|renamed", "change_status": "certain"}, "rows:change=renamed"),
    ({"members": "11", "members_relation": "="}, "rows:members=11"),
    ({"members": "10", "members_relation": ">"}, "rows:members=10"),
    ({"focus": "rural|urban"}, "rows:focus=urban")])
def test_a_certain_fact_that_the_dataset_contradicts(facts: dict, axiom: str, tmp_path: Path,
                                                     data: checker.Dataset) -> None:
    findings = checker.structure(network(tmp_path / "net", facts=facts), data)
    assert [name for name, _ in findings] == [axiom]


@pytest.mark.parametrize("facts", [
    {"topic": "x", "topic_status": "certain"}, {"topic": "y", "topic_status": "likely"},
    {"scope": "wide", "scope_status": "certain"}, {"change": "split", "change_status": "certain"},
    {"change": "new", "change_status": "likely"}, {"members": "10", "members_relation": "="},
    {"members": "9", "members_relation": ">"}, {"members": "10", "members_relation": ">="}, {"focus": "rural"}])
def test_a_fact_that_the_dataset_has_or_that_is_not_certain(facts: dict, tmp_path: Path, data: checker.Dataset) -> None:
    assert checker.structure(network(tmp_path / "net", facts=facts), data) == []


def test_a_published_split_needs_that_origin(tmp_path: Path, data: checker.Dataset) -> None:
    """The word split alone is not enough: the alliance that it came of must have split."""
    findings = checker.structure(network(tmp_path / "net", facts={"change": "split", "change_status": "certain"}),
                                 changed(data, "year1", 0, fate="ended"))
    assert "rows:change=split" in [name for name, _ in findings]


# -- reading and the command line ---------------------------------------------------------------------------


@pytest.mark.parametrize(("file", "old", "new", "said"), [
    ("year1", "id,lab", "key,lab", "year1.csv: the column 'id' is missing"),
    ("year4", ",4,10,", ",four,10,", "row 2, column active_members: found 'four'; allowed is a whole number"),
    ("labs", "C,g/rest,", "C", "labs.csv, row 4: found 1 cells")])
def test_a_dataset_that_cannot_be_read(file: str, old: str, new: str, said: str, tmp_path: Path) -> None:
    path = dataset(tmp_path / "set") / f"{file}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text, "the test's own premise"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(UserError) as raised:
        checker.read(tmp_path / "set")
    assert said in str(raised.value)


def test_every_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        checker.read(tmp_path / "none")
    assert len(raised.value.messages) == 3


def test_the_command_prints_what_is_false_and_the_counts(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    network(tmp_path / "net", [COUNT | {"value": "8"}, PERCENT | {"topic": "x", "denominator": "8", "value": "99"},
                               COUNT | {"relation": "text"}], {"focus": "urban"})
    assert checker.main([str(tmp_path / "net"), str(dataset(tmp_path / "set"))]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "S1 (c1): counted 5 of 8; printed is percent of alliances in year4, topic=x: = 99.",
        "rows:focus=urban: year4.csv, row 2, column focus: found 'rural'; alliances.csv says 'urban' of 'Reading'.",
        "3 statements: 1 hold, 1 do not, 1 are not counted.", "3 claims: 1 hold, 1 do not, 1 are not counted.",
        "1 findings on structure."]


def test_the_command_says_in_a_sentence_what_cannot_be_read(tmp_path: Path) -> None:
    network(tmp_path / "net")
    ran = subprocess.run([sys.executable, "-m", "helpers.checker", str(tmp_path / "net"), str(tmp_path / "none")],
                         capture_output=True, text=True, check=False,
                         env=os.environ | {"PYTHONPATH": str(paths.ROOT / "src")})
    assert ran.returncode == 2 and "Traceback" not in ran.stderr
    assert ran.stderr.splitlines()[0].endswith("year4.csv is missing: a dataset has year4.csv, year1.csv and labs.csv. "
                                               "Put it there.")


def test_a_network_that_does_not_exist_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert checker.main(["nowhere", str(dataset(tmp_path / "set"))]) == 2
    assert "There is no network 'nowhere'" in capsys.readouterr().err

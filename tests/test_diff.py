"""What changed between two builds: tiny ones, made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers import cli, paths
from helpers.publish import diff

HEAD = "host,host_label,measure,value,low,high,unit,base,status,statements,note\n"
EIGHT = "all,All hubs,count,8,8,8,partnerships,8,counted,,\n"
NINE = "all,All hubs,count,9,9,9,partnerships,9,counted,,\n"
NORTH = "North,North,count,,3,5,partnerships,8,bounded,,\n"


def build(folder: Path, number: int, **tables: str) -> str:
    """A built report with one sentence on one exhibit, and these tables."""
    (folder / "tables").mkdir(parents=True)
    claim = {
        "exhibit": "partnerships_by_host",
        "where": "title",
        "sentence": f"The hubs supported {number} partnerships. They stand in the table.",
        "text": str(number),
    }
    (folder / "claims.json").write_text(json.dumps([claim]))
    for stem, text in tables.items():
        (folder / f"tables/{stem}.csv").write_text(text)
    return str(folder)


def compared(old: str, new: str) -> diff.Difference:
    return diff.compare(diff.built("OLD", old), diff.built("NEW", new))


def test_two_equal_builds_differ_in_nothing(tmp_path):
    old = build(tmp_path / "old", 8, partnerships_by_host=HEAD + EIGHT)
    new = build(tmp_path / "new", 8, partnerships_by_host=HEAD + EIGHT)
    assert compared(old, new).summary == "Nothing changed."


def test_a_number_that_moved_is_told_with_the_sentence_that_carries_it(tmp_path):
    old = build(tmp_path / "old", 8, partnerships_by_host=HEAD + EIGHT + NORTH)
    new = build(tmp_path / "new", 9, partnerships_by_host=HEAD + NINE + NORTH)
    found = compared(old, new)
    assert found.summary == "1 number moved."
    (one,) = found.changed[0].moved
    assert (one.what, one.before, one.now) == ("All hubs, count", "8 (counted)", "9 (counted)")
    assert one.sentence == "The hubs supported 9 partnerships."


def test_a_range_that_became_a_number_moved(tmp_path):
    known = NORTH.replace(",,3,5,", ",4,4,4,").replace("bounded", "counted")
    old = build(tmp_path / "old", 8, partnerships_by_host=HEAD + NORTH)
    new = build(tmp_path / "new", 8, partnerships_by_host=HEAD + known)
    (one,) = compared(old, new).changed[0].moved
    assert (one.before, one.now, one.sentence) == ("3–5 (bounded)", "4 (counted)", "")


def test_the_same_number_that_is_known_otherwise_moved_too(tmp_path):
    old = build(tmp_path / "old", 8, partnerships_by_host=HEAD + EIGHT)
    printed = EIGHT.replace("counted", "printed")
    new = build(tmp_path / "new", 8, partnerships_by_host=HEAD + printed)
    (one,) = compared(old, new).changed[0].moved
    assert (one.before, one.now) == ("8 (counted)", "8 (printed)")


def test_a_row_of_numbers_that_came_or_went_has_none_on_the_other_side(tmp_path):
    old = build(tmp_path / "old", 8, partnerships_by_host=HEAD + EIGHT + NORTH)
    new = build(tmp_path / "new", 8, partnerships_by_host=HEAD + EIGHT)
    found = compared(old, new)
    (one,) = found.changed[0].moved
    assert (one.what, one.before, one.now) == ("North, count", "3–5 (bounded)", "")
    assert found.summary == "1 row came or went."


def test_rows_of_text_come_and_go_by_name(tmp_path):
    old = build(tmp_path / "old", 8, partnership_list="name,host\nAsh,North\nBirch,South\n")
    new = build(tmp_path / "new", 8, partnership_list="name,host\nAsh,North\nCedar,South\n")
    (one,) = compared(old, new).changed
    assert (one.came, one.went) == (["Cedar, South"], ["Birch, South"])


def test_an_exhibit_that_appears_or_goes_is_named(tmp_path):
    old = build(tmp_path / "old", 8, topics=HEAD)
    new = build(tmp_path / "new", 8, scope=HEAD)
    found = compared(old, new)
    assert (found.appeared, found.gone) == (["scope"], ["topics"])
    assert found.summary == "1 exhibit appeared, 1 exhibit went."


def test_the_text_is_printed_and_written_beside_the_new_report(tmp_path, capsys):
    odd = HEAD + "a|<b>,a|<b>,count,1,1,1,partnerships,1,counted,,\n"
    old = build(tmp_path / "old", 8, partnerships_by_host=odd)
    new = build(tmp_path / "new", 9, partnerships_by_host=odd.replace(",1,1,1,", ",2,2,2,"))
    cli._command(["diff", "--old", old, "--new", f"{new}/claims.json"])
    said = capsys.readouterr().out
    assert said == (tmp_path / "new/diff.md").read_text()
    assert "| a\\|\\<b\\>, count | 1 (counted) | 2 (counted) |" in said
    page = (tmp_path / "new/diff.html").read_text()
    assert "a|&lt;b&gt;, count" in page and "<b>" not in page
    assert not (tmp_path / "old/diff.md").exists()


def test_a_folder_of_output_may_be_given_by_its_name(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "OUTPUT", tmp_path)
    build(tmp_path / "six", 8)
    assert diff.built("OLD", "six").folder == tmp_path / "six"


def test_folders_that_are_no_builds_are_said_both_at_once(tmp_path, capsys):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken/claims.json").write_text('[{"text": "8"}]')
    asked = ["diff", "--old", str(tmp_path / "none"), "--new", str(tmp_path / "broken")]
    assert cli.guarded(lambda: cli._command(asked)) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("OLD: '") and "it has no claims.json" in first
    assert second.startswith("NEW: claims.json in '") and "build the report again" in second


def test_a_folder_that_is_not_named_is_asked_for(capsys):
    assert cli.guarded(lambda: cli._command(["diff"])) == 2
    assert "OLD is missing: name the folder of a built report" in capsys.readouterr().err


@pytest.mark.parametrize("there", ["1,234.5", "79", "6"])
def test_sentences_that_differ_in_numbers_are_one(there):
    (pair,) = diff._rephrased([f"There were {there} of them."], ["There were 80 of them."])
    assert pair == (f"There were {there} of them.", "There were 80 of them.")


def test_another_word_for_the_same_number_moves_nothing(tmp_path):
    old = build(tmp_path / "old", 8, partnerships_by_host=HEAD + EIGHT)
    new = build(tmp_path / "new", 8, partnerships_by_host=HEAD + EIGHT.replace("hubs", "centres"))
    assert compared(old, new).summary == "Nothing changed."

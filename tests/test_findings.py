"""helpers.infer.reporting and the command: audit.md and audit.json of a tiny hand-made audit, what is accepted, exit codes.

The audit: the source prints 4 alliances in all, 3 of them on schools and 2 on early childhood. Each has one topic.
"""

from __future__ import annotations

import copy
import html
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import mistune
import pytest

from helpers import infer, network, paths
from helpers.errors import UserError
from helpers.infer import __main__ as command
from helpers.infer import reporting

ROOT = Path(__file__).resolve().parents[1]


def clash(number: str, claim: str, text: str, value: str | None) -> dict:
    """A statement as a contradiction names it; an axiom has no value and no place."""
    return {"id": number, "claim_id": claim, "section": "structure" if value is None else "Chapter 1",
            "place": "" if value is None else f"Chapter 1, paragraph {number[-1]}", "value": value,
            "unit": "" if value is None else "alliances", "text": text}


def statement(name: str, claim: str, text: str, value: str, verdict: str, **more: object) -> dict:
    return {**clash(name, claim, text, value), "reading": "", "verdict": verdict, "reason": "",
            "recomputed": "", **more}


def cell(topic: str, size: str, low: int, high: int | None, status: str, **more: object) -> dict:
    return {"exhibit": "active_size_by_topic", "keys": {"lab": "all", "topic": topic, "size_class": size},
            "low": low, "high": high, "status": status, "proven": True, "depends": False, "statements": ["S-1"], **more}


AUDIT = {
    "schema": 1, "network": "tiny", "readings": "all", "evidence": "none", "inputs": {"statements.csv": "0" * 64},
    "complete": True,
    "counts": {"statements": 6, "inside": 4, "outside": 2, "derived": 0, "consistent": 1, "contradicted": 3, "claims": 5,
               "conflicts": 1, "smallest drop": 1, "drop sets": 3},
    "statements": [
        statement("S-1", "total-4", "alliances: 4", "4", "contradicted"),
        statement("S-2", "schools-3", "alliances, topic area schools: 3", "3", "contradicted"),
        statement("S-3", "early-2", "alliances, topic area early: 2", "2", "contradicted"),
        statement("S-4", "half-local", "alliances, local: half", "50", "consistent", unit="percent",
                  recomputed="2/4 = 50, printed 50"),
        statement("S-5", "larger", "effort", "", "outside", reason="a comparison", unit=""),
        statement("S-6", "median-25", "members: 25", "25", "outside", reason="persons, not alliances", unit="members"),
    ],
    "contradictions": [{
        "id": "K1", "claims": ["total-4", "schools-3", "early-2", "axiom:one-topic"],
        "statements": [clash("S-1", "total-4", "alliances: 4", "4"), clash("S-2", "schools-3", "alliances on schools: 3", "3"),
                       clash("S-3", "early-2", "alliances on early: 2", "2"),
                       clash("axiom:one-topic", "axiom:one-topic", "each alliance has one topic", None)],
        "explanation": "The topics add up to 5 alliances, but there are 4.",
        "repairs": [{"claim_id": "total-4", "id": "S-1", "from": "4", "to": "5", "text": "5 alliances in all"},
                    {"claim_id": "axiom:one-topic", "id": "axiom:one-topic", "from": None, "to": None,
                     "text": "allow two topics"}]}],
    "drops": [["total-4"], ["schools-3"], ["early-2"]],
    "readings_excluded": [{"claim_id": "half-local", "reading": "b", "statements": ["S-4"],
                           "explanation": "Half of 5 is no whole number."}],
    "cells": [cell("schools", "total", 3, 3, "printed"), cell("schools", "15_or_fewer", 1, 2, "bounded", depends=True),
              cell("early", "15_or_fewer", 1, 1, "implied"), cell("early", "over_50", 0, 2, "free"),
              cell("schools", "over_50", 1, None, "bounded", proven=False, statements=[f"S-{n}" for n in range(1, 10)])],
    "helpful": [{"rank": 1, "exhibit": "topics", "keys": {"lab": "West", "topic": "early"}, "text": "alliances of West on early",
                 "narrowed": 0.315, "from": 40, "to": 27.4}],
    "outside": ["S-5", "S-6"],
}


@pytest.fixture
def audit() -> dict:
    return copy.deepcopy(AUDIT)


# -- audit.md -----------------------------------------------------------------------------------------------


def section(text: str, heading: str) -> list[str]:
    """The lines under a heading, up to the next of its level or above."""
    level = len(heading.split()[0])
    return re.split(f"^#{{1,{level}}} ", text.split(f"\n{heading}\n")[1], flags=re.MULTILINE)[0].strip().splitlines()


def test_the_counts_stand_in_sentences_at_the_top(audit):
    lines = reporting.markdown(audit).splitlines()
    assert lines[0] == "# Audit of tiny"
    assert "6 statements: 4 inside the model (0 derived, 1 consistent, 3 contradicted) and 2 outside it." in lines
    assert "1 contradiction; at least 1 claim must be dropped for the rest to agree, and 3 sets of that size do." in lines
    assert "The search for contradictions went through: there is no other." in lines
    assert "Of 5 cells of the exhibits, 2 are bounded, 1 is free, 1 is implied and 1 is printed." in lines


def test_contradictions_that_are_counted_but_not_listed(audit):
    audit["counts"]["conflicts"] = 12
    assert "12 contradictions, of which 1 is listed; at least 1 claim must be dropped" in reporting.markdown(audit)


def test_a_stopped_search_is_said(audit):
    assert "stopped at its limit" in reporting.markdown({**audit, "complete": False})


def test_a_contradiction_is_a_numbered_finding(audit):
    assert section(reporting.markdown(audit), "### 1. Contradiction K1") == [
        "The topics add up to 5 alliances, but there are 4.", "",
        "These cannot all hold:", "",
        "- **4 alliances**, `S-1`, Chapter 1, paragraph 1: alliances: 4",
        "- **3 alliances**, `S-2`, Chapter 1, paragraph 2: alliances on schools: 3",
        "- **2 alliances**, `S-3`, Chapter 1, paragraph 3: alliances on early: 2",
        "- `axiom:one-topic`, structure: each alliance has one topic", "",
        "Any one of these changes mends it:", "",
        "- `S-1` from 4 to 5: 5 alliances in all",
        "- `axiom:one-topic`: allow two topics"]


def test_a_contradiction_that_no_single_change_mends(audit):
    audit["contradictions"][0]["repairs"] = []
    assert "No change of a single statement was found that mends it." in reporting.markdown(audit)


def test_a_repair_that_leaves_a_statement_out_names_no_new_value(audit):
    audit["contradictions"][0]["repairs"][0].update(to=None, text="leave it out")
    assert "\n- `S-1`: leave it out\n" in reporting.markdown(audit)


def test_what_to_drop_and_the_excluded_readings(audit):
    text = reporting.markdown(audit)
    assert section(text, "## Smallest sets of claims to drop")[-3:] == ["1. `total-4`", "2. `schools-3`", "3. `early-2`"]
    assert section(text, "## Excluded readings") == [
        "- Reading b of `half-local` (`S-4`, Chapter 1, paragraph 4): Half of 5 is no whole number."]


def test_cells_have_a_line_each_unless_printed_counted_or_free(audit):
    assert section(reporting.markdown(audit), "### `active_size_by_topic`") == [
        "5 cells: 2 are bounded, 1 is free, 1 is implied and 1 is printed.", "",
        "| lab | topic | size class | value | status | from |",
        "| --- | --- | --- | --- | --- | --- |",
        "| all | schools | 15 or fewer | 1–2 | bounded, depends | `S-1` |",
        "| all | early | 15 or fewer | 1 | implied | `S-1` |",
        "| all | schools | over 50 | at least 1 | bounded, not proven | `S-1`, `S-2`, `S-3`, `S-4`, `S-5`, `S-6` and 3 more |"]


def test_a_key_that_no_exhibit_had_before_has_its_column_too(audit):
    audit["cells"][1]["keys"]["cohort"] = "first"
    assert "| lab | topic | size class | cohort | value | status | from |" in reporting.markdown(audit)


def test_each_exhibit_has_its_own_cells(audit):
    audit["cells"].append({**cell("early", "total", 0, 1, "bounded"),
                           "exhibit": "topics", "keys": {"lab": "West", "topic": "early"}})
    text = reporting.markdown(audit)
    assert section(text, "### `topics`") == [
        "1 cell: 1 is bounded.", "",
        "| lab | topic | value | status | from |", "| --- | --- | --- | --- | --- |", "| West | early | 0–1 | bounded | `S-1` |"]
    assert section(text, "### `active_size_by_topic`") == section(reporting.markdown(AUDIT), "### `active_size_by_topic`")


def test_helpful_numbers(audit):
    assert section(reporting.markdown(audit), "## Unpublished numbers that would help most")[-1] == (
        "| 1 | alliances of West on early | `topics` | 31.5% | 40 | 27.4 |")


def test_statements_outside_stand_under_their_reasons_the_frequent_one_first(audit):
    audit["statements"].append(statement("S-7", "median-30", "members: 30", "30", "outside", reason="persons, not alliances"))
    audit["outside"].append("S-7")
    assert section(reporting.markdown(audit), "## Statements outside the model") == [
        "### persons, not alliances (2)", "",
        "- `S-6`, Chapter 1, paragraph 6: members: 25",
        "- `S-7`, Chapter 1, paragraph 7: members: 30", "",
        "### a comparison (1)", "",
        "- `S-5`, Chapter 1, paragraph 5: effort"]


def test_where_nothing_was_found_it_says_none():
    nothing = {**AUDIT, "counts": dict.fromkeys(AUDIT["counts"], 0)} | {
        name: [] for name in ("statements", "contradictions", "drops", "readings_excluded", "cells", "helpful", "outside")}
    text = reporting.markdown(nothing)
    assert text.count("\nNone.\n") == 5
    assert "No contradiction was found." in text
    assert "None: all claims agree." in text


def test_an_audit_read_back_from_its_file_gives_the_same_text(audit):
    """The file's keys are sorted: the columns must not follow the keys' order."""
    assert reporting.markdown(json.loads(reporting.json_text(audit))) == reporting.markdown(audit)


HOSTILE = ["a*b* [x](y) <b>", "snake_case _emphasis_ __strong__", "1. first", "12) twelfth", "- item", "# heading", "+ plus",
           "= equal", "`code` ``more``", "&lt; AT&T", "a | b", "back\\slash | \\", "$x$ ~~gone~~", "two\n\nparagraphs",
           "![](p.png)", "<!-- gone", "*", "`", "36."]


def shown(markdown: str) -> str:
    """What a reader sees of Markdown."""
    render = mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "math"])
    rendered = re.sub(r"(?s)<thead>.*</thead>", "", render(markdown))
    text = re.sub(r"</?(p|li|ul|code|table|tbody|tr|td)>", " ", rendered)
    assert "<" not in text  # a tag that the text brought along
    return " ".join(html.unescape(text).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_from_data_are_shown_as_they_are(text):
    line = " ".join(text.split())
    for form in (reporting.escaped, reporting.code):
        assert shown(form(text)) == line
        assert shown(f"- {form(text)}") == line
        assert shown(reporting._table(["one", "two"], [[form(text), "second"]])) == f"{line} second"


def test_every_text_of_an_audit_is_escaped(audit):
    """Each text in turn is replaced by one with Markdown in it; nowhere may it become an image, a list or a row's end."""
    def hostile(value: object) -> object:
        if isinstance(value, dict):
            return {key: hostile(one) for key, one in value.items()}
        if isinstance(value, list):
            return [hostile(one) for one in value]
        return f"<i>*{value}*</i>|" if isinstance(value, str) else value

    text = reporting.markdown(hostile(audit))
    rendered = mistune.create_markdown(escape=False, plugins=["table"])(text)
    assert "<i>" not in rendered
    assert "<em>" not in rendered
    assert "&lt;i&gt;*total-4*&lt;/i&gt;|" in rendered
    assert rendered.count("<table>") == 2


def test_a_name_with_single_underscores_stays_readable():
    assert reporting.escaped("size 15_or_fewer") == "size 15_or_fewer"


@pytest.mark.parametrize(("low", "high", "text"), [
    (7, 9, "7–9"), (7, 7, "7"), (7, None, "at least 7"), (None, 9, "at most 9"), (None, None, "—"), (1200, 1300, "1,200–1,300"),
    (12.25, 57.0, "12.3–57")])
def test_ranges(low, high, text):
    assert reporting.span(low, high) == text


# -- the schema ---------------------------------------------------------------------------------------------

SCHEMA = json.loads((ROOT / "schemas/audit.schema.json").read_text(encoding="utf-8"))


def problems(audit: dict) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(audit)]


def test_the_schema_is_one_and_the_audit_fits_it(audit):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert problems(audit) == []


@pytest.mark.parametrize("break_it", [
    lambda audit: audit.pop("complete"),
    lambda audit: audit.update(extra=1),
    lambda audit: audit["cells"][0].update(status="guessed"),
    lambda audit: audit["cells"][0].update(low="3"),
    lambda audit: audit["statements"][0].update(verdict="outside"),  # without a reason
    lambda audit: audit["contradictions"][0]["repairs"][0].pop("to"),
    lambda audit: audit["drops"].append(["total-4", "total-4"]),
    lambda audit: audit["inputs"].update({"labs.csv": "changed"})])
def test_an_audit_that_does_not_fit(audit, break_it):
    break_it(audit)
    assert len(problems(audit)) == 1


def test_every_field_is_described():
    def fields(part: object) -> list[tuple[str, dict]]:
        if isinstance(part, list):
            return [field for one in part for field in fields(one)]
        if not isinstance(part, dict):
            return []
        own = [*part.get("properties", {}).items()] if part.get("type") == "object" else []
        return own + [field for one in part.values() for field in fields(one)]

    found = fields(SCHEMA)
    shared = {f"#/$defs/{name}": meaning for name, meaning in SCHEMA["$defs"].items()}
    assert len(found) > 60
    assert [name for name, field in found if not (field.get("description") or shared[field["$ref"]].get("description"))] == []


# -- accepted findings --------------------------------------------------------------------------------------


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A checkout with the folder of a network, tiny."""
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "DATA", tmp_path / "data")
    monkeypatch.setattr(paths, "OUTPUT", tmp_path / "output")
    folder = tmp_path / "data/tiny"
    folder.mkdir(parents=True)
    (folder / "network.yml").write_text("title: Tiny\n")
    return SimpleNamespace(name="tiny", folder=folder)


def test_the_accepted_file_has_a_finding_a_line(tiny, audit):
    path = reporting.write_accepted(tiny, audit)
    assert path.read_text(encoding="utf-8") == """{
"bounds": {
 "active_size_by_topic: lab=all, size_class=15_or_fewer, topic=early": [1, 1],
 "active_size_by_topic: lab=all, size_class=15_or_fewer, topic=schools": [1, 2],
 "active_size_by_topic: lab=all, size_class=over_50, topic=early": [0, 2],
 "active_size_by_topic: lab=all, size_class=over_50, topic=schools": [1, null],
 "active_size_by_topic: lab=all, size_class=total, topic=schools": [3, 3]
},
"contradictions": [
 ["axiom:one-topic", "early-2", "schools-3", "total-4"]
],
"readings_excluded": [
 ["half-local", "b"]
],
"verdicts": {
 "S-1": "contradicted",
 "S-2": "contradicted",
 "S-3": "contradicted",
 "S-4": "consistent",
 "S-5": "outside",
 "S-6": "outside"
}
}
"""
    assert reporting.accepted(tiny) == reporting.findings_of(audit)
    assert reporting.drift(audit, reporting.accepted(tiny)) == []


def test_a_whole_number_is_written_as_one(audit):
    audit["cells"][0].update(low=3.0, high=3.0)
    assert reporting.accepted_text(reporting.findings_of(audit)) == reporting.accepted_text(reporting.findings_of(AUDIT))


def test_empty_findings_can_be_read_back(tiny, audit):
    nothing = {**audit, "contradictions": [], "readings_excluded": [], "cells": [], "statements": []}
    reporting.write_accepted(tiny, nothing)
    assert reporting.drift(nothing, reporting.accepted(tiny)) == []


def test_nothing_accepted_yet_is_no_error(tiny):
    assert reporting.accepted(tiny) is None


@pytest.mark.parametrize(("content", "said"), [
    (b"{\n<<<<<<< HEAD\n", "data/tiny/accepted.json, line 2: this is not valid JSON; "),
    (b"\xff", "data/tiny/accepted.json: the file is not UTF-8; "),
    (b"[]", "data/tiny/accepted.json: found a list; it holds an object with the keys "),
    (b'{"bounds": {"a": [1]}, "contradictions": [], "readings_excluded": [], "verdicts": {}}',
     "data/tiny/accepted.json, key bounds: it must be an object of cells, each with [low, high]; "),
    (b'{"bounds": {"a": ["1", 2]}, "contradictions": [], "readings_excluded": [], "verdicts": {}}',
     "data/tiny/accepted.json, key bounds: "),
    (b'{"bounds": {}, "contradictions": ["a"], "readings_excluded": [], "verdicts": {}}',
     "data/tiny/accepted.json, key contradictions: "),
    (b'{"bounds": {}, "contradictions": [], "readings_excluded": [["a"]], "verdicts": {}}',
     "data/tiny/accepted.json, key readings_excluded: "),
    (b'{"bounds": {}, "contradictions": [], "readings_excluded": []}',
     "data/tiny/accepted.json, key verdicts: ")])
def test_a_broken_accepted_file_is_a_sentence(tiny, content, said):
    (tiny.folder / "accepted.json").write_bytes(content)
    with pytest.raises(UserError) as error:
        reporting.accepted(tiny)
    assert len(error.value.messages) == 1
    assert error.value.messages[0].startswith(said)
    assert error.value.messages[0].endswith("restore it, or make it anew: make audit ACCEPT=yes.")


# -- drift --------------------------------------------------------------------------------------------------


def drift_after(change: Callable[[dict], object]) -> list[str]:
    """The sentences when the accepted findings are those of AUDIT, and the audit is AUDIT after `change`."""
    now = copy.deepcopy(AUDIT)
    change(now)
    return reporting.drift(now, reporting.findings_of(AUDIT))


def second_contradiction(audit: dict) -> None:
    audit["contradictions"].append({**audit["contradictions"][0], "id": "K2", "claims": ["schools-3", "half-local"]})


@pytest.mark.parametrize(("change", "said"), [
    (second_contradiction, "New: contradiction K2 of half-local and schools-3."),
    (lambda audit: audit["contradictions"].clear(),
     "Gone: the contradiction of axiom:one-topic, early-2, schools-3 and total-4."),
    (lambda audit: audit["readings_excluded"].append({**audit["readings_excluded"][0], "reading": "a"}),
     "New: reading a of half-local is excluded."),
    (lambda audit: audit["readings_excluded"].clear(), "Gone: reading b of half-local is no longer excluded."),
    (lambda audit: audit["statements"][3].update(verdict="derived"),
     "Changed: statement S-4 (Chapter 1, paragraph 4) is derived, accepted as consistent."),
    (lambda audit: audit["statements"].append(statement("S-7", "x", "x", "1", "derived")),
     "New: statement S-7 (Chapter 1, paragraph 7), derived."),
    (lambda audit: audit["statements"].pop(3), "Gone: statement S-4, accepted as consistent."),
    (lambda audit: audit["cells"][1].update(high=3),
     "Changed: cell active_size_by_topic: lab=all, size_class=15_or_fewer, topic=schools is 1–3, accepted as 1–2."),
    (lambda audit: audit["cells"][1].update(low=2),
     "Changed: cell active_size_by_topic: lab=all, size_class=15_or_fewer, topic=schools is 2, accepted as 1–2."),
    (lambda audit: audit["cells"].append(cell("early", "total", 2, 2, "printed")),
     "New: cell active_size_by_topic: lab=all, size_class=total, topic=early, 2."),
    (lambda audit: audit["cells"].pop(0),
     "Gone: cell active_size_by_topic: lab=all, size_class=total, topic=schools, accepted as 3.")])
def test_drift_in_every_direction(change, said):
    assert drift_after(change) == [said]


@pytest.mark.parametrize("change", [
    lambda audit: audit["contradictions"][0].update(id="K9", explanation="In other words."),
    lambda audit: audit["contradictions"][0]["claims"].reverse(),
    lambda audit: audit["cells"].reverse(),
    lambda audit: audit["cells"][0].update(low=3.0),
    lambda audit: audit["helpful"].clear()])
def test_what_is_no_drift(change):
    assert drift_after(change) == []


def test_where_nothing_was_accepted_contradictions_and_excluded_readings_are_new(audit):
    assert reporting.drift(audit, None) == ["New: contradiction K1 of axiom:one-topic, early-2, schools-3 and total-4.",
                                           "New: reading b of half-local is excluded."]


# -- the command --------------------------------------------------------------------------------------------

HOW = "To accept these: make audit ACCEPT=yes NETWORK=tiny"
NEW = "This is not what data/tiny/accepted.json holds. To accept it: make audit ACCEPT=yes NETWORK=tiny"


class Tiny(SimpleNamespace):
    """The checkout, and how to run the command in it."""

    def run(self, *options: str) -> tuple[int, list[str], str]:
        """Exit code, lines printed, and all that was said on stderr."""
        code = command.main(["audit", "--network=tiny", *options])
        said = self.capture.readouterr()
        return code, said.out.splitlines(), said.err

    def files(self) -> dict[str, str]:
        return {path.name: path.read_text(encoding="utf-8") for path in sorted(self.output.glob("*"))}


@pytest.fixture
def here(tiny, audit, monkeypatch, capsys) -> Tiny:
    """The command, with a stub for the solver's work; `asked` says what the stub was asked."""
    asked: list[dict] = []

    def stub(loaded: SimpleNamespace, **options: str) -> SimpleNamespace:
        asked.append({"network": loaded.name, **options})
        return SimpleNamespace(to_dict=lambda: audit)

    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGHUP)}
    monkeypatch.setattr(network, "load", lambda folder: SimpleNamespace(name=folder.name, folder=folder))
    monkeypatch.setattr(infer, "audit", stub, raising=False)
    yield Tiny(folder=tiny.folder, output=paths.OUTPUT / "tiny", audit=audit, asked=asked, capture=capsys)
    for name, handler in before.items():
        signal.signal(name, handler)


def test_the_first_audit_is_all_new_and_says_how_to_accept(here):
    code, lines, errors = here.run()
    assert (code, errors) == (1, "")
    assert lines == [
        "6 statements: 4 inside the model (0 derived, 1 consistent, 3 contradicted) and 2 outside it.",
        "1 contradiction; at least 1 claim must be dropped for the rest to agree, and 3 sets of that size do.",
        "K1: The topics add up to 5 alliances, but there are 4.",
        "Reading b of half-local is excluded: Half of 5 is no whole number.",
        "New: contradiction K1 of axiom:one-topic, early-2, schools-3 and total-4.",
        "New: reading b of half-local is excluded.",
        f"There are no accepted findings yet (data/tiny/accepted.json). {HOW}",
        "output/tiny/audit.json", "output/tiny/audit.md"]
    assert not (here.folder / "accepted.json").exists()
    assert here.asked == [{"network": "tiny", "readings": "all", "evidence": "none", "fresh": True}]


def test_a_finding_is_one_line_and_a_stopped_search_is_said(here):
    here.audit.update(complete=False)
    here.audit["contradictions"][0]["explanation"] = "They add up to 5.\nThere are 4."
    _, lines, _ = here.run()
    assert "K1: They add up to 5. There are 4." in lines
    assert "The search for contradictions stopped at its limit: there may be others." in lines


def test_a_network_without_contradictions_has_nothing_to_accept(here):
    here.audit.update(contradictions=[], readings_excluded=[])
    assert here.run()[0] == 0


def test_what_is_written(here):
    here.run()
    written = here.files()
    assert list(written) == ["audit.json", "audit.md"]
    assert json.loads(written["audit.json"]) == here.audit
    assert written["audit.json"].startswith('{\n "cells": [\n')  # sorted
    assert written["audit.md"] == reporting.markdown(here.audit)
    assert b"\r" not in (here.output / "audit.json").read_bytes()


def test_once_accepted_nothing_is_new(here):
    code, lines, _ = here.run("--accept")
    assert (code, lines[-3]) == (0, "Accepted: data/tiny/accepted.json")
    code, lines, _ = here.run()
    assert (code, lines[-3]) == (0, "Nothing is new against data/tiny/accepted.json.")
    assert not any(line.startswith("New:") for line in lines)


def test_drift_ends_with_1_until_it_is_accepted(here):
    here.run("--accept=yes")
    here.audit["cells"][1]["high"] = 3
    changed = "Changed: cell active_size_by_topic: lab=all, size_class=15_or_fewer, topic=schools is 1–3, accepted as 1–2."
    for options, code in (((), 1), (("--accept=no",), 1), (("--accept",), 0), ((), 0)):
        answer, lines, _ = here.run(*options)
        assert answer == code
        assert (NEW in lines) == (code == 1)
        assert (changed in lines) == (code == 1 or options == ("--accept",))


def test_a_flood_of_drift_is_cut_short(here):
    here.run("--accept")
    here.audit["cells"] += [cell("early", f"class_{n}", 0, n, "bounded") for n in range(100)]
    _, lines, _ = here.run()
    assert sum(line.startswith("New: cell") for line in lines) == command.MOST
    assert "and 60 more; once accepted, git diff data/tiny/accepted.json shows them all." in lines


def test_a_network_with_a_blank_in_its_name_is_quoted():
    assert command._verdict("x", "my network", True, False).endswith("make audit ACCEPT=yes NETWORK='my network'")
    assert command._verdict("x", "rel-2012-17", True, False).endswith("make audit ACCEPT=yes")


@pytest.mark.parametrize(("options", "stem"), [
    (["--readings=a"], "audit-a-none"), (["--evidence=public"], "audit-all-public"),
    (["--readings=b", "--evidence=public"], "audit-b-public")])
def test_another_question_is_written_beside_and_not_compared(here, options, stem):
    here.run("--accept")
    accepted = (here.folder / "accepted.json").read_bytes()
    here.audit["contradictions"].clear()
    code, lines, _ = here.run(*options)
    assert code == 0
    assert sorted(here.files()) == sorted(["audit.json", "audit.md", f"{stem}.json", f"{stem}.md"])
    assert json.loads(here.files()["audit.json"])["contradictions"] != []
    assert lines[-2:] == [f"output/tiny/{stem}.json", f"output/tiny/{stem}.md"]
    assert not any("accepted" in line or line.startswith("Gone") for line in lines)
    assert (here.folder / "accepted.json").read_bytes() == accepted


def test_another_question_does_not_mind_a_broken_accepted_file(here):
    (here.folder / "accepted.json").write_text("{")
    assert here.run("--readings=a")[0] == 0


@pytest.mark.parametrize(("options", "said"), [
    (["audit", "--colour=red"], "Unrecognized arguments: --colour=red; see --help."),
    (["audit", "--read=a"], "Unrecognized arguments: --read=a; see --help."),
    (["audit", "--readings=c"], "Argument --readings: invalid choice: 'c' (choose from 'all', 'a', 'b'); see --help."),
    (["audit", "--evidence="], "Argument --evidence: invalid choice: '' (choose from 'none', 'public'); see --help."),
    (["audit", "--accept=maybe"], "Argument --accept: invalid choice: 'maybe' (choose from 'yes', 'no'); see --help."),
    (["audit", "--network=big"], "There is no network 'big': network is one of tiny (a folder of data/)."),
    (["audit", "--network=tiny", "--accept", "--readings=a"],
     "--accept needs --readings=all and --evidence=none: accepted findings are those of the usual audit."),
    (["bounds"], "Argument audit: invalid choice: 'bounds' (choose from 'audit'); see --help."),
    ([], "The following arguments are required: audit; see --help.")])
def test_a_mistake_is_one_sentence_and_2(here, options, said):
    assert command.main(options) == 2
    assert here.capture.readouterr() == ("", f"{said}\n")
    assert here.asked == []
    assert here.files() == {}


def test_a_network_that_cannot_be_loaded(here, monkeypatch):
    monkeypatch.undo()  # the real load, and the real data
    (code, _, errors) = here.run()
    assert code == 2
    assert errors.startswith("There is no network 'tiny'")
    assert "Traceback" not in errors


def test_all_sentences_of_a_user_error_are_said(here, monkeypatch):
    def fails(*_: object, **__: object) -> None:
        raise UserError(["One.", "Two."])

    monkeypatch.setattr(infer, "audit", fails, raising=False)
    assert here.run() == (2, [], "One.\nTwo.\n")


def test_a_broken_accepted_file_is_found_before_the_audit(here):
    (here.folder / "accepted.json").write_text("{")
    code, lines, errors = here.run()
    assert (code, lines, errors.count("\n")) == (2, [], 1)
    assert here.asked == []
    assert here.run("--accept")[0] == 0  # as the sentence says
    assert here.run()[0] == 0


def test_a_fault_of_ours_is_no_drift(here, monkeypatch):
    monkeypatch.setattr(infer, "audit", lambda *_, **__: 1 / 0, raising=False)
    code, _, errors = here.run()
    assert code == 2
    assert "ZeroDivisionError" in errors


# -- nothing half-written -----------------------------------------------------------------------------------


def stop(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(("fault", "code", "said"), [
    (stop, 130, "Interrupted; what was published before is as it was.\n"),
    (full, 2, "output/tiny/audit.json could not be written (No space left on device); "
              "the file there before, if any, is as it was. Make room or allow writing, and try again.\n")])
@pytest.mark.parametrize("where", ["write_text", "replace"])
def test_a_stop_leaves_the_last_audit_and_no_other_file(here, monkeypatch, where, fault, code, said):
    here.run("--accept")
    before = here.files()
    here.audit["statements"].clear()
    monkeypatch.setattr(*((Path, "write_text") if where == "write_text" else (os, "replace")), fault)
    assert here.run() == (code, [], said)
    monkeypatch.undo()
    assert here.files() == before


def test_a_stop_between_the_two_files_leaves_neither_half_written(here, monkeypatch):
    here.run()
    before, whole = here.files(), Path.write_text

    def second_fails(path: Path, text: str, **options: object) -> int:
        if "audit.md" in path.name:
            whole(path, text[:10], **options)
            full()
        return whole(path, text, **options)

    here.audit["statements"].clear()
    monkeypatch.setattr(Path, "write_text", second_fails)
    code, _, errors = here.run()
    monkeypatch.undo()
    assert (code, here.files()) == (2, before)
    assert errors.startswith("output/tiny/audit.md could not be written")


def test_an_interrupted_audit_writes_nothing(here, monkeypatch):
    monkeypatch.setattr(infer, "audit", stop, raising=False)
    assert here.run("--accept") == (130, [], "Interrupted; what was published before is as it was.\n")
    assert here.files() == {}
    assert sorted(path.name for path in here.folder.iterdir()) == ["network.yml"]


def test_a_file_in_the_folders_place(here):
    here.output.parent.mkdir()
    here.output.write_text("")
    code, _, errors = here.run()
    assert (code, errors.count("\n")) == (2, 1)
    assert "output/tiny/audit.json could not be written" in errors


def test_the_module_runs_as_a_command():
    done = subprocess.run([sys.executable, "-m", "helpers.infer", "audit", "--network=nowhere"], cwd=ROOT, text=True,
                          env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("There is no network 'nowhere'")


def test_the_audit_loads_nothing_that_draws():
    """Else each `make audit` begins with seconds of loading what only figures need."""
    code = "import sys, helpers.infer.__main__, helpers.infer.auditing; sys.exit(bool({'matplotlib', 'seaborn'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, check=False).returncode == 0


CTRL_C = """
import os, signal, sys
from ortools.sat.python import cp_model
from helpers.infer import conflicts, shares, solver
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background may have been told to ignore it
conflicts.smallest_drop(["a", "b"], [frozenset("ab")])
shares.of_alliances([], ["t"], ["m", "other"], [{"topic": "t", "member_types": ["m"]}])
model = cp_model.CpModel()
model.new_bool_var("")
for one in (solver.repeatable(), solver._configured()):
    one.solve(model)
try:
    os.kill(os.getpid(), signal.SIGINT)
except KeyboardInterrupt:
    sys.exit(130)
"""


def test_ctrl_c_after_a_question_is_still_pythons():
    """CP-SAT's own handler, once used, leaves none: the next Ctrl-C would end the process without a word."""
    done = subprocess.run([sys.executable, "-c", CTRL_C], env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "")


SIDE_BY_SIDE = """
import os, sys, time
from functools import partial
from pathlib import Path
from helpers.infer import forked
os.sched_getaffinity = lambda _: {0, 1}

def call(number):
    Path(sys.argv[1], str(number)).touch()
    time.sleep(60 if number < 2 else 0)

forked.together([partial(call, number) for number in range(6)])
"""


def test_ctrl_c_ends_what_is_asked_side_by_side(tmp_path):
    """Two questions are under way and four wait: none of those is begun any more."""
    process = subprocess.Popen([sys.executable, "-c", SIDE_BY_SIDE, str(tmp_path)], env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
                               stderr=subprocess.PIPE, text=True, start_new_session=True,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
    while len(list(tmp_path.iterdir())) < 2 and process.poll() is None:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=50)
    assert errors.splitlines()[-1] == "KeyboardInterrupt"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "1"]

"""Witness datasets: for each end of each range one in which the number takes it, counted there.

Of the booklet's five circles three are on reading. Ash, Birch I (both North) are, Elm (South) is on
maths; so either Birch II (North) or Cedar (South) is on reading too. Two datasets reach every end:

                 Birch II    Cedar      North on reading  South on reading
    this one     reading     maths             3                 0
    or that      maths       reading           2                 1
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from helpers import answers, paths, report, witnessed
from helpers.data.network import Network
from helpers.errors import UserError
from helpers.knowing import Knowing
from helpers.numbers.answer import Status
from helpers.numbers.audit import auditing, ends, findings
from helpers.numbers.audit.ends import Witnesses
from helpers.numbers.audit.packing import packed, unpacked
from helpers.numbers.question import Question
from helpers.params import Params
from helpers.publish.known import Links
from helpers.publish.pieces import Number
from helpers.text.say import say
from tiny import own, statement, told

REL, PARAMS = report.start(network="rel-2012-17")
READING = statement("S1", claim_id="reading-3", value="3", topic="reading")
MATHS = statement("S2", claim_id="maths-3", value="3", topic="maths")
ASKED = [
    Question("2025", {"host": host, "topic": topic})
    for host in ("North", "South")
    for topic in ("reading", "maths")
]
NORTH_READING, *_, SOUTH_MATHS = ASKED


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("ends")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "OUTPUT", folder / "output")
        yield folder


@pytest.fixture(scope="module")
def booklet(output: Path) -> tuple[Witnesses, dict[str, Any]]:
    """What is found for the booklet, and its audit."""
    return found(told(output / "one", READING))


@pytest.fixture(scope="module")
def explored(output: Path) -> Network:
    """The booklet's network with datasets for all that its exhibits ask."""
    network = told(output / "six", READING)
    params = Params(network=str(network.folder))
    ends.computed(network, answers.questions(network), answers.audit(network, params).data)
    return network


def found(network: Network) -> tuple[Witnesses, dict[str, Any]]:
    audit = auditing.audit(network, ASKED, "plain", "none")
    return ends.computed(network, ASKED, audit), audit


def test_few_datasets_reach_every_end(booklet: tuple[Witnesses, dict]) -> None:
    kept, audit = booklet
    assert ends.ranges(audit) == {
        key.key(): range_
        for key, range_ in zip(ASKED, [(2, 3), (0, 1), (0, 1), (1, 2)], strict=True)
    }
    assert len(kept) == 2
    numbers = [[str(one.value) for one in kept.counted(question)] for question in ASKED]
    assert sorted(zip(*numbers, strict=True)) == [("2", "1", "1", "1"), ("3", "0", "0", "2")]
    assert list(kept.wrong(ASKED, audit)) == []


def test_a_dataset_is_the_list_with_what_it_leaves_open(booklet: tuple[Witnesses, dict]) -> None:
    kept, _ = booklet
    place = kept.place(NORTH_READING, 3)
    assert place is not None and kept.place(NORTH_READING, 4) is None
    rows = kept.dataset(place).periods["2025"]
    assert {row["name"]: row["topic"] for row in rows} == {
        "Ash": "reading", "Birch I": "reading", "Birch II": "reading",
        "Cedar": "maths", "Elm": "maths",
    }  # fmt: skip


# -- what is stored is checked by counting


def changed(kept: Witnesses, column: str, name: str, text: str) -> Witnesses:
    """What is stored, but for a cell of one row of the last period, in all of the datasets."""
    data = copy.deepcopy(kept.data)
    tables = [unpacked(data["rows"]["2025"], place) for place in range(len(kept))]
    for table in tables:
        for row in table:
            row[column] = text if row["name"] == name else row[column]
    data["rows"]["2025"] = packed(tables)
    return Witnesses(kept.network, data)


def test_an_end_that_is_shifted_by_one_is_not_reached(booklet: tuple[Witnesses, dict]) -> None:
    kept, audit = booklet
    for end, wider in (("low", -1), ("high", 1)):
        other = copy.deepcopy(audit)
        other["cells"][0][end] += wider
        (said,) = kept.wrong(ASKED, other)
        assert f"its {end} end" in said and NORTH_READING.key() in said


def test_a_dataset_that_is_altered_is_found_out(booklet: tuple[Witnesses, dict]) -> None:
    """Ash on maths leaves two on reading and reaches other numbers; the list says where Ash is."""
    kept, audit = booklet
    said = list(changed(kept, "topic", "Ash", "maths").wrong(ASKED, audit))
    assert "Dataset 1: reading-3 does not hold." in said
    assert "Dataset 1, 2025, row 1: the list has another topic." in said
    assert any(f"{NORTH_READING.key()} is 2, not 3" in one for one in said)
    moved = list(changed(kept, "host", "Elm", "North").wrong(ASKED, audit))
    assert "Dataset 2, 2025, row 5: the list has another host." in moved


def test_a_dataset_gives_up_no_more_claims_than_it_must(output: Path) -> None:
    """Three on reading and three on maths make six of five: every dataset gives one of them up."""
    kept, audit = found(told(output / "two", READING, MATHS))
    assert {tuple(one) for one in kept.left_out} <= {("reading-3",), ("maths-3",)}
    assert list(kept.wrong(ASKED, audit)) == []
    more = Witnesses(kept.network, kept.data | {"left_out": [["reading-3", "maths-3"]] * len(kept)})
    assert "Dataset 1 gives up more than a smallest set of claims." in more.wrong(ASKED, audit)
    less = Witnesses(kept.network, kept.data | {"left_out": [[]] * len(kept)})
    assert any("does not hold" in one for one in less.wrong(ASKED, audit))


def test_many_tables_are_one_small_one() -> None:
    one = [{"name": "Ash", "topic": "reading"}, {"name": "Elm", "topic": "maths"}]
    two = [{"name": "Ash", "topic": "reading"}, {"name": "Elm", "topic": "reading"}]
    both = packed([one, two])
    assert both["columns"]["topic"] == {"values": ["maths", "reading"], "rows": "1 01"}
    assert [unpacked(both, place) for place in (0, 1)] == [one, two]
    assert unpacked(packed([[], one]), 0) == [] and unpacked(packed([[], one]), 1) == one
    many = [[{"n": str(number)}] for number in range(100)]
    assert [unpacked(packed(many), place) for place in range(100)] == many


# -- kept beside the data


def test_what_is_stored_holds_for_the_same_data_only(output: Path) -> None:
    network = told(output / "three", READING)
    assert ends.stored(network) is None
    found(network)
    kept = ends.stored(network)
    assert kept is not None and len(kept) == 2
    assert ends.stored(told(output / "three", READING, MATHS)) is None


def test_nothing_is_told_where_small_numbers_are_hidden(output: Path) -> None:
    network = told(output / "four", READING)
    found(network)
    assert ends.stored(network) is not None
    network.config["suppress"] = {"below": 3}
    assert ends.stored(network) is None


def test_the_audit_checks_them_and_accepts_new_ones(
    output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    network = told(output / "five", READING)
    questions = answers.questions(network)
    assert ends.command(network, questions, accept=False) == 0  # no audit was accepted yet
    assert capsys.readouterr().out == ""
    audit = auditing.audit(network, questions, "plain", "none") | {"schema": findings.SCHEMA}
    findings.write(network.folder / "audit.json", audit)
    assert ends.command(network, questions, accept=False) == 0
    assert "holds no datasets for these data" in capsys.readouterr().out
    assert ends.command(network, questions, accept=True) == 0
    assert "datasets reach both ends of" in capsys.readouterr().out
    before = (network.folder / "ends.json").read_text()
    audit["cells"] = [one | {"high": one["high"] + 1} for one in audit["cells"]]
    findings.write(network.folder / "audit.json", audit)
    assert ends.command(network, questions, accept=False) == 1
    assert "its high end" in capsys.readouterr().out
    assert (network.folder / "ends.json").read_text() == before


# -- asked


def test_a_range_shows_what_else_is_so_at_its_end(explored: Network) -> None:
    """Where South has one on reading, Cedar, North has two: Ash and Birch I."""
    asked = report.explore(explored).range("topics", host="South", topic="reading")
    high = asked.example("high")
    assert isinstance(high, pd.DataFrame)
    counts = high.query("measure == 'count' and topic == 'reading'")
    assert counts[["host", "value", "low", "high"]].values.tolist() == [
        ["all", 3, 3, 3],
        ["North", 2, 2, 3],
        ["South", 1, 0, 1],
    ]
    low = asked.example()
    assert isinstance(low, pd.DataFrame)
    assert low.query("measure == 'count' and host == 'North'")["value"].tolist() == [3, 0]
    with pytest.raises(UserError, match="'hihg' is not an end of a range.*Did you mean 'high'?"):
        asked.example("hihg")


def test_where_there_is_no_example_a_sentence_says_why(
    explored: Network, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    explore = report.explore(explored)
    exact = explore.range("topics", topic="reading").example()
    assert repr(exact).endswith("is 3 in every dataset that agrees with the statements: "
                                "there are no two ends.")  # fmt: skip
    less = explore.range("topics", host="South", topic="reading", without="S1").example()
    assert "with none left out" in repr(less)
    monkeypatch.setattr(witnessed, "witnesses", lambda _network: None)
    none = explore.range("topics", host="South", topic="reading").example()
    assert "No datasets are stored for six" in repr(none)
    counted = report.explore(own(output / "own")).range("topics", topic="reading").example()
    assert "its rows are the one dataset that there is" in repr(counted)


# -- told on the page


def test_a_panel_is_told_the_number_in_each_dataset_and_where_its_ends_are(
    explored: Network,
) -> None:
    """Ends are places in `values`, with what that dataset gives up (here nothing must be); a number
    that is the same in both datasets is told once, so that a table of what else is so has it."""
    params = Params(network=str(explored.folder))
    topics = answers.table_of("topics", explored, params)

    def tells(host: str, topic: str) -> dict[str, Any]:
        entry = topics.get(host=host, topic=topic)
        return Knowing(explored, params).told(say("{n}", n=entry).claims[0])

    open_ = tells("South", "reading")
    values, (low, high) = open_["values"].split(), open_["ends"]
    assert (values[low[0]], values[high[0]]) == ("0", "1") and low[1] == high[1] == []
    assert tells("all", "reading")["values"] == "3" and "ends" not in tells("all", "reading")
    assert "values" not in Knowing(explored).told(
        say("{n}", n=topics.get(topic="reading")).claims[0]
    )


def test_a_page_has_what_each_dataset_gives_up_once() -> None:
    """Of two ranges that are lowest in the first dataset, and of one that is highest in none."""
    links = Links([])
    for why, high in (("a", [1, ["S2"]]), ("b", [])):
        one = {"status": "bounded", "why": why, "values": "2 3", "ends": [[0, ["S1"]], high]}
        links.number(Number("2–3", one), "there")
    data = json.loads(links.data)
    assert [one["d"] for one in data["told"]] == [[0, 1], [0, None]]
    assert data["off"] == {"0": ["S1"], "1": ["S2"]}


def test_other_readings_have_no_stored_datasets() -> None:
    other = PARAMS.model_copy(update={"readings": "all"})
    assert witnessed.of(REL, other) is None
    assert witnessed.of(REL, PARAMS) is witnessed.witnesses(REL)


# -- the embedded network's accepted file


KEPT = ends.stored(REL)
needs_kept = pytest.mark.skipif(KEPT is None, reason="make audit ACCEPT=yes makes ends.json")


def accepted() -> tuple[Witnesses, dict[str, Any]]:
    assert KEPT is not None
    return KEPT, json.loads((REL.folder / "audit.json").read_text(encoding="utf-8"))


@needs_kept
def test_each_accepted_dataset_is_right_and_each_end_is_reached() -> None:
    kept, audit = accepted()
    assert kept.data["ends"].keys() == ends.ranges(audit).keys()
    assert list(kept.wrong(answers.questions(REL), audit)) == []


def has(row: Mapping[str, Any], name: str, value: str) -> bool:
    """All that did not end went on: as one, in pieces or merged."""
    went_on = (name, value) == ("fate", "continued")
    return row["fate"] != "ended" if went_on else bool(row[name] == value)


@needs_kept
def test_ends_are_reached_by_a_count_that_shares_no_code() -> None:
    """Numbers by host, topic area, scope, size and fate: the rows are counted here, one by one."""
    kept, audit = accepted()
    plain = {"host", "topic", "scope", "size_class", "fate"}
    cells = [one for one in audit["cells"] if one["question"] in ends.ranges(audit)]
    cells = [one for one in cells if {*one["keys"]} <= plain]
    assert len(cells) > 100
    for cell in cells:
        period = next(one for one in REL.periods if f" {one} " in cell["question"])
        for place, end in zip(kept.data["ends"][cell["question"]], ends.ENDS, strict=True):
            rows = kept.dataset(place).periods[period]
            if f"{period} reporting" in cell["question"]:
                rows = [row for row in rows if row["size_class"]]
            met = [row for row in rows if all(has(row, *one) for one in cell["keys"].items())]
            assert len(met) == cell[end], cell["question"]


@needs_kept
def test_a_dataset_lists_the_partnerships_of_the_report() -> None:
    kept, _ = accepted()
    names = list(REL.partnerships.query("period == @REL.last")["name"])
    for place in range(len(kept)):
        assert [row["name"] for row in kept.dataset(place).periods[REL.last]] == names


@needs_kept
def test_every_range_of_a_count_that_is_shown_has_both_examples() -> None:
    kept, _ = accepted()
    table = answers.table_of("topics", REL, PARAMS)
    open_ = [one for one in table if one.status in (Status.BOUNDED, Status.FREE) and one.question]
    for entry in open_:
        question = entry.question
        assert question is not None
        assert kept.place(question, entry.answer.low) is not None
        assert kept.place(question, entry.answer.high or 0) is not None

"""A grid of questions becomes a table: entries in order, with labels, bases and colours."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from helpers.data.network import Network
from helpers.numbers.answer import Answer, Status
from helpers.numbers.evidence import Evidence
from helpers.numbers.grid import Asked, Entry, Grid, Table, table
from helpers.numbers.question import Question
from tiny import own, statement, told

WHOLE = Question("2025")
TOPICS = ("reading", "maths")


def asked(host: str = "all", **where: str) -> Asked:
    """A count of 2025 under its own conditions as keys."""
    condition = {} if host == "all" else {"host": host}
    return Asked({"host": host} | where, WHOLE.but(**where, **condition))


def grid(*questions: Asked, **more: object) -> Grid:
    return Grid(("host", "topic"), questions, **more)  # type: ignore[arg-type]


BY_TOPIC = grid(*(asked(host, topic=t) for host in ("all", "North", "South") for t in TOPICS))


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Network:
    return own(tmp_path_factory.mktemp("own"))


@pytest.fixture
def topics(sheet: Network) -> Table:
    """2 on reading, 3 on maths."""
    return table(Evidence(sheet), BY_TOPIC)


def numbers(found: Table) -> list[float]:
    return [entry.value for entry in found]


# -- which entries -------------------------------------------------------------------------------


def test_entries_stand_in_the_order_of_the_questions(topics: Table) -> None:
    assert [entry.keys["topic"] for entry in topics] == ["reading", "maths"]
    assert numbers(topics) == [2, 3]


def test_a_host_brings_its_own_entries_and_nobody_elses(sheet: Network) -> None:
    found = table(Evidence(sheet), BY_TOPIC, "North")
    assert [(e.keys["host"], e.value) for e in found] == [
        ("all", 2), ("all", 3), ("North", 2), ("North", 1),
    ]  # fmt: skip


def test_an_exhibit_that_compares_hosts_has_all_of_them(sheet: Network) -> None:
    compared = Grid(BY_TOPIC.keys, BY_TOPIC.asked, compares=True)
    assert numbers(table(Evidence(sheet), compared)) == [2, 3, 2, 1, 0, 2]


def test_what_need_not_be_there_is_left_out_where_it_is_open(tmp_path: Path) -> None:
    """`always=False`: only what is printed or decided. Reading is 2 to 4, North's total 3."""
    questions = [
        Asked({"host": "all", "topic": "reading"}, WHOLE.but(topic="reading"), always=False),
        Asked({"host": "all", "topic": "any"}, WHOLE.but(host="North"), always=False),
        Asked({"host": "all", "topic": "then"}, Question("2024"), always=False),
    ]
    found = table(Evidence(told(tmp_path)), grid(*questions))
    assert [(e.keys["topic"], e.value) for e in found] == [("any", 3)]
    assert len(table(Evidence(told(tmp_path)), grid(asked(topic="reading")))) == 1


def test_a_number_may_give_way_to_a_printed_one(tmp_path: Path) -> None:
    """`unless`: what would follow from a base is not asked where the share itself is printed."""
    said = statement(value="60", measure="percent", topic="reading")
    printed = WHOLE.but(topic="reading", measure="percent")
    open_ = WHOLE.but(topic="maths", measure="percent")
    questions = [
        Asked({"host": "all", "topic": "reading"}, WHOLE, "instead", unless=printed),
        Asked({"host": "all", "topic": "maths"}, WHOLE, "instead", unless=open_),
    ]
    found = table(Evidence(told(tmp_path, said)), grid(*questions))
    assert [entry.keys["topic"] for entry in found] == ["maths"]


def test_rows_only_counts_what_rows_surely_have(tmp_path: Path) -> None:
    """The booklet prints four on reading; by their names it is Ash and Birch I."""
    network = told(tmp_path, statement(value="4", topic="reading"))
    whole = WHOLE.but(topic="reading")
    named = Asked({"host": "all", "topic": "reading"}, whole, "named", rows_only=True, whole=whole)
    found = table(Evidence(network), grid(asked(topic="reading"), named))
    assert [(e.measure, e.value, str(e.status), e.base) for e in found] == [
        ("count", 4, "printed", 5), ("named", 2, "counted", 4),
    ]  # fmt: skip


def test_a_claim_is_asked_by_its_id(tmp_path: Path) -> None:
    network = told(tmp_path, statement(claim_id="c", value="3", host_group="hubs/most"))
    one = Asked({"host": "all", "topic": "total"}, None, "of most", "partnerships", "c", 5, "so")
    found = table(Evidence(network), grid(one)).get("of most")
    assert (found.value, found.base, found.note, found.statements) == (3, 5, "so", "S1")


def test_neither_question_nor_claim_is_a_mistake(sheet: Network) -> None:
    with pytest.raises(ValueError, match="neither a question nor a claim"):
        table(Evidence(sheet), grid(Asked({"host": "all"})))


# -- what an entry has ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "base"),
    [
        (WHOLE.but(topic="reading"), 5),
        (WHOLE.but(topic="reading", scope="city"), 2),
        (WHOLE.but(host="North", topic="reading"), 5),
        (WHOLE.but(size_class="small", among="reporting"), 4),
        (WHOLE.but(topic="reading", measure="percent"), 5),
        (WHOLE.but(topic="reading", subject="hosts", having="partnerships >= 1"), 2),
        (WHOLE.but(subject="members"), None),
    ],
)
def test_a_base_is_the_whole_that_it_is_a_part_of(
    sheet: Network, question: Question, base: int | None
) -> None:
    one = Asked({"host": "all", "topic": "x"}, question)
    found = table(Evidence(sheet), grid(one)).entries[0]
    assert found.base == base


def test_a_base_may_be_said_or_asked_for(sheet: Network) -> None:
    """`whole` where the base is not the plain one; `base` where it is known."""
    question = WHOLE.but(host="North", topic="reading")
    other = Asked({"host": "North"}, question, whole=WHOLE.but(host="North"))
    said = Asked({"host": "North"}, question, base=7)
    found = table(Evidence(sheet), Grid(("host",), (other, said)), "North")
    assert [entry.base for entry in found] == [3, 7]


def test_no_base_where_the_whole_is_a_range(tmp_path: Path) -> None:
    """Of those on reading, 2 to 4, some are of a city: of how many is not known."""
    question = WHOLE.but(topic="reading", scope="city")
    found = table(Evidence(told(tmp_path)), grid(Asked({"host": "all"}, question)))
    assert found.entries[0].base is None


def test_labels_come_from_the_grid_then_the_network(sheet: Network) -> None:
    keys = {"host": "all", "topic": "reading", "change": "split_or_merged", "period": "2025"}
    labels = {("period", "2025"): "then"}
    one = Asked(keys | {"filed": "renamed", "scope": "nowhere"}, WHOLE)
    found = table(Evidence(sheet), Grid(tuple(one.keys), (one,), labels=labels)).entries[0]
    assert found.labels == {
        "host": "All hubs", "topic": "Reading", "change": "split or merged", "period": "then",
        "filed": "renamed", "scope": "nowhere",
    }  # fmt: skip


def test_colours_are_the_networks_own(topics: Table) -> None:
    assert topics.colours("topic") == {"reading": "#33658a", "maths": ""}
    assert topics.colours("host") == {} and topics.colours("measure") == {}


def entry(low: int, high: int | None, unit: str = "partnerships", **more: object) -> Entry:
    known = Answer(
        Answer.of(low).low, None if high is None else Answer.of(high).low, Status.IMPLIED
    )
    return Entry({"topic": "x"}, {}, "count", known.but(**more), unit)


def test_an_entry_speaks_as_its_answer_does() -> None:
    assert (entry(44, 44, "percent").text, entry(44, 44, "percent").prose) == ("44%", "44 percent")
    assert (entry(7, 9).text, entry(7, None).high) == ("7–9", None)
    assert entry(44, 44, "percent of members").percent and not entry(4, 4).percent


def test_a_range_has_no_one_value() -> None:
    with pytest.raises(ValueError, match="7–9, not one number"):
        _ = entry(7, 9).value


@pytest.mark.parametrize(
    ("status", "sure"),
    [("printed", True), ("counted", True), ("implied", True), ("disputed", False),
     ("public page", False), ("example", False)],
)  # fmt: skip
def test_a_title_speaks_only_of_what_is_sure(status: str, sure: bool) -> None:
    assert entry(7, 7, status=Status(status)).sure is sure
    assert not entry(7, 9, status=Status(status)).sure


# -- asking a table ------------------------------------------------------------------------------


def test_get_gives_the_one_entry(topics: Table) -> None:
    assert topics.get(topic="maths").value == 3


def test_get_names_what_there_is(topics: Table) -> None:
    with pytest.raises(KeyError, match="0 entries for percent.*there are count"):
        topics.get("percent", topic="maths")
    with pytest.raises(KeyError, match="2 entries for count"):
        topics.get()
    with pytest.raises(KeyError, match="reading.*maths"):
        topics.get(topic="art")
    assert topics.maybe(topic="art") is None and topics.maybe() is None


def test_get_means_the_whole_network_unless_a_host_is_named(sheet: Network) -> None:
    found = table(Evidence(sheet), BY_TOPIC, "North")
    assert (found.get(topic="maths").value, found.get(topic="maths", host="North").value) == (3, 1)


def test_parts_of_a_table_are_tables(sheet: Network) -> None:
    found = table(Evidence(sheet), BY_TOPIC, "North")
    assert numbers(found.find(topic="reading")) == [2, 2]
    assert numbers(found.find("percent")) == []
    assert numbers(found.without(host="all")) == [2, 1]
    assert numbers(found.where(lambda one: one.value > 2)) == [3]
    assert numbers(found.find(host="all").plus([entry(9, 9)])) == [2, 3, 9]
    assert found.find(host="North").colours("topic")["reading"] == "#33658a"


def test_values_and_labels_of_a_key(topics: Table) -> None:
    assert topics.values("topic") == ["reading", "maths"] and topics.values("scope") == []
    assert (topics.label("topic", "maths"), topics.label("topic", "art")) == ("Maths", "art")


def test_a_sum_of_what_is_counted_apart(topics: Table) -> None:
    total = topics.sum()
    assert (total.value, total.base, total.status) == (5, 10, Status.COUNTED)


# -- the tidy frame ------------------------------------------------------------------------------


def test_the_frame_has_keys_labels_and_numbers_in_a_fixed_order(topics: Table) -> None:
    """Readers' scripts go by these names: another order is another file."""
    assert list(topics.frame) == [
        "host", "host_label", "topic", "topic_label", "measure", "value", "low", "high", "unit",
        "base", "status", "statements", "note",
    ]  # fmt: skip
    row = topics.frame.iloc[0].to_dict()
    assert row == {
        "host": "all", "host_label": "All hubs", "topic": "reading", "topic_label": "Reading",
        "measure": "count", "value": 2, "low": 2, "high": 2, "unit": "partnerships", "base": 5,
        "status": "counted", "statements": "", "note": "",
    }  # fmt: skip


def test_the_frame_leaves_empty_what_is_not_known(tmp_path: Path) -> None:
    said = statement(value="3", relation=">=", topic="maths")
    questions = [asked(topic="reading"), asked(topic="maths"), Asked({"host": "all", "topic": "y"},
                 Question("2024"))]  # fmt: skip
    rows = table(Evidence(told(tmp_path, said)), grid(*questions)).frame
    ends = [[None if pd.isna(one) else one for one in rows[name]] for name in ("value", "low")]
    assert ends == [[None, None, None], [2, 3, None]]
    assert [None if pd.isna(one) else one for one in rows["high"]] == [4, None, None]
    assert list(rows["status"]) == ["bounded", "printed", "not published"]
    assert rows.loc[1, "statements"] == "S1"


def test_an_empty_table_has_its_columns() -> None:
    assert list(Table([], ("host",)).frame)[:2] == ["host", "measure"]

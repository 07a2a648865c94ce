"""What somebody in JupyterLab types to look further."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest

from helpers import errors, report
from helpers.errors import UserError
from helpers.exhibits.exhibit import Exhibit
from helpers.look import style
from helpers.look.page import Page

NETWORK, PARAMS = report.start(network="example")
EMBEDDED, _ = report.start()


def made(stem: str) -> Exhibit:
    found = report.make(stem, NETWORK, PARAMS)
    assert isinstance(found, Exhibit)
    return found


TOPICS = made("topics")


def test_an_exhibit_is_told_in_a_line() -> None:
    assert repr(TOPICS) == f"{TOPICS.label}. {TOPICS.words.plain()['title']}"


def test_a_figure_shows_itself_and_can_be_drawn_on_ones_own() -> None:
    shown = TOPICS.figure()._repr_svg_()  # type: ignore[attr-defined]
    assert shown.startswith("<?xml") and "<svg" in shown
    own = TOPICS.draw(style.figure(width=9, height=30))
    assert own.get_size_inches()[0] == 9 and own.axes
    page = Page(9.0)
    assert TOPICS.paint and own.get_size_inches()[1] == page.cut(TOPICS.paint(page))


def test_a_table_has_no_figure() -> None:
    with pytest.raises(UserError, match="partnership_list is a table: it has no picture"):
        made("partnership_list").figure()


def test_an_exhibit_is_saved_in_a_folder_given_as_text(tmp_path: Path) -> None:
    TOPICS.save(str(tmp_path / "figs"))
    assert {path.name for path in tmp_path.rglob("*.*")} == {
        "topics.csv", "topics.svg", "topics.narrow.svg", "topics.png",
    }  # fmt: skip


# -- numbers, and how they are known


def test_every_number_stands_in_one_frame_with_both_ends() -> None:
    frame = report.numbers(NETWORK)
    assert list(frame.columns[:4]) == ["exhibit", "keys", "measure", "value"]
    known = frame[frame["value"].notna()]
    assert len(known) > 100
    assert known["value"].equals(known["low"]) and known["value"].equals(known["high"])
    total = frame.query("exhibit == 'evolution' and measure == 'count'")
    assert total["value"].dtype == frame["low"].dtype


def test_a_number_that_is_counted_names_its_rows() -> None:
    first = made("topics").table.query("measure == 'count' and value > 0").iloc[0]
    known = TOPICS.why(topic=first["topic"])
    assert (known.number, known.status) == (str(first["value"]), "counted")
    assert len(TOPICS.statements(topic=first["topic"])) == first["value"]
    assert "the rows below are counted" in repr(known) and "<table" in known._repr_html_()


def test_hosts_and_members_that_are_counted_name_no_partnerships() -> None:
    """Those that are counted are other things than the rows."""
    known = TOPICS.why("hosts with at least one", topic="attendance")
    assert (known.number, known.why) == ("2", "it is counted from the network's rows.")
    assert known.rests_on.empty
    share = TOPICS.why("scope city, percent", topic="early_reading")
    assert "share" in share.why and 0 < len(share.rests_on) < TOPICS.table["value"].max()


def test_a_number_that_is_printed_names_its_statements() -> None:
    """25 alliances on high school completion: lines 36 and 661 of the source."""
    network, _ = report.start()
    known = report.why(network, "topics", topic="college")
    assert (known.number, known.status) == ("25", "printed")
    assert list(known.rests_on["id"]) == ["S-20", "C3-39", "C3-45"]


@pytest.mark.parametrize(
    ("stem", "keys", "said"),
    [
        ("topcs", {}, "There are no numbers of 'topcs'.* Did you mean 'topics'?"),
        ("topics", {"topc": "x"}, "'topc' is not a key of topics: .* Did you mean 'topic'?"),
        ("topics", {"topic": "x"}, "'x' is not a topic of topics: it is "),
        ("topics", {"measure": "cont"}, "'cont' is not a measure of topics here: .*'count'?"),
        ("topics", {}, r"\d numbers of topics are so: say which topic \("),
    ],
)
def test_a_typo_gives_a_sentence_never_an_empty_frame(stem: str, keys: dict, said: str) -> None:
    with pytest.raises(UserError, match=said):
        report.why(NETWORK, stem, **keys)


def test_keys_that_no_number_has_together_are_named() -> None:
    with pytest.raises(UserError, match="no number with host=Pacific, change=transformed together"):
        report.why(EMBEDDED, "transformations", host="Pacific", change="transformed")


def test_a_range_that_no_few_statements_hold_says_so() -> None:
    known = report.why(EMBEDDED, "transformations", host="Northwest", change="new")
    assert known.rests_on.empty and "all statements and rows, taken together" in known.why


def test_parameters_may_be_left_out_and_a_name_that_is_not_there_is_answered() -> None:
    call: Any = vars(report)["topics"]
    topics = call(NETWORK)
    assert topics.table.equals(call(NETWORK, PARAMS).table)
    with pytest.raises(AttributeError, match=r"no 'plot': its rows are .table, .* .figure\(\)"):
        topics.plot()
    with pytest.raises(UserError, match="palette 'Sett2'.* Did you mean 'Set2'?"):
        call(NETWORK, palette="Sett2")


# -- colours, completion, citation


def test_a_figure_takes_other_colours() -> None:
    usual = {one.get_facecolor() for one in TOPICS.figure().axes[0].patches}
    other = report.make("topics", NETWORK, PARAMS, palette="Set2")
    assert isinstance(other, Exhibit)
    assert {one.get_facecolor() for one in other.figure().axes[0].patches} != usual


@pytest.mark.parametrize(
    ("palette", "said"),
    [
        ("Set22", "palette 'Set22'"),
        ({"readng": "red"}, "'readng' is not a value in topics that has a colour"),
    ],
)
def test_a_palette_that_is_none_gives_a_sentence(palette: object, said: str) -> None:
    with pytest.raises(UserError, match=said):
        report.make("topics", NETWORK, PARAMS, palette=palette)  # type: ignore[arg-type]


def test_only_what_is_for_readers_completes() -> None:
    assert dir(report) == sorted(report.__all__)
    assert {"host", "view"} <= set(inspect.signature(report.start).parameters)


def test_the_network_names_its_tables() -> None:
    assert repr(NETWORK).startswith("example: network.table(name) gives partnerships, ")


def test_the_report_can_be_cited() -> None:
    assert report.cite(NETWORK, "bibtex").startswith("@misc{example,")
    with pytest.raises(UserError, match="'bibtx' is not a form of citation: .*'bibtex'?"):
        report.cite(NETWORK, "bibtx")


def test_a_value_is_named_by_its_label_too() -> None:
    label = TOPICS.table.loc[TOPICS.table["topic"] == "early_reading", "topic_label"].iloc[0]
    assert set(TOPICS.find(topic=label.upper())["topic"]) == {"early_reading"}
    assert repr(TOPICS.why(topic=label)) == repr(TOPICS.why(topic="early_reading"))
    explore = report.explore(NETWORK)
    both = [
        TOPICS.find(topic=one, measure="count")["value"].iloc[0]
        for one in ("early_reading", "attendance")
    ]
    assert explore.range("topics", topic=[label, "attendance"]).low == sum(both)
    with pytest.raises(UserError, match="Did you mean 'early_reading'"):
        TOPICS.find(topic=f"{label}x")


def test_who_left_the_network_out_is_told_what_to_type() -> None:
    for name in ("topics", "find", "numbers"):
        with pytest.raises(UserError, match=rf"start\(\), then report.{name}\(network"):
            getattr(report, name)("S1")


def test_of_many_words_few_are_listed_where_one_was_meant() -> None:
    with pytest.raises(UserError) as caught:
        report.find(EMBEDDED, "C3-999")
    (said,) = caught.value.messages
    assert said.count(", ") == errors.FEW - 1 and "Did you mean 'C3-9" in said

"""The best evidence answers: what is printed, else what rows decide, else the audit, else a limit.

The two networks are those of tiny.py: the same five partnerships, known by a sheet of their own
(`own`) or by a booklet that lists their names and prints numbers (`told`).
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from helpers.numbers.answer import NOT_KNOWN, NOTHING, Answer, Status
from helpers.numbers.evidence import Evidence, answer, count
from helpers.numbers.question import Question
from tiny import own, statement, told

ALL = Question("2025")
READING = Question("2025", {"topic": "reading"})


class Audit:
    """Findings that know one number, and remember what they were asked."""

    def __init__(self, known: dict[Question, Answer] | None = None) -> None:
        self.known, self.asked = known or {}, list[Question]()

    def bound(self, question: Question) -> Answer | None:
        self.asked.append(question)
        return self.known.get(question)


THREE = Answer(Fraction(3), Fraction(3), Status.IMPLIED, ("S1",))


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    return Evidence(own(tmp_path_factory.mktemp("own")))


def booklet(folder: Path, *said: dict[str, str], audit: Audit | None = None) -> Evidence:
    return Evidence(told(folder, *said), audit)


# -- which evidence ------------------------------------------------------------------------------


def test_what_is_printed_goes_before_what_is_counted(tmp_path: Path) -> None:
    """The booklet lists five and prints six: it knows of one that it does not list."""
    audit = Audit({ALL: THREE})
    found = answer(booklet(tmp_path, statement("S1", value="6"), audit=audit), ALL)
    assert (found.value, found.status, found.statements) == (6, Status.PRINTED, ("S1",))
    assert audit.asked == []


def test_what_rows_decide_goes_before_the_audit(tmp_path: Path) -> None:
    """Three of North are listed, whoever says what else."""
    north, audit = ALL.but(host="North"), Audit({ALL.but(host="North"): THREE})
    found = answer(booklet(tmp_path, audit=audit), north)
    assert (found.value, found.status, found.statements) == (3, Status.COUNTED, ())
    assert audit.asked == []


def test_the_audit_goes_before_a_limit(tmp_path: Path) -> None:
    audit = Audit({READING: THREE})
    assert answer(booklet(tmp_path, audit=audit), READING) == THREE
    assert audit.asked == [READING]


def test_without_an_audit_rows_give_a_limit(tmp_path: Path) -> None:
    """On reading: Ash and Birch I for sure; Birch II and Cedar perhaps, Elm not."""
    found = answer(booklet(tmp_path, audit=Audit()), READING)
    assert (found.low, found.high, found.status) == (2, 4, Status.BOUNDED)


def test_only_what_is_certain_counts(tmp_path: Path) -> None:
    """Birch II is "likely" on maths, Cedar "undecided": a guess decides no number."""
    known = booklet(tmp_path)
    maths, south = ALL.but(topic="maths"), ALL.but(topic="maths", host="South")
    assert [(found.low, found.high) for found in (answer(known, maths), answer(known, south))] == [
        (1, 3), (1, 2),
    ]  # fmt: skip


def test_a_list_of_a_few_names_counts_nothing(tmp_path: Path) -> None:
    """Of 2024 the booklet lists nobody: that is no zero. The audit may know more."""
    before = Question("2024")
    assert answer(booklet(tmp_path / "a"), before) == NOTHING
    audit = Audit({before: THREE})
    assert answer(booklet(tmp_path / "b", audit=audit), before) == THREE


def test_two_printed_values_are_disputed(tmp_path: Path) -> None:
    said = [statement("S1", value="5"), statement("T1", value="6", section="Table 1")]
    found = answer(booklet(tmp_path, *said), ALL)
    assert (found.text(), found.status) == ("5 or 6", Status.DISPUTED)


def test_a_printed_limit_is_what_is_known(tmp_path: Path) -> None:
    found = answer(booklet(tmp_path, statement(value="3", relation=">=", topic="reading")), READING)
    assert (found.text(), found.status) == ("at least 3", Status.PRINTED)


@pytest.mark.parametrize(
    ("filed", "status"),
    [("new", "printed"), ("unchanged", "printed"), ("split_or_merged", "printed"),
     ("renamed", "free")],
)  # fmt: skip
def test_a_reason_answers_for_a_class_only_where_they_cannot_differ(
    tmp_path: Path, filed: str, status: str
) -> None:
    """One that was renamed and split is filed under its split: 2 renamed are not 2 filed so."""
    said = statement(value="2", change=filed, period="2024 to 2025")
    assert answer(booklet(tmp_path, said), ALL.but(filed=filed)).status == status
    assert answer(booklet(tmp_path, said), ALL.but(change=filed)).status == "printed"


# -- own rows ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        (ALL, 5),
        (Question("2024"), 4),
        (READING, 2),
        (READING.but(host="South"), 0),
        (ALL.but(among="reporting"), 4),
        (ALL.but(among="not_reporting"), 1),
        (ALL.but(size_class="small", among="reporting"), 2),
        (ALL.but(topic="maths", size_class="large", among="reporting"), 1),
        (READING.but(measure="percent"), 40),
        (ALL.but(size_class="small", among="reporting", measure="percent"), 50),
        (ALL.but(filed="new"), 1),
        (ALL.but(filed="unchanged"), 2),
        (ALL.but(filed="split_or_merged"), 2),
        (ALL.but(change="renamed"), 2),
        (ALL.but(filed="renamed"), 0),
        (Question("2024", {"fate": "ended"}), 1),
        (Question("2024", {"fate": "continued"}), 3),
        (Question("2025", subject="hosts"), 2),
        (READING.but(subject="hosts", having="partnerships >= 1"), 1),
        (ALL.but(topic="maths", subject="hosts", having="partnerships >= 1"), 2),
        (ALL.but(topic="maths", subject="hosts", having="partnerships >= 2"), 1),
        (ALL.but(change="split", subject="hosts", having="share > 1/2"), 1),
        (ALL.but(measure="mean", among="hosts"), Fraction(5, 2)),
        (ALL.but(subject="members"), 42),
        (ALL.but(subject="members", measure="minimum", among="reporting"), 4),
        (ALL.but(subject="members", measure="maximum", among="reporting"), 20),
        (ALL.but(subject="members", measure="median", among="reporting"), 9),
    ],
)
def test_rows_answer_what_they_decide(sheet: Evidence, asked: Question, value: int) -> None:
    """Counted by hand on the page above tiny.py's networks."""
    found = answer(sheet, asked)
    assert (found.value, found.status) == (value, Status.COUNTED)


def test_the_range_over_hosts_is_two_known_numbers(sheet: Evidence) -> None:
    found = answer(sheet, ALL.but(measure="range", among="hosts"))
    assert (found.low, found.high, found.status) == (2, 3, Status.COUNTED)


def test_what_own_rows_do_not_have_is_not_known(sheet: Evidence) -> None:
    """Nobody was to publish it: it is worded otherwise than what a source does not print."""
    asked = Question("2025", {"member_type": "schools"}, "member_share", "percent", "reporting")
    assert answer(sheet, asked) == NOT_KNOWN
    assert answer(sheet, ALL.but(subject="active_members", measure="range")).text() == "not known"


def test_a_share_of_nothing_is_no_number(sheet: Evidence) -> None:
    """There are none on art: 0 of 0 is no percentage."""
    asked = ALL.but(topic="art", scope="city", measure="percent")
    assert not answer(sheet, asked).known
    assert answer(sheet, asked.but(measure="count")).value == 0


def test_a_range_of_hosts_needs_all_its_counts(tmp_path: Path) -> None:
    """On reading North has two or three, South none or one: there is no one range of these."""
    over = READING.but(measure="range", among="hosts")
    assert answer(booklet(tmp_path), over) == NOTHING


def test_counting_alone_never_reads_what_is_printed(tmp_path: Path) -> None:
    assert count(booklet(tmp_path, statement(value="6")), ALL).value == 5


# -- one example dataset -------------------------------------------------------------------------


def example(folder: Path, *said: dict[str, str]) -> Evidence:
    """A dataset in which four of the five are on reading."""
    topics = ["reading"] * 4 + ["maths"]
    sets = [frozenset({one}) for one in topics]
    return Evidence(told(folder, *said), Audit(), lambda _: [{"topic": (s, s)} for s in sets])


def test_an_example_says_so(tmp_path: Path) -> None:
    found = answer(example(tmp_path, statement(value="5")), READING)
    assert (found.value, found.status, found.statements) == (4, Status.EXAMPLE, ())


def test_what_an_example_shares_with_the_source_stays_printed(tmp_path: Path) -> None:
    found = answer(example(tmp_path, statement(value="4", topic="reading")), READING)
    assert (found.value, found.status, found.statements) == (4, Status.PRINTED, ("S1",))


def test_where_an_example_leaves_the_source_it_is_no_print(tmp_path: Path) -> None:
    """A largest consistent set of statements may leave one out: the dataset has 4, the page 3."""
    found = answer(example(tmp_path, statement(value="3", topic="reading")), READING)
    assert (found.value, found.status) == (4, Status.EXAMPLE)


def test_what_an_example_cannot_count_stays_printed(tmp_path: Path) -> None:
    asked = ALL.but(subject="members")
    found = answer(example(tmp_path, statement(value="42", subject="members")), asked)
    assert (found.value, found.status) == (42, Status.PRINTED)


# -- by name -------------------------------------------------------------------------------------


def test_a_claim_is_found_by_its_id(tmp_path: Path) -> None:
    """All its statements, but not "most" beside the number."""
    known = booklet(
        tmp_path,
        statement("S1", claim_id="c", value="1/2", measure="fraction", relation=">"),
        statement("S2", claim_id="c", value="3"),
        statement("S3", claim_id="c", value="3", section="Table 1"),
        statement("S4", claim_id="c", value="60", measure="percent"),
        statement("S5", claim_id="d", value="4", host_group="hubs/most"),
    )
    assert known.claim("c").statements == ("S2", "S3") and known.claim("c").value == 3
    assert known.claim("d").value == 4
    assert known.claim("nobody says this") == NOTHING
    total = known.claim("c+d")
    assert (total.value, total.status, total.statements) == (
        7, Status.PRINTED, ("S2", "S3", "S5"),
    )  # fmt: skip


def test_a_statement_is_found_by_its_id(tmp_path: Path) -> None:
    known = booklet(tmp_path, statement("S1", value="3"))
    found = known.statement("S1")
    assert found and (found.value, found.statements) == (3, ("S1",))
    assert known.statement("S2") is None

"""The embedded network's accepted audit against arguments on paper (docs/audit.md).

The whole audit is computed anew by `make audit`, which CI runs: it fails on any drift from what is
stored. Here are the values that a person can derive, typed, so that no stored number moves unseen.
"""

from __future__ import annotations

import json

import pytest

from helpers import answers, report
from helpers.exhibits import telling
from helpers.numbers.audit import findings
from helpers.numbers.audit.disagreements import disagreements
from helpers.text import claims

REL, PARAMS = report.start(network="rel-2012-17")
STORED = json.loads((REL.folder / "audit.json").read_text(encoding="utf-8"))
CELLS = {one["question"]: one for one in STORED["cells"]}
SIZES = "partnerships count year 4 reporting"
YEAR4 = "partnerships count year 4 all"
SHARE = "member_share {base} year 4 reporting"

# A question -> least and greatest. Figure 5's are those of the plain reading of "all but one topic
# area": in every area but standards, 15 or fewer is likelier than 16-50; 26 of 16-50 and 8 of more.
ON_PAPER = {
    f"{SIZES} size_class=15_or_fewer topic=teachers": (
        14,
        14,
    ),  # 67 percent, two thirds: only 14 of 21
    f"{SIZES} size_class=16_50 topic=teachers": (4, 7),
    f"{SIZES} size_class=over_50 topic=teachers": (0, 3),
    f"{SIZES} topic=teachers": (21, 21),
    f"{SIZES} size_class=16_50 topic=early": (1, 2),
    f"{YEAR4} filed=coverage": (16, 29),  # of 36 transformed 7 split or merged; 23 changed coverage
    f"{YEAR4} filed=renamed": (0, 13),  # what is left of the 29
    # 11 were created after year 1: 11 new at most, and 6 at least, as 5 at most split or merged
    f"{YEAR4} filed=new topic=teachers": (6, 11),
    f"{YEAR4} filed=new topic=schools": (3, 5),  # 5, of which 2 at most were split or merged
    f"{YEAR4} scope=local topic=standards": (0, 1),  # six, five of them of several states
}
# Sets of claims that cannot all be true, each by an argument of its own in docs/audit.md.
CONFLICTS = [
    {"focus-rural-4", "rows:focus=rural"},
    {"scope-multistate-35", "scope-multistate-36"},
    {"scope-within-35", "scope-within-36"},
    {"scope-local-8", "scope-multistate-35", "scope-within-35"},
    {"scope-local-8", "scope-multistate-36", "scope-within-36"},
    {"scope-multi-71", "scope-multistate-35", "scope-within-35"},
    {"scope-multi-71", "scope-multistate-36", "scope-within-36"},
]


def test_the_accepted_audit_is_of_this_data_and_of_these_questions() -> None:
    assert STORED["inputs"] == findings.inputs(REL), "make audit ACCEPT=yes"
    assert STORED["asked"] == sorted(one.key() for one in answers.questions(REL))
    assert STORED["complete"]


@pytest.mark.parametrize(("question", "ends"), ON_PAPER.items())
def test_a_bound_is_what_the_argument_on_paper_says(question: str, ends: tuple[int, int]) -> None:
    cell = CELLS[question]
    assert (cell["low"], cell["high"]) == ends
    assert cell["proven"]
    assert cell["status"] == ("implied" if ends[0] == ends[1] else "bounded")


@pytest.mark.parametrize("base", ["pooled", "mean"])
def test_a_share_is_what_the_argument_on_paper_says(base: str) -> None:
    """22 percent of LEA members are at least 21.5: no other type has more than 78.5, so 79."""
    cell = CELLS[f"{SHARE.format(base=base)} member_type=sea topic=early"]
    assert (cell["low"], cell["high"]) == (0, 79)


def test_the_conflicts_that_a_reader_can_see_are_all_found() -> None:
    stored = [set(one) for one in STORED["conflicts"]]
    assert all(one in stored for one in CONFLICTS)
    assert len(stored) == 78
    assert all(not one < other for one in stored for other in stored)


def test_every_drop_mends_every_conflict_and_none_is_larger_than_it_must_be() -> None:
    conflicts = [set(one) for one in STORED["conflicts"]]
    drops = [set(one) for one in STORED["drops"]]
    assert len(drops) == 24
    assert {len(drop) for drop in drops} == {5}
    for drop in drops:
        assert all(drop & conflict for conflict in conflicts)
        assert all(any(not (drop - {one}) & conflict for conflict in conflicts) for one in drop)


def test_no_range_is_wider_than_its_totals_or_narrower_than_its_rows() -> None:
    for cell in STORED["cells"]:
        assert (
            0 <= cell["low"] <= cell["high"] <= (100 if "member_share" in cell["question"] else 79)
        )
    topics = [CELLS[f"{YEAR4} host=Midwest topic={name}"] for name in REL.config["topics"]]
    assert sum(cell["low"] for cell in topics) <= 8 <= sum(cell["high"] for cell in topics)


def test_verdicts_are_of_every_statement() -> None:
    verdicts = [one["verdict"] for one in STORED["statements"]]
    assert {name: verdicts.count(name) for name in set(verdicts)} == {
        "follows from others": 53,
        "agrees": 112,
        "in a conflict": 66,
        "outside": 205,
    }
    assert [one["id"] for one in STORED["statements"]] == list(REL.statements["id"])


def test_the_embedded_source_disagrees_with_itself_on_three_points_and_puzzles_on_one() -> None:
    told = telling.told(findings.Findings(REL, STORED))
    assert [one.title for one in told] == [
        "35 research alliances across several states and 36 within one state, or the other way "
        "round",
        "Added up by topic 33 research alliances across several states, in all 35 or 36",
        "Five RELs that can be four at most",
        "Four by count, five by name: a puzzle rather than a contradiction",
    ]
    assert [one.puzzle for one in told] == [False, False, False, True]
    swap, parts, hosts, _ = told
    assert "35 + 36 + 8 = 79" in swap.why and "35 + 35 + 8 = 78" in swap.why
    assert "Summary (line 30) and Chapter 3 (line 653)" in swap.printed
    assert parts.why.startswith("10 + 9 + 6 + 5 + 3 = 33")
    assert "the 10, the 9, or the 6" in parts.likeliest
    assert "1 + 3 = 4 RELs, not 5" in hosts.why


def test_all_conflicts_are_told_under_one_of_the_four() -> None:
    numbers = claims.Claims(REL).number
    found = disagreements(STORED["conflicts"], STORED["drops"], numbers)
    assert sorted(len(one.conflicts) for one in found) == [1, 6, 17, 54]

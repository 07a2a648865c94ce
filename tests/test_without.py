"""What if a claim were wrong: the same as an audit of the network without the claim's rows."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from helpers import answers, report
from helpers.numbers.audit import auditing, leaving, without
from helpers.numbers.question import Question
from tiny import statement, told

READING = {"topic": "reading"}
SAID = [
    statement("S1", claim_id="reading-3", value="3", **READING),
    statement("S2", claim_id="reading-3", value="60", measure="percent", unit="percent", **READING),
    statement("S3", claim_id="maths-3", value="3", topic="maths"),
    statement("S4", claim_id="city-2", value="2", scope="city"),
    statement("S5", claim_id="county-3", value="3", scope="county"),
    statement("S6", claim_id="county-reading-most-1", value="1", relation="<=", scope="county")
    | READING,
    statement("S7", claim_id="reported-5", value="5", among="reporting"),
    statement("S8", claim_id="middle-9", subject="members", measure="median", value="9")
    | {"among": "reporting", "unit": "members"},
    statement("S9", claim_id="small-3", value="3", among="reporting", size_class="small"),
    statement("S10", claim_id="aims", value="", relation="text", measure="qualitative"),
    statement("S11", claim_id="new-1", value="1", change="new", period="2024 to 2025"),
]
"""Five of 2025: three on reading and three on maths cannot both be true."""
STRUCTURE = [
    statement("T1", claim_id="birch-2", value="2", change="split", partnership="Birch")
    | {"host": "North", "period": "2024 to 2025"},
    statement("T2", claim_id="came-of-splits-2", value="2", change="split", period="2024 to 2025"),
    statement("T3", claim_id="new-2", value="2", change="new", period="2024 to 2025"),
    statement("T4", claim_id="unchanged-2", value="2", change="unchanged", period="2024 to 2025"),
]
"""That Birch split shapes what always binds: without the claim the spec is another one."""
ASKED = [
    Question("2025", READING),
    Question("2025", {"host": "South", "topic": "reading"}),
    Question("2025", {"topic": "maths", "scope": "city"}),
    Question("2025", {"scope": "county"} | READING),
    Question("2025", {"size_class": "large"}, among="reporting"),
    Question("2025", {"host": "North", "filed": "split_or_merged"}),
    Question("2025", {"filed": "renamed"}),
    Question("2024"),
]


def fresh(folder: Path, said: list[dict[str, str]], claim: str) -> dict:
    """The audit of the network without the rows that say a claim."""
    left = [one for one in said if one["claim_id"] != claim]
    return auditing.audit(told(folder, *left), ASKED, "plain", "none")


def bounds(audit: dict) -> dict[str, tuple[int, int]]:
    return {one["question"]: (one["low"], one["high"]) for one in audit["cells"]}


CLAIMS = {
    "reading-3": SAID,  # in a conflict, and a count with its percentage
    "county-3": SAID,  # holds ends of ranges
    "reported-5": SAID,  # without it the median cannot be read: both go
    "aims": SAID,  # binds nothing
    "birch-2": STRUCTURE,
}


@pytest.mark.parametrize("said", [SAID, STRUCTURE], ids=["conflict", "structure"])
def test_without_a_claim_is_as_an_audit_without_its_rows(tmp_path: Path, said: list[dict]) -> None:
    network = told(tmp_path / "all", *said)
    found = auditing.audit(network, ASKED, "plain", "none")
    kept = without.Without(leaving.without(network, ASKED, found["conflicts"], "plain", "none"))
    assert {key: kept.range(key) for key in bounds(found)} == bounds(found)
    for claim in (name for name, own in CLAIMS.items() if own is said):
        audit = fresh(tmp_path / claim, said, claim)
        after = {key: kept.range(key, claim) for key in bounds(found)}
        assert after == bounds(audit), claim
        assert sorted(kept.conflicts(claim)) == audit["conflicts"], claim
        assert sorted(kept.drops(claim)) == audit["drops"], claim


# -- the embedded network's accepted file


REL, _ = report.start(network="rel-2012-17")
KEPT = without.stored(REL)
needs_kept = pytest.mark.skipif(KEPT is None, reason="make audit ACCEPT=yes makes without.json")


@needs_kept
def test_the_accepted_file_begins_with_the_accepted_audit() -> None:
    """By all claims it has the same ranges and conflicts."""
    assert KEPT is not None
    data = json.loads((REL.folder / "audit.json").read_text(encoding="utf-8"))
    assert {key: KEPT.range(key) for key in bounds(data)} == bounds(data)
    assert sorted(KEPT.conflicts()) == sorted(data["conflicts"])
    assert sorted(KEPT.drops()) == sorted(data["drops"])


@needs_kept
def test_the_accepted_file_is_what_the_solver_finds() -> None:
    """One end that moves most, of a claim in a conflict and of one in none, computed anew."""
    assert KEPT is not None
    in_conflict = set(itertools.chain(*KEPT.conflicts()))
    for inside in (True, False):
        moves = [
            (after[1] - after[0] - before[1] + before[0], claim, key)
            for claim in KEPT.claims
            if (claim in in_conflict) == inside
            for key, (before, after) in KEPT.moved(claim).items()
            if "member_share" not in key
        ]
        _, claim, key = max(moves)
        asked = [one for one in answers.questions(REL) if one.key() == key]
        desk = leaving.Desk(REL, asked, KEPT.conflicts(), "plain", "none")
        found = desk.range(desk.whole.spec.cells[key], claim)
        assert (found.low, found.high) == KEPT.range(key, claim)


def test_claims_without_which_all_stands_are_told_from_those_that_bind() -> None:
    """Only what changes is stored: a reader of the file finds all else by the bounds before."""
    kept = without.Without(
        {
            "bounds": {"q": [1, 3], "r": [0, 2]},
            "holding": {"q": [["a"], ["a", "b"]]},
            "conflicts": [["a", "b"], ["b", "c"]],
            "drops": [["b"]],
            "without": {
                "a": {"bounds": {"q": [0, 3]}, "gone": [0], "drops": [["b"], ["c"]]},
                "d": {"bounds": {}, "gone": []},
            },
        }
    )
    assert kept.claims == ("a", "d")
    assert (kept.range("q", "a"), kept.range("r", "a"), kept.range("s", "a")) == (
        (0, 3),
        (0, 2),
        None,
    )
    assert kept.moved("a") == {"q": ((1, 3), (0, 3))} and kept.moved("d") == {}
    assert kept.movers("q") == {"a": (0, 3)}
    assert kept.conflicts("a") == [["b", "c"]] and kept.drops("a") == [["b"], ["c"]]
    assert kept.drops("d") == [["b"]] and kept.holding("q") == (["a"], ["a", "b"])

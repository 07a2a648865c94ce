"""What if a claim were wrong: the same as an audit of the network without the claim's rows."""

from __future__ import annotations

from pathlib import Path

import pytest

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

"""Where the source contradicts itself: sets of claims that cannot all be true, and why."""

import pandas as pd

from helpers.exhibits.exhibit import Words
from helpers.numbers.audit.findings import Findings
from helpers.text.phrases import View, counted
from helpers.text.say import say

NEEDS = ("statements",)
FROM = "audit"
COLUMNS = {
    "number": "No.",
    "printed": "What is printed",
    "explanation": "Why",
    "repairs": "Smallest repairs",
}
Statements = list[dict]


def table(findings: Findings, view: View) -> pd.DataFrame:
    """One row a conflict: number, claims, what is printed where, explanation, repairs,
    statements.
    """
    rows = [
        (
            one["id"],
            ";".join(one["claims"]),
            _printed(one),
            one.get("why") or one["explanation"],
            _repairs(one["repairs"]),
            ";".join(statement["id"] for statement in one["statements"]),
        )
        for one in findings.data["contradictions"]
    ]
    columns = ["number", "claims", "printed", "explanation", "repairs", "statements"]
    return pd.DataFrame(rows, columns=columns, dtype=str)


def _printed(one: dict) -> str:
    """Claim by claim what is said, and every place that says it."""
    said = {
        claim: [s for s in one["statements"] if s["claim_id"] == claim] for claim in one["claims"]
    }
    found = enumerate(filter(None, said.values()), 1)
    return " ".join(f"({number}) {some[0]['text']} [{_places(some)}]" for number, some in found)


def _places(found: Statements) -> str:
    ids: dict[str, list[str]] = {}
    for statement in found:
        ids.setdefault(statement["section"], []).append(statement["id"])
    own = [found[0]["claim_id"]]
    return "; ".join(s if names == own else f"{s}: {', '.join(names)}" for s, names in ids.items())


def _repairs(repairs: list[dict]) -> str:
    return "; ".join(_repair(one) for one in repairs) or "no change of a single statement"


def _repair(one: dict) -> str:
    """`35 to 36 (P7)`; the change in words where it is no other number."""
    change = f"{one['from']} to {one['to']}" if one["from"] and one["to"] else one["text"]
    return f"{change} ({one['id'] or one['claim_id']})"


def words(table: pd.DataFrame, view: View) -> Words:
    """How many sets there are."""
    n = len(table)
    return Words(
        title=say("{n} set{s} of claims cannot all be true", n=counted(n), s="" if n == 1 else "s"),
        subtitle=say(
            "Each set with its statements and their places, why they clash, and what would mend it"
        ),
        note=say(
            "Each set is minimal: without any one of its claims, the others can all be true. A "
            "repair "
            "changes one statement. Structure: what the model takes for granted of any list of "
            "{what}.",
            what=view.terms.partnerships,
        ),
        source=view.source(),
    )

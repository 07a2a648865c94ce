"""The smallest sets of claims that cannot all be true, and what would mend each."""

import pandas as pd

from helpers.exhibits.exhibit import Words
from helpers.numbers.audit.findings import Findings
from helpers.text.phrases import View, counted
from helpers.text.say import say

NEEDS, FROM = ("statements",), "audit"
COLUMNS = {
    "number": "No.",
    "printed": "What is printed",
    "explanation": "Why",
    "repairs": "Smallest repairs",
}


def table(findings: Findings, view: View) -> pd.DataFrame:
    """A row a conflict: number, claims, what is printed where, explanation, repairs, statements."""
    rows = [
        {
            "number": one["id"],
            "claims": ";".join(one["claims"]),
            "printed": _printed(one),
            "explanation": one.get("why") or one["explanation"],
            "repairs": "; ".join(map(_repair, one["repairs"])) or "no change of a single statement",
            "statements": ";".join(statement["id"] for statement in one["statements"]),
        }
        for one in findings.data["contradictions"]
    ]
    columns = ["number", "claims", "printed", "explanation", "repairs", "statements"]
    return pd.DataFrame(rows, columns=columns, dtype=str)


def _printed(one: dict) -> str:
    """Claim by claim what is said, and every place that says it."""
    said = [[s for s in one["statements"] if s["claim_id"] == claim] for claim in one["claims"]]
    found = enumerate(filter(None, said), 1)
    return " ".join(f"({number}) {some[0]['text']} [{_places(some)}]" for number, some in found)


def _places(found: list[dict]) -> str:
    """`Summary: S1, S2; Text: S3`; the place alone where the claim is called like its statement."""
    own, places = [found[0]["claim_id"]], dict[str, list[str]]()
    for one in found:
        places.setdefault(one["section"], []).append(one["id"])
    return "; ".join(s if ids == own else f"{s}: {', '.join(ids)}" for s, ids in places.items())


def _repair(one: dict) -> str:
    """`35 to 36 (P7)`; the change in words where it is no other number."""
    change = f"{one['from']} to {one['to']}" if one["from"] and one["to"] else one["text"]
    return f"{change} ({one['id'] or one['claim_id']})"


def words(table: pd.DataFrame, view: View) -> Words:
    """How many sets there are."""
    return Words(
        title=say("{n:None} {n:set|sets} of claims cannot all be true", n=counted(len(table))),
        subtitle=say(
            "Each set with its statements and their places, why they clash, and what would mend it"
        ),
        note=view.say(
            "Each set is minimal: without any one of its claims, the others can all be true. Left "
            "out are variants that rest on the same clashes. A repair changes one statement. "
            "Structure: what the model takes for granted of any list of {partnerships}."
        ),
    )

"""The statements that the audit's model does not hold, under their reasons."""

import pandas as pd

from helpers.exhibits.exhibit import Words
from helpers.numbers.audit.findings import Findings
from helpers.text.phrases import View, counted
from helpers.text.say import say

NEEDS, FROM = ("statements",), "audit"
COLUMNS = {"reason": "Reason", "count": "Statements", "ids": "Ids"}


def table(findings: Findings, view: View) -> pd.DataFrame:
    """Columns id, section, place, text, reason, as text."""
    names = ["id", "section", "place", "text", "reason", "verdict"]
    found = pd.DataFrame(findings.data["statements"], columns=names, dtype=str)
    return found[found["verdict"] == "outside"].drop(columns="verdict").reset_index(drop=True)


def reading(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """One row a reason, the most frequent first, with the ids."""
    groups = sorted(table.groupby("reason", sort=True)["id"], key=lambda group: -len(group[1]))
    rows = [(reason, len(ids), ", ".join(ids)) for reason, ids in groups]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def words(table: pd.DataFrame, view: View) -> Words:
    """How many statements are outside, for how many reasons."""
    title = "{n} {n:statement is|statements are} outside the model, for {k} {k:reason|reasons}"
    return Words(
        title=say(title, n=counted(len(table)), k=counted(table["reason"].nunique())),
        subtitle=say("Statements that the audit does not use, by reason"),
        note=view.say(
            "They are shown where they belong and checked against each other where they repeat. "
            "Shares of members are no counts of {partnerships}, but bound each other."
        ),
    )

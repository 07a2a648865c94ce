"""Every published statement with a number, so that an id leads to its place in the document."""

import pandas as pd

from helpers.data.tables import records
from helpers.exhibits.exhibit import Words
from helpers.numbers.audit.findings import Findings
from helpers.text.phrases import View, counted
from helpers.text.say import say

NEEDS, FROM = ("statements",), "audit"
COLUMNS = {
    "id": "Id",
    "where": "Place",
    "what": "What is counted",
    "number": "Number",
    "verdict": "Verdict",
}
CONDITIONS = (
    "topic", "scope", "host", "partnership", "change", "size_class", "member_type", "focus",
    "having",
)  # fmt: skip
SIGNS = {
    "about": "about ",
    ">=": "at least ",
    ">": "more than ",
    "<=": "at most ",
    "<": "less than ",
}
Row = dict[str, str]


def table(findings: Findings, view: View) -> pd.DataFrame:
    """The statements with a number, with the audit's verdict and the recomputed percentage."""
    rows = findings.network.statements
    names = ["id", "verdict", "recomputed"]
    found = pd.DataFrame(findings.data["statements"], columns=names, dtype=str)
    merged = rows[rows["value"] != ""].merge(found, "left", "id")
    merged.attrs["without"] = int((rows["value"] == "").sum())
    return merged.fillna({"verdict": "", "recomputed": ""})


def reading(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """Place, what is counted, and the number as printed."""
    rows = records(table)
    return table.assign(
        where=[_where(row) for row in rows],
        what=[_what(row, view) for row in rows],
        number=[_number(row) for row in rows],
    )


def _where(row: Row) -> str:
    named = row["place"].startswith(row["section"])
    return ", ".join(filter(None, ("" if named else row["section"], row["place"])))


def _what(row: Row, view: View) -> str:
    chosen = [row[name].replace("_", " ").replace("|", " or ") for name in CONDITIONS if row[name]]
    own = {"partnerships": view.terms.partnerships, "hosts": view.terms.hosts}
    subject = own.get(row["subject"], row["subject"].replace("_", " "))
    return ": ".join([subject, *filter(None, [", ".join(chosen)])])


def _number(row: Row) -> str:
    """As printed; a percentage with its recomputation: `43% (9/21 = 42.9, printed 43)`."""
    high = f"–{row['value_high']}" if row["value_high"] else ""
    ending = "%" if row["unit"] == "percent" else ""
    disputed = " (disputed)" if row["status"] == "disputed" else ""
    again = f" ({row['recomputed']})" if row["recomputed"] else ""
    return f"{SIGNS.get(row['relation'], '')}{row['value']}{high}{ending}{disputed}{again}"


def words(table: pd.DataFrame, view: View) -> Words:
    """How many there are, and of how many the source prints another value."""
    return Words(
        title=say(
            "{n} published {n:statement stands|statements stand} behind this report",
            n=counted(len(table)),
        ),
        subtitle=say("Statements with a number, by their place in the source"),
        note=say(
            "{disputed} {disputed:is|are} disputed: the source also prints another value of the "
            "same number. {without} more {without:has|have} no number: {without:it stands|they "
            "stand} in the data only.",
            without=counted(table.attrs.get("without", 0)),
            disputed=counted(int((table["status"] == "disputed").sum())),
        ),
    )

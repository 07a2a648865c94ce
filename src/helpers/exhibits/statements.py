"""Every published statement, so that an id leads to its words and its place in the document."""

import pandas as pd

from helpers.exhibits.exhibit import Words
from helpers.numbers.audit import without
from helpers.numbers.audit.findings import Findings
from helpers.numbers.audit.statements import stated
from helpers.numbers.statement import texts
from helpers.text.claims import Claims
from helpers.text.leaving import Leaving
from helpers.text.phrases import View, counted
from helpers.text.say import EMPTY, join, say

NEEDS, FROM, ADDRESSES = ("statements",), "audit", "id"
COLUMNS = {
    "id": "Id",
    "where": "Words and place in the source",
    "says": "What it says",
    "number": "Number",
    "stands": "Verdict and claim",
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
    """The statements in words, with the audit's verdict and the recomputed percentage."""
    names = ["id", "verdict", "recomputed"]
    found = pd.DataFrame(findings.data["statements"], columns=names, dtype=str)
    merged = findings.network.statements.merge(found, "left", "id")
    claims = Claims(findings.network)
    said = {one.id: claims.statement(one) for one in stated(findings.network) if one.value}
    merged["says"] = [said.get(row["id"]) or _in_words(row, view) for row in texts(merged)]
    return merged.fillna({"verdict": "", "recomputed": ""})


def folds(findings: Findings) -> dict[str, list[str]]:
    """Statement -> what would change without it, where that has been computed."""
    kept = without.stored(findings.network)
    cells = findings.data["cells"]
    return Leaving(findings.network, kept).lines(cells) if kept else {}


def reading(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """The words, the place, and the number as printed, with what the audit says of it."""
    rows = texts(table)
    return table.assign(
        where=[_where(row) for row in rows],
        number=[_number(row) for row in rows],
        stands=[_stands(row) for row in rows],
    )


def _where(row: Row) -> str:
    named = row["place"].startswith(row["section"])
    words = f"“{row['anchor']}”" if row["anchor"] else ""
    line = f"line {row['line']}" if row["line"] and "line" not in row["place"] else ""
    return ", ".join(filter(None, (words, "" if named else row["section"], row["place"], line)))


def _stands(row: Row) -> str:
    """The verdict; the claim, which several statements may make; which reading of it this is."""
    reading = f"reading {row['reading']}" if row["reading"] else ""
    return "; ".join(filter(None, (row["verdict"], f"claim {row['claim_id']}", reading)))


def _in_words(row: Row, view: View) -> str:
    """What a statement without a number says: what was noted of it, else what it is about."""
    return row["note"] or _what(row, view)


def _what(row: Row, view: View) -> str:
    chosen = [row[name].replace("_", " ").replace("|", " or ") for name in CONDITIONS if row[name]]
    own = {"partnerships": view.terms.partnerships, "hosts": view.terms.hosts}
    subject = own.get(row["subject"], row["subject"].replace("_", " "))
    return ": ".join([subject, *filter(None, [", ".join(chosen)])])


def _number(row: Row) -> str:
    """As printed; a percentage with its recomputation: `43% (9/21 = 42.9, printed 43)`."""
    if not row["value"]:
        return ""
    high = f"–{row['value_high']}" if row["value_high"] else ""
    ending = "%" if row["unit"] == "percent" else ""
    disputed = " (disputed)" if row["status"] == "disputed" else ""
    again = f" ({row['recomputed']})" if row["recomputed"] else ""
    return f"{SIGNS.get(row['relation'], '')}{row['value']}{high}{ending}{disputed}{again}"


def words(table: pd.DataFrame, view: View) -> Words:
    """How many have a number, and of how many the source prints another value."""
    silent = int((table["value"] == "").sum())
    more = "{silent} more {silent:has|have} no number: {silent:it says|they say} it in words."
    return Words(
        title=say(
            "{n} published {n:statement stands|statements stand} behind this report",
            n=counted(len(table) - silent),
        ),
        subtitle=say("Statements with a number, by their place in the source"),
        note=join(
            say(
                "{disputed} {disputed:is|are} disputed: the source also prints another value of "
                "the same number.",
                disputed=counted(int((table["status"] == "disputed").sum())),
            ),
            say(more, silent=counted(silent)) if silent else EMPTY,
        ),
    )

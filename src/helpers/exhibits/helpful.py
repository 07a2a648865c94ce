"""The unknown numbers that would narrow the other ranges the most, were they published."""

import pandas as pd

from helpers.exhibits.exhibit import Words
from helpers.numbers.audit.findings import Findings
from helpers.numbers.numerals import number, tenths
from helpers.text.phrases import View
from helpers.text.say import Sentence, say

NEEDS, FROM = ("statements",), "audit"
MOST = 10
COLUMNS = {
    "rank": "Rank",
    "text": "Number that is not published",
    "narrowed": "Narrows the rest by",
    "open": "Open values",
}


def table(findings: Findings, view: View) -> pd.DataFrame:
    """Columns rank, exhibit, text, narrowed (a share), from, to (open values before and after)."""
    names = ["rank", "exhibit", "text", "narrowed", "from", "to"]
    return pd.DataFrame(findings.data["helpful"], columns=names)


def reading(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """The first ten, as a reader sees them."""
    best = table.head(MOST)
    ends = zip(best["from"], best["to"], strict=True)
    return best.assign(
        narrowed=[tenths(round(100 * part, 2)) for part in best["narrowed"]],
        open=[f"{number(before)} → {number(after)}" for before, after in ends],
    )


def words(table: pd.DataFrame, view: View) -> Words:
    """Which number would win most."""
    return Words(
        title=Sentence("No single number would narrow another range")
        if table.empty
        else say("The one number that would narrow most: {text}", text=table["text"].iloc[0]),
        subtitle=say(
            "Single numbers that are not published, by how far they would narrow all other ranges"
        ),
        note=view.say(
            "Open values: how many more values than one all other ranges allow, added up, as they "
            "are and if this number were known to be in the middle of its range, where it says "
            "least. The number's own range is left out, so that the sum differs from row to row. "
            "An estimate: as "
            "fractions of {partnerships} too, and for one of the smallest sets of claims that are "
            "left out."
        ),
    )

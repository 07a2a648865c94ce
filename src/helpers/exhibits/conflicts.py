"""Where the source disagrees with itself, told point by point."""

import pandas as pd

from helpers.exhibits.exhibit import Words
from helpers.exhibits.telling import told
from helpers.numbers.audit.findings import Findings
from helpers.text.phrases import View, counted
from helpers.text.say import EMPTY, say

NEEDS, FROM, BY = ("statements",), "audit", "point"
COLUMNS = {"point": "Point", "part": "What", "text": "In words"}
PARTS = {
    "printed": "Printed",
    "why": "Why it cannot be",
    "likeliest": "Likeliest",
    "here": "In this report",
}


def table(findings: Findings, view: View) -> pd.DataFrame:
    """A row a part of each disagreement: point, part, text, claims, whether it is a puzzle."""
    rows = [
        {
            "point": f"{number}. {one.title}",
            "part": label,
            "text": getattr(one, part),
            "claims": ";".join(one.claims),
            "kind": "puzzle" if one.puzzle else "disagreement",
        }
        for number, one in enumerate(told(findings), 1)
        for part, label in PARTS.items()
    ]
    return pd.DataFrame(rows, columns=["point", "part", "text", "claims", "kind"], dtype=str)


def words(table: pd.DataFrame, view: View) -> Words:
    """On how many points the source disagrees with itself."""
    points = table.drop_duplicates("point")["kind"]
    puzzles, real = (counted(int((points == kind).sum())) for kind in ("puzzle", "disagreement"))
    if table.empty:
        return Words(say("The source nowhere disagrees with itself"))
    more = say("; {n:word} more {n:is a puzzle|are puzzles}", n=puzzles) if puzzles.low else EMPTY
    return Words(
        title=say("The source disagrees with itself on {n:word} {n:point|points}{more}",
                  n=real, more=more),
        subtitle=say("What is printed where, why it cannot be, what is likeliest"),
        note=view.say(
            "The points are those on which no list of {partnerships} agrees with every statement; "
            "what follows from another point is told with it."
        ),
    )  # fmt: skip

"""What the audit says of the statements, section by section."""

from collections.abc import Iterator

import pandas as pd

from helpers.exhibits.exhibit import Words
from helpers.numbers.audit.findings import Findings
from helpers.numbers.question import ALL
from helpers.text.phrases import View, counted
from helpers.text.say import Sentence, join, say

NEEDS = ("statements",)
FROM = "audit"
VERDICTS = ("follows from others", "agrees", "in a conflict", "outside")
COLUMNS = {"section": "Section", **{name: name.capitalize() for name in VERDICTS}, ALL: "All"}
COUNTS = ("claims", "conflicts", "smallest drop", "drop sets")


def table(findings: Findings, view: View) -> pd.DataFrame:
    """Columns section, verdict, measure, value: statements by section and verdict, then the
    counts.
    """
    found = pd.DataFrame(findings.data["statements"], columns=["id", "section", "verdict"])
    rows = [
        (section, verdict, "count", _count(found, section, verdict))
        for section in dict.fromkeys([*found["section"], ALL])
        for verdict in (*VERDICTS, ALL)
    ]
    rows += [(ALL, ALL, name, value) for name, value in _counts(findings)]
    return pd.DataFrame(rows, columns=["section", "verdict", "measure", "value"])


def _count(found: pd.DataFrame, section: str, verdict: str) -> int:
    here = found["section"].eq(section) | (section == ALL)
    return int((here & (found["verdict"].eq(verdict) | (verdict == ALL))).sum())


def _counts(findings: Findings) -> Iterator[tuple[str, int]]:
    data = findings.data
    yield from ((name, data["counts"].get(name, 0)) for name in COUNTS)
    yield "shown conflicts", len(data["contradictions"])
    yield "readings excluded", len(data["readings_excluded"])
    yield "complete", int(data["complete"])


def reading(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """One row a section, one column a verdict."""
    counts = table[table["measure"] == "count"].pivot(
        index="section", columns="verdict", values="value"
    )
    ordered = counts.reindex(table["section"].unique()).rename(index={ALL: "All sections"})
    return ordered.reset_index()


def words(table: pd.DataFrame, view: View) -> Words:
    """How many statements follow from the others, and how many agree with them."""
    a, b, c, out = (counted(_value(table, name)) for name in VERDICTS)
    return Words(
        title=say(
            "{a} statements follow from the others and {b} agree with them; {c} are part of a "
            "conflict",
            a=a,
            b=b,
            c=c,
        ),
        subtitle=say("Published statements by section and verdict"),
        note=say(
            "Follows from others: from claims other than itself and its repeats, or counted from "
            "named rows. "
            "Agrees: with the rest, and does not follow from it. In a conflict: in at least one "
            "set of claims "
            "that cannot all be true, whichever of them is wrong. Outside: {out}, which no list of "
            "{what} could decide.",
            out=out,
            what=view.terms.partnerships,
        ),
        source=view.source(),
    )


def _value(table: pd.DataFrame, verdict: str = ALL, measure: str = "count") -> int:
    kept = table[
        (table["section"] == ALL) & (table["verdict"] == verdict) & (table["measure"] == measure)
    ]
    return int(kept["value"].iloc[0]) if len(kept) else 0


def sentences(table: pd.DataFrame, view: View) -> list[Sentence]:
    """What the audit found as a whole: how many claims there are and whether all can be true."""
    n, out, claims = (
        counted(_value(table, *key)) for key in ((ALL,), ("outside",), (ALL, "claims"))
    )
    first = say(
        "Of {n} statements {out} are outside the model: they count nothing that a list of {what} "
        "could "
        "decide. The others make {claims} claims, since a count, its percentage and its repeats "
        "are one.",
        n=n,
        out=out,
        claims=claims,
        what=view.terms.partnerships,
    )
    if not _value(table, measure="conflicts"):
        return [join(first, Sentence("All of them can be true together."))]
    return [first, _clash(table)]


def _clash(table: pd.DataFrame) -> Sentence:
    names = ("conflicts", "smallest drop", "drop sets", "readings excluded")
    n, drop, ways, excluded = (counted(_value(table, measure=name)) for name in names)
    done = "there is no other" if _value(table, measure="complete") else "there may be others"
    return say(
        "They cannot all be true. Smallest sets of claims that clash: {n}; {done}. The rest "
        "agrees only "
        "without at least {drop} of the claims; the ways to choose so few: {ways}. Every range in "
        "this "
        "report holds over all of these. Readings left out because they contradict the rest: "
        "{excluded}.",
        n=n,
        done=done,
        drop=drop,
        ways=ways,
        excluded=excluded,
    )

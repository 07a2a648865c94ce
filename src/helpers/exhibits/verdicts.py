"""What the audit says of the statements, section by section."""

import pandas as pd

from helpers.exhibits.exhibit import Words
from helpers.numbers.audit.findings import Findings
from helpers.numbers.grid import Entry
from helpers.numbers.question import ALL
from helpers.text.phrases import View, counted
from helpers.text.say import Sentence, join, say

NEEDS, FROM = ("statements",), "audit"
VERDICTS = ("follows from others", "agrees", "in a conflict", "outside")
COLUMNS = {"section": "Section", **{name: name.capitalize() for name in VERDICTS}, ALL: "All"}
COUNTS = ("claims", "conflicts", "smallest drop", "drop sets")


def table(findings: Findings, view: View) -> pd.DataFrame:
    """Statements by section and verdict, then counts: columns section, verdict, measure, value."""
    data = findings.data
    found = pd.DataFrame(data["statements"], columns=["id", "section", "verdict"])
    by = pd.crosstab(found["section"], found["verdict"], margins=True, margins_name=ALL)
    by = by.reindex([*found["section"].unique(), ALL]).reindex(columns=[*VERDICTS, ALL])
    counts = by.fillna(0).astype(int).stack()
    rows = [(*keys, "count", number) for keys, number in zip(counts.index, counts, strict=True)]
    more = {
        **{name: data["counts"].get(name, 0) for name in COUNTS},
        "shown conflicts": len(data["contradictions"]),
        "readings excluded": len(data["readings_excluded"]),
        "complete": int(data["complete"]),
    }
    rows += [(ALL, ALL, name, value) for name, value in more.items()]
    return pd.DataFrame(rows, columns=["section", "verdict", "measure", "value"])


def reading(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """One row a section, one column a verdict."""
    counts = table[table["measure"] == "count"].pivot(
        index="section", columns="verdict", values="value"
    )
    ordered = counts.reindex(table["section"].unique()).rename(index={ALL: "All sections"})
    return ordered.reset_index()


def words(table: pd.DataFrame, view: View) -> Words:
    """How many statements follow from the others, and how many agree with them."""
    a, b, c, out = (_value(table, name) for name in VERDICTS)
    return Words(
        title=say(
            "Of {n} statements {out} {out:counts|count} something else, {b} {b:agrees|agree} with "
            "the rest, {a} {a:follows|follow} from it, and {c} {c:is|are} involved in a conflict",
            n=_value(table), out=out, b=b, a=a, c=c,
        ),
        subtitle=say("Published statements by section and verdict"),
        note=view.say(
            "Follows from others: from claims other than itself and its repeats, or counted from "
            "named rows. Agrees: with the rest, and does not follow from it. In a conflict: in at "
            "least one set of claims that cannot all be true; which of them is wrong is open. "
            "Outside: what no list of {partnerships} could decide."
        ),
    )  # fmt: skip


def _value(table: pd.DataFrame, verdict: str = ALL, measure: str = "count") -> Entry:
    """A count of the whole report; 0 where the audit gives none."""
    wanted = table.set_index(["section", "verdict", "measure"])["value"].to_dict()
    return counted(wanted.get((ALL, verdict, measure), 0))


def sentences(table: pd.DataFrame, view: View) -> list[Sentence]:
    """What the audit found as a whole: how many claims there are and whether all can be true."""
    first = view.say(
        "Of {n} statements of the source {out} {out:says|say} something else than how many "
        "{partnerships} or {hosts} there were of some kind. The others make {claims} "
        "{claims:claim|claims}, since a count, its percentage and its repeats are one. Is there a "
        "list of {partnerships} of which all of these are true?",
        n=_value(table),
        out=_value(table, "outside"),
        claims=_value(table, measure="claims"),
    )
    if not _value(table, measure="conflicts").low:
        return [join(first, Sentence("There is."))]
    clash = say(
        "There is not. At least {drop} of the claims must be set aside before a list agrees with "
        "the rest, and so few can be chosen in {ways} {ways:way|ways}{more}. Every range in this "
        "report holds over all of these.",
        drop=_value(table, measure="smallest drop"),
        ways=_value(table, measure="drop sets"),
        more="" if _value(table, measure="complete").low else ", if no conflict was overlooked",
    )
    excluded = _value(table, measure="readings excluded")
    read = "Readings of sentences that are left out, as they contradict the rest: {n}."
    return [first, join(clash, say(read, n=excluded)) if excluded.low else clash]

"""What follows for the numbers that the source does not print: least and greatest value of each."""

import pandas as pd

from helpers.data.network import Network
from helpers.exhibits.asking import crossed
from helpers.exhibits.exhibit import Words
from helpers.numbers.answer import Status
from helpers.numbers.audit.findings import Findings
from helpers.numbers.grid import Asked, Grid
from helpers.numbers.numerals import number, span
from helpers.numbers.question import ALL
from helpers.text.phrases import View, counted
from helpers.text.say import EMPTY, join, say

NEEDS, FROM = ("statements",), "audit"
COLUMNS = {"exhibit": "Exhibit", "row": "Row", "cells": "What agrees with the statements"}
FOLLOWS = (Status.IMPLIED, Status.BOUNDED, Status.PUBLIC)
NAMES = ["exhibit", "row", "cell", "low", "high", "status", "proven", "depends", "statements"]
CROSSED = {"change_by_topic": "filed", "scope_by_topic": "scope"}


def grid(network: Network) -> Grid:
    """Numbers that no exhibit shows but the audit bounds: topic areas by change and by scope."""
    asked = [
        Asked({"exhibit": stem} | keys, question, audited=True)
        for stem, name in CROSSED.items()
        if name != "filed" or len(network.periods) > 1
        for keys, question in crossed(network, "topic", name)
        if keys["host"] == ALL
    ]
    return Grid(("exhibit", "host", "topic", "filed", "scope"), tuple(asked))


def table(findings: Findings, view: View) -> pd.DataFrame:
    """A row a number that was bounded; in a host's report its own and the whole network's."""
    rows = [
        {**cell, "statements": ";".join(cell["statements"])}
        for cell in findings.data["cells"]
        if view.host == ALL or cell["keys"].get("host", ALL) in (ALL, view.host)
    ]
    return pd.DataFrame(rows, columns=NAMES).astype({"low": "Float64", "high": "Float64"})


def reading(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """One row for each row of an exhibit, with what follows for its numbers."""
    groups = table[table["status"].isin(FOLLOWS)].groupby(["exhibit", "row"], sort=False)
    rows = [
        (str(exhibit).replace("_", " "), row, "; ".join(map(_bound, group.to_dict("records"))))
        for (exhibit, row), group in groups
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _bound(cell: dict) -> str:
    """A number with its range or only value: `up to 9: 9–18*`."""
    ending = "%" if cell.get("percent") else ""
    low, high = (None if pd.isna(cell[end]) else cell[end] for end in ("low", "high"))
    text = f"at most {number(high or 0)}{ending}" if low is None else span(low, high, ending)
    marks = {" p": cell["status"] == Status.PUBLIC, "*": cell["depends"], "?": not cell["proven"]}
    return f"{cell['cell']}: {text}" + "".join(mark for mark, holds in marks.items() if holds)


def words(table: pd.DataFrame, view: View) -> Words:
    """How many numbers have one value only, and how many a closer range than the totals give."""
    n = {name: counted(int((table["status"] == name).sum())) for name in (*FOLLOWS, Status.FREE)}
    public = "{n} {n:rests|rest} on public pages (marked p)."
    return Words(
        title=say(
            "{a} {a:number that is|numbers that are} not printed can have one value only, {b} "
            "{b:has|have} a closer range than the totals give",
            a=n[Status.IMPLIED],
            b=n[Status.BOUNDED],
        ),
        subtitle=say("Least and greatest value of numbers that the source does not print"),
        note=join(
            say(
                "For {free} more {free:number|numbers} the statements say no more than the totals "
                "around {free:it: that is|them: those are} in the data only. A star: depends on "
                "which of the contradicting statements are left out ({depends}). A question mark: "
                "not proven, the true range may be narrower or wider ({unproven}).",
                free=n[Status.FREE],
                depends=counted(int(table["depends"].eq(True).sum())),
                unproven=counted(int(table["proven"].eq(False).sum())),
            ),
            say(public, n=n[Status.PUBLIC]) if n[Status.PUBLIC].low else EMPTY,
        ),
    )

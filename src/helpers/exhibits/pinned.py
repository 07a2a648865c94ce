"""What follows for the numbers that the source does not print: least and greatest value of each."""

from itertools import product

import pandas as pd

from helpers.data.network import Network
from helpers.exhibits.exhibit import Words
from helpers.numbers.answer import Status
from helpers.numbers.audit.findings import Findings
from helpers.numbers.grid import Asked, Grid
from helpers.numbers.numerals import number, span
from helpers.numbers.question import ALL, Question
from helpers.text.phrases import View, counted
from helpers.text.say import EMPTY, join, say

NEEDS = ("statements",)
FROM = "audit"
COLUMNS = {"exhibit": "Exhibit", "row": "Row", "cells": "What agrees with the statements"}
FOLLOWS = (Status.IMPLIED, Status.BOUNDED, Status.PUBLIC)
NAMES = ["exhibit", "row", "cell", "low", "high", "status", "proven", "depends", "statements"]
CROSSED = {"change_by_topic": ("filed", "changes"), "scope_by_topic": ("scope", "scopes")}


def grid(network: Network) -> Grid:
    """Numbers that no exhibit shows but the audit bounds: topic areas by change and by scope."""
    whole = Question(network.periods[-1])
    asked = [
        Asked(
            {"exhibit": stem, "topic": topic, name: value},
            whole.but(topic=topic, **{name: value}),
            audited=True,
        )
        for stem, (name, vocabulary) in CROSSED.items()
        if name != "filed" or len(network.periods) > 1
        for topic, value in product(network.config["topics"], network.config[vocabulary])
    ]
    return Grid(("exhibit", "topic", "filed", "scope"), tuple(asked))


def table(findings: Findings, view: View) -> pd.DataFrame:
    """Every number that was bounded, a row each; a host's report has its own and the whole
    network's.
    """
    cells = [cell for cell in findings.data["cells"] if _own(cell, view)]
    rows = [{**cell, "statements": ";".join(cell["statements"])} for cell in cells]
    return pd.DataFrame(rows, columns=NAMES).astype({"low": "Float64", "high": "Float64"})


def _own(cell: dict, view: View) -> bool:
    return view.host == ALL or cell["keys"].get("host", ALL) in (ALL, view.host)


def reading(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """One row for each row of an exhibit, with what follows for its numbers."""
    follows = table[table["status"].isin(FOLLOWS)]
    rows = [
        (
            str(exhibit).replace("_", " "),
            row,
            "; ".join(_bound(cell) for cell in group.to_dict("records")),
        )
        for (exhibit, row), group in follows.groupby(["exhibit", "row"], sort=False)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _bound(cell: dict) -> str:
    """A number with its range or only value: `up to 9: 9–18*`."""
    ending = "%" if cell.get("percent") else ""
    low, high = (None if pd.isna(cell[end]) else cell[end] for end in ("low", "high"))
    text = f"at most {number(high or 0)}{ending}" if low is None else span(low, high, ending)
    page = " p" if cell["status"] == Status.PUBLIC else ""
    star, open_ = "*" if cell["depends"] else "", "" if cell["proven"] else "?"
    return f"{cell['cell']}: {text}{page}{star}{open_}"


def words(table: pd.DataFrame, view: View) -> Words:
    """How many numbers have one value only, and how many a closer range than the totals give."""
    n = {name: counted(int((table["status"] == name).sum())) for name in (*FOLLOWS, Status.FREE)}
    depends, unproven = (
        counted(int((table[name] == value).sum()))
        for name, value in (("depends", True), ("proven", False))
    )
    return Words(
        title=say(
            "{a} numbers that are not printed can have one value only, {b} have a closer range "
            "than the "
            "totals give",
            a=n[Status.IMPLIED],
            b=n[Status.BOUNDED],
        ),
        subtitle=say("Least and greatest value of numbers that the source does not print"),
        note=join(
            say(
                "For {free} more numbers the statements say no more than the totals around them: "
                "those are in "
                "the data only. A star: depends on which of the contradicting statements are left "
                "out "
                "({depends}). A question mark: not proven, the true range may be narrower or "
                "wider ({unproven}).",
                free=n[Status.FREE],
                depends=depends,
                unproven=unproven,
            ),
            say("{n} rest on public pages (marked p).", n=n[Status.PUBLIC])
            if n[Status.PUBLIC].low
            else EMPTY,
        ),
        source=view.source(),
    )

"""What follows for the numbers that the source does not print: least and greatest value of each."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.data.network import Network
from helpers.exhibits.asking import crossed
from helpers.exhibits.exhibit import Words
from helpers.exhibits.numbered import Spoken
from helpers.numbers.answer import Status
from helpers.numbers.audit.findings import Findings, caution
from helpers.numbers.grid import Asked, Grid
from helpers.numbers.numerals import number, span
from helpers.numbers.question import ALL
from helpers.text.phrases import View, counted
from helpers.text.say import EMPTY, Claim, Sentence, join, say, unspaced

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
    made = pd.DataFrame(rows, columns=NAMES).astype({"low": "Float64", "high": "Float64"})
    made.attrs["questions"] = [row.get("question", "") for row in rows]  # no column of the CSV
    return made


def reading(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """One row for each row of an exhibit, with what follows for its numbers."""
    asked = table.assign(question=table.attrs["questions"])
    groups = asked[asked["status"].isin(FOLLOWS)].groupby(["exhibit", "row"], sort=False)
    rows = [
        (str(exhibit).replace("_", " "), row, _bounds(group.to_dict("records")))
        for (exhibit, row), group in groups
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _bounds(cells: Sequence[Mapping[Any, Any]]) -> Spoken:
    """The numbers of a row, one after the other."""
    between = [Sentence("")] + [Sentence("; ")] * (len(cells) - 1)
    pairs = zip(between, map(_bound, cells), strict=True)
    return Spoken.of(unspaced(one for pair in pairs for one in pair))


def _bound(cell: Mapping[Any, Any]) -> Sentence:
    """A number with its range or only value: `up to 9: 9–18*`."""
    ending = "%" if cell.get("percent") else ""
    low, high = (None if pd.isna(cell[end]) else cell[end] for end in ("low", "high"))
    text = f"at most {number(high or 0)}{ending}" if low is None else span(low, high, ending)
    marks = {" p": cell["status"] == Status.PUBLIC, "*": cell["depends"], "?": not cell["proven"]}
    name, ids = f"{cell['cell']}: ", [one for one in cell["statements"].split(";") if one]
    value = low if low == high else [low, high]
    more = {"note": caution(dict(cell)), "key": cell["question"]}
    own = Claim(text, value, "", cell["status"], ids, len(name), **more)
    said = "".join(mark for mark, holds in marks.items() if holds)
    return Sentence(name + text + said, (own,))


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

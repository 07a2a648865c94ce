"""Kinds of use of evidence, in the text's order."""

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits.choice import Choice
from helpers.exhibits.exhibit import Words
from helpers.text.phrases import counted

NEEDS = ("frameworks",)
FROM = "frameworks"


def table(frameworks: Frameworks, _view: Choice) -> pd.DataFrame:
    """One row a kind of use, as typed."""
    return frameworks.table("evidence_uses").copy()


def columns(_view: Choice) -> dict[str, str]:
    """Columns of `reading` and their headings."""
    return {"kind": "Kind of use", "summary": "What is meant"}


def reading(table: pd.DataFrame, _view: Choice) -> pd.DataFrame:
    """The rows as they are."""
    return table


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Token: kinds."""
    return view.words(kinds=counted(len(table), "kinds"))

"""Kinds of use of evidence, in the text's order."""

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits.choice import Choice
from helpers.exhibits.exhibit import Words

NEEDS = ("frameworks",)
FROM = "frameworks"
COLUMNS = {"kind": "Kind of use", "summary": "What is meant"}


def table(frameworks: Frameworks, _view: Choice) -> pd.DataFrame:
    """One row a kind of use, as typed."""
    return frameworks.table("evidence_uses").copy()


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Token: kinds."""
    return view.words(kinds=len(table))

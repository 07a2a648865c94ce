"""Documents, protocols and tools that support a partnership's work."""

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits.choice import Choice, many
from helpers.exhibits.exhibit import Words
from helpers.text.say import listed

NEEDS = ("frameworks",)
FROM = "frameworks"
COLUMNS = {"name": "Name", "kind": "Kind", "summary": "Purpose"}


def table(frameworks: Frameworks, _view: Choice) -> pd.DataFrame:
    """Rows by kind (document, protocol, tool), in the text's order."""
    return frameworks.table("documents").sort_values("kind", kind="stable", ignore_index=True)


def reading(table: pd.DataFrame, _view: Choice) -> pd.DataFrame:
    """The rows, kinds with a capital."""
    return table.assign(kind=table["kind"].str.capitalize())


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Token: kinds (how many of each, the most frequent first)."""
    found = table["kind"].value_counts()
    return view.words(kinds=listed(many(int(n), str(kind)) for kind, n in found.items()))

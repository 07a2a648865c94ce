"""Documents, protocols and tools that support a partnership's work."""

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits.choice import Choice, plural
from helpers.exhibits.exhibit import Words
from helpers.text.phrases import counted
from helpers.text.say import listed, say

NEEDS = ("frameworks",)
FROM = "frameworks"
KINDS = ("document", "protocol", "tool")


def table(frameworks: Frameworks, _view: Choice) -> pd.DataFrame:
    """Rows by kind, in the text's order."""
    rows = frameworks.table("documents")
    return rows.sort_values(
        "kind", key=lambda kinds: kinds.map(KINDS.index), kind="stable", ignore_index=True
    )


def columns(_view: Choice) -> dict[str, str]:
    """Columns of `reading` and their headings."""
    return {"name": "Name", "kind": "Kind", "summary": "Purpose", "section": "Section"}


def reading(table: pd.DataFrame, _view: Choice) -> pd.DataFrame:
    """The rows, kinds with a capital."""
    return table.assign(kind=table["kind"].str.capitalize())


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Token: kinds (how many of each, the most frequent first)."""
    found = table["kind"].value_counts()
    parts = [
        say("{n} {kinds}", n=counted(int(n), f"{kind}s"), kinds=plural(int(n), str(kind)))
        for kind, n in found.items()
    ]
    return view.words(kinds=listed(parts))

"""What was hard and what was done about it, by category."""

import pandas as pd

from helpers.data.network import Network
from helpers.exhibits.exhibit import Words
from helpers.text.phrases import View, counted
from helpers.text.say import say

NEEDS = ("challenges",)
COLUMNS = {"category": "Category", "kind": "Kind", "item": "What was reported"}


def table(network: Network, view: View) -> pd.DataFrame:
    """One row a challenge or a response, as typed."""
    return network.table("challenges")


def reading(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows as a reader sees them."""
    return table.assign(category=table["category"].str.capitalize())


def words(table: pd.DataFrame, view: View) -> Words:
    """How many challenges, categories and ways of responding were reported."""
    kinds = table["kind"].value_counts()
    return Words(
        title=say(
            "{hosts} reported {c} challenges in {n} categories, and {r} ways of responding",
            hosts=view.terms.hosts,
            c=counted(int(kinds.get("challenge", 0))),
            n=counted(table["category"].nunique()),
            r=counted(int(kinds.get("response", 0))),
        ),
        subtitle=say("Challenges and responses by category"),
        note=say(
            "Categories: {names}. In our own words. A response belongs to its category, not to one "
            "challenge; the report says that many met more than one.",
            names="; ".join(dict.fromkeys(table["category_label"])).lower(),
        ),
        source=view.source(),
    )

"""What was hard and what was done about it, a row a kind of difficulty."""

import pandas as pd

from helpers.data.network import Network
from helpers.exhibits.exhibit import Words, items
from helpers.text.phrases import View, capital, counted
from helpers.text.say import Sentence

NEEDS = ("challenges",)
COLUMNS = {"category": "Difficulty", "challenge": "What was hard", "response": "What {hosts} did"}


def table(network: Network, view: View) -> pd.DataFrame:
    """One row a challenge or a response, as typed."""
    return network.table("challenges")


def reading(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """A row a category: its challenges beside its responses."""
    cells = table.groupby(["category", "kind"], sort=False)["item"].agg(items).unstack()
    cells = cells.reindex(columns=["challenge", "response"], fill_value="").fillna("")
    found = cells.reindex(table["category"].unique()).reset_index()
    return found.assign(category=found["category"].map(capital))


def words(table: pd.DataFrame, view: View) -> Words:
    """How many kinds of difficulty there were, and how many answers each had at the least."""
    kinds = table["kind"].value_counts()
    answers = table["category"][table["kind"] == "response"].value_counts()
    least = int(answers.reindex(table["category"].unique(), fill_value=0).min())
    answered = ", and {hosts} had {k:word} or more answers to each" if least else ""
    return Words(
        title=view.say(
            "{Partnerships} met {n:word} {n:kind|kinds} of difficulty" + answered,
            n=counted(table["category"].nunique()),
            k=counted(least),
        ),
        subtitle=view.say(
            "Challenges that {hosts} reported ({c}), and what they did about them ({r})",
            c=counted(int(kinds.get("challenge", 0))),
            r=counted(int(kinds.get("response", 0))),
        ),
        note=view.said("note")
        or Sentence(
            "In our own words. An answer is to all that stands beside it, not to one point."
        ),
        source=view.source(),
    )

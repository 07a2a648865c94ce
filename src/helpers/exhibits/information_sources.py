"""The sources of information that a published report drew on."""

import pandas as pd

from helpers.data.network import Network
from helpers.exhibits.exhibit import Words
from helpers.text.phrases import View, capital, counted, small
from helpers.text.say import EMPTY, Sentence, join, say

NEEDS = ("information_sources",)
COLUMNS = {"name": "Source", "description": "What it is"}


def table(network: Network, view: View) -> pd.DataFrame:
    """One row a source, as typed."""
    return network.table("information_sources")


def reading(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows, descriptions with a capital."""
    return table.assign(description=table["description"].map(capital))


def words(table: pd.DataFrame, view: View) -> Words:
    """How many kinds there are, and which had to be written."""
    required = table.loc[table["required"] == "yes", "name"]
    said = EMPTY
    if len(required):
        names = "; ".join(map(small, required))
        said = say("Required of each {host}: {names}.", host=view.terms.host, names=names)
    return Words(
        title=say(
            "{n:None} {n:kind of source stands|kinds of sources stand} behind the report",
            n=counted(len(table)),
        ),
        subtitle=Sentence("Sources of information used in the report"),
        note=join(view.said("note") or Sentence("In our own words."), said),
        source=view.source(),
    )

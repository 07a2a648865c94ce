"""The sources of information that a published report drew on."""

import pandas as pd

from helpers.data.network import Network
from helpers.exhibits.exhibit import Words
from helpers.text.phrases import View, counted
from helpers.text.say import Sentence, say

NEEDS = ("information_sources",)
COLUMNS = {"name": "Source", "description": "What it is", "required": "Required of each {host}"}


def table(network: Network, view: View) -> pd.DataFrame:
    """One row a source, as typed."""
    return network.table("information_sources")


def words(table: pd.DataFrame, view: View) -> Words:
    """How many kinds there are, and how many had to be written."""
    required = counted(int((table["required"] == "yes").sum()))
    return Words(
        title=say(
            "{n} kinds of sources stand behind the report, {required} of them required of every "
            "{host}",
            n=counted(len(table)),
            required=required,
            host=view.terms.host,
        ),
        subtitle=Sentence("Sources of information used in the report"),
        note=view.said("note") or Sentence("Descriptions are in our own words."),
        source=view.source(),
    )

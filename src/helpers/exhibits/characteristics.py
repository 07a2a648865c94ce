"""What partnerships of this network share with others of their kind, and where they differ."""

import pandas as pd

from helpers.data.network import Network
from helpers.exhibits.exhibit import Words
from helpers.text.phrases import View, counted
from helpers.text.say import Sentence, say

NEEDS = ("characteristics",)
COLUMNS = {"characteristic": "Characteristic", "similar": "Alike", "different": "Different"}


def table(network: Network, view: View) -> pd.DataFrame:
    """One row a characteristic, as typed."""
    return network.table("characteristics")


def words(table: pd.DataFrame, view: View) -> Words:
    """In how many characteristics they are like others; each row has a difference, too."""
    title = "Like other partnerships in {n:word} {n:way|ways}, unlike them in each"
    return Words(
        title=say(title, n=counted(len(table))),
        subtitle=say(
            "Common characteristics of research-practice partnerships, and how the {what} are "
            "alike and different",
            what=view.terms.partnerships,
        ),
        note=view.said("note") or Sentence("In our own words."),
        source=view.source(),
    )

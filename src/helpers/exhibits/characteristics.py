"""What partnerships of this network share with others of their kind, and where they differ."""

import pandas as pd

from helpers.data.network import Network
from helpers.exhibits.exhibit import Words
from helpers.text.phrases import View, capital, counted
from helpers.text.say import Sentence, say

NEEDS = ("characteristics",)
COLUMNS = {"characteristic": "Characteristic", "similar": "Alike", "different": "Different"}


def table(network: Network, view: View) -> pd.DataFrame:
    """One row a characteristic, as typed."""
    return network.table("characteristics")


def words(table: pd.DataFrame, view: View) -> Words:
    """How many characteristics are compared."""
    return Words(
        title=say(
            "{what} share {n} characteristics with other research-practice partnerships and "
            "differ in each",
            what=capital(view.terms.partnerships),
            n=counted(len(table)),
        ),
        subtitle=say(
            "Common characteristics of research-practice partnerships, and how the {what} are "
            "alike and "
            "different",
            what=view.terms.partnerships,
        ),
        note=view.said("note") or Sentence("In our own words."),
        source=view.source(),
    )

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
    """In how many characteristics they are like others, and in how many they differ."""
    sides = [int((table[side] != "").sum()) for side in ("similar", "different")]
    apart = "each" if sides[0] == sides[1] else "{d:word}"
    return Words(
        title=say(
            "Like other partnerships in {s:word} ways, unlike them in " + apart,
            s=counted(sides[0]),
            d=counted(sides[1]),
        ),
        subtitle=say(
            "Common characteristics of research-practice partnerships, and how the {what} are "
            "alike and different",
            what=view.terms.partnerships,
        ),
        note=view.said("note") or Sentence("In our own words."),
        source=view.source(),
    )

"""The partnerships by host, with what is known of each."""

from collections.abc import Sequence

import pandas as pd

from helpers.data import lifecycle
from helpers.data.network import Network
from helpers.data.tables import records
from helpers.exhibits.exhibit import Words
from helpers.numbers.question import ALL
from helpers.text.phrases import View, capital, counted
from helpers.text.say import EMPTY, Sentence, say

NEEDS = ()
COLUMNS = {
    "name": "{Partnership}",
    "host": "{host}",
    "topic": "Topic area",
    "scope": "Scope",
    "change": "Change",
}
NOTHING = "—"
Row = dict[str, str]


def table(network: Network, view: View) -> pd.DataFrame:
    """The last period's rows with all their columns; only the host's own in its report."""
    rows = network.partnerships
    kept = rows[rows["period"] == network.periods[-1]]
    own = kept if view.host == ALL else kept[kept["host"] == view.host]
    facts = lifecycle.derive(network).facts
    changes = [_changes(network, facts[row].reasons) for row in own.index]
    labels = {
        name: [_labels(network, row, name) for row in records(own)] for name in ("topics", "scope")
    }
    named = own.assign(topics_label=labels["topics"], scope_label=labels["scope"])
    return named.assign(change_label=changes).reset_index(drop=True)


def _labels(network: Network, row: Row, column: str) -> str:
    vocabulary = {"topics": "topics", "scope": "scopes"}[column]
    values = [part.strip() for part in str(row.get(column, "")).split(";") if part.strip()]
    unsure = row.get(f"{column}_status", "certain") == "likely"
    return "; ".join(network.label(vocabulary, v) for v in values) + (
        " ?" if unsure and values else ""
    )


def reading(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """The columns a reader sees; a question mark where a value is likely, a dash where none is
    known.
    """
    made = table.assign(
        topic=table["topics_label"], scope=table["scope_label"], change=table["change_label"]
    )
    return made.replace({name: {"": NOTHING} for name in ("topic", "scope", "change")})


def _changes(network: Network, reasons: Sequence[str]) -> str:
    """How it came about, all reasons; nothing in the first period or where nothing is known."""
    known = {**network.config["changes"], **network.config["reasons"]}
    return ", ".join(
        known[one]["label"] if one in known else one.replace("_", " ") for one in reasons
    )


def words(table: pd.DataFrame, view: View) -> Words:
    """How many there are, and of how many the topic area is sure."""
    terms, n = view.terms, counted(len(table))
    whose = "" if view.host == ALL else f" of {view.host}"
    return Words(
        title=say(
            "The {n} {what}{whose} of {last}, with what is known of each",
            n=n,
            whose=whose,
            what=terms.count(len(table)),
            last=terms.last,
        ),
        subtitle=say("{what} by {host}", what=capital(terms.partnerships), host=terms.host),
        note=_note(table),
        source=view.source(),
    )


def _note(table: pd.DataFrame) -> Sentence:
    if "topics_status" not in table or not (table["topics_status"] != "").any():
        return EMPTY
    certain = counted(int((table["topics_status"] == "certain").sum()))
    return say(
        "The topic area of {certain} is certain. A question mark: likely, counted in no total. A "
        "dash: "
        "neither the name nor a sentence decides; nothing is deduced from totals here.",
        certain=certain,
    )

"""The partnerships by host, with what is known of each."""

import pandas as pd

from helpers.data import lifecycle
from helpers.data.lines import told
from helpers.data.network import Network
from helpers.exhibits.exhibit import Words
from helpers.numbers.answer import HIDDEN
from helpers.numbers.question import ALL, Question
from helpers.text.phrases import View, counted
from helpers.text.say import EMPTY, Sentence, join, say

NEEDS = ()
COLUMNS = {
    "name": "{Partnership}",
    "host": "{Host}",
    "topic": "Topic area",
    "scope": "Scope",
    "change": "Change",
    "known": "What is known of it",
}
BY = "host"
NOTHING = "—"
MARK = " ?"  # after what is but likely, in the file


def table(network: Network, view: View) -> pd.DataFrame:
    """The rows that stood in the last period with all their columns, own rows host by host; of a
    host only its own."""
    facts = lifecycle.derive(network).facts
    rows = network.partnerships.loc[list(facts)]
    kept = rows["period"].eq(network.last) & (rows["host"].eq(view.host) | (view.host == ALL))
    own = rows[kept]
    if network.closed:  # transcribed rows stand in their source's order
        order = {host: place for place, host in enumerate(network.hosts)}
        own = own.sort_values("host", key=lambda hosts: hosts.map(order), kind="stable")
    own = view.marked(own)
    reasons = [told(network, facts[row].reasons) for row in own.index]
    return own.assign(
        topics_label=_labels(network, own, "topics", "topics"),
        scope_label=_labels(network, own, "scope", "scopes"),
        change_label=reasons,
    ).reset_index(drop=True)


def _labels(network: Network, own: pd.DataFrame, column: str, vocabulary: str) -> pd.Series:
    """The words for each row's values, with a question mark where they are but likely."""
    values = own.get(column, pd.Series("", own.index)).str.split(";")
    labels = values.map(
        lambda ids: "; ".join(network.label(vocabulary, id_.strip()) for id_ in ids if id_.strip())
    )
    status = own.get(f"{column}_status", pd.Series("certain", own.index))
    return labels.where(status.ne("likely") | labels.eq(""), labels + MARK)


def reading(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """The columns a reader sees; a dash where nothing is known. Of transcribed rows so little is
    known that one column holds it."""
    labels = {"topic": "topics_label", "scope": "scope_label", "change": "change_label"}
    table = table.assign(**{one: table[one].map(_in_words) for one in labels.values()})
    if not view.terms.own:
        rows = table[list(labels.values())].itertuples(index=False)
        known = pd.Series(["; ".join(filter(None, row)) for row in rows], table.index, dtype=str)
        return table.assign(known=known.replace("", NOTHING), **dict.fromkeys(labels, ""))
    return table.assign(
        **{
            name: table[one].replace("", NOTHING) if (table[one] != "").any() else ""
            for name, one in labels.items()
        }
    )


def _in_words(label: str) -> str:
    """Screen readers pass over a question mark: readers get the word."""
    return f"{label.removesuffix(MARK)} (likely)" if label.endswith(MARK) else label


def words(table: pd.DataFrame, view: View) -> Words:
    """How many there are, and of how many the topic area is sure."""
    status = table.get("topics_status", pd.Series("", table.index))
    known = say(
        "The topic area of {certain} is certain. One that is likely is counted in no total. A "
        "dash: neither the name nor a sentence decides; nothing is deduced from totals here.",
        certain=counted(int(status.eq("certain").sum())),
    )
    own, whose = view.terms.own, "" if view.host == ALL else f" of {view.host}"
    asked = Question([*view.terms.periods][-1], {"host": view.host} if whose else {})
    when = "in" if own and whose else "of"
    one = "The one {partnership}{whose} {when} {last}, with what is known of it"
    none = "No {partnership}{whose} in {last}"
    several = (
        "The {n} {n:partnership|partnerships}{whose} {when} {last}, with what is known of each"
    )
    title = {0: none, 1: one}.get(len(table), several) if own else several
    hosts = bool((table["host"] != "").any())
    return Words(
        title=view.say(title, n=counted(len(table), asked=asked), whose=whose, when=when),
        subtitle=view.say("{Partnerships} by {host}" if hosts or not own else "{Partnerships}"),
        note=join(known if status.ne("").any() else EMPTY, _hidden(table, view)),
    )


def _hidden(table: pd.DataFrame, view: View) -> Sentence:
    """What ‡ means, where the table has it."""
    return Sentence(view.hidden.note if view.hidden and (table == HIDDEN).any(axis=None) else "")

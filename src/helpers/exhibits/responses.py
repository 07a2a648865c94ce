"""The challenges of each source with the answers to them, and how sure the text is of the two."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits.challenge_crosswalk import coded
from helpers.exhibits.choice import NOTHING, Choice, many
from helpers.exhibits.exhibit import Words
from helpers.text.phrases import counted
from helpers.text.say import EMPTY, Sentence, join, say

NEEDS = ("frameworks",)
FROM = "frameworks"
COLUMNS = {"challenge": "Challenge", "answers": "Answers to it"}
UNJOINED = "unjoined"
"""The table's attribute with the number of answers that nothing joins to one challenge."""
KEPT = ["source", "source_label", "heading", "main", "main_text", "challenge", "challenge_text"]
KEPT += ["theme", "response", "response_text", "response_kind", "certainty", "section", "line"]


# ---- table


def table(frameworks: Frameworks, view: Choice) -> pd.DataFrame:
    """One row a challenge (or point of one) and an answer to it, with its certainty.

    A challenge without an answer has one empty row. `attrs` has UNJOINED.
    """
    items, pairs = frameworks.table("items").set_index("id"), frameworks.table("responses")
    rows = pd.concat([pairs.drop(columns="source"), _silent(pairs, items)]).fillna(
        {"response": "", "certainty": "", "section": ""}
    )
    main = rows["challenge"].map(lambda name: items.at[name, "parent"] or name)
    rows = rows.assign(
        source=main.map(items["source"]),
        source_label=main.map(items["source"]).map(frameworks.words("sources", "short")),
        main=main,
        main_text=main.map(items["item"]),
        challenge_text=rows["challenge"].map(items["item"]),
        heading=main.map(items["category"]).map(frameworks.words("categories")),
        theme=rows["challenge"].map(frameworks.table("crosswalk").set_index("item")["theme"]),
        response_text=rows["response"].map(items["item"]).fillna(""),
        response_kind=rows["response"].map(items["kind"]).fillna(""),
    )
    found = rows.iloc[main.map(items.index.get_loc).argsort(kind="stable")][KEPT]
    found = view.rows(found).reset_index(drop=True)
    every = coded(frameworks)
    alone = (every["group"] == "answer") & ~every["item"].isin(pairs["response"])
    found.attrs[UNJOINED] = len(view.rows(every[alone]))
    return found


def _silent(pairs: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """The main challenges without an answer, to them or to a point of theirs."""
    answered = {*pairs["challenge"], *pairs["challenge"].map(items["parent"])}
    main = items[(items["kind"] == "challenge") & (items["parent"] == "")].index
    return pd.DataFrame({"challenge": main[~main.isin(list(answered))]})


# ---- as readers see it


def reading(table: pd.DataFrame, _view: Choice) -> pd.DataFrame:
    """Each challenge with the answers joined to it, then those that only share its heading."""
    groups = table.groupby(["source", "heading"], sort=False)
    rows = [row for _, here in groups for row in _under_heading(here)]
    return pd.DataFrame(rows or [(NOTHING, NOTHING)], columns=list(COLUMNS))


def _under_heading(here: pd.DataFrame) -> Iterator[tuple[str, str]]:
    where, heading = here["source_label"].iloc[0], here["heading"].iloc[0]
    for _, main in here.groupby("main", sort=False):
        joined = main[main["certainty"] != "category"].to_dict("records")
        yield f"{where}: {main['main_text'].iloc[0]}", "; ".join(map(_answer, joined)) or NOTHING
    shared = here[here["certainty"] == "category"].drop_duplicates("response")
    if len(shared):
        texts = "; ".join(shared["response_text"])
        what = "Under the same heading, for each challenge that no sentence joins them to"
        yield f"{where}: all under “{heading}”", f"{what}: {texts}"


def _answer(row: dict) -> str:
    on = f"on “{row['challenge_text']}”: " if row["challenge"] != row["main"] else ""
    return on + row["response_text"] + " (implied)" * (row["certainty"] == "implied")


# ---- words


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: finding (the title), implied, unjoined (what must be said of such answers), cites."""
    n, more = int((table["certainty"] == "implied").sum()), int(table.attrs.get(UNJOINED, 0))
    implied = say(
        "{n} marked “implied” {follow} from sentences taken together.",
        n=counted(n, "pairs"),
        follow="follows" if n == 1 else "follow",
    )
    unjoined = say(
        "{n} more {answers} no source joins to one challenge; the data list them as items.",
        n=counted(more, "answers"),
        answers="answer" if more == 1 else "answers",
    )
    cites = (view.settings["cites"][source] for source in dict.fromkeys(table["source"]))
    made = view.words(
        finding=_finding(table),
        implied=implied if n else EMPTY,
        unjoined=join(Sentence("A dash: none."), unjoined if more else EMPTY),
        cites=" ".join(cites),
    )
    return made if len(table) else replace(made, source=EMPTY)


def _finding(table: pd.DataFrame) -> Sentence:
    """How many challenges have an answer by name, and how many only one that shares a heading."""
    best = table.groupby("main", sort=False)["certainty"].agg(set)
    if best.empty:
        return Sentence("No challenge belongs to this choice of source and theme")
    shared = sum(found == {"category"} for found in best)
    more = say(
        "; {n} more {share} a heading with one",
        n=counted(shared, "challenges"),
        share="shares" if shared == 1 else "share",
    )
    return say(
        "The texts themselves join an answer to {named} of {challenges}{more}",
        named=counted(sum(bool(found & {"printed", "implied"}) for found in best), "challenges"),
        challenges=many(len(best), "challenge"),
        more=more if shared else EMPTY,
    )

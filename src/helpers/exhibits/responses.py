"""The challenges of each source with the answers to them, and how sure the text is of the two."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits.challenge_crosswalk import coded
from helpers.exhibits.choice import NOTHING, Choice, plural
from helpers.exhibits.exhibit import Words
from helpers.numbers.question import ALL
from helpers.text.phrases import counted
from helpers.text.say import EMPTY, Sentence, say

NEEDS = ("frameworks",)
FROM = "frameworks"
UNJOINED = "unjoined"
"""The table's attribute with the number of answers that nothing joins to one challenge."""
COLUMNS = ["source", "source_label", "heading", "main", "main_text", "challenge", "challenge_text"]
COLUMNS += ["theme", "response", "response_text", "response_kind", "certainty", "section", "line"]


# ---- table


def table(frameworks: Frameworks, view: Choice) -> pd.DataFrame:
    """One row a challenge (or point of one) and an answer to it, with its certainty.

    A challenge without an answer has one empty row. `attrs` has UNJOINED.
    """
    items = frameworks.table("items").set_index("id")
    rows = _pairs(frameworks.table("responses"), items)
    main = rows["challenge"].map(lambda name: items.at[name, "parent"] or name)
    texts, themes = items["item"], frameworks.table("crosswalk").set_index("item")["theme"]
    rows = rows.assign(
        source=main.map(items["source"]),
        main=main,
        main_text=main.map(texts),
        challenge_text=rows["challenge"].map(texts),
        heading=main.map(items["category"]).map(frameworks.words("categories")),
        theme=rows["challenge"].map(themes),
        response_text=rows["response"].map(texts).fillna(""),
        response_kind=rows["response"].map(items["kind"]).fillna(""),
    )
    rows["source_label"] = rows["source"].map(frameworks.words("sources", "short"))
    places = {name: place for place, name in enumerate(items.index)}
    found = rows[_chosen(rows, view)].sort_values(
        "main", key=lambda names: names.map(places), kind="stable", ignore_index=True
    )[COLUMNS]
    found.attrs[UNJOINED] = _unjoined(frameworks, view)
    return found


def _pairs(pairs: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """The pairs of challenge and answer, and an empty one for each challenge without an answer."""
    answered = {*pairs["challenge"], *pairs["challenge"].map(items["parent"])}
    alone = items[(items["kind"] == "challenge") & (items["parent"] == "")].index
    silent = pd.DataFrame({"challenge": [name for name in alone if name not in answered]})
    own = ["challenge", "response", "certainty", "section", "line"]
    return pd.concat([pairs[own], silent]).fillna({"response": "", "certainty": "", "section": ""})


def _chosen(rows: pd.DataFrame, view: Choice) -> pd.Series:
    """Which rows are of the source and the theme that the reader chose."""
    source = (rows["source"] == view.source) | (view.source == ALL)
    return source & ((rows["theme"] == view.theme) | (view.theme == ALL))


def _unjoined(frameworks: Frameworks, view: Choice) -> int:
    """How many answers no sentence and no heading joins to one challenge."""
    rows = coded(frameworks)
    joined = rows["item"].isin(frameworks.table("responses")["response"])
    return int(((rows["group"] == "answer") & ~joined & _chosen(rows, view)).sum())


# ---- as readers see it


def columns(_view: Choice) -> dict[str, str]:
    """Columns of `reading` and their headings."""
    return {"challenge": "Challenge", "answers": "Answers to it"}


def reading(table: pd.DataFrame, view: Choice) -> pd.DataFrame:
    """Each challenge with the answers joined to it, then those that only share its heading."""
    groups = table.groupby(["source", "heading"], sort=False)
    rows = [row for _, here in groups for row in _under_heading(here)]
    return pd.DataFrame(rows or [(NOTHING, NOTHING)], columns=list(columns(view)))


def _under_heading(here: pd.DataFrame) -> Iterator[tuple[str, str]]:
    where, heading = here["source_label"].iloc[0], here["heading"].iloc[0]
    for _, main in here.groupby("main", sort=False):
        joined = main[main["certainty"] != "category"]
        yield f"{where}: {main['main_text'].iloc[0]}", _answers(joined)
    shared = here[here["certainty"] == "category"].drop_duplicates("response")
    if len(shared):
        texts = "; ".join(shared["response_text"])
        what = "Under the same heading, for each challenge that no sentence joins them to"
        yield f"{where}: all under “{heading}”", f"{what}: {texts}"


def _answers(rows: pd.DataFrame) -> str:
    return "; ".join(map(_answer, rows.to_dict("records"))) or NOTHING


def _answer(row: dict) -> str:
    on = f"on “{row['challenge_text']}”: " if row["challenge"] != row["main"] else ""
    return on + row["response_text"] + " (implied)" * (row["certainty"] == "implied")


# ---- words


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: finding (the title), implied, unjoined (what must be said of such answers), cites."""
    cites = (view.settings["cites"][source] for source in dict.fromkeys(table["source"]))
    made = view.words(
        finding=_finding(table),
        implied=_implied(int((table["certainty"] == "implied").sum())),
        unjoined=_more(int(table.attrs.get(UNJOINED, 0))),
        cites=" ".join(cites),
    )
    return made if len(table) else replace(made, source=EMPTY)


def _finding(table: pd.DataFrame) -> Sentence:
    """How many challenges have an answer by name, and how many only one that shares a heading."""
    best = table.groupby("main", sort=False)["certainty"].agg(set)
    if best.empty:
        return Sentence("No challenge belongs to this choice of source and theme")
    named = sum(bool(found & {"printed", "implied"}) for found in best)
    shared = sum(found == {"category"} for found in best)
    more = say(
        "; {n} more {share} a heading with one",
        n=counted(shared, "challenges"),
        share="shares" if shared == 1 else "share",
    )
    return say(
        "The texts themselves join an answer to {named} of {n} {challenges}{more}",
        named=counted(named, "challenges"),
        n=counted(len(best), "challenges"),
        challenges=plural(len(best), "challenge"),
        more=more if shared else EMPTY,
    )


def _implied(count: int) -> Sentence:
    if not count:
        return EMPTY
    words = "{n} marked “implied” {follow} from sentences taken together."
    follow = "follows" if count == 1 else "follow"
    return say(words, n=counted(count, "pairs"), follow=follow)


def _more(count: int) -> Sentence:
    if not count:
        return Sentence("A dash: none.")
    words = (
        "A dash: none. {n} more {answers} no source joins to one challenge; the data list them as "
        "items."
    )
    return say(words, n=counted(count, "answers"), answers=plural(count, "answer"))

"""The challenges of each source with the answers that a sentence joins to them, and its line."""

from collections.abc import Iterator, Mapping
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
BY = "source_label"
COLUMNS = {BY: "Source", "challenge": "Challenge", "answers": "Answers to it"}
UNJOINED = "unjoined"
"""The table's attribute with the number of answers that nothing joins to a challenge."""
HEADING = "heading"
"""The certainty of an answer that a sentence joins to all that stands under a heading."""
KEPT = ["source", "source_label", "heading", "main", "main_text", "challenge", "challenge_text"]
KEPT += ["theme", "second", "response", "response_text", "certainty", "section", "line"]
ORDER = ["place", "whole", "rank"]


# ---- table


def table(frameworks: Frameworks, view: Choice) -> pd.DataFrame:
    """One row a challenge (or point of one) and an answer to it, with the sentence's place.

    A challenge without an answer has one empty row. An answer to all that stands under a heading
    has no challenge; its themes are its own. `attrs` has UNJOINED.
    """
    items = frameworks.table("items").set_index("id")
    pairs = frameworks.table("responses").drop(columns="source")
    whole = _whole(frameworks)
    rows = pd.concat([pairs, _silent(pairs, items), whole], ignore_index=True)
    rows = _described(rows.fillna({"response": "", "certainty": "", "section": ""}), frameworks)
    found = view.rows(rows.sort_values(ORDER, kind="stable")[KEPT]).reset_index(drop=True)
    every = coded(frameworks)
    alone = (every["group"] == "answers") & ~every["item"].isin(rows["response"])
    found.attrs[UNJOINED] = view.rows(every[alone])["item"].nunique()
    return found


def _silent(pairs: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """The main challenges without an answer, to them or to a point of theirs."""
    answered = {*pairs["challenge"], *pairs["challenge"].map(items["parent"])}
    main = items[(items["kind"] == "challenge") & (items["parent"] == "")].index
    return pd.DataFrame({"challenge": main[~main.isin(list(answered))]})


def _whole(frameworks: Frameworks) -> pd.DataFrame:
    """The responses under each heading that a sentence joins to all of it."""
    categories, items = frameworks.table("categories"), frameworks.table("items")
    said = categories[categories["answers_section"] != ""].rename(columns={"id": "category"})
    said = said[["category", "answers_section", "answers_line"]]
    rows = items[items["kind"] == "response"].merge(said, on="category")
    rows = rows.assign(response=rows["id"], section=rows["answers_section"])
    rows = rows.assign(line=rows["answers_line"], challenge="", certainty=HEADING)
    return rows[["challenge", "response", "certainty", "section", "line"]]


def _described(rows: pd.DataFrame, frameworks: Frameworks) -> pd.DataFrame:
    """The rows with their words, themes, headings, and what puts them in order."""
    items, codes = (frameworks.table(name) for name in ("items", "crosswalk"))
    items, codes = items.set_index("id"), codes.set_index("item")
    main = rows["challenge"].map(items["parent"]).replace("", None)
    main = main.fillna(rows["challenge"])
    about = rows["challenge"].where(main != "", rows["response"])
    first = main.where(main != "", rows["response"])
    category = first.map(items["category"])
    return rows.assign(
        main=main,
        source=first.map(items["source"]),
        source_label=first.map(items["source"]).map(frameworks.words("sources", "short")),
        heading=category.map(frameworks.words("categories")),
        theme=about.map(codes["theme"]),
        second=about.map(codes["second"]),
        main_text=main.map(items["item"]).fillna(""),
        challenge_text=rows["challenge"].map(items["item"]).fillna(""),
        response_text=rows["response"].map(items["item"]).fillna(""),
        place=category.map({name: at for at, name in enumerate(frameworks.words("categories"))}),
        whole=main == "",
        rank=first.map(items.index.get_loc),
    )


# ---- as readers see it


def reading(table: pd.DataFrame, _view: Choice) -> pd.DataFrame:
    """Each challenge with the answers joined to it, a line each; then those to a whole heading."""
    groups = table.groupby(["source", "heading"], sort=False)
    rows = [row for _, here in groups for row in _under_heading(here)]
    return pd.DataFrame(rows or [(NOTHING, NOTHING, NOTHING)], columns=list(COLUMNS))


def _under_heading(here: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    where, heading = here["source_label"].iloc[0], here["heading"].iloc[0]
    for main, rows in here.groupby("main", sort=False):
        answers = [_answer(row) for row in rows.to_dict("records") if row["response"]]
        whole = f"“{heading}” as a whole ({_line(rows.iloc[0])})"
        name = rows["main_text"].iloc[0] if main else whole
        yield where, name, "\n".join(answers) or NOTHING


def _answer(row: dict) -> str:
    """`on “a point”: what is done (line 12, implied)`."""
    if row["certainty"] == HEADING:
        return row["response_text"]
    on = f"on “{row['challenge_text']}”: " if row["challenge"] != row["main"] else ""
    implied = ", implied" * (row["certainty"] == "implied")
    return f"{on}{row['response_text']} ({_line(row)}{implied})"


def _line(row: Mapping[str, object] | pd.Series) -> str:
    """`line 12`, never parted."""
    return f"line\N{NO-BREAK SPACE}{row['line']}"


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
        "{n:None} more {answers} no sentence joins to a challenge; the data list them as items.",
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
    """How many challenges have an answer that a sentence joins to them."""
    named = table[table["main"] != ""]
    answered = named.groupby("main", sort=False)["response"].agg(lambda found: any(found != ""))
    if answered.empty:
        return Sentence("No challenge belongs to this choice of source and theme")
    k = counted(int(answered.sum()), "challenges")
    template = "Sentences of the texts join an answer to {k} of {challenges}"
    return say(template, k=k, challenges=many(len(answered), "challenge"))

"""Frameworks -> the tables of types, characteristics, themes and answers. Text and counted rows; nothing is inferred.

`source` and `theme` keep what one source document says, or what belongs to one theme of the code book; `all` keeps everything.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.frameworks import ANSWERS, Frameworks
from helpers.params import ALL

SHORT = "in_short"  # the row that says what a type is, before the dimensions
NO_THEME = "none"  # the code for an item that fits no theme
GROUPS = {"challenge": "challenges", "answer": "answers", "other": "lessons, strengths, implications", "second": "as a second theme"}


def partnership_types(shelf: Frameworks) -> pd.DataFrame:
    """Table S1. One row an assertion: type, main type (its own or its parent), dimension, what is said and where.

    A main type of which nothing is said in a dimension has one row without words there.
    """
    types, dimensions = shelf.table("partnership_types"), shelf.table("dimensions")
    short = types.rename(columns={"id": "type", "summary": "value"}).assign(dimension=SHORT)
    said = shelf.table("type_dimensions")
    silent = [{"type": kind, "dimension": name, "value": "", "source": "003", "section": ""} for kind in types.loc[types["parent"] == "", "id"]
              if kind in set(said["type"]) for name in dimensions["id"] if not ((said["type"] == kind) & (said["dimension"] == name)).any()]
    rows = pd.concat([short, said, pd.DataFrame(silent)])[["type", "dimension", "value", "source", "section", "line"]]
    names, parents = dict(zip(types["id"], types["name"])), dict(zip(types["id"], types["parent"]))
    labels = {SHORT: "In short", **dict(zip(dimensions["id"], dimensions["label"]))}
    questions = dict(zip(dimensions["id"], dimensions["question"]))
    main = rows["type"].map(lambda name: parents[name] or name)
    rows = rows.assign(type_label=rows["type"].map(names), main=main, main_label=main.map(names), dimension_label=rows["dimension"].map(labels),
                       question=rows["dimension"].map(questions).fillna("What is it?"))
    order = [_places(rows["dimension"], labels), _places(rows["main"], names), _places(rows["type"], names), rows["line"]]
    rows = rows.assign(**{f"_{place}": keys for place, keys in enumerate(order)}).sort_values([f"_{place}" for place in range(4)], kind="stable")
    return rows[["dimension", "dimension_label", "question", "main", "main_label", "type", "type_label", "value", "source", "section",
                 "line"]].reset_index(drop=True)


def _places(cells: pd.Series, order: Iterable[str]) -> pd.Series:
    places = {name: place for place, name in enumerate(order)}
    return cells.map(places)


def partnerships(shelf: Frameworks) -> pd.DataFrame:
    """Table S2. The named partnerships with the words for their types; `type_label` is empty where the text gives none."""
    types = shelf.table("partnership_types")
    names = dict(zip(types["id"], types["name"]))
    return shelf.table("partnerships").assign(type_label=lambda rows: rows["type"].map(names).fillna(""))


def definition(shelf: Frameworks) -> pd.DataFrame:
    """Table S3. One row a characteristic of the report's list, in its order, beside its match in the white paper's; then what only that has."""
    rows = shelf.table("definition").set_index("id", drop=False)
    report, paper = rows[rows["source"] == "000"], rows[rows["source"] == "003"]
    pairs = [(own, paper.loc[own["matches"]] if own["matches"] else None) for _, own in report.sort_values("number").iterrows()]
    found = set(report["matches"])
    pairs += [(None, other) for _, other in paper.sort_values("number").iterrows() if other["id"] not in found]
    return pd.DataFrame([{**_side(own, "report"), **_side(other, "paper")} for own, other in pairs])


def _side(row: pd.Series | None, name: str) -> dict[str, object]:
    parts = ("id", "number", "characteristic", "summary", "difference", "source", "section", "line")
    return {f"{name}_{part}": "" if row is None else row[part] for part in parts}


# ---- themes and answers


def _coded(shelf: Frameworks) -> pd.DataFrame:
    """The coded items with their source, kind, words, and group: challenge, answer or other."""
    items = shelf.table("items").rename(columns={"id": "item", "item": "text"})
    rows = shelf.table("crosswalk")[["item", "theme", "second"]].merge(items, on="item", validate="one_to_one")
    return rows.assign(group=rows["kind"].map(_group))


def _group(kind: str) -> str:
    return "challenge" if kind == "challenge" else "answer" if kind in ANSWERS else "other"


def challenge_crosswalk(shelf: Frameworks, source: str = ALL, theme: str = ALL) -> pd.DataFrame:
    """Figure S7. Keys theme, source, group: how many items, which, and their words; what more sources name comes first.

    The group `second` holds the items of other themes whose text names this one as well; it counts in no total.
    """
    coded = _coded(shelf)
    second = coded[coded["second"] != ""].assign(theme=lambda rows: rows["second"], group="second")
    rows = pd.concat([coded, second])
    themes = {name: label for name, label in zip(*(shelf.table("themes")[part] for part in ("id", "label"))) if name != NO_THEME}
    sources = dict(zip(*(shelf.table("sources")[part] for part in ("id", "short"))))
    ranked = sorted(themes, key=lambda name: _rank(rows[rows["theme"] == name]))
    found = [{"theme": name, "theme_label": themes[name], "source": key, "source_label": sources[key], "group": group,
              "group_label": GROUPS[group], "count": len(here), "items": ";".join(here["item"]), "text": "; ".join(here["text"])}
             for name in ranked if theme in (ALL, name) for key in sources if source in (ALL, key) for group in GROUPS
             for here in [rows[(rows["theme"] == name) & (rows["source"] == key) & (rows["group"] == group)]]]
    return pd.DataFrame(found)


def _rank(rows: pd.DataFrame) -> tuple[int, int, int]:
    """Themes by the sources that speak of them, then by those that name them as a challenge, then by items: the most first."""
    first = rows[rows["group"] != "second"]
    return -first["source"].nunique(), -first.loc[first["group"] == "challenge", "source"].nunique(), -len(first)


def responses(shelf: Frameworks, source: str = ALL, theme: str = ALL) -> pd.DataFrame:
    """Table S7. One row a challenge (or point of one) and an answer to it, with its certainty; a challenge without answer has one empty row."""
    items = shelf.table("items").set_index("id")
    pairs = shelf.table("responses")
    hard = items[items["kind"] == "challenge"]
    answered = set(pairs["challenge"]) | {items.at[name, "parent"] for name in pairs["challenge"]}
    silent = [{"challenge": name} for name in hard.index[(hard["parent"] == "") & ~hard.index.isin(answered)]]
    rows = pd.concat([pairs[["challenge", "response", "certainty", "section", "line"]], pd.DataFrame(silent, columns=["challenge"])])
    rows = rows.fillna({"response": "", "certainty": "", "section": ""})
    names = {table: dict(zip(shelf.table(table)["id"], shelf.table(table)[label]))
             for table, label in (("sources", "short"), ("categories", "label"))}
    themes = dict(zip(shelf.table("crosswalk")["item"], shelf.table("crosswalk")["theme"]))
    main = rows["challenge"].map(lambda name: items.at[name, "parent"] or name)
    rows = rows.assign(
        source=main.map(items["source"]), main=main, main_text=main.map(items["item"]), challenge_text=rows["challenge"].map(items["item"]),
        heading=main.map(items["category"]).map(names["categories"]), theme=rows["challenge"].map(themes),
        response_text=rows["response"].map(items["item"]).fillna(""), response_kind=rows["response"].map(items["kind"]).fillna(""))
    rows = rows.assign(source_label=rows["source"].map(names["sources"]), _place=main.map({name: place for place, name in enumerate(items.index)}))
    kept = rows["source"].isin([source] if source != ALL else names["sources"]) & ((theme == ALL) | (rows["theme"] == theme))
    return rows[kept].sort_values("_place", kind="stable")[[
        "source", "source_label", "heading", "main", "main_text", "challenge", "challenge_text", "theme", "response", "response_text",
        "response_kind", "certainty", "section", "line"]].reset_index(drop=True)


def unjoined(shelf: Frameworks, source: str = ALL, theme: str = ALL) -> int:
    """How many answers no sentence and no heading joins to one challenge."""
    rows = _coded(shelf)
    rows = rows[(rows["group"] == "answer") & ~rows["item"].isin(shelf.table("responses")["response"])]
    return int((rows["source"].isin([source] if source != ALL else rows["source"]) & ((theme == ALL) | (rows["theme"] == theme))).sum())

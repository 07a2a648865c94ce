"""The types of partnerships, compared: what is said of each, dimension by dimension.

The settings name the types that are compared, a column each (`columns`).
"""

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits.choice import NOTHING, Choice
from helpers.exhibits.exhibit import Words
from helpers.text.phrases import small

NEEDS = ("frameworks",)
FROM = "frameworks"
KEPT = ["dimension", "dimension_label", "question", "main", "main_label", "type", "type_label"]
KEPT += ["value", "chief", "source", "section", "line"]


def table(frameworks: Frameworks, _view: Choice) -> pd.DataFrame:
    """One row an assertion: dimension, main type (its own or its parent), type, what is said, and
    whether it is a chief one, which the comparison shows."""
    rows, names = frameworks.table("type_dimensions"), frameworks.words("partnership_types", "name")
    parents = frameworks.words("partnership_types", "parent")
    main = rows["type"].map(lambda name: parents[name] or name)
    labels, questions = frameworks.words("dimensions"), frameworks.words("dimensions", "question")
    rows = rows.assign(
        main=main,
        main_label=main.map(names),
        type_label=rows["type"].map(names),
        dimension_label=rows["dimension"].map(labels),
        question=rows["dimension"].map(questions),
    )
    places = {"dimension": list(labels), "main": list(names), "type": list(names)}
    return rows.sort_values(
        [*places, "line"],
        key=lambda cells: cells.map(places[cells.name].index) if cells.name in places else cells,
        kind="stable",
        ignore_index=True,
    )[KEPT]


def columns(view: Choice) -> dict[str, str]:
    """Columns of `reading` and their headings: the dimension, then the types."""
    return {"dimension_label": "Compared by", **view.settings["columns"]}


def _compared(table: pd.DataFrame, view: Choice) -> pd.DataFrame:
    return table[table["main"].isin(view.settings["columns"]) & (table["chief"] != "")]


def reading(table: pd.DataFrame, view: Choice) -> pd.DataFrame:
    """A row a dimension, a column a type: the chief things that are said, or a dash."""
    said = _compared(table, view).groupby(["dimension_label", "main"], sort=False)["value"]
    cells = said.agg(lambda values: " ".join(f"{one}." for one in values)).unstack()
    order = table["dimension_label"].drop_duplicates()
    cells = cells.reindex(order[order.isin(cells.index)]).fillna(NOTHING)
    return cells.reindex(columns=list(view.settings["columns"])).reset_index()


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: types, dimensions, shown and assertions (how many are compared, and all there are),
    others (what is said of types that are not compared)."""
    compared = _compared(table, view)
    others = table.loc[~table["main"].isin(view.settings["columns"]), "value"]
    return view.words(
        types=compared["main"].nunique(),
        dimensions=compared["dimension"].nunique(),
        shown=len(compared),
        assertions=len(table),
        others="; ".join(map(small, others)),
    )

"""The types of partnerships: what is said of each, dimension by dimension."""

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits.choice import NOTHING, Choice
from helpers.exhibits.exhibit import Words
from helpers.text.phrases import counted

NEEDS = ("frameworks",)
FROM = "frameworks"
COLUMNS = {"dimension": "Dimension", "type": "Type", "value": "What is said of it"}
SHORT = "in_short"
"""The row that says what a type is, before the dimensions."""
KEPT = ["dimension", "dimension_label", "question", "main", "main_label", "type", "type_label"]
KEPT += ["value", "source", "section", "line"]


def table(frameworks: Frameworks, _view: Choice) -> pd.DataFrame:
    """One row an assertion: dimension, main type (its own or its parent), type, what is said.

    A main type of which nothing is said in a dimension has one row without words there.
    """
    types, said = frameworks.table("partnership_types"), frameworks.table("type_dimensions")
    names = frameworks.words("partnership_types", "name")
    parents = frameworks.words("partnership_types", "parent")
    questions = {SHORT: "What is it?", **frameworks.words("dimensions", "question")}
    labels = {SHORT: "In short", **frameworks.words("dimensions")}
    short = types.rename(columns={"id": "type", "summary": "value"}).assign(dimension=SHORT)
    rows = pd.concat([short, said, _silent(types, said, questions)], ignore_index=True)
    main = rows["type"].map(lambda name: parents[name] or name)
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


def _silent(types: pd.DataFrame, said: pd.DataFrame, dimensions: dict[str, str]) -> pd.DataFrame:
    """An empty row for each dimension of which nothing is said of a main type that is compared."""
    main = types[(types["parent"] == "") & types["id"].isin(said["type"])]
    rows = main[["id", "source"]].rename(columns={"id": "type"}).assign(value="", section="")
    every = rows.merge(pd.DataFrame({"dimension": [d for d in dimensions if d != SHORT]}), "cross")
    known = pd.MultiIndex.from_frame(said[["type", "dimension"]])
    return every[~pd.MultiIndex.from_frame(every[["type", "dimension"]]).isin(known)]


def reading(table: pd.DataFrame, _view: Choice) -> pd.DataFrame:
    """A row a dimension and type, with all that is said."""
    groups = table.groupby(["dimension_label", "type_label"], sort=False)["value"]
    said = groups.agg(lambda values: " ".join(f"{one}." for one in values if one) or NOTHING)
    return said.rename_axis(["dimension", "type"]).reset_index()


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: types, dimensions, shared (dimensions with something on all types), assertions."""
    said = table[(table["dimension"] != SHORT) & (table["value"] != "")]
    own = said[said["type"] == said["main"]]
    types = own["type"].nunique()
    shared = own.groupby("dimension")["type"].nunique() == types
    return view.words(
        types=types,
        dimensions=said["dimension"].nunique(),
        shared=counted(int(shared.sum()), "dimensions"),
        assertions=len(said),
    )

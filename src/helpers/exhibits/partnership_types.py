"""The types of partnerships: what is said of each, dimension by dimension."""

from collections.abc import Iterable

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits.choice import NOTHING, Choice
from helpers.exhibits.exhibit import Words
from helpers.text.phrases import counted

NEEDS = ("frameworks",)
FROM = "frameworks"
SHORT = "in_short"
"""The row that says what a type is, before the dimensions."""
COLUMNS = ["dimension", "dimension_label", "question", "main", "main_label", "type", "type_label"]
COLUMNS += ["value", "source", "section", "line"]


def table(frameworks: Frameworks, _view: Choice) -> pd.DataFrame:
    """One row an assertion: dimension, main type (its own or its parent), type, what is said.

    A main type of which nothing is said in a dimension has one row without words there.
    """
    types, said = frameworks.table("partnership_types"), frameworks.table("type_dimensions")
    dimensions = frameworks.table("dimensions")
    names = frameworks.words("partnership_types", "name")
    parents = frameworks.words("partnership_types", "parent")
    labels = {SHORT: "In short", **frameworks.words("dimensions")}
    short = types.rename(columns={"id": "type", "summary": "value"}).assign(dimension=SHORT)
    rows = pd.concat([short, said, _silent(types, said, dimensions["id"])], ignore_index=True)
    main = rows["type"].map(lambda name: parents[name] or name)
    rows = rows.assign(
        main=main,
        main_label=main.map(names),
        type_label=rows["type"].map(names),
        dimension_label=rows["dimension"].map(labels),
        question=rows["dimension"].map(frameworks.words("dimensions", "question")),
    ).fillna({"question": "What is it?"})
    return _sorted(rows, {"dimension": labels, "main": names, "type": names})[COLUMNS]


def _silent(types: pd.DataFrame, said: pd.DataFrame, dimensions: Iterable[str]) -> pd.DataFrame:
    """An empty row for each dimension of which nothing is said of a main type that is compared."""
    pairs = set(zip(said["type"], said["dimension"], strict=True))
    main = types[(types["parent"] == "") & types["id"].isin(said["type"])]
    rows = [
        {"type": name, "dimension": one, "value": "", "source": source, "section": ""}
        for name, source in zip(main["id"], main["source"], strict=True)
        for one in dimensions
        if (name, one) not in pairs
    ]
    return pd.DataFrame(rows)


def _sorted(rows: pd.DataFrame, order: dict[str, Iterable[str]]) -> pd.DataFrame:
    """Rows by columns whose values have an order, then by line."""
    places = {column: {v: at for at, v in enumerate(values)} for column, values in order.items()}
    return rows.sort_values(
        [*order, "line"],
        key=lambda cells: cells.map(places[cells.name]) if cells.name in places else cells,
        kind="stable",
        ignore_index=True,
    )


def columns(_view: Choice) -> dict[str, str]:
    """Columns of `reading` and their headings."""
    return {"dimension": "Dimension", "type": "Type", "value": "What is said of it"}


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
        types=counted(types, "types"),
        dimensions=counted(said["dimension"].nunique(), "dimensions"),
        shared=counted(int(shared.sum()), "dimensions"),
        assertions=counted(len(said), "assertions"),
    )

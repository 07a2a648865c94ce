"""The partnerships that a source names as portraits or examples of a type."""

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits.choice import NOTHING, Choice
from helpers.exhibits.exhibit import Words
from helpers.text.phrases import counted

NEEDS = ("frameworks",)
FROM = "frameworks"
COLUMNS = {"name": "Partnership", "type_label": "Type", "place": "Where", "summary": "Summary"}


def table(frameworks: Frameworks, _view: Choice) -> pd.DataFrame:
    """The named partnerships with their types; `type_label` is empty where the text gives none."""
    rows, names = frameworks.table("partnerships"), frameworks.words("partnership_types", "name")
    return rows.assign(type_label=rows["type"].map(names).fillna(""))


def reading(table: pd.DataFrame, _view: Choice) -> pd.DataFrame:
    """The rows, a dash where the text gives no type or place."""
    return table.replace({"type_label": "", "place": ""}, NOTHING)


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: partnerships, typed, untyped (names of those without a type)."""
    untyped = table.loc[table["type_label"] == "", "name"]
    typed = counted(len(table) - len(untyped), "partnerships")
    return view.words(partnerships=len(table), typed=typed, untyped="; ".join(untyped))

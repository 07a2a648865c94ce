"""Two lists of the characteristics that define partnerships, side by side.

The settings name the two lists (`lists`, the one that leads first), each with the `source` it is
of and a `heading` for its column; and what the column of differences is called (`apart`).
"""

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits.choice import NOTHING, Choice
from helpers.exhibits.exhibit import Words
from helpers.text.phrases import counted
from helpers.text.say import EMPTY

NEEDS = ("frameworks",)
FROM = "frameworks"
PARTS = ("id", "number", "characteristic", "summary", "difference", "source", "section", "line")


def table(frameworks: Frameworks, view: Choice) -> pd.DataFrame:
    """A row a characteristic of the first list, in its order, beside its match in the second; then
    what only the second has."""
    rows = frameworks.table("definition").sort_values("number", kind="stable").to_dict("records")
    lists = view.settings["lists"]
    first, second = (
        {row["id"]: row for row in rows if row["source"] == one["source"]} for one in lists.values()
    )
    matched = {row["matches"] for row in first.values()}
    pairs = [(row, second.get(row["matches"], {})) for row in first.values()]
    pairs += [({}, row) for key, row in second.items() if key not in matched]
    return pd.DataFrame(
        {
            f"{name}_{part}": row.get(part, "")
            for name, row in zip(lists, pair, strict=True)
            for part in PARTS
        }
        for pair in pairs
    )


def columns(view: Choice) -> dict[str, str]:
    """Columns of `reading` and their headings."""
    heads = {name: one["heading"] for name, one in view.settings["lists"].items()}
    return {**heads, "apart": view.settings["apart"]}


def reading(table: pd.DataFrame, view: Choice) -> pd.DataFrame:
    """Both lists' characteristics with their numbers, and what sets the first one's apart (the
    second one's, where the first has none)."""
    first, second = view.settings["lists"]
    rows = [
        {
            first: _listed(row, first),
            second: _listed(row, second),
            "apart": row[f"{first if row[f'{first}_id'] else second}_difference"] or NOTHING,
        }
        for row in table.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=list(columns(view)))


def _listed(row: dict, name: str) -> str:
    number, what = row[f"{name}_number"], row[f"{name}_characteristic"]
    return f"{number}. {what}" if row[f"{name}_id"] else NOTHING


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: first, second (how many each lists), both."""
    first, second = (table[f"{name}_id"] != "" for name in view.settings["lists"])
    counts = {"first": first, "second": second, "both": first & second}
    found = {name: counted(int(rows.sum()), "characteristics") for name, rows in counts.items()}
    return view.words(EMPTY, **found)

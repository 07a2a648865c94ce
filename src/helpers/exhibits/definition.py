"""Two lists of the characteristics that define partnerships, side by side.

The settings name the two lists (`lists`, the one that leads first): each has the `source` it is of,
a `heading` for its column, and a `name` for what it alone says of a difference.
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
    rows = frameworks.table("definition").sort_values("number", kind="stable")
    first, second = (_list_of(rows, one["source"]) for one in view.settings["lists"].values())
    one, two = view.settings["lists"]
    both = [{**_side(a, one), **_side(second.get(a["matches"]), two)} for a in first.values()]
    matched = {row["matches"] for row in first.values()}
    rest = [row for key, row in second.items() if key not in matched]
    return pd.DataFrame([*both, *({**_side(None, one), **_side(row, two)} for row in rest)])


def _list_of(rows: pd.DataFrame, source: str) -> dict[str, dict]:
    own = rows[rows["source"] == source].to_dict("records")
    return {row["id"]: row for row in own}


def _side(row: dict | None, name: str) -> dict[str, object]:
    return {f"{name}_{part}": "" if row is None else row[part] for part in PARTS}


def columns(view: Choice) -> dict[str, str]:
    """Columns of `reading` and their headings."""
    heads = {name: one["heading"] for name, one in view.settings["lists"].items()}
    return {**heads, "apart": "How they differ"}


def reading(table: pd.DataFrame, view: Choice) -> pd.DataFrame:
    """Both lists' characteristics with their numbers, and how they differ."""
    names = {name: one["name"] for name, one in view.settings["lists"].items()}
    rows = [
        {**{name: _listed(row, name) for name in names}, "apart": _apart(row, names)}
        for row in table.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=list(columns(view)))


def _listed(row: dict, name: str) -> str:
    if not row[f"{name}_id"]:
        return NOTHING
    number, what = row[f"{name}_number"], row[f"{name}_characteristic"]
    return f"{number}. {what}: {row[f'{name}_summary']}."


def _apart(row: dict, names: dict[str, str]) -> str:
    """Both lists' sides of a difference; one alone needs no name."""
    said = {names[name]: text for name in names if (text := row[f"{name}_difference"])}
    alone = len(said) == 1
    told = (f"{text}." if alone else f"{name}: {text}." for name, text in said.items())
    return " ".join(told) or NOTHING


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: first, second (how many each lists), both, alone (those of the first list that the
    second lacks), moved (those of both at another place)."""
    one, other = list(view.settings["lists"])
    first, second = table[f"{one}_id"] != "", table[f"{other}_id"] != ""
    both = table[first & second]
    moved = both[f"{one}_number"] != both[f"{other}_number"]
    numbers = {
        "first": first.sum(),
        "second": second.sum(),
        "both": len(both),
        "moved": moved.sum(),
    }
    return view.words(
        EMPTY,
        **{name: counted(int(n), "characteristics") for name, n in numbers.items()},
        alone="”, “".join(table.loc[first & ~second, f"{one}_characteristic"]),
    )

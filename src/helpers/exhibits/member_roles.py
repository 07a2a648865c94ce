"""The roles of members in a partnership, group by group.

The settings name the groups that are shown (`groups`): a `heading`, and which roles: the ids, or
the `source` that all of them are from. Roles in none of them stand in the data alone.
"""

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits.choice import Choice
from helpers.exhibits.exhibit import Words
from helpers.text.say import EMPTY

NEEDS = ("frameworks",)
FROM = "frameworks"
COLUMNS = {"heading": "Told by", "role": "Role", "what": "What they do"}
BY = "heading"
KEPT = ["id", "role", "kind", "group", "summary", "stage", "notes", "source", "section", "line"]


def table(frameworks: Frameworks, view: Choice) -> pd.DataFrame:
    """Every role, those of the groups first, in their order; `notes` is what else is said."""
    roles, notes = frameworks.table("member_roles"), frameworks.table("member_role_notes")
    said = notes.groupby("role", sort=False)["note"].agg(". ".join)
    groups = view.settings["groups"]
    group = [_group(role, groups) for role in roles.to_dict("records")]
    rows = roles.assign(group=group, notes=roles["id"].map(said).fillna(""))
    place = rows["group"].map([*groups, ""].index)
    return rows.iloc[place.argsort(kind="stable")][KEPT].reset_index(drop=True)


def _group(role: dict, groups: dict[str, dict]) -> str:
    """The first group that a role belongs to, if any."""
    held = (
        name
        for name, one in groups.items()
        if role["id"] in one.get("roles", []) or role["source"] == one.get("source")
    )
    return next(held, "")


def reading(table: pd.DataFrame, view: Choice) -> pd.DataFrame:
    """A row a role of the groups: its group's heading, and all that is said of it."""
    rows, groups = table[table["group"] != ""], view.settings["groups"]
    more = rows["notes"].map(lambda text: f" {text}." if text else "")
    heading = rows["group"].map({name: one["heading"] for name, one in groups.items()})
    return rows.assign(heading=heading, what=rows["summary"] + "." + more)


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: a group's name for how many roles it has, others (how many are in none)."""
    counts = table["group"].value_counts()
    found: dict[str, object] = {name: int(counts.get(name, 0)) for name in view.settings["groups"]}
    return view.words(EMPTY, **found, others=int(counts.get("", 0)))

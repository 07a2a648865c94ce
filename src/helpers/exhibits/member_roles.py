"""The roles of members in a partnership, and of those around them.

The settings name the roles that make up a mix (`mix`, which stand first) and what each group of
roles is called (`groups`).
"""

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits.choice import NOTHING, Choice
from helpers.exhibits.exhibit import Words
from helpers.text.phrases import counted

NEEDS = ("frameworks",)
FROM = "frameworks"
COLUMNS = {"role": "Role", "what": "Meaning", "notes": "Further remarks"}
MIX = "mix"
ORDER = (MIX, "member", "staff", "other")
KEPT = ["id", "role", "group", "summary", "stage", "notes", "source", "section", "line"]


def table(frameworks: Frameworks, view: Choice) -> pd.DataFrame:
    """Every role: the mix first, then members' other roles, staff, others; `notes` is what else is
    said."""
    roles, notes = frameworks.table("member_roles"), frameworks.table("member_role_notes")
    said = notes.groupby("role", sort=False)["note"].agg(". ".join)
    group = roles["kind"].where(~roles["id"].isin(view.settings["mix"]), MIX)
    rows = roles.assign(group=group, notes=roles["id"].map(said).fillna(""))
    return rows.iloc[group.map(ORDER.index).argsort(kind="stable")][KEPT].reset_index(drop=True)


def reading(table: pd.DataFrame, view: Choice) -> pd.DataFrame:
    """A row a role: its group and meaning, when it counts most, and what else is said."""
    groups = view.settings["groups"]
    stages = table["stage"].map(lambda stage: f" Counts most: {stage}." if stage else "")
    return table.assign(
        what=table["group"].map(groups) + ". " + table["summary"] + "." + stages,
        notes=table["notes"].map(lambda text: f"{text}." if text else NOTHING),
    )


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: roles, mix (how many), first_of_mix, last_of_mix."""
    mix = [role.lower() for role in table.loc[table["group"] == MIX, "role"]] or [""]
    return view.words(
        roles=len(table),
        mix=counted(int((table["group"] == MIX).sum()), "roles"),
        first_of_mix=mix[0],
        last_of_mix=mix[-1],
    )

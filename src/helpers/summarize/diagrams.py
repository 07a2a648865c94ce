"""Frameworks -> the tables behind the diagrams of knowledge use and of the logic model, and the tables beside them.

A diagram's table has a row a node (`row` = node) and a row a connection (`row` = link; `id` and `label` are where it starts,
`to` and `to_label` where it ends, `how` what the source says of it). Each row names its place in the source.
"""

from __future__ import annotations

import pandas as pd

from helpers.frameworks import Frameworks

NODE = ["id", "label", "kind", "parent", "level", "order", "summary"]
LINK = ["id", "label", "to", "to_label", "how", "certainty"]
PLACE = ["source", "section", "line"]
COLUMNS = ["row", *NODE, *LINK[2:], *PLACE]
FIVE = ("champion", "advisor", "stakeholder", "boundary_spanner", "learner")
"""The roles that the source names in one sentence as those of a well-mixed membership."""


def knowledge_use(shelf: Frameworks) -> pd.DataFrame:
    """The cycle of knowledge utilization: nodes and links."""
    nodes = shelf.table("knowledge_nodes").assign(parent="")
    return _both(nodes, shelf.table("knowledge_links"))


def logic_model(shelf: Frameworks) -> pd.DataFrame:
    """The logic model whole: all nodes, with what the text adds to them, and all links."""
    return _both(shelf.table("logic_nodes"), shelf.table("logic_links"))


def alliance_process(shelf: Frameworks) -> pd.DataFrame:
    """The alliance process, its activities, and what they are linked with."""
    return _panel(shelf, "3")


def project_process(shelf: Frameworks) -> pd.DataFrame:
    """The project process, its activities, and what they are linked with."""
    return _panel(shelf, "4")


def staff_development_process(shelf: Frameworks) -> pd.DataFrame:
    """The staff development process, its activities, and what they are linked with."""
    return _panel(shelf, "5")


def proximal_outputs(shelf: Frameworks) -> pd.DataFrame:
    """The outputs, the outcomes they lead on to, and all their links."""
    return _panel(shelf, "6", also=("outcome",))


def member_roles(shelf: Frameworks) -> pd.DataFrame:
    """Every role: the five first, then members' other roles, staff, others; `notes` is what else is said."""
    roles, notes = shelf.table("member_roles"), shelf.table("member_role_notes")
    said = notes.groupby("role", sort=False)["note"].agg(". ".join)
    group = roles["kind"].where(~roles["id"].isin(FIVE), "mix")
    rank = group.map({"mix": 0, "member": 1, "staff": 2, "other": 3})
    table = roles.assign(group=group, notes=roles["id"].map(said).fillna(""))
    table = table.iloc[rank.argsort(kind="stable")].reset_index(drop=True)
    return table[["id", "role", "group", "summary", "stage", "notes", *PLACE]]


def evidence_uses(shelf: Frameworks) -> pd.DataFrame:
    """Kinds of use of evidence, in the text's order."""
    return shelf.table("evidence_uses").copy()


def documents(shelf: Frameworks) -> pd.DataFrame:
    """Documents, protocols and tools: by kind, in the text's order."""
    rows = shelf.table("documents")
    rank = rows["kind"].map({"document": 0, "protocol": 1, "tool": 2})
    return rows.iloc[rank.argsort(kind="stable")].reset_index(drop=True)


# ---- what they are made of


def _both(nodes: pd.DataFrame, links: pd.DataFrame, ends: pd.DataFrame | None = None) -> pd.DataFrame:
    """Nodes and links as one table; `ends` names the nodes of links that lead out of it."""
    names = (nodes if ends is None else ends).set_index("id")["label"]
    lines = links.rename(columns={"label": "how"}).rename(columns={"from": "id"})
    lines = lines.assign(row="link", label=lines["id"].map(names), to_label=lines["to"].map(names))
    table = pd.concat([nodes.assign(row="node"), lines], ignore_index=True)[COLUMNS]
    texts = [name for name in COLUMNS if name not in ("order", "line")]
    return table.assign(**{name: table[name].fillna("").astype(str) for name in texts})


def _panel(shelf: Frameworks, number: str, also: tuple[str, ...] = ()) -> pd.DataFrame:
    """One of the source's smaller figures: its nodes, what the text adds to each, and every link that starts or ends there."""
    nodes, links = shelf.table("logic_nodes"), shelf.table("logic_links")
    own = nodes["panel"].str.split("|").map(lambda panels: number in panels)
    inside = set(nodes.loc[own, "id"])
    kept = own | nodes["id"].map(lambda key: bool(_above(nodes, key) & inside) and _is_detail(nodes, key)) | nodes["kind"].isin(also)
    touching = links["from"].isin(inside) | links["to"].isin(inside)
    return _both(nodes[kept], links[touching], nodes)


def _above(nodes: pd.DataFrame, key: str) -> set[str]:
    """The nodes that a node is part of, and those that they are part of."""
    parent, found = dict(zip(nodes["id"], nodes["parent"])), set()
    while (key := parent.get(key, "")) and key not in found:
        found.add(key)
    return found


def _is_detail(nodes: pd.DataFrame, key: str) -> bool:
    return bool((nodes.loc[nodes["id"] == key, "kind"] == "detail").all())

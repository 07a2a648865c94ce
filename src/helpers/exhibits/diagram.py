"""What the diagrams of nodes and links share: their tables, the rows a reader sees, and words.

A diagram's table has a row a node (`row` = node) and a row a connection (`row` = link; `id` and
`label` are where it starts, `to` and `to_label` where it ends, `how` what the source says of it).
Each row names its place in the source.
"""

from collections.abc import Iterable

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits.choice import Choice, named
from helpers.exhibits.exhibit import Words
from helpers.look.diagrams.graph import NO_LEVEL, Graph, Link, Node, lower
from helpers.text.say import EMPTY, Sentence, say

COLUMNS = {"name": "Name", "what": "What it is"}
COLUMNS |= {"before": "What leads to it", "after": "What it leads to"}
KEPT = ["row", "id", "label", "kind", "parent", "level", "order", "summary", "to", "to_label"]
KEPT += ["how", "effect", "certainty", "source", "section", "line"]
COUNTED = {
    "inputs": "input",
    "processes": "process",
    "activities": "activity",
    "outputs": "output",
    "outcomes": "outcome",
    "stages": "stage",
    "influences": "influence",
}
"""The token that counts each kind of node."""
NONE = "none named"


# ---- tables


def table(frameworks: Frameworks, view: Choice) -> pd.DataFrame:
    """The logic model, or one of its smaller figures (the settings' `panel`): nodes, details, every
    link to or from them."""
    nodes, links = frameworks.table("logic_nodes"), frameworks.table("logic_links")
    number, panels = view.settings.get("panel"), nodes["panel"].str.split("|")
    own = panels.map(lambda shown: number is None or number in shown)
    inside = nodes["id"][own]
    touching = links["from"].isin(inside) | links["to"].isin(inside)
    kept = parts = own
    while parts.any():  # their details, then the details of these
        parts = (nodes["kind"] == "detail") & nodes["parent"].isin(nodes["id"][parts]) & ~kept
        kept = kept | parts
    return joined(nodes[kept], links[touching], nodes)


def joined(nodes: pd.DataFrame, links: pd.DataFrame, ends: pd.DataFrame) -> pd.DataFrame:
    """Nodes and links as one table; `ends` are the nodes that links lead from and to."""
    names = ends.set_index("id")["label"]
    lines = links.rename(columns={"label": "how", "from": "id"})
    lines = lines.assign(row="link", label=lines["id"].map(names), to_label=lines["to"].map(names))
    table = pd.concat([nodes.assign(row="node"), lines], ignore_index=True)
    kept = [name for name in KEPT if name in table]
    texts = {name: table[name].fillna("").astype(str) for name in {*kept} - {"order", "line"}}
    return table[kept].assign(**texts)


def graph(table: pd.DataFrame, view: Choice) -> Graph:
    """The table as a graph, with the words and colours of its levels."""
    return Graph.read(table, view.settings["levels"])


# ---- the table behind a diagram, as readers see it


def reading(table: pd.DataFrame, view: Choice) -> pd.DataFrame:
    """A row a node: what it is with its details, what leads to it, and what it leads to."""
    made = graph(table, view)
    names = {node.id: node.label for node in made.every if node.kind != "column"}
    rows = [
        {
            "name": node.label,
            "what": _what(made, node, names.get(node.parent, "")),
            "before": _listed((x.start_label, x) for x in made.links(ends=[node.id])),
            "after": _listed((x.end_label, x) for x in made.links([node.id])),
        }
        for node in made.every
        if node.kind != "detail"
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _what(made: Graph, node: Node, whole: str) -> str:
    """`Activity of Alliance process, alliance level. What is said of it. In detail: ...`"""
    numbered = node.kind in ("stage", "outcome") and node.order is not None
    kind = node.kind.capitalize() + (f" {node.order}" if numbered else "")
    level = made.level(node).text or made.level(node).label or NO_LEVEL * node.unplaced
    of, at = f" of {whole}" if whole else "", f", {level}" if level else ""
    details = _in_detail(made, node)
    more = f" In detail: {details}." if details else ""
    return f"{kind}{of}{at}. {node.summary}.{more}"


def _in_detail(made: Graph, node: Node) -> str:
    """Details of a node, and theirs, with what is said of each."""
    said = []
    for one in made.nodes("detail", parent=node.id):
        within = _in_detail(made, one)
        said.append(f"{one.label} ({one.summary}{within and f': {within}'})")
    return "; ".join(said)


def _listed(ends: Iterable[tuple[str, Link]]) -> str:
    """Names at the ends of links, each with how the one leads to the other."""
    return "; ".join(f"{name} ({_how(link)})" for name, link in ends) or NONE


def _how(link: Link) -> str:
    return link.how + ", by order of mention only" * link.loose


# ---- words


def labels(nodes: Iterable[Node]) -> str:
    """Names of nodes as a list."""
    return "; ".join(node.label for node in nodes)


def lowered(nodes: Iterable[Node]) -> Sentence:
    """Names of nodes inside a sentence."""
    return named(lower(node.label) for node in nodes)


def told(made: Graph, view: Choice, alt: Sentence, **more: object) -> Words:
    """Words with the tokens of every diagram: how many nodes of each kind (COUNTED), links,
    order_only (connections that no sentence states), open_levels (what the settings say where an
    output has no level); and with `more`."""
    unplaced = any(node.unplaced for node in made.nodes("output"))
    counts = {name: len(made.nodes(kind)) for name, kind in COUNTED.items()}
    loose = [f"{link.start_label} → {link.end_label}" for link in made.all_links if link.loose]
    order_only = "Only the order of mention shows {links}; every other connection is stated."
    tokens = {
        "links": len(made.all_links),
        "order_only": say(order_only, links=named(loose)) if loose else EMPTY,
        "open_levels": view.said("open_levels", {}) if unplaced else EMPTY,
    }
    return view.words(alt, **{**counts, **tokens, **more})

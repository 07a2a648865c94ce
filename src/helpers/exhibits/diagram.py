"""What the diagrams of nodes and links share: their tables, the rows a reader sees, and words.

A diagram's table has a row a node (`row` = node) and a row a connection (`row` = link; `id` and
`label` are where it starts, `to` and `to_label` where it ends, `how` what the source says of it).
Each row names its place in the source. An alternative text walks through the structure: what stands
where, and what leads to what; it is made from the table row by row.
"""

from collections.abc import Collection, Iterable

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits.choice import Choice, named
from helpers.exhibits.exhibit import Words
from helpers.look.diagrams.boxes import NO_LEVEL
from helpers.look.diagrams.graph import Graph, Link, Node, ids, lower
from helpers.look.diagrams.process import process
from helpers.look.page import Page
from helpers.text.phrases import counted
from helpers.text.say import EMPTY, Sentence, join, say

NODE = ["id", "label", "kind", "parent", "level", "order", "summary"]
COLUMNS = ["row", *NODE, "to", "to_label", "how", "certainty", "source", "section", "line"]
NONE = "none named"


# ---- tables


def joined(
    nodes: pd.DataFrame, links: pd.DataFrame, ends: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Nodes and links as one table; `ends` names the nodes of links that lead out of it."""
    names = (nodes if ends is None else ends).set_index("id")["label"]
    lines = links.rename(columns={"label": "how"}).rename(columns={"from": "id"})
    lines = lines.assign(row="link", label=lines["id"].map(names), to_label=lines["to"].map(names))
    table = pd.concat([nodes.assign(row="node"), lines], ignore_index=True)[COLUMNS]
    texts = [name for name in COLUMNS if name not in ("order", "line")]
    return table.assign(**{name: table[name].fillna("").astype(str) for name in texts})


def panel(frameworks: Frameworks, view: Choice) -> pd.DataFrame:
    """One of the source's smaller figures: its nodes, their details, every link to or from them.

    The settings say which figure (`panel`), and which kinds of nodes besides (`also`).
    """
    nodes, links = frameworks.table("logic_nodes"), frameworks.table("logic_links")
    number, also = view.settings["panel"], view.settings.get("also", [])
    own = nodes["panel"].str.split("|").map(lambda panels: number in panels)
    inside = set(nodes.loc[own, "id"])
    detail = (nodes["kind"] == "detail") & nodes["id"].map(lambda key: _within(nodes, key, inside))
    touching = links["from"].isin(inside) | links["to"].isin(inside)
    return joined(nodes[own | detail | nodes["kind"].isin(also)], links[touching], nodes)


def _within(nodes: pd.DataFrame, key: str, wholes: set[str]) -> bool:
    """Is the node part of one of the wholes, or of a part of one?"""
    parent, passed = dict(zip(nodes["id"], nodes["parent"], strict=True)), {key}
    while (key := parent.get(key, "")) and key not in passed:
        if key in wholes:
            return True
        passed.add(key)
    return False


def graph(table: pd.DataFrame, view: Choice) -> Graph:
    """The table as a graph, with the words and colours of its levels."""
    return Graph.read(table, view.settings["levels"])


# ---- the table behind a diagram, as readers see it


def columns(_view: Choice) -> dict[str, str]:
    """Columns of `reading` and their headings."""
    heads = ("Name", "What it is", "What leads to it", "What it leads to")
    return dict(zip(("name", "what", "before", "after"), heads, strict=True))


def reading(table: pd.DataFrame, view: Choice) -> pd.DataFrame:
    """A row a node: what it is with its details, what leads to it, and what it leads to."""
    made = graph(table, view)
    heads = {node.id for node in made.nodes("column")}
    names = {node.id: node.label for node in made.every if node.id not in heads}
    rows = [
        {
            "name": node.label,
            "what": _what(made, node, names.get(node.parent, "")),
            "before": _listed(made.links(ends=[node.id]), False),
            "after": _listed(made.links([node.id]), True),
        }
        for node in made.every
        if node.kind != "detail"
    ]
    return pd.DataFrame(rows, columns=list(columns(view)))


def _what(made: Graph, node: Node, whole: str) -> str:
    """`Activity of Alliance process, alliance level. What is said of it. In detail: ...`"""
    numbered = node.kind in ("stage", "outcome") and node.order is not None
    kind = node.kind.capitalize() + (f" {node.order}" if numbered else "")
    of, details = f" of {whole}" if whole else "", _in_detail(made, node)
    said = f"{kind}{of}{_level(made, node)}. {node.summary}."
    return said + (f" In detail: {details}." if details else "")


def _level(made: Graph, node: Node) -> str:
    if not node.level:
        return f", {NO_LEVEL}" * node.unplaced
    level = made.levels[node.level]
    return f", {level.text or level.label}"


def _in_detail(made: Graph, node: Node) -> str:
    """Details of a node, and theirs, with what is said of each."""
    said = []
    for one in made.nodes("detail", parent=node.id):
        within = _in_detail(made, one)
        said.append(f"{one.label} ({one.summary}{within and f': {within}'})")
    return "; ".join(said)


def _listed(links: list[Link], end: bool) -> str:
    """The names at the links' ends (or starts), each with how the one leads to the other."""
    names = (f"{link.end_label if end else link.start_label} ({_how(link)})" for link in links)
    return "; ".join(names) or NONE


def _how(link: Link) -> str:
    return link.how + ", by order of mention only" * link.loose


# ---- words


def labels(nodes: Iterable[Node]) -> str:
    """Names of nodes as a list."""
    return "; ".join(node.label for node in nodes)


def lowered(nodes: Iterable[Node]) -> Sentence:
    """Names of nodes inside a sentence."""
    return named(lower(node.label) for node in nodes)


def arrows(links: Iterable[Link]) -> str:
    """`from “A” to “B” (how), and “C” (how); from ...`: a part for each start."""
    starts: dict[str, list[str]] = {}
    for link in links:
        starts.setdefault(link.start_label, []).append(f"“{link.end_label}” ({_how(link)})")
    return "; ".join(f"from “{one}” to {named(ends)}" for one, ends in starts.items()) or NONE


def from_kinds(made: Graph, kinds: Collection[str], nodes: Iterable[Node]) -> list[Link]:
    """Links from any node of these kinds to one of these nodes."""
    return made.links(ids(made.nodes(*kinds)), ids(nodes))


def order_only(made: Graph) -> Sentence:
    """What must be said where a connection is known from the order of mention alone."""
    loose = [f"{link.start_label} → {link.end_label}" for link in made.all_links if link.loose]
    if not loose:
        return EMPTY
    words = "Only the order of mention shows {links}; every other connection is stated."
    return say(words, links=named(loose))


def open_levels(made: Graph, view: Choice) -> Sentence:
    """What the settings say (`open_levels`, of {n} among {all}) of outputs without a level."""
    outputs = made.nodes("output")
    unplaced = sum(node.unplaced for node in outputs)
    numbers = {"n": unplaced, "all": len(outputs)}
    tokens = {name: counted(number, "outputs") for name, number in numbers.items()}
    return view.said("open_levels", tokens) if unplaced else EMPTY


# ---- one process


def draw_process(page: Page, table: pd.DataFrame, view: Choice) -> float:
    """A process with its activities; returns where it ends."""
    return process(page, graph(table, view))


def process_words(table: pd.DataFrame, view: Choice) -> Words:
    """Words of a process; tokens: name, activities, links, order_only."""
    made = graph(table, view)
    activities = made.nodes("activity")
    return view.words(
        _process_alt(made, activities),
        name=made.nodes("process")[0].label,
        activities=counted(len(activities), "activities"),
        links=counted(len(made.all_links), "links"),
        order_only=order_only(made),
    )


def _process_alt(made: Graph, activities: list[Node]) -> Sentence:
    name = lower(made.nodes("process")[0].label)
    own = ids([*made.nodes("process"), *activities])
    inner = made.links(own, own)
    outer = [link for link in made.all_links if link not in inner]
    return join(
        say(
            "Flow chart. In the middle column a frame for the {name} holds {n} activities from top "
            "to bottom: {names}.",
            name=name,
            n=counted(len(activities), "activities"),
            names=labels(activities),
        ),
        *parts_alt(made, "{Whole} has the points {parts}.", made.every),
        say("Arrows inside the frame: {links}.", links=arrows(inner))
        if inner
        else Sentence("No arrow joins any of them."),
        say("From the left column: {links}.", links=arrows(x for x in outer if x.end in own)),
        say("To the right column: {links}.", links=arrows(x for x in outer if x.start in own)),
    )


def parts_alt(made: Graph, template: str, nodes: Iterable[Node]) -> list[Sentence]:
    """A sentence a node with details: `{Whole}` or `{whole}` is its name, `{parts}` are theirs."""
    found = ((node, made.nodes("detail", parent=node.id)) for node in nodes)
    return [
        say(template, Whole=one.label, whole=lower(one.label), parts=labels(parts))
        for one, parts in found
        if parts
    ]

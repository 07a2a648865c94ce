"""The logic model whole: inputs, processes, outputs and outcomes, and what leads to what."""

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits.choice import Choice
from helpers.exhibits.diagram import (
    arrows,
    columns,
    graph,
    joined,
    open_levels,
    order_only,
    reading,
)
from helpers.exhibits.exhibit import Words
from helpers.look.diagrams.columns import columns as paint
from helpers.look.diagrams.graph import Graph, Node, lower
from helpers.look.page import Page
from helpers.text.phrases import counted
from helpers.text.say import Sentence, join, say

__all__ = ["columns", "draw", "reading", "table", "words"]
NEEDS = ("frameworks",)
FROM = "frameworks"


def table(frameworks: Frameworks, _view: Choice) -> pd.DataFrame:
    """All nodes, with what the text adds to them, and all links."""
    return joined(frameworks.table("logic_nodes"), frameworks.table("logic_links"))


def draw(page: Page, table: pd.DataFrame, view: Choice) -> float:
    """Columns from left to right; returns where they end."""
    return paint(page, graph(table, view))


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: inputs, processes, activities, outputs, outcomes, links, order_only, open_levels."""
    made = graph(table, view)
    kinds = {"inputs": "input", "processes": "process", "activities": "activity"}
    kinds |= {"outputs": "output", "outcomes": "outcome"}
    return view.words(
        _alt(made),
        **{name: counted(len(made.nodes(kind)), name) for name, kind in kinds.items()},
        links=counted(len(made.all_links), "links"),
        order_only=order_only(made),
        open_levels=open_levels(made, view),
    )


def _alt(made: Graph) -> Sentence:
    heads = made.nodes("column")
    count = counted(len(heads), "columns")
    return join(
        say("Flow chart of {n} columns from left to right.", n=count),
        *(_column_alt(made, head) for head in heads),
        say("Arrows between the columns: {links}.", links=arrows(made.among(heads))),
    )


def _column_alt(made: Graph, head: Node) -> Sentence:
    parts = [node for node in made.nodes(parent=head.id) if node.kind != "detail"]
    boxes = "; ".join(node.label + _within(made, node) for node in parts)
    outlined = any(node.unplaced for node in parts)
    more = ", outlined, as their level is not published" if outlined else ""
    return say("Column {name} holds {boxes}{more}.", name=head.label, boxes=boxes, more=more)


def _within(made: Graph, node: Node) -> str:
    inside = made.nodes("activity", parent=node.id)
    return f" (with {', '.join(lower(one.label) for one in inside)})" if inside else ""

"""The logic model whole: inputs, processes, outputs and outcomes, and what leads to what."""

import pandas as pd

from helpers.exhibits import diagram
from helpers.exhibits.choice import Choice
from helpers.exhibits.diagram import arrows, graph
from helpers.exhibits.exhibit import Words
from helpers.look.diagrams.columns import columns as paint
from helpers.look.diagrams.graph import Graph, Node, lower
from helpers.look.page import Page
from helpers.text.phrases import counted
from helpers.text.say import Sentence, join, say

NEEDS = ("frameworks",)
FROM = "frameworks"
COLUMNS, table, reading = diagram.COLUMNS, diagram.table, diagram.reading


def draw(page: Page, table: pd.DataFrame, view: Choice) -> float:
    """Columns from left to right; returns where they end."""
    return paint(page, graph(table, view))


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: those of every diagram."""
    made = graph(table, view)
    heads = made.nodes("column")
    count = counted(len(heads), "columns")
    alt = join(
        say("Flow chart of {n} columns from left to right.", n=count),
        *(_column_alt(made, head) for head in heads),
        say("Arrows between the columns: {links}.", links=arrows(made.among(heads))),
    )
    return diagram.told(made, view, alt)


def _column_alt(made: Graph, head: Node) -> Sentence:
    parts = [node for node in made.nodes(parent=head.id) if node.kind != "detail"]
    boxes = "; ".join(node.label + _within(made, node) for node in parts)
    outlined = any(node.unplaced for node in parts)
    more = ", outlined, as their level is not published" if outlined else ""
    return say("Column {name} holds {boxes}{more}.", name=head.label, boxes=boxes, more=more)


def _within(made: Graph, node: Node) -> str:
    inside = made.nodes("activity", parent=node.id)
    return f" (with {', '.join(lower(one.label) for one in inside)})" if inside else ""

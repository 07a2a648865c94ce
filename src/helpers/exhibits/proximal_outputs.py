"""The outputs: how they lead to each other."""

import pandas as pd

from helpers.exhibits import diagram
from helpers.exhibits.choice import Choice, named
from helpers.exhibits.diagram import graph, lowered
from helpers.exhibits.exhibit import Words
from helpers.look.diagrams.graph import lower
from helpers.look.diagrams.outputs import outputs as paint
from helpers.look.page import Page
from helpers.text.phrases import counted
from helpers.text.say import EMPTY, join, say

NEEDS = ("frameworks",)
FROM = "frameworks"
COLUMNS, table, reading = diagram.COLUMNS, diagram.table, diagram.reading


def draw(page: Page, table: pd.DataFrame, view: Choice) -> float:
    """Outputs in layers, and arrows with their words; returns where they end."""
    return paint(page, graph(table, view))


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: those of every diagram, links (only those between outputs), first and last (the
    outputs to which none leads, and that lead to none, of those that are linked)."""
    made = graph(table, view)
    outputs = made.nodes("output")
    links = made.among(outputs)
    starts, ends = ({link.ends[side] for link in links} for side in (0, 1))
    alone = [node for node in outputs if node.id not in starts | ends]
    arrows = {
        node.label: named(lower(link.end_label) for link in links if link.start == node.id)
        for node in outputs
        if node.id in starts
    }
    alt = join(
        say(
            "Chart of {n:word} outputs, joined by arrows with words.",
            n=counted(len(outputs), "outputs"),
        ),
        *(say("{one} leads to {others}.", one=one, others=to) for one, to in arrows.items()),
        say("Without an arrow: {names}.", names=lowered(alone)) if alone else EMPTY,
    )
    return diagram.told(
        made,
        view,
        alt,
        links=len(links),
        first=lowered(node for node in outputs if node.id in starts - ends),
        last=lowered(node for node in outputs if node.id in ends - starts),
    )

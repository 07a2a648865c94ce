"""The logic model whole: inputs, processes, outputs and outcomes, and what leads to what."""

import pandas as pd

from helpers.exhibits import diagram
from helpers.exhibits.choice import Choice, named
from helpers.exhibits.diagram import graph, labels
from helpers.exhibits.exhibit import Words
from helpers.look.diagrams.columns import columns as paint
from helpers.look.page import Page
from helpers.text.phrases import counted
from helpers.text.say import join, say

NEEDS = ("frameworks",)
FROM = "frameworks"
COLUMNS, table, reading = diagram.COLUMNS, diagram.table, diagram.reading


def draw(page: Page, table: pd.DataFrame, view: Choice) -> float:
    """Columns from left to right, or below each other; returns where they end."""
    return paint(page, graph(table, view))


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: those of every diagram."""
    made = graph(table, view)
    heads, activities = made.nodes("column"), made.nodes("activity")
    boxes = ("input", "process", "output", "outcome")
    columns = [
        say("{name}: {boxes}.", name=head.label, boxes=labels(made.nodes(*boxes, parent=head.id)))
        for head in heads
    ]
    arrows = named(f"{link.start_label} to {link.end_label}" for link in made.among(heads))
    alt = join(
        say("Flow chart in {n:word} parts.", n=counted(len(heads), "parts")),
        *columns,
        say(
            "The processes list {n} {n:activity|activities}.",
            n=counted(len(activities), "activities"),
        ),
        say("Arrows lead from {arrows}.", arrows=arrows),
    )
    return diagram.told(made, view, alt)

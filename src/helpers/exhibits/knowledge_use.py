"""How research comes to be used: a cycle of stages in its surroundings."""

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits import diagram
from helpers.exhibits.choice import Choice, named
from helpers.exhibits.diagram import arrows, graph, labels, lowered
from helpers.exhibits.exhibit import Words
from helpers.look.diagrams.cycle import cycle
from helpers.look.diagrams.graph import ids
from helpers.look.page import Page
from helpers.text.phrases import counted
from helpers.text.say import join, say

NEEDS = ("frameworks",)
FROM = "frameworks"
COLUMNS, reading = diagram.COLUMNS, diagram.reading


def table(frameworks: Frameworks, _view: Choice) -> pd.DataFrame:
    """The cycle: nodes and links."""
    nodes = frameworks.table("knowledge_nodes").assign(parent="")
    return diagram.joined(nodes, frameworks.table("knowledge_links"), nodes)


def draw(page: Page, table: pd.DataFrame, view: Choice) -> float:
    """The cycle in its frame; returns where it ends."""
    return cycle(page, graph(table, view))


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: those of every diagram."""
    made = graph(table, view)
    stages, levels, influences = (made.nodes(kind) for kind in ("stage", "level", "influence"))
    bearing = made.links(ids([*influences, *levels]), ids(stages))
    around = made.links(ends=ids(levels)) + made.among(influences)
    alt = join(
        say(
            "Flow chart in a frame for {context}. In it, a frame for the {cycle} holds {n} stages "
            "from left to right: {stages}.",
            context=lowered(made.nodes("context")),
            cycle=lowered(made.nodes("cycle")),
            n=counted(len(stages), "stages"),
            stages=labels(stages),
        ),
        say("Arrows between stages: {links}.", links=arrows(made.among(stages))),
        say("Below the stages, what bears on them: {links}.", links=arrows(bearing)),
        say(
            "Below the cycle stand {levels}, with arrows: {links}.",
            levels=named(one.label for one in levels),
            links=arrows(around),
        ),
    )
    return diagram.told(made, view, alt)

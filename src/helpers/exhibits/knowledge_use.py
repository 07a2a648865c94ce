"""How research comes to be used: a cycle of stages in its surroundings."""

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits.choice import Choice, named
from helpers.exhibits.diagram import (
    arrows,
    columns,
    from_kinds,
    graph,
    joined,
    labels,
    lowered,
    order_only,
    reading,
)
from helpers.exhibits.exhibit import Words
from helpers.look.diagrams.cycle import cycle
from helpers.look.diagrams.graph import Graph, Link
from helpers.look.page import Page
from helpers.text.phrases import counted
from helpers.text.say import Sentence, join, say

__all__ = ["columns", "draw", "reading", "table", "words"]
NEEDS = ("frameworks",)
FROM = "frameworks"


def table(frameworks: Frameworks, _view: Choice) -> pd.DataFrame:
    """The cycle: nodes and links."""
    nodes = frameworks.table("knowledge_nodes").assign(parent="")
    return joined(nodes, frameworks.table("knowledge_links"))


def draw(page: Page, table: pd.DataFrame, view: Choice) -> float:
    """The cycle in its frame; returns where it ends."""
    return cycle(page, graph(table, view))


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: stages, influences, order_only."""
    made = graph(table, view)
    return view.words(
        _alt(made),
        stages=counted(len(made.nodes("stage")), "stages"),
        influences=counted(len(made.nodes("influence")), "influences"),
        order_only=order_only(made),
    )


def _alt(made: Graph) -> Sentence:
    stages, levels = made.nodes("stage"), made.nodes("level")
    bearing = from_kinds(made, ("influence", "level"), stages)
    return join(
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
            links=arrows(_around(made)),
        ),
    )


def _around(made: Graph) -> list[Link]:
    """Links to a level, and those that lead on to where these start."""
    into = made.links(ends=[node.id for node in made.nodes("level")])
    return into + made.among(made.nodes("influence"))

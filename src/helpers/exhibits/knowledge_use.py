"""How research comes to be used: stages in a ring, and what helps or hinders at each."""

import pandas as pd

from helpers.data.frameworks import Frameworks
from helpers.exhibits import diagram
from helpers.exhibits.choice import Choice, named
from helpers.exhibits.diagram import graph, lowered
from helpers.exhibits.exhibit import Words
from helpers.look.diagrams.graph import EFFECTS, Graph, Node, lower
from helpers.look.diagrams.ring import ring
from helpers.look.page import Page
from helpers.text.phrases import counted
from helpers.text.say import Sentence, join, say

NEEDS = ("frameworks",)
FROM = "frameworks"
COLUMNS, reading = diagram.COLUMNS, diagram.reading


def table(frameworks: Frameworks, _view: Choice) -> pd.DataFrame:
    """The cycle: nodes and links."""
    nodes = frameworks.table("knowledge_nodes").assign(parent="")
    return diagram.joined(nodes, frameworks.table("knowledge_links"), nodes)


def draw(page: Page, table: pd.DataFrame, view: Choice) -> float:
    """The ring; returns where it ends."""
    return ring(page, graph(table, view))


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: those of every diagram."""
    made = graph(table, view)
    stages = made.nodes("stage")
    alt = join(
        say(
            "Ring of {n:word} stages, joined by arrows: {stages}.",
            n=counted(len(stages), "stages"),
            stages=named(one.label for one in stages),
        ),
        *(_beside(made, stage) for stage in stages if made.bearing(stage.id)),
        say("Around the {cycle}: {around}.", cycle=lowered(made.nodes("cycle")),
            around=lowered(made.nodes("context"))),
    )  # fmt: skip
    return diagram.told(made, view, alt)


def _beside(made: Graph, stage: Node) -> Sentence:
    """What stands beside a stage."""
    links = made.bearing(stage.id)
    starts = {
        word: [lower(link.start_label) for link in links if link.effect == effect]
        for effect, word in EFFECTS.items()
    }
    parts = "; ".join(f"{word.lower()}: {named(own)}" for word, own in starts.items() if own)
    return say("Beside {name}, {parts}.", name=stage.label, parts=parts)

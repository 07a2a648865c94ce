"""The outputs: how they lead to each other, and on to the outcomes."""

from collections import Counter

import pandas as pd

from helpers.exhibits import diagram
from helpers.exhibits.choice import Choice
from helpers.exhibits.diagram import arrows, graph, labels, lowered, parts_alt
from helpers.exhibits.exhibit import Words
from helpers.look.diagrams.graph import Graph, Link, Node, ids
from helpers.look.diagrams.outputs import outputs as paint
from helpers.look.page import Page
from helpers.text.phrases import counted
from helpers.text.say import EMPTY, Sentence, join, say

NEEDS = ("frameworks",)
FROM = "frameworks"
COLUMNS, table, reading = diagram.COLUMNS, diagram.table, diagram.reading


def draw(page: Page, table: pd.DataFrame, view: Choice) -> float:
    """Outputs in layers, with lettered arrows; returns where they end."""
    return paint(page, graph(table, view))


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: those of every diagram (links only between outputs), joined (outputs that have one),
    ends (those that most lead to), ending (links to these)."""
    made = graph(table, view)
    outputs = made.nodes("output")
    links = made.among(outputs)
    joined = {end for link in links for end in link.ends}
    into = Counter(link.end for link in links)
    ends = [node for node in outputs if links and into[node.id] == max(into.values())]
    return diagram.told(
        made,
        view,
        _alt(made, outputs, links, [node for node in outputs if node.id not in joined]),
        links=len(links),
        joined=counted(len(joined), "outputs"),
        ending=counted(sum(into[node.id] for node in ends), "links"),
        ends=lowered(ends),
    )


def _alt(made: Graph, outputs: list[Node], links: list[Link], alone: list[Node]) -> Sentence:
    outcomes, own = made.nodes("outcome"), ids(outputs)
    to_all = made.links(own, ids(made.nodes("column")))
    count = counted(len(outputs), "outputs")
    return join(
        say(
            "Flow chart of {n} boxes, one for each output: {names}.", n=count, names=labels(outputs)
        ),
        *parts_alt(made, "Parts of {whole}: {parts}.", outputs),
        say("Lettered arrows: {links}.", links=arrows(links)),
        say("Without an arrow to or from another one: {names}.", names=labels(alone))
        if alone
        else EMPTY,
        say("To the outputs as a whole: {links}.", links=arrows(to_all)),
        say(
            "At the foot, the outcomes, numbered: {names}. On to them: {links}.",
            names=labels(outcomes),
            links=arrows(made.links(own, ids(outcomes))),
        ),
    )

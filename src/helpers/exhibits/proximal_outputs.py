"""The outputs: how they lead to each other, and on to the outcomes."""

from collections import Counter

import pandas as pd

from helpers.exhibits.choice import Choice
from helpers.exhibits.diagram import (
    arrows,
    columns,
    from_kinds,
    graph,
    labels,
    lowered,
    open_levels,
    order_only,
    parts_alt,
    reading,
)
from helpers.exhibits.diagram import panel as table
from helpers.exhibits.exhibit import Words
from helpers.look.diagrams.graph import Graph, Link, Node
from helpers.look.diagrams.outputs import outputs as paint
from helpers.look.page import Page
from helpers.text.phrases import counted
from helpers.text.say import EMPTY, Sentence, join, say

__all__ = ["columns", "draw", "reading", "table", "words"]
NEEDS = ("frameworks",)
FROM = "frameworks"


def draw(page: Page, table: pd.DataFrame, view: Choice) -> float:
    """Outputs in layers, with lettered arrows; returns where they end."""
    return paint(page, graph(table, view))


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: links, joined, outputs, ending (links that lead to the `ends`), ends, order_only,
    open_levels."""
    made = graph(table, view)
    outputs = made.nodes("output")
    links = made.among(outputs)
    ends = _ends(outputs, links)
    ending = [link for link in links if link.end in {node.id for node in ends}]
    return view.words(
        _alt(made, outputs, links),
        links=counted(len(links), "links"),
        joined=counted(len(_joined(outputs, links)), "outputs"),
        outputs=counted(len(outputs), "outputs"),
        ending=counted(len(ending), "links"),
        ends=lowered(ends),
        order_only=order_only(made),
        open_levels=open_levels(made, view),
    )


def _ends(outputs: list[Node], links: list[Link]) -> list[Node]:
    """The outputs that most links lead to."""
    into = Counter(link.end for link in links)
    return [node for node in outputs if links and into[node.id] == max(into.values())]


def _joined(outputs: list[Node], links: list[Link]) -> list[Node]:
    """The outputs that a link joins with another one."""
    ends = {link.at(end) for link in links for end in (False, True)}
    return [node for node in outputs if node.id in ends]


def _alt(made: Graph, outputs: list[Node], links: list[Link]) -> Sentence:
    outcomes, joined = made.nodes("outcome"), _joined(outputs, links)
    alone = [node for node in outputs if node not in joined]
    to_all = from_kinds(made, ("output",), made.nodes("column"))
    onward = from_kinds(made, ("output",), outcomes)
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
            links=arrows(onward),
        ),
    )

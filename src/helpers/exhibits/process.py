"""One process of the logic model: its activities, what leads to each, and what each leads to."""

from collections.abc import Iterable

import pandas as pd

from helpers.exhibits import diagram
from helpers.exhibits.choice import Choice, named
from helpers.exhibits.diagram import graph, labels
from helpers.exhibits.exhibit import Words
from helpers.look.diagrams.graph import ids, lower
from helpers.look.diagrams.process import process
from helpers.look.page import Page
from helpers.text.phrases import counted
from helpers.text.say import Sentence, join, say

STEMS = ("alliance_process", "project_process", "staff_development_process")
NEEDS = ("frameworks",)
FROM = "frameworks"
COLUMNS, table, reading = diagram.COLUMNS, diagram.table, diagram.reading


def draw(page: Page, table: pd.DataFrame, view: Choice) -> float:
    """The process with its activities; returns where it ends."""
    return process(page, graph(table, view))


def words(table: pd.DataFrame, view: Choice) -> Words:
    """Tokens: those of every diagram, and name."""
    made = graph(table, view)
    (whole, *_), activities = made.nodes("process"), made.nodes("activity")
    own = ids([whole, *activities])
    outer = [link for link in made.all_links if not {*link.ends} <= {*own}]
    alt = join(
        say(
            "Flow chart of the {name}: {n:word} activities below each other: {names}.",
            name=lower(whole.label),
            n=counted(len(activities), "activities"),
            names=labels(activities),
        ),
        say("What leads to them: {names}.",
            names=_once(link.start_label for link in outer if link.end in own)),
        say("What they lead to: {names}.",
            names=_once(link.end_label for link in outer if link.start in own)),
    )  # fmt: skip
    return diagram.told(made, view, alt, name=whole.label)


def _once(names: Iterable[str]) -> Sentence:
    """Each name once, as a list inside a sentence."""
    return named(dict.fromkeys(map(lower, names)))

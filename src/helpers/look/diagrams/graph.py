"""Nodes and links of a diagram, read from its table: a row a node, a row a link."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.look import style

NO_LEVEL = "level not published"
EFFECTS = {"helps": "Helps", "hinders": "Hinders", "either": "Helps or hinders"}
"""What a link may do to its end, and how a picture says so."""


@dataclass(frozen=True)
class Level:
    """A level at which things go on: what pictures call it, its colour, the levels that it joins,
    and what tables call it."""

    label: str = ""
    colour: str = ""
    of: Sequence[str] = ()
    text: str = ""

    @property
    def tint(self) -> str:
        """A pale ground for boxes of the level; empty where it has no colour."""
        return style.mix(self.colour, 0.78) if self.colour else ""


@dataclass(frozen=True)
class Node:
    """A box: what stands in it, what it is, what it is part of."""

    id: str
    label: str
    kind: str
    parent: str
    level: str
    order: int | None
    summary: str

    @property
    def unplaced(self) -> bool:
        """Is it an output whose level is not published?"""
        return self.kind == "output" and not self.level


@dataclass(frozen=True)
class Link:
    """A connection from one node to another; `number` tells links between the same two apart."""

    start: str
    end: str
    start_label: str
    end_label: str
    how: str
    certainty: str
    number: int
    effect: str = ""

    @property
    def loose(self) -> bool:
        """Does only the order of mention show it?"""
        return self.certainty == "order"

    @property
    def key(self) -> str:
        """Its two ends in one word."""
        return f"{self.start}>{self.end}"

    @property
    def words(self) -> str:
        """How the one leads to the other, as a picture says it."""
        return self.how + " (by order of mention)" * self.loose

    @property
    def ends(self) -> tuple[str, str]:
        """The ids at its start and at its end."""
        return self.start, self.end


@dataclass(frozen=True)
class Graph:
    """All nodes and links of a table, in its order."""

    every: tuple[Node, ...]
    all_links: tuple[Link, ...]
    levels: Mapping[str, Level]

    @classmethod
    def read(cls, table: pd.DataFrame, levels: Mapping[str, Mapping]) -> Graph:
        """The graph of a table whose column `row` says what a row is: node or link."""
        order = table["order"].astype(object).where(table["order"].notna(), None)
        rows = table.assign(order=order, number=range(len(table)))
        nodes, links = (rows[rows["row"] == kind] for kind in ("node", "link"))
        node = ["id", "label", "kind", "parent", "level", "order", "summary"]
        link = ["id", "to", "label", "to_label", "how", "certainty", "number"]
        link += ["effect"] if "effect" in links else []
        return cls(
            tuple(Node(*row) for row in nodes[node].itertuples(index=False)),
            tuple(Link(*row) for row in links[link].itertuples(index=False)),
            {key: Level(**one) for key, one in levels.items()},
        )

    def nodes(self, *kinds: str, parent: str | None = None) -> list[Node]:
        """Nodes of some kinds (of any, if none is named), or only the parts of one, in order."""
        kept = [one for one in self.every if parent in (None, one.parent)]
        kept = [one for one in kept if one.kind in kinds or not kinds]
        return sorted(kept, key=lambda one: (one.order is None, one.order or 0))

    def links(
        self, starts: Collection[str] | None = None, ends: Collection[str] | None = None
    ) -> list[Link]:
        """Links that start, and end, at one of these nodes."""
        return [
            one
            for one in self.all_links
            if (starts is None or one.start in starts) and (ends is None or one.end in ends)
        ]

    def bearing(self, stage: str) -> list[Link]:
        """What helps or hinders at a stage: the links with an effect that lead to it, each with
        those that lead to where it starts, unless that is a stage, too."""
        stages, found = ids(self.nodes("stage")), []
        for link in self.links(ends=[stage]):
            if link.effect:
                found += [link, *(self.bearing(link.start) if link.start not in stages else [])]
        return found

    def among(self, nodes: Iterable[Node]) -> list[Link]:
        """Links between two of these nodes."""
        own = ids(nodes)
        return self.links(own, own)

    def level(self, node: Node) -> Level:
        """The level of a node; one without words and colour where it has none."""
        return self.levels[node.level] if node.level else Level()


def ids(nodes: Iterable[Node]) -> list[str]:
    """The ids of nodes."""
    return [node.id for node in nodes]


def lower(text: str) -> str:
    """A label inside a sentence: small, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]

"""Nodes and links of a diagram, read from its table: a row a node, a row a link."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from helpers.look import style

ORDER = "order"
"""The certainty of a link that only the order of mention shows."""


@dataclass(frozen=True)
class Level:
    """A level at which things go on: its words, its colour, and the levels that it joins."""

    label: str
    colour: str = ""
    of: tuple[str, ...] = ()
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

    @property
    def loose(self) -> bool:
        """Does only the order of mention show it?"""
        return self.certainty == ORDER

    @property
    def key(self) -> str:
        """Its two ends in one word."""
        return f"{self.start}>{self.end}"

    @property
    def words(self) -> str:
        """How the one leads to the other, as a picture says it."""
        return self.how + " (by order of mention)" * self.loose

    def at(self, end: bool) -> str:
        """The id at its end, or at its start."""
        return self.end if end else self.start


@dataclass(frozen=True)
class Graph:
    """All nodes and links of a table, in its order."""

    every: tuple[Node, ...]
    all_links: tuple[Link, ...]
    levels: Mapping[str, Level] = field(default_factory=dict)

    @classmethod
    def read(cls, table: pd.DataFrame, levels: Mapping[str, Mapping] | None = None) -> Graph:
        """The graph of a table whose column `row` says what a row is: node or link."""
        rows = list(enumerate(table.to_dict("records")))
        known = {
            key: Level(
                one["label"], one.get("colour", ""), tuple(one.get("of", ())), one.get("text", "")
            )
            for key, one in (levels or {}).items()
        }
        return cls(
            tuple(_node(row) for _, row in rows if row["row"] == "node"),
            tuple(_link(place, row) for place, row in rows if row["row"] == "link"),
            known,
        )

    def nodes(self, *kinds: str, parent: str | None = None) -> list[Node]:
        """Nodes of some kinds (of any, if none is named), or only the parts of one, in order."""
        kept = [
            one
            for one in self.every
            if (not kinds or one.kind in kinds) and parent in (None, one.parent)
        ]
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

    def among(self, nodes: Iterable[Node]) -> list[Link]:
        """Links between two of these nodes."""
        own = ids(nodes)
        return self.links(own, own)

    def level(self, node: Node) -> str:
        """The words for a node's level; empty where it has none."""
        return self.levels[node.level].label if node.level else ""

    def tint(self, node: Node) -> str:
        """The ground of a node's level; empty where it has none."""
        return self.levels[node.level].tint if node.level else ""


def ids(nodes: Iterable[Node]) -> list[str]:
    """The ids of nodes."""
    return [node.id for node in nodes]


def lower(text: str) -> str:
    """A label inside a sentence: small, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _node(row: Mapping) -> Node:
    order = None if pd.isna(row["order"]) else int(row["order"])
    return Node(
        row["id"], row["label"], row["kind"], row["parent"], row["level"], order, row["summary"]
    )


def _link(place: int, row: Mapping) -> Link:
    return Link(
        row["id"], row["to"], row["label"], row["to_label"], row["how"], row["certainty"], place
    )

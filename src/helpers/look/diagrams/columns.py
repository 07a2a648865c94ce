"""Columns from left to right, the boxes they hold, and the arrows between columns as wholes."""

from typing import Any

from helpers.look import style
from helpers.look.diagrams.boxes import (
    PAD,
    Box,
    Run,
    card,
    card_height,
    frame,
    tag,
    tints,
    title,
    write,
)
from helpers.look.diagrams.graph import NO_LEVEL, Graph, Node, ids
from helpers.look.diagrams.rows import TRACK, between, sorted_apart, strip, tracks
from helpers.look.page import Page

NESTING = 2.5
"""How much wider a column is whose boxes hold boxes."""

BETWEEN, EDGE = 0.24, 0.08
"""Distance of two columns, and of a column's boxes from its edge."""


def columns(page: Page, graph: Graph) -> float:
    """The whole model; returns where it ends."""
    heads = graph.nodes("column")
    kinds = ("input", "process", "output", "outcome")
    held = {head.id: graph.nodes(*kinds, parent=head.id) for head in heads}
    flat = _places(page, graph, held)
    near, far = sorted_apart(graph.among(heads), ids(heads))
    ahead = [link for link in near if flat[link.end].x > flat[link.start].x]
    texts, room = strip(ahead, flat)
    top = room + 0.06
    at = {key: Box(box.x, top, box.width, 0.3) for key, box in flat.items()}
    bottom = max(_column(page, graph, head, held[head.id], at[head.id]) for head in heads)
    whole = {key: Box(box.x, top, box.width, bottom - top) for key, box in at.items()}
    for key, box in whole.items():
        frame(page, box, style.BAND, 0.4, key, style.BAND)
    between(page, texts, whole, top + 0.15)
    back = [link for link in near if link not in ahead] + far
    tracks(page, back, whole, bottom + 0.16, up=False)
    return bottom + 0.2 + len(back) * TRACK if back else bottom


def _places(page: Page, graph: Graph, held: dict[str, list[Node]]) -> dict[str, Box]:
    """The columns' places: wider where boxes hold boxes."""
    shares = {
        key: NESTING if any(graph.nodes("activity", parent=node.id) for node in nodes) else 1.0
        for key, nodes in held.items()
    }
    unit = (page.width - BETWEEN * (len(held) - 1)) / sum(shares.values())
    found, x = {}, 0.0
    for key, share in shares.items():
        found[key] = Box(x, 0, share * unit, 0)
        x += share * unit + BETWEEN
    return found


def _column(page: Page, graph: Graph, head: Node, nodes: list[Node], at: Box) -> float:
    """A column's heading and its boxes; returns where they end."""
    look: dict[str, Any] = {"size": style.HEAD, "weight": 700, "label": f"in|{head.id}"}
    page.middle(at.middle, at.y + 0.15, head.label, align="center", **look)
    x, y, width = at.x + EDGE, at.y + 0.3, at.width - 2 * EDGE
    if any(node.unplaced for node in nodes):
        y = write(page, x, y, width, [tag(f"outlined: {NO_LEVEL}")], head.id) + 0.05
    for node in nodes:
        y = _nest(page, graph, node, Box(x, y, width, 0)) + 0.07
    return y


def _nest(page: Page, graph: Graph, node: Node, at: Box) -> float:
    """A node's box, with the boxes of its parts in it; returns where it ends."""
    parts = {part.id: [Run(part.label)] for part in graph.nodes("activity", parent=node.id)}
    runs = [title(node) if parts else Run(node.label)]
    if node.level:
        runs = [Run(f"({graph.level(node).label})", lead=node.label)]
    inner, own = at.width - 2 * PAD, card_height(runs, at.width)
    heights = {key: card_height(said, inner) for key, said in parts.items()}
    whole = Box(at.x, at.y, at.width, own + sum(heights.values()) + 0.05 * len(parts))
    card(page, whole, runs, node.id, tints(graph, node, style.PAPER))
    y = at.y + own - 0.02
    for key, said in parts.items():
        y = (
            card(page, Box(at.x + PAD, y, inner, heights[key]), said, key, style.PAPER).bottom
            + 0.05
        )
    return whole.bottom

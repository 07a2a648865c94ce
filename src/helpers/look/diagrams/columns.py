"""Columns from left to right, the boxes they hold, and the arrows between columns as wholes."""

from itertools import pairwise

from helpers.look import style
from helpers.look.diagrams.graph import NO_LEVEL, Graph, Node, ids
from helpers.look.diagrams.sheet import PAD, TRACK, Box, Run, Sheet, height, parted, tag
from helpers.look.page import Page

NESTING = 2.5
"""How much wider a column is whose boxes hold boxes."""

BETWEEN, EDGE = 0.24, 0.08
"""Distance of two columns, and of a column's boxes from its edge."""


def columns(page: Page, graph: Graph) -> float:
    """The whole model; returns where it ends."""
    sheet, heads = Sheet(page, graph), graph.nodes("column")
    places = _places(sheet, heads)
    apart = [(x1 + w1 / 2) - (x0 + w0 / 2) for (x0, w0), (x1, w1) in pairwise(places)]
    pitch = min(apart, default=page.width)
    texts, room, back = parted(graph.among(heads), ids(heads), pitch, back=False)
    top = room + 0.06
    spots = list(zip(heads, places, strict=True))
    bottom = max(_column(sheet, head, x, top, width) for head, (x, width) in spots)
    for head, (x, width) in spots:
        sheet.frame(Box(x, top, width, bottom - top), style.BAND, 0.4, head.id, style.BAND)
    sheet.between(texts, top + 0.15)
    sheet.tracks(back, bottom + 0.16, up=False)
    return bottom + 0.2 + len(back) * TRACK if back else bottom


def _held(graph: Graph, head: Node) -> list[Node]:
    return graph.nodes("input", "process", "output", "outcome", parent=head.id)


def _places(sheet: Sheet, heads: list[Node]) -> list[tuple[float, float]]:
    """The columns' left edges and widths: wider where boxes hold boxes."""
    wholes = {node.parent for node in sheet.graph.nodes("activity")}
    shares = [NESTING if wholes & set(ids(_held(sheet.graph, head))) else 1.0 for head in heads]
    unit = (sheet.width - BETWEEN * (len(heads) - 1)) / sum(shares)
    return [
        (sum(shares[:place]) * unit + place * BETWEEN, share * unit)
        for place, share in enumerate(shares)
    ]


def _column(sheet: Sheet, head: Node, x: float, y: float, width: float) -> float:
    """A column's heading and its boxes; returns where they end."""
    middle, label = x + width / 2, f"in|{head.id}"
    sheet.page.middle(
        middle, y + 0.15, head.label, size=style.HEAD, weight=700, align="center", label=label
    )
    x, y, width, nodes = x + EDGE, y + 0.3, width - 2 * EDGE, _held(sheet.graph, head)
    if any(node.unplaced for node in nodes):
        y = sheet.write(x, y, width, [tag(f"outlined: {NO_LEVEL}")], head.id) + 0.05
    for node in nodes:
        y = _nest(sheet, node, x, y, width) + 0.07
    return y


def _nest(sheet: Sheet, node: Node, x: float, y: float, width: float) -> float:
    """A node's box, with the boxes of its parts in it; returns where it ends."""
    parts = sheet.graph.nodes("activity", parent=node.id)
    runs = [Run(node.label, weight=600 if parts else 400)]
    if node.level:
        runs = [Run(f"({sheet.graph.level(node).label})", lead=node.label)]
    own, inner, inside = height(runs, width), width - 2 * PAD, [[Run(x.label)] for x in parts]
    deep = own + sum(height(said, inner) + 0.05 for said in inside)
    whole = sheet.card(Box(x, y, width, deep), runs, node.id, sheet.tints(node, style.PAPER))
    y += own - 0.02
    for part, said in zip(parts, inside, strict=True):
        y = sheet.card(Box(x + PAD, y, inner), said, part.id).bottom + 0.05
    return whole.bottom

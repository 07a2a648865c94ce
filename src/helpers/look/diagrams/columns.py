"""Columns from left to right, the boxes they hold, and the arrows between columns as wholes."""

from itertools import pairwise

from helpers.look import style
from helpers.look.diagrams.graph import Graph, Node, ids
from helpers.look.diagrams.sheet import TRACK, Box, Run, Sheet, height, parted
from helpers.look.page import Page

TYPE = 8.5
"""Type size of what stands in the boxes, in points."""

NESTING = 2.1
"""How much wider a column is whose boxes list their parts."""

BETWEEN, HEAD, GAP = 0.26, 0.26, 0.07
"""Distance of two columns, height of a column's head, distance of two boxes."""


def columns(page: Page, graph: Graph) -> float:
    """The whole model, every column as high as the fullest; returns where it ends."""
    sheet, heads = Sheet(page, graph), graph.nodes("column")
    places = _places(sheet, heads)
    pitch = min((after[0] - before[0] for before, after in pairwise(places)), default=page.width)
    texts, room, back = parted(graph.among(heads), ids(heads), pitch, back=False)
    top = room + 0.06
    spots = list(zip(heads, places, strict=True))
    for head, (x, width) in spots:
        look = [Run(head.label, style.HEAD, 700, colour=style.PAPER)]
        sheet.card(Box(x, top, width, HEAD), look, head.id, style.ACCENT, centred=True)
    sheet.between(texts, top + HEAD / 2)
    deep = max((_needed(graph, head, width) for head, (_, width) in spots), default=0.0)
    for head, (x, width) in spots:
        _column(sheet, head, Box(x, top + HEAD + GAP, width, deep))
        sheet.at[head.id] = Box(x, top, width, HEAD + GAP + deep)
    bottom = top + HEAD + GAP + deep
    sheet.tracks(back, bottom + 0.16, up=False)
    return bottom + 0.2 + len(back) * TRACK if back else bottom


def _held(graph: Graph, head: Node) -> list[Node]:
    return graph.nodes("input", "process", "output", "outcome", parent=head.id)


def _places(sheet: Sheet, heads: list[Node]) -> list[tuple[float, float]]:
    """The columns' left edges and widths: wider where boxes list parts."""
    wholes = {node.parent for node in sheet.graph.nodes("activity")}
    shares = [NESTING if wholes & set(ids(_held(sheet.graph, head))) else 1.0 for head in heads]
    unit = (sheet.width - BETWEEN * (len(heads) - 1)) / sum(shares)
    return [
        (sum(shares[:place]) * unit + place * BETWEEN, share * unit)
        for place, share in enumerate(shares)
    ]


def _texts(graph: Graph, node: Node) -> dict[str, list[Run]]:
    """What stands in a node's box: its name and level, then its parts."""
    parts, level = graph.nodes("activity", parent=node.id), graph.level(node).label
    words, lead = (level and f"({level})"), node.label
    own = Run(words, TYPE, lead=lead) if parts else Run(f"{lead} {words}".strip(), TYPE)
    texts = {node.id: [own]}
    return texts | {
        x.id: [Run(x.label, TYPE, indent=0.12, before=0.03, bullet=True)] for x in parts
    }


def _height(graph: Graph, node: Node, width: float) -> float:
    return height([run for runs in _texts(graph, node).values() for run in runs], width)


def _needed(graph: Graph, head: Node, width: float) -> float:
    """The height that a column's boxes need."""
    held = _held(graph, head)
    return sum(_height(graph, node, width) for node in held) + GAP * max(len(held) - 1, 0)


def _column(sheet: Sheet, head: Node, at: Box) -> None:
    """A column's boxes, made so much higher that they fill it."""
    held, y = _held(sheet.graph, head), at.y
    more = (at.height - _needed(sheet.graph, head, at.width)) / max(len(held), 1)
    for node in held:
        box = Box(at.x, y, at.width, _height(sheet.graph, node, at.width) + more)
        fills = sheet.tints(node, style.BAND)
        y = sheet.card(box, _texts(sheet.graph, node), node.id, fills, centred=True).bottom + GAP

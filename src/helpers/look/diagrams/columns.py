"""Columns from left to right, the boxes they hold, and the arrows between columns as wholes.

On a narrow page they stand below each other, their boxes side by side.
"""

from collections.abc import Sequence
from itertools import pairwise

from helpers.look import style
from helpers.look.diagrams.graph import Graph, Link, Node, ids
from helpers.look.diagrams.sheet import TRACK, Box, Point, Run, Sheet, grid, height, parted
from helpers.look.page import Look, Page, in_lines

TYPE = 8.5
"""Type size of what stands in the boxes, in points."""

NESTING = 2.1
"""How much wider a column is whose boxes list their parts."""

BETWEEN, HEAD, GAP = 0.26, 0.26, 0.07
"""Distance of two columns, height of a column's head, distance of two boxes."""

LANE, BESIDE, PORT = 0.17, 0.08, 0.14
"""On a narrow page: room at the right for an arrow that passes; distance of words from an arrow;
of an arrow from the corner where it leaves."""


def columns(page: Page, graph: Graph) -> float:
    """The whole model, every column as high as the fullest; returns where it ends."""
    sheet, heads = Sheet(page, graph), graph.nodes("column")
    if page.narrow:
        return _below_each_other(sheet, heads)
    places = _places(sheet, heads)
    pitch = min((after[0] - before[0] for before, after in pairwise(places)), default=page.width)
    texts, room, back = parted(graph.among(heads), ids(heads), pitch, back=False)
    top = room + 0.06
    spots = list(zip(heads, places, strict=True))
    for head, (x, width) in spots:
        _head(sheet, head, Box(x, top, width, HEAD))
    sheet.between(texts, top + HEAD / 2)
    deep = max((_needed(graph, head, width) for head, (_, width) in spots), default=0.0)
    for head, (x, width) in spots:
        _column(sheet, head, Box(x, top + HEAD + GAP, width, deep))
        sheet.at[head.id] = Box(x, top, width, HEAD + GAP + deep)
    bottom = top + HEAD + GAP + deep
    sheet.tracks(back, bottom + 0.16, up=False)
    return bottom + 0.2 + len(back) * TRACK if back else bottom


def _head(sheet: Sheet, head: Node, at: Box) -> None:
    look = [Run(head.label, style.HEAD, 700, colour=style.PAPER)]
    sheet.card(at, look, head.id, style.ACCENT, centred=True)


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


# ---- on a narrow page


def _below_each_other(sheet: Sheet, heads: list[Node]) -> float:
    """Column below column, each with the words of the arrows that leave it; returns where the last
    one ends."""
    links = sheet.graph.among(heads)
    near, _, far = parted(links, ids(heads), sheet.width, back=False)
    width, y = sheet.width - LANE * len(far), 0.0
    for head in heads:
        _head(sheet, head, Box(0, y, width, HEAD))
        bottom = _pairs(sheet, head, y + HEAD + GAP, width)
        sheet.at[head.id] = Box(0, y, width, bottom - y)
        y = _leaving(sheet, sheet.at[head.id], [x for x in links if x.start == head.id], far)
    for link in near:
        start, end = (sheet.at[one] for one in link.ends)
        sheet.arrow([(PORT, start.bottom), (PORT, end.y)], link.key, link.loose)
    for place, link in enumerate(far):
        lane, entry = width + LANE * (place + 0.6), 0.07 + 0.12 * (len(far) - 1 - place)
        sheet.arrow(_way(sheet, link, lane, entry), link.key, link.loose)
    return y


def _pairs(sheet: Sheet, head: Node, y: float, width: float) -> float:
    """A column's boxes two by two; one that lists its parts has the whole width, as has one that is
    left over. Returns where they end."""
    wholes = {node.parent for node in sheet.graph.nodes("activity")}
    rows = in_lines(_held(sheet.graph, head), lambda node: 1 if node.id in wholes else 0.5, 1)
    for row in rows:
        places = list(zip(row, grid(0, width, len(row), GAP), strict=True))
        deep = max((_height(sheet.graph, node, own) for node, (_, own) in places), default=0.0)
        for node, (x, own) in places:
            fills, texts = sheet.tints(node, style.BAND), _texts(sheet.graph, node)
            sheet.card(Box(x, y, own, deep), texts, node.id, fills, centred=True)
        y += deep + GAP
    return y - GAP


def _leaving(sheet: Sheet, whole: Box, links: Sequence[Link], far: Sequence[Link]) -> float:
    """The words of arrows below the column that they leave: at the left of those that lead to the
    next one, at the right of the others. Returns where the next column may begin."""
    room, ends = whole.width / 2 - PORT - BESIDE, [whole.bottom]
    for link in links:
        aside = link in far
        lines = style.wrap(link.words if aside else link.how, room, style.SMALL)
        x = whole.right - PORT - BESIDE if aside else PORT + BESIDE
        look: Look = {"align": "right" if aside else "left", "label": f"how|{link.key}"}
        ends.append(sheet.page.lines(x, whole.bottom + 0.06, lines, size=style.SMALL, **look))
    return max(ends) + BESIDE * bool(links)


def _way(sheet: Sheet, link: Link, lane: float, entry: float) -> list[Point]:
    """From below a column round to the right side of another, so far below its top."""
    start, end = (sheet.at[one] for one in link.ends)
    x, level, y = start.right - PORT, start.bottom + 0.15, end.y + entry
    return [(x, start.bottom), (x, level), (lane, level), (lane, y), (end.right, y)]

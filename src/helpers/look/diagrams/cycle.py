"""A cycle of stages in its surroundings: what bears on each stage, and the levels it goes on at."""

from collections.abc import Sequence

from helpers.look import style
from helpers.look.diagrams.boxes import (
    GAP,
    PAD,
    Box,
    Run,
    arrow,
    card,
    card_height,
    drop,
    frame,
    grid,
    title,
    write,
)
from helpers.look.diagrams.graph import Graph, Link, Node, ids
from helpers.look.diagrams.rows import TRACK, between, sorted_apart, strip, tracks
from helpers.look.page import Page

OUTER = style.mix(style.SAND, 0.45)
"""The ground of the surroundings."""

EDGE, INNER = 0.08, 0.18
"""Distance from the sheet's edge of the cycle's frame, and of what stands in it."""

BETWEEN, STEM = 0.2, 0.14
"""Distance of two columns; room for the line at the left of what bears on a stage."""

Columns = list[tuple[float, float]]


def cycle(page: Page, graph: Graph) -> float:
    """Stages in a row with what bears on each, then the levels; returns where it ends."""
    contexts, cycles, stages = (graph.nodes(kind) for kind in ("context", "cycle", "stage"))
    columns = grid(INNER, page.width - 2 * INNER, max(len(stages), 1), BETWEEN)
    width = page.width - 2 * EDGE
    top = write(page, EDGE + 0.02, 0.09, width, _heading(contexts), _first(contexts))
    inner = top + GAP
    below = write(page, INNER, inner + 0.08, width - 0.2, _heading(cycles), _first(cycles))
    bottom = _stages(page, graph, stages, columns, below)
    whole = Box(EDGE, inner, width, bottom + 0.1 - inner)
    frame(page, whole, style.BAND, 0.4, _first(cycles))
    end = _levels(page, graph, columns, whole, contexts)
    frame(page, Box(0, 0, page.width, end), OUTER, 0.2, _first(contexts))
    return end


def _first(nodes: Sequence[Node]) -> str:
    return nodes[0].id if nodes else ""


def _heading(nodes: Sequence[Node]) -> list[Run]:
    return [run for node in nodes for run in (title(node, style.HEAD), Run(node.summary))]


def _placed(columns: Columns, runs: dict[str, list[Run]]) -> tuple[dict[str, Box], float]:
    """Boxes of one height side by side, at no height yet; and that height."""
    width = columns[0][1]
    height = max((card_height(one, width) for one in runs.values()), default=0.0)
    places = zip(runs, columns, strict=False)  # a row may leave columns free
    return {key: Box(x, 0, width, height) for key, (x, _) in places}, height


def _moved(boxes: dict[str, Box], y: float) -> dict[str, Box]:
    return {key: Box(box.x, y, box.width, box.height) for key, box in boxes.items()}


def _stages(page: Page, graph: Graph, stages: list[Node], columns: Columns, top: float) -> float:
    """The stages, arrows between and around them, and below each what bears on it."""
    near, far = sorted_apart(graph.among(stages), ids(stages))
    runs = {node.id: _stage_runs(node) for node in stages}
    flat, height = _placed(columns, runs)
    texts, room = strip(near, flat)
    row = top + len(far) * TRACK + 0.12 + room + 0.08
    boxes = _moved(flat, row)
    for node in stages:
        card(page, boxes[node.id], runs[node.id], node.id, style.mix(style.ACCENT, 0.72))
    between(page, texts, boxes, row + height / 2)
    tracks(page, far, boxes, row - room - 0.1, up=True, ground=style.BAND)
    return max((_bearing(page, graph, boxes[one.id], one, stages) for one in stages), default=row)


def _stage_runs(node: Node) -> list[Run]:
    head = Run(f"{node.order}  {node.label}", style.HEAD, 600)
    return [head, Run(node.summary, style.SMALL, before=0.02)]


def _bearing(page: Page, graph: Graph, stage: Box, node: Node, stages: list[Node]) -> float:
    """Below a stage, a small box for each thing that bears on it, all on one line that leads up."""
    links = [
        link
        for link in graph.links(ends=[node.id])
        if link.start not in ids(stages) and not _holds(graph, link)
    ]
    levels = {one.id: graph.level(one).label for one in graph.nodes("influence")}
    x, width, y = stage.x + STEM, stage.width - STEM, stage.bottom + 0.17
    middles = []
    for link in links:
        runs = _bearing_runs(link, levels.get(link.start, ""))
        at = Box(x, y, width, card_height(runs, width))
        card(page, at, runs, link.key, style.PAPER)
        middles.append(y + at.height / 2)
        y = at.bottom + PAD
    _stem(page, links, middles, x, stage)
    return y - PAD if links else stage.bottom


def _bearing_runs(link: Link, level: str) -> list[Run]:
    words = f"({level}): {link.how}" if level else link.how
    return [Run(words, style.SMALL, lead=link.start_label + ":" * (not level))]


def _stem(page: Page, links: list[Link], middles: list[float], x: float, stage: Box) -> None:
    """One line at the left of the small boxes; the arrow is the first one's, the rest join it."""
    line = stage.x + 0.07
    for place, (link, middle) in enumerate(zip(links, middles, strict=True)):
        if place:
            xs, ys = (x, line, line), (middle, middle, middles[place - 1])
            page.rule(xs, ys, colour=style.MUTED, width=1.1)
        else:
            arrow(page, [(x, middle), (line, middle), (line, stage.bottom)], link)


def _holds(graph: Graph, link: Link) -> bool:
    """Is the link one of a whole to its part, which the picture shows by a frame?"""
    wholes, parts = graph.nodes("cycle", "context"), graph.nodes("cycle", "stage")
    return link.start in ids(wholes) and link.end in ids(parts)


def _levels(page: Page, graph: Graph, columns: Columns, whole: Box, contexts: list[Node]) -> float:
    """Below the cycle, the levels at which it goes on, and what makes them possible."""
    nodes = _level_row(graph)
    near, far = sorted_apart(graph.among(nodes), ids(nodes))
    if len(columns) < len(nodes):
        columns = grid(INNER, whole.width - 0.2, len(nodes), BETWEEN)
    runs = {one.id: [title(one), Run(one.summary, style.SMALL, before=0.02)] for one in nodes}
    flat, height = _placed(columns, runs)
    texts, room = strip(near, flat)
    row = whole.bottom + 0.26 + room + 0.04
    boxes = _moved(flat, row)
    for key, box in boxes.items():
        card(page, box, runs[key], key, style.PAPER)
    between(page, texts, boxes, row + height / 2)
    tracks(page, far, boxes, row + height + 0.1, up=False, ground=OUTER)
    end = row + height + 0.12 + len(far) * TRACK
    for link in graph.links(ids(graph.nodes("cycle")), boxes):
        drop(page, link, boxes[link.end].middle, whole.bottom, row)
    around = graph.links(ids(contexts), boxes)
    for link in around:
        drop(page, link, boxes[link.end].middle, end + 0.2, row + height)
    return end + 0.2 * bool(around)


def _level_row(graph: Graph) -> list[Node]:
    """The levels, then what leads to them, then what leads to that."""
    row, others = graph.nodes("level"), {node.id: node for node in graph.nodes("influence")}
    for node in row:  # grows while it is read
        for link in graph.links(ends=[node.id]):
            if link.start in others:
                row.append(others.pop(link.start))
    return row

"""A cycle of stages in its surroundings: what bears on each stage, and the levels it goes on at."""

from collections.abc import Mapping, Sequence

from helpers.look import style
from helpers.look.diagrams.boxes import (
    GAP,
    PAD,
    Box,
    Point,
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
from helpers.look.diagrams.rows import TRACK, Boxes, between, sorted_apart, strip, tracks
from helpers.look.page import Page

OUTER = style.mix(style.SAND, 0.45)
"""The ground of the surroundings."""

EDGE, INNER = 0.08, 0.18
"""Distance from the sheet's edge of the cycle's frame, and of what stands in it."""

BETWEEN, STEM = 0.2, 0.14
"""Distance of two columns; room for the line at the left of what bears on a stage."""


def cycle(page: Page, graph: Graph) -> float:
    """Stages in a row with what bears on each, then the levels; returns where it ends."""
    contexts, cycles, stages = (graph.nodes(kind) for kind in ("context", "cycle", "stage"))
    around, inside = ("".join(ids(nodes)[:1]) for nodes in (contexts, cycles))
    width = page.width - 2 * EDGE
    top = write(page, EDGE + 0.02, 0.09, width, _heading(contexts), around) + GAP
    below = write(page, INNER, top + 0.08, width - 0.2, _heading(cycles), inside)
    runs = {one.id: _runs(f"{one.order}  {one.label}", style.HEAD, one) for one in stages}
    columns, links = _columns(page, len(stages)), graph.among(stages)
    boxes, bottom = _row(page, links, runs, columns, below, True)
    bottom = max((_bearing(page, graph, boxes[one.id], one) for one in stages), default=bottom)
    whole = Box(EDGE, top, width, bottom + 0.1 - top)
    frame(page, whole, style.BAND, 0.4, inside)
    levels = _level_row(graph)
    runs = {one.id: _runs(one.label, style.BODY, one) for one in levels}
    columns, links = _columns(page, max(len(stages), len(levels))), graph.among(levels)
    boxes, end = _row(page, links, runs, columns, whole.bottom + 0.26, False)
    for link in graph.links(ids(cycles), boxes):
        drop(page, link, boxes[link.end].middle, whole.bottom, boxes[link.end].y)
    influences = graph.links(ids(contexts), boxes)
    for link in influences:
        drop(page, link, boxes[link.end].middle, end + 0.2, boxes[link.end].bottom)
    end += 0.2 * bool(influences)
    frame(page, Box(0, 0, page.width, end), OUTER, 0.2, around)
    return end


def _heading(nodes: Sequence[Node]) -> list[Run]:
    return [run for node in nodes for run in (title(node, style.HEAD), Run(node.summary))]


def _runs(name: str, size: float, node: Node) -> list[Run]:
    return [Run(name, size, 600), Run(node.summary, style.SMALL, before=0.02)]


def _columns(page: Page, count: int) -> list[Point]:
    return grid(INNER, page.width - 2 * INNER, max(count, 1), BETWEEN)


def _row(
    page: Page,
    links: Sequence[Link],
    runs: Mapping[str, Sequence[Run]],
    columns: list[Point],
    top: float,
    up: bool,
) -> tuple[Boxes, float]:
    """Boxes of one height side by side, arrows across the gaps, and others round the row, above
    stages (`up`) and below levels; returns the boxes, and where all ends."""
    near, far = sorted_apart(links, list(runs))
    width = columns[0][1]
    height = max((card_height(one, width) for one in runs.values()), default=0.0)
    places = zip(runs, columns, strict=False)  # a row may leave columns free
    flat = {key: Box(x, 0, width, height) for key, (x, _) in places}
    texts, room = strip(near, flat)
    y = top + room + 0.04 + up * (len(far) * TRACK + 0.16)
    fill, ground = (style.mix(style.ACCENT, 0.72), style.BAND) if up else (style.PAPER, OUTER)
    boxes = {
        key: card(page, Box(box.x, y, width, height), runs[key], key, fill)
        for key, box in flat.items()
    }
    between(page, texts, boxes, y + height / 2)
    tracks(page, far, boxes, y - room - 0.1 if up else y + height + 0.1, up, ground)
    return boxes, y + height + (not up) * (0.12 + len(far) * TRACK)


def _bearing(page: Page, graph: Graph, stage: Box, node: Node) -> float:
    """Below a stage, a small box for each thing that bears on it, all on one line that leads up:
    the arrow is the first one's, the rest join it. Returns where they end."""
    levels = {one.id: graph.level(one).label for one in graph.nodes("influence")}
    framed = ids(graph.nodes("context", "cycle", "stage"))  # frames and the row's arrows show these
    x, width, line = stage.x + STEM, stage.width - STEM, stage.x + 0.07
    y, above = stage.bottom + 0.17, stage.bottom
    links = [link for link in graph.links(ends=[node.id]) if link.start not in framed]
    for place, link in enumerate(links):
        level = levels.get(link.start, "")
        words = f"({level}): {link.how}" if level else link.how
        runs = [Run(words, style.SMALL, lead=link.start_label + ":" * (not level))]
        at = card(page, Box(x, y, width, card_height(runs, width)), runs, link.key, style.PAPER)
        middle = y + at.height / 2
        if place:
            page.rule((x, line, line), (middle, middle, above), colour=style.MUTED, width=1.1)
        else:
            arrow(page, [(x, middle), (line, middle), (line, above)], link.key, link.loose)
        y, above = at.bottom + PAD, middle
    return y - PAD if links else stage.bottom


def _level_row(graph: Graph) -> list[Node]:
    """The levels, then what leads to them, then what leads to that."""
    row, others = graph.nodes("level"), {node.id: node for node in graph.nodes("influence")}
    for node in row:  # grows while it is read
        for link in graph.links(ends=[node.id]):
            if link.start in others:
                row.append(others.pop(link.start))
    return row

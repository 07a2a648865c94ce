"""A cycle of stages in its surroundings: what bears on each stage, and the levels it goes on at."""

from collections.abc import Mapping, Sequence

from helpers.look import style
from helpers.look.diagrams.graph import Graph, Link, Node, ids
from helpers.look.diagrams.sheet import PAD, TRACK, Box, Run, Sheet, grid, height, parted
from helpers.look.page import Page

OUTER = style.mix(style.SAND, 0.45)
"""The ground of the surroundings."""

EDGE, INNER = 0.08, 0.18
"""Distance from the sheet's edge of the cycle's frame, and of what stands in it."""

BETWEEN, STEM = 0.2, 0.14
"""Distance of two columns; room for the line at the left of what bears on a stage."""


def cycle(page: Page, graph: Graph) -> float:
    """Stages in a row with what bears on each, then the levels; returns where it ends."""
    sheet, width = Sheet(page, graph), page.width - 2 * EDGE
    contexts, cycles, stages = (graph.nodes(kind) for kind in ("context", "cycle", "stage"))
    around, inside = (next(iter(ids(nodes)), "") for nodes in (contexts, cycles))
    top = sheet.write(EDGE + 0.02, 0.09, width, _heading(contexts), around) + 0.09
    below = sheet.write(INNER, top + 0.08, width - 0.2, _heading(cycles), inside)
    runs = {one.id: _runs(f"{one.order}  {one.label}", style.HEAD, one) for one in stages}
    bottom = _row(sheet, graph.among(stages), runs, len(stages), below, up=True)
    bottom = max((_bearing(sheet, one) for one in stages), default=bottom) + 0.1
    sheet.frame(Box(EDGE, top, width, bottom - top), style.BAND, 0.4, inside)
    levels = _level_row(graph)
    runs, count = {one.id: _runs(one.label, style.BODY, one) for one in levels}, len(levels)
    end = _row(sheet, graph.among(levels), runs, max(len(stages), count), bottom + 0.26, up=False)
    for link in graph.links(ids(cycles), runs):
        sheet.drop(link, sheet.at[link.end].middle, bottom, sheet.at[link.end].y)
    influences = graph.links(ids(contexts), runs)
    for link in influences:
        sheet.drop(link, sheet.at[link.end].middle, end + 0.2, sheet.at[link.end].bottom)
    end += 0.2 * bool(influences)
    sheet.frame(Box(0, 0, page.width, end), OUTER, 0.2, around)
    return end


def _heading(nodes: Sequence[Node]) -> list[Run]:
    return [run for one in nodes for run in (Run(one.label, style.HEAD, 600), Run(one.summary))]


def _runs(name: str, size: float, node: Node) -> list[Run]:
    return [Run(name, size, 600), Run(node.summary, before=0.02)]


def _row(
    sheet: Sheet,
    links: Sequence[Link],
    runs: Mapping[str, Sequence[Run]],
    count: int,
    top: float,
    up: bool,
) -> float:
    """Boxes of one height in so many columns, arrows across the gaps, and others round the row,
    above stages (`up`) and below levels; returns where all ends."""
    columns = grid(INNER, sheet.width - 2 * INNER, max(count, 1), BETWEEN)
    width = columns[0][1]
    deep = max((height(one, width) for one in runs.values()), default=0.0)
    texts, room, far = parted(links, list(runs), width + BETWEEN)
    y = top + room + 0.04 + up * (len(far) * TRACK + 0.16)
    fill, ground = (style.mix(style.ACCENT, 0.72), style.BAND) if up else (style.PAPER, OUTER)
    for key, (x, _) in zip(runs, columns, strict=False):  # a row may leave columns free
        sheet.card(Box(x, y, width, deep), runs[key], key, fill)
    sheet.between(texts, y + deep / 2)
    sheet.tracks(far, y - room - 0.1 if up else y + deep + 0.1, up, ground)
    return y + deep + (not up) * (0.12 + len(far) * TRACK)


def _bearing(sheet: Sheet, node: Node) -> float:
    """Below a stage, a small box for each thing that bears on it, all on one line that leads up:
    the arrow is the first one's, the rest join it. Returns where they end."""
    graph, stage = sheet.graph, sheet.at[node.id]
    levels = {one.id: graph.level(one).label for one in graph.nodes("influence")}
    framed = ids(graph.nodes("context", "cycle", "stage"))  # frames and the row's arrows show these
    links = [link for link in graph.links(ends=[node.id]) if link.start not in framed]
    x, width, line = stage.x + STEM, stage.width - STEM, stage.x + 0.07
    y, above = stage.bottom + 0.17, stage.bottom
    for place, link in enumerate(links):
        level = levels.get(link.start, "")
        words = f"({level}): {link.how}" if level else link.how
        runs = [Run(words, lead=link.start_label + ":" * (not level))]
        at = sheet.card(Box(x, y, width), runs, link.key)
        middle = y + at.height / 2
        if place:
            joining = (x, line, line), (middle, middle, above)
            sheet.page.rule(*joining, colour=style.MUTED, width=1.1)
        else:
            sheet.arrow([(x, middle), (line, middle), (line, above)], link.key, link.loose)
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

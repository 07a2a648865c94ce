"""Outputs in layers, each below those that lead to it, with lettered arrows, their key, and the
outcomes."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.patches import Circle

from helpers.look import style
from helpers.look.diagrams.graph import NO_LEVEL, Graph, Link, Node, ids
from helpers.look.diagrams.layers import layers
from helpers.look.diagrams.sheet import Box, Point, Run, Sheet, grid, height, tag
from helpers.look.page import Page

WIDEST, NARROW = 1.8, 0.3
"""Width of a box at most, and of the room for an arrow that passes a layer."""

BESIDE, BELOW = 1.75, 0.36
"""Width of what stands beside the layers; distance of two layers."""

Boxes = dict[str, Box]
Texts = Mapping[str, list[Run]]


def outputs(page: Page, graph: Graph) -> float:
    """Outputs, key and outcomes; returns where they end."""
    nodes, outcomes = graph.nodes("output"), graph.nodes("outcome")
    links, sheet = graph.among(nodes), Sheet(page, graph)
    joined = {end for link in links for end in link.ends}
    runs = {node.id: _runs(graph, node, outcomes) for node in nodes}
    width = page.width - BESIDE - 0.25
    remark = [tag(f"Outlined boxes: {NO_LEVEL}")] * any(node.unplaced for node in nodes)
    top = sheet.write(0, 0, width, remark, "") + 0.06
    boxes, bottom = _layered([key for key in runs if key in joined], links, runs, width, top)
    x, beside = width + 0.25, _lettered(sheet, links, boxes, width + 0.25) + 0.14
    alone = [node for node in nodes if node.id not in joined]
    if alone:
        words = "No link with another single output is named for:"
        beside = sheet.write(x, beside, BESIDE, [tag(words)], "") + 0.05
    for node in alone:
        boxes[node.id] = Box(x, beside, BESIDE, height(runs[node.id], BESIDE))
        beside = boxes[node.id].bottom + 0.07
    for node in nodes:
        sheet.card(boxes[node.id], runs[node.id], node.id, sheet.tints(node, style.BAND))
    return _outcome_row(sheet, outcomes, max(bottom, beside) + 0.02)


def _runs(graph: Graph, node: Node, outcomes: list[Node]) -> list[Run]:
    """An output's name, its details, and the numbers of the outcomes that it leads on to."""
    numbers = {one.id: str(one.order) for one in outcomes}
    reached = sorted({numbers[link.end] for link in graph.links([node.id], numbers)})
    runs = [Run(node.label, weight=600), *([tag(graph.level(node).label)] if node.level else [])]
    for part in graph.nodes("detail", parent=node.id):
        runs.append(Run(f"• {part.label}", indent=0.06))
    for link in graph.links([node.id], [node.parent]):
        runs.append(Run(f"to all outputs: {link.how}", before=0.02))
    if reached:
        words = f"on to outcome{'s' * (len(reached) > 1)} {', '.join(reached)}"
        runs.append(Run(words, colour=style.MUTED, before=0.02))
    return runs


def _layered(
    keys: list[str], links: Sequence[Link], runs: Texts, width: float, top: float
) -> tuple[Boxes, float]:
    """Where boxes stand and where arrows pass a layer (`from>to@layer`), each layer centred; and
    where the last one ends."""
    boxes: Boxes = {}
    for layer in layers(keys, links):
        own = [key for key in layer if key in runs]
        room = width - 0.45 * (len(layer) - len(own))
        wide = min(WIDEST, room / len(own) - 0.15)
        deep = max(height(runs[key], wide) for key in own)
        widths = [wide if key in runs else NARROW for key in layer]
        gap = min(0.25, (width - sum(widths)) / max(len(layer) - 1, 1))
        x = (width - sum(widths) - gap * (len(layer) - 1)) / 2
        for key, each in zip(layer, widths, strict=True):
            boxes[key] = Box(x, top, each, deep)
            x += each + gap
        top += deep + BELOW
    return boxes, top - BELOW * bool(boxes)


# ---- arrows


def _lettered(sheet: Sheet, links: Sequence[Link], boxes: Boxes, x: float) -> float:
    """Arrows with a letter each on a disc of paper, and from x on how the one leads to the other;
    returns where this key ends."""
    points, top = _points(links, boxes), 0.0
    links = sorted(links, key=lambda link: points[link][0][::-1])
    for letter, link in zip(style.letters(len(links)), links, strict=True):
        sheet.arrow(points[link], link.key, link.loose)
        (x0, y0), (x1, y1) = points[link][:2]
        at = (x0 + 0.42 * (x1 - x0), y0 + 0.42 * (y1 - y0))
        look: dict[str, Any] = {"facecolor": style.PAPER, "linewidth": 0, "zorder": 2.5}
        sheet.page.axes.add_patch(Circle(at, 0.085, label=f"certain|letter:{letter}", **look))
        sheet.page.middle(*at, letter, weight=700, align="center", label=f"letter|{letter}")
        sheet.page.lines(x, top, [letter], weight=700, label=f"key|{letter}")
        top = sheet.write(x + 0.18, top, BESIDE - 0.18, [Run(link.words)], f"key:{letter}") + 0.03
    return top


def _points(links: Sequence[Link], boxes: Boxes) -> dict[Link, list[Point]]:
    """Each arrow's points: upright through the places it passes, straight between the layers. Ends
    at one box stand side by side in the order of where they lead."""
    points: dict[Link, list[Point]] = {}
    edges: dict[tuple[Box, bool], list[tuple[float, Link, int]]] = {}
    for link in links:
        way = _way(link, boxes)
        for end, box, beyond in ((0, way[0], way[1]), (-1, way[-1], way[-2])):
            edges.setdefault((box, beyond.y > box.y), []).append((beyond.middle, link, end))
        passed = [(box.middle, y) for box in way[1:-1] for y in (box.y, box.bottom)]
        if way[-1].y < way[0].y:  # upwards
            passed = [(box.middle, y) for box in way[1:-1] for y in (box.bottom, box.y)]
        points[link] = [(0.0, 0.0), *passed, (0.0, 0.0)]
    for (box, below), found in edges.items():
        for place, (_, link, end) in enumerate(sorted(found, key=lambda one: one[0]), 1):
            x = box.x + box.width * place / (len(found) + 1)
            points[link][end] = (x, box.bottom if below else box.y)
    return points


def _way(link: Link, boxes: Boxes) -> list[Box]:
    """The boxes and the passing places of a link, from its start to its end."""
    start, end = (boxes[key] for key in link.ends)
    names = (f"{link.start}>{link.end}@", f"{link.end}>{link.start}@")
    between = [box for key, box in boxes.items() if key.startswith(names)]
    return [start, *sorted(between, key=lambda box: box.y, reverse=end.y < start.y), end]


# ---- what stands below


def _outcome_row(sheet: Sheet, outcomes: list[Node], y: float) -> float:
    """The outcomes below the outputs, with their numbers, led to by one arrow from all outputs."""
    if not outcomes:
        return y
    for link in sheet.graph.links(ids(sheet.graph.nodes("column")), [outcomes[0].parent]):
        sheet.drop(link, (sheet.width - BESIDE) / 2, y + 0.04, y + 0.3)
        y += 0.3
    places = grid(0.08, sheet.width - 0.16, len(outcomes), 0.12)
    runs = {node.id: [Run(f"{node.order}  {node.label}", weight=600)] for node in outcomes}
    deep = max(height(one, places[0][1]) for one in runs.values())
    for (key, one), (x, width) in zip(runs.items(), places, strict=True):
        sheet.card(Box(x, y + 0.28, width, deep), one, key)
    look: dict[str, Any] = {"size": style.HEAD, "weight": 700, "align": "center"}
    sheet.page.middle(sheet.width / 2, y + 0.14, "Outcomes", **look)
    whole = Box(0, y, sheet.width, deep + 0.36)
    sheet.frame(whole, style.BAND, 0.4, "outcomes", style.BAND)
    return whole.bottom

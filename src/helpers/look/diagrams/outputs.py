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


def outputs(page: Page, graph: Graph) -> float:
    """Outputs, key and outcomes; returns where they end."""
    sheet, nodes = Sheet(page, graph), graph.nodes("output")
    links, width = graph.among(nodes), page.width - BESIDE - 0.25
    joined = {end for link in links for end in link.ends}
    remark = [tag(f"Outlined boxes: {NO_LEVEL}")] * any(node.unplaced for node in nodes)
    top = sheet.write(0, 0, width, remark, "") + 0.06
    bottom = _layered(sheet, [node for node in nodes if node.id in joined], links, width, top)
    x, beside = width + 0.25, _lettered(sheet, links, width + 0.25) + 0.14
    alone = [node for node in nodes if node.id not in joined]
    if alone:
        words = "No link with another single output is named for:"
        beside = sheet.write(x, beside, BESIDE, [tag(words)], "") + 0.05
    for node in alone:
        runs, fills = _runs(graph, node), sheet.tints(node, style.BAND)
        beside = sheet.card(Box(x, beside, BESIDE), runs, node.id, fills).bottom + 0.07
    return _outcome_row(sheet, graph.nodes("outcome"), max(bottom, beside) + 0.02)


def _runs(graph: Graph, node: Node) -> list[Run]:
    """An output's name, its details, and the numbers of the outcomes that it leads on to."""
    numbers = {one.id: str(one.order) for one in graph.nodes("outcome")}
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
    sheet: Sheet, nodes: list[Node], links: Sequence[Link], width: float, top: float
) -> float:
    """Boxes, and places where arrows pass a layer (`from>to@layer`), each layer centred; returns
    where the last one ends."""
    known = {node.id: node for node in nodes}
    runs = {node.id: _runs(sheet.graph, node) for node in nodes}
    for layer in layers(list(known), links):
        own = [key for key in layer if key in known]
        room = width - 0.45 * (len(layer) - len(own))
        wide = min(WIDEST, room / len(own) - 0.15)
        deep = max(height(runs[key], wide) for key in own)
        widths = [wide if key in known else NARROW for key in layer]
        gap = min(0.25, (width - sum(widths)) / max(len(layer) - 1, 1))
        x = (width - sum(widths) - gap * (len(layer) - 1)) / 2
        for key, each in zip(layer, widths, strict=True):
            sheet.at[key] = Box(x, top, each, deep)
            if key in known:
                fills = sheet.tints(known[key], style.BAND)
                sheet.card(sheet.at[key], runs[key], key, fills)
            x += each + gap
        top += deep + BELOW
    return top - BELOW * bool(nodes)


# ---- arrows


def _lettered(sheet: Sheet, links: Sequence[Link], x: float) -> float:
    """Arrows with a letter each on a disc of paper, and from x on how the one leads to the other;
    returns where this key ends."""
    points, top = _points(sheet.at, links), 0.0
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


def _points(boxes: Mapping[str, Box], links: Sequence[Link]) -> dict[Link, list[Point]]:
    """Each arrow's points: upright through the places it passes, straight between the layers. Ends
    at one box stand side by side in the order of where they lead."""
    points: dict[Link, list[Point]] = {}
    edges: dict[tuple[Box, bool], list[tuple[float, Link, int]]] = {}
    for link in links:
        way = _way(boxes, link)
        for end, box, beyond in ((0, way[0], way[1]), (-1, way[-1], way[-2])):
            edges.setdefault((box, beyond.y > box.y), []).append((beyond.middle, link, end))
        points[link] = [(box.middle, y) for box in way for y in (box.y, box.bottom)][1:-1]
        points[link].sort(key=lambda one: one[1], reverse=way[-1].y < way[0].y)
    for (box, below), found in edges.items():
        for place, (_, link, end) in enumerate(sorted(found, key=lambda one: one[0]), 1):
            x = box.x + box.width * place / (len(found) + 1)
            points[link][end] = (x, box.bottom if below else box.y)
    return points


def _way(boxes: Mapping[str, Box], link: Link) -> list[Box]:
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

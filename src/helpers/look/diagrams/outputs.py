"""Outputs in layers, each below those that lead to it, with lettered arrows, their key, and the
outcomes."""

from collections.abc import Sequence
from typing import Any

from matplotlib.patches import Circle

from helpers.look import style
from helpers.look.diagrams.boxes import (
    Box,
    Point,
    Run,
    arrow,
    card,
    card_height,
    drop,
    frame,
    grid,
    levelled,
    tag,
    title,
    write,
)
from helpers.look.diagrams.graph import NO_LEVEL, Graph, Link, Node, ids
from helpers.look.diagrams.layers import layers
from helpers.look.page import Page

WIDEST, NARROW = 1.8, 0.3
"""Width of a box at most, and of the room for an arrow that passes a layer."""

BESIDE, BELOW = 1.75, 0.36
"""Width of what stands beside the layers; distance of two layers."""

Boxes = dict[str, Box]
Texts = dict[str, list[Run]]


def outputs(page: Page, graph: Graph) -> float:
    """Outputs, key and outcomes; returns where they end."""
    nodes, outcomes = graph.nodes("output"), graph.nodes("outcome")
    links = graph.among(nodes)
    joined = {link.ends[end] for link in links for end in (False, True)}
    runs = {node.id: _runs(graph, node, outcomes) for node in nodes}
    width = page.width - BESIDE - 0.25
    remark = [tag(f"Outlined boxes: {NO_LEVEL}")] * any(node.unplaced for node in nodes)
    top = write(page, 0, 0, width, remark) + 0.06
    inside = [key for key in ids(nodes) if key in joined]
    boxes, passing, bottom = _layered(inside, links, runs, width, top)
    for node in nodes:
        if node.id in boxes:
            levelled(page, boxes[node.id], runs[node.id], node, graph)
    key_end = _lettered(page, links, boxes, passing, width + 0.25) + 0.14
    alone = [node for node in nodes if node.id not in joined]
    beside = _alone(page, graph, alone, runs, width + 0.25, key_end)
    return _outcome_row(page, graph, outcomes, max(bottom, beside) + 0.02)


def _runs(graph: Graph, node: Node, outcomes: list[Node]) -> list[Run]:
    """An output's name, its details, and the numbers of the outcomes that it leads on to."""
    numbers = {one.id: str(one.order) for one in outcomes}
    reached = sorted({numbers[link.end] for link in graph.links([node.id], numbers)})
    runs = [title(node), *([tag(graph.level(node).label)] if node.level else [])]
    for part in graph.nodes("detail", parent=node.id):
        runs.append(Run(f"• {part.label}", indent=0.06))
    for link in graph.links([node.id], [node.parent]):
        runs.append(Run(f"to all outputs: {link.how}", style.SMALL, before=0.02))
    if reached:
        words = f"on to outcome{'s' * (len(reached) > 1)} {', '.join(reached)}"
        runs.append(Run(words, style.SMALL, colour=style.MUTED, before=0.02))
    return runs


# ---- layers


def _layered(
    keys: list[str], links: Sequence[Link], runs: Texts, width: float, top: float
) -> tuple[Boxes, Boxes, float]:
    """Where the boxes stand, where arrows pass a layer, and where the last layer ends."""
    boxes: Boxes = {}
    passing: Boxes = {}
    for layer in layers(keys, links):
        own = [key for key in layer if key in runs]
        room = width - 0.45 * (len(layer) - len(own))
        wide = min(WIDEST, room / max(len(own), 1) - 0.15)
        height = max(card_height(runs[key], wide) for key in own)
        widths = {key: wide if key in runs else NARROW for key in layer}
        for key, box in _spread(widths, width, top, height).items():
            (boxes if key in runs else passing)[key] = box
        top += height + BELOW
    return boxes, passing, top - BELOW * bool(boxes)


def _spread(widths: dict[str, float], width: float, y: float, height: float) -> Boxes:
    """A layer's places, centred."""
    used, gaps = sum(widths.values()), len(widths) - 1
    gap = min(0.25, (width - used) / max(gaps, 1))
    x = (width - used - gap * gaps) / 2
    made = {}
    for key, wide in widths.items():
        made[key] = Box(x, y, wide, height)
        x += wide + gap
    return made


# ---- arrows


def _lettered(
    page: Page, links: Sequence[Link], boxes: Boxes, passing: Boxes, x_key: float
) -> float:
    """Arrows with a letter each, and from `x_key` on what each letter means; returns its end."""
    lines = _points(links, boxes, passing)
    links = sorted(links, key=lambda link: lines[link][0][::-1])
    for letter, link in zip(style.letters(len(links)), links, strict=True):
        arrow(page, lines[link], link)
        (x0, y0), (x1, y1) = lines[link][:2]
        _letter(page, x0 + 0.42 * (x1 - x0), y0 + 0.42 * (y1 - y0), letter)
    return _key(page, links, x_key)


def _letter(page: Page, x: float, y: float, letter: str) -> None:
    """A letter on a disc of paper, which hides the arrow below it."""
    look: dict[str, Any] = {"facecolor": style.PAPER, "linewidth": 0, "zorder": 2.5}
    page.axes.add_patch(Circle((x, y), 0.085, label=f"certain|letter:{letter}", **look))
    look = {"size": style.BODY, "weight": 700, "align": "center", "label": f"letter|{letter}"}
    page.middle(x, y, letter, **look)


def _points(links: Sequence[Link], boxes: Boxes, passing: Boxes) -> dict[Link, list[Point]]:
    """Each arrow's points: ends at one box stand side by side in the order of where they lead."""
    ways = {link: _way(link, boxes, passing) for link in links}
    ends = {link: [(box.middle, box.y) for box in way] for link, way in ways.items()}
    for box in boxes.values():
        for below in (True, False):
            at = _ends_at(ways, box, below)
            for place, (link, end) in enumerate(at, 1):
                x = box.x + box.width * place / (len(at) + 1)
                ends[link][end] = (x, box.bottom if below else box.y)
    return {link: _through(points, ways[link]) for link, points in ends.items()}


def _ends_at(ways: dict[Link, list[Box]], box: Box, below: bool) -> list[tuple[Link, int]]:
    """The links that start (0) or end (-1) at one edge of a box, from left to right."""
    at = [
        (link, 0 if way[0] is box else -1)
        for link, way in ways.items()
        if (way[0] is box or way[-1] is box) and below == (_next(way, box).y > box.y)
    ]
    return sorted(at, key=lambda one: _next(ways[one[0]], box).middle)


def _next(way: list[Box], box: Box) -> Box:
    """What follows on a way from the box at one of its ends."""
    return way[1] if way[0] is box else way[-2]


def _way(link: Link, boxes: Boxes, passing: Boxes) -> list[Box]:
    """The boxes and the passing places of a link, from its start to its end."""
    start, end = boxes[link.start], boxes[link.end]
    names = (f"{link.start}>{link.end}@", f"{link.end}>{link.start}@")
    between = [box for key, box in passing.items() if key.startswith(names)]
    between.sort(key=lambda box: box.y, reverse=end.y < start.y)
    return [start, *between, end]


def _through(points: list[Point], way: list[Box]) -> list[Point]:
    """Upright through the places passed, straight between the layers."""
    made, down = [points[0]], way[-1].y > way[0].y
    for box in way[1:-1]:
        ends = [(box.middle, box.y), (box.middle, box.bottom)]
        made += ends if down else ends[::-1]
    return [*made, points[-1]]


def _key(page: Page, links: Sequence[Link], x: float) -> float:
    """Each arrow's letter, and how the one leads to the other; returns where it ends."""
    top = 0.0
    for letter, link in zip(style.letters(len(links)), links, strict=True):
        page.lines(x, top, [letter], weight=700, label=f"key|{letter}")
        top = write(page, x + 0.18, top, BESIDE - 0.18, [Run(link.words)], f"key:{letter}") + 0.03
    return top


# ---- what stands beside and below


def _alone(page: Page, graph: Graph, nodes: list[Node], runs: Texts, x: float, y: float) -> float:
    """Below the key, the outputs that no link joins with another one; returns where they end."""
    if nodes:
        words = "No link with another single output is named for:"
        y = write(page, x, y, BESIDE, [tag(words)]) + 0.05
    for node in nodes:
        at = Box(x, y, BESIDE, card_height(runs[node.id], BESIDE))
        levelled(page, at, runs[node.id], node, graph)
        y = at.bottom + 0.07
    return y


def _outcome_row(page: Page, graph: Graph, outcomes: list[Node], y: float) -> float:
    """The outcomes below the outputs, with their numbers, led to by one arrow from all outputs."""
    if not outcomes:
        return y
    for link in graph.links(ids(graph.nodes("column")), [outcomes[0].parent]):
        drop(page, link, (page.width - BESIDE) / 2, y + 0.04, y + 0.3)
        y += 0.3
    places = grid(0.08, page.width - 0.16, len(outcomes), 0.12)
    runs = [[Run(f"{node.order}  {node.label}", weight=600)] for node in outcomes]
    height = max(card_height(one, places[0][1]) for one in runs)
    for node, one, (x, width) in zip(outcomes, runs, places, strict=True):
        card(page, Box(x, y + 0.28, width, height), one, node.id, style.PAPER)
    look: dict[str, Any] = {"size": style.HEAD, "weight": 700, "align": "center"}
    page.middle(page.width / 2, y + 0.14, "Outcomes", **look)
    whole = Box(0, y, page.width, height + 0.36)
    frame(page, whole, style.BAND, 0.4, "outcomes", style.BAND)
    return whole.bottom

"""A process, its activities, what leads to each at the left, what each leads to at the right."""

from collections.abc import Iterator, Sequence
from typing import Any

from helpers.look import style
from helpers.look.diagrams.boxes import (
    PAD,
    Box,
    Run,
    arrow,
    card,
    card_height,
    draw_arrow,
    frame,
    tag,
    title,
)
from helpers.look.diagrams.graph import Graph, Link, Node, ids, lower
from helpers.look.diagrams.rows import sorted_apart
from helpers.look.page import Page, tall

LEFT, RIGHT = 1.1, 2.4
"""Widths of what stands at the two sides."""

REACH, LANE = 0.2, 0.18
"""Distance of the sides from the frame; width of a lane for an arrow that passes a row."""

Boxes = dict[str, Box]


def process(page: Page, graph: Graph) -> float:
    """One process and what it is linked with; returns where it ends."""
    rows = [*graph.nodes("process"), *graph.nodes("activity")]
    near, far = sorted_apart(graph.among(rows), ids(rows))
    top = _side_heads(page)
    frame_at = Box(LEFT + REACH, top, page.width - LEFT - RIGHT - 2 * REACH, 0)
    boxes = _rows(page, graph, rows, [*near, *far], frame_at, LANE * len(far))
    bottom = max(box.bottom for box in boxes.values()) + 0.08
    whole = Box(frame_at.x, top, frame_at.width, bottom - top)
    frame(page, whole, style.PAPER, 0.4, "process", style.OUTLINE)
    _inner_arrows(page, near, far, boxes, rows)
    left, right = _sides(page, graph, boxes, True), _sides(page, graph, boxes, False)
    return max(bottom, left, right)


def _side_heads(page: Page) -> float:
    """What the columns at the two sides are."""
    look: dict[str, Any] = {"size": style.SMALL, "weight": 600, "colour": style.MUTED}
    page.lines(0, 0, ["What leads to it"], **look)
    page.lines(page.width - RIGHT, 0, ["What it leads to"], **look)
    return tall(1, style.SMALL) + 0.06


def _rows(
    page: Page, graph: Graph, rows: list[Node], links: list[Link], at: Box, lanes: float
) -> Boxes:
    """The process and its activities below each other, with room for lanes at their left."""
    x, width, y = at.x + 0.08 + lanes, at.width - 0.16 - lanes, at.y
    boxes = {}
    for place, node in enumerate(rows):
        y += _gap(place, rows, links)
        runs = _node_runs(graph, node)
        box = Box(x, y, width, card_height(runs, width))
        tint = graph.level(node).tint or style.BAND
        colour = tint if node.kind == "process" else style.mix(tint, 0.55)
        boxes[node.id] = card(page, box, runs, node.id, colour)
        y = box.bottom
    return boxes


def _node_runs(graph: Graph, node: Node) -> list[Run]:
    """What stands in a process' or an activity's box."""
    whole = node.kind == "process"
    runs = [title(node, style.HEAD if whole else style.BODY)]
    if whole and node.level:
        runs.append(tag(graph.level(node).label))
    return [*runs, Run(node.summary, style.SMALL, before=0.01), *_details(graph, node)]


def _details(graph: Graph, node: Node) -> Iterator[Run]:
    """The details of a node, a line each, with theirs in brackets."""
    for part in graph.nodes("detail", parent=node.id):
        within = [lower(one.label) for one in graph.nodes("detail", parent=part.id)]
        words = part.label + (f" ({', '.join(within)})" if within else "")
        yield Run(f"• {words}", style.SMALL, indent=0.06, before=0.01)


# ---- arrows between rows


def _entries(rows: list[Node], links: Sequence[Link]) -> dict[tuple[int, bool], list[Link]]:
    """Links by the gap where they enter their end, and whether they come down to it."""
    place = {key: number for number, key in enumerate(ids(rows))}
    found: dict[tuple[int, bool], list[Link]] = {}
    for link in links:
        down = place[link.end] > place[link.start]
        found.setdefault((place[link.end] + (not down), down), []).append(link)
    return found


def _gap(place: int, rows: list[Node], links: Sequence[Link]) -> float:
    """Height of the gap above a row: more where arrows with words go through."""
    entered = {gap for gap, _ in _entries(rows, links)}
    return 0.28 if place and place in entered else 0.08


def _inner_arrows(
    page: Page, near: list[Link], far: list[Link], boxes: Boxes, rows: list[Node]
) -> None:
    """Straight through the gap between neighbours, else down a lane at the left of the boxes."""
    lanes = {link: LEFT + REACH + 0.08 + LANE * (place + 0.35) for place, link in enumerate(far)}
    for (_, down), links in _entries(rows, [*near, *far]).items():
        x = boxes[rows[0].id].x + 0.25
        for link in links:
            edge = _inner_arrow(page, link, boxes, x, down, lanes.get(link))
            y = edge + (-0.1 if down else 0.1)
            page.middle(x + 0.08, y, link.how, size=style.SMALL, label=f"how|{link.key}")
            x += 0.3 + style.text_width(link.how, style.SMALL)


def _inner_arrow(
    page: Page, link: Link, boxes: Boxes, x: float, down: bool, lane: float | None
) -> float:
    """One arrow that ends at x; returns the height where it enters its box."""
    start, end = boxes[link.start], boxes[link.end]
    edge = end.y if down else end.bottom
    if lane is None:
        arrow(page, [(x, start.bottom if down else start.y), (x, edge)], link)
        return edge
    turn = edge + (-0.2 if down else 0.2)
    leave = start.bottom - 0.1 if down else start.y + 0.1
    points = [(start.x, leave), (lane, leave), (lane, turn), (x, turn), (x, edge)]
    arrow(page, points, link, style.PAPER)
    return edge


# ---- what stands at the sides


def _sides(page: Page, graph: Graph, boxes: Boxes, before: bool) -> float:
    """One side's boxes, each beside its row or as close below as can be; returns their end."""
    x, width = (0.0, LEFT) if before else (page.width - RIGHT, RIGHT)
    end = min(box.y for box in boxes.values())
    for place, (key, box) in enumerate(boxes.items()):
        links = [
            link
            for link in graph.all_links
            if link.ends[before] == key and link.ends[not before] not in boxes
        ]
        if links:
            runs = [_side_run(link, before, bool(number)) for number, link in enumerate(links)]
            height = card_height(runs, width)
            above = max(height - box.height, 0) / 2  # a tall one stands around its row
            side = Box(x, max(box.y - above, end), width, height)
            _side(page, links, runs, side, box, place % 3)
            end = side.bottom + PAD
    return end - PAD


def _side_run(link: Link, before: bool, later: bool) -> Run:
    """What stands at a link's other end, and how the one leads to the other."""
    lead = f"{link.start_label if before else link.end_label}:"
    return Run(link.words, style.SMALL, lead=lead, before=0.03 * later)


def _side(page: Page, links: list[Link], runs: list[Run], at: Box, box: Box, step: int) -> None:
    """The box at one side of a row, and its arrow: to the row's box from the left, from it to the
    right. `step` keeps the upright parts of neighbouring arrows apart."""
    what = ";".join(link.key for link in links)
    card(page, at, runs, what, style.BAND)
    left, level, y = at.x < box.x, *_heights(at, box)
    points = [(at.right, y), (box.x, level)] if left else [(box.right, level), (at.x, y)]
    if level != y:
        turn = (at.right if left else at.x - REACH) + 0.05 + 0.03 * step
        points[1:1] = [(turn, points[0][1]), (turn, points[1][1])]
    ends = (dict.fromkeys(link.ends[end] for link in links) for end in (False, True))
    draw_arrow(page, points, ">".join(map(";".join, ends)), all(link.loose for link in links))


def _heights(at: Box, box: Box) -> tuple[float, float]:
    """Where an arrow meets the row's box and the side's: at one height, if both have it."""
    y = at.y + min(at.height / 2, 0.3)
    level = min(max(y, box.y + 0.12), box.bottom - 0.1)
    return level, min(max(level, at.y + 0.1), at.bottom - 0.1)

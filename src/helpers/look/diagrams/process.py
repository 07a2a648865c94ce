"""A process, its activities, what leads to each at the left, what each leads to at the right."""

from collections.abc import Mapping
from typing import Any

from helpers.look import style
from helpers.look.diagrams.boxes import (
    PAD,
    Box,
    Point,
    Run,
    arrow,
    card,
    card_height,
    frame,
    tag,
    title,
)
from helpers.look.diagrams.graph import Graph, Link, Node, ids, lower
from helpers.look.diagrams.rows import sorted_apart
from helpers.look.page import Page

LEFT, RIGHT = 1.1, 2.4
"""Widths of what stands at the two sides."""

REACH, LANE = 0.2, 0.18
"""Distance of the sides from the frame; width of a lane for an arrow that passes a row."""

Entries = dict[tuple[int, bool], list[Link]]


def process(page: Page, graph: Graph) -> float:
    """One process and what it is linked with; returns where it ends."""
    rows = [*graph.nodes("process"), *graph.nodes("activity")]
    near, far = sorted_apart(graph.among(rows), ids(rows))
    look: dict[str, Any] = {"size": style.SMALL, "weight": 600, "colour": style.MUTED}
    page.lines(0, 0, ["What leads to it"], **look)
    top = page.lines(page.width - RIGHT, 0, ["What it leads to"], **look) + 0.06
    width, lanes = page.width - LEFT - RIGHT - 2 * REACH, LANE * len(far)
    entries = _entries(ids(rows), near + far)
    at = Box(LEFT + REACH + 0.08 + lanes, top, width - 0.16 - lanes, 0)
    boxes = _rows(page, graph, rows, {gap for gap, _ in entries}, at)
    bottom = max(box.bottom for box in boxes.values()) + 0.08
    whole = Box(LEFT + REACH, top, width, bottom - top)
    frame(page, whole, style.PAPER, 0.4, "process", style.OUTLINE)
    _inner_arrows(page, entries, far, boxes, at.x + 0.25)
    return max(bottom, *(_side(page, graph, boxes, before) for before in (True, False)))


def _entries(order: list[str], links: list[Link]) -> Entries:
    """Links by the gap where they enter their end, and whether they come down to it."""
    found: Entries = {}
    for link in links:
        start, end = map(order.index, link.ends)
        found.setdefault((end + (end < start), end > start), []).append(link)
    return found


def _rows(page: Page, graph: Graph, rows: list[Node], entered: set[int], at: Box) -> dict[str, Box]:
    """The process and its activities below each other: further apart where arrows with words go
    through the gap."""
    boxes, y = {}, at.y
    for place, node in enumerate(rows):
        y += 0.28 if place and place in entered else 0.08
        runs, tint = _runs(graph, node), graph.level(node).tint or style.BAND
        colour = tint if node.kind == "process" else style.mix(tint, 0.55)
        box = Box(at.x, y, at.width, card_height(runs, at.width))
        boxes[node.id] = card(page, box, runs, node.id, colour)
        y = box.bottom
    return boxes


def _runs(graph: Graph, node: Node) -> list[Run]:
    """What stands in a box: name, level of a process, summary; details a line each, with theirs in
    brackets."""
    whole = node.kind == "process"
    runs = [title(node, style.HEAD if whole else style.BODY)]
    runs += [tag(graph.level(node).label)] * (whole and bool(node.level))
    runs.append(Run(node.summary, style.SMALL, before=0.01))
    for part in graph.nodes("detail", parent=node.id):
        within = [lower(one.label) for one in graph.nodes("detail", parent=part.id)]
        words = part.label + (f" ({', '.join(within)})" if within else "")
        runs.append(Run(f"• {words}", style.SMALL, indent=0.06, before=0.01))
    return runs


def _inner_arrows(
    page: Page, entries: Entries, far: list[Link], boxes: Mapping[str, Box], left: float
) -> None:
    """Straight through the gap between neighbours, else down a lane at the left of the boxes."""
    for (_, down), links in entries.items():
        x, sign = left, 1 if down else -1
        for link in links:
            start, end = (boxes[key] for key in link.ends)
            leave, edge = (start.bottom, end.y) if down else (start.y, end.bottom)
            points = [(x, leave), (x, edge)]
            if link in far:
                lane = LEFT + REACH + 0.08 + LANE * (far.index(link) + 0.35)
                out, turn = leave - 0.1 * sign, edge - 0.2 * sign
                points = [(start.x, out), (lane, out), (lane, turn), (x, turn), (x, edge)]
            arrow(page, points, link.key, link.loose, style.PAPER if link in far else "")
            look: dict[str, Any] = {"size": style.SMALL, "label": f"how|{link.key}"}
            page.middle(x + 0.08, edge - 0.1 * sign, link.how, **look)
            x += 0.3 + style.text_width(link.how, style.SMALL)


# ---- what stands at the sides


def _side(page: Page, graph: Graph, boxes: Mapping[str, Box], before: bool) -> float:
    """One side's boxes, each around the height of its row or as close below as can be, with an
    arrow to the row's box (`before`) or from it; returns where they end."""
    x, width = (0.0, LEFT) if before else (page.width - RIGHT, RIGHT)
    end = min(box.y for box in boxes.values())
    for place, (key, box) in enumerate(boxes.items()):
        links = [
            link
            for link in graph.all_links
            if link.ends[before] == key and link.ends[not before] not in boxes
        ]
        if not links:
            continue
        names = (link.start_label if before else link.end_label for link in links)
        runs = [
            Run(link.words, style.SMALL, lead=f"{name}:", before=0.03 * bool(number))
            for number, (name, link) in enumerate(zip(names, links, strict=True))
        ]
        height = card_height(runs, width)
        at = Box(x, max(box.y - max(height - box.height, 0) / 2, end), width, height)
        card(page, at, runs, ";".join(link.key for link in links), style.BAND)
        starts, ends = (dict.fromkeys(link.ends[way] for link in links) for way in (0, 1))
        what, loose = f"{';'.join(starts)}>{';'.join(ends)}", all(link.loose for link in links)
        arrow(page, _bridge(at, box, before, place % 3), what, loose)
        end = at.bottom + PAD
    return end - PAD


def _bridge(at: Box, box: Box, before: bool, step: int) -> list[Point]:
    """The points of an arrow from a side's box to the row's, or back: at one height, if both have
    it. `step` keeps the upright parts of neighbouring arrows apart."""
    level = min(max(at.y + min(at.height / 2, 0.3), box.y + 0.12), box.bottom - 0.1)
    y = min(max(level, at.y + 0.1), at.bottom - 0.1)
    points = [(at.right, y), (box.x, level)] if before else [(box.right, level), (at.x, y)]
    if level != y:
        turn = (at.right if before else at.x - REACH) + 0.05 + 0.03 * step
        points[1:1] = [(turn, points[0][1]), (turn, points[1][1])]
    return points

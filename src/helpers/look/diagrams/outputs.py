"""Outputs as bars, each below those that lead to it, joined by upright arrows with their words.

An arrow has one lane from its upper bar to its lower one; a bar reaches as far as the lanes beside
it let it. So no arrow bends, none crosses a word, and each has its words at its right.
"""

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from helpers.look import style
from helpers.look.diagrams.graph import Graph, Link, Node
from helpers.look.diagrams.layers import layers
from helpers.look.diagrams.sheet import Box, Run, Sheet, grid, height, tag
from helpers.look.page import Look, Page, tall

BAR, WORDS, PASSING = 1.3, 1.4, 0.2
"""Least width of a bar; width of an arrow's words at most; room for an arrow without words."""

BESIDE, EDGE, GAP = 0.07, 0.12, 0.1
"""Distance of words from their arrow, of a bar from an arrow that passes, of two bars."""

Rows = list[list[str | Link]]
"""What stands in each row from left to right: bars, by their ids, and links that pass."""
Lanes = dict[Link, float]
"""How far from the left each arrow runs."""


def outputs(page: Page, graph: Graph) -> float:
    """Bars, arrows, and below them the outputs that no arrow joins; returns where they end."""
    sheet, nodes = Sheet(page, graph), graph.nodes("output")
    links = graph.among(nodes)
    joined = {end for link in links for end in link.ends}
    rows = _rows([node.id for node in nodes if node.id in joined], links)
    gaps = [_passing(upper, lower, links) for upper, lower in pairwise(rows)]
    told = _told(gaps)
    lanes = _lanes(rows, gaps, told, page.width)
    y = 0.0
    for place, row in enumerate(rows):
        y = _bars(sheet, _spans(row, lanes, page.width), y)
        if place < len(gaps):
            y = _said(page, gaps[place], told[place], lanes, y)
    for link in lanes:
        upper, lower = sorted((sheet.at[end] for end in link.ends), key=lambda box: box.y)
        ends = [(lanes[link], upper.bottom), (lanes[link], lower.y)]
        sheet.arrow(ends if sheet.at[link.start] is upper else ends[::-1], link.key, link.loose)
    return _alone(sheet, [node for node in nodes if node.id not in joined], y)


def _said(page: Page, gap: Sequence[Link], told: Iterable[Link], lanes: Lanes, top: float) -> float:
    """The words of arrows between two rows, each up to the next arrow; returns where they end."""
    look: Look = {"size": style.SMALL}
    ends = [top + tall(1, style.SMALL)]
    for link in told:
        after = [lanes[other] for other in gap if lanes[other] > lanes[link]]
        room = min(after, default=page.width + BESIDE) - lanes[link] - 2 * BESIDE
        lines = style.wrap(link.words, min(room, 1.5 * WORDS), style.SMALL)
        x = lanes[link] + BESIDE
        ends.append(page.lines(x, top + 0.08, lines, label=f"how|{link.key}", **look))
    return max(ends) + 0.14


# ---- rows and lanes


def _rows(keys: Sequence[str], links: Sequence[Link]) -> Rows:
    ways = {f"{a}>{b}": link for link in links for a, b in (link.ends, link.ends[::-1])}
    return [[ways.get(key.partition("@")[0], key) for key in row] for row in layers(keys, links)]


def _place(link: Link, row: Sequence[str | Link]) -> int | None:
    """Where a link stands in a row: at one of its ends, or where it passes."""
    return next((k for k, one in enumerate(row) if one == link or one in link.ends), None)


def _passing(
    upper: Sequence[str | Link], lower: Sequence[str | Link], links: Sequence[Link]
) -> list[Link]:
    """The links between two rows, from left to right."""
    at = {link: (_place(link, upper), _place(link, lower)) for link in links}
    return sorted((link for link in links if None not in at[link]), key=at.__getitem__)


def _told(gaps: Sequence[Sequence[Link]]) -> list[list[Link]]:
    """The links that have their words between each two rows: where fewest others run."""
    best: dict[Link, int] = {}
    for place, gap in enumerate(gaps):
        for link in gap:
            if link not in best or len(gap) < len(gaps[best[link]]):
                best[link] = place
    return [[link for link in gap if best[link] == place] for place, gap in enumerate(gaps)]


def _lanes(rows: Rows, gaps: list[list[Link]], told: list[list[Link]], width: float) -> Lanes:
    """Lanes as far apart as words and bars between them need, spread over the whole width."""
    needs = {link: _need(link) for own in told for link in own}
    apart = _apart(rows, gaps, told, needs)
    last = {link: needs[link] for gap, own in zip(gaps, told, strict=True) for link in own
            if link is gap[-1]}  # fmt: skip
    above = {link: [one for one, other in apart if other == link] for link in needs}
    try:
        order = list(TopologicalSorter(above).static_order())
    except CycleError:  # arrows that cross: side by side
        return {link: width * (place + 0.5) / len(needs) for place, link in enumerate(needs)}
    left = _reach(order, apart, {})
    back = {(other, one): least for (one, other), least in apart.items()}
    right = _reach(order[::-1], back, last)
    scale = width / max((left[link] + right[link] for link in order), default=1.0)
    return {link: (scale * (left[link] - right[link]) + width) / 2 for link in needs}


def _need(link: Link) -> float:
    """Width of a link's words, wrapped, and of the room beside them."""
    lines = style.wrap(link.words, WORDS, style.SMALL)
    return max(style.text_width(line, style.SMALL) for line in lines) + 3 * BESIDE


def _apart(
    rows: Rows, gaps: list[list[Link]], told: list[list[Link]], needs: Mapping[Link, float]
) -> dict[tuple[Link, Link], float]:
    """How far neighbouring links are apart at the least."""
    found: dict[tuple[Link, Link], float] = {}
    for gap, own in zip(gaps, told, strict=True):
        for one, other in pairwise(gap):
            least = needs[one] if one in own else PASSING
            found[one, other] = max(found.get((one, other), 0), least)
    for row in rows:
        passing = [(place, one) for place, one in enumerate(row) if isinstance(one, Link)]
        for (before, one), (after, other) in pairwise(passing):
            least = max((after - before - 1) * (BAR + GAP), PASSING)
            found[one, other] = max(found.get((one, other), 0), least)
    return found


def _reach(
    order: Sequence[Link], apart: Mapping[tuple[Link, Link], float], first: Mapping[Link, float]
) -> Lanes:
    """How far each link is from the edge at the least, with all that must stand before it."""
    found: Lanes = {}
    for link in order:
        before = [found[one] + least for (one, other), least in apart.items() if other == link]
        found[link] = max([first.get(link, 2 * EDGE), *before])
    return found


def _spans(row: Sequence[str | Link], lanes: Lanes, width: float) -> dict[str, tuple[float, float]]:
    """Left and right edge of each bar of a row: up to its neighbours."""
    own = [[x for link, x in lanes.items() if one == link or one in link.ends] for one in row]
    edges = [0.0]  # right of this, the next may begin
    for place, (one, other) in enumerate(pairwise(row)):
        low, high = max(own[place]), min(own[place + 1])
        bars = isinstance(one, str), isinstance(other, str)
        edges.append((low + high) / 2 if all(bars) else low if bars[1] else high)
    edges.append(width)
    room = [
        GAP / 2 if isinstance(a, str) and isinstance(b, str) else EDGE for a, b in pairwise(row)
    ]
    room = [0.0, *room, 0.0]
    return {
        one: (edges[place] + room[place], edges[place + 1] - room[place + 1])
        for place, one in enumerate(row)
        if isinstance(one, str)
    }


# ---- bars


def _runs(graph: Graph, node: Node) -> list[Run]:
    """An output's name and level, its details, and how it leads to all outputs."""
    runs = [Run(node.label, weight=600), *([tag(graph.level(node).label)] if node.level else [])]
    if parts := graph.nodes("detail", parent=node.id):
        runs.append(Run("; ".join(part.label for part in parts)))
    whole = graph.links([node.id], [node.parent])
    return runs + [Run(f"to all outputs: {link.how}", before=0.02) for link in whole]


def _bars(sheet: Sheet, spans: Mapping[str, tuple[float, float]], y: float) -> float:
    """A row's bars, all as high as the highest; returns where they end."""
    known = {node.id: node for node in sheet.graph.nodes("output")}
    runs = {key: _runs(sheet.graph, known[key]) for key in spans}
    deep = max(height(runs[key], end - start) for key, (start, end) in spans.items())
    for key, (start, end) in spans.items():
        fills = sheet.tints(known[key], style.BAND)
        sheet.card(Box(start, y, end - start, deep), runs[key], key, fills, centred=True)
    return y + deep


def _alone(sheet: Sheet, nodes: Sequence[Node], y: float) -> float:
    """Below the rest, side by side, the outputs that no arrow joins to another."""
    if not nodes:
        return y
    words = tag("Not linked to another single output:")
    y = sheet.write(0, y + 0.14, sheet.width, [words], "") + 0.05
    places = grid(0, sheet.width, len(nodes), GAP)
    runs = {node.id: _runs(sheet.graph, node) for node in nodes}
    deep = max(height(own, places[0][1]) for own in runs.values())
    for node, (x, width) in zip(nodes, places, strict=True):
        fills = sheet.tints(node, style.BAND)
        sheet.card(Box(x, y, width, deep), runs[node.id], node.id, fills, centred=True)
    return y + deep

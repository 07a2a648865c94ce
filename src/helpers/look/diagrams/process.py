"""A process, its activities, what leads to each at the left, what each leads to at the right.

On a narrow page: above each and below it.
"""

from helpers.look import style
from helpers.look.diagrams.graph import Graph, Link, Node, ids, lower
from helpers.look.diagrams.sheet import PAD, Box, Point, Run, Sheet, height, parted, tag
from helpers.look.page import Look, Page

LEFT, RIGHT = 1.1, 2.4
"""Widths of what stands at the two sides."""

REACH, LANE = 0.2, 0.18
"""Distance of the sides from the frame; width of a lane for an arrow that passes a row."""

ENTRY, PAST, INDENT, ASIDE = 0.28, 0.24, 0.12, 0.3
"""Height of a gap through which arrows come; on a narrow page: distance of two rows, how far the
sides stand in from the left, distance of their arrows from the right."""

HEADS = {True: "What leads to it", False: "What it leads to"}
HEAD: Look = {"size": style.SMALL, "weight": 600, "colour": style.MUTED}

Entries = dict[tuple[int, bool], list[Link]]


def process(page: Page, graph: Graph) -> float:
    """One process and what it is linked with; returns where it ends."""
    sheet, rows = Sheet(page, graph), [*graph.nodes("process"), *graph.nodes("activity")]
    if page.narrow:
        return _below_each_other(sheet, rows)
    near, _, far = parted(graph.among(rows), ids(rows), page.width)
    page.lines(0, 0, [HEADS[True]], **HEAD)
    top = page.lines(page.width - RIGHT, 0, [HEADS[False]], **HEAD) + 0.06
    width, lanes = page.width - LEFT - RIGHT - 2 * REACH, LANE * len(far)
    x, y, entries = LEFT + REACH + 0.08 + lanes, top, _entries(ids(rows), [*near, *far])
    for place, node in enumerate(rows):
        y += ENTRY if place and place in {gap for gap, _ in entries} else 0.08
        y = _row(sheet, node, x, y, width - 0.16 - lanes)
    whole = Box(LEFT + REACH, top, width, y + 0.08 - top)
    sheet.frame(whole, style.PAPER, 0.4, "process", style.OUTLINE)
    _inner_arrows(sheet, entries, far, x + 0.25, LEFT + REACH + 0.08)
    return max(whole.bottom, *(_side(sheet, ids(rows), before) for before in (True, False)))


def _entries(order: list[str], links: list[Link]) -> Entries:
    """Links by the gap where they enter their end, and whether they come down to it: a gap with
    entries is higher, as words go through it."""
    found: Entries = {}
    for link in links:
        start, end = map(order.index, link.ends)
        found.setdefault((end + (end < start), end > start), []).append(link)
    return found


def _row(sheet: Sheet, node: Node, x: float, y: float, width: float) -> float:
    """The box of the process or of an activity: name, level of a process, summary; details a line
    each, with theirs in brackets. Returns where it ends."""
    graph, whole = sheet.graph, node.kind == "process"
    runs = [Run(node.label, style.HEAD if whole else style.BODY, 600)]
    runs += [tag(graph.level(node).label)] * (whole and bool(node.level))
    runs.append(Run(node.summary, before=0.01))
    for part in graph.nodes("detail", parent=node.id):
        within = [lower(one.label) for one in graph.nodes("detail", parent=part.id)]
        words = part.label + (f" ({', '.join(within)})" if within else "")
        runs.append(Run(words, indent=0.12, before=0.01, bullet=True))
    tint = graph.level(node).tint or style.BAND
    colour = tint if whole else style.mix(tint, 0.55)
    return sheet.card(Box(x, y, width), runs, node.id, colour).bottom


def _inner_arrows(
    sheet: Sheet, entries: Entries, far: list[Link], left: float, lanes: float
) -> None:
    """Straight through the gap between neighbours, else down a lane at the left of the boxes."""
    for (_, down), links in entries.items():
        x, sign = left, 1 if down else -1
        for link in links:
            start, end = (sheet.at[key] for key in link.ends)
            leave, edge = (start.bottom, end.y) if down else (start.y, end.bottom)
            points = [(x, leave), (x, edge)]
            if link in far:
                lane = lanes + LANE * (far.index(link) + 0.35)
                out, turn = leave - 0.1 * sign, edge - 0.2 * sign
                points = [(start.x, out), (lane, out), (lane, turn), (x, turn), (x, edge)]
            sheet.arrow(points, link.key, link.loose, style.PAPER if link in far else "")
            sheet.how(x + 0.08, edge - 0.1 * sign, link)
            x += 0.3 + style.text_width(link.how, style.SMALL)


# ---- what stands at the sides


def _side(sheet: Sheet, rows: list[str], before: bool) -> float:
    """One side's boxes, each around the height of its row or as close below as can be, with an
    arrow to the row's box (`before`) or from it; returns where they end."""
    x, width = (0.0, LEFT) if before else (sheet.width - RIGHT, RIGHT)
    end = min(sheet.at[key].y for key in rows)
    for place, key in enumerate(rows):
        if links := _outer(sheet.graph, key, rows, before):
            runs, box = _side_runs(links, before), sheet.at[key]
            above = max(height(runs, width) - box.height, 0) / 2  # a tall one stands around its row
            at = sheet.card(Box(x, max(box.y - above, end), width), runs, _key(links), style.BAND)
            _joined(sheet, links, _bridge(at, box, before, place % 3))
            end = at.bottom + PAD
    return end - PAD


def _outer(graph: Graph, key: str, rows: list[str], before: bool) -> list[Link]:
    """The links that lead to a row from outside, or from it to there."""
    links = graph.all_links
    return [one for one in links if one.ends[before] == key and one.ends[not before] not in rows]


def _key(links: list[Link]) -> str:
    return ";".join(link.key for link in links)


def _joined(sheet: Sheet, links: list[Link], points: list[Point]) -> None:
    """One arrow for several links."""
    starts, ends = (dict.fromkeys(link.ends[way] for link in links) for way in (0, 1))
    what, loose = f"{';'.join(starts)}>{';'.join(ends)}", all(one.loose for one in links)
    sheet.arrow(points, what, loose)


def _side_runs(links: list[Link], before: bool) -> list[Run]:
    return [_side_run(link, before, link != links[0]) for link in links]


def _side_run(link: Link, before: bool, later: bool) -> Run:
    """What stands at a link's other end, and how the one leads to the other."""
    lead = f"{link.start_label if before else link.end_label}:"
    return Run(link.words, lead=lead, before=0.03 * later)


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


# ---- on a narrow page


def _below_each_other(sheet: Sheet, rows: list[Node]) -> float:
    """Each row with what leads to it above and what it leads to below; every arrow between rows
    runs down a lane at the left. Returns where they end."""
    links, order = sheet.graph.among(rows), ids(rows)
    entries = _entries(order, links)
    x, y = LANE * len(links) + 0.06 * bool(links), 0.0
    for place, node in enumerate(rows):
        if before := _outer(sheet.graph, node.id, order, True):
            y = _side_card(sheet, x, y, before, True).bottom
        y += ENTRY if before or (place, True) in entries else 0.0
        y = _row(sheet, node, x, y, sheet.width - x)
        y += ENTRY * ((place + 1, False) in entries)
        if after := _outer(sheet.graph, node.id, order, False):
            y = _side_card(sheet, x, y + 0.06, after, False).bottom
        _upright(sheet, node, before, after)
        y += PAST
    _inner_arrows(sheet, entries, links, x + 0.25, 0.0)
    return y - PAST


def _side_card(sheet: Sheet, x: float, y: float, links: list[Link], before: bool) -> Box:
    """One side's box below its head, in from the left of the rows."""
    x += INDENT
    y = sheet.page.lines(x, y, [HEADS[before]], **HEAD) + 0.03
    runs = _side_runs(links, before)
    return sheet.card(Box(x, y, sheet.width - x), runs, _key(links), style.BAND)


def _upright(sheet: Sheet, node: Node, before: list[Link], after: list[Link]) -> None:
    """The arrows between a row and what stands above and below it."""
    x, row = sheet.width - ASIDE, sheet.at[node.id]
    if before:
        _joined(sheet, before, [(x, sheet.at[_key(before)].bottom), (x, row.y)])
    if after:
        _joined(sheet, after, [(x, row.bottom), (x, sheet.at[_key(after)].y)])

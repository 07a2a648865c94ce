"""Stages in a ring, and beside each what helps or hinders there; below each on a narrow page."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import cos, dist, radians, sin

from helpers.look import style
from helpers.look.diagrams.graph import EFFECTS, Graph, Link, Node
from helpers.look.diagrams.sheet import HEAD, Box, Point, Run, Sheet, height
from helpers.look.page import Look, Page, tall

BESIDE, STAGE, GAP = 1.66, 1.3, 0.14
"""Widths of what stands beside a stage, of a stage's box; distance of the two."""

LEAST, APART, BEND = 1.42, 0.14, 0.5
"""Half the ring's height at least; distance of what stands beside two stages of one side; how far
an arrow is drawn outwards."""

INDENT, STEP, LANE = 0.34, 0.3, 0.24
"""On a narrow page: how far what bears on a stage stands in from the left, distance of two stages,
room at the right for the arrow back."""

GROUND, OUTER = style.mix(style.ACCENT, 0.72), style.mix(style.SAND, 0.45)
"""Fills of a stage, and of what stands around the whole ring."""


def ring(page: Page, graph: Graph) -> float:
    """The ring, what bears on its stages, and its surroundings below; returns where they end."""
    sheet, stages = Sheet(page, graph), graph.nodes("stage")
    if page.narrow:
        return _surroundings(sheet, _below_each_other(sheet, stages))
    runs = {one.id: _stage(one) for one in stages}
    beside = {one.id: _bearing(graph, one) for one in stages}
    deep = max((height(one, STAGE) for one in runs.values()), default=0.0)
    turns = {one.id: -135 + 360 * place / len(stages) for place, one in enumerate(stages)}
    wide = (page.width / 2 - BESIDE - GAP - STAGE / 2) / _far(turns, cos)
    high = _high(turns, beside)
    middle = page.width / 2, high * _far(turns, sin) + deep / 2
    for key, turn in turns.items():
        x, y = _point(middle, wide, high, turn)
        box = sheet.card(Box(x - STAGE / 2, y - deep / 2, STAGE, deep), runs[key], key, GROUND)
        _panel(sheet, box, beside[key], key)
    for link in graph.links(turns, turns):
        if (turns[link.end] - turns[link.start]) % 360 == 360 / len(stages):
            _arc(sheet, link, middle)
    _name(sheet, graph.nodes("cycle"), middle)
    return _surroundings(sheet, max((box.bottom for box in sheet.at.values()), default=0.0))


def _surroundings(sheet: Sheet, bottom: float) -> float:
    """What stands around the whole ring, below it; returns where it ends."""
    for one in sheet.graph.nodes("context"):
        around = [Run(one.summary, lead=f"{one.label}:")]
        box = sheet.card(Box(0, bottom + GAP, sheet.width), around, one.id, OUTER)
        bottom = box.bottom
    return bottom


def _stage(node: Node) -> list[Run]:
    return [Run(f"{node.order}  {node.label}", style.HEAD, 600), Run(node.summary, before=0.02)]


def _bearing(graph: Graph, stage: Node) -> dict[str, list[Run]]:
    """What is said beside a stage, by what it is about: a head for each effect, then its links."""
    found: dict[str, list[Run]] = {}
    links = graph.bearing(stage.id)
    for effect, words in EFFECTS.items():
        own = [link for link in links if link.effect == effect]
        for place, link in enumerate(own):
            head = [Run(words, style.SMALL, 700, colour=style.ACCENT, before=0.05 * bool(found))]
            run = Run(link.how, lead=f"{link.start_label}:", before=0.02)
            found[link.key] = [*head * (place == 0), run]
    return found


def _flat(beside: Mapping[str, Sequence[Run]]) -> list[Run]:
    return [run for runs in beside.values() for run in runs]


# ---- where things stand


def _far(turns: Mapping[str, float], way: Callable[[float], float]) -> float:
    """How far the stages reach from the middle, in parts of the ring's half."""
    return max((abs(way(radians(turn))) for turn in turns.values()), default=1.0)


def _high(turns: Mapping[str, float], beside: Mapping[str, Mapping]) -> float:
    """Half the ring's height: what stands beside the stages of a side must not overlap."""
    halves = [LEAST]
    for side in (True, False):
        own = [key for key, turn in turns.items() if _is_left(turn) is side]
        own.sort(key=lambda key: sin(radians(turns[key])))
        for upper, lower in pairwise(own):
            apart = sin(radians(turns[lower])) - sin(radians(turns[upper]))
            halves.append((height(_flat(beside[upper]), BESIDE) + APART) / apart)
    return max(halves)


def _is_left(turn: float) -> bool:
    return cos(radians(turn)) < -1e-9


def _point(middle: Point, wide: float, high: float, turn: float) -> Point:
    return middle[0] + wide * cos(radians(turn)), middle[1] + high * sin(radians(turn))


# ---- what is painted


def _panel(sheet: Sheet, box: Box, beside: Mapping[str, Sequence[Run]], key: str) -> None:
    """What bears on a stage, beside its box, and a line that joins the two."""
    if not beside:
        return
    left = box.middle < sheet.width / 2
    x = 0.0 if left else sheet.width - BESIDE
    panel = sheet.card(Box(x, box.y, BESIDE), beside, f"beside:{key}", style.BAND)
    ends = (panel.right, box.x) if left else (box.right, panel.x)
    sheet.page.rule(ends, (box.y + 0.16,) * 2, style.MUTED, 1.1)


def _arc(sheet: Sheet, link: Link, middle: Point) -> None:
    """An arrow that bends outwards, from the edge of one box to the edge of the next."""
    boxes = [sheet.at[end] for end in link.ends]
    (x0, y0), (x1, y1) = ((box.middle, box.y + box.height / 2) for box in boxes)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    out = 1 + BEND / max(dist((x, y), middle), BEND)
    x, y = middle[0] + out * (x - middle[0]), middle[1] + out * (y - middle[1])
    parts = [part / 100 for part in range(101)]
    weights = [((1 - part) ** 2, 2 * part * (1 - part), part**2) for part in parts]
    points = [(a * x0 + b * x + c * x1, a * y0 + b * y + c * y1) for a, b, c in weights]
    free = [point for point in points if not any(_holds(box, point) for box in boxes)]
    sheet.arrow([p for p in free if dist(p, free[-1]) > HEAD] + free[-1:], link.key, link.loose)


def _holds(box: Box, point: Point, room: float = 0.04) -> bool:
    x, y = point
    return box.x - room < x < box.right + room and box.y - room < y < box.bottom + room


def _name(sheet: Sheet, nodes: Sequence[Node], middle: Point) -> None:
    """What the ring is, in its middle: its name above, what is said of it below."""
    x, y = middle
    for one in nodes:
        look: Look = {"align": "center", "label": f"in|{one.id}"}
        name = style.wrap(one.label, 1.5, style.HEAD, 600)
        top = y - tall(len(name), style.HEAD) - 0.02
        sheet.page.lines(x, top, name, size=style.HEAD, weight=600, **look)
        sheet.page.lines(x, y, style.wrap(one.summary, 1.5), **look)


# ---- on a narrow page


def _below_each_other(sheet: Sheet, stages: Sequence[Node]) -> float:
    """Its name, then stage by stage with what bears on it; from the last an arrow leads back."""
    width, y = sheet.width - LANE, _named(sheet) + GAP / 2
    for one in stages:
        box = sheet.card(Box(0, y, width), _stage(one), one.id, GROUND)
        y = box.bottom
        if beside := _bearing(sheet.graph, one):
            at = Box(INDENT, y + GAP, width - INDENT)
            panel = sheet.card(at, beside, f"beside:{one.id}", style.BAND)
            sheet.page.rule((INDENT + 0.16,) * 2, (y, panel.y), style.MUTED, 1.1)
            y = panel.bottom
        y += STEP
    order = [one.id for one in stages]
    for link in sheet.graph.links(order, order):
        if order.index(link.end) == (order.index(link.start) + 1) % len(order):
            sheet.arrow(_way(sheet, link), link.key, link.loose)
    return y - STEP


def _named(sheet: Sheet) -> float:
    """What the ring is, above it; returns where that ends."""
    y = 0.0
    for one in sheet.graph.nodes("cycle"):
        runs = [Run(one.label, style.HEAD, 600), Run(one.summary)]
        y = sheet.write(0, y, sheet.width, runs, one.id)
    return y


def _way(sheet: Sheet, link: Link) -> list[Point]:
    """Straight down to the next stage, or from the last one up a lane to the first."""
    start, end = (sheet.at[one] for one in link.ends)
    if start.y < end.y:
        return [(INDENT / 2, start.bottom), (INDENT / 2, end.y)]
    lane, ys = sheet.width - 0.04, [one.y + one.height / 2 for one in (start, end)]
    return [(start.right, ys[0]), (lane, ys[0]), (lane, ys[1]), (end.right, ys[1])]

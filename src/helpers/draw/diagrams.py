"""Diagrams of boxes and arrows: `knowledge_use`, `logic_model`, its processes, and `proximal_outputs`.

Each is laid out from its table alone: columns, rows and layers follow from kind, parent, order and the links.
    box filled       a node; its tint is its level, which is also written
    box outlined     a node whose level the source had only in its drawing
    arrow, solid     a connection that a sentence states
    arrow, dashed    one that only the order of mention shows
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import style
from helpers.draw import chart
from helpers.draw.page import Page, height_of, tall


# ---------------------------------------------------------------- reading tables


def _nodes(table: pd.DataFrame, *kinds: str, parent: str | None = None) -> list[pd.Series]:
    """Nodes of some kinds, perhaps only the parts of one, in their order."""
    rows = table[(table["row"] == "node") & table["kind"].isin(kinds)]
    rows = rows if parent is None else rows[rows["parent"] == parent]
    return [row for _, row in rows.sort_values("order", kind="stable").iterrows()]


def _links(table: pd.DataFrame, starts: Sequence[str] | None = None, ends: Sequence[str] | None = None) -> list[pd.Series]:
    """Links that start, and end, at one of these nodes."""
    rows = table[table["row"] == "link"]
    rows = rows if starts is None else rows[rows["id"].isin(starts)]
    rows = rows if ends is None else rows[rows["to"].isin(ends)]
    return [row for _, row in rows.iterrows()]


def _ids(nodes: Sequence[pd.Series]) -> list[str]:
    return [node["id"] for node in nodes]


def _title(node: pd.Series, size: float = style.BODY) -> chart.Run:
    return chart.Run(node["label"], size, 600)


def _tag(words: str) -> chart.Run:
    return chart.Run(words, style.SMALL, slant="italic", colour=style.MUTED)


# ---------------------------------------------------------------- knowledge use


def knowledge_use(table: pd.DataFrame, figure: FigureBase) -> None:
    """The cycle in its surroundings: stages in a row with what bears on each, then the levels it goes on at."""
    _knowledge_use(Page(figure), table)


def knowledge_use_height(table: pd.DataFrame) -> float:
    """Height in inches."""
    return height_of(_knowledge_use, table)


def _knowledge_use(page: Page, table: pd.DataFrame) -> float:
    contexts, cycles, stages = (_nodes(table, kind) for kind in ("context", "cycle", "stage"))
    columns = chart.grid(0.22, page.width - 0.44, max(len(stages), 1), 0.24)
    top = chart.write(page, 0.12, 0.09, page.width - 0.24, _heading(contexts), _first(contexts))
    inner = top + chart.GAP
    below = chart.write(page, 0.22, inner + 0.08, page.width - 0.44, _heading(cycles), _first(cycles))
    bottom = _stages(page, table, stages, columns, below)
    cycle = chart.Box(0.12, inner, page.width - 0.24, bottom + 0.1 - inner)
    chart.frame(page, cycle, style.BAND, 0.4, _first(cycles))
    end = _levels(page, table, columns, cycle, contexts)
    chart.frame(page, chart.Box(0, 0, page.width, end), style.mix(style.SAND, 0.45), 0.2, _first(contexts))
    return end


def _first(nodes: Sequence[pd.Series]) -> str:
    return nodes[0]["id"] if nodes else ""


def _heading(nodes: Sequence[pd.Series]) -> list[chart.Run]:
    return [run for node in nodes for run in (_title(node, style.HEAD), chart.Run(node["summary"]))]


def _stages(page: Page, table: pd.DataFrame, stages: list[pd.Series], columns: list[tuple[float, float]], top: float) -> float:
    """The row of stages, arrows between and around them, and below each what bears on it."""
    near, far = chart.sorted_apart(_links(table, _ids(stages), _ids(stages)), _ids(stages))
    runs = {node["id"]: [chart.Run(f"{node['order']}  {node['label']}", style.HEAD, 600), chart.Run(node["summary"], style.SMALL, before=0.02)]
            for node in stages}
    width = columns[0][1]
    height = max(chart.card_height(one, width) for one in runs.values())
    flat = {key: chart.Box(x, 0, width, height) for key, (x, _) in zip(runs, columns)}
    texts, strip = chart.strip(near, flat)
    row = top + len(far) * chart.TRACK + 0.12 + strip + 0.08
    boxes = {key: chart.Box(box.x, row, width, height) for key, box in flat.items()}
    for node in stages:
        chart.card(page, boxes[node["id"]], runs[node["id"]], node, style.mix(style.ACCENT, 0.72))
    chart.between(page, texts, boxes, row + height / 2)
    chart.tracks(page, far, boxes, row - strip - 0.1, up=True, ground=style.BAND)
    return max(_bearing(page, table, boxes[node["id"]], node, stages) for node in stages)


def _bearing(page: Page, table: pd.DataFrame, stage: chart.Box, node: pd.Series, stages: list[pd.Series]) -> float:
    """Below a stage, what the source says influences it: a small box each, all on one line that leads up to it."""
    links = [link for link in _links(table, ends=[node["id"]]) if link["id"] not in _ids(stages) and not _holds(table, link)]
    levels = {row["id"]: row["level"] for row in _nodes(table, "influence")}
    x, width, y = stage.x + 0.17, stage.width - 0.17, stage.bottom + 0.17
    middles = []
    for link in links:
        level = levels.get(link["id"], "")
        words = f"({chart.LEVELS[level]}): {link['how']}" if level else link["how"]
        runs = [chart.Run(words, style.SMALL, lead=link["label"] + ":" * (not level))]
        height = chart.card_height(runs, width)
        page.box(x, y, width, height, "certain", style.PAPER, f"{link['id']}>{link['to']}")
        chart.write(page, x + chart.PAD, y + chart.PAD, width - 2 * chart.PAD, runs, f"{link['id']}>{link['to']}")
        middles.append(y + height / 2)
        y += height + 0.06
    for place, (link, middle) in enumerate(zip(links, middles)):
        start = [(x, middle), (stage.x + 0.07, middle)]
        if place:
            page.rule(*zip(*[*start, (stage.x + 0.07, middles[place - 1])]), colour=style.MUTED, width=1.1)
        else:
            chart.arrow(page, [*start, (stage.x + 0.07, stage.bottom)], link)
    return y - 0.06 if links else stage.bottom


def _holds(table: pd.DataFrame, link: pd.Series) -> bool:
    """Is the link one of a whole to its part, which the picture shows by a frame?"""
    wholes = _ids(_nodes(table, "cycle", "context"))
    return link["id"] in wholes and link["to"] in _ids(_nodes(table, "cycle", "stage"))


def _levels(page: Page, table: pd.DataFrame, columns: list[tuple[float, float]], cycle: chart.Box, contexts: list[pd.Series]) -> float:
    """Below the cycle, the levels at which it goes on, and what makes them possible: one row, led to by arrows."""
    nodes = _level_row(table)
    near, far = chart.sorted_apart(_links(table, _ids(nodes), _ids(nodes)), _ids(nodes))
    columns = columns if len(columns) >= len(nodes) else chart.grid(columns[0][0], cycle.width - 0.2, len(nodes), 0.24)
    width = columns[0][1]
    runs = {node["id"]: [_title(node), chart.Run(node["summary"], style.SMALL, before=0.02)] for node in nodes}
    height = max((chart.card_height(one, width) for one in runs.values()), default=0.0)
    flat = {key: chart.Box(x, 0, width, height) for key, (x, _) in zip(runs, columns)}
    texts, strip = chart.strip(near, flat)
    row = cycle.bottom + 0.26 + strip + 0.04
    boxes = {key: chart.Box(box.x, row, width, height) for key, box in flat.items()}
    for node in nodes:
        chart.card(page, boxes[node["id"]], runs[node["id"]], node, style.PAPER)
    chart.between(page, texts, boxes, row + height / 2)
    chart.tracks(page, far, boxes, row + height + 0.1, up=False, ground=style.mix(style.SAND, 0.45))
    end = row + height + 0.12 + len(far) * chart.TRACK
    for link in _links(table, _ids(_nodes(table, "cycle")), list(boxes)):
        _drop(page, link, boxes[link["to"]].middle, cycle.bottom, row)
    around = _links(table, _ids(contexts), list(boxes))
    for link in around:
        _drop(page, link, boxes[link["to"]].middle, end + 0.2, row + height)
    return end + 0.2 * bool(around)


def _drop(page: Page, link: pd.Series, x: float, start: float, end: float) -> None:
    """An upright arrow with its words at its right, near its start."""
    chart.arrow(page, [(x, start), (x, end)], link)
    page.middle(x + 0.07, start + (0.12 if end > start else -0.09), link["how"], size=style.SMALL, label=f"how|{link['id']}>{link['to']}")


def _level_row(table: pd.DataFrame) -> list[pd.Series]:
    """The levels, then what leads to them, then what leads to that."""
    row, others = _nodes(table, "level"), {node["id"]: node for node in _nodes(table, "influence")}
    for node in row:  # grows while it is read
        for link in _links(table, ends=[node["id"]]):
            if link["id"] in others:
                row.append(others.pop(link["id"]))
    return row


# ---------------------------------------------------------------- the logic model whole

COLUMN_SHARES = {"process": 2.0}  # a column with boxes in its boxes is wider


def logic_model(table: pd.DataFrame, figure: FigureBase) -> None:
    """Columns from left to right, the boxes they hold, and the arrows between columns as wholes."""
    _logic_model(Page(figure), table)


def logic_model_height(table: pd.DataFrame) -> float:
    """Height in inches."""
    return height_of(_logic_model, table)


def _logic_model(page: Page, table: pd.DataFrame) -> float:
    columns = _nodes(table, "column")
    held = {column["id"]: _nodes(table, "input", "process", "output", "outcome", parent=column["id"]) for column in columns}
    flat = _column_places(page, held)
    near, far = chart.sorted_apart(_links(table, _ids(columns), _ids(columns)), _ids(columns))
    ahead = [link for link in near if flat[link["to"]].x > flat[link["id"]].x]
    texts, strip = chart.strip(ahead, flat)
    top = strip + 0.06
    boxes = {key: chart.Box(box.x, top, box.width, 0.3) for key, box in flat.items()}
    ends = [_column(page, table, column, held[column["id"]], boxes[column["id"]]) for column in columns]
    bottom = max(ends)
    whole = {key: chart.Box(box.x, top, box.width, bottom - top) for key, box in boxes.items()}
    for key, box in whole.items():
        chart.frame(page, box, style.BAND, 0.4, key, style.BAND)
    chart.between(page, texts, whole, top + 0.15)
    back = [link for link in near if link.name not in {one.name for one in ahead}] + far
    chart.tracks(page, back, whole, bottom + 0.16, up=False)
    return bottom + 0.2 + len(back) * chart.TRACK if back else bottom


def _column_places(page: Page, held: dict[str, list[pd.Series]]) -> dict[str, chart.Box]:
    """The columns' places: wider where boxes hold boxes."""
    shares = {key: max([COLUMN_SHARES.get(node["kind"], 1.0) for node in nodes], default=1.0) for key, nodes in held.items()}
    gap = 0.24
    unit = (page.width - gap * (len(held) - 1)) / sum(shares.values())
    found, x = {}, 0.0
    for key, share in shares.items():
        found[key] = chart.Box(x, 0, share * unit, 0)
        x += share * unit + gap
    return found


def _column(page: Page, table: pd.DataFrame, column: pd.Series, nodes: list[pd.Series], at: chart.Box) -> float:
    """A column's heading and its boxes; returns where they end."""
    page.middle(at.middle, at.y + 0.15, column["label"], size=style.HEAD, weight=700, align="center", label=f"in|{column['id']}")
    y = at.y + 0.3
    if any(node["kind"] == "output" and not node["level"] for node in nodes):
        y = chart.write(page, at.x + 0.08, y, at.width - 0.16, [_tag(f"outlined: {chart.NO_LEVEL}")], column["id"]) + 0.05
    for node in nodes:
        parts = _nodes(table, "activity", parent=node["id"])
        y = _nest(page, node, parts, at.x + 0.08, y, at.width - 0.16) + 0.07
    return y


def _nest(page: Page, node: pd.Series, parts: list[pd.Series], x: float, y: float, width: float) -> float:
    """A node's box, with the boxes of its parts in it; returns where it ends."""
    runs = [_title(node) if parts else chart.Run(node["label"])]
    if node["level"]:
        runs = [chart.Run(f"({chart.LEVELS[node['level']]})", lead=node["label"])]
    inner = width - 2 * chart.PAD
    heights = [chart.card_height(_small(part), inner) for part in parts]
    height = chart.card_height(runs, width) + sum(heights) + len(parts) * 0.05
    chart.card(page, chart.Box(x, y, width, height), runs, node, "" if node["level"] else style.PAPER)
    below = y + chart.card_height(runs, width) - 0.02
    for part, tall_one in zip(parts, heights):
        chart.card(page, chart.Box(x + chart.PAD, below, inner, tall_one), _small(part), part, style.PAPER)
        below += tall_one + 0.05
    return y + height


def _small(node: pd.Series) -> list[chart.Run]:
    return [chart.Run(node["label"], style.SMALL)]


# ---------------------------------------------------------------- one process


def alliance_process(table: pd.DataFrame, figure: FigureBase) -> None:
    """A process with its activities in the middle, what leads to each at the left, what each leads to at the right."""
    _process(Page(figure), table)


def alliance_process_height(table: pd.DataFrame) -> float:
    """Height in inches."""
    return height_of(_process, table)


project_process = staff_development_process = alliance_process
project_process_height = staff_development_process_height = alliance_process_height

LEFT, RIGHT, REACH, LANE = 1.2, 2.4, 0.2, 0.18


def _process(page: Page, table: pd.DataFrame) -> float:
    rows = [*_nodes(table, "process"), *_nodes(table, "activity")]
    near, far = chart.sorted_apart(_links(table, _ids(rows), _ids(rows)), _ids(rows))
    frame_x, frame_width = LEFT + REACH, page.width - LEFT - RIGHT - 2 * REACH
    lane = LANE * len(far)
    x, width = frame_x + 0.08 + lane, frame_width - 0.16 - lane
    start = y = _side_heads(page, frame_x + frame_width + REACH)
    boxes = {}
    for place, node in enumerate(rows):
        runs = _node_runs(table, node)
        y += _gap(place, rows, [*near, *far])
        tint = chart.TINTS.get(node["level"], style.BAND)
        boxes[node["id"]] = chart.card(page, chart.Box(x, y, width, chart.card_height(runs, width)), runs, node,
                                  tint if node["kind"] == "process" else style.mix(tint, 0.55))
        y = boxes[node["id"]].bottom
    chart.frame(page, chart.Box(frame_x, start, frame_width, y + 0.08 - start), style.PAPER, 0.4, "process", style.OUTLINE)
    _inner_arrows(page, near, far, boxes, rows, frame_x)
    return max(y + 0.08, _sides(page, table, boxes, 0.0, "id"), _sides(page, table, boxes, frame_x + frame_width + REACH, "to"))


def _side_heads(page: Page, right: float) -> float:
    """What the columns at the two sides are."""
    for x, words in ((0.0, "What leads to it"), (right, "What it leads to")):
        page.lines(x, 0, [words], size=style.SMALL, weight=600, colour=style.MUTED)
    return tall(1, style.SMALL) + 0.06


def _entries(rows: list[pd.Series], links: Sequence[pd.Series]) -> dict[tuple[int, bool], list[pd.Series]]:
    """Links between rows by where they enter their end: the gap above it when they come down, below it when up."""
    place = {node["id"]: number for number, node in enumerate(rows)}
    found: dict[tuple[int, bool], list[pd.Series]] = {}
    for link in links:
        down = place[link["to"]] > place[link["id"]]
        found.setdefault((place[link["to"]] if down else place[link["to"]] + 1, down), []).append(link)
    return found


def _gap(place: int, rows: list[pd.Series], links: Sequence[pd.Series]) -> float:
    """Height of the gap above a row: more where arrows with words go through."""
    entering = [link for (gap, _), some in _entries(rows, links).items() for link in some if gap == place]
    return 0.08 + 0.2 * bool(entering) if place else 0.08


def _sides(page: Page, table: pd.DataFrame, boxes: dict[str, chart.Box], x: float, far: str) -> float:
    """One side's boxes, each beside its row or as close below as there is room; returns where they end."""
    near, width, end = "to" if far == "id" else "id", LEFT if far == "id" else RIGHT, 0.0
    for place, (key, box) in enumerate(boxes.items()):
        links = [link for link in _links(table) if link[near] == key and link[far] not in boxes]
        if links:
            runs = _side_runs(links, "label" if far == "id" else "to_label")
            side = chart.Box(x, max(box.y, end), width, chart.card_height(runs, width))
            _side(page, links, runs, side, box, place)
            end = side.bottom + 0.06
    return max(end - 0.06, 0.0)


def _side_runs(links: Sequence[pd.Series], name: str) -> list[chart.Run]:
    """A line or more for each link: what stands at its other end, and how the one leads to the other."""
    ending = {"order": " (by order of mention)"}
    return [chart.Run(link["how"] + ending.get(link["certainty"], ""), style.SMALL, lead=f"{link[name]}:", before=0.03 * bool(place))
            for place, link in enumerate(links)]


def _side(page: Page, links: Sequence[pd.Series], runs: Sequence[chart.Run], at: chart.Box, box: chart.Box, place: int) -> None:
    """The box at one side of a row, and its arrow: to the row's box from the left, from it to the right."""
    what = ";".join(f"{link['id']}>{link['to']}" for link in links)
    page.box(at.x, at.y, at.width, at.height, "certain", style.BAND, what)
    chart.write(page, at.x + chart.PAD, at.y + chart.PAD, at.width - 2 * chart.PAD, runs, what)
    y = at.y + min(at.height / 2, 0.3)
    level = min(max(y, box.y + 0.12), box.bottom - 0.1)
    points = [(at.right, y), (box.x, level)] if at.x < box.x else [(box.right, level), (at.x, y)]
    if level != y:
        turn = (at.right if at.x < box.x else at.x - REACH) + 0.05 + 0.03 * (place % 3)
        points[1:1] = [(turn, points[0][1]), (turn, points[1][1])]
    certainty = "order" if all(link["certainty"] == "order" for link in links) else "printed"
    chart.arrow(page, points, pd.Series({"id": ";".join(dict.fromkeys(link["id"] for link in links)), "certainty": certainty,
                                    "to": ";".join(dict.fromkeys(link["to"] for link in links))}))


def _node_runs(table: pd.DataFrame, node: pd.Series) -> list[chart.Run]:
    """What stands in a process' or an activity's box."""
    runs = [_title(node, style.HEAD if node["kind"] == "process" else style.BODY)]
    if node["kind"] == "process" and node["level"]:
        runs.append(_tag(chart.LEVELS[node["level"]]))
    return [*runs, chart.Run(node["summary"], style.SMALL, before=0.01), *_details(table, node["id"])]


def _details(table: pd.DataFrame, key: str) -> list[chart.Run]:
    """The details of a node, a line each, with theirs in brackets."""
    runs = []
    for part in _nodes(table, "detail", parent=key):
        within = [_lower(one["label"]) for one in _nodes(table, "detail", parent=part["id"])]
        words = part["label"] + (f" ({', '.join(within)})" if within else "")
        runs.append(chart.Run(f"• {words}", style.SMALL, indent=0.06, before=0.01))
    return runs


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _inner_arrows(page: Page, near: list[pd.Series], far: list[pd.Series], boxes: dict[str, chart.Box], rows: list[pd.Series],
                  left: float) -> None:
    """Arrows between rows: straight through the gap between neighbours, else down a lane at the left of the boxes."""
    lanes = {link.name: left + 0.08 + LANE * (number + 0.35) for number, link in enumerate(far)}
    for (_, down), links in _entries(rows, [*near, *far]).items():
        x = next(iter(boxes.values())).x + 0.25
        for link in links:
            start, end = boxes[link["id"]], boxes[link["to"]]
            edge = end.y if down else end.bottom
            if link.name in lanes:
                turn = edge + (-0.2 if down else 0.2)
                leave = start.bottom - 0.1 if down else start.y + 0.1
                lane = lanes[link.name]
                chart.arrow(page, [(start.x, leave), (lane, leave), (lane, turn), (x, turn), (x, edge)], link, style.PAPER)
            else:
                chart.arrow(page, [(x, start.bottom if down else start.y), (x, edge)], link)
            page.middle(x + 0.08, edge + (-0.1 if down else 0.1), link["how"], size=style.SMALL, label=f"how|{link['id']}>{link['to']}")
            x += 0.3 + style.text_width(link["how"], style.SMALL)


# ---------------------------------------------------------------- outputs


def proximal_outputs(table: pd.DataFrame, figure: FigureBase) -> None:
    """The outputs in layers, each below those that lead to it, with lettered arrows, a key, and the outcomes."""
    _outputs(Page(figure), table)


def proximal_outputs_height(table: pd.DataFrame) -> float:
    """Height in inches."""
    return height_of(_outputs, table)


NARROW = 0.3  # room for an arrow that passes a layer


def _outputs(page: Page, table: pd.DataFrame) -> float:
    nodes, outcomes = _nodes(table, "output"), _nodes(table, "outcome")
    links = _links(table, _ids(nodes), _ids(nodes))
    joined = {link[end] for link in links for end in ("id", "to")}
    runs = {node["id"]: _output_runs(table, node, outcomes) for node in nodes}
    width = page.width - BESIDE - 0.25
    top = chart.write(page, 0, 0, width, [_tag(f"Outlined boxes: {chart.NO_LEVEL}")] * any(not node["level"] for node in nodes)) + 0.06
    boxes, passing, y = _layered([node["id"] for node in nodes if node["id"] in joined], links, runs, width, top)
    for node in nodes:
        if node["id"] in boxes:
            chart.card(page, boxes[node["id"]], runs[node["id"]], node)
    beside = _lettered(page, links, boxes, passing, width + 0.25) + 0.14
    beside = _alone(page, [node for node in nodes if node["id"] not in joined], runs, width + 0.25, beside)
    return _outcome_row(page, table, outcomes, max(y, beside) + 0.02)


def _layered(keys: list[str], links: Sequence[pd.Series], runs: dict[str, list[chart.Run]], width: float,
             top: float) -> tuple[dict[str, chart.Box], dict[str, chart.Box], float]:
    """Where the boxes stand, where arrows pass a layer, and where the last layer ends."""
    boxes, passing = {}, {}
    for layer in _layers(keys, links):
        wide = min(OUTPUT, (width - 0.45 * sum(key not in runs for key in layer)) / max(sum(key in runs for key in layer), 1) - 0.15)
        height = max(chart.card_height(runs[key], wide) for key in layer if key in runs)
        for key, box in _spread(layer, runs, width, wide, top, height):
            (boxes if key in runs else passing)[key] = box
        top += height + BELOW
    return boxes, passing, top - BELOW * bool(boxes)


OUTPUT, BESIDE, BELOW = 1.8, 1.75, 0.36  # widths of a box and of what stands beside the layers | distance of two layers


def _output_runs(table: pd.DataFrame, node: pd.Series, outcomes: list[pd.Series]) -> list[chart.Run]:
    """An output's name, its details, and the numbers of the outcomes that it leads on to."""
    ends = {outcome["id"]: str(outcome["order"]) for outcome in outcomes}
    reached = sorted({ends[link["to"]] for link in _links(table, [node["id"]], list(ends))})
    runs = [_title(node), *([_tag(chart.LEVELS[node["level"]])] if node["level"] else [])]
    runs += [chart.Run(f"• {part['label']}", indent=0.06) for part in _nodes(table, "detail", parent=node["id"])]
    whole = [chart.Run(f"to all outputs: {link['how']}", style.SMALL, before=0.02) for link in _links(table, [node["id"]], [node["parent"]])]
    words = f"on to outcome{'s' * (len(reached) > 1)} {', '.join(reached)}"
    return [*runs, *whole, *([chart.Run(words, style.SMALL, colour=style.MUTED, before=0.02)] if reached else [])]


def _layers(keys: list[str], links: Sequence[pd.Series]) -> list[list[str]]:
    """Nodes in layers, each below all that lead to it, with a place (`from>to@layer`) in every layer that a link passes."""
    forward = _acyclic(keys, links)
    depth = dict.fromkeys(keys, 0)
    for _ in keys:
        for start, end in forward:
            depth[end] = max(depth[end], depth[start] + 1)
    layers: list[list[str]] = [[key for key in keys if depth[key] == level] for level in range(max(depth.values(), default=-1) + 1)]
    chains = []
    for start, end in forward:
        chain = [start, *(f"{start}>{end}@{level}" for level in range(depth[start] + 1, depth[end])), end]
        chains += pairwise(chain)
        for key in chain[1:-1]:
            layers[int(key.rsplit("@")[1])].append(key)
    return _untangled(layers, chains)


def _acyclic(keys: list[str], links: Sequence[pd.Series]) -> list[tuple[str, str]]:
    """The links as pairs from upper to lower; one that would close a circle is turned round for the layout."""
    found: list[tuple[str, str]] = []
    for link in links:
        start, end = link["id"], link["to"]
        found.append((end, start) if _leads(end, start, found) else (start, end))
    return list(dict.fromkeys(found))


def _leads(start: str, end: str, pairs: list[tuple[str, str]]) -> bool:
    """Does a way along the pairs lead from start to end?"""
    reached = {start}
    for _ in pairs:
        reached |= {lower for upper, lower in pairs if upper in reached}
    return end in reached


def _untangled(layers: list[list[str]], pairs: list[tuple[str, str]]) -> list[list[str]]:
    """Each layer ordered by the mean place of its neighbours above, then below, so that few arrows cross."""
    for sweep in range(6):
        steps = range(1, len(layers)) if sweep % 2 == 0 else range(len(layers) - 2, -1, -1)
        for level in steps:
            other = layers[level - 1 if sweep % 2 == 0 else level + 1]
            place = {key: (number + 0.5) / len(other) for number, key in enumerate(other)}
            layers[level].sort(key=lambda key: _mean_place(key, pairs, place))
    return layers


def _mean_place(key: str, pairs: list[tuple[str, str]], place: dict[str, float]) -> float:
    near = [place[one] for pair in pairs if key in pair for one in pair if one in place]
    return sum(near) / len(near) if near else 0.5


def _spread(layer: list[str], nodes: dict[str, list[chart.Run]], width: float, box: float, y: float,
            height: float) -> list[tuple[str, chart.Box]]:
    """A layer's places, centred: boxes wide, passing arrows narrow."""
    widths = [box if key in nodes else NARROW for key in layer]
    gap = min(0.25, (width - sum(widths)) / max(len(layer) - 1, 1))
    x = (width - sum(widths) - gap * (len(layer) - 1)) / 2
    made = []
    for key, wide in zip(layer, widths):
        made.append((key, chart.Box(x, y, wide, height)))
        x += wide + gap
    return made


def _lettered(page: Page, links: Sequence[pd.Series], boxes: dict[str, chart.Box], passing: dict[str, chart.Box], x_key: float) -> float:
    """The arrows with a letter each, and from `x_key` on the key that says what each letter means; returns where it ends."""
    ends = _output_ports(links, boxes, passing)
    links = sorted(links, key=lambda link: (ends[link.name][0][1], ends[link.name][0][0]))
    for letter, link in zip(style.letters(len(links)), links):
        points = ends[link.name]
        chart.arrow(page, points, link)
        (x0, y0), (x1, y1) = points[:2]
        x, middle = x0 + 0.42 * (x1 - x0), y0 + 0.42 * (y1 - y0)
        page.dot(x, middle, 0.085, "certain", style.PAPER, f"letter:{letter}")
        page.axes.patches[-1].set_zorder(2.5)
        page.middle(x, middle, letter, size=style.BODY, weight=700, align="center", label=f"letter|{letter}")
    return _key(page, links, x_key)


def _output_ports(links: Sequence[pd.Series], boxes: dict[str, chart.Box], passing: dict[str, chart.Box]) -> dict[object, list[chart.Point]]:
    """The points of each arrow: ends of one box stand side by side in the order of where they come from or go."""
    ways = {link.name: _way(link, boxes, passing) for link in links}
    found = {name: [(box.middle, box.y) for box in way] for name, way in ways.items()}
    for box in boxes.values():
        for bottom in (True, False):
            at = [(name, 0 if way[0] is box else -1) for name, way in ways.items()
                  if (way[0] is box or way[-1] is box) and bottom == _leaves_below(way, box)]
            at.sort(key=lambda one: ways[one[0]][1 if one[1] == 0 else -2].middle)
            for place, (name, end) in enumerate(at, 1):
                found[name][end] = (box.x + box.width * place / (len(at) + 1), box.bottom if bottom else box.y)
    return {name: _through(points, ways[name]) for name, points in found.items()}


def _leaves_below(way: list[chart.Box], box: chart.Box) -> bool:
    other = way[1] if way[0] is box else way[-2]
    return other.y > box.y


def _way(link: pd.Series, boxes: dict[str, chart.Box], passing: dict[str, chart.Box]) -> list[chart.Box]:
    """The boxes and the passing places of a link, from its start to its end."""
    start, end = boxes[link["id"]], boxes[link["to"]]
    names = (f"{link['id']}>{link['to']}@", f"{link['to']}>{link['id']}@")
    between = sorted((box for key, box in passing.items() if key.startswith(names)), key=lambda box: box.y, reverse=end.y < start.y)
    return [start, *between, end]


def _through(points: list[chart.Point], way: list[chart.Box]) -> list[chart.Point]:
    """Upright through the places passed, straight between the layers."""
    made = [points[0]]
    down = way[-1].y > way[0].y
    for box in way[1:-1]:
        ends = [(box.middle, box.y), (box.middle, box.bottom)]
        made += ends if down else ends[::-1]
    return [*made, points[-1]]


def _key(page: Page, links: Sequence[pd.Series], x: float) -> float:
    """Each arrow's letter, and how the one leads to the other; returns where it ends."""
    top = 0.0
    for letter, link in zip(style.letters(len(links)), links):
        page.lines(x, top, [letter], weight=700, label=f"key|{letter}")
        words = link["how"] + (" (by order of mention)" if link["certainty"] == "order" else "")
        top = chart.write(page, x + 0.18, top, BESIDE - 0.18, [chart.Run(words)], f"key:{letter}") + 0.03
    return top


def _alone(page: Page, nodes: list[pd.Series], runs: dict[str, list[chart.Run]], x: float, y: float) -> float:
    """Below the key, the outputs that no link joins with another one; returns where they end."""
    if nodes:
        y = chart.write(page, x, y, BESIDE, [_tag("No link with another single output is named for:")]) + 0.05
    for node in nodes:
        box = chart.card(page, chart.Box(x, y, BESIDE, chart.card_height(runs[node["id"]], BESIDE)), runs[node["id"]], node)
        y = box.bottom + 0.07
    return y


def _outcome_row(page: Page, table: pd.DataFrame, outcomes: list[pd.Series], y: float) -> float:
    """The outcomes below the outputs, with their numbers, led to by one arrow from all outputs."""
    if not outcomes:
        return y
    columns = chart.grid(0.08, page.width - 0.16, len(outcomes), 0.12)
    for link in _links(table, _ids(_nodes(table, "column")), [outcomes[0]["parent"]]):
        _drop(page, link, (page.width - BESIDE) / 2, y + 0.04, y + 0.3)
        y += 0.3
    runs = [[chart.Run(f"{node['order']}  {node['label']}", weight=600)] for node in outcomes]
    height = max(chart.card_height(one, columns[0][1]) for one in runs)
    for node, one, (x, width) in zip(outcomes, runs, columns):
        chart.card(page, chart.Box(x, y + 0.28, width, height), one, node, style.PAPER)
    page.middle(page.width / 2, y + 0.14, "Outcomes", size=style.HEAD, weight=700, align="center")
    chart.frame(page, chart.Box(0, y, page.width, height + 0.36), style.BAND, 0.4, "outcomes", style.BAND)
    return y + height + 0.36

"""A sheet of boxes with wrapped text, the grounds behind them, and the arrows that join them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from helpers.look import paths, style
from helpers.look.diagrams.graph import Graph, Link, Node
from helpers.look.drawing import Stroke
from helpers.look.page import Page, tall
from helpers.look.paths import polygon, rectangle

PAD = 0.06
"""Distance of a box's text from its edge."""

HEAD = 0.075
"""Length of an arrow's head."""

TRACK = 0.26
"""Height of one arrow round a row, with its words."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Run:
    """A piece of text with its look, perhaps with a bold lead; `indent` and `before` are inches
    to its left and above it, `bullet` stands in the space to its left."""

    words: str
    size: float = style.SMALL
    weight: int = 400
    slant: str = "normal"
    colour: str = style.INK
    indent: float = 0.0
    before: float = 0.0
    lead: str = ""
    bullet: bool = False

    def lines(self, width: float) -> list[list[tuple[str, int]]]:
        """The words, wrapped; each line in pieces of one weight: the lead, then the rest."""
        width, font = width - self.indent, (self.size, self.weight, self.slant)
        if not self.lead:
            return [[(line, self.weight)] for line in style.wrap(self.words, width, *font)]
        made = [[(line, 600)] for line in style.wrap(self.lead, width, self.size, 600)]
        room, words = width - self.advance(*made[-1][0]), self.words.split()
        starts = [" ".join(words[: place + 1]) for place in range(len(words))]
        beside = sum(style.text_width(start, *font) <= room for start in starts)
        if beside:
            made[-1].append((starts[beside - 1], self.weight))
        rest = " ".join(words[beside:])
        return made + [[(line, self.weight)] for line in style.wrap(rest, width, *font) if line]

    def advance(self, words: str, weight: int) -> float:
        """Width of a piece and of the space after it."""
        return style.text_width(words, self.size, weight) + 0.28 * self.size * style.POINT


def tag(words: str) -> Run:
    """A remark."""
    return Run(words, slant="italic", colour=style.MUTED)


def height(runs: Sequence[Run], width: float) -> float:
    """Height of a box of this width that holds the runs."""
    inner = width - 2 * PAD
    return sum(run.before + tall(len(run.lines(inner)), run.size) for run in runs) + 2 * PAD


@dataclass(frozen=True)
class Box:
    """Where a box stands, in inches."""

    x: float
    y: float
    width: float
    height: float = 0.0

    @property
    def middle(self) -> float:
        """Its centre from the left."""
        return self.x + self.width / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


def grid(x: float, width: float, count: int, gap: float) -> list[Point]:
    """Left edge and width of so many columns."""
    each = (width - (count - 1) * gap) / max(count, 1)
    return [(x + place * (each + gap), each) for place in range(count)]


class Sheet:
    """A page, the graph that it shows, and where what it shows stands so far: id -> box."""

    def __init__(self, page: Page, graph: Graph) -> None:
        self.page, self.graph, self.width = page, graph, page.width
        self.at: dict[str, Box] = {}

    def write(self, x: float, top: float, width: float, runs: Sequence[Run], what: str) -> float:
        """Runs below each other; returns where they end."""
        for run in runs:
            look: dict[str, Any] = {"size": run.size, "slant": run.slant, "colour": run.colour}
            top += run.before
            if run.bullet:
                self.page.lines(x + run.indent - 0.09, top, ["•"], label=f"in|{what}", **look)
            for line in run.lines(width):
                left = x + run.indent
                for words, weight in line:
                    self.page.lines(left, top, [words], weight=weight, label=f"in|{what}", **look)
                    left += run.advance(words, weight)
                top += tall(1, run.size)
        return top

    def how(self, x: float, y: float, link: Link) -> None:
        """A link's words beside its arrow, at the height y."""
        self.page.middle(x, y, link.how, size=style.SMALL, label=f"how|{link.key}")

    # ---- boxes

    def card(
        self,
        at: Box,
        runs: Sequence[Run] | Mapping[str, Sequence[Run]],
        what: str,
        fills: str | Mapping[str, str] = style.PAPER,
        centred: bool = False,
    ) -> Box:
        """A box with its text (or with the texts of several things, each labelled with its own), as
        high as this needs where `at` has no height; on a colour, or on several side by side (by
        what is added to its label), on none it is outlined. No colour has an outline, however
        light: an outline says `open`."""
        texts = runs if isinstance(runs, Mapping) else {what: runs}
        needed = height([run for own in texts.values() for run in own], at.width)
        at = replace(at, height=at.height or needed)
        fills = {"": fills} if isinstance(fills, str) else fills
        if not fills:
            self.page.box(at.x, at.y, at.width, at.height, "open", style.PAPER, what)
        width = at.width / max(len(fills), 1)
        for place, (part, colour) in enumerate(fills.items()):
            half = Box(at.x + place * width, at.y, width, at.height)
            self._ground(half, f"certain|{what}{part}", facecolor=colour)
        top = at.y + PAD + centred * (at.height - needed) / 2
        for one, own in texts.items():
            top = self.write(at.x + PAD, top, at.width - 2 * PAD, own, one)
        self.at[what] = at
        return at

    def tints(self, node: Node, plain: str) -> dict[str, str]:
        """What fills a node's box: its level's tint, half and half where it is on two; nothing for
        an output whose level is not published; a plain ground for others without a level."""
        level = self.graph.level(node)
        if level.of and node.kind == "output":
            return {f":{part}": self.graph.levels[part].tint for part in level.of}
        return {} if node.unplaced else {"": level.tint or plain}

    def frame(
        self, at: Box, colour: str, depth: float, what: str, edge: str = style.HAIRLINE
    ) -> None:
        """A ground behind the boxes it holds; the deeper, the smaller `depth`."""
        look: dict[str, Any] = {"facecolor": colour, "edgecolor": edge, "linewidth": 0.7}
        self._ground(at, f"frame|{what}", zorder=depth, **look)
        self.at[what] = at

    def _ground(self, at: Box, label: str, **look: Any) -> None:
        self.page.shape(rectangle(at.x, at.y, at.width, at.height), label, **look)

    # ---- arrows

    def arrow(
        self, points: Sequence[Point], what: str, dashed: bool = False, ground: str = ""
    ) -> None:
        """A line through points, its head at the last; over what it crosses lies a halo in the
        ground's colour."""
        tip, before = complex(*points[-1]), complex(*points[-2])
        along = HEAD * (tip - before) / abs(tip - before)
        base, side = tip - along, 0.48j * along
        shaft = paths.line(*zip(*points[:-1], (base.real, base.imag), strict=True))
        if ground:
            self.page.line(shaft, "halo", Stroke(ground, 4.0, join="round"), zorder=1.8)
        ink = Stroke(style.MUTED, 1.1, cap="projecting")
        if dashed:
            ink = Stroke(style.MUTED, 1.1, (3.2 * 1.1, 2 * 1.1), join="round")
        self.page.line(shaft, f"arrow|{what}", ink)
        corners = [(one.real, one.imag) for one in (tip, base + side, base - side)]
        self.page.shape(polygon(corners), "head", facecolor=style.MUTED, zorder=2.1)

    def between(self, texts: Mapping[Link, list[str]], y: float) -> None:
        """Arrows across the gaps of a row at height y, each with its words above the row."""
        for link, lines in texts.items():
            left, right = sorted((self.at[end] for end in link.ends), key=lambda box: box.x)
            ends = [(left.right, y), (right.x, y)]
            forward = left is self.at[link.start]
            self.arrow(ends if forward else ends[::-1], link.key, link.loose)
            x, top = (left.right + right.x) / 2, right.y - 0.04 - tall(len(lines), style.SMALL)
            look: dict[str, Any] = {"size": style.SMALL, "align": "center"}
            self.page.lines(x, top, lines, label=f"how|{link.key}", **look)

    def tracks(
        self, links: Sequence[Link], edge: float, up: bool, ground: str = style.PAPER
    ) -> None:
        """Arrows round a row, one track above (or below) the other from `edge` on."""
        ports = self._ports(links)
        for number, link in enumerate(links):
            level = edge + (-1 if up else 1) * (number * TRACK + 0.1)
            (x0, y0), (x1, y1) = (
                (ports[link, end], self.at[end].y if up else self.at[end].bottom)
                for end in link.ends
            )
            points = [(x0, y0), (x0, level), (x1, level), (x1, y1)]
            self.arrow(points, link.key, link.loose, ground)
            look: dict[str, Any] = {"align": "center", "label": f"how|{link.key}"}
            self.page.text((x0 + x1) / 2, level - 0.05, link.words, size=style.SMALL, **look)

    def _ports(self, links: Sequence[Link]) -> dict[tuple[Link, str], float]:
        """Where on its boxes each track ends: outer tracks outside, so that none of a box cross."""
        found = {}
        for key in {end for link in links for end in link.ends}:
            ends = []
            for number, link in enumerate(links):
                if key in link.ends:
                    far = self.at[link.end if key == link.start else link.start]
                    right = far.x > self.at[key].x
                    ends.append((right, -number if right else number, link))
            for place, (*_, link) in enumerate(sorted(ends, key=lambda one: one[:2])):
                found[link, key] = self.at[key].middle + (place - (len(ends) - 1) / 2) * 0.16
        return found


def parted(
    links: Sequence[Link], order: Sequence[str], pitch: float, back: bool = True
) -> tuple[dict[Link, list[str]], float, list[Link]]:
    """Links between neighbours of a row, with the words to stand above their gap (centres are
    `pitch` apart); the height of these words; and the links that go round the row, the shortest
    first: those that lead further, and any that leads back where `back` is false."""
    steps = {link: order.index(link.end) - order.index(link.start) for link in links}
    near = [link for link, step in steps.items() if step in ((1, -1) if back else (1,))]
    texts = {link: style.wrap(link.how, pitch - 0.34, style.SMALL) for link in near}
    far = [link for link, step in steps.items() if step and link not in texts]
    room = tall(max(map(len, texts.values()), default=0), style.SMALL)
    return texts, room, sorted(far, key=lambda link: abs(steps[link]))

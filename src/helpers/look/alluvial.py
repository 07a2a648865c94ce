"""An alluvial of two periods: a mark for each partnership, and bands for those that went on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from helpers.look import style
from helpers.look.entries import about, said_of, sure
from helpers.look.page import SPACE, Colours, Look, Page, spread, tall
from helpers.look.paths import polygon
from helpers.look.squares import FILL
from helpers.numbers.grid import Entry
from helpers.numbers.passage import Passage

NAME, LABEL = 1.0, 1.0
"""Inches: room for the periods on the left; least width of a part's label before it wraps."""
UNIT, HIGH = 0.22, 0.2
"""Inches: most width of one partnership; height of its mark."""
WITHIN, BETWEEN, LEAD = 0.06, 0.16, 0.1
"""Inches: between those that changed and those that did not; between them and others; between
marks and labels."""
TURN, TURN_NARROW = 1.5, 0.95
"""Inches: room for what splits and mergers add; on a narrow page, where words have more lines."""
DEEP, DEEPER, STUB, ASIDE, AIR = 0.7, 0.9, 0.24, 0.16, 0.035
"""Inches: between the rows of marks, and with words there; length of what ends or begins, and how
far it leans to the side; white at a band's ends."""


def unit_of(page: Page, passages: Sequence[Passage]) -> float:
    """The width of a partnership with which all of them fit, in inches."""
    turn = TURN_NARROW if page.narrow else TURN
    turning = any(one.turns for one in passages)
    room = page.width - _left(page) - (turn if turning else ASIDE)
    gaps = WITHIN + BETWEEN * max(len(one.added) for one in passages)
    most = max(max(one.early.low, one.late.low) for one in passages)
    return min(UNIT, (room - gaps) / max(most, 1.0))


def _left(page: Page) -> float:
    """Where marks begin: right of the periods; on a narrow page these stand above and below."""
    return 0.0 if page.narrow else NAME


@dataclass(frozen=True)
class Part:
    """Marks of one entry, side by side from `left`: one for each partnership if `single`, else one
    for all; `gap` inches are left white after so many."""

    entry: Entry
    left: float
    unit: float
    single: bool
    gap_after: int = 0
    gap: float = 0.0

    @property
    def right(self) -> float:
        """Where its last mark ends, in inches."""
        return self.left + self.entry.low * self.unit + self.gap

    def marks(self) -> Iterator[tuple[float, float]]:
        """Left edge and width of each mark."""
        n, cut = int(self.entry.low), self.gap_after if self.gap else 0
        if self.single:
            white = self.unit * (1 - FILL)
            for place in range(n):
                x = self.left + place * self.unit + self.gap * (place >= cut)
                yield x + white / 2, self.unit - white
            return
        for first, last in ((0, cut), (cut, n)):
            if last > first:
                x = self.left + first * self.unit + self.gap * (first >= cut)
                yield x, (last - first) * self.unit


@dataclass(frozen=True)
class Alluvial:
    """How a passage is painted. `nouns`: one partnership, several; `turned`: what `turning` counts;
    `said`: remarks by the ids of what happened.
    """

    page: Page
    passage: Passage
    colour: Colours
    unit: float
    single: bool
    nouns: tuple[str, str]
    turned: str
    said: Mapping[str, str]

    @property
    def left(self) -> float:
        """Where marks begin."""
        return _left(self.page)

    @property
    def within(self) -> float:
        """White between those that stayed as they were and those that changed."""
        one = self.passage
        return WITHIN if one.same.low and max(one.gone_on.low, one.changed.low) else 0.0

    @property
    def early(self) -> list[Part]:
        """The earlier period's parts: those that went on, and those that ended."""
        one, cut = self.passage, int(self.passage.same.low)
        kept = Part(one.kept, self.left, self.unit, self.single, cut, self.within)
        return [kept, Part(one.ended, kept.right + BETWEEN * bool(one.kept.low), self.unit,
                           self.single)]  # fmt: skip

    @property
    def late(self) -> list[Part]:
        """The later period's parts: unchanged ones, changed ones, and those that are new."""
        one = self.passage
        unit = self.unit, self.single
        parts = [Part(one.same, self.left, *unit)]
        parts.append(Part(one.changed, parts[0].right + self.within, *unit))
        gap = BETWEEN * bool(one.same.low + one.changed.low)
        for entry in one.added:
            parts.append(Part(entry, parts[-1].right + gap, *unit))
            gap = BETWEEN * bool(entry.low)
        return parts

    def paint(self, top: float) -> float:
        """Both periods below each other, with what leads from one to the other between them."""
        early, late, narrow = self.early, self.late, self.page.narrow
        top = self._headed(top, self.passage.early) if narrow else top
        first = self._labels(top, early, above=True)
        named = first if narrow else self._name(first, self.passage.early)
        second = max(first + HIGH + (DEEPER if self.passage.turns else DEEP), named + 0.1)
        self._bands(first + HIGH + AIR, second - AIR, late)
        self._stub(early[1], first + HIGH + AIR, 1)
        for part in late[2:]:
            self._stub(part, second - AIR, -1)
        for y, parts in ((first, early), (second, late)):
            for part in parts:
                self._marks(y, part)
        bottom = self._labels(second + HIGH, late, above=False)
        if narrow:
            return self._headed(bottom + 0.06, self.passage.late)
        return max(bottom, self._name(second, self.passage.late))

    def _shade(self, entry: Entry) -> str:
        return style.firm(self.colour.get(entry.keys["change"], style.MUTED))

    def _marks(self, top: float, part: Part) -> None:
        kind, shade, what = sure(part.entry), self._shade(part.entry), about(part.entry)
        for x, width in part.marks():
            self.page.box(x, top, width, HIGH, kind, shade, what)

    def _name(self, top: float, total: Entry) -> float:
        """A period and its total, on the left; returns where they end."""
        period = total.keys["period"]
        words = total.labels.get("period", period)
        large = len(style.wrap(words, NAME - 0.15, style.BIG, 700)) < 2
        size = style.BIG if large else style.HEAD
        name = style.wrap(words, NAME - 0.15, size, 700)
        look: Look = {"size": size, "weight": 700, "label": f"label|{said_of(period=period)}"}
        below = self.page.lines(0, top + HIGH / 2 - tall(1, size) / 2, name, **look)
        lines = style.wrap(self._counted(total), NAME - 0.12)
        return self.page.lines(0, below, lines, label=f"value|{about(total)}")

    def _headed(self, top: float, total: Entry) -> float:
        """A period and its total in one line over the width; returns where it ends."""
        period = total.keys["period"]
        words, number = total.labels.get("period", period), self._counted(total)
        look: Look = {"weight": 700, "label": f"label|{said_of(period=period)}"}
        below = self.page.lines(0, top, [words], size=style.HEAD, **look)
        x = style.text_width(words, style.HEAD, 700) + 3 * SPACE
        top += 0.95 * (style.HEAD - style.BODY) * style.POINT
        self.page.lines(x, top, [number], label=f"value|{about(total)}")
        return below + 0.06

    def _counted(self, total: Entry) -> str:
        return f"{total.text} {self.nouns[total.low != 1]}"

    # ---- between the rows

    def _bands(self, top: float, bottom: float, late: Sequence[Part]) -> None:
        """Those that stayed as they were, and those that changed: as wide as they are many."""
        same, changed, one = late[0], late[1], self.passage
        before, after = one.gone_on.low * self.unit, one.changed.low * self.unit
        x, wide = changed.left, min(before, after)
        for entry, left, right in ((one.same, same.left, same.right), (one.changed, x, x + wide)):
            self._shape([(left, top), (right, top), (right, bottom), (left, bottom)], "band", entry)
        if one.turns:
            y = bottom if after > before else top
            self._shape(
                [(x + before, top), (x + after, bottom), (x + wide, y)], "turn", one.changed
            )
            self._turned(max(before, after) + x, (top + bottom) / 2)

    def _turned(self, x: float, middle: float) -> None:
        """What splits and mergers add, beside the band that they widen or narrow."""
        entry = self.passage.turning
        words = f"{'+' if entry.low > 0 else ''}{entry.text} {self.turned}"
        lines = style.wrap(words, self.page.width - x - 0.08)
        self.page.centred(x + 0.08, middle, lines, label=f"value|{about(entry)}")

    def _stub(self, part: Part, top: float, way: int) -> None:
        """What leaves the earlier row (way 1, down) or comes to the later one (-1, from above)."""
        edges, end = [(part.left, top), (part.right, top)], top + way * STUB
        self._shape([*edges, *((x + ASIDE, end) for x, _ in edges[::-1])], "stub", part.entry)

    def _shape(self, corners: Sequence[tuple[float, float]], mark: str, entry: Entry) -> None:
        """A pale shape in the colour of what happened; nothing where there is none."""
        if max(x for x, _ in corners) - min(x for x, _ in corners) > 1e-9:
            pale = style.mix(self._shade(entry), 0.45 if mark == "turn" else 0.72)
            what = f"{mark}|{about(entry)}"
            self.page.shape(polygon(corners), what, facecolor=pale, zorder=0.5)

    # ---- labels

    def _labels(self, edge: float, parts: Sequence[Part], above: bool) -> float:
        """Each part's number, name and remark, over or under its marks, moved apart where they are
        narrow; returns where the marks may start, or where the labels end.
        """
        made = self._fitting(parts)
        widths = [one.width for one in made]
        starts = spread([part.left for part in parts], widths, self.left, self.page.width)
        low = edge + max(one.height for one in made)
        for part, label, x in zip(parts, made, starts, strict=True):
            label.paint(self.page, x, low - label.height if above else edge + LEAD)
            if above and part.gap:  # one number over two groups of marks
                ys = [low + LEAD - 0.03, low + LEAD - 0.06, low + LEAD - 0.06, low + LEAD - 0.03]
                xs = [part.left, part.left, part.right, part.right]
                self.page.rule(xs, ys, style.OUTLINE, label=f"brace|{about(part.entry)}")
            if part.entry.low and (x > part.left + 0.02 or x + label.width < part.left):
                near = min(max((part.left + part.right) / 2, x), x + label.width)
                ys = [low + 0.01, low + LEAD - 0.02] if above else [edge + 0.02, edge + LEAD - 0.01]
                ends = [near, (part.left + part.right) / 2]
                what = f"leader|{about(part.entry)}"
                self.page.rule(ends if above else ends[::-1], ys, style.OUTLINE, label=what)
        return low + LEAD

    def _fitting(self, parts: Sequence[Part]) -> list[_Label]:
        """Labels that end where the next begins if that fits, else of equal shares."""
        room = self.page.width - self.left - 0.1 * (len(parts) - 1)
        even = room / len(parts)
        ends = [*(part.left - 0.1 for part in parts[1:]), self.page.width]
        wide = [max(end - part.left, LABEL) for part, end in zip(parts, ends, strict=True)]
        for limits in (wide, [even] * len(parts)):
            made = [self._label(p, limit) for p, limit in zip(parts, limits, strict=True)]
            if sum(one.width for one in made) <= room:
                break
        return made

    def _label(self, part: Part, limit: float) -> _Label:
        entry = part.entry
        inner = limit - style.text_width(entry.text, style.HEAD, 700) - 2 * SPACE
        words = style.wrap(entry.labels.get("change", entry.keys["change"]), inner, weight=600)
        remark = self.said.get(entry.keys["change"], "")
        return _Label(entry, words, style.wrap(remark, inner) if remark else [])


@dataclass(frozen=True)
class _Label:
    """A number, beside it what it counts, and below that a remark."""

    entry: Entry
    words: list[str]
    remark: list[str]

    @property
    def indent(self) -> float:
        """Where the words begin."""
        return style.text_width(self.entry.text, style.HEAD, 700) + SPACE

    @property
    def width(self) -> float:
        """Its widest line, in inches."""
        words = (style.text_width(line, weight=600) for line in self.words)
        return self.indent + max([*words, *map(style.text_width, self.remark)])

    @property
    def height(self) -> float:
        """Of all its lines, in inches."""
        return tall(len(self.words) + len(self.remark)) + 0.02

    def paint(self, page: Page, x: float, top: float) -> None:
        """Paint it from its left upper corner."""
        what, number = about(self.entry), [self.entry.text]
        ink = style.INK if self.entry.low else style.MUTED
        look: Look = {"size": style.HEAD, "weight": 700, "colour": ink, "label": f"value|{what}"}
        page.lines(x, top, number, **look)
        x, top = x + self.indent, top + 0.95 * (style.HEAD - style.BODY) * style.POINT
        below = page.lines(x, top, self.words, weight=600, colour=ink, label=f"label|{what}")
        page.lines(x, below, self.remark, colour=style.MUTED, label=f"note|{what}")

"""Members by type in each topic area: a bar of the whole for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.look import style
from helpers.look.entries import about, said_of
from helpers.look.own import with_own
from helpers.look.page import Page, tall
from helpers.look.shares import (
    BAR,
    Head,
    Piece,
    Segment,
    gutter,
    paint_bar,
    paint_heads,
    segments,
    write_in,
)
from helpers.numbers.answer import Status
from helpers.numbers.grid import TOTAL, Table
from helpers.numbers.parts import Parts, cut
from helpers.text.phrases import View

HIGH, GAP = BAR * 0.8, 0.1
TYPE = "member_type"
Shades = Mapping[str, str]


def draw(page: Page, table: Table, view: View) -> float:
    """A 100% bar for each topic area: all together first, then by the first type's known share."""
    shares = table.find("percent")
    colour = style.colours(shares.values(TYPE), style.MEMBERS, table.colours(TYPE))

    def topics(top: float, entries: Table) -> float:
        return _topics(page, top, entries, colour)

    return with_own(page, shares, view.host, topics)


def _topics(page: Page, top: float, entries: Table, colour: Shades) -> float:
    """A bar for each topic, the types' names over the first."""
    names = {topic: entries.label("topic", topic) for topic in entries.values("topic")}
    left = gutter(list(names.values()), weight=600)
    for place, topic in enumerate(_sorted(entries)):
        parts = cut(entries.find(topic=topic).entries, TYPE)
        found = segments(parts, left, page.width - left)
        if place == 0:
            top = paint_heads(page, top, _heads(found), left)
        bar = _Bar(page, parts, found, colour, topic)
        top = bar.paint(top, names[topic]) + GAP
    return top - GAP


def _sorted(entries: Table) -> list[str]:
    """All topics together, then each by the first type's known share; others keep their order."""

    def rank(topic: str) -> tuple[bool, bool, float]:
        first = entries.find(topic=topic).entries[0]
        return topic != TOTAL, not first.known, -first.low

    return sorted(entries.values("topic"), key=rank)


def _heads(found: Sequence[Segment]) -> list[Head]:
    """The names of the types; the rest is named in the bar itself."""
    sure = [one for one in found if not one.rest]
    return [Head("", one.entry.labels[TYPE], one.left, one.right, about(one.entry)) for one in sure]


class _Bar:
    """One topic's bar."""

    def __init__(
        self, page: Page, parts: Parts, found: Sequence[Segment], colour: Shades, topic: str
    ) -> None:
        self.page, self.parts, self.found = page, parts, found
        self.colour, self.topic = colour, topic
        self.total = topic == TOTAL

    def paint(self, top: float, name: str) -> float:
        """Name, bar, numbers in it; ranges and what does not fit in it below."""
        left, weight = self.found[0].left, 600 if self.total else 400
        lines = style.wrap(name, left - 0.12, weight=weight)
        height = max(HIGH, tall(len(lines)))
        bar, middle = top + (height - HIGH) / 2, top + height / 2
        label = f"label|{said_of(topic=self.topic)}"
        self.page.centred(0, middle, lines, weight=weight, label=label)
        paint_bar(self.page, bar, HIGH, self.found, self.colour, TYPE)
        below = [words for one in self.found if (words := self._said(middle, one))]
        if not below:
            return top + height
        return max(self._below(bar + HIGH + 0.015, left, "; ".join(below)), top + height)

    def _below(self, top: float, left: float, words: str) -> float:
        look = {"size": style.SMALL, "colour": style.MUTED}
        label = f"note|{said_of(topic=self.topic)}"
        return self.page.paragraph(left, top, self.page.width - left, words, label=label, **look)

    def _said(self, y: float, one: Segment) -> str:
        """Write a segment's words into it; returns the words that have to go below the bar."""
        if one.rest:
            return self._rest(y, one)
        number, name = self.parts.text(one.entry), one.entry.labels[TYPE]
        value: Piece = (number, f"value|{about(one.entry)}")
        named: list[Piece] = [(name, f"label|{about(one.entry)}"), value]
        wordings = [[value]] if self.total or not self.parts.rest else [named, [value]]
        fits = write_in(self.page, y, one, wordings, self.colour[one.entry.keys[TYPE]])
        return "" if fits else f"{name} {number}"

    def _rest(self, y: float, one: Segment) -> str:
        nothing, said = str(Status.UNKNOWN), one.entry.labels[TYPE]
        what = about(one.entry)
        piece = (nothing, f"note|{what}") if self.parts.open else (one.entry.text, f"value|{what}")
        written = write_in(self.page, y, one, [[piece]], style.MUTED)
        # Where nothing is printed of a topic, 0 to 100 percent would say nothing.
        if said == nothing or (self.parts.open and not self.parts.solid):
            return "" if written else nothing
        return ("empty: " if self.parts.open else "hatched: ") + said

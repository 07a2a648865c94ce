"""Partnerships by geographic scope: a bar for each place of the source that prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.look import style
from helpers.look.entries import about, said_of
from helpers.look.own import with_own
from helpers.look.page import Page
from helpers.look.shares import (
    BAR,
    Head,
    Segment,
    gutter,
    paint_bar,
    paint_heads,
    segments,
    write_in,
)
from helpers.numbers.grid import Entry, Table
from helpers.numbers.parts import cut, either
from helpers.text.phrases import View

GAP = 0.1


def draw(page: Page, table: Table, view: View) -> float:
    """A 100% bar for each reading; parts of which two values are printed are outlined."""
    drawn = table.where(lambda entry: entry.measure in ("count", "percent"))
    colour = style.colours(drawn.values("scope"), style.SCOPES, table.colours("scope"))

    def readings(top: float, entries: Table) -> float:
        return _readings(page, top, entries, colour)

    return with_own(page, drawn, view.host, readings)


def _readings(page: Page, top: float, entries: Table, colour: Mapping[str, str]) -> float:
    """The bars of all readings, heads over the first."""
    counts = entries.find("count")
    names = counts.values("reading")
    labels = [counts.label("reading", name) for name in names]
    left = gutter(labels) if len(names) > 1 else 0.0
    for place, name in enumerate(names or [""]):
        mine = entries.find(reading=name) if names else entries
        found = _segments(mine, left, page.width - left)
        if place == 0:
            top = paint_heads(page, top, [_head(one, counts) for one in found], left)
        if left:
            words = style.wrap(labels[place], left - 0.1)
            page.centred(0, top + BAR / 2, words, label=f"label|{said_of(reading=name)}")
        _bar(page, top, found, mine.find("percent"), colour)
        top += BAR + GAP
    return top - GAP


def _segments(entries: Table, left: float, width: float) -> list[Segment]:
    return segments(cut(entries.find("count").entries, "scope"), left, width)


def _head(one: Segment, counts: Table) -> Head:
    """A part's name, with every number that is printed of it: `35 or 36`."""
    entry, what = one.entry, said_of(scope=one.entry.keys["scope"])
    words = entry.labels["scope"]
    if one.rest:
        return Head("", words, one.left, one.right, what)
    number = either(counts.find(scope=entry.keys["scope"]).entries).text
    return Head(number, words, one.left, one.right, what)


def _bar(
    page: Page, top: float, found: Sequence[Segment], shares: Table, colour: Mapping[str, str]
) -> None:
    """One reading's bar with its own numbers in it."""
    paint_bar(page, top, BAR, found, colour, "scope")
    for one in found:
        if not one.rest:
            shade = colour[one.entry.keys["scope"]]
            write_in(page, top + BAR / 2, one, _wordings(one.entry, shares), shade)


def _wordings(entry: Entry, shares: Table) -> list[list[tuple[str, str]]]:
    """The number with its share if that is known and fits, else the number."""
    number = (entry.text, f"value|{about(entry)}")
    beside = [one for one in shares.find(scope=entry.keys["scope"]) if one.known]
    alone = [[number]]
    return [[number, (f"({one.text})", f"value|{about(one)}")] for one in beside] + alone

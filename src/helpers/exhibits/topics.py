"""Partnerships by topic area: a dot for each, with its name where a source decides its topic."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from helpers.look import style
from helpers.look.dots import Item, listing, packed
from helpers.look.entries import about, said_of, short
from helpers.look.own import not_published, own_entries
from helpers.look.page import Page
from helpers.numbers.grid import TOTAL, Entry, Table
from helpers.numbers.question import ALL
from helpers.text.phrases import View

COUNT, GAP = 11.0, 0.15
"""Type size of a topic's count in points; room between two topics in inches."""


def draw(page: Page, table: Table, view: View) -> float:
    """Blocks of dots by topic. `beside["names"]`: topic, host, name, status (certain or likely).

    Certain names are solid dots, part of the count; the rest of it (measure "not named") is empty
    dots. Likely names are rings and counted nowhere.
    """
    counts = table.find("count").without(topic=TOTAL)
    colour = style.colours(counts.values("topic"), style.TOPICS, table.colours("topic"))
    own = own_entries(counts, view.host)
    names = _names(table, view)
    top = 0.0
    for entry in counts.find(host=ALL):
        topic = entry.keys["topic"]
        dots = _dots(table, entry, view)
        top = _heading(page, top, entry, own, dots, colour[topic])
        items = [item for row, item in names if row == topic]
        top = listing(page, top, items, colour[topic]) + GAP
    if view.host != ALL and own is None:
        return not_published(page, top - GAP, view.host, "numbers by topic")
    return top - GAP


def _dots(table: Table, count: Entry, view: View) -> tuple[Entry, str, str]:
    """The dots without a name, their kind and their words: all of the count if none is named."""
    if not view.names:
        return count, "certain", ""
    rest = table.get("not named", topic=count.keys["topic"])
    return rest, "open", f"{rest.text} more, not named"


def _heading(
    page: Page,
    top: float,
    count: Entry,
    own: Table | None,
    dots: tuple[Entry, str, str],
    colour: str,
) -> float:
    """Count and name on the left, dots without a name on the right, a rule below."""
    what = f"value|{about(count)}"
    page.text(0, top + 0.15, short(count), size=COUNT, weight=700, label=what)
    start = style.text_width(short(count), COUNT, 700) + 0.1
    lines = style.wrap(count.labels["topic"], page.width * 0.58 - start, style.HEAD, 600)
    above = top + 0.15 - 0.95 * style.HEAD * style.POINT
    label = f"label|{said_of(topic=count.keys['topic'])}"
    bottom = page.lines(start, above, lines, size=style.HEAD, weight=600, label=label)
    if own:
        bottom = _own(page, start, bottom, own.find(topic=count.keys["topic"]))
    end = start + max(style.text_width(line, style.HEAD, 600) for line in lines)
    entry, kind, words = dots
    bottom = max(bottom, packed(page, end + 0.25, top + 0.105, entry, kind, words, colour)) + 0.025
    page.rule([0, page.width], [bottom, bottom])
    return bottom + 0.045


def _own(page: Page, x: float, top: float, entries: Table) -> float:
    """The chosen host's own number: `Midwest: 3`."""
    for entry in entries:
        words = f"{entry.labels.get('host', entry.keys['host'])}: {entry.text}"
        top = page.lines(x, top, [words], label=f"value|{about(entry)}")
    return top


# ---------------------------------------------------------------- names


def _names(table: Table, view: View) -> list[tuple[str, Item]]:
    """The decided partnerships, each with its topic: certain ones first, with short names."""
    names = table.beside.get("names", pd.DataFrame(columns=["topic", "host", "name", "status"]))
    if not view.names or names.empty:
        return []
    short_ones = shortened(list(zip(names["host"], names["name"], strict=True)), view)
    rows = list(zip(names.to_dict("records"), short_ones, strict=True))
    found = [
        (row["topic"], _item(place, row, name, view)) for place, (row, name) in enumerate(rows)
    ]
    return sorted(found, key=lambda one: one[1].kind)


def _item(place: int, row: dict, name: str, view: View) -> Item:
    sure, host = row["status"] == "certain", str(row["host"])
    what = said_of(topic=row["topic"], row=str(place))
    tail = host if sure else f"likely, {host}".removesuffix(", ")
    aside = view.host not in (ALL, host)
    return Item(what, "certain" if sure else "likely", name, tail, aside)


def shortened(pairs: Sequence[tuple[str, str]], view: View) -> list[str]:
    """Names without the network's own word at their end, unless two of a host would be one."""
    whole, last = view.terms.partnership, view.terms.partnership.split()[-1]
    short_ones = [(host, _without(name, (whole, last))) for host, name in pairs]
    return [
        cut if short_ones.count((host, cut)) == list(pairs).count((host, name)) else name
        for (host, name), (_, cut) in zip(pairs, short_ones, strict=True)
    ]


def _without(name: str, endings: Sequence[str]) -> str:
    """`Early Childhood Research Alliance` without "research alliance" is `Early Childhood`."""
    for ending in endings:
        if name.casefold().endswith(" " + ending.casefold()):
            return name[: -len(ending) - 1]
    return name

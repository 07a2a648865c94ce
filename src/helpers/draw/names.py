"""`topics`: a dot for each alliance, in a block for each topic; named where a source decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import numerals, style
from helpers.draw.cells import Cell, cells, first, labels, of_lab, own_rows, unknown
from helpers.draw.own import not_published
from helpers.draw.page import Page, height_of, tall

COLUMNS, GAP = 3, 0.16
DOT, NEXT = 0.047, 0.125
"""Radius of a dot, and distance of two packed dots, in inches."""
INDENT = 0.15
ENDINGS = (" Research Alliance", " Alliance")


def topics(table: pd.DataFrame, figure: FigureBase, names: pd.DataFrame, *, lab: str = "all",
           palette: Sequence[str] = style.TOPICS) -> None:
    """Dots by topic. `names` (columns topic, lab, name, topic_status) holds the decided alliances.

    Certain names are solid dots, part of the printed count; the rest of the count is empty dots.
    Likely names are rings and counted nowhere.
    """
    _topics(Page(figure), table, names, lab, palette)


def topics_height(table: pd.DataFrame, names: pd.DataFrame, *, lab: str = "all",
                  width: float = style.WIDTH) -> float:
    """Height in inches that `topics` needs."""
    return height_of(_topics, table, names, lab, style.TOPICS, width=width)


def _topics(page: Page, table: pd.DataFrame, names: pd.DataFrame, lab: str, palette: Sequence[str]) -> float:
    topic_labels = labels(table, "topic", "topic_label")
    colour = style.colours(topic_labels, palette)
    own = own_rows(table, lab)
    entries, top = entries_of(names, lab), 0.0
    for topic, label in topic_labels.items():
        count = _count(of_lab(table, "all"), topic)
        heading = label if own is None else f"{label} ({lab}: {_count(own, topic).text})"
        here = [entry for entry in entries if entry.topic == topic]
        top = _block(page, top, heading, count, here, colour[topic], topic) + 0.15
    top -= 0.15
    return not_published(page, top, lab, "numbers by topic") if lab != "all" and own is None else top


def _count(rows: pd.DataFrame, topic: str) -> Cell:
    found = cells(rows[rows["topic"].astype(str) == topic], "topic", "topic_label")
    return first(found) if found else unknown(topic)


# ---------------------------------------------------------------- names

@dataclass(frozen=True)
class Entry:
    """A named alliance: its topic, lab, shortened name, whether it is certain, whether it is set back."""

    topic: str
    lab: str
    name: str
    certain: bool
    aside: bool


def entries_of(names: pd.DataFrame, lab: str) -> list[Entry]:
    """The decided alliances in the table's order, with short names."""
    short = shortened(list(zip(names["lab"].astype(str), names["name"].astype(str))))
    return [Entry(str(row["topic"]), str(row["lab"]), words, row["topic_status"] == "certain",
                  lab not in ("all", row["lab"]))
            for (_, row), words in zip(names.iterrows(), short)]


def shortened(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Names without "(Research) Alliance" at the end, unless two names of a lab would then be one."""
    short = [(lab, without_ending(name)) for lab, name in pairs]
    return [cut if short.count((lab, cut)) == pairs.count((lab, name)) else name
            for (lab, name), (_, cut) in zip(pairs, short)]


def without_ending(name: str) -> str:
    """`Early Childhood Education Research Alliance` becomes `Early Childhood Education`."""
    for ending in ENDINGS:
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending)
    return name


# ---------------------------------------------------------------- blocks

def _block(page: Page, top: float, heading: str, count: Cell, entries: Sequence[Entry], colour: str,
           topic: str) -> float:
    """One topic: heading with its count and unnamed dots, then the certain and the likely names."""
    certain = [entry for entry in entries if entry.certain]
    likely = [entry for entry in entries if not entry.certain]
    top = _heading(page, top, heading, count, len(certain), colour, topic)
    return _listing(page, top, [*certain, *likely], colour, topic)


def _heading(page: Page, top: float, heading: str, count: Cell, named: int, colour: str, topic: str) -> float:
    """Count and label on the left, unnamed dots on the right, a rule below."""
    start = style.text_width(count.text, 11, 700) + 0.1
    page.text(0, top + 0.15, count.text, size=11, weight=700)
    lines = style.wrap(heading, page.width * 0.58 - start, style.HEAD, 600)
    above = top + 0.15 - 0.95 * style.HEAD * style.POINT
    bottom = page.lines(start, above, lines, size=style.HEAD, weight=600)
    end = start + max(style.text_width(line, style.HEAD, 600) for line in lines)
    bottom = max(bottom, _unnamed(page, end + 0.25, top + 0.105, count, named, colour, topic)) + 0.025
    page.rule([0, page.width], [bottom, bottom])
    return bottom + 0.045


def _unnamed(page: Page, left: float, y: float, count: Cell, named: int, colour: str, topic: str) -> float:
    """The rest of the count as packed dots: empty when counted but not named, hatched when only possible."""
    sure = max(int(count.low) - named, 0)
    most = max(int(count.high if count.high is not None else count.low) - named, 0)
    if not most:
        return y
    words = f"{numerals.span(sure, most)} more, not named"
    room = page.width - left - style.text_width(words, style.SMALL) - 0.1
    per_line = min(max(int(room / NEXT), 1), most)
    start = page.width - per_line * NEXT
    page.middle(start - 0.08, y, words, size=style.SMALL, colour=style.MUTED, align="right")
    for place in range(most):
        line, column = divmod(place, per_line)
        page.dot(start + (column + 0.5) * NEXT, y + line * NEXT, DOT, "open" if place < sure else "possible",
                 colour, topic)
    return y + (ceil(most / per_line) - 0.5) * NEXT


def _listing(page: Page, top: float, entries: Sequence[Entry], colour: str, topic: str) -> float:
    """Named dots in columns of about one height, read down; returns where the longest column ends."""
    width = (page.width - (COLUMNS - 1) * GAP) / COLUMNS
    bottom = top
    for place, column in enumerate(_columns([_laid_out(entry, width) for entry in entries])):
        y = top
        for laid in column:
            _entry(page, place * (width + GAP), y, laid, colour, topic)
            y += laid.height
        bottom = max(bottom, y)
    return bottom


@dataclass(frozen=True)
class Laid:
    """An entry with its lines: the name, then the lab, beside the last line (`after`, inches) or below it."""

    entry: Entry
    lines: list[str]
    tail: list[str]
    after: float | None

    @property
    def height(self) -> float:
        """Height in inches with the gap below."""
        below = 0.0 if self.after is not None else tall(len(self.tail), style.SMALL)
        return tall(len(self.lines)) + below + 0.025


def _laid_out(entry: Entry, width: float) -> Laid:
    room = width - INDENT
    lines = style.wrap(entry.name, room)
    tail = entry.lab if entry.certain else f"likely, {entry.lab}"
    after = style.text_width(lines[-1]) + 0.06
    if after + style.text_width(tail, style.SMALL, slant=_slant(entry)) <= room:
        return Laid(entry, lines, [tail], after)
    return Laid(entry, lines, style.wrap(tail, room, style.SMALL, slant=_slant(entry)), None)


def _slant(entry: Entry) -> str:
    return "normal" if entry.certain else "italic"


def _columns(laid: Sequence[Laid]) -> list[list[Laid]]:
    """Entries in at most three columns, in order, the tallest as low as can be."""
    limit = sum(one.height for one in laid) / COLUMNS
    while len(found := _filled(laid, limit)) > COLUMNS:
        limit += 0.02
    return found


def _filled(laid: Sequence[Laid], limit: float) -> list[list[Laid]]:
    """Entries in order, a new column each time the limit would be passed."""
    columns: list[list[Laid]] = []
    for one in laid:
        if not columns or sum(other.height for other in columns[-1]) + one.height > limit + 1e-9:
            columns.append([])
        columns[-1].append(one)
    return columns


def _entry(page: Page, x: float, top: float, laid: Laid, colour: str, topic: str) -> None:
    """A dot, the name, and the lab in small grey letters."""
    entry, kind = laid.entry, "certain" if laid.entry.certain else "likely"
    page.dot(x + DOT + 0.01, top + tall(1) * 0.52, DOT, kind, colour, topic, entry.aside)
    below = page.lines(x + INDENT, top, laid.lines, colour=style.MUTED if entry.aside else style.INK)
    look = {"size": style.SMALL, "colour": style.MUTED, "slant": _slant(entry)}
    if laid.after is None:
        page.lines(x + INDENT, below, laid.tail, **look)
    else:
        baseline = below - tall(1) + 0.95 * style.BODY * style.POINT
        page.text(x + INDENT + laid.after, baseline, laid.tail[0], **look)

"""Ordinary bars, as seaborn draws them, and the grammar's marks of numbers that are open."""

from collections.abc import Mapping, Sequence
from functools import cache

import seaborn as sns

from helpers.look import style
from helpers.look.entries import COUNT, about, far, said_of, short, sure
from helpers.look.page import Look, Page, Piece, look_of, tall, wide
from helpers.look.paths import rectangle
from helpers.look.shares import gutter
from helpers.numbers.grid import TOTAL, Entry, Table
from helpers.numbers.question import PERCENT

Entries = Mapping[str, Entry]
"""Entries of one bar by their measure."""
Place = tuple[float, float, float]
"""Left and top of bars, and the distance of two, in inches."""


def _shown(entries: Entries) -> list[Entry]:
    """What one bar says: its count and its share, or the one that is known."""
    known = [one for one in map(entries.get, (COUNT, PERCENT)) if one and one.known]
    return known or [one for one in (entries.get(COUNT),) if one]


def _pieces(shown: Sequence[Entry], dash: bool = True) -> list[Piece]:
    """The numbers, a share behind its count in brackets; what is not known is a dash, or words."""
    said = [(short(one) if dash else one.text, one) for one in shown]
    behind = [(f"({words})", one) for words, one in said[1:]]
    return [(words, f"value|{about(one)}") for words, one in [*said[:1], *behind]]


# ---------------------------------------------------------------- bars

BAR, STEP, UNKNOWN = 0.26, 0.36, 0.3
"""Height of a bar, distance of two, and length of the outline of one that is not known."""


def bars(
    page: Page, top: float, table: Table, key: str, colour: str, wholes: Table | None = None
) -> float:
    """A bar for each value of `key` from zero: solid to its least, hatched to its most; on a pale
    bar as long as its whole, where `wholes` has one for each value."""
    names = {one: table.label(key, one) for one in table.values(key)}
    found = [{e.measure: e for e in table.find(**{key: one})} for one in names]
    counts = [entries.get(COUNT) or entries.get(PERCENT) for entries in found]
    of = [next(iter(wholes.find(**{key: one})), None) if wholes else None for one in names]
    ends = [_ends(shown, whole) for shown, whole in zip(map(_shown, found), of, strict=True)]
    left = gutter(list(names.values()))
    weight = {one: 600 if one == TOTAL else 400 for one in names}
    wrapped = [style.wrap(name, left - 0.1, weight=weight[one]) for one, name in names.items()]
    step = max(STEP, max(tall(len(lines)) for lines in wrapped) + 0.06)
    room = page.width - left - max(map(wide, ends)) - 0.12
    scale = room / max([far(one) for one in [*counts, *of] if one and one.known] + [1.0])
    for place, whole in enumerate(of):
        _track(page, left, top + (place + 0.5) * step, whole, scale)
    for place, (one, lines) in enumerate(zip(names, wrapped, strict=True)):
        y = top + (place + 0.5) * step
        look: Look = {"align": "right", "weight": weight[one]}
        page.centred(left - 0.1, y, lines, label=f"label|{said_of(**{key: one})}", **look)
        end = _open(page, left, y, counts[place], colour, scale)
        if whole := of[place]:
            end = max(end, left + whole.low * scale)
        page.pieces(end + 0.07, y, ends[place])
    _solid(page, (left, top, step), counts, colour, scale)
    bottom = top + len(names) * step
    page.rule([left, left], [top, bottom], style.OUTLINE, 0.8)
    return bottom


def _ends(shown: Sequence[Entry], whole: Entry | None) -> list[Piece]:
    """What stands at the end of a bar: `43 (56%)`, or `9–17`, `of 23–25`."""
    of = [(f"of {whole.text}", f"value|{about(whole)}")] if whole else []
    return [*_pieces(shown, dash=False), *of]


def _track(page: Page, left: float, y: float, whole: Entry | None, scale: float) -> None:
    """The pale bar of a whole, to the least that it may be."""
    if whole and whole.known:
        look: Look = {"facecolor": style.BAND, "edgecolor": style.OUTLINE, "linewidth": 0.5}
        pale = rectangle(left, y - BAR / 2, whole.low * scale, BAR)
        page.shape(pale, f"track|{about(whole)}", **look)


def _solid(
    page: Page, at: Place, entries: Sequence[Entry | None], colour: str, scale: float
) -> None:
    """What is sure, as seaborn draws it, a bar for each entry."""
    left, top, step = at
    least = tuple(entry.low if entry else 0.0 for entry in entries)
    for (x, y, width, height), entry in zip(_drawn(least, BAR / step), entries, strict=True):
        if entry and entry.low:
            bar = rectangle(left + x * scale, top + (y + 0.5) * step, width * scale, height * step)
            page.shape(bar, f"{sure(entry)}|{about(entry)}", **look_of(sure(entry), colour))


@cache  # a picture is painted wide and narrow, and the reports of many hosts have the same bars
def _drawn(least: tuple[float, ...], thick: float) -> list[tuple[float, float, float, float]]:
    """Left, top, length and thickness of seaborn's bars, as its axes count them."""
    axes = style.figure().add_subplot()
    look: Look = {"saturation": 1, "errorbar": None, "width": thick}
    sns.barplot(x=least, y=[f"{place}" for place in range(len(least))], orient="h", ax=axes, **look)
    bars_ = axes.containers[0]
    return [(*bar.get_xy(), bar.get_width(), bar.get_height()) for bar in bars_]


def _open(
    page: Page, left: float, y: float, entry: Entry | None, colour: str, scale: float
) -> float:
    """What is only possible, or not known at all; returns where the bar ends."""
    if entry is None or not entry.known:
        what = about(entry) if entry else ""
        page.box(left, y - BAR / 2, UNKNOWN, BAR, "open", colour, what)
        return left + UNKNOWN
    start, end = left + entry.low * scale, left + far(entry) * scale
    if entry.ranged:
        mark = "open" if entry.free else "possible"
        page.box(start, y - BAR / 2, end - start, BAR, mark, colour, about(entry))
    return end

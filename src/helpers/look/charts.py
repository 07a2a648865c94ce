"""Ordinary charts: seaborn's bars and heat table, and the grammar's marks of open numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import seaborn as sns

from helpers.look import style
from helpers.look.entries import COUNT, about, far, kind, said_of, short, sure
from helpers.look.page import Look, Page, Piece, look_of, tall, wide
from helpers.look.shares import gutter
from helpers.numbers.grid import TOTAL, Entry, Table
from helpers.numbers.question import PERCENT

Entries = Mapping[str, Entry]
"""Entries of one bar or cell by their measure."""
Place = tuple[float, float, float, float]
"""Left, top, width and height in inches."""


def _shown(entries: Entries) -> list[Entry]:
    """What one bar or cell says: its count and its share, or the one that is known."""
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


def bars(page: Page, top: float, table: Table, key: str, colour: str) -> float:
    """A bar for each value of `key` from zero: solid to its least, hatched to its most."""
    names = {one: table.label(key, one) for one in table.values(key)}
    found = [{e.measure: e for e in table.find(**{key: one})} for one in names]
    counts = [entries.get(COUNT) for entries in found]
    ends = [_pieces(shown, dash=False) for shown in map(_shown, found)]
    left = gutter(list(names.values()))
    wrapped = [style.wrap(name, left - 0.1) for name in names.values()]
    step = max(STEP, max(tall(len(lines)) for lines in wrapped) + 0.06)
    room = page.width - left - max(map(wide, ends)) - 0.12
    scale = room / max([far(one) for one in counts if one and one.known] + [1.0])
    _solid(page, (left, top, room, step * len(names)), counts, colour, scale)
    for place, (one, lines) in enumerate(zip(names, wrapped, strict=True)):
        y = top + (place + 0.5) * step
        page.centred(left - 0.1, y, lines, align="right", label=f"label|{said_of(**{key: one})}")
        end = _open(page, left, y, counts[place], colour, scale)
        page.pieces(end + 0.07, y, ends[place])
    bottom = top + len(names) * step
    page.rule([left, left], [top, bottom], style.OUTLINE, 0.8)
    return bottom


def _solid(
    page: Page, at: Place, entries: Sequence[Entry | None], colour: str, scale: float
) -> None:
    """What is sure, as seaborn draws it, a bar for each entry."""
    axes, (_, _, width, height) = page.inset(*at), at
    least, places = [entry.low if entry else 0.0 for entry in entries], range(len(entries))
    thick = BAR * len(entries) / height
    look: Look = {"color": colour, "saturation": 1, "errorbar": None, "width": thick}
    sns.barplot(x=least, y=list(map(str, places)), orient="h", ax=axes, **look)
    axes.set(xlim=(0, width / scale), ylim=(len(entries) - 0.5, -0.5))
    axes.axis("off")
    for bar, entry in zip(axes.containers[0], entries, strict=True):
        bar.set_visible(bool(entry and entry.low))
        if entry:
            bar.set(label=f"{sure(entry)}|{about(entry)}", **look_of(sure(entry), colour))


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


# ---------------------------------------------------------------- heat table

CELL, HAIR = 0.34, 0.04
"""Least height of a row, and the gap between two cells, in inches."""
WIDEST, GAP = 1.15, 0.06
PALEST, RANGE = 0.86, 0.45
"""How much white is in the palest shade, and in the colour of a range's hatching."""


@dataclass(frozen=True)
class _Cell:
    """One place of a heat table: what stands in it, the count by which it is shaded, if any."""

    shown: list[Entry]
    total: bool

    @property
    def entry(self) -> Entry:
        return self.shown[0]

    @property
    def count(self) -> float | None:
        shaded = self.entry.exact and not self.entry.percent and not self.total
        return self.entry.low if shaded else None

    def shade(self, colour: str, most: float) -> str:
        """Darker for a larger count; ranges, totals and shares have one shade each."""
        if not self.entry.exact:
            return style.mix(colour, RANGE)
        if self.count is not None:
            return style.mix(colour, PALEST * (1 - min(self.count / most, 1.0)))
        return style.SAND if self.entry.percent else style.BAND


def _cells(table: Table, rows: str, columns: str) -> dict[tuple[str, str], _Cell]:
    found: dict[tuple[str, str], dict[str, Entry]] = {}
    for entry in table:
        found.setdefault((entry.keys[rows], entry.keys[columns]), {})[entry.measure] = entry
    return {at: _Cell(_shown(entries), TOTAL in at) for at, entries in found.items()}


def heat_table(
    page: Page, top: float, table: Table, *, rows: str, columns: str, colour: str
) -> float:
    """Known counts shaded, ranges hatched, what nobody says empty; totals stand apart."""
    names = {one: table.label(rows, one) for one in table.values(rows)}
    heads = {one: table.label(columns, one) for one in table.values(columns)}
    weight = {one: 600 if one == TOTAL else 400 for one in names}
    left = min(2.35, max(style.text_width(name, weight=600) for name in names.values())) + 0.14
    step = min((page.width - left) / max(len(heads), 1), WIDEST)
    middles = [left + (place + 0.5) * step for place in range(len(heads))]
    labels = [f"label|{said_of(**{columns: one})}" for one in heads]
    named = list(zip(middles, heads.values(), labels, strict=True))
    top = page.heads(top, step - 0.1, named, align="center") + 0.03
    wrapped = {n: style.wrap(name, left - 0.12, weight=weight[n]) for n, name in names.items()}
    height = max(CELL, max(tall(len(lines)) for lines in wrapped.values()) + 0.06)
    cells = _cells(table, rows, columns)
    most = max([cell.count or 0 for cell in cells.values()] + [1.0])
    tops: dict[str, float] = {}
    for name, lines in wrapped.items():
        tops[name] = top = top + GAP * (name == TOTAL)
        label = f"label|{said_of(**{rows: name})}"
        page.centred(0, top + height / 2, lines, weight=weight[name], label=label)
        for place, column in enumerate(heads):
            if (name, column) in cells:
                at = (left + place * step + HAIR / 2, top + HAIR / 2, step - HAIR, height - HAIR)
                _paint(page, at, cells[name, column], colour, most)
        top += height
    inner = {name: at for name, at in tops.items() if name != TOTAL}
    at = (left, min(inner.values(), default=0), step * len(heads), height * len(inner))
    _shades(page, at, [[cells.get((n, c)) for c in heads] for n in inner], colour, most)
    return top


def _shades(
    page: Page, at: Place, cells: Sequence[Sequence[_Cell | None]], colour: str, most: float
) -> None:
    """The known counts of rows in columns, shaded. Seaborn would draw the whole page first, to see
    whether labels that are not there overlap."""
    shown = [[cell if cell and cell.count is not None else None for cell in row] for row in cells]
    if not any(cell for row in shown for cell in row):
        return
    data = np.array([[cell.count if cell else np.nan for cell in row] for row in shown])
    axes = page.inset(*at)
    scale = sns.blend_palette([style.mix(colour, PALEST), colour], as_cmap=True)
    look: Look = {"linewidths": HAIR / style.POINT, "edgecolor": style.PAPER}
    shades = axes.pcolormesh(np.ma.masked_invalid(data), vmin=0, vmax=most, cmap=scale, **look)
    axes.set(xlim=(0, data.shape[1]), ylim=(data.shape[0], 0))
    axes.axis("off")
    labels = [f"certain|{about(cell.entry)}" if cell else "" for row in shown for cell in row]
    shades.set_label("\n".join(labels))


def _paint(page: Page, at: Place, cell: _Cell, colour: str, most: float) -> None:
    """One cell's mark, unless it is shaded, and its number in the middle."""
    mark, shade = kind(cell.entry), cell.shade(colour, most)
    if cell.count is not None:
        page.edge(*at, shade)
    else:
        page.box(*at, mark, shade, about(cell.entry))
    left, top, width, height = at
    weight = 400 if mark == "open" else 700 if cell.total else 600
    pieces = _pieces(cell.shown)
    pieces = pieces if wide(pieces, weight) <= width - 0.04 else pieces[:1]
    page.inside(left + width / 2, top + height / 2, pieces, mark, shade, weight)


def heat_legend(
    page: Page, top: float, tables: Sequence[Table], rows: str, columns: str, colour: str
) -> float:
    """What the empty, hatched and sand-coloured cells of some heat tables mean, side by side."""
    shown = [cell.entry for table in tables for cell in _cells(table, rows, columns).values()]
    unknown = next((one.text for one in shown if not one.known), "")
    keys: list[tuple[str, str, str, Callable[[Entry], bool]]] = [
        ("open", colour, f"– {unknown}", lambda one: not one.known),
        ("possible", style.mix(colour, RANGE), "a range follows from the statements",
         lambda one: kind(one) == "possible"),
        ("open", colour, "no more than the totals allow", lambda one: one.free),
        ("certain", style.SAND, "% of the row, its count not published", lambda one: one.percent),
    ]  # fmt: skip
    kept = [(mark, shade, words) for mark, shade, words, test in keys if any(map(test, shown))]
    x, bottom = 0.0, top - 0.12
    for place, (mark, shade, words) in enumerate(kept):
        width = 0.26 + style.text_width(words, style.SMALL)
        if x and x + width > page.width:
            x, top = 0.0, top + 0.19
        what, bottom = said_of("key", place=str(place)), top + 0.15
        page.box(x, top + 0.005, 0.2, 0.13, mark, shade, what)
        page.middle(x + 0.26, top + 0.07, words, size=style.SMALL, label=f"note|{what}")
        x += width + 0.25
    return bottom

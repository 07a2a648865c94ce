"""Ordinary charts: seaborn's bars and heat table, and the grammar's marks of open numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import seaborn as sns

from helpers.look import style
from helpers.look.entries import about, far, kind, said_of, short, sure
from helpers.look.page import Look, Page, look_of, tall
from helpers.look.shares import GUTTER, SPACE
from helpers.numbers.grid import TOTAL, Entry, Table

Pieces = Sequence[tuple[str, Entry]]
"""Numbers that stand side by side, each with its entry."""


def said(count: Entry | None, percent: Entry | None) -> list[tuple[str, Entry]]:
    """What one bar or cell says: its count with the share behind it, or one of them alone."""
    if percent is None or not percent.known:
        return [] if count is None else [(short(count), count)]
    if count is None or not count.known:
        return [(percent.text, percent)]
    return [(count.text, count), (f"({percent.text})", percent)]


def _width(pieces: Pieces, weight: int) -> float:
    return sum(style.text_width(words, weight=weight) + SPACE for words, _ in pieces) - SPACE


def _write(page: Page, x: float, y: float, pieces: Pieces, weight: int, colour: str) -> None:
    for words, entry in pieces:
        what = f"value|{about(entry)}"
        page.middle(x, y, words, weight=weight, colour=colour, label=what)
        x += style.text_width(words, weight=weight) + SPACE


# ---------------------------------------------------------------- bars

BAR, STEP, UNKNOWN = 0.26, 0.36, 0.3
"""Height of a bar, distance of two, and length of the outline of one that is not known."""


def bars(page: Page, top: float, table: Table, key: str, colour: str) -> float:
    """A bar for each value of `key` from zero: solid to its least, hatched to its most."""
    names = {one: table.label(key, one) for one in table.values(key)}
    left = min(GUTTER, max(map(style.text_width, names.values()))) + 0.12
    wrapped = {one: style.wrap(name, left - 0.1) for one, name in names.items()}
    step = max(STEP, max(tall(len(lines)) for lines in wrapped.values()) + 0.06)
    ends = {one: _end(table.find(**{key: one})) for one in names}
    room = page.width - left - max(_width(end, 600) for end in ends.values()) - 0.12
    counts = [table.find("count", **{key: one}).entries for one in names]
    first = [found[0] if found else None for found in counts]
    scale = room / max([far(one) for one in first if one and one.known] + [1.0])
    _solid(page, (left, top, room, step), list(names), first, colour, scale)
    for place, (one, lines) in enumerate(wrapped.items()):
        y = top + (place + 0.5) * step
        page.centred(left - 0.1, y, lines, align="right", label=f"label|{said_of(**{key: one})}")
        end = _open(page, left, y, first[place], colour, scale)
        _write(page, end + 0.07, y, ends[one], 600, style.INK)
    bottom = top + len(names) * step
    page.rule([left, left], [top, bottom], style.OUTLINE, 0.8)
    return bottom


def _end(entries: Table) -> list[tuple[str, Entry]]:
    """The numbers at a bar's end; words where nothing is known."""
    found = {entry.measure: entry for entry in entries}
    pieces = said(found.get("count"), found.get("percent"))
    return [(words if entry.known else entry.text, entry) for words, entry in pieces]


def _solid(
    page: Page,
    at: tuple[float, float, float, float],
    names: Sequence[str],
    entries: Sequence[Entry | None],
    colour: str,
    scale: float,
) -> None:
    """What is sure, as seaborn draws it; `at` is left, top, width and the step of two bars."""
    left, top, room, step = at
    axes = page.inset(left, top, room, step * len(names))
    least = [entry.low if entry else 0.0 for entry in entries]
    data = pd.DataFrame({"name": names, "least": least})
    look: Look = {"order": names, "color": colour, "saturation": 1, "errorbar": None}
    sns.barplot(data, x="least", y="name", orient="h", width=BAR / step, ax=axes, **look)
    axes.set(xlim=(0, room / scale), ylim=(len(names) - 0.5, -0.5))
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
class Cell:
    """One place of a heat table: its entries and what stands in it."""

    entry: Entry
    pieces: Pieces
    total: bool

    @property
    def shaded(self) -> bool:
        """Is it a known count, of a row in a column?"""
        return self.entry.exact and not self.entry.percent and not self.total


Cells = Mapping[tuple[str, str], Cell]


def heat_table(
    page: Page, top: float, table: Table, *, rows: str, columns: str, colour: str
) -> float:
    """Known counts shaded, ranges hatched, what nobody says empty; totals stand apart."""
    names = {one: table.label(rows, one) for one in table.values(rows)}
    heads = {one: table.label(columns, one) for one in table.values(columns)}
    left = min(2.35, max(style.text_width(name, weight=600) for name in names.values())) + 0.14
    step = min((page.width - left) / max(len(heads), 1), WIDEST)
    top = _heads(page, top, left, step, columns, heads)
    wrapped = {
        one: style.wrap(name, left - 0.12, weight=_weight(one)) for one, name in names.items()
    }
    height = max(CELL, max(tall(len(lines)) for lines in wrapped.values()) + 0.06)
    places = _places(top, height, list(names))
    cells = _cells(table, rows, columns)
    _shades(page, (left, step, height), places, list(heads), cells, colour)
    for one, lines in wrapped.items():
        middle = places[one] + height / 2
        label = f"label|{said_of(**{rows: one})}"
        page.centred(0, middle, lines, weight=_weight(one), label=label)
        for place, column in enumerate(heads):
            if (one, column) in cells:
                at = (left + place * step + HAIR / 2, places[one] + HAIR / 2)
                size = (step - HAIR, height - HAIR)
                _cell(page, at, size, cells[one, column], colour, _most(cells))
    return max(places.values()) + height


def _weight(name: str) -> int:
    return 600 if name == TOTAL else 400


def _heads(
    page: Page, top: float, left: float, step: float, key: str, names: Mapping[str, str]
) -> float:
    wrapped = {one: style.wrap(name, step - 0.1, weight=600) for one, name in names.items()}
    bottom = top + tall(max(map(len, wrapped.values()))) + 0.03
    for place, (one, lines) in enumerate(wrapped.items()):
        middle, above = left + (place + 0.5) * step, bottom - 0.03 - tall(len(lines))
        label = f"label|{said_of(**{key: one})}"
        page.lines(middle, above, lines, align="center", weight=600, label=label)
    return bottom


def _places(top: float, height: float, names: Sequence[str]) -> dict[str, float]:
    """Where each row begins; the row of totals stands apart."""
    found = {}
    for one in names:
        top += GAP if one == TOTAL else 0.0
        found[one] = top
        top += height
    return found


def _cells(table: Table, rows: str, columns: str) -> dict[tuple[str, str], Cell]:
    found: dict[tuple[str, str], dict[str, Entry]] = {}
    for entry in table:
        found.setdefault((entry.keys[rows], entry.keys[columns]), {})[entry.measure] = entry
    return {at: _made(entries, TOTAL in at) for at, entries in found.items()}


def _made(entries: Mapping[str, Entry], total: bool) -> Cell:
    """What a cell shows: its count, or a printed share alone, where that is all that is known."""
    count, percent = entries.get("count"), entries.get("percent")
    pieces = said(count, percent)
    return Cell(pieces[0][1], pieces, total)


def _most(cells: Cells) -> float:
    """The largest known count of a row in a column: the darkest shade."""
    return max([cell.entry.low for cell in cells.values() if cell.shaded] + [1.0])


def _shades(
    page: Page,
    at: tuple[float, float, float],
    places: Mapping[str, float],
    columns: Sequence[str],
    cells: Cells,
    colour: str,
) -> None:
    """The known counts, as seaborn shades them; `at` is left, step of columns, height of rows."""
    inner = [one for one in places if one != TOTAL]
    table = [[cells.get((one, column)) for column in columns] for one in inner]
    counts = [[cell.entry.low if cell and cell.shaded else np.nan for cell in row] for row in table]
    data = pd.DataFrame(counts, index=inner, columns=list(columns))
    if data.isna().all(axis=None):
        return
    left, step, height = at
    axes = page.inset(left, places[inner[0]], step * len(columns), height * len(inner))
    scale = sns.blend_palette([style.mix(colour, PALEST), colour], as_cmap=True)
    look: Look = {"linewidths": HAIR / style.POINT, "linecolor": style.PAPER, "cbar": False}
    sns.heatmap(data, vmin=0, vmax=_most(cells), cmap=scale, ax=axes, **look)
    axes.axis("off")
    whats = [about(cell.entry) if cell and cell.shaded else "" for row in table for cell in row]
    axes.collections[0].set_label("\n".join(f"certain|{what}" if what else "" for what in whats))


def _cell(
    page: Page,
    at: tuple[float, float],
    size: tuple[float, float],
    cell: Cell,
    colour: str,
    most: float,
) -> None:
    """One cell's mark, unless it is shaded, and its number in the middle."""
    (x, y), (width, height) = at, size
    mark, shade = kind(cell.entry), _shade(cell, colour, most)
    if cell.shaded:
        page.edge(x, y, width, height, shade)
    else:
        page.box(x, y, width, height, mark, shade, about(cell.entry))
    weight = 400 if mark == "open" else 700 if cell.total else 600
    pieces = cell.pieces if _width(cell.pieces, weight) <= width - 0.04 else cell.pieces[:1]
    middle = x + width / 2, y + height / 2
    if mark == "possible":
        page.paper(*middle, " ".join(words for words, _ in pieces))
    inks = {"certain": style.text_on(shade), "open": style.MUTED}
    start = middle[0] - _width(pieces, weight) / 2
    _write(page, start, middle[1], pieces, weight, inks.get(mark, style.INK))


def _shade(cell: Cell, colour: str, most: float) -> str:
    """Darker for a larger count; ranges, totals and shares (no counts) have one shade each."""
    if not cell.entry.exact:
        return style.mix(colour, RANGE)
    if cell.shaded:
        return style.mix(colour, PALEST * (1 - min(cell.entry.low / most, 1.0)))
    return style.SAND if cell.entry.percent else style.BAND


def heat_legend(
    page: Page, top: float, tables: Sequence[Table], rows: str, columns: str, colour: str
) -> float:
    """What the empty, hatched and sand-coloured cells of some heat tables mean."""
    shown = [cell.entry for table in tables for cell in _cells(table, rows, columns).values()]
    ranged = [one for one in shown if one.known and not one.exact and not one.free]
    keys = [
        ("open", colour, "– not published", [one for one in shown if not one.known]),
        ("possible", style.mix(colour, RANGE), "a range follows from the statements", ranged),
        ("open", colour, "no more than the totals allow", [one for one in shown if one.free]),
        (
            "certain",
            style.SAND,
            "% of the row, its count not published",
            [one for one in shown if one.percent],
        ),
    ]
    return legend(page, top, [(mark, shade, words) for mark, shade, words, found in keys if found])


def legend(page: Page, top: float, keys: Sequence[tuple[str, str, str]]) -> float:
    """Kinds of marks with their meaning, side by side; returns where they end."""
    x, line = 0.0, 0.19
    for place, (mark, shade, words) in enumerate(keys):
        width = 0.26 + style.text_width(words, style.SMALL)
        if x and x + width > page.width:
            x, top = 0.0, top + line
        page.box(x, top + 0.005, 0.2, 0.13, mark, shade, said_of("key", place=str(place)))
        label = f"note|{said_of('key', place=str(place))}"
        page.middle(x + 0.26, top + 0.07, words, size=style.SMALL, label=label)
        x += width + 0.25
    return top + 0.15 if keys else top - 0.12

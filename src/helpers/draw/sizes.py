"""`active_size`: bars of ordered classes; `active_size_by_topic`: a heat table with totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import numerals, style
from helpers.draw.cells import Cell, cells, first, labels, of_lab
from helpers.draw.own import own_part
from helpers.draw.page import Page, height_of, tall

BAR, STEP = 0.26, 0.36
GUTTER = 1.7


# ---------------------------------------------------------------- bars

def active_size(table: pd.DataFrame, figure: FigureBase, *, lab: str = "all",
                colour: str = style.ACCENT) -> None:
    """A bar for each class in the table's order; a range is solid to its minimum, hatched to its maximum."""
    _active_size(Page(figure), table, lab, colour)


def active_size_height(table: pd.DataFrame, *, lab: str = "all", width: float = style.WIDTH) -> float:
    """Height in inches that `active_size` needs."""
    return height_of(_active_size, table, lab, style.ACCENT, width=width)


def _active_size(page: Page, table: pd.DataFrame, lab: str, colour: str) -> float:
    names = labels(table, "size_class", "size_label")
    left = min(GUTTER, max(style.text_width(name) for name in names.values())) + 0.12

    def bars(top: float, rows: pd.DataFrame) -> float:
        return _bars(page, top, rows, names, left, colour)

    return own_part(page, bars(0.0, of_lab(table, "all")), table, lab, bars)


def _bars(page: Page, top: float, rows: pd.DataFrame, names: dict[str, str], left: float,
          colour: str) -> float:
    """The bars of one lab or of all, sharing one scale from zero."""
    counts = {one.key: one for one in cells(rows[rows["measure"] == "count"], "size_class", "size_label")}
    percents = {one.key: one for one in cells(rows[rows["measure"] == "percent"], "size_class", "size_label")}
    said = {key: _said(counts.get(key), percents.get(key)) for key in names}
    room = page.width - left - max(style.text_width(words, weight=600) for words in said.values()) - 0.12
    scale = room / max([_far(one) for one in counts.values()] + [1.0])
    start = top
    for key, name in names.items():
        lines = style.wrap(name, left - 0.1)
        height = max(BAR, tall(len(lines)))
        middle = top + height / 2
        page.lines(left - 0.1, middle - tall(len(lines)) / 2, lines, align="right")
        end = _bar(page, left, middle - BAR / 2, scale, counts.get(key), colour, key)
        page.middle(end + 0.07, middle, said[key], weight=600)
        top += height + STEP - BAR
    bottom = top - (STEP - BAR) / 2
    page.rule([left, left], [start, bottom], style.OUTLINE, 0.8)
    return bottom


def _far(count: Cell) -> float:
    """How far a bar may reach."""
    return max(count.low, count.high or 0.0)


def _said(count: Cell | None, percent: Cell | None) -> str:
    """The number at a bar's end: `43 (56%)`, `7–9`, `56%` or `not published`."""
    if count is None or not count.known:
        return percent.text if percent and percent.known else numerals.NOT_PUBLISHED
    return f"{count.text} ({percent.text})" if percent and percent.known else count.text


def _bar(page: Page, left: float, top: float, scale: float, count: Cell | None, colour: str,
         key: str) -> float:
    """The marks of one bar; returns where it ends."""
    if count is None or not count.known:
        page.box(left, top, 0.3, BAR, "open", colour, key)
        return left + 0.3
    if count.low:
        page.box(left, top, count.low * scale, BAR, "certain", colour, key)
    if count.ranged:
        page.box(left + count.low * scale, top, (count.high - count.low) * scale, BAR, "possible", colour,
                 key)
    return left + _far(count) * scale


# ---------------------------------------------------------------- heat table

CELL = 0.34
TOTAL = "total"


def active_size_by_topic(table: pd.DataFrame, figure: FigureBase, *, lab: str = "all",
                         colour: str = style.ACCENT) -> None:
    """Topics by size classes, with totals: printed counts shaded, ranges hatched, unpublished cells empty."""
    _active_size_by_topic(Page(figure), table, lab, colour)


def active_size_by_topic_height(table: pd.DataFrame, *, lab: str = "all",
                                width: float = style.WIDTH) -> float:
    """Height in inches that `active_size_by_topic` needs."""
    return height_of(_active_size_by_topic, table, lab, style.ACCENT, width=width)


def _active_size_by_topic(page: Page, table: pd.DataFrame, lab: str, colour: str) -> float:
    def heat(top: float, rows: pd.DataFrame) -> float:
        return _heat(page, top, rows, colour)

    top = own_part(page, heat(0.0, of_lab(table, "all")), table, lab, heat)
    return _key(page, top + 0.12, table[table["lab"].isin(["all", lab])], colour)


def _heat(page: Page, top: float, rows: pd.DataFrame, colour: str) -> float:
    """Heads, then a row for each topic; the totals stand apart."""
    topics, classes = labels(rows, "topic", "topic_label"), labels(rows, "size_class", "size_label")
    left = min(2.35, max(style.text_width(name, weight=600) for name in topics.values())) + 0.14
    step = min((page.width - left) / max(len(classes), 1), 1.15)
    top = _class_heads(page, top, left, step, list(classes.values()))
    most = _most(rows)
    for topic, name in topics.items():
        last = topic == TOTAL
        top += 0.06 if last else 0.0
        lines = style.wrap(name, left - 0.12, weight=600 if last else 400)
        height = max(CELL, tall(len(lines)) + 0.06)
        page.lines(0, top + (height - 0.04 - tall(len(lines))) / 2, lines, weight=600 if last else 400)
        for place, size in enumerate(classes):
            shown = _shown(rows, topic, size)
            _cell(page, (left + place * step, top, step - 0.04, height - 0.04), shown, colour, most,
                  TOTAL in (topic, size), f"{topic}:{size}")
        top += height
    return top


def _class_heads(page: Page, top: float, left: float, step: float, names: Sequence[str]) -> float:
    wrapped = [style.wrap(name, step - 0.1) for name in names]
    bottom = top + tall(max(len(lines) for lines in wrapped)) + 0.03
    for place, lines in enumerate(wrapped):
        middle = left + (place + 0.5) * step - 0.02
        page.lines(middle, bottom - 0.03 - tall(len(lines)), lines, align="center", weight=600)
    return bottom


def _shown(rows: pd.DataFrame, topic: str, size: str) -> Cell:
    """What a cell shows: its count, a printed percentage behind it, or the percentage alone, or nothing."""
    here = rows[(rows["topic"].astype(str) == topic) & (rows["size_class"].astype(str) == size)]
    found = [one for one in cells(here, "size_class", "size_label") if one.known]
    count, percent = (first([one for one in found if bool(one.suffix) is share]) for share in (False, True))
    if not count.known:
        return percent
    return replace(count, beside=f" ({percent.text})") if percent.known else count


def _most(rows: pd.DataFrame) -> float:
    """The largest printed count of a topic in a class: the darkest shade."""
    inner = rows[(rows["topic"] != TOTAL) & (rows["size_class"] != TOTAL) & (rows["measure"] == "count")]
    return max([float(value) for value in inner["value"].dropna()] + [1.0])


def _cell(page: Page, at: tuple[float, float, float, float], shown: Cell, colour: str, most: float,
          total: bool, what: str) -> None:
    """One cell: solid with a shade, hatched, or an empty outline; its number in the middle."""
    x, y, width, height = at
    kind = "certain" if shown.exact else "possible" if shown.known and not shown.free else "open"
    shade = _shade(shown, colour, most, total)
    page.box(x, y, width, height, kind, shade, what)
    words = shown.text if shown.known else "–"
    if style.text_width(words, weight=700) > width - 0.04:
        words = words.removesuffix(shown.beside)
    if kind == "possible":
        page.paper(x + width / 2, y + height / 2, words)
    ink = style.text_on(shade) if kind == "certain" else style.INK if kind == "possible" else style.MUTED
    weight = 400 if kind == "open" else 700 if total else 600
    page.middle(x + width / 2, y + height / 2, words, weight=weight, colour=ink, align="center")


def _shade(shown: Cell, colour: str, most: float, total: bool) -> str:
    """Darker for a larger printed count; ranges, totals and percentages (no counts) have one shade each."""
    if not shown.exact:
        return style.mix(colour, 0.45)
    if total:
        return style.BAND
    return style.SAND if shown.suffix else style.mix(colour, 0.86 * (1 - min(shown.low / most, 1.0)))


def _key(page: Page, top: float, rows: pd.DataFrame, colour: str) -> float:
    """What the empty, the hatched and the percentage cells mean, if there are any."""
    shown = [_shown(of_lab(rows, lab), topic, size) for lab in dict.fromkeys(rows["lab"])
             for topic, size in rows[["topic", "size_class"]].drop_duplicates().itertuples(index=False)]
    keys = [("open", colour, "– not published", not all(one.known for one in shown)),
            ("possible", style.mix(colour, 0.45), "a range follows from the statements",
             any(one.ranged and not one.free for one in shown)),
            ("open", colour, "no more than the totals allow", any(one.free for one in shown)),
            ("certain", style.SAND, "% of the row, its count not published",
             any(one.suffix for one in shown))]
    x = 0.0
    for kind, shade, words, there in keys:
        if there:
            page.box(x, top + 0.005, 0.2, 0.13, kind, shade, "key")
            page.middle(x + 0.26, top + 0.07, words, size=style.SMALL)
            x += 0.26 + style.text_width(words, style.SMALL) + 0.25
    return top + 0.15 if x else top - 0.12

"""Labelled 100% bars: `scope`, `composition` and `composition_by_topic`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import numerals, style
from helpers.draw.cells import Cell, Shares, cells, labels, of_lab, shares, unknown
from helpers.draw.own import own_part
from helpers.draw.page import Page, height_of, spread, tall

BAR = 0.3
GUTTER = 1.7
LEADER = 0.11
"""Height in inches between a bar and the labels above it, where leaders run."""


# ---------------------------------------------------------------- one bar

@dataclass(frozen=True)
class Segment:
    """A part of a bar: its start and end in inches, its kind, and the cell it shows (None = the rest)."""

    left: float
    right: float
    kind: str
    part: Cell | None

    @property
    def width(self) -> float:
        """Length in inches."""
        return self.right - self.left


def segments(cut: Shares, total: float, left: float, width: float) -> list[Segment]:
    """The parts of a bar from left to right: certain ones in the table's order, then the undecided rest."""
    whole = max(total, sum(part.low for part in cut.solid)) or 1.0
    found, at = [], left
    for part in cut.solid:
        kind = "disputed" if part.status == "disputed" else "certain"
        found.append(Segment(at, at + part.low / whole * width, kind, part))
        at = found[-1].right
    if cut.rest > 0:
        found.append(Segment(at, at + cut.rest / whole * width, cut.rest_kind, None))
    return found


def paint_bar(page: Page, top: float, height: float, found: Sequence[Segment], colour: dict[str, str],
              row: str) -> None:
    """The marks of a bar, a hair apart."""
    for segment in found:
        key = segment.part.key if segment.part else "rest"
        if segment.width > 0:
            page.box(segment.left, top, segment.width, height, segment.kind,
                     colour.get(key, style.MUTED), f"{row}:{key}")
        if segment.kind == "certain" and segment.width > 0.02:
            page.rule([segment.right] * 2, [top, top + height], style.PAPER, 0.8)


def write_in(page: Page, y: float, segment: Segment, wordings: Sequence[str], colour: dict[str, str]) -> bool:
    """Write the first wording that fits into a segment; tells whether one did."""
    for words in wordings:
        if style.text_width(words, weight=600) <= segment.width - 0.08:
            middle = (segment.left + segment.right) / 2
            ink = style.text_on(colour[segment.part.key]) if segment.kind == "certain" else style.INK
            if segment.kind == "possible":
                page.paper(middle, y, words)
            page.middle(middle, y, words, weight=600, colour=ink, align="center")
            return True
    return False


@dataclass(frozen=True)
class Head:
    """A label above a bar: a number in bold, what it is, and the point it belongs to."""

    number: str
    words: str
    left: float
    right: float


def paint_heads(page: Page, top: float, heads: Sequence[Head], left: float) -> float:
    """Labels above a bar, moved apart where the parts are narrow; returns where the bar may start."""
    wrapped, widths = _wrapped_heads(heads, page.width - left)
    starts = spread([head.left for head in heads], widths, left, page.width)
    bottom = top + max((_head_height(head, lines) for head, lines in zip(heads, wrapped)), default=0.0)
    for head, lines, start, width in zip(heads, wrapped, starts, widths):
        above = bottom - _head_height(head, lines)
        if head.number:
            above = page.lines(start, above, [head.number], size=style.HEAD, weight=700)
        page.lines(start, above, lines)
        _leader(page, head, start, width, bottom)
    return bottom + LEADER


def _head_height(head: Head, lines: Sequence[str]) -> float:
    return tall(len(lines)) + (tall(1, style.HEAD) if head.number else 0.0)


def _wrapped_heads(heads: Sequence[Head], width: float) -> tuple[list[list[str]], list[float]]:
    """Lines and widths of the labels: as wide as their parts if that fits, else equal shares of the room."""
    even = width / max(len(heads), 1) - 0.1
    for limits in ([max(head.right - head.left - 0.05, even) for head in heads], [even] * len(heads)):
        wrapped = [style.wrap(head.words, limit) for head, limit in zip(heads, limits)]
        widths = [max([style.text_width(head.number, style.HEAD, 700), *map(style.text_width, lines)])
                  for head, lines in zip(heads, wrapped)]
        if sum(widths) + 0.1 * (len(heads) - 1) <= width:
            break
    return wrapped, widths


def _leader(page: Page, head: Head, start: float, width: float, bottom: float) -> None:
    """A thin line from a label to its part, where the label does not stand over the part's start."""
    middle = (head.left + head.right) / 2
    if start > head.left + 0.02 or start + width < head.left:
        near = min(max(middle, start), start + width)
        page.rule([near, middle], [bottom + 0.015, bottom + LEADER - 0.01], style.OUTLINE)


# ---------------------------------------------------------------- scope

def scope(table: pd.DataFrame, figure: FigureBase, *, lab: str = "all",
          palette: Sequence[str] = style.SCOPES) -> None:
    """One 100% bar for each reading of the source; parts on which the readings differ are outlined."""
    _scope(Page(figure), table, lab, palette)


def scope_height(table: pd.DataFrame, *, lab: str = "all", width: float = style.WIDTH) -> float:
    """Height in inches that `scope` needs."""
    return height_of(_scope, table, lab, style.SCOPES, width=width)


def _scope(page: Page, table: pd.DataFrame, lab: str, palette: Sequence[str]) -> float:
    colour = style.colours(table["scope"], palette)

    def readings(top: float, rows: pd.DataFrame) -> float:
        return _readings(page, top, rows, colour)

    return own_part(page, readings(0.0, of_lab(table, "all")), table, lab, readings)


def _readings(page: Page, top: float, rows: pd.DataFrame, colour: dict[str, str]) -> float:
    """The bars of all readings, heads over the first."""
    counts = rows[rows["measure"] == "count"]
    percents = rows[rows["measure"] == "percent"]
    names = list(dict.fromkeys(rows["reading"].astype(str)))
    left = _gutter(names) if len(names) > 1 else 0.0
    for place, name in enumerate(names):
        parts = cells(counts[counts["reading"].astype(str) == name], "scope", "scope_label")
        share = cells(percents[percents["reading"].astype(str) == name], "scope", "scope_label")
        cut = shares(parts, _base(counts))
        found = segments(cut, _base(counts), left, page.width - left)
        if place == 0:
            top = paint_heads(page, top, _scope_heads(found, counts, cut), left)
        if left:
            page.paragraph(0, top + BAR / 2 - tall(1) / 2, left - 0.1, name)
        _scope_bar(page, top, found, {part.key: part.text for part in share}, colour, name)
        top += BAR + 0.1
    return top - 0.1


def _gutter(names: Sequence[str], weight: int = 400) -> float:
    """Room for row names on the left, in inches."""
    return min(GUTTER, max(style.text_width(name, weight=weight) for name in names)) + 0.12


def _base(rows: pd.DataFrame) -> float:
    """The whole that a bar shows: the base, or the largest total of a reading."""
    base = rows["base"].dropna()
    return float(base.iloc[0]) if len(base) else 0.0


def _scope_heads(found: Sequence[Segment], counts: pd.DataFrame, cut: Shares) -> list[Head]:
    """A head for each part, with every number the readings print: `35 or 36`."""
    return [Head(_all_readings(counts, segment.part), segment.part.label, segment.left, segment.right)
            if segment.part else Head("", cut.rest_words, segment.left, segment.right)
            for segment in found]


def _all_readings(counts: pd.DataFrame, part: Cell) -> str:
    found = cells(counts[counts["scope"].astype(str) == part.key], "scope", "scope_label")
    printed = sorted({(one.low, one.text) for one in found if one.known})
    return " or ".join(text for _, text in printed)


def _scope_bar(page: Page, top: float, found: Sequence[Segment], share: dict[str, str],
               colour: dict[str, str], name: str) -> None:
    """One reading's bar with its own numbers inside."""
    paint_bar(page, top, BAR, found, colour, name)
    for segment in found:
        if segment.part is None:
            continue
        number, beside = segment.part.text, share.get(segment.part.key)
        wordings = [f"{number} ({beside})", number] if beside else [number]
        write_in(page, top + BAR / 2, segment, wordings, colour)


# ---------------------------------------------------------------- composition

def composition(table: pd.DataFrame, figure: FigureBase, *, lab: str = "all",
                palette: Sequence[str] = style.MEMBERS) -> None:
    """One 100% bar of the members by type, and below it in how many alliances a type sits at all."""
    _composition(Page(figure), table, lab, palette)


def composition_height(table: pd.DataFrame, *, lab: str = "all", width: float = style.WIDTH) -> float:
    """Height in inches that `composition` needs."""
    return height_of(_composition, table, lab, style.MEMBERS, width=width)


def _composition(page: Page, table: pd.DataFrame, lab: str, palette: Sequence[str]) -> float:
    colour = style.colours(table["member_type"], palette)

    def one(top: float, rows: pd.DataFrame) -> float:
        top = _members(page, top, rows[rows["measure"] == "percent"], colour)
        return _presence(page, top, rows[rows["measure"] != "percent"], colour)

    return own_part(page, one(0.0, of_lab(table, "all")), table, lab, one)


def _members(page: Page, top: float, rows: pd.DataFrame, colour: dict[str, str]) -> float:
    """The 100% bar with its heads, ranges written below."""
    cut = shares(cells(rows, "member_type", "member_label"), 100.0)
    found = segments(cut, 100.0, 0.0, page.width)
    top = paint_heads(page, top, [_member_head(segment, cut) for segment in found], 0.0)
    paint_bar(page, top, BAR, found, colour, "all")
    return top + BAR


def _member_head(segment: Segment, cut: Shares) -> Head:
    if segment.part is None:
        return Head(numerals.percent(cut.rest), cut.rest_words, segment.left, segment.right)
    return Head(cut.number(segment.part), segment.part.label, segment.left, segment.right)


def _presence(page: Page, top: float, rows: pd.DataFrame, colour: dict[str, str]) -> float:
    """For each type with such a row: a thin bar, in how many alliances of how many it sits."""
    for _, row in rows.iterrows():
        part = cells(rows.loc[[row.name]], "member_type", "member_label")[0]
        base = float(row["base"]) if pd.notna(row["base"]) else 0.0
        top = page.paragraph(0, top + 0.16, page.width, _presence_words(part, base, row)) + 0.02
        if part.known and base:
            scale, shade, what = page.width / base, colour[part.key], f"with:{part.key}"
            page.box(0, top, page.width, 0.09, "certain", style.HAIRLINE, f"base:{part.key}")
            page.box(0, top, part.low * scale, 0.09, "certain", shade, what)
            if part.ranged:
                page.box(part.low * scale, top, (part.high - part.low) * scale, 0.09, "possible", shade, what)
            top += 0.09
    return top


def _presence_words(part: Cell, base: float, row: pd.Series) -> str:
    of = f" of {numerals.number(base)}" if base else ""
    return f"{part.label}: {part.text}{of} {row['measure']}"


# ---------------------------------------------------------------- composition by topic

def composition_by_topic(table: pd.DataFrame, figure: FigureBase, *, lab: str = "all",
                         palette: Sequence[str] = style.MEMBERS) -> None:
    """A 100% bar for each topic, the overall one first, then by the first type's known share."""
    _composition_by_topic(Page(figure), table, lab, palette)


def composition_by_topic_height(table: pd.DataFrame, *, lab: str = "all",
                                width: float = style.WIDTH) -> float:
    """Height in inches that `composition_by_topic` needs."""
    return height_of(_composition_by_topic, table, lab, style.MEMBERS, width=width)


def _composition_by_topic(page: Page, table: pd.DataFrame, lab: str, palette: Sequence[str]) -> float:
    colour = style.colours(table["member_type"], palette)

    def topics(top: float, rows: pd.DataFrame) -> float:
        return _topic_bars(page, top, rows, colour)

    return own_part(page, topics(0.0, of_lab(table, "all")), table, lab, topics)


def _topic_bars(page: Page, top: float, rows: pd.DataFrame, colour: dict[str, str]) -> float:
    """All rows in their order, heads over the overall row."""
    names = labels(rows, "topic", "topic_label")
    parts = {topic: cells(rows[rows["topic"].astype(str) == topic], "member_type", "member_label")
             for topic in names}
    left = _gutter(list(names.values()), weight=600)
    for place, topic in enumerate(_sorted(parts)):
        cut = shares(parts[topic], 100.0)
        found = segments(cut, 100.0, left, page.width - left)
        if place == 0:
            top = _overall_heads(page, top, found, cut, left)
        top = _topic_bar(page, top, names[topic], found, cut, colour, topic, place == 0) + 0.1
    return top - 0.1


def _sorted(parts: dict[str, list[Cell]]) -> list[str]:
    """The overall row, then the topics by the first type's known share; unknown ones keep their order."""
    first = {topic: found[0] if found else unknown() for topic, found in parts.items()}
    return sorted(parts, key=lambda topic: (topic != "total", not first[topic].known, -first[topic].low))


def _overall_heads(page: Page, top: float, found: Sequence[Segment], cut: Shares, left: float) -> float:
    """The names of the member types over the first bar; the rest is named in the bar itself."""
    heads = [Head("", segment.part.label, segment.left, segment.right) for segment in found if segment.part]
    return paint_heads(page, top, heads, left) if heads else top


def _topic_bar(page: Page, top: float, name: str, found: Sequence[Segment], cut: Shares,
               colour: dict[str, str], topic: str, overall: bool) -> float:
    """One topic: name, bar, numbers in the bar, ranges and what does not fit below it."""
    lines = style.wrap(name, found[0].left - 0.12, weight=600 if overall else 400)
    height = max(BAR * 0.8, tall(len(lines)))
    page.lines(0, top + (height - tall(len(lines))) / 2, lines, weight=600 if overall else 400)
    bar = top + (height - BAR * 0.8) / 2
    paint_bar(page, bar, BAR * 0.8, found, colour, topic)
    below = [words for segment in found if (words := _topic_words(page, bar, segment, cut, colour, overall))]
    if not below:
        return top + height
    end = page.paragraph(found[0].left, bar + BAR * 0.8 + 0.015, page.width - found[0].left,
                         "; ".join(below), size=style.SMALL, colour=style.MUTED)
    return max(end, top + height)


def _topic_words(page: Page, bar: float, segment: Segment, cut: Shares, colour: dict[str, str],
                 overall: bool) -> str:
    """Write a segment's words into it; returns the words that have to go below the bar."""
    y, part = bar + BAR * 0.4, segment.part
    if part is None:
        return _rest_in_bar(page, y, segment, cut, colour)
    number = cut.number(part)
    wordings = [number] if overall or not cut.rest else [f"{part.label} {number}", number]
    fits = write_in(page, y, segment, wordings, colour)
    return "" if fits or part.low == 0 else f"{part.label} {number}"


def _rest_in_bar(page: Page, y: float, segment: Segment, cut: Shares, colour: dict[str, str]) -> str:
    words = [numerals.NOT_PUBLISHED] if cut.rest_kind == "open" else [numerals.percent(cut.rest)]
    written = write_in(page, y, segment, words, colour)
    if cut.rest_words == numerals.NOT_PUBLISHED or cut.rest_kind == "open" and not cut.solid:  # 0 to 100 says nothing
        return "" if written else numerals.NOT_PUBLISHED
    return ("hatched: " if cut.rest_kind == "possible" else "empty: ") + cut.rest_words

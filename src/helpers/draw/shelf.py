"""The matrix of themes and sources: `challenge_crosswalk`. A mark is an item; its shape says what kind of item."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import FigureBase
from matplotlib.patches import Circle, Polygon, Rectangle

from helpers import numerals, style
from helpers.draw.page import Page, height_of, tall

LABEL = 1.42
"""Width of the column with the themes in inches."""

WIDEST = 2.2
"""No column is wider than this, however few there are."""

GAP, PITCH, SIDE = 0.05, 0.1, 0.075
NUMBER = 0.24
"""Room for a cell's number, left of its marks."""

COLOUR = {"challenge": "#2f5d8a", "answer": "#b36b00", "other": "#7b8591"}
WORDS = {"challenge": "challenge", "answer": "answer to one", "other": "lesson, strength or implication"}


def challenge_crosswalk(table: pd.DataFrame, figure: FigureBase) -> None:
    """Themes in rows, sources in columns: a filled cell with a number and a mark for each item, an empty outline where there is none."""
    _crosswalk(Page(figure), table)


def challenge_crosswalk_height(table: pd.DataFrame, *, width: float = style.WIDTH) -> float:
    """Height in inches that `challenge_crosswalk` needs."""
    return height_of(_crosswalk, table, width=width)


def _crosswalk(page: Page, table: pd.DataFrame) -> float:
    sources = dict(zip(table["source"], table["source_label"]))
    column = min((page.width - LABEL) / len(sources), WIDEST)
    heads = {source: style.wrap(label, column - GAP, style.BODY, 600) for source, label in sources.items()}
    top = tall(max(map(len, heads.values())))
    for place, (_, lines) in enumerate(heads.items()):
        page.lines(LABEL + place * column, top - tall(len(lines)), lines, weight=600)
    top += 0.06
    for theme, rows in table.groupby("theme", sort=False):
        top = _row(page, top, str(theme), rows, column) + GAP
    return _key(page, top + 0.05, table)


def _row(page: Page, top: float, theme: str, rows: pd.DataFrame, column: float) -> float:
    """One theme: its name, how many sources speak of it, and its cells; returns where it ends."""
    name = style.wrap(str(rows["theme_label"].iloc[0]), LABEL - 0.1, style.BODY, 600)
    cells = {source: _counts(here) for source, here in rows.groupby("source", sort=False)}
    speak = sum(any(count for group, count in cell.items() if group != "second") for cell in cells.values())
    across = max(int((column - GAP - NUMBER - 0.06) / PITCH), 1)
    deep = max(-(-sum(cell.get(group, 0) for group in COLOUR) // across) for cell in cells.values())
    label = tall(len(name)) + (tall(1, style.SMALL) if len(cells) > 1 else 0)
    height = max(label, deep * PITCH, tall(1)) + 0.1
    below = page.lines(0, top + (height - label) / 2, name, weight=600)
    if len(cells) > 1:
        page.lines(0, below, [f"{speak} of {len(cells)} sources"], size=style.SMALL, colour=style.MUTED)
    for place, (source, cell) in enumerate(cells.items()):
        _cell(page, (LABEL + place * column, top, column - GAP, height), cell, f"{theme}:{source}", across)
    return top + height


def _counts(rows: pd.DataFrame) -> dict[str, int]:
    return dict(zip(rows["group"], rows["count"].astype(int)))


def _cell(page: Page, at: tuple[float, float, float, float], counts: dict[str, int], what: str, across: int) -> None:
    x, y, width, height = at
    marks = [group for group in COLOUR for _ in range(counts.get(group, 0))]
    page.box(x, y, width, height, "certain" if marks else "open", style.BAND, what)
    if not marks:
        words = f"second: {counts['second']}" if counts.get("second") else "–"
        page.middle(x + width / 2, y + height / 2, words, size=style.SMALL, colour=style.MUTED, align="center")
        return
    page.middle(x + NUMBER - 0.03, y + height / 2, numerals.number(len(marks)), weight=700, align="right")
    deep = -(-len(marks) // across)
    for place, group in enumerate(marks):
        line, step = divmod(place, across)
        _mark(page, x + NUMBER + 0.04 + (step + 0.5) * PITCH, y + height / 2 + (line - (deep - 1) / 2) * PITCH, group, what)


def _mark(page: Page, x: float, y: float, group: str, what: str) -> None:
    """A square is a challenge, a disc an answer, a diamond anything else."""
    half, look = SIDE / 2, {"facecolor": COLOUR[group], "linewidth": 0, "label": f"{group}|{what}"}
    shapes = {"challenge": lambda: Rectangle((x - half, y - half), SIDE, SIDE, **look), "answer": lambda: Circle((x, y), half * 1.12, **look),
              "other": lambda: Polygon([(x, y - 1.3 * half), (x + 1.3 * half, y), (x, y + 1.3 * half), (x - 1.3 * half, y)], **look)}
    page.axes.add_patch(shapes[group]())


def _key(page: Page, top: float, table: pd.DataFrame) -> float:
    """What the marks mean, those that are there."""
    x, middle = 0.0, top + 0.08
    there = table[table["count"] > 0].groupby("group")["count"].sum()
    for group in COLOUR:
        if group in there:
            _mark(page, x + 0.06, middle, group, "key")
            page.middle(x + 0.15, middle, WORDS[group], size=style.SMALL)
            x += 0.15 + style.text_width(WORDS[group], style.SMALL) + 0.2
    words = "– no item" + ("; second: n = only as a second theme of n items" if _second_only(table) else "")
    if (table.groupby(["theme", "source"])["count"].sum() == 0).any() or _second_only(table):
        page.middle(x, middle, words, size=style.SMALL)
    return top + 0.16


def _second_only(table: pd.DataFrame) -> bool:
    first = table[table["group"] != "second"].groupby(["theme", "source"])["count"].sum()
    second = table[table["group"] == "second"].groupby(["theme", "source"])["count"].sum()
    return bool(((first == 0) & (second > 0)).any())

"""Reading summary tables: what a cell says, how it is written, and what is left undecided.

A cell holds one number (`value`), a range (`low`, `high`), a minimum (`low` alone), or nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers import numerals


@dataclass(frozen=True)
class Cell:
    """One number of a table: `low` is guaranteed, `high` is possible (None = no upper end known).

    `suffix` is "%" or nothing, `beside` follows the number, as the share in `43 (56%)`.
    """

    key: str
    label: str
    low: float
    high: float | None
    status: str
    known: bool
    suffix: str = ""
    unit: str = ""
    beside: str = ""

    @property
    def exact(self) -> bool:
        """Is there just one value it can have?"""
        return self.known and self.high == self.low

    @property
    def ranged(self) -> bool:
        """Is it known to lie between two different values?"""
        return self.known and self.high is not None and self.high > self.low

    @property
    def free(self) -> bool:
        """Do its limits say no more than the totals around it?"""
        return self.status == "free"

    @property
    def text(self) -> str:
        """The number as the figure writes it: `7`, `7–9`, `at least 7`, `67%`, `7–9 p` or `not published`."""
        if not self.known:
            return numerals.NOT_PUBLISHED
        return numerals.span(self.low, self.high, self.suffix) + self.beside + numerals.PUBLIC * (self.status == "public page")

    @property
    def certain_text(self) -> str:
        """The number as a label of its guaranteed minimum: `7`, or `at least 7` of 7–9."""
        return self.text if self.exact else numerals.span(self.low, None, self.suffix)


def cell(row: pd.Series, key: str = "", label: str = "") -> Cell:
    """Read one row of a table; `key` and `label` name the columns that say what it counts."""
    value, low, high = (_float(row.get(name)) for name in ("value", "low", "high"))
    if value is not None:
        low = high = value
    known = low is not None or high is not None
    suffix = "%" if str(row.get("measure", "")) == "percent" else ""
    return Cell(str(row[key]) if key else "", str(row[label]) if label else "", low or 0.0, high,
                str(row.get("status", "")), known, suffix, str(row.get("unit", "")))


def _float(value: object) -> float | None:
    """A float, or None for an empty cell."""
    return None if value is None or pd.isna(value) else float(value)


def cells(rows: pd.DataFrame, key: str, label: str) -> list[Cell]:
    """All rows as cells, in the table's order."""
    return [cell(row, key, label) for _, row in rows.iterrows()]


def unknown(key: str = "", label: str = "") -> Cell:
    """A cell about which nothing is published."""
    return Cell(key, label, 0.0, None, "", False)


def first(found: list[Cell]) -> Cell:
    """The first of some cells, or an unknown one when there is none."""
    return found[0] if found else unknown()


def of_lab(table: pd.DataFrame, lab: str, measure: str | None = None) -> pd.DataFrame:
    """The rows of one lab (`all` = the whole network), perhaps of one measure only."""
    rows = table[table["lab"] == lab]
    return rows if measure is None else rows[rows["measure"] == measure]


def published(rows: pd.DataFrame) -> bool:
    """Does any of the rows say anything?"""
    return bool(rows[["value", "low", "high"]].notna().any(axis=None)) if len(rows) else False


def own_rows(table: pd.DataFrame, lab: str) -> pd.DataFrame | None:
    """A lab's own rows beside the network's; None when no lab is chosen or nothing about it is published."""
    rows = of_lab(table, lab)
    return rows if lab != "all" and published(rows) else None


def labels(table: pd.DataFrame, key: str, label: str) -> dict[str, str]:
    """The keys of a column in order of appearance, each with its display text."""
    return dict(zip(table[key].astype(str), table[label].astype(str)))


@dataclass(frozen=True)
class Shares:
    """A whole cut in its certain parts and one undecided rest.

    Two ranges are never stacked as if both upper ends could hold at once: each certain part ends at its
    guaranteed minimum, and what is left of the whole is one rest that several parts may share.
    """

    solid: list[Cell]
    rest: float
    maybe: list[Cell]

    @property
    def rest_kind(self) -> str:
        """Hatched when each part that may hold the rest has an upper end, and one a closer one than the totals give."""
        known = bool(self.maybe) and all(part.ranged for part in self.maybe)
        return "possible" if known and not all(part.free for part in self.maybe) else "open"

    @property
    def rest_words(self) -> str:
        """What the rest may be: `coverage changed (16–29) or renamed only (0–13)`, or `not published`."""
        if not all(part.ranged for part in self.maybe):
            return numerals.NOT_PUBLISHED
        alike: dict[str, list[str]] = {}
        for part in self.maybe:
            alike.setdefault(part.text, []).append(part.label)
        return " or ".join(f"{' or '.join(names)} ({'each ' if len(names) > 1 else ''}{text})" for text, names in alike.items())

    def number(self, part: Cell) -> str:
        """A solid part's number: its minimum where the rest is drawn apart, else all that is known."""
        return part.certain_text if self.rest else part.text


def shares(parts: list[Cell], total: float | None) -> Shares:
    """Cut a whole (`total`, or None when unknown) in certain parts and the undecided rest."""
    maybe = [part for part in parts if not part.exact]
    left = (total or 0.0) - sum(part.low for part in parts)
    return Shares([part for part in parts if part.low > 0], max(left, 0.0) if maybe else 0.0, maybe)

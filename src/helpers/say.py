"""Sentences with numbers: each number is taken from a summary table's cell, formatted once, and kept as a claim.

`say("{n} alliances operated", n=cell)` returns a Sentence whose text has the number and whose claims say where
it is from; claims.json is made of them.
"""

from __future__ import annotations

import string
from dataclasses import dataclass, field
from fractions import Fraction

import pandas as pd

from helpers import numerals

PRINTED_AS = "printed as: "  # how a cell's note quotes a strict limit such as "more than 250"


@dataclass(frozen=True)
class Claim:
    """One printed number: its text, value (a number, or [low, high]), unit, status and statement ids."""

    text: str
    value: float | list[float | None] | None
    unit: str
    status: str
    statements: list[str]

    def record(self) -> dict:
        return dict(vars(self))


@dataclass(frozen=True)
class Sentence:
    """Plain text and the claims in it, in order."""

    text: str
    claims: tuple[Claim, ...] = field(default=())

    def __str__(self) -> str:
        return self.text

    def __add__(self, other: Sentence) -> Sentence:
        return Sentence(f"{self.text} {other.text}".strip(), self.claims + other.claims)


def say(template: str, **numbers: object) -> Sentence:
    """Fill a template. A cell (a row of a summary table) becomes a claim; any other value is plain words."""
    texts, claims = [], []
    for literal, name, _, _ in string.Formatter().parse(template):
        texts.append(literal)
        if name is None:
            continue
        value = numbers[name]
        if isinstance(value, pd.Series):
            claims.append(claim(value))
            texts.append(claims[-1].text)
        else:
            texts.append(str(value))
    return Sentence("".join(texts), tuple(claims))


def join(*sentences: Sentence) -> Sentence:
    """Sentences in a row, as one."""
    joined = Sentence("")
    for sentence in sentences:
        joined += sentence
    return joined


def claim(cell: pd.Series) -> Claim:
    """The claim that a cell makes, its number formatted for a sentence."""
    ids = [part for part in str(cell["statements"]).split(";") if part]
    return Claim(written(cell), _value(cell), str(cell["unit"]), str(cell["status"]), ids)


def written(cell: pd.Series) -> str:
    """A cell's number as a reader sees it: `1,234`, `7–9`, `at least 7`, `44 percent`; `not published` if open."""
    ending = " percent" if str(cell["unit"]).startswith("percent") else ""
    if pd.notna(cell["value"]):
        value = cell["value"]
        return (numerals.number(value) if float(value).is_integer() else str(Fraction(value))) + ending
    if str(cell.get("note", "")).startswith(PRINTED_AS):
        return str(cell["note"]).removeprefix(PRINTED_AS) + ending
    if pd.notna(cell["low"]):
        return numerals.span(cell["low"], cell["high"] if pd.notna(cell["high"]) else None) + ending
    if pd.notna(cell["high"]):
        return f"at most {numerals.number(cell['high'])}{ending}"
    return numerals.NOT_PUBLISHED


def _value(cell: pd.Series) -> float | list[float | None] | None:
    def plain(number: float) -> float | None:
        return None if pd.isna(number) else int(number) if float(number).is_integer() else float(number)

    if pd.notna(cell["value"]):
        return plain(cell["value"])
    if pd.notna(cell["low"]) or pd.notna(cell["high"]):
        return [plain(cell["low"]), plain(cell["high"])]
    return None


def pick(table: pd.DataFrame, measure: str = "count", lab: str = "all", **keys: str) -> pd.Series:
    """The one cell with these keys; ValueError if there is none or more, since a sentence may not choose."""
    rows = table[(table["measure"] == measure) & (table["lab"] == lab)]
    for name, value in keys.items():
        rows = rows[rows[name] == value]
    if len(rows) != 1:
        raise ValueError(f"{len(rows)} cells for measure={measure!r}, lab={lab!r}, {keys}: a sentence needs one.")
    return rows.iloc[0]

"""Published statements: finding those that give one number, and checking them against each other.

A statement's selectors (topic, scope, lab, ...) are data. `find` returns the rows whose selectors are exactly
those asked for, so that "21 alliances on teachers" never answers for "9 multistate alliances on teachers".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pandas as pd

SELECTORS = ("topic", "scope", "lab", "lab_group", "alliance", "change", "size_class", "member_type", "focus", "having")
BINDING = ("=", ">=", ">", "<=", "<", "between")


def find(statements: pd.DataFrame, subject: str, measure: str | tuple[str, ...] = "count",
         **selectors: str | tuple[str, ...]) -> pd.DataFrame:
    """Rows of `statements` with this subject and measure, and exactly these selectors (all others empty).

    `section`, `universe` and `period` narrow the search only where they are given; a tuple allows several.
    """
    measures = (measure,) if isinstance(measure, str) else measure
    wanted = {"subject": (subject,), "measure": measures, "relation": BINDING}
    wanted |= {name: selectors.get(name, "") for name in SELECTORS}
    wanted |= {name: selectors[name] for name in ("section", "universe", "period") if name in selectors}
    kept = pd.Series(True, index=statements.index)
    for name, values in wanted.items():
        kept &= statements[name].isin([values] if isinstance(values, str) else values)
    return statements[kept]


@dataclass(frozen=True)
class Statement:
    """One row of statements.csv, typed: numbers are exact fractions (None where empty), the rest is text."""

    id: str
    claim_id: str
    subject: str
    measure: str
    universe: str
    period: str
    topic: str
    scope: str
    lab: str
    lab_group: str
    alliance: str
    change: str
    size_class: str
    member_type: str
    focus: str
    having: str
    relation: str
    value: Fraction | None
    value_high: Fraction | None
    denominator: int | None
    reading: str
    section: str = ""
    place: str = ""
    unit: str = ""

    def selectors(self) -> dict[str, str]:
        """The selectors that are set."""
        return {name: getattr(self, name) for name in SELECTORS if getattr(self, name)}


def records(statements: pd.DataFrame) -> list[Statement]:
    """The rows of `statements` as typed records, in order."""
    return [_record(row) for row in statements.to_dict("records")]


def _record(row: dict) -> Statement:
    exact = {name: number(str(row[name])) if row[name] != "" else None for name in ("value", "value_high")}
    base = row["denominator"]
    return Statement(**{name: row.get(name, "") for name in Statement.__dataclass_fields__
                        if name not in ("value", "value_high", "denominator")},
                     **exact, denominator=None if pd.isna(base) or base == "" else int(base))


def number(text: str) -> Fraction:
    """The exact value of a printed number: `44`, `0.5` or `2/3`."""
    return Fraction(text)


def percent(part: int, base: int) -> int:
    """`part` of `base` in percent, rounded half up as the report does (Python's round() rounds half to even)."""
    return int((Decimal(100 * part) / Decimal(base)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def contradictory_percentages(statements: pd.DataFrame) -> list[tuple[str, str]]:
    """Pairs (count id, percentage id) of one claim where the percentage is not the count's, rounded half up."""
    exact = statements[(statements["relation"] == "=") & (statements["value"] != "")]
    pairs = []
    for _, claim in exact.groupby("claim_id", sort=False):
        counts, shares = claim[claim["measure"] == "count"], claim[claim["measure"] == "percent"]
        for share in shares.itertuples():
            pairs += [(count.id, share.id) for count in counts.itertuples()
                      if pd.notna(share.denominator)
                      and percent(int(count.value), int(share.denominator)) != int(share.value)]
    return pairs


def unequal_repeats(statements: pd.DataFrame) -> list[tuple[str, str]]:
    """Claims (claim id, values) whose rows of one measure and reading print different values: never allowed,
    since a different value is a claim of its own."""
    exact = statements[(statements["relation"] == "=") & statements["measure"].isin(["count", "percent"])]
    groups = exact.groupby(["claim_id", "subject", "measure", "unit", "reading", *SELECTORS], sort=False)["value"]
    return [(key[0], ", ".join(sorted(set(values)))) for key, values in groups if values.nunique() > 1]

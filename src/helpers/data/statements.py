"""Printed statements, checked one by one and against each other. `numbers.printed` finds their
answers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from helpers.data import conditions
from helpers.errors import nearest, one_of, shortened

SELECTORS = (
    "topic",
    "scope",
    "host",
    "host_group",
    "partnership",
    "change",
    "size_class",
    "member_type",
    "focus",
    "having",
)
BINDING = ("=", ">=", ">", "<=", "<", "between")
WHOLE = ("partnerships", "hosts", "topics", "members")
"""Subjects whose counts are whole numbers."""
Row = Mapping[str, Any]
Key = tuple[str, str, str, tuple[tuple[str, str], ...]]
Totals = dict[Key, dict[int, list[str]]]


def number(text: str) -> Fraction:
    """The exact value of a printed number: `44`, `0.5` or `2/3`."""
    return Fraction(text)


def percent(part: int, base: int) -> int:
    """`part` of `base` in percent, rounded half up (Python's round() rounds half to even)."""
    share = Decimal(100 * part) / Decimal(base)
    return int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def totals(rows: Iterable[Row]) -> Totals:
    """Printed exact counts, disputed ones apart: subject, among, ... -> value -> ids."""
    found: Totals = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["measure"] == "count" and row["relation"] == "=" and row["status"] == "printed":
            key = (row["subject"], row["among"], row["period"], selected(row))
            found[key][int(number(row["value"]))].append(row["id"])
    return found


def selected(row: Row) -> tuple[tuple[str, str], ...]:
    """The selectors that are set, with their values."""
    return tuple((name, row[name]) for name in SELECTORS if row[name])


# -- one by one ------------------------------------------------------------------------------------


def wrong(row: Row, known: Iterable[str]) -> list[str]:
    """What is wrong in one statement, as `column: found ...; allowed is ...`.

    `known` are the words that a condition may count: topics, scopes, size classes, changes.
    """
    found = _values(row)
    if row["having"] and (reason := _having(row["having"], known)):
        found.append(f"column having: found '{shortened(row['having'])}', but {reason}")
    return found


def _values(row: Row) -> list[str]:
    if row["relation"] in BINDING and not row["value"]:
        return [f"column value: the cell is empty, but the relation is '{row['relation']}'"]
    ranged = row["relation"] == "between"
    if ranged and not (row["value_high"] and number(row["value_high"]) >= number(row["value"])):
        found = row["value_high"]
        return [f"column value_high: found '{found}'; allowed is a number from {row['value']} on"]
    return [
        f"column {name}: found '{row[name]}'; allowed is {allowed}"
        for name in ("value", "value_high")
        if row[name] and (allowed := _unfit(row, number(row[name])))
    ]


def _unfit(row: Row, value: Fraction) -> str:
    """What a value must be, where it is not."""
    if row["measure"] == "percent" and not (value.denominator == 1 and value <= 100):
        return "a whole percentage from 0 to 100, as 66"
    if row["measure"] == "fraction" and value > 1:
        return "a fraction from 0 to 1, as 1/2"
    if row["measure"] == "count" and row["subject"] in WHOLE and value.denominator != 1:
        return f"a whole number, since {row['subject']} are counted"
    return ""


def _having(text: str, known: Iterable[str]) -> str:
    try:
        counted = conditions.words(conditions.parse(text))
    except ValueError as error:
        return str(error)
    names = set(known)
    unknown = next((word for word in counted if word not in names), None)
    if unknown is None:
        return ""
    near = nearest(unknown, names)
    return f"'{unknown}' is none of {one_of(sorted(names))}" + (near and f" ({near.strip()})")


# -- against each other ----------------------------------------------------------------------------


def contradictory_percentages(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """Pairs (count id, percentage id) of one claim where the percentage is not the count's, rounded
    half up.
    """
    counts: dict[str, list[Row]] = defaultdict(list)
    shares: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["relation"] == "=" and row["value"] and row["measure"] in ("count", "percent"):
            (counts if row["measure"] == "count" else shares)[row["claim_id"]].append(row)
    return [
        (count["id"], share["id"])
        for claim, found in shares.items()
        for share in found
        for count in counts.get(claim, [])
        if not pd.isna(share["denominator"]) and not _agree(count, share)
    ]


def _agree(count: Row, share: Row) -> bool:
    part = number(count["value"])
    return part.denominator == 1 and percent(int(part), int(share["denominator"])) == number(
        share["value"]
    )


def unequal_repeats(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """Claims (claim id, values) whose rows of one measure and reading print different values.

    Never allowed, since a different value is a claim of its own.
    """
    said: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    names = ("claim_id", "subject", "measure", "unit", "reading", *SELECTORS)
    for row in rows:
        if row["relation"] == "=" and row["measure"] in ("count", "percent"):
            said[tuple(row[name] for name in names)].append(row["value"])
    return [
        (key[0], ", ".join(sorted(set(some)))) for key, some in said.items() if len(set(some)) > 1
    ]

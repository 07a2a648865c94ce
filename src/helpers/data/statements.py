"""Printed statements, checked one by one and against each other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from helpers.data import conditions
from helpers.errors import nearest, one_of, shortened

SELECTORS = (
    *("topic", "scope", "host", "host_group", "partnership", "change"),
    *("size_class", "member_type", "focus", "having"),
)
BINDING = ("=", ">=", ">", "<=", "<", "between")
WHOLE = ("partnerships", "hosts", "topics", "members")  # subjects counted in whole numbers
Row = Mapping[str, Any]
Selected = tuple[tuple[str, str], ...]
Totals = dict[tuple[str, str, str, Selected], dict[int, list[str]]]


def percent(part: Fraction | int, base: int) -> int:
    """`part` of `base` in percent, rounded half up (Python's round() rounds half to even)."""
    return int(Fraction(100 * part) / base + Fraction(1, 2))


def totals(rows: Iterable[Row]) -> Totals:
    """Printed exact counts, disputed ones apart: subject, among, ... -> value -> ids."""
    found: Totals = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["measure"] == "count" and row["relation"] == "=" and row["status"] == "printed":
            selected = tuple((name, row[name]) for name in SELECTORS if row[name])
            key = (row["subject"], row["among"], row["period"], selected)
            found[key][int(Fraction(row["value"]))].append(row["id"])
    return found


# -- one by one ------------------------------------------------------------------------------------


def wrong(row: Row, known: Iterable[str]) -> Iterator[str]:
    """What is wrong in one statement, as `column: found ...; allowed is ...`.

    `known` are the words that a condition may count: topics, scopes, size classes, changes.
    """
    least, most = (Fraction(row[name]) if row[name] else None for name in ("value", "value_high"))
    if least is None and row["relation"] in BINDING:
        yield f"column value: the cell is empty, but the relation is '{row['relation']}'"
    elif least is not None and row["relation"] == "between" and (most is None or most < least):
        yield (
            f"column value_high: found '{row['value_high']}'; allowed is a number from "
            f"{row['value']} on"
        )
    else:
        for name, value in {"value": least, "value_high": most}.items():
            if value is not None and (allowed := _unfit(row, value)):
                yield f"column {name}: found '{row[name]}'; allowed is {allowed}"
    if row["having"] and (reason := _having(row["having"], set(known))):
        yield f"column having: found '{shortened(row['having'])}', but {reason}"


def _unfit(row: Row, value: Fraction) -> str:
    """What a value must be, where it is not."""
    if row["measure"] == "percent" and not (value.denominator == 1 and value <= 100):
        return "a whole percentage from 0 to 100, as 66"
    if row["measure"] == "fraction" and value > 1:
        return "a fraction from 0 to 1, as 1/2"
    if row["measure"] == "count" and row["subject"] in WHOLE and value.denominator != 1:
        return f"a whole number, since {row['subject']} are counted"
    return ""


def _having(text: str, known: set[str]) -> str:
    """Why a text is no condition, or which of its words counts nothing."""
    try:
        unknown = [word for word in conditions.words(conditions.parse(text)) if word not in known]
    except ValueError as error:
        return str(error)
    if not unknown:
        return ""
    near = nearest(unknown[0], known)
    return f"'{unknown[0]}' is none of {one_of(sorted(known))}" + (near and f" ({near.strip()})")


# -- against each other ----------------------------------------------------------------------------


def contradictory_percentages(rows: Iterable[Row]) -> Iterator[str]:
    """Each count and percentage of one claim that do not agree, rounded half up."""
    exact = [row for row in rows if row["relation"] == "=" and row["value"]]
    counts = defaultdict(list)
    for row in exact:
        counts[row["claim_id"], row["measure"]].append(row)
    for share in exact:
        if share["measure"] != "percent" or pd.isna(share["denominator"]):
            continue
        for one in counts[share["claim_id"], "count"]:
            part, base = Fraction(one["value"]), int(share["denominator"])
            if percent(part, base) != Fraction(share["value"]):
                yield (
                    f"{one['id']} and {share['id']} are one claim, but the percentage is not the "
                    "count's, rounded half up. Correct one of them."
                )


def unequal_repeats(rows: Iterable[Row]) -> Iterator[str]:
    """Each claim whose rows of one measure and reading print different values."""
    said: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    names = ("claim_id", "subject", "measure", "unit", "reading", *SELECTORS)
    for row in rows:
        if row["relation"] == "=" and row["measure"] in ("count", "percent"):
            said[tuple(row[name] for name in names)].add(row["value"])
    for (claim, *_), some in said.items():
        if len(some) > 1:
            values = ", ".join(sorted(some))
            yield (
                f"claim '{claim}' prints different values ({values}); give the other value its own "
                "claim_id."
            )

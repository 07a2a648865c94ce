"""What the audit adds to a summary table: a number or a range for each cell that the text does not print.

The engine is imported where it is asked: a network without statements never needs it.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from helpers.network import Network
from helpers.params import ALL
from helpers.numerals import round_half_up, span
from helpers.summarize.cells import OPEN
from helpers.summarize.exhibits import change_class

# stem -> the keys that tell a cell of the table from another, and a bound of the audit from another.
KEYS = {
    "active_size_by_topic": ("lab", "topic", "size_class"),
    "composition_by_topic": ("topic", "member_type"),
    "evolution": ("lab", "period", "change"),
    "scope": ("lab", "scope"),
    "topics": ("lab", "topic"),
    "transformations": ("lab", "change"),
}
SHARES = "composition_by_topic"
BASES = {"pooled": "percent, pooled", "mean": "percent, mean of alliances"}  # what a share's base is called in the table
EXAMPLE = "example"  # the status of a cell counted from one dataset of many

Bound = dict[str, object]
Bounds = dict[tuple[str, ...], Bound]


def filled(table: pd.DataFrame, network: Network, stem: str, readings: str = "all", evidence: str = "none") -> pd.DataFrame:
    """The table with its open cells filled from the audit; printed, counted and disputed cells stay as they are."""
    if stem not in KEYS or network.statements.empty or not (table["status"] == OPEN).any():
        return table
    if stem == SHARES:
        found = {base: _bounds(network, stem, readings, evidence, base) for base in BASES}
        return _refilled(table, lambda row: _filled_share(row, {base: _of(row, stem, one) for base, one in found.items()}))
    bounds = _bounds(network, stem, readings, evidence)
    return _refilled(table, lambda row: [_filled(row, _of(row, stem, bounds))])


def _refilled(table: pd.DataFrame, fill: Callable[[dict], list[dict]]) -> pd.DataFrame:
    rows = [one for row in table.to_dict("records") for one in (fill(row) if row["status"] == OPEN else [row])]
    return pd.DataFrame(rows, columns=table.columns).astype(table.dtypes.to_dict())


def _of(row: dict, stem: str, bounds: Bounds) -> Bound | None:
    """The bound of a row's cell; the audit bounds counts, and shares of the whole network."""
    meant = row["measure"] == "count" if stem != SHARES else row["lab"] == ALL
    return bounds.get(tuple(row[name] for name in KEYS[stem])) if meant else None


def _bounds(network: Network, stem: str, readings: str, evidence: str, base: str = "") -> Bounds:
    """The audit's bounds of an exhibit by their keys; those of shares under one base."""
    from helpers import infer

    network.note(*infer.FILES)
    found = infer.bounds(network, stem, readings=readings, evidence=evidence)
    if found.empty:
        return {}
    if base:
        found = found[found["base"] == base]
    if "measure" in found:
        found = found[found["measure"].isin(["count", "percent"])]
    return found.set_index(list(KEYS[stem])).to_dict("index")


def _filled(row: dict, bound: Bound | None) -> dict:
    """The row with a value, or with low and high, and what a reader must know of them."""
    if bound is None:
        return row
    low, high = (None if pd.isna(bound[end]) else float(bound[end]) for end in ("low", "high"))
    numbers = {"value": low} if low is not None and low == high else {"low": low, "high": high}
    return {**row, **numbers, "status": bound["status"], "statements": bound["statements"],
            "note": bound.get("note") or _note(bound)}


def _note(bound: Bound) -> str:
    notes = [f"only {_span(bound)} agrees with the statements" if bound["status"] == "implied" else "",
             "depends on which of the contradicting statements are left out" if bound["depends"] else "",
             "" if bound["proven"] else "not proven: the true range may be narrower or wider"]
    return "; ".join(note for note in notes if note)


def _span(bound: Bound) -> str:
    return span(float(bound["low"]), float(bound["high"]))


# ---- shares of members: the report does not say of what, so each base has bounds of its own


def _filled_share(row: dict, found: dict[str, Bound | None]) -> list[dict]:
    """The share with what holds whichever base is meant, which is drawn; then a row for each base."""
    if None in found.values():
        return [row]
    each = [{**_filled(row, bound), "measure": BASES[base]} for base, bound in found.items()]
    return [_filled(row, _either(found)), *each]


def _either(found: dict[str, Bound]) -> Bound:
    """From the least to the greatest that one of the bases allows: nothing else holds of both."""
    bounds = list(found.values())
    low, high = min(bound["low"] for bound in bounds), max(bound["high"] for bound in bounds)
    widest = [bound["status"] for bound in bounds if (bound["low"], bound["high"]) == (low, high)]
    status = "free" if "free" in widest else widest[0] if widest else "bounded"
    ids = dict.fromkeys(part for bound in bounds for part in bound["statements"].split(";") if part)
    each = ", ".join(f"{BASES[base].removeprefix('percent, ')} {_span(bound)}" for base, bound in found.items())
    return {"low": low, "high": high, "status": status,
            "statements": ";".join(ids), "note": f"whichever base the share has: {each}"}


# ---- one complete dataset instead of bounds


def example(table: pd.DataFrame, network: Network, stem: str, readings: str = "all", evidence: str = "none") -> pd.DataFrame:
    """The table's cells counted from one complete dataset that agrees with a largest consistent set of the statements.

    A printed number that the dataset agrees with stays printed. Without statements, or where a dataset has nothing to count,
    the table stays as it is.
    """
    if stem not in COUNTED or network.statements.empty:
        return table
    from helpers import infer

    network.note(*infer.FILES)
    counts = COUNTED[stem](infer.example(network, readings, evidence)[0], network)
    drawn = "percent" if stem == SHARES else "count"
    rows = [_exampled(row, counts.get(tuple(row[name] for name in KEYS[stem]))) if row["measure"] == drawn else row
            for row in table.to_dict("records")]
    return pd.DataFrame(rows, columns=table.columns).astype(table.dtypes.to_dict())


def _exampled(row: dict, number: float | None) -> dict:
    if number is None or (pd.notna(row["value"]) and row["value"] == number):
        return row
    note = f"the report has {row['value']:g}; this dataset leaves that statement out" if pd.notna(row["value"]) else ""
    return {**row, "value": float(number), "low": None, "high": None, "status": EXAMPLE, "statements": "", "note": note}


def _sizes(last: pd.DataFrame, network: Network) -> dict[tuple[str, ...], int]:
    """Figure 5 of a dataset: alliances that reported, by topic and size class, with totals."""
    reported = last[last["size_class"] != ""]
    return {(ALL, topic, size): int(((reported["topic"] == topic) | (topic == "total")).mul(
                (reported["size_class"] == size) | (size == "total")).sum())
            for topic in (*network.config["topics"], "total") for size in (*network.config["size_classes"], "total")}


def _changes(last: pd.DataFrame, network: Network) -> dict[tuple[str, ...], int]:
    """Figure B1 of a dataset: alliances of each lab, and of all, by their main change."""
    classes = last["change"].map(lambda change: change_class(change, network))
    return {(lab, change): int((((last["lab"] == lab) | (lab == ALL)) & ((classes == change) | (change == "total"))).sum())
            for lab in (ALL, *network.labs) for change in (*network.config["changes"], "total")}


def _shares(last: pd.DataFrame, network: Network) -> dict[tuple[str, ...], float]:
    """Figure 7 of a dataset that has shares (columns `share_<member type>`, percent of an alliance's members): means."""
    types = [name for name in network.config["member_types"] if f"share_{name}" in last]
    reported = last[last["size_class"] != ""]
    return {(topic, name): round_half_up(reported.loc[(reported["topic"] == topic) | (topic == "total"), f"share_{name}"].mean())
            for topic in (*network.config["topics"], "total") for name in types}


COUNTED = {"active_size_by_topic": _sizes, "transformations": _changes, SHARES: _shares}

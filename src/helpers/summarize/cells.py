"""The cells of summary tables: what one holds, and how it is found in the published statements."""

from __future__ import annotations

import pandas as pd

from helpers.network import Network
from helpers.say import PRINTED_AS
from helpers.statements import find, number

CELL = ["measure", "value", "low", "high", "unit", "base", "status", "statements", "note"]
OPEN = "not published"
Cell = dict[str, object]


def new_cell(measure: str, unit: str, status: str, value=None, low=None, high=None, base=None,
             statements: str = "", note: str = "") -> Cell:
    return dict(zip(CELL, (measure, value, low, high, unit, base, status, statements, note), strict=True))


def published(network: Network, measure: str, unit: str, base: int | None = None, subject: str = "alliances",
              kind: str | tuple[str, ...] = "count", note: str = "", **selectors: str | tuple[str, ...]) -> Cell:
    """The cell that the statements with exactly these selectors print; open where they print nothing.

    Equal values are one `printed` value, `disputed` if a row says so or if the values differ; `>=`, `>` and
    `between` give limits. `kind` is the statements' measure, `measure` the table's name for it.
    """
    rows = find(network.statements, subject, kind, **selectors)
    exact, limits = rows[rows["relation"] == "="], rows[rows["relation"] != "="]
    ids = ";".join((exact if len(exact) else limits)["id"])
    if len(exact):
        values = sorted({number(text) for text in exact["value"]})
        disputed = len(values) > 1 or (exact["status"] == "disputed").any()
        numbers = {"value": float(values[0])} if len(values) == 1 else {"low": float(values[0]), "high": float(values[-1])}
        return new_cell(measure, unit, "disputed" if disputed else "printed", base=base, statements=ids, note=note, **numbers)
    if len(limits):
        return new_cell(measure, unit, "printed", base=base, statements=ids, note=note or _as_printed(limits),
                        **_limits(limits))
    return new_cell(measure, unit, OPEN, base=base, note=note)


def _limits(rows: pd.DataFrame) -> dict[str, float]:
    """Limits of whole numbers: "more than 250" is at least 251."""
    limits: dict[str, float] = {}
    for row in rows.itertuples():
        value = float(number(row.value))
        if row.relation in (">=", ">", "between"):
            limits["low"] = value + (row.relation == ">")
        if row.relation in ("<=", "<"):
            limits["high"] = value - (row.relation == "<")
        if row.relation == "between":
            limits["high"] = float(number(row.value_high))
    return limits


def _as_printed(rows: pd.DataFrame) -> str:
    """The printed words of a strict limit, which the table holds as the next whole number."""
    strict = {">": "more than", "<": "less than"}
    first = rows.iloc[0]
    return f"{PRINTED_AS}{strict[first['relation']]} {first['value']}" if first["relation"] in strict else ""


def counted(rows: pd.Series, decided: pd.Series, base: int, measure: str = "count") -> Cell:
    """A cell counted from a network's own rows: exact where every row is decided, else at least what is."""
    found = int(rows.sum())
    if decided.all():
        return new_cell(measure, "alliances", "counted", value=found, base=base)
    return new_cell(measure, "alliances", "counted", low=found, base=base,
                    note="at least: rows that are not decided may add to it")


def tabled(keys: list[str], rows: list[dict]) -> pd.DataFrame:
    """The rows as a table of these keys and `CELL`, numbers as Float64."""
    frame = pd.DataFrame(rows, columns=[*keys, *CELL])
    return frame.astype({name: "Float64" for name in ("value", "low", "high", "base")})


def of_claim(network: Network, claim: str, measure: str, unit: str, base: float | None = None) -> Cell:
    """The cell of one claim by its id, for the few that selectors alone do not tell apart."""
    rows = network.statements[network.statements["claim_id"] == claim]
    rows = rows[rows["relation"].isin(["=", ">=", ">", "<=", "<", "between"])]
    if rows.empty:
        return new_cell(measure, unit, OPEN, base=base)
    status = "disputed" if (rows["status"] == "disputed").any() else "printed"
    exact = rows[rows["relation"] == "="]
    numbers = {"value": float(number(exact["value"].iloc[0]))} if len(exact) else _limits(rows)
    note = "" if len(exact) else _as_printed(rows)
    return new_cell(measure, unit, status, base=base, statements=";".join(rows["id"]), note=note, **numbers)

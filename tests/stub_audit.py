"""A stand-in for the audit engine: bounds, findings and an example dataset that tests can verify by hand.

`install(monkeypatch)` puts it in the engine's place. Figure 5 and the row for all labs of Figure B1 are typed; every other
cell may be anything from 0 to its whole.
"""

from __future__ import annotations

from itertools import chain
from types import SimpleNamespace

import pandas as pd

from helpers import infer

SIZES = {  # topic -> (15 or fewer, 16-50, more than 50, all): the least and the greatest number of alliances
    "college": ((9, 18), (1, 12), (0, 8), (23, 25)),
    "teachers": ((14, 14), (0, 7), (0, 7), (21, 21)),  # 67 percent of 19, 20 or 21 alliances: only 14 of 21 rounds to it
    "schools": ((7, 17), (0, 10), (0, 8), (19, 21)),
    "standards": ((0, 3), (2, 6), (0, 0), (4, 6)),
    "early": ((3, 6), (0, 2), (0, 0), (4, 6)),
}
ALL_CHANGES = {"split_or_merged": (7, 7), "coverage": (16, 29), "renamed": (0, 13), "unchanged": (22, 22), "new": (21, 21)}
PACIFIC = {"split_or_merged": (2, 4)}
PRINTED = {("schools", "lea"): 60, ("early", "lea"): 22}
GIVEN = {("standards", "over_50"), ("early", "over_50"), *PRINTED}  # cells that the report prints
PUBLIC = ("college", "15_or_fewer")  # what public pages narrow, by one


def install(monkeypatch) -> None:
    """Let `helpers.infer` answer from here."""
    for name in ("bounds", "audit", "example"):
        monkeypatch.setattr(infer, name, globals()[name], raising=False)


def bounds(network, exhibit: str, readings: str = "all", evidence: str = "none") -> pd.DataFrame:
    """The cells of an exhibit as the engine gives them."""
    rows = [_row(keys, low, high, whole, evidence) for keys, low, high, whole in CELLS[exhibit](network)]
    return pd.DataFrame(rows)


def _row(keys: dict, low: int, high: int, whole: int, evidence: str) -> dict:
    public = evidence == "public" and (keys["topic"], keys.get("size_class")) == PUBLIC if "topic" in keys else False
    printed = tuple(keys.values())[1:3] in GIVEN
    bounded = "implied" if low == high else "free" if (low, high) == (0, whole) else "bounded"
    status = "public page" if public else "printed" if printed else bounded
    return {**keys, "low": low, "high": high - public, "status": status, "proven": True,
            "depends": keys.get("topic") == "college" and status == "bounded", "statements": "C3-96;C3-99"}


def _sizes(network):
    for topic, ranges in SIZES.items():
        for size, (low, high) in zip([*network.config["size_classes"], "total"], ranges):
            yield {"lab": "all", "topic": topic, "size_class": size}, low, high, ranges[-1][1]


def _of_labs(network, keys: list[dict], known: dict):
    for lab, count in network.alliances["lab"].value_counts(sort=False).items():
        for key in keys:
            low, high = known.get((lab, *key.values()), (0, count))
            yield {"lab": lab, **key}, low, high, count


def _changes(network):
    for change, (low, high) in ALL_CHANGES.items():
        yield {"lab": "all", "change": change}, low, high, 79
    yield from _of_labs(network, [{"change": name} for name in network.config["changes"]],
                        {("Pacific", name): ends for name, ends in PACIFIC.items()})


def _topics(network):
    return _of_labs(network, [{"topic": name} for name in network.config["topics"]], {("Pacific", "college"): (2, 8)})


def _scopes(network):
    return _of_labs(network, [{"scope": name} for name in network.config["scopes"]], {})


def _years(network):
    pairs = [("year 1", "total"), ("year 1", "continued"), ("year 1", "ended"),
             ("year 4", "unchanged"), ("year 4", "transformed"), ("year 4", "new")]
    return _of_labs(network, [{"period": period, "change": change} for period, change in pairs],
                    {(lab, "year 1", "total"): (4, 10) for lab in network.labs})


def _shares(network):
    for base in ("pooled", "mean"):
        for topic in network.config["topics"]:
            for name in network.config["member_types"]:
                most = 100 - PRINTED.get((topic, "lea"), 0) - (topic == "college" and base == "mean")
                low, high = (PRINTED[topic, name],) * 2 if (topic, name) in PRINTED else (0, most)
                yield {"lab": "all", "topic": topic, "member_type": name, "base": base}, low, high, 100


CELLS = {"active_size_by_topic": _sizes, "transformations": _changes, "topics": _topics, "scope": _scopes, "evolution": _years,
         "composition_by_topic": _shares}


def audit(network, readings: str = "all", evidence: str = "none") -> SimpleNamespace:
    """Statements with a verdict each, one contradiction, the cells above, and a number that would help."""
    statements = [_statement(row) for row in network.statements.to_dict("records")]
    count = pd.Series([one["verdict"] for one in statements]).value_counts()
    found = {
        "schema": 1, "network": network.name, "readings": readings, "evidence": evidence, "inputs": {}, "complete": True,
        "counts": {"statements": len(statements), **count.to_dict(), "claims": 250, "conflicts": 1, "smallest drop": 1,
                   "drop sets": 2},
        "statements": statements, "contradictions": [_contradiction(statements)],
        "drops": [["scope-multistate-35", "scope-within-36"], ["scope-multistate-36", "scope-within-35"]],
        "readings_excluded": [{"claim_id": "rural", "reading": "b", "statements": ["C3-79"], "explanation": "too many rows"}],
        "cells": list(chain.from_iterable(_cells(network, name, evidence) for name in CELLS)),
        "helpful": [{"rank": 1, "exhibit": "topics", "keys": {"lab": "West", "topic": "early"},
                     "text": "alliances of West on early", "narrowed": 0.315, "from": 400, "to": 274}],
        "outside": [one["id"] for one in statements if one["verdict"] == "outside"],
    }
    return SimpleNamespace(to_dict=lambda: found)


def _statement(row: dict) -> dict:
    verdict = "outside" if row["relation"] in ("about", "text", "order") else (
        "contradicted" if row["status"] == "disputed" else "consistent")
    percent = row["measure"] == "percent" and not pd.isna(row["denominator"])
    return {"id": row["id"], "claim_id": row["claim_id"], "section": row["section"], "place": row["place"],
            "text": f"{row['subject']}: {row['value']}", "value": row["value"], "unit": row["unit"], "reading": row["reading"],
            "verdict": verdict, "reason": "binds no number" if verdict == "outside" else "",
            "recomputed": f"x/{row['denominator']}, printed {row['value']}" if percent else ""}


def _contradiction(statements: list[dict]) -> dict:
    claims = ["scope-multistate-35", "scope-multistate-36", "axiom:one-scope"]
    kept = [{name: one[name] for name in ("id", "claim_id", "section", "place", "value", "unit", "text")}
            for one in statements if one["claim_id"] in claims]
    axiom = {"id": claims[2], "claim_id": claims[2], "section": "structure", "place": "", "value": None, "unit": "",
             "text": "each alliance has one scope"}
    return {"id": "K1", "claims": claims, "statements": [*kept, axiom], "explanation": "35 is not 36.",
            "repairs": [{"claim_id": claims[0], "id": kept[0]["id"], "from": "35", "to": "36",
                         "text": "36 across several states"}]}


def _cells(network, exhibit: str, evidence: str):
    for row in bounds(network, exhibit, evidence=evidence).to_dict("records"):
        ends = ("low", "high", "status", "proven", "depends")
        keys = {name: value for name, value in row.items() if name not in (*ends, "statements")}
        yield {"exhibit": exhibit, "keys": keys, **{name: row[name] for name in ends}, "statements": row["statements"].split(";")}


def example(network, readings="all", evidence="none") -> tuple[pd.DataFrame, pd.DataFrame]:
    """A dataset with the printed totals of topics, size classes and changes; nothing else of it agrees with anything."""
    last = network.alliances[["lab", "name"]].assign(
        topic=_spread({"college": 25, "teachers": 21, "schools": 21, "standards": 6, "early": 6}),
        size_class=_spread({"16_50": 26, "15_or_fewer": 43, "": 2, "over_50": 8}),
        change=_spread({"split|renamed": 6, "merged": 1, "coverage_reduced": 16, "renamed": 13, "unchanged": 22, "new": 21}))
    return last, pd.DataFrame({"id": [], "lab": []})


def _spread(counts: dict[str, int]) -> list[str]:
    return [name for name, count in counts.items() for _ in range(count)]

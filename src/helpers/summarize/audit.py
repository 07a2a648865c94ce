"""What the audit found, as tables: verdicts, contradictions, what is pinned, what would help, what is outside.

One function an exhibit of the report's Appendix D. Each reads the audit as audit.json holds it; without statements there is
nothing to audit, the tables are empty, and the engine is not needed.
"""

from __future__ import annotations

import pandas as pd

from helpers.network import Network
from helpers.params import ALL
from helpers.summarize.cells import new_cell, tabled
from helpers.summarize.exhibits import all_labs

VERDICTS = ("derived", "consistent", "contradicted", "outside")
# Exhibits with bounds in the table's order: the keys that name a row, and those that name a cell in it.
ROWS = {"active_size_by_topic": (["topic"], ["size_class"]), "composition_by_topic": (["topic", "base"], ["member_type"]),
        "transformations": (["lab"], ["change"]), "topics": (["lab"], ["topic"]), "scope": (["lab"], ["scope"]),
        "evolution": (["lab"], ["period", "change"]), "change_by_topic": (["topic"], ["change"]),
        "scope_by_topic": (["topic"], ["scope"])}
VOCABULARIES = {"topic": "topics", "scope": "scopes", "size_class": "size_classes", "member_type": "member_types",
                "change": "changes", "period": "periods"}
WORDS = {"total": "all", "continued": "with a successor", "pooled": "members pooled", "mean": "mean of alliances"}
EMPTY = {"counts": {}, "statements": [], "contradictions": [], "drops": [], "readings_excluded": [], "cells": [], "helpful": [],
         "complete": True}


def audited(network: Network, readings: str = "all", evidence: str = "none") -> dict:
    """The audit of a network as audit.json holds it; an empty one if nothing is stated."""
    if network.statements.empty:
        return EMPTY
    from helpers import infer

    network.note(*infer.FILES)
    return infer.audit(network, readings=readings, evidence=evidence).to_dict()


def verdicts(network: Network, lab: str = ALL, readings: str = "all", evidence: str = "none") -> pd.DataFrame:
    """Statements by section and verdict; then how many claims clash. Keys lab (all), section, verdict."""
    audit = audited(network, readings, evidence)
    found = pd.DataFrame(audit["statements"], columns=["id", "section", "verdict"])
    rows = [_verdict(section, verdict, found) for section in dict.fromkeys([*found["section"], ALL])
            for verdict in (*VERDICTS, ALL)]
    more = {name: audit["counts"].get(name, 0) for name in ("claims", "conflicts", "smallest drop", "drop sets")}
    more |= {"contradictions": len(audit["contradictions"]), "readings excluded": len(audit["readings_excluded"]),
             "complete": int(audit["complete"])}
    rows += [{"section": ALL, "verdict": ALL, **new_cell(name, name, "counted", value=value)} for name, value in more.items()]
    return tabled(["lab", "section", "verdict"], [{"lab": ALL, **row} for row in rows])


def _verdict(section: str, verdict: str, found: pd.DataFrame) -> dict:
    kept = found[(found["section"].eq(section) | (section == ALL)) & (found["verdict"].eq(verdict) | (verdict == ALL))]
    return {"section": section, "verdict": verdict, **new_cell("count", "statements", "counted", value=len(kept))}


def contradictions(network: Network, lab: str = ALL, readings: str = "all", evidence: str = "none") -> pd.DataFrame:
    """One row a contradiction: number, claims, what is printed where, explanation, smallest repairs, statements."""
    rows = [(one["id"], ";".join(one["claims"]), _clash(one), one.get("why") or one["explanation"], _repairs(one["repairs"]),
             ";".join(statement["id"] for statement in one["statements"]))
            for one in audited(network, readings, evidence)["contradictions"]]
    return pd.DataFrame(rows, columns=["number", "claims", "printed", "explanation", "repairs", "statements"], dtype=str)


def _clash(one: dict) -> str:
    """Claim by claim what is said, and every place that says it."""
    said = {claim: [statement for statement in one["statements"] if statement["claim_id"] == claim] for claim in one["claims"]}
    return " ".join(f"({number}) {found[0]['text']} [{_places(found)}]"
                    for number, found in enumerate((found for found in said.values() if found), 1))


def _places(found: list[dict]) -> str:
    ids: dict[str, list[str]] = {}
    for statement in found:
        ids.setdefault(statement["section"], []).append(statement["id"])
    return "; ".join(section if names == [found[0]["claim_id"]] else f"{section}: {', '.join(names)}"
                     for section, names in ids.items())


def _repairs(repairs: list[dict]) -> str:
    return "; ".join(_repair(one) for one in repairs) or "no change of a single statement"


def _repair(one: dict) -> str:
    """`35 to 36 (S-12)`; the change in words where it is no other number."""
    change = f"{one['from']} to {one['to']}" if one["from"] and one["to"] else one["text"]
    return f"{change} ({one['id'] or one['claim_id']})"


def pinned(network: Network, lab: str = ALL, readings: str = "all", evidence: str = "none") -> pd.DataFrame:
    """Every cell of every exhibit with its bounds: exhibit, row, cell, low, high, status, proven, depends, statements.

    A lab's own report has that lab's cells and those of the whole network. Shares have a row for each base.
    """
    cells = [cell for cell in audited(network, readings, evidence)["cells"]
             if cell["keys"].get("lab", ALL) in {ALL, lab} or lab == ALL]
    ordered = sorted(cells, key=lambda cell: list(ROWS).index(cell["exhibit"]) if cell["exhibit"] in ROWS else len(ROWS))
    names = ["exhibit", "row", "cell", "low", "high", "status", "proven", "depends", "statements"]
    rows = [{**cell, **_named(network, cell), "statements": ";".join(cell["statements"])} for cell in ordered]
    return pd.DataFrame(rows, columns=names).astype({"low": "Float64", "high": "Float64"})


def _named(network: Network, cell: dict) -> dict[str, str]:
    """What the cell's row and the cell itself are called; keys that the exhibit does not need name the cell too."""
    keys = cell["keys"]
    row, inner = ROWS.get(cell["exhibit"], (list(keys)[:1], list(keys)[1:]))
    more = [name for name in keys if name not in (*row, *inner, "lab") and keys[name] != "count"]
    return {part: ", ".join(_word(network, name, keys[name]) for name in names if name in keys)
            for part, names in (("row", row), ("cell", [*inner, *more]))}


def _word(network: Network, name: str, value: str) -> str:
    """A key as a reader knows it."""
    if name == "lab":
        return all_labs(network) if value == ALL else value
    vocabulary = VOCABULARIES.get(name, "")
    if value in network.config.get(vocabulary, {}):
        return network.label(vocabulary, value)
    return WORDS.get(value, value.replace("_", " "))


def helpful(network: Network, lab: str = ALL, readings: str = "all", evidence: str = "none") -> pd.DataFrame:
    """The unpublished numbers that would narrow the other ranges the most: rank, exhibit, text, narrowed, from, to."""
    names = ["rank", "exhibit", "text", "narrowed", "from", "to"]
    return pd.DataFrame(audited(network, readings, evidence)["helpful"], columns=names)


def outside(network: Network, lab: str = ALL, readings: str = "all", evidence: str = "none") -> pd.DataFrame:
    """The statements that the model does not hold, with the reason: id, section, place, text, reason."""
    found = pd.DataFrame(audited(network, readings, evidence)["statements"],
                         columns=["id", "section", "place", "text", "reason", "verdict"], dtype=str)
    return found[found["verdict"] == "outside"].drop(columns="verdict").reset_index(drop=True)


def statements(network: Network, lab: str = ALL, readings: str = "all", evidence: str = "none") -> pd.DataFrame:
    """Every statement that has a number, with the audit's verdict and, for a percentage, the recomputation."""
    rows = network.statements[network.statements["value"] != ""].reset_index(drop=True)
    found = {one["id"]: one for one in audited(network, readings, evidence)["statements"]}
    return rows.assign(**{name: [found.get(one, {}).get(name, "") for one in rows["id"]] for name in ("verdict", "recomputed")})

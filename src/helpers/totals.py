"""Make totals meet: rows against printed totals, parts against wholes, percentages against counts.

What the source itself gets wrong is marked `disputed` in statements.csv and named in a note; everything
else that does not meet is a problem that stops the build.
"""

from __future__ import annotations

import pandas as pd

from helpers import schema
from helpers.csvfile import shown
from helpers.network import Network
from helpers.statements import contradictory_percentages, find, unequal_repeats

PARTITIONS = {"topic": ("topics", "year4"), "size_class": ("size_classes", "reporting")}


def problems(network: Network) -> list[str]:
    """Everything in the network that does not meet, one plain sentence each."""
    return [*_references(network), *_rows_against_totals(network), *_decided_against_totals(network),
            *_parts_against_wholes(network), *_claims(network), *_numerals(network)]


def _references(network: Network) -> list[str]:
    found = []
    for name in ("topic", "scope"):
        for row, cells in network.alliances.iterrows():
            found += _decision(network, row, cells, name)
    return found


def _decision(network: Network, row: int, cells: pd.Series, name: str) -> list[str]:
    where = f"{shown(network.folder / 'alliances.csv')}, row {row + 2}, column {name}"
    status, options = cells[f"{name}_status"], cells[f"{name}_options"].split("|")
    if status in ("certain", "likely") and not cells[name]:
        return [f"{where}: the cell is empty but {name}_status is {status}; fill it or write undecided."]
    if status == "undecided" and cells[name]:
        return [f"{where}: found '{cells[name]}' but {name}_status is undecided; empty it or write likely or certain."]
    if status == "likely" and cells[name] not in options:
        return [f"{where}: found '{cells[name]}', which is not among {name}_options; add it there."]
    return []


def printed(network: Network, subject: str = "alliances", **selectors: str) -> dict[int, list[str]]:
    """Printed exact counts for these selectors: value -> ids of the undisputed statements that print it."""
    rows = find(network.statements, subject, **selectors)
    rows = rows[(rows["relation"] == "=") & (rows["status"] == "printed")]
    return {int(value): list(group["id"]) for value, group in rows.groupby("value")}


def _rows_against_totals(network: Network) -> list[str]:
    counted = len(network.alliances)
    return [
        f"{shown(network.folder / 'alliances.csv')}: found {counted} alliances; {', '.join(ids)} in statements.csv "
        f"print{'s' if len(ids) == 1 else ''} {total}. Add the missing row, remove the extra one, or mark the dispute."
        for total, ids in printed(network, universe="year4", period="year 4").items() if total != counted
    ]


def _decided_against_totals(network: Network) -> list[str]:
    found = []
    for topic in network.config["topics"]:
        certain = int(((network.alliances["topic"] == topic) & (network.alliances["topic_status"] == "certain")).sum())
        for total, ids in printed(network, topic=topic, universe="year4").items():
            if certain > total:
                found.append(f"{shown(network.folder / 'alliances.csv')}, column topic: {certain} rows are certainly "
                             f"'{topic}'; {ids[0]} prints {total}. Correct the rows or mark the statement disputed.")
    return found


def _parts_against_wholes(network: Network) -> list[str]:
    found = []
    for selector, (vocabulary, universe) in PARTITIONS.items():
        parts = [printed(network, universe=universe, **{selector: part}) for part in network.config[vocabulary]]
        if not all(len(part) == 1 for part in parts):
            continue
        total = sum(next(iter(part)) for part in parts)
        ids = [next(iter(part.values()))[0] for part in parts]
        found += [f"{shown(network.folder / 'statements.csv')}: {', '.join(ids)} add up to {total}; {whole_ids[0]} "
                  f"prints {whole}. Correct the value or mark the statements disputed."
                  for whole, whole_ids in printed(network, universe=universe, period="year 4").items()
                  if whole != total]
    return found


def _claims(network: Network) -> list[str]:
    file = shown(network.folder / "statements.csv")
    rows = network.statements
    found = [f"{file}: {count} and {share} are one claim, but the percentage is not the count's, rounded half up. "
             "Correct one of them." for count, share in contradictory_percentages(rows)]
    found += [f"{file}: claim '{claim}' prints different values ({values}); give the other value its own claim_id."
              for claim, values in unequal_repeats(rows)]
    return found


def _numerals(network: Network) -> list[str]:
    file = shown(network.folder / schema.NUMERALS.file)
    known = set(network.statements["id"])
    found = []
    for row, cells in network.table("numerals").iterrows():
        ids = [part for part in cells["statement"].split("|") if part]
        found += [f"{file}, row {row + 2}, column statement: found '{part}', which statements.csv does not have."
                  for part in ids if part not in known]
        if bool(ids) == bool(cells["reason"]):
            found.append(f"{file}, row {row + 2}: '{cells['token']}' needs either a statement or a reason.")
    return found



"""Networks that fit on a page: six partnerships, and a printed report about them.

2024                         2025
Ash      North   went on     Ash      North  reading          city    4 members
Birch    North   split       Birch I  North  reading          county  12
                             Birch II North  maths            county  not reported
Cedar    South   went on     Cedar    South  reading or maths city    20
Dogwood  South   ended
                             Elm      South  maths            county  6
"""

from __future__ import annotations

import csv
from pathlib import Path

from helpers.data.network import Network
from helpers.data.schema import STATEMENTS
from sheets import sheet

SETTINGS = """
    title: Five partnerships of two hubs
    date: 2025-12-31
    rows: {rows}
    words: {{partnership: [circle, circles], host: [hub, hubs]}}
    source: {{short: the booklet}}
    topics: {{reading: {{label: Reading, colour: "#33658a"}}, maths: {{label: Maths}}}}
    scopes: {{city: {{label: in one city}}, county: {{label: across a county}}}}
    size_classes:
      small: {{label: 10 or fewer, low: 1, high: 10}}
      large: {{label: more than 10, low: 11}}
    changes:
      split_or_merged: {{label: split or merged, reasons: [split, merged]}}
      renamed: {{label: renamed, reasons: [renamed]}}
      unchanged: {{label: unchanged}}
      new: {{label: new}}
"""
OWN = """
    period,name,host,from,topics,scope,members
    2024,Ash,North,,reading,city,5
    2024,Birch,North,,reading,county,9
    2024,Cedar,South,,maths,city,11
    2024,Dogwood,South,,maths,city,3
    2025,Ash,North,,reading,city,4
    2025,Birch I,North,Birch,reading,county,12
    2025,Birch II,North,Birch,maths,county,
    2025,Cedar,South,,maths,city,20
    2025,Elm,South,,maths,county,6
"""
LISTED = """
    period,name,host,topics,topics_status,topics_options
    2025,Ash,North,reading,certain,
    2025,Birch I,North,reading,certain,
    2025,Birch II,North,maths,likely,maths
    2025,Cedar,South,,undecided,reading
    2025,Elm,South,maths,certain,
"""
"""What a booklet lists of 2025: names and hubs; of topics only what the names say. That Birch II
may be on maths alone, and Cedar on reading, is a guess of who typed the list."""
PRINTED = {
    "section": "Chapter 3",
    "subject": "partnerships",
    "measure": "count",
    "relation": "=",
    "period": "2025",
    "among": "2025",
    "unit": "partnerships",
    "status": "printed",
}


def statement(id_: str = "S1", **cells: str) -> dict[str, str]:
    """One printed sentence; by default a count of the partnerships of 2025."""
    blank = {column.name: "" for column in STATEMENTS.columns}
    return blank | PRINTED | {"id": id_, "claim_id": f"claim-{id_}"} | cells


def own(folder: Path, rows: str = OWN, settings: str = SETTINGS) -> Network:
    """The network as its own sheet has it: the rows say all there is."""
    return Network(sheet(folder, rows, settings.format(rows="closed")))


def told(folder: Path, *said: dict[str, str], rows: str = LISTED, more: str = "") -> Network:
    """The network as a booklet tells of it: names, and these statements; `more` is for settings."""
    periods = '\n    periods: {"2024": {label: "2024"}, "2025": {label: "2025"}}\n'
    sheet(folder, rows, SETTINGS.format(rows="open") + periods + more)
    with (folder / "statements.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [column.name for column in STATEMENTS.columns])
        writer.writeheader()
        writer.writerows(said)
    return Network(folder)

"""How long the audit takes: of the embedded network, and of random ones of ten labs, published as statements, three made wrong.

The statements of the random ones ask the same whatever the number of alliances; only the values are of each.

    .venv/bin/python scripts/scaling.py [rel-2012-17 | ALLIANCES...]
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from infer_worlds import Author, Oracle, Setting, network, random_world
from test_infer_trust import settled

from helpers import paths
from helpers.infer import auditing
from helpers.network import Network

STATEMENTS, WRONG, SMALLEST, LABS = 60, 3, 79, "ABCDEFGHIJ"
ATTRIBUTES = frozenset(["topic", "scope", "size", "change"])


def author(alliances: int, folder: Path) -> Author:
    """Who publishes statements on a random world of so many alliances."""
    rng = Random(alliances)
    setting = Setting(tuple((lab, alliances // 10 + (place < alliances % 10)) for place, lab in enumerate(LABS)), topics="vwxyz")
    return Author(rng, setting, random_world(rng, setting), Oracle(network(folder, setting, [])), ATTRIBUTES, settled)


def world(alliances: int, folder: Path) -> Network:
    """A network with so many alliances."""
    first, own = author(SMALLEST, folder), author(alliances, folder)
    asked = [kind for kind in (first.kind() for _ in range(STATEMENTS)) if settled(kind)]
    rows = [{"id": f"S{place}", "claim_id": f"c{place}"} | row for place, row in enumerate(map(own.true, asked)) if row]
    counts = [row for row in rows if row["measure"] == "count" and row["subject"] == "alliances" and row["relation"] == "="]
    for row in counts[:WRONG]:
        row["value"] = str(int(row["value"]) + 1)
    return network(folder, own.setting, rows)


def measure(made: Network) -> None:
    """Audit a network and print what it took."""
    start = time.perf_counter()
    found = auditing.audit(made).data
    seconds = time.perf_counter() - start
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1e6
    print(f"{len(made.alliances)} alliances, {len(found['statements'])} statements, {len(found['cells'])} cells, "
          f"{sum(cell['proven'] for cell in found['cells'])} proven, {len(found['conflicts'])} conflicts, complete {found['complete']}: "
          f"{seconds:.0f} s, {memory:.1f} GB a process", flush=True)


if __name__ == "__main__":
    for name in sys.argv[1:] or ["rel-2012-17", "79", "200", "500"]:
        with tempfile.TemporaryDirectory() as folder:
            measure(world(int(name), Path(folder)) if name.isdigit() else Network(paths.network_folder(name)))

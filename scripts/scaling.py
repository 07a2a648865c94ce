"""How the audit's time grows with the number of alliances: random networks of ten labs, published as true statements, three made wrong.

    .venv/bin/python scripts/scaling.py [ALLIANCES...]
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

from helpers.infer import auditing

STATEMENTS, WRONG, LABS = 60, 3, "ABCDEFGHIJ"
ATTRIBUTES = frozenset(["topic", "scope", "size", "change"])


def world(alliances: int, folder: Path):
    """A network with so many alliances."""
    rng = Random(alliances)
    setting = Setting(tuple((lab, alliances // 10 + (place < alliances % 10)) for place, lab in enumerate(LABS)), topics="vwxyz")
    data = random_world(rng, setting)
    rows = Author(rng, setting, data, Oracle(network(folder, setting, [])), ATTRIBUTES, settled).statements(STATEMENTS)
    counts = [row for row in rows if row["measure"] == "count" and row["subject"] == "alliances" and row["relation"] == "="]
    for row in rng.sample(counts, min(WRONG, len(counts))):
        row["value"] = str(int(row["value"]) + 1)
    return network(folder, setting, rows)


if __name__ == "__main__":
    for alliances in map(int, sys.argv[1:] or ["79", "200", "500"]):
        with tempfile.TemporaryDirectory() as folder:
            made = world(alliances, Path(folder))
            start = time.perf_counter()
            found = auditing.audit(made).data
            seconds = time.perf_counter() - start
        memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1e6
        print(f"{alliances} alliances, {len(found['statements'])} statements, {len(found['cells'])} cells, "
              f"{sum(cell['proven'] for cell in found['cells'])} proven, {len(found['conflicts'])} conflicts, complete {found['complete']}: "
              f"{seconds:.0f} s, {memory:.1f} GB", flush=True)

"""How the time of the audit grows with a network: python benchmarks/audit.py [SIZE...] [--old X].

Each network is made up: so many partnerships of ten hosts, of which the data list names and hosts,
and printed counts of what only their maker knows, three of them wrong. All networks print the same
kinds of counts. With `--old`, the audit of the default network is timed in turn with that of
another checkout as well. Ratios are printed, and nothing is asserted: a busy machine proves
nothing.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HERE / "src"))

from helpers import answers  # noqa: E402
from helpers.data.network import Network  # noqa: E402
from helpers.data.schema import STATEMENTS  # noqa: E402
from helpers.numbers.audit import auditing  # noqa: E402

HOSTS, PERIOD = "ABCDEFGHIJ", "2025"
CLASSES = {"topic": "vwxyz", "scope": "pq", "size_class": "smt"}
COUNTS, WRONG, SIZES = 40, 3, (79, 158, 316)
SETTINGS = f"""
rows: open
periods: ["{PERIOD}"]
topics: [{", ".join(CLASSES["topic"])}]
scopes: [{", ".join(CLASSES["scope"])}]
size_classes: {{s: {{label: s, low: 1, high: 9}}, m: {{label: m, low: 10, high: 29}},
  t: {{label: t, low: 30}}}}
"""
PRINTED = {
    "section": "Part 1",
    "subject": "partnerships",
    "measure": "count",
    "period": PERIOD,
    "relation": "=",
    "unit": "partnerships",
    "status": "printed",
}
BLANK = {column.name: "" for column in STATEMENTS.columns}
Row = dict[str, str]


def network(size: int, folder: Path) -> Network:
    """A network of so many partnerships, and what is printed about it."""
    rng = Random(size)
    truth = [
        {"name": f"P{place}", "host": HOSTS[place % len(HOSTS)]}
        | {name: rng.choice(values) for name, values in CLASSES.items()}
        for place in range(size)
    ]
    rows = [{"period": PERIOD, "name": one["name"], "host": one["host"]} for one in truth]
    (folder / "network.yml").write_text(SETTINGS, encoding="utf-8")
    _write(folder / "partnerships.csv", rows)
    _write(folder / "statements.csv", list(_printed(truth)))
    return Network(folder)


def _printed(truth: list[Row]) -> Iterable[Row]:
    """The same kinds of counts whatever the size; of a class of members, of those that reported."""
    rng = Random(0)
    for place in range(COUNTS):
        names = rng.sample(["host", *CLASSES], rng.choice((1, 2, 2)))
        where = {n: rng.choice(HOSTS if n == "host" else CLASSES[n]) for n in names}
        count = sum(all(one[n] == value for n, value in where.items()) for one in truth)
        value = str(count + (place < WRONG))
        among = "reporting" if "size_class" in where else PERIOD
        named = {"id": f"S{place}", "claim_id": f"c{place}", "value": value, "among": among}
        yield BLANK | PRINTED | named | where


def _write(path: Path, rows: list[Row]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def grown(sizes: Iterable[int]) -> None:
    """Print the time of each size, and what it is of the first one's."""
    print(f"{'partnerships':>12}{'numbers':>9}{'conflicts':>11}{'seconds':>9}{'times':>7}")
    first = 0.0
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            made = network(size, Path(folder))
            start = time.perf_counter()
            found = auditing.audit(made, list(answers.questions(made)), "plain", "none")
            seconds = time.perf_counter() - start
        first = first or seconds
        numbers, conflicts = len(found["cells"]), len(found["conflicts"])
        ratio = seconds / first
        print(f"{size:>12}{numbers:>9}{conflicts:>11}{seconds:>9.1f}{ratio:>7.2f}", flush=True)


def beside(old: Path) -> None:
    """Print how long the default network's audit takes here and in another checkout."""
    here, there = (_timed(one) for one in (HERE, old))
    print(f"default network: {here:.0f} s here, {there:.0f} s there, {here / there:.2f} of old")


def _timed(checkout: Path) -> float:
    module = "helpers" if (checkout / "src/helpers/__main__.py").exists() else "helpers.infer"
    python, start = checkout / ".venv/bin/python", time.perf_counter()
    path = os.environ | {"PYTHONPATH": str(checkout / "src")}
    done = subprocess.run(
        [python, "-m", module, "audit"], cwd=checkout, env=path, capture_output=True, check=False
    )
    if done.returncode > 1:  # 1: something is new against the findings that are kept
        sys.exit(f"{checkout.name}: the audit failed.\n{done.stderr.decode()}")
    return time.perf_counter() - start


def main() -> None:
    """Time what is asked for."""
    parser = argparse.ArgumentParser(description="Times the audit of networks of several sizes.")
    parser.add_argument("sizes", nargs="*", type=int, help="partnerships, e.g. 79 158 316")
    parser.add_argument("--old", type=Path, help="folder of another checkout")
    asked = parser.parse_args()
    grown(asked.sizes or SIZES)
    if asked.old:
        beside(asked.old.resolve())


if __name__ == "__main__":
    main()

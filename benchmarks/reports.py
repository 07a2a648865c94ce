"""How long all reports of a network take, beside one: python benchmarks/reports.py [--hosts 10].

In a copy of this checkout: the report of a network, then, from nothing again, the network's and
every host's, then all of them with nothing changed. The network is known by its rows alone, or one
of data/ (--network). Seconds and, since a machine may be busy, seconds of its processors; what
counts is the ratio. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parents[1]
LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", ".cache", "output", "__pycache__")
NAME = "made-for-the-benchmark"
TOPICS = ("Reading", "Maths", "Attendance", "Early years", "Teachers", "College")
SCOPES = ("city", "county", "state")
COLUMNS = ("period", "name", "host", "topics", "scope", "members: School", "members: University")


class Taken(NamedTuple):
    """Seconds by the clock, and of the processors."""

    clock: float
    processors: float


def main() -> None:
    """Build one report, then all, then all once more, and print what each takes."""
    parser = argparse.ArgumentParser(description="Times all reports of a network, beside one.")
    parser.add_argument("--hosts", type=int, default=10, help="hosts of the network made (10)")
    parser.add_argument("--rows", type=int, default=300, help="rows of its sheet (300)")
    parser.add_argument("--network", default="", help="one of data/ in the place of the one made")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        copy = Path(folder, "copy")
        shutil.copytree(HERE, copy, ignore=LEFT_BEHIND, symlinks=True)
        (copy / ".venv").symlink_to(HERE / ".venv")
        if not asked.network:
            write(copy / "data" / NAME, asked.hosts, asked.rows)
        _compare(copy, asked.network or NAME)


def _compare(copy: Path, network: str) -> None:
    one = timed(copy, "report", network)
    shutil.rmtree(copy / "output")
    several = timed(copy, "reports", network)
    again = timed(copy, "reports", network)
    count = len(list((copy / "output").glob("*/*/report.pdf")))
    print(f"{'':<28}{'seconds':>9}{'of processors':>15}")
    for name, taken in (
        ("one report", one),
        (f"all, with {count} hosts", several),
        ("all, nothing changed", again),
    ):
        print(f"{name:<28}{taken.clock:9.1f}{taken.processors:15.1f}")
    print(f"{'all of one':<28}{several.clock / one.clock:9.2f}", end="")
    print(f"{several.processors / one.processors:15.2f}")


def write(folder: Path, hosts: int, rows: int) -> None:
    """A network of two years; chance, but the same each time, deals out topics and members."""
    chance = random.Random(7)
    folder.mkdir(parents=True)
    (folder / "network.yml").write_text("title: Made for the benchmark\n", encoding="utf-8")
    with (folder / "partnerships.csv").open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(COLUMNS)
        for number in range(rows):
            place, year = number // 2, 2023 + number % 2
            who = (f"Partnership {place}", f"Host {place % hosts}")
            what = (chance.choice(TOPICS), chance.choice(SCOPES))
            sheet.writerow((year, *who, *what, chance.randint(1, 20), chance.randint(0, 15)))


def timed(copy: Path, command: str, network: str) -> Taken:
    """What one command takes in the copy, with all its processes."""
    start, before = time.perf_counter(), _of_processors()
    done = subprocess.run(
        [copy / ".venv/bin/python", "-m", "helpers", command, "--network", network],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"make {command} failed.\n{done.stderr}")
    return Taken(time.perf_counter() - start, _of_processors() - before)


def _of_processors() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()

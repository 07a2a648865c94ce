"""How long a large network's report takes, beside the embedded one's: python benchmarks/large.py.

In a copy of this checkout, in turn: the report of the embedded network, that of 5,000 rows of
partnerships over three periods, and that of three periods the last of which has 5,000; each with
100,000 memberships, each from nothing. Seconds and the most memory that one process took; what
counts is the ratio. Nothing is asserted. `--write FOLDER` makes the networks only.
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
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parents[1]
LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", ".cache", "output", "__pycache__")
PERIODS = ("2023", "2024", "2025")
SIZES = {"rows-5000": (1_640, 1_667, 1_693), "last-5000": (4_600, 4_800, 5_000)}
MEMBERSHIPS = 100_000
HOSTS = [f"Host {number:02}" for number in range(1, 61)]
TOPICS = [f"Topic {number:02}" for number in range(1, 21)]
SCOPES = ("city", "county", "state", "country")
TYPES = ("Schools", "Universities", "Agencies", "Community")
FATES = {"unchanged": 80, "renamed": 3, "merged": 6, "split": 6, "ended": 5}  # percent
SETTINGS = """\
title: A large network, made for the benchmark
size_classes:
  small: {label: 10 or fewer, low: 1, high: 10}
  medium: {label: 11–20, low: 11, high: 20}
  large: {label: more than 20, low: 21}
"""
Row = dict[str, str]


class Taken(NamedTuple):
    """Seconds by the clock and of the processors, and megabytes of the largest process."""

    clock: float
    processors: float
    memory: float


def main() -> None:
    """Build each report from nothing, in turn, and print what each takes."""
    parser = argparse.ArgumentParser(description="Times a large network's report.")
    parser.add_argument("--rounds", type=int, default=1, help="times each is built (1)")
    parser.add_argument("--write", type=Path, help="a folder: make the networks there, no more")
    asked = parser.parse_args()
    if asked.write:
        for name, sizes in SIZES.items():
            write(asked.write / name, sizes)
        return
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        copy = Path(folder, "copy")
        shutil.copytree(HERE, copy, ignore=LEFT_BEHIND, symlinks=True)
        (copy / ".venv").symlink_to(HERE / ".venv")
        embedded = (copy / "data/default").read_text("utf-8").strip()
        for name, sizes in SIZES.items():
            write(copy / "data" / name, sizes)
        for _ in range(asked.rounds):
            _compare(copy, embedded)


def _compare(copy: Path, embedded: str) -> None:
    print(f"{'':<14}{'seconds':>9}{'ratio':>7}{'of processors':>15}{'ratio':>7}{'MB':>7}")
    first = timed(copy, embedded)
    for name in (embedded, *SIZES):
        taken = first if name == embedded else timed(copy, name)
        clock, processors = taken.clock / first.clock, taken.processors / first.processors
        print(f"{name:<14}{taken.clock:9.1f}{clock:7.2f}", end="")
        print(f"{taken.processors:15.1f}{processors:7.2f}{taken.memory:7.0f}", flush=True)


def timed(copy: Path, network: str) -> Taken:
    """What a build from nothing takes in the copy, with all its processes."""
    for name in ("output", ".cache"):
        shutil.rmtree(copy / name, ignore_errors=True)
    start, before = time.perf_counter(), _children()
    done = subprocess.run(
        [copy / ".venv/bin/python", "-c", MEASURED, "report", "--network", network],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"The build of {network} failed.\n{done.stderr}")
    seconds, memory = time.perf_counter() - start, float(done.stdout.split()[-1])
    return Taken(seconds, _children() - before, memory / 1024)


# A build by itself, that says at its end how many KB its largest process took.
MEASURED = """\
import resource, sys
from helpers.cli import main
code = 1
try:
    code = main(sys.argv[1:])
finally:
    of = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    print(max(resource.getrusage(one).ru_maxrss for one in of))
sys.exit(code)
"""


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# -- the networks ----------------------------------------------------------------------------------


def write(folder: Path, sizes: tuple[int, ...]) -> None:
    """A network with so many partnerships in each period, the same each time."""
    chance = random.Random(7)
    folder.mkdir(parents=True)
    (folder / "network.yml").write_text(SETTINGS, encoding="utf-8")
    rows = list(_standing(chance, sizes))
    _save(folder / "partnerships.csv", rows)
    _save(folder / "members.csv", _memberships(chance, rows))


def _save(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, list(rows[0]))
        sheet.writeheader()
        sheet.writerows(rows)


def _standing(chance: random.Random, sizes: tuple[int, ...]) -> Iterator[Row]:
    """Period after period: some end, are renamed, merge or split, and new ones fill up."""
    before: list[Row] = []
    made = 0
    for period, size in zip(PERIODS, sizes, strict=True):
        now = list(_followed(chance, period, before))[:size]
        for number in range(made + 1, made + 1 + size - len(now)):
            now.append(_row(chance, period, f"Partnership {number}", chance.choice(HOSTS)))
            made = number
        yield from now
        before = now


def _followed(chance: random.Random, period: str, before: list[Row]) -> Iterator[Row]:
    waiting: Row | None = None  # for another, to merge with
    for one in before:
        name, host, same = one["name"], one["host"], (one["topics"], one["scope"])
        (fate,) = chance.choices(list(FATES), list(FATES.values()))
        if fate == "unchanged":
            yield _row(chance, period, name, host, "", *same)
        elif fate == "renamed":
            yield _row(chance, period, f"{name} Renamed", host, name, *same)
        elif fate == "split":
            for part in ("North", "South"):
                yield _row(chance, period, f"{name} {part}", host, name)
        elif fate == "merged" and waiting:
            yield _row(chance, period, f"{name} Joint", host, f"{waiting['name']};{name}", *same)
            waiting = None
        elif fate == "merged":
            waiting = one


def _row(
    chance: random.Random,
    period: str,
    name: str,
    host: str,
    comes_from: str = "",
    topic: str = "",
    scope: str = "",
) -> Row:
    counts = [chance.randint(0, 12) for _ in TYPES]
    members = {"members": str(sum(counts))}
    members |= {f"members: {type_}": str(n) for type_, n in zip(TYPES, counts, strict=True)}
    if chance.random() < 1 / 50:  # it did not report
        members = dict.fromkeys(members, "")
    what = {"topics": topic or chance.choice(TOPICS), "scope": scope or chance.choice(SCOPES)}
    return {"period": period, "name": name, "host": host, "from": comes_from, **what, **members}


def _memberships(chance: random.Random, rows: list[Row]) -> list[Row]:
    """So many organizations in partnerships of the three periods; half are in more than one."""
    found: dict[tuple[str, str, str], Row] = {}
    while len(found) < MEMBERSHIPS:
        row, number = chance.choice(rows), chance.randint(1, MEMBERSHIPS // 4)
        key = row["name"], f"Organization {number}", row["period"]
        found[key] = {
            "partnership": key[0],
            "organization": key[1],
            "type": TYPES[number % len(TYPES)],
            "period": key[2],
        }
    return list(found.values())


if __name__ == "__main__":
    main()

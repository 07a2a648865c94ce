"""How long a build takes, beside another checkout's: python benchmarks/build.py [OLD] [--rounds 3].

Both checkouts are copied, so that neither is touched, and take turns on the same machine. Three
builds are timed: of everything, after two rows of one CSV file changed places, and of nothing. What
counts is the ratio; nothing is asserted, for a busy machine proves nothing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", ".cache", "output", "__pycache__")
KINDS = ("everything", "one changed CSV", "nothing changed")


class Checkout:
    """A copy of a checkout, run by the original's own environment."""

    def __init__(self, original: Path, folder: Path, csv: str) -> None:
        shutil.copytree(original, folder, ignore=LEFT_BEHIND, symlinks=True)
        (folder / ".venv").symlink_to(original / ".venv")
        self.folder = folder
        (self.csv,) = [path for path in folder.glob(f"data/*/{csv}") if self._is_default(path)]
        first = (folder / "src/helpers/__main__.py").exists()
        self.module = "helpers" if first else "helpers.build"

    def _is_default(self, path: Path) -> bool:
        named = self.folder / "data/default"
        return not named.exists() or named.read_text("utf-8").strip() == path.parent.name

    def times(self) -> list[float]:
        """Seconds of each kind of build, in the order of KINDS."""
        for name in ("output", ".cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        everything = self._build()
        self._swap_last_rows()
        return [everything, self._build(), self._build()]

    def _build(self) -> float:
        start = time.perf_counter()
        done = subprocess.run(
            [self.folder / ".venv/bin/python", "-m", self.module, "report"],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(self.folder / "src")},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"{self.folder.name}: the build failed.\n{done.stderr}")
        return time.perf_counter() - start

    def _swap_last_rows(self) -> None:
        *rows, last, end = self.csv.read_text("utf-8").splitlines(keepends=True)
        self.csv.write_text("".join([*rows, end, last]), "utf-8")


def main() -> None:
    """Time the checkouts in turn and print each kind of build, with the ratio of the medians."""
    parser = argparse.ArgumentParser(description="Times the build, beside another checkout's.")
    parser.add_argument("old", nargs="?", type=Path, help="folder of another checkout")
    parser.add_argument("--rounds", type=int, default=3, help="times each is built (3)")
    parser.add_argument("--csv", default="challenges.csv", help="the file that changes")
    asked = parser.parse_args()
    originals = {"here": HERE} | ({"old": asked.old.resolve()} if asked.old else {})
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        copies = {
            name: Checkout(original, Path(folder, name), asked.csv)
            for name, original in originals.items()
        }
        taken: dict[str, list[list[float]]] = {name: [] for name in copies}
        for number in range(1, asked.rounds + 1):
            for name, copy in copies.items():
                taken[name].append(copy.times())
                seconds = ", ".join(f"{one:.2f} s" for one in taken[name][-1])
                print(f"round {number}, {name}: {seconds}", file=sys.stderr)
    _print(taken)


def _print(taken: dict[str, list[list[float]]]) -> None:
    medians = {
        name: list(map(statistics.median, zip(*rounds, strict=True)))
        for name, rounds in taken.items()
    }
    print(f"{'median seconds':<18}" + "".join(f"{name:>9}" for name in medians))
    for place, kind in enumerate(KINDS):
        found = [seconds[place] for seconds in medians.values()]
        ratio = f"{found[0] / found[1]:9.2f} of old" if len(found) > 1 else ""
        print(f"{kind:<18}" + "".join(f"{one:9.2f}" for one in found) + ratio)


if __name__ == "__main__":
    main()

"""Prints how far the two codings of data/frameworks/crosswalk.csv agree.

    python scripts/agreement.py [SOURCE]

SOURCE is the number of one document, such as 000; else all items count. First themes are compared
item by item; then both themes, as a decision for each item and theme: is it one of the item's?
Each with raw agreement and Cohen's kappa. Kappa is from scikit-learn, which the report itself does
not need: `pip install scikit-learn` in an environment of your own.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "data" / "frameworks"
Codings = tuple[list[str], list[str]]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of the frameworks."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def first_themes(coded: list[dict[str, str]]) -> Codings:
    """What each coding has as the first theme, item by item."""
    return [row["coder_1"] for row in coded], [row["coder_2"] for row in coded]


def decisions(coded: list[dict[str, str]], themes: list[str]) -> Codings:
    """What each coding decides, item by item and theme by theme: `yes` or `no`."""
    sides = (("coder_1", "second_1"), ("coder_2", "second_2"))
    one, other = (
        ["yes" if theme in {row[first], row[second]} else "no" for row in coded for theme in themes]
        for first, second in sides
    )
    return one, other


def main(given: list[str]) -> int:
    """Print the agreement; 2 if the package for kappa is missing or SOURCE has no items."""
    try:
        from sklearn.metrics import cohen_kappa_score
    except ImportError:
        print("Cohen's kappa needs scikit-learn: pip install scikit-learn", file=sys.stderr)
        return 2
    coded = [row for row in rows("crosswalk.csv") if row["item"].startswith(tuple(given or [""]))]
    if not coded:
        print(f"No item is of the source '{given[0]}': sources.csv has them.", file=sys.stderr)
        return 2
    themes = [row["id"] for row in rows("themes.csv") if row["id"] != "none"]
    for what, (one, other) in {
        "first themes": first_themes(coded),
        "items and themes": decisions(coded, themes),
    }.items():
        alike = sum(a == b for a, b in zip(one, other, strict=True))
        share, kappa = 100 * alike / len(one), cohen_kappa_score(one, other)
        print(f"{what}: agreed {alike} of {len(one)} ({share:.1f} percent), kappa {kappa:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Prints how far the two coders of data/frameworks/crosswalk.csv agree, on primary themes alone.

    python scripts/agreement.py

Items, raw agreement, Cohen's kappa. Kappa is from scikit-learn, which the report itself does not
need: `pip install scikit-learn` in an environment of your own.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

CROSSWALK = Path(__file__).resolve().parents[1] / "data" / "frameworks" / "crosswalk.csv"


def codes(path: Path) -> tuple[list[str], list[str]]:
    """What each coder chose, item by item."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["coder_1"] for row in rows], [row["coder_2"] for row in rows]


def main() -> int:
    """Print the agreement; 2 if the package for kappa is missing."""
    first, second = codes(CROSSWALK)
    alike = sum(one == other for one, other in zip(first, second, strict=True))
    print(f"items {len(first)}\nagreed {alike} ({100 * alike / len(first):.1f} percent)")
    try:
        from sklearn.metrics import cohen_kappa_score
    except ImportError:
        print(
            "Cohen's kappa needs the package scikit-learn: pip install scikit-learn",
            file=sys.stderr,
        )
        return 2
    print(f"kappa {cohen_kappa_score(first, second):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

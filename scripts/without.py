"""Proves what without.json says of some claims: each is left out, and the network audited anew.

    python scripts/without.py [--network NETWORK] CLAIM...

For each claim the network's folder is copied, the rows of statements.csv with that `claim_id` are
removed, and the copy is audited as `make audit` does, three minutes of two cores each. The same by
hand: copy data/NETWORK to data/less, remove the rows, `make audit NETWORK=less`, and compare
output/less/audit.json. Ends with 1 if any bound, conflict or smallest drop differs.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import pandas as pd

from helpers import answers, paths
from helpers.data.network import Network
from helpers.numbers.audit import auditing, without
from helpers.numbers.question import Question
from helpers.params import Params


def audited(network: Network, claim: str, asked: list[Question]) -> dict:
    """The audit of a copy of the network without the rows that say a claim."""
    with tempfile.TemporaryDirectory(prefix="without-") as folder:
        copy = Path(folder) / network.name
        shutil.copytree(network.folder, copy)
        said = pd.read_csv(copy / "statements.csv", dtype=str, keep_default_na=False)
        said[said["claim_id"] != claim].to_csv(copy / "statements.csv", index=False)
        return auditing.audit(Network(copy), asked, "plain", "none")


def differences(kept: without.Without, claim: str, fresh: dict) -> list[str]:
    """What the fresh audit finds otherwise, a line each."""
    found = []
    for cell in fresh["cells"]:
        said, new = kept.range(cell["question"], claim), (cell["low"], cell["high"])
        if said != new:
            found.append(f"{cell['question']}: {said} stored, {new} audited")
    if sorted(kept.conflicts(claim)) != sorted(fresh["conflicts"]):
        found.append("other conflicts")
    if sorted(kept.drops(claim)) != sorted(fresh["drops"]):
        found.append("other smallest drops")
    return found


def main() -> int:
    """Compare claim by claim."""
    parser = argparse.ArgumentParser(description="Proves what without.json says of some claims.")
    parser.add_argument("--network", default=Params().network)
    parser.add_argument("claims", nargs="+", metavar="CLAIM")
    given = parser.parse_args()
    network, code = Network(paths.network_folder(given.network)), 0
    asked = list(answers.questions(network))
    kept = without.stored(network, asked)
    if kept is None:
        print(f"There is no without.json for {network.name}: make audit ACCEPT=yes makes it.")
        return 2
    for claim in given.claims:
        new = differences(kept, claim, audited(network, claim, asked))
        moved = len(kept.moved(claim))
        print(f"{claim}: {moved} ranges move; " + ("the same." if not new else "other:"), *new)
        code = max(code, bool(new))
    return code


if __name__ == "__main__":
    sys.exit(main())

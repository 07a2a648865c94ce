"""What published statements pin down, what they leave open, and where they contradict each other.

    from helpers import infer
    infer.bounds(network, "active_size_by_topic")     # the range of every cell of Figure 5
    infer.audit(network).to_dict()                    # everything: verdicts, contradictions, bounds
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from helpers import paths
from helpers.errors import UserError

if TYPE_CHECKING:
    from helpers.infer.auditing import Audit
    from helpers.infer.exploring import Explorer
    from helpers.network import Network
    from helpers.statements import Statement

FILES = ("network.yml", "labs.csv", "alliances.csv", "statements.csv", "figure_values.csv", "evidence.csv")
__all__ = ["Findings", "audit", "bounds", "example", "explorer", "stored"]


@dataclass(frozen=True)
class Findings:
    """What an audit found: the content of audit.json."""

    data: dict

    def to_dict(self) -> dict:
        return self.data


def audit(network: Network, readings: str = "all", evidence: str = "none", fresh: bool = False) -> Findings:
    """The audit of a network's statements: read from where it was stored for the same data, else computed and stored.

    Once accepted it stands beside the data, the same on every machine; else in `output/<network>/`, as long as this package is the same,
    too. `fresh` computes in any case.

    Computing writes the datasets that reach the bounds to `output/<network>/witnesses/` as well.
    """
    own = stored(network, readings, evidence)
    for path in (network.folder / own.name, own):
        if path.exists() and not fresh:
            found = json.loads(path.read_text(encoding="utf-8"))
            if _of_now(found.get("inputs", {}), network, accepted=path != own):
                return Findings(found)
    from helpers.infer import auditing  # the solver takes a second to load

    made = auditing.audit(network, readings, evidence)
    _store(own, made)
    return Findings(made.to_dict())


def _of_now(known: dict[str, str], network: Network, accepted: bool) -> bool:
    """Whether these are the checksums of the data as they are now and, unless the findings were accepted, of this package."""
    data = {name: sum_ for name, sum_ in known.items() if name not in engine()}
    return data == inputs(network) and (accepted or engine().items() <= known.items())


def inputs(network: Network) -> dict[str, str]:
    """SHA-256 of each data file that the audit rests on."""
    return {name: hashlib.sha256((network.folder / name).read_bytes()).hexdigest() for name in FILES if (network.folder / name).exists()}


@cache
def engine() -> dict[str, str]:
    """SHA-256 of this package: what it stored before a change may be other than what it finds now."""
    texts = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    return {"helpers.infer": hashlib.sha256(b"".join(texts)).hexdigest()}


def stored(network: Network, readings: str = "all", evidence: str = "none") -> Path:
    """Where the findings are kept."""
    name = "audit" if (readings, evidence) == ("all", "none") else f"audit-{readings}-{evidence}"
    return paths.ROOT / "output" / network.name / f"{name}.json"


def _store(path: Path, made: Audit) -> None:
    from helpers.infer import reporting, witness

    folder = path.parent / ("witnesses" if path.stem == "audit" else f"witnesses{path.stem.removeprefix('audit')}")
    for name, tables in made.witnesses().items():
        witness.write(folder / name, tables)
    reporting.write({path: reporting.json_text(made.to_dict())})


def bounds(network: Network, exhibit: str, readings: str = "all", evidence: str = "none") -> pd.DataFrame:
    """The range of every cell of an exhibit: key columns, low, high, status, proven, depends, statements (`;`-joined)."""
    cells = [cell for cell in audit(network, readings, evidence).data["cells"] if cell["exhibit"] == exhibit]
    return pd.DataFrame([{**cell["keys"], **{name: cell[name] for name in ("low", "high", "status", "proven", "depends")},
                          "statements": ";".join(cell["statements"])} for cell in cells])


def explorer(network: Network, readings: str = "all", evidence: str = "none") -> Explorer:
    """A desk to switch statements off and on at: `explorer(network).range("active_size_by_topic", topic="college", size_class="16_50")`."""
    from helpers.infer.exploring import Explorer

    return Explorer(network, readings, evidence)


def example(network: Network, readings: str = "all", evidence: str = "none") -> tuple[pd.DataFrame, pd.DataFrame]:
    """One complete dataset that satisfies a largest consistent set of claims: its alliances of year 4 and of year 1.

    It is one of many possible; which one says nothing.
    """
    from helpers.infer import auditing, model, solver, witness

    dropped = (audit(network, readings, evidence).data["drops"] or [[]])[0]
    rows, facts = auditing.taken(network, readings, evidence)
    made = model.build(network, statements=rows, facts=facts, soft=frozenset(claim for claim in dropped if claim.startswith("rows:")))
    situation = solver.Solver(made.program).situation({switch: int(name not in dropped) for name, switch in made.claims.items()})
    if not situation.feasible():
        raise UserError(f"{network.name}: no dataset satisfies the statements; see make audit.")
    tables = witness.dataset(made, situation.values())
    last = pd.DataFrame(tables["year4"])
    return _with_shares(last, network, rows), pd.DataFrame(tables["year1"])


def _with_shares(last: pd.DataFrame, network: Network, rows: list[Statement]) -> pd.DataFrame:
    """The alliances with a column `share_<member type>`, in percent, if shares that agree with the statements can be found."""
    from helpers.infer import shares

    reported = last[last["size_class"] != ""]
    found = shares.of_alliances(rows, list(network.config["topics"]), list(network.config["member_types"]),
                                reported[["topic", "member_types"]].to_dict("records"))
    if found is None:
        return last
    return last.join(pd.DataFrame(found, index=reported.index).add_prefix("share_"))

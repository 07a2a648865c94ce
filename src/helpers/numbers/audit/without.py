"""What if a claim were wrong: stored beside the audit, and asked.

Kept like the audit's findings: in output/<network>/without.json, and once accepted beside the data,
as data/<network>/without.json. A report waits for neither: what is not there is not said.
`leaving` computes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers import paths
from helpers.data.csvfile import shown
from helpers.data.network import Network
from helpers.numbers.audit import findings
from helpers.numbers.question import Question

NAME, SCHEMA = "without.json", 1
Data = dict[str, Any]
Range = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Without:
    """The content of without.json."""

    data: Data

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """The claims that bind a number; without any other nothing changes."""
        return tuple(self.data["without"])

    def range(self, question: str, claim: str = "") -> Range | None:
        """The least and the greatest that a number (`Question.key()`) can be, by all claims or
        without one; None if it is not among those that are bounded."""
        before = self.data["bounds"].get(question)
        found = self._of(claim).get("bounds", {}).get(question, before)
        return None if found is None else (found[0], found[1])

    def moved(self, claim: str) -> dict[str, tuple[Range, Range]]:
        """Question -> its range before, and without the claim, where that is another one."""
        bounds = self.data["bounds"]
        after = self._of(claim).get("bounds", {})
        return {key: ((*bounds[key],), (*ends,)) for key, ends in after.items()}

    def movers(self, question: str) -> dict[str, Range]:
        """Claim -> the range of a number without it, of those that would move it."""
        every = self.data["without"].items()
        found = {
            claim: one["bounds"][question] for claim, one in every if question in one["bounds"]
        }
        return {claim: (ends[0], ends[1]) for claim, ends in found.items()}

    def holding(self, question: str) -> tuple[list[str], list[str]]:
        """Claims that together are enough to hold the low end of a number's range, and the high
        one: some such set; nothing where the rows and the structure do, or it is not known."""
        low, high = self.data["holding"].get(question, ([], []))
        return list(low), list(high)

    def conflicts(self, claim: str = "") -> list[list[str]]:
        """The minimal conflicts by all claims, or without one."""
        gone, new = set(self._of(claim).get("gone", ())), self._of(claim).get("new", [])
        known = self.data["conflicts"]
        return [one for place, one in enumerate(known) if place not in gone] + list(new)

    def drops(self, claim: str = "") -> list[list[str]]:
        """The smallest sets of claims without which no conflict is left."""
        return list(self._of(claim).get("drops", self.data["drops"]))

    def _of(self, claim: str) -> Mapping[str, Any]:
        return self.data["without"].get(claim, {}) if claim else {}


def stored(
    network: Network,
    asked: Iterable[Question] = (),
    readings: str = "plain",
    evidence: str = "none",
) -> Without | None:
    """What is stored for the same data and questions; None if nothing is."""
    own, keys = _path(network, readings, evidence), {one.key() for one in asked}
    for path in (network.folder / own.name, own):
        data = findings.read(path, SCHEMA) if path.exists() else {}
        same = bool(data) and data["inputs"] == findings.inputs(network)
        fresh = path != own or data.get(findings.ENGINE) == findings.engine()
        if same and fresh and keys <= {*data["asked"]}:
            return Without(data)
    return None


def computed(
    network: Network,
    asked: Iterable[Question],
    conflicts: Iterable[Iterable[str]],
    readings: str = "plain",
    evidence: str = "none",
) -> Without:
    """Computed anew (minutes) from the conflicts that the audit found, and stored in output."""
    from helpers.numbers.audit import leaving  # the solver takes a second to load

    questions = list(dict.fromkeys(asked))
    data = leaving.without(network, questions, conflicts, readings, evidence)
    data |= {"inputs": findings.inputs(network), findings.ENGINE: findings.engine()}
    data |= {"schema": SCHEMA, "asked": sorted(one.key() for one in questions)}
    findings.write(_path(network, readings, evidence), data)
    return Without(data)


def accepted(network: Network, asked: Iterable[Question]) -> str:
    """Have what was computed stand beside the data, like the accepted audit, and say so.

    Computed anew only if the data, the questions or the conflicts are others than before.
    """
    questions, kept = list(dict.fromkeys(asked)), network.folder / NAME
    conflicts = findings.read(network.folder / findings.NAME)["conflicts"]
    found = stored(network, questions)
    if found is None or sorted(found.conflicts()) != sorted(conflicts):
        found = computed(network, questions, conflicts)
    findings.write(kept, found.data)
    return f"Accepted: {shown(kept)}"


def _path(network: Network, readings: str, evidence: str) -> Path:
    usual = (readings, evidence) == findings.USUAL
    name = NAME if usual else f"without-{readings}-{evidence}.json"
    return paths.output_folder(network.name) / name

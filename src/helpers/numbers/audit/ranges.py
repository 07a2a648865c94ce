"""The range of any number, by all claims or without one: as stored, else by the solver."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.data.network import Network
from helpers.numbers.answer import Answer, Status
from helpers.numbers.audit.findings import BASES, SHARE, Findings
from helpers.numbers.audit.without import Without
from helpers.numbers.question import PERCENT, Question

if TYPE_CHECKING:  # the solver takes a second to load
    from helpers.numbers.audit.leaving import Desk

COUNTABLE = ("partnerships", "hosts")
Ends = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Ranges:
    """Asks for ranges. `say` is told when the solver is asked, which takes some seconds."""

    found: Findings
    kept: Without | None
    say: Callable[[str], None]
    known: dict[tuple[str, str], Ends | None] = field(default_factory=dict)

    @property
    def network(self) -> Network:
        """The network that is asked about."""
        return self.found.network

    def of(self, question: Question, claim: str = "") -> Answer | None:
        """The range of a count or a percentage, by all claims or without one; None of a number that
        the audit does not count."""
        bases = [question.but(measure=base) for base in BASES]
        share = question.subject == SHARE
        parts = bases if share else [question]
        if question.measure == PERCENT and not share:
            parts = [question.but(measure="count"), question.whole()]
        cells = []
        for one in parts:
            ends = self._ends(one, claim)
            if ends is None:
                return None
            status = Status.IMPLIED if ends[0] == ends[1] else Status.BOUNDED
            own = {"question": one.key(), "low": ends[0], "high": ends[1], "status": status}
            cells.append(own | {"statements": [], "depends": False, "proven": True})
        return Findings(self.network, {"cells": cells}).bound(question)

    def _ends(self, question: Question, claim: str) -> Ends | None:
        key = question.key()
        stored = self.kept.range(key, claim) if self.kept else None
        if stored is None and not claim and (bound := self.found.bound(question)):
            stored = int(bound.low), int(bound.high or 0)  # a count of the audit has both ends
        if stored is None and (key, claim) not in self.known:
            self.known[key, claim] = self._solved(question, claim)
        return stored or self.known[key, claim]

    def _solved(self, question: Question, claim: str) -> Ends | None:
        from helpers.numbers.audit import auditing

        if question.subject == SHARE:
            said = self._desk([]).less(claim).compiled.statements
            shares, _ = auditing.shared(
                self.network, said, [question], lambda one: self._ends(one, claim) or (0, 0)
            )
            return shares[question].printed if question in shares else None
        if question.subject not in COUNTABLE or question.measure != "count":
            return None
        desk = self._desk([question])
        formula = desk.whole.spec.cells.get(question.key())
        if formula is None:
            return None
        self.say(question.key())
        found = desk.range(formula, claim)
        return found.low, found.high

    def left(self, claim: str) -> list[list[str]]:
        """The minimal conflicts that are left without a claim."""
        desk = self._desk([])
        return [sorted(one) for one in desk.left(desk.less(claim)).all]

    def _desk(self, questions: list[Question]) -> Desk:
        from helpers.numbers.audit.leaving import Desk

        data = self.found.data
        how = data["conflicts"], data["readings"], data["evidence"]
        return Desk(self.network, questions, *how)

"""From a network and questions to everything that is in audit.json."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.data.network import Network
from helpers.numbers.answer import Status
from helpers.numbers.audit import dataset, engine, shares, statements, told
from helpers.numbers.audit.explain import Explanation, Repair
from helpers.numbers.audit.statements import Compiled
from helpers.numbers.audit.things import text
from helpers.numbers.audit.verdicts import Excluded
from helpers.numbers.question import ALL, PERCENT, REPORTING, Question

CLASSES = {"host", "topic", "scope", "size_class", "filed"}  # every partnership has one of each
SHARE = "member_share"
Data = dict[str, Any]
Range = tuple[int, int]


def audit(network: Network, questions: Iterable[Question], readings: str, evidence: str) -> Data:
    """Audit a network: the content of audit.json."""
    asked = list(dict.fromkeys(questions))
    wanted = list(dict.fromkeys(_counts(network, asked)))
    compiled = statements.compile(network, wanted, readings, evidence)
    found = engine.audit(compiled.spec)
    made = _Made(network, compiled, found, told.Words(network))
    without = {}
    if evidence == "public":
        plain = audit(network, asked, readings, "none")["cells"]
        without = {one["question"]: (one["low"], one["high"]) for one in plain}
    return made.data(asked, without) | {"readings": readings, "evidence": evidence}


def _counts(network: Network, asked: Iterable[Question]) -> Iterable[Question]:
    """The counts to bound: those asked for, parts and wholes of percentages, and totals around."""
    for question in asked:
        if question.subject == SHARE:
            yield from _reporting(network, question.period)
        elif question.measure == PERCENT:
            yield from (question.but(measure="count"), question.whole())
        else:
            yield question
            yield from around(question)


def around(question: Question) -> tuple[Question, ...]:
    """The totals around a count that stands in a table of two classes: of its row, column, of all."""
    names = {name for name, _ in question.where}
    if question.subject != "partnerships" or len(names) != 2 or not names <= CLASSES:
        return ()
    whole = REPORTING if "size_class" in names or question.among == REPORTING else ALL
    sides = (question.but(**{name: ""}) for name in sorted(names))
    return *(one.but(among=whole) for one in sides), question.but(where=(), among=whole)


def _reporting(network: Network, period: str) -> Iterable[Question]:
    """How many of each topic reported, and in all: what averages of shares are weighed by."""
    yield Question(period, among=REPORTING)
    whole = Question(period, among=REPORTING)
    yield from (whole.but(topic=one) for one in network.config["topics"])


@dataclass
class _Made:
    """What an audit found, to be written down."""

    network: Network
    compiled: Compiled
    found: engine.Result
    words: told.Words

    def data(self, asked: Sequence[Question], without: Mapping[str, Range]) -> Data:
        """Everything that is in audit.json but for how it came about."""
        verdicts = [self._statement(row) for row in self.compiled.statements]
        shared, clashes = self._shares(asked)
        held = [question for question in asked if question.key() in self.found.cells]
        number = len(self.found.explanations) + 1
        return {
            "schema": 2,
            "network": self.network.name,
            "complete": self.found.complete,
            "counts": self._tally(verdicts),
            "statements": verdicts,
            "contradictions": [
                *(self._explained(n, one) for n, one in enumerate(self.found.explanations, 1)),
                *(self._of_shares(n, one) for n, one in enumerate(clashes, number)),
            ],
            "conflicts": sorted(map(list, self.found.conflicts)),
            "drops": sorted(map(list, self.found.drops)),
            "readings_excluded": [self._excluded(one) for one in self.found.readings_excluded],
            "cells": [*(self._cell(question, without) for question in held), *shared],
            "helpful": list(self._helpful(asked)),
            "example": self._example(),
            "outside": [one["id"] for one in verdicts if one["verdict"] == told.OUTSIDE],
        }

    def _tally(self, verdicts: Sequence[Data]) -> dict[str, int]:
        said, drops = [one["verdict"] for one in verdicts], self.found.drops
        return {name: said.count(name) for name in told.VERDICTS} | {
            "statements": len(said),
            "claims": len({one["claim_id"] for one in verdicts if one["verdict"] != told.OUTSIDE}),
            "conflicts": len(self.found.conflicts),
            "smallest drop": len(drops[0]) if drops else 0,
            "drop sets": len(drops) if drops and drops[0] else 0,
        }

    # -- statements

    def _statement(self, row: Mapping[str, Any]) -> Data:
        verdict, reason = self._verdict(text(row, "id"), text(row, "claim_id"))
        rows = list(self.compiled.statements)
        return self._said(row) | {
            "reading": text(row, "reading"), "verdict": verdict, "reason": reason,
            "recomputed": told.recomputed(row, rows),
        }  # fmt: skip

    def _said(self, row: Mapping[str, Any]) -> Data:
        said = {
            name: text(row, name)
            for name in ("id", "claim_id", "section", "place", "value", "unit")
        }
        return said | {"text": self.words.statement(row)}

    def _verdict(self, id_: str, claim: str) -> tuple[str, str]:
        if id_ in self.compiled.outside:
            return told.OUTSIDE, self.compiled.outside[id_]
        if id_ in self.compiled.built_in:
            return told.AGREES, f"built in: {self.compiled.built_in[id_]}"
        return str(self.found.claims[claim]), ""

    def _first(self, claim: str) -> Mapping[str, Any] | None:
        """The statement that stands for a claim: one that prints a count, else the first."""
        out = self.compiled.outside.keys() | self.compiled.built_in.keys()
        own = [
            r
            for r in self.compiled.statements
            if text(r, "claim_id") == claim and text(r, "id") not in out
        ]
        return next(
            (row for row in own if text(row, "measure") == "count"), own[0] if own else None
        )

    def _member(self, claim: str) -> Data:
        row = self._first(claim)
        if row is not None:
            return self._said(row)
        structure = claim.startswith("axiom:")
        place = {"section": "structure" if structure else "list", "place": ""}
        return {
            "id": claim,
            "claim_id": claim,
            "value": "",
            "unit": "",
            "text": self.words.claim(claim),
        } | place

    # -- conflicts

    def _explained(self, number: int, one: Explanation) -> Data:
        """A conflict, its statements with their places, why it is one, and what would mend it."""
        order = [text(row, "claim_id") for row in self.compiled.statements]
        claims = sorted(one.claims, key=lambda c: (order.index(c) if c in order else len(order), c))
        members = [self._member(claim) for claim in claims]
        repairs = [
            self._repair(repair)
            for repair in sorted(one.repairs, key=lambda r: claims.index(r.claim))
        ]
        why = " ".join([*self._structure(one), *self._halves(one), *self._last(repairs)])
        return self._conflict(
            number, sorted(claims), members, why or "No dataset satisfies them all.", repairs
        )

    def _conflict(
        self, number: int, claims: list[str], members: list[Data], why: str, repairs: list[Data]
    ) -> Data:
        parts = "; ".join(f"{member['text']} ({member['id']})" for member in members)
        explanation = f"These cannot all be true: {parts}. {why}"
        return {"id": f"K{number}", "claims": claims, "statements": members, "explanation": explanation,
                "why": why, "repairs": repairs}  # fmt: skip

    def _of_shares(self, number: int, ids: tuple[str, ...]) -> Data:
        rows = [row for row in self.compiled.statements if text(row, "id") in ids]
        members, claims = (
            [self._said(row) for row in rows],
            sorted({text(row, "claim_id") for row in rows}),
        )
        return self._conflict(
            number, claims, members, "Shares of all types add up to 100 percent.", []
        )

    def _repair(self, one: Repair) -> Data:
        row = self._first(one.claim) or {}
        ending = "%" if one.percent else ""
        return {"claim_id": one.claim, "id": text(row, "id"), "text": self.words.statement(row), "from": told.printed(row),
                "to": f"{one.near}{ending}", "low": one.low, "high": one.high}  # fmt: skip

    def _last(self, repairs: list[Data]) -> Iterator[str]:
        """What the other claims make of the number that they leave the least room."""
        if repairs:
            last = min(repairs, key=lambda one: (one["high"] - one["low"], repairs.index(one)))
            same = last["low"] == last["high"]
            span = f"{last['low']}" if same else f"between {last['low']} and {last['high']}"
            yield f"If all but {last['id']} hold, its number is {span}; printed is {last['from']}."

    def _structure(self, one: Explanation) -> Iterator[str]:
        """What is taken for granted and the conflict rests on, in words."""
        own = " ".join(c.formula for c in self.compiled.spec.claims if set(c.ids) & set(one.claims))
        words, listed = self.network.words["partnerships"], self.compiled.things.rows
        count = len(listed[self.network.periods[-1]])
        if len(one.claims) > 2 and ("topic=" in own or "scope=" in own):
            yield f"Each of the {count} {words} listed has one topic and one scope."
        if len(one.claims) > 2 and "fate=" not in own and ("how=" in own or "filed=" in own):
            yield f"Each of the {count} {words} listed came about in one way."
        if len(one.claims) > 2 and "fate=" in own:
            yield told.descent(self.network.words)

    def _halves(self, one: Explanation) -> Iterator[str]:
        """A number that some of the claims, and the others, say otherwise: each half by itself."""
        for half in one.halves:
            few, many = (self._all_of(claims) for claims in (half.few, half.many))
            most, least = (
                half.words.format(f"{sign} {n}")
                for sign, n in (("at most", half.most), ("at least", half.least))
            )
            yield f"By {few}, {most}; by {many}, {least}."

    def _all_of(self, claims: Iterable[str]) -> str:
        names = [
            f"the rule that {self.words.claim(one)}"
            if one.startswith("axiom:")
            else self._member(one)["id"]
            for one in claims
        ]
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))

    def _excluded(self, one: Excluded) -> Data:
        rows = [
            row for row in self.compiled.statements
            if text(row, "claim_id") == one.claim and text(row, "reading") == one.reading
        ]  # fmt: skip
        own = "; ".join(f"{self.words.statement(row)} ({text(row, 'id')})" for row in rows)
        members = [self._member(claim) for claim in sorted(one.conflict - {one.claim})]
        parts = "; ".join(f"{member['text']} ({member['id']})" for member in members)
        return {"claim_id": one.claim, "reading": one.reading, "claims": sorted(one.conflict),
                "statements": [text(row, "id") for row in rows],
                "explanation": f"Read so, {own} cannot hold together with: {parts or 'the list'}."}  # fmt: skip

    # -- cells

    def _cell(self, question: Question, without: Mapping[str, Range]) -> Data:
        key = question.key()
        found = self.found.cells[key]
        ids = self.compiled.printed.get(self.compiled.spec.cells[key], ())
        status = Status.PRINTED if ids else Status.IMPLIED
        if found.low != found.high:
            status = (
                Status.FREE if self._free(question, (found.low, found.high)) else Status.BOUNDED
            )
        if without.get(key, (found.low, found.high)) != (found.low, found.high):
            status = Status.PUBLIC
        supports = sorted(
            {text(row, "id") for c in found.claims if (row := self._first(c)) is not None}
        )
        return self._keys(question) | {
            "low": found.low, "high": found.high, "status": str(status), "proven": found.proven,
            "depends": found.depends, "statements": list(ids) or supports, "witnesses": list(found.witnesses),
        }  # fmt: skip

    def _keys(self, question: Question) -> Data:
        exhibit, row, cell = self.words.question(question)
        return {
            "question": question.key(),
            "keys": dict(question.where),
            "exhibit": exhibit,
            "row": row,
            "cell": cell,
        }

    def _free(self, question: Question, ends: Range) -> bool:
        """Does the range say no more than the totals around it do (Fréchet's bounds)?"""
        totals = [self.found.cells.get(one.key()) for one in around(question)]
        if len(totals) != 3 or None in totals:
            return False
        one, other, everyone = (total for total in totals if total)
        low = max(0, one.low + other.low - everyone.high)
        return ends[0] <= low and ends[1] >= min(one.high, other.high)

    def _shares(self, asked: Sequence[Question]) -> tuple[list[Data], list[tuple[str, ...]]]:
        """The shares of member types that are asked for, each base by itself, and what clashes."""
        cells, clashes = [], []
        wanted = [
            question
            for question in asked
            if question.subject == SHARE and question.measure in shares.BASES
        ]
        for period, base in dict.fromkeys((one.period, one.measure) for one in wanted):
            found, clash = self._bounds(period, base)
            clashes += clash
            own = [one for one in wanted if (one.period, one.measure) == (period, base)]
            keyed = (
                (one, (one.get("topic") or shares.TOTAL, one.get("member_type"))) for one in own
            )
            cells += [self._share(one, found[key]) for one, key in keyed if key in found]
        return cells, list(dict.fromkeys(clashes))

    def _bounds(
        self, period: str, base: str
    ) -> tuple[dict[shares.Key, shares.Ends], list[tuple[str, ...]]]:
        total, *topics = (self.found.cells[one.key()] for one in _reporting(self.network, period))
        rows = self.compiled.statements
        present = {
            text(row, "member_type"): int(text(row, "value")) for row in rows
            if text(row, "subject") == "partnerships" and text(row, "measure") == "count" and text(row, "relation") == "="
            and text(row, "member_type") in self.network.config["member_types"] and not text(row, "topic")
        }  # fmt: skip
        names = self.network.config["topics"]
        ends = {name: (one.low, one.high) for name, one in zip(names, topics, strict=True)}
        counts = shares.Counts(total.low, ends, present)
        return shares.bounds(rows, list(self.network.config["member_types"]), counts, base)

    def _share(self, question: Question, ends: shares.Ends) -> Data:
        low, high = ends.printed
        ids = list(ends.statements)
        status = Status.FREE if (low, high) == (0, 100) else Status.BOUNDED
        if low == high:
            status = Status.PRINTED if ids else Status.IMPLIED
        return self._keys(question) | {"low": low, "high": high, "status": str(status), "proven": True, "depends": False,
                                       "statements": ids, "percent": True}  # fmt: skip

    def _example(self) -> dict[str, list[Data]]:
        """One dataset that satisfies a largest set of claims; which one says nothing."""
        first = next(iter(self.found.witnesses.values()), None)
        return dataset.rows(self.compiled.things, first) if first else {}

    # -- what would help most

    def _helpful(self, asked: Sequence[Question]) -> Iterator[Data]:
        by_key = {question.key(): question for question in asked}
        known = [one for one in self.found.helpful if one.key in by_key]
        for rank, one in enumerate(known, 1):
            exhibit, *said = self.words.question(by_key[one.key])
            words = ", ".join(part for part in said if part != ALL)
            yield {"rank": rank, "exhibit": exhibit, "text": f"{exhibit}: {words}", "narrowed": one.narrowed,
                   "from": one.before, "to": one.after, "question": one.key}  # fmt: skip

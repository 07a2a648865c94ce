"""From a network and questions to everything that is in audit.json."""

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
SHOWN = ("id", "claim_id", "section", "place", "value", "unit")
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
        for one in _parts(question):
            yield one
            yield from around(one)


def _parts(question: Question) -> tuple[Question, ...]:
    """The counts that a number is made of: itself, or the part and the whole of a percentage."""
    if question.subject == SHARE:
        return ()
    percent = question.measure == PERCENT
    return (question.but(measure="count"), question.whole()) if percent else (question,)


def around(question: Question) -> tuple[Question, ...]:
    """The totals around a count in a table of two classes: of its row, of its column, of all."""
    names = {name for name, _ in question.where}
    if question.subject != "partnerships" or len(names) != 2 or not names <= CLASSES:
        return ()
    whole = REPORTING if "size_class" in names or question.among == REPORTING else ALL
    sides = (question.but(**{name: ""}) for name in sorted(names))
    return *(one.but(among=whole) for one in sides), question.but(
        **dict.fromkeys(names, ""), among=whole
    )


def _reporting(network: Network, period: str) -> Iterable[Question]:
    """How many of each topic reported, and in all: what averages of shares are weighed by."""
    whole = Question(period, among=REPORTING)
    yield whole
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
        parts = dict.fromkeys(part for question in asked for part in _parts(question))
        held = [question for question in parts if question.key() in self.found.cells]
        number = len(self.found.explanations) + 1
        return {
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
        said = {"reading": text(row, "reading"), "verdict": verdict, "reason": reason}
        exact = told.recomputed(row, list(self.compiled.statements))
        return self._said(row) | said | {"recomputed": exact}

    def _said(self, row: Mapping[str, Any]) -> Data:
        said = {name: text(row, name) for name in SHOWN}
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
        rows = (row for row in self.compiled.statements if text(row, "claim_id") == claim)
        own = [row for row in rows if text(row, "id") not in out]
        own.sort(key=lambda row: text(row, "measure") != "count")
        return own[0] if own else None

    def _member(self, claim: str) -> Data:
        row = self._first(claim)
        if row is not None:
            return self._said(row)
        section = "structure" if claim.startswith("axiom:") else "list"
        said = {"id": claim, "claim_id": claim, "section": section, "text": self.words.claim(claim)}
        return dict.fromkeys(SHOWN, "") | said

    # -- conflicts

    def _explained(self, number: int, one: Explanation) -> Data:
        """A conflict, its statements with their places, why it is one, and what would mend it."""
        order = [text(row, "claim_id") for row in self.compiled.statements]
        claims = sorted(one.claims, key=lambda c: (order.index(c) if c in order else len(order), c))
        members = [self._member(claim) for claim in claims]
        printed = [repair for repair in one.repairs if self._first(repair.claim)]
        ordered = sorted(printed, key=lambda repair: claims.index(repair.claim))
        repairs = [self._repair(repair) for repair in ordered]
        why = " ".join([*self._structure(one), *self._halves(one), *self._last(repairs)])
        said = _conflict(number, members, why or "No dataset satisfies them all.")
        return said | {"repairs": repairs}

    def _of_shares(self, number: int, ids: tuple[str, ...]) -> Data:
        rows = (row for row in self.compiled.statements if text(row, "id") in ids)
        members = [self._said(row) for row in rows]
        return _conflict(number, members, "Shares of all types add up to 100 percent.")

    def _repair(self, one: Repair) -> Data:
        row = self._first(one.claim) or {}
        ending = "%" if one.percent else ""
        change = {"from": told.printed(row), "to": f"{one.near}{ending}"}
        said = {"id": text(row, "id"), "text": self.words.statement(row)}
        return {"claim_id": one.claim, "low": one.low, "high": one.high} | said | change

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
            most = half.words.format(f"at most {half.most}")
            least = half.words.format(f"at least {half.least}")
            yield f"By {few}, {most}; by {many}, {least}."

    def _all_of(self, claims: Iterable[str]) -> str:
        members = [self._member(one) for one in claims]
        rules = (one["section"] == "structure" for one in members)
        pairs = zip(rules, members, strict=True)
        names = [f"the rule that {one['text']}" if rule else one["id"] for rule, one in pairs]
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))

    def _excluded(self, one: Excluded) -> Data:
        read = (one.claim, one.reading)
        rows = self.compiled.statements
        own = [r for r in rows if (text(r, "claim_id"), text(r, "reading")) == read]
        rest = _listed(self._member(claim) for claim in sorted(one.conflict - {one.claim}))
        return {
            "claim_id": one.claim,
            "reading": one.reading,
            "claims": sorted(one.conflict),
            "statements": [text(row, "id") for row in own],
            "explanation": f"Read so, {_listed(map(self._said, own))} cannot hold together with: "
            f"{rest or 'the list'}.",
        }

    # -- cells

    def _cell(self, question: Question, without: Mapping[str, Range]) -> Data:
        key = question.key()
        found, ids = self.found.cells[key], self.compiled.printed.get(self.compiled.spec.cells[key])
        ends = found.low, found.high
        status = Status.PRINTED if ids else Status.IMPLIED
        if found.low != found.high:
            status = Status.FREE if self._free(question, ends) else Status.BOUNDED
        if without.get(key, ends) != ends:
            status = Status.PUBLIC
        first = filter(None, map(self._first, found.claims))
        kept = list(ids or sorted({text(row, "id") for row in first}))
        hangs = {"proven": found.proven, "depends": found.depends, "witnesses": found.witnesses}
        return self._keys(question, ends, status, kept) | hangs

    def _keys(self, question: Question, ends: Range, status: Status, ids: list[str]) -> Data:
        exhibit, row, cell = self.words.question(question)
        keys = {"question": question.key(), "keys": dict(question.where), "exhibit": exhibit}
        said = {"row": row, "cell": cell, "low": ends[0], "high": ends[1], "status": str(status)}
        return keys | said | {"statements": ids}

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
        own = [one for one in asked if one.subject == SHARE and one.measure in shares.BASES]
        for period, base in dict.fromkeys((one.period, one.measure) for one in own):
            types = list(self.network.config["member_types"])
            rows, counts = self.compiled.statements, self._reporting(period)
            found, clash = shares.bounds(rows, types, counts, base)
            clashes += clash
            for one in own:
                key = one.get("topic") or shares.TOTAL, one.get("member_type")
                if (one.period, one.measure) == (period, base) and key in found:
                    cells.append(self._share(one, found[key]))
        return cells, list(dict.fromkeys(clashes))

    def _reporting(self, period: str) -> shares.Counts:
        """How many reported, of each topic and in all, and with each member type."""
        total, *topics = (self.found.cells[one.key()] for one in _reporting(self.network, period))
        names = self.network.config["topics"]
        ends = {name: (one.low, one.high) for name, one in zip(names, topics, strict=True)}
        return shares.Counts(total.low, ends, shares.present(self.compiled.statements))

    def _share(self, question: Question, ends: shares.Ends) -> Data:
        (low, high), ids = ends.printed, list(ends.statements)
        status = Status.FREE if (low, high) == (0, 100) else Status.BOUNDED
        if low == high:
            status = Status.PRINTED if ids else Status.IMPLIED
        said = self._keys(question, (low, high), status, ids)
        return said | {"proven": True, "depends": False, "percent": True}

    def _example(self) -> dict[str, list[Data]]:
        """One dataset that satisfies a largest set of claims; which one says nothing."""
        first = next(iter(self.found.witnesses.values()), None)
        return dataset.rows(self.compiled.things, first) if first else {}

    # -- what would help most

    def _helpful(self, asked: Sequence[Question]) -> Iterator[Data]:
        by_key = {question.key(): question for question in asked}
        known = [one for one in self.found.helpful if one.key in by_key]
        for rank, one in enumerate(known, 1):
            exhibit, *parts = self.words.question(by_key[one.key])
            words = ", ".join(part for part in parts if part != ALL)
            said = {"rank": rank, "exhibit": exhibit, "text": f"{exhibit}: {words}"}
            open_ = {"from": one.before, "to": one.after, "narrowed": one.narrowed}
            yield said | open_ | {"question": one.key}


def _conflict(number: int, members: list[Data], why: str) -> Data:
    return {
        "id": f"K{number}",
        "claims": sorted({one["claim_id"] for one in members}),
        "statements": members,
        "explanation": f"These cannot all be true: {_listed(members)}. {why}",
        "why": why,
        "repairs": [],
    }


def _listed(members: Iterable[Data]) -> str:
    return "; ".join(f"{one['text']} ({one['id']})" for one in members)

"""From a network and questions to everything that is in audit.json."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from helpers.data.network import Network
from helpers.numbers.answer import Status
from helpers.numbers.audit import dataset, engine, shares, statements, told
from helpers.numbers.audit.descent import SAME_HOST
from helpers.numbers.audit.explain import Explanation, Repair
from helpers.numbers.audit.statements import Compiled
from helpers.numbers.audit.verdicts import Excluded
from helpers.numbers.question import ALL, PERCENT, REPORTING, Question
from helpers.numbers.statement import Statement

CLASSES = {"host", "topic", "scope", "size_class", "filed"}  # every partnership has one of each
SHARE = "member_share"
SHOWN = ("id", "claim_id", "section", "place", "value", "unit")
Data = dict[str, Any]
Range = tuple[int, int]


def audit(network: Network, questions: Iterable[Question], readings: str, evidence: str) -> Data:
    """Audit a network: the content of audit.json."""
    asked = list(dict.fromkeys(questions))
    wanted = list(dict.fromkeys(counts(network, asked)))
    compiled = statements.compile(network, wanted, readings, evidence)
    made = _Made(network, compiled, engine.audit(compiled.spec), told.Words(network))
    without = {}
    if evidence == "public":
        plain = audit(network, asked, readings, "none")["cells"]
        without = {one["question"]: (one["low"], one["high"]) for one in plain}
    return made.data(asked, without) | {"readings": readings, "evidence": evidence}


def counts(network: Network, asked: Iterable[Question]) -> Iterator[Question]:
    """The counts to bound: those asked for, parts and wholes of percentages, and totals around."""
    for question in asked:
        if question.subject == SHARE:
            yield from _reporting(network, question.period)
        for one in parts(question):
            yield from (one, *_around(one))


def parts(question: Question) -> tuple[Question, ...]:
    """The counts that a number is made of: itself, or the part and the whole of a percentage."""
    if question.subject == SHARE:
        return ()
    percent = question.measure == PERCENT
    return (question.but(measure="count"), question.whole()) if percent else (question,)


def _around(question: Question) -> tuple[Question, ...]:
    """The totals around a count in a table of two classes: of its row, of its column, of all."""
    names = {name for name, _ in question.where}
    if question.subject != "partnerships" or len(names) != 2 or not names <= CLASSES:
        return ()
    whole = REPORTING if "size_class" in names or question.among == REPORTING else ALL
    sides = (*([name] for name in sorted(names)), names)
    return tuple(question.but(**dict.fromkeys(some, ""), among=whole) for some in sides)


def _reporting(network: Network, period: str) -> list[Question]:
    """How many of each topic reported, and in all: what averages of shares are weighed by."""
    whole = Question(period, among=REPORTING)
    return [whole, *(whole.but(topic=one) for one in network.config["topics"])]


def shared(
    network: Network,
    said: Sequence[Statement],
    asked: Iterable[Question],
    counted: Callable[[Question], Range],
) -> tuple[dict[Question, shares.Ends], list[tuple[str, ...]]]:
    """The shares of member types that are asked for, each base by itself, and what clashes.

    `counted` has the range of each of the counts in `_reporting`.
    """
    found, clashes = dict[Question, shares.Ends](), dict[tuple[str, ...], None]()
    own = [one for one in asked if one.subject == SHARE and one.measure in shares.BASES]
    types, topics = list(network.config["member_types"]), network.config["topics"]
    for period, base in dict.fromkeys((one.period, one.measure) for one in own):
        ends = map(counted, _reporting(network, period))
        of_topics = dict(zip((shares.TOTAL, *topics), ends, strict=True))
        known, clash = shares.bounds(said, types, of_topics, base)
        clashes |= dict.fromkeys(clash)
        for one in own:
            key = one.get("topic") or shares.TOTAL, one.get("member_type")
            if (one.period, one.measure) == (period, base) and key in known:
                found[one] = known[key]
    return found, list(clashes)


@dataclass
class _Made:
    """What an audit found, to be written down."""

    network: Network
    compiled: Compiled
    found: engine.Result
    words: told.Words

    def data(self, asked: Sequence[Question], without: Mapping[str, Range]) -> Data:
        """Everything that is in audit.json but for how it came about."""
        found, verdicts = self.found, [self._statement(one) for one in self.compiled.statements]
        shared, clashes = self._shares(asked)
        counted = dict.fromkeys(part for question in asked for part in parts(question))
        cells = [self._cell(one, without) for one in counted if one.key() in found.cells]
        why = [*map(self._explained, found.explanations), *map(self._clash, clashes)]
        witness = next(iter(found.witnesses.values()), None)  # any: which one it is says nothing
        return {
            "network": self.network.name,
            "complete": found.complete,
            "counts": self._tally(verdicts),
            "statements": verdicts,
            "contradictions": [{"id": f"K{number}"} | one for number, one in enumerate(why, 1)],
            "conflicts": sorted(map(list, found.conflicts)),
            "drops": sorted(map(list, found.drops)),
            "readings_excluded": list(map(self._excluded, found.readings_excluded)),
            "cells": cells + shared,
            "helpful": list(self._helpful(asked)),
            "example": dataset.rows(self.compiled.frames, witness) if witness else {},
            "outside": [one["id"] for one in verdicts if one["verdict"] == told.OUTSIDE],
        }

    def _tally(self, verdicts: Sequence[Data]) -> dict[str, int]:
        said, drops = Counter(one["verdict"] for one in verdicts), self.found.drops
        return {name: said[name] for name in told.VERDICTS} | {
            "statements": len(verdicts),
            "claims": len({one["claim_id"] for one in verdicts if one["verdict"] != told.OUTSIDE}),
            "conflicts": len(self.found.conflicts),
            "smallest drop": len(drops[0]) if drops else 0,
            "drop sets": len(drops) if drops and drops[0] else 0,
        }

    # -- statements and claims

    def _statement(self, one: Statement) -> Data:
        reason, built_in = self.compiled.outside.get(one.id, ""), self.compiled.built_in.get(one.id)
        verdict = told.OUTSIDE if reason else str(self.found.claims.get(one.claim_id, ""))
        if built_in:
            verdict, reason = told.AGREES, f"built in: {built_in}"
        exact = told.recomputed(one, self.compiled.statements)
        said = {"reading": one.reading, "verdict": verdict, "reason": reason, "recomputed": exact}
        return self._said(one) | said

    def _said(self, one: Statement) -> Data:
        return {name: getattr(one, name) for name in SHOWN} | {"text": self.words.statement(one)}

    @cached_property
    def _first(self) -> dict[str, Statement]:
        """Claim -> the statement that stands for it: one that prints a count, else the first."""
        apart, found = {*self.compiled.outside, *self.compiled.built_in}, dict[str, Statement]()
        for one in sorted(self.compiled.statements, key=lambda one: one.measure != "count"):
            if one.id not in apart:
                found.setdefault(one.claim_id, one)
        return found

    def _member(self, claim: str) -> Data:
        if claim in self._first:
            return self._said(self._first[claim])
        section = "structure" if claim.startswith("axiom:") else "list"
        said = {"id": claim, "claim_id": claim, "section": section, "text": self.words.claim(claim)}
        return dict.fromkeys(SHOWN, "") | said

    # -- conflicts

    def _explained(self, one: Explanation) -> Data:
        order = [*(said.claim_id for said in self.compiled.statements), *sorted(one.claims)]
        claims = [claim for claim in dict.fromkeys(order) if claim in one.claims]
        mends = sorted(one.repairs, key=lambda mend: claims.index(mend.claim))
        repairs = [self._repair(mend) for mend in mends if mend.claim in self._first]
        why = " ".join([*self._structure(one), *self._halves(one), *_last(repairs)])
        members = [self._member(claim) for claim in claims]
        halves = [asdict(half) for half in one.halves]
        return _conflict(members, why or "No dataset satisfies them all.", repairs, halves)

    def _clash(self, ids: tuple[str, ...]) -> Data:
        members = [self._said(one) for one in self.compiled.statements if one.id in ids]
        return _conflict(members, "Shares of all types add up to 100 percent.")

    def _repair(self, one: Repair) -> Data:
        said = self._first[one.claim]
        change = {"from": told.printed(said), "to": f"{one.near}{'%' * one.percent}"}
        own = {"claim_id": one.claim, "low": one.low, "high": one.high} | change
        return own | {"id": said.id, "text": self.words.statement(said)}

    def _structure(self, one: Explanation) -> Iterator[str]:
        own = " ".join(c.formula for c in self.compiled.spec.claims if {*c.ids} & {*one.claims})
        fate, how = "fate=" in own, "how=" in own or "filed=" in own
        rests = {"class": "topic=" in own or "scope=" in own, "how": how and not fate, "fate": fate}
        count = len(self.compiled.frames.rows[self.network.last])
        for name, holds in rests.items():
            if holds and len(one.claims) > 2:
                yield told.STRUCTURE[name].format(count=count, **self.network.words)

    def _halves(self, one: Explanation) -> Iterator[str]:
        for half in one.halves:
            most = half.words.format(f"at most {half.most}")
            least = half.words.format(f"at least {half.least}")
            yield f"By {self._all(half.few)}, {most}; by {self._all(half.many)}, {least}."

    def _all(self, claims: Iterable[str]) -> str:
        names = [
            f"the rule that {self.words.claim(one)}"
            if one == SAME_HOST
            else self._member(one)["id"]
            for one in claims
        ]
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))

    def _excluded(self, one: Excluded) -> Data:
        claim, reading = one.claim, one.reading
        own = [s for s in self.compiled.statements if (s.claim_id, s.reading) == (claim, reading)]
        so = _listed(map(self._said, own))
        rest = _listed(map(self._member, sorted(one.conflict - {claim}))) or "the list"
        said = {"claim_id": claim, "reading": reading, "statements": [s.id for s in own]}
        why = f"Read so, {so} cannot hold together with: {rest}."
        return said | {"claims": sorted(one.conflict), "explanation": why}

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
        first = {self._first[claim].id for claim in found.claims if claim in self._first}
        hangs = {"proven": found.proven, "depends": found.depends, "witnesses": found.witnesses}
        return self._keys(question, ends, status, ids or sorted(first)) | hangs

    def _keys(self, question: Question, ends: Range, status: Status, ids: Sequence[str]) -> Data:
        names = ("exhibit", "row", "cell", "low", "high", "status", "statements")
        said = (*self.words.question(question), *ends, str(status), list(ids))
        keys = {"question": question.key(), "keys": dict(question.where)}
        return keys | dict(zip(names, said, strict=True))

    def _free(self, question: Question, ends: Range) -> bool:
        """Does the range say no more than the totals around it do (Fréchet's bounds)?"""
        keys = [one.key() for one in _around(question)]
        if not keys or not self.found.cells.keys() >= {*keys}:
            return False
        one, other, everyone = (self.found.cells[key] for key in keys)
        low = max(0, one.low + other.low - everyone.high)
        return ends[0] <= low and ends[1] >= min(one.high, other.high)

    def _shares(self, asked: Sequence[Question]) -> tuple[list[Data], list[tuple[str, ...]]]:
        """The shares of member types that are asked for, each base by itself, and what clashes."""

        def ends(question: Question) -> Range:
            found = self.found.cells[question.key()]
            return found.low, found.high

        found, clashes = shared(self.network, self.compiled.statements, asked, ends)
        return [self._share(one, known) for one, known in found.items()], clashes

    def _share(self, question: Question, ends: shares.Ends) -> Data:
        low, high = ends.printed
        status = Status.FREE if (low, high) == (0, 100) else Status.BOUNDED
        if low == high:
            status = Status.PRINTED if ends.statements else Status.IMPLIED
        said = self._keys(question, (low, high), status, ends.statements)
        return said | {"proven": True, "depends": False, "percent": True}

    def _helpful(self, asked: Sequence[Question]) -> Iterator[Data]:
        by_key = {question.key(): question for question in asked}
        known = (one for one in self.found.helpful if one.key in by_key)
        for rank, one in enumerate(known, 1):
            exhibit, *rest = self.words.question(by_key[one.key])
            words = ", ".join(part for part in rest if part != ALL)
            said = {"rank": rank, "exhibit": exhibit, "text": f"{exhibit}: {words}"}
            open_ = {"from": one.before, "to": one.after, "narrowed": one.narrowed}
            yield said | open_ | {"question": one.key}


def _last(repairs: list[Data]) -> Iterator[str]:
    """What the other claims make of the number that they leave the least room."""
    if repairs:
        last = min(repairs, key=lambda one: one["high"] - one["low"])
        same = last["low"] == last["high"]
        span = f"{last['low']}" if same else f"between {last['low']} and {last['high']}"
        yield f"If all but {last['id']} hold, its number is {span}; printed is {last['from']}."


def _conflict(
    members: list[Data], why: str, repairs: Sequence[Data] = (), halves: Sequence[Data] = ()
) -> Data:
    return {
        "claims": sorted({one["claim_id"] for one in members}),
        "statements": members,
        "explanation": f"These cannot all be true: {_listed(members)}. {why}",
        "why": why,
        "repairs": list(repairs),
        "halves": list(halves),
    }


def _listed(members: Iterable[Data]) -> str:
    return "; ".join(f"{one['text']} ({one['id']})" for one in members)

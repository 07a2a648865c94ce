"""A network's statements and open questions -> the audit's spec.

With the modules that it imports (reading, sizes, said, counting, descent, things) the only one that
knows partnerships. A statement that binds nothing is `outside`, with the reason in plain words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from helpers.data.network import Network
from helpers.data.tables import records
from helpers.numbers.audit.counting import REPORTING, BuiltIn, Outside
from helpers.numbers.audit.reading import Reader
from helpers.numbers.audit.said import BINDING, SIZED, WHOLES, Said
from helpers.numbers.audit.spec import Claim, Spec
from helpers.numbers.audit.things import (
    FILED,
    UNREPORTED,
    Facts,
    Named,
    Things,
    frame_of,
    identifier,
    public,
    text,
)
from helpers.numbers.question import ALL, Question

PLAIN = "plain"


@dataclass(frozen=True)
class Compiled:
    """The spec, and what became of each statement and question."""

    spec: Spec
    things: Things
    statements: tuple[Mapping[str, Any], ...]
    outside: Mapping[str, str]  # statement -> why it binds nothing
    built_in: Mapping[str, str]  # statement -> why it cannot but hold
    printed: Mapping[str, tuple[str, ...]]  # formula of a number -> statements that print it


def compile(  # noqa: A001 - it is what it does
    network: Network,
    questions: Iterable[Question] = (),
    readings: str = PLAIN,
    evidence: str = "none",
) -> Compiled:
    """The spec of a network.

    `readings` of sentences that can be read in two ways: `plain` looks for conflicts in all of them
    and bounds by the one that stands first; `all` bounds by any; `a`, `b` drop the other rows.
    `evidence`: `public` adds what evidence.csv says of single partnerships.
    """
    rows = [*records(network.statements), *_drawn(network)]
    if readings not in (PLAIN, "all"):
        rows = [row for row in rows if text(row, "reading") in ("", readings)]
    facts: Facts = {}
    if evidence == "public":
        types = Things(network).types
        facts = public(records(network.table("evidence")), types)
    things = Things(network, _named(rows), facts)
    return _Compiler(things, rows).compiled(questions, readings)


def _drawn(network: Network) -> Iterator[dict[str, Any]]:
    """The values of figure_values.csv, each a claim of its own: `FV-1` from the first row."""
    for place, row in enumerate(records(network.table("figure_values")), 1):
        conditions = {name: text(row, name) for name in ("host", "topic", "scope", "size_class")}
        yield conditions | {
            "id": f"FV-{place}", "claim_id": f"FV-{place}", "section": "figure_values.csv",
            "place": f"row {place + 1}, {text(row, 'exhibit')}", "subject": "partnerships",
            "measure": "count", "relation": "=", "value": text(row, "value"),
            "among": "reporting" if conditions["size_class"] else "", FILED: text(row, "change"),
        }  # fmt: skip


def _named(rows: Iterable[Mapping[str, Any]]) -> Named:
    who, whom, focuses = set(), set(), []
    for row in rows:
        if text(row, "relation") not in BINDING:
            continue
        name = text(row, "host"), text(row, "partnership")
        if name[1] and text(row, "subject") == "partnerships":
            who.add(name)
        elif name[1] and text(row, "subject") in SIZED and text(row, "measure") != "count":
            whom.add(name)
        if text(row, "subject") == "partnerships":
            focuses += [one for one in text(row, "focus").split("|") if one]
    return Named(frozenset(who), frozenset(whom), tuple(sorted(set(focuses))))


class _Compiler:
    """Puts a spec together: what statements say, what rows do, how periods meet, what is asked."""

    def __init__(self, things: Things, rows: list[dict[str, Any]]) -> None:
        self.things, self.reader = things, Reader(things, rows)

    def compiled(self, questions: Iterable[Question], readings: str) -> Compiled:
        """The spec, and what became of each statement."""
        claims: dict[Claim, None] = {}
        outside, built_in, printed = {}, {}, defaultdict(list)
        for one in self.reader.said:
            try:
                for ids, formula in self.reader.formulas(one):
                    claims[Claim(ids, formula, one.reading)] = None
                for formula in self._printed(one):
                    printed[formula].append(one.id)
            except BuiltIn as reason:
                built_in[one.id] = str(reason)
            except Outside as reason:
                outside[one.id] = str(reason)
        inside = [one for one in self.reader.said if one.id not in {*outside, *built_in}]
        # A count says more plainly than its percentage what is printed, and goes first.
        own = sorted(claims, key=lambda claim: claim.formula.startswith("pct("))
        spec = self._spec(own, dict(self._cells(questions)), _plain(inside, readings))
        rows = tuple(one.row for one in self.reader.said)
        ids_of = {key: tuple(some) for key, some in printed.items()}
        return Compiled(spec, self.things, rows, outside, built_in, ids_of)

    def _spec(self, claims: list[Claim], cells: dict[str, str], taken: dict[str, str]) -> Spec:
        asked = " ".join([*(claim.formula for claim in claims), *cells.values()])
        structure = [*self.reader.descent.claims(asked), *self._facts(asked)]
        pivots = self.reader.descent.pivots(asked)
        numbers, sets = self.reader.numbers, self.reader.sets
        every = (*claims, *structure)
        return Spec(self.things.frames, every, cells, numbers, sets, pivots, taken)

    def _printed(self, one: Said) -> list[str]:
        exact = one.relation == "=" and one.subject == "partnerships" and one.measure == "count"
        return self.reader.counts(one) if exact else []

    def _cells(self, questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
        for question in questions:
            try:
                yield question.key(), self.asked(question)
            except Outside:
                continue

    def asked(self, question: Question) -> str:
        """The formula of the number that a question asks for. Outside if it is no count."""
        if question.measure != "count" or question.period not in self.things.periods:
            raise Outside("not a count")
        where, among = dict(question.where), question.among
        whole = among in (ALL, *WHOLES)
        if question.subject == "partnerships" and whole:
            return self.reader.counting.n(question.period, where, among)
        if question.subject == "hosts":
            having = question.having or "partnerships >= 1"
            met = self.reader.counting.condition(having, question.period, where, "")
            return f"howmany(host, {met})"
        raise Outside("not a count of partnerships or hosts")

    def _facts(self, asked: str) -> Iterator[Claim]:
        """What is certain of single rows: droppable where a name says it, else always true."""
        for period in self.things.periods:
            frame, name = self.things.frame(period), frame_of(period)
            for word in self.things.named.focuses:
                column = identifier("focus", word)
                if column in frame.soft and re.search(rf"\b{column}\b", asked):
                    wrong = f"n({name}, known_{column}='1', {column}=0)"
                    yield Claim((f"rows:focus={word}",), f"{wrong} == 0")
            for whom, (sign, number) in self.things.sized(period).items():
                wrong = f"(not members {sign} {number} or size == {UNREPORTED!r})"
                yield Claim((), f"n({name}, {wrong}, whom={whom!r}) == 0")
            for type_ in self.things.types:
                told, has = identifier("told", type_), identifier("type", type_)
                if told in frame.given:
                    yield Claim((), f"n({name}, {REPORTING}, {told}='1', {has}=0) == 0")


def _plain(said: Iterable[Said], readings: str) -> dict[str, str]:
    """Claim with several readings -> the one that stands first."""
    found: dict[str, str] = {}
    for one in said if readings == PLAIN else ():
        if one.reading:
            found.setdefault(one.claim_id, one.reading)
    return found

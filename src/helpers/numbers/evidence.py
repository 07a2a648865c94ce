"""The best evidence at hand answers a question: the source, the rows, the audit, or a limit."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from helpers.data import population
from helpers.data.network import Network
from helpers.data.tables import records
from helpers.numbers import printed, rows
from helpers.numbers.answer import NOTHING, Answer, Status, added
from helpers.numbers.numerals import percent_of
from helpers.numbers.printed import BINDING, answered
from helpers.numbers.question import ALL, PERCENT, Question


class Findings(Protocol):
    """What an audit found, as far as answers need it."""

    def bound(self, question: Question) -> Answer | None:
        """The range that the statements leave to a number, if it was asked for."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """A network with what its audit found, or with one example dataset instead of ranges."""

    network: Network
    findings: Findings | None = None
    example: Callable[[str], rows.Population] | None = None

    @cached_property
    def printed(self) -> printed.Index:
        """The statements by the questions that they answer."""
        return printed.index(self.network)

    @cached_property
    def exclusive(self) -> frozenset[str]:
        """Classes that one is in for any reason or not at all: filed and any reason agree."""
        classes = list(self.network.config["changes"])
        return frozenset({"new", "unchanged", *classes[:1]})

    def population(self, period: str) -> rows.Population:
        """The partnerships of a period, each attribute with its sure and its possible values."""
        return population.of(self.network, period)

    @cached_property
    def _by_host(self) -> dict[str, dict[str, list[rows.Row]]]:
        """Period -> host -> the partnerships that are, or may be, its own."""
        return {}

    def among(self, asked: Question) -> rows.Population:
        """The partnerships of a question's period; of its host only, if it names one."""
        people = (self.example or self.population)(asked.period)
        host = asked.get("host")
        if not host or self.example:
            return people
        if asked.period not in self._by_host:
            found = self._by_host.setdefault(asked.period, {})
            for row in people:
                for one in row["host"][1]:
                    found.setdefault(one, []).append(row)
        return self._by_host[asked.period].get(host, [])

    def claim(self, claims: str) -> Answer:
        """The answer that one claim gives, by its id; of several, joined by `+`, the sum.

        A claim may hold a count and its percentage; `claim:percent` names the measure meant.
        """
        found = []
        for claim in claims.split("+"):
            name, _, measure = claim.partition(":")
            kept = [row for row in self._said("claim_id", name) if row["relation"] in BINDING]
            kept.sort(key=lambda row: row["measure"] == "fraction")
            meant = measure or (kept[0]["measure"] if kept else "")
            found.append(answered(row for row in kept if row["measure"] == meant) or NOTHING)
        return found[0] if len(found) == 1 else added(found)

    def statement(self, id_: str) -> Answer | None:
        """The answer that one statement gives, by its id."""
        return answered(self._said("id", id_))

    def _said(self, column: str, value: str) -> list[dict]:
        found = self.network.statements
        return records(found[found[column] == value])


def answer(evidence: Evidence, asked: Question) -> Answer:
    """What is known of a question, by the best evidence: printed, counted, audited, or a limit."""
    filed = asked.get("filed")  # a statement speaks of any reason
    stated = asked.but(filed="", change=filed) if filed in evidence.exclusive else asked
    said = answered(evidence.printed.get(stated, []))
    if said and not evidence.example:
        return said
    counted = count(evidence, asked)
    if evidence.example:
        return _exemplified(evidence, counted, said)
    if counted.exact and counted.status == Status.COUNTED:
        return counted
    bound = evidence.findings.bound(asked) if evidence.findings else None
    return bound or counted


def _exemplified(evidence: Evidence, counted: Answer, said: Answer | None) -> Answer:
    """A number of the example dataset; one that it shares with the source stays printed."""
    if said and said.exact and (not counted.known or counted.value == said.value):
        return said
    if not counted.exact:
        return said or counted
    if evidence.network.statements.empty:
        return counted
    return counted.but(status=Status.EXAMPLE, statements=())


def count(evidence: Evidence, asked: Question) -> Answer:
    """What the rows alone say: counted where they decide, else the least and the most."""
    network = evidence.network
    # A list of an earlier period may be a few names only.
    if not evidence.example and asked.period not in network.listed:
        return NOTHING
    if asked.subject not in ("partnerships", "hosts"):
        about = asked.period, asked.subject, asked.measure, asked.where
        found = None if evidence.example else population.members(network, *about)
        share = asked.subject == "member_share"
        return NOTHING if found is None else Answer.of(percent_of(found, 100) if share else found)
    people = (evidence.example or evidence.population)(asked.period)
    if asked.subject == "hosts":
        among = len(network.hosts)
        plain = not asked.having and not asked.where
        ends = (among, among) if plain else rows.hosts(people, asked, network.hosts)
        return Answer.between(*ends, among)
    if asked.measure in ("range", "mean") and asked.among == "hosts":
        return _over_hosts(network.hosts, asked, people)
    most = rows.count(evidence.among(asked.whole()), asked.whole())[1]
    if asked.measure == PERCENT:
        return Answer.between(*rows.share(people, asked), 100) if most else NOTHING
    return Answer.between(*rows.count(evidence.among(asked), asked), most)


def _over_hosts(names: list[str], asked: Question, people: rows.Population) -> Answer:
    """The mean of the hosts' numbers, or their range; nothing unless all are known."""
    counted = asked.but(measure="count", among=ALL)
    counts = [rows.count(people, counted.but(host=name)) for name in names]
    found = [sure for sure, possible in counts if sure == possible]
    if not found or len(found) < len(counts):
        return NOTHING
    if asked.measure == "mean":
        return Answer.of(Fraction(sum(found), len(found)))
    return Answer(Fraction(min(found)), Fraction(max(found)), Status.COUNTED)

"""The best evidence at hand answers a question: the source's words, the rows, the audit, or a
limit.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from helpers.data import population
from helpers.data.network import Network
from helpers.data.tables import records
from helpers.numbers import printed, rows
from helpers.numbers.answer import NOTHING, Answer, Status, added
from helpers.numbers.numerals import percent_of
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
        """Classes that a partnership is in for any reason or not at all: filed and any reason
        agree.
        """
        classes = list(self.network.config["changes"])
        return frozenset({"new", "unchanged", *classes[:1]})

    def population(self, period: str) -> rows.Population:
        """The partnerships of a period, each attribute with its sure and its possible values."""
        return population.of(self.network, period)

    def claim(self, claims: str) -> Answer:
        """The answer that one claim gives, by its id; of several, joined by `+`, the sum."""
        found = [self._claim(claim) for claim in claims.split("+")]
        return found[0] if len(found) == 1 else added(found)

    def _claim(self, claim: str) -> Answer:
        """A claim may hold a count and its percentage; `claim:percent` names the measure meant."""
        name, _, measure = claim.partition(":")
        found = self.network.statements
        kept = found[(found["claim_id"] == name) & found["relation"].isin(printed.BINDING)]
        rows_ = sorted(records(kept), key=lambda row: row["measure"] == "fraction")
        meant = measure or (rows_[0]["measure"] if rows_ else "")
        return printed.answered(row for row in rows_ if row["measure"] == meant) or NOTHING

    def statement(self, id_: str) -> Answer | None:
        """The answer that one statement gives, by its id."""
        found = self.network.statements
        return printed.answered(records(found[found["id"] == id_]))


def answer(evidence: Evidence, asked: Question) -> Answer:
    """What is known of a question, by the best evidence: printed, counted, audited, or a limit."""
    said = printed.answered(evidence.printed.get(_as_stated(evidence, asked), []))
    if evidence.example:
        return _exemplified(evidence, asked, said)
    if said:
        return said
    counted = count(evidence, asked)
    if counted.exact and counted.status == Status.COUNTED:
        return counted
    bound = evidence.findings.bound(asked) if evidence.findings else None
    return bound or counted


def _as_stated(evidence: Evidence, asked: Question) -> Question:
    """A statement speaks of any reason; that is the filed class where the two cannot differ."""
    filed = asked.get("filed")
    return asked.but(filed="", change=filed) if filed in evidence.exclusive else asked


def _exemplified(evidence: Evidence, asked: Question, said: Answer | None) -> Answer:
    """A number of the example dataset; one that it shares with the source stays printed."""
    counted = count(replace(evidence, network=evidence.network), asked)
    if said and said.exact and (not counted.known or counted.value == said.value):
        return said
    if counted.exact and evidence.network.statements.empty:
        return counted
    return counted.but(status=Status.EXAMPLE, statements=()) if counted.exact else said or counted


def count(evidence: Evidence, asked: Question) -> Answer:
    """What the rows alone say: counted where they decide, else the least and the most."""
    # A list of an earlier period may be a few names only.
    if not evidence.example and asked.period not in evidence.network.listed:
        return NOTHING
    people = (evidence.example or evidence.population)(asked.period)
    counters = {"partnerships": _partnerships, "hosts": _hosts}
    counter = counters.get(asked.subject)
    return counter(evidence, asked, people) if counter else population_measure(evidence, asked)


def _partnerships(evidence: Evidence, asked: Question, people: rows.Population) -> Answer:
    if asked.measure == PERCENT:
        return _share(asked, people)
    if asked.measure in ("range", "mean") and asked.among == "hosts":
        return _over_hosts(evidence, asked, people)
    sure, possible = rows.count(people, asked)
    if sure == possible:
        return Answer.of(sure)
    most = rows.count(people, asked.whole())[1]
    return Answer.between(sure, possible, most)


def _share(asked: Question, people: rows.Population) -> Answer:
    try:
        low, high = rows.share(people, asked)
    except ValueError:
        return NOTHING
    return Answer.of(low) if low == high else Answer.between(low, high, 100)


def _over_hosts(evidence: Evidence, asked: Question, people: rows.Population) -> Answer:
    counts = [
        rows.count(people, asked.but(measure="count", among=ALL, host=name))
        for name in evidence.network.hosts
    ]
    if not counts or any(sure != possible for sure, possible in counts):
        return NOTHING
    found = [sure for sure, _ in counts]
    if asked.measure == "mean":
        return Answer.of(Fraction(sum(found), len(found)))
    return Answer(Fraction(min(found)), Fraction(max(found)), Status.COUNTED)


def _hosts(evidence: Evidence, asked: Question, people: rows.Population) -> Answer:
    names = evidence.network.hosts
    if not asked.having and not asked.where:
        return Answer.of(len(names))
    sure, possible = rows.hosts(people, asked, names)
    return Answer.of(sure) if sure == possible else Answer.between(sure, possible, len(names))


def population_measure(evidence: Evidence, asked: Question) -> Answer:
    """Sizes of memberships and shares of members, from rows that have numbers of members."""
    about = asked.period, asked.subject, asked.measure, asked.where
    found = population.members(evidence.network, *about) if not evidence.example else None
    if found is None:
        return NOTHING
    rounded = asked.subject == "member_share"
    return Answer.of(percent_of(found, 100) if rounded else found)

"""The best evidence at hand answers a question: the source, the rows, the audit, or a limit."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import Protocol

from helpers.data import conditions, member_change, memberships, participation, population
from helpers.data.network import Known, Network
from helpers.data.tables import records
from helpers.numbers import printed, rows
from helpers.numbers.answer import HIDDEN, NOT_KNOWN, NOTHING, Answer, Status, added
from helpers.numbers.numerals import percent_of
from helpers.numbers.printed import BINDING, answered
from helpers.numbers.question import ALL, PERCENT, Question


class Findings(Protocol):
    """What an audit found, as far as answers need it."""

    def bound(self, question: Question) -> Answer | None:
        """The range that the statements leave to a number, if it was asked for."""


class Hidden(Protocol):
    """What a network's small-cell rule hides, and the sentence that says so."""

    @property
    def note(self) -> str:
        """What the sign of a hidden number means."""

    def hides(self, asked: Question, value: Fraction | None = None) -> bool:
        """Must the number that answers a question, with this value, not be shown?"""


@dataclass(frozen=True, eq=False)
class Evidence:
    """A network with what its audit found, or with one example dataset instead of ranges."""

    network: Network
    findings: Findings | None = None
    example: Callable[[str], rows.Population] | None = None
    hidden: Hidden | None = None
    known: Known = field(default_factory=dict, repr=False)  # answers and entries

    @property
    def printed(self) -> printed.Index:
        """The statements by the questions that they answer."""
        return printed.index(self.network)

    @property
    def exclusive(self) -> frozenset[str]:
        """Classes that one is in for any reason or not at all: filed and any reason agree."""
        classes = list(self.network.config["changes"])
        return frozenset({"new", "unchanged", *classes[:1]})

    def population(self, period: str) -> rows.Population:
        """The partnerships of a period, each attribute with its sure and its possible values."""
        return population.of(self.network, period)

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
    """What may be shown of a question: what is known, or that the small-cell rule hides it."""
    return shown(evidence, asked, _known(evidence, asked))


def shown(evidence: Evidence, asked: Question, found: Answer) -> Answer:
    """An answer as it may be shown."""
    hidden = evidence.hidden
    if hidden and found.known and hidden.hides(asked, found.value):
        return Answer(Fraction(0), None, Status.SUPPRESSED, note=hidden.note, wording=HIDDEN)
    return found


def _known(evidence: Evidence, asked: Question) -> Answer:
    """What is known of a question, by the best evidence: printed, counted, audited, or a limit.

    Several exhibits ask the same, and each for every host: an answer is found once.
    """
    return evidence.network.found(evidence.known, asked, partial(_found, evidence, asked))


def _found(evidence: Evidence, asked: Question) -> Answer:
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
    if not (bound or counted.known) and evidence.network.closed:
        none = asked.subject == "member_share" and _no_members(evidence, asked)
        return (
            NOT_KNOWN.but(wording=f"no {evidence.network.words['members']}") if none else NOT_KNOWN
        )
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
    if asked.subject in memberships.SUBJECTS:
        return _memberships(evidence, asked)
    if asked.subject not in ("partnerships", "hosts"):
        found = None if evidence.example else _members(network, asked)
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
    most = rows.count(people, asked.whole())[1]
    if asked.measure == PERCENT:
        return Answer.between(*rows.share(people, asked), 100) if most else NOTHING
    return Answer.between(*rows.count(people, asked), most)


def _memberships(evidence: Evidence, asked: Question) -> Answer:
    """Memberships, organizations or parents that members.csv lists, or a share of them."""
    if asked.having:
        return _organizations(evidence.network, asked)
    about = evidence.network, asked.period, asked.subject
    found = None if evidence.example else memberships.count(*about, asked.where)
    whole = memberships.count(*about, asked.whole().where) if found else None
    if found is None or whole is None:
        return NOTHING
    if asked.measure == PERCENT:
        ends = [percent_of(end, whole[0]) for end in found] if whole[0] else None
        return Answer.between(ends[0], ends[1], 100) if ends else NOTHING
    return Answer.between(*found, whole[1]) if asked.measure == "count" else NOTHING


def _organizations(network: Network, asked: Question) -> Answer:
    """Organizations that take part in so many partnerships, as `having` says; perhaps of a host."""
    listed = participation.partnerships_of(network, asked.period, asked.get("host"))
    condition = conditions.parse(asked.having)
    if not listed or asked.but(host="").where or not isinstance(condition, conditions.Compare):
        return NOTHING
    meets, most = rows.COMPARE[condition.sign], condition.right.constant
    return Answer.of(sum(meets(Fraction(one), most) for one in listed.values()))


def _members(network: Network, asked: Question) -> Fraction | None:
    """What own rows say of members; None where they do not."""
    if asked.subject == "member_change":
        return member_change.counted(network, asked.period, asked.where)
    about = asked.period, asked.subject, asked.measure, asked.where
    return population.members(network, *about)


def _no_members(evidence: Evidence, asked: Question) -> bool:
    """Is a share one of no members at all: is it known of each partnership that it had none?"""
    part = asked.but(subject="partnerships", measure="count", among=ALL, member_type="")
    open_ = rows.count(evidence.population(asked.period), part.but(typed="no"))[1]
    return not open_ and _members(evidence.network, part.but(subject="members")) == 0


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

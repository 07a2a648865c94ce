"""Statements, questions and findings in words."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from helpers.data.network import Network
from helpers.data.statements import SELECTORS
from helpers.numbers.audit.descent import SAME_HOST
from helpers.numbers.audit.frames import FILED
from helpers.numbers.numerals import percent_of
from helpers.numbers.question import ALL, Question
from helpers.numbers.statement import VOCABULARIES, Statement

FOLLOWS, AGREES, CONFLICT, OUTSIDE = VERDICTS = (
    "follows from others", "agrees", "in a conflict", "outside",
)  # fmt: skip
CHOSEN = (*SELECTORS[:6], FILED, *SELECTORS[6:])
SIGNS = {
    "about": "about ", ">=": "at least ", ">": "more than ", "<=": "at most ", "<": "less than ",
}  # fmt: skip
PLAIN_MEASURES = ("count", "percent", "fraction", "range", "order", "qualitative")
STRUCTURE = {
    "class": "Each of the {count} {partnerships} listed has one topic and one scope.",
    "how": "Each of the {count} {partnerships} listed came about in one way.",
    "fate": "An earlier {partnership} ends, or goes on: as one, split (in one piece or more) or "
    "merged with others into one. Where as many earlier {partnerships} go on as later ones "
    "continue one, those that go on as one are as many on both sides, so as many were split or "
    "merged as there are results of that. A {host} with such a result had at least one of them, "
    "if {partnerships} stay with their {host}.",
}  # what every dataset keeps, and conflicts may rest on


class Words:
    """What a network calls things."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def statement(self, one: Statement) -> str:
        """A statement in plain words: `partnerships, topic literacy, in two states: 9`."""
        named = [(name, getattr(one, name)) for name in CHOSEN if getattr(one, name)]
        chosen = [f"{_named(name)} {self._value(name, value)}" for name, value in named]
        when = one.among in (*self.network.periods, "reporting", "ended")
        subject = [self._subject(one.subject), *([one.among] if when else [])]
        return f"{', '.join([*subject, *chosen])}: {printed(one)}"

    def _subject(self, subject: str) -> str:
        return self.network.words.get(subject, _spaced(subject))

    def _value(self, name: str, value: str) -> str:
        """The label of an attribute's value; of several `a or b`, `a and b`."""
        listed = self.network.config[VOCABULARIES[name]] if name in VOCABULARIES else {}
        several = (
            [listed[one]["label"] if one in listed else _spaced(one) for one in part.split("+")]
            for part in value.split("|")
        )
        return " or ".join(map(" and ".join, several))

    def question(self, question: Question) -> tuple[str, str, str]:
        """What it is one of, its row and its cell: `partnerships by topic and scope`, X, wide."""
        where = dict(sorted(question.where, key=lambda pair: pair[0] not in ("host", "topic")))
        row, *cells = [self._value(*pair) for pair in where.items()] or [ALL]
        by = " by " + " and ".join(map(_named, where)) if where else ""
        period = f", {question.period}" if question.period != self.network.last else ""
        return f"{self._subject(question.subject)}{by}{period}", row, ", ".join(cells) or ALL

    def claim(self, claim: str) -> str:
        """What is no statement but could be dropped: an axiom, or what a name of the list says."""
        if claim == SAME_HOST:
            return "what becomes of a {partnership} stays with its {host}".format_map(
                self.network.words
            )
        name, value = claim.removeprefix("rows:").split("=", 1)
        count = sum(value in cell.split(";") for cell in self.network.partnerships[name])
        return f"{count} names of the list are certainly {_spaced(value)}"


def _named(attribute: str) -> str:
    """An attribute in words: what a partnership is filed under is its main change."""
    return "main change" if attribute == FILED else _spaced(attribute)


def _spaced(word: str) -> str:
    return word.replace("_", " ")


def printed(one: Statement) -> str:
    """A statement's value as the source has it: `at least 23`, `9–18`, `44%`."""
    own = "" if one.measure in PLAIN_MEASURES else f"{one.measure} "
    high = f"–{one.value_high}" if one.value_high else ""
    ending = "%" if one.unit == "percent" else ""
    return f"{own}{SIGNS.get(one.relation, '')}{one.value or 'as stated'}{high}{ending}"


def recomputed(one: Statement, said: Sequence[Statement]) -> str:
    """A percentage computed anew from the count of its claim."""
    if (one.measure, one.relation) != ("percent", "=") or not one.denominator:
        return ""
    same = ("claim_id", "subject", *CHOSEN)
    for other in said:
        exact = (other.measure, other.relation) == ("count", "=")
        if exact and all(getattr(other, name) == getattr(one, name) for name in same):
            part, whole = int(other.value), int(one.denominator)
            share, rounded = float(Fraction(100 * part, whole)), percent_of(part, whole)
            return f"{part}/{whole} = {share:.1f}, rounded {rounded}, printed {one.value}"
    return ""


def summary(data: Mapping[str, Any]) -> Iterator[str]:
    """Counts, then each conflict and each excluded reading in one line."""
    counts = data["counts"]
    verdicts = ", ".join(f"{counts[name]} {name}" for name in VERDICTS)
    yield f"{verdicts} of {counts['statements']} statements."
    yield (
        f"{counts['conflicts']} minimal conflicts; {counts['drop sets']} smallest sets to drop, of "
        f"{counts['smallest drop']} claims each."
    )
    for one in data["contradictions"]:
        yield f"{one['id']}: {one['explanation']}"
    for one in data["readings_excluded"]:
        yield f"Reading {one['reading']} of {one['claim_id']} is excluded: {one['explanation']}"
    if not data["complete"]:
        yield "The search for conflicts stopped at its limit: there may be others."

"""Statements, questions and findings in words."""

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from helpers.data.network import Network
from helpers.numbers.audit.descent import SAME_HOST
from helpers.numbers.audit.things import text
from helpers.numbers.numerals import percent_of
from helpers.numbers.question import ALL, Question

FOLLOWS, AGREES, CONFLICT, OUTSIDE = VERDICTS = (
    "follows from others", "agrees", "in a conflict", "outside",
)  # fmt: skip
VOCABULARIES = {
    "topic": "topics", "scope": "scopes", "size_class": "size_classes",
    "member_type": "member_types", "change": "changes", "filed": "changes",
}  # fmt: skip
CHOSEN = (
    "topic", "scope", "host", "host_group", "partnership", "change", "filed", "fate", "size_class",
    "member_type", "focus", "having",
)  # fmt: skip
SIGNS = {
    "about": "about ",
    ">=": "at least ",
    ">": "more than ",
    "<=": "at most ",
    "<": "less than ",
}
PLAIN_MEASURES = ("count", "percent", "fraction", "range", "order", "qualitative")
Row = Mapping[str, Any]


class Words:
    """What a network calls things."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def statement(self, row: Row) -> str:
        """A statement in plain words: `partnerships, topic literacy, in two states: 9`."""
        named = [name for name in CHOSEN if text(row, name)]
        chosen = [f"{name.replace('_', ' ')} {self.value(name, text(row, name))}" for name in named]
        whole = text(row, "among")
        when = [whole] if whole in (*self.network.periods, "reporting", "ended") else []
        return f"{', '.join([self._subject(row), *when, *chosen])}: {printed(row)}"

    def _subject(self, row: Row) -> str:
        subject = text(row, "subject")
        return self.network.words.get(subject, subject.replace("_", " "))

    def value(self, name: str, value: str) -> str:
        """The label of an attribute's value; of several `a or b`, `a and b`."""
        parts = (part.split("+") for part in value.split("|"))
        return " or ".join(" and ".join(self._label(name, one) for one in some) for some in parts)

    def _label(self, name: str, value: str) -> str:
        known = self.network.config.get(VOCABULARIES.get(name, "")) or {}
        return str((known.get(value) or {}).get("label") or value.replace("_", " "))

    def question(self, question: Question) -> tuple[str, str, str]:
        """What it is one of, its row and its cell: `partnerships by topic and scope`, X, wide."""
        first = [name for name in ("host", "topic") if question.get(name)]
        order = [*first, *(name for name, _ in question.where if name not in first)]
        row, *cells = [self.value(name, question.get(name)) for name in order] or [ALL]
        subject = self.network.words.get(question.subject, question.subject.replace("_", " "))
        by = " and ".join(name.replace("_", " ") for name in order)
        period = f", {question.period}" if question.period != self.network.periods[-1] else ""
        return (f"{subject} by {by}" if by else subject) + period, row, ", ".join(cells) or ALL

    def claim(self, claim: str) -> str:
        """What is no statement but could be dropped: an axiom, or what a name of the list says."""
        if claim == SAME_HOST:
            words = self.network.words
            return f"what becomes of a {words['partnership']} stays with its {words['host']}"
        name, value = claim.removeprefix("rows:").split("=", 1)
        cells = list(self.network.partnerships[name]) if name in self.network.partnerships else []
        count = sum(value in str(cell).replace("|", ";").split(";") for cell in cells)
        return f"{count} names of the list are certainly {value.replace('_', ' ')}"


def descent(words: Mapping[str, str]) -> str:
    """What every dataset must keep between two periods."""
    return (
        "An earlier {partnership} ends, or goes on: as one, split (in one piece or more) or merged "
        "with others into one. Where as many earlier {partnerships} go on as later ones continue "
        "one, those that go on as one are as many on both sides, so as many were split or merged "
        "as there are results of that. A {host} with such a result had at least one of them, if "
        "{partnerships} stay with their {host}."
    ).format(**words)


def printed(row: Row) -> str:
    """A statement's value as the source has it: `at least 23`, `9–18`, `44%`."""
    high = f"–{text(row, 'value_high')}" if text(row, "value_high") else ""
    ending = "%" if text(row, "unit") == "percent" else ""
    measure = text(row, "measure")
    own = "" if measure in PLAIN_MEASURES else f"{measure} "
    sign, value = SIGNS.get(text(row, "relation"), ""), text(row, "value") or "as stated"
    return f"{own}{sign}{value}{high}{ending}"


def recomputed(row: Row, rows: list[Row]) -> str:
    """A percentage computed anew from the count of its claim."""
    base, same = text(row, "denominator"), ("claim_id", "subject", *CHOSEN)
    if text(row, "measure") != "percent" or text(row, "relation") != "=" or not base:
        return ""
    exact = [one for one in rows if (text(one, "measure"), text(one, "relation")) == ("count", "=")]
    for one in exact:
        if all(text(one, name) == text(row, name) for name in same):
            part, whole = int(text(one, "value")), int(base)
            share, rounded = float(Fraction(100 * part, whole)), percent_of(part, whole)
            return f"{part}/{whole} = {share:.1f}, rounded {rounded}, printed {text(row, 'value')}"
    return ""


def summary(data: Mapping[str, Any]) -> Iterator[str]:
    """Counts, then each conflict and each excluded reading in one line."""
    counts, said = data["counts"], (f"{data['counts'][name]} {name}" for name in VERDICTS)
    yield f"{', '.join(said)} of {counts['statements']} statements."
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


def json_text(data: Mapping[str, Any]) -> str:
    """The text of audit.json: the same bytes for the same findings."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

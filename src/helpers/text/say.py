"""Sentences with numbers: each number is an entry of a table, written once, and kept as a claim.

`say("{n} partnerships operated", n=entry)` returns a Sentence whose text has the number and whose
claims say where it is from; claims.json is made of them.
"""

from __future__ import annotations

import string
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from helpers.numbers.answer import Answer
from helpers.numbers.grid import Entry

Value = int | float | list[int | float | None] | None


@dataclass(frozen=True)
class Claim:
    """One printed number: its text, value (a number, or [low, high]), unit, status, statement
    ids.
    """

    text: str
    value: Value
    unit: str
    status: str
    statements: list[str]

    def record(self) -> dict:
        """The claim as claims.json has it."""
        return dict(vars(self))


@dataclass(frozen=True)
class Sentence:
    """Plain text and the claims in it, in order."""

    text: str
    claims: tuple[Claim, ...] = field(default=())

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    def __add__(self, other: Sentence) -> Sentence:
        return Sentence(f"{self.text} {other.text}".strip(), self.claims + other.claims)


EMPTY = Sentence("")


def say(template: str, **values: object) -> Sentence:
    """Fill a template. An Entry becomes a claim; a Sentence stays one; other values are plain
    words.

    `{n:base}` is the whole that the entry is a part of; `{n:is|are}` the word that goes with it,
    which may be the name of a value. A sentence's first letter is a capital.
    """
    texts: list[str] = []
    claims: list[Claim] = []
    for literal, name, form, _ in string.Formatter().parse(template):
        texts.append(literal)
        if name is None:
            continue
        value = values[name]
        if isinstance(value, Entry) and form and "|" in form:
            word = form.split("|")[value.high != 1]
            own = values.get(word)
            value, form = own if isinstance(own, str) else word, ""
        made = _said(value, form or "")
        texts.append(made.text)
        claims += made.claims
    return Sentence("".join(texts), tuple(claims))


def _said(value: object, form: str) -> Sentence:
    if isinstance(value, Sentence):
        return value
    if isinstance(value, Entry):
        entry = whole_of(value) if form == "base" else value
        return Sentence(entry.prose, (claim(entry),))
    return Sentence(str(value))


def whole_of(entry: Entry) -> Entry:
    """The base of an entry, as an entry of its own; ValueError if it has none."""
    if entry.base is None:
        raise ValueError(f"{entry.keys}, {entry.measure}: no base is known.")
    known = Answer.of(entry.base, entry.status).but(statements=entry.answer.statements)
    return Entry(entry.keys, entry.labels, "base", known, entry.unit)


def join(*sentences: Sentence) -> Sentence:
    """Sentences in a row, as one."""
    return sum(sentences, EMPTY)


def listed(parts: Iterable[Sentence], last: str = "and") -> Sentence:
    """`a`, `a and b`, `a, b, and c`, with the claims of all."""
    found = list(parts)
    ends = [""] + [", "] * (len(found) - 1)
    if len(found) == 2:
        ends[1] = f" {last} "
    elif len(found) > 2:
        ends[-1] = f", {last} "
    text = "".join(end + one.text for end, one in zip(ends, found, strict=False))
    return Sentence(text, tuple(claim for one in found for claim in one.claims))


def claim(entry: Entry) -> Claim:
    """The claim that an entry makes, its number written for a sentence."""
    ids = list(entry.answer.statements)
    return Claim(entry.prose, _value(entry.answer), entry.unit, str(entry.status), ids)


def _value(answer: Answer) -> Value:
    if not answer.known:
        return None
    return _plain(answer.low) if answer.exact else [_plain(answer.low), _plain(answer.high)]


def _plain(number: Fraction | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number.denominator == 1 else float(number)

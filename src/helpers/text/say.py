"""Sentences with numbers: each number is an entry of a table, written once, and kept as a claim.

`say("{n} partnerships operated", n=entry)` returns a Sentence whose text has the number and whose
claims say where it is from; claims.json is made of them. A token is `{name}`, `{name:base}` (the
whole that the number is a part of), `{name:word}` (a small number in letters), `{name:none}` (the
same, but none for zero), `{name:No}` or `{name:None}` (to begin with: No or None, One, Two, ...) or
`{name:is|are}` (the word that goes with the number, or the value of that name); `{{` is a brace.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from helpers.numbers.answer import Answer
from helpers.numbers.grid import Entry
from helpers.numbers.numerals import first_word, spelled

Value = int | float | list[int | float | None] | None
TOKEN = re.compile(r"\{\{|\}\}|\{([^{}\n]+)\}")
FORMS = ("base", "word", "none", "No", "None")


@dataclass(frozen=True)
class Claim:
    """One printed number: text, value (a number, or [low, high]), unit, status, statements."""

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
    claims: tuple[Claim, ...] = ()

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    def __add__(self, other: Sentence) -> Sentence:
        return Sentence(f"{self.text} {other.text}".strip(), self.claims + other.claims)


EMPTY = Sentence("")


def filled(text: str, found: Callable[[str, int], Sentence]) -> Sentence:
    """The text, each token replaced by what is found for what stands in it and its line."""
    claims: list[Claim] = []

    def put(token: re.Match[str]) -> str:
        if token[1] is None:
            return token[0][0]
        made = found(token[1], text.count("\n", 0, token.start()) + 1)
        claims.extend(made.claims)
        return made.text

    return Sentence(TOKEN.sub(put, text), tuple(claims))


def say(template: str, **values: object) -> Sentence:
    """Fill a template. An Entry becomes a claim; a Sentence stays one; others are plain words."""

    def found(token: str, _line: int) -> Sentence:
        name, _, form = token.partition(":")
        value = values[name]
        if isinstance(value, Entry) and "|" in form:
            word = form.split("|")[value.high != 1]
            own = values.get(word)  # such as the network's own word; never another number
            return Sentence(own if isinstance(own, str) else word)
        if isinstance(value, Entry):
            return number_of(value, form)
        return value if isinstance(value, Sentence) else Sentence(str(value))

    return filled(template, found)


def number_of(entry: Entry, form: str = "") -> Sentence:
    """A number in a form of FORMS and the claim that it makes; ValueError if no base is known."""
    if form == "base":
        if entry.base is None:
            raise ValueError(f"{entry.keys}, {entry.measure}: no base is known.")
        known = Answer.of(entry.base, entry.status).but(statements=entry.answer.statements)
        entry = Entry(entry.keys, entry.labels, "base", known, entry.unit)
    text = entry.prose
    if entry.exact and form in ("word", "none"):
        text = spelled(entry.low) if entry.low or form == "word" else form
    if entry.exact and form in ("No", "None"):
        text = first_word(entry.low) if entry.low else form
    return Sentence(text, (claim(entry),))


def claim(entry: Entry) -> Claim:
    """The claim that an entry makes, its number written for a sentence."""
    answer = entry.answer
    ends = [None if end is None else _plain(end) for end in (answer.low, answer.high)]
    value = (ends[0] if answer.exact else ends) if answer.known else None
    return Claim(entry.prose, value, entry.unit, str(entry.status), list(answer.statements))


def _plain(number: Fraction) -> int | float:
    return int(number) if number.denominator == 1 else float(number)


def join(*sentences: Sentence) -> Sentence:
    """Sentences in a row, as one."""
    return sum(sentences, EMPTY)


def listed(parts: Iterable[Sentence], last: str = "and") -> Sentence:
    """`a`, `a and b`, `a, b, and c`, with the claims of all."""
    found = list(parts)
    texts = [one.text for one in found]
    if len(texts) > 2:
        texts = [", ".join(texts[:-1]) + ",", texts[-1]]
    return Sentence(f" {last} ".join(texts), tuple(one for part in found for one in part.claims))

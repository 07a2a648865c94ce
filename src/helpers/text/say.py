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
from dataclasses import dataclass, field, replace
from fractions import Fraction

from helpers.numbers.answer import Answer
from helpers.numbers.grid import Entry
from helpers.numbers.numerals import first_word, spelled
from helpers.numbers.question import Question

Value = int | float | list[int | float | None] | None
TOKEN = re.compile(r"\{\{|\}\}|\{(?!\.)([^{}\n]+)\}")  # {.place} is Markdown's, a class
FORMS = ("base", "word", "none", "No", "None")


@dataclass(frozen=True)
class Claim:
    """One printed number: text, value (a number, or [low, high]), unit, status, statements.

    `at` is its place in the text of its sentence. `question` is what it answers, or `key` that
    question's key, and `note` what is to be said of the answer.
    """

    text: str
    value: Value
    unit: str
    status: str
    statements: list[str]
    at: int = field(default=0, compare=False)
    question: Question | None = field(default=None, compare=False)
    note: str = field(default="", compare=False)
    key: str = field(default="", compare=False)

    def record(self) -> dict:
        """The claim as claims.json has it."""
        return {name: getattr(self, name) for name in RECORDED}


RECORDED = ("text", "value", "unit", "status", "statements")


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
        return _stripped(unspaced([self, Sentence(" "), other]))

    def without(self, start: str) -> Sentence:
        """The sentence without words that it begins with."""
        kept = self.text.removeprefix(start)
        return Sentence(kept, _moved(self.claims, len(kept) - len(self.text)))


EMPTY = Sentence("")


def _moved(claims: Iterable[Claim], by: int) -> tuple[Claim, ...]:
    """Claims of a text before which so many signs were put."""
    return tuple(replace(one, at=one.at + by) for one in claims)


def unspaced(parts: Iterable[Sentence]) -> Sentence:
    """Sentences one behind the other, with nothing between them."""
    text, claims = "", list[Claim]()
    for one in parts:
        claims += _moved(one.claims, len(text))
        text += one.text
    return Sentence(text, tuple(claims))


def _stripped(one: Sentence) -> Sentence:
    """A sentence without blanks around it."""
    begun = one.text.lstrip()
    return Sentence(begun.rstrip(), _moved(one.claims, len(begun) - len(one.text)))


def filled(text: str, found: Callable[[str, int], Sentence]) -> Sentence:
    """The text, each token replaced by what is found for what stands in it and its line."""
    parts, done = list[Sentence](), 0
    for token in TOKEN.finditer(text):
        line = text.count("\n", 0, token.start()) + 1
        brace = Sentence(token[0][0])
        parts += [
            Sentence(text[done : token.start()]),
            found(token[1], line) if token[1] else brace,
        ]
        done = token.end()
    return unspaced([*parts, Sentence(text[done:])])


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
        whole = entry.question and entry.question.whole()
        entry = Entry(entry.keys, entry.labels, "base", known, entry.unit, question=whole)
    text = entry.prose
    if entry.exact and form in ("word", "none"):
        text = spelled(entry.low) if entry.low or form == "word" else form
    if entry.exact and form in ("No", "None"):
        text = first_word(entry.low) if entry.low else form
    return Sentence(text, (replace(claim(entry), text=text),))


def claim(entry: Entry) -> Claim:
    """The claim that an entry makes, its number written for a sentence."""
    answer = entry.answer
    ends = [None if end is None else _plain(end) for end in (answer.low, answer.high)]
    value = (ends[0] if answer.exact else ends) if answer.known else None
    said = entry.prose, value, entry.unit, str(entry.status), list(answer.statements)
    return Claim(*said, question=entry.question, note=answer.note)


def _plain(number: Fraction) -> int | float:
    return int(number) if number.denominator == 1 else float(number)


def join(*sentences: Sentence) -> Sentence:
    """Sentences in a row, as one."""
    return sum(sentences, EMPTY)


def listed(parts: Iterable[Sentence], last: str = "and") -> Sentence:
    """`a`, `a and b`, `a, b, and c`, with the claims of all."""
    found = list(parts)
    comma = "," * (len(found) > 2)
    between = [", "] * (len(found) - 2) + [f"{comma} {last} "] * (len(found) > 1)
    pairs = zip(found, [*between, ""], strict=False)
    return unspaced(one for part, after in pairs for one in (part, Sentence(after)))

"""A network's own text: Markdown whose numbers are tokens, filled from what is known of them.

{ID}                     a statement, by its id
{NAME}                   a number of named_numbers.csv
{topics.TOPIC}           a number of an exhibit: its stem, then values of its keys or its measure;
                         of a key without a value, of all together
{topics.TOPIC:base}      the whole that it is a part of; `:word` spells a small number out
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.data.csvfile import shown
from helpers.data.tables import records
from helpers.errors import UserError, nearest, one_of
from helpers.numbers.answer import Answer
from helpers.numbers.evidence import Evidence
from helpers.numbers.grid import TOTAL, Entry, Table
from helpers.numbers.question import ALL
from helpers.text.places import without_places
from helpers.text.say import FORMS, TOKEN, Sentence, filled, number_of

# Digits that a text may type: citations, addresses, quotations (their paragraph names the place),
# years, and parts of documents ("Figure 12").
TYPED = re.compile(
    r"“[^”\n]*”|\[@[^\]]*\]|\]\([^)]*\)|\b(?:1[89]|20)\d\d(?:[–-]\d\d)?\b"
    r"|\b(?i:table|figure|chapter|appendix|part|section|box|note|footnote|page)s? [A-Z]?\d+[a-z]?\b"
)

PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|$))+")  # lines with none empty between them


@dataclass(frozen=True)
class Tokens:
    """Finds what a token names. `table` gives an exhibit's table by its stem, or None."""

    evidence: Evidence
    table: Callable[[str], Table | None]
    stems: tuple[str, ...]

    def sentence(self, text: str, where: str = "") -> Sentence:
        """The text with its tokens filled; UserError, which begins with `where` and the line, for
        an unknown one.
        """
        return filled(text, lambda token, line: self._said(token, f"{where}, line {line}"))

    def paragraphs(self, text: str, where: str = "") -> list[Sentence]:
        """The text as `sentence` fills it, a paragraph each, so that a claim stands in its own."""
        return [
            filled(
                part[0].rstrip("\n"), partial(self._at, where, text.count("\n", 0, part.start()))
            )
            for part in PARAGRAPH.finditer(text)
        ]

    def _at(self, where: str, above: int, token: str, line: int) -> Sentence:
        return self._said(token, f"{where}, line {above + line}")

    def _said(self, token: str, where: str) -> Sentence:
        name, colon, form = token.partition(":")
        if colon and form not in FORMS:
            forms = one_of([f":{one}" for one in FORMS])
            raise UserError(f"{where}: found {{{token}}}; after a number's name may stand {forms}.")
        entry = self.entry(name, where)
        if form == "base" and entry.base is None:
            raise UserError(f"{where}: found {{{token}}}; of this number no whole is known.")
        return number_of(entry, form)

    def entry(self, name: str, where: str = "") -> Entry:
        """The number that a token names."""
        stem, *parts = name.split(".")
        if parts and stem in self.stems:
            return self._of_exhibit(name, stem, parts, where)
        network = self.evidence.network
        numbers = {row["name"]: row for row in network.table("named_numbers").to_dict("records")}
        if row := numbers.get(name):
            return _number(row, self.evidence.claim(row["claim"]), row["base"])
        said = {row["id"]: row for row in records(network.statements)}
        if found := self.evidence.statement(name):
            return _number(said[name], found, said[name]["denominator"])
        raise _unknown(name, [*numbers, *said], where)

    def _of_exhibit(self, name: str, stem: str, parts: list[str], where: str) -> Entry:
        own = [e for e in self.table(stem) or () if e.keys.get("host", ALL) == ALL]
        named = [e for e in own if {*parts} <= {*e.keys.values(), e.measure}]
        counts = [e for e in named if e.measure == "count"] if len(named) > 1 else named
        for found in (counts, [e for e in counts or named if _together(e, parts)]):
            if len(found) == 1:
                return found[0]
        keys = [[value for key, value in e.keys.items() if key != "host"] for e in own]
        raise _unknown(name, [".".join([stem, *values]) for values in keys], where)


def _together(entry: Entry, parts: Iterable[str]) -> bool:
    """Is it of all topic areas, classes and so on, but for those that a token names?"""
    others = {name: value for name, value in entry.keys.items() if value not in parts}
    return all(value == TOTAL for name, value in others.items() if name != "host")


def _number(row: dict, answer: Answer, base: Any) -> Entry:
    whole = None if pd.isna(base) else int(base)
    return Entry({}, {}, str(row["measure"]), answer, str(row["unit"]), whole)


def _unknown(name: str, known: Iterable[str], where: str) -> UserError:
    token, tokens = f"{{{name}}}", [f"{{{one}}}" for one in known]
    return UserError(
        f"{where}: found {token}; allowed is a statement's id, a name of named_numbers.csv, or "
        f"an exhibit and its keys such as {{topics.TOPIC}}.{nearest(token, tokens)}"
    )


def digits(path: Path, text: str, names: Iterable[str] = ()) -> list[str]:
    """Numbers typed in a text outside tokens, names and dates: a sentence each, with the line.

    `names` are the network's own, such as those of partnerships, which may have digits.
    """
    own = [name for name in names if re.search(r"\d", name)]
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        rest = TYPED.sub("", TOKEN.sub("", without_places(line)))
        for name in own:
            rest = rest.replace(name, "")
        for found in re.findall(r"\d(?:[\d,.]*\d)?", rest):
            problems.append(
                f"{shown(path)}, line {number}: found the number '{found}'; a number must be a "
                "token such as {ID} or {topics.TOPIC}, so that it can be traced. Write the token."
            )
    return problems

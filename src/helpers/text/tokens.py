"""A network's own text: Markdown whose numbers are tokens, filled from what is known of them.

{ID}                     a statement, by its id
{NAME}                   a number of named_numbers.csv
{topics.TOPIC}           a number of an exhibit: its stem, then values of its keys or its measure
{topics.TOPIC:base}      the whole that it is a part of; `:word` spells a small number out
"""

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.data.csvfile import shown
from helpers.errors import UserError, one_of
from helpers.numbers.answer import Answer
from helpers.numbers.evidence import Evidence
from helpers.numbers.grid import Entry, Table
from helpers.numbers.numerals import spelled
from helpers.numbers.question import ALL
from helpers.text.say import Claim, Sentence, claim, whole_of

TOKEN = re.compile(r"\{([^{}\n]+)\}")
FORMS = ("base", "word")
# Digits that a text may type: citations, addresses, years, and parts of documents ("Figure 12").
TYPED = re.compile(
    r"\[@[^\]]*\]|\]\([^)]*\)|\b(?:1[89]|20)\d\d(?:[–-]\d\d)?\b"
    r"|\b(?i:table|figure|chapter|appendix|part|section|box|note|footnote|page)s? [A-Z]?\d+[a-z]?\b"
)


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
        parts, claims, end = [], list[Claim](), 0
        for found in TOKEN.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            entry, written = self._written(found.group(1), f"{where}, line {line}")
            parts += [text[end : found.start()], written]
            claims.append(claim(entry))
            end = found.end()
        return Sentence("".join([*parts, text[end:]]), tuple(claims))

    def _written(self, token: str, where: str) -> tuple[Entry, str]:
        """The number of a token, and how its form writes it."""
        name, colon, form = token.partition(":")
        if colon and form not in FORMS:
            forms = one_of([f":{one}" for one in FORMS])
            raise UserError(f"{where}: found {{{token}}}; after a number's name may stand {forms}.")
        entry = self.entry(name, where)
        if form == "base":
            if entry.base is None:
                raise UserError(f"{where}: found {{{token}}}; of this number no whole is known.")
            entry = whole_of(entry)
        return entry, spelled(entry.low) if form == "word" and entry.exact else entry.prose

    def entry(self, name: str, where: str = "") -> Entry:
        """The number that a token names."""
        if "." in name and name.split(".")[0] in self.stems:
            return self._of_exhibit(name, where)
        named = self._named().get(name)
        if named:
            return named
        found = self.evidence.statement(name)
        if found is None:
            raise self._unknown(
                name, [*self._named(), *self.evidence.network.statements["id"]], where
            )
        row = self.evidence.network.statements.set_index("id").loc[name]
        base = _whole(row["denominator"])
        return Entry({}, {}, str(row["measure"]), found, str(row["unit"]), base)

    def _of_exhibit(self, name: str, where: str) -> Entry:
        stem, *parts = name.split(".")
        table = self.table(stem)
        entries = [e for e in table or () if _fits(e, parts)]
        plain = [e for e in entries if e.measure == "count"] if len(entries) > 1 else entries
        if len(plain) != 1:
            raise self._unknown(name, self._names(stem, table), where)
        return plain[0]

    def _names(self, stem: str, table: Table | None) -> list[str]:
        own = [e for e in table or () if e.keys.get("host", ALL) == ALL]
        return [".".join([stem, *(v for k, v in e.keys.items() if k != "host")]) for e in own]

    def _named(self) -> dict[str, Entry]:
        rows = self.evidence.network.table("named_numbers").to_dict("records")
        return {row["name"]: self._entry(row) for row in rows}

    def _entry(self, row: dict) -> Entry:
        base = _whole(row["base"])
        found: Answer = self.evidence.claim(row["claim"])
        return Entry({}, {}, row["measure"], found, row["unit"], base)

    def _unknown(self, name: str, known: Iterable[str], where: str) -> UserError:
        near = difflib.get_close_matches(name, list(known), 1)
        meant = f" Did you mean {{{near[0]}}}?" if near else ""
        return UserError(
            f"{where}: found {{{name}}}; allowed is a statement's id, a name of "
            f"named_numbers.csv, or "
            f"an exhibit and its keys such as {{topics.TOPIC}}.{meant}"
        )


def _whole(cell: Any) -> int | None:
    return None if pd.isna(cell) else int(cell)


def _fits(entry: Entry, parts: list[str]) -> bool:
    """Does the entry, of the whole network, have all these as values of its keys or as its
    measure?
    """
    own = [*entry.keys.values(), entry.measure]
    return entry.keys.get("host", ALL) == ALL and all(part in own for part in parts)


def digits(path: Path, text: str, names: Iterable[str] = ()) -> list[str]:
    """Numbers typed in a text outside tokens, names and dates: a sentence each, with the line.

    `names` are the network's own, such as those of partnerships, which may have digits.
    """
    own = [name for name in names if re.search(r"\d", name)]
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        rest = TYPED.sub("", TOKEN.sub("", line))
        for name in own:
            rest = rest.replace(name, "")
        for found in re.findall(r"\d(?:[\d,.]*\d)?", rest):
            problems.append(
                f"{shown(path)}, line {number}: found the number '{found}'; a number must be a "
                "token such as {ID} or {topics.TOPIC}, so that it can be traced. Write the token."
            )
    return problems

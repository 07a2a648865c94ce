"""Where the numbers of an exhibit or of prose stand, and how each is known, for the exporters.

A record holds `known`, how its numbers are known, each told once; `numbers`, the places of those in
its texts as [start, end, place in known]; and `cells`, of those in its table as [row, column, place
in known], of several in one cell each with its start and end behind.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from helpers.numbers.grid import Entry
from helpers.text.say import Claim, Sentence, claim

Tell = Callable[[Claim], dict[str, Any]]


class Written(str):
    """A number as a table's cell has it, and the entry that it is of."""

    entry: Entry

    @classmethod
    def of(cls, entry: Entry) -> "Written":
        """The entry's number, as tables write it."""
        made = cls(entry.text)
        made.entry = entry
        return made


class Spoken(str):
    """A cell of text, and the sentence that it is, with numbers in it."""

    sentence: Sentence

    @classmethod
    def of(cls, sentence: Sentence) -> "Spoken":
        """The sentence's text."""
        made = cls(sentence.text)
        made.sentence = sentence
        return made


class Numbers:
    """How the numbers of a record are known, in `told`, each once."""

    def __init__(self, tell: Tell) -> None:
        self.told: list[dict[str, Any]] = []
        self._tell, self._places = tell, dict[str, int]()

    def of(self, said: Sentence) -> list[list[int]]:
        """Where the numbers of a sentence stand: start, end, and place in `told`."""
        text = said.text
        return [
            [one.at, one.at + len(one.text), self.place(one)]
            for one in said.claims
            if one.at >= 0
            and text[one.at : one.at + len(one.text)].casefold() == one.text.casefold()
        ]

    def place(self, claim: Claim) -> int:
        """The place in `told` of how a number is known."""
        found = self._tell(claim)
        name = json.dumps(found, sort_keys=True)
        if name not in self._places:
            self._places[name] = len(self.told)
            self.told.append(found)
        return self._places[name]


def numbers(
    words: Mapping[str, Sentence], rows: Iterable[Iterable[str]], tell: Tell | None
) -> dict[str, Any]:
    """What an exhibit's record says of its numbers; nothing where nobody tells."""
    if tell is None:
        return {}
    known = Numbers(tell)
    said = {part: known.of(one) for part, one in words.items() if part != "alt"}
    cells = [
        [place, column, *one]
        for place, row in enumerate(rows)
        for column, cell in enumerate(row)
        for one in _of_cell(known, cell)
    ]
    said = {part: found for part, found in said.items() if found}
    return {"numbers": said, "cells": cells, "known": known.told} if known.told else {}


def _of_cell(known: Numbers, cell: str) -> list[list[int]]:
    """The places in `known` of a cell's numbers."""
    if isinstance(cell, Written):
        return [[known.place(claim(cell.entry))]]
    if isinstance(cell, Spoken):
        return [[place, start, end] for start, end, place in known.of(cell.sentence)]
    return []


def numbers_of(paragraphs: Iterable[Sentence], tell: Tell | None) -> dict[str, Any]:
    """What the record of prose says of its numbers; nothing where there is none."""
    if tell is None:
        return {}
    known = Numbers(tell)
    places = [known.of(one) for one in paragraphs]
    return {"numbers": places, "known": known.told} if known.told else {}

"""A text in pieces: plain texts, citations, and numbers, which lead to how they are known.

The helpers leave a JSON record of each text: `numbers` has the start and the end of each number in
it, and which entry of `known` tells how that is known.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.errors import UserError
from helpers.text.citations import Citation, Work, pieces

KNOWN = "known"  # the class of a number in Markdown that leads to how it is known
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
Told = dict[str, Any]  # how a number is known, as helpers.knowing tells it


@dataclass(frozen=True)
class Number:
    """A number in a text; `told` is how it is known."""

    text: str
    told: Told


Pieces = list[str | Citation | Number]


def citations(text: str, where: str, listed: Mapping[str, Work]) -> list[str | Citation]:
    """A text as plain texts and citations; UserError says where a token names no work."""
    try:
        return pieces(text, listed)
    except UserError as error:
        raise UserError(f"{where}: {message}" for message in error.messages) from None


Places = Sequence[Sequence[int]]  # start and end of each number in a text, and which one it is


def places_of(record: dict[str, Any]) -> Sequence[Places]:
    """The places of the numbers in each paragraph; none in a record of an older version."""
    return record.get("numbers") or [[] for _ in record["paragraphs"]]


def read(
    record: dict[str, Any], text: str, places: Places, where: str, listed: Mapping[str, Work]
) -> Pieces:
    """A text as plain texts, citations, and numbers with how they are known."""
    found: Pieces = []
    done = 0
    for start, end, known in places:
        found += citations(text[done:start], where, listed)
        found.append(Number(text[start:end], record["known"][known]))
        done = end
    return [*found, *citations(text[done:], where, listed)]


def without_numbers(found: Iterable[str | Citation | Number]) -> list[str | Citation]:
    """A text on paper, where nothing is asked: its numbers are plain text."""
    merged: list[str | Citation] = []
    for piece in found:
        text = piece.text if isinstance(piece, Number) else piece
        last = merged[-1] if merged else None
        if isinstance(text, str) and isinstance(last, str):
            merged[-1] = last + text
        else:
            merged.append(text)
    return merged


def spanned(text: str, places: Places) -> str:
    """A paragraph of Markdown with a span around each number; not where there is code, which shows
    all signs, nor in a heading, whose text names its address.
    """
    done, parts = 0, []
    for start, end, known in () if "`" in text else places:
        if not _HEADING.match(text, text.rfind("\n", 0, start) + 1):
            parts += [text[done:start], f"[{text[start:end]}]{{.{KNOWN} at={known}}}"]
            done = end
    return "".join([*parts, text[done:]])

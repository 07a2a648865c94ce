"""Citations: `[@seed003]` in a text is the parenthesis "(Coburn et al., 2013)", which leads to the
work in the list of references.

The works come from data/frameworks/references.json, which `bibliography` makes. Several works stand
in one token: `[@seed001; @seed003]`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helpers import paths
from helpers.errors import UserError, one_of

FILE = paths.DATA / "frameworks" / "references.json"
TOKEN = re.compile(r"\[@[^\[\]]*\](?!\()")  # a link may have a text that begins with @
_KEYS = re.compile(r"\[\s*@[\w:-]+(?:\s*;\s*@[\w:-]+)*\s*\]")


@dataclass(frozen=True)
class Work:
    """A work of the list: how a text cites it ("Coburn et al., 2013") and its entry, piece by
    piece: {"text": ...}, with "style": "emphasis" or "url" where it has them."""

    key: str
    cite: str
    entry: list[dict[str, str]]

    @property
    def text(self) -> str:
        """The entry as plain text."""
        return "".join(piece["text"] for piece in self.entry)


@dataclass(frozen=True)
class Citation:
    """One work named in a text; `text` is what a reader sees of it."""

    key: str
    text: str

    @property
    def target(self) -> str:
        """The id of the work's entry."""
        return target(self.key)


def target(key: str) -> str:
    """The id of an entry in HTML and PDF: no heading and no exhibit has a colon in its own."""
    return f"ref:{key}"


@cache
def load(path: Path = FILE) -> Mapping[str, Work]:
    """All works at hand by their key, in the order of the list."""
    return by_key(json.loads(path.read_text(encoding="utf-8")))


def by_key(works: Iterable[dict]) -> dict[str, Work]:
    """Works as they are stored -> by their key, in the same order."""
    return {work["key"]: Work(work["key"], work["cite"], work["entry"]) for work in works}


def pieces(text: str, works: Mapping[str, Work] | None = None) -> list[str | Citation]:
    """A text split at its tokens: plain texts, parentheses included, and citations. UserError for a
    token that names no work.

    `works` are those of the list that the text stands above; without it, all works at hand.
    """
    known = load() if works is None else works
    found: list[str | Citation] = []
    start, *others = TOKEN.split(text)
    for token, after in zip(TOKEN.findall(text), others, strict=True):
        first, *more = _citations(token, known)
        found += [f"{start}(", first, *(one for work in more for one in ("; ", work))]
        start = f"){after}"
    return [piece for piece in (*found, start) if piece]


def plain(text: str, works: Mapping[str, Work] | None = None) -> str:
    """A text with its tokens as they read: "(Coburn et al., 2013)"."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces(text, works))


def cited(text: str) -> list[str]:
    """The keys that the tokens of a text name, known or not."""
    return re.findall(r"@([\w:-]+)", " ".join(TOKEN.findall(text)))


def _citations(token: str, works: Mapping[str, Work]) -> list[Citation]:
    """The works of one token, in the order of the list."""
    if not works:
        raise UserError(
            f"{token} cites a work, but the report has no list of references: "
            "show it with report.references in one of the notebooks."
        )
    if not _KEYS.fullmatch(token):
        raise UserError(
            f"{token} is no citation: write [@key] or [@key; @key], and a page or a table outside "
            "of it."
        )
    named = cited(token)
    if unknown := [key for key in named if key not in works]:
        what = f"which is not in the list of references: key is {one_of(works)}."
        raise UserError(f"{token} cites '{key}', {what}" for key in unknown)
    return [Citation(key, work.cite) for key, work in works.items() if key in named]

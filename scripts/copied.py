"""Finds words that a network's texts have in common with their sources: runs of eight or more.

    python scripts/copied.py [FOLDER] [--text TEXT ...] [--keep]

FOLDER holds the sources as .txt files, which are not part of the repository; without it the runs
of words are looked up in scripts/copied.runs, which holds a checksum of each (five bytes, from
which no word can be read) and is written by --keep. A TEXT is a Markdown file (all of data/*/text
by default). Left out are headings, words in quotation marks, addresses,
places, and names of partnerships and hosts. A number counts as a word, and any number is like any
other, for the texts have tokens where the sources have digits. Exit code 1 if something is copied.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).resolve().parents[1] / "data"
KEPT = Path(__file__).with_suffix(".runs")
LONG, SIZE = 8, 5  # words of a run, bytes of its checksum
NUMBER = "#"
NUMBERS = frozenset(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty
    ninety""".split()  # noqa: SIM905
)
_LEFT_OUT = re.compile(
    r"^\#.*$|“[^”\n]*”|\"[^\"\n]*\"|\[[^\[\]]*\]\{\.place\}|\[@[^\]]*\]|\]\([^)]*\)", re.MULTILINE
)
_TOKEN = re.compile(r"\{[^{}\n]+\}")
_WORD = re.compile(r"#|[^\W_]+(?:['’][^\W_]+)*|\|")
_PAUSE = "|"  # stands where something was left out: no run goes across


class Word(NamedTuple):
    """A word in small letters and its line."""

    text: str
    line: int


class Copied(NamedTuple):
    """A run of words, the line where it begins, and its place in a source."""

    line: int
    words: str
    source: str


def words(text: str) -> list[Word]:
    """The words of a text, numbers all alike."""
    return [
        Word(NUMBER if _is_number(found[0].lower()) else found[0].lower(), number)
        for number, line in enumerate(text.splitlines(), 1)
        for found in _WORD.finditer(line)
    ]


def _is_number(word: str) -> bool:
    return word in NUMBERS or word[0].isdigit() and word.isdecimal()


def own_words(text: str, names: list[str]) -> list[Word]:
    """The words of a Markdown text that are meant to be its own; `|` where some are left out."""
    kept = _LEFT_OUT.sub(_PAUSE, text)
    for name in sorted(names, key=len, reverse=True):
        kept = re.sub(rf"\b{re.escape(name)}\b", _PAUSE, kept)
    return words(_TOKEN.sub(NUMBER, kept))


def places(sources: dict[str, list[Word]]) -> dict[bytes, str]:
    """The checksum of each run of LONG words in the sources, and where it stands."""
    return {
        checksum(run): f"{name}, line {line}"
        for name in sources
        for run, line in _runs(sources[name])
    }


def checksum(run: Iterable[str]) -> bytes:
    """Five bytes for a run of words."""
    return hashlib.blake2b(" ".join(run).encode(), digest_size=SIZE).digest()


def kept() -> dict[bytes, str]:
    """The checksums that were kept, without their places."""
    found = KEPT.read_bytes()
    return dict.fromkeys(
        (found[at : at + SIZE] for at in range(0, len(found), SIZE)), "one of the sources"
    )


def copied(text: list[Word], known: Mapping[bytes, str]) -> Iterator[Copied]:
    """Each run of LONG words or more that a source has, too, as long as it is."""
    hits = [number for number, (run, _) in enumerate(_runs(text)) if checksum(run) in known]
    starts = (
        [hits[0], *(after for before, after in pairwise(hits) if after > before + 1)]
        if hits
        else []
    )
    for start in starts:
        end = start
        while end + 1 in hits:
            end += 1
        run = text[start : end + LONG]
        first = checksum(word.text for word in run[:LONG])
        yield Copied(run[0].line, " ".join(word.text for word in run), known[first])


def _runs(found: list[Word]) -> Iterator[tuple[tuple[str, ...], int]]:
    for start in range(len(found) - LONG + 1):
        run = found[start : start + LONG]
        yield tuple(word.text for word in run), run[0].line


def names(data: Path) -> list[str]:
    """Names of partnerships and hosts of all networks."""
    found = set()
    for file in [*data.glob("*/partnerships.csv"), *data.glob("*/hosts.csv")]:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows = list(csv.DictReader(opened))
        found |= {row[column] for row in rows for column in ("name", "host") if row.get(column)}
    return sorted(found)


def main() -> int:
    """Print what is copied, a line each; 2 if the folder has no sources."""
    parser = argparse.ArgumentParser(description="Finds runs of words that sources have, too.")
    parser.add_argument("folder", nargs="?", type=Path, help="the sources, as .txt files")
    parser.add_argument("--text", nargs="*", type=Path, default=sorted(DATA.glob("*/text/*.md")))
    parser.add_argument("--keep", action="store_true", help=f"write {KEPT.name} anew")
    asked = parser.parse_args()
    if asked.folder is None:
        known = kept()
    else:
        files = sorted(asked.folder.glob("*.txt"))
        if not files:
            print(f"There are no .txt files in '{asked.folder}'.", file=sys.stderr)
            return 2
        known = places({file.name: words(file.read_text(encoding="utf-8")) for file in files})
        if asked.keep:
            KEPT.write_bytes(b"".join(sorted(known)))
    own = names(DATA)
    found = [
        f"{file}, line {one.line}: '{one.words}' is in {one.source}"
        for file in asked.text
        for one in copied(own_words(file.read_text(encoding="utf-8"), own), known)
    ]
    print("\n".join(found) or f"Nothing of {LONG} words is copied in {len(asked.text)} texts.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

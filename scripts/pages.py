"""Measures the pages of a report's PDF: how many each chapter takes, and which are badly filled.

    python scripts/pages.py REPORT.pdf [--most PAGES]

Badly filled is a page, other than a chapter's last, of which more than 45 percent is blank; one
that ends in a heading; one that has only one or two rows of a table that breaks; and one that
begins with the note of a table before it. Exit code 1 if there is any, or more pages than --most.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pymupdf

BLANK = 0.45  # of the height for text
FEW = 2  # rows
HEAD, FOOT = 1.15 * 72, 1.05 * 72  # points: the running head and foot, as in report.typ
SMALL_PRINT = ("NOTE:", "SOURCE:")


class Chapter(NamedTuple):
    """A heading of the first level and its pages, counted from 1."""

    title: str
    first: int
    last: int


def chapters(path: Path) -> list[Chapter]:
    """The chapters by the PDF's outline; before them the title page and the contents. Chapters
    that begin on the page where another one ends are told with it."""
    with pymupdf.open(path) as document:
        starts = [(title, page) for level, title, page in document.get_toc() if level == 1]
        ends = [*(page for _, page in starts[1:]), document.page_count + 1]
    found = [Chapter("Title and contents", 1, starts[0][1] - 1)] if starts else []
    for (title, first), end in zip(starts, ends, strict=True):
        found.append(Chapter(title, first, max(first, end - 1)))
    return found


def blanks(path: Path) -> list[float]:
    """Of each page the share of the height for text that is blank below what stands there."""
    with pymupdf.open(path) as document:
        return [_blank(page) for page in document]


def _blank(page: Any) -> float:
    top, bottom = HEAD, page.rect.height - FOOT
    boxes = [box for _, box in page.get_bboxlog()]
    ends = [box[3] for box in boxes if box[1] >= top - 10 and box[3] <= bottom + 10]
    return 1 - (max(ends, default=top) - top) / (bottom - top)


def faults(path: Path, most: int | None = None) -> Iterator[str]:
    """What is wrong with the pages, a sentence each."""
    shares, parts = blanks(path), chapters(path)
    if most is not None and len(shares) > most:
        yield f"There are {len(shares)} pages, {most} at most are allowed."
    lasts = {part.last for part in parts} | {1}
    for number, share in enumerate(shares, 1):
        if share > BLANK and number not in lasts:
            yield f"Page {number} is {share:.0%} blank."
    with pymupdf.open(path) as document:
        for number, page in enumerate(document, 1):
            if _body(page).startswith(SMALL_PRINT):
                yield f"Page {number} begins with the note of what stands before it."
    with pikepdf.open(path) as document:
        numbers = {page.objgen: number for number, page in enumerate(document.pages, 1)}
        elements = _Elements(numbers)
        yield from elements.headings(document.Root.StructTreeRoot)
        yield from elements.tables(document.Root.StructTreeRoot)


def _body(page: Any) -> str:
    area = pymupdf.Rect(0, HEAD - 10, page.rect.width, page.rect.height - FOOT)
    return page.get_text(clip=area).strip()


class _Elements:
    """The structure elements of a PDF with the pages on which they begin; `numbers` has those."""

    def __init__(self, numbers: dict[Any, int]) -> None:
        self.numbers = numbers

    def headings(self, root: Any) -> Iterator[str]:
        """Headings that end a page."""
        placed = [(str(one.S), self.page(one)) for one in _below(root)]
        for (kind, page), (_, after) in pairwise(one for one in placed if one[1]):
            if kind in ("/H1", "/H2", "/H3") and after > page:
                yield f"Page {page} ends in a heading."

    def tables(self, root: Any) -> Iterator[str]:
        """Tables that break and leave few rows on a page."""
        for table in (one for one in _below(root) if one.S == "/Table"):
            rows = [self.page(one) for one in _below(table) if one.S == "/TR"]
            counts = Counter(rows)
            for page in sorted(page for page, many in counts.items() if many <= FEW):
                if len(counts) > 1:
                    yield f"Page {page} has only {counts[page]} of {len(rows)} rows of a table."

    def page(self, node: Any) -> int:
        """The page on which an element begins; 0 for one without content."""
        if "/Pg" in node:
            return self.numbers[node.Pg.objgen]
        return next((page for page in map(self.page, _dictionaries(node)) if page), 0)


def _below(node: Any) -> Iterator[Any]:
    """All structure elements under one, in reading order."""
    for child in _dictionaries(node):
        if "/S" in child:
            yield child
            yield from _below(child)


def _dictionaries(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    several = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [one for one in several if isinstance(one, pikepdf.Dictionary)]


def main() -> int:
    """Print the chapters with their pages, then what is wrong."""
    parser = argparse.ArgumentParser(description="Measures the pages of a report's PDF.")
    parser.add_argument("pdf", type=Path)
    parser.add_argument("--most", type=int, help="pages that are allowed")
    asked = parser.parse_args()
    shares = blanks(asked.pdf)
    for part in chapters(asked.pdf):
        own = shares[part.first - 1 : part.last]
        print(f"{len(own):3} {sum(own):5.1f} blank  {part.title}")
    print(f"{len(shares):3} {sum(shares):5.1f} blank  in all")
    found = list(faults(asked.pdf, asked.most))
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

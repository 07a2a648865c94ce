"""What two checkers find in a PDF, and whether its text is read in the order of painting.

outloud compares the orders element by element: it takes a paragraph's own words first and those of
its links after them, so that a page of paragraphs with links in their middle looks scrambled to it
(ORD-001). `disorder` compares as a screen reader walks: child by child.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pikepdf


def findings(path: Path) -> list[str]:
    """All that is wrong with a PDF."""
    found = [
        finding.message
        for finding in outloud.check(str(path)).findings
        if finding.rule != "ORD-001"
    ]
    return [
        *found,
        *(finding.message for finding in pdfua.validate(str(path)).findings),
        *disorder(path),
    ]


def disorder(path: Path) -> list[str]:
    """Pages on which marked content is read in another order than it is painted in."""
    with pikepdf.open(path) as document:
        pages: dict[Any, int] = {
            page.objgen: number for number, page in enumerate(document.pages, 1)
        }
        read: dict[int, list[int]] = {}
        for page, number in _read(document.Root.StructTreeRoot, None):
            read.setdefault(pages[page], []).append(number)
    return [
        f"page {page} is read in another order than it is painted in"
        for page, order in read.items()
        if order != sorted(order)
    ]


def _read(node: Any, page: Any) -> Iterator[tuple[Any, int]]:
    """(page, number) of each piece of marked content, as a screen reader comes to it.

    Typst numbers as it paints.
    """
    page = node.Pg.objgen if "/Pg" in node else page
    kids = node.get("/K", [])
    for child in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(child, int):
            yield page, child
        elif child.get("/Type") == "/MCR":
            yield (child.Pg.objgen if "/Pg" in child else page), int(child.MCID)
        elif child.get("/Type") != "/OBJR":
            yield from _read(child, page)

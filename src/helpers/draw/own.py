"""A chosen lab's own part of a figure, drawn after the whole network's."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from helpers import numerals, style
from helpers.draw.cells import own_rows
from helpers.draw.page import Page

GAP = 0.14


def own_part(page: Page, top: float, table: pd.DataFrame, lab: str,
             painter: Callable[[float, pd.DataFrame], float]) -> float:
    """Paint the lab's own rows below the network's, or say that they are not published."""
    if lab == "all":
        return top
    rows = own_rows(table, lab)
    if rows is None:
        return not_published(page, top, lab)
    page.rule([0, page.width], [top + GAP, top + GAP])
    below = page.paragraph(0, top + GAP * 1.6, page.width, lab, size=style.HEAD, weight=600)
    return painter(below + 0.06, rows)


def not_published(page: Page, top: float, lab: str, what: str = "") -> float:
    """The line that says so: `Midwest: not published`, after an empty outline; `what` is the detail."""
    below = top + GAP
    page.box(0.01, below + 0.015, 0.11, 0.11, "open", style.OUTLINE, f"own:{lab}")
    words = f"{lab}: {numerals.NOT_PUBLISHED}" + (f" ({what})" if what else "")
    return page.paragraph(0.2, below, page.width - 0.2, words, weight=600)

"""Members by type: one bar of the whole."""

from __future__ import annotations

from helpers.look import style
from helpers.look.entries import about
from helpers.look.own import with_own
from helpers.look.page import Page
from helpers.look.shares import BAR, Head, Segment, paint_bar, paint_heads, segments
from helpers.numbers.grid import Table
from helpers.numbers.parts import Parts, cut
from helpers.text.phrases import View


def draw(page: Page, table: Table, view: View) -> float:
    """One 100% bar of the members, each type's share above it."""
    shares = table.find("percent")
    given = table.colours("member_type")
    colour = style.colours(shares.values("member_type"), style.MEMBERS, given)

    def bar(top: float, entries: Table) -> float:
        parts = cut(entries.entries, "member_type")
        found = segments(parts, 0.0, page.width)
        top = paint_heads(page, top, [_head(one, parts) for one in found], 0.0)
        paint_bar(page, top, BAR, found, colour, "member_type")
        return top + BAR

    return with_own(page, shares, view.host, bar)


def _head(one: Segment, parts: Parts) -> Head:
    number = one.entry.text if one.rest else parts.text(one.entry)
    return Head(number, one.entry.labels["member_type"], one.left, one.right, about(one.entry))

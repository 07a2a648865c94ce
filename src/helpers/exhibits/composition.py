"""Members by type: average shares, and partnerships with at least one of a type."""

from collections.abc import Iterator

from helpers.data.network import Network
from helpers.exhibits.asking import everyone, of_host, percent
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.entries import about
from helpers.look.own import with_own
from helpers.look.page import Page
from helpers.look.shares import BAR, Head, Segment, paint_bar, paint_heads, segments
from helpers.numbers.answer import Status
from helpers.numbers.grid import TOTAL, Asked, Entry, Grid, Table
from helpers.numbers.parts import Parts, cut
from helpers.numbers.question import ALL, PERCENT, REPORTING, Question
from helpers.text.phrases import View, capital, note
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("member_types",)
MEMBERS = "percent of members"


def grid(network: Network) -> Grid:
    """Shares of members in all and by host; partnerships with at least one of a type, and of
    all.
    """
    asked = [one for host in everyone(network) for one in _shares(network, host)]
    asked += list(_present(network))
    every = "+".join(main_types(network))
    parts = [network.label("member_types", name) for name in main_types(network)]
    labels = {("member_type", every): str(listed(map(Sentence, parts)))}
    return Grid(("host", "member_type"), tuple(asked), labels=labels)


def main_types(network: Network) -> list[str]:
    """The member types but the residual one."""
    return [
        name for name, entry in network.config["member_types"].items() if not entry.get("other")
    ]


def _shares(network: Network, host: str) -> Iterator[Asked]:
    whole = Question(network.periods[-1], of_host(host), "member_share", PERCENT, REPORTING)
    for name in network.config["member_types"]:
        yield Asked(
            {"host": host, "member_type": name}, whole.but(member_type=name), PERCENT, MEMBERS
        )


def _present(network: Network) -> Iterator[Asked]:
    whole = Question(network.periods[-1], among=REPORTING)
    main = main_types(network)
    for name in (*network.config["member_types"], *(["+".join(main)] if len(main) > 1 else [])):
        keys = {"host": ALL, "member_type": name}
        one = Asked(keys, whole.but(member_type=name), "with at least one", always=False)
        yield from (one, percent(one, "with at least one, percent"))


def words(table: Table, view: View) -> Words:
    """Which types make up most members."""
    terms = view.terms
    shares = sorted(table.find(PERCENT, host=ALL), key=lambda e: -e.low)
    known = [e for e in shares if e.exact and e.low > 0]
    return Words(
        title=_title(known, len(shares), view),
        subtitle=say(
            "Members of {what} by type, {last}, {share}",
            what=terms.partnerships,
            last=terms.last,
            share="in percent of all" if _pooled(shares) else "average share",
        ),
        alt=join(
            Sentence("One bar of full length with the shares of members by type."),
            *(
                say("{label}: {share}.", label=capital(e.labels["member_type"]), share=e)
                for e in shares
            ),
        ),
        note=note(table, view, drawn=shares),
        source=view.source(),
    )


def _pooled(shares: list[Entry]) -> bool:
    """Are they shares of all members together? Rows are counted so; a source may average."""
    return all(entry.status == Status.COUNTED for entry in shares)


def _title(known: list[Entry], kinds: int, view: View) -> Sentence:
    if not known:
        return say("Members of {what} by type", what=view.terms.partnerships)
    top = known[:2]
    names = listed(Sentence(e.labels["member_type"]) for e in top)
    values = listed(say("{n}", n=e) for e in top)
    most = "most" if sum(e.low for e in top) > 50 else "the most"
    return say(
        "{types} made up {most} members: {values}",
        types=names,
        most="all" if len(top) == kinds else most,
        values=values,
    )


__all__ = ["EMPTY", "TOTAL", "grid", "main_types", "words"]


# -- drawn -----------------------------------------------------------------------------------------


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

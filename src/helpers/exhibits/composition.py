"""Members by type: average shares, and partnerships with at least one of a type."""

from helpers.data.network import Network
from helpers.exhibits.asking import crossed, shared
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.entries import about
from helpers.look.page import Page
from helpers.look.share_rows import Row, ShareRows
from helpers.look.shares import Head, Segment
from helpers.numbers.answer import Status
from helpers.numbers.grid import Asked, Entry, Grid, Table
from helpers.numbers.parts import Parts
from helpers.numbers.question import ALL, PERCENT, REPORTING, Question
from helpers.text.phrases import View, each, note
from helpers.text.say import Sentence, join, listed, say

NEEDS = ("member_types",)
SHARES = {"subject": "member_share", "measure": PERCENT, "among": REPORTING}
MEMBERS = "percent of members"


def grid(network: Network) -> Grid:
    """Shares of members in all and by host; partnerships with at least one of a type, and of all
    but the residual one."""
    types = network.config["member_types"]
    asked = [
        Asked(keys, question, PERCENT, MEMBERS)
        for keys, question in crossed(network, "member_type", **SHARES)
    ]
    main = [name for name, entry in types.items() if not entry.get("other")]
    every, reporting = "+".join(main), Question(network.last, among=REPORTING)
    for kind in dict.fromkeys([*types, *([every] if main else [])]):
        question, keys = reporting.but(member_type=kind), {"host": ALL, "member_type": kind}
        one = Asked(keys, question, "with at least one", always=False)
        asked += shared(one, "with at least one, percent")
    names = listed(Sentence(network.label("member_types", name)) for name in main)
    labels = {("member_type", every): str(names)}
    return Grid(("host", "member_type"), tuple(asked), labels=labels)


def words(table: Table, view: View) -> Words:
    """Which types make up most members."""
    shares = sorted(table.find(PERCENT, host=ALL), key=lambda e: -e.low)
    # Rows are counted together; a source may average.
    pooled = all(entry.status == Status.COUNTED for entry in shares)
    said = each(shares, "member_type", "{Name}: {n}.")
    return Words(
        title=_title(shares, view),
        subtitle=view.say(
            "Members of {partnerships} by type, {last}, {share}",
            share="in percent of all" if pooled else "average share",
        ),
        alt=join(Sentence("One bar of full length with the shares of members by type."), *said),
        note=note(table, view, drawn=shares),
    )


def _title(shares: list[Entry], view: View) -> Sentence:
    top = [e for e in shares if e.exact and e.low > 0][:2]
    if not top:
        return view.say("Members of {partnerships} by type")
    most = "most" if sum(e.low for e in top) > 50 else "the most"
    return say(
        "{types} made up {most} members: {values}",
        types=listed(Sentence(e.labels["member_type"]) for e in top),
        most="all" if len(top) == len(shares) else most,
        values=listed(each(top, "member_type", "{n}")),
    )


def draw(page: Page, table: Table, view: View) -> float:
    """One 100% bar of the members, each type's share above it."""
    return _Bar.draw(page, table.find("percent"), view.host, style.MEMBERS)


class _Bar(ShareRows):
    KEY = "member_type"

    def head(self, one: Segment, parts: Parts) -> Head:
        entry = one.entry
        number = entry.text if one.rest else parts.text(entry)
        return Head(number, entry.labels["member_type"], one.left, one.right, about(entry))

    def write(self, y: float, one: Segment, parts: Parts, row: Row) -> str:
        return ""

"""Members by type: average shares, and partnerships with at least one of a type."""

from helpers.data.network import Network
from helpers.exhibits.asking import crossed, shared
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.entries import about
from helpers.look.page import Page
from helpers.look.share_rows import Row, ShareRows
from helpers.look.shares import Head, Segment
from helpers.numbers.answer import NOT_KNOWN, Status
from helpers.numbers.grid import Asked, Entry, Grid, Table
from helpers.numbers.parts import Parts
from helpers.numbers.question import ALL, PERCENT, REPORTING, Question
from helpers.text.phrases import View, each, note, own_part, some_hidden, spoken
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("member_types",)
SHARES = {"subject": "member_share", "measure": PERCENT, "among": REPORTING}
MEMBERS = "percent of members"
OF_ROWS = (Status.COUNTED, Status.SUPPRESSED, Status.UNKNOWN)
NOT_SAID = "Of what types the members of {partnerships} in {last} were is not known"


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
    shares = _most_first(table.find(PERCENT, host=ALL))
    # Rows are counted together; a source may average.
    pooled = all(entry.status in OF_ROWS for entry in shares)
    own = [] if view.host == ALL else _most_first(table.find(PERCENT, host=view.host))
    own = [entry for entry in own if entry.known and entry.low]
    return Words(
        title=_title(table, view),
        subtitle=view.say(
            "Members of {partnerships} by type, {last}, {share}",
            share="in percent of all" if pooled else "average share",
        ),
        alt=join(
            Sentence("One bar of full length with the shares of members by type."),
            *each(shares, "member_type", "{Name}: {n}."),
            own_part(table.find(PERCENT), view, *each(own, "member_type", "{name} {n}")),
        ),
        note=note(table, view, _nobody(table), drawn=shares),
    )


def _most_first(shares: Table) -> list[Entry]:
    return sorted(shares, key=lambda e: -e.low)


def _nobody(table: Table) -> Sentence:
    """The types of which no partnership has anybody."""
    counts = table.find("with at least one", host=ALL)
    none = [e for e in counts if e.status == Status.COUNTED and e.base and not e.low]
    names = [Sentence(e.labels["member_type"]) for e in none if "+" not in e.keys["member_type"]]
    return say("{names}: nobody.", names=listed(names)) if names else EMPTY


def _title(table: Table, view: View) -> Sentence:
    entries, whose = spoken(table.find(PERCENT), view)
    shares = _most_first(entries)
    top = [e for e in shares if e.exact and e.low > 0][:2]
    if not top:
        said = {e.text for e in shares if e.status == Status.UNKNOWN}
        if said and NOT_KNOWN.wording not in said and str(Status.UNKNOWN) not in said:
            return view.say("The {partnerships}{whose} of {last} had no members", whose=whose)
        return view.say(NOT_SAID if said else "Members of {partnerships} by type")
    most = "most" if sum(e.low for e in top) > 50 else "the most"
    if most == "the most" and some_hidden(shares):
        return view.say("Members of {partnerships}{whose} by type", whose=whose)
    return say(
        "{types} made up {most} members{whose}: {values}",
        types=listed(Sentence(e.labels["member_type"]) for e in top),
        most="all" if len(top) == len([e for e in shares if e.low or not e.exact]) else most,
        whose=view.say(" of the {partnerships}{whose}", whose=whose) if whose else EMPTY,
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
        if one.rest and parts.open and not parts.solid:  # all of it
            number = ""
        return Head(number, entry.labels["member_type"], one.left, one.right, about(entry))

    def write(self, y: float, one: Segment, parts: Parts, row: Row) -> str:
        return ""

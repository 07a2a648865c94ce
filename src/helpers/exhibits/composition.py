"""Members by type: average shares of all, and by topic area what is known."""

from collections.abc import Sequence

from helpers.data.network import Network
from helpers.exhibits import areas
from helpers.exhibits.asking import called, crossed, shared
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.charts import bars
from helpers.look.entries import about, said_of
from helpers.look.own import with_own
from helpers.look.page import Page, Piece
from helpers.look.share_rows import Row, ShareRows
from helpers.look.shares import BAR, Head, Segment, write_in
from helpers.numbers.answer import NOT_KNOWN, Status
from helpers.numbers.grid import TOTAL, Asked, Entry, Grid, Table
from helpers.numbers.parts import Parts, unknown
from helpers.numbers.question import ALL, PERCENT, REPORTING, Question
from helpers.text.phrases import View, capital, each, note, own_part, small, some_hidden, spoken
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("member_types",)
TYPE, SOME, THERE = "member_type", "with at least one", "partnerships"
SHARES = {"subject": "member_share", "measure": PERCENT, "among": REPORTING}
MEMBERS = "percent of members"
# A source may not say of what its shares are: of all members together, or of partnerships' means.
BASES = {"pooled": "percent, pooled", "mean": "percent, mean of partnerships"}
OF_ROWS = (Status.COUNTED, Status.SUPPRESSED, Status.UNKNOWN)
NOT_SAID = "Of what types the members of {partnerships} in {last} were is not known"


def grid(network: Network) -> Grid:
    """Shares of members by host and topic area, with totals; partnerships with at least one of a
    type, and of all but the residual one. Where a topic area's share is not printed, what either
    base would allow."""
    asked = list[Asked]()
    for keys, question in crossed(network, "topic", TYPE, totals=("topic",), **SHARES):
        plain = keys["host"] == ALL and keys["topic"] != TOTAL
        open_ = plain and not network.statements.empty
        asked.append(Asked(keys, question, PERCENT, MEMBERS, audited=open_))
        asked += [
            Asked(keys, question.but(measure=base), name, MEMBERS, audited=True, unless=question)
            for base, name in BASES.items()
            if open_
        ]
    for keys, question in crossed(network, "topic") if network.closed else ():
        asked.append(Asked(keys | {TYPE: TOTAL}, question, THERE))
    labels = called(network, "composition", TYPE)
    main = [
        name for name, entry in network.config["member_types"].items() if not entry.get("other")
    ]
    labels |= {(TYPE, "+".join(main)): str(listed(Sentence(labels[TYPE, one]) for one in main))}
    labels |= {("topic", TOTAL): "All topic areas", (TYPE, TOTAL): "all types"}
    return Grid(("host", "topic", TYPE), (*asked, *_at_least_one(network, main)), labels=labels)


def _at_least_one(network: Network, main: Sequence[str]) -> list[Asked]:
    """In how many partnerships a type is, and all but the residual one together."""
    asked, reporting = list[Asked](), Question(network.last, among=REPORTING)
    every = ["+".join(main)] * bool(main)
    for kind in dict.fromkeys([*network.config["member_types"], *every]):
        keys = {"host": ALL, "topic": TOTAL, TYPE: kind}
        one = Asked(keys, reporting.but(member_type=kind), SOME, always=False)
        asked += shared(one, f"{SOME}, percent")
    return asked


# -- words -----------------------------------------------------------------------------------------


def words(table: Table, view: View) -> Words:
    """Which types make up most members; where one type's share is largest and smallest."""
    whole, own = _shares(table, ALL), _shares(table, view.host)
    shares = _most_first(whole.find(topic=TOTAL))
    # Rows are counted together; a source may average.
    pooled = all(entry.status in OF_ROWS for entry in shares)
    mine = [one for one in _most_first(own.find(topic=TOTAL)) if one.known and one.low]
    invented = any(entry.status == Status.EXAMPLE for entry in whole)
    return Words(
        title=_title(table.find(PERCENT, topic=TOTAL), view),
        subtitle=view.say(
            "Members of {partnerships} by type, {last}, {share}",
            share="in percent of all" if pooled else "average share",
        ),
        alt=join(
            Sentence("One bar of full length with the shares of members by type."),
            *each(shares, TYPE, "{Name}: {n}."),
            _of_topics(_shares(table, ALL), view),
            own_part(
                table.find(PERCENT), view,
                *(each(mine, TYPE, "{name} {n}") if view.host != ALL else ()),
            ),
        ),
        note=note(
            table, view, _nobody(table), _not_said(whole, view),
            areas.left_out(table.find(THERE, host=ALL), view),
            drawn=whole if invented else shares,
        ),
    )  # fmt: skip


def _shares(table: Table, host: str) -> Table:
    """A host's shares, but for topic areas on which no partnership works: these have no members."""
    none = [one.keys for one in table.find(THERE, host=host) if one.exact and not one.low]
    empty = {keys["topic"] for keys in none}
    return table.find(PERCENT, host=host).where(lambda one: one.keys["topic"] not in empty)


def _most_first(shares: Table) -> list[Entry]:
    return sorted(shares, key=lambda one: -one.low)


def _nobody(table: Table) -> Sentence:
    """The types of which no partnership has anybody."""
    counts = table.find(SOME, host=ALL)
    none = [e for e in counts if e.status == Status.COUNTED and e.base and not e.low]
    names = [Sentence(e.labels[TYPE]) for e in none if "+" not in e.keys[TYPE]]
    return say("{names}: nobody.", names=listed(names)) if names else EMPTY


def _title(table: Table, view: View) -> Sentence:
    entries, whose = spoken(table, view)
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
    found = say(
        "{types} made up {most} members{whose}: {values}",
        types=listed(Sentence(e.labels[TYPE]) for e in top),
        most="all" if len(top) == len([e for e in shares if e.low or not e.exact]) else most,
        whose=view.say(" of the {partnerships}{whose}", whose=whose) if whose else EMPTY,
        values=listed(each(top, TYPE, "{n}")),
    )
    return Sentence(capital(found.text), found.claims)


def _ends(shares: Table) -> list[Entry]:
    """The largest known share of a topic area, and the smallest known one of the same type."""
    known = [one for one in shares.without(topic=TOTAL) if one.sure]
    if not known:
        return []
    top = max(known, key=lambda one: one.low)
    same = [one for one in known if one.keys[TYPE] == top.keys[TYPE] and one != top]
    return [top, *([min(same, key=lambda one: one.low)] if same else [])]


def _of_topics(shares: Table, view: View) -> Sentence:
    """The bars by topic area in words: `Below, by topic area: schools 80 percent on maths, 50
    percent on health.`"""
    ends = _ends(shares)
    if not ends:
        return EMPTY
    alike = len(ends) > 1 and ends[0].low == ends[1].low
    if alike and ends[0].status == Status.COUNTED and not some_hidden(shares):
        return say(
            "Below, by topic area: {type} {n} on every one.", type=ends[0].labels[TYPE], n=ends[0]
        )
    found = [say("{n} on {topic}", n=one, topic=small(one.labels["topic"])) for one in ends]
    parts = listed(found, "but" if found[1:] else "and")
    return say("Below, by topic area: {type} {parts}.", type=ends[0].labels[TYPE], parts=parts)


def _not_said(whole: Table, view: View) -> Sentence:
    """Of a document: that it gives no other share by topic area."""
    by_topic = whole.without(topic=TOTAL)
    if view.terms.own or all(one.exact for one in by_topic):
        return EMPTY
    if not _kinds(whole):
        return Sentence("By topic area no share is published.")
    return Sentence("Of other types and topic areas no share is published.")


# -- what there is to draw -------------------------------------------------------------------------


def _stacked(shares: Table, view: View) -> bool:
    """Are all shares by topic area known, or are rows at hand that would say them?"""
    return view.terms.own or all(entry.exact for entry in shares)


def _kinds(shares: Table) -> list[str]:
    """The types of which the share in some topic area is known."""
    sure = shares.without(topic=TOTAL).where(lambda one: one.sure)
    return sure.values(TYPE)


# -- drawn -----------------------------------------------------------------------------------------

APART = 0.16
"""Room between the bar of all and the bars by topic area, in inches."""


def draw(page: Page, table: Table, view: View) -> float:
    """One 100% bar of the members, each type's share above it; below it one for each topic area
    where these are known, else a bar for each known share."""
    types = table.find(PERCENT).values(TYPE)
    colour = style.colours(types, style.MEMBERS, table.colours(TYPE))

    def paint(top: float, own: Table) -> float:
        shares = _shares(own, own.values("host")[0])
        stacked, kept = _stacked(shares, view), [TOTAL, *areas.shown(own.find(THERE))]
        if len(own.find(THERE)):
            shares = shares.where(lambda one: one.keys["topic"] in kept)
        bar = shares if stacked else shares.find(topic=TOTAL)
        bottom = _Types(page, bar, colour).paint(top)
        for kind in [] if stacked else _kinds(shares):
            bottom = _known(page, bottom + APART, shares.find(member_type=kind), colour[kind])
        return bottom

    return with_own(page, table, view.host, paint)


def _known(page: Page, top: float, shares: Table, colour: str) -> float:
    """A bar for each topic area of which a type's share is known, the largest first."""
    known = sorted((one for one in shares if one.sure), key=lambda one: -one.low)
    head = f"{known[0].labels[TYPE]}, in percent of members, by topic area"
    label = f"note|head;{said_of(member_type=known[0].keys[TYPE])}"
    top = page.paragraph(0, top, page.width, capital(head), weight=600, label=label) + 0.03
    return bars(page, top, shares.holding(known), "topic", colour)


class _Types(ShareRows):
    """The bar of all, and below it the topic areas': numbers in the bars, or below them."""

    KEY = TYPE
    HIGH = BAR * 0.85

    def rows(self) -> list[Row]:
        """All topic areas together, then each by the first type's known share."""
        topics = self.table.values("topic")
        found = [self._row(topic) if topics[1:] else Row(self.table.entries) for topic in topics]
        return sorted(found, key=self._rank)

    def _row(self, topic: str) -> Row:
        entries, name = self.table.find(topic=topic), self.table.label("topic", topic)
        weight = 600 if topic == TOTAL else 400
        return Row(entries.entries, name, said_of(topic=topic), weight)

    @staticmethod
    def _rank(row: Row) -> tuple[int, bool, float]:
        return -row.weight, not row.entries[0].known, -row.entries[0].low

    def head(self, one: Segment, parts: Parts) -> Head:
        """The number and the name of a type in the bar of all."""
        entry = one.entry
        number = entry.text if one.rest else parts.text(entry)
        if one.rest and parts.open and not parts.solid:  # all of it
            number = ""
        return Head(number, entry.labels[TYPE], one.left, one.right, about(entry))

    def write(self, y: float, one: Segment, parts: Parts, row: Row) -> str:
        """A topic area's number in its part of the bar, or below."""
        what, name = about(one.entry), one.entry.labels[TYPE]
        if one.entry.keys["topic"] == TOTAL:
            return ""
        if one.rest:
            return self._rest(y, one, parts)
        number = parts.text(one.entry)
        value: Piece = (number, f"value|{what}")
        named = [[(name, f"label|{what}"), value]] if parts.rest else []
        fits = write_in(self.page, y, one, [*named, [value]], self.colour[one.entry.keys[TYPE]])
        none = one.entry.status == Status.COUNTED and not one.entry.low
        return "" if fits or none else f"{name} {number}"

    def _rest(self, y: float, one: Segment, parts: Parts) -> str:
        nothing, said, what = unknown(parts.maybe), one.entry.labels[TYPE], about(one.entry)
        piece = (nothing, f"note|{what}") if parts.open else (one.entry.text, f"value|{what}")
        written = write_in(self.page, y, one, [[piece]], style.MUTED)
        # Where nothing is known of a topic area, 0 to 100 percent would say nothing.
        if said == nothing or (parts.open and not parts.solid):
            return "" if written else nothing
        return ("empty: " if parts.open else "hatched: ") + said

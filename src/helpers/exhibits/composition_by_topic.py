"""Members by type in each topic area, with the average of all."""

from helpers.data.network import Network
from helpers.exhibits.asking import crossed
from helpers.exhibits.composition import MEMBERS, SHARES
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.entries import about, said_of
from helpers.look.page import Page
from helpers.look.share_rows import Row, ShareRows
from helpers.look.shares import BAR, Head, Piece, Segment, write_in
from helpers.numbers.answer import Status
from helpers.numbers.grid import TOTAL, Asked, Entry, Grid, Table
from helpers.numbers.parts import Parts, unknown
from helpers.numbers.question import ALL, PERCENT
from helpers.text.phrases import View, note, own_part, small, some_hidden, spoken
from helpers.text.say import EMPTY, Sentence, join, say

NEEDS = ("topics", "member_types")
TYPE, THERE = "member_type", "partnerships"
# A source may not say of what its shares are: of all members together, or of partnerships' means.
BASES = {"pooled": "percent, pooled", "mean": "percent, mean of partnerships"}


def grid(network: Network) -> Grid:
    """Each topic area's shares; where one is not printed, what either base would allow."""
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
    labels = {("topic", TOTAL): "All topic areas", (TYPE, TOTAL): "all types"}
    return Grid(("host", "topic", TYPE), tuple(asked), labels=labels)


def words(table: Table, view: View) -> Words:
    """Where one type's share is largest and smallest, of what is known."""
    whole = table.find(PERCENT, host=ALL)
    entries, whose = spoken(table.find(PERCENT), view)
    ends = _ends(whole)
    own = [say("{n} {type} on {topic}", n=e, type=e.labels[TYPE], topic=_topic(e))
           for e in (_ends(entries) if whose else [])]  # fmt: skip
    return Words(
        title=_title(_ends(entries), view, whose, some_hidden(entries)),
        subtitle=view.say("Members by type in each topic area, {last}, in percent of members"),
        alt=join(
            Sentence("Bars of full length, one for each topic area and one for all."),
            _values(ends, whole),
            own_part(table.find(PERCENT), view, *own),
        ),
        note=note(_there(table), view, _bases(table), drawn=whole.without(topic=TOTAL)),
    )


def _there(table: Table) -> Table:
    """The shares, but for topic areas on which no partnership works: these have no members."""
    none = [e.keys for e in table.find(THERE) if e.exact and not e.low]
    empty = {(keys["host"], keys["topic"]) for keys in none}
    shares = table.where(lambda e: e.measure != THERE)
    return shares.where(lambda e: (e.keys["host"], e.keys["topic"]) not in empty)


def _ends(entries: Table) -> list[Entry]:
    """The largest known share of a topic area, and the smallest known one of the same type."""
    known = [e for e in entries.without(topic=TOTAL) if e.sure]
    if not known:
        return []
    top = max(known, key=lambda e: e.low)
    same = [e for e in known if e.keys[TYPE] == top.keys[TYPE] and e != top]
    return [top, *([min(same, key=lambda e: e.low)] if same else [])]


def _title(ends: list[Entry], view: View, whose: str, hidden: bool) -> Sentence:
    """The largest known share, and the smallest known one of the same type."""
    if not ends:
        return Sentence("Members by type in each topic area")
    rest = [say(", {n} in those on {other}", n=e, other=_topic(e)) for e in ends[1:]]
    alike = len(ends) > 1 and ends[0].low == ends[1].low and ends[0].status == Status.COUNTED
    if alike and not hidden:
        template = "{type} made up {top} of members in {partnerships}{whose} on every topic"
    else:
        template = "{type} made up {top} of members in {partnerships}{whose} on {topic}{rest}"
    return view.say(
        template,
        type=ends[0].labels[TYPE],
        top=ends[0],
        whose=whose,
        topic=_topic(ends[0]),
        rest=join(*rest),
    )


def _topic(entry: Entry) -> str:
    return small(entry.labels["topic"])


def _values(ends: list[Entry], whole: Table) -> Sentence:
    if not ends:
        return EMPTY
    return say(
        "{type}: {parts} {n} in all topic areas.",
        type=ends[0].labels[TYPE],
        parts=join(*(say("{n} on {topic},", n=e, topic=_topic(e)) for e in ends)),
        n=whole.get(PERCENT, topic=TOTAL, member_type=ends[0].keys[TYPE]),
    )


def _bases(table: Table) -> Sentence:
    """What each base would give, where the two differ most: drawn is only what holds of both."""
    pairs = [
        (p, table.maybe(BASES["mean"], **p.keys)) for p in table.find(BASES["pooled"], host=ALL)
    ]
    won = [(p, m) for p, m in pairs if m and _width(p) > _width(m)]
    if not won:
        return EMPTY
    pooled, mean = max(won, key=lambda pair: _width(pair[0]) - _width(pair[1]))
    return say(
        "Drawn is what holds either way. The data have both: for {type} on {topic}, {pooled} over "
        "all members and {mean} as an average.",
        type=mean.labels[TYPE],
        topic=_topic(mean),
        pooled=pooled,
        mean=mean,
    )


def _width(entry: Entry) -> float:
    return (entry.high or entry.low) - entry.low


# -- drawn -----------------------------------------------------------------------------------------


def draw(page: Page, table: Table, view: View) -> float:
    """A 100% bar for each topic area: all together first, then by the first type's known share."""
    return _Topics.draw(page, _there(table).find("percent"), view.host, style.MEMBERS)


class _Topics(ShareRows):
    """Numbers stand in the bars; ranges and what does not fit below them."""

    KEY = TYPE
    HIGH = BAR * 0.8

    def rows(self) -> list[Row]:
        """All topics together, then each by the first type's known share."""
        found = []
        for topic in self.table.values("topic"):
            entries, name = self.table.find(topic=topic), self.table.label("topic", topic)
            weight = 600 if topic == TOTAL else 400
            found.append(Row(entries.entries, name, said_of(topic=topic), weight))
        return sorted(found, key=self._rank)

    @staticmethod
    def _rank(row: Row) -> tuple[int, bool, float]:
        return -row.weight, not row.entries[0].known, -row.entries[0].low

    def head(self, one: Segment, parts: Parts) -> Head | None:
        """The names of the types; the rest is named in the bar itself."""
        label = one.entry.labels[TYPE]
        return None if one.rest else Head("", label, one.left, one.right, about(one.entry))

    def write(self, y: float, one: Segment, parts: Parts, row: Row) -> str:
        what, name = about(one.entry), one.entry.labels[TYPE]
        if one.rest:
            return self._rest(y, one, parts)
        number = parts.text(one.entry)
        value: Piece = (number, f"value|{what}")
        total = one.entry.keys["topic"] == TOTAL
        named = [[(name, f"label|{what}"), value]] if parts.rest and not total else []
        fits = write_in(self.page, y, one, [*named, [value]], self.colour[one.entry.keys[TYPE]])
        none = one.entry.status == Status.COUNTED and not one.entry.low
        return "" if fits or none else f"{name} {number}"

    def _rest(self, y: float, one: Segment, parts: Parts) -> str:
        nothing, said, what = unknown(parts.maybe), one.entry.labels[TYPE], about(one.entry)
        piece = (nothing, f"note|{what}") if parts.open else (one.entry.text, f"value|{what}")
        written = write_in(self.page, y, one, [[piece]], style.MUTED)
        # Where nothing is printed of a topic, 0 to 100 percent would say nothing.
        if said == nothing or (parts.open and not parts.solid):
            return "" if written else nothing
        return ("empty: " if parts.open else "hatched: ") + said

"""Members by type in each topic area, with the average of all."""

from collections.abc import Iterator, Mapping, Sequence

from helpers.data.network import Network
from helpers.exhibits.asking import everyone, of_host
from helpers.exhibits.composition import MEMBERS
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.entries import about, said_of
from helpers.look.own import with_own
from helpers.look.page import Look, Page, tall
from helpers.look.shares import (
    BAR,
    Head,
    Piece,
    Segment,
    gutter,
    paint_bar,
    paint_heads,
    segments,
    write_in,
)
from helpers.numbers.answer import Status
from helpers.numbers.grid import TOTAL, Asked, Entry, Grid, Table
from helpers.numbers.parts import Parts, cut
from helpers.numbers.question import ALL, PERCENT, REPORTING, Question
from helpers.text.phrases import View, note, small
from helpers.text.say import EMPTY, Sentence, join, say

NEEDS = ("topics", "member_types")
# A source may not say of what its shares are: of all members together, or an average of
# partnerships.
BASES = {"pooled": "percent, pooled", "mean": "percent, mean of partnerships"}


def grid(network: Network) -> Grid:
    """Each topic area's shares; where one is not printed, what either base would allow."""
    asked = [one for host in everyone(network) for one in _of(network, host)]
    labels = {("topic", TOTAL): "All topic areas"}
    return Grid(("host", "topic", "member_type"), tuple(asked), labels=labels)


def _of(network: Network, host: str) -> Iterator[Asked]:
    whole = Question(network.periods[-1], of_host(host), "member_share", PERCENT, REPORTING)
    for topic in (*network.config["topics"], TOTAL):
        for kind in network.config["member_types"]:
            keys = {"host": host, "topic": topic, "member_type": kind}
            question = whole.but(topic="" if topic == TOTAL else topic, member_type=kind)
            open_ = host == ALL and topic != TOTAL and not network.statements.empty
            yield Asked(keys, question, PERCENT, MEMBERS, audited=open_)
            for base, measure in BASES.items() if open_ else ():
                based = question.but(measure=base)
                yield Asked(keys, based, measure, MEMBERS, audited=True, unless=question)


def words(table: Table, view: View) -> Words:
    """Where one type's share is largest and smallest, of what is known."""
    terms, whole = view.terms, table.find(PERCENT, host=ALL)
    inner = whole.without(topic=TOTAL)
    top, low = _ends(inner)
    return Words(
        title=_title(top, low, view),
        subtitle=say(
            "Members by type in each topic area, {last}, in percent of members", last=terms.last
        ),
        alt=join(
            Sentence("Bars of full length, one for each topic area and one for all."),
            _values(top, low, whole),
        ),
        note=note(table, view, _bases(table), drawn=inner),
        source=view.source(),
    )


def _ends(inner: Table) -> tuple[Entry | None, Entry | None]:
    """The largest known share and the smallest known one of the same type."""
    known = [e for e in inner if e.sure]
    top = max(known, key=lambda e: e.low, default=None)
    same = [
        e for e in known if top and e.keys["member_type"] == top.keys["member_type"] and e != top
    ]
    return top, min(same, key=lambda e: e.low, default=None)


def _title(top: Entry | None, low: Entry | None, view: View) -> Sentence:
    if top is None:
        return Sentence("Members by type in each topic area")
    first = say(
        "{type} made up {top} of members in {what} on {topic}",
        top=top,
        type=top.labels["member_type"],
        what=view.terms.partnerships,
        topic=small(top.labels["topic"]),
    )
    if low is None:
        return first
    rest = say(", {low} in those on {other}", low=low, other=small(low.labels["topic"]))
    return Sentence(first.text + rest.text, first.claims + rest.claims)


def _values(top: Entry | None, low: Entry | None, whole: Table) -> Sentence:
    if top is None:
        return EMPTY
    overall = whole.get(PERCENT, topic=TOTAL, member_type=top.keys["member_type"])
    parts = [say("{n} on {topic}", n=e, topic=small(e.labels["topic"])) for e in (top, low) if e]
    return join(
        say("{type}:", type=top.labels["member_type"]),
        *(Sentence(p.text + ",", p.claims) for p in parts),
        say("{all} in all topic areas.", all=overall),
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
        "all "
        "members and {mean} as an average.",
        type=mean.labels["member_type"],
        topic=small(mean.labels["topic"]),
        pooled=pooled,
        mean=mean,
    )


def _width(entry: Entry) -> float:
    return (entry.high or entry.low) - entry.low


# -- drawn -----------------------------------------------------------------------------------------

HIGH, GAP = BAR * 0.8, 0.1
TYPE = "member_type"
Shades = Mapping[str, str]


def draw(page: Page, table: Table, view: View) -> float:
    """A 100% bar for each topic area: all together first, then by the first type's known share."""
    shares = table.find("percent")
    colour = style.colours(shares.values(TYPE), style.MEMBERS, table.colours(TYPE))

    def topics(top: float, entries: Table) -> float:
        return _topics(page, top, entries, colour)

    return with_own(page, shares, view.host, topics)


def _topics(page: Page, top: float, entries: Table, colour: Shades) -> float:
    """A bar for each topic, the types' names over the first."""
    names = {topic: entries.label("topic", topic) for topic in entries.values("topic")}
    left = gutter(list(names.values()), weight=600)
    for place, topic in enumerate(_sorted(entries)):
        parts = cut(entries.find(topic=topic).entries, TYPE)
        found = segments(parts, left, page.width - left)
        if place == 0:
            top = paint_heads(page, top, _heads(found), left)
        bar = _Bar(page, parts, found, colour, topic)
        top = bar.paint(top, names[topic]) + GAP
    return top - GAP


def _sorted(entries: Table) -> list[str]:
    """All topics together, then each by the first type's known share; others keep their order."""

    def rank(topic: str) -> tuple[bool, bool, float]:
        first = entries.find(topic=topic).entries[0]
        return topic != TOTAL, not first.known, -first.low

    return sorted(entries.values("topic"), key=rank)


def _heads(found: Sequence[Segment]) -> list[Head]:
    """The names of the types; the rest is named in the bar itself."""
    sure = [one for one in found if not one.rest]
    return [Head("", one.entry.labels[TYPE], one.left, one.right, about(one.entry)) for one in sure]


class _Bar:
    """One topic's bar."""

    def __init__(
        self, page: Page, parts: Parts, found: Sequence[Segment], colour: Shades, topic: str
    ) -> None:
        self.page, self.parts, self.found = page, parts, found
        self.colour, self.topic = colour, topic
        self.total = topic == TOTAL

    def paint(self, top: float, name: str) -> float:
        """Name, bar, numbers in it; ranges and what does not fit in it below."""
        left, weight = self.found[0].left, 600 if self.total else 400
        lines = style.wrap(name, left - 0.12, weight=weight)
        height = max(HIGH, tall(len(lines)))
        bar, middle = top + (height - HIGH) / 2, top + height / 2
        label = f"label|{said_of(topic=self.topic)}"
        self.page.centred(0, middle, lines, weight=weight, label=label)
        paint_bar(self.page, bar, HIGH, self.found, self.colour, TYPE)
        below = [words for one in self.found if (words := self._said(middle, one))]
        if not below:
            return top + height
        return max(self._below(bar + HIGH + 0.015, left, "; ".join(below)), top + height)

    def _below(self, top: float, left: float, words: str) -> float:
        look: Look = {"size": style.SMALL, "colour": style.MUTED}
        label = f"note|{said_of(topic=self.topic)}"
        return self.page.paragraph(left, top, self.page.width - left, words, label=label, **look)

    def _said(self, y: float, one: Segment) -> str:
        """Write a segment's words into it; returns the words that have to go below the bar."""
        if one.rest:
            return self._rest(y, one)
        number, name = self.parts.text(one.entry), one.entry.labels[TYPE]
        value: Piece = (number, f"value|{about(one.entry)}")
        named: list[Piece] = [(name, f"label|{about(one.entry)}"), value]
        wordings = [[value]] if self.total or not self.parts.rest else [named, [value]]
        fits = write_in(self.page, y, one, wordings, self.colour[one.entry.keys[TYPE]])
        return "" if fits else f"{name} {number}"

    def _rest(self, y: float, one: Segment) -> str:
        nothing, said = str(Status.UNKNOWN), one.entry.labels[TYPE]
        what = about(one.entry)
        piece = (nothing, f"note|{what}") if self.parts.open else (one.entry.text, f"value|{what}")
        written = write_in(self.page, y, one, [[piece]], style.MUTED)
        # Where nothing is printed of a topic, 0 to 100 percent would say nothing.
        if said == nothing or (self.parts.open and not self.parts.solid):
            return "" if written else nothing
        return ("empty: " if self.parts.open else "hatched: ") + said

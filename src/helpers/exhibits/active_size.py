"""Partnerships by number of members: all of them, and by topic area what is known."""

from helpers.data.network import Network
from helpers.exhibits import areas
from helpers.exhibits.asking import crossed, shared
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.charts import bars
from helpers.look.entries import about, far, said_of
from helpers.look.own import with_own
from helpers.look.page import Colours, Look, Page
from helpers.look.ranges import Reach, reaches
from helpers.look.share_rows import Row, ShareRows
from helpers.look.shares import Head, Segment, write_in
from helpers.numbers.answer import Status
from helpers.numbers.grid import TOTAL, Asked, Entry, Grid, Table
from helpers.numbers.parts import Parts
from helpers.numbers.question import ALL, NOT_REPORTING, REPORTING, Question
from helpers.text.phrases import View, note, own_part, small, spoken
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("size_classes",)
REPORTED, SILENT = "reporting", "not reporting"
SIZES = {
    "members": ("members", "count", ALL),
    "smallest": ("members", "minimum", REPORTING),
    "largest": ("members", "maximum", REPORTING),
    "median": ("members", "median", REPORTING),
    "active": ("active_members", "range", REPORTING),
}
NAMED = 3
"""Topic areas that an alternative text names."""


def grid(network: Network) -> Grid:
    """Size classes by host and topic area, with totals; who reported; smallest, largest and median
    size."""
    names, asked = ("topic", "size_class"), list[Asked]()
    for keys, question in crossed(network, *names, totals=names, among=REPORTING):
        whole = keys["topic"] == keys["size_class"] == TOTAL
        measure, audited = REPORTED if whole else "count", keys["host"] == ALL
        one = Asked(keys, question, measure, audited=audited)
        asked += [one] if keys["size_class"] == TOTAL else shared(one)
    keys, all_ = {"host": ALL, "topic": TOTAL, "size_class": TOTAL}, Question(network.last)
    silent = all_.but(among=NOT_REPORTING)
    asked.append(Asked(keys, silent, SILENT, always=False, whole=all_))
    for name, (subject, measure, among) in SIZES.items():
        question = all_.but(subject=subject, measure=measure, among=among)
        asked.append(Asked(keys, question, name, "members", always=False))
    labels = {("topic", TOTAL): "All topic areas", ("size_class", TOTAL): "all sizes"}
    return Grid(("host", *names), tuple(asked), labels=labels)


# -- words -----------------------------------------------------------------------------------------


def words(table: Table, view: View) -> Words:
    """The largest class of all; by topic area in the alternative text."""
    classes = _classes(table, ALL)
    inner = table.find("count", host=ALL).without(topic=TOTAL).without(size_class=TOTAL)
    by_topic = ", in all and by topic area" if len(inner) else ""
    own, told = [] if view.host == ALL else _each(table, view, view.host), _told(table, view)
    invented = any(entry.status == Status.EXAMPLE for entry in inner)
    return Words(
        title=_title(table, view),
        subtitle=join(
            view.say("{Partnerships} by number of {members}, {last}{by_topic}", by_topic=by_topic),
            view.say(
                "({n} that reported their members)", n=table.maybe(REPORTED, size_class=TOTAL)
            ),
        ),
        alt=join(
            say("One bar of full length: {parts}.", parts=listed(_each(table, view, ALL))),
            _range_of_sizes(table, view),
            _of_topics(table.find(host=ALL), view),
            own_part(told, view, *own),
        ),
        note=note(
            told,
            view,
            EMPTY if view.said("note") else _silent(table, view),
            areas.left_out(_totals(table.find(host=ALL)), view),
            _nobody(inner, view),
            drawn=inner if invented else classes,
        ),
    )


def _classes(table: Table, host: str) -> Table:
    """The size classes of all topic areas together."""
    return table.find("count", host=host, topic=TOTAL)


def _each(table: Table, view: View, host: str) -> list[Sentence]:
    """Each class of which a number is known, with its share."""
    parts = []
    for e in _classes(table, host):
        share = table.maybe("percent", host, topic=TOTAL, size_class=e.keys["size_class"])
        named = {"label": e.labels["size_class"], "beside": view.say(" ({share})", share=share)}
        parts.append(view.say("{n} {n:partnership|partnerships} had {label}{beside}", n=e, **named))
    return parts


def _silent(table: Table, view: View) -> Sentence:
    """How many are not counted, for nobody knows their number."""
    silent = table.maybe(SILENT, size_class=TOTAL)
    return view.say(
        "{n} {n:partnership|partnerships} did not report all {n:its|their} members.",
        n=silent if silent and silent.high != 0 else None,
    )


def _title(table: Table, view: View) -> Sentence:
    """The largest class; of own rows with the number that reported, all largest ones."""
    entries, whose = spoken(table, view)
    classes = [e for e in entries.find("count", topic=TOTAL) if e.exact]
    most = max((e.low for e in classes), default=0)
    top = [e for e in classes if e.low == most]
    if classes and all(e.status == Status.COUNTED for e in classes):
        return _of_rows(top, view, whose)
    if not top or not top[0].base:
        return view.say("{Partnerships}{whose} by number of {members}", whose=whose)
    half = "More than half" if most > top[0].base / 2 else "The largest group"
    return view.say(
        "{half} of the {partnerships}{whose}, {n} of {n:base}, had {label} {members}",
        half=half, whose=whose, n=top[0], label=top[0].labels["size_class"],
    )  # fmt: skip


def _of_rows(top: list[Entry], view: View, whose: str) -> Sentence:
    """`Of the 12 partnerships with a known number, 5 had 6–10 members and 5 had 11–25`."""
    n = top[0]
    if not n.base:
        return view.say("No number of {members} is known of the {partnerships}{whose} in {last}",
                        whose=whose)  # fmt: skip
    if not n.low:
        none = (
            "None of the {n:base} {partnerships}{whose} had a number of {members} in these classes"
        )
        return view.say(none, n=n, whose=whose)
    had = [view.say("{n} had {label}", n=e, label=e.labels["size_class"]) for e in top]
    had[0] = view.say("{one} {members}", one=had[0])
    if n.base == 1:
        one = "The one {partnership}{whose} with a known number had {label} {members}"
        return view.say(one, whose=whose, label=n.labels["size_class"])
    many = "Of the {n:base} {partnerships}{whose} with a known number, {had}"
    return view.say(many, n=n, whose=whose, had=listed(had))


def _range_of_sizes(table: Table, view: View) -> Sentence:
    """The strip in words: the ends and the median of what a document says of sizes."""
    if not _said(table):
        return EMPTY
    n = {name: table.maybe(name, size_class=TOTAL) for name in ("smallest", "largest", "median")}
    text = "Lines below show that memberships ranged from {smallest} to {largest}"
    with_median = view.say(text + ", with a median of {median}.", **n)
    return with_median or view.say(text + ".", smallest=n["smallest"], largest=n["largest"])


def _of_topics(whole: Table, view: View) -> Sentence:
    """The bars by topic area in words: some of them, those that are known before ranges."""
    if not areas.shown(_totals(whole)):
        return EMPTY
    if _stacked(whole, view):
        return Sentence("Below, a bar for each topic area, cut in the same classes.")
    rows = sorted(_smallest(whole), key=lambda one: not one.exact)[:NAMED]
    pairs = [(one, whole.get(topic=one.keys["topic"], size_class=TOTAL)) for one in rows]
    said = [
        say("{n} of {all} on {topic}", n=n, all=all_, topic=small(n.labels["topic"]))
        for n, all_ in pairs
    ]
    return view.say(
        "Below, a bar for each topic area from the least to the most that may have had {label}; "
        "for instance {said}.",
        label=rows[0].labels["size_class"],
        said=listed(said),
    )


def _nobody(inner: Table, view: View) -> Sentence:
    """Of a document: the topic areas in which there surely is none of a class."""
    if view.terms.own:
        return EMPTY
    found = []
    for size in inner.values("size_class"):
        none = [e for e in inner.find(size_class=size) if e.sure and not e.low]
        topics = listed([Sentence(small(e.labels["topic"])) for e in none], "or")
        label = none[0].labels["size_class"] if none else ""
        text = "None of those on {topics} had {label}."
        found += [say(text, topics=topics, label=label)] if none else []
    return join(*found)


# -- what there is to draw -------------------------------------------------------------------------


def _stacked(whole: Table, view: View) -> bool:
    """Is every class of every topic area known, or are rows at hand that would say it?"""
    return view.terms.own or all(entry.exact for entry in whole.find("count"))


def _smallest(whole: Table) -> Table:
    """Each topic area's number in the smallest class."""
    first = whole.values("size_class")[0]
    return whole.find("count", size_class=first).without(topic=TOTAL)


def _totals(own: Table) -> Table:
    """How many reported in each topic area."""
    return own.find("count", size_class=TOTAL).without(topic=TOTAL)


def _said(table: Table) -> bool:
    """Does a document give the ends of sizes? Those of rows stand in an exhibit of their own."""
    ends = table.find("smallest").entries + table.find("largest").entries
    return len(ends) == 2 and all(one.known and one.status != Status.COUNTED for one in ends)


# -- drawn -----------------------------------------------------------------------------------------

APART = 0.2
"""Room between the parts of the picture, in inches."""


def draw(page: Page, table: Table, view: View) -> float:
    """A bar cut in classes, of all and of each topic area where these are known; else lines from
    the smallest to the largest, and of each topic area what is known of the smallest class."""
    classes = table.find("count").without(size_class=TOTAL).values("size_class")
    colour = style.ordered(classes, style.ACCENT)

    def paint(top: float, own: Table) -> float:
        stacked = _stacked(own, view)
        bottom = _Sizes(page, own if stacked else own.find(topic=TOTAL), colour).paint(top)
        if _said(own):
            found = _reaches(own.find(topic=TOTAL), view)
            bottom = reaches(page, bottom + APART, found, style.OUTLINE)
        if stacked or len(own.values("topic")) < 2:
            return bottom
        return _intervals(page, bottom + APART, own, colour, view)

    return with_own(page, _told(table, view), view.host, paint)


def _told(table: Table, view: View) -> Table:
    """The table without what says nothing of a chosen host: ranges by topic area that only repeat
    the totals around them."""
    own = table.find(host=view.host)
    if view.host == ALL or _stacked(own, view):
        return table
    classes = _classes(table, view.host).entries
    return table.where(lambda one: one.keys["host"] == ALL or one in classes)


class _Sizes(ShareRows):
    """The bar of all, and the topic areas' on the same scale."""

    KEY = "size_class"

    def rows(self) -> list[Row]:
        """All together, then the topic areas in which somebody reported, the largest first."""
        if self.table.values("topic") == [TOTAL]:
            return [Row(self.table.find("count").without(size_class=TOTAL).entries)]
        all_ = self.table.find(REPORTED).entries[0]
        totals = {one.keys["topic"]: one for one in _totals(self.table)}
        shown = [all_, *(totals[topic] for topic in areas.shown(totals.values()))]
        most = max(map(far, shown)) or 1.0
        return [self._row(one.keys["topic"], one, most) for one in shown]

    def _row(self, topic: str, total: Entry, most: float) -> Row:
        entries = self.table.find("count", topic=topic).without(size_class=TOTAL).entries
        name, weight = self.table.label("topic", topic), 600 if topic == TOTAL else 400
        end = (total.text, f"value|{about(total)}")
        return Row(entries, name, said_of(topic=topic), weight, far(total) / most, end)

    def head(self, one: Segment, parts: Parts) -> Head | None:
        """A class's number and share, of all together, and its name."""
        entry = one.entry
        # A class that nobody is in has no part to stand over.
        if one.rest or (entry.exact and not entry.low and any(part.low for part in parts.solid)):
            return None
        share = self.table.maybe("percent", **entry.keys)
        number = parts.text(entry) + (f" ({share.text})" if share and share.known else "")
        return Head(number, entry.labels["size_class"], one.left, one.right, about(entry))

    def write(self, y: float, one: Segment, parts: Parts, row: Row) -> str:
        """A topic area's number, in its part of the bar or below."""
        if one.entry.keys["topic"] == TOTAL and not one.rest:
            return ""
        number = parts.text(one.entry)
        shade = self.colour.get(one.entry.keys["size_class"], style.MUTED)
        fits = write_in(self.page, y, one, [[(number, f"value|{about(one.entry)}")]], shade)
        none = one.entry.exact and not one.entry.low
        return "" if fits or none else f"{one.entry.labels['size_class']}: {number}"


def _reaches(own: Table, view: View) -> list[Reach]:
    """From the smallest membership to the largest, and likewise of active members."""
    n = {name: next(iter(own.find(name)), None) for name in SIZES}
    smallest, largest, active = n["smallest"], n["largest"], n["active"]
    few = "Fewest to most {}"
    found = [Reach(few.format("members"), smallest, largest, n["median"])]  # type: ignore[arg-type]
    more = [Reach(few.format(view.terms.members), active, active)] if active else []
    return [*found, *more]


def _intervals(page: Page, top: float, own: Table, colour: Colours, view: View) -> float:
    """Each topic area's number in the smallest class, from its least to its most, of its total."""
    counts = _smallest(own)
    size, label = counts.values("size_class")[0], counts.entries[0].labels["size_class"]
    head = f"{label} {view.terms.members}, by topic area"
    top = page.paragraph(0, top, page.width, head, weight=600, label="note|head")
    key = "Solid: at least so many. Hatched: perhaps. Pale: all that surely reported."
    look: Look = {"size": style.SMALL, "colour": style.MUTED, "label": "note|key"}
    top = page.paragraph(0, top, page.width, key, **look) + 0.04
    shown = areas.shown(_totals(own))
    drawn = counts.where(lambda one: one.keys["topic"] in shown)
    return bars(page, top, drawn, "topic", colour[size], _totals(own))

"""Partnerships by topic area and number of members, with totals."""

from collections.abc import Iterator

from helpers.data.network import Network
from helpers.exhibits.asking import everyone, of_host, percent
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.charts import heat_legend, heat_table
from helpers.look.own import own_entries, with_own
from helpers.look.page import Page
from helpers.numbers.grid import TOTAL, Asked, Entry, Grid, Table
from helpers.numbers.question import ALL, REPORTING, Question
from helpers.text.phrases import View, capital, fixed, note, small
from helpers.text.say import EMPTY, Sentence, join, say

NEEDS = ("topics", "size_classes")


def grid(network: Network) -> Grid:
    """Each topic area by each size class among those that reported, with both totals."""
    asked = [one for host in everyone(network) for one in _of(network, host)]
    labels = {("topic", TOTAL): "All topic areas", ("size_class", TOTAL): "all sizes"}
    return Grid(("host", "topic", "size_class"), tuple(asked), labels=labels)


def _of(network: Network, host: str) -> Iterator[Asked]:
    whole = Question(network.periods[-1], of_host(host), among=REPORTING)
    for topic in (*network.config["topics"], TOTAL):
        for size in (*network.config["size_classes"], TOTAL):
            where = {"topic": topic, "size_class": size}
            question = whole.but(**{name: "" if v == TOTAL else v for name, v in where.items()})
            one = Asked({"host": host} | where, question, audited=host == ALL)
            yield one
            if TOTAL not in where.values():
                yield percent(one)


def words(table: Table, view: View) -> Words:
    """The most telling share; how much of the table is known."""
    whole = table.find(host=ALL)
    inner = whole.find("count").without(topic=TOTAL).without(size_class=TOTAL)
    top, all_ = _top(whole), whole.get(topic=TOTAL, size_class=TOTAL)
    terms = view.terms
    return Words(
        title=_title(top, whole, inner, view),
        subtitle=say(
            "{what} by topic area and number of {members}, {last}; n = {n}",
            members=terms.members,
            what=capital(terms.partnerships),
            last=terms.last,
            n=all_,
        ),
        alt=join(
            Sentence(
                "Table of topic areas by size class, with totals; in each cell a number or a range."
            ),
            _example(top, whole, view),
        ),
        note=note(table, view, _open_totals(whole, view), drawn=inner),
        source=view.source(),
    )


def _title(top: Entry | None, whole: Table, inner: Table, view: View) -> Sentence:
    """The most telling share, then how many numbers of the table are fixed."""
    known = fixed(inner)
    if top:
        found = _finding(top, whole, view)
        return say("{found}; {known}", found=found, known=known) if known else found
    if known:
        return Sentence(capital(known.text), known.claims)
    what, members = capital(view.terms.partnerships), view.terms.members
    return say("{what} by topic area and number of {members}", what=what, members=members)


def _top(whole: Table) -> Entry | None:
    """The largest share that is known; of equals that of most partnerships."""
    known = [e for e in whole.find("percent") if e.sure and e.low]
    return max(known, key=lambda e: (e.low, e.base or 0), default=None)


def _pair(top: Entry, whole: Table) -> tuple[Entry, Entry]:
    keys = {name: top.keys[name] for name in ("topic", "size_class")}
    return whole.get(**keys), whole.get(**keys | {"size_class": TOTAL})


def _finding(top: Entry, whole: Table, view: View) -> Sentence:
    n, here = _pair(top, whole)
    more = say("{n} of {here}", n=n, here=here) if n.sure and here.sure else Sentence("by the text")
    return join(
        say(
            "{share} of the {what} on {topic} had {size} {members},",
            members=view.terms.members,
            share=top,
            what=view.terms.partnerships,
            topic=small(top.labels["topic"]),
            size=top.labels["size_class"],
        ),
        more,
    )


def _example(top: Entry | None, whole: Table, view: View) -> Sentence:
    if top is None:
        return EMPTY
    n, here = _pair(top, whole)
    return say(
        "On {topic}, {n} of {here} {what} had {size} {members}, {share}.",
        members=view.terms.members,
        n=n,
        here=here,
        share=top,
        what=view.terms.count(here.high),
        topic=small(top.labels["topic"]),
        size=top.labels["size_class"],
    )


def _open_totals(whole: Table, view: View) -> Sentence:
    """Why the topic areas' totals of those that reported may be ranges."""
    ranges = [e for e in whole.find("count", size_class=TOTAL) if e.ranged]
    if not ranges:
        return EMPTY
    return say(
        "Row totals count the {what} that reported their members; the topic areas of the others "
        "are "
        "not known, so {n} on {topic}.",
        what=view.terms.partnerships,
        n=ranges[0],
        topic=small(ranges[0].labels["topic"]),
    )


# -- drawn -----------------------------------------------------------------------------------------

ROWS, COLUMNS = "topic", "size_class"


def draw(page: Page, table: Table, view: View) -> float:
    """A heat table: topic areas by size classes, and what its cells mean."""
    drawn = table.where(lambda entry: entry.measure in ("count", "percent"))

    def heat(top: float, entries: Table) -> float:
        return heat_table(page, top, entries, rows=ROWS, columns=COLUMNS, colour=style.ACCENT)

    top = with_own(page, drawn, view.host, heat)
    own = own_entries(drawn, view.host)
    shown = [drawn.find(host=ALL), *([own] if own else [])]
    return heat_legend(page, top + 0.12, shown, ROWS, COLUMNS, style.ACCENT)

"""Partnerships by topic area and number of members, with totals."""

from functools import partial

from helpers.data.network import Network
from helpers.exhibits.asking import crossed, shared
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.charts import heat_legend, heat_table
from helpers.look.own import own_entries, with_own
from helpers.look.page import Page
from helpers.numbers.grid import TOTAL, Asked, Grid, Table
from helpers.numbers.question import ALL, REPORTING
from helpers.text.phrases import View, capital, fixed, note, small
from helpers.text.say import EMPTY, Sentence, join, say

NEEDS = ("topics", "size_classes")


def grid(network: Network) -> Grid:
    """Each topic area by each size class among those that reported, with both totals."""
    asked, names = list[Asked](), ("topic", "size_class")
    for keys, question in crossed(network, *names, totals=names, among=REPORTING):
        one = Asked(keys, question, audited=keys["host"] == ALL)
        asked += [one] if TOTAL in keys.values() else shared(one)
    labels = {("topic", TOTAL): "All topic areas", ("size_class", TOTAL): "all sizes"}
    return Grid(("host", *names), tuple(asked), labels=labels)


def words(table: Table, view: View) -> Words:
    """The most telling share, and how many numbers of the table are fixed."""
    whole = table.find(host=ALL)
    inner = whole.find("count").without(topic=TOTAL).without(size_class=TOTAL)
    finding, example = _found(whole, view)
    known = fixed(inner)
    both = say("{one}; {two}", one=finding, two=known) if finding and known else finding or known
    return Words(
        title=Sentence(capital(both.text), both.claims)
        if both
        else view.say("{Partnerships} by topic area and number of {members}"),
        subtitle=view.say(
            "{Partnerships} by topic area and number of {members}, {last}; n = {n}",
            n=whole.get(topic=TOTAL, size_class=TOTAL),
        ),
        alt=join(
            Sentence(
                "Table of topic areas by size class, with totals; in each cell a number or a range."
            ),
            example,
        ),
        note=note(table, view, _open_totals(whole, view), drawn=inner),
    )


def _found(whole: Table, view: View) -> tuple[Sentence, Sentence]:
    """The largest known share, of equals that of most partnerships: as finding, as example."""
    known = [e for e in whole.find("percent") if e.sure and e.low]
    top = max(known, key=lambda e: (e.low, e.base or 0), default=None)
    if top is None:
        return EMPTY, EMPTY
    size, topic = top.keys["size_class"], top.keys["topic"]
    n, here = (whole.get(topic=topic, size_class=one) for one in (size, TOTAL))
    more = say("{n} of {here}", n=n, here=here) if n.sure and here.sure else "by the text"
    said = {
        "share": top,
        "n": n,
        "here": here,
        "topic": small(top.labels["topic"]),
        "size": top.labels["size_class"],
        "more": more,
    }
    finding = "{share} of the {partnerships} on {topic} had {size} {members}, {more}"
    one = "On {topic}, {n} of {here} {here:partnership|partnerships} had {size} {members}, {share}."
    return view.say(finding, **said), view.say(one, **said)


def _open_totals(whole: Table, view: View) -> Sentence:
    """Why the topic areas' totals of those that reported may be ranges."""
    ranges = [e for e in whole.find("count", size_class=TOTAL) if e.ranged]
    if not ranges:
        return EMPTY
    return view.say(
        "Row totals count the {partnerships} that reported their members; the topic areas of the "
        "others are not known, so {n} on {topic}.",
        n=ranges[0],
        topic=small(ranges[0].labels["topic"]),
    )


def draw(page: Page, table: Table, view: View) -> float:
    """A heat table: topic areas by size classes, and what its cells mean."""
    drawn = table.where(lambda entry: entry.measure in ("count", "percent"))
    heat = partial(heat_table, page, rows="topic", columns="size_class", colour=style.ACCENT)
    top = with_own(page, drawn, view.host, heat)
    own = own_entries(drawn, view.host)
    shown = [drawn.find(host=ALL), *([own] if own else [])]
    return heat_legend(page, top + 0.12, shown, "topic", "size_class", style.ACCENT)

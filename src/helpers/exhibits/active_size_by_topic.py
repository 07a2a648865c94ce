"""Partnerships by topic area and number of members, with totals."""

from functools import partial

from helpers.data.network import Network
from helpers.exhibits.asking import crossed, shared
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.charts import heat_legend, heat_table
from helpers.look.own import own_entries, with_own
from helpers.look.page import Page
from helpers.numbers.answer import Status
from helpers.numbers.grid import TOTAL, Asked, Entry, Grid, Table
from helpers.numbers.question import ALL, REPORTING
from helpers.text.phrases import View, capital, fixed, note, own_part, small, spoken
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
    entries, whose = spoken(table, view)
    finding = _found(entries, view, whose)[0]
    example, own = _found(whole, view)[1], _found(entries, view)[2] if whose else EMPTY
    known = fixed(inner)
    both = say("{one}; {two}", one=finding, two=known) if finding and known else finding or known
    cells = "a number" if all(e.exact for e in whole.find("count")) else "a number or a range"
    return Words(
        title=Sentence(capital(both.text), both.claims) if both else _nothing(whole, view),
        subtitle=view.say(
            "{Partnerships} by topic area and number of {members}, {last}; n = {n}",
            n=whole.get(topic=TOTAL, size_class=TOTAL),
        ),
        alt=join(
            say(
                "Table of topic areas by size class, with totals; in each cell {what}.", what=cells
            ),
            example,
            own_part(table, view, own),
        ),
        note=note(table, view, _open_totals(whole, view), drawn=inner),
    )


def _nothing(whole: Table, view: View) -> Sentence:
    """The title where no class is the largest in any topic area."""
    n = whole.get(topic=TOTAL, size_class=TOTAL)
    if n.exact and not n.low:
        return view.say("No number of {members} is known of the {partnerships} in {last}")
    return view.say("{Partnerships} by topic area and number of {members}")


def _found(entries: Table, view: View, whose: str = "") -> tuple[Sentence, Sentence, Sentence]:
    """The largest known share, of equals that of most partnerships: as finding, as example, and in
    short. Of own rows, areas with a single partnership come last."""
    known = [e for e in entries.find("percent") if e.sure and e.low]
    top = max(known, key=lambda e: (_several(e), e.low, e.base or 0), default=None)
    if top is None:
        return EMPTY, EMPTY, EMPTY
    size, topic, host = (top.keys[key] for key in ("size_class", "topic", "host"))
    n, here = (entries.get(host=host, topic=topic, size_class=one) for one in (size, TOTAL))
    more = say("{n} of {here}", n=n, here=here) if n.sure and here.sure else "by the text"
    said = {
        "share": top,
        "n": n,
        "here": here,
        "topic": small(top.labels["topic"]),
        "size": top.labels["size_class"],
        "more": more,
        "whose": whose,
        "all": {1: "", 2: "both "}.get(int(here.low), "all "),
    }
    finding = "{share} of the {partnerships}{whose} on {topic} had {size} {members}, {more}"
    if top.status == Status.COUNTED and n.low == here.low:
        every = "the {here:word} {here:partnership|partnerships}{whose} on {topic} {all}had "
        finding = every + "{size} {members}"
    elif top.status == Status.COUNTED:
        finding = "of the {here} {partnerships}{whose} on {topic}, {n} had {size} {members}"
    one = "On {topic}, {n} of {here} {here:partnership|partnerships} had {size} {members}, {share}."
    short = "on {topic}, {n} of {here} had {size}"
    return view.say(finding, **said), view.say(one, **said), view.say(short, **said)


def _several(entry: Entry) -> bool:
    return entry.status != Status.COUNTED or (entry.base or 0) > 1


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

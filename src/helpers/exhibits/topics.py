"""What partnerships are about: a dot a partnership, in a block for each topic area."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from helpers.data.network import Network
from helpers.data.schema import PARTNERSHIPS
from helpers.exhibits.asking import hosts_with, named, percent
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.dots import Item, listing, packed
from helpers.look.entries import about, said_of, short
from helpers.look.own import not_published, own_entries
from helpers.look.page import Page
from helpers.look.shares import SPACE
from helpers.numbers.grid import TOTAL, Asked, Entry, Grid, Table
from helpers.numbers.parts import less
from helpers.numbers.question import ALL, Question
from helpers.text.phrases import View, capital, note, small
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("topics",)


def grid(network: Network) -> Grid:
    """Partnerships of each topic area; those named in it, by scope, new ones, hosts that have
    one.
    """
    whole = Question(network.periods[-1])
    before = len(network.periods) > 1
    asked = [
        one for topic in network.config["topics"] for one in _of(network, whole, topic, before)
    ]
    asked += [
        Asked({"host": host, "topic": topic}, whole.but(topic=topic, host=host), audited=True)
        for host in network.hosts
        for topic in network.config["topics"]
    ]
    labels = {("topic", TOTAL): "All topic areas"}
    beside = {"names": names(network)}
    return Grid(("host", "topic"), (*asked, *named(network, "topics")), beside, labels)


def names(network: Network) -> pd.DataFrame:
    """The last period's partnerships whose topic area is certain or likely, in the topics' order.

    Columns topic, host, name, status. The likely ones count in no total.
    """
    rows = network.partnerships
    kept = rows[(rows["period"] == network.periods[-1]) & (rows["topics"] != "")]
    found = pd.DataFrame(
        {
            "topic": kept["topics"].map(lambda cell: PARTNERSHIPS.parts("topics", cell)[0]),
            "host": kept["host"],
            "name": kept["name"],
            "status": kept["topics_status"].replace("", "certain"),
        }
    )
    order = list(network.config["topics"])
    return found.sort_values(
        ["topic", "status"],
        key=lambda cells: cells.map(order.index) if cells.name == "topic" else cells,
        kind="stable",
        ignore_index=True,
    )


def _of(network: Network, whole: Question, topic: str, before: bool) -> Iterator[Asked]:
    """One topic area's numbers; `before`: there is an earlier period to be new against."""
    keys, question = {"host": ALL, "topic": topic}, whole.but(topic=topic)
    yield Asked(keys, question)
    yield Asked(
        keys,
        question,
        "named",
        rows_only=True,
        whole=question,
        note="" if network.closed else "whose name or a sentence decides the topic area",
    )
    yield hosts_with(keys, question, "partnerships >= 1", "hosts with at least one")
    yield hosts_with(keys, question, "partnerships >= 2", "hosts with at least two")
    scopes = list(network.config["scopes"])
    joined = ["|".join(scopes[1:])] if len(scopes) > 2 else []
    for scope in (*scopes, *joined):
        one = Asked(keys, question.but(scope=scope), f"scope {scope}", always=False)
        yield from (one, percent(one, f"scope {scope}, percent"))
    if before:
        one = Asked(keys, question.but(filed="new"), "new", always=False)
        yield from (one, percent(one, "new, percent"))


def arrange(table: Table) -> Table:
    """The table with what is left of each topic area beside the partnerships named in it."""
    rest = [
        replace(less(count, known), measure="not named")
        for count in table.find("count", host=ALL)
        if (known := table.maybe("named", topic=count.keys["topic"]))
    ]
    return table.plus(rest)


def words(table: Table, view: View) -> Words:
    """The most common topic area; what the dots mean."""
    terms = view.terms
    cells = sorted(table.find("count", host=ALL).without(topic=TOTAL), key=lambda e: -e.low)
    known = table.find("named", host=ALL).sum()
    return Words(
        title=_title(cells, view),
        subtitle=say(
            "{what} by main topic area, {last}; one dot each{named}",
            what=capital(terms.partnerships),
            last=terms.last,
            named="" if _all_named(table) else ", named where its name or a sentence decides",
        ),
        alt=join(
            say(
                "Dot chart: one dot for each {one}, in a block for each topic area.",
                one=terms.partnership,
            ),
            *(say("{label}: {n}.", label=e.labels["topic"], n=e) for e in cells),
        ),
        note=note(table, view, _key(table, known), drawn=cells),
        source=view.source(),
    )


def _title(cells: list[Entry], view: View) -> Sentence:
    top = cells[0]
    alone = len(cells) == 1 or cells[1].high is not None and cells[1].high < top.low
    if not alone or not top.known:
        return _shared(cells, view)
    return (
        say(
            "{topic} was the most common topic area: {n} of {n:base} {what}",
            topic=top.labels["topic"],
            n=top,
            what=view.terms.count(top.base),
        )
        if top.base
        else say("{topic} was the most common topic area: {n}", topic=top.labels["topic"], n=top)
    )


def _shared(cells: list[Entry], view: View) -> Sentence:
    """Two or three that are the most common; the kind of chart where there are more."""
    top = cells[0]
    first = [e for e in cells if e.sure and e.low == top.low]
    sure = all(e.high is not None and e.high < top.low for e in cells if e not in first)
    if not (1 < len(first) < 4 and sure and top.base):
        return say("{what} by topic area", what=capital(view.terms.partnerships))
    names = [Sentence(first[0].labels["topic"]), *(Sentence(_label(e)) for e in first[1:])]
    return say(
        "{topics} were the most common topic areas: {n} of {n:base} {what} each",
        topics=listed(names),
        n=top,
        what=view.terms.count(top.base),
    )


def _label(entry: Entry) -> str:
    return small(entry.labels["topic"])


def _all_named(table: Table) -> bool:
    return all(entry.high == 0 for entry in table.find("not named"))


def _key(table: Table, known: Entry) -> Sentence:
    """What the dots mean, where not all of them are named."""
    if _all_named(table):
        return EMPTY
    return say(
        "Filled: the name or a sentence decides ({named}). Ring: likely, counted in no total, "
        "perhaps one of the empty dots. Empty: the number is known, not the names.",
        named=known,
    )


# -- drawn -----------------------------------------------------------------------------------------

COUNT, GAP = 11.0, 0.15
"""Type size of a topic's count in points; room between two topics in inches."""


def draw(page: Page, table: Table, view: View) -> float:
    """Blocks of dots by topic. `beside["names"]`: topic, host, name, status (certain or likely).

    Certain names are solid dots, part of the count; the rest of it (measure "not named") is empty
    dots. Likely names are rings and counted nowhere.
    """
    counts = table.find("count").without(topic=TOTAL)
    colour = style.colours(counts.values("topic"), style.TOPICS, table.colours("topic"))
    own = own_entries(counts, view.host)
    names = _names(table, view)
    top = 0.0
    for entry in counts.find(host=ALL):
        topic = entry.keys["topic"]
        dots = _dots(table, entry, view)
        top = _heading(page, top, entry, own, dots, colour[topic])
        items = [item for row, item in names if row == topic]
        top = listing(page, top, items, colour[topic]) + GAP
    if view.host != ALL and own is None:
        return not_published(page, top - GAP, view.host, "numbers by topic")
    return top - GAP


def _dots(table: Table, count: Entry, view: View) -> tuple[Entry, str, str]:
    """The dots without a name, their kind and their words: all of the count if none is named."""
    if not view.names:
        return count, "certain", ""
    rest = table.get("not named", topic=count.keys["topic"])
    return rest, "open", f"{rest.text} more, not named"


def _heading(
    page: Page,
    top: float,
    count: Entry,
    own: Table | None,
    dots: tuple[Entry, str, str],
    colour: str,
) -> float:
    """Count and name on the left, dots without a name on the right, a rule below."""
    what = f"value|{about(count)}"
    page.text(0, top + 0.15, short(count), size=COUNT, weight=700, label=what)
    start = style.text_width(short(count), COUNT, 700) + 0.1
    lines = style.wrap(count.labels["topic"], page.width * 0.58 - start, style.HEAD, 600)
    above = top + 0.15 - 0.95 * style.HEAD * style.POINT
    label = f"label|{said_of(topic=count.keys['topic'])}"
    bottom = page.lines(start, above, lines, size=style.HEAD, weight=600, label=label)
    if own:
        bottom = _own(page, start, bottom, own.find(topic=count.keys["topic"]))
    end = start + max(style.text_width(line, style.HEAD, 600) for line in lines)
    entry, kind, words = dots
    bottom = max(bottom, packed(page, end + 0.25, top + 0.105, entry, kind, words, colour)) + 0.025
    page.rule([0, page.width], [bottom, bottom])
    return bottom + 0.045


def _own(page: Page, x: float, top: float, entries: Table) -> float:
    """The chosen host's own number: `North Hub: 3`."""
    for entry in entries:
        host = entry.keys["host"]
        name = f"{entry.labels.get('host', host)}:"
        bottom = page.lines(x, top, [name], label=f"label|{said_of(host=host)}")
        after = x + style.text_width(name) + SPACE
        page.lines(after, top, [entry.text], label=f"value|{about(entry)}")
        top = bottom
    return top


# ---------------------------------------------------------------- names


def _names(table: Table, view: View) -> list[tuple[str, Item]]:
    """The decided partnerships, each with its topic: certain ones first, with short names."""
    names = table.beside.get("names", pd.DataFrame(columns=["topic", "host", "name", "status"]))
    if not view.names or names.empty:
        return []
    short_ones = shortened(list(zip(names["host"], names["name"], strict=True)), view)
    rows = list(zip(names.to_dict("records"), short_ones, strict=True))
    found = [
        (row["topic"], _item(place, row, name, view)) for place, (row, name) in enumerate(rows)
    ]
    return sorted(found, key=lambda one: one[1].kind)


def _item(place: int, row: dict, name: str, view: View) -> Item:
    sure, host = row["status"] == "certain", str(row["host"])
    what = said_of(topic=row["topic"], row=str(place))
    tail = host if sure else f"likely, {host}".removesuffix(", ")
    aside = view.host not in (ALL, host)
    return Item(what, "certain" if sure else "likely", name, tail, aside)


def shortened(pairs: Sequence[tuple[str, str]], view: View) -> list[str]:
    """Names without the network's own word at their end, unless two of a host would be one."""
    whole, last = view.terms.partnership, view.terms.partnership.split()[-1]
    short_ones = [(host, _without(name, (whole, last))) for host, name in pairs]
    return [
        cut if short_ones.count((host, cut)) == list(pairs).count((host, name)) else name
        for (host, name), (_, cut) in zip(pairs, short_ones, strict=True)
    ]


def _without(name: str, endings: Sequence[str]) -> str:
    """`Early Readers City Circle` without "city circle" is `Early Readers`."""
    for ending in endings:
        if name.casefold().endswith(" " + ending.casefold()):
            return name[: -len(ending) - 1]
    return name

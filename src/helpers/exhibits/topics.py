"""What partnerships are about: a dot a partnership, in a row or a block for each topic area."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from helpers.data.network import Network
from helpers.data.schema import PARTNERSHIPS, PLANNED
from helpers.exhibits.asking import crossed, extra, hosts_with, shared
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.dots import Dots, Item, Strips, listing
from helpers.look.entries import about, far, said_of, short
from helpers.look.own import not_published, own_entries
from helpers.look.page import Colours, Look, Page
from helpers.look.shares import SPACE
from helpers.numbers.answer import Status
from helpers.numbers.grid import TOTAL, Asked, Entry, Grid, Table
from helpers.numbers.parts import less
from helpers.numbers.question import ALL, Question
from helpers.text.phrases import (
    View,
    counted,
    each,
    example_note,
    left_out,
    most_common,
    note,
    small,
    some,
    that_are,
)
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("topics",)
NAMES = ["topic", "host", "name", "status"]
CERTAIN, LIKELY, OPEN = "certain", "likely", "undecided"
IMPLIED = str(Status.IMPLIED)
MOST, EXAMPLES = 300, 3
"""Names that the picture lists at most where all are known; examples that it gives of a topic area
where they are not."""


def grid(network: Network) -> Grid:
    """Each topic area's partnerships: all, named, by scope, new, hosts that have one; by host."""
    asked = list[Asked]()
    for keys, question in crossed(network, "topic"):
        whole = keys["host"] == ALL
        asked += _of(network, keys, question) if whole else [Asked(keys, question, audited=True)]
    labels = {("topic", TOTAL): "All topic areas"}
    beside = {"names": names(network)}
    every = (*asked, *extra(network, "topics"))
    # What is known of the hosts together may decide where a named partnership belongs.
    return Grid(("host", "topic"), every, beside, labels, compares=not network.closed)


def _of(network: Network, keys: dict[str, str], question: Question) -> Iterator[Asked]:
    yield Asked(keys, question)
    known = "" if network.closed else "whose name or a sentence decides the topic area"
    yield Asked(keys, question, "named", rows_only=True, whole=question, note=known)
    yield hosts_with(keys, question, "partnerships >= 1", "hosts with at least one")
    yield hosts_with(keys, question, "partnerships >= 2", "hosts with at least two")
    scopes = list(network.config["scopes"])
    joined = ["|".join(scopes[1:])] if len(scopes) > 2 else []
    parts = {f"scope {scope}": question.but(scope=scope) for scope in (*scopes, *joined)}
    if network.closed and len(network.periods) > 1:
        parts["new"] = question.but(filed="new")
    for name, part in parts.items():
        yield from shared(Asked(keys, part, name, always=False), f"{name}, percent")


def names(network: Network) -> pd.DataFrame:
    """The last period's partnerships in the topics' order; columns topic (empty where it is not
    known), host, name, status: certain, likely (counted in no total) or undecided."""
    rows = network.partnerships
    kept = rows[(rows["period"] == network.last) & (rows["status"] != PLANNED)]
    topics = kept["topics"].map(lambda cell: [*PARTNERSHIPS.parts("topics", cell), ""][0])
    status = kept["topics_status"].replace("", CERTAIN).where(topics != "", OPEN)
    found = kept.assign(topic=topics, status=status)
    order = [*network.config["topics"], ""]
    return found[NAMES].sort_values(
        ["topic", "status"],
        key=lambda cells: cells.map(order.index) if cells.name == "topic" else cells,
        kind="stable",
        ignore_index=True,
    )


def arrange(table: Table) -> Table:
    """The table with what is left of each topic area beside the partnerships named in it, and with
    the names whose topic area follows from the numbers of their hosts."""
    rest = [
        replace(less(count, known), measure="not named")
        for count in table.find("count", host=ALL)
        if (known := table.maybe("named", topic=count.keys["topic"]))
    ]
    found = table.plus(rest)
    found.beside["names"] = _decided(_names_of(table), table.find("count").without(host=ALL))
    return found


def _decided(names: pd.DataFrame, counts: Table) -> pd.DataFrame:
    """The names, those implied among them: where all numbers of a host are known, add up to its
    partnerships, and all but one topic area have theirs, the others belong to that one."""
    found = names.copy()
    for host in counts.values("host"):
        own, numbers = found[found["host"] == host], counts.find(host=host)
        if not all(one.sure for one in numbers) or sum(one.low for one in numbers) != len(own):
            continue
        sure = Counter(own.loc[own["status"] == CERTAIN, "topic"])
        open_ = own.index[own["status"] != CERTAIN]
        short_of = [one for one in numbers.values("topic")
                    if numbers.get(host=host, topic=one).low > sure[one]]  # fmt: skip
        if len(short_of) == 1:
            found.loc[open_, ["topic", "status"]] = short_of[0], IMPLIED
    return found


def words(table: Table, view: View) -> Words:
    """The most common topic area; what the dots mean."""
    cells = sorted(table.find("count", host=ALL).without(topic=TOTAL), key=lambda e: -e.low)
    return Words(
        title=_of_rows(table, view) if view.terms.own else _title(cells, view),
        subtitle=view.say("{Partnerships} by main topic area, {last}; one dot each"),
        alt=join(
            view.say("Dot chart: one dot for each {partnership}, sorted by topic area."),
            *each(that_are(cells, view), "topic", "{name}: {n}."),
            _of_host(table, view),
        ),
        note=note(
            table, view, _key(table, view), _elsewhere(table, view), _unknown(cells, view),
            example_note(table.find("count").without(host=ALL)), drawn=cells,
        ),
    )  # fmt: skip


def _key(table: Table, view: View) -> Sentence:
    """What the dots mean where not all are named."""
    if _all_named(table) or not view.names:
        return EMPTY
    names, named = _names_of(table), table.find("named", host=ALL).sum()
    n = {kind: counted(int((names["status"] == kind).sum())) for kind in (IMPLIED, LIKELY)}
    filled = "Filled: its name or a sentence tells the area ({named})"
    filled += ", or nothing else is left for it ({implied})" if n[IMPLIED].low else ""
    ring = " Ring: a named one that likely belongs there ({likely})." if n[LIKELY].low else ""
    empty = " Empty: counted there, but not known by name."
    return say(filled + "." + ring + empty, named=named, **n)


def _all_named(table: Table) -> bool:
    return all(entry.high == 0 for entry in table.find("not named"))


def _names_of(table: Table) -> pd.DataFrame:
    return table.beside.get("names", pd.DataFrame(columns=NAMES))


def _lists(table: Table, view: View) -> bool:
    """Does the picture list the names? Where it knows all, and they are not too many."""
    return view.names and _all_named(table) and len(_names_of(table)) <= MOST


def _elsewhere(table: Table, view: View) -> Sentence:
    """Where the names are, if they are too many for the picture."""
    if not view.names or not _all_named(table) or _lists(table, view):
        return EMPTY
    return view.say("The names are in the list of {partnerships}.")


def _unknown(cells: Sequence[Entry], view: View) -> Sentence:
    """Of how many partnerships own rows give no topic area."""
    return left_out(cells, view, "the topic area") if view.terms.own else EMPTY


def _of_rows(table: Table, view: View) -> Sentence:
    """The most common topic area of all, or of a chosen host's own."""
    whole = table.find("count").without(topic=TOTAL)
    first = most_common(whole.find(host=view.host).entries)
    if not first and view.host != ALL:
        none = "{host} had no {partnership} with a known topic area"
        several = "{Partnerships} of {host} by topic area"
        known = any(entry.low for entry in whole.find(host=view.host))
        return view.say(several if known else none, host=view.host)
    if not first:
        return view.say("{Partnerships} by topic area")
    if view.host != ALL:
        text = "{host} had most {partnerships} on {topic}: {n}{each}"
        topics = listed(Sentence(small(one.labels["topic"])) for one in first)
        each_ = " each" if first[1:] else ""
        return view.say(text, host=view.host, topic=topics, n=first[0], each=each_)
    base = counted(first[0].base or 0, "partnerships")
    names = [first[0].labels["topic"], *(small(one.labels["topic"]) for one in first[1:])]
    if first[0].low == base.low:
        found = view.say(
            "{some} {had} {topic} as {its} topic area",
            some=some(base, base, view), had="had", its="its" if base.low == 1 else "their",
            topic=small(names[0]),
        )  # fmt: skip
    elif len(first) > 1:
        found = view.say(
            "{topic} were the most common topic areas: {n} of {base} {partnerships} each",
            topic=listed(map(Sentence, names)), n=first[0], base=base,
        )  # fmt: skip
    else:
        text = "{topic} was the most common topic area: {n} of {base} {partnerships}"
        found = view.say(text, topic=names[0], n=first[0], base=base)
    return found


def _of_host(table: Table, view: View) -> Sentence:
    """What of it is a chosen host's."""
    own = table.find("count", host=view.host).without(topic=TOTAL).where(lambda one: one.low > 0)
    if view.host == ALL or not view.terms.own:
        return EMPTY
    none = "Of {host}: none."
    parts = listed(each(own, "topic", "{name} {n}"))
    return say("Of {host}: {parts}." if len(own) else none, host=view.host, parts=parts)


def _title(cells: list[Entry], view: View) -> Sentence:
    """The most common, or two or three that are; the kind of chart where there are more."""
    top = cells[0]
    first = [e for e in cells if e.sure and e.low == top.low] or [top]
    below = all(e.high is not None and e.high < top.low for e in cells if e not in first)
    topics = [top.labels["topic"], *(small(e.labels["topic"]) for e in first[1:])]
    if below and len(first) == 1 and top.known:
        template = "{topic} was the most common topic area: {n}"
    elif below and 1 < len(first) < 4 and top.base:
        template = "{topic} were the most common topic areas: {n}"
    else:
        return view.say("{Partnerships} by topic area")
    found = say(template, topic=listed(map(Sentence, topics)), n=top)
    if not top.base:
        return found
    what, each_ = view.terms.count(top.base), " each" if len(first) > 1 else ""
    return join(found, say("of {n:base} {what}{each}", n=top, what=what, each=each_))


# -- drawn -----------------------------------------------------------------------------------------

COUNT, GAP, NAME = 11.0, 0.15, 1.75
"""Type size of a topic's count in points; room between two topics, and for a name beside its strip
of dots, in inches."""


def draw(page: Page, table: Table, view: View) -> float:
    """A dot a partnership: before its name where all are known, else in a strip for each topic.

    `beside["names"]`: topic, host, name, status. In a strip a filled dot is a partnership whose
    topic is certain or implied, a ring a likely one, an empty dot one that is not known by name.
    """
    counts = table.find("count").without(topic=TOTAL)
    colour = style.colours(counts.values("topic"), style.TOPICS, table.colours("topic"))
    own = own_entries(counts, view.host)
    for item in (one for found in _items(table, view).values() for one in found if view.names):
        page.tell(item.what, f"{item.name}, {item.tail}", host=item.host)
    paint = _blocks if _lists(table, view) else _strips
    top = paint(page, table, view, own or counts.holding([]), colour)
    if view.host != ALL and own is None:
        return not_published(page, top, view.host, "numbers by topic")
    return top


def _blocks(page: Page, table: Table, view: View, own: Table, colour: Colours) -> float:
    """A block for each topic, a named dot for each partnership."""
    items, top = _items(table, view), 0.0
    for entry in table.find("count", host=ALL).without(topic=TOTAL):
        topic = entry.keys["topic"]
        bottom = _name(page, top, entry, page.width * 0.58) + 0.025
        bottom = _own(page, bottom, own.find(topic=topic))
        page.rule([0, page.width], [bottom, bottom])
        sure = [one for one in items.get(topic, []) if one.kind == CERTAIN]
        top = listing(page, bottom + 0.045, sure, colour[topic]) + GAP
    return top - GAP


def _strips(page: Page, table: Table, view: View, own: Table, colour: Colours) -> float:
    """A strip of dots for each topic beside its count and name, with examples of names below."""
    counts = table.find("count", host=ALL).without(topic=TOTAL)
    strips = Strips.of(int(max(map(far, counts), default=0)), NAME + 0.1, page.width)
    top = 0.0
    for entry in counts:
        topic = entry.keys["topic"]
        left = _name(page, top, entry, NAME)
        left = _own(page, left, own.find(topic=topic))
        dots = _dots(table, view, entry, own.find(topic=topic))
        right = strips.paint(page, top + 0.02, dots, colour[topic])
        if words := _examples(table, view, topic):
            look: Look = {"size": style.SMALL, "colour": style.MUTED}
            label = f"note|{said_of(topic=topic)}"
            x, room = strips.left + 0.04, page.width - strips.left - 0.04
            right = page.paragraph(x, right + 0.01, room, words, label=label, **look)
        top = max(left, right) + GAP
    return top - GAP


def _name(page: Page, top: float, count: Entry, width: float) -> float:
    """A topic's count and name; returns where they end."""
    page.text(0, top + 0.15, short(count), size=COUNT, weight=700, label=f"value|{about(count)}")
    start = max(style.text_width(short(count), COUNT, 700) + 0.1, 0.3)
    lines = style.wrap(count.labels["topic"], width - start, style.HEAD, 600)
    above = top + 0.15 - 0.95 * style.HEAD * style.POINT
    label = f"label|{said_of(topic=count.keys['topic'])}"
    return page.lines(start, above, lines, size=style.HEAD, weight=600, label=label)


def _own(page: Page, top: float, own: Table) -> float:
    """A chosen host's own count below the topic's name; returns where it ends."""
    for entry in own:
        host = entry.keys["host"]
        name = f"{entry.labels.get('host', host)}:"
        after = 0.3 + style.text_width(name) + SPACE
        page.lines(0.3, top, [name], label=f"label|{said_of(host=host)}")
        top = page.lines(after, top, [entry.text], label=f"value|{about(entry)}")
    return top


def _dots(table: Table, view: View, count: Entry, own: Table) -> list[Dots]:
    """A topic's dots: named ones, a chosen host's first, then those of which only the number is
    known. Without names the host's own number is set off."""
    rest, topic = table.get("not named", topic=count.keys["topic"]), count.keys["topic"]
    if _all_named(table) or not view.names:
        mine = int(sum(one.low for one in own if one.exact))
        others = Dots(about(count), CERTAIN, int(count.low) - mine, bool(mine))
        found = [Dots(about(count), CERTAIN, mine), others]
        return [*found, Dots(about(count), "possible", int(far(count) - count.low))]
    named = _items(table, view).get(topic, [])
    named = sorted(named, key=lambda one: one.aside)
    known = len([one for one in named if one.kind == CERTAIN])
    # A likely one takes the place of an empty dot, if there is one left.
    named = named[: known + max(int(count.low) - known, 0)]
    left = int(count.low) - len(named)
    more = Dots(about(rest), "possible", int(far(count) - count.low))
    return [*(Dots(one.what, one.kind, aside=one.aside) for one in named),
            Dots(about(rest), "open", left), more]  # fmt: skip


def _examples(table: Table, view: View, topic: str) -> str:
    """A few certain names with their hosts, short ones of different hosts; a chosen host's own."""
    if _all_named(table) or not view.names:
        return ""
    found = [one for one in _items(table, view).get(topic, []) if not one.aside]
    if view.host != ALL:
        return "; ".join(
            f"{one.name} (likely)" if one.kind == LIKELY else one.name for one in found
        )
    sure = sorted((one for one in found if one.kind == CERTAIN), key=lambda one: len(one.name))
    by_host = {one.tail: one for one in reversed(sure)}
    by_name = {one.name: one for one in by_host.values()}
    chosen = sorted(by_name.values(), key=lambda one: len(one.name))[:EXAMPLES]
    words = ", ".join(f"{one.name} ({one.tail})" if one.tail else one.name for one in chosen)
    return f"among them {words}" if words else ""


def _items(table: Table, view: View) -> dict[str, list[Item]]:
    """The decided partnerships of each topic: certain ones first, with short names."""
    names, found = _names_of(table), dict[str, list[Item]]()
    pairs = list(zip(names["host"], names["name"], strict=True))
    rows = names.assign(short=shortened(pairs, view), place=range(len(names)))
    rows = rows[rows["status"] != OPEN].replace({"status": {IMPLIED: CERTAIN}})
    for row in rows.sort_values("status", kind="stable").to_dict("records"):
        sure, host = row["status"] == CERTAIN, str(row["host"])
        what = said_of(topic=row["topic"], row=str(row["place"]))
        tail = host if sure else f"likely, {host}".removesuffix(", ")
        kind, aside = CERTAIN if sure else LIKELY, view.host not in (ALL, host)
        found.setdefault(row["topic"], []).append(Item(what, kind, row["short"], tail, aside, host))
    return found


def shortened(pairs: Sequence[tuple[str, str]], view: View) -> list[str]:
    """Names without the network's own word at their end, unless two of a host would be one:
    `Early Readers City Circle` without "city circle" is `Early Readers`."""
    word = view.terms.partnership
    endings = (f" {word}", f" {word.split()[-1]}")
    short_ones = []
    for host, name in pairs:
        end = next((end for end in endings if name.casefold().endswith(end.casefold())), "")
        short_ones.append((host, name[: len(name) - len(end)]))
    cuts, whole = Counter(short_ones), Counter(pairs)
    return [
        cut if cuts[host, cut] == whole[host, name] else name
        for (host, name), (_, cut) in zip(pairs, short_ones, strict=True)
    ]

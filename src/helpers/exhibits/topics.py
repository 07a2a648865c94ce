"""What partnerships are about: a dot a partnership, in a block for each topic area."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from helpers.data.network import Network
from helpers.data.schema import PARTNERSHIPS, PLANNED
from helpers.exhibits.asking import crossed, extra, hosts_with, shared
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
from helpers.text.phrases import View, counted, each, left_out, most_common, note, small, some
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("topics",)
NAMES = ["topic", "host", "name", "status"]
MOST = 300
"""Names that the picture lists at most; of more it has the dots only, and the list the names."""


def grid(network: Network) -> Grid:
    """Each topic area's partnerships: all, named, by scope, new, hosts that have one; by host."""
    asked = list[Asked]()
    for keys, question in crossed(network, "topic"):
        whole = keys["host"] == ALL
        asked += _of(network, keys, question) if whole else [Asked(keys, question, audited=True)]
    labels = {("topic", TOTAL): "All topic areas"}
    beside = {"names": names(network)}
    return Grid(("host", "topic"), (*asked, *extra(network, "topics")), beside, labels)


def _of(network: Network, keys: dict[str, str], question: Question) -> Iterator[Asked]:
    yield Asked(keys, question)
    known = "" if network.closed else "whose name or a sentence decides the topic area"
    yield Asked(keys, question, "named", rows_only=True, whole=question, note=known)
    yield hosts_with(keys, question, "partnerships >= 1", "hosts with at least one")
    yield hosts_with(keys, question, "partnerships >= 2", "hosts with at least two")
    scopes = list(network.config["scopes"])
    joined = ["|".join(scopes[1:])] if len(scopes) > 2 else []
    parts = {f"scope {scope}": question.but(scope=scope) for scope in (*scopes, *joined)}
    if len(network.periods) > 1:
        parts["new"] = question.but(filed="new")
    for name, part in parts.items():
        yield from shared(Asked(keys, part, name, always=False), f"{name}, percent")


def names(network: Network) -> pd.DataFrame:
    """The last period's partnerships whose topic area is certain or likely (and counts in no
    total), in the topics' order; columns topic, host, name, status."""
    rows = network.partnerships
    stood = (rows["period"] == network.last) & (rows["status"] != PLANNED)
    kept = rows[stood & (rows["topics"] != "")]
    found = kept.assign(
        topic=kept["topics"].map(lambda cell: PARTNERSHIPS.parts("topics", cell)[0]),
        status=kept["topics_status"].replace("", "certain"),
    )
    order = list(network.config["topics"])
    return found[NAMES].sort_values(
        ["topic", "status"],
        key=lambda cells: cells.map(order.index) if cells.name == "topic" else cells,
        kind="stable",
        ignore_index=True,
    )


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
    cells = sorted(table.find("count", host=ALL).without(topic=TOTAL), key=lambda e: -e.low)
    all_named = all(entry.high == 0 for entry in table.find("not named"))
    key = say(
        "Filled: the name or a sentence decides ({named}). Ring: likely, counted in no total, "
        "perhaps one of the empty dots. Empty: the number is known, not the names.",
        named=table.find("named", host=ALL).sum(),
    )
    return Words(
        title=_of_rows(table, view) if view.terms.own else _title(cells, view),
        subtitle=view.say(
            "{Partnerships} by main topic area, {last}; one dot each{named}",
            named="" if all_named else ", named where its name or a sentence decides",
        ),
        alt=join(
            view.say("Dot chart: one dot for each {partnership}, in a block for each topic area."),
            *each(_shown(cells, view), "topic", "{name}: {n}."),
            _of_host(table, view),
        ),
        note=note(
            table, view, EMPTY if all_named else key, _elsewhere(table, view),
            _unknown(cells, view), drawn=cells,
        ),
    )  # fmt: skip


def _names_of(table: Table) -> pd.DataFrame:
    return table.beside.get("names", pd.DataFrame(columns=NAMES))


def _lists(table: Table, view: View) -> bool:
    """Does the picture list the names?"""
    return view.names and len(_names_of(table)) <= MOST


def _elsewhere(table: Table, view: View) -> Sentence:
    """Where the names are, if they are too many for the picture."""
    if not view.names or _lists(table, view):
        return EMPTY
    return view.say("The names are in the list of {partnerships}.")


def _shown(cells: Sequence[Entry], view: View) -> list[Entry]:
    """The topic areas that a sentence names: of own rows those that anybody has."""
    return [one for one in cells if one.low or not view.terms.own]


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

COUNT, GAP = 11.0, 0.15
"""Type size of a topic's count in points; room between two topics in inches."""


def draw(page: Page, table: Table, view: View) -> float:
    """Blocks of dots by topic. `beside["names"]`: topic, host, name, status (certain or likely).
    Certain names are solid dots, part of the count; the rest of it (measure "not named") is empty
    dots. Likely names are rings and counted nowhere."""
    counts = table.find("count").without(topic=TOTAL)
    colour = style.colours(counts.values("topic"), style.TOPICS, table.colours("topic"))
    own = own_entries(counts, view.host)
    named = _lists(table, view)
    items = _items(table, view) if named else {}
    top = 0.0
    for entry in counts.find(host=ALL):
        topic = entry.keys["topic"]
        name, bottom = _name(page, top, entry, own.find(topic=topic) if own else ())
        # The dots without a name: all of the count if none is named.
        rest = table.get("not named", topic=topic) if named else entry
        kind, said = ("open", f"{rest.text} more, not named") if named else ("certain", "")
        dots = packed(page, name + 0.25, top + 0.105, rest, kind, said, colour[topic])
        bottom = max(bottom, dots) + 0.025
        page.rule([0, page.width], [bottom, bottom])
        top = listing(page, bottom + 0.045, items.get(topic, []), colour[topic]) + GAP
    if view.host != ALL and own is None:
        return not_published(page, top - GAP, view.host, "numbers by topic")
    return top - GAP


def _name(page: Page, top: float, count: Entry, own: Table | tuple[()]) -> tuple[float, float]:
    """Count, name, and a chosen host's own count; returns where they end, right and below."""
    page.text(0, top + 0.15, short(count), size=COUNT, weight=700, label=f"value|{about(count)}")
    start = style.text_width(short(count), COUNT, 700) + 0.1
    lines = style.wrap(count.labels["topic"], page.width * 0.58 - start, style.HEAD, 600)
    above = top + 0.15 - 0.95 * style.HEAD * style.POINT
    label = f"label|{said_of(topic=count.keys['topic'])}"
    bottom = page.lines(start, above, lines, size=style.HEAD, weight=600, label=label)
    for entry in own:
        host = entry.keys["host"]
        name = f"{entry.labels.get('host', host)}:"
        after = start + style.text_width(name) + SPACE
        below = page.lines(start, bottom, [name], label=f"label|{said_of(host=host)}")
        page.lines(after, bottom, [entry.text], label=f"value|{about(entry)}")
        bottom = below
    return start + max(style.text_width(line, style.HEAD, 600) for line in lines), bottom


def _items(table: Table, view: View) -> dict[str, list[Item]]:
    """The decided partnerships of each topic: certain ones first, with short names."""
    names, found = _names_of(table), dict[str, list[Item]]()
    pairs = list(zip(names["host"], names["name"], strict=True))
    rows = names.assign(short=shortened(pairs, view), place=range(len(names)))
    for row in rows.sort_values("status", kind="stable").to_dict("records"):
        sure, host = row["status"] == "certain", str(row["host"])
        what = said_of(topic=row["topic"], row=str(row["place"]))
        tail = host if sure else f"likely, {host}".removesuffix(", ")
        kind, aside = "certain" if sure else "likely", view.host not in (ALL, host)
        found.setdefault(row["topic"], []).append(Item(what, kind, row["short"], tail, aside))
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

"""How far partnerships reach: each scope's number, every printed reading beside the others."""

from collections.abc import Sequence
from itertools import pairwise

from helpers.data.network import Network
from helpers.exhibits.asking import crossed, shared
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.entries import about, said_of
from helpers.look.page import Page
from helpers.look.share_rows import Row, ShareRows
from helpers.look.shares import Head, Segment, write_in
from helpers.numbers.answer import Status
from helpers.numbers.grid import Asked, Entry, Grid, Table
from helpers.numbers.parts import Parts, by_reading, either
from helpers.numbers.question import ALL, Question
from helpers.text.phrases import (
    View,
    counted,
    each,
    left_out,
    most_common,
    note,
    of_its_own,
    small,
    some,
)
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("scopes",)


def grid(network: Network) -> Grid:
    """Scopes of the last period, in all and by host; two scopes together where that is printed."""
    scopes, asked = list(network.config["scopes"]), list[Asked]()
    for keys, question in crossed(network, "scope"):
        asked += shared(Asked(keys, question, audited=keys["host"] != ALL))
    pairs = ["|".join(two) for two in pairwise(scopes)] if len(scopes) > 2 else []
    for pair in pairs:
        question = Question(network.last, {"scope": pair})
        one = Asked({"host": ALL, "scope": pair}, question, "together", always=False)
        asked += shared(one, "together, percent")
    labels = {
        ("scope", pair): " or ".join(network.label("scopes", s) for s in pair.split("|"))
        for pair in pairs
    }
    return Grid(("host", "scope"), tuple(asked), labels=labels)


def arrange(table: Table) -> Table:
    """The table with the source's readings kept apart, where it prints a number twice."""
    return by_reading(table)


def words(table: Table, view: View) -> Words:
    """The smallest or largest scope, and where the source disagrees with itself."""
    counts = table.find("count", host=ALL)
    whole = [_joined(counts, scope) for scope in counts.values("scope")]
    disputed = [e for e in whole if e.status == Status.DISPUTED]
    own = view.terms.own and view.host != ALL
    mine = table.find("count", host=view.host).entries if own else ()
    return Words(
        title=_of_rows(list(mine or whole), view)
        if view.terms.own
        else _title(whole, bool(disputed), view),
        subtitle=view.say("{Partnerships} by geographic scope, {last}"),
        alt=join(
            Sentence("Bars of full length, one part for each scope."),
            *([] if own else each(whole, "scope", "{Name}: {n}.")),
            *([] if not own else [_of_host(whole, view, ""), _of_host(mine, view, view.host)]),
        ),
        note=note(
            table,
            view,
            *map(_disagreement, disputed),
            left_out(whole, view, "the scope") if view.terms.own else EMPTY,
            drawn=whole,
        ),
    )


def _joined(counts: Table, scope: str) -> Entry:
    """One entry a scope again: `35 or 36` where the readings differ."""
    return either(counts.find(scope=scope).entries)


def _title(whole: list[Entry], disputed: bool, view: View) -> Sentence:
    sure = [e for e in whole if e.sure and e.base]
    if not sure:
        return view.say("{Partnerships} by geographic scope")
    pick = (min if disputed else max)(sure, key=lambda e: e.low)
    label = small(pick.labels["scope"])
    plain = label.split()[0] in ("across", "within", "in")
    return say(
        "{only}{n} of the {n:base} {what} {scope}{more}",
        only="Only " if disputed else "",
        n=pick,
        what=view.terms.count(pick.base),
        scope=f"worked {label}" if plain else f"had the scope “{label}”",
        more="; of the larger groups the source gives two counts" if disputed else "",
    )


def _of_rows(scopes: list[Entry], view: View) -> Sentence:
    """The most common scope, or the two or three that are; of a chosen host its own."""
    first = most_common(scopes)
    if not first and view.host != ALL:
        none = "{host} had no {partnership} with a known scope"
        several = "{Partnerships} of {host} by geographic scope"
        return view.say(several if any(one.low for one in scopes) else none, host=view.host)
    if not first:
        return view.say("{Partnerships} by geographic scope")
    names = listed(Sentence(f"“{one.labels['scope']}”") for one in first)
    whole = counted(first[0].base or 0, "partnerships")
    found = view.say(
        "{some}had the scope {name}" if len(first) < 2
        else "Scopes {name} were equally common: {n} of {whole} {partnerships} each",
        some=some(first[0], whole, view, " "), n=first[0], whole=whole, name=names,
    )  # fmt: skip
    return of_its_own(found, view)


def _of_host(scopes: Sequence[Entry], view: View, host: str) -> Sentence:
    """The parts of one bar: `All hubs: 3 city and 3 county.`"""
    parts = each([one for one in scopes if one.low], "scope")
    name = host or f"All {view.terms.hosts}"
    return say("{name}: {parts}.", name=name, parts=listed(parts) if parts else "none")


def _disagreement(entry: Entry) -> Sentence:
    """Every printed value of a disputed number with the places that print it."""
    parts = [Sentence(f"{said.low} ({', '.join(said.places)})") for said in entry.answer.said]
    scope, values = entry.labels["scope"], listed(parts, "or")
    return say("Disputed, {scope}: {values}.", scope=scope, values=values) if parts[1:] else EMPTY


# -- drawn -----------------------------------------------------------------------------------------


def draw(page: Page, table: Table, view: View) -> float:
    """A 100% bar for each reading; parts of which two values are printed are outlined."""
    drawn = table.where(lambda entry: entry.measure in ("count", "percent"))
    return _Readings.draw(page, drawn, view.host, style.SCOPES)


class _Readings(ShareRows):
    KEY = "scope"

    def rows(self) -> list[Row]:
        counts = self.table.find("count")
        names = {name: counts.label("reading", name) for name in counts.values("reading")}
        if len(names) < 2:
            return [Row(counts.entries)]
        return [
            Row(counts.find(reading=name).entries, label, said_of(reading=name))
            for name, label in names.items()
        ]

    def head(self, one: Segment, parts: Parts) -> Head:
        """A part's name, with every number that is printed of it: `35 or 36`."""
        entry, scope = one.entry, one.entry.keys["scope"]
        if one.rest:
            return Head("", entry.labels["scope"], one.left, one.right, about(entry))
        number = _joined(self.table.find("count"), scope).text
        return Head(number, entry.labels["scope"], one.left, one.right, said_of(scope=scope))

    def write(self, y: float, one: Segment, parts: Parts, row: Row) -> str:
        """The number, with its share if that is known and fits."""
        number = (one.entry.text, f"value|{about(one.entry)}")
        shares = [e for e in self.table.find("percent", **one.entry.keys) if e.known]
        wordings = [[number, (f"({e.text})", f"value|{about(e)}")] for e in shares]
        if not one.rest:
            shade = self.colour[one.entry.keys["scope"]]
            write_in(self.page, y, one, [*wordings, [number]], shade)
        return ""

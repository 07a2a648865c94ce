"""How far partnerships reach: each scope's number, every printed reading beside the others."""

from collections.abc import Iterator, Mapping, Sequence

from helpers.data.reader import Network
from helpers.exhibits.asking import everyone, of_host, percent
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.entries import about, said_of
from helpers.look.own import with_own
from helpers.look.page import Page, tall
from helpers.look.shares import (
    BAR,
    Head,
    Segment,
    gutter,
    paint_bar,
    paint_heads,
    segments,
    write_in,
)
from helpers.numbers.answer import Status
from helpers.numbers.grid import Asked, Entry, Grid, Table
from helpers.numbers.parts import by_reading, cut, either
from helpers.numbers.question import ALL, Question
from helpers.text.phrases import View, capital, note, small
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("scopes",)


def grid(network: Network) -> Grid:
    """Scopes of the last period, in all and by host; two scopes together where that is printed."""
    asked = [one for host in everyone(network) for one in _of(network, host)]
    scopes = list(network.config["scopes"])
    pairs = (
        ["|".join(scopes[at : at + 2]) for at in range(len(scopes) - 1)] if len(scopes) > 2 else []
    )
    for pair in pairs:
        one = Asked(
            {"host": ALL, "scope": pair},
            Question(network.periods[-1], (("scope", pair),)),
            "together",
            always=False,
        )
        asked += [one, percent(one, "together, percent")]
    labels = {
        ("scope", pair): " or ".join(network.label("scopes", s) for s in pair.split("|"))
        for pair in pairs
    }
    return Grid(("host", "scope"), tuple(asked), labels=labels)


def _of(network: Network, host: str) -> Iterator[Asked]:
    whole = Question(network.periods[-1], of_host(host))
    for scope in network.config["scopes"]:
        one = Asked({"host": host, "scope": scope}, whole.but(scope=scope), audited=host != ALL)
        yield from (one, percent(one))


def arrange(table: Table) -> Table:
    """The table with the source's readings kept apart, where it prints a number twice."""
    return by_reading(table)


def words(table: Table, view: View) -> Words:
    """The smallest or largest scope, and where the source disagrees with itself."""
    terms, whole = view.terms, _joined(table.find("count", host=ALL))
    disputed = [e for e in whole if e.status == Status.DISPUTED]
    return Words(
        title=_title(whole, disputed, view),
        subtitle=say(
            "{what} by geographic scope, {last}", what=capital(terms.partnerships), last=terms.last
        ),
        alt=join(
            Sentence("Bars of full length, one part for each scope."),
            *(say("{scope}: {n}.", scope=capital(e.labels["scope"]), n=e) for e in whole),
        ),
        note=note(table, view, *(_disagreement(e) for e in disputed), drawn=whole),
        source=view.source(),
    )


def _joined(counts: Table) -> Table:
    """One entry a scope again: `35 or 36` where the readings differ."""
    found = [either(counts.find(scope=scope).entries) for scope in counts.values("scope")]
    return Table(found, counts.keys)


def _title(whole: Table, disputed: list[Entry], view: View) -> Sentence:
    sure = [e for e in whole if e.sure and e.base]
    if not sure:
        return say("{what} by geographic scope", what=capital(view.terms.partnerships))
    pick = min(sure, key=lambda e: e.low) if disputed else max(sure, key=lambda e: e.low)
    more = Sentence("; of the larger groups the source gives two counts") if disputed else EMPTY
    only = "Only " if disputed else ""
    return say(
        "{only}{n} of the {n:base} {what} {scope}{more}",
        only=only,
        n=pick,
        what=view.terms.count(pick.base),
        scope=_in(pick),
        more=more,
    )


def _in(entry: Entry) -> str:
    """How a sentence says where: `within one city`, or `had the scope "city"`."""
    label = small(entry.labels["scope"])
    plain = label.split()[0] in ("across", "within", "in")
    return f"worked {label}" if plain else f"had the scope “{label}”"


def _disagreement(entry: Entry) -> Sentence:
    """Every printed value of a disputed number with the places that print it."""
    if len(entry.answer.said) < 2:
        return EMPTY
    parts = [Sentence(f"{said.low} ({', '.join(said.places)})") for said in entry.answer.said]
    return say(
        "Disputed, {scope}: {values}.", scope=entry.labels["scope"], values=listed(parts, "or")
    )


# -- drawn -----------------------------------------------------------------------------------------

GAP = 0.1


def draw(page: Page, table: Table, view: View) -> float:
    """A 100% bar for each reading; parts of which two values are printed are outlined."""
    drawn = table.where(lambda entry: entry.measure in ("count", "percent"))
    colour = style.colours(drawn.values("scope"), style.SCOPES, table.colours("scope"))

    def readings(top: float, entries: Table) -> float:
        return _readings(page, top, entries, colour)

    return with_own(page, drawn, view.host, readings)


def _readings(page: Page, top: float, entries: Table, colour: Mapping[str, str]) -> float:
    """The bars of all readings, heads over the first."""
    counts = entries.find("count")
    names = counts.values("reading")
    labels = [counts.label("reading", name) for name in names]
    left = gutter(labels) if len(names) > 1 else 0.0
    for place, name in enumerate(names or [""]):
        mine = entries.find(reading=name) if names else entries
        found = _segments(mine, left, page.width - left)
        if place == 0:
            top = paint_heads(page, top, [_head(one, counts) for one in found], left)
        words = style.wrap(labels[place], left - 0.1) if left else []
        height = max(BAR, tall(len(words)))
        page.centred(0, top + height / 2, words, label=f"label|{said_of(reading=name)}")
        _bar(page, top + (height - BAR) / 2, found, mine.find("percent"), colour)
        top += height + GAP
    return top - GAP


def _segments(entries: Table, left: float, width: float) -> list[Segment]:
    return segments(cut(entries.find("count").entries, "scope"), left, width)


def _head(one: Segment, counts: Table) -> Head:
    """A part's name, with every number that is printed of it: `35 or 36`."""
    entry, what = one.entry, said_of(scope=one.entry.keys["scope"])
    words = entry.labels["scope"]
    if one.rest:
        return Head("", words, one.left, one.right, about(entry))
    number = either(counts.find(scope=entry.keys["scope"]).entries).text
    return Head(number, words, one.left, one.right, what)


def _bar(
    page: Page, top: float, found: Sequence[Segment], shares: Table, colour: Mapping[str, str]
) -> None:
    """One reading's bar with its own numbers in it."""
    paint_bar(page, top, BAR, found, colour, "scope")
    for one in found:
        if not one.rest:
            shade = colour[one.entry.keys["scope"]]
            write_in(page, top + BAR / 2, one, _wordings(one.entry, shares), shade)


def _wordings(entry: Entry, shares: Table) -> list[list[tuple[str, str]]]:
    """The number with its share if that is known and fits, else the number."""
    number = (entry.text, f"value|{about(entry)}")
    beside = [one for one in shares.find(scope=entry.keys["scope"]) if one.known]
    alone = [[number]]
    return [[number, (f"({one.text})", f"value|{about(one)}")] for one in beside] + alone

"""How many members each partnership has, on one scale, period by period."""

from collections import Counter
from collections.abc import Iterator, Sequence

from helpers.data import lifecycle
from helpers.data.ancestry import Fact
from helpers.data.network import Network
from helpers.exhibits.asking import everyone
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.dotplot import GUTTER, DotRow, Scale, dot_rows, radius
from helpers.look.entries import said_of
from helpers.look.own import with_own
from helpers.look.page import Page
from helpers.numbers.grid import TOTAL, Asked, Entry, Grid, Keys, Table
from helpers.numbers.question import ALL, NOT_REPORTING, REPORTING, Question
from helpers.text.phrases import View, hidden_note, some_hidden
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("rows", "members")
UNITS = True  # a mark is one partnership: it may say whose
KNOWN, SILENT = "reporting", "not reporting"
MEASURES = {"smallest": "minimum", "median": "median", "largest": "maximum"}
SEVERAL, MANY, TWO = 6, 60, 2
"""Periods shown at most; partnerships in one above which, or in a host's report, only two are."""


def grid(network: Network) -> Grid:
    """Each partnership's number in each period shown, in all and by host; who reported, smallest,
    median and largest."""
    standing = lifecycle.derive(network).standing
    most = max(len(standing(period)) for period in network.periods)
    labels = {("partnership", TOTAL): f"all {network.words['partnerships']}"}
    asked = list[Asked]()
    for period in network.periods[-(SEVERAL if most <= MANY else TWO) :]:
        called = _called(standing(period))
        labels |= {("partnership", key): fact.name for key, fact in called.items()}
        for keys, question in everyone(network):
            host, whole = keys["host"], question.but(period=period)
            asked += _summed(keys | {"period": period, "partnership": TOTAL}, whole)
            asked += [
                _one(keys | {"period": period, "partnership": key}, fact)
                for key, fact in called.items()
                if host in (ALL, fact.host)
            ]
    return Grid(("host", "period", "partnership"), tuple(asked), labels=labels)


def _called(facts: Sequence[Fact]) -> dict[str, Fact]:
    """The partnerships of a period by their names; two of one name with host, then row."""
    names = Counter(fact.name for fact in facts)
    with_host = Counter((fact.name, fact.host) for fact in facts)
    found = {}
    for fact in facts:
        key = fact.name
        if names[key] > 1 or key == TOTAL:
            key = f"{key} ({fact.host or 'no host'})"
        if with_host[fact.name, fact.host] > 1:
            key += f", row {fact.row}"
        found[key] = fact
    return found


def _one(keys: Keys, fact: Fact) -> Asked:
    """One partnership's number; by its row, for another may have its name."""
    where = {"partnership": fact.name, "host": fact.host, "row": str(fact.row)}
    return Asked(keys, Question(fact.period, where, "members"), unit="members")


def _summed(keys: Keys, whole: Question) -> Iterator[Asked]:
    yield Asked(keys, whole.but(among=REPORTING), KNOWN, whole=whole)
    yield Asked(keys, whole.but(among=NOT_REPORTING), SILENT, whole=whole)
    for name, measure in MEASURES.items():
        question = whole.but(subject="members", measure=measure, among=REPORTING)
        yield Asked(keys, question, name, "members", always=False)


# -- words -----------------------------------------------------------------------------------------


def words(table: Table, view: View) -> Words:
    """Smallest, largest and median of the last period; of a host beside those of all."""
    last = table.find(period=table.values("period")[-1])
    shown = [view.terms.periods[one] for one in _shown(table, view.host)]
    periods = listed(map(Sentence, shown))
    kind = "Dot plot on one scale of {members}, one dot for each {partnership}{rows}{own}."
    return Words(
        title=_title(last, view),
        subtitle=view.say(
            "{Partnerships} by number of {members}, {periods}; one dot each", periods=periods
        ),
        alt=join(
            view.say(
                kind,
                rows=say(", a row for each of {all}", all=periods) if len(shown) > 1 else EMPTY,
                own="" if view.host == ALL else f", and below the same for {view.host} alone",
            ),
            _told(last, view),
        ),
        note=join(_silent(last, view), view.said("note"), hidden_note(table)),
    )


def _title(last: Table, view: View) -> Sentence:
    """The last period's range and median; of a host its own, beside the median of all."""
    own, n = last.find(host=view.host), _summary(last.find(host=view.host))
    whose = "" if view.host == ALL else f" of {view.host}"
    if not n and some_hidden(own):
        return view.say("{Partnerships}{whose} in {last} by number of {members}", whose=whose)
    if not n:
        template = "Of the {partnerships}{whose} in {last}, no number of {members} is known"
        return view.say(template, whose=whose)
    beside, whole = EMPTY, _summary(last.find(host=ALL))
    if whose and whole:
        beside = view.say("; the median of all was {m}", m=whole["median"])
    dots = [one for one in _dots(own) if one.exact]
    if len(dots) == 1:
        named = view.names and dots[0].labels["partnership"]
        who = named or view.say("One {partnership}{whose}", whose=whose)
        return view.say(
            "{who} had {n} {members} in {last}{beside}", who=who, n=dots[0], beside=beside
        )
    if n["smallest"].low == n["largest"].low:
        template = "{Partnerships}{whose} in {last} had {n} {members} each{beside}"
        return view.say(template, whose=whose, n=n["largest"], beside=beside)
    template = (
        "{Partnerships}{whose} in {last} had {smallest} to {largest} {members}, with a median"
    )
    return view.say(template + " of {median}{beside}", whose=whose, beside=beside, **n)


def _summary(entries: Table) -> dict[str, Entry]:
    """Smallest, median and largest; nothing unless all three are known."""
    found = {name: entries.find(name, partnership=TOTAL).entries for name in MEASURES}
    known = {name: one[0] for name, one in found.items() if one and one[0].exact}
    return known if len(known) == len(MEASURES) else {}


def _told(last: Table, view: View) -> Sentence:
    """Smallest, median and largest in a sentence, with the names of the extremes."""
    entries, whose = last.find(host=view.host), "" if view.host == ALL else f" of {view.host}"
    n, ends = _summary(entries), {one.low: one for one in _extremes(entries, view)}
    if not n:
        return EMPTY
    least, most = (_named(n[name], ends) for name in ("smallest", "largest"))
    said = "In {last} the smallest{whose} was {least}, the median {median}, the largest {most}."
    return view.say(said, whose=whose, least=least, most=most, median=n["median"])


def _named(end: Entry, ends: dict[float, Entry]) -> Sentence:
    """An extreme, with its name in brackets if one partnership alone has it."""
    one = ends.get(end.low)
    return say("{n} ({name})", n=end, name=one.labels["partnership"]) if one else say("{n}", n=end)


def _silent(last: Table, view: View) -> Sentence:
    """How many have no dot in the last period."""
    found = last.find(SILENT, host=view.host, partnership=TOTAL).entries
    if not found or not found[0].exact or not found[0].low:
        return EMPTY
    rings = "A ring is a {partnership} whose number is not known: {n} of {n:base} in {last}."
    return view.say(rings, n=found[0])


def _extremes(entries: Table, view: View) -> list[Entry]:
    """The dots that alone have the smallest or the largest number; none where names are off."""
    dots = [one for one in _dots(entries) if one.exact]
    if not view.names or len(dots) < TWO:
        return []
    low, high = min(one.low for one in dots), max(one.low for one in dots)
    ends = [[one for one in dots if one.low == end] for end in (low, high)]
    return [same[0] for same in ends if len(same) == 1]


def _dots(entries: Table) -> list[Entry]:
    return [one for one in entries.find("count") if one.keys["partnership"] != TOTAL]


# -- drawn -----------------------------------------------------------------------------------------


def _shown(table: Table, host: str) -> list[str]:
    periods = table.values("period")
    return periods if host == ALL else periods[-TWO:]


def draw(page: Page, table: Table, view: View) -> float:
    """A row of dots a period; in a host's report the last two, its own set off and once more."""
    shown = _shown(table, view.host)
    drawn = table.where(lambda one: one.keys["period"] in shown)
    dots = [one for one in _dots(drawn) if one.exact]
    scale = Scale.of([one.low for one in dots], GUTTER + 0.1, page.width - 0.12)
    rows = {
        host: [_row(drawn, host, period, view) for period in shown]
        for host in dict.fromkeys((ALL, view.host))
    }
    size = radius([row for one in rows.values() for row in one], scale)

    def paint(top: float, entries: Table) -> float:
        host = entries.values("host")[0]
        return dot_rows(page, top, rows[host], scale, size, style.ACCENT, view.terms.members)

    return with_own(page, drawn, view.host, paint)


def _row(table: Table, host: str, period: str, view: View) -> DotRow:
    entries = table.find(host=host, period=period)
    own = {one.keys["partnership"] for one in _dots(table.find(host=view.host, period=period))}
    strong = {
        id(one) for one in _dots(entries) if host != view.host and one.keys["partnership"] in own
    }
    silent = entries.get(SILENT, host, partnership=TOTAL)
    total, terms = silent.base or 0, view.terms
    below = f"{total:,} {terms.count(total)}"
    if silent.low:
        below = f"{silent.text} of {total:,} not known"
    return DotRow(
        name=view.terms.periods[period],
        what=said_of(host=host, period=period),
        below=below,
        entries=_dots(entries),
        strong=frozenset(strong),
        median=next(iter(entries.find("median", partnership=TOTAL)), None),
        named=_extremes(entries, view),
    )

"""Members by type, period by period, and in how many partnerships each type takes part."""

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.data.network import Network
from helpers.exhibits.asking import everyone
from helpers.exhibits.composition import MEMBERS
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.entries import about, said_of
from helpers.look.own import with_own
from helpers.look.page import Look, Page, tall
from helpers.look.share_rows import Row, ShareRows
from helpers.look.shares import Head, Piece, Segment, write_in
from helpers.numbers.grid import TOTAL, Asked, Entry, Grid, Keys, Table
from helpers.numbers.parts import Parts, unknown
from helpers.numbers.question import ALL, PERCENT, REPORTING, Question
from helpers.text.phrases import View, hidden_note, some_hidden
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("rows", "periods", "member_types")
TYPE, SHOWN = "member_type", 6
"""Periods shown at most, the last ones."""
SOME, OUT = "with at least one", "types not known"
NOBODY, UNKNOWN = "nobody", "not known"


def grid(network: Network) -> Grid:
    """Each period's shares of members (pooled), in how many partnerships there is at least one of
    each type, and of how many partnerships the types are not known; in all and by host."""
    asked = list[Asked]()
    for keys, question in everyone(network):
        for period in network.periods[-SHOWN:]:
            here, whole = keys | {"period": period}, question.but(period=period)
            for kind in network.config["member_types"]:
                asked += _of_type(here | {TYPE: kind}, whole.but(member_type=kind))
            total = here | {TYPE: TOTAL}
            known = whole.but(subject="members", typed="yes")
            asked.append(Asked(total, known, "members", "members"))
            asked.append(Asked(total, whole.but(typed="no"), OUT, whole=whole))
    return Grid(("host", "period", TYPE), tuple(asked), labels={(TYPE, TOTAL): "all types"})


def _of_type(keys: Keys, question: Question) -> Iterator[Asked]:
    share = question.but(subject="member_share", measure=PERCENT, among=REPORTING)
    yield Asked(keys, share, PERCENT, MEMBERS)
    yield Asked(keys, question.but(among=REPORTING), SOME)


# -- words -----------------------------------------------------------------------------------------


def words(table: Table, view: View) -> Words:
    """The type whose share changed most, and of which types nobody takes part."""
    own = table.find(host=view.host)
    periods = [view.terms.periods[one] for one in table.values("period")]
    kind = "Bars of full length, one for each of {periods}, with the shares of members by type"
    below = ", and a table of the {partnerships} with at least one of each type{own}."
    same = "" if view.host == ALL else f"; then the same for {view.host}"
    named = {"periods": listed(map(Sentence, periods)), "own": same}
    return Words(
        title=_title(own, view),
        subtitle=view.say(
            "{Members} by type in percent of all, {periods}, and {partnerships} with at least one",
            **named,
        ),
        alt=join(view.say(kind + below, **named), _told(own, view)),
        note=join(_left_out(own, view), view.said("note"), hidden_note(table)),
    )


def _moved(own: Table) -> list[tuple[Entry, Entry]]:
    """Each type's share in the first and in the last period, the greatest difference first."""
    shares = own.find(PERCENT).where(lambda one: one.exact)
    first, *_, last = own.values("period")
    pairs = [
        (one, other)
        for one in shares.find(period=first)
        for other in shares.find(period=last, member_type=one.keys[TYPE])
    ]
    return sorted(pairs, key=lambda pair: -abs(pair[1].low - pair[0].low))


def _missing(own: Table) -> list[Entry]:
    """The types of which nobody takes part in the last period."""
    last = own.find(SOME, period=own.values("period")[-1])
    return [one for one in last if one.exact and not one.low and one.base]


def _title(own: Table, view: View) -> Sentence:
    pairs, missing = _moved(own), _missing(own)
    whose = "" if view.host == ALL else f" of {view.host}"
    if not pairs:
        return view.say("{Members} by type{whose}, period by period", whose=whose)
    first, last = pairs[0]
    named = {
        "whose": whose,
        "type": first.labels[TYPE],
        "a": first,
        "b": last,
        "from": view.terms.periods[first.keys["period"]],
        "rest": say("; nobody of type {types} took part", types=_types(missing)) if missing else "",
    }
    if first.low == last.low:
        same = "The shares of {members}{whose} by type were the same in {from} and in {last}{rest}"
        return view.say(same, **named)
    return view.say(
        "{type} made up {a} of {members}{whose} in {from} and {b} in {last}{rest}", **named
    )


def _types(entries: list[Entry]) -> Sentence:
    return listed((Sentence(f"“{one.labels[TYPE]}”") for one in entries), "or")


def _told(own: Table, view: View) -> Sentence:
    """The last period's shares of the two most frequent types, first and last."""
    pairs = sorted(_moved(own), key=lambda pair: -pair[1].low)[:2]
    parts = [say("{type} {a} and then {b}", type=a.labels[TYPE], a=a, b=b) for a, b in pairs]
    whose = "" if view.host == ALL else f" of {view.host}"
    told = join(*(say("{one};", one=one) for one in parts[:-1]), *parts[-1:])
    return say("Shares{whose}: {told}.", whose=whose, told=told) if parts else EMPTY


def _left_out(own: Table, view: View) -> Sentence:
    """Of how many the members are not known type by type, which are in no share."""
    found = [one for one in own.find(OUT, member_type=TOTAL) if one.exact and one.low]
    parts = [
        say("{n} of {n:base} in {period}", n=one, period=view.terms.periods[one.keys["period"]])
        for one in found
    ]
    template = "Left out of the shares, since the types of their {members} are not known: {parts}."
    pooled = "All {members} of a period are counted together."
    return join(view.say(pooled), view.say(template, parts=listed(parts)) if parts else EMPTY)


# -- drawn -----------------------------------------------------------------------------------------


def draw(page: Page, table: Table, view: View) -> float:
    """A 100% bar a period, and below the bars each type's partnerships."""
    colour = style.colours(
        [one for one in table.values(TYPE) if one != TOTAL], style.MEMBERS, table.colours(TYPE)
    )

    def paint(top: float, entries: Table) -> float:
        shares = entries.find(PERCENT)
        bottom = _Periods(page, shares, colour, entries, view).paint(top)
        return _presence(page, bottom + 0.16, entries.find(SOME), colour, view)

    return with_own(page, table, view.host, paint)


@dataclass(frozen=True)
class _Periods(ShareRows):
    """A bar a period; its numbers in it, those that do not fit below it."""

    whole: Table
    view: View
    KEY = TYPE
    HIGH = 0.24

    def rows(self) -> list[Row]:
        """The periods in their order, each with the number of its members."""
        found = []
        for period in self.table.values("period"):
            entries = self.table.find(period=period)
            total = self.whole.find("members", period=period).entries[0]
            name = self.view.terms.periods[period]
            n = f" (n = {total.text})" if total.known and total.low else ""
            found.append(Row(entries.entries, f"{name}{n}", said_of(period=period)))
        return found

    def head(self, one: Segment, parts: Parts) -> Head | None:
        """The names of the types above the first bar."""
        if one.rest or not one.width:
            return None
        return Head("", one.entry.labels[TYPE], one.left, one.right, about(one.entry))

    def write(self, y: float, one: Segment, parts: Parts, row: Row) -> str:
        """A share in its part, else its type and share below the bar."""
        what = about(one.entry)
        if one.rest:
            write_in(self.page, y, one, [[(unknown(parts.maybe), f"note|{what}")]], style.MUTED)
            return ""
        value: Piece = (one.entry.text, f"value|{what}")
        fits = write_in(self.page, y, one, [[value]], self.colour[one.entry.keys[TYPE]])
        return "" if fits or not one.entry.low else f"{one.entry.labels[TYPE]} {one.entry.text}"


NAME, ROW = 1.9, 0.19


def _presence(page: Page, top: float, entries: Table, colour: dict[str, str], view: View) -> float:
    """A small table: type by type, the partnerships with at least one in each period."""
    periods = entries.values("period")
    names = {one: entries.label(TYPE, one) for one in entries.values(TYPE)}
    left = min(NAME, max(style.text_width(name) for name in names.values())) + 0.35
    head = _HEAD.format(**view.terms.words)
    look: Look = {"weight": 600, "label": f"note|{said_of('presence')}"}
    page.middle(0, top + ROW / 2, head, **look)
    if page.narrow:  # the periods' names below it
        top += ROW
    else:
        left = max(left, style.text_width(head, weight=600) + 0.2)
    step = min((page.width - left) / max(len(periods), 1), 1.1)
    for place, period in enumerate(periods):
        x, name = left + (place + 0.5) * step, view.terms.periods[period]
        label = f"label|{said_of('presence', period=period)}"
        page.middle(x, top + ROW / 2, name, weight=600, align="center", label=label)
    top += ROW
    for kind, name in names.items():
        lines = style.wrap(name, left - 0.3)
        height = max(ROW, tall(len(lines)) + 0.03)
        what = said_of("presence", member_type=kind)
        page.box(0.01, top + height / 2 - 0.055, 0.11, 0.11, "certain", colour[kind], f"key;{what}")
        page.centred(0.2, top + height / 2, lines, label=f"label|{what}")
        for place, period in enumerate(periods):
            for one in entries.find(period=period, member_type=kind):
                _count(page, left + (place + 0.5) * step, top + height / 2, one)
        top += height
    return top


_HEAD = "{Partnerships} with at least one:"


def _count(page: Page, x: float, y: float, one: Entry) -> None:
    """`9 of 11`; `nobody` where a type takes part in none."""
    nobody = one.exact and not one.low and one.base
    of = f" of {one.base:,}" if one.base else ""
    words = NOBODY if nobody else f"{one.text}{of}" if one.known and one.base else UNKNOWN
    words = one.text if some_hidden([one]) else words
    weight = 700 if nobody else 400
    page.middle(x, y, words, weight=weight, align="center", label=f"value|{about(one)}")

"""Memberships and organizations: how many there are, and which take part in several."""

from collections.abc import Iterator

import pandas as pd

from helpers.data import memberships, participation
from helpers.data.network import Network
from helpers.exhibits.asking import everyone
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.charts import bars
from helpers.look.entries import about, said_of
from helpers.look.own import with_own
from helpers.look.page import Look, Page
from helpers.numbers.grid import TOTAL, Asked, Entry, Grid, Keys, Table
from helpers.numbers.question import ALL, Question
from helpers.text.phrases import View, hidden_note, spoken
from helpers.text.say import EMPTY, Sentence, join, listed

NEEDS = ("rows", "organizations")
SHOWN, NAMED = 6, 5
"""Periods shown at most, the last ones; organizations named at most below the picture's bars."""
TIMES = {"1": "partnerships = 1", "2": "partnerships = 2", "3": "partnerships >= 3"}
SEVERAL, UNLISTED = "in several", "without a list"


def grid(network: Network) -> Grid:
    """Memberships, organizations and parents of each period with a list; in how many partnerships
    the organizations of the last one take part; in all and by host."""
    periods = [period for period in network.periods if memberships.of(network, period)][-SHOWN:]
    subjects = _subjects(network, periods)
    asked, names = list[Asked](), list[dict[str, object]]()
    for keys, question in everyone(network):
        for period in periods:
            here = keys | {"period": period, "in": TOTAL}
            whole = question.but(period=period)
            for subject in subjects:
                total = whole.but(subject=subject)
                asked.append(Asked(here | {"counted": subject}, total, unit=subject))
        asked += _times(here | {"counted": "organizations"}, whole)
        many = participation.partnerships_of(network, whole.period, whole.get("host"))
        names += [keys | {"organization": name, "partnerships": n} for name, n in many.items()]
    beside = {"names": pd.DataFrame(names, columns=["host", "organization", "partnerships"])}
    return Grid(("host", "period", "counted", "in"), tuple(asked), beside, _labels(network))


def _subjects(network: Network, periods: list[str]) -> list[str]:
    """What is counted: members only where partnerships.csv has them, parents where any is named."""
    own = any(name.startswith("members") for name in network.sheet.header)
    every = (one for period in periods for one in memberships.of(network, period))
    parents = any(one.parent for one in every)
    return ["members"] * own + ["memberships", "organizations"] + ["parents"] * parents


def _labels(network: Network) -> dict[tuple[str, str], str]:
    words = network.words
    one, many = words["partnership"], words["partnerships"]
    times = {"1": f"in one {one}", "2": f"in two {many}", "3": f"in three or more {many}"}
    counted = {"parents": "parent organizations", "members": f"{words['members']}, as reported"}
    return {
        **{("in", key): text for key, text in (times | {TOTAL: f"in all {many}"}).items()},
        **{("counted", key): text for key, text in counted.items()},
    }


def _times(keys: Keys, question: Question) -> Iterator[Asked]:
    """How many organizations are in one, two, or more partnerships."""
    of = question.but(subject="organizations")
    for key, having in TIMES.items():
        yield Asked(keys | {"in": key}, of.but(having=having), unit="organizations")
    yield Asked(keys, of.but(having="partnerships >= 2"), SEVERAL, "organizations")
    yield Asked(keys, question.but(listed="no"), UNLISTED, whole=question)


# -- words -----------------------------------------------------------------------------------------


def words(table: Table, view: View) -> Words:
    """How many organizations there are, and how many take part in several partnerships."""
    entries, whose = spoken(table, view)
    periods = [view.terms.periods[one] for one in table.values("period")]
    named = {
        "periods": listed(map(Sentence, periods)),
        "when": periods[-1],
        "each": "" if len(periods) == 1 else "each of ",
    }
    own = "" if view.host == ALL else f"; below the same for {view.host}"
    kind = "Bars of memberships and organizations for {each}{periods}, and of organizations by the "
    return Words(
        title=_title(entries, view, whose, periods[-1]),
        subtitle=view.say(
            "Memberships and organizations, {periods}, and organizations of {when} by number of "
            "{partnerships}",
            **named,
        ),
        alt=join(
            view.say(kind + "number of their {partnerships}{own}.", own=own, **named),
            _told(entries, view, whose, periods[-1]),
        ),
        note=join(
            _rule(table.find(host=ALL), view, periods[-1]), view.said("note"), hidden_note(table)
        ),
    )


def _last(entries: Table, counted: str, measure: str = "count", in_: str = TOTAL) -> Entry | None:
    period = entries.values("period")[-1]
    found = entries.find(measure, period=period, counted=counted, **{"in": in_}).entries
    return found[0] if found and found[0].known else None


def _title(entries: Table, view: View, whose: str, when: str) -> Sentence:
    n, several = _last(entries, "organizations"), _last(entries, "organizations", SEVERAL)
    if n is None or several is None:
        return view.say("Organizations in the {partnerships}{whose}", whose=whose)
    if n.low == 1:
        one = "One organization took part in the {partnerships}{whose} in {when}"
        return view.say(one, whose=whose, when=when)
    of = "organizations in the {partnerships}{whose} in {when}"
    template = "Of {n} " + of + ", {several} took part in more than one"
    if not several.low:
        template = "The {n} " + of + " took part in one each"
    return view.say(template, n=n, several=several, whose=whose, when=when)


def _told(entries: Table, view: View, whose: str, when: str) -> Sentence:
    """Memberships and organizations of the last period."""
    said = "In {when}{whose}: {m} {m:membership|memberships} of {n} {n:organization|organizations}."
    both = (_last(entries, one) for one in ("memberships", "organizations"))
    return view.say(said, whose=whose, when=when, **dict(zip("mn", both, strict=True)))


def _rule(whole: Table, view: View, when: str) -> Sentence:
    """What a membership is, and what is not listed."""
    rule = "A membership is an organization in one {partnership}; an organization counts once."
    apart = "Reported numbers of {members} stand apart and are not added."
    out = _last(whole, "organizations", UNLISTED)
    none = "{n} of {n:base} {partnerships} of {when} {n:lists|list} no organization."
    return join(
        view.say(rule),
        view.say(apart) if "members" in whole.values("counted") else EMPTY,
        view.say(none, n=out, when=when) if out and out.low else EMPTY,
    )


# -- drawn -----------------------------------------------------------------------------------------

THIN, GUTTER, GROUP = 0.15, 0.85, 0.1
COLOURS = {
    "members": style.SAND,
    "memberships": style.mix(style.ACCENT, 0.6),
    "organizations": style.ACCENT,
    "parents": style.MUTED,
}


def draw(page: Page, table: Table, view: View) -> float:
    """Bars of memberships and organizations, period by period; then organizations by the number of
    their partnerships, and the names of those in most."""

    def paint(top: float, entries: Table) -> float:
        totals = entries.find("count", **{"in": TOTAL})
        top = _periods(page, top, totals, view)
        times = entries.find("count").without(**{"in": TOTAL})
        if not any(one.known for one in times):
            return top
        when = view.terms.periods[entries.values("period")[-1]]
        last = f"Organizations of {when} by number of {view.terms.partnerships}"
        look: Look = {"weight": 600, "label": f"note|{said_of('times')}"}
        top = page.lines(0, top + 0.12, [last], **look) + 0.02
        top = bars(page, top, times, "in", style.ACCENT)
        return _names(page, top + 0.06, table, entries.values("host")[0]) if view.names else top

    return with_own(page, table, view.host, paint)


def _periods(page: Page, top: float, totals: Table, view: View) -> float:
    """A group of thin bars for each period, on one scale."""
    words = {id(one): f"{one.text} {_unit(one)}" for one in totals}
    widest = max(style.text_width(text) for text in words.values())
    most = max([one.low for one in totals if one.exact] + [1.0])
    scale = (page.width - GUTTER - widest - 0.15) / most
    for period in totals.values("period"):
        group = totals.find(period=period).entries
        middle = top + len(group) * (THIN + 0.03) / 2
        name, what = view.terms.periods[period], said_of(period=period)
        lines = style.wrap(name, GUTTER - 0.1, style.HEAD, 700)
        page.centred(0, middle, lines, size=style.HEAD, weight=700, label=f"label|{what}")
        for one in group:
            _thin(page, top, one, words[id(one)], scale)
            top += THIN + 0.03
        top += GROUP
    return top - GROUP


def _unit(one: Entry) -> str:
    """What it counts, in the singular for one."""
    label = one.labels["counted"]
    return label.removesuffix("s") if one.exact and one.low == 1 else label


def _thin(page: Page, top: float, one: Entry, words: str, scale: float) -> None:
    """One thin bar with its number and what it counts behind it."""
    length, colour = one.low * scale if one.exact else 0.0, COLOURS[one.keys["counted"]]
    if length:
        page.box(GUTTER, top, length, THIN, "certain", colour, about(one))
    page.middle(GUTTER + length + 0.07, top + THIN / 2, words, label=f"value|{about(one)}")


def _names(page: Page, top: float, table: Table, host: str) -> float:
    """The organizations in most partnerships, by name."""
    names = table.beside["names"]
    several = names[(names["host"] == host) & (names["partnerships"] > 1)]
    if several.empty:
        return top
    pairs = list(zip(several["organization"], several["partnerships"], strict=True))
    more = f"; and {len(pairs) - NAMED} more" if len(pairs) > NAMED else ""
    said = "In most: " + "; ".join(f"{name} ({n})" for name, n in pairs[:NAMED]) + more
    look: Look = {"colour": style.MUTED, "label": f"note|{said_of('names', host=host)}"}
    return page.paragraph(0, top, page.width, said, **look)

"""What became of each partnership: its line through the periods, or many in flows by host."""

import pandas as pd

from helpers.data.lines import lines
from helpers.data.network import Network
from helpers.exhibits import evolution
from helpers.exhibits.asking import everyone
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.entries import about, said_of
from helpers.look.flows import flows
from helpers.look.page import Page
from helpers.look.trajectories import Style, trajectories
from helpers.numbers.grid import TOTAL, Asked, Grid, Table
from helpers.numbers.question import ALL, Question
from helpers.text.phrases import View, distances, note, of_its_own
from helpers.text.say import Sentence, join

NEEDS = ("rows", "periods")
MOST = 24
"""The most partnerships of a period that have a line with a name each. More, in some four groups,
do not go on a page in type of 8 points."""
ENDED, NEW, RETURNED, MOVED, JOINING = "ended", "new", "returned", "moved", ("split", "merged")


def grid(network: Network) -> Grid:
    """Each period's total, how it came about, and what of it ended; in all and by host. Beside:
    each partnership's line, and when the periods were."""
    asked = list[Asked]()
    for host, last in everyone(network):
        for period in network.periods:
            whole, keys = last.but(period=period), host | {"period": period}
            asked.append(Asked(keys | {"change": TOTAL}, whole))
            parts = dict[str, Question]()
            if period != network.periods[0]:
                parts |= {name: whole.but(filed=name) for name in network.config["changes"]}
            if period != network.last:
                parts[ENDED] = whole.but(fate=ENDED)
            asked += [Asked(keys | {"change": n}, q, whole=whole) for n, q in parts.items()]
    beside = {"lines": lines(network), "periods": evolution.when(network)}
    beside["groups"] = pd.DataFrame({"host": network.hosts})
    labels = {("change", TOTAL): f"all {network.words['partnerships']}", ("change", ENDED): ENDED}
    largest = beside["lines"].groupby("period").size().max()
    # Flows show every host; lines stand by themselves.
    compares = bool(largest > MOST)
    return Grid(("host", "period", "change"), tuple(asked), beside, labels, compares)


def by_name(table: Table) -> bool:
    """Are there few enough for a line with a name each?"""
    totals = table.find("count", host=ALL, change=TOTAL)
    return all(entry.low <= MOST for entry in totals)


# What a reader sees of the lines.
COLUMNS = {
    "partnership": "{Partnership}",
    "period": "Period",
    "host": "{Host}",
    "what_happened": "How it came about",
    "from": "From",
    "to": "What became of it",
    "line": "Line",
}


def behind(table: Table) -> pd.DataFrame | None:
    """A row a partnership and period, line after line; None where flows of counts are drawn."""
    found = table.beside["lines"]
    return found.sort_values("line", kind="stable") if by_name(table) else None


def words(table: Table, view: View) -> Words:
    """How many began and ended since the first period; of a host that is chosen, its own."""
    first, *_, last = view.terms.periods.values()
    named, several = by_name(table), table.beside["lines"]["host"].nunique() > 1
    kind = "Line chart, a line for each {partnership}" if named else "Flow chart of {partnerships}"
    kind += f"{',' * named} by {{host}}" if several else ""
    joined = ": lines join at a merger and part at a split" if _joining(table) else ""
    what = joined if named else ": what ended and what is new"
    subtitle = "A line for each {partnership}" if named else "{Partnerships}"
    subtitle += " by {host}" if several and not named else ""
    alt = [_ends(table, ALL, view, kind)]
    alt += [_ends(table, view.host, view, "Of {own}")] if view.host != ALL else []
    return Words(
        title=_title(table, view),
        subtitle=view.say(f"{subtitle}, {{first}} to {{last}}{what}", first=first, last=last),
        alt=join(*alt),
        note=note(
            table, view, distances(table.beside["periods"]), _order(table, view, several), drawn=()
        ),
    )


def _title(table: Table, view: View) -> Sentence:
    """`Five partnerships began and two ended between 2023 and 2025`."""
    own = table.find("count", host=view.host)
    if not all(entry.exact for entry in own):
        return view.say("What became of each {partnership}")
    began, ended = (own.find(change=name).sum() for name in (NEW, ENDED))
    back = own.find(change=RETURNED)
    first, *_, last = view.terms.periods.values()
    template = "No {partnership} began or ended between {first} and {last}"
    if back.entries and back.sum().low:
        template = (
            "{began:No} {began:partnership|partnerships} began, {ended:none} ended, and "
            "{back:word} returned after a gap between {first} and {last}"
        )
    elif ended.low and not began.low:
        template = "No {partnership} began and {ended:word} ended between {first} and {last}"
    elif began.low:
        template = (
            "{began:No} {began:partnership|partnerships} began and {ended:none} ended between "
            "{first} and {last}"
        )
    given = {"began": began, "ended": ended, "back": back.sum() if back.entries else ended}
    said = view.say(template, **given, first=first, last=last)
    return of_its_own(said, view)


def _ends(table: Table, host: str, view: View, head: str) -> Sentence:
    """How many there were at both ends, and how many began and ended in between."""
    own = table.find("count", host=host)
    first, *_, last = own.values("period")
    return view.say(
        head + ": {a} in {first} and {b} in {last}; {began} began and {ended} ended in between.",
        own=view.host,
        a=own.get(host=host, period=first, change=TOTAL),
        b=own.get(host=host, period=last, change=TOTAL),
        first=view.terms.periods[first],
        last=view.terms.periods[last],
        began=own.find(change=NEW).sum(),
        ended=own.find(change=ENDED).sum(),
    )


def _order(table: Table, view: View, several: bool) -> Sentence:
    """In which order lines stand, or why a flow grows on its way."""
    if not by_name(table):
        moved = ", merged or moved to another {host}" if several else " or merged"
        return view.say(f"A flow is wider or narrower at its end where some were split{moved}.")
    reasons = set(table.beside["lines"]["reasons"].str.split(";").explode())
    text = "Lines that join or part stand side by side. " if _joining(table) else ""
    moving = several and MOVED in reasons
    text += "Lines that move to another {host} stand on its side. " if moving else ""
    return view.say(text + "The table has every name in full.")


def _joining(table: Table) -> bool:
    """Does any line join or part?"""
    reasons = table.beside["lines"]["reasons"].str.split(";").explode()
    return bool(reasons.isin(JOINING).any())


# -- drawn -----------------------------------------------------------------------------------------


def draw(page: Page, table: Table, view: View) -> float:
    """Lines with names where there are few enough partnerships, else flows by host."""
    periods = table.beside["periods"]
    when = dict(zip(periods["period"], periods["at"], strict=True))
    counts = table.find("count")
    whole = counts.find(host=ALL, change=TOTAL)
    changes = {one: table.label("change", one) for one in counts.values("change") if one != TOTAL}
    colour = style.colours(changes, style.CHANGES, table.colours("change"))
    heads = [
        [(e.labels["period"], f"label|{said_of(period=e.keys['period'])}"),
         (e.text, f"value|{about(e)}")]
        for e in whole
    ]  # fmt: skip
    rows = table.beside["lines"]
    by = "host" if (rows["host"] != "").any() else "topic"
    nobody = f"No {view.terms.host if by == 'host' else 'topic area'} given"
    look = Style(colour, changes, heads, view.terms.hosts, nobody, view.host, view.names)
    if not by_name(table):
        return flows(page, counts, when, look)
    order = list(table.beside["groups"]["host"]) if by == "host" else ()
    return trajectories(page, rows.assign(group=rows[by]), when, look, order)

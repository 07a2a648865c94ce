"""Why the number of members changed: in new and ended partnerships, and in those that went on."""

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from helpers.data import member_change
from helpers.data.config import NEW
from helpers.data.lifecycle import CONTINUED, ENDED, MOVED, RETURNED
from helpers.data.member_change import APPEARED, CAUSES, DROPPED, Family
from helpers.data.network import Network
from helpers.exhibits.asking import everyone
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.entries import about
from helpers.look.own import with_own
from helpers.look.page import Page
from helpers.look.signed import Cause, Zero, signed_bars
from helpers.numbers.grid import TOTAL, Asked, Entry, Grid, Table
from helpers.numbers.question import ALL, Question
from helpers.text.phrases import View, beginning, hidden_note, some_hidden
from helpers.text.say import EMPTY, Sentence, join, listed, say, unspaced

NEEDS = ("rows", "periods", "members")
PAIRS = 4
"""Pairs of successive periods that are shown, the last ones."""
LISTED = 3
"""Names written below a bar; the table has all."""
LABELS = {
    NEW: "in new {partnerships}",
    RETURNED: "in {partnerships} that came back",
    ENDED: "in ended {partnerships}",
    CONTINUED: "in those that went on",
    MOVED: "between {hosts}",
    APPEARED: "not comparable: known only later",
    DROPPED: "not comparable: known only before",
}
OUTLINED = (APPEARED, DROPPED)


def grid(network: Network) -> Grid:
    """The number of members of each period and what each cause added since the one before, in all
    and by host; beside it, by name, what cannot be compared."""
    shown = network.periods[-PAIRS - 1 :]
    asked, names = list[Asked](), list[dict[str, str]]()
    for keys, question in everyone(network):
        for period in shown:
            whole, here = question.but(period=period), keys | {"period": period}
            total = whole.but(subject="members")
            asked.append(Asked(here | {"cause": TOTAL}, total, unit="members"))
            if period == shown[0]:
                continue
            host = question.get("host")
            families = member_change.families(network, period, host)
            asked += [
                Asked(here | {"cause": cause}, _of(whole, cause), unit="members")
                for cause in _causes(families)
            ]
            names += [here | one for one in _not_comparable(families)]
    words = network.words
    labels = {("cause", cause): text.format(**words) for cause, text in LABELS.items()}
    labels[("cause", TOTAL)] = f"all {words['members']}"
    columns = ["host", "period", "cause", "partnership"]
    beside = {"not comparable": pd.DataFrame(names, columns=columns)}
    return Grid(("host", "period", "cause"), tuple(asked), beside, labels)


def _of(whole: Question, cause: str) -> Question:
    return whole.but(subject="member_change", cause=cause)


def _causes(families: list[Family]) -> list[str]:
    """The causes that there are, in the order of CAUSES."""
    found = {one.cause for one in families if one.comparable}
    found |= {cause for one in families for cause in OUTLINED if one.change(cause)}
    return [cause for cause in CAUSES if cause in found]


def _not_comparable(families: list[Family]) -> Iterator[dict[str, str]]:
    """By name: a family with a number missing, under each cause that shows a part of it."""
    for one in families:
        if not one.comparable:
            name = "; ".join(fact.name for fact in one.after or one.before)
            shown = [cause for cause in OUTLINED if one.change(cause)]
            for cause in shown or [""]:
                yield {"cause": cause, "partnership": name}


# -- words -----------------------------------------------------------------------------------------


def words(table: Table, view: View) -> Words:
    """The last change of the number of members, cause by cause; of a host its own."""
    periods = view.terms.periods
    pair = table.values("period")[-2:]
    first, last = (table.find(host=view.host, period=one) for one in pair)
    own = "" if view.host == ALL else f"; below the same for {view.host}"
    kind = "Bars by cause to the right (more) and left (fewer) of a common zero, for each change "
    return Words(
        title=_title(first, last, view),
        subtitle=view.say(
            "Change in the number of {members} by cause, {first} to {last}",
            first=periods[_shown(table, view.host)[0]],
        ),
        alt=join(
            view.say(
                kind + "from {first} to {last}{own}.",
                first=periods[_shown(table, view.host)[0]],
                own=own,
            ),
            _told(last, view),
        ),
        note=join(_rule(table, view), view.said("note"), hidden_note(table)),
    )


def _title(first: Table, last: Table, view: View) -> Sentence:
    before, after = (one.find(cause=TOTAL).entries[0] for one in (first, last))
    verb = "rose" if after.low > before.low else "fell"
    if some_hidden((before, after)):
        template = "Why the number of {members}{whose} changed from {first} to {last}"
    elif not after.known:
        template = "Of {last} no number of {members}{whose} is known"
    elif not before.known:
        template = (
            "In {last} the number of {members}{whose} was {after}; of {first} it is not known"
        )
    elif before.low == after.low:
        template = "The number of {members}{whose} was {after} in {first} and in {last}{why}"
    else:
        moved = (
            "The number of {members}{whose} {verb} from {before} in {first} to {after} in {last}"
        )
        template = moved + "{why}"
    return view.say(
        template,
        whose="" if view.host == ALL else f" of {view.host}",
        first=view.terms.periods[before.keys["period"]],
        before=before,
        after=after,
        verb=verb,
        why=_why(last.without(cause=TOTAL)),
    )


def _why(causes: Table) -> Sentence:
    """The changes by cause, and apart from them what cannot be compared."""
    if some_hidden(causes):
        return EMPTY
    known = causes.where(lambda one: one.exact)
    real = [_signed(one) for one in known if one.keys["cause"] not in OUTLINED]
    other = [_signed(one, "") for one in known if one.keys["cause"] in OUTLINED]
    said = say(": {parts}", parts=listed(real)) if real else EMPTY
    verb = " is" if len(other) == 1 else " are"
    apart = say("; {parts}{verb} not comparable", parts=listed(other), verb=verb)
    return unspaced([said, apart]) if other else said


def _signed(entry: Entry, cause: str = "{cause}") -> Sentence:
    """A change with its sign and its cause: `+19 in new partnerships`."""
    sign = "+" if entry.low > 0 else ""
    return say(f"{{sign}}{{n}} {cause}".strip(), sign=sign, n=entry, cause=entry.labels["cause"])


def _told(last: Table, view: View) -> Sentence:
    """The largest change to each side in the last period."""
    known = [one for one in last.without(cause=TOTAL) if one.exact and one.low]
    known.sort(key=lambda one: -one.low)
    sides = [one for one in known if one.low > 0][:1], [one for one in known if one.low < 0][-1:]
    parts = [_signed(one) for side in sides for one in side]
    whose = "" if view.host == ALL else f" for {view.host}"
    template = "In {last} the largest{whose}: {parts}."
    told = parts and not some_hidden(last)
    return view.say(template, parts=listed(parts), whose=whose) if told else EMPTY


def _rule(table: Table, view: View) -> Sentence:
    """How it is counted, and what cannot be compared."""
    rule = "Merged and split {partnerships} are taken together with what they came from."
    missing = table.beside["not comparable"]
    hidden = missing[(missing["host"] == view.host) & (missing["cause"] == "")]
    names = [
        f"{row['partnership']} ({view.terms.periods[row['period']]})"
        for row in hidden.to_dict("records")
    ]
    neither = (
        say("Known neither before nor after: {names}.", names=beginning(names, LISTED))
        if names
        else EMPTY
    )
    outline = any(one.keys["cause"] in OUTLINED for one in table)
    open_ = "An outline is no change: there the number of {members} is known for one side only."
    return join(view.say(rule), view.say(open_) if outline else EMPTY, neither)


# -- drawn -----------------------------------------------------------------------------------------

GROUP = 0.2


def draw(page: Page, table: Table, view: View) -> float:
    """A group of signed bars for each pair of periods, all from one zero and to one scale."""
    periods = _shown(table, view.host)
    drawn = table.where(lambda one: one.keys["host"] in (ALL, view.host))
    drawn = drawn.where(lambda one: one.keys["period"] in periods)
    causes = [one for one in (_cause(entry, table, view) for entry in drawn) if one]
    left = max((style.text_width(one.name) for one in causes), default=1.0)
    zero = Zero.of(causes, min(left, 2.3) + 0.2, page.width)
    colour = style.colours(table.values("cause"), style.CHANGES)

    def paint(top: float, entries: Table) -> float:
        for first, last in pairwise(periods):
            top = _head(page, top, entries, (first, last), view)
            bars = [_cause(one, table, view) for one in entries.find(period=last)]
            top = (
                signed_bars(page, top, [one for one in bars if one], zero, colour, "cause") + GROUP
            )
        return top - GROUP

    return with_own(page, drawn, view.host, paint)


def _shown(table: Table, host: str) -> list[str]:
    """The periods that are drawn: with a host's own below those of all, only the last two."""
    periods = table.values("period")
    return periods if host == ALL else periods[-2:]


def _cause(entry: Entry, table: Table, view: View) -> Cause | None:
    cause = entry.keys["cause"]
    if cause == TOTAL:
        return None
    missing = table.beside["not comparable"]
    wanted = entry.keys.items()
    names = [row["partnership"] for row in missing.to_dict("records") if wanted <= row.items()]
    below = beginning(names, LISTED) if view.names else ""
    return Cause(entry, entry.labels["cause"], below, outlined=cause in OUTLINED)


def _head(page: Page, top: float, entries: Table, pair: tuple[str, str], view: View) -> float:
    """The two periods, each with its number of members."""
    pieces = []
    for place, period in enumerate(pair):
        one = entries.find(period=period, cause=TOTAL).entries[0]
        number = f"{one.text} {view.terms.members}" if one.known else "not known"
        number = one.text if some_hidden([one]) else number
        said = f"{view.terms.periods[period]}: {number}"
        pieces.append((said + " →" * (place == 0), f"value|{about(one)};in={pair[1]}"))
    page.pieces(0, top + 0.08, pieces, weight=700)
    return top + 0.24

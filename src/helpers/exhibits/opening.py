"""What a summary is made of, and how it begins: how many there are, how many more than before, and
what became of each."""

from helpers.numbers.grid import TOTAL, Entry, Table
from helpers.numbers.question import ALL
from helpers.text.phrases import View, counted
from helpers.text.say import EMPTY, Sentence, join, listed, say

PARAGRAPHS = (
    ("evolution", "transformations", "trajectories", "partnerships_by_host"),
    ("topics", "scope"),
    ("sizes", "active_size", "composition", "organizations", "member_change"),
)
"""The exhibits whose findings make a summary, by paragraphs: who and how many, what about and how
far, who takes part. What others found is detail."""
SAID_BY_OPENING, SAID_OF_HOST = {"evolution", "transformations"}, {"partnerships_by_host", "topics"}
FINER = {"active_size": "sizes"}
"""An exhibit that need not be told where another tells the same and more."""
HOW = {
    "new": "{n:is|are} new",
    "returned": "returned after a gap",
    "transformed": "{n:is a changed version|are changed versions} of earlier ones",
    "unchanged": "{n:is|are} unchanged",
}


def opening(evolution: Table, view: View) -> Sentence:
    """The last period's total beside the one before, in two or three sentences.

    Takes the table of `evolution`; says nothing where a total is not one certain number.
    """
    totals = [e for e in evolution.find("count", host=ALL, change=TOTAL) if e.sure]
    if len(totals) != len(evolution.values("period")) or len(totals) < 2:
        return EMPTY
    before, now = totals[-2:]
    return join(_total(before, now, view), _fates(evolution, before), _origins(evolution, now))


def _total(before: Entry, now: Entry, view: View) -> Sentence:
    difference = counted(abs(int(now.value - before.value)), now.unit)
    more = "more" if now.value > before.value else "fewer"
    beside = say("{d:word} {more} than in {then}", d=difference, more=more, then=_when(before))
    if not difference.value:
        beside = say("as many as in {then}", then=_when(before))
    return view.say(
        "In {when} there {n:was|were} {n:word} {n:partnership|partnerships}, {beside}.",
        when=_when(now),
        n=now,
        beside=beside,
    )


def _when(total: Entry) -> str:
    return total.labels.get("period", total.keys["period"])


def _fates(evolution: Table, before: Entry) -> Sentence:
    """What became of those of the period before."""
    found = evolution.find("count", host=ALL, period=before.keys["period"])
    kept, ended = (found.maybe(change=name) for name in ("continued", "ended"))
    if not (before.value and kept and kept.sure and ended and ended.sure):
        return EMPTY
    named = {"n": before, "when": _when(before), "kept": kept, "ended": ended}
    if before.value == 1:
        return say(
            "The one of {when} {kept}.",
            when=_when(before),
            kept="went on" if kept.value else "ended",
        )
    if not ended.value:
        every = "Both" if before.value == 2 else "All {n:word}"
        return say(f"{every} of {{when}} went on.", **named)
    if not kept.value:
        return say("None of the {n:word} of {when} went on.", **named)
    return say("Of the {n:word} of {when}, {kept:word} went on and {ended:word} ended.", **named)


def _origins(evolution: Table, now: Entry) -> Sentence:
    """How those of the last period came about."""
    found = evolution.find("count", host=ALL, period=now.keys["period"])
    ways = {name: found.maybe(change=name) for name in HOW}
    told = [(n, say(HOW[name], n=n)) for name, n in ways.items() if n and n.sure and n.value]
    if not told:
        return EMPTY
    if now.value == 1:
        return say("It {part}.", part=told[0][1])
    if len(told) == 1:
        return say("{all} of them {how}.", all="Both" if now.value == 2 else "All", how=told[0][1])
    parts = listed(say("{n:word} {how}", n=n, how=how) for n, how in told)
    return say("Of the {n:word} of {when}, {parts}.", n=now, when=_when(now), parts=parts)

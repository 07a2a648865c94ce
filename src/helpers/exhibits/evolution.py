"""How the set of partnerships evolved: what went on, what ended, what is new, period by period."""

from collections.abc import Iterator
from itertools import product

from helpers.data import lifecycle
from helpers.data.network import Network
from helpers.exhibits.asking import everyone, extra
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.entries import about, said_of
from helpers.look.own import with_own
from helpers.look.page import Look, Page, tall
from helpers.look.squares import Block, blocks_of, fitting, paint_blocks
from helpers.numbers.grid import TOTAL, Asked, Grid, Table
from helpers.numbers.parts import cut
from helpers.numbers.question import ALL, Question
from helpers.text.phrases import Terms, View, each, note
from helpers.text.say import Sentence, join, listed, say

NEEDS = ("periods",)
FATES = {"continued": "with a successor", "ended": "ended"}
ORIGINS = {"unchanged": "unchanged", "transformed": "transformed", "new": "new"}
RETURNED = {"returned": "returned after a gap"}  # where there is room for one, and rows show it
FILED = ("unchanged", "new")  # classes of their own, whatever the others are filed under


def grid(network: Network) -> Grid:
    """Each period's total, what became of it, and how it came about; in all and by host."""
    asked = list[Asked]()
    for (host, last), period in product(everyone(network), network.periods):
        whole, keys = last.but(period=period), host | {"period": period}
        total = keys | {"change": TOTAL}
        asked.append(Asked(total, whole, audited=period == network.periods[0]))
        asked += [
            Asked(keys | {"change": name}, part, whole=whole, audited=host["host"] != ALL)
            for name, part in _parts(network, whole).items()
        ]
    labels = {("change", name): text for name, text in (FATES | ORIGINS | RETURNED).items()}
    labels |= {("change", TOTAL): f"all {network.words['partnerships']}"}
    return Grid(("host", "period", "change"), (*asked, *extra(network, "evolution")), labels=labels)


def _parts(network: Network, whole: Question) -> dict[str, Question]:
    """What became of a period's partnerships, then how they came about."""
    fates = FATES if whole.period != network.last else {}
    found = {name: whole.but(fate=name) for name in fates}
    if whole.period == network.periods[0]:
        return found
    # Did any come back that had ended? Neither new nor made from one of the period before.
    facts = lifecycle.derive(network).facts.values()
    back = any(one.period == whole.period and lifecycle.RETURNED in one.reasons for one in facts)
    names = [*ORIGINS, *(RETURNED if back else ())]
    return found | {n: whole.but(**{"filed" if n in FILED else "change": n}) for n in names}


def words(table: Table, view: View) -> Words:
    """What lasted of the first period and what is new in the last."""
    terms, count = view.terms, table.find("count", host=ALL)
    first, last = table.values("period")[-2:]
    kind = "Unit chart of rows of squares, one square for each {partnership}."
    apart = (
        "A square and the one below it are not the same {partnership}: some split and some merged."
    )
    return Words(
        title=view.say(
            "{kept} of the {n} {n:partnership|partnerships} of {first} lasted; {changed} of the "
            "{all} of {last} were transformed versions of earlier ones",
            kept=count.get(period=first, change="continued"),
            n=count.get(period=first, change=TOTAL),
            first=terms.periods[first],
            changed=count.get(period=last, change="transformed"),
            all=count.get(period=last, change=TOTAL),
        ),
        subtitle=view.say(
            "{Partnerships} in {periods}, one square each",
            periods=listed(map(Sentence, terms.periods.values())),
        ),
        alt=join(view.say(kind), *(_told(side, terms.periods[p]) for p, side in _sides(count))),
        note=note(table, view, view.say(apart), drawn=count),
    )


def _sides(entries: Table) -> Iterator[tuple[str, Table]]:
    """Periods of which anything is known, total and parts; one in between has past and future."""
    for period, names in product(entries.values("period"), (ORIGINS | RETURNED, FATES)):
        found = [e for e in entries.find(period=period) if e.keys["change"] in (TOTAL, *names)]
        side = Table(found, entries.keys)
        if len(side) > 1 and any(entry.known for entry in side):
            yield period, side


def _told(side: Table, period: str) -> Sentence:
    """One row in words: its total, then its parts."""
    total, parts = side.get(change=TOTAL), listed(each(side.without(change=TOTAL), "change"))
    return say("The row for {period} has {n}: {parts}.", period=period, n=total, parts=parts)


# -- drawn -----------------------------------------------------------------------------------------

PERIOD, GAP = 1.0, 0.2
"""Width in inches of the column with the periods; room between their rows."""


def draw(page: Page, table: Table, view: View) -> float:
    """Unit squares, a row for each period: what became of the earlier, whence the later came."""
    counts = table.find("count")
    colour = style.colours(counts.values("change"), style.CHANGES, table.colours("change"))
    sides = [one for host in counts.values("host") for _, one in _sides(counts.find(host=host))]
    lattice = fitting([_blocks(one) for one in sides], page.width - PERIOD)

    def periods(top: float, entries: Table) -> float:
        for _, side in _sides(entries):
            bottom = paint_blocks(page, PERIOD, top, _blocks(side), lattice, colour)
            middle = bottom - lattice.height / 2
            top = max(bottom, _name(page, top, middle, side, view.terms)) + GAP
        return top - GAP

    return with_own(page, counts, view.host, periods)


def _blocks(side: Table) -> list[Block]:
    total = next(iter(side.find(change=TOTAL)), None)
    return blocks_of(cut(side.without(change=TOTAL).entries, "change", total))


def _name(page: Page, top: float, middle: float, side: Table, terms: Terms) -> float:
    """A period's name and total, on the left; returns where they end."""
    period = side.entries[0].keys["period"]
    name = style.wrap(side.label("period", period), PERIOD - 0.15, style.BIG, 700)
    said = []
    for total in side.find(change=TOTAL):
        words = f"{total.text} {terms.count(total.low if total.exact else None)}"
        said = [(line, f"value|{about(total)}") for line in style.wrap(words, PERIOD - 0.1)]
    start = max(top, middle - (tall(len(name), style.BIG) + tall(len(said))) / 2)
    look: Look = {"size": style.BIG, "weight": 700, "label": f"label|{said_of(period=period)}"}
    below = page.lines(0, start, name, **look)
    for line, label in said:
        below = page.lines(0, below, [line], label=label)
    return below

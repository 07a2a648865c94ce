"""How the set of partnerships evolved: what went on, what ended, what is new, period by period."""

from collections.abc import Iterator, Mapping
from itertools import pairwise, product

import pandas as pd

from helpers.data import lifecycle
from helpers.data.moments import moments
from helpers.data.network import Network
from helpers.exhibits.asking import everyone, extra
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.alluvial import Alluvial, unit_of
from helpers.look.entries import about, said_of
from helpers.look.own import with_own
from helpers.look.page import Look, Page, tall
from helpers.look.squares import Block, Lattice, blocks_of, fitting, paint_blocks
from helpers.look.stacks import Steps, stacks
from helpers.numbers.grid import TOTAL, Asked, Grid, Table
from helpers.numbers.parts import cut
from helpers.numbers.passage import CLOSING, Passage, closing, passage
from helpers.numbers.question import ALL, Question
from helpers.text.phrases import Terms, View, distances, each, note, of_its_own, own_part, some
from helpers.text.say import Sentence, join, listed, say

NEEDS = ("periods",)
UNITS = True  # a mark is one partnership, or one host: it may say whose
FATES = {"continued": "went on", "ended": "ended"}
ORIGINS = {"unchanged": "unchanged", "transformed": "changed", "new": "new"}
RETURNED = {"returned": "returned after a gap"}  # where there is room for one, and rows show it
FILED = ("unchanged", "new")  # classes of their own, whatever the others are filed under
MOVING = "by splits, mergers and moves"
"""What closes one host's balance."""
APART = "A mark and the one below it need not be the same {partnership}."
LARGE = 20
"""From so many partnerships on a title speaks of most, half or few of them."""


def grid(network: Network) -> Grid:
    """Each period's total, what became of it, and how it came about; in all and by host."""
    asked, facts = list[Asked](), lifecycle.derive(network).facts.values()
    # When did any come back that had ended? Neither new nor made from one of the period before.
    back = {one.period for one in facts if lifecycle.RETURNED in one.reasons}
    for (host, last), period in product(everyone(network), network.periods):
        whole, keys = last.but(period=period), host | {"period": period}
        total = keys | {"change": TOTAL}
        asked.append(Asked(total, whole, audited=period == network.periods[0]))
        asked += [
            Asked(keys | {"change": name}, part, whole=whole, audited=host["host"] != ALL)
            for name, part in _parts(network, whole, back).items()
        ]
    labels = {("change", name): text for name, text in (FATES | ORIGINS | RETURNED).items()}
    labels |= {("change", TOTAL): f"all {network.words['partnerships']}"}
    every = (*asked, *extra(network, "evolution"))
    beside = {"periods": when(network)} if network.closed else {}
    return Grid(("host", "period", "change"), every, beside, labels)


def when(network: Network) -> pd.DataFrame:
    """The periods, when each was (`at`), and by what that is known (`how`)."""
    found, how = moments(network)
    return pd.DataFrame({"period": list(found), "at": list(found.values()), "how": how})


def _parts(network: Network, whole: Question, back: set[str]) -> dict[str, Question]:
    """What became of a period's partnerships, then how they came about."""
    fates = FATES if whole.period != network.last else {}
    found = {name: whole.but(fate=name) for name in fates}
    if whole.period == network.periods[0]:
        return found
    names = [*ORIGINS, *(RETURNED if whole.period in back else ())]
    return found | {n: whole.but(**{"filed" if n in FILED else "change": n}) for n in names}


def arrange(table: Table) -> Table:
    """The table with what closes each balance of own rows: what splits and mergers added."""
    if "periods" not in table.beside:
        return table
    found = [
        closing(table.find("count", host=host), first, last)
        for first, last in pairwise(table.values("period"))
        for host in table.values("host")
    ]
    return table.plus(one for one in found if one)


def words(table: Table, view: View) -> Words:
    """What lasted of the first period and what is new in the last."""
    if "periods" in table.beside:
        return _of_rows(table, view)
    terms, count = view.terms, table.find("count", host=ALL)
    flow, sides = passage(table.find(host=ALL)), list(_sides(table.find("count", host=view.host)))
    kind = view.say("Unit chart of rows of squares, one square for each {partnership}.")
    told = join(kind, *(_told(side, terms.periods[one]) for one, side in _sides(count)))
    own = [_told(side, terms.periods[one], "of {n} in {period}, {parts}") for one, side in sides]
    return Words(
        title=_turn(flow, view) if flow and flow.early.low else _of_totals(count, view),
        subtitle=_subtitle(view, flow),
        alt=join(_flowing(flow, view) if flow else told, own_part(table, view, *own)),
        note=note(table, view, view.say(APART * (not flow or flow.single)), drawn=count),
    )


def _of_totals(count: Table, view: View) -> Sentence:
    """How many lasted and how many changed, as far as it is known."""
    first, last = count.values("period")[-2:]
    return view.say(
        "{kept} of the {n} {n:partnership|partnerships} of {first} lasted; {changed} of the "
        "{all} of {last} were transformed versions of earlier ones",
        kept=count.get(period=first, change="continued"),
        n=count.get(period=first, change=TOTAL),
        first=view.terms.periods[first],
        changed=count.get(period=last, change="transformed"),
        all=count.get(period=last, change=TOTAL),
    )


def _turn(flow: Passage, view: View) -> Sentence:
    """`Most circles of 2018 lasted, but only 22 of 73 stayed as they were`."""
    n, kept, same = flow.early, flow.kept, flow.same
    given = {"n": n, "same": same, "first": n.labels["period"]}
    stayed = ", but all of them changed"
    if same.low:
        many, only = 2 * same.low >= n.low, "but only" if 2 * kept.low > n.low else "and only"
        stayed = f", {'and' if many else only} {{same}} of {{n}} stayed as they were"
    return view.say(_lasted(kept.low / n.low) + stayed * (kept.low > 0), **given)


def _lasted(share: float) -> str:
    """How a title begins, where this share of the first period's lasted."""
    if share in (0, 0.5, 1):
        some = {0: "None of the", 0.5: "Half of the", 1: "All"}[share] + " {n}"
    else:
        some = "Most" if share > 0.5 else "Fewer than half of the {n}"
    return some + " {partnerships} of {first} lasted"


def _flowing(flow: Passage, view: View, host: str = ALL) -> Sentence:
    """An alluvial in words: both totals with their parts, and what splits and mergers make."""
    kind = "Alluvial of two rows of " + (
        "marks, one for each {partnership}" if flow.single else "bars"
    )
    said = view.say(
        (kind if host == ALL else "Of {own}") + ": of {n} in {first}, {kept} went on and {ended} "
        "ended; of {all} in {last}, {parts}",
        own=host, n=flow.early, first=flow.early.labels["period"], kept=flow.kept,
        ended=flow.ended, all=flow.late, last=flow.late.labels["period"],
        parts=listed(each((flow.same, flow.changed, *flow.added), "change")),
    )  # fmt: skip
    how, plus = CLOSING if host == ALL else MOVING, " more" * (flow.turning.low > 0)
    more = view.say("; {n}{plus} {how}", n=flow.turning if flow.turns else None, plus=plus, how=how)
    return say("{said}{more}.", said=said, more=more)


def _subtitle(view: View, flow: Passage | None = None) -> Sentence:
    """What is shown, and what a mark is; of very many a bar is as wide as they are many."""
    each_ = ", one mark each" if not flow or flow.single else ", bars as wide as they are many"
    periods = listed(map(Sentence, view.terms.periods.values()))
    return view.say("{Partnerships} in {periods}{each}", periods=periods, each=each_)


def _of_rows(table: Table, view: View) -> Words:
    """Of own rows: how the last period came from the one before; of a chosen host its own."""
    hosts, counts = list(dict.fromkeys((ALL, view.host))), table.find("count")
    flows = [passage(table.find(host=host)) for host in hosts]
    ended = any(entry.low for entry in counts.find(change="ended"))
    below = "Below the line: those that had ended by the next period, counted above it, too."
    if all(flows):
        below = APART * all(one.single for one in flows if one)
        told = [_flowing(one, view, host) for one, host in zip(flows, hosts, strict=True) if one]
    else:
        told = [_columns(counts.find(host=host), host, view) for host in hosts]
    large = [one for one in flows if one and one.early.low >= LARGE and view.host == ALL]
    return Words(
        title=_turn(large[0], view) if large else _title(counts.find(host=view.host), view),
        subtitle=_subtitle(view, flows[0]),
        alt=join(*told),
        note=note(
            table,
            view,
            distances(table.beside["periods"]),
            view.say(below * (ended or all(flows))),
            drawn=(),
        ),
    )


def _title(own: Table, view: View) -> Sentence:
    """`Four of the five circles of 2023 lasted; of the six of 2024, one is new`."""
    first, last = own.values("period")[-2:]
    n, all_ = (own.find(period=one, change=TOTAL).entries[0] for one in (first, last))
    kept, changed, new = (
        next(iter(own.find(period=period, change=name)), None)
        for period, name in ((first, "continued"), (last, "transformed"), (last, "new"))
    )
    given: dict[str, object] = {"n": n, "all": all_, "kept": kept, "changed": changed, "new": new}
    given |= {"first": n.labels["period"], "last": all_.labels["period"]}
    if not (n.exact and all_.exact):
        return _subtitle(view)
    if not n.low and not all_.low:
        early = view.say("No {partnership} stood in {first} or {last}", **given)
    elif not n.low:
        early = view.say("No {partnership} stood in {first}; {all:word} did in {last}", **given)
    elif n.low == 1 or not kept or not kept.low:
        lasted = "lasted" if kept and kept.low else "ended"
        early = say("{all}{lasted}", all=some(n, n, view, f" of {given['first']} "), lasted=lasted)
    else:
        early = say("{some}lasted", some=some(kept, n, view, f" of {given['first']} "))
    parts = [
        (
            "{changed:word} "
            "{changed:is a changed version of an earlier one|are changed versions of earlier ones}",
            changed,
        ),
        ("{new:word} {new:is|are} new", new),
    ]
    late = [view.say(text, **given) for text, one in parts if one and one.low]
    if all_.low == 1:
        late = [one.without("one ") for one in late]
    of = "of the {all:word} of {last}, {late}" if all_.low > 1 else "the one of {last} {late}"
    if late and n.low:
        early = say("{a}; {b}", a=early, b=view.say(of, **given, late=listed(late)))
    return of_its_own(early, view)


def _columns(own: Table, host: str, view: View) -> Sentence:
    """The picture in words: every total, or both ends of many; how the last one came about."""
    periods = own.values("period")
    totals = [own.find(period=one, change=TOTAL).entries[0] for one in periods]
    ends = totals if len(totals) < 5 else [totals[0], totals[-1]]
    kind = "Unit chart, a column of squares for each period, one square for each {partnership}"
    said = view.say(
        (kind if host == ALL else "Of {own}") + ": {totals}",
        own=host,
        totals=listed(say("{n} in {period}", n=e, period=e.labels["period"]) for e in ends),
    )
    parts = own.find(period=periods[-1]).without(change=TOTAL).where(lambda one: one.low > 0)
    if host != view.host or not len(parts):
        return say("{said}.", said=said)
    ended = own.find(period=periods[-2], change="ended").entries[0]
    told = listed(each(parts, "change"))
    return say(
        "{said}; of the last, {parts}" + ("; {n} of {before} had ended." if ended.low else "."),
        said=said, parts=told, n=ended, before=ended.labels["period"],
    )  # fmt: skip


def _sides(entries: Table) -> Iterator[tuple[str, Table]]:
    """Periods of which anything is known, total and parts; one in between has past and future."""
    for period, names in product(entries.values("period"), (ORIGINS | RETURNED, FATES)):
        found = [e for e in entries.find(period=period) if e.keys["change"] in (TOTAL, *names)]
        side = Table(found, entries.keys)
        if len(side) > 1 and any(entry.known for entry in side):
            yield period, side


ROW = "The row for {period} has {n}: {parts}."


def _told(side: Table, period: str, template: str = ROW) -> Sentence:
    """One row in words: its total, then its parts."""
    total = next(iter(side.find(change=TOTAL)))
    parts = listed(each(side.without(change=TOTAL), "change"))
    return say(template, period=period, n=total, parts=parts)


# -- drawn -----------------------------------------------------------------------------------------

PERIOD, GAP = 1.0, 0.2
"""Width in inches of the column with the periods; room between their rows."""


def draw(page: Page, table: Table, view: View) -> float:
    """Of two periods an alluvial; of more, columns of squares at their true distance. Where numbers
    are not certain, a row of squares for each period: what became of it, whence it came."""
    counts = table.find("count")
    colour = style.colours(counts.values("change"), style.CHANGES, table.colours("change"))
    found = {host: passage(table.find(host=host)) for host in table.values("host")}
    if "periods" in table.beside and not all(found.values()):
        return _at_true_distance(page, table, view, colour)
    sides = [one for host, made in found.items() if not made
             for _, one in _sides(counts.find(host=host))]  # fmt: skip
    lattice = fitting([_blocks(one) for one in sides], page.width - PERIOD)
    if any(found.values()):  # below an alluvial smaller squares do
        lattice = Lattice(lattice.rows, min(lattice.pitch, 0.15))
    made = _alluvials(page, {host: one for host, one in found.items() if one}, colour, view)

    def periods(top: float, entries: Table) -> float:
        if flow := made.get(entries.entries[0].keys["host"]):
            return flow.paint(top)
        for _, side in _sides(entries):
            bottom = paint_blocks(page, PERIOD, top, _blocks(side), lattice, colour)
            middle = bottom - lattice.height / 2
            top = max(bottom, _name(page, top, middle, side, view.terms)) + GAP
        return top - GAP

    return with_own(page, counts, view.host, periods)


def _alluvials(
    page: Page, passages: Mapping[str, Passage], colour: Mapping[str, str], view: View
) -> dict[str, Alluvial]:
    """Everyone's alluvial and a chosen host's, of one scale; remarks stand in everyone's."""
    if not passages:
        return {}
    unit, nouns = unit_of(page, [*passages.values()]), (view.terms.count(1), view.terms.count(2))
    single = all(one.single for one in passages.values())
    said = {name: view.said(name).text for name in (FATES | ORIGINS)}
    return {
        host: Alluvial(page, one, colour, unit, single, nouns, CLOSING if host == ALL else MOVING,
                       said if host == ALL else {})
        for host, one in passages.items()
    }  # fmt: skip


def _at_true_distance(page: Page, table: Table, view: View, colour: dict[str, str]) -> float:
    """A column a period, and what led from each to the next; below it a chosen host's."""
    when, moves = table.beside["periods"], " and moves" if view.host != ALL else ""
    steps = Steps(
        up=[*ORIGINS, *RETURNED],
        down="ended",
        between={"ended": "ended", "new": "new", **RETURNED, CLOSING: f"splits, mergers{moves}"},
        moments=dict(zip(when["period"], when["at"], strict=True)),
    )
    first = style.mix(style.CHANGES["continued"], 0.3)  # how they came about is not known
    made = {
        host: one
        for host in table.values("host")
        for one in stacks(page, [table.find(host=host)], steps, colour | {TOTAL: first})
    }
    return with_own(
        page, table, view.host, lambda top, own: made[own.entries[0].keys["host"]].paint(top)
    )


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

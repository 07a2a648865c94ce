"""How the set of partnerships evolved: what went on, what ended, what is new, period by period."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from helpers.data import lifecycle
from helpers.data.network import Network
from helpers.exhibits.asking import everyone, named, of_host
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.entries import about, said_of
from helpers.look.own import with_own
from helpers.look.page import Look, Page, tall
from helpers.look.squares import Block, Lattice, blocks_of, fitting, paint_blocks
from helpers.numbers.grid import TOTAL, Asked, Entry, Grid, Table
from helpers.numbers.parts import cut
from helpers.numbers.question import ALL, Question
from helpers.text.phrases import Terms, View, capital, note
from helpers.text.say import Sentence, join, listed, say

NEEDS = ("periods",)
FATES = {"continued": "with a successor", "ended": "ended"}
ORIGINS = {"unchanged": "unchanged", "transformed": "transformed", "new": "new"}
RETURNED = {"returned": "returned after a gap"}  # where there is room for one, and rows show it
FILED = ("unchanged", "new")  # classes of their own, whatever the others are filed under


def grid(network: Network) -> Grid:
    """Each period's total, what became of it, and how it came about; in all and by host."""
    asked = [one for host in everyone(network) for one in _of(network, host)]
    labels = {("change", name): text for name, text in (FATES | ORIGINS | RETURNED).items()}
    labels |= {("change", TOTAL): f"all {network.words['partnerships']}"}
    return Grid(("host", "period", "change"), (*asked, *named(network, "evolution")), labels=labels)


def _of(network: Network, host: str) -> Iterator[Asked]:
    first, last = network.periods[0], network.periods[-1]
    for period in network.periods:
        whole = Question(period, of_host(host))
        yield Asked(
            {"host": host, "period": period, "change": TOTAL}, whole, audited=period == first
        )
        fates = FATES if period != last else {}
        origins = (ORIGINS | _returned(network, period)) if period != first else {}
        yield from (_part(host, whole, name, whole.but(fate=name)) for name in fates)
        yield from (_part(host, whole, name, whole.but(**_origin(name))) for name in origins)


def _returned(network: Network, period: str) -> dict[str, str]:
    """Came any back that had ended? Neither new nor made from one of the period before."""
    facts = lifecycle.derive(network).facts.values()
    came = any(one.period == period and lifecycle.RETURNED in one.reasons for one in facts)
    return RETURNED if came else {}


def _part(host: str, whole: Question, change: str, question: Question) -> Asked:
    keys = {"host": host, "period": whole.period, "change": change}
    return Asked(keys, question, whole=whole, audited=host != ALL)


def _origin(name: str) -> dict[str, str]:
    return {"filed": name} if name in FILED else {"change": name}


def words(table: Table, view: View) -> Words:
    """What lasted of the first period and what is new in the last."""
    terms, count = view.terms, table.find("count", host=ALL)
    first, last = table.values("period")[-2:]
    start, end = (count.find(period=period) for period in (first, last))
    n1, kept, n4 = (start.get(change=TOTAL), start.get(change="continued"), end.get(change=TOTAL))
    return Words(
        title=say(
            "{kept} of the {n1} {partnerships} of {first} lasted; {changed} of the {n4} of {last} "
            "were transformed versions of earlier ones",
            kept=kept,
            n1=n1,
            n4=n4,
            changed=end.get(change="transformed"),
            partnerships=terms.count(n1.high),
            first=terms.periods[first],
            last=terms.last,
        ),
        subtitle=say(
            "{what} in {periods}, one square each",
            what=capital(terms.partnerships),
            periods=listed([Sentence(text) for text in terms.periods.values()]),
        ),
        alt=join(
            say("Unit chart of rows of squares, one square for each {one}.", one=terms.partnership),
            *(_row_for(entries, terms.periods[p]) for p, entries in _sides(count)),
        ),
        note=note(
            table,
            view,
            say(
                "A square and the one below it are not the same {one}: some split and some merged.",
                one=terms.partnership,
            ),
            drawn=count,
        ),
        source=view.source(),
    )


def _sides(entries: Table) -> Iterator[tuple[str, Table]]:
    """The periods of which anything is known; one in between has its past and its future."""
    for period in entries.values("period"):
        part = entries.find(period=period)
        for names in (ORIGINS | RETURNED, FATES):
            side = _side(part, names)
            if len(side) > 1 and any(entry.known for entry in side):
                yield period, side


def _side(entries: Table, names: Collection[str]) -> Table:
    """A period's total with its parts of one kind."""
    return entries.where(lambda entry: entry.keys["change"] in (TOTAL, *names))


def _row_for(entries: Table, period: str) -> Sentence:
    """One row in words: its total, then its parts."""
    total = entries.get(change=TOTAL)
    parts = [say("{n} {what}", n=e, what=e.labels["change"]) for e in entries.without(change=TOTAL)]
    return say(
        "The row for {period} has {n}: {parts}.", period=period, n=total, parts=listed(parts)
    )


# -- drawn -----------------------------------------------------------------------------------------

PERIOD, GAP = 1.0, 0.2
"""Width in inches of the column with the periods; room between their rows."""


def draw(page: Page, table: Table, view: View) -> float:
    """Unit squares, a row for each period: what became of the earlier, whence the later came."""
    counts = table.find("count")
    colour = style.colours(counts.values("change"), style.CHANGES, table.colours("change"))
    rows = [row for host in counts.values("host") for row in _rows(counts.find(host=host))]
    lattice = fitting([row.blocks for row in rows], page.width - PERIOD)

    def periods(top: float, entries: Table) -> float:
        for row in _rows(entries):
            top = _paint(page, top, row, view.terms, lattice, colour) + GAP
        return top - GAP

    return with_own(page, counts, view.host, periods)


@dataclass(frozen=True)
class Row:
    """One period: its name, its total if there is one, its squares."""

    period: str
    label: str
    total: Entry | None
    blocks: list[Block]


def _rows(entries: Table) -> list[Row]:
    return [_row(period, side) for period, side in _sides(entries)]


def _row(period: str, entries: Table) -> Row:
    total = next(iter(entries.find(change=TOTAL)), None)
    parts = [entry for entry in entries if entry.keys["change"] != TOTAL]
    return Row(
        period, entries.label("period", period), total, blocks_of(cut(parts, "change", total))
    )


def _paint(
    page: Page, top: float, row: Row, terms: Terms, lattice: Lattice, colour: Mapping[str, str]
) -> float:
    """One period: its name and total on the left, its blocks on the right."""
    bottom = paint_blocks(page, PERIOD, top, row.blocks, lattice, colour)
    name = style.wrap(row.label, PERIOD - 0.15, style.BIG, 700)
    total = style.wrap(_counted(row.total, terms), PERIOD - 0.1) if row.total else []
    middle = bottom - lattice.height / 2
    start = max(top, middle - (tall(len(name), style.BIG) + tall(len(total))) / 2)
    look: Look = {"size": style.BIG, "weight": 700, "label": f"label|{said_of(period=row.period)}"}
    below = page.lines(0, start, name, **look)
    what = about(row.total) if row.total else ""
    return max(bottom, page.lines(0, below, total, label=f"value|{what}"))


def _counted(total: Entry, terms: Terms) -> str:
    return f"{total.text} {terms.count(total.low if total.exact else None)}"

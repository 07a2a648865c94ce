"""How the last period's partnerships came about: each counted once, in all and by host."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from helpers.data.network import Network
from helpers.exhibits.asking import everyone, extra, hosts_with
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.entries import about, said_of, short
from helpers.look.page import Look, Page, tall
from helpers.look.shares import SPACE
from helpers.look.squares import blocks_of, fitting, marks_of, paint_blocks, paint_line
from helpers.numbers.answer import Status
from helpers.numbers.grid import TOTAL, Asked, Entry, Grid, Table
from helpers.numbers.parts import Parts, cut
from helpers.numbers.question import ALL, Question
from helpers.text.phrases import View, each, note, of_its_own, some, tally
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("periods",)
ANY = "any reason"
TRANSFORMED = "transformed"
PLAIN = ("unchanged", "new")  # what is no change of an earlier one
RETURNED = "returned"


def grid(network: Network) -> Grid:
    """Classes by host with their totals; every reason by itself; hosts that have one."""
    classes, whole = network.config["changes"], Question(network.last)
    asked = list[Asked]()
    for keys, of in everyone(network):
        asked += [
            Asked(keys | {"change": name}, of.but(filed=name), whole=of, audited=True)
            for name in classes
        ]
        asked.append(Asked(keys | {"change": TOTAL}, of, whole=of))
    # Each class and each reason for itself: some partnerships changed in several ways.
    several = {name: entry["reasons"] for name, entry in classes.items() if entry.get("reasons")}
    single = [reason for reasons in several.values() for reason in reasons]
    went_on = whole.but(change="continued")
    for name in dict.fromkeys((TRANSFORMED, *several, *single)):
        keys, question = {"host": ALL, "change": name}, whole.but(change=name)
        asked.append(Asked(keys, question, ANY, audited=True, whole=went_on))
    one = ("partnerships >= 1", "hosts with at least one")
    conditions = [
        *((name, *one) for name in (TRANSFORMED, *classes)),
        (TRANSFORMED, "share >= 1/2", "hosts with at least half"),
        ("unchanged", "share > 1/2", "hosts with more than half"),
    ]
    for name, *what in conditions:
        asked.append(hosts_with({"host": ALL, "change": name}, whole.but(change=name), *what))
    labels = {("change", TOTAL): "all changes", ("change", TRANSFORMED): TRANSFORMED}
    every = (*asked, *extra(network, "transformations"))
    return Grid(("host", "change"), every, labels=labels, compares=True)


def words(table: Table, view: View) -> Words:
    """How many changed, and into which classes they fall."""
    whole, own = table.find("count", host=ALL), table.find("count").without(host=ALL)
    total, parts = whole.get(change=TOTAL), list(whole.without(change=TOTAL))
    known = tally(own.without(change=TOTAL), f"numbers by {view.terms.host}")
    same = [e for e in parts if e.keys["change"] in PLAIN]
    title = view.say(
        "{changed} of the {n} {n:partnership|partnerships} of {last} were changed versions of "
        "earlier ones; {rest}",
        changed=table.get(ANY, change=TRANSFORMED),
        n=total,
        rest=listed(each(same, "change", "{n} were {name}")),
    )
    rows = view.terms.own
    return Words(
        title=_of_rows(table.find("count", host=view.host), view) if rows else title,
        subtitle=view.say(
            "{Partnerships} of {last} by how they came about, one square each; each counted under "
            "its main change"
        ),
        alt=join(
            view.say("Rows of unit squares, one row for all {hosts} and one for each.")
            if len(own) or not rows
            else view.say("Unit chart, one square for each {partnership}."),
            say("All: {parts}.", parts=listed(each(_shown(parts, view), "change"))),
            _of_host(own.find(host=view.host), view) if rows else known,
        ),
        note=note(table, view, _order(_shown(parts, view)), known, drawn=parts),
    )


def _shown(parts: Sequence[Entry], view: View) -> list[Entry]:
    """The parts that a sentence names: of own rows those that there are."""
    return [one for one in parts if one.low or not view.terms.own]


CHANGED = "{n:is a changed version of an earlier one|are changed versions of earlier ones}"


def _of_rows(own: Table, view: View) -> Sentence:
    """`Seven of the 12 circles of 2025 are unchanged, three are new`; the most first."""
    total, parts = own.get(host=view.host, change=TOTAL), own.without(change=TOTAL)
    changed = parts.where(lambda one: one.keys["change"] not in (*PLAIN, RETURNED))
    kinds = [(CHANGED, changed.sum())] if len(changed) else []
    for one in parts:
        if one.keys["change"] in (*PLAIN, RETURNED):
            be = "" if one.keys["change"] == RETURNED else "{n:is|are} "
            kinds.append((be + one.labels["change"], one))
    kinds = sorted((one for one in kinds if one[1].low), key=lambda one: -one[1].low)
    if not kinds:
        nothing = "No {partnership} stood in {last}" if total.exact else "{Partnerships} of {last}"
        return of_its_own(view.say(nothing), view)
    (first, n), *rest = kinds
    whole = some(n, total, view, f" of {view.terms.last} ")
    said = [say("{some}" + first, some=whole, n=n)]
    said += [say("{n:word} " + text, n=one) for text, one in rest]
    return of_its_own(listed(said), view)


def _of_host(own: Table, view: View) -> Sentence:
    """A chosen host's row in words."""
    parts = [one for one in own.without(change=TOTAL) if one.low]
    said = listed(each(parts, "change")) if parts else "none"
    return say("{host}: {parts}.", host=view.host, parts=said) if view.host != ALL else EMPTY


def _order(parts: list[Entry]) -> Sentence:
    """In which order a partnership that changed in several ways is filed."""
    names = [Sentence(e.labels["change"]) for e in parts if e.keys["change"] not in PLAIN]
    order = listed(names, "then")
    if len(names) == 2:
        order = say("{one}, then {other}", one=names[0], other=names[1])
    return (
        say("One change each, the first that holds of: {order}.", order=order)
        if names[1:]
        else EMPTY
    )


# -- drawn -----------------------------------------------------------------------------------------

PITCH, PER_LINE, LEAST = 0.17, 12, 8
"""Distance of two squares in inches; the most in one line, and the least that heads may leave."""
TOTAL_ROOM = 0.34
"""Room for a row's total behind its squares, in inches."""


def draw(page: Page, table: Table, view: View) -> float:
    """The network's unit squares by change; below, each host's squares beside its numbers."""
    counts = table.find("count")
    changes = {one: table.label("change", one) for one in counts.values("change") if one != TOTAL}
    colour = style.colours(changes, style.CHANGES, table.colours("change"))
    rows = [_Row(counts.find(host=host)) for host in counts.values("host") if host != ALL]
    top = _network(page, _Row(counts.find(host=ALL)), colour)
    if not rows:
        return top
    rest = _Rows(page, rows, changes, colour, view.host)
    top = rest.heads(top + 0.24)
    for row in rows:
        top = rest.paint(top, row)
    return top


class _Row:
    """What one row shows: whose it is, its total, its parts."""

    def __init__(self, entries: Table) -> None:
        self.total = next(iter(entries.find(change=TOTAL)))
        self.host = self.total.keys["host"]
        self.label = entries.label("host", self.host)
        self.numbers = entries.without(change=TOTAL).entries
        self.parts: Parts = cut(self.numbers, "change", self.total)
        self.squares = sum(block.count for block in blocks_of(self.parts))


def _network(page: Page, row: _Row, colour: Mapping[str, str]) -> float:
    """The whole network: blocks of sure squares and one rest."""
    look: Look = {"size": style.HEAD, "weight": 700}
    name = f"{row.label}:"
    bottom = page.lines(0, 0, [name], label=f"label|{said_of(host=ALL)}", **look)
    after = style.text_width(name, style.HEAD, 700) + SPACE
    page.lines(after, 0, [row.total.text], label=f"value|{about(row.total)}", **look)
    blocks = blocks_of(row.parts)
    return paint_blocks(page, 0, bottom + 0.06, blocks, fitting([blocks], page.width), colour)


@dataclass
class _Rows:
    """The hosts' rows: a name, squares, and numbers in columns."""

    page: Page
    rows: Sequence[_Row]
    changes: Mapping[str, str]
    colour: Mapping[str, str]
    chosen: str

    def __post_init__(self) -> None:
        """Places for the widest row; squares take more lines where heads' words need the room."""
        names = [style.text_width(row.label, weight=600) for row in self.rows]
        self.left = min(1.5, max(names)) + 0.12
        words = [word for label in self.changes.values() for word in label.split()]
        needed = (max(map(style.text_width, words), default=0.0) + 0.081) * len(self.changes)
        most = min(PER_LINE, max(row.squares for row in self.rows) or 1)
        room = int((self.page.width - self.left - TOTAL_ROOM - needed) / PITCH)
        self.per_line = max(min(most, room), min(most, LEAST))
        self.numbers = self.left + self.per_line * PITCH + TOTAL_ROOM
        self.step = (self.page.width - self.numbers) / max(len(self.changes), 1)

    def heads(self, top: float) -> float:
        """Heads of the number columns, each over its change's colour."""
        wrapped = {one: style.wrap(label, self.step - 0.08) for one, label in self.changes.items()}
        bottom = top + tall(max(map(len, wrapped.values()), default=0)) + 0.16
        for place, (one, lines) in enumerate(wrapped.items()):
            x = self.numbers + place * self.step
            above = bottom - 0.16 - tall(len(lines))
            self.page.lines(x, above, lines, label=f"label|{said_of(change=one)}")
            what, shade = said_of("key", change=one), self.colour[one]
            self.page.box(x, bottom - 0.13, self.step - 0.1, 0.06, "certain", shade, what)
        return bottom

    def paint(self, top: float, row: _Row) -> float:
        """One host: name, squares, total, numbers by change."""
        page, chosen, aside = self.page, row.host == self.chosen, self.chosen not in (ALL, row.host)
        weight, ink = 600 if chosen else 400, style.MUTED if aside else style.INK
        name = style.wrap(row.label, self.left - 0.1, weight=weight)
        numbers = self._numbers(row)
        lines = ceil(max(row.squares, 1) / self.per_line)
        height = max(lines * PITCH, tall(max(map(len, [name, *(w for _, w, _ in numbers)])))) + 0.07
        middle = top + height / 2
        if chosen:
            page.band(top, height)
        look: Look = {"weight": weight, "colour": ink, "label": f"label|{said_of(host=row.host)}"}
        page.centred(0.04, middle, name, **look)
        marks = marks_of(row.parts, self.colour)
        paint_line(page, self.left, middle - lines * PITCH / 2, marks, PITCH, self.per_line, aside)
        end = self.left + min(row.squares, self.per_line) * PITCH + 0.03
        look = {"weight": 600, "colour": ink, "label": f"value|{about(row.total)}"}
        page.middle(end, middle, short(row.total), **look)
        for place, (weight, words, what) in enumerate(numbers):
            x, shade = self.numbers + place * self.step, ink if weight > 400 else style.MUTED
            page.centred(x, middle, words, weight=weight, colour=shade, label=what)
        return top + height

    def _numbers(self, row: _Row) -> list[tuple[int, list[str], str]]:
        """A row's numbers as (weight, lines, label); one phrase where nothing is published."""
        if not any(entry.known for entry in row.numbers):
            return [(400, [str(Status.UNKNOWN)], f"note|{said_of(host=row.host)}")]
        found = []
        for entry in row.numbers:
            weight = 600 if entry.known and not entry.free else 400
            lines = style.wrap(short(entry), self.step - 0.06, weight=weight)
            found.append((weight, lines, f"value|{about(entry)}"))
        return found

"""How the last period's partnerships came about: each counted once, in all and by host."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from helpers.data.network import Network
from helpers.exhibits.asking import everyone, hosts_with, named, of_host
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
from helpers.text.phrases import View, capital, note, tally
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("periods",)
ANY = "any reason"
TRANSFORMED = "transformed"


def grid(network: Network) -> Grid:
    """Classes by host with their totals; every reason by itself; hosts that have one."""
    asked = [one for host in everyone(network) for one in _classes(network, host)]
    asked += [*_reasons(network), *_hosts(network), *named(network, "transformations")]
    labels = {("change", TOTAL): "all changes", ("change", TRANSFORMED): TRANSFORMED}
    return Grid(("host", "change"), tuple(asked), labels=labels, compares=True)


def _classes(network: Network, host: str) -> Iterator[Asked]:
    whole = Question(network.periods[-1], of_host(host))
    for name in network.config["changes"]:
        yield Asked(
            {"host": host, "change": name}, whole.but(filed=name), whole=whole, audited=True
        )
    yield Asked({"host": host, "change": TOTAL}, whole, whole=whole)


def _reasons(network: Network) -> Iterator[Asked]:
    """Each class and each reason for itself: some partnerships changed in several ways."""
    whole = Question(network.periods[-1])
    classes = {
        n: entry["reasons"]
        for n, entry in network.config["changes"].items()
        if entry.get("reasons")
    }
    single = [reason for reasons in classes.values() for reason in reasons]
    for name in dict.fromkeys((TRANSFORMED, *classes, *single)):
        yield Asked(
            {"host": ALL, "change": name},
            whole.but(change=name),
            ANY,
            audited=True,
            whole=whole.but(change="continued"),
        )


def _hosts(network: Network) -> Iterator[Asked]:
    whole = Question(network.periods[-1])
    for name in (TRANSFORMED, *network.config["changes"]):
        yield hosts_with(
            {"host": ALL, "change": name},
            whole.but(change=name),
            "partnerships >= 1",
            "hosts with at least one",
        )
    for name, having, text in (
        (TRANSFORMED, "share >= 1/2", "hosts with at least half"),
        ("unchanged", "share > 1/2", "hosts with more than half"),
    ):
        yield hosts_with({"host": ALL, "change": name}, whole.but(change=name), having, text)


def words(table: Table, view: View) -> Words:
    """How many changed, and into which classes they fall."""
    terms, whole = view.terms, table.find("count", host=ALL)
    total, parts = whole.get(change=TOTAL), list(whole.without(change=TOTAL))
    own = table.find("count").without(host=ALL).without(change=TOTAL)
    return Words(
        title=_title(table, total, parts, view),
        subtitle=say(
            "{what} of {last} by how they came about, one square each; each counted under its "
            "main change",
            what=capital(terms.partnerships),
            last=terms.last,
        ),
        alt=join(
            say(
                "Rows of unit squares, one row for all {hosts} and one for each.", hosts=terms.hosts
            ),
            say(
                "All: {parts}.",
                parts=listed(say("{n} {what}", n=e, what=e.labels["change"]) for e in parts),
            ),
            tally(own, f"numbers by {terms.host}"),
        ),
        note=note(
            table, view, _order(parts, view), tally(own, f"numbers by {terms.host}"), drawn=parts
        ),
        source=view.source(),
    )


def _title(table: Table, total: Entry, parts: list[Entry], view: View) -> Sentence:
    changed = table.get(ANY, change=TRANSFORMED)
    same = [e for e in parts if e.keys["change"] in ("unchanged", "new")]
    return say(
        "{changed} of the {n} {what} of {last} were changed versions of earlier ones; {rest}",
        changed=changed,
        n=total,
        what=view.terms.count(total.high),
        last=view.terms.last,
        rest=listed(say("{n} were {what}", n=e, what=e.labels["change"]) for e in same),
    )


def _order(parts: list[Entry], view: View) -> Sentence:
    """In which order a partnership that changed in several ways is filed."""
    names = [
        Sentence(e.labels["change"]) for e in parts if e.keys["change"] not in ("unchanged", "new")
    ]
    if len(names) < 2:
        return EMPTY
    return say("One change each, the first that holds of: {order}.", order=listed(names, "then"))


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
    top = _network(page, _row(counts, ALL), colour)
    rows = [_row(counts, host) for host in counts.values("host") if host != ALL]
    if not rows:
        return top
    columns = _columns(page, rows, changes)
    top = _heads(page, top + 0.24, columns, changes, colour)
    for row in rows:
        top = _paint(page, top, row, columns, colour, view.host)
    return top


@dataclass(frozen=True)
class Row:
    """What one row shows: whose it is, its total, its parts."""

    host: str
    label: str
    total: Entry
    numbers: list[Entry]
    parts: Parts

    @property
    def squares(self) -> int:
        """How many squares it has."""
        return sum(block.count for block in blocks_of(self.parts))


def _row(counts: Table, host: str) -> Row:
    entries = counts.find(host=host)
    total = entries.get(host=host, change=TOTAL)
    numbers = list(entries.without(change=TOTAL))
    return Row(host, entries.label("host", host), total, numbers, cut(numbers, "change", total))


def _network(page: Page, row: Row, colour: Mapping[str, str]) -> float:
    """The whole network: blocks of sure squares and one rest."""
    look: Look = {"size": style.HEAD, "weight": 700}
    name = f"{row.label}:"
    bottom = page.lines(0, 0, [name], label=f"label|{said_of(host=ALL)}", **look)
    after = style.text_width(name, style.HEAD, 700) + SPACE
    page.lines(after, 0, [row.total.text], label=f"value|{about(row.total)}", **look)
    blocks = blocks_of(row.parts)
    lattice = fitting([blocks], page.width)
    return paint_blocks(page, 0, bottom + 0.06, blocks, lattice, colour)


# ---------------------------------------------------------------- rows by host


@dataclass(frozen=True)
class Columns:
    """Where things stand in the rows, in inches: squares, numbers, width of a number's column."""

    squares: float
    per_line: int
    numbers: float
    step: float


def _columns(page: Page, rows: Sequence[Row], changes: Mapping[str, str]) -> Columns:
    """Places for the widest row; squares take more lines where the heads' words need the room."""
    gutter = min(1.5, max(style.text_width(row.label, weight=600) for row in rows)) + 0.12
    words = [word for label in changes.values() for word in label.split()]
    needed = (max(map(style.text_width, words), default=0.0) + 0.081) * len(changes)
    most = min(PER_LINE, max(row.squares for row in rows) or 1)
    room = int((page.width - gutter - TOTAL_ROOM - needed) / PITCH)
    per_line = max(min(most, room), min(most, LEAST))
    numbers = gutter + per_line * PITCH + TOTAL_ROOM
    return Columns(gutter, per_line, numbers, (page.width - numbers) / max(len(changes), 1))


def _heads(
    page: Page, top: float, columns: Columns, changes: Mapping[str, str], colour: Mapping[str, str]
) -> float:
    """Heads of the number columns, each over its change's colour."""
    wrapped = {one: style.wrap(label, columns.step - 0.08) for one, label in changes.items()}
    bottom = top + tall(max(map(len, wrapped.values()), default=0)) + 0.16
    for place, (one, lines) in enumerate(wrapped.items()):
        x = columns.numbers + place * columns.step
        above = bottom - 0.16 - tall(len(lines))
        page.lines(x, above, lines, label=f"label|{said_of(change=one)}")
        what = said_of("key", change=one)
        page.box(x, bottom - 0.13, columns.step - 0.1, 0.06, "certain", colour[one], what)
    return bottom


def _paint(
    page: Page, top: float, row: Row, columns: Columns, colour: Mapping[str, str], host: str
) -> float:
    """One host: name, squares, total, numbers by change."""
    chosen, aside = row.host == host, host not in (ALL, row.host)
    weight, ink = 600 if chosen else 400, style.MUTED if aside else style.INK
    name = style.wrap(row.label, columns.squares - 0.1, weight=weight)
    numbers = _numbers(row, columns)
    lines = ceil(max(row.squares, 1) / columns.per_line)
    most = max(len(name), *(len(words) for _, words, _ in numbers))
    height = max(lines * PITCH, tall(most)) + 0.07
    middle = top + height / 2
    if chosen:
        page.band(top, height)
    label = f"label|{said_of(host=row.host)}"
    page.centred(0.04, middle, name, weight=weight, colour=ink, label=label)
    left, marks = columns.squares, marks_of(row.parts, colour)
    paint_line(page, left, middle - lines * PITCH / 2, marks, PITCH, columns.per_line, aside)
    end = left + min(row.squares, columns.per_line) * PITCH + 0.03
    what = f"value|{about(row.total)}"
    page.middle(end, middle, short(row.total), weight=600, colour=ink, label=what)
    for place, (weight, words, what) in enumerate(numbers):
        x, shade = columns.numbers + place * columns.step, ink if weight > 400 else style.MUTED
        page.centred(x, middle, words, weight=weight, colour=shade, label=what)
    return top + height


def _numbers(row: Row, columns: Columns) -> list[tuple[int, list[str], str]]:
    """A row's numbers as (weight, lines, label); one phrase where nothing is published."""
    if not any(entry.known for entry in row.numbers):
        return [(400, [str(Status.UNKNOWN)], f"note|{said_of(host=row.host)}")]
    return [_number(entry, columns.step - 0.06) for entry in row.numbers]


def _number(entry: Entry, width: float) -> tuple[int, list[str], str]:
    weight = 600 if entry.known and not entry.free else 400
    return weight, style.wrap(short(entry), width, weight=weight), f"value|{about(entry)}"

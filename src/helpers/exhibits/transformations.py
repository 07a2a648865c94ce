"""How the last period's partnerships came about: each counted once, in all and by host."""

from collections.abc import Mapping
from dataclasses import replace

from helpers.data.network import Network
from helpers.exhibits.asking import everyone, extra, hosts_with
from helpers.exhibits.exhibit import Words
from helpers.exhibits.numbered import Written
from helpers.look import style
from helpers.look.dots import Dots, Strips
from helpers.look.entries import about, said_of
from helpers.look.page import Look, Page
from helpers.look.shares import SPACE, gutter
from helpers.look.square_rows import SquareRow, SquareRows
from helpers.look.squares import BETWEEN, Block, Lattice, blocks_of, fitting, flow, paint_blocks
from helpers.numbers.answer import Status
from helpers.numbers.grid import TOTAL, Asked, Entry, Grid, Table
from helpers.numbers.parts import REST, Parts, cut
from helpers.numbers.question import ALL, Question
from helpers.text.phrases import View, capital, each, note, of_its_own, some, that_are
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("periods",)
UNITS = True  # a mark is one partnership, or one host: it may say whose
ANY = "any reason"
TRANSFORMED = "transformed"
SOME, HALF, MOST = (
    "hosts with at least one",
    "hosts with at least half",
    "hosts with more than half",
)
HAD = {SOME: "at least one", HALF: "at least half", MOST: "more than half"}
"""What is said of hosts, and how a row of dots calls it."""
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
    one = ("partnerships >= 1", SOME)
    conditions = [
        *((name, *one) for name in (TRANSFORMED, *classes)),
        (TRANSFORMED, "share >= 1/2", HALF),
        ("unchanged", "share > 1/2", MOST),
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
    same = [e for e in parts if e.keys["change"] in PLAIN]
    title = view.say(
        "Of the {n} {n:partnership|partnerships} of {last}, {changed} were changed versions of "
        "earlier ones, {rest}",
        changed=table.get(ANY, change=TRANSFORMED),
        n=total,
        rest=listed(each(same, "change", "{n} were {name}")),
    )
    rows, by_host = view.terms.own, _by_host(table, view)
    invented = any(entry.status == Status.EXAMPLE for entry in parts)
    return Words(
        title=_of_rows(table.find("count", host=view.host), view) if rows else title,
        subtitle=view.say(
            "{Partnerships} of {last} by how they came about, one square each; each counted under "
            "its main change"
        ),
        alt=join(
            view.say("Rows of unit squares, one row for all {hosts} and one for each.")
            if by_host
            else view.say("Unit chart, one square for each {partnership}."),
            say("All: {parts}.", parts=listed(each(that_are(parts, view), "change"))),
            EMPTY if rows else _of_hosts(table, view),
            _of_host(own.find(host=view.host), view),
        ),
        note=note(
            table, view, _order(that_are(parts, view)), _which(whole),
            drawn=parts if invented else (),
        ),
    )  # fmt: skip


def reading(table: Table, view: View) -> tuple[list[dict], list[list[str]]]:
    """The table that readers see: a row for all and one for each host, a column for each change."""
    counts = table.find("count")
    changes = [*(one for one in counts.values("change") if one != TOTAL), TOTAL]
    names = {"host": capital(view.terms.host)}
    names |= {one: capital(counts.label("change", one)) for one in changes}
    columns = [
        {"name": name, "label": label, "align": "left" if name == "host" else "right"}
        for name, label in names.items()
    ]
    rows = [
        [own.label("host", host), *(Written.of(own.get(host=host, change=one)) for one in changes)]
        for host in counts.values("host")
        for own in [counts.find(host=host)]
    ]
    return columns, rows


def _by_host(table: Table, view: View) -> bool:
    """Has each host a row of its own? Not where most of its numbers are ranges."""
    counts = table.find("count").without(host=ALL)
    return bool(len(counts)) and (view.terms.own or all(entry.exact for entry in counts))


def _said_of_hosts(table: Table) -> list[Entry]:
    """In how many hosts there were some, or most, of a change; the highest number first."""
    found = [one for measure in HAD for one in table.find(measure) if one.exact and one.base]
    return sorted(found, key=lambda one: -one.low)


def _had(entry: Entry) -> str:
    """How a row of dots is called: `at least one changed`, `more than half unchanged`."""
    changed = entry.keys["change"] == TRANSFORMED
    return f"{HAD[entry.measure]} {'changed' if changed else entry.labels['change']}"


def _of_hosts(table: Table, view: View) -> Sentence:
    """The rows of dots in words, the first three."""
    found = [] if _by_host(table, view) else _said_of_hosts(table)[:3]
    said = listed(say("{n} had {what}", n=one, what=_had(one)) for one in found)
    text = "Below, a row of dots for each thing said of the {hosts}, a dot each: {said}."
    return view.say(text, said=said) if found else EMPTY


def _which(whole: Table) -> Sentence:
    """What hatching means."""
    maybe = cut(whole.without(change=TOTAL).entries, "change", whole.get(change=TOTAL)).maybe
    several = len(maybe) > 1 and all(one.ranged for one in maybe)
    return Sentence("Hatched: of which kind is not known.") if several else EMPTY


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
    nothing = "none" if view.terms.own else "nothing is certain"
    said = listed(each(parts, "change")) if parts else nothing
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

HIGHEST = 20
"""The most rows: of more hosts, the largest have one, and one is for all others together."""


def draw(page: Page, table: Table, view: View) -> float:
    """The network's unit squares by change; below, each host's squares beside its numbers, or in
    how many hosts there was what, and a chosen host's own row."""
    counts = _there(table.find("count"))
    changes = {one: table.label("change", one) for one in counts.values("change") if one != TOTAL}
    colour = style.colours([*changes, TRANSFORMED], style.CHANGES, table.colours("change"))
    changed = next(iter(table.find(ANY, change=TRANSFORMED)), None)
    top = _network(page, SquareRow(counts.find(host=ALL)), list(changes), colour, changed)
    hosts = _ranked(counts.without(host=ALL), view)
    if not _by_host(table, view):
        top = _hosts(page, top + 0.2, table, view, colour)
        hosts = [own for own in hosts if own.values("host") == [view.host]]
    if not hosts:
        return top
    rows = [SquareRow(own) for own in hosts]
    rest = SquareRows(page, rows, changes, colour, view.host if rows[1:] else ALL)
    top = rest.heads(top + 0.24)
    for row in rows:
        top = rest.paint(top, row)
    return top


def _there(counts: Table) -> Table:
    """The numbers without changes of which there are none at all, if there are others."""
    some = [
        change
        for change in counts.values("change")
        if not all(one.exact and not one.low for one in counts.find(change=change))
    ]
    return counts.where(lambda one: one.keys["change"] in (*some, TOTAL)) if some else counts


def _ranked(counts: Table, view: View) -> list[Table]:
    """Each host's entries; of very many the largest hosts' and a chosen one's, then all others'
    added up."""
    own = [counts.find(host=host) for host in counts.values("host")]
    if len(own) <= HIGHEST:
        return own
    total = {id(one): one.find(change=TOTAL).entries[0].low for one in own}
    first = sorted(own, key=lambda one: (one.values("host") != [view.host], -total[id(one)]))
    kept = sorted(first[: HIGHEST - 1], key=lambda one: -total[id(one)])
    rest = [one.values("host")[0] for one in first[HIGHEST - 1 :]]
    others = counts.where(lambda one: one.keys["host"] in rest)
    name = f"{len(rest)} other {view.terms.hosts}"
    return [*kept, _together(others, name)]


def _together(counts: Table, name: str) -> Table:
    """Several hosts' entries added up as one host's."""
    sums = [counts.find(change=one).sum() for one in counts.values("change")]
    own, labels = {"host": "others"}, {"host": name}
    return counts.holding(
        replace(one, keys=one.keys | own, labels=one.labels | labels) for one in sums
    )


def _hosts(page: Page, top: float, table: Table, view: View, colour: Mapping[str, str]) -> float:
    """A row for each thing that is said of hosts: a dot each, those of which it holds in colour."""
    found = _said_of_hosts(table)
    if not found:
        return top
    head = f"{capital(view.terms.hosts)} that had …"
    top = page.paragraph(0, top, page.width, head, weight=600, label="note|head") + 0.04
    left = gutter([_had(one) for one in found])
    strips = Strips.of(max(one.base or 0 for one in found), left, page.width - 0.8)
    for one in found:
        names = style.wrap(_had(one), left - 0.1)
        y, rest = top + strips.pitch / 2, (one.base or 0) - int(one.low)
        page.middle(left - 0.1, y, names[0], align="right", label=f"note|{about(one)}")
        dots = [Dots(about(one), "certain", int(one.low)),
                Dots(f"{about(one)};without", "certain", rest, small=True)]  # fmt: skip
        bottom = strips.paint(page, top, dots, colour[one.keys["change"]])
        end = left + min(one.base or 0, strips.per_line) * strips.pitch + 0.06
        page.pieces(end, y, [(f"{one.text} of {one.base}", f"value|{about(one)}")])
        top = bottom + 0.05
    return top


def _network(
    page: Page, row: SquareRow, order: list[str], colour: Mapping[str, str], changed: Entry | None
) -> float:
    """The whole network: blocks of sure squares and one rest, in the order of the changes; changed
    ones under a bracket."""
    look: Look = {"size": style.HEAD, "weight": 700}
    name = f"{row.label}:"
    bottom = page.lines(0, 0, [name], label=f"label|{said_of(host=ALL)}", **look)
    after = style.text_width(name, style.HEAD, 700) + SPACE
    page.lines(after, 0, [row.total.text], label=f"value|{about(row.total)}", **look)
    blocks = _in_order(row.parts, order)
    lattice = fitting([blocks], page.width)
    if changed and blocks:
        first = flow(blocks, lattice, page.width)[0]
        bottom = _bracket(page, bottom + 0.06, first, lattice, changed, colour[TRANSFORMED])
    return paint_blocks(page, 0, bottom + 0.06, blocks, lattice, colour)


def _in_order(parts: Parts, order: list[str]) -> list[Block]:
    """The blocks in the order of the changes: what may be one of several stands behind the last."""
    places = {one: place for place, one in enumerate(order)}
    last = max((places[one.keys["change"]] for one in parts.maybe), default=len(order))
    found = []
    for block in blocks_of(parts):
        change = block.entry.keys["change"]
        if change == REST and all(one.ranged for one in parts.maybe):
            names = " or ".join(one.labels["change"] for one in parts.maybe)
            block = replace(block, entry=replace(block.entry, labels={"change": names}))
        found.append((places.get(change, last + 0.5 if change == REST else len(order)), block))
    return [block for _, block in sorted(found, key=lambda one: one[0])]


def _bracket(
    page: Page, top: float, blocks: list[Block], made: Lattice, changed: Entry, colour: str
) -> float:
    """A line over the blocks of changed ones with their number, if they stand side by side in the
    first line and make it up; returns where the blocks may start."""
    x, spans = 0.0, []
    for block in blocks:
        width = block.laid(made)[1]
        spans.append((x, x + width, block))
        x += width + BETWEEN
    apart = (*PLAIN, RETURNED)
    place = [at for at, (_, _, one) in enumerate(spans) if one.entry.keys["change"] not in apart]
    whole = sum(blocks[at].count for at in place)
    beside = len(place) > 1 and place[-1] - place[0] == len(place) - 1
    if not beside or not changed.exact or changed.low != whole:
        return top
    left, right = spans[place[0]][0], spans[place[-1]][1]
    words = f"{changed.text} changed versions of earlier ones"
    look: Look = {"weight": 600, "label": f"value|{about(changed)}"}
    below = page.lines(left, top, [words], **look) + 0.03
    page.rule([left, left, right, right], [below + 0.06, below, below, below + 0.06], colour, 1.4,
              f"bracket|{about(changed)}")  # fmt: skip
    return below + 0.06

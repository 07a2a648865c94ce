"""How many partnerships each host supports, over the places it serves."""

from collections import Counter
from dataclasses import dataclass, replace
from math import ceil

import pandas as pd

from helpers.data.network import Network
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.entries import about, far, said_of, short, sure
from helpers.look.page import Look, Page, Piece, tall
from helpers.look.squares import paint_line
from helpers.look.tiles import Owner, Tile, TileMap
from helpers.numbers.answer import Status
from helpers.numbers.grid import Asked, Entry, Grid, Table
from helpers.numbers.question import ALL, Question
from helpers.text.phrases import View, left_out, lowered, note, some
from helpers.text.phrases import counted as counted_
from helpers.text.say import EMPTY, Sentence, join, say

NEEDS = ("hosts",)


def grid(network: Network) -> Grid:
    """The last period's partnerships: in all, their range and mean over hosts, and host by host."""
    whole, all_ = Question(network.last), {"host": ALL}
    over = whole.but(among="hosts")
    asked = (
        Asked(all_, whole),
        Asked(all_, over.but(measure="range"), "range over hosts", always=False),
        Asked(all_, over.but(measure="mean"), "mean of hosts", always=False),
        *(Asked({"host": host}, whole.but(host=host), whole=whole) for host in network.hosts),
    )
    return Grid(("host",), asked, {"places": network.table("places")}, compares=True)


def words(table: Table, view: View) -> Words:
    """The total and how evenly it is spread."""
    own, total = table.find("count").without(host=ALL), table.get()
    spread, mapped = table.maybe("range over hosts"), len(table.beside["places"]) > 0
    kind = (
        "Tile map: one square for each place, in regions by the {host} that serves it; beside it "
        "the {hosts} with their numbers of {partnerships}, from the most to the fewest."
        if mapped
        else "List of {hosts} with the number of {partnerships} of each, from the most on."
    )
    counted = "Counted from the list of {partnerships}." + " A tile is not an area." * mapped
    off = "{name} is set off from the others." if view.host != ALL else ""
    title = _usual(own, view) or view.say(
        "{n} {n:partnership|partnerships} operated in {last}{spread}",
        n=total,
        spread=view.say(", {span} in each {host}", span=spread if len(own) > 1 else None),
    )
    plain = all(entry.status in (Status.PRINTED, Status.COUNTED) for entry in (*own, total))
    return Words(
        title=_title(own, total, spread, view) if view.terms.own and total.exact else title,
        subtitle=view.say(
            "Number of {partnerships} of each {host} in {last}{places}",
            places=", and the places it serves" if mapped else "",
        ),
        alt=_alt(view.say(kind), own, total, view),
        note=note(
            table,
            view,
            view.say(counted),
            _without(own, total, view),
            view.say(off, name=view.host),
            drawn=() if plain else [*own, total],
        ),
    )


def _title(own: Table, total: Entry, spread: Entry | None, view: View) -> Sentence:
    """How many there are and how they are spread; or what part of them a chosen host has."""
    if view.host != ALL:
        chosen = own.get(host=view.host)
        found = lowered(some(chosen, total, view, f" of {view.terms.last}"))
        return say("{host} supported {some}", host=view.host, some=found)
    alone = [entry for entry in own if entry.exact and entry.low == total.low > 0]
    if alone:
        name = alone[0].labels["host"]
        found = some(total, total, view, f" of {view.terms.last} ")
        return say("{some}{verb} with {host}", some=found, verb="is" if total.low == 1 else "are",
                   host=name)  # fmt: skip
    return _usual(own, view) or view.say(
        "{n:No} {n:partnership|partnerships} operated in {last}{spread}",
        n=total,
        spread=view.say(", {span:word} in each {host}", span=spread if len(own) > 1 else None),
    )


def _usual(own: Table, view: View) -> Sentence:
    """`Seven of the 10 hubs had exactly eight circles in 2018`, where most of at least four hosts,
    but not all, have the same number."""
    if len(own) < 4 or not all(entry.sure for entry in own):
        return EMPTY
    often, n = max((many, low) for low, many in Counter(one.low for one in own).items())
    if not len(own) / 2 < often < len(own):
        return EMPTY
    hosts = Question([*view.terms.periods][-1], subject="hosts")
    return view.say(
        "{often:None} of the {all:word} {hosts} had {exactly}{n:none} "
        "{n:partnership|partnerships} in {last}",
        often=counted_(often, "hosts"), all=counted_(len(own), "hosts", hosts),
        n=counted_(int(n), "partnerships"), exactly="exactly " * (n > 0),
    )  # fmt: skip


def _alt(kind: Sentence, own: Table, total: Entry, view: View) -> Sentence:
    """The kind of picture, who has most and fewest; of a chosen host how many it has."""
    if view.host == ALL or not view.terms.own:
        return join(kind, _ends(own, view), view.say("All together have {n}.", n=total))
    chosen = own.get(host=view.host)
    text = "{host} has {n} of the {all}, set off from the others."
    return join(kind, say(text, host=view.host, n=chosen, all=total))


def _without(own: Table, total: Entry, view: View) -> Sentence:
    """How many are of no host, where own rows leave some without one."""
    parts = [replace(entry, base=int(total.low)) for entry in own if total.exact]
    return left_out(parts, view, view.say("the {host}").text) if view.terms.own else EMPTY


def _ends(own: Table, view: View) -> Sentence:
    known = sorted((e for e in own if e.exact), key=lambda e: -e.low)
    if len(known) < 2:
        return EMPTY
    top, bottom = known[0], known[-1]
    if top.low == bottom.low:
        return view.say("Each {host} has {n}.", n=top)
    if view.terms.own and known[1].low == top.low:
        most = sum(entry.low == top.low for entry in known)
        text = "{several} {hosts} have the most, {most} each; {bottom} has {least}."
        several = counted_(most, "hosts")
        return view.say(text, several=several, most=top, bottom=bottom.keys["host"], least=bottom)
    return view.say(
        "{top} has the most, {most}; {bottom} the fewest, {least}.",
        top=top.keys["host"],
        bottom=bottom.keys["host"],
        most=top,
        least=bottom,
    )


def served(places: pd.DataFrame) -> dict[str, str]:
    """The places that each host serves, by their names: `Kansas, Wyoming`."""
    found = places.sort_values("name").groupby("host")["name"] if "name" in places else ()
    return {str(host): ", ".join(own) for host, own in found}


def lines(places: pd.DataFrame) -> list[Sentence]:
    """The same as definitions: a host, a tab, its places."""
    return [Sentence(f"{host}\t{names}.") for host, names in served(places).items()]


def further(table: Table, columns: list[dict], rows: list[list[str]]) -> list[list[str]]:
    """The data table's rows with a column more, which is added here: the places that a host serves;
    as they are where the network has no places."""
    if not (found := served(table.beside["places"])):
        return rows
    columns.append({"name": "places", "label": "Places served", "align": "left"})
    return [[*row, found.get(one.keys["host"], "")] for one, row in zip(table, rows, strict=True)]


# -- drawn -----------------------------------------------------------------------------------------

LIST, ALONE, GAP, INDENT = 1.72, 3.4, 0.2, 0.27
"""Width of the list beside the tiles, and without any; room between both; where names begin, in
inches."""
COLUMNS, BETWEEN = 4, 0.15
"""Of the list below a map over the whole width: how many, and the room between two, in inches."""
SQUARE, KEY, SPARE = 0.095, 0.2, 0.12


def draw(page: Page, table: Table, view: View) -> float:
    """Tiles (`beside["places"]`: code, host, row, col, name) with each host's name and count on
    them, and the hosts from the most on. Places' names stand in the tiles, or in the list if a tile
    is too small for one. Where a host's name finds no room on the map, letters by the table's order
    stand for all; a place without a host stays an outline."""
    counts = table.find("count")
    names = [host for host in counts.values("host") if host != ALL]
    colour = style.colours(names, style.HOSTS, table.colours("host"))
    owners = {
        name: Owner(name, letter, colour[name], view.host not in (ALL, name), _said(counts, name))
        for name, letter in zip(names, style.letters(len(names)), strict=True)
    }
    places = table.beside.get("places", pd.DataFrame(columns=["row", "col"]))
    tiles = [
        Tile(one["code"], one["host"], int(one["row"]), int(one["col"]), one.get("name", ""))
        for one in places.dropna(subset=["row", "col"]).fillna("").to_dict("records")
    ]
    drawn = _map(page, tiles, owners) if tiles else None
    bottom = drawn.paint() if drawn else 0.0
    beside = drawn is not None and drawn.width < page.width
    x, width = (page.width - LIST, LIST) if beside else (0.0, min(ALONE, page.width))
    said = served(places) if drawn and not drawn.named else {}
    lettered = drawn is not None and drawn.names() is None
    rows = [
        _Row(page, x, width, counts.get(host=one), owners[one], lettered, said.get(one, ""))
        for one in sorted(names, key=lambda name: -far(counts.get(host=name)))
    ]
    if beside:
        return max(bottom, _list(page, x, width, 0.0, bottom, rows, counts))
    if drawn and drawn.named and not page.narrow:
        return _in_columns(page, bottom + GAP, rows, counts)
    return _list(page, x, width, bottom + GAP if drawn else 0.0, 0.0, rows, counts)


def _map(page: Page, tiles: list[Tile], owners: dict[str, Owner]) -> TileMap:
    """Tiles with their places' names, if these have room beside the list or over the whole width;
    else with codes alone."""
    widths = [page.width] if page.narrow else [page.width - LIST - GAP, page.width]
    made = [TileMap.of(page, width, tiles, owners, named=True) for width in widths]
    codes = TileMap.of(page, widths[0], tiles, owners)
    return next((one for one in made if one.holds), codes)


def _said(counts: Table, host: str) -> tuple[Piece, Piece]:
    """What stands on a region: the host's name and its count."""
    entry, on = counts.get(host=host), said_of("map", host=host)
    return (entry.labels.get("host", host), f"label|{on}"), (short(entry), f"value|{on}")


def _in_columns(page: Page, top: float, rows: list["_Row"], counts: Table) -> float:
    """The list in columns below a map over the whole width: the network's count, then the hosts."""
    width = (page.width - (COLUMNS - 1) * BETWEEN) / COLUMNS
    first = len(counts.find(host=ALL))
    deep = ceil((first + len(rows)) / COLUMNS)
    placed = [
        replace(row, x=place // deep * (width + BETWEEN), width=width)
        for place, row in enumerate(rows, first)
    ]
    step = max((row.height for row in placed), default=0.0)
    for place, row in enumerate(placed, first):
        row.paint(top + place % deep * step)
    head = _list(page, 0.0, width, top, 0.0, [], counts)
    return max(head, top + deep * step)


def _list(
    page: Page,
    x: float,
    width: float,
    top: float,
    map_height: float,
    rows: list["_Row"],
    counts: Table,
) -> float:
    """The network's count, then the hosts in order; spread where the map beside is taller."""
    for entry in counts.find(host=ALL):
        look: Look = {"size": style.HEAD, "weight": 700}
        number, name = f"value|{about(entry)}", f"label|{said_of(host=ALL)}"
        page.lines(x + width, top, [short(entry)], align="right", label=number, **look)
        room = width - style.text_width(short(entry), style.HEAD, 700) - 0.1
        label = entry.labels.get("host", ALL)
        top = page.paragraph(x, top, room, label, label=name, **look) + 0.1
    spare = max(map_height - sum(row.height for row in rows) - top, 0.0) / max(len(rows), 1)
    for row in rows:
        row.paint(top)
        top += row.height + min(spare, SPARE)
    return top


@dataclass(frozen=True)
class _Row:
    """One host of the list: its colour, perhaps with its letter, name, count, a square for each
    partnership, and the names of its places where tiles have no room for them."""

    page: Page
    x: float
    width: float
    count: Entry
    owner: Owner
    lettered: bool
    places: str

    @property
    def name(self) -> list[str]:
        room = self.width - INDENT - style.text_width(short(self.count), weight=600) - 0.1
        label = self.count.labels.get("host", self.owner.name)
        return style.wrap(label, room, weight=400 if self.owner.aside else 600)

    @property
    def served(self) -> list[str]:
        return style.wrap(self.places, self.width - INDENT) if self.places else []

    @property
    def per_line(self) -> int:
        return max(int((self.width - INDENT) / SQUARE), 1)

    @property
    def height(self) -> float:
        """With the gap below."""
        lines = max(ceil(far(self.count) / self.per_line), 1)
        return tall(len(self.name) + len(self.served)) + lines * SQUARE + 0.06

    def paint(self, top: float) -> None:
        page, owner, count, what = self.page, self.owner, self.count, said_of(host=self.owner.name)
        key = said_of("key", host=owner.name)
        page.box(self.x, top + 0.01, KEY, KEY, "certain", owner.fill, key)
        ink: Look = {"colour": style.text_on(owner.fill), "weight": 600, "label": f"letter|{what}"}
        if self.lettered:
            page.middle(self.x + KEY / 2, top + 0.01 + KEY / 2, owner.letter, align="center", **ink)
        colour, weight = (style.MUTED, 400) if owner.aside else (style.INK, 600)
        look: Look = {"colour": colour, "weight": weight, "label": f"label|{what}"}
        below = page.lines(self.x + INDENT, top, self.name, **look)
        look = {"colour": colour, "weight": 600, "label": f"value|{about(count)}"}
        page.lines(self.x + self.width, top, [short(count)], align="right", **look)
        kinds = [sure(count) if at < count.low else "possible" for at in range(int(far(count)))]
        marks = [(count, kind, owner.colour) for kind in kinds]
        paint_line(page, self.x + INDENT, below, marks, SQUARE, self.per_line, owner.aside)
        below += ceil(len(marks) / self.per_line) * SQUARE
        page.lines(self.x + INDENT, below, self.served, colour=style.MUTED, label=f"places|{what}")

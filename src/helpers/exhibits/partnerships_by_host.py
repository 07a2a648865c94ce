"""How many partnerships each host supports, over the places it serves."""

from dataclasses import dataclass
from math import ceil

import pandas as pd

from helpers.data.network import Network
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.entries import about, far, said_of, short, sure
from helpers.look.page import Look, Page, tall
from helpers.look.squares import paint_line
from helpers.look.tiles import Owner, Tile, tile_map
from helpers.numbers.grid import Asked, Entry, Grid, Table
from helpers.numbers.question import ALL, Question
from helpers.text.phrases import View, note
from helpers.text.say import EMPTY, Sentence, join, say

NEEDS = ("hosts",)


def grid(network: Network) -> Grid:
    """The last period's partnerships: in all, their range and mean over hosts, and host by host."""
    whole = Question(network.periods[-1])
    over = whole.but(among="hosts")
    asked = [
        Asked({"host": ALL}, whole),
        Asked({"host": ALL}, over.but(measure="range"), "range over hosts", always=False),
        Asked({"host": ALL}, over.but(measure="mean"), "mean of hosts", always=False),
        *(Asked({"host": host}, whole.but(host=host), whole=whole) for host in network.hosts),
    ]
    return Grid(("host",), tuple(asked), {"places": network.table("places")}, compares=True)


def words(table: Table, view: View) -> Words:
    """The total and how evenly it is spread."""
    terms, own = view.terms, table.find("count").without(host=ALL)
    total, spread = table.get(), table.maybe("range over hosts")
    return Words(
        title=join(
            say(
                "{n} {partnerships} operated in {last}",
                n=total,
                last=terms.last,
                partnerships=terms.count(total.high),
            )
        )
        if spread is None or len(own) == 1
        else say(
            "{n} {partnerships} operated in {last}, {span} in each {host}",
            n=total,
            span=spread,
            partnerships=terms.count(total.high),
            last=terms.last,
            host=terms.host,
        ),
        subtitle=say(
            "Number of {partnerships} of each {host}{places}",
            partnerships=terms.partnerships,
            host=terms.host,
            places=", and the places it serves" if _mapped(table) else "",
        ),
        alt=join(_kind(table, view), _ends(own, view), say("All together have {n}.", n=total)),
        note=note(table, view, _counted(table, view), _off(view), drawn=[*own, total]),
        source=view.source(),
    )


def _mapped(table: Table) -> bool:
    return len(table.beside["places"]) > 0


def _kind(table: Table, view: View) -> Sentence:
    if not _mapped(table):
        return say(
            "List of {hosts} with the number of {what} of each.",
            hosts=view.terms.hosts,
            what=view.terms.partnerships,
        )
    return say(
        "Tile map: one square for each place, marked by the {host} that serves it, with the number "
        "of {what} beside each {host}.",
        host=view.terms.host,
        what=view.terms.partnerships,
    )


def _ends(own: Table, view: View) -> Sentence:
    known = sorted((e for e in own if e.exact), key=lambda e: -e.low)
    if len(known) < 2:
        return EMPTY
    top, bottom = known[0], known[-1]
    if top.low == bottom.low:
        return say("Each {host} has {n}.", host=view.terms.host, n=top)
    return say(
        "{top} has the most, {most}; {bottom} the fewest, {least}.",
        top=top.keys["host"],
        bottom=bottom.keys["host"],
        most=top,
        least=bottom,
    )


def _counted(table: Table, view: View) -> Sentence:
    more = " A tile is not an area." if _mapped(table) else ""
    return say("Counted from the list of {what}.{more}", what=view.terms.partnerships, more=more)


def _off(view: View) -> Sentence:
    if view.host == ALL:
        return EMPTY
    return say("{name} is set off from the others.", name=view.host)


# -- drawn -----------------------------------------------------------------------------------------

LIST, GAP, INDENT = 2.05, 0.25, 0.27
"""Width of the list beside the tiles, room between both, and where names begin, in inches."""
SQUARE, KEY, SPARE = 0.095, 0.2, 0.12


def draw(page: Page, table: Table, view: View) -> float:
    """Tiles (`beside["places"]`: code, host, row, col) and the list of hosts with their counts.

    The table's order of hosts gives letters; a place without a host stays an outline.
    """
    counts = table.find("count")
    rows = _rows(counts, table, view)
    tiles = _tiles(table)
    if not tiles:
        return _list(page, 0.0, page.width, 0.0, rows, counts)
    owners = {row.owner.name: row.owner for row in rows}
    bottom = tile_map(page, page.width - LIST - GAP, tiles, owners)
    return max(bottom, _list(page, page.width - LIST, LIST, bottom, rows, counts))


@dataclass(frozen=True)
class Row:
    """One host of the list: how it looks, its name, its count."""

    owner: Owner
    label: str
    count: Entry

    def name(self, width: float) -> list[str]:
        """Its name in lines, in a list of some width."""
        room = width - INDENT - style.text_width(short(self.count), weight=600) - 0.1
        return style.wrap(self.label, room, weight=400 if self.owner.aside else 600)

    def lines(self, width: float) -> int:
        """How many lines its squares take."""
        return max(ceil(far(self.count) / _per_line(width)), 1)

    def height(self, width: float) -> float:
        """Height in inches with the gap below."""
        return tall(len(self.name(width))) + self.lines(width) * SQUARE + 0.06


def _rows(counts: Table, table: Table, view: View) -> list[Row]:
    hosts = [entry for entry in counts if entry.keys["host"] != ALL]
    names = [entry.keys["host"] for entry in hosts]
    colour = style.colours(names, style.HOSTS, table.colours("host"))
    owners = [
        Owner(name, letter, colour[name], view.host not in (ALL, name))
        for name, letter in zip(names, style.letters(len(names)), strict=True)
    ]
    return [
        Row(owner, entry.labels.get("host", owner.name), entry)
        for owner, entry in zip(owners, hosts, strict=True)
    ]


def _tiles(table: Table) -> list[Tile]:
    """The places that have a row and a column."""
    places = table.beside.get("places", pd.DataFrame(columns=["row", "col"]))
    rows = places.dropna(subset=["row", "col"]).to_dict("records")
    return [
        Tile(str(one["code"]), _text(one["host"]), int(one["row"]), int(one["col"])) for one in rows
    ]


def _text(cell: str | float) -> str:
    return "" if pd.isna(cell) else str(cell)


# ---------------------------------------------------------------- list


def _list(
    page: Page, x: float, width: float, map_height: float, rows: list[Row], counts: Table
) -> float:
    """The network's count, then the hosts in order; spread where the map is taller."""
    top = 0.0
    for entry in counts.find(host=ALL):
        top = _head(page, x, top, width, entry)
    heights = [row.height(width) for row in rows]
    spare = max(map_height - sum(heights) - top, 0.0) / max(len(rows), 1)
    for row, height in zip(rows, heights, strict=True):
        _row(page, x, top, width, row)
        top += height + min(spare, SPARE)
    return top


def _head(page: Page, x: float, top: float, width: float, entry: Entry) -> float:
    look: Look = {"size": style.HEAD, "weight": 700}
    number = f"value|{about(entry)}"
    page.lines(x + width, top, [short(entry)], align="right", label=number, **look)
    room = width - style.text_width(short(entry), style.HEAD, 700) - 0.1
    label = f"label|{said_of(host=entry.keys['host'])}"
    words = entry.labels.get("host", ALL)
    return page.paragraph(x, top, room, words, label=label, **look) + 0.1


def _per_line(width: float) -> int:
    return max(int((width - INDENT) / SQUARE), 1)


def _row(page: Page, x: float, top: float, width: float, row: Row) -> None:
    """Letter on its colour, name, count, a square for each partnership."""
    owner, what = row.owner, said_of(host=row.owner.name)
    page.box(x, top + 0.01, KEY, KEY, "certain", owner.fill, said_of("key", host=owner.name))
    look: Look = {"colour": style.text_on(owner.fill), "align": "center", "label": f"letter|{what}"}
    page.middle(x + KEY / 2, top + 0.01 + KEY / 2, owner.letter, weight=600, **look)
    ink, weight = (style.MUTED, 400) if owner.aside else (style.INK, 600)
    name: Look = {"colour": ink, "weight": weight, "label": f"label|{what}"}
    below = page.lines(x + INDENT, top, row.name(width), **name)
    number: Look = {"colour": ink, "weight": 600, "label": f"value|{about(row.count)}"}
    page.lines(x + width, top, [short(row.count)], align="right", **number)
    marks = [
        (row.count, sure(row.count) if place < row.count.low else "possible", owner.colour)
        for place in range(int(far(row.count)))
    ]
    paint_line(page, x + INDENT, below, marks, SQUARE, _per_line(width), owner.aside)

"""For readers who look further: a network's tables, its statements, values of their own on its map.

What a network does not have is answered by `Nothing`, which says so.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from helpers.data import schema
from helpers.data.network import Network
from helpers.errors import UserError, check
from helpers.exhibits.asked import Nothing, chosen
from helpers.look.page import Page
from helpers.look.tiles import Tile
from helpers.look.valued import PALETTE, valued

SHOWN = (
    "id", "claim_id", "section", "place", "line", "subject", "measure", "value", "unit", "status",
    "anchor",
)  # fmt: skip


def table(network: Network, name: str) -> pd.DataFrame | Nothing:
    """A table of the network, such as `places` or `statements`; Nothing where it has no rows."""
    check(name, schema.TABLES, "a table")
    rows = network.table(name)
    return Nothing(f"{network.name} has no {schema.TABLES[name].file}.") if rows.empty else rows


def find(
    network: Network, ids: str | None = None, text: str = "", **columns: str
) -> pd.DataFrame | Nothing:
    """Statements of the network: those with these ids (several joined by `;`), with this text in
    their words, place or note, with these values: `find(network, status="disputed")`.

    UserError, with the nearest word, for an id, a column or a value that there is not.
    """
    rows = table(network, "statements")
    if isinstance(rows, Nothing):
        return rows
    named = {} if ids is None else {"id": [one for one in ids.split(";") if one]}
    found = chosen(rows, "statements", {**named, **columns})
    words = found[["anchor", "place", "note"]].agg(" ".join, axis=1)
    found = found[words.str.contains(text, case=False, regex=False)]
    return found[[name for name in SHOWN if name in found]].reset_index(drop=True)


def tile_map(
    network: Network, values: Mapping[str, float] | pd.Series, palette: str = PALETTE
) -> Figure | Nothing:
    """The network's map of places, each tile in the shade of its value; `values` by the places'
    codes. A place without a value is an empty outline.

    UserError, with the nearest code, for a code that there is not or a value that is no number;
    Nothing where the network has no places on a map.
    """
    places = table(network, "places")
    if isinstance(places, Nothing):
        return places
    placed = places.dropna(subset=["row", "col"]).to_dict("records")
    tiles = [Tile(one["code"], one["host"], int(one["row"]), int(one["col"])) for one in placed]
    numbers = _numbers(values, [tile.code for tile in tiles])
    page = Page.tall()
    try:
        page.cut(valued(page, tiles, numbers, palette))
    except ValueError as error:
        raise UserError(f"palette '{palette}': {error}.") from None
    return page.figure


def _numbers(values: Mapping[str, float] | pd.Series, codes: list[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for code, value in dict(values).items():
        check(code, codes, "the code of a place on the map")
        if isinstance(value, bool | str):
            raise UserError(f"{code} has the value '{value}': a value is a number.")
        if pd.notna(value):
            found[code] = float(value)
    return found


def own_table(file: str | os.PathLike[str]) -> pd.DataFrame:
    """A CSV file of one's own; UserError if it cannot be read, or has no column `code`."""
    try:
        rows = pd.read_csv(file, encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise UserError(f"{file} cannot be read as CSV: {str(error).splitlines()[0]}.") from None
    check("code", rows.columns, f"a column of {file}, as it must be")
    return rows

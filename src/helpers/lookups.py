"""For readers who look further: a network's tables, its statements, values of their own on its map.

What a network does not have is answered by `Nothing`, which says so.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from helpers.data import schema
from helpers.data.network import Network
from helpers.errors import UserError, check, of_disk
from helpers.exhibits import REGISTRY
from helpers.exhibits.asked import Nothing, chosen
from helpers.exploring import stems, table_of
from helpers.look import canvas, style
from helpers.look.page import Page
from helpers.look.tiles import Tile
from helpers.look.valued import PALETTE, valued
from helpers.numbers.question import ALL
from helpers.params import Params

Values = Mapping[str, float] | pd.Series | pd.DataFrame | Nothing
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
    words = found["anchor"] + " " + found["place"] + " " + found["note"]
    found = found[words.str.contains(text, case=False, regex=False)]
    return found[[name for name in SHOWN if name in found]].reset_index(drop=True)


def ranges(
    network: Network, exhibit: str, params: Params | None = None, measure: str = "count"
) -> pd.DataFrame | Nothing:
    """The numbers of an exhibit of which only a range is known, the narrowest first: its keys, low,
    high, status, and statements; Nothing where each is known.

    Of all hosts together, or of the host in `params`. UserError for an exhibit or a measure that
    there is not.
    """
    chosen_ = params or Params(network=str(network.folder))
    check(exhibit, REGISTRY, "an exhibit")
    if exhibit not in stems(network):
        return Nothing(f"{exhibit}: {network.name} has no numbers of it.")
    rows = chosen(
        table_of(network, exhibit, chosen_).frame,
        exhibit,
        {"measure": measure, **({"host": chosen_.host} if chosen_.host != ALL else {})},
    )
    found = rows[(rows["low"] < rows["high"]).fillna(False)]
    if found.empty:
        return Nothing(f"{exhibit}: no number is open; each is known, or not published at all.")
    ordered = found.loc[(found["high"] - found["low"]).sort_values(kind="stable").index]
    keys = [name for name in rows.columns[: rows.columns.get_loc("measure")]
            if not name.endswith("_label")]  # fmt: skip
    return ordered[[*keys, "low", "high", "status", "statements"]].reset_index(drop=True)


def tile_map(
    network: Network, values: Values, column: str = "", palette: str = PALETTE
) -> Figure | Nothing:
    """The network's map of places, each tile in the shade of its value: `values` by the places'
    codes, or a table with a column `code`, of which `column` is drawn (if none is named, the last).

    A place without a value is an empty outline. UserError, with the nearest word, for a code or a
    column that there is not, and for what is no number; Nothing where there are no places on a map.
    """
    places = table(network, "places")
    if isinstance(places, Nothing):
        return places
    if isinstance(values, Nothing):
        return values
    placed = places.dropna(subset=["row", "col"]).to_dict("records")
    tiles = [Tile(one["code"], one["host"], int(one["row"]), int(one["col"])) for one in placed]
    given = _of_table(values, column) if isinstance(values, pd.DataFrame) else dict(values)
    page = Page()
    try:
        page.cut(valued(page, tiles, _numbers(given, [tile.code for tile in tiles]), palette))
    except ValueError as error:
        raise UserError(f"palette '{palette}': {error}.") from None
    return canvas.figure(page)


def _of_table(rows: pd.DataFrame, column: str) -> dict[str, float]:
    """Code -> value, of a table with one row a place."""
    check("code", rows.columns, "a column of your table, as it must be")
    if column:
        check(column, rows.columns, "a column of your table")
    twice = rows["code"][rows["code"].duplicated()].unique()
    if len(twice):
        raise UserError(f"{code} stands in several rows: give each place one." for code in twice)
    return dict(zip(rows["code"], rows[column or rows.columns[-1]], strict=True))


def _numbers(values: Mapping[str, float], codes: list[str]) -> dict[str, float]:
    """The values that there are, as numbers; UserError names all that is wrong."""
    problems: list[str] = []
    for code, value in values.items():
        try:
            check(code, codes, "the code of a place on the map")
        except UserError as error:
            problems += error.messages
        if not pd.api.types.is_number(value) and pd.notna(value):
            problems.append(f"{code} has the value '{value}': a value is a number.")
    if problems:
        raise UserError(problems)
    return {code: float(value) for code, value in values.items() if pd.notna(value)}


def own_table(file: str | os.PathLike[str]) -> pd.DataFrame:
    """A CSV file of one's own, codes as they are written; UserError if it cannot be read."""
    try:
        return pd.read_csv(file, encoding="utf-8-sig", dtype={"code": str}, keep_default_na=False,
                           na_values=[""])  # fmt: skip
    except FileNotFoundError:
        raise UserError(f"There is no file {file} in {Path.cwd()}: give its path.") from None
    except OSError as error:
        raise UserError(of_disk(error)) from None
    except ValueError as error:
        first = str(error).splitlines()[0]
        raise UserError(f"{file} cannot be read as a CSV file: {first}") from None


def sheet(width: float = style.WIDTH, height: float = 3.0) -> Figure:
    """An empty figure of one's own, in inches, that shows itself: for `topics.draw(sheet)`, or for
    axes of one's own (`sheet.subplots()`)."""
    return style.figure(width, height)

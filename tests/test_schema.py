"""Columns: what a cell may hold, and how its parts are told apart."""

from __future__ import annotations

import pytest

from helpers.data import schema
from helpers.data.schema import Allowed, Column


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (schema.INTEGER, ["0", "7", "999999999"], ["-0", "07", "-5", "٣", "1,204", "1" * 10, ""]),
        (schema.BASE, ["1", "79"], ["0", "1/2"]),
        (schema.TILE, ["0", "99"], ["100", "-1"]),
        (
            schema.NUMBER,
            ["0", "44", "0.5", "2/3"],
            ["1/0", "-1", "1e3", "1.", ".5", "3/", "9" * 5000],
        ),
        (schema.FOLDER, ["North-Hub", "a1"], ["..", "a b", "a/b", "figures", "All", "-a"]),
        (schema.COLOUR, ["#1f4e79", "#ABCDEF"], ["blue", "#fff", "1f4e79"]),
        (schema.TEXT, ["anything", "٣"], []),
    ],
)
def test_what_fits_a_kind(kind: str, good: list[str], bad: list[str]) -> None:
    assert [cell for cell in good if not schema.fits(kind, cell)] == []
    assert [cell for cell in bad if schema.fits(kind, cell)] == []


def test_the_parts_of_a_cell() -> None:
    assert Column("a", "").parts("x; y") == ["x; y"] and Column("a", "").parts("") == []
    assert Column("a", "", joined=";").parts("x; y ;;") == ["x", "y"]
    assert Column("a", "", joined="|+").parts("x|y+z") == ["x", "y", "z"]


def test_a_list_that_is_not_there_allows_all_and_an_empty_one_nothing() -> None:
    column = Column("topics", "", allowed="topics")
    assert Allowed().of(column) is None and Allowed({"topics": ()}).of(column) == ()
    assert Allowed().of(Column("a", "")) is None
    assert Allowed().of(Column("a", "", allowed=("x",))) == ("x",)


def test_a_repeated_column_stands_for_each_type() -> None:
    column = schema.PARTNERSHIPS.column("members: school")
    assert column and column is schema.PARTNERSHIPS.each and column.kind == schema.INTEGER
    assert schema.PARTNERSHIPS.column("member") is None


@pytest.mark.parametrize("table", schema.TABLES.values(), ids=list(schema.TABLES))
def test_every_column_has_a_meaning_and_keys_are_columns(table: schema.Table) -> None:
    names = [column.name for column in table.columns]
    assert all(column.meaning for column in table.columns) and len(set(names)) == len(names)
    assert set(table.key) <= set(names)


def test_tables_as_a_file_describes_them() -> None:
    """Lists by name, words as they stand; a sheet of one's own needs only what is required."""
    columns = {
        "name": {"meaning": "its name", "required": True},
        "size": {"meaning": "how large", "allowed": "SIZES", "joined": ";"},
        "host": {"meaning": "who supports it", "allowed": "hosts"},
    }
    described = {"meaning": "A sheet.", "key": ["name"], "own": True, "columns": columns}
    found = schema.tables({"lists": {"SIZES": ["s", "l"]}, "tables": {"mine": described}})["mine"]
    name, size, host = found.columns
    assert (found.file, found.key, found.names) == ("mine.csv", ("name",), ["name", "size", "host"])
    assert (size.allowed, host.allowed) == (("s", "l"), "hosts")
    assert [one.optional for one in found.columns] == [False, True, True] and name.required
    assert found.parts("size", "s; l") == ("s", "l") and found.parts("host", "a; b") == ("a; b",)

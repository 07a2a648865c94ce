"""What a column is: kind, allowed values and meaning side by side.

`TABLES`, read from tables.yml, describes every CSV file of a network. The checks (`tables`),
data/README.md and datapackage.json (`describe`) are all made from it, so that a column is described
where it is checked.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from helpers.errors import one_of


def described(file: str) -> dict[str, Any]:
    """What a file beside this one, such as tables.yml, describes: lists and tables."""
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


_DESCRIBED = described("tables.yml")
KINDS: dict[str, dict[str, str]] = _DESCRIBED["kinds"]
INTEGER, BASE, TILE, NUMBER, TEXT, FOLDER, COLOUR, DAY = KINDS
WHOLE = (INTEGER, BASE, TILE)
TAKEN = ("all", "figures", "tables", "pictures")  # names in the report's own folder


@dataclass(frozen=True)
class Column:
    """One column: its name, meaning, kind, and what a cell may hold (see tables.yml).

    `allowed` is a tuple of words, or the name of a list that a network's own files give
    (`Allowed`). `joined` has the signs that may join several values in a cell.
    """

    name: str
    meaning: str
    kind: str = TEXT
    allowed: tuple[str, ...] | str = ()
    required: bool = False
    optional: bool = False
    joined: str = ""
    loose: bool = False

    def parts(self, cell: str) -> list[str]:
        """The single values of a cell."""
        found = re.split(f"[{self.joined}]", cell) if self.joined else [cell]
        return [part for part in (one.strip() if self.joined else one for one in found) if part]


@dataclass(frozen=True)
class Table:
    """One CSV file: its name, meaning, columns, and the columns that together identify a row."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    optional: bool = False
    own: bool = False
    each: Column | None = None

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name}.csv"

    @property
    def names(self) -> list[str]:
        """The names of the columns, but for the repeated one."""
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column | None:
        """The column of this name; the repeated one for `members: ID`."""
        found = next((column for column in self.columns if column.name == name), None)
        return found or (self.each if self.each and name.startswith(self.each.name) else None)

    def parts(self, name: str, cell: str) -> tuple[str, ...]:
        """The single values of a cell in a column."""
        column = self.column(name)
        return tuple(column.parts(cell)) if column else ()


@dataclass(frozen=True)
class Allowed:
    """The words that a network's own files allow, list by list; a list that is not there allows
    all. `spellings` translates labels and other capitals into ids: list -> casefolded text -> id.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spellings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, column: Column) -> tuple[str, ...] | None:
        """The allowed words; None where any text will do."""
        if isinstance(column.allowed, str):
            return self.values.get(column.allowed)
        return column.allowed or None


def tables(found: Mapping[str, Any]) -> dict[str, Table]:
    """Tables as a file such as tables.yml describes them."""
    lists = {name: tuple(words) for name, words in found.get("lists", {}).items()}

    def column(name: str, meaning: str, own: bool, **given: Any) -> Column:
        allowed = given.pop("allowed", ())
        words = lists.get(allowed, allowed) if isinstance(allowed, str) else tuple(allowed)
        optional = own and not given.get("required", False)
        return Column(name, meaning, **{"allowed": words, "optional": optional} | given)

    def table(name: str, columns: Any, each: Any = None, **given: Any) -> Table:
        own = given.get("own", False)
        return Table(
            name,
            columns=tuple(column(one, own=own, **more) for one, more in columns.items()),
            each=column(own=own, **each) if each else None,
            **given | {"key": tuple(given.get("key", ()))},
        )

    return {name: table(name, **given) for name, given in found["tables"].items()}


TABLES = tables(_DESCRIBED)
PARTNERSHIPS, MEMBERS, STATEMENTS = (
    TABLES[name] for name in ("partnerships", "members", "statements")
)
SUBJECTS, MEASURES, AMONG, CHANGES = (
    tuple(_DESCRIBED["lists"][name]) for name in ("SUBJECTS", "MEASURES", "AMONG", "CHANGES")
)
_SPELT = {name: one_of(f"`{one}`" for one in words) for name, words in _DESCRIBED["lists"].items()}
GIVEN = {name: text.format(**_SPELT) for name, text in _DESCRIBED["given"].items()}
NOT_REPORTED, ON_LEAVE, PLANNED = "not reported", "on leave", "planned"


def fits(kind: str, cell: str) -> bool:
    """Is the text of a kind: a whole number, a colour, the name of a folder...?"""
    if not re.fullmatch(KINDS[kind]["pattern"], cell):
        return False
    return day(cell) is not None if kind == DAY else kind != FOLDER or cell.lower() not in TAKEN


def day(text: str) -> date | None:
    """The day that a text such as 2026-01-31 names; None if it names none."""
    with suppress(ValueError):
        return date.fromisoformat(text) if len(text) == len("2026-01-31") else None
    return None


def spelt(words: Iterable[str]) -> dict[str, str]:
    """Words by their casefolded text: how a cell in other capitals is understood."""
    return {word.casefold(): word for word in reversed(list(words))}

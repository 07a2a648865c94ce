"""data/README.md and each datapackage.json, made from the schema; the references, from BibTeX.

A column is described where it is checked, so these files are never typed by hand; a test compares
them.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from helpers import paths
from helpers.data import bibliography, csvfile, frameworks, schema
from helpers.data.reader import Network
from helpers.data.schema import Column, Table
from helpers.data.tables import name_of
from helpers.errors import one_of

README = paths.DATA / "README.md"
PACKAGE = "datapackage.json"
FRAMEWORKS = paths.DATA / frameworks.FOLDER
LICENCE = {
    "name": "CC0-1.0",
    "title": "CC0 1.0 Universal",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
}
KINDS = {
    schema.INTEGER: "whole number",
    schema.BASE: "whole number from 1 on",
    schema.TILE: "whole number from 0 to 99",
    schema.NUMBER: "number or fraction",
    schema.TEXT: "text",
    schema.FOLDER: "letters and digits, joined by hyphens",
    schema.COLOUR: "`#` and six hexadecimal digits",
}
LISTS = {
    "hosts": "a host",
    "periods": "a period",
    "spans": "a period, `A to B`, or a word under `spans` of network.yml",
    "reasons": one_of(f"`{word}`" for word in schema.CHANGES)
    + ", or a class or reason of network.yml",
    "among": "a period, " + one_of(f"`{word}`" for word in schema.AMONG),
    "sections": "a word under `sections` of network.yml, if it has any",
}
Values = Callable[[Column], Iterable[str]]


# -- README --------------------------------------------------------------------------------------


def readme() -> str:
    """The text of data/README.md: introductions, each followed by every file and column."""
    parts = [
        _introduction(paths.DATA),
        *_tables(schema.TABLES.values(), "###"),
        _introduction(FRAMEWORKS),
        "### The files of data/frameworks",
        *_tables(frameworks.TABLES.values(), "####"),
    ]
    return "\n\n".join(parts) + "\n"


def _introduction(folder: Path) -> str:
    return (folder / "introduction.md").read_text(encoding="utf-8").rstrip()


def _tables(tables: Iterable[Table], heading: str) -> Iterable[str]:
    for table in tables:
        told = " + ".join(f"`{name}`" for name in table.key)
        apart = f" Rows are told apart by {told}." if told else ""
        columns = [*table.columns, *([table.each] if table.each else [])]
        yield f"{heading} {table.file}\n\n{table.meaning}{apart}"
        yield "\n".join(
            ["| column | meaning | allowed |", "|---|---|---|", *(_line(one) for one in columns)]
        )


def _line(column: Column) -> str:
    name = column.name if not column.name.endswith(" ") else f"{column.name}TYPE"
    return f"| `{name}` | {column.meaning} | {_allowed(column)} |"


def _allowed(column: Column) -> str:
    """What a cell may hold, in words."""
    if isinstance(column.allowed, str):
        table = column.allowed in frameworks.TABLES
        network = f"an id or label under `{column.allowed}` of network.yml"
        kind = f"an id of {column.allowed}.csv" if table else LISTS.get(column.allowed, network)
        if column.allowed in frameworks.VOCABULARIES:
            kind = f"an id under `{column.allowed}` of {frameworks.CONFIG}"
    elif column.allowed:
        kind = ", ".join(f"`{value}`" for value in column.allowed)
    else:
        kind = KINDS[column.kind]
    signs = one_of(f"`{sign}`".replace("|", "\\|") for sign in column.joined)
    joined = f"; several joined by {signs}" if column.several else ""
    more = "; or any other word" if column.loose else ""
    empty = "" if column.required else "; may be missing" if column.optional else "; may be empty"
    return kind + more + joined + empty


# -- data packages -------------------------------------------------------------------------------


def package(folder: Path) -> str:
    """The text of a network's datapackage.json (Frictionless Data Package)."""
    network = Network(folder)
    allowed = network.allowed
    tables = [table for table in schema.TABLES.values() if (folder / table.file).exists()]
    content = [
        _resource(folder, table, lambda column: allowed.of(column) or (), allowed)
        for table in tables
    ]
    return _package(folder, network.config["title"], network.config["description"], content)


def frameworks_package(folder: Path = FRAMEWORKS) -> str:
    """The frameworks' datapackage.json: ids that name rows of another table are foreign keys."""
    return _package(
        folder,
        "What five documents say about partnerships between research and practice",
        "Types, characteristics, a logic model, roles, challenges and answers; see data/README.md.",
        [_resource(folder, table, _listed) for table in frameworks.TABLES.values()],
    )


def _package(folder: Path, title: str, description: str, resources: list[dict[str, Any]]) -> str:
    content = {
        "name": folder.name,
        "title": title,
        "description": description,
        "profile": "tabular-data-package",
        "licenses": [LICENCE],
        "resources": resources,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _resource(
    folder: Path, table: Table, values: Values, allowed: schema.Allowed | None = None
) -> dict[str, Any]:
    content = (folder / table.file).read_bytes()
    header, rows, _ = csvfile.read(folder / table.file)
    names = [name_of(table, name, allowed or schema.Allowed()) for name in header]
    described: dict[str, Any] = {
        "fields": [
            _field(table, name, known, {row[place] for row in rows}, values)
            for place, (name, known) in enumerate(zip(header, names, strict=True))
        ],
        "missingValues": [""],
    }
    if key := [name for name in table.key if name in names]:
        described["primaryKey"] = key
    if keys := list(_foreign(table)):
        described["foreignKeys"] = keys
    return {
        "name": _named(table.name),
        "path": table.file,
        "profile": "tabular-data-resource",
        "description": table.meaning,
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": described,
    }


def _named(table: str) -> str:
    return table.replace("_", "-")


def _foreign(table: Table) -> Iterable[dict[str, Any]]:
    """Columns that hold ids of another table of the frameworks, or of their own."""
    for column in table.columns:
        other = column.allowed if isinstance(column.allowed, str) else ""
        if other in frameworks.TABLES and not column.several:
            resource = "" if other == table.name else _named(other)
            yield {"fields": [column.name], "reference": {"resource": resource, "fields": ["id"]}}


def _field(table: Table, name: str, known: str, cells: set[str], values: Values) -> dict[str, Any]:
    """A column of the file. Its words are listed where all cells have them as the ids they are."""
    column = table.column(known)
    if column is None:
        return {"name": name, "type": "string", "description": "not read"}
    limits: dict[str, Any] = {"required": True} if column.required else {}
    words = list(values(column))
    if words and not column.several and cells - {""} <= set(words):
        limits["enum"] = words
    field = {
        "name": name,
        "type": "integer" if column.kind in schema.WHOLE else "string",
        "description": column.meaning,
    }
    return {**field, "constraints": limits} if limits else field


def _listed(column: Column) -> tuple[str, ...]:
    return () if isinstance(column.allowed, str) else column.allowed


def main() -> None:
    """Write data/README.md, every datapackage.json, and data/frameworks/references.json."""
    README.write_text(readme(), encoding="utf-8")
    for name in paths.networks():
        folder = paths.network_folder(name)
        (folder / PACKAGE).write_text(package(folder), encoding="utf-8")
    bibliography.write()
    (FRAMEWORKS / PACKAGE).write_text(frameworks_package(), encoding="utf-8")

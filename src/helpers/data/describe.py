"""data/README.md and each datapackage.json, made from the schema; the references, from BibTeX."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from helpers import paths
from helpers.data import bibliography, csvfile, frameworks, schema
from helpers.data.network import Network
from helpers.data.schema import Allowed, Column, Table
from helpers.data.wording import named
from helpers.errors import one_of

README = paths.DATA / "README.md"
PACKAGE = "datapackage.json"
FRAMEWORKS = paths.DATA / frameworks.FOLDER
LICENCE = {
    "name": "CC0-1.0",
    "title": "CC0 1.0 Universal",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
}


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


def _tables(tables: Iterable[Table], heading: str) -> Iterator[str]:
    for table in tables:
        told = " + ".join(f"`{name}`" for name in table.key)
        apart = f" Rows are told apart by {told}." if told else ""
        lines = [f"| `{one.name}` | {one.meaning} | {_allowed(one)} |" for one in table.columns]
        if each := table.each:
            lines.append(f"| `{each.name}TYPE` | {each.meaning} | {_allowed(each)} |")
        yield f"{heading} {table.file}\n\n{table.meaning}{apart}"
        yield "\n".join(["| column | meaning | allowed |", "|---|---|---|", *lines])


def _allowed(column: Column) -> str:
    """What a cell may hold, in words."""
    signs = one_of(f"`{sign}`".replace("|", "\\|") for sign in column.joined or "|")
    joined = f"; several joined by {signs}" if column.joined else ""
    more = "; or any other word" if column.loose else ""
    empty = "" if column.required else "; may be missing" if column.optional else "; may be empty"
    return _kind(column) + more + joined + empty


def _kind(column: Column) -> str:
    words = column.allowed
    if not words:
        return schema.KINDS[column.kind]["short"]
    if not isinstance(words, str):
        return ", ".join(f"`{word}`" for word in words)
    if words in frameworks.TABLES:
        return f"an id of {words}.csv"
    if words in frameworks.VOCABULARIES:
        return f"an id under `{words}` of {frameworks.CONFIG}"
    return schema.GIVEN.get(words, f"an id or label under `{words}` of network.yml")


# -- data packages -------------------------------------------------------------------------------


def package(folder: Path) -> str:
    """The text of a network's datapackage.json (Frictionless Data Package)."""
    network = Network(folder)
    tables = [table for table in schema.TABLES.values() if (folder / table.file).exists()]
    about = network.config["title"], network.config["description"]
    return _package(folder, *about, tables, network.allowed)


def frameworks_package(folder: Path = FRAMEWORKS) -> str:
    """The frameworks' datapackage.json: ids that name rows of another table are foreign keys."""
    title = "What five documents say about partnerships between research and practice"
    about = (
        "Types, characteristics, a logic model, roles, challenges and answers; see data/README.md."
    )
    return _package(folder, title, about, frameworks.TABLES.values(), Allowed())


def _package(
    folder: Path, title: str, description: str, tables: Iterable[Table], allowed: Allowed
) -> str:
    content = {
        "name": folder.name,
        "title": title,
        "description": description,
        "profile": "tabular-data-package",
        "licenses": [LICENCE],
        "resources": [_resource(folder, table, allowed) for table in tables],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _resource(folder: Path, table: Table, allowed: Allowed) -> dict[str, Any]:
    content = (folder / table.file).read_bytes()
    raw = csvfile.read(folder / table.file)
    columns = [table.column(name) for name in named(table, raw.header, allowed).names]
    described: dict[str, Any] = {
        "fields": [
            _field(name, column, {row[place] for row in raw.rows}, allowed)
            for place, (name, column) in enumerate(zip(raw.header, columns, strict=True))
        ],
        "missingValues": [""],
    }
    names = {column.name for column in columns if column}
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


def _foreign(table: Table) -> Iterator[dict[str, Any]]:
    """Columns that hold ids of another table of the frameworks, or of their own."""
    for column in table.columns:
        other = column.allowed if isinstance(column.allowed, str) else ""
        if other in frameworks.TABLES and not column.joined:
            resource = "" if other == table.name else _named(other)
            yield {"fields": [column.name], "reference": {"resource": resource, "fields": ["id"]}}


def _field(name: str, column: Column | None, cells: set[str], allowed: Allowed) -> dict[str, Any]:
    """A column of the file. Its words are listed where all cells have them as the ids they are."""
    if column is None:
        return {"name": name, "type": "string", "description": "not read"}
    limits: dict[str, Any] = {"required": True} if column.required else {}
    words = allowed.of(column)
    if words and not column.joined and cells - {""} <= set(words):
        limits["enum"] = list(words)
    kind = "integer" if column.kind in schema.WHOLE else "string"
    field = {"name": name, "type": kind, "description": column.meaning}
    return field | {"constraints": limits} if limits else field


def main() -> None:
    """Write data/README.md, every datapackage.json, and data/frameworks/references.json."""
    README.write_text(readme(), encoding="utf-8")
    for name in paths.networks():
        folder = paths.network_folder(name)
        (folder / PACKAGE).write_text(package(folder), encoding="utf-8")
    bibliography.write()
    (FRAMEWORKS / PACKAGE).write_text(frameworks_package(), encoding="utf-8")

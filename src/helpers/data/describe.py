"""data/README.md and the datapackage.json of each network and of data/frameworks, made from the schema; the references, made from their
BibTeX file: `python -m helpers.describe`.

A column is described where it is checked, so these files are never typed by hand; a test compares them.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from helpers import bibliography, csvfile, frameworks, paths, schema
from helpers.network import Network

README = paths.DATA / "README.md"
PACKAGE = "datapackage.json"
FRAMEWORKS = paths.DATA / frameworks.FOLDER
TYPES = {schema.INTEGER: "integer"}  # fractions and all else are strings
LICENCE = {
    "name": "CC0-1.0",
    "title": "CC0 1.0 Universal",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def readme() -> str:
    """The text of data/README.md: the introductions, each followed by every file and column of its schema."""
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


def _tables(tables: Iterable[schema.Table], heading: str) -> list[str]:
    parts = []
    for table in tables:
        parts.append(
            f"{heading} {table.file}\n\n{table.meaning}"
            + (
                f" Rows are told apart by {' + '.join(f'`{name}`' for name in table.key)}."
                if table.key
                else ""
            )
        )
        parts.append(
            "\n".join(
                ["| column | meaning | allowed |", "|---|---|---|", *map(_line, table.columns)]
            )
        )
    return parts


def _line(column: schema.Column) -> str:
    return f"| `{column.name}` | {column.meaning} | {_allowed(column)} |"


def _allowed(column: schema.Column) -> str:
    kind = {
        schema.INTEGER: "whole number",
        schema.NUMBER: "number or fraction",
        schema.TEXT: "text",
        schema.FOLDER: "letters and digits, joined by hyphens",
    }[column.kind]
    if column.allowed == "labs":
        kind = "a lab of labs.csv"
    elif column.allowed in frameworks.TABLES:
        kind = f"an id of {column.allowed}.csv"
    elif isinstance(column.allowed, str):
        kind = f"an id under `{column.allowed}` of network.yml"
    elif column.allowed:
        kind = ", ".join(f"`{value}`" for value in column.allowed)
    joined = "; several joined by `\\|` or `+`" if column.several else ""
    return kind + joined + ("" if column.required else "; may be empty")


def package(folder: Path) -> str:
    """The text of a network's datapackage.json (Frictionless Data Package)."""
    network = Network(folder)
    tables = [table for table in schema.TABLES.values() if (folder / table.file).exists()]
    return _package(
        folder,
        network.config["title"],
        network.config.get("description", ""),
        [_resource(folder, table, lambda column: _values(network, column)) for table in tables],
    )


def frameworks_package(folder: Path = FRAMEWORKS) -> str:
    """The text of the frameworks' datapackage.json: an id that names a row of another table is a foreign key."""
    return _package(
        folder,
        "What five documents say about partnerships between research and practice",
        "Types, characteristics, a logic model, roles, challenges and answers; see data/README.md.",
        [_resource(folder, table, _listed) for table in frameworks.TABLES.values()],
    )


def _package(folder: Path, title: str, description: str, resources: list[dict]) -> str:
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
    folder: Path, table: schema.Table, values: Callable[[schema.Column], list[str]]
) -> dict:
    content = (folder / table.file).read_bytes()
    header = csvfile.read(folder / table.file)[0]
    columns = sorted(
        table.columns,
        key=lambda column: header.index(column.name) if column.name in header else len(header),
    )
    described = {
        "fields": [_field(column, values(column)) for column in columns],
        "missingValues": [""],
    }
    if table.key:
        described["primaryKey"] = list(table.key)
    keys = [
        _foreign(table, column)
        for column in table.columns
        if column.allowed in frameworks.TABLES and not column.several
    ]
    if keys:
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


def _foreign(table: schema.Table, column: schema.Column) -> dict:
    """A column that holds ids of another table, or of its own."""
    resource = "" if column.allowed == table.name else _named(column.allowed)
    return {"fields": [column.name], "reference": {"resource": resource, "fields": ["id"]}}


def _field(column: schema.Column, values: list[str]) -> dict:
    limits: dict = {"required": True} if column.required else {}
    if values and not column.several:
        limits["enum"] = values
    field = {
        "name": column.name,
        "type": TYPES.get(column.kind, "string"),
        "description": column.meaning,
    }
    return {**field, "constraints": limits} if limits else field


def _values(network: Network, column: schema.Column) -> list[str]:
    """What a network allows in a column; empty where anything goes."""
    if column.allowed == "labs":
        return network.labs
    return (
        list(network.config[column.allowed])
        if isinstance(column.allowed, str) and column.allowed
        else list(column.allowed)
    )


def _listed(column: schema.Column) -> list[str]:
    return [] if isinstance(column.allowed, str) else list(column.allowed)


def main() -> None:
    """Write data/README.md, the datapackage.json of every network and of the frameworks, and data/frameworks/references.json."""
    README.write_text(readme(), encoding="utf-8")
    for name in paths.networks():
        folder = paths.network_folder(name)
        (folder / PACKAGE).write_text(package(folder), encoding="utf-8")
    bibliography.write()
    (FRAMEWORKS / PACKAGE).write_text(frameworks_package(), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

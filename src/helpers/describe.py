"""data/README.md and each network's datapackage.json, made from the schema; the references, made from their
BibTeX file: `python -m helpers.describe`.

A column is described where it is checked, so these files are never typed by hand; a test compares them.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from helpers import bibliography, paths, schema
from helpers.network import Network

README = paths.DATA / "README.md"
PACKAGE = "datapackage.json"
TYPES = {schema.INTEGER: "integer"}  # fractions and all else are strings
LICENCE = {"name": "CC0-1.0", "title": "CC0 1.0 Universal", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}


def readme() -> str:
    """The text of data/README.md: the introduction beside it, then every file and column of the schema."""
    parts = [(paths.DATA / "introduction.md").read_text(encoding="utf-8").rstrip()]
    for table in schema.TABLES.values():
        parts.append(f"### {table.file}\n\n{table.meaning}"
                     + (f" Rows are told apart by {' + '.join(f'`{name}`' for name in table.key)}." if table.key else ""))
        parts.append("\n".join(["| column | meaning | allowed |", "|---|---|---|", *map(_line, table.columns)]))
    return "\n\n".join(parts) + "\n"


def _line(column: schema.Column) -> str:
    return f"| `{column.name}` | {column.meaning} | {_allowed(column)} |"


def _allowed(column: schema.Column) -> str:
    kind = {schema.INTEGER: "whole number", schema.NUMBER: "number or fraction", schema.TEXT: "text",
            schema.FOLDER: "letters and digits, joined by hyphens"}[column.kind]
    if column.allowed == "labs":
        kind = "a lab of labs.csv"
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
    content = {
        "name": folder.name, "title": network.config["title"], "description": network.config.get("description", ""),
        "profile": "tabular-data-package", "licenses": [LICENCE],
        "resources": [_resource(network, folder, table) for table in tables],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _resource(network: Network, folder: Path, table: schema.Table) -> dict:
    content = (folder / table.file).read_bytes()
    described = {"fields": [_field(network, column) for column in table.columns], "missingValues": [""]}
    if table.key:
        described["primaryKey"] = list(table.key)
    return {"name": table.name.replace("_", "-"), "path": table.file, "profile": "tabular-data-resource",
            "description": table.meaning, "encoding": "utf-8", "bytes": len(content),
            "hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "schema": described}


def _field(network: Network, column: schema.Column) -> dict:
    limits: dict = {"required": True} if column.required else {}
    values = network.labs if column.allowed == "labs" else (
        list(network.config[column.allowed]) if isinstance(column.allowed, str) and column.allowed else list(column.allowed))
    if values and not column.several:
        limits["enum"] = values
    field = {"name": column.name, "type": TYPES.get(column.kind, "string"), "description": column.meaning}
    return {**field, "constraints": limits} if limits else field


def main() -> None:
    """Write data/README.md, the datapackage.json of every network and data/frameworks/references.json."""
    README.write_text(readme(), encoding="utf-8")
    for name in paths.networks():
        folder = paths.network_folder(name)
        (folder / PACKAGE).write_text(package(folder), encoding="utf-8")
    bibliography.write()


if __name__ == "__main__":
    sys.exit(main())

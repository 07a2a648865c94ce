"""What five documents say about partnerships, as tables: types, a logic model, roles, challenges.

`Frameworks(folder)` reads and checks data/frameworks file by file when first used. The frameworks
are about partnerships at large, so that the report of any network can carry them. What their
exhibits are called and say beside the tables stands in frameworks.yml.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from helpers import paths
from helpers.data import csvfile
from helpers.data.csvfile import shown, text_of
from helpers.data.schema import Allowed, described, tables
from helpers.data.tables import read_table
from helpers.errors import UserError, one_of

TABLES = tables(described("framework_tables.yml"))
ANSWERS = ("response", "strategy", "way_forward")

__all__ = ["ANSWERS", "FOLDER", "NO_THEME", "TABLES", "VOCABULARIES", "Frameworks", "load"]

FOLDER = "frameworks"
CONFIG = "frameworks.yml"
VOCABULARIES = ("levels", "panels")
"""What frameworks.yml lists beside the exhibits, for columns of the tables."""

NO_THEME = "none"
"""The code for an item that fits no theme."""


@dataclass(frozen=True)
class Frameworks:
    """The tables of data/frameworks, read and checked on first use.

    Cells are text, columns of whole numbers Int64.
    """

    folder: Path = paths.DATA / FOLDER
    _tables: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)

    def table(self, name: str) -> pd.DataFrame:
        """The table `name` of TABLES; UserError names every problem of the file."""
        if name not in self._tables:
            lists = {c.allowed for c in TABLES[name].columns if isinstance(c.allowed, str)} - {""}
            known = {other: tuple(self._ids(other)) for other in lists}
            allowed = Allowed({other: ids for other, ids in known.items() if ids})
            rows, problems = read_table(self.folder, TABLES[name], allowed)
            if problems:
                raise UserError(problems)
            self._tables[name] = rows
        return self._tables[name]

    def _ids(self, name: str) -> list[str]:
        """The ids of a vocabulary or a table, read without checking: a table may name its own."""
        if name in VOCABULARIES:
            return list(self.config[name])
        path = self.folder / TABLES[name].file
        header, rows, *_ = csvfile.read(path) if path.is_file() else ([], [], [])
        return [row[header.index("id")] for row in rows] if "id" in header else []

    @cached_property
    def config(self) -> Mapping[str, Any]:
        """frameworks.yml; UserError names every problem of it."""
        return _read_config(self.folder / CONFIG)

    def settings(self, stem: str) -> dict[str, Any]:
        """What frameworks.yml says of one exhibit, with the levels and the documents' citations."""
        exhibits = self.config["exhibits"]
        if stem not in exhibits:
            where = f"{shown(self.folder / CONFIG)}: there is no exhibit '{stem}'"
            raise UserError(f"{where}; there are {one_of(exhibits)}.")
        cites = {source: f"[@{key}]" for source, key in self.words("sources", "key").items()}
        return {"levels": self.config["levels"], "cites": cites, **exhibits[stem]}

    def used(self, start: Path) -> list[str]:
        """The files read so far, as paths from `start`."""
        files = [TABLES[name].file for name in sorted(self._tables)]
        files += [CONFIG] * ("config" in vars(self))
        return [os.path.relpath(self.folder / name, start) for name in files]

    def words(self, name: str, column: str = "label") -> dict[str, str]:
        """The words for each id of a table: `words("themes")`."""
        rows = self.table(name)
        return dict(zip(rows["id"], rows[column], strict=True))


def load(folder: Path = paths.DATA / FOLDER) -> Frameworks:
    """All tables, checked; UserError names every problem of every file at once."""
    found, problems = Frameworks(folder), []
    for name in (CONFIG, *TABLES):
        try:
            found.table(name) if name in TABLES else found.config
        except UserError as error:
            problems += error.messages
    if problems:
        raise UserError(list(dict.fromkeys(problems)))
    return found


def _read_config(path: Path) -> dict[str, Any]:
    """frameworks.yml; UserError if it is missing, no YAML, or lacks or mistypes a key."""
    if not path.exists():
        raise UserError(f"{shown(path)} is missing: it names the exhibits of the frameworks.")
    try:
        config = yaml.load(text_of(path), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = f"{shown(path)}{line}: this is not valid YAML; check the indentation and quotes."
        raise UserError(problem) from None
    config, problems = config if isinstance(config, dict) else {}, []
    for key in ("exhibits", *VOCABULARIES):
        entries = config.get(key)
        if not (isinstance(entries, dict) and entries):
            problems.append(f"{shown(path)}: the key '{key}' must list entries, each with a label.")
            continue
        problems += [
            f"{shown(path)}, key {key}, entry {name}: it must have a label, such as 'label: Table'."
            for name, entry in entries.items()
            if not (isinstance(entry, dict) and entry.get("label"))
        ]
    if not problems:
        problems = [
            f"{shown(path)}, key exhibits, entry {name}: {key} must be true or false."
            for name, entry in config["exhibits"].items()
            for key in ("print", "float")
            if not isinstance(entry.get(key, True), bool)
        ]
    if problems:
        raise UserError(problems)
    return config

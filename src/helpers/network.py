"""A folder of CSV files -> a validated, frozen Network.

`load(folder)` checks everything and names all problems at once; `Network(folder)` reads lazily and
validates each file when it is first used, so that a notebook depends only on the files it reads.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd
import yaml

from helpers import paths, schema
from helpers.errors import UserError

CONFIG = "network.yml"
NEEDED = ("title", "periods", "topics", "scopes", "size_classes", "member_types", "changes")
VOCABULARIES = ("topics", "scopes", "size_classes", "member_types", "changes")


@dataclass(frozen=True)
class Network:
    """One network of alliances: its settings and its tables, read and validated on first use.

    Tables are DataFrames of text cells (empty = unknown) except whole-number columns, which are Int64.
    """

    folder: Path
    _tables: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    _used: set[str] = field(default_factory=set, repr=False)

    @property
    def name(self) -> str:
        return self.folder.name

    @cached_property
    def config(self) -> dict:
        """network.yml as a dict, with the vocabularies as dicts of id -> settings."""
        self._used.add(CONFIG)
        return read_config(self.folder)

    def table(self, name: str) -> pd.DataFrame:
        """The table `name` of schema.TABLES, validated; an optional file that is missing gives no rows."""
        self._used.add(schema.TABLES[name].file)
        if name not in self._tables:
            self._tables[name], problems = read_table(self.folder, schema.TABLES[name], self._allowed(name))
            if problems:
                raise UserError(problems)
        return self._tables[name]

    def used(self) -> list[str]:
        """Names of the files read so far: what a notebook's result depends on."""
        return sorted(self._used)

    @property
    def labs(self) -> list[str]:
        """Names of the labs, in the report's order."""
        return list(self.table("labs")["lab"])

    @property
    def alliances(self) -> pd.DataFrame:
        return self.table("alliances")

    @property
    def statements(self) -> pd.DataFrame:
        return self.table("statements")

    def label(self, vocabulary: str, key: str, form: str = "label") -> str:
        """The words for an id of network.yml: `label("topics", "early")`; `form="full"` where there is one."""
        entry = self.config[vocabulary][key]
        return str(entry.get(form) or entry["label"])

    def _allowed(self, name: str) -> schema.Allowed:
        values = {vocabulary: tuple(self.config[vocabulary]) for vocabulary in VOCABULARIES}
        if name != "labs":
            values["labs"] = tuple(self.labs)
        return schema.Allowed(values)


def read_config(folder: Path) -> dict:
    """network.yml of `folder`; UserError if it is missing, no YAML, or lacks a needed key."""
    path = folder / CONFIG
    if not path.exists():
        raise UserError(f"{shown(path)} is missing: it names the network and its topics, scopes and periods.")
    try:
        config = yaml.safe_load(path.read_text(encoding="utf-8-sig")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        place = getattr(error, "problem_mark", None)
        line = f", line {place.line + 1}" if place else ""
        raise UserError(f"{shown(path)}{line}: this is not valid YAML; check the indentation and quotes.") from None
    if not isinstance(config, dict):
        raise UserError(f"{shown(path)}: found {type(config).__name__}; it must hold keys such as title and topics.")
    missing = [f"{shown(path)}: the key '{key}' is missing; add it (data/template/ has one)."
               for key in NEEDED if not config.get(key)]
    wrong = [f"{shown(path)}, key {key}, entry {name}: it must have a label."
             for key in VOCABULARIES if isinstance(config.get(key), dict)
             for name, entry in config[key].items() if not (isinstance(entry, dict) and entry.get("label"))]
    wrong += [f"{shown(path)}, key {key}: it must list entries such as 'early: {{label: Early childhood}}'."
              for key in VOCABULARIES if config.get(key) and not isinstance(config[key], dict)]
    wrong += [f"{shown(path)}, key {key}: found the entry {name!r}, which YAML reads as a number; put it in quotes."
              for key in VOCABULARIES if isinstance(config.get(key), dict)
              for name in config[key] if not isinstance(name, str)]
    if missing or wrong:
        raise UserError(missing + wrong)
    return config


def read_table(folder: Path, table: schema.Table, allowed: schema.Allowed) -> tuple[pd.DataFrame, list[str]]:
    """The table's rows and the problems found in them, one plain sentence each."""
    path = folder / table.file
    columns = [column.name for column in table.columns]
    if not path.exists():
        problem = [] if table.optional else [f"{shown(path)} is missing: {table.meaning} See data/README.md."]
        return pd.DataFrame(columns=columns, dtype=str), problem
    header, rows, problems = _cells(path)
    if problems:
        return pd.DataFrame(columns=columns, dtype=str), problems
    frame = pd.DataFrame(rows, columns=header, dtype=str)
    problems = _header_problems(path, table, header) or _cell_problems(path, table, frame, allowed)
    return (_typed(table, frame.reindex(columns=columns, fill_value="")) if not problems else frame), problems


def _cells(path: Path) -> tuple[list[str], list[list[str]], list[str]]:
    """Header and rows as text. Excel's habits are met: a byte-order mark, CRLF, semicolons, empty last rows."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [], [f"{shown(path)}: the file is not UTF-8; save it as 'CSV UTF-8'."]
    first = text.split("\n", 1)[0]
    comma = max(",;\t", key=first.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=comma))
    rows = [[cell.strip() for cell in row] for row in rows]
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        return [], [], [f"{shown(path)}: the file is empty; it needs at least its header row."]
    header = rows[0]
    while header and not header[-1]:
        header.pop()
    problems = [
        f"{shown(path)}, row {number}: found {len(row)} cells; the header has {len(header)} columns. Check the quotes."
        for number, row in enumerate(rows[1:], 2) if any(row[len(header):]) or len(row) < len(header)
    ]
    return header, [row[:len(header)] for row in rows[1:]], problems


def _header_problems(path: Path, table: schema.Table, header: list[str]) -> list[str]:
    known = [column.name for column in table.columns]
    problems = [f"{shown(path)}: the column '{column.name}' is missing ({column.meaning}); add it."
                for column in table.columns if column.name not in header and not column.optional]
    problems += [f"{shown(path)}: the column '{name}' is unknown; the columns are {', '.join(known)}. Remove or rename it."
                 for name in header if name not in known]
    problems += [f"{shown(path)}: the column '{name}' stands there twice; remove one."
                 for name in sorted(set(header)) if header.count(name) > 1]
    return problems


def _cell_problems(path: Path, table: schema.Table, frame: pd.DataFrame, allowed: schema.Allowed) -> list[str]:
    import pandera.errors

    try:
        schema.pandera_schema(table, allowed).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        return _sentences(path, table, frame, errors.failure_cases)
    return []


def _sentences(path: Path, table: schema.Table, frame: pd.DataFrame, cases: pd.DataFrame) -> list[str]:
    problems = []
    for case in cases[cases["check"] != "multiple_fields_uniqueness"].itertuples():
        where = f"{shown(path)}, row {int(case.index) + 2}, column {case.column}"
        found = f"found '{case.failure_case}'; " if case.failure_case != "" else ""
        problems.append(f"{where}: {found}allowed is {case.check}. Correct the cell.")
    if table.key:
        for row in frame.index[frame.duplicated(list(table.key))]:
            key = ", ".join(f"{name} '{frame.at[row, name]}'" for name in table.key)
            first = frame.index[(frame[list(table.key)] == frame.loc[row, list(table.key)]).all(axis=1)][0]
            problems.append(f"{shown(path)}, row {row + 2}: {key} stands there already, in row {first + 2}. Remove one.")
    return problems


def _typed(table: schema.Table, frame: pd.DataFrame) -> pd.DataFrame:
    whole = [column.name for column in table.columns if column.kind == schema.INTEGER]
    return frame.assign(**{name: pd.to_numeric(frame[name].replace("", None)).astype("Int64") for name in whole})


def shown(path: Path) -> str:
    """A path as messages show it: from the project's folder on."""
    return str(path.relative_to(paths.ROOT)) if path.is_relative_to(paths.ROOT) else str(path)


def load(folder: Path) -> Network:
    """The validated network in `folder`; UserError names every problem of every file at once."""
    from helpers import totals

    found = Network(Path(folder))
    problems = _all_problems(found)
    if not problems:
        problems = totals.problems(found)
    if problems:
        raise UserError(problems)
    return found


def _all_problems(found: Network) -> list[str]:
    problems: list[str] = []
    found.config  # noqa: B018 - nothing else can be checked without it
    for name in ("labs", *(name for name in schema.TABLES if name != "labs")):
        try:
            found.table(name)
        except UserError as error:
            if name != "labs" and not _labs_readable(found):
                error.messages = [message for message in error.messages if "column lab:" not in message]
            problems += error.messages
    return list(dict.fromkeys(problems))


def _labs_readable(found: Network) -> bool:
    return "labs" in found._tables

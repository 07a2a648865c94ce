"""A folder of CSV files -> a validated, frozen Network.

`load(folder)` checks everything and names all problems at once; `Network(folder)` reads lazily and
validates each file when it is first used, so that a notebook depends only on the files it reads.
"""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd
import yaml

from helpers import csvfile, schema
from helpers.csvfile import shown
from helpers.errors import UserError

CONFIG = "network.yml"
NEEDED = ("title", "periods", "topics", "scopes", "size_classes", "member_types", "changes")
MOST = 20  # problems shown of one file: one wrong id in network.yml may make a problem of every row
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
        """The table `name` of schema.TABLES, validated."""
        self._used.add(schema.TABLES[name].file)
        if name not in self._tables:
            rows, problems = read_table(self.folder, schema.TABLES[name], self._allowed(name))
            if problems:
                raise UserError(problems)
            self._tables[name] = rows
        return self._tables[name]

    def used(self) -> list[str]:
        """Names of the files read so far: what a notebook's result depends on."""
        return sorted(self._used)

    def note(self, *files: str) -> None:
        """Count these files as read, too: those that an audit reads in its own way."""
        self._used.update(files)

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

    def colours(self, vocabulary: str) -> dict[str, str]:
        """The colours that network.yml gives the ids of a vocabulary."""
        return {name: entry["colour"] for name, entry in self.config[vocabulary].items() if "colour" in entry}

    def _allowed(self, name: str) -> schema.Allowed:
        values = {vocabulary: tuple(self.config[vocabulary]) for vocabulary in VOCABULARIES}
        if name != "labs":
            with suppress(UserError):  # then labs.csv itself is the problem, and the other files are checked without it
                values["labs"] = tuple(self.labs)
        return schema.Allowed(values)


def read_config(folder: Path) -> dict:
    """network.yml of `folder`; UserError if it is missing, no YAML, or lacks or mistypes a key."""
    path = folder / CONFIG
    if not path.exists():
        raise UserError(f"{shown(path)} is missing: it names the network and its topics, scopes and periods.")
    try:
        config = yaml.safe_load(path.read_text(encoding="utf-8-sig")) or {}
    except UnicodeDecodeError:
        raise UserError(f"{shown(path)}: the file is not UTF-8; save it as UTF-8.") from None
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        line = f", line {place.line + 1}" if place else ""
        raise UserError(f"{shown(path)}{line}: this is not valid YAML; check the indentation and quotes.") from None
    if not isinstance(config, dict):
        raise UserError(f"{shown(path)}: found {type(config).__name__}; it must hold keys such as title and topics.")
    problems = [f"{shown(path)}: the key '{key}' is missing; add it (data/README.md says what it holds)."
                for key in NEEDED if not config.get(key)]
    for key in (*VOCABULARIES, "periods"):
        problems += _vocabulary_problems(path, key, config.get(key) or {})
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(config.get("date", ""))) or not _is_date(str(config["date"])):
        problems.append(f"{shown(path)}, key date: found '{config.get('date', '')}'; allowed is a day such as 2026-01-31.")
    if problems:
        raise UserError(problems)
    return config


def _is_date(text: str) -> bool:
    try:
        return bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def _vocabulary_problems(path: Path, key: str, entries: object) -> list[str]:
    if not isinstance(entries, dict):
        return [f"{shown(path)}, key {key}: it must list entries such as 'early: {{label: Early childhood}}'."]
    problems = []
    for name, entry in entries.items():
        if not isinstance(name, str):
            problems.append(f"{shown(path)}, key {key}: found the entry {name!r}, which YAML reads as a number; put it in quotes.")
        if not (isinstance(entry, dict) and entry.get("label")):
            problems.append(f"{shown(path)}, key {key}, entry {name}: it must have a label.")
        elif not re.fullmatch(r"#[0-9a-fA-F]{6}", str(entry.get("colour", "#000000"))):
            problems.append(f"{shown(path)}, key {key}, entry {name}, colour: found '{entry['colour']}'; allowed is '#' and six "
                            "hexadecimal digits, in quotes.")
    return problems


def read_table(folder: Path, table: schema.Table, allowed: schema.Allowed) -> tuple[pd.DataFrame, list[str]]:
    """The table's rows and the problems found in them, one plain sentence each."""
    path = folder / table.file
    columns = [column.name for column in table.columns]
    if not path.exists() and table.optional:
        return _typed(table, pd.DataFrame(columns=columns, dtype=str)), []
    if not path.exists():
        return pd.DataFrame(columns=columns, dtype=str), [
            f"{shown(path)} is missing: {table.meaning} Put it back; data/README.md describes it."]
    header, rows, problems = csvfile.read(path)
    if problems:
        return pd.DataFrame(columns=columns, dtype=str), problems
    frame = pd.DataFrame(rows, columns=header, dtype=str)
    problems = _header_problems(path, table, header) or _cell_problems(path, table, frame, allowed)
    return (_typed(table, frame.reindex(columns=columns, fill_value="")) if not problems else frame), problems


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
    single = cases[cases["check"] != "multiple_fields_uniqueness"].sort_values(["index", "column"])
    for case in single.itertuples():
        where = f"{shown(path)}, row {int(case.index) + 2}, column {case.column}"
        found = f"found '{case.failure_case}'; " if case.failure_case != "" else ""
        problems.append(f"{where}: {found}allowed is {case.check}. Correct the cell.")
    if table.key:
        for row in frame.index[frame.duplicated(list(table.key))]:
            key = ", ".join(f"{name} '{frame.at[row, name]}'" for name in table.key)
            first = frame.index[(frame[list(table.key)] == frame.loc[row, list(table.key)]).all(axis=1)][0]
            problems.append(f"{shown(path)}, row {row + 2}: {key} stands there already, in row {first + 2}. Remove one.")
    if len(problems) > MOST:
        problems = [*problems[:MOST], f"{shown(path)}: {len(problems) - MOST} more problems like these."]
    return problems


def _typed(table: schema.Table, frame: pd.DataFrame) -> pd.DataFrame:
    whole = [column.name for column in table.columns if column.kind == schema.INTEGER]
    return frame.assign(**{name: pd.to_numeric(frame[name].replace("", None)).astype("Int64") for name in whole})


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
            problems += error.messages
    return list(dict.fromkeys(problems))


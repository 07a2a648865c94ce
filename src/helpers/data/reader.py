"""A network as its files say it, read lazily: each file is checked when it is first used.

So a notebook depends only on the files it reads. `network.load` checks all of them at once.
"""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.data import config, schema
from helpers.data.csvfile import shown
from helpers.data.sheet import PERSONAL, Sheet, filled, needed
from helpers.data.tables import read_table
from helpers.errors import UserError, nearest

CONFIG = config.CONFIG
VOCABULARIES = config.VOCABULARIES


@dataclass(frozen=True, eq=False)
class Network:
    """One network of partnerships: its settings and its tables, read and checked on first use.

    Tables are DataFrames of text cells (empty: unknown) but for whole-number columns, which are
    Int64.
    """

    folder: Path
    _tables: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    _used: set[str] = field(default_factory=set, repr=False)

    @property
    def name(self) -> str:
        """The name of the network's folder."""
        return self.folder.resolve().name

    @cached_property
    def config(self) -> dict[str, Any]:
        """The settings, all defaults filled in; vocabularies are dicts of id -> settings."""
        self.note(CONFIG)
        settings = config.read(self.folder)
        if needed(settings):
            self.note(schema.PARTNERSHIPS.file)
        return filled(settings, self.sheet)

    @cached_property
    def sheet(self) -> Sheet:
        """partnerships.csv as it stands, unchecked."""
        return Sheet(self.folder)

    def table(self, name: str) -> pd.DataFrame:
        """The table `name` of schema.TABLES, checked."""
        if name not in self._tables:
            problems = self.read(name)
            if problems:
                del self._tables[name]
                raise UserError(problems)
        self.note(schema.TABLES[name].file)
        return self._tables[name]

    def read(self, name: str) -> list[str]:
        """Read a table anew and give its problems; `table` then has the rows that are good."""
        table = schema.TABLES[name]
        self.note(table.file)
        own = name == schema.HOSTS.name  # it gives the words that the others are checked against
        allowed = schema.Allowed() if own else self.allowed
        rows, problems = read_table(self.folder, table, allowed)
        self._tables[name] = rows
        return problems

    def used(self) -> list[str]:
        """Names of the files read so far: what a notebook's result depends on."""
        return sorted(self._used)

    def note(self, *files: str) -> None:
        """Count these files as read, too: those that an audit reads in its own way."""
        self._used.update(files)

    # -- what it is made of
    # ----------------------------------------------------------------------------

    @property
    def partnerships(self) -> pd.DataFrame:
        """The rows of all periods; `members: ID` for each member type that has a column."""
        return self.table("partnerships")

    @property
    def statements(self) -> pd.DataFrame:
        """What a source document states; empty if there is none."""
        return self.table("statements")

    @cached_property
    def hosts(self) -> list[str]:
        """Names of the hosts: in the order of hosts.csv, else as partnerships.csv names them."""
        return list(self.table("hosts")["host"]) or self._named_hosts()

    @cached_property
    def folders(self) -> dict[str, str]:
        """Host -> the name of the folder for its own report; every one another."""
        given = dict(self.table("hosts")[["host", "folder"]].itertuples(index=False, name=None))
        taken = {folder.casefold() for folder in given.values() if folder}
        found = {}
        for host in self.hosts:
            found[host] = given.get(host) or _free(folder_name(host), taken)
            taken.add(found[host].casefold())
        return found

    @property
    def periods(self) -> list[str]:
        """Ids of the periods, the earliest first."""
        return list(self.config["periods"])

    @property
    def first(self) -> str:
        """Id of the earliest period."""
        return self.periods[0]

    @property
    def last(self) -> str:
        """Id of the latest period."""
        return self.periods[-1]

    @cached_property
    def listed(self) -> list[str]:
        """The periods of which the rows are all there were.

        network.yml says so by `complete`; else all periods of own rows, and the last one of
        transcribed ones.
        """
        entries = self.config["periods"]
        default = entries if self.closed else [self.last]
        return [name for name, entry in entries.items() if entry.get("complete", name in default)]

    @property
    def closed(self) -> bool:
        """Do the rows say all there is? (Else what they do not say is unknown.)"""
        return bool(self.config["rows"] == "closed")

    def has(self, column: str) -> bool:
        """Is there anything in this column of partnerships.csv?"""
        rows = self.partnerships
        return column in rows and bool((rows[column].notna() & (rows[column] != "")).any())

    # -- what things are called
    # ------------------------------------------------------------------------

    @property
    def words(self) -> dict[str, str]:
        """`partnership`, `partnerships`, `host`, `hosts`, `member`, `members` in the network's own
        words.
        """
        words = self.config["words"]
        return {name + ending: one for name in words for ending, one in zip(("", "s"), words[name])}  # noqa: B905

    def label(self, vocabulary: str, key: str, form: str = "label") -> str:
        """The words for an id: `label("topics", "reading")`; `form="full"` or `"text"` where there
        is one.
        """
        entry = self.config[vocabulary][key]
        return str(entry.get(form) or entry["label"])

    def colours(self, vocabulary: str) -> dict[str, str]:
        """The colours that network.yml gives the ids of a vocabulary."""
        entries = self.config[vocabulary].items()
        return {name: entry["colour"] for name, entry in entries if "colour" in entry}

    @property
    def exhibits(self) -> dict[str, dict[str, Any]]:
        """Stem of an exhibit -> its label, source, note and other words of this network."""
        found: dict[str, dict[str, Any]] = self.config["exhibits"]
        return found

    @property
    def chapters(self) -> list[dict[str, Any]]:
        """Headings in reading order, each with the stems of its notebooks; empty if network.yml has
        none.
        """
        found: list[dict[str, Any]] = self.config["chapters"]
        return found

    @property
    def other(self) -> str:
        """The member type that holds all the rest; empty if none is marked so."""
        types = self.config["member_types"].items()
        return next((name for name, entry in types if entry.get("other")), "")

    # -- what is not read
    # ------------------------------------------------------------------------------

    @property
    def ignored(self) -> list[str]:
        """Columns of partnerships.csv that are not read."""
        return self.sheet.ignored()

    @property
    def notes(self) -> list[str]:
        """What is no problem, but good to know: columns that are not read."""
        if not self.ignored:
            return []
        known = [column.name for column in schema.PARTNERSHIPS.columns]
        meant = {name: nearest(name, known) for name in self.ignored}
        personal = [name for name in self.ignored if PERSONAL.search(name)]
        found = [f"{self._shown('partnerships')}: not read: {', '.join(self.ignored)}."]
        found += [f"Column '{name}':{words}" for name, words in meant.items() if words]
        if personal:
            found.append(
                "Columns that look personal are not read and go nowhere into the report: "
                f"{', '.join(personal)}."
            )
        return found

    def _shown(self, table: str) -> str:
        return shown(self.folder / schema.TABLES[table].file)

    def _named_hosts(self) -> list[str]:
        self.note(schema.PARTNERSHIPS.file)
        return list(schema.spelt(self.sheet.words("host")).values())[::-1]

    @cached_property
    def allowed(self) -> schema.Allowed:
        """The words that this network allows in the columns of its tables."""
        values = self._words()
        with suppress(UserError):  # then hosts.csv is the problem; the others are checked without
            values["hosts"] = tuple(self.hosts)
        return schema.Allowed(values, self._spellings(values))

    def _words(self) -> dict[str, tuple[str, ...]]:
        """The lists of allowed words, but for the hosts."""
        settings, periods = self.config, self.periods
        values = {vocabulary: tuple(settings[vocabulary]) for vocabulary in VOCABULARIES}
        spans = [f"{one} to {other}" for n, one in enumerate(periods) for other in periods[n + 1 :]]
        changes = (*schema.CHANGES, *settings["changes"], *settings["reasons"])
        values["periods"] = tuple(periods)
        values["among"] = (*periods, *schema.AMONG)
        values["spans"] = (*periods, *spans[:1000], *settings["spans"])
        values["reasons"] = tuple(dict.fromkeys(changes))
        if settings["sections"]:
            values["sections"] = tuple(settings["sections"])
        return values

    def _spellings(self, values: dict[str, tuple[str, ...]]) -> dict[str, dict[str, str]]:
        """How each id may be written in a cell: in any capitals, and by its label."""
        found = {}
        for name, ids in values.items():
            words = schema.spelt(ids)
            for id_, entry in self.config[name].items() if name in config.LISTED else []:
                words.setdefault(entry["label"].casefold(), id_)
            found[name] = words
        return found


def folder_name(host: str) -> str:
    """A host's name as the name of a folder: letters and digits, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", host).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[A-Za-z0-9]+", plain))[:60].rstrip("-") or "host"


def _free(name: str, taken: Iterable[str]) -> str:
    """The name, or the name and a number if another has it."""
    names = {*taken, *schema.TAKEN}
    tries = [name, *(f"{name}-{number}" for number in range(2, len(names) + 3))]
    return next(one for one in tries if one.casefold() not in names)

"""A network as its files say it, read lazily: each file is checked when it is first used.

So a notebook depends only on the files it reads. `checks.load` checks all of them at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property, partial, wraps
from itertools import chain, combinations, count
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple

import pandas as pd
from markupsafe import escape

from helpers.data import config, memberlist, schema
from helpers.data.csvfile import shown
from helpers.data.sheet import FROM_ROWS, Sheet, filled
from helpers.data.tables import read_table
from helpers.data.wording import PERSONAL
from helpers.errors import UserError, check, nearest

FACE = (
    "config", "hosts", "label", "last", "name", "partnerships", "periods", "statements", "table",
    "tables", "words",
)  # fmt: skip
"""What readers ask a network for."""
Asked = TypeVarTuple("Asked")
Found = TypeVar("Found")
Known = dict[Any, tuple[Any, set[str]]]
"""What was asked -> what was found, and the files that it was found in."""


def once(find: Callable[[Network, *Asked], Found]) -> Callable[[Network, *Asked], Found]:
    """A function that finds once what it is asked of a network: see `Network.found`."""

    @wraps(find)
    def found(network: Network, *asked: *Asked) -> Found:
        return network.found(network.known, (find, asked), partial(find, network, *asked))

    return found


@dataclass(frozen=True, eq=False, repr=False)
class Network:
    """One network of partnerships: its settings and its tables, read and checked on first use.

    Tables are DataFrames of text cells (empty: unknown) but for whole-number columns, which are
    Int64. Their index is the row of the file.
    """

    folder: Path
    until: str = ""  # as of an earlier period: what came later is left out
    counted: bool = False  # its rows have the numbers of members that members.csv gives
    _tables: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    _sources: dict[str, set[str]] = field(default_factory=dict, repr=False)  # files, by table
    _readers: list[set[str]] = field(default_factory=lambda: [set()], repr=False)
    _notebooks: dict[str, set[str]] = field(default_factory=dict, repr=False)
    known: Known = field(default_factory=dict, init=False, repr=False)

    @property
    def tables(self) -> list[str]:
        """The names of the tables that its folder has."""
        return [n for n, one in schema.TABLES.items() if (self.folder / one.file).is_file()]

    def __repr__(self) -> str:
        return f"{self.name}: network.table(name) gives {', '.join(self.tables)}"

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th style="text-align:left">{name}</th>'
            f'<td style="text-align:left">{escape(schema.TABLES[name].meaning)}</td></tr>'
            for name in self.tables
        )
        return f"<p>{escape(self.name)}: <code>network.table(name)</code></p><table>{rows}</table>"

    def __dir__(self) -> list[str]:
        """What completes in a notebook."""
        return list(FACE)

    @cached_property
    def name(self) -> str:
        """The name of the network's folder."""
        return self.folder.resolve().name

    @property
    @once
    def config(self) -> dict[str, Any]:
        """The settings, all defaults filled in; vocabularies are dicts of id -> settings."""
        self.note(config.CONFIG)
        settings = config.read(self.folder)
        if not all(settings[key] for key in FROM_ROWS):
            self.note(schema.PARTNERSHIPS.file, schema.MEMBERS.file)
        if self.until:
            known = self.whole.config["periods"].items()
            settings["periods"] = {name: one for name, one in known if name not in self.later}
        return filled(settings, self.sheet, self.sheets[schema.MEMBERS.name])

    @cached_property
    def whole(self) -> Network:
        """The network with all its periods, whose words the rows are checked against."""
        return Network(self.folder) if self.until else self

    @cached_property
    def later(self) -> list[str]:
        """The periods that are left out."""
        known = self.whole.periods if self.until else []
        return known[known.index(self.until) + 1 :] if known else []

    @cached_property
    def sheet(self) -> Sheet:
        """partnerships.csv as it stands, unchecked."""
        sheet = self.sheets[schema.PARTNERSHIPS.name]
        entries = self.whole.config["periods"] if self.until else {}
        later = {word for name in self.later for word in (name, entries[name]["label"])}
        return sheet.without(later) if later else sheet

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """The sheets that somebody keeps, as they stand; read when needed."""
        own = [table for table in schema.TABLES.values() if table.own]
        return {table.name: Sheet(self.folder, table) for table in own}

    def table(self, name: str) -> pd.DataFrame:
        """The table `name` of schema.TABLES, checked; UserError for a name that there is not."""
        check(name, schema.TABLES, f"a table of {self.name}")
        if self.until:
            return self._earlier(name)
        if name not in self._tables and (problems := self.read(name)):
            del self._tables[name]
            raise UserError(problems)
        self.note(schema.TABLES[name].file, *self._sources.get(name, ()))
        return self._tables[name]

    def _earlier(self, name: str) -> pd.DataFrame:
        if name not in self._tables:
            rows = self.whole.table(name)
            self._tables[name] = (
                rows[~rows["period"].isin(self.later)] if "period" in rows else rows
            )
        self.note(schema.TABLES[name].file)
        return self._tables[name]

    def read(self, name: str) -> list[str]:
        """Read a table anew and give its problems; `table` then has the rows that are good."""
        table = schema.TABLES[name]
        self.note(table.file)
        own = name == "hosts"  # it gives the words that the others are checked against
        with self._noting() as self._sources[name]:
            allowed = schema.Allowed() if own else self.allowed
        self._tables[name], problems = read_table(self.folder, table, allowed)
        return problems

    def file(self, table: str) -> str:
        """A table's file as messages name it."""
        return shown(self.folder / schema.TABLES[table].file)

    # -- what was read -----------------------------------------------------------------------------

    def used(self) -> list[str]:
        """Names of the files read so far: what a notebook's result depends on."""
        return sorted(self._readers[0])

    def note(self, *files: str) -> None:
        """Count these files as read, too: those that an audit reads in its own way."""
        for read in self._readers:
            read.update(files)

    def read_by(self, notebook: str) -> Network:
        """The network, whose files are from now on read by this notebook."""
        self._readers[:] = [self._notebooks.setdefault(notebook, set())]
        return self

    def found(self, known: Known, asked: Hashable, find: Callable[[], Found]) -> Found:
        """What was found before, or is found now. Who is told what was found has read the files
        that it was found in: all notebooks share it, and each depends on no more than it read.
        """
        if asked not in known:
            with self._noting() as files:
                known[asked] = find(), files
        value, files = known[asked]
        self.note(*files)
        return value

    @contextmanager
    def _noting(self) -> Iterator[set[str]]:
        """The files that are read meanwhile."""
        files: set[str] = set()
        self._readers.append(files)
        try:
            yield files
        finally:
            self._readers.pop()

    # -- what it is made of ------------------------------------------------------------------------

    @property
    def partnerships(self) -> pd.DataFrame:
        """The rows of all periods; `members: ID` for each member type that has a column.

        If no row has a number of members, they are counted from members.csv (`counts_list`).
        """
        return self._counted if self.counts_list else self.table("partnerships")

    @property
    @once
    def _counted(self) -> pd.DataFrame:
        rows, types = self.table("partnerships"), self.config["member_types"]
        return memberlist.counted(rows, self.memberships.frame, types)

    @property
    @once
    def counts_list(self) -> bool:
        """Are numbers of members those of the organizations that members.csv lists?"""
        rows = self.table("partnerships")
        numbers = rows[[name for name in rows if str(name).startswith("members")]]
        plain = numbers.drop(columns=["members_relation", "members_place"])
        listed = self.closed and not self.counted and not self.table("members").empty
        return listed and bool(plain.isna().all(axis=None))

    @property
    @once
    def memberships(self) -> memberlist.Memberships:
        """The organizations of each partnership and period, by members.csv."""
        settings = self.config["periods"]
        return memberlist.resolved(self.table("partnerships"), self.table("members"), settings)

    @property
    def statements(self) -> pd.DataFrame:
        """What a source document states; empty if there is none."""
        return self.table("statements")

    @property
    @once
    def hosts(self) -> list[str]:
        """Names of the hosts: in the order of hosts.csv, else as partnerships.csv names them."""
        if len(listed := self.table("hosts")["host"]):
            return list(listed)
        self.note(schema.PARTNERSHIPS.file)
        return list(schema.spelt(self.sheet.words("host")).values())[::-1]

    @property
    @once
    def folders(self) -> dict[str, str]:
        """Host -> the name of the folder for its own report; every one another."""
        given = dict(self.table("hosts")[["host", "folder"]].itertuples(index=False, name=None))
        taken = {*schema.TAKEN, *(folder.casefold() for folder in given.values())}
        found = {}
        for host in self.hosts:
            found[host] = given.get(host) or _free(_folder_name(host), taken)
            taken.add(found[host].casefold())
        return found

    @property
    def periods(self) -> list[str]:
        """Ids of the periods, the earliest first."""
        return list(self.config["periods"])

    @property
    @once
    def lists_periods(self) -> bool:
        """Does network.yml list the periods? (Else they are those of the rows, in their order.)"""
        return bool(config.read(self.folder)["periods"])

    @property
    def last(self) -> str:
        """Id of the latest period."""
        return self.periods[-1]

    @property
    @once
    def listed(self) -> list[str]:
        """The periods of which the rows are all there were.

        By `complete` in network.yml; else all of own rows, the last one of transcribed rows.
        """
        entries = self.config["periods"]
        default = entries if self.closed else [self.last]
        return [name for name, entry in entries.items() if entry.get("complete", name in default)]

    @property
    def closed(self) -> bool:
        """Do the rows say all there is? (Else what they do not say is unknown.)"""
        return bool(self.config["rows"] == "closed")

    @once
    def has(self, column: str) -> bool:
        """Is there anything in this column of partnerships.csv?"""
        rows = self.partnerships
        return column in rows and bool((rows[column].notna() & (rows[column] != "")).any())

    # -- what things are called --------------------------------------------------------------------

    @property
    def words(self) -> dict[str, str]:
        """`partnership`, `partnerships`, `host`, ..., `members` in the network's own words."""
        pairs = self.config["words"].items()
        return {f"{name}{'s' * many}": pair[many] for name, pair in pairs for many in (0, 1)}

    def label(self, vocabulary: str, key: str, form: str = "label") -> str:
        """The words for an id, as `label("topics", "maths")`; in another `form` if it has it.
        UserError for an id that there is not."""
        check(vocabulary, config.LISTED, "a vocabulary")
        check(key, self.config[vocabulary], f"an id of {vocabulary} in {self.name}")
        entry = self.config[vocabulary][key]
        return str(entry.get(form) or entry["label"])

    @property
    def other(self) -> str:
        """The member type that holds all the rest; empty if none is marked so."""
        types = self.config["member_types"].items()
        return next((name for name, entry in types if entry.get("other")), "")

    # -- what is not read --------------------------------------------------------------------------

    @property
    def ignored(self) -> list[str]:
        """Columns of partnerships.csv that are not read."""
        return self.sheet.ignored()

    @property
    def notes(self) -> list[str]:
        """What is no problem, but good to know: what was read otherwise, what is not read, and
        words that may be meant as one.
        """
        told = [note for sheet in self.sheets.values() for note in sheet.notes]
        if self.closed:
            told += [f"{self.file('partnerships')}: {one}" for one in self.sheet.looks()]
        return told + self._unread()

    def _unread(self) -> list[str]:
        if not self.ignored:
            return []
        meant = {name: nearest(name, schema.PARTNERSHIPS.names) for name in self.ignored}
        personal = [name for name in self.ignored if PERSONAL.search(name)]
        found = [f"{self.file('partnerships')}: not read: {', '.join(self.ignored)}."]
        found += [f"Column '{name}':{words}" for name, words in meant.items() if words]
        if personal:
            found.append(
                "Columns that look personal are not read and go nowhere into the report: "
                f"{', '.join(personal)}."
            )
        return found

    # -- which words its tables may hold -----------------------------------------------------------

    @property
    @once
    def allowed(self) -> schema.Allowed:
        """The words that columns may hold, and their spellings: in any capitals, and by label."""
        values = self._words()
        with suppress(UserError):  # then hosts.csv is the problem; the others are checked without
            values["hosts"] = tuple(self.hosts)
        spellings = {name: schema.spelt(ids) for name, ids in values.items()}
        for name in config.LISTED:
            for id_, entry in self.config[name].items():
                spellings[name].setdefault(entry["label"].casefold(), id_)
        return schema.Allowed(values, spellings)

    def _words(self) -> dict[str, tuple[str, ...]]:
        """The lists of allowed words, but for the hosts."""
        settings, periods = self.config, self.periods
        spans = [f"{one} to {other}" for one, other in combinations(periods, 2)]
        reasons = dict.fromkeys((*schema.CHANGES, *settings["changes"], *settings["reasons"]))
        values = {vocabulary: tuple(settings[vocabulary]) for vocabulary in config.VOCABULARIES}
        values["periods"] = tuple(periods)
        values["among"] = (*periods, *schema.AMONG)
        values["spans"] = (*periods, *spans[:1000], *settings["spans"])
        values["reasons"] = tuple(reasons)
        if settings["sections"]:
            values["sections"] = tuple(settings["sections"])
        return values


def _folder_name(host: str) -> str:
    """A host's name as the name of a folder: letters and digits, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", host).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[A-Za-z0-9]+", plain))[:60].rstrip("-") or "host"


def _free(name: str, taken: Container[str]) -> str:
    """The name, or the name and a number if another has it."""
    tries = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(one for one in tries if one.casefold() not in taken)

"""What a network's own rows say where network.yml says nothing: periods, topics, types, hosts...

Rows may name a topic in plain words. Its id is made from them, so that `Early reading` and `early
reading` are one topic, whose label is the wording that stands first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers.data import csvfile, likeness, own, shape
from helpers.data.config import NEW, UNCHANGED, slug
from helpers.data.periods import in_order
from helpers.data.schema import PARTNERSHIPS, Table
from helpers.data.wording import is_unknown

FROM_COLUMN = {"topics": "topics", "scopes": "scope"}
# Settings that rows give where network.yml does not.
FROM_ROWS = ("periods", *FROM_COLUMN, "member_types", "changes")
TYPED = "members: "
# Classes of change in the order in which a partnership with several reasons is filed (the note of
# the source's last figure): label, reasons, and the columns without which a class cannot be seen.
CHANGES: dict[str, tuple[str, list[str], set[str]]] = {
    "split_or_merged": ("split or merged", ["split", "merged"], {"from"}),
    "coverage": ("changed scope or topic", ["coverage", "topic"], {"scope", "topics"}),
    "moved": ("moved to another {host}", ["moved"], {"host"}),
    "renamed": ("renamed", ["renamed"], {"from", "id"}),
    "returned": ("returned after a gap", ["returned"], {"from", "id"}),
}
REASONS = {"coverage": "changed scope", "topic": "changed topic"}
"""What reasons are called where their own words would not say it."""
ENDS = {UNCHANGED: {"label": "unchanged"}, NEW: {"label": "new"}}


class Sheet:
    """An own sheet, unchecked and read when needed; empty if unreadable or not there."""

    def __init__(self, folder: Path, table: Table = PARTNERSHIPS) -> None:
        self._path, self._table = folder / table.file, table

    @cached_property
    def _raw(self) -> csvfile.Raw:
        there = self._path.exists()
        return own.read(self._path, self._table) if there else csvfile.Raw([], [], [])

    @property
    def rows(self) -> csvfile.Rows:
        """The cells below the header, as written."""
        return self._raw.rows

    @property
    def first(self) -> int:
        """The row of the file in which they begin."""
        return self._raw.first

    def without(self, periods: Iterable[str]) -> Sheet:
        """The sheet without the rows of these periods, whatever their capitals."""
        dropped, found = {one.casefold() for one in periods}, copy(self)
        place = self.header.index("period")
        kept = [row for row in self._raw.rows if row[place].strip().casefold() not in dropped]
        vars(found)["_raw"] = self._raw._replace(rows=kept)
        return found

    @property
    def header(self) -> list[str]:
        """The columns by the names of the schema; others as written."""
        return self._raw.header

    @property
    def notes(self) -> list[str]:
        """What was read otherwise than it stands there."""
        return list(self._raw.notes)

    def words(self, name: str) -> list[str]:
        """The different values of a column in order of appearance, cell by cell."""
        counts = self._counts(name)
        return [one for one in counts if name != "period" or not is_unknown(one)]

    def _counts(self, name: str) -> Counter[str]:
        if name not in self.header:
            return Counter()
        place = self.header.index(name)
        counts: Counter[str] = Counter()
        for cell, times in Counter(row[place] for row in self._raw.rows).items():
            counts.update(dict.fromkeys(self._table.parts(name, cell), times))
        return counts

    def looks(self) -> Iterator[str]:
        """Things to look at: words that may be one, and empty cells that may have been merged."""
        for name in ("host", "topics", "scope"):
            yield from likeness.notes(
                name, self._counts(name), str.casefold if name == "host" else slug
            )
        yield from likeness.notes("members", Counter(self.types()), slug)
        for name in ("host", "scope"):
            place = self.header.index(name) if name in self.header else -1
            if place >= 0 and (rows := shape.gaps(self._raw.rows, place, self._raw.first)):
                yield shape.empty_below(name, rows, merged=False)

    def types(self) -> list[str]:
        """The member types that columns such as `members: School` name, as written."""
        return [name[len(TYPED) :] for name in self.header if name.startswith(TYPED)]

    def ignored(self) -> list[str]:
        """Names of the columns that are not read, as written."""
        return [name for name in self.header if name and not self._table.column(name)]


def filled(settings: dict[str, Any], sheet: Sheet, members: Sheet) -> dict[str, Any]:
    """The settings with what only rows can say, where network.yml does not say it."""
    found = dict(settings)
    entries = found["periods"] or {one: {"label": one} for one in in_order(sheet.words("period"))}
    found["periods"] = {name: {"text": one["label"]} | one for name, one in entries.items()}
    for vocabulary, column in FROM_COLUMN.items():
        found[vocabulary] = found[vocabulary] or _entries(sheet.words(column))
    types = found["member_types"] or _entries(sheet.types())
    found["member_types"] = types or _entries(members.words("type"))
    words = REASONS if not found["changes"] else {}
    found["changes"] = _changes(found["changes"], sheet, host=found["words"]["host"][0])
    labels = {  # a reason is called by its own word, or as a class that holds it alone
        reason: words.get(reason, reason.replace("_", " "))
        if len(entry["reasons"]) > 1
        else entry["label"]
        for entry in found["changes"].values()
        for reason in entry["reasons"]
    }
    found["reasons"] = {one: {"label": label} for one, label in labels.items()} | found["reasons"]
    return found


def _entries(words: Iterable[str]) -> dict[str, dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = {}
    for word in words:
        entries.setdefault(slug(word), {"label": word})
    return entries


def _changes(given: dict[str, Any], sheet: Sheet, host: str) -> dict[str, Any]:
    """Classes of change, each with its reasons; `unchanged` and `new` are always among them.

    If none are given, they are those that the columns of the rows can show.
    """
    seen = {
        name: {"label": label.replace("{host}", host), "reasons": reasons}
        for name, (label, reasons, columns) in CHANGES.items()
        if not given and columns & set(sheet.header)
    }
    classes = seen | given | {name: ENDS[name] for name in ENDS if name not in given}
    return {
        name: entry | {"reasons": [] if name in ENDS else entry.get("reasons") or [name]}
        for name, entry in classes.items()
    }

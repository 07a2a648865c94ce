"""What a network's own rows say where network.yml says nothing: periods, topics, types, hosts...

Rows may name a topic in plain words. Its id is made from them, so that `Early reading` and `early
reading` are one topic, whose label is the wording that stands first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from helpers.data import csvfile
from helpers.data.config import NEW, UNCHANGED, slug
from helpers.data.schema import PARTNERSHIPS, Allowed
from helpers.data.tables import name_of

FROM_COLUMN = {"topics": "topics", "scopes": "scope"}
# Settings that rows give where network.yml does not.
FROM_ROWS = ("periods", *FROM_COLUMN, "member_types", "changes")
TYPED = "members: "
PERSONAL = re.compile(
    r"e-?mail|phone|mobile|first ?name|last ?name|surname|contact|birth", re.IGNORECASE
)
# Classes of change in the order in which a partnership with several reasons is filed (the note of
# the source's last figure): label, reasons, and the columns without which a class cannot be seen.
CHANGES: dict[str, tuple[str, list[str], set[str]]] = {
    "split_or_merged": ("split or merged", ["split", "merged"], {"from"}),
    "coverage": ("changed scope or topic", ["coverage", "topic"], {"scope", "topics"}),
    "moved": ("moved to another {host}", ["moved"], {"host"}),
    "renamed": ("renamed", ["renamed"], {"from", "id"}),
    "returned": ("returned after a gap", ["returned"], {"from", "id"}),
}
ENDS = {UNCHANGED: {"label": "unchanged"}, NEW: {"label": "new"}}


class Sheet:
    """partnerships.csv as it stands, unchecked and read when needed; empty if unreadable."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / PARTNERSHIPS.file

    @cached_property
    def _raw(self) -> csvfile.Raw:
        return csvfile.read(self._path) if self._path.exists() else csvfile.Raw([], [], [])

    def without(self, periods: Iterable[str]) -> Sheet:
        """The sheet without the rows of these periods, whatever their capitals."""
        dropped, found = {one.casefold() for one in periods}, copy(self)
        place = self.header.index("period")
        kept = [row for row in self._raw.rows if row[place].strip().casefold() not in dropped]
        vars(found)["_raw"] = self._raw._replace(rows=kept)
        return found

    @cached_property
    def header(self) -> list[str]:
        """The columns by the names of the schema; others as written."""
        return [name_of(PARTNERSHIPS, name, Allowed()) for name in self._raw.header]

    def words(self, name: str) -> list[str]:
        """The different values of a column in order of appearance, cell by cell."""
        if name not in self.header:
            return []
        place = self.header.index(name)
        parts = (PARTNERSHIPS.parts(name, row[place]) for row in self._raw.rows)
        return list(dict.fromkeys(chain.from_iterable(parts)))

    def types(self) -> list[str]:
        """The member types that columns such as `members: School` name, as written."""
        return [name[len(TYPED) :] for name in self.header if name.startswith(TYPED)]

    def ignored(self) -> list[str]:
        """Names of the columns that are not read, as written."""
        return [name for name in self.header if name and not PARTNERSHIPS.column(name)]


def filled(settings: dict[str, Any], sheet: Sheet) -> dict[str, Any]:
    """The settings with what only rows can say, where network.yml does not say it."""
    found = dict(settings)
    entries = found["periods"] or {one: {"label": one} for one in _in_order(sheet.words("period"))}
    found["periods"] = {name: {"text": one["label"]} | one for name, one in entries.items()}
    for vocabulary, column in FROM_COLUMN.items():
        found[vocabulary] = found[vocabulary] or _entries(sheet.words(column))
    found["member_types"] = found["member_types"] or _entries(sheet.types())
    found["changes"] = _changes(found["changes"], sheet, host=found["words"]["host"][0])
    labels = {  # a reason is called by its own word, or as a class that holds it alone
        reason: entry["label"] if len(entry["reasons"]) == 1 else reason.replace("_", " ")
        for entry in found["changes"].values()
        for reason in entry["reasons"]
    }
    found["reasons"] = {one: {"label": label} for one, label in labels.items()} | found["reasons"]
    return found


def _in_order(periods: list[str]) -> list[str]:
    """Periods by number if all are numbers (2024, 2024/25), else as they appear."""
    if not all(re.fullmatch(r"[0-9]{1,9}([./–-][0-9]{1,9})*", one) for one in periods):
        return periods
    return sorted(periods, key=lambda one: [int(part) for part in re.findall(r"[0-9]+", one)])


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

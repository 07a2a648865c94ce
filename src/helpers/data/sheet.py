"""What a network's own rows say where network.yml says nothing: its periods, topics, scopes, types,
hosts.

Rows may name a topic in plain words. Its id is made from them, so that `Early reading` and `early
reading` are one topic, whose label is the wording that stands first.
"""

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers.data import csvfile
from helpers.data.config import NEW, UNCHANGED, slug
from helpers.data.schema import PARTNERSHIPS, Column

FROM_COLUMN = {"topics": "topics", "scopes": "scope"}
TYPED = "members:"
PERSONAL = re.compile(
    r"e-?mail|phone|mobile|first ?name|last ?name|surname|contact|birth", re.IGNORECASE
)
# Classes of change in the order in which a partnership with several reasons is filed (the note of
# the source's last figure), and the columns without which a class cannot be seen.
CHANGES: dict[str, dict[str, Any]] = {
    "split_or_merged": {"label": "split or merged", "reasons": ["split", "merged"]},
    "coverage": {"label": "changed scope or topic", "reasons": ["coverage", "topic"]},
    "moved": {"label": "moved to another {host}", "reasons": ["moved"]},
    "renamed": {"label": "renamed", "reasons": ["renamed"]},
    "returned": {"label": "returned after a gap", "reasons": ["returned"]},
    UNCHANGED: {"label": "unchanged"},
    NEW: {"label": "new"},
}
SEEN_BY = {
    "split_or_merged": ("from",),
    "coverage": ("scope", "topics"),
    "moved": ("host",),
    "renamed": ("from", "id"),
    "returned": ("from", "id"),
}


class Sheet:
    """partnerships.csv as it stands, unchecked and read when needed; empty if unreadable."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / PARTNERSHIPS.file

    @cached_property
    def _read(self) -> tuple[list[str], csvfile.Rows]:
        written, rows, _ = csvfile.read(self._path) if self._path.exists() else ([], [], [])
        return written, rows

    @property
    def written(self) -> list[str]:
        """The header as it stands in the file."""
        return self._read[0]

    @property
    def rows(self) -> csvfile.Rows:
        """The rows below the header."""
        return self._read[1]

    @cached_property
    def header(self) -> list[str]:
        """The header in lower case."""
        return [" ".join(name.casefold().split()) for name in self.written]

    def cells(self, name: str) -> list[str]:
        """The cells of one column; none if it is not there."""
        if name not in self.header:
            return []
        place = self.header.index(name)
        return [row[place] for row in self.rows]

    def words(self, name: str) -> list[str]:
        """The different values of a column in order of appearance, cell by cell."""
        column = PARTNERSHIPS.column(name) or Column(name, "")
        return list(dict.fromkeys(part for cell in self.cells(name) for part in column.parts(cell)))

    def types(self) -> list[str]:
        """The member types that columns such as `members: School` name, as written."""
        return [
            name.split(":", 1)[1].strip()
            for name, plain in zip(self.written, self.header, strict=True)
            if plain.replace(" ", "").startswith(TYPED)
        ]

    def ignored(self) -> list[str]:
        """Names of the columns that are not read, as written."""
        return [
            name
            for name, plain in zip(self.written, self.header, strict=True)
            if name
            and not any(column.name == plain for column in PARTNERSHIPS.columns)
            and not plain.replace(" ", "").startswith(TYPED)
        ]


def periods(found: Iterable[str]) -> list[str]:
    """Periods in order: by number if all are numbers (2024, 2024/25), else as they appear."""
    listed = list(found)
    if not all(re.fullmatch(r"[0-9]{1,9}([./–-][0-9]{1,9})*", one) for one in listed):
        return listed
    return sorted(listed, key=lambda one: [int(part) for part in re.findall(r"[0-9]+", one)])


def filled(settings: dict[str, Any], sheet: Sheet) -> dict[str, Any]:
    """The settings with what only rows can say, where network.yml does not say it."""
    found = dict(settings)
    if not found["periods"]:
        found["periods"] = {one: {"label": one} for one in periods(sheet.words("period"))}
    for vocabulary, column in FROM_COLUMN.items():
        found[vocabulary] = found[vocabulary] or _entries(sheet.words(column))
    found["member_types"] = found["member_types"] or _entries(sheet.types())
    found["changes"] = _changes(found["changes"], sheet, host=found["words"]["host"][0])
    found["periods"] = {
        name: {"text": entry["label"]} | entry for name, entry in found["periods"].items()
    }
    found["reasons"] = _labelled(found["changes"]) | found["reasons"]
    return found


def needed(settings: dict[str, Any]) -> bool:
    """Must the rows be read to fill the settings?"""
    return not all(settings[key] for key in ("periods", *FROM_COLUMN, "member_types", "changes"))


def _entries(words: Iterable[str]) -> dict[str, dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = {}
    for word in words:
        entries.setdefault(slug(word), {"label": word})
    return entries


def _changes(given: dict[str, Any], sheet: Sheet, host: str) -> dict[str, Any]:
    """Classes of change, each with its reasons; `unchanged` and `new` are always among them."""
    ends = {name: CHANGES[name] for name in (UNCHANGED, NEW) if name not in given}
    classes = {**given, **ends} if given else _seen(sheet, host)
    return {
        name: {
            **entry,
            "reasons": [] if name in (UNCHANGED, NEW) else entry.get("reasons") or [name],
        }
        for name, entry in classes.items()
    }


def _seen(sheet: Sheet, host: str) -> dict[str, dict[str, Any]]:
    """The classes of change that the columns of the rows can show, in the network's words."""
    return {
        name: entry | {"label": entry["label"].replace("{host}", host)}
        for name, entry in CHANGES.items()
        if name not in SEEN_BY or any(column in sheet.header for column in SEEN_BY[name])
    }


def _labelled(changes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every reason with a label: its own word, or that of a class that holds it alone."""
    return {
        reason: {
            "label": entry["label"] if entry["reasons"] == [reason] else reason.replace("_", " ")
        }
        for entry in changes.values()
        for reason in entry["reasons"]
    }

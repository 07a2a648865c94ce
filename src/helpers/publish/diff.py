"""What changed between two built reports: which number moved, from what to what, and where it is
said. Both are read from their folders: claims.json, and the tables behind the exhibits.

A row of a table of numbers is known by its keys and its measure, one of a table of text by all of
its cells. A sentence is the same in both reports if it differs in its numbers alone.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from helpers import colophon, paths
from helpers.errors import UserError, shortened
from helpers.publish import pages

CLAIMS = "claims.json"
NAMES = ("diff.md", "diff.html")
_SHOWN = 3  # cells that name a row of text
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_END = re.compile(r"(?<=[.!?])\s+|\n+")
Row = dict[str, str]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Built:
    """A built report: its claims in order, and the rows of each table by the exhibit's stem."""

    folder: Path
    claims: list[dict[str, Any]]
    tables: dict[str, list[Row]]


@dataclass(frozen=True)
class Moved:
    """A number of a table: what it counts, what it was and is (empty: there was, or is, none), and
    the sentence of the new report that carries it.
    """

    what: str
    before: str
    now: str
    sentence: str = ""


@dataclass(frozen=True)
class Changed:
    """What changed in one exhibit. `came` and `went` name rows; `said` are pairs of sentences."""

    stem: str
    moved: list[Moved]
    came: list[str]
    went: list[str]
    said: list[tuple[str, str]]

    @property
    def name(self) -> str:
        """The exhibit's name in words."""
        return self.stem.replace("_", " ").capitalize()

    def __bool__(self) -> bool:
        return bool(self.moved or self.came or self.went or self.said)


@dataclass(frozen=True)
class Difference:
    """All that differs: exhibits that appeared and went, and what changed in those of both."""

    old: Path
    new: Path
    appeared: list[str]
    gone: list[str]
    changed: list[Changed]

    @property
    def summary(self) -> str:
        """How much changed, in one sentence."""
        numbers = [bool(found.before and found.now) for one in self.changed for found in one.moved]
        moved = sum(numbers)
        rows = sum(len(one.came) + len(one.went) for one in self.changed) + numbers.count(False)
        counts = [
            (moved, "number moved", "numbers moved"),
            (rows, "row came or went", "rows came or went"),
            (len(self.appeared), "exhibit appeared", "exhibits appeared"),
            (len(self.gone), "exhibit went", "exhibits went"),
        ]
        said = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
        if said:
            return f"{', '.join(said)}."
        return "Words alone changed." if self.changed else "Nothing changed."


def run(old: str, new: str) -> str:
    """Compare two reports; the text, which is also written beside the new one, as a page, too."""
    problems: list[str] = []
    first, second = _read("OLD", old, problems), _read("NEW", new, problems)
    if first is None or second is None:
        raise UserError(problems)
    found = compare(first, second)
    text = pages.render("diff.md.j2", found=found)
    page = pages.render("diff.html.j2", found=found)
    for name, content in zip(NAMES, (text, page), strict=True):
        (second.folder / name).write_text(content, encoding="utf-8")
    return text


# -- read ------------------------------------------------------------------------------------------


def _read(name: str, given: str, problems: list[str]) -> Built | None:
    try:
        return built(name, given)
    except UserError as error:
        problems += error.messages
        return None


def built(name: str, given: str) -> Built:
    """The report in a folder, or beside a claims.json; UserError if there is none."""
    if not given:
        raise UserError(f"{name} is missing: name the folder of a built report, as {name}=output/…")
    folder = _folder(given)
    try:
        claims = json.loads((folder / CLAIMS).read_text(encoding="utf-8"))
        read = [claim | {"sentence": claim["sentence"], "text": claim["text"]} for claim in claims]
    except OSError:
        raise UserError(
            f"{name}: '{shortened(given)}' is no folder of a built report: it has no {CLAIMS}. "
            "make report writes one, in a folder of output/."
        ) from None
    except (ValueError, TypeError, KeyError):
        raise UserError(
            f"{name}: {CLAIMS} in '{shortened(given)}' is not as make report writes it: build the "
            "report again."
        ) from None
    files = sorted(path for path in folder.glob("tables/*.csv") if path.name != colophon.TABLE)
    tables = {path.stem: _rows(path) for path in files}
    return Built(folder, read, tables)


def _folder(given: str) -> Path:
    """A folder as it is given, or the one of that name in output/."""
    path = Path(given).expanduser()
    path = path.parent if path.name == CLAIMS else path
    return path if path.is_dir() else paths.OUTPUT / path


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# -- compare ---------------------------------------------------------------------------------------


def compare(old: Built, new: Built) -> Difference:
    """What differs between two reports, in the order of the new one's exhibits."""
    stems = [stem for stem in _stems(new) if stem in _stems(old)]
    changed = [_changed(stem, old, new) for stem in stems]
    return Difference(
        old.folder,
        new.folder,
        [stem for stem in new.tables if stem not in old.tables],
        [stem for stem in old.tables if stem not in new.tables],
        [one for one in changed if one],
    )


def _stems(one: Built) -> list[str]:
    """What it says something of, in order: first all that its claims are of."""
    return list(dict.fromkeys([*(claim.get("exhibit", "") for claim in one.claims), *one.tables]))


def _changed(stem: str, old: Built, new: Built) -> Changed:
    before, now = old.tables.get(stem, []), new.tables.get(stem, [])
    said = list(_rephrased(_sentences(old, stem), _sentences(new, stem)))
    if _is_numbers(before) and _is_numbers(now):
        return Changed(stem, list(_moved(before, now, said)), [], [], said)
    first, second = Counter(map(_name, before)), Counter(map(_name, now))
    same = Counter(map(_whole, before)) & Counter(map(_whole, now))
    came = [_name(row) for row in _others(now, same)]
    went = [_name(row) for row in _others(before, same)]
    altered = [name for name in came if name in went and first[name] == second[name] == 1]
    moved = [Moved(name, "another row", "changed") for name in altered]
    return Changed(
        stem,
        moved,
        [name for name in came if name not in altered],
        [name for name in went if name not in altered],
        said,
    )


def _is_numbers(rows: Sequence[Row]) -> bool:
    return not rows or {"measure", "value"} <= rows[0].keys()


def _others(rows: Iterable[Row], same: Counter[Key]) -> Iterator[Row]:
    left = Counter(same)
    for row in rows:
        left[_whole(row)] -= 1
        if left[_whole(row)] < 0:
            yield row


def _whole(row: Row) -> Key:
    return tuple(str(cell) for cell in row.values())


def _name(row: Row) -> str:
    """What a reader knows a row of text by: its first cells that say something."""
    return ", ".join([cell for cell in row.values() if cell][:_SHOWN])


def _moved(before: list[Row], now: list[Row], said: list[tuple[str, str]]) -> Iterator[Moved]:
    first, second = ({_key(row): row for row in rows} for rows in (before, now))
    for key in dict.fromkeys([*second, *first]):
        was, is_ = (_number(rows.get(key)) for rows in (first, second))
        if was != is_:
            what = _label(second.get(key) or first[key])
            yield Moved(what, was, is_, _carrying(was, is_, said))


def _key(row: Row) -> Key:
    names = list(row)[: list(row).index("measure") + 1]
    return tuple(row[name] for name in names if not name.endswith("_label"))


def _label(row: Row) -> str:
    """What a number counts, in the words of the table."""
    names = list(row)[: list(row).index("measure")]
    told = [name for name in names if f"{name}_label" not in row]
    return ", ".join([*(row[name] for name in told if row[name]), row["measure"]])


def _number(row: Row | None) -> str:
    """A number with its status, as `7 (counted)` or `7–9 (bounded)`; nothing without a row."""
    if row is None:
        return ""
    low, high = row.get("low", ""), row.get("high", "")
    number = row["value"] or (f"{low}–{high}" if high else f"at least {low}" if low else "unknown")
    status = row.get("status", "")
    return f"{number} ({status})" if status else number


# -- sentences -------------------------------------------------------------------------------------


def _sentences(one: Built, stem: str) -> list[str]:
    """The sentences with a number that are said of an exhibit, in order."""
    texts = dict.fromkeys(c["sentence"] for c in one.claims if c.get("exhibit", "") == stem)
    parts = (part.strip() for text in texts for part in _END.split(text))
    return list(dict.fromkeys(part for part in parts if _NUMBER.search(part)))


def _rephrased(before: list[str], now: list[str]) -> Iterator[tuple[str, str]]:
    """The sentences that differ, as they were and as they are; what came or went stands alone."""
    only_before = [one for one in before if one not in now]
    only_now = [one for one in now if one not in before]
    forms = list(dict.fromkeys(map(_form, [*only_now, *only_before])))
    for form in forms:
        pairs = ([one for one in side if _form(one) == form] for side in (only_before, only_now))
        yield from zip_longest(*pairs, fillvalue="")


def _form(sentence: str) -> str:
    return _NUMBER.sub("#", sentence)


def _carrying(was: str, is_: str, said: list[tuple[str, str]]) -> str:
    """The sentence in which the number took the other's place; nothing where none says it."""
    old, new = (one.split(" (")[0] for one in (was, is_))
    for before, now in said:
        if _form(before) == _form(now) and (old, new) in zip(
            _NUMBER.findall(before), _NUMBER.findall(now), strict=True
        ):
            return now
    return ""

"""An exhibit's numbers: the questions it asks, declared once, and the table of their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import attrgetter
from typing import Any, ClassVar

import pandas as pd

from helpers.data.network import Network
from helpers.errors import one_of
from helpers.numbers import rows
from helpers.numbers.answer import SURE, Answer, Status, added
from helpers.numbers.evidence import Evidence, answer, shown
from helpers.numbers.question import ALL, PERCENT, Question

Keys = dict[str, str]
TOTAL = "total"
# Where network.yml has the words and colours of a key's values.
VOCABULARIES = {one: f"{one}s" for one in ("period", "topic", "scope", "member_type", "change")}
VOCABULARIES |= {"size_class": "size_classes", "filed": "changes"}
NUMBER = ["measure", "value", "low", "high", "unit", "base", "status", "statements", "note"]


@dataclass(frozen=True)
class Asked:
    """One number that an exhibit asks for: its keys, and the question or the claim.

    `measure` tells numbers under the same keys apart. `whole` is the base where it is not the plain
    one. `always=False` leaves the number out where nothing prints or decides it; `unless` leaves it
    out where that question is printed. `rows_only` counts what rows decide and asks nothing else;
    `audited` says whether the audit shall bound it.
    """

    keys: Keys
    question: Question | None = None
    measure: str = "count"
    unit: str = "partnerships"
    claim: str = ""
    base: int | None = None
    note: str = ""
    always: bool = True
    audited: bool = False
    rows_only: bool = False
    whole: Question | None = None
    unless: Question | None = None


@dataclass(frozen=True, eq=False)
class Grid:
    """Questions in the order of the table's rows; `beside` are tables of names with them."""

    keys: tuple[str, ...]
    asked: tuple[Asked, ...]
    beside: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    compares: bool = False  # whether every host's entries belong to every host's report


def _says(name: str) -> Any:
    return property(attrgetter(f"answer.{name}"))


@dataclass(frozen=True)
class Entry:
    """One number of a table: where it stands, what it is, and how it is known."""

    keys: Keys
    labels: Keys
    measure: str
    answer: Answer
    unit: str = "partnerships"
    base: int | None = None
    note: str = ""
    question: Question | None = None

    # An entry says of itself what its answer says.
    status: ClassVar[Status] = _says("status")
    exact: ClassVar[bool] = _says("exact")
    ranged: ClassVar[bool] = _says("ranged")
    known: ClassVar[bool] = _says("known")
    free: ClassVar[bool] = _says("free")

    @cached_property
    def low(self) -> float:
        """The least that it can be."""
        return float(self.answer.low)

    @cached_property
    def high(self) -> float | None:
        """The most that it can be; None where no upper end is known."""
        return None if self.answer.high is None else float(self.answer.high)

    @property
    def value(self) -> float:
        """The number, where there is just one; ValueError else."""
        if not self.answer.exact:
            raise ValueError(f"{self.keys} is {self.text}, not one number.")
        return self.low

    @property
    def sure(self) -> bool:
        """May a title speak of it: one value, printed, counted or implied?"""
        return self.exact and self.status in SURE

    @property
    def percent(self) -> bool:
        """Is it a percentage?"""
        return self.unit.startswith(PERCENT)

    @cached_property
    def text(self) -> str:
        """The number as figures and tables write it: `44%`, `7–9`."""
        return self.answer.text("%" if self.percent else "")

    @cached_property
    def prose(self) -> str:
        """The number as a sentence writes it: `44 percent`, `7–9`."""
        return self.answer.text(" percent" if self.percent else "")

    @cached_property
    def statements(self) -> str:
        """Ids of the statements it rests on, joined by `;`."""
        return ";".join(self.answer.statements)

    def record(self) -> dict:
        """The entry as a row of the tidy table."""
        found: dict[str, object] = {}
        for key, value in self.keys.items():
            found[key] = value
            if key in self.labels:
                found[f"{key}_label"] = self.labels[key]
        low = self.low if self.known else None
        ends = (self.low if self.exact else None, low, self.high)
        note = self.note or self.answer.note
        known = (self.unit, self.base, str(self.status), self.statements, note)
        return found | dict(zip(NUMBER, (self.measure, *ends, *known), strict=True))


class Table:
    """The entries of an exhibit in order. Small: reads like a list, is asked like a dictionary."""

    def __init__(
        self,
        entries: Iterable[Entry],
        keys: Iterable[str],
        beside: Mapping[str, pd.DataFrame] | None = None,
        colours: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.entries = tuple(entries)
        self.keys = tuple(keys)
        self.beside = dict(beside or {})
        self._colours = dict(colours or {})

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def holding(self, entries: Iterable[Entry], *keys: str) -> Table:
        """A table of other entries, with the same names and colours beside; perhaps more keys."""
        return Table(entries, (*self.keys, *keys), self.beside, self._colours)

    def where(self, test: Callable[[Entry], bool]) -> Table:
        """The entries that pass a test."""
        return self.holding(filter(test, self))

    def find(self, measure: str | None = None, **keys: str) -> Table:
        """The entries with these keys, in order; a table of them."""
        wanted = keys.items()
        near = min((self._with.get(one, []) for one in wanted), key=len, default=self.entries)
        return self.holding(
            e for e in near if measure in (None, e.measure) and wanted <= e.keys.items()
        )

    @cached_property
    def _with(self) -> dict[tuple[str, str], list[Entry]]:
        """A key and its value -> the entries that have it, in order."""
        found: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            for one in entry.keys.items():
                found.setdefault(one, []).append(entry)
        return found

    def without(self, **keys: str) -> Table:
        """The entries that have none of these keys."""
        return self.where(lambda e: not keys.items() & e.keys.items())

    def plus(self, more: Iterable[Entry]) -> Table:
        """The table with more entries at its end."""
        return self.holding([*self, *more])

    def get(self, measure: str = "count", host: str = ALL, **keys: str) -> Entry:
        """The one entry with these keys; KeyError, with what there is, if there is none or more."""
        wanted = keys | ({"host": host} if "host" in self.keys else {})
        found = self.find(measure, **wanted).entries
        if len(found) == 1:
            return found[0]
        there = [e.measure for e in self.find(**wanted)] or [str(e.keys) for e in self.entries[:9]]
        raise KeyError(f"{len(found)} entries for {measure}, {wanted}; there are {one_of(there)}.")

    def maybe(self, measure: str = "count", host: str = ALL, **keys: str) -> Entry | None:
        """The one entry with these keys, or None."""
        with suppress(KeyError):
            return self.get(measure, host, **keys)
        return None

    def values(self, key: str) -> list[str]:
        """The values of a key in order of appearance."""
        return list(dict.fromkeys(e.keys[key] for e in self if key in e.keys))

    def label(self, key: str, value: str) -> str:
        """How a value of a key is called."""
        named = (e.labels[key] for e in self._with.get((key, value), ()) if key in e.labels)
        return next(named, value)

    def colours(self, key: str) -> dict[str, str]:
        """The colours that the network gives to a key's values."""
        return dict(self._colours.get(key, {}))

    def coloured(self, palette: Mapping[str, str] | Sequence[str]) -> Table:
        """The table with colours of a reader's own: by the values' ids, or one after the other."""
        named = palette if isinstance(palette, Mapping) else {}
        new = {}
        for key, colours in self._colours.items():
            given = dict(zip(colours, [] if named else palette, strict=False))
            new[key] = {
                id_: named.get(id_) or given.get(id_) or old for id_, old in colours.items()
            }
        return Table(self.entries, self.keys, self.beside, new)

    def sum(self) -> Entry:
        """All entries as one: for numbers that are counted apart."""
        first = self.entries[0]
        bases = [e.base or 0 for e in self]
        total = added(e.answer for e in self)
        return Entry(first.keys, first.labels, first.measure, total, first.unit, sum(bases) or None)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The tidy table: keys and labels, then NUMBER; value, low, high and base are Int64, or
        Float64 where not all are whole."""
        records = [entry.record() for entry in self]
        first = [name for e in records for name in e if name not in NUMBER] or self.keys
        cells = {n: [one.get(n) for one in records] for n in dict.fromkeys((*first, *NUMBER))}
        numbers = {name: _whole(cells[name]) for name in ("value", "low", "high", "base")}
        return pd.DataFrame(cells | numbers)


def _whole(numbers: list[Any]) -> Any:
    """A column of numbers, of which None is not known; whole ones as such."""
    whole = all(one is None or one % 1 == 0 for one in numbers)
    return pd.array(numbers, dtype="Int64" if whole else "Float64")


def table(evidence: Evidence, grid: Grid, host: str = ALL) -> Table:
    """The answers to a grid's questions: of the whole network and, if chosen, of one host."""
    entries = [
        entry
        for place, one in enumerate(grid.asked)
        if grid.compares or one.keys.get("host", ALL) in (ALL, host)
        if (entry := _entry(evidence, grid, place))
    ]
    colours = {key: _colours(evidence.network, key) for key in grid.keys}
    return Table(entries, grid.keys, grid.beside, colours)


def _entry(evidence: Evidence, grid: Grid, place: int) -> Entry | None:
    """What is asked at a place of the grid, found once: reports of all hosts share most entries."""
    make = partial(_made, evidence, grid, grid.asked[place])
    return evidence.network.found(evidence.known, (grid, place), make)


def _made(evidence: Evidence, grid: Grid, one: Asked) -> Entry | None:
    if one.unless and answer(evidence, one.unless).status == Status.PRINTED:
        return None
    found = _answer(evidence, one)
    if not one.always and found.status in (Status.UNKNOWN, Status.BOUNDED, Status.FREE):
        return None
    labels = {key: _label(evidence.network, grid, key, value) for key, value in one.keys.items()}
    base = one.base if one.base is not None else _base(evidence, one)
    return Entry(one.keys, labels, one.measure, found, one.unit, base, one.note, one.question)


def _answer(evidence: Evidence, one: Asked) -> Answer:
    if one.claim:
        return evidence.claim(one.claim)
    if one.question is None:
        raise ValueError(f"{one.keys}: neither a question nor a claim")
    if one.rows_only:
        found = rows.count(evidence.population(one.question.period), one.question)[0]
        return shown(evidence, one.question, Answer.of(found))
    return answer(evidence, one.question)


def _label(network: Network, grid: Grid, key: str, value: str) -> str:
    """What a reader sees of a key's value: the grid's own word, the network's, or the value."""
    if (key, value) in grid.labels:
        return grid.labels[key, value]
    if key == "host" and value == ALL:
        return f"All {network.words['hosts']}"
    for vocabulary in (VOCABULARIES.get(key, ""), "reasons"):
        if value in network.config.get(vocabulary, {}):
            return network.label(vocabulary, value)
    return value.replace("_", " ") if key == "change" else value


def _colours(network: Network, key: str) -> dict[str, str]:
    if key == "host":
        hosts = network.table("hosts")
        return dict(zip(hosts["host"], hosts["colour"], strict=True))
    entries = network.config[VOCABULARIES[key]] if key in VOCABULARIES else {}
    return {name: entry.get("colour") or "" for name, entry in entries.items()}


def _base(evidence: Evidence, one: Asked) -> int | None:
    """The whole that a number is a part of, where that is one known number."""
    asked = one.question
    if asked is None or asked.subject not in ("partnerships", "hosts"):
        return None
    if asked.subject == "hosts":
        return len(evidence.network.hosts)
    found = answer(evidence, one.whole or asked.whole())
    return int(found.low) if found.exact else None

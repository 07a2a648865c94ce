"""An exhibit's numbers: the questions it asks, declared once, and the table of their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from helpers.data.network import Network
from helpers.errors import one_of
from helpers.numbers import rows
from helpers.numbers.answer import SURE, Answer, Status, added
from helpers.numbers.evidence import Evidence, answer
from helpers.numbers.question import ALL, PERCENT, Question

Keys = dict[str, str]
TOTAL = "total"
# Where network.yml has the words and colours of a key's values.
VOCABULARIES = {
    "period": "periods",
    "topic": "topics",
    "scope": "scopes",
    "size_class": "size_classes",
    "member_type": "member_types",
    "change": "changes",
    "filed": "changes",
}
NUMBER = ["measure", "value", "low", "high", "unit", "base", "status", "statements", "note"]


@dataclass(frozen=True)
class Asked:
    """One number that an exhibit asks for: under which keys it stands, and the question or the
    claim.

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


@dataclass(frozen=True)
class Grid:
    """Questions in the order of the table's rows. `beside` are tables of names that go with
    them.
    """

    keys: tuple[str, ...]
    asked: tuple[Asked, ...]
    beside: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    compares: bool = False  # whether every host's entries belong to every host's report


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

    @property
    def low(self) -> float:
        """The least that it can be."""
        return float(self.answer.low)

    @property
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
    def status(self) -> Status:
        """How it is known."""
        return self.answer.status

    @property
    def exact(self) -> bool:
        """Is there just one value that it can have?"""
        return self.answer.exact

    @property
    def ranged(self) -> bool:
        """Does it lie between two different values?"""
        return self.answer.ranged

    @property
    def known(self) -> bool:
        """Is anything known of it?"""
        return self.answer.known

    @property
    def free(self) -> bool:
        """Do its ends say no more than the totals around it?"""
        return self.answer.free

    @property
    def sure(self) -> bool:
        """May a title speak of it: one value, printed, counted or implied?"""
        return self.exact and self.status in SURE

    @property
    def percent(self) -> bool:
        """Is it a percentage?"""
        return self.unit.startswith(PERCENT)

    @property
    def text(self) -> str:
        """The number as figures and tables write it: `44%`, `7–9`."""
        return self.answer.text("%" if self.percent else "")

    @property
    def prose(self) -> str:
        """The number as a sentence writes it: `44 percent`, `7–9`."""
        return self.answer.text(" percent" if self.percent else "")

    @property
    def statements(self) -> str:
        """Ids of the statements it rests on, joined by `;`."""
        return ";".join(self.answer.statements)

    def record(self) -> dict:
        """The entry as a row of the tidy table."""
        named = {k: v for key in self.keys for k, v in self._named(key).items()}
        low, high = self.answer.low, self.answer.high
        numbers = {"value": self.answer.value, "low": low if self.known else None, "high": high}
        return (
            named
            | {"measure": self.measure}
            | {name: None if number is None else float(number) for name, number in numbers.items()}
            | {
                "unit": self.unit,
                "base": self.base,
                "status": str(self.status),
                "statements": self.statements,
                "note": self.note or self.answer.note,
            }
        )

    def _named(self, key: str) -> Keys:
        return {key: self.keys[key]} | (
            {f"{key}_label": self.labels[key]} if key in self.labels else {}
        )


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

    def find(self, measure: str | None = None, **keys: str) -> Table:
        """The entries with these keys, in order; a table of them."""
        kept = [e for e in self if measure in (None, e.measure) and _matches(e, keys)]
        return Table(kept, self.keys, self.beside, self._colours)

    def get(self, measure: str = "count", host: str = ALL, **keys: str) -> Entry:
        """The one entry with these keys; KeyError, with what there is, if there is none or more."""
        wanted = keys | ({"host": host} if "host" in self.keys else {})
        found = self.find(measure, **wanted).entries
        if len(found) != 1:
            there = [e.measure for e in self.find(**wanted)] or [str(e.keys) for e in self][:9]
            raise KeyError(
                f"{len(found)} entries for {measure}, {wanted}; there are {one_of(there)}."
            )
        return found[0]

    def maybe(self, measure: str = "count", host: str = ALL, **keys: str) -> Entry | None:
        """The one entry with these keys, or None."""
        wanted = keys | ({"host": host} if "host" in self.keys else {})
        found = self.find(measure, **wanted).entries
        return found[0] if len(found) == 1 else None

    def without(self, **keys: str) -> Table:
        """The entries that have none of these keys."""
        kept = [e for e in self if not any(e.keys.get(k) == v for k, v in keys.items())]
        return Table(kept, self.keys, self.beside, self._colours)

    def plus(self, more: Iterable[Entry]) -> Table:
        """The table with more entries at its end."""
        return Table([*self, *more], self.keys, self.beside, self._colours)

    def where(self, test: Callable[[Entry], bool]) -> Table:
        """The entries that pass a test."""
        return Table(filter(test, self), self.keys, self.beside, self._colours)

    def values(self, key: str) -> list[str]:
        """The values of a key in order of appearance."""
        return list(dict.fromkeys(e.keys[key] for e in self if key in e.keys))

    def label(self, key: str, value: str) -> str:
        """How a value of a key is called."""
        return next(
            (e.labels[key] for e in self if e.keys.get(key) == value and key in e.labels), value
        )

    def colours(self, key: str) -> dict[str, str]:
        """The colours that the network gives to a key's values."""
        return dict(self._colours.get(key, {}))

    def sum(self) -> Entry:
        """All entries as one: for numbers that are counted apart."""
        first = self.entries[0]
        bases = [e.base or 0 for e in self]
        total = added(e.answer for e in self)
        return Entry(first.keys, first.labels, first.measure, total, first.unit, sum(bases) or None)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The tidy table: keys with their labels, then NUMBER; value, low, high and base as
        Float64.
        """
        records = [entry.record() for entry in self]
        first = [name for e in records for name in e if name not in NUMBER]
        columns = [*dict.fromkeys(first), *NUMBER] if records else [*self.keys, *NUMBER]
        made = pd.DataFrame(records, columns=columns)
        return made.astype(dict.fromkeys(("value", "low", "high", "base"), "Float64"))


def _matches(entry: Entry, keys: Keys) -> bool:
    return all(entry.keys.get(name) == value for name, value in keys.items())


def table(evidence: Evidence, grid: Grid, host: str = ALL) -> Table:
    """The answers to a grid's questions: of the whole network and, if one is chosen, of one
    host.
    """
    kept = [one for one in grid.asked if grid.compares or one.keys.get("host", ALL) in (ALL, host)]
    entries = [entry for one in kept if (entry := _entry(evidence, grid, one))]
    colours = {key: _colours(evidence.network, key) for key in grid.keys}
    return Table(entries, grid.keys, grid.beside, colours)


def _entry(evidence: Evidence, grid: Grid, one: Asked) -> Entry | None:
    if one.unless and answer(evidence, one.unless).status == Status.PRINTED:
        return None
    found = _answer(evidence, one)
    if not one.always and (not found.known or found.status in (Status.BOUNDED, Status.FREE)):
        return None
    labels = {key: _label(evidence, grid, key, value) for key, value in one.keys.items()}
    base = one.base if one.base is not None else _base(evidence, one)
    return Entry(one.keys, labels, one.measure, found, one.unit, base, one.note, one.question)


def _answer(evidence: Evidence, one: Asked) -> Answer:
    if one.claim:
        return evidence.claim(one.claim)
    if one.question is None:
        raise ValueError(f"{one.keys}: neither a question nor a claim")
    if one.rows_only:
        return Answer.of(rows.count(evidence.population(one.question.period), one.question)[0])
    return answer(evidence, one.question)


def _label(evidence: Evidence, grid: Grid, key: str, value: str) -> str:
    """What a reader sees of a key's value: the grid's own word, the network's, or the value."""
    network = evidence.network
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
    whole = one.whole or asked.whole()
    found = answer(evidence, whole)
    return int(found.low) if found.exact else None

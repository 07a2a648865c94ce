"""What exhibits' sentences are made of: the network's terms, tallies, notes, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import pandas as pd

from helpers.data.network import Network
from helpers.numbers.answer import HIDDEN, Answer, Status
from helpers.numbers.grid import Entry, Table
from helpers.numbers.question import ALL
from helpers.text.say import EMPTY, Sentence, join, listed, say

EXAMPLE = "Example: one of many possible datasets"  # what a picture of one says on itself
# How a status reads in a tally, in the order of how much is known.
STATUSES = {one: str(one) for one in Status} | {
    Status.COUNTED: "counted from rows",
    Status.PUBLIC: "from public pages (marked p)",
    Status.SUPPRESSED: f"hidden ({HIDDEN})",
    Status.EXAMPLE: "from one of many possible datasets",
}
WORDS = ("partnership", "partnerships", "host", "hosts")


@dataclass(frozen=True)
class Terms:
    """What a network calls its things, and its periods in order."""

    partnership: str
    partnerships: str
    host: str
    hosts: str
    periods: Mapping[str, str]
    source: str
    members: str = "members"  # what a size class counts

    @classmethod
    def of(cls, network: Network) -> Terms:
        """The terms of network.yml, with plain ones where it gives none."""
        words, source = network.words, network.config["source"].get("short")
        one, many, host, hosts = (words[name] for name in WORDS)
        periods = {one: network.label("periods", one) for one in network.periods}
        counted_ = words["members"] if network.closed else f"active {words['members']}"
        return cls(one, many, host, hosts, periods, source or "the network's own rows", counted_)

    @property
    def last(self) -> str:
        """The last period's label."""
        return list(self.periods.values())[-1]

    @property
    def words(self) -> dict[str, str]:
        """Word -> the network's own: `host`, `hosts`, `partnership`, ...; `Host` begins a line."""
        own = {name: str(getattr(self, name)) for name in (*WORDS, "members")}
        return own | {capital(name): capital(word) for name, word in own.items()}

    def count(self, n: int | float | None) -> str:
        """The word that follows a number."""
        return self.partnership if n == 1 else self.partnerships


class Marks(Protocol):
    """What a small-cell rule hides, and the sentence that says so."""

    @property
    def note(self) -> str:
        """What the sign of a hidden number means."""

    def marked(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows of partnerships.csv, with ‡ in each cell that is hidden."""


@dataclass(frozen=True)
class View:
    """What a reader chose, what the network calls things, and its own words for one exhibit."""

    terms: Terms
    host: str = ALL
    names: bool = True
    own: Mapping[str, Sentence] = field(default_factory=dict)
    label: str = ""
    hidden: Marks | None = None  # what the network's small-cell rule hides

    def marked(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows of partnerships.csv, with ‡ in each cell that is hidden."""
        return self.hidden.marked(rows) if self.hidden else rows

    def said(self, name: str) -> Sentence:
        """The network's own title, subtitle, note or source of this exhibit; empty if none."""
        return self.own.get(name, EMPTY)

    def source(self) -> Sentence:
        """SOURCE: the network's own words, else its rows."""
        return self.said("source") or Sentence(capital(self.terms.source) + ".")

    def say(self, template: str, **values: object) -> Sentence:
        """`say` with the network's words: `{partnerships}`, `{Host}`, the `{last}` period; nothing
        where a value is None."""
        filled = {"last": self.terms.last} | self.terms.words | values
        return EMPTY if any(one is None for one in values.values()) else say(template, **filled)


def each(entries: Iterable[Entry], key: str, template: str = "{n} {name}") -> list[Sentence]:
    """Each entry's number with the name it has by a key: `7 new`; `{Name}` has a capital."""
    names = [(entry, entry.labels[key]) for entry in entries]
    return [say(template, n=entry, name=name, Name=capital(name)) for entry, name in names]


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The text with its first letter small, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def counted(n: int, unit: str = "rows") -> Entry:
    """A number counted from rows at hand, as an entry."""
    return Entry({}, {}, "count", Answer.of(n), unit)


def tally(entries: Iterable[Entry], what: str = "numbers") -> Sentence:
    """How many have each status: `Of 15 numbers 2 are printed, 1 implied and 12 bounded.`

    Silent where all are known alike as printed or counted, since solid marks say so.
    """
    found = Counter(entry.status for entry in entries)
    names = [name for name in STATUSES if name in found]
    if len(names) == 1 and names[0] not in (Status.PRINTED, Status.COUNTED):
        n, status = counted(found[names[0]]), STATUSES[names[0]]
        return say("All {n} {what} are {status}.", n=n, what=what, status=status)
    if len(names) < 2:
        return EMPTY
    verb = " is" if found[names[0]] == 1 else " are"
    parts = [
        say("{n}{verb} {status}", n=counted(found[name]), verb=verb * (name == names[0]),
            status=STATUSES[name])
        for name in names
    ]  # fmt: skip
    all_ = counted(found.total())
    return say("Of {all} {what} {parts}.", all=all_, what=what, parts=listed(parts))


def example_note(entries: Iterable[Entry]) -> Sentence:
    """What must be said wherever numbers are of one dataset of many."""
    if not any(entry.status == Status.EXAMPLE for entry in entries):
        return EMPTY
    return Sentence(
        "This is no finding: one complete dataset of the many that agree with a largest consistent "
        "set of the statements."
    )


def of_host(table: Table, view: View) -> Sentence:
    """What a single host's report says of its own numbers in an exhibit."""
    own, names = table.find(host=view.host), {"host": view.terms.host, "name": view.host}
    if view.host == ALL:
        return EMPTY
    if not any(entry.known and not entry.free for entry in own):
        return say("Of {host} {name} nothing is known here.", **names)
    found = tally(own)
    return join(say("For {host} {name}:", **names), found) if found else EMPTY


def note(
    table: Table, view: View, *more: Sentence, drawn: Iterable[Entry] | None = None
) -> Sentence:
    """NOTE: what the exhibit must say, the network's own remark, how its numbers are known."""
    rows = list(table.find(host=ALL) if drawn is None else drawn)
    said = (*more, view.said("note"), tally(rows), example_note(rows), of_host(table, view))
    return join(*said, hidden_note(table))


def hidden_note(entries: Iterable[Entry]) -> Sentence:
    """What ‡ means, where it occurs."""
    notes = (entry.answer.note for entry in entries if entry.status == Status.SUPPRESSED)
    return Sentence(next(notes, ""))


def fixed(entries: Iterable[Entry]) -> Sentence:
    """How many numbers have one value only, for a title; empty if all are counted."""
    rows = list(entries)
    statuses = {entry.status for entry in rows}
    if statuses <= {Status.COUNTED}:
        return EMPTY
    if Status.EXAMPLE in statuses:
        return Sentence("the rest is one of many possible datasets")
    known = sum(entry.exact for entry in rows)
    return say("the statements fix {k} of {n} numbers", k=counted(known), n=counted(len(rows)))

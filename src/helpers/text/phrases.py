"""What exhibits' sentences are made of: the network's terms, tallies of statuses, notes,
sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.numbers.answer import Answer, Status
from helpers.numbers.grid import Entry, Table
from helpers.numbers.question import ALL
from helpers.text.say import EMPTY, Sentence, join, listed, say

if TYPE_CHECKING:
    from helpers.data.network import Network

EXAMPLE = "Example: one of many possible datasets"  # what a picture of one says on itself
# How a status reads in a tally, in the order of how much is known.
STATUSES = {
    Status.PRINTED: "printed",
    Status.COUNTED: "counted from rows",
    Status.DISPUTED: "disputed",
    Status.IMPLIED: "implied",
    Status.BOUNDED: "bounded",
    Status.FREE: "free",
    Status.PUBLIC: "from public pages (marked p)",
    Status.EXAMPLE: "from one of many possible datasets",
    Status.SUPPRESSED: "suppressed",
    Status.UNKNOWN: "not published",
}


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
        periods = {one: network.label("periods", one) for one in network.periods}
        source = network.config["source"].get("short") or "the network's own rows"
        one, many, host, hosts = (
            network.words[name] for name in ("partnership", "partnerships", "host", "hosts")
        )
        members = network.words["members"]
        counted = members if network.closed else f"active {members}"
        return cls(one, many, host, hosts, periods, source, counted)

    @property
    def first(self) -> str:
        """The first period's label."""
        return next(iter(self.periods.values()))

    @property
    def last(self) -> str:
        """The last period's label."""
        return list(self.periods.values())[-1]

    @property
    def words(self) -> dict[str, str]:
        """Word -> the network's own: `host`, `hosts`, `partnership`, ...; `Host` begins a line."""
        names = ("partnership", "partnerships", "host", "hosts", "members")
        own = {name: str(getattr(self, name)) for name in names}
        return own | {capital(name): capital(word) for name, word in own.items()}

    def count(self, n: int | float | None) -> str:
        """The word that follows a number."""
        return self.partnership if n == 1 else self.partnerships


@dataclass(frozen=True)
class View:
    """What a reader chose, what the network calls things, and its own words for one exhibit."""

    terms: Terms
    host: str = ALL
    names: bool = True
    example: bool = False
    own: Mapping[str, Sentence] = field(default_factory=dict)
    label: str = ""

    def said(self, name: str) -> Sentence:
        """The network's own title, subtitle, note or source of this exhibit; empty if it has
        none.
        """
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
    """How many entries have each status: `Of 15 numbers 2 are printed, 1 implied and 12
    bounded.`
    """
    rows = list(entries)
    found = {name: n for name in STATUSES if (n := sum(e.status == name for e in rows))}
    if len(found) < 2:
        return _all_alike(rows, found, what)
    parts = [
        say(
            "{n}{verb} {status}", n=counted(n), verb="" if place else _are(n), status=STATUSES[name]
        )
        for place, (name, n) in enumerate(found.items())
    ]
    return say("Of {all} {what} {parts}.", all=counted(len(rows)), what=what, parts=listed(parts))


def _all_alike(rows: list[Entry], found: dict[Status, int], what: str) -> Sentence:
    """Nothing to tell apart: silent where all is known, since solid marks say so."""
    if not rows or next(iter(found)) in (Status.PRINTED, Status.COUNTED):
        return EMPTY
    name = STATUSES[next(iter(found))]
    return say("All {n} {what} are {name}.", n=counted(len(rows)), what=what, name=name)


def _are(count: int) -> str:
    return " is" if count == 1 else " are"


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
    if view.host == ALL:
        return EMPTY
    own = table.find(host=view.host)
    if not any(entry.known and not entry.free for entry in own):
        return say("Of {host} {name} nothing is known here.", host=view.terms.host, name=view.host)
    found = tally(own)
    if not found:
        return EMPTY
    return join(say("For {host} {name}:", host=view.terms.host, name=view.host), found)


def note(
    table: Table, view: View, *more: Sentence, drawn: Iterable[Entry] | None = None
) -> Sentence:
    """NOTE: what the exhibit must say, the network's own remark, how its numbers are known."""
    rows = list(drawn if drawn is not None else table.find(host=ALL))
    return join(*more, view.said("note"), tally(rows), example_note(rows), of_host(table, view))


def fixed(entries: Iterable[Entry]) -> Sentence:
    """How many numbers have one value only, for a title that can say no more; empty if all are
    counted.
    """
    rows = list(entries)
    known = sum(entry.exact for entry in rows)
    if all(entry.status == Status.COUNTED for entry in rows):
        return EMPTY
    if any(entry.status == Status.EXAMPLE for entry in rows):
        return Sentence("the rest is one of many possible datasets")
    return say("the statements fix {k} of {n} numbers", k=counted(known), n=counted(len(rows)))

"""What exhibits' sentences are made of: the network's terms, tallies, notes, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pandas as pd

from helpers.data.network import Network
from helpers.numbers.answer import HIDDEN, NOT_KNOWN, Answer, Status
from helpers.numbers.grid import Entry, Table
from helpers.numbers.question import ALL, Question
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
    own: bool = False  # are all numbers counted from rows of its own?

    @classmethod
    def of(cls, network: Network) -> Terms:
        """The terms of network.yml, with plain ones where it gives none."""
        words, source = network.words, network.config["source"].get("short")
        one, many, host, hosts = (words[name] for name in WORDS)
        periods = {one: network.label("periods", one) for one in network.periods}
        counted_ = words["members"] if network.closed else f"active {words['members']}"
        short = source or "the network's own rows"
        return cls(one, many, host, hosts, periods, short, counted_, network.closed)

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


def beginning(names: list[str], most: int) -> str:
    """The first names, and how many more there are."""
    more = len(names) - most
    return "; ".join(names[:most]) + (f"; and {more} more" if more > 0 else "")


def that_are(parts: Sequence[Entry], view: View) -> list[Entry]:
    """The parts that a sentence names: of own rows those that there are."""
    return [one for one in parts if one.low or not view.terms.own]


def some(n: Entry, whole: Entry, view: View, tail: str = "") -> Sentence:
    """So many of a whole, to begin a sentence: `None of the five circles`, `Two of the 12 circles`,
    `Both circles`, `All five circles`, `The one circle`; each with a tail, such as ` of 2025`."""
    if n.low == whole.low == 1:
        template = "The one {partnership}"
    elif n.low == whole.low and n.exact:
        template = "Both {partnerships}" if n.low == 2 else "All {whole:word} {partnerships}"
    elif whole.low == 1:
        template = "Not the one {partnership}"
    else:
        template = "{n:None} of the {whole:word} {partnerships}"
    return view.say(template + "{tail}", n=n, whole=whole, tail=tail)


def most_common(entries: Sequence[Entry]) -> list[Entry]:
    """The one that is most, or the two or three that are; none where all are 0 or more are it."""
    known = [entry for entry in entries if entry.sure and entry.base]
    most = max((entry.low for entry in known), default=0)
    found = [entry for entry in known if entry.low == most > 0]
    sure = len(known) == len(entries) and len(found) < 4
    return found if sure else []


def left_out(parts: Sequence[Entry], view: View, what: str) -> Sentence:
    """Of how many something is not known: what the parts leave of their base."""
    base = next((one.base for one in parts if one.base is not None), None)
    if base is None or not all(one.exact for one in parts):
        return EMPTY
    rest = counted(base - int(sum(one.low for one in parts)), "partnerships")
    text = "Of {n} {n:partnership|partnerships} {what} is not known."
    return view.say(text, n=rest, what=what) if rest.low else EMPTY


def of_its_own(found: Sentence, view: View) -> Sentence:
    """What is said of the chosen host, its name before it."""
    return found if view.host == ALL else say("{host}: {a}", host=view.host, a=lowered(found))


def lowered(found: Sentence) -> Sentence:
    """The sentence as it stands behind a colon: its first letter small."""
    return Sentence(small(found.text), found.claims)


DISTANCES = {
    "dates": "Periods stand as far apart as their dates.",
    "numbers": "Periods stand as far apart as their numbers.",
    "steps": "Periods stand at equal steps.",
}


def distances(periods: pd.DataFrame) -> Sentence:
    """By what periods are set apart, as the column `how` says; nothing of two."""
    return Sentence(DISTANCES[periods["how"].iloc[0]]) if len(periods) > 2 else EMPTY


def counted(n: int, unit: str = "rows", asked: Question | None = None) -> Entry:
    """A number counted from rows at hand, as an entry; perhaps a source prints what is asked."""
    return Entry({}, {}, "count", Answer.of(n), unit, question=asked)


def tally(entries: Iterable[Entry], what: str = "numbers") -> Sentence:
    """How many have each status: `Of 15 numbers 2 are printed, 1 implied and 12 bounded.`

    Silent where all are known alike as printed or counted, since solid marks say so.
    """
    # A share of no members at all is no number that is not known.
    rows = [one for one in entries if one.known or one.answer.wording in ("", NOT_KNOWN.wording)]
    found = Counter(entry.status for entry in rows)
    # Own rows word it otherwise: nobody was to publish their numbers.
    said = STATUSES | {entry.status: entry.text for entry in rows if not entry.known}
    names = [name for name in STATUSES if name in found]
    if len(names) == 1 and names[0] not in (Status.PRINTED, Status.COUNTED):
        n, status = counted(found[names[0]]), said[names[0]]
        return say("All {n} {what} are {status}.", n=n, what=what, status=status)
    if len(names) < 2:
        return EMPTY
    verb = " is" if found[names[0]] == 1 else " are"
    parts = [
        say("{n}{verb} {status}", n=counted(found[name]), verb=verb * (name == names[0]),
            status=said[name])
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


def spoken(table: Table, view: View) -> tuple[Table, str]:
    """The entries that a title speaks of, and whose they are: a chosen host's (` of North Hub`)
    where one of them is sure, else all."""
    own = table.find(host=view.host)
    if view.host != ALL and any(entry.sure for entry in own):
        return own, f" of {view.host}"
    return table.find(host=ALL), ""


def own_part(table: Table, view: View, *said: Sentence) -> Sentence:
    """What an alternative text says of a chosen host's own part, below the whole network's."""
    if view.host == ALL:
        return EMPTY
    own = table.find(host=view.host)
    if not any(entry.known and not entry.free for entry in own):
        return say("Below, a line says that nothing is known of {name}.", name=view.host)
    if not any(said):
        return say("Below, the same for {name}.", name=view.host)
    return say("Below, the same for {name}: {said}.", name=view.host, said=listed(said))


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


def some_hidden(entries: Iterable[Entry]) -> bool:
    """Is one of them hidden, so that no other can be said to be the most, or all there is?"""
    return any(entry.status == Status.SUPPRESSED for entry in entries)


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

"""A whole and its parts: what of it is sure, what is left over, what a range of the whole adds.

Pictures draw numbers and make none: whatever they write that nobody printed is an entry made here.

Where several numbers of one exhibit are printed twice, differently, the places that print them fall
into readings: one place's values belong together. Each reading has the numbers its places print.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from helpers.numbers.answer import Answer, Said, Status
from helpers.numbers.grid import Entry, Table
from helpers.numbers.question import ALL

REST, MORE = "rest", "more"
"""Values that the parts' key has for what is left of the whole, and for what its range adds."""


@dataclass(frozen=True)
class Parts:
    """A whole cut in its sure parts and one undecided rest.

    Two ranges are never stacked as if both upper ends could hold at once: each sure part ends at
    its least, and what is left of the whole is one rest, which `maybe` may share. `key` tells parts
    apart.
    """

    key: str
    whole: Fraction | None
    solid: tuple[Entry, ...]
    maybe: tuple[Entry, ...]
    rest: Entry | None = None
    more: Entry | None = None

    @property
    def open(self) -> bool:
        """Is nothing known of the rest, or no more than the totals say?"""
        known = self.maybe and all(part.ranged for part in self.maybe)
        return not known or all(part.free for part in self.maybe)

    def text(self, part: Entry) -> str:
        """A sure part's number: its least (`at least 16`) where the rest is drawn apart."""
        if part.exact or self.rest is None:
            return part.text
        return replace(part, answer=part.answer.but(high=None, wording="")).text


def cut(parts: Sequence[Entry], key: str, whole: Entry | None = None) -> Parts:
    """Cut a whole in parts that `key` tells apart; without one it is their base, or 100 percent."""
    maybe = tuple(part for part in parts if not part.exact)
    solid = tuple(part for part in parts if part.low > 0 or part.exact)
    total, rest, more = _whole(parts, whole), None, None
    left = (total or Fraction(0)) - sum(part.answer.low for part in parts)
    if maybe and left > 0:
        rest = _made(parts[0], key, REST, _left(left, maybe), _rest(maybe, key))
    if whole and whole.ranged and whole.answer.high is not None:
        added = Answer(Fraction(0), whole.answer.high - whole.answer.low, Status.BOUNDED)
        more = _made(whole, key, MORE, added, "more, perhaps")
    return Parts(key, total, solid, maybe, rest, more)


def _whole(parts: Sequence[Entry], whole: Entry | None) -> Fraction | None:
    if whole is not None:
        return whole.answer.low if whole.known else None
    base = 100 if parts and parts[0].percent else parts[0].base if parts else None
    return None if base is None else Fraction(base)


def _made(like: Entry, key: str, name: str, answer: Answer, words: str) -> Entry:
    keys, labels = like.keys | {key: name}, like.labels | {key: words}
    return replace(like, keys=keys, labels=labels, answer=answer, note="")


def _left(left: Fraction, maybe: Sequence[Entry]) -> Answer:
    """What is left for parts that are not sure; no number where some of them are hidden."""
    hidden = [part.answer for part in maybe if part.status == Status.SUPPRESSED]
    return hidden[0].but(low=left) if hidden else Answer(left, left, Status.BOUNDED)


def _rest(maybe: Sequence[Entry], key: str) -> str:
    """What the rest may be: `changed coverage (16–29) or renamed (0–13)`, or `not published`."""
    if not all(part.ranged for part in maybe):
        return unknown(maybe)
    alike: dict[str, list[str]] = {}
    for part in maybe:
        alike.setdefault(part.text, []).append(part.labels.get(key, part.keys[key]))
    return " or ".join(
        f"{' or '.join(names)} ({'each ' if len(names) > 1 else ''}{text})"
        for text, names in alike.items()
    )


def unknown(parts: Sequence[Entry]) -> str:
    """How parts that are not known, or hidden, are worded: `not known`, `‡`; `not published`."""
    hidden = (Status.UNKNOWN, Status.SUPPRESSED)
    return next((one.text for one in parts if one.status in hidden), str(Status.UNKNOWN))


def either(entries: Sequence[Entry]) -> Entry:
    """One number of which several values are printed: `35 or 36`, the lowest first."""
    known = sorted((one for one in entries if one.known), key=lambda one: one.answer.low)
    values = {one.answer.low: one.answer for one in known}
    if len(values) < 2:
        return known[0] if known else entries[0]
    said = tuple(
        Said(one.low, one.high, one.statements, tuple(p for s in one.said for p in s.places))
        for one in values.values()
    )
    disputed = Answer(min(values), max(values), Status.DISPUTED, said=said)
    return replace(known[0], answer=disputed)


def less(whole: Entry, part: Entry) -> Entry:
    """What is left of a whole beside a part that is surely in it, as sure as the less sure."""
    low, high = (
        None if end is None else max(end - part.answer.low, Fraction(0))
        for end in (whole.answer.low, whole.answer.high)
    )
    status = max((whole.status, part.status), key=list(Status).index)
    answer = whole.answer.but(low=low, high=high, status=status, wording="", said=())
    return replace(whole, answer=answer, note="")


def by_reading(table: Table) -> Table:
    """The table with a key `reading`: an entry for each value of a disputed number, else one."""
    readings: list[tuple[str, ...]] = []  # places that print the same value stand together
    for entry in table:
        for said in entry.answer.said if len(entry.answer.said) > 1 else ():
            touching = [one for one in readings if {*one} & {*said.places}]
            joined = dict.fromkeys([*(p for one in touching for p in one), *said.places])
            readings = [one for one in readings if one not in touching] + [tuple(joined)]
    return table.holding([one for entry in table for one in _split(entry, readings)], "reading")


def _split(entry: Entry, readings: list[tuple[str, ...]]) -> list[Entry]:
    """The entry of each reading that prints a value of it; else the one it is."""
    found = {}
    for places in readings if entry.keys.get("host", ALL) == ALL else ():
        if said := [one for one in entry.answer.said if {*places} & {*one.places}]:
            found[", ".join(places)] = _of_places(entry.answer, said)
    return [
        replace(entry, keys=entry.keys | own, labels=entry.labels | own, answer=answer)
        for reading, answer in (found or {"": entry.answer}).items()
        for own in [{"reading": reading}]
    ]


def _of_places(answer: Answer, said: list[Said]) -> Answer:
    """What some places alone print of a number."""
    low, high = min(one.low for one in said), max(one.high or one.low for one in said)
    ids = tuple(id_ for one in said for id_ in one.statements)
    status = Status.DISPUTED if len(answer.said) > 1 else answer.status
    return answer.but(low=low, high=high, statements=ids, status=status, said=tuple(said))

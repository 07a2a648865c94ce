"""Disputed numbers place by place: which values the source prints together.

Where several numbers of one exhibit are printed twice, differently, the places fall into readings:
one place's values belong together. Each reading has the numbers that its places print.
"""

from dataclasses import replace

from helpers.numbers.answer import Answer, Said, Status
from helpers.numbers.grid import Entry, Table
from helpers.numbers.question import ALL


def by_reading(table: Table) -> Table:
    """The table with a key `reading`: an entry for each value of a disputed number, else one."""
    readings = _readings(table)
    entries = [one for entry in table for one in _split(entry, readings)]
    return Table(
        entries, (*table.keys, "reading"), table.beside, {k: table.colours(k) for k in table.keys}
    )


def _readings(table: Table) -> list[tuple[str, ...]]:
    """Places grouped: those that print the same value of a disputed number stand together."""
    found: list[tuple[str, ...]] = []
    for entry in table:
        for said in entry.answer.said if len(entry.answer.said) > 1 else ():
            touching = [one for one in found if {*one} & {*said.places}]
            joined = tuple(dict.fromkeys([*(p for one in touching for p in one), *said.places]))
            found = [one for one in found if one not in touching] + [joined]
    return found


def _split(entry: Entry, readings: list[tuple[str, ...]]) -> list[Entry]:
    if not readings or entry.keys.get("host", ALL) != ALL:
        return [_read(entry, "", entry.answer)]
    kept = {
        one: [said for said in entry.answer.said if {*one} & {*said.places}] for one in readings
    }
    found = [_read(entry, ", ".join(one), _answer(entry, s)) for one, s in kept.items() if s]
    return found or [_read(entry, "", entry.answer)]


def _answer(entry: Entry, kept: list[Said]) -> Answer:
    low, high = min(said.low for said in kept), max(said.high or said.low for said in kept)
    ids = tuple(id_ for said in kept for id_ in said.statements)
    status = Status.DISPUTED if len(entry.answer.said) > 1 else entry.status
    return entry.answer.but(low=low, high=high, statements=ids, status=status, said=tuple(kept))


def _read(entry: Entry, reading: str, answer: Answer) -> Entry:
    keys = entry.keys | {"reading": reading}
    return replace(entry, keys=keys, labels=entry.labels | {"reading": reading}, answer=answer)

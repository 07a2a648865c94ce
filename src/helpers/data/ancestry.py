"""Which earlier partnerships each row came from: by `from`, else by its name."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from helpers.data import schema
from helpers.data.network import Network
from helpers.data.tables import records
from helpers.errors import nearest, one_of, shortened

# Words whose coming or going changes no name (the source's footnote: "research" added before
# "alliance", "state" made "statewide"). The network's own words for a partnership are no name,
# either.
SLIGHT = frozenset({"research", "the", "and", "of"})
ALIKE = {"statewide": "state"}


@lru_cache(maxsize=100_000)
def slight(name: str, words: frozenset[str]) -> str:
    """A name without what does not count: capitals, punctuation, and the words that come and go."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("’", "").replace("'", "")
    every = [ALIKE.get(word, word) for word in re.findall(r"[^\W_]+", plain)]
    kept = [word for word in every if word not in words]
    return " ".join(kept or every) or plain


def coming_and_going(network: Network) -> frozenset[str]:
    """The words that change no name of this network."""
    own = network.words["partnership"] + " " + network.words["partnerships"]
    return SLIGHT | set(re.findall(r"[^\W_]+", own.casefold()))


@dataclass(eq=False)
class Fact:
    """A partnership of one period: a row that stood, how it came about, what became of it.

    `row` is the row of the file, `place` that of its period, the first being 0. `reasons` are those
    certain; empty in the first period. `filed` is the one class it is counted under, empty where
    that is open. `fate` is what became of it in the next period: `ended`; or `continued`, and
    perhaps `split` or `merged`; empty where it is not known.
    """

    row: int
    place: int
    period: str
    name: str
    slight: str
    host: str
    id: str
    cells: dict[str, Any] = field(repr=False)
    parents: list[Fact] = field(default_factory=list, repr=False)
    children: list[Fact] = field(default_factory=list, repr=False)
    reasons: tuple[str, ...] = ()
    filed: str = ""
    fate: tuple[str, ...] = ()

    def parts(self, column: str) -> tuple[str, ...]:
        """The single values of one of its cells."""
        return _parts(column, self.cells[column])

    def children_in(self, place: int) -> list[Fact]:
        """The partnerships of a period that came from it."""
        return [child for child in self.children if child.place == place]


@lru_cache(maxsize=100_000)
def _parts(column: str, cell: str) -> tuple[str, ...]:
    return schema.PARTNERSHIPS.parts(column, cell)


def family(network: Network) -> tuple[list[Fact], list[str]]:
    """All rows that stood, with their parents and children, and what in `from` is wrong."""
    words = coming_and_going(network)
    rows = network.partnerships[network.partnerships["status"] != schema.PLANNED]
    facts = [
        Fact(
            row,
            place=network.periods.index(cells["period"]),
            period=cells["period"],
            name=cells["name"],
            slight=slight(cells["name"], words),
            host=cells["host"],
            id=cells["id"].casefold(),
            cells=cells,
        )
        for row, cells in zip(rows.index, records(rows), strict=True)
    ]
    known = _Known(network, facts, words)
    problems = [problem for fact in facts for problem in known.join_named(fact)]
    for fact in facts if network.closed else []:
        known.join_same(fact)
    for fact in facts:
        _forget_history(fact)
    return facts, problems


def _join(fact: Fact, parent: Fact) -> None:
    if parent not in fact.parents:
        fact.parents.append(parent)
        parent.children.append(fact)


def _forget_history(fact: Fact) -> None:
    """A `from` copied into later periods names ancestors of the row's parents: once is enough."""
    waiting = [one for one in fact.parents if one.place == fact.place - 1]
    above: set[Fact] = set()
    while len(fact.parents) > 1 and waiting:
        fresh = set(waiting.pop().parents) - above
        above |= fresh
        waiting += fresh
    for one in above & set(fact.parents):
        fact.parents.remove(one)
        one.children.remove(fact)


class _Known:
    """The rows by what they may be called: id, name, slightly changed name."""

    def __init__(self, network: Network, facts: list[Fact], words: frozenset[str]) -> None:
        self.file, self.periods, self.words = network.file("partnerships"), network.periods, words
        self.facts = facts
        self.called: dict[tuple[int, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            for key in {fact.id, fact.name.casefold(), fact.slight} - {""}:
                self.called[fact.place, key].append(fact)

    def find(self, place: int, text: str, host: str) -> list[Fact]:
        """The rows of a period by id, else name, else slight change of it; of the host, if any."""
        found: list[Fact] = []
        for key in (text.casefold(), slight(text, self.words)):
            found = found or self.called.get((place, key), [])
        return [fact for fact in found if fact.host == host] or found

    def join_named(self, fact: Fact) -> Iterator[str]:
        """Parents by `from`: each name as it stood last before the row's own period."""
        where = f"{self.file}, row {fact.row}, column from"
        for text in fact.parts("from"):
            tries = (self.find(place, text, fact.host) for place in range(fact.place - 1, -1, -1))
            found = next(filter(None, tries), [])
            if len(found) == 1:
                _join(fact, found[0])
            else:
                yield f"{where}: found '{shortened(text)}', {self._problem(fact, text, found)}"

    def join_same(self, fact: Fact) -> None:
        """A parent by id or name: it goes on, unless only others came from it."""
        found = self._before(fact) if fact.place else []
        beside = found[0].children_in(fact.place) if found and fact.cells["from"] else []
        given_away = any(one.cells["from"] for one in beside if one is not fact)
        if len(found) == 1 and not given_away:
            _join(fact, found[0])

    def _before(self, fact: Fact) -> list[Fact]:
        """The row before that is the same one: by its id the last one, else by its name."""
        places = range(fact.place - 1, -1, -1) if fact.id else []
        same = next(filter(None, (self.called.get((place, fact.id)) for place in places)), None)
        named = self.find(fact.place - 1, fact.name, fact.host)
        return same or [one for one in named if not self._another(one, fact)]

    def _another(self, old: Fact, fact: Fact) -> bool:
        """Does an earlier row of the same name go on as a row that is nearer to it?"""
        if old.id and fact.id:
            return True
        return any(
            one.host == old.host and (one.name == old.name or fact.host != old.host)
            for one in self.called.get((fact.place, old.slight), [])
            if one is not fact
        )

    def _problem(self, fact: Fact, text: str, found: list[Fact]) -> str:
        """Why a name under `from` leads to no single earlier row, and what to do."""
        if found:
            hosts = one_of(dict.fromkeys(one.host or "no host" for one in found))
            return f"which stands several times in {found[0].period} ({hosts}). Give each an id."
        if fact.place == 0:
            return f"but {fact.period} is the first period. Empty the cell."
        places = range(fact.place, len(self.periods))
        later = next((place for place in places if self.find(place, text, fact.host)), None)
        if later is not None:
            return (
                f"which stands in {self.periods[later]} only; allowed is the name or id of a "
                f"partnership of a period before {fact.period}. Correct the cell."
            )
        near = nearest(text, [one.name for one in self.facts if one.place < fact.place])
        when = self.periods[0] if fact.place == 1 else f"any period before {fact.period}"
        return f"which is in no row of {when}. Correct the name, or empty the cell.{near}"

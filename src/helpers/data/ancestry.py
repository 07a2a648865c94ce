"""Which earlier partnerships each row came from: by `from`, else by its name."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from helpers.data import schema
from helpers.data.csvfile import shown
from helpers.data.reader import Network
from helpers.data.tables import FIRST
from helpers.errors import nearest, one_of, shortened

# Words whose coming or going changes no name (the source's footnote: "research" added before
# "alliance", "state" made "statewide"). The network's own words for a partnership are no name,
# either.
SLIGHT = frozenset({"research", "the", "and", "of"})
ALIKE = {"statewide": "state"}


def parts(column: str, cell: str) -> tuple[str, ...]:
    """The single values of a cell of partnerships.csv."""
    described = schema.PARTNERSHIPS.column(column)
    return tuple(described.parts(cell)) if described else ()


def slight(name: str, words: frozenset[str]) -> str:
    """A name without what does not count: capitals, punctuation, and the words that come and go."""
    return _slight(name, words)


@lru_cache(maxsize=100_000)
def _slight(name: str, words: frozenset[str]) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold().replace("’", "").replace("'", "")
    every = [ALIKE.get(word, word) for word in re.findall(r"[^\W_]+", plain)]
    kept = [word for word in every if word not in words]
    return " ".join(kept or every) or plain


def coming_and_going(network: Network) -> frozenset[str]:
    """The words that change no name of this network."""
    own = network.words["partnership"] + " " + network.words["partnerships"]
    return SLIGHT | set(re.findall(r"[^\W_]+", own.casefold()))


@dataclass(frozen=True)
class Line:
    """A row of partnerships.csv that stood; `label` is its label in the frame, `place` its
    period's.
    """

    label: int
    place: int
    period: str
    name: str
    slight: str
    id: str
    host: str
    topic: str
    scope: str
    before: str  # the cell `from`
    change: str
    change_status: str


def lines(network: Network) -> list[Line]:
    """The rows that stood, all but the planned ones."""
    rows = network.partnerships
    words = coming_and_going(network)
    places = {period: place for place, period in enumerate(network.periods)}
    stood = rows[rows["status"] != schema.PLANNED]
    return [_line(label, row, places, words) for label, row in _records(stood)]


def _records(rows: pd.DataFrame) -> Iterator[tuple[int, dict[str, str]]]:
    named = ["period", "name", "id", "host", "topics", "scope", "from", "change", "change_status"]
    for label, cells in zip(
        rows.index, rows[named].itertuples(index=False, name=None), strict=True
    ):
        yield int(label), dict(zip(named, cells, strict=True))


def _line(label: int, row: dict[str, str], places: dict[str, int], words: frozenset[str]) -> Line:
    return Line(
        label,
        places[row["period"]],
        row["period"],
        row["name"],
        slight(row["name"], words),
        row["id"].casefold(),
        row["host"],
        next(iter(parts("topics", row["topics"])), ""),
        row["scope"],
        row["from"],
        row["change"],
        row["change_status"],
    )


@dataclass
class Tree:
    """All rows by period, the parents of each, and what in `from` is wrong."""

    periods: list[str]
    file: str
    words: frozenset[str]
    lines: dict[int, Line] = field(default_factory=dict)
    rows: dict[str, list[Line]] = field(default_factory=dict)
    parents: dict[int, tuple[int, ...]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    _known: dict[tuple[int, str], list[Line]] = field(default_factory=lambda: defaultdict(list))
    _children: dict[tuple[int, int], list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, network: Network) -> Tree:
        """The tree of a network's rows."""
        file = shown(network.folder / schema.PARTNERSHIPS.file)
        tree = cls(network.periods, file, coming_and_going(network))
        tree.rows = {period: [] for period in network.periods}
        for line in lines(network):
            tree._add(line)
        for line in tree.lines.values():
            tree._named(line)
        if network.closed:
            tree._go_on()
        tree._forget_history()
        return tree

    def children(self, label: int, place: int) -> tuple[int, ...]:
        """The rows of the period at `place` that came from a row."""
        return tuple(self._children.get((label, place), ()))

    def _add(self, line: Line) -> None:
        self.lines[line.label] = line
        self.rows[line.period].append(line)
        for key in dict.fromkeys((line.id, line.name.casefold(), line.slight)):
            if key:
                self._known[line.place, key].append(line)

    def _find(self, place: int, text: str, host: str) -> list[Line]:
        """The rows of a period with this id, else name, else slightly changed name; of the host, if
        any.
        """
        found: list[Line] = []
        for key in (text.casefold(), slight(text, self.words)):
            found = found or self._known.get((place, key), [])
        return [line for line in found if line.host == host] or found

    def _named(self, line: Line) -> None:
        """Parents by `from`: each name as it stood last before the row's own period."""
        for text in parts("from", line.before):
            places = list(range(line.place))[::-1]
            found = next(
                (some for place in places if (some := self._find(place, text, line.host))), []
            )
            if len(found) == 1:
                self._join(line, found[0])
            else:
                self.problems.append(self._problem(line, text, found))

    def _go_on(self) -> None:
        """Parents by name: who stood in the period before goes on, unless only others came from
        him.
        """
        for line in self.lines.values():
            found = self._before(line) if line.place else []
            if len(found) == 1 and not (line.before and self._given_away(found[0], line)):
                self._join(line, found[0])

    def _before(self, line: Line) -> list[Line]:
        """The row of the period before that is the same one: by its id, else by its name."""
        places = list(range(line.place))[::-1] if line.id else []
        same = next(
            (some for place in places if (some := self._known.get((place, line.id), []))), []
        )
        named = self._find(line.place - 1, line.name, line.host)
        return same or [one for one in named if not self._another(one, line)]

    def _another(self, old: Line, line: Line) -> bool:
        """Does an earlier row of the same name go on as a row that is nearer to it?"""
        if old.id and line.id:
            return True
        others = [one for one in self._known.get((line.place, old.slight), []) if one is not line]
        return any(
            one.host == old.host and (one.name == old.name or line.host != old.host)
            for one in others
        )

    def _given_away(self, old: Line, line: Line) -> bool:
        """Is an earlier row named under `from` by others?"""
        named = self._children.get((old.label, line.place), [])
        return any(child != line.label and self.lines[child].before for child in named)

    def _join(self, line: Line, parent: Line) -> None:
        known = self.parents.get(line.label, ())
        if parent.label not in known:
            self.parents[line.label] = (*known, parent.label)
            self._children[parent.label, line.place].append(line.label)

    def _forget_history(self) -> None:
        """A `from` copied into later periods names ancestors of the row's own parents: once is
        enough.
        """
        for label, parents in self.parents.items():
            place = self.lines[label].place
            direct = [one for one in parents if self.lines[one].place == place - 1]
            above = self._above(direct) if len(direct) < len(parents) else set()
            for one in above & set(parents):
                self._children[one, place].remove(label)
            self.parents[label] = tuple(one for one in parents if one not in above)

    def _above(self, labels: Iterable[int]) -> set[int]:
        found: set[int] = set()
        waiting = list(labels)
        while waiting:
            for parent in self.parents.get(waiting.pop(), ()):
                if parent not in found:
                    found.add(parent)
                    waiting.append(parent)
        return found

    def _problem(self, line: Line, text: str, found: list[Line]) -> str:
        """Why a name under `from` leads to no single earlier row, and what to do."""
        where = f"{self.file}, row {line.label + FIRST}, column from: found '{shortened(text)}'"
        if found:
            hosts = one_of(dict.fromkeys(one.host or "no host" for one in found))
            when = found[0].period
            return f"{where}, which stands several times in {when} ({hosts}). Give each an id."
        if line.place == 0:
            return f"{where}, but {line.period} is the first period. Empty the cell."
        places = range(line.place, len(self.periods))
        later = [place for place in places if self._find(place, text, line.host)]
        if later:
            return (
                f"{where}, which stands in {self.periods[later[0]]} only; allowed is the name or "
                f"id of a partnership of a period before {line.period}. Correct the cell."
            )
        earlier = [one.name for one in self.lines.values() if one.place < line.place]
        when = self.periods[0] if line.place == 1 else f"any period before {line.period}"
        return (
            f"{where}, which is in no row of {when}. Correct the name, or empty the cell."
            + nearest(text, earlier)
        )

"""Asking beyond what is printed: ranges, sums, hosts side by side, and what if a claim were wrong.

    explore = report.explore(network)
    explore.range("transformations", host="North", change=["split_or_merged", "renamed"])

What without.json holds is answered at once; else the solver is asked, which takes seconds.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial

import pandas as pd
from matplotlib.figure import Figure

from helpers import answers, witnessed
from helpers.data.network import Network
from helpers.errors import UserError
from helpers.exploring import check, named, one, stems, table_of
from helpers.look import canvas
from helpers.look.before_after import Row, before_after
from helpers.look.page import Page
from helpers.numbers.answer import NOTHING, Answer, Status
from helpers.numbers.audit import without as kept
from helpers.numbers.audit.ranges import Ranges
from helpers.numbers.grid import Entry, Table
from helpers.numbers.question import ALL
from helpers.params import Params
from helpers.ranged import COUNT, Range, as_printed, ends, summed
from helpers.text.claims import Claims

Keys = str | Sequence[str]
ALL_COUNTED = (
    "{name} has no statements: every number is counted from its rows, and hangs on no claim."
)
HIDDEN_SUM = "{name} hides small numbers, and a sum could tell them: ask for single numbers."
SOLVING = "The solver is asked, which takes some seconds: {key}."
ONCE = "What each claim holds is computed, once for these data: this may take minutes."


class Explorer:
    """Asks about a network's numbers. Words are those of `report.numbers(network)`: an exhibit, its
    keys, a measure. A claim is named by its id, or by the id of a statement that says it.
    """

    def __init__(self, network: Network, params: Params | None = None) -> None:
        self.network, self.params = network, params or Params(network=str(network.folder))

    def __repr__(self) -> str:
        return f"Explorer of {self.network.name}: .{', .'.join(dir(self))}"

    def __dir__(self) -> list[str]:
        return ["compare", "conflicts", "holds", "picture", "range"]

    # -- what readers ask

    def range(
        self, exhibit: str, measure: str = COUNT, without: str | None = None, **keys: Keys
    ) -> Range:
        """The least and the greatest that a number can be; `without` a claim, as if it were wrong.

            explore.range("topics", host="North", topic="reading", without="S1")

        Several values of a key ask for their sum, which the solver bounds as one number: often
        narrower than the sum of the ranges. `.example("low")` of what is returned, or "high", shows
        what else is so in one dataset in which it is that. UserError for words that there are not,
        for keys that name no or several numbers, and for numbers that are no sum.
        """
        claim = self._claim(without)
        entry = self._entry(exhibit, measure, keys)
        what = self._what(exhibit, entry)
        before = self._bounds(entry)
        after = self._bounds(entry, claim) if claim else before
        ending, note = ("%" if entry.percent else ""), as_printed(entry, before)
        said = self._in_words(claim) if claim else ""
        about = self.network, self._params_of(keys), exhibit, entry, what, before
        show = partial(witnessed.example, *about)
        return Range(what, after, before if claim else None, said, ending, note, show)

    def compare(self, exhibit: str | None = None, **keys: Sequence[str]) -> pd.DataFrame:
        """Numbers of several hosts (or other values of one key) side by side.

            explore.compare(host=["North", "South"])

        A row a number that all of them have; for each value its number in words, and `low` and
        `high`, filled wherever anything is known.
        """
        several = {key: values for key, values in keys.items() if not isinstance(values, str)}
        if len(several) != 1:
            raise UserError("Say which values of one key to compare: host=['...', '...'].")
        ((key, values),) = several.items()
        plain = {name: str(one) for name, one in keys.items() if name != key}
        found = [exhibit] if exhibit else stems(self.network)
        tables = {stem: table_of(self.network, stem, self.params) for stem in found}
        have = {stem: table for stem, table in tables.items() if {key, *plain} <= {*table.keys}}
        self._check_key(key, values, tables, have)
        rows = [
            {"exhibit": stem, **row}
            for stem in have
            for row in self._beside(stem, key, list(values), plain)
        ]
        return pd.DataFrame(rows).convert_dtypes() if rows else pd.DataFrame(rows)

    def conflicts(self, without: str | None = None) -> pd.DataFrame:
        """The minimal sets of claims that cannot all be true, a row a set: its claims, and what
        they say. `without` a claim: column `remains` says which are still there, and which gone.

            explore.conflicts(without="S1").query("remains")
        """
        claim = self._claim(without)
        self._check_stated()
        data = answers.audit(self.network, self.params).data
        left = self._left(claim) if claim else [sorted(one) for one in data["conflicts"]]
        every = [sorted(one) for one in data["conflicts"]]
        every += [one for one in left if one not in every]
        rows = [
            {
                "conflict": place,
                "claims": "; ".join(one),
                "say": "; ".join(self._words.words(name) for name in one),
                **({"remains": one in left} if claim else {}),
            }
            for place, one in enumerate(every, 1)
        ]
        return pd.DataFrame(rows, columns=["conflict", "claims", "say", *["remains"] * bool(claim)])

    def holds(self, exhibit: str, measure: str = COUNT, **keys: str) -> pd.DataFrame:
        """Which claims hold the ends of a number's range, and its range without each.

            explore.holds("topics", host="North", topic="reading")

        A row a claim: what it says, where, whether the low end, the high end or both move without
        it. A claim that moves neither alone, but holds one together with others, is named as such.
        """
        self._check_stated()
        entry = self._entry(exhibit, measure, keys)
        before, (single, together) = self._bounds(entry), self._movers(entry)
        every = {claim: self._bounds(entry, claim) for claim in [*single, *together]}
        moved = {claim for claim, after in every.items() if ends(after) != ends(before)}
        rows = [
            self._held(claim, before, every[claim])
            for claim in sorted(every, key=lambda claim: claim not in moved)
            if claim in moved or claim in together or claim in self._printing(entry)
        ]
        return pd.DataFrame(rows, columns=["claim", "says", "place", "holds", "low", "high"])

    def picture(self, exhibit: str, without: str, measure: str = COUNT, **keys: str) -> Figure:
        """An exhibit's ranges by all statements (grey) and without a claim (dark), one below the
        other; it shows itself.

            explore.picture("topics", host="North", without="S1")
        """
        claim = self._claim(without)
        table = table_of(self.network, exhibit, self._params_of(keys))
        keys = named(table, exhibit, keys)
        check(measure, dict.fromkeys(one.measure for one in table), f"a measure of {exhibit}")
        all_ = {"host": ALL} if "host" in table.keys and "host" not in keys else {}
        rows = list(self._rows(table.find(measure, **keys, **all_), claim))
        page = Page()
        page.cut(before_after(page, 0.0, rows, without))
        return canvas.figure(page)

    # -- words

    @cached_property
    def _words(self) -> Claims:
        return Claims(self.network)

    def _claim(self, named: str | None) -> str:
        """The claim of this id, or that a statement of this id says; empty if none is named."""
        if named is None:
            return ""
        self._check_stated()
        said = self.network.statements
        of = dict(zip(said["id"], said["claim_id"], strict=True))
        claims = dict.fromkeys([*self._words.said, *self._others])
        check(named, [*claims, *of], "a claim, or a statement's id")
        return named if named in claims else of[named]

    @property
    def _others(self) -> list[str]:
        """Claims that no statement says: what the structure and names of the list say."""
        found = self._stored
        data = answers.audit(self.network, self.params).data
        return [*(found.claims if found else ()), *itertools.chain(*data["conflicts"])]

    def _check_stated(self) -> None:
        if self.network.statements.empty:
            raise UserError(ALL_COUNTED.format(name=self.network.name))

    def _in_words(self, claim: str) -> str:
        return f"“{self._words.words(claim)}” ({claim})"

    def _what(self, exhibit: str, entry: Entry) -> str:
        named = [entry.labels.get(key, value) for key, value in entry.keys.items()]
        measure = [] if entry.measure == COUNT else [entry.measure]
        return ", ".join([exhibit, *(name for name in named if name), *measure])

    def _check_key(
        self,
        key: str,
        values: Sequence[str],
        tables: Mapping[str, Table],
        have: Mapping[str, Table],
    ) -> None:
        keys = dict.fromkeys(itertools.chain(*(table.keys for table in tables.values())))
        check(key, keys, "a key of these exhibits")
        known = dict.fromkeys(itertools.chain(*(one.values(key) for one in have.values())))
        allowed = [*self.network.hosts, ALL] if key == "host" else list(known)
        for value in values:
            check(value, allowed, f"a {key}")

    # -- numbers

    def _params_of(self, keys: Mapping[str, object]) -> Params:
        """The parameters in which a host's numbers are shown."""
        host = keys.get("host", ALL)
        known = isinstance(host, str) and host in self.network.hosts
        return self.params.model_copy(update={"host": host}) if known else self.params

    def _entry(self, exhibit: str, measure: str, keys: Mapping[str, Keys]) -> Entry:
        """The number of these keys; of several values of a key the entry of their sum."""
        table = table_of(self.network, exhibit, self._params_of(keys))
        several = {key: list(some) for key, some in keys.items() if not isinstance(some, str)}
        plain = {key: some for key, some in keys.items() if isinstance(some, str)}
        if not several:
            return one(table, exhibit, measure, plain)
        several = {
            key: [named(table, exhibit, {key: value})[key] for value in values]
            for key, values in several.items()
        }
        chosen = itertools.product(*several.values())
        parts = [
            one(table, exhibit, measure, plain | dict(zip(several, some, strict=True)))
            for some in dict.fromkeys(chosen)
        ]
        if answers.hidden(self.network):
            raise UserError(HIDDEN_SUM.format(name=self.network.name))
        return summed(parts, list(several), exhibit)

    def _bounds(self, entry: Entry, claim: str = "") -> Answer:
        """What is known of a number by all claims, or without one."""
        asked, shown = entry.question, entry.answer
        if asked is None or not entry.known and entry.status != Status.UNKNOWN:
            return shown
        if shown.status == Status.COUNTED or self.network.statements.empty:
            return shown
        if shown.exact and self._printing(entry) - self._clashing - {claim}:
            return shown  # a claim in no conflict holds in every dataset
        found = self._ranges.of(asked, claim)
        if found is not None:
            return found
        others = [id_ for id_ in shown.statements if self._claim_of(id_) != claim]
        alone = claim and shown.statements and not others
        return NOTHING if alone else shown

    def _claim_of(self, id_: str) -> str:
        said = self.network.statements
        return next(iter(said.loc[said["id"] == id_, "claim_id"]), "")

    @cached_property
    def _clashing(self) -> set[str]:
        """Claims in a conflict, any of which may be wrong."""
        return set(itertools.chain(*answers.audit(self.network, self.params).data["conflicts"]))

    @cached_property
    def _stored(self) -> kept.Without | None:
        how = self.params.readings, self.params.evidence
        return None if self.network.statements.empty else kept.stored(self.network, (), *how)

    @cached_property
    def _kept(self) -> kept.Without:
        """What each claim holds; computed where it is not stored."""
        if self._stored:
            return self._stored
        print(ONCE)
        asked = answers.questions(Network(self.network.folder))
        found = answers.audit(self.network, self.params).data
        how = self.params.readings, self.params.evidence
        return kept.computed(self.network, asked, found["conflicts"], *how)

    @cached_property
    def _ranges(self) -> Ranges:
        found = answers.audit(self.network, self.params)
        return Ranges(found, self._stored, lambda key: print(SOLVING.format(key=key)))

    def _left(self, claim: str) -> list[list[str]]:
        return self._stored.conflicts(claim) if self._stored else self._ranges.left(claim)

    def _movers(self, entry: Entry) -> tuple[list[str], list[str]]:
        """Claims that may move a number, and some that together hold it."""
        question, known = entry.question, self._kept
        if question is None:
            return [], []
        parts = [question, question.but(measure=COUNT), question.whole()]
        keys = [one.key() for one in parts[: 1 if question.measure == COUNT else None]]
        if known.range(keys[0]):
            chain = itertools.chain.from_iterable
            return (
                list(dict.fromkeys(chain(known.movers(key) for key in keys))),
                list(dict.fromkeys(chain(chain(known.holding(key)) for key in keys))),
            )
        said = list(dict.fromkeys(map(self._claim_of, entry.answer.statements)))
        alone = not set(said) & set(itertools.chain(*known.conflicts()))
        return (said if said and alone else list(known.claims)), []

    def _printing(self, entry: Entry) -> set[str]:
        printed = entry.status in (Status.PRINTED, Status.DISPUTED)
        return set(map(self._claim_of, entry.answer.statements)) if printed else set()

    def _held(self, claim: str, before: Answer, after: Answer) -> dict[str, object]:
        moved = [
            name
            for name, was, now in zip(("low", "high"), ends(before), ends(after), strict=True)
            if was != now
        ]
        holds = "both ends" if len(moved) == 2 else f"{moved[0]} end" if moved else "with others"
        low, high = ends(after)
        said = {
            "claim": claim,
            "says": self._words.words(claim),
            "place": self._words.places(claim),
        }
        return {**said, "holds": holds, "low": low, "high": high}

    def _beside(
        self, stem: str, key: str, values: list[str], plain: Mapping[str, str]
    ) -> Iterator[dict[str, object]]:
        """A row for each number that all values of a key have."""
        found: dict[tuple[str, str], dict[str, Entry]] = {}
        for value in values:
            keys = {**plain, key: value}
            all_ = {"host": ALL} if key != "host" and "host" not in keys else {}
            table = table_of(self.network, stem, self._params_of(keys))
            for entry in table.find(**keys, **(all_ if "host" in table.keys else {})):
                rest = "; ".join(f"{k}={v}" for k, v in entry.keys.items() if k not in keys)
                found.setdefault((rest, entry.measure), {})[value] = entry
        for (rest, measure), entries in found.items():
            if len(entries) == len(values):
                row: dict[str, object] = {"keys": rest, "measure": measure}
                for value in values:
                    low, high = ends(entries[value].answer)
                    row |= {value: entries[value].text, f"{value} low": low, f"{value} high": high}
                yield row

    def _rows(self, table: Table, claim: str) -> Iterator[Row]:
        same = [key for key in table.keys if len(table.values(key)) < 2]
        for entry in table:
            before, after = self._bounds(entry), self._bounds(entry, claim)
            pairs = [ends(before), ends(after)]
            if all(end is not None for pair in pairs for end in pair):
                name = ", ".join(
                    entry.labels.get(key, value)
                    for key, value in entry.keys.items() if key not in same
                )  # fmt: skip
                ending = "%" if entry.percent else ""
                words = (before.text(ending), after.text(ending))
                yield Row(name, pairs[0], pairs[1], words)  # type: ignore[arg-type]

"""What became of each partnership from one period to the next, and how each came about.

Counted as the source counts (its footnotes on transformations): a slight change of name is
none; one ended only if nothing of it went on; one with several reasons keeps them all, and is filed
once, in the order of `changes` in network.yml. Own rows say it by `from`, names, hosts, scopes and
topics; transcribed rows only by their columns `change` and `from`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pandas as pd

from helpers.data import schema
from helpers.data.ancestry import Line, Tree, parts
from helpers.data.config import NEW, UNCHANGED
from helpers.data.reader import Network

RETURNED, SPLIT, MERGED, RENAMED = "returned", "split", "merged", "renamed"
COVERAGE, TOPIC, MOVED = "coverage", "topic", "moved"
TRANSFORMED, CONTINUED, ENDED = "transformed", "continued", "ended"
SPLIT_OR_MERGED = "split_or_merged"
FATES = (ENDED, CONTINUED, SPLIT, MERGED)
Words = tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """How a partnership came about. `row` and `parents` are labels of `network.partnerships`.

    `reasons` are those certain; empty in the first period. `filed` is the one class it is counted
    under, empty where that is open.
    """

    period: str
    row: int
    name: str
    reasons: Words
    filed: str
    parents: tuple[int, ...]


@dataclass(frozen=True)
class Fate:
    """What became of an earlier partnership in the next period: `ended`; or `continued`, and
    perhaps `split` or `merged`, with the rows that came of it. Empty where it is not known.
    """

    period: str
    row: int
    name: str
    fate: Words
    children: tuple[int, ...]


@dataclass(frozen=True)
class Balance:
    """Two periods in a row: before - ended + new + returned + by splits - by mergers = after."""

    first: str
    last: str
    before: int
    ended: int
    new: int
    returned: int
    by_splits: int
    by_mergers: int
    after: int

    @property
    def meets(self) -> bool:
        """Do the two sides meet?"""
        more = self.new + self.returned + self.by_splits
        return self.before - self.ended + more - self.by_mergers == self.after


@dataclass(frozen=True)
class Lifecycle:
    """The facts and fates of rows by label, the balances, and what in `from` is wrong."""

    facts: dict[int, Fact] = field(default_factory=dict)
    fates: dict[int, Fate] = field(default_factory=dict)
    balances: tuple[Balance, ...] = ()
    problems: tuple[str, ...] = ()

    def frame(self) -> pd.DataFrame:
        """One row a partnership and period: period, row, name, reasons, filed, parents, fate,
        children.
        """
        return pd.DataFrame(
            {
                **vars(fact),
                "fate": self.fates[fact.row].fate if fact.row in self.fates else (),
                "children": self.fates[fact.row].children if fact.row in self.fates else (),
            }
            for fact in self.facts.values()
        )


@lru_cache(maxsize=16)
def derive(network: Network) -> Lifecycle:
    """The lifecycle of all rows that stood; `problems` names each `from` that leads nowhere."""
    tree = Tree.of(network)
    facts: dict[int, Fact] = {}
    fates: dict[int, Fate] = {}
    balances: list[Balance] = []
    for place, period in enumerate(network.periods):
        for row in tree.rows[period]:
            facts[row.label] = _fact(network, tree, place, row)
    for first, last in zip(network.periods, network.periods[1:], strict=False):
        found = _fates(network, tree, first, last, facts)
        fates |= found
        if first in network.listed and last in network.listed:
            balances.append(_balance(tree, first, last, found))
    return Lifecycle(facts, fates, tuple(balances), tuple(tree.problems))


def _fact(network: Network, tree: Tree, place: int, row: Line) -> Fact:
    classes = network.config["changes"]
    parents = tree.parents.get(row.label, ())
    reasons = stated(row) if row.change or not network.closed else ()
    if network.closed and place:
        reasons = _united(reasons, _derived(tree, row, parents, known(classes)))
    return Fact(row.period, row.label, row.name, reasons, filed(reasons, classes), parents)


def stated(row: Line) -> Words:
    """What the column `change` says for certain."""
    return parts("change", row.change) if row.change_status in ("", "certain") else ()


def _united(said: Words, derived: Words) -> Words:
    """What is said and what follows; nothing is new or unchanged that was also transformed."""
    every = tuple(dict.fromkeys((*derived, *said)))
    other = tuple(word for word in every if word not in (NEW, UNCHANGED))
    return other or every


def _derived(tree: Tree, row: Line, parents: tuple[int, ...], counted: frozenset[str]) -> Words:
    """The reasons that the rows show, of those that the network counts."""
    if not parents:
        return (NEW,)
    lines = [tree.lines[parent] for parent in parents]
    if all(line.place < row.place - 1 for line in lines):
        return (RETURNED,) if RETURNED in counted else (NEW,)
    shown = {
        SPLIT: any(len(tree.children(parent, row.place)) > 1 for parent in parents),
        MERGED: len(parents) > 1,
        COVERAGE: _all_differ(row.scope, [line.scope for line in lines]),
        TOPIC: _all_differ(row.topic, [line.topic for line in lines]),
        MOVED: _all_differ(row.host, [line.host for line in lines]),
        RENAMED: all(line.slight != row.slight for line in lines),
    }
    return tuple(word for word, holds in shown.items() if holds and word in counted) or (UNCHANGED,)


def _all_differ(own: str, before: Iterable[str]) -> bool:
    """Is a value that is known another one than each it had before, as far as these are known?"""
    return bool(own) and all(one and one != own for one in before)


def known(classes: Mapping[str, Any]) -> frozenset[str]:
    """The words that are a change in this network: its classes and their reasons."""
    return frozenset(classes) | {word for entry in classes.values() for word in entry["reasons"]}


def filed(reasons: Words, classes: Mapping[str, Any]) -> str:
    """The first class, in network.yml's order, under which one of the reasons falls."""
    held = set(reasons)
    names = (name for name, entry in classes.items() if held & {name, *entry["reasons"]})
    return next(names, UNCHANGED if reasons and not held & {CONTINUED, TRANSFORMED} else "")


def wider(words: Iterable[str], classes: Mapping[str, Any]) -> frozenset[str]:
    """The words, and all that hold where they do: what was split was transformed, and continued."""
    held = set(words)
    held |= {SPLIT_OR_MERGED} if held & {SPLIT, MERGED} else set()
    held |= {COVERAGE} if any(word.startswith(f"{COVERAGE}_") for word in held) else set()
    held |= {name for name, entry in classes.items() if held & set(entry["reasons"])}
    if held - {NEW, UNCHANGED, RETURNED, CONTINUED, ENDED}:
        held.add(TRANSFORMED)
    return frozenset(held | ({CONTINUED} if held & {TRANSFORMED, UNCHANGED} else set()))


def _fates(
    network: Network, tree: Tree, first: str, last: str, facts: Mapping[int, Fact]
) -> dict[int, Fate]:
    place = network.periods.index(last)
    complete = network.closed and last in network.listed
    found = {}
    for row in tree.rows[first]:
        children = tree.children(row.label, place)
        words = _words_of_fate(children, tree, facts) or ((ENDED,) if complete else ())
        found[row.label] = Fate(first, row.label, row.name, words, children)
    return found


def _words_of_fate(children: tuple[int, ...], tree: Tree, facts: Mapping[int, Fact]) -> Words:
    if not children:
        return ()
    reasons = {word for child in children for word in facts[child].reasons}
    split = len(children) > 1 or SPLIT in reasons
    merged = MERGED in reasons or any(len(tree.parents[child]) > 1 for child in children)
    return (CONTINUED, *[word for word, holds in ((SPLIT, split), (MERGED, merged)) if holds])


def _balance(tree: Tree, first: str, last: str, fates: Mapping[int, Fate]) -> Balance:
    born: dict[int, list[int]] = defaultdict(list)
    for row in tree.rows[last]:
        born[row.label] = [one for one in tree.parents.get(row.label, ()) if one in fates]
    links = [one for one in born.values() if one]
    others = [label for label, before in born.items() if not before]
    back = sum(bool(tree.parents.get(label)) for label in others)
    return Balance(
        first,
        last,
        before=len(fates),
        ended=sum(not fate.children for fate in fates.values()),
        new=len(others) - back,
        returned=back,
        by_splits=sum(len(fate.children) - 1 for fate in fates.values() if fate.children),
        by_mergers=sum(len(one) - 1 for one in links),
        after=len(tree.rows[last]),
    )


assert set(FATES) - {ENDED} <= set(schema.CHANGES)

"""What became of each partnership from one period to the next, and how each came about.

Counted as the source counts (its footnotes on transformations): a slight change of name is
none; one ended only if nothing of it went on; one with several reasons keeps them all, and is filed
once, in the order of `changes` in network.yml. Own rows say it by `from`, names, hosts, scopes and
topics; transcribed rows only by their columns `change` and `from`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from helpers.data.ancestry import Fact, family
from helpers.data.config import NEW, UNCHANGED
from helpers.data.network import Network, once

RETURNED, SPLIT, MERGED, RENAMED = "returned", "split", "merged", "renamed"
COVERAGE, TOPIC, MOVED = "coverage", "topic", "moved"
TRANSFORMED, CONTINUED, ENDED = "transformed", "continued", "ended"
SPLIT_OR_MERGED = "split_or_merged"
FATES = (ENDED, CONTINUED, SPLIT, MERGED)
Words = tuple[str, ...]


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
    """The facts by their rows, period after period; balances; and what in `from` is wrong."""

    facts: dict[int, Fact]
    balances: tuple[Balance, ...]
    problems: tuple[str, ...]

    def standing(self, period: str) -> list[Fact]:
        """The partnerships that stood in a period."""
        return [fact for fact in self.facts.values() if fact.period == period]


@once
def derive(network: Network) -> Lifecycle:
    """The lifecycle of all rows that stood; `problems` names each `from` that leads nowhere."""
    found, problems = family(network)
    facts = {fact.row: fact for fact in sorted(found, key=lambda fact: fact.place)}
    classes = network.config["changes"]
    for fact in facts.values():
        fact.reasons = _reasons(network, fact)
        fact.filed = filed(fact.reasons, classes)
    balances = []
    for first, last in pairwise(network.periods):
        before, after = ([one for one in found if one.period == when] for when in (first, last))
        for fact in before:
            ended = (ENDED,) if network.closed and last in network.listed else ()
            fact.fate = _fate(fact.children_in(fact.place + 1)) or ended
        if {first, last} <= set(network.listed):
            balances.append(_balance(first, last, before, after))
    return Lifecycle(facts, tuple(balances), tuple(problems))


def _reasons(network: Network, fact: Fact) -> Words:
    """What `change` says for certain, and what follows from own rows."""
    certain = fact.cells["change_status"] in ("", "certain")
    said = fact.parts("change") if certain else ()
    if not (network.closed and fact.place):
        return said
    every = tuple(dict.fromkeys((*_derived(fact, known(network.config["changes"])), *said)))
    other = tuple(word for word in every if word not in (NEW, UNCHANGED))
    return other or every  # nothing is new or unchanged that was also transformed


def _derived(fact: Fact, counted: frozenset[str]) -> Words:
    """The reasons that the rows show, of those that the network counts."""
    parents = fact.parents
    if not parents:
        return (NEW,)
    if all(parent.place < fact.place - 1 for parent in parents):
        return (RETURNED,) if RETURNED in counted else (NEW,)
    shown = {
        SPLIT: any(len(parent.children_in(fact.place)) > 1 for parent in parents),
        MERGED: len(parents) > 1,
        COVERAGE: _all_differ(fact, "scope"),
        TOPIC: _all_differ(fact, "topics"),
        MOVED: _all_differ(fact, "host"),
        RENAMED: all(parent.slight != fact.slight for parent in parents),
    }
    return tuple(word for word, holds in shown.items() if holds and word in counted) or (UNCHANGED,)


def _all_differ(fact: Fact, column: str) -> bool:
    """Is a (main) value that is known another than all before, as far as these are known?"""
    own, *before = (one.parts(column)[:1] for one in (fact, *fact.parents))
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


def _fate(children: list[Fact]) -> Words:
    if not children:
        return ()
    reasons = {word for child in children for word in child.reasons}
    split = len(children) > 1 or SPLIT in reasons
    merged = MERGED in reasons or any(len(child.parents) > 1 for child in children)
    return (CONTINUED, *[word for word, holds in ((SPLIT, split), (MERGED, merged)) if holds])


def _balance(first: str, last: str, before: list[Fact], after: list[Fact]) -> Balance:
    children = [len(fact.children_in(fact.place + 1)) for fact in before]
    parents = [sum(one.place == fact.place - 1 for one in fact.parents) for fact in after]
    back = sum(bool(fact.parents) and not own for fact, own in zip(after, parents, strict=True))
    return Balance(
        first,
        last,
        before=len(before),
        ended=children.count(0),
        new=parents.count(0) - back,
        returned=back,
        by_splits=sum(number - 1 for number in children if number),
        by_mergers=sum(number - 1 for number in parents if number),
        after=len(after),
    )

"""What the other claims say where one is left out: bounds and conflicts, one claim after another.

Exact: the same as an audit of the network without the claim's rows (a test compares), though most
is not computed anew. Left out is a claim with all rows that say it; what rests on it alone goes
with it (a median can be read only if it is printed that an odd number reported).

Minimal conflicts without a claim are those that do not hold it. An end of a range that stands by
other claims stands without it, as long as the conflicts of none of these are mended otherwise; a
dataset that reaches the end is still one if the claim is in no conflict. All else is asked anew.
Where the claim shapes what always binds (it names a partnership that split), everything is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from helpers.data.network import Network
from helpers.numbers.audit import auditing, statements
from helpers.numbers.audit.bounds import Bounder, Range
from helpers.numbers.audit.conflicts import Block, Conflicts, Search, ordered
from helpers.numbers.audit.families import Families, Node
from helpers.numbers.audit.forked import together
from helpers.numbers.audit.model import Claims
from helpers.numbers.audit.oracle import Least, Oracle
from helpers.numbers.audit.program import NEVER, Rule, Sum, total
from helpers.numbers.audit.spec import Spec, names_in, parsed
from helpers.numbers.audit.statements import Compiled
from helpers.numbers.question import Question

LOW, HIGH = SIGNS = (1, -1)
Data = dict[str, Any]
End = tuple[str, int]  # a cell, and 1 for its least or -1 for its greatest value


@dataclass(frozen=True)
class Less:
    """What is left without a claim: `off` are the claims that go; `alike`: nothing else changes."""

    compiled: Compiled
    off: Claims
    alike: bool


class Desk:
    """A place to leave claims out of a network, from its audit's conflicts."""

    def __init__(
        self,
        network: Network,
        questions: Iterable[Question],
        conflicts: Iterable[Iterable[str]],
        readings: str,
        evidence: str,
    ) -> None:
        asked = list(dict.fromkeys(auditing.counts(network, questions)))
        self._compile = partial(statements.compile, network, asked, readings, evidence)
        self.whole = self._compile()
        self.found = Conflicts(ordered(map(frozenset, conflicts)))

    @cached_property
    def families(self) -> Families:
        """Those of what bounds take."""
        return Families(self.whole.spec.bounded)

    def less(self, claim: str) -> Less:
        """What is left without a claim."""
        whole, made = self.whole.spec, self._compile(without=claim)
        off = frozenset(whole.ids) - frozenset(made.spec.ids)
        kept = [one for one in whole.claims if not off.intersection(one.ids)]
        return Less(made, off, _said(replace(whole, claims=tuple(kept))) == _said(made.spec))

    def left(self, less: Less) -> Conflicts:
        """The minimal conflicts that are left."""
        kept = [one for one in self.found.all if not one & less.off]
        if less.alike:
            return Conflicts(tuple(kept))
        return searched(less.compiled.spec, kept)

    def range(self, formula: str, claim: str = "") -> Range:
        """The least and the greatest that a number can be, without a claim."""
        less = self.less(claim)
        spec = replace(less.compiled.spec.bounded, cells={"asked": formula})
        return Bounder(Families(spec), self.left(less)).range("asked")


def _said(spec: Spec) -> object:
    """What a spec says, without what no formula names."""
    formulas = [*(one.formula for one in spec.claims), *spec.cells.values()]
    formulas += [rule for frame in spec.frames.values() for rule in frame.rules]
    named = frozenset().union(*(names_in(parsed(one)) for one in formulas))
    named |= {name.removeprefix("known_") for name in named}
    frames = [
        (
            *(name, one.size, one.rules, one.least, one.silent),
            {key: value for key, value in one.attributes.items() if key in named},
            *([key for key in some if key in named] for some in (one.given, one.known, one.soft)),
            one.rows and [{k: v for k, v in row.items() if k in named} for row in one.rows],
        )
        for name, one in spec.frames.items()
    ]
    numbers = {name: ends for name, ends in spec.numbers.items() if name in named}
    taken = {name: one for name, one in spec.taken.items() if name in spec.ids}
    return set(spec.claims), dict(spec.cells), frames, numbers, dict(spec.sets), taken


def searched(spec: Spec, known: Iterable[Claims]) -> Conflicts:
    """All minimal conflicts of a spec, from some that may be."""
    families = Families(spec)
    still = [one for one in known if one <= frozenset(spec.ids) and _clash(families, one)]
    search = Search(families, still)
    while True:
        found = search.candidates()
        left = search.left(found)
        if not left:
            return replace(found, complete=found.complete and left is not None)
        search.add(left)


def _clash(families: Families, claims: Claims) -> bool:
    """Is it a conflict, and a minimal one?"""
    oracle = Oracle(families.part(claims))
    fewer = all(oracle.consistent(claims - {one}) for one in claims)
    return fewer and not oracle.consistent(claims)


# -- what holds an end of a range


@dataclass(frozen=True)
class Held:
    """Claims that are enough to hold an end of a range, where some conflicts are mended."""

    claims: Claims
    blocks: tuple[Block, ...] = ()


@dataclass
class Whole:
    """The ranges by all claims: each end, what holds it (None: not known), datasets that reach."""

    bounder: Bounder
    ends: Mapping[End, int]
    held: Mapping[End, Held | None] = field(default_factory=dict)


def whole(desk: Desk) -> Whole:
    """The ranges of all cells, and what holds them."""
    bounder = Bounder(desk.families, desk.found)
    ends = {
        (key, sign): bounder.least(key, sign) for key in desk.whole.spec.cells for sign in SIGNS
    }
    values = {end: found.value for end, found in ends.items()}
    proven = {end: found.value for end, found in ends.items() if found.floor >= found.value}
    parts: dict[frozenset[Node], list[End]] = defaultdict(list)
    for key, sign in proven:
        parts[desk.families.of(desk.whole.spec.cells[key])].append((key, sign))
    calls = [
        partial(_held, desk, about, {end: proven[end] for end in some})
        for about, own in parts.items()
        for some in (own[::2], own[1::2])
    ]
    return Whole(
        bounder, values, {end: one for part in together(calls) for end, one in part.items()}
    )


def _held(desk: Desk, about: frozenset[Node], ends: Mapping[End, int]) -> dict[End, Held | None]:
    """What holds ends of ranges about the same families, by the claims about these."""
    families, found = desk.families, desk.found
    cells = {key: desk.whole.spec.cells[key] for key, _ in ends}
    near = Oracle(families.part(families.near(about), cells), found.free)
    program, blocks = near.model.program, dict[int, Block]()
    for block in found.blocks:  # each with a switch of its own, to see whether it matters
        names = [name for name in _free(block) if name in near.switches]
        if names:
            blocks[switch := program.switch()] = block
            off = total(Sum({near.switches[name]: -1}, 1) for name in sorted(names))
            program.add(off, high=len(block.smallest[0]), when=[(switch, 1)])
    assumed = [*near.on(near.sure), *blocks]
    return {
        (key, sign): _core(near, near.model.cells[key] * sign, value, assumed, blocks)
        for (key, sign), value in ends.items()
    }


def _free(block: Block) -> Claims:
    return frozenset().union(*block.smallest)


def _core(
    near: Oracle, goal: Sum, least: int, assumed: Sequence[int], blocks: Mapping[int, Block]
) -> Held | None:
    if least <= goal.ends(near.model.program.ranges)[0]:
        return Held(frozenset())
    core = near.against(Rule(goal, -NEVER, least - 1), assumed)
    if core is None:
        return None
    claims = frozenset(name for name, switch in near.switches.items() if switch in core)
    return Held(claims, tuple(block for switch, block in blocks.items() if switch in core))


# -- one claim after another


@dataclass(frozen=True)
class One:
    """What is left without one claim; cells in `open` have an end that is not proven."""

    less: Less
    left: Conflicts
    ends: Mapping[End, int]
    open: Claims = frozenset()


def without(
    network: Network,
    questions: Iterable[Question],
    conflicts: Iterable[Iterable[str]],
    readings: str,
    evidence: str,
) -> Data:
    """Ranges by all claims and without each: what is in without.json but for how it came about."""
    asked = list(dict.fromkeys(questions))
    desk = Desk(network, asked, conflicts, readings, evidence)
    known = whole(desk)
    every = One(Less(desk.whole, frozenset(), True), desk.found, known.ends)
    before = _ranges(network, every, asked)

    def told(claims: Iterable[str]) -> dict[str, Data]:
        found = ((claim, _one(desk, known, claim)) for claim in claims)
        return {
            claim: _change(every, one, before, _ranges(network, one, asked)) for claim, one in found
        }

    said = (one.claim_id for one in desk.whole.statements)
    claims = list(dict.fromkeys([*desk.whole.spec.ids, *said]))
    some = [claims[start::16] for start in range(16)]  # more parts than cores: none waits long
    parts = together([partial(told, part) for part in some])
    changes = {claim: one for part in parts for claim, one in part.items()}
    binding = {claim for claim, one in changes.items() if one["bounds"]} | {*desk.whole.spec.ids}
    return {
        "network": network.name,
        "readings": readings,
        "evidence": evidence,
        "conflicts": [sorted(one) for one in desk.found.all],
        "drops": [sorted(one) for one in desk.found.drops],
        "bounds": {key: list(ends) for key, ends in before.items()},
        "holding": {key: one for key in before if (one := _holding(known, key))},
        "without": {claim: one for claim, one in changes.items() if claim in binding},
    }


def _one(desk: Desk, known: Whole, claim: str) -> One:
    less = desk.less(claim)
    left = desk.left(less)
    stand = {end: _stands(known.held.get(end), less.off, left) for end in known.ends}
    if less.alike and left.all == desk.found.all:  # all datasets are still some
        asked = [end for end in known.ends if not stand[end]] if less.off else []
    else:
        asked = list(known.ends)
    if not asked:
        return One(less, left, known.ends)
    if less.alike:
        bounder = Bounder(desk.families, left, less.off, known.bounder.whole.met)
    else:
        bounder, stand = Bounder(Families(less.compiled.spec.bounded), left), {}
    found = {
        end: _least(bounder, end, known.ends[end] if stand.get(end) else None) for end in asked
    }
    ends = {end: one.value for end, one in found.items()}
    open_ = frozenset(key for (key, _), one in found.items() if one.floor < one.value)
    return One(less, left, {**known.ends, **ends}, open_)


def _stands(held: Held | None, off: Claims, left: Conflicts) -> bool:
    """Does an end of a range stand: can the number not go beyond it without the claims `off`?"""
    if held is None or held.claims & (off | left.free):
        return False
    return all(block in left.blocks for block in held.blocks)


def _least(bounder: Bounder, end: End, floor: int | None) -> Least:
    """An end of a range anew; where it stands only a dataset that reaches it is looked for."""
    key, sign = end
    if floor is None:
        return bounder.least(key, sign)
    found = bounder.whole.least(bounder.whole.model.cells[key] * sign, floor)
    assert found is not None  # the bounder has met a dataset
    return found


# -- written down


def _ranges(network: Network, one: One, asked: Iterable[Question]) -> dict[str, tuple[int, int]]:
    """The numbers asked for, as ranges: counts, and the shares of member types."""

    def counted(question: Question) -> tuple[int, int]:
        key = question.key()
        return one.ends[key, LOW], -one.ends[key, HIGH]

    every = list(dict.fromkeys(part for question in asked for part in auditing.parts(question)))
    found = {part.key(): counted(part) for part in every if (part.key(), LOW) in one.ends}
    said = one.less.compiled.statements
    shares = auditing.shared(network, said, asked, counted)[0]
    return found | {question.key(): ends.printed for question, ends in shares.items()}


def _change(every: One, one: One, before: Mapping[str, Any], after: Mapping[str, Any]) -> Data:
    """What is other without a claim: bounds, conflicts (by their places in the list), drops."""
    moved = {key: list(ends) for key, ends in after.items() if ends != before[key]}
    places = {conflict: place for place, conflict in enumerate(every.left.all)}
    gone = [place for conflict, place in places.items() if conflict not in one.left.all]
    new = [sorted(conflict) for conflict in one.left.all if conflict not in places]
    said: Data = {"bounds": moved, "gone": gone}
    said |= {"new": new} if new else {}
    said |= {"drops": [sorted(drop) for drop in one.left.drops]} if gone or new else {}
    said |= {"unproven": sorted(one.open)} if one.open else {}
    said |= {} if one.left.complete else {"complete": False}
    return said | ({"also": sorted(one.less.off)} if len(one.less.off) > 1 else {})


def _holding(known: Whole, key: str) -> list[list[str]]:
    """Claims that are enough to hold the low end, and the high one; of a share none are told."""
    ends = [known.held.get((key, sign)) for sign in SIGNS]
    return [sorted(one.claims.union(*map(_free, one.blocks))) if one else [] for one in ends]

"""The audit of a spec: conflicts, drops, verdicts, bounds, explanations, witnesses."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from helpers.errors import UserError, one_of
from helpers.numbers.audit.bounds import Bounder, Range, holding, ranges
from helpers.numbers.audit.conflicts import Conflicts, Search, ordered
from helpers.numbers.audit.explain import Explanation, Repair, explained
from helpers.numbers.audit.families import Families
from helpers.numbers.audit.forked import together
from helpers.numbers.audit.helpful import Helpful, ranking
from helpers.numbers.audit.model import Claims
from helpers.numbers.audit.spec import Spec
from helpers.numbers.audit.verdicts import Excluded, Verdict, excluded, verdicts

Things = dict[str, list[dict[str, Any]]]  # frame -> its things, each attribute -> value


@dataclass(frozen=True)
class Bound:
    """A cell's least and greatest value over all smallest drops, and what is known of it.

    `proven`: both are exact; `depends`: some drop narrows it; `claims` hold it (one set of claims
    that is enough); `witnesses` names the datasets that reach the least and the greatest.
    """

    low: int
    high: int
    proven: bool = True
    depends: bool = False
    claims: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What an audit found. Sets of claims are sorted tuples, the smallest first.

    `drops` are the smallest ones; `complete` says that no other conflict exists, proven.
    `essential` are conflicts enough to see why fewer drops will not do; each has an explanation.
    """

    claims: dict[str, Verdict]
    conflicts: tuple[tuple[str, ...], ...]
    essential: tuple[tuple[str, ...], ...]
    drops: tuple[tuple[str, ...], ...]
    complete: bool
    cells: dict[str, Bound]
    explanations: tuple[Explanation, ...]
    readings_excluded: tuple[Excluded, ...]
    helpful: tuple[Helpful, ...]
    witnesses: dict[str, Things] = field(repr=False)

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """Every number that would mend one of the conflicts explained."""
        return tuple(one for why in self.explanations for one in why.repairs)


def audit(spec: Spec, progress: Callable[[str], None] | None = None) -> Result:
    """Audit a spec; `progress` is told in a few words what is known so far.

    UserError if a formula cannot be read, or what always binds is inconsistent by itself.
    """
    say = progress or (lambda _: None)
    families, taken = Families(spec), spec.bounded
    search = Search(families)
    while True:
        found = search.candidates()
        say(f"{len(found.all)} conflicts, {len(found.drops)} smallest drops")
        calls: list[Callable[[], Any]] = [
            partial(_bounded, Families(taken), found),
            partial(search.left, found),
            partial(ranking, taken, found.drops[0]),
            partial(verdicts, families, found),
            partial(_explanations, families, found),
            partial(excluded, families, found),
        ]
        (known, reached), left, helpful, said, why, readings = together(calls)
        if not left:
            break
        search.add(left)
    say(f"{len(known)} cells bounded")
    names = {key: f"W{number:03}" for number, key in enumerate(reached, 1)}
    held = holding(Families(taken), found, known)
    return Result(
        said,
        _sorted(found.all),
        _sorted(found.essential),
        _sorted(found.drops),
        found.complete and left is not None,
        {key: _bound(one, held[key], names) for key, one in known.items()},
        why,
        tuple(readings),
        tuple(helpful),
        {names[key]: things for key, things in reached.items()},
    )


def _sorted(sets: Iterable[Claims]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(sorted(one)) for one in sets)


def _explanations(families: Families, found: Conflicts) -> tuple[Explanation, ...]:
    return tuple(explained(families, conflict) for conflict in found.essential)


def _bounded(families: Families, found: Conflicts) -> tuple[dict[str, Range], dict[bytes, Things]]:
    """Every cell's range, and the things of each dataset that reaches one."""
    if not families.spec.cells:
        return {}, {}
    bounder = Bounder(families, found)
    known = ranges(bounder, families.spec.cells)
    reached = {values.tobytes(): values for one in known.values() for values in one.at}
    return known, {key: bounder.whole.model.things(values) for key, values in reached.items()}


def _bound(one: Range, claims: Claims, names: Mapping[bytes, str]) -> Bound:
    at = tuple(names[values.tobytes()] for values in one.at)
    return Bound(one.low, one.high, one.proven, one.depends, tuple(sorted(claims)), at)


class Desk:
    """A place to leave claims out and see what happens: built once from a spec and its audit.

    Without some claims the conflicts that need one of them are gone, and the others stay as they
    are. So only the bounds are computed anew, a second or so for a number.
    """

    def __init__(self, spec: Spec, conflicts: Iterable[Iterable[str]]) -> None:
        self._spec, self._known = spec, ordered(map(frozenset, conflicts))

    def conflicts(self, without: Iterable[str] = ()) -> tuple[tuple[str, ...], ...]:
        """The conflicts that are left without some claims."""
        off = self._off(without)
        return _sorted(one for one in self._known if not one & off)

    def range(self, formula: str, without: Iterable[str] = ()) -> Range:
        """The least and the greatest that a number can be, without some claims."""
        return self._bounder({"asked": formula}, without).range("asked")

    def dataset(self, without: Iterable[str] = ()) -> Things:
        """One complete dataset that satisfies all claims but these and a smallest drop."""
        bounder = self._bounder({}, without)
        return bounder.whole.model.things(bounder.first)

    def _bounder(self, cells: dict[str, str], without: Iterable[str]) -> Bounder:
        off = self._off(without)
        kept = tuple(one for one in self._spec.claims if not off.intersection(one.ids))
        left = Conflicts(tuple(one for one in self._known if not one & off))
        return Bounder(Families(replace(self._spec, claims=kept, cells=cells)), left)

    def _off(self, without: Iterable[str]) -> Claims:
        off = frozenset([without] if isinstance(without, str) else without)
        unknown = sorted(off - set(self._spec.ids))
        if unknown:
            raise UserError(f"There is no claim {unknown[0]!r}: it is {one_of(self._spec.ids)}.")
        return off

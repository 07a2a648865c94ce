"""Which claims cannot all hold: every minimal conflict, and the smallest sets of claims to drop.

MARCO (Liffiton et al., Constraints 21, 2016): a map of the sets of claims not yet explored; its largest sets are asked of the
model; one that fails is shrunk to a minimal conflict, one that holds is a largest consistent set, and its complement a set of
claims whose dropping repairs all.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from helpers.infer.model import Model, build
from helpers.infer.solver import Part, Solver

MOST = 2000  # sets asked about before the search says that it is incomplete


@dataclass(frozen=True)
class Conflicts:
    """Minimal conflicts, all minimal sets of claims to drop, and whether the search went through."""

    conflicts: tuple[frozenset[str], ...]
    drops: tuple[frozenset[str], ...]
    complete: bool
    options: tuple[tuple[frozenset[str], ...], ...] = ()  # the smallest drops, block by block

    @property
    def smallest(self) -> tuple[frozenset[str], ...]:
        """The drops with the fewest claims."""
        fewest = min((len(drop) for drop in self.drops), default=0)
        return tuple(drop for drop in self.drops if len(drop) == fewest)

    @property
    def claims(self) -> frozenset[str]:
        """Claims in at least one conflict."""
        return frozenset().union(*self.conflicts)


class Oracle:
    """Says whether claims of a model are consistent; remembers the datasets found.

    An inconsistent set comes back as a smaller one: CP-SAT's core, shrunk on a model of just those statements.
    """

    def __init__(self, model: Model, solver: Solver) -> None:
        self._model, self._solver = model, solver
        self._whole = solver.part
        self.known: list[tuple[frozenset[str], dict[int, int]]] = []
        self._tables = model.tables_of()
        self._touched = _touched(model)

    def __call__(self, claims: Iterable[str]) -> frozenset[str] | None:
        """None if the claims are consistent, else a minimal conflict among them."""
        kept = frozenset(claims)
        if any(kept <= satisfied for satisfied, _ in self.known):
            return None
        values = self.near(kept)
        core = frozenset() if values else self._core(kept)
        if core:
            return self._smallest(core)
        self.known.append((kept, values or self._solved(kept)))
        return None

    def near(self, kept: frozenset[str], base: dict[int, int] | None = None, free: frozenset[str] | None = None) -> dict[int, int] | None:
        """Mend a known dataset only in the tables that the claims it lacks speak of: mostly enough, and quick."""
        if base is None:
            if not self.known:
                return None
            satisfied, base = min(self.known, key=lambda known: len(kept - known[0]))
            free = frozenset().union(*(self._touched.get(name, DESCENT) for name in kept - satisfied))
        fixed = {name: base[name] for name, table in self._tables.items() if not table & free}
        return self._whole.ask(hint=base, fixed=fixed | self._switches(kept)).values or None

    def _switches(self, kept: frozenset[str]) -> dict[int, int]:
        return {switch: int(name in kept) for name, switch in self._model.claims.items()}

    def _core(self, kept: frozenset[str]) -> frozenset[str]:
        """Claims that are enough for an inconsistency; none if the claims are consistent or the solver cannot say."""
        switches = self._switches(kept)
        found = self._whole.core({name for name, on in switches.items() if on}, {name for name, on in switches.items() if not on})
        return frozenset(name for name, switch in self._model.claims.items() if switch in found)

    def _solved(self, kept: frozenset[str]) -> dict[int, int]:
        situation = self._solver.situation(self._switches(kept))
        if not situation.feasible(self.known[-1][1] if self.known else None):
            raise Undecided
        return situation.values()

    def _smallest(self, core: frozenset[str]) -> frozenset[str]:
        own = [one for one in self._model.statements if one.claim_id in core]
        small = build(self._model.network, statements=own, facts=self._model.facts, soft=self._model.soft,
                      descent=bool(self._model.first.cliques))
        solver = Solver(small.program)

        def consistent(claims: Iterable[str]) -> bool:
            kept = set(claims)
            return bool(solver.situation({switch: int(name in kept) for name, switch in small.claims.items()}).feasible())

        order = [name for name in self._model.claims if name in core and name in small.claims]
        return shrink(frozenset(order), consistent, order)


DESCENT = frozenset(["how", "kind", "class", "fate"])
HUBS = frozenset(["lab", "topic", "class"])  # attributes that most tables share


def _touched(model: Model) -> dict[str, frozenset[str]]:
    """Claim -> attributes whose tables a change of the claim may change; the shared ones only where it has no other."""
    found: dict[str, frozenset[str]] = {}
    for one in model.statements:
        about = model.about.get(one.id, frozenset())
        found[one.claim_id] = found.get(one.claim_id, frozenset()) | (about - HUBS or about)
    return found


def find(model: Model, solver: Solver, most: int = MOST) -> Conflicts:
    """All minimal conflicts of the model's claims, and the smallest sets of claims to drop.

    Conflicts that share claims make a block. A block is enumerated on the statements about its attributes alone, to the end; the
    smallest drops of all blocks together are then asked of the whole model, and a conflict found there joins in. `complete` says
    that every block's enumeration went through and that the smallest drops suffice; a conflict of claims of several blocks that
    only larger drops would show is not looked for.
    """
    oracle, claims = Oracle(model, solver), frozenset(model.claims)
    known = set(enumerate_all(list(model.claims), oracle, most, once=True).conflicts)
    local: dict[frozenset[str], Conflicts] = {}
    while True:
        blocks = _blocks(known)
        local |= {block: _local(model, block, most, known) for block in blocks if block not in local}
        parts = [local[block] for block in blocks]
        wider = set().union(*(part.conflicts for part in parts)) - known
        products = [] if wider else _products([part.drops for part in parts])
        failed = {conflict for conflict in (oracle(claims - one) for one in products) if conflict}
        if not wider and not failed:
            options = tuple(part.smallest for part in parts)
            return replace(_sorted(list(known), products, all(part.complete for part in parts)), options=options)
        known |= wider | failed


def _smallest_drop(claims: list[str], conflicts: set[frozenset[str]]) -> frozenset[str]:
    seed = _unexplored(claims, sorted(conflicts, key=sorted), [])
    return frozenset(claims) - seed if seed is not None else frozenset()


def _local(model: Model, block: frozenset[str], most: int, known: Iterable[frozenset[str]] = ()) -> Conflicts:
    """The conflicts among the statements about the block's attributes and the claims of the block."""
    about = frozenset().union(*(model.about[one.id] for one in model.statements if one.claim_id in block and one.id in model.about)) | {"lab"}
    near = {one.claim_id for one in model.statements if one.id in model.about and model.about[one.id] <= about} | block
    small = build(model.network, statements=[one for one in model.statements if one.claim_id in near], facts=model.facts,
                  soft=model.soft, descent=bool(model.first.cliques))
    whole = Part(small.program, small.program.rules, range(len(small.program.variables)), {})

    def consistent(kept: Iterable[str]) -> bool:
        on = set(kept)
        return whole.ask(fixed={switch: int(name in on) for name, switch in small.claims.items()}).value is not None

    def conflict_in(kept: frozenset[str]) -> frozenset[str] | None:
        if consistent(kept):
            return None
        core = whole.core({small.claims[name] for name in kept}, {switch for name, switch in small.claims.items() if name not in kept})
        return shrink(frozenset(name for name in kept if small.claims[name] in core) or kept, consistent, order)

    order = list(small.claims)
    return enumerate_all(order, conflict_in, most, start=[one for one in known if one <= small.claims.keys()])


def _blocks(conflicts: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Unions of conflicts that share claims, directly or by other conflicts."""
    found: list[frozenset[str]] = []
    for conflict in sorted(conflicts, key=sorted):
        touching = [block for block in found if block & conflict]
        found = [block for block in found if block not in touching] + [conflict.union(*touching)]
    return sorted(found, key=sorted)


def _products(drops: list[tuple[frozenset[str], ...]]) -> list[frozenset[str]]:
    """One smallest drop of every block, in all ways."""
    smallest = [[drop for drop in block if len(drop) == min(map(len, block))] for block in drops]
    return [frozenset().union(*some) for some in itertools.product(*smallest)]


class Undecided(Exception):
    """The solver's patience ended before it could say whether claims are consistent."""


def enumerate_all(claims: list[str], conflict_in: Callable[[frozenset[str]], frozenset[str] | None], most: int = MOST,
                  once: bool = False, start: Iterable[frozenset[str]] = ()) -> Conflicts:
    """All minimal conflicts among `claims`; `conflict_in(claims)` is a minimal one among some, None if they are consistent.

    `start` are conflicts known already; with `once` the search ends at the first consistent set.
    """
    conflicts: list[frozenset[str]] = sorted(start, key=sorted)
    drops: list[frozenset[str]] = []
    for _ in range(most):
        seed = _unexplored(claims, conflicts, drops)
        if seed is None:
            return _sorted(conflicts, drops, complete=True)
        found = conflict_in(seed)
        if found is not None:
            conflicts.append(found)
            continue
        drops.append(frozenset(claims) - seed)
        if once:
            break
    return _sorted(conflicts, drops, complete=False)


def _sorted(conflicts: list[frozenset[str]], drops: list[frozenset[str]], complete: bool) -> Conflicts:
    def order(sets: list[frozenset[str]]) -> tuple[frozenset[str], ...]:
        return tuple(sorted(sets, key=lambda one: (len(one), sorted(one))))

    return Conflicts(order(conflicts), order(drops), complete)


def _unexplored(claims: list[str], conflicts: list[frozenset[str]], drops: list[frozenset[str]]) -> frozenset[str] | None:
    """A largest set that holds no known conflict and reaches beyond every known consistent set."""
    touched = sorted(frozenset().union(*conflicts, *drops))
    map_ = cp_model.CpModel()
    kept = {name: map_.new_bool_var("") for name in touched}
    for conflict in conflicts:
        map_.add_bool_or([~kept[name] for name in sorted(conflict)])
    for drop in drops:
        map_.add_bool_or([kept[name] for name in sorted(drop)])
    map_.maximize(sum(kept.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, 0
    if solver.solve(map_) != cp_model.OPTIMAL:
        return None
    return frozenset(claims) - {name for name in touched if not solver.boolean_value(kept[name])}


def shrink(seed: frozenset[str], consistent: Callable[[Iterable[str]], bool], order: list[str]) -> frozenset[str]:
    """A minimal conflict within an inconsistent set, dropping in halves first (QuickXplain, Junker 2004)."""
    def explain(background: list[str], changed: bool, rest: list[str]) -> list[str]:
        if changed and not consistent(background):
            return []
        if len(rest) == 1:
            return rest
        left, right = rest[:len(rest) // 2], rest[len(rest) // 2:]
        second = explain(background + left, bool(left), right)
        first = explain(background + second, bool(second), left)
        return first + second

    ordered = [name for name in order if name in seed]
    return frozenset() if not consistent([]) else frozenset(explain([], False, ordered))

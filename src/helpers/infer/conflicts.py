"""Which claims cannot all hold: every minimal conflict, and the smallest sets of claims to drop.

MARCO (Liffiton et al., Constraints 21, 2016): a map of the sets of claims not yet explored; its largest sets are asked of the
model; one that fails is shrunk to a minimal conflict, one that holds is a largest consistent set, and its complement a set of
claims whose dropping repairs all.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from ortools.sat.python import cp_model

from helpers.errors import UserError
from helpers.infer.forked import together
from helpers.infer.model import Model, build
from helpers.infer.ranging import GROUPS
from helpers.infer.relaxed import Nearby, Rules
from helpers.infer.solver import Part, Solver, repeatable

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

    An inconsistent set comes back as a minimal one: CP-SAT's core, shrunk on a model of just those statements.
    """

    def __init__(self, model: Model, solver: Solver) -> None:
        self._model, self._solver = model, solver
        self._whole = solver.part
        self.known: list[tuple[frozenset[str], dict[int, int]]] = []
        self._nearby = Nearby(model.program)
        self._tables = model.tables_of()
        self._touched = _touched(model)
        self._given = set(model.claims.values())
        self._loosened: dict[frozenset[str], set[int]] = {}

    def __call__(self, claims: Iterable[str]) -> frozenset[str] | None:
        """None if the claims are consistent, else a minimal conflict among them."""
        kept = frozenset(claims)
        if any(kept <= satisfied for satisfied, _ in self.known):
            return None
        core, values = frozenset(), self.near(kept)
        if not values:
            core, values = self._core(kept)
        if core:
            return self._smallest(core)
        self.known.append((kept, values or self._solved(kept)))
        return None

    def near(self, kept: frozenset[str]) -> dict[int, int] | None:
        """Mend a known dataset only in the tables that the claims it lacks speak of: mostly enough, and quick."""
        if not self.known:
            return None
        satisfied, base = min(self.known, key=lambda known: len(kept - known[0]))
        fixed = {name: base[name] for name in base.keys() - self._loose(self.about(kept - satisfied))}
        return self._whole.ask(hint=base, fixed=fixed | self._switches(kept)).values or None

    def _loose(self, free: frozenset[str]) -> set[int]:
        """Variables of the tables about these attributes, and those that stand for something in such a table."""
        if free not in self._loosened:
            found = {name for name, table in self._tables.items() if table & free}
            rules = [{*rule.sum.terms, *rule.when, *rule.unless} for rule in self._model.program.rules]
            while True:
                more = set().union(*(rule for rule in rules if rule & found)) - self._tables.keys() - self._given - found
                if not more:
                    break
                found |= more
            self._loosened[free] = found
        return self._loosened[free]

    def changed(self, kept: frozenset[str], base: dict[int, int], block: frozenset[str],
                moved: Mapping[int, int]) -> dict[int, int] | None:
        """A dataset for `kept` close to `base`: `moved` are its other switches, or it is apart in as few tables about the block as will do."""
        found = self._nearby.find(base, fixed={**moved, **self._switches(kept)})
        if found:
            return found
        free, first = self.about(block), self._model.first.domains.keys() - HUBS
        narrow = free - HUBS | self.about(block - kept) - {"lab"}
        fixed = ({name: base[name] for name in base.keys() - self._loose(width)} | self._switches(kept)
                 for width in dict.fromkeys((narrow, narrow | first, free, free | first)))
        return next(filter(None, (self._whole.nearest(base, one) for one in fixed)), None)

    def afresh(self, kept: frozenset[str]) -> dict[int, int]:
        """A dataset for claims known to be consistent, found without looking at others: it can be changed more easily than one mended."""
        return self._whole.ask(fixed=self._switches(kept)).values or next(values for satisfied, values in self.known if kept <= satisfied)

    def about(self, claims: Iterable[str]) -> frozenset[str]:
        """Attributes whose tables a change of these claims may change."""
        return frozenset().union(*(self._touched[name] for name in claims))

    def _switches(self, kept: frozenset[str]) -> dict[int, int]:
        return {switch: int(name in kept) for name, switch in self._model.claims.items()}

    def _core(self, kept: frozenset[str]) -> tuple[frozenset[str], dict[int, int]]:
        """Claims that are enough for an inconsistency, or a dataset for all of them; neither if the solver cannot say."""
        switches = self._switches(kept)
        found, values = self._whole.core({name for name, on in switches.items() if on}, {name for name, on in switches.items() if not on})
        return frozenset(name for name, switch in self._model.claims.items() if switch in found), values

    def _solved(self, kept: frozenset[str]) -> dict[int, int]:
        situation = self._solver.situation(self._switches(kept))
        if not situation.feasible(self.known[-1][1] if self.known else None):
            raise Undecided("No dataset was found for what is certain of the rows (alliances.csv, evidence.csv) and its structure, "
                            "and no statement is to blame: they contradict each other, or the question is too large for the solver.")
        return situation.values()

    def _smallest(self, core: frozenset[str]) -> frozenset[str]:
        own = [one for one in self._model.statements if one.claim_id in core]
        small = build(self._model.network, statements=own, facts=self._model.facts, soft=self._model.soft,
                      descent=bool(self._model.first.cliques))
        solver = Solver(small.program)

        def consistent(claims: Iterable[str]) -> bool:
            kept = set(claims)
            return solver.situation({switch: int(name in kept) for name, switch in small.claims.items()}).feasible() is not False

        order = [name for name in self._model.claims if name in core and name in small.claims]
        return shrink(frozenset(order), consistent, order)


HUBS = frozenset(["lab", "topic", "class"])  # attributes that most tables share


def _touched(model: Model) -> dict[str, frozenset[str]]:
    """Claim -> attributes whose tables a change of the claim may change; the shared ones only where it has no other."""
    found = {name: model.about[name] for name in model.claims if name in model.about}
    for one in model.statements:
        about = model.about.get(one.id, frozenset())
        found[one.claim_id] = found.get(one.claim_id, frozenset()) | (about - HUBS or about)
    return found


class Search:
    """The search for all minimal conflicts of a model's claims, and for the smallest sets of claims to drop.

    Conflicts that share claims make a block. Which blocks there are shows first among the statements about the same attributes, and
    beside that among all statements. `candidates` enumerates each block on the statements about its attributes alone.
    `left` then asks the whole model about every way to mend every block; a conflict that shows there is for `add`, and the search
    goes on. Where none is left, every set of claims without a known conflict is consistent: there is no other conflict.
    """

    def __init__(self, model: Model, most: int = MOST) -> None:
        self._model, self._most, self._claims = model, most, frozenset(model.claims)
        self._oracle = Oracle(model, Solver(model.program))
        groups = [partial(_of_group, model, group, most) for group in GROUPS[::-1]]  # sizes are quickest: last
        *found, (conflicts, self._oracle.known) = together([*groups, self._met])
        self._local: dict[frozenset[str], Conflicts] = {block: one for some in found for block, one in some.items()}
        self._known = set().union(conflicts, *(one.conflicts for one in self._local.values()))
        self._parts: list[Conflicts] = []

    def _met(self) -> tuple[tuple[frozenset[str], ...], list]:
        """Conflicts among all claims, as far as a first search meets them, and the datasets that it meets."""
        return enumerate_all(list(self._model.claims), self._oracle, self._most, once=True).conflicts, self._oracle.known

    def add(self, conflicts: Iterable[frozenset[str]]) -> None:
        """Conflicts that a block alone did not show."""
        self._known |= set(conflicts)

    def dataset(self) -> dict[int, int] | None:
        """A dataset that satisfies a largest set of claims without a known conflict, if one was found."""
        return self._oracle.known[-1][1] if self._oracle.known else None

    def candidates(self) -> Conflicts:
        """The conflicts that the blocks show, and the drops that mend those."""
        while True:
            blocks = blocks_of(self._known)
            self._local |= {block: found for block in blocks if block not in self._local and (found := self._same(block))}
            new = [block for block in blocks if block not in self._local]
            self._local |= zip(new, together([partial(_local, self._model, block, self._most, self._known) for block in new]), strict=True)
            self._parts = [self._local[block] for block in blocks]
            wider = set().union(*(part.conflicts for part in self._parts)) - self._known
            if not wider:
                break
            self.add(wider)
        options = tuple(part.smallest for part in self._parts)
        drops = [frozenset().union(*some) for some in itertools.product(*options)]
        return replace(_sorted(list(self._known), drops, all(part.complete for part in self._parts)), options=options)

    def _same(self, block: frozenset[str]) -> Conflicts | None:
        """What a smaller block found, if all that this one speaks of was asked about there: there is nothing more to find."""
        near = _near(self._model, block)
        return next((found for smaller, found in self._local.items() if found.claims <= block and near <= _near(self._model, smaller)), None)

    def left(self) -> set[frozenset[str]] | bool:
        """Conflicts that mending every block leaves; True if none is left however one mends, False if that stayed open.

        Each drop of a block changes one dataset in a few tables. Changes of several blocks are added up, and the sum, if it breaks
        no rule, is a dataset that satisfies all claims but the dropped ones; only where it breaks one is the model asked.
        """
        model, oracle, claims, parts = self._model, self._oracle, self._claims, self._parts
        base = [part.smallest[0] for part in parts]
        failed = {oracle(claims.difference(*base))} - {None}
        if failed:
            return failed
        start = oracle.afresh(claims.difference(*base))
        sums = _Sums(model, start)
        changes: list[dict[frozenset[str], list[np.ndarray]]] = []  # each drop of a block with the changes known to go with it
        for number, part in enumerate(parts):
            others = frozenset().union(*(drop for place, drop in enumerate(base) if place != number))
            changes.append({})
            for drop in part.drops:
                values = oracle.changed(claims - drop - others, start, part.claims, {})
                failed |= {oracle(claims - drop - others)} - {None} if values is None else set()
                changes[-1][drop] = [sums.change(values, start)] if values else []
        if failed:
            return failed
        asked = 0
        for drops in itertools.product(*changes):
            some = [block[drop] for block, drop in zip(changes, drops, strict=True)]
            if any(map(sums.hold, itertools.product(*some))):
                continue
            asked += 1
            if asked > self._most:
                return False
            found = _another(oracle, sums, claims.difference(*drops), some, [part.claims for part in parts])
            if found is None:
                failed |= {oracle(claims.difference(*drops))} - {None}
            if failed:
                return failed
        return True


def find(model: Model, most: int = MOST) -> Conflicts:
    """All minimal conflicts; `complete` says whether the search ended, and so whether there may be others."""
    search = Search(model, most)
    while True:
        found = search.candidates()
        left = search.left()
        if isinstance(left, bool):
            return replace(found, complete=found.complete and left)
        search.add(left)


def _another(oracle: Oracle, sums: _Sums, kept: frozenset[str], some: list[list[np.ndarray]], blocks: list[frozenset[str]]) -> np.ndarray | None:
    """One more change of one block that fits the changes of the others; it is added to what is known of that block's drop."""
    for number, known in reversed([*enumerate(some)]):
        others = [changes[-1] for place, changes in enumerate(some) if place != number and changes]
        base = sums.values(others)
        values = oracle.changed(kept, base, blocks[number], sums.switched(base, known[-1]) if known else {})
        if values:
            known.append(sums.change(values, base))
            return known[-1]
    return None


class _Sums:
    """Whether a dataset and some changes of it, all added up, break no rule of a model: all of it is linear in the values."""

    def __init__(self, model: Model, start: dict[int, int]) -> None:
        self._rules = rules = Rules(model.program)
        self._low, self._high = np.concatenate([rules.low, rules.least]), np.concatenate([rules.high, rules.most])
        self._number = len(rules.least)
        self._switches = sorted(model.program.switches())
        self._at_start = self._all(start)

    def _all(self, values: dict[int, int]) -> np.ndarray:
        """Every rule's sum, every variable, and for each rule how many of its conditions do not hold."""
        listed = np.array([values[name] for name in range(self._number)], dtype=np.int64)
        return np.concatenate([self._rules.sums(listed), listed, self._rules.unmet(listed)])

    def change(self, values: dict[int, int], base: dict[int, int]) -> np.ndarray:
        """What changes from one dataset to another one."""
        return self._all(values) - self._all(base)

    def values(self, changes: Iterable[np.ndarray]) -> dict[int, int]:
        """The dataset after some changes."""
        rules = len(self._low) - self._number
        at = (self._at_start + sum(changes))[rules:rules + self._number]
        return dict(enumerate(at.tolist()))

    def switched(self, values: dict[int, int], change: np.ndarray) -> dict[int, int]:
        """The switches that a change moves, in some values after it."""
        rules = len(self._low) - self._number
        moved = change[rules:rules + self._number]
        return {name: values[name] + int(moved[name]) for name in self._switches if moved[name] and values[name] + moved[name] in (0, 1)}

    def hold(self, changes: Iterable[np.ndarray]) -> bool:
        """Whether the changes together leave every rule unbroken."""
        at, ends = self._at_start + sum(changes), len(self._low)
        idle = np.concatenate([at[ends:] > 0, np.zeros(self._number, dtype=bool)])
        return bool(np.all(idle | ((at[:ends] >= self._low) & (at[:ends] <= self._high))))


def drops_of(conflicts: list[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """The smallest sets of claims without which none of these conflicts is left."""
    claims = sorted(frozenset().union(*conflicts))
    return enumerate_all(claims, lambda kept: next((one for one in conflicts if one <= kept), None), start=conflicts).smallest


def smallest_drop(claims: list[str], conflicts: list[frozenset[str]]) -> frozenset[str]:
    """One smallest set of claims without which none of these conflicts is left."""
    seed = _unexplored(claims, sorted(conflicts, key=sorted), []) if conflicts else None
    return frozenset(claims) - seed if seed is not None else frozenset()


def _of_group(model: Model, group: frozenset[str], most: int) -> dict[frozenset[str], Conflicts]:
    """Blocks of conflicts among the claims about a group of attributes, as far as a first search meets them, and what each block shows."""
    claims = frozenset(one.claim_id for one in model.statements if one.id in model.about and model.about[one.id] <= group)
    known = _among(model, claims, most, once=True).conflicts if claims else ()
    return {block: _local(model, block, most, known) for block in blocks_of(known)}


def _local(model: Model, block: frozenset[str], most: int, known: Iterable[frozenset[str]] = ()) -> Conflicts:
    """The conflicts among the statements about the block's attributes and the claims of the block."""
    return _among(model, _near(model, block), most, known)


def _among(model: Model, near: frozenset[str], most: int, known: Iterable[frozenset[str]] = (), once: bool = False) -> Conflicts:
    """The conflicts among some claims, by their statements alone; with `once` those met up to a first consistent set."""
    small = build(model.network, statements=[one for one in model.statements if one.claim_id in near], facts=model.facts,
                  soft=model.soft, descent=bool(model.first.cliques))
    whole = Part(small.program)

    nearby, undecided = Nearby(small.program), []
    met = []  # claims that a dataset satisfies together, mostly more than were asked about, and the dataset

    def switches(on: frozenset[str]) -> dict[int, int]:
        return {switch: int(name in on) for name, switch in small.claims.items()}

    def keep(on: frozenset[str], values: dict[int, int] | None) -> bool:
        if values:
            met.append((on | _holding(small, values), values))
        return bool(values)

    def near(on: frozenset[str]) -> bool:
        """Whether a dataset met before satisfies the claims, or one next to it."""
        if any(on <= claims for claims, _ in met):
            return True
        base = min(met, key=lambda one: len(on - one[0]), default=None)
        return base is not None and keep(on, nearby.find(base[1], fixed=switches(on)))

    def consistent(kept: Iterable[str]) -> bool:
        """Whether no conflict among the claims is proven: what stays open is never called one, but the search is not complete then."""
        on = frozenset(kept)
        if near(on):
            return True
        answer = whole.ask(fixed=switches(on))
        undecided.extend([on] * (not answer.proven and not answer.values))
        return keep(on, answer.values) or not answer.impossible

    def conflict_in(kept: frozenset[str]) -> frozenset[str] | None:
        if near(kept):
            return None
        core, values = whole.core({small.claims[name] for name in kept}, {switch for name, switch in small.claims.items() if name not in kept})
        if keep(kept, values) or not core and consistent(kept):
            return None
        return shrink(frozenset(name for name in kept if small.claims[name] in core) or kept, consistent, order)

    order = list(small.claims)
    found = enumerate_all(order, conflict_in, most, once, [one for one in known if one <= small.claims.keys()])
    return replace(found, complete=found.complete and not undecided)


def _near(model: Model, block: frozenset[str]) -> frozenset[str]:
    """The claims about the attributes of a block's statements, and the block."""
    about = frozenset().union(*(model.about[one.id] for one in model.statements if one.claim_id in block and one.id in model.about)) | {"lab"}
    return block.union(one.claim_id for one in model.statements if one.id in model.about and model.about[one.id] <= about)


def _holding(model: Model, values: dict[int, int]) -> frozenset[str]:
    """Claims whose rules all hold in a dataset, switched on or not."""
    broken = set()
    switches = {switch: name for name, switch in model.claims.items()}
    for rule in model.program.rules:
        names = [switches[switch] for switch in rule.when if switch in switches]
        if not names or names[0] in broken or not all(values[one] for one in rule.when if one not in switches) or any(
                values[one] for one in rule.unless):
            continue
        if not rule.low <= rule.sum.constant + sum(values[name] * weight for name, weight in rule.sum.terms.items()) <= rule.high:
            broken.update(names)
    return frozenset(model.claims.keys() - broken)


def blocks_of(conflicts: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Unions of conflicts that share claims, directly or by other conflicts."""
    found: list[frozenset[str]] = []
    for conflict in sorted(conflicts, key=sorted):
        touching = [block for block in found if block & conflict]
        found = [block for block in found if block not in touching] + [conflict.union(*touching)]
    return sorted(found, key=sorted)


class Undecided(UserError):
    """No dataset was found, and no claim is to blame: what is taken as certain clashes, or the solver's limit was reached."""


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
    solver = repeatable()
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

"""The one oracle: whether claims can all hold, with a dataset or a minimal conflict to show it."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from helpers.errors import UserError
from helpers.numbers.audit.families import Families, Node
from helpers.numbers.audit.model import Claims, Model
from helpers.numbers.audit.program import Values
from helpers.numbers.audit.relaxed import Beside
from helpers.numbers.audit.solver import Solver
from helpers.numbers.audit.spec import Spec


class Undecided(UserError):
    """No dataset was found and no claim is to blame: what always binds clashes, or a limit."""


class Oracle:
    """Answers for one spec; every dataset met is kept, as it answers other questions too.

    `undecided` is true once the solver could not answer; such claims are never called a conflict.
    """

    def __init__(self, spec: Spec, families: Families) -> None:
        self.model, self.families = Model(spec), families
        self.solver = Solver(self.model.program)
        self.met: list[tuple[Claims, Values]] = []
        self.undecided = False

    @cached_property
    def _beside(self) -> Beside:
        return Beside(self.model.program)

    @property
    def _last(self) -> Values | None:
        return self.met[-1][1] if self.met else None

    def _keep(self, on: Claims, values: Values | None) -> Values | None:
        if values is not None:
            self.met.append((on | self.model.holding(values), values))
        return values

    def _near(self, on: Claims) -> Values | None:
        """A dataset met before that satisfies the claims, or one next to the nearest."""
        known = next((values for claims, values in self.met if on <= claims), None)
        if known is not None or not self.met:
            return known
        _, base = min(self.met, key=lambda one: len(on - one[0]))
        return self._keep(on, self._beside.find(base, fixed=self.model.fixed(on)))

    def dataset(self, on: Claims) -> Values | None:
        """A dataset in which these claims hold; None if there is none, or none was found."""
        near = self._near(on)
        if near is not None:
            return near
        answer = self.solver.ask(self.model.fixed(on), hint=self._last)
        self.undecided |= not answer.proven
        return self._keep(on, answer.values)

    def consistent(self, on: Claims) -> bool:
        """Whether the claims are not known to be inconsistent."""
        open_before, self.undecided = self.undecided, False
        found = self.dataset(on) is not None or self.undecided
        self.undecided |= open_before
        return found

    def conflict(self, on: Claims) -> Claims | None:
        """A minimal conflict among the claims; None if they can all hold."""
        if self._near(on) is not None:
            return None
        fixed = {self.model.switches[c]: 0 for c in self.model.switches if c not in on}
        switches = {self.model.switches[claim] for claim in on}
        core, answer = self.solver.core(switches, fixed)
        if self._keep(on, answer.values) is not None:
            return None
        if not core and self.consistent(on):
            return None
        return self._smallest(self.model.claims_of(core) or on)

    def _smallest(self, core: Claims) -> Claims:
        """A minimal conflict within an inconsistent set: asked of a model of just those claims."""
        small = Oracle(self.families.part(core), self.families)
        order = [claim for claim in self.model.switches if claim in core]
        found = shrink(order, small.consistent)
        self.undecided |= small.undecided
        if not found:
            raise Undecided(
                "What the rows and the structure say by themselves cannot be: no claim is "
                "to blame. Look at what is always taken for true."
            )
        return found

    # -- changing a dataset

    def changed(
        self, on: Claims, base: Values, families: frozenset[Node], moved: Mapping[int, int]
    ) -> Values | None:
        """A dataset for `on` close to `base`: with other switches `moved`, or apart only in the

        tables of these families.
        """
        fixed = self.model.fixed(on)
        found = self._beside.find(base, fixed={**moved, **fixed})
        if found is not None:
            return found
        loose = self._loose(families)
        kept = {name: int(value) for name, value in enumerate(base) if name not in loose}
        return self.solver.nearest(base, kept | fixed)

    def _loose(self, families: frozenset[Node]) -> set[int]:
        """Variables of the tables of these families, and those that stand for something in them."""
        tables = self.model.tables(lambda frame, name: self.families.top((frame, name)) in families)
        given = tables[0] | tables[1] | set(self.model.switches.values())
        found, rules = set(tables[0]), self.model.program.rules
        touched = [{*rule.sum.terms, *(name for name, _ in rule.when)} for rule in rules]
        while more := set().union(*(one for one in touched if one & found)) - given - found:
            found |= more
        return found


def shrink(order: list[str], consistent: Callable[[Claims], bool]) -> Claims:
    """A minimal conflict within an inconsistent set, halves first (QuickXplain, Junker 2004).

    Empty if nothing of it is needed: what always binds is inconsistent.
    """

    def explain(background: list[str], changed: bool, rest: list[str]) -> list[str]:
        if changed and not consistent(frozenset(background)):
            return []
        if len(rest) == 1:
            return rest
        left, right = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        second = explain(background + left, bool(left), right)
        return explain(background + second, bool(second), left) + second

    return frozenset(explain([], True, order) if order else [])


def blocks_of(conflicts: Iterable[Claims]) -> list[Claims]:
    """Unions of conflicts that share claims, directly or by other conflicts."""
    found: list[Claims] = []
    for conflict in sorted(conflicts, key=sorted):
        touching = [block for block in found if block & conflict]
        found = [block for block in found if block not in touching]
        found.append(conflict.union(*touching))
    return sorted(found, key=sorted)

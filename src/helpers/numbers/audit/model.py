"""A spec as one program: tables, switches of the claims and of their readings, the cells' sums."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import numpy as np

from helpers.errors import UserError
from helpers.numbers.audit.domain import Domain, cuts
from helpers.numbers.audit.formulas import Writer, calls
from helpers.numbers.audit.program import Condition, Program, Sum, Values
from helpers.numbers.audit.spec import Claim, Spec, parsed

Claims = frozenset[str]


class Model:
    """The program of a spec.

    `switches`: claim -> variable, 1 where the claim holds for certain; `readings`: claim -> reading
    -> variable; `cells`: key -> sum.
    """

    def __init__(self, spec: Spec) -> None:
        self.spec, self.program = spec, Program()
        self.domains = self._domains([*(one.formula for one in spec.claims), *spec.cells.values()])
        self.writer = Writer(spec, self.program, self.domains)
        self.switches = {name: self.program.switch() for name in spec.ids}
        self.readings: dict[str, dict[str, int]] = defaultdict(dict)
        self._made: dict[tuple[Claim, int], int] = {}
        for claim in spec.claims:
            when, first = self._when(claim), len(self.program.ranges)
            with _said(claim.formula, claim.ids):
                self.writer.hold(parsed(claim.formula), when)
            made = range(first, len(self.program.ranges))
            self._made |= {(claim, name - first): name for name in made}
        for some in self.readings.values():
            self.program.add(Sum(dict.fromkeys(some.values(), 1)), 1, 1)
        self.cells: dict[str, Sum] = {}
        for key, formula in spec.cells.items():
            with _said(formula):
                self.cells[key] = self.writer.number(parsed(formula))

    def _domains(self, formulas: Iterable[str]) -> dict[str, Domain]:
        coupled: dict[str, list[frozenset[str]]] = defaultdict(list)
        trees: dict[str, list[ast.expr]] = defaultdict(list)
        for formula in dict.fromkeys(formulas):
            with _said(formula):
                for call in calls(self.spec, parsed(formula)):
                    coupled[call.frame].append(call.names(self.spec))
                    trees[call.frame] += map(parsed, call.conditions)
        found = {}
        for name, frame in self.spec.frames.items():
            cut = cuts(frame, [*trees[name], *map(parsed, frame.rules)])
            found[name] = Domain(self.program, frame, coupled[name], cut)
        return found

    def _when(self, claim: Claim) -> tuple[Condition, ...]:
        """The switches that a claim's formula hangs on."""
        when = [(self.switches[name], 1) for name in claim.ids]
        if claim.reading:
            known = self.readings["&".join(claim.ids)]
            if claim.reading not in known:
                known[claim.reading] = self.program.switch()
            when.append((known[claim.reading], 1))
        return tuple(when)

    def things(self, values: Values) -> dict[str, list[dict[str, Any]]]:
        """The complete dataset that a solution is: the things of every frame."""
        return {name: domain.things(values) for name, domain in self.domains.items()}

    @cached_property
    def named(self) -> dict[Any, int]:
        """Every switch by a name that it has in the model of any part of the spec, too."""
        found: dict[Any, int] = {**self.writer.inside, **self.switches, **self._made}
        for claim, some in self.readings.items():
            found |= {(claim, reading): switch for reading, switch in some.items()}
        conditions = {name for rule in self.program.rules for name, _ in rule.when}
        return {name: switch for name, switch in found.items() if switch in conditions}

    @cached_property
    def _hangs(self) -> np.ndarray:
        """Rules by claims: whether a rule hangs on a claim."""
        places = {switch: place for place, switch in enumerate(self.switches.values())}
        found = np.zeros((len(self.program.rules), len(places)), dtype=bool)
        for place, rule in enumerate(self.program.rules):
            found[place, [places[name] for name, _ in rule.when if name in places]] = True
        return found

    def lifted(self, values: Values) -> Values:
        """A dataset with all claims on that hold in it, whether they were asked to or not."""
        switches = np.array([*self.switches.values()], dtype=np.int64)
        every = values.copy()
        every[switches] = 1
        broken = self._hangs[self.program.arrays.broken(every)].any(axis=0)
        every[switches[broken]] = values[switches[broken]]
        return every


@contextmanager
def _said(formula: str, ids: Iterable[str] = ()) -> Iterator[None]:
    """Have a user's error name the formula and the claim that it is in."""
    try:
        yield
    except UserError as problem:
        of = f"Claim {'&'.join(ids)}" if ids else "Formula"
        raise UserError([f"{of}: {formula!r}: {message}" for message in problem.messages]) from None

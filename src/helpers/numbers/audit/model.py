"""A spec as one program: tables, switches of the claims and of their readings, the cells' sums."""

import ast
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from helpers.errors import UserError
from helpers.numbers.audit.domain import Domain, cuts
from helpers.numbers.audit.formulas import Writer, calls
from helpers.numbers.audit.program import Arrays, Program, Sum, Values
from helpers.numbers.audit.spec import Claim, Spec, parsed

Claims = frozenset[str]


class Model:
    """The program of a spec.

    `switches`: claim -> variable, 1 where the claim holds for certain; `readings`: claim -> reading
    -> variable; `cells`: key -> sum. `more` are formulas that will be asked about as well.
    """

    def __init__(self, spec: Spec, more: Iterable[str] = ()) -> None:
        self.spec, self.program = spec, Program()
        formulas = [claim.formula for claim in spec.claims]
        self.domains = self._domains(dict.fromkeys([*formulas, *spec.cells.values(), *more]))
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
        self.cells = {key: self.number(formula) for key, formula in spec.cells.items()}

    def _domains(self, formulas: Iterable[str]) -> dict[str, Domain]:
        coupled: dict[str, list[frozenset[str]]] = defaultdict(list)
        trees: dict[str, list[ast.expr]] = defaultdict(list)
        for formula in formulas:
            with _said(formula):
                for call in calls(self.spec, parsed(formula)):
                    coupled[call.frame].append(call.names(self.spec))
                    trees[call.frame] += map(parsed, call.conditions)
        return {
            name: Domain(
                self.program,
                frame,
                coupled[name],
                cuts(frame, [*trees[name], *map(parsed, frame.rules)]),
            )
            for name, frame in self.spec.frames.items()
        }

    def _when(self, claim: Claim) -> tuple[tuple[int, int], ...]:
        """The switches that a claim's formula hangs on."""
        when = [(self.switches[name], 1) for name in claim.ids]
        if claim.reading:
            known = self.readings["&".join(claim.ids)]
            if claim.reading not in known:
                known[claim.reading] = self.program.switch()
            when.append((known[claim.reading], 1))
        return tuple(when)

    def number(self, formula: str) -> Sum:
        """The sum that a formula for a number is."""
        with _said(formula):
            return self.writer.number(parsed(formula))

    def fixed(self, on: Iterable[str]) -> dict[int, int]:
        """Values of all claims' switches where just these claims hold for certain."""
        kept = set(on)
        return {switch: int(name in kept) for name, switch in self.switches.items()}

    def claims_of(self, switches: Iterable[int]) -> Claims:
        """The claims whose switches these are."""
        found = set(switches)
        return frozenset(name for name, switch in self.switches.items() if switch in found)

    def tables(self, inside: Callable[[str, str], bool]) -> tuple[set[int], set[int]]:
        """Variables of the tables that have an attribute `inside`, and of the others."""
        found: tuple[set[int], set[int]] = (set(), set())
        for frame, domain in self.domains.items():
            for clique, table in zip(domain.cliques, domain.tables, strict=True):
                own = any(inside(frame, name) for name in clique)
                found[not own].update(name for count in table.values() for name in count.terms)
        return found

    @cached_property
    def named(self) -> dict[Any, int]:
        """Every switch by a name that it has in the model of any part of the spec, too."""
        conditions = {name for rule in self.program.rules for name, _ in rule.when}
        found: dict[Any, int] = dict(self.writer.inside)
        found |= self.switches
        found |= self._made
        for claim, some in self.readings.items():
            found |= {(claim, reading): switch for reading, switch in some.items()}
        return {name: switch for name, switch in found.items() if switch in conditions}

    @cached_property
    def arrays(self) -> Arrays:
        """The program's rules as arrays."""
        return Arrays(self.program)

    @cached_property
    def _claimed(self) -> list[tuple[int, Claims, list[tuple[int, int]]]]:
        """Rules that hang on claims: their number, the claims, their other conditions."""
        own, found = set(self.switches.values()), []
        for place, rule in enumerate(self.program.rules):
            claims = self.claims_of(name for name, _ in rule.when if name in own)
            if claims:
                found.append((place, claims, [one for one in rule.when if one[0] not in own]))
        return found

    def holding(self, values: Values) -> Claims:
        """Claims whose rules all hold in a dataset, whether they were asked to or not."""
        broken = self.arrays.broken(values)
        found = set(self.switches)
        for place, claims, others in self._claimed:
            if broken[place] and all(values[name] == value for name, value in others):
                found -= claims
        return frozenset(found)


@contextmanager
def _said(formula: str, ids: Iterable[str] = ()) -> Iterator[None]:
    """Have a user's error name the formula and the claim that it is in."""
    try:
        yield
    except UserError as problem:
        of = f"Claim {'&'.join(ids)}" if ids else "Formula"
        raise UserError([f"{of}: {formula!r}: {message}" for message in problem.messages]) from None

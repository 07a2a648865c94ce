"""Why the claims of a conflict cannot all hold, and which number would mend it."""

import ast
import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from helpers.numbers.audit.families import Families
from helpers.numbers.audit.formulas import Printed, printed
from helpers.numbers.audit.model import Claims
from helpers.numbers.audit.oracle import Oracle


@dataclass(frozen=True)
class Repair:
    """If all other claims of a conflict hold, what `claim` counts is `low`..`high`.

    It prints `was`; `near` is the value nearest to that. `percent`: both are rounded percentages.
    """

    claim: str
    formula: str
    was: int
    near: int
    low: int
    high: int
    percent: bool = False


@dataclass(frozen=True)
class Halves:
    """By the claims `few` a number (in `words`) is at most `most`, by `many` at least `least`.

    Such a number is an interpolant (Craig 1957): each half can be followed by itself.
    """

    words: str
    few: tuple[str, ...]
    most: int
    many: tuple[str, ...]
    least: int


@dataclass(frozen=True)
class Explanation:
    """A conflict, its claims in the order of the spec, and why it is one."""

    claims: tuple[str, ...]
    repairs: tuple[Repair, ...]
    halves: tuple[Halves, ...]


def explained(families: Families, conflict: Claims) -> Explanation:
    """A minimal conflict's explanation, from models of its own claims."""
    return _Explained(families, conflict).explanation()


class _Explained:
    """One conflict; what some of its claims say of all the numbers asked is one model."""

    def __init__(self, families: Families, conflict: Claims) -> None:
        about = families.of_claims(conflict)
        self._families, self._about, self._models = families, about, dict[Claims, Oracle]()
        self._claims = families.part(conflict).ids
        self._said = {claim: self._prints(claim) for claim in self._claims}
        pivots = families.spec.pivots.items()
        self._pivots = {text: words for words, text in pivots if families.of(text) <= about}
        counted = [ast.unparse(said.counted) for said in self._said.values() if said]
        self._cells = {text: text for text in (*counted, *self._pivots)}

    def _prints(self, claim: str) -> Printed | None:
        """The first number that a claim prints."""
        own = [one.formula for one in self._families.spec.claims if one.ids == (claim,)]
        return next(filter(None, map(printed, own)), None)

    def explanation(self) -> Explanation:
        repairs = filter(None, map(self._repair, self._claims))
        halves = self._halves() if len(self._claims) > 2 else None
        return Explanation(self._claims, tuple(repairs), (halves,) if halves else ())

    def _ends(self, off: Iterable[str], formula: str) -> tuple[int, int] | None:
        """A number's least and greatest if the other claims hold; None if that stayed open."""
        on = frozenset(self._claims).difference(off)
        if on not in self._models:
            spec = self._families.part(on, self._cells, self._about)
            self._models[on] = Oracle(spec, free=frozenset())
        oracle = self._models[on]
        goal = oracle.model.cells[formula]
        found = [oracle.least(one, oracle.floor(one)) for one in (goal, goal * -1)]
        known = [one.value for one in found if one and one.floor == one.value]
        return (known[0], -known[1]) if len(known) == 2 else None

    def _repair(self, claim: str) -> Repair | None:
        said = self._said[claim]
        if said is None:
            return None
        formula = ast.unparse(said.counted)
        ends = self._ends([claim], formula)
        if ends is None:
            return None
        low, high = (_percent(end, said.base) for end in ends) if said.base else ends
        near = min(max(said.value, low), high) if said.operator is ast.Eq else low
        if near == said.value:
            return None  # the claim says more than this one number, which alone mends nothing
        return Repair(claim, formula, said.value, near, low, high, said.base is not None)

    def _halves(self) -> Halves | None:
        """A number of `pivots` that some of the claims and the others say otherwise."""
        claims, sizes = self._claims, range(1, len(self._claims))
        parted = (itertools.combinations(claims, size) for size in sizes)
        balanced = sorted(
            itertools.chain.from_iterable(parted), key=lambda some: abs(2 * len(some) - len(claims))
        )
        for (formula, words), many in itertools.product(self._pivots.items(), balanced):
            few = tuple(one for one in claims if one not in many)
            below, above = self._ends(many, formula), self._ends(few, formula)
            if below and above and below[1] < above[0]:
                return Halves(words, few, below[1], many, above[0])
        return None


def _percent(part: int, base: int) -> int:
    """Rounded half up."""
    return (200 * part + base) // (2 * base)

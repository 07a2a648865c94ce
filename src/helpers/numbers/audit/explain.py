"""Why the claims of a conflict cannot all hold, and which number would mend it."""

import ast
import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from helpers.numbers.audit.families import Families
from helpers.numbers.audit.formulas import printed
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
    claims = families.part(conflict).ids
    repairs = (_repair(families, conflict, claim) for claim in claims)
    halves = _halves(families, claims) if len(claims) > 2 else None
    return Explanation(claims, tuple(filter(None, repairs)), (halves,) if halves else ())


def _ends(
    families: Families,
    conflict: Claims,
    off: Iterable[str],
    formula: str,
    signs: tuple[int, ...] = (1, -1),
) -> list[int] | None:
    """A number's least (sign 1) and greatest (-1) if a conflict's other claims hold.

    None if one of them stayed open.
    """
    about = families.of_claims(conflict)
    spec = families.part(conflict.difference(off), {"asked": formula}, about)
    oracle, ends = Oracle(spec, free=frozenset()), []
    for sign in signs:
        goal = oracle.model.cells["asked"] * sign
        found = oracle.least(goal, oracle.floor(goal))
        if found is None or found.floor < found.value:
            return None
        ends.append(sign * found.value)
    return ends


def _repair(families: Families, conflict: Claims, claim: str) -> Repair | None:
    own = [one.formula for one in families.spec.claims if one.ids == (claim,)]
    said = next(filter(None, map(printed, own)), None)  # the first number that it prints
    if said is None:
        return None
    formula = ast.unparse(said.counted)
    ends = _ends(families, conflict, [claim], formula)
    if ends is None:
        return None
    low, high = (_percent(end, said.base) for end in ends) if said.base else ends
    near = min(max(said.value, low), high) if said.operator is ast.Eq else low
    if near == said.value:
        return None  # the claim says more than this one number, which alone mends nothing
    return Repair(claim, formula, said.value, near, low, high, said.base is not None)


def _percent(part: int, base: int) -> int:
    """Rounded half up."""
    return (200 * part + base) // (2 * base)


def _halves(families: Families, claims: tuple[str, ...]) -> Halves | None:
    """A number of `pivots` that some of a conflict's claims and the others say otherwise."""
    conflict, pivots = frozenset(claims), families.spec.pivots.items()
    parted = (itertools.combinations(claims, size) for size in range(1, len(claims)))
    balanced = sorted(
        itertools.chain.from_iterable(parted), key=lambda some: abs(2 * len(some) - len(claims))
    )
    for (words, formula), many in itertools.product(pivots, balanced):
        if families.of(formula) <= families.of_claims(conflict):
            few = tuple(one for one in claims if one not in many)
            below = _ends(families, conflict, many, formula, (-1,))
            above = _ends(families, conflict, few, formula, (1,)) if below else None
            if below and above and below[0] < above[0]:
                return Halves(words, few, below[0], many, above[0])
    return None

"""What is said of each claim: it is in a conflict, follows from the others, or agrees with them.

And of a claim with several readings: which of them no largest consistent set of claims allows.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from helpers.numbers.audit.bounds import View
from helpers.numbers.audit.conflicts import Conflicts
from helpers.numbers.audit.families import Families
from helpers.numbers.audit.model import Claims
from helpers.numbers.audit.oracle import Oracle
from helpers.numbers.audit.program import Sum
from helpers.numbers.audit.spec import Claim, Spec, names_in, parsed


class Verdict(StrEnum):
    """What the audit says of a claim; the last is for those who write specs."""

    FOLLOWS = "follows from others"
    AGREES = "agrees"
    CONFLICT = "in a conflict"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Excluded:
    """A reading of a claim that cannot be meant, and the conflict that it would make."""

    claim: str
    reading: str
    conflict: Claims


def verdicts(families: Families, found: Conflicts) -> dict[str, Verdict]:
    """Each claim's verdict."""
    following = _following(families, found)
    return {
        claim: Verdict.CONFLICT
        if claim in found.claims
        else Verdict.FOLLOWS
        if claim in following
        else Verdict.AGREES
        for claim in families.spec.ids
    }


def _following(families: Families, found: Conflicts) -> set[str]:
    """Claims without which nothing that breaks them is possible.

    Asked of the claims about the same families: what follows from those follows from all.
    """
    groups = defaultdict(list)
    for claim in families.spec.ids:
        if claim not in found.claims:
            groups[families.about[claim]].append(claim)
    following: set[str] = set()
    for about, claims in groups.items():
        view = View(families.part(families.near(about)), found)
        denied = {
            claim: _denied(view, claim) for claim in claims if _deniable(families.spec, claim)
        }
        for claim, switch in denied.items():
            without = view.on | {view.model.switches[claim]: 0, switch: 1}
            if view.unsettled.ask(without).impossible:
                following.add(claim)
    return following


def _own(spec: Spec, claim: str) -> list[Claim]:
    return [one for one in spec.claims if one.ids == (claim,)]


def _deniable(spec: Spec, claim: str) -> bool:
    """Whether the claim has a formula of its own, none about a set that nobody names.

    That there is no such set cannot be said by whole numbers.
    """
    trees = [parsed(one.formula) for one in _own(spec, claim)]
    return bool(trees) and not any(names_in(tree) & spec.sets.keys() for tree in trees)


def _denied(view: View, claim: str) -> int:
    """A switch that, where it is 1, has the claim be false in some reading."""
    program, writer = view.model.program, view.model.writer
    own = _own(view.model.spec, claim)
    parts = [writer.truth(parsed(one.formula)) for one in own]
    switch = program.switch()
    program.add(Sum({program.at_least(parts, len(parts)): 1}), high=0, when=[(switch, 1)])
    return switch


def excluded(families: Families, found: Conflicts) -> list[Excluded]:
    """Readings of claims that no dataset has, whichever smallest drop is taken."""
    view, met = View(replace(families.spec, cells={}), found), []
    known = view.solver.ask().values
    for claim, switches in view.model.readings.items():
        for reading in switches if claim not in view.free and len(switches) > 1 else ():
            fixed = {switch: int(one == reading) for one, switch in switches.items()}
            if known is not None and view.beside.find(known, fixed=fixed) is not None:
                continue
            if view.solver.ask(fixed, hint=known).impossible:
                met.append(Excluded(claim, reading, _clash(families, found, claim, reading)))
    return met


def _clash(families: Families, found: Conflicts, claim: str, reading: str) -> Claims:
    """A minimal conflict of a claim so read: among those about its families, or among all."""
    kept = [
        one for one in families.spec.claims if claim not in one.ids or one.reading in ("", reading)
    ]
    read = Families(replace(families.spec, claims=tuple(kept), cells={}))
    dropped = found.drops[0]
    near = read.near(read.about[claim])
    for some in (near - dropped, frozenset(read.spec.ids) - dropped):
        conflict = Oracle(read.part(some), read).conflict(frozenset(some))
        if conflict:
            return conflict
    return frozenset([claim])


def of_claims(spec: Spec, claims: Iterable[str]) -> list[str]:
    """Claims in the order of the spec."""
    kept = set(claims)
    return [claim for claim in spec.ids if claim in kept]

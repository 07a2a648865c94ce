"""What is said of each claim: it is in a conflict, follows from the others, or agrees with them.

And of a claim with several readings: which of them no largest consistent set of claims allows.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum

from helpers.numbers.audit.conflicts import Conflicts, conflict_in
from helpers.numbers.audit.families import Families, Node
from helpers.numbers.audit.model import Claims
from helpers.numbers.audit.oracle import Oracle
from helpers.numbers.audit.spec import Claim, names_in, parsed


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
    """Each claim's verdict.

    What follows is asked of the claims about the same families: what follows from those, does.
    """
    said = dict.fromkeys(families.spec.ids, Verdict.AGREES)
    said |= dict.fromkeys(found.claims, Verdict.CONFLICT)
    groups = defaultdict(list)
    for claim in families.spec.ids:
        if said[claim] != Verdict.CONFLICT and (denial := _denial(families, claim)):
            groups[families.about[claim]].append((claim, denial))
    for about, denials in groups.items():
        following = _following(families, found, about, dict(denials))
        said |= dict.fromkeys(following, Verdict.FOLLOWS)
    return {claim: said[claim] for claim in families.spec.ids}


def _denial(families: Families, claim: str) -> Claim | None:
    """The claim that another one is false in some reading, if that can be said.

    Of a set that nobody names whole numbers cannot say that there is none.
    """
    own = [one.formula for one in families.spec.claims if one.ids == (claim,)]
    named = frozenset().union(*(names_in(parsed(one)) for one in own))
    if not own or named & families.spec.sets.keys():
        return None
    return Claim((f"not {claim}",), f"not ({' and '.join(f'({one})' for one in own)})")


def _following(
    families: Families, found: Conflicts, about: frozenset[Node], denials: dict[str, Claim]
) -> list[str]:
    """Claims whose denial cannot hold with the others."""
    near = families.near(about)
    spec = families.part(near)
    oracle = Oracle(replace(spec, claims=(*spec.claims, *denials.values())), None, found.most)
    others = near - found.free
    return [
        claim
        for claim, denial in denials.items()
        if not oracle.consistent(others - {claim} | {*denial.ids})
    ]


def excluded(families: Families, found: Conflicts) -> list[Excluded]:
    """Readings of claims that no dataset has, whichever smallest drop is taken."""
    oracle, met = Oracle(replace(families.spec, cells={}), found.free, found.most), []
    for claim, switches in oracle.model.readings.items():
        for reading in switches if claim not in found.free and len(switches) > 1 else ():
            fixed = {switch: int(one == reading) for one, switch in switches.items()}
            if oracle.find(fixed).impossible:
                met.append(Excluded(claim, reading, _clash(families, found, claim, reading)))
    return met


def _clash(families: Families, found: Conflicts, claim: str, reading: str) -> Claims:
    """A minimal conflict of a claim so read: among those about its families, or among all."""
    claims = families.spec.claims
    kept = (one for one in claims if claim not in one.ids or one.reading in ("", reading))
    read = Families(replace(families.spec, claims=tuple(kept), cells={}))
    for some in (read.near(read.about[claim]), frozenset(read.spec.ids)):
        left = some - found.drops[0]
        conflict = conflict_in(Oracle(read.part(left)), read, left)
        if conflict:
            return conflict
    return frozenset([claim])

"""Memberships, organizations and parents of a period, counted from members.csv."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from helpers.data import lifecycle, population
from helpers.data.network import Network, once

MEMBERSHIPS, ORGANIZATIONS, PARENTS = SUBJECTS = ("memberships", "organizations", "parents")


class Membership(NamedTuple):
    """An organization in a partnership; `type` (an id) and `parent` are empty where not given."""

    partnership_row: int
    organization: str
    type: str
    parent: str


@once
def of(network: Network, period: str) -> tuple[Membership, ...]:
    """The memberships of a period in the order of members.csv, each once."""
    frame = network.memberships.frame
    kept = frame[frame["period"] == period]
    columns = (kept[name].tolist() for name in ("row", "organization", "type", "parent"))
    return tuple(map(Membership._make, zip(*columns, strict=True)))


def count(
    network: Network, period: str, subject: str, where: Iterable[tuple[str, str]]
) -> tuple[int, int] | None:
    """At least and at most how many there are; None where members.csv lists none of them.

    `where` are conditions as of `population.members`. An organization counts once in however many
    partnerships it is; parents are those that are named. By `member_type` one whose type is empty
    may or may not belong.
    """
    conditions = dict(where)
    types = set(filter(None, conditions.pop("member_type", "").split("|")))
    rows = set(_met(network, period, conditions))
    listed = [one for one in of(network, period) if one.partnership_row in rows]
    if not listed:
        return None
    sure = [one for one in listed if not types or one.type in types]
    possible = [one for one in listed if not types or one.type in types or not one.type]
    return _number(subject, sure), _number(subject, possible)


def _met(network: Network, period: str, where: Mapping[str, str]) -> Iterator[int]:
    """The rows of the partnerships of a period that surely meet conditions."""
    names = population.NAMES
    wanted = {
        name: {value} if name in names else {*value.split("|")} for name, value in where.items()
    }
    facts = lifecycle.derive(network).standing(period)
    for fact, row in zip(facts, population.of(network, period), strict=True):
        if all(row[name][0] & values for name, values in wanted.items()):
            yield fact.row


def _number(subject: str, listed: list[Membership]) -> int:
    if subject == MEMBERSHIPS:
        return len(listed)
    names = (one.parent if subject == PARENTS else one.organization for one in listed)
    return len({name.casefold() for name in names if name})

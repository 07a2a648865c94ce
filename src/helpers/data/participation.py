"""In how many partnerships each organization takes part, counted from members.csv."""

from helpers.data import lifecycle, memberships
from helpers.data.network import Network


def partnerships_of(network: Network, period: str, host: str = "") -> dict[str, int]:
    """Organization, as spelled first, and the number of its partnerships in a period; of a host
    only those that it supports. Those in most come first."""
    facts = lifecycle.derive(network).standing(period)
    rows = {fact.row for fact in facts if host in ("", fact.host)}
    names: dict[str, str] = {}
    found: dict[str, set[int]] = {}
    for one in memberships.of(network, period):
        if one.partnership_row in rows:
            name = names.setdefault(one.organization.casefold(), one.organization)
            found.setdefault(name, set()).add(one.partnership_row)
    counts = {name: len(places) for name, places in found.items()}
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))

"""What a network's files say, in words: what was understood, period by period."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from helpers.data import lifecycle, member_change, memberships, population, schema
from helpers.data.ancestry import Fact
from helpers.data.config import NEW, UNCHANGED
from helpers.data.network import Network

SHOWN = 8  # names that one sentence lists
INDENT = " " * 6


def sentences(network: Network) -> list[str]:
    """Own rows: each period with how it came about, and the balance with the one before.
    Transcribed rows: how many there are.
    """
    if not network.closed:
        return [_rows(network)]
    return [line for period in network.periods for line in _of_period(network, period)]


def names(found: list[str], most: int = SHOWN) -> str:
    """`a, b and c`; of many the first, and how many more there are."""
    more = len(found) - most
    parts = found if more <= 0 else [*found[:most], f"{more} more"]
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def number(value: Fraction | int) -> str:
    """A count, or a median with its half: `1,204`, `8.5`."""
    return f"{float(value):,.1f}".removesuffix(".0")


def many(count: int, one: str, several: str = "") -> str:
    """`1 organization`, `1,204 organizations`."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def _rows(network: Network) -> str:
    tables = {name: len(network.table(name)) for name in schema.TABLES}
    return "Rows: " + ", ".join(f"{name}.csv {count}" for name, count in tables.items() if count)


# -- a period --------------------------------------------------------------------------------------


def _of_period(network: Network, period: str) -> Iterator[str]:
    facts = lifecycle.derive(network).standing(period)
    balances = lifecycle.derive(network).balances
    balance = next((one for one in balances if one.last == period), None)
    kinds = f" ({', '.join(_kinds(network, facts))})" if balance and facts else ""
    before = f"; {_became(balance)}" if balance else ""
    counted = f"{period}: {many(len(facts), *_words(network))}{kinds}{before}."
    yield " ".join([counted, *_beside(network, period), *_members(network, period)])
    yield from _listed(network, period)
    if balance:
        yield INDENT + _sum(balance)
        yield from _causes(network, balance)


def _kinds(network: Network, facts: list[Fact]) -> Iterator[str]:
    """How those of a period came about: `5 unchanged`, `1 renamed`, `1 merged`, `2 new`."""
    classes = network.config["changes"]
    between = [name for name in reversed(classes) if name not in (UNCHANGED, NEW)]
    for name in (UNCHANGED, *between, NEW):
        filed = [fact for fact in facts if fact.filed == name]
        for kind, count in Counter(_kind(fact, classes[name]) for fact in filed).items():
            yield f"{count:,} {kind}"


def _kind(fact: Fact, entry: Mapping[str, Any]) -> str:
    """What it is filed under; of what split or merged, which of the two."""
    joined = {lifecycle.SPLIT, lifecycle.MERGED}
    if joined <= set(entry["reasons"]):
        return " and ".join(one for one in fact.reasons if one in joined) or str(entry["label"])
    return str(entry["label"])


def _became(balance: lifecycle.Balance) -> str:
    went_on = balance.before - balance.ended
    on = "1 goes on" if went_on == 1 else f"{went_on:,} go on"
    return f"of {balance.before:,} before, {on} and {balance.ended:,} ended"


def _sum(balance: lifecycle.Balance) -> str:
    """Before - ended + new ... = after, as a sum that one can follow."""
    more = {
        "+ {} returned": balance.returned,
        "+ {} by splits": balance.by_splits,
        "- {} by mergers": balance.by_mergers,
    }
    parts = [f"{balance.before:,} - {balance.ended:,} ended + {balance.new:,} new"]
    parts += [text.format(f"{count:,}") for text, count in more.items() if count]
    return f"{' '.join(parts)} = {balance.after:,}" + ("" if balance.meets else ", which is not so")


def _beside(network: Network, period: str) -> Iterator[str]:
    """Rows with a status: those that are planned, on leave, or did not report."""
    rows = network.partnerships
    found = Counter(rows.loc[rows["period"] == period, "status"])
    for status in (schema.PLANNED, schema.ON_LEAVE, schema.NOT_REPORTED):
        if found[status]:
            counts = ", not counted" if status == schema.PLANNED else ""
            yield f"{found[status]:,} {status}{counts}."


# -- members ---------------------------------------------------------------------------------------


def _members(network: Network, period: str) -> Iterator[str]:
    """How many are known: of people or, if only members.csv has numbers, of organizations."""
    if not network.has("members"):
        return
    facts = lifecycle.derive(network).standing(period)
    known = sum(not pd.isna(fact.cells["members"]) for fact in facts)
    organizations = network.counts_list or network.config["unit"] == "organizations"
    word = "organizations" if organizations else network.words["members"]
    total, median = (
        population.members(network, period, "members", one, ()) or 0 for one in ("count", "median")
    )
    said = f": {many(int(total), 'membership')}, median {number(median)}" if known else "."
    yield f"{word[:1].upper()}{word[1:]} known of {f'{known:,}' if known else 'none'}{said}"


def _listed(network: Network, period: str) -> Iterator[str]:
    """What members.csv says of a period."""
    if not (listed := memberships.of(network, period)):
        return
    counts = (memberships.count(network, period, one, ()) for one in memberships.SUBJECTS)
    total, organizations, parents = (found[0] if found else 0 for found in counts)
    inside = len({one.partnership_row for one in listed})
    under = f" under {many(parents, 'parent')}" if parents else ""
    yield (
        f"{INDENT}members.csv: {many(total, 'membership')} of {many(organizations, 'organization')}"
        f"{under}, in {many(inside, *_words(network))}"
    )


def _words(network: Network) -> tuple[str, str]:
    return network.words["partnership"], network.words["partnerships"]


def _causes(network: Network, balance: lifecycle.Balance) -> Iterator[str]:
    """Why the number of members changed, by cause."""
    families = member_change.families(network, balance.last)
    words = {
        NEW: "in new ones",
        lifecycle.RETURNED: "in returned ones",
        lifecycle.ENDED: "in ended ones",
        lifecycle.CONTINUED: "in those that went on",
    }
    parts = []
    for cause, where in words.items():
        if changes := [
            one.change(cause) for one in families if one.cause == cause and one.comparable
        ]:
            parts.append(f"{sum(changes):+,} {where}")
    apart = [(one.after or one.before)[0].name for one in families if not one.comparable]
    missing = f"not comparable: {names(apart)}" if apart else ""
    if parts and network.has("members"):
        yield f"{INDENT}memberships: {'; '.join(filter(None, [', '.join(parts), missing]))}"

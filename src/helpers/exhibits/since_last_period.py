"""What is new, ended, or changed since the period before, by name."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from helpers.data import lifecycle
from helpers.data.ancestry import Fact
from helpers.data.config import UNCHANGED
from helpers.data.lines import told
from helpers.data.network import Network
from helpers.exhibits.exhibit import Words
from helpers.numbers.question import ALL
from helpers.text.phrases import View, counted
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("rows", "periods")
COLUMNS = {
    "partnership": "{Partnership}",
    "kind_label": "Change",
    "what": "From → to",
    "host": "{Host}",
    "note": "Note",
}
Event = tuple[list[Fact], list[Fact]]
"""What stood before and what of it stands now."""


def table(network: Network, view: View) -> pd.DataFrame:
    """A row an event, in the order of the network's kinds of change, then what ended; of a host
    only what it has or had. Columns: `kind` (id), COLUMNS, and `before` and `now`: how many of each
    period it is about. Those unchanged come last, a row each, and are not shown.
    """
    kinds = [*network.config["changes"], lifecycle.ENDED]
    kinds.sort(key=lambda kind: kind == UNCHANGED)
    rows = [_row(network, event, kinds) for event in _events(network, view.host)]
    rows.sort(key=lambda row: kinds.index(str(row["kind"])))
    names = ["kind", *COLUMNS, "before", "now"]
    return pd.DataFrame(rows, columns=names)


def _events(network: Network, host: str) -> Iterator[Event]:
    """What stood before and what came of it, each in one event only; with all that a chosen host
    had or has in it."""
    known = lifecycle.derive(network)
    before, now = (known.standing(period) for period in network.periods[-2:])
    taken = set[Fact]()
    for fact in (*now, *before):
        if fact not in taken:
            found = _linked(fact, len(network.periods) - 1)
            taken |= {*found}
            if host in (ALL, *(one.host for one in found)):
                found.sort(key=lambda one: one.row)
                yield (
                    [one for one in found if one.period != network.last],
                    [one for one in found if one.period == network.last],
                )


def _linked(fact: Fact, last: int) -> list[Fact]:
    """The partnerships of the last period with what each came from, joined by whom they share."""
    found = [fact]
    for one in found:
        near = one.parents if one.place == last else one.children_in(last)
        found += [other for other in near if other not in found]
    return found


def _row(network: Network, event: Event, kinds: Sequence[str]) -> dict[str, object]:
    before, now = event
    filed = [fact.filed for fact in now] or [lifecycle.ENDED]
    kind = min(filed, key=kinds.index)
    shown = now or before
    return {
        "kind": kind,
        "kind_label": _label(network, kind, now),
        "partnership": _joined(one.name for one in shown),
        "what": "; ".join(_changes(network, before, now)),
        "host": _joined(one.host for one in shown),
        "note": " ".join(dict.fromkeys(filter(None, (one.cells["note"] for one in shown)))),
        "before": len(before),
        "now": len(now),
    }


def _joined(names: Iterable[str]) -> str:
    return " + ".join(dict.fromkeys(filter(None, names)))


def _label(network: Network, kind: str, now: Sequence[Fact]) -> str:
    """The kind in words; whether it is a split or a merger, where the network files both as one."""
    if not now:
        return lifecycle.ENDED
    shapes = (lifecycle.SPLIT, lifecycle.MERGED)
    reasons = {one for fact in now for one in fact.reasons} if kind in network.config["changes"] else {}
    filed = network.config["changes"].get(kind, {}).get("reasons", [])
    seen = tuple(one for one in shapes if one in reasons and one in filed)
    return told(network, seen).replace(", ", " and ") if seen else told(network, (kind,))


def _changes(network: Network, before: Sequence[Fact], now: Sequence[Fact]) -> Iterator[str]:
    """Each change as `old → new`: names, host, scope, topic; or when it stood last."""
    reasons = {one for fact in now for one in fact.reasons}
    if not now or lifecycle.RETURNED in reasons:
        yield f"last in {network.label('periods', before[-1].period)}"
    if now and before and (len(before) > 1 or len(now) > 1 or lifecycle.RENAMED in reasons):
        yield f"{_joined(one.name for one in before)} → {_joined(one.name for one in now)}"
    words = network.words
    for reason, column, vocabulary, head in (
        (lifecycle.MOVED, "host", "", words["host"]),
        (lifecycle.COVERAGE, "scope", "scopes", "scope"),
        (lifecycle.TOPIC, "topics", "topics", "topic area"),
    ):
        for fact in now:
            if reason in fact.reasons:
                old, new = (
                    _joined(_value(network, one, column, vocabulary) for one in facts)
                    for facts in (fact.parents, [fact])
                )
                whose = f"{fact.name}, " if len(now) > 1 else ""
                yield f"{whose}{head}: {old} → {new}"


def _value(network: Network, fact: Fact, column: str, vocabulary: str) -> str:
    """The (main) value of a cell in words."""
    first = next(iter(fact.parts(column)), "")
    return network.label(vocabulary, first) if vocabulary and first else first


def reading(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """The events that are a change."""
    return table[table["kind"] != UNCHANGED]


def words(table: pd.DataFrame, view: View) -> Words:
    """How many of each kind; how the number of partnerships came to be what it is."""
    *_, before, last = view.terms.periods.values()
    same = table[table["kind"] == UNCHANGED]["now"].sum()
    return Words(
        title=_title(table, view, before),
        subtitle=view.say(
            "{Partnerships} that are new, ended or changed since {before}, by name; {n} went on "
            "unchanged",
            before=before,
            n=counted(int(same), "partnerships"),
        ),
        note=_balance(table, before, last) if view.host == ALL else EMPTY,
    )


def _title(table: pd.DataFrame, view: View, before: str) -> Sentence:
    """`Of the 12 circles of 2025, three are new, two split, and seven unchanged; one ended`."""
    stood, ended = int(table["now"].sum()), int(table[table["now"] == 0]["before"].sum())
    of, host = {"before": before, "whose": ""}, view.host
    of |= {"whose": f" of {host}"} if host != ALL else {}
    gone = counted(ended, "partnerships")
    if not stood:
        if not ended:
            return view.say("No {partnership}{whose} stood in {before} or {last}", **of)
        text = "{n:No} {n:partnership|partnerships}{whose} of {before} ended; none stood in {last}"
        return view.say(text, n=gone, **of)
    found = table[table["now"] > 0].groupby("kind_label", sort=False)["now"].sum()
    known = [(counted(int(n), "partnerships"), str(label)) for label, n in found.items()]
    parts = [say("{n:word} {label}", n=n, label=label) for n, label in known]
    return view.say(
        "Of the {n} {n:partnership|partnerships}{whose} of {last}, {parts}{gone}",
        n=counted(stood, "partnerships"),
        parts=listed(parts),
        gone=say("; {n:word} of {before} ended", n=gone, before=before) if ended else "",
        **of,
    )


def _balance(table: pd.DataFrame, before: str, last: str) -> Sentence:
    """`In 2024 9, less 1 that ended, 3 new, 1 more by splits: in 2025 12.`"""
    more = table["now"] - table["before"]
    went_on = (table["now"] > 0) & (table["before"] > 0) & (table["kind"] != lifecycle.RETURNED)
    back = table["kind"] == lifecycle.RETURNED
    steps = [
        ("less {n} that ended", table[table["now"] == 0]["before"].sum()),
        ("and {n} new", table[table["before"] == 0]["now"].sum()),
        ("and {n} that returned", table[back]["now"].sum()),
        ("and {n} more by splits", more[went_on].clip(lower=0).sum()),
        ("less {n} by mergers", -more[went_on].clip(upper=0).sum()),
    ]
    told_ = [say(text, n=counted(int(n), "partnerships")) for text, n in steps if n]
    return say(
        "The balance: {first} in {before}{steps} make {n} in {last}.",
        first=counted(int(table[~back]["before"].sum()), "partnerships"),
        before=before,
        steps=join(*(say(", {step}", step=one) for one in told_)) if told_ else "",
        n=counted(int(table["now"].sum()), "partnerships"),
        last=last,
    )

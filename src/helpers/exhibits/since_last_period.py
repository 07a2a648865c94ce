"""What is new, ended, or changed since the period before, by name."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from helpers.data import lifecycle
from helpers.data.ancestry import Fact
from helpers.data.lines import told
from helpers.data.network import Network
from helpers.exhibits.exhibit import Words
from helpers.numbers.grid import Entry
from helpers.numbers.question import ALL
from helpers.text.phrases import View, counted
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("rows", "periods")
COLUMNS = {
    "partnership": "{Partnership}",
    "kind_label": "Change",
    "what": "What changed",
    "host": "{Host}",
    "note": "Note",
}
UNIT = "partnerships"
UNCHANGED, ENDED, RETURNED = "unchanged", "ended", "returned"
Event = tuple[list[Fact], list[Fact]]
"""What stood before and what of it stands now."""


def table(network: Network, view: View) -> pd.DataFrame:
    """A row an event, in the order of the network's kinds of change, then what ended; of a host
    only what it has or had. Columns: `kind` (id), COLUMNS, and `before` and `now`: how many of each
    period it is about (of a host: its own). Those unchanged come last, and are not shown.
    """
    kinds = [*network.config["changes"], lifecycle.ENDED]
    kinds.sort(key=lambda kind: kind == UNCHANGED)
    events = _events(network, view.host)
    rows = [_row(network, event, kinds, view.host) for event in events if _told(event)]
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


def _told(event: Event) -> bool:
    """Do the rows say what became of it? (Not if the last period is known to be incomplete.)"""
    before, now = event
    return bool(now) or all(lifecycle.ENDED in one.fate or one.children for one in before)


def _linked(fact: Fact, last: int) -> list[Fact]:
    """The partnerships of the last period with what each came from, joined by whom they share."""
    found = [fact]
    for one in found:
        near = one.parents if one.place == last else one.children_in(last)
        found += [other for other in near if other not in found]
    return found


def _row(network: Network, event: Event, kinds: Sequence[str], host: str) -> dict[str, object]:
    before, now = event
    filed = [fact.filed for fact in now] or [lifecycle.ENDED]
    kind = min(filed, key=kinds.index)
    shown = now or before
    own = [sum(host in (ALL, one.host) for one in facts) for facts in event]
    return {
        "kind": kind,
        "partnership": _names(before, now),
        "kind_label": _label(network, kind, now),
        "what": "; ".join(_changes(network, before, now)),
        "host": _joined(one.host for one in shown),
        "note": " ".join(dict.fromkeys(filter(None, (one.cells["note"] for one in shown)))),
        "before": own[0],
        "now": own[1],
    }


def _names(before: Sequence[Fact], now: Sequence[Fact]) -> str:
    """`old → new`, `a + b → c`, `a → b + c`; one name where it is the same, or on one side only."""
    old, new = (_joined(one.name for one in facts) for facts in (before, now))
    several = len(before) > 1 or len(now) > 1
    renamed = several or any(lifecycle.RENAMED in one.reasons for one in now)
    return f"{old} → {new}" if old and new and renamed else new or old


def _joined(names: Iterable[str]) -> str:
    return " + ".join(dict.fromkeys(filter(None, names)))


def _label(network: Network, kind: str, now: Sequence[Fact]) -> str:
    """The kind in words: the reasons that the network files under it, as far as they hold."""
    filed = network.config["changes"].get(kind, {}).get("reasons", [])
    held = {one for fact in now for one in fact.reasons}
    seen = tuple(one for one in filed if one in held)
    return told(network, seen or (kind,)).replace(", ", " and ")


def _changes(network: Network, before: Sequence[Fact], now: Sequence[Fact]) -> Iterator[str]:
    """What else there is: when it stood first or last, `old → new` of host, scope and topic."""
    if not before:
        yield f"first in {network.label('periods', now[0].period)}"
    elif not now or any(lifecycle.RETURNED in one.reasons for one in now):
        yield f"last in {network.label('periods', before[-1].period)}"
    for reason, column, vocabulary, head in (
        (lifecycle.MOVED, "host", "", network.words["host"]),
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
    """The events that are a change; a single row if there are none."""
    changed = table[table["kind"] != UNCHANGED]
    nothing = pd.DataFrame([dict.fromkeys(table.columns, "") | {"partnership": "none"}])
    return nothing if changed.empty else changed


def words(table: pd.DataFrame, view: View) -> Words:
    """How many of each kind; how the number of partnerships came to be what it is."""
    *_, before, last = view.terms.periods.values()
    return Words(
        title=_title(table, view, before),
        subtitle=view.say(
            "{Partnerships} that are new, ended or changed since {before}, by name; "
            "{n:none} went on unchanged",
            before=before,
            n=_total(table[table["kind"] == UNCHANGED]["now"]),
        ),
        note=_balance(table, before, last) if view.host == ALL else EMPTY,
    )


def _title(table: pd.DataFrame, view: View, before: str) -> Sentence:
    """`The 12 circles of 2025: two split, three new, and seven unchanged; one of 2024 ended`."""
    ended = table["kind"] == ENDED
    stood, gone = _total(table["now"]), _total(table[ended]["before"])
    own: dict[str, object] = {"before": before, "n": stood, "gone": gone}
    own |= {"whose": "", "when": "of"}
    own |= {"whose": f" of {view.host}", "when": "in"} if view.host != ALL else {}
    if not stood.low:
        text = (
            "{gone:No} {gone:partnership|partnerships}{whose} ended after {before}; "
            "none stood in {last}"
        )
        nothing = "No {partnership}{whose} stood in {before} or {last}"
        return view.say(text if gone.low else nothing, **own)
    left = _total(table[~ended & (table["now"] == 0)]["before"])
    after = {
        "; {n:word} of {before} went on under another {host}": left,
        "; {n:word} of {before} ended": gone,
    }
    rest = [view.say(text, n=n, before=before) for text, n in after.items() if n.low]
    if set(table["kind"]) == {UNCHANGED}:
        none = (
            "None of the {n} {partnerships}{whose} {when} {last} is new or changed since {before}"
        )
        alone = "The one {partnership}{whose} {when} {last} is as it was in {before}"
        return view.say(none if stood.low > 1 else alone, **own)
    return view.say(
        "The {n} {partnerships}{whose} {when} {last}: {parts}{one}{other}"
        if stood.low > 1
        else "The one {partnership}{whose} {when} {last}: {kind}{one}{other}",
        **own,
        parts=listed(_kinds(table)),
        kind=table[table["now"] > 0]["kind_label"].iloc[0],
        one=rest[0] if rest else EMPTY,
        other=rest[1] if rest[1:] else EMPTY,
    )


def _kinds(table: pd.DataFrame) -> list[Sentence]:
    """How many of each kind there are now: `two split`, `three new`."""
    found = table[table["now"] > 0].groupby("kind_label", sort=False)["now"].sum()
    return [say("{n:word} {kind}", n=counted(int(n), UNIT), kind=one) for one, n in found.items()]


def _total(numbers: pd.Series) -> Entry:
    return counted(int(numbers.sum()), UNIT)


def _balance(table: pd.DataFrame, before: str, last: str) -> Sentence:
    """`The balance: 9 in 2024 − 1 ended + 3 new + 1 by splits = 12 in 2025.`"""
    more, back = table["now"] - table["before"], table["kind"] == RETURNED
    went_on = (table["now"] > 0) & (table["before"] > 0) & ~back
    steps = {
        "− {n} ended": table[table["now"] == 0]["before"],
        "+ {n} new": table[table["before"] == 0]["now"],
        "+ {n} returned": table[back]["now"],
        "+ {n} by splits": more[went_on].clip(lower=0),
        "− {n} by mergers": -more[went_on].clip(upper=0),
    }
    if not any(numbers.sum() for numbers in steps.values()):
        return EMPTY
    return join(
        say("The balance: {n} in {before}", n=_total(table[~back]["before"]), before=before),
        *(say(text, n=_total(numbers)) for text, numbers in steps.items() if numbers.sum()),
        say("= {n} in {last}.", n=_total(table["now"]), last=last),
    )

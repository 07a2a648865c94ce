"""Each partnership's line through the periods: one line as long as one goes on as one."""

from itertools import count
from typing import Any

import pandas as pd

from helpers.data import lifecycle
from helpers.data.ancestry import Fact
from helpers.data.network import Network

COLUMNS = [
    "line", "period", "partnership", "host", "topic", "filed", "reasons", "what_happened", "from",
    "to", "row", "from_rows",
]  # fmt: skip


def lines(network: Network) -> pd.DataFrame:
    """A row a partnership and period, period after period, as COLUMNS.

    `line` is the number of its line: the same as long as one partnership goes on as one, whatever
    it is called and whoever hosts it; what was merged or split begins a line. `filed` and `reasons`
    (by `;`) are ids, `what_happened` the same in words. `from` and `to` name what it came from and
    what came of it, `ended` if nothing did. `row` and `from_rows` are rows of partnerships.csv.
    """
    facts = lifecycle.derive(network).facts.values()
    numbers, following = dict[int, int](), count(1)
    for fact in facts:
        alone = len(fact.parents) == 1 and fact.parents[0].children == [fact]
        numbers[fact.row] = numbers[fact.parents[0].row] if alone else next(following)
    return pd.DataFrame([_row(network, fact, numbers[fact.row]) for fact in facts], columns=COLUMNS)


def _row(network: Network, fact: Fact, line: int) -> dict[str, Any]:
    topics = [network.label("topics", one) for one in fact.parts("topics")]
    ended = lifecycle.ENDED if lifecycle.ENDED in fact.fate else ""
    after = _named(network, fact.children, fact.place + 1)
    return {
        "line": line,
        "period": fact.period,
        "partnership": fact.name,
        "host": fact.host,
        "topic": next(iter(topics), ""),
        "filed": fact.filed,
        "reasons": ";".join(fact.reasons),
        "what_happened": told(network, fact.reasons),
        "from": _named(network, fact.parents, fact.place - 1),
        "to": "; ".join(filter(None, (ended, after))),
        "row": fact.row,
        "from_rows": ";".join(str(one.row) for one in fact.parents),
    }


def _named(network: Network, facts: list[Fact], beside: int) -> str:
    """Names in a row, `North Readers + South Readers`; of no period beside it, with the period."""
    when = (network.label("periods", one.period) for one in facts)
    return " + ".join(
        one.name if one.place == beside else f"{one.name} ({label})"
        for one, label in zip(facts, when, strict=True)
    )


def told(network: Network, reasons: tuple[str, ...]) -> str:
    """Reasons in the network's words: `renamed, moved to another hub`."""
    labels = {**network.config["changes"], **network.config["reasons"]}
    said = (labels.get(one, {}).get("label", one.replace("_", " ")) for one in reasons)
    return ", ".join(said)

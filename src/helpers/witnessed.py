"""What else is so in one dataset in which a number takes the low or the high end of its range."""

from __future__ import annotations

import pandas as pd

from helpers import answers
from helpers.data.network import Network, once
from helpers.exhibits.asked import Nothing
from helpers.numbers.answer import Answer
from helpers.numbers.audit import ends
from helpers.numbers.audit.findings import USUAL
from helpers.numbers.grid import Entry
from helpers.numbers.question import Question
from helpers.params import Params

ROWS = "{name} has no statements: its rows are the one dataset that there is."
EXACT = "{what} is {text} in every dataset that agrees with the statements: there are no two ends."
OPEN = "No {end} end of {what} is known: it is {text}."
NONE = "No dataset is stored in which {what} is {value}, its {end} end."
MISSING = "No datasets are stored for {name}: `make audit ACCEPT=yes` finds some, if it has ranges."


@once
def witnesses(network: Network) -> ends.Witnesses | None:
    """The datasets that are stored for a network; None where there are none."""
    return None if network.statements.empty else ends.stored(network)


def of(network: Network, params: Params) -> ends.Witnesses | None:
    """Those for what a reader chose: they hold for the usual readings only."""
    usual = (params.readings, params.evidence) == USUAL
    return witnesses(network) if usual else None


def example(
    network: Network, params: Params, stem: str, entry: Entry, what: str, found: Answer, end: str
) -> pd.DataFrame | Nothing:
    """The exhibit's numbers in a dataset in which one of them is at this end of its range: keys,
    measure, value, and `low` and `high` by all datasets. Nothing says why there is none.
    """
    if network.statements.empty:
        return Nothing(ROWS.format(name=network.name))
    if found.exact:
        return Nothing(EXACT.format(what=what, text=found.text()))
    value = found.low if end == ends.ENDS[0] else found.high
    if not found.known or value is None:
        return Nothing(OPEN.format(end=end, what=what, text=found.text()))
    kept = of(network, params)
    if kept is None:
        return Nothing(MISSING.format(name=network.name))
    place = kept.place(entry.question, value) if entry.question else None
    if place is None:
        return Nothing(NONE.format(what=what, value=value, end=end))
    return _beside(network, params, stem, kept, place)


def _beside(
    network: Network, params: Params, stem: str, kept: ends.Witnesses, place: int
) -> pd.DataFrame:
    """An exhibit's numbers in one dataset, beside what they are by all."""
    here = answers.table_of(stem, network, params, kept.evidence(place))
    every = answers.table_of(stem, network, params).frame
    own = [*here.keys, "measure"]
    values, range_ = here.frame[[*own, "value"]], every[[*own, "low", "high"]]
    return values.merge(range_, how="left", on=own).convert_dtypes()


# -- what documents tell


def counted(network: Network, params: Params, asked: Question) -> list[Answer]:
    """A number in each of the datasets; none where no dataset is stored or rows do not show it."""
    kept = of(network, params)
    found = kept.counted(asked) if kept else []
    return found if all(one.exact for one in found) else []

"""What is not known: who did not report, what is left out and would be brought by which column."""

from collections.abc import Iterator

import pandas as pd

from helpers.data import lifecycle, population, schema
from helpers.data.ancestry import Fact
from helpers.data.network import Network, once
from helpers.data.tables import records
from helpers.exhibits.exhibit import Words
from helpers.numbers.question import ALL
from helpers.text.phrases import View, beginning, capital, counted
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS, FROM = ("rows",), "gaps"
COLUMNS = {"what": "What is not known", "which": "Of which", "brings": "What would bring it"}
NAMED = 20
"""Names in one row as readers see it; the CSV file has a row for each."""
PLANNED, LEFT_OUT, NOTE = "planned", "left out", "note"
OF_ROWS = {
    "members": "number of {members}",
    "typed": "{members} by type",
    "topics": "topic area",
    "scope": "scope",
    "host": "{host}",
}
"""What a row may leave open: column -> words. Asked only of columns that are in use."""
Row = dict[str, str]


def table(gaps: tuple[Network, dict[str, str]], view: View) -> pd.DataFrame:
    """A row for each thing not known: `kind`, `period`, `what`, `which` (a name) and `brings`.

    `gaps` are the network, and the exhibits left out with what would bring each. In a host's
    report only the host's partnerships are named.
    """
    network, absent = gaps
    path, file = network.file("partnerships"), schema.PARTNERSHIPS.file
    rows = [
        *_open_cells(network, view),
        *_planned(network, view),
        *(_row(LEFT_OUT, f"{label}: left out", "", said) for label, said in absent.items()),
        *(_row(NOTE, note.replace(path, file), "", "") for note in network.notes),
    ]
    return pd.DataFrame(rows, columns=["kind", "period", "what", "which", "brings"])


def _row(kind: str, what: str, which: str, brings: str, period: str = "") -> Row:
    return {"kind": kind, "period": period, "what": what, "which": which, "brings": brings}


def _open_cells(network: Network, view: View) -> Iterator[Row]:
    """Each partnership whose row leaves something open, the last period first."""
    used = [name for name in ("members", "topics", "scope", "host") if network.has(name)]
    types = population.types(network)
    for period in reversed(network.periods):
        standing = lifecycle.derive(network).standing(period)
        facts = [fact for fact in standing if view.host in (ALL, fact.host)]
        for name in [*used[:1], *(["typed"] if types else []), *used[1:]]:
            words = capital(OF_ROWS[name].format(**view.terms.words))
            column = "members by type" if name == "typed" else name
            for fact in facts:
                if _open(fact, name, types):
                    what = f"{words}, {view.terms.periods[period]}"
                    brings = f"the cell {column} in its row of partnerships.csv"
                    yield _row(name, what, fact.name, brings, period)


def _open(fact: Fact, name: str, types: list[str]) -> bool:
    """Does a row leave this open? The types of a number that is itself not known are not asked."""
    unknown = pd.isna(fact.cells["members"])
    if name == "members":
        return bool(unknown)
    if name == "typed":
        return not unknown and not population.settled(fact.cells, types)
    return not fact.cells[name]


@once
def _rows_planned(network: Network) -> list[dict]:
    rows = network.partnerships
    return records(rows[rows["status"] == schema.PLANNED])


def _planned(network: Network, view: View) -> Iterator[Row]:
    """Partnerships that are only planned, and so not counted."""
    for cells in _rows_planned(network):
        if view.host in (ALL, cells["host"]):
            period = view.terms.periods[cells["period"]]
            what, brings = (
                f"Planned for {period}, not counted",
                "nothing in its cell status, once it stands",
            )
            yield _row(PLANNED, what, cells["name"], brings, cells["period"])


def reading(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """One row for all names of which the same is not known, and for all exhibits that one column
    would bring; a single row if nothing is missing."""
    if table.empty:
        nothing = {"what": "Nothing is missing", "which": "", "brings": ""}
        return pd.DataFrame([nothing])
    rows = []
    for (kind, what, brings), group in table.groupby(["kind", "what", "brings"], sort=False):
        names = beginning(list(group["which"]), NAMED) if kind not in (LEFT_OUT, NOTE) else ""
        rows.append({"kind": kind, "what": what, "which": names, "brings": brings})
    found = pd.DataFrame(rows)
    return _joined(found).assign(brings=lambda one: one["brings"].replace("", "—"))


def _joined(found: pd.DataFrame) -> pd.DataFrame:
    """The exhibits that the same would bring, in one row."""
    out = found["kind"] == LEFT_OUT
    rows = []
    for brings, group in found[out].groupby("brings", sort=False):
        labels = [str(one).removesuffix(": left out") for one in group["what"]]
        named = str(listed(map(Sentence, labels)))
        rows.append({"what": "Left out", "which": named, "brings": brings})
    before, after = found[~out & (found["kind"] != NOTE)], found[found["kind"] == NOTE]
    notes = after.assign(which=after["what"], what="To look at")
    return pd.concat([before, pd.DataFrame(rows), notes], ignore_index=True).fillna("")


def words(table: pd.DataFrame, view: View) -> Words:
    """How many did not report in the last period, and how many exhibits are left out."""
    last = list(view.terms.periods)[-1]
    silent = int(((table["kind"] == "members") & (table["period"] == last)).sum())
    whose = "" if view.host == ALL else f" of {view.host}"
    return Words(
        title=_title(table, view, silent, whose),
        subtitle=view.say("What the rows{whose} leave open, and what would settle it", whose=whose),
        note=join(
            Sentence("What is not known is never counted as zero."),
            say("The CSV file names all.") if _long(table) else EMPTY,
        ),
    )


def _long(table: pd.DataFrame) -> bool:
    return bool((table.groupby(["kind", "what"]).size() > NAMED).any())


def _title(table: pd.DataFrame, view: View, silent: int, whose: str) -> Sentence:
    if table.empty:
        return view.say(
            "Nothing is missing{whose}: every {partnership} reported, and no exhibit is left out",
            whose=whose,
        )
    out = int((table["kind"] == LEFT_OUT).sum())
    rest = say("{n:word} {n:exhibit is|exhibits are} left out", n=counted(out, "exhibits"))
    if silent:
        one = view.say(
            "{n:The number|The numbers} of {members} of {n:word} "
            "{n:partnership|partnerships}{whose} in {last} {n:is|are} not known",
            n=counted(silent, "partnerships"),
            whose=whose,
        )
        return say("{one}; {rest}", one=one, rest=rest) if out else one
    if out:
        return Sentence(capital(rest.text), rest.claims)
    return view.say("Some of what the rows could say{whose} is open, or worth a look", whose=whose)

"""For readers who look further: all numbers in one frame, how each is known, how to cite them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import seaborn as sns
from markupsafe import escape
from matplotlib import colormaps
from seaborn.palettes import SEABORN_PALETTES

from helpers import answers, paths
from helpers.data.network import Network
from helpers.errors import UserError, check, nearest, one_of
from helpers.exhibits import REGISTRY
from helpers.exhibits.asked import by_label
from helpers.numbers import rows
from helpers.numbers.answer import Status
from helpers.numbers.grid import Entry, Table
from helpers.numbers.question import ALL, PERCENT, Question
from helpers.params import Params
from helpers.text import citing
from helpers.text.phrases import Terms

Palette = str | Sequence[str] | Mapping[str, str]
SHOWN = ("id", "claim_id", "section", "place", "value", "unit", "anchor")  # of a statement


def numbers(network: Network, params: Params | None = None) -> pd.DataFrame:
    """Every number of every exhibit, a row each: exhibit, its keys (`topic=college`), measure,
    value, low, high, unit, base, status, statements (ids, joined by `;`)."""
    chosen = params or Params(network=str(network.folder))
    found = {stem: answers.table_of(stem, network, chosen).frame for stem in stems(network)}
    return pd.concat(map(_tidy, found.values()), keys=found, names=["exhibit"]).reset_index(
        "exhibit"
    )


def stems(network: Network) -> list[str]:
    """The exhibits that hold numbers of the network."""
    return [stem for stem in REGISTRY if answers.asks(stem, network)]


def _tidy(frame: pd.DataFrame) -> pd.DataFrame:
    place = frame.columns.get_loc("measure")
    keys = [name for name in frame.columns[:place] if not name.endswith("_label")]
    said = frame[keys].astype(object).apply(_said, axis=1) if keys else ""
    tidy = frame.iloc[:, place:].reset_index(drop=True)
    tidy.insert(0, "keys", said)
    return tidy


def _said(keys: pd.Series) -> str:
    return "; ".join(f"{name}={value}" for name, value in keys.items() if pd.notna(value))


# -- how a number is known


@dataclass(frozen=True)
class Known:
    """A number, how it is known, and what it rests on: the statements, or the rows counted."""

    number: str
    status: Status
    why: str
    rests_on: pd.DataFrame

    def __repr__(self) -> str:
        table = "" if self.rests_on.empty else "\n" + self.rests_on.to_string(index=False)
        return f"{self.number} ({self.status}): {self.why}{table}"

    def _repr_html_(self) -> str:
        said = f"<p><b>{escape(self.number)}</b> ({self.status}): {escape(self.why)}</p>"
        return said if self.rests_on.empty else said + self.rests_on.to_html(index=False)


WHY_ALL = (
    "all statements and rows, taken together, leave it this range; "
    "report.explore(network).holds says which claims hold it."
)
WHY_COUNTED = "the rows below are counted."
WHY_SHARE = "it is the share of the rows below."
WHY_ROWS = "it is counted from the network's rows."
WHY = {
    Status.PRINTED: "the source prints it, in the statements below.",
    Status.DISPUTED: "the source prints more than one value of it.",
    Status.IMPLIED: "it follows from the statements below, taken together.",
    Status.BOUNDED: "the statements below leave it this range.",
    Status.FREE: "no statement narrows it beyond the totals around it.",
    Status.PUBLIC: "public pages, with the statements below, leave it this range.",
    Status.EXAMPLE: "it is of one dataset that agrees with the statements; there are others.",
    Status.SUPPRESSED: "it is hidden, as small cells are here.",
    Status.UNKNOWN: "it is not published.",
}


def why(
    network: Network, stem: str, params: Params | None = None, measure: str = "count", **keys: str
) -> Known:
    """How one number of an exhibit is known: `why(network, "topics", topic="college")`.

    UserError, with the words that are allowed, for keys that name none or several numbers.
    """
    chosen = params or Params(network=str(network.folder))
    entry = one(table_of(network, stem, chosen), stem, measure, keys)
    number = entry.text if entry.known else "—"
    if entry.status == Status.COUNTED:
        return Known(number, entry.status, *_counted(network, entry.question))
    said = _statements(network, entry)
    alone = said.empty and entry.status == Status.BOUNDED
    return Known(number, entry.status, WHY_ALL if alone else WHY[entry.status], said)


def table_of(network: Network, stem: str, params: Params) -> Table:
    """The numbers of an exhibit; UserError, with the nearest word, where there are none."""
    known = stems(network)
    if stem not in known:
        raise UserError(
            f"There are no numbers of '{stem}': it is {one_of(known)}.{nearest(stem, known)}"
        )
    return answers.table_of(stem, network, params)


def one(table: Table, stem: str, measure: str, keys: Mapping[str, str]) -> Entry:
    """The one number of a table with these keys; UserError says what there is."""
    keys = named(table, stem, keys)
    all_ = {"host": ALL} if "host" in table.keys and "host" not in keys else {}
    found = table.find(**keys, **all_)
    if not len(found):
        together = ", ".join(f"{key}={value}" for key, value in keys.items())
        raise UserError(f"{stem} has no number with {together} together.")
    check(measure, dict.fromkeys(entry.measure for entry in found), f"a measure of {stem} here")
    exact = found.find(measure)
    if len(exact) == 1:
        return next(iter(exact))
    open_ = [key for key in table.keys if key not in keys and len(exact.values(key)) > 1]
    several = {key: one_of(exact.values(key)) for key in open_}
    raise UserError(
        f"{len(exact)} numbers of {stem} are so: say " + ", and ".join(
            f"which {key} ({names})" for key, names in several.items()
        ) + "."
    )  # fmt: skip


def named(table: Table, stem: str, keys: Mapping[str, str]) -> dict[str, str]:
    """The keys with the ids of their values, which may be called by their labels, too.

    UserError, with the nearest word, for a key or a value that there is not.
    """
    found = {}
    for key, value in keys.items():
        check(key, table.keys, f"a key of {stem}")
        ids = {one.labels[key]: one.keys.get(key) for one in table if key in one.labels}
        found[key] = by_label(value, ids)
        check(found[key], table.values(key), f"a {key} of {stem}", ids)
    return found


def _statements(network: Network, entry: Entry) -> pd.DataFrame:
    said = network.statements
    if said.empty:
        return pd.DataFrame()
    columns = [name for name in SHOWN if name in said]
    order = {id_: place for place, id_ in enumerate(entry.answer.statements)}
    found = said.loc[said["id"].isin(list(order)), columns]
    return found.sort_values("id", key=lambda ids: ids.map(order)).reset_index(drop=True)


def _counted(network: Network, question: Question | None) -> tuple[str, pd.DataFrame]:
    """How a number comes from rows, and the partnerships that it surely counts; no rows are named
    where it counts something else, such as members or hosts."""
    if question is None or question.subject != "partnerships":
        return WHY_ROWS, pd.DataFrame()
    params = Params(network=str(network.folder))
    population = answers.evidence(network, params).population(question.period)
    names = [name_of(row) for row in rows.counted(population, question)]
    how = WHY_SHARE if question.measure == PERCENT else WHY_COUNTED
    return how, pd.DataFrame({Terms.of(network).words["partnership"]: names})


def name_of(row: rows.Row) -> str:
    """The name of a partnership that was counted; empty if it has none."""
    return next(iter(sorted(row["partnership"][0])), "") if "partnership" in row else ""


def no_text(network: Network, name: str) -> str:
    """What a notebook says in place of a text that there is not; its name may be a typo."""
    there = sorted(path.stem for path in (network.folder / "text").glob("*.md"))
    if name in REGISTRY or not (near := nearest(name, there)):
        return f"{network.name} has no text '{name}'."
    return f"{network.name} has no text '{name}': its texts are {one_of(there)}.{near}"


# -- colours


def coloured(table: Table, stem: str, palette: Palette) -> Table:
    """The table in colours of a reader's own: the name of a seaborn palette, a list of colours, or
    a colour by id; UserError for a name or an id that there is not."""
    if isinstance(palette, Mapping):
        ids = [id_ for key in table.keys for id_ in table.colours(key)]
        for id_ in palette:
            check(id_, ids, f"a value in {stem} that has a colour")
        return table.coloured(palette)
    most = max((len(table.colours(key)) for key in table.keys), default=0)
    try:
        return table.coloured(sns.color_palette(palette, most).as_hex())
    except ValueError as error:
        near = nearest(palette, [*SEABORN_PALETTES, *colormaps]) if isinstance(palette, str) else ""
        raise UserError(f"palette '{palette}': {error}.{near}") from None


# -- citing


def cite(network: Network | str, form: str = "apa") -> str:
    """How to cite the report of a network: `apa` or `bibtex`. The form alone, `cite("bibtex")`,
    cites the report of the network that is taken where none is named."""
    if isinstance(network, str):
        form, network = network, Network(paths.network_folder(paths.default_network()))
    check(form, citing.FORMS, "a form of citation")
    return citing.cited(form, network.config, network.name)

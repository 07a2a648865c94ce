"""Who took part when: rows of members.csv -> memberships, an organization in a partnership each.

A row may name its periods; else it is of every period in which its partnership stood, or of those
that `start` and `end` cover by at least a day. Many rows at once: a list may have 100,000.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from helpers.data import schema
from helpers.data.tables import records
from helpers.errors import nearest, one_of, shortened

Days = tuple[str, str]


class Memberships(NamedTuple):
    """One row a membership, in the order of the file: `member_row` of members.csv, `row` of
    partnerships.csv, `period`, `organization` (as first spelled), `type`, `parent`. `problems` are
    sentences without the file's name; `outside` rows of members.csv whose days cover no period.
    """

    frame: pd.DataFrame
    problems: tuple[str, ...]
    outside: tuple[int, ...]


def resolved(
    partnerships: pd.DataFrame, members: pd.DataFrame, periods: Mapping[str, Any]
) -> Memberships:
    """The memberships that the rows of members.csv make, and what in these rows is wrong."""
    stood = partnerships[partnerships["status"] != schema.PLANNED]
    asked = _asked(members)
    found = asked.merge(_called(stood), on="key")
    inside = (found["when"] == "") & _covers(found, periods)
    kept = found[inside | (found["when"] == found["period"])]
    kept = kept.sort_values("member_row", kind="stable")
    problems = [
        *_wrong_days(members, periods),
        *_without_partnership(asked, found, partnerships),
        *_ambiguous(kept, stood),
        *_repeated(kept, stood),
    ]
    outside = asked[(asked["when"] == "") & asked["key"].isin(found["key"])]
    outside = outside[~outside["member_row"].isin(kept["member_row"])]
    columns = ["member_row", "row", "period", "organization", "type", "parent"]
    frame = kept.drop_duplicates(["row", "who"])[columns].reset_index(drop=True)
    return Memberships(frame, tuple(problems), tuple(outside["member_row"]))


def counted(partnerships: pd.DataFrame, frame: pd.DataFrame, types: Iterable[str]) -> pd.DataFrame:
    """partnerships.csv with its organizations as `members` and `members: TYPE`.

    A partnership that members.csv does not list has none that are known. Neither are its numbers
    by type where one of its organizations has no type.
    """
    numbers = frame.groupby("row").size()
    known = ~numbers.index.isin(frame.loc[frame["type"] == "", "row"])
    by_type = pd.crosstab(frame["row"], frame["type"]).reindex(columns=list(types), fill_value=0)
    by_type = by_type.loc[numbers.index[known]].add_prefix("members: ")
    every = by_type.reindex(partnerships.index).astype("Int64")
    total = numbers.reindex(partnerships.index).astype("Int64")
    return partnerships.assign(members=total, **{str(name): every[name] for name in every})


def days(period: str, entry: Mapping[str, Any]) -> Days | None:
    """First and last day of a period: as network.yml has them, or those of a year; else None."""
    if entry.get("start") and entry.get("end"):
        return entry["start"], entry["end"]
    return (f"{period}-01-01", f"{period}-12-31") if re.fullmatch(r"\d{4}", period) else None


def plain(names: pd.Series) -> pd.Series:
    """Names as they are compared: without capitals, and with single blanks."""
    return _each(names, lambda name: _single(name).casefold())


def _each(cells: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """Every cell changed; each text once, as most stand there many times."""
    return cells.map({cell: change(cell) for cell in cells.unique()})


# -- which rows belong together --------------------------------------------------------------------


def _asked(members: pd.DataFrame) -> pd.DataFrame:
    """Each row for each period that it names (`when`; empty: none), organizations spelled alike."""
    who, named = plain(members["organization"]), _each(members["organization"], _single)
    asked = members.drop(columns="period").assign(
        member_row=members.index,
        key=plain(members["partnership"]),
        who=who,
        organization=named.groupby(who).transform("first"),
        when=members["period"],
    )
    several = asked["when"].str.contains(";")
    apart = asked[several].assign(when=asked.loc[several, "when"].str.split(";")).explode("when")
    return pd.concat([asked[~several], apart.assign(when=apart["when"].str.strip())])


def _single(name: str) -> str:
    return " ".join(name.split())


def _called(stood: pd.DataFrame) -> pd.DataFrame:
    """Each row of partnerships.csv under its name and its id."""
    rows = stood[["period"]].assign(row=stood.index)
    named = [rows.assign(key=plain(stood[column])) for column in ("id", "name")]
    called = pd.concat(named).drop_duplicates(["row", "key"])
    return called[called["key"] != ""].sort_values("row", kind="stable")


def _covers(found: pd.DataFrame, periods: Mapping[str, Any]) -> pd.Series:
    """Do start and end, where filled, cover a day of the period?"""
    spans = {name: days(name, entry) or ("", "9999") for name, entry in periods.items()}
    first, last = (
        found["period"].map({one: span[end] for one, span in spans.items()}) for end in (0, 1)
    )
    return (found["start"] <= last) & ((found["end"] == "") | (found["end"] >= first))


# -- what is wrong ---------------------------------------------------------------------------------


def _wrong_days(members: pd.DataFrame, periods: Mapping[str, Any]) -> Iterator[str]:
    turned = members[(members["end"] != "") & (members["end"] < members["start"])]
    for row, start, end in zip(turned.index, turned["start"], turned["end"], strict=True):
        yield f"row {row}, column end: found {end}, before its start, {start}. Correct one of them."
    dated = members[(members["period"] == "") & (members["start"] + members["end"] != "")]
    without = [name for name, entry in periods.items() if not days(name, entry)]
    if len(dated) and without:
        yield (
            f"row {dated.index[0]}: start and end can only be used if it is known which days "
            f"'{without[0]}' has. Write them under periods in network.yml, as "
            f"'{without[0]}: {{label: {without[0]}, start: 2025-09-01, end: 2026-08-31}}', or "
            "fill period in members.csv."
        )


def _without_partnership(
    asked: pd.DataFrame, found: pd.DataFrame, partnerships: pd.DataFrame
) -> Iterator[str]:
    """Rows that name no partnership, or a period in which theirs did not stand."""
    known = set(plain(partnerships["name"])) | set(plain(partnerships["id"]))
    for row, name in asked.loc[~asked["key"].isin(known), "partnership"].items():
        near = nearest(name, partnerships["name"].unique())
        yield (
            f"row {row}, column partnership: found '{shortened(name)}', which is no name or id in "
            f"partnerships.csv. Correct it, or remove the row.{near}"
        )
    stands = pd.MultiIndex.from_frame(found[["key", "period"]])
    wanted = asked[(asked["when"] != "") & asked["key"].isin(known)]
    missing = ~pd.MultiIndex.from_frame(wanted[["key", "when"]]).isin(stands)
    for row, name, key, when in wanted.loc[
        missing, ["member_row", "partnership", "key", "when"]
    ].itertuples(index=False):
        other = found.loc[found["key"] == key, "period"].unique()
        where = f" it stands in {one_of(other)}." if len(other) else " it is only planned."
        yield (
            f"row {row}, column period: '{shortened(name)}' has no row of {when} in "
            f"partnerships.csv;{where} Correct the name or the period."
        )


def _ambiguous(kept: pd.DataFrame, stood: pd.DataFrame) -> Iterator[str]:
    """Rows whose name two partnerships of one period bear."""
    rows = kept.drop_duplicates(["member_row", "row"])
    first = rows[rows.duplicated(["member_row", "period"], keep=False)].drop_duplicates(
        "member_row"
    )
    for row, name, key, period in zip(
        first["member_row"], first["partnership"], first["key"], first["period"], strict=True
    ):
        alike = stood[(stood["period"] == period) & (plain(stood["name"]) == key)]
        hosts = one_of(one or "no host" for one in alike["host"])
        yield (
            f"row {row}, column partnership: '{shortened(name)}' stands several times in {period} "
            f"({hosts}). Give each an id in partnerships.csv, and write the id here."
        )


def _repeated(kept: pd.DataFrame, stood: pd.DataFrame) -> Iterator[str]:
    """Organizations that stand twice in one partnership and period."""
    first = kept.groupby(["row", "who"])["member_row"].transform("first")
    twice = kept.assign(first=first)[first != kept["member_row"]].drop_duplicates("member_row")
    for row, cells in zip(twice["member_row"], records(twice), strict=True):
        yield (
            f"row {row}: organization '{shortened(cells['organization'])}' stands in "
            f"'{shortened(stood.at[cells['row'], 'name'])}' of {cells['period']} already, by row "
            f"{cells['first']}. Remove one, or write the period to which each belongs."
        )

"""A complete dataset against every published statement: counted plainly, row by row, by no solver.

A dataset is a folder with year4.csv, year1.csv and labs.csv. `check` says of each statement whether it holds there,
`claims` of each claim, and `structure` names what no dataset may do. What rows cannot show is left open (None).
`python -m helpers.checker NETWORK FOLDER` prints what is false.
"""

from __future__ import annotations

import argparse
import ast
import csv
import math
import operator
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pandas as pd

from helpers import csvfile, paths, schema
from helpers.csvfile import shown
from helpers.errors import UserError, one_of
from helpers.network import CONFIG, Network
from helpers.statements import number

COLUMNS = {
    "year4": (
        "lab",
        "name",
        "topic",
        "scope",
        "change",
        "parents",
        "size_class",
        "active_members",
        "members",
        "member_types",
        "focus",
    ),
    "year1": ("id", "lab", "name", "fate", "focus"),
    "labs": ("lab", "groups", "focus"),
}
SEVERAL = {"change": "|", "parents": "|", "member_types": "+", "focus": "|", "groups": "|"}
NUMBERS = ("active_members", "members")
FATES = ("ended", "continued", "split", "merged")
LIVED_ON = FATES[1:]
# What a change says of an alliance of year 1: what became of it. Other changes can be seen in year 4 only.
FATES_OF = {
    "ended": ("ended",),
    "continued": LIVED_ON,
    "split": ("split",),
    "merged": ("merged",),
    "split_or_merged": ("split", "merged"),
}
PARTS = (
    "renamed",
    "coverage_expanded",
    "coverage_reduced",
    "coverage_within_state",
    "split",
    "merged",
)
COVERAGE = "coverage"
COUNTED = (
    "change",
    "size_class",
    "scope",
    "topic",
)  # what `count(x)` in a condition may be a value of
SELECTORS = (
    "topic",
    "scope",
    "lab",
    "lab_group",
    "alliance",
    "change",
    "size_class",
    "member_type",
    "focus",
)
NARROWING = (
    "size_class",
    "member_type",
    "change",
    "focus",
    "scope",
)  # selectors that the base of a share goes without
COMPARE = {
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}

Row = dict
Found = tuple[bool, str]
Finding = tuple[str, str]


@dataclass(frozen=True)
class Dataset:
    """The rows of the three files; cells with several values are tuples, numbers are int, or None where empty."""

    year4: list[Row]
    year1: list[Row]
    labs: list[Row]


class Uncounted(Exception):
    """The statement says something that the dataset's rows cannot show."""


class Baseless(Exception):
    """A share of no rows: the condition that speaks of it is not met."""


# -- reading ------------------------------------------------------------------------------------------------


def read(folder: Path) -> Dataset:
    """The dataset in `folder`; UserError names every problem of its three files."""
    tables, problems = {}, []
    for name in COLUMNS:
        tables[name], found = _table(Path(folder) / f"{name}.csv", COLUMNS[name])
        problems += found
    if problems:
        raise UserError(problems)
    return Dataset(**tables)


def _table(path: Path, columns: tuple[str, ...]) -> tuple[list[Row], list[str]]:
    if not path.is_file():
        return [], [
            f"{shown(path)} is missing: a dataset has year4.csv, year1.csv and labs.csv. Put it there."
        ]
    try:
        header, lines, problems = csvfile.read(path)
    except (OSError, csv.Error) as error:
        return [], [f"{shown(path)} cannot be read: {error}."]
    problems += [
        f"{shown(path)}: the column '{name}' is missing; add it."
        for name in columns
        if not problems and name not in header
    ]
    if problems:
        return [], problems
    rows = [dict(zip(header, line, strict=True)) for line in lines]
    problems = [
        f"{shown(path)}, row {place}, column {name}: found '{row[name]}'; allowed is a whole number."
        for place, row in enumerate(rows, 2)
        for name in NUMBERS
        if row.get(name) and not re.fullmatch(schema.PATTERN[schema.INTEGER], row[name])
    ]
    return (
        ([], problems)
        if problems
        else ([{name: _cell(name, row[name]) for name in columns} for row in rows], [])
    )


def _cell(name: str, text: str) -> str | int | tuple[str, ...] | None:
    if name in NUMBERS:
        return int(text) if text else None
    if name in SEVERAL:
        return tuple(text.split(SEVERAL[name])) if text else ()
    return text


# -- statements ---------------------------------------------------------------------------------------------


def check(network: Network, dataset: Dataset) -> pd.DataFrame:
    """One row a statement: id, claim_id, reading, holds (True, False, or None = not counted) and what was found."""
    words, shared = _words(network), _conditions_of_labs(network.statements)
    checked, problems = [], []
    for place, row in enumerate(network.statements.to_dict("records"), 2):
        holds, found = None, ""
        try:
            if row["claim_id"] not in shared or not _is_share_without_base(row):
                holds, found = _judge(row, dataset, words)
        except Uncounted:
            pass
        except ValueError as error:
            problems.append(
                f"{shown(network.folder / 'statements.csv')}, row {place}, column having: {error}"
            )
        except ZeroDivisionError:
            problems.append(
                f"{shown(network.folder / 'statements.csv')}, row {place}, column value: "
                f"found '{row['value']}'; a fraction needs a base above 0."
            )
        checked.append((row["id"], row["claim_id"], row["reading"], holds, found))
    if problems:
        raise UserError(problems)
    # dtype object: a column of True and False alone must hold the same True and False as one with None
    return pd.DataFrame(
        checked, columns=["id", "claim_id", "reading", "holds", "found"], dtype=object
    )


def claims(checked: pd.DataFrame) -> dict[str, bool | None]:
    """Whether each claim holds: all its rows without a reading, and all the rows of at least one reading.

    Rows that are not counted are left out; a claim without any counted row is None.
    """
    return {claim: _claim(rows) for claim, rows in checked.groupby("claim_id", sort=False)}


def _claim(rows: pd.DataFrame) -> bool | None:
    readings = {name: _all(part["holds"]) for name, part in rows.groupby("reading")}
    plain = readings.pop("", None)
    if not readings:
        return plain
    # A reading that cannot be counted keeps the claim from being false, and from being true
    one = True if True in readings.values() else None if None in readings.values() else False
    return _all([plain, one])


def _all(holds: Iterable[bool | None]) -> bool | None:
    counted = [one for one in holds if one is not None]
    return all(counted) if counted else None


def _words(network: Network) -> dict[str, str]:
    """Each id that a statement may name -> the selector that it is a value of."""
    config = network.config
    values = {
        "member_type": list(config["member_types"])[:-1],
        "change": [*schema.CHANGES, *config["changes"]],
        "size_class": config["size_classes"],
        "scope": config["scopes"],
        "topic": config["topics"],
    }
    return {word: name for name, words in values.items() for word in words}


def _conditions_of_labs(statements: pd.DataFrame) -> set[str]:
    """Claims that count labs by a share of their alliances."""
    counted = (statements["subject"] == "labs") & statements["having"].str.contains("share")
    return set(statements.loc[counted, "claim_id"])


def _is_share_without_base(row: Row) -> bool:
    """Beside a count of labs, such a share is the condition of those labs: its base is none that can be counted."""
    return (
        row["subject"] == "alliances"
        and row["measure"] == "fraction"
        and pd.isna(row["denominator"])
    )


@dataclass(frozen=True)
class Case:
    """One statement put to one file of the dataset; `part` narrows it to one lab or topic."""

    row: Row
    data: Dataset
    words: dict[str, str]
    file: str
    part: tuple[str, str] | None = None

    def kept(self, *without: str) -> list[Row]:
        """The rows that the statement's universe and selectors keep, but for the selectors in `without`."""
        rows = _universe(self)
        for name in SELECTORS:
            if self.row[name] and name not in without:
                test = _test(self, name)
                rows = [one for one in rows if test(one)]
        if self.part:
            name, value = self.part
            _known(self, name)
            rows = [one for one in rows if one[name] == value]
        return rows

    def count(self, word: str) -> int:
        """`count(word)`: rows whose topic, scope, change or size class is `word`, whatever the statement's own."""
        file = "year1" if word == "ended" else self.file
        return len(replace(self, file=file, row=self.row | {self.words[word]: word}).kept())


def _judge(row: Row, data: Dataset, words: dict[str, str]) -> Found:
    measure = _measure(row)
    found = [measure(Case(row, data, words, file)) for file in _files(row)]
    return all(holds for holds, _ in found), " and ".join(text for _, text in found)


def _measure(row: Row) -> Callable[[Case], Found]:
    """How the statement is counted; Uncounted if rows cannot show it."""
    of_split = row["measure"] == "minimum" and row["change"] == "split"
    if row["relation"] in ("about", "text") or (row["universe"] == "other" and not of_split):
        raise Uncounted
    if row["relation"] == "order" and row["subject"] == "alliances" and row["having"]:
        return _order
    if (
        row["relation"] == "order"
        or not row["value"]
        or (row["subject"], row["measure"]) not in MEASURES
    ):
        raise Uncounted
    return MEASURES[row["subject"], row["measure"]]


def _files(row: Row) -> tuple[str, ...]:
    """The files that a statement speaks of: what continued was there in both years."""
    if row["change"] == "continued":
        return ("year4", "year1")
    of_labs = row["universe"] == "labs" and row["period"] == "year 1"
    old = row["change"] == "ended" or row["universe"] in ("year1", "ended") or of_labs
    return ("year1",) if old else ("year4",)


def _meets(found: Fraction | int, row: Row) -> bool:
    """Does the number stand in the printed relation to the printed value?"""
    if row["relation"] == "between":
        return number(row["value"]) <= found <= _high(row)
    return COMPARE[row["relation"]](found, number(row["value"]))


def _high(row: Row) -> Fraction:
    if not row["value_high"]:
        raise Uncounted
    return number(row["value_high"])


# -- which rows ---------------------------------------------------------------------------------------------


def _universe(case: Case) -> list[Row]:
    row, universe = case.row, case.row["universe"]
    reporting = universe == "reporting" or row["size_class"] or row["member_type"]
    if case.file == "year1":
        if reporting:
            raise Uncounted
        wanted = {"ended": ("ended",), "continued": LIVED_ON}.get(universe, FATES)
        return [one for one in case.data.year1 if row["change"] == "ended" or one["fate"] in wanted]
    rows = [one for one in case.data.year4 if universe != "continued" or one["change"] != ("new",)]
    if reporting:
        return [one for one in rows if one["size_class"]]
    return [one for one in rows if universe != "not_reporting" or not one["size_class"]]


def _test(case: Case, name: str) -> Callable[[Row], bool]:
    """What a row must meet for the selector `name`."""
    values = case.row[name].split("|")
    if name == "alliance":
        return _named(case)
    if name == "change":
        return _changed_to(case, values)
    if name == "lab_group":
        group = _group(case)
        return lambda one: one["lab"] in group
    if name == "focus":
        return lambda one: bool({*values} & {*one["focus"]})
    _known(case, name)
    if name == "member_type":
        return lambda one: any({*value.split("+")} <= {*one["member_types"]} for value in values)
    return lambda one: one[name] in values


def _known(case: Case, name: str) -> None:
    """Uncounted if the file has no such column, or the dataset no such member type (the last of network.yml)."""
    types = re.split(r"[|+]", case.row["member_type"]) if name == "member_type" else []
    if (case.file == "year1" and name != "lab") or any(
        case.words.get(one) != "member_type" for one in types
    ):
        raise Uncounted


def _named(case: Case) -> Callable[[Row], bool]:
    """The alliance of year 4 by its name; by the name of a year-1 alliance, what came of it."""

    def carries(one: Row) -> bool:
        return one["name"] == case.row["alliance"] and _in_lab(case.row, one)

    own = [one for one in case.data.year4 if carries(one)]
    ids = {one["id"] for one in case.data.year1 if carries(one)}
    if own and case.file == "year1":
        ids = {parent for one in own for parent in one["parents"]}
    if case.file == "year1":
        return lambda one: one["id"] in ids
    return carries if own else lambda one: bool(ids & {*one["parents"]})


def _in_lab(row: Row, one: Row) -> bool:
    """Is it of the lab that the statement names, if it names one?"""
    return not row["lab"] or one["lab"] in row["lab"].split("|")


def _changed_to(case: Case, words: list[str]) -> Callable[[Row], bool]:
    """Is one of the changes that of the row? Year 4 holds nothing that ended, year 1 only what became of it."""
    if case.file == "year1" and {*words} <= {*FATES_OF}:
        return lambda one: any(one["fate"] in FATES_OF[word] for word in words)
    if case.file == "year1" or "ended" in words:
        raise Uncounted
    return lambda one: any(_changed(one["change"], word) for word in words)


def _changed(change: tuple[str, ...], word: str) -> bool:
    return {
        "new": change == ("new",),
        "unchanged": change == ("unchanged",),
        "continued": change != ("new",),
        "transformed": change not in (("new",), ("unchanged",)),
        "split_or_merged": "split" in change or "merged" in change,
        COVERAGE: any(part.startswith(COVERAGE) for part in change),
    }.get(word, word in change)


def _group(case: Case) -> list[str]:
    """The labs of the statement's `lab_group`."""
    groups = {*case.row["lab_group"].split("|")}
    return [lab["lab"] for lab in case.data.labs if groups & {*lab["groups"]}]


# -- measures -----------------------------------------------------------------------------------------------


def _count(case: Case) -> Found:
    if case.row["having"] or case.row["universe"] == "labs":
        raise Uncounted
    found = len(case.kept())
    return _meets(found, case.row), str(found)


def _share(case: Case) -> Found:
    """A percentage, rounded half up where it is printed as exact, or a fraction."""
    row, percent = case.row, case.row["measure"] == "percent"
    base = _base(case)
    rows = len(case.kept())
    if not base:
        return False, f"{rows} of 0"
    share = Fraction(rows, base) * (100 if percent else 1)
    rounded = half_up(share) if percent and row["relation"] == "=" else share
    return _meets(rounded, row), f"{rows} of {base}"


def _base(case: Case) -> int:
    """The printed base, or the rows without what narrows them; a share of nothing narrower says nothing."""
    row = case.row
    whole = (
        row["measure"] == "fraction"
        and number(row["value"]) == 1
        and not any(row[name] for name in SELECTORS)
    )
    if whole or row["having"] or row["universe"] == "labs":
        raise Uncounted
    if pd.notna(row["denominator"]):
        return int(row["denominator"])
    if not any(row[name] for name in NARROWING):
        raise Uncounted
    return len(case.kept(*NARROWING))


def half_up(number: Fraction) -> int:
    """Rounded to a whole number, one half upwards, exactly."""
    return math.floor(number + Fraction(1, 2))


def _per_lab(case: Case) -> list[int]:
    if case.row["universe"] != "labs" or not case.data.labs:
        raise Uncounted
    counts = Counter(one["lab"] for one in case.kept())
    return [counts[lab["lab"]] for lab in case.data.labs]


def _mean(case: Case) -> Found:
    counts = _per_lab(case)
    mean = Fraction(sum(counts), len(counts))
    found = half_up(mean) if case.row["relation"] == "=" else mean
    return _meets(found, case.row), f"{sum(counts)} in {len(counts)} labs"


def _range_per_lab(case: Case) -> Found:
    return _range(_per_lab(case), case.row)


def _range_of_members(case: Case) -> Found:
    return _range(_numbers(case), case.row)


def _range(found: list[int], row: Row) -> Found:
    """Both ends of a printed range are reached, and nothing is beyond them."""
    exact = (number(row["value"]), _high(row))
    return bool(found) and (min(found), max(found)) == exact, _span(found)


def _span(found: list[int]) -> str:
    return f"{min(found)} to {max(found)}" if found else "no rows"


def _minimum(case: Case) -> Found:
    """Every lab has that many alliances; or every alliance that split has that many pieces."""
    if case.row["universe"] != "labs" and case.row["change"] == "split":
        split = replace(case, file="year1", row=case.row | {"universe": "year1"}).kept()
        pieces = Counter(parent for one in case.data.year4 for parent in one["parents"])
        found = [pieces[one["id"]] for one in split]
    else:
        found = _per_lab(case)
    return all(_meets(one, case.row) for one in found), _span(found)


def _statistic(case: Case) -> Found:
    """Least, greatest or median number of members; of a named alliance that has it, its own number too."""
    found = _numbers(case)
    if not found:
        return False, "no rows"
    statistic = {"minimum": min, "maximum": max, "median": _median}[case.row["measure"]]
    if not case.row["alliance"]:
        return _meets(statistic(found), case.row), str(statistic(found))
    everyone = statistic(_numbers(replace(case, row=case.row | dict.fromkeys(SELECTORS, ""))))
    return all(
        _meets(one, case.row) for one in [*found, everyone]
    ), f"{_span(found)}, of all {everyone}"


def _numbers(case: Case) -> list[int]:
    if case.row["universe"] != "reporting" or case.row["member_type"]:
        raise Uncounted
    numbers = [one[case.row["subject"]] for one in case.kept()]
    return [one for one in numbers if one is not None]


def _median(numbers: list[int]) -> Fraction:
    ordered, half = sorted(numbers), len(numbers) // 2
    return Fraction(ordered[half] + ordered[-half - 1], 2)


def _labs(case: Case) -> Found:
    """How many labs meet the condition; of a named group: its size, and that each of its labs does."""
    test, row = _lab_test(case), case.row
    labs = [lab for lab in case.data.labs if _in_lab(row, lab)]
    if row["lab_group"]:
        group = _group(case)
        labs = [lab for lab in labs if lab["lab"] in group]
        met = sum(test(lab) for lab in labs)
        return _meets(len(labs), row) and met == len(labs), f"{met} of the group's {len(labs)} labs"
    met = sum(test(lab) for lab in labs)
    return _meets(met, row), f"{met} labs"


def _lab_test(case: Case) -> Callable[[Row], bool]:
    row = case.row
    if row["having"] or row["change"]:
        meets = condition(row["having"] or "alliances >= 1", case.words)
        return lambda lab: meets(replace(case, part=("lab", lab["lab"])))
    if any(row[name] for name in SELECTORS if name not in ("focus", "lab", "lab_group")):
        raise Uncounted
    wanted = {*row["focus"].split("|")}
    return lambda lab: not row["focus"] or bool(wanted & {*lab["focus"]})


def _topics(case: Case) -> Found:
    if not case.row["having"]:
        raise Uncounted
    meets = condition(case.row["having"], case.words)
    topics = [word for word, name in case.words.items() if name == "topic"]
    topics = case.row["topic"].split("|") if case.row["topic"] else topics
    met = sum(meets(replace(case, part=("topic", topic))) for topic in topics)
    return _meets(met, case.row), f"{met} topics"


def _order(case: Case) -> Found:
    """A comparison that holds of the whole population."""
    if case.row["universe"] == "labs":
        raise Uncounted
    holds = condition(case.row["having"], case.words)(case)
    named = dict.fromkeys(re.findall(r"count\(\s*(\w+)\s*\)", case.row["having"]))
    return holds, ", ".join(f"{word} {case.count(word)}" for word in named) or str(len(case.kept()))


MEASURES: dict[tuple[str, str], Callable[[Case], Found]] = {
    ("alliances", "count"): _count,
    ("alliances", "percent"): _share,
    ("alliances", "fraction"): _share,
    ("alliances", "mean"): _mean,
    ("alliances", "range"): _range_per_lab,
    ("alliances", "minimum"): _minimum,
    ("labs", "count"): _labs,
    ("topics", "count"): _topics,
    **{
        (subject, measure): _statistic
        for subject in NUMBERS
        for measure in ("minimum", "maximum", "median")
    },
    **{(subject, "range"): _range_of_members for subject in NUMBERS},
}


# -- conditions: the column `having` ------------------------------------------------------------------------

SIGNS = {
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
}
GRAMMAR = (
    "Allowed are comparisons of alliances, share and count(...) of a topic, scope, size class or change, "
    "joined by and, not (...)."
)


def condition(text: str, words: dict[str, str]) -> Callable[[Case], bool]:
    """The test that a cell of `having` asks for; ValueError in plain words if it is none."""
    quoted = re.sub(r"\bcount\(\s*([^()'\"]*?)\s*\)", lambda found: f"count({found[1]!r})", text)
    try:
        test = _truth(ast.parse(quoted.strip(), mode="eval").body, words)
    except SyntaxError:
        raise ValueError(f"found '{text}', which is no comparison. {GRAMMAR}") from None
    except ValueError as error:
        raise ValueError(
            f"found '{text}', in which '{error}' is not understood. {GRAMMAR}"
        ) from None

    def meets(case: Case) -> bool:
        try:
            return test(case)
        except Baseless:
            return False

    return meets


def _truth(node: ast.expr, words: dict[str, str]) -> Callable[[Case], bool]:
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            parts = [_truth(value, words) for value in values]
            # all of a list, so that a share of no rows is noticed wherever it stands
            return lambda case: all([part(case) for part in parts])
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner = _truth(operand, words)
            return lambda case: not inner(case)
        case ast.Compare(left=left, ops=ops, comparators=others) if all(
            type(op) in SIGNS for op in ops
        ):
            amounts = [_amount(one, words) for one in (left, *others)]
            return lambda case: _in_order([amount(case) for amount in amounts], ops)
    raise ValueError(ast.unparse(node))


def _in_order(found: list[Fraction | int], ops: list[ast.cmpop]) -> bool:
    return all(
        SIGNS[type(op)](left, right) for left, op, right in zip(found, ops, found[1:], strict=False)
    )


def _amount(node: ast.expr, words: dict[str, str]) -> Callable[[Case], Fraction | int]:
    match node:
        case ast.Constant(value=value) if type(value) is int:
            return lambda case: value
        case ast.BinOp(
            op=ast.Div(), left=ast.Constant(value=top), right=ast.Constant(value=low)
        ) if type(top) is type(low) is int and low:
            return lambda case: Fraction(top, low)
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            terms = _amount(left, words), _amount(right, words)
            return lambda case: terms[0](case) + terms[1](case)
        case ast.Name(id="alliances"):
            return lambda case: len(case.kept())
        case ast.Name(id="share"):
            return _share_of_part
        case ast.Call(
            func=ast.Name(id="count"), args=[ast.Constant(value=str() as word)], keywords=[]
        ) if words.get(word) in COUNTED:
            return lambda case: case.count(word)
    raise ValueError(ast.unparse(node))


def _share_of_part(case: Case) -> Fraction:
    """The statement's rows among all rows of the lab or topic, whatever their change."""
    base = len(case.kept("change"))
    if not base:
        raise Baseless
    return Fraction(len(case.kept()), base)


# -- structure ----------------------------------------------------------------------------------------------


def structure(network: Network, dataset: Dataset) -> list[Finding]:
    """What no dataset may do: (axiom, sentence), the axiom `structure`, `same-lab` or `rows:<attribute>=<value>`."""
    plain = [
        *_names(network, dataset),
        *_labs_listed(network, dataset),
        *_vocabulary(network, dataset),
        *_reports(network, dataset),
        *_changes(dataset),
        *_parents(dataset),
        *_fates(dataset),
    ]
    return [
        *(("structure", sentence) for sentence in plain),
        *_same_lab(dataset),
        *_published(network, dataset),
    ]


def _numbered(file: str, rows: list[Row]) -> Iterator[tuple[str, Row]]:
    return ((f"{file}.csv, row {place}", row) for place, row in enumerate(rows, 2))


def _difference(file: str, found: Iterable, wanted: Iterable, source: str) -> list[str]:
    found, wanted = Counter(found), Counter(wanted)
    return [
        *(f"{file}.csv lacks {one}, which {source} has." for one in wanted - found),
        *(f"{file}.csv has {one} once more than {source}." for one in found - wanted),
    ]


def _names(network: Network, data: Dataset) -> list[str]:
    found, wanted = (
        [f"'{row['name']}' of {row['lab']}" for row in rows]
        for rows in (data.year4, network.alliances.to_dict("records"))
    )
    return _difference("year4", found, wanted, source="alliances.csv")


def _labs_listed(network: Network, data: Dataset) -> list[str]:
    """The labs are those of labs.csv, and none is in two groups with the same word before the slash."""
    problems = _difference(
        "labs", [lab["lab"] for lab in data.labs], network.labs, source="the network's labs.csv"
    )
    for where, lab in _numbered("labs", data.labs):
        kinds = Counter(group.partition("/")[0] for group in {*lab["groups"]} if "/" in group)
        problems += [
            f"{where}, column groups: {lab['lab']} is in {times} groups '{kind}/...', which share no lab."
            for kind, times in kinds.items()
            if times > 1
        ]
    return problems


def _vocabulary(network: Network, data: Dataset) -> list[str]:
    config, labs = network.config, network.labs
    allowed = {
        "year4": {
            "lab": labs,
            "topic": [*config["topics"]],
            "scope": [*config["scopes"]],
            "size_class": ["", *config["size_classes"]],
        },
        "year1": {"lab": labs, "fate": FATES},
    }
    problems = [
        f"{where}, column {name}: found '{row[name]}'; allowed is {one_of(one or 'nothing' for one in values)}."
        for file, columns in allowed.items()
        for where, row in _numbered(file, getattr(data, file))
        for name, values in columns.items()
        if row[name] not in values
    ]
    ids = Counter(row["id"] for row in data.year1)
    return problems + [
        f"year1.csv, column id: '{one}' stands there {times} times; every alliance needs its own id."
        for one, times in ids.items()
        if times > 1 or not one
    ]


def _reports(network: Network, data: Dataset) -> list[str]:
    types = [*network.config["member_types"]][:-1]
    return [
        f"{where}: {problem}"
        for where, row in _numbered("year4", data.year4)
        for problem in _report(
            row, network.config["size_classes"].get(row["size_class"], {}), types
        )
    ]


def _report(row: Row, size: dict, types: list[str]) -> list[str]:
    """What is wrong with the numbers of one alliance."""
    active, members, present = row["active_members"], row["members"], row["member_types"]
    if not row["size_class"]:
        empty = (active, members, present) == (None, None, ())
        return (
            []
            if empty
            else ["without a size_class, active_members, members and member_types must be empty."]
        )
    problems = []
    if len({*present} & {*types}) < len(present):
        problems.append(
            f"column member_types: found '{'+'.join(present)}'; allowed are {one_of(types)}, each once."
        )
    if active is None or members is None:
        return [*problems, "with a size_class, active_members and members must be numbers."]
    if not size.get("low", 0) <= active <= size.get("high", active):
        problems.append(
            f"column active_members: found {active}, which is not in the size class {row['size_class']}."
        )
    if active > members:
        problems.append(f"column active_members: found {active}, more than its {members} members.")
    return problems


def _changes(data: Dataset) -> list[str]:
    """Each change is one that can be, and has as many parents as it needs."""
    problems = []
    for where, row in _numbered("year4", data.year4):
        change, parents = "|".join(row["change"]), row["parents"]
        if not _possible(row["change"]):
            problems.append(
                f"{where}, column change: found '{change}'; allowed is new, unchanged or parts of "
                f"{', '.join(PARTS)}: at most one coverage_..., not both split and merged."
            )
        needed = (
            "two or more" if "merged" in row["change"] else "none" if change == "new" else "one"
        )
        fits = {"two or more": len(parents) >= 2, "none": not parents, "one": len(parents) == 1}[
            needed
        ]
        if not fits or len({*parents}) < len(parents):
            problems.append(
                f"{where}, column parents: found '{'|'.join(parents)}'; '{change}' needs {needed}."
            )
    return problems


def _possible(change: tuple[str, ...]) -> bool:
    if change in (("new",), ("unchanged",)):
        return True
    once = len({*change} & {*PARTS}) == len(change) > 0
    return (
        once
        and sum(part.startswith(COVERAGE) for part in change) <= 1
        and not {"split", "merged"} <= {*change}
    )


def _parents(data: Dataset) -> list[str]:
    ids = {row["id"] for row in data.year1}
    return [
        f"{where}, column parents: found '{parent}', which year1.csv does not have."
        for where, row in _numbered("year4", data.year4)
        for parent in row["parents"]
        if parent not in ids
    ]


def _same_lab(data: Dataset) -> list[Finding]:
    labs = {row["id"]: row["lab"] for row in data.year1}
    return [
        (
            "same-lab",
            f"{where}, column parents: '{row['name']}' is of {row['lab']}, '{parent}' of {labs[parent]}.",
        )
        for where, row in _numbered("year4", data.year4)
        for parent in row["parents"]
        if labs.get(parent, row["lab"]) != row["lab"]
    ]


def _fates(data: Dataset) -> list[str]:
    """What became of each alliance of year 1 is what came of it in year 4."""
    children = defaultdict(list)
    for row in data.year4:
        for parent in row["parents"]:
            children[parent].append(row)
    return [
        f"{where}, column fate: {row['fate']}, but {problem}."
        for where, row in _numbered("year1", data.year1)
        for problem in _fate(row["fate"], children[row["id"]])
    ]


def _fate(fate: str, children: list[Row]) -> list[str]:
    names = ", ".join(f"'{child['name']}'" for child in children) or "nothing"
    if fate in ("continued", "merged") and len(children) != 1:
        return [f"not one alliance came of it but {len(children)}: {names}"]
    if fate == "split" and not children:
        return ["nothing came of it"]
    wrong = {
        "ended": lambda child: True,
        "continued": lambda child: (
            {"split", "merged"} & {*child["change"]}
        ),  # and so it has no other parent
        "split": lambda child: "split" not in child["change"],
        "merged": lambda child: "merged" not in child["change"],
    }.get(fate, lambda child: False)
    return [f"{names} came of it" for _ in children[:1] if any(wrong(child) for child in children)]


def _published(network: Network, data: Dataset) -> list[Finding]:
    """Certain facts of alliances.csv that the dataset contradicts."""
    listed = {(row["lab"], row["name"]): row for row in network.alliances.to_dict("records")}
    fates = {row["id"]: row["fate"] for row in data.year1}
    return [
        (
            f"rows:{name}={value}",
            f"{where}, column {name}: found '{found}'; alliances.csv says {said} of '{row['name']}'.",
        )
        for where, row in _numbered("year4", data.year4)
        if (row["lab"], row["name"]) in listed
        for name, value, found, said in _contradicted(listed[row["lab"], row["name"]], row, fates)
    ]


def _contradicted(
    fact: Row, row: Row, fates: dict[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    """Attribute, published value, what the dataset has, and what is published in words."""
    for name in ("topic", "scope"):
        if fact[f"{name}_status"] == "certain" and row[name] != fact[name]:
            yield name, fact[name], row[name], f"'{fact[name]}'"
    parts = (
        fact["change"].split("|") if fact["change"] and fact["change_status"] == "certain" else []
    )
    for part in parts:
        origin = {fates.get(parent) for parent in row["parents"]}
        if not _changed(row["change"], part) or (part in ("split", "merged") and origin != {part}):
            yield "change", part, "|".join(row["change"]), f"'{part}'"
    if pd.notna(fact["members"]):
        relation = fact["members_relation"] or "="
        if row["members"] is None or not COMPARE[relation](row["members"], fact["members"]):
            yield (
                "members",
                str(fact["members"]),
                str(row["members"] or ""),
                f"{relation} {fact['members']}",
            )
    for focus in filter(None, fact["focus"].split("|")):
        if focus not in row["focus"]:
            yield "focus", focus, "|".join(row["focus"]), f"'{focus}'"


# -- command line -------------------------------------------------------------------------------------------


def main(arguments: list[str] | None = None) -> int:
    """Print what is false in a dataset; 0, or 2 and plain sentences if something cannot be read."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers.checker", description="Checks a complete dataset."
    )
    parser.add_argument("network", help="a folder of data/, or any folder with a network.yml")
    parser.add_argument("folder", type=Path, help="the dataset: year4.csv, year1.csv and labs.csv")
    asked = parser.parse_args(arguments)
    try:
        print(*_lines(_network(asked.network), read(asked.folder)), sep="\n")
    except UserError as error:
        print(*error.messages, sep="\n", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename} cannot be read: {error.strerror}.", file=sys.stderr)
        return 2
    return 0


def _network(name: str) -> Network:
    here = Path(name)
    return Network(here if (here / CONFIG).is_file() else paths.network_folder(name))


def _lines(network: Network, data: Dataset) -> list[str]:
    checked, findings = check(network, data), structure(network, data)
    rows = network.statements.set_index("id")
    false = [one for one in checked.itertuples() if one.holds is False]
    tally, whole = Counter(checked["holds"]), Counter(claims(checked).values())
    return [
        *(
            f"{one.id} ({one.claim_id}): counted {one.found}; printed is {_printed(rows.loc[one.id])}."
            for one in false
        ),
        *(f"{axiom}: {sentence}" for axiom, sentence in findings),
        f"{len(checked)} statements: {tally[True]} hold, {tally[False]} do not, {tally[None]} are not counted.",
        f"{sum(whole.values())} claims: {whole[True]} hold, {whole[False]} do not, {whole[None]} are not counted.",
        f"{len(findings)} findings on structure.",
    ]


def _printed(row: pd.Series) -> str:
    """The statement in short: what it counts, where, and the value."""
    selected = [f"{name}={row[name]}" for name in (*SELECTORS, "having") if row[name]]
    value = (
        f"{row['value']} to {row['value_high']}"
        if row["value_high"]
        else f"{row['relation']} {row['value']}"
    )
    asked = f"{row['measure']} of {row['subject']} in {row['universe'] or 'year4'}"
    return f"{', '.join([asked, *selected])}: {value.strip()}"


if __name__ == "__main__":
    sys.exit(main())

"""Tiny worlds for the tests of the model: complete datasets, true statements on them, every dataset that a few
statements allow, and a second solver.

A world's attributes are those that its datasets vary in; statements select by these alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from helpers import checker, schema
from helpers.infer import model, solver
from helpers.infer.program import NEVER, Program, Rule, Sum
from helpers.infer.tables import Selection, among
from helpers.network import Network
from helpers.statements import records

CONFIG = """
title: A tiny network
date: 2026-01-31
periods: {{year 1: {{label: one}}, year 4: {{label: four}}}}
topics: {{{topics}}}
scopes: {{wide: {{label: wide}}, narrow: {{label: narrow}}}}
size_classes: {{small: {{label: small, low: 1, high: {small}}}, big: {{label: big, low: {big}}}}}
member_types: {{lea: {{label: LEA}}, sea: {{label: SEA}}, other: {{label: Other}}}}
changes: {{new: {{label: new}}}}
"""
PRINTED = {"section": "Chapter 3", "place": "p", "line": "1", "anchor": "a", "status": "printed"}
COUNT = {"subject": "alliances", "measure": "count", "universe": "year4", "relation": "="}
PERCENT, FRACTION = COUNT | {"measure": "percent"}, COUNT | {"measure": "fraction"}
LAB = COUNT | {"subject": "labs", "universe": "labs"}
TOPIC = COUNT | {"subject": "topics", "universe": "topic"}
PER_LAB = COUNT | {"universe": "labs"}
MEMBERS = COUNT | {"subject": "members", "universe": "reporting"}
ACTIVE = MEMBERS | {"subject": "active_members"}
ORDER = COUNT | {"measure": "order", "relation": "order"}

SCOPES, SIZES, TYPES, FOCUSES = ("wide", "narrow"), ("small", "big"), ("lea", "sea"), ("rural", "young")
KINDS = ("coverage_expanded", "coverage_reduced", "coverage_within_state")
CHANGES = ("new", "unchanged", "continued", "transformed", "renamed", "coverage", *KINDS, "split", "merged",
           "split_or_merged")
CLASSES = ("split_or_merged", "coverage", "renamed", "unchanged", "new")
OPEN = {"topic_status": "undecided", "scope_status": "undecided", "change_status": "undecided"}
PLAIN = {"topic": "x", "scope": "wide", "change": ("new",), "parents": (), "size_class": "", "active_members": None,
         "members": None, "member_types": (), "focus": ()}

Row = dict
Names = Mapping[str, int]  # lab -> number of its alliances of year 4


@dataclass(frozen=True)
class Setting:
    """What a tiny network has: labs with their number of alliances, topics, and where the size classes meet."""

    labs: tuple[tuple[str, int], ...] = (("A", 2), ("B", 2))
    topics: str = "xy"
    small: int = 15

    @property
    def names(self) -> list[tuple[str, str]]:
        """Lab and name of every alliance of year 4."""
        return [(lab, f"{lab}{place}") for lab, size in self.labs for place in range(1, size + 1)]


# -- networks -----------------------------------------------------------------------------------------------


def network(folder: Path, setting: Setting, statements: Iterable[Row], facts: Mapping[str, Row] | None = None
            ) -> Network:
    """The network with these statements; `facts` gives cells of alliances.csv by the alliance's name.

    Its tables are handed over, not written to the folder: checking every column on reading takes longer than the test.
    """
    topics = ", ".join(f"{name}: {{label: {name}}}" for name in setting.topics)
    (folder / "network.yml").write_text(CONFIG.format(topics=topics, small=setting.small, big=setting.small + 1),
                                        encoding="utf-8")
    made = Network(folder, {
        "labs": _table("labs", [{"lab": lab, "folder": lab} for lab, _ in setting.labs]),
        "alliances": _table("alliances", [{"lab": lab, "name": name} | OPEN | (facts or {}).get(name, {})
                                          for lab, name in setting.names]),
        "statements": _table("statements", [PRINTED | {"id": f"S{place}", "claim_id": f"c{place}"} | row
                                            for place, row in enumerate(statements)])})
    made.config  # noqa: B018 - read now: the next network may be made in the same folder
    return made


def _table(name: str, rows: list[Row]) -> pd.DataFrame:
    """The rows as Network.table would give them."""
    columns = schema.TABLES[name].columns
    frame = pd.DataFrame([[row.get(column.name, "") for column in columns] for row in rows],
                         columns=[column.name for column in columns], dtype=str)
    whole = [column.name for column in columns if column.kind == schema.INTEGER]
    return frame.assign(**{name: pd.to_numeric(frame[name].replace("", None)).astype("Int64") for name in whole})


class Oracle:
    """The checker, asked of one statement and one dataset: `checker.check` would make a table every time."""

    def __init__(self, made: Network) -> None:
        self.words = checker._words(made)
        self.rows = made.statements.to_dict("records")
        self.blank = dict.fromkeys((column.name for column in schema.TABLES["statements"].columns), "")

    def holds(self, row: Row, data: checker.Dataset) -> bool | None:
        """Whether one statement holds; None if rows cannot show it."""
        row = self.blank | {"claim_id": "c", "denominator": None} | row
        try:
            return checker._judge(row, data, self.words)[0]
        except checker.Uncounted:
            return None

    def all_hold(self, data: checker.Dataset) -> bool:
        """Whether all statements of the network hold, each claim in one of its readings."""
        return all(self._claim([row for row in self.rows if row["claim_id"] == claim], data)
                   for claim in dict.fromkeys(row["claim_id"] for row in self.rows))

    def _claim(self, rows: list[Row], data: checker.Dataset) -> bool:
        readings = sorted({row["reading"] for row in rows} - {""}) or [""]
        return any(all(self.holds(row, data) is not False for row in rows if row["reading"] in ("", reading))
                   for reading in readings)


# -- asking the model ---------------------------------------------------------------------------------------


@dataclass
class Asked:
    """A model of a network and its solver, with every claim believed."""

    made: Network
    cells: list[model.Cell]
    model: model.Model = field(init=False)
    situation: solver.Situation = field(init=False)

    def __post_init__(self) -> None:
        self.model = model.build(self.made, cells=self.cells, statements=records(self.made.statements))
        self.solver = solver.Solver(self.model.program)
        self.situation = self.believing(self.model.claims)

    def believing(self, claims: Iterable[str]) -> solver.Situation:
        """The situation where these claims hold and the others need not."""
        kept = set(claims)
        return self.solver.situation({switch: int(name in kept) for name, switch in self.model.claims.items()})

    def consistent(self, claims: Iterable[str]) -> bool:
        """Whether these claims can hold together."""
        answer = self.believing(claims).feasible()
        assert answer is not None, "too hard for a test"
        return answer

    def bounds(self, cell: model.Cell) -> tuple[int, int]:
        """The least and the greatest value of a cell; ask `feasible` first."""
        found = self.situation.least(self.model.sum_of(cell)), self.situation.greatest(self.model.sum_of(cell))
        assert all(one.proven for one in found), "too hard for a test"
        return found[0].value, found[1].value

    def all_bounds(self) -> list[tuple[int, int]] | None:
        """The bounds of all cells; None if the claims cannot all hold."""
        return [self.bounds(cell) for cell in self.cells] if self.consistent(self.model.claims) else None

    def allows(self, data: checker.Dataset) -> bool:
        """Whether the cells can have a dataset's numbers, all at once."""
        program = replace(self.model.program, rules=[*self.model.program.rules])
        for cell in self.cells:
            program.add(self.model.sum_of(cell), counted(cell, data), counted(cell, data))
        return bool(solver.Solver(program).situation(dict.fromkeys(self.model.claims.values(), 1)).feasible())


# -- cells --------------------------------------------------------------------------------------------------


def class_of(change: tuple[str, ...]) -> str:
    """Figure B1's class of a change, in the priority order of its note."""
    if {"split", "merged"} & {*change}:
        return "split_or_merged"
    if any(part.startswith("coverage") for part in change):
        return "coverage"
    return next(name for name in ("renamed", "unchanged", "new") if name in change)


SEEN: dict[str, Callable[[Row], object]] = {  # attribute of a cell -> its value in a row of a dataset
    "lab": lambda row: row["lab"], "topic": lambda row: row["topic"], "scope": lambda row: row["scope"],
    "class": lambda row: class_of(row["change"]), "size": lambda row: row["size_class"], "fate": lambda row: row["fate"],
    **{f"focus:{name}": lambda row, name=name: name in row["focus"] for name in FOCUSES}}


def cells(setting: Setting, left: str, right: str, first: bool = False) -> list[model.Cell]:
    """A cross table of two attributes."""
    domains = {"lab": [lab for lab, _ in setting.labs], "topic": [*setting.topics], "scope": SCOPES, "class": CLASSES,
               "size": [*SIZES, ""], "fate": checker.FATES, **{f"focus:{name}": [False, True] for name in FOCUSES}}
    return [model.Cell(f"{left} x {right}", ((left, str(one)), (right, str(two))), _both((left, one), (right, two)), first)
            for one in domains[left] for two in domains[right]]


def _both(left: tuple[str, object], right: tuple[str, object]) -> Selection:
    return among(left[0], [left[1]]) & among(right[0], [right[1]])


def counted(cell: model.Cell, data: checker.Dataset) -> int:
    """The cell's number in a dataset, row by row."""
    rows = data.year1 if cell.first else data.year4
    return sum(all(str(SEEN[name](row)) == value for name, value in cell.keys) for row in rows)


# -- complete datasets --------------------------------------------------------------------------------------


def dataset(setting: Setting, rows: Iterable[Row], early: Iterable[Row] = (), labs: Mapping[str, Row] | None = None
            ) -> checker.Dataset:
    """A dataset of year-4 rows (what they leave out is plain), year-1 rows and cells of labs."""
    of_labs = [{"lab": lab, "groups": (), "focus": ()} | (labs or {}).get(lab, {}) for lab, _ in setting.labs]
    return checker.Dataset([PLAIN | row for row in rows], list(early), of_labs)


@dataclass
class Descent:
    """Collects the years' alliances of a lab as they came about."""

    early: list[Row] = field(default_factory=list)
    late: list[Row] = field(default_factory=list)

    def parent(self, lab: str, fate: str) -> str:
        """A new alliance of year 1; its id."""
        name = f"o{len(self.early) + 1}"
        self.early.append({"id": name, "lab": lab, "name": f"Old {name}", "fate": fate, "focus": ()})
        return name


def random_world(rng: Random, setting: Setting) -> checker.Dataset:
    """A dataset with every attribute: descent that can be, reports that fit their size class."""
    found = Descent()
    for lab, size in setting.labs:
        names = [name for of, name in setting.names if of == lab]
        while names:
            _event(rng, found, lab, names)
        for _ in range(rng.randint(0, 2)):
            found.parent(lab, "ended")
    late = [row | _traits(rng, setting) for row in found.late]
    early = [row | {"focus": _some(rng, FOCUSES)} for row in found.early]
    groups = {lab: rng.choice([(), ("g/one",), ("g/two",)]) for lab, _ in setting.labs}
    return dataset(setting, late, early, {lab: {"groups": groups[lab], "focus": _some(rng, FOCUSES)}
                                          for lab, _ in setting.labs})


def _some(rng: Random, values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value in values if rng.random() < 0.5)


def _event(rng: Random, found: Descent, lab: str, names: list[str]) -> None:
    """One more alliance of year 4, or the pieces of one split: takes their names off the list."""
    kind = rng.choice(["new", "continued", "continued", "split", "merged"])
    pieces = rng.randint(1, min(3, len(names))) if kind == "split" else 1
    parents = tuple(found.parent(lab, kind) for _ in range({"new": 0, "merged": rng.randint(2, 3)}.get(kind, 1)))
    for _ in range(pieces):
        parts = () if kind == "new" else (*rng.choice([(), (), (rng.choice(KINDS),)]), *rng.choice([(), ("renamed",)]))
        change = parts if kind == "continued" else (kind, *parts)
        found.late.append({"lab": lab, "name": names.pop(0), "change": change or ("unchanged",), "parents": parents})


def _traits(rng: Random, setting: Setting) -> Row:
    plain = {"topic": rng.choice(setting.topics), "scope": rng.choice(SCOPES), "focus": _some(rng, FOCUSES)}
    size = rng.choice([*SIZES, *SIZES, ""])
    if not size:
        return plain
    active = rng.randint(1, setting.small) if size == "small" else setting.small + rng.randint(1, 5)
    return plain | {"size_class": size, "active_members": active, "members": active + rng.randint(0, 5),
                    "member_types": _some(rng, TYPES)}


def random_facts(rng: Random, data: checker.Dataset, attributes: Iterable[str]) -> dict[str, Row]:
    """Cells of alliances.csv that say something true and certain of some of the rows."""
    found: dict[str, Row] = {}
    for row in data.year4:
        cells = found.setdefault(row["name"], {})
        for name in ("topic", "scope", "change"):
            if name in attributes and rng.random() < 0.3:
                value = "|".join(row["change"]) if name == "change" else row[name]
                cells |= {name: value, f"{name}_status": "certain"}
        if "focus" in attributes and rng.random() < 0.3:
            cells["focus"] = "|".join(row["focus"])
        if "members" in attributes and row["members"] and rng.random() < 0.2:
            cells |= {"members": str(row["members"]), "members_relation": rng.choice(["=", ">="])}
    return found


# -- true statements ----------------------------------------------------------------------------------------

ATTRIBUTES = ("topic", "scope", "size", "types", "change", "focus", "members", "early", "lab focus", "groups")
SHARES = ("0", "1/4", "1/3", "3/8", "1/2", "2/3", "3/4", "1")


@dataclass(frozen=True)
class Author:
    """Draws statements on a dataset that are true of it: values for which the checker says so."""

    rng: Random
    setting: Setting
    data: checker.Dataset
    oracle: Oracle
    attributes: frozenset[str] = frozenset(ATTRIBUTES)
    wanted: Callable[[Row], bool] = lambda row: True

    def statements(self, number: int) -> list[Row]:
        """That many true statements, or fewer where some kinds have nothing to say."""
        drawn = (self.true(self.kind()) for _ in range(number))
        return [{"id": f"S{place}", "claim_id": f"c{place}"} | row
                for place, row in enumerate(row for row in drawn if row and self.wanted(row))]

    def kind(self) -> Row:
        """What a statement could count, without the value."""
        kinds = [self._count, self._count, self._share, self._share, self._labs, self._labs, self._over_labs]
        kinds += [self._topics] * ("topic" in self.attributes) + [self._order, self._named] * ("change" in self.attributes)
        kinds += [self._early, self._early, self._pieces] * ("early" in self.attributes)
        kinds += [self._of_members, self._of_members] * ("members" in self.attributes)
        kinds += [self._lab_focus] * ("lab focus" in self.attributes) + [self._group] * ("groups" in self.attributes)
        return self.rng.choice(kinds)()

    def true(self, cells: Row) -> Row | None:
        """The statement with a value, or two, that make it true."""
        if cells["relation"] == "order":
            return cells if self.oracle.holds(cells, self.data) else None
        most = sum(size for _, size in self.setting.labs) + 6
        values = {"percent": range(101), "fraction": SHARES}.get(cells["measure"], range(most))
        values = range(self.setting.small + 12) if cells["subject"] in checker.NUMBERS else values
        pairs = [(low, "") for low in values]
        if cells["measure"] == "range" or cells["relation"] == "between":
            pairs = [(low, high) for low in values for high in values if high >= low]
        start = self.rng.randrange(len(pairs))
        rows = (cells | {"value": str(low), "value_high": str(high)} for low, high in pairs[start:] + pairs[:start])
        return next((row for row in rows if self.oracle.holds(row, self.data)), None)

    def _relation(self) -> Row:
        return {"relation": self.rng.choice(["=", "=", "=", ">=", ">", "<=", "<", "between"])}

    def _limit(self) -> Row:
        return {"relation": self.rng.choice(["=", "=", "=", ">=", ">", "<=", "<"])}

    def _selectors(self, most: int = 2, without: Iterable[str] = ()) -> Row:
        """Up to `most` selectors of those that the attributes allow."""
        pools = {"topic": ["topic"], "scope": ["scope"], "size": ["size_class"], "types": ["member_type"],
                 "focus": ["focus"], "change": ["change"]}
        names = ["lab", *(name for key, found in pools.items() if key in self.attributes for name in found)]
        names = [name for name in names if name not in without]
        return {name: self._value(name) for name in self.rng.sample(names, self.rng.randint(0, min(most, len(names))))}

    def _value(self, name: str) -> str:
        several = {"topic": [*self.setting.topics], "scope": [*SCOPES], "size_class": [*SIZES], "focus": [*FOCUSES]}
        if name in several:
            found = several[name]
            return self.rng.choice([*found, *found, "|".join(found[:2])])
        return self.rng.choice({"lab": [lab for lab, _ in self.setting.labs], "member_type": ["lea", "sea", "lea+sea", "lea|sea"],
                                "change": [*CHANGES, "new|unchanged", "renamed|split"]}[name])

    def _universe(self) -> Row:
        return {"universe": self.rng.choice(["year4", "year4", "", "topic", *["continued"] * ("change" in self.attributes),
                                             *["reporting"] * ("size" in self.attributes)])}

    def _count(self) -> Row:
        if "size" in self.attributes and self.rng.random() < 0.1:
            return COUNT | {"universe": "not_reporting", "claim_id": "not-reporting"}
        return COUNT | self._selectors() | self._universe() | self._relation()

    def _share(self) -> Row:
        """A share of a printed base or, where something narrows, of all rows that nothing narrows."""
        base = self.rng.choice([{"denominator": str(self.rng.choice([5, 7, 8, 8, 16]))}, {}])
        return self.rng.choice([PERCENT, FRACTION]) | self._selectors() | self._universe() | base | self._limit()

    def _condition(self, selectors: Row) -> str:
        rng = self.rng
        words = [*self.setting.topics] * ("topic" in self.attributes) + [*SIZES] * ("size" in self.attributes) + [
            "new", "unchanged", "transformed", "renamed"] * ("change" in self.attributes) + [*SCOPES] * ("scope" in self.attributes)
        left, right, more = (rng.choice(words) for _ in range(3))
        found = [f"alliances >= {rng.randint(1, 3)}", f"{rng.randint(0, 1)} <= alliances <= {rng.randint(1, 3)}",
                 f"count({left}) {rng.choice(['<', '<=', '>', '>=', '=='])} count({right})",
                 f"count({left}) >= count({right}) + count({more})", f"alliances > count({left}) + 1"]
        found += [f"share {rng.choice(['>', '>=', '<', '<='])} {rng.choice(SHARES[1:-1])}"] * 2 if "change" in selectors else []
        return rng.choice([*found, f"not ({rng.choice(found)})", f"{rng.choice(found)} and {rng.choice(found)}"])

    def _labs(self) -> Row:
        selectors = self._selectors(without=("lab",))
        having = self._condition(selectors) if self.rng.random() < 0.9 or "change" not in selectors else ""
        return LAB | selectors | self._limit() | ({"having": having} if having else {"having": "alliances >= 1"})

    def _topics(self) -> Row:
        selectors = self._selectors(1, without=("topic",))
        return TOPIC | selectors | {"having": self._condition(selectors)} | self._limit()

    def _order(self) -> Row:
        selectors = self._selectors(1)
        return ORDER | selectors | {"having": self._condition({})}

    def _over_labs(self) -> Row:
        period = {"period": "year 1"} if "early" in self.attributes and self.rng.random() < 0.4 else {"period": "year 4"}
        chosen = {} if period["period"] == "year 1" else self._selectors(1, without=("lab",))
        return PER_LAB | period | chosen | self.rng.choice([
            {"measure": "mean"}, {"measure": "range", "relation": "between"}, {"measure": "minimum"} | self._limit()])

    def _early(self) -> Row:
        """A count or a share of alliances of year 1."""
        universe = self.rng.choice(["year1", "year1", "ended"])
        changes = ["ended", "split", "merged", "ended|split", "", *["continued"] * (universe == "year1")]
        chosen = {"change": self.rng.choice(changes), "lab": self.rng.choice(["", "", self.setting.labs[0][0]])}
        chosen |= {"focus": self._value("focus")} if "focus" in self.attributes and self.rng.random() < 0.4 else {}
        base = {"denominator": str(self.rng.choice([5, 8]))}
        return self.rng.choice([COUNT, COUNT, PERCENT | base, FRACTION | base]) | chosen | {"universe": universe} | self._limit()

    def _pieces(self) -> Row:
        """What became of a named alliance of year 1, or what a named alliance of year 4 came of."""
        split = [row for row in self.data.year1 if row["fate"] == "split"]
        merged = [row for row in self.data.year4 if "merged" in row["change"]]
        found = [COUNT | {"measure": "minimum", "universe": "other", "change": "split", "relation": ">="}]
        found += [COUNT | {"lab": row["lab"], "alliance": row["name"], "change": "split"} for row in split]
        found += [COUNT | {"universe": "year1", "lab": row["lab"], "alliance": row["name"], "change": "merged"} for row in merged]
        return self.rng.choice(found)

    def _named(self) -> Row:
        lab, name = self.rng.choice(self.setting.names)
        return COUNT | {"lab": self.rng.choice([lab, ""]), "alliance": name, "change": self._value("change")}

    def _of_members(self) -> Row:
        subject = self.rng.choice([MEMBERS, ACTIVE])
        measure = self.rng.choice(["minimum", "maximum", "median", "range"])
        relation = {"minimum": ["=", ">="], "maximum": ["=", ">", ">="], "median": ["="], "range": ["between"]}[measure]
        lab, name = self.rng.choice(self.setting.names)
        named = {"lab": lab, "alliance": name} if measure in ("minimum", "maximum") and self.rng.random() < 0.3 else {}
        return subject | {"measure": measure, "relation": self.rng.choice(relation)} | named

    def _lab_focus(self) -> Row:
        return LAB | {"focus": self.rng.choice(FOCUSES)} | self._limit()

    def _group(self) -> Row:
        group = {"lab_group": self.rng.choice(["g/one", "g/two"])}
        if self.rng.random() < 0.5:
            return LAB | group | {"having": self.rng.choice(["alliances >= 0", "alliances >= 1"])} | self._selectors(1, ("lab",))
        return COUNT | group | self._selectors(1, ("lab",)) | self._limit()


# -- every dataset ------------------------------------------------------------------------------------------

TOPIC_OF, SCOPE_OF = [{"topic": "x"}, {"topic": "y"}], [{"scope": name} for name in SCOPES]
SIZE_OF = [{}, {"size_class": "small"}, {"size_class": "big"}]
TYPES_OF = [{}, *({"size_class": size, "member_types": found} for size in SIZES
                  for found in ((), ("lea",), ("sea",), ("lea", "sea")))]
FOCUS_OF = [{"focus": found} for found in ((), ("rural",), ("young",), ("rural", "young"))]


def numbers_of(small: int, most: int) -> list[Row]:
    """Every report of up to so many members, and none."""
    return [{}, *({"size_class": "small" if active <= small else "big", "active_members": active, "members": members}
                  for members in range(1, most + 1) for active in range(1, members + 1))]


def every(setting: Setting, *domains: list[Row], facts: Mapping[str, Row] | None = None) -> Iterator[checker.Dataset]:
    """Every dataset whose alliances have one of the cells of each domain and agree with alliances.csv."""
    states = [dict(itertools.chain(*(cells.items() for cells in found))) for found in itertools.product(*domains)]
    open_to = [[{"lab": lab, "name": name} | state for state in states if _agrees(PLAIN | state, (facts or {}).get(name, {}))]
               for lab, name in setting.names]
    return (dataset(setting, rows) for rows in itertools.product(*open_to))


def _agrees(row: Row, fact: Row) -> bool:
    """Whether a row agrees with what alliances.csv says for certain."""
    if not {*fact.get("focus", "").split("|")} <= {*row["focus"], ""}:
        return False
    if "members" in fact and not (row["members"] and checker.COMPARE[fact["members_relation"]](row["members"], int(fact["members"]))):
        return False
    wanted = {*fact["change"].split("|")} if "change" in fact else set()
    return wanted <= {*row["change"]} and all(row[name] == fact[name] for name in ("topic", "scope") if name in fact)


def histories(setting: Setting, most: int, parts: Iterable[tuple[str, ...]] = ((),), facts: Mapping[str, Row] | None = None,
              other: Iterable[Row] = ({},), old: str = "") -> Iterator[checker.Dataset]:
    """Every dataset with up to `most` alliances of year 1 a lab: who came of whom, and the other cells.

    `parts` are the changes beside new, split and merged; where a name of year 1 is given, each may bear it.
    """
    of_labs = [list(_of_lab(lab, [name for of, name in setting.names if of == lab], most, list(parts))) for lab, _ in setting.labs]
    for found in itertools.product(*of_labs):
        late, early = ([row for one in found for row in one[place]] for place in (0, 1))
        for cells in itertools.product(other, repeat=len(late)):
            rows = [PLAIN | row | more for row, more in zip(late, cells, strict=True)]
            if all(_agrees(row, (facts or {}).get(row["name"], {})) for row in rows):
                yield from (dataset(setting, rows, named) for named in _christened(early, old))


def _christened(early: list[Row], old: str) -> Iterator[list[Row]]:
    yield early
    for place in range(len(early)) if old else ():
        yield [row | ({"name": old} if place == number else {}) for number, row in enumerate(early)]


def _of_lab(lab: str, names: list[str], most: int, parts: list[tuple[str, ...]]) -> Iterator[tuple[list[Row], list[Row]]]:
    """What one lab's alliances of both years can be."""
    for origins in itertools.product(("new", "continued", "split", "merged"), repeat=len(names)):
        pieces = [name for name, origin in zip(names, origins, strict=True) if origin == "split"]
        mergers = [name for name, origin in zip(names, origins, strict=True) if origin == "merged"]
        choices = itertools.product(_partitions(pieces), itertools.product(range(2, most + 1), repeat=len(mergers)),
                                    range(most + 1), *([()] if origin == "new" else parts for origin in origins))
        for splits, parents, ended, *more in choices:
            early = {name: [f"{name} one"] for name, origin in zip(names, origins, strict=True) if origin == "continued"}
            early |= {name: [f"{group[0]} whole"] for group in splits for name in group}
            early |= {name: [f"{name} part {place}" for place in range(number)] for name, number in zip(mergers, parents, strict=True)}
            fates = {parent: origin for name, origin in zip(names, origins, strict=True) for parent in early.get(name, [])}
            fates |= {f"{lab} ended {place}": "ended" for place in range(ended)}
            if len(fates) <= most:
                yield ([{"lab": lab, "name": name, "parents": tuple(early.get(name, ())),
                         "change": (*(() if origin == "continued" else (origin,)), *some) or ("unchanged",)}
                        for name, origin, some in zip(names, origins, more, strict=True)],
                       [{"id": one, "lab": lab, "name": f"Old {one}", "fate": fate, "focus": ()} for one, fate in fates.items()])


def _partitions(things: list[str]) -> Iterator[list[list[str]]]:
    """Every way to put things into groups."""
    if not things:
        yield []
        return
    for rest in _partitions(things[1:]):
        yield [[things[0]], *rest]
        yield from ([*rest[:place], [things[0], *group], *rest[place + 1:]] for place, group in enumerate(rest))


def extremes(datasets: Iterable[checker.Dataset], asked: list[model.Cell]) -> list[tuple[int, int]] | None:
    """The least and the greatest value of each cell over datasets; None if there is none."""
    found = [[counted(cell, data) for cell in asked] for data in datasets]
    return [(min(values), max(values)) for values in zip(*found, strict=True)] if found else None


# -- every conflict -----------------------------------------------------------------------------------------


def smallest_sets(names: Iterable[str], meets: Callable[[frozenset[str]], bool]) -> set[frozenset[str]]:
    """All minimal sets of names that meet a condition which every larger set meets as well: by trying them all."""
    names, found = list(names), set()
    for size in range(len(names) + 1):
        for some in map(frozenset, itertools.combinations(names, size)):
            if not any(known <= some for known in found) and meets(some):
                found.add(some)
    return found


# -- a second solver ----------------------------------------------------------------------------------------


class Highs:
    """A program as a mixed-integer program for HiGHS, with switches fixed by their variables' bounds."""

    def __init__(self, program: Program, fixed: Mapping[int, int]) -> None:
        self.size, rows = len(program.variables), [row for rule in program.rules for row in _rows(program, rule)]
        places = [(place, name, weight) for place, (terms, _, _) in enumerate(rows) for name, weight in terms.items()]
        across, down, weights = ([place[part] for place in places] for part in (0, 1, 2))
        matrix = csr_matrix((weights, (across, down)), shape=(len(rows), self.size))
        self.rows = LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows])
        low, high = (np.array(ends, float) for ends in zip(*program.variables, strict=True))
        for name, value in fixed.items():
            low[name] = high[name] = value
        self.bounds = Bounds(low, high)

    def least(self, sum_: Sum) -> int | None:
        """The least value of a sum; None if the rules cannot all hold."""
        weights = np.zeros(self.size)
        for name, weight in sum_.terms.items():
            weights[name] = weight
        found = milp(weights, constraints=self.rows, integrality=np.ones(self.size), bounds=self.bounds,
                     options={"mip_rel_gap": 0})
        assert found.status in (0, 2), found.message
        return None if found.x is None else round(found.fun) + sum_.constant

    def greatest(self, sum_: Sum) -> int | None:
        """The greatest value of a sum."""
        found = self.least(sum_ * -1)
        return None if found is None else -found


def _rows(program: Program, rule: Rule) -> Iterator[tuple[dict[int, int], float, float]]:
    """The rule as linear rows; where it binds by switches, each switch set otherwise lifts it beyond what the sum can be."""
    ends = [sorted(weight * end for end in program.variables[name]) for name, weight in rule.sum.terms.items()]
    least, most = (rule.sum.constant + sum(end[place] for end in ends) for place in (0, 1))
    if rule.low > -NEVER:
        terms, constant = _lifted(rule, max(rule.low - least, 0))
        yield terms, rule.low - constant, np.inf
    if rule.high < NEVER:
        terms, constant = _lifted(rule, -max(most - rule.high, 0))
        yield terms, -np.inf, rule.high - constant


def _lifted(rule: Rule, by: int) -> tuple[dict[int, int], int]:
    """The rule's sum, plus `by` for each of its switches that is set otherwise: weights and constant."""
    lifted = rule.sum + Sum({name: -by for name in rule.when}, by * len(rule.when)) + Sum(dict.fromkeys(rule.unless, by))
    return dict(lifted.terms), lifted.constant

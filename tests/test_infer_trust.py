"""Whether the exact model can be trusted: worlds whose truth is known, every dataset that there is, a second solver.

The other side is counted plainly: by helpers.checker, by hand in this file, or by trying everything.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from infer_worlds import (
    ACTIVE,
    ATTRIBUTES,
    COUNT,
    FOCUS_OF,
    FRACTION,
    KINDS,
    LAB,
    MEMBERS,
    ORDER,
    PER_LAB,
    PERCENT,
    SCOPE_OF,
    SIZE_OF,
    SIZES,
    TOPIC,
    TOPIC_OF,
    TYPES_OF,
    Asked,
    Author,
    Highs,
    Oracle,
    Row,
    Setting,
    cells,
    counted,
    every,
    extremes,
    histories,
    network,
    numbers_of,
    random_facts,
    random_world,
    smallest_sets,
)

from helpers import checker, paths
from helpers.infer import conflicts, model, solver
from helpers.infer.program import Program, Sum
from helpers.infer.tables import among
from helpers.network import Network
from helpers.statements import records


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("net")


def settled(row: Row) -> bool:
    """Statements that random worlds may make: without the edges of EDGES."""
    if row["subject"] == "topics" or row["measure"] == "median" or "share" in row.get("having", ""):
        return False
    if row["measure"] in ("percent", "fraction") and not row.get("denominator"):
        return False
    empty = row["measure"] == "minimum" and row["relation"] == ">="
    continued = row.get("change") == "continued" and (row["universe"] == "labs" or "alliance" in row)
    condition = row["subject"] == "labs" and "focus" in row and "having" in row
    everything = row["universe"] in ("year1", "ended") and not {"change", "lab", "focus"} & {name for name, value in row.items() if value}
    beyond = row["universe"] == "continued" and "new" in row.get("change", "")
    return not (empty and row["subject"] == "members" or continued or condition or beyond or everything)


# -- true statements on random worlds -----------------------------------------------------------------------

TABLES = (("topic", "size"), ("lab", "topic"), ("lab", "class"), ("topic", "scope"), ("topic", "class"))


def tables(setting: Setting) -> list[model.Cell]:
    return [cell for pair in TABLES for cell in cells(setting, *pair)]


def random_setting(rng: Random) -> Setting:
    """Two or three labs with 3 to 8 alliances, two or three topics."""
    sizes = [rng.randint(2, 3), rng.randint(1, 3), rng.randint(0, 2)]
    return Setting(tuple((lab, size) for lab, size in zip("ABC", sizes, strict=True) if size), "xyz"[:rng.randint(2, 3)])


def published(rng: Random, folder: Path, setting: Setting, data: checker.Dataset, number: int,
              attributes: Iterable[str] = ATTRIBUTES) -> list[Row]:
    """So many true statements on a dataset."""
    oracle = Oracle(network(folder, setting, []))
    return Author(rng, setting, data, oracle, frozenset(attributes), settled).statements(number)


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(rng=st.randoms(use_true_random=False), number=st.integers(1, 14))
def test_the_truth_is_never_ruled_out(folder: Path, rng: Random, number: int) -> None:
    """Fails if a rule is tighter than its statement: an end of a range missed by one, a table's margin too few."""
    setting = random_setting(rng)
    data = random_world(rng, setting)
    rows, facts = published(rng, folder, setting, data, number), random_facts(rng, data, ATTRIBUTES)
    note(f"{setting}\n{data}\n{rows}\n{facts}")
    asked = Asked(network(folder, setting, rows, facts), tables(setting))
    assert asked.consistent(asked.model.claims)
    assert asked.allows(data)
    for cell in rng.sample(asked.cells, 6):
        least, greatest = asked.bounds(cell)
        assert least <= counted(cell, data) <= greatest


def test_random_worlds_are_of_many_kinds(folder: Path) -> None:
    """The premise of the test above: its statements are true, and of every measure."""
    rng, kinds = Random(1), set()
    for _ in range(12):
        setting = random_setting(rng)
        data = random_world(rng, setting)
        rows = published(rng, folder, setting, data, 14)
        made = network(folder, setting, rows, random_facts(rng, data, ATTRIBUTES))
        assert checker.structure(made, data) == []
        assert False not in set(checker.check(made, data)["holds"])
        kinds |= {(row["subject"], row["measure"]) for row in rows}
    assert len(kinds) >= 12


# -- every dataset of tiny networks -------------------------------------------------------------------------

Datasets = Callable[["Small"], Iterator[checker.Dataset]]


@dataclass(frozen=True)
class Small:
    """A tiny network's statements, what they mean, counted by hand, and every dataset that there could be."""

    rows: list[Row]
    means: Callable[[checker.Dataset], bool]
    datasets: Datasets
    tables: tuple[tuple[str, ...], ...]
    labs: tuple[int, ...] = (2, 2)
    facts: dict[str, Row] = field(default_factory=dict)
    small: int = 15

    @property
    def setting(self) -> Setting:
        return Setting(tuple(zip("ABC", self.labs, strict=False)), small=self.small)

    @property
    def cells(self) -> list[model.Cell]:
        return [cell for left, right, *first in self.tables for cell in cells(self.setting, left, right, bool(first))]


def over(*domains: list[Row]) -> Datasets:
    """Every dataset of these domains."""
    return lambda small: every(small.setting, *domains, facts=small.facts)


SOME_PARTS = [(), ("renamed",), ("coverage_expanded",), ("coverage_expanded", "renamed")]
ALL_PARTS = [(*kind, *name) for kind in ((), *((one,) for one in KINDS)) for name in ((), ("renamed",))]


def through(most: int, parts: list[tuple[str, ...]] = SOME_PARTS, old: str = "") -> Datasets:
    """Every descent from up to `most` alliances of year 1 a lab."""
    return lambda small: histories(small.setting, most, parts, small.facts, old=old)


def grouped(small: Small) -> Iterator[checker.Dataset]:
    """Every topic, and every membership of labs in two groups that share no lab."""
    for data in every(small.setting, TOPIC_OF, facts=small.facts):
        for groups in itertools.product([(), ("g/one",), ("g/two",)], repeat=len(data.labs)):
            yield replace(data, labs=[lab | {"groups": group} for lab, group in zip(data.labs, groups, strict=True)])


def focused(small: Small) -> Iterator[checker.Dataset]:
    """Every topic, and every focus of labs."""
    for data in every(small.setting, TOPIC_OF, facts=small.facts):
        for found in itertools.product(FOCUS_OF, repeat=len(data.labs)):
            yield replace(data, labs=[lab | focus for lab, focus in zip(data.labs, found, strict=True)])


def n(rows: list[Row] | checker.Dataset, **wanted: object) -> int:
    """How many rows (of year 4) have these cells, or one of several."""
    rows = rows.year4 if isinstance(rows, checker.Dataset) else rows
    return sum(all(row[name] in (value if isinstance(value, list) else [value]) for name, value in wanted.items()) for row in rows)


def by_lab(data: checker.Dataset) -> list[list[Row]]:
    return [[row for row in data.year4 if row["lab"] == lab["lab"]] for lab in data.labs]


def labs(data: checker.Dataset, test: Callable[[list[Row]], bool]) -> int:
    return sum(map(test, by_lab(data)))


def having(rows: Iterable[Row], name: str, *values: str) -> int:
    """How many rows have all values in a cell of several."""
    return sum({*values} <= {*row[name]} for row in rows)


def numbers(data: checker.Dataset, name: str = "members") -> list[int]:
    return sorted(row[name] for row in data.year4 if row["size_class"])


def small_and_big(rows: Iterable[Row]) -> tuple[int, int]:
    return n([*rows], size_class="small"), n([*rows], size_class="big")


def of_topic(data: checker.Dataset, topic: str) -> list[Row]:
    return [row for row in data.year4 if row["topic"] == topic]


def pieces(data: checker.Dataset, name: str, lab: str) -> int:
    """Pieces of a named alliance of year 1."""
    ids = {row["id"] for row in data.year1 if (row["name"], row["lab"]) == (name, lab)}
    return sum("split" in row["change"] and bool(ids & {*row["parents"]}) for row in data.year4)


def per_year1_lab(data: checker.Dataset) -> list[int]:
    return [n(data.year1, lab=lab["lab"]) for lab in data.labs]


TOPICS, SIZED, EARLY = (("lab", "topic"),), (("topic", "size"), ("lab", "size")), (("lab", "class"), ("lab", "fate", "first"))
X = COUNT | {"topic": "x"}
ALL_X = {f"{lab}{place}": {"topic": "x", "topic_status": "certain"} for lab in "AB" for place in range(1, 5)}

SMALL = {
    # counts
    "a count": Small([X | {"value": "1"}], lambda d: n(d, topic="x") == 1, over(TOPIC_OF), TOPICS),
    "a count in a lab": Small([X | {"lab": "A", "value": "2"}, X | {"relation": "<", "value": "4"}],
                              lambda d: n(d, topic="x", lab="A") == 2 and n(d, topic="x") < 4, over(TOPIC_OF), TOPICS),
    "more than": Small([X | {"relation": ">", "value": "2"}], lambda d: n(d, topic="x") > 2, over(TOPIC_OF), TOPICS),
    "between": Small([X | {"scope": "wide", "relation": "between", "value": "1", "value_high": "2"}, X | {"value": "3"}],
                     lambda d: 1 <= n(d, topic="x", scope="wide") <= 2 and n(d, topic="x") == 3, over(TOPIC_OF, SCOPE_OF),
                     (("topic", "scope"), ("lab", "scope"))),
    "no dataset": Small([X | {"value": "3"}, COUNT | {"topic": "y", "value": "2"}],
                        lambda d: n(d, topic="x") == 3 and n(d, topic="y") == 2, over(TOPIC_OF), TOPICS),
    "any of two": Small([COUNT | {"topic": "x|y", "size_class": "small", "value": "3"}, X | {"size_class": "small|big", "value": "1"}],
                        lambda d: n(d, size_class="small") == 3 and n(d, topic="x", size_class=[*SIZES]) == 1,
                        over(TOPIC_OF, SIZE_OF), SIZED, labs=(2, 1)),
    "certain rows": Small([X | {"value": "2"}], lambda d: n(d, topic="x") == 2, over(TOPIC_OF, SCOPE_OF), (*TOPICS, ("topic", "scope")),
                          facts={"A1": {"topic": "x", "topic_status": "certain"}, "A2": {"topic": "x", "topic_status": "certain"},
                                 "B1": {"scope": "wide", "scope_status": "certain"}}),
    "likely is not certain": Small([X | {"value": "1"}], lambda d: n(d, topic="x") == 1, over(TOPIC_OF), TOPICS,
                                   facts={"A1": {"topic_status": "likely", "topic_options": "x"}}),
    "focus": Small([COUNT | {"focus": "rural", "topic": "x", "value": "2"}, COUNT | {"focus": "rural|young", "value": "2"}],
                   lambda d: having(of_topic(d, "x"), "focus", "rural") == 2 and sum(map(bool, (row["focus"] for row in d.year4))) == 2,
                   over(TOPIC_OF, FOCUS_OF), (("topic", "focus:rural"), ("lab", "focus:young")), labs=(2, 1), facts={"B1": {"focus": "young"}}),
    "an order": Small([ORDER | {"having": "count(wide) > count(narrow) and count(x) <= count(wide)"}],
                      lambda d: n(d, scope="wide") > max(n(d, scope="narrow"), n(d, topic="x") - 1), over(TOPIC_OF, SCOPE_OF),
                      (("topic", "scope"),), labs=(2, 1)),
    "readings": Small([X | {"claim_id": "c", "lab": "A", "reading": "a", "value": "1"}, X | {"claim_id": "c", "lab": "A", "reading": "b", "value": "2"},
                       X | {"lab": "B", "claim_id": "c", "value": "1"}],
                      lambda d: n(d, topic="x", lab="A") in (1, 2) and n(d, topic="x", lab="B") == 1, over(TOPIC_OF), TOPICS),
    # shares
    "12.5 percent is 13": Small([PERCENT | {"topic": "x", "denominator": "8", "value": "13"}], lambda d: n(d, topic="x") == 1,
                                over(TOPIC_OF), TOPICS, labs=(4, 4)),
    "12.5 percent is not 12": Small([PERCENT | {"topic": "x", "denominator": "8", "value": "12"}], lambda d: False, over(TOPIC_OF), TOPICS),
    "37.5 percent is 38": Small([PERCENT | {"topic": "x", "denominator": "8", "value": "38"}], lambda d: n(d, topic="x") == 3,
                                over(TOPIC_OF), TOPICS, labs=(4, 4)),
    "12.5 percent of a base that is counted": Small([PERCENT | {"topic": "x", "scope": "wide", "value": "13"}], lambda d: n(d, scope="wide") == 1,
                                                    over(SCOPE_OF), (("lab", "scope"),), labs=(4, 4), facts=ALL_X),
    "more than 37.5 percent, unrounded": Small([PERCENT | {"topic": "x", "denominator": "8", "relation": ">", "value": "37.5"}],
                                               lambda d: n(d, topic="x") > 3, over(TOPIC_OF), TOPICS, labs=(4, 4)),
    "at least half of a printed base": Small([FRACTION | {"topic": "x", "denominator": "5", "relation": ">=", "value": "1/2"}],
                                             lambda d: 2 * n(d, topic="x") >= 5, over(TOPIC_OF), TOPICS),
    "at least half of a topic": Small([FRACTION | {"topic": "x", "scope": "wide", "relation": ">=", "value": "1/2"}, X | {"relation": ">=", "value": "2"}],
                                      lambda d: 2 * n(d, topic="x", scope="wide") >= n(d, topic="x") >= 2, over(TOPIC_OF, SCOPE_OF),
                                      (("topic", "scope"), *TOPICS)),
    "two thirds of a topic": Small([FRACTION | {"topic": "x", "scope": "wide", "value": "2/3"}, X | {"relation": ">=", "value": "1"}],
                                   lambda d: 3 * n(d, topic="x", scope="wide") == 2 * n(d, topic="x") > 0, over(TOPIC_OF, SCOPE_OF),
                                   (("topic", "scope"),)),
    "a percentage without a base": Small([PERCENT | {"topic": "x", "scope": "wide", "value": "67"}],
                                         lambda d: 3 * n(d, topic="x", scope="wide") == 2 * n(d, topic="x") > 0, over(TOPIC_OF, SCOPE_OF),
                                         (("topic", "scope"), ("lab", "scope"))),
    "a percentage of the reporting of a topic": Small([PERCENT | {"topic": "x", "size_class": "small", "value": "50"}],
                                                      lambda d: n(d, topic="x", size_class="small") == n(d, topic="x", size_class="big") > 0,
                                                      over(TOPIC_OF, SIZE_OF), SIZED, labs=(2, 1)),
    # reporting
    "not reporting": Small([COUNT | {"universe": "not_reporting", "claim_id": "not-reporting", "value": "1"},
                            COUNT | {"size_class": "small", "value": "2"}, X | {"size_class": "big", "value": "1"}],
                           lambda d: (n(d, size_class=""), n(d, size_class="small"), n(d, topic="x", size_class="big")) == (1, 2, 1),
                           over(TOPIC_OF, SIZE_OF), SIZED),
    "reporting of a topic": Small([X | {"universe": "reporting", "value": "2"}], lambda d: n(d, topic="x", size_class=[*SIZES]) == 2,
                                  over(TOPIC_OF, SIZE_OF), SIZED, labs=(2, 1)),
    "member types": Small([COUNT | {"member_type": "lea+sea", "value": "1"}, COUNT | {"member_type": "lea|sea", "value": "2"},
                           COUNT | {"member_type": "lea|sea", "size_class": "small", "value": "1"}],
                          lambda d: having(d.year4, "member_types", "lea", "sea") == 1 and sorted(
                              row["size_class"] for row in d.year4 if row["member_types"]) == ["big", "small"],
                          over(TYPES_OF), (("lab", "size"),), labs=(2, 1)),
    "numbers of members": Small([MEMBERS | {"measure": "minimum", "value": "2"}, MEMBERS | {"measure": "maximum", "relation": ">", "value": "3"},
                                 ACTIVE | {"measure": "maximum", "value": "2"}],
                                lambda d: bool(numbers(d)) and numbers(d)[0] == 2 and numbers(d)[-1] > 3 and numbers(d, "active_members")[-1] == 2,
                                over(numbers_of(2, 4)), (("lab", "size"),), labs=(2, 1), small=2),
    "a range of members": Small([ACTIVE | {"measure": "range", "relation": "between", "value": "1", "value_high": "3"}, COUNT | {"size_class": "small",
                                 "value": "2"}],
                                lambda d: bool(numbers(d)) and (numbers(d, "active_members")[0], numbers(d, "active_members")[-1]) == (1, 3)
                                and n(d, size_class="small") == 2, over(numbers_of(2, 4)), (("lab", "size"),), labs=(2, 1), small=2),
    "the fewest of one": Small([MEMBERS | {"measure": "minimum", "lab": "A", "alliance": "A1", "value": "3"}, COUNT | {"size_class": "small", "value": "1"}],
                               lambda d: bool(numbers(d)) and numbers(d)[0] == d.year4[0]["members"] == 3 and n(d, size_class="small") == 1,
                               over(numbers_of(2, 4)), (("lab", "size"),), labs=(2, 1), small=2),
    "a median of three": Small([ACTIVE | {"measure": "median", "value": "2"}, COUNT | {"universe": "reporting", "value": "3"}],
                               lambda d: len(numbers(d)) == 3 and numbers(d, "active_members")[1] == 2,
                               over(numbers_of(2, 4)), (("lab", "size"),), labs=(2, 1), small=2),
    "a row's own members": Small([MEMBERS | {"measure": "maximum", "value": "3"}, MEMBERS | {"measure": "minimum", "value": "2"}],
                                 lambda d: bool(numbers(d)) and (numbers(d)[0], numbers(d)[-1]) == (2, 3), over(numbers_of(2, 4)),
                                 (("lab", "size"),), labs=(2, 1), small=2, facts={"A1": {"members": "2", "members_relation": ">"},
                                                                                   "B1": {"members": "2", "members_relation": "="}}),
    # labs and topics
    "labs with at least one": Small([LAB | {"topic": "x", "having": "alliances >= 1", "value": "1"}, X | {"value": "2"}],
                                    lambda d: labs(d, lambda rows: n(rows, topic="x") >= 1) == 1 and n(d, topic="x") == 2, over(TOPIC_OF), TOPICS),
    "labs without": Small([LAB | {"topic": "x", "having": "not (alliances >= 1)", "value": "1"}, X | {"relation": "<", "value": "2"}],
                          lambda d: labs(d, lambda rows: n(rows, topic="x") == 0) == 1 and n(d, topic="x") < 2, over(TOPIC_OF), TOPICS),
    "labs in a range": Small([LAB | {"topic": "x", "having": "1 <= alliances <= 2", "relation": ">", "value": "1"}],
                             lambda d: labs(d, lambda rows: 1 <= n(rows, topic="x") <= 2) > 1, over(TOPIC_OF), TOPICS, labs=(3, 2)),
    "labs that compare": Small([LAB | {"having": "count(x) > count(y) + 1", "value": "1"}],
                               lambda d: labs(d, lambda rows: n(rows, topic="x") > n(rows, topic="y") + 1) == 1, over(TOPIC_OF), TOPICS, labs=(3, 2)),
    "labs, sizes beside topics": Small([LAB | {"topic": "x", "having": "count(small) >= count(y)", "value": "1"}],
                                       lambda d: labs(d, lambda rows: n(rows, topic="x", size_class="small") >= n(rows, topic="y")) == 1,
                                       over(TOPIC_OF, SIZE_OF), (*SIZED, *TOPICS), labs=(2, 1)),
    "at least half of a lab": Small([LAB | {"change": "new", "having": "share >= 1/2", "value": "1"}],
                                    lambda d: labs(d, lambda rows: 2 * n(rows, change=("new",)) >= len(rows)) == 1, through(2), (("lab", "class"),),
                                    labs=(2, 1)),
    "more labs than there are": Small([LAB | {"focus": "rural", "value": "3"}], lambda d: False, over(TOPIC_OF), TOPICS),
    "a range over labs": Small([PER_LAB | {"measure": "range", "topic": "x", "relation": "between", "value": "1", "value_high": "2"}],
                               lambda d: {n(rows, topic="x") for rows in by_lab(d)} == {1, 2}, over(TOPIC_OF), TOPICS, labs=(3, 2)),
    "a mean of 1.5 is 2": Small([PER_LAB | {"measure": "mean", "topic": "x", "value": "2"}], lambda d: 3 <= n(d, topic="x") <= 4, over(TOPIC_OF),
                                TOPICS, labs=(3, 2)),
    "at least one a lab": Small([PER_LAB | {"measure": "minimum", "topic": "x", "relation": ">=", "value": "1"}, X | {"relation": "<=", "value": "3"}],
                                lambda d: min(n(rows, topic="x") for rows in by_lab(d)) >= 1 and n(d, topic="x") <= 3, over(TOPIC_OF), TOPICS, labs=(3, 2)),
    "topics by their sizes": Small([TOPIC | {"having": "count(small) > count(big)", "value": "1"}, COUNT | {"size_class": "big", "value": "2"}],
                                   lambda d: sum(small_and_big(of_topic(d, t))[0] > small_and_big(of_topic(d, t))[1] for t in "xy") == 1
                                   and n(d, size_class="big") == 2, over(TOPIC_OF, SIZE_OF), SIZED, labs=(2, 1)),
    "one topic": Small([TOPIC | {"topic": "y", "having": "not (count(small) > count(big))", "value": "0"}],
                       lambda d: small_and_big(of_topic(d, "y"))[0] > small_and_big(of_topic(d, "y"))[1], over(TOPIC_OF, SIZE_OF), SIZED, labs=(2, 1)),
    "labs of a group": Small([LAB | {"lab_group": "g/one", "topic": "x", "having": "alliances >= 2", "value": "1"},
                              LAB | {"lab_group": "g/two", "topic": "y", "having": "alliances >= 2", "value": "1"}],
                             lambda d: [lab["groups"] for lab in d.labs].count(("g/one",)) == 1 and [lab["groups"] for lab in d.labs].count(("g/two",)) == 1
                             and all(n(rows, topic={"g/one": "x", "g/two": "y"}[lab["groups"][0]]) >= 2 for lab, rows in zip(d.labs, by_lab(d), strict=True)),
                             grouped, TOPICS, labs=(3, 2)),
    "groups that share no lab": Small([LAB | {"lab_group": f"g/{name}", "having": "alliances >= 0", "value": value} for name, value in
                                       (("one", "1"), ("two", "2"))], lambda d: False, grouped, TOPICS),
    "alliances of a group": Small([LAB | {"lab_group": "g/one", "having": "alliances >= 1", "value": "1"}, X | {"lab_group": "g/one", "value": "3"}],
                                  lambda d: [rows for lab, rows in zip(d.labs, by_lab(d), strict=True) if lab["groups"] == ("g/one",) if
                                             n(rows, topic="x") == 3] != [] and [lab["groups"] for lab in d.labs].count(("g/one",)) == 1,
                                  grouped, TOPICS, labs=(3, 2)),
    "two counts of a group": Small(
        [LAB | {"lab_group": "g/one", "having": "alliances >= 1", "value": "1"}, COUNT | {"lab_group": "g/one", "value": "2"},
         COUNT | {"lab_group": "g/one", "topic": "y", "value": "0"}],
        lambda d: [lab["groups"] for lab in d.labs].count(("g/one",)) == 1, grouped, TOPICS, labs=(2, 2), facts={
            name: {"topic": "x", "topic_status": "certain"} for name in ("A1", "A2", "B1", "B2")}),
    # descent
    "new and ended": Small([COUNT | {"universe": "year1", "value": "3"}, COUNT | {"change": "ended", "universe": "year1", "value": "1"},
                            COUNT | {"change": "new", "value": "1"}],
                           lambda d: (len(d.year1), n(d.year1, fate="ended"), n(d, change=("new",))) == (3, 1, 1), through(3), EARLY, labs=(1, 1)),
    "continued in both years": Small([COUNT | {"universe": "year1", "value": "3"}, COUNT | {"universe": "continued", "change": "continued", "value": "2"}],
                                     lambda d: len(d.year1) == 3 and n(d.year1, fate="ended") == 1 and n(d, change=("new",)) == 0, through(3), EARLY,
                                     labs=(1, 1)),
    "one to one": Small([COUNT | {"universe": "year1", "value": "2"}, COUNT | {"change": "split_or_merged", "value": "0"},
                         COUNT | {"universe": "year1", "lab": "B", "value": "2"}],
                        lambda d: len(d.year1) == n(d.year1, lab="B") == 2 and not any({"split", "merged"} & {*row["change"]} for row in d.year4),
                        through(2), EARLY, labs=(2, 1)),
    "two pieces of each split": Small([COUNT | {"universe": "year1", "change": "split", "value": "1"}, COUNT | {"universe": "year1", "value": "2"},
                                       COUNT | {"measure": "minimum", "universe": "other", "change": "split", "relation": ">=", "value": "2"}],
                                      lambda d: n(d.year1, fate="split") == 1 and len(d.year1) == 2 and having(d.year4, "change", "split") >= 2,
                                      through(2, [(), ("renamed",), ("coverage_expanded",)]), EARLY, labs=(2, 1)),
    "what a named alliance split into": Small([COUNT | {"lab": "A", "alliance": "Old", "change": "split", "value": "2"}, COUNT | {"universe": "year1",
                                               "value": "2"}],
                                              lambda d: pieces(d, "Old", "A") == 2 and len(d.year1) == 2,
                                              through(2, [(), ("renamed",), ("coverage_expanded",)], old="Old"), EARLY, labs=(2, 1)),
    "fewer pieces than a split has, of a name": Small(
        [COUNT | {"measure": "minimum", "universe": "other", "change": "split", "relation": ">=", "value": "2"},
         COUNT | {"lab": "A", "alliance": "Old", "change": "split", "value": "1"}], lambda d: False, through(1, old="Old"), EARLY[:1], labs=(2, 1)),
    "fewer pieces than a split has, in a lab": Small(
        [COUNT | {"measure": "minimum", "universe": "other", "change": "split", "relation": ">=", "value": "2"},
         COUNT | {"lab": "A", "change": "split", "value": "1"}], lambda d: False, through(1), EARLY[:1], labs=(1, 3)),
    "a named alliance": Small(
        [COUNT | {"lab": "A", "alliance": "A1", "change": "new", "value": "0"}, COUNT | {"lab": "A", "change": "new", "value": "1"},
         COUNT | {"universe": "year1", "value": "2"}],
        lambda d: [n([row], change=("new",)) for row in d.year4[:2]] == [0, 1] and len(d.year1) == 2, through(2), EARLY, labs=(2, 1)),
    "what was merged": Small([COUNT | {"universe": "year1", "lab": "A", "alliance": "A1", "change": "merged", "value": "3"},
                              COUNT | {"universe": "year1", "value": "4"}],
                             lambda d: "merged" in d.year4[0]["change"] and len(d.year4[0]["parents"]) == 3 and len(d.year1) == 4, through(4), EARLY,
                             labs=(1, 1)),
    "a merger of one": Small([COUNT | {"universe": "year1", "lab": "A", "alliance": "A1", "change": "merged", "value": "1"}], lambda d: False, through(2),
                             EARLY[:1], labs=(1, 1)),
    "all parts of a change": Small([COUNT | {"change": "coverage_expanded", "value": "1"}, COUNT | {"change": "renamed", "value": "2"},
                                    COUNT | {"change": "coverage", "value": "1"}, COUNT | {"universe": "year1", "value": "2"}],
                                   lambda d: having(d.year4, "change", "coverage_expanded") == 1 and having(d.year4, "change", "renamed") == 2
                                   and sum(any(part in KINDS for part in row["change"]) for row in d.year4) == 1 and len(d.year1) == 2,
                                   through(2, ALL_PARTS), EARLY, labs=(1, 1)),
    "kinds of coverage": Small([COUNT | {"change": "coverage_expanded", "value": "1"}, COUNT | {"lab": "A", "change": "coverage_reduced", "value": "1"},
                                COUNT | {"universe": "year1", "value": "2"}],
                               lambda d: having(d.year4, "change", "coverage_expanded") == having(d.year4[:1], "change", "coverage_reduced") == 1
                               and len(d.year1) == 2, through(2, ALL_PARTS), EARLY, labs=(1, 1)),
    "certain changes": Small([COUNT | {"universe": "year1", "value": "3"}], lambda d: len(d.year1) == 3, through(3), EARLY, labs=(1, 1),
                             facts={"A1": {"change": "merged", "change_status": "certain"}, "B1": {"change": "renamed", "change_status": "certain"}}),
    "year 1 over labs": Small([PER_LAB | {"measure": "range", "period": "year 1", "relation": "between", "value": "1", "value_high": "2"},
                               COUNT | {"universe": "ended", "value": "2"}],
                              lambda d: (min(per_year1_lab(d)), max(per_year1_lab(d)), n(d.year1, fate="ended")) == (1, 2, 2), through(2), EARLY, labs=(1, 1)),
}


def compare(small: Small, folder: Path) -> None:
    """The model's bounds, and both ways of counting, agree about every dataset."""
    made = network(folder, small.setting, small.rows, small.facts)
    oracle, kept = Oracle(made), []
    for data in small.datasets(small):
        assert oracle.all_hold(data) == small.means(data), data
        kept += [data] if small.means(data) else []
    assert Asked(made, small.cells).all_bounds() == extremes(kept, small.cells)


@pytest.mark.parametrize("name", SMALL)
def test_bounds_are_those_of_every_dataset(name: str, folder: Path) -> None:
    """Fails if a rule is looser or tighter than its statement, or a table than what its rows can be."""
    compare(SMALL[name], folder)


PROFILES = {  # attributes of the statements, a tiny network to draw them on
    "sizes": (("topic", "size"), Small([], bool, over(TOPIC_OF, SIZE_OF), (*SIZED, *TOPICS), labs=(2, 1))),
    "scopes": (("topic", "scope"), Small([], bool, over(TOPIC_OF, SCOPE_OF), (("topic", "scope"), *TOPICS, ("lab", "scope")), labs=(2, 1, 1))),
    "focus": (("topic", "focus"), Small([], bool, over(TOPIC_OF, FOCUS_OF), TOPICS, labs=(2, 1))),
    "types": (("types", "size"), Small([], bool, over(TYPES_OF), (("lab", "size"),), labs=(2, 1))),
    "members": (("members", "size"), Small([], bool, over(numbers_of(2, 4)), (("lab", "size"),), labs=(2, 1), small=2)),
    "groups": (("topic", "groups"), Small([], bool, grouped, TOPICS, labs=(3, 2))),
    "descent": (("change", "early"), Small([], bool, through(3, ALL_PARTS), EARLY, labs=(1, 1))),
}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("profile", PROFILES)
def test_bounds_are_those_of_every_dataset_for_random_statements(profile: str, seed: int, folder: Path) -> None:
    """As above, with statements that nobody chose."""
    attributes, small = PROFILES[profile]
    rng = Random(f"{profile} {seed}")
    datasets = list(small.datasets(small))
    data = rng.choice([one for one in datasets if len(one.year1) <= 3])
    rows = published(rng, folder, small.setting, data, rng.randint(2, 5), attributes)
    if "early" in attributes:  # otherwise year 1 has no end
        rows.append(COUNT | {"universe": "year1", "value": str(len(data.year1))})
    facts = random_facts(rng, data, {*attributes} - {"members"})
    made = network(folder, small.setting, rows, facts)
    oracle = Oracle(made)
    kept = [one for one in small.datasets(replace(small, facts=facts)) if oracle.all_hold(one)]
    assert data in kept
    assert Asked(made, small.cells).all_bounds() == extremes(kept, small.cells), (rows, facts)


# -- rounding -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("counted_base", [False, True])
@pytest.mark.parametrize(("part", "base", "printed"), [
    (1, 8, 13), (3, 8, 38), (1, 40, 3), (1, 200, 1), (1, 201, 0), (99, 200, 50), (8, 77, 10), (0, 8, 0), (8, 8, 100), (2, 3, 67), (1, 3, 33)])
def test_a_percentage_is_rounded_half_up(part: int, base: int, printed: int, counted_base: bool, folder: Path) -> None:
    """12.5 is 13, 37.5 is 38, 2.5 is 3, 0.5 is 1; a whole number too much or too little cannot be."""
    fixed = [COUNT | {"topic": "x", "value": str(base)}, COUNT | {"topic": "x", "scope": "wide", "value": str(part)}]
    share = PERCENT | {"topic": "x", "scope": "wide"} | ({} if counted_base else {"denominator": str(base)})
    found = [value for value in range(max(printed - 2, 0), printed + 3)
             if _consistent(folder, Setting((("A", base),)), [*fixed, share | {"value": str(value)}])]
    assert found == [printed]


@pytest.mark.parametrize(("labs", "total", "printed"), [(2, 15, 8), (2, 14, 7), (10, 75, 8), (10, 74, 7), (4, 2, 1), (4, 1, 0), (3, 4, 1)])
@pytest.mark.parametrize("period", ["year 1", "year 4"])
def test_a_mean_is_rounded_half_up(labs: int, total: int, printed: int, period: str, folder: Path) -> None:
    """7.5 alliances a lab are 8."""
    setting = Setting(tuple((lab, 15) for lab in "ABCDEFGHIJ"[:labs]))
    chosen = {"change": "ended"} if period == "year 1" else {"topic": "x"}
    fixed = COUNT | chosen | {"value": str(total)}
    mean = PER_LAB | {"measure": "mean", "period": period} | chosen
    found = [value for value in range(max(printed - 2, 0), printed + 3) if _consistent(folder, setting, [fixed, mean | {"value": str(value)}])]
    assert found == [printed]


def _consistent(folder: Path, setting: Setting, rows: list[Row]) -> bool:
    asked = Asked(network(folder, setting, rows), [])
    return asked.consistent(asked.model.claims)


# -- conflicts ----------------------------------------------------------------------------------------------

SCOPED = [(topic, scope) for topic in "xy" for scope in ("wide", "narrow")]


def partition(data: checker.Dataset) -> list[Row]:
    """Counts that force each other: all, each topic, each scope, and each topic's scopes."""
    rows = [{}, *({"topic": topic} for topic in "xy"), *({"scope": scope} for scope in ("wide", "narrow")),
            *({"topic": topic, "scope": scope} for topic, scope in SCOPED)]
    return [COUNT | row | {"value": str(n(data, **row))} for row in rows]


def one_more(row: Row, rng: Random) -> Row:
    """The statement with a number that is one too many, or one too few."""
    return row | {"value": str(abs(int(row["value"]) + rng.choice([-1, 1])))}


def every_conflict(asked: Asked) -> conflicts.Conflicts:
    """What enumerate_all finds, asking for one conflict at a time."""
    order = list(asked.model.claims)

    def conflict_in(kept: frozenset[str]) -> frozenset[str] | None:
        return None if asked.consistent(kept) else conflicts.shrink(frozenset(kept), asked.consistent, order)

    return conflicts.enumerate_all(order, conflict_in)


@pytest.mark.parametrize("seed", range(6))
def test_a_planted_contradiction_is_found(seed: int, folder: Path) -> None:
    """Fails if a rule is lost, or a search ends early: dropping the planted claim alone repairs everything."""
    rng, setting = Random(seed), Setting((("A", 3), ("B", 3)))
    data = random_world(rng, setting)
    true = published(rng, folder, setting, data, 4)
    rows = [row | {"id": f"P{place}", "claim_id": f"p{place}"} for place, row in enumerate(partition(data))]
    planted = rng.randrange(len(rows))
    rows[planted] = one_more(rows[planted], rng)
    asked = Asked(network(folder, setting, [*rows, *true], random_facts(rng, data, ATTRIBUTES)), [])
    assert not asked.consistent(asked.model.claims)
    found = every_conflict(asked)
    assert found.complete
    assert found.conflicts
    assert all(f"p{planted}" in conflict for conflict in found.conflicts)
    assert frozenset([f"p{planted}"]) in found.drops
    for conflict in found.conflicts:
        assert not asked.consistent(conflict)
        assert all(asked.consistent(conflict - {claim}) for claim in conflict)


@pytest.mark.parametrize("seed", range(6))
def test_a_repeat_with_another_number_is_a_conflict(seed: int, folder: Path) -> None:
    rng, setting = Random(seed), Setting((("A", 3), ("B", 3)))
    data = random_world(rng, setting)
    rows = [row | {"claim_id": "c"} for row in published(rng, folder, setting, data, 20) if row["relation"] == "=" and row["measure"] == "count"][:1]
    rows += [one_more(rows[0], rng) | {"claim_id": "again"}]
    assert {"again"} in {frozenset(conflict - {"c"}) for conflict in every_conflict(Asked(network(folder, setting, rows), [])).conflicts}


def test_descent_within_a_lab_is_a_claim(folder: Path) -> None:
    """Fails if the axiom binds without its switch, or not with it."""
    rows = [COUNT | {"universe": "year1", "value": "1"}, COUNT | {"universe": "year1", "lab": "B", "value": "1"}]
    facts = {"A1": {"change": "unchanged", "change_status": "certain"}}
    asked = Asked(network(folder, Setting((("A", 1), ("B", 1))), rows, facts), [])
    assert every_conflict(asked).conflicts == (frozenset({model.SAME_LAB, "c0", "c1"}),)


def wrong_claims(seed: int, folder: Path, attributes: Iterable[str]) -> Asked:
    """A model of a few true claims and a few that say the same with another number."""
    rng, setting = Random(seed), Setting((("A", 2), ("B", 2)))
    data = random_world(rng, setting)
    rows = [row for row in published(rng, folder, setting, data, 12, attributes) if row.get("value", "").isdigit()][:6]
    rows += [one_more(row, rng) for row in rng.sample(rows, 3)]
    return Asked(network(folder, setting, [row | {"claim_id": f"c{place}"} for place, row in enumerate(rows)],
                         random_facts(rng, data, attributes)), [])


@pytest.mark.parametrize("find", ["enumerate_all", "find"])
@pytest.mark.parametrize("seed", range(3))
def test_all_conflicts_are_found(find: str, seed: int, folder: Path) -> None:
    """All minimal inconsistent sets, against asking about every set of claims."""
    asked = wrong_claims(seed, folder, {*ATTRIBUTES} - {"early"})
    names = list(asked.model.claims)
    wanted = smallest_sets(names, lambda some: not asked.consistent(some))
    drops = smallest_sets(names, lambda some: all(some & conflict for conflict in wanted))
    found = every_conflict(asked) if find == "enumerate_all" else conflicts.find(asked.model)
    assert found.complete
    assert {*found.conflicts} == wanted
    assert {*found.smallest} == {drop for drop in drops if len(drop) == min(map(len, drops))}
    assert find == "find" or {*found.drops} == drops


@pytest.mark.parametrize("seed", range(10))
def test_conflicts_of_any_family_are_found(seed: int) -> None:
    """The search alone, on sets that no model made."""
    rng, names = Random(seed), [f"c{place}" for place in range(7)]
    family = [frozenset(rng.sample(names, rng.randint(1, 3))) for _ in range(rng.randint(0, 5))]
    wanted = smallest_sets(names, lambda some: any(one <= some for one in family))

    def consistent(kept: Iterable[str]) -> bool:
        return not any(one <= {*kept} for one in family)

    found = conflicts.enumerate_all(names, lambda kept: None if consistent(kept) else conflicts.shrink(kept, consistent, names))
    assert ({*found.conflicts}, found.complete) == (wanted, True)
    assert {*found.drops} == smallest_sets(names, lambda some: all(some & one for one in wanted))


# -- a second solver ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_a_second_solver_finds_the_same_bounds(seed: int, folder: Path) -> None:
    """Fails if the program is not the one that CP-SAT is asked: HiGHS gets the rules as they stand, uncut."""
    rng = Random(seed)
    setting = random_setting(rng)
    data = random_world(rng, setting)
    rows = published(rng, folder, setting, data, 8)
    asked = Asked(network(folder, setting, rows, random_facts(rng, data, ATTRIBUTES)), tables(setting))
    assert asked.consistent(asked.model.claims)
    highs = Highs(asked.model.program, dict.fromkeys(asked.model.claims.values(), 1))
    for cell in rng.sample(asked.cells, 4):
        sum_ = asked.model.sum_of(cell)
        assert asked.bounds(cell) == (highs.least(sum_), highs.greatest(sum_))


@pytest.mark.parametrize("seed", range(4))
def test_a_second_solver_agrees_on_what_is_consistent(seed: int, folder: Path) -> None:
    """One Solver, asked about many sets of claims, remembers parts: HiGHS starts afresh each time."""
    asked, rng = wrong_claims(seed, folder, ATTRIBUTES), Random(seed)
    for _ in range(8):
        kept = {name for name in asked.model.claims if rng.random() < 0.8}
        fixed = {switch: int(name in kept) for name, switch in asked.model.claims.items()}
        assert asked.consistent(kept) == (Highs(asked.model.program, fixed).least(Sum()) is not None)


DISPUTED = {"labs-any-split-merged-5", "focus-rural-4", "scope-within-35", "topic-multistate-college-10", "scope-multistate-36"}
PRINTED_CELLS = [
    *(model.Cell("active_size_by_topic", (("topic", topic), ("size", size)), among("topic", [topic]) & among("size", [size]))
      for topic, size in (("college", "over_50"), ("schools", "15_or_fewer"), ("standards", "16_50"))),
    *(model.Cell("evolution_by_lab", (("lab", lab), ("class", name)), among("lab", [lab]) & among("class", [name]))
      for lab, name in (("Appalachia", "unchanged"), ("Central", "split_or_merged"), ("Mid-Atlantic", "split_or_merged")))]


@dataclass
class Embedded:
    """The embedded network without the claims that contradict others, for both solvers."""

    model: model.Model
    situation: solver.Situation
    highs: Highs


@pytest.fixture(scope="module")
def embedded() -> Embedded:
    rel = Network(paths.network_folder("rel-2012-17"))
    built = model.build(rel, cells=PRINTED_CELLS, statements=records(rel.statements))
    fixed = {switch: int(name not in DISPUTED) for name, switch in built.claims.items()}
    assert set(built.claims) >= DISPUTED
    situation = solver.Solver(built.program).situation(fixed)
    assert situation.feasible()
    return Embedded(built, situation, Highs(built.program, fixed))


@pytest.mark.parametrize("cell", PRINTED_CELLS, ids=lambda cell: " ".join(value for _, value in cell.keys))
def test_a_second_solver_finds_the_bounds_of_the_embedded_network(cell: model.Cell, embedded: Embedded) -> None:
    sum_ = embedded.model.sum_of(cell)
    found = embedded.situation.least(sum_), embedded.situation.greatest(sum_)
    assert all(one.proven for one in found)
    assert [one.value for one in found] == [embedded.highs.least(sum_), embedded.highs.greatest(sum_)]


def random_program(rng: Random) -> tuple[Program, list[int]]:
    """Two or three switches, a few small variables, and rules of all forms; the first switches are to be fixed."""
    program = Program()
    switches = [program.switch() for _ in range(3)]
    names = [name for _ in range(rng.randint(2, 4)) for name in program.variable(0, rng.randint(1, 2)).terms]
    for name in names:
        program.add(Sum({name: 1}), low=0)
    for _ in range(rng.randint(1, 5)):
        some = rng.sample(names, rng.randint(1, len(names)))
        high, weights = rng.choice([(0, (1, -1)), (rng.randint(0, 3), (1,)), (rng.randint(0, 3), (1, 2, -1))])
        when = rng.sample(switches, rng.choice([0, 0, 1, 1, 2]))
        unless = [name for name in rng.sample(switches, rng.choice([0, 0, 0, 1])) if name not in when]
        program.add(Sum({name: rng.choice(weights) for name in some}, rng.choice([0, 0, 1])), high - rng.choice([0, 0, 1]), high, when, unless)
    return program, switches


@pytest.mark.parametrize("seed", range(60))
def test_bounds_are_those_of_every_assignment(seed: int) -> None:
    """CP-SAT and HiGHS against trying all values: rules are cut and taken apart without changing what they say."""
    rng = Random(seed)
    program, switches = random_program(rng)
    fixed = {name: rng.randint(0, 1) for name in switches[:2]}
    sum_ = Sum({name: rng.choice([1, 2, -1]) for name in rng.sample(range(3, len(program.variables)), 2)})
    found = [sum_.at(values) for values in itertools.product(*(range(low, high + 1) for low, high in program.variables))
             if all(values[name] == value for name, value in fixed.items()) and _kept(program, values)]
    situation, highs = solver.Solver(program).situation(fixed), Highs(program, fixed)
    assert situation.feasible() == bool(found)
    if found:
        assert (situation.least(sum_).value, situation.greatest(sum_).value) == (min(found), max(found))
    assert (highs.least(sum_), highs.greatest(sum_)) == ((min(found), max(found)) if found else (None, None))


def _kept(program: Program, values: tuple[int, ...]) -> bool:
    return all(rule.low <= rule.sum.at(list(values)) <= rule.high for rule in program.rules
               if all(values[name] for name in rule.when) and not any(values[name] for name in rule.unless))


def test_a_solver_tells_the_sides_of_a_margin_apart() -> None:
    """Fails if what it remembers of one side, fixed by one claim, is taken for the other, fixed by another."""
    program = Program()
    switches = [program.switch(), program.switch()]
    left, right = ([program.variable(0, 5), program.variable(0, 5)] for _ in range(2))
    program.add(left[0] + left[1] - right[0] - right[1], 0, 0)
    program.add(left[0] + left[1], 3, 3, when=[switches[0]])
    program.add(right[0] + right[1], 3, 3, when=[switches[1]])
    asked = solver.Solver(program)
    for fixed in ({switches[0]: 1, switches[1]: 0}, {switches[0]: 0, switches[1]: 1}):
        situation = asked.situation(fixed)
        assert situation.feasible()
        assert (situation.least(left[0]).value, situation.greatest(right[0]).value) == (0, 3)


def test_a_solver_tells_ends_of_a_rule_apart() -> None:
    """Fails if what it remembers is found by hash: hash(-1) == hash(-2)."""
    program = Program()
    switch, some = program.switch(), program.variable(0, 5)
    program.add(some * -1 + Sum({switch: 1}, 1), 0, 0)
    asked = solver.Solver(program)
    for value in (0, 1):
        situation = asked.situation({switch: value})
        assert situation.feasible()
        assert situation.least(some).value == value + 1


@pytest.mark.parametrize("sum_", [Sum(constant=2), Sum({1: 1})])
def test_a_rule_that_no_number_meets_is_false(sum_: Sum) -> None:
    """"Half of the five are in lab A" is no number, and nothing in it is open: how many are in a lab is known."""
    program = Program()
    switch, _ = program.switch(), program.variable(0, 4)
    program.add(sum_, low=3, high=2, when=[switch])
    asked = solver.Solver(program)
    assert [asked.situation({switch: value}).feasible() for value in (0, 1)] == [True, False]
    assert asked.part.core({switch}, set())[0] == {switch}


def test_a_number_that_no_rule_binds_has_its_bounds(folder: Path) -> None:
    """Nothing is said of year 1, so that nothing bounds what ended."""
    setting = Setting((("A", 1),))
    ended = next(cell for cell in cells(setting, "lab", "fate", first=True) if ("fate", "ended") in cell.keys)
    asked = Asked(network(folder, setting, []), [ended])
    assert asked.consistent(asked.model.claims)
    assert asked.bounds(ended)[0] == 0


def test_conflicts_are_found_where_year_1_is_not_bound(folder: Path) -> None:
    """Fails if `find` looks up values of variables that no rule binds."""
    rows = [COUNT | {"universe": "year1", "change": "split", "value": value} for value in ("0", "1")]
    asked = Asked(network(folder, Setting((("A", 1),)), [*rows, COUNT | {"topic": "x", "value": "1"}]), [])
    assert conflicts.find(asked.model).conflicts == (frozenset({"c0", "c1"}),)


# -- edges of what a statement says -------------------------------------------------------------------------

NOBODY = COUNT | {"universe": "reporting", "value": "0"}
TWO_OF_A = {"labs": (2,), "small": 2, "tables": (("lab", "size"),), "datasets": over(numbers_of(2, 4))}
EDGES = {
    "topics are counted in the reporting alliances alone": Small(
        [TOPIC | {"having": "alliances >= 2", "value": "2"}, COUNT | {"universe": "not_reporting", "claim_id": "not-reporting", "value": "1"}],
        lambda d: n(d, topic="x") == 2 and n(d, size_class="") == 1, over(TOPIC_OF, SIZE_OF), SIZED),
    "a condition of any of two topics counts none": Small(
        [TOPIC | {"topic": "x|y", "having": "count(small) >= 1", "value": "2"}],
        lambda d: min(n(d, topic=topic, size_class="small") for topic in "xy") >= 1, over(TOPIC_OF, SIZE_OF), SIZED, labs=(2,)),
    "at least half of nothing holds": Small(
        [FRACTION | {"topic": "x", "scope": "wide", "relation": ">=", "value": "1/2"}],
        lambda d: 2 * n(d, topic="x", scope="wide") >= n(d, topic="x") > 0, over(TOPIC_OF, SCOPE_OF), (("topic", "scope"),)),
    "at most half of nothing holds, in percent": Small(
        [PERCENT | {"topic": "x", "scope": "wide", "relation": "<=", "value": "50"}],
        lambda d: n(d, topic="x") > 0 and 2 * n(d, topic="x", scope="wide") <= n(d, topic="x"), over(TOPIC_OF, SCOPE_OF), (("topic", "scope"),)),
    "labs with no alliance have half of them": Small(
        [LAB | {"topic": "x", "change": "new", "having": "share >= 1/2", "value": "2"}],
        lambda d: labs(d, lambda rows: n(rows, topic="x") > 0) == 2, over(TOPIC_OF), TOPICS, labs=(1, 1),
        facts={name: {"change": "new", "change_status": "certain"} for name in ("A1", "B1")}),
    "a median between two numbers": Small(
        [ACTIVE | {"measure": "median", "value": "2"}, COUNT | {"universe": "reporting", "value": "2"}],
        lambda d: len(numbers(d)) == 2 and sum(numbers(d, "active_members")) == 4, **TWO_OF_A),
    "a median of one alliance is that of all": Small(
        [MEMBERS | {"measure": "median", "lab": "A", "alliance": "A1", "value": "2"}],
        lambda d: d.year4[0]["members"] == 2 and Fraction(numbers(d)[len(numbers(d)) // 2] + numbers(d)[(len(numbers(d)) - 1) // 2], 2) == 2,
        over(numbers_of(2, 4)), (("lab", "size"),), labs=(1, 2), small=2),
    "a statistic ignores its selectors": Small(
        [MEMBERS | {"measure": "minimum", "topic": "x", "value": "3"}],
        lambda d: min((row["members"] for row in of_topic(d, "x") if row["size_class"]), default=0) == 3,
        over(numbers_of(2, 4), TOPIC_OF), (("lab", "size"), *TOPICS), labs=(2,), small=2),
    "more than, of a minimum": Small([MEMBERS | {"measure": "minimum", "relation": ">", "value": "2"}],
                                     lambda d: bool(numbers(d)) and numbers(d)[0] > 2, **TWO_OF_A),
    "at most, of a minimum": Small([MEMBERS | {"measure": "minimum", "relation": "<=", "value": "2"}],
                                   lambda d: bool(numbers(d)) and numbers(d)[0] <= 2, **TWO_OF_A),
    "the least of none": Small([MEMBERS | {"measure": "minimum", "relation": ">=", "value": "2"}],
                               lambda d: bool(numbers(d)) and numbers(d)[0] >= 2, **TWO_OF_A),
    "a row's own members without a statement on members": Small(
        [], lambda d: True, over(numbers_of(2, 4)), (("lab", "size"),), labs=(2,), small=2, facts={"A1": {"members": "2", "members_relation": "="}}),
    "a row's own members, fewer than a size class needs": Small(
        [MEMBERS | {"measure": "maximum", "relation": ">=", "value": "1"}], lambda d: True, over(numbers_of(2, 4)), (("lab", "size"),), labs=(2,),
        small=2, facts={"A1": {"members": "2", "members_relation": "="}}),
    "a certain kind of coverage": Small(
        [COUNT | {"change": "coverage_reduced", "value": "1"}, COUNT | {"universe": "year1", "value": "2"}],
        lambda d: having(d.year4, "change", "coverage_reduced") == 1 and len(d.year1) == 2, through(2, ALL_PARTS), EARLY, labs=(1, 1),
        facts={"A1": {"change": "coverage_expanded", "change_status": "certain"}}),
    "one lab's focus": Small(
        [LAB | {"focus": "rural", "value": "1"}, LAB | {"focus": "rural", "lab": "A", "value": "0"}],
        lambda d: [having([lab], "focus", "rural") for lab in d.labs] == [0, 1], focused, TOPICS),
    "any of two focuses": Small(
        [LAB | {"focus": "rural|young", "value": "0"}, LAB | {"focus": "rural", "value": "1"}], lambda d: False, focused, TOPICS),
    "the focus of a lab's alliances": Small(
        [LAB | {"focus": "rural", "having": "alliances >= 1", "value": "1"}],
        lambda d: labs(d, lambda rows: having(rows, "focus", "rural") >= 1) == 1, over(TOPIC_OF, FOCUS_OF), TOPICS, labs=(1, 1)),
    "one lab by condition": Small(
        [LAB | {"lab": "A", "topic": "x", "having": "alliances <= 1", "value": "1"}],
        lambda d: n(d, lab="A", topic="x") <= 1, over(TOPIC_OF), TOPICS),
    "the size of a group": Small(
        [LAB | {"lab_group": "g/one", "value": "1"}], lambda d: [lab["groups"] for lab in d.labs].count(("g/one",)) == 1, grouped, TOPICS),
    "the base of a share is that of the group": Small(
        [PERCENT | {"lab_group": "g/one", "topic": "x", "scope": "wide", "value": "100"}, LAB | {"lab_group": "g/one", "having": "alliances >= 1", "value": "1"},
         COUNT | {"topic": "x", "value": "4"}, COUNT | {"scope": "narrow", "value": "2"}],
        lambda d: n(d, topic="x") == 4 and n(d, scope="narrow") == 2 and [lab["groups"] for lab in d.labs].count(("g/one",)) == 1 and all(
            n(rows, scope="wide") == 2 for lab, rows in zip(d.labs, by_lab(d), strict=True) if lab["groups"] == ("g/one",)),
        lambda small: (replace(data, year4=[row | cells for row, cells in zip(data.year4, scopes, strict=True)])
                       for data in grouped(small) for scopes in itertools.product(SCOPE_OF, repeat=len(data.year4))), (("lab", "scope"),)),
    "continued over labs, in both years": Small(
        [PER_LAB | {"measure": "range", "change": "continued", "relation": "between", "value": "1", "value_high": "2"},
         COUNT | {"universe": "year1", "value": "3"}],
        lambda d: {1, 2} == {*(sum(row["change"] != ("new",) for row in rows) for rows in by_lab(d))} == {
            *(n(d.year1, lab=lab["lab"], fate=["continued", "split", "merged"]) for lab in d.labs)} and len(d.year1) == 3,
        through(3, [(), ("renamed",), ("coverage_expanded",)]), EARLY, labs=(2, 1)),
    "all of year 1 alone": Small([COUNT | {"universe": "year1", "value": "2"}], lambda d: len(d.year1) == 2, through(2), (("lab", "class"),), labs=(1, 1)),
    "continued, of year 1 alone": Small(
        [COUNT | {"universe": "year1", "change": "continued", "value": "2"}, COUNT | {"universe": "year1", "value": "2"}],
        lambda d: n(d.year1, fate=["continued", "split", "merged"]) == len(d.year1) == sum(row["change"] != ("new",) for row in d.year4) == 2,
        through(2), EARLY, labs=(1, 1)),
    "the least number of pieces in a lab": Small(
        [PER_LAB | {"measure": "minimum", "change": "split", "value": "1"}, COUNT | {"universe": "year1", "value": "2"}],
        lambda d: all(having(rows, "change", "split") == 1 for rows in by_lab(d)) and len(d.year1) == 2, through(2), EARLY, labs=(1, 1)),
    "more pieces of a split than one": Small(
        [COUNT | {"universe": "other", "measure": "minimum", "change": "split", "relation": ">", "value": "1"},
         COUNT | {"universe": "year1", "value": "2"}],
        lambda d: len(d.year1) == 2 and all(sum(one["id"] in row["parents"] for row in d.year4) > 1 for one in d.year1 if one["fate"] == "split"),
        through(2), EARLY, labs=(2, 1)),
    "each split into exactly two": Small(
        [COUNT | {"universe": "other", "measure": "minimum", "change": "split", "value": "2"}, COUNT | {"universe": "year1", "value": "2"}],
        lambda d: len(d.year1) == 2 and all(sum(one["id"] in row["parents"] for row in d.year4) == 2 for one in d.year1 if one["fate"] == "split"),
        through(2), EARLY, labs=(2, 1)),
    "at least none, of one alliance": Small(
        [ACTIVE | {"measure": "minimum", "lab": "A", "alliance": "A1", "relation": ">=", "value": "0"}],
        lambda d: bool(d.year4[0]["size_class"]), over(numbers_of(2, 4)), (("lab", "size"),), labs=(1, 1), small=2),
    "a named split without its lab": Small(
        [COUNT | {"alliance": "Old", "change": "split", "value": "2"}, COUNT | {"universe": "year1", "lab": "A", "value": "1"}],
        lambda d: pieces(d, "Old", "A") == 2 and len(d.year1) == 1, through(1, old="Old"), EARLY, labs=(2,)),
    "a named merger without its lab": Small(
        [COUNT | {"universe": "year1", "alliance": "A1", "change": "merged", "value": "2"}, COUNT | {"universe": "year1", "lab": "A", "value": "2"}],
        lambda d: len(d.year4[0]["parents"]) == 2 and len(d.year1) == 2, through(2), EARLY, labs=(1,)),
    "a named alliance of year 1 that ended": Small(
        [COUNT | {"universe": "year1", "lab": "A", "alliance": "Old", "change": "ended", "value": "1"}, COUNT | {"universe": "year1", "lab": "A", "value": "1"}],
        lambda d: [(row["name"], row["fate"]) for row in d.year1] == [("Old", "ended")], through(1, old="Old"), EARLY, labs=(1,)),
}


UNREAD = ("a median between two numbers", "a median of one alliance is that of all", "a statistic ignores its selectors", "any of two focuses",
          "the focus of a lab's alliances", "continued over labs, in both years", "a named split without its lab", "a named merger without its lab",
          "a named alliance of year 1 that ended", "each split into exactly two", "one lab's focus", "the base of a share is that of the group")


@pytest.mark.parametrize("name", [name for name in EDGES if name not in UNREAD])
def test_bounds_at_the_edges_of_a_statement_are_those_of_every_dataset(name: str, folder: Path) -> None:
    compare(EDGES[name], folder)


@pytest.mark.parametrize("name", UNREAD)
def test_a_statement_that_the_model_cannot_hold_is_outside_with_a_reason(name: str, folder: Path) -> None:
    small = EDGES[name]
    asked = Asked(network(folder, small.setting, small.rows, small.facts), small.cells)
    assert any(reason and not reason.startswith("built in") for reason in asked.model.outside.values())

"""One statement counted on a complete dataset, whatever its measure: plainly, row by row."""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from statistics import median
from typing import Any

import pandas as pd

from helpers.data import conditions
from helpers.data.network import Network
from helpers.numbers import rows
from helpers.numbers.question import ALL, REPORTING, Question

NUMBERS = {"active_members", "members"}
CONDITIONS = ("topic", "scope", "host", "change", "size_class", "member_type", "focus")
NARROWING = ("size_class", "member_type", "change", "focus", "scope")
LIVED_ON = ("continued", "split", "merged")
FATES = {"split_or_merged": "split|merged"}
COLUMN = {"member_type": "member_types"}
HOSTS = "hosts"
Row = Mapping[str, Any]


class Baseless(Exception):
    """A share of no rows: the condition that speaks of it is not met."""


class Uncounted(Exception):
    """The statement says something that the dataset's rows cannot show."""


@dataclass(frozen=True)
class Dataset:
    """Rows of every period, and the hosts; several values in a cell are a tuple, numbers int."""

    periods: Mapping[str, list[Row]]
    hosts: list[Row]


@dataclass(frozen=True)
class Case:
    """One statement put to a dataset; `part` narrows it to one host or topic."""

    row: Row
    data: Dataset
    network: Network
    people: Mapping[str, rows.Population]
    part: Mapping[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> str:
        try:
            return str(self.row[name])
        except KeyError:
            raise AttributeError(name) from None

    @property
    def base(self) -> int | None:
        """The printed base of a share."""
        found = self.row["denominator"]
        return None if pd.isna(found) or found == "" else int(found)

    def before(self, period: str) -> str:
        """The period before; itself if it is the first."""
        return self.network.periods[max(0, self.network.periods.index(period) - 1)]

    @cached_property
    def span(self) -> tuple[str, str]:
        """The earlier and the later period that it speaks of; the same if it is one."""
        periods = self.network.periods
        first, _, last = self.period.partition(" to ")
        if first in periods and last in periods:
            return first, last
        found = [one for one in periods if one in (self.among, self.period)]
        ended = "ended" in (self.among, self.change)
        if len(periods) > 1 and (ended or (self.change and found == periods[:1])):
            last = periods[1] if found == periods[:1] else (found or periods)[-1]
            return self.before(last), last
        return (found or periods)[0], (found or periods)[-1]

    @cached_property
    def when(self) -> str:
        """The period whose rows it counts."""
        first, last = self.span
        if "ended" in (self.among, self.change):
            return first
        return self.among if self.among in self.network.periods else last

    @property
    def early(self) -> bool:
        """Does it say what became of partnerships, rather than how they came about?"""
        first, last = self.span
        return "ended" in (self.among, self.change) or (first != last and self.when == first)

    def question(self, **more: str) -> Question:
        """The conditions as a question. Uncounted if the rows have no such column."""
        where = {name: getattr(self, name) for name in CONDITIONS} | more
        types = {one for one in re.split(r"[|+]", where["member_type"]) if one}
        asked = [name for name in [*where, *self.part] if {**where, **self.part}[name]]
        columns = {COLUMN.get(name, name) for name in asked if name != "change"}
        if self.network.other in types or not columns <= self._columns:
            raise Uncounted
        whole = REPORTING if where["size_class"] or where["member_type"] else self.among
        if self.early:
            where["fate"] = self._fates(where.pop("change"))
            if whole == REPORTING:
                raise Uncounted
            return _asked(self.when, where)
        if "ended" in where["change"].split("|"):
            raise Uncounted
        among = whole if whole in (REPORTING, "not_reporting", "continued") else ALL
        return _asked(self.when, where).but(among=among)

    @property
    def _columns(self) -> set[str]:
        return {name for row in self.data.periods[self.when] for name in row}

    def _fates(self, change: str) -> str:
        words = change.split("|") if change else []
        if self.among == "ended" and not words:
            return "ended"
        meant = [FATES.get(word, word) for word in words]
        if not {*"|".join(meant).split("|")} <= {"", "ended", *LIVED_ON}:
            raise Uncounted
        return "|".join(meant)

    def kept(self, **more: str) -> list[Row]:
        """The dataset's rows that meet the conditions."""
        question, own, group = self.question(**more), self._named(), self.group()
        found = zip(self.data.periods[self.when], self.people[self.when], strict=True)
        kept = [row for row, person in found if rows.count([person], question)[0] and own(row)]
        kept = [row for row in kept if group is None or row["host"] in group]
        return [row for row in kept if all(row[name] == value for name, value in self.part.items())]

    def group(self) -> set[str] | None:
        """The hosts of the statement's set of hosts."""
        if not self.host_group:
            return None
        self.knows("groups")
        groups = set(self.host_group.split("|"))
        return {host["host"] for host in self.data.hosts if groups & set(host["groups"])}

    def knows(self, column: str) -> None:
        """Uncounted if the dataset says no such thing of hosts."""
        if any(column not in host for host in self.data.hosts):
            raise Uncounted

    def _named(self) -> Callable[[Row], bool]:
        """The partnership by its name; by the name of one that split, what came of it."""
        if not self.partnership:
            return lambda _row: True
        _, last = self.span
        before = self.before(last)

        def carries(row: Row) -> bool:
            return row.get("name") == self.partnership and self.host in ("", row["host"])

        own = [row for row in self.data.periods[last] if carries(row)]
        ids = {row.get("id") for row in self.data.periods[before] if carries(row)}
        if self.early:
            ids = {parent for row in own for parent in row.get("parents", ())} if own else ids
            return lambda row: row.get("id") in ids
        return carries if own else lambda row: bool(ids & set(row.get("parents", ())))

    # -- what it says

    def holds(self) -> bool:
        """Does the statement hold? Uncounted if rows cannot show it."""
        split = self.measure == "minimum" and self.change == "split" and self.among != HOSTS
        if self.relation in ("about", "text") or (self.among == "other" and not split):
            raise Uncounted
        if self.relation == "order":
            if self.subject != "partnerships" or not self.having or self.among == HOSTS:
                raise Uncounted
            return self.met()
        if not self.value:
            raise Uncounted
        return MEASURES.get((self.subject, self.measure), _uncounted)(self)

    def meets(self, found: Fraction | int) -> bool:
        """Does a number stand in the printed relation to the printed value?"""
        if self.relation == "between":
            return Fraction(self.value) <= found <= Fraction(self.value_high)
        return rows.COMPARE[self.relation](Fraction(found), Fraction(self.value))

    def met(self, having: str = "") -> bool:
        """Does the condition hold of the counts of this part?"""
        try:
            return self._met(conditions.parse(self.having or having))
        except Baseless:
            return False

    def _met(self, one: conditions.Condition) -> bool:
        match one:
            case conditions.All(parts):
                held = [self._met(part) for part in parts]  # all of them: one may be of nothing
                return all(held)
            case conditions.Not(part):
                return not self._met(part)
        return rows.COMPARE[one.sign](self._amount(one.left), self._amount(one.right))

    def _amount(self, term: conditions.Term) -> Fraction:
        return term.constant + sum((self._counted(name) for name in term.counts), Fraction(0))

    def _counted(self, name: str) -> Fraction:
        if name == "share":
            base = len(self.kept(change=""))
            if not base:
                raise Baseless
            return Fraction(len(self.kept()), base)
        words = (("topic", "topics"), ("scope", "scopes"), ("size_class", "size_classes"))
        known = (one for one, some in words if name in self.network.config[some])
        own = {} if name == "partnerships" else {next(known, "change"): name}
        return Fraction(len(replace(self, row={**self.row, **own}).kept()))


def _asked(period: str, where: Mapping[str, str]) -> Question:
    return Question(period, tuple(where.items()))


def _uncounted(_case: Case) -> bool:
    raise Uncounted


def _counts(case: Case) -> bool:
    if case.having or case.among == HOSTS:
        raise Uncounted
    found = [case]
    if case.change == "continued":  # it holds of both periods
        last = case.span[1]
        words = {"period": f"{case.before(last)} to {last}"}
        found = [
            replace(case, row={**case.row, **words, "among": one})
            for one in (case.before(last), last)
        ]
    return all(case.meets(len(one.kept())) for one in found)


def _share(case: Case) -> bool:
    narrowed = any(getattr(case, name) for name in NARROWING)
    if case.having or case.among == HOSTS or (case.base is None and not narrowed):
        raise Uncounted
    if Fraction(case.value) == 1 and case.measure == "fraction" and not narrowed and not case.topic:
        raise Uncounted
    base = case.base or len(case.kept(**_wider(case)))
    if not base:
        return False
    share = Fraction(len(case.kept()), base) * (100 if case.measure == "percent" else 1)
    rounded = case.measure == "percent" and case.relation == "="
    return case.meets(half_up(share) if rounded else share)


def _wider(case: Case) -> dict[str, str]:
    """No conditions but the base's; those whose size is asked for reported."""
    own = dict.fromkeys(NARROWING, "")
    return (
        own | {"size_class": "|".join(case.network.config["size_classes"])}
        if case.size_class or case.member_type
        else own
    )


def half_up(number: Fraction) -> int:
    """Rounded to a whole number, one half upwards, exactly."""
    return math.floor(number + Fraction(1, 2))


def _over_hosts(case: Case) -> list[int]:
    if case.among != HOSTS or case.change == "continued":
        raise Uncounted
    counts = Counter(row["host"] for row in case.kept())
    return [counts[host["host"]] for host in case.data.hosts]


def _mean(case: Case) -> bool:
    found = _over_hosts(case)
    mean = Fraction(sum(found), len(found))
    return case.meets(half_up(mean) if case.relation == "=" else mean)


def _reached(found: list[int], case: Case) -> bool:
    """Both ends of a printed range are reached, and nothing is beyond them."""
    return bool(found) and (min(found), max(found)) == (int(case.value), int(case.value_high))


def _minimum(case: Case) -> bool:
    """Every host has so many; or every partnership that split has so many pieces."""
    if case.among == HOSTS or case.change != "split":
        return all(map(case.meets, _over_hosts(case)))
    last = case.span[1]
    words = {"among": case.before(last), "period": f"{case.before(last)} to {last}"}
    early = replace(case, row={**case.row, **words})
    pieces = Counter(parent for row in case.data.periods[last] for parent in row.get("parents", ()))
    return all(case.meets(pieces[row["id"]]) for row in early.kept())


def _sizes(case: Case) -> list[int]:
    if case.among != REPORTING or case.member_type:
        raise Uncounted
    numbers = [row.get(case.subject) for row in case.kept()]
    return [one for one in numbers if one is not None]


def _statistic(case: Case) -> bool:
    """Least, greatest or median number of members; of one that is named as having it, its own."""
    of: dict[str, Callable[[list[int]], Any]] = {"minimum": min, "maximum": max, "median": median}
    own = _sizes(case)
    if not case.partnership:
        return bool(own) and case.meets(Fraction(of[case.measure](own)))
    everyone = _sizes(replace(case, row={**case.row, "partnership": "", "host": ""}))
    found = [*own, of[case.measure](everyone)] if own else []
    return bool(found) and all(case.meets(Fraction(one)) for one in found)


def _hosts(case: Case) -> bool:
    names = case.host.split("|") if case.host else [host["host"] for host in case.data.hosts]
    group = case.group()
    own = [one for one in case.data.hosts if one["host"] in names]
    own = [one for one in own if group is None or one["host"] in group]
    met = [_host_meets(case, one) for one in own]
    if group is not None:
        return case.meets(len(own)) and all(met)
    return case.meets(sum(met))


def _host_meets(case: Case, one: Row) -> bool:
    """Does a host meet the condition, or have the focus?"""
    if case.having or case.change:
        return replace(case, part={"host": one["host"]}).met("partnerships >= 1")
    if any(getattr(case, name) for name in (*CONDITIONS[:2], *CONDITIONS[4:6], "partnership")):
        raise Uncounted
    if not case.focus:
        return True
    case.knows("focus")
    return bool(set(case.focus.split("|")) & set(one["focus"]))


def _topics(case: Case) -> bool:
    if not case.having:
        raise Uncounted
    topics = case.topic.split("|") if case.topic else list(case.network.config["topics"])
    return case.meets(sum(replace(case, part={"topic": topic}).met() for topic in topics))


MEASURES: dict[tuple[str, str], Callable[[Case], bool]] = {
    ("partnerships", "count"): _counts,
    ("partnerships", "percent"): _share,
    ("partnerships", "fraction"): _share,
    ("partnerships", "mean"): _mean,
    ("partnerships", "range"): lambda case: _reached(_over_hosts(case), case),
    ("partnerships", "minimum"): _minimum,
    ("hosts", "count"): _hosts,
    ("topics", "count"): _topics,
    **{(one, how): _statistic for one in NUMBERS for how in ("minimum", "maximum", "median")},
    **{(one, "range"): lambda case: _reached(_sizes(case), case) for one in NUMBERS},
}

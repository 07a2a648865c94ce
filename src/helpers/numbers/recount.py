"""One statement counted on a complete dataset, whatever its measure: plainly, row by row."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from statistics import median
from typing import Any

from helpers.data import conditions
from helpers.data.lifecycle import FATES
from helpers.data.network import Network
from helpers.numbers import rows
from helpers.numbers.numerals import round_half_up
from helpers.numbers.question import ALL, REPORTING, Question
from helpers.numbers.statement import Statement, counted

NUMBERS = {"active_members", "members"}
CONDITIONS = ("topic", "scope", "host", "change", "size_class", "member_type", "focus")
NARROWING = ("size_class", "member_type", "change", "focus", "scope")
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
class Case(Statement):
    """One statement put to a dataset; `part` narrows it to one host or topic."""

    data: Dataset
    network: Network
    people: Mapping[str, rows.Population]
    part: Mapping[str, str] = field(default_factory=dict)

    def question(self, **more: str) -> Question:
        """The conditions as a question. Uncounted if the rows have no such column."""
        where = {name: getattr(self, name) for name in CONDITIONS} | more
        types = set(filter(None, re.split(r"[|+]", where["member_type"])))
        asked = {name for name, value in {**where, **self.part}.items() if value} - {"change"}
        columns = {"member_types" if name == "member_type" else name for name in asked}
        known = {name for row in self.data.periods[self.when] for name in row}
        if self.network.other in types or not columns <= known:
            raise Uncounted
        whole = REPORTING if where["size_class"] or types else self.among
        if self.early:
            where["fate"] = self._fates(where.pop("change"))
        if (whole == REPORTING and self.early) or "ended" in where.get("change", "").split("|"):
            raise Uncounted
        among = whole if whole in (REPORTING, "not_reporting", "continued") else ALL
        return Question(self.when, where, among=ALL if self.early else among)

    def _fates(self, change: str) -> str:
        meant = change.replace("split_or_merged", "split|merged")
        if not {*meant.split("|")} <= {"", *FATES}:
            raise Uncounted
        return meant or ("ended" if self.among == "ended" else "")

    def kept(self, **more: str) -> list[Row]:
        """The dataset's rows that meet the conditions."""
        question, own, group = self.question(**more), self._named(), self.group()
        people = self.people[self.when]
        met = {id(person) for person in rows.counted(people, question)}
        return [
            row
            for row, person in zip(self.data.periods[self.when], people, strict=True)
            if id(person) in met
            and own(row)
            and (group is None or row["host"] in group)
            and all(row[name] == value for name, value in self.part.items())
        ]

    def group(self) -> set[str] | None:
        """The hosts of the statement's set of hosts."""
        if not self.host_group:
            return None
        groups = {*self.host_group.split("|")}
        return {
            host["host"] for host in self.data.hosts if groups & {*self.of_host(host, "groups")}
        }

    def of_host(self, host: Row, column: str) -> tuple[str, ...]:
        """What the dataset says of a host. Uncounted if it says no such thing."""
        if column not in host:
            raise Uncounted
        return tuple(host[column])

    def _named(self) -> Callable[[Row], bool]:
        """The partnership by its name; by the name of one that split, what came of it."""
        if not self.partnership:
            return lambda _row: True
        last = self.span[1]

        def carries(row: Row) -> bool:
            return row.get("name") == self.partnership and self.host in ("", row["host"])

        own = [row for row in self.data.periods[last] if carries(row)]
        ids = {row.get("id") for row in self.data.periods[self.before(last)] if carries(row)}
        if self.early:
            ids = {parent for row in own for parent in row.get("parents", ())} if own else ids
            return lambda row: row.get("id") in ids
        return carries if own else lambda row: bool(ids & {*row.get("parents", ())})

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
        if not self.value or (self.subject, self.measure) not in MEASURES:
            raise Uncounted
        return MEASURES[self.subject, self.measure](self)

    def meets(self, found: Fraction | int) -> bool:
        """Does a number stand in the printed relation to the printed value?"""
        if self.relation == "between":
            return self.number <= found <= self.high
        return rows.COMPARE[self.relation](Fraction(found), self.number)

    def met(self) -> bool:
        """Does the condition hold of the counts of this part?"""
        try:
            return self._met(conditions.parse(self.having or "partnerships >= 1"))
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
        return Fraction(len(self.but(**counted(name, self.network.config)).kept()))


def _counts(case: Case) -> bool:
    if case.having or case.among == HOSTS:
        raise Uncounted
    found = [case]
    if case.change == "continued":  # it holds of both periods
        last = case.span[1]
        pair = case.before(last), last
        found = [case.but(period=" to ".join(pair), among=one) for one in pair]
    return all(case.meets(len(one.kept())) for one in found)


def _share(case: Case) -> bool:
    narrowed = any(getattr(case, name) for name in NARROWING)
    if case.having or case.among == HOSTS or not (case.denominator or narrowed):
        raise Uncounted
    if case.number == 1 and case.measure == "fraction" and not narrowed and not case.topic:
        raise Uncounted
    wider = dict.fromkeys(NARROWING, "")
    if case.size_class or case.member_type:  # those whose size is asked for reported
        wider["size_class"] = "|".join(case.network.config["size_classes"])
    base = int(case.denominator or 0) or len(case.kept(**wider))
    if not base:
        return False
    share = Fraction(len(case.kept()), base)
    return case.meets(_as_printed(case, 100 * share) if case.measure == "percent" else share)


def _as_printed(case: Case, exact: Fraction) -> Fraction:
    """Rounded half up; a limit is compared unrounded."""
    return Fraction(round_half_up(exact)) if case.relation == "=" else exact


def _over_hosts(case: Case) -> list[int]:
    if case.among != HOSTS or case.change == "continued":
        raise Uncounted
    counts = Counter(row["host"] for row in case.kept())
    return [counts[host["host"]] for host in case.data.hosts]


def _mean(case: Case) -> bool:
    found = _over_hosts(case)
    return case.meets(_as_printed(case, Fraction(sum(found), len(found))))


def _reached(found: list[int], case: Case) -> bool:
    """Both ends of a printed range are reached, and nothing is beyond them."""
    return bool(found) and (min(found), max(found)) == (case.number, case.high)


def _minimum(case: Case) -> bool:
    """Every host has so many; or every partnership that split has so many pieces."""
    if case.among == HOSTS or case.change != "split":
        return all(map(case.meets, _over_hosts(case)))
    first, last = case.before(case.span[1]), case.span[1]
    early = case.but(among=first, period=f"{first} to {last}")
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
    everyone = _sizes(case.but(partnership="", host="")) if case.partnership else own
    named, found = own if case.partnership else [], of[case.measure](everyone) if own else 0
    return bool(own) and all(case.meets(Fraction(one)) for one in (*named, found))


def _hosts(case: Case) -> bool:
    names, group = case.host.split("|"), case.group()
    own = [one for one in case.data.hosts if not case.host or one["host"] in names]
    own = [one for one in own if group is None or one["host"] in group]
    met = [_host_meets(case, one) for one in own]
    whole = group is None or all(met)  # of a set, each host meets it
    return whole and case.meets(sum(met))


def _host_meets(case: Case, one: Row) -> bool:
    """Does a host meet the condition, or have the focus?"""
    if case.having or case.change:
        return replace(case, part={"host": one["host"]}).met()
    if any(getattr(case, name) for name in (*CONDITIONS[:2], *CONDITIONS[4:6], "partnership")):
        raise Uncounted
    return not case.focus or bool({*case.focus.split("|")} & {*case.of_host(one, "focus")})


def _topics(case: Case) -> bool:
    if not case.having:
        raise Uncounted
    topics = case.topic.split("|") if case.topic else list(case.network.config["topics"])
    return case.meets(sum(replace(case, part={"topic": topic}).met() for topic in topics))


MEASURES: dict[tuple[str, str], Callable[[Case], bool]] = {
    **{("partnerships", how): _share for how in ("percent", "fraction")},
    ("partnerships", "count"): _counts,
    ("partnerships", "mean"): _mean,
    ("partnerships", "range"): lambda case: _reached(_over_hosts(case), case),
    ("partnerships", "minimum"): _minimum,
    ("hosts", "count"): _hosts,
    ("topics", "count"): _topics,
    **{(one, how): _statistic for one in NUMBERS for how in ("minimum", "maximum", "median")},
    **{(one, "range"): lambda case: _reached(_sizes(case), case) for one in NUMBERS},
}

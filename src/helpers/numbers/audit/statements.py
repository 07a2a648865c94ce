"""A network's statements and open questions -> the audit's spec.

With `things` and `counting` the only module that knows partnerships: what a row of statements.csv
means, measure by measure; no row has code of its own. A statement that binds nothing is `outside`,
with the reason in plain words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from helpers.data.network import Network
from helpers.numbers.audit import descent
from helpers.numbers.audit.counting import REPORTING, BuiltIn, Counting, Outside, compared, times
from helpers.numbers.audit.spec import Claim, Spec
from helpers.numbers.audit.things import (
    FILED,
    UNREPORTED,
    Named,
    Things,
    frame_of,
    identifier,
    public,
    text,
)
from helpers.numbers.question import Question

PLAIN = "plain"
SELECTORS = (
    "topic", "scope", "host", "host_group", "partnership", "change", "size_class", "member_type",
    "focus", "having",
)  # fmt: skip
CONDITIONS = ("topic", "scope", "host", "partnership", "change", "size_class", "member_type", "focus")
NARROWING = ("size_class", "member_type", "change", "focus", "scope", FILED)
SIZED = {"members": "members", "active_members": "active"}  # subject -> attribute
BINDING = frozenset({"=", ">=", ">", "<=", "<", "between"})


@dataclass(frozen=True)
class Said:
    """One statement, typed: numbers are exact, everything else is text."""

    row: Mapping[str, Any]
    first: str  # the earlier period that it speaks of, and the later one; the same if it is one
    last: str

    def __getattr__(self, name: str) -> str:
        return text(self.row, name)

    @property
    def number(self) -> Fraction:
        """The printed value; Outside if it has none."""
        if not self.value:
            raise Outside("words, which bind no number")
        return Fraction(self.value)

    @property
    def high(self) -> Fraction | None:
        """The upper end of a printed range."""
        return Fraction(self.value_high) if self.value_high else None

    def related(self, formula: str) -> str:
        """The formula that a number is as printed."""
        return compared(formula, self.relation, self.number, self.high)


@dataclass(frozen=True)
class Compiled:
    """The spec, and what became of each statement and question."""

    spec: Spec
    things: Things
    statements: tuple[Mapping[str, Any], ...]
    outside: Mapping[str, str]  # statement -> why it binds nothing
    built_in: Mapping[str, str]  # statement -> why it cannot but hold
    printed: Mapping[str, tuple[str, ...]]  # formula of a number -> statements that print it exactly
    plain: Mapping[str, str]  # claim with several readings -> the one that bounds take
    questions: Mapping[str, Question] = field(default_factory=dict)  # key of a cell -> question


def compile(  # noqa: A001 - it is what it does
    network: Network,
    questions: Iterable[Question] = (),
    readings: str = PLAIN,
    evidence: str = "none",
) -> Compiled:
    """The spec of a network.

    `readings` of sentences that can be read in two ways: `plain` looks for conflicts in all of them
    and bounds by the one that stands first; `all` bounds by any; `a`, `b` drop the other rows.
    `evidence`: `public` adds what evidence.csv says of single partnerships.
    """
    rows = [*network.statements.to_dict("records"), *_drawn(network)]
    if readings not in (PLAIN, "all"):
        rows = [row for row in rows if text(row, "reading") in ("", readings)]
    facts = {}
    if evidence == "public":
        types = Things(network).types
        facts = public(network.table("evidence").to_dict("records"), types)
    things = Things(network, _named(rows, list(network.config["periods"])), facts)
    return _Compiler(things, rows).compiled(list(questions), readings)


def _drawn(network: Network) -> Iterator[dict[str, Any]]:
    """The values of figure_values.csv, each a claim of its own: `FV-1` from the first row."""
    for place, row in enumerate(network.table("figure_values").to_dict("records"), 1):
        conditions = {name: text(row, name) for name in ("host", "topic", "scope", "size_class")}
        yield conditions | {
            "id": f"FV-{place}", "claim_id": f"FV-{place}", "section": "figure_values.csv",
            "place": f"row {place + 1}, {text(row, 'exhibit')}", "subject": "partnerships",
            "measure": "count", "relation": "=", "value": text(row, "value"),
            "among": "reporting" if conditions["size_class"] else "", FILED: text(row, "change"),
        }  # fmt: skip


def _named(rows: Iterable[Mapping[str, Any]], periods: list[str]) -> Named:
    who, whom, focuses = set(), set(), []
    for row in rows:
        if text(row, "relation") not in BINDING:
            continue
        name = text(row, "host"), text(row, "partnership")
        if name[1] and text(row, "subject") == "partnerships":
            who.add(name)
        elif name[1] and text(row, "subject") in SIZED and text(row, "measure") != "count":
            whom.add(name)
        if text(row, "subject") == "partnerships":
            focuses += [one for one in text(row, "focus").split("|") if one]
    return Named(frozenset(who), frozenset(whom), tuple(sorted(set(focuses))))


class _Compiler:
    """Reads statements one by one; names what a formula needs: numbers, sets of hosts, descent."""

    def __init__(self, things: Things, rows: list[dict[str, Any]]) -> None:
        self.things, self.counting = things, Counting(things)
        self.said = [self._typed(row) for row in rows]
        self.descent = descent.Descent(things, self.counting, self.said)
        self.numbers: dict[str, tuple[int, int]] = dict(self.descent.numbers)
        self.sets: dict[str, str] = {}
        self.of_shares = {one.claim_id for one in self.said if "share" in one.having}

    def _typed(self, row: Mapping[str, Any]) -> Said:
        periods, among, period = self.things.periods, text(row, "among"), text(row, "period")
        first, _, last = period.partition(" to ")
        if first in periods and last in periods:
            return Said(row, first, last)
        one = among if among in periods else period if period in periods else ""
        return Said(row, one or periods[0], one or periods[-1])

    def compiled(self, questions: list[Question], readings: str) -> Compiled:
        claims: dict[Claim, None] = {}
        outside, built_in, printed = {}, {}, defaultdict(list)
        for one in self.said:
            try:
                for ids, formula in self.formulas(one):
                    claims[Claim(ids, formula, one.reading)] = None
                if one.relation == "=" and one.subject == "partnerships" and one.measure == "count":
                    for formula in self.counts(one):
                        printed[formula].append(one.id)
            except BuiltIn as reason:
                built_in[one.id] = str(reason)
            except Outside as reason:
                outside[one.id] = str(reason)
        cells = dict(self._cells(questions))
        asked = "".join([*(claim.formula for claim in claims), *cells.values()])
        structure = [*self.descent.claims(asked), *self._facts(asked)]
        spec = Spec(
            self.things.frames,
            (*claims, *structure),
            cells,
            self.numbers,
            self.sets,
            self.descent.pivots(asked),
        )
        ids, plain = {one.id for one in self.said} - outside.keys() - built_in.keys(), {}
        for one in self.said:
            if one.reading and one.id in ids and readings == PLAIN:
                plain.setdefault(one.claim_id, one.reading)
        rows = tuple(one.row for one in self.said)
        kept = {key: tuple(some) for key, some in printed.items()}
        by_key = {question.key(): question for question in questions if question.key() in cells}
        return Compiled(spec, self.things, rows, outside, built_in, kept, plain, by_key)

    def _cells(self, questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
        for question in questions:
            try:
                yield question.key(), self.asked(question)
            except Outside:
                continue

    def asked(self, question: Question) -> str:
        """The formula of the number that a question asks for. Outside if it is no count."""
        if question.measure != "count" or question.period not in self.things.periods:
            raise Outside("not a count")
        where, among = dict(question.where), question.among
        if question.subject == "partnerships" and among in ("all", "reporting", "not_reporting", "continued"):
            return self.counting.n(question.period, where, among)
        if question.subject == "hosts":
            having = question.having or "partnerships >= 1"
            return f"howmany(host, {self.counting.condition(having, question.period, where, '')})"
        raise Outside("not a count of partnerships or hosts")

    def _facts(self, asked: str) -> Iterator[Claim]:
        """What is certain of single rows: droppable where a name says it, else always true."""
        for period, frame in ((one, self.things.frame(one)) for one in self.things.periods):
            name = frame_of(period)
            for column in frame.soft:
                if f"{column}=" in asked or f"{column} ==" in asked:
                    word = next(w for w in self.things.named.focuses if identifier("focus", w) == column)
                    if any(row[column] for row in frame.rows or ()):
                        yield Claim((f"rows:focus={word}",), f"n({name}, known_{column}='1', {column}=0) == 0")
            for whom, told in self.things.sized(period).items() if frame.rows else ():
                number = told.lstrip("=<>")
                sign = {"=": "=="}.get(told[: -len(number)], told[: -len(number)])
                wrong = f"(not members {sign} {number} or size == {UNREPORTED!r})"
                yield Claim((), f"n({name}, {wrong}, whom={whom!r}) == 0")
            for one in self.things.types if "told_" in " ".join(frame.given) else ():
                if identifier("told", one) in frame.given:
                    told, has = identifier("told", one), identifier("type", one)
                    yield Claim((), f"n({name}, {REPORTING}, {told}='1', {has}=0) == 0")

    # -- statements

    def formulas(self, one: Said) -> Iterator[tuple[tuple[str, ...], str]]:
        """A statement's formulas, each with the claims that it hangs on; Outside if it has none."""
        if self._shortest_split(one):
            yield from self.descent.shortest(one)
        else:
            yield from (((one.claim_id,), formula) for formula in self._formulas(one))

    def _formulas(self, one: Said) -> list[str]:
        if one.relation == "order" and one.having and one.subject == "partnerships":
            return [self._condition(one, self.where(one))]
        if one.relation not in BINDING:
            raise Outside("words, which bind no number")
        if one.subject in SIZED:
            return self._sizes(one)
        if one.subject in ("hosts", "topics") and one.measure == "count":
            return self._units(one)
        if one.subject == "partnerships":
            return self._partnerships(one)
        raise Outside(f"about {one.subject.replace('_', ' ')}, not about how many there are of partnerships or hosts")

    def _shortest_split(self, one: Said) -> bool:
        minimum = one.subject == "partnerships" and one.measure == "minimum" and one.change == "split"
        return minimum and one.relation in BINDING and one.among != "hosts" and not one.host

    def _partnerships(self, one: Said) -> list[str]:
        if one.among == "other":
            raise Outside("an example, an aim or another time, not a count of these partnerships")
        if one.measure in ("range", "mean", "minimum") and one.among == "hosts":
            return self._over_hosts(one)
        if one.measure == "count":
            return [one.related(formula) for formula in self.counts(one)]
        if one.measure in ("percent", "fraction"):
            return self._shares(one)
        raise Outside("not a count, a share or a range of counts")

    def period(self, one: Said) -> str:
        """The period whose partnerships a statement counts."""
        if one.among in self.things.periods:
            return one.among
        if one.among == "ended" or one.change == "ended":
            return one.first if one.first != one.last else self.things.around(one.last)[0] or one.first
        return one.last

    def early(self, one: Said) -> bool:
        """Does it say what became of partnerships, rather than how they came about?"""
        return one.among == "ended" or one.change == "ended" or (
            one.first != one.last and self.period(one) == one.first
        )  # fmt: skip

    def where(self, one: Said) -> dict[str, str]:
        """The conditions that a statement sets."""
        found = {name: getattr(one, name) for name in CONDITIONS if getattr(one, name)}
        found |= {FILED: one.filed} if one.filed else {}
        if one.partnership:
            labels = "|".join(self.things.labels(self.period(one), one.host, one.partnership))
            found.pop("host", None)
            found["partnership"] = labels
            if one.subject in SIZED:
                found["whom"] = found.pop("partnership")
        if "change" in found and self.early(one):
            found["fate"] = found.pop("change")
        if {"change", "fate"} & found.keys() and one.first != one.last:
            if self.things.around(one.last)[0] != one.first:
                raise Outside("it spans several periods, which are linked one by one")
        return found

    def n(self, one: Said, **more: str) -> str:
        """The count that a statement is about, with other conditions in place of its own."""
        return self.counting.n(self.period(one), {**self.where(one), **more}, self.among(one))

    def among(self, one: Said) -> str:
        """The whole, where it narrows what is counted."""
        whole = ("reporting", "not_reporting", "continued", "ended")
        return one.among if one.among in whole else ""

    def counts(self, one: Said) -> list[str]:
        """The numbers that the statement's value is of; two where it holds of both periods."""
        named = self.descent.number(one)
        if named:
            return [named]
        if one.host_group:
            return [self.counting.n(self.period(one), self.where(one), self.among(one), self._set(one))]
        if one.change == "continued" and one.first != one.last:
            where = self.where(one) | {"fate": ""}
            late = self.counting.n(one.last, where | {"change": "continued"})
            return [late, self.counting.n(one.first, where | {"change": "", "fate": "continued"})]
        return [self.n(one)]

    def _set(self, one: Said) -> str:
        name = identifier("set", one.host_group.replace("/", "__"))
        self.sets[name] = "host"
        return name

    # -- shares

    def _shares(self, one: Said) -> list[str]:
        if one.number == 1 and not any(getattr(one, name) for name in SELECTORS):
            raise BuiltIn("each partnership has its one topic, scope and change by construction")
        base = one.denominator or self._base(one)
        some = [] if one.denominator else [f"{base} >= 1"]  # of nothing there is no share
        return [*some, *(share for part in self.counts(one) for share in _share(one, part, base))]

    def _base(self, one: Said) -> str:
        """The base that is not printed but plain: the partnerships without what narrows them."""
        if one.claim_id in self.of_shares:
            raise BuiltIn("it says which hosts the count beside it counts")
        if one.having or not any(getattr(one, name) for name in NARROWING):
            raise Outside("its base is not printed")
        if one.host_group:
            raise Outside("its base is that of an unnamed set of hosts")
        reporting = "reporting" if one.size_class or one.member_type else self.among(one)
        where = {k: v for k, v in self.where(one).items() if k not in (*NARROWING, "fate")}
        return self.counting.n(self.period(one), where, reporting)

    # -- hosts and topics

    def _units(self, one: Said) -> list[str]:
        unit = one.subject.removesuffix("s")
        named = getattr(one, unit).split("|") if getattr(one, unit) else []
        if one.subject == "topics" and not one.having:
            raise BuiltIn("each partnership has its one topic by construction")
        if one.subject == "hosts" and not one.having and not one.change:
            return self._plain_hosts(one)
        where = self.where(one)
        where.pop(unit, None)
        if one.host_group:
            if named:
                raise Outside("it names a host and a set of hosts")
            own = self._set(one)
            met = self._condition(one, where)
            return [one.related(f"size({own})"), f"each({own}, {met})"]
        if one.subject == "hosts" and one.focus:
            raise Outside("the focus of hosts that a condition selects is not read")
        if not named:
            return [one.related(f"howmany({unit}, {self._condition(one, where)})")]
        if one.relation != "=" or one.number not in (0, len(named)):
            raise Outside("it counts some of several that it names")
        met = [self._condition(one, where | {unit: name}) for name in named]
        return met if one.number else [f"not ({condition})" for condition in met]

    def _condition(self, one: Said, where: Mapping[str, str]) -> str:
        having = one.having or "partnerships >= 1"
        return self.counting.condition(having, self.period(one), where, self.among(one))

    def _plain_hosts(self, one: Said) -> list[str]:
        """How many hosts there are, in a set or with a focus of their own."""
        if one.host_group:
            return [one.related(f"size({self._set(one)})")]
        if one.focus:
            if one.host or "|" in one.focus:
                raise Outside("the focus of one host, or one of several, is not read")
            name = identifier("hosts", one.focus)
            self.numbers[name] = (0, len(self.things.hosts))
            return [one.related(name)]
        listed = len(self.things.hosts)
        if one.relation == "=" and one.number == listed:
            raise BuiltIn("the list of hosts has so many")
        return [one.related(str(listed))]

    def _over_hosts(self, one: Said) -> list[str]:
        if one.change == "continued":
            raise Outside("it holds of both periods, host by host")
        count = self.n(one)
        if one.measure == "mean":
            return [f"ratio({count}, {len(self.things.hosts)}) == {one.value}"]
        if one.measure == "minimum":
            return [f"each(host, {one.related(count)})"]
        low, high = one.number, one.high
        return [
            f"each(host, {low} <= {count} <= {high})",
            f"howmany(host, {count} <= {low}) >= 1",
            f"howmany(host, {count} >= {high}) >= 1",
        ]

    # -- numbers of members

    def _sizes(self, one: Said) -> list[str]:
        reporting = one.among == "reporting"
        if reporting and one.measure == "minimum" and one.member_type and one.number == 1:
            raise BuiltIn("it says what the count beside it counts")
        of = {"minimum": self._least, "maximum": self._greatest, "median": self._median, "range": self._range}
        if not reporting or one.member_type or one.measure not in of:
            raise Outside("counts persons or memberships, which may be of several partnerships each")
        narrowed = [name for name in SELECTORS if getattr(one, name) and name not in ("partnership", "having")]
        narrowed = [name for name in narrowed if not (one.partnership and name == "host")]
        if narrowed:
            raise Outside(f"a statistic of some partnerships only, by {', '.join(narrowed)}")
        rules = of[one.measure](one, {})
        return rules + (of[one.measure](one, self.where(one)) if one.partnership else [])

    def _sized(self, one: Said, test: str, own: Mapping[str, str]) -> str:
        """How many that reported have a number of members that meets the test."""
        counted = self.counting.n(self.period(one), own, "reporting")
        return counted.replace(REPORTING, f"{REPORTING}, {SIZED[one.subject]} {test}", 1)

    def _range(self, one: Said, own: Mapping[str, str]) -> list[str]:
        low = replace(one, row={**one.row, "relation": "="})
        high = replace(low, row={**low.row, "value": one.value_high})
        return self._least(low, own) + self._greatest(high, own)

    def _least(self, one: Said, own: Mapping[str, str]) -> list[str]:
        value = int(one.number) + (one.relation == ">") - (one.relation == "<")
        some = self.counting.n(self.period(one), own, "reporting")
        if one.relation in ("<", "<="):
            return [f"{self._sized(one, f'<= {value}', own)} >= 1"]
        rules = [f"{some} >= 1", f"{self._sized(one, f'< {value}', own)} == 0"]
        reached = [f"{self._sized(one, f'== {value}', own)} >= 1"]
        return rules + (reached if one.relation == "=" else [])

    def _greatest(self, one: Said, own: Mapping[str, str]) -> list[str]:
        value = int(one.number)
        if one.relation == "=":
            reached = f"{self._sized(one, f'== {value}', own)} >= 1"
            return [f"{self._sized(one, f'> {value}', own)} == 0", reached]
        if one.relation not in (">", ">="):
            raise Outside("an upper limit of a maximum is not read")
        return [f"{self._sized(one, f'{one.relation} {value}', own)} >= 1"]

    def _median(self, one: Said, own: Mapping[str, str]) -> list[str]:
        """Fewer than half lie below and fewer than half above the median, where one lies on it."""
        if one.number.denominator != 1 or one.relation != "=":
            raise Outside("a median that is not a whole number is not read")
        if not self._odd:
            raise Outside("a median of an even or unknown number may lie between two partnerships")
        value, everyone = int(one.number), self.counting.n(self.period(one), {}, "reporting")
        if own:
            return [f"{self._sized(one, f'== {value}', own)} >= 1"]
        return [
            f"{times(2, self._sized(one, f'{sign} {value}', own))} < {everyone}" for sign in "<>"
        ]

    @cached_property
    def _odd(self) -> bool:
        """Is it printed that an odd number of partnerships reported?"""
        return any(
            one.among == "reporting" and one.subject == "partnerships" and one.measure == "count"
            and one.relation == "=" and not any(getattr(one, name) for name in SELECTORS)
            and one.number % 2 == 1
            for one in self.said
        )  # fmt: skip


def _share(one: Said, part: str, base: str) -> list[str]:
    """A printed percentage admits the counts that round half up to it; a fraction or limit is exact."""
    percent = one.measure == "percent"
    if percent and one.relation == "=":
        return [f"pct({part}, {base}) == {one.value}"]
    ends = {"between": [(">=", one.number), ("<=", one.high or one.number)]}
    found = []
    for relation, value in ends.get(one.relation, [(one.relation, one.number)]):
        share = value / 100 if percent else value
        sign = {"=": "=="}.get(relation, relation)
        found.append(f"{times(share.denominator, part)} {sign} {times(share.numerator, base)}")
    return found

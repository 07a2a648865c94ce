"""What statements say, measure by measure, as formulas; no row has code of its own."""

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.numbers.audit import sizes
from helpers.numbers.audit.counting import BuiltIn, Counting, Outside, times
from helpers.numbers.audit.descent import Descent, Formula
from helpers.numbers.audit.said import (
    BINDING,
    CONDITIONS,
    NARROWING,
    SELECTORS,
    SIZED,
    WHOLES,
    Said,
)
from helpers.numbers.audit.things import Things, identifier, text


class Reader:
    """Reads statements one by one; `numbers` and `sets` are those that formulas name."""

    def __init__(self, things: Things, rows: list[dict[str, Any]]) -> None:
        self.things, self.counting = things, Counting(things)
        self.said = [self._typed(row) for row in rows]
        self.descent = Descent(things, self.counting, self.said)
        self.numbers: dict[str, tuple[int, int]] = dict(self.descent.numbers)
        self.sets: dict[str, str] = {}
        self._of_shares = {one.claim_id for one in self.said if "share" in one.having}
        self.odd = any(map(self._says_odd, self.said))

    def _typed(self, row: Mapping[str, Any]) -> Said:
        """A statement with the periods that it speaks of: two, where something became of one."""
        periods, among, period = self.things.periods, text(row, "among"), text(row, "period")
        first, _, last = period.partition(" to ")
        if first in periods and last in periods:
            return Said(row, first, last)
        found = [one for one in periods if one in (among, period)]
        change = text(row, "change")
        ended = "ended" in (among, change)
        if len(periods) > 1 and (ended or (change and found == periods[:1])):
            last = periods[1] if found == periods[:1] else (found or periods)[-1]
            return Said(row, self.things.around(last)[0], last)
        return Said(row, (found or periods)[0], (found or periods)[-1])

    def _says_odd(self, one: Said) -> bool:
        """Does it print that an odd number of partnerships reported?"""
        all_ = one.among == "reporting" and not any(getattr(one, name) for name in SELECTORS)
        exact = one.subject == "partnerships" and one.measure == "count" and one.relation == "="
        return all_ and exact and one.number % 2 == 1

    # -- what is counted

    def formulas(self, one: Said) -> Iterator[Formula]:
        """A statement's formulas, each with the claims that it hangs on; Outside if it has none."""
        if self._shortest_split(one):
            yield from self.descent.shortest(one)
            return
        yield from (((one.claim_id,), formula) for formula in self._formulas(one))

    def _formulas(self, one: Said) -> list[str]:
        if one.relation == "order" and one.having and one.subject == "partnerships":
            return [self._condition(one, self.where(one))]
        if one.relation not in BINDING:
            raise Outside("words, which bind no number")
        if one.subject in SIZED:
            own = self.counting.n(self.period(one), self.where(one), "reporting")
            everyone = self.counting.n(self.period(one), {}, "reporting")
            return sizes.formulas(one, everyone, own, self.odd)
        if one.subject in ("hosts", "topics") and one.measure == "count":
            return self._units(one)
        if one.subject == "partnerships":
            return self._partnerships(one)
        subject = one.subject.replace("_", " ")
        raise Outside(f"about {subject}, not about how many partnerships or hosts there are")

    def _shortest_split(self, one: Said) -> bool:
        asked = (one.subject, one.measure, one.change) == ("partnerships", "minimum", "split")
        return asked and one.relation in BINDING and one.among != "hosts" and not one.host

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
        if "ended" in (one.among, one.change):
            return one.first
        return one.among if one.among in self.things.periods else one.last

    def early(self, one: Said) -> bool:
        """Does it say what became of partnerships, rather than how they came about?"""
        spans = one.first != one.last and self.period(one) == one.first
        return spans or "ended" in (one.among, one.change)

    def where(self, one: Said) -> dict[str, str]:
        """The conditions that a statement sets."""
        found = {name: getattr(one, name) for name in CONDITIONS if getattr(one, name)}
        if one.partnership:
            labels = "|".join(self.things.labels(self.period(one), one.host, one.partnership))
            found.pop("host", None)
            found["partnership"] = labels
            if one.subject in SIZED:
                found["whom"] = found.pop("partnership")
        if "change" in found and self.early(one):
            found["fate"] = found.pop("change")
        spans = one.first not in (one.last, self.things.around(one.last)[0])
        if {"change", "fate"} & found.keys() and spans:
            raise Outside("it spans several periods, which are linked one by one")
        return found

    def n(self, one: Said, inset: str = "") -> str:
        """The count that a statement is about, of all hosts or of an unnamed set."""
        return self.counting.n(self.period(one), self.where(one), self.among(one), inset)

    def among(self, one: Said) -> str:
        """The whole, where it narrows what is counted."""
        return one.among if one.among in WHOLES else ""

    def counts(self, one: Said) -> list[str]:
        """The numbers that the statement's value is of; two where it holds of both periods."""
        named = self.descent.number(one)
        if named:
            return [named]
        if one.host_group:
            return [self.n(one, inset=self._set(one))]
        before = self.things.around(one.last)[0]
        if one.change == "continued" and before:
            where = self.where(one) | {"change": "", "fate": ""}
            late = self.counting.n(one.last, where | {"change": "continued"})
            return [late, self.counting.n(before, where | {"fate": "continued"})]
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
        if one.claim_id in self._of_shares:
            raise BuiltIn("it says which hosts the count beside it counts")
        if one.having or not any(getattr(one, name) for name in NARROWING):
            raise Outside("its base is not printed")
        if one.host_group:
            raise Outside("its base is that of an unnamed set of hosts")
        reporting = "reporting" if one.size_class or one.member_type else self.among(one)
        where = {k: v for k, v in self.where(one).items() if k not in NARROWING}
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
        tests = [self._condition(one, where | {unit: name}) for name in named]
        return tests if one.number else [f"not ({test})" for test in tests]

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


def _share(one: Said, part: str, base: str) -> list[str]:
    """A percentage admits the counts that round half up to it; a fraction or a limit is exact."""
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

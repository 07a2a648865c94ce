"""What statements say, measure by measure, as formulas; no row has code of its own."""

import re
from collections.abc import Sequence

from helpers.data.statements import SELECTORS
from helpers.numbers.audit.counts import BuiltIn, Counts, Outside, related, times
from helpers.numbers.audit.descent import Descent, Formula
from helpers.numbers.audit.frames import FILED, REPORTING, SIZED, Frames, identifier
from helpers.numbers.question import NARROWING
from helpers.numbers.statement import Statement

CONDITIONS = (*(name for name in SELECTORS if name not in ("host_group", "having")), FILED)
WHOLES = ("reporting", "not_reporting", "continued", "ended")
EVERYONE = "n() >= 1; n(< v) == 0"
# What a statistic of members says: n() reported, n(< v) of them have fewer than the printed value.
# The median is the number of one of them, if they are odd: fewer than half lie on either side.
STATISTICS = {
    ("minimum", "="): f"{EVERYONE}; n(== v) >= 1",
    ("minimum", ">="): EVERYONE,
    ("minimum", "between"): EVERYONE,
    ("minimum", ">"): "n() >= 1; n(<= v) == 0",
    ("minimum", "<="): "n(<= v) >= 1",
    ("minimum", "<"): "n(< v) >= 1",
    ("maximum", "="): "n(> v) == 0; n(== v) >= 1",
    ("maximum", ">="): "n(>= v) >= 1",
    ("maximum", ">"): "n(> v) >= 1",
    ("median", "="): "2*n(< v) < n(); 2*n(> v) < n()",
    ("range", "between"): f"{EVERYONE}; n(== v) >= 1; n(> h) == 0; n(== h) >= 1",
}
UNREAD = {
    "median": "a median that is not a whole number is not read",
    "maximum": "an upper limit of a maximum is not read",
}


class Reader:
    """Reads statements one by one; `numbers` and `sets` are those that formulas name."""

    def __init__(self, frames: Frames, said: Sequence[Statement]) -> None:
        self.frames, self.counts = frames, Counts(frames)
        self.descent = Descent(frames, said)
        self.numbers, self.sets = dict(self.descent.numbers), dict[str, str]()
        self._of_shares = {one.claim_id for one in said if "share" in one.having}
        self._odd = any(map(_says_odd, said))

    def formulas(self, one: Statement) -> list[Formula]:
        """A statement's formulas, each with the claims that it hangs on; Outside if it has none."""
        split = (one.subject, one.measure, one.change) == ("partnerships", "minimum", "split")
        if split and one.binds and one.among != "hosts" and not one.host:
            return list(self.descent.shortest(one))
        return [((one.claim_id,), formula) for formula in self._formulas(one)]

    def _formulas(self, one: Statement) -> list[str]:
        if one.relation == "order" and one.having and one.subject == "partnerships":
            return [self._condition(one, self._where(one))]
        if not one.binds:
            raise Outside("words, which bind no number")
        if one.subject in SIZED:
            return self._statistic(one)
        if one.subject in ("hosts", "topics") and one.measure == "count":
            return self._units(one)
        if one.subject != "partnerships":
            subject = one.subject.replace("_", " ")
            raise Outside(f"about {subject}, not about how many partnerships or hosts there are")
        if one.among == "other":
            raise Outside("an example, an aim or another time, not a count of these partnerships")
        if one.measure in ("range", "mean", "minimum") and one.among == "hosts":
            return self._over_hosts(one)
        if one.measure == "count":
            return [_printed(one, formula) for formula in self.counted(one)]
        if one.measure in ("percent", "fraction"):
            return self._shares(one)
        raise Outside("not a count, a share or a range of counts")

    def _where(self, one: Statement) -> dict[str, str]:
        found = {name: getattr(one, name) for name in CONDITIONS if getattr(one, name)}
        if one.partnership:
            found.pop("host", None)
            name = found.pop("partnership")
            key = "whom" if one.subject in SIZED else "partnership"
            found[key] = "|".join(self.frames.labels(one.when, one.host, name))
        if "change" in found and one.early:
            found["fate"] = found.pop("change")
        first, last = one.span
        if {"change", "fate"} & found.keys() and first not in (last, self.frames.before(last)):
            raise Outside("it spans several periods, which are linked one by one")
        return found

    def _n(self, one: Statement, inset: str = "") -> str:
        return self.counts.n(one.when, self._where(one), _whole(one), inset)

    def counted(self, one: Statement) -> list[str]:
        """The numbers that the statement's value is of; two where it holds of both periods."""
        if named := self.descent.number(one):
            return [named]
        if one.host_group:
            return [self._n(one, inset=self._set(one))]
        last = one.span[1]
        before = self.frames.before(last)
        if one.change == "continued" and before:
            where = self._where(one) | {"change": "", "fate": ""}
            late = self.counts.n(last, where | {"change": "continued"})
            return [late, self.counts.n(before, where | {"fate": "continued"})]
        return [self._n(one)]

    def _set(self, one: Statement) -> str:
        if one.host or one.subject == "topics":
            raise Outside("it names a host, or counts topics, beside a set of hosts")
        name = identifier("set", one.host_group.replace("/", "__"))
        self.sets[name] = "host"
        return name

    # -- shares

    def _shares(self, one: Statement) -> list[str]:
        if one.number == 1 and not _selected(one):
            raise BuiltIn("each partnership has its one topic, scope and change by construction")
        base = one.denominator or self._base(one)
        some = [] if one.denominator else [f"{base} >= 1"]  # of nothing there is no share
        return [*some, *(share for part in self.counted(one) for share in _share(one, part, base))]

    def _base(self, one: Statement) -> str:
        """The base that is not printed but plain: the partnerships without what narrows them."""
        if one.claim_id in self._of_shares:
            raise BuiltIn("it says which hosts the count beside it counts")
        if one.having or not any(getattr(one, name) for name in NARROWING):
            raise Outside("its base is not printed")
        if one.host_group:
            raise Outside("its base is that of an unnamed set of hosts")
        whole = "reporting" if one.size_class or one.member_type else _whole(one)
        apart = dict.fromkeys((*NARROWING, "fate"), "")
        return self.counts.n(one.when, self._where(one) | apart, whole)

    # -- members

    def _statistic(self, one: Statement) -> list[str]:
        """Formulas from n(...) of all that reported, and of the one that is named as having it."""
        known = one.measure in {measure for measure, _ in STATISTICS}
        if one.among != "reporting" or one.member_type or not known:
            if (one.among, one.measure, one.value) == ("reporting", "minimum", "1"):
                raise BuiltIn("it says what the count beside it counts")
            raise Outside(
                "counts persons or memberships, which may be of several partnerships each"
            )
        apart = ("partnership", "having", "host" if one.partnership else "")
        if narrowed := [name for name in _selected(one) if name not in apart]:
            raise Outside(f"a statistic of some partnerships only, by {', '.join(narrowed)}")
        ranged = one.measure == "range" and one.value_high
        rules = STATISTICS.get((one.measure, "between" if ranged else one.relation))
        if not rules or one.number.denominator != 1:
            raise Outside(UNREAD.get(one.measure, f"such a {one.measure} is not read"))
        if one.measure == "median" and not self._odd:
            raise Outside("a median of an even or unknown number may lie between two partnerships")
        own = "n(== v) >= 1" if one.measure == "median" else rules
        everyone = _tested(one, rules, self.counts.n(one.when, {}, "reporting"))
        return everyone + (_tested(one, own, self._n(one)) if one.partnership else [])

    # -- hosts and topics

    def _units(self, one: Statement) -> list[str]:
        unit = one.subject.removesuffix("s")
        named = [name for name in getattr(one, unit).split("|") if name]
        if unit == "topic" and not one.having:
            raise BuiltIn("each partnership has its one topic by construction")
        if unit == "host" and not one.having and not one.change:
            return self._plain_hosts(one)
        where = self._where(one) | {unit: ""}
        if one.host_group:
            own = self._set(one)
            return [_printed(one, f"size({own})"), f"each({own}, {self._condition(one, where)})"]
        if unit == "host" and one.focus:
            raise Outside("the focus of hosts that a condition selects is not read")
        if not named:
            return [_printed(one, f"howmany({unit}, {self._condition(one, where)})")]
        if one.relation != "=" or one.number not in (0, len(named)):
            raise Outside("it counts some of several that it names")
        tests = [self._condition(one, where | {unit: name}) for name in named]
        return tests if one.number else [f"not ({test})" for test in tests]

    def _condition(self, one: Statement, where: dict[str, str]) -> str:
        return self.counts.condition(one.having, one.when, where, _whole(one))

    def _plain_hosts(self, one: Statement) -> list[str]:
        """How many hosts there are, in a set or with a focus of their own."""
        if one.host_group:
            return [_printed(one, f"size({self._set(one)})")]
        listed = len(self.frames.hosts)
        if one.focus:
            if one.host or "|" in one.focus:
                raise Outside("the focus of one host, or one of several, is not read")
            name = identifier("hosts", one.focus)
            self.numbers[name] = (0, listed)
            return [_printed(one, name)]
        if one.relation == "=" and one.number == listed:
            raise BuiltIn("the list of hosts has so many")
        return [_printed(one, str(listed))]

    def _over_hosts(self, one: Statement) -> list[str]:
        if one.change == "continued":
            raise Outside("it holds of both periods, host by host")
        count, low, high = self._n(one), one.number, one.high
        if one.measure == "mean":
            return [f"ratio({count}, {len(self.frames.hosts)}) == {one.value}"]
        if one.measure == "minimum":
            return [f"each(host, {_printed(one, count)})"]
        reached = (f"howmany(host, {count} {end}) >= 1" for end in (f"<= {low}", f">= {high}"))
        return [f"each(host, {low} <= {count} <= {high})", *reached]


def _selected(one: Statement) -> list[str]:
    return [name for name in SELECTORS if getattr(one, name)]


def _whole(one: Statement) -> str:
    return one.among if one.among in WHOLES else ""


def _says_odd(one: Statement) -> bool:
    """Does it print that an odd number of partnerships reported?"""
    count = (one.subject, one.measure, one.relation, one.among)
    exact = count == ("partnerships", "count", "=", "reporting") and not _selected(one)
    return exact and one.binds and one.number % 2 == 1


def _tested(one: Statement, rules: str, counted: str) -> list[str]:
    """Rules of STATISTICS as formulas, from the n(...) of those that reported."""

    def that(found: re.Match[str]) -> str:
        test = found[1].replace("v", str(one.number)).replace("h", str(one.high))
        more = f"{REPORTING}, {SIZED[one.subject]} {test}" if test else REPORTING
        return counted.replace(REPORTING, more, 1)

    return [re.sub(r"n\((.*?)\)", that, rule) for rule in rules.split("; ")]


def _printed(one: Statement, formula: str) -> str:
    """The formula that a number is as printed."""
    if one.relation != "between":
        return related(formula, one.relation, one.number)
    low, high = one.number, one.high
    scale = low.denominator * high.denominator
    return f"{scale * low} <= {times(scale, formula)} <= {scale * high}"


def _share(one: Statement, part: str, base: str) -> list[str]:
    """A percentage admits the counts that round half up to it; a fraction or a limit is exact."""
    scale = 100 if one.measure == "percent" else 1
    if scale == 100 and one.relation == "=":
        return [f"pct({part}, {base}) == {one.value}"]
    ends = [(one.relation, one.number)]
    if one.relation == "between":
        ends = [(">=", one.number), ("<=", one.high)]
    return [related(part, sign, value / scale, base) for sign, value in ends]

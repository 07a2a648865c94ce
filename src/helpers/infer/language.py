"""Published statements -> rules on counts. What a row means, measure by measure; no row has code of its own.

`Reader` walks through the statements twice: first with `Needs`, which only notes the attributes that are asked about
together, then with the frames built from those.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from typing import Protocol

from helpers import conditions
from helpers.infer import entities
from helpers.infer.entities import NO_REPORT, Known
from helpers.infer.program import NEVER, Program, Sum, total
from helpers.infer.tables import EVERYTHING, Selection, among
from helpers.statements import Statement

SIZED = {"members": "members", "active_members": "active"}  # subject -> attribute that holds its intervals


class Outside(Exception):
    """Why a statement makes no rule, in a few words."""


class BuiltIn(Outside):
    """The statement makes no rule because the model cannot but keep it."""

    def __str__(self) -> str:
        return f"built in: {super().__str__()}"


class Counter(Protocol):
    def count(self, selection: Selection) -> Sum: ...


@dataclass
class Needs:
    """Notes which attributes are asked about together; counts nothing."""

    coupled: list[frozenset[str]] = field(default_factory=list)

    def count(self, selection: Selection) -> Sum:
        if selection.attributes not in self.coupled:
            self.coupled.append(selection.attributes)
        return Sum()


@dataclass(frozen=True)
class Bound:
    """One rule of a statement: `low <= sum <= high`; `shown` is the printed number where the sum is what it prints."""

    sum: Sum
    low: int = -NEVER
    high: int = NEVER
    printed: bool = False


@dataclass
class Reader:
    """Statements -> rules, over counts of year 4 (`last`), of year 1 (`first`) and links between them."""

    program: Program
    last: Counter
    first: Counter
    known: Known
    labs: list[str]
    vocabularies: dict[str, list[str]]
    member_types: list[str]
    intervals: dict[str, list[tuple[int, int | None]]]
    odd: bool = False  # whether an odd number of alliances reported
    shared: frozenset[str] = frozenset()  # claims that count labs by a share of their alliances
    pieces: dict[tuple[str, str], Sum] = field(default_factory=dict)   # named year-1 alliance that split -> its pieces
    parents: dict[tuple[str, str], Sum] = field(default_factory=dict)  # named merger of year 4 -> alliances merged
    shortest_split: Callable[[int], list[Bound]] = lambda least: []
    members_of: dict[str, dict[str, int]] = field(default_factory=dict)  # unnamed set of labs -> lab -> switch
    lab_focus: dict[str, Sum] = field(default_factory=dict)
    parts: dict[tuple, dict[str, Sum]] = field(default_factory=dict)  # family of sets, lab, what is counted -> set -> its part

    # -- what is counted

    def rules(self, statement: Statement) -> list[Bound]:
        """The rules that a statement makes; Outside if it makes none."""
        if statement.relation == "order" and statement.having and statement.subject == "alliances":
            switch = self._holds(self._condition(statement), statement, EVERYTHING)
            return [Bound(Sum({switch: 1}), 1, 1)]
        if statement.relation in ("about", "order", "text"):
            raise Outside("words, which bind no number")
        if statement.subject in SIZED:
            return self._sizes(statement)
        if statement.subject in ("labs", "topics") and statement.measure == "count":
            return self._units(statement)
        if statement.subject == "alliances":
            return self._alliances(statement)
        raise Outside(f"about {statement.subject.replace('_', ' ')}, not about how many alliances or RELs")

    def _alliances(self, statement: Statement) -> list[Bound]:
        if statement.measure == "minimum" and statement.change == "split" and statement.universe != "labs" and not statement.lab:
            return self._pieces_of_each(statement)
        if statement.universe == "other":
            raise Outside("an example, an aim or another time, not a count of these alliances")
        if statement.measure in ("range", "mean", "minimum") and statement.universe == "labs":
            return self._over_labs(statement)
        if statement.measure == "count":
            return [_related(each, statement) for each in self._counts(statement)]
        if statement.measure in ("percent", "fraction"):
            return self._shares(statement)
        raise Outside("not a count, a share or a range of counts")

    def _pieces_of_each(self, statement: Statement) -> list[Bound]:
        if statement.relation not in (">", ">="):
            raise Outside("into how many each split is read as a lower limit only")
        return self.shortest_split(_related(Sum(), statement).low)

    def _counts(self, statement: Statement) -> list[Sum]:
        """The sums that the statement's number describes; two where it holds of both periods."""
        if statement.alliance and not self.known.named(statement.alliance, statement.lab):
            if statement.change != "split":
                raise Outside("it names an alliance that is not on the list, other than one that split")
            return [self._of(self.pieces, statement)]
        if statement.universe == "year1" and statement.alliance:
            return [self._of(self.parents, statement)]
        if statement.lab_group:
            return [self._in_group(statement)]
        if statement.change == "continued":
            last = replace(statement, universe="continued") if self._early(statement) else statement
            return [self._count(last), self._count(replace(statement, universe="year1"))]
        return [self._count(statement)]

    def _of(self, found: dict[tuple[str, str], Sum], statement: Statement) -> Sum:
        if not statement.lab:
            raise Outside("it names an alliance without its REL")
        return found.get((statement.lab, statement.alliance), Sum())

    def _count(self, statement: Statement, also: Selection = EVERYTHING) -> Sum:
        return self._frame(statement).count(self.selection(statement) & also)

    def _frame(self, statement: Statement) -> Counter:
        return self.first if self._early(statement) else self.last

    def _early(self, statement: Statement) -> bool:
        return statement.universe in ("year1", "ended") or statement.change == "ended" or (
            statement.universe == "labs" and statement.period == "year 1")

    def selection(self, statement: Statement) -> Selection:
        """The things that the statement's universe and selectors select."""
        found = [self._one(name, text, self._early(statement), statement.subject) for name, text in
                 entities.selectors_of(statement, ["lab_group"]).items()]
        if statement.universe == "ended" and statement.change != "ended":
            found.append(among("fate", ["ended"]))
        if statement.universe == "continued" and not statement.change:
            found.append(entities.how_selection("continued"))
        if self._reporting(statement):
            found.append(self.reporting())
        if statement.universe == "not_reporting":
            found.append(among("size", [NO_REPORT]))
        return reduce(Selection.__and__, found, EVERYTHING)

    def _reporting(self, statement: Statement) -> bool:
        return statement.universe == "reporting" and not (statement.size_class or statement.member_type)

    def reporting(self) -> Selection:
        """Alliances that reported their members."""
        return Selection(frozenset(["size"]), lambda cell: cell["size"] != NO_REPORT)

    def _one(self, name: str, text: str, early: bool, subject: str = "alliances") -> Selection:
        words = text.split("|")
        if early:
            return self._one_early(name, words)
        match name:
            case "topic" | "scope":
                return among(name, words)
            case "size_class":
                return among("size", words)
            case "lab":
                return among("lab", words)
            case "alliance":
                return among(entities.who(subject), [f"{lab}/{text}" for lab in self.labs])
            case "change":
                found = [entities.how_selection(word) for word in words]
                return _any(found)
            case "member_type":
                return _any([_present(word.split("+"), self.member_types) for word in words])
            case "focus":
                return _any([among(f"focus:{word}", [True]) for word in words])
        raise Outside(f"it selects by {name}")

    def _one_early(self, name: str, words: list[str]) -> Selection:
        match name:
            case "lab":
                return among("lab", words)
            case "change":
                fates = {"ended": ["ended"], "continued": ["continued", "split", "merged"], "split": ["split"], "merged": ["merged"]}
                if all(word in fates for word in words):
                    return among("fate", [fate for word in words for fate in fates[word]])
            case "focus":
                return _any([among(f"focus:{word}", [True]) for word in words])
        raise Outside(f"it selects alliances of year 1 by {name}")

    # -- shares

    def _shares(self, statement: Statement) -> list[Bound]:
        if statement.value == 1 and not statement.selectors():
            raise BuiltIn("each alliance has its one topic area, scope and change by construction")
        base = Sum(constant=statement.denominator) if statement.denominator else self._base(statement)
        some = [] if statement.denominator else [Bound(base, low=1)]  # of nothing there is no share
        return [*some, *(bound for part in self._counts(statement) for bound in _share(part, base, statement))]

    def _base(self, statement: Statement) -> Sum:
        """The base that is not printed but plain: the alliances without what narrows them, of those that reported if that is meant."""
        narrowed = ("size_class", "member_type", "change", "focus", "scope")
        if statement.claim_id in self.shared:
            raise BuiltIn("it says which RELs the count beside it counts")
        if statement.having or not any(getattr(statement, name) for name in narrowed):
            raise Outside("its base is not printed")
        if statement.lab_group:
            raise Outside("its base is that of an unnamed set of RELs")
        reporting = statement.size_class or statement.member_type
        return self._count(replace(statement, **dict.fromkeys(narrowed, ""), universe="reporting" if reporting else statement.universe))

    # -- labs and topics

    def _units(self, statement: Statement) -> list[Bound]:
        if statement.subject == "topics":
            asked_for = statement.topic.split("|") if statement.topic else self.vocabularies["topics"]
            units = [among("topic", [topic]) for topic in self.vocabularies["topics"] if topic in asked_for]
            if not statement.having:
                raise BuiltIn("each alliance has its one topic area by construction")
            asked = replace(statement, topic="")
        else:
            if statement.focus and not statement.having:
                if statement.lab or "|" in statement.focus:
                    raise Outside("the focus of one REL, or one of several, is not read")
                return [_related(self._focus_of_labs(statement.focus), statement)]
            if statement.focus:
                raise Outside("the focus of RELs that a condition selects is not read")
            units = [self._lab(lab) for lab in self.labs if lab in (statement.lab.split("|") if statement.lab else self.labs)]
            asked = replace(statement, lab="", having=statement.having or ("alliances >= 1" if statement.change else ""))
            if statement.lab and statement.lab_group:
                raise Outside("it names a REL and a set of RELs")
            if statement.lab_group and not asked.having:
                return self._group_rules(statement, [])
            if not asked.having:
                return [_related(Sum(constant=len(self.labs)), statement)]
        switches = [self._holds(self._condition(asked), asked, unit) for unit in units]
        if statement.lab_group:
            return self._group_rules(statement, switches)
        return [_related(total(Sum({switch: 1}) for switch in switches), statement)]

    def _focus_of_labs(self, focus: str) -> Sum:
        if focus not in self.lab_focus:
            self.lab_focus[focus] = self.program.variable(0, len(self.labs))
        return self.lab_focus[focus]

    def _lab(self, lab: str) -> Selection:
        return among("lab", [lab])

    def _group_rules(self, statement: Statement, switches: list[int]) -> list[Bound]:
        group = self._group(statement.lab_group)
        size = total(Sum({switch: 1}) for switch in group.values())
        return [_related(size, statement), *(Bound(Sum({holds: 1, group[lab]: -1}), low=0)
                                             for lab, holds in zip(self.labs, switches, strict=bool(switches)))]

    def _group(self, name: str) -> dict[str, int]:
        if name not in self.members_of:
            self.members_of[name] = {lab: self.program.switch() for lab in self.labs}
            for other, group in self.members_of.items():
                if other != name and "/" in name and other.split("/")[0] == name.split("/")[0]:
                    for lab in self.labs:
                        self.program.add(Sum({group[lab]: 1, self.members_of[name][lab]: 1}), 0, 1)
        return self.members_of[name]

    def _in_group(self, statement: Statement) -> Sum:
        """How many alliances the labs of an unnamed set have: a product of switch and count, lab by lab."""
        group = self._group(statement.lab_group)
        return total(self._part(statement, lab, inside) for lab, inside in group.items())

    def _part(self, statement: Statement, lab: str, inside: int) -> Sum:
        counted = self._count(replace(statement, lab_group=""), self._lab(lab))
        family = self.parts.setdefault((statement.lab_group.split("/")[0], lab, tuple(counted.terms)), {})
        if statement.lab_group not in family:
            part = family[statement.lab_group] = self.program.variable()
            self.program.add(part - counted, 0, 0, when=[inside])
            self.program.add(part, 0, 0, unless=[inside])
            # Follows from the two rules, the sets of one family having no lab in common; it helps the linear relaxation.
            self.program.add(counted - total(family.values()), low=0)
        return family[statement.lab_group]

    def _over_labs(self, statement: Statement) -> list[Bound]:
        if statement.change == "continued":
            raise Outside("it holds of both periods, lab by lab")
        counts = [self._count(statement, self._lab(lab)) for lab in self.labs]
        if statement.measure == "mean":
            return _rounded(total(counts) * 2, statement.value * 2, len(self.labs))
        if statement.measure == "minimum":
            return [_related(count, statement) for count in counts]
        low, high = int(statement.value), int(statement.value_high)
        reached = [[self.program.whether(count * -1, -low) for count in counts],
                   [self.program.whether(count, high) for count in counts]]
        return [*(Bound(count, low, high) for count in counts),
                *(Bound(total(Sum({switch: 1}) for switch in ends), low=1) for ends in reached)]

    # -- numbers of members

    def _sizes(self, statement: Statement) -> list[Bound]:
        if statement.universe == "reporting" and statement.measure == "minimum" and statement.member_type and statement.value == 1:
            raise BuiltIn("it says what the count beside it counts")
        if statement.universe != "reporting" or statement.member_type or statement.measure not in (
                "minimum", "maximum", "range", "median"):
            raise Outside("counts persons or memberships, which bound each other only by a reading (footnotes 23 and 24)")
        narrowed = [name for name in entities.selectors_of(statement, ["alliance", "lab"]) if not (statement.alliance and name == "lab")]
        if narrowed or statement.lab and not statement.alliance:
            raise Outside(f"a statistic of some alliances only, by {', '.join(narrowed) or 'lab'}")
        attribute = SIZED[statement.subject]
        of = {"minimum": self._least, "maximum": self._greatest, "median": self._median}
        if statement.measure == "range":
            low = replace(statement, relation="=")
            high = replace(statement, relation="=", value=statement.value_high)
            return self._least(attribute, low, EVERYTHING) + self._greatest(attribute, high, EVERYTHING)
        rules = of[statement.measure](attribute, statement, EVERYTHING)
        if statement.alliance:
            own = self._one("alliance", statement.alliance, early=False, subject=statement.subject)
            rules += of[statement.measure](attribute, statement, own)
        return rules

    def _sized(self, attribute: str, test: Callable[[int, float], bool], own: Selection) -> Sum:
        chosen = [(low, high) for low, high in self.intervals[attribute] if test(low, math.inf if high is None else high)]
        return self.last.count(among(attribute, chosen) & own)

    def _least(self, attribute: str, statement: Statement, own: Selection) -> list[Bound]:
        value = int(statement.value) + (statement.relation == ">") - (statement.relation == "<")
        reporting = self.last.count(self.reporting()) if own is EVERYTHING else self._sized(attribute, lambda low, high: True, own)
        some = Bound(reporting, low=1)  # of none there is no least number
        if statement.relation in ("<", "<="):
            return [some, Bound(self._sized(attribute, lambda low, high: high <= value, own), low=1)]
        rules = [some, Bound(self._sized(attribute, lambda low, high: high < value, own), 0, 0)]
        if statement.relation == "=":
            rules.append(Bound(self._sized(attribute, lambda low, high: low == high == value, own), low=1))
        return rules

    def _greatest(self, attribute: str, statement: Statement, own: Selection) -> list[Bound]:
        value = int(statement.value)
        if statement.relation == "=":
            return [Bound(self._sized(attribute, lambda low, high: low > value, own), 0, 0),
                    Bound(self._sized(attribute, lambda low, high: low == high == value, own), low=1)]
        if statement.relation not in (">", ">="):
            raise Outside("an upper limit of a maximum is not read")
        least = value + (statement.relation == ">")
        return [Bound(self._sized(attribute, lambda low, high: low >= least, own), low=1)]

    def _median(self, attribute: str, statement: Statement, own: Selection) -> list[Bound]:
        """Fewer than half lie below and fewer than half above the median, where an alliance lies on it."""
        value, everyone = statement.value, self.last.count(self.reporting())
        if value.denominator != 1 or statement.relation != "=":
            raise Outside("a median that is not a whole number is not read")
        if not self.odd:
            raise Outside("a median of an even or unknown number of alliances may lie between two of them")
        if own is not EVERYTHING:
            return [Bound(self._sized(attribute, lambda low, high: low == high == value, own), low=1)]
        below = self._sized(attribute, lambda low, high: high < value, own)
        above = self._sized(attribute, lambda low, high: low > value, own)
        return [Bound(everyone - below * 2, low=1), Bound(everyone - above * 2, low=1)]

    # -- conditions

    def _condition(self, statement: Statement) -> conditions.Condition:
        try:
            return conditions.parse(statement.having)
        except ValueError as error:
            raise Outside(f"its condition cannot be read: {error}") from None

    def _holds(self, condition: conditions.Condition, statement: Statement, unit: Selection) -> int:
        """A switch that is 1 exactly where the condition holds within the unit."""
        match condition:
            case conditions.All(parts):
                return self.program.all_of([self._holds(part, statement, unit) for part in parts])
            case conditions.Not(part):
                return self.program.none_of(self._holds(part, statement, unit))
        compare = condition
        if "share" in compare.left.counts:
            return self._share_holds(compare, statement, unit)
        left, right = (self._term(term, statement, unit) for term in (compare.left, compare.right))
        return self._compared(left, compare.sign, right)

    def _compared(self, left: Sum, sign: str, right: Sum) -> int:
        match sign:
            case ">=":
                return self.program.whether(left - right, 0)
            case ">":
                return self.program.whether(left - right, 1)
            case "<=":
                return self.program.whether(right - left, 0)
            case "<":
                return self.program.whether(right - left, 1)
        return self.program.all_of([self.program.whether(left - right, 0), self.program.whether(right - left, 0)])

    def _term(self, term: conditions.Term, statement: Statement, unit: Selection) -> Sum:
        if term.constant.denominator != 1:
            raise Outside("it compares a count with a fraction")
        return total([Sum(constant=int(term.constant)), *(self._named(name, statement, unit) for name in term.counts)])

    def _named(self, name: str, statement: Statement, unit: Selection) -> Sum:
        if name == "alliances":
            return self._count(statement, unit)
        selector = next((selector for selector, vocabulary in (
            ("topic", "topics"), ("scope", "scopes"), ("size_class", "size_classes")) if name in self.vocabularies[vocabulary]), "change")
        return self._count(replace(statement, **{selector: name}), unit)

    def _share_holds(self, compare: conditions.Compare, statement: Statement, unit: Selection) -> int:
        share = compare.right.constant
        part, whole = self._count(statement, unit), self._count(replace(statement, change="", universe="year4"), unit)
        return self.program.all_of([self._compared(part * share.denominator, compare.sign, whole * share.numerator), self.program.whether(whole, 1)])


def _any(found: list[Selection]) -> Selection:
    if len(found) == 1:
        return found[0]
    return Selection(frozenset().union(*(one.attributes for one in found)), lambda cell: any(one.test(cell) for one in found))


def _present(words: list[str], types: list[str]) -> Selection:
    if not set(words) <= set(types):
        raise Outside("it speaks of the member type that holds all others")
    return Selection(frozenset(["present"]), lambda cell: cell["present"] != NO_REPORT and set(words) <= set(cell["present"]))


def _related(sum_: Sum, statement: Statement) -> Bound:
    """The whole numbers that the statement's relation and value allow."""
    value = statement.value
    match statement.relation:
        case "=" if value.denominator == 1:
            return Bound(sum_, int(value), int(value), printed=True)
        case ">=":
            return Bound(sum_, low=math.ceil(value), printed=True)
        case ">":
            return Bound(sum_, low=math.floor(value) + 1, printed=True)
        case "<=":
            return Bound(sum_, high=math.floor(value), printed=True)
        case "<":
            return Bound(sum_, high=math.ceil(value) - 1, printed=True)
        case "between":
            return Bound(sum_, math.ceil(value), math.floor(statement.value_high), printed=True)
    return Bound(sum_, 1, 0)


def _share(part: Sum, base: Sum, statement: Statement) -> list[Bound]:
    """A printed percentage admits the counts that round half up to it; a fraction or a limit is exact."""
    if statement.measure == "percent" and statement.relation == "=":
        return _rounded(part * 200, statement.value * 2, base)
    share = statement.value / 100 if statement.measure == "percent" else statement.value
    if not base.terms:
        return [_related(part, replace(statement, value=share * base.constant))]
    difference = part * share.denominator - base * share.numerator
    return [replace(_related(difference, replace(statement, value=Fraction(0))), printed=False)]


def _rounded(doubled: Sum, printed: Fraction, base: Sum | int) -> list[Bound]:
    """`(printed - 1) * base <= doubled < (printed + 1) * base`: both sides are doubled, so that halves are whole."""
    base = Sum(constant=base) if isinstance(base, int) else base
    if base.terms:
        return [Bound(doubled - base * int(printed - 1), low=0), Bound(doubled - base * int(printed + 1), high=-1)]
    low, high = int(printed - 1) * base.constant, int(printed + 1) * base.constant - 1
    return [Bound(doubled, low, high)]

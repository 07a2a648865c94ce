"""The one rule by which partnerships are counted: certainly so many, possibly so many.

A population is one dict a partnership: attribute -> (the values it surely has, those it may have).
Own rows, an example dataset and the checker's datasets are exact: both counts are then the same.
"""

import operator
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product

from helpers.data import conditions
from helpers.data.population import NAMES, UNKNOWN, Both, Row
from helpers.data.population import Population as Rows
from helpers.numbers.numerals import percent_of
from helpers.numbers.question import NOT_REPORTING, REPORTING, SINGLE, Question

AMONG = {
    REPORTING: (("reporting", "yes"),),
    NOT_REPORTING: (("reporting", "no"),),
    "continued": (("change", "continued"),),
}
Population = Sequence[Row]
Ends = tuple[Fraction, Fraction]
COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
}


def count(population: Population, question: Question) -> tuple[int, int]:
    """How many rows surely, and how many possibly, meet the question's conditions."""
    wanted = _wanted(question)
    if not wanted:
        return len(population), len(population)
    groups = _narrowed(population, wanted).alike(tuple(name for name, _ in wanted))
    surely, possibly = (
        sum(many for group, many in groups.items() if _meets(group, wanted, sure))
        for sure in (True, False)
    )
    return surely, possibly


def counted(population: Population, question: Question) -> Iterator[Row]:
    """The rows that surely meet the question's conditions, in order: those that are counted."""
    wanted = _wanted(question)
    met: dict[tuple[Both, ...], bool] = {}  # many rows are alike
    for row in _narrowed(population, wanted):
        group = tuple(row.get(name, UNKNOWN) for name, _ in wanted)
        if group not in met:
            met[group] = _meets(group, wanted, sure=True)
        if met[group]:
            yield row


def _wanted(question: Question) -> list[tuple[str, str]]:
    return [*question.where, *AMONG.get(question.among, ())]


def _narrowed(population: Population, wanted: Sequence[tuple[str, str]]) -> Rows:
    """The rows of a name asked for: most questions are of one host, which has few of them."""
    rows = population if isinstance(population, Rows) else Rows(population)
    for name, text in wanted:
        if name in NAMES:
            rows = rows.with_name(name, text)
    return rows


def _meets(group: Sequence[Both], wanted: Sequence[tuple[str, str]], sure: bool) -> bool:
    """Whether rows alike in what is asked surely, or possibly, meet every condition."""
    return all(
        _holds(values, name, text, sure) for values, (name, text) in zip(group, wanted, strict=True)
    )


def _holds(has: Both, name: str, text: str, sure: bool) -> bool:
    """Whether what a row has of an attribute surely, or possibly, holds the value."""
    certain, possible = has
    values = certain if sure else possible
    if name in NAMES:  # a name may hold any sign
        return text in values
    if "+" in text:
        return all(_holds(has, name, part, sure) for part in text.split("+"))
    asked = frozenset(text.split("|"))
    decided = name in SINGLE and bool(possible) and possible <= asked
    return decided or bool(values & asked)


def share(population: Population, question: Question) -> tuple[int, int]:
    """A percentage of partnerships, half up, at least and at most; ValueError if of none."""
    sure, possible = count(population, question)
    least, most = count(population, question.whole())
    if most == 0:
        raise ValueError("a percentage of no partnerships")
    part = min(possible, most)
    return percent_of(sure, most), percent_of(part, max(least, part, 1))


def hosts(population: Population, question: Question, names: Sequence[str]) -> tuple[int, int]:
    """How many hosts surely, and how many possibly, meet the condition in `having`."""
    condition = conditions.parse(question.having or "partnerships >= 1")
    asked = [question.but(host=name) for name in names]
    surely, possibly = (
        sum(_met(condition, population, one, sure) for one in asked) for sure in (True, False)
    )
    return surely, possibly


def _met(condition: conditions.Condition, rows: Population, question: Question, sure: bool) -> bool:
    """Whether a host surely, or possibly, meets a condition."""
    match condition:
        case conditions.All(parts):
            return all(_met(part, rows, question, sure) for part in parts)
        case conditions.Not(part):
            return not _met(part, rows, question, not sure)
        case conditions.Compare(left, sign, right):
            ours, theirs = _ends(left, rows, question), _ends(right, rows, question)
            held = [COMPARE[sign](one, other) for one, other in product(ours, theirs)]
            overlap = sign == "=" and ours[0] <= theirs[1] and theirs[0] <= ours[1]
            return all(held) if sure else any(held) or overlap
    raise TypeError(condition)


def _ends(term: conditions.Term, rows: Population, question: Question) -> Ends:
    ends = [_counted(name, rows, question) for name in term.counts]
    least, most = sum(one for one, _ in ends), sum(one for _, one in ends)
    return least + term.constant, most + term.constant


def _counted(name: str, rows: Population, question: Question) -> Ends:
    """What a condition's word counts of a host: all, a share of its own, or those of a value."""
    asked = question.but(subject="partnerships", having="")
    if name not in ("partnerships", "share"):
        asked = asked.but(**{_attribute(name, rows): name})
    sure, possible = count(rows, asked)
    if name != "share":
        return Fraction(sure), Fraction(possible)
    least, most = count(rows, Question(asked.period, {"host": asked.get("host")}))
    if most == 0:
        return Fraction(0), Fraction(0)
    return Fraction(sure, most), Fraction(min(possible, most), max(least, 1))


def _attribute(value: str, rows: Population) -> str:
    """The attribute that may have this value."""
    names = ("size_class", "change", "scope", "topic")
    has = (n for n in names if any(value in row.get(n, UNKNOWN)[1] for row in rows))
    return next(has, "change")

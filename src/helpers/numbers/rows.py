"""The one rule by which partnerships are counted: certainly so many, possibly so many.

A population is one dict a partnership: attribute -> (the values it surely has, those it may have).
Own rows, an example dataset and the checker's datasets are exact: both counts are then the same.
"""

import operator
from collections.abc import Callable, Sequence
from fractions import Fraction

from helpers.data import conditions
from helpers.numbers.numerals import percent_of
from helpers.numbers.question import REPORTING, SINGLE, Question

NAMES = ("host", "partnership")
Values = frozenset[str]
Row = dict[str, tuple[Values, Values]]
Population = Sequence[Row]
Ends = tuple[Fraction, Fraction]
UNKNOWN: tuple[Values, Values] = (frozenset(), frozenset())
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
    met = [[_holds(row, name, text) for name, text in wanted] for row in population]
    sure = sum(all(one[0] for one in each) for each in met)
    return sure, sum(all(one[1] for one in each) for each in met)


def _wanted(question: Question) -> list[tuple[str, str]]:
    among = {REPORTING: ("reporting", "yes"), "not_reporting": ("reporting", "no")}
    among["continued"] = ("change", "continued")
    more = [among[question.among]] if question.among in among else []
    return [*question.where, *more]


def _holds(row: Row, name: str, text: str) -> tuple[bool, bool]:
    """Whether a row surely and whether it possibly has the attribute's value."""
    sure, possible = row.get(name, UNKNOWN)
    if name in NAMES:  # a name may hold any sign
        return text in sure, text in possible
    if "+" in text:
        parts = [_holds(row, name, part) for part in text.split("+")]
        return all(part[0] for part in parts), all(part[1] for part in parts)
    asked = frozenset(text.split("|"))
    decided = name in SINGLE and bool(possible) and possible <= asked
    return decided or bool(sure & asked), bool(possible & asked)


def share(population: Population, question: Question) -> tuple[int, int]:
    """A percentage of partnerships, rounded half up, at least and at most; ValueError if of
    none.
    """
    sure, possible = count(population, question.but(measure="count"))
    least, most = count(population, question.whole())
    if most == 0:
        raise ValueError("a percentage of no partnerships")
    return percent_of(sure, most), percent_of(
        min(possible, most), max(least, min(possible, most), 1)
    )


def hosts(population: Population, question: Question, names: Sequence[str]) -> tuple[int, int]:
    """How many hosts surely, and how many possibly, meet the condition in `having`."""
    condition = conditions.parse(question.having or "partnerships >= 1")
    held = [_met(condition, population, question.but(host=name)) for name in names]
    return sum(sure for sure, _ in held), sum(possible for _, possible in held)


def _met(
    condition: conditions.Condition, rows: Population, question: Question
) -> tuple[bool, bool]:
    match condition:
        case conditions.All(parts):
            found = [_met(part, rows, question) for part in parts]
            return all(one for one, _ in found), all(one for _, one in found)
        case conditions.Not(part):
            sure, possible = _met(part, rows, question)
            return not possible, not sure
        case conditions.Compare(left, sign, right):
            return _compared(_ends(left, rows, question), sign, _ends(right, rows, question))
    raise TypeError(condition)


def _compared(left: Ends, sign: str, right: Ends) -> tuple[bool, bool]:
    test = COMPARE[sign]
    held = [test(one, other) for one in left for other in right]
    overlap = sign == "=" and left[0] <= right[1] and right[0] <= left[1]
    return all(held), any(held) or overlap


def _ends(term: conditions.Term, rows: Population, question: Question) -> Ends:
    ends = [_counted(name, rows, question) for name in term.counts]
    least, most = sum(one for one, _ in ends), sum(one for _, one in ends)
    return least + term.constant, most + term.constant


def _counted(name: str, rows: Population, question: Question) -> Ends:
    asked = question.but(subject="partnerships", having="")
    if name == "partnerships":
        sure, possible = count(rows, asked)
        return Fraction(sure), Fraction(possible)
    if name == "share":
        return _share_of_host(rows, asked)
    attribute = next(
        (n for n in ("size_class", "change", "scope", "topic") if _known(rows, n, name)), "change"
    )
    sure, possible = count(rows, asked.but(**{attribute: name}))
    return Fraction(sure), Fraction(possible)


def _share_of_host(rows: Population, asked: Question) -> Ends:
    sure, possible = count(rows, asked)
    least, most = count(rows, Question(asked.period, (("host", asked.get("host")),)))
    if most == 0:
        return Fraction(0), Fraction(0)
    return Fraction(sure, most), Fraction(min(possible, most), max(least, 1))


def _known(rows: Population, attribute: str, value: str) -> bool:
    return any(value in row.get(attribute, UNKNOWN)[1] for row in rows)

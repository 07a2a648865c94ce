"""The one rule by which partnerships are counted: certainly so many, possibly so many.

A population is one dict a partnership: attribute -> (the values it surely has, those it may have).
Own rows, an example dataset and the checker's datasets are exact: both counts are then the same.
"""

import operator
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from helpers.data import conditions
from helpers.numbers.numerals import percent_of
from helpers.numbers.question import NOT_REPORTING, REPORTING, SINGLE, Question

NAMES = ("host", "partnership")
AMONG = {
    REPORTING: (("reporting", "yes"),),
    NOT_REPORTING: (("reporting", "no"),),
    "continued": (("change", "continued"),),
}
Values = frozenset[str]
Row = dict[str, tuple[Values, Values]]
Population = Sequence[Row]
Held = tuple[bool, bool]  # surely, possibly
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
    wanted = [*question.where, *AMONG.get(question.among, ())]
    met = [[_holds(row, name, text) for name, text in wanted] for row in population]
    sure = sum(all(one for one, _ in each) for each in met)
    return sure, sum(all(one for _, one in each) for each in met)


def _holds(row: Row, name: str, text: str) -> Held:
    """Whether a row surely and whether it possibly has the attribute's value."""
    sure, possible = row.get(name, UNKNOWN)
    if name in NAMES:  # a name may hold any sign
        return text in sure, text in possible
    if "+" in text:
        return _all(_holds(row, name, part) for part in text.split("+"))
    asked = frozenset(text.split("|"))
    decided = name in SINGLE and bool(possible) and possible <= asked
    return decided or bool(sure & asked), bool(possible & asked)


def _all(held: Iterable[Held]) -> Held:
    found = list(held)
    return all(sure for sure, _ in found), all(possible for _, possible in found)


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
    held = [_met(condition, population, question.but(host=name)) for name in names]
    return sum(sure for sure, _ in held), sum(possible for _, possible in held)


def _met(condition: conditions.Condition, rows: Population, question: Question) -> Held:
    match condition:
        case conditions.All(parts):
            return _all(_met(part, rows, question) for part in parts)
        case conditions.Not(part):
            sure, possible = _met(part, rows, question)
            return not possible, not sure
        case conditions.Compare(left, sign, right):
            return _compared(_ends(left, rows, question), sign, _ends(right, rows, question))
    raise TypeError(condition)


def _compared(left: Ends, sign: str, right: Ends) -> Held:
    held = [COMPARE[sign](one, other) for one in left for other in right]
    overlap = sign == "=" and left[0] <= right[1] and right[0] <= left[1]
    return all(held), any(held) or overlap


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

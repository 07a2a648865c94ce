"""Least, greatest and median numbers of members, as formulas."""

from collections.abc import Callable
from dataclasses import replace

from helpers.numbers.audit.counting import REPORTING, BuiltIn, Outside
from helpers.numbers.audit.said import SELECTORS, SIZED, Said

Count = Callable[[str], str]  # a test on a number of members -> how many that reported meet it


def formulas(one: Said, everyone: str, own: str, odd: bool) -> list[str]:
    """A statistic's formulas, from the n(...) of all that reported and of the one that is named.

    `odd`: an odd number reported, so that the median is the number of one of them.
    """
    if one.among != "reporting" or one.member_type or one.measure not in STATISTICS:
        if (one.among, one.measure, one.value) == ("reporting", "minimum", "1"):
            raise BuiltIn("it says what the count beside it counts")
        raise Outside("counts persons or memberships, which may be of several partnerships each")
    apart = ("partnership", "having", *(["host"] if one.partnership else []))
    narrowed = [name for name in SELECTORS if getattr(one, name) and name not in apart]
    if narrowed:
        raise Outside(f"a statistic of some partnerships only, by {', '.join(narrowed)}")
    if one.measure == "median" and (one.number.denominator != 1 or one.relation != "="):
        raise Outside("a median that is not a whole number is not read")
    if one.measure == "median" and not odd:
        raise Outside("a median of an even or unknown number may lie between two partnerships")
    statistic = STATISTICS[one.measure]
    named = _reached(one, own) if one.measure == "median" else statistic(one, own)
    return [*statistic(one, everyone), *(named if one.partnership else [])]


def _that(one: Said, counted: str, test: str) -> str:
    return counted.replace(REPORTING, f"{REPORTING}, {SIZED[one.subject]} {test}", 1)


def _reached(one: Said, counted: str) -> list[str]:
    return [f"{_that(one, counted, f'== {one.number}')} >= 1"]


def _range(one: Said, counted: str) -> list[str]:
    low = replace(one, row={**one.row, "relation": "="})
    high = replace(low, row={**low.row, "value": one.value_high})
    return _least(low, counted) + _greatest(high, counted)


def _least(one: Said, counted: str) -> list[str]:
    value = int(one.number) + (one.relation == ">") - (one.relation == "<")
    if one.relation in ("<", "<="):
        return [f"{_that(one, counted, f'<= {value}')} >= 1"]
    rules = [f"{counted} >= 1", f"{_that(one, counted, f'< {value}')} == 0"]
    return rules + (_reached(one, counted) if one.relation == "=" else [])


def _greatest(one: Said, counted: str) -> list[str]:
    if one.relation == "=":
        return [f"{_that(one, counted, f'> {one.number}')} == 0", *_reached(one, counted)]
    if one.relation not in (">", ">="):
        raise Outside("an upper limit of a maximum is not read")
    return [f"{_that(one, counted, f'{one.relation} {one.number}')} >= 1"]


def _median(one: Said, counted: str) -> list[str]:
    """Fewer than half lie below and fewer than half above the median, where one lies on it."""
    sides = (_that(one, counted, f"{sign} {one.number}") for sign in "<>")
    return [f"2*{side} < {counted}" for side in sides]


STATISTICS: dict[str, Callable[[Said, str], list[str]]] = {
    "minimum": _least, "maximum": _greatest, "median": _median, "range": _range,
}  # fmt: skip

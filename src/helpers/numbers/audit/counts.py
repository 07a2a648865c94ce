"""How many partnerships meet conditions, as formulas: the same for statements and for questions."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from helpers.data import conditions
from helpers.numbers.audit.frames import (
    FILED,
    REPORTING,
    SIGN,
    UNREPORTED,
    Frames,
    frame_of,
    identifier,
)
from helpers.numbers.statement import counted

FIRST = "how the first partnerships came about is not counted"
NAMES = {"size_class": "size", "partnership": "who"}  # what conditions call attributes of frames
PLAIN = ("host", "topic", "scope", "how", FILED, "size_class", "partnership", "whom")
CHANGED = ("change", FILED, "fate")
Where = dict[str, str]


class Outside(Exception):
    """Why a statement binds no number that the audit counts, in plain words."""


class BuiltIn(Outside):
    """The statement cannot but hold of what the audit counts."""


class Counts:
    """Writes n(...) of the partnerships of a period that meet conditions (attribute -> value)."""

    def __init__(self, frames: Frames) -> None:
        self.frames = frames

    def n(self, period: str, where: Where, among: str = "", inset: str = "") -> str:
        """How many there are; `inset` is an unnamed set of hosts. Outside if it cannot be told."""
        given = {name: value for name, value in where.items() if value}
        if among == "continued" and not {"change", FILED} & given.keys():
            given["change"] = among
        if among == "ended":
            given = {"fate": among} | given
        said = [self._said(period, name, value) for name, value in given.items()]
        if among == "reporting" and not {"size_class", "member_type"} & given.keys():
            said.append(REPORTING)
        said += [f"size={UNREPORTED!r}"] if among == "not_reporting" else []
        said += [f"host={inset}"] if inset else []
        named = sorted(one for one in said if one.partition("=")[0].isidentifier())
        tests = [one for one in said if one not in named]
        return f"n({', '.join([frame_of(period), *tests, *named])})"

    def _said(self, period: str, name: str, value: str) -> str:
        words, changes = value.split("|"), self.frames.changes
        if name in ("change", FILED) and not self.frames.before(period):
            raise Outside(FIRST)
        match name:
            case "focus":
                return _flags([[identifier(name, word)] for word in words])
            case "member_type":
                several = [word.split("+") for word in words]
                if not {one for some in several for one in some} <= {*self.frames.types}:
                    raise Outside("it speaks of the member type that holds all others")
                return _flags([[identifier("type", one) for one in some] for some in several])
            case "change":
                meant = [changes.meant(word) for word in words]
                if not all(values for _, values in meant):
                    lost = " or ".join(words)
                    raise Outside(f"no partnership is {lost} as network.yml counts changes")
                return either(meant)
            case "fate":
                if lost := next((word for word in words if not changes.fates(word)), ""):
                    raise Outside(f"it selects earlier partnerships by {lost.replace('_', ' ')}")
                return either((name, changes.fates(word)) for word in words)
        if name not in PLAIN:
            raise Outside(f"it selects by {name.replace('_', ' ')}")
        return either([(NAMES.get(name, name), tuple(words))])

    def condition(self, text: str, period: str, where: Where, among: str) -> str:
        """A condition on counts (`having`) as a formula. Outside if it cannot be read."""
        try:
            read = conditions.parse(text or "partnerships >= 1")
            return self._condition(read, period, where, among)
        except ValueError as error:
            raise Outside(f"its condition cannot be read: {error}") from None

    def _condition(self, one: conditions.Condition, *of: Any) -> str:
        match one:
            case conditions.All(parts):
                return " and ".join(f"({self._condition(part, *of)})" for part in parts)
            case conditions.Not(part):
                return f"not ({self._condition(part, *of)})"
        if "share" in one.left.counts:
            period, where, among = of
            some, whole = self.n(*of), self.n(period, where | dict.fromkeys(CHANGED, ""))
            return f"{related(some, one.sign, one.right.constant, whole)} and {whole} >= 1"
        left, right = (self._term(term, *of) for term in (one.left, one.right))
        return f"{left} {SIGN.get(one.sign, one.sign)} {right}"

    def _term(self, term: conditions.Term, period: str, where: Where, among: str) -> str:
        if term.constant.denominator != 1:
            raise Outside("it compares a count with a fraction")
        also = [counted(name, self.frames.config) for name in term.counts]
        counts = [self.n(period, where | one, among) for one in also]
        constant = [str(term.constant)] if term.constant or not counts else []
        return " + ".join([*counts, *constant])


def either(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """An argument of n(...): one of these attributes has one of these values."""
    found = list(pairs)
    if len({name for name, _ in found}) == 1:
        values = dict.fromkeys(value for _, some in found for value in some)
        return f"{found[0][0]}={'|'.join(values)!r}"
    return "(" + " or ".join(f"{name} in {some!r}" for name, some in found) + ")"


def _flags(several: list[list[str]]) -> str:
    """An argument of n(...): all flags of one of these lists are 1."""
    if len(several) == len(several[0]) == 1:
        return f"{several[0][0]}=1"
    return (
        "(" + " or ".join(" and ".join(f"{flag} == 1" for flag in some) for some in several) + ")"
    )


def times(factor: int, text: str) -> str:
    """`3*n(...)`, `n(...)` for 1, a number worked out."""
    if text.isdigit():
        return str(factor * int(text))
    return text if factor == 1 else f"{factor}*{text}"


def related(text: str, relation: str, value: Fraction, base: str = "1") -> str:
    """The formula that a number is as printed: a value, or that share of a base, exactly."""
    sign = SIGN.get(relation, relation)
    return f"{times(value.denominator, text)} {sign} {times(value.numerator, base)}"

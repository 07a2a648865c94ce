"""Conditions on partnerships as formulas: the same for statements and for questions."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from helpers.data import conditions
from helpers.numbers.audit.things import FATES_OF, FILED, UNREPORTED, Things, frame_of, identifier

REPORTING = f"size != {UNREPORTED!r}"
SHARE = "share"
FIRST = "how the first partnerships came about is not counted"
EVERY = ("partnerships", "alliances")  # in a condition: whatever the statement counts
Where = Mapping[str, str]
Parts = tuple[str, tuple[str, ...]]  # an attribute and its values


class Outside(Exception):
    """Why a statement binds no number that the audit counts, in plain words."""


class BuiltIn(Outside):
    """The statement cannot but hold of what the audit counts."""


def either(pairs: Iterable[Parts]) -> str:
    """An argument of n(...): one of these attributes has one of these values."""
    found = list(pairs)
    if len({name for name, _ in found}) == 1:
        values = dict.fromkeys(value for _, some in found for value in some)
        return f"{found[0][0]}={'|'.join(values)!r}"
    return "(" + " or ".join(f"{name} in {some!r}" for name, some in found) + ")"


class Counting:
    """Writes n(...) of the partnerships of a period that meet conditions (attribute -> value)."""

    def __init__(self, things: Things) -> None:
        self.things = things

    def n(self, period: str, where: Where, among: str = "", inset: str = "") -> str:
        """How many there are; `inset` is an unnamed set of hosts. Outside if it cannot be told."""
        said = [self._said(period, name, value) for name, value in where.items() if value]
        if among == "continued" and not (where.get("change") or where.get(FILED)):
            said.append(self._said(period, "change", among))
        if among == "reporting" and not (where.get("size_class") or where.get("member_type")):
            said.append(REPORTING)
        said += [f"size={UNREPORTED!r}"] if among == "not_reporting" else []
        said += ["fate='ended'"] if among == "ended" and not where.get("fate") else []
        said += [f"host={inset}"] if inset else []
        tests = [one for one in said if not one.partition("=")[0].isidentifier()]
        named = sorted(one for one in said if one not in tests)
        return f"n({', '.join([frame_of(period), *tests, *named])})"

    def _said(self, period: str, name: str, value: str) -> str:
        words = value.split("|")
        match name:
            case "filed" if not self.things.around(period)[0]:
                raise Outside(FIRST)
            case "host" | "topic" | "scope" | "filed":
                return either([(name, tuple(words))])
            case "size_class":
                return either([("size", tuple(words))])
            case "change":
                return self._changed(period, words)
            case "fate":
                return either(("fate", self._fates(word)) for word in words)
            case "partnership" | "whom":
                return either([("who" if name == "partnership" else name, tuple(words))])
            case "focus":
                return self._flags([identifier("focus", word)] for word in words)
            case "member_type":
                return self._present(words)
        raise Outside(f"it selects by {name.replace('_', ' ')}")

    def _changed(self, period: str, words: list[str]) -> str:
        if not self.things.around(period)[0]:
            raise Outside(FIRST)
        found = [self.things.changes.meant(word) for word in words]
        if not all(values for _, values in found):
            raise Outside(f"no partnership is {' or '.join(words)} as network.yml counts changes")
        return either(found)

    def _fates(self, word: str) -> tuple[str, ...]:
        """What became of earlier partnerships, where a word for a change says so."""
        reasons = self.things.changes.reasons.get(word, ())
        found = FATES_OF.get(word) or tuple(one for one in reasons if one in FATES_OF)
        if not found:
            raise Outside(f"it selects earlier partnerships by {word.replace('_', ' ')}")
        return found

    def _flags(self, sets: Iterable[Iterable[str]]) -> str:
        """An argument of n(...): all flags of one of these sets are 1."""
        found = [list(some) for some in sets]
        if len(found) == len(found[0]) == 1:
            return f"{found[0][0]}=1"
        parts = [" and ".join(f"{flag} == 1" for flag in some) for some in found]
        return f"({' or '.join(parts)})"

    def _present(self, words: list[str]) -> str:
        sets = [word.split("+") for word in words]
        if not {one for some in sets for one in some} <= set(self.things.types):
            raise Outside("it speaks of the member type that holds all others")
        return self._flags([identifier("type", one) for one in some] for some in sets)

    def known(self, name: str) -> str:
        """The attribute that a word in `count(...)` is a value of."""
        for attribute, words in (
            ("topic", "topics"), ("scope", "scopes"), ("size_class", "size_classes"),
        ):  # fmt: skip
            if name in (self.things.config.get(words) or {}):
                return attribute
        return "change"

    # -- conditions in `having`

    def condition(self, text: str, period: str, where: Where, among: str) -> str:
        """A condition on counts as a formula. Outside if it cannot be read."""
        try:
            return self._condition(conditions.parse(text), period, where, among)
        except ValueError as error:
            raise Outside(f"its condition cannot be read: {error}") from None

    def _condition(self, one: conditions.Condition, period: str, where: Where, among: str) -> str:
        match one:
            case conditions.All(parts):
                told = [self._condition(part, period, where, among) for part in parts]
                return " and ".join(f"({condition})" for condition in told)
            case conditions.Not(part):
                return f"not ({self._condition(part, period, where, among)})"
        sign = {"=": "=="}.get(one.sign, one.sign)
        if SHARE in one.left.counts:
            share, counted = one.right.constant, self.n(period, where, among)
            whole = self.n(period, {**where, "change": "", FILED: "", "fate": ""})
            compared = f"{times(share.denominator, counted)} {sign} {times(share.numerator, whole)}"
            return f"{compared} and {whole} >= 1"
        left, right = (self._term(term, period, where, among) for term in (one.left, one.right))
        return f"{left} {sign} {right}"

    def _term(self, term: conditions.Term, period: str, where: Where, among: str) -> str:
        if term.constant.denominator != 1:
            raise Outside("it compares a count with a fraction")
        counts = []
        for name in term.counts:
            own = where if name in EVERY else {**where, self.known(name): name}
            counts.append(self.n(period, own, among))
        constant = [str(term.constant)] if term.constant or not counts else []
        return " + ".join([*counts, *constant])


def times(factor: int, text: str) -> str:
    """`3*n(...)`, `n(...)` for 1, a number worked out."""
    if text.isdigit():
        return str(factor * int(text))
    return text if factor == 1 else f"{factor}*{text}"


def compared(text: str, relation: str, value: Fraction, high: Fraction | None = None) -> str:
    """The formula that a number stands in a printed relation to a value, exactly."""
    if relation == "between":
        high = value if high is None else high
        scale = value.denominator * high.denominator
        return f"{scale * value} <= {times(scale, text)} <= {scale * high}"
    sign = {"=": "=="}.get(relation, relation)
    return f"{times(value.denominator, text)} {sign} {value.numerator}"

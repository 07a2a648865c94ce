"""What each counted topic or host must meet, in words: `with more “large” than “small” circles`."""

from collections.abc import Callable
from fractions import Fraction

from helpers.data.conditions import All, Compare, Condition, Not, Term
from helpers.text.say import Sentence, listed

MORE = {
    ">": "more {left} than {right}", ">=": "at least as many {left} as {right}",
    "<": "fewer {left} than {right}", "<=": "at most as many {left} as {right}",
    "=": "as many {left} as {right}",
}  # fmt: skip
AMOUNT = {
    ">": "more than {n}", ">=": "at least {n}", "<": "fewer than {n}", "<=": "at most {n}",
    "=": "{n}",
}  # fmt: skip
TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "=": "="}
SHARES = {Fraction(1, 2): "half"}

Label = Callable[[str], str]


def in_words(condition: Condition, label: Label, noun: str, such: str) -> str:
    """The condition, after `with`. `label`: of a value that is counted; `noun`: of what is counted,
    in the plural; `such`: how the statement restricts it, ` on reading`."""
    match condition:
        case All(parts):
            return _joined([in_words(part, label, noun, such) for part in parts])
        case Not(part):
            return f"not {in_words(part, label, noun, such)}"
        case Compare(left, sign, right):
            if not left.counts:
                left, sign, right = right, TURNED[sign], left
            return _compared(left, sign, right, label, f"{noun}{such}")


def _compared(left: Term, sign: str, right: Term, label: Label, noun: str) -> str:
    if right.counts:
        return MORE[sign].format(left=_named(left, label), right=f"{_named(right, label)} {noun}")
    if left.counts == ("share",):
        share = SHARES.get(right.constant, str(right.constant))
        return f"{AMOUNT[sign].format(n=share)} of their {noun}"
    kind = "" if left.counts == ("partnerships",) else f"{_named(left, label)} "
    return f"{AMOUNT[sign].format(n=right.constant)} {kind}{noun}"


def _named(term: Term, label: Label) -> str:
    more = [str(term.constant)] if term.constant else []
    return _joined([*(f"“{label(one)}”" for one in term.counts), *more])


def _joined(parts: list[str]) -> str:
    return str(listed(map(Sentence, parts)))

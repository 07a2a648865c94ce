"""The condition in a statement's `having`: what each counted host or topic must meet, parsed from
its text.

partnerships >= 1          6 <= partnerships <= 10          share >= 1/2
count(large) < count(medium)        not (count(new) > count(unchanged) + count(renamed))
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

SIGNS = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "="}
LONGEST, DEEPEST = 500, 12
_COUNT = re.compile(r"count\(([^()'\"\\]*)\)")


@dataclass(frozen=True)
class Term:
    """A sum of a constant and counts: of `partnerships`, a `share`, or a value that is counted."""

    counts: tuple[str, ...] = ()
    constant: Fraction = Fraction(0)


@dataclass(frozen=True)
class Compare:
    """Two terms with a sign between them."""

    left: Term
    sign: str
    right: Term


@dataclass(frozen=True)
class All:
    """Conditions that must all hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """A condition that must not hold."""

    part: Condition


Condition = Compare | All | Not


@lru_cache(maxsize=10_000)
def parse(text: str) -> Condition:
    """The condition; ValueError with a plain reason if the text is none."""
    if len(text) > LONGEST:
        raise ValueError(f"it has {len(text):,} characters; {LONGEST} are allowed")
    quoted = _COUNT.sub(lambda found: f"count({found[1].strip()!r})", text)
    try:
        tree = ast.parse(re.sub(r"(?<![<>=!])=(?!=)", "==", quoted).strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError("it must be a comparison such as 'partnerships >= 1'") from None
    return _condition(tree, 0)


def words(condition: Condition) -> list[str]:
    """The values that a condition counts, such as `large` in `count(large) < 3`."""
    match condition:
        case All(parts):
            return [word for part in parts for word in words(part)]
        case Not(part):
            return words(part)
        case Compare(left, _, right):
            counts = (*left.counts, *right.counts)
            return [word for word in counts if word not in ("partnerships", "share")]


def _condition(node: ast.expr, depth: int) -> Condition:
    if depth > DEEPEST:
        raise ValueError(f"it is nested more than {DEEPEST} deep")
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return All(tuple(_condition(part, depth + 1) for part in values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_condition(operand, depth + 1))
        case ast.Compare(ops=ops) if all(type(sign) in SIGNS for sign in ops):
            sides = [_term(side, depth) for side in (node.left, *node.comparators)]
            if not any(side.counts for side in sides):
                raise ValueError(
                    "it compares numbers only; one side must count partnerships or share"
                )
            parts = [
                Compare(left, SIGNS[type(sign)], right)
                for (left, right), sign in zip(pairwise(sides), ops, strict=True)
            ]
            return parts[0] if len(parts) == 1 else All(tuple(parts))
    raise ValueError("it may hold comparisons, 'and' and 'not', nothing else")


def _term(node: ast.expr, depth: int) -> Term:
    if depth > DEEPEST:
        raise ValueError(f"it adds up more than {DEEPEST} terms")
    match node:
        case ast.Constant(value=int() as number) if not isinstance(number, bool):
            return Term(constant=Fraction(number))
        case ast.BinOp(ast.Constant(int(above)), ast.Div(), ast.Constant(int(below))) if below:
            return Term(constant=Fraction(above, below))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            one, two = _term(left, depth + 1), _term(right, depth + 1)
            return Term(one.counts + two.counts, one.constant + two.constant)
        case ast.Name(id="partnerships" | "share" as name):
            return Term((name,))
        case ast.Call(func=ast.Name(id="count"), args=[ast.Constant(value=str() as value)]):
            return Term((value,))
    raise ValueError(
        "its terms are partnerships, share, count(...), whole numbers, fractions and sums of them"
    )

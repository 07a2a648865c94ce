"""The condition in a statement's `having`: what each counted lab or topic must meet, parsed from its text.

    alliances >= 1          6 <= alliances <= 10          share >= 1/2
    count(over_50) < count(16_50)        not (count(new) > count(unchanged) + count(renamed))
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from fractions import Fraction

SIGNS = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "="}


@dataclass(frozen=True)
class Term:
    """A sum of counts and a constant: `counts` names `alliances`, `share` or a value whose members are counted."""

    counts: tuple[str, ...] = ()
    constant: Fraction = Fraction(0)


@dataclass(frozen=True)
class Compare:
    left: Term
    sign: str
    right: Term


@dataclass(frozen=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    part: Condition


Condition = Compare | All | Not


def parse(text: str) -> Condition:
    """The condition; ValueError with a plain reason if the text is none."""
    quoted = re.sub(r"count\(([^()]*)\)", lambda found: f"count({found.group(1).strip()!r})", text)
    try:
        return _condition(ast.parse(quoted.strip(), mode="eval").body)
    except SyntaxError:
        raise ValueError("it must be a comparison such as 'alliances >= 1'") from None


def _condition(node: ast.expr) -> Condition:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        return All(tuple(_condition(part) for part in node.values))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return Not(_condition(node.operand))
    if isinstance(node, ast.Compare) and all(type(sign) in SIGNS for sign in node.ops):
        sides = [_term(side) for side in (node.left, *node.comparators)]
        parts = [Compare(left, SIGNS[type(sign)], right)
                 for left, sign, right in zip(sides, node.ops, sides[1:], strict=False)]
        return parts[0] if len(parts) == 1 else All(tuple(parts))
    raise ValueError("it may hold comparisons, 'and' and 'not', nothing else")


def _term(node: ast.expr) -> Term:
    match node:
        case ast.Constant(value=int() as number):
            return Term(constant=Fraction(number))
        case ast.BinOp(left=ast.Constant(value=int() as above), op=ast.Div(), right=ast.Constant(value=int() as below)):
            return Term(constant=Fraction(above, below))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            one, two = _term(left), _term(right)
            return Term(one.counts + two.counts, one.constant + two.constant)
        case ast.Name(id="alliances" | "share" as name):
            return Term((name,))
        case ast.Call(func=ast.Name(id="count"), args=[ast.Constant(value=str() as value)]):
            return Term((value,))
    raise ValueError("its terms are alliances, share, count(...), whole numbers, fractions and sums of them")

"""Formulas read: first what they ask about, then written down as rules of a program.

The language is described in `spec`.
"""

import ast
import difflib
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from helpers.errors import UserError, one_of
from helpers.numbers.audit.domain import Domain
from helpers.numbers.audit.program import NEVER, Condition, Program, Sum, total
from helpers.numbers.audit.spec import Spec, names_in, parsed

Scope = Mapping[str, str]  # attributes that howmany or each has narrowed, and to what
Bounded = tuple[Sum, int, int]  # a sum, the least and the greatest that it may be
SHARES = {"pct": 100, "ratio": 1}
ENDS: dict[type[ast.cmpop], tuple[int, int]] = {  # what left - right may be
    ast.Eq: (0, 0),
    ast.GtE: (0, NEVER),
    ast.Gt: (1, NEVER),
    ast.LtE: (-NEVER, 0),
    ast.Lt: (-NEVER, -1),
}


@dataclass(frozen=True)
class Call:
    """One n(...) or total(...): which things it counts. `inset`: attribute and unnamed set."""

    frame: str
    conditions: tuple[str, ...]
    equal: tuple[tuple[str, tuple[str, ...]], ...]
    inset: tuple[tuple[str, str], ...] = ()
    weight: str = "1"

    def names(self, spec: Spec) -> frozenset[str]:
        """The attributes that it asks of a thing."""
        own = (names_in(parsed(text)) for text in (*self.conditions, self.weight))
        pairs = (*self.equal, *self.inset)
        names = frozenset(name for name, _ in pairs).union(*own)
        for name in sorted(names - spec.frames[self.frame].names):
            raise UserError(
                _unknown(name, f"attribute of {self.frame}", spec.frames[self.frame].names)
            )
        return names


def _unknown(name: str, what: str, allowed: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(allowed), 1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"{name!r} is no {what}: there are {one_of(sorted(allowed)) or 'none'}.{hint}"


def called(spec: Spec, tree: ast.Call, scope: Scope) -> Call:
    """What an n(...) or total(...) counts, where howmany and each have narrowed some attributes."""
    args = list(tree.args)
    first = args[0] if args else None
    frame = next(iter(spec.frames))
    if isinstance(first, ast.Name) and first.id in spec.frames:
        frame = first.id
        args.pop(0)
    weight = ast.unparse(args.pop(0)) if _function(tree) == "total" else "1"
    words = [(str(one.arg), _words(one.value)) for one in tree.keywords]
    inset = tuple((name, said[0]) for name, said in words if said[0] in spec.sets)
    equal = [(name, said) for name, said in words if said[0] not in spec.sets]
    narrowed = scope.keys() & spec.frames[frame].names - {name for name, _ in inset}
    equal += [(name, (scope[name],)) for name in sorted(narrowed)]
    return Call(frame, tuple(map(ast.unparse, args)), tuple(equal), inset, weight)


def _words(tree: ast.expr) -> tuple[str, ...]:
    """`a|b` or `'a|b'` -> ("a", "b")."""
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.BitOr):
        return _words(tree.left) + _words(tree.right)
    if isinstance(tree, ast.Name):
        return (tree.id,)
    if isinstance(tree, ast.Constant):
        return tuple(str(tree.value).split("|"))
    raise UserError(f"{ast.unparse(tree)!r} is no value of an attribute: quote it.")


def _function(tree: ast.AST) -> str:
    called_ = isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name)
    return tree.func.id if called_ else ""  # type: ignore[attr-defined]


def calls(spec: Spec, tree: ast.AST, scope: Scope | None = None) -> Iterator[Call]:
    """Every n(...) and total(...) of a formula."""
    scope = scope or {}
    if _function(tree) in ("n", "total"):
        yield called(spec, tree, scope)  # type: ignore[arg-type]
        return
    if _function(tree) in ("howmany", "each"):
        name = tree.args[0].id  # type: ignore[attr-defined]
        scope = {**scope, spec.sets.get(name, name): "?"}
    for part in ast.iter_child_nodes(tree):
        yield from calls(spec, part, scope)


class Writer:
    """Writes formulas down as rules of a program over the frames' tables."""

    def __init__(self, spec: Spec, program: Program, domains: Mapping[str, Domain]) -> None:
        self._spec, self._program, self._domains = spec, program, domains
        # What a set and its disjoint fellows have of the same count, value by value.
        self._apart: dict[Call, dict[str, list[Sum]]] = defaultdict(dict)
        self._numbers = {name: program.variable(*size) for name, size in spec.numbers.items()}
        self._sets = {
            name: {value: program.switch() for value in self._values(of)}
            for name, of in spec.sets.items()
        }
        for one, two in itertools.combinations(self._sets, 2):
            if "__" in one and one.split("__")[0] == two.split("__")[0]:
                for value, inside in self._sets[one].items():
                    program.add(Sum({inside: 1, self._sets[two][value]: 1}), high=1)

    def _values(self, attribute: str) -> list[str]:
        owners = [one for one in self._spec.frames.values() if attribute in one.names]
        if not owners:
            names = frozenset().union(*(one.names for one in self._spec.frames.values()))
            raise UserError(_unknown(attribute, "attribute", names))
        return [str(value) for value in owners[0].values(attribute)]

    @property
    def inside(self) -> dict[object, int]:
        """The switches of the unnamed sets: (set, value) -> whether the value is in it."""
        return {(name, value): s for name, some in self._sets.items() for value, s in some.items()}

    # -- whole numbers

    def number(self, tree: ast.expr, scope: Scope | None = None) -> Sum:
        """A formula for a number, as a sum of variables."""
        scope = scope or {}
        match tree:
            case ast.Constant(value=int(value)):
                return Sum({}, value)
            case ast.UnaryOp(op=ast.USub(), operand=one):
                return self.number(one, scope) * -1
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self.number(left, scope) + self.number(right, scope)
            case ast.BinOp(left=left, op=ast.Sub(), right=right):
                return self.number(left, scope) - self.number(right, scope)
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                factors = [self.number(side, scope) for side in (left, right)]
                fixed, other = sorted(factors, key=lambda factor: bool(factor.terms))
                if fixed.terms:
                    raise UserError(f"{ast.unparse(tree)!r}: one factor must be a whole number.")
                return other * fixed.constant
            case ast.Name(id=name) if name in self._numbers:
                return self._numbers[name]
            case ast.Call():
                return self._called(tree, scope)
        names = [*self._numbers, "n(...)", "total(...)", "howmany(...)", "size(...)"]
        raise UserError(_unknown(ast.unparse(tree), "number", names))

    def _called(self, tree: ast.Call, scope: Scope) -> Sum:
        match _function(tree), tree.args:
            case "n" | "total", _:
                return self._count(called(self._spec, tree, scope))
            case "howmany", [ast.Name(id=name), condition]:
                inner = [{**scope, name: value} for value in self._values(name)]
                return total(Sum({self.truth(condition, one): 1}) for one in inner)
            case "size", [ast.Name(id=name)] if name in self._sets:
                return Sum(dict.fromkeys(self._sets[name].values(), 1))
        raise UserError(
            f"{ast.unparse(tree)!r} is no number: see the formulas of the audit's spec."
        )

    def _count(self, call: Call) -> Sum:
        domain, names = self._domains[call.frame], call.names(self._spec)
        if not call.inset:
            return domain.count(names, call.conditions, call.equal, call.weight)
        (attribute, set_), *_ = call.inset
        apart = self._apart[replace(call, inset=((attribute, set_.split("__")[0]),))]
        if set_ not in apart:
            parts = []
            for place, (value, inside) in enumerate(self._sets[set_].items()):
                equal = (*call.equal, (attribute, (value,)))
                own = domain.count(names, call.conditions, equal, call.weight)
                parts.append(self._within(inside, own))
                # Not needed, but else the solver does not see that disjoint parts add up.
                known = total(some[place] for some in apart.values())
                self._program.add(own - known - parts[-1], low=0)
            apart[set_] = parts
        return total(apart[set_])

    def _within(self, inside: int, own: Sum) -> Sum:
        """What a sum (of counts) is where a switch is 1, else 0."""
        part = self._program.variable(0, own.ends(self._program.ranges)[1])
        self._program.add(part - own, 0, 0, [(inside, 1)])
        self._program.add(part, 0, 0, [(inside, 0)])
        return part

    # -- conditions

    def hold(
        self, tree: ast.expr, when: tuple[Condition, ...] = (), scope: Scope | None = None
    ) -> None:
        """Have a formula hold where all of `when` do."""
        scope = scope or {}
        match tree:
            case ast.BoolOp(op=ast.And(), values=parts):
                for part in parts:
                    self.hold(part, when, scope)
            case ast.Call(func=ast.Name(id="each"), args=[ast.Name(id=name), condition]):
                for narrowed, more in self._each(name):
                    self.hold(condition, (*when, *more), {**scope, **narrowed})
            case ast.Compare() if not _unequal(tree):
                for sum_, low, high in self._compared(tree, scope):
                    self._program.add(sum_, low, high, when)
            case _:
                self._program.add(Sum({self.truth(tree, scope): 1}), 1, 1, when)

    def _each(self, name: str) -> Iterator[tuple[Scope, tuple[Condition, ...]]]:
        if name in self._sets:
            for value, inside in self._sets[name].items():
                yield {self._spec.sets[name]: value}, ((inside, 1),)
        else:
            yield from (({name: value}, ()) for value in self._values(name))

    def truth(self, tree: ast.expr, scope: Scope | None = None) -> int:
        """A switch that is 1 exactly where the formula holds."""
        scope = scope or {}
        match tree:
            case ast.UnaryOp(op=ast.Not(), operand=one):
                return self._negated(self.truth(one, scope))
            case ast.Compare(left=left, comparators=[right]) if _unequal(tree):
                equal = ast.Compare(left, [ast.Eq()], [right])
                return self._negated(self.truth(equal, scope))
            case ast.BoolOp(op=joined, values=parts):
                found = [self.truth(part, scope) for part in parts]
                wanted = len(found) if isinstance(joined, ast.And) else 1
                return self._program.at_least(found, wanted)
            case ast.Call(func=ast.Name(id="each"), args=[ast.Name(id=name), condition]):
                if name not in self._sets:
                    scopes = [{**scope, name: value} for value in self._values(name)]
                    found = [self.truth(condition, one) for one in scopes]
                    return self._program.at_least(found, len(found))
            case ast.Compare():
                return self._compares(self._compared(tree, scope))
        raise UserError(f"{ast.unparse(tree)!r} is no condition that can be true or false.")

    def _negated(self, switch: int) -> int:
        found = self._program.switch()
        self._program.add(Sum({found: 1, switch: 1}), 1, 1)
        return found

    def _compares(self, bounds: list[Bounded]) -> int:
        sides = []
        for sum_, low, high in bounds:
            sides += [self._program.whether(sum_, low)] if low > -NEVER else []
            sides += [self._program.whether(sum_ * -1, -high)] if high < NEVER else []
        return self._program.at_least(sides, len(sides))

    def _compared(self, tree: ast.Compare, scope: Scope) -> list[Bounded]:
        """A chain of comparisons, each a sum with its least and greatest value."""
        found, terms = [], [tree.left, *tree.comparators]
        for left, operator, right in zip(terms, tree.ops, terms[1:], strict=False):
            if type(operator) not in ENDS:
                raise UserError(f"{ast.unparse(tree)!r}: compare by ==, <, <=, > or >=.")
            if _function(left) in SHARES:
                found += self._share(left, operator, right, scope)  # type: ignore[arg-type]
            else:
                apart = self.number(left, scope) - self.number(right, scope)
                found.append((apart, *ENDS[type(operator)]))
        return found

    def _share(
        self, tree: ast.Call, operator: ast.cmpop, right: ast.expr, scope: Scope
    ) -> list[Bounded]:
        """A printed share p/q: part * q - base * p; equal to what rounds half up to it."""
        part, base = (self.number(one, scope) for one in tree.args)
        text, whole = ast.unparse(right), SHARES[_function(tree)]
        value = Fraction(text) / whole
        half = Fraction(1, 2 * whole * 10 ** len(text.partition(".")[2]))  # of the last digit

        def beyond(share: Fraction) -> Sum:
            return part * share.denominator - base * share.numerator

        if isinstance(operator, ast.Eq):
            return [(beyond(value - half), 0, NEVER), (beyond(value + half), -NEVER, -1)]
        return [(beyond(value), *ENDS[type(operator)])]


def _unequal(tree: ast.Compare) -> bool:
    return len(tree.ops) == 1 and isinstance(tree.ops[0], ast.NotEq)


@dataclass(frozen=True)
class Printed:
    """The number that a claim prints: what it counts, how it is compared, and the value.

    `base` is the whole that a percentage is of, where that is a known number.
    """

    counted: ast.expr
    operator: type[ast.cmpop]
    value: int
    base: int | None = None


def printed(formula: str) -> Printed | None:
    """What a formula prints first: a count compared with a number, or a percentage of one."""
    tree = parsed(formula)
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    for part in parts:
        match part:
            case ast.Compare(
                left=ast.Call(func=ast.Name(id="pct"), args=[of, ast.Constant(value=int(base))]),
                ops=[operator],
                comparators=[ast.Constant(value=int(value))],
            ):
                return Printed(of, type(operator), value, base)
            case ast.Compare(
                left=ast.Call(func=ast.Name(id=name)) | ast.Name(id=name),
                ops=[operator],
                comparators=[ast.Constant(value=int(value))],
            ) if name not in SHARES:
                return Printed(part.left, type(operator), value)
    return None

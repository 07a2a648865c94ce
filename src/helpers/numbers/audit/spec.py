"""What the engine is told: things that are counted, what is printed about them, what to bound.

A `Spec` knows no report. It can also be written as nested dicts (`Spec.from_dict`):

    frames:                     # kinds of things that are counted, each thing once
      y4:
        rows: [{host: A, ...}]  # every thing is a row (a dict of text)
        size: N | lo..hi        # without rows: how many there are
        given: [host, who]      # columns known of every row; usable as attributes
        known: [topic]          # attributes that are also columns: "" unknown, "a|b" one of these
        soft: [rural]           # known columns that bind only by a claim: n(known_rural == '1')
        attributes: {topic: [college, teachers], rural: flag, members: number}
        least: 1                # the least of every `number`; `silent: true` adds -1, "did not say"
        rules: [expression]     # what no single thing may break
    numbers: {pieces: 1..79}    # free whole numbers
    sets: {two_hosts: host}     # sets of an attribute's values that nobody names; names that share
                                # what stands before `__` are disjoint (`end__most`, `end__rest`)
    claims: [[id, reading, formula, source], ...]
    cells: {key: formula, exhibit: [frame, attribute, ...]}
    pivots: {"{} were split": formula}      # numbers on which halves of a conflict may differ
    taken: {claim: reading}     # in which reading bounds take a claim; without it, in any

**Claims.** An id is dropped as a whole: all its formulas hold, or it is dropped. `*` binds always
and is never dropped. `a&b` binds where both claims hold, and by itself is none. A claim with
several readings holds in one of them. Ids are free text: an axiom is a claim like any other.

**Formulas** (Python's syntax). Names of frames, attributes and numbers are identifiers.

    n(y4, host='Hub', topic=a|b, size > 50)  how many; the first frame if none is named
    total(y4, pupils + staff, host='Hub')    the same, each thing weighted
    howmany(host, n(topic=college) >= 1)     for how many values of the attribute it holds
    each(host, 4 <= n(y1) <= 10)             it holds for each; each(two_hosts, ...): those in it
    size(two_hosts)                          how many values a set has; n(host=two_hosts) counts
    pct(a, b) == 44, ratio(a, b) == 0.438    rounded half up to the digits printed; > is exact
    + - and * by a whole number; == < <= > >=, chained; and, or, not

`howmany(host, ...)` and `each(host, ...)` narrow every n() inside whose frame has the attribute.
Inside n(...) and in rules stand conditions on one thing: comparisons, `in`, arithmetic, `and`,
`or`, `not`, `{...}.get(x, y)`. A `number` is compared with constants, or by <= and >= with another.
A cell `exhibit: [frame, a, b]` makes one cell for each combination: key `exhibit a=1 b=2`.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from helpers.errors import UserError

ALWAYS = "*"
Row = Mapping[str, str]


@dataclass(frozen=True)
class Frame:
    """Things counted: either `rows` (each a thing) or between `size[0]` and `size[1]` of them.

    `attributes` maps a name to its values, "flag" (0 or 1) or "number" (from `least` on).
    """

    attributes: Mapping[str, tuple[Any, ...] | str]
    rows: tuple[Row, ...] | None = None
    size: tuple[int, int] = (0, 1000)
    given: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    least: int = 1
    silent: bool = False

    @property
    def names(self) -> frozenset[str]:
        """What formulas may ask of a thing."""
        known = (f"known_{name}" for name in self.known)
        return frozenset([*self.attributes, *self.given, *known])

    def values(self, attribute: str) -> tuple[Any, ...]:
        """An attribute's values in order; those of a given column are the ones that rows have."""
        if attribute in self.given:
            return tuple(sorted({row[attribute] for row in self.rows or ()}))
        if attribute not in self.attributes:
            found = (row.get(attribute.removeprefix("known_"), "") for row in self.rows or ())
            return tuple(sorted(set(found)))
        declared = self.attributes[attribute]
        return (0, 1) if declared == "flag" else () if declared == "number" else tuple(declared)


@dataclass(frozen=True)
class Claim:
    """A formula that holds where all `ids` hold (none: always), in a `reading`, if any."""

    ids: tuple[str, ...]
    formula: str
    reading: str = ""
    source: str = ""


@dataclass(frozen=True)
class Spec:
    """Everything an audit is about. `cells` maps a key to the formula of a number to bound.

    `pivots` maps words with one `{}` to a formula: numbers that may explain a conflict. `taken`
    maps a claim with several readings to the one that bounds take; conflicts are looked for in all.
    """

    frames: Mapping[str, Frame]
    claims: tuple[Claim, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    sets: Mapping[str, str] = field(default_factory=dict)
    pivots: Mapping[str, str] = field(default_factory=dict)
    taken: Mapping[str, str] = field(default_factory=dict)

    @property
    def bounded(self) -> Spec:
        """The spec that bounds take: claims named in `taken` in just that reading."""
        kept = (
            one
            for one in self.claims
            if not one.reading
            or all(self.taken.get(name, one.reading) == one.reading for name in one.ids)
        )
        return replace(self, claims=tuple(kept))

    @property
    def ids(self) -> tuple[str, ...]:
        """The claims that can be dropped, in the order in which they are first named."""
        return tuple(dict.fromkeys(name for claim in self.claims for name in claim.ids))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Spec:
        """The spec written as in this module's docstring."""
        frames = {name: _frame(one) for name, one in data.get("frames", {}).items()}
        numbers = {name: _span(size) for name, size in data.get("numbers", {}).items()}
        claims = tuple(_claim(*one) for one in data.get("claims", ()))
        cells = dict(_cells(data.get("cells", {}), frames))
        named = {name: dict(data.get(name, {})) for name in ("sets", "pivots", "taken")}
        return cls(frames, claims, cells, numbers, **named)


def _span(text: object) -> tuple[int, int]:
    """`7` -> (7, 7); `0..9` -> (0, 9)."""
    low, _, high = str(text).partition("..")
    return int(low), int(high or low)


def _frame(data: Mapping[str, Any]) -> Frame:
    said: dict[str, Any] = {
        name: one if isinstance(one, (str, int)) else tuple(one) for name, one in data.items()
    }
    values = data["attributes"].items()
    attributes = {name: one if isinstance(one, str) else tuple(one) for name, one in values}
    return Frame(**said | {"attributes": attributes, "size": _span(data.get("size", "0..1000"))})


def _claim(name: str, reading: str, formula: str, source: str = "") -> Claim:
    ids = () if name == ALWAYS else tuple(one for one in name.split("&") if one)
    return Claim(ids, formula, reading, source)


def _cells(data: Mapping[str, Any], frames: Mapping[str, Frame]) -> Iterable[tuple[str, str]]:
    for key, asked in data.items():
        if isinstance(asked, str):
            yield key, asked
            continue
        frame, *names = asked
        for values in itertools.product(*(frames[frame].values(name) for name in names)):
            pairs = list(zip(names, values, strict=True))
            where = ", ".join(f"{name}={str(value)!r}" for name, value in pairs)
            yield " ".join([key, *(f"{n}={value}" for n, value in pairs)]), f"n({frame}, {where})"


@lru_cache(None)
def parsed(text: str) -> ast.expr:
    """A formula as Python's tree. UserError if it is none."""
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as problem:
        raise UserError(f"The formula {text!r} cannot be read: {problem.msg}.") from None


def names_in(tree: ast.AST) -> frozenset[str]:
    """All names in a formula."""
    return frozenset(one.id for one in ast.walk(tree) if isinstance(one, ast.Name))

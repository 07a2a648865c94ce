"""Which attributes belong together, and the part of a spec that is about some of them.

Attributes that a frame's rules or structure (claims that always bind) tie together are a family.
Claims about the same families mostly decide a question by themselves: a conflict among a part of
the claims is one of all of them, and what a part rules out is ruled out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from helpers.numbers.audit.formulas import calls
from helpers.numbers.audit.spec import Spec, names_in, parsed

Node = tuple[str, str]  # frame (none: a free number) and attribute


class Families:
    """The families of a spec's attributes; given columns belong to none, as everything has them."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self._head: dict[Node, Node] = {}
        for name, frame in spec.frames.items():
            for rule in frame.rules:
                self._tie(self._nodes(name, names_in(parsed(rule)) & frame.names))
        for claim in spec.claims:
            if not claim.ids:
                self._tie(self._asked(claim.formula))

    def _nodes(self, frame: str, names: Iterable[str]) -> set[Node]:
        own = self.spec.frames[frame]
        names = {name.removeprefix("known_") for name in names}
        return {(frame, name) for name in names if name in own.attributes}

    def _asked(self, formula: str) -> set[Node]:
        tree = parsed(formula)
        found = {("", name) for name in names_in(tree) & self.spec.numbers.keys()}
        return found.union(
            *(self._nodes(c.frame, c.names(self.spec)) for c in calls(self.spec, tree))
        )

    def _tie(self, nodes: set[Node]) -> None:
        heads = {self.top(node) for node in nodes}
        for head in heads:
            self._head[head] = min(heads)

    def top(self, node: Node) -> Node:
        """The node that stands for its family."""
        head = self._head.get(node, node)
        return node if head == node else self.top(head)

    def of(self, formula: str) -> frozenset[Node]:
        """The families that a formula is about."""
        return frozenset(map(self.top, self._asked(formula)))

    @cached_property
    def about(self) -> dict[str, frozenset[Node]]:
        """Claim -> the families that its formulas are about."""
        found: dict[str, frozenset[Node]] = dict.fromkeys(self.spec.ids, frozenset())
        for claim in self.spec.claims:
            for name in claim.ids:
                found[name] |= self.of(claim.formula)
        return found

    def of_claims(self, claims: Iterable[str]) -> frozenset[Node]:
        """The families that some claims are about."""
        return frozenset().union(*(self.about[name] for name in claims))

    def near(self, families: frozenset[Node]) -> frozenset[str]:
        """The claims about no other families."""
        return frozenset(name for name, about in self.about.items() if about <= families)

    def part(
        self,
        claims: Iterable[str],
        cells: Mapping[str, str] | None = None,
        about: frozenset[Node] = frozenset(),
    ) -> Spec:
        """The spec of some claims, with the structure that they, cells or families are about."""
        kept, shown = set(claims), dict(cells or {})
        about = about.union(self.of_claims(kept), *map(self.of, shown.values()))
        own = [
            one
            for one in self.spec.claims
            if (kept.issuperset(one.ids) if one.ids else self.of(one.formula) <= about)
        ]
        return replace(self.spec, claims=tuple(own), cells=shown)

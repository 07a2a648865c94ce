"""What a number is about, declared once as data: what is counted, when, among which whole.

Question("2025", where={"topic": "literacy"})           partnerships of 2025 on literacy
Question("2025", where={"filed": "new"}, measure="percent")
Question("2025", subject="hosts", where={"topic": "literacy"}, having="partnerships >= 1")
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

ALL = "all"
REPORTING, NOT_REPORTING = "reporting", "not_reporting"
PERCENT = "percent"
# Attributes of which a partnership has one value only; it may have several of the others.
SINGLE = frozenset({"host", "topic", "scope", "size_class", "filed", "fate", "reporting"})
# What a percentage is "of" goes without these; a topic area or a host is itself the whole.
NARROWING = ("size_class", "member_type", "change", "filed", "focus", "scope")


Conditions = tuple[tuple[str, str], ...]


def _sorted(where: Mapping[str, str] | Conditions) -> Conditions:
    items = where.items() if isinstance(where, Mapping) else where
    return tuple(sorted((name, value) for name, value in items if value))


@dataclass(frozen=True, init=False)
class Question:
    """One number that may be asked of a network.

    `where` holds conditions (attribute -> value; `a|b` is either, `a+b` is both). Attributes: host,
    topic, scope, size_class, member_type, focus, `change` (for any reason), `filed` (the one class
    a partnership is filed under), `fate` (what became of an earlier one). `among` narrows the whole
    in which it is counted: all, reporting, not_reporting, continued, or hosts (for ranges over
    hosts).
    """

    period: str
    where: Conditions
    subject: str
    measure: str
    among: str
    having: str

    def __init__(
        self,
        period: str,
        where: Mapping[str, str] | Conditions = (),
        subject: str = "partnerships",
        measure: str = "count",
        among: str = ALL,
        having: str = "",
    ) -> None:
        vars(self).update(
            period=period,
            where=_sorted(where),
            subject=subject,
            measure=measure,
            among=among,
            having=having,
        )

    def get(self, attribute: str) -> str:
        """The condition on an attribute; empty if there is none."""
        return dict(self.where).get(attribute, "")

    def but(self, **changes: str) -> Question:
        """The same question, but for what is named: fields, or attributes (empty drops one)."""
        fields = {n: value for n, value in changes.items() if n in self.__dataclass_fields__}
        where = dict(self.where) | {n: v for n, v in changes.items() if n not in fields}
        return replace(self, where=_sorted(where), **fields)

    def whole(self) -> Question:
        """What it is a part of: the count without what narrows it, else without any condition."""
        narrowing = [name for name, _ in self.where if name in NARROWING]
        dropped = narrowing or [name for name, _ in self.where]
        return self.but(measure="count", **dict.fromkeys(dropped, ""))

    def key(self) -> str:
        """Stable text that tells the question from any other."""
        conditions = [f"{name}={value}" for name, value in self.where]
        more = [f"having {self.having}"] if self.having else []
        return " ".join([self.subject, self.measure, self.period, self.among, *conditions, *more])

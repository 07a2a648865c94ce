"""What a number is about, declared once as data: what is counted, when, among which whole.

Question("2025", where={"topic": "literacy"})           partnerships of 2025 on literacy
Question("2025", where={"filed": "new"}, measure="percent")
Question("2025", subject="hosts", where={"topic": "literacy"}, having="partnerships >= 1")
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

ALL, PERCENT = "all", "percent"
REPORTING, NOT_REPORTING = "reporting", "not_reporting"
# Attributes of which a partnership has one value only; it may have several of the others.
SINGLE = frozenset({"host", "topic", "scope", "size_class", "filed", "fate", "reporting"})
# What a percentage is "of" goes without these; a topic area or a host is itself the whole.
NARROWING = ("size_class", "member_type", "change", "filed", "focus", "scope")


@dataclass(frozen=True)
class Question:
    """One number that may be asked of a network.

    `where` holds conditions (attribute -> value; `a|b` is either, `a+b` is both), given as a
    mapping or as pairs and kept as sorted pairs. Attributes: host, topic, scope, size_class,
    member_type, focus, `change` (for any reason), `filed` (the one class a partnership is filed
    under), `fate` (what became of an earlier one); `partnership` (a name) and `row` for a single
    one. `subject` is partnerships, hosts, members (by member_type, too), member_share (of a
    member_type), or member_change: how many members more than in the period before, by `cause`
    (data/member_change.py). `among` narrows the whole in which it is
    counted: all, reporting, not_reporting, continued, or hosts (for ranges over hosts).
    """

    period: str
    where: Any = ()
    subject: str = "partnerships"
    measure: str = "count"
    among: str = ALL
    having: str = ""

    def __post_init__(self) -> None:
        conditions = dict(self.where).items()
        vars(self)["where"] = tuple(sorted((name, value) for name, value in conditions if value))

    def get(self, attribute: str) -> str:
        """The condition on an attribute; empty if there is none."""
        return dict(self.where).get(attribute, "")

    def but(self, **changes: str) -> Question:
        """The same question, but for what is named: fields, or attributes (empty drops one)."""
        fields = {n: value for n, value in changes.items() if n in self.__dataclass_fields__}
        where = dict(self.where) | {n: v for n, v in changes.items() if n not in fields}
        return replace(self, where=where, **fields)

    def whole(self) -> Question:
        """What it is a part of: the count without what narrows it, else without any condition."""
        names = list(dict(self.where))
        dropped = [name for name in names if name in NARROWING] or names
        return self.but(measure="count", **dict.fromkeys(dropped, ""))

    def key(self) -> str:
        """Stable text that tells the question from any other."""
        conditions = [f"{name}={value}" for name, value in self.where]
        more = [f"having {self.having}"] if self.having else []
        return " ".join([self.subject, self.measure, self.period, self.among, *conditions, *more])

"""What a partnership of a period can be: attributes, values, rules between them, and known rows.

A partnership is `new`, or goes on from `one`, as a piece of one that `split`, or `merged` from
several; each may have been renamed, have changed what it covers, and so on (`how`). A network files
it under one class (`filed`: its first change in the order of network.yml). Of the period before,
each `ended`, `continued` as one, `split` or `merged` (`fate`).
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from helpers.data import lifecycle
from helpers.data.ancestry import parts
from helpers.data.config import NEW, UNCHANGED
from helpers.data.lifecycle import COVERAGE, FATES
from helpers.data.network import Network
from helpers.data.population import size_class
from helpers.data.schema import NOT_REPORTED, PLANNED
from helpers.numbers.audit.spec import Frame, Row
from helpers.numbers.statement import texts

ONE, NONE, FILED = "one", "none", "filed"
ORIGINS = (ONE, "split", "merged")
LIVED_ON = FATES[1:]
UNREPORTED = "unreported"
REPORTED = "reported"  # the one size class of a network that has none
SIGN = {"=": "=="}  # as formulas have it; the others stay
REPORTING = f"size != {UNREPORTED!r}"
Name = tuple[str, str]  # a host (if it is said) and a partnership


def identifier(kind: str, name: str) -> str:
    """A name for formulas: `focus_english_learners` of a focus, `of_year_4` of a period."""
    return kind + "_" + re.sub(r"\W", "_", name)


def frame_of(period: str) -> str:
    """The frame that holds a period's partnerships."""
    return identifier("of", period)


@dataclass(frozen=True)
class Changes:
    """The ways in which a partnership may have come about, as network.yml tells them apart."""

    classes: Mapping[str, Mapping[str, Any]]  # with the reasons filed under each, in filing order

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of changed coverage, if all are filed alike: then `how` need not tell them."""
        of = ([r for r in one["reasons"] if _stem(r) == COVERAGE] for one in self.classes.values())
        filed = [tuple(some) for some in of if some]
        return filed[0] if len(filed) == 1 else ()

    @cached_property
    def hows(self) -> tuple[str, ...]:
        """Every way of coming about: `new`, `one`, `one+renamed`, `split+coverage+renamed`, ..."""
        listed = [one for some in self.classes.values() for one in some["reasons"]]
        other = [one for one in listed if one not in (*ORIGINS, *self.kinds, NEW, UNCHANGED)]
        marks = dict.fromkeys([COVERAGE, *other] if self.kinds else other)
        sizes = range(len(marks) + 1)
        marked = [some for size in sizes for some in itertools.combinations(marks, size)]
        return (NEW, *("+".join([one, *some]) for one in ORIGINS for some in marked))

    def _reasons(self, how: str) -> set[str]:
        reasons = set(how.split("+")) - {ONE} or {UNCHANGED}
        return reasons.union(self.kinds) if COVERAGE in reasons else reasons

    def filed(self, how: str) -> str:
        """The one class that a way of coming about is filed under."""
        return lifecycle.filed(tuple(self._reasons(how)), self.classes)

    def _words(self, how: str) -> frozenset[str]:
        return lifecycle.wider(self._reasons(how), self.classes)

    def meant(self, word: str) -> tuple[str, tuple[str, ...]]:
        """Attribute and values that a word for a change means, by the coarsest that can tell.

        No values if nothing can be so.
        """
        if word in self.kinds:
            return "kind", (word,)
        hows = tuple(how for how in self.hows if word in self._words(how))
        classes = tuple(dict.fromkeys(map(self.filed, hows)))
        whole = {how for how in self.hows if self.filed(how) in classes}
        return (FILED, classes) if whole == set(hows) else ("how", hows)

    def fates(self, word: str) -> tuple[str, ...]:
        """What became of earlier partnerships, where a word for a change says so."""
        if word == "continued":
            return LIVED_ON
        return tuple(one for one in FATES if one in (word, *self._filed_as(word)))

    def _filed_as(self, word: str) -> Iterable[str]:
        return self.classes[word]["reasons"] if word in self.classes else ()

    def known(self, words: Iterable[str], closed: bool) -> tuple[str, str]:
        """`how` and `kind` where these words are certain of a partnership: `a|b` is one of these.

        `closed`: nothing else changed.
        """
        said, kinds = set(words), [one for one in words if one in self.kinds]
        most = (
            {ONE, *said, *([COVERAGE] if kinds else [])}
            if closed
            else set("+".join(self.hows).split("+"))
        )
        hows = (how for how in self.hows if said <= self._words(how))
        return "|".join(how for how in hows if set(how.split("+")) <= most), "|".join(kinds)


def _stem(reason: str) -> str:
    return COVERAGE if reason.startswith(f"{COVERAGE}_") else reason


@dataclass(frozen=True)
class Named:
    """What statements single out: partnerships, by what is said of them, and focuses."""

    who: frozenset[Name] = frozenset()  # of which something is counted
    whom: frozenset[Name] = frozenset()  # whose number of members is stated
    focuses: tuple[str, ...] = ()


class Frames:
    """The partnerships of every period of a network, as frames.

    `facts`, of public pages: attribute -> what is said, of each named partnership.
    """

    def __init__(
        self, network: Network, named: Named, facts: Mapping[Name, Mapping[str, list[str]]]
    ) -> None:
        self.network, self.named, self.facts = network, named, facts
        self.config, self.periods, self.closed = network.config, network.periods, network.closed
        self.hosts = network.hosts or [""]
        self.changes = Changes(self.config["changes"])
        # Those whose presence is asked about; the residual type says nothing of anybody.
        self.types = [one for one in self.config["member_types"] if one != network.other]
        self.sizes = self.config["size_classes"] or {REPORTED: {"low": 1}}
        stood = [row for row in texts(network.partnerships) if row["status"] != PLANNED]
        self.rows = {one: [row for row in stood if row["period"] == one] for one in self.periods}
        self.most = 10 * max(map(len, self.rows.values())) + 100  # more than any period had

    def complete(self, period: str) -> bool:
        """Are the period's rows all the partnerships there were?"""
        return period in self.network.listed and bool(self.rows[period])

    def before(self, period: str) -> str:
        """The period before; empty if there is none."""
        return ["", *self.periods][self.periods.index(period)]

    @cached_property
    def frames(self) -> dict[str, Frame]:
        """The periods' frames; one of nobody goes first where hosts without rows must be named."""
        found = {frame_of(period): self._frame(period) for period in self.periods}
        known = any("host" in one.attributes for one in found.values())
        if known or {*self.hosts} <= {row["host"] for row in self.rows[self.periods[0]]}:
            return found
        return {"of_nobody": Frame({"host": tuple(self.hosts)}, size=(0, 0)), **found}

    def _frame(self, period: str) -> Frame:
        """One period's partnerships: its rows, or so many as there may have been."""
        follows, listed = bool(self.before(period)), self.rows[period]
        focuses = [identifier("focus", name) for name in self.named.focuses]
        flags = [*(identifier("type", name) for name in self.types), *focuses]
        kinds = self.changes.kinds
        can: dict[str, tuple[Any, ...] | str] = {
            "host": () if self.complete(period) else tuple(self.hosts),
            "topic": tuple(self.config["topics"]),
            "scope": tuple(self.config["scopes"]),
            FILED: tuple(self.changes.classes) if follows else (),
            "how": self.changes.hows if follows else (),
            "kind": (NONE, *kinds) if follows and kinds else (),
            "fate": FATES if period != self.periods[-1] else (),
            "size": (*self.sizes, UNREPORTED),
            **dict.fromkeys(("active", "members"), "number"),
            **dict.fromkeys(flags, "flag"),
        }
        attributes = {name: values for name, values in can.items() if values}
        rules = tuple(self._rules(follows))
        if not self.complete(period):
            size = (len(listed), self.most)
            return Frame(attributes, size=size, rules=rules, silent=True)
        rows = tuple(map(self._row, listed))
        known = [name for name in rows[0] if any(row[name] for row in rows)]
        return Frame(
            attributes,
            rows=rows,
            given=("host", *(name for name in known if name not in ("host", *can))),
            known=tuple(name for name in known if name in attributes),
            soft=() if self.closed else tuple(name for name in focuses if name in known),
            rules=rules,
            silent=True,
        )

    def _rules(self, follows: bool) -> Iterator[str]:
        if follows:
            yield f"{FILED} == { {how: self.changes.filed(how) for how in self.changes.hows}!r}.get(how)"
            if self.changes.kinds:
                yield f"({COVERAGE!r} in how) == (kind != {NONE!r})"
        yield f"(size == {UNREPORTED!r}) == (active == -1)"
        for name, one in self.sizes.items():
            high = f" <= {one['high']}" if "high" in one else ""
            yield f"(size == {name!r}) == ({one['low'] - 1} < active{high})"
        yield f"(size == {UNREPORTED!r}) == (members == -1)"
        yield "active <= members"
        if self.types:
            present = " + ".join(identifier("type", name) for name in self.types)
            yield f"{REPORTING} or {present} == 0"

    def named_so(self, period: str, host: str, name: str) -> list[str]:
        """What tells the rows of this name (of this host, if one is given) from all others."""
        same = [row["host"] for row in self.rows[period] if row["name"] == name]
        own = [one for one in same if host in ("", one)]
        return [name if len(same) == 1 else f"{name} ({one})" for one in own]

    def sized(self, period: str) -> dict[str, str]:
        """Value of `whom` -> what is known of the number of members of these rows: `== 4`."""
        rows = self.rows[period] if self.complete(period) else []
        told = {self._row(row)["whom"]: row for row in rows if row["members"]}
        signs = {whom: row["members_relation"] or "=" for whom, row in told.items()}
        return {
            whom: f"{SIGN.get(signs[whom], signs[whom])} {told[whom]['members']}" for whom in told
        }

    def _row(self, cells: Mapping[str, str]) -> Row:
        """What is certain of one partnership, as the engine's columns."""
        facts = self.facts.get((cells["host"], cells["name"]), {})
        topic, scope, change = (
            facts.get(name) or self._certain(cells, column)
            for name, column in (("topic", "topics"), ("scope", "scope"), ("change", "change"))
        )
        how, kind = self.changes.known(change, self.closed) if change else ("", "")
        focuses, no = parts("focus", cells["focus"]), "0" if self.closed else ""
        members = (
            f"{cells['members_relation'] or '='}{cells['members']}" if cells["members"] else ""
        )
        return {
            "host": cells["host"],
            "who": self._label(cells, self.named.who),
            "whom": self._label(cells, self.named.whom) or members,
            "topic": "".join(topic[:1]),
            "scope": "".join(scope[:1]),
            "how": how,
            "kind": kind,
            "size": self._size(cells),
            **{
                identifier("focus", one): "1" if one in focuses else no
                for one in self.named.focuses
            },
            **{
                identifier("told", one): "1" * (one in facts.get("member_type", ()))
                for one in self.types
            },
        }

    def _label(self, cells: Mapping[str, str], named: Iterable[Name]) -> str:
        host, name = cells["host"], cells["name"]
        known = {(host, name), ("", name)} & {*named}
        return self.named_so(cells["period"], host, name)[0] if known else ""

    def _certain(self, cells: Mapping[str, str], column: str) -> tuple[str, ...]:
        certain = cells[f"{column}_status"] in ("", "certain")
        return parts(column, cells[column]) if certain else ()

    def _size(self, cells: Mapping[str, str]) -> str:
        """The size class, where it is known: own rows classify by members, or did not report."""
        if not self.closed:
            return UNREPORTED if cells["status"] == NOT_REPORTED else ""
        return size_class(int(cells["members"]), self.sizes) if cells["members"] else UNREPORTED

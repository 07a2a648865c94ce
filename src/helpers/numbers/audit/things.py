"""What a partnership of a period can be: attributes, values, rules between them, and known rows.

A partnership is `new`, or goes on from `one`, as a piece of one that `split`, or `merged` from
several; each may have been renamed, have changed what it covers, and so on (`how`). A network files
it under one class (`filed`: its first change in the order of network.yml). Of the period before,
each `ended`, `continued` as one, `split` or `merged` (`fate`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from helpers.data.network import Network
from helpers.data.population import size_class
from helpers.data.schema import NOT_REPORTED, PLANNED
from helpers.data.tables import records
from helpers.numbers.audit.spec import Frame, Row

NEW, ONE, UNCHANGED, COVERAGE, NONE = "new", "one", "unchanged", "coverage", "none"
ORIGINS = (ONE, "split", "merged")
FATES = ("ended", "continued", "split", "merged")
LIVED_ON = FATES[1:]
FATES_OF = {name: (name,) for name in FATES} | {"continued": LIVED_ON}
UNREPORTED = "unreported"
REPORTED = "reported"  # the one size class of a network that has none
FILED = "filed"
Facts = Mapping[tuple[str, str], Mapping[str, str]]  # (host, name) -> attribute -> value


def identifier(kind: str, name: str) -> str:
    """A name for formulas: `focus_english_learners` of a focus, `of_year_4` of a period."""
    return kind + "_" + re.sub(r"\W", "_", name)


def frame_of(period: str) -> str:
    """The frame that holds a period's partnerships."""
    return identifier("of", period)


@dataclass(frozen=True)
class Changes:
    """The ways in which a partnership may have come about, as network.yml tells them apart."""

    reasons: Mapping[str, tuple[str, ...]]  # class -> reasons filed under it, in filing order

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Changes:
        """The changes of network.yml."""
        listed = config.get("changes") or {}
        return cls({name: tuple((one or {}).get("reasons") or ()) for name, one in listed.items()})

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of changed coverage, if all are filed alike: then `how` need not tell them."""
        own = [[r for r in some if _stem(r) == COVERAGE] for some in self.reasons.values()]
        filed = [some for some in own if some]
        return tuple(filed[0]) if len(filed) == 1 else ()

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """What may have changed besides, however it came about."""
        listed = [one for some in self.reasons.values() for one in some]
        other = [one for one in listed if one not in (*ORIGINS, *self.kinds, NEW, UNCHANGED)]
        return tuple(dict.fromkeys([*([COVERAGE] if self.kinds else []), *other]))

    @cached_property
    def hows(self) -> tuple[str, ...]:
        """Every way of coming about: `new`, `one`, `one+renamed`, `split+coverage+renamed`, ..."""
        marked = [
            some
            for size in range(len(self.marks) + 1)
            for some in itertools.combinations(self.marks, size)
        ]
        return (NEW, *("+".join([one, *some]) for one in ORIGINS for some in marked))

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """What a partnership may be filed under."""
        return tuple(dict.fromkeys([*self.reasons, UNCHANGED, NEW]))

    def filed(self, how: str) -> str:
        """The one class that a way of coming about is filed under."""
        parts = set(how.split("+"))
        first = (name for name, some in self.reasons.items() if parts & self._parts(some))
        return NEW if how == NEW else next(first, UNCHANGED)

    def _parts(self, reasons: Iterable[str]) -> set[str]:
        return {COVERAGE if one in self.kinds else one for one in reasons}

    def words(self, how: str) -> set[str]:
        """Every word that is true of a way of coming about, but for kinds of coverage."""
        parts = set(how.split("+")) - {ONE}
        if how == NEW:
            return parts
        state = UNCHANGED if self.filed(how) == UNCHANGED else "transformed"
        classes = {name for name, some in self.reasons.items() if parts & self._parts(some)}
        return {*parts, *map(_stem, parts), *classes, "continued", state}

    def meant(self, word: str) -> tuple[str, tuple[str, ...]]:
        """Attribute and values that a word for a change means, by the coarsest that can tell.

        No values if nothing can be so.
        """
        if word in self.kinds:
            return "kind", (word,)
        hows = tuple(how for how in self.hows if word in self.words(how))
        classes = tuple(dict.fromkeys(map(self.filed, hows)))
        whole = {how for how in self.hows if self.filed(how) in classes}
        return (FILED, classes) if whole == set(hows) else ("how", hows)

    def known(self, words: Iterable[str], closed: bool) -> tuple[str, str]:
        """`how` and `kind` where these words are certain of a partnership: `a|b` is one of these.

        `closed`: nothing else changed.
        """
        said = list(words)
        kinds = [one for one in said if one in self.kinds]
        parts = {COVERAGE if one in kinds else one for one in said}
        hows = [how for how in self.hows if parts <= self.words(how)]
        if closed:
            hows = [how for how in hows if set(how.split("+")) - {ONE} <= parts]
        return "|".join(hows), "|".join(kinds)


def _stem(reason: str) -> str:
    return COVERAGE if reason.startswith(f"{COVERAGE}_") else reason


@dataclass(frozen=True)
class Named:
    """What statements single out: partnerships, by what is said of them, and focuses."""

    who: frozenset[tuple[str, str]] = frozenset()  # host (if said) and name: of partnerships
    whom: frozenset[tuple[str, str]] = frozenset()  # of those whose number of members is stated
    focuses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Things:
    """The partnerships of every period of a network, as frames."""

    network: Network
    named: Named = Named()
    facts: Facts = field(default_factory=dict)  # from public pages

    @cached_property
    def config(self) -> Mapping[str, Any]:
        """The network's settings."""
        return self.network.config

    @cached_property
    def periods(self) -> list[str]:
        """Ids of the periods, in order."""
        return list(self.config["periods"])

    @cached_property
    def hosts(self) -> list[str]:
        """Names of the hosts; one without a name where the network has none."""
        return list(self.network.hosts) or [""]

    @cached_property
    def changes(self) -> Changes:
        """How partnerships may have come about."""
        return Changes.of(self.config)

    @cached_property
    def closed(self) -> bool:
        """Do the rows say all there is?"""
        return self.config.get("rows", "closed") == "closed"

    @cached_property
    def types(self) -> list[str]:
        """Member types whose presence is asked about; the residual one says nothing of anybody."""
        listed = self.config.get("member_types") or {}
        return [name for name, one in listed.items() if not (one or {}).get("other")]

    @cached_property
    def sizes(self) -> Mapping[str, Mapping[str, Any]]:
        """Size classes with their limits."""
        return self.config.get("size_classes") or {REPORTED: {"low": 1}}

    @cached_property
    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The rows of partnerships.csv, period by period."""
        found: dict[str, list[dict[str, Any]]] = {period: [] for period in self.periods}
        stood = (row for row in records(self.network.partnerships) if row["status"] != PLANNED)
        for row in stood:
            found[row.get("period") or self.periods[-1]].append(row)
        return found

    def complete(self, period: str) -> bool:
        """Are the period's rows all the partnerships there were?"""
        setting = (self.config["periods"][period] or {}).get("complete")
        return bool(self.rows[period]) and setting is not False

    @cached_property
    def most(self) -> int:
        """More partnerships than any period had."""
        return 10 * max(map(len, self.rows.values())) + 100

    def around(self, period: str) -> tuple[str, str]:
        """The periods before and after; empty where there is none."""
        place = self.periods.index(period)
        before = self.periods[place - 1] if place else ""
        return before, self.periods[place + 1] if place + 1 < len(self.periods) else ""

    @cached_property
    def frames(self) -> dict[str, Frame]:
        """The periods' frames; one of nobody goes first where hosts without rows must be named."""
        found = {frame_of(period): self.frame(period) for period in self.periods}
        known = any("host" in one.attributes for one in found.values())
        if known or set(self.hosts) <= {text(row, "host") for row in self.rows[self.periods[0]]}:
            return found
        return {"of_nobody": Frame({"host": tuple(self.hosts)}, size=(0, 0)), **found}

    def frame(self, period: str) -> Frame:
        """One period's partnerships: its rows, or so many as there may have been."""
        before, after = self.around(period)
        attributes: dict[str, tuple[Any, ...] | str] = {"host": tuple(self.hosts)}
        for name, words in (("topic", "topics"), ("scope", "scopes")):
            attributes |= {name: tuple(self.config[words])} if self.config.get(words) else {}
        if before:
            attributes |= {FILED: self.changes.classes, "how": self.changes.hows}
            attributes |= {"kind": (NONE, *self.changes.kinds)} if self.changes.kinds else {}
        attributes |= {"fate": FATES} if after else {}
        attributes |= {"size": (*self.sizes, UNREPORTED), "active": "number", "members": "number"}
        attributes |= {identifier("type", name): "flag" for name in self.types}
        focuses = {identifier("focus", name): "flag" for name in self.named.focuses}
        rules = tuple(self._rules(bool(before)))
        if not self.complete(period):
            size = (len(self.rows[period]), self.most)
            return Frame(attributes | focuses, size=size, rules=rules, silent=True)
        del attributes["host"]
        rows = tuple(self._row(row) for row in self.rows[period])
        held = [name for name in focuses if any(row[name] for row in rows)]
        facts = [
            one
            for one in ("topic", "scope", "how", "kind", "size")
            if any(row.get(one) for row in rows)
        ]
        told = ["who", "whom", *(identifier("told", name) for name in self.types)]
        return Frame(
            attributes | focuses,
            rows=rows,
            given=("host", *(name for name in told if any(row[name] for row in rows))),
            known=(*facts, *held),
            soft=() if self.closed else tuple(held),
            rules=rules,
            silent=True,
        )

    def _rules(self, follows: bool) -> Iterable[str]:
        if follows:
            filed = {how: self.changes.filed(how) for how in self.changes.hows}
            yield f"{FILED} == {filed!r}.get(how)"
            if self.changes.kinds:
                yield f"({COVERAGE!r} in how) == (kind != {NONE!r})"
        yield f"(size == {UNREPORTED!r}) == (active == -1)"
        for name, one in self.sizes.items():
            high = f" <= {one['high']}" if one.get("high") else ""
            yield f"(size == {name!r}) == ({one.get('low', 1) - 1} < active{high})"
        yield f"(size == {UNREPORTED!r}) == (members == -1)"
        yield "active <= members"
        if self.types:
            present = " + ".join(identifier("type", name) for name in self.types)
            yield f"size != {UNREPORTED!r} or {present} == 0"

    def labels(self, period: str, host: str, name: str) -> list[str]:
        """What tells the rows of this name (of this host, if one is given) from all others."""
        same = [row for row in self.rows[period] if text(row, "name") == name]
        own = [row for row in same if host in ("", text(row, "host"))]
        return [name if len(same) == 1 else f"{name} ({text(row, 'host')})" for row in own]

    def _label(self, row: Mapping[str, Any], named: Iterable[tuple[str, str]]) -> str:
        host, name = text(row, "host"), text(row, "name")
        if not {(host, name), ("", name)} & set(named):
            return ""
        return self.labels(text(row, "period") or self.periods[-1], host, name)[0]

    def sized(self, period: str) -> dict[str, tuple[str, str]]:
        """Value of `whom` -> sign and number of the members that are known of these rows."""
        rows = self.rows[period] if self.complete(period) else []
        told = {self._row(row)["whom"]: self._members(row) for row in rows}
        found = (re.fullmatch(r"([<=>]+)(\d+)", said) for said in told.values())
        signs = {"=": "=="}
        return {
            whom: (signs.get(one[1], one[1]), one[2])
            for whom, one in zip(told, found, strict=True)
            if one
        }

    def _row(self, row: Mapping[str, Any]) -> Row:
        """What is certain of one partnership, as the engine's columns."""
        facts = self._certain(row) | dict(
            self.facts.get((text(row, "host"), text(row, "name")), {})
        )
        words = [one for one in facts.pop("change", "").split(";") if one]
        how, kind = self.changes.known(words, self.closed) if words else ("", "")
        told = {
            identifier("told", one): facts.pop(identifier("told", one), "") for one in self.types
        }
        return {
            "host": text(row, "host"),
            "who": self._label(row, self.named.who),
            "whom": self._label(row, self.named.whom) or self._members(row),
            "how": how,
            "kind": kind,
            "size": self._size(row),
            **{identifier("focus", name): self._focus(row, name) for name in self.named.focuses},
            **told,
            **facts,
        }

    def _certain(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Topic, scope and change where they are certain; closed rows are."""
        found = {}
        for column, name in (("topics", "topic"), ("scope", "scope"), ("change", "change")):
            status = text(row, f"{column}_status") or ("certain" if self.closed else "")
            if text(row, column) and status == "certain":
                value = text(row, column)
                found[name] = value.split(";")[0].strip() if name == "topic" else value
        return found

    def _size(self, row: Mapping[str, Any]) -> str:
        """The size class, where it is known: own rows classify by members, or did not report."""
        members = text(row, "members")
        if not self.closed:
            return UNREPORTED if text(row, "status") == NOT_REPORTED else ""
        return size_class(int(members), self.sizes) if members else UNREPORTED

    def _focus(self, row: Mapping[str, Any], name: str) -> str:
        has = name in re.split(r"[;|]", text(row, "focus"))
        return "1" if has else "0" if self.closed else ""

    def _members(self, row: Mapping[str, Any]) -> str:
        """The number of members that is known of a row: `=4`, `>250`."""
        number = text(row, "members")
        return f"{text(row, 'members_relation') or '='}{number}" if number else ""


def text(row: Mapping[str, Any], name: str) -> str:
    """A cell as text; empty where the column or the value is missing."""
    found = row.get(name)
    return "" if found is None or pd.isna(found) else str(found).strip()


def public(rows: Iterable[Mapping[str, Any]], types: Iterable[str]) -> Facts:
    """Facts of single partnerships from evidence.csv.

    Where pages say different things of one partnership, neither counts.
    """
    found: dict[tuple[str, str], dict[str, str]] = {}
    said: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        said.setdefault((row["host"], row["partnership"], row["attribute"]), []).append(
            row["value"]
        )
    for (host, name, attribute), values in said.items():
        own, different = found.setdefault((host, name), {}), sorted(set(values))
        if attribute == "member_type":
            own.update({identifier("told", one): "1" for one in different if one in set(types)})
        elif attribute == "change" or len(different) == 1:
            own[attribute] = ";".join(different)
    return found

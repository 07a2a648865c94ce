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
from helpers.data.config import NEW, UNCHANGED
from helpers.data.lifecycle import COVERAGE, FATES
from helpers.data.network import Network
from helpers.data.population import size_class
from helpers.data.schema import NOT_REPORTED, PARTNERSHIPS, PLANNED
from helpers.numbers.audit.spec import Claim, Frame, Row
from helpers.numbers.statement import Statement, texts

ONE, NONE, FILED = "one", "none", "filed"
ORIGINS = (ONE, "split", "merged")
LIVED_ON = FATES[1:]
UNREPORTED = "unreported"
REPORTED = "reported"  # the one size class of a network that has none
SIGN = {"=": "=="}  # as formulas have it; the others stay
REPORTING = f"size != {UNREPORTED!r}"
SIZED = {"members": "members", "active_members": "active"}  # subject -> attribute
Facts = Mapping[tuple[str, str], Mapping[str, list[str]]]  # of a host and a partnership


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
        every = [one["reasons"] for one in self.classes.values()]
        kinds = [tuple(one for one in some if one.split("_")[0] == COVERAGE) for some in every]
        filed = [some for some in kinds if some]
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
        reasons = self.classes[word]["reasons"] if word in self.classes else ()
        every = LIVED_ON if word == "continued" else (word, *reasons)
        return tuple(one for one in FATES if one in every)

    def known(self, words: Iterable[str], closed: bool) -> tuple[str, str]:
        """`how` and `kind` where these words are certain of a partnership: `a|b` is one of these.

        `closed`: nothing else changed.
        """
        said, kinds = {*words}, [one for one in words if one in self.kinds]
        most = {ONE, *said, COVERAGE if kinds else ONE}
        hows = [how for how in self.hows if said and said <= self._words(how)]
        kept = [how for how in hows if not closed or {*how.split("+")} <= most]
        return "|".join(kept), "|".join(kinds)


class Frames:
    """The partnerships of every period of a network, as frames.

    `facts`, of public pages: attribute -> what is said, of each named partnership. `who`: the
    partnerships of which statements count something; `whom`: whose number of members they state.
    """

    def __init__(self, network: Network, said: Iterable[Statement], facts: Facts) -> None:
        self.network, self.facts, self.config = network, facts, network.config
        self.periods, self.closed = network.periods, network.closed
        self.hosts = network.hosts or [""]
        self.changes = Changes(self.config["changes"])
        # Those whose presence is asked about; the residual type says nothing of anybody.
        self.types = [one for one in self.config["member_types"] if one != network.other]
        self.sizes = self.config["size_classes"] or {REPORTED: {"low": 1}}
        stood = [row for row in texts(network.partnerships) if row["status"] != PLANNED]
        self.rows = {one: [row for row in stood if row["period"] == one] for one in self.periods}
        self.most = 10 * max(map(len, self.rows.values())) + 100  # more than any period had
        binding = [one for one in said if one.binds]
        own = [one for one in binding if one.subject == "partnerships"]
        sized = [one for one in binding if one.subject in SIZED and one.measure != "count"]
        self.who, self.whom = ({(s.host, s.partnership) for s in some} for some in (own, sized))
        self.focuses = sorted({word for one in own for word in one.focus.split("|") if word})

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
        focuses = [identifier("focus", name) for name in self.focuses]
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
        rows = tuple(map(self.row, listed))
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
            filed = {how: self.changes.filed(how) for how in self.changes.hows}
            yield f"{FILED} == {filed!r}.get(how)"
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

    def certain(self, asked: str) -> Iterator[Claim]:
        """What is certain of single rows: droppable where a name says it, else always true."""
        for period in self.periods:
            name, sizes = frame_of(period), dict[str, tuple[str, str]]()
            frame, rows = self.frames[name], self.frames[name].rows or ()
            for word in self.focuses:
                column = identifier("focus", word)
                if column in frame.soft and re.search(rf"\b{column}\b", asked):
                    wrong = f"n({name}, known_{column}='1', {column}=0)"
                    yield Claim((f"rows:focus={word}",), f"{wrong} == 0")
            for row, cells in zip(rows, self.rows[period], strict=False):
                sizes[row["whom"]] = _members(cells)
            for whom, (sign, number) in sizes.items():
                wrong = f"(not members {SIGN.get(sign, sign)} {number} or size == {UNREPORTED!r})"
                if number:
                    yield Claim((), f"n({name}, {wrong}, whom={whom!r}) == 0")
            for type_ in self.types:
                told, has = identifier("told", type_), identifier("type", type_)
                if told in frame.given:
                    yield Claim((), f"n({name}, {REPORTING}, {told}='1', {has}=0) == 0")

    def labels(self, period: str, host: str, name: str) -> list[str]:
        """What tells the rows of this name (of this host, if one is given) from all others."""
        same = [row["host"] for row in self.rows[period] if row["name"] == name]
        own = [one for one in same if host in ("", one)]
        return [name if len(same) == 1 else f"{name} ({one})" for one in own]

    def row(self, cells: Mapping[str, str]) -> Row:
        """What is certain of one partnership, as the engine's columns."""
        name, no = (cells["host"], cells["name"]), "0" if self.closed else ""
        facts, focus = self.facts.get(name, {}), PARTNERSHIPS.parts("focus", cells["focus"])
        names = {name, ("", name[1])}  # statements may leave the host out
        label = self.labels(cells["period"], *name)[0]
        topic, scope, change = (
            facts.get(attribute) or self._certain(cells, column)
            for attribute, column in (("topic", "topics"), ("scope", "scope"), ("change", "change"))
        )
        how, kind = self.changes.known(change, self.closed)
        types = facts.get("member_type", ())
        return {
            "host": name[0],
            "who": label if names & self.who else "",
            "whom": label if names & self.whom else "".join(_members(cells)),
            "topic": "".join(topic[:1]),
            "scope": "".join(scope[:1]),
            "how": how,
            "kind": kind,
            "size": self._size(cells),
            **{identifier("focus", one): "1" if one in focus else no for one in self.focuses},
            **{identifier("told", one): "1" if one in types else "" for one in self.types},
        }

    def _certain(self, cells: Mapping[str, str], column: str) -> tuple[str, ...]:
        certain = cells[f"{column}_status"] in ("", "certain")
        return PARTNERSHIPS.parts(column, cells[column]) if certain else ()

    def _size(self, cells: Mapping[str, str]) -> str:
        """The size class, where it is known: own rows classify by members, or did not report."""
        if not self.closed:
            return UNREPORTED if cells["status"] == NOT_REPORTED else ""
        return size_class(int(cells["members"]), self.sizes) if cells["members"] else UNREPORTED


def _members(cells: Mapping[str, str]) -> tuple[str, str]:
    """Sign and number of the members that are known of a row; empty where none are."""
    return (cells["members_relation"] or "=" if cells["members"] else ""), cells["members"]

"""What an alliance of each period can be: attributes, their values, the rules between them, and the known rows.

Year 4 holds the named alliances, grouped where nothing that is certain tells them apart; year 1 holds anonymous ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

import pandas as pd

from helpers.infer.tables import Selection, among
from helpers.network import Network
from helpers.statements import SELECTORS, Statement

NO_REPORT = ""
# How an alliance of the last period came about: new, or from one alliance of year 1, a piece of one, or several.
ORIGINS = ("one", "piece", "merged")
HOWS = ("new", *("+".join(part for part in (origin, coverage, name) if part)
                 for origin, coverage, name in product(ORIGINS, ("", "coverage"), ("", "renamed"))))
KINDS = ("none", "coverage_expanded", "coverage_reduced", "coverage_within_state")
FATES = ("ended", "continued", "split", "merged")
# Figure B1 files an alliance under one reason: splitting or merging, else coverage, else name (its note).
CLASSES = ("split_or_merged", "coverage", "renamed", "unchanged", "new")
FILED = "filed:"  # before a class of Figure B1, where an alliance is counted under it alone
CORE = ("topic", "scope", "change")


def class_of(how: str) -> str:
    """Figure B1's class of a way of coming about."""
    parts = how.split("+")
    if how == "new":
        return "new"
    if parts[0] != "one":
        return "split_or_merged"
    return "coverage" if "coverage" in parts else "renamed" if "renamed" in parts else "unchanged"


def parts_of(how: str) -> set[str]:
    """The change words that hold of a way of coming about, kinds of coverage aside."""
    parts = set(how.split("+"))
    words = {name for name in ("new", "coverage", "renamed", "merged") if name in parts}
    return words | ({"split"} if "piece" in parts else set())


def how_selection(word: str) -> Selection:
    """The alliances of year 4 that a change word means, by the coarsest attribute that can tell."""
    if word in KINDS:
        return among("kind", [word])
    if word.startswith(FILED):
        return among("class", [word.removeprefix(FILED)])
    by_class = {"new": ["new"], "unchanged": ["unchanged"], "continued": [name for name in CLASSES if name != "new"],
                "transformed": list(CLASSES[:3]), "split_or_merged": ["split_or_merged"]}
    if word in by_class:
        return among("class", by_class[word])
    return among("how", [how for how in HOWS if word in parts_of(how)])


def cuts(statements: Iterable[Statement], subject: str, classes: dict[str, dict], known: Iterable[str] = ()) -> list[tuple[int, int | None]]:
    """Intervals of a number of members that the statements, and the numbers `known` of single alliances, can tell apart: (least, greatest or None)."""
    points = {1}
    for statement in statements:
        if statement.subject == subject and statement.measure in ("minimum", "maximum", "range", "median"):
            points |= {end + more for end in (statement.value, statement.value_high)
                       if end is not None and end.denominator == 1 for more in (0, 1)}
    for text in known:
        points |= {int(text.lstrip("=<>")) + more for more in (0, 1)}
    for entry in classes.values():
        points |= {int(entry["low"])} | ({int(entry["high"]) + 1} if "high" in entry else set())
    ordered = sorted(int(point) for point in points if point >= 1)
    return [(low, high - 1) for low, high in zip(ordered, ordered[1:], strict=False)] + [(ordered[-1], None)]


@dataclass(frozen=True)
class Group:
    """Alliances of year 4 that nothing certain tells apart."""

    lab: str
    names: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]

    @property
    def known(self) -> dict[str, str]:
        return dict(self.facts)


@dataclass
class Known:
    """The groups of year 4 and what is certain of them: attribute -> value, the claim that says so."""

    groups: list[Group] = field(default_factory=list)

    def named(self, name: str, lab: str = "") -> list[int]:
        """Numbers of the groups that hold an alliance of this name (of this lab)."""
        return [number for number, group in enumerate(self.groups) if name in group.names and lab in ("", group.lab)]


def who(subject: str) -> str:
    """The attribute that tells apart the alliances that statements on this subject name."""
    return "who:members" if subject in ("members", "active_members") else "who"


def named_in(network: Network, statements: Iterable[Statement]) -> dict[str, set[tuple[str, str]]]:
    """Attribute `who...` -> the (lab, name) rows that statements with a number name."""
    rows = set(zip(network.alliances["lab"], network.alliances["name"], strict=True))
    found: dict[str, set[tuple[str, str]]] = {"who": set(), "who:members": set()}
    for one in statements:
        if one.alliance and one.relation != "text":
            found[who(one.subject)] |= {(lab, name) for lab, name in rows if name == one.alliance and one.lab in ("", lab)}
    return found


def known(network: Network, named: set[tuple[str, str]], focuses: set[str], extra: dict[tuple[str, str], dict[str, str]]) -> Known:
    """Group the rows of alliances.csv by lab and certain facts; alliances in `named` stand alone.

    `extra` adds facts from outside the report: (lab, name) -> attribute -> value.
    """
    groups: dict[tuple, list[str]] = {}
    for row in network.alliances.to_dict("records"):
        facts = _facts(row, focuses) | extra.get((row["lab"], row["name"]), {})
        alone = row["name"] if (row["lab"], row["name"]) in named else ""
        groups.setdefault((row["lab"], tuple(sorted(facts.items())), alone), []).append(row["name"])
    return Known([Group(lab, tuple(names), facts) for (lab, facts, _), names in groups.items()])


def _facts(row: dict, focuses: set[str]) -> dict[str, str]:
    facts = {name: row[name] for name in CORE if row[f"{name}_status"] == "certain" and row[name]}
    facts |= {f"focus:{name}": name for name in row["focus"].split("|") if name in focuses}
    if not pd.isna(row["members"]) and row["members"] != "":
        facts["members"] = f"{row['members_relation'] or '='}{int(row['members'])}"
    return facts


def within(text: str, interval: tuple[int, int | None]) -> bool:
    """Whether a number that `text` (`=4`, `>250`, `>=10`) describes can lie in the interval."""
    sign = text.rstrip("0123456789")
    value, (low, high) = int(text[len(sign):]), interval
    least = value + (sign == ">")
    return low <= value and (high is None or value <= high) if sign == "=" else high is None or high >= least


def selectors_of(statement: Statement, without: Iterable[str] = ()) -> dict[str, str]:
    """The statement's selectors but those in `without` and `having`."""
    return {name: text for name, text in statement.selectors().items() if name not in {*without, "having"}}


assert set(CORE) <= set(SELECTORS)


def public(rows: pd.DataFrame) -> dict[tuple[str, str], dict[str, str]]:
    """Facts of single alliances from the rows of evidence.csv: (lab, name) -> attribute -> value.

    Where pages say different things of one alliance, neither counts.
    """
    found: dict[tuple[str, str], dict[str, str]] = {}
    for (lab, name, attribute), own in rows.groupby(["lab", "alliance", "attribute"], sort=False)["value"]:
        values = sorted(set(own))
        if attribute == "member_type":
            types = [value for value in values if value != "other"]
            found.setdefault((lab, name), {}).update({"present": "+".join(types)} if types else {})
        elif attribute == "change" or len(values) == 1:
            found.setdefault((lab, name), {})[attribute] = "|".join(values)
    return found

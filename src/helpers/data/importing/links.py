"""A sheet of mergers, or a register's links -> `from` of the rows that came of others.

A link is found from either side, and counts once. Rows are joined by what a link names, an id or
else a name that one partnership bears; never by a name that two share.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from helpers.data.importing import dates
from helpers.data.importing.standing import Row

_FORWARD, _BACK = re.compile("success", re.I), re.compile("predecess", re.I)
_KINDS = {"merged": re.compile("merge|amalgam", re.I), "split": re.compile("split|de-?merg", re.I)}


@dataclass
class Link:
    """What came of what, as written: the period in which, if that is said, and its typed kinds."""

    old: str
    new: str
    period: str = ""
    kinds: set[str] = field(default_factory=set)
    where: str = ""


@dataclass
class Joined:
    """What was said of links: those that were taken, and what could not be."""

    said: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def read(rows: list[Row], found: Joined) -> list[Link]:
    """The links of a sheet, each pair once; a kind that does not say the direction comes last."""
    pairs: dict[tuple[str, str], Link] = {}
    waiting = []
    for row in rows:
        ends = _ends(row)
        if ends:
            _add(pairs, *ends, row, found)
        else:
            waiting.append(row)
    for row in waiting:
        one, other = row.cells.get("one", ""), row.cells.get("other", "")
        known = next((pair for pair in ((one, other), (other, one)) if pair in pairs), None)
        if known:
            _add(pairs, *known, row, found)
        else:
            found.left.append(
                f"{row.where}: does not say which of '{one}' and '{other}' came first."
            )
    if len(rows) > len(pairs):
        found.said.append(
            f"{len(rows)} rows of links are {len(pairs)} links: each pair counts once."
        )
    return list(pairs.values())


def _ends(row: Row) -> tuple[str, str] | None:
    """The old and the new one, if the row says which is which."""
    cells = row.cells
    if cells.get("old") and cells.get("new"):
        return cells["old"], cells["new"]
    one, other, kind = (cells.get(name, "") for name in ("one", "other", "kind"))
    forward, back = _FORWARD.search(kind), _BACK.search(kind)
    if not one or not other or bool(forward) == bool(back):
        return None
    return (one, other) if forward else (other, one)


def _add(pairs: dict[tuple[str, str], Link], old: str, new: str, row: Row, found: Joined) -> None:
    link = pairs.setdefault((old, new), Link(old, new, where=row.where))
    kind = row.cells.get("kind", "")
    link.kinds |= {name for name, pattern in _KINDS.items() if pattern.search(kind)}
    period = _period(row)
    if period and link.period and period != link.period:
        found.left.append(f"{row.where}: {period}, but {link.period} in {link.where}: not used.")
    link.period = link.period or period


def _period(row: Row) -> str:
    """The period a link names; of a date its year, if it is sure."""
    found = dates.read(row.cells.get("date", ""))
    year = str(found.first.year) if found and found.first.year == found.last.year else ""
    return row.cells.get("period", "") or year


# -- rows ------------------------------------------------------------------------------------------


def join(rows: list[Row], links: Iterable[Link], periods: list[str], found: Joined) -> None:
    """Write `from` where something came of another, and say what each link is by its shape."""
    known = _by_token(rows)
    taken: dict[tuple[str, str], list[tuple[Link, Row]]] = defaultdict(list)
    for link in links:
        row, problem = _row_of(link, known, periods)
        if row:
            taken[row.cells["period"], _token(row)].append((link, row))
        else:
            found.left.append(f"{link.where}: {link.old} -> {link.new}: {problem}.")
    children = Counter(link.old.casefold() for group in taken.values() for link, _ in group)
    for (period, token), group in taken.items():
        row = group[0][1]
        olds = [_token(known[link.old.casefold()][0]) for link, _row in group]
        stood = [one.strip() for one in row.cells.get("from", "").split(";")]
        row.cells["from"] = "; ".join(dict.fromkeys(filter(None, [*stood, *olds])))
        shape = _shape(group, row, children, known, periods)
        found.said.append(f"{' + '.join(olds)} -> {token} ({period}): {shape}.")
        found.said.extend(_against(group, shape))


def _token(row: Row) -> str:
    return row.cells.get("id") or row.cells["name"]


def _by_token(rows: list[Row]) -> dict[str, list[Row]]:
    """The rows that an id names; a name, if all that bear it are one."""
    known: dict[str, list[Row]] = defaultdict(list)
    named: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        named[row.cells["name"].casefold()].append(row)
        if row.cells.get("id"):
            known[row.cells["id"].casefold()].append(row)
    for name, bearing in named.items():
        if len({one.cells.get("id", "") for one in bearing}) == 1:
            known.setdefault(name, bearing)
    return known


def _row_of(link: Link, known: dict[str, list[Row]], periods: list[str]) -> tuple[Row | None, str]:
    """The row that came of the old one: in the link's period, else the first after it."""
    ends = [known.get(one.casefold(), []) for one in (link.old, link.new)]
    for one, rows in zip((link.old, link.new), ends, strict=True):
        if not rows:
            return None, f"'{one}' is no id, and no name of a single partnership"
    old, new = (
        [
            (periods.index(row.cells["period"]), row)
            for row in rows
            if row.cells["period"] in periods
        ]
        for rows in ends
    )
    # One that is not known to have stood: what came of it says so all the same, for a check to see.
    first, last = (end(place for place, _ in old) if old else -1 for end in (min, max))
    after = [(place, row) for place, row in new if place > first]
    said = [row for _, row in after if row.cells["period"] == link.period]
    later = [row for place, row in after if place > last] or [row for _, row in after]
    if not said and not later:
        return None, f"'{link.new}' stands in no period after '{link.old}'"
    return (said or later)[0], ""


def _shape(
    group: list[tuple[Link, Row]],
    row: Row,
    children: Mapping[str, int],
    known: dict[str, list[Row]],
    periods: list[str],
) -> str:
    """What the links are, by how many lead to a row and from each of those before."""
    place = periods.index(row.cells["period"])
    before = [
        one for one in known[_token(row).casefold()] if one.cells["period"] in periods[:place]
    ]
    if len(group) + bool(before) > 1:
        return "merged"
    old = group[0][0].old.casefold()
    if children[old] > 1:
        return "split"
    same = known[old][-1].cells["name"].casefold() == row.cells["name"].casefold()
    return "continued" if same else "renamed"


def _against(group: list[tuple[Link, Row]], shape: str) -> Iterator[str]:
    """Typed kinds that say something else."""
    for link, _ in group:
        if link.kinds and shape not in link.kinds:
            typed = " and ".join(sorted(link.kinds))
            pair = f"{link.old} -> {link.new}"
            yield f"{link.where}: typed as {typed}; by its shape {pair} is {shape}."

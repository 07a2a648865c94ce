"""A solution's things as a complete dataset: rows of every period, linked from one to the next.

The engine gives the things of each period by itself; their numbers meet, host by host if the axiom
holds. Which of them belong together nothing says: they are linked within a host as far as will do.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from helpers.data.config import NEW, UNCHANGED
from helpers.data.lifecycle import COVERAGE
from helpers.numbers.audit.frames import LIVED_ON, ONE, UNREPORTED, Frames, frame_of, identifier

Row = dict[str, Any]


def rows(frames: Frames, found: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, list[Row]]:
    """Period -> its rows, as the checker reads them: text, several values joined by `;`."""
    made = {
        period: [_row(frames, period, n, one) for n, one in enumerate(found[frame_of(period)], 1)]
        for period in frames.periods
    }
    for before, period in itertools.pairwise(frames.periods):
        _link(made[before], made[period])
    for row in itertools.chain(*made.values()):
        del row["from"]
    return made


def _row(frames: Frames, period: str, number: int, one: Mapping[str, Any]) -> Row:
    listed = frames.rows[period][one["row"]] if "row" in one else {}
    silent = one.get("size", UNREPORTED) == UNREPORTED

    def flagged(kind: str, names: Iterable[str]) -> str:
        return ";".join(name for name in names if one.get(identifier(kind, name)) == 1)

    return {
        "id": f"{frame_of(period)}-{number}",
        "host": listed.get("host") or one.get("host", ""),
        "name": listed.get("name") or f"{number} of {period}",
        "topic": one.get("topic", ""),
        "scope": one.get("scope", ""),
        "change": _change(one),
        "from": listed.get("from", ""),
        "parents": "",
        "fate": one.get("fate", ""),
        "size_class": "" if silent else one["size"],
        "active_members": "" if silent else one.get("active", ""),
        "members": "" if silent else one.get("members", ""),
        "member_types": flagged("type", frames.types),
        "focus": flagged("focus", frames.focuses),
    }


def _change(one: Mapping[str, Any]) -> str:
    """`split;coverage_expanded`, `unchanged`, `new`."""
    how = one.get("how", "")
    parts = [part for part in how.split("+") if part not in ("", ONE)]
    kinds = [one.get("kind", part) if part == COVERAGE else part for part in parts]
    return ";".join(kinds) or (UNCHANGED if how == ONE else "")


def _link(before: list[Row], after: list[Row]) -> None:
    ends = {fate: [row for row in before if row["fate"] == fate] for fate in LIVED_ON}
    of = {fate: [row for row in after if _origin(row) == fate] for fate in LIVED_ON}
    named = list(_named(ends["split"], of["split"]))
    known = [one["id"] for pair in named for one in pair]
    early, late = ([row for row in some["split"] if row["id"] not in known] for some in (ends, of))
    least = 2 if len(late) >= 2 * len(early) else 1
    pairs = [*named, *_shared(early or ends["split"], late, least)]
    pairs += _shared(ends["continued"], of["continued"], 1)
    pairs += [(early, late) for late, early in _shared(of["merged"], ends["merged"], 2)]
    for row in after:
        row["parents"] = ";".join(early["id"] for early, late in pairs if late is row)


def _origin(row: Row) -> str:
    words = row["change"].split(";")
    return next((one for one in (*LIVED_ON[1:], NEW) if one in words), LIVED_ON[0])


def _named(early: list[Row], late: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Pieces whose rows name what they came from, each with one that split."""
    found: dict[tuple[str, str], Row] = {}
    for piece in late:
        key = piece["host"], piece["from"]
        free = (row for row in early if row["host"] == piece["host"] and row not in found.values())
        parent = found.get(key) or (next(free, None) if piece["from"] else None)
        if parent:
            found[key] = parent
            parent["name"] = piece["from"]
            yield parent, piece


def _shared(few: list[Row], many: list[Row], least: int) -> Iterator[tuple[Row, Row]]:
    """Each of `many` with one of `few`: so many for each first, of its own host if there are."""
    left = list(many)
    load = dict.fromkeys((row["id"] for row in few), 0)
    for own, most in ((True, least), (False, least), (True, len(left)), (False, len(left))):
        for row in few:
            fitting = [one for one in left if not own or one["host"] == row["host"]]
            for one in fitting[: max(0, most - load[row["id"]])]:
                left.remove(one)
                load[row["id"]] += 1
                yield row, one

"""What becomes of partnerships from one period to the next: what went on as one, splits, mergers.

Each of the earlier ones ended, went on as one, split or merged; each of the later ones is new, goes
on from one, is a piece or a result of a merger. Their numbers meet in all, and host by host by an
axiom that can be dropped like a claim: what becomes of a partnership stays with its host.
"""

import itertools
import re
from collections.abc import Iterable, Iterator

from helpers.numbers.audit.counts import Counts, Outside, times
from helpers.numbers.audit.frames import ONE, Frames, frame_of
from helpers.numbers.audit.spec import Claim
from helpers.numbers.statement import Statement

SAME_HOST = "axiom:same-host"
SPLIT, MERGED = "split", "merged"
NAMED = {SPLIT: ("pieces", 1), MERGED: ("parents", 0)}  # their numbers, and the least of these
LEAST = {SPLIT: 1, MERGED: 2}  # pieces of one that split, sources of one that merged
Key = tuple[str, str, str, str]  # split or merged, later period, host, name of a partnership
UNLISTED = "not on the list, other than one that split"
Formula = tuple[tuple[str, ...], str]


class Descent:
    """Links every period with the one before.

    `named`: a partnership that statements name as split (one of before), or as merged -> the
    number of pieces that came of it, or of those that went into it. `numbers` has their limits.
    """

    def __init__(self, frames: Frames, said: Iterable[Statement]) -> None:
        self.frames, self.counts = frames, Counts(frames)
        self.named: dict[Key, str] = {}
        self.numbers: dict[str, tuple[int, int]] = {}
        for one in said:
            kind, period, host, _ = key = self._key(one)
            asked = (one.subject, one.measure, one.change) == ("partnerships", "count", kind)
            if kind and host and asked and one.relation != "text" and key not in self.named:
                word, least = NAMED[kind]
                self.named[key] = f"{word}_{1 + len(self._of(kind))}"
                most = self._most(period) if kind == SPLIT else frames.most
                self.numbers[self.named[key]] = (least, most)

    def _key(self, one: Statement) -> Key:
        """A partnership that is not on the list is one that split; a listed one may have merged."""
        (first, last), name = one.span, one.partnership
        rows = self.frames.rows[last] if name else []
        listed = any(row["name"] == name and one.host in ("", row["host"]) for row in rows)
        merged = first != last and one.among == first and one.change == MERGED
        kind = (MERGED if merged else "") if listed or not name else SPLIT
        return kind, last, one.host, name

    def number(self, one: Statement) -> str:
        """The number that stands for what a statement counts of a named partnership, if one does.

        Outside if it names one that is not on the list, other than one that split.
        """
        key = self._key(one)
        if key[0] == SPLIT and key not in self.named:
            raise Outside(f"it names a partnership that is {UNLISTED}")
        return self.named.get(key, "")

    # -- counts

    def _of(self, kind: str, period: str = "", host: str = "") -> dict[Key, str]:
        """The named ones: of a period, of a host."""
        return {
            key: number
            for key, number in self.named.items()
            if key[0] == kind and period in ("", key[1]) and host in ("", key[2])
        }

    def _before(self, period: str, fate: str, host: str = "") -> str:
        return self.counts.n(self.frames.before(period), {"host": host, "fate": fate})

    def _after(self, period: str, origin: str, host: str = "", name: str = "") -> str:
        hows = [how for how in self.frames.changes.hows if how.split("+")[0] == origin]
        who = {"partnership": "|".join(self.frames.labels(period, host, name))}
        return self.counts.n(period, {"how": "|".join(hows)} | (who if name else {"host": host}))

    def _unnamed(self, kind: str, period: str, host: str = "") -> tuple[str, str]:
        """Splits without a name and their pieces; mergers without a name and their sources."""
        own = self._of(kind, period, host)
        early, late = self._before(period, kind, host), self._after(period, kind, host)
        if kind == SPLIT:
            return early + (f" - {len(own)}" if own else ""), " - ".join([late, *own.values()])
        few = (self._after(period, kind, *key[2:]) for key in own)
        return " - ".join([late, *few]), " - ".join([early, *own.values()])

    # -- claims

    def claims(self, asked: str) -> Iterator[Claim]:
        """How the periods meet, as far as formulas ask about both of two."""
        for before, period in itertools.pairwise(self.frames.periods):
            if speaks(asked, before) or self.numbers:
                yield from (Claim(ids, formula) for ids, formula in self._meet(period))

    def _meet(self, period: str) -> Iterator[Formula]:
        for host in ("", *self.frames.hosts):
            ids, of = ((SAME_HOST,), f", host={host!r}") if host else ((), "")
            one = f"n({frame_of(self.frames.before(period))}, fate='continued'{of})"
            yield ids, f"{one} == {self._after(period, ONE, host)}"
            for kind, least in LEAST.items():
                few, many = self._unnamed(kind, period, host)
                most = self._most(period, host) if kind == SPLIT else self.frames.most
                yield from ((ids, f"{side} >= 0") for side in (few, many) if " - " in side)
                yield ids, f"{many} >= {_scaled(least, few)}"
                yield ids, f"{many} <= {_scaled(most, few)}"
                if host and self._of(kind, period, host):
                    yield (), f"{few if kind == SPLIT else many} >= 0"
        for (kind, _, host, name), number in self._of(MERGED, period).items():
            active = self._after(period, kind, host, name)
            yield (), f"{number} >= {times(LEAST[kind], active)}"
            yield (), f"{number} <= {times(self.frames.most, active)}"

    def _most(self, period: str, host: str = "") -> int:
        """As many as can have come of one partnership: those that a host had, if that is known."""
        rows = [row for row in self.frames.rows[period] if host in ("", row["host"])]
        return len(rows) if self.frames.complete(period) else self.frames.most

    def shortest(self, one: Statement) -> Iterator[Formula]:
        """Into how many pieces each partnership split at least."""
        if one.relation not in (">", ">="):
            raise Outside("into how many each split is read as a lower limit only")
        least, period = int(one.number) + (one.relation == ">"), one.span[1]
        for host in ("", *self.frames.hosts):
            few, many = self._unnamed(SPLIT, period, host)
            ids = (one.claim_id, SAME_HOST) if host else (one.claim_id,)
            yield ids, f"{many} >= {_scaled(least, few)}"
        for number in self._of(SPLIT, period).values():
            yield (one.claim_id,), f"{number} >= {least}"

    def _label(self, period: str) -> str:
        return self.frames.network.label("periods", period)

    def pivots(self, asked: str) -> dict[str, str]:
        """Numbers on which two halves of a conflict may differ, in words."""
        found = {}
        for before, period in itertools.pairwise(self.frames.periods):
            if speaks(asked, before):
                gone, split = self._before(period, f"{SPLIT}|{MERGED}"), self._before(period, SPLIT)
                own, label = self.frames.network.words["partnerships"], self._label(before)
                found[f"{{}} {own} of {label} were split or merged"] = gone
                both = f"{split} + {self._after(period, MERGED)}"
                found["there were {} splits and mergers"] = both
        return found


def speaks(formulas: str, period: str) -> bool:
    """Do formulas count partnerships of a period?"""
    return re.search(rf"\bn\({frame_of(period)}\b", formulas) is not None


def _scaled(factor: int, text: str) -> str:
    return text if factor == 1 else f"{factor} * ({text})"

"""What becomes of partnerships from one period to the next: what went on as one, splits, mergers.

Each of the earlier ones ended, went on as one, split or merged; each of the later ones is new, goes
on from one, is a piece or a result of a merger. Their numbers meet in all, and host by host by an
axiom that can be dropped like a claim: what becomes of a partnership stays with its host.
"""

import itertools
import re
from collections.abc import Iterator

from helpers.numbers.audit.counting import Counting, Outside, times
from helpers.numbers.audit.said import Said
from helpers.numbers.audit.spec import Claim
from helpers.numbers.audit.things import Things, frame_of, text

SAME_HOST = "axiom:same-host"
Key = tuple[str, str, str]  # later period, host, name of a partnership
Formula = tuple[tuple[str, ...], str]


class Descent:
    """Links every period with the one before; `numbers` are of named partnerships.

    `pieces`: a partnership of before that statements name as split -> how many came of it.
    `parents`: one that they name as merged -> how many went into it.
    """

    def __init__(self, things: Things, counting: Counting, said: list[Said]) -> None:
        self.things, self.counting = things, counting
        self.pieces: dict[Key, str] = {}
        self.parents: dict[Key, str] = {}
        self.numbers: dict[str, tuple[int, int]] = {}
        self.asked = any(one.measure == "minimum" and one.change == "split" for one in said)
        for one in said:
            self._named(one)

    def _listed(self, one: Said) -> bool:
        rows = self.things.rows[one.last]
        names = {text(row, "name") for row in rows if one.host in ("", text(row, "host"))}
        return one.partnership in names

    def _named(self, one: Said) -> None:
        key = one.last, one.host, one.partnership
        if not (one.partnership and one.host and one.measure == "count") or one.relation == "text":
            return
        merged = one.first != one.last and one.among == one.first and one.change == "merged"
        if one.subject != "partnerships":
            return
        if one.change == "split" and not self._listed(one) and key not in self.pieces:
            self.pieces[key] = f"pieces_{len(self.pieces) + 1}"
            self.numbers[self.pieces[key]] = (1, self._most(one.last, ""))
        elif merged and self._listed(one) and key not in self.parents:
            self.parents[key] = f"parents_{len(self.parents) + 1}"
            self.numbers[self.parents[key]] = (0, self.things.most)

    def number(self, one: Said) -> str:
        """The number that stands for what a statement counts of a named partnership, if one does.

        Outside if it names one that is not on the list, other than one that split.
        """
        if not one.partnership:
            return ""
        key = one.last, one.host, one.partnership
        if self._listed(one):
            early = one.first != one.last and one.among == one.first
            return self.parents.get(key, "") if early and one.change == "merged" else ""
        if key not in self.pieces:
            raise Outside(
                "it names a partnership that is not on the list, other than one that split"
            )
        return self.pieces[key]

    # -- counts

    def _before(self, period: str, fate: str, host: str = "") -> str:
        return self.counting.n(self.things.around(period)[0], {"host": host, "fate": fate})

    def _after(self, period: str, origin: str, host: str = "", name: str = "") -> str:
        hows = [how for how in self.things.changes.hows if how.split("+")[0] == origin]
        given = [f"host={host!r}"] if host and not name else []
        given += [f"who={one!r}" for one in self.things.labels(period, host, name)] if name else []
        return (
            f"n({', '.join([frame_of(period), *sorted([*given, f'how={chr(124).join(hows)!r}'])])})"
        )

    def _of(self, found: dict[Key, str], period: str, host: str) -> list[tuple[Key, str]]:
        return [
            (key, name) for key, name in found.items() if key[0] == period and host in ("", key[1])
        ]

    def _splits(self, period: str, host: str = "") -> tuple[str, str]:
        """Splits without a name, and the pieces that came of these."""
        named = self._of(self.pieces, period, host)
        few = self._before(period, "split", host) + (f" - {len(named)}" if named else "")
        return few, self._after(period, "split", host) + "".join(f" - {name}" for _, name in named)

    def _mergers(self, period: str, host: str = "") -> tuple[str, str]:
        """Mergers without a name, and the partnerships that went into these."""
        named = self._of(self.parents, period, host)
        active = [self._after(period, "merged", key[1], key[2]) for key, _ in named]
        few = self._after(period, "merged", host) + "".join(f" - {one}" for one in active)
        return few, self._before(period, "merged", host) + "".join(
            f" - {name}" for _, name in named
        )

    # -- claims

    def claims(self, asked: str) -> Iterator[Claim]:
        """How the periods meet, as far as formulas ask about both of two."""
        for before, period in itertools.pairwise(self.things.periods):
            if speaks(asked, before) or self.numbers or self.asked:
                yield from (Claim(ids, formula) for ids, formula in self._meet(period))

    def _meet(self, period: str) -> Iterator[Formula]:
        for host in ("", *self.things.hosts):
            ids, rows = (SAME_HOST,) if host else (), self._most(period, host)
            one = f"n({frame_of(self.things.around(period)[0])}, fate='continued'"
            one += f", host={host!r})" if host else ")"
            yield ids, f"{one} == {self._after(period, 'one', host)}"
            yield from ((ids, rule) for rule in self._each(*self._splits(period, host), 1, rows))
            yield from (
                (ids, rule)
                for rule in self._each(*self._mergers(period, host), 2, self.things.most)
            )
            if host and self._of(self.pieces, period, host):
                yield (), f"{self._splits(period, host)[0]} >= 0"
            if host and self._of(self.parents, period, host):
                yield (), f"{self._mergers(period, host)[1]} >= 0"
        for key, name in self._of(self.parents, period, ""):
            active = self._after(period, "merged", key[1], key[2])
            yield (), f"{name} >= {times(2, active)}"
            yield (), f"{name} <= {times(self.things.most, active)}"

    def _each(self, few: str, many: str, least: int, most: int) -> Iterator[str]:
        """Each of `few` has at least so many of `many`, and those belong to one of them."""
        yield from (f"{one} >= 0" for one in (few, many) if " - " in one)
        yield f"{many} >= {_scaled(least, few)}"
        yield f"{many} <= {_scaled(most, few)}"

    def _most(self, period: str, host: str) -> int:
        """As many as can have come of one partnership: those that a host had, if that is known."""
        rows = [row for row in self.things.rows[period] if host in ("", text(row, "host"))]
        return len(rows) if self.things.complete(period) else self.things.most

    def shortest(self, one: Said) -> Iterator[Formula]:
        """Into how many pieces each partnership split at least."""
        if one.relation not in (">", ">="):
            raise Outside("into how many each split is read as a lower limit only")
        least, period = int(one.number) + (one.relation == ">"), one.last
        for host in ("", *self.things.hosts):
            few, many = self._splits(period, host)
            ids = (one.claim_id, SAME_HOST) if host else (one.claim_id,)
            yield ids, f"{many} >= {_scaled(least, few)}"
        yield from (
            ((one.claim_id,), f"{name} >= {least}") for _, name in self._of(self.pieces, period, "")
        )

    def pivots(self, asked: str) -> dict[str, str]:
        """Numbers on which two halves of a conflict may differ, in words."""
        found = {}
        for before, period in itertools.pairwise(self.things.periods):
            if speaks(asked, before):
                split, gone = self._before(period, "split"), self._before(period, "split|merged")
                found[f"{{}} partnerships of {before} were split or merged"] = gone
                found["there were {} splits and mergers"] = (
                    f"{split} + {self._after(period, 'merged')}"
                )
        return found


def speaks(formulas: str, period: str) -> bool:
    """Do formulas count partnerships of a period?"""
    return re.search(rf"\bn\({frame_of(period)}\b", formulas) is not None


def _scaled(factor: int, text: str) -> str:
    return text if factor == 1 else f"{factor} * ({text})"

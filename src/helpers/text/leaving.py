"""What would change if a claim of the source were wrong, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from helpers.data.network import Network
from helpers.data.tables import records
from helpers.numbers.audit.told import Words
from helpers.numbers.audit.without import Range, Without
from helpers.numbers.numerals import span

FEW = 4  # numbers that are named, those that open most; the others are counted


@dataclass(frozen=True, eq=False)
class Leaving:
    """What is stored of a network's claims, left out one by one."""

    network: Network
    kept: Without

    @cached_property
    def statements(self) -> Mapping[str, str]:
        """Claim -> the statement that stands for it, the first with a number if one has any."""
        rows = records(self.network.statements)
        rows.sort(key=lambda row: not row["value"])
        return {row["claim_id"]: row["id"] for row in reversed(rows)}

    def named(self, claims: Iterable[str]) -> list[str]:
        """Claims by their statements' ids; what is no statement in words."""
        words = Words(self.network)
        return [self.statements.get(one) or words.claim(one) for one in claims]

    def lines(self, cells: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
        """Statement -> what changes without its claim; `cells` are the audit's, which name the
        numbers. Of those that say the same the first tells it, and the others name that one.
        """
        names = {one["question"]: _name(one) for one in cells}
        found = {}
        for row in records(self.network.statements):
            claim, first = row["claim_id"], self.statements[row["claim_id"]]
            if claim in self.kept.claims:
                same = [f"As without {first}, which says the same."]
                found[row["id"]] = same if first != row["id"] else [*self._of(claim, names)]
        return found

    def _of(self, claim: str, names: Mapping[str, str]) -> Iterator[str]:
        moved = self.kept.moved(claim)
        wider = sorted(moved, key=lambda key: (-_opens(*moved[key]), names.get(key, key)))
        for key in wider[:FEW]:
            before, after = (span(*ends) for ends in moved[key])
            yield f"{names.get(key, key)}: {before} becomes {after}."
        if more := len(wider) - FEW if len(wider) > FEW else 0:
            yield f"{more} more {'number changes' if more == 1 else 'numbers change'}."
        before_, after_ = (len(self.kept.conflicts(one)) for one in ("", claim))
        if after_ != before_:
            yield (
                f"Of {before_} sets of claims that cannot all be true, variants counted, "
                f"{after_ or 'none'} {'is' if after_ < 2 else 'are'} left."
            )
        elif not moved:
            yield "Nothing changes: the other statements say as much."


def _opens(before: Range, after: Range) -> int:
    """By how much a range is wider than before."""
    return (after[1] - after[0]) - (before[1] - before[0])


def _name(cell: Mapping[str, Any]) -> str:
    """What a number is of: `partnerships by topic: Reading, city`."""
    inner = ", ".join(dict.fromkeys((str(cell["row"]), str(cell["cell"]))))
    return f"{str(cell['exhibit']).replace('_', ' ')}: {inner}"

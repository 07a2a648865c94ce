"""From one period to the next: who went on, ended, changed and began, and whether that adds up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from helpers.numbers.answer import SURE, Answer, Status
from helpers.numbers.grid import TOTAL, Entry, Table
from helpers.numbers.parts import less

KEPT, ENDED = "continued", "ended"
SAME, CHANGED, NEW, RETURNED = "unchanged", "transformed", "new", "returned"
"""What became of the earlier partnerships; how the later ones came about."""
CLOSING = "by splits and mergers"
"""The measure of what closes a balance: before − ended + new + returned ± this = after."""
MANY = 250
"""More partnerships than each can have a mark of its own."""


@dataclass(frozen=True)
class Passage:
    """Two periods: early = kept + ended, late = same + changed + added.

    `gone_on` are those of the earlier that went on and did not stay as they were. They are the
    changed ones of the later, and `turning` more (or fewer, below 0): some split, some merged.
    """

    early: Entry
    kept: Entry
    ended: Entry
    gone_on: Entry
    late: Entry
    same: Entry
    changed: Entry
    added: tuple[Entry, ...]
    turning: Entry

    @property
    def turns(self) -> bool:
        """Do splits and mergers make more or fewer?"""
        return self.turning.low != 0

    @property
    def single(self) -> bool:
        """Can each partnership have a mark of its own?"""
        return max(self.early.low, self.late.low) <= MANY


def passage(own: Table) -> Passage | None:
    """A host's two periods, and what led from one to the other; None of more or fewer periods, and
    where a number is not certain or the numbers do not meet."""
    counts, periods = own.find("count"), own.values("period")
    if len(periods) != 2 or not (turning := closing(counts, *periods)):
        return None
    early, late = (counts.find(period=one) for one in periods)
    ends = [early.find(change=name) for name in (TOTAL, KEPT, ENDED)]
    ends += [late.find(change=name) for name in (TOTAL, SAME, CHANGED, NEW)]
    if not all(len(one) == 1 and _certain(one.entries[0]) for one in ends):
        return None
    before, kept, ended, after, same, changed, new = (one.entries[0] for one in ends)
    added = (new, *late.find(change=RETURNED))
    meet = before.low == kept.low + ended.low and kept.low >= same.low
    if not meet or after.low != same.low + changed.low + sum(one.low for one in added):
        return None
    gone_on = less(kept, same)
    return Passage(before, kept, ended, gone_on, after, same, changed, added, turning)


def closing(own: Table, first: str, last: str) -> Entry | None:
    """What the later total has more than the earlier one, less what ended, with what is new; None
    where one of these is not one certain number."""
    early, late = own.find(period=first), own.find(period=last)
    more = [*late.find(change=TOTAL), *early.find(change=ENDED)]
    less_ = [one for name in (NEW, RETURNED) for one in late.find(change=name)]
    less_ += early.find(change=TOTAL)
    if not more or not all(map(_certain, (*more, *less_))):
        return None
    left = sum(one.answer.low for one in more) - sum(one.answer.low for one in less_)
    known = {one.status for one in (*more, *less_)}
    status = known.pop() if len(known) == 1 and Status.PRINTED not in known else Status.IMPLIED
    answer = Answer.of(left, status)
    return replace(more[0], measure=CLOSING, answer=answer, base=None, question=None)


def _certain(entry: Entry) -> bool:
    """Is it one number, and nothing in doubt about it?"""
    return entry.exact and entry.status in {*SURE, Status.EXAMPLE}

"""A whole and its parts: what of it is sure, what is left over, what a range of the whole adds.

Pictures draw numbers and make none: whatever they write that nobody printed is an entry made here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from helpers.numbers.answer import Answer, Said, Status
from helpers.numbers.grid import Entry

REST, MORE = "rest", "more"
"""Values that the parts' key has for what is left of the whole, and for what its range adds."""
PERCENT_WHOLE = Fraction(100)


@dataclass(frozen=True)
class Parts:
    """A whole cut in its sure parts and one undecided rest.

    Two ranges are never stacked as if both upper ends could hold at once: each sure part ends at
    its least, and what is left of the whole is one rest, which `maybe` may share. `key` tells parts
    apart.
    """

    key: str
    whole: Fraction | None
    solid: tuple[Entry, ...]
    maybe: tuple[Entry, ...]
    rest: Entry | None = None
    more: Entry | None = None

    @property
    def open(self) -> bool:
        """Is nothing known of the rest, or no more than the totals say?"""
        known = bool(self.maybe) and all(part.ranged for part in self.maybe)
        return not known or all(part.free for part in self.maybe)

    def text(self, part: Entry) -> str:
        """A sure part's number: its least (`at least 16`) where the rest is drawn apart."""
        if part.exact or self.rest is None:
            return part.text
        return least(part).text


def cut(parts: Sequence[Entry], key: str, whole: Entry | None = None) -> Parts:
    """Cut a whole in parts that `key` tells apart; without one it is their base, or 100 percent."""
    maybe = tuple(part for part in parts if not part.exact)
    solid = tuple(part for part in parts if part.low > 0 or part.exact)
    total = _whole(parts, whole)
    left = (total or 0) - sum(part.answer.low for part in parts)
    rest = _made(parts[0], key, REST, Fraction(left), rest_words(maybe, key)) if maybe else None
    return Parts(key, total, solid, maybe, rest if left > 0 else None, _more(whole, key))


def _whole(parts: Sequence[Entry], whole: Entry | None) -> Fraction | None:
    if whole is not None:
        return whole.answer.low if whole.known else None
    if not parts:
        return None
    return PERCENT_WHOLE if parts[0].percent else _base(parts[0])


def _base(part: Entry) -> Fraction | None:
    return None if part.base is None else Fraction(part.base)


def _more(whole: Entry | None, key: str) -> Entry | None:
    """What the whole may have above its least."""
    if whole is None or not whole.ranged or whole.answer.high is None:
        return None
    most = whole.answer.high - whole.answer.low
    added = _made(whole, key, MORE, most, "more, perhaps")
    return replace(added, answer=replace(added.answer, low=Fraction(0)))


def _made(like: Entry, key: str, name: str, value: Fraction, words: str) -> Entry:
    answer = Answer(value, value, Status.BOUNDED)
    labels = like.labels | {key: words}
    return replace(like, keys=like.keys | {key: name}, labels=labels, answer=answer, note="")


def rest_words(maybe: Sequence[Entry], key: str) -> str:
    """What the rest may be: `changed coverage (16–29) or renamed (0–13)`, or `not published`."""
    if not maybe or not all(part.ranged for part in maybe):
        return str(Status.UNKNOWN)
    alike: dict[str, list[str]] = {}
    for part in maybe:
        alike.setdefault(part.text, []).append(part.labels.get(key, part.keys[key]))
    return " or ".join(
        f"{' or '.join(names)} ({'each ' if len(names) > 1 else ''}{text})"
        for text, names in alike.items()
    )


def least(entry: Entry) -> Entry:
    """The entry with its least alone: 7–9 becomes `at least 7`."""
    return replace(entry, answer=replace(entry.answer, high=None, wording=""))


def either(entries: Sequence[Entry]) -> Entry:
    """One number of which several values are printed: `35 or 36`, the lowest first."""
    known = sorted((one for one in entries if one.known), key=lambda one: one.answer.low)
    values = {one.answer.low: one.answer for one in known}
    if len(values) < 2:
        return known[0] if known else entries[0]
    said = tuple(
        Said(one.low, one.high, one.statements, tuple(p for s in one.said for p in s.places))
        for one in values.values()
    )
    lows = list(values)
    return replace(known[0], answer=Answer(lows[0], lows[-1], Status.DISPUTED, said=said))


def less(whole: Entry, part: Entry) -> Entry:
    """What is left of a whole beside a part that is surely in it."""
    high = whole.answer.high
    low, most = (max(end - part.answer.low, Fraction(0)) for end in (whole.answer.low, high or 0))
    status = max((whole.status, part.status), key=list(Status).index)  # as sure as the less sure
    high = None if high is None else most
    answer = whole.answer.but(low=low, high=high, status=status, wording="", said=())
    return replace(whole, answer=answer, note="")

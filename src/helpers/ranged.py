"""A range as it shows itself, and the question whose answer is the sum of several counts."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pandas as pd
from markupsafe import escape

from helpers.errors import UserError, check, one_of
from helpers.exhibits.asked import Nothing
from helpers.numbers.answer import NOTHING, Answer, Status, added
from helpers.numbers.audit.ends import ENDS
from helpers.numbers.grid import TOTAL, Entry
from helpers.numbers.question import ALL, SINGLE

COUNT = "count"
BY_ALL = "Datasets are stored for ranges by all claims: ask for {what} with none left out."
Number = int | float | None


@dataclass(frozen=True)
class Range:
    """A number's least and greatest value (None: not known), and with a claim left out before that.

    `low`, `high`: as asked for; `before`: by all claims, if a claim is left out. `note` says what
    is printed where the statements together allow more.
    """

    what: str
    answer: Answer
    all: Answer | None = None
    without: str = ""
    ending: str = ""
    note: str = ""
    show: Callable[[str], pd.DataFrame | Nothing] | None = field(default=None, repr=False)

    @property
    def low(self) -> Number:
        """The least that it can be."""
        return ends(self.answer)[0]

    @property
    def high(self) -> Number:
        """The most that it can be."""
        return ends(self.answer)[1]

    @property
    def before(self) -> tuple[Number, Number] | None:
        """Both by all claims, if a claim is left out."""
        return ends(self.all) if self.all else None

    @property
    def text(self) -> str:
        """The range in figures: `7`, `3–9`, `at least 7`, `not published`."""
        return self.answer.text(self.ending)

    def example(self, end: str = "low") -> pd.DataFrame | Nothing:
        """The exhibit's numbers in one dataset in which this one is at its `low` or `high` end,
        beside the range of each: one example of many, no estimate. Nothing says why there is none.

            explore.range("topics", topic="reading").example("high")

        UserError for another end.
        """
        check(end, ENDS, "an end of a range")
        if self.all is not None or self.show is None:
            return Nothing(BY_ALL.format(what=self.what))
        return self.show(end)

    def __repr__(self) -> str:
        return f"{self.what}: {self._said(self.text)}"

    def _repr_html_(self) -> str:
        text, mark = self._said("\0"), f"<b>{escape(self.text)}</b>"
        return f"<p>{escape(self.what)}: {str(escape(text)).replace(chr(0), mark)}</p>"

    def _said(self, text: str) -> str:
        note = f" ({self.note})" if self.note else ""
        if self.all is None:
            return f"{text}{note}"
        if self.before == (self.low, self.high):
            return f"{text}, with or without {self.without}{note}"
        return f"{text} without {self.without}; {self.all.text(self.ending)} by all claims{note}"


OPEN = NOTHING
"""What is known of a sum before it is asked."""


def ends(answer: Answer) -> tuple[Number, Number]:
    """The least and the most, whole numbers whole; None where it is not known."""
    if not answer.known:
        return None, None
    low, high = (
        None if end is None else int(end) if end.denominator == 1 else float(end)
        for end in (answer.low, answer.high)
    )
    return low, high


def as_printed(entry: Entry, found: Answer) -> str:
    """What is printed, where the statements together allow another range."""
    stated = entry.status in (Status.PRINTED, Status.DISPUTED)
    return f"printed: {entry.text}" if stated and ends(entry.answer) != ends(found) else ""


def summed(parts: Sequence[Entry], keys: Sequence[str], stem: str) -> Entry:
    """The entry of a sum: its question is about partnerships in any of the parts' classes.

    UserError where that is not their sum: a partnership is in several, or they are no counts.
    """
    asked = [part.question for part in parts]
    plain = [one for one in asked if one is not None]
    counts = all((one.subject, one.measure) == ("partnerships", COUNT) for one in plain)
    if len(plain) < len(asked) or not counts:
        raise UserError(f"Only counts of partnerships have a sum, not “{parts[0].measure}”.")
    wheres = [dict(one.where) for one in plain]
    open_ = [name for name in dict.fromkeys(itertools.chain(*wheres))
             if len({where.get(name, "") for where in wheres}) > 1]  # fmt: skip
    names = one_of(keys)
    if any(part.keys.get(key) in (TOTAL, ALL) for part in parts for key in keys) or any(
        name not in where for where in wheres for name in open_
    ):
        raise UserError(f"A total holds the others: leave it out of the {names} of {stem}.")
    if overlapping := [name for name in open_ if name not in SINGLE]:
        raise UserError(
            f"One of the partnerships may be in several of these ({overlapping[0]}): their numbers "
            f"are no sum. Ask for each, or for another measure of {stem}."
        )
    same = {one.but(**dict.fromkeys(open_, "")) for one in plain}
    values = {name: list(dict.fromkeys(where[name] for where in wheres)) for name in open_}
    if len(same) > 1 or len(plain) != math.prod(map(len, values.values())):
        raise UserError(f"These are numbers of different wholes ({names}): they are no sum.")
    question = plain[0].but(**{name: "|".join(some) for name, some in values.items()})
    labels = {
        key: " + ".join(dict.fromkeys(part.labels.get(key, part.keys[key]) for part in parts))
        for key in parts[0].keys
    }
    joined = {key: "+".join(dict.fromkeys(part.keys[key] for part in parts)) for key in labels}
    counted = all(part.status == Status.COUNTED for part in parts)
    answer = added(part.answer for part in parts) if counted else OPEN
    return Entry(joined, labels, parts[0].measure, answer, question=question)

"""Which topic areas a picture has a row for, where each has one."""

from collections.abc import Iterable

from helpers.numbers.grid import Entry
from helpers.text.phrases import View, counted
from helpers.text.say import EMPTY, Sentence

MOST = 30
"""Rows that a picture has room for."""


def shown(totals: Iterable[Entry]) -> list[str]:
    """The topic areas of which there is anything, those with most first; of very many the first."""
    found = sorted(_some(totals), key=lambda one: -(one.high or one.low))
    return [one.keys["topic"] for one in found[:MOST]]


def left_out(totals: Iterable[Entry], view: View) -> Sentence:
    """That a picture has the largest topic areas only, if it has not all."""
    n = counted(len(_some(totals)), "topics")
    text = "Drawn are the {some} topic areas with most {partnerships}, of {all}; the table has all."
    return view.say(text, some=counted(MOST, "topics"), all=n) if n.low > MOST else EMPTY


def _some(totals: Iterable[Entry]) -> list[Entry]:
    return [one for one in totals if one.low or not one.exact]

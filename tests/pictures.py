"""Small tables typed by hand, their pictures, and the pictures read back."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from types import ModuleType
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from helpers.look import canvas
from helpers.look.page import Page
from helpers.numbers.answer import Answer, Status
from helpers.numbers.grid import Entry, Table
from helpers.text.phrases import Terms, View
from readback import keys, read

TERMS = Terms("city circle", "city circles", "hub", "hubs", {"p1": "2018", "p2": "2022"}, "a sheet")
Number = int | tuple[int, int | None] | None
MARKS = ["certain", "possible", "open", "disputed", "likely"]
TEXTS = ["value", "label", "note", "code", "letter", "tail", "place", "places"]


def answer(number: Number, status: str = "") -> Answer:
    """7 is counted, (7, 9) bounded, (7, None) at least 7, None not published."""
    if number is None:
        return Answer(Fraction(0), None, Status.UNKNOWN)
    low, high = number if isinstance(number, tuple) else (number, number)
    known = Status.COUNTED if low == high else Status.BOUNDED
    top = None if high is None else Fraction(high)
    return Answer(Fraction(low), top, Status(status) if status else known)


def entry(
    keys: str,
    number: Number,
    *,
    measure: str = "count",
    status: str = "",
    base: int | None = None,
    **labels: str,
) -> Entry:
    """An entry from its keys, as "host=all topic=maths"; what has no label is called by itself."""
    named = dict(one.split("=") for one in keys.split())
    unit = "percent" if measure == "percent" else "partnerships"
    return Entry(named, named | labels, measure, answer(number, status), unit, base)


def table(*entries: Entry, colours: dict | None = None, **beside: pd.DataFrame) -> Table:
    return Table(entries, list(entries[0].keys), beside, colours)


def view(own: bool = False, **chosen: object) -> View:
    """What a reader chose; `own`: all numbers are counted from rows of the network's own."""
    return View(replace(TERMS, own=own), **chosen)  # type: ignore[arg-type]


def figure(exhibit: ModuleType, numbers: Table, **chosen: Any) -> Figure:
    """The picture of a table, painted once and cut to its height."""
    page = Page()
    page.cut(exhibit.draw(page, numbers, view(**chosen)))
    return canvas.figure(page)


def picture(exhibit: ModuleType, numbers: Table, **chosen: Any) -> pd.DataFrame:
    """The picture of a table, read back; x and y of the middle beside those of the corner."""
    found = read(figure(exhibit, numbers, **chosen))
    middle = {"mx": found["x"] + found["width"] / 2, "my": found["y"] + found["height"] / 2}
    return found.assign(**middle)


def marks(found: pd.DataFrame) -> dict[str, int]:
    """How many marks of each kind there are of each thing, legends and heads' keys left out."""
    shown = found[found["mark"].isin(MARKS) & ~found["what"].str.startswith(("key", "own"))]
    return {f"{mark} {what}": len(part) for (mark, what), part in shown.groupby(["mark", "what"])}


def texts(found: pd.DataFrame, mark: str) -> dict[str, str]:
    """What each text of a kind says, by what it is about; two of one thing would be an error."""
    part = found[found["mark"] == mark]
    assert not part["what"].duplicated().any(), part["what"].tolist()
    return dict(zip(part["what"], part["text"], strict=True))


def one(found: pd.DataFrame, mark: str, what: str) -> pd.Series:
    """The one mark or text with this label."""
    part = found[(found["mark"] == mark) & (found["what"] == what)]
    assert len(part) == 1, f"{len(part)} of {mark}|{what}"
    return part.iloc[0]


def span(found: pd.DataFrame, mark: str, what: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all marks with this label together."""
    part = found[(found["mark"] == mark) & (found["what"] == what)]
    assert len(part), f"no {mark}|{what}"
    right, bottom = part["x"] + part["width"], part["y"] + part["height"]
    return part["x"].min(), part["y"].min(), right.max(), bottom.max()


def colours(found: pd.DataFrame, **wanted: str) -> set[str]:
    """The colours of all solid marks about something: `colours(found, host="North")`."""
    solid = found[found["mark"] == "certain"]
    about = solid["what"].map(keys)
    return set(solid[about.map(lambda one: wanted.items() <= one.items())]["colour"])


def explained(found: pd.DataFrame, numbers: Table) -> None:
    """Each text belongs to something, and each number and name of an entry is that entry's own."""
    texts = found[found["form"] == "text"]
    assert set(texts["mark"]) <= set(TEXTS), texts[~texts["mark"].isin(TEXTS)]
    assert (texts["what"] != "").all()
    for mark, what, said in zip(texts["mark"], texts["what"], texts["text"], strict=True):
        about = keys(what)
        measure = about.pop("measure", "count")
        own = [e for e in numbers if e.keys == about and e.measure == measure]
        if mark == "value" and own:
            number = said.strip("()").removeprefix("of ").removeprefix("median ")
            assert number.startswith((own[0].text, f"at least {own[0].low:g}", "–")), what
        if mark == "label" and len(about) == 1:
            ((key, value),) = about.items()
            assert said.removesuffix(":") == numbers.label(key, value), what

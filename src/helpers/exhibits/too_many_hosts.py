"""More hosts than there is room for: things that are counted, laid out over the hosts they fit."""

from collections.abc import Iterator
from math import ceil

import pandas as pd

from helpers.exhibits.exhibit import Words
from helpers.exhibits.telling import crowds
from helpers.look import style
from helpers.look.page import Page, spots, tall
from helpers.numbers.answer import Answer, Status
from helpers.numbers.audit.cases import Crowd
from helpers.numbers.audit.findings import Findings
from helpers.numbers.grid import Entry
from helpers.text.claims import Claims
from helpers.text.phrases import View, capital, counted

NEEDS, FROM = ("statements",), "audit"
COLUMNS = {"place": "{Host}", "name": "Name", "things": "{Partnerships}", "known": "How known"}
PRINTED, AT_MOST, NONE = "printed", "one each, at best", "none left"
GAP, HEIGHT, RADIUS, PITCH, LEAST = 0.1, 0.46, 0.065, 0.17, 0.82  # inches


def table(findings: Findings, view: View) -> pd.DataFrame:
    """A row a host that is said to have one: case, what is counted, place, name, things, known;
    and which statement says that there are so many hosts."""
    names = ["case", "counted", "place", "name", "things", "known", "statement"]
    said = Claims(findings.network)
    rows = [
        (case, one.words or said.begun(one.few[0]), place, *row, one.hosts.id)
        for case, one in enumerate(crowds(findings), 1)
        for place, row in enumerate(_hosts(one), 1)
    ]
    return pd.DataFrame(rows, columns=names)


def _hosts(one: Crowd) -> Iterator[tuple[str, int, str]]:
    """Hosts by name with what is said to be theirs; one thing in each other; those without one."""
    for said in one.held:
        yield said.host, int(said.number), PRINTED
    for place in range(int(one.hosts.number) - len(one.held)):
        yield "", int(place < one.left), AT_MOST if place < one.left else NONE


def words(table: pd.DataFrame, view: View) -> Words:
    """How many hosts there is room for, of the first case."""
    first = table[table["case"] == 1]
    things, said = counted(int(first["things"].sum())), _said(first)
    known = first["known"]
    what = capital(first["counted"].iloc[0])
    fits = counted(int((first["things"] > 0).sum()))
    return Words(
        title=view.say(
            "{what}: they can lie in {fits:word} {hosts} at most, not in {said:word}",
            what=what, fits=fits, said=said,
        ),
        subtitle=view.say("A box is a {host}, a dot a {partnership}; spread as widely as can be"),
        alt=view.say(
            "A box for each of {said} {hosts} and a dot for each of {n} {partnerships}: {named}one "
            "dot each in {others} more. {left:None} {left:box is|boxes are} empty.",
            n=things, said=said, named=_named(first), others=counted(int((known == AT_MOST).sum())),
            left=counted(int((known == NONE).sum())),
        ),
        note=view.say("A box without a name is any other {host}."),
    )  # fmt: skip


def _said(rows: pd.DataFrame) -> Entry:
    """The number of hosts that the source prints."""
    answer = Answer.of(len(rows), Status.PRINTED).but(statements=(rows["statement"].iloc[0],))
    return Entry({}, {}, "count", answer, "hosts")


def _named(rows: pd.DataFrame) -> str:
    """`4 in North, ` of the hosts that are named."""
    held = rows[rows["known"] == PRINTED]
    return "".join(f"{n} in {name}, " for n, name in zip(held["things"], held["name"], strict=True))


def draw(page: Page, table: pd.DataFrame, view: View) -> float:
    """A box for each host that is said to have one, with its dots; an empty box is dashed."""
    top = 0.0
    for _, found in table.groupby("case", sort=True):
        rows = found.to_dict("records")
        across = max(1, min(len(rows), int((page.width + GAP) / (LEAST + GAP))))
        width = (page.width + GAP) / across - GAP
        names = [_name(row["name"], view, width) for row in rows]
        room = max(tall(len(lines)) for lines in names)
        down = room + HEIGHT + tall(1) + GAP
        for number, (row, lines) in enumerate(zip(rows, names, strict=True)):
            line, step = divmod(number, across)
            what = f"case={row['case']},place={row['place']}"
            y = top + line * down + room
            page.lines(step * (width + GAP), y - tall(len(lines)) - 0.02, lines,
                       label=f"label|{what}")  # fmt: skip
            _box(page, step * (width + GAP), y, width, int(row["things"]), what)
        top += -(-len(rows) // across) * down + GAP
    return top - 2 * GAP


def _name(name: str, view: View, width: float) -> list[str]:
    host = view.terms.host
    return style.wrap(f"{host} {name}" if name else f"another {host}", width)


def _box(page: Page, x: float, y: float, width: float, things: int, what: str) -> None:
    """One host: its dots in the box, their number below."""
    page.box(x, y, width, HEIGHT, "open" if things else "disputed", style.PAPER, what)
    across = max(1, min(things, int((width - 0.06) / PITCH)))
    lines = ceil(things / across)
    step = min(PITCH, (HEIGHT - 0.06) / max(lines, 1))
    left, high = (across - 1) * step / 2, (lines - 1) * step / 2
    for right, down in spots(things, across, step):
        at = x + width / 2 - left + right, y + HEIGHT / 2 - high + down
        page.dot(*at, min(RADIUS, step * 0.4), "certain", style.ACCENT, f"thing|{what}")
    said = str(things) if things else NONE
    page.lines(x + width / 2, y + HEIGHT + 0.03, [said], align="center", label=f"value|{what}")

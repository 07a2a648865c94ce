"""Partnerships by number of members, and the sizes of memberships."""

from functools import partial

from helpers.data.network import Network
from helpers.exhibits.asking import crossed, shared
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.charts import bars
from helpers.look.own import with_own
from helpers.look.page import Page
from helpers.numbers.answer import Status
from helpers.numbers.grid import TOTAL, Asked, Entry, Grid, Table
from helpers.numbers.question import ALL, NOT_REPORTING, REPORTING, Question
from helpers.text.phrases import View, counted, note, own_part, spoken
from helpers.text.say import Sentence, join, listed, say

NEEDS = ("size_classes",)
SILENT = "not reporting"
SIZES = {
    "members": ("members", "count", ALL),
    "smallest": ("members", "minimum", REPORTING),
    "largest": ("members", "maximum", REPORTING),
    "median": ("members", "median", REPORTING),
    "active": ("active_members", "range", REPORTING),
}


def grid(network: Network) -> Grid:
    """Each size class, in all and by host; who reported; smallest, largest and median size."""
    crossing = crossed(network, "size_class", among=REPORTING)
    asked = [one for keys, question in crossing for one in shared(Asked(keys, question))]
    keys, all_ = {"host": ALL, "size_class": TOTAL}, Question(network.last)
    silent = all_.but(among=NOT_REPORTING)
    asked += [
        Asked(keys, all_.but(among=REPORTING), "reporting", always=False),
        Asked(keys, silent, SILENT, always=False, whole=all_),
    ]
    for name, (subject, measure, among) in SIZES.items():
        question = all_.but(subject=subject, measure=measure, among=among)
        asked.append(Asked(keys, question, name, "members", always=False))
    return Grid(("host", "size_class"), tuple(asked), labels={("size_class", TOTAL): "all sizes"})


def words(table: Table, view: View) -> Words:
    """How large the memberships are, by class."""
    classes = _classes(table, ALL)
    reporting, silent = (table.maybe(name, size_class=TOTAL) for name in ("reporting", SILENT))
    number = say("{n} {n:class|classes}", n=counted(len(classes), "classes"))
    own = [] if view.host == ALL else _each(table, view, view.host)
    return Words(
        title=_title(table, view),
        subtitle=join(
            view.say("{Partnerships} by number of {members}, {last}"),
            view.say("({n} that reported their members)", n=reporting),
        ),
        alt=join(
            say("Bar chart of {n}: {parts}.", n=number, parts=listed(_each(table, view, ALL))),
            own_part(table, view, *own),
        ),
        note=note(
            table,
            view,
            Sentence("Classes of different width, so the bars show counts, not density."),
            view.say(
                "{n} {n:partnership|partnerships} did not report all {n:its|their} members.",
                n=silent if silent and silent.high != 0 else None,
            ),
            drawn=classes,
        ),
    )


def _classes(table: Table, host: str) -> Table:
    return table.find("count", host=host).without(size_class=TOTAL)


def _each(table: Table, view: View, host: str) -> list[Sentence]:
    """Each class of which a number is known, with its share."""
    parts = []
    for e in _classes(table, host):
        share = table.maybe("percent", host, size_class=e.keys["size_class"])
        named = {"label": e.labels["size_class"], "beside": view.say(" ({share})", share=share)}
        parts.append(view.say("{n} {n:partnership|partnerships} had {label}{beside}", n=e, **named))
    return parts


def _title(table: Table, view: View) -> Sentence:
    """The largest class; of own rows with the number that reported, all largest ones."""
    entries, whose = spoken(table, view)
    classes = [e for e in entries.find("count").without(size_class=TOTAL) if e.exact]
    most = max((e.low for e in classes), default=0)
    top = [e for e in classes if e.low == most]
    if classes and all(e.status == Status.COUNTED for e in classes):
        return _of_rows(top, view, whose)
    if not top:
        return view.say("{Partnerships} by number of {members}")
    named = {"label": top[0].labels["size_class"], "whose": whose}
    share = entries.find("percent", size_class=top[0].keys["size_class"]).entries
    return view.say(
        "{share} of {partnerships}{whose} had {label} {members}", share=(*share, top[0])[0], **named
    )


def _of_rows(top: list[Entry], view: View, whose: str) -> Sentence:
    """`Of the 12 partnerships with a known number, 5 had 6–10 members and 5 had 11–25`."""
    n = top[0]
    if not n.base:
        return view.say("No number of {members} is known of the {partnerships}{whose} in {last}",
                        whose=whose)  # fmt: skip
    if not n.low:
        none = (
            "None of the {n:base} {partnerships}{whose} had a number of {members} in these classes"
        )
        return view.say(none, n=n, whose=whose)
    had = [view.say("{n} had {label}", n=e, label=e.labels["size_class"]) for e in top]
    had[0] = view.say("{one} {members}", one=had[0])
    if n.base == 1:
        one = "The one {partnership}{whose} with a known number had {label} {members}"
        return view.say(one, whose=whose, label=n.labels["size_class"])
    many = "Of the {n:base} {partnerships}{whose} with a known number, {had}"
    return view.say(many, n=n, whose=whose, had=listed(had))


def draw(page: Page, table: Table, view: View) -> float:
    """A bar for each class in the table's order, its share beside its count."""
    drawn = table.where(lambda entry: entry.measure in ("count", "percent"))
    classes = partial(bars, page, key="size_class", colour=style.ACCENT)
    return with_own(page, drawn, view.host, classes)

"""Partnerships by number of members, and the sizes of memberships."""

from functools import partial

from helpers.data.network import Network
from helpers.exhibits.asking import crossed, shared
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.charts import bars
from helpers.look.own import with_own
from helpers.look.page import Page
from helpers.numbers.grid import TOTAL, Asked, Grid, Table
from helpers.numbers.question import ALL, NOT_REPORTING, REPORTING, Question
from helpers.text.phrases import View, note
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
    classes = table.find("count", host=ALL).without(size_class=TOTAL)
    shares = {e.keys["size_class"]: e for e in table.find("percent", host=ALL)}
    top = max((e for e in classes if e.exact), key=lambda e: e.low, default=None)
    share = shares.get(top.keys["size_class"], top) if top else None
    label = top.labels["size_class"] if top else ""
    parts = []
    for e in classes:
        beside = view.say(" ({share})", share=shares.get(e.keys["size_class"]))
        named = {"label": e.labels["size_class"], "beside": beside}
        said = "{n} {n:partnership|partnerships} had {label}{beside}"
        parts.append(view.say(said, n=e, **named))
    reporting, silent = (table.maybe(name, size_class=TOTAL) for name in ("reporting", SILENT))
    return Words(
        title=view.say("{share} of {partnerships} had {label} {members}", share=share, label=label)
        or view.say("{Partnerships} by number of {members}"),
        subtitle=join(
            view.say("{Partnerships} by number of {members}, {last}"),
            view.say("({n} that reported their members)", n=reporting),
        ),
        alt=say("Bar chart of {n} classes: {parts}.", n=len(classes), parts=listed(parts)),
        note=note(
            table,
            view,
            Sentence("Classes of different width, so the bars show counts, not density."),
            view.say(
                "{n} {n:partnership|partnerships} did not report all their members.",
                n=silent if silent and silent.high != 0 else None,
            ),
            drawn=classes,
        ),
    )


def draw(page: Page, table: Table, view: View) -> float:
    """A bar for each class in the table's order, its share beside its count."""
    drawn = table.where(lambda entry: entry.measure in ("count", "percent"))
    classes = partial(bars, page, key="size_class", colour=style.ACCENT)
    return with_own(page, drawn, view.host, classes)

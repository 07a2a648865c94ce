"""Partnerships by number of members, and the sizes of memberships."""

from functools import partial

from helpers.data.reader import Network
from helpers.exhibits.asking import everyone, shared
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.charts import bars
from helpers.look.own import with_own
from helpers.look.page import Page
from helpers.numbers.grid import TOTAL, Asked, Grid, Table
from helpers.numbers.question import ALL, NOT_REPORTING, REPORTING, Question
from helpers.text.phrases import View, note
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("size_classes",)
SIZES = {
    "members": ("members", "count", ALL),
    "smallest": ("members", "minimum", REPORTING),
    "largest": ("members", "maximum", REPORTING),
    "median": ("members", "median", REPORTING),
    "active": ("active_members", "range", REPORTING),
}


def grid(network: Network) -> Grid:
    """Each size class, in all and by host; who reported; smallest, largest and median size."""
    asked = [
        one
        for keys, whole in everyone(network, among=REPORTING)
        for size in network.config["size_classes"]
        for one in shared(Asked(keys | {"size_class": size}, whole.but(size_class=size)))
    ]
    keys, all_ = {"host": ALL, "size_class": TOTAL}, Question(network.periods[-1])
    silent = all_.but(among=NOT_REPORTING)
    asked += [
        Asked(keys, all_.but(among=REPORTING), "reporting", always=False),
        Asked(keys, silent, "not reporting", always=False, whole=all_),
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
    title = view.say("{Partnerships} by number of {members}")
    if top:
        share, label = shares.get(top.keys["size_class"], top), top.labels["size_class"]
        finding = "{share} of {partnerships} had {label} {members}"
        title = view.say(finding, share=share, label=label)
    reporting = table.maybe("reporting", size_class=TOTAL)
    base = say("({n} that reported their members)", n=reporting) if reporting else EMPTY
    parts = []
    for e in classes:
        own = shares.get(e.keys["size_class"])
        beside = say(" ({share})", share=own) if own else EMPTY
        part = "{n} {n:partnership|partnerships} had {label}{beside}"
        parts.append(view.say(part, n=e, label=e.labels["size_class"], beside=beside))
    return Words(
        title=title,
        subtitle=join(view.say("{Partnerships} by number of {members}, {last}"), base),
        alt=say("Bar chart of {n} classes: {parts}.", n=len(classes), parts=listed(parts)),
        note=note(
            table,
            view,
            Sentence("Classes of different width, so the bars show counts, not density."),
            _missing(table, view),
            drawn=classes,
        ),
    )


def _missing(table: Table, view: View) -> Sentence:
    missing = table.maybe("not reporting", size_class=TOTAL)
    if not missing or missing.high == 0:
        return EMPTY
    said = "{n} {n:partnership|partnerships} did not report all their members."
    return view.say(said, n=missing)


def draw(page: Page, table: Table, view: View) -> float:
    """A bar for each class in the table's order, its share beside its count."""
    drawn = table.where(lambda entry: entry.measure in ("count", "percent"))
    classes = partial(bars, page, key="size_class", colour=style.ACCENT)
    return with_own(page, drawn, view.host, classes)

"""Partnerships by number of members, and the sizes of memberships."""

from collections.abc import Iterator

from helpers.data.network import Network
from helpers.exhibits.asking import everyone, of_host, percent
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.charts import bars
from helpers.look.own import with_own
from helpers.look.page import Page
from helpers.numbers.grid import TOTAL, Asked, Grid, Table
from helpers.numbers.question import ALL, NOT_REPORTING, REPORTING, Question
from helpers.text.phrases import View, capital, note
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("size_classes",)
SIZES = {
    "members": ("members", "count"),
    "smallest": ("members", "minimum"),
    "largest": ("members", "maximum"),
    "median": ("members", "median"),
    "active": ("active_members", "range"),
}


def grid(network: Network) -> Grid:
    """Each size class, in all and by host; who reported; the smallest, largest and median
    membership.
    """
    asked = [one for host in everyone(network) for one in _classes(network, host)]
    asked += list(_whole(network))
    labels = {("size_class", TOTAL): "all sizes"}
    return Grid(("host", "size_class"), tuple(asked), labels=labels)


def _classes(network: Network, host: str) -> Iterator[Asked]:
    whole = Question(network.periods[-1], of_host(host), among=REPORTING)
    for size in network.config["size_classes"]:
        one = Asked({"host": host, "size_class": size}, whole.but(size_class=size))
        yield from (one, percent(one))


def _whole(network: Network) -> Iterator[Asked]:
    keys, everyone_ = {"host": ALL, "size_class": TOTAL}, Question(network.periods[-1])
    yield Asked(keys, everyone_.but(among=REPORTING), "reporting", always=False)
    yield Asked(
        keys, everyone_.but(among=NOT_REPORTING), "not reporting", always=False, whole=everyone_
    )
    for name, (subject, measure) in SIZES.items():
        among = ALL if measure == "count" else REPORTING
        question = everyone_.but(subject=subject, measure=measure, among=among)
        yield Asked(keys, question, name, "members", always=False)


def words(table: Table, view: View) -> Words:
    """How large the memberships are, by class."""
    terms, classes = view.terms, table.find("count", host=ALL).without(size_class=TOTAL)
    shares = {e.keys["size_class"]: e for e in table.find("percent", host=ALL)}
    top = max((e for e in classes if e.exact), key=lambda e: e.low, default=None)
    return Words(
        title=say(
            "{what} by number of {members}", what=capital(terms.partnerships), members=terms.members
        )
        if top is None
        else say(
            "{share} of {what} had {label} {members}",
            members=terms.members,
            what=terms.partnerships,
            share=shares.get(top.keys["size_class"], top),
            label=top.labels["size_class"],
        ),
        subtitle=join(
            say(
                "{what} by number of {members}, {last}",
                members=terms.members,
                what=capital(terms.partnerships),
                last=terms.last,
            ),
            _base(table),
        ),
        alt=say(
            "Bar chart of {n} classes: {parts}.",
            n=len(classes),
            parts=listed(
                say(
                    "{n} {what} had {label}{share}",
                    n=e,
                    what=terms.count(e.high),
                    label=e.labels["size_class"],
                    share=_beside(shares.get(e.keys["size_class"])),
                )
                for e in classes
            ),
        ),
        note=note(
            table,
            view,
            Sentence("Classes of different width, so the bars show counts, not density."),
            _missing(table, view),
            drawn=classes,
        ),
        source=view.source(),
    )


def _beside(share: object) -> Sentence:
    return say(" ({share})", share=share) if share else EMPTY


def _base(table: Table) -> Sentence:
    reporting = table.maybe("reporting", size_class=TOTAL)
    return say("({n} that reported their members)", n=reporting) if reporting else EMPTY


def _missing(table: Table, view: View) -> Sentence:
    missing = table.maybe("not reporting", size_class=TOTAL)
    if not missing or missing.high == 0:
        return EMPTY
    return say(
        "{n} {what} did not report all their members.",
        n=missing,
        what=view.terms.count(missing.high),
    )


# -- drawn -----------------------------------------------------------------------------------------


def draw(page: Page, table: Table, view: View) -> float:
    """A bar for each class in the table's order, its share beside its count."""
    drawn = table.where(lambda entry: entry.measure in ("count", "percent"))

    def classes(top: float, entries: Table) -> float:
        return bars(page, top, entries, "size_class", style.ACCENT)

    return with_own(page, drawn, view.host, classes)

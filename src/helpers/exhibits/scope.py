"""How far partnerships reach: each scope's number, every printed reading beside the others."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from helpers.data.network import Network
from helpers.exhibits.asking import crossed, shared
from helpers.exhibits.exhibit import Words
from helpers.look import style
from helpers.look.entries import about, said_of
from helpers.look.page import SPACE, Look, Page, Piece, tall, wide
from helpers.look.share_rows import Row, ShareRows
from helpers.look.shares import Head, Segment, fits, paint_bar, paint_heads, write_in
from helpers.numbers.answer import Answer, Status
from helpers.numbers.grid import Asked, Entry, Grid, Table
from helpers.numbers.parts import REST, Parts, by_reading, either
from helpers.numbers.question import ALL, Question
from helpers.text.phrases import (
    View,
    counted,
    each,
    left_out,
    most_common,
    note,
    of_its_own,
    own_part,
    small,
    some,
)
from helpers.text.say import EMPTY, Sentence, join, listed, say

NEEDS = ("scopes",)
BARS = "Bars of full length, one part for each scope"
TOGETHER = ("together", "together, percent")
"""The measures of two scopes together."""


def grid(network: Network) -> Grid:
    """Scopes of the last period, in all and by host; two scopes together where that is printed."""
    scopes, asked = list(network.config["scopes"]), list[Asked]()
    for keys, question in crossed(network, "scope"):
        asked += shared(Asked(keys, question, audited=keys["host"] != ALL))
    pairs = ["|".join(two) for two in pairwise(scopes)] if len(scopes) > 2 else []
    for pair in pairs:
        question = Question(network.last, {"scope": pair})
        one = Asked({"host": ALL, "scope": pair}, question, TOGETHER[0], always=False)
        asked += shared(one, TOGETHER[1])
    own = network.config["exhibits"].get("scope", {})  # may have words for two scopes together
    labels = {
        ("scope", pair): own.get(pair)
        or " or ".join(network.label("scopes", scope) for scope in pair.split("|"))
        for pair in pairs
    }
    return Grid(("host", "scope"), tuple(asked), labels=labels)


def arrange(table: Table) -> Table:
    """The table with the source's readings kept apart, where it prints a number twice."""
    return by_reading(table)


def words(table: Table, view: View) -> Words:
    """The smallest or largest scope, and where the source disagrees with itself."""
    counts = table.find("count", host=ALL)
    whole = [_joined(counts, scope) for scope in counts.values("scope")]
    disputed = [e for e in whole if e.status == Status.DISPUTED]
    plain = all(one.sure or one.status == Status.DISPUTED for one in whole)
    kind = "A bar of full length, one part for each scope" if _bar(counts) else BARS
    apart = "; a dashed piece is where two counts differ" * bool(_bar(counts) and disputed)
    own = view.terms.own and view.host != ALL
    mine = table.find("count", host=view.host).entries if own else ()
    return Words(
        title=_of_rows(list(mine or whole), view) if view.terms.own else _title(whole, view),
        subtitle=view.say("{Partnerships} by geographic scope, {last}"),
        alt=join(
            Sentence(f"{kind}{apart}."),
            *([] if own else each(whole, "scope", "{Name}: {n}.")),
            *([] if not own else [_of_host(whole, view, ""), _of_host(mine, view, view.host)]),
            EMPTY if own else own_part(table, view, *each(_own(table, view), "scope")),
        ),
        note=note(
            table,
            view,
            _disagreement(disputed),
            left_out(whole, view, "the scope") if view.terms.own else EMPTY,
            drawn=() if plain else whole,
        ),
    )


def _joined(counts: Table, scope: str) -> Entry:
    """One entry a scope again: `35 or 36` where the readings differ."""
    return either(counts.find(scope=scope).entries)


def _title(whole: list[Entry], view: View) -> Sentence:
    """The smallest part, where the larger ones are disputed, else the largest; `Only` of less than
    a fourth."""
    sure = [e for e in whole if e.sure and e.base]
    if not sure:
        return view.say("{Partnerships} by geographic scope")
    pick = (max if len(sure) == len(whole) else min)(sure, key=lambda e: e.low)
    label = small(pick.labels["scope"])
    plain = label.split()[0] in ("across", "within", "in")
    few = pick.low * 4 < (pick.base or 0)
    return say(
        "Only {n:word} of the {n:base} {what} {scope}"
        if few
        else "{n:No} of the {n:base} {what} {scope}",
        n=pick,
        what=view.terms.count(pick.base),
        scope=f"worked {label}" if plain else f"had the scope “{label}”",
    )


def _of_rows(scopes: list[Entry], view: View) -> Sentence:
    """The most common scope, or the two or three that are; of a chosen host its own."""
    first = most_common(scopes)
    if not first and view.host != ALL:
        none = "{host} had no {partnership} with a known scope"
        several = "{Partnerships} of {host} by geographic scope"
        return view.say(several if any(one.low for one in scopes) else none, host=view.host)
    if not first:
        return view.say("{Partnerships} by geographic scope")
    names = listed(Sentence(f"“{one.labels['scope']}”") for one in first)
    whole = counted(first[0].base or 0, "partnerships")
    found = view.say(
        "{some}had the scope {name}" if len(first) < 2
        else "Scopes {name} were equally common: {n} of {whole} {partnerships} each",
        some=some(first[0], whole, view, " "), n=first[0], whole=whole, name=names,
    )  # fmt: skip
    return of_its_own(found, view)


def _of_host(scopes: Sequence[Entry], view: View, host: str) -> Sentence:
    """The parts of one bar: `All hubs: 3 city and 3 county.`"""
    parts = each([one for one in scopes if one.low], "scope")
    name = host or f"All {view.terms.hosts}"
    return say("{name}: {parts}.", name=name, parts=listed(parts) if parts else "none")


def _own(table: Table, view: View) -> Table:
    return table.find("count", host=view.host)


def _disagreement(disputed: Sequence[Entry]) -> Sentence:
    """Every printed value of disputed numbers with the places that print it."""
    found = []
    for entry in disputed:
        parts = [Sentence(f"{said.low} ({', '.join(said.places)})") for said in entry.answer.said]
        values = listed(parts, "or")
        if parts[1:]:
            found.append(say("{scope}: {values}", scope=entry.labels["scope"], values=values))
    return Sentence(f"Disputed, {'; '.join(map(str, found))}.") if found else EMPTY


# -- drawn -----------------------------------------------------------------------------------------

EITHER = ("in one count and not in the other", "counted with one or with the other")
"""What a disputed piece is called that one part, or two, may have."""
BELOW = 0.1
"""Inches below a bar to the words about what is disputed of it."""


def draw(page: Page, table: Table, view: View) -> float:
    """One bar: parts solid to the least that is printed of them, and between them a dashed piece
    for what readings count here or there. Where that does not add up, a bar for each reading."""
    measures = ("count", "percent", *TOGETHER)
    drawn = table.where(lambda entry: entry.measure in measures)
    return _Readings.draw(page, drawn, view.host, style.SCOPES)


def _bar(counts: Table) -> list[Entry] | None:
    """The parts of one bar, each at its least, and what readings count on either side of a border
    or (of the last) leave out; None if a part is a range, or the readings differ in other ways."""
    parts = [_joined(counts, scope) for scope in counts.values("scope")]
    wide = [place for place, one in enumerate(parts) if one.status == Status.DISPUTED]
    if not parts or not all(one.exact or place in wide for place, one in enumerate(parts)):
        return None
    left = Fraction(parts[0].base or 0) - sum(one.answer.low for one in parts)
    least = [_least(one) for one in parts]
    if not wide:
        return least if not left and parts[0].known else None
    spans = {(parts[place].high or 0) - parts[place].low for place in wide}
    if spans != {float(left)} or wide[-1] - wide[0] != len(wide) - 1 or len(wide) > 2:
        return None
    either_ = Answer(left, left, Status.DISPUTED)
    first = least[wide[0]]
    keys, labels = first.keys | {"scope": REST}, first.labels | {"scope": EITHER[len(wide) - 1]}
    least.insert(wide[0] + 1, replace(first, keys=keys, labels=labels, answer=either_))
    return least


def _least(entry: Entry) -> Entry:
    """A part without its reading, at the least that is printed of it."""
    keys = {key: value for key, value in entry.keys.items() if key != "reading"}
    return replace(entry, keys=keys, answer=Answer.of(entry.answer.low, entry.status))


class _Readings(ShareRows):
    KEY = "scope"

    @property
    def counts(self) -> Table:
        return self.table.find("count")

    def rows(self) -> list[Row]:
        names = {name: self.counts.label("reading", name) for name in self.counts.values("reading")}
        if len(names) < 2:
            return [Row(self.counts.entries)]
        return [
            Row(self.counts.find(reading=name).entries, label, said_of(reading=name))
            for name, label in names.items()
        ]

    def head(self, one: Segment, parts: Parts) -> Head:
        """A part's name, with every number that is printed of it: `35 or 36`."""
        entry, scope = one.entry, one.entry.keys["scope"]
        if one.rest:
            return Head("", entry.labels["scope"], one.left, one.right, about(entry))
        number = _joined(self.counts, scope).text
        return Head(number, entry.labels["scope"], one.left, one.right, said_of(scope=scope))

    def write(self, y: float, one: Segment, parts: Parts, row: Row) -> str:
        """The share, if that is known and fits; in one bar of several the number before it."""
        shares = [e for e in self.table.find("percent", **one.entry.keys) if e.known]
        self._write(
            y, one, shares, [(one.entry.text, f"value|{about(one.entry)}")] * bool(row.name)
        )
        return ""

    def _write(self, y: float, one: Segment, shares: Sequence[Entry], number: list[Piece]) -> None:
        said = [(f"({e.text})" if number else e.text, f"value|{about(e)}") for e in shares[:1]]
        wordings = [pieces for pieces in ([*number, *said], number) if pieces]
        if not one.rest and wordings:
            write_in(self.page, y, one, wordings, self.colour[one.entry.keys["scope"]])

    def paint(self, top: float) -> float:
        """One bar, where that can show all that is printed; else one for each reading."""
        found = _bar(self.counts)
        if found is None:
            return super().paint(top)
        whole, left = sum(one.low for one in found) or 1.0, 0.0
        made: list[Segment] = []
        for one in found:
            right = left + one.low / whole * self.page.width
            either_ = one.keys["scope"] == REST
            made.append(Segment(one, left, right, "disputed" if either_ else "certain", either_))
            left = right
        return self._one_bar(self._together(top, made), made)

    def _one_bar(self, top: float, made: Sequence[Segment]) -> float:
        """Names and numbers, the bar with its shares in it, and below it what is disputed."""
        parts = Parts(self.KEY, None, (), ())
        solid = [one for one in made if not one.rest]
        heads = [self._head(one, parts) for one in solid]
        top = paint_heads(self.page, top, heads, 0.0)
        paint_bar(self.page, top, self.HIGH, made, self.colour, self.KEY)
        for one in solid:
            self._write(top + self.HIGH / 2, one, self._shares(one), [])
        bottom = top + self.HIGH
        for one in made:
            if one.rest:
                bottom = self._either(bottom, one)
        return bottom

    def _head(self, one: Segment, parts: Parts) -> Head:
        """A part's name and number, with its share where the bar has no room for that."""
        head, shares = self.head(one, parts), self._shares(one)[:1]
        more = [f" ({e.text})" for e in shares if not fits([(e.text, "")], one)]
        return replace(head, number="".join([head.number, *more]))

    def _shares(self, one: Segment) -> list[Entry]:
        """A part's shares that are known and not disputed."""
        shares = self.table.find("percent", scope=one.entry.keys["scope"])
        return [e for e in shares if e.known and e.status != Status.DISPUTED]

    def _either(self, top: float, one: Segment) -> float:
        """Below a bar, how many are counted here or there; returns where the words end."""
        words, middle = f"{one.entry.text} {one.entry.labels['scope']}", (one.left + one.right) / 2
        half = style.text_width(words) / 2
        x = min(max(middle, half), self.page.width - half)
        self.page.rule([middle, middle], [top + 0.02, top + BELOW], style.OUTLINE, label="leader")
        look: Look = {"align": "center", "label": f"value|{about(one.entry)}"}
        return self.page.lines(x, top + BELOW, [words], **look)

    def _together(self, top: float, made: Sequence[Segment]) -> float:
        """A brace over two parts whose number together is printed; returns where it ends."""
        for entry in self.table.find(TOGETHER[0]):
            pair = entry.keys["scope"].split("|")
            ends = [one for one in made if one.entry.keys["scope"] in pair]
            if entry.status != Status.PRINTED or len(ends) != len(pair):
                continue
            shares = [e for e in self.table.find(TOGETHER[1], scope=entry.keys["scope"]) if e.known]
            pieces = [(e.text if e is entry else f"({e.text})", f"value|{about(e)}")
                      for e in (entry, *shares[:1])]  # fmt: skip
            left, right = ends[0].left, ends[-1].right - 0.02
            self.page.pieces(left, top + tall(1) / 2, pieces, weight=700)
            after = left + wide(pieces, 700) + 2 * SPACE
            words = entry.labels["scope"]
            self.page.middle(after, top + tall(1) / 2, words, label=f"label|{about(entry)}")
            top += tall(1) + 0.05
            xs, ys = [left, left, right, right], [top + 0.06, top, top, top + 0.06]
            self.page.rule(xs, ys, style.OUTLINE, label=f"brace|{about(entry)}")
            return top + 0.12
        return top

"""Where the numbers and the statements' ids of a page lead, and what a reader is told of each.

A number is a link to what it rests on: without a script to a row of a table (a statement, the same
number in an exhibit's data, the list of partnerships), with one to a panel that tells more.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup, escape

from helpers.numbers.answer import Status
from helpers.publish import pieces, records
from helpers.publish.heads import Row
from helpers.publish.pieces import Told
from helpers.publish.records import RESERVED, Exhibit, Part

LIST = "partnership_list"  # the exhibit that names all partnerships
SHORT = {"status": "s", "why": "w", "note": "m", "statements": "i", "rows": "r", "all": "n",
         "example": "e", "held": "h", "without": "x", "values": "v"}  # fmt: skip
"""What is told of a number, in the page's data; most of them are told of hundreds."""
OPEN = (Status.BOUNDED, Status.FREE, Status.PUBLIC)  # in an exhibit's data it says more of them
ID = re.compile(r"[\w.:-]*\w")
MORE = re.compile(r"\+[\d,]+ more$")
OF_STATEMENTS = ("statements", "ids")  # columns that hold nothing else


class Links:
    """The addresses of a page, and all that is told of its numbers, each once."""

    def __init__(self, parts: Iterable[Part]) -> None:
        shown = [part.record for part in parts if isinstance(part, Exhibit)]
        self._stems = {record["stem"] for record in shown}
        stated = [record for record in shown if record.get("addresses")]
        self.columns: list[dict[str, str]] = next((one["columns"] for one in stated), [])
        self._own = {record["stem"]: records.addresses(record) for record in stated}
        ids = [id_ for own in self._own.values() for id_ in own]
        self._statements = {id_: self._free(id_) for id_ in ids}
        self._first = {
            record["stem"]: self._row(record, 0) if record["rows"] else record["stem"]
            for record in shown
        }
        self._rows: dict[str, str] = {}  # question -> a row that answers it
        for record in shown:
            for row, _, known, *_ in record.get("cells", ()):
                if asked := record["known"][known].get("question"):
                    self._rows.setdefault(asked, self._row(record, row))
        self._told: dict[str, int] = {}
        self._given_up: dict[int, list[str]] = {}  # dataset -> statements that it gives up

    def shows(self, stem: str) -> bool:
        """Is this exhibit in the page?"""
        return stem in self._stems

    def _free(self, id_: str) -> str:
        """A statement's address: its id, unless the page has the same for something else."""
        plain = re.sub(r"\s+", "-", id_)
        return f"statement-{plain}" if plain in {*self._stems, *RESERVED} else plain

    def _row(self, record: dict[str, Any], place: int) -> str:
        """The address of a row: no heading and no exhibit has a colon in its own."""
        if own := self._own.get(record["stem"]):
            return self._statements[own[place]]
        return f"{record['stem']}:{place + 1}"

    def number(self, number: pieces.Number, here: str = "") -> Markup:
        """A number that leads to what it rests on; `here` is the row, or the exhibit, it is in."""
        target = self._target(number.told, here)
        if not target:
            return escape(number.text)
        return self._link(target, number.told, number.text)

    def _link(self, target: str, told: Told, words: str) -> Markup:
        # A page has thousands: put together by `Markup.format`, they would take ten times as long.
        to, said = escape(target), escape(words)
        return Markup(f'<a class="known" href="#{to}" data-known="{self._place(told)}">{said}</a>')

    def _target(self, told: Told, here: str) -> str:
        """The best row that there is for readers without a script; at worst the one it is in."""
        said = [
            self._statements[id_] for id_ in told.get("statements", ()) if id_ in self._statements
        ]
        row = self._rows.get(told.get("question", ""), "")
        found = [row, *said[:1]] if told["status"] in OPEN else [*said[:1], row]
        found += [LIST] * (LIST in self._stems and "rows" in told)
        return next((one for one in found if one and one != here), self._first.get(here, here))

    def _place(self, told: Told) -> int:
        short = {SHORT[name]: one for name, one in told.items() if name in SHORT}
        if any(ends := told.get("ends", ())):  # the datasets in which a range is at its ends
            short["d"] = [end[0] if end else None for end in ends]
            self._given_up |= {end[0]: end[1] for end in ends if end}
        return self._told.setdefault(json.dumps(short, ensure_ascii=False), len(self._told))

    def rows(self, record: dict[str, Any]) -> list[Row]:
        """The rows of a table, each with its address; numbers and ids in them lead on."""
        own, folds = self._own.get(record["stem"]), record.get("folds", {})
        known: dict[int, dict[int, Told]] = {}
        within: dict[tuple[int, int], list[tuple[int, int, Told]]] = {}
        for place, column, told, *ends in record.get("cells", ()):
            if ends:
                found = within.setdefault((place, column), [])
                found.append((*ends, record["known"][told]))
            else:
                known.setdefault(place, {})[column] = record["known"][told]
        made = []
        for place, cells in enumerate(record["rows"]):
            row = Row(cells)
            row.id = self._row(record, place)
            numbers = known.get(place, {})
            for column, cell in enumerate(cells):
                name = record["columns"][column]["name"]
                if (place, column) in within:
                    row[column] = self._several(cell, within[place, column], row.id)
                elif column in numbers:
                    row[column] = self.number(pieces.Number(cell, numbers[column]), row.id)
                elif record.get("traces") or name in OF_STATEMENTS:
                    row[column] = self._traced(cell, name in OF_STATEMENTS, [*numbers.values()])
            if own and own[place] in folds:
                row[-1] = self._folded(row[-1], folds[own[place]])
            made.append(row)
        return made

    def _several(self, cell: str, found: list[tuple[int, int, Told]], here: str) -> Markup:
        """A cell of text with several numbers, each a link."""
        parts, done = list[str](), 0
        for start, end, told in found:
            number = self.number(pieces.Number(cell[start:end], told), here)
            parts += [escape(cell[done:start]), number]
            done = end
        return Markup("").join([*parts, escape(cell[done:])])

    def _folded(self, cell: str, lines: list[str]) -> Markup:
        """A cell with what would change without its statement, in a fold."""
        items = (Markup("<li>{}</li>").format(self._traced(one, False, [])) for one in lines)
        fold = '{}<details class="without"><summary>Without it</summary><ul>{}</ul></details>'
        return Markup(fold).format(cell, Markup("").join(items))

    def _traced(self, cell: str, all_: bool, numbers: list[Told]) -> str:
        """A cell with links at its statements' ids, and at `+3 more` to all that a number has."""
        parts, done = list[str](), 0
        for found in ID.finditer(cell):
            id_ = found[0]
            if id_ in self._statements and (all_ or re.search("[^\\W\\d]", id_)):
                link = Markup('<a class="id" href="#{}">{}</a>')
                parts += [
                    escape(cell[done : found.start()]),
                    link.format(self._statements[id_], id_),
                ]
                done = found.end()
        rest = cell[done:]
        if numbers and (more := MORE.search(rest)):
            kept = numbers[0] | {"statements": numbers[0]["statements"][-1:]}
            link = self._link(self._target(kept, ""), numbers[0], more[0])
            parts += [rest[: more.start()], link]
            rest = ""
        return Markup("").join(map(escape, [*parts, rest])) if parts else cell

    @property
    def open(self) -> bool:
        """Has a number a value in one dataset of many?"""
        return any('"e":' in one for one in self._told)

    @property
    def data(self) -> Markup:
        """What the page's script tells, as JSON that no markup can end; empty if nothing is."""
        if not self._told:
            return Markup("")
        names = [column["name"] for column in self.columns]
        told = [json.loads(one) for one in self._told]
        whys = list(dict.fromkeys(one["w"] for one in told))
        told = [one | {"w": whys.index(one["w"])} for one in told]
        data: dict[str, Any] = {"why": whys, "told": told, "columns": names}
        if self._given_up:
            data["off"] = self._given_up
        if LIST in self._stems:
            data["list"] = LIST
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return Markup(text.replace("<", "\\u003c"))


class Plain(Links):
    """For a document in which numbers and ids lead nowhere."""

    def number(self, number: pieces.Number, here: str = "") -> Markup:  # noqa: ARG002 - as Links
        """The number alone."""
        return escape(number.text)

    def rows(self, record: dict[str, Any]) -> list[Row]:
        """The rows as they are."""
        return [Row(cells) for cells in record["rows"]]


def linked(tree: Any, links: Links) -> Any:
    """A tree of Markdown with its numbers as links."""
    if isinstance(tree, dict):
        return {name: linked(value, links) for name, value in tree.items()}
    return list(_nodes(tree, links)) if isinstance(tree, list) else tree


def _nodes(tree: list[Any], links: Links) -> Iterator[Any]:
    for node in tree:
        if isinstance(node, dict) and node.get("t") == "Number":
            told, words = node["c"]
            text = "".join(word.get("c", " ") for word in words)
            yield {"t": "Made", "c": links.number(pieces.Number(text, told))}
        else:
            yield linked(node, links)

"""Exhibit: a figure or table with its title, caption, alt text, note, source, and the data behind
it.

A notebook's cell ends in one; it shows itself as HTML and carries a JSON record that the exporters
read.
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup, escape
from matplotlib.figure import Figure

from helpers.exhibits.mime import ABSENT_MIME, EXHIBIT_MIME, PROSE_MIME, VERSION
from helpers.look import style
from helpers.look.page import Page, tall
from helpers.numbers.answer import Status
from helpers.numbers.grid import Entry, Table
from helpers.text import citations
from helpers.text.say import EMPTY, Sentence

SHOWN_IDS = 3  # statements named in a table's cell; the CSV file names them all
DASH = "—"  # the federal statistics sign for a number that is not available


@dataclass(frozen=True)
class Words:
    """What is said of an exhibit; each a Sentence, so that its numbers are claims."""

    title: Sentence
    subtitle: Sentence = EMPTY
    alt: Sentence = EMPTY
    note: Sentence = EMPTY
    source: Sentence = EMPTY

    def claims(self, stem: str) -> list[dict]:
        """Every number said of the exhibit, with the sentence that says it."""
        return [
            {
                "exhibit": stem,
                "where": where,
                "sentence": citations.plain(sentence.text),
                **claim.record(),
            }
            for where, sentence in vars(self).items()
            for claim in sentence.claims
        ]


@dataclass(frozen=True)
class Exhibit:
    """A figure (`paint` given) or a table. `table` is the tidy data behind it, saved as CSV;
    `columns` and `rows` are what a reader sees of it. `paint` paints down a page from 0 and returns
    where it ended, in inches."""

    stem: str
    label: str
    words: Words
    table: pd.DataFrame
    columns: list[dict]
    rows: list[list[str]]
    paint: Callable[[Page], float] | None = None

    @property
    def kind(self) -> str:
        """`figure` or `table`."""
        return "figure" if self.paint else "table"

    def record(self) -> dict:
        """The JSON record, version 1: plain text throughout, to be escaped by whoever shows it.
        Citations stay tokens.
        """
        texts = {name: str(sentence) for name, sentence in vars(self.words).items()}
        texts["alt"] = citations.plain(texts["alt"])
        return {
            "version": VERSION,
            "stem": self.stem,
            "kind": self.kind,
            "label": self.label,
            **texts,
            "columns": self.columns,
            "rows": self.rows,
            "csv": self.csv(),
            "claims": self.words.claims(self.stem),
        }

    def texts(self) -> list[str]:
        """All that is said of it, citations as tokens."""
        return [str(sentence) for sentence in vars(self.words).values()]

    def csv(self) -> str:
        """The table as CSV text: whole numbers without decimals, empty cells for what is not
        known.
        """
        plain = self.table.copy()
        for name in plain.select_dtypes("Float64"):
            plain[name] = (
                plain[name].map(lambda cell: f"{cell:g}", na_action="ignore").astype(object)
            )
        return plain.to_csv(index=False, lineterminator="\n")

    @cached_property
    def _painted(self) -> tuple[Page, float, bytes]:
        """The page, painted once, where its picture ends, and the picture as SVG."""
        if self.paint is None:
            raise ValueError(f"{self.stem} is a table: it has no picture.")
        page = Page.tall()
        bottom = self.paint(page)
        page.cut(bottom)
        return page, bottom, style.image(page.figure, "svg", self.stem)

    @property
    def picture(self) -> bytes:
        """The figure as SVG with marks and direct labels only, as the report sets it."""
        return self._painted[2]

    @cached_property
    def standalone(self) -> Figure:
        """The figure with title, subtitle, NOTE and SOURCE, for use outside the report."""
        page, bottom, _ = self._painted
        _head(page, self.label, self.words)
        page.cut(_foot(page, bottom, self.words))
        return page.figure

    def save(self, folder: Path) -> None:
        """Write tables/<stem>.csv and, for a figure, figures/<stem>.svg, .png and
        pictures/<stem>.svg.
        """
        _file(folder / "tables" / f"{self.stem}.csv").write_text(self.csv(), encoding="utf-8")
        if self.paint:
            whole = self.standalone
            style.save(whole, _file(folder / "figures" / f"{self.stem}.svg"))
            style.save(whole, folder / "figures" / f"{self.stem}.png")
            _file(folder / "pictures" / f"{self.stem}.svg").write_bytes(self.picture)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        return {
            EXHIBIT_MIME: self.record(),
            "text/html": self.html(),
            "text/plain": f"{self.label}. {citations.plain(str(self.words.title))}",
        }

    def html(self) -> str:
        """For JupyterLab: the exhibit with its alternative text and the table behind it."""
        said = {name: citations.plain(str(sentence)) for name, sentence in vars(self.words).items()}
        shown = (
            Markup('<img style="max-width:100%" alt="{}" src="{}">').format(
                said["alt"], _address(self.picture)
            )
            if self.paint
            else _html_table(self)
        )
        behind = (
            Markup("<details><summary>The data behind {}</summary>{}</details>").format(
                self.label, _html_table(self)
            )
            if self.paint
            else ""
        )
        return str(
            Markup(
                "<figure style='max-width:52rem;margin:0'><figcaption><b>{}. "
                "{}</b><br>{}</figcaption>{}"
                "<p style='font-size:smaller'>NOTE: {}<br>SOURCE: {}</p>{}</figure>"
            ).format(
                self.label,
                said["title"],
                said["subtitle"],
                shown,
                said["note"],
                said["source"],
                behind,
            )
        )


@dataclass(frozen=True)
class Prose:
    """Paragraphs whose numbers come from summary tables. style: paragraphs, bullets or definitions
    (term, tab, text).
    """

    paragraphs: list[Sentence]
    style: str = "paragraphs"
    where: str = ""

    def texts(self) -> list[str]:
        """All that is said, citations as tokens."""
        return [str(one) for one in self.paragraphs]

    def record(self) -> dict:
        """What the exporters read."""
        claims = [
            {
                "exhibit": self.where,
                "where": "text",
                "sentence": citations.plain(sentence.text),
                **claim.record(),
            }
            for sentence in self.paragraphs
            for claim in sentence.claims
        ]
        return {
            "version": VERSION,
            "style": self.style,
            "paragraphs": self.texts(),
            "claims": claims,
        }

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        return {
            PROSE_MIME: self.record(),
            "text/html": self.html(),
            "text/plain": "\n".join(map(citations.plain, self.texts())),
        }

    def html(self) -> str:
        """For JupyterLab: the paragraphs."""
        tag = "p" if self.style == "paragraphs" else "li"
        lines = "".join(
            f"<{tag}>{escape(citations.plain(one)).replace(chr(9), ': ')}</{tag}>"
            for one in self.texts()
        )
        return lines if tag == "p" else f"<ul>{lines}</ul>"


@dataclass(frozen=True)
class Absent:
    """An exhibit that the network's data do not allow: shows nothing, and says what would bring it.

    Without `needs` it is left out silently: the network never asked for its kind.
    """

    stem: str
    needs: str

    @property
    def sentence(self) -> str:
        """What is left out, and what would bring it; empty where nothing needs to be said."""
        name = self.stem.replace("_", " ").capitalize()
        return f"{name} is left out: {self.needs} would bring it." if self.needs else ""

    def texts(self) -> list[str]:
        """Nothing is said in its place."""
        return []

    def record(self) -> dict:
        """What the page of what is not known says of it."""
        said = {"sentence": self.sentence, "needs": self.needs}
        return {"version": VERSION, "stem": self.stem, **said, "claims": []}

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        return {ABSENT_MIME: self.record(), "text/plain": self.sentence}


@dataclass(frozen=True)
class References(Prose):
    """The list of references: all works at hand. The exporters leave out what the report neither
    cites nor is about.
    """

    works: list[dict] = field(default_factory=list)

    def record(self) -> dict:
        """What the exporters read."""
        return {**super().record(), "works": self.works}


def shown(
    table: Table, heads: Mapping[str, str], units: Mapping[str, str] | None = None
) -> tuple[list[dict], list[list[str]]]:
    """A table of numbers as readers see it: the keys in `heads` (key -> heading), then the number,
    what it counts (in the words of `units`), its status and the statements it rests on."""
    names = [*heads.values(), "Measure", "Number", "Status", "Statements"]
    columns = [
        {"name": head.lower(), "label": head, "align": "right" if head == "Number" else "left"}
        for head in names
    ]
    return columns, [_row(entry, heads, units or {}) for entry in table]


def _row(entry: Entry, heads: Mapping[str, str], units: Mapping[str, str]) -> list[str]:
    keys = [entry.labels.get(key, entry.keys.get(key, "")) for key in heads]
    plain = entry.measure in ("count", "percent")
    measure = units.get(entry.unit, entry.unit) if plain else entry.measure
    number = DASH if entry.status == Status.UNKNOWN else entry.text
    return [*keys, measure, number, str(entry.status), _ids(entry.answer.statements)]


def plain(table: pd.DataFrame, names: dict[str, str]) -> tuple[list[dict], list[list[str]]]:
    """Columns of a table of text as readers see them; `names` maps column -> heading. Whole numbers
    stand to the right.
    """
    rows = [[str(row[name]) for name in names] for _, row in table.iterrows()]
    columns = [
        {
            "name": name,
            "label": label,
            "align": "right" if rows and all(row[place].isdigit() for row in rows) else "left",
        }
        for place, (name, label) in enumerate(names.items())
    ]
    return columns, rows


def _ids(ids: Sequence[str]) -> str:
    more = f", +{len(ids) - SHOWN_IDS} more" if len(ids) > SHOWN_IDS else ""
    return ", ".join(ids[:SHOWN_IDS]) + more


def _file(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _address(picture: bytes) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(picture).decode()


def _html_table(exhibit: Exhibit) -> Markup:
    head = Markup("").join(
        Markup('<th scope="col">{}</th>').format(column["label"]) for column in exhibit.columns
    )
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                Markup('<th scope="row">{}</th>' if place == 0 else "<td>{}</td>").format(cell)
                for place, cell in enumerate(row)
            )
        )
        for row in exhibit.rows
    )
    return Markup(
        "<table><caption>{}. {}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(exhibit.label, citations.plain(str(exhibit.words.title)), head, body)


# ---- title and notes of the stand-alone picture: above and below what is painted

GAP = 0.08


def _head(page: Page, label: str, words: Words) -> None:
    """Label, title and subtitle above the picture: the page's new top."""
    title, subtitle = (citations.plain(str(sentence)) for sentence in (words.title, words.subtitle))
    large = style.wrap(title, page.width, style.TITLE, 700)
    plain = style.wrap(subtitle, page.width)
    page.top -= tall(1, style.SMALL) + tall(len(large), style.TITLE) + tall(len(plain)) + 3 * GAP
    look = {"weight": 600, "colour": style.MUTED, "label": "head|label"}
    top = page.lines(0, page.top + GAP / 2, [label], size=style.SMALL, **look)
    top = page.lines(0, top, large, size=style.TITLE, weight=700, label="head|title")
    page.lines(0, top + GAP / 2, plain, colour=style.MUTED, label="head|subtitle")


def _foot(page: Page, bottom: float, words: Words) -> float:
    """NOTE and SOURCE below the picture; returns where they end."""
    top = bottom + GAP
    for name, text in (("NOTE", words.note), ("SOURCE", words.source)):
        if str(text):
            said = f"{name}: {citations.plain(str(text))}"
            look: dict[str, Any] = {"size": style.SMALL, "colour": style.MUTED}
            top = page.paragraph(0, top, page.width, said, label=f"foot|{name}", **look)
    return top + GAP

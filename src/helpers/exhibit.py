"""Exhibit: a figure or table with its title, caption, alt text, note, source, and the data behind it.

A notebook's cell ends in one; it shows itself as HTML and carries a JSON record that the exporters read.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd
from markupsafe import Markup, escape
from matplotlib.figure import Figure, FigureBase

from helpers import numerals, references, style
from helpers.draw.page import Page, tall
from helpers.mime import EXHIBIT_MIME, PROSE_MIME, VERSION
from helpers.say import Sentence, written

SHOWN_IDS = 3  # statements named in a table's cell; the CSV file names them all


@dataclass(frozen=True)
class Words:
    """What is said of an exhibit; each a Sentence, so that its numbers are claims."""

    title: Sentence
    subtitle: Sentence = Sentence("")
    alt: Sentence = Sentence("")
    note: Sentence = Sentence("")
    source: Sentence = Sentence("")

    def claims(self, stem: str) -> list[dict]:
        return [{"exhibit": stem, "where": where, "sentence": references.plain(sentence.text), **claim.record()}
                for where, sentence in vars(self).items() for claim in sentence.claims]


@dataclass(frozen=True)
class Exhibit:
    """A figure (`paint` and `height` given) or a table. `table` is the tidy data behind it, saved as CSV;
    `columns` and `rows` are what a reader sees of it."""

    stem: str
    label: str
    words: Words
    table: pd.DataFrame
    columns: list[dict]
    rows: list[list[str]]
    paint: Callable[[FigureBase], None] | None = None
    height: float = 0.0

    @property
    def kind(self) -> str:
        return "figure" if self.paint else "table"

    def record(self) -> dict:
        """The JSON record, version 1: plain text throughout, to be escaped by whoever shows it. Citations stay tokens."""
        texts = {name: str(sentence) for name, sentence in vars(self.words).items()}
        texts["alt"] = references.plain(texts["alt"])
        return {"version": VERSION, "stem": self.stem, "kind": self.kind, "label": self.label, **texts,
                "columns": self.columns, "rows": self.rows, "csv": self.csv(), "claims": self.words.claims(self.stem)}

    def texts(self) -> list[str]:
        """All that is said of it, citations as tokens."""
        return [str(sentence) for sentence in vars(self.words).values()]

    def csv(self) -> str:
        """The table as CSV text: whole numbers without decimals, empty cells for what is not known."""
        plain = self.table.copy()
        for name in plain.select_dtypes("Float64"):
            plain[name] = plain[name].map(lambda cell: f"{cell:g}", na_action="ignore").astype(object)
        return plain.to_csv(index=False, lineterminator="\n")

    @cached_property
    def picture(self) -> bytes:
        """The figure as SVG with marks and direct labels only, as the report sets it."""
        canvas = style.figure(height=self.height)
        self.paint(canvas)
        return style.image(canvas, "svg", self.stem)

    def standalone(self) -> Figure:
        """The figure with title, subtitle, NOTE and SOURCE, for use outside the report."""
        above, below = _head_height(self.words), _foot_height(self.words)
        canvas = style.figure(height=above + self.height + below)
        head, middle, foot = canvas.subfigures(3, 1, height_ratios=[above, self.height, below])
        _head(Page(head), self.label, self.words)
        self.paint(middle)
        _foot(Page(foot), self.words)
        return canvas

    def save(self, folder: Path) -> None:
        """Write tables/<stem>.csv and, for a figure, figures/<stem>.svg, .png and pictures/<stem>.svg."""
        _file(folder / "tables" / f"{self.stem}.csv").write_text(self.csv(), encoding="utf-8")
        if self.paint:
            whole = self.standalone()
            style.save(whole, _file(folder / "figures" / f"{self.stem}.svg"))
            style.save(whole, folder / "figures" / f"{self.stem}.png")
            _file(folder / "pictures" / f"{self.stem}.svg").write_bytes(self.picture)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        return {EXHIBIT_MIME: self.record(), "text/html": self.html(), 
                "text/plain": f"{self.label}. {references.plain(str(self.words.title))}"}

    def html(self) -> str:
        """For JupyterLab: the exhibit with its alternative text and the table behind it."""
        said = {name: references.plain(str(sentence)) for name, sentence in vars(self.words).items()}
        shown = Markup('<img style="max-width:100%" alt="{}" src="{}">').format(
            said["alt"], _address(self.picture)) if self.paint else _html_table(self)
        behind = Markup("<details><summary>The data behind {}</summary>{}</details>").format(
            self.label, _html_table(self)) if self.paint else ""
        return str(Markup(
            "<figure style='max-width:52rem;margin:0'><figcaption><b>{}. {}</b><br>{}</figcaption>{}"
            "<p style='font-size:smaller'>NOTE: {}<br>SOURCE: {}</p>{}</figure>"
        ).format(self.label, said["title"], said["subtitle"], shown, said["note"], said["source"], behind))


@dataclass(frozen=True)
class Prose:
    """Paragraphs whose numbers come from summary tables. style: paragraphs, bullets or definitions (term, tab, text)."""

    paragraphs: list[Sentence]
    style: str = "paragraphs"
    where: str = ""

    def texts(self) -> list[str]:
        """All that is said, citations as tokens."""
        return [str(one) for one in self.paragraphs]

    def record(self) -> dict:
        claims = [{"exhibit": self.where, "where": "text", "sentence": references.plain(sentence.text), **claim.record()}
                  for sentence in self.paragraphs for claim in sentence.claims]
        return {"version": VERSION, "style": self.style, "paragraphs": self.texts(),
                "claims": claims}

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        return {PROSE_MIME: self.record(), "text/html": self.html(), 
                "text/plain": "\n".join(map(references.plain, self.texts()))}

    def html(self) -> str:
        tag = "p" if self.style == "paragraphs" else "li"
        lines = "".join(f"<{tag}>{escape(references.plain(one)).replace(chr(9), ': ')}</{tag}>" for one in self.texts())
        return lines if tag == "p" else f"<ul>{lines}</ul>"


@dataclass(frozen=True)
class References(Prose):
    """The list of references: all works at hand. The exporters leave out what the report neither cites nor is about."""

    works: list[dict] = field(default_factory=list)

    def record(self) -> dict:
        return {**super().record(), "works": self.works}


def shown(table: pd.DataFrame, names: dict[str, str]) -> tuple[list[dict], list[list[str]]]:
    """A summary table as readers see it: the key columns in `names` (column -> heading), then the number,
    what it counts, its status and the statements it rests on."""
    heads = [*names.values(), "Measure", "Number", "Status", "Statements"]
    columns = [{"name": head.lower(), "label": head, "align": "right" if head == "Number" else "left"} for head in heads]
    rows = [[*(str(row[name]) for name in names), _measure(row), _number(row), row["status"], _ids(row["statements"])]
            for _, row in table.iterrows()]
    return columns, rows


def plain(table: pd.DataFrame, names: dict[str, str]) -> tuple[list[dict], list[list[str]]]:
    """Columns of a table of text as readers see them; `names` maps column -> heading. Whole numbers stand to the right."""
    rows = [[str(row[name]) for name in names] for _, row in table.iterrows()]
    columns = [{"name": name, "label": label, "align": "right" if rows and all(row[place].isdigit() for row in rows) else "left"}
               for place, (name, label) in enumerate(names.items())]
    return columns, rows


def _measure(row: pd.Series) -> str:
    return f"{row['unit']}" if row["measure"] in ("count", "percent") else f"{row['measure']}"


def _number(row: pd.Series) -> str:
    """The federal statistics sign for a value that is not available: —."""
    text = written(row)
    return "—" if text == numerals.NOT_PUBLISHED else text.replace(" percent", "%")


def _ids(ids: str) -> str:
    parts = [part for part in ids.split(";") if part]
    more = f", +{len(parts) - SHOWN_IDS} more" if len(parts) > SHOWN_IDS else ""
    return ", ".join(parts[:SHOWN_IDS]) + more


def _file(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _address(picture: bytes) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(picture).decode()


def _html_table(exhibit: Exhibit) -> Markup:
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(column["label"]) for column in exhibit.columns)
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(
            Markup('<th scope="row">{}</th>' if place == 0 else "<td>{}</td>").format(cell)
            for place, cell in enumerate(row)))
        for row in exhibit.rows)
    return Markup("<table><caption>{}. {}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
        exhibit.label, references.plain(str(exhibit.words.title)), head, body)


# ---- title and notes of the stand-alone picture

TITLE, SMALL, GAP = 11, 7, 0.08


def _head_lines(words: Words) -> tuple[list[str], list[str]]:
    title, subtitle = (references.plain(str(sentence)) for sentence in (words.title, words.subtitle))
    return style.wrap(title, style.WIDTH, TITLE, 700), style.wrap(subtitle, style.WIDTH, style.BODY)


def _head_height(words: Words) -> float:
    title, subtitle = _head_lines(words)
    return tall(1, SMALL) + tall(len(title), TITLE) + tall(len(subtitle), style.BODY) + 3 * GAP


def _head(page: Page, label: str, words: Words) -> None:
    title, subtitle = _head_lines(words)
    top = page.lines(0, GAP / 2, [label], size=SMALL, weight=600, colour=style.MUTED)
    top = page.lines(0, top, title, size=TITLE, weight=700)
    page.lines(0, top + GAP / 2, subtitle, colour=style.MUTED)


def _foot_lines(words: Words) -> list[str]:
    return [line for name, text in (("NOTE", words.note), ("SOURCE", words.source)) if str(text)
            for line in style.wrap(f"{name}: {references.plain(str(text))}", style.WIDTH, SMALL)]


def _foot_height(words: Words) -> float:
    return tall(len(_foot_lines(words)), SMALL) + 2 * GAP


def _foot(page: Page, words: Words) -> None:
    page.lines(0, GAP, _foot_lines(words), size=SMALL, colour=style.MUTED)

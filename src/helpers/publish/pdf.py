"""The merged notebook as an accessible PDF (written as PDF/UA-1 and PDF/A-2a), set by Typst.

The notebook becomes plain data (report.json), templates/report.typ draws it. So no text from a
notebook or a data file is ever Typst markup, and nothing is escaped here: Typst shows a string as
it is. Same notebook and pictures, same bytes: no clock, no system fonts, no file outside this
package.
"""

import calendar
import datetime
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pikepdf
import typst
from matplotlib.ft2font import FT2Font
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from helpers.errors import UserError
from helpers.publish import closing, markdown, pieces, records, signs
from helpers.publish.heads import grouped

_HERE = Path(__file__).parent
TEMPLATE = _HERE / "templates" / "report.typ"
STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]

_FACE = signs.FONTS / "IBMPlexSans-SemiBold.ttf"  # of heads: the widest in use
_WIDEST_WORD = 16  # em; a longer word has to break

# Typst knows the semibold cut by the family in its first name only.
_SEMIBOLD = (b'font-weight="600"', b'font-weight="600" font-family="IBM Plex Sans SmBld"')
# What report.typ reads of a record.
_TEXTS = ("kind", "stem", "label", "title", "subtitle", "alt", "note", "source")
Shown = records.Markdown | records.Exhibit | records.Prose  # code is for the screen

EXHIBITS = ("figure", "table")
_FEW_WORDS = 60
_SHORT_CHAPTER = 200  # words; a chapter with fewer and no exhibit runs on where the last one ended


class ReportPDF(Exporter):
    """Turns a merged notebook into PDF bytes. `resources["pictures"]` is the folder of <stem>.svg.

    Raises UserError for what a page cannot hold and for every warning of the Typst compiler.
    """

    @default("default_preprocessors")
    def _default_preprocessors_default(self) -> list[str]:
        """None: the merged notebook is shown as it is."""
        return []

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **_: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """(PDF bytes, resources) of a merged notebook."""
        resources = self._init_resources(resources)
        parts = [part for part in markdown.parts(nb) if not isinstance(part, records.Code)]
        svgs = records.pictures(parts, resources["pictures"])
        about = nb.metadata["alliance_report"]
        report = report_data([*parts, *closing.parts(about)], about)
        pictures = {_picture_name(stem): svg for stem, svg in svgs.items()}
        return mark_row_headers(_compile(report, pictures)), resources


def report_data(parts: Sequence[Shown], about: dict[str, Any]) -> dict[str, Any]:
    """What report.typ reads: {"meta": ..., "content": [part, ...]}; `kind` says how a part is
    drawn.
    """
    content = [_entry(part) for part in parts]
    _open_pages(content)
    _lead_on(content)
    return {"meta": dict(about), "content": content}


def _entry(part: Shown) -> dict[str, Any]:
    """One part as data."""
    if isinstance(part, records.Heading):
        place = {"level": part.level, "id": part.id, "new-page": False}
        return {"kind": "heading", "text": part.nodes, **place}
    if isinstance(part, records.Markdown):
        return {"kind": "markdown", "nodes": markdown.on_paper(part.nodes)}
    if isinstance(part, records.Exhibit):
        return _exhibit(part) if part.record.get("print", True) else _elsewhere(part)
    return _prose(part)


def _exhibit(part: records.Exhibit) -> dict[str, Any]:
    record = part.record
    said = {name: _plain(said) for name, said in part.said.items()}
    shown = {key: record[key] for key in _TEXTS} | {"float": record.get("float", False)}
    drawn = record["kind"] == "figure"  # the rows behind a picture are not on paper
    more = {"picture": _picture_name(record["stem"])} if drawn else _table(record)
    return shown | more | {"said": said}


def _table(record: dict[str, Any]) -> dict[str, Any]:
    columns, groups = grouped(record)
    rows = [row for _, some in groups for row in some]
    room = {"extents": _extents(columns, rows), "longest": _longest_word(columns, rows)}
    return {"columns": columns, "groups": groups, "length": len(rows)} | room


def _elsewhere(part: records.Exhibit) -> dict[str, Any]:
    """A line in the place of an exhibit that is in the HTML report only; links lead to it."""
    title = _plain(part.said["title"])
    return {"kind": "elsewhere", "said": title} | {k: part.record[k] for k in ("stem", "label")}


def _prose(part: records.Prose) -> dict[str, Any]:
    paragraphs = part.paragraphs
    if part.style == "definitions":
        paragraphs = [(term, _plain(meaning)) for term, meaning in paragraphs]
    elif part.style != "references":
        paragraphs = [_plain(found) for found in paragraphs]
    return {"kind": "prose", "style": part.style, "paragraphs": paragraphs}


def _plain(found: pieces.Pieces) -> list[str | dict[str, str]]:
    """Texts and citations as report.typ reads them."""
    return [
        piece if isinstance(piece, str) else {"text": piece.text, "target": piece.target}
        for piece in pieces.without_numbers(found)
    ]


def _open_pages(content: list[dict[str, Any]]) -> None:
    """Let chapters with an exhibit or much text start on a new page; a few sentences run on."""
    starts = [number for number, entry in enumerate(content) if _is_chapter(entry)]
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        chapter = content[start:end]
        has_exhibit = any(entry["kind"] in EXHIBITS for entry in chapter)
        content[start]["new-page"] = has_exhibit or sum(map(_words, chapter)) > _SHORT_CHAPTER


def _lead_on(content: list[dict[str, Any]]) -> None:
    """Keep headings and a few sentences on the page of the exhibit that they lead to."""
    follows = False  # does an exhibit follow, after nothing but such?
    for entry in reversed(content):
        short = entry["kind"] == "heading" or 0 < _words(entry) < _FEW_WORDS
        entry["leads"] = follows and short and entry["kind"] not in EXHIBITS
        follows = entry["leads"] or entry["kind"] in EXHIBITS


def _is_chapter(entry: dict[str, Any]) -> bool:
    return entry["kind"] == "heading" and entry["level"] == 1


def _words(entry: dict[str, Any]) -> int:
    said = " ".join(_strings(entry.get("paragraphs", []))).split()
    written = (node for node in markdown.nodes(entry.get("nodes", [])) if node["t"] == "Str")
    return len(said) + len(list(written))


def _strings(said: Any) -> Iterator[str]:
    """All texts in paragraphs of any style."""
    if isinstance(said, str):
        yield said
    else:
        for piece in [said["text"]] if isinstance(said, dict) else said:
            yield from _strings(piece)


# -- Pictures, compiler, row headers ---------------------------------------------------------------


def _picture_name(stem: str) -> str:
    return f"pictures/{stem}.svg"


def _compile(report: dict[str, Any], pictures: dict[str, bytes]) -> bytes:
    """The PDF as Typst writes it. The files live in memory, so no folder's name can get into it."""
    svgs = {name: svg.replace(*_SEMIBOLD) for name, svg in pictures.items()}
    texts = {"report.json": json.dumps(report, ensure_ascii=False).encode(), **svgs}
    files = {name: signs.settable(text.decode()).encode() for name, text in texts.items()}
    files["main"] = TEMPLATE.read_bytes()
    try:
        pdf, warnings = typst.compile_with_warnings(  # type: ignore[call-overload]
            files,
            format="pdf",
            font_paths=signs.fonts(),
            pdf_standards=STANDARDS,
            timestamp=_timestamp(report["meta"]["date"]),
        )
    except typst.TypstError as error:
        raise UserError([f"The PDF cannot be set: {error.message}.", *error.hints]) from error
    if warnings:
        raise UserError(f"The PDF is not clean: {warning.message}." for warning in warnings)
    return pdf


def _timestamp(date: str) -> int:
    """Seconds since 1970 at midnight UTC of an ISO date; 0 where the data have none."""
    if not date:
        return 0
    return calendar.timegm(datetime.date.fromisoformat(date).timetuple())


def mark_row_headers(pdf: bytes) -> bytes:
    """The same PDF in which the first cell of each table row is the row's header.

    Typst marks the heads of columns only. Each other cell names its headers by id: it gets the
    row's id, too. Tiny tables stay as they are: a label is read just before its value there anyway,
    and checkers take more headers than data for a mistake.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        structure = document.Root.StructTreeRoot
        bodies = [body for body in _elements(structure, "/TBody") if _is_grid(body)]
        known = pikepdf.NameTree(structure.IDTree) if bodies else {}
        ids = {str(name): found for name, found in known.items()}
        for number, body in enumerate(bodies):
            for place, row in enumerate(_elements(body, "/TR")):
                ids[f"row-{number}-{place}"] = _mark_row(row, f"row-{number}-{place}")
        # The report's title is the first heading of all: Typst would have it be a paragraph.
        if "/Title" in structure.get("/RoleMap", {}):
            structure.RoleMap.Title = pikepdf.Name.H1
        if ids:
            structure.IDTree = _name_tree(document, ids)
        return _saved(document)


def _name_tree(document: pikepdf.Pdf, ids: dict[str, pikepdf.Object]) -> pikepdf.Object:
    """The names in order, each with its object, in one node: pikepdf itself would weigh the tree
    anew at every name.
    """
    pairs = [piece for name in sorted(ids) for piece in (pikepdf.String(name), ids[name])]
    return document.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(pairs)))


def _saved(document: pikepdf.Pdf) -> bytes:
    """The document's bytes. Its id comes from what it holds; small objects are packed, which saves
    a lot.
    """
    out = io.BytesIO()
    document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _is_grid(body: pikepdf.Object) -> bool:
    """Whether a table with row headers would still have as many data cells as headers."""
    rows, columns = len(body.K), len(body.K[0].K)
    return (columns - 1) * rows >= columns + rows


def _mark_row(row: pikepdf.Object, name: str) -> pikepdf.Object:
    """Make the row's first cell its header, known as `name`, and tell the others; gives back that
    cell.
    """
    head, *others = row.K
    head.S, head.ID = pikepdf.Name.TH, pikepdf.String(name)
    _table_attributes(head).Scope = pikepdf.Name.Row
    for cell in others:
        _table_attributes(cell).Headers.append(pikepdf.String(name))
    return head


def _table_attributes(cell: pikepdf.Object) -> pikepdf.Object:
    return next(attributes for attributes in cell.A if attributes.O == "/Table")


def _elements(node: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    """All structure elements of one kind (/TBody, /TR) under `node`, in reading order."""
    for child in node.get("/K", []):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            if kind == child.S:
                yield child
            else:
                yield from _elements(child, kind)


# -- How much room the columns of a table ask for, measured once: Typst would measure at each layout


def _extents(
    columns: Sequence[dict[str, Any]], rows: Sequence[Sequence[str]]
) -> list[dict[str, float]]:
    """For each column, in em of the table's type: `least` holds its longest word, `natural` its
    longest cell in one line and its head in two, `roomy` the head in one line, too.
    """
    return [
        _extent(column["label"], [row[place] for row in rows])
        for place, column in enumerate(columns)
    ]


def _longest_word(columns: Sequence[dict[str, Any]], rows: Sequence[Sequence[str]]) -> int:
    """Signs of the longest word in a table."""
    texts = [*(column["label"] for column in columns), *(cell for row in rows for cell in row)]
    return max((len(word) for text in texts for word in text.split()), default=0)


def _extent(head: str, cells: Sequence[str]) -> dict[str, float]:
    lines = [line for cell in cells for line in cell.split("\n")]
    words = (word for text in (head, *cells) for word in re.split(r"[\s-]", text))
    least = min(_WIDEST_WORD, _widest(words))
    natural = max(least, _widest(lines), 0.6 * _widest([head]))
    return {"least": least, "natural": natural, "roomy": max(natural, _widest([head]))}


def _widest(texts: Iterable[str]) -> float:
    """The widest of the texts, in em."""
    return round(max(map(_width, texts), default=0.0), 3)


@cache
def _width(text: str) -> float:
    """How wide a text is, in em; tables say many again, and so does the next report."""
    return sum(map(_advance, text))


@cache
def _advance(sign: str) -> float:
    """How far a sign moves the next one, in em; kerning is left out. One of another font: 1."""
    if not _font().get_char_index(ord(sign)):
        return 1.0
    return _font().load_char(ord(sign)).linearHoriAdvance / 65536


@cache
def _font() -> FT2Font:
    font = FT2Font(str(_FACE))
    font.set_size(1, 72)  # one point, so that an advance in points is one in em
    return font

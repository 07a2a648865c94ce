"""The merged notebook as an accessible PDF (written as PDF/UA-1 and PDF/A-2a), set by Typst.

The notebook becomes plain data (report.json), templates/report.typ draws it. So no text from a notebook or
a data file is ever Typst markup, and nothing is escaped here: Typst shows a string as it is.
Same notebook and pictures, same bytes: no clock, no system fonts, no file outside this package.
"""

from __future__ import annotations

import calendar
import datetime
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypandoc
import typst
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from helpers.errors import UserError
from helpers.export import records
from helpers.references import TOKEN, Citation, Work, target

_HERE = Path(__file__).parent
TEMPLATE = _HERE / "templates" / "report.typ"
FONTS = _HERE / "fonts"
STANDARDS = ["ua-1", "a-2a"]

# Notebook Markdown as JupyterLab reads it, with citations; HTML and $ are text, for amounts of money are not formulas.
_READER = "ipynb-raw_html-tex_math_dollars-superscript-subscript+smart+citations"

_NOT_ON_PAPER = {"Image": "a picture", "Table": "a table", "Math": "a formula", "Note": "a footnote",
                 "Figure": "a picture", "RawBlock": "raw markup", "RawInline": "raw markup"}
_LINKS_OUT = ("https://", "http://", "mailto:")
_SHORT_CHAPTER = 200  # words; a chapter with fewer and no exhibit runs on where the last one ended


class AlliancePDFExporter(Exporter):
    """Turns a merged notebook into PDF bytes. `resources["pictures"]` is the folder of <stem>.svg.

    Raises UserError for what a page cannot hold and for every warning of the Typst compiler.
    """

    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """(PDF bytes, resources) of a merged notebook."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        report = report_data(nb)
        pictures = _pictures(report["content"], Path(resources["pictures"]))
        return mark_row_headers(_compile(report, pictures)), resources


def report_data(nb: NotebookNode) -> dict[str, Any]:
    """What report.typ reads: {"meta": ..., "content": [part, ...]}; a part's `kind` says how it is drawn.

    Code cells are left out: they are for the screen.
    """
    parts = [part for part in records.parts(nb) if not isinstance(part, records.Code)]
    _check_levels(parts)
    works = records.works(nb)
    trees = iter(_markdown_trees([part for part in parts if isinstance(part, records.Markdown)], works))
    content = [_entry(part, trees) for part in parts]
    _check_links(parts, content, {f"#{target(key)}" for key in works})
    _open_pages(content)
    return {"meta": {**nb.metadata["alliance_report"]}, "content": content}


def _entry(part: records.Part, trees: Iterator[list[dict]]) -> dict[str, Any]:
    """One part as data; a stretch of Markdown takes the next of `trees`."""
    if isinstance(part, records.Heading):
        (header,) = next(trees)
        text = header["c"][2]
        return {"kind": "heading", "level": part.level, "id": part.id, "text": text, "new-page": False}
    if isinstance(part, records.Markdown):
        return {"kind": "markdown", "nodes": next(trees)}
    if isinstance(part, records.Exhibit):
        return _exhibit(part)
    return _prose(part)


def _exhibit(part: records.Exhibit) -> dict[str, Any]:
    record = part.record
    keys = ("kind", "stem", "label", "title", "subtitle", "alt", "note", "source", "columns", "rows")
    picture = {"picture": _picture_name(record["stem"])} if record["kind"] == "figure" else {}
    return {key: record[key] for key in keys} | picture | {"said": {name: _plain(said) for name, said in part.said.items()}}


def _prose(part: records.Prose) -> dict[str, Any]:
    paragraphs = part.paragraphs
    if part.style == "definitions":
        paragraphs = [(term, _plain(meaning)) for term, meaning in paragraphs]
    elif part.style != "references":
        paragraphs = [_plain(found) for found in paragraphs]
    return {"kind": "prose", "style": part.style, "paragraphs": paragraphs}


def _plain(found: list[str | Citation]) -> list[str | dict[str, str]]:
    """Texts and citations as report.typ reads them."""
    return [piece if isinstance(piece, str) else {"text": piece.text, "target": piece.target} for piece in found]


# -- Markdown ------------------------------------------------------------------------------------------------


def _markdown_trees(parts: list[records.Markdown], works: dict[str, Work]) -> list[list[dict]]:
    """Pandoc's tree of each part, all from one call (a call takes as long as the whole compile).

    They travel as the cells of a notebook: so each is read by itself, and an open fence stays in its cell.
    """
    cells = [{"cell_type": "markdown", "metadata": {}, "source": part.text} for part in parts]
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    document = json.loads(pypandoc.convert_text(json.dumps(notebook), "json", format=_READER))
    trees = [div["c"][1] for div in document["blocks"]]
    pairs = list(zip(parts, trees, strict=True))
    problems = [problem for part, tree in pairs for problem in _not_on_paper(part, tree)]
    if problems:
        raise UserError(problems)
    return [_linked(tree, part.notebook, works) for part, tree in pairs]


def _linked(tree: Any, notebook: str, works: dict[str, Work]) -> Any:
    """The tree with links to the list of references where pandoc found citations."""
    if isinstance(tree, dict):
        return {name: _linked(value, notebook, works) for name, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    found = []
    for node in tree:
        is_citation = isinstance(node, dict) and node.get("t") == "Cite"
        found += _citation(node, notebook, works) if is_citation else [_linked(node, notebook, works)]
    return found


def _citation(node: dict, notebook: str, works: dict[str, Work]) -> list[dict]:
    """The nodes for one citation; what pandoc takes for one, such as a bare @name, and a token is not, is text."""
    raw = _raw(node)
    if not TOKEN.fullmatch(raw):
        return node["c"][1]
    return [{"t": "Str", "c": piece} if isinstance(piece, str) else _link(piece)
            for piece in records.citations(raw, notebook, works)]


def _raw(node: dict) -> str:
    """A citation as it is written."""
    return "".join(child.get("c", " ") for child in node["c"][1] if child["t"] in ("Str", "Space", "SoftBreak"))


def _link(citation: Citation) -> dict:
    return {"t": "Link", "c": [["", [], []], [{"t": "Str", "c": citation.text}], [f"#{citation.target}", ""]]}


def _not_on_paper(part: records.Markdown, tree: list[dict]) -> Iterator[str]:
    for node in _nodes(tree):
        if node["t"] == "Header" and not isinstance(part, records.Heading):
            yield f"{part.notebook}: write the heading in '{part.text[:40]}' with # on a line of its own."
        if node["t"] in _NOT_ON_PAPER:
            yield (f"{part.notebook} has {_NOT_ON_PAPER[node['t']]} in its Markdown, which the PDF cannot "
                   f"describe to all readers: make it an exhibit, or say it in words.")
        if node["t"] == "Link" and any(TOKEN.search(_raw(inner)) for inner in _nodes(node["c"][1]) if inner["t"] == "Cite"):
            yield f"{part.notebook}: the text of a link holds a citation: write it after the link."


def _nodes(tree: Any) -> Iterator[dict]:
    """All nodes of a pandoc tree, parents first."""
    if isinstance(tree, dict):
        if "t" in tree:
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for child in tree:
            yield from _nodes(child)


def _check_levels(parts: list[records.Part]) -> None:
    """A heading is at most one level below the one before it: readers that speak a page count on it."""
    before = 0
    for part in parts:
        if isinstance(part, records.Heading):
            if part.level > before + 1:
                raise UserError(f"{part.notebook}: the heading '{part.title}' has level {part.level} and "
                                f"follows one of level {before}: use {'#' * (before + 1)}.")
            before = part.level


def _check_links(parts: list[records.Part], content: list[dict[str, Any]], works: set[str]) -> None:
    """A link goes to an exhibit's stem, to a heading, to a work of the list or out to the web."""
    targets = works | {"#" + (entry.get("stem") or entry.get("id", "")) for entry in content}
    problems = [f"{part.notebook}: the link to '{target}' goes nowhere: link to '#' and an exhibit's stem, "
                f"or to a full web address."
                for part, entry in zip(parts, content, strict=True) for target in _link_targets(entry)
                if target not in targets and not target.startswith(_LINKS_OUT)]
    if problems:
        raise UserError(problems)


def _link_targets(entry: dict[str, Any]) -> Iterator[str]:
    tree = entry.get("nodes") or entry.get("text") or []
    return (node["c"][2][0] for node in _nodes(tree) if node["t"] == "Link")


def _open_pages(content: list[dict[str, Any]]) -> None:
    """Let chapters with an exhibit or much text start on a new page; a few sentences run on."""
    starts = [number for number, entry in enumerate(content) if _is_chapter(entry)]
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        chapter = content[start:end]
        has_exhibit = any(entry["kind"] in ("figure", "table") for entry in chapter)
        content[start]["new-page"] = has_exhibit or sum(map(_words, chapter)) > _SHORT_CHAPTER


def _is_chapter(entry: dict[str, Any]) -> bool:
    return entry["kind"] == "heading" and entry["level"] == 1


def _words(entry: dict[str, Any]) -> int:
    said = " ".join(_strings(entry.get("paragraphs", []))).split()
    written = (node for node in _nodes(entry.get("nodes", [])) if node["t"] == "Str")
    return len(said) + len(list(written))


def _strings(said: Any) -> Iterator[str]:
    """All texts in paragraphs of any style."""
    if isinstance(said, str):
        yield said
    else:
        for piece in [said["text"]] if isinstance(said, dict) else said:
            yield from _strings(piece)


# -- Pictures, compiler, row headers -------------------------------------------------------------------------


def _picture_name(stem: str) -> str:
    return f"pictures/{stem}.svg"


def _pictures(content: list[dict[str, Any]], folder: Path) -> dict[str, bytes]:
    """The SVG bytes of each figure, by the name report.typ uses."""
    stems = [entry["stem"] for entry in content if entry["kind"] == "figure"]
    missing = [stem for stem in stems if not (folder / f"{stem}.svg").is_file()]
    if missing:
        raise UserError(f"The picture {stem}.svg is missing: run the notebooks again." for stem in missing)
    return {_picture_name(stem): (folder / f"{stem}.svg").read_bytes() for stem in stems}


def _compile(report: dict[str, Any], pictures: dict[str, bytes]) -> bytes:
    """The PDF as Typst writes it. The files live in memory, so no folder's name can get into it."""
    files = {"main": TEMPLATE.read_bytes(), "report.json": json.dumps(report).encode(), **pictures}
    try:
        pdf, warnings = typst.compile_with_warnings(
            files, format="pdf", font_paths=[FONTS], ignore_system_fonts=True,
            pdf_standards=STANDARDS, timestamp=_timestamp(report["meta"]["date"]),
        )
    except typst.TypstError as error:
        raise UserError([f"The PDF cannot be set: {error.message}.", *error.hints]) from error
    if warnings:
        raise UserError(f"The PDF is not clean: {warning.message}." for warning in warnings)
    return pdf


def _timestamp(date: str) -> int:
    """Seconds since 1970 at midnight UTC of an ISO date."""
    return calendar.timegm(datetime.date.fromisoformat(date).timetuple())


def mark_row_headers(pdf: bytes) -> bytes:
    """The same PDF in which the first cell of each table row is the row's header.

    Typst marks the heads of columns only. Each other cell names its headers by id: it gets the row's id, too.
    Tiny tables stay as they are: a label is read just before its value there anyway, and checkers take
    more headers than data for a mistake.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        structure = document.Root.StructTreeRoot
        bodies = [body for body in _elements(structure, "/TBody") if _is_grid(body)]
        ids = pikepdf.NameTree(structure.IDTree) if bodies else {}
        for number, body in enumerate(bodies):
            for place, row in enumerate(_elements(body, "/TR")):
                head = _mark_row(row, f"row-{number}-{place}")
                ids[f"row-{number}-{place}"] = head
        return _saved(document)


def _saved(document: pikepdf.Pdf) -> bytes:
    """The document's bytes. Its id comes from what it holds; small objects are packed, which saves a lot."""
    out = io.BytesIO()
    document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _is_grid(body: pikepdf.Dictionary) -> bool:
    """Whether a table with row headers would still have as many data cells as headers."""
    rows, columns = len(body.K), len(body.K[0].K)
    return (columns - 1) * rows >= columns + rows


def _mark_row(row: pikepdf.Dictionary, name: str) -> pikepdf.Dictionary:
    """Make the row's first cell its header, known as `name`, and tell the others; gives back that cell."""
    head, *others = row.K
    head.S, head.ID = pikepdf.Name.TH, pikepdf.String(name)
    _table_attributes(head).Scope = pikepdf.Name.Row
    for cell in others:
        _table_attributes(cell).Headers.append(pikepdf.String(name))
    return head


def _table_attributes(cell: pikepdf.Dictionary) -> pikepdf.Dictionary:
    return next(attributes for attributes in cell.A if attributes.O == "/Table")


def _elements(node: pikepdf.Dictionary, kind: str) -> Iterator[pikepdf.Dictionary]:
    """All structure elements of one kind (/TBody, /TR) under `node`, in reading order."""
    for child in node.get("/K", []):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            if child.S == kind:
                yield child
            else:
                yield from _elements(child, kind)

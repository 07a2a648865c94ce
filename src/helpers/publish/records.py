"""What a merged notebook says: its cells as typed parts, in order.

An exporter never looks at a cell's HTML or text output: the helpers leave a JSON record next to
them, and the record is checked here once. Whatever is neither Markdown, code nor a record stops the
report. `markdown.parts` gives the exporters the same parts with their Markdown read.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from helpers.errors import UserError, one_of
from helpers.mime import EXHIBIT_MIME, PROSE_MIME, VERSION
from helpers.publish.pieces import Pieces, Told, citations, places_of, read, spanned
from helpers.text.citations import TOKEN, Work, by_key, cited, plain, target

_TEXTS = ("stem", "kind", "label", "title", "subtitle", "alt", "note", "source", "csv")
_STYLES = ("paragraphs", "bullets", "definitions", "references", "markdown")
# Texts of an exhibit in which citations are links.
_CITING = ("title", "subtitle", "note", "source")
RESERVED = ("main", "contents", "places", "known", "known-data", "cite")
"""Ids that the page itself has: no heading's, and no statement's."""
_NO_ALT = "No description has been provided"  # what nbconvert writes when nobody wrote anything


@dataclass(frozen=True, kw_only=True)
class Markdown:
    """A stretch of Markdown: `text` as written, `notebook` the path it comes from.

    `told` if a cell of code said it; `nodes` is its tree once `markdown` has read it; `known` is
    how its numbers are known, each of which is a span with its place there.
    """

    text: str
    notebook: str
    told: bool = False
    nodes: list[dict[str, Any]] = field(default_factory=list)
    known: list[Told] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Heading(Markdown):
    """One `#` line. `text` is the whole line, `level` counts its signs, `id` is unique in the
    document.
    """

    level: int
    title: str
    id: str


@dataclass(frozen=True)
class Code:
    """The source of a code cell and its tags; its outputs follow as parts of their own."""

    source: str
    notebook: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Exhibit:
    """A figure or table. `record` holds plain texts: the exporter escapes them for its target.

    `said` is its title, subtitle, note and source once more, each split into plain texts,
    citations and numbers.
    """

    record: dict[str, Any]
    notebook: str
    said: dict[str, Pieces]


@dataclass(frozen=True)
class Prose:
    """Sentences made from summary tables, in plain texts: the exporter escapes them.

    A paragraph is a list of plain texts, citations and numbers; in style `definitions` a term and
    such a list; in style `references` an id and the entry's pieces, each a text, its style and its
    address. Prose in style `markdown` becomes Markdown and headings like those of a cell of
    Markdown.
    """

    style: str
    paragraphs: list[Any]
    notebook: str
    about: str = ""  # the exhibit that it speaks of


Part = Markdown | Heading | Code | Exhibit | Prose


def parts(nb: NotebookNode) -> Iterator[Part]:
    """The parts of a merged notebook in order; UserError for what a report cannot hold.

    A cell tagged `injected-parameters` is left out, an empty cell says nothing.
    """
    rows = [one for one in _records(nb, EXHIBIT_MIME) if one.get("addresses")]
    taken = _stems(nb).union(*map(addresses, rows))  # a heading has another address
    listed = works(nb)
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            yield from _markdown(cell.source, notebook_of(cell), taken)
        elif cell.cell_type == "code":
            yield from _code(cell, listed, taken)
        elif cell.source.strip():
            raise UserError(
                f"{notebook_of(cell)} has a raw cell: only Markdown and code go into the report."
            )


def notebook_of(cell: NotebookNode) -> str:
    """The path of the notebook a merged cell comes from, as the merge step noted it."""
    path = cell.metadata.get("alliance_report", {}).get("notebook", "")
    if not path:
        raise UserError(
            f"A {cell.cell_type} cell does not say which notebook it is from: "
            "merge the notebooks first."
        )
    return path


def works(nb: NotebookNode) -> dict[str, Work]:
    """The list of references by key: what the report cites, and its sources; none where it shows no
    list.
    """
    lists = [record for record in _records(nb, PROSE_MIME) if record.get("style") == "references"]
    if len(lists) > 1:
        raise UserError("The list of references is shown twice: a report has one.")
    named = {key for text in _texts(nb) for key in cited(text)}
    return by_key(
        work for found in lists for work in found["works"] if work["source"] or work["key"] in named
    )


def shown(nb: NotebookNode) -> list[dict[str, Any]]:
    """The record of each exhibit as it is, but for citations, which are in words."""
    listed = works(nb)
    return [
        record | {name: plain(record.get(name, ""), listed) for name in _CITING}
        for record in _records(nb, EXHIBIT_MIME)
    ]


def _texts(nb: NotebookNode) -> Iterator[str]:
    """Every text in which a work may be cited."""
    yield from (cell.source for cell in nb.cells if cell.cell_type == "markdown")
    for record in _records(nb, EXHIBIT_MIME):
        yield from (str(record.get(name, "")) for name in _CITING)
    for record in _records(nb, PROSE_MIME):
        yield from record.get("paragraphs", [])


def _records(nb: NotebookNode, mime: str) -> Iterator[dict[str, Any]]:
    for output in (output for cell in nb.cells for output in cell.get("outputs", [])):
        if mime in output.get("data", {}):
            yield output["data"][mime]


# -- Markdown: headings apart, since both exporters number, link and check them --------------------

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_LINK_APART = re.compile(r"^ {0,3}\[[^\]\n]+\]:", re.MULTILINE)


def _markdown(
    source: str, notebook: str, taken: set[str], told: bool = False, known: list[Told] | None = None
) -> Iterator[Markdown]:
    lines: list[str] = []
    for line, found in _lines(source):
        if not found:
            lines.append(line)
            continue
        yield from _stretch(lines, notebook, told, known or [])
        lines, title = [], found[2]
        if TOKEN.search(title):
            raise UserError(
                f"{notebook}: the heading '{title}' cites a work: cite it in the text below."
            )
        own: dict[str, Any] = {"text": line.strip(), "notebook": notebook, "told": told}
        yield Heading(**own, level=len(found[1]), title=title, id=_new_id(title, taken))
    yield from _stretch(lines, notebook, told, known or [])


def _lines(source: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Each line, and the match when it is a heading; a `#` in a fenced block of code is none."""
    fence = ""
    for line in source.splitlines():
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
            yield line, None
        else:
            fence = mark[1] if mark else ""
            yield line, _HEADING.match(line)


def _stretch(lines: list[str], notebook: str, told: bool, known: list[Told]) -> Iterator[Markdown]:
    text = "\n".join(lines).strip("\n")
    if _LINK_APART.search(text):  # headings part the text: link and address could end on two sides
        raise UserError(
            f"{notebook}: write the address of a link in its place, [text](address), not apart."
        )
    if text.strip():
        yield Markdown(text=text, notebook=notebook, told=told, known=known)


def _new_id(title: str, taken: set[str]) -> str:
    """`Who took part?` -> `who-took-part`, then `who-took-part-2`: never an id that is already
    used.
    """
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_title).strip("-") or "section"
    names = itertools.chain([slug], (f"{slug}-{number}" for number in itertools.count(2)))
    found = next(name for name in names if name not in taken)
    taken.add(found)
    return found


# -- code cells and the records in their outputs ---------------------------------------------------


def _code(cell: NotebookNode, listed: Mapping[str, Work], taken: set[str]) -> Iterator[Part]:
    notebook, tags = notebook_of(cell), tuple(cell.metadata.get("tags", []))
    if cell.source.strip() and "injected-parameters" not in tags:
        yield Code(cell.source, notebook, tags)
    for output in cell.outputs:
        if not _is_empty(output):
            yield from _record(output, notebook, listed, taken)


def _is_empty(output: NotebookNode) -> bool:
    """A stream of blanks, or a bundle in which nothing is."""
    if output.output_type == "stream":
        return not output.text.strip()
    return output.output_type != "error" and not any(output.get("data", {}).values())


def _record(
    output: NotebookNode, notebook: str, listed: Mapping[str, Work], taken: set[str]
) -> Iterator[Part]:
    data = output.get("data", {})
    if EXHIBIT_MIME in data:
        yield _exhibit(_checked_exhibit(data[EXHIBIT_MIME], notebook), notebook, listed)
    elif PROSE_MIME in data:
        record = _checked_prose(data[PROSE_MIME], notebook)
        if record["style"] == "markdown":
            text = "\n\n".join(map(spanned, record["paragraphs"], places_of(record)))
            yield from _markdown(text, notebook, taken, told=True, known=record.get("known"))
        else:
            yield _prose(record, notebook, listed)
    else:
        raise UserError(
            f"{notebook} shows something the report cannot hold ({_named(output)}): "
            "let the cell end in a function of helpers.report, or show nothing."
        )


def _exhibit(record: dict[str, Any], notebook: str, listed: Mapping[str, Work]) -> Exhibit:
    """The exhibit with its citations read; in its record, for lists, they are plain."""
    where = f"{notebook}, exhibit '{record['stem']}'"
    at = record.get("numbers", {})
    said = {name: read(record, record[name], at.get(name, ()), where, listed) for name in _CITING}
    texts = {name: plain(record[name], listed) for name in _CITING}
    return Exhibit({**record, **texts}, notebook, said)


def _prose(record: dict[str, Any], notebook: str, listed: Mapping[str, Work]) -> Prose:
    style, paragraphs = record["style"], record["paragraphs"]
    if style == "references":
        return Prose(style, [(target(work.key), work.entry) for work in listed.values()], notebook)
    if style == "definitions":
        pairs = (_definition(text, notebook) for text in paragraphs)
        defined = [(term, citations(meaning, notebook, listed)) for term, meaning in pairs]
        return Prose(style, defined, notebook)
    about = next((claim.get("exhibit", "") for claim in record.get("claims", [])), "")
    both = zip(paragraphs, places_of(record), strict=True)
    found = [read(record, text, places, notebook, listed) for text, places in both]
    return Prose(style, found, notebook, about)


def _definition(text: str, notebook: str) -> tuple[str, str]:
    """Term and meaning of one paragraph in style `definitions`."""
    term, tab, meaning = text.partition("\t")
    if not tab:
        raise UserError(f"{notebook}: the definition '{text}' has no tab between term and meaning.")
    return term, meaning


def _named(output: NotebookNode) -> str:
    """What an unknown output is, with the start of what it says: enough to find the cell."""
    if output.output_type == "error":
        return f"the error {output.ename}: {output.evalue}"
    if output.output_type == "stream":
        return f"{output.name}: {output.text.strip()[:60]}"
    return (
        f"{', '.join(sorted(output.data))}: {str(output.data.get('text/plain', '')).strip()[:60]}"
    )


def _checked_exhibit(record: dict[str, Any], notebook: str) -> dict[str, Any]:
    _check_version(record, notebook)
    problems = [f"{key} is not a text" for key in _TEXTS if not isinstance(record.get(key), str)]
    if not problems:
        problems = [*_caption_problems(record), *_table_problems(record)]
    if problems:
        raise UserError(
            f"{notebook}, exhibit '{record.get('stem', '')}': {problem}." for problem in problems
        )
    return record


def _caption_problems(record: dict[str, Any]) -> Iterator[str]:
    if record["kind"] not in ("figure", "table"):
        yield f"kind is figure or table, not '{record['kind']}'"
    if not re.fullmatch(r"[a-z][a-z0-9_]*", record["stem"]):
        yield "the stem is not a name of small letters, digits and _"
    yield from (f"{key} is empty" for key in ("label", "title") if not record[key].strip())
    if record["kind"] == "figure" and (not record["alt"].strip() or _NO_ALT in record["alt"]):
        yield "the picture has no description (alt text) for readers who cannot see it"


def _table_problems(record: dict[str, Any]) -> Iterator[str]:
    columns, rows = record.get("columns", []), record.get("rows", [])
    if not columns:
        yield "the table behind it has no columns"
    yield from (
        f"row {number} of its table has {len(row)} cells for {len(columns)} columns"
        for number, row in enumerate(rows, 1)
        if len(row) != len(columns)
    )


def _checked_prose(record: dict[str, Any], notebook: str) -> dict[str, Any]:
    _check_version(record, notebook)
    if record.get("style") not in _STYLES:
        raise UserError(
            f"{notebook}: prose has the style '{record.get('style')}': style is {one_of(_STYLES)}."
        )
    return record


def _check_version(record: dict[str, Any], notebook: str) -> None:
    if record.get("version") != VERSION:
        raise UserError(
            f"{notebook} holds a record of version {record.get('version')}, this exporter reads "
            f"version {VERSION}: run the notebooks again."
        )


def pictures(parts: Iterable[Part], folder: Path | None) -> dict[str, bytes]:
    """The SVG of each figure by its stem, from `folder`; UserError names those that are missing."""
    drawn = [part for part in parts if isinstance(part, Exhibit)]
    stems = [part.record["stem"] for part in drawn if part.record["kind"] == "figure"]
    files = {stem: Path(folder or "") / f"{stem}.svg" for stem in stems}
    missing = [path.name for path in files.values() if not path.is_file()]
    if missing:
        raise UserError(
            f"The picture {name} is missing: run the notebooks again." for name in missing
        )
    return {stem: path.read_bytes() for stem, path in files.items()}


def addresses(record: dict[str, Any]) -> list[str]:
    """The ids of the rows of a table whose rows have addresses of their own."""
    names = [column["name"] for column in record["columns"]]
    return [row[names.index(record["addresses"])] for row in record["rows"]]


def _stems(nb: NotebookNode) -> set[str]:
    """The stems of all exhibits, ids in the document; one that comes twice stops the report."""
    stems = [record["stem"] for record in _records(nb, EXHIBIT_MIME) if record.get("stem")]
    for stem in stems:
        if stems.count(stem) > 1:
            raise UserError(
                f"The exhibit '{stem}' is shown twice: a report shows each exhibit once."
            )
    return {*stems, *RESERVED}

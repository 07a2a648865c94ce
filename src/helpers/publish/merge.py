"""Many executed notebooks as one: what has no answer left out, chapters named, claims listed.

A notebook's first heading names it, and is a chapter unless network.yml says otherwise under
`chapters`: a list of {heading, notebooks}. Then `heading` stands in the place of the first
notebook's own and the others' go, so that their sections follow each other; without `heading` the
notebooks keep theirs. A notebook that no chapter names comes at the end.

Cells tagged `explore` are for readers of the notebook, and are left out.

A question whose calls all came to nothing (an exhibit that the network has no data for, a text that
it does not have) is left out, and a notebook of nothing else too. What is missing is said on the
last page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from helpers.errors import UserError, nearest, one_of
from helpers.mime import ABSENT_MIME, EXHIBIT_MIME, PROSE_MIME, VERSION
from helpers.publish.run import explores, normalise

_HEADING = re.compile(r"^(#{1,6}) +(.+?) *#* *$", re.MULTILINE)
_FENCED = re.compile(r"(?ms)^```.*?^```")
_NO_HEADING = 7  # deeper than any heading
_CODE_ONLY = 8  # what stands before the first question
LEFT_OUT = "What is not in this report"
Executed = tuple[str, NotebookNode]  # the path to name it by, and the notebook


def merge(
    notebooks: Iterable[Executed],
    about: dict[str, Any],
    chapters: list[dict[str, Any]] | None = None,
) -> NotebookNode:
    """One notebook of all cells in reading order; UserError if a chapter names no notebook.

    Each cell's metadata say which notebook it is from; `about` becomes metadata.alliance_report.
    """
    signed = [(path, list(_signed_cells(path, nb))) for path, nb in notebooks]
    absent = [(path, record) for path, cells in signed for record in _absent(cells)]
    shown = {Path(path).stem: _answered(cells) for path, cells in signed}
    merged = nbformat.v4.new_notebook()
    merged.cells = [cell for one in _in_chapters(shown, chapters or []) for cell in one]
    merged.cells += _left_out(absent)
    merged = normalise(merged)
    merged.metadata["alliance_report"] = about
    return merged


def _signed_cells(path: str, nb: NotebookNode) -> Iterator[NotebookNode]:
    """The cells of one notebook, ids unique in the merged one; counts would start again, so they
    go.
    """
    stem = re.sub(r"[^A-Za-z0-9]+", "-", Path(path).stem)[:50]
    cells = [cell for cell in normalise(nb).cells if not explores(cell)]
    for number, cell in enumerate(cells, 1):
        yield _signed(cell, f"{stem}-{number:02d}", path)


def _signed(cell: NotebookNode, name: str, path: str) -> NotebookNode:
    cell.id = name
    cell.metadata["alliance_report"] = {"notebook": path}
    if cell.cell_type == "code":
        cell.outputs = [_uncounted(output) for output in cell.outputs]
    return _uncounted(cell)


def _uncounted(counted: NotebookNode) -> NotebookNode:
    """A cell or an output without the count of what ran before it."""
    if "execution_count" not in counted:
        return counted
    return NotebookNode(counted | {"execution_count": None})


# -- what is left out ------------------------------------------------------------------------------


@dataclass
class _Question:
    """A cell of Markdown, the code that follows it, and the questions under its heading."""

    level: int
    cells: list[NotebookNode]
    under: list[_Question] = field(default_factory=list)

    def answered(self) -> bool:
        """Whether it has something to show: an answer, one below it, or words that need none."""
        calls = [cell for cell in self.cells if cell.get("outputs")]
        if any(not _is_nothing(cell) for cell in calls):
            return True
        if self.under:
            return any(one.answered() for one in self.under)
        written = "".join(cell.source for cell in self.cells if cell.cell_type == "markdown")
        words = _HEADING.sub("", written) if calls else written
        return bool(words.strip()) and not any(_absent(self.cells))

    def left(self) -> Iterator[NotebookNode]:
        """The cells that stay, in order. Code that shows nothing stays: later cells may need it."""
        words = self.answered()
        for cell in self.cells:
            if not _is_nothing(cell) and (words or cell.cell_type == "code"):
                yield cell
        for one in self.under:
            yield from one.left()


def _answered(cells: list[NotebookNode]) -> list[NotebookNode]:
    """The cells of a notebook that stay; none if no question of it is answered."""
    questions = _questions(cells)
    kept = [cell for one in questions for cell in one.left()]
    return kept if any(one.answered() for one in questions) else []


def _questions(cells: list[NotebookNode]) -> list[_Question]:
    """The questions of a notebook, those under a heading within it."""
    top = _Question(0, [])
    path = [top]
    for cell in cells:
        if cell.cell_type != "markdown":
            path[-1].cells.append(cell)
            continue
        level = _level(cell.source)
        while path[-1].level >= level:
            path.pop()
        path.append(_Question(level, [cell]))
        path[-2].under.append(path[-1])
    return [_Question(_CODE_ONLY, top.cells), *top.under]


def _level(source: str) -> int:
    found = _HEADING.search(_FENCED.sub("", source))
    return len(found[1]) if found else _NO_HEADING


def _is_nothing(cell: NotebookNode) -> bool:
    """A call that came to nothing: an exhibit without data, or prose without a sentence."""
    outputs = cell.get("outputs", [])
    return bool(outputs) and all(
        ABSENT_MIME in output.get("data", {})
        or not output.get("data", {}).get(PROSE_MIME, {}).get("paragraphs", True)
        for output in outputs
    )


def _absent(cells: list[NotebookNode]) -> Iterator[dict[str, Any]]:
    for output in (output for cell in cells for output in cell.get("outputs", [])):
        if ABSENT_MIME in output.get("data", {}):
            yield output["data"][ABSENT_MIME]


def _left_out(absent: list[tuple[str, dict[str, Any]]]) -> list[NotebookNode]:
    """The last page's list of what is missing; nothing if nothing is."""
    sentences = list(_reasons([record for _, record in absent]))
    if not sentences:
        return []
    path = absent[-1][0]
    record = {"version": VERSION, "style": "bullets", "paragraphs": sentences, "claims": []}
    output = nbformat.v4.new_output("display_data", {PROSE_MIME: record})
    cells = [
        nbformat.v4.new_markdown_cell(f"# {LEFT_OUT}"),
        nbformat.v4.new_code_cell("", outputs=[output]),
    ]
    return [_signed(cell, f"left-out-{number}", path) for number, cell in enumerate(cells, 1)]


def _reasons(records: list[dict[str, Any]]) -> Iterator[str]:
    """One sentence for all exhibits that need the same; none for those that say nothing."""
    by_need: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        if record["sentence"]:
            by_need.setdefault(record["needs"], []).append(record)
    for needs, missing in by_need.items():
        *most, last = [record["stem"].replace("_", " ") for record in missing]
        names = f"{', '.join(most)} and {last}".capitalize()
        several = f"{names} are left out: {needs} would bring them."
        yield several if most else missing[0]["sentence"]


# -- chapters --------------------------------------------------------------------------------------


def _in_chapters(
    shown: dict[str, list[NotebookNode]], chapters: list[dict[str, Any]]
) -> Iterator[list[NotebookNode]]:
    """The cells of each notebook, by its stem, in the chapters' order and under their headings."""
    named = [stem for chapter in chapters for stem in chapter["notebooks"]]
    _check_names(named, list(shown))
    for chapter in chapters:
        heading = chapter.get("heading", "")
        for stem in chapter["notebooks"]:
            cells = shown[stem]
            if cells and "heading" in chapter:
                cells, heading = _headed(cells, heading), ""
            yield cells
    yield from (cells for stem, cells in shown.items() if stem not in named)


def _check_names(named: list[str], known: list[str]) -> None:
    problems = [
        f"network.yml, chapters: there is no notebook '{stem}': notebooks are {one_of(known)}."
        + nearest(stem, known)
        for stem in named
        if stem not in known
    ]
    problems += [
        f"network.yml, chapters: the notebook '{stem}' is named twice; name it once."
        for stem in dict.fromkeys(named)
        if named.count(stem) > 1
    ]
    if problems:
        raise UserError(problems)


def _headed(cells: list[NotebookNode], heading: str) -> list[NotebookNode]:
    """The cells with `heading` in the place of the notebook's own; without the own one if it is
    empty.
    """
    first = next((cell for cell in cells if cell.cell_type == "markdown"), None)
    if first is None or _level(first.source) != 1:
        return [*_new_heading(heading, cells[0]), *cells]
    line = f"# {heading}" if heading else ""
    first.source = _HEADING.sub(lambda _: line, first.source, count=1).strip("\n")
    return cells


def _new_heading(heading: str, before: NotebookNode) -> list[NotebookNode]:
    path = before.metadata["alliance_report"]["notebook"]
    cell = nbformat.v4.new_markdown_cell(f"# {heading}")
    return [_signed(cell, f"{before.id}-heading", path)] if heading else []


# -- claims ----------------------------------------------------------------------------------------


def claims(merged: NotebookNode) -> list[dict[str, Any]]:
    """What the report says, in order: each claim of a record, with its exhibit's stem or its
    chapter.
    """
    found, chapter = [], ""
    for cell in merged.cells:
        if cell.cell_type == "markdown":
            chapter = _last_chapter(cell.source) or chapter
        for output in cell.get("outputs", []):
            found += _claims_of(output.get("data", {}), chapter)
    return found


def _claims_of(data: dict[str, Any], chapter: str) -> list[dict[str, Any]]:
    if EXHIBIT_MIME in data:
        record, place = data[EXHIBIT_MIME], {"exhibit": data[EXHIBIT_MIME].get("stem", "")}
    else:
        record, place = data.get(PROSE_MIME, {}), {"chapter": chapter}
    return [place | claim for claim in record.get("claims", [])]


def _last_chapter(source: str) -> str:
    titles = [found[2] for found in _HEADING.finditer(_FENCED.sub("", source)) if found[1] == "#"]
    return titles[-1] if titles else ""

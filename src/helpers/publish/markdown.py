"""The report's Markdown as pandoc's tree, read and checked once for both documents.

`parts` gives what `records.parts` gives, each stretch of Markdown with its `nodes`. So HTML and PDF
know one dialect: Markdown as JupyterLab reads it, with citations, places of paragraphs
(`[chapter 1, line 5]{.place}`, see helpers.text.places) and boxes (between `::: box` and `:::`).
HTML and $ are text, for amounts of money are no formulas; pictures and tables are left to exhibits,
which describe them.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pypandoc
from nbformat import NotebookNode

from helpers.errors import UserError
from helpers.publish import pieces, records
from helpers.publish.kept import Kept
from helpers.publish.records import Exhibit, Heading, Markdown, Part
from helpers.text.citations import TOKEN, Citation, Work, target

Node = dict[str, Any]

_READER = (
    "ipynb-raw_html-tex_math_dollars-superscript-subscript"
    "+smart+citations+startnum+escaped_line_breaks+bracketed_spans+fenced_divs"
)
_REFUSED = {"Image": "a picture", "Figure": "a picture", "Table": "a table"}
_LINKS_OUT = ("https://", "http://", "mailto:")
CITATION = "citation"  # the class of a link that leads to the list of references
PLACE, BOX = "place", "box"  # the classes that a span and a div may have
_CLASSES = {"Span": PLACE, "Div": BOX}
_READ: dict[str, list[Node]] = {}  # what pandoc made of a text: it is not asked twice
_KEPT = Kept(__file__, pypandoc.__version__)
NUMBER = "Number"  # a node of our own, around a number that says how it is known
DEEPEST = 5  # `#####` becomes h6 in HTML, which has nothing below


def parts(nb: NotebookNode) -> list[Part]:
    """The parts of a merged notebook, Markdown read. UserError with all problems at once."""
    found, works = list(records.parts(nb)), records.works(nb)
    written = [part for part in found if isinstance(part, Markdown)]
    read_ = zip(written, _trees(written), strict=True)
    trees = {
        id(part): _with_numbers(tree, part.known) if part.known else tree for part, tree in read_
    }
    problems = [*_skipped_levels(found)]
    targets = _targets(found, works)
    for part in written:
        problems += _problems(part, trees[id(part)], targets)
    read = [
        replace(part, nodes=_with_citations(part, trees[id(part)], works, problems))
        if isinstance(part, Markdown)
        else part
        for part in found
    ]
    if problems:
        raise UserError(dict.fromkeys(problems))
    return read


def nodes(tree: Any) -> Iterator[Node]:
    """All nodes of a pandoc tree, parents first."""
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "t" in one:
                yield one
            waiting += reversed(one.values())
        elif isinstance(one, list):
            waiting += reversed(one)


def on_paper(tree: Any) -> Any:
    """The tree as it reads on paper: no paragraph says where it comes from, no number how it is
    known.
    """
    if isinstance(tree, dict):
        return {name: on_paper(value) for name, value in tree.items()}
    if isinstance(tree, list):
        return [on_paper(node) for node in _plain(tree) if not _is_place(node)]
    return tree


def _plain(tree: list[Any]) -> list[Any]:
    """The nodes, each number as text that joins what touches it: as if it had not been apart."""
    found: list[Any] = []
    touches = False  # does a number end just here?
    for node in tree:
        number = _is(node, NUMBER)
        first, *rest = node["c"][1] if number else [node]
        if (number or touches) and found and _is(first, "Str") and _is(found[-1], "Str"):
            first = {"t": "Str", "c": found.pop()["c"] + first["c"]}
        found += [first, *rest]
        touches = number
    return found


def _is(node: Any, kind: str) -> bool:
    return isinstance(node, dict) and node.get("t") == kind


def _is_place(node: Any) -> bool:
    return isinstance(node, dict) and node.get("t") == "Span" and PLACE in classes(node)


def has_places(part: Part) -> bool:
    """Does a paragraph of this part say where it comes from?"""
    return isinstance(part, Markdown) and any(map(_is_place, nodes(part.nodes)))


def classes(node: Node) -> list[str]:
    """The classes of a span or a div."""
    return node["c"][0][1]


# -- read ------------------------------------------------------------------------------------------


def _trees(written: Sequence[Markdown]) -> list[list[Node]]:
    """Pandoc's tree of each stretch. A heading's tree is that of its text."""
    new = dict.fromkeys(part.text for part in written if part.text not in _READ)
    kept = {text: json.loads(found) for text in new if (found := _KEPT.get(text)) is not None}
    unknown = [text for text in new if text not in kept]
    asked = dict(zip(unknown, _read(unknown), strict=True)) if unknown else {}
    for text, tree in asked.items():
        _KEPT.put(json.dumps(tree).encode(), text)
    _READ.update(kept | asked)
    trees = [_READ[part.text] for part in written]
    return [
        tree[0]["c"][2] if isinstance(part, Heading) else tree
        for part, tree in zip(written, trees, strict=True)
    ]


def _read(texts: list[str]) -> list[list[Node]]:
    """The tree of each text, all from one call (a call takes as long as setting the PDF).

    They travel as the cells of a notebook: so each is read by itself, and an open fence stays in
    its own.
    """
    cells = [{"cell_type": "markdown", "metadata": {}, "source": text} for text in texts]
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    document = json.loads(pypandoc.convert_text(json.dumps(notebook), "json", format=_READER))
    return [div["c"][1] for div in document["blocks"]]


def _with_numbers(tree: Any, known: list[pieces.Told], linked: bool = False) -> Any:
    """The tree, the span around a number as a node of its own, [how it is known, its text]; in a
    link it is text, which leads elsewhere.
    """
    if isinstance(tree, dict):
        linked = linked or tree.get("t") == "Link"
        return {name: _with_numbers(value, known, linked) for name, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    found = []
    for node in tree:
        if not (_is(node, "Span") and classes(node) == [pieces.KNOWN] and known):
            found.append(_with_numbers(node, known, linked))
        elif linked:
            found += node["c"][1]
        else:
            told = known[int(dict(node["c"][0][2])["at"])]
            found.append({"t": NUMBER, "c": [told, node["c"][1]]})
    return found


def _with_citations(
    part: Markdown, tree: list[Node], works: dict[str, Work], problems: list[str]
) -> list[Node]:
    """The tree with links to the list of references where it cites."""
    if "@" not in part.text:
        return tree
    try:
        return list(_cited(tree, part.notebook, works))
    except UserError as error:
        problems += error.messages
        return []


def _cited(tree: Any, notebook: str, works: dict[str, Work]) -> Any:
    if isinstance(tree, dict):
        return {name: _cited(value, notebook, works) for name, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    found = []
    for node in tree:
        if isinstance(node, dict) and node.get("t") == "Cite":
            found += _citation(node, notebook, works)
        else:
            found.append(_cited(node, notebook, works))
    return found


def _citation(node: Node, notebook: str, works: dict[str, Work]) -> list[Node]:
    """One citation. What pandoc takes for one and is none, such as a bare @name, is text."""
    raw = _raw(node)
    if not TOKEN.fullmatch(raw):
        return list(node["c"][1])
    return [
        {"t": "Str", "c": piece} if isinstance(piece, str) else _link(piece)
        for piece in pieces.citations(raw, notebook, works)
    ]


def _raw(node: Node) -> str:
    """A citation as it is written."""
    return "".join(
        child.get("c", " ") for child in node["c"][1] if child["t"] in ("Str", "Space", "SoftBreak")
    )


def _link(citation: Citation) -> Node:
    words = [{"t": "Str", "c": citation.text}]
    return {"t": "Link", "c": [["", [CITATION], []], words, [f"#{citation.target}", ""]]}


# -- check -----------------------------------------------------------------------------------------


def _targets(found: Sequence[Part], works: dict[str, Work]) -> set[str]:
    """What a cross reference may lead to: headings, exhibits and works of the list."""
    headings = {part.id for part in found if isinstance(part, Heading)}
    stems = {part.record["stem"] for part in found if isinstance(part, Exhibit)}
    return headings | stems | {target(key) for key in works}


def _skipped_levels(found: Sequence[Part]) -> Iterator[str]:
    """A heading is at most one level below the one before: screen readers count on it."""
    before = 0
    for part in found:
        if isinstance(part, Heading):
            deepest = min(before + 1, DEEPEST)
            if part.level > deepest:
                yield (
                    f"{part.notebook}: the heading '{part.title}' skips a level: "
                    f"start it with {'#' * deepest}."
                )
            before = part.level


def _problems(part: Markdown, tree: list[Node], targets: set[str]) -> Iterator[str]:
    where = part.notebook
    for node in nodes(tree):
        kind = node["t"]
        if kind == "Header":
            yield f"{where}: write the heading in '{part.text[:40]}' with # on a line of its own."
        elif kind in _REFUSED:
            yield (
                f"{where} has {_REFUSED[kind]} in its Markdown, which no page can describe to all "
                "readers: make it an exhibit, or say it in words."
            )
        elif kind in _CLASSES and classes(node) != [_CLASSES[kind]]:
            found = " ".join(f".{name}" for name in classes(node)) or "no class"
            yield f"{where}: found {found} in '{part.text[:40]}'; allowed is .{_CLASSES[kind]}."
        elif kind == "Link":
            yield from _link_problems(node, where, targets)


def _link_problems(node: Node, where: str, targets: set[str]) -> Iterator[str]:
    url = node["c"][2][0]
    if url.startswith("#") and url[1:] not in targets:
        yield (
            f"{where}: the cross reference {url} leads nowhere: "
            "name an exhibit's stem or a heading."
        )
    elif not url.startswith(("#", *_LINKS_OUT)):
        yield f"{where}: the link {url} works in the notebook only: use a full https address."
    inner = (found for found in nodes(node["c"][1]) if found["t"] == "Cite")
    if any(TOKEN.search(_raw(found)) for found in inner):
        yield f"{where}: the text of a link holds a citation: write it after the link."

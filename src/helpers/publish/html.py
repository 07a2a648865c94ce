"""The report as one HTML file that asks no server for anything: merged notebook in, page out.

`Writer` turns the notebook's parts into blocks; the template in templates/report_html/ sets them.
Text from data reaches the template as plain text and is escaped there (autoescape); only what
`markup` makes of Markdown's tree, each text in it escaped, arrives as HTML.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from traitlets import default
from traitlets.config import Config

from helpers.errors import UserError
from helpers.publish import (
    closing,
    described,
    figures,
    heads,
    inwords,
    known,
    markdown,
    pieces,
    records,
)  # fmt: skip
from helpers.publish.known import Links
from helpers.publish.markdown import Node
from helpers.publish.pages import TEMPLATES, hashed
from helpers.text.citations import Citation

Block = dict[str, Any]
"""One thing on the page; its `kind` names the template's macro that sets it."""
PAGE = TEMPLATES / "report_html"
FIRST = PAGE / "report.js"  # runs right after the contents, before what stands below is laid out
_ODD = re.compile(r"[^!$()*+,\-./:;=?@_~0-9A-Za-z\u00a1-\ud7ff]")
"""What cannot stand in an address as it is."""


class ReportHTML(HTMLExporter):
    """Merged notebook -> (page as str, resources). `resources["pictures"]` is the folder of
    <stem>.svg, `["beside"]` has the addresses of other reports as helpers.publish.reports gives.

    UserError for an exhibit without picture, and all that `records` and `markdown` refuse.
    """

    @property
    def default_config(self) -> Config:
        """Nothing but what this class says."""
        return Config()

    @default("default_preprocessors")
    def _default_preprocessors_default(self) -> list[str]:
        """None: the merged notebook is shown as it is."""
        return []

    @default("template_name")
    def _template_name_default(self) -> str:
        return "report_html"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(TEMPLATES)]

    def _create_environment(self) -> Any:
        environment = super()._create_environment()
        environment.autoescape = True  # nbconvert's own templates do without
        environment.filters["grouped"] = heads.grouped
        environment.filters["heads"] = heads.heads
        return environment

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **_: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page and the resources; the same notebook and pictures give the same text."""
        resources = self._init_resources(resources)
        resources["page"] = _page(nb, resources.get("pictures"))
        resources["page"]["beside"] = resources.get("beside") or {}
        # Past HTMLExporter's own step: it rewrites the page, gives pictures a meaningless alt text,
        # and copies notebook and page for preprocessors, of which there is none.
        return self.template.render(resources=resources).lstrip(), resources


def _page(nb: NotebookNode, pictures: Path | None) -> dict[str, Any]:
    """All that the template needs; text from data is plain text."""
    about = nb.metadata["alliance_report"]
    parts = [*markdown.parts(nb), *closing.parts(about, beside=True)]
    svgs = records.pictures(parts, pictures)
    small = figures.small(svgs, pictures)
    links = Links(parts)
    repository = _checked(about["repository"])
    blocks = list(Writer(svgs, small, repository, links).blocks(parts))
    shown = [block["record"] for block in blocks if block["kind"] == "exhibit"]
    css = "\n".join([joined("*.css"), *figures.styles([*svgs.values(), *small.values()])])
    first, script = _read(FIRST), joined("*.js")
    data = described.dataset(about)
    return {
        "about": about,
        "blocks": blocks,
        "css": Markup(css),
        "first": Markup(first),
        "script": Markup(script),
        "dataset": Markup(data),
        "metas": described.metas(about),
        # the browser itself refuses everything that is not in the file
        "policy": "default-src 'none'; img-src data:; font-src data:; "
        f"style-src {hashed(css)}; script-src {hashed(first)} {hashed(script)}",
        "known": links.data,
        "open": links.open,
        "places": any(markdown.has_places(part) for part in parts),
        "contents": _chapters([block for block in blocks if block["kind"] == "heading"]),
        "figures": [record for record in shown if record["kind"] == "figure"],
        "tables": [record for record in shown if record["kind"] == "table"],
    }


def joined(kind: str) -> str:
    """The page's styles or scripts as one text: report.css first, then the others by name."""
    files = sorted(PAGE.glob(kind), key=lambda file: (file.stem != "report", file.name))
    return "\n".join(_read(file) for file in files if file != FIRST)


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _chapters(headings: list[Block]) -> list[tuple[Block, list[Block]]]:
    """Each chapter with its sections; what is deeper stays out of the contents."""
    chapters: list[tuple[Block, list[Block]]] = []
    for heading in headings:
        if heading["level"] == 2:
            chapters.append((heading, []))
        elif heading["level"] == 3:
            chapters[-1][1].append(heading)
    return chapters


def csv_address(csv: str) -> str:
    """A CSV file as an address, with the mark by which Excel knows UTF-8. Written out, not in
    base64: what a server packs for its way is then half as long."""
    said = _ODD.sub(lambda found: _escaped(found[0]), "\ufeff" + csv)
    return f"data:text/csv;charset=utf-8,{said}"


_escaped = cache(quote)


def _checked(repository: str) -> str:
    if repository and not repository.startswith(("https://", "http://")):
        raise UserError(f"The repository '{repository}' is no https address: mend network.yml.")
    return repository


class Writer:
    """Parts -> blocks. `pictures` and `small` ones are SVGs by stem; `repository` is its address,
    or empty; `links` know where numbers lead.
    """

    def __init__(
        self, pictures: dict[str, bytes], small: dict[str, bytes], repository: str, links: Links
    ) -> None:
        self.pictures, self.small, self.repository = pictures, small, repository
        self.links = links

    def blocks(self, parts: list[records.Part]) -> Iterator[Block]:
        """Code waits for what it shows: it folds under an exhibit or at the end of a section, so
        that a reader meets the story first.
        """
        waiting: list[records.Code] = []
        told: list[records.Code] = []  # shows no exhibit: one fold in a section that says something
        says = False
        for part in parts:
            if isinstance(part, records.Code):
                waiting.append(part)
                continue
            if isinstance(part, records.Heading) and says:
                own = waiting if part.told else []  # the code that says this heading
                yield from _listing(told if part.told else told + waiting)
                told, waiting, says = [], own, False
            elif isinstance(part, records.Exhibit):
                yield self._exhibit(part, [code.source for code in waiting])
                waiting, says = [], True
                continue
            told, waiting = told + waiting, []
            says = says or not isinstance(part, records.Heading)
            yield self._written(part)
        yield from _listing(told + waiting)

    def _exhibit(self, part: records.Exhibit, sources: list[str]) -> Block:
        """The record, its files as data: addresses, the code that made it."""
        record, notebook, stem = part.record, part.notebook, part.record["stem"]
        said = {name: self._linked(found, stem) for name, found in part.said.items()}
        alt, words = inwords.split(record["alt"], record["label"])
        svg, small = (found.get(stem) for found in (self.pictures, self.small))
        return {
            "kind": "exhibit",
            "record": {**record, "alt": alt, "rows": self.links.rows(record)},
            "words": words,
            "said": said,
            "picture": figures.inline(svg, small, alt) if svg is not None else "",
            "csv": csv_address(record["csv"]),
            "sources": sources,
            "notebook": notebook,
            "address": f"{self.repository}/blob/main/{quote(notebook)}" if self.repository else "",
        }

    def _written(self, part: records.Markdown | records.Prose) -> Block:
        if isinstance(part, records.Prose):
            kept = part.style in ("definitions", "references")  # they hold no numbers
            about = part.about if self.links.shows(part.about) else ""
            told = part.paragraphs if kept else [self._linked(p, about) for p in part.paragraphs]
            return {"kind": "prose", "style": part.style, "paragraphs": told}
        html = markup(known.linked(part.nodes, self.links) if part.known else part.nodes)
        if isinstance(part, records.Heading):  # a chapter is h2, the report's title being h1
            return {"kind": "heading", "level": part.level + 1, "id": part.id, "html": html}
        return {"kind": "text", "html": html}

    def _linked(self, found: pieces.Pieces, about: str) -> list[str | Citation]:
        """A text, its numbers as links; `about` is the exhibit that it speaks of."""
        return [
            self.links.number(piece, about) if isinstance(piece, pieces.Number) else piece
            for piece in found
        ]


def _listing(codes: list[records.Code]) -> Iterator[Block]:
    """Code that shows no exhibit: setup and sentences, one folded block for neighbours."""
    if codes:
        notebooks = ", ".join(dict.fromkeys(code.notebook for code in codes))
        sources = [code.source for code in codes]
        yield {"kind": "listing", "notebooks": notebooks, "sources": sources}


# -- Markdown's tree as HTML -----------------------------------------------------------------------


def markup(nodes: list[Node]) -> Markup:
    """The HTML of a pandoc tree; every text in it is escaped."""
    return Markup("").join(_TAGS[node["t"]](node.get("c")) for node in nodes)


def _in(tag: str) -> Callable[[Any], Markup]:
    """A tag around what the node holds."""
    return lambda content: Markup(f"<{tag}>{{}}</{tag}>").format(markup(content))


def _block(tag: str) -> Callable[[Any], Markup]:
    return lambda content: _in(tag)(content) + Markup("\n")


def _quoted(content: Any) -> Markup:
    marks = "‘{}’" if content[0]["t"] == "SingleQuote" else "“{}”"
    return Markup(marks).format(markup(content[1]))


def _link(content: Any) -> Markup:
    (_, classes, _), words, (url, _) = content
    role = Markup(' role="doc-biblioref"') if markdown.CITATION in classes else ""
    return Markup('<a href="{}"{}>{}</a>').format(url, role, markup(words))


def _classed(tag: str) -> Callable[[Any], Markup]:
    """A tag with the class that `markdown` has checked."""
    return lambda content: Markup(f'<{tag} class="{{}}">{{}}</{tag}>').format(
        " ".join(content[0][1]), markup(content[1])
    )


def _items(items: list[list[Node]]) -> Markup:
    return Markup("").join(Markup("<li>{}</li>\n").format(markup(item)) for item in items)


def _ordered(content: Any) -> Markup:
    (first, _, _), items = content
    start = Markup(' start="{}"').format(first) if first != 1 else ""
    return Markup("<ol{}>\n{}</ol>\n").format(start, _items(items))


_TAGS: dict[str, Callable[[Any], Markup]] = {
    "Str": Markup.escape,
    "Made": Markup,
    "Space": lambda _: Markup(" "),
    "SoftBreak": lambda _: Markup("\n"),
    "LineBreak": lambda _: Markup("<br>\n"),
    "Emph": _in("em"),
    "Strong": _in("strong"),
    "Strikeout": _in("del"),
    "Superscript": _in("sup"),
    "Subscript": _in("sub"),
    "Quoted": _quoted,
    "Code": lambda content: Markup("<code>{}</code>").format(content[1]),
    "Span": _classed("span"),
    "Link": _link,
    "Plain": lambda content: markup(content),
    "Para": _block("p"),
    "BlockQuote": _block("blockquote"),
    "BulletList": lambda content: Markup("<ul>\n{}</ul>\n").format(_items(content)),
    "OrderedList": _ordered,
    "CodeBlock": lambda content: Markup("<pre><code>{}\n</code></pre>\n").format(content[1]),
    "HorizontalRule": lambda _: Markup("<hr>\n"),
    "Div": _classed("div"),
}

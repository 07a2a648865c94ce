"""The report as one HTML file that asks no server for anything: merged notebook in, page out.

`_Writer` turns the notebook's parts into blocks; the template in templates/alliance_html/ sets them.
Text from data reaches the template as plain text and is escaped there (autoescape); only Markdown that
`_Renderer` has rendered, without letting raw HTML through, arrives as HTML.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote, unquote

import mistune
from markupsafe import Markup, escape
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from traitlets import default
from traitlets.config import Config

from helpers.errors import UserError
from helpers.export import records
from helpers.references import TOKEN, Citation, Work, target

TEMPLATES = Path(__file__).parent / "templates"
STYLE = TEMPLATES / "alliance_html" / "report.css"
SCRIPT = TEMPLATES / "alliance_html" / "report.js"
_ROLE = 'role="doc-biblioref"'
DEEPEST = 5  # `#####` becomes h6; HTML has nothing below


class AllianceHTMLExporter(HTMLExporter):
    """Merged notebook -> (page as str, resources). `resources["pictures"]` is the folder of <stem>.svg.

    UserError for an exhibit without picture or description, a link that leads nowhere, a skipped heading
    level, and every output that `records` does not know.
    """

    @property
    def default_config(self) -> Config:
        """No preprocessor: the merged notebook is shown as it is."""
        return Config()

    @default("template_name")
    def _template_name_default(self) -> str:
        return "alliance_html"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(TEMPLATES)]

    def _create_environment(self) -> Any:
        environment = super()._create_environment()
        environment.autoescape = True  # nbconvert's own templates do without
        return environment

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page and the resources; the same notebook and pictures give the same text."""
        resources = self._init_resources(resources)
        resources["page"] = page(nb, resources.get("pictures"))
        # Past HTMLExporter's own step: it rewrites the page and gives pictures a meaningless alt text.
        return super(HTMLExporter, self).from_notebook_node(nb, resources, **kw)


@dataclass(frozen=True)
class Block:
    """One thing on the page; `kind` names the template's macro that sets it."""

    kind: ClassVar[str]


@dataclass(frozen=True)
class Text(Block):
    """Rendered Markdown."""

    kind: ClassVar[str] = "text"
    html: Markup


@dataclass(frozen=True)
class Heading(Block):
    """A heading: `level` as in HTML (a chapter is 2, the report's title being 1)."""

    kind: ClassVar[str] = "heading"
    level: int
    id: str
    html: Markup


@dataclass(frozen=True)
class Listing(Block):
    """Code that shows no exhibit: setup and sentences, one folded block for neighbours."""

    kind: ClassVar[str] = "listing"
    notebooks: str
    sources: list[str]


@dataclass(frozen=True)
class Prose(Block):
    """Generated sentences; `paragraphs` as in records.Prose."""

    kind: ClassVar[str] = "prose"
    style: str
    paragraphs: list[Any]


@dataclass(frozen=True)
class Exhibit(Block):
    """A figure or table: its record, its files as data: addresses, the code that made it."""

    kind: ClassVar[str] = "exhibit"
    record: dict[str, Any]
    said: dict[str, list[str | Citation]]
    picture: str
    csv: str
    sources: list[str]
    notebook: str
    address: str


@dataclass(frozen=True)
class Page:
    """All the template needs. `about` is the notebook's metadata, plain text like all of the records."""

    about: dict[str, Any]
    blocks: list[Block]
    css: Markup
    script: Markup
    policy: str
    contents: list[tuple[Heading, list[Heading]]]
    figures: list[dict[str, Any]]
    tables: list[dict[str, Any]]


def page(nb: NotebookNode, pictures: Path | None) -> Page:
    """The page of a merged notebook; `pictures` is the folder of <stem>.svg."""
    about = nb.metadata["alliance_report"]
    blocks = _Writer(list(records.parts(nb)), pictures, about["repository"], records.works(nb)).blocks()
    shown = [block.record for block in blocks if isinstance(block, Exhibit)]
    css, script = STYLE.read_text(encoding="utf-8"), SCRIPT.read_text(encoding="utf-8")
    return Page(
        about, blocks, Markup(css), Markup(script), _policy(css, script),
        contents=_chapters([block for block in blocks if isinstance(block, Heading)]),
        figures=[record for record in shown if record["kind"] == "figure"],
        tables=[record for record in shown if record["kind"] == "table"],
    )


def _chapters(headings: list[Heading]) -> list[tuple[Heading, list[Heading]]]:
    """Each chapter with its sections; what is deeper stays out of the contents."""
    chapters: list[tuple[Heading, list[Heading]]] = []
    for heading in headings:
        if heading.level == 2:
            chapters.append((heading, []))
        elif heading.level == 3:
            chapters[-1][1].append(heading)
    return chapters


def _policy(css: str, script: str) -> str:
    """The browser itself refuses everything that is not in the file."""
    return f"default-src 'none'; img-src data:; style-src {_hash(css)}; script-src {_hash(script)}"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _data_address(mime: str, content: bytes) -> str:
    return f"data:{mime};base64,{base64.b64encode(content).decode()}"


class _Writer:
    """Parts -> blocks. Problems are gathered, so that a user sees all of them at once."""

    def __init__(self, parts: list[records.Part], pictures: Path | None, repository: str, works: dict[str, Work]) -> None:
        self.parts, self.pictures, self.repository, self.works = parts, pictures, repository, works
        self.problems: list[str] = []
        self.renderer = _Renderer(self._ids(), self.problems, works)
        self.markdown = mistune.Markdown(self.renderer, plugins=[mistune.import_plugin("table"), _citations])
        self.level = 0  # of the last heading

    def blocks(self) -> list[Block]:
        """All blocks, or UserError with all problems."""
        if self.repository and not self.repository.startswith(("https://", "http://")):
            self.problems.append(f"The repository '{self.repository}' is no https address: mend network.yml.")
        blocks = list(self._all())
        if self.problems:
            raise UserError(self.problems)
        return blocks

    def _ids(self) -> set[str]:
        """What a cross reference may point to: headings and exhibits."""
        headings = {part.id for part in self.parts if isinstance(part, records.Heading)}
        stems = {part.record["stem"] for part in self.parts if isinstance(part, records.Exhibit)}
        return headings | stems | {target(key) for key in self.works}

    def _all(self) -> Iterator[Block]:
        """Code waits for what it shows: it folds under an exhibit or below sentences, never above them."""
        waiting: list[records.Code] = []
        told: list[records.Code] = []  # code of sentences just shown: one fold for neighbours
        for part in self.parts:
            if isinstance(part, records.Code):
                waiting.append(part)
                continue
            if isinstance(part, records.Prose):
                yield Prose(part.style, part.paragraphs)
                told, waiting = told + waiting, []
                continue
            own = waiting if isinstance(part, records.Exhibit) else []
            yield from self._listing(told if own else told + waiting)
            yield self._block(part, own)
            told, waiting = [], []
        yield from self._listing(told + waiting)

    def _block(self, part: records.Markdown | records.Exhibit, codes: list[records.Code]) -> Block:
        if isinstance(part, records.Exhibit):
            return self._exhibit(part, [code.source for code in codes])
        self.renderer.notebook = part.notebook
        if isinstance(part, records.Heading):
            return self._heading(part)
        return Text(Markup(self.markdown(part.text)))

    def _listing(self, codes: list[records.Code]) -> Iterator[Listing]:
        if codes:
            notebooks = ", ".join(dict.fromkeys(code.notebook for code in codes))
            yield Listing(notebooks, [code.source for code in codes])

    def _heading(self, part: records.Heading) -> Heading:
        if part.level > min(self.level + 1, DEEPEST):
            self.problems.append(f"{part.notebook}: the heading '{part.title}' skips a level: "
                                 f"start it with {'#' * min(self.level + 1, DEEPEST)}.")
        self.level = part.level
        return Heading(part.level + 1, part.id, self._inline(part.title))

    def _inline(self, text: str) -> Markup:
        """Inline Markdown only: in the heading `# 1. Sources`, `1.` begins no list."""
        state = self.markdown.block.state_cls()
        return Markup(self.renderer.render_tokens(self.markdown.inline(text, state.env), state))

    def _exhibit(self, part: records.Exhibit, sources: list[str]) -> Exhibit:
        record = part.record
        picture = self._picture(record["stem"]) if record["kind"] == "figure" else ""
        csv = _data_address("text/csv;charset=utf-8", record["csv"].encode())
        address = f"{self.repository}/blob/main/{quote(part.notebook)}" if self.repository else ""
        return Exhibit(record, part.said, picture, csv, sources, part.notebook, address)

    def _picture(self, stem: str) -> str:
        path = Path(self.pictures or "") / f"{stem}.svg"
        if not path.is_file():
            self.problems.append(f"The picture {path.name} is missing: run the notebooks again.")
            return ""
        return _data_address("image/svg+xml", path.read_bytes())


def _citations(markdown: mistune.Markdown) -> None:
    """mistune's plugin for `[@key]`: `_Renderer.citation` shows it. In code, and after a backslash, it is text."""
    def read(_inline: Any, found: Any, state: Any) -> int:
        state.append_token({"type": "citation", "raw": found[0]})
        return found.end()

    markdown.inline.register("citation", TOKEN.pattern, read, before="link")


class _Renderer(mistune.HTMLRenderer):
    """Markdown -> HTML: raw HTML comes out as text, links are checked, pictures are left to exhibits."""

    def __init__(self, ids: set[str], problems: list[str], works: dict[str, Work]) -> None:
        super().__init__(escape=True)
        self.ids, self.problems, self.works, self.notebook = ids, problems, works, ""

    def heading(self, text: str, **_attrs: Any) -> str:
        self._problem(f"write the heading '{Markup(text).striptags()}' on one line that starts with #")
        return ""

    def image(self, _text: str, url: str, **_attrs: Any) -> str:
        self._problem(f"the picture {url} stands in the text: show it by an exhibit, which describes it")
        return ""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if url.startswith("#") and unquote(url[1:]) not in self.ids:
            self._problem(f"the cross reference {url} leads nowhere: name an exhibit's stem or a heading")
        elif not url.startswith(("#", "https://", "http://", "mailto:")):
            self._problem(f"the link {url} works in the notebook only: use a full https address")
        if _ROLE in text:
            self._problem("the text of a link holds a citation: write it after the link")
        return super().link(text, url, title)

    def citation(self, raw: str) -> str:
        try:
            found = records.citations(raw, self.notebook, self.works)
        except UserError as error:
            self.problems += error.messages
            return ""
        return "".join(escape(piece) if isinstance(piece, str) else _reference(piece) for piece in found)

    def table(self, text: str) -> str:
        return ('<div class="scroll" role="group" aria-label="Table in the text" tabindex="0">'
                f"<table>{text}</table></div>")

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        tag, scope = ("th", ' scope="col"') if head and text else ("td", "")
        return f'<{tag}{scope} class="{escape(align or "left")}">{text}</{tag}>\n'

    def _problem(self, sentence: str) -> None:
        self.problems.append(f"{self.notebook}: {sentence}.")


def _reference(citation: Citation) -> Markup:
    """The link from a citation to its entry; the template's macro `cited` makes the same."""
    return Markup('<a href="#{}" {}>{}</a>').format(citation.target, Markup(_ROLE), citation.text)

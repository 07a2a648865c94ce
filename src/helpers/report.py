"""The public face: one function an exhibit, and the network's own text.

    from helpers import report
    network, params = report.start(host="all")
    report.topics(network, params)

Every function takes the Network and the Params and returns an Exhibit, Prose, or Absent (where the
network has no data for it), each of which shows itself.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from helpers import params as parameters
from helpers import paths
from helpers.data import network as networks
from helpers.data.config import LISTED
from helpers.data.csvfile import shown as shown_path
from helpers.data.frameworks import Frameworks
from helpers.data.reader import Network
from helpers.errors import UserError
from helpers.exhibits import REGISTRY
from helpers.exhibits.choice import Choice
from helpers.exhibits.exhibit import Absent, Exhibit, Prose, References, Words, plain, shown
from helpers.exhibits.needs import lacking, wanted
from helpers.look.page import Page
from helpers.numbers import grid as grids
from helpers.numbers.answer import Status
from helpers.numbers.audit import findings as audits
from helpers.numbers.evidence import Evidence
from helpers.numbers.grid import Asked, Table
from helpers.numbers.question import ALL, Question
from helpers.params import Params
from helpers.text import citations
from helpers.text.phrases import EXAMPLE, Terms, View, capital
from helpers.text.say import Sentence, join, say
from helpers.text.tokens import Tokens, digits

Made = TypeVar("Made", Exhibit, Prose, References, Absent, Exhibit | Absent)
PACKAGES = (
    "pandas",
    "matplotlib",
    "seaborn",
    "papermill",
    "nbconvert",
    "typst",
    "pandera",
    "pikepdf",
)
HEADS = {
    "host": "{Host}",
    "period": "Period",
    "scope": "Scope",
    "topic": "Topic area",
    "size_class": "{Members}",
    "member_type": "Members",
    "change": "How it came about",
}


def start(**given: object) -> tuple[Network, Params]:
    """The network and the checked parameters; UserError for an unknown name or a wrong value."""
    params = Params(**given)
    return networks.Network(paths.network_folder(params.network)), params


def questions(network: Network) -> dict[Question, Asked]:
    """What the audit is asked to bound: the open numbers of all exhibits that the network
    allows.
    """
    grids_ = [one.grid(network) for one in REGISTRY.values() if _asks(one, network)]
    asked = [one for grid in grids_ for one in grid.asked if one.audited and one.question]
    return {one.question: one for one in asked if one.question}


def _asks(module: ModuleType, network: Network) -> bool:
    return hasattr(module, "grid") and not lacking(network, module.NEEDS)


def make(stem: str, network: Network, params: Params) -> Exhibit | Absent:
    """The exhibit of this stem, with what the reader chose; saved where the build asks for it."""
    module = REGISTRY[stem]
    missing = lacking(network, module.NEEDS)
    if missing:
        said = missing if wanted(network, module.NEEDS) else ""
        return _finish(Absent(stem, said), stem, network, params)
    built = _of_text if hasattr(module, "table") else _of_numbers
    if getattr(module, "FROM", "") == "frameworks":
        built = _of_frameworks
    return _finish(built(stem, network, params), stem, network, params)


# -- exhibits


def _of_numbers(stem: str, network: Network, params: Params) -> Exhibit:
    module, view = REGISTRY[stem], _view(stem, network, params)
    table = table_of(stem, network, params)
    heads = {key: _head(key, view) for key in table.keys if _told(key, table)}
    columns, rows = shown(table, heads, view.terms.words)

    def paint(page: Page) -> float:
        if any(entry.status == Status.EXAMPLE for entry in table):
            page.banner(EXAMPLE)
        return module.draw(page, table, view)

    words = _worded(module.words(table, view), view)
    return Exhibit(stem, view.label, words, table.frame, columns, rows, paint)


def _worded(words: Words, view: View) -> Words:
    """The words, but for a title or subtitle that network.yml gives."""
    own = {name: view.said(name) for name in ("title", "subtitle")}
    return replace(words, **{name: said for name, said in own.items() if said})


def table_of(stem: str, network: Network, params: Params) -> Table:
    """The numbers of an exhibit: the answers to its questions."""
    module = REGISTRY[stem]
    found = grids.table(evidence(network, params), module.grid(network), params.host)
    return module.arrange(found) if hasattr(module, "arrange") else found


def _told(key: str, table: Table) -> bool:
    """Does a reader need the column? Not where it says the same in every row."""
    return key not in ("host", "reading") or len(table.values(key)) > 1


def _head(key: str, view: View) -> str:
    return HEADS.get(key, capital(key)).format(**view.terms.words)


def _of_text(stem: str, network: Network, params: Params) -> Exhibit:
    module, view = REGISTRY[stem], _view(stem, network, params)
    source = audit(network, params) if getattr(module, "FROM", "") == "audit" else network
    table = module.table(source, view)
    read = module.reading(table, view) if hasattr(module, "reading") else table
    columns, rows = plain(read, _columns(module, view))
    words = _worded(module.words(table, view), view)
    return Exhibit(stem, view.label, words, table, columns, rows)


def _of_frameworks(stem: str, network: Network, params: Params) -> Exhibit:
    """An exhibit of the frameworks; what network.yml says of it goes before frameworks.yml."""
    module, shelf = REGISTRY[stem], Frameworks()
    settings = {**shelf.settings(stem), **network.exhibits.get(stem, {})}
    view = Choice(settings, params.source, params.theme)
    table = module.table(shelf, view)
    columns, rows = plain(module.reading(table, view), module.columns(view))
    draw = getattr(module, "draw", None)
    paint = (lambda page: draw(page, table, view)) if draw else None
    words = module.words(table, view)
    network.note(*shelf.used(network.folder))  # only now it knows which files it read
    return Exhibit(stem, view.label, words, table, columns, rows, paint)


def _columns(module: ModuleType, view: View) -> dict[str, str]:
    """Which columns a reader sees, and their headings in the network's own words."""
    return {name: head.format(**view.terms.words) for name, head in module.COLUMNS.items()}


# -- evidence


def evidence(network: Network, params: Params) -> Evidence:
    """The best evidence at hand for the network's numbers."""
    return _evidence(network, params.readings, params.evidence, params.view == "example")


@lru_cache(maxsize=8)
def _evidence(network: Network, readings: str, public: str, example: bool) -> Evidence:
    if network.statements.empty:
        return Evidence(network)
    found = _audit(network, readings, public)
    return Evidence(network, found, found.example if example else None)


def audit(network: Network, params: Params) -> audits.Findings:
    """What the audit of the network's statements found."""
    return _audit(network, params.readings, params.evidence)


@lru_cache(maxsize=8)
def _audit(network: Network, readings: str, public: str) -> audits.Findings:
    network.note(*audits.FILES)
    # Asked of another reading of the folder: what grids read beside is no input of every notebook.
    asked = questions(networks.Network(network.folder))
    return audits.findings(network, list(asked), readings, public)


# -- words


def _view(stem: str, network: Network, params: Params) -> View:
    """What the reader chose, and the network's own words of the exhibit, numbers filled in."""
    texts = dict(network.exhibits.get(stem, {}))
    label = str(texts.pop("label", "") or _label(stem, Terms.of(network)))
    tokens = _tokens(network, params)
    where = f"{shown_path(network.folder / 'network.yml')}, {stem}"
    own = {name: tokens.sentence(str(text).strip(), where) for name, text in texts.items()}
    return View(Terms.of(network), params.host, params.names, own, label)


def _label(stem: str, terms: Terms) -> str:
    """What an exhibit is called that network.yml does not name: its stem in the network's words."""
    words = stem.removeprefix("active_").split("_")  # rows may count other members than active ones
    return capital(" ".join(terms.words.get(word, word) for word in words))


def _tokens(network: Network, params: Params) -> Tokens:
    @cache  # a text has many tokens of one exhibit
    def table(stem: str) -> Table | None:
        module = REGISTRY[stem]
        plain_ = params.model_copy(update={"host": ALL, "view": "bounds"})
        if not _asks(module, network):
            return None
        return grids.table(evidence(network, plain_), module.grid(network))

    stems = tuple(stem for stem, module in REGISTRY.items() if hasattr(module, "grid"))
    bounds = params.model_copy(update={"view": "bounds"})
    return Tokens(evidence(network, bounds), table, stems)


def text(network: Network, params: Params, name: str) -> Prose:
    """The network's own text `text/<name>.md`, numbers filled in; nothing where there is none."""
    path = network.folder / "text" / f"{name}.md"
    network.note(f"text/{name}.md")
    written = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    if problems := digits(path, written, _names(network)):
        raise UserError(problems)
    filled = (
        _tokens(network, params).sentence(written.strip(), shown_path(path)) if written else None
    )
    made = Prose([filled] if filled else [], "markdown", name)
    return _finish(made, f"{name}_text", network, params)


def _names(network: Network) -> set[str]:
    """Names and labels of the network, which may have digits."""
    listed = [entry["label"] for name in LISTED for entry in network.config[name].values()]
    return {*listed, *network.hosts, *network.partnerships["name"]}


def summary(network: Network, params: Params) -> Prose:
    """The network's own summary; without one, what the exhibits found, a sentence each."""
    own = text(network, params, "summary")
    first = [_of_host(network, params)] if params.host != ALL else []
    found = [*first, *own.paragraphs] if own.paragraphs else [*first, *_findings(network, params)]
    made = Prose(found, "markdown" if own.paragraphs else "paragraphs", "summary")
    return _finish(made, "summary", network, params)


def _findings(network: Network, params: Params) -> Iterator[Sentence]:
    for stem, module in REGISTRY.items():
        if _asks(module, network) and not hasattr(module, "table"):
            title = module.words(
                table_of(stem, network, params), _view(stem, network, params)
            ).title
            if title.claims:  # else it only names the kind of chart
                yield Sentence(f"{title.text}.", title.claims)


def _of_host(network: Network, params: Params) -> Sentence:
    """A host's own paragraph: how many it supports, and what is known of their topic areas."""
    terms, name = Terms.of(network), params.host
    table = table_of("partnerships_by_host", network, params)
    own, total = table.get(host=name), table.get()
    first = say(
        "{host} {name} supported {n} of the {total} {what} of {last}.",
        host=capital(terms.host),
        name=name,
        n=own,
        total=total,
        what=terms.partnerships,
        last=terms.last,
    )
    if lacking(network, REGISTRY["topics"].NEEDS):
        return first
    topics = table_of("topics", network, params).find("count", host=name)
    known = [e for e in topics if e.known and not e.free]
    return join(
        first,
        *(say("{n} dealt with {topic}.", n=e, topic=e.labels["topic"].lower()) for e in known),
    )


# -- the whole report


def clashes(network: Network, params: Params) -> Prose | Absent:
    """Whether all statements can be true together, in a few sentences."""
    module = REGISTRY["verdicts"]
    if lacking(network, module.NEEDS):
        return _finish(Absent("clashes", ""), "clashes", network, params)
    view = _view("verdicts", network, params)
    found = module.sentences(module.table(audit(network, params), view), view)
    return _finish(Prose(found, "paragraphs", "verdicts"), "clashes", network, params)


def references(network: Network, params: Params) -> Prose | Absent:
    """The works that the report cites, and the documents it is about; in JupyterLab all works."""
    missing = lacking(network, ("frameworks",))
    if missing:
        return _finish(Absent("references", ""), "references", network, params)
    shelf = Frameworks()
    sources = set(shelf.table("sources")["key"])
    network.note(*shelf.used(network.folder))
    listed = citations.load().values()
    works = [{**vars(work), "source": work.key in sources} for work in listed]
    made = References([Sentence(work.text) for work in listed], "references", "references", works)
    return _finish(made, "references", network, params)


def about(network: Network, params: Params) -> Prose:
    """How the report was made: the command, the versions of what made it, each input's checksum."""
    files = _inputs(network)
    lines = [
        ("Command", parameters.command(params)),
        ("Software", "; ".join(f"{name} {version(name)}" for name in PACKAGES)),
        ("requirements.lock", f"SHA-256 {_checksum(paths.ROOT / 'requirements.lock')}"),
    ]
    source = network.config["source"].get("file_sha256")
    if source:
        lines.append(("Text file of the source", f"SHA-256 {source}"))
    lines += [(f"data/{p.parent.name}/{p.name}", f"SHA-256 {_checksum(p)}") for p in files]
    network.note(*(os.path.relpath(path, network.folder) for path in files))
    made = Prose([Sentence(f"{term}\t{said}") for term, said in lines], "definitions", "about")
    return _finish(made, "about", network, params)


def _inputs(network: Network) -> list[Path]:
    """Every data file that the report may rest on."""
    folders = [network.folder, *([Frameworks().folder] if network.config["frameworks"] else [])]
    return [
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".csv", ".yml", ".md") or path == citations.FILE
    ]


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _finish(made: Made, name: str, network: Network, params: Params) -> Made:
    """Save what was made, and what it was made from, where the build asks for it."""
    if isinstance(made, References) or any(map(citations.cited, made.texts())):
        network.note(os.path.relpath(citations.FILE, network.folder))
    if params.output:
        folder = Path(params.output)
        if isinstance(made, Exhibit):
            made.save(folder)
        used = folder / "uses" / f"{name}.json"
        used.parent.mkdir(parents=True, exist_ok=True)
        used.write_text(json.dumps(network.used()), encoding="utf-8")
    return made


def _function(stem: str, module: ModuleType) -> Callable[[Network, Params], Exhibit | Absent]:
    def exhibit(network: Network, params: Params) -> Exhibit | Absent:
        return make(stem, network, params)

    exhibit.__name__ = exhibit.__qualname__ = stem
    exhibit.__doc__ = module.__doc__
    return exhibit


for _stem, _module in REGISTRY.items():
    globals()[_stem] = _function(_stem, _module)

__all__ = [
    "about",
    "clashes",
    "make",
    "questions",
    "references",
    "start",
    "summary",
    "text",
    *REGISTRY,
]

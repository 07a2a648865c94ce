"""The public face: one function an exhibit, and the network's own text.

    from helpers import report
    network, params = report.start(host="all")
    report.topics(network, params)

Every function takes the Network and the Params and returns an Exhibit, Prose, or Absent (where the
network has no data for it), each of which shows itself.
"""

import inspect
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import pandas as pd

from helpers import colophon, paths
from helpers.answers import asks, audit, evidence, hidden, table_of
from helpers.data.config import LISTED
from helpers.data.csvfile import shown as shown_path
from helpers.data.frameworks import Frameworks
from helpers.data.network import Network
from helpers.errors import UserError
from helpers.exhibits import REGISTRY
from helpers.exhibits.asking import OF_DOCUMENTS, lacking, silent
from helpers.exhibits.choice import Choice
from helpers.exhibits.exhibit import (
    HEADS,
    Absent,
    Exhibit,
    Prose,
    Shown,
    Words,
    plain,
    shown,
    told,
)  # fmt: skip
from helpers.exhibits.opening import FINER, PARAGRAPHS, SAID_BY_OPENING, SAID_OF_HOST, opening
from helpers.explorer import Explorer
from helpers.exploring import Palette, cite, coloured, numbers, why
from helpers.knowing import Knowing
from helpers.look.page import Page
from helpers.numbers import grid as grids
from helpers.numbers.answer import HIDDEN, Status
from helpers.numbers.grid import Table
from helpers.numbers.question import ALL
from helpers.params import Params
from helpers.text import citations, marks
from helpers.text.phrases import EXAMPLE, Terms, View, capital, small
from helpers.text.say import EMPTY, Sentence, join, listed, say
from helpers.text.tokens import Tokens, digits

Made = TypeVar("Made", bound=Shown)


def start(**given: object) -> tuple[Network, Params]:
    """The network and the checked parameters; UserError for an unknown name or a wrong value."""
    params = Params(**given)
    return Network(paths.network_folder(params.network), params.period), params


# What completes in an editor: the parameters that there are.
start.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
    [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=one.default, annotation=one.annotation
        )
        for name, one in Params.model_fields.items()
    ]
)


def explore(network: Network, params: Params | None = None) -> Explorer:
    """Asks about the network's numbers: `.range`, `.compare`, `.conflicts`, `.holds`, `.picture`.

    explore = report.explore(network)
    explore.range("topics", topic="reading", without="S1")
    """
    return Explorer(network, params)


def make(
    stem: str, network: Network, params: Params, palette: Palette | None = None
) -> Exhibit | Absent:
    """The exhibit of this stem, with what the reader chose; saved where the build asks for it.

    `palette`: other colours, as the name of a seaborn palette, a list, or a colour by id.
    """
    needs = REGISTRY[stem].NEEDS
    if missing := lacking(network, needs):
        said = "" if silent(network, needs) else missing
        return _finish(Absent(stem, said), stem, network, params)
    numbers_ = not hasattr(REGISTRY[stem], "table")
    if palette is not None and not numbers_:
        raise UserError(f"{stem} has no colours that stand for values: leave palette out.")
    built = partial(_of_numbers, palette=palette) if numbers_ else _of_text
    settings = _settings(stem, network, Frameworks())
    in_print = {"printed": settings.get("print", True), "floats": settings.get("float", False)}
    made = built(stem, network, params)
    made = replace(made, **in_print) if isinstance(made, Exhibit) else made
    return _finish(made, stem, network, params)


# -- exhibits


def _of_numbers(
    stem: str, network: Network, params: Params, palette: Palette | None = None
) -> Exhibit:
    module, view = REGISTRY[stem], _view(stem, network, params)
    table, words = table_of(stem, network, params), view.terms.words
    table = table if palette is None else coloured(table, stem, palette)
    heads = {k: HEADS.get(k, capital(k)).format(**words) for k in told(table)}
    read = getattr(module, "reading", None)
    columns, rows = read(table, view) if read else shown(table, heads, words)
    if hasattr(module, "further"):
        rows = module.further(table, columns, rows)

    def paint(page: Page) -> float:
        if any(entry.status == Status.EXAMPLE for entry in table):
            page.banner(EXAMPLE)
        return module.draw(page, table, view)

    said, frame = _worded(module.words(table, view), view), table.frame
    if hasattr(module, "behind") and (names := module.behind(table)) is not None:
        frame, (columns, rows) = names, plain(names, _heads(module, names, words))
    ask = partial(why, network, stem, params)
    return Exhibit(stem, view.label, said, frame, columns, rows, paint, ask=ask)


def _heads(module: ModuleType, table: pd.DataFrame, words: Mapping[str, str]) -> dict[str, str]:
    """The headings of a table of names, but for columns in which there is nothing."""
    return {
        name: head.format(**words)
        for name, head in module.COLUMNS.items()
        if name in table and (table.empty or (table[name] != "").any())
    }


def _worded(words: Words, view: View) -> Words:
    """The words, but for a title or subtitle that network.yml gives, and their source."""
    own = {name: view.said(name) for name in ("title", "subtitle")} | {"source": view.source()}
    return replace(words, **{name: said for name, said in own.items() if said})


def _of_text(stem: str, network: Network, params: Params) -> Exhibit | Absent:
    module, kind = REGISTRY[stem], getattr(REGISTRY[stem], "FROM", "")
    if kind == "frameworks":
        return _of_frameworks(stem, network, params)
    view = _view(stem, network, params)
    table, draw = module.table(_source(kind, network, params), view), getattr(module, "draw", None)
    if draw and table.empty:  # a picture of nothing
        return Absent(stem, "")
    read = module.reading(table, view) if hasattr(module, "reading") else table
    said, by = _worded(module.words(table, view), view), getattr(module, "BY", "")
    columns, rows = plain(read, _heads(module, read, view.terms.words))
    paint = partial(draw, table=table, view=view) if draw else None
    at = getattr(module, "ADDRESSES", "")
    made = Exhibit(stem, view.label, said, table, columns, rows, paint, by=by, addresses=at)
    folds = module.folds(_source(kind, network, params)) if hasattr(module, "folds") else {}
    return replace(made, traces=kind == "audit", folds=folds)


def _source(kind: str, network: Network, params: Params) -> object:
    """What a table of text is made from: the network, what its audit found, or what it lacks."""
    if kind == "audit":
        return audit(network, params)
    if kind == "gaps":
        return network, _gaps(network, params)
    rule = hidden(network)
    return rule.masked(network) if rule else network


def _gaps(network: Network, params: Params) -> dict[str, str]:
    """The exhibits that are left out, by their labels, and what would bring each; but for those of
    documents that the network never had."""
    asked = [stem for stem, one in REGISTRY.items() if not {*one.NEEDS} & {*OF_DOCUMENTS}]
    missing = {stem: lacking(network, REGISTRY[stem].NEEDS) for stem in asked}
    return {_view(stem, network, params).label: said for stem, said in missing.items() if said}


def _settings(stem: str, network: Network, shelf: Frameworks) -> dict[str, Any]:
    """What is set for an exhibit; what network.yml says goes before frameworks.yml."""
    of_documents = getattr(REGISTRY[stem], "FROM", "") == "frameworks"
    usual = shelf.settings(stem) if of_documents else {}
    return {**usual, **network.config["exhibits"].get(stem, {})}


def _of_frameworks(stem: str, network: Network, params: Params) -> Exhibit:
    """An exhibit of the frameworks; what network.yml says of it goes before frameworks.yml."""
    module, shelf = REGISTRY[stem], Frameworks()
    view = Choice(_settings(stem, network, shelf), params.source, params.theme)
    table = module.table(shelf, view)
    read = module.reading(table, view) if hasattr(module, "reading") else table
    heads = module.columns(view) if hasattr(module, "columns") else module.COLUMNS
    draw, words = getattr(module, "draw", None), module.words(table, view)
    network.note(*shelf.used(network.folder))  # only now it knows which files it read
    paint = partial(draw, table=table, view=view) if draw else None
    columns, rows = plain(read, heads)
    return Exhibit(
        stem, view.label, words, table, columns, rows, paint, by=getattr(module, "BY", "")
    )


# -- words


def _view(stem: str, network: Network, params: Params) -> View:
    """What the reader chose, and the network's own words of the exhibit, numbers filled in."""
    terms, texts = Terms.of(network), dict(network.config["exhibits"].get(stem, {}))
    for key in ("print", "float"):  # no texts
        texts.pop(key, None)
    words = stem.removeprefix("active_").split("_")  # rows may count other members than active ones
    usual = capital(" ".join(terms.words.get(word, word) for word in words))
    label = str(texts.pop("label", "") or usual)
    where, tokens = shown_path(network.folder / "network.yml"), _tokens(network, params)
    texts = {name: text for name, text in texts.items() if not isinstance(text, dict)}  # names
    own = {
        name: tokens.sentence(str(text).strip(), f"{where}, {stem}") for name, text in texts.items()
    }
    return View(terms, params.host, params.names, own=own, label=label, hidden=hidden(network))


def _tokens(network: Network, params: Params) -> Tokens:
    """What texts may name: the network's own numbers, whatever host or example the reader chose."""
    found = evidence(network, params.model_copy(update={"view": "bounds"}))

    @cache  # a text has many tokens of one exhibit
    def table(stem: str) -> Table | None:
        return grids.table(found, REGISTRY[stem].grid(network)) if asks(stem, network) else None

    stems = tuple(stem for stem, module in REGISTRY.items() if hasattr(module, "grid"))
    return Tokens(found, table, stems)


def text(network: Network, params: Params, name: str) -> Prose:
    """The network's own text `text/<name>.md`, numbers filled in; nothing where there is none."""
    path = network.folder / "text" / f"{name}.md"
    network.note(f"text/{name}.md")
    written = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    # Names and labels of the network may have digits.
    labels = {entry["label"] for kind in LISTED for entry in network.config[kind].values()}
    names = {*labels, *network.hosts, *network.partnerships["name"]}
    if problems := digits(path, written, names):
        raise UserError(problems)
    filled = _tokens(network, params).paragraphs(written, shown_path(path)) if written else []
    filled = _explained(filled, network)
    return _finish(Prose(filled, "markdown", name), f"{name}_text", network, params)


def places(network: Network, params: Params) -> Prose | Absent:
    """Which host serves which places, a line a host: what no search finds in a map."""
    said = REGISTRY["partnerships_by_host"].lines(network.table("places"))
    made = Prose(said, "definitions", "places") if said else Absent("places", "")
    return _finish(made, "places", network, params)


def summary(network: Network, params: Params) -> Prose:
    """The network's own summary, or what its exhibits found; a host's begins with its own."""
    own = text(network, params, "summary").paragraphs
    first = _of_host(network, params) if params.host != ALL else EMPTY
    said = [first, *own] if own else _findings(network, params, first)
    found = _explained([one for one in said if one], network)
    made = Prose(found, "markdown" if own else "paragraphs", "summary")
    return _finish(made, "summary", network, params)


def how_to_read(network: Network, params: Params) -> Prose:
    """What the marks mean that the network's numbers can have."""
    said = Sentence(marks.meaning(not network.statements.empty, bool(hidden(network))))
    return _finish(Prose([said], "markdown", "marks"), "marks", network, params)


def _explained(said: list[Sentence], network: Network) -> list[Sentence]:
    """The sentences, and what ‡ means if it is in one of them and not explained yet."""
    rule, text = hidden(network), " ".join(one.text for one in said)
    told = rule is None or HIDDEN not in text or rule.note in text
    return said if told or rule is None else [*said, Sentence(rule.note)]


def _findings(network: Network, params: Params, of_host: Sentence) -> list[Sentence]:
    """What the main exhibits found; one sentence alone joins the paragraph before it."""
    begun, said = EMPTY, set(SAID_OF_HOST if of_host else ())
    if asks("evolution", network):
        begun = opening(table_of("evolution", network, params), _view("evolution", network, params))
        short = {"trajectories"} if len(network.periods) < 3 else set()
        said |= SAID_BY_OPENING | short if begun else set()
    paragraphs = [of_host or begun]
    for stems in PARAGRAPHS:
        asked = [stem for stem in stems if asks(stem, network)]
        new = [stem for stem in asked if stem not in said and FINER.get(stem) not in asked]
        found = [one for one in (_finding(stem, network, params) for stem in new) if one]
        if len(found) < 2 or stems is PARAGRAPHS[0]:
            paragraphs[-1] = join(paragraphs[-1], *found)
        else:
            paragraphs.append(join(*found))
    return [*paragraphs, begun] if of_host else paragraphs


def _finding(stem: str, network: Network, params: Params) -> Sentence:
    """The title of an exhibit as a sentence; empty where it only names the kind of chart."""
    view, table = _view(stem, network, params), table_of(stem, network, params)
    title = REGISTRY[stem].words(table, view).title
    return Sentence(f"{title.text}.", title.claims) if title.claims else EMPTY


def _of_host(network: Network, params: Params) -> Sentence:
    """A host's own sentences: how many it supports, and what is known of their topic areas."""
    view, name = View(Terms.of(network)), params.host
    table = table_of("partnerships_by_host", network, params)
    own, total = table.get(host=name), table.get()
    template = "{Host} {name} supported {n} of the {total} {partnerships} of {last}."
    first = view.say(template, name=name, n=own, total=total)
    if lacking(network, REGISTRY["topics"].NEEDS):
        return first
    topics = table_of("topics", network, params).find("count", host=name)
    known = [e for e in topics if e.known and not e.free and e.high != 0]
    parts = listed(say("{n} on {topic}", n=e, topic=small(e.labels["topic"])) for e in known)
    return join(first, say("Of these: {parts}.", parts=parts) if known else EMPTY)


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
    if lacking(network, ("frameworks",)):
        return _finish(Absent("references", ""), "references", network, params)
    shelf, listed = Frameworks(), citations.load().values()
    sources = set(shelf.table("sources")["key"])
    network.note(*shelf.used(network.folder))
    works = [{**vars(work), "source": work.key in sources} for work in listed]
    made = Prose([Sentence(work.text) for work in listed], "references", "references", works)
    return _finish(made, "references", network, params)


def about(network: Network, params: Params) -> Prose:
    """How the report was made: the command, the versions of what made it, its inputs."""
    files = colophon.inputs(network)
    network.note(*(os.path.relpath(path, network.folder) for path in files))
    sums = colophon.checksums(files, secret=bool(hidden(network)))
    if params.output:
        colophon.save(sums, Path(params.output))
    said = [Sentence(f"{term}\t{what}") for term, what in colophon.lines(network, params, sums)]
    return _finish(Prose(said, "definitions", "about"), "about", network, params)


def _finish(made: Made, name: str, network: Network, params: Params) -> Made:
    """Save what was made, and what it was made from, where the build asks for it."""
    if isinstance(made, Exhibit | Prose):
        made = replace(made, tell=Knowing(network, params).told)
    if getattr(made, "works", ()) or any(map(citations.cited, made.texts())):
        network.note(os.path.relpath(citations.FILE, network.folder))
    if params.output:
        folder = Path(params.output)
        if isinstance(made, Exhibit):
            made.save(folder)
        used = folder / "uses" / f"{name}.json"
        used.parent.mkdir(parents=True, exist_ok=True)
        used.write_text(json.dumps(network.used()), encoding="utf-8")
    return made


def _function(stem: str) -> Callable[[Network, Params], Exhibit | Absent]:
    def exhibit(
        network: Network, params: Params, palette: Palette | None = None
    ) -> Exhibit | Absent:
        return make(stem, network, params, palette)

    exhibit.__name__ = exhibit.__qualname__ = stem
    exhibit.__doc__ = REGISTRY[stem].__doc__
    return exhibit


globals().update({stem: _function(stem) for stem in REGISTRY})

__all__ = [
    "about", "cite", "clashes", "explore", "how_to_read", "make", "numbers", "places", "references",
    "start", "summary", "text", "why", *REGISTRY,
]  # fmt: skip


def __dir__() -> list[str]:
    return sorted(__all__)

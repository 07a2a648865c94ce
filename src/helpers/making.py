"""Makes an exhibit of a network: its numbers or its rows, its words, what the reader chose."""

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import pandas as pd

from helpers.answers import asks, audit, evidence, grid, hidden, table_of
from helpers.data.csvfile import shown as shown_path
from helpers.data.frameworks import Frameworks
from helpers.data.network import Network, once
from helpers.errors import UserError, check
from helpers.exhibits import REGISTRY
from helpers.exhibits.asking import OF_DOCUMENTS, lacking, silent
from helpers.exhibits.choice import Choice
from helpers.exhibits.exhibit import HEADS, Exhibit, Words, plain, shown, told
from helpers.exhibits.measured import measured
from helpers.exhibits.prose import Absent, Prose, Shown  # fmt: skip
from helpers.exploring import Palette, coloured, why
from helpers.knowing import STORED, Knowing
from helpers.look.entries import tell
from helpers.look.page import Page
from helpers.numbers import grid as grids
from helpers.numbers.answer import Status
from helpers.numbers.grid import Table
from helpers.params import Params
from helpers.text import citations
from helpers.text.phrases import EXAMPLE, Terms, View, capital
from helpers.text.tokens import Tokens
from helpers.whose import whose

Made = TypeVar("Made", bound=Shown)


def make(
    stem: str, network: Network, params: Params, palette: Palette | None = None
) -> Exhibit | Absent:
    """The exhibit of this stem, with what the reader chose; saved where the build asks for it.

    `palette`: other colours, as the name of a seaborn palette, a list, or a colour by id.
    """
    check(stem, REGISTRY, "an exhibit")
    needs = REGISTRY[stem].NEEDS
    if missing := lacking(network, needs):
        said = "" if silent(network, needs) else missing
        return finish(Absent(stem, said), stem, network, params)
    numbers_ = not hasattr(REGISTRY[stem], "table")
    if palette is not None and not numbers_:
        raise UserError(f"{stem} has no colours that stand for values: leave palette out.")
    built = partial(_of_numbers, palette=palette) if numbers_ else _of_text
    settings = _settings(stem, network, Frameworks())
    in_print = {"printed": settings.get("print", True), "floats": settings.get("float", False)}
    made = built(stem, network, params)
    made = replace(made, **in_print) if isinstance(made, Exhibit) else made
    return finish(made, stem, network, params)


# -- exhibits


def _of_numbers(
    stem: str, network: Network, params: Params, palette: Palette | None = None
) -> Exhibit:
    module, view = REGISTRY[stem], view_of(stem, network, params)
    table, words = table_of(stem, network, params), view.terms.words
    table = table if palette is None else coloured(table, stem, palette)
    heads = {k: HEADS.get(k, capital(k)).format(**words) for k in told(table)}
    read = getattr(module, "reading", None)
    named = measured(network, words, {entry.measure for entry in table})
    columns, rows = read(table, view) if read else shown(table, heads, words, named)
    if hasattr(module, "further"):
        rows = module.further(table, columns, rows)

    def paint(page: Page) -> float:
        if any(entry.status == Status.EXAMPLE for entry in table):
            page.banner(EXAMPLE)
        tell(page, table, named)
        if getattr(module, "UNITS", False):
            page.whose = whose(network, table)
        return module.draw(page, table, view)

    said, frame = _worded(module.words(table, view), view), table.frame.copy()
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
    view = view_of(stem, network, params)
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
    return _shown(network)


@once
def _shown(network: Network) -> Network:
    """The network without what its small-cell rule hides."""
    rule = hidden(network)
    return rule.masked(network) if rule else network


def _gaps(network: Network, params: Params) -> dict[str, str]:
    """The exhibits that are left out, by their labels, and what would bring each; but for those of
    documents that the network never had."""
    asked = [stem for stem, one in REGISTRY.items() if not {*one.NEEDS} & {*OF_DOCUMENTS}]
    missing = {stem: lacking(network, REGISTRY[stem].NEEDS) for stem in asked}
    return {view_of(stem, network, params).label: said for stem, said in missing.items() if said}


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


def view_of(stem: str, network: Network, params: Params) -> View:
    """What the reader chose, and the network's own words of the exhibit, numbers filled in."""
    terms, texts = Terms.of(network), dict(network.config["exhibits"].get(stem, {}))
    for key in ("print", "float"):  # no texts
        texts.pop(key, None)
    words = stem.removeprefix("active_").split("_")  # rows may count other members than active ones
    usual = capital(" ".join(terms.words.get(word, word) for word in words))
    label = str(texts.pop("label", "") or usual)
    where, tokens = shown_path(network.folder / "network.yml"), tokens_of(network, params)
    texts = {name: text for name, text in texts.items() if not isinstance(text, dict)}  # names
    own = {
        name: tokens.sentence(str(text).strip(), f"{where}, {stem}") for name, text in texts.items()
    }
    return View(terms, params.host, params.names, own=own, label=label, hidden=hidden(network))


def tokens_of(network: Network, params: Params) -> Tokens:
    """What texts may name: the network's own numbers, whatever host or example the reader chose."""
    found = evidence(network, params.model_copy(update={"view": "bounds"}))

    @cache  # a text has many tokens of one exhibit
    def table(stem: str) -> Table | None:
        return grids.table(found, grid(network, stem)) if asks(stem, network) else None

    stems = tuple(stem for stem, module in REGISTRY.items() if hasattr(module, "grid"))
    return Tokens(found, table, stems)


def finish(made: Made, name: str, network: Network, params: Params) -> Made:
    """Save what was made, and what it was made from, where the build asks for it."""
    if isinstance(made, Exhibit | Prose):
        made = replace(made, tell=Knowing(network, params).told)
        network.note(*STORED)
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

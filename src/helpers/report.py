"""The public face: one function an exhibit, and the network's own text.

    from helpers import report
    network, params = report.start(host="all")
    report.topics(network, params)

Every function takes the Network and the Params and returns an Exhibit, Prose, or Absent (where the
network has no data for it), each of which shows itself.
"""

import inspect
import os
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from helpers import colophon, frames, paths
from helpers.answers import asks, audit, hidden, table_of
from helpers.data.config import LISTED
from helpers.data.csvfile import shown as shown_path
from helpers.data.frameworks import Frameworks
from helpers.data.network import Network
from helpers.errors import NoSuchName, UserError, nearest
from helpers.exhibits import REGISTRY
from helpers.exhibits.asking import lacking
from helpers.exhibits.exhibit import Exhibit
from helpers.exhibits.opening import FINER, PARAGRAPHS, SAID_BY_OPENING, SAID_OF_HOST, opening
from helpers.exhibits.prose import Absent, Prose, Shown  # fmt: skip
from helpers.explorer import Explorer
from helpers.exploring import Palette, cite, no_text, numbers, why
from helpers.lookups import find, own_table, ranges, sheet, table, tile_map
from helpers.making import finish, make, tokens_of, view_of
from helpers.numbers.answer import HIDDEN
from helpers.numbers.question import ALL
from helpers.params import Params
from helpers.text import citations, marks
from helpers.text.phrases import Terms, View, small
from helpers.text.say import EMPTY, Sentence, join, listed, say
from helpers.text.tokens import digits

Made = TypeVar("Made", bound=Shown)


def start(**given: object) -> tuple[Network, Params]:
    """The network and the checked parameters: the first line of a notebook.

    network, params = report.start()                    all of the network that data/default names
    network, params = report.start(host="…")            the report of one host
    network, params = report.start(network="a/folder")  a network of yours, of any place

    Every parameter may be left out; tab lists them. UserError, with the nearest word, for one that
    there is not and for a wrong value.
    """
    params = Params(**given)
    frames.align()
    folder = paths.network_folder(params.network)
    if not params.output:
        return Network(folder, params.period), params
    network = _kept(folder, params.period, paths.files_now(folder))
    return network.read_by(params.output), params


@lru_cache(maxsize=4)
def _kept(folder: Path, period: str, *_known_by: object) -> Network:
    """A network as its files are now, with all that was counted on it: a build runs notebook after
    notebook for host after host.
    """
    return Network(folder, period)


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


def text(network: Network, params: Params, name: str) -> Prose:
    """The network's own text `text/<name>.md`, numbers filled in; nothing where there is none."""
    path = network.folder / "text" / f"{name}.md"
    network.note(f"text/{name}.md")
    there = path.is_file()
    filled, missing = (
        (_filled(network, params, path), "") if there else ([], no_text(network, name))
    )
    made = Prose(filled, "markdown", name, home=f"text {name}", missing=missing)
    return finish(made, f"{name}_text", network, params)


def _filled(network: Network, params: Params, path: Path) -> list[Sentence]:
    """A text's paragraphs, numbers filled in; UserError for a number that is typed."""
    written = path.read_text(encoding="utf-8-sig")
    # Names and labels of the network may have digits.
    labels = {entry["label"] for kind in LISTED for entry in network.config[kind].values()}
    names = {*labels, *network.hosts, *network.partnerships["name"]}
    if problems := digits(path, written, names):
        raise UserError(problems)
    filled = tokens_of(network, params).paragraphs(written, shown_path(path)) if written else []
    return _explained(filled, network)


def places(network: Network, params: Params) -> Prose | Absent:
    """Which host serves which places, a line a host: what no search finds in a map."""
    said = REGISTRY["partnerships_by_host"].lines(network.table("places"))
    made = Prose(said, "definitions", "places") if said else Absent("places", "")
    return finish(made, "places", network, params)


def summary(network: Network, params: Params) -> Prose:
    """The network's own summary, or what its exhibits found; a host's begins with its own."""
    own = text(network, params, "summary").paragraphs
    first = _of_host(network, params) if params.host != ALL else EMPTY
    said = [first, *own] if own else _findings(network, params, first)
    found = _explained([one for one in said if one], network)
    made = Prose(found, "markdown" if own else "paragraphs", "summary", home="summary")
    return finish(made, "summary", network, params)


def how_to_read(network: Network, params: Params) -> Prose:
    """What the marks mean that the network's numbers can have."""
    said = Sentence(marks.meaning(not network.statements.empty, bool(hidden(network))))
    return finish(Prose([said], "markdown", "marks"), "marks", network, params)


def _explained(said: list[Sentence], network: Network) -> list[Sentence]:
    """The sentences, and what ‡ means if it is in one of them and not explained yet."""
    rule, text = hidden(network), " ".join(one.text for one in said)
    told = rule is None or HIDDEN not in text or rule.note in text
    return said if told or rule is None else [*said, Sentence(rule.note)]


def _findings(network: Network, params: Params, of_host: Sentence) -> list[Sentence]:
    """What the main exhibits found; one sentence alone joins the paragraph before it."""
    begun, said = EMPTY, set(SAID_OF_HOST if of_host else ())
    if asks("evolution", network):
        begun = opening(
            table_of("evolution", network, params), view_of("evolution", network, params)
        )
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
    view, table = view_of(stem, network, params), table_of(stem, network, params)
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
        return finish(Absent("clashes", ""), "clashes", network, params)
    view = view_of("verdicts", network, params)
    found = module.sentences(module.table(audit(network, params), view), view)
    return finish(Prose(found, "paragraphs", "verdicts"), "clashes", network, params)


def references(network: Network, params: Params) -> Prose | Absent:
    """The works that the report cites, and the documents it is about; in JupyterLab all works."""
    if lacking(network, ("frameworks",)):
        return finish(Absent("references", ""), "references", network, params)
    shelf, listed = Frameworks(), citations.load().values()
    sources = set(shelf.table("sources")["key"])
    network.note(*shelf.used(network.folder))
    works = [{**vars(work), "source": work.key in sources} for work in listed]
    made = Prose([Sentence(work.text) for work in listed], "references", "references", works)
    return finish(made, "references", network, params)


def about(network: Network, params: Params) -> Prose:
    """How the report was made: the command, the versions of what made it, its inputs."""
    files = colophon.inputs(network)
    network.note(*(os.path.relpath(path, network.folder) for path in files))
    sums = colophon.checksums(files, secret=bool(hidden(network)))
    if params.output:
        colophon.save(sums, Path(params.output))
    said = [Sentence(f"{term}\t{what}") for term, what in colophon.lines(network, params, sums)]
    return finish(Prose(said, "definitions", "about"), "about", network, params)


def _function(stem: str) -> Callable[..., Exhibit | Absent]:
    def exhibit(
        network: Network, params: Params | None = None, palette: Palette | None = None
    ) -> Exhibit | Absent:
        return make(stem, network, params or Params(network=str(network.folder)), palette)

    exhibit.__name__ = exhibit.__qualname__ = stem
    exhibit.__doc__ = REGISTRY[stem].__doc__
    return exhibit


globals().update({stem: _function(stem) for stem in REGISTRY})

__all__ = [
    "about", "cite", "clashes", "explore", "find", "how_to_read", "make", "numbers", "own_table",
    "places", "ranges", "references", "sheet", "start", "summary", "table", "text", "tile_map",
    "why", *REGISTRY,
]  # fmt: skip


def _network_first(function: Callable[..., Made]) -> Callable[..., Made]:
    """The function, which tells who left the network out what to type."""

    @wraps(function)
    def asked(network: Network, *given: object, **named: object) -> Made:
        if not isinstance(network, Network):
            call = f"report.{function.__name__}(network, ...)"
            raise UserError(
                f"The network comes first: network, params = report.start(), then {call}."
            )
        return function(network, *given, **named)

    return asked


for _name in __all__:
    _first = next(iter(inspect.signature(globals()[_name]).parameters.values()), None)
    if _first and _first.annotation in (Network, "Network"):
        globals()[_name] = _network_first(globals()[_name])


def __dir__() -> list[str]:
    return sorted(__all__)


if not TYPE_CHECKING:  # who checks types is told of a wrong name by the checker

    def __getattr__(name: str) -> NoReturn:
        near = nearest(name, __all__)
        raise NoSuchName(f"report has no '{name}': dir(report) lists what there is.{near}")

"""What answers a network's numbers: statements, rows, the audit; a small-cell rule hides some."""

from collections.abc import Iterable

from helpers.data.network import Network, once
from helpers.exhibits import REGISTRY
from helpers.exhibits.asking import lacking
from helpers.numbers import grid as grids
from helpers.numbers.audit import findings as audits
from helpers.numbers.evidence import Evidence
from helpers.numbers.grid import Asked, Grid, Table
from helpers.numbers.question import ALL, Question
from helpers.numbers.suppression import kept
from helpers.numbers.suppression.plan import Plan
from helpers.params import Params


def questions(network: Network) -> dict[Question, Asked]:
    """What the audit is to bound: the open numbers of all exhibits that the network allows."""
    grids_ = [grid(network, stem) for stem in REGISTRY if asks(stem, network)]
    asked = [one for each in grids_ for one in each.asked if one.audited]
    return {one.question: one for one in asked if one.question}


def asks(stem: str, network: Network) -> bool:
    """Has the exhibit numbers, and the network what they need?"""
    return hasattr(REGISTRY[stem], "grid") and not lacking(network, REGISTRY[stem].NEEDS)


@once
def grid(network: Network, stem: str) -> Grid:
    """What an exhibit asks of a network: the same in the reports of all hosts."""
    found: Grid = REGISTRY[stem].grid(network)
    return found


def table_of(stem: str, network: Network, params: Params, known: Evidence | None = None) -> Table:
    """The numbers of an exhibit: the answers to its questions, by the best evidence at hand or by
    what else is `known`."""
    answering, host = known or evidence(network, params), params.host
    for_all = host == ALL or grid(network, stem).compares
    return _for_all(network, stem, answering) if for_all else _table(network, stem, answering, host)


@once
def _for_all(network: Network, stem: str, answering: Evidence) -> Table:
    """The table of all hosts' reports. What answers rests on all else that a reader may choose."""
    return _table(network, stem, answering, ALL)


def _table(network: Network, stem: str, answering: Evidence, host: str) -> Table:
    module, found = REGISTRY[stem], grids.table(answering, grid(network, stem), host)
    return module.arrange(found) if hasattr(module, "arrange") else found


def evidence(network: Network, params: Params) -> Evidence:
    """The best evidence at hand for the network's numbers."""
    return _evidence(network, params.readings, params.evidence, params.view == "example")


@once
def _evidence(network: Network, readings: str, public: str, example: bool) -> Evidence:
    if network.statements.empty:
        return Evidence(network, hidden=hidden(network))
    found = _audit(network, readings, public)
    return Evidence(network, found, found.example if example else None)


@once
def hidden(network: Network) -> Plan | None:
    """What the network's small-cell rule hides in all its reports together; None without a rule."""
    if not network.config.get("suppress"):
        return None
    # Asked of another reading of the folder: what grids read beside is no input of every notebook.
    whole = Network(network.folder)
    return kept.plan(whole, asked(whole))


def asked(network: Network) -> list[Question]:
    """Every question whose answer an exhibit shows, as a number or as the base of one."""
    grids_ = [grid(network, stem) for stem in REGISTRY if asks(stem, network)]
    found = ((one.question, one.whole) for each in grids_ for one in each.asked)
    return list(dict.fromkeys(one for pair in found for one in pair if one))


def audit(network: Network, params: Params) -> audits.Findings:
    """What the audit of the network's statements found."""
    return _audit(network, params.readings, params.evidence)


@once
def _audit(network: Network, readings: str, public: str) -> audits.Findings:
    network.note(*audits.FILES)
    # Asked of another reading of the folder: what grids read beside is no input of every notebook.
    asked = questions(Network(network.folder))
    return audits.findings(network, list(asked), readings, public)


def partnerships_of(network: Network, params: Params, hosts: Iterable[str]) -> dict[str, str]:
    """How many partnerships there are in the last period, as text: each host's and ("") all."""
    found = evidence(network, params)
    asked = {host: Question(network.last, {"host": host} if host else {}) for host in ("", *hosts)}
    return {host: grids.answer(found, question).text() for host, question in asked.items()}

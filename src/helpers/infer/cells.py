"""The numbers that exhibits show, cell by cell, as selections of alliances."""

from __future__ import annotations

from helpers.infer.entities import CLASSES, NO_REPORT, how_selection
from helpers.infer.model import Cell
from helpers.infer.tables import EVERYTHING, Selection, among
from helpers.network import Network
from helpers.params import ALL

REPORTING = Selection(frozenset(["size"]), lambda cell: cell["size"] != NO_REPORT)
ANY_REASON = ("transformed", "renamed", "coverage", "coverage_expanded", "coverage_reduced", "coverage_within_state", "split", "merged")


def of(network: Network) -> list[Cell]:
    """All cells that the audit bounds, exhibit by exhibit."""
    return [*active_size_by_topic(network), *transformations(network), *by_lab(network, "topics", "topic"),
            *by_lab(network, "scope", "scope"), *evolution(network), *crossed(network, "change_by_topic", "change", CLASSES),
            *crossed(network, "scope_by_topic", "scope", network.config["scopes"])]


def _cell(exhibit: str, selection: Selection, first: bool = False, **keys: str) -> Cell:
    return Cell(exhibit, tuple(keys.items()), selection, first)


def _of_lab(lab: str) -> Selection:
    return EVERYTHING if lab == ALL else among("lab", [lab])


def active_size_by_topic(network: Network) -> list[Cell]:
    """Figure 5: reporting alliances by topic area and size class, and those of each topic area."""
    found = []
    for topic in network.config["topics"]:
        found += [_cell("active_size_by_topic", among("topic", [topic]) & among("size", [size]), lab=ALL, topic=topic, size_class=size)
                  for size in network.config["size_classes"]]
        found.append(_cell("active_size_by_topic", among("topic", [topic]) & REPORTING, lab=ALL, topic=topic, size_class="total"))
    return found


def transformations(network: Network) -> list[Cell]:
    """Figure B1: alliances by predominant change, in all and by lab; in all also by any reason."""
    found = [_cell("transformations", _of_lab(lab) & among("class", [name]), lab=lab, change=name, measure="count")
             for lab in (ALL, *network.labs) for name in CLASSES]
    return found + [_cell("transformations", how_selection(name), lab=ALL, change=name, measure="any reason") for name in ANY_REASON]


def by_lab(network: Network, exhibit: str, attribute: str) -> list[Cell]:
    """Alliances of each lab by topic area or scope."""
    return [_cell(exhibit, among("lab", [lab]) & among(attribute, [value]), lab=lab, **{attribute: value})
            for lab in network.labs for value in network.config[f"{attribute}s"]]


def evolution(network: Network) -> list[Cell]:
    """Figure 1, lab by lab: alliances of year 1 and what became of them, alliances of the last year and where they come from."""
    first, last = network.config["periods"]
    fates = {"total": EVERYTHING, "continued": among("fate", ["continued", "split", "merged"]), "ended": among("fate", ["ended"])}
    found = []
    for lab in network.labs:
        found += [_cell("evolution", _of_lab(lab) & fate, first=True, lab=lab, period=first, change=name) for name, fate in fates.items()]
        found += [_cell("evolution", _of_lab(lab) & how_selection(name), lab=lab, period=last, change=name)
                  for name in ("unchanged", "transformed", "new")]
    return found


def crossed(network: Network, exhibit: str, name: str, values) -> list[Cell]:
    """Alliances of each topic area by change or scope."""
    attribute = {"change": "class"}.get(name, name)
    return [_cell(exhibit, among("topic", [topic]) & among(attribute, [value]), topic=topic, **{name: value})
            for topic in network.config["topics"] for value in values]


def margins(network: Network) -> list[Cell]:
    """Totals of topic areas, scopes, changes and size classes: what a free cell's range follows from."""
    asked = [("topic", "topic", network.config["topics"]), ("scope", "scope", network.config["scopes"]), ("change", "class", CLASSES),
             ("size_class", "size", network.config["size_classes"])]
    found = [_cell("margins", among(attribute, [value]), **{name: value}) for name, attribute, values in asked for value in values]
    return [*found, _cell("margins", REPORTING, size_class="total")]

"""What `make check` says of a network: what was understood, what is wrong, what to look at."""

from pathlib import Path
from typing import NamedTuple

from helpers.data import checks, frameworks, lookover, understood
from helpers.data.csvfile import shown
from helpers.data.network import Network
from helpers.errors import UserError

FINE = "{} is as its schema says."


class Found(NamedTuple):
    """Lines to print, in this order; there is nothing wrong if there are no `problems`."""

    lines: list[str]
    problems: list[str]
    looks: list[str]


def examined(folder: Path) -> Found:
    """What there is to say of a network, however much of it can be read. Builds nothing."""
    try:
        network, problems = checks.examined(folder)
    except UserError as error:  # of network.yml, without which nothing can be understood
        return Found([], _marked("PROBLEM", error.messages), [])
    if network.config["frameworks"]:
        problems += _of_frameworks()
    lines, looks = _said(network)
    fine = [] if problems else [FINE.format(shown(folder))]
    return Found(lines, _marked("PROBLEM", problems), [*_marked("CHECK", looks), *fine])


def _said(network: Network) -> tuple[list[str], list[str]]:
    if network.table("partnerships").empty:
        return [], network.notes
    lines = [f"  {line}" for line in understood.sentences(network)]
    return ["understood:", *lines], lookover.sentences(network)


def _of_frameworks() -> list[str]:
    try:
        frameworks.load()
    except UserError as error:
        return error.messages
    return []


def _marked(word: str, sentences: list[str]) -> list[str]:
    return [f"{word:<7} {sentence}" for sentence in sentences]

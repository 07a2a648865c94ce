"""A folder of CSV files -> a checked, frozen Network.

`load(folder)` checks everything and names all problems at once; `Network(folder)` reads lazily and
checks each file when it is first used.
"""

from __future__ import annotations

from pathlib import Path

from helpers.data import checks, schema
from helpers.data.reader import CONFIG, VOCABULARIES, Network
from helpers.data.tables import read_table
from helpers.errors import UserError

__all__ = ["CONFIG", "VOCABULARIES", "Network", "load", "read_table"]


def load(folder: Path) -> Network:
    """The checked network in `folder`; UserError names every problem of every file at once."""
    found = Network(Path(folder))
    problems = _table_problems(found) or checks.problems(found)
    if problems:
        raise UserError(problems)
    return found


def _table_problems(found: Network) -> list[str]:
    problems: list[str] = []
    found.config  # noqa: B018 - nothing else can be checked without it
    for name in ("hosts", *(name for name in schema.TABLES if name != "hosts")):
        try:
            found.table(name)
        except UserError as error:
            problems += error.messages
    return list(dict.fromkeys(problems))

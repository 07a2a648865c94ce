"""A folder of CSV files -> a checked, frozen Network.

`load(folder)` checks everything and names all problems at once; `Network(folder)` reads lazily and
checks each file when it is first used.
"""

from pathlib import Path

from helpers.data import checks, schema
from helpers.data.csvfile import shown
from helpers.data.reader import CONFIG, VOCABULARIES, Network
from helpers.data.tables import read_table
from helpers.errors import UserError

__all__ = ["CONFIG", "VOCABULARIES", "Network", "load", "read_table"]


def load(folder: Path) -> Network:
    """The checked network in `folder`; UserError names every problem of every file at once."""
    found = Network(Path(folder))
    problems = [problem for name in _order() for problem in found.read(name)]
    if problems:
        problems += checks.of_rows(found)
    elif not found.periods:
        problems = [
            f"{shown(found.folder / schema.PARTNERSHIPS.file)} has no rows: write one for each "
            "partnership and period, with its period and name."
        ]
    else:
        problems = checks.problems(found)
    if problems:
        raise UserError(list(dict.fromkeys(problems)))
    return found


def _order() -> list[str]:
    """The tables in an order in which each is read after those whose ids it names."""
    first = [schema.HOSTS.name, schema.PARTNERSHIPS.name]
    return [*first, *(name for name in schema.TABLES if name not in first)]

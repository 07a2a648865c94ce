"""Small networks for tests: a sheet typed in the test, or a copy of a network to break."""

from __future__ import annotations

import csv
from pathlib import Path
from shutil import copytree
from textwrap import dedent

import pytest

from helpers import paths
from helpers.data import checks
from helpers.data.network import Network
from helpers.errors import UserError

NETWORKS = Path(__file__).parent / "networks"
EMBEDDED = paths.network_folder(paths.default_network())


def sheet(folder: Path, rows: str, settings: str = "") -> Path:
    """A network's folder with these rows as partnerships.csv and, if any, these settings."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "partnerships.csv").write_text(dedent(rows).strip() + "\n", encoding="utf-8")
    if settings:
        (folder / "network.yml").write_text(dedent(settings), encoding="utf-8")
    return folder


def loaded(folder: Path, rows: str, settings: str = "") -> Network:
    """The network that these rows and settings make."""
    return checks.load(sheet(folder, rows, settings))


def copied(folder: Path, source: Path = EMBEDDED) -> Path:
    """A copy of a network that a test may break."""
    return Path(copytree(source, folder / "mine"))


def change(path: Path, old: str, new: str) -> None:
    """Replace a piece of a file once; the piece must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, "the test's own premise"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def put(path: Path, row: str, column: str, value: str) -> None:
    """Write a cell: of the first row that has the text `row` in one of its cells."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    next(cells for cells in rows if row in cells.values())[column] = value
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def problems(folder: Path) -> list[str]:
    """The sentences with which loading a network ends."""
    with pytest.raises(UserError) as raised:
        checks.load(folder)
    return raised.value.messages

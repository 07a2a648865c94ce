"""Runs notebooks: one at a time by papermill, strict about parameters; joins them; makes them comparable.

Only the build's worker processes import this module: papermill and nbformat are slow to import.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from helpers.errors import UserError, one_of
from helpers.mime import EXHIBIT_MIME, PROSE_MIME


_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_RUN_METADATA = {"papermill", "execution", "ExecuteTime", "widgets", "signature"}
_COLOUR_CODES = re.compile(r"\x1b\[[0-9;]*m")


class NotebookFailed(Exception):
    """A cell failed for a reason that is no user error. One line as text; `traceback` holds the rest."""

    def __init__(self, line: str, traceback: str) -> None:
        super().__init__(line)
        self.traceback = traceback


# -- run ----------------------------------------------------------------------------------------------------


def run(notebook: Path, parameters: dict[str, Any], name: str = "") -> NotebookNode:
    """Execute a notebook in its own folder and return it with its outputs; nothing is written.

    `parameters` must all be set in the notebook's cell tagged `parameters`. `name` is what messages
    call the notebook. Raises UserError (unknown parameter, not a notebook, or raised by a cell) or
    NotebookFailed.
    """
    name = name or notebook.name
    position = _check_parameters(notebook, parameters, name)
    try:
        return _execute(notebook, parameters)
    except PapermillExecutionError as error:
        injected = bool(parameters) and error.cell_index > position
        raise _explained(error, name, error.cell_index + 1 - injected) from None
    except (DeadKernelError, CellTimeoutError) as error:
        raise NotebookFailed(f"{name}: the kernel stopped before the end.", str(error)) from None


def _check_parameters(notebook: Path, parameters: dict[str, Any], name: str) -> int:
    """Position of the cell tagged `parameters`; papermill alone only warns about unknown ones."""
    try:
        cells = nbformat.read(notebook, as_version=4).cells
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError):
        raise UserError(f"{name} is not a notebook: mend it, or take it back from git.") from None
    position = next((at for at, cell in enumerate(cells) if "parameters" in _tags(cell)), None)
    if not parameters:
        return len(cells)
    if position is None:
        raise UserError(f"{name} has no cell tagged 'parameters': "
                        f"tag the one that sets {one_of(parameters)}.")
    known = papermill.inspect_notebook(str(notebook))
    unknown = [parameter for parameter in parameters if parameter not in known]
    if unknown:
        raise UserError(f"{name} has no parameter '{parameter}': "
                        f"its cell tagged 'parameters' sets {one_of(known)}." for parameter in unknown)
    return position


def _execute(notebook: Path, parameters: dict[str, Any]) -> NotebookNode:
    """Papermill over ipc sockets, which other users of the machine cannot read (and ipykernel stays silent).

    The sockets live in a temporary folder: a path in a deep checkout would be too long for them.
    """
    with tempfile.TemporaryDirectory(prefix="report-") as sockets:
        settings = {"transport": "ipc", "connection_file": str(Path(sockets) / "kernel.json")}
        return papermill.execute_notebook(
            str(notebook), None, parameters=parameters, kernel_name=_KERNEL["name"], language="python",
            cwd=str(notebook.parent), progress_bar=False, autosave_cell_every=0, shutdown_kernel="immediate",
            coalesce_streams=True, config=Config({"KernelManager": settings}))


def _explained(error: PapermillExecutionError, name: str, number: int) -> UserError | NotebookFailed:
    """`number` is the cell's place in the notebook as the author sees it, from 1."""
    if error.ename == UserError.__name__:
        return UserError(error.evalue.splitlines())
    first = next(iter(error.evalue.splitlines()), "")
    line = f"{name}, cell {number}: {error.ename}: {first}"
    return NotebookFailed(line, _COLOUR_CODES.sub("", "\n".join([line, *error.traceback])))


# -- make comparable ----------------------------------------------------------------------------------------


def normalise(nb: NotebookNode) -> NotebookNode:
    """A copy without what differs from run to run: times, interpreter version, injected cells, random ids.

    Ids that an author's cells have are kept; cells without one get an id from their place.
    """
    nb = deepcopy(nb)
    nb.nbformat, nb.nbformat_minor = 4, 5
    nb.metadata = _without_run(nb.metadata)
    nb.metadata |= {"kernelspec": dict(_KERNEL), "language_info": {"name": "python"}}
    nb.cells = [cell for cell in nb.cells if "injected-parameters" not in _tags(cell)]
    for number, cell in enumerate(nb.cells, 1):
        cell.metadata = _without_run(cell.metadata)
        cell.setdefault("id", f"cell-{number:02d}")
    return nb


def _without_run(metadata: NotebookNode) -> NotebookNode:
    """Papermill also gives each cell a list of tags: an empty one goes too."""
    return NotebookNode({key: value for key, value in metadata.items()
                         if key not in _RUN_METADATA and not (key == "tags" and not value)})


def _tags(cell: NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


# -- join ---------------------------------------------------------------------------------------------------


def merge(notebooks: Iterable[tuple[str, NotebookNode]], about: dict[str, Any]) -> NotebookNode:
    """One notebook of all cells in order. `notebooks` are (path to name it by, executed notebook).

    Each cell's metadata say which notebook it is from; `about` becomes metadata.alliance_report.
    """
    merged = nbformat.v4.new_notebook()
    merged.cells = [cell for path, nb in notebooks for cell in _signed_cells(path, nb)]
    merged.metadata = normalise(merged).metadata | {"alliance_report": about}
    return nbformat.from_dict(merged)


def _signed_cells(path: str, nb: NotebookNode) -> Iterator[NotebookNode]:
    """The cells of one notebook with ids that are unique in the merged one; counts restart, so they go."""
    stem = re.sub(r"[^A-Za-z0-9]+", "-", Path(path).stem)[:50]
    for number, cell in enumerate(normalise(nb).cells, 1):
        cell.id = f"{stem}-{number:02d}"
        cell.metadata["alliance_report"] = {"notebook": path}
        for counted in [cell, *cell.get("outputs", [])]:
            if "execution_count" in counted:
                counted["execution_count"] = None
        yield cell


def claims(merged: NotebookNode) -> list[dict[str, Any]]:
    """What the report says, in order: each claim of a record, with its exhibit's stem or its chapter."""
    found, chapter = [], ""
    for cell in merged.cells:
        if cell.cell_type == "markdown":
            chapter = _last_chapter(cell.source) or chapter
        for output in cell.get("outputs", []):
            found += _claims_of(output.get("data", {}), chapter)
    return found


def _claims_of(data: dict[str, Any], chapter: str) -> list[dict[str, Any]]:
    if EXHIBIT_MIME in data:
        record, place = data[EXHIBIT_MIME], {"exhibit": data[EXHIBIT_MIME].get("stem", "")}
    else:
        record, place = data.get(PROSE_MIME, {}), {"chapter": chapter}
    return [place | claim for claim in record.get("claims", [])]


def _last_chapter(source: str) -> str:
    titles = re.findall(r"^# +(.+?) *#* *$", re.sub(r"(?ms)^```.*?^```", "", source), re.MULTILINE)
    return titles[-1] if titles else ""


def dumps(nb: NotebookNode) -> str:
    """The text of a notebook file, as JupyterLab writes it."""
    return nbformat.writes(nb).rstrip("\n") + "\n"

"""Runs one notebook by papermill, strict about parameters, and makes it comparable.

Only the build's worker processes import this module: papermill and nbformat are slow to import.
"""

import ast
import re
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import raise_for_execution_errors, remove_error_markers
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from papermill.translators import PythonTranslator
from papermill.utils import chdir

from helpers.errors import UserError, one_of
from helpers.publish import engine

# How notebooks are checked is compiled when first asked for: here, once for all forks.
nbformat.validator.get_validator(4, 5)

_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
# As kernels say it, but for the version: exporters to scripts need it, and a notebook that is
# opened and saved stays as it is.
_LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}
_RUN_METADATA = {"papermill", "execution", "ExecuteTime", "widgets", "signature"}
_COLOUR_CODES = re.compile(r"\x1b\[[0-9;]*m")
INJECTED, EXPLORE = "injected-parameters", "explore"
"""Tags of cells: what papermill puts in; what is for readers of the notebook, not of the report."""


class NotebookFailed(Exception):
    """A cell failed for a reason that is no user error: one line; `traceback` holds the rest."""

    def __init__(self, line: str, traceback: str) -> None:
        super().__init__(line)
        self.traceback = traceback


# -- run -------------------------------------------------------------------------------------------


def run(notebook: Path, parameters: dict[str, Any], name: str = "") -> NotebookNode:
    """Execute a notebook in its own folder and return it with its outputs; nothing is written.

    `parameters` must all be set in the notebook's cell tagged `parameters`; with them, as for a
    report, cells tagged `explore` are left out. `name` is what messages call the notebook. Raises
    UserError (unknown parameter, not a notebook, or raised by a cell) or NotebookFailed.
    """
    name = name or notebook.name
    nb = deepcopy(_read(notebook, name))
    position = _check_parameters(nb.cells, parameters, name)
    places = [place for place, one in enumerate(nb.cells) if not (parameters and explores(one))]
    nb.cells = [nb.cells[place] for place in places]
    try:
        return _execute(nb, notebook.parent, parameters)
    except PapermillExecutionError as error:
        injected = bool(parameters) and error.cell_index > position
        number = places[error.cell_index - injected] + 1
        raise _explained(error, name, number) from None


def declared(notebook: Path, name: str = "") -> list[str]:
    """The parameters that a notebook's cell tagged `parameters` sets; none without such a cell."""
    cell = _parameters_cell(_read(notebook, name or notebook.name).cells)
    return [target for target, _ in _assignments(cell.source)] if cell else []


def _read(notebook: Path, name: str) -> NotebookNode:
    """A notebook without the outputs that are stored in it."""
    at = notebook.stat()
    try:
        return _without_outputs(notebook, at.st_size, at.st_mtime_ns)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError):
        raise UserError(f"{name} is not a notebook: mend it, or take it back from git.") from None


@cache
def _without_outputs(notebook: Path, *_changes: int) -> NotebookNode:
    """Read once a process, which may run it for many hosts: not to be changed."""
    nb = load_notebook_node(str(notebook))
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nb


def _check_parameters(cells: list[NotebookNode], parameters: dict[str, Any], name: str) -> int:
    """Position of the cell tagged `parameters`; papermill alone only warns about unknown ones."""
    if not parameters:
        return len(cells)
    cell = _parameters_cell(cells)
    if cell is None:
        raise UserError(
            f"{name} has no cell tagged 'parameters': tag the one that sets {one_of(parameters)}."
        )
    known = [target for target, _ in _assignments(cell.source)]
    unknown = [parameter for parameter in parameters if parameter not in known]
    if unknown:
        raise UserError(
            f"{name} has no parameter '{parameter}': "
            f"its cell tagged 'parameters' sets {one_of(known)}."
            for parameter in unknown
        )
    return int(cells.index(cell))


def _parameters_cell(cells: list[NotebookNode]) -> NotebookNode | None:
    return next((cell for cell in cells if "parameters" in tags(cell)), None)


def _assignments(source: str) -> list[tuple[str, ast.expr]]:
    """Each `name: type = value` or `name = value` of a cell: the name, and its value's place."""
    try:
        body = ast.parse(source).body
    except SyntaxError:  # the kernel will say so, with the line
        return []
    found: list[tuple[ast.expr, ast.expr | None]] = [
        (node.target, node.value) for node in body if isinstance(node, ast.AnnAssign)
    ]
    found += [(node.targets[0], node.value) for node in body if isinstance(node, ast.Assign)]
    return [
        (target.id, value)
        for target, value in found
        if isinstance(target, ast.Name) and value is not None
    ]


def _execute(nb: NotebookNode, folder: Path, parameters: dict[str, Any]) -> NotebookNode:
    """What `papermill.execute_notebook` does, but for reading and writing a notebook's text."""
    how = {"kernel_name": _KERNEL["name"], "engine_name": engine.NAME}
    if parameters:
        nb = parameterize_notebook(nb, parameters, language="python", **how)
    nb = remove_error_markers(nb)
    with chdir(folder):
        nb = papermill_engines.execute_notebook_with_engine(
            nb=nb, progress_bar=False, autosave_cell_every=0, **how
        )
    raise_for_execution_errors(nb, None)
    return nb


def _explained(
    error: PapermillExecutionError, name: str, number: int
) -> UserError | NotebookFailed:
    """`number` is the cell's place in the notebook as the author sees it, from 1."""
    if error.ename == UserError.__name__:
        return UserError(error.evalue.splitlines())
    first = next(iter(error.evalue.splitlines()), "")
    line = f"{name}, cell {number}: {error.ename}: {first}"
    return NotebookFailed(line, _COLOUR_CODES.sub("", "\n".join([line, *error.traceback])))


# -- make comparable -------------------------------------------------------------------------------


def with_values(nb: NotebookNode, values: dict[str, Any]) -> NotebookNode:
    """The notebook with these values in its cell of parameters: it shows what ran."""
    if cell := _parameters_cell(nb.cells):
        shown = NotebookNode(cell, source=_set(cell.source, values))
        nb = NotebookNode(nb, cells=[shown if one is cell else one for one in nb.cells])
    return nb


def _set(source: str, values: dict[str, Any]) -> str:
    """The source with the values put in the place of those that are assigned; comments stay."""
    lines = source.splitlines()
    for name, old in _assignments(source):
        if name not in values or old.lineno != old.end_lineno:
            continue
        line = lines[old.lineno - 1].encode()  # ast counts bytes
        new = PythonTranslator.translate(values[name]).encode()
        lines[old.lineno - 1] = (line[: old.col_offset] + new + line[old.end_col_offset :]).decode()
    return "\n".join(lines)


def normalise(nb: NotebookNode) -> NotebookNode:
    """A copy without what differs from run to run: times, interpreter, injected cells, random ids.

    Ids that an author's cells have are kept; cells without one get an id from their place.
    """
    metadata = _without_run(nb.metadata)
    metadata |= {"kernelspec": dict(_KERNEL), "language_info": dict(_LANGUAGE)}
    cells = [
        NotebookNode({"id": f"cell-{number:02d}"} | cell, metadata=_without_run(cell.metadata))
        for number, cell in enumerate((one for one in nb.cells if INJECTED not in tags(one)), 1)
    ]
    return NotebookNode(nb, nbformat=4, nbformat_minor=5, metadata=metadata, cells=cells)


def _without_run(metadata: NotebookNode) -> NotebookNode:
    """Papermill also gives each cell a list of tags: an empty one goes too."""
    return NotebookNode(
        {
            key: value
            for key, value in metadata.items()
            if key not in _RUN_METADATA and not (key == "tags" and not value)
        }
    )


def tags(cell: NotebookNode) -> list[str]:
    """A cell's tags."""
    return list(cell.metadata.get("tags", []))


def explores(cell: NotebookNode) -> bool:
    """Is it for readers of the notebook only?"""
    return EXPLORE in tags(cell)


def dumps(nb: NotebookNode) -> str:
    """The text of a notebook file, as JupyterLab writes it."""
    return nbformat.v4.writes(nb).rstrip("\n") + "\n"

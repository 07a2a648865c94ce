"""Running one notebook and making it comparable. Each notebook's name says its situation."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from helpers.errors import UserError
from helpers.publish import engine
from helpers.publish import run as runs

NOTEBOOKS = Path(__file__).parent / "notebooks"
PARAMETERS = {"network": "tiny", "host": "all", "names": True, "output": ""}


def run(name: str, **parameters: object) -> nbformat.NotebookNode:
    return runs.run(NOTEBOOKS / f"{name}.ipynb", parameters)


@pytest.fixture(autouse=True)
def shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A build runs notebooks in forks: what their shell does to a process must not stay in this."""
    monkeypatch.setattr(getpass, "getpass", getpass.getpass)
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.setattr(sys, "path", sys.path[:])
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)
    engine._shell.cache_clear()
    engine._ZMQShell.clear_instance()


# -- run -------------------------------------------------------------------------------------------


def test_a_parameter_given_replaces_the_one_in_the_notebook():
    executed = run("names_shown", names=False, host="Northeast & Islands")
    assert executed.cells[-1].outputs[0].text == "no names of Northeast & Islands\n"


def test_without_parameters_the_notebook_runs_as_it_stands():
    assert run("names_shown").cells[-1].outputs[0].text == "names of all\n"


def test_an_unknown_parameter_stops_the_run():
    with pytest.raises(UserError) as stopped:
        run("unknown_parameter", network="tiny", host="all")
    assert stopped.value.messages == [
        "unknown_parameter.ipynb has no parameter 'host': "
        "its cell tagged 'parameters' sets network."
    ]


def test_a_notebook_without_a_parameters_cell_is_named():
    with pytest.raises(UserError, match="no_parameters_cell.ipynb has no cell tagged 'parameters'"):
        run("no_parameters_cell", network="tiny")


def test_a_file_that_is_no_notebook_is_named():
    with pytest.raises(UserError, match="not_a_notebook.ipynb is not a notebook"):
        run("not_a_notebook", network="tiny")


def test_what_a_user_can_mend_comes_out_as_it_was_said():
    with pytest.raises(UserError) as stopped:
        run("error_for_the_user", **PARAMETERS)
    assert stopped.value.messages == [
        "first.csv, row 3: topic is empty.",
        "first.csv, row 4: host is unknown.",
    ]


@pytest.mark.parametrize("parameters", [{}, PARAMETERS])
def test_any_other_error_is_one_line_with_the_cell_as_its_author_counts(parameters):
    with pytest.raises(runs.NotebookFailed) as stopped:
        run("division_by_zero", **parameters)
    assert (
        str(stopped.value) == "division_by_zero.ipynb, cell 3: ZeroDivisionError: division by zero"
    )
    assert "1 / 0" in stopped.value.traceback
    assert "\x1b" not in stopped.value.traceback


# -- make comparable -------------------------------------------------------------------------------


def test_two_runs_give_the_same_text():
    first, second = (runs.dumps(runs.normalise(run("names_shown", **PARAMETERS))) for _ in range(2))
    assert first == second
    assert "papermill" not in first
    assert "injected-parameters" not in first


def test_normalising_keeps_what_the_author_wrote():
    stored = nbformat.read(NOTEBOOKS / "reads_first_file.ipynb", as_version=4)
    assert runs.dumps(runs.normalise(stored)) == (NOTEBOOKS / "reads_first_file.ipynb").read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    "source, shown",
    [
        ('host: str = "all"  # one, or all', 'host: str = "O\'Neil \\"x\\""  # one, or all'),
        ("host = 'all'", 'host = "O\'Neil \\"x\\""'),
        ('é = "é"; host = "all" # é', 'é = "é"; host = "O\'Neil \\"x\\"" # é'),
        ('other: str = "all"', 'other: str = "all"'),
        ("host: str", "host: str"),
        ("host = (", "host = ("),
    ],
)
def test_the_values_that_ran_stand_in_the_cell(source, shown):
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["parameters"]})
    nb = nbformat.v4.new_notebook(cells=[cell])
    assert runs.with_values(nb, {"host": 'O\'Neil "x"'}).cells[0].source == shown
    assert nb.cells[0].source == source


def test_a_notebook_says_which_parameters_it_has():
    assert runs.declared(NOTEBOOKS / "names_shown.ipynb") == ["network", "host", "names", "output"]
    assert runs.declared(NOTEBOOKS / "no_parameters_cell.ipynb") == []

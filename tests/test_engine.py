"""Running one notebook, making it comparable, joining several. Each notebook's name says its situation."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from helpers import engine
from helpers.errors import UserError

NOTEBOOKS = Path(__file__).parent / "notebooks"
PARAMETERS = {"network": "tiny", "lab": "all", "names": True, "output": ""}


def run(name: str, **parameters: object) -> nbformat.NotebookNode:
    return engine.run(NOTEBOOKS / f"{name}.ipynb", parameters)


# -- run ----------------------------------------------------------------------------------------------------


def test_a_parameter_given_replaces_the_one_in_the_notebook():
    executed = run("names_shown", names=False, lab="Northeast & Islands")
    assert executed.cells[-1].outputs[0].text == "no names of Northeast & Islands\n"


def test_without_parameters_the_notebook_runs_as_it_stands():
    assert run("names_shown").cells[-1].outputs[0].text == "names of all\n"


def test_an_unknown_parameter_stops_the_run():
    with pytest.raises(UserError) as stopped:
        run("unknown_parameter", network="tiny", lab="all")
    assert stopped.value.messages == [
        "unknown_parameter.ipynb has no parameter 'lab': its cell tagged 'parameters' sets network."]


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
        "first.csv, row 3: topic is empty.", "first.csv, row 4: lab is unknown."]


@pytest.mark.parametrize("parameters", [{}, PARAMETERS])
def test_any_other_error_is_one_line_with_the_cell_as_its_author_counts(parameters):
    with pytest.raises(engine.NotebookFailed) as stopped:
        run("division_by_zero", **parameters)
    assert str(stopped.value) == "division_by_zero.ipynb, cell 3: ZeroDivisionError: division by zero"
    assert "1 / 0" in stopped.value.traceback
    assert "\x1b" not in stopped.value.traceback


# -- make comparable ----------------------------------------------------------------------------------------


def test_two_runs_give_the_same_text():
    first, second = (engine.dumps(engine.normalise(run("names_shown", **PARAMETERS))) for _ in range(2))
    assert first == second
    assert "papermill" not in first
    assert "injected-parameters" not in first


def test_normalising_keeps_what_the_author_wrote():
    stored = nbformat.read(NOTEBOOKS / "reads_first_file.ipynb", as_version=4)
    assert engine.dumps(engine.normalise(stored)) == (NOTEBOOKS / "reads_first_file.ipynb").read_text("utf-8")


# -- join ---------------------------------------------------------------------------------------------------


def shown(stem: str, *claims: str) -> nbformat.NotebookNode:
    """A cell that shows an exhibit with these claims."""
    record = {"stem": stem, "claims": [{"text": text} for text in claims]}
    output = nbformat.v4.new_output("display_data", {engine.EXHIBIT_MIME: record})
    return nbformat.v4.new_code_cell("show()", outputs=[output], execution_count=7)


def said(*claims: str) -> nbformat.NotebookNode:
    record = {"paragraphs": [], "claims": [{"text": text} for text in claims]}
    output = nbformat.v4.new_output("execute_result", {engine.PROSE_MIME: record}, execution_count=8)
    return nbformat.v4.new_code_cell("say()", outputs=[output], execution_count=8)


def two_chapters() -> nbformat.NotebookNode:
    text, notebook = nbformat.v4.new_markdown_cell, nbformat.v4.new_notebook
    who = notebook(cells=[text("# Who?"), shown("labs", "79 alliances"), said("ten labs")])
    what = notebook(cells=[text("Some text\n\n# What? #\n\n## In detail"), said("a", "b")])
    return engine.merge([("notebooks/01_who.ipynb", who), ("notebooks/02_what.ipynb", what)], {"title": "T"})


def test_the_merged_notebook_says_where_each_cell_is_from():
    merged = two_chapters()
    nbformat.validate(merged)
    assert merged.metadata["alliance_report"] == {"title": "T"}
    assert [(cell.id, cell.metadata["alliance_report"]["notebook"]) for cell in merged.cells] == [
        ("01-who-01", "notebooks/01_who.ipynb"), ("01-who-02", "notebooks/01_who.ipynb"),
        ("01-who-03", "notebooks/01_who.ipynb"),
        ("02-what-01", "notebooks/02_what.ipynb"), ("02-what-02", "notebooks/02_what.ipynb")]


def test_counts_that_would_start_again_in_each_chapter_are_gone():
    counts = [cell.execution_count for cell in two_chapters().cells if cell.cell_type == "code"]
    assert counts == [None, None, None]


def test_claims_stand_in_order_under_their_exhibit_or_chapter():
    assert engine.claims(two_chapters()) == [
        {"exhibit": "labs", "text": "79 alliances"}, {"chapter": "Who?", "text": "ten labs"},
        {"chapter": "What?", "text": "a"}, {"chapter": "What?", "text": "b"}]

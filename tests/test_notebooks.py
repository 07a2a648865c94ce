"""The notebooks are thin and hold for any network: a question in words, then calls of one line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from helpers import paths, report
from helpers.data import config
from helpers.exhibits import REGISTRY

NOTEBOOKS = sorted(paths.NOTEBOOKS.glob("[0-9]*.ipynb"))
CALL = re.compile(r'(?:(\w+) = )?report\.(\w+)\(network, params(?:, "(\w+)")?\)(?:\n(\w+))?')
OF_THE_WHOLE = {"summary", "how_to_read", "about", "clashes", "places", "references"}


def cells(notebook: Path) -> list[dict]:
    """The cells of the report: those for readers of the notebook have tests of their own."""
    found = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in found if "explore" not in cell["metadata"].get("tags", [])]


def calls() -> list[tuple[str, str]]:
    """Each call of all notebooks, in order: function, and the text's name where it has one."""
    sources = [
        "".join(cell["source"])
        for notebook in NOTEBOOKS
        for cell in cells(notebook)
        if cell["cell_type"] == "code" and not cell["metadata"].get("tags")
    ]
    matches = filter(None, map(CALL.fullmatch, sources))
    return [(found[2], found[3] or "") for found in matches]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_a_heading_parameters_setup_then_questions_and_calls(notebook):
    title, parameters, setup, *rest = cells(notebook)
    assert re.fullmatch(r"# [^#\n]+", "".join(title["source"]))
    assert (parameters["metadata"], setup["metadata"]) == (
        {"tags": ["parameters"]},
        {"tags": ["setup"]},
    )
    code = ["".join(cell["source"]) for cell in rest if cell["cell_type"] == "code"]
    assert code and all(CALL.fullmatch(source) for source in code)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_an_exhibit_is_bound_to_its_name_and_shown(notebook):
    """So that a reader can go on with it: `topics.table`."""
    code = ["".join(cell["source"]) for cell in cells(notebook) if cell["cell_type"] == "code"]
    for bound, name, _, shown in (
        found.groups() for found in filter(None, map(CALL.fullmatch, code))
    ):
        assert bound == shown and bound in (name, None)
        assert bound or name not in REGISTRY


def test_every_exhibit_has_its_call_and_none_is_shown_twice():
    shown = [name for name, _ in calls() if name != "text"]
    assert sorted(shown) == sorted([*REGISTRY, *OF_THE_WHOLE])
    assert all(callable(getattr(report, name)) for name in shown)


def test_words_of_notebooks_lead_nowhere():
    """A cross reference would be broken in a network without the exhibit: texts have those."""
    words = [
        "".join(cell["source"])
        for notebook in NOTEBOOKS
        for cell in cells(notebook)
        if cell["cell_type"] == "markdown"
    ]
    assert not [source for source in words if "](" in source or "[@" in source]


@pytest.mark.parametrize("network", paths.networks())
def test_every_text_of_a_network_is_shown_by_a_notebook(network):
    texts = {path.stem for path in (paths.network_folder(network) / "text").glob("*.md")}
    assert texts <= {name for function, name in calls() if function == "text"} | {"summary"}


@pytest.mark.parametrize("network", paths.networks())
def test_the_chapters_of_a_network_name_each_notebook_once(network):
    chapters = config.read(paths.network_folder(network))["chapters"]
    named = [stem for chapter in chapters for stem in chapter["notebooks"]]
    assert sorted(named) == (sorted(path.stem for path in NOTEBOOKS) if named else [])

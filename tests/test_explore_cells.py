"""Cells for readers of the notebooks: run and stored there, and left out of the report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import nbformat.v4 as v4
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from helpers import paths, report
from helpers.errors import UserError
from helpers.exhibits import REGISTRY
from helpers.exhibits.asked import Nothing
from helpers.exhibits.prose import Absent
from helpers.mime import EXHIBIT_MIME
from helpers.publish import run as runs
from helpers.publish.merge import claims, merge
from helpers.publish.plan import _TAKES_HOST
from helpers.text import citations, links

ALL = sorted(paths.NOTEBOOKS.glob("*.ipynb"))
OF_REPORT = [path for path in ALL if path.name[0].isdigit()]
EXPLORERS = [path for path in ALL if path not in OF_REPORT]
LINK = re.compile(r"\]\(([^)\s]+)\)")


@cache
def cells(notebook: Path) -> list[nbformat.NotebookNode]:
    found: list[nbformat.NotebookNode] = nbformat.read(notebook, 4).cells
    return found


def explored(notebook: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in cells(notebook) if runs.explores(cell)]


# -- what they are


@pytest.mark.parametrize("stem", REGISTRY)
def test_every_exhibit_is_followed_by_its_rows_and_something_to_try(stem: str) -> None:
    for notebook in OF_REPORT:
        sources = [cell.source for cell in cells(notebook)]
        if (call := f"{stem} = report.{stem}(network, params)\n{stem}") in sources:
            after = sources[sources.index(call) + 1 :]
            first = next(source for source in after if source.startswith("Try: "))
            code = "\n".join(after[: after.index(first)])
            assert f"{stem}.table" in code or f"{stem}.find(" in code
            return
    raise AssertionError(f"no notebook shows {stem}")


@pytest.mark.parametrize("notebook", ALL, ids=lambda path: path.stem)
def test_no_cell_has_the_id_of_another_and_each_is_stored_with_what_it_showed(
    notebook: Path,
) -> None:
    found = cells(notebook)
    assert len({cell.id for cell in found}) == len(found)
    assert not [out for cell in found for out in cell.get("outputs", ()) if "ename" in out]


def test_a_notebook_that_has_no_host_says_nothing_of_one_to_the_build() -> None:
    """The build runs a notebook once for all hosts if no line of it sets `host`."""
    for notebook in OF_REPORT:
        sets = bool(_TAKES_HOST.search(notebook.read_bytes()))
        assert sets == ("host" in runs.declared(notebook)), notebook.name


# -- they are left out


def explore(source: str, **data: Any) -> nbformat.NotebookNode:
    outputs = [v4.new_output("display_data", data)] if data else []
    return v4.new_code_cell(source, outputs=outputs, metadata={"tags": ["explore"]})


def test_the_report_has_none_of_them() -> None:
    record = {EXHIBIT_MIME: {"stem": "sizes", "claims": [{"text": "7"}]}}
    shown = v4.new_code_cell("report.x()", outputs=[v4.new_output("display_data", record)])
    try_ = v4.new_markdown_cell("Try: it", metadata={"tags": ["explore"]})
    nb = v4.new_notebook(
        cells=[v4.new_markdown_cell("# Who?"), shown, explore("1 / 0", **record), try_]
    )
    merged = merge([("notebooks/who.ipynb", nb)], {})
    assert [cell.source for cell in merged.cells] == ["# Who?", "report.x()"]
    assert [cell.id for cell in merged.cells] == ["who-01", "who-02"]
    assert claims(merged) == [{"exhibit": "sizes", "text": "7"}]


def small(path: Path, *after: nbformat.NotebookNode) -> Path:
    parameters = v4.new_code_cell("host = 'all'", metadata={"tags": ["parameters"]})
    nb = v4.new_notebook(cells=[parameters, explore("left = 1 / 0"), *after])
    path.write_text(runs.dumps(runs.normalise(nb)), encoding="utf-8")
    return path


def test_a_run_for_the_report_does_not_run_them(tmp_path: Path) -> None:
    """The division by zero is never met."""
    made = runs.run(small(tmp_path / "a.ipynb"), {"host": "North"})
    assert [cell.source for cell in runs.normalise(made).cells] == ["host = 'all'"]
    with pytest.raises(runs.NotebookFailed, match="cell 2: ZeroDivisionError"):
        runs.run(tmp_path / "a.ipynb", {})


def test_an_error_names_the_cell_as_its_author_counts(tmp_path: Path) -> None:
    notebook = small(tmp_path / "a.ipynb", v4.new_code_cell("nix"))
    with pytest.raises(runs.NotebookFailed, match=r"a.ipynb, cell 3: NameError"):
        runs.run(notebook, {"host": "North"})


# -- they hold for any network


def typed(notebook: Path, network: str) -> Iterator[tuple[bool, str, BaseException | None]]:
    """Each cell of code, and (True) each expression that a reader is told to try, run in order."""
    nb = runs.with_values(nbformat.read(notebook, 4), {"network": network})
    shell = InteractiveShell()
    for cell in nb.cells:
        tried = re.findall(r"`([^`]+)`", cell.source) if cell.source.startswith("Try: ") else []
        for source in [cell.source] if cell.cell_type == "code" else tried:
            with capture_output():
                done = shell.run_cell(source)
            error = done.error_before_exec or done.error_in_exec
            yield cell.cell_type == "markdown", source, error


@pytest.mark.parametrize("notebook", ALL, ids=lambda path: path.stem)
def test_with_a_network_that_is_known_by_rows_they_run_and_so_does_what_they_tell_to_try(
    notebook: Path,
) -> None:
    """The stored ones, of the network by default, are run by nbval."""
    for told, source, error in typed(notebook, "example"):
        # What a reader is told to try may be answered with a sentence; a cell may not stop.
        assert error is None or told and isinstance(error, UserError), source


def test_what_a_network_does_not_have_says_so_whatever_is_asked_of_it() -> None:
    absent = Absent("topics", "a column topics")
    said = "Topics is left out: a column topics would bring it."
    assert repr(absent.table.query("x > 1")[["a"]].head(3)) == said
    assert repr(absent.why(topic="x")) == said and list(absent.table) == []
    assert not absent.figure()
    with pytest.raises(AttributeError):
        absent.table._repr_html_  # noqa: B018 - as IPython asks


def test_rows_are_found_by_values_and_whole_numbers_are_whole() -> None:
    network, params = report.start(network="example")
    hosts = report.make("partnerships_by_host", network, params)
    assert str(hosts.find(measure="mean of hosts")["value"].tolist()) == "[3.5]"
    both = hosts.find(host=network.hosts[:2], measure="count")
    assert both["value"].tolist() == [3, 4] and str(both["value"].dtype) == "Int64"
    with pytest.raises(
        UserError, match="'cuont' is not a value of measure .* Did you mean 'count'"
    ):
        hosts.find(measure="cuont")
    with pytest.raises(UserError, match="'hsot' is not a column of partnerships_by_host"):
        hosts.find(hsot="x")


# -- statements, and numbers of one's own


def test_statements_are_found_by_id_by_text_and_by_what_they_say() -> None:
    network, _ = report.start()
    first, second = network.statements["id"].iloc[:2]
    assert list(report.find(network, f"{second};{first}")["id"]) == [first, second]
    assert set(report.find(network, status="disputed")["status"]) == {"disputed"}
    found = report.find(network, text="MORE THAN")
    assert not found.empty and found[["anchor", "place"]].notna().all(axis=None)
    assert report.find(network, "").empty
    with pytest.raises(UserError, match="'nix' is not a value of id in statements"):
        report.find(network, "nix")
    assert isinstance(report.find(report.start(network="example")[0]), Nothing)


def written(figure: Any) -> dict[str, str]:
    """What stands on the tiles and in the key, by label."""
    return {text.get_label(): text.get_text() for text in figure.axes[0].texts}


def test_a_map_shows_each_value_on_its_place_and_none_where_there_is_none() -> None:
    network, _ = report.start()
    one, other, third = network.table("places")["code"].iloc[:3]
    said = written(report.tile_map(network, {one: 3, other: 1250.5, third: float("nan")}))
    assert said[f"number|tile={one}"] == "3" and said[f"number|tile={other}"] == "1,250.5"
    assert f"number|tile={third}" not in said
    assert (said["key|least"], said["key|greatest"]) == ("3", "1,250.5")


def test_a_wrong_table_of_ones_own_is_answered_with_sentences(tmp_path: Path) -> None:
    network, _ = report.start()
    code, other = network.table("places")["code"].iloc[:2]
    path = tmp_path / "own.csv"
    path.write_text(f"code,n,word\n{code},1,a\n{other},,b\n", encoding="utf-8")
    own = report.own_table(path)
    assert written(report.tile_map(network, own, column="n"))[f"number|tile={code}"] == "1"
    with pytest.raises(UserError) as caught:
        report.tile_map(network, own)
    assert len(caught.value.messages) == 2 and "is a number" in caught.value.messages[0]
    with pytest.raises(UserError, match="'m' is not a column of your table"):
        report.tile_map(network, own, column="m")
    with pytest.raises(UserError, match=f"{code} stands in several rows"):
        report.tile_map(network, own.assign(code=code), column="n")
    with pytest.raises(UserError, match="'qq' is not the code of a place"):
        report.tile_map(network, {"qq": 1})
    with pytest.raises(UserError, match="There is no file"):
        report.own_table(tmp_path / "nix.csv")


# -- links


def targets() -> dict[str, set[str]]:
    """Notebook -> the ids of its cells, and those that its outputs give: of exhibits, of works."""
    found: dict[str, set[str]] = {}
    for notebook in ALL:
        pages = [
            "".join(output.data.get("text/html", ""))
            for cell in cells(notebook)
            for output in cell.get("outputs", ())
            if "data" in output
        ]
        found[notebook.name] = set(re.findall(r'<(?:figure|li) id="([^"]+)"', "".join(pages)))
        found[notebook.name] |= {f"cell-id={cell.id}" for cell in cells(notebook)}
    return found


def written_links() -> Iterator[tuple[Path, str]]:
    """Every link of every notebook: of its own Markdown, and of the texts that it shows."""
    for notebook in ALL:
        for cell in cells(notebook):
            said = [cell.source] if cell.cell_type == "markdown" else []
            outputs = [one for one in cell.get("outputs", ()) if "data" in one]
            said += ["".join(one.data.get("text/markdown", "")) for one in outputs]
            yield from ((notebook, url) for text in said for url in LINK.findall(text))


def test_every_link_of_every_notebook_leads_to_something() -> None:
    """Within a notebook to an id, to another notebook and an id in it, or to the web."""
    known, seen = targets(), list(written_links())
    assert len(seen) > 50
    for notebook, url in seen:
        file, _, target = url.partition("#")
        if not url.startswith("https://"):
            assert (file or notebook.name) in known, (notebook.name, url)
            assert not target or target in known[file or notebook.name], (notebook.name, url)


def test_a_text_in_a_notebook_links_to_where_things_stand() -> None:
    home, shown = links.homes()["text topics"], links.in_notebooks
    there = links.homes()["topics"]
    assert there.notebook == home.notebook
    assert shown("See [it](#topics).", "text topics") == "See [it](#topics)."
    assert shown("See [it](#topics).", "text scope") == (
        f"See [it]({there.notebook}#cell-id={there.cell})."
    )
    assert shown("It [l. 3]{.place} cost $5.", "x") == r"It cost \$5."
    assert shown("::: box\nOne\n\ntwo\n:::", "x") == "> One\n> \n> two"


def test_a_citation_in_a_notebook_is_a_link_in_words() -> None:
    work = next(iter(citations.load().values()))
    list_ = links.homes()["references"]
    cited = f"([{work.cite}]({list_.notebook}#cell-id={list_.cell}))"
    assert links.in_notebooks(f"So [@{work.key}].", "text topics") == f"So {cited}."
    assert f'<li id="{work.key}">' in report.references(*report.start()).html()


def test_notebooks_show_texts_as_markdown_and_the_exporters_get_the_text_as_it_is() -> None:
    network, params = report.start()
    bundle = report.text(network, params, "topics")._repr_mimebundle_()
    assert "text/html" not in bundle and "{.place}" not in bundle["text/markdown"]
    assert json.dumps(bundle[report.Prose.MIME]).count("{.place}") > 3

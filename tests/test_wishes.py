"""What a first user of the notebooks types, and what goes wrong in other people's projects.

A trial in JupyterLab ended in ten wishes, 24 findings and some twenty troubles that are known of
such projects. Each is a test: here, or where one stood already.

finding                                         test
 1  a long TMPDIR: no kernel, no report         test_engine: it_opens_no_socket_...;
                                                test_bootstrap: ..._short_folder_for_...
 2  a PYTHONPATH with a `helpers`               test_bootstrap: a_readers_own_modules_...
 3  the explorer breaks when it is changed      test_exploring: a_typo_gives_a_sentence_...
 4  tables aligned to the right, text too       here
 5  dead links, no ids                          here (ids); tests/browser/lab.mjs follows links
 6  figures smaller than the page               here
 7  a clone with CRLF is dead                   test_bootstrap: every_clone_has_the_same_line_ends
 8  pip install outside the checkout            here
 9  one's own JupyterLab, its settings          here; test_bootstrap: ..._the_readers_own_settings
10  citations as raw tokens                     test_references, here; test_notebooks:
                                                words_of_notebooks_lead_nowhere
11  parameters that do nothing                  test_params: a_notebook_declares_...; test_build:
                                                a_notebook_gets_only_what_it_declares_...
12  news                                        test_bootstrap: ..._asks_for_no_news,
                                                what_the_script_adds_...
13  a figure that does not show itself          test_exploring: a_figure_shows_itself_...
14  save("folder")                              test_exploring: an_exhibit_is_saved_...
15  a typo gives a traceback, or nothing        here; test_exploring; test_face: a_wrong_start_...
16  completion                                  here; test_exploring: only_what_is_for_readers_...
17  pip leaves files behind                     here
18  nbconvert --to script writes .txt           here
19  papermill --help-notebook knows no types    here
20  a duplicated notebook                       test_build: two_notebooks_may_not_write_...
21  pandoc is not found                         test_bootstrap: the_environment_has_pandoc_...
22  a very long repr                            here; test_exploring: an_exhibit_is_told_in_a_line
23  seaborn is slow to import for one function  (it draws the bars now)
24  an audit that says nothing                  here

trouble                                         test
 1  no such kernel                              here
 2  the folder one happens to be in             here
 3  unknown parameters                          test_run: an_unknown_parameter_stops_the_run
 4  a kernel that is slow to start              (not seen; papermill waits for a minute)
 5  a kernel that dies                          test_build: a_fork_that_died_is_replaced_...
 6  a warning about TCP                         here
 7  the path of a socket                        finding 1
 8  nbval and pictures                          make test runs nbval on all notebooks
 9  opened and saved, and git sees a change     here
10  alignment                                   finding 4
11  links between notebooks                     finding 5
12  modules that take another's place           findings 2 and 8
13  MPLBACKEND, MATPLOTLIBRC                    here
14  PYTHONWARNINGS=error                        here
15  no HOME, locale, time zone, hash seed       test_bootstrap: an_empty_home_...; test_report:
                                                the_same_bytes_in_another_folder_...
16  CRLF                                        finding 7
17  a checkout that cannot be written to        test_bootstrap: a_checkout_that_cannot_be_...
18  root                                        test_bootstrap: root_may_open_jupyterlab
19  a duplicated notebook                       finding 20
20  <Figure size ...>                           finding 13
21  a script without its language               finding 18
22  an environment that was moved               test_bootstrap: a_copied_checkout_...
23  conda, uv, other and old Pythons            test_bootstrap: which tool, other_environments_...
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import openpyxl
import pandas as pd
import papermill
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from matplotlib.figure import Figure
from nbconvert import get_exporter

import helpers
from helpers import params, paths, report
from helpers.data.network import Network
from helpers.errors import UserError
from helpers.exhibits.exhibit import Exhibit
from helpers.numbers.audit import findings
from helpers.publish import run

NETWORK, PARAMS = report.start()
NOTEBOOKS = sorted(paths.NOTEBOOKS.glob("*.ipynb"))


def made(stem: str) -> Exhibit:
    found = report.make(stem, NETWORK, PARAMS)
    assert isinstance(found, Exhibit)
    return found


TOPICS = made("topics")


def python(*words: str, **env: str) -> subprocess.CompletedProcess:
    """Python with this environment, as somebody else's computer has it."""
    given = {**os.environ, "PYTHONPATH": str(paths.ROOT / "src"), **env}
    command = [sys.executable, *words]
    return subprocess.run(command, env=given, text=True, capture_output=True, check=False)


# -- ten wishes


def test_wish_1_every_number_in_one_frame() -> None:
    frame = report.numbers(NETWORK)
    assert {"exhibit", "keys", "measure", "value", "low", "high", "status"} <= {*frame.columns}
    (college,) = frame.query(
        "exhibit == 'topics' and keys == 'host=all; topic=college' and measure == 'count'"
    )["value"]
    assert college == 25


def test_wish_2_rows_are_asked_as_any_table() -> None:
    assert len(NETWORK.partnerships.query("topics == 'college'")) == 17


def test_wish_3_another_palette() -> None:
    other = report.make("topics", NETWORK, PARAMS, palette="Set2")
    assert isinstance(other, Exhibit) and other.picture != TOPICS.picture


def test_wish_4_a_picture_on_axes_of_ones_own() -> None:
    """Its units are inches: a dot is round, and the neighbours keep their share of the height."""
    figure = Figure(figsize=(9, 3))
    above, below = figure.subplots(2, height_ratios=[1, 2])
    above.plot([1, 2])
    assert TOPICS.draw(below) is below
    size = below.get_window_extent().size / figure.dpi
    limits = [abs(end - start) for start, end in (below.get_xlim(), below.get_ylim())]
    assert limits == pytest.approx(list(size)) and len(below.patches) > 79
    heights = [one.get_window_extent().height for one in (below, above)]
    assert figure.get_figheight() > 3 and heights[0] == pytest.approx(2 * heights[1])


def test_wish_5_the_statements_behind_a_number() -> None:
    assert list(TOPICS.statements(topic="college")["id"]) == ["S-20", "C3-39", "C3-45"]


def test_wish_6_the_range_of_a_sum_were_a_statement_wrong() -> None:
    """The claim that six hosts had at least half transformed says nothing of which."""
    explore = report.explore(NETWORK)
    changed = ["split_or_merged", "coverage", "renamed"]
    full = explore.range("transformations", host="Midwest", change=changed)
    less = explore.range("transformations", host="Midwest", change=changed, without="AB-35")
    assert (full.low, full.high) == (less.low, less.high) == (0, 8)


def test_wish_7_two_hosts_side_by_side() -> None:
    explore = report.explore(NETWORK)
    found = explore.compare(host=["Midwest", "Pacific"])
    assert {"Midwest low", "Midwest high", "Pacific low", "Pacific high"} < {*found}
    unknown = (found["Midwest"] == "not published") | (found["Pacific"] == "not published")
    assert found.loc[~unknown, ["Midwest low", "Pacific high"]].notna().all(axis=None)


def test_wish_8_tables_for_excel_and_latex(tmp_path: Path) -> None:
    table = made("transformations").table
    table.to_excel(tmp_path / "table.xlsx", index=False)
    names, *rows = openpyxl.load_workbook(tmp_path / "table.xlsx")["Sheet1"].values
    assert list(names) == list(table) and len(rows) == len(table)
    assert not re.search(r"\d\.0", table[["low", "high", "base"]].to_latex())


def test_wish_9_states_of_ones_own() -> None:
    own = pd.DataFrame({"code": ["AL", "NY"], "pupils": [1, 2]})
    joined = own.merge(NETWORK.table("places"), on="code")
    assert len(joined) == 2 and joined["host"].notna().all()
    assert "places" in NETWORK.tables and "<th" in NETWORK._repr_html_()


def test_wish_10_how_to_cite() -> None:
    assert report.cite("bibtex").startswith("@misc{rel-2012-17,")
    assert report.cite("bibtex") == report.cite(NETWORK, "bibtex")


# -- findings


def prepared(**env: str) -> dict[str, str]:
    """What a build sees of the environment that it was started in."""
    asks = (
        "import os, pathlib; from helpers.publish import build;"
        "build.prepare(pathlib.Path(os.environ['TMPDIR']));"
        "print(*(f'{name}={value}' for name, value in os.environ.items()), sep='\\n')"
    )
    done = python("-c", asks, **env)
    assert done.returncode == 0, done.stderr
    return dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)


def test_finding_4_words_stand_left_and_numbers_right() -> None:
    page = TOPICS.html()
    sides = re.findall(r'<th scope="col" style="text-align:(\w+)[^>]+>([^<]+)', page)
    assert ("left", "Topic area") in sides and ("right", "Number") in sides
    rows = re.findall(r'<tr><th scope="row" style="text-align:left[^>]+>.*?</tr>', page)
    assert rows and all('<td style="text-align:right' in row for row in rows)


def test_finding_4_several_things_in_a_cell_are_a_list_and_an_id_is_not_broken() -> None:
    """JupyterLab gives table cells a white-space of its own: line breaks would be lost."""
    items = made("challenges").rows[0][1].splitlines()
    listed = "".join(f"<li>{one}</li>" for one in items)
    assert len(items) > 1 and f"{listed}</ul></td>" in made("challenges").html()
    row = 'text-align:left;vertical-align:top;white-space:nowrap">S-02</th>'
    assert f'<th scope="row" style="{row}' in made("statements").html()


@pytest.mark.parametrize("stem", ["topics", "partnership_list"])
def test_finding_5_links_find_an_exhibit(stem: str) -> None:
    assert f'<figure id="{stem}"' in made(stem).html()


def test_finding_6_a_figure_is_as_wide_as_the_page() -> None:
    """In a dark theme its white has a margin."""
    (style,) = re.findall(r'<img style="([^"]+)" alt="[^"]+', TOPICS.html())
    assert style == "width:98%;padding:1%;background:white"


def test_finding_8_copied_into_an_environment_it_says_what_to_do(tmp_path: Path) -> None:
    shutil.copytree(paths.ROOT / "src/helpers", tmp_path / "lib/site-packages/helpers")
    asks = "from helpers import report; report.start()"
    done = python("-c", asks, PYTHONPATH=str(tmp_path / "lib/site-packages"))
    last = done.stderr.splitlines()[-1]
    assert "install it from its checkout instead, with pip install -e" in last


def test_finding_9_the_readme_names_a_kernel_for_ones_own_jupyterlab() -> None:
    readme = (paths.ROOT / "README.md").read_text(encoding="utf-8")
    assert "-m ipykernel install --user --name alliance-report" in readme
    assert "never `pip install" in readme.replace("\n", " ")


@pytest.mark.parametrize("stem", ["definition", "challenge_crosswalk"])
def test_finding_10_works_are_cited_in_words(stem: str) -> None:
    """As "(Coburn et al., 2013)", never as [@seed003]."""
    page = made(stem).html()
    assert "[@" not in page and re.search(r"\([A-Z][^()]+, \d{4}", page)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            lambda: getattr(report, "topcs"),  # noqa: B009
            "report has no 'topcs'.* Did you mean 'topics'?",
        ),
        (lambda: report.make("topcs", NETWORK, PARAMS), "'topcs' is not an exhibit.*'topics'?"),
        (lambda: report.text(NETWORK, PARAMS, "topic"), ""),
        (lambda: NETWORK.table("statement"), "'statement' is not a table.*'statements'?"),
        (lambda: NETWORK.label("topics", "colege"), "'colege' is not an id of topics.*'college'?"),
        (lambda: NETWORK.label("topic", "college"), "'topic' is not a vocabulary.*'topics'?"),
        (lambda: setattr(PARAMS, "host", "Pacific"), r"report.start\(host='Pacific'\)"),
        (lambda: TOPICS.why(topics="college"), "'topics' is not a key of topics.*'topic'?"),
        (lambda: TOPICS.statements(topic="collge"), "'collge' is not a topic.*'college'?"),
        (lambda: made("partnership_list").figure(), "partnership_list is a table"),
        (lambda: made("partnership_list").why(), "holds no numbers"),
        (lambda: report.cite("bibtx"), "'bibtx' is not a form of citation.*'bibtex'?"),
        (lambda: report.start(hots="Pacific"), "no parameter 'hots'.*'host'?"),
        (lambda: report.start(host="Pacfic"), "no host 'Pacfic'.*'Pacific'?"),
    ],
)
def test_finding_15_a_typo_is_a_sentence_with_the_nearest_word(typed, says: str) -> None:
    if not says:  # a text that a network does not have leaves a gap, and says why in a notebook
        said = repr(typed())
        assert said.startswith("rel-2012-17 has no text 'topic': ")
        assert said.endswith("Did you mean 'topics'?")
        return
    with pytest.raises(UserError, match=says) as raised:
        typed()
    assert "\n" not in str(raised.value)


def test_finding_15_a_wrong_name_is_no_attribute() -> None:
    assert not hasattr(report, "topcs") and hasattr(report, "topics")


def test_finding_16_only_what_is_for_readers_completes() -> None:
    assert dir(helpers) == helpers.__all__ == ["report"]
    assert dir(PARAMS) == sorted(params.Params.model_fields)
    assert {"table", "tables", "partnerships"} < {*dir(NETWORK)} and len(dir(NETWORK)) < 15
    assert {"table", "figure", "draw", "save", "why"} < {*dir(TOPICS)} and len(dir(TOPICS)) < 13
    every = [(one, name) for one in (NETWORK, TOPICS, PARAMS) for name in dir(one)]
    assert all(hasattr(one, name) for one, name in every)


@pytest.mark.parametrize("left", ["src/alliance_report.egg-info", "build", ".venv", "output"])
def test_finding_17_what_tools_leave_is_no_news_for_git(left: str) -> None:
    command = ["git", "check-ignore", "--quiet", f"{left}/x"]
    done = subprocess.run(command, cwd=paths.ROOT, capture_output=True, check=False)
    if done.returncode == 128:
        pytest.skip("this copy is no clone")
    assert done.returncode == 0


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_finding_18_a_script_is_python_and_has_the_words(notebook: Path) -> None:
    script, about = get_exporter("script")().from_filename(str(notebook))
    assert about["output_extension"] == ".py"
    assert re.search(r"(?m)^# # \S", script)


def test_finding_19_papermill_knows_what_a_parameter_is() -> None:
    (notebook,) = [one for one in NOTEBOOKS if one.stem.endswith("topics")]
    told = papermill.inspect_notebook(str(notebook))
    assert (told["host"]["inferred_type_name"], told["names"]["inferred_type_name"]) == (
        "str",
        "bool",
    )
    assert told["host"]["help"] == params.Params.model_fields["host"].description


@pytest.mark.parametrize("name", ["topics", "about"])
def test_finding_22_what_a_cell_shows_is_told_in_its_own_words(name: str) -> None:
    shown = report.about(NETWORK, PARAMS) if name == "about" else made(name)
    assert not repr(shown).startswith(("Prose(", "Exhibit(")) and len(repr(shown)) < 1500


def test_finding_22_what_a_network_lacks_is_said_in_its_place() -> None:
    """The report leaves it out; in a notebook an empty answer to a question would be a riddle."""
    absent, text = (report.make("trajectories", NETWORK, PARAMS), report.text(NETWORK, PARAMS, "x"))
    assert (repr(absent), absent.html()) == ("The network has nothing to show here.", "")
    assert (repr(text), text.texts()) == ("rel-2012-17 has no text 'x'.", [])


def test_finding_24_an_audit_says_that_it_takes_time_and_where_it_keeps_what_it_finds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setattr(paths, "OUTPUT", tmp_path)
    monkeypatch.setattr(findings, "_computed", lambda *_: {"cells": []})
    findings.findings(Network(NETWORK.folder), [], "a", "none")
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Auditing the statements of rel-2012-17")
    assert line.endswith(f"are kept in {tmp_path / 'rel-2012-17/audit-a-none.json'}.")


def test_finding_24_findings_at_hand_are_no_matter(capsys: pytest.CaptureFixture) -> None:
    report.why(NETWORK, "topics", topic="college")
    assert capsys.readouterr().err == ""


# -- troubles


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_trouble_1_every_notebook_asks_for_the_kernel_that_an_environment_has(
    notebook: Path,
) -> None:
    asked = nbformat.read(notebook, as_version=4).metadata.kernelspec.name
    assert asked in KernelSpecManager().find_kernel_specs()


def test_trouble_2_it_does_not_matter_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    network, _ = report.start()
    assert network.folder == NETWORK.folder and len(network.hosts) == 10


def test_trouble_6_kernels_talk_by_sockets_that_others_cannot_read() -> None:
    """JupyterLab's do; a build has none (test_engine)."""
    makefile = (paths.ROOT / "Makefile").read_text(encoding="utf-8")
    assert "--KernelManager.transport=ipc" in makefile.split("\nlab:")[1].split("\n\n")[0]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_trouble_9_what_jupyterlab_saves_is_what_is_stored(notebook: Path) -> None:
    """It adds the interpreter's version and counts on; both are taken back."""
    stored = notebook.read_text(encoding="utf-8")
    saved = nbformat.reads(stored, as_version=4)
    saved.metadata.language_info.version = "3.99.1"
    assert run.dumps(run.normalise(saved)) == stored
    assert stored.count("\n") + 1 == run.dumps(saved).count("\n")


def test_trouble_13_a_readers_own_matplotlib_stays_out_of_the_report(tmp_path: Path) -> None:
    seen = prepared(
        TMPDIR=str(tmp_path), MPLBACKEND="TkAgg", MATPLOTLIBRC="/nowhere", JUPYTER_PATH="/nowhere"
    )
    assert seen["MPLBACKEND"] == "module://matplotlib_inline.backend_inline"
    assert not {"MATPLOTLIBRC", "JUPYTER_PATH"} & seen.keys()


def test_trouble_14_nothing_warns() -> None:
    asks = "from helpers import report; network, params = report.start(network='example')\n"
    asks += "report.topics(network, params).figure()"
    done = python("-W", "error", "-c", asks)
    assert (done.returncode, done.stderr) == (0, "")

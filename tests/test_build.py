"""What is built again when something changes, what a failed build leaves, and what a person is
told.

All on a tiny checkout (see stand_ins.py): two notebooks, each of which reads one CSV file.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import nbformat
import pytest

import stand_ins
from helpers import cli, paths
from helpers.data import checks, frameworks
from helpers.errors import UserError
from helpers.publish import build as builds
from helpers.publish import contents, kept, place, plan
from helpers.publish import steps as steps_

FIRST, SECOND = "run:01_reads_first_file", "run:02_reads_second_file"
RENDER = {"html", "pdf", "pack", "crate"}


def build(job: plan.Job) -> set[str]:
    """Build, and say which steps ran."""
    return set(builds.run(plan.report_steps(job), job.state))


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built") / "checkout"
    build(stand_ins.checkout(root, "reads_first_file", "reads_second_file"))
    return root


@pytest.fixture
def built(built_once: Path) -> plan.Job:
    """A report that is up to date: as the test before left it, and built again."""
    job = stand_ins.job(built_once)
    build(job)
    return job


# -- what is out of date ---------------------------------------------------------------------------


def test_the_first_build_makes_everything(tmp_path):
    job = stand_ins.checkout(tmp_path / "new", "reads_first_file", "reads_second_file")
    assert build(job) == {
        "check",
        "audit",
        FIRST,
        SECOND,
        "merge",
        "html",
        "pdf",
        "pack",
        "crate",
        "publish",
    }
    assert sorted(path.name for path in job.out.iterdir()) == sorted(place.OWN)
    assert (job.out / "report.html").read_text() == "Tiny\n2 rows\n2 rows"
    claims = json.loads((job.out / "claims.json").read_text())
    assert [claim["exhibit"] for claim in claims] == ["first", "second"]


def test_the_audit_with_the_readers_choices_comes_before_the_notebooks(tmp_path):
    """An audit that cannot be made stops the build before any notebook runs."""
    job = replace(
        stand_ins.checkout(tmp_path / "new", "reads_first_file"), audit=stand_ins.refused_audit
    )
    job = replace(job, chosen={**job.chosen, "readings": "a"})
    with pytest.raises(UserError) as raised:
        build(job)
    assert raised.value.messages == ["tiny: readings a."]
    assert not list(job.state.glob("executed/*"))


def test_nothing_changed_nothing_done(built):
    assert build(built) == set()


def finished(job: plan.Job) -> bool:
    return builds.finished(plan.report_steps(job), job.state)


def test_whether_all_is_done_is_known_without_running_anything(built):
    assert finished(built)
    (built.out / "claims.json").write_text("scribble")
    assert not finished(built)
    build(built)
    with (built.data[0] / "second.csv").open("a") as csv:
        csv.write("D\n")
    assert not finished(stand_ins.job(built.root))


def test_a_build_that_did_not_come_to_its_end_is_not_finished(published):
    broken = replace(published, chosen={**published.chosen, "names": False}, html="stand_ins:None_")
    with pytest.raises(builds.Failed):
        build(broken)
    assert not finished(replace(broken, html=published.html))
    assert not finished(published)


def run_alone(code: str) -> subprocess.CompletedProcess[str]:
    """Code in a Python of its own, which has imported nothing yet."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(paths.ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )


def test_asking_takes_no_slow_import():
    """The answer must be there before pandas would be."""
    asked = "import sys; from helpers import cli; print(*{'pandas', 'pydantic'} & {*sys.modules})"
    assert run_alone(asked).stdout.split() == []


def test_what_notebooks_need_is_loaded_before_they_run():
    """What fails in the process that forks them, each of them would have to load for itself."""
    said = run_alone(
        "import sys; from helpers.publish import loading; "
        "loading.load_for_notebooks(); loading.load(loading.OF_DOCUMENTS); "
        "print(*{*loading.OF_NOTEBOOKS, *loading.OF_DOCUMENTS} - {*sys.modules}); import scipy"
    )
    assert (said.stdout.split(), said.stderr) == ([], "")


def test_a_new_date_is_no_change(built):
    os.utime(built.data[0] / "first.csv")
    assert build(built) == set()


def test_a_change_with_the_old_date_and_size_is_one(built):
    csv = built.data[0] / "first.csv"
    before = csv.stat()
    csv.write_text(csv.read_text().replace("A", "Z"))
    os.utime(csv, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert FIRST in build(built)


def test_a_changed_csv_runs_only_the_notebook_that_read_it(built):
    with (built.data[0] / "first.csv").open("a") as csv:
        csv.write("C\n")
    assert build(built) == {"check", "audit", FIRST, "merge", *RENDER, "publish"}


def test_a_file_that_was_looked_for_in_vain_counts_once_it_is_there(tmp_path):
    job = stand_ins.checkout(tmp_path / "new", "reads_first_file")
    notebook = job.notebooks[0]
    written = notebook.read_text()
    notebook.write_text(written.replace('[\\"first.csv\\"]', '[\\"first.csv\\", \\"extra.csv\\"]'))
    build(job)
    assert build(job) == set()
    (job.data[0] / "extra.csv").write_text("partnership\n")
    assert FIRST in build(stand_ins.job(job.root))


def test_a_notebook_that_does_not_say_what_it_read_depends_on_all_data(tmp_path):
    job = stand_ins.checkout(tmp_path / "new", "reads_first_file")
    notebook = job.notebooks[0]
    notebook.write_text(notebook.read_text().replace('\\"uses\\"', '\\"says_nothing\\"'))
    build(job)
    (job.data[0] / "second.csv").write_text("partnership\n")
    assert FIRST in build(job)


def test_a_change_that_changes_no_document_publishes_nothing(built):
    csv = built.data[0] / "first.csv"
    csv.write_text(csv.read_text().replace("B", "Y"))
    assert build(built) == {"check", "audit", FIRST}


def test_a_changed_notebook_runs_alone(built):
    notebook = built.notebooks[1]
    notebook.write_text(notebook.read_text().replace("How many rows has", "How many lines has"))
    ran = build(built)
    assert SECOND in ran
    assert FIRST not in ran


def test_a_changed_helper_runs_all_notebooks(built):
    with (built.helpers / "say.py").open("a") as helper:
        helper.write("# changed\n")
    assert {FIRST, SECOND} <= build(built)


def test_a_changed_template_only_renders(built):
    with (built.helpers / "publish/templates/report.typ").open("a") as template:
        template.write("// changed\n")
    assert build(built) <= {*RENDER, "publish"}


def test_a_changed_exporter_renders_and_packs_anew(built):
    (built.helpers / "publish/described.py").write_text("# what pack.py uses, too\n")
    assert build(built) == RENDER


def test_another_parameter_runs_all_notebooks(built):
    assert {FIRST, SECOND} <= build(replace(built, chosen={**built.chosen, "names": False}))


@pytest.mark.parametrize("name", ["report.html", "figures/first.svg", "claims.json", "build.json"])
def test_a_deleted_output_is_there_again(built, name):
    (built.out / name).unlink()
    assert build(built) == {"publish"}
    assert (built.out / name).exists()


def test_an_edited_output_is_restored(built):
    before = (built.out / "report.pdf").read_bytes()
    (built.out / "report.pdf").write_text("scribble")
    assert build(built) == {"publish"}
    assert (built.out / "report.pdf").read_bytes() == before


def test_a_lost_picture_runs_its_notebook_again(built):
    (built.state / "staged/01_reads_first_file/pictures/first.svg").unlink()
    assert FIRST in build(built)
    assert (built.made / "pictures/first.svg").exists()


# -- what is kept from build to build --------------------------------------------------------------


@pytest.fixture
def kept_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which things are kept."""
    monkeypatch.setenv("REPORT_KEPT", str(tmp_path / "kept"))
    return tmp_path


def test_what_is_kept_is_found_by_all_that_it_was_made_of(kept_here):
    code = kept_here / "code.py"
    code.write_text("1 + 1")
    kept.Kept(str(code), "1.0").put(b"two", "a", b"b")
    assert kept.Kept(str(code), "1.0").get("a", b"b") == b"two"
    assert kept.Kept(str(code), "1.0").get("a", b"c") is None  # of something else
    assert kept.Kept(str(code), "1.1").get("a", b"b") is None  # by another version
    code.write_text("1 + 2")
    assert kept.Kept(str(code), "1.0").get("a", b"b") is None  # by other code


def test_nothing_is_kept_without_a_folder(monkeypatch):
    monkeypatch.delenv("REPORT_KEPT", raising=False)
    kept.Kept(__file__).put(b"two", "a")
    assert kept.Kept(__file__).get("a") is None


@pytest.fixture
def network(kept_here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A network that is checked alone."""
    monkeypatch.setattr(frameworks, "load", lambda _: None)
    (folder := kept_here / "network").mkdir()
    return folder


def test_a_folder_found_clean_is_read_again_once_a_file_in_it_changes(network, monkeypatch):
    (network / "partnerships.csv").write_text("period,name\n2024,Birch\n")
    steps_.check_data(str(network))
    monkeypatch.setattr(checks, "load", lambda _: 1 // 0)  # whoever reads it now is found out
    steps_.check_data(str(network))
    (network / "partnerships.csv").write_text("period,name\n2024,Cedar\n")
    with pytest.raises(ZeroDivisionError):
        steps_.check_data(str(network))


def test_a_folder_with_a_mistake_is_refused_each_time(network):
    (network / "partnerships.csv").write_text("period,name\n2024,\n")
    for _ in range(2):
        with pytest.raises(UserError, match="the cell is empty"):
            steps_.check_data(str(network))


# -- forks that get warm ---------------------------------------------------------------------------

MARKS: list[str] = []


def two_steps(folder: Path, warm) -> list[plan.Step]:
    """The second waits for the first; it writes what it found in MARKS."""
    one, two = folder / "one", folder / "two"

    def first() -> None:
        one.write_text("first")

    def act() -> None:
        two.write_text(f"{one.read_text()}, {MARKS}")

    return [
        plan.Step("first", "", first, made=(one,)),
        plan.Step("second", "", act, (two,), (one,), after=("first",), fork="shared", warm=warm),
    ]


def test_what_a_fork_did_to_get_warm_is_there_when_its_turn_comes(tmp_path):
    builds.run(two_steps(tmp_path, lambda: MARKS.append("warm")), tmp_path)
    assert (tmp_path / "two").read_text() == "first, ['warm']"
    assert MARKS == []  # it was the fork's, not ours


def test_a_fork_that_cannot_get_warm_does_its_work_all_the_same(tmp_path):
    builds.run(two_steps(tmp_path, lambda: 1 // 0), tmp_path)
    assert (tmp_path / "two").read_text() == "first, []"


def test_a_fork_that_got_warm_for_nothing_is_ended(tmp_path):
    def slow() -> None:
        (tmp_path / "pid").write_text(str(os.getpid()))
        time.sleep(60)

    builds.run(two_steps(tmp_path, None), tmp_path)
    steps = two_steps(tmp_path, slow)
    steps[0] = replace(steps[0], settings={"other": 1})  # runs again, and makes the same
    assert builds.run(steps, tmp_path) == ["first"]
    pids = [int(path.read_text()) for path in tmp_path.glob("pid")]
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))


# -- forks that several steps share ----------------------------------------------------------------


def test_steps_of_one_fork_follow_each_other_in_one_process(tmp_path):
    def says(name: str) -> None:
        (tmp_path / name).write_text(str(os.getpid()))

    steps = [plan.Step(name, "", partial(says, name), fork="shared") for name in "abc"]
    builds.run([*steps, plan.Step("apart", "", partial(says, "apart"))], tmp_path)
    a, b, c, apart = ((tmp_path / name).read_text() for name in ("a", "b", "c", "apart"))
    assert a == b == c != apart


def test_the_next_step_goes_to_whichever_of_its_forks_is_free(tmp_path):
    """The first step ends only when both others have, which one fork must do one after the other:
    had they been dealt out beforehand, one would wait for the first."""

    def first() -> None:
        wait_until(lambda: all((tmp_path / name).exists() for name in "bc"))
        says("a")

    def says(name: str) -> None:
        (tmp_path / name).write_text(str(os.getpid()))

    acts = {"a": first, "b": partial(says, "b"), "c": partial(says, "c")}
    steps = [plan.Step(name, "", act, fork="shared", forks=2) for name, act in acts.items()]
    builds.run(steps, tmp_path)
    a, b, c = ((tmp_path / name).read_text() for name in "abc")
    assert a != b == c


def notebook_step(folder: Path, name: str, *sources: str) -> plan.Step:
    """Runs a notebook of these cells in the fork that all such steps share."""
    path, executed = folder / f"{name}.ipynb", folder / f"done/{name}.ipynb"
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    act = partial(steps_.run_notebook, path, name, {}, executed, folder / "log")
    return plan.Step(name, "", act, fork="notebooks")


def printed(folder: Path, name: str) -> list[str]:
    found = nbformat.read(folder / f"done/{name}.ipynb", 4)
    return [output["text"].strip() for cell in found.cells for output in cell.outputs]


def test_notebooks_that_share_a_fork_know_nothing_of_each_other(tmp_path):
    process, here = "import os; print(os.getpid())", "import os; print(os.getcwd())"
    build_ = [
        notebook_step(tmp_path, "one", process, "word = 1; import os; os.chdir('/')"),
        notebook_step(tmp_path, "two", process, "print('word' in globals())", here),
    ]
    builds.run(build_, tmp_path / "state")
    (pid,), (same, known, folder) = printed(tmp_path, "one"), printed(tmp_path, "two")
    assert (same, known, folder) == (pid, "False", str(tmp_path))


def test_a_fork_that_died_is_replaced_for_the_notebooks_to_come(tmp_path):
    build_ = [
        notebook_step(tmp_path, "dies", "import os; os._exit(1)"),
        notebook_step(tmp_path, "lives", "print(1 + 1)"),
    ]
    lost = builds.run_apart(build_, tmp_path / "state")
    assert str(lost["dies"]) == "A step of the build (dies) was killed."
    assert set(lost) == {"dies"} and printed(tmp_path, "lives") == ["2"]


def test_no_temporary_file_outlives_a_build_not_even_a_killed_forks(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def dies() -> None:
        (Path(tempfile.mkdtemp()) / "left").write_text("behind")
        os.kill(os.getpid(), signal.SIGKILL)

    assert set(builds.run_apart([plan.Step("dies", "", dies)], tmp_path / "state")) == {"dies"}
    assert [path.name for path in tmp_path.iterdir()] == ["state"]
    assert tempfile.tempdir == str(tmp_path)


# -- builds that fail ------------------------------------------------------------------------------


def with_notebook(job: plan.Job, name: str) -> plan.Job:
    """The same checkout with one more notebook."""
    shutil.copyfile(stand_ins.NOTEBOOKS / f"{name}.ipynb", job.root / f"notebooks/03_{name}.ipynb")
    return stand_ins.job(job.root)


@pytest.fixture
def published(tmp_path: Path) -> plan.Job:
    """A checkout of its own with a published report, for tests that break it."""
    job = stand_ins.checkout(tmp_path / "checkout", "reads_first_file")
    build(job)
    return job


def test_what_the_user_can_mend_is_said_and_the_last_report_stays(published, capsys):
    before = contents.digests([published.out])
    job = with_notebook(published, "error_for_the_user")
    assert cli.guarded(lambda: build(job)) == 2
    said = capsys.readouterr().err
    assert said.endswith("first.csv, row 3: topic is empty.\nfirst.csv, row 4: host is unknown.\n")
    assert "Traceback" not in said
    assert contents.digests([job.out]) == before


def test_another_error_is_one_line_and_the_log_has_the_rest(published, capsys):
    job = with_notebook(published, "division_by_zero")
    log = job.state / "log/03_division_by_zero.log"
    assert cli.guarded(lambda: build(job)) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "notebooks/03_division_by_zero.ipynb, cell 3: ZeroDivisionError: division by zero "
        f"(traceback: {log})"
    )
    assert "1 / 0" in log.read_text()


def test_an_unknown_parameter_stops_the_build(published):
    with pytest.raises(UserError) as raised:
        build(with_notebook(published, "mistyped_parameter"))
    assert raised.value.messages == [
        "notebooks/03_mistyped_parameter.ipynb declares a parameter 'hots', which there is not: "
        "the parameters are network, host, names or output."
    ]


def test_a_notebook_gets_only_what_it_declares_and_shows_what_it_got(tmp_path):
    job = stand_ins.checkout(
        tmp_path / "new", "names_shown", "reads_first_file", "unknown_parameter"
    )
    job = replace(job, chosen={**job.chosen, "host": 'A "B" & C', "names": False, "theme": "time"})
    build(job)
    cells = json.loads((job.made / "merged.ipynb").read_text())["cells"]
    shown = "".join(cells[0]["source"])
    assert shown.splitlines() == [
        'network: str = "tiny"  # a folder of data/',
        'host: str = "A \\"B\\" & C"      # one host\'s name, or all',
        "names: bool = False     # names in the chart",
        'output: str = ""       # folder for pictures and tables; empty writes nothing',
    ]
    assert 'no names of A "B" & C' in json.dumps(cells[1]["outputs"]).replace("\\", "")
    assert not any("injected" in str(cell["metadata"]) for cell in cells)


def test_two_notebooks_may_not_write_the_same_exhibit(published):
    job = with_notebook(published, "reads_first_file")
    both = r"The notebooks \S+ and \S*reads_first_file\S* both write figures/first.svg"
    with pytest.raises(UserError, match=both):
        build(job)


def test_a_failed_renderer_leaves_the_last_report(published):
    before = contents.digests([published.out])
    with pytest.raises(builds.Failed, match="report.html could not be made"):
        build(replace(published, html="stand_ins:NoSuchClass"))
    assert contents.digests([published.out]) == before


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
def test_ctrl_c_is_one_line_and_leaves_the_last_report_and_no_process(published):
    before = contents.digests([published.out])
    job = with_notebook(published, "never_ends")
    process = subprocess.Popen(
        [sys.executable, stand_ins.__file__, str(job.root)],
        text=True,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": str(paths.ROOT / "src")},
        # where tests run in the background of a script, Ctrl-C is ignored, and so by all they start
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    wait_until(lambda: working_in(job))
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.splitlines()[-1] == "Interrupted; what was published before is as it was."
    assert "Traceback" not in said
    assert contents.digests([job.out]) == before
    wait_until(lambda: not working_in(job))


def working_in(job: plan.Job) -> list[Path]:
    """Processes that work in the checkout's notebooks folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cwd"):
        with contextlib.suppress(OSError):
            found += [process] * (process.readlink() == job.root / "notebooks")
    return found


def wait_until(ready, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


# -- publishing ------------------------------------------------------------------------------------


def made(folder: Path, figure: str) -> Path:
    for name in place.OWN:
        if "." in name:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(figure)
    (folder / "figures").mkdir()
    (folder / "figures" / figure).write_text(figure)
    (folder / "tables").mkdir()
    return folder


def test_publishing_replaces_the_report_and_keeps_all_else(tmp_path):
    out, spare = tmp_path / "out", tmp_path / "spare"
    place.publish(made(tmp_path / "old", "old.svg"), out, spare)
    (out / "audit.json").write_text("{}")
    (out / "northwest").mkdir()
    (out / "northwest/report.html").write_text("of the host")
    place.publish(made(tmp_path / "new", "new.svg"), out, spare)
    assert [path.name for path in (out / "figures").iterdir()] == ["new.svg"]
    assert (out / "audit.json").read_text() == "{}"
    assert (out / "northwest/report.html").read_text() == "of the host"


def test_a_build_stopped_between_the_two_renames_is_mended(tmp_path):
    out, spare = tmp_path / "out", tmp_path / "spare"
    place.publish(made(tmp_path / "old", "old.svg"), out, spare)
    out.rename(spare / "previous")
    place.recover(out, spare)
    assert (out / "report.html").read_text() == "old.svg"


# -- storing the notebooks' outputs ----------------------------------------------------------------


def test_notebooks_are_stored_with_outputs_and_a_second_time_changes_nothing(tmp_path):
    job = stand_ins.checkout(tmp_path / "new", "reads_first_file")
    builds.run(plan.notebook_steps(job), job.state)
    stored = job.notebooks[0].read_text()
    assert "2 rows" in stored
    assert str(tmp_path) not in stored
    builds.run(plan.notebook_steps(job), job.state)
    assert job.notebooks[0].read_text() == stored


def test_one_failed_notebook_and_none_is_stored(published):
    job = with_notebook(published, "division_by_zero")
    before = contents.digests(job.notebooks)
    with pytest.raises(builds.Failed, match="ZeroDivisionError"):
        builds.run(plan.notebook_steps(job), job.state / "stored")
    assert contents.digests(job.notebooks) == before


# -- what the disk refuses -------------------------------------------------------------------------


def test_a_full_disk_is_a_sentence_and_the_last_report_stays(published, capsys):
    before = contents.digests([published.out])
    with (published.data[0] / "first.csv").open("a") as csv:
        csv.write("C\n")
    job = replace(stand_ins.job(published.root), check=stand_ins.full_disk)
    assert cli.guarded(lambda: build(job)) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[-1] == "Data.tmp: there is no space left on the disk. Free some, then run it again."
    assert contents.digests([published.out]) == before


def test_a_folder_in_the_place_of_the_page_is_replaced(published):
    (published.out / "report.html").unlink()
    (published.out / "report.html").mkdir()
    build(published)
    assert (published.out / "report.html").read_text().startswith("Tiny")


@pytest.mark.parametrize("text", ["", "no JSON", "[]", '{"check": 1}'])
def test_what_the_build_knows_may_be_broken(published, text):
    (published.state / "known.json").write_text(text)
    assert FIRST in build(published)
    assert build(published) == set()


@pytest.mark.parametrize("there", ["file", "dangling link"])
def test_output_that_is_no_folder_is_a_sentence(there, capsys, monkeypatch, tmp_path):
    output = tmp_path / "output"
    output.write_text("") if there == "file" else output.symlink_to(tmp_path / "nowhere" / "deep")
    monkeypatch.setattr(paths, "OUTPUT", output)
    assert cli.guarded(lambda: cli._command(["report"])) == 2
    said = capsys.readouterr().err
    assert "a file, or a link that leads nowhere, is where a folder is needed" in said
    assert said.count("\n") == 1


def test_clean_removes_the_folder_and_of_a_link_the_link_alone(monkeypatch, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/mine").write_text("kept")
    monkeypatch.setattr(paths, "OUTPUT", tmp_path / "output")
    (tmp_path / "output").symlink_to(tmp_path / "elsewhere")
    cli._command(["clean"])
    assert not (tmp_path / "output").is_symlink()
    assert (tmp_path / "elsewhere/mine").exists()
    cli._command(["clean"])  # nothing there: nothing to say


# -- the command line ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["report", "--host", "Atlantis"], "There is no host 'Atlantis' in "),
        (["report", "--network", "nowhere"], "There is no network 'nowhere'"),
        (["report", "--network", "x" * 5000], "There is no network 'xxx"),
        (["report", "--network", "../data"], "There is no network in '"),
        (["report", "--names", "maybe"], "Argument --names: 'maybe' is not yes or no; see --help."),
        (
            ["report", "--view", "exmaple"],
            "Parameter 'view' is 'exmaple': it must be bounds or example. Did you mean",
        ),
        (["report", "--output", "x"], "Unrecognized arguments: --output x"),
        (["report", "--colour", "red"], "Unrecognized arguments: --colour red"),
        (["check", "--host", "x"], "Unrecognized arguments: --host x"),
        (["reprot"], f"Argument {'|'.join(cli.COMMANDS)}: invalid choice: 'reprot'"),
    ],
)
def test_a_typo_is_one_sentence(arguments, sentence, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "OUTPUT", tmp_path)
    assert cli.guarded(lambda: cli._command(arguments)) == 2
    said = capsys.readouterr().err
    assert said.startswith(sentence)
    assert said.count("\n") == 1


def test_a_fault_of_ours_shows_where_and_is_no_drift(capsys):
    """Exit code 1 of the audit means that something is new, and nothing else."""
    assert cli.guarded(lambda: 1 // 0) == 2
    assert "ZeroDivisionError" in capsys.readouterr().err


@pytest.mark.parametrize(("answer", "code"), [(0, 0), (1, 1), (None, 0)])
def test_the_exit_code_is_the_commands_own(answer, code):
    assert cli.guarded(lambda: answer) == code


def test_a_second_build_says_that_it_waits(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "OUTPUT", tmp_path)
    (tmp_path / ".build").mkdir()
    with (tmp_path / ".build/lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = threading.Thread(target=lambda: cli._alone().__enter__())
        second.start()
        said: list[str] = []
        wait_until(lambda: said.append(capsys.readouterr().err) or any(said))
    second.join(timeout=10)
    assert "".join(said) == "Another build is running; waiting for it to end.\n"
    assert not second.is_alive()

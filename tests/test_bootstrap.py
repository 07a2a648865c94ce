"""Making .venv on machines that have this tool or that one, and the Makefile's quoting.

Each machine is a folder of commands: stubs for uv and conda that make an empty environment and
write down how they were called, and the few system commands that the script needs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
SYSTEM = (
    "bash", "cat", "cut", "dirname", "env", "flock", "grep", "head", "id", "make", "mkdir",
    "mktemp", "mv", "rm", "sed", "sha256sum", "shasum", "tr",
)  # fmt: skip
REAL = getattr(sys, "_base_executable", sys.executable)

CONDA = """prefix=; while [ $# -gt 0 ]; do if [ "$1" = --prefix ]; then prefix=$2; fi; shift; done
"$REAL" -m venv --without-pip "$prefix"
"""
UV = """case "$*" in
    "pip install --help") echo "$UV_OPTIONS" ;;
    venv*) "$REAL" -m venv --without-pip .venv ;;
esac
"""
BROKEN = """echo "$0: no route to the packages" >&2; exit 1
"""


@dataclass
class Machine:
    """A checkout with one helper and a lock, and the folder `commands`, which is all of PATH."""

    root: Path
    commands: Path

    def has(self, name: str, does: str) -> Machine:
        (self.commands / name).write_text(f'#!/bin/bash\necho "{name} $*" >>"$CALLS"\n{does}')
        (self.commands / name).chmod(0o755)
        return self

    def run(self, *command: str, **env: str) -> subprocess.CompletedProcess:
        calls = str(self.root / "calls")
        given = {"PATH": str(self.commands), "REAL": REAL, "CALLS": calls, "UV_OPTIONS": ""}
        return subprocess.run(
            command or ("bash", "scripts/bootstrap"),
            cwd=self.root,
            env=given | env,
            text=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )

    def calls(self) -> list[str]:
        """How the stubs were called since last asked."""
        log = self.root / "calls"
        lines = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return lines


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    root, commands = tmp_path / "a checkout", tmp_path / "commands"
    (root / "src/helpers").mkdir(parents=True)
    (root / "src/helpers/__init__.py").touch()
    (root / "requirements.lock").write_text("# nothing\n")
    for name in ("scripts/bootstrap", "environment.yml", "Makefile"):
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, root / name)
    commands.mkdir()
    for name in SYSTEM:
        if found := shutil.which(name):
            (commands / name).symlink_to(found)
    return Machine(root, commands)


def finds_helpers(machine: Machine) -> bool:
    command = [
        str(machine.root / ".venv/bin/python"),
        "-c",
        "import helpers; print(helpers.__file__)",
    ]
    said = subprocess.run(command, cwd="/", text=True, capture_output=True, check=False)
    return said.stdout.strip() == str(machine.root / "src/helpers/__init__.py")


# -- which tool


def test_uv_makes_an_environment_that_finds_the_helpers_from_any_folder(machine):
    assert machine.has("uv", UV).run().returncode == 0
    assert finds_helpers(machine)


def test_python_and_pip_will_do(machine):
    machine.has("python3", 'exec "$REAL" "$@"\n')
    done = machine.run()
    assert done.returncode == 0, done.stderr
    assert finds_helpers(machine)


@pytest.mark.parametrize(
    ("tool", "verb"), [("micromamba", "create"), ("mamba", "env create"), ("conda", "env create")]
)
def test_conda_and_its_kin_install_environment_yml(machine, tool, verb):
    assert machine.has(tool, CONDA).run().returncode == 0
    asked = f"--quiet --prefix {machine.root}/.venv --file environment.yml"
    assert machine.calls() == [f"{tool} {verb} {asked}"]
    assert finds_helpers(machine)


def test_a_tool_that_fails_is_heard_and_the_next_one_tried(machine):
    done = machine.has("conda", BROKEN).has("uv", UV).run()
    assert done.returncode == 0
    assert (
        "conda: no route to the packages\nconda could not make .venv; what it said" in done.stderr
    )
    assert finds_helpers(machine)


def test_env_tool_forces_one(machine):
    machine.has("conda", CONDA).has("uv", UV).run(ENV_TOOL="uv")
    assert not any(call.startswith("conda") for call in machine.calls())


def test_a_forced_tool_replaces_what_another_one_made(machine):
    machine.has("conda", CONDA).has("uv", UV).run()
    machine.calls()
    machine.run(ENV_TOOL="uv")
    assert any(call.startswith("uv venv") for call in machine.calls())


@pytest.mark.parametrize(
    ("options", "uses"), [("--system-certs  Use them", True), ("--offline", False)]
)
def test_uv_uses_the_systems_certificates_if_it_can(machine, options, uses):
    machine.has("uv", UV).run(UV_OPTIONS=options)
    calls = [call for call in machine.calls() if "--help" not in call]
    assert [("--system-certs" in call) for call in calls] == [uses, uses]


def test_the_environment_has_pandoc_and_a_jupyterlab_that_asks_for_no_news(machine):
    files = ".venv/lib/python*/site-packages; do mkdir -p $d/pypandoc/files"
    brings = f"for d in {files}; : >$d/pypandoc/files/pandoc; done"
    uv = UV.replace("--without-pip .venv", f"--without-pip .venv; {brings}")
    assert machine.has("uv", uv).run().returncode == 0
    pandoc = machine.root / ".venv/bin/pandoc"
    assert pandoc.is_symlink() and pandoc.resolve().name == "pandoc" and pandoc.exists()
    settings = (machine.root / ".venv/etc/jupyter/labconfig/page_config.json").read_text()
    assert json.loads(settings)["disabledExtensions"] == {
        "@jupyterlab/apputils-extension:announcements": True
    }


# -- when it is done


def test_a_second_time_nothing_is_installed(machine):
    machine.has("uv", UV).run()
    machine.calls()
    assert machine.run().returncode == 0
    assert machine.calls() == []


def test_a_changed_lock_is_installed(machine):
    machine.has("uv", UV).run()
    machine.calls()
    (machine.root / "requirements.lock").write_text("# something else\n")
    machine.run()
    calls = [call for call in machine.calls() if call.startswith("uv pip install")]
    assert any("requirements.lock" in call for call in calls)


def test_an_interrupted_install_does_not_count(machine):
    killed = UV + 'if [ "$1 $2 $3" = "pip install --quiet" ]; then kill -9 $PPID; fi\n'
    assert machine.has("uv", killed).run().returncode != 0
    assert (machine.root / ".venv/bin/python").exists()
    assert machine.has("uv", UV).run().returncode == 0
    assert finds_helpers(machine)


# -- one sentence


NOTHING = "Please install Python 3.11 or later with venv, or uv, or conda (or mamba, micromamba).\n"


def test_an_empty_machine_is_told_what_to_install(machine):
    done = machine.run()
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == NOTHING


def test_an_old_python_does_not_count(machine):
    done = machine.has("python3", "exit 1\n").run()
    assert done.stderr == NOTHING


def test_debians_python_without_venv_names_the_package(machine):
    machine.has("python3", 'case "$*" in *ensurepip*) exit 1 ;; esac; exec "$REAL" "$@"\n')
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    package = f"python3 has no venv: please install the package python{version}-venv "
    assert machine.run().stderr == f"{package}(Debian, Ubuntu), or uv, or conda.\n"


def test_a_forced_tool_that_is_not_there(machine):
    done = machine.has("uv", UV).run(ENV_TOOL="conda")
    assert done.stderr == "ENV_TOOL is conda, but conda is not installed.\n"


def test_a_mistyped_tool(machine):
    assert machine.run(ENV_TOOL="vu").stderr == (
        "There is no ENV_TOOL 'vu': it is micromamba, mamba, conda, uv or venv.\n"
    )


def test_a_checkout_that_cannot_be_written_to(machine):
    (machine.root / ".cache").write_text("a file where a folder is needed")
    done = machine.has("uv", UV).run()
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"{machine.root} cannot be written to: .venv, .cache and output")


# -- make


def make(machine: Machine, *arguments: str, **env: str) -> subprocess.CompletedProcess:
    """make, with a Python that says what it was asked, an argument a line."""
    (machine.root / "scripts/bootstrap").write_text("")
    python = machine.root / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/bash\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    return machine.run("make", *arguments, **env)


def test_make_alone_lists_the_targets(machine):
    said = make(machine).stdout
    targets = ("report", "audit", "check", "notebooks", "lab", "test", "clean")
    assert all(f"make {target} " in said for target in targets)


@pytest.mark.parametrize(
    "host", ["Northeast & Islands", "O'Brien", '"quoted"', "$(touch x) `touch x` $HOME", "a # b"]
)
def test_a_hosts_name_arrives_as_it_was_typed(machine, host):
    said = make(machine, "report", f"HOST={host}").stdout.splitlines()
    assert said == ["-m", "helpers", "report", f"--host={host}"]
    assert not (machine.root / "x").exists()


def test_what_the_audit_is_asked_arrives_too(machine):
    said = make(machine, "audit", "READINGS=a", "ACCEPT=yes", "NETWORK=my $HOME").stdout
    given = ["--network=my $HOME", "--readings=a", "--accept=yes"]
    assert said.splitlines() == ["-m", "helpers", "audit", *given]


def test_what_the_report_is_asked_to_show_arrives_too(machine):
    said = make(machine, "report", "VIEW=example", "READINGS=b", "EVIDENCE=public").stdout
    given = ["--view=example", "--readings=b", "--evidence=public"]
    assert said.splitlines() == ["-m", "helpers", "report", *given]


def test_what_the_shell_happens_to_have_is_not_asked(machine):
    said = make(machine, "report", HOST="machine", SOURCE="elsewhere").stdout
    assert said.splitlines() == ["-m", "helpers", "report"]


def test_a_mistyped_variable_is_one_sentence(machine):
    done = make(machine, "report", "HOSTS=West")
    assert done.returncode != 0
    assert "There is no variable HOSTS: the variables are NETWORK PERIOD HOST NAMES" in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_empty_home_is_replaced_by_a_folder_of_the_checkout(machine):
    shutil.copyfile(ROOT / "Makefile", machine.root / "Makefile")
    with (machine.root / "Makefile").open("a") as makefile:
        makefile.write("where:\n\t@echo $$HOME $$IPYTHONDIR\n")
    cache = f"{machine.root}/.cache"
    assert make(machine, "where", HOME="").stdout == f"{cache}/home {cache}/ipython\n"


def test_a_readers_own_modules_do_not_take_the_place_of_ours(machine):
    with (machine.root / "Makefile").open("a") as makefile:
        makefile.write('where:\n\t@echo "[$$PYTHONPATH]"\n')
    assert make(machine, "where", PYTHONPATH="/somewhere").stdout == "[]\n"


def test_jupyterlab_has_a_short_folder_for_sockets_and_the_readers_own_settings(machine):
    long = machine.root / ("long" * 40)
    long.mkdir()
    make(machine)
    python = machine.root / ".venv/bin/python"
    python.write_text('#!/bin/bash\necho "$JUPYTER_RUNTIME_DIR [$JUPYTER_CONFIG_DIR]"\n')
    folder, settings = machine.run("make", "lab", TMPDIR=str(long)).stdout.split()
    assert len(folder) < 40 and not Path(folder).exists()
    assert settings == "[]"


@pytest.mark.parametrize("name", ["scripts/bootstrap", "data/rel-2012-17/partnerships.csv"])
def test_every_clone_has_the_same_line_ends(name):
    """A checkout with CRLF could run no script, and no checksum would hold."""
    command = ["git", "check-attr", "eol", "--", name]
    said = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    if said.returncode:
        pytest.skip("this copy is no clone")
    assert said.stdout == f"{name}: eol: lf\n"


# -- other people's homes


def copies(machine: Machine) -> Path:
    """Another checkout, with all that is in the first one, its environment included."""
    other = machine.root.with_name("another checkout")
    shutil.copytree(machine.root, other, symlinks=True)
    return other


def test_a_copied_checkout_finds_its_own_helpers(machine):
    """A second checkout, or one that was moved: no path in .venv leads back to the first."""
    machine.has("uv", UV).run()
    assert finds_helpers(Machine(copies(machine), machine.commands))


def test_what_the_script_adds_comes_to_an_environment_that_stands_already(machine):
    """Nothing is installed for it."""
    machine.has("uv", UV).run()
    machine.calls()
    settings = machine.root / ".venv/etc/jupyter/labconfig/page_config.json"
    settings.unlink()
    with (machine.root / "scripts/bootstrap").open("a") as script:
        script.write("# A later version.\n")
    assert machine.run().returncode == 0
    assert settings.exists() and machine.calls() == []


def gone(venv: Path) -> None:
    (venv / "bin/python").unlink()
    (venv / "bin/python").symlink_to("/gone")


def replaced(venv: Path) -> None:
    shutil.rmtree(venv)
    venv.write_text("a file")


@pytest.mark.parametrize(
    "breaks",
    [
        lambda venv: (venv / "bin/python").unlink(),
        gone,
        lambda venv: (venv / "installed-from").write_text("0123abcd uv\n"),
        lambda venv: (venv / "installed-from").unlink(),
        replaced,
    ],
    ids=["no python", "a python that was removed", "another stamp", "no stamp", "a file"],
)
def test_a_broken_environment_is_made_anew(machine, breaks):
    machine.has("uv", UV).run()
    machine.calls()
    breaks(machine.root / ".venv")
    assert machine.run().returncode == 0
    assert any(call.startswith("uv venv") for call in machine.calls())
    assert finds_helpers(machine)


PYTHON, ELSEWHERE = 'exec "$REAL" "$@"\n', "/somewhere/else"


@pytest.mark.parametrize(
    ("tool", "does", "active"),
    [
        ("uv", UV, {"VIRTUAL_ENV": ELSEWHERE, "PYTHONHOME": ELSEWHERE, "PYTHONPATH": ELSEWHERE}),
        ("uv", UV, {"CONDA_PREFIX": ELSEWHERE, "CONDA_DEFAULT_ENV": "base"}),
        ("uv", UV, {"TMPDIR": "/" + "long/" * 40}),
        ("python3", PYTHON, {"PIP_USER": "1", "PIP_TARGET": ELSEWHERE, "PIP_PREFIX": ELSEWHERE}),
    ],
    ids=["another Python", "conda's base", "a long TMPDIR", "settings of pip"],
)
def test_other_environments_do_not_get_in_the_way(machine, tool, does, active):
    done = machine.has(tool, does).run(**active)
    assert done.returncode == 0, done.stderr
    assert finds_helpers(machine)


def test_what_conda_makes_is_no_part_of_the_active_environment(machine):
    active = {"CONDA_PREFIX": "/opt/conda", "CONDA_DEFAULT_ENV": "base"}
    assert machine.has("conda", CONDA).run(**active).returncode == 0
    assert f"--prefix {machine.root}/.venv" in machine.calls()[0]


def test_with_a_strict_umask_the_environment_works(machine):
    machine.has("uv", UV)
    command = "umask 077; bash scripts/bootstrap && bash scripts/bootstrap && id"
    assert machine.run("bash", "-c", command).returncode == 0
    assert finds_helpers(machine)


def test_root_may_open_jupyterlab(machine):
    """JupyterLab refuses without being told so."""
    (machine.commands / "id").unlink()
    machine.has("id", "echo 0\n")
    assert "--allow-root" in make(machine, "lab").stdout.splitlines()
    machine.has("id", "echo 1000\n")
    assert "--allow-root" not in machine.run("make", "lab").stdout


def test_binder_and_github_use_the_same_lock_and_the_same_commands():
    """Neither can be tried here: they hold the few lines that need no trial."""
    lock = (ROOT / ".binder/requirements.txt").read_text().splitlines()[-1].removeprefix("-r ")
    assert (ROOT / ".binder" / lock).resolve() == ROOT / "requirements.lock"
    assert os.access(ROOT / ".binder/postBuild", os.X_OK)
    for name, command in (("ci", ".ci/run"), ("pages", "make report")):
        workflow = yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text())
        (job,) = workflow["jobs"].values()
        assert command in [step.get("run") for step in job["steps"]]
        assert job["env"] == {"ENV_TOOL": "venv"}

"""Parameters are typed and strict; a mistake is one sentence that says what is allowed.

The schema is the one list of them: command line, Makefile and notebooks are held against it.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from helpers import cli, params, paths
from helpers.data.network import Network
from helpers.errors import UserError
from helpers.params import Params, host_folders
from helpers.publish import place, run

NOTEBOOKS = sorted(paths.NOTEBOOKS.glob("[0-9]*.ipynb"))


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data with one network in which two hosts support a partnership each."""
    (tmp_path / "tiny").mkdir()
    rows = "period,name,host\n2020,One,North & East\n2020,Two,South\n"
    (tmp_path / "tiny/partnerships.csv").write_text(rows)
    monkeypatch.setattr(paths, "DATA", tmp_path)
    return tmp_path


def message(**given: object) -> str:
    with pytest.raises(UserError) as raised:
        Params(**given)
    return "\n".join(raised.value.messages)


# -- which network ---------------------------------------------------------------------------------


def test_the_only_network_needs_no_name(tiny):
    assert Params().network == "tiny"


def test_of_several_networks_the_file_default_names_one(tiny):
    (tiny / "other").mkdir()
    (tiny / "other/network.yml").write_text("title: Other")
    assert "No network is named" in message()
    (tiny / "default").write_text("other\n")
    assert Params().network == "other"
    assert Params(network="tiny").network == "tiny"
    (tiny / "default").write_text("gone\n")
    assert message() == "There is no network 'gone': network is other or tiny (a folder of data/)."


def test_the_networks_of_this_checkout_have_a_default():
    assert paths.default_network() in paths.networks()


def test_an_unknown_network_lists_the_networks_and_the_nearest(tiny):
    assert message(network="tinny") == (
        "There is no network 'tinny': network is tiny (a folder of data/). Did you mean 'tiny'?"
    )


def test_a_very_long_name_is_shortened(tiny):
    assert "... (5,000 characters)" in message(network="x" * 5000)


# -- a network elsewhere ---------------------------------------------------------------------------


@pytest.fixture
def elsewhere(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A network in a folder outside of data/, with a space in its name."""
    folder = tiny.parent / f"{tiny.name} elsewhere" / "my own"
    folder.mkdir(parents=True)
    (folder / "partnerships.csv").write_text("period,name,host\n2020,Three,West\n")
    monkeypatch.chdir(folder.parent)
    return folder


@pytest.mark.parametrize("given", ["{}", "my own", "./my own", "../{1}/my own/"])
def test_a_network_may_be_a_path(given, elsewhere):
    asked = given.format(elsewhere, elsewhere.parent.name)
    assert Params(network=asked, host="west").network == str(elsewhere)
    assert paths.network_folder(str(elsewhere)) == elsewhere


def test_a_path_into_data_is_the_network_there(tiny):
    assert Params(network=str(tiny / "tiny")).network == "tiny"


def test_a_path_without_a_network_is_a_sentence(elsewhere):
    (elsewhere.parent / "empty").mkdir()
    assert "which has no partnerships.csv: network is a folder of data/, or" in message(
        network="./empty"
    )
    assert "which is no folder" in message(network="./nothing")


def test_reports_of_a_network_elsewhere_go_to_the_folder_of_its_name(elsewhere):
    assert paths.output_folder(str(elsewhere)) == paths.OUTPUT / "my own"
    assert paths.output_folder(str(elsewhere), "west") == paths.OUTPUT / "my own/west"


def test_two_networks_of_one_name_do_not_overwrite_each_other(elsewhere, tmp_path):
    for where in ("out", "out/west", "out/as-of-2020/west"):
        (tmp_path / where).mkdir(parents=True)
        about = tmp_path / where / "build.json"
        about.write_text(json.dumps({"network": str(elsewhere)}))
        place.check_owner(tmp_path / "out", str(elsewhere))
        with pytest.raises(UserError, match="holds reports of another network, '.*/my own'"):
            place.check_owner(tmp_path / "out", "my own")
        about.unlink()


# -- an earlier period -----------------------------------------------------------------------------


@pytest.fixture
def years(tiny: Path) -> Path:
    """One partnership in 2020; in 2021 another, with a topic and a host of its own."""
    rows = "period,name,host,topics\n2020,One,North,Maths\n2021,One,North,Maths\n"
    (tiny / "tiny/partnerships.csv").write_text(f"{rows}2021,Two,South,Reading\n")
    return tiny


def test_as_of_an_earlier_period_what_came_later_is_not_there(years):
    found = Network(years / "tiny", "2020")
    assert found.periods == ["2020"]
    assert list(found.partnerships["name"]) == ["One"]
    assert (found.hosts, list(found.config["topics"])) == (["North"], ["maths"])
    assert "partnerships.csv" in found.used()


def test_the_last_period_is_what_there_is_without_one(years):
    assert Params(period="2021").period == ""
    assert Params(period="2020").period == "2020"


def test_an_unknown_period_lists_the_periods(years):
    assert message(period="2012") == (
        "There is no period '2012' in tiny: period is 2020 or 2021. Did you mean '2021'?"
    )


def test_a_host_that_came_later_is_unknown_before(years):
    assert "There is no host 'South'" in message(period="2020", host="South")


def test_what_a_source_says_of_its_last_period_cannot_be_told_of_an_earlier_one(years):
    (years / "tiny/network.yml").write_text("rows: open\n")
    assert message(period="2020").startswith("A report as of 2020 is not possible: what is known")


def test_reports_as_of_a_period_have_a_folder_of_their_own():
    assert paths.output_folder("six", "north", "2023/24") == (
        paths.OUTPUT / "six/as-of-2023-24/north"
    )


# -- what is allowed -------------------------------------------------------------------------------


def test_the_defaults(tiny):
    found = Params()
    assert (found.host, found.host_folder, found.names) == ("all", "", True)
    assert (found.view, found.readings, found.evidence) == ("bounds", "plain", "none")


def test_an_unknown_name_lists_the_parameters_and_the_nearest(tiny):
    assert message(hots="South") == (
        "There is no parameter 'hots': the parameters are network, period, host, names, view, "
        "readings, evidence, source, theme or output. Did you mean 'host'?"
    )


def test_an_unknown_host_lists_the_hosts(tiny):
    assert message(host="Suoth") == (
        "There is no host 'Suoth' in tiny: host is all, North & East or South. "
        "Did you mean 'South'?"
    )


@pytest.mark.parametrize("given", ["north & east", "North-East"])
def test_a_host_may_be_given_in_any_case_or_as_its_folder(given, tiny):
    found = Params(host=given)
    assert (found.host, found.host_folder) == ("North & East", "North-East")


def test_folders_of_hosts_need_no_quotes_in_a_shell():
    for network in paths.networks():
        folders = host_folders(network).values()
        assert all(re.fullmatch(r"[A-Za-z0-9-]+", folder) for folder in folders)


def test_a_wrong_type_says_what_it_must_be(tiny):
    assert message(names="yes") == "Parameter 'names' is 'yes': it must be True or False."
    assert message(host=1) == "Parameter 'host' is 1: it must be text in quotes."


@pytest.mark.parametrize(
    ("name", "given", "allowed"),
    [
        ("view", "exmaple", "bounds or example. Did you mean 'example'?"),
        ("readings", "A", "plain, all, a or b. Did you mean 'a'?"),
        ("evidence", True, "none or public."),
    ],
)
def test_a_wrong_choice_says_which_there_are(name, given, allowed, tiny):
    assert message(**{name: given}) == f"Parameter '{name}' is {given!r}: it must be {allowed}"


@pytest.mark.parametrize("name", ["source", "theme"])
def test_sources_and_themes_are_those_of_the_tables(name):
    table = (paths.DATA / "frameworks" / f"{name}s.csv").read_text(encoding="utf-8").splitlines()
    ids = [line.split(",")[0] for line in table[1:]]
    assert getattr(Params(**{name: ids[0]}), name) == ids[0]
    assert message(**{name: "nowhere"}).startswith(
        f"There is no {name} 'nowhere': {name} is all, {ids[0]}, "
    )


def test_no_theme_is_no_theme():
    assert "There is no theme 'none'" in message(theme="none")


@pytest.mark.parametrize(
    ("given", "command"),
    [
        ({}, "make report NETWORK=tiny"),
        ({"host": "south", "names": False}, "make report NETWORK=tiny HOST=South NAMES=no"),
        ({"host": "North & East"}, "make report NETWORK=tiny HOST='North & East'"),
        ({"view": "example", "output": "x"}, "make report NETWORK=tiny VIEW=example"),
    ],
)
def test_the_command_is_what_one_would_type(given, command, tiny):
    assert params.command(Params(**given)) == command


# -- one list --------------------------------------------------------------------------------------


def options(command: str) -> set[str]:
    commands = next(action for action in cli._parser()._actions if getattr(action, "choices", None))
    actions = dict(commands.choices or {})[command]._actions
    return {option for action in actions for option in action.option_strings} - {"-h", "--help"}


def test_the_command_line_has_every_parameter_but_the_folder():
    assert options("report") == {f"--{name}" for name in Params.model_fields} - {"--output"}
    known = {f"--{name}" for name in Params.model_fields}
    for command in cli.COMMANDS:
        own = {f"--{name}" for of, name in cli.OWN_ARGUMENTS if of == command}
        assert options(command) <= known | own


def makefile(name: str) -> list[str]:
    text = (paths.ROOT / "Makefile").read_text(encoding="utf-8")
    (found,) = re.findall(rf"^{name} := (.*)$", text, re.MULTILINE)
    return found.lower().split()


def test_the_makefile_has_the_same_lists():
    assert makefile("parameters") == Params.chosen()
    assert {f"--{name}" for name in makefile("audited")} == options("audit")


def made(*variables: str, **environment: str) -> subprocess.CompletedProcess:
    """What `make report` would run, without running it."""
    command = ["make", "--dry-run", "--no-print-directory", "report", *variables]
    return subprocess.run(
        command,
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nowhere", **environment},
    )


def test_make_passes_on_what_it_is_given_and_nothing_else():
    last = made("HOST=North & 'East'", "NAMES=no", SOURCE="x").stdout.splitlines()[-1]
    assert last.split() == [
        ".venv/bin/python", "-m", "helpers", "report", '--host="$HOST"', '--names="$NAMES"',
    ]  # fmt: skip


def test_make_stops_at_a_variable_that_it_does_not_know():
    done = made("HOTS=South")
    assert done.returncode == 2
    assert "There is no variable HOTS: the variables are NETWORK PERIOD HOST NAMES" in done.stderr


def cell(notebook: Path, tag: str) -> str:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    (found,) = [one for one in cells if tag in one["metadata"].get("tags", [])]
    return "".join(found["source"])


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_declares_parameters_as_the_schema_does_and_passes_them_on(notebook):
    declared = run.declared(notebook)
    lines = cell(notebook, "parameters").splitlines()
    stored = [re.sub(r'^(network: str = )"[^"]*"', r'\1""', line) for line in lines]
    assert stored == [params.line(name) for name in declared]
    assert {"network", "output"} <= set(declared)
    passed = re.findall(r"(\w+)=(\w+)", cell(notebook, "setup"))
    assert passed == [(name, name) for name in declared]


def test_every_parameter_is_declared_by_some_notebook():
    declared = {name for notebook in NOTEBOOKS for name in run.declared(notebook)}
    assert declared == set(Params.model_fields)

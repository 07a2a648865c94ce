"""What each step of the build does. Slow imports are inside: asking what is to do must be quick.

Files go to a folder that only the build reads; a step may be stopped at any moment and is then run
again.
"""

from __future__ import annotations

import importlib
import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.errors import UserError, one_of
from helpers.publish.contents import digest, fingerprint
from helpers.publish.kept import Kept

if TYPE_CHECKING:
    from nbformat import NotebookNode

ALL = "all"  # hosts, as helpers.params has it
_CHECKED = Kept(__file__)


class Failed(Exception):
    """A step failed for a reason that is no user error: one line for the screen."""


def check_data(network: str) -> None:
    """Read and check all files of a network and of the frameworks; UserError lists all that is
    wrong. A folder in which this very code has found nothing wrong is not read again.
    """
    from helpers import paths
    from helpers.data import checks, frameworks

    problems = []
    for load, folder in (
        (checks.load, paths.network_folder(network)),
        (frameworks.load, paths.DATA / frameworks.FOLDER),
    ):
        state = fingerprint([folder, paths.ROOT / "src/helpers"])
        if _CHECKED.get(state) is not None:
            continue
        try:
            load(folder)
            _CHECKED.put(b"", state)
        except UserError as error:
            problems += error.messages
    if problems:
        raise UserError(problems)


def audit(chosen: dict[str, Any]) -> list[str]:
    """Audit a network's statements, if it has any: the notebooks find the findings on disk. Gives
    the files that it read, from the network's folder.
    """
    from helpers import answers, report

    network, params = report.start(**chosen)
    if not network.statements.empty:
        answers.audit(network, params)
    return network.used()


# -- notebooks -------------------------------------------------------------------------------------


def run_notebook(
    notebook: Path, name: str, parameters: dict[str, Any], executed: Path, log: Path
) -> None:
    """Execute one notebook into `executed`, with those of `parameters` that it declares.

    The folder that its `output` parameter names is emptied first.
    """
    from helpers.exhibits.prose import Shown
    from helpers.publish import run

    os.chdir(notebook.parent)  # where JupyterLab and nbval run it, too
    Shown.for_readers = not parameters
    if parameters:
        _empty(Path(parameters["output"]))
    log.unlink(missing_ok=True)
    wanted = _wanted(run.declared(notebook, name), parameters, name) if parameters else {}
    shown = {key: value for key, value in wanted.items() if key != "output"}
    try:
        nb = run.run(notebook, wanted, name)
    except run.NotebookFailed as error:
        _write(log, error.traceback)
        raise Failed(f"{error} (traceback: {log})") from None
    made = run.normalise(run.with_values(nb, shown))
    _write(executed, _as_json(made) if parameters else run.dumps(made))


def _wanted(declared: list[str], parameters: dict[str, Any], name: str) -> dict[str, Any]:
    """The parameters that a notebook declares; a mistyped one would silently keep its default."""
    unknown = [wanted for wanted in declared if wanted not in parameters]
    if unknown:
        raise UserError(
            f"{name} declares a parameter '{wanted}', which there is not: "
            f"the parameters are {one_of(parameters)}."
            for wanted in unknown
        )
    return {wanted: parameters[wanted] for wanted in declared}


def store(executed: dict[Path, Path]) -> None:
    """Put each executed notebook in the place of its original, where it differs."""
    for notebook, path in executed.items():
        text, spare = path.read_bytes(), notebook.with_suffix(".tmp")
        if text != notebook.read_bytes():
            spare.write_bytes(text)
            spare.replace(notebook)


# -- the report ------------------------------------------------------------------------------------


def _notebook(path: Path) -> NotebookNode:
    """A notebook that the build wrote: nbformat would make every text in it anew."""
    from nbformat import NotebookNode
    from nbformat.v4 import rwbase

    return rwbase.rejoin_lines(json.loads(path.read_bytes(), object_hook=NotebookNode))


def merge(
    executed: dict[str, Path],
    staged: list[Path],
    network: Path,
    chosen: Mapping[str, Any],
    made: Path,
) -> None:
    """Join executed notebooks (name -> file) and the files they wrote (a folder each) in `made`.

    `network` is the folder with the network.yml that names the report and its chapters.
    """
    from helpers.data import config as settings
    from helpers.publish import merge

    config = settings.read(network)
    nb = merge.merge(
        [(name, _notebook(path)) for name, path in executed.items()],
        _about(config, chosen),
        config["chapters"],
    )
    claims = json.dumps(merge.claims(nb), ensure_ascii=False, indent=1)
    _write(made / "merged.ipynb", _as_json(nb))
    _write(made / "claims.json", claims + "\n")
    for folder in ("figures", "pictures", "tables"):
        _empty(made / folder)
        _gather([path for stage in staged for path in (stage / folder).glob("*")], made / folder)


def _about(config: dict[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
    """What the documents say about themselves: dated by the data, not by a clock."""
    host, period = chosen["host"], chosen.get("period", "")
    texts = ("title", "subtitle", "description", "authors", "language", "repository", "version")
    own = {name: config[name].strip() for name in (*texts, "date", "as_of")}
    if period:
        label = config["periods"].get(period, {}).get("label", period)
        own["subtitle"] = ", ".join(filter(None, [own["subtitle"], f"as of {label}"]))
    more: dict[str, Any] = {
        name: config[name] for name in ("licence", "contact", "keywords") if name in config
    }
    word = config["words"]["host"][0]
    named: dict[str, str] = {
        "network": Path(chosen["network"]).name,
        "source": config["source"]["name"],
        "host_word": word[:1].upper() + word[1:],
    }
    return {**own, **more, **named, "host": "" if host == ALL else host}


def _gather(sources: Iterable[Path], folder: Path) -> None:
    """Copy what the notebooks wrote, each in a folder with its name, into one folder."""
    taken: dict[str, str] = {}  # file -> the notebook that writes it
    for source in sorted(sources):
        notebook = source.parents[1].name
        if other := taken.get(source.name):
            raise UserError(
                f"The notebooks {other} and {notebook} both write {folder.name}/{source.name}: "
                "show an exhibit in one of them."
            )
        taken[source.name] = notebook
        (folder / source.name).write_bytes(source.read_bytes())


def render(
    exporter: str, merged: Path, pictures: Path, target: Path, log: Path, beside: Mapping[str, Any]
) -> None:
    """Write the merged notebook as a document; `beside` has the addresses of other reports."""
    log.unlink(missing_ok=True)
    try:
        made = document(exporter, merged, pictures, beside)
    except UserError:
        raise
    except Exception as error:
        import traceback

        _write(log, traceback.format_exc())
        first = next(iter(str(error).splitlines()), "")
        raise Failed(
            f"{target.name} could not be made: {type(error).__name__}: {first} (traceback: {log})"
        ) from None
    _write(target, made)


def document(
    exporter: str, merged: Path, pictures: Path, beside: Mapping[str, Any] | None = None
) -> str | bytes:
    """The merged notebook as a document; `exporter` is "module:class" with from_notebook_node.

    Typst sets a page that it has set before in the same process much faster: so the build has the
    last report set once more while its notebooks still run.
    """
    nb = _notebook(merged)
    resources = {"pictures": pictures, "beside": beside or {}}
    made: str | bytes = _exporter(exporter).from_notebook_node(nb, resources)[0]
    return made


@cache
def _exporter(named: str) -> Any:
    """One for all documents that this process makes: it keeps its templates."""
    module, _, name = named.partition(":")
    return getattr(importlib.import_module(module), name)()


def pack(merged: Path, tables: Path, target: Path) -> None:
    """Write data.zip from the tables, said to be what the merged notebook says."""
    from helpers.publish import pack as packing
    from helpers.publish import records

    nb = _notebook(merged)
    about = nb.metadata["alliance_report"]
    _write(target, packing.pack(tables, records.shown(nb), about))


def crate(
    merged: Path,
    made: Path,
    names: tuple[str, ...],
    notebooks: Mapping[str, Path],
    chosen: Mapping[str, Any],
    lock: Path,
) -> None:
    """Write ro-crate-metadata.json beside the files and folders `names` in `made`."""
    from helpers.publish import crate

    about = json.loads(merged.read_text("utf-8"))["metadata"]["alliance_report"]
    _write(made / crate.NAME, crate.crate(made, names, notebooks, about, chosen, lock))


def publish(root: Path, chosen: Mapping[str, Any], made: Path, out: Path, state: Path) -> None:
    """Let what was made take the place of the last report, with build.json, which says whence."""
    from helpers.publish import place

    about = json.dumps(_origin(root, chosen), ensure_ascii=False, indent=1)
    _write(made / "build.json", about + "\n")
    place.publish(made, out, state)


def _origin(root: Path, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Interpreter, platform, time (UTC) and the version of every installed package: what differs
    from build to build.
    """
    import platform
    from datetime import UTC, datetime

    from helpers import __version__

    return {
        "version": __version__,
        "network": chosen["network"],
        "period": chosen.get("period", ""),
        "host": "" if chosen["host"] == ALL else chosen["host"],
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "platform": platform.platform(),
        "lock_sha256": digest(root / "requirements.lock"),
        "packages": packages(),
    }


@cache
def packages() -> dict[str, str]:
    """Each installed package and its version, read once for all reports of a build."""
    from importlib.metadata import distributions

    said = (found.metadata for found in distributions())
    return dict(sorted((one["Name"].lower(), one["Version"]) for one in said))


def _as_json(nb: Mapping[str, Any]) -> str:
    """A notebook for the next step, not for a reader: much quicker than with lines of its own."""
    return json.dumps(nb, ensure_ascii=False, sort_keys=True)


def _empty(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)

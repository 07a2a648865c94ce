"""What each step of the build does. All run in forks (helpers.build.forks), so slow imports are inside.

Files go to a folder that only the build reads; a step may be stopped at any moment and is then run again.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

from helpers.build.forks import KERNELS_MAY_FORK, Failed
from helpers.errors import UserError


def check_data(network: str) -> None:
    """Read and check all CSV files of a network, and of the frameworks; UserError lists all that is wrong with them."""
    from helpers import frameworks, paths
    from helpers import network as networks

    problems = []
    for load, folder in ((networks.load, paths.network_folder(network)), (frameworks.load, paths.DATA / frameworks.FOLDER)):
        try:
            load(folder)
        except UserError as error:
            problems += error.messages
    if problems:
        raise UserError(problems)


def audit(network: str, readings: str, evidence: str) -> None:
    """Audit a network's statements, if it has any; the engine keeps its findings on disk."""
    from helpers import network as networks
    from helpers import paths

    found = networks.Network(paths.network_folder(network))
    if not found.statements.empty:
        from helpers import infer

        infer.audit(found, readings=readings, evidence=evidence)


def run_notebook(notebook: Path, name: str, parameters: dict[str, Any], executed: Path, log: Path) -> None:
    """Execute one notebook into `executed`; the folder that its `output` parameter names is emptied first."""
    from helpers import engine
    from helpers.build.kernel import use_forked_kernel

    os.chdir(notebook.parent)  # where JupyterLab and nbval run it, too
    if KERNELS_MAY_FORK:
        use_forked_kernel()
    if parameters:
        _empty(Path(parameters["output"]))
    log.unlink(missing_ok=True)
    try:
        nb = engine.run(notebook, parameters, name)
    except engine.NotebookFailed as error:
        _write(log, error.traceback)
        raise Failed(f"{error} (traceback: {log})") from None
    _write(executed, engine.dumps(engine.normalise(nb)))


def merge(executed: dict[str, Path], staged: list[Path], about: dict[str, Any], made: Path) -> None:
    """Join executed notebooks (name -> file) and the files they wrote (a folder each) in `made`."""
    import nbformat

    from helpers import engine

    nb = engine.merge([(name, nbformat.read(path, as_version=4)) for name, path in executed.items()], about)
    _write(made / "merged.ipynb", engine.dumps(nb))
    _write(made / "claims.json", json.dumps(engine.claims(nb), ensure_ascii=False, indent=1) + "\n")
    for folder in ("figures", "pictures", "tables"):
        _empty(made / folder)
        for source in sorted(path for stage in staged for path in (stage / folder).glob("*")):
            _gather(source, made / folder / source.name)


def _gather(source: Path, target: Path) -> None:
    if target.exists():
        raise UserError(f"Two notebooks write {target.parent.name}/{target.name}: "
                        "show an exhibit in one of them.")
    shutil.copyfile(source, target)


def render(exporter: str, merged: Path, pictures: Path, target: Path, log: Path) -> None:
    """Write the merged notebook as a document; `exporter` is "module:class" with from_notebook_node."""
    import nbformat

    module, _, name = exporter.partition(":")
    log.unlink(missing_ok=True)
    try:
        make = getattr(importlib.import_module(module), name)()
        document, _ = make.from_notebook_node(nbformat.read(merged, as_version=4), {"pictures": pictures})
    except UserError:
        raise
    except Exception as error:
        raise _failed_render(target, error, log) from None
    _write(target, document)


def _failed_render(target: Path, error: Exception, log: Path) -> Failed:
    import traceback

    _write(log, "".join(traceback.format_exception(error)))
    first = next(iter(str(error).splitlines()), "")
    return Failed(f"{target.name} could not be made: {type(error).__name__}: {first} (traceback: {log})")


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)

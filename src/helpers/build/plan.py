"""The steps of a build and what each depends on. doit compares contents and decides what is out of date.

check data -> audit -> run each notebook -> merge -> html, pdf -> publish

A notebook is run again when its file, a helper, the lock, a parameter, or a data file it read has changed,
or when something it made was touched. Which data files a notebook read it says itself: each report
function leaves <output>/uses/<any name>.json, a JSON list of paths relative to the network's folder,
and the union counts. A path that does not exist is fine: the notebook runs again when such a file
appears. A notebook that leaves no list counts as having read all data.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from doit.dependency import FileChangedChecker
from doit.exceptions import TaskFailed
from doit.task import Task, dict_to_task, result_dep
from doit.tools import config_changed

from helpers.build import steps
from helpers.build.forks import Failed, call
from helpers.build.publish import OWN, publish
from helpers.errors import UserError

Digests = dict[str, str]


@dataclass(frozen=True)
class Job:
    """One report to build. Paths are absolute; `data` are the folders of data files it may read."""

    root: Path
    notebooks: tuple[Path, ...]
    data: tuple[Path, ...]
    out: Path
    state: Path
    network: str
    lab: str = "all"
    chosen: Mapping[str, Any] = field(default_factory=lambda: {"names": True})  # what else a reader may choose
    check: Callable[[str], None] = steps.check_data
    audit: Callable[[str, str, str], None] = steps.audit
    html: str = "helpers.export.html:AllianceHTMLExporter"
    pdf: str = "helpers.export.pdf:AlliancePDFExporter"

    @property
    def helpers(self) -> Path:
        """The code that makes the report."""
        return self.root / "src/helpers"

    @property
    def made(self) -> Path:
        """What is joined and rendered, before it is published."""
        return self.state / "made"

    def name(self, path: Path) -> str:
        """A path as the user knows it: from the checkout's folder."""
        return path.relative_to(self.root).as_posix()

    def parameters(self, output: Path) -> dict[str, Any]:
        """What every notebook gets; `output` is the folder it writes to."""
        return {"network": self.network, "lab": self.lab, **self.chosen, "output": str(output)}


# -- contents -----------------------------------------------------------------------------------------------


def digest(path: str | Path) -> str:
    """The sha256 of a file's content; empty when there is no such file."""
    try:
        at = Path(path).stat()
    except OSError:
        return ""
    return _digest(str(path), at.st_mtime_ns, at.st_ctime_ns, at.st_size, at.st_ino)


@cache
def _digest(path: str, *_changes: int) -> str:
    """Read once a process: many steps depend on the same files. Nothing is kept for the next build."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def digests(paths: Iterable[Path]) -> Digests:
    """Digest of each file, and of each file below each folder."""
    return {str(path): digest(path) for path in _files(paths)}


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in found if not file.is_dir() and "__pycache__" not in file.parts)


class ContentChecker(FileChangedChecker):
    """How doit sees whether a file has changed: by content alone, never by time."""

    def check_modified(self, path: str, _stat: object, state: str) -> bool:
        """Whether the file differs from what `get_state` said when it was last used."""
        return digest(path) != state

    def get_state(self, path: str, _current: str | None) -> str:
        """What to remember of a file."""
        return digest(path)


class StepFailed(TaskFailed):
    """doit's word for a step that failed, with what it raised as `cause`."""

    def __init__(self, cause: UserError | Failed) -> None:
        super().__init__(str(cause))
        self.cause = cause


# -- steps --------------------------------------------------------------------------------------------------


def report_tasks(job: Job) -> list[Task]:
    """All steps of a report, for doit, in the order in which they are shown."""
    runs = [_run_task(job, notebook) for notebook in job.notebooks]
    group = Task("run", None, has_subtask=True, task_dep=[run.name for run in runs])
    return [_check_task(job), _audit_task(job), *runs, group, _merge_task(job),
            _render_task(job, "html", job.html), _render_task(job, "pdf", job.pdf), _publish_task(job)]


def _task(name: str, say: str, action: Callable[[], Digests | None], made: list[Path], *,
          files: Iterable[Path] = (), after: Iterable[str] = (),
          settings: dict[str, Any] | None = None) -> Task:
    """A step: `action` writes `made` (files or folders); it runs again when `files`, the results of the
    steps `after`, `settings`, or anything in `made` has changed. An action may return further inputs."""

    def act() -> dict[str, Any] | TaskFailed:
        try:
            inputs = action() or {}
        except (UserError, Failed) as error:
            return StepFailed(error)
        return {"made": digests(made), "inputs": inputs}

    def untouched(task: Task, values: dict[str, Any]) -> bool:  # noqa: ARG001 - doit passes by these names
        inputs = values.get("inputs", {})
        return digests(made) == values.get("made") and {path: digest(path) for path in inputs} == inputs

    return dict_to_task({
        "name": name, "doc": say, "actions": [act], "io": {"capture": False},
        "file_dep": [str(path) for path in files],
        "uptodate": [untouched, config_changed(settings or {}), *map(result_dep, after)]})


def _check_task(job: Job) -> Task:
    return _task("check", f"checked {job.name(job.data[0])}", lambda: call(job.check, job.network), [],
                 files=[*_files(job.data), *_code(job)], settings={"network": job.network})


def _audit_task(job: Job) -> Task:
    """The engine keeps what it found: the notebooks, which run side by side, find it there."""
    chosen = {"network": job.network, **{name: job.chosen.get(name, "") for name in ("readings", "evidence")}}
    task = _task("audit", f"audited {job.name(job.data[0])}", lambda: call(job.audit, *chosen.values()), [],
                 files=[*_files(job.data), *_code(job)], settings=chosen)
    task.task_dep.append("check")
    return task


def _run_task(job: Job, notebook: Path) -> Task:
    executed, staged, log = _places(job, notebook)
    before = digests(job.data)  # as they are now: a file edited while the notebook runs counts as changed

    def action() -> Digests:
        call(steps.run_notebook, notebook, job.name(notebook), job.parameters(staged), executed, log)
        return {path: before.get(path, digest(path)) for path in _uses(job, staged)}

    task = _task(f"run:{notebook.stem}", f"ran {job.name(notebook)}", action, [executed, staged],
                 files=[notebook, job.root / "requirements.lock", *_code(job)],
                 settings={**job.parameters(Path()), "python": sys.version})
    task.task_dep.append("audit")
    task.subtask_of = "run"
    return task


def _places(job: Job, notebook: Path) -> tuple[Path, Path, Path]:
    name = notebook.stem
    executed, log = job.state / "executed" / f"{name}.ipynb", job.state / "log" / f"{name}.log"
    return executed, job.state / "staged" / name, log


def _uses(job: Job, staged: Path) -> list[str]:
    lists = sorted((staged / "uses").glob("*.json"))
    if not lists:
        return [str(path) for path in _files(job.data)]
    named = [path for found in lists for path in json.loads(found.read_text("utf-8"))]
    return sorted({os.path.normpath(job.data[0] / path) for path in named})


def _merge_task(job: Job) -> Task:
    places = {job.name(notebook): _places(job, notebook) for notebook in job.notebooks}
    executed = {name: place[0] for name, place in places.items()}
    staged = [place[1] for place in places.values()]
    made = [job.made / name for name in ("merged.ipynb", "claims.json", "figures", "pictures", "tables")]

    def action() -> None:
        call(steps.merge, executed, staged, _about(job), job.made)

    return _task("merge", "joined the notebooks", action, made, after=["run"],
                 files=[*_code(job), job.data[0] / "network.yml"], settings={"notebooks": list(executed)})


def _about(job: Job) -> dict[str, Any]:
    """What the documents say about themselves: from network.yml, dated by the data, not by a clock."""
    import yaml

    config = yaml.safe_load((job.data[0] / "network.yml").read_text("utf-8"))
    texts = ("title", "subtitle", "language", "date", "repository", "version", "description")
    authors = config.get("authors") or ""
    return {name: str(config.get(name) or "").strip() for name in texts} | {
        "authors": authors if isinstance(authors, str) else ", ".join(map(str, authors)),
        "keywords": list(config.get("keywords") or []),
        "lab": "" if job.lab == "all" else job.lab}


def _render_task(job: Job, kind: str, exporter: str) -> Task:
    target, log = job.made / f"report.{kind}", job.state / "log" / f"{kind}.log"

    def action() -> None:
        call(steps.render, exporter, job.made / "merged.ipynb", job.made / "pictures", target, log)

    files = [*_code(job), *_files([job.helpers / "export"]), job.root / "requirements.lock"]
    return _task(kind, f"made {target.name}", action, [target], files=files, after=["merge"],
                 settings={"exporter": exporter})


def _publish_task(job: Job) -> Task:
    def action() -> None:
        from helpers.build.origin import origin

        text = json.dumps(origin(job.root, job.network, job.lab), ensure_ascii=False, indent=1) + "\n"
        (job.made / "build.json").write_text(text, "utf-8")
        publish(job.made, job.out, job.state)

    return _task("publish", f"published {job.name(job.out)}", action, [job.out / name for name in OWN],
                 after=["merge", "html", "pdf"])


def _code(job: Job) -> list[Path]:
    """What may change what a notebook shows: all helpers and the fonts, but not the exporters."""
    export = job.helpers / "export"
    return [path for path in _files([job.helpers])
            if export not in path.parents or export / "fonts" in path.parents]


# -- the notebooks as they are stored -----------------------------------------------------------------------


def notebook_tasks(job: Job) -> list[Task]:
    """Run every notebook as it stands, always; the last step stores all of them, or none if one fails."""
    runs = [_plain_run_task(job, notebook) for notebook in job.notebooks]

    def store() -> None:
        for notebook in job.notebooks:
            text = _places(job, notebook)[0].read_bytes()
            if text != notebook.read_bytes():
                _replace(notebook, text)

    last = _task("store", f"stored the outputs in {job.name(job.notebooks[0].parent)}", store, [])
    last.task_dep += [run.name for run in runs]
    for task in (*runs, last):
        task.uptodate.append((False, [], {}))
    return [*runs, last]


def _plain_run_task(job: Job, notebook: Path) -> Task:
    executed, _, log = _places(job, notebook)

    def action() -> None:
        call(steps.run_notebook, notebook, job.name(notebook), {}, executed, log)

    return _task(f"run:{notebook.stem}", f"ran {job.name(notebook)}", action, [executed])


def _replace(path: Path, text: bytes) -> None:
    spare = path.with_suffix(".tmp")
    spare.write_bytes(text)
    spare.replace(path)

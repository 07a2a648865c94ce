"""The steps of a build and what each depends on. doit compares contents and decides what is out of
date.

check data -> audit -> run each notebook -> merge -> html, pdf -> publish

A notebook is run again when its file, a helper, the lock, a parameter, or a data file it read has
changed, or when something it made was touched. Which data files a notebook read it says itself:
each function of `report` leaves <output>/uses/<any name>.json, a JSON list of paths relative to the
network's folder, and the union counts. A path that does not exist is fine: the notebook runs again
when such a file appears. A notebook that leaves no list counts as having read all data.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from doit.exceptions import TaskFailed
from doit.task import Task, dict_to_task, result_dep
from doit.tools import config_changed

from helpers.errors import UserError, of_disk
from helpers.publish import steps
from helpers.publish.forks import Failed, call
from helpers.publish.jobs import Digests, Job, digest, digests, files
from helpers.publish.place import OWN, publish


class StepFailed(TaskFailed):
    """doit's word for a step that failed, with what it raised as `cause`."""

    def __init__(self, cause: UserError | Failed) -> None:
        super().__init__(str(cause))
        self.cause = cause


# -- steps -----------------------------------------------------------------------------------------


def report_tasks(job: Job) -> list[Task]:
    """All steps of a report, for doit, in the order in which they are shown."""
    runs = [_run_task(job, notebook) for notebook in job.notebooks]
    group = Task("run", None, has_subtask=True, task_dep=[run.name for run in runs])
    return [
        _check_task(job),
        _audit_task(job),
        *runs,
        group,
        _merge_task(job),
        _render_task(job, "html", job.html),
        _render_task(job, "pdf", job.pdf),
        _publish_task(job),
    ]


def _task(
    name: str,
    say: str,
    action: Callable[[], Digests | None],
    made: list[Path],
    *,
    rests_on: Iterable[Path] = (),
    after: Iterable[str] = (),
    settings: dict[str, Any] | None = None,
) -> Task:
    """A step: `action` writes `made` (files or folders); it runs again when `rests_on`, the results
    of the steps `after`, `settings`, or anything in `made` has changed. An action may return
    further inputs.
    """

    def act() -> dict[str, Any] | TaskFailed:
        try:
            inputs = action() or {}
        except (UserError, Failed) as error:
            return StepFailed(error)
        except OSError as error:
            return StepFailed(UserError(of_disk(error)))
        return {"made": digests(made), "inputs": inputs}

    def untouched(task: Task, values: dict[str, Any]) -> bool:  # noqa: ARG001 - doit passes by these names
        inputs = values.get("inputs", {})
        return (
            digests(made) == values.get("made")
            and {path: digest(path) for path in inputs} == inputs
        )

    return dict_to_task(
        {
            "name": name,
            "doc": say,
            "actions": [act],
            "io": {"capture": False},
            "file_dep": [str(path) for path in rests_on],
            "uptodate": [untouched, config_changed(settings or {}), *map(result_dep, after)],
        }
    )


def _check_task(job: Job) -> Task:
    return _task(
        "check",
        f"checked {job.name(job.data[0])}",
        lambda: call(job.check, job.network),
        [],
        rests_on=[*files(job.data), *job.code],
        settings={"network": job.network},
    )


def _audit_task(job: Job) -> Task:
    """What the audit finds is kept on disk, where the notebooks read it side by side."""
    chosen = dict(job.chosen)
    task = _task(
        "audit",
        f"audited {job.name(job.data[0])}",
        lambda: call(job.audit, chosen),
        [],
        rests_on=[*files(job.data), *job.code],
        settings=chosen,
    )
    task.task_dep.append("check")
    return task


def _run_task(job: Job, notebook: Path) -> Task:
    executed, staged, log = _places(job, notebook)
    before = digests(
        job.data
    )  # as they are now: a file edited while the notebook runs counts as changed

    def action() -> Digests:
        call(
            steps.run_notebook, notebook, job.name(notebook), job.parameters(staged), executed, log
        )
        return {path: before.get(path, digest(path)) for path in _uses(job, staged)}

    task = _task(
        f"run:{notebook.stem}",
        f"ran {job.name(notebook)}",
        action,
        [executed, staged],
        rests_on=[notebook, job.root / "requirements.lock", *job.code],
        settings={**job.parameters(Path()), "python": sys.version},
    )
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
        return [str(path) for path in files(job.data)]
    named = [path for found in lists for path in json.loads(found.read_text("utf-8"))]
    return sorted({os.path.normpath(job.data[0] / path) for path in named})


def _merge_task(job: Job) -> Task:
    places = {job.name(notebook): _places(job, notebook) for notebook in job.notebooks}
    executed = {name: place[0] for name, place in places.items()}
    staged = [place[1] for place in places.values()]
    made = [
        job.made / name for name in ("merged.ipynb", "claims.json", "figures", "pictures", "tables")
    ]

    def action() -> None:
        call(steps.merge, executed, staged, job.data[0], job.host, job.made)

    config = job.data[0] / "network.yml"
    return _task(
        "merge",
        "joined the notebooks",
        action,
        made,
        after=["run"],
        rests_on=[*job.code, *([config] if config.exists() else [])],
        settings={"notebooks": list(executed)},
    )


def _render_task(job: Job, kind: str, exporter: str) -> Task:
    target, log = job.made / f"report.{kind}", job.state / "log" / f"{kind}.log"

    def action() -> None:
        call(steps.render, exporter, job.made / "merged.ipynb", job.made / "pictures", target, log)

    return _task(
        kind,
        f"made {target.name}",
        action,
        [target],
        rests_on=[*job.code, *job.documents, job.root / "requirements.lock"],
        after=["merge"],
        settings={"exporter": exporter},
    )


def _publish_task(job: Job) -> Task:
    def action() -> None:
        from helpers.publish.origin import origin

        made_by = origin(job.root, job.network, job.host)
        text = json.dumps(made_by, ensure_ascii=False, indent=1)
        (job.made / "build.json").write_text(text + "\n", "utf-8")
        publish(job.made, job.out, job.state)

    return _task(
        "publish",
        f"published {job.name(job.out)}",
        action,
        [job.out / name for name in OWN],
        after=["merge", "html", "pdf"],
    )


# -- the notebooks as they are stored --------------------------------------------------------------


def notebook_tasks(job: Job) -> list[Task]:
    """Run every notebook as it stands, always; the last step stores all of them, or none if one
    fails.
    """
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

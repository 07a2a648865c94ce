"""What a report is built from, and in which steps.

check data -> audit -> run each notebook -> merge -> html, pdf, pack -> crate -> publish

A notebook is run again when its file, a helper, the lock, a parameter, or a data file it read has
changed, or when something it made was touched. Which data files a notebook read it says itself:
each function of `report` leaves <output>/uses/<any name>.json, a JSON list of paths relative to the
network's folder, and the union counts. A path that does not exist is fine: the notebook runs again
when such a file appears. A notebook that leaves no list counts as having read all data.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from helpers.publish import steps
from helpers.publish.contents import Digests, digest, digests, files, fingerprint

PROCESSES = min(8, max(2, os.cpu_count() or 1))  # of 0.4 GB each; steps keep a core busy
PACK, CRATE = "data.zip", "ro-crate-metadata.json"
OWN = ("report.html", "report.pdf", "figures", "tables", "claims.json", PACK, CRATE, "build.json")
"""What a report is made of."""
OF_IT = ("report.docx", "report.epub")
"""What may be made of a report, which goes with it."""


@dataclass(frozen=True)
class Job:
    """One report to build. Paths are absolute; `data` are the folders of data files it may read."""

    root: Path
    notebooks: tuple[Path, ...]
    data: tuple[Path, ...]
    out: Path
    state: Path
    chosen: Mapping[str, Any] = field(default_factory=dict)  # the parameters, but for `output`
    check: Callable[[str], None] = steps.check_data
    audit: Callable[[dict[str, Any]], Iterable[str] | None] = steps.audit
    html: str = "helpers.publish.html:ReportHTML"
    pdf: str = "helpers.publish.pdf:ReportPDF"
    whole: Job | None = None  # of a host's report: its network's, for what does not need the host
    beside: Mapping[str, Any] = field(default_factory=dict)  # addresses of reports built with it

    @property
    def helpers(self) -> Path:
        """The code that makes the report."""
        return self.root / "src/helpers"

    @property
    def made(self) -> Path:
        """What is joined and rendered, before it is published."""
        return self.state / "made"

    def name(self, path: Path) -> str:
        """A path as the user knows it: from the checkout's folder; in full if it is elsewhere."""
        inside = path.is_relative_to(self.root)
        return path.relative_to(self.root).as_posix() if inside else str(path)

    @property
    def host(self) -> str:
        """The folder of the one host that it is about; empty for a network's own report."""
        return "" if self.whole is None else self.out.name

    def step(self, name: str) -> str:
        """The name of a step, which no other step of the network has."""
        return f"{self.host}/{name}" if self.host else name

    @cached_property
    def now(self) -> Digests:
        """The data files: one that is edited while a step reads it counts as changed."""
        return digests(self.data)

    @cached_property
    def code(self) -> str:
        """What may change what a notebook shows: all helpers and fonts, but not the exporters."""
        apart = set(files(self.documents))
        return fingerprint(Path(one) for one in files([self.helpers]) if one not in apart)

    @cached_property
    def documents(self) -> tuple[Path, ...]:
        """What may change a document and no notebook: the exporters and their templates."""
        publish = self.helpers / "publish"
        names = (
            "html", "known", "pieces", "pdf", "markdown", "records",
            "closing", "described", "figures", "heads", "inwords",
        )  # fmt: skip
        return (*(publish / f"{name}.py" for name in names), publish / "templates")


@dataclass(frozen=True)
class Step:
    """`act` makes the files or folders `made` from the contents of `rests_on`; of what else it
    gives back, each path with its digest, it rests on that, too. It waits for the steps `after`.

    It runs in a fork, or `here`, in the process that forks: later steps then find what it loaded.
    Steps with a `fork` of the same name share one, one after the other; or so many `forks`, each of
    which does the next step that can start. If it gets `warm`, it starts first of all.
    What is known of a step is kept in `state`, or else where the build keeps what it knows.
    """

    name: str
    say: str
    act: Callable[[], Digests | None]
    made: tuple[Path, ...] = ()
    rests_on: tuple[Path, ...] = ()
    after: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    here: bool = False
    always: bool = False
    fork: str = ""
    forks: int = 1
    warm: Callable[[], object] | None = None
    state: Path | None = None


# -- a report --------------------------------------------------------------------------------------


def report_steps(job: Job) -> list[Step]:
    """All steps of a report, in the order in which they are shown.

    Of a host's report, what does not depend on the host is a step of its network's report.
    """
    whole = replace(job.whole or job)  # what files hold is remembered by a job: it read none yet
    return _steps(replace(job, whole=whole) if job.whole else whole, whole)


def _steps(job: Job, whole: Job) -> list[Step]:
    return [*_checks(whole), *(_run(job, whole, one) for one in job.notebooks), *_join(job, whole)]


def reports_steps(jobs: Sequence[Job]) -> list[Step]:
    """All steps of several reports of a network, its own first, what they share once."""
    steps: dict[str, Step] = {}
    whole = replace(jobs[0].whole or jobs[0])  # one for all, since it reads all data and code
    for job in jobs:
        own = replace(job, whole=whole if job.whole else None)
        for step in _steps(own, whole if job.whole else own):
            steps.setdefault(step.name, step)
    return list(steps.values())


def _join(job: Job, whole: Job) -> list[Step]:
    runs = {notebook: _owner(job, whole, notebook) for notebook in job.notebooks}
    renders = [_render(job, "html", job.html), _render(job, "pdf", job.pdf)]
    return [_merge(job, runs), *renders, _pack(job), _crate(job), _publish(job)]


_TAKES_HOST = re.compile(rb'(?:"|\\n)host\b[^"\\]*=')  # a line of a cell that sets `host`


def _owner(job: Job, whole: Job, notebook: Path) -> Job:
    """The job that runs a notebook: the network's, unless the notebook asks for the host."""
    return job if job is whole or _takes_host(notebook, digest(notebook)) else whole


@cache
def _takes_host(notebook: Path, _content: str) -> bool:
    return bool(_TAKES_HOST.search(notebook.read_bytes()))


def _checks(job: Job) -> list[Step]:
    """What the audit finds is kept on disk, where the notebooks read it side by side."""
    network, chosen, now = job.chosen["network"], dict(job.chosen), job.now

    def audit() -> Digests:
        read = job.audit(chosen)
        return _found(job, now if read is None else read)

    what, code = job.name(job.data[0]), {"code": job.code}
    check = partial(job.check, network)
    step = partial(Step, state=job.state)
    return [
        step("check", f"checked {what}", check, rests_on=job.data, settings=code, here=True),
        step("audit", f"audited {what}", audit, after=("check",), settings={**chosen, **code}),
    ]


def _run(job: Job, whole: Job, notebook: Path) -> Step:
    job = _owner(job, whole, notebook)
    executed, staged, log = _places(job, notebook)
    now = whole.now

    def act() -> Digests:
        given = {**job.chosen, "output": str(staged)}
        steps.run_notebook(notebook, job.name(notebook), given, executed, log)
        lists = sorted((staged / "uses").glob("*.json"))
        named = [path for found in lists for path in json.loads(found.read_text("utf-8"))]
        return _found(whole, named if lists else now)

    return Step(
        job.step(f"run:{notebook.stem}"),
        "" if job.host else f"ran {job.name(notebook)}",
        act,
        (executed, staged),
        rests_on=(notebook, job.root / "requirements.lock"),
        after=("check", "audit"),
        settings={**job.chosen, "python": sys.version, "code": whole.code},
        fork="notebooks",  # one that has run some has measured most words already
        forks=PROCESSES,
        state=job.state,
    )


def _places(job: Job, notebook: Path) -> tuple[Path, Path, Path]:
    name = notebook.stem
    executed, log = job.state / "executed" / f"{name}.ipynb", job.state / "log" / f"{name}.log"
    return executed, job.state / "staged" / name, log


def _found(job: Job, named: Iterable[str]) -> Digests:
    """The files, named from the network's folder, as they were before the step read them."""
    paths = sorted({os.path.normpath(job.data[0] / path) for path in named})
    return {path: job.now.get(path, digest(path)) for path in paths}


def _merge(job: Job, runs: Mapping[Path, Job]) -> Step:
    places = {job.name(notebook): _places(one, notebook) for notebook, one in runs.items()}
    executed = {name: place[0] for name, place in places.items()}
    staged = [place[1] for place in places.values()]
    folders = ("figures", "pictures", "tables")
    return Step(
        job.step("merge"),
        "" if job.host else "joined the notebooks",
        partial(steps.merge, executed, staged, job.data[0], job.chosen, job.made),
        tuple(job.made / name for name in ("merged.ipynb", "claims.json", *folders)),
        rests_on=(
            job.data[0] / "network.yml",
            *executed.values(),
            *(stage / name for stage in staged for name in folders),
        ),
        after=tuple(one.step(f"run:{notebook.stem}") for notebook, one in runs.items()),
        settings={"notebooks": list(executed), "code": (job.whole or job).code},
        fork="html",
        state=job.state,
    )


def _render(job: Job, kind: str, exporter: str) -> Step:
    target, log = job.made / f"report.{kind}", job.state / "log" / f"{kind}.log"
    merged, pictures = job.made / "merged.ipynb", job.made / "pictures"
    beside = dict(job.beside) if kind == "html" else {}
    return Step(
        job.step(kind),
        "" if job.host else f"made {target.name}",
        partial(steps.render, exporter, merged, pictures, target, log, beside),
        (target,),
        (merged, pictures, *job.documents, job.root / "requirements.lock"),
        after=(job.step("merge"),),
        settings={"exporter": exporter, "code": (job.whole or job).code, "beside": beside},
        fork=kind,
        warm=partial(steps.document, exporter, merged, pictures) if kind == "pdf" else None,
        state=job.state,
    )


def _pack(job: Job) -> Step:
    """The tables in one file."""
    merged, tables, target = (job.made / name for name in ("merged.ipynb", "tables", PACK))
    return Step(
        job.step("pack"),
        "" if job.host else "packed the tables",
        partial(steps.pack, merged, tables, target),
        (target,),
        (merged, tables, *job.documents),
        after=(job.step("merge"),),
        settings={"code": (job.whole or job).code},
        fork="pack",
        state=job.state,
    )


def _crate(job: Job) -> Step:
    """What the report was made of, and of what it consists: all that is named there by checksum."""
    names = tuple(name for name in OWN if name not in (CRATE, "build.json"))
    lock, merged = job.root / "requirements.lock", job.made / "merged.ipynb"
    notebooks = {job.name(notebook): notebook for notebook in job.notebooks}
    return Step(
        job.step("crate"),
        "",
        partial(steps.crate, merged, job.made, names, notebooks, dict(job.chosen), lock),
        (job.made / CRATE,),
        (merged, lock, *(job.made / name for name in names), *job.notebooks, *job.documents),
        after=tuple(job.step(name) for name in ("html", "pdf", "pack")),
        settings={"code": (job.whole or job).code},
        fork="html",
        state=job.state,
    )


def _publish(job: Job) -> Step:
    return Step(
        job.step("publish"),
        f"published {job.name(job.out)}",
        partial(steps.publish, job.root, job.chosen, job.made, job.out, job.state),
        tuple(job.out / name for name in OWN),
        tuple(job.made / name for name in OWN if name != "build.json"),
        after=(job.step("crate"),),
        here=True,
        state=job.state,
    )


# -- the notebooks as they are stored --------------------------------------------------------------


def notebook_steps(job: Job) -> list[Step]:
    """Run every notebook as it stands, always; the last step stores all of them, or none if one
    fails.
    """
    runs = [_plain_run(job, notebook) for notebook in job.notebooks]
    executed = {notebook: _places(job, notebook)[0] for notebook in job.notebooks}
    where = job.name(job.notebooks[0].parent)
    names = tuple(run.name for run in runs)
    store = partial(steps.store, executed)
    return [*runs, Step("store", f"stored the outputs in {where}", store, after=names, always=True)]


def _plain_run(job: Job, notebook: Path) -> Step:
    executed, _, log = _places(job, notebook)
    act = partial(steps.run_notebook, notebook, job.name(notebook), {}, executed, log)
    return Step(f"run:{notebook.stem}", f"ran {job.name(notebook)}", act, (executed,), always=True)

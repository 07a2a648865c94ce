"""The command line: python -m helpers.build report | notebooks | clean.

Exit codes: 0 done; 1 a notebook or exporter failed; 2 the user can mend it, one sentence each;
130 interrupted.
"""

from __future__ import annotations

import argparse
import fcntl
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from helpers import paths
from helpers.build import forks
from helpers.errors import UserError

PROCESSES = 3  # on two cores: a notebook waits a third of its time for its kernel


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for signum in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.default_int_handler)
    return guarded(lambda: _command(arguments))


def _command(arguments: list[str] | None) -> None:
    asked = _parser().parse_args(arguments)
    with _alone():
        asked.command(asked)


def guarded(command: Callable[[], object]) -> int:
    """Run `command`; errors become sentences on stderr and an exit code, never tracebacks."""
    try:
        command()
    except UserError as error:
        print(*error.messages, sep="\n", file=sys.stderr)
        return 2
    except forks.Failed as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C would interrupt the tidying up
        forks.stop()
        print("Interrupted; what was published before is as it was.", file=sys.stderr)
        return 130
    return 0


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong, as all other errors do."""

    def error(self, message: str) -> NoReturn:
        raise UserError(f"{message[:1].upper()}{message[1:]}; see --help.")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m helpers.build", description="Builds the report.")
    commands = parser.add_subparsers(required=True, metavar="report|notebooks|clean", parser_class=_Parser)
    report = commands.add_parser("report", help="build report.html and report.pdf")
    report.add_argument("--network", default="rel-2012-17", help="a folder of data/ (%(default)s)")
    report.add_argument("--lab", default="all", help="one lab's name, for its own report (%(default)s)")
    report.add_argument("--names", default="yes", choices=("yes", "no"),
                        help="write the names of alliances in the topic chart (%(default)s)")
    report.add_argument("--view", default="bounds", help="bounds, or one example dataset in Figures 5, 7 and B1 (%(default)s)")
    report.add_argument("--readings", default="all", help="all, or only reading a or b of a sentence that has two (%(default)s)")
    report.add_argument("--evidence", default="none",
                        help="none, or public: facts from public pages narrow the bounds (%(default)s)")
    report.set_defaults(command=_report)
    notebooks = commands.add_parser("notebooks", help="run every notebook and store its outputs")
    notebooks.set_defaults(command=_notebooks)
    clean = commands.add_parser("clean", help="remove output/")
    clean.set_defaults(command=_clean)
    return parser


@contextmanager
def _alone() -> Iterator[None]:
    """One build at a time in a checkout: a second one waits, and says so."""
    folder = paths.OUTPUT / ".build"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another build is running; waiting for it to end.", file=sys.stderr)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# -- commands -----------------------------------------------------------------------------------------------


def _report(asked: argparse.Namespace) -> None:
    from helpers.build.plan import Job, report_tasks
    from helpers.build.publish import OWN, recover
    from helpers.params import Params

    chosen = {"names": asked.names == "yes", "view": asked.view, "readings": asked.readings, "evidence": asked.evidence}
    params = Params(network=asked.network, lab=asked.lab, **chosen)
    job = Job(root=paths.ROOT, notebooks=_all_notebooks(), network=params.network, lab=params.lab, chosen=chosen,
              data=(paths.network_folder(params.network), *paths.DATA.glob("frameworks")),
              out=paths.output_folder(params.network, params.lab_folder),
              state=paths.OUTPUT / ".build" / params.network / (params.lab_folder or "all"))
    recover(job.out, job.state)
    ran = execute(report_tasks(job), job.state)
    if ran:
        print(*(_sized(job.out / name) for name in OWN), sep="\n")
    else:
        print(f"Nothing to do: {job.name(job.out)}/report.html and report.pdf are up to date.")


def _notebooks(_asked: argparse.Namespace) -> None:
    from helpers.build.plan import Job, notebook_tasks

    state = paths.OUTPUT / ".build" / "notebooks"
    job = Job(root=paths.ROOT, notebooks=_all_notebooks("*.ipynb"), data=(), out=state, state=state, network="")
    execute(notebook_tasks(job), state)


def _clean(_asked: argparse.Namespace) -> None:
    import shutil

    shutil.rmtree(paths.OUTPUT)


def _all_notebooks(pattern: str = "[0-9]*.ipynb") -> tuple[Path, ...]:
    """The report's notebooks, which begin with a number; with `*.ipynb` those for exploring as well."""
    found = tuple(sorted(paths.NOTEBOOKS.glob(pattern)))
    if not found:
        raise UserError("There are no notebooks: notebooks/ holds none that is named like 01_question.ipynb.")
    return found


def execute(tasks: list, state: Path) -> list[str]:
    """Let doit run the tasks that are out of date, a few at a time; the names of those that ran.

    What doit knows is kept in `state`. Raises UserError, or else Failed, with all that went wrong.
    """
    from doit.control import TaskControl
    from doit.dependency import Dependency, SqliteDB
    from doit.runner import MThreadRunner

    from helpers.build.plan import ContentChecker
    from helpers.build.progress import Progress

    state.mkdir(parents=True, exist_ok=True)
    forks.prepare(paths.ROOT / ".cache")
    progress = Progress()
    control = TaskControl(tasks)
    control.process(None)
    known = Dependency(SqliteDB, str(state / "state.sqlite"), ContentChecker)
    MThreadRunner(known, progress, num_process=PROCESSES).run_all(control.task_dispatcher())
    _raise(progress.failures)
    return progress.ran


def _raise(failures: list[UserError | forks.Failed]) -> None:
    users = [failure for failure in failures if isinstance(failure, UserError)]
    mendable = [message for failure in users for message in failure.messages]
    if mendable:
        raise UserError(dict.fromkeys(mendable))
    if failures:
        raise forks.Failed("\n".join(map(str, failures)))


def _sized(path: Path) -> str:
    """One line a published file or folder: path from the checkout, and its size."""
    files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
    size = sum(file.stat().st_size for file in files)
    count = f", {len(files)} files" if path.is_dir() else ""
    return f"{path.relative_to(paths.ROOT)}  {size / 1000:,.0f} kB{count}"

"""The command line: python -m helpers report | notebooks | audit | check | describe | clean.

Exit codes: 0 done; 1 a notebook or exporter failed, or the audit found something new; 2 the user
can mend it, one sentence each, or it is a fault of ours, with its traceback; 130 interrupted.
"""

from __future__ import annotations

import argparse
import fcntl
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from helpers import paths
from helpers.errors import UserError, of_disk
from helpers.publish import forks

if TYPE_CHECKING:
    from doit.task import Task

    from helpers.params import Params
    from helpers.publish.jobs import Job

PROCESSES = 3  # on two cores: a notebook waits a third of its time for its kernel
_YES = {"yes": True, "no": False}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):  # a terminal that has no "–" is no reason to fail
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    for signum in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.default_int_handler)
    return guarded(lambda: _command(arguments))


def guarded(command: Callable[[], object]) -> int:
    """Run `command`; the exit code is what it returns, if a number. Its errors become sentences."""
    try:
        code = command()
        return code if isinstance(code, int) else 0
    except UserError as error:
        return _said(error.messages, 2)
    except OSError as error:
        return _said([of_disk(error)], 2)
    except forks.Failed as error:
        return _said([str(error)], 1)
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one would interrupt the tidying up
        return _said(["Interrupted; what was published before is as it was."], 130)
    except Exception:  # a fault of ours: whoever mends it needs to see where
        traceback.print_exc()
        return 2
    finally:
        forks.stop()


def _said(sentences: list[str], code: int) -> int:
    print(*sentences, sep="\n", file=sys.stderr)
    return code


def _command(arguments: list[str] | None) -> int | None:
    asked = _parser().parse_args(arguments)
    if not asked.alone:
        return asked.command(asked)
    with _alone():
        return asked.command(asked)


@contextmanager
def _alone() -> Iterator[None]:
    """One command that writes at a time in a checkout: a second one waits, and says so."""
    folder = paths.OUTPUT / ".build"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another build is running; waiting for it to end.", file=sys.stderr)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# -- arguments -------------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong, as all other errors do."""

    def error(self, message: str) -> NoReturn:
        raise UserError(f"{message[:1].upper()}{message[1:]}; see --help.")


def _parser() -> argparse.ArgumentParser:
    from helpers.params import Params

    parser = _Parser(prog="python -m helpers", description="From data to a report.")
    commands = parser.add_subparsers(
        required=True, metavar="|".join(COMMANDS), parser_class=_Parser, dest="name"
    )
    for name, (command, text, alone, parameters) in COMMANDS.items():
        one = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        one.set_defaults(command=command, alone=alone)
        for parameter in Params.chosen() if parameters is None else parameters:
            _add(one, parameter)
    return parser


def _add(parser: argparse.ArgumentParser, name: str) -> None:
    """An argument for a parameter of the schema, or for `accept`, the command line's own."""
    from helpers.params import Params

    if name == "accept":
        text, default = "store the findings: later audits are compared with them", False
    else:
        field = Params.model_fields[name]
        text, default = field.description or "", field.default
    kind: dict[str, Any] = {"default": default}
    if isinstance(default, bool):
        kind |= {"type": _yes_or_no, "metavar": "yes|no", "nargs": "?", "const": True}
    shown = "yes" if default is True else "no" if default is False else default
    parser.add_argument(f"--{name}", help=f"{text} ({shown})" if shown else text, **kind)


def _yes_or_no(given: str) -> bool:
    if given not in _YES:
        raise argparse.ArgumentTypeError(f"'{given}' is not yes or no")
    return _YES[given]


def _params(asked: argparse.Namespace) -> Params:
    """The parameters that a command was given; UserError says what is wrong with them."""
    from helpers.params import Params

    known = Params.chosen()
    return Params(**{name: value for name, value in vars(asked).items() if name in known})


# -- commands --------------------------------------------------------------------------------------


def _report(asked: argparse.Namespace) -> None:
    from helpers.publish.place import OWN, recover
    from helpers.publish.plan import report_tasks

    job = _job(_params(asked))
    recover(job.out, job.state)
    if execute(report_tasks(job), job.state):
        print(*(_sized(job.out / name) for name in OWN), sep="\n")
    else:
        print(f"Nothing to do: {job.name(job.out)}/report.html and report.pdf are up to date.")


def _job(params: Params) -> Job:
    from helpers.publish.jobs import Job

    return Job(
        root=paths.ROOT,
        notebooks=_all_notebooks(),
        data=(paths.network_folder(params.network), *paths.DATA.glob("frameworks")),
        out=paths.output_folder(params.network, params.host_folder),
        state=paths.OUTPUT / ".build" / params.network / (params.host_folder or "all"),
        chosen={name: getattr(params, name) for name in params.chosen()},
    )


def _notebooks(_asked: argparse.Namespace) -> None:
    from helpers.publish.jobs import Job
    from helpers.publish.plan import notebook_tasks

    state = paths.OUTPUT / ".build" / "notebooks"
    notebooks = _all_notebooks("*.ipynb")
    job = Job(root=paths.ROOT, notebooks=notebooks, data=(), out=state, state=state)
    execute(notebook_tasks(job), state)


def _audit(asked: argparse.Namespace) -> int:
    from helpers import report
    from helpers.numbers.audit import findings

    return findings.command(_params(asked), report.questions, accept=asked.accept)


def _check(asked: argparse.Namespace) -> None:
    from helpers.publish.steps import check_data

    params = _params(asked)
    check_data(params.network)
    print(f"data/{params.network} is as its schema says.")


def _describe(_asked: argparse.Namespace) -> None:
    from helpers.data import describe

    describe.main()


def _clean(_asked: argparse.Namespace) -> None:
    import shutil

    if paths.OUTPUT.is_symlink() or paths.OUTPUT.is_file():
        paths.OUTPUT.unlink()
    elif paths.OUTPUT.exists():
        shutil.rmtree(paths.OUTPUT)


Command = Callable[[argparse.Namespace], int | None]
COMMANDS: dict[str, tuple[Command, str, bool, tuple[str, ...] | None]] = {
    # name: what it does, in words, whether it must be alone, its parameters (None: all there are)
    "report": (_report, "build report.html and report.pdf", True, None),
    "notebooks": (_notebooks, "run every notebook and store its outputs", True, ()),
    "audit": (
        _audit,
        "audit the statements anew, and say what is new against the stored findings",
        True,
        ("network", "readings", "evidence", "accept"),
    ),
    "check": (_check, "check a network's data", False, ("network",)),
    "describe": (_describe, "describe the data's files and columns", False, ()),
    "clean": (_clean, "remove output/", False, ()),
}


# -- running steps ---------------------------------------------------------------------------------


def _all_notebooks(pattern: str = "[0-9]*.ipynb") -> tuple[Path, ...]:
    """The report's notebooks, which begin with a number; with `*.ipynb` those for exploring as
    well.
    """
    found = tuple(sorted(paths.NOTEBOOKS.glob(pattern)))
    if not found:
        raise UserError(
            "There are no notebooks: notebooks/ holds none that is named like 01_question.ipynb."
        )
    return found


def execute(tasks: list[Task], state: Path) -> list[str]:
    """Let doit run the tasks that are out of date, a few at a time; the names of those that ran.

    What doit knows is kept in `state`. Raises UserError, or else Failed, with all that went wrong.
    """
    import sqlite3

    from doit.dependency import DatabaseException

    from helpers.publish.progress import Progress

    state.mkdir(parents=True, exist_ok=True)
    forks.prepare(paths.ROOT / ".cache")
    progress = Progress()
    known = state / "state.sqlite"
    try:
        _run_all(tasks, known, progress)
    except (sqlite3.Error, DatabaseException) as error:
        raise UserError(
            f"{known}: what the build knows cannot be kept there ({str(error).splitlines()[-1]}). "
            "Free space, and let it be written; if it is broken, remove it with make clean."
        ) from None
    _raise(progress.failures)
    return progress.ran


def _run_all(tasks: list[Task], known: Path, progress: Any) -> None:
    from doit.control import TaskControl
    from doit.dependency import Dependency, SqliteDB
    from doit.runner import MThreadRunner

    from helpers.publish.jobs import ContentChecker

    control = TaskControl(tasks)
    control.process(None)
    before = Dependency(SqliteDB, str(known), ContentChecker)
    MThreadRunner(before, progress, num_process=PROCESSES).run_all(control.task_dispatcher())


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

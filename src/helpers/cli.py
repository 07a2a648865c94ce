"""The command line: python -m helpers report | reports | new | import | check | next | ...

Exit codes: 0 done; 1 a notebook or exporter failed, or the audit found something new; 2 the user
can mend it, one sentence each, or it is a fault of ours, with its traceback; 130 interrupted.
"""

from __future__ import annotations

import fcntl
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from helpers import paths
from helpers.errors import UserError, of_disk
from helpers.publish import build, memory, reports
from helpers.publish.plan import OWN, Job, notebook_steps, report_steps
from helpers.publish.steps import ALL

if TYPE_CHECKING:
    import argparse

    from helpers.params import Params

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
    except build.Failed as error:
        return _said([str(error)], 1)
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one would interrupt the tidying up
        return _said(["Interrupted; what was published before is as it was."], 130)
    except Exception:  # a fault of ours: whoever mends it needs to see where
        import traceback

        traceback.print_exc()
        return 2
    finally:
        build.stop()


def _said(sentences: list[str], code: int) -> int:
    print(*sentences, sep="\n", file=sys.stderr)
    return code


def _command(arguments: list[str] | None) -> int | None:
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] in (["report"], ["reports"]) and _done_already(given):
        return None
    asked = _parser().parse_args(given)
    asked.given = given
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


def _parser() -> argparse.ArgumentParser:
    import argparse

    from helpers.params import Params

    class Parser(argparse.ArgumentParser):
        """Says in one sentence what is wrong, as all other errors do."""

        def error(self, message: str) -> NoReturn:
            raise UserError(f"{message[:1].upper()}{message[1:]}; see --help.")

    parser = Parser(prog="python -m helpers", description="From data to a report.")
    commands = parser.add_subparsers(
        required=True, metavar="|".join(COMMANDS), parser_class=Parser, dest="name"
    )
    for name, (command, text, alone, parameters) in COMMANDS.items():
        one = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        one.set_defaults(command=command, alone=alone)
        for parameter in Params.chosen() if parameters is None else parameters:
            _add(one, parameter, OWN_ARGUMENTS.get((name, parameter)))
    return parser


def _add(parser: argparse.ArgumentParser, name: str, own: tuple[str, Any] | None) -> None:
    """An argument for a parameter of the schema, or one of the command's own."""
    from helpers.params import Params

    field = Params.model_fields.get(name)
    text, default = own or ((field.description or "", field.default) if field else ("", ""))
    kind: dict[str, Any] = {"default": default}
    if isinstance(default, bool):
        kind |= {"type": _yes_or_no, "metavar": "yes|no", "nargs": "?", "const": True}
    shown = "yes" if default is True else "no" if default is False else default
    parser.add_argument(f"--{name}", help=f"{text} ({shown})" if shown else text, **kind)


def _yes_or_no(given: str) -> bool:
    import argparse

    if given not in _YES:
        raise argparse.ArgumentTypeError(f"'{given}' is not yes or no")
    return _YES[given]


def _params(asked: argparse.Namespace) -> Params:
    """The parameters that a command was given; UserError says what is wrong with them."""
    from helpers.params import Params

    known = Params.chosen()
    return Params(**{name: value for name, value in vars(asked).items() if name in known})


# -- commands --------------------------------------------------------------------------------------


def _done_already(given: list[str]) -> bool:
    """Whether all that these words have built is up to date: asked before anything slow is
    imported, which would take longer than the answer.
    """
    with _alone():
        meant = memory.recalled(given)
        try:
            jobs = {host: _job(**one) for host, one in meant["jobs"].items()}
            index = meant["index"]
        except (KeyError, TypeError, AttributeError):  # new words, or what is kept is broken
            return False
        if index:
            return reports.up_to_date(jobs, index)
        done = build.finished(report_steps(jobs[""]), jobs[""].state)
        if done:
            _say_up_to_date(jobs[""])
        return done


def _report(asked: argparse.Namespace) -> None:
    from helpers.publish import place

    build.prepare(paths.ROOT / ".cache")
    params = _params(asked)
    place.check_owner(paths.output_folder(params.network), params.network)
    meant = {"": _meant(params)}
    job = _job(**meant[""])
    place.recover(job.out, job.state)
    if build.run(report_steps(job), job.state):
        print(*(_sized(job.out / name) for name in OWN), sep="\n")
    else:
        _say_up_to_date(job)
    memory.keep(asked.given, {"jobs": meant, "index": ""})


def _word(asked: argparse.Namespace) -> None:
    """Slow, and few ask for it: so no part of every build. A new report takes both away."""
    _report(asked)
    from helpers.publish import word

    job = _job(**_meant(_params(asked)))
    made = word.write(job.made / "merged.ipynb", job.made / "pictures", job.out)
    print(*map(_sized, made), sep="\n")


def _reports(asked: argparse.Namespace) -> None:
    from helpers.params import host_folders
    from helpers.publish import place

    build.prepare(paths.ROOT / ".cache")
    params = _params(asked)
    place.check_owner(paths.output_folder(params.network), params.network)
    meant = {"": _meant(params)}
    for host, folder in host_folders(params.network, params.period).items():
        chosen = {**meant[""]["chosen"], "host": host}
        meant[host] = {"chosen": chosen, "host_folder": folder}
    jobs = {host: _job(**one) for host, one in meant.items()}
    for job in jobs.values():
        place.recover(job.out, job.state)
    index = reports.build_all(jobs)
    memory.keep(asked.given, {"jobs": meant, "index": index})


def _meant(params: Params) -> dict[str, Any]:
    chosen = {name: getattr(params, name) for name in params.chosen()}
    return {"chosen": chosen, "host_folder": params.host_folder}


def _job(chosen: dict[str, Any], host_folder: str) -> Job:
    network, period = str(chosen["network"]), str(chosen["period"])
    out = paths.output_folder(network, "", period)
    whole = _job({**chosen, "host": ALL}, "") if host_folder else None
    return Job(
        root=paths.ROOT,
        notebooks=_all_notebooks(),
        data=(paths.network_folder(network), *paths.DATA.glob("frameworks")),
        out=out / host_folder,
        state=paths.OUTPUT / ".build" / out.relative_to(paths.OUTPUT) / (host_folder or "all"),
        chosen=chosen,
        whole=whole,
    )


def _say_up_to_date(job: Job) -> None:
    print(f"Nothing to do: {job.name(job.out)}/report.html and report.pdf are up to date.")


def _notebooks(_asked: argparse.Namespace) -> None:
    build.prepare(paths.ROOT / ".cache")
    state = paths.OUTPUT / ".build" / "notebooks"
    notebooks = _all_notebooks("*.ipynb")
    job = Job(root=paths.ROOT, notebooks=notebooks, data=(), out=state, state=state)
    build.run(notebook_steps(job), state)


def _audit(asked: argparse.Namespace) -> int:
    from helpers import answers
    from helpers.data.network import Network
    from helpers.numbers.audit import ends, findings, without

    params = _params(asked)
    code = findings.command(params, answers.questions, accept=asked.accept)
    if (params.readings, params.evidence) != findings.USUAL:
        return code
    network = Network(paths.network_folder(params.network))
    questions = answers.questions(network)
    if asked.accept:
        print(without.accepted(network, questions))
    return max(code, ends.command(network, questions, accept=asked.accept))


def _new(asked: argparse.Namespace) -> None:
    from helpers.data import starting

    print(*starting.new(asked.network), sep="\n")


def _check(asked: argparse.Namespace) -> int:
    from helpers.data import desk

    found = desk.examined(paths.network_folder(_params(asked).network))
    for lines, stream in zip(found, (sys.stdout, sys.stderr, sys.stdout), strict=True):
        for line in lines:
            print(line, file=stream, flush=True)
    if not found.problems and (said := _hidden(_params(asked).network)):
        print(said)
    return 2 if found.problems else 0


def _next(asked: argparse.Namespace) -> None:
    from helpers.data import following

    folder = paths.network_folder(_params(asked).network)
    print(*following.copied(folder, asked.period), sep="\n")


def _import(asked: argparse.Namespace) -> None:
    from helpers.data.importing import one_sheet

    print(*one_sheet.run(asked.network, asked.file, asked.links, asked.period), sep="\n")


def _hidden(network: str) -> str:
    """What a network's small-cell rule hides; nothing where it has none."""
    from helpers import answers
    from helpers.data.network import Network

    found = Network(paths.network_folder(network))
    if not found.config.get("suppress"):
        return ""
    from helpers.numbers.suppression import proof

    plan = answers.hidden(found)
    return proof.said(plan) if plan else ""


def _diff(asked: argparse.Namespace) -> None:
    from helpers.publish import diff

    print(diff.run(asked.old, asked.new), end="")


def _describe(_asked: argparse.Namespace) -> None:
    from helpers.data import describe

    describe.main()


def _clean(_asked: argparse.Namespace) -> None:
    import shutil

    if paths.OUTPUT.is_symlink() or paths.OUTPUT.is_file():
        paths.OUTPUT.unlink()
    elif paths.OUTPUT.exists():
        shutil.rmtree(paths.OUTPUT)


Command = Callable[[Any], int | None]
COMMANDS: dict[str, tuple[Command, str, bool, tuple[str, ...] | None]] = {
    # name: what it does, in words, whether it must be alone, its parameters (None: all there are)
    "report": (_report, "build report.html and report.pdf", True, None),
    "reports": (
        _reports,
        "build the network's report and every host's, with a page that lists them",
        True,
        ("network", "period", "names", "view", "readings", "evidence", "source", "theme"),
    ),
    "word": (_word, "build the report, and of it report.docx and report.epub", True, None),
    "notebooks": (_notebooks, "run every notebook and store its outputs", True, ()),
    "audit": (
        _audit,
        "audit the statements anew, and say what is new against the stored findings",
        True,
        ("network", "readings", "evidence", "accept"),
    ),
    "new": (_new, "begin a network: a folder with a sheet of fictional rows", False, ("network",)),
    "check": (_check, "say what a network's data say, and what is wrong", False, ("network",)),
    "next": (_next, "copy the last period's rows as a new period", True, ("network", "period")),
    "import": (
        _import,
        "make partnerships.csv from a workbook or CSV file",
        True,
        ("network", "file", "links", "period"),
    ),
    "diff": (_diff, "say which numbers differ between two reports", False, ("old", "new")),
    "describe": (_describe, "describe the data's files and columns", False, ()),
    "clean": (_clean, "remove output/", False, ()),
}

# Arguments that mean something else to one command, or are its own: what they mean, their default.
OWN_ARGUMENTS: dict[tuple[str, str], tuple[str, Any]] = {
    ("audit", "accept"): ("store the findings: later audits are compared with them", False),
    ("new", "network"): ("a name for a folder of data/, or the path of one anywhere", ""),
    ("import", "file"): ("a workbook (.xlsx), a CSV file, or a folder of them", ""),
    ("import", "links"): ("a CSV file or workbook of mergers, if FILE has none", ""),
    ("import", "period"): ("the period of rows that say none", ""),
    ("next", "period"): ("the new period, which comes after the last one", ""),
    ("diff", "old"): ("the folder of a built report, or its claims.json", ""),
    ("diff", "new"): ("the folder of the report to compare with it", ""),
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


def _sized(path: Path) -> str:
    """One line a published file or folder: path from the checkout, and its size."""
    files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
    size = sum(file.stat().st_size for file in files)
    count = f", {len(files)} files" if path.is_dir() else ""
    return f"{path.relative_to(paths.ROOT)}  {size / 1000:,.0f} kB{count}"

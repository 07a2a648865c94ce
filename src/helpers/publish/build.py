"""Runs the steps that are out of date, a few side by side, each in a fork of this process.

This process imports the slow packages once and has one thread, so that forking it is safe. A fork
also keeps working folder, pictures and settings of a step apart. Importing this module is quick.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers import paths
from helpers.errors import UserError, of_disk
from helpers.publish import kept
from helpers.publish.contents import digest, fingerprint
from helpers.publish.loading import OF_DOCUMENTS, load, load_for_notebooks, without_unused
from helpers.publish.plan import PROCESSES, Step
from helpers.publish.steps import Failed, packages

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_SETTINGS = {
    "IPYTHONDIR": "ipython",
    "MPLCONFIGDIR": "matplotlib",
    "JUPYTER_CONFIG_DIR": "jupyter/config",
    "JUPYTER_DATA_DIR": "jupyter/data",
    "JUPYTER_RUNTIME_DIR": "jupyter/runtime",
}
Contents = dict[str, dict[str, Any]]
_END = "end"  # known of a build in which every step was done
Outcome = tuple[str, Any]
Failure = UserError | Failed
Known = dict[str, Contents]  # what the last builds that kept their state in a folder did, by step
_forks: dict[str, _Fork] = {}  # all that live, by name
_running: dict[str, tuple[Step, Contents]] = {}  # what those do that were told to go, by fork


def prepare(cache: Path) -> None:
    """Set what all steps see. Call once, before anything slow is imported.

    Settings and caches of Jupyter, IPython and matplotlib are under `cache`: a reader's own
    settings must not change the report, and nothing is written outside of the checkout.
    """
    for name, folder in _SETTINGS.items():
        (cache / folder).mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(cache / folder)
    for name in ("JUPYTER_PATH", "MATPLOTLIBRC"):
        os.environ.pop(name, None)
    kept.keep_in(paths.OUTPUT / ".build/kept")
    # One thread each: notebooks run side by side, sums keep their order, and forking is safe.
    os.environ.update(
        OPENBLAS_NUM_THREADS="1",
        OMP_NUM_THREADS="1",
        PYTHONUTF8="1",
        MPLBACKEND="module://matplotlib_inline.backend_inline",
    )


# -- what is out of date ---------------------------------------------------------------------------


def finished(steps: Sequence[Step], state: Path) -> bool:
    """Whether the last build of these steps came to its end and nothing has changed since: quick,
    since it does not ask for what lies where a state is kept, which only builds touch.
    """
    known = {where: _known(where) for where in {step.state or state for step in steps}}
    apart = tuple(f"{where}{os.sep}" for where in known)
    return _END in _known(state) and all(
        _up_to_date(step, known[step.state or state], apart) for step in steps
    )


def _known(state: Path) -> Known:
    """Nothing if what was written down is broken."""
    try:
        found = json.loads((state / "known.json").read_text("utf-8"))
        return {name: Contents(found[name]) for name in found}
    except (OSError, ValueError, TypeError):
        return {}


def _up_to_date(
    step: Step, known: Mapping[str, Contents], apart: str | tuple[str, ...] = ()
) -> bool:
    """Whether all is as the step left it, but for the files whose paths begin with `apart`."""
    if step.always or step.name not in known:
        return False
    last = {
        kind: {name: value for name, value in found.items() if not name.startswith(apart)}
        for kind, found in known[step.name].items()
    }
    paths = {*step.rests_on, *step.made}
    return last == _now(step, last["read"], {one for one in paths if str(one).startswith(apart)})


def _now(step: Step, read: Iterable[str], but: Collection[Path] = ()) -> Contents:
    """The settings of a step, and the checksum of each file or folder that it rests on or made."""
    return {
        "settings": dict(step.settings),
        "rests_on": _fingerprints(path for path in step.rests_on if path not in but),
        "read": {path: digest(path) for path in read},
        "made": _fingerprints(path for path in step.made if path not in but),
    }


def _fingerprints(paths: Iterable[Path]) -> dict[str, str]:
    return {str(path): fingerprint([path]) for path in paths}


# -- run -------------------------------------------------------------------------------------------


def run(steps: Sequence[Step], state: Path) -> list[str]:
    """Run the steps that are out of date; the names of those that ran.

    What is known of them is kept in `state`. After a failure no step starts any more; UserError, or
    else Failed, then tells all that went wrong.
    """
    build = _Build(list(steps), state)
    build.go()
    if build.failures:
        raise together([failure for _, failure in build.failures])
    return build.ran


def run_apart(steps: Sequence[Step], state: Path) -> dict[str, Failure]:
    """Run the steps of several reports; the names of those that failed or wait for what failed,
    each with the failure. All others are run.
    """
    build = _Build(list(steps), state, stops=False)
    build.go()
    return build.lost


class _Build:
    """The steps that wait, what is known of those that are done, and what went wrong."""

    def __init__(self, steps: list[Step], state: Path, stops: bool = True) -> None:
        from tqdm import tqdm

        self.waiting, self.state, self.stops = steps, state, stops
        self.known = {where: _known(where) for where in {state, *map(self._where, steps)}}
        self.ran: list[str] = []
        self.failures: list[tuple[str, Failure]] = []
        self.lost: dict[str, Failure] = {}
        self.idle: list[Callable[[], object]] = [partial(load, OF_DOCUMENTS), packages]
        tqdm.monitor_interval = 0  # no thread: forks are to come
        self.bar = tqdm(total=len(steps), unit="step", leave=False, disable=None, smoothing=0.05)

    def go(self) -> None:
        """Run all that is out of date."""
        gc.disable()  # nothing here is thrown away, and going through it takes a third of the time
        with _temporary_files():
            while self.waiting or _running:
                self._go_on()
        gc.enable()
        self.bar.close()
        stop()  # a fork that got warm may have found nothing to do
        if not self.failures:
            self.known[self.state][_END] = {}
            self._keep(self.state)

    def _where(self, step: Step) -> Path:
        return step.state or self.state

    def _go_on(self) -> None:
        """Start the next step that can start, or wait for one to end."""
        step = self._ready() if len(_running) < PROCESSES else None
        if step:
            self.waiting.remove(step)
            if _up_to_date(step, self.known[self._where(step)]):
                self.bar.update()
            else:
                self._start(step)
        elif self.idle:
            self.idle.pop(0)()  # what later steps will find done
        else:
            self._end(*_ended())

    def _ready(self) -> Step | None:
        busy = [step for step, _ in _running.values()]
        unmade = {step.name for step in (*self.waiting, *busy)}
        able = (step for step in self.waiting if unmade.isdisjoint(step.after))
        return next((step for step in able if step.here or _idle(step)), None)

    def _start(self, step: Step) -> None:
        if not self.ran:
            self.known[self.state].pop(_END, None)
            self._keep(self.state)
            warm = [one for one in (step, *self.waiting) if one.warm]
            for step_ in warm:
                if (name := _names(step_)[0]) not in _forks:
                    _fork(name, [one for one in warm if one.fork == step_.fork])
            load_for_notebooks()
        self.ran.append(step.name)
        self.bar.set_description_str(step.name)
        last = _now(step, ())
        if step.here:
            self._end(step, last, _outcome(step.act))
        else:
            _go(step, last, [one for one in self.waiting if step.fork and one.fork == step.fork])

    def _end(self, step: Step, last: Contents, outcome: Outcome) -> None:
        kind, value = outcome
        if kind == "done":
            where, made = self._where(step), _fingerprints(step.made)
            self.known[where][step.name] = last | {"made": made, "read": value or {}}
            self._keep(where)
            self.bar.update()
            if self.bar.disable and step.say:  # on a terminal a bar, anywhere else plain lines
                print(step.say, file=sys.stderr, flush=True)
        else:
            failure = UserError(value) if kind == "user error" else Failed(value)
            self.failures.append((step.name, failure))
            self._lose(step.name, failure)

    def _lose(self, name: str, failure: Failure) -> None:
        """A step failed: what waits for it will not be run; where one failure stops, nothing."""
        self.lost[name] = failure
        for step in self.waiting[:]:
            if step in self.waiting and (self.stops or name in step.after):
                self.waiting.remove(step)
                self.bar.update()
                self._lose(step.name, failure)

    def _keep(self, state: Path) -> None:
        """Write down what is known."""
        state.mkdir(parents=True, exist_ok=True)
        spare = state / "known.tmp"
        spare.write_text(json.dumps(self.known[state]), "utf-8")
        spare.replace(state / "known.json")


@contextmanager
def _temporary_files() -> Iterator[None]:
    """All temporary files, those of forks too, are in one folder: none outlives a killed fork."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="report-", ignore_cleanup_errors=True) as folder:
        before, tempfile.tempdir = tempfile.tempdir, folder
        try:
            yield
        finally:
            tempfile.tempdir = before


def together(failures: Iterable[Failure]) -> Failure:
    """All that a user can mend as one; if there is nothing of it, the other failures."""
    found = list(failures)
    users = [failure for failure in found if isinstance(failure, UserError)]
    if users:
        return UserError(dict.fromkeys(message for user in users for message in user.messages))
    return Failed("\n".join(dict.fromkeys(map(str, found))))


# -- forks -----------------------------------------------------------------------------------------


@dataclass
class _Fork:
    """A fork of this process, with its pipe and the names of the steps that it has still to do."""

    pipe: Connection
    process: BaseProcess
    left: set[str]


def _fork(name: str, steps: Sequence[Step]) -> None:
    """A fork that does these steps when it is told to. Deaf to Ctrl-C, since `stop` ends it."""
    from multiprocessing import get_context

    fork = get_context("fork")
    here, there = fork.Pipe()
    process = fork.Process(target=_work, args=(there, steps))
    gc.freeze()  # what is here will stay: no fork needs to go through it
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    process.start()
    _forks[name] = _Fork(here, process, {step.name for step in steps})
    signal.pthread_sigmask(signal.SIG_SETMASK, heard)
    there.close()


def _names(step: Step) -> list[str]:
    """The forks that may do a step, by name."""
    return [f"{step.fork or step.name} {number}" for number in range(step.forks)]


def _idle(step: Step) -> str:
    """A fork that may do a step and is not busy, be it yet to be started; none if all are."""
    return next((name for name in _names(step) if name not in _running), "")


def _go(step: Step, last: Contents, others: Sequence[Step]) -> None:
    """Tell an idle fork to do the step; one that starts will do the `others`, too, when told."""
    name = _idle(step)
    if name not in _forks:
        _fork(name, [step, *others])
    with suppress(OSError):  # it was killed while it got warm: `_ended` will find that out
        _forks[name].pipe.send(step.name)
    _running[name] = (step, last)


def _work(pipe: Connection, steps: Sequence[Step]) -> None:
    """In the fork, with a process group of its own: `stop` ends it with all that it starts."""
    os.setpgid(0, 0)
    gc.enable()
    gc.set_threshold(100_000)  # it makes much and throws little away
    for signum in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.SIG_DFL)
    if steps[0].warm:
        with suppress(Exception), without_unused():  # what is wrong shows when it acts
            steps[0].warm()
    acts = {step.name: step.act for step in steps}
    with suppress(OSError, EOFError):  # nobody is there any more: done, or the build was killed
        while name := pipe.recv():
            pipe.send(_outcome(acts[name]))


def _outcome(act: Callable[[], Any]) -> Outcome:
    """How it ended, and what it gave back, or what is to be said."""
    try:
        return "done", act()
    except UserError as error:
        return "user error", error.messages
    except Failed as error:
        return "failed", str(error)
    except OSError as error:
        return "user error", [of_disk(error)]
    except Exception:
        import traceback

        return "failed", traceback.format_exc()


def _ended() -> tuple[Step, Contents, Outcome]:
    """Wait until a step ends."""
    from multiprocessing.connection import wait

    by_pipe = {_forks[name].pipe: name for name in _running}
    name = by_pipe[wait(list(by_pipe))[0]]  # type: ignore[index] # it gives what it is given
    step, last = _running.pop(name)
    try:
        outcome: Outcome = _forks[name].pipe.recv()
    except (EOFError, ConnectionError):
        outcome = "failed", f"A step of the build ({step.name}) was killed."
        _forks[name].left.clear()
    for one in _names(step):
        if fork := _forks.get(one):
            fork.left.discard(step.name)
            if not fork.left and one not in _running:
                with suppress(OSError):  # it was killed
                    fork.pipe.send("")
                fork.pipe.close()
                fork.process.join()
                del _forks[one]
    return step, last, outcome


def stop() -> None:
    """End all forks and what they started."""
    for fork in _forks.values():
        try:
            os.killpg(fork.process.pid or 0, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            fork.process.kill()  # it had no group of its own yet
        fork.process.join()
    _forks.clear()
    _running.clear()

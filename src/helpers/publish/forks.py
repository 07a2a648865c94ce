"""Steps run in forks of one process that imported the slow packages once.

multiprocessing's fork server is that process: it has one thread and no sockets, so forking it is
safe. A step gets a process of its own, which also keeps working folder, pictures and settings
apart.
"""

import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from helpers.errors import UserError, of_disk

_SETTINGS = {
    "IPYTHONDIR": "ipython",
    "MPLCONFIGDIR": "matplotlib",
    "JUPYTER_CONFIG_DIR": "jupyter/config",
    "JUPYTER_DATA_DIR": "jupyter/data",
    "JUPYTER_RUNTIME_DIR": "jupyter/runtime",
}
_CONTEXT = multiprocessing.get_context("forkserver")
_running: set[BaseProcess] = set()
_starting = threading.Lock()

# Forking after imports is known to be safe on Linux only; elsewhere a kernel is a fresh
# interpreter.
KERNELS_MAY_FORK = sys.platform == "linux"


class Failed(Exception):
    """A step failed for a reason that is no user error: one line for the screen."""


def prepare(cache: Path) -> None:
    """Set what all steps see. Call once, before the first step.

    Settings and caches of Jupyter, IPython and matplotlib are under `cache`: a reader's own
    settings must not change the report, and nothing is written outside of the checkout.
    """
    for name, folder in _SETTINGS.items():
        (cache / folder).mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(cache / folder)
    for name in ("JUPYTER_PATH", "MATPLOTLIBRC"):
        os.environ.pop(name, None)
    # One thread each: two notebooks run side by side, and sums keep their order.
    os.environ.update(
        OPENBLAS_NUM_THREADS="1",
        OMP_NUM_THREADS="1",
        PYTHONUTF8="1",
        MPLBACKEND="module://matplotlib_inline.backend_inline",
    )
    _CONTEXT.set_forkserver_preload(["helpers.publish.preload"])


def call(function: Callable[..., Any], *args: Any) -> Any:
    """function(*args) in a fork; its result must be picklable. Safe to call from several threads.

    Raises the function's UserError or Failed; anything else becomes Failed with the traceback.
    """
    _start_server()
    receiver, sender = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_work, args=(sender, function, args))
    process.start()
    _running.add(process)
    sender.close()
    try:
        kind, value = receiver.recv()
    except EOFError:
        raise Failed(f"A step of the build ({function.__name__}) was killed.") from None
    finally:
        process.join()
        _running.discard(process)
    if kind == "done":
        return value
    raise UserError(value) if kind == "user error" else Failed(value)


def _start_server() -> None:
    """Start the fork server unless it runs. Deaf to Ctrl-C, as its forks are: `stop` ends them."""
    with _starting:
        resource_tracker.ensure_running()  # first, since it would take the block off again
        heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        forkserver.ensure_running()
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)


def _work(sender: Connection, function: Callable[..., Any], args: tuple) -> None:
    """In the fork, with a process group of its own: `stop` ends it with the kernel it starts."""
    os.setpgid(0, 0)
    try:
        answer = ("done", function(*args))
    except UserError as error:
        answer = ("user error", error.messages)
    except Failed as error:
        answer = ("failed", str(error))
    except OSError as error:
        answer = ("user error", [of_disk(error)])
    except Exception:
        answer = ("failed", traceback.format_exc())
    with suppress(OSError):  # nobody listens any more: the build itself was killed
        sender.send(answer)


def stop() -> None:
    """End all running steps and the kernels they started."""
    for process in [started for started in _running if started.pid]:
        try:
            os.killpg(process.pid, signal.SIGKILL)  # type: ignore[arg-type]
        except (ProcessLookupError, PermissionError):
            process.kill()  # it had no group of its own yet

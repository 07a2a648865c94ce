"""Independent questions asked side by side, in forked processes: models cannot be sent."""

import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import active_children, current_process, get_context
from typing import Any

_held: list[Callable[[], Any]] = []
_forked = False  # here: a question within a question is asked where it stands


def cores() -> int:
    """How many processes may run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def together(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """What the calls return, in their order; one after the other on one core."""
    number = min(len(calls), cores())
    if number < 2 or _forked or current_process().daemon:
        return [call() for call in calls]
    _held[:], others = calls, active_children()
    with ProcessPoolExecutor(number, get_context("fork"), _end_when_told) as pool:
        try:
            asked = [pool.submit(_answer, place) for place in range(len(calls))]
            return [one.result() for one in asked]
        except BaseException:
            for child in active_children():
                if child not in others:
                    child.terminate()  # else it would go through all that is still queued
            raise
        finally:
            _held.clear()


def _end_when_told() -> None:
    """Ctrl-C and other ends are for the parent to speak of; a child only ends."""
    global _forked
    _forked = True
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.SIG_DFL)


def _answer(place: int) -> Any:
    return _held[place]()

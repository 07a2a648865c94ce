"""Independent questions asked side by side, in forked processes: models hold functions, which cannot be sent to others."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import current_process, get_context
from typing import Any

_held: list[Callable[[], Any]] = []


def together(calls: list[Callable[[], Any]]) -> list[Any]:
    """What the calls return, in their order. Where processes cannot fork, or there is one core, they run one after the other."""
    number = min(len(calls), len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)
    if number < 2 or current_process().daemon:
        return [call() for call in calls]
    _held[:] = calls
    try:
        with ProcessPoolExecutor(number, mp_context=get_context("fork")) as pool:
            return list(pool.map(_answer, range(len(calls))))
    finally:
        _held.clear()


def _answer(place: int) -> Any:
    return _held[place]()

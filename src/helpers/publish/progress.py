"""What a person sees of a build: a bar on a terminal, plain lines anywhere else."""

import sys
from typing import Any

from doit.exceptions import BaseFail, UnmetDependency
from doit.task import Task

from helpers.errors import UserError
from helpers.publish.forks import Failed


class Progress:
    """doit's reporter: one method an event. `ran` and `failures` are for the command line."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.failures: list[UserError | Failed] = []
        self._steps = self._done = 0
        self._bar: Any = None

    def initialize(self, tasks: dict[str, Task], _selected: list[str]) -> None:
        """Before the first step."""
        self._steps = sum(1 for task in tasks.values() if task.actions)

    def execute_task(self, task: Task) -> None:
        """A step starts."""
        if task.actions:
            self.ran.append(task.name)
            self._show(task)

    def add_success(self, task: Task) -> None:
        """A step is done."""
        if task.actions:
            self._advance()
            if self._bar is None:
                print(task.doc, file=sys.stderr, flush=True)

    def skip_uptodate(self, task: Task) -> None:
        """A step has nothing to do."""
        if task.actions:
            self._advance()

    def add_failure(self, task: Task, fail: BaseFail) -> None:
        """Keeps what the step raised. A step that could not start because of another one says
        nothing.
        """
        if isinstance(fail, UnmetDependency):
            return
        unforeseen = Failed(f"{task.name}: {fail.get_msg()}")
        self.failures.append(getattr(fail, "cause", unforeseen))

    def complete_run(self) -> None:
        """After the last step, or the first that failed."""
        if self._bar is not None:
            self._bar.close()

    def runtime_error(self, message: str) -> None:
        """doit cannot run the steps at all."""
        self.failures.append(Failed(message))

    def ignore(self, *_event: object) -> None:
        """Events that nobody needs to see."""

    get_status = skip_ignore = cleanup_error = teardown_task = ignore

    def _show(self, task: Task) -> None:
        if self._bar is None and sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(
                total=self._steps, initial=self._done, unit="step", leave=False, file=sys.stderr
            )
        if self._bar is not None:
            self._bar.set_description_str(task.name)

    def _advance(self) -> None:
        self._done += 1
        if self._bar is not None:
            self._bar.update(1)

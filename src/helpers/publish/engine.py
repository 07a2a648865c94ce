"""An engine of papermill that runs a notebook's cells in this process.

It is a kernel without its sockets: the shell is ipykernel's, and each message that it sends is
handled at once by nbclient's client, as papermill has it. The notebooks that a process runs share
the shell, each with an empty namespace.
"""

import getpass
import io
import re
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from typing import Any, NoReturn

import matplotlib as mpl
import pandas as pd
from ipykernel.compiler import XCachingCompiler
from ipykernel.displayhook import ZMQShellDisplayHook
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError
from jupyter_client.session import Session
from matplotlib import pyplot
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from traitlets import Type
from traitlets.config import Config

NAME = "in-process"
_OVERWRITTEN = re.compile(r".*\r(?=[^\n])")  # what a line says before it begins anew
_NO_HISTORY = Config({"HistoryManager": {"enabled": False}})  # no file, no thread
Hear = Callable[[dict[str, Any]], object]  # gets a message


class InProcess(Engine):
    """What papermill calls to run a notebook."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, **_: object
    ) -> None:
        """Run the cells, up to one that fails, which papermill finds by its outputs."""
        _Client(nb_man, kernel_name=kernel_name).execute()


papermill_engines.register(NAME, InProcess)


class _Client(PapermillNotebookClient):
    """Papermill's client of a kernel, but for how a cell gets there and its messages come back."""

    def execute(self, **_: object) -> NotebookNode:
        self.reset_execution_trackers()
        self.shell = _emptied()
        with mpl.rc_context():
            self.papermill_execute_cells()
        return self.nb

    def execute_cell(self, cell: NotebookNode, cell_index: int, **_: object) -> NotebookNode:
        """CellExecutionError if it fails, unless its tags say that it does."""
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return cell
        cell.execution_count = self.shell.execution_count
        cell.outputs, self.clear_before_next_output = [], False
        well = self.shell.run(
            cell.source, lambda said: self.process_message(said, cell, cell_index)
        )
        cell.outputs = _joined(cell.outputs)
        if not well and "raises-exception" not in tags:
            raise CellExecutionError("", "", "")  # papermill looks for what happened in the outputs
        return cell


def _joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """The outputs with one for each stream, where it began, as nbclient joins them."""
    streams: dict[str, NotebookNode] = {}
    joined = []
    for output in outputs:
        if output.output_type == "stream" and output.name in streams:
            streams[output.name].text += output.text
            continue
        joined.append(output)
        if output.output_type == "stream":
            streams[output.name] = output
    for stream in streams.values():
        stream.text = _OVERWRITTEN.sub("", stream.text)
    return joined


# -- the shell -------------------------------------------------------------------------------------


class _Session(Session):
    """What ipykernel's shell sends its messages by: they are heard at once."""

    hear: Hear

    def send(  # type: ignore[override]
        self, _socket: object, said: dict | str, *content: dict, **_: object
    ) -> None:
        """A message, or one of a kind with this content, as its JSON has it."""
        made = self.msg(said, content[0]) if isinstance(said, str) else said
        self.hear({**made, "content": self.unpack(self.pack(made["content"]))})


class _Stream(io.StringIO):
    """What is printed: said before anything else is shown, and when the cell ends."""

    encoding = "utf-8"

    def __init__(self, name: str, session: _Session) -> None:
        super().__init__()
        self._named, self._session = name, session

    def flush(self) -> None:
        if text := self.getvalue():
            self.seek(0)
            self.truncate()
            self._session.send(None, "stream", {"name": self._named, "text": text})


class _DisplayHook(ZMQShellDisplayHook):
    def flush(self) -> None:
        """Forget what was shown last. IPython's own also goes through all that is in memory, which
        takes longer than a small notebook.
        """
        self._ = self.__ = self.___ = ""


class _ZMQShell(ZMQInteractiveShell):
    """Pandas knows a notebook by this name, and lays out its tables as for one."""

    displayhook_class = Type(_DisplayHook)

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.session = self.display_pub.session = self.displayhook.session = _Session()
        self.streams = _Stream("stdout", self.session), _Stream("stderr", self.session)
        self.builtin_trap.auto_builtins["input"] = getpass.getpass = _ask

    def run(self, source: str, hear: Hear) -> bool:
        """Whether a cell ends well; `hear` gets what it prints, shows and raises."""
        kinds = []

        def heard(message: dict[str, Any]) -> None:
            kinds.append(message["msg_type"])
            hear(message)

        self.session.hear = heard
        out, err = self.streams
        with redirect_stdout(out), redirect_stderr(err):
            result = self.run_cell(source, store_history=True)
            out.flush()
            err.flush()
        return result.success and "error" not in kinds

    def ask_exit(self) -> NoReturn:
        """What `exit` calls, which ends a kernel."""
        raise SystemExit("a cell ends the notebook")

    def enable_gui(self, gui: object = None) -> None:
        """There are no windows, and no loop of events for them."""


def _ask(*_: object, **__: object) -> NoReturn:
    raise StdinNotImplementedError("nobody is there to answer")


@cache
def _shell() -> _ZMQShell:
    sys.path.insert(0, "")  # as in a kernel, the notebook's folder
    pd.set_option("display.max_columns", 20)  # imported where there was no notebook, it took this
    # for a terminal and would show as many columns as that is wide
    return _ZMQShell.instance(config=_NO_HISTORY, compiler_class=XCachingCompiler)


def _emptied() -> _ZMQShell:
    """The shell, with nothing left of the notebook that ran before."""
    shell = _shell()
    if shell.execution_count > 1:
        shell.reset()
        pyplot.close("all")
    return shell

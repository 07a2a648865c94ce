"""A notebook's kernel as a fork of the process that runs papermill: all slow imports are already
there. One kernel may run several notebooks, each in an empty namespace.
"""

import gc
import multiprocessing
import os
import sys
from importlib.metadata import EntryPoint
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from jupyter_client import AsyncKernelManager
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from helpers.exhibits.prose import Shown

_FORK = multiprocessing.get_context("fork")


def use_forked_kernel(for_readers: bool = True) -> None:
    """From now on this process starts its first kernel by forking; `for_readers` says whether the
    notebooks are to be looked at.

    The fork happens here, before papermill opens sockets or an event loop, and waits for its
    command.
    """
    if hasattr(ForkedKernel, "waiting"):
        return
    receiver, sender = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_serve, args=(receiver, for_readers), daemon=True)
    process.start()
    receiver.close()
    ForkedKernel.waiting = (process, sender)
    factory = KernelProvisionerFactory.instance()
    factory.provisioners["forked"] = EntryPoint(
        "forked", f"{__name__}:ForkedKernel", factory.GROUP_NAME
    )
    factory.default_provisioner_name = "forked"


def _serve(receiver: Connection, for_readers: bool) -> None:
    """In the fork: wait for the command line that a fresh interpreter would get, then be that
    kernel.
    """
    try:
        command = receiver.recv()
    except EOFError:
        return
    sys.modules["debugpy"] = None  # type: ignore[assignment] # slow to import; nobody debugs here
    import pandas as pd
    from ipykernel.kernelapp import IPKernelApp

    Shown.for_readers = for_readers
    gc.set_threshold(100_000)  # what a picture leaves behind is little beside what is kept
    pd.set_option("display.max_columns", 20)  # imported where there was no kernel, it took this
    # for a terminal and would show as many columns as that is wide
    more = [f"--IPKernelApp.parent_handle={os.getppid()}", "--HistoryManager.enabled=False"]
    IPKernelApp.launch_instance([*command[command.index("-f") :], *more])


class ForkedKernel(LocalProvisioner):
    """Jupyter's way to say how a kernel starts; all but the start is as for a local kernel."""

    waiting: tuple[BaseProcess, Connection] | None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Let the waiting fork be the kernel that `cmd` describes; once it is gone, a new
        interpreter: sockets are open now.
        """
        if self.waiting is None:
            return await super().launch_kernel(cmd, **kwargs)
        process, sender = self.waiting
        ForkedKernel.waiting = None
        sender.send(cmd)
        self.process = _LikePopen(process)  # type: ignore[assignment]
        self.pid, self.cwd = process.pid, Path.cwd()
        return self.connection_info


class _LikePopen:
    """The few methods of subprocess.Popen that LocalProvisioner calls."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        self._process, self.pid = process, process.pid or 0
        self.kill, self.terminate = process.kill, process.terminate

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, signum: int) -> None:
        if self._process.is_alive():
            os.kill(self.pid, signum)


class Kernel(AsyncKernelManager):
    """A kernel that runs notebook after notebook, until its process ends."""

    _client: AsyncKernelClient | None = None
    _runs = 0

    def client(self, **kwargs: Any) -> AsyncKernelClient:  # type: ignore[override]
        """A client of its own for each notebook; the last one's is closed."""
        if self._client:
            self._client.stop_channels()
        self._client = super().client(**kwargs)
        return self._client

    def empty(self, **_: object) -> None:
        """Papermill's hook before a notebook's first cell: nothing of the last one is left."""
        if self._client and self._runs:
            folder = str(Path.cwd())
            self._client.execute(f"__import__('os').chdir({folder!r}); get_ipython().reset()", True)
        self._runs += 1

"""Notebooks' cells, run in a fork of the build: they end as in a real kernel, and leave nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from functools import partial
from pathlib import Path

import nbformat
import papermill
import pytest
from papermill.exceptions import PapermillExecutionError

from helpers import paths
from helpers.publish import build, engine, plan, steps

# One line a cell, each with something that a kernel does in its own way.
CELLS = {
    "a value": "x = 3; x",
    "no value, for the sign at its end": "x;",
    "the last value": "(_, Out[1], len(In))",
    "streams, each where it began": """
        import sys; print("a"); print("e", file=sys.stderr); print("b")
        display(1); print("c"); 2""",
    "a line that is written over": "print('50 %\\r100 %')",
    "a log of the cell after the one that asks for it": """
        import logging; logging.basicConfig(force=True)""",
    "what it says": "logging.warning('late')",
    "what is shown and then changed": """
        from IPython.display import HTML, clear_output
        shown = display(HTML("<b>"), display_id="one")""",
    "the change": "shown.update(HTML('<i>'))",
    "what is cleared": "print(1); clear_output(); print(2); clear_output(wait=True); print(3)",
    "values that JSON has not": """
        import numpy as np
        display({"application/json": {"n": np.int64(1), "t": (1, 2)}}, raw=True)""",
    "a table of pandas that is too wide": """
        import pandas as pd
        table = pd.DataFrame({f"column {n}": ["word " * 5] * 70 for n in range(30)})
        print(table); table""",
    "the same, as wide as there is room": "pd.set_option('display.width', None); print(table)",
    "a picture": """
        %matplotlib inline
        import matplotlib.pyplot as plt
        plt.figure(figsize=(1, 1)); plt.plot([1, 2]);""",
    "a magic": "%precision 2\n1 / 3",
    "a command": "!echo said",
    "a cell's magic": "%%capture kept\nprint('kept')",
    "what it kept": "kept.stdout",
    "a coroutine": "import asyncio; await asyncio.sleep(0, 5)",
    "its module": "import __main__; (__name__, vars(__main__) is globals())",
    "no such magic": "%nosuch",
    "no Python": "x = = 2",
    "an error": "def half(n):\n    return n / 0\n\nhalf(1)",
    "an error for the user": """
        from helpers.errors import UserError
        print("before"); raise UserError(["One.", "Two."])""",
    "an interruption": "raise KeyboardInterrupt",
    "an end": "import sys, warnings; warnings.simplefilter('ignore'); sys.exit()",
    "nothing": " ",
}


def write(path: Path, *sources: str, tags: tuple[str, ...] = ()) -> Path:
    """A notebook of these cells."""
    cells = [nbformat.v4.new_code_cell(one, metadata={"tags": [*tags]}) for one in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def shown(path: Path) -> list[tuple[int | None, list[dict]]]:
    """The number and the outputs of each cell that was run."""
    cells = nbformat.read(path, as_version=4).cells
    return [(cell.execution_count, cell.outputs) for cell in cells if cell.cell_type == "code"]


def executed(notebook: Path, made: Path, **how: object) -> None:
    """By papermill; it says in the end that cells failed, and stops at none that is tagged so."""
    with pytest.raises(PapermillExecutionError):
        papermill.execute_notebook(
            notebook, made, kernel_name="python3", progress_bar=False, cwd=notebook.parent, **how
        )


def step(folder: Path, name: str, *sources: str, fork: str = "") -> plan.Step:
    notebook, made = write(folder / f"{name}.ipynb", *sources), folder / f"done/{name}.ipynb"
    act = partial(steps.run_notebook, notebook, name, {}, made, folder / f"{name}.log")
    return plan.Step(name, "", act, fork=fork)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[list, list]:
    """What the cells show in a real kernel, and what they show in a fork."""
    folder = tmp_path_factory.mktemp("both")
    sources = [textwrap.dedent(source).strip("\n") for source in CELLS.values()]
    notebook = write(folder / "cells.ipynb", *sources, tags=("raises-exception",))
    real, forked = folder / "real.ipynb", folder / "forked.ipynb"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("IPYTHONDIR", str(folder / "ipython"))
        environment.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
        environment.setenv("COLUMNS", "300")  # of a terminal, which no notebook has
        executed(notebook, real, coalesce_streams=True, shutdown_kernel="immediate")
        # Not in a fork of the tests' own process, in which others may have run notebooks.
        environment.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        how = f"executed(*map(Path, sys.argv[1:]), engine_name={engine.NAME!r})"
        said = f"import sys; from pathlib import Path; from test_engine import executed; {how}"
        subprocess.run([sys.executable, "-c", said, str(notebook), str(forked)], check=True)
    return shown(real), shown(forked)


@pytest.mark.parametrize("place", range(len(CELLS)), ids=list(CELLS))
def test_a_cell_shows_what_it_shows_in_a_real_kernel(both, place):
    real, forked = both
    assert len(real) == len(forked) == len(CELLS)
    assert forked[place] == real[place]


def test_nothing_is_left_of_the_notebook_that_ran_before(tmp_path):
    leaves = """
        import os, matplotlib.pyplot as plt
        word = 1
        os.chdir("/")
        plt.figure(); plt.rcParams["font.size"] = 3"""
    looks = """
        import os, matplotlib.pyplot as plt
        print("word" in globals(), len(In), os.getcwd())
        print(plt.get_fignums(), plt.rcParams["font.size"])"""
    both = [
        step(tmp_path, "one", textwrap.dedent(leaves), "word", fork="notebooks"),
        step(tmp_path, "two", textwrap.dedent(looks), fork="notebooks"),
        step(tmp_path, "alone", textwrap.dedent(looks)),
    ]
    build.run(both, tmp_path / "state")
    ((_, (said,)),) = shown(tmp_path / "done/two.ipynb")
    assert said.text.splitlines() == [f"False 2 {tmp_path}", "[] 10.0"]
    assert shown(tmp_path / "done/two.ipynb") == shown(tmp_path / "done/alone.ipynb")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("input('?')", "StdinNotImplementedError: nobody is there to answer"),
        (
            "import getpass; getpass.getpass()",
            "StdinNotImplementedError: nobody is there to answer",
        ),
        ("exit", "SystemExit: a cell ends the notebook"),
    ],
)
def test_what_needs_somebody_there_fails(tmp_path, source, said):
    with pytest.raises(build.Failed) as stopped:
        build.run([step(tmp_path, "asks", "1", source, "2")], tmp_path / "state")
    assert str(stopped.value) == f"asks, cell 2: {said} (traceback: {tmp_path / 'asks.log'})"


def test_a_build_runs_no_cell_after_one_that_fails(tmp_path):
    after = f"import pathlib; pathlib.Path({str(tmp_path / 'after')!r}).touch()"
    with pytest.raises(build.Failed, match="fails, cell 1: ZeroDivisionError: division by zero"):
        build.run([step(tmp_path, "fails", "1 / 0", after)], tmp_path / "state")
    assert not (tmp_path / "after").exists()


ALONE = """
import sys
import textwrap
from pathlib import Path
from helpers.publish import build
build.prepare(Path("cache").resolve())
from helpers.publish import run
for _ in range(2):
    cells = run.run(Path("look.ipynb").resolve(), {}).cells
print(cells[-1].outputs[0].text, end="")
"""


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks for sockets in /proc")
def test_it_opens_no_socket_starts_no_thread_and_writes_nothing_at_home(tmp_path):
    looks = """
        import threading
        from pathlib import Path
        opened = [str(one.readlink()) for one in Path("/proc/self/fd").iterdir() if one.exists()]
        print(threading.active_count(), [one for one in opened if one.startswith("socket")])"""
    write(tmp_path / "look.ipynb", "%matplotlib inline", textwrap.dedent(looks))
    long = tmp_path / ("long" * 50)  # no socket's path could have so many signs
    (tmp_path / "home").mkdir()
    long.mkdir()
    own = {
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(long),
        "PYTHONPATH": str(paths.ROOT / "src"),
    }
    found = subprocess.run(
        [sys.executable, "-c", ALONE],
        cwd=tmp_path,
        env=os.environ | own,
        capture_output=True,
        text=True,
    )
    assert (found.stdout, found.stderr) == ("1 []\n", "")
    assert list((tmp_path / "home").iterdir()) == []
    assert list(tmp_path.rglob("history.sqlite")) == []

"""A tiny checkout with stand-ins for the data check and the exporters: what tests of the build need."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from helpers.build import cli, plan
from helpers.errors import UserError

NOTEBOOKS = Path(__file__).parent / "notebooks"


def checkout(root: Path, *notebooks: str) -> plan.Job:
    """A checkout in `root` with two data files, one helper, and these notebooks of tests/notebooks."""
    (root / "src/helpers/export").mkdir(parents=True)
    (root / "src/helpers/say.py").write_text("# a helper\n")
    (root / "src/helpers/export/report.typ").write_text("// a template\n")
    (root / "requirements.lock").write_text("nothing==1.0\n")
    (root / "data/tiny").mkdir(parents=True)
    (root / "data/tiny/network.yml").write_text("title: Tiny\nauthors: [Ada, Ben]\ndate: 2026-01-01\n")
    for name in ("first", "second"):
        (root / f"data/tiny/{name}.csv").write_text("alliance\nA\nB\n")
    (root / "notebooks").mkdir()
    for number, name in enumerate(notebooks, 1):
        shutil.copyfile(NOTEBOOKS / f"{name}.ipynb", root / f"notebooks/{number:02d}_{name}.ipynb")
    return job(root)


def job(root: Path) -> plan.Job:
    """The job of building that checkout's report, as the command line makes it for the real one."""
    return plan.Job(root=root, notebooks=tuple(sorted((root / "notebooks").glob("*.ipynb"))),
                    data=(root / "data/tiny",), out=root / "output/tiny",
                    state=root / "output/.build/tiny/all", network="tiny",
                    check=check, audit=audit, html="stand_ins:Html", pdf="stand_ins:Pdf")


def check(network: str) -> None:
    """Accepts everything."""


def audit(network: str, readings: str, evidence: str) -> None:
    """Finds nothing."""


def refused_audit(network: str, readings: str, evidence: str) -> None:
    """Says what it was asked for, and stops."""
    raise UserError(f"{network}: readings {readings}, evidence {evidence}.")


class Html:
    """Lists the exhibits' titles."""

    def from_notebook_node(self, nb, resources):
        records = [output.data for cell in nb.cells for output in cell.get("outputs", [])]
        titles = [record["application/vnd.alliance-report.exhibit+json"]["title"] for record in records]
        return "\n".join([nb.metadata["alliance_report"]["title"], *titles]), resources


class Pdf:
    """Adds up the pictures."""

    def from_notebook_node(self, nb, resources):
        pictures = sorted(resources["pictures"].glob("*.svg"))
        if not pictures:
            raise UserError("There is no picture.")
        return b"%PDF " + b" ".join(path.read_bytes() for path in pictures), resources


if __name__ == "__main__":  # a build in a process of its own, which a test can interrupt
    tiny = job(Path(sys.argv[1]))
    sys.exit(cli.guarded(lambda: cli.execute(plan.report_tasks(tiny), tiny.state)))

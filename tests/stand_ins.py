"""A tiny checkout with stand-ins for the data check and the exporters: what tests of the build
need.
"""

from __future__ import annotations

import errno
import shutil
import sys
from pathlib import Path

from helpers import cli
from helpers.errors import UserError
from helpers.publish import build, plan

EXHIBIT_MIME = "application/vnd.alliance-report.exhibit+json"

NOTEBOOKS = Path(__file__).parent / "notebooks"


def checkout(root: Path, *notebooks: str) -> plan.Job:
    """A checkout in `root` with two data files, one helper, and these of tests/notebooks."""
    (root / "src/helpers/publish/templates").mkdir(parents=True)
    (root / "src/helpers/say.py").write_text("# a helper\n")
    (root / "src/helpers/publish/templates/report.typ").write_text("// a template\n")
    (root / "requirements.lock").write_text("nothing==1.0\n")
    (root / "data/tiny").mkdir(parents=True)
    (root / "data/tiny/network.yml").write_text(
        "title: Tiny\nauthors: [Ada, Ben]\ndate: 2026-01-01\n"
    )
    for name in ("first", "second"):
        (root / f"data/tiny/{name}.csv").write_text("partnership\nA\nB\n")
    (root / "notebooks").mkdir()
    for number, name in enumerate(notebooks, 1):
        shutil.copyfile(NOTEBOOKS / f"{name}.ipynb", root / f"notebooks/{number:02d}_{name}.ipynb")
    return job(root)


def job(root: Path) -> plan.Job:
    """The job of building that checkout's report, as the command line makes it for the real one."""
    return plan.Job(
        root=root,
        notebooks=tuple(sorted((root / "notebooks").glob("*.ipynb"))),
        data=(root / "data/tiny",),
        out=root / "output/tiny",
        state=root / "output/.build/tiny/all",
        chosen={"network": "tiny", "host": "all", "names": True},
        check=check,
        audit=audit,
        html="stand_ins:Html",
        pdf="stand_ins:Pdf",
    )


def check(network: str) -> None:
    """Accepts everything."""


def audit(chosen: dict) -> None:
    """Finds nothing."""


def refused_audit(chosen: dict) -> None:
    """Says what it was asked for, and stops."""
    raise UserError(f"{chosen['network']}: readings {chosen['readings']}.")


def full_disk(network: str) -> None:
    """Fails as a write to a full disk does."""
    raise OSError(errno.ENOSPC, "No space left on device", "data.tmp")


def wrong_data(network: str) -> None:
    """Refuses everything."""
    raise UserError("first.csv, row 2: no.")


class Html:
    """Lists the exhibits' titles."""

    def from_notebook_node(self, nb, resources):
        outputs = [
            output.get("data", {}) for cell in nb.cells for output in cell.get("outputs", [])
        ]
        titles = [data[EXHIBIT_MIME]["title"] for data in outputs if EXHIBIT_MIME in data]
        return "\n".join([nb.metadata["alliance_report"]["title"], *titles]), resources


class NotOfNorth(Html):
    """Makes no page for one host, which can be mended."""

    def from_notebook_node(self, nb, resources):
        if nb.metadata["alliance_report"]["host"] == "North":
            raise UserError("No page for North.")
        return super().from_notebook_node(nb, resources)


class FaultOfNorth(Html):
    """Has a fault that shows with one host."""

    def from_notebook_node(self, nb, resources):
        if nb.metadata["alliance_report"]["host"] == "North":
            raise ZeroDivisionError
        return super().from_notebook_node(nb, resources)


class Leading:
    """Shows the addresses of the other reports alone."""

    def from_notebook_node(self, nb, resources):
        lines = [
            f"{name}: {', '.join(' '.join(pair) for pair in to.items())}"
            if isinstance(to, dict)
            else f"{name}: {to}"
            for name, to in sorted(resources["beside"].items())
        ]
        return "\n".join(lines), resources


class LeadingNotOfNorth(Leading):
    """The same, with one host that has no page."""

    def from_notebook_node(self, nb, resources):
        NotOfNorth().from_notebook_node(nb, resources)
        return super().from_notebook_node(nb, resources)


class Pdf:
    """Adds up the pictures."""

    def from_notebook_node(self, nb, resources):
        pictures = sorted(resources["pictures"].glob("*.svg"))
        if not pictures:
            raise UserError("There is no picture.")
        return b"%PDF " + b" ".join(path.read_bytes() for path in pictures), resources


if __name__ == "__main__":  # a build in a process of its own, which a test can interrupt
    tiny = job(Path(sys.argv[1]))
    sys.exit(cli.guarded(lambda: build.run(plan.report_steps(tiny), tiny.state)))

"""The finished report takes the place of the last one, as a whole.

The new folder is built beside the old one: first whatever in the old folder is not the report's own
(reports of hosts, audit.json, a reader's notes) as hard links, then the new files. Then two
renames: old away, new in. A build that stops before leaves the old folder untouched; one that stops
between the two renames is mended by `recover` at the next start. `figures` and `tables` are the
report's own as wholes: an exhibit that no longer exists leaves no picture behind.
"""

import json
import os
import shutil
import signal
from pathlib import Path

from helpers.errors import UserError
from helpers.publish.plan import OF_IT, OWN


def publish(made: Path, out: Path, spare: Path) -> None:
    """Show what `made` holds under the names in OWN as folder `out`; `spare` is a folder on the
    same disk.
    """
    recover(out, spare)
    coming = spare / "coming"
    shutil.rmtree(coming, ignore_errors=True)
    coming.mkdir(parents=True)
    if out.exists():
        _keep_foreign(out, coming)
    for name in OWN:
        _copy(made / name, coming / name)
    _swap(coming, out, spare / "previous")


def check_owner(out: Path, network: str) -> None:
    """UserError if the folder `out` holds reports of another network, which would be lost."""
    for about in (*out.glob("build.json"), *out.glob("*/build.json"), *out.glob("*/*/build.json")):
        try:
            other = str(json.loads(about.read_text("utf-8"))["network"])
        except (OSError, ValueError, TypeError, KeyError):  # broken: nobody's
            continue
        if other != network and not other.startswith(f"{network}/"):
            raise UserError(
                f"{out.parent.name}/{out.name} holds reports of another network, '{other}': rename "
                f"the folder of one of them, or remove {out.parent.name}/{out.name}."
            )


def recover(out: Path, spare: Path) -> None:
    """Put the last report back if a build was stopped between its two renames."""
    previous = spare / "previous"
    if previous.exists() and not out.exists():
        previous.rename(out)
    shutil.rmtree(previous, ignore_errors=True)


def _keep_foreign(out: Path, coming: Path) -> None:
    def own(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if name in (*OWN, *OF_IT)] if Path(folder) == out else []

    shutil.copytree(out, coming, ignore=own, copy_function=_link, symlinks=True, dirs_exist_ok=True)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # a disk without hard links
        shutil.copy2(source, target)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copyfile(source, target)


def _swap(coming: Path, out: Path, previous: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    if out.exists():
        out.rename(previous)
    coming.rename(out)
    signal.pthread_sigmask(signal.SIG_SETMASK, heard)
    shutil.rmtree(previous, ignore_errors=True)

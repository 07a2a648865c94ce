"""Where things are. Anchored on this file: papermill, nbval and JupyterLab each start elsewhere."""

import os
import re
from contextlib import suppress
from pathlib import Path

from helpers.errors import UserError, nearest, one_of, shortened

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
NOTEBOOKS = ROOT / "notebooks"
OUTPUT = ROOT / "output"
FILES = ("partnerships.csv", "network.yml")  # one of them makes a folder a network
FRAMEWORKS = "frameworks"  # the folder in data/ that is no network
DEFAULT = "default"  # the file in data/ that names the network to take if none is named


def networks() -> list[str]:
    """The networks at hand: each folder of data/ with a partnerships.csv or network.yml."""
    found = [Path(folder) for folder, _, files in os.walk(DATA) if not {*FILES}.isdisjoint(files)]
    return sorted({str(folder.relative_to(DATA)) for folder in found} - {FRAMEWORKS})


def default_network() -> str:
    """The only network, or the one that the file data/default names; UserError if neither."""
    if len(known := networks()) == 1:
        return known[0]
    if not known and not (DATA / DEFAULT).is_file():
        raise UserError(_no_data())
    try:
        return (DATA / DEFAULT).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise UserError(
            f"No network is named, and data/{DEFAULT}, a file with the name of one, cannot be "
            "read: name a network (a folder of data/), or write that file."
        ) from None


def workbooks(folder: Path) -> str:
    """What to do with the workbooks that lie in a folder without a CSV file; empty if none do."""
    found: list[Path] = []
    with suppress(OSError):  # a name that is too long for a folder
        found = sorted(folder.glob("*.xls[xm]")) if folder.is_dir() else []
    if not found:
        return ""
    file = found[0].relative_to(ROOT) if found[0].is_relative_to(ROOT) else found[0]
    return (
        f" There is {found[0].name}: make import NETWORK={folder.name} FILE='{file}' makes the CSV "
        "file from it."
    )


def network_name(given: str) -> str:
    """A network as the report names it: a folder of data/ from there, another by its full path."""
    if given in networks() or not _is_path(given):
        return given
    folder, data = Path(given).expanduser().resolve(), DATA.resolve()
    inside = folder != data and folder.is_relative_to(data)
    return folder.relative_to(data).as_posix() if inside else str(folder)


def _is_path(given: str) -> bool:
    try:
        return given.startswith(("/", "./", "../", "~")) or Path(given).is_dir()
    except (OSError, ValueError):  # longer than a path can be, or with a sign that none has
        return False


def network_folder(name: str) -> Path:
    """The folder of a network's files; UserError lists the networks there are."""
    known = networks()
    if name in known:
        return DATA / name
    if _is_path(name):
        return _outside(Path(name))
    if not known:
        raise UserError(_no_data())
    raise UserError(
        f"There is no network '{shortened(name)}': network is {one_of(known)} (a folder of data/)."
        + (workbooks(DATA / name) or nearest(name, known))
    )


def files_now(folder: Path) -> tuple[tuple[Path, int, int, int], ...]:
    """The files of a folder, each with its size and the times when it was last changed: what is
    kept of them holds as long as this stays the same.
    """
    files = ((path, path.stat()) for path in sorted(folder.rglob("*")))
    return tuple((path, at.st_size, at.st_mtime_ns, at.st_ctime_ns) for path, at in files)


def _no_data() -> str:
    return (
        f"There is no network in {DATA}: a network is a folder with a partnerships.csv. If the "
        "package was copied into an environment, install it from its checkout instead, with "
        "pip install -e, so that it finds the data beside it."
    )


def _outside(folder: Path) -> Path:
    if any((folder / file).is_file() for file in FILES):
        return folder
    lacks = "has no partnerships.csv" if folder.is_dir() else "is no folder"
    raise UserError(
        f"There is no network in '{shortened(str(folder))}', which {lacks}: network is a folder of "
        f"data/, or the path of one elsewhere, with a {FILES[0]}."
    )


def output_folder(network: str, host_folder: str = "", period: str = "") -> Path:
    """Where a report goes: output/<network>, for one as of an earlier period the folder
    as-of-<period> below it, and for one host's report a folder below that. A network outside of
    data/ is known by the name of its folder.
    """
    name = Path(network).name if Path(network).is_absolute() else network
    signs = re.sub(r"[^A-Za-z0-9.-]+", "-", period)
    return OUTPUT.joinpath(name, *([f"as-of-{signs}"] if period else []), host_folder)

"""Where things are. Anchored on this file: papermill, nbval and JupyterLab each start elsewhere."""

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
    found = [path for file in FILES for path in DATA.glob(f"**/{file}")]
    return sorted({str(path.parent.relative_to(DATA)) for path in found} - {FRAMEWORKS})


def default_network() -> str:
    """The only network, or the one that the file data/default names; UserError if neither."""
    if len(known := networks()) == 1:
        return known[0]
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


def network_folder(name: str) -> Path:
    """The folder of a network's files; UserError lists the networks there are."""
    known = networks()
    if not known:
        raise UserError("data/ holds no network: a network is a folder with a partnerships.csv.")
    if name in known:
        return DATA / name
    raise UserError(
        f"There is no network '{shortened(name)}': network is {one_of(known)} (a folder of data/)."
        + (workbooks(DATA / name) or nearest(name, known))
    )


def output_folder(network: str, host_folder: str = "") -> Path:
    """Where a report goes: output/<network>, or output/<network>/<host> for one host's report."""
    return OUTPUT / network / host_folder if host_folder else OUTPUT / network

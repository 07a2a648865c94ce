"""Where things are. Anchored on this file: papermill, nbval and JupyterLab each start elsewhere."""

from __future__ import annotations

from pathlib import Path

from helpers.errors import UserError, nearest, one_of, shortened

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
NOTEBOOKS = ROOT / "notebooks"
OUTPUT = ROOT / "output"
DEFAULT = "default"  # the file in data/ that names the network to take if none is named


def networks() -> list[str]:
    """Names of the networks at hand: each folder under data/ that holds a network.yml."""
    return sorted(str(found.parent.relative_to(DATA)) for found in DATA.glob("**/network.yml"))


def default_network() -> str:
    """The network that the one-line file data/default names; UserError if there is no such file."""
    try:
        return (DATA / DEFAULT).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise UserError(
            f"No network is named, and data/{DEFAULT}, a file with the name of one, cannot be read: "
            "name a network (a folder of data/), or write that file."
        ) from None


def network_folder(name: str) -> Path:
    """The folder of a network's CSV files; UserError lists the networks there are."""
    known = networks()
    if not known:
        raise UserError(
            "data/ holds no network: a network is a folder with a network.yml and its CSV files."
        )
    if name in known:
        return DATA / name
    if name in [folder.name for folder in DATA.iterdir() if folder.is_dir()]:
        raise UserError(
            f"data/{name}/network.yml is missing: it names the network, "
            "and its topics, scopes and periods where it has them."
        )
    raise UserError(
        f"There is no network '{shortened(name)}': network is {one_of(known)} (a folder of data/)."
        + nearest(name, known)
    )


def output_folder(network: str, host_folder: str = "") -> Path:
    """Where a report goes: output/<network>, or output/<network>/<host> for one host's report."""
    return OUTPUT / network / host_folder if host_folder else OUTPUT / network

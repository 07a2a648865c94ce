"""Where things are. Anchored on this file, since papermill, nbval and JupyterLab each start elsewhere."""

from __future__ import annotations

from pathlib import Path

from helpers.errors import UserError, one_of

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
NOTEBOOKS = ROOT / "notebooks"
OUTPUT = ROOT / "output"


def networks() -> list[str]:
    """Names of the networks at hand: each folder under data/ that holds a network.yml."""
    return sorted(str(found.parent.relative_to(DATA)) for found in DATA.glob("**/network.yml"))


def network_folder(name: str) -> Path:
    """The folder of a network's CSV files; UserError lists the networks there are."""
    if (DATA / name).is_dir() and name and name not in networks():
        raise UserError(f"data/{name}/network.yml is missing: it names the network and its topics, scopes and periods.")
    if not networks():
        raise UserError("data/ holds no network: a network is a folder with a network.yml and its CSV files.")
    if name not in networks():
        raise UserError(f"There is no network '{name}': network is one of {one_of(networks())} (a folder of data/).")
    return DATA / name


def output_folder(network: str, lab_folder: str = "") -> Path:
    """Where a report goes: output/<network>, or output/<network>/<lab> for one lab's report."""
    return OUTPUT / network / lab_folder if lab_folder else OUTPUT / network

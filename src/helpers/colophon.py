"""How a report was made: the command, the versions of what made it, its inputs by checksum."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from helpers import params as parameters
from helpers import paths
from helpers.data.frameworks import Frameworks
from helpers.data.network import Network
from helpers.params import Params
from helpers.text import citations

PACKAGES = (
    "pandas", "matplotlib", "seaborn", "papermill", "nbconvert", "typst", "pandera", "pikepdf",
)  # fmt: skip
COUNTED = ("partnerships.csv", "members.csv")  # files whose numbers a small-cell rule may hide
HIDDEN = "not given, for some of its numbers are hidden"
TABLE = "inputs.csv"


def lines(network: Network, params: Params, sums: Mapping[str, str]) -> list[tuple[str, str]]:
    """Terms and what they are; `sums` are the checksums of the files of data."""
    source = network.config["source"].get("file_sha256")
    whole = _sha256("".join(f"{value}  {name}\n" for name, value in sums.items()).encode())
    return [
        ("Command", parameters.command(params)),
        ("Software", _software()),
        ("requirements.lock", f"SHA-256 {_checksum(paths.ROOT / 'requirements.lock')}"),
        *([("Text file of the source", f"SHA-256 {source}")] if source else []),
        ("Data", f"{len(sums)} files, whose checksums are in tables/{TABLE}; of these {whole}"),
    ]


@cache
def _software() -> str:
    """Packages and their versions, read once for all reports of a process."""
    return "; ".join(f"{name} {version(name)}" for name in PACKAGES)


def checksums(files: Iterable[Path], secret: bool) -> dict[str, str]:
    """Name -> SHA-256 of files of data. `secret` says whether a small-cell rule hides numbers of
    the rows: their files have no checksum then, for it would tell a good guess at them from a bad
    one."""
    return {
        _named(path): HIDDEN if secret and path.name in COUNTED else _checksum(path)
        for path in files
    }


def save(sums: Mapping[str, str], folder: Path) -> None:
    """tables/inputs.csv: file, sha256."""
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    table = pd.DataFrame(list(sums.items()), columns=["file", "sha256"])
    table.to_csv(folder / "tables" / TABLE, index=False, lineterminator="\n", encoding="utf-8-sig")


def inputs(network: Network) -> list[Path]:
    """Every data file that the report may rest on."""
    folders = [network.folder, *([Frameworks().folder] if network.config["frameworks"] else [])]
    found = [path for folder in folders for path in sorted(folder.rglob("*"))]
    return [p for p in found if p.suffix in (".csv", ".yml", ".md") or p == citations.FILE]


def _named(path: Path) -> str:
    """A file by its place in data/ or, where that lies elsewhere, in its own folder: where it lies
    on this machine is no part of the report."""
    if path.is_relative_to(paths.DATA):
        return f"data/{path.relative_to(paths.DATA).as_posix()}"
    return f"{path.parent.name}/{path.name}"


def _checksum(path: Path) -> str:
    return _sha256(path.read_bytes())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

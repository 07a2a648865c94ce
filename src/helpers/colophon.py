"""How a report was made: the command, the versions of what made it, its inputs by checksum."""

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

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


def lines(
    network: Network, params: Params, files: Sequence[Path], secret: bool
) -> list[tuple[str, str]]:
    """Terms and what they are; `secret` says whether a small-cell rule hides numbers of the rows.

    Their files have no checksum then: it would tell a good guess at them from a bad one.
    """
    source = network.config["source"].get("file_sha256")
    held = {network.folder / name for name in COUNTED} if secret else set()
    hidden = "not given, for some of its numbers are hidden"
    return [
        ("Command", parameters.command(params)),
        ("Software", "; ".join(f"{name} {version(name)}" for name in PACKAGES)),
        ("requirements.lock", _checksum(paths.ROOT / "requirements.lock")),
        *([("Text file of the source", f"SHA-256 {source}")] if source else []),
        *((_named(path), hidden if path in held else _checksum(path)) for path in files),
    ]


def inputs(network: Network) -> list[Path]:
    """Every data file that the report may rest on."""
    folders = [network.folder, *([Frameworks().folder] if network.config["frameworks"] else [])]
    found = [path for folder in folders for path in sorted(folder.rglob("*"))]
    return [p for p in found if p.suffix in (".csv", ".yml", ".md") or p == citations.FILE]


def _named(path: Path) -> str:
    """A file by its folder; where that lies on this machine is no part of the report."""
    data = "data/" if path.is_relative_to(paths.DATA) else ""
    return f"{data}{path.parent.name}/{path.name}"


def _checksum(path: Path) -> str:
    return f"SHA-256 {hashlib.sha256(path.read_bytes()).hexdigest()}"

"""build.json: where, when and with what a report was built. The one file that differs from build to
build.
"""

import hashlib
import platform
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from helpers import __version__


def origin(root: Path, network: str, host: str) -> dict[str, Any]:
    """Interpreter, platform, time (UTC) and the version of every installed package."""
    packages = {found.name.lower(): found.version for found in distributions()}
    return {
        "version": __version__,
        "network": network,
        "host": host,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "platform": platform.platform(),
        "lock_sha256": hashlib.sha256((root / "requirements.lock").read_bytes()).hexdigest(),
        "packages": dict(sorted(packages.items())),
    }

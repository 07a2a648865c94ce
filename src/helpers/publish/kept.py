"""What takes long to make and follows from little, kept on disk from build to build.

A build names the folder; in tests and in JupyterLab there is none, and nothing is kept.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from helpers.publish.contents import digest

_FOLDER = "REPORT_KEPT"  # what names the folder, for forks too


def keep_in(folder: Path) -> None:
    """From now on, keep things there. It may be emptied at any time."""
    os.environ[_FOLDER] = str(folder)


class Kept:
    """What the code in one file made by such versions of libraries."""

    def __init__(self, file: str, *versions: str) -> None:
        self.file, self.versions = file, versions

    def get(self, *given: str | bytes) -> bytes | None:
        """What was made of just this; None if nothing was, or the code is another now."""
        with suppress(OSError):
            return self._path(given).read_bytes() if _FOLDER in os.environ else None
        return None

    def put(self, made: bytes, *given: str | bytes) -> None:
        """Keep what was made of this. Of two that make the same at once, either is right."""
        if _FOLDER not in os.environ:
            return
        path = self._path(given)
        spare = path.with_name(f"{path.name}.{os.getpid()}")
        with suppress(OSError):  # a full disk is no reason to stop here
            path.parent.mkdir(parents=True, exist_ok=True)
            spare.write_bytes(made)
            spare.replace(path)

    def _path(self, given: tuple[str | bytes, ...]) -> Path:
        depends = repr((self.file, digest(self.file), self.versions, given))
        return Path(os.environ[_FOLDER]) / hashlib.sha256(depends.encode()).hexdigest()

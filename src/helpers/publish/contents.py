"""What files hold, as checksums: a build compares contents, never times. Standard library only."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

Digests = dict[str, str]


def digest(path: str | Path) -> str:
    """The sha256 of a file's content; empty when there is no such file."""
    try:
        at = os.stat(path)  # noqa: PTH116 - asked thousands of times a build, and Path is slow
    except OSError:
        return ""
    return _digest(str(path), at.st_mtime_ns, at.st_ctime_ns, at.st_size, at.st_ino)


@cache
def _digest(path: str, *_changes: int) -> str:
    """Read once a process, since many steps depend on the same files; never kept longer."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:  # a folder in its place, or no permission: the step that needs it will say so
        return ""


def digests(paths: Iterable[Path]) -> Digests:
    """Digest of each file, and of each file below each folder."""
    return {path: digest(path) for path in files(paths)}


def fingerprint(paths: Iterable[Path]) -> str:
    """One checksum for all the files, and all files below the folders: their names and contents."""
    return hashlib.sha256(repr(sorted(digests(paths).items())).encode()).hexdigest()


def files(paths: Iterable[str | Path]) -> Iterator[str]:
    """The files, and those below the folders, without what Python compiled."""
    for path in map(str, paths):
        try:
            below = sorted(os.listdir(path))  # noqa: PTH208 - as above
        except OSError:  # a file, or nothing
            yield path
        else:
            yield from files(f"{path}/{name}" for name in below if name != "__pycache__")

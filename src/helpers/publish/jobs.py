"""What is built, and from what: one report's job, the files it rests on, and their contents."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from doit.dependency import FileChangedChecker

from helpers.params import ALL
from helpers.publish import steps

Digests = dict[str, str]


@dataclass(frozen=True)
class Job:
    """One report to build. Paths are absolute; `data` are the folders of data files it may read."""

    root: Path
    notebooks: tuple[Path, ...]
    data: tuple[Path, ...]
    out: Path
    state: Path
    chosen: Mapping[str, Any] = field(default_factory=dict)  # the parameters, but for `output`
    check: Callable[[str], None] = steps.check_data
    audit: Callable[[dict[str, Any]], None] = steps.audit
    html: str = "helpers.publish.html:ReportHTML"
    pdf: str = "helpers.publish.pdf:ReportPDF"

    @property
    def network(self) -> str:
        """The network's name."""
        return str(self.chosen["network"])

    @property
    def host(self) -> str:
        """The host whose report it is; empty for the whole network's."""
        return "" if self.chosen["host"] == ALL else str(self.chosen["host"])

    @property
    def helpers(self) -> Path:
        """The code that makes the report."""
        return self.root / "src/helpers"

    @property
    def made(self) -> Path:
        """What is joined and rendered, before it is published."""
        return self.state / "made"

    def name(self, path: Path) -> str:
        """A path as the user knows it: from the checkout's folder."""
        return path.relative_to(self.root).as_posix()

    def parameters(self, output: Path) -> dict[str, Any]:
        """What a notebook gets, as far as it declares it; `output` is the folder it writes to."""
        return {**self.chosen, "output": str(output)}

    @cached_property
    def code(self) -> tuple[Path, ...]:
        """What may change what a notebook shows: all helpers and fonts, but not the exporters."""
        apart = self.documents
        return tuple(path for path in files([self.helpers]) if path not in apart)

    @cached_property
    def documents(self) -> tuple[Path, ...]:
        """What may change a document and no notebook: the exporters and their templates."""
        publish = self.helpers / "publish"
        alone = (
            publish / f"{name}.py" for name in ("html", "pdf", "columns", "markdown", "records")
        )
        return tuple(files([*filter(Path.exists, alone), publish / "templates"]))


# -- contents --------------------------------------------------------------------------------------


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
    return {str(path): digest(path) for path in files(paths)}


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files, and those below the folders, without what Python compiled."""
    for path in paths:
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in found if "__pycache__" not in file.parts and not file.is_dir())


class ContentChecker(FileChangedChecker):
    """How doit sees whether a file has changed: by content alone, never by time."""

    def check_modified(self, path: str, _stat: object, state: str) -> bool:
        """Whether the file differs from what `get_state` said when it was last used."""
        return digest(path) != state

    def get_state(self, path: str, _current: str | None) -> str:
        """What to remember of a file."""
        return digest(path)

"""What words on the command line were found to mean, kept from call to call.

To find it out anew, much would be imported that takes longer than to see that nothing has changed.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from helpers import paths
from helpers.publish.contents import digest

Meant = dict[str, Any]


def recalled(given: Sequence[str]) -> Meant:
    """What these words meant the last time; nothing if they are new, or what is kept is broken."""
    try:
        found = json.loads(_place(given).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def keep(given: Sequence[str], meant: Meant) -> None:
    """Keep what these words mean."""
    place = _place(given)
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps(meant), "utf-8")


def _place(given: Sequence[str]) -> Path:
    words = [list(given), str(Path.cwd()), paths.networks(), digest(paths.DATA / paths.DEFAULT)]
    return paths.OUTPUT / ".build/asked" / hashlib.sha256(repr(words).encode()).hexdigest()

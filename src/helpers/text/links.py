"""A text as notebooks show it: Markdown whose links lead to where JupyterLab finds their target.

The texts of a network say `[the figure](#topics)` and `[@seed003]`, as the report has it: one
document. Among notebooks the figure may stand in another one: `05_topics.ipynb#cell-id=topics`.
JupyterLab goes to an id of the page only where it is drawn already; to a cell, wherever it is.
"""

import json
import re
from functools import cache
from typing import NamedTuple

from helpers import paths
from helpers.text.citations import TOKEN, load, pieces
from helpers.text.places import without_places

# A call at the beginning of a line: its function, and the name of the text where it has one.
_CALL = re.compile(r'^(?:\w+ = )?report\.(\w+)\(network, params(?:, "(\w+)")?', re.MULTILINE)
_LINK = re.compile(r"\]\(#(?:ref:)?([\w-]+)\)")
_BOX = re.compile(r"(?ms)^:::+ *box\n(.*?)\n:::+ *$")
REFERENCES = "references"  # the function that lists the works


class Home(NamedTuple):
    """Where something is shown: a notebook's file, and the id of a cell in it."""

    notebook: str
    cell: str


def in_notebooks(text: str, name: str) -> str:
    """The Markdown of the text `name`, its links as they lead from the notebook that shows it.

    Citations are links in words; places of paragraphs are left out; a box is a quotation.
    """
    home = homes().get(name)
    linked = _LINK.sub(lambda found: f"]({_address(found[1], home)})", without_places(text))
    named = TOKEN.sub(lambda found: _in_words(found[0], home), linked)
    boxed = _BOX.sub(lambda found: re.sub("(?m)^", "> ", found[1]), named)
    return boxed.replace("$", r"\$")  # amounts of money are no formulas


@cache
def homes() -> dict[str, Home]:
    """The cell that shows an exhibit, by its stem, or a text, by its name."""
    found: dict[str, Home] = {}
    for path in sorted(paths.NOTEBOOKS.glob("[0-9]*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for function, text in _CALL.findall("".join(cell["source"])):
                shown = f"text {text}" if text else function
                found.setdefault(shown, Home(path.name, cell["id"]))
    return found


def _address(target: str, home: Home | None) -> str:
    """Where a link leads from the notebook `home`; as it is where no notebook shows the target."""
    there = homes().get(REFERENCES if target in load() else target)
    if there is None or (home and there.notebook == home.notebook):
        return f"#{target}"
    return f"{there.notebook}#cell-id={there.cell}"


def _in_words(token: str, home: Home | None) -> str:
    """A citation as "([Coburn et al., 2013](13_references.ipynb#cell-id=…))"."""
    said = (
        piece if isinstance(piece, str) else f"[{piece.text}]({_address(piece.key, home)})"
        for piece in pieces(token)
    )
    return "".join(said)

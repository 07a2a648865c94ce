"""A text as notebooks show it: Markdown whose links lead to where JupyterLab finds their target.

The texts of a network say `[the figure](#topics)` and `[@seed003]`, as the report has it: one
document. Among notebooks the figure may stand in another one: `05_topics.ipynb#topics`.
"""

import re
from functools import cache

from helpers import paths
from helpers.text.citations import TOKEN, load, pieces
from helpers.text.places import without_places

# A call at the beginning of a cell's line: its function, and the name of the text where it has one.
_CALL = re.compile(
    r'^\s*"(?:\w+ = )?report\.(\w+)\(network, params(?:, \\"(\w+)\\")?', re.MULTILINE
)
_LINK = re.compile(r"\]\(#(?:ref:)?([\w-]+)\)")
_BOX = re.compile(r"(?ms)^:::+ *box\n(.*?)\n:::+ *$")
REFERENCES = "references"  # the function that lists the works


def in_notebooks(text: str, name: str) -> str:
    """The Markdown of the text `name`, its links as they lead from the notebook that shows it.

    Citations are links in words; places of paragraphs are left out; a box is a quotation.
    """
    home = homes().get(name, "")
    linked = _LINK.sub(lambda found: f"]({_address(found[1], home)})", without_places(text))
    named = TOKEN.sub(lambda found: _in_words(found[0], home), linked)
    boxed = _BOX.sub(lambda found: re.sub("(?m)^", "> ", found[1]), named)
    return boxed.replace("$", r"\$")  # amounts of money are no formulas


@cache
def homes() -> dict[str, str]:
    """The name of the notebook that shows an exhibit, by its stem, or a text, by its name."""
    found: dict[str, str] = {}
    for path in sorted(paths.NOTEBOOKS.glob("[0-9]*.ipynb")):
        for function, text in _CALL.findall(path.read_text(encoding="utf-8")):
            found.setdefault(f"text {text}" if text else function, path.name)
    return found


def _address(target: str, home: str) -> str:
    """Where a link leads from the notebook `home`; as it is where no notebook shows the target."""
    there = homes().get(REFERENCES if target in load() else target, home)
    return f"#{target}" if there == home else f"{there}#{target}"


def _in_words(token: str, home: str) -> str:
    """A citation as "([Coburn et al., 2013](13_references.ipynb#seed003))"."""
    said = (
        piece if isinstance(piece, str) else f"[{piece.text}]({_address(piece.key, home)})"
        for piece in pieces(token)
    )
    return "".join(said)

"""data/frameworks/references.json, made from references.bib beside it by pandoc, in APA style.

The remarks in the `note` fields of references.bib say what is not known of a work; the style leaves
them out of its entry.
"""

import json
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from helpers import paths

SOURCE = paths.DATA / "frameworks" / "references.bib"
TARGET = SOURCE.with_suffix(".json")
STYLE = Path(__file__).parent / "apa.csl"

# Without any date, the style writes "Retrieved" for works that do not change.
_NO_DATE = {"literal": "n.d."}
_SIGNS = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}

Piece = dict[str, str]


def made(source: Path = SOURCE) -> str:
    """The text of references.json: works in order, each with its in-text form and entry."""
    works = [_work(key, cite, entry) for key, cite, entry in _set(_items(source))]
    return json.dumps(works, ensure_ascii=False, indent=1) + "\n"


def write() -> None:
    """Write references.json anew."""
    TARGET.write_text(made(), encoding="utf-8")


def _items(source: Path) -> list[dict[str, Any]]:
    """The works as the citation processor takes them."""
    import pypandoc

    items = json.loads(
        pypandoc.convert_text(source.read_text(encoding="utf-8"), "csljson", format="biblatex")
    )
    return [{"issued": _NO_DATE, **item} for item in items]


def _set(items: list[dict[str, Any]]) -> Iterator[tuple[str, list, list]]:
    """Key, in-text form and entry of each work as pandoc's inline nodes, in the order of the list.

    All are set in one document, so that works that would read alike are told apart.
    """
    import pypandoc

    keys = [item["id"] for item in items]
    text = "\n\n".join(f"[@{key}]" for key in keys)
    with tempfile.TemporaryDirectory() as folder:
        works = Path(folder) / "works.json"
        works.write_text(json.dumps(items), encoding="utf-8")
        options = [
            "--citeproc",
            f"--csl={STYLE}",
            f"--bibliography={works}",
            "--metadata=lang:en-US",
        ]
        *said, entries = json.loads(
            pypandoc.convert_text(text, "json", format="markdown", extra_args=options)
        )["blocks"]
    forms = dict(zip(keys, said, strict=True))
    for entry in entries["c"][1]:
        key = entry["c"][0][0].removeprefix("ref-")
        yield key, forms[key]["c"], entry["c"][1][0]["c"]


def _work(key: str, cite: list, entry: list) -> dict[str, Any]:
    parenthesis = "".join(piece["text"] for piece in _pieces(cite))
    return {
        "key": key,
        "cite": parenthesis.removeprefix("(").removesuffix(")"),
        "entry": _joined(_pieces(entry)),
    }


def _pieces(nodes: list[dict], style: Piece | None = None) -> Iterator[Piece]:
    """Pandoc's inline nodes as plain pieces; `style` is what the nodes around them say."""
    for node in nodes:
        kind = node["t"]
        content: Any = node.get("c")
        if kind == "Str":
            yield {"text": content, **(style or {})}
        elif kind in _SIGNS:
            yield {"text": _SIGNS[kind], **(style or {})}
        elif kind == "Emph":
            yield from _pieces(content, {**(style or {}), "style": "emphasis"})
        elif kind == "Link":
            yield from _pieces(content[1], {**(style or {}), "url": content[2][0]})
        elif kind in ("Span", "Cite"):
            yield from _pieces(content[1], style)
        elif kind == "Quoted":
            opening, closing = _QUOTES[content[0]["t"]]
            yield from (
                {"text": opening, **(style or {})},
                *_pieces(content[1], style),
                {"text": closing, **(style or {})},
            )
        else:
            raise ValueError(
                f"A reference holds {kind}, which the list cannot show: teach bibliography._pieces."
            )


def _joined(found: Iterator[Piece]) -> list[Piece]:
    """Neighbours of one style as one piece. A title that we made up stands in brackets, upright."""
    runs = groupby(
        found, key=lambda piece: {name: value for name, value in piece.items() if name != "text"}
    )
    whole = [{"text": "".join(piece["text"] for piece in run), **style} for style, run in runs]
    return [{"text": piece["text"]} if piece["text"].startswith("[") else piece for piece in whole]

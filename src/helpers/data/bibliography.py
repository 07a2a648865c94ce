"""data/frameworks/references.json, made from references.bib beside it by pandoc, in APA style.

The remarks in the `note` fields of references.bib say what is not known of a work; the style leaves
them out of its entry.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator
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
_QUOTES = {"SingleQuote": "‘’", "DoubleQuote": "“”"}

Piece = dict[str, str]


def made(source: Path = SOURCE) -> str:
    """The text of references.json: works in order, each with its in-text form and entry.

    All are set in one document, so that works that would read alike are told apart.
    """
    import pypandoc  # late, as it loads slowly

    text = source.read_text(encoding="utf-8")
    items = json.loads(pypandoc.convert_text(text, "csljson", format="biblatex"))
    with tempfile.TemporaryDirectory() as folder:
        works = Path(folder) / "works.json"
        dated = [{"issued": _NO_DATE, **item} for item in items]
        works.write_text(json.dumps(dated), encoding="utf-8")
        options = ["--citeproc", f"--csl={STYLE}", f"--bibliography={works}"]
        tokens = "\n\n".join(f"[@{item['id']}]" for item in items)
        set_ = pypandoc.convert_text(
            tokens, "json", format="markdown", extra_args=[*options, "--metadata=lang:en-US"]
        )
    *cites, entries = json.loads(set_)["blocks"]
    forms = {item["id"]: _plain(cite["c"]) for item, cite in zip(items, cites, strict=True)}
    listed = [_work(forms, *entry["c"]) for entry in entries["c"][1]]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def write() -> None:
    """Write references.json anew."""
    TARGET.write_text(made(), encoding="utf-8")


def _plain(nodes: list[dict]) -> str:
    return "".join(piece["text"] for piece in _pieces(nodes))


def _work(forms: dict[str, str], attributes: list, content: list[dict]) -> dict[str, Any]:
    key = attributes[0].removeprefix("ref-")
    cite = forms[key].removeprefix("(").removesuffix(")")
    return {"key": key, "cite": cite, "entry": _joined(_pieces(content[0]["c"]))}


def _pieces(nodes: Iterable[dict], **style: str) -> Iterator[Piece]:
    """Pandoc's inline nodes as plain pieces; `style` is what the nodes around them say."""
    for node in nodes:
        kind = node["t"]
        content: Any = node.get("c")
        if kind == "Str" or kind in _SIGNS:
            yield {"text": _SIGNS.get(kind, content), **style}
        elif kind == "Emph":
            yield from _pieces(content, **{**style, "style": "emphasis"})
        elif kind == "Link":
            yield from _pieces(content[1], **{**style, "url": content[2][0]})
        elif kind in ("Span", "Cite"):
            yield from _pieces(content[1], **style)
        elif kind == "Quoted":
            opening, closing = ({"t": "Str", "c": sign} for sign in _QUOTES[content[0]["t"]])
            yield from _pieces([opening, *content[1], closing], **style)
        else:
            raise ValueError(
                f"A reference holds {kind}, which the list cannot show: teach bibliography._pieces."
            )


def _joined(found: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one style as one piece. A title that we made up stands in brackets, upright."""
    runs = groupby(found, key=lambda piece: {**piece, "text": ""})
    whole = [{**style, "text": "".join(piece["text"] for piece in run)} for style, run in runs]
    return [{"text": piece["text"]} if piece["text"].startswith("[") else piece for piece in whole]

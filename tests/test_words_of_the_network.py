"""Code knows no report: the words of a network stand in its folder under data/, and nowhere else.

Every string, name, comment and docstring of src/helpers, every template and every notebook's source
is read for the words of each network that has statements: ids of claims and statements, hosts,
topics, scopes, sizes, member types, sections, named numbers, partnerships, periods, labels, terms.
An id that is a plain word ("early", "local") counts only where a whole string is that word.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from helpers import paths
from helpers.data import config, schema
from helpers.data.network import Network
from helpers.exhibits import REGISTRY

SOURCE = paths.ROOT / "src/helpers"
TEMPLATES = SOURCE / "publish/templates"
PLAIN = re.compile(r"[A-Za-z]?[a-z]+")
# Words of the tool itself, which a network may use as well: kinds of change, exhibits, columns.
OWN = {
    *(schema.CHANGES + schema.SUBJECTS + schema.MEASURES + schema.AMONG),
    *(word for words in config.WORDS.values() for word in words),
    *(column.name for table in schema.TABLES.values() for column in table.columns),
    *REGISTRY,
}


@dataclass(frozen=True)
class Words:
    """`exact` are found as they are, `phrases` in any capitals, `plain` as whole strings only."""

    exact: frozenset[str]
    phrases: frozenset[str]
    plain: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str], labels: Iterable[str]) -> Words:
        """Names are spelled as they are; labels may begin a sentence."""
        known, said = {*names} - OWN - {""}, {*labels} - OWN - {""}
        plain = {word for word in known | said if PLAIN.fullmatch(word)}
        several = {word for word in said if " " in word}
        return cls(
            frozenset((known | said) - plain - several), frozenset(several), frozenset(plain)
        )

    def found(self, text: str) -> Iterator[str]:
        """Every one of these words in a text."""
        for words, flags in ((self.exact, 0), (self.phrases, re.IGNORECASE)):
            yield from (found.group() for found in _any(words, flags).finditer(text))


@cache
def _any(words: frozenset[str], flags: int) -> re.Pattern[str]:
    longest = sorted(words, key=lambda word: (-len(word), word))
    listed = "|".join(map(re.escape, longest)) or "(?!)"
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])", flags)


def words_of(network: Network) -> Words:
    """The words that belong to this network alone."""
    settings, statements = network.config, network.statements
    lists = [settings[name] for name in ("topics", "scopes", "size_classes", "member_types")]
    entries = [entry for one in lists for entry in one.values()]
    names = {
        *(name for one in lists for name in one),
        *statements["id"], *statements["claim_id"], *network.table("named_numbers")["name"],
        *network.hosts, *network.partnerships["name"], *settings["periods"],
        *(name for name in settings["sections"] if not PLAIN.fullmatch(name)),
        *(entry["label"] for entry in settings["periods"].values()),
        *(str(one["label"]) for one in settings["exhibits"].values() if "label" in one),
        *(word for terms in settings["words"].values() for word in terms),
    }  # fmt: skip
    hosts = [name for name in network.hosts if PLAIN.fullmatch(name)]
    labels = [entry[form] for entry in entries for form in ("label", "full") if form in entry]
    made = Words.of(names, labels)
    return Words(made.exact | {*hosts}, made.phrases, made.plain - {*hosts})


# -- what is read --------------------------------------------------------------------------------

Piece = tuple[int, str, bool]  # line, text, whether it is one whole string


def pieces(source: str) -> Iterator[Piece]:
    """The strings, names and comments of Python code."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value, True
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.NAME, tokenize.COMMENT):
            yield token.start[0], token.string, False


def hits(words: Words, found: Iterable[Piece]) -> list[tuple[int, str]]:
    """Line and word, once each."""
    seen: dict[tuple[int, str], None] = {}
    for line, text, whole in found:
        if whole and text in words.plain:
            seen[line, text] = None
        for place, one in enumerate(text.splitlines()):
            seen.update({(line + place, word): None for word in words.found(one)})
    return sorted(seen)


def texts() -> Iterator[tuple[Path, list[Piece]]]:
    """Every file of code: Python, templates, notebooks' sources."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield path, list(pieces(path.read_text(encoding="utf-8")))
    for path in sorted(TEMPLATES.rglob("*")):
        if path.is_file():
            yield path, [(1, path.read_text(encoding="utf-8"), False)]
    for path in sorted(paths.NOTEBOOKS.glob("*.ipynb")):
        yield path, list(notebook(json.loads(path.read_text(encoding="utf-8"))))


def notebook(content: dict) -> Iterator[Piece]:
    """The sources of its cells; the line is the cell's number."""
    for number, cell in enumerate(content["cells"], 1):
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            yield from ((number, text, whole) for _, text, whole in pieces(source))
        else:
            yield number, source.replace("\n", " "), False


def networks() -> list[Path]:
    found = [path.parent for path in sorted(paths.DATA.glob("*/statements.csv"))]
    return [folder for folder in found if not Network(folder).statements.empty]


@pytest.mark.parametrize("folder", networks(), ids=lambda folder: folder.name)
def test_no_code_has_a_word_of_a_network(folder: Path) -> None:
    """To mend one: ask by a question, or move it to network.yml, text/ or named_numbers.csv."""
    words = words_of(Network(folder))
    assert len(words.exact) > 100 and words.plain and words.phrases
    found = [
        f"{path.relative_to(paths.ROOT)}:{line}: {word}"
        for path, read in texts()
        for line, word in hits(words, read)
    ]
    assert not found, f"{len(found)} words of {folder.name}:\n" + "\n".join(found)


# -- the walk itself -----------------------------------------------------------------------------

TINY = Words.of(
    ["C3-14", "college-25", "North Hub", "year 1", "2012", "over_50", "early", "LEA"],
    ["Early reading", "15 or fewer", "University"],
)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("x = 'C3-14'", ["C3-14"]),
        ("x = f'{y} by C3-14'", ["C3-14"]),
        ("def f():\n    '''See\n    C3-14.'''", ["C3-14"]),
        ("x = 1  # as C3-14 says", ["C3-14"]),
        ("over_50 = 1", ["over_50"]),
        ("x = claim('college-25')", ["college-25"]),
        ("x = 'of North Hub'", ["North Hub"]),
        ("x = ['year 1']", ["year 1"]),
        ("x = 'in 2012–17'", ["2012"]),
        ("x = 'early'", ["early"]),
        ("x = y['early']", ["early"]),
        ("x = 'University'", ["University"]),
        ("x = 'the LEA staff'", ["LEA"]),
        ("x = 'an early reading'", ["early reading"]),
        ("# 15 or fewer of them", ["15 or fewer"]),
        ("x = 'too early'", []),
        ("early = 1  # early", []),
        ("x = 'C3-141 or XC3-14 or over_500'", []),
        ("x = 'the University of it'", []),
        ("x = 20122", []),
    ],
)
def test_the_walk_finds_a_word_wherever_it_stands(code: str, found: list[str]) -> None:
    assert [word for _, word in hits(TINY, pieces(code))] == found


def test_the_walk_says_the_line() -> None:
    code = "x = 1\n\ndef f():\n    '''See\n    C3-14.'''\n    return 'early'\n"
    assert hits(TINY, pieces(code)) == [(5, "C3-14"), (6, "early")]


def test_notebooks_are_read_cell_by_cell_and_without_their_outputs() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["In 2012\n", "early", " reading"]},
        {"cell_type": "code", "source": ["x = 'C3-14'"], "outputs": [{"text": "North Hub"}]},
    ]
    found = hits(TINY, notebook({"cells": cells}))
    assert found == [(1, "2012"), (1, "early reading"), (2, "C3-14")]


def test_words_of_the_tool_itself_belong_to_no_network() -> None:
    made = Words.of(["split", "other", "topics", "member", "grit"], [])
    assert made.plain == {"grit"}

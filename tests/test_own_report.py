"""The report of a network that is a sheet, built by the command: no word of another report in it.

The build takes half a minute, and is made once.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pymupdf
import pytest

from hand_counts import TITLES
from helpers import paths
from sheets import NETWORKS

FORBIDDEN = re.compile(
    r"\bRELs?\b|\b[LS]EAs?\b|(?i:research alliance|\bfederal)"
    r"|\b(?:Chapter|Appendix|Figure|Table|Section) (?:[A-Z]?\d+|[A-Z])\b"
)
PARTS = ("src", "notebooks", "requirements.lock", "data/frameworks")
EMPTY = (  # headings of notebooks that a sheet without statements has no answer to
    "The published statements",
    "What the statements pin down",
    "Which number would help most",
    "Challenges and responses",
    "Kinds of partnership",
    "From research to use",
    "References",
)


class Page(HTMLParser):
    """What a reader sees of a page, headings apart, and where its inner links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.headings: list[str] = []
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self._within: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in pairs}
        self._within.append(tag)
        self.ids |= {found["id"]} if "id" in found else set()
        self.links |= {found.get("href", "")} if tag == "a" else set()
        self.words.append(found.get("alt", ""))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._within and self._within.pop() != tag:
            continue

    def handle_data(self, data: str) -> None:
        if self._within and self._within[-1] not in ("style", "script"):
            self.words.append(data)
        if any(re.fullmatch("h[1-6]", tag) for tag in self._within):
            self.headings[-1] += data

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@dataclass(frozen=True)
class Built:
    """A report that was built by the command, in a folder of its own."""

    folder: Path
    page: Page
    pdf: str


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The report of three years, built once: half a minute."""
    root = tmp_path_factory.mktemp("checkout")
    for part in PARTS:
        copy = shutil.copytree if (paths.ROOT / part).is_dir() else shutil.copy
        (root / part).parent.mkdir(parents=True, exist_ok=True)
        copy(paths.ROOT / part, root / part)
    shutil.copytree(NETWORKS / "six_three", root / "data/six_three")
    done = subprocess.run(
        [sys.executable, "-m", "helpers", "report"],  # the only network is the default
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    folder = root / "output/six_three"
    with pymupdf.open(folder / "report.pdf") as document:
        pdf = " ".join(" ".join(sheet.get_text() for sheet in document).split())
    return Built(folder, Page((folder / "report.html").read_text(encoding="utf-8")), pdf)


def around(text: str) -> Iterator[str]:
    """Every forbidden word of a text, with what stands around it."""
    for found in FORBIDDEN.finditer(text):
        yield text[max(0, found.start() - 40) : found.end() + 40]


def test_no_word_of_another_report_is_in_it(built: Built) -> None:
    """Neither what a reader sees, nor what the files say of themselves."""
    source = (built.folder / "report.html").read_text(encoding="utf-8")
    bare = re.sub(r"base64,[A-Za-z0-9+/=]+", "", source)
    with pymupdf.open(built.folder / "report.pdf") as document:
        meta = " ".join(str(value) for value in (document.metadata or {}).values())
    for text in (built.page.text, bare, built.pdf, meta):
        assert list(around(text)) == []
    for path in [*built.folder.glob("tables/*.csv"), built.folder / "claims.json"]:
        assert list(around(path.read_text(encoding="utf-8"))) == [], path.name


def test_every_exhibit_stands_in_both_documents(built: Built) -> None:
    for (name, stem), title in TITLES.items():
        if name == "six_three":
            assert stem in built.page.ids and title in built.page.text
            assert title.replace(" ", "") in built.pdf.replace(" ", "")
            assert (built.folder / f"tables/{stem}.csv").stat().st_size


def test_questions_without_an_answer_leave_no_heading(built: Built) -> None:
    headings = [" ".join(one.split()) for one in built.page.headings]
    assert not [one for one in headings if any(empty in one for empty in EMPTY)]
    assert not [empty for empty in EMPTY if empty in built.pdf]
    assert any("What is not known" in one for one in headings)


def test_what_is_left_out_is_what_a_sheet_could_bring(built: Built) -> None:
    """Not the exhibits of documents that the network never had."""
    assert "What is not in this report" not in built.page.text
    said = built.page.text.rpartition("what would settle it?")[2]
    assert "members.csv" in said
    assert "statements.csv" not in said and "frameworks: true" not in said


def test_links_within_the_page_lead_somewhere(built: Built) -> None:
    inner = {link[1:] for link in built.page.links if link.startswith("#")}
    assert len(inner) > 10 and inner <= built.page.ids

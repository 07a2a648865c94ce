"""The built report, end to end: what a reader gets, for all hosts and for one, the same bytes
anywhere.

Everything here reads the files that `python -m helpers report` wrote, as a reader would.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import outloud
import pandas as pd
import pdfua
import pikepdf
import pymupdf
import pytest
from scripts import pages

from helpers import paths, report
from helpers.exhibits import REGISTRY
from helpers.exhibits.asking import lacking
from helpers.exhibits.exhibit import Exhibit

NETWORK, PARAMS = report.start()
STEMS = [stem for stem, module in REGISTRY.items() if not lacking(NETWORK, module.NEEDS)]
PICTURES = [stem for stem in STEMS if hasattr(REGISTRY[stem], "draw")]
NUMBERS = [stem for stem in PICTURES if hasattr(REGISTRY[stem], "grid")]
HOST = "Northeast & Islands"  # a name with a sign
NASTY = '#read("x") $x$ @a <script>alert(1)</script> \\ `b` *c* Alliance'
DRAWN = ("title", "subtitle", "alt")  # a text or a note may also name a statement by its id
PARTS = ("src", "notebooks", "data", "requirements.lock")  # what a build reads


def build(root: Path, host: str = "all", **environment: str) -> Path:
    """Build a report in a checkout by its command, and give back its folder."""
    done = subprocess.run(
        [sys.executable, "-m", "helpers", "report", f"--host={host}"],
        cwd=root,
        text=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(root / "src"), **environment},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "output" / NETWORK.name / ("" if host == "all" else NETWORK.folders[host])


def checkout(target: Path) -> Path:
    target.mkdir(parents=True, exist_ok=True)
    for name in PARTS:
        if (paths.ROOT / name).is_dir():
            shutil.copytree(paths.ROOT / name, target / name)
        else:
            shutil.copy(paths.ROOT / name, target / name)
    return target


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(checkout(tmp_path_factory.mktemp("one")))


class Page(HTMLParser):
    """What of a page the tests ask for: ids, links, pictures, all that could ask a server."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str | None] = set()
        self.targets: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.loaded: list[str] = []
        self.words: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        found = dict(pairs)
        self.ids |= {found["id"]} if "id" in found else set()
        if tag == "a":
            self.targets.append(found.get("href") or "")
        if tag == "svg" and found.get("class") != "narrow":  # the same once more, for phones
            self.pictures.append(found)
        sources = ("src", "srcset", "data", "poster", *(["href"] if tag == "link" else []))
        self.loaded += [found[name] or "" for name in sources if name in found]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="session")
def page(built: Path) -> Page:
    return Page(built / "report.html")


@pytest.fixture(scope="session")
def pdf_text(built: Path) -> str:
    return read(built / "report.pdf")


def read(pdf: Path) -> str:
    """The text of a PDF, page after page."""
    document = pymupdf.open(pdf)
    pages = [document[number].get_text() for number in range(document.page_count)]
    return " ".join(" ".join(pages).split())


def records(built: Path) -> list[dict]:
    return json.loads((built / "claims.json").read_text(encoding="utf-8"))


def test_every_stem_has_its_files(built: Path) -> None:
    for stem in STEMS:
        assert (built / "tables" / f"{stem}.csv").stat().st_size
    for stem in PICTURES:
        drawn = (built / "figures" / f"{stem}.svg").read_text(encoding="utf-8")
        assert drawn.startswith("<svg")
        assert (built / "figures" / f"{stem}.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("stem", STEMS)
def test_every_exhibit_is_in_both_documents_and_referenced(
    stem: str, page: Page, pdf_text: str
) -> None:
    made = report.make(stem, NETWORK, PARAMS)
    assert isinstance(made, Exhibit)
    title = " ".join(str(made.words.title).split())
    assert stem in page.ids and f"#{stem}" in page.targets
    assert f"{made.label} {title}" in page.text
    assert made.label in pdf_text and title.replace(" ", "") in pdf_text.replace(" ", "")


def test_pictures_speak(page: Page) -> None:
    alts = [picture.get("aria-label") or "" for picture in page.pictures]
    assert len(alts) == len(PICTURES) == len(set(alts))
    assert all(len(alt) > 50 and "No description has been provided" not in alt for alt in alts)


def test_the_page_asks_no_server(page: Page, built: Path) -> None:
    assert page.loaded and all(address.startswith("data:") for address in page.loaded)
    text = (built / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"@import|url\((?!['\"]?(data:|#))", text)


def test_every_link_inside_the_page_leads_somewhere(page: Page) -> None:
    inside = [target[1:] for target in page.targets if target.startswith("#")]
    assert len(inside) > 30 and {*inside} <= page.ids


def test_the_csv_behind_each_exhibit_is_in_the_page(page: Page) -> None:
    assert sum(target.startswith("data:text/csv") for target in page.targets) == len(STEMS)


def test_the_pdf_is_tagged_and_names_title_and_language(built: Path) -> None:
    with pikepdf.open(built / "report.pdf") as pdf:
        assert pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang).startswith("en")
        title = pdf.open_metadata()["dc:title"]
        assert isinstance(title, str) and title.startswith("The REL research alliances")


def test_two_checkers_find_no_error_in_the_pdf(built: Path) -> None:
    path = str(built / "report.pdf")
    heard = outloud.check(path).findings
    assert [one.message for one in heard if "error" in str(one.severity).lower()] == []
    assert [found.message for found in pdfua.validate(path).findings] == []


def test_the_pdf_keeps_to_its_pages(built: Path) -> None:
    """52 at most: front 6, chapters 34, appendices 9, how it was made and cited 3; no page
    that is half empty, no heading without its text, no table torn off its rows or its note."""
    pdf = built / "report.pdf"
    assert list(pages.faults(pdf, most=52)) == []
    first = {part.title: part.first for part in pages.chapters(pdf)}
    begin = [first[one] for one in first if one.startswith(("Chapter 1", "Appendix A", "How this"))]
    front, appendices, made = begin
    last = pages.chapters(pdf)[-1].last
    assert front - 1 <= 6 and appendices - front <= 34
    assert made - appendices <= 9 and last - made + 1 <= 3


def test_every_number_of_the_documents_sentences_is_a_claim(built: Path, page: Page) -> None:
    """A citation in a sentence is a link, and so a piece of its own: spaces do not count."""
    claims, said = records(built), "".join(page.text.split())
    assert len(claims) > 150
    for claim in claims:
        assert claim["text"] in claim["sentence"] or claim["where"] == "text"
        if claim["where"] in ("title", "note"):
            assert "".join(claim["sentence"].split()) in said, claim["sentence"]


def test_the_same_bytes_in_another_folder_time_zone_locale_and_hash_seed(
    built: Path, tmp_path: Path
) -> None:
    elsewhere = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7"}
    other = build(checkout(tmp_path / "a longer folder"), **elsewhere)
    tables = [f"tables/{stem}.csv" for stem in STEMS]
    figures = [f"figures/{stem}.svg" for stem in PICTURES]
    for name in ("report.html", "report.pdf", "claims.json", *tables, *figures):
        assert (built / name).read_bytes() == (other / name).read_bytes(), name


def keep_audit(path: Path) -> None:
    """Let the stored audit stand for a changed data file: a name moves no bound."""
    stored = path.parent / "audit.json"
    audit = json.loads(stored.read_text(encoding="utf-8"))
    audit["inputs"][path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    stored.write_text(json.dumps(audit), encoding="utf-8")


def test_nasty_names_come_out_as_text_in_both_documents(tmp_path: Path) -> None:
    root = checkout(tmp_path)
    path = root / "data" / NETWORK.name / "partnerships.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    named = {*NETWORK.table("evidence")["partnership"], *NETWORK.statements["partnership"]}
    free = rows[(rows["period"] == NETWORK.last) & ~rows["name"].isin(named)]
    rows.loc[free.index[0], "name"] = NASTY  # one that no other file speaks of
    rows.to_csv(path, index=False)
    keep_audit(path)
    made = build(root)
    html = (made / "report.html").read_text(encoding="utf-8")
    assert NASTY in Page(made / "report.html").text and "<script>alert(1)" not in html
    text = "".join(read(made / "report.pdf").split())
    assert "".join(NASTY.split()) in text.replace("\u200b", "")  # a long word may break


@pytest.mark.parametrize("host", NETWORK.hosts)
def test_a_host_is_told_what_its_tables_say(host: str) -> None:
    network, params = report.start(host=host)
    checked = 0
    for stem in NUMBERS:
        made = report.make(stem, network, params)
        assert isinstance(made, Exhibit)
        table = made.table
        known = {*table["value"].dropna(), *table["base"].dropna(), *table["low"].dropna()}
        for claim in made.record()["claims"]:
            whole = isinstance(claim["value"], int | float) and claim["status"] != "counted"
            if claim["where"] in DRAWN and whole:
                assert claim["value"] in known, claim
                checked += 1
    assert checked > 40


def test_a_hosts_report_is_built_beside_the_networks(built: Path) -> None:
    made = build(built.parents[1], HOST)
    counts = pd.read_csv(made / "tables" / "partnerships_by_host.csv")
    own = int(counts.query("host == @HOST and measure == 'count'")["value"].item())
    names = pd.read_csv(made / "tables" / "partnership_list.csv")
    assert len(names) == own and {*names["host"]} == {HOST}
    assert f"REL {HOST} supported {own} of the 79" in Page(made / "report.html").text

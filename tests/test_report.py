"""The built report, end to end: what a reader gets, for all labs and for each, the same bytes anywhere.

Everything here reads the files that `python -m helpers.build report` wrote, as a reader would.
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

from helpers import paths, report
from helpers.params import lab_folders

REL = "rel-2012-17"
FIGURES, STEMS = list(report.KEYS), list(report.LABELS)
PICTURES = [stem for stem, label in report.LABELS.items() if label.startswith("Figure")]
NASTY = '#read("x") $x$ @a <script>alert(1)</script> \\ `b` *c* Alliance'
PARTS = ("src", "notebooks", "data", "requirements.lock")  # what a build reads


def build(root: Path, lab: str = "all", **environment: str) -> Path:
    """Build a report in a checkout by its command, and give back its folder."""
    done = subprocess.run(
        [sys.executable, "-m", "helpers.build", "report", f"--lab={lab}"], cwd=root, text=True, capture_output=True,
        env={**os.environ, "PYTHONPATH": str(root / "src"), **environment}, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    folder = "" if lab == "all" else lab_folders(REL)[lab]
    return root / "output" / REL / folder


def checkout(target: Path) -> Path:
    for name in PARTS:
        copy = shutil.copytree if (paths.ROOT / name).is_dir() else shutil.copy
        target.mkdir(parents=True, exist_ok=True)
        copy(paths.ROOT / name, target / name)
    return target


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(checkout(tmp_path_factory.mktemp("one")))


class Page(HTMLParser):
    """What of a page the tests ask for: ids, links, pictures, everything that could ask a server."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids, self.targets, self.pictures, self.loaded, self.words = set(), [], [], [], []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        found = dict(pairs)
        self.ids |= {found["id"]} if "id" in found else set()
        if tag == "a":
            self.targets.append(found.get("href", ""))
        if tag == "img":
            self.pictures.append(found)
        self.loaded += [found[name] for name in ("src", "srcset", "data", "poster") if name in found]
        self.loaded += [found["href"]] if tag == "link" else []

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
    return " ".join(" ".join(sheet.get_text() for sheet in pymupdf.open(built / "report.pdf")).split())


def records(built: Path) -> list[dict]:
    return json.loads((built / "claims.json").read_text(encoding="utf-8"))


def test_every_stem_has_its_files(built: Path) -> None:
    for stem in STEMS:
        assert (built / "tables" / f"{stem}.csv").stat().st_size
    for stem in PICTURES:
        assert (built / "figures" / f"{stem}.svg").read_text(encoding="utf-8").startswith("<?xml")
        assert (built / "figures" / f"{stem}.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("stem", STEMS)
def test_every_exhibit_is_in_both_documents_and_referenced(stem: str, page: Page, pdf_text: str) -> None:
    network, params = report.start()
    made = getattr(report, stem)(network, params)
    title = " ".join(str(made.words.title).split())
    assert stem in page.ids and f"#{stem}" in page.targets
    assert f"{made.label} {title}" in page.text
    assert made.label in pdf_text and title.replace(" ", "") in pdf_text.replace(" ", "")


def test_pictures_speak(page: Page) -> None:
    alts = [picture.get("alt") or "" for picture in page.pictures]
    assert len(alts) == len(PICTURES) == len(set(alts))
    assert all(len(alt) > 100 and "No description has been provided" not in alt for alt in alts)


def test_the_page_asks_no_server(page: Page, built: Path) -> None:
    assert page.loaded and all(address.startswith("data:") for address in page.loaded)
    assert not re.search(r"@import|url\((?!['\"]?data:)", (built / "report.html").read_text(encoding="utf-8"))


def test_every_link_inside_the_page_leads_somewhere(page: Page) -> None:
    inside = [target[1:] for target in page.targets if target.startswith("#")]
    assert len(inside) > 30 and set(inside) <= page.ids


def test_the_csv_behind_each_exhibit_is_in_the_page(page: Page) -> None:
    assert sum(target.startswith("data:text/csv") for target in page.targets) == len(STEMS)


def test_the_pdf_is_tagged_and_names_title_and_language(built: Path) -> None:
    with pikepdf.open(built / "report.pdf") as pdf:
        assert pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang).startswith("en")
        assert pdf.open_metadata()["dc:title"].startswith("The REL research alliances")


def test_two_checkers_find_no_error_in_the_pdf(built: Path) -> None:
    path = str(built / "report.pdf")
    assert [found.message for found in outloud.check(path).findings if "error" in str(found.severity).lower()] == []
    assert [found.message for found in pdfua.validate(path).findings] == []


def test_every_number_of_the_documents_sentences_is_a_claim(built: Path, page: Page) -> None:
    claims, said = records(built), "".join(page.text.split())  # a citation in a sentence is a link, and so a piece of its own
    assert len(claims) > 150
    for claim in claims:
        assert claim["text"] in claim["sentence"]
        if claim["where"] in ("text", "title", "note"):
            assert "".join(claim["sentence"].split()) in said, claim["sentence"]


def test_the_same_bytes_in_another_folder_time_zone_locale_and_hash_seed(built: Path, tmp_path: Path) -> None:
    other = build(checkout(tmp_path / "a longer folder"), TZ="Pacific/Kiritimati", LC_ALL="C", LANG="C", PYTHONHASHSEED="7")
    for name in ("report.html", "report.pdf", "claims.json", *(f"tables/{stem}.csv" for stem in STEMS),
                 *(f"figures/{stem}.svg" for stem in PICTURES)):
        assert (built / name).read_bytes() == (other / name).read_bytes(), name


def keep_audit(path: Path) -> None:
    """Let the stored audit stand for a changed data file: a name moves no bound, and an audit takes its time."""
    stored = path.parent / "audit.json"
    audit = json.loads(stored.read_text(encoding="utf-8"))
    audit["inputs"][path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    stored.write_text(json.dumps(audit), encoding="utf-8")


def test_nasty_names_come_out_as_text_in_both_documents(tmp_path: Path) -> None:
    root = checkout(tmp_path)
    path = root / "data" / REL / "alliances.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.loc[0, "name"] = NASTY
    rows.to_csv(path, index=False)
    keep_audit(path)
    made = build(root)
    html = (made / "report.html").read_text(encoding="utf-8")
    assert NASTY in Page(made / "report.html").text and "<script>alert(1)" not in html
    text = "".join("".join(sheet.get_text() for sheet in pymupdf.open(made / "report.pdf")).split())
    assert "".join(NASTY.split()) in text.replace("\u200b", "")  # a long word may break in a narrow cell


@pytest.mark.parametrize("lab", lab_folders(REL))
def test_each_labs_report_says_what_its_tables_say(lab: str, built: Path) -> None:
    made = build(built.parents[1], lab)
    claims = records(made)
    tables = {stem: pd.read_csv(made / "tables" / f"{stem}.csv") for stem in FIGURES}
    checked = 0
    for claim in claims:
        if claim["exhibit"] in FIGURES and isinstance(claim["value"], int | float) and claim["unit"] != "cells":
            table = tables[claim["exhibit"]]
            sums = table[table["lab"] == "all"].groupby("measure")["value"].sum() if "lab" in table else []
            known = {*table["value"].dropna(), *table["base"].dropna(), *table["low"].dropna(), *sums}
            assert claim["value"] in known or claim["unit"] == "topic areas", claim  # the one exception of Figure 5's note
            checked += 1
    assert checked > 100
    own = tables["alliances_by_lab"].query("lab == @lab and measure == 'count'")["value"].astype(int).item()
    names = pd.read_csv(made / "tables" / "alliance_list.csv")
    assert len(names) == own and set(names["lab"]) == {lab}
    text = Page(made / "report.html").text
    assert f"{lab}: not published" in text or f"nothing here is recomputed for {lab}" in text
    assert f"REL {lab} supported {own} of the 79" in text

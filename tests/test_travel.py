"""What lets a report travel: how to cite it, what machines read of it, its tables in one file.

Each on a report of one line: two authors, a table with a formula in it.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import time
import zipfile
from datetime import datetime, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote_to_bytes

import nbformat
import openpyxl
import pytest
from bs4 import BeautifulSoup

from helpers import colophon
from helpers.data import config
from helpers.errors import UserError
from helpers.publish import closing, crate, described, diff, inwords, pack, place, word
from helpers.publish.heads import heads
from helpers.publish.html import ReportHTML, csv_address
from helpers.text import citing
from test_export_html import SVG, figure, markdown, notebook, table

ABOUT = {
    "title": "Reading & writing",
    "subtitle": "In one valley",
    "description": "",
    "authors": "Ada, Ben",
    "keywords": ["reading"],
    "language": "en",
    "date": "2026-11-22",
    "version": "1.2",
    "repository": "",
    "host": "",
    "network": "valley",
}
SILENT = ABOUT | dict.fromkeys(("authors", "date", "version"), "")
CC0 = {"name": "CC0 1.0", "address": "https://creativecommons.org/publicdomain/zero/1.0/"}


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """A folder with the picture of the one figure."""
    (tmp_path / "topics.svg").write_text(SVG)
    return tmp_path


# -- how to cite it --------------------------------------------------------------------------------


def test_a_report_is_cited_with_what_is_known_of_it() -> None:
    said = "Ada, Ben. (2026). Reading & writing (Version 1.2) [Computer-generated report]."
    assert citing.apa(ABOUT) == said
    assert citing.apa(ABOUT | {"repository": "https://example.org/r"}).endswith(
        "report]. https://example.org/r"
    )


def test_what_is_not_known_is_not_made_up() -> None:
    assert citing.apa(SILENT) == "Reading & writing [Computer-generated report]. (n.d.)."
    assert citing.bibtex(SILENT, "valley") == "@misc{valley,\n  title = {{Reading \\& writing}}\n}"


def test_a_hosts_report_is_cited_with_the_host() -> None:
    assert "Reading & writing: North (Version" in citing.apa(ABOUT, "North")
    assert closing.key(ABOUT | {"host": "North & East"}) == "valley-North---East"


def said(**more: object) -> str:
    """The words of the closing chapter."""
    _, text = closing.parts(ABOUT | more)
    return json.dumps(text.nodes, ensure_ascii=False)


def test_licence_and_contact_are_said_where_the_network_says_them() -> None:
    assert "License:" not in said() and "Contact:" not in said()
    assert CC0["address"] in said(licence=CC0)
    assert "mailto:ada@example.org" in said(contact="ada@example.org")
    assert "mailto" not in said(contact="Ada, room 3")


def test_both_documents_end_with_it_and_a_notebook_of_no_build_does_not(drawn: Path) -> None:
    page = page_of(drawn, **ABOUT, licence=CC0)
    assert page.select("main h2")[-1].text == closing.TITLE
    assert page.select("#contents a[href='#cite']")
    assert not page_of(drawn, title="T").select("#cite")


@pytest.mark.parametrize(
    "licence", ["licence: CC0\n", "licence: {name: CC0, address: 'javascript:x'}\n"]
)
def test_a_licence_without_a_name_or_with_a_strange_address_is_refused(
    tmp_path: Path, licence: str
) -> None:
    (tmp_path / "network.yml").write_text(licence)
    with pytest.raises(UserError, match="licence"):
        config.read(tmp_path)


# -- the page --------------------------------------------------------------------------------------


def page_of(folder: Path, *cells: object, **about: object) -> Any:
    cells = cells or (markdown("# One"), figure())
    nb = notebook(*cells, **about)
    return BeautifulSoup(
        ReportHTML().from_notebook_node(nb, {"pictures": folder})[0], "html.parser"
    )


def test_each_heading_and_exhibit_has_a_link_to_itself(drawn: Path) -> None:
    page = page_of(drawn, markdown("# One\n\n## Two"), figure(), table())
    links = {link["href"]: link["aria-label"] for link in page.select("a.anchor")}
    assert links == {
        "#one": "Link to One",
        "#two": "Link to Two",
        "#topics": "Link to Figure 3",
        "#challenges": "Link to Table 1",
    }
    assert [heading.text for heading in page.select("h2, h3")] == ["One", "Two"]


def test_a_figure_is_named_by_its_label_and_title(drawn: Path) -> None:
    page = page_of(drawn)
    ids = page.figure["aria-labelledby"].split()
    assert [page.find(id=one).text for one in ids] == ["Figure 3", "Two topics lead"]


def test_a_heading_never_takes_an_id_of_the_page(drawn: Path) -> None:
    page = page_of(drawn, markdown("# Contents\n\n# Main\n\n# Cite"))
    assert [one["id"] for one in page.select("h2")] == ["contents-2", "main-2", "cite-2"]


@pytest.mark.parametrize("text", ["a,b\nx,y\n", "100%,#1 \"x\" 'y'&<b>\n", "7–9,é,😀,\\\n"])
def test_a_csv_in_the_page_is_saved_as_it_was_with_the_mark_for_excel(text: str) -> None:
    address = csv_address(text)
    kind, _, content = address.partition(",")
    assert kind == "data:text/csv;charset=utf-8"
    assert unquote_to_bytes(content).decode("utf-8-sig") == text
    assert content.startswith("%EF%BB%BF") and not set(content) & set(" \n\"'<>#&")


def test_what_machines_read_says_no_more_than_the_network() -> None:
    names = [name for _, name, _ in described.metas(SILENT)]
    assert "citation_title" in names and "citation_author" not in names
    assert "DC.rights" not in names
    assert ("name", "citation_publication_date", "2026/11/22") in described.metas(ABOUT)
    found = json.loads(described.dataset(ABOUT | {"licence": CC0}))
    assert found["license"] == CC0["address"] and found["creator"] == {"name": "Ada, Ben"}
    assert "license" not in json.loads(described.dataset(SILENT))


def test_no_title_ends_the_script_that_holds_it() -> None:
    nasty = "</script><script>alert(1)</script>"
    text = described.dataset(ABOUT | {"title": nasty})
    assert "<" not in text and json.loads(text)["name"] == nasty


# -- long descriptions, heads of rows --------------------------------------------------------------


def test_a_short_description_stays_as_it_is() -> None:
    assert inwords.split("Bars: 25, 21.", "Figure 1") == ("Bars: 25, 21.", [])


def test_a_long_description_keeps_its_beginning_and_becomes_a_list() -> None:
    whole = f"Flow chart. Inputs: people; time. Outputs: {'x' * 240}."
    alt, words = inwords.split(whole, "Figure 1")
    assert alt == "Flow chart. Inputs: people; time. Figure 1 in words: below."
    assert words[:2] == [("Flow chart.", []), ("Inputs:", ["people", "time"])]


def test_one_endless_sentence_is_cut_before_its_list() -> None:
    alt, words = inwords.split(f"Chart: two below each other: {'x' * 200}; {'y' * 90}.", "Figure 1")
    assert alt == "Chart: two below each other. Figure 1 in words: below."
    assert words == [("Chart: two below each other:", ["x" * 200, "y" * 90])]


def record(*rows: list[str], align: str = "left") -> dict:
    columns = [{"name": n, "label": n, "align": a} for n, a in zip("abc", ("left", align, "right"))]  # noqa: B905
    return {"columns": columns, "rows": list(rows)}


@pytest.mark.parametrize(
    ("found", "many"),
    [
        (record(["x", "p", "1"], ["y", "p", "1"]), 1),
        (record(["x", "p", "1"], ["x", "q", "1"]), 2),
        (record(["x", "1", "1"], ["x", "2", "1"], align="right"), 1),  # a number is no head
        (record(["x", "p" * 61, "1"], ["x", "q", "1"]), 1),  # nor is a text
        (record(["x", "p", "1"], ["x", "p", "2"]), 1),  # nothing tells the rows apart
    ],
)
def test_as_many_columns_are_heads_as_tell_the_rows_apart(found: dict, many: int) -> None:
    assert heads(found) == many


# -- the tables in one file ------------------------------------------------------------------------

SHOWN = [{"stem": "topics", "label": "Figure 3", "title": "Two lead", "note": "So.", "source": ""}]
CSV = "topic,count,share\nTeachers,21,0.5\n'=1+1,,\n"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "topics.csv").write_text(CSV, encoding="utf-8-sig")
    secret = f'file,sha256\ndata/a.csv,{"0" * 64}\ndata/b.csv,"{colophon.HIDDEN}"\n'
    (folder / "inputs.csv").write_text(secret, encoding="utf-8-sig")
    return folder


def test_the_file_holds_every_table_and_what_it_is(tables: Path) -> None:
    packed = zipfile.ZipFile(io.BytesIO(pack.pack(tables, SHOWN, ABOUT)))
    assert packed.namelist() == [
        "tables.xlsx", "datapackage.json", "README.txt", "tables/topics.csv", "tables/inputs.csv",
    ]  # fmt: skip
    assert packed.read("tables/topics.csv") == (tables / "topics.csv").read_bytes()
    package = json.loads(packed.read("datapackage.json"))
    fields = [field["type"] for field in package["resources"][0]["schema"]["fields"]]
    assert fields == ["string", "integer", "number"]
    assert package["resources"][0]["title"] == "Figure 3. Two lead" and "licenses" not in package
    assert "Ada, Ben" in packed.read("README.txt").decode()


def test_the_workbook_has_a_cover_numbers_and_no_formula(tables: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(pack.workbook(pack.sheets(tables, SHOWN), ABOUT)))
    assert book.sheetnames == ["Cover", "topics", "inputs"]
    rows = list(book["topics"].iter_rows(values_only=True))
    assert rows[0][0] == "Figure 3. Two lead" and rows[1][0] == "NOTE: So."
    assert rows[3:] == [("topic", "count", "share"), ("Teachers", 21, 0.5), ("'=1+1", None, None)]
    assert {cell.data_type for cell in book["topics"]["A"]} <= {"s", "n"}  # n: an empty one


def test_rows_are_read_back_as_they_were(tmp_path: Path) -> None:
    texts = [" a ", "R&D <new>", "Łódź – ½", "two\nlines", "#N/A", "a\x01b"]
    rows = [f'"{text}",{number},{number}.5' for number, text in enumerate(texts)]
    (tmp_path / "odd.csv").write_text("\n".join(["text,whole,part", *rows]), "utf-8")
    file = io.BytesIO(pack.workbook(pack.sheets(tmp_path, []), ABOUT))
    cells = list(openpyxl.load_workbook(file)["odd"].iter_rows(min_row=4, values_only=True))
    said = [*texts[:-1], "ab"]  # a sheet cannot hold the sign
    assert cells == [(text, number, number + 0.5) for number, text in enumerate(said)]
    sheet = zipfile.ZipFile(file).read("xl/worksheets/sheet2.xml")
    assert b'<t xml:space="preserve"> a </t>' in sheet  # else Excel drops the blanks


def test_the_same_tables_give_the_same_file_whenever(
    tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = pack.pack(tables, SHOWN, ABOUT)
    monkeypatch.setattr("time.localtime", lambda *_: time.gmtime(2_000_000_000))
    clock = SimpleNamespace(now=lambda tz: datetime(2033, 5, 18))  # noqa: DTZ001
    there = SimpleNamespace(datetime=clock, timezone=timezone)
    monkeypatch.setattr("openpyxl.writer.excel.datetime", there)
    assert pack.pack(tables, SHOWN, ABOUT) == first


# -- what it was made of ---------------------------------------------------------------------------


@pytest.fixture
def graph(tables: Path) -> dict[str, dict]:
    """The entities of a crate by their ids."""
    made = tables.parent
    (made / "report.html").write_text("page")
    (made / "01.ipynb").write_text("{}")
    text = crate.crate(
        made, ("report.html", "tables"), {"notebooks/01.ipynb": made / "01.ipynb"},
        ABOUT, {"network": "/home/ada/valley", "host": "all"}, made / "01.ipynb",
    )  # fmt: skip
    assert "/home" not in text
    return {one["@id"]: one for one in json.loads(text)["@graph"]}


def test_a_crate_names_inputs_and_results_by_checksum(graph: dict[str, dict]) -> None:
    action = graph["#build"]
    assert {one["@id"] for one in action["object"]} == {
        "#data/a.csv", "#data/b.csv", "#notebooks/01.ipynb",
    }  # fmt: skip
    assert {one["@id"] for one in action["result"]} == {
        "report.html", "tables/inputs.csv", "tables/topics.csv",
    }  # fmt: skip
    assert graph["report.html"]["sha256"] == hashlib.sha256(b"page").hexdigest()
    assert all(one["@id"] in graph for one in (*action["object"], *graph["./"]["hasPart"]))


def test_a_crate_hides_what_the_report_hides(graph: dict[str, dict]) -> None:
    assert graph["#data/a.csv"]["sha256"] == "0" * 64
    assert "sha256" not in graph["#data/b.csv"]
    assert colophon.HIDDEN in graph["#data/b.csv"]["description"]


def test_a_crate_names_who_made_it_and_where_the_code_is_as_far_as_that_is_known(
    graph: dict[str, dict], tables: Path
) -> None:
    assert graph["#authors"]["name"] == "Ada, Ben"
    assert graph["./"]["author"] == graph["#build"]["agent"] == {"@id": "#authors"}
    assert "url" not in graph["#software"]
    nobody = ABOUT | {"authors": "", "repository": "https://example.org/code"}
    text = crate.crate(tables.parent, ("tables",), {}, nobody, {"network": "valley"}, tables)
    other = {one["@id"]: one for one in json.loads(text)["@graph"]}
    assert "author" not in other["./"] and "agent" not in other["#build"]
    assert "#authors" not in other and other["#software"]["url"] == "https://example.org/code"


def test_a_crate_tells_no_licence_where_there_is_none(graph: dict[str, dict]) -> None:
    assert "license" not in graph["./"] and "#licence" not in graph
    assert graph["./"]["datePublished"] == "2026-11-22"


# -- Word ------------------------------------------------------------------------------------------


def test_a_word_file_has_the_alternative_text_the_heads_and_always_the_same_bytes(
    drawn: Path,
) -> None:
    nb = notebook(markdown("# One"), figure(), table(), **ABOUT)
    (drawn / "merged.ipynb").write_text(nbformat.writes(nb))
    made = word.write(drawn / "merged.ipynb", drawn, drawn)
    before = [path.read_bytes() for path in made]
    text = zipfile.ZipFile(made[0]).read("word/document.xml").decode()
    assert 'descr="Bars: readiness 25, teachers 21."' in text
    assert text.count("<w:tblHeader") == text.count("<w:tbl>") == 1
    (look,) = re.findall(r"<w:tblLook [^>]*>", text)
    assert 'w:firstRow="1"' in look and 'w:firstColumn="1"' in look and 'w:val="00A0"' in look
    assert zipfile.ZipFile(made[1]).infolist()[0].compress_type == zipfile.ZIP_STORED
    word.write(drawn / "merged.ipynb", drawn, drawn)
    assert [path.read_bytes() for path in made] == before


def test_each_style_of_a_word_file_rests_on_one_that_is_there(drawn: Path) -> None:
    nb = notebook(markdown("# One"), table(), **ABOUT)
    (drawn / "merged.ipynb").write_text(nbformat.writes(nb))
    (made, _) = word.write(drawn / "merged.ipynb", drawn, drawn)
    styles = zipfile.ZipFile(made).read("word/styles.xml").decode()
    ids = set(re.findall(r'w:styleId="([^"]*)"', styles))
    assert set(re.findall(r'<w:basedOn w:val="([^"]*)"', styles)) <= ids


def test_a_new_report_takes_the_word_file_of_the_last_one_away(tmp_path: Path) -> None:
    made, out = tmp_path / "made", tmp_path / "out"
    for folder in (made, out):
        folder.mkdir()
        for name in place.OWN:
            (folder / name).write_text(folder.name)
    for name in ("report.docx", "notes.txt"):
        (out / name).write_text("of the last report")
    place.publish(made, out, tmp_path / "spare")
    assert (out / "report.html").read_text() == "made"
    assert (out / "notes.txt").exists() and not (out / "report.docx").exists()


def test_a_table_is_read_with_and_without_its_mark(tables: Path) -> None:
    """A report of an earlier build has none; the two do not differ by it."""
    marked = diff._rows(tables / "topics.csv")
    (tables / "topics.csv").write_text(CSV, encoding="utf-8")
    assert diff._rows(tables / "topics.csv") == marked
    assert marked[0] == {"topic": "Teachers", "count": "21", "share": "0.5"}

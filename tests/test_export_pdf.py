"""The PDF, read back: what it says, where its links go, what a screen reader is told, and its
bytes.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import nbformat
import nbformat.v4 as v4
import outloud
import pdfua
import pikepdf
import pymupdf
import pytest

import pdfcheck
from helpers.errors import UserError
from helpers.look import style
from helpers.publish.pdf import TEMPLATE, ReportPDF
from helpers.publish.records import EXHIBIT_MIME, PROSE_MIME
from helpers.publish.signs import FONTS

FROM = {"alliance_report": {"notebook": "notebooks/03_topics.ipynb"}}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="90">'
    '<rect width="200" height="40"/></svg>'
)
NASTY = '#read("x") $x$ @a <script>b</script> \\ ` *b* _c_ // d /* e */ [f] ~ #{1+1} "q" = <g>'
TOPICS = [
    ["College readiness", "25", "32"],
    ["Teachers", "21", "27"],
    ["Early childhood", "6", "7–9"],
]
COLUMNS = [
    {"name": "topic", "label": "Topic area", "align": "left"},
    {"name": "count", "label": "Alliances", "align": "right"},
    {"name": "share", "label": "Percent", "align": "right"},
]

# -- notebooks as the merge step leaves them -------------------------------------------------------


def markdown(text):
    return v4.new_markdown_cell(text, metadata=FROM)


def shown(mime, record):
    output = v4.new_output("display_data", data={mime: {"version": 1, "claims": [], **record}})
    return v4.new_code_cell("report.topics()", outputs=[output], metadata=FROM)


def figure(**changes):
    return shown(
        EXHIBIT_MIME,
        {
            "stem": "topics",
            "kind": "figure",
            "label": "Figure 3",
            "title": "Two topics lead",
            "subtitle": "Alliances by topic area, n = 79",
            "alt": "Bar chart by topic: college readiness leads.",
            "note": "Counts in January 2015.",
            "source": "Chapter 3.",
            "csv": "",
            "columns": COLUMNS,
            "rows": TOPICS,
            **changes,
        },
    )


def table(**changes):
    usual = {"stem": "challenges", "kind": "table", "label": "Table 2", "title": "Time is short"}
    return figure(**usual | changes)


def prose(style, *paragraphs):
    return shown(PROSE_MIME, {"style": style, "paragraphs": list(paragraphs)})


def notebook(*cells, **meta):
    nb = v4.new_notebook(cells=list(cells))
    nb.metadata["alliance_report"] = {
        "title": "Research alliances",
        "subtitle": "A living report",
        "authors": "The project",
        "host": "",
        "language": "en",
        "date": "2026-11-22",
        "version": "1.0.0",
        "repository": "https://example.org/alliances",
        "keywords": ["alliances"],
        "description": "What became of them.",
        **meta,
    }
    return nb


def whole_report():
    """All kinds of parts in one notebook."""
    return notebook(
        markdown(
            "# Topics\n\nSee [Figure 3](#topics), [Table 2](#challenges), [more](https://example.org)."
        ),
        markdown("## How to read it\n\n- *one*\n- `two`\n\n1. first\n\n> said\n\n```\ncode\n```"),
        prose("definitions", "printed\tthe source states it"),
        prose("bullets", "a point"),
        prose("paragraphs", "Text."),
        figure(),
        table(),
        table(
            stem="wide", label="Appendix A", columns=wide(10), rows=[["Name"] + ["7–9"] * 9] * 200
        ),
    )


def wide(count):
    return [{"name": f"c{n}", "label": f"Column {n}", "align": "left"} for n in range(count)]


@pytest.fixture
def pictures(tmp_path):
    (tmp_path / "topics.svg").write_text(SVG)
    return tmp_path


def export(nb, pictures="."):
    return ReportPDF().from_notebook_node(nb, {"pictures": Path(pictures)})[0]


def pages(pdf):
    return [" ".join(page.get_text().split()) for page in pymupdf.open(stream=pdf)]


def elements(pdf, tmp_path):
    """The structure tree, as a screen reader walks it."""
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    return outloud.Document(str(path)).elements


# ---------------------------------------------------------------- what it says


def test_the_title_page_says_what_who_and_when(pictures):
    title_page = pages(export(notebook(markdown("# Topics"), host="Midwest")))[0]
    assert title_page == (
        "Research alliances A living report Midwest "
        "The project November 22, 2026 · Version 1.0.0 https://example.org/alliances"
    )


def test_an_exhibit_is_listed_by_its_label_and_shown_without_its_numbers(pictures):
    _, contents, chapter = pages(export(notebook(markdown("# Topics"), figure()), pictures))
    where = "The tables behind the figures: the folder tables, beside this file."
    assert f"Figure 3 · 3 {where}" in contents
    assert "Two topics lead" not in contents
    for words in (
        "Figure 3 Two topics lead Alliances by topic",
        "NOTE: Counts in",
        "SOURCE: Chapter 3.",
    ):
        assert words in chapter
    assert "College readiness" not in chapter  # the numbers are in files of their own


def test_the_tables_behind_figures_are_not_spoken_of_where_there_are_none():
    contents = pages(export(notebook(markdown("# Topics"), table())))[1]
    assert "Table 2 · 3" in contents and "behind" not in contents


def test_a_heading_and_a_short_text_stay_with_the_exhibit_they_lead_to(pictures):
    """Whether a page has room left for the text and the picture, or for the text alone."""
    filling = [prose("paragraphs", *["Words. " * 80] * 4)]
    for lines in (1, 3, 5):
        cells = [markdown("# One"), *filling, prose("paragraphs", *["A line."] * lines)]
        cells += [markdown("## Asked"), prose("paragraphs", "It leads."), figure()]
        found = pages(export(notebook(*cells), pictures))
        (page,) = [one for one in found if "It leads." in one]
        assert "Two topics lead" in page and "Asked" in page


def test_a_tall_picture_keeps_its_size_as_long_as_a_page_has_the_height(pictures):
    """Words 5.7 inches apart in the picture are so on the page, below a heading and the title."""
    tall = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="566">'
    tall += '<rect width="9" height="9"/>'
    tall += '<text x="0" y="10">Above</text><text x="0" y="560">Below</text></svg>'
    (pictures / "topics.svg").write_text(tall)
    document = pymupdf.open(
        stream=export(notebook(markdown("# Topics\n\n## Asked"), figure()), pictures)
    )
    (page,) = [one for one in document if "Above" in one.get_text()]
    (top,), (end,) = page.search_for("Above"), page.search_for("Below")
    assert "Asked" in page.get_text()
    assert round(end.y0 - top.y0) == round(550 * 0.75)


def test_words_of_a_picture_are_text_in_their_own_weight(pictures):
    words = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="90" '
    words += 'font-family="IBM Plex Sans"><text x="9" y="20" font-weight="600">Wyoming</text></svg>'
    (pictures / "topics.svg").write_text(words)
    pdf = export(notebook(markdown("# Topics"), figure()), pictures)
    assert any("Wyoming" in page for page in pages(pdf))
    fonts = {font[3] for page in pymupdf.open(stream=pdf) for font in page.get_fonts()}
    assert any(name.endswith("IBMPlexSans-SmBld") for name in fonts)


def test_code_stays_on_the_screen(pictures):
    pdf = export(notebook(markdown("# Topics"), figure()), pictures)
    assert "report.topics()" not in " ".join(pages(pdf))


def test_no_text_from_data_is_ever_markup(pictures):
    """Wherever a text stands, it comes out letter by letter; blanks may become line ends."""
    nb = notebook(
        markdown("# Topics"),
        prose("paragraphs", NASTY),
        prose("bullets", NASTY),
        prose("definitions", f"{NASTY}\t{NASTY}"),
        figure(title=NASTY, subtitle=NASTY, note=NASTY, source=NASTY, label=NASTY),
        table(columns=[{"name": "a", "label": NASTY, "align": "left"}] * 2, rows=[[NASTY, NASTY]]),
        title=NASTY,
        host=NASTY,
    )
    text = "".join(" ".join(pages(export(nb, pictures))).split()).replace("\u200b", "")
    # title page 2; prose 4; figure 5; table 4; list of figures and tables 1; foot of pages 2 and 3
    assert text.count("".join(NASTY.split())) == 18


def test_dollars_html_and_signs_in_markdown_are_text():
    pdf = export(
        notebook(markdown("# Topics\n\nFrom $5 to $10, $x$, <b>bold</b>, @someone, #1, a^b^."))
    )
    text = pages(pdf)[2]
    assert "From $5 to $10, $x$, <b>bold</b>, @someone, #1, a^b^." in text


# ---------------------------------------------------------------- links and structure


def test_names_in_any_script_are_set(pictures):
    """Cyrillic and Arabic have fonts; a sign that no font has is a box, and stops nothing."""
    pdf = export(notebook(markdown("# A\n\nПартнёрство, قراءة, 読書, 🌳 and the rest")), pictures)
    text = "".join(page.get_text() for page in pymupdf.open(stream=pdf))
    assert "Партнёрство" in text and "▯▯, ▯ and the rest" in text


def test_cross_references_lead_to_the_page_of_the_exhibit(pictures):
    cells = [markdown("# One\n\nSee [Figure 3](#topics)."), markdown("# Two\n\nWords."), figure()]
    document = pymupdf.open(stream=export(notebook(*cells), pictures))
    (reference,) = document[2].get_links()
    assert "Two topics lead" in document[reference["page"]].get_text()
    assert reference["page"] != 2


def test_pictures_carry_their_description(pictures, tmp_path):
    pdf = export(notebook(markdown("# Topics"), figure()), pictures)
    (picture,) = [element for element in elements(pdf, tmp_path) if element.type == "Figure"]
    assert picture.alt == "Bar chart by topic: college readiness leads."


def test_the_first_cell_of_a_row_is_its_header_and_the_others_know_it(tmp_path):
    pdf = export(notebook(markdown("# Topics"), table()))
    cells = [element for element in elements(pdf, tmp_path) if element.type in ("TH", "TD")]
    assert [(cell.type, cell.attr("Scope")) for cell in cells[:5]] == [
        ("TH", "Column"),
        ("TH", "Column"),
        ("TH", "Column"),
        ("TH", "Row"),
        ("TD", None),
    ]
    row_header, number = cells[3:5]
    assert number.attr("Headers") == [cells[1].id, row_header.id]


def test_a_long_table_repeats_its_head_on_every_page(pictures):
    rows = [[f"Alliance {n}", "1", "2"] for n in range(90)]
    pdf = export(notebook(markdown("# Topics"), table(rows=rows)))
    on = [page for page in pages(pdf) if "Alliance " in page]
    assert len(on) >= 3
    assert all("Topic area Alliances Percent" in page for page in on)


def test_a_long_list_in_groups_is_set_in_two_columns_of_a_page(tmp_path):
    rows = [[f"Host {n // 9}", f"Alliance {n}", "1"] for n in range(45)]
    columns = [{"name": name, "label": name, "align": "left"} for name in ("host", "name", "many")]
    pdf = export(notebook(markdown("# Topics"), table(columns=columns, rows=rows, by="host")))
    (page,) = [page for page in pymupdf.open(stream=pdf) if "Alliance 0" in page.get_text()]
    words = {f"{word[4]} {after[4]}": word[0] for word, after in pairwise(page.get_text("words"))}
    assert len({round(words[f"Alliance {n}"]) for n in range(45)}) == 2
    assert [page.get_text().count(f"Host {n}\n") for n in range(5)] == [1] * 5
    (tmp_path / "report.pdf").write_bytes(pdf)
    assert pdfcheck.findings(tmp_path / "report.pdf") == []


def test_a_table_that_fills_a_page_has_one_to_itself_and_the_text_goes_on_before_it():
    """Twenty rows of two lines: too high for what is left of the page, not for a page."""
    rows = [[f"Alliance {n}", "1", "said of it " * 15] for n in range(20)]
    said, after = markdown("# Topics\n\n" + "Before it. " * 200), markdown("After it.")
    found = pages(export(notebook(said, table(rows=rows), after)))
    (whole,) = (page for page in found if "Alliance 0" in page)
    assert all(f"Alliance {n}" in whole for n in range(20)) and "Before it" not in whole
    assert "After it" in found[found.index(whole) - 1]


def test_a_wide_table_stays_within_the_margins():
    cells = [markdown("# Topics"), table(columns=wide(16), rows=[["x" * 200] * 16])]
    page = pymupdf.open(stream=export(notebook(*cells)))[2]
    right = max(word[2] for word in page.get_text("words"))
    assert right <= (8.5 - 1) * 72 + 1


def test_words_stay_whole_in_a_table_that_has_room_for_them():
    # more text than fits in one line of any type, but no word that is too long for its column
    row = [f"{'several plain words in a row ' * 3}Consortium{n}" for n in range(5)]
    pdf = export(notebook(markdown("# Topics"), table(columns=wide(5), rows=[row])))
    text = " ".join(pages(pdf))
    assert all(f"Consortium{n}" in text for n in range(5)) and "\u200b" not in text


def test_a_cell_of_several_lines_is_a_list(tmp_path):
    """Each line is an item of its own, and marked as one; two checkers find nothing."""
    rows = [["Trust", "1", "Meet early\nMeet often"], ["Time", "2", "Wait"], ["Talk", "3", "Ask"]]
    pdf = export(notebook(markdown("# Topics"), table(rows=rows)))
    kinds = [element.type for element in elements(pdf, tmp_path)]
    assert (kinds.count("L"), kinds.count("LI")) == (1, 2)
    text = " ".join(pages(pdf))
    assert "Meet early" in text and "Meet often" in text
    (tmp_path / "lists.pdf").write_bytes(pdf)
    assert not outloud.check(str(tmp_path / "lists.pdf")).findings
    assert not pdfua.validate(str(tmp_path / "lists.pdf")).findings


def test_title_language_and_bookmarks_are_set():
    pdf = export(notebook(markdown("# Topics"), language="en-US"))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.Lang == "en-US"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.docinfo.Title == "Research alliances"
        with document.open_outline() as outline:
            assert "Topics" in [item.title for item in outline.root]


def test_two_checkers_find_nothing(pictures, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(export(whole_report(), pictures))
    assert [finding.message for finding in outloud.check(str(path)).findings] == []
    assert [finding.message for finding in pdfua.validate(str(path)).findings] == []


# ---------------------------------------------------------------- what stops it


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ([markdown("# A"), figure(stem="gone")], "The picture gone.svg is missing"),
        ([markdown("# A"), figure(alt=" ")], "no description"),
    ],
)
def test_what_a_page_cannot_hold_stops_the_report_with_a_sentence(pictures, cells, says):
    with pytest.raises(UserError, match=re.escape(says)):
        export(notebook(*cells), pictures)


def test_a_warning_of_the_compiler_is_an_error(pictures, monkeypatch, tmp_path):
    careless = tmp_path / "report.typ"
    careless.write_text(TEMPLATE.read_text().replace("IBM Plex Sans", "No Such Face"))
    monkeypatch.setattr("helpers.publish.pdf.TEMPLATE", careless)
    with pytest.raises(UserError, match="no such face"):
        export(notebook(markdown("# A")))


# ---------------------------------------------------------------- the same bytes


def test_the_same_notebook_gives_the_same_bytes_anywhere(pictures, tmp_path):
    nbformat.write(whole_report(), tmp_path / "report.ipynb")
    here = export(whole_report(), pictures)
    assert export(whole_report(), pictures) == here
    assert _hash_elsewhere(tmp_path / "report.ipynb", pictures) == hashlib.sha256(here).hexdigest()


def _hash_elsewhere(path, pictures):
    """The same export in a process with another folder, time zone, locale and order of sets."""
    script = (
        "import hashlib, sys, nbformat, pathlib; from helpers.publish.pdf import ReportPDF;"
        "nb, resources = nbformat.read(sys.argv[1], 4), {'pictures': pathlib.Path(sys.argv[2])};"
        "print(hashlib.sha256(ReportPDF().from_notebook_node(nb, resources)[0]).hexdigest())"
    )
    settings = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "1",
    }
    command = [sys.executable, "-c", script, str(path), str(pictures)]
    done = subprocess.run(
        command, cwd=path.parent, env=settings, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_page_has_the_colours_and_the_width_of_the_pictures():
    template = TEMPLATE.read_text()
    colours = {
        "ink": style.INK,
        "quiet": style.MUTED,
        "hair": style.HAIRLINE,
        "band": style.BAND,
        "accent": style.ACCENT,
    }
    assert all(f'#let {name} = rgb("{colour}")' in template for name, colour in colours.items())
    assert 8.5 - 2 * float(re.search(r"#let margin = ([\d.]+)in", template)[1]) == style.WIDTH


def test_only_the_bundled_fonts_are_used(pictures):
    document = pymupdf.open(stream=export(whole_report(), pictures))
    names = {name.split("+")[-1] for page in document for _, _, _, name, *_ in page.get_fonts()}
    assert {re.match("IBMPlexSans|LibertinusSerif|DejaVuSansMono", name)[0] for name in names} <= {
        "IBMPlexSans",
        "LibertinusSerif",
        "DejaVuSansMono",
    }
    assert len(list(FONTS.glob("IBMPlexSans-*.ttf"))) == 4


# ---------------------------------------------------------------- citations

WORKS = [
    {
        "key": "b2",
        "cite": "Bea & Cy, 1902",
        "source": False,
        "entry": [
            {"text": "Bea. "},
            {"text": "Second #x", "style": "emphasis"},
            {"text": ". "},
            {"text": "https://b.org/", "url": "https://b.org/"},
        ],
    },
    {"key": "c3", "cite": "Dee, 1903", "source": False, "entry": [{"text": "Dee."}]},
    {"key": "e5", "cite": "Eve, 1905", "source": True, "entry": [{"text": "Eve."}]},
]


def works():
    """The list of references as report.references leaves it."""
    return shown(
        PROSE_MIME, {"style": "references", "paragraphs": ["plain"] * len(WORKS), "works": WORKS}
    )


def citing():
    """A citation wherever one may stand, and the list of references."""
    return notebook(
        markdown("# Topics\n\n- so [@e5;\n@b2], `[@zz]` \\[@zz] @zz"),
        figure(title="T [@b2]", subtitle="S [@b2]", note="N [@b2]", source="Q [@b2]"),
        prose("paragraphs", "p [@b2]"),
        prose("bullets", "b [@b2]"),
        prose("definitions", "d\tm [@b2]"),
        markdown("# References"),
        works(),
    )


def test_a_citation_leads_to_the_list_wherever_it_stands(pictures):
    document = pymupdf.open(stream=export(citing(), pictures))
    text = " ".join(" ".join(page.get_text() for page in document).split())
    assert "so (Bea & Cy, 1902; Eve, 1905), [@zz] [@zz] @zz" in text
    for words in ("T (", "S (", "NOTE: N (", "SOURCE: Q (", "p (", "b (", "m ("):
        assert f"{words}Bea & Cy, 1902)" in text
    assert "Bea. Second #x. https://b.org/ Eve." in text
    assert "Dee" not in text
    assert (
        _lead_to(document, "Bea. Second") == 8
    )  # a text, title, subtitle, note, source, three styles of sentences
    assert _lead_to(document, "Eve.") == 1
    assert "https://b.org/" in [link.get("uri") for link in document[-1].get_links()]


def _lead_to(document, entry):
    """How many links lead to the line of an entry; the list stands on the last page."""
    page = len(document) - 1
    (line,) = document[page].search_for(entry)
    inner = [
        link["to"].y
        for link in document[page].get_links()
        if link["kind"] == pymupdf.LINK_GOTO and link["page"] == page
    ]
    return sum(line.y0 - 10 < y < line.y0 for y in inner)


def test_two_checkers_find_nothing_in_citations_and_references(pictures, tmp_path):
    path = tmp_path / "citing.pdf"
    path.write_bytes(export(citing(), pictures))
    assert pdfcheck.findings(path) == []


def test_data_without_date_version_and_authors_make_a_report_too(pictures):
    nothing = dict.fromkeys(
        ("date", "version", "authors", "repository", "subtitle", "description"), ""
    )
    pdf = export(notebook(markdown("# Topics"), figure(), **nothing), pictures)
    assert pages(pdf)[0] == "Research alliances"
    assert export(notebook(markdown("# Topics"), figure(), **nothing), pictures) == pdf


def test_an_exhibit_of_the_html_report_only_is_a_line_to_which_links_lead(pictures):
    """Its cells stay away, and so does its picture; a link in the text still has a place."""
    here = markdown("# Topics\n\nSee [Figure 3](#topics) and [Table 2](#challenges).")
    pdf = export(notebook(here, figure(print=False), table(print=False)), pictures)
    text = " ".join(pages(pdf)[2:])
    assert "Table 2 Time is short In the HTML report, and as tables/challenges.csv." in text
    assert "Figure 3 Two topics lead In the HTML report" in text
    assert "Early childhood" not in text
    assert "Counts in January 2015" not in text
    links = [link for page in pymupdf.open(stream=pdf) for link in page.get_links()]
    assert sum(link["kind"] in (pymupdf.LINK_GOTO, pymupdf.LINK_NAMED) for link in links) >= 2

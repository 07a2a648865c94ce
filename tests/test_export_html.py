"""The HTML page, read back: what it shows, what it tells a screen reader, what it refuses."""

from __future__ import annotations

import base64
import re
from urllib.parse import unquote_to_bytes

import nbformat.v4 as v4
import pytest
from bs4 import BeautifulSoup

from helpers.errors import UserError
from helpers.publish import records
from helpers.publish.html import ReportHTML

WHERE = "notebooks/03_topics.ipynb"
FROM = {"notebook": WHERE}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">'
    '<rect width="40" height="20"/></svg>'
)
NASTY = '<script>alert(1)</script> & "q" \'s\' $x$ #read("x") @a *b* \\d'
COLUMNS = [
    {"name": "topic", "label": "Topic area", "align": "left"},
    {"name": "count", "label": "Alliances", "align": "right"},
]

# -- notebooks as the merge step leaves them -------------------------------------------------------


def markdown(text):
    return v4.new_markdown_cell(text, metadata={"alliance_report": FROM})


def code(source, *outputs, tags=()):
    metadata = {"alliance_report": FROM, "tags": list(tags)}
    return v4.new_code_cell(source, outputs=list(outputs), metadata=metadata)


def shown(mime, **record):
    record = {"version": 1, "claims": [], **record}
    return v4.new_output("display_data", {mime: record, "text/html": "<i>for JupyterLab</i>"})


def figure(**changes):
    usual = {
        "stem": "topics",
        "kind": "figure",
        "label": "Figure 3",
        "title": "Two topics lead",
        "subtitle": "n = 79",
        "alt": "Bars: readiness 25, teachers 21.",
        "note": "",
        "source": "Chapter 3.",
        "csv": "topic,count\nTeachers,21\n",
        "columns": COLUMNS,
        "rows": [["Teachers", "21"]],
    }
    return code("report.topics(network)", shown(records.EXHIBIT_MIME, **usual | changes))


def table(**changes):
    return figure(
        **{"stem": "challenges", "kind": "table", "label": "Table 1", "alt": "", **changes}
    )


def prose(style, *paragraphs):
    return code(
        "report.words(network)", shown(records.PROSE_MIME, style=style, paragraphs=list(paragraphs))
    )


def notebook(*cells, **about):
    nb = v4.new_notebook(cells=list(cells))
    nb.metadata["alliance_report"] = {
        "title": "Research alliances",
        "subtitle": "A living report",
        "authors": "Ada, Ben",
        "host": "",
        "language": "en",
        "date": "2026-11-22",
        "version": "1.0.0",
        "repository": "",
        "keywords": ["alliances"],
        "description": "What became of them.",
        **about,
    }
    return nb


@pytest.fixture
def pictures(tmp_path):
    (tmp_path / "topics.svg").write_text(SVG)
    return tmp_path


@pytest.fixture
def export(pictures):
    """Cells and metadata -> the page as text."""

    def run(*cells, beside=None, **about):
        resources = {"pictures": pictures, "beside": beside}
        return ReportHTML().from_notebook_node(notebook(*cells, **about), resources)[0]

    return run


@pytest.fixture
def read(export):
    """Cells and metadata -> the page as a tree to ask."""
    return lambda *cells, **about: BeautifulSoup(export(*cells, **about), "html.parser")


@pytest.fixture
def refuse(export):
    """Cells and metadata -> the sentences of the UserError that they must cause."""

    def run(*cells, **about):
        with pytest.raises(UserError) as caught:
            export(*cells, **about)
        return "\n".join(caught.value.messages)

    return run


def content(address):
    """The bytes in a data: address."""
    return base64.b64decode(address.partition(";base64,")[2])


def saved(address):
    """The bytes of a data: address that is written out, as a browser saves them."""
    return unquote_to_bytes(address.partition(",")[2])


# ---------------------------------------------------------------- the page as a whole


def test_the_title_is_the_only_h1_and_a_chapter_is_an_h2(read):
    page = read(markdown("# One\ntext\n\n## Inside"), host="Pacific")
    assert [(h.name, h.text) for h in page.find_all(re.compile(r"h\d"))] == [
        ("h1", "Research alliances"),
        ("h2", "One"),
        ("h3", "Inside"),
    ]
    assert page.html["lang"] == "en"
    assert page.title.text == "Research alliances: Pacific"


def test_the_page_loads_nothing(export, read):
    cells = markdown("# One\n[a page](https://example.org)"), figure()
    page = read(*cells)
    assert [tag["src"] for tag in page.select("[src]") if not tag["src"].startswith("data:")] == []
    assert [tag["href"] for tag in page.select("link") if not tag["href"].startswith("data:")] == []
    assert not re.search(r"@import|url\(", page.style.text)
    assert (
        "default-src 'none'"
        in page.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
    )


def test_the_same_notebook_gives_the_same_bytes(export):
    cells = markdown("# One"), figure(), table()
    assert export(*cells) == export(*cells)


def test_contents_list_chapters_sections_figures_and_tables(read):
    page = read(markdown("# One & *only*\n## Inside\n### Deep"), figure(), table())
    entries = [(a["href"], a.text) for a in page.select("nav a")]
    assert entries == [
        ("#one-only", "One & only"),
        ("#inside", "Inside"),
        ("#topics", "Figure 3 Two topics lead"),
        ("#challenges", "Table 1 Two topics lead"),
    ]


def test_a_cell_of_several_lines_is_a_list(read):
    cells = [["Trust", "Meet <early>\nMeet often"], ["Time", "Wait"]]
    page = read(markdown("# Topics"), table(rows=cells))
    (items,) = page.select("table.shown td ul")
    assert [item.text for item in items.select("li")] == ["Meet <early>", "Meet often"]
    assert page.select("table.shown td")[-1].text == "Wait"


def test_every_id_is_there_once_and_every_inner_link_leads_to_one(read):
    page = read(markdown("# Topics\n[Figure 3](#topics)\n# Same\n# Same"), figure())
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for a in page.select("a[href^='#']")} <= set(ids)
    assert page.find(id="topics").name == "figure"  # the chapter of that name gives way
    assert [h["id"] for h in page.find_all("h2")] == ["topics-2", "same", "same-2"]


# ---------------------------------------------------------------- exhibits


def test_a_figure_has_picture_description_caption_table_and_csv(read):
    found = read(figure(note="Counts.")).find("figure")
    assert found["id"] == "topics"
    assert found.figcaption.get_text(" ", strip=True) == "Figure 3 # Two topics lead n = 79"
    assert (found.svg["role"], found.svg["aria-label"]) == (
        "img",
        "Bars: readiness 25, teachers 21.",
    )
    assert found.svg.rect["width"] == "40"
    assert [line.text for line in found.select(".note")] == ["NOTE: Counts.", "SOURCE: Chapter 3."]
    assert found.details.summary.text == "The data behind Figure 3"
    assert found.details.table.caption.text == "The data behind Figure 3: Two topics lead"
    link = found.select_one("a[download]")
    assert link["download"] == "topics.csv"
    assert saved(link["href"]) == b"\xef\xbb\xbftopic,count\nTeachers,21\n"


def test_a_table_stands_open_and_tells_headers_from_cells(read):
    found = read(table(rows=[["Teachers", "7–9"], ["", "2"]])).find("figure")
    assert found.svg is None and found.table.find_parent("details") is None
    assert [(th["scope"], th["class"], th.text) for th in found.find_all("th")] == [
        ("col", ["left"], "Topic area"),
        ("col", ["right"], "Alliances"),
        ("row", ["left"], "Teachers"),
    ]
    region = found.table.parent
    assert (region["role"], region["aria-label"], region["tabindex"]) == (
        "group",
        "Table 1, table",
        "0",
    )


def test_a_table_that_is_not_printed_waits_in_a_fold(read):
    """Its title, note and file are there; who wants its rows opens them."""
    found = read(table(print=False)).find("figure")
    assert found.table.find_parent("details")["class"] == ["fold"]
    assert found.figcaption.find_parent("details") is None


def test_a_table_in_groups_names_each_once_above_its_rows(read):
    columns = [{"name": "host", "label": "Host", "align": "left"}, *COLUMNS]
    rows = [["North", "Teachers", "7"], ["North", "Schools", "2"], ["South", "Schools", "1"]]
    found = read(table(columns=columns, rows=rows, by="host")).find("figure").table
    assert [cell.text for cell in found.thead.find_all("th")] == ["Topic area", "Alliances"]
    assert [[row.get_text(" ") for row in body.find_all("tr")] for body in found("tbody")] == [
        ["North", "Teachers 7", "Schools 2"],
        ["South", "Schools 1"],
    ]
    heads = [(th.text, th["colspan"]) for th in found.find_all("th", scope="rowgroup")]
    assert heads == [("North", "2"), ("South", "2")]


@pytest.mark.parametrize(
    "repository, address",
    [
        ("", None),
        ("https://example.org/r", "https://example.org/r/blob/main/notebooks/03_topics.ipynb"),
    ],
)
def test_an_exhibit_names_its_notebook_and_links_to_it_if_there_is_a_repository(
    read, repository, address
):
    files = read(figure(), repository=repository).select(".files > span")[-1]
    assert files.text == f"Notebook: {WHERE}"
    assert (files.a["href"] if files.a else None) == address


def test_a_picture_that_is_not_there_stops_the_page(refuse):
    assert "topics_b.svg is missing" in refuse(figure(stem="topics_b"))


@pytest.mark.parametrize("alt", ["", "  ", "No description has been provided for this image"])
def test_a_picture_without_description_stops_the_page(refuse, alt):
    assert f"{WHERE}, exhibit 'topics': the picture has no description" in refuse(figure(alt=alt))


def test_an_exhibit_shown_twice_stops_the_page(refuse):
    assert "'topics' is shown twice" in refuse(figure(), figure())


def test_a_row_that_does_not_fit_its_columns_stops_the_page(refuse):
    assert "row 2 of its table has 1 cells for 2 columns" in refuse(table(rows=[["a", "1"], ["b"]]))


# ---------------------------------------------------------------- text is text


def test_texts_from_data_come_out_as_they_are(read):
    texts = dict.fromkeys(("label", "title", "subtitle", "alt", "note", "source"), NASTY)
    columns = [{"name": "x", "label": NASTY, "align": "left"}]
    page = read(
        figure(**texts, columns=columns, rows=[[NASTY]]),
        prose("paragraphs", NASTY),
        prose("bullets", NASTY),
        prose("definitions", f"{NASTY}\t{NASTY}"),
        **dict.fromkeys(("title", "subtitle", "authors", "host", "version", "description"), NASTY),
    )
    assert len(page.find_all("script")) == 3  # data for search engines, and the page's own two
    places = [
        "h1",
        ".masthead .host",
        "figcaption .title",
        "figcaption .label span",
        "th[scope=col]",
        "th[scope=row]",
        ".text p",
        ".text li",
        "dt",
        "dd",
    ]
    assert [page.select_one(place).text for place in places] == [NASTY] * len(places)
    assert page.svg["aria-label"] == page.select_one("meta[name=description]")["content"] == NASTY


def test_raw_html_and_formulas_in_markdown_come_out_as_text(read):
    page = read(markdown("# <b>A</b>\n<script>b</script>\n\nSee $x_1$ <i>c</i>, *d*."))
    assert page.h2.text == "<b>A</b>"
    assert page.main.script is None and page.main.i is None and page.main.em.text == "d"
    assert "See $x_1$ <i>c</i>, d." in page.main.text


def test_a_heading_that_begins_like_a_list_stays_a_heading(read):
    assert read(markdown("# 1. Sources")).h2.decode_contents() == "1. Sources"


def test_a_hash_in_a_block_of_code_is_no_heading(read):
    page = read(markdown("# One\n```\n# none\n# none\n```\n# Two"))
    assert [h.text for h in page.find_all("h2")] == ["One", "Two"]
    assert page.main.code.text == "# none\n# none\n"


def test_every_kind_of_markdown_has_its_tag(read):
    page = read(
        markdown(
            "# One\n*a* **b** ~~c~~ `d` [e](https://e.org) \"f\" 'g' -- h  \ni\n\n"
            "- j\n- k\n\n3. l\n\n       m < n\n\n> o\n\n---\n\n<!-- p -->"
        )
    )
    found = page.select_one(".text").decode_contents().lstrip("\n")
    assert found == (
        "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code> "
        '<a href="https://e.org">e</a> “f” ‘g’ – '
        "h<br/>\ni</p>\n<ul>\n<li>j</li>\n<li>k</li>\n</ul>\n"
        '<ol start="3">\n<li><p>l</p>\n<pre><code>m &lt; n\n</code></pre>\n</li>\n</ol>\n'
        "<blockquote><p>o</p>\n</blockquote>\n<hr/>\n<p>&lt;!– p –&gt;</p>\n"
    )


def test_an_address_in_a_link_cannot_leave_its_quotes(read):
    link = read(markdown('# One\n[x](https://e.org/?a="b"&c=<d>)')).select_one(".text a")
    assert link is None or link["href"].startswith("https://e.org/")


def test_generated_markdown_is_like_written_one_and_its_code_folds_below(read):
    page = read(
        markdown("# One"),
        prose("markdown", "See *79* and [Figure 3](#topics).", "## Two\n\nMore."),
        figure(),
    )
    assert [h.text for h in page.main.find_all(["h2", "h3"])] == ["One", "Two"]
    assert (
        page.select_one(".text").decode_contents().strip()
        == '<p>See <em>79</em> and <a href="#topics">Figure 3</a>.</p>'
    )
    assert [fold.summary.text for fold in page.select(".code")][0] == f"Code: {WHERE}"


def test_an_address_of_the_repository_that_is_none_stops_the_page(refuse):
    assert "'javascript:alert(1)' is no https address" in refuse(
        figure(), repository="javascript:alert(1)"
    )


# ---------------------------------------------------------------- code and outputs


def test_code_is_folded_under_what_it_makes_and_injected_parameters_are_left_out(read):
    page = read(
        code('host = "all"', tags=["parameters"]),
        code('host = "West"', tags=["injected-parameters"]),
        markdown("# One"),
        code("import report", tags=["setup"]),
        figure(),
        prose("paragraphs", "Text."),
        prose("bullets", "More."),
        table(),
    )
    folds = [
        (fold.summary.text, [pre.text for pre in fold.find_all("pre")])
        for fold in page.select(".code")
    ]
    words = ["report.words(network)"] * 2
    assert folds == [
        ("The code that makes Figure 3", ["import report", "report.topics(network)"]),
        ("The code that makes Table 1", ["report.topics(network)"]),
        (f"Code: {WHERE}", ['host = "all"', *words]),
    ]


def test_code_that_shows_no_exhibit_stands_at_the_end_of_its_section(read):
    """The story first: no fold between a heading and its first sentence."""
    page = read(
        code("start()", tags=["setup"]),
        markdown("# One\n\n## First\n\nSome words."),
        code("2 + 2", tags=["setup"]),
        prose("paragraphs", "Said."),
        markdown("## Second\n\nMore words."),
        prose("markdown", "## Third\n\nTold."),
    )
    main = page.select_one("#main")
    found = [
        " ".join(one.get_text(" ", strip=True).split()).removesuffix(" #")
        for one in main.find_all(["div", "details"], recursive=False)
    ]
    where = f"Code: {WHERE}"
    assert found == [
        "One", "First", "Some words.", "Said.",
        f"{where} start() 2 + 2 report.words(network)",
        "Second", "More words.", "Third", "Told.", f"{where} report.words(network)",
    ]  # fmt: skip
    assert not any("open" in fold.attrs for fold in page.select(".code"))
    assert "West" not in page.text


def test_an_output_that_says_nothing_is_no_matter(read):
    blank = v4.new_output("stream", name="stdout", text="\n")
    empty = blank, v4.new_output("display_data", {"text/plain": ""})
    assert read(code("x = 1", *empty)).pre.text == "x = 1"


@pytest.mark.parametrize(
    "output",
    [
        v4.new_output("stream", name="stderr", text="a warning"),
        v4.new_output("execute_result", {"text/html": "<b>x</b>", "text/plain": "x"}),
        v4.new_output("display_data", {"image/png": "AAAA", "text/plain": "<Figure>"}),
        v4.new_output("error", ename="ValueError", evalue="no", traceback=[]),
    ],
)
def test_any_other_output_stops_the_page_and_names_the_notebook(refuse, output):
    assert f"{WHERE} shows something the report cannot hold" in refuse(code("x", output))


@pytest.mark.parametrize("mime", [records.EXHIBIT_MIME, records.PROSE_MIME])
def test_a_record_of_another_version_stops_the_page(refuse, mime):
    newer = v4.new_output("display_data", {mime: {"version": 2}})
    assert f"{WHERE} holds a record of version 2" in refuse(code("x", newer))


def test_a_definition_needs_a_tab_and_a_style_must_be_known(refuse):
    assert "has no tab" in refuse(prose("definitions", "term meaning"))
    assert "style is paragraphs, bullets, definitions, references or markdown" in refuse(
        prose("verse", "text")
    )


def test_raw_cells_and_unmerged_cells_stop_the_page(refuse):
    assert "raw cell" in refuse(v4.new_raw_cell("x", metadata={"alliance_report": FROM}))
    assert "merge the notebooks first" in refuse(v4.new_markdown_cell("# One"))


# ---------------------------------------------------------------- parts, which both exporters read


def test_parts_keep_the_order_and_know_their_notebook():
    nb = notebook(markdown("Before.\n# One #\nAfter."), figure(), prose("bullets", "a"))
    found = list(records.parts(nb))
    assert [type(part).__name__ for part in found] == [
        "Markdown",
        "Heading",
        "Markdown",
        "Code",
        "Exhibit",
        "Code",
        "Prose",
    ]
    assert {part.notebook for part in found} == {WHERE}
    assert (found[1].text, found[1].level, found[1].title, found[1].id) == (
        "# One #",
        1,
        "One",
        "one",
    )


# ---------------------------------------------------------------- citations

WORKS = [
    {
        "key": "b2",
        "cite": "Bea & Cy, 1902",
        "source": False,
        "entry": [
            {"text": "Bea. "},
            {"text": "Second <b>", "style": "emphasis"},
            {"text": "https://b.org/", "url": "https://b.org/"},
        ],
    },
    {"key": "c3", "cite": "Dee, 1903", "source": False, "entry": [{"text": "Dee."}]},
    {"key": "e5", "cite": "Eve, 1905", "source": True, "entry": [{"text": "Eve."}]},
]


def works(*works):
    """The list of references as report.references leaves it."""
    record = {"style": "references", "paragraphs": ["plain"] * len(works), "works": list(works)}
    return code("report.references()", shown(records.PROSE_MIME, **record))


def cited(page):
    return [(link["href"], link.text) for link in page.select("[role=doc-biblioref]")]


def test_a_citation_leads_to_the_list_wherever_it_stands(read):
    page = read(
        markdown("# One\n- so [@b2]"),
        figure(title="T [@b2]", subtitle="S [@b2]", note="N [@b2]", source="Q [@b2]"),
        prose("paragraphs", "p [@b2]"),
        prose("bullets", "b [@b2]"),
        prose("definitions", "d\tm [@b2]"),
        works(*WORKS),
    )
    assert cited(page) == [("#ref:b2", "Bea & Cy, 1902")] * 8
    assert page.main.li.text == "so (Bea & Cy, 1902)"
    assert page.select_one(".note").text == "NOTE: N (Bea & Cy, 1902)"
    assert (
        page.select_one("nav .exhibits a").text == "Figure 3 T (Bea & Cy, 1902)"
    )  # a link holds no link
    assert "[@" not in str(page)


def test_several_works_stand_in_one_parenthesis(read):
    page = read(markdown("# One\nso [@e5;\n@b2]."), works(*WORKS))
    assert page.main.p.text == "so (Bea & Cy, 1902; Eve, 1905)."
    assert cited(page) == [("#ref:b2", "Bea & Cy, 1902"), ("#ref:e5", "Eve, 1905")]


def test_the_list_holds_what_is_cited_and_the_sources(read):
    page = read(markdown("# One\n[@b2]"), works(*WORKS))
    assert [(line["id"], line.text) for line in page.select(".references li")] == [
        ("ref:b2", "Bea. Second <b>https://b.org/"),
        ("ref:e5", "Eve."),
    ]
    assert page.select_one(".references i").text == "Second <b>"
    assert page.select_one(".references a")["href"] == "https://b.org/"


def test_in_code_and_after_a_backslash_a_token_is_text(read):
    page = read(markdown("# One\n`[@zz]` \\[@zz] @zz z@zz.org"), works(*WORKS))
    assert page.main.p.text == "[@zz] [@zz] @zz z@zz.org"


# ---------------------------------------------------------------- figures within the page

MARKED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30" fill="#1b1f24">'
    '<path d="M0 0H9V9z" fill="#ffffff" /><path d="M0 0H5V9z" fill="#332288" />'
    '<text x="1" y="5" class="on" fill="#ffffff">In</text><text x="9" y="9">Out é</text></svg>'
)


def faces(page):
    """The fonts in the page by weight, each as the signs that it has."""
    from io import BytesIO

    from fontTools.ttLib import TTFont

    found = re.findall(r"font-weight: (\d+); src: url\(\"data:font/woff;base64,(.*?)\"", page)
    fonts = {weight: TTFont(BytesIO(base64.b64decode(font))) for weight, font in found}
    return {weight: {chr(code) for code in font.getBestCmap()} for weight, font in fonts.items()}


def test_the_face_of_the_figures_is_in_the_page_with_the_signs_they_use(pictures, export):
    (pictures / "topics.svg").write_text(MARKED)
    page = export(figure())
    signs = faces(page)
    assert list(signs) == ["400"] and "é" in signs["400"] and "ß" not in signs["400"]
    assert "font-src data:" in page and page == export(figure())
    assert 'style="' not in page  # the page's own policy would not let it through


def test_figures_have_dark_colours_and_words_on_marks_keep_theirs(pictures, export):
    (pictures / "topics.svg").write_text(MARKED)
    page = export(figure())
    assert '[fill="#ffffff"]:not(.on) { fill: #14191e; }' in page
    assert re.search(r'path\[fill="#332288"\] \{ stroke: #[0-9a-f]{6};', page)


def test_a_narrow_picture_stands_beside_the_wide_one(pictures, read):
    assert [one["class"] for one in read(figure()).select(".picture svg")] == [["alone"]]
    (pictures / "topics.narrow.svg").write_text(SVG)
    both = read(figure()).select(".picture svg")
    assert [one["class"] for one in both] == [["wide"], ["narrow"]]
    assert both[0]["aria-label"] == both[1]["aria-label"] != ""


def test_reports_beside_the_page_are_in_its_contents_without_a_script(read):
    beside = {"index": "index.html", "hosts": {"North & East": "north-east/report.html"}}
    page = read(figure(), host_word="Hub", beside=beside)
    links = {one.text: one["href"] for one in page.select("#contents #reports a")}
    assert links == {"All reports": "index.html", "North & East": "north-east/report.html"}
    assert page.select_one("#reports summary").text == "A report for each hub"
    assert read(figure()).select_one("#reports") is None


def test_a_host_can_be_chosen_by_the_networks_word(read):
    page = read(figure(), host_word="Hub")
    assert page.select_one("#host")["data-word"] == "Hub"
    assert page.select_one("#host").find_parent("div")["class"] == ["switch"]
    assert page.select_one("#host").find_parent("div").has_attr("hidden")  # the script fills it
    assert read(figure()).select_one("#host") is None

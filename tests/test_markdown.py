"""The one reader of Markdown: what it takes for what, and what no document can hold."""

from __future__ import annotations

import nbformat
import nbformat.v4 as v4
import pytest
from bs4 import BeautifulSoup

from helpers.errors import UserError
from helpers.publish import markdown as reader
from helpers.publish import records
from helpers.publish.html import ReportHTML
from helpers.publish.pdf import ReportPDF
from test_export_html import WHERE, WORKS, figure, markdown, notebook, prose, works

NO_PAGE = "which no page can describe to all readers: make it an exhibit, or say it in words."


def refused(*cells: nbformat.NotebookNode) -> list[str]:
    with pytest.raises(UserError) as caught:
        reader.parts(notebook(*cells))
    return caught.value.messages


def kinds(text: str) -> list[str]:
    """The kinds of node in the first stretch below a heading."""
    below = reader.parts(notebook(markdown(f"# One\n{text}")))[1]
    assert isinstance(below, records.Markdown)
    return [node["t"] for node in reader.nodes(below.nodes)]


def test_each_part_is_read_by_itself():
    """An open fence ends with its cell."""
    found = reader.parts(notebook(markdown("# One\n```\ncode"), markdown("*text*")))
    assert [node["t"] for node in found[2].nodes] == ["Para"]


def test_a_headings_tree_is_its_text():
    (heading,) = reader.parts(notebook(markdown("# 1. *Sources*")))
    assert [node["t"] for node in heading.nodes] == ["Str", "Space", "Emph"]


@pytest.mark.parametrize(
    "text", ["$x$ and $y$", "<b>x</b>", "a^b^ and a~b~", "@someone", "\\[@zz]"]
)
def test_dollars_html_and_signs_are_text(text):
    assert set(kinds(text)) <= {"Para", "Str", "Space"}


def test_a_citation_is_a_link_to_the_list():
    tree = reader.parts(notebook(markdown("# One\n[@e5; @b2]"), works(*WORKS)))[1].nodes
    links = [node for node in reader.nodes(tree) if node["t"] == "Link"]
    assert [link["c"][2][0] for link in links] == ["#ref:b2", "#ref:e5"]


PLACED = "# One\nThey pay. [chapter 4, lines 1183–1185]{.place}\n\n::: box\n**A case.** Two.\n:::"


def test_a_place_is_left_out_on_paper_and_a_box_stays():
    below = reader.parts(notebook(markdown(PLACED)))[1]
    read = list(reader.nodes(reader.on_paper(below.nodes)))
    assert reader.has_places(below) and "Span" not in [node["t"] for node in read]
    assert "1183–1185" not in str(read) and [n["t"] for n in read if n["t"] == "Div"] == ["Div"]


def test_a_place_waits_in_html_until_it_is_asked_for():
    page = BeautifulSoup(
        ReportHTML().from_notebook_node(notebook(markdown(PLACED)))[0], "html.parser"
    )
    switch = page.select_one("label input[type=checkbox]#places")
    assert switch and "where each paragraph comes from" in switch.parent.text
    assert page.select_one("p > .place").text == "chapter 4, lines 1183–1185"
    assert page.select_one("div.box").text.strip() == "A case. Two."
    style = page.style.text
    assert ".place { display: none; }" in style
    assert ":root:has(#places:checked) .place { display: inline; }" in style


def test_without_a_place_there_is_no_switch():
    page = ReportHTML().from_notebook_node(notebook(markdown("# One\nThey pay.")))[0]
    assert 'id="places"' not in page


@pytest.mark.parametrize(
    "text, sentence",
    [
        (
            "[Figure 9](#nowhere)",
            ": the cross reference #nowhere leads nowhere: name an exhibit's stem or a heading.",
        ),
        (
            "[a file](../data/README.md)",
            ": the link ../data/README.md works in the notebook only: use a full https address.",
        ),
        (
            "[click](javascript:alert(1))",
            ": the link javascript:alert(1) works in the notebook only: use a full https address.",
        ),
        ("![a picture](a.png)", f" has a picture in its Markdown, {NO_PAGE}"),
        ("| a | b |\n|---|--:|\n| 1 | 2 |", f" has a table in its Markdown, {NO_PAGE}"),
        (
            "[text][there]\n\n[there]: https://example.org",
            ": write the address of a link in its place, [text](address), not apart.",
        ),
        ("Under\n=====", ": write the heading in 'Under\n=====' with # on a line of its own."),
        ("A [b]{.plaice}", ": found .plaice in 'A [b]{.plaice}'; allowed is .place."),
        ("## Too deep", ": the heading 'Too deep' skips a level: start it with #."),
        ("# One\n### Too deep", ": the heading 'Too deep' skips a level: start it with ##."),
    ],
)
@pytest.mark.parametrize("cell", [markdown, lambda text: prose("markdown", text)])
def test_what_no_report_can_hold_is_one_sentence_with_the_notebook(cell, text, sentence):
    assert refused(cell(text)) == [WHERE + sentence]


def test_all_problems_are_told_at_once():
    assert len(refused(markdown("[a](#a) [b](#b)\n\n## Deep"), markdown("![c](c.png)"))) == 4


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (
            [markdown("# A\n[@zz]"), works(*WORKS)],
            f"{WHERE}: [@zz] cites 'zz', which is not in the list of references: key is e5.",
        ),
        (
            [markdown("# A"), figure(note="[@zz]"), works(*WORKS)],
            f"{WHERE}, exhibit 'topics': [@zz] cites 'zz'",
        ),
        ([markdown("# A"), prose("bullets", "[@zz]"), works(*WORKS)], f"{WHERE}: [@zz] cites 'zz'"),
        (
            [markdown("# A"), prose("markdown", "[@zz]"), works(*WORKS)],
            f"{WHERE}: [@zz] cites 'zz'",
        ),
        (
            [markdown("# A\n[@b2]")],
            f"{WHERE}: [@b2] cites a work, but the report has no list of references",
        ),
        (
            [markdown("# A"), figure(source="[@b2]")],
            "[@b2] cites a work, but the report has no list of references",
        ),
        ([markdown("# A [@b2]"), works(*WORKS)], f"{WHERE}: the heading 'A [@b2]' cites a work"),
        (
            [markdown("# A\n[see [@b2]](https://b.org)"), works(*WORKS)],
            "the text of a link holds a citation: write it after the link",
        ),
        ([works(*WORKS), works(*WORKS)], "The list of references is shown twice"),
    ],
)
def test_a_citation_that_leads_nowhere_stops_the_report(cells, says):
    assert says in "\n".join(refused(*cells))


@pytest.mark.parametrize("exporter", [ReportHTML, ReportPDF])
@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ([markdown("[a](#a)")], "leads nowhere"),
        ([markdown("# A"), figure()], "The picture topics.svg is missing"),
        ([v4.new_raw_cell("x", metadata={"alliance_report": {"notebook": WHERE}})], "raw cell"),
    ],
)
def test_both_documents_refuse_the_same(exporter, cells, says, tmp_path):
    with pytest.raises(UserError, match=says):
        exporter().from_notebook_node(notebook(*cells), {"pictures": tmp_path})

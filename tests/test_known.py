"""Every number of the page says how it is known: where it leads, and what is told of it there."""

from __future__ import annotations

import ast
import itertools
import json
import os
import re
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import nbformat
import nbformat.v4 as v4
import pytest
from bs4 import BeautifulSoup

import tiny
from helpers import paths, report
from helpers.data import config
from helpers.exhibits.exhibit import Exhibit, Words, plain
from helpers.exhibits.numbered import Spoken
from helpers.exhibits.prose import Prose, Shown
from helpers.knowing import Knowing
from helpers.numbers.answer import Answer, Status
from helpers.numbers.audit.without import Without
from helpers.numbers.grid import Entry
from helpers.numbers.question import Question
from helpers.publish import merge
from helpers.publish.html import ReportHTML
from helpers.text.leaving import Leaving
from helpers.text.say import Sentence, say

MARKS = "".join(f'<path data-host="{host}" d="M0 0H4V4z" />' for host in report.start()[0].hosts)
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{MARKS}</svg>'
ABOUT = {
    "title": "T", "subtitle": "", "authors": "", "host": "", "language": "en", "date": "",
    "version": "", "repository": "", "keywords": [], "description": "", "host_word": "REL",
}  # fmt: skip
SAID = [
    tiny.statement("S1", value="5", place="line 9", anchor="five circles"),
    tiny.statement("S2", value="3", topic="reading", place="line 10", anchor="three on reading"),
    tiny.statement("S-3", relation="text", note="they meet often"),
]


def page(folder: Path, *made: Shown) -> Any:  # a page
    """The page of what was made, each in a cell of its own."""
    cells = []
    for one in made:
        output = v4.new_output("display_data", {one.MIME: one.record()})
        cells.append(v4.new_code_cell("call()", outputs=[output]))
        cells[-1].metadata["alliance_report"] = {"notebook": "notebooks/a.ipynb"}
        if isinstance(one, Exhibit) and one.paint:
            (folder / f"{one.stem}.svg").write_text(SVG)
    nb = v4.new_notebook(cells=cells, metadata={"alliance_report": ABOUT})
    return BeautifulSoup(
        ReportHTML().from_notebook_node(nb, {"pictures": folder})[0], "html.parser"
    )


def told(found: Any, link: Any) -> dict[str, Any]:
    """What the page tells of a number that is a link."""
    data = json.loads(found.find(id="known-data").string)
    one = data["told"][int(link["data-known"])]
    return one | {"w": data["why"][one["w"]]}


def printed(value: int, *ids: str, **where: str) -> Entry:
    """A number that statements print."""
    answer = Answer.of(value, Status.PRINTED).but(statements=ids)
    return Entry({}, {}, "count", answer, question=Question("2025", where))


def table(*rows: list[str], stem: str = "some", **more: Any) -> Exhibit:
    """A table of text, with columns id, text, ..."""
    import pandas as pd

    names = ["id", "text", "more"][: len(rows[0])]
    frame = pd.DataFrame(rows, columns=names)
    columns, cells = plain(frame, dict(zip(names, names, strict=True)))
    return Exhibit(stem, "Table 1", Words(title=Sentence("A table")), frame, columns, cells, **more)


STATEMENTS = table(["S1", "five circles"], ["S2", "three"], stem="statements", addresses="id")


@pytest.fixture
def booklet(tmp_path: Path) -> Knowing:
    """How the numbers of a network that a booklet tells of are known."""
    return Knowing(tiny.told(tmp_path / "booklet", *SAID))


@pytest.fixture
def sheet(tmp_path: Path) -> Knowing:
    """How the numbers of a network that keeps rows are known."""
    return Knowing(tiny.own(tmp_path / "sheet"))


# -- a number in a text


def test_a_number_keeps_its_place_whatever_is_put_before_it() -> None:
    three = say("{n} on reading", n=printed(3))
    both = say("Of {all} circles: {part}.", all=printed(5), part=three) + say("{n}.", n=printed(7))
    assert both.text == "Of 5 circles: 3 on reading. 7."
    assert [both.text[one.at : one.at + 1] for one in both.claims] == ["5", "3", "7"]


def test_a_number_leads_to_the_statement_that_prints_it(tmp_path: Path, booklet: Knowing) -> None:
    said = say("In 2025 there were 5 hopes and {n} circles.", n=printed(5, "S1"))
    found = page(tmp_path, Prose([said], tell=booklet.told), STATEMENTS)
    (link,) = found.select("p a.known")
    assert (link.text, link["href"]) == ("5", "#S1")
    assert link.previous_sibling == "In 2025 there were 5 hopes and "  # not the first 5
    assert told(found, link) == {
        "s": "printed", "w": "the source prints it, in the statements below.", "i": ["S1"],
    }  # fmt: skip


def test_a_number_in_markdown_leads_there_too(tmp_path: Path, booklet: Knowing) -> None:
    said = say("**Many: {n}**, and “{m} more” [of {n}](#statements).", n=printed(5, "S1"),
               m=printed(3, "S2"))  # fmt: skip
    found = page(tmp_path, Prose([said], "markdown", tell=booklet.told), STATEMENTS)
    assert [(a.text, a["href"]) for a in found.select(".text a.known")] == [
        ("5", "#S1"), ("3", "#S2"),
    ]  # fmt: skip
    assert found.select_one('.text a[href="#statements"]').text == "of 5"  # no link in a link
    assert found.select_one(".text strong").text == "Many: 5"


def test_a_heading_and_code_keep_their_numbers_plain(tmp_path: Path, booklet: Knowing) -> None:
    said = [say("# {n} circles", n=printed(5, "S1")), say("`{n}`", n=printed(5, "S1"))]
    found = page(tmp_path, Prose(said, "markdown", tell=booklet.told), STATEMENTS)
    assert found.find("h2").text == "5 circles" and found.find("code").text == "5"
    assert found.select("a.known") == []


def test_what_is_told_is_escaped(tmp_path: Path) -> None:
    bad = "</script><script>alert(1)</script>"
    nasty = Answer.of(5, Status.IMPLIED).but(statements=("S1",), note=bad)
    said = say("{n}", n=Entry({}, {}, "count", nasty.but(wording=bad)))

    def tell(_claim: object) -> dict[str, Any]:
        return {"status": "implied", "why": bad, "note": bad, "statements": ["S1"], "rows": [bad]}

    found = page(tmp_path, Prose([said], tell=tell), STATEMENTS)
    assert bad not in str(found.find(id="main"))
    assert told(found, found.select_one("a.known"))["m"] == bad
    assert "alert(1)" not in "".join(
        one.string or "" for one in found.find_all("script") if not one.get("type")
    )
    assert len(found.find_all("script")) == 4  # the page's own two, and its data twice


# -- in a table


def test_a_cell_leads_on_and_a_range_to_its_row(tmp_path: Path, booklet: Knowing) -> None:
    from helpers.exhibits.exhibit import shown
    from helpers.numbers.grid import Table

    asked = Question("2025", {"topic": "maths"})
    open_ = Answer.of(1).but(high=Answer.of(4).high, status=Status.BOUNDED, statements=("S1", "S2"))
    entries = [printed(3, "S2"), Entry({}, {}, "count", open_, question=asked)]
    columns, rows = shown(Table(entries, ()), {})
    frame = Table(entries, ()).frame
    words = Words(title=say("On maths {n}", n=entries[1]))
    made = Exhibit("topics", "Table 2", words, frame, columns, rows, tell=booklet.told)
    found = page(tmp_path, made, STATEMENTS)
    title, first, second = found.select("a.known")
    assert (title.text, title["href"]) == ("1–4", "#topics:2")  # its row says more
    assert (first.text, first["href"]) == ("3", "#S2")
    assert (second.text, second["href"]) == ("1–4", "#S1")  # it stands in its row already
    assert found.find(id="topics:2").find("a", class_="known") is second
    ids = [(a.text, a["href"]) for a in found.find(id="topics:2").select("a.id")]
    assert ids == [("S1", "#S1"), ("S2", "#S2")]


def test_statements_that_a_cell_only_counts_are_told(tmp_path: Path, booklet: Knowing) -> None:
    from helpers.exhibits.exhibit import shown
    from helpers.numbers.grid import Table

    many = Table([printed(5, "S1", "S2", "S3", "S4", "S5")], ())
    columns, rows = shown(many, {})
    made = Exhibit("t", "T", Words(title=Sentence("T")), many.frame, columns, rows,
                   tell=booklet.told)  # fmt: skip
    listed = table(*([f"S{n}", "x"] for n in range(1, 6)), stem="statements", addresses="id")
    found = page(tmp_path, made, listed)
    more = found.find("a", string="+2 more")
    assert told(found, more)["i"] == ["S1", "S2", "S3", "S4", "S5"]
    assert more["href"] == "#S5"


def test_an_id_is_a_link_where_a_table_speaks_of_statements_and_nowhere_else(
    tmp_path: Path,
) -> None:
    listed = table(["7", "x"], ["C3-10", "x"], stem="statements", addresses="id")
    rows = ["a", "C3-10: 7 of C3-107 (C3-10)"]
    found = page(tmp_path, table(rows, traces=True), table(rows, stem="other"), listed)
    cell = found.find(id="some:1").find("td")
    assert [a["href"] for a in cell.select("a")] == ["#C3-10", "#C3-10"]  # the 7 is a number
    assert cell.text == "C3-10: 7 of C3-107 (C3-10)"
    assert found.find(id="other:1").select("a") == []


def test_each_number_of_a_cell_of_text_leads_on(tmp_path: Path, booklet: Knowing) -> None:
    said = say("all: {n}; maths: {m}, they say", n=printed(5, "S1"), m=printed(3, "S2"))
    found = page(
        tmp_path, table(["a", Spoken.of(said)], stem="other", tell=booklet.told), STATEMENTS
    )
    cell = found.find(id="other:1").find("td")
    assert cell.text == "all: 5; maths: 3, they say"
    assert [(a.text, a["href"], told(found, a)["i"]) for a in cell.find_all("a")] == [
        ("5", "#S1", ["S1"]), ("3", "#S2", ["S2"]),
    ]  # fmt: skip


# -- what is told


def test_a_range_that_no_single_statement_gives_names_none(booklet: Knowing) -> None:
    range_ = Answer.of(0).but(high=Fraction(6), status=Status.BOUNDED)
    (one,) = say("{n}", n=Entry({}, {}, "count", range_)).claims
    assert booklet.told(one)["why"].startswith("all statements and rows, taken together")


def test_the_rows_counted_are_named(sheet: Knowing) -> None:
    asked = Question("2025", {"topic": "reading"})
    two = say("{n}", n=Entry({}, {}, "count", Answer.of(2), question=asked)).claims[0]
    assert sheet.told(two)["rows"] == ["Ash", "Birch I"]
    # Another number than its rows make is no number of these rows.
    four = say("{n}", n=Entry({}, {}, "count", Answer.of(4), question=asked)).claims[0]
    assert "rows" not in sheet.told(four)


def test_hosts_that_are_counted_are_named(sheet: Knowing) -> None:
    asked = Question("2025", {"topic": "maths"}, "hosts", having="partnerships >= 1")
    both = say("{n}", n=Entry({}, {}, "count", Answer.of(2), question=asked)).claims[0]
    assert sheet.told(both)["rows"] == ["North", "South"]


def test_where_small_numbers_are_hidden_nothing_is_named(tmp_path: Path) -> None:
    settings = tiny.SETTINGS + "    suppress: {{below: 3}}\n"
    network = tiny.own(tmp_path / "six", settings=settings)
    knowing = Knowing(network)
    asked = Question("2025", {"topic": "reading"})
    counted = say("{n}", n=Entry({}, {}, "count", Answer.of(2), question=asked)).claims[0]
    assert knowing.told(counted).keys() == {"status", "question", "why"}
    hidden = Answer.of(0).but(high=None, status=Status.SUPPRESSED, wording="‡")
    small = say("{n}", n=Entry({}, {}, "count", hidden, question=asked)).claims[0]
    assert knowing.told(small)["why"] == "it is hidden, as small cells are here."


@pytest.mark.parametrize(
    ("value", "ids", "why"),
    [
        (5, ("S1",), "the source prints it, in the statements below."),
        (8, ("S1", "S2"), "it is the sum of what the statements below print."),
        (9, ("S1",), "what the source prints in the statements below makes it."),
    ],
)
def test_a_number_is_printed_only_where_a_statement_prints_it(
    booklet: Knowing, value: int, ids: tuple[str, ...], why: str
) -> None:
    one = Entry({}, {}, "count", Answer.of(value, Status.PRINTED).but(statements=ids))
    assert booklet.told(say("{n}", n=one).claims[0])["why"] == why


def test_a_number_in_words_that_can_be_read_otherwise_is_told_as_a_reading(tmp_path: Path) -> None:
    """That they "began" twice may mean that two are new. S2 prints the same two plainly."""
    began = tiny.statement("S1", value="2", change="new", reading="a", note="began read as new; ?")
    other = tiny.statement("S3", value="2", change="unchanged", reading="b", claim_id="claim-S1")
    plain_ = tiny.statement("S2", value="2", change="new")
    knowing = Knowing(tiny.told(tmp_path / "booklet", began, other, plain_))
    read = knowing.told(say("{n}", n=printed(2, "S1", change="new")).claims[0])
    assert read["why"] == "the source prints it; what it counts is a reading of the words below."
    assert (read["status"], read["note"]) == ("printed", "began read as new")
    both = knowing.told(say("{n}", n=printed(2, "S1", "S2", change="new")).claims[0])
    assert both["why"] == "the source prints it, in the statements below."


def test_a_number_counted_here_that_the_source_prints_too_is_printed(booklet: Knowing) -> None:
    reading = Question("2025", {"topic": "reading"})
    three, four = (
        say("{n}", n=Entry({}, {}, "count", Answer.of(n), question=reading)).claims[0]
        for n in (3, 4)
    )
    assert booklet.told(three)["statements"] == ["S2"]
    assert booklet.told(three)["status"] == "printed"
    assert booklet.told(four)["status"] == "counted"


# -- the embedded network: the page as its readers have it


def shown(cell: Any, names: dict[str, Any]) -> Shown | None:
    """What a cell of code ends in."""
    tree = ast.parse(cell.source)
    ends = tree.body and isinstance(tree.body[-1], ast.Expr)
    last = ast.Expression(tree.body.pop().value) if ends else None
    exec(compile(tree, "cell", "exec"), names)
    found = eval(compile(last, "cell", "eval"), names) if last else None
    return found if isinstance(found, Shown) else None


def executed(path: Path) -> Any:
    """A notebook with what its cells show now."""
    nb, names = nbformat.read(path, 4), dict[str, Any]()
    for cell in nb.cells:
        if cell.cell_type == "code" and "explore" not in cell.metadata.get("tags", []):
            one = shown(cell, names)
            data = {one.MIME: one.record()} if one else {}
            cell.outputs = [v4.new_output("display_data", data)] if data else []
    return nb


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded network's page, as its notebooks make it."""
    folder = tmp_path_factory.mktemp("rel")
    found = sorted((paths.ROOT / "notebooks").glob("[0-9]*.ipynb"))
    made = [(f"notebooks/{path.name}", executed(path)) for path in found]
    nb = merge.merge(made, ABOUT, config.read(paths.DATA / "rel-2012-17")["chapters"])
    for stem in report.REGISTRY:
        (folder / f"{stem}.svg").write_text(SVG)
    html = ReportHTML().from_notebook_node(nb, {"pictures": folder})[0]
    (folder / "report.html").write_text(html, encoding="utf-8")
    return folder / "report.html"


@pytest.fixture(scope="module")
def rel(built: Path) -> Any:  # a page
    return BeautifulSoup(built.read_text(encoding="utf-8"), "html.parser")


def test_each_link_leads_somewhere_and_each_address_is_one_things(rel: Any) -> None:
    ids = [one["id"] for one in rel.find_all(id=True)]
    assert len(ids) == len(set(ids))
    dead = {a["href"] for a in rel.select("a.known, a.id") if a["href"][1:] not in ids}
    assert not dead


def test_each_statement_has_a_row(rel: Any) -> None:
    network, _ = report.start(network="rel-2012-17")
    rows = {row["id"] for row in rel.find(id="statements").select("tr[id]")}
    assert rows == set(network.statements["id"]) and len(rows) == 436


def test_each_number_that_is_said_leads_to_how_it_is_known(rel: Any) -> None:
    """Of the texts: as many links as claims, each with the claim's own text."""
    network, params = report.start(network="rel-2012-17")
    said = report.summary(network, params).record()
    links = [a.text for a in rel.select_one(".text").find_all("a", class_="known")]
    assert links == [claim["text"] for claim in said["claims"]][: len(links)]
    assert len(links) > 10


# Fifty numbers of the page, and where the source prints them: its section, its line, and the words
# there, typed by hand from the text of the source (spaces for line ends).
IN_TEXT = [
    ("Their structure: seven. By 2015, ", "seven", "Appendix B", 1984,
     "Seven of the alliances active in 2015 were the result of either a split or a consolidation"),
    ("had resulted from splits or mergers: ", "six", "Appendix B", 1985,
     "Six split into two or more alliances"),
    ("wide areas. Nine in ten (71 of ", "79", "Table 2", 442,
     "Seventy-one alliances (90 percent of the 79"),
    ("covered every region and territory, and had ", "more than 70", "Conclusion", 1724,
     "and included more than 70 distinct research alliances at any point"),
    ("or in a few in one area. Only ", "eight", "Chapter 2", 523,
     "Only 8 of the 79 REL research alliances"),
    ("in one area. Only eight of the ", "79", "Chapter 2", 523,
     "Only 8 of the 79 REL research alliances"),
    ("Someone from a district was in 60 of the ", "77", "Chapter 3", 736,
     "Across the 77 REL research alliances that reported membership information"),
    ("43, had 15 or fewer of them, ", "26", "Chapter 3", 743,
     "43 alliances (56 percent) had 15 or fewer active members, 26"),
    ("More than half of the 77 alliances, ", "43", "Chapter 3", 743,
     "43 alliances (56 percent) had 15 or fewer active members, 26"),
    ("one alliance was transformed in nine of the ", "10", "Appendix B", 1996,
     "All but one REL had at least one research alliance that transformed in some way by 2015"),
    ("dealt specifically with rural education, ", "two", "Chapter 3", 701,
     "two alliances focused on education of"),
    ("two with American Indian students, and ", "four", "Chapter 3", 702,
     "and four alliances focused on English learner students"),
    ("Only in ", "two", "Appendix B", 2000,
     "For only two RELs, the majority of"),
    ("coverage in seven; ", "seven", "Appendix B", 2000,
     "Seven RELs added at least one new alliance since year 1"),
    ("or a state education agency (", "32 percent", "Chapter 3", 772,
     "32 percent were SEA staff"),
    ("on this scale before. Each of its ", "10", "Summary", 8,
     "This report provides a snapshot of the variations and experiences across the 10 RELs"),
    ("stays within a REL. REL Southwest began ", "11", "Chapter 1", 235,
     "contract started in November 2012, 11 months after the REL contract cycle"),
    ("the first set, 58 were still there: ", "22", "Appendix B", 1951,
     "22 did not substantively change over time"),
    ("still there: 22 essentially unchanged, ", "36", "Appendix B", 1952,
     "However, 36 alliances did change their name or geographic coverage"),
    ("had ended or parted from their REL. The other ", "58", "Appendix B", 1950,
     "Among the 58 alliances"),
    ("need not have been a failure. Of the ", "15", "Chapter 3", 626,
     "Between year 1 and year 4, 15 REL research alliances that were active in year 1"),
    ("Members from districts made up ", "60 percent", "Chapter 3", 788,
     "LEAs made up 60 percent of the membership in alliances"),
    ("schools with high or low achievement. Here ", "five", "Chapter 3", 689,
     "Five (24 percent) were created after year 1 of REL work"),
    ("around alliances; now each REL had to focus ", "at least 85 percent", "Chapter 1", 176,
     "focus at least 85 percent of their resources on technical assistance"),
    ("RELs described ", "three", "Chapter 4", 1287,
     "In general, there were three categories of time constraint challenges"),
    ("touched on the subject, too. Of the six, ", "five", "Chapter 3", 693,
     "Five out of six alliances in this topic area included alliance members across"),
    ("Its summary and its chapter 3 count ", "35", "Chapter 3", 653,
     "Thirty-five of the 79 alliances (44 percent) included members across multiple states"),
    ("likewise in 60, someone from higher education in ", "53", "Chapter 3", 804,
     "Fifty-three alliances (69 percent) included at least one representative from higher"),
    ("Someone from a district was in ", "60", "Chapter 3", 796,
     "Sixty alliances (78 percent) included at least one LEA member"),
    ("Their coverage: ", "at least 23", "Appendix B", 1978,
     "At least 23 alliances modified their geographic coverage"),
    ("Their coverage: at least 23. In ", "13", "Appendix B", 1979,
     "13 expanded their membership across more states, 8 reduced the number of states"),
    ("first year, RELs proposed to work with ", "73", "Chapter 3", 621,
     "the 10 RELs proposed to work with 73 alliances"),
    ("The report sees ", "three", "Appendix B", 1936,
     "experienced from year 1 to year 4 occurred for three main reasons"),
    ("was the most common topic. Of the 10 RELs, ", "eight", "Chapter 3", 664,
     "Nearly all (8 out of 10) RELs had a research alliance in this"),
    ("which distinguishes ", "three", "Chapter 2", 341,
     "three broad types of educational research-practice partnerships"),
    ("Among the members of the alliance were ", "two", "Chapter 4", 1382,
     "Two research alliance members, who were co-authors with REL staff"),
]  # fmt: skip
IN_TABLES = [
    ("topics", "High school completion and college readiness|research alliances", "25",
     "Summary", 34, "increasing high school completion and college readiness, access, and "
     "completion (25"),
    ("topics", "Effective teachers and principals|research alliances", "21", "Summary", 35,
     "identifying and retaining effective teachers and principals (21 alliances)"),
    ("topics", "High school completion and college readiness|across several states, percent", "40%",
     "Chapter 3", 671, "(40 percent) in this topic area included members from multiple states"),
    ("topics", "on dropout prevention or early warning", "10", "Chapter 3", 666,
     "In particular, 10 alliances in this"),
    ("scope", "across several states|Summary, Chapter 3|research alliances", "35", "Summary", 30,
     "35 of the 79 alliances (44 percent) included members across multiple states"),
    ("scope", "across several states|Table 2|research alliances", "36", "Table 2", 444,
     "state (35 alliances) or across states (36"),
    ("scope", "across several states|Summary, Chapter 3|percent", "44%", "Summary", 30,
     "35 of the 79 alliances (44 percent) included members across multiple states"),
    ("scope", "in one district or a small group of districts|Table 2|percent", "10%", "Summary", 31,
     "and 8 alliances (10 percent) included"),
    ("evolution", "ended, from two RELs", "11", "Chapter 3", 628,
     "Eleven of the 15 REL research alliances that were no longer active"),
    ("evolution", "2012|all research alliances|range over RELs", "4–10", "Chapter 3", 622,
     "between 4 and 10 alliances per REL"),
    ("evolution", "other RELs with some that ended", "3", "Chapter 3", 631,
     "Among the remaining 4 inactive research alliances across three other RELs"),
    ("active_size", "Early childhood education|more than 50|research alliances", "0", "Chapter 3",
     758, "None of the alliances that focused on adopting and"),
    ("active_size", "All topic areas|15 or fewer|percent", "56%", "Summary", 41,
     "with the majority (56 percent) having 15 or fewer"),
    ("composition", "All topic areas|school districts|percent of members", "37%", "Chapter 3", 772,
     "average, 37 percent of members came from LEAs"),
    ("composition", "All topic areas|universities|with at least one, percent", "69%", "Chapter 3",
     804, "Fifty-three alliances (69 percent) included at least one representative from higher"),
]  # fmt: skip


def place_of(rel: Any, link: Any) -> str:
    """The words and the place that the row of a number's statement shows."""
    row = rel.find(id=link["href"][1:])
    assert row and row.find_parent(id="statements"), link
    return row.find("td").text


def is_at(shown_: str, section: str, line: int, words: str) -> bool:
    """Is it these words of the source, in this section and line?"""
    anchor, _, place = shown_.removeprefix("“").partition("”, ")
    first = place.split(", ")[0]
    ends = shown_.endswith(f", line {line}")
    return ends and first == section and plainly(anchor) in plainly(words)


def plainly(text: str) -> str:
    """A text as its letters and digits."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def before(link: Any) -> str:
    """What stands before a number in its paragraph."""
    box = link.find_parent(["p", "li", "dd", "div"])
    found = itertools.takewhile(lambda node: node is not link, box.descendants)
    return re.sub(r"\s+", " ", "".join(node for node in found if isinstance(node, str)))


@pytest.mark.parametrize(("words", "number", "section", "line", "source"), IN_TEXT)
def test_a_number_of_the_text_is_shown_where_the_source_prints_it(
    rel: Any, words: str, number: str, section: str, line: int, source: str
) -> None:
    links = [a for a in rel.select("a.known") if a.text == number and not a.find_parent("tr")]
    (link, *_) = [a for a in links if before(a).endswith(words)]
    assert is_at(place_of(rel, link), section, line, source), place_of(rel, link)


@pytest.mark.parametrize(("stem", "row", "number", "section", "line", "source"), IN_TABLES)
def test_a_number_of_a_table_is_shown_where_the_source_prints_it(
    rel: Any, stem: str, row: str, number: str, section: str, line: int, source: str
) -> None:
    rows = rel.find(id=stem).select("tbody tr")
    cells = {one["id"]: "|".join(c.text for c in one.find_all(["th", "td"])) for one in rows}
    (link, *_) = [
        rel.find(id=id_).find("a", class_="known")
        for id_, text in cells.items()
        if f"{row}|{number}|" in f"{text}|" or (row in text and f"|{number}|" in text)
    ]
    assert link.text == number
    assert is_at(place_of(rel, link), section, line, source), place_of(rel, link)


READ = "the source prints it; what it counts is a reading of the words below."
PRINTED = "the source prints it, in the statements below."
WORKED_OUT = "it is worked out here, from the data and the tables of this report."
# How a number is known that an earlier page told too well, or not well enough; typed by hand.
HOW = [
    ("which began with ", "seven", READ, ["AB-14"]),
    ("had resulted from splits or mergers: ", "six", READ, ["AB-22"]),
    ("than half of these alliances, ", "11", READ, ["C3-57"]),
    ("high or low achievement. Here ", "five", READ, ["C3-66"]),
    ("percent; the other ", "18 percent", READ, ["C3-125", "C3-127"]),
    # Figure 6 prints these beside its bars, whatever the text's "on average" means.
    ("worked for a school district (", "37 percent", PRINTED, ["C3-120", "C3-122", "F6-02"]),
    # What an exhibit counts of its own rows, and the source prints.
    ("RELs at most, not in ", "five", PRINTED, ["AB-41"]),
    ("they can lie in ", "four", WORKED_OUT, []),
    ("The ", "79", PRINTED, [
        "S-05", "S-09", "S-16", "C1-17", "C1-19", "T2-03", "T2-06", "C2-14", "C3-10", "C3-24",
        "C3-32", "F2-01", "C4-02", "AA-01",
    ]),
    ("", "Seven", WORKED_OUT, []),
]  # fmt: skip


@pytest.mark.parametrize(("words", "number", "why", "ids"), HOW)
def test_no_number_is_told_to_be_known_better_or_worse_than_it_is(
    rel: Any, words: str, number: str, why: str, ids: list[str]
) -> None:
    links = [a for a in rel.select("a.known") if a.text == number and not a.find_parent("tr")]
    found = [told(rel, a) for a in links if before(a).endswith(words)]
    assert (why, ids) in [(one["w"], one.get("i", [])) for one in found]


def test_what_the_source_prints_is_nowhere_told_to_be_worked_out(rel: Any) -> None:
    """In how many RELs, of all exhibits' titles: the source prints that there are ten."""
    (title,) = rel.select("#partnerships_by_host--title")
    ten = next(a for a in title.find_all("a") if a.text == "10")
    assert told(rel, ten)["w"] == PRINTED and "S-03" in told(rel, ten)["i"]


def test_a_percentage_in_words_that_can_be_read_otherwise_is_a_reading(rel: Any) -> None:
    links = [a for a in rel.select("#topics td a.known") if told(rel, a).get("i") == ["C3-67"]]
    assert [(a.text, told(rel, a)["w"]) for a in links] == [("24%", READ)]


def test_of_a_cell_with_several_ranges_each_tells_how_it_is_known(rel: Any) -> None:
    """Each REL proposed 4 to 10 alliances (C3-08): so REL Central's that went on are 10 at most; it
    is named as one of which four or more did (AB-33)."""
    rows = [one for one in rel.select("#pinned tbody tr") if "Central" in one.text]
    (cell,) = [one.find_all("td")[-1] for one in rows if "continued: " in one.text]
    kept, ended = cell.find_all("a")
    assert (kept.text, ended.text) == ("4–10", "0–6")
    assert set(told(rel, kept)["i"]) == {"AB-33", "C3-08"}
    texts = [one.find_all("td")[-1] for one in rel.select("#pinned tbody tr")]
    bare = ["".join(one.find_all(string=True, recursive=False)) for one in texts]
    assert len(texts) > 80 and not any(re.search(r": [\da]", one) for one in bare)


def test_fifty_numbers_were_typed() -> None:
    assert len(IN_TEXT) + len(IN_TABLES) >= 50


# -- a walk in a browser

BROWSER = paths.ROOT / "tests" / "browser"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


def missing() -> str:
    """What a walk in a browser lacks here; empty if nothing."""
    needs = {
        "node": shutil.which("node"),
        "playwright-core (npm install in tests/browser)": (
            BROWSER / "node_modules" / "playwright-core"
        ).exists(),
        "Chromium (CHROMIUM= names it)": Path(CHROMIUM).exists(),
    }
    return ", ".join(name for name, there in needs.items() if not there)


@pytest.mark.skipif(bool(missing()), reason=f"no walk in a browser: there is no {missing()}")
def test_a_reader_walks_from_ten_numbers_to_their_statements_and_back(built: Path) -> None:
    """And from a range to its claims, by keyboard, on a phone, printed, without a script."""
    walk = subprocess.run(
        ["node", "page.mjs", str(built)],
        cwd=BROWSER, env={**os.environ, "CHROMIUM": CHROMIUM}, capture_output=True, text=True,
    )  # fmt: skip
    assert walk.returncode == 0, walk.stdout + walk.stderr


# -- what if a claim were wrong

KEPT = Without(
    {
        "bounds": {"a": [1, 3], "b": [2, 2], "c": [0, 5]},
        "conflicts": [["five"], ["five", "three"], ["three"]],
        "drops": [["five", "three"]],
        "holding": {},
        "without": {
            "claim-S1": {"bounds": {"a": [1, 9], "b": [0, 3]}, "gone": [0, 1]},
            "claim-S2": {"bounds": {}},
        },
    }
)


def test_without_a_claim_ranges_open_and_contradictions_go(booklet: Knowing) -> None:
    cells = [
        {"question": "a", "exhibit": "circles by topic", "row": "Maths", "cell": "all"},
        {"question": "b", "exhibit": "circles", "row": "all", "cell": "all"},
    ]
    found = Leaving(booklet.network, KEPT).lines(cells)
    assert found["S1"] == [
        "circles by topic: Maths, all: 1–3 becomes 1–9.",  # opens by 6, the other by 3
        "circles: all: 2 becomes 0–3.",
        "Of 3 sets of claims that cannot all be true, variants counted, 1 is left.",
    ]
    assert found["S2"] == ["Nothing changes: the other statements say as much."]
    assert "S-3" not in found  # it binds no number


def test_a_row_folds_what_changes_without_it(tmp_path: Path) -> None:
    folds = {"S1": ["As without S2, which says the same.", "<b>1 becomes 2</b>"]}
    listed = table(["S1", "five"], ["S2", "x"], stem="statements", addresses="id", folds=folds)
    found = page(tmp_path, listed)
    lines = found.find(id="S1").select("details.without li")
    assert [one.text for one in lines] == folds["S1"] and lines[0].find("a")["href"] == "#S2"
    assert found.find(id="S2").find("details") is None

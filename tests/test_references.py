"""Citations and the list of references: what a token becomes, what a wrong one says, and that the
list is up to date.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace

import pandas as pd
import pytest

import readback
from helpers import making, params, paths, report
from helpers.data import bibliography, describe
from helpers.data.frameworks import Frameworks
from helpers.data.network import Network
from helpers.errors import UserError
from helpers.exhibits.exhibit import Exhibit, Words
from helpers.exhibits.prose import Prose
from helpers.numbers.answer import Answer
from helpers.numbers.grid import Entry
from helpers.text import citations
from helpers.text.citations import Citation, Work, cited, pieces, plain
from helpers.text.say import Sentence, say

WORKS = {
    "a1": Work(
        "a1", "Abe, 1901", [{"text": "Abe. (1901). "}, {"text": "First", "style": "emphasis"}]
    ),
    "b2": Work("b2", "Bea & Cy, 1902", [{"text": "Bea, & Cy. (1902). Second."}]),
}

# -- tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (
            "No token: a@b.org, @a1, [a1], [@a1](https://example.org).",
            ["No token: a@b.org, @a1, [a1], [@a1](https://example.org)."],
        ),
        ("So it is [@a1].", ["So it is (", Citation("a1", "Abe, 1901"), ")."]),
        (
            "[@b2; @a1]",
            ["(", Citation("a1", "Abe, 1901"), "; ", Citation("b2", "Bea & Cy, 1902"), ")"],
        ),
        (
            "[@a1] and [@b2]",
            ["(", Citation("a1", "Abe, 1901"), ") and (", Citation("b2", "Bea & Cy, 1902"), ")"],
        ),
    ],
)
def test_a_token_becomes_a_parenthesis_in_the_order_of_the_list(text, found):
    assert pieces(text, WORKS) == found


def test_a_citation_in_plain_text_reads_the_same():
    assert plain("As said [@b2; @a1].", WORKS) == "As said (Abe, 1901; Bea & Cy, 1902)."
    assert cited("[@b2; @a1], [@x]") == ["b2", "a1", "x"]


@pytest.mark.parametrize(
    ("token", "works", "says"),
    [
        (
            "[@a2]",
            WORKS,
            "[@a2] cites 'a2', which is not in the list of references: key is a1 or b2.",
        ),
        ("[@a1; @z]", WORKS, "[@a1; @z] cites 'z'"),
        (
            "[@a1, page 3]",
            WORKS,
            "[@a1, page 3] is no citation: write [@key] or [@key; @key], and a page or a table "
            "outside of it.",
        ),
        (
            "[@a1]",
            {},
            "[@a1] cites a work, but the report has no list of references: show it with "
            "report.references",
        ),
    ],
)
def test_a_token_that_names_no_work_says_so(token, works, says):
    with pytest.raises(UserError, match=re.escape(says)):
        pieces(f"Text {token}.", works)


# -- the works


def test_the_list_is_made_from_the_bibtex_file():
    assert citations.FILE.read_text(encoding="utf-8") == bibliography.made(), "run: make describe"


def test_make_describe_writes_it(monkeypatch, tmp_path):
    folder = tmp_path / "frameworks"
    shutil.copytree(describe.FRAMEWORKS, folder)
    (folder / "references.json").unlink()
    monkeypatch.setattr(describe, "README", tmp_path / "README.md")
    monkeypatch.setattr(describe, "FRAMEWORKS", folder)
    monkeypatch.setattr(paths, "networks", list)
    monkeypatch.setattr(bibliography, "TARGET", folder / "references.json")
    describe.main()
    assert json.loads((folder / "references.json").read_text(encoding="utf-8"))


def test_a_work_as_the_style_sets_it():
    """Typed from the Publication Manual: authors inverted, journal and volume in italics, the DOI
    as an address.
    """
    known = citations.load()
    assert known["seed003"].cite == "Coburn et al., 2013"
    assert known["seed001"].text == (
        "Kochanek, J. R., Scholz, C., & Garcia, A. (2015). Mapping the collaborative research "
        "process. Education Policy Analysis Archives, 23, 1–27. https://doi.org/10.14507/epaa.v23.2031"
    )
    assert [piece["text"] for piece in known["seed001"].entry if piece.get("style")] == [
        "Education Policy Analysis Archives",
        "23",
    ]
    assert known["seed001"].entry[-1]["url"] == "https://doi.org/10.14507/epaa.v23.2031"


def test_a_work_of_which_little_is_known_reads_well():
    unknown = citations.load()["seed000"]
    assert unknown.cite == "[Report on REL Research Alliances], n.d."
    assert unknown.text == (
        "[Report on the research alliances of the Regional Educational Laboratories in the 2012–17 "
        "contract cycle]. (n.d.)."
    )
    assert all(
        "style" not in piece for piece in unknown.entry
    )  # a title of ours, so not in italics
    assert "Retrieved" not in citations.load()["lessons_brief"].text


def test_remarks_on_what_is_not_known_are_not_printed():
    notes = re.findall(r"note = \{(.+?)\},\n", bibliography.SOURCE.read_text(encoding="utf-8"))
    assert len(notes) > 5
    printed = " ".join(work.text for work in citations.load().values())
    assert not [note for note in notes if note[:25] in printed]


def test_the_order_is_by_author_and_no_work_comes_twice():
    """REL Northwest stands before Report: the bracket of a described title does not count."""
    works = citations.load()
    texts = [work.text.lstrip("[") for work in works.values()]
    assert texts == sorted(texts, key=str.casefold)
    assert len(set(texts)) == len(texts)
    addresses = [piece["url"] for work in works.values() for piece in work.entry if "url" in piece]
    assert len(set(addresses)) == len(addresses)
    assert all(address.startswith("https://") for address in addresses)


def test_works_that_would_read_alike_are_told_apart(tmp_path):
    """Two works of one author and one year: citeproc gives them a and b."""
    twins = "".join(
        f"@book{{w{n}, author = {{Ada, B.}}, title = {{{t}}}, year = {{2001}}}}\n"
        for n, t in enumerate(["One", "Two"])
    )
    (tmp_path / "twins.bib").write_text(twins)
    assert [work["cite"] for work in json.loads(bibliography.made(tmp_path / "twins.bib"))] == [
        "Ada, 2001a",
        "Ada, 2001b",
    ]


# -- exhibits


@pytest.fixture
def table():
    said = Words(
        Sentence("Title [@seed003]"),
        alt=Sentence("Alt [@seed003]"),
        note=Sentence("Note [@seed003; @seed001]."),
        source=Sentence("Table 2 [@seed000]."),
    )
    return Exhibit(
        "stem",
        "Table 9",
        said,
        pd.DataFrame({"a": ["x"]}),
        [{"name": "a", "label": "A", "align": "left"}],
        [["x"]],
    )


def test_a_record_keeps_its_tokens_but_not_in_the_alternative_text(table):
    record = table.record()
    assert record["alt"] == "Alt (Coburn et al., 2013)"
    assert (record["title"], record["source"]) == ("Title [@seed003]", "Table 2 [@seed000].")


def test_jupyterlab_and_the_stand_alone_picture_show_plain_text(table):
    page = table.html()
    for text in (
        "Title (Coburn et al., 2013)",
        "Note (Coburn et al., 2013; Kochanek et al., 2015).",
        "Table 2 ([Report on REL Research Alliances], n.d.).",
    ):
        assert text in page
    picture = replace(table, paint=lambda page: page.lines(0, 0, ["7"], label="value|"))
    drawn = " ".join(readback.read(picture.standalone)["text"])
    for text in ("Title (Coburn et al., 2013)", "NOTE: Note (Coburn et al., 2013; Kochanek"):
        assert text in drawn
    shown = [
        page,
        drawn,
        Prose([Sentence("So [@seed003].")]).html(),
        table._repr_mimebundle_()["text/plain"],
    ]
    assert not [text for text in shown if "[@" in text]


def test_claims_show_plain_text():
    five = Entry({}, {}, "count", Answer.of(5), "x")
    sentence = say("{n} of them [@seed003]", n=five)
    assert Prose([sentence]).record()["claims"][0]["sentence"] == "5 of them (Coburn et al., 2013)"
    assert Words(sentence).claims("stem")[0]["sentence"] == "5 of them (Coburn et al., 2013)"


# -- the report


def start(tmp_path):
    return Network(paths.network_folder("rel-2012-17")), params.Params(
        network="rel-2012-17", output=str(tmp_path)
    )


def test_the_list_of_the_report_knows_its_sources(tmp_path):
    made = report.references(*start(tmp_path)).record()
    assert made["style"] == "references"
    assert made["paragraphs"] == [work.text for work in citations.load().values()]
    assert {work["key"] for work in made["works"] if work["source"]} == set(
        Frameworks().table("sources")["key"]
    )
    used = json.loads((tmp_path / "uses" / "references.json").read_text(encoding="utf-8"))
    assert {"../frameworks/references.json", "../frameworks/sources.csv"} <= set(used)


def test_an_exhibit_that_cites_depends_on_the_works(table, tmp_path):
    making.finish(table, "stem", *start(tmp_path))
    assert "../frameworks/references.json" in json.loads(
        (tmp_path / "uses" / "stem.json").read_text(encoding="utf-8")
    )


def test_every_token_of_a_network_names_a_work_of_the_list():
    found = set()
    for path in [*paths.DATA.glob("*/text/*.md"), *paths.DATA.glob("*/*.yml")]:
        found |= set(cited(path.read_text(encoding="utf-8")))
    assert {"seed000", "seed003"} <= found <= set(citations.load())

"""Joining notebooks: order, chapters, what has no answer; as a reader would see it."""

from __future__ import annotations

from typing import Any

import nbformat
import nbformat.v4 as v4
import pytest

from helpers.errors import UserError
from helpers.mime import ABSENT_MIME, EXHIBIT_MIME, PROSE_MIME
from helpers.publish import markdown
from helpers.publish.merge import LEFT_OUT, claims, merge

text = v4.new_markdown_cell


def call(mime: str, **record: Any) -> nbformat.NotebookNode:
    output = v4.new_output("execute_result", {mime: record}, execution_count=7)
    return v4.new_code_cell("report.x()", outputs=[output], execution_count=7)


def shown(stem: str, *said: str) -> nbformat.NotebookNode:
    return call(EXHIBIT_MIME, stem=stem, claims=[{"text": one} for one in said])


def prose(*said: str) -> nbformat.NotebookNode:
    return call(PROSE_MIME, paragraphs=list(said), claims=[{"text": one} for one in said])


def absent(stem: str, needs: str = "") -> nbformat.NotebookNode:
    needs = needs or f"a column {stem}"
    sentence = f"{stem.capitalize()} is left out: {needs} would bring it."
    return call(ABSENT_MIME, version=1, stem=stem, sentence=sentence, needs=needs)


def setup() -> nbformat.NotebookNode:
    return v4.new_code_cell("import report", metadata={"tags": ["setup"]})


def joined(chapters: list | None = None, **notebooks: list) -> nbformat.NotebookNode:
    pairs = [
        (f"notebooks/{stem}.ipynb", v4.new_notebook(cells=cells))
        for stem, cells in notebooks.items()
    ]
    merged = merge(pairs, {"title": "T"}, chapters)
    nbformat.validate(merged)
    return merged


def seen(merged: nbformat.NotebookNode) -> list[str]:
    """Markdown as it stands; of a call the stem or the first sentence."""
    found = []
    for cell in merged.cells:
        for output in cell.get("outputs", []):
            record = next(iter(output.data.values()))
            found.append(record["stem"] if "stem" in record else "; ".join(record["paragraphs"]))
        if cell.cell_type == "markdown":
            found.append(cell.source)
    return found


def two_chapters() -> nbformat.NotebookNode:
    who = [text("# Who?"), shown("hosts", "79 in all"), prose("ten hosts")]
    what = [text("Some text\n\n# What? #\n\n## In detail"), prose("a", "b")]
    return joined(who=who, what=what)


def test_the_merged_notebook_says_where_each_cell_is_from():
    merged = two_chapters()
    assert merged.metadata["alliance_report"] == {"title": "T"}
    assert [(cell.id, cell.metadata["alliance_report"]["notebook"]) for cell in merged.cells] == [
        ("who-01", "notebooks/who.ipynb"),
        ("who-02", "notebooks/who.ipynb"),
        ("who-03", "notebooks/who.ipynb"),
        ("what-01", "notebooks/what.ipynb"),
        ("what-02", "notebooks/what.ipynb"),
    ]


def test_counts_that_would_start_again_in_each_chapter_are_gone():
    counts = [cell.execution_count for cell in two_chapters().cells if cell.cell_type == "code"]
    assert counts == [None, None, None]


def test_claims_stand_in_order_under_their_exhibit_or_chapter():
    assert claims(two_chapters()) == [
        {"exhibit": "hosts", "text": "79 in all"},
        {"chapter": "Who?", "text": "ten hosts"},
        {"chapter": "What?", "text": "a"},
        {"chapter": "What?", "text": "b"},
    ]


# -- chapters --------------------------------------------------------------------------------------


def three() -> dict[str, list]:
    return {
        name: [text(f"# {name}"), setup(), text(f"## Why {name}?"), shown(name)] for name in "abc"
    }


def test_without_chapters_each_notebook_is_one_by_its_own_heading():
    assert seen(joined(**three())) == [
        "# a",
        "## Why a?",
        "a",
        "# b",
        "## Why b?",
        "b",
        "# c",
        "## Why c?",
        "c",
    ]


def test_a_chapter_names_its_notebooks_and_their_order_and_the_rest_follows():
    merged = joined([{"heading": "Chapter 3. C & \\1", "notebooks": ["c", "a"]}], **three())
    assert seen(merged) == [
        "# Chapter 3. C & \\1",
        "## Why c?",
        "c",
        "",
        "## Why a?",
        "a",
        "# b",
        "## Why b?",
        "b",
    ]


def test_a_chapter_without_a_heading_leaves_the_notebooks_theirs():
    assert seen(joined([{"notebooks": ["b"]}], **three()))[:4] == ["# b", "## Why b?", "b", "# a"]


def test_the_heading_goes_to_the_first_notebook_that_has_something_to_show():
    notebooks = three() | {"a": [text("# a"), setup(), text("## Why a?"), absent("a")]}
    merged = joined([{"heading": "One", "notebooks": ["a", "b", "c"]}], **notebooks)
    assert seen(merged)[:3] == ["# One", "## Why b?", "b"]


def test_a_notebook_without_a_heading_gets_its_chapters():
    assert seen(joined([{"heading": "One", "notebooks": ["a"]}], a=[setup(), shown("a")])) == [
        "# One",
        "a",
    ]


def test_a_chapter_that_names_no_notebook_stops_with_the_nearest_name():
    with pytest.raises(UserError) as raised:
        joined(
            [{"heading": "One", "notebooks": ["topcis", "topics", "topics"]}],
            topics=[shown("x")],
            who=[shown("y")],
        )
    assert raised.value.messages == [
        "network.yml, chapters: there is no notebook 'topcis': notebooks are topics or who. "
        "Did you mean 'topics'?",
        "network.yml, chapters: the notebook 'topics' is named twice; name it once.",
    ]


# -- what has no answer ----------------------------------------------------------------------------


def last_page(*stems: str) -> list[str]:
    said = [f"{stem.upper()} is left out: a column {stem} would bring it." for stem in stems]
    return [f"# {LEFT_OUT}", "; ".join(said)]


def test_a_question_without_answer_goes_and_the_last_page_says_why():
    one = [text("# A"), setup(), text("## Gone?"), absent("x"), text("## Here?"), shown("y")]
    assert seen(joined(a=one, b=[text("# B"), shown("z")])) == [
        "# A",
        "## Here?",
        "y",
        "# B",
        "z",
        *last_page("x"),
    ]


def test_a_notebook_of_nothing_else_goes_with_its_code():
    merged = joined(
        a=[text("# A"), setup(), text("## Gone?"), absent("x")], b=[text("# B"), shown("z")]
    )
    assert seen(merged) == ["# B", "z", *last_page("x")]
    assert not any("import" in cell.source for cell in merged.cells)


def test_a_question_with_one_answer_of_two_stays():
    one = [text("# A"), text("## Two?"), prose(), absent("x"), shown("y")]
    assert seen(joined(a=one))[:3] == ["# A", "## Two?", "y"]


def test_a_text_that_the_network_does_not_have_leaves_no_trace():
    assert seen(
        joined(a=[text("# A"), text("## Story"), prose(), text("## Here"), shown("y")])
    ) == ["# A", "## Here", "y"]


def test_words_stay_where_only_a_text_of_the_network_is_missing():
    told = [
        text("# A"),
        text("## How to read\n\nA mark is certain."),
        prose(),
        text("More."),
        prose(),
    ]
    assert seen(joined(a=told)) == ["# A", "## How to read\n\nA mark is certain.", "More."]


def test_a_heading_stays_for_what_stands_below_it():
    one = [
        text("# A"),
        absent("x"),
        text("## Inside"),
        absent("z"),
        text("More words."),
        shown("y"),
    ]
    assert seen(joined(a=one))[:4] == ["# A", "## Inside", "More words.", "y"]


def test_words_that_ask_nothing_stay():
    assert seen(
        joined(a=[text("# A"), setup(), text("## How to read"), text("## Gone"), absent("x")])
    )[:2] == ["# A", "## How to read"]


def test_code_that_shows_nothing_stays_for_the_cells_after_it():
    one = [text("## Gone"), v4.new_code_cell("x = 1"), absent("x"), text("## Here"), shown("y")]
    assert [cell.source for cell in joined(a=one).cells][:2] == ["x = 1", "## Here"]


def test_one_reason_for_several_exhibits_is_said_once():
    same = [absent(stem, "members.csv") for stem in ("p", "q_r", "s")]
    said = seen(joined(a=[text("# A"), shown("y"), text("## Gone"), *same]))[-1]
    assert said == "P, q r and s are left out: members.csv would bring them."


def test_what_nobody_asked_for_is_left_out_silently():
    silent = call(ABSENT_MIME, version=1, stem="x", sentence="", needs="")
    assert seen(joined(a=[text("# A"), shown("y"), text("## Gone"), silent])) == ["# A", "y"]


def test_what_is_left_out_can_be_read_by_the_exporters():
    record = {"version": 1, "style": "paragraphs", "paragraphs": ["said"], "claims": []}
    parts = markdown.parts(
        joined(a=[text("# A"), call(PROSE_MIME, **record), text("## Gone"), absent("x")])
    )
    assert [type(part).__name__ for part in parts] == [
        "Heading",
        "Code",
        "Prose",
        "Heading",
        "Prose",
    ]

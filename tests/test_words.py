"""Words: numbers come from cells, and alternative texts say what is shown."""

from __future__ import annotations

import ast
import re
from fractions import Fraction

import pandas as pd
import pytest
import stub_audit
from matplotlib.axes import Axes

from helpers import infer, paths, report, say
from helpers.params import ALL
from helpers.words import parts

NETWORK, PARAMS = report.start()
FIGURES = [stem for stem in report.LABELS if stem in report.KEYS]
NUMBER_WORDS = re.compile(r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|half|third|quarter)\b")
ALLOWED = {  # names of things and of the grammar, not counts
    "in {half} at least half were", "had all three", "the two cannot both hold", "gives the two larger groups both ways round",
    "a person in two {alliances} may be counted twice", "Its two large groups", "both ways round", "Unit chart of two rows", "Bar chart of three classes",
}


@pytest.fixture(autouse=True)
def audited(monkeypatch: pytest.MonkeyPatch) -> None:
    stub_audit.install(monkeypatch)


def templates() -> list[str]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted((paths.ROOT / "src/helpers/words").glob("*.py"))]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say"]
    return [ast.literal_eval(call.args[0]) for call in calls if isinstance(call.args[0], ast.Constant)]


def test_no_number_is_typed_into_a_sentence() -> None:
    assert len(templates()) > 80
    for template in templates():
        plain = re.sub(r"\{\w+\}|\[@[^\]]*\]", "", template)
        plain = re.sub(r"(Table|Figure|Figures|chapter|Appendix|Appendices) [\dA-D]+\d?( and \d)?", "", plain)
        assert not re.search(r"\d", plain), template
        if not any(words in template for words in ALLOWED):
            assert not NUMBER_WORDS.search(plain), template


def test_no_number_is_typed_into_a_notebook() -> None:
    import nbformat

    for path in sorted(paths.NOTEBOOKS.glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                plain = re.sub(r"\[[^\]]*\]\([^)]*\)|\[@[^\]]*\]|Chapter \d|Appendix [A-D]", "", cell.source)
                assert not re.search(r"\d", plain), (path.name, cell.source)


def _cell(**given: object) -> pd.Series:
    blank = {"measure": "count", "value": pd.NA, "low": pd.NA, "high": pd.NA, "unit": "alliances", "status": "printed",
             "statements": "A-1;A-2", "note": ""}
    return pd.Series({**blank, **given})


@pytest.mark.parametrize(("cell", "text"), [
    (_cell(value=3416.0), "3,416"), (_cell(low=7.0, high=9.0), "7–9"), (_cell(low=7.0, high=7.0), "7"),
    (_cell(low=23.0), "at least 23"), (_cell(value=44.0, unit="percent"), "44 percent"), (_cell(), "not published"),
    (_cell(low=251.0, note="printed as: more than 250"), "more than 250")])
def test_a_number_as_a_reader_sees_it(cell: pd.Series, text: str) -> None:
    assert say.written(cell) == text


def test_a_sentence_keeps_its_numbers_as_claims() -> None:
    sentence = say.say("{n} of {what}", n=_cell(value=5.0), what="them")
    assert str(sentence) == "5 of them"
    assert sentence.claims == (say.Claim("5", 5, "alliances", "printed", ["A-1", "A-2"]),)


def test_a_sentence_may_not_choose_between_cells() -> None:
    table = pd.DataFrame([_cell(lab=ALL, value=1.0), _cell(lab=ALL, value=2.0)])
    with pytest.raises(ValueError, match="2 cells"):
        say.pick(table)


@pytest.mark.parametrize("stem", FIGURES)
@pytest.mark.parametrize("lab", [ALL, "Pacific"])
def test_alternative_text_says_the_kind_of_chart_and_values_of_the_table(stem: str, lab: str) -> None:
    exhibit = getattr(report, stem)(NETWORK, PARAMS.model_copy(update={"lab": lab}))
    alt = str(exhibit.words.alt)
    assert re.match(r"(Unit chart|Tile map|Two bars|Dot chart|Bar chart|Table of|One bar|Bars|Rows of)", alt)
    assert alt not in (str(exhibit.words.title), str(exhibit.words.subtitle)) and len(alt) > 100
    numbers = {say.written(row) for _, row in exhibit.table.iterrows()}
    assert sum(claim.text in numbers for claim in exhibit.words.alt.claims) >= 2


def _printed(ids: list[str]) -> set[float]:
    """What the named statements print: values, ends of ranges, bases, their sum, and the number after "more than"."""
    rows = NETWORK.statements.set_index("id").loc[ids]
    values = [float(Fraction(cell)) for cell in [*rows["value"], *rows["value_high"]] if cell]
    strict = [value + 1 for value, relation in zip(rows["value"], rows["relation"], strict=True) if relation == ">"
              for value in [float(Fraction(value))]]
    total = {sum(values)} if len(values) == len(set(values)) or (rows["status"] == "disputed").all() else set()
    return {*values, *strict, *rows["denominator"].dropna().astype(float), *total}


@pytest.mark.parametrize("stem", [*report.KEYS])
def test_what_a_claim_says_is_printed_by_the_statements_it_names(stem: str) -> None:
    exhibit = getattr(report, stem)(NETWORK, PARAMS)
    for claim in exhibit.words.claims(stem):
        numbers = claim["value"] if isinstance(claim["value"], list) else [claim["value"]]
        numbers = {float(number) for number in numbers if number is not None}
        if claim["status"] in ("printed", "disputed"):
            assert claim["statements"] and numbers <= _printed(claim["statements"]), claim


@pytest.mark.parametrize("stem", [*report.KEYS])
def test_a_claim_that_is_not_printed_stands_in_the_table_or_is_counted_from_it(stem: str) -> None:
    exhibit = getattr(report, stem)(NETWORK, PARAMS)
    table = exhibit.table
    shown = {say.written(row) for _, row in table.iterrows()} | {f"{base:g}" for base in table["base"].dropna()}
    named = f"{table.loc[table['measure'] == 'named', 'value'].sum():g}"
    for claim in exhibit.words.claims(stem):
        if claim["unit"] == "cells":
            assert claim["text"] in _tallies(table), claim
        elif claim["status"] not in ("printed", "disputed"):
            assert claim["text"] in shown | {named}, claim


def _tallies(table: pd.DataFrame) -> set[str]:
    """How many cells there are, and how many of each status, of all labs and by lab, with totals and without."""
    drawn = table[table["measure"].isin(["count", "percent"])]
    totals = (drawn[[name for name in ("topic", "size_class", "change") if name in drawn]] == "total").any(axis=1)
    found = set()
    for rows in (drawn, drawn[~totals], drawn[drawn["topic"] != "total"] if "topic" in drawn else drawn):
        for part in (rows, rows[rows["measure"] == "count"], rows[rows["lab"] == ALL], rows[rows["lab"] != ALL],
                     rows[(rows["lab"] == ALL) & (rows["measure"] == "count")]):
            fixed = part["status"].isin(["printed", "counted", "implied"])
            found |= {len(part), fixed.sum(), *part["status"].value_counts()}
    return {str(count) for count in found}


def _cells(**statuses: int) -> pd.DataFrame:
    return pd.DataFrame({"status": [name.replace("_", " ") for name, count in statuses.items() for _ in range(count)]})


@pytest.mark.parametrize(("statuses", "text"), [
    ({"printed": 2, "implied": 1, "bounded": 12}, "Of 15 cells 2 are printed, 1 implied and 12 bounded."),
    ({"free": 1, "printed": 1}, "Of 2 cells 1 is printed and 1 free."),
    ({"counted": 3}, "All 3 cells are counted from rows."),
    ({"public_page": 1, "not_published": 2}, "Of 3 cells 1 is from public pages (marked p) and 2 not published.")])
def test_a_tally_says_how_many_cells_are_known_and_how(statuses: dict, text: str) -> None:
    assert str(parts.tally(_cells(**statuses))) == text
    total, *each = [claim.value for claim in parts.tally(_cells(**statuses)).claims]
    assert total == sum(statuses.values()) and sorted(each) in ([], sorted(statuses.values()))


@pytest.mark.parametrize("stem", [*report.KEYS])
def test_each_figures_note_says_how_many_cells_are_known_and_how(stem: str) -> None:
    note = str(getattr(report, stem)(NETWORK, PARAMS).words.note)
    assert re.search(r"Of \d+ [\w ]*cells[\w ]* (is|are) |All \d+ [\w ]*cells[\w ]* are ", note)


def test_a_title_says_what_follows_and_how_much_is_fixed() -> None:
    title = str(report.active_size_by_topic(NETWORK, PARAMS).words.title)
    assert title == ("67 percent of the research alliances on effective teachers and principals had 15 or fewer active members, "
                     "14 of 21; the statements fix 3 of 15 cells")
    assert "16–29 of them mainly in coverage" in str(report.transformations(NETWORK, PARAMS).words.title)


@pytest.mark.parametrize("stem", ["active_size_by_topic", "transformations"])
def test_an_example_is_never_said_to_be_a_finding(stem: str) -> None:
    exhibit = getattr(report, stem)(NETWORK, PARAMS.model_copy(update={"view": "example"}))
    assert "one of many possible datasets" in str(exhibit.words.note) and "This is no finding" in str(exhibit.words.note)
    assert "This is no finding" in str(exhibit.words.alt)
    assert all(claim.status != "example" for claim in exhibit.words.title.claims)
    texts = [text.get_text() for axes in exhibit.standalone().findobj(Axes) for text in axes.texts]
    assert report.EXAMPLE in texts
    assert report.EXAMPLE not in [text.get_text() for axes in getattr(report, stem)(NETWORK, PARAMS).standalone().findobj(Axes)
                                  for text in axes.texts]


def test_the_note_of_figure_7_keeps_the_bases_apart() -> None:
    note = str(report.composition_by_topic(NETWORK, PARAMS).words.note)
    assert "0–100 percent over all members and 0–99 percent as an average" in note


def test_a_labs_note_and_summary_say_what_the_statements_allow_for_it() -> None:
    params = PARAMS.model_copy(update={"lab": "Pacific"})
    note = str(report.evolution(NETWORK, params).words.note)
    assert "Of 7 cells of its own 1 is counted from rows, 1 bounded and 5 free." in note
    first = str(report.summary(NETWORK, params).paragraphs[0])
    assert "2–8 of them dealt with high school completion and college readiness, as far as names and statements tell." in first
    assert "low-achieving schools" not in first  # free: the statements say nothing of it


AUDIT = ["verdicts", "contradictions", "pinned", "helpful", "outside"]


@pytest.mark.parametrize("stem", AUDIT)
@pytest.mark.parametrize("lab", [ALL, "Pacific"])
def test_the_audits_tables_are_short_and_have_a_title_that_says_something(stem: str, lab: str) -> None:
    exhibit = getattr(report, stem)(NETWORK, PARAMS.model_copy(update={"lab": lab}))
    assert exhibit.kind == "table" and 0 < len(exhibit.rows) <= 80
    assert all(len(row) == len(exhibit.columns) for row in exhibit.rows)
    assert len(str(exhibit.words.title)) > 30 and "Not " not in str(exhibit.words.note)


def test_the_tables_of_the_audit_say_what_it_found() -> None:
    verdicts, clashes, pinned, helpful, outside = (getattr(report, stem)(NETWORK, PARAMS) for stem in AUDIT)
    assert [column["align"] for column in verdicts.columns] == ["left", *["right"] * 5]
    assert verdicts.rows[-1][0] == "All sections" and verdicts.rows[-1][-1] == str(len(NETWORK.statements))
    assert str(clashes.words.title) == "1 set of claims cannot all be true"
    assert ["Figure 5", "Effective teachers and principals", "15 or fewer: 14; 16–50: 0–7; more than 50: 0–7; all: 21"] in pinned.rows
    assert ["Figure 5", "High school completion and college readiness",
            "15 or fewer: 9–18*; 16–50: 1–12*; more than 50: 0–8*; all: 23–25*"] in pinned.rows
    assert ["Figure 7", "Low-achieving schools, mean of alliances", "SEA: 0–40%; University: 0–40%; Other: 0–40%"] in pinned.rows
    assert "West" not in [row[1] for row in pinned.rows if row[0] == "Figure B1"]  # nothing follows: in the data only
    assert helpful.rows == [["1", "alliances of West on early", "31.5%", "400 → 274"]]
    assert outside.rows[0][:2] == ["binds no number", str(len(outside.table))]


def test_the_sentences_on_the_audit_follow_its_counts() -> None:
    first, second = map(str, report.prose(NETWORK, PARAMS, "verdicts").paragraphs)
    assert "make 250 claims" in first
    assert "Smallest sets of claims that clash: 1. Table D2 has 1 of them" in second
    assert "only without at least 1 claim; with that few there are 2 ways to do it" in second
    assert "there is no other" in second


def test_the_statements_carry_their_verdicts_and_recomputations() -> None:
    exhibit = report.statements(NETWORK, PARAMS)
    rows = {row[0]: row for row in exhibit.rows}
    assert rows["S-12"][-1] == "contradicted"
    assert rows["C3-29"][3] == "44% (disputed) (x/79, printed 44)"


def test_the_readers_choices_reach_the_audit(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    for name in ("bounds", "audit"):
        monkeypatch.setattr(infer, name, lambda *given, own=getattr(stub_audit, name), **chosen: asked.append(chosen) or own(*given))
    params = PARAMS.model_copy(update={"readings": "b", "evidence": "public"})
    report.active_size_by_topic(NETWORK, params)
    report.prose(NETWORK, params, "transformations")
    report.verdicts(NETWORK, params)
    assert asked == [{"readings": "b", "evidence": "public"}] * 3


@pytest.mark.parametrize(("cell", "text"), [
    ({"low": 9, "high": 18, "status": "bounded", "proven": True, "depends": False}, "Local: 9–18"),
    ({"low": 9, "high": 18, "status": "public page", "proven": True, "depends": True}, "Local: 9–18 p*"),
    ({"low": 9, "high": 18, "status": "bounded", "proven": False, "depends": False}, "Local: 9–18?"),
    ({"low": None, "high": 18, "status": "bounded", "proven": True, "depends": False}, "Local: at most 18"),
])
def test_a_range_of_table_d3_says_what_it_rests_on(cell: dict, text: str) -> None:
    assert report._bound(pd.Series({"exhibit": "scope", "cell": "Local"} | cell)) == text

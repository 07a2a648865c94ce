"""Words: numbers come from cells, and alternative texts say what is shown."""

from __future__ import annotations

import ast
import re
from fractions import Fraction

import pandas as pd
import pytest

from helpers import paths, report, say
from helpers.params import ALL

NETWORK, PARAMS = report.start()
FIGURES = [stem for stem in report.LABELS if stem in report.KEYS]
NUMBER_WORDS = re.compile(r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|half|third|quarter)\b")
ALLOWED = {  # names of things and of the grammar, not counts
    "in {half} at least half were", "had all three", "the two cannot both hold", "gives the two larger groups both ways round",
    "a person in two {alliances} may be counted twice", "Its two large groups", "both ways round", "Unit chart of two rows", "Bar chart of three classes",
}


def templates() -> list[str]:
    tree = ast.parse((paths.ROOT / "src/helpers/words.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say"]
    return [ast.literal_eval(call.args[0]) for call in calls if isinstance(call.args[0], ast.Constant)]


def test_no_number_is_typed_into_a_sentence() -> None:
    assert len(templates()) > 60
    for template in templates():
        plain = re.sub(r"\{\w+\}", "", template)
        plain = re.sub(r"(Table|Figure|Figures|chapter|Appendix|Appendices) [\dA-C]+\d?( and \d)?", "", plain)
        assert not re.search(r"\d", plain), template
        if not any(words in template for words in ALLOWED):
            assert not NUMBER_WORDS.search(plain), template


def test_no_number_is_typed_into_a_notebook() -> None:
    import nbformat

    for path in sorted(paths.NOTEBOOKS.glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                plain = re.sub(r"\[[^\]]*\]\([^)]*\)|Chapter \d|Appendix [A-C]", "", cell.source)
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
    inner = table[(table["topic"] != "total") & table["measure"].isin(["count", "percent"])] if "topic" in table else table
    if "size_class" in inner:
        inner = inner[(inner["size_class"] != "total") & (inner["measure"] == "count")]
    recounted = {str(len(inner)), str(inner["value"].notna().sum())}
    named = f"{table.loc[table['measure'] == 'named', 'value'].sum():g}"
    for claim in exhibit.words.claims(stem):
        if claim["status"] not in ("printed", "disputed"):
            assert claim["text"] in shown | recounted | {named}, claim

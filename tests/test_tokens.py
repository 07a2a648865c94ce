"""A network's own text: every number in it is a token, so that it can be traced."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.data.network import Network
from helpers.errors import UserError
from helpers.numbers.evidence import Evidence
from helpers.numbers.grid import Asked, Grid, Table, table
from helpers.numbers.question import Question
from helpers.text.tokens import Tokens, digits
from tiny import statement, told

WHOLE = Question("2025")
NAMED = """name,exhibit,keys,measure,unit,base,claim,note
most,topics,topic=reading,of two hubs,partnerships,5,c-most,
both,,,of all hubs,partnerships,,c-most+c-rest,
"""
SAID = (
    statement("C3-14", value="4", topic="reading", denominator="5"),
    statement("C3-15", value="3", host_group="hubs/most", claim_id="c-most"),
    statement("C3-16", value="12", host_group="hubs/rest", claim_id="c-rest"),
    statement("C3-17", value="80", topic="reading", measure="percent", unit="percent"),
    statement("C3-18", value="250", subject="members", measure="maximum", relation=">"),
)


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Network:
    folder = tmp_path_factory.mktemp("told")
    made = told(folder, *SAID)
    (folder / "named_numbers.csv").write_text(NAMED, encoding="utf-8")
    return made


@pytest.fixture
def tokens(network: Network) -> Tokens:
    """Of one exhibit, `topics`: a count and a percentage of each topic, in all and of North."""
    evidence = Evidence(network)
    questions = [
        Asked(
            {"host": host, "topic": topic},
            WHOLE.but(topic=topic, measure=measure, host="" if host == "all" else host),
            measure,
            "percent" if measure == "percent" else "partnerships",
        )
        for host in ("all", "North")
        for topic in ("reading", "maths")
        for measure in ("count", "percent")
    ]

    def made(stem: str) -> Table | None:
        grid = Grid(("host", "topic"), tuple(questions))
        return table(evidence, grid, "North") if stem == "topics" else None

    return Tokens(evidence, made, ("topics", "scope"))


@pytest.mark.parametrize(
    ("token", "text", "ids"),
    [
        ("C3-14", "4", ["C3-14"]),
        ("C3-17", "80 percent", ["C3-17"]),
        ("C3-18", "more than 250", ["C3-18"]),
        ("C3-14:base", "5", ["C3-14"]),
        ("C3-14:word", "four", ["C3-14"]),
        ("C3-16:word", "12", ["C3-16"]),
        ("C3-18:word", "more than 250", ["C3-18"]),
        ("most", "3", ["C3-15"]),
        ("most:base", "5", ["C3-15"]),
        ("both", "15", ["C3-15", "C3-16"]),
        ("topics.reading", "4", ["C3-14"]),
        ("topics.reading:word", "four", ["C3-14"]),
        ("topics.reading.count", "4", ["C3-14"]),
        ("topics.reading.percent", "80 percent", ["C3-17"]),
        ("topics.maths", "1–3", []),
        ("topics.maths:word", "1–3", []),
    ],
)
def test_a_token_is_a_number_and_a_claim(
    tokens: Tokens, token: str, text: str, ids: list[str]
) -> None:
    said = tokens.sentence(f"Here: {{{token}}}.")
    assert str(said) == f"Here: {text}."
    assert [(one.text, one.statements) for one in said.claims] == [(text, ids)]


def test_a_texts_numbers_stand_in_its_order(tokens: Tokens) -> None:
    said = tokens.sentence("{most} of {C3-14:word}\n\nand {topics.reading.percent}")
    assert str(said) == "3 of four\n\nand 80 percent"
    assert [one.value for one in said.claims] == [3, 4, 80]


def test_a_place_is_no_token(tokens: Tokens) -> None:
    said = tokens.sentence("They are {C3-14:word}. [chapter 3, line 627]{.place}")
    assert str(said) == "They are four. [chapter 3, line 627]{.place}"


def test_a_text_without_tokens_stays_as_it_is(tokens: Tokens) -> None:
    said = tokens.sentence("No { number } here\n} and {\nthere.".replace("{ number }", "number"))
    assert str(said) == "No number here\n} and {\nthere." and said.claims == ()


def test_a_claim_stands_in_its_own_paragraph(tokens: Tokens) -> None:
    said = tokens.paragraphs("One has {C3-14:word}.\nAnd more.\n\n\n- two has {most}\n- {both}\n")
    assert [str(one) for one in said] == ["One has four.\nAnd more.", "- two has 3\n- 15"]
    assert [len(one.claims) for one in said] == [1, 2]


def test_an_unknown_token_is_found_by_the_line_of_its_file(tokens: Tokens) -> None:
    with pytest.raises(UserError, match=r"summary\.md, line 4: found \{mots\}"):
        tokens.paragraphs("One.\n\nTwo {most}\nand {mots}.\n", "data/tiny/text/summary.md")


@pytest.mark.parametrize(
    ("token", "near"),
    [
        ("c3-14", "C3-14"),
        ("mots", "most"),
        ("topics.readin", "topics.reading"),
        ("topics.reading.precent", "topics.reading"),
        ("scope.city", ""),
        ("zzzzzz", ""),
    ],
)
def test_an_unknown_token_names_the_nearest(tokens: Tokens, token: str, near: str) -> None:
    with pytest.raises(UserError) as raised:
        tokens.sentence(f"Here: {{{token}}}.", "data/tiny/text/summary.md")
    said = str(raised.value)
    assert said.startswith("data/tiny/text/summary.md") and f"found {{{token}}}" in said
    assert "statement's id" in said and "named_numbers.csv" in said
    assert (f"Did you mean '{{{near}}}'?" in said) if near else ("{topics.TOPIC}" in said)


def test_an_unknown_token_is_found_by_its_line(tokens: Tokens) -> None:
    with pytest.raises(UserError, match=r"summary\.md, line 3"):
        tokens.sentence("One.\n\nTwo {most} and {mots}.", "data/tiny/text/summary.md")


def test_an_unknown_form_says_which_there_are(tokens: Tokens) -> None:
    with pytest.raises(
        UserError, match=r"found \{most:bse\}; after .* may stand :base, :word, :none, :No or :None"
    ):
        tokens.sentence("{most:bse}", "data/tiny/text/summary.md")


def test_a_base_that_nobody_knows_is_a_sentence(tokens: Tokens) -> None:
    with pytest.raises(UserError, match="both:base"):
        tokens.sentence("{both:base}", "data/tiny/text/summary.md")


# -- typed digits --------------------------------------------------------------------------------

FILE = Path("data/tiny/text/summary.md")


def found(text: str) -> list[str]:
    return [one.split("found the number '")[1].split("'")[0] for one in digits(FILE, text)]


@pytest.mark.parametrize(
    "text",
    [
        "In 2015, 2012–17, and 1998.",
        "See [Table 3](#table-3) and Figure B1, chapter {C3-14}.",
        "A note [@seed001] on {topics.reading.15_or_fewer}.",
        "An address (see [this](https://example.org/2/3)).",
        "No number at all.",
        "It cost “$54 million per year”, and “5” was quoted, too.",
        "They pay themselves. [chapter 4, lines 1183–1185, 27]{.place}",
    ],
)
def test_dates_names_and_tokens_may_have_digits(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("There were 79 circles.", ["79"]),
        ("A share of 56.5 percent, 3,416 in all.", ["56.5", "3,416"]),
        ("{C3-14} of 79", ["79"]),
        ("In 2015 there were 20150.", ["20150"]),
        ("There were 1 or 2", ["1", "2"]),
        ("“Quoted” are 7, “not 8.", ["7", "8"]),
        ("No place [lines 10–20] here, nor [line 3]{.plaice}.", ["10", "20", "3"]),
    ],
)
def test_a_typed_number_is_a_problem(text: str, numbers: list[str]) -> None:
    assert found(text) == numbers


def test_a_typed_number_is_found_by_file_and_line() -> None:
    (said,) = digits(FILE, "One line.\n\nThere were 79 circles.\n")
    assert "summary.md, line 3: found the number '79'" in said and "must be a token" in said


@pytest.mark.parametrize("opening", ["In", "Of", "These", "About"])
def test_a_word_with_a_capital_is_not_always_a_name(opening: str) -> None:
    """ "In 12 hubs" begins a sentence; "Table 3" is a name."""
    assert found(f"{opening} 12 hubs it was so.") == ["12"]


def test_a_networks_own_names_may_have_digits() -> None:
    said = "The Grade 3 Reading Circle has {C3-14} members, the Grade 4 Circle 5."
    numbers = [one.split("'")[1] for one in digits(FILE, said, ["Grade 3 Reading Circle", "Ash"])]
    assert numbers == ["4", "5"]

"""Sentences whose numbers are entries: each is written once and kept as a claim."""

from __future__ import annotations

from fractions import Fraction

import pytest

from helpers.numbers.answer import NOTHING, Answer, Status
from helpers.numbers.grid import Entry
from helpers.text.say import EMPTY, Claim, Sentence, claim, join, listed, say


def entry(
    low: float | Fraction, high: int | None = None, unit: str = "partnerships", **more: object
) -> Entry:
    """A printed number by S1 and S2; a range if `high` is given."""
    base = more.pop("base", None)
    exact = Fraction(low)
    known = Answer(exact, exact if high is None else Fraction(high), Status.PRINTED, ("S1", "S2"))
    return Entry({"topic": "x"}, {}, "count", known.but(**more), unit, base)  # type: ignore[arg-type]


SEVEN = entry(7, base=25)


def test_a_sentence_keeps_its_numbers_as_claims() -> None:
    said = say("{n} of {what}", n=SEVEN, what="them")
    assert str(said) == "7 of them"
    assert said.claims == (Claim("7", 7, "partnerships", "printed", ["S1", "S2"]),)


def test_claims_stand_in_the_order_of_the_sentence() -> None:
    """So that each can be found in the text: the first claim is the first number."""
    said = say("{b} and {a}", a=entry(1), b=entry(2))
    assert str(said) == "2 and 1" and [one.value for one in said.claims] == [2, 1]


def test_a_number_said_twice_is_two_claims() -> None:
    assert [one.text for one in say("{n} is {n}", n=SEVEN).claims] == ["7", "7"]


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (entry(1), "1 circle is left"),
        (entry(7), "7 circles are left"),
        (entry(0), "0 circles are left"),
        (entry(0, 1), "0–1 circle is left"),
        (entry(1, 3), "1–3 circles are left"),
    ],
)
def test_a_word_goes_with_its_number_and_may_be_the_networks_own(known: Entry, text: str) -> None:
    said = say("{n} {n:one|many} {n:is|are} left", n=known, one="circle", many="circles")
    assert str(said) == text and len(said.claims) == 1


@pytest.mark.parametrize(
    ("known", "text", "value"),
    [
        (entry(7, 9), "7–9", [7, 9]),
        (entry(44, unit="percent"), "44 percent", 44),
        (entry(3416), "3,416", 3416),
        (entry(Fraction(1, 2)), "1/2", 0.5),
        (entry(7, high=None).__class__({}, {}, "count", Answer(Fraction(7), None, Status.PRINTED)),
         "at least 7", [7, None]),
        (Entry({}, {}, "count", NOTHING), "not published", None),
    ],
)  # fmt: skip
def test_a_claim_has_the_text_and_the_number(known: Entry, text: str, value: object) -> None:
    said = say("{n}", n=known)
    assert (str(said), said.claims[0].text, said.claims[0].value) == (text, text, value)


def test_a_claim_says_how_it_is_known() -> None:
    bounded = entry(7, 9, status=Status.BOUNDED, statements=("S3",))
    assert claim(bounded).record() == {
        "text": "7–9", "value": [7, 9], "unit": "partnerships", "status": "bounded",
        "statements": ["S3"],
    }  # fmt: skip


def test_the_base_is_said_with_its_number() -> None:
    """ "7 of 25": the whole rests on what the part rests on."""
    said = say("{n} of {n:base}", n=SEVEN)
    assert str(said) == "7 of 25"
    assert said.claims[1] == Claim("25", 25, "partnerships", "printed", ["S1", "S2"])


def test_a_base_that_is_not_known_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no base is known"):
        say("{n:base}", n=entry(7))


def test_a_sentence_in_a_sentence_brings_its_claims() -> None:
    inner = say("{n} on maths", n=SEVEN)
    outer = say("{n}, {more}", n=entry(9), more=inner)
    assert str(outer) == "9, 7 on maths" and [one.value for one in outer.claims] == [9, 7]


def test_braces_can_be_written() -> None:
    assert str(say("{{{n}}}", n=SEVEN)) == "{7}"


def test_sentences_in_a_row_are_parted_by_a_space() -> None:
    joined = join(say("{n} came.", n=entry(1)), EMPTY, say("{n} left.", n=entry(2)))
    assert str(joined) == "1 came. 2 left." and [one.value for one in joined.claims] == [1, 2]
    assert not EMPTY and join() == EMPTY


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, ""), (1, "1"), (2, "1 and 2"), (3, "1, 2, and 3"), (4, "1, 2, 3, and 4")],
)
def test_a_list_is_read_as_one(count: int, text: str) -> None:
    said = listed(say("{n}", n=entry(n)) for n in range(1, count + 1))
    assert str(said) == text and [one.value for one in said.claims] == list(range(1, count + 1))


def test_a_list_may_end_otherwise() -> None:
    words = [Sentence(one) for one in "abc"]
    assert str(listed(words, "then")) == "a, b, then c" and str(listed(words[:2], "or")) == "a or b"

"""What is known of a number, and the one way in which it is written."""

from __future__ import annotations

from fractions import Fraction

import pytest

from helpers.numbers import numerals
from helpers.numbers.answer import NOTHING, Answer, Said, Status, added


def answer(low: int, high: int | None, status: Status = Status.BOUNDED, **more: object) -> Answer:
    return Answer(Fraction(low), None if high is None else Fraction(high), status).but(**more)


def printed_twice(*values: int) -> Answer:
    said = tuple(Said(Fraction(v), Fraction(v), (f"S{v}",), (f"Table {v}",)) for v in values)
    return answer(min(values), max(values), Status.DISPUTED, said=said)


@pytest.mark.parametrize(
    ("known", "ending", "text"),
    [
        (answer(7, 7), "", "7"),
        (answer(1234, 1234), "", "1,234"),
        (answer(7, 9), "", "7–9"),
        (answer(44, 44), "%", "44%"),
        (answer(44, 46), " percent", "44–46 percent"),
        (answer(7, None), "", "at least 7"),
        (answer(251, None, Status.PRINTED, wording="more than 250"), "", "more than 250"),
        (answer(0, 9, Status.PRINTED, wording="less than 10"), "", "less than 10"),
        (answer(3, 3, Status.PUBLIC), "", "3 p"),
        (printed_twice(36, 35), "", "35 or 36"),
        (printed_twice(46, 44), "%", "44 or 46%"),
        (Answer.of(Fraction(1, 2)), "", "1/2"),
        (NOTHING, "%", "not published"),
        (answer(0, 4, Status.FREE), "", "0–4"),
    ],
)
def test_a_number_is_written_in_one_way(known: Answer, ending: str, text: str) -> None:
    assert known.text(ending) == text


@pytest.mark.parametrize(
    ("known", "exact", "ranged", "some"),
    [
        (answer(7, 7), True, False, True),
        (answer(7, 9), False, True, True),
        (answer(7, None), False, False, True),
        (NOTHING, False, False, False),
    ],
)
def test_an_answer_is_one_number_a_range_or_nothing(
    known: Answer, exact: bool, ranged: bool, some: bool
) -> None:
    assert (known.exact, known.ranged, known.known) == (exact, ranged, some)
    assert known.value == (7 if exact else None)


@pytest.mark.parametrize(
    ("ends", "most", "status"),
    [
        ((2, 5), 6, Status.BOUNDED),
        ((0, 5), 6, Status.BOUNDED),
        ((1, 6), 6, Status.BOUNDED),
        ((0, 6), 6, Status.FREE),
        ((0, 7), 6, Status.FREE),
        ((0, 0), 6, Status.COUNTED),
        ((6, 6), 6, Status.COUNTED),
    ],
)
def test_a_range_of_all_that_there_is_says_nothing(
    ends: tuple[int, int], most: int, status: Status
) -> None:
    """From none to all is free; two ends that are one are a count."""
    assert Answer.between(*ends, most).status == status


def test_a_sum_is_as_sure_as_its_least_sure_part() -> None:
    """7 printed and 2-3 bounded make 9-10 bounded; the statements of both are named, once each."""
    one = answer(7, 7, Status.PRINTED, statements=("S1", "S2"))
    two = answer(2, 3, Status.BOUNDED, statements=("S2", "S3"))
    assert added([one, two]) == answer(9, 10, statements=("S1", "S2", "S3"))
    assert added([one, answer(2, None)]).high is None
    assert added([one, NOTHING]).status == Status.UNKNOWN
    assert added([]) == Answer.of(0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.5, "3"), (Fraction(5, 2), "3"), (3.5, "4"), (Fraction(249, 100), "2"),
        (-2, "−2"), (3416, "3,416"),
    ],
)  # fmt: skip
def test_halves_go_up(value: Fraction | float, text: str) -> None:
    """Python's own round would make 2 of 2.5."""
    assert numerals.number(value) == text


def test_a_share_is_rounded_once_from_the_exact_one() -> None:
    """8 of 77 is 10.39, 26 of 77 is 33.77; 1 of 200 is 0.5, which goes up."""
    assert [numerals.percent_of(*one) for one in ((8, 77), (26, 77), (1, 200))] == [10, 34, 1]


def test_small_whole_numbers_can_be_spelled() -> None:
    assert [numerals.spelled(n) for n in (0, 9, 10)] == ["zero", "nine", "10"]
    assert numerals.spelled(Fraction(5, 2)) == "3"


def test_tenths_where_whole_ones_would_look_alike() -> None:
    assert numerals.tenths(2.95) == "3.0%"

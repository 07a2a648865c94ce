"""Numbers as the report writes them, rounded half up in one place."""

from fractions import Fraction

Number = Fraction | int | float


def fraction(value: Number) -> Fraction:
    """A number as it is written: 2.5 is 5/2, 0.1 is 1/10."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def round_half_up(value: Number, digits: int = 0) -> float:
    """Round as the source does: 2.5 is 3 (Python's own round gives 2)."""
    numerator, denominator = fraction(value).as_integer_ratio()
    whole = (2 * abs(numerator) * 10**digits + denominator) // (2 * denominator)
    return (whole if numerator >= 0 else -whole) / 10**digits


def percent_of(part: Number, base: Number) -> int:
    """`part` of `base` in whole percent, rounded half up from the unrounded share."""
    return int(round_half_up(Fraction(part) * 100 / Fraction(base)))


def number(value: Number) -> str:
    """A count or a rounded value: 1234 is `1,234`, 2.5 is `3`, minus is a true minus sign."""
    return f"{round_half_up(value):,.0f}".replace("-", "−")


def tenths(value: Number) -> str:
    """A percentage with one decimal, where whole ones would look alike: 2.95 is `3.0%`."""
    return f"{round_half_up(value, 1):.1f}%"


def span(low: Number, high: Number | None, ending: str = "") -> str:
    """A range in words: `7–9`, `7` when both ends agree, `at least 7` when there is no upper."""
    first, last = number(low), "" if high is None else number(high)
    if not last:
        return f"at least {first}{ending}"
    return f"{first}{ending}" if first == last else f"{first}–{last}{ending}"


SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"]
TEENS += ["seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def first_word(value: Number) -> str:
    """A number that begins a sentence, in letters below a hundred: 42 is `Forty-two`."""
    if Fraction(value).denominator > 1 or not 0 <= value < 100:
        return number(value)
    tens, ones = divmod(int(value), 10)
    word = [*SMALL, *TEENS][int(value)] if tens < 2 else TENS[tens - 2]
    return (word + (f"-{SMALL[ones]}" if tens > 1 and ones else "")).capitalize()


def spelled(value: Number) -> str:
    """A small number in letters, as prose has it below ten: 3 is `three`, 12 is `12`."""
    whole = Fraction(value).denominator == 1 and 0 <= value < len(SMALL)
    return SMALL[int(value)] if whole else number(value)
